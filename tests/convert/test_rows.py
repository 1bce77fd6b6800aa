"""Cells that list several things: each is taken, or refused with row and column."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from invented import examples
from name_and_club import USES, said

from helpers.convert.tables.conversion import check_table, from_table


def table(*rows, columns=("Name", "Club")):
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def claims(frame, *columns, **how):
    return from_table(frame, **USES, **how)["claims"][list(columns)].to_numpy().tolist()


# --- what a cell can be -----------------------------------------------------------------------

LISTS = {
    "list": ["Kites", "Chess"],
    "tuple": ("Kites", "Chess"),
    "array": np.array(["Kites", "Chess"]),
    "series": pd.Series(["Kites", "Chess"]),
    "with nothing": ["Kites", None, "Chess", ""],
    "keys": {"Kites": 1, "Chess": 2}.keys(),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_several_names(kind):
    found = claims(table(("Ada", LISTS[kind]), ("Ben", ["Chess"])), "claim_id", "object")
    assert found == [["r2", "kites"], ["r2-2", "chess"], ["r3", "chess"]]


def test_a_set_has_no_order_and_one_result():
    frame = table(("Ada", {"Kites", "Chess", "Rowing"}))
    assert claims(frame, "object") == [["chess"], ["kites"], ["rowing"]]


@pytest.mark.parametrize("names", [["Ada", "Ben"], {"Ada", "Ben"}])
@pytest.mark.parametrize("ids", [["1", "2"], {"1", "2"}])
def test_a_set_cannot_go_along(names, ids):
    frame = table((names, ids, "Kites"), columns=("Name", "No", "Club"))
    found = said(frame, **USES, person_id="No")
    sets = {name for name, cell in (("Name", names), ("No", ids)) if isinstance(cell, set)}
    assert {one[1] for one in found} == sets
    assert all(one[3].startswith("a set has no order") for one in found)


ODD = {
    "dict": {"Kites": 1},
    "nested": [["Kites"], "Chess"],
    "dicts": [{"name": "Kites"}],
    "bytes": b"Kites",
    "two dimensions": np.array([["Kites", "Chess"]]),
    "printed": "['Kites', 'Chess']",
    "printed dict": "{'name': 'Kites'}",
    "JSON": '["Kites", "Chess"]',
    "JSON object": '{"name": "Kites"}',
}


@pytest.mark.long
@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("split", [None, ";", ","])
def test_what_is_no_text_is_refused_by_row(kind, split):
    found = said(table(("Ada", "Chess"), ("Ada", ODD[kind])), **USES, split=split)
    assert [one[:2] for one in found] == [(3, "Club")]


def test_a_list_where_one_value_stands():
    frame = table(("Ada", "Kites", ["seen", "heard"]), columns=("Name", "Club", "Note"))
    ((row, column, value, problem, _),) = said(frame, **USES, note="Note")
    assert (row, column, value) == (2, "Note", "['seen', 'heard']") and "a list stands" in problem
    frame.at[0, "Note"] = ["seen"]
    assert claims(frame, "note", note="Note") == [["seen"]]


def test_names_in_brackets_are_names():
    assert claims(table(("[Redacted]", "{The} Club")), "subject") == [["redacted"]]


def test_a_list_by_lines():
    assert claims(table(("Ada Stone\nBen Reed", "Kites")), "subject", split="\n") == [
        ["ada-stone"],
        ["ben-reed"],
    ]


def test_columns_that_are_named_by_numbers():
    frame = pd.DataFrame([("Ada", "Kites")])
    assert len(from_table(frame, person="0", organization="1")["claims"]) == 1


def test_a_column_that_stands_twice():
    frame = table(("Ada", "Kites", "Chess"), columns=("Name", "Club", "Club"))
    with pytest.raises(ValueError, match="the column 'Club' stands twice"):
        from_table(frame, **USES)


def test_what_is_no_frame():
    with pytest.raises(TypeError, match="a DataFrame, not a str: see read_spreadsheet"):
        from_table("list.csv", **USES)


# --- items that go along ----------------------------------------------------------------------


def test_sources_with_their_addresses():
    frame = table(
        ("Ada", "Kites", "Echo; Herald", "https://e.example/1; https://h.example/2"),
        ("Ben", "Kites", "Echo; Herald", "https://e.example/1"),
        ("Cy", "Kites", "Echo", "https://e.example/1;id=2"),
        ("Di", "Kites", "Echo", "https://e.example/1; https://e.example/3"),
        columns=("Name", "Club", "By", "Web"),
    )
    found = claims(frame, "subject", "speaker", "document_id", source="By", url="Web", split=";")
    assert found == [
        ["ada", "echo", "e-example-1"],
        ["ada", "herald", "h-example-2"],
        ["ben", "echo", "e-example-1"],
        ["ben", "herald", "e-example-1"],
        ["cy", "echo", "e-example-1-id-2"],
        ["di", "echo", "e-example-1"],
        ["di", "echo", "e-example-3"],
    ]


def test_sources_with_their_dates_and_stances():
    frame = table(
        ("Ada", "Kites", "Echo; Herald", "1907; 1908", "asserts; denies"),
        columns=("Name", "Club", "By", "Said", "Stance"),
    )
    how = {"source": "By", "date": "Said", "stance": "Stance", "split": ";"}
    assert claims(frame, "speaker", "said_on", "stance", **how) == [
        ["echo", "1907", "asserts"],
        ["herald", "1908", "denies"],
    ]
    frame.at[0, "Said"] = "1907; 1908; 1909"
    assert [one[:3] for one in said(frame, **USES, **how)] == [(2, "Said", "1907; 1908; 1909")]


@pytest.mark.parametrize(
    ("names", "items", "words"),
    [
        ("Ada;Ben", "1;2;3", "2 names and 3 ids"),
        ("Ada;Ben", "1", "2 names and 1 id"),
        ("Ada", "1;2", "1 name and 2 ids"),
        ("Ada;;Ben", "1;7;2", "2 names and 3 ids"),
    ],
)
def test_not_as_many(names, items, words):
    frame = table((names, items, "Kites"), columns=("Name", "No", "Club"))
    ((row, column, value, problem, _),) = said(frame, **USES, person_id="No", split=";")
    assert (row, column, value, problem) == (2, "No", items, words)


@pytest.mark.parametrize(
    ("names", "items"), [("Ada; Ben;", "1;2"), ("Ada;;Ben", "1;;2"), ("Ada; Ben", "1;2;")]
)
def test_blank_items_take_no_part(names, items):
    frame = table((names, items, "Kites"), columns=("Name", "No", "Club"))
    assert claims(frame, "subject", person_id="No", split=";") == [["ada-1"], ["ben-2"]]


def test_a_row_without_names_has_one_problem():
    frame = table(("", "¹ in the source; ² as far as known", ""), columns=("Name", "No", "Club"))
    ((row, column, *_),) = said(frame, **USES, person_id="No", split=";")
    assert (row, column) == (2, "")


def test_a_source_without_a_name_can_have_said_it_in_several_places():
    frame = table(
        ("Ada", "Kites", "", ["https://a.example", "https://b.example"]),
        ("Ben", "Kites", "", ["", ""]),
        columns=("Name", "Club", "By", "Web"),
    )
    assert claims(frame, "subject", "document_id", source="By", url="Web") == [
        ["ada", "a-example"],
        ["ada", "b-example"],
        ["ben", ""],
    ]


POSTS = {"chair": "leads", "treasurer": "treasurer_of", "chair; ex officio": "sits_in"}
WITH_POSTS = {"role": "Post", "relation": POSTS, "split": ";"}


def posts(*rows):
    return table(*rows, columns=("Name", "Club", "Post"))


def test_several_posts_in_one_cell():
    frame = posts(
        ("Ada", "Kites", "chair; treasurer"),
        ("Ben; Cy", "Kites", "treasurer; chair"),
        ("Di", "Kites; Chess", "treasurer; chair"),
        ("Ed", "Kites", "chair; ex officio"),
        ("Fy; Gus", "Kites", "chair"),
    )
    assert claims(frame, "claim_id", "subject", "relation", "object", "role", **WITH_POSTS) == [
        ["r2", "ada", "leads", "kites", "chair"],
        ["r2-2", "ada", "treasurer_of", "kites", "treasurer"],
        ["r3", "ben", "treasurer_of", "kites", "treasurer"],
        ["r3-2", "cy", "leads", "kites", "chair"],
        ["r4", "di", "treasurer_of", "kites", "treasurer"],
        ["r4-2", "di", "leads", "chess", "chair"],
        ["r5", "ed", "sits_in", "kites", "chair; ex officio"],
        ["r6", "fy", "leads", "kites", "chair"],
        ["r6-2", "gus", "leads", "kites", "chair"],
    ]


def test_posts_without_a_relation_are_named():
    rows = [("Ada", "Kites", "cook; chair"), ("Cy", "Kites", "Chair")]
    found = said(posts(*rows), **USES, **WITH_POSTS)
    assert [one[:4] for one in found] == [
        (2, "Post", "cook", "no relation is given for this role"),
        (3, "Post", "Chair", "no relation is given for this role"),
    ]
    assert found[1][-1].startswith("did you mean 'chair'? Or add it to relation=")


def test_posts_that_go_along_with_no_names():
    frame = posts(("Ada; Ben; Cy", "Kites", "chair; treasurer"))
    assert [one[:4] for one in said(frame, **USES, **WITH_POSTS)] == [
        (2, "Post", "chair; treasurer", "3 names and 2 posts")
    ]


def test_a_name_in_a_list_can_be_none_either():
    found = said(table(("Ada; TBC", "Kites; Total")), **USES, split=";")
    assert {one[:3] for one in found} == {(2, "Name", "TBC"), (2, "Club", "Total")}


# --- kinds of fault, with whatever cells ------------------------------------------------------

WORDS = st.text(st.sampled_from("AdaBen Çşé ادا-.'&"), min_size=1, max_size=8).filter(
    lambda word: sum(c.isalpha() for c in word) > 1
)


@pytest.mark.long
@settings(max_examples=examples(50), deadline=None)
@given(
    st.lists(WORDS, min_size=1, max_size=4),
    st.lists(WORDS, min_size=1, max_size=3),
    st.sampled_from([";", "|", ",", " / ", "\n"]),
    st.booleans(),
)
def test_splitting_never_loses_a_name(people, clubs, separator, as_list):
    """Names that are listed are the entities, in text as in lists of Python."""
    cells = (people, clubs) if as_list else (separator.join(people), separator.join(clubs))
    how = USES | {"split": None if as_list else separator}
    frame = table(cells)
    clean = {" ".join(name.split()) for name in [*people, *clubs]}
    problems = said(frame, **how)
    if problems:  # a name stands twice, or is a word for nobody
        assert {one[0] for one in problems} == {2}
    else:
        made = from_table(frame, **how)
        assert set(made["entities"]["name"]) == clean
        assert len(made["claims"]) == len(people) * len(clubs)


COLUMNS = {
    "person": "Name",
    "organization": "Club",
    "person_id": "No",
    "role": "Post",
    "source": "By",
    "denied_by": "Not",
    "url": "Web",
    "note": "Note",
    "aliases": "Also",
    "original_script": "Script",
}
ANY_CELL = st.one_of(
    st.just(""),
    st.sampled_from(["n/a", "Vacant", "{'a': 1}", "a;b", "Total", "=1+1", "\x1b", "0", "None"]),
    st.sampled_from(["https://a.example/1", "A; B", "Ada; Ben; ", "; ;", "[x]", "ادا", "ﬁ"]),
    st.text(max_size=6),
    st.lists(st.sampled_from(["Ada", "Ben", "", None, "x;y"]), max_size=3),
    st.just({"a": 1}),
    st.integers(),
    st.none(),
)


GOOD_ROW = ("Ada", "Kites", "1", "chair", "Echo", "Herald", "https://a.example", "so", "A.", "ادا")
ROWS = st.builds(
    lambda cells: tuple({**dict(enumerate(GOOD_ROW)), **cells}.values()),
    st.dictionaries(st.integers(0, len(COLUMNS) - 1), ANY_CELL, max_size=3),
)


@pytest.mark.long
@settings(max_examples=examples(100), deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=2), st.booleans())
def test_every_cell_is_in_the_dataset_or_in_a_problem(rows, split):
    frame = table(*rows, columns=COLUMNS.values())
    how = COLUMNS | {"split": ";" if split else None}
    problems = check_table(frame, **how)
    if len(problems):
        assert problems["row"].between(2, len(rows) + 1).all()
        assert problems["column"].isin(["", *COLUMNS.values()]).all()
        return
    made = from_table(frame, **how)
    kept = " ".join(made[name].to_csv() for name in made)
    for row in rows:
        for cell in row:
            items = cell if isinstance(cell, list) else [cell]
            for item in items:
                words = re.split(r"[;\s]+", "" if item is None else str(item))
                assert all(word.replace('"', '""') in kept for word in words)


@pytest.mark.parametrize("own", ["1.23E+11", "1,23E+11", "4e+15", 1e17 + 32, float(2**53)])
def test_a_long_number_that_is_cut_short_is_no_id(own):
    frame = pd.DataFrame({"Name": ["Ada", "Ben"], "Club": ["Kites", "Chess"], "Id": [own, own]})
    (problem,) = check_table(frame, person="Name", organization="Club", person_id="Id")["problem"]
    assert problem.startswith("a program has cut this long number short")


@pytest.mark.parametrize("own", ["E+11", "123456789012345678", 12.0, 2**60, "1E-3"])
def test_other_ids_are_taken_as_they_are(own):
    frame = pd.DataFrame({"Name": ["Ada"], "Club": ["Kites"], "Id": [own]})
    assert check_table(frame, person="Name", organization="Club", person_id="Id").empty


@pytest.mark.parametrize("name", [True, False, "true", "Yes"])
def test_an_answer_is_no_name(name):
    frame = pd.DataFrame({"Name": [name], "Club": ["Kites"]}, dtype="object")
    (problem,) = check_table(frame, person="Name", organization="Club")["problem"]
    assert problem.endswith("would become a person of this name")
