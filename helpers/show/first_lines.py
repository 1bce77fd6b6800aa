r"""What a lesson finds, in a few computed sentences, for whoever reads no further.

>>> from helpers import MYSTERY, load_dataset
>>> print(*claims_in_short(load_dataset(MYSTERY))[:2], sep="\n")
The data hold 35 claims; 8 sources speak.
The source with the most claims (13): Clementine Dray, the item's author.
"""

from __future__ import annotations

from math import comb

import pandas as pd

from helpers.claims import (
    EVER,
    Reading,
    claims_by_speaker,
    cued_sentences,
    inferences_table,
    primary_claims,
    under,
)
from helpers.codebook import listed, refuse_unknown
from helpers.conflicts import conflict_pairs, contested_ties, levels_table
from helpers.data import Dataset
from helpers.overlap import (
    ALL_AT_ONCE,
    NAIVE,
    answer,
    answers_table,
    busiest_pair,
    falls_words,
    leader_words,
    leaders,
    pair_words,
    range_table,
    shared_counts,
    shared_leaders,
    telling_readings,
)
from helpers.show.html import count, markup, page


def in_short(lesson: str, data: Dataset, a: str | None = None, b: str | None = None) -> None:
    """Print what a lesson finds in a dataset: three to five computed sentences.

    Parameters
    ----------
    lesson : str
        ``readings``, ``claims``, ``overlap``, ``conflicts``, ``tables`` or ``texts``.
    data : Dataset
    a, b : str, optional
        Ids of two organizations; default: those of `helpers.overlap.busiest_pair`.

    Raises
    ------
    ValueError
        If there is no such lesson, or if `a` or `b` is no organization.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> in_short("claims", load_dataset(MYSTERY))  # in a notebook: a list of sentences
    <IPython.core.display.HTML object>
    """
    page(in_short_page(lesson, data, a, b))


def in_short_page(lesson: str, data: Dataset, a: str | None = None, b: str | None = None) -> str:
    """Return the HTML that `in_short` prints."""
    refuse_unknown("lesson", [lesson], LESSONS)
    pair = (a, b) if a and b else _pair(data)
    said = LESSONS[lesson](data, pair)
    items = "".join(f"\n{markup('<li>{0}</li>', one)}" for one in said)
    return f"<p><strong>In short</strong></p>\n<ul>{items}</ul>"


def _pair(data: Dataset) -> tuple[str, str] | None:
    """The busiest pair, if there are two organizations and anybody is said to lead."""
    if len(data.who.of_kind("organization")) < 2:
        return None
    return busiest_pair(data)


def if_all_count(data: Dataset, a: str, b: str) -> str:
    """Return the answer to the default reading, without the reading in brackets."""
    return f"If all sources count: {answer(data, a, b, Reading()).rpartition(' (')[0]}"


def _no_pair(data: Dataset) -> list[str]:
    return [pair_words(data), leader_words(data), _how_many(data)]


def _how_many(data: Dataset) -> str:
    speakers = primary_claims(data)["speaker"].nunique()
    verb = "speaks" if speakers == 1 else "speak"
    said = count(len(primary_claims(data)), "claim")
    return f"The data hold {said}; {count(speakers, 'source')} {verb}."


def readings_in_short(data: Dataset, pair: tuple[str, str] | None) -> list[str]:
    """Say how the number of shared leaders depends on the reading."""
    if pair is None:
        return _no_pair(data)
    several = telling_readings(data, *pair)
    found = answers_table(data, *pair, several)["shared"]
    least, most = int(found.min()), int(found.max())
    moves = (
        f"In the readings that this page compares, the number is {_between(least, most)}."
        if least < most
        else "All readings that this page compares give this number."
    )
    return [
        if_all_count(data, *pair),
        moves,
        falls_words(data, *pair, Reading()),
        _how_many(data),
    ]


def claims_in_short(data: Dataset, pair: object = None) -> list[str]:
    """Say how many claims there are, who speaks most, and what is denied, hedged or unsaid."""
    primary = primary_claims(data)
    denied = (primary["stance"] == "denies").sum()
    relayed = primary["via"].str.contains(">", regex=False).sum()
    hedged = (primary["hedge"] != "").sum()
    tempting = inferences_table(data)
    return [
        _how_many(data),
        *_most_claims(data),
        f"Denials among the claims: {denied}. "
        f"Claims with a word of caution or distance, such as “may” (a hedge): {hedged}.",
        f"Claims passed on by at least two others (relays): {relayed}.",
        "Conclusions that readers may draw, but no source states: "
        f"{len(tempting)}. They are not among the claims.",
    ]


