"""All worlds at once, against one at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import thorough, weight

from helpers import worlds


@thorough
@given(st.integers(1, 5), st.data())
def test_worlds_against_one_at_a_time(n, data):
    masks = st.lists(st.integers(1, 2**n - 1), max_size=3)
    people = data.draw(st.lists(st.lists(st.lists(st.tuples(masks, masks), max_size=2), min_size=1, max_size=2), max_size=3))
    possible, certain = worlds.tables(people, n)
    each = [[worlds.holds([person], world) for world in range(2**n)] for person in people]
    for world in range(2**n):
        found = [won[world] for won in each]
        assert worlds.holds(people, world) == (any(p for p, _ in found), any(c for _, c in found)) == (bool(possible >> world & 1), bool(certain >> world & 1))
    held = [table for table, _ in worlds.person_tables(people, n)]
    for k, table in enumerate(worlds.at_least(held, n)):
        assert [table >> world & 1 for world in range(2**n)] == [sum(won[world][0] for won in each) >= k for world in range(2**n)]
    beliefs = [0.2 + 0.15 * i for i in range(n)]
    chance = sum(weight(dict(enumerate(beliefs)), {i for i in range(n) if world >> i & 1}) for world in range(2**n) if certain >> world & 1)
    assert worlds.probability(certain, beliefs) == pytest.approx(chance)
    assert worlds.shapley_many([certain, possible], n).tolist() == [pytest.approx([float(s) for s in worlds.shapley(table, n)]) for table in (certain, possible)]
    gone = [tuple(i for i in range(n) if not world >> i & 1) for world in range(2**n) if certain >> world & 1]
    assert worlds.fewest_dropped(certain, n) == min(gone, key=lambda dropped: (len(dropped), dropped), default=None)


def test_shares_are_exact_fractions():
    _, certain = worlds.tables([[[([0b011], [0b100])]]], 3)
    assert worlds.tables([], 0) == (0, 0) and worlds.shapley(0, 0) == []
    assert sum(worlds.shapley(certain, 3)) == 0 and worlds.shapley(certain, 3)[2].as_integer_ratio() == (-1, 3)
