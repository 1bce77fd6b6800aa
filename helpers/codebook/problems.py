"""Problems: what is wrong where, and how to mend it.

>>> from helpers.codebook.faults import NOT_ALLOWED
>>> fix = "did you mean 'asserts'?"
>>> wrong = problem_of(NOT_ALLOWED, "claims.csv", 2, "stance", "assert", fix=fix)
>>> problems_table([wrong])["row"].tolist()
[2]
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from helpers.codebook.faults import Fault
from helpers.codebook.schema import table_names

PROBLEM_COLUMNS = ["file", "row", "column", "value", "problem", "fix"]

MOST_COLUMNS = 6
"""Columns that a sentence on problems names."""


class Problem(NamedTuple):
    """One thing to mend: where it is, what it is, what to do."""

    file: str
    row: int | None
    column: str
    value: str
    problem: str
    fix: str


def problem_of(
    fault: Fault,
    file: str,
    row: int | None = None,
    column: str = "",
    cell: str = "",
    /,
    **values: object,
) -> Problem:
    """Return the problem that a fault is at a place, its words filled in with values.

    Parameters
    ----------
    fault : Fault
    file, row, column, cell
        The place: the row as a spreadsheet numbers it, the cell as it can be shown.
    **values
        What the templates of the fault name.
    """
    return Problem(file, row, column, cell, *fault.words(**values))


def problems_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """Return problems as a frame, ordered by file, row and column of appearance.

    Returns
    -------
    DataFrame
        Columns `PROBLEM_COLUMNS`, all text but ``row`` (Int64, missing where the
        whole file is meant).
    """
    rank = {f"{name}.csv": place for place, name in enumerate(table_names())}
    ordered = sorted(
        dict.fromkeys(problems), key=lambda p: (rank.get(p.file, -1), p.file, p.row or 0)
    )
    return pd.DataFrame(ordered, columns=PROBLEM_COLUMNS).astype({"row": "Int64"})


def problems_in_words(problems: pd.DataFrame) -> str:
    """Return problems as a sentence: how many, in how many rows, and where most of them are.

    >>> one = Problem("a.csv", 2, "time", "now", "not an allowed value", "")
    >>> other = Problem("a.csv", 3, "time", "", "the cell is blank", "")
    >>> problems_in_words(problems_table([one, other]))
    '2 problems in 2 rows: 2 in the column time.'
    >>> problems_in_words(problems_table([]))
    'No problem is left.'
    """
    if problems.empty:
        return "No problem is left."
    counts = problems["column"].value_counts()
    columns = [
        f"{number} in the column {column}" if column else f"{number} in whole rows or files"
        for column, number in counts.items()
    ]
    rest = [f"{counts[MOST_COLUMNS:].sum()} in others"] if len(columns) > MOST_COLUMNS else []
    rows = problems.dropna(subset="row")[["file", "row"]].drop_duplicates()
    found = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    where = f"{len(rows)} row{'s' if len(rows) != 1 else ''}"
    return f"{found} in {where}: {', '.join([*columns[:MOST_COLUMNS], *rest])}."
