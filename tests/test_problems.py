"""Problems in words: ordered, safe to print, with a way out."""

import re

import pytest

from helpers import problems


def test_problems_are_ordered_by_table_and_row_and_said_once():
    problem = problems.Problem("claims.csv", 3, "stance", "x", "p", "f")
    table = problems.problems_table([problem, problem._replace(row=2), problem._replace(file="text.txt", row=None), problem, problem._replace(file="sources.csv")])
    assert table[["file", "row"]].astype(object).where(table[["file", "row"]].notna(), None).values.tolist() == [["text.txt", None], ["sources.csv", 3], ["claims.csv", 2], ["claims.csv", 3]]
    assert list(table.columns) == problems.PROBLEM_COLUMNS and table["row"].dtype == "Int64"


@pytest.mark.parametrize("value", ["\x1b[31m", "\u202e", "\u200b", "\x00", "\r\n", "\ufeff", "\x9b", "\u2028"])
def test_shown_escapes_what_could_act_or_hide(value):
    assert re.fullmatch(r"a(\\(x|u)?[0-9a-frn]+(\[31m)?)+b", problems.shown(f"a{value}b"))


def test_shown_is_short_and_leaves_plain_text_alone():
    assert problems.shown("نادي – ’") == "نادي – ’"
    assert len(problems.shown("x" * 10**6)) == problems.LONGEST_SHOWN + 1


@pytest.mark.parametrize(
    ("value", "allowed", "said"),
    [
        ("ADA_STONE", ["ada-stone", "ben-reed"], "did you mean 'ada-stone'?"),
        ("Ada\u2013stone\u200b", ["ada-stone", "ben-reed"], "did you mean 'ada-stone'?"),
        ("ada-stnoe", ["ada-stone", "ben-reed"], "did you mean 'ada-stone'?"),
        ("x", ["yes", "no"], "write one of: 'yes', 'no'"),
        ("x", [], "there is nothing yet that it could point at"),
        ("x", [f"id-{n}" for n in range(20)], "write one of the 20 that are defined, or define it there"),
        ("ID_1999", [f"id-{n}" for n in range(2000)], "did you mean 'id-1999'?"),  # too many to compare, not to fold
    ],
)
def test_suggestion(value, allowed, said):
    assert problems.suggestion(value, allowed) == said
