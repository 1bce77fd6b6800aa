"""Smallest sets of sources, and how many sources are too many."""

from __future__ import annotations

import random

import pytest
from invented import crowd

from helpers import cases, probability, ranges, shares
from helpers.readings import Reading


def test_minimal_sets():
    generator = random.Random(1)
    for _ in range(200):
        sets = [frozenset(generator.sample("abcd", generator.randint(1, 3))) for _ in range(generator.randint(0, 6))]
        found = cases.minimal_sets(sets)
        assert set(found) == {s for s in sets if not any(other < s for other in sets)} and len(found) == len(set(found))


def test_twenty_sources_are_exact():
    found = shares.source_shares(crowd(20), "A", "B")
    assert found["certain"].tolist() == [1 / 20] * 20
    beliefs = dict.fromkeys(found["source"], 0.1)
    assert probability.probability(crowd(20), "A", "B", Reading(), beliefs).certain == pytest.approx(1 - 0.9**20)
    ends = ranges.overlap_range(crowd(20), "A", "B", vary=["sources"])
    assert (ends.low, ends.high, len(ends.low_dropped)) == (0, 1, 20)


def test_more_are_refused_with_a_way_out():
    data = crowd(21)
    for asked in (
        lambda: shares.source_shares(data, "A", "B"),
        lambda: probability.probability(data, "A", "B", Reading(), dict.fromkeys(data["sources"]["source_id"], 0.5)),
        lambda: ranges.overlap_range(data, "A", "B", vary=["sources"]),
    ):
        with pytest.raises(cases.TooManySourcesError, match="^21 sources matter.*20 at most.*raise the level"):
            asked()
    assert shares.leave_one_out(data, "A", "B")["certain"].tolist() == [0] * 21
    assert shares.source_shares(data, "A", "B", level="institution").to_numpy().tolist() == [["union", 1, 1, 1, 1]]
