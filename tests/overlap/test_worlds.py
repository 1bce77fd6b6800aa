"""All worlds at once, against one at a time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st
from invented import thorough, weight

from helpers.overlap import worlds
from helpers.overlap.worlds import (
    _BLOCK,
    _KEPT,
    _believing,
    _bits,
    _blocks,
    _byte_weights,
    _kept_sets,
    _of_size,
    _shapley_weights,
    either,
    fewest_dropped,
    holds,
    none_and_most,
    person_tables,
    probabilities,
    shapley,
    shapley_many,
    world_probability,
)


@pytest.fixture(autouse=True)
def nothing_is_kept():
    """What an earlier test has worked out does not help."""
    for kept in (
        _kept_sets,
        _byte_weights,
        _shapley_weights,
        _believing,
        _of_size,
        _bits,
    ):
        kept.cache_clear()


@thorough
@given(st.integers(1, 5), st.data())
def test_worlds_against_one_at_a_time(n, data):
    masks = st.lists(st.integers(1, 2**n - 1), max_size=3)
    people = data.draw(
        st.lists(
            st.lists(st.lists(st.tuples(masks, masks), max_size=2), min_size=1, max_size=2),
            max_size=3,
        )
    )
    possible, certain = worlds.tables(people, n)
    each = [[holds([person], world) for world in range(2**n)] for person in people]
    for world in range(2**n):
        found = [won[world] for won in each]
        assert (
            holds(people, world)
            == (any(p for p, _ in found), any(c for _, c in found))
            == (bool(possible >> world & 1), bool(certain >> world & 1))
        )
    held = [table for table, _ in person_tables(people, n)]
    counts = [sum(won[world][0] for won in each) for world in range(2**n)]
    none, most, reached = none_and_most(held, n)
    assert most == max(counts)
    for table, number in ((none, 0), (reached, most)):
        assert [table >> world & 1 for world in range(2**n)] == [one == number for one in counts]
    beliefs = [0.2 + 0.15 * i for i in range(n)]
    chance = sum(
        weight(dict(enumerate(beliefs)), {i for i in range(n) if world >> i & 1})
        for world in range(2**n)
        if certain >> world & 1
    )
    assert world_probability(certain, beliefs) == pytest.approx(chance)
    assert shapley_many([certain, possible], n).tolist() == [
        pytest.approx([float(s) for s in shapley(table, n)]) for table in (certain, possible)
    ]
    gone = [
        tuple(i for i in range(n) if not world >> i & 1)
        for world in range(2**n)
        if certain >> world & 1
    ]
    assert fewest_dropped(certain, n) == min(
        gone, key=lambda dropped: (len(dropped), dropped), default=None
    )


def test_shares_are_exact_fractions():
    _, certain = worlds.tables([[[([0b011], [0b100])]]], 3)
    assert worlds.tables([], 0) == (0, 0) and shapley(0, 0) == []
    assert sum(shapley(certain, 3)) == 0 and shapley(certain, 3)[2].as_integer_ratio() == (-1, 3)


# --- a few worlds, written out --------------------------------------------------------------------

A, B, C = 0b001, 0b010, 0b100
WON = 1 << 0b011 | 1 << 0b111  # the worlds that believe a and b


def test_possible_and_certain_worlds():
    case = ([A | B], [C])
    assert either([case], 3) == (WON, 1 << 0b011)
    assert either([([A], []), ([B], [A])], 2) == (
        0b1110,
        0b1110,
    )  # certain by the one or by the other
    assert either([([], [A])], 2) == either([], 2) == (0, 0)
    assert either([([0], [])], 2) == (0b1111, 0b1111)  # whom nobody has to vouch for
    person, other = [[([A], [])], [([B], [C])]], [[([C], [])], [([C], [])]]
    assert person_tables([person, other], 3) == [(WON, 1 << 0b011), (0b11110000, 0b11110000)]
    assert worlds.tables([person, other], 3) == (WON | 0b11110000, 1 << 0b011 | 0b11110000)
    assert person_tables([[[([A], [])], [([A], [])], [([B], [])]]], 2) == [(0b1000, 0b1000)]


def test_more_sources_than_are_kept():
    n = _KEPT + 1
    possible, certain = either([([1 << n - 1 | 1], [2])], n)
    assert (possible.bit_count(), certain.bit_count()) == (1 << n - 2, 1 << n - 3)
    assert fewest_dropped(certain, n) == (1,)


def test_one_world_at_a_time():
    person = [[([A], [])], [([B], [C])]]
    assert [holds([person], world) for world in (0b000, 0b001, 0b011, 0b111)] == [
        (False, False),
        (False, False),
        (True, True),
        (True, False),
    ]
    assert (
        holds([person, [[([C], [])]]], 0b111)
        == holds([[[([C], [])]], person], 0b111)
        == (True, True)
    )
    assert holds([], 0b1) == (False, False)


def test_probabilities_of_a_few_tables():
    assert world_probability(WON, [0.9, 0.8, 0.5]) == pytest.approx(0.72)
    assert world_probability(1 << 0b011, [0.9, 0.8, 0.5]) == pytest.approx(0.36)
    assert world_probability(0b10, [0.25]) == pytest.approx(0.25) and world_probability(
        1, []
    ) == pytest.approx(1)
    n = 5
    tables = [1 << world for world in range(1 << n)] * 4  # more than one block
    beliefs = [0.1, 0.2, 0.3, 0.4, 0.6]
    expected = [
        weight(dict(enumerate(beliefs)), {i for i in range(n) if world >> i & 1})
        for world in range(1 << n)
    ] * 4
    found = probabilities(tables, beliefs)
    assert (
        found.tolist() == pytest.approx(expected)
        and found.dtype == "float64"
        and len(tables) > 2 * _BLOCK
    )
    assert probabilities([], beliefs).tolist() == []


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_shares_of_single_worlds_sum_to_what_all_achieve(n):
    tables = [1 << world for world in range(1 << n)] * 2 + [(1 << (1 << n)) - 1]
    exact = [shapley(table, n) for table in tables]
    assert [sum(shares) for shares in exact] == [
        (table >> (1 << n) - 1 & 1) - (table & 1) for table in tables
    ]
    assert exact[-2][0] == Fraction(1, n) and exact[0] == [Fraction(-1, n)] * n
    found = shapley_many(tables, n)
    assert found.shape == (len(tables), n) and found.tolist() == [
        [float(share) for share in shares] for shares in exact
    ]


def test_shares_written_out():
    assert shapley(WON, 3) == [Fraction(1, 2), Fraction(1, 2), 0]
    assert shapley(1 << 0b011, 3) == [Fraction(1, 6), Fraction(1, 6), Fraction(-1, 3)]
    assert shapley(0b11101110, 3) == [Fraction(1, 2), Fraction(1, 2), 0]  # a or b


def test_how_many_hold_and_how_few_are_dropped():
    assert none_and_most([], 1) == (0b11, 0, 0b11)
    assert none_and_most([0b1100, 0b1010, 0b1000], 2) == (0b0001, 3, 0b1000)
    assert none_and_most([0b0110, 0b0110], 2) == (0b1001, 2, 0b0110)
    assert none_and_most([0b1110, 0b1101, 0b1011], 2) == (0, 3, 0b1000)
    assert fewest_dropped(0, 2) is None
    assert fewest_dropped(0b1000, 2) == () and fewest_dropped(0b1111, 2) == ()
    assert (
        fewest_dropped(0b0001, 2) == (0, 1)
        and fewest_dropped(0b0111, 2) == (0,)
        and fewest_dropped(0b0010, 2) == (1,)
    )
    assert fewest_dropped(1 << 0b011 | 1 << 0b100, 3) == (2,)  # one dropped rather than two


def test_a_few_tables_at_a_time():
    found = list(_blocks([0x0201] * (2 * _BLOCK + 1), 2))
    assert [place for place, _ in found] == [
        slice(0, _BLOCK),
        slice(_BLOCK, 2 * _BLOCK),
        slice(2 * _BLOCK, 2 * _BLOCK + 1),
    ]
    assert found[-1][1].tolist() == [[1, 2]]
