"""Exact probabilities and Shapley values of many pairs: `helpers.worlds`, brute force and ProbLog in one run.

``python tests/benchmarks/lineage.py [PAIRS]``
"""

from __future__ import annotations

import json
import os
import platform
import random
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from math import factorial
from pathlib import Path

import numpy as np

from helpers import worlds

HERE = Path(__file__).resolve().parent
PLACE = HERE.parents[1] / ".cache" / "benchmarks"
REQUIREMENTS = HERE / "requirements.txt"

SOURCES = 12
BY_BRUTE_FORCE, BY_PROBLOG, SINGLY = 20, 40, 200  # pairs of the subsamples
CLOSE = 1e-9


def random_pairs(count: int, sources: int = SOURCES, seed: int = 0) -> list[list[worlds.Person]]:
    """Invent pairs: 1–5 people, two ties each, 1–4 claims a tie; one claim in four denies, one in three is relayed.

    The first claim of a tie asserts. A claim rests on its speaker, or on speaker and relay.
    """
    chance = random.Random(seed)

    def tie():
        supports, denials = [], []
        for k in range(chance.randint(1, 4)):
            needed = chance.sample(range(sources), chance.choice((1, 1, 2)))
            (denials if k and chance.random() < 0.25 else supports).append(sum(1 << source for source in needed))
        return [(supports, denials)]

    return [[[tie(), tie()] for _ in range(chance.randint(1, 5))] for _ in range(count)]


def random_beliefs(sources: int = SOURCES, seed: int = 0) -> list[float]:
    chance = random.Random(seed)
    return [round(chance.uniform(0.5, 0.95), 2) for _ in range(sources)]


def by_worlds(pairs: Sequence, beliefs: Sequence[float]):
    """P(possible), P(certain) of each pair."""
    return probabilities(tables(pairs, len(beliefs)), beliefs)


def by_worlds_with_shares(pairs: Sequence, beliefs: Sequence[float]):
    """The same, and the Shapley values of both results."""
    n = len(beliefs)
    many = tables(pairs, n)
    return probabilities(many, beliefs), worlds.shapley_many(many, n).reshape(-1, 2, n)


def tables(pairs: Sequence, n: int) -> list[int]:
    """The two tables of each pair, one pair after the other."""
    return [table for people in pairs for table in worlds.tables(people, n)]


def probabilities(many: Sequence[int], beliefs: Sequence[float]):
    return worlds.probabilities(many, beliefs).reshape(-1, 2)


def brute_force(people: Sequence, beliefs: Sequence[float], with_shares: bool = True) -> tuple[list[float], list[list[float]]]:
    """Probabilities and Shapley values of one pair by going through all worlds, written from the definitions alone."""
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
    """Probabilities by ProbLog, and the seconds it took; its environment is made when first asked for."""
    folder = PLACE / ("problog-" + "-".join(REQUIREMENTS.read_text(encoding="utf-8").split()))
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        uv = shutil.which("uv")
        venv.create(folder, with_pip=not uv)
        install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python] if uv else [python, "-m", "pip", "install", "--quiet"]
        subprocess.run([*install, "-r", REQUIREMENTS], check=True, env={**os.environ, "UV_CACHE_DIR": str(PLACE.parent / "uv")})
        (folder / "ready").touch()
    script = [python, "-I", HERE / "by_problog.py"]
    done = subprocess.run(script, input=json.dumps([pairs, beliefs]), capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return found["answers"], found["seconds"]


def seconds(action: Callable, times: int = 5) -> float:
    """The least time that an action takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


def processor() -> str:
    info = Path("/proc/cpuinfo")
    names = [line.split(":")[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    return names[0] if names else platform.processor() or platform.machine()


def main(count: int = 10_000) -> None:
    pairs, beliefs = random_pairs(count), random_beliefs()
    chances, shares = by_worlds_with_shares(pairs, beliefs)

    few = pairs[:BY_PROBLOG]
    answers, took = problog(few, beliefs)
    fewest = pairs[:BY_BRUTE_FORCE]
    assert np.abs(np.array(answers) - chances[: len(few)]).max() < CLOSE, "ProbLog finds other probabilities"
    for people, chance, share in zip(few, chances, shares):
        found = brute_force(people, beliefs)
        assert np.abs(found[0] - chance).max() < CLOSE and np.abs(found[1] - share).max() < CLOSE, "brute force finds other values"

    known = tables(pairs, SOURCES)
    singly = pairs[:SINGLY]
    rows = [
        ("`helpers.worlds`: both probabilities", pairs, seconds(lambda: by_worlds(pairs, beliefs))),
        ("– the look-up alone, worlds known", pairs, seconds(lambda: probabilities(known, beliefs))),
        ("– one pair at a time", singly, seconds(lambda: [by_worlds([people], beliefs) for people in singly])),
        ("brute force: both probabilities", fewest, seconds(lambda: [brute_force(people, beliefs, with_shares=False) for people in fewest], 3)),
        ("ProbLog: both probabilities", few, took),
        ("`helpers.worlds`: and all Shapley values", pairs, seconds(lambda: by_worlds_with_shares(pairs, beliefs))),
        ("brute force: and all Shapley values", fewest, seconds(lambda: [brute_force(people, beliefs) for people in fewest], 3)),
    ]
    print("| method | pairs | µs per pair | ratio to ours |\n|---|--:|--:|--:|")
    ours = 0.0
    for name, some, spent in rows:
        each = spent / len(some) * 1e6
        ours = each if name.startswith("`") else ours
        ratio = each / ours
        print(f"| {name} | {len(some):,} | {each:,.1f} | {ratio:,.0f} |" if ratio >= 10 else f"| {name} | {len(some):,} | {each:,.1f} | {ratio:.2f} |")
    print(f"\n{processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, NumPy {np.__version__}, {', '.join(REQUIREMENTS.read_text(encoding='utf-8').split())}")
    if hasattr(os, "getloadavg"):
        print(f"Programs waiting for a core, on average over the last minute: {os.getloadavg()[0]:.1f}")
    print(f"\n`{' '.join(['python tests/benchmarks/lineage.py', *sys.argv[1:]])}`")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
