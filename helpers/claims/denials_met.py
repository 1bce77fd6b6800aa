"""Which denials meet which assertions, given when they hold, and which claims make one tie.

>>> from helpers.data import load_dataset
>>> from helpers.claims import counting_claims
>>> data = load_dataset()
>>> claims = counting_claims(data, Reading())
>>> met = are_met(data, claims, ["subject", "relation", "object"], Reading())
>>> claims.loc[met, "stance"].value_counts().to_dict()
{'asserts': 3, 'denies': 3}
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.claims.readings import Reading
from helpers.codebook import Distinct
from helpers.data import Dataset


def are_met(
    data: Dataset, claims: pd.DataFrame, proposition: list[str], reading: Reading
) -> np.ndarray:
    """Tell of each claim whether one of the other stance among the claims meets it.

    A denial meets an assertion of the same proposition in the same period, unless their dates
    exclude each other. Where the reading looks at certain days, the period of what says when
    it holds does not matter.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame
        Claims that count, with their ``period``.
    proposition : list of str
        The columns that make claims speak of the same.
    reading : Reading

    Returns
    -------
    ndarray of bool
    """
    asserts = (claims["stance"] == "asserts").to_numpy()
    if asserts.all():
        return np.zeros(len(claims), dtype=bool)
    if not data.dated:
        ties = Distinct(claims).combined([*proposition, "period"])
        return np.where(asserts, np.isin(ties, ties[~asserts]), np.isin(ties, ties[asserts]))
    # Of intervals, those that meet each other, and the days asked for, have a day of these in
    # common: so the days asked for, by which claims are admitted, need not be looked at again.
    said = data.spells.loc[claims.index].assign(
        about=Distinct(claims).combined(proposition), period=claims["period"].to_numpy()
    )
    # What is said of one proposition on the same days meets the same: look at it once.
    kinds = said.groupby([*said.columns], sort=False).ngroup().to_numpy()
    distinct = said.assign(kind=kinds)
    denials = distinct[~asserts].drop_duplicates("kind")
    assertions = distinct[asserts & said["about"].isin(denials["about"]).to_numpy()]
    pairs = assertions.drop_duplicates("kind").merge(denials, on="about", suffixes=("", "_denied"))
    met = pairs[at_one_time(pairs, "_denied", reading)]
    return np.where(asserts, np.isin(kinds, met["kind"]), np.isin(kinds, met["kind_denied"]))


def at_one_time(pairs: pd.DataFrame, suffix: str, reading: Reading) -> pd.Series:
    """Tell of pairs of claims whether both may speak of one time.

    They do in one period, unless their dates exclude each other. Where the reading looks at
    certain days, the period of two that say when they hold does not matter.

    Parameters
    ----------
    pairs : DataFrame
        One row, one pair; columns ``period``, and ``first``, ``last`` and ``dated`` as in
        `Dataset.spells`, of the one, and those of the other with the suffix.
    suffix : str
    reading : Reading

    Returns
    -------
    Series of bool
    """
    same = pairs["period"] == pairs[f"period{suffix}"]
    if reading.at is not None:
        same |= pairs["dated"] & pairs[f"dated{suffix}"]
    begun = pairs["first"] <= pairs[f"last{suffix}"]
    return same & begun & (pairs[f"first{suffix}"] <= pairs["last"])


def in_one_period(
    data: Dataset,
    claims: pd.DataFrame,
    proposition: list[str],
    reading: Reading,
    met: pd.Series | np.ndarray | None = None,
    counts: pd.Series | None = None,
) -> pd.Series:
    """Return the period of the tie that each claim is about.

    Where the reading looks at certain days, the period of what says when it holds does not
    matter: all periods of a proposition in which a counting claim does are then one, that of the
    first assertion. A denial that meets none makes no periods one, and keeps its own.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame
        Claims, with their ``period``.
    proposition : list of str
        The columns that make claims speak of the same.
    reading : Reading
    met : Series or ndarray of bool, optional
        As `are_met` returns it. Default: every denial meets an assertion.
    counts : Series of bool, optional
        Which of the claims count. Default: all.

    Returns
    -------
    Series of str
        By the rows of the claims.
    """
    own = claims["period"]
    if reading.at is None or not data.dated:
        return own
    counts = pd.Series(data=True, index=claims.index) if counts is None else counts
    asserts = claims["stance"] == "asserts"
    apart = counts & ~(asserts | (True if met is None else met))
    about = [claims[column] for column in proposition]
    dated = counts & ~apart & data.spells.loc[claims.index, "dated"]
    any_dated = dated.groupby([*about, own]).transform("any")
    joined = own.where(any_dated & counts & ~apart)
    first = joined.where(asserts).groupby(about).transform("first")
    first = first.fillna(joined.groupby(about).transform("first"))
    return own.mask(any_dated & ~apart, first)


def are_of_their_tie(
    asserting: pd.Series, met: pd.Series | np.ndarray, ties: list[pd.Series]
) -> pd.Series:
    """Tell of each claim whether it speaks for its tie or against it.

    A denial does if it meets an assertion, or if nobody asserts the tie.

    Parameters
    ----------
    asserting : Series of bool
        Whether a claim asserts, and counts.
    met : Series or ndarray of bool
        As `are_met` returns it.
    ties : list of Series
        What claims on one tie have in common.
    """
    return asserting | met | ~asserting.groupby(ties).transform("any")
