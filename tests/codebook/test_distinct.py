"""Numbered tables, against looking at every row."""

from itertools import product

import pandas as pd
from hypothesis import given, strategies as st

from helpers.codebook import distinct
from helpers.codebook.distinct import Distinct

COLUMNS = ["one", "two", "three"]
ROWS = st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "c"])] * 3), max_size=12)


def table(rows):
    return Distinct(pd.DataFrame(rows, columns=COLUMNS, index=range(2, len(rows) + 2), dtype="str"))


@given(ROWS)
def test_cells_and_rows_are_found_where_they_stand(rows):
    numbered, lines = table(rows), list(enumerate(rows, start=2))
    assert list(numbered.cells_where("one", lambda cell: cell != "a" and cell * 2)) == [
        (n, row[0], row[0] * 2) for n, row in lines if row[0] in ("b", "c")
    ]
    assert list(numbered.rows_where(["two", "one"], lambda two, one: two == one)) == [
        (n, (row[1], row[0]), True) for n, row in lines if row[1] and row[1] == row[0]
    ]
    assert numbered.blank("three") == [n for n, row in lines if not row[2]]
    assert numbered.filled("one", "two").tolist() == [
        place for place, row in enumerate(rows) if row[0] and row[1]
    ]
    assert sorted(numbered.first("two")) == sorted(
        {row[1]: (n, row[1]) for n, row in reversed(lines)}.values()
    )


@given(ROWS, st.sets(st.integers(0, 11)))
def test_rows_that_stand_again_name_the_first(rows, some):
    places = sorted(place for place in some if place < len(rows))
    for names in (["one"], ["one", "two"], COLUMNS):
        keys = [tuple(row[COLUMNS.index(name)] for name in names) for row in rows]
        first, expected = {}, []
        for place in places:
            if first.setdefault(keys[place], place) != place:
                expected.append((place + 2, first[keys[place]] + 2))
        assert (
            list(table(rows).again(names, pd.Index(places, dtype="int64").to_numpy())) == expected
        )


def test_each_distinct_cell_and_row_is_asked_about_once():
    asked = []
    numbered = table([("a", "b", "")] * 5 + [("a", "c", "")] * 5)
    assert (
        list(numbered.cells_where("one", asked.append))
        == list(numbered.rows_where(["one", "two"], lambda *cells: asked.append(cells)))
        == []
    )
    assert asked == ["a", ("a", "b"), ("a", "c")]


def test_a_column_that_is_not_there_is_blank():
    numbered = table([("a", "b", "c")] * 2)
    assert numbered.blank("four") == [2, 3] and numbered.filled("four").size == 0
    assert (
        list(numbered.cells_where("four", bool))
        == list(numbered.rows_where(["four", "one"], lambda *cells: True))
        == []
    )
    assert list(numbered.again(["one", "four"], numbered.filled())) == [(3, 2)]


def test_a_column_of_words_for_cells():
    numbered = table([("a", "", ""), ("b", "", ""), ("a", "", ""), ("", "", "")])
    numbered.add("word", "one", {"a": "first", "": "none"})
    assert [numbered.column("word")[1][number] for number in numbered.column("word")[0]] == [
        "first",
        "",
        "first",
        "none",
    ]


def test_numbers_of_many_columns_stay_small(monkeypatch):
    monkeypatch.setattr(distinct, "MOST_NUMBERS", 20)
    rows = [tuple(cells) for cells in product("abc", repeat=3)] * 2
    assert list(table(rows).again(COLUMNS, table(rows).filled())) == [
        (row + 29, row + 2) for row in range(27)
    ]
    assert table(rows).combined(COLUMNS).max() < 3**3
