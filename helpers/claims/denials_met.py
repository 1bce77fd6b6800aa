"""Which denials meet which assertions, given when they hold.

>>> from helpers.data import load_dataset
>>> from helpers.claims import counting_claims
>>> data = load_dataset()
>>> claims = counting_claims(data, Reading())
>>> met = are_met(data, claims, ["subject", "relation", "object"], Reading())
>>> claims.loc[met, "stance"].unique().tolist()
['asserts']
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
    """Tell of each assertion whether a denial among the claims meets it.

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
        return asserts & np.isin(ties, ties[~asserts])
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
    same = pairs["period"] == pairs["period_denied"]
    if reading.at is not None:
        same |= pairs["dated"] & pairs["dated_denied"]
    at_once = (pairs["first"] <= pairs["last_denied"]) & (pairs["first_denied"] <= pairs["last"])
    return asserts & np.isin(kinds, pairs.loc[same & at_once, "kind"])
