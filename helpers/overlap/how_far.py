"""How far the overlap moves: the least and the greatest number over readings.

>>> from helpers.data import load_dataset
>>> found = overlap_range(load_dataset(), "isis-k", "haqqani-network", vary=["times"])
>>> found.low, found.high, found.moving
(0, 1, ('c087',))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import compress, product
from math import prod
from operator import and_, or_
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.claims import (
    CHANGES,
    DENIALS,
    EVER,
    NOW,
    TOGETHER,
    Reading,
    check_reading,
    counting,
    differing_parts,
    is_believed,
    is_certain_enough,
    is_coding,
    is_in_time,
    is_last_word,
    is_published,
    possible_leader_claims,
    primaries,
    with_support,
    without,
)
from helpers.codebook import as_list, refuse_unknown, suggestion
from helpers.data import Dataset
from helpers.overlap.games import (
    RESULTS,
    TooManySourcesError,
    conditions,
    make_game,
    pair_cases,
)
from helpers.overlap.statements import Role, Statement, mattering, roles_of_both, statements
from helpers.overlap.who_leads import check_pair, is_dated
from helpers.overlap.worlds import fewest_dropped, none_and_most, person_tables

VARIED = ("denials", "certainty", "times", "alternatives")
"""What `overlap_range` varies unless told otherwise.

