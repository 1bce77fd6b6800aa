"""Cases: ties, with the smallest sets of sources for and against each, and what holds then.

>>> from helpers.data import load_dataset
>>> game = pair_game(load_dataset(), "taliban", "haqqani-network", Reading(), "speaker")
>>> game.holds(), game.holds("author")
({'possible': True, 'certain': True}, {'possible': False, 'certain': False})
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from helpers.claims import Reading, in_brackets, tie_claims
from helpers.codebook import ALWAYS, Spell
from helpers.data import Dataset
from helpers.overlap import worlds
from helpers.overlap.statements import Role, Statement, denies, roles_of_both, statements
from helpers.overlap.who_leads import Lineage, lineage
from helpers.overlap.worlds import MOST_SOURCES, Somebody

RESULTS = {"unresolved": ("certain", "possible"), "ignore": ("possible",), "veto": ("certain",)}
"""Denial policy → what it makes of a tie: the results that it works with."""


class Case(NamedTuple):
    """One role of one person, with the minimal sets of sources that assert it and that deny it.

    Those who deny it do so of a time that its own does not exclude.
    """

    relation: str
    organization: str
    period: str
    supports: tuple[frozenset[str], ...]
    denials: tuple[frozenset[str], ...]
    stated: Spell = ALWAYS

    def __str__(self) -> str:
        return f"{self.relation} {self.organization}{in_brackets(self.period, self.stated)}"


def pair_cases(
    said: Iterable[Statement], b: str, reading: Reading
) -> dict[str, list[tuple[Case, Case]]]:
    """Return the roles of each person to the other organization and to `b` that go together."""
    found = {}
    for person, roles in roles_of_both(said, b, reading).items():
        cases = {
            role: _case(role, assertions, roles.denials[role])
            for role, assertions in roles.assertions.items()
        }
        found[person] = [(cases[one], cases[other]) for one, other in roles.fitting]
    return found


def _case(role: Role, assertions: list[Statement], denials: list[Statement]) -> Case:
    supports = minimal_sets(one.support for one in assertions)
    denied_by = minimal_sets(one.support for one in denials)
    return Case(role.relation, role.organization, role.period, supports, denied_by, role.stated)


def conditions(pairs: Sequence[tuple[Case, Case]]) -> list[list[Case]]:
    """Return lists of cases of which one each has to hold, so that one of some pairs does.

    Two lists where every case of the one side goes with every case of the other; else one, of
    the pairs.
    """
    sides = [list(dict.fromkeys(side)) for side in zip(*pairs, strict=True)]
    if len(pairs) == len(sides[0]) * len(sides[1]):
        return sides
    return [[both_hold(*pair) for pair in pairs]]


def both_hold(one: Case, other: Case) -> Case:
    """The case that two cases hold."""
    unions = [mine | theirs for mine, theirs in product(one.supports, other.supports)]
    return one._replace(
        supports=minimal_sets(unions), denials=minimal_sets([*one.denials, *other.denials])
    )


def minimal_sets(sets: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the sets that contain no other, in order of their sorted items.

    >>> [sorted(s) for s in minimal_sets([frozenset("ab"), frozenset("b"), frozenset("ac")])]
    [['b'], ['a', 'c']]
    """
    kept: list[frozenset[str]] = []
    # A set that another one contains is among those that begin with one of its items.
    beginning: dict[str, list[frozenset[str]]] = defaultdict(list)
    for items in sorted(map(sorted, set(sets)), key=lambda items: (len(items), items)):
        candidate = frozenset(items)
        if any(smaller <= candidate for one in items for smaller in beginning.get(one, ())):
            continue
        kept.append(candidate)
        if not items:
            break  # any set contains it
        beginning[items[0]].append(candidate)
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

    def holds(self, *dropped: str) -> dict[str, bool]:
        """Result → whether it holds when everyone, or everyone but some sources, is believed."""
        left = set(self.relevant).difference(dropped)
        world = int("0" + "".join("01"[source in left] for source in reversed(self.relevant)), 2)
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
    return claims_game(lineage(data, a, b, reading, level), b, reading)


def claims_game(found: Lineage, b: str, reading: Reading) -> Game:
    """Return the game in which the claims of a lineage make another organization share with `b`."""
    people = pair_cases(statements(found.claims, reading), b, reading)
    return make_game(found.sources, map(conditions, people.values()))


def tie_game(data: Dataset, tie: Sequence[str], reading: Reading, period: str, level: str) -> Game:
    """Return the game in which one tie (subject, relation, object) holds in a period."""
    subject, relation, object = tie
    claims = tie_claims(data, subject, relation, object, reading, period, level)
    said = statements(claims.assign(person=subject, organization=object), reading)
    denied = [one for one in said if one.stance == "denies"]
    asserted: dict[Role, list[Statement]] = {}
    for one in said:
        if one.stance == "asserts":
            asserted.setdefault(one.role, []).append(one)
    cases = [
        _case(role, several, [one for one in denied if denies(one, several[0], reading)])
        for role, several in asserted.items()
    ]
    sources = tuple(sorted(frozenset[str]().union(*claims["support"])))
    return make_game(sources, [[cases]] if cases else [])
