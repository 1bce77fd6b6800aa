"""The overlap of two organizations in a sentence, and under several readings.

>>> from helpers.data import load_dataset
>>> print(answer(load_dataset(), "taliban", "haqqani-network", Reading()).partition(" (")[0])
Taliban and Haqqani Network share 1 leader: Sirajuddin Haqqani.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from helpers.claims import (
    EVER,
    Reading,
    all_aloud,
    believed_sources,
    coding_words,
    describe,
    differing_parts,
    possible_leader_claims,
    primaries,
    reading_parts,
    recoded,
    without,
)
from helpers.codebook import listed
from helpers.data import Dataset
from helpers.overlap.chance import NullModel
from helpers.overlap.who_leads import (
    busiest_pair,
    check_pair,
    is_dated,
    lineage,
    shared_counts,
    shared_leaders,
    shared_people,
    trail,
    when_both,
)
from helpers.overlap.whose_word import falls_with

MOST_ORGANIZATIONS = 19  # beside the names of people, as many columns as are shown

MOST_NAMED = 20
"""People whose names a sentence lists; of more it says how many."""

NAIVE = Reading(denials="ignore", times=EVER, inferences=True, together="ignore")
"""Whatever the text brings to mind: every wording, every time, every inference, no denial."""


def answer(data: Dataset, a: str, b: str, reading: Reading) -> str:
    """Return the overlap of two organizations under a reading as a sentence, with the reading.

    Of whom it takes an inference to be shared, the sentence says that nobody says so. Where
    one of their roles has a date, it says of everybody when that was.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    str
        Who is shared, who is contested, when, and under which reading.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> for part in answer(data, "chess-club", "kite-club", Reading()).split(". "):
    ...     print(part)
    Chess Club and Kite Club share no leader, and 1 leader is contested: Barnaby Rook
    (All sources count; what is denied stays open; current and undated roles.)
    """
    shared, contested = shared_people(data, a, b, reading)
    when = _when(data, a, b, reading)
    unknown = bool(when) and set(when.values()) == {"nobody says when"}
    when = {} if unknown else when
    pair = f"{data.who.name(a)} and {data.who.name(b)}"
    parts = [f"share {_counted(_dated_names(data, shared, when))}"]
    if contested:
        parts.append(
            _counted(
                _dated_names(data, contested, when),
                " is contested",
                " are contested",
            )
        )
    unsaid = [data.who.name(person) for person in _unsaid(data, a, b, reading)]
    caveat = f"; no source says so of {listed(unsaid)} (only readers conclude it)" if unsaid else ""
    apart = _apart(data, a, b, reading) if not shared and not contested else ""
    timed = unknown and reading.together != "ignore"
    undated = f" {_unknown_words(data, shared + contested)}" if timed else ""
    return f"{pair} {', and '.join(parts)}{caveat}{apart}.{undated} ({describe(data, reading)}.)"


def _unknown_words(data: Dataset, people: list[str]) -> str:
    """Say that nobody says whether these people led both at the same time."""
    who = data.who.name(people[0]) if len(people) == 1 else "each of them"
    return f"Nobody says whether {who} held both roles at the same time."


def _when(data: Dataset, a: str, b: str, reading: Reading) -> dict[str, str]:
    """When each person led both, in words; of nobody, if none of these roles has a date."""
    return when_both(data, a, b, reading) if is_dated(data, a, b, reading) else {}


def _dated_names(data: Dataset, people: list[str], when: Mapping[str, str]) -> list[str]:
    """Names, with when if that is known."""
    named = {person: data.who.name(person) for person in people}
    if not when:
        return list(named.values())
    if len(people) == 1:
        (person,) = people
        return [f"{named[person]}, {when[person]}"]
    return [f"{name} ({when[person]})" for person, name in named.items()]


def _apart(data: Dataset, a: str, b: str, reading: Reading) -> str:
    """Who would be shared if it did not matter that dates exclude each other."""
    if not data.dated or reading.together == "ignore":
        return ""
    whenever = replace(reading, together="ignore")
    shared, contested = shared_people(data, a, b, whenever)
    when = when_both(data, a, b, whenever)
    marks = dict.fromkeys(contested, "contested") | dict.fromkeys(
        _unsaid(data, a, b, whenever), "nobody says so"
    )
    groups: dict[str, list[str]] = {}
    for person in [*shared, *contested]:
        name = data.who.name(person)
        named = f"{name} ({marks[person]})" if person in marks else name
        groups.setdefault(when[person], []).append(named)
    parts = []
    for words, names in groups.items():
        counts = "counts as a leader" if len(names) == 1 else "count as leaders"
        but = "but " if words == "at different times" else ""
        parts.append(f"{_listed(names)} {counts} of both, {but}{words}")
    return f": {'; '.join(parts)}" if parts else ""


def _unsaid(data: Dataset, a: str, b: str, reading: Reading) -> list[str]:
    """Those who are shared by inference alone."""
    if not reading.inferences:
        return []
    believed = believed_sources(data, reading) - data.who.inferences
    sober = replace(reading, inferences=False, believed=frozenset(believed))
    said = {person for people in shared_people(data, a, b, sober) for person in people}
    return [
        person
        for people in shared_people(data, a, b, reading)
        for person in people
        if person not in said
    ]


def _counted(people: list[str], one: str = "", several: str = "") -> str:
    if not people:
        return "no leader"
    ending = f"s{several}" if len(people) > 1 else one
    return f"{len(people)} leader{ending}: {_listed(people)}"


def _listed(names: list[str]) -> str:
    """Names in a sentence; of many only some."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    return listed([*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} more"])


