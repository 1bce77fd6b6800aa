"""Sheets: the tables of a dataset as the sheets of one workbook.

>>> from helpers.codebook import Problem, problems_table
>>> problem = Problem("claims.csv", 2, "speaker", "ada", "no such source_id in sources.csv", "")
>>> named = name_sheets(problems_table([problem]), Path("book.xlsx"))
>>> named[["file", "problem"]].iloc[0].tolist()
['book.xlsx, sheet claims', 'no such source_id in sheet sources']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from helpers.codebook import (
    Fault,
    Place,
    Problem,
    closest,
    codebook_table,
    column_names,
    constraint,
    faults,
    fields,
    listed,
    pointers,
    problem_of,
    shown,
    table_names,
)
from helpers.data.tables import rows_of_table, table_meant, table_of_rows
from helpers.data.workbook import (
    LIST_ROWS,
    SUFFIX,
    Column,
    Sheet,
    WorkbookError,
    column_letter,
    read_workbook,
    write_workbook,
)


def is_workbook(path: Path) -> bool:
    """Tell whether a path is that of a workbook rather than of a folder, by its name."""
    return path.suffix.lower() == SUFFIX and not path.is_dir()


def read_sheets(
    file: Path,
) -> tuple[dict[str, pd.DataFrame], list[Problem], set[Place], tuple[str, ...]]:
    """Read the sheets that bear the names of tables.

    Returned are the tables, what is wrong with the sheets, which cells cannot be read, and
    what nobody sees of the sheets. Problems and places name files, as those of a folder do.
    """
    if not file.exists():
        return {}, [problem_of(faults.NO_WORKBOOK, str(file))], set(), ()
    try:
        sheets = read_workbook(file)
    except WorkbookError as error:
        fault = error.fault or faults.WORKBOOK_UNREADABLE
        return {}, [problem_of(fault, file.name, **error.values)], set(), ()
    tables, problems, unread = {}, list(_check_sheet_names(sheets)), set[Place]()
    unseen = []
    for table in table_names():
        if table in sheets:
            frame, found, places = _read_table(f"{table}.csv", sheets[table])
            problems += found
            unread |= places
            if frame is not None:
                tables[table] = frame
            if hidden := sheets[table].out_of_sight:
                unseen.append(
                    f"Hidden or filtered out in the sheet {table}, and read all the same: "
                    f"{listed(hidden)}."
                )
    return tables, problems, unread, tuple(unseen)


def _read_table(name: str, sheet: Sheet) -> tuple[pd.DataFrame | None, list[Problem], set[Place]]:
    frame, found = table_of_rows(name, sheet.rows)
    told, unread = list(_check_sheet(name, sheet)), set(_unread(name, sheet))
    if frame is None and any(sheet.rows.get(1, [])):  # a title, and so to be deleted
        told = [problem for problem in told if problem.row != 1]
    elif any(row == 1 for _, row, _ in unread):  # nobody knows what its columns are
        frame, found = None, []
    return frame, found + told, unread


def _check_sheet_names(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    absent = tuple(table for table in table_names() if table not in sheets)
    for name, sheet in sheets.items():
        if name in table_names():
            continue
        fault, meant = faults.SHEET_MISNAMED, closest(name, absent)
        if not meant:
            fault, meant = faults.SHEET_OF_TABLE, table_meant(sheet.rows.get(1, []), absent)
        if meant:
            yield problem_of(fault, f"{shown(name)}.csv", meant=meant)
            absent = tuple(table for table in absent if table != meant)
    if "claims" in absent:
        there = shown(", ".join(sheets))
        yield problem_of(faults.NO_CLAIMS_SHEET, "claims.csv", None, "", there)


def _check_sheet(name: str, sheet: Sheet) -> Iterator[Problem]:
    """What cannot be seen, or cannot be told, of a sheet."""
    if sheet.hidden:
        yield problem_of(faults.SHEET_HIDDEN, name)
    for span in sheet.merged:
        yield problem_of(faults.CELLS_MERGED, name, span.first_row, "", str(span))
    first: dict[tuple[str, Fault], str] = {}
    for row, column, cell, fault in sheet.unreadable:  # a column of formulas is one cause
        yield problem_of(fault, name, row, column, first.setdefault((column, fault), cell))


def _unread(name: str, sheet: Sheet) -> Iterator[Place]:
    """Yield the cells whose text is not known, by the names of their columns."""
    width, height = max(map(len, sheet.rows.values()), default=0), max(sheet.rows, default=0)
    letters = [column_letter(number) for number in range(1, width + 1)]
    columns = dict(zip(letters, sheet.rows.get(1, []), strict=False))
    cells = [(row, letter) for row, letter, *_ in sheet.unreadable]
    for span in sheet.merged:
        across = letters[span.first_column - 1 : span.last_column]
        down = range(span.first_row, min(span.last_row, height) + 1)
        cells += [(row, letter) for row in down for letter in across][1:]
    for row, letter in cells:
        if row == 1 or columns.get(letter):
            yield name, row, columns.get(letter, "")


_FILE_NAME = re.compile(rf"\b({'|'.join(map(re.escape, table_names()))})\.csv\b")


def name_sheets(problems: pd.DataFrame, file: Path) -> pd.DataFrame:
    """Return problems that name sheets of a workbook where those of a folder name files."""
    where = problems["file"].str.replace(
        r"^(.*)\.csv$", lambda match: f"{file.name}, sheet {match[1]}", regex=True
    )
    words = {
        column: problems[column].str.replace(_FILE_NAME, r"sheet \1", regex=True)
        for column in ("problem", "fix")
    }
    return problems.assign(file=where, **words)


def write_sheets(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    """Write tables as the sheets of a workbook.

    What each column means is a comment there, and allowed values are a drop-down list.

    Raises
    ------
    ValueError
        If a cell is longer than a workbook can hold.
    """
    columns = {table: list(_sheet_columns(table, set(tables))) for table in tables}
    write_workbook(file, {table: rows_of_table(frame) for table, frame in tables.items()}, columns)


def _sheet_columns(table: str, present: set[str]) -> Iterator[Column]:
    pointing = {
        name: (target, key)
        for name, target, key, separator in pointers(table)
        if not separator and target in present
    }
    for row in codebook_table(table).to_dict("records"):
        needed = "Every row needs it. " if row["required"] else ""
        comment = f"{row['meaning']}\n{needed}Example: {row['example']}"
        offered = ",".join(constraint(fields(table)[row["column"]], "enum") or ())
        if row["column"] in pointing:
            target, key = pointing[row["column"]]
            letter = column_letter(column_names(target).index(key) + 1)
            yield Column(comment, f"'{target}'!${letter}$2:${letter}${LIST_ROWS}")
        else:
            yield Column(comment, f'"{offered}"' if offered else "", bool(offered))


def read_sheet(file: Path, name: str) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read one sheet of a workbook that is no table of a dataset; None if it is not there."""
    try:
        sheets = read_workbook(file)
    except WorkbookError as error:
        fault = error.fault or faults.WORKBOOK_UNREADABLE
        return None, [problem_of(fault, file.name, **error.values)]
    if name not in sheets:
        there = shown(", ".join(sheets))
        return None, [problem_of(faults.NO_SUCH_SHEET, file.name, None, "", there, name=name)]
    return _read_table(file.name, sheets[name])[:2]
