"""Problems in words: ordered, safe to print, with a way out."""

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from helpers.codebook import faults
from helpers.codebook.problems import (
    MOST_COLUMNS,
    PROBLEM_COLUMNS,
    Problem,
    problems_in_words,
    problems_table,
)
from helpers.codebook.schema import constraint, fields, table_names
from helpers.codebook.spelling import (
    LONGEST_SHOWN,
    closest,
    is_opposite,
    refuse_unknown,
    shown,
    skeleton,
    suggestion,
)


def test_problems_are_ordered_by_table_and_row_and_said_once():
    problem = Problem("claims.csv", 3, "stance", "x", "p", "f")
    table = problems_table(
        [
            problem,
            problem._replace(row=2, value="y"),
            problem._replace(file="text.txt", row=None),
            problem,
            problem._replace(file="sources.csv"),
        ]
    )
    assert table[["file", "row"]].astype(object).where(
        table[["file", "row"]].notna(), None
    ).values.tolist() == [
        ["text.txt", None],
        ["sources.csv", 3],
        ["claims.csv", 2],
        ["claims.csv", 3],
    ]
    assert list(table.columns) == PROBLEM_COLUMNS and table["row"].dtype == "Int64"


@pytest.mark.parametrize(
    "value", ["\x1b[31m", "\u202e", "\u200b", "\x00", "\r\n", "\ufeff", "\x9b", "\u2028"]
)
def test_shown_escapes_what_could_act_or_hide(value):
    assert re.fullmatch(r"a(\\(x|u)?[0-9a-frn]+(\[31m)?)+b", shown(f"a{value}b"))


def test_shown_is_short_and_leaves_plain_text_alone():
    assert shown("نادي – ’") == "نادي – ’"
    assert len(shown("x" * 10**6)) == LONGEST_SHOWN + 1


@pytest.mark.parametrize(
    ("value", "allowed", "said"),
    [
        ("ADA_STONE", ["ada-stone", "ben-reed"], "did you mean 'ada-stone'?"),
        ("Ada\u2013stone\u200b", ["ada-stone", "ben-reed"], "did you mean 'ada-stone'?"),
        ("ada-stnoe", ["ada-stone", "ben-reed"], "did you mean 'ada-stone'?"),
        ("x", ["yes", "no"], "write one of: 'yes', 'no'"),
        ("x", [], "there is nothing yet that it could point at"),
        (
            "x",
            [f"id-{n}" for n in range(20)],
            "write one of the 20 that are defined, or define it there",
        ),
        (
            "ID_1999",
            [f"id-{n}" for n in range(2000)],
            "did you mean 'id-1999'?",
        ),  # too many to compare, not to fold
    ],
)
def test_suggestion(value, allowed, said):
    assert suggestion(value, allowed) == said


@pytest.mark.parametrize(
    ("value", "allowed", "said"),
    [
        ("x", [f"id-{n}" for n in range(15)], "write one of: " + ", ".join(f"'id-{n}'" for n in range(15))),
        ("x", [f"id-{n}" for n in range(16)], "write one of the 16 that are defined, or define it there"),
        ("x", ["a\x1bb", "c"], "write one of: 'a\\\\x1bb', 'c'"),
        ("ABC", ["abc\u200b", "d"], "did you mean 'abc\\\\u200b'?"),
        ("ADA", ["Ada", "ada"], "did you mean 'Ada'?"),  # of two that look alike, the first
        ("abcdefgX", [f"id{n}" for n in range(999)] + ["abcdefgh"], "did you mean 'abcdefgh'?"),
        ("abcdefgX", [f"id{n}" for n in range(1000)] + ["abcdefgh"], "write one of the 1001 that are defined, or define it there"),
        ("abcX", ["abcd", "zzzz"], "did you mean 'abcd'?"),  # three of four
        ("abXY", ["abcd", "zzzz"], "write one of: 'abcd', 'zzzz'"),
        ("abcXY", ["abcde", "zzzz"], "write one of: 'abcde', 'zzzz'"),  # three of five
        ("x" * 201, ["x" * 200], f"did you mean '{'x' * 80}…'?"),
    ],
)  # fmt: skip
def test_suggestion_at_its_limits(value, allowed, said):
    assert suggestion(value, iter(allowed)) == said


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        ("Ada_Stone ", "ada-stone"),
        ("a\u2013b\u2014c d", "a-b-c-d"),
        ("ＡＤＡ", "ada"),
        ("a\u200bb\u200dc", "abc"),
        ("علي", "علی"),
        ("على", "علی"),
        ("كابل", "کابل"),
        ("Straße", "strasse"),
        ("x" * 300, "x" * 200),
        ("é", "é"),
    ],
)
def test_skeleton_folds_what_the_eye_cannot_tell_apart(value, folded):
    assert skeleton(value) == folded


