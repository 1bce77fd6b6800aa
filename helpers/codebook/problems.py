"""Problems: what is wrong where, and how to mend it.

>>> from helpers.codebook.faults import NOT_ALLOWED
>>> fix = "did you mean 'asserts'?"
>>> wrong = problem_of(NOT_ALLOWED, "claims.csv", 2, "stance", "assert", fix=fix)
>>> problems_table([wrong])["row"].tolist()
[2]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from helpers.codebook.faults import Fault
from helpers.codebook.schema import table_names
from helpers.codebook.spelling import noun_of

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


Place = tuple[str, int, str]
"""File, row and column of a cell; without the column it is the whole row."""

FOLLOWS = {"quote_prefix": "quote", "quote_suffix": "quote", "reason": "repeats"}
"""Columns of which the cell of another one says whether they are right."""


def elsewhere(problems: Iterable[Problem], unread: Collection[Place]) -> list[Problem]:
    """Return the problems that do not follow from cells that could not be read.

    >>> blank = Problem("claims.csv", 2, "stance", "", "the cell is blank", "fill it in")
    >>> found = elsewhere([blank, blank._replace(row=3)], {("claims.csv", 2, "stance")})
    >>> [problem.row for problem in found]
    [3]
    """
    told = {*unread, *((file, row, FOLLOWS.get(column, column)) for file, row, column in unread)}
    return [
        problem
        for problem in problems
        if problem[:3] not in told and (*problem[:2], "") not in told
    ]


def problems_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """Return problems as a frame, ordered by file, row and column of appearance.

    Returns
    -------
    DataFrame
        Columns `PROBLEM_COLUMNS`, all text but ``row`` (Int64, missing where the
        whole file is meant). What is wrong with the same value of a column in several
        rows is one line, whose ``row`` is the first and whose ``problem`` names them all.

    Examples
    --------
    >>> one = Problem("claims.csv", 2, "relation", "aids", "no such relation", "define it")
    >>> table = problems_table([one, one._replace(row=4), one._replace(row=3)])
    >>> table[["row", "problem"]].to_numpy().tolist()
    [[2, 'no such relation (3 rows: 2–4)']]
    """
    rank = {f"{name}.csv": place for place, name in enumerate(table_names())}
    ordered = sorted(_one_cause_once(problems), key=lambda p: (rank.get(p.file, -1), p.file))
    return pd.DataFrame(ordered, columns=PROBLEM_COLUMNS).astype({"row": "Int64"})


MOST_SPANS = 12
"""Spans of rows that a problem names."""

_SPAN = r"\d{1,7}(?:–\d{1,7})?"
_ROWS = re.compile(rf" \((\d+) rows: ({_SPAN}(?:, {_SPAN})*)(, …)?\)$")


def _one_cause_once(problems: Iterable[Problem]) -> list[Problem]:
    """Join problems that differ in the row alone; those that come out are ordered by it."""
    rows: dict[Problem, set[int | None]] = {}
    for problem in problems:
        rows.setdefault(problem._replace(row=None), set()).add(problem.row)
    joined = []
    for problem, found in rows.items():
        if None in found:
            joined.append(problem)
        numbers = sorted(row for row in found if row is not None)
        words = f" ({len(numbers)} rows: {_spans(numbers)})" if len(numbers) > 1 else ""
        for first in numbers[:1]:
            joined.append(problem._replace(row=first, problem=problem.problem + words))
    return sorted(joined, key=lambda problem: problem.row or 0)


def _spans(numbers: list[int]) -> str:
    """Return rows in ascending order in few words.

    >>> _spans([2, 3, 4, 7])
    '2–4, 7'
    """
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    named = ["–".join(map(str, span)) for span in spans[:MOST_SPANS]]
    return ", ".join([*named, "…"] if len(spans) > MOST_SPANS else named)


def _count_rows(problems: pd.DataFrame) -> int:
    """Count the rows in which something is wrong; of a list that was cut, each counts."""
    rows: set[tuple[str, int]] = set()
    more = 0
    found = problems.dropna(subset="row")[["file", "row", "problem"]]
    for file, row, problem in found.itertuples(index=False):
        named = _ROWS.search(problem)
        if named and named[3]:
            more += int(named[1])
            continue
        rows |= {(file, number) for number in named_rows(row, problem)}
    return len(rows) + more


def named_rows(row: int, problem: str) -> Iterator[int]:
    """Yield the rows that a line of problems names; of a list that was cut, those that stand.

    >>> list(named_rows(2, "not an allowed value (4 rows: 2–4, 7)")), list(named_rows(5, "blank"))
    ([2, 3, 4, 7], [5])
    """
    named = _ROWS.search(problem)
    for span in named[2].split(", ") if named else [str(row)]:
        first, _, last = span.partition("–")
        yield from range(int(first), int(last or first) + 1)


def problems_in_words(problems: pd.DataFrame) -> str:
    """Return problems as a sentence: how many, in how many rows, and where most of them are.

    >>> one = Problem("a.csv", 2, "time", "now", "not an allowed value", "")
    >>> other = Problem("a.csv", 3, "time", "", "the cell is blank", "")
    >>> problems_in_words(problems_table([one, other]))
    '2 problems in 2 rows: 2 in the column time.'
    >>> problems_in_words(problems_table([one, one._replace(row=3), one._replace(row=5)]))
    '1 problem in 3 rows: 1 in the column time.'
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
    rows = _count_rows(problems)
    found = f"{len(problems)} {noun_of(len(problems), 'problem')}"
    where = f"{rows} {noun_of(rows, 'row')}"
    return f"{found} in {where}: {', '.join([*columns[:MOST_COLUMNS], *rest])}."