"together", "changes", "inferences" and "sources" may be added.
"""

_AT_ONE_TIME = "at one time or not"

_TAKEN_BACK = "what sources take back"

ALL_AT_ONCE = "denials, certainty, times and coding at once"
_FIVE = "denials, certainty, times, coding and readers' conclusions at once"

WAYS_TO_VARY = {
    "nothing": (),
    "denials": ("denials",),
    "certainty": ("certainty",),
    "times": ("times",),
    "coding": ("alternatives",),
    "readers' conclusions": ("inferences",),
    ALL_AT_ONCE: ("denials", "certainty", "times", "alternatives"),
    _AT_ONE_TIME: ("together",),
    _TAKEN_BACK: ("changes",),
    _FIVE: ("denials", "certainty", "times", "alternatives", "inferences"),
    "whom one believes": ("sources",),
}

_CAN_VARY = (*VARIED, "together", "changes", "inferences", "sources")
"""All that can be varied."""

_MOST_CODINGS = 4_096


class TooManyCodingsError(ValueError):
    """More combinations of codings than can be tried."""


class OverlapRange(NamedTuple):
    """The least and the greatest overlap over readings, and what lies between."""

    low: int
    high: int
    low_reading: Reading
    high_reading: Reading
    low_dropped: tuple[str, ...]
    """The sources, at the level, that the reading at the low end drops."""
    high_dropped: tuple[str, ...]
    moving: tuple[str, ...]
    """The claims of the lineage that count at one end only.

    Where denials are ignored, none of them counts.
    """


def overlap_range(
    data: Dataset,
    a: str,
    b: str,
    reading: Reading = Reading(),
    vary: str | Sequence[str] = VARIED,
    level: str = "speaker",
) -> OverlapRange:
    """Return the range of the number of shared leaders over readings.

    Varied are, as asked for, ``denials`` (the three policies), ``certainty`` (any, at
    least probable, plain), ``times`` (now, former too, future too), ``alternatives``
    (every combination of codings), ``together`` (possibly on one day, certainly, never
    mind), ``changes`` (all, a source's last word), ``inferences`` (none, all), ``sources``
    (every set of those that the reading believes). All else is as in the reading, which is
    itself in the range. Never averaged.

    Of several readings at an end, the one given drops fewest sources (then the first
    by id), then differs in the fewest respects. With sources varied the low end is
    always 0, for one may believe nobody: what it tells is how many have to be dropped.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.
    vary : str or sequence of str
        What to vary, of the words above.
    level : str
        The level at which sources count as one: ``speaker``, ``institution`` or ``government``.

    Returns
    -------
    OverlapRange
        ``low`` and ``high`` (numbers of shared leaders), the readings at either end, the sources
        that these drop, and ``moving``: ids of the claims that count at one end only.

    Raises
    ------
    ValueError
        If `vary` has an unknown word, if `a` or `b` is no organization, if they are the same, or
        if the reading does not fit the data.
    TooManyCodingsError
        If there are more than 4,096 combinations of codings.
    TooManySourcesError
        If sources are varied and more than 20 matter.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> found = overlap_range(load_dataset(), "isis-k", "haqqani-network", vary=["times"])
    >>> found.low, found.high, found.moving
    (0, 1, ('c087',))
    """
    check_pair(data, a, b)
    check_reading(data, reading)
    vary = as_list(vary)
    for word in vary:
        if word not in _CAN_VARY:
            raise ValueError(f"cannot vary {word!r}: {suggestion(str(word), _CAN_VARY)}")
    claims = with_support(data, possible_leader_claims(data, reading, [a, b]), level)
    ends = list(_ends(data, claims, b, reading, vary))
    low = min(ends, key=lambda end: (end.low, len(end.low_dropped), end.low_dropped, end.changes))
    high = min(
        ends, key=lambda end: (-end.high, len(end.high_dropped), end.high_dropped, end.changes)
    )
    low_reading = _dropping(data, low.reading, low.low_dropped)
    high_reading = _dropping(data, high.reading, high.high_dropped)
    moving = _moving(data, claims, b, low_reading, high_reading)
    return OverlapRange(
        low.low, high.high, low_reading, high_reading, low.low_dropped, high.high_dropped, moving
    )


_Bounds = tuple[int, tuple[str, ...], int, tuple[str, ...]]
"""The least number and what is dropped for it, the greatest and what is dropped for it."""

_Change = dict[str, Any]
"""Some fields of a reading, with other values."""


class _End(NamedTuple):
    low: int
    low_dropped: tuple[str, ...]
    high: int
    high_dropped: tuple[str, ...]
    reading: Reading
    changes: int


def _ends(
    data: Dataset, claims: pd.DataFrame, b: str, reading: Reading, vary: Sequence[str]
) -> Iterator[_End]:
    """For each reading, the least and the greatest overlap."""
    said = statements(claims, reading)
    togethers = dict.fromkeys([reading.together, *(TOGETHER if "together" in vary else ())])
    numbers = {how: _counter(said, b, replace(reading, together=how)) for how in togethers}
    # Each change of one respect has its mask of the claims that it admits: what a reading
    # admits is then "and" over its masks, and equal sets of claims are worked out once.
    rungs = [
        [(change, _admitted(data, claims, replace(reading, **change), change)) for change in ladder]
        for ladder in _ladders(data, claims, reading, vary)
    ]
    policies = dict.fromkeys([reading.denials, *(DENIALS if "denials" in vary else ())])
    known: dict[tuple[bytes, str, str], _Bounds] = {}
    for steps, policy, together in product(product(*rungs), policies, togethers):
        counts = reduce(and_, (mask for _, mask in steps))
        result = RESULTS[policy][0]
        key = (counts.tobytes(), result, together)
        if key not in known:
            at_once = replace(reading, together=together)
            known[key] = (
                _dropping_some(data, compress(said, counts), b, result, at_once)
                if "sources" in vary
                else _everyone(numbers[together](counts, result))
            )
        changes = reduce(or_, (change for change, _ in steps))
        changed = replace(reading, denials=policy, together=together, **changes)
        differing = sum(getattr(changed, name) != getattr(reading, name) for name in _RESPECTS)
        yield _End(*known[key], changed, differing)


_RESPECTS = (
    *("denials", "least_certainty", "times", "alternatives", "together", "inferences"),
    "changes",
)


def _ladders(
    data: Dataset, claims: pd.DataFrame, reading: Reading, vary: Sequence[str]
) -> list[list[_Change]]:
    """For each respect, the ways in which readings may differ in it, the reading's own first."""
    steps: dict[str, list[_Change]] = {
        "certainty": [{"least_certainty": least} for least in (None, "probable", "unstated")],
        "times": [{"times": times} for times in (NOW, NOW | {"former"}, EVER)],
        "inferences": _inference_steps(data, reading),
    }
    own: dict[str, _Change] = {
        "certainty": {"least_certainty": reading.least_certainty},
        "times": {"times": reading.times},
        "inferences": {"inferences": reading.inferences, "believed": reading.believed},
    }
    ladders = [_distinct([own[name], *(steps[name] if name in vary else [])]) for name in own]
    codings = _codings(data, claims, reading) if "alternatives" in vary else []
    codings = _distinct([{"alternatives": reading.alternatives}, *codings])
    changes = dict.fromkeys([reading.changes, *(CHANGES if "changes" in vary else ())])
    # Which word is the last depends on the codings: these two are one ladder.
    words = [coding | {"changes": change} for change, coding in product(changes, codings)]
    return [*ladders, words]


def _distinct(steps: Iterable[_Change]) -> list[_Change]:
    return list({frozenset(step.items()): step for step in steps}.values())


def _inference_steps(data: Dataset, reading: Reading) -> list[_Change]:
    """Where the reading says whom it believes, all inferences join them, or leave them."""
    inferences = data.who.inferences
    if reading.believed is None:
        return [{"inferences": admitted, "believed": None} for admitted in (False, True)]
    return [
        {"inferences": False, "believed": reading.believed - inferences},
        {"inferences": True, "believed": reading.believed | inferences},
    ]


def _codings(data: Dataset, claims: pd.DataFrame, reading: Reading) -> list[_Change]:
    """Every combination of the alternatives that touch the claims; the others stay as they are."""
    ids = set(claims["claim_id"].tolist())
    primary_of = primaries(data)
    touched = {
        primary for alternative, primary in primary_of.items() if {alternative, primary} & ids
    }
    choices = {primary: [frozenset[str]()] for primary in sorted(touched)}
    for alternative, primary in primary_of.items():
        if primary in choices:
            choices[primary].append(frozenset([alternative]))
    kept = frozenset(
        alternative
        for alternative in reading.alternatives
        if primary_of[alternative] not in touched
    )
    count = prod(map(len, choices.values()))
    if count > _MOST_CODINGS:
        raise TooManyCodingsError(
            f"there are {count:,} combinations of codings here, more than can be tried: "
            "choose the alternatives in the reading, and vary the rest"
        )
    return [{"alternatives": kept.union(*chosen)} for chosen in product(*choices.values())]


def _admitted(data: Dataset, claims: pd.DataFrame, reading: Reading, change: _Change) -> np.ndarray:
    """Which claims a reading admits in the one respect that a change is about."""
    if "times" in change:
        return is_in_time(data, claims, reading).to_numpy()
    if "least_certainty" in change:
        return is_certain_enough(claims, reading).to_numpy()
    if "alternatives" in change:
        coded = is_coding(data, claims, reading) & is_published(data, claims, reading)
        return (coded & is_last_word(data, claims, reading)).to_numpy()
    return is_believed(data, claims, reading).to_numpy()


def _counter(
    said: Sequence[Statement], b: str, reading: Reading
) -> Callable[[np.ndarray, str], int]:
    """Return what counts the shared leaders, given which statements count: on everyone's word."""
    # Roles, people and what meets what are numbered once, so that a reading costs a few look-ups.
    place = {id(one): number for number, one in enumerate(said)}
    asserting, role_asserted, denying, role_denied, fitting = [], [], [], [], []
    people = roles_of_both(said, b, reading)
    roles: dict[Role, int] = {}
    for person, of_both in enumerate(people.values()):
        for role, assertions in of_both.assertions.items():
            number = roles.setdefault(role, len(roles))
            asserting += [place[id(one)] for one in assertions]
            role_asserted += [number] * len(assertions)
            denying += [place[id(one)] for one in of_both.denials[role]]
            role_denied += [number] * len(of_both.denials[role])
        fitting += [(roles[one], roles[other], person) for one, other in of_both.fitting]
    role_a, role_b, person_of = np.array(fitting, dtype=int).reshape(-1, 3).T
    asserted_at, denied_at = np.array(role_asserted, dtype=int), np.array(role_denied, dtype=int)
    asserting_at, denying_at = np.array(asserting, dtype=int), np.array(denying, dtype=int)

    def number_shared(counts: np.ndarray, result: str) -> int:
        holds = np.zeros(len(roles), dtype=bool)
        holds[asserted_at[counts[asserting_at]]] = True
        if result == "certain":
            holds[denied_at[counts[denying_at]]] = False
        shared = np.zeros(len(people), dtype=bool)
        shared[person_of[holds[role_a] & holds[role_b]]] = True
        return int(shared.sum())

    return number_shared


def _everyone(number: int) -> _Bounds:
    return number, (), number, ()


def _dropping_some(
    data: Dataset, said: Iterable[Statement], b: str, result: str, reading: Reading
) -> _Bounds:
    """The least and the greatest number of shared leaders, and what has to be dropped for them."""
    people = pair_cases(_needing_whom_they_speak_for(data, list(said)), b, reading)
    game = make_game((), map(conditions, people.values()))
    place = ("possible", "certain").index(result)
    n = game.count()
    held = (person[place] for person in person_tables(game.people, n))
    nobody, most, reached = none_and_most(held, n)
    # Neither table is empty: `most` is reached, and whoever believes nobody shares nobody.
    low, high = (fewest_dropped(table, n) or () for table in (nobody, reached))
    return 0, tuple(game.relevant[i] for i in low), most, tuple(game.relevant[i] for i in high)


def _needing_whom_they_speak_for(data: Dataset, said: list[Statement]) -> list[Statement]:
    """Statements that need those, too, for whom their sources speak: dropping one drops both."""
    speaking = frozenset[str]().union(*(one.support for one in said))
    needed = {source: speaking.intersection(data.who.above(source)) for source in speaking}
    return [
        one._replace(support=one.support.union(*map(needed.__getitem__, one.support)))
        for one in said
    ]


def _dropping(data: Dataset, reading: Reading, dropped: Sequence[str]) -> Reading:
    """The reading without some sources, if there are any."""
    return without(data, reading, *dropped) if dropped else reading


def _moving(
    data: Dataset, claims: pd.DataFrame, b: str, low: Reading, high: Reading
) -> tuple[str, ...]:
    """The claims in the lineage of either end that count at one of them only."""
    counted = []
    for reading in (low, high):
        found = counting(data, claims, reading)
        if reading.denials == "ignore":
            found = found[found["stance"] == "asserts"]
        counted.append(set(found["claim_id"].tolist()))
    if not (differing := counted[0] ^ counted[1]):
        return ()
    matters: set[str] = set()
    for reading in (low, high):
        anybodys = counting(data, claims, replace(reading, believed=None))
        matter = mattering(statements(anybodys, reading), b, reading)
        matters |= set(anybodys.loc[matter, "claim_id"].tolist())
    moving = matters & differing
    return tuple(claim for claim in claims["claim_id"].tolist() if claim in moving)


def _needless(data: Dataset, a: str, b: str, reading: Reading) -> set[str]:
    """The ways to vary that cannot change anything: nothing is dated, nothing is taken back."""
    found = set()
    if not is_dated(data, a, b, replace(reading, together="ignore")):
        found.add(_AT_ONE_TIME)
    claims = possible_leader_claims(data, replace(reading, changes="all"), [a, b])
    if is_last_word(data, claims, replace(reading, changes="latest")).all():
        found.add(_TAKEN_BACK)
    return found


def range_table(
    data: Dataset, a: str, b: str, reading: Reading, varied: str | Iterable[str] | None = None
) -> pd.DataFrame:
    """Return the least and the greatest overlap for each way of varying the reading.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
    varied : str or iterable of str, optional
        Keys of `WAYS_TO_VARY`. Default: all; but whether roles are held at one time is left
        out where none of them has a date, and what sources take back where none does.

    Returns
    -------
    DataFrame
        Columns ``varied``, ``low``, ``high`` (Int64), ``reading_at_low``,
        ``reading_at_high`` (in words: where it differs from the one given),
        ``moved_by`` (claim ids). Where more would have to be tried than can be, the
        numbers are missing, and ``reading_at_low`` says why.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data, or if there is no such way to vary.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> varied = ["denials", "times", "coding"]
    >>> found = range_table(data, "chess-club", "kite-club", Reading(), varied)
    >>> print(found[["varied", "low", "high", "moved_by"]].to_string(index=False))
     varied  low  high moved_by
    denials    0     1      m10
      times    0     1      m27
     coding    0     1     m23b
    """
    rows: list[tuple[str, int | None, int | None, str, str, str]] = []
    if varied is None:
        needless = _needless(data, a, b, reading)
        varied = [way for way in WAYS_TO_VARY if way not in needless]
    varied = as_list(varied)
    refuse_unknown("way to vary", varied, WAYS_TO_VARY)
    for name in varied:
        try:
            found = overlap_range(data, a, b, reading, vary=WAYS_TO_VARY[name])
        except (TooManyCodingsError, TooManySourcesError) as refusal:
            rows.append((name, None, None, f"not worked out: {refusal}", "", ""))
            continue
        at_low, at_high = (
            "; ".join(differing_parts(data, end, reading))
            for end in (found.low_reading, found.high_reading)
        )
        rows.append(
            (
                name,
                found.low,
                found.high,
                at_low or "no change",
                at_high or "no change",
                ", ".join(found.moving),
            )
        )
    frame = pd.DataFrame(
        rows, columns=["varied", "low", "high", "reading_at_low", "reading_at_high", "moved_by"]
    )
    return frame.astype({"low": "Int64", "high": "Int64"})
