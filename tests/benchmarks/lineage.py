"""Exact probabilities and Shapley values of many pairs.

`helpers.overlap.worlds`, brute force and ProbLog in one run.

``python -m tests.benchmarks.lineage [PAIRS]`` writes ``lineage.md`` beside this file.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from itertools import combinations
from math import factorial

import numpy as np

from helpers.overlap import worlds
from helpers.overlap.worlds import Somebody, either, shapley_many

from .measure import HERE, machine, markdown, number, seconds

SOURCES = 12
BY_BRUTE_FORCE, BY_PROBLOG, SINGLY = 20, 40, 200  # pairs of the subsamples
CLOSE = 1e-9


def random_pairs(count: int, sources: int = SOURCES, seed: int = 0) -> list[list[Somebody]]:
    """Invent pairs: 1–5 people, two ties each, 1–4 claims a tie.

    One claim in four denies, one in three is relayed.

    The first claim of a tie asserts. A claim rests on its speaker, or on speaker and relay.
    """
    chance = random.Random(seed)

    def tie():
        supports, denials = [], []
        for k in range(chance.randint(1, 4)):
            needed = chance.sample(range(sources), chance.choice((1, 1, 2)))
            (denials if k and chance.random() < 0.25 else supports).append(
                sum(1 << source for source in needed)
            )
        return [(supports, denials)]

    return [[[tie(), tie()] for _ in range(chance.randint(1, 5))] for _ in range(count)]


def random_network(count: int, sources: int = SOURCES, seed: int = 0) -> tuple[dict, list]:
    """Invent organizations that share people, and so ties.

    300 people, each tied to one organization in ten.

    Returns the tie of each (person, organization), and for each of so many pairs that share
    somebody the two ties of each person.
    """
    chance = random.Random(seed)
    ties = [
        tie
        for people in random_pairs(count + 1_000, sources, seed)
        for person in people
        for tie in person
    ]
    organizations = range(int((2 * count) ** 0.5) + 10)
    ties = {
        (person, organization): ties.pop()
        for person in range(300)
        for organization in organizations
        if chance.random() < 0.1
    }
    pairs = [
        [[(p, a), (p, b)] for p in range(300) if (p, a) in ties and (p, b) in ties]
        for a, b in combinations(organizations, 2)
    ]
    return ties, list(filter(None, pairs))[:count]


def random_beliefs(sources: int = SOURCES, seed: int = 0) -> list[float]:
    chance = random.Random(seed)
    return [round(chance.uniform(0.5, 0.95), 2) for _ in range(sources)]


def by_worlds(pairs: Sequence, beliefs: Sequence[float]):
    """P(possible), P(certain) of each pair."""
    return probabilities(tables(pairs, len(beliefs)), beliefs)


def by_shared_ties(ties: dict, pairs: Sequence, beliefs: Sequence[float]):
    """The same where pairs share ties: the worlds of each tie are worked out once."""
    known = {key: either(tie, len(beliefs)) for key, tie in ties.items()}
    many = []
    for people in pairs:
        possible = certain = 0
        for one, other in people:
            possible |= known[one][0] & known[other][0]
            certain |= known[one][1] & known[other][1]
        many += possible, certain
    return probabilities(many, beliefs)


def by_worlds_with_shares(pairs: Sequence, beliefs: Sequence[float]):
    """The same, and the Shapley values of both results."""
    n = len(beliefs)
    many = tables(pairs, n)
    return probabilities(many, beliefs), shapley_many(many, n).reshape(-1, 2, n)


def tables(pairs: Sequence, n: int) -> list[int]:
    """The two tables of each pair, one pair after the other."""
    return [table for people in pairs for table in worlds.tables(people, n)]


def probabilities(many: Sequence[int], beliefs: Sequence[float]):
    return worlds.probabilities(many, beliefs).reshape(-1, 2)


def brute_force(
    people: Sequence, beliefs: Sequence[float], with_shares: bool = True
) -> tuple[list[float], list[list[float]]]:
    """Probabilities and Shapley values of one pair by going through all worlds.

    Written from the definitions alone.
    """
    n = len(beliefs)
    joined = [0.0, *(factorial(k - 1) * factorial(n - k) / factorial(n) for k in range(1, n + 1))]
    lacked = [*(factorial(k) * factorial(n - k - 1) / factorial(n) for k in range(n)), 0.0]
    chances, shares = [0.0, 0.0], [[0.0] * n, [0.0] * n]
    for world in range(1 << n):
        won = stands(people, world)
        if not won[0]:
            continue
        weight = 1.0
        for i, belief in enumerate(beliefs):
            weight *= belief if world >> i & 1 else 1 - belief
        size = world.bit_count()
        for place in (0, 1):
            if won[place]:
                chances[place] += weight
                for i in range(n if with_shares else 0):
                    shares[place][i] += joined[size] if world >> i & 1 else -lacked[size]
    return chances, shares


def stands(people: Sequence, world: int) -> tuple[bool, bool]:
    """Whether somebody is possible in a world, and certain."""
    possible = False
    for person in people:
        held = stood = True
        for [(supports, denials)] in person:
            if not said(supports, world):
                held = stood = False
                break
            stood = stood and not said(denials, world)
        if stood:
            return True, True
        possible = possible or held
    return possible, False


def said(sets: Sequence[int], world: int) -> bool:
    for needed in sets:
        if needed & world == needed:
            return True
    return False


def problog(pairs: Sequence, beliefs: Sequence[float]) -> tuple[list[list[float]], float]:
    """Probabilities by ProbLog, and the seconds it took."""
    done = subprocess.run(
        [sys.executable, "-I", HERE / "by_problog.py"],
        input=json.dumps([pairs, beliefs]),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    return found["answers"], found["seconds"]


def main(count: int = 10_000) -> None:
    pairs, beliefs = random_pairs(count), random_beliefs()
    chances, shares = by_worlds_with_shares(pairs, beliefs)
    ties, network = random_network(count)
    spelt_out = [[[ties[one], ties[other]] for one, other in people] for people in network]

    few, few_linked, fewest = pairs[:BY_PROBLOG], spelt_out[:BY_PROBLOG], pairs[:BY_BRUTE_FORCE]
    answers, took = problog(few, beliefs)
    linked, took_linked = problog(few_linked, beliefs)
    assert np.abs(np.array(answers) - chances[: len(few)]).max() < CLOSE, (
        "ProbLog finds other probabilities"
    )
    assert (
        np.abs(np.array(linked) - by_shared_ties(ties, network, beliefs)[: len(few)]).max() < CLOSE
    ), "ProbLog finds other probabilities"
    for people, chance, share in zip(few, chances, shares):
        found = brute_force(people, beliefs)
        assert np.abs(found[0] - chance).max() < CLOSE and np.abs(found[1] - share).max() < CLOSE, (
            "brute force finds other values"
        )

    known, singly = tables(pairs, SOURCES), pairs[:SINGLY]
    groups = [
        [
            (
                "`helpers.overlap.worlds`: both probabilities",
                pairs,
                seconds(lambda: by_worlds(pairs, beliefs)),
            ),
            (
                "– the look-up alone, worlds known",
                pairs,
                seconds(lambda: probabilities(known, beliefs)),
            ),
            (
                "– one pair at a time",
                singly,
                seconds(lambda: [by_worlds([people], beliefs) for people in singly]),
            ),
            (
                "brute force: both probabilities",
                fewest,
                seconds(
                    lambda: [brute_force(people, beliefs, with_shares=False) for people in fewest]
                ),
            ),
            ("ProbLog: both probabilities", few, took),
        ],
        [
            (
                f"`helpers.overlap.worlds`: both, pairs share {len(ties):,} ties",
                network,
                seconds(lambda: by_shared_ties(ties, network, beliefs)),
            ),
            ("– each pair on its own", network, seconds(lambda: by_worlds(spelt_out, beliefs))),
            ("ProbLog: both, the same pairs", few_linked, took_linked),
        ],
        [
            (
                "`helpers.overlap.worlds`: and all Shapley values",
                pairs,
                seconds(lambda: by_worlds_with_shares(pairs, beliefs)),
            ),
            (
                "brute force: and all Shapley values",
                fewest,
                seconds(lambda: [brute_force(people, beliefs) for people in fewest]),
            ),
        ],
    ]
    rows = []
    for group in groups:
        each = [spent / len(some) * 1e6 for _, some, spent in group]
        rows += [
            [name, f"{len(some):,}", number(one), number(one / each[0])]
            for (name, some, _), one in zip(group, each)
        ]
    lines = [
        "# Exact probabilities and Shapley values: one run",
        (
            "All methods give the same numbers, or the run stops. The ratio is to the nearest row"
            " above of `helpers.overlap.worlds`."
        ),
        markdown(["method", "pairs", "µs per pair", "ratio to ours"], rows),
        machine("numpy", "problog", "pysdd"),
        f"`python -m tests.benchmarks.lineage {count}`",
    ]
    (HERE / "lineage.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    print(HERE / "lineage.md")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
