r"""Workbooks (.xlsx): each sheet as rows of text, as a person sees it.

And tables written as sheets, without formulas.

>>> _date_text(datetime(2021, 7, 1), "mmm\\-yy"), _date_text(datetime(2021, 7, 1), "dd/mm/yyyy")
('2021-07', '2021-07-01')
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from helpers.codebook import (
    Fault,
    faults,
    lacks_half,
    places_text,
    progress,
    shown,
    whole,
)
from helpers.data.old_office import old_office_at

SUFFIX = ".xlsx"

LARGEST = 1_000_000_000
"""Bytes that a workbook may have when it is unpacked."""

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold; one beyond U+FFFF counts as two."""

SHORT_CELL = LONGEST_CELL // 7
"""Characters that it can hold whatever they are: one that is written as a code takes seven."""

FIFTEEN_DIGITS = 10**15
"""Whole numbers from here on have digits that a workbook does not keep."""

LIST_ROWS = 5_000
"""Rows in which a written workbook offers the allowed values."""


WIDE = 18
"""Characters that a column has room for where a sheet says what it means."""

Unreadable = tuple[int, str, str, Fault]
"""Row, column letter, what stands there, what is wrong with it."""


class WorkbookError(ValueError):
    """A file that is no workbook, or a table that no workbook can hold.

    A file that cannot be read has its ``fault``, with the ``values`` of the fault's words.
    """

    def __init__(self, message: str, fault: Fault | None = None, **values: object):
        super().__init__(message)
        self.fault, self.values = fault, values


class Span(NamedTuple):
    """Merged cells: first and last row, first and last column, counted from 1."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        first, last = column_letter(self.first_column), column_letter(self.last_column)
        return f"{first}{self.first_row}:{last}{self.last_row}"


class Sheet(NamedTuple):
    """One sheet as text.

    Attributes
    ----------
    rows : dict of int to list of str
        The row as Excel numbers it → its cells from column A; rows without text are left out.
    merged : list of Span
        Merged cells; the text stands in the first of them, the others are blank.
    hidden : bool
    unreadable : list of tuple
        (row, column letter, what stands there, problem, fix) of each cell that has no
        text of its own.
    out_of_sight : list of str
        The rows and columns with text that are hidden or filtered out.
    """

    rows: dict[int, list[str]]
    merged: list[Span]
    hidden: bool
    unreadable: list[Unreadable]
    out_of_sight: Sequence[str] = ()


def column_letter(number: int) -> str:
    """Return the letters of a column that is counted from 1.

    >>> column_letter(1), column_letter(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_workbook(file: Path) -> dict[str, Sheet]:
    """Read every sheet of a workbook as text, in its order.

    Numbers come without exponent or trailing ``.0``, and with the leading zeros
    that the sheet shows; dates as EDTF, as far as the sheet shows them (``Jul-21``
    is ``2021-07``); formulas as their stored results.

    Raises
    ------
    WorkbookError
        If the file cannot be read; the message says why and what to do.
    """
    try:
        if old := old_office_at(file):
            raise _refused(faults.OLD_OFFICE, what=old[0], cure=old[1])
        with zipfile.ZipFile(file) as archive, warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of openpyxl, about styles and extensions, which are not read
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise _refused(faults.WORKBOOK_LARGE, largest=LARGEST)
            return _read_sheets(file, archive)
    except WorkbookError:
        raise
    except Exception as error:  # a damaged file fails anywhere in the parsers
        raise _refused(faults.WORKBOOK_UNREADABLE) from error


def _refused(fault: Fault, **values: object) -> WorkbookError:
    return WorkbookError("; ".join(fault.words(**values)), fault, **values)


def opened(file: Path, **options: bool) -> Any:
    """Open a workbook as openpyxl does, whatever is wrong with the charts that are sheets."""
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):
        def read_chartsheet(self, sheet: Any, rel: Any) -> None:
            with suppress(Exception):  # it has no cells: of an empty one the parser makes an error
                super().read_chartsheet(sheet, rel)

    reader = Reader(file, **options)
    reader.read()
    return reader.wb


