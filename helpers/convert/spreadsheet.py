r"""Spreadsheets as people keep them: a title above, merged cells, footnotes, any encoding.

Read as text, with a note on all that was done.

>>> clean_header("Name of\n the Club\u00b9"), clean_header("Since [2]")
('Name of the Club', 'Since')
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from statistics import median

import pandas as pd

from helpers.codebook import PACKAGE, refuse_unknown, shown
from helpers.data import SUFFIX, Sheet, Span, WorkbookError, column_letter, csv_rows, read_workbook

EXAMPLE_SPREADSHEET = PACKAGE.with_name("port-quince.xlsx")
"""An invented messy spreadsheet."""

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

MOST_LOOKED_AT = 200
"""Rows by which the header and the separator are guessed."""

NOTE_COLUMNS = ["where", "note"]


def read_spreadsheet(
    path: str | Path,
    sheet: str | None = None,
    header: int | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Read one sheet of a workbook, or a CSV file, as text.

    Parameters
    ----------
    path : str or Path
        An .xlsx workbook, or text with commas, semicolons, tabs or bars between the cells.
    sheet : str, optional
        Name of the sheet. Default: the first one that is not hidden.
    header : int, optional
        The row of the column names, as the spreadsheet numbers it. Default: the
        first row that is filled as widely as the others. 0: there are no names.
    encoding : str, optional
        Of a text. Default: UTF-8 or UTF-16; where it is neither, cp1252.

    Returns
    -------
    DataFrame
        All cells are text, blank is ""; the index, ``row``, is the row as the
        spreadsheet numbers it. Blank rows and columns are left out, and vertically
        merged cells are filled in. ``attrs["file"]`` names file and sheet.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it cannot be read, or has no such sheet or row.
    """
    return _read(Path(path), sheet, header, encoding)[0]


