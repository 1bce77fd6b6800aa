"""Rows of a table that somebody else made: cells cleaned, checked, and split where they hold lists.

>>> row = Row(7, {"person": "Ada Stone; Ben Reed", "organization": "Chess Club"})
>>> [split.cells["person"] for split in split_row(row, ";", {}, [])]
['Ada Stone', 'Ben Reed']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from typing import NamedTuple

import pandas as pd

from helpers.codebook import Problem, date_fix, shown

__all__ = ["TOTALS", "Row", "check_row", "clean", "row_numbers", "split_row", "table_rows"]

SAYS_NOTHING = {
    "n/a",
    "n.a.",
    "#n/a",
    "n.n.",
    "-",
    "–",
    "—",
    "?",
    "??",
    "???",
    "...",
    "…",
    "tba",
    "tbd",
    "unknown",
    "ditto",
    '"',
    "″",
}
"""What people write where there is no name."""

TOTALS = {"total", "totals", "sum", "sum total", "grand total", "all", "count"}

LATEST_YEAR = 2100

_ERROR = re.compile(r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|=.+", re.DOTALL)


class Row(NamedTuple):
    """What one row of a table says, cell by cell; a row with lists in it says several things."""

    number: int
    cells: dict[str, str]


def clean(cell: object) -> str:
    """Return a cell as text in one line; nothing for a missing one."""
    if not isinstance(cell, str):
        if pd.isna(cell):
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if isinstance(cell, date):  # a Timestamp is one too
            cell = cell.isoformat().removesuffix("T00:00:00")
    return " ".join(str(cell).split())


def row_numbers(frame: pd.DataFrame) -> list[int]:
    return (
        [int(row) for row in frame.index]
        if frame.index.name == "row"
        else list(range(2, len(frame) + 2))
    )


def table_rows(frame: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[Row]:
    cells = {use: frame[column] for use, column in columns.items()}
    for number, *values in zip(row_numbers(frame), *cells.values()):
        as_it_is = {"quote": lambda cell: "" if pd.isna(cell) else str(cell)}
        yield Row(
            number, {use: as_it_is.get(use, clean)(value) for use, value in zip(cells, values)}
        )


def check_row(
    row: Row, columns: Mapping[str, str], separator: str | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with the names of a row, as far as it shows in the row itself."""
    leave_out = f"or leave the row out: frame.drop(index={row.number})"
    for use in ("person", "organization", "source"):
        if _ERROR.fullmatch(cell := row.cells.get(use, "")):
            yield Problem(
                "",
                row.number,
                columns[use],
                shown(cell),
                "a formula, or the error that it gives, stands where a text should be",
                f"type what is meant, {leave_out}",
            )
    for use in ("said_on", "valid"):
        if re.fullmatch(r"[2-9]\d{3}", cell := row.cells.get(use, "")) and int(cell) > LATEST_YEAR:
            yield Problem(
                "",
                row.number,
                columns[use],
                cell,
                f"a year after {LATEST_YEAR}, or a day as a spreadsheet numbers it",
                date_fix(cell),
            )
    if not row.cells["person"] and not row.cells["organization"]:
        text = next(filter(None, row.cells.values()), "")
        yield Problem(
            "",
            row.number,
            "",
            shown(text),
            "the row names neither a person nor an organization",
            f"if it is a note or a total, leave it out: frame.drop(index={row.number})",
        )
        return
    for use in ("person", "organization"):
        cell = row.cells[use]
        if separator and separator in "".join(re.findall(r"&#?\w+;", cell)):
            yield Problem(
                "",
                row.number,
                columns[use],
                shown(cell),
                f"{separator!r}, which separates names, ends a code of HTML here",
                f"write {shown(unescape(cell))!r}",
            )
        if not cell:
            yield Problem(
                "",
                row.number,
                columns[use],
                "",
                f"the row names no {use}",
                f"fill it in, {leave_out}",
            )
        elif cell.casefold() in SAYS_NOTHING:
            yield Problem(
                "",
                row.number,
                columns[use],
                shown(cell),
                f"{shown(cell)!r} would become {'a' if use == 'person' else 'an'} {use} of this name",
                f"write the name, {leave_out}",
            )
        elif cell.casefold().rstrip(": ") in TOTALS:
            yield Problem(
                "",
                row.number,
                columns[use],
                shown(cell),
                f"{shown(cell)!r} would become {'a' if use == 'person' else 'an'} {use} of this name",
                f"if the row holds totals, leave it out: frame.drop(index={row.number})",
            )


def split_row(
    row: Row, separator: str | None, columns: Mapping[str, str], problems: list[Problem]
) -> Iterator[Row]:
    """Yield one row for each person, organization and source that the cells list."""
    if separator is None:
        yield row
        return
    people = _companions(row, "person", ["person_id"], separator, columns, problems)
    organizations = _companions(
        row, "organization", ["organization_id", "role"], separator, columns, problems
    )
    sources = (
        _companions(row, "source", [], separator, columns, problems)
        if "source" in row.cells
        else [{}]
    )
    for person in people:
        for organization in organizations:
            for source in sources:
                yield Row(row.number, row.cells | person | organization | source)


def _companions(
    row: Row,
    use: str,
    along: list[str],
    separator: str,
    columns: Mapping[str, str],
    problems: list[Problem],
) -> list[dict[str, str]]:
    """Split the names of a cell, and with them the cells that hold as many items."""
    names = [item for item in map(clean, row.cells[use].split(separator)) if item]
    if len(names) < 2:
        return [{use: names[0] if names else row.cells[use]}]
    items = [{use: one} for one in names]
    for other in along:
        parts = list(map(clean, row.cells.get(other, "").split(separator)))
        if len(parts) == len(names):
            items = [item | {other: part} for item, part in zip(items, parts)]
        elif other != "role" and row.cells.get(other):
            fix = f"write as many ids as names, with {separator!r} between them"
            problems.append(
                Problem(
                    "",
                    row.number,
                    columns[other],
                    shown(row.cells[other]),
                    f"{len(names)} names and {len(parts)} ids",
                    fix,
                )
            )
            items = [item | {other: ""} for item in items]
    return items
