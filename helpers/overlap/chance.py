"""Chance: how an overlap compares with those of all tables that have the same margins.

>>> from helpers.data import load_dataset
>>> both = ["taliban", "haqqani-network"]
>>> for words in null_model(load_dataset(), *both, organizations=both).sentence.split(". "):
...     print(words)
1 table has these margins
The smallest p that a result could have is 1
This is above 0.05, so no result here could be called significant.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import comb, log10
from random import Random
from typing import NamedTuple

import pandas as pd

from helpers.claims import Reading
from helpers.codebook import progress
from helpers.data import Dataset
from helpers.overlap.who_leads import (
    check_pair,
    chosen_organizations,
    leaders,
    leaders_by_organization,
    shared_leaders,
)

MOST_STEPS = 200_000
"""Of counting tables: about a second."""

LARGEST_COUNTED = 200
"""Leaders of one organization; the tables of a larger one are too many to count."""

_TRADES = 5
"""Trades between two samples, for each person."""

MOST_TRADES = 1_000_000
"""Of all samples together: some five seconds. With many people fewer samples are drawn."""

LEAST_SAMPLES = 49


_State = tuple[int, int, tuple[int, ...]]
"""How many leaders `a` and `b` still lack; how many others lack one, two and so on."""


class NullModel(NamedTuple):
    """What chance alone would give.

    Everybody keeps as many roles, and every organization as many leaders.
    """

    shared: int
    p: float
    """How often a table with these margins has as large an overlap, or larger."""
    exact: bool
    tables: int | None
    """How many tables have these margins; None where they were sampled."""
    smallest_p: float
    """The smallest p that any of them, or so many samples, could give."""
    distribution: pd.DataFrame
    """Columns ``shared``, ``tables`` (how many tables, or samples)."""
    sentence: str


def null_model(  # noqa: PLR0917  a pair and its reading, as everywhere, then how to sample
    data: Dataset,
    a: str,
    b: str,
    reading: Reading = Reading(),
    seed: int = 0,
    samples: int = 999,
    organizations: str | Iterable[str] | None = None,
) -> NullModel:
    """Return how the overlap compares with that of tables that have the same margins.

    People × organizations, a one where somebody's role counts. Each person keeps the number of
    organizations, each organization the number of leaders. The statistic is the number of shared
    leaders, whenever that was, and p its upper tail. Small tables are counted, all of them;
    otherwise tables are sampled.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.
    seed, samples : int
        Of the sampler; no matter where the tables are counted. Of thousands of people
        fewer samples are drawn, and the sentence says how many.
    organizations : str or iterable of str, optional
        The columns of the table. Default: all.

    Returns
    -------
    NullModel
        ``sentence`` says what the test could find at best: how many tables, and the smallest p.

    Raises
    ------
    ValueError
        If `a`, `b` or one of `organizations` is no organization, if `a` and `b` are the same, if
        the reading does not fit the data, or if `samples` is less than 1.

    Notes
    -----
    Fixed margins: Gotelli (2000), Null model analysis of species co-occurrence
    patterns, Ecology 81. Sampler: Strona et al. (2014), A fast and unbiased procedure to
    randomize ecological binary matrices with fixed row and column totals, Nature
    Communications 5. Its p is (x + 1)/(n + 1): Davison & Hinkley (1997), section 4.2; Phipson
    & Smyth (2010).

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> both = ["taliban", "haqqani-network"]
    >>> null_model(load_dataset(), *both, organizations=both).p
    1.0
    """
    check_pair(data, a, b)
    if samples < 1:
        raise ValueError(f"samples={samples}: name how many tables to draw, 1 or more")
    roles = leaders(data, reading)
    chosen = {a, b, *chosen_organizations(data, organizations)}
    counted = leaders_by_organization(roles[roles["counts"] & roles["organization"].isin(chosen)])
    table: dict[str, set[str]] = defaultdict(set)
    for organization, people in counted.items():
        for person in people:
            table[person].add(organization)
    shared = len(counted[a] & counted[b])
    at_once = int(shared_leaders(data, reading, [a, b])["shared"].iloc[0])
    degrees = [len(held) for held in table.values()]
    sizes = {organization: len(people) for organization, people in counted.items()}
    exact = count_tables(degrees, sizes, a, b)
    if exact is not None:
        return _saying_when(_counted_all(shared, exact), at_once, reading)
    rows = [table[person] for person in sorted(table)]
    trades = _TRADES * len(rows)
    samples = min(samples, max(LEAST_SAMPLES, MOST_TRADES // trades))
    drawn = progress(sample_tables(rows, seed, samples), samples, "tables", steps=trades)
    found = Counter(sum({a, b} <= row for row in sample) for sample in drawn)
    return _saying_when(_sampled(shared, found, samples), at_once, reading)


def _saying_when(found: NullModel, at_once: int, reading: Reading) -> NullModel:
    """Say so if the tables know nothing of the dates that keep roles apart."""
    if found.shared == at_once:
        return found
    lead = "leads" if found.shared == 1 else "lead"
    certainly = "certainly " if reading.together == "certain" else ""
    caveat = (
        f" The tables know no dates: {found.shared} {lead} both at some time, "
        f"{at_once} {certainly}at one time."
    )
    return found._replace(sentence=found.sentence + caveat)


def _counted_all(shared: int, found: Mapping[int, int]) -> NullModel:
    tables = sum(found.values())
    p = sum(count for value, count in found.items() if value >= shared) / tables
    smallest = found[max(found)] / tables
    have = "1 table has" if tables == 1 else f"{_in_words(tables)} tables have"
    sentence = (
        f"{have[0].upper()}{have[1:]} these margins. The smallest p that a result could have is "
        f"{smallest:.3g}. {_verdict(smallest)}"
    )
    return NullModel(shared, p, True, tables, smallest, _distribution(found), sentence)


def _in_words(number: int) -> str:
    """Return a number that can be read: beyond a million millions its order of magnitude.

    >>> _in_words(3_000), _in_words(7**5_000)
    ('3,000', 'about 10 to the 4,225th')
    """
    if number < 10**12:
        return f"{number:,}"
    power = round(log10(number))
    ending = "th" if power % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(power % 10)
    return f"about 10 to the {power:,}{ending or 'th'}"


def _sampled(shared: int, found: Mapping[int, int], samples: int) -> NullModel:
    p = (sum(count for value, count in found.items() if value >= shared) + 1) / (samples + 1)
    smallest = 1 / (samples + 1)
    sentence = (
        "Too many tables have these margins to count. The smallest p that "
        f"{samples:,} samples could give is {smallest:.3g}. {_verdict(smallest)}"
    )
    return NullModel(shared, p, False, None, smallest, _distribution(found), sentence)


def _verdict(smallest: float) -> str:
    if smallest > 0.05:
        return "This is above 0.05, so no result here could be called significant."
    return "This is not above 0.05, so a result could be called significant."


def _distribution(found: Mapping[int, int]) -> pd.DataFrame:
    # Counts may exceed 64 bits.
    tables = pd.Series([found[value] for value in sorted(found)], dtype=object)
    return pd.DataFrame({"shared": sorted(found), "tables": tables})


def count_tables(
    degrees: Sequence[int], sizes: Mapping[str, int], a: str, b: str
) -> dict[int, int] | None:
    """Count the tables with given margins by their overlap of a and b.

    It is None where that takes too long.

    Person by person: what is left is how many leaders `a` and `b` still lack, and how
    many of the other organizations still lack one, two and so on.
    """
    others = Counter(size for organization, size in sizes.items() if organization not in (a, b))
    largest = max(others, default=0)
    if largest > LARGEST_COUNTED:
        return None
    lacking = tuple(others[size] for size in range(1, largest + 1))
    states: dict[_State, Counter[int]] = {
        (sizes.get(a, 0), sizes.get(b, 0), lacking): Counter({0: 1})
    }
    steps = 0
    cost = max(1, (largest // 10) ** 2)  # a step takes time with the square of what it spreads over
    for place, degree in enumerate(sorted(degrees, reverse=True), start=1):
        following: dict[_State, Counter[int]] = defaultdict(Counter)
        for state, found in states.items():
            for left, both, ways in _one_person(state, degree, len(degrees) - place):
                if (steps := steps + cost) > MOST_STEPS:
                    return None
                if not ways:
                    continue
                for shared, count in found.items():
                    following[left][shared + both] += count * ways
        states = following
    (found,) = states.values()
    return dict(found)


def _one_person(state: _State, degree: int, people_left: int) -> Iterator[tuple[_State, int, int]]:
    """Every way to give one person so many roles: what is left, whether in both, in how many ways.

    The number of ways is 0 where the rest cannot be completed.
    """
    lack_a, lack_b, others = state
    for in_a, in_b in product((0, 1), repeat=2):
        left_a, left_b = lack_a - in_a, lack_b - in_b
        if min(left_a, left_b) < 0 or max(left_a, left_b) > people_left:
            continue
        for left, ways in _spread(others, degree - in_a - in_b):
            # No organization can lack more leaders than there are people left.
            possible = not any(left[people_left:])
            yield (left_a, left_b, left), in_a & in_b, ways if possible else 0


def _spread(others: tuple[int, ...], roles: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Spread roles over organizations that lack one, two … leaders.

    Returned are what they then lack, and in how many ways.
    """
    if not others:
        if roles == 0:
            yield (), 1
        return
    *fewer, most = others
    for taken in range(max(0, roles - sum(fewer)), min(most, roles) + 1):
        for left, ways in _spread(tuple(fewer), roles - taken):
            moved = (*left[:-1], left[-1] + taken) if left else ()
            yield (*moved, most - taken), ways * comb(most, taken)


def sample_tables(rows: Sequence[set[str]], seed: int, samples: int) -> Iterator[list[set[str]]]:
    """Tables with the same margins, by curveball: two people trade what only one of them has."""
    random = Random(seed)
    rows = [set(row) for row in rows]
    people = len(rows)
    for _ in range(samples):
        for _ in range(_TRADES * people):
            one, other = int(random.random() * people), int(random.random() * (people - 1))
            other += other >= one  # so that it is anybody but the first
            mine, theirs = rows[one] - rows[other], rows[other] - rows[one]
            if mine and theirs:  # else there is nothing to trade
                both = rows[one] & rows[other]
                pool = sorted(mine | theirs)
                random.shuffle(pool)
                rows[one] = both.union(pool[: len(mine)])
                rows[other] = both.union(pool[len(mine) :])
        yield rows
