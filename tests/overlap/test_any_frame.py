"""How many people each two organizations share, in pandas; the other engines have `make scale`."""

from __future__ import annotations

import tracemalloc

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from memberships import CASES, ORDINARY, crowd, shared_pairs

from helpers.overlap import any_frame
from helpers.overlap.any_frame import _best, count_shared


def frame(rows, columns=("person", "organization")):
    return pd.DataFrame(rows, columns=columns, dtype="str")


def rows_of(counted):
    return list(counted.itertuples(index=False, name=None))


@pytest.mark.parametrize("top", [None, 1, 3, 10_000])
@pytest.mark.parametrize("rows", CASES.values(), ids=CASES)
def test_pairs_are_what_the_definition_says(rows, top):
    assert rows_of(count_shared(frame(rows), top=top)) == shared_pairs(rows, top)


@given(
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("RSTUVW")), max_size=25),
    st.sampled_from([1, 4, 30]),
    st.sampled_from([None, 1, 2, 5, 50]),
)
def test_blocks_of_any_size_give_the_same(rows, products, top):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(any_frame, "_BLOCK", products)
        assert rows_of(count_shared(frame(rows), top=top)) == shared_pairs(rows, top)


@pytest.mark.parametrize("top", [1, 7, 50, 400])
def test_the_best_of_a_crowd_from_many_blocks(monkeypatch, top):
    monkeypatch.setattr(any_frame, "_BLOCK", 2_000)
    rows = crowd()
    assert rows_of(count_shared(frame(rows), top=top)) == shared_pairs(rows, top)


def test_small_organizations_are_left_alone_once_they_cannot_come_up(monkeypatch):
    monkeypatch.setattr(any_frame, "_BLOCK", 1)
    asked = []
    monkeypatch.setattr(
        any_frame, "_best", lambda *args, best=_best: asked.append(args) or best(*args)
    )
    large = [(f"p{i}", organization) for i in range(3) for organization in ("A", "B")]
    small = [(f"q{i}", f"small{i}{side}") for i in range(50) for side in "xy"]
    assert rows_of(count_shared(frame(large + small), top=1)) == [("A", "B", 3, 3, 3, 1.0, 1.0)]
    assert len(asked) == 2  # one organization at a time: the two large ones


def test_the_best_take_a_part_of_the_memory(monkeypatch):
    monkeypatch.setattr(any_frame, "_BLOCK", 1 << 14)
    many, peaks = frame(crowd(20_000)), {}
    count_shared(many, top=1)  # what is loaded once is not counted
    for top in (10, None):
        tracemalloc.start()
        count_shared(many, top=top)
        peaks[top] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peaks[10] < peaks[None] / 2


def test_columns_of_any_name_and_kind():
    rows = [(1, 30), (1, 4), (2, 30), (2, 4), (2, 100)]
    counted = count_shared(
        pd.DataFrame(rows, columns=["organization", "who"]), "organization", "who", top=2
    )
    assert rows_of(counted) == shared_pairs(rows, 2)
    assert counted.dtypes.astype(str).tolist() == [
        "category",
        "category",
        "int32",
        "int32",
        "int32",
        "float64",
        "float64",
    ]
    categories = frame(ORDINARY).astype(
        pd.CategoricalDtype(["zither", "kites", "chess", "cy", "bo", "ada"])
    )
    assert rows_of(count_shared(categories)) == shared_pairs(ORDINARY)
    assert rows_of(count_shared(pd.DataFrame({"x": ["a", "b"]}), "x", "x")) == []


def test_a_frame_is_left_as_it_is():
    given = frame(ORDINARY).set_index(pd.Index([5, 5, 1, 0, 2, 3]))
    before = given.copy()
    assert rows_of(count_shared(given)) == shared_pairs(ORDINARY)
    pd.testing.assert_frame_equal(given, before)


def test_what_is_refused():
    with pytest.raises(ValueError, match="no column 'organisation': did you mean 'organization'"):
        count_shared(frame(ORDINARY), organization="organisation")
    for top in (0, -1):
        with pytest.raises(ValueError, match=f"top={top}: name how many pairs to keep, 1 or more"):
            count_shared(frame(ORDINARY), top=top)