def _most_claims(data: Dataset) -> list[str]:
    """Who makes the most claims, or how many sources do; nothing where nobody makes any."""
    found = claims_by_speaker(data)
    if found.empty:
        return []
    most = found["claims"].max()
    speakers = found.loc[found["claims"] == most, "speaker"].tolist()
    if len(speakers) == 1:
        return [f"The source with the most claims ({most}): {speakers[0]}."]
    return [f"The most claims of one source: {most}. Sources that make as many: {len(speakers)}."]


def overlap_in_short(data: Dataset, pair: tuple[str, str] | None) -> list[str]:
    """Say who leads both, what a naive count gives, on whose word, and how far it moves."""
    if pair is None:
        return _no_pair(data)
    naive = shared_leaders(data, NAIVE, list(pair))["shared"].iloc[0]
    span = range_table(data, *pair, Reading(), [ALL_AT_ONCE]).iloc[0]
    return [
        if_all_count(data, *pair),
        f"A naive count, which takes every hint and ignores denials, gives {naive}.",
        _moved(span),
        falls_words(data, *pair, Reading()),
        _pairs_words(data),
    ]


def _between(least: int, most: int) -> str:
    return f"{least} or {most}" if most - least == 1 else f"between {least} and {most}"


def _moved(span: pd.Series) -> str:
    held = "If all sources count, and readers' conclusions do not"
    if pd.isna(span["low"]):
        choices = "denials, certainty, times and coding"
        return f"{held}, there are too many choices of {choices} to try them all."
    low, high = span["low"], span["high"]
    if low == high:
        number = f"the number is {low}, whatever you choose for denials, certainty and coding"
        return f"{held}, {number}. It is also {low} if former and future roles count, too."
    number = f"the number is {_between(low, high)}, depending on your choices"
    choices = "denials, certainty and coding, and whether former and future roles count, too"
    return f"{held}, {number}. These are {choices}."


def _pairs_words(data: Dataset) -> str:
    organizations = len(data.who.of_kind("organization"))
    pairs = comb(organizations, 2)
    shared = len(shared_counts(data, Reading()))
    return (
        f"Organizations: {organizations}. Pairs of them: {pairs}, with a shared leader: {shared}."
    )


def conflicts_in_short(data: Dataset, pair: object = None) -> list[str]:
    """Say how many claims conflict, within whom, and how many ties hang on it."""
    pairs = conflict_pairs(data)
    coded = pairs[pairs["requires"] == ""]
    levels = levels_table(coded)
    where = [
        f"{row.contradiction + row.incompatible} {row.level}"
        for row in levels.itertuples()
        if row.contradiction + row.incompatible
    ]
    contested = len(contested_ties(data))
    ties = (under(data, Reading()).ties["state"] != "unsaid").sum()
    return [
        f"Pairs of claims that conflict, as coded: {len(coded)}"
        + (f" ({listed(where)})." if where else "."),
        "Further pairs, which conflict only under another coding or if former and future ties "
        f"count, too: {len(pairs) - len(coded)}.",
        f"Ties that are asserted and denied (contested): {contested} of {ties}.",
        "This page decides none of these conflicts.",
    ]


def tables_in_short(data: Dataset, pair: object = None) -> list[str]:
    """Say what a dataset holds, and what its rows do not tell."""
    primary = primary_claims(data)
    quoted, dated = (primary["quote"] != "").sum(), (primary["valid"] != "").sum()
    held = leaders(data, Reading(times=EVER))
    return [
        _how_many(data),
        f"Claims with a quotation: {quoted} of {len(primary)}.",
        f"Claims that say when a tie held: {dated} of {len(primary)}.",
        f"People who are said to lead something: {held['person'].nunique()}.",
    ]


def texts_in_short(data: Dataset, pair: object = None) -> list[str]:
    """Say how much of the texts is coded, and how well cues show where claims stand."""
    found = cued_sentences(data)
    if found.empty:
        quoted = int((primary_claims(data)["quote"] != "").sum())
        return [
            _how_many(data),
            "No text is at hand, so no sentence can be looked at.",
            f"Claims with a quotation: {quoted}.",
        ]
    cued, claimed = found["cues"] != "", found["claims"] > 0
    return [
        _how_many(data),
        f"The texts have {count(len(found), 'sentence')}; claims stand in {claimed.sum()} of them.",
        f"Sentences with a signal word such as “said” or “may” (a cue): {cued.sum()}. "
        f"Of these, {(cued & claimed).sum()} hold a claim.",
        f"Sentences without a cue that hold a claim: {(claimed & ~cued).sum()}.",
    ]


LESSONS = {
    "readings": readings_in_short,
    "claims": claims_in_short,
    "overlap": overlap_in_short,
    "conflicts": conflicts_in_short,
    "tables": tables_in_short,
    "texts": texts_in_short,
}
"""What each lesson says first."""
