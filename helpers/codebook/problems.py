"""Problems: what is wrong where, and how to mend it.

>>> wrong = Problem(
...     "claims.csv", 2, "stance", "assert", "not an allowed value", "did you mean 'asserts'?"
... )
>>> problems_table([wrong])["row"].tolist()
[2]
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

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
    """Return problems as a sentence: how many there are, in how many rows, and where most of them.

    >>> problems_in_words(
    ...     problems_table(
    ...         [
    ...             Problem("a.csv", 2, "time", "now", "not an allowed value", ""),
    ...             Problem("a.csv", 3, "time", "", "the cell is blank", ""),
    ...         ]
    ...     )
    ... )
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
    head = (
        f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in {len(rows)}"
        f" row{'s' if len(rows) != 1 else ''}"
    )
    return f"{head}: {', '.join([*columns[:MOST_COLUMNS], *rest])}."