DAYS = [None, "1990", "1990-06", "1991-02-03", "1991-06", "1995-12"]


def hull(start, end):
    """First and last day as (year, month, day), open at an end that is missing."""
    first = tuple(map(int, start.split("-"))) if start else (0,)
    last = tuple(map(int, end.split("-"))) if end else (9999,)
    return first + (1, 1)[: 3 - len(first)], last + (12, 31)[len(last) - 1 :]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from("RST"),
            st.sampled_from(DAYS),
            st.sampled_from(DAYS),
        ),
        max_size=12,
    ),
    st.sampled_from([None, "1990-06-15", "1991", "1995-12"]),
)
def test_dated_roles_day_by_day(rows, at):
    spells = [(who, club, *hull(start, end)) for who, club, start, end in rows]
    if at:
        asked = hull(at, at)
        spells = [s for s in spells if s[2] <= asked[1] and s[3] >= asked[0]]
    wanted = {}
    for who, a, first, last in spells:
        for other, b, begins, ends in spells:
            if who == other and a < b and first <= ends and begins <= last:
                wanted.setdefault((a, b), set()).add(who)
    table = pd.DataFrame(rows, columns=["person", "organization", "since", "until"], dtype="str")
    counted = count_shared(table, start="since", end="until", at=at)
    found = [(str(a), str(b), n) for a, b, n in rows_of(counted[counted.columns[:3]])]
    assert found == sorted((*pair, len(people)) for pair, people in wanted.items())
    members = {club: {s[0] for s in spells if s[1] == club} for club in "RST"}
    for row in counted.itertuples():
        assert (row.size_a, row.size_b) == (
            len(members[row.organization_a]),
            len(members[row.organization_b]),
        )
        everybody = members[row.organization_a] | members[row.organization_b]
        assert row.jaccard == row.shared / len(everybody)
        assert row.overlap_coefficient == row.shared / min(row.size_a, row.size_b)


def test_two_roles_of_one_year_that_exclude_each_other_are_not_shared_in_that_year():
    rows = [("Ada", "R", "1990-01", "1990-02"), ("Ada", "S", "1990-05", "1990-06")]
    rows += [("Ben", "R", "1990-03", None), ("Ben", "S", None, "1990-04")]
    table = pd.DataFrame(rows, columns=["person", "organization", "since", "until"], dtype="str")
    days = {"1990": 1, "1990-03": 1, "1990-04-30": 1}
    for at, number in days.items():
        assert count_shared(table, start="since", end="until", at=at)["shared"].tolist() == [number]
    assert count_shared(table, start="since", end="until", at="1990-01").empty


def test_whoever_was_in_both_at_different_times_is_one_of_all_their_people():
    """Ada was in both on one day, Ben never: one of two people, not of three."""
    first = [("Ada", "R", "1990"), ("Ada", "S", "1990"), ("Ben", "R", "1990"), ("Ben", "S", "2000")]
    rows = [(*row, row[2]) for row in first]
    table = pd.DataFrame(rows, columns=["person", "organization", "since", "until"], dtype="str")
    counted = count_shared(table, start="since", end="until")
    assert rows_of(counted) == [("R", "S", 1, 2, 2, 0.5, 0.5)]


def test_what_is_refused_of_dates():
    table = pd.DataFrame(columns=["person", "organization", "since", "until"], dtype="str")
    for words, how in {
        "go together": {"start": "since"},
        "at= needs start= and end=": {"at": "1990"},
        "write a day, a month or a year": {"start": "since", "end": "until", "at": "May 1990"},
        "at=1990: write a day": {"start": "since", "end": "until", "at": 1990},
        "no column 'from'": {"start": "from", "end": "until"},
    }.items():
        with pytest.raises(ValueError, match=words):
            count_shared(table, **how)
    assert count_shared(table, start="since", end="until", top=3).empty
