"""All ways of believing and disbelieving n sources, one bit each: exact counts and probabilities.

A *world* is a set of believed sources, written as a number: bit i is set where
source i is believed. A *table* is a set of worlds, again written as a number:
bit w is set where something holds in world w. Tables are plain integers, so that
"and", "or" and "not" act on all 2ⁿ worlds at once.

A *case* ``(supports, denials)`` is a pair of lists of worlds: it is *possible*
where the sources of one support are all believed, and *certain* where, moreover,
no denial's are. A tie is a case, and so is a row of why-sets. A *person* is a list of
lists of cases (one list for each organisation): one case of every list has to hold.

>>> author, state, denier = 1, 2, 4
>>> people = [[[([author], [denier])], [([state], [])]]]
>>> possible, certain = tables(people, 3)
>>> [str(share) for share in shapley(certain, 3)]
['1/6', '1/6', '-1/3']
>>> round(world_probability(certain, [0.9, 0.8, 0.5]), 12)
0.36

Queries over possible worlds: Suciu, Olteanu, Ré & Koch (2011), Probabilistic
Databases, chapters 1 and 2. Shares: Shapley (1953), A value for n-person games.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache, reduce
from math import comb, factorial, lcm
from operator import or_

import numpy as np

Clause = tuple[Sequence[int], Sequence[int]]
Somebody = Sequence[Sequence[Clause]]

MOST_SOURCES = 20
"""2²⁰ worlds fit into 128 kB a table."""

_KEPT = 12  # up to here, a table of every set of sources is small enough to keep


# --- which worlds -----------------------------------------------------------------------------


@cache
def _all_worlds(n: int) -> int:
    return (1 << (1 << n)) - 1


@cache
def _believing(n: int) -> tuple[int, ...]:
    """For each source, the worlds that believe it."""
    if n == 0:
        return ()
    half = 1 << (n - 1)  # the last source is believed in the upper half of the worlds
    return (*(worlds | worlds << half for worlds in _believing(n - 1)), _all_worlds(n - 1) << half)


@cache
def _of_size(n: int) -> tuple[int, ...]:
    """For each size 0 … n, the worlds that believe so many."""
    sizes = [1] + [0] * n
    for i in range(n):
        shift = 1 << i
        sizes = [size | (sizes[k - 1] << shift if k else 0) for k, size in enumerate(sizes)]
    return tuple(sizes)


class _Sets(dict[int, int]):
    """For each set of sources, the worlds that believe all of it.

    They are worked out when first asked for.
    """

    def __init__(self, n: int):
        super().__init__(
            {0: _all_worlds(n)} | {1 << i: worlds for i, worlds in enumerate(_believing(n))}
        )

    def __missing__(self, sources: int) -> int:
        lowest = sources & -sources
        self[sources] = worlds = self[lowest] & self[sources ^ lowest]
        return worlds


@lru_cache(maxsize=8)
def _kept_sets(n: int) -> _Sets:
    return _Sets(n)


def _sets(n: int) -> _Sets:
    return _kept_sets(n) if n <= _KEPT else _Sets(n)


def _any_case(cases: Sequence[Clause], sets: Mapping[int, int]) -> tuple[int, int]:
    """The worlds in which one of several cases is possible, and certain."""
    possible = certain = 0
    for supports, denials in cases:
        held = denied = 0
        for sources in supports:
            held |= sets[sources]
        for sources in denials:
            denied |= sets[sources]
        possible |= held
        # "And not" would be slower: it makes a negative number.
        certain |= held ^ (held & denied) if denied else held
    return possible, certain


def _both(person: Somebody, sets: Mapping[int, int]) -> tuple[int, int]:
    """The worlds in which a person has a case in every list."""
    possible, certain = _any_case(person[0], sets)
    for cases in person[1:]:
        held, stood = _any_case(cases, sets)
        possible &= held
        certain &= stood
    return possible, certain


def either(cases: Sequence[Clause], n: int) -> tuple[int, int]:
    """Return the worlds in which one of several cases is possible, and certain.

    Where many pairs are asked for, each person's cases of each organization need be
    worked out only once: a pair is then "and" over its two organizations, "or" over people.
    """
    return _any_case(cases, _sets(n))


def person_tables(people: Iterable[Somebody], n: int) -> list[tuple[int, int]]:
    """Return, for each person, the worlds in which he or she is possible, and certain."""
    sets = _sets(n)
    return [_both(person, sets) for person in people]


def tables(people: Iterable[Somebody], n: int) -> tuple[int, int]:
    """Return the worlds in which somebody is possible, and certain.

    Parameters
    ----------
    people : iterable of Somebody
        Cases over sources 0 … n - 1, as bit masks.
    n : int
        How many sources.

    Returns
    -------
    tuple of int
        Two tables: possible, certain.
    """
    possible = certain = 0
    for held, stood in person_tables(people, n):
        possible |= held
        certain |= stood
    return possible, certain


def holds(people: Iterable[Somebody], world: int) -> tuple[bool, bool]:
    """Tell of one world whether somebody is possible in it, and certain; for any number of sources.

    >>> holds([[[([1], [4])], [([2], [])]]], 0b111)
    (True, False)
    """
    possible = certain = False
    for person in people:
        if certain:
            break
        possible = possible or all(
            any(_stands(case[0], world) for case in cases) for cases in person
        )
        certain = certain or all(
            any(_stands(case[0], world) and not _stands(case[1], world) for case in cases)
            for cases in person
        )
    return possible, certain


def _stands(sets: Iterable[int], world: int) -> bool:
    return any(sources & ~world == 0 for sources in sets)


# --- what they amount to ----------------------------------------------------------------------


def world_probability(table: int, beliefs: Sequence[float]) -> float:
    """Return the probability of a table when each source is believed independently.

    Parameters
    ----------
    table : int
    beliefs : sequence of float
        Of each source, the probability that it is to be believed.
    """
    return float(probabilities([table], beliefs)[0])


def probabilities(many: Sequence[int], beliefs: Sequence[float]) -> np.ndarray:
    """Return the probability of each of many tables.

    Eight worlds, one byte, differ in the first three sources only: a look-up among
    256 values, and one product with the weights of the bytes.

    Returns
    -------
    ndarray of float64
    """
    weights, values = _byte_weights(tuple(beliefs))
    found = np.empty(len(many))
    for place, rows in _blocks(many, len(weights)):
        found[place] = values.take(rows) @ weights
    return found


_BLOCK = 50
"""So many tables fit into the cache, and a product is too small to be worth a second thread."""


def _blocks(many: Sequence[int], length: int) -> Iterator[tuple[slice, np.ndarray]]:
    """A few tables at a time: which ones, and their bytes, a row each."""
    for start in range(0, len(many), _BLOCK):
        some = many[start : start + _BLOCK]
        written = b"".join([table.to_bytes(length, "little") for table in some])
        rows = np.frombuffer(written, dtype=np.uint8).reshape(len(some), length)
        yield slice(start, start + len(some)), rows


@lru_cache(maxsize=64)
def _byte_weights(beliefs: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Weigh each byte of a table, and each value that a byte can take."""
    padded = [*beliefs, *[0.0] * (3 - len(beliefs))]
    within, weights = (_products(part) for part in (padded[:3], padded[3:]))
    return weights, _bits() @ within


