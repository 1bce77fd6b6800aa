"""Problems and derived tables in the plain text of a terminal."""

import pytest

from helpers.codebook import Problem, problems_table
from helpers.data.dataset import load_dataset
from helpers.data.plain import derived_words, problems_plain

LONG = "a sentence that goes on and on " * 4


def table(*problems, width=100):
    return problems_plain(problems_table(Problem(*problem) for problem in problems), width)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_table_is_as_wide_as_the_terminal_and_loses_no_word(width):
    said = table(("claims.csv", 2, "stance", "assert", LONG, "mend it"), width=width)
    assert max(map(len, said.splitlines())) <= max(width, 80)
    assert said.split().count("sentence") == 4 and "mend it" in said


def test_what_has_no_row_or_value_is_blank():
    assert table(("a.txt", None, "", "", "gone", "find it")).splitlines()[2].split() == [
        *("a.txt", "gone", "find", "it")
    ]


def test_sheets_are_named_without_their_workbook():
    said = table(("my list.xlsx, sheet claims", 2, "a", "b", "c", "d"))
    assert "\nsheet claims  2" in said and "my list" not in said


def test_marks_above_letters_take_no_place():
    plain, marked = (
        table(("claims.csv", 2, "subject", value, "wrong", "mend")).splitlines()[2]
        for value in ("abc", "a\u0301bc")
    )
    assert plain == marked.replace("\u0301", "")


def test_nothing_acts_on_the_terminal():
    said = table(("claims.csv", 2, "a\x1b[2J", "\u202eb", "c\rd", "e\nf"))
    assert not set("\x1b\u202e\r") & set(said)


def test_what_was_derived_is_one_sentence(folder):
    assert derived_words(load_dataset(folder)).startswith(
        "No problems: 1 claim; not there, and so derived: "
        "sources (1, 1 of unknown kind), entities (2) and relations ("
    )
