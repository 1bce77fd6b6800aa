"""Spreadsheets as people keep them: a title above, merged cells, footnotes, any encoding.

Read as text, with a note on all that was done.

>>> notes = spreadsheet_notes(EXAMPLE_SPREADSHEET)
>>> notes.loc[notes["where"] == "B14:B15", "note"].item()
'merged cells: “Ben Ruddle” is written into each row'
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

import pandas as pd

from helpers.codebook import PACKAGE, places_text, refuse_unknown, shown
from helpers.convert.spreadsheets.headers import (
    Rows,
    column_names,
    header_rows,
    looks_like_data,
)
from helpers.convert.spreadsheets.sheet_marks import MOST_NOTED, sheet_marks
from helpers.convert.spreadsheets.text_files import Notes, is_number, read_text
from helpers.data import (
    SUFFIX,
    Sheet,
    Span,
    WorkbookError,
    column_letter,
    old_office_at,
    read_workbook,
)

EXAMPLE_SPREADSHEET = PACKAGE.with_name("port-quince.xlsx")
"""An invented messy spreadsheet."""

NOTE_COLUMNS = ["where", "note"]


def read_spreadsheet(
    path: str | Path,
    sheet: str | None = None,
    header: int | Sequence[int] | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Read one sheet of a workbook, or a CSV file, as text.

    Parameters
    ----------
    path : str or Path
        An .xlsx workbook, or text with commas, semicolons, tabs or bars between the cells.
    sheet : str, optional
        Name of the sheet. Default: the first one that is not hidden.
    header : int or sequence of int, optional
        The row of the column names, as the spreadsheet numbers it; or the rows, where
        names stand below merged ones. Default: the first row that is filled as widely
        as the others. 0: there are no names.
    encoding : str, optional
        Of a text. Default: UTF-8 or UTF-16; where it is neither, cp1252, if its words
        are western European.

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
        If it cannot be read, or has no such sheet or row; if a row of data could be
        taken for the names, or one alphabet for another. The message says what to give.

    Examples
    --------
    >>> table = read_spreadsheet(EXAMPLE_SPREADSHEET)
    >>> table.shape, table.columns[1], table.attrs["file"]
    ((15, 7), 'Person Name', 'port-quince.xlsx, sheet Committees')
    """
    return _read(Path(path), sheet, header, encoding)[0]