def test_what_is_not_allowed_is_refused_with_a_suggestion_the_first_in_order():
    refuse_unknown("stance", ["asserts"], iter(["asserts", "denies"]))
    with pytest.raises(ValueError) as caught:
        refuse_unknown("stance", ["zzz", "denie", "denies"], iter(["asserts", "denies"]))
    assert str(caught.value) == "no stance 'denie': did you mean 'denies'?"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([None], "no stance None: write one of: 'asserts', 'denies'"),
        ([["denies"]], "no stance ['denies']: did you mean 'denies'?"),
        (["x", 3, None], "no stance 3: write one of: 'asserts', 'denies'"),
    ],
)
def test_what_is_no_text_is_refused_in_the_same_words(values, said):
    with pytest.raises(ValueError) as caught:
        refuse_unknown("stance", values, ["asserts", "denies"])
    assert str(caught.value) == said


def test_a_value_is_shown_up_to_its_limit_and_an_ellipsis_says_that_it_goes_on():
    assert shown("x" * 80) == "x" * 80 and shown("x" * 81) == "x" * 80 + "…"
    assert shown("abcd", 3) == "abc…" and shown("abc", 3) == "abc"
    assert shown(7) == "7"


def test_files_that_are_no_tables_come_first_by_name_and_whole_files_before_their_rows():
    places = [
        ("claims.csv", 2),
        ("z.txt", 1),
        ("a.txt", 9),
        ("documents.csv", 5),
        ("claims.csv", 1),
        ("claims.csv", None),
    ]
    table = problems_table(Problem(file, row, "c", f"{row}", "p", "f") for file, row in places)
    assert [(file, None if row is pd.NA else row) for file, row in zip(table["file"], table["row"])] == [
        ("a.txt", 9), ("z.txt", 1), ("documents.csv", 5), ("claims.csv", None), ("claims.csv", 1), ("claims.csv", 2),
    ]  # fmt: skip
    assert problems_table([]).columns.to_list() == PROBLEM_COLUMNS


MANY = Problem("claims.csv", None, "relation", "aids", "no such relation", "define it")


@pytest.mark.parametrize(
    ("rows", "first", "problem", "said"),
    [
        ([None, None], None, "no such relation", "1 problem in 0 rows"),
        ([7, 7], 7, "no such relation", "1 problem in 1 row"),
        ([4, 2, 3], 2, "no such relation (3 rows: 2–4)", "1 problem in 3 rows"),
        ([9, 2, 3, 7, 2], 2, "no such relation (4 rows: 2–3, 7, 9)", "1 problem in 4 rows"),
        (
            range(2, 200, 2),
            2,
            "no such relation (99 rows: 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, …)",
            "1 problem in 99 rows",
        ),
    ],
)
def test_one_cause_is_one_line_that_names_its_rows(rows, first, problem, said):
    table = problems_table(MANY._replace(row=row) for row in rows)
    assert table.astype(object).where(table.notna(), None).to_numpy().tolist() == [
        ["claims.csv", first, "relation", "aids", problem, "define it"]
    ]
    assert problems_in_words(table) == f"{said}: 1 in the column relation."


@pytest.mark.parametrize(
    "other",
    [
        {"file": "passages.csv"},
        {"column": "time"},
        {"value": "aid"},
        {"problem": "blank"},
        {"fix": "x"},
    ],
)
def test_two_causes_are_two_lines(other):
    problems = [MANY._replace(row=row) for row in (2, 3)]
    table = problems_table([*problems, *(one._replace(**other) for one in problems)])
    assert table["row"].tolist() == [2, 2]


