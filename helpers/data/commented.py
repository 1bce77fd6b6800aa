"""A copy of a workbook with its problems as comments, which replaces only what is its own.

>>> commented_path(Path("lists/mine.xlsx")).as_posix()
'lists/mine-problems.xlsx'
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.codebook import named_rows, shown
from helpers.data.saving import drafting
from helpers.data.workbook import SUFFIX, WorkbookError, opened

LIST = "problems"
"""The sheet of the copy that lists all problems."""

MOST_ROWS = 1_000
"""Rows that get the comment of one problem."""

LONGEST_COMMENT = 2_000
"""Characters of a line in a comment."""

COLOR = "FFF2CC"

MARK = "A copy with problems as comments, replaced at the next check unless it was changed:"
"""What the copy says of itself, before the checksum by which a change is seen."""

CORE = "docProps/core.xml"
"""The part of a workbook that says what it is."""

_UNSIGNED = "0" * 64


def commented_path(book: Path) -> Path:
    """Return where the copy of a workbook with its problems stands: beside it."""
    return book.with_name(f"{book.stem}-problems{SUFFIX}")


def write_commented(book: Path, problems: pd.DataFrame) -> Path:
    """Write a copy of a workbook with its problems as comments, and a sheet that lists them.

    Parameters
    ----------
    book : Path
        It stays as it is.
    problems : DataFrame
        As `check_dataset` returns it.

    Returns
    -------
    Path
        The copy. An earlier one is replaced if nobody has changed it.

    Raises
    ------
    FileExistsError
        If there is something else in its place.
    WorkbookError
        If the workbook cannot be copied.
    OSError
        If nothing can be written there.
    """
    target = commented_path(book)
    _refuse_other(target)
    workbook = _opened(book)
    prefix = f"{book.name}, sheet "
    for (sheet, row, column), words in _comments(workbook, problems, prefix).items():
        _comment(workbook[sheet], row, column, "\n\n".join(words))
    _list(workbook, problems, prefix)
    workbook.properties.description = f"{MARK} {_UNSIGNED}"
    with drafting(target, put=_put_over_own, taken=True) as draft:
        unsigned = draft.with_name("unsigned")
        workbook.save(unsigned)
        _sign(unsigned, draft)
    return target


def drop_commented(book: Path) -> Path | None:
    """Delete the copy of a workbook that has no problems any more, if nobody has changed it.

    Returns
    -------
    Path or None
        What was deleted.
    """
    target = commented_path(book)
    if not is_own(target):
        return None
    target.unlink()
    return target


def is_own(file: Path) -> bool:
    """Tell whether a file is a copy that `write_commented` wrote and nobody has changed."""
    if not file.is_file():
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return f"{MARK} {_checksum(archive)}" in archive.read(CORE).decode()
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return False


def _refuse_other(target: Path) -> None:
    if (target.exists() or target.is_symlink()) and not is_own(target):
        raise FileExistsError(
            f"{target} is not as the program wrote it, and stays as it is: "
            "rename or delete it to have a new copy"
        )


def _put_over_own(draft: Path, target: Path) -> None:
    _refuse_other(target)  # it may have come while the draft was written
    draft.replace(target)


def _checksum(archive: zipfile.ZipFile) -> str:
    """Return a checksum of all parts of a workbook but the one that says it."""
    parts = [(part.filename, part.CRC, part.file_size) for part in archive.infolist()]
    return sha256(repr(sorted(part for part in parts if part[0] != CORE)).encode()).hexdigest()


def _sign(unsigned: Path, signed: Path) -> None:
    """Write a workbook again, in which it says its checksum."""
    with (
        zipfile.ZipFile(unsigned) as old,
        zipfile.ZipFile(signed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        checksum = _checksum(old).encode()
        for part in old.infolist():
            content = old.read(part)
            if part.filename == CORE:
                content = content.replace(_UNSIGNED.encode(), checksum)
            new.writestr(part, content)


def _opened(book: Path) -> Any:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out of the copy
            return opened(book)
    except Exception as error:  # a damaged file fails anywhere in the parsers
        raise WorkbookError("the workbook cannot be copied") from error


_Place = tuple[str, int, int]
"""Sheet, row, column."""


def _comments(workbook: Any, problems: pd.DataFrame, prefix: str) -> dict[_Place, list[str]]:
    """Return what is to be said of which cell."""
    titles = {worksheet.title for worksheet in workbook.worksheets}
    found: dict[_Place, list[str]] = {}
    for problem in problems.itertuples(index=False):
        sheet = problem.file.removeprefix(prefix)
        if sheet not in titles:
            continue
        column = _column(workbook[sheet], problem.column)
        for row in _rows(problem):
            found.setdefault((sheet, row, column), []).append(_words(problem))
    return found


def _rows(problem: Any) -> Iterator[int]:
    """Yield the rows of a problem; of a whole sheet it is the first."""
    if pd.isna(problem.row):
        yield 1
        return
    for place, row in enumerate(named_rows(problem.row, problem.problem)):
        if place < MOST_ROWS:
            yield row


def _words(problem: Any) -> str:
    lines = f"Problem: {problem.problem}", f"Fix: {problem.fix}"
    return "\n".join(shown(line, LONGEST_COMMENT) for line in lines)


def _column(worksheet: Any, name: str) -> int:
    """Return the number of a column by its name in row 1, or else by its letters."""
    from openpyxl.utils import column_index_from_string

    header = {shown(cell.value): cell.column for cell in worksheet[1] if cell.value is not None}
    for one in (name, name.partition(", ")[0]):  # a key can be two columns
        if one in header:
            return int(header[one])
    return column_index_from_string(name) if re.fullmatch("[A-Z]{1,2}", name) else 1


def _comment(worksheet: Any, row: int, column: int, words: str) -> None:
    """Write a comment to a cell, below one that is there, and color the cell."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for span in worksheet.merged_cells.ranges:
        if span.min_row <= row <= span.max_row and span.min_col <= column <= span.max_col:
            row, column = span.min_row, span.min_col
    cell = worksheet.cell(row, column)
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(before + words, "make check", height=160, width=360)
    cell.fill = PatternFill("solid", start_color=COLOR)


def _list(workbook: Any, problems: pd.DataFrame, prefix: str) -> None:
    """Put a sheet that lists all problems before the others, every cell of it text."""
    worksheet = workbook.create_sheet(LIST, 0)  # which numbers the name if it is taken
    for worksheets in workbook.worksheets:
        worksheets.sheet_view.tabSelected = worksheets is worksheet  # one alone is typed into
    workbook.active = 0
    worksheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEF", (16, 8, 16, 24, 60, 60), strict=True):
        worksheet.column_dimensions[letter].width = width
    names = ["sheet", *problems.columns[1:]]
    for place, row in enumerate([names, *problems.itertuples(index=False)], start=1):
        for column, value in enumerate(row, start=1):
            if pd.isna(value) or value == "":
                continue
            cell = worksheet.cell(place, column)
            cell.value = shown(str(value).removeprefix(prefix), LONGEST_COMMENT)
            cell.data_type = "s"  # no formula, whatever it looks like