def pair_words(data: Dataset, a: str | None = None, b: str | None = None) -> str:
    """Say which two organizations a page is about, or why there are none.

    Parameters
    ----------
    data : Dataset
    a, b : str, optional
        Ids of two organizations. Without them it is the pair of `busiest_pair`, and the
        sentence says why.

    Returns
    -------
    str
        One sentence or two.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> pair_words(load_dataset(), "taliban", "isis-k")
    'This page compares Taliban and ISIS-K.'
    """
    if a and b:
        return f"This page compares {data.who.name(a)} and {data.who.name(b)}."
    organizations = data.who.of_kind("organization")
    if len(organizations) < 2:
        have = f"one: {data.who.name(organizations[0])}" if organizations else "none"
        return f"A pair takes two organizations; the data have {have}."
    first, second = busiest_pair(data)
    said = f"This page compares {data.who.name(first)} and {data.who.name(second)}."
    ever = Reading(times=EVER, denials="ignore")
    number = shared_leaders(data, ever, [first, second])["shared"].iloc[0]
    at_once = " at one time" if data.dated else ""
    if not number:
        nobody = f"Nobody is said to lead two organizations{at_once}"
        return f"{said} {nobody}, and these come first by id."
    if at_once and _most_at_any_time(data, ever) <= number:
        at_once = ""
    most = "No other pair of organizations in these data has more people"
    return f"{said} {most} who are said to lead both{at_once}."


def _most_at_any_time(data: Dataset, ever: Reading) -> int:
    """The most people who lead both of two organizations, at one time or at different ones."""
    return max(shared_counts(data, replace(ever, together="ignore")).values())


def leader_words(data: Dataset) -> str:
    """Say what makes somebody a leader in these data: the relations that count and occur.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    str
        The labels of these relations, in a sentence.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> leader_words(load_dataset()).partition(" if ")[0]
    'In this dataset, a person counts as a leader of an organization'
    """
    counting = data.who.relations_where("counts_for_overlap")
    occurring = [one for one in dict.fromkeys(data["claims"]["relation"]) if one in counting]
    if not occurring:
        return "Of nobody the data say anything that makes a leader of an organization."
    named = [f"“{data.who.relations[relation]}”" for relation in occurring[:MOST_NAMED]]
    if len(occurring) > MOST_NAMED:
        named.append(f"{len(occurring) - MOST_NAMED} more")
    given = "this role" if len(named) == 1 else "one of these roles"
    return (
        "In this dataset, a person counts as a leader of an organization if a claim gives "
        f"{given}: {listed(named)}. Another list can give another number."
    )