def test_a_row_with_two_problems_is_one_row():
    problems = [MANY._replace(row=2), MANY._replace(row=3), MANY._replace(row=3, column="time")]
    assert problems_in_words(problems_table(problems)).startswith("2 problems in 2 rows: ")


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 60), st.sampled_from("ab")), min_size=1))
def test_every_row_is_named_once_for_each_cause(places):
    table = problems_table(MANY._replace(row=row, value=value) for row, value in places)
    counts = [len({row for row, value in places if value == one}) for one in "ab"]
    assert len(table) == sum(map(bool, counts))
    named = table["problem"].str.extract(r"\((\d+) rows: ")[0].fillna("1").astype(int)
    assert sorted(named) == sorted(filter(None, counts))


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        ("not certain", "certain"),
        ("uncertain", "certain"),
        ("uncertian", "certain"),
        ("isn't certain", "certain"),
        ("impossible", "possible"),
        ("inconsistent", "consistent"),
        ("consistent", "inconsistent"),
        ("stated", "unstated"),
        ("former member_of", "member_of"),
        ("non-member_of", "member_of"),
        ("ex_leader", "leader"),
        ("disallied_with", "allied_with"),
        ("misleads", "leads"),
        ("founded_by", "founded"),
        ("decreases", "increases"),
        ("excludes", "includes"),
        ("opponent_of", "member_of"),
        ("denies", "asserts"),
        ("former", "current"),
    ],
)
def test_the_opposite_is_never_suggested(value, allowed):
    assert closest(value, (allowed,)) == "" == closest(allowed, (value,))


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("denie", "denies"),
        ("enies", "denies"),
        ("nternal", "internal"),
        ("esignated", "designated"),
        ("ncertain", "uncertain"),
        ("inconsistant", "inconsistent"),
        ("un-repot", "un-report"),
    ],
)
def test_a_slip_is_no_opposite(value, meant):
    assert closest(value, (meant,)) == meant


ALLOWED = sorted(
    {
        value
        for table in table_names()
        for field in fields(table).values()
        for value in constraint(field, "enum") or ()
        if len(value) > 4
    }
)


@settings(deadline=None)
@given(
    st.sampled_from(ALLOWED),
    st.sampled_from(["not {}", "no {}", "non-{}", "un{}", "dis{}", "never {}", "{} not", "ex-{}"]),
)
def test_no_allowed_value_is_suggested_for_its_negation(value, negated):
    assert closest(negated.format(value), tuple(ALLOWED)) != value


def test_what_resembles_nothing_has_no_closest():
    assert closest("zzz", ("asserts",)) == "" and closest("assert", ("asserts",)) == "asserts"


def test_no_two_faults_have_one_name():
    names = re.findall(r"^([A-Z_0-9]+) = Fault\(", Path(faults.__file__).read_text("utf-8"), re.M)
    assert len(names) == len(set(names)) > 50


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [
        ("unfit", "fit", True),  # a stem of three letters
        ("info", "fo", False),  # of two
        ("unxyz", "abcde", False),  # nothing in common, with "un" or without
        ("fit", "fit-unfit", False),  # what both have is not compared
    ],
)
def test_what_is_an_opposite_and_what_a_slip(one, other, opposite):
    assert is_opposite(one, other) is opposite


def test_a_blank_is_as_good_as_a_hyphen():
    assert skeleton("Chess Club") == skeleton("chess_club") == "chess-club"


def test_twelve_spans_are_named_and_no_more():
    one = Problem("claims.csv", 2, "time", "now", "not allowed", "")
    for spans, more in ((12, ""), (13, ", …")):
        rows = [one._replace(row=2 * number) for number in range(1, spans + 1)]
        (words,) = problems_table(rows)["problem"]
        named = ", ".join(str(2 * number) for number in range(1, 13))
        assert words == f"not allowed ({spans} rows: {named}{more})"


def test_rows_of_lists_that_were_cut_are_counted_each():
    one = Problem("claims.csv", 2, "time", "now", "not allowed", "")
    other = one._replace(column="stance")
    cut = [p._replace(row=2 * n) for p in (one, other) for n in range(1, 21)]
    whole = Problem("claims.csv", None, "", "", "no such table", "")
    last = Problem("claims.csv", 99, "hedge", "", "not in the quote", "")
    words = problems_in_words(problems_table([*cut, whole, last]))
    assert words == (
        "4 problems in 41 rows: 1 in whole rows or files, 1 in the column time, "
        "1 in the column stance, 1 in the column hedge."
    )


def test_columns_beyond_the_limit_are_counted_together():
    several = [Problem("a.csv", 2, f"c{n}", "", f"wrong {n}", "") for n in range(MOST_COLUMNS + 2)]
    exact = problems_in_words(problems_table(several[:MOST_COLUMNS]))
    assert "others" not in exact and exact.count(", ") == MOST_COLUMNS - 1
    assert problems_in_words(problems_table(several)).endswith(", 2 in others.")