@cache
def _bits() -> np.ndarray:
    """The bits of each byte."""
    return np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")


def _products(beliefs: Sequence[float]) -> np.ndarray:
    """The probability of every world of some sources."""
    worlds = np.ones(1)
    for belief in beliefs:
        worlds = np.concatenate([worlds * (1 - belief), worlds * belief])
    return worlds


def shapley(table: int, n: int) -> list[Fraction]:
    """Return each source's Shapley value in the game that is won in the worlds of a table.

    Counts, by size, the winning worlds with and without the source (Shapley 1953,
    section 3): exact, as fractions that sum to v(all) - v(none).
    """
    by_size = [table & size for size in _of_size(n)]
    totals = [worlds.bit_count() for worlds in by_size]
    shares = []
    for believing in _believing(n):
        inside = [(worlds & believing).bit_count() for worlds in by_size]
        joined = sum(inside[k] * factorial(k - 1) * factorial(n - k) for k in range(1, n + 1))
        lacked = sum(
            (totals[k] - inside[k]) * factorial(k) * factorial(n - k - 1) for k in range(n)
        )
        shares.append(Fraction(joined - lacked, factorial(n)))
    return shares


def shapley_many(many: Sequence[int], n: int) -> np.ndarray:
    """Return the Shapley values of many tables by look-ups and one matrix product.

    A winning world of k sources adds 1 / (n C(n - 1, k - 1)) to the share of each of
    them, and takes 1 / (n C(n - 1, k)) from that of each other source (Shapley 1953, section 3).
    Eight worlds, one byte, differ in the first three sources: for each byte and
    number of other sources believed, what they add up to is looked up.

    Returns
    -------
    ndarray of float64
        Tables × sources. All sums are of whole numbers, over the least common multiple
        of 1 … n: exact up to the last division.
    """
    whole, believed, others, worth, rest = _shapley_weights(n)
    found = np.empty((len(many), n))
    each = np.ones((1, len(others)))  # a product with ones: a sum, and the faster one
    for place, rows in _blocks(many, len(others)):
        # A byte with its number of other sources is one word, of which all is known.
        words = rows + others
        lost, *first = (each @ rest.take(words, axis=0)).T
        later = (worth.take(words) @ believed).T
        shares = np.concatenate([*first, later]) - lost
        found[place] = shares[:n].T / whole
    return found