def _read_sheets(file: Path, archive: zipfile.ZipFile) -> dict[str, Sheet]:
    written = opened(file, read_only=True)
    _keep_codes(written, archive)
    results = None
    sheets = {}
    for worksheet in written.worksheets:
        rows, unreadable, formulas = _read_cells(worksheet)
        if formulas:
            if not results:
                results = opened(file, read_only=True, data_only=True)
                _keep_codes(results, archive)
            unreadable += _fill_results(rows, formulas, results[worksheet.title])
        filled = {number: cells for number, cells in sorted(rows.items()) if any(cells)}
        xml = archive.read(worksheet._worksheet_path)
        sheets[worksheet.title] = Sheet(
            filled,
            _merged(xml),
            worksheet.sheet_state != "visible",
            sorted(unreadable),
            list(_out_of_sight(xml, filled)),
        )
    for book in filter(None, (written, results)):
        book.close()
    return sheets


def _keep_codes(workbook: Any, archive: zipfile.ZipFile) -> None:
    """Put back into the texts that cells share what openpyxl strikes out of them.

    That is x005F_, which stands where what follows looks like the code of a character.
    """
    from openpyxl.cell.text import Text
    from openpyxl.xml.functions import iterparse

    part = next((name for name in archive.namelist() if name.endswith("/sharedStrings.xml")), None)
    if part and workbook.worksheets and _CODE_OF_BAR in archive.read(part):
        with archive.open(part) as source:
            items = [node for _, node in iterparse(source) if node.tag.endswith("}si")]
        workbook.worksheets[0]._shared_strings[:] = [Text.from_tree(one).content for one in items]


_CODE_OF_BAR = b"x005F_"


def _read_cells(
    worksheet: Any,
) -> tuple[dict[int, list[str]], list[Unreadable], dict[tuple[int, int], str]]:
    """Return the text of all cells, those without one, and the formulas by row and column."""
    rows_said = (
        worksheet.max_row or 0
    )  # for the bar alone: the file's own word on its size can be wrong
    worksheet.reset_dimensions()
    rows: dict[int, list[str]] = {}
    unreadable, formulas = [], {}
    for number, cells in enumerate(
        progress(worksheet.iter_rows(), rows_said, worksheet.title), start=1
    ):
        texts = []
        for place, cell in enumerate(cells, start=1):
            if cell.data_type == "f":
                formulas[number, place] = str(getattr(cell.value, "text", cell.value))
            if cell.data_type == "e":
                unreadable.append(_error(number, place, str(cell.value)))
            text = "" if cell.data_type in "fe" else _text(cell)
            unreadable += _check_text(number, place, text, cell)
            texts.append(whole(text))
        if texts:
            rows[number] = texts
    return rows, unreadable, formulas


def _error(row: int, place: int, value: str) -> Unreadable:
    return row, column_letter(place), shown(value), faults.CELL_ERROR


def _check_text(row: int, place: int, text: str, cell: Any) -> Iterator[Unreadable]:
    """Yield what a cell does not hold or show as a whole: half a character, digits, a year."""
    if lacks_half(text):
        yield row, column_letter(place), shown(text), faults.HALF_CHARACTER
    if cell.data_type == "n" and _is_cut_short(cell.value):
        yield row, column_letter(place), text, faults.CELL_DIGITS
    if isinstance(cell.value, date) and _hides_year(cell.number_format):
        yield row, column_letter(place), text, faults.CELL_NO_YEAR


def _is_cut_short(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) >= FIFTEEN_DIGITS


def _fill_results(
    rows: dict[int, list[str]], formulas: Mapping[tuple[int, int], str], worksheet: Any
) -> Iterator[Unreadable]:
    """Put the stored results in the place of formulas; yield those that have none."""
    worksheet.reset_dimensions()
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        for place, cell in enumerate(cells, start=1):
            if (number, place) not in formulas:
                continue
            if cell.data_type == "e":
                yield _error(number, place, f"{formulas[number, place]} → {cell.value}")
            elif cell.value is None:
                formula = shown(formulas[number, place])
                yield number, column_letter(place), formula, faults.CELL_FORMULA
            else:
                text = _text(cell)
                rows[number][place - 1] = whole(text)
                yield from _check_text(number, place, text, cell)


