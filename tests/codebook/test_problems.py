"""Problems in words: ordered, safe to print, with a way out."""

import re

import pandas as pd
import pytest

from helpers.codebook.problems import PROBLEM_COLUMNS, Problem, problems_table
from helpers.codebook.spelling import (
    LONGEST_SHOWN,
    closest,
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
            problem._replace(row=2),
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
    table = problems_table(Problem(file, row, "c", "v", "p", "f") for file, row in places)
    assert [(file, None if row is pd.NA else row) for file, row in zip(table["file"], table["row"])] == [
        ("a.txt", 9), ("z.txt", 1), ("documents.csv", 5), ("claims.csv", None), ("claims.csv", 1), ("claims.csv", 2),
    ]  # fmt: skip
    assert problems_table([]).columns.to_list() == PROBLEM_COLUMNS


def test_what_resembles_nothing_has_no_closest():
    assert closest("zzz", ("asserts",)) == "" and closest("assert", ("asserts",)) == "asserts"
