"""Two ids of one entity: what the table same_as decides, and what is wrong with it.

>>> import pandas as pd
>>> said = {"entity_id": ["a", "b"], "same_as": ["b", "c"]}
>>> said |= {"decision": "yes", "decided_by": "E. Marsh"}
>>> kept_ids(pd.DataFrame(said))
{'a': 'c', 'b': 'c'}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

import helpers.codebook.faults as faults
from helpers.codebook.problems import Problem, problem_of
from helpers.codebook.schema import mentions
from helpers.codebook.spelling import shown, suggestion

TABLE = "same_as"
FILE = f"{TABLE}.csv"


class _Pair(NamedTuple):
    row: int
    one: str
    other: str
    decision: str
    by: str


def kept_ids(same_as: pd.DataFrame) -> dict[str, str]:
    """Return each entity that is read as another one, and the one that is kept.

    Parameters
    ----------
    same_as : DataFrame
        Text cells; columns ``entity_id``, ``same_as``, ``decision``, ``decided_by``.

    Returns
    -------
    dict of str to str
        Chains are followed to their end. A yes that nobody signed merges nothing, nor
        does a circle: `check_merges` reports both.
    """
    steps = _steps(_signed(same_as))
    ends = {one: _chain(one, steps)[-1] for one in steps}
    return {one: end for one, end in ends.items() if end not in steps}


def deciders(same_as: pd.DataFrame) -> dict[str, list[str]]:
    """Return, for each entity that is read as another one, who decided it, step by step.

    >>> said = {"entity_id": ["a", "a"], "same_as": ["b", "c"], "decision": ["yes", "no"]}
    >>> deciders(pd.DataFrame(said | {"decided_by": ["E. Marsh", "J. Reed"]}))
    {'a': ['E. Marsh']}
    """
    signed = _signed(same_as)
    chains = {one: _chain(one, _steps(signed)) for one in signed}
    return {
        one: list(dict.fromkeys(signed[link].by for link in chain if link in signed))
        for one, chain in chains.items()
    }


def _signed(same_as: pd.DataFrame) -> dict[str, _Pair]:
    """Return the row that merges each entity; of several the first."""
    signed: dict[str, _Pair] = {}
    for pair in _pairs(same_as):
        if pair.decision == "yes" and pair.by and pair.one != pair.other:
            signed.setdefault(pair.one, pair)
    return signed


def _steps(signed: Mapping[str, _Pair]) -> dict[str, str]:
    return {one: pair.other for one, pair in signed.items()}


def _pairs(same_as: pd.DataFrame) -> list[_Pair]:
    """Return the rows that name two entities."""
    columns = (same_as[name] for name in ("entity_id", "same_as", "decision", "decided_by"))
    rows = zip(same_as.index, *columns, strict=True)
    return [pair for pair in map(_Pair._make, rows) if pair.one and pair.other]


def _chain(one: str, steps: Mapping[str, str]) -> list[str]:
    """Return the entities from one to the end of its chain; a circle ends before it closes."""
    chain = {one: None}
    while (one := steps.get(one, "")) and one not in chain:
        chain[one] = None
    return list(chain)


def check_merges(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """Yield what is wrong with the table same_as, beyond single cells.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Table name to frame with every column, all cells text. Without the table
        entities, the ids that other tables mention are the known ones.
    """
    if TABLE not in tables:
        return
    pairs = _pairs(tables[TABLE])
    if "entities" not in tables:
        yield from _unknown(pairs, tables)
    else:
        yield from _other_kinds(pairs, tables["entities"])
    yield from _wrong_rows(pairs)
    steps = {pair.one: pair.other for pair in pairs if pair.decision == "yes"}
    yield from _circles(pairs, steps)
    yield from _denied(pairs, steps)


def _problem(fault: faults.Fault, pair: _Pair, column: str, **values: object) -> Problem:
    cells = {"entity_id": pair.one, "same_as": pair.other, "decision": pair.decision}
    return problem_of(fault, FILE, pair.row, column, shown(cells.get(column, "")), **values)


def _wrong_rows(pairs: list[_Pair]) -> Iterator[Problem]:
    earlier: dict[frozenset[str], _Pair] = {}
    merged: dict[str, _Pair] = {}
    for pair in pairs:
        both = frozenset((pair.one, pair.other))
        if len(both) == 1:
            yield _problem(faults.SAME_SELF, pair, "same_as")
            continue
        if before := earlier.get(both):
            values = {"earlier": before.row, "decision": before.decision}
            yield _problem(faults.SAME_AGAIN, pair, "decision", **values)
            continue
        earlier[both] = pair
        if pair.decision != "yes":
            continue
        if not pair.by:
            yield _problem(faults.SAME_UNSIGNED, pair, "decided_by")
        if (first := merged.setdefault(pair.one, pair)) is not pair:
            words = {"entity": shown(pair.one), "other": shown(first.other)}
            words |= {"value": shown(pair.other)}
            yield _problem(faults.SAME_TWO, pair, "same_as", earlier=first.row, **words)


def _unknown(pairs: list[_Pair], tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    others = {name: frame for name, frame in tables.items() if name != TABLE}
    known = dict.fromkeys(one for *_, one in mentions("entities", others))
    for pair in pairs:
        for column, one in (("entity_id", pair.one), ("same_as", pair.other)):
            if one not in known:
                words = {"key": "entity_id", "target": "entities"}
                fix = suggestion(one, known)
                yield _problem(faults.NO_SUCH_ID, pair, column, fix=fix, **words)


def _other_kinds(pairs: list[_Pair], entities: pd.DataFrame) -> Iterator[Problem]:
    kinds = dict(zip(entities["entity_id"], entities["kind"], strict=True))
    for pair in pairs:
        kind, other = kinds.get(pair.one), kinds.get(pair.other)
        if pair.decision == "yes" and kind and other and kind != other:
            words = {"entity": shown(pair.one), "other": shown(pair.other)}
            words |= {"kind": shown(kind), "other_kind": shown(other)}
            yield _problem(faults.SAME_KINDS, pair, "same_as", **words)


def _circles(pairs: list[_Pair], steps: Mapping[str, str]) -> Iterator[Problem]:
    """Yield each circle of three or more once; one of two is a pair that stands twice."""
    told: set[str] = set()
    for pair in pairs:
        if pair.one in told or pair.one not in steps:
            continue
        chain = _chain(pair.one, steps)
        if len(chain) > 2 and steps.get(chain[-1]) == pair.one:
            told.update(chain)
            circle = shown(" → ".join([*chain, pair.one]), 200)
            yield _problem(faults.SAME_CIRCLE, pair, "same_as", circle=circle)


def _denied(pairs: list[_Pair], steps: Mapping[str, str]) -> Iterator[Problem]:
    """Yield each no that several rows of yes contradict together."""
    rows = {(pair.one, pair.other): pair.row for pair in pairs if pair.decision == "yes"}
    for pair in pairs:
        if pair.decision != "no" or pair.one == pair.other:
            continue
        one, other = _chain(pair.one, steps), _chain(pair.other, steps)
        if one[-1] != other[-1] or len(one) + len(other) == 3:
            continue  # a yes for the same pair is told as a pair that stands twice
        links = {*pairwise(one), *pairwise(other)}
        found = sorted(rows[link] for link in links)
        yield _problem(faults.SAME_DENIED, pair, "decision", rows=", ".join(map(str, found)))