def spreadsheet_notes(
    path: str | Path,
    sheet: str | None = None,
    header: int | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Return what `read_spreadsheet` does to a spreadsheet, and what it finds odd.

    Returns
    -------
    DataFrame
        Columns ``where`` (rows, columns, cells) and ``note``.
    """
    return pd.DataFrame(_read(Path(path), sheet, header, encoding)[1], columns=NOTE_COLUMNS)


Notes = list[tuple[str, str]]


def _read(
    path: Path, sheet: str | None, header: int | None, encoding: str | None
) -> tuple[pd.DataFrame, Notes]:
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    _refuse_others(path)
    if path.suffix.lower() in WORKBOOKS:
        name, read, notes = _choose_sheet(path, sheet)
        file = f"{path.name}, sheet {name}"
    else:
        read, notes = _read_text(path, encoding)
        file = path.name
    rows, merged = _spread(read, notes)
    frame = _frame(rows, merged, _header_rows(rows, merged, header), notes)
    frame.attrs["file"] = file
    return frame, notes


WORKBOOKS = {SUFFIX, ".xlsm"}

OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls): open it and save it as .xlsx",
    b"\x1f\x8b": "a compressed file (gzip): unpack it first",
    b"%PDF": "a PDF: copy its table into a spreadsheet",
    b"PAR1": "a parquet file: read it with pandas.read_parquet, and give the frame to from_table",
}
"""First bytes of files that are no text, and what to do."""


def _refuse_others(path: Path) -> None:
    """Refuse by its name what is neither an .xlsx workbook nor a text with cells."""
    with path.open("rb") as handle:
        start = handle.read(512)
    what = next((cure for magic, cure in OTHERS.items() if start.startswith(magic)), "")
    if start.startswith(b"PK") and path.suffix.lower() not in WORKBOOKS:
        is_ods = b"opendocument" in start
        what = (
            "an OpenDocument spreadsheet (.ods): save it as .xlsx"
            if is_ods
            else ("a packed file: if it is a workbook, call it .xlsx; else unpack it first")
        )
    text = start.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        what = "HTML or XML, whatever its name says: open it in a spreadsheet and save it as .xlsx"
    elif text.startswith((b"{", b"[{", b"[[")) and path.suffix.lower() in (".json", ".jsonl"):
        what = "JSON: read it with pandas.read_json, and give the frame to from_table"
    if what:
        raise ValueError(f"{path}: the file is {what}")


def _choose_sheet(path: Path, wanted: str | None) -> tuple[str, Sheet, Notes]:
    try:
        sheets = read_workbook(path)
    except WorkbookError as error:
        raise ValueError(f"{path}: {error}") from None
    visible = [name for name, sheet in sheets.items() if not sheet.hidden]
    if wanted is not None:
        refuse_unknown("sheet", [wanted], sheets)
    name = wanted if wanted is not None else next(iter(visible or sheets), "")
    notes = [("workbook", f"the sheet “{shown(name)}” is read")]
    notes += [
        (f"sheet {shown(other)}", "not read" + (", and hidden" if sheet.hidden else ""))
        for other, sheet in sheets.items()
        if other != name
    ]
    if not sheets or not sheets[name].rows:
        raise ValueError(f"{path}: the sheet {shown(name)!r} is empty")
    return name, sheets[name], notes


def _read_text(path: Path, encoding: str | None) -> tuple[Sheet, Notes]:
    content = path.read_bytes()
    text, used = _decoded(content, encoding)
    notes = (
        []
        if used == "utf-8-sig"
        else [("file", f"read as {used}; where letters look wrong, give its encoding")]
    )
    separator = max(SEPARATORS, key=lambda one: _evenness(text, one))
    if separator != ",":
        notes.append(("file", f"the cells are separated by {SEPARATORS[separator]}"))
    rows = {
        number: record
        for number, record in enumerate(_closed(path, text, separator), start=1)
        if any(record)
    }
    if not rows:
        raise ValueError(f"{path}: the file is empty")
    _shift_short_header(rows, notes)
    return Sheet(rows, [], False, []), notes


def _decoded(content: bytes, encoding: str | None) -> tuple[str, str]:
    """Return the text, and the encoding as which it was read."""
    if encoding:
        try:
            return content.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError) as error:
            raise ValueError(f"the file cannot be read as {encoding}: {error}") from None
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16"), "utf-16"
    for guess in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(guess), guess
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), "latin-1"


def _records(text: str, separator: str, strict: bool = False) -> Iterator[list[str]]:
    next(csv_rows("x"))  # lifts the limit on the length of a cell
    blank = re.search(re.escape(separator) + r' +"', text) is not None
    handle = io.StringIO(text, newline="")
    return csv.reader(handle, delimiter=separator, skipinitialspace=blank, strict=strict)


def _closed(path: Path, text: str, separator: str) -> Iterator[list[str]]:
    """Yield the records; refuse a quotation mark that is never closed and swallows the rest."""
    odd = text.count('"') % 2 == 1  # an even number of marks leaves none open
    number = 1
    try:
        for record in _records(text, separator, strict=odd):
            number += 1
            yield record
    except csv.Error as error:
        if "end of data" not in str(error):
            raise ValueError(f"{path}: row {number}: {error}") from None
        raise ValueError(
            f"{path}: row {number}: a quotation mark opens a cell and is never closed, so that all "
            "rows below it would be one cell: close it, or take it out"
        ) from None


def _shift_short_header(rows: dict[int, list[str]], notes: Notes) -> None:
    """Shift a header that lacks a name for the first column (R writes tables so) to the right."""
    first, *others = rows
    width = len(rows[first])
    if len(others) > 1 and {len(rows[row]) for row in others} == {width + 1} and all(rows[first]):
        rows[first] = ["", *rows[first]]
        notes.append((f"row {first}", "one name is missing: taken to be that of the first column"))


def _evenness(text: str, separator: str) -> int:
    """How many cells a separator makes in rows of equal length."""
    widths = [
        len(record)
        for record, _ in zip(_records(text, separator), range(MOST_LOOKED_AT), strict=False)
        if any(record)
    ]
    most = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
    return widths.count(most) * (most - 1)


def _spread(sheet: Sheet, notes: Notes) -> tuple[dict[int, list[str]], list[Span]]:
    """Write the text of merged cells into the cells below the first.

    What no cell could show is written where it stands.
    """
    places = {
        letter: next(place for place in count() if column_letter(place + 1) == letter)
        for _, letter, *_ in sheet.unreadable
    }
    width = max(
        [*map(len, sheet.rows.values()), *(place + 1 for place in places.values())], default=0
    )
    rows = {number: cells + [""] * (width - len(cells)) for number, cells in sheet.rows.items()}
    for row, letter, value, problem, _ in sheet.unreadable:
        rows.setdefault(row, [""] * width)[places[letter]] = value
        notes.append((f"{letter}{row}", f"{problem}: {value}"))
    for span in sheet.merged:
        text = (
            rows.get(span.first_row, [""] * width)[span.first_column - 1]
            if span.first_column <= width
            else ""
        )
        below = range(span.first_row + 1, min(span.last_row, max(rows)) + 1)
        if text and below:
            for row in below:
                rows.setdefault(row, [""] * width)[span.first_column - 1] = text
    return dict(sorted(rows.items())), sheet.merged


def _header_rows(
    rows: Mapping[int, list[str]], merged: Sequence[Span], header: int | None
) -> list[int]:
    """The rows of the column names.

    There are two where a name is merged over several columns that have names of their own.
    """
    if header == 0:
        return []
    if header is not None:
        if header not in rows:
            raise ValueError(
                f"row {header} is blank: the column names have to stand in the row that is given as"
                " header"
            )
        return [header]
    filled = {
        number: sum(map(bool, cells)) for number, cells in list(rows.items())[:MOST_LOOKED_AT]
    }
    least = min(max(2, 0.6 * median(filled.values())), max(filled.values()))
    first = next(number for number, count in filled.items() if count >= least)
    over = [
        span for span in merged if span.first_row == first and span.last_column > span.first_column
    ]
    two = over and all(
        all(rows.get(first + 1, [])[span.first_column - 1 : span.last_column] or [""])
        for span in over
    )
    return [first, first + 1] if two else [first]


_MARKS = re.compile(r"\s*(?:[\u00b9\u00b2\u00b3\u2070-\u2079*†‡§]+|\[\w{1,2}\])$")


def clean_header(name: str) -> str:
    """Return a column name in one line, without the mark of a footnote."""
    return _MARKS.sub("", " ".join(name.split()))


def _column_names(
    rows: Mapping[int, list[str]], merged: Sequence[Span], header: Sequence[int]
) -> list[str]:
    parts = {row: list(rows[row]) for row in header}
    for span in merged:
        if span.first_row in parts and len(header) > 1:
            for place in range(span.first_column, span.last_column):
                parts[span.first_row][place] = parts[span.first_row][span.first_column - 1]
    return [
        " ".join(dict.fromkeys(filter(None, map(clean_header, names))))
        for names in zip(*parts.values(), strict=False)
    ]


def _frame(
    rows: Mapping[int, list[str]], merged: Sequence[Span], header: Sequence[int], notes: Notes
) -> pd.DataFrame:
    if not header:
        return _nameless(rows, notes)
    body = {number: cells for number, cells in rows.items() if number > header[-1]}
    repeated = [number for number, cells in body.items() if cells == rows[header[-1]]]
    above = [number for number in rows if number < header[0]]
    notes.append((_rows_text(header), "the column names stand here"))
    if data_like := _names_like_data(rows[header[-1]], body.values()):
        words = f"“{shown(data_like)}” stands below too: if these are no names, read with header=0"
        notes.append((_rows_text(header), words))
    if above:
        notes.append(
            (
                _rows_text(above),
                (
                    "left out, because above the column names:"
                    f" “{shown(' '.join(filter(None, rows[above[0]])))}”"
                ),
            )
        )
    for span in merged:
        if span.first_row > header[-1] and span.last_row > span.first_row:
            notes.append(
                (
                    str(span),
                    (
                        f"merged cells: “{shown(rows[span.first_row][span.first_column - 1])}” is"
                        " written into each row"
                    ),
                )
            )
    if repeated:
        notes.append((_rows_text(repeated), "left out: the column names once more"))
    body = {number: cells for number, cells in body.items() if number not in repeated}
    given = _distinct(_column_names(rows, merged, header))
    used = [
        place
        for place, name in enumerate(given)
        if name or any(cells[place] for cells in body.values())
    ]
    names = {place: given[place] or f"column {column_letter(place + 1)}" for place in used}
    for place, name in names.items():
        original = " ".join(dict.fromkeys(filter(None, (rows[row][place] for row in header))))
        if name != original:
            notes.append(
                (
                    f"column {column_letter(place + 1)}",
                    f"is called “{shown(name)}”, "
                    + (f"not “{shown(original)}”" if original else "because it has no name"),
                )
            )
    cells = [[record[place] for place in used] for record in body.values()]
    return pd.DataFrame(
        cells,
        columns=list(names.values()),
        index=pd.Index(body, name="row", dtype="int64"),
        dtype="str",
    )


def _nameless(rows: Mapping[int, list[str]], notes: Notes) -> pd.DataFrame:
    """Return rows without column names: they are called after their letters."""
    notes.append(("file", "no row has column names: they are called column A, column B, …"))
    width = max(map(len, rows.values()))
    return pd.DataFrame(
        [cells + [""] * (width - len(cells)) for cells in rows.values()],
        columns=[f"column {column_letter(place + 1)}" for place in range(width)],
        index=pd.Index(rows, name="row", dtype="int64"),
        dtype="str",
    )


def _names_like_data(names: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """Return a column name that stands below in its own column too, or nothing."""
    found = (
        name
        for cells in body
        if list(cells) != list(names)
        for name, cell in zip(names, cells, strict=False)
        if name and name == cell and not name.isdigit()
    )
    return next(found, "")


def _distinct(names: Sequence[str]) -> list[str]:
    """Number the names that stand more than once, from the second on.

    >>> _distinct(["Name", "Club", "Name", ""])
    ['Name', 'Club', 'Name (2)', '']
    """
    return [
        f"{name} ({names[:place].count(name) + 1})" if name and name in names[:place] else name
        for place, name in enumerate(names)
    ]


def _rows_text(rows: Sequence[int]) -> str:
    """Name rows, consecutive ones by the first and the last.

    >>> _rows_text([3]), _rows_text([1, 2, 3]), _rows_text([1, 5])
    ('row 3', 'rows 1 to 3', 'rows 1, 5')
    """
    if len(rows) == 1:
        return f"row {rows[0]}"
    if rows[-1] - rows[0] == len(rows) - 1:
        return f"rows {rows[0]} to {rows[-1]}"
    return f"rows {', '.join(map(str, rows))}"
