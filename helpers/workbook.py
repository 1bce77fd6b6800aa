"""Workbooks (.xlsx): tables written as sheets, without formulas.

>>> import tempfile
>>> from openpyxl import load_workbook
>>> with tempfile.TemporaryDirectory() as folder:
...     write_workbook(Path(folder, "a.xlsx"), {"claims": [["claim_id"], ["=1+1"]]})
...     print(load_workbook(Path(folder, "a.xlsx"))["claims"]["A2"].data_type)
s
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

__all__ = ["SUFFIX", "WorkbookError", "write_workbook"]

SUFFIX = ".xlsx"

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""


class WorkbookError(ValueError):
    """A table that no workbook can hold."""


def write_workbook(file: Path, sheets: Mapping[str, Iterable[Sequence[str]]]) -> None:
    """Write rows of text as sheets of a workbook; every cell is text, whatever it looks like.

    Parameters
    ----------
    file : Path
        It is overwritten.
    sheets : mapping of str to iterable of list of str
        Name of the sheet → its rows; the first has the column names.

    Raises
    ------
    WorkbookError
        If a cell is longer than a workbook can hold.
    """
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for name, rows in sheets.items():
        worksheet = workbook.create_sheet(name)
        worksheet.freeze_panes = "A2"
        for number, row in enumerate(rows, start=1):
            worksheet.append(list(_cells(worksheet, row, f"{name}, row {number}")))
    workbook.save(file)


def _cells(worksheet, row: Sequence[str], where: str) -> Iterator[object]:
    from openpyxl.cell import WriteOnlyCell

    for text in row:
        if len(text) > LONGEST_CELL:
            raise WorkbookError(f"{where}: a cell has {len(text):,} characters, and a workbook holds {LONGEST_CELL:,}; write a folder instead")
        cell = WriteOnlyCell(worksheet)
        cell.number_format = "@"
        if text:
            cell.value = _UNWRITABLE.sub(lambda match: f"_x{ord(match[0][0]):04X}_{match[0][1:]}", text)
            cell.data_type = "s"  # neither a formula nor an error, whatever it looks like
        yield cell


_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
