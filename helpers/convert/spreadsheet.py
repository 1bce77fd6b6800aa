r"""Spreadsheets as people keep them: a title above, merged cells, footnotes, any encoding.

They are read as text, with a note on all that was done.

>>> clean_header("Name of\n the Club\u00b9"), clean_header("Since [2]")
('Name of the Club', 'Since')
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
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
        first row that is filled as widely as the others.
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
    if path.suffix.lower() == SUFFIX:
        name, read, notes = _choose_sheet(path, sheet)
        file = f"{path.name}, sheet {name}"
    else:
        read, notes = _read_text(path, encoding)
        file = path.name
    rows, merged = _spread(read, notes)
    frame = _frame(rows, merged, _header_rows(rows, merged, header), notes)
    frame.attrs["file"] = file
    return frame, notes


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
        for number, record in enumerate(_records(text, separator), start=1)
        if any(record)
    }
    if not rows:
        raise ValueError(f"{path}: the file is empty")
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


def _records(text: str, separator: str) -> Iterator[list[str]]:
    next(csv_rows("x"))  # lifts the limit on the length of a cell
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


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

    And what no cell could show where it stands.
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
    """The rows of the column names: one, or two.

    Two where a name is merged over several columns that have names of their own.
    """
    if header is not None:
        if header not in rows:
            raise ValueError(
                f"row {header} is blank: "
                "the column names have to stand in the row that is given as header"
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
    body = {number: cells for number, cells in rows.items() if number > header[-1]}
    repeated = [number for number, cells in body.items() if cells == rows[header[-1]]]
    above = [number for number in rows if number < header[0]]
    notes.append((_rows_text(header), "the column names stand here"))
    if above:
        title = shown(" ".join(filter(None, rows[above[0]])))
        notes.append((_rows_text(above), f"left out, because above the column names: “{title}”"))
    for span in merged:
        if span.first_row > header[-1] and span.last_row > span.first_row:
            text = shown(rows[span.first_row][span.first_column - 1])
            notes.append((str(span), f"merged cells: “{text}” is written into each row"))
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
