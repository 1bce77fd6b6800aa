"""Who asserts what others deny: against the definition, and bounded where one tie has most of the claims."""

import pandas as pd
import pytest
from benchmarks import conflicting as benchmark
from hypothesis import given, strategies as st
from invented import thorough

from helpers.claims.readings import PERIOD_OF
from helpers.conflicts import conflicting
from helpers.conflicts.conflicting import contradictions, meeting

CLAIM = st.tuples(
    st.sampled_from(["asserts", "denies"]),
    *(
        st.sampled_from(some)
        for some in (["a", "b"], ["leads", "helps"], ["b", "c"], list(PERIOD_OF))
    ),
)


@thorough
@given(st.lists(CLAIM, max_size=12), st.integers(0, 3))
def test_pairs_are_those_of_the_definition(rows, first_row):
    claims = pd.DataFrame(
        rows,
        columns=["stance", "subject", "relation", "object", "time"],
        index=range(first_row, first_row + len(rows)),
        dtype="str",
    )
    told = [
        (row, stance, *tie, PERIOD_OF[time])
        for row, (stance, *tie, time) in zip(claims.index, rows)
    ]
    expected = [
        [one[0], other[0]]
        for one in told
        for other in told
        if (one[1], other[1]) == ("asserts", "denies") and one[2:] == other[2:]
    ]
    found = contradictions(claims)
    assert found.columns.to_list() == ["a", "b"] and found.to_numpy().tolist() == expected


def test_so_many_pairs_are_listed_and_no_more(monkeypatch):
    one, other = pd.Series([5, 8, 8, 8], index=[2, 3, 4, 5]), pd.Series([8, 5, 8], index=[6, 7, 8])
    monkeypatch.setattr(conflicting, "MOST_LISTED", 7)
    assert meeting(one, other).to_numpy().tolist() == [
        [2, 7],
        [3, 6],
        [3, 8],
        [4, 6],
        [4, 8],
        [5, 6],
        [5, 8],
    ]
    monkeypatch.setattr(conflicting, "MOST_LISTED", 6)
    words = "^7 pairs of claims exclude each other, and 6 can be listed: look at fewer at a time. Most are with the claim in row 3 and the 2 that say the same$"
    with pytest.raises(ValueError, match=words):
        meeting(one, other)


def test_the_tie_with_most_pairs_is_named_not_the_one_with_most_assertions(monkeypatch):
    monkeypatch.setattr(conflicting, "MOST_LISTED", 1)
    with pytest.raises(
        ValueError, match="^9 pairs .* with the claim in row 3 and the 1 that say the same$"
    ):
        meeting(pd.Series([5, 5, 5, 8, 8]), pd.Series([5, 8, 8, 8]))


def test_many_denials_of_one_tie_stay_in_order():
    found = meeting(pd.Series([7, 8]), pd.Series([7, 8, 9] * 500))
    assert found["b"].tolist() == [*range(0, 1500, 3), *range(1, 1500, 3)]


def test_a_tie_of_which_everybody_speaks_costs_no_memory():
    """Four million assertions and denials of one tie would make four million million pairs."""
    many = pd.Series(7, index=range(2_000_000))
    with pytest.raises(ValueError, match="^4,000,000,000,000 pairs"):
        meeting(many, many)


def test_nothing_meets_nothing():
    nothing = pd.Series([], dtype="int64")
    assert (
        meeting(nothing, nothing).empty
        and meeting(nothing, pd.Series([1])).empty
        and meeting(pd.Series([1]), nothing).empty
    )


@pytest.mark.parametrize("rows", [400, 3_000])
def test_peers_find_the_same_pairs(rows):
    claims = benchmark.claims(rows)
    found = benchmark.summary(contradictions(claims))
    assert found == benchmark.summary(benchmark.pandas(claims)()) and found[0] > rows / 10
