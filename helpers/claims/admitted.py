"""Counting claims: those that a reading admits.

A claim *counts* under a reading if its support (its speaker, and the relays that are
not the document's author) is believed and its certainty, time, coding and document are
admitted, and if its speaker did not take it back where the last word counts.

>>> from helpers.data import load_dataset
>>> found = counting_claims(load_dataset(), Reading(times=["former"])).set_index("claim_id")
>>> sorted(found.loc["c087", "support"])
['one-member-state', 'un-report']
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.claims.denials_met import at_one_time
from helpers.claims.readings import CERTAINTY_RANK, PERIOD_OF, Reading, check_reading, primaries
from helpers.claims.words import of_document, one_way_round, relays, said_when
from helpers.codebook import FIRST, spell_of
from helpers.data import Dataset

_Chain = tuple[str, str]
"""Speaker and relays of a claim."""


def _chains(claims: pd.DataFrame) -> list[_Chain]:
    return list(zip(claims["speaker"].tolist(), claims["via"].tolist(), strict=True))


def _support_of(
    data: Dataset, chains: Iterable[_Chain], level: str = "speaker"
) -> dict[_Chain, frozenset[str]]:
    """The support of each distinct chain: there are few."""
    authors = data.who.authors
    up = data.who.roll_up(level)
    sets = {}
    for speaker, via in set(chains):
        needed = {speaker} | (set(relays(via)) - authors)
        sets[speaker, via] = frozenset(up.get(source, source) for source in needed)
    return sets


def is_believed(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether the sources that it needs are believed (speaker by speaker)."""
    if reading.believed is None and (reading.inferences or not data.who.inferences):
        return pd.Series(data=True, index=claims.index)
    chains = _chains(claims)
    sets = _support_of(data, chains)
    verdicts = {chain: is_supported(data, support, reading) for chain, support in sets.items()}
    return pd.Series([verdicts[chain] for chain in chains], index=claims.index, dtype=bool)


def is_supported(data: Dataset, support: frozenset[str], reading: Reading) -> bool:
    """Tell whether a reading believes all of the sources that a claim needs."""
    refused = frozenset() if reading.inferences else data.who.inferences
    return not support & refused and (reading.believed is None or support <= reading.believed)


def is_certain_enough(claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether its wording is certain enough. Blank means unstated."""
    least = CERTAINTY_RANK[reading.least_certainty or "possible"]
    enough = {words for words, rank in CERTAINTY_RANK.items() if rank >= least}
    return claims["certainty"].isin(enough | ({""} if "unstated" in enough else set()))


def is_in_time(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether its time is admitted. Blank means unspecified.

    Where the reading looks at certain days, a claim that says when it holds is admitted by
    them alone.
    """
    blank = {""} if "unspecified" in reading.times else set()
    in_time = claims["time"].isin(reading.times | blank)
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


def is_published(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether it stands in a document that the reading looks at.

    Where the reading asks what was known by a day, a document counts if it was certainly
    published by then: by the last day that its date can mean.
    """
    documents = data["documents"]
    admitted = pd.Series(data=True, index=documents.index)
    if reading.documents is None and reading.known_by is None:
        return pd.Series(data=True, index=claims.index)
    if reading.documents is not None:
        admitted &= documents["document_id"].isin(reading.documents)
    if reading.known_by is not None:
        by = spell_of(reading.known_by).last
        admitted &= documents["published"].map(lambda day: spell_of(day).last <= by)
    return claims["document_id"].isin(documents.loc[admitted, "document_id"])


def is_last_word(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether its speaker did not take it back later.

    A speaker takes a claim back by the opposite stance on the same tie, certainly later. It
    does not matter whom the reading believes: relays do not change what a source last said.
    """
    if reading.changes == "all":
        return pd.Series(data=True, index=claims.index)
    taken_back = data.once(
        ("taken back", reading.documents, reading.known_by, reading.alternatives, reading.at),
        lambda: _taken_back(data, reading),
    )
    return ~claims["claim_id"].isin(taken_back)


def _taken_back(data: Dataset, reading: Reading) -> frozenset[str]:
    """The claims to which their speaker later gave the opposite stance."""
    claims = data["claims"]
    claims = claims[is_coding(data, claims, reading) & is_published(data, claims, reading)]
    said = one_way_round(data, claims).assign(period=claims["time"].map(PERIOD_OF))
    keys = ["speaker", "subject", "relation", "object"]
    # Few sources contradict themselves: look at no others.
    said = said[said.groupby(keys)["stance"].transform("nunique") > 1]
    if said.empty:
        return frozenset()
    said = said.join(data.spells[["first", "last", "dated"]]).join(said_days(data, said))
    days = ["period", "first", "last", "dated", "said_first", "said_last"]
    # What is said of one tie on the same days is taken back by the same: look at it once.
    kinds = said.groupby(["stance", *keys, *days], sort=False).ngroup()
    distinct = said[["stance", *keys, *days]].assign(kind=kinds).drop_duplicates("kind")
    pairs = distinct.merge(distinct, on=keys, suffixes=("", "_later"))
    opposite = pairs["stance"] != pairs["stance_later"]
    later = pairs["said_last"] < pairs["said_first_later"]
    at_once = at_one_time(pairs, "_later", reading)
    taken_back = kinds.isin(pairs.loc[opposite & later & at_once, "kind"])
    return frozenset(said.loc[taken_back, "claim_id"])


def said_days(data: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """The first and the last day on which each can have been said.

    An author's own words are as old as the text. Others were said on any day until then, if
    nobody says when.
    """
    published = of_document(data, claims, "published")
    spells = [
        spell_of(day)[:2] if day else (FIRST, spell_of(until).last)
        for day, until in zip(said_when(data, claims).tolist(), published.tolist(), strict=True)
    ]
    return pd.DataFrame(spells, index=claims.index, columns=["said_first", "said_last"])


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
        & is_published(data, claims, reading)
        & is_last_word(data, claims, reading)
    )
    return claims[counts & is_believed(data, claims, reading)]


def with_support(data: Dataset, claims: pd.DataFrame, level: str = "speaker") -> pd.DataFrame:
    """Add to claims the columns ``support`` and ``period``, as `counting_claims` has them.

    The support is the set of sources that have to be believed for a claim to count. These are
    the speaker and the relays, but for a relay of kind ``author``: that he wrote the quote is
    checked by finding it in the text.
    """
    chains = _chains(claims)
    sets = _support_of(data, chains, level)
    support = pd.Series([sets[chain] for chain in chains], index=claims.index, dtype=object)
    return claims.assign(support=support, period=claims["time"].map(PERIOD_OF))
