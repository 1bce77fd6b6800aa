"""Reasons: on whose word two organizations share a leader.

>>> from helpers.data import load_dataset
>>> data = load_dataset()
>>> why_sets(data, "taliban", "haqqani-network")[["tie_a", "sources"]].to_numpy().tolist()
[['deputy_leader_of taliban', ('author', 'state-department')], ['top_figure_in taliban', ('author', 'state-department')]]
>>> falls_with(data, "taliban", "haqqani-network")
('author', 'state-department')

Why-sets: Buneman, Khanna & Tan (2001), Why and where: a characterization of data
provenance (the minimal witness basis).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import pandas as pd

from helpers.cases import RESULTS, Case, minimal_sets, pair_cases, pair_game, statements
from helpers.claims import Reading
from helpers.data import Dataset, entity_names, in_brackets, listed, relation_labels, source_names
from helpers.lineage import lineage

__all__ = ["falls_with", "why_sets", "why_text"]


def why_sets(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> pd.DataFrame:
    """Return the smallest sets of sources whose claims suffice for a shared leader.

    For every set S of believed sources, a shared leader is possible if and only if
    some row has its sources in S, and certain if and only if such a row has, moreover,
    no set of opposed sources in S. Whom the reading believes is left out of account.

    Returns
    -------
    DataFrame
        Columns ``person``, ``tie_a``, ``tie_b`` (text), ``sources`` (tuple of
        source_id, at the level), ``opposed`` (tuple of such tuples: those who deny
        one of the two ties).

    Notes
    -----
    The minimal witness basis of why-provenance (Buneman, Khanna & Tan 2001), with the
    denials kept beside it instead of subtracted.
    """
    claims = lineage(data, a, b, reading, level).claims
    rows = [
        (
            person,
            str(tie_a),
            str(tie_b),
            tuple(sorted(sources)),
            tuple(tuple(sorted(one)) for one in opposed),
        )
        for person, tie_a, tie_b, sources, opposed in _why_rows(pair_cases(statements(claims), b))
    ]
    return pd.DataFrame(rows, columns=["person", "tie_a", "tie_b", "sources", "opposed"])


def why_text(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> list[str]:
    """Return the why-sets as sentences.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> from helpers.claims import EVER
    >>> for sentence in why_text(load_dataset(), "isis-k", "haqqani-network", Reading(times=EVER)):
    ...     print(sentence)
    Shahab Muhajir leads ISIS-K and is a commander in Haqqani Network (former), on the word of one member state (unnamed) and the UN report of July.
    """
    claims = lineage(data, a, b, reading, level).claims
    people, sources, labels = entity_names(data), source_names(data), relation_labels(data)

    def role(case: Case) -> str:
        return f"{labels[case.relation]} {people[case.organization]}{in_brackets(case.period)}"

    def word(ids: Iterable[str]) -> str:
        return listed([sources.get(source, source) for source in sorted(ids)])

    return [
        f"{people[person]} {role(tie_a)} and {role(tie_b)}, on the word of {word(needed)}"
        + (
            f"; denied by {', or by '.join(word(denying) for denying in opposed)}."
            if opposed
            else "."
        )
        for person, tie_a, tie_b, needed, opposed in _why_rows(pair_cases(statements(claims), b))
    ]


def _why_rows(people: Mapping[str, tuple[list[Case], list[Case]]]) -> Iterator[tuple]:
    for person, cases in people.items():
        for tie_a, tie_b in product(*cases):
            unions = (one | other for one, other in product(tie_a.supports, tie_b.supports))
            opposed = minimal_sets(tie_a.denials + tie_b.denials)
            yield from (
                (person, tie_a, tie_b, sources, opposed) for sources in minimal_sets(unions)
            )


def falls_with(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> tuple[str, ...]:
    """Return the sources without any one of which the two no longer share a leader.

    The result meant is that a shared leader is certain or, where this does not hold
    with everyone believed and denials do not remove a tie, that one is possible.
    """
    game = pair_game(data, a, b, reading, level)
    everyone = game.holds()
    result = next((result for result in RESULTS[reading.denials] if everyone[result]), None)
    return tuple(source for source in game.sources if result and not game.holds(source)[result])