def spreadsheet_notes(
    path: str | Path,
    sheet: str | None = None,
    header: int | Sequence[int] | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Return what `read_spreadsheet` does to a spreadsheet, and what it finds odd.

    Also what a sheet says besides its texts: hidden rows and columns, struck text, links
    and comments.

    Parameters
    ----------
    path : str or Path
        A workbook or a text, as for `read_spreadsheet`.
    sheet : str, optional
        Name of the sheet.
    header : int or sequence of int, optional
        The row, or rows, of the column names.
    encoding : str, optional
        Of a text.

    Returns
    -------
    DataFrame
        Columns ``where`` (rows, columns, cells) and ``note``.

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_spreadsheet`.

    Examples
    --------
    >>> for where, note in spreadsheet_notes(EXAMPLE_SPREADSHEET).head(2).values:
    ...     print(f"{where}: {note}")
    workbook: the sheet “Committees” is read
    sheet Yearbook 1907: not read
    """
    return pd.DataFrame(_read(Path(path), sheet, header, encoding)[1], columns=NOTE_COLUMNS)


def _read(
    path: Path, sheet: str | None, header: int | Sequence[int] | None, encoding: str | None
) -> tuple[pd.DataFrame, Notes]:
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    _refuse_others(path)
    if path.suffix.lower() in WORKBOOKS:
        name, read, notes = _choose_sheet(path, sheet)
        file = f"{path.name}, sheet {name}"
    else:
        cells, notes = read_text(path, encoding, header)
        read, file = Sheet(cells, [], False, []), path.name
    rows, merged = _spread(read, notes)
    try:
        names = header_rows(rows, merged, header)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    frame = _frame(rows, merged, names, notes) if names else _nameless(rows, notes)
    frame.attrs["file"] = file
    return frame, notes


WORKBOOKS = {SUFFIX, ".xlsm"}

OTHERS = {
    b"\x1f\x8b": "a compressed file (gzip): unpack it first",
    b"%PDF": "a PDF: copy its table into a spreadsheet",
    b"PAR1": "a parquet file: read it with pandas.read_parquet, and give the frame to from_table",
}
"""First bytes of files that are no text, and what to do."""


def _refuse_others(path: Path) -> None:
    """Refuse by its name what is neither an .xlsx workbook nor a text with cells."""
    with path.open("rb") as handle:
        start = handle.read(512)
    what = ": ".join(old_office_at(path) or ())
    what = what or next((cure for magic, cure in OTHERS.items() if start.startswith(magic)), "")
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
    try:
        notes += sheet_marks(path, name, sheets[name].out_of_sight)
    except Exception:  # its parts are read one by one, and any may be damaged
        words = "what is hidden, struck through, linked or commented on cannot be told"
        notes.append((f"sheet {shown(name)}", words))
    return name, sheets[name], notes


def _spread(sheet: Sheet, notes: Notes) -> tuple[dict[int, list[str]], list[Span]]:
    """Write the text of merged cells into the cells below the first.

    What no cell could show is written where it stands.
    """
    places = {
        letter: next(place for place in count() if column_letter(place + 1) == letter)
        for letter in {letter for _, letter, *_ in sheet.unreadable}
    }
    width = max(
        [*map(len, sheet.rows.values()), *(place + 1 for place in places.values())], default=0
    )
    rows = {
        number: [cell if cell.strip() else "" for cell in cells] + [""] * (width - len(cells))
        for number, cells in sheet.rows.items()
    }
    for row, letter, value, *_ in sheet.unreadable:
        rows.setdefault(row, [""] * width)[places[letter]] = value
    notes += _few(
        (fault.problem, f"{letter}{row}", f"{fault.problem}: {value}")
        for row, letter, value, fault in sheet.unreadable
    )
    for span in sheet.merged:
        text = _first_text(rows, span)
        for row in range(span.first_row + 1, min(span.last_row, max(rows)) + 1):
            if text:
                rows.setdefault(row, [""] * width)[span.first_column - 1] = text
    notes += _few(_odd_texts(rows))
    return dict(sorted((row, cells) for row, cells in rows.items() if any(cells))), sheet.merged


_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


_KINDS = {
    "a character that no page can show": _UNSHOWABLE.search,
    "a letter was lost when the file was saved": re.compile("\ufffd").search,
    "the sheet was too narrow to show what stands here": re.compile("#{3,}").fullmatch,
}
"""What can be odd about a text → how to tell."""


def _odd_texts(rows: Rows) -> Iterator[tuple[str, str, str]]:
    """Notes (kind, where, what) on cells that a wrong encoding or a program has spoilt."""
    for row, cells in rows.items():
        for place, cell in enumerate(cells):
            where = f"{column_letter(place + 1)}{row}"
            for kind, is_odd in _KINDS.items():
                if is_odd(cell):
                    yield kind, where, f"{kind}: “{shown(cell)}”"
            if not cell.isascii() and (meant := _meant_in_utf8(cell)):
                kind = "letters in a wrong encoding"
                yield kind, where, f"{kind}: “{shown(cell)}” is probably “{shown(meant)}”"


def _meant_in_utf8(cell: str) -> str:
    """Return the text that was once UTF-8 and read as cp1252, or nothing.

    >>> _meant_in_utf8("ZoÃ«"), _meant_in_utf8("Zoë")
    ('Zoë', '')
    """
    try:
        return cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def _first_text(rows: Rows, span: Span) -> str:
    """What stands in the first of merged cells."""
    cells = rows.get(span.first_row, [])
    return cells[span.first_column - 1] if span.first_column <= len(cells) else ""


def _few(notes: Iterable[tuple[str, str, str]]) -> Notes:
    """Notes (kind, where, what), of each kind as many as a reader reads, and how many there are."""
    seen: Counter[str] = Counter()
    few = []
    for kind, where, note in notes:
        seen[kind] += 1
        if seen[kind] <= MOST_NOTED:
            few.append((where, note))
    more = {kind: number for kind, number in seen.items() if number > MOST_NOTED}
    few += [
        ("cells", f"{kind}: {number - MOST_NOTED} more, {number} in all")
        for kind, number in more.items()
    ]
    return few


def _frame(rows: Rows, merged: Sequence[Span], header: Sequence[int], notes: Notes) -> pd.DataFrame:
    below = {number: cells for number, cells in rows.items() if number > header[-1]}
    repeated = [number for number, cells in below.items() if cells == rows[header[-1]]]
    body = {number: cells for number, cells in below.items() if number not in set(repeated)}
    above = [number for number in rows if number < header[0]]
    notes.append((places_text(header), "the column names stand here"))
    if not body:
        notes.append(
            (places_text(header), "no row stands below: if it is data, read with header=0")
        )
    if data_like := looks_like_data(rows, header[-1]):
        words = f"“{shown(data_like)}” looks like the cells below it"
        notes.append((places_text(header), f"{words}: if these are no names, read with header=0"))
    if above:
        text = shown(" ".join(filter(None, rows[above[0]])))
        words = f"left out, because above the column names: “{text}”"
        notes.append((places_text(above), words))
    notes += _few(_merged_notes(rows, merged, header[-1]))
    if repeated:
        notes.append((places_text(repeated), "left out: the column names once more"))
    names = _names(rows, merged, header, body, notes)
    notes += _other_tables(body, names)
    columns = {place: [cells[place] for cells in body.values()] for place in names}
    for place, cells in columns.items():
        columns[place] = _whole_numbers(cells, f"column {column_letter(place + 1)}", notes)
    frame = pd.DataFrame(
        columns, index=pd.Index(body, name="row", dtype="int64"), columns=list(names), dtype="str"
    )
    frame.columns = pd.Index(list(names.values()), dtype="str")
    return frame


def _nameless(rows: Rows, notes: Notes) -> pd.DataFrame:
    """Return rows without column names: they are called after their letters."""
    notes.append(("file", "no row has column names: they are called column A, column B, …"))
    width = max(map(len, rows.values()))
    return pd.DataFrame(
        list(rows.values()),
        columns=[f"column {column_letter(place + 1)}" for place in range(width)],
        index=pd.Index(rows, name="row", dtype="int64"),
        dtype="str",
    )


def _merged_notes(
    rows: Rows, merged: Sequence[Span], header: int
) -> Iterator[tuple[str, str, str]]:
    """Notes (kind, where, what) on the merged cells of the data, and those that reach into it."""
    for span in merged:
        text = shown(_first_text(rows, span))
        if span.last_row <= header or not text:
            continue
        if span.last_row > span.first_row:
            yield "merged cells", str(span), f"merged cells: “{text}” is written into each row"
        if span.last_column > span.first_column:
            words = f"merged columns: “{text}” stands in the first, and the others are blank"
            yield "merged columns", str(span), words


def _names(
    rows: Rows, merged: Sequence[Span], header: Sequence[int], body: Rows, notes: Notes
) -> dict[int, str]:
    """Return the columns that are used, by their places, with their names.

    A column without a name is called after its letter; but where it would be an
    organization, in a matrix, it stays without, so that nobody is put into it.
    """
    texts = [*(rows[row] for row in header[1:]), *body.values()]
    filled = {place for cells in texts for place, cell in enumerate(cells) if cell}
    named, originals = column_names(rows, merged, header, sorted(filled))
    used = [place for place, name in enumerate(named) if name or place in filled]
    names = {}
    for place in used:
        letter = f"column {column_letter(place + 1)}"
        names[place] = named[place] or letter
        if named[place]:
            if named[place] != originals[place]:
                words = f"is called “{shown(names[place])}”, not “{shown(originals[place])}”"
                notes.append((letter, words))
        elif place > used[0] and _is_matrix(body.values(), used):
            names[place] = ""
            fix = "fill it in, or leave the column out: frame.drop(columns='')"
            notes.append((letter, f"has no name, and would be an organization: {fix}"))
        else:
            notes.append((letter, f"is called “{letter}”, because it has no name"))
    last = max((place for place in used if named[place]), default=-1)
    longer = [number for number, cells in body.items() if any(cells[last + 1 :])]
    if longer and len(longer) < len(body):
        words = "more cells than names: a cell that holds a separator needs quotation marks"
        notes.append((places_text(longer), words))
    return names


def _is_matrix(body: Iterable[Sequence[str]], used: Sequence[int]) -> bool:
    """Tell whether all but the first column hold numbers, as the ones and zeros of a matrix."""
    cells = [cells[place] for cells in body for place in used[1:]]
    return all(is_number(cell) for cell in cells if cell)


def _other_tables(body: Rows, names: Mapping[int, str]) -> Notes:
    """Notes on blank columns and rows beyond which another table may stand."""
    notes = []
    places = list(names)
    for left, right in itertools.pairwise(range(len(places))):
        if places[right] > places[left] + 1 and left > 0 and right < len(places) - 1:
            blank = f"column {column_letter(places[left] + 2)}"
            words = "blank, and left out: if two tables stand side by side, make two sheets of them"
            notes.append((blank, words))
    starts: list[int] = []
    before = 0
    for number in body:
        follows = body.get(number + 1, [])
        if before and number > before + 1 and sum(map(bool, follows)) > 1:
            starts.append(number)
        before = number
    if starts:
        words = "stand below a blank row: if another table begins there, make two sheets of them"
        words = words if len(starts) > 1 else words.replace("stand", "stands", 1)
        notes.append((places_text(starts), words))
    return notes


_WHOLE = re.compile(r"\s*(-?\d+)\.0\s*")


def _whole_numbers(cells: list[str], column: str, notes: Notes) -> list[str]:
    """Read 1.0 as 1 where all numbers of a column end so, as programs write them beside gaps."""
    filled = [cell for cell in cells if cell]
    if not filled or not all(map(_WHOLE.fullmatch, filled)):
        return cells
    notes.append((column, "each number ends in .0, as a program writes it: read as whole numbers"))
    return [_WHOLE.sub(r"\1", cell) for cell in cells]
