"""When two organizations shared leaders: who held which role from when to when.

>>> from helpers.data import MYSTERY, load_dataset
>>> data = load_dataset(MYSTERY)
>>> tenures(data, "chess-club", "kite-club")[["person", "organization", "end"]].iloc[-1].tolist()
['Tobias Crumb', 'Kite Club', '1906']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from helpers.claims import (
    EVER,
    Reading,
    counting,
    possible_leader_claims,
    with_support,
)
from helpers.codebook import FIRST, LAST, Spell, day_words, listed
from helpers.data import Dataset
from helpers.overlap.statements import (
    Roles,
    Statement,
    at_what_time,
    merged_spells,
    roles_of_both,
    statements,
)
from helpers.overlap.who_leads import check_pair

TENURE_COLUMNS = [
    *("person", "relation", "organization", "period", "start", "end"),
    *("earliest", "latest", "surely_from", "surely_to", "asserted_by", "denied_by"),
]


def tenures(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> pd.DataFrame:
    """Return when those who ever led both of two organizations held each role.

    Whether they did so at one time does not matter here, nor do the times and the days that the
    reading looks at.

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
        One row, one role as somebody dates it; columns ``person``, ``relation`` (its id),
        ``organization`` (as `data.who` names them), ``period``, ``start`` and ``end`` (EDTF, as
        stated; "..": open, blank: unknown), ``earliest`` and ``latest`` (days in ISO 8601 between
        which it may have been held; blank: open), ``surely_from`` and ``surely_to`` (between
        which it must have been; blank: on no day for certain), ``asserted_by`` and ``denied_by``
        (names, in a sentence).

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, or they are the same.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = tenures(data, "chess-club", "kite-club")
    >>> print(found[["end", "person", "organization", "period"]].to_string(index=False))
     end       person organization period
         Barnaby Rook   Chess Club    now
         Barnaby Rook    Kite Club    now
         Tobias Crumb   Chess Club    now
    1906 Tobias Crumb    Kite Club former
    """
    check_pair(data, a, b)
    ever = replace(reading, times=EVER, together="ignore", at=None)
    claims = _of_pair(data, a, b, ever)
    speakers = dict(zip(claims["claim_id"], claims["speaker"].map(data.who.said_by), strict=True))
    said = statements(claims, ever)
    speaker_of = dict(zip(map(id, said), claims["claim_id"].map(speakers), strict=True))

    names_of = data.who.entities

    def names(several: Iterable[Statement]) -> str:
        return listed(list(dict.fromkeys(speaker_of[id(one)] for one in several)))

    rows = []
    for roles in roles_of_both(said, b, ever).values():
        for role, assertions in roles.assertions.items():
            days = _days(assertions[0].spell)
            words = names(assertions), names(roles.denials[role])
            tie = names_of[role.person], role.relation, names_of[role.organization], role.period
            rows.append((*tie, role.stated.start, role.stated.end, *days, *words))
    return pd.DataFrame(rows, columns=TENURE_COLUMNS, dtype="str")


def _of_pair(data: Dataset, a: str, b: str, reading: Reading) -> pd.DataFrame:
    """The counting claims about who leads one of two organizations."""
    claims = possible_leader_claims(data, reading, [a, b])
    return with_support(data, counting(data, claims, reading))


def _days(spell: Spell) -> Iterator[str]:
    """Yield the first and the last day of the hull and of the core; blank where there is none."""
    sure = (spell.sure_from, spell.sure_to) if spell.sure else (FIRST, LAST)
    yield from map(_day, (spell.first, spell.last, *sure))


def _day(number: int) -> str:
    return day_words(number) if FIRST < number < LAST else ""


def common_spells(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> pd.DataFrame:
    """Return when each of those who are shared may have led both, and when they must have.

    Returns
    -------
    DataFrame
        One row, one stretch of time; columns ``person`` (as `data.who` names them),
        ``earliest``, ``latest``, ``surely_from``, ``surely_to`` (days in ISO 8601, as in
        `tenures`; of several sure times within one stretch all, joined by "; "), ``words``.
    """
    check_pair(data, a, b)
    said = statements(_of_pair(data, a, b, reading), reading)
    rows = []
    for person, roles in roles_of_both(said, b, reading).items():
        pairs = [(one.stated, other.stated) for one, other in roles.fitting]
        both = [one.common(other) for one, other in pairs if one.dated and other.dated]
        for spell in merged_spells(one for one in both if one.first <= one.last):
            inside = (one for one in both if spell.first <= one.first and one.last <= spell.last)
            sure = _sure_times(inside)
            begin, end = ("; ".join(_day(time[side]) for time in sure) for side in (0, 1))
            days = map(_day, (spell.first, spell.last))
            rows.append((data.who.name(person), *days, begin, end, at_what_time(spell)))
    columns = ["person", "earliest", "latest", "surely_from", "surely_to", "words"]
    return pd.DataFrame(rows, columns=columns, dtype="str")


_Stretch = tuple[int, int]
"""A first and a last day."""


def _sure_times(spells: Iterable[Spell]) -> list[_Stretch]:
    """The days on which one of several spells is sure, in order, as few stretches as there are."""
    found: list[_Stretch] = []
    for first, last in sorted((one.sure_from, one.sure_to) for one in spells if one.sure):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def overlap_over_time(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> pd.DataFrame:
    """Return how many leaders two organizations shared at each time: steps, nothing between.

    Of each day it says what `helpers.overlap.shared_leaders` says of that day alone.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Its own days, and what it makes of roles at one time, are left out of account.

    Returns
    -------
    DataFrame
        One row, one stretch of time in which nothing changes; columns ``start`` and ``end``
        (days in ISO 8601; blank: open), ``certain`` (people of whom both roles count and must
        have been held), ``possible`` (people of whom both are possible and may have been held;
        int64), ``people`` (the names of these, joined by "; ").

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, or they are the same.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> print(overlap_over_time(data, "chess-club", "kite-club").to_string(index=False))
         start        end  certain  possible                     people
               1906-12-31        0         2 Barnaby Rook; Tobias Crumb
    1907-01-01                   0         1               Barnaby Rook
    """
    check_pair(data, a, b)
    always = replace(reading, at="../..", together="possible")
    said = statements(_of_pair(data, a, b, always), always)
    certain: dict[str, list[_Stretch]] = {}
    possible: dict[str, list[_Stretch]] = {}
    for person, roles in roles_of_both(said, b, always).items():
        certain[person], possible[person] = _stretches(roles, reading.denials)
    begins = sorted({FIRST, *_changes(certain), *_changes(possible)})
    rows: list[tuple[str, str, int, int, str]] = []
    for first, following in pairwise([*begins, LAST + 1]):
        people = [person for person, days in possible.items() if _has(days, first)]
        number = sum(_has(days, first) for days in certain.values())
        names = "; ".join(data.who.name(person) for person in sorted(people))
        row = (_day(first), _day(following - 1), number, len(people), names)
        if rows and rows[-1][2:] == row[2:]:
            row = (rows.pop()[0], *row[1:])
        rows.append(row)
    frame = pd.DataFrame(rows, columns=["start", "end", "certain", "possible", "people"])
    return frame.astype({"certain": "int64", "possible": "int64"})


def _stretches(roles: Roles, denials: str) -> tuple[list[_Stretch], list[_Stretch]]:
    """When somebody certainly, and when somebody possibly, leads both.

    On a day on which a denial may speak of the role, the role is contested.
    """
    certain: list[_Stretch] = []
    possible: list[_Stretch] = []
    for one, other in roles.fitting:
        both = one.stated.common(other.stated)
        denied = [
            (denial.spell.first, denial.spell.last)
            for role in (one, other)
            for denial in roles.denials[role]
        ]
        sure, hull = (both.sure_from, both.sure_to), (both.first, both.last)
        certain += _without(sure, [] if denials == "ignore" else denied)
        possible += _without(hull, denied if denials == "veto" else [])
    return certain, possible


def _without(days: _Stretch, holes: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Yield what is left of a stretch of days without others."""
    first, last = days
    for begin, end in sorted(holes):
        if first < begin:
            yield first, min(last, begin - 1)
        first = max(first, end + 1)
    yield first, last


def _changes(stretches: Mapping[str, list[_Stretch]]) -> Iterator[int]:
    for days in stretches.values():
        for first, last in days:
            if first <= last < LAST:
                yield last + 1
            if first <= last:
                yield first


def _has(stretches: Iterable[_Stretch], day: int) -> bool:
    return any(first <= day <= last for first, last in stretches)