def falls_words(data: Dataset, a: str, b: str, reading: Reading) -> str:
    """Say with which source an overlap falls, or that there is none that could fall.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    str
        The sources' names, in a sentence.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> falls_words(load_dataset(), "taliban", "isis-k", Reading())
    'There is no shared leader, so this rests on no source.'
    """
    shared, contested = shared_people(data, a, b, reading)
    if not shared and not contested:
        return "There is no shared leader, so this rests on no source."
    names = data.who.sources
    falls = [names[source] for source in falls_with(data, a, b, reading)]
    if not falls:
        whole = _falls_with_all_who_speak_for(data, a, b, reading)
        falls = [f"{names[source]} and all who speak for that source" for source in whole]
    if not falls:
        return "The overlap needs no single source: without any one of them it remains."
    if len(falls) > MOST_NAMED:
        falls = [*falls[:MOST_NAMED], f"one of {len(falls) - MOST_NAMED} more"]
    doubted = ", or do not believe ".join(falls)
    left = "no shared leader" if shared else "not even a contested leader"
    otherwise = "Another coding of the words can change this."
    return f"If you do not believe {doubted}, {left} is left. {otherwise}"


def _falls_with_all_who_speak_for(data: Dataset, a: str, b: str, reading: Reading) -> list[str]:
    """The sources that say nothing of it themselves, but without whom and theirs it falls."""
    speaking = lineage(data, a, b, reading).sources
    silent = {one for source in speaking for one in data.who.above(source)} - set(speaking)
    start, _ = shared_people(data, a, b, reading)
    found = {one: shared_people(data, a, b, without(data, reading, one)) for one in sorted(silent)}
    return [one for one, left in found.items() if not left[0] and (start or not left[1])]


def chance_words(found: NullModel) -> str:
    """Say how many tables have an overlap as large: a part that can be told from none.

    Parameters
    ----------
    found : NullModel
        As `null_model` returns it.

    Returns
    -------
    str
        The number of shared leaders, and the share of the tables that have as many.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.overlap import null_model
    >>> data = load_dataset(MYSTERY)
    >>> print(chance_words(null_model(data, "chess-club", "kite-club", Reading(denials="ignore"))))
    Shared here: 1. Part of the tables with these margins that share at least as many (p): 0.44.
    """
    part = "Part of the tables with these margins that share at least as many (p):"
    have = f"Shared here: {found.shared}. {part}"
    if found.exact:
        return f"{have} {found.p:.2g}."
    if found.p == found.smallest_p:
        return f"{have} at most {found.p:.2g}, because none of the tables drawn at random does."
    return f"{have} about {found.p:.2g}, by the tables drawn at random."


def telling_readings(data: Dataset, a: str, b: str, most: int = 4) -> list[Reading]:
    """Return the default reading and its nearest neighbours that give another number.

    A neighbour drops one source; or drops one and takes an alternative coding, which
    has to change what the drop alone gives; or counts all times; or is the naive one.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    most : int
        How many readings to return at most.

    Returns
    -------
    list of Reading

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, or they are the same.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> data = load_dataset()
    >>> readings = telling_readings(data, "taliban", "haqqani-network")
    >>> answers_table(data, "taliban", "haqqani-network", readings)["shared"].to_list()
    [1, 0, 0, 1]
    """
    start = Reading()
    seen: dict[Reading, tuple[int, int]] = {}

    def number(reading: Reading) -> tuple[int, int]:
        if reading not in seen:
            found = shared_leaders(data, reading, [a, b]).iloc[0]
            seen[reading] = int(found["shared"]), int(found["contested"])
        return seen[reading]

    chosen = [start]
    for before, reading in _neighbours(data, a, b, start):
        if len(chosen) < most and number(reading) != number(before):
            chosen.append(reading)
    return chosen[:most]


def _neighbours(data: Dataset, a: str, b: str, start: Reading) -> Iterator[tuple[Reading, Reading]]:
    """Yield pairs of a reading and one that differs from it in one thing."""
    dropped = [without(data, start, source) for source in lineage(data, a, b, start).sources]
    yield from ((start, reading) for reading in dropped)
    for alternative in _codings_of(data, a, b, start):
        yield from (
            (reading, replace(reading, alternatives=frozenset([alternative])))
            for reading in dropped
        )
    yield start, replace(start, times=EVER)
    yield start, NAIVE


