"""Counting claims: those that a reading admits.

A claim *counts* under a reading if its support (its speaker, and the relays that are
not the document's author) is believed and its certainty, time and coding are
admitted.

>>> from helpers.data import load_dataset
>>> support(load_dataset(), "c087") == {"one-member-state", "un-report"}
True
"""

from __future__ import annotations

import pandas as pd

from helpers.claims.readings import CERTAINTY_RANK, PERIOD_OF, Reading, check_reading, primaries
from helpers.codebook import list_items, refuse_unknown, spell_of
from helpers.data import Dataset


def support(data: Dataset, claim: str, level: str = "speaker") -> frozenset[str]:
    """Return the sources that have to be believed for a claim to count.

    They are the speaker and the relays, but for a relay of kind ``author``: that he
    wrote the quote is checked by finding it in the text.

    Parameters
    ----------
    data : Dataset
    claim : str
        A claim_id.
    level : str
        ``speaker``, ``institution`` or ``government``.
    """
    claims = data["claims"]
    refuse_unknown("claim", [claim], claims["claim_id"])
    return _supports(data, claims[claims["claim_id"] == claim], level).iloc[0]


def _supports(data: Dataset, claims: pd.DataFrame, level: str = "speaker") -> pd.Series:
    """Each claim's support; worked out once for each distinct chain."""
    authors = data.who.authors
    up = data.who.roll_up(level)
    chains = list(zip(claims["speaker"].tolist(), claims["via"].tolist(), strict=True))
    sets = {}
    for speaker, via in set(chains):
        needed = {speaker} | (set(list_items(via, ">")) - authors)
        sets[speaker, via] = frozenset(up.get(source, source) for source in needed)
    return pd.Series([sets[chain] for chain in chains], index=claims.index, dtype=object)


def is_believed(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether the sources that it needs are believed (speaker by speaker)."""
    believed = reading.believed
    refused = frozenset() if reading.inferences else data.who.inferences
    supports = _supports(data, claims)
    # Few supports are distinct, and each is judged once.
    verdicts = {
        support: not support & refused and (believed is None or support <= believed)
        for support in set(supports)
    }
    return supports.map(verdicts).astype(bool)


def is_certain_enough(claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether its wording is certain enough. Blank means unstated."""
    least = CERTAINTY_RANK[reading.least_certainty or "possible"]
    return claims["certainty"].replace("", "unstated").map(CERTAINTY_RANK) >= least


def is_in_time(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether its time is admitted. Blank means unspecified.

    Where the reading looks at certain days, a claim that says when it holds is admitted by
    them alone.
    """
    in_time = claims["time"].replace("", "unspecified").isin(reading.times)
    if reading.at is None or not data.dated:
        return in_time
    spells = data.spells.loc[claims.index]
    asked = spell_of(reading.at)
    held = (spells["first"] <= asked.last) & (spells["last"] >= asked.first)
    return held.where(spells["dated"], in_time)


def is_coding(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether it is the chosen coding.

    That is the primary, or the alternative in its place.
    """
    primary_of = primaries(data)
    replaced = {primary_of[alternative] for alternative in reading.alternatives}
    primary = (claims["alternative_of"] == "") & ~claims["claim_id"].isin(replaced)
    return primary | claims["claim_id"].isin(reading.alternatives)


def counting_claims(data: Dataset, reading: Reading, level: str = "speaker") -> pd.DataFrame:
    """Return the claims that count under a reading.

    Which claims count does not depend on the level, which only says how their
    support is reported.

    Returns
    -------
    DataFrame
        Rows of the table claims, all its columns, and ``support`` (frozenset of
        source_id, at the level) and ``period`` (now, former, future).

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> reading = Reading(believed=["one-member-state", "un-report"], times="former")
    >>> claims = counting_claims(load_dataset(), reading)
    >>> claims.set_index("claim_id").loc["c087", "period"]
    'former'
    """
    check_reading(data, reading)
    return with_support(data, counting(data, data["claims"], reading), level)


def counting(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return those of some claims that count under a reading."""
    counts = (
        is_in_time(data, claims, reading)
        & is_certain_enough(claims, reading)
        & is_coding(data, claims, reading)
    )
    return claims[counts & is_believed(data, claims, reading)]


def with_support(data: Dataset, claims: pd.DataFrame, level: str = "speaker") -> pd.DataFrame:
    """Add to claims the columns ``support`` and ``period``, as `counting_claims` has them."""
    return claims.assign(
        support=_supports(data, claims, level), period=claims["time"].map(PERIOD_OF)
    )
