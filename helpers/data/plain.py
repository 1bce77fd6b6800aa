r"""Problems as a terminal shows them, and what was derived, in a sentence.

>>> from helpers.codebook import Problem, problems_table
>>> wrong = Problem("claims.csv", 2, "stance", "assert", "not an allowed value", "write asserts")
>>> print(problems_plain(problems_table([wrong]), 80).splitlines()[2])
claims.csv  2    stance  assert  not an allowed value    write asserts
"""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from unicodedata import category, east_asian_width

import pandas as pd

from helpers.codebook import listed, noun_of, shown
from helpers.data.dataset import Dataset

HEAD = ("where", "row", "column", "value", "problem", "how to mend it")

WIDEST = 24
"""Columns of a terminal that a place or a value may take; sentences share the rest."""

LEAST = 20
"""Columns of a terminal that a sentence has, however narrow the terminal is."""

GAP = "  "


def problems_plain(problems: pd.DataFrame, width: int = 100) -> str:
    """Return problems as a table of plain text, as wide as a terminal.

    Parameters
    ----------
    problems : DataFrame
        As `check_dataset` returns it.
    width : int
        Columns of the terminal.
    """
    rows = [HEAD, *(_cells(problem) for problem in problems.itertuples(index=False))]
    narrow = [min(max(map(_width, column)), WIDEST) for column in list(zip(*rows, strict=True))[:4]]
    rest = max(width - sum(narrow) - len(GAP) * (len(HEAD) - 1), 2 * LEAST)
    widths = [*narrow, rest // 2, rest - rest // 2]
    head, *body = [_lines(row, widths) for row in rows]
    rule = GAP.join("-" * one for one in widths)
    return "\n".join([*head, rule, *(line for lines in body for line in lines)])


def _cells(problem: tuple[object, ...]) -> tuple[str, ...]:
    file, row, *words = problem
    where = str(file).rpartition(", sheet ")
    place = f"sheet {where[2]}" if where[1] else str(file)
    return shown(place), "" if pd.isna(row) else str(row), *(shown(word, 1000) for word in words)


def _lines(cells: tuple[str, ...], widths: list[int]) -> list[str]:
    """Return a row of the table: as many lines as its longest cell takes."""
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for parts in zip_longest(*wrapped, fillvalue=""):
        filled = [part + " " * (to - _width(part)) for part, to in zip(parts, widths, strict=True)]
        lines.append(GAP.join(filled).rstrip())
    return lines


def _width(text: str) -> int:
    """Count the columns of a terminal that a text takes; marks above a letter take none."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> int:
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def derived_words(data: Dataset) -> str:
    """Say in a sentence that nothing is wrong, and which tables were derived.

    Examples
    --------
    >>> from helpers.data import MYSTERY, load_dataset
    >>> derived_words(load_dataset(MYSTERY)).partition(", ")[2]
    'and every table is there.'
    """
    number = len(data["claims"])
    claims = f"{number} {noun_of(number, 'claim')}"
    parts = [_derived(data, table) for table in data.derived if len(data[table])]
    if not parts:
        return f"No problems: {claims}, and every table is there."
    return f"No problems: {claims}; not there, and so derived: {listed(parts)}."


def _derived(data: Dataset, table: str) -> str:
    count = len(data[table])
    if table == "relations":
        return f"relations ({count}, the shipped ones)"
    unknown = {"sources": "other", "entities": "thing"}.get(table, "")
    kinds = data[table]["kind"].tolist() if unknown else []
    number = kinds.count(unknown)
    return f"{table} ({count}{f', {number} of unknown kind' if number else ''})"