def answers_table(data: Dataset, a: str, b: str, several: Iterable[Reading]) -> pd.DataFrame:
    """Return the overlap of two organizations under several readings.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    several : iterable of Reading
        The readings to compare.

    Returns
    -------
    DataFrame
        One row, one reading; columns ``reading`` (in words, without what all of them
        have in common), ``shared``, ``contested`` (numbers of people), ``people``
        (names).

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, or a reading does not fit the data.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> readings = [Reading(), Reading(denials="ignore")]
    >>> found = answers_table(data, "chess-club", "kite-club", readings)
    >>> print(found[["reading", "shared", "contested"]].to_string(index=False))
                      reading  shared  contested
    what is denied stays open       0          1
          denials are ignored       1          0
    """
    check_pair(data, a, b)
    several = list(several)
    found = pd.concat([shared_leaders(data, reading, [a, b]) for reading in several])
    found = found[["shared", "contested", "people"]].reset_index(drop=True)
    found.insert(0, "reading", _told_apart(data, several))
    return found


def _told_apart(data: Dataset, several: list[Reading]) -> list[str]:
    """Return of each of several readings the parts that they do not all have.

    Where a reading has no such part, it is what the others have that tells it apart.
    """
    parts = [reading_parts(data, reading) for reading in several]
    common = set.intersection(*map(set, parts)) if len(parts) > 1 else set()
    own = ["; ".join(part for part in one if part not in common) for one in parts]
    return [
        words or "; ".join(_unlike(data, reading, several))
        for words, reading in zip(own, several, strict=True)
    ]


def _unlike(data: Dataset, reading: Reading, several: list[Reading]) -> Iterable[str]:
    """In what a reading differs from any of several."""
    differing = [differing_parts(data, reading, other) for other in several]
    return dict.fromkeys(part for parts in differing for part in parts)


def overlap_codings(data: Dataset, a: str, b: str, reading: Reading) -> pd.DataFrame:
    """Return how the result changes with each alternative coding that changes it.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    DataFrame
        First the reading as it is, then one row per alternative whose choice moves
        the overlap or those it falls with; columns ``coding`` (claim id),
        ``in_words``, ``shared``, ``contested``, ``people`` (names, as in
        `shared_leaders`), ``falls_with`` (names).

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, or a reading does not fit the data.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = overlap_codings(data, "chess-club", "kite-club", Reading())
    >>> found[["coding", "shared", "contested"]].values.tolist()
    [['as coded', 0, 1], ['m23b', 1, 1]]
    >>> found["in_words"].tolist()
    ['as coded', '“vice-president” of Nadim Bahri (m23b)']
    """
    check_pair(data, a, b)
    rows = [_coded(data, a, b, reading, "")]
    for alternative in _codings_of(data, a, b, reading):
        row = _coded(data, a, b, recoded(data, reading, alternative), alternative)
        if row[2:] != rows[0][2:]:
            rows.append(row)
    columns = ["coding", "in_words", "shared", "contested", "people", "falls_with"]
    return pd.DataFrame(rows, columns=columns)


def _codings_of(data: Dataset, a: str, b: str, reading: Reading) -> list[str]:
    """The alternative codings of claims about who leads one of the two, or that make such claims.

    No other can matter.
    """
    claims = possible_leader_claims(data, reading)
    ids = set(claims.loc[claims["organization"].isin([a, b]), "claim_id"].tolist())
    return [
        alternative
        for alternative, primary in primaries(data).items()
        if {alternative, primary} & ids
    ]


def _coded(
    data: Dataset, a: str, b: str, reading: Reading, coding: str
) -> tuple[str, str, int, int, str, str]:
    found = shared_leaders(data, reading, [a, b]).iloc[0]
    names = data.who.sources
    falls = "; ".join(names[source] for source in falls_with(data, a, b, reading))
    words = coding_words(data, [coding] if coding else [])
    return (
        coding or "as coded",
        words.get(coding, "as coded"),
        int(found["shared"]),
        int(found["contested"]),
        found["people"],
        falls,
    )


def trail_table(data: Dataset, a: str, b: str, reading: Reading) -> pd.DataFrame:
    """Return the claims that an overlap rests on, read aloud, with their words.

    Returns
    -------
    DataFrame
        Columns ``claim``, ``in_words``, ``quote``, ``counts`` (yes or no: does the
        reading believe it?).
    """
    found = trail(data, a, b, reading)
    return pd.DataFrame(
        {
            "claim": found["claim_id"],
            "in_words": all_aloud(data, found["claim_id"]),
            "quote": found["quote"],
            "counts": found["counts"].map({True: "yes", False: "no"}),
        }
    )