def _text(cell: Any) -> str:
    """Return what a cell shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number_text(value, cell.number_format)
    return (
        _date_text(value, cell.number_format) if isinstance(value, (datetime, date)) else str(value)
    )


def _number_text(value: float, shape: str) -> str:
    """Fifteen digits, as a spreadsheet has them; zeros in front where the format asks for them.

    A whole number of more digits has an exponent: the others are not known.
    """
    if _is_cut_short(value):
        return f"{value:.14E}"
    if value != int(value):
        return f"{value:.15g}"
    in_zeros = _in_zeros(abs(int(value)), shape)
    return f"{'-' * (value < 0)}{in_zeros}" if in_zeros else str(int(value))


_LITERAL = re.compile(r'"([^"]*)"|\\(.)|([-+/():\s])')
_IN_ZEROS = re.compile(rf"(?:0|{_LITERAL.pattern})+", re.DOTALL)


def _in_zeros(value: int, shape: str) -> str:
    """Return a whole number in a format of zeros and texts, as ids have it; else nothing.

    >>> _in_zeros(7, '"ID-"000'), _in_zeros(123456, "00-0000"), _in_zeros(7, "#,##0")
    ('ID-007', '12-3456', '')
    """
    if "0" not in shape or not _IN_ZEROS.fullmatch(shape):
        return ""
    parts = [found.group(1, 2, 3) for found in _LITERAL.finditer(shape)]
    zeros = _LITERAL.sub("\x00", shape)
    digits = list(f"{value:0{zeros.count('0')}d}")
    rest = len(digits) - zeros.count("0")
    first, *others = digits[: rest + 1], *digits[rest + 1 :]
    texts, numbers = iter(parts), iter(["".join(first), *others])
    return "".join(
        next(numbers) if mark == "0" else "".join(filter(None, next(texts))) for mark in zeros
    )


def _date_text(value: date, shape: str) -> str:
    """No more of a date than the sheet shows: the rest was made up by the spreadsheet."""
    if getattr(value, "hour", 0) or getattr(value, "minute", 0) or getattr(value, "second", 0):
        return value.isoformat(timespec="seconds")  # type: ignore[call-arg]  # it has an hour
    letters = _letters(shape)
    if "d" in letters or "y" not in letters:
        return value.strftime("%Y-%m-%d")
    return value.strftime("%Y-%m" if "m" in letters else "%Y")


def _letters(shape: str) -> str:
    """Return the letters of a format that stand for parts of a date."""
    return re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", shape.casefold())


def _hides_year(shape: str) -> bool:
    """Tell whether a format shows a day or the name of a month, and no year of any calendar.

    >>> [_hides_year(shape) for shape in ("d-mmm", "d-mmm-yy", "[$-411]ge.m.d", "h:mm")]
    [True, False, False, False]
    """
    letters = _letters(shape)
    return ("d" in letters or "mmm" in letters) and not re.search("[yeb]", letters)


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


def _merged(xml: bytes) -> list[Span]:
    """The merged cells of a sheet, which a streaming reader passes over."""
    from openpyxl.utils import column_index_from_string as place

    return [
        Span(int(top), int(bottom), place(left.decode()), place(right.decode()))
        for left, top, right, bottom in _MERGED.findall(xml)
    ]


def attributes(tag: bytes) -> dict[str, str]:
    """Return what stands in a tag, by the names without their prefixes."""
    found = re.findall(
        r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag.decode("utf-8", "replace")
    )
    return {name.rpartition(":")[2]: unescape(one or other) for name, one, other in found}


def tags(xml: bytes, name: bytes) -> Iterator[dict[str, str]]:
    """Iterate over the attributes of all tags of a name, in a part of a workbook."""
    for match in re.finditer(rb"<(?:\w+:)?" + name + rb"\b([^>]*)>", xml):
        yield attributes(match[1])


def _out_of_sight(xml: bytes, rows: Mapping[int, list[str]]) -> Iterator[str]:
    """Name the rows and columns with text that are hidden, or filtered out."""
    if b"hidden" not in xml:
        return
    hidden, number = [], 0
    for row in tags(xml, b"row"):
        number = int(row.get("r", number + 1))
        if number in rows and _is_hidden(row):
            hidden.append(number)
    if hidden:
        yield places_text(hidden)
    for column in filter(_is_hidden, tags(xml, b"col")):
        span = range(int(column["min"]), int(column["max"]) + 1)
        filled = [
            place for place in span if any(any(cells[place - 1 : place]) for cells in rows.values())
        ]
        if filled:
            first, last = column_letter(filled[0]), column_letter(filled[-1])
            yield f"column {first}" if first == last else f"columns {first} to {last}"


def _is_hidden(tag: Mapping[str, str]) -> bool:
    return tag.get("hidden") in ("1", "true", "on")


# --- writing ----------------------------------------------------------------------------------


class Column(NamedTuple):
    """What a written sheet says of a column: a comment, and what its drop-down list offers.

    ``offered`` is a list of values, or a reference to cells that hold them; where
    `binding`, nothing else can be typed.
    """

    comment: str
    offered: str = ""
    binding: bool = False


def write_workbook(
    file: Path,
    sheets: Mapping[str, Iterable[Sequence[str]]],
    columns: Mapping[str, Sequence[Column]] = MappingProxyType({}),
) -> None:
    """Write rows of text as sheets of a workbook; every cell is text, whatever it looks like.

    The same rows always make the same bytes.

    Parameters
    ----------
    file : Path
        It is overwritten.
    sheets : mapping of str to iterable of list of str
        Name of the sheet → its rows; the first has the column names.
    columns : mapping of str to sequence of Column, optional
        Name of the sheet → what to say of its first columns.

    Raises
    ------
    WorkbookError
        If a cell is longer than a workbook can hold.
    """
    whole = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    _refuse_long(whole)
    with _new_workbook(file) as workbook:
        workbook.set_properties({"created": datetime(1980, 1, 1)})  # as the parts of the zip file
        text = workbook.add_format({"num_format": "@"})
        for name, rows in whole.items():
            worksheet = workbook.add_worksheet(name)
            worksheet.freeze_panes(1, 0)
            told = columns.get(name, ())
            width = max(map(len, rows), default=0)
            for place in range(width):  # blank cells are text too
                worksheet.set_column(place, place, WIDE if place < len(told) else None, text)
            for place, column in enumerate(told):
                _tell(worksheet, place, column)
            for number, row in enumerate(progress(rows, len(rows), name)):
                for place, cell in enumerate(row):
                    if cell:
                        worksheet.write_string(number, place, cell, text)


def _new_workbook(file: Path) -> Any:
    """Return a workbook that writes each text letter by letter.

    Left alone, XlsxWriter takes a text that begins with <r> and ends with </r> for markup, and
    in _x0041_x0042_ only half for what looks like codes of characters.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.packager import Packager
    from xlsxwriter.sharedstrings import SharedStrings

    class Texts(SharedStrings):
        def _write_si(self, string: str) -> None:
            self._xml_si_element(_escaped(string), [("xml:space", "preserve")])

    class Parts(Packager):
        def _write_shared_strings_file(self) -> None:
            texts = Texts()
            texts.string_table = self.workbook.str_table
            texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            texts._assemble_xml_file()

    class Book(Workbook):
        def _get_packager(self) -> Parts:
            return Parts()

    return Book(file)


def _tell(worksheet: Any, place: int, column: Column) -> None:
    """Say what a column means, and offer what can stand in it."""
    size = {"width": 360, "height": 140}
    worksheet.write_comment(0, place, column.comment, {"author": "datapackage.json", **size})
    if column.offered:
        offer = {"validate": "list", "source": column.offered, "show_error": column.binding}
        worksheet.data_validation(1, place, LIST_ROWS - 1, place, offer)


def _refuse_long(sheets: Mapping[str, list[list[str]]]) -> None:
    for name, rows in sheets.items():
        for number, row in enumerate(rows, start=1):
            for cell in row if max(map(len, row), default=0) > SHORT_CELL else ():
                if (
                    length := len(_escaped(cell).encode("utf-16-le", "surrogatepass")) // 2
                ) > LONGEST_CELL:
                    written = f", written as {length:,}" if length > len(cell) else ""
                    raise WorkbookError(
                        f"{name}, row {number}: a cell has {len(cell):,} characters{written}, "
                        f"and a workbook holds {LONGEST_CELL:,}; write a folder instead"
                    )


def _escaped(text: str) -> str:
    """Return a text as a workbook writes it: what it cannot hold as it is stands as a code."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
