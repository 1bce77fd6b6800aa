"""Cases: ties, with the smallest sets of sources for and against each, and what holds then.

>>> from helpers.data import load_dataset
>>> game = pair_game(load_dataset(), "taliban", "haqqani-network", Reading(), "speaker")
>>> game.holds(), game.holds("author")
({'possible': True, 'certain': True}, {'possible': False, 'certain': False})
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from helpers.claims import Reading, in_brackets, tie_claims
from helpers.data import Dataset
from helpers.overlap import worlds
from helpers.overlap.who_leads import lineage
from helpers.overlap.worlds import MOST_SOURCES, Somebody

RESULTS = {"unresolved": ("certain", "possible"), "ignore": ("possible",), "veto": ("certain",)}
"""Denial policy → what it makes of a tie: the results that it works with."""


class Case(NamedTuple):
    """One tie of one person, with the minimal sets of sources that assert it and that deny it."""

    relation: str
    organization: str
    period: str
    supports: tuple[frozenset[str], ...]
    denials: tuple[frozenset[str], ...]

    def __str__(self) -> str:
        return f"{self.relation} {self.organization}{in_brackets(self.period)}"


class Statement(NamedTuple):
    """What matters of one claim."""

    person: str
    relation: str
    organization: str
    period: str
    stance: str
    support: frozenset[str]


def statements(claims: pd.DataFrame) -> list[Statement]:
    """Return what matters of leader claims, as `helpers.claims.leader_claims` returns them."""
    columns = [claims[column].tolist() for column in Statement._fields]
    return [Statement(*row) for row in zip(*columns, strict=True)]


def pair_cases(said: Iterable[Statement], b: str) -> dict[str, tuple[list[Case], list[Case]]]:
    """Person → the ties to the other organization, and those to `b`; only people who have both."""
    sets: dict[tuple[str, str, str, str], dict[str, list[frozenset[str]]]] = {}
    for *tie, stance, support in said:
        person, relation, organization, period = tie
        found = sets.setdefault(
            (person, relation, organization, period), {"asserts": [], "denies": []}
        )
        found[stance].append(support)
    people: dict[str, tuple[list[Case], list[Case]]] = {}
    for (person, relation, organization, period), found in sets.items():
        supports, denials = minimal_sets(found["asserts"]), minimal_sets(found["denies"])
        if supports:
            case = Case(relation, organization, period, supports, denials)
            people.setdefault(person, ([], []))[organization == b].append(case)
    return {person: cases for person, cases in people.items() if all(cases)}


def minimal_sets(sets: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the sets that contain no other, in order of their sorted items.

    >>> [sorted(s) for s in minimal_sets([frozenset("ab"), frozenset("b"), frozenset("ac")])]
    [['b'], ['a', 'c']]
    """
    kept: list[frozenset[str]] = []
    for candidate in sorted(set(sets), key=lambda s: (len(s), sorted(s))):
        if not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return tuple(kept)


# --- what holds if some are believed ----------------------------------------------------------


class TooManySourcesError(ValueError):
    """More sources matter than can be enumerated."""

    def __init__(self, count: int):
        super().__init__(
            f"{count} sources matter here, and every combination of them can be tried for "
            f"{MOST_SOURCES} at most: raise the level (level='institution' or 'government'), "
            "or admit fewer claims (least_certainty, times, relations)"
        )


class Game(NamedTuple):
    """Whether somebody is possible, and certain, as a function of the believed sources."""

    sources: tuple[str, ...]
    """All sources of the lineage."""
    relevant: tuple[str, ...]
    """Those of some minimal set; bit i of a mask is the i-th of them."""
    people: tuple[Somebody, ...]

    def tables(self) -> dict[str, int]:
        """Result → the worlds in which it holds."""
        possible, certain = worlds.tables(self.people, self.count())
        return {"possible": possible, "certain": certain}

    def count(self) -> int:  # type: ignore[override]  # no tuple that anybody counts things in
        """Return how many sources are relevant.

        Raises
        ------
        TooManySourcesError
            If their combinations cannot all be tried.
        """
        if len(self.relevant) > MOST_SOURCES:
            raise TooManySourcesError(len(self.relevant))
        return len(self.relevant)

    def holds(self, dropped: str = "") -> dict[str, bool]:
        """Result → whether it holds when everyone, or everyone but one source, is believed."""
        world = sum(1 << i for i, source in enumerate(self.relevant) if source != dropped)
        possible, certain = worlds.holds(self.people, world)
        return {"possible": possible, "certain": certain}


def make_game(sources: Sequence[str], people: Iterable[Sequence[Sequence[Case]]]) -> Game:
    """Return the game of some people, each with lists of cases of which one apiece has to hold."""
    people = list(people)
    every = [case for person in people for cases in person for case in cases]
    sets = [one for case in every for one in (*case.supports, *case.denials)]
    relevant = tuple(sorted(frozenset[str]().union(*sets)))
    bit = {source: 1 << i for i, source in enumerate(relevant)}

    def masks(several: Iterable[frozenset[str]]) -> list[int]:
        return [sum(bit[source] for source in one) for one in several]

    def clauses(cases: Iterable[Case]) -> list[worlds.Clause]:
        return [(masks(case.supports), masks(case.denials)) for case in cases]

    masked = tuple([clauses(cases) for cases in person] for person in people)
    return Game(tuple(sources), relevant, masked)


def pair_game(data: Dataset, a: str, b: str, reading: Reading, level: str) -> Game:
    """Return the game in which two organizations share a leader."""
    claims, sources = lineage(data, a, b, reading, level)
    return make_game(sources, pair_cases(statements(claims), b).values())


def tie_game(data: Dataset, tie: Sequence[str], reading: Reading, period: str, level: str) -> Game:
    """Return the game in which one tie (subject, relation, object) holds in a period."""
    subject, relation, object = tie
    claims = tie_claims(data, subject, relation, object, reading, period, level)
    said = claims.groupby("stance")["support"].agg(minimal_sets)
    case = Case(relation, object, period, said.get("asserts", ()), said.get("denies", ()))
    sources = tuple(sorted(frozenset[str]().union(*claims["support"])))
    return make_game(sources, [[[case]]] if case.supports else [])
