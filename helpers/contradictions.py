"""Contradictions: which of any number of claims assert what others deny.

>>> claims = pd.DataFrame({"stance": ["asserts", "denies", "denies"], "subject": "a", "relation": "leads", "object": ["b", "b", "c"], "time": ["", "current", ""]})
>>> contradictions(claims).to_dict("list")
{'a': [0], 'b': [1]}
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.claims import PERIOD_OF
from helpers.codebook import Distinct

__all__ = ["MOST_PAIRS", "contradictions", "meeting"]

MOST_PAIRS = 5_000_000
"""Pairs that are listed. A thousand assertions and a thousand denials of one tie make a million."""


def contradictions(claims: pd.DataFrame) -> pd.DataFrame:
    """Return each assertion beside each denial of the same proposition in the same period.

    Parameters
    ----------
    claims : DataFrame
        Columns ``stance``, ``subject``, ``relation``, ``object``, ``time`` of the table claims.
        The ends of a symmetric relation have to stand in one order: see
        `helpers.ties.one_way_round`.

    Returns
    -------
    DataFrame
        One row, one pair: ``a`` asserts and ``b`` denies. Both are labels of the index of the
        claims, in the order of the assertions, then of the denials.

    Raises
    ------
    ValueError
        If there are more than `MOST_PAIRS`, which is known before any is listed.
    """
    table = Distinct(claims)
    table.add("period", "time", PERIOD_OF)
    ties = pd.Series(
        table.combined(["subject", "object", "relation", "period"]), index=claims.index
    )
    asserts = claims["stance"] == "asserts"
    return meeting(ties[asserts], ties[~asserts])


def meeting(first: pd.Series, second: pd.Series) -> pd.DataFrame:
    """Return which entries of two series of numbers are equal.

    Returns
    -------
    DataFrame
        Columns ``a`` and ``b``, labels of the two indexes, in the order of the first, then of
        the second.

    Raises
    ------
    ValueError
        If there are more than `MOST_PAIRS`.

    Examples
    --------
    >>> meeting(pd.Series([7, 8], index=[2, 3]), pd.Series([8, 9, 8], index=[4, 5, 6])).to_numpy().tolist()
    [[3, 4], [3, 6]]
    """
    numbers, distinct = pd.factorize(second)
    met = pd.Index(distinct).get_indexer(first)  # nearly all meet nothing, and are out of the way
    places, counts = np.flatnonzero(met >= 0), np.bincount(numbers)
    each = counts[met[places]]
    if each.sum() > MOST_PAIRS:
        hub = first.index[met == np.bincount(met[places], weights=each).argmax()]
        raise ValueError(
            f"{each.sum():,} pairs of claims exclude each other, and {MOST_PAIRS:,} can be listed: look at fewer at a time. Most are with the claim in row {hub[0]} and the {len(hub) - 1:,} that say the same"
        )
    starts, order = np.cumsum(counts) - counts, np.argsort(numbers, kind="stable")
    within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    return pd.DataFrame(
        {
            "a": first.index[np.repeat(places, each)],
            "b": second.index[order[np.repeat(starts[met[places]], each) + within]],
        }
    )
