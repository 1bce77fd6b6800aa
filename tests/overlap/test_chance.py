"""The null model, against all tables one by one and against printed counts."""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations, product

import pytest
from hypothesis import given, strategies as st
from invented import members, thorough
from shipped import clubs

from helpers.claims.readings import DENIALS, Reading
from helpers.overlap import chance
from helpers.overlap.chance import count_tables, null_model


def all_tables(degrees, sizes):
    """Every 0/1 table with these margins, by trying all."""
    rows = [list(combinations(sorted(sizes), degree)) for degree in degrees]
    for table in product(*rows):
        if Counter(chain.from_iterable(table)) == Counter(
            {o: size for o, size in sizes.items() if size}
        ):
            yield table


@thorough
@given(st.lists(st.sets(st.sampled_from("ABCD")), max_size=5))
def test_tables_are_counted_one_by_one(table):
    degrees = [len(row) for row in table]
    sizes = {o: sum(o in row for row in table) for o in "ABCD"}
    expected = Counter(
        sum({"A", "B"} <= set(row) for row in found) for found in all_tables(degrees, sizes)
    )
    assert count_tables(degrees, sizes, "A", "B") == dict(expected)


@pytest.mark.slow
def test_darwins_finches(monkeypatch):
    """13 species on 17 islands: the count printed by Chen, Diaconis, Holmes & Liu (2005), JASA 100."""
    monkeypatch.setattr(chance, "MOST_STEPS", 10**7)
    islands = dict(enumerate([4, 4, 11, 10, 10, 8, 9, 10, 8, 9, 3, 10, 4, 7, 9, 3, 3]))
    species = dict(enumerate([14, 13, 14, 10, 12, 2, 10, 1, 10, 11, 6, 2, 17]))
    assert (
        sum(count_tables(list(islands.values()), species, 0, 1).values()) == 67_149_106_137_567_626
    )


COMMITTEES = members({"p1": "ABC", "p2": "ABD", "p3": "CD", "p4": "BE", "p5": "ACE", "p6": "D"})


@pytest.mark.slow
def test_samples_agree_with_the_count(monkeypatch):
    counted = null_model(COMMITTEES, "A", "B")
    monkeypatch.setattr(chance, "MOST_STEPS", 0)
    sampled = null_model(COMMITTEES, "A", "B", samples=2999)
    assert counted.exact and counted.tables > 100 and not sampled.exact and sampled.tables is None
    assert sampled.shared == counted.shared == 2 and sampled.p == pytest.approx(counted.p, abs=0.03)
    assert sampled.smallest_p == 1 / 3000 and sampled.distribution["tables"].sum() == 2999
    expected = counted.distribution.set_index("shared")["tables"] / counted.tables
    found = sampled.distribution.set_index("shared")["tables"] / 2999
    assert (expected - found).abs().max() < 0.03
    assert (
        null_model(COMMITTEES, "A", "B", samples=99).p
        == null_model(COMMITTEES, "A", "B", samples=99).p
    )
    assert (
        null_model(COMMITTEES, "A", "B", samples=99, seed=1).distribution.equals(
            null_model(COMMITTEES, "A", "B", samples=99).distribution
        )
        is False
    )


@thorough
@given(
    st.lists(st.sets(st.sampled_from("ABCDE"), min_size=1), min_size=2, max_size=6),
    st.integers(0, 9),
)
def test_samples_keep_both_margins(rows, seed):
    for sample in chance.sample_tables(rows, seed, 3):
        assert [len(row) for row in sample] == [len(row) for row in rows]
        assert Counter(chain.from_iterable(sample)) == Counter(chain.from_iterable(rows))


def test_what_a_test_could_find_at_best():
    one = null_model(members({"p": "AB"}), "A", "B")
    assert (
        one.sentence
        == "1 table has these margins. The smallest p that a result could have is 1. This is above 0.05, so no result here could be called significant."
    )
    assert one.distribution.to_numpy().tolist() == [[1, 1]]
    many = null_model(members({f"p{n}": "AB" if n < 3 else "CD" for n in range(8)}), "A", "B")
    assert (
        many.p == many.smallest_p < 0.05
        and many.sentence.startswith(f"{many.tables:,} tables have")
        and f" is {many.p:.3g}. This is not above 0.05" in many.sentence
    )
    nobody = null_model(clubs(), "chess-club", "kite-club", Reading(believed=[]))
    assert (nobody.tables, nobody.p, nobody.shared) == (1, 1, 0)


@pytest.mark.parametrize("samples", [0, -1, -5])
def test_less_than_one_sample_is_refused(samples):
    with pytest.raises(ValueError, match=f"^samples={samples}: name how many tables to draw, 1 or"):
        null_model(COMMITTEES, "A", "B", samples=samples)


def test_the_null_model_follows_the_denial_policy_and_the_chosen_columns():
    by_policy = {
        policy: null_model(clubs(), "chess-club", "kite-club", Reading(denials=policy)).shared
        for policy in DENIALS
    }
    assert by_policy == {"unresolved": 0, "ignore": 1, "veto": 0}
    assert (
        null_model(COMMITTEES, "A", "B", organizations=["A", "B"]).tables
        == null_model(COMMITTEES, "B", "A", organizations=[]).tables
    )