@lru_cache(maxsize=4)
def _shapley_weights(n: int) -> tuple[int, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """What each byte adds to the shares, by the number of later sources that its worlds believe."""
    whole = lcm(*range(1, n + 1))
    joined, lacked = np.zeros((2, max(n, 3) + 1))
    for k in range(n):
        joined[k + 1] = lacked[k] = whole // (n * comb(n - 1, k))
    # Within a byte the first three sources differ, from byte to byte the later ones.
    within, later = (
        np.arange(1 << width)[:, None] >> np.arange(width) & 1 for width in (3, max(n - 3, 0))
    )
    sizes = np.arange(len(joined) - 3)[:, None] + within.sum(axis=1)
    worth, rest = (joined + lacked)[sizes], lacked[sizes]
    # Of every byte, the sum over the worlds that are in it: all, and for each of the three
    # first sources those that believe it.
    sums = [
        (values[:, None] * _bits()).sum(axis=-1).ravel()
        for values in (worth, rest, *(worth * one for one in within.T))
    ]
    others = 256 * later.sum(axis=1)  # the upper part of a word; the byte is the lower
    return whole, later.astype(float), others, sums[0], np.stack(sums[1:], axis=1)


def none_and_most(held: Iterable[int], n: int) -> tuple[int, int, int]:
    """Return the worlds in none of several tables, the most that one is in, and all such worlds.

    The tables are added up as binary numbers, a digit of all worlds at a time.

    >>> none_and_most([0b1100, 0b1010], 2) == (0b0001, 2, 0b1000)
    True
    """
    digits: list[int] = []
    for table in held:
        carried = table
        for place, digit in enumerate(digits):
            digits[place], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    most, worlds = 0, _all_worlds(n)
    none = worlds & ~reduce(or_, digits, 0)
    for place in reversed(range(len(digits))):
        if digits[place] & worlds:
            most, worlds = most + (1 << place), digits[place] & worlds
    return none, most, worlds


def fewest_dropped(table: int, n: int) -> tuple[int, ...] | None:
    """Return the smallest set of sources that a world of a table drops.

    Of several such sets, it is the first in order of the sources.

    Returns
    -------
    tuple of int or None
        The sources dropped; None where the table is empty.

    Examples
    --------
    >>> fewest_dropped(0b0110, 2)  # the worlds that believe one of two sources
    (0,)
    """
    worlds = next((table & size for size in reversed(_of_size(n)) if table & size), 0)
    if not worlds:
        return None
    dropped = []
    for i, believing in enumerate(_believing(n)):
        if without := worlds ^ (worlds & believing):
            dropped.append(i)
            worlds = without
    return tuple(dropped)