def test_cards_in_full(monkeypatch):
    counted = null_model(members({"p": "AB", "q": "CD", "r": "CD"}), "A", "B")
    assert (
        counted.sentence
        == f"{counted.tables} tables have these margins. The smallest p that a result could have is {counted.smallest_p:.3g}. This is above 0.05, so no result here could be called significant."
    )
    assert counted.distribution[
        "tables"
    ].sum() == counted.tables and counted.distribution.columns.tolist() == ["shared", "tables"]
    assert counted.distribution.dtypes.astype(str).tolist() == ["int64", "object"]
    monkeypatch.setattr(chance, "MOST_STEPS", 0)
    sampled = null_model(members({"p": "AB", "q": "CD", "r": "CD"}), "A", "B", samples=1999)
    assert (sampled.exact, sampled.tables, sampled.smallest_p) == (False, None, 1 / 2000)
    assert (
        sampled.sentence
        == "Too many tables have these margins to count. The smallest p that 1,999 samples could give is 0.0005. This is not above 0.05, so a result could be called significant."
    )
    assert (
        sampled.p
        == (sampled.distribution.set_index("shared")["tables"][1] + 1) / 2000
        == pytest.approx(counted.p, abs=0.05)
    )


def test_tables_counted_by_hand():
    assert count_tables([1, 1], {"A": 1, "B": 1}, "A", "B") == {0: 2}
    assert count_tables([2, 1], {"A": 2, "B": 1}, "A", "B") == {1: 1}
    assert count_tables([2, 1, 1], {"A": 2, "B": 2}, "A", "B") == {1: 2}
    assert count_tables([], {}, "A", "B") == {0: 1}


def test_counting_stops_where_it_takes_too_long(monkeypatch):
    degrees, sizes = [1, 1, 1], {"A": 1, "B": 1, "C": 1}
    steps = next(
        most
        for most in range(100)
        if (
            monkeypatch.setattr(chance, "MOST_STEPS", most),
            count_tables(degrees, sizes, "A", "B"),
        )[1]
    )
    assert steps == 3 + 6 + 3 and count_tables(degrees, sizes, "A", "B") == {0: 6}


def test_samples_are_the_same_for_the_same_seed():
    rows = [set("AB"), set("BC"), set("CD"), set("A")]
    samples = [[sorted(row) for row in sample] for sample in chance.sample_tables(rows, 1, 3)]
    assert len(samples) == 3 and samples == [
        [sorted(row) for row in sample] for sample in chance.sample_tables(rows, 1, 3)
    ]
    assert samples != [
        [sorted(row) for row in sample] for sample in chance.sample_tables(rows, 2, 3)
    ]
    assert rows == [set("AB"), set("BC"), set("CD"), set("A")]


def steps(monkeypatch, degrees, sizes):
    """How many steps the counting takes: with one less it gives up."""
    for most in range(10_000):
        monkeypatch.setattr(chance, "MOST_STEPS", most)
        if count_tables(degrees, sizes, "A", "B"):
            return most


def test_the_counting_goes_no_way_that_leads_nowhere(monkeypatch):
    # Two people and two places: the first has two ways, and each leaves the second one only.
    assert steps(monkeypatch, [1, 1], {"A": 1, "B": 1}) == 2 + 2
    # Who has most roles comes first: p has all three, which leaves the others two ways.
    assert steps(monkeypatch, [1, 1, 3], {"A": 2, "B": 2, "C": 1}) == 1 + 2 + 2
    # Both have to lead A, so that nobody is tried without: the first has two ways.
    assert steps(monkeypatch, [2, 2], {"A": 2, "B": 1, "C": 1}) == 2 + 2


def test_organizations_without_leaders():
    assert (
        count_tables([1], {"B": 1}, "A", "B")
        == count_tables([1], {"A": 1}, "A", "B")
        == count_tables([1], {"C": 1}, "A", "B")
        == {0: 1}
    )


def test_the_columns_of_the_table():
    assert (
        null_model(COMMITTEES, "A", "B", organizations=["A", "B"]).tables
        == null_model(COMMITTEES, "A", "B", organizations=[]).tables
        == 2
    )
    assert null_model(COMMITTEES, "A", "B").tables > 100


def test_what_the_sampler_is_asked_for(monkeypatch):
    asked = []

    def sample_tables(rows, seed, samples):
        asked.append(([sorted(row) for row in rows], seed, samples))
        return iter([[{"A", "B", "C"}, {"B"}], [{"A"}, {"A", "B"}], [{"A"}, {"B"}]])

    monkeypatch.setattr(chance, "MOST_STEPS", 0)
    monkeypatch.setattr(chance, "sample_tables", sample_tables)
    data = members({"q": "A", "p": "AB"})
    found = null_model(data, "A", "B", seed=7, samples=19)
    assert (
        found.distribution.to_numpy().tolist() == [[0, 1], [1, 2]]
        and found.shared == 1
        and found.p == (2 + 1) / 20
    )
    assert (
        "could give is 0.05. This is not above 0.05" in found.sentence
    )  # 0.05 is no more than 0.05
    null_model(data, "A", "B")
    rows = [["A", "B"], ["A"]]
    assert asked == [(rows, 7, 19), (rows, 0, 999)]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (3_000, "3,000 tables have"),
        (10**12, "About 10 to the 12th tables have"),
        (10**21, "About 10 to the 21st tables have"),
        (7**5_000, "About 10 to the 4,225th tables have"),
    ],
)
def test_so_many_tables_that_nobody_could_read_their_number(number, words):
    assert chance._counted_all(0, {0: number}).sentence.startswith(f"{words} these margins. ")
