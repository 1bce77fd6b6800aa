"""Tables as CSV files: text in, the same text out, every column there; some may be left out.

>>> decode("José".encode("latin-1"), "sources.csv")[1].problem
'the file is not UTF-8'
>>> said = pd.DataFrame([{"subject": "ada", "relation": "leads", "object": "chess-club"}])
>>> claims = complete_table("claims", said)
>>> derive_table("entities", {"claims": claims})[["entity_id", "kind"]].to_numpy().tolist()
[['ada', 'person'], ['chess-club', 'organization']]
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.codebook import (
    FREE_PREFIX,
    PACKAGE,
    Problem,
    allowed_kinds,
    column_names,
    constraint,
    faults,
    fields,
    mentions,
    problem_of,
    shown,
    skeleton,
    table_names,
)
from helpers.data.old_office import old_office

MOST_ABOVE = 20
"""Rows among which the column names are sought."""


_MARKS = re.compile(rb"\A(?:%b)+" % codecs.BOM_UTF8)
"""What begins a text that is marked as UTF-8, by more than one program perhaps."""


def read_table(file: Path) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read a CSV file as text.

    The index is the row as a spreadsheet numbers it; blank rows are left out.
    """
    content = _MARKS.sub(b"", file.read_bytes())
    if (frame := _read_at_once(content, file.stem)) is not None:
        return frame, []
    text, problem = decode(content, file.name)
    problem = problem or _other_separator(file.name, text)
    if problem:
        return None, [problem]
    rows: dict[int, list[str]] = {}
    number = 0
    try:
        for number, record in enumerate(csv_rows(text, strict=True), start=1):
            if _is_filled(record) or not rows:
                rows[number] = record
    except csv.Error as error:
        is_open = "end of data" in str(error)
        fault = faults.MARK_NOT_CLOSED if is_open else faults.MARK_WITHIN
        return None, [problem_of(fault, file.name, number + 1)]
    header = rows.get(1, [])
    problems = list(_check_width(file.name, header, rows))
    frame, found = table_of_rows(file.name, rows)
    return frame, found if frame is None else problems + found


def _is_filled(cells: Iterable[str]) -> bool:
    """Tell whether a row has a cell in which anything can be seen."""
    return any(cell and not cell.isspace() for cell in cells)


SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
"""What may stand between cells instead of commas."""


def _other_separator(name: str, text: str) -> Problem | None:
    """Say what separates the column names, where it is not a comma.

    They are looked at as they stand: what else separates cells closes quotation marks as well.
    """
    known = _known_columns(Path(name).stem)
    rows = list(islice(csv_rows(text), MOST_ABOVE))
    if any(len(known & set(map(skeleton, row))) > 1 for row in rows):
        return None
    for number, row in enumerate(rows, start=1):
        for separator, plural in SEPARATORS.items():
            parts = {skeleton(part.strip(' "')) for part in ",".join(row).split(separator)}
            if len(known & parts) > 1 or (number == len(row) == 1 and len(parts) > 1):
                where = (name, number, "", shown(row[0]))
                return problem_of(faults.OTHER_SEPARATOR, *where, plural=plural)
    return None


def _read_at_once(content: bytes, table: str) -> pd.DataFrame | None:
    """Read a table by the parser of pandas, in a tenth of the time.

    None where `csv` might read it otherwise, or where there is something to say of it.
    """
    if b"\0" in content or not _is_well_quoted(content):
        return None
    try:
        cells = pd.read_csv(
            io.BytesIO(content), header=None, dtype="str", na_filter=False, skip_blank_lines=False
        )
    except ValueError:  # another encoding, or a row wider than the first
        return None
    header, cells = cells.iloc[0].tolist(), cells.iloc[1:]
    if not all(header) or table not in table_names():
        return None
    if set(column_names(table)).isdisjoint(header) or (cells[0] == header[0]).any():
        return None
    blank = np.flatnonzero((cells[0] == "") | cells[0].str.isspace())
    blank = blank[~cells.iloc[blank].map(str.strip).ne("").any(axis=1)]
    frame = cells.set_axis(header, axis="columns").set_axis(
        pd.RangeIndex(2, len(cells) + 2, name="row")
    )
    frame = frame.drop(index=frame.index[blank]) if len(blank) else frame
    return frame.map(_unguard) if _GUARDS.search(content) else frame


def _is_well_quoted(content: bytes) -> bool:
    """Tell whether each quotation mark opens a cell, closes it, or is one of a pair for one."""
    around = np.frombuffer(b"\n%b\n" % content, dtype=np.uint8)
    marks, bounds = np.flatnonzero(around == ord('"')), np.isin(np.arange(256), list(b',\r\n"'))
    return len(marks) % 2 == 0 and bool(
        bounds[around[marks[::2] - 1]].all() and bounds[around[marks[1::2] + 1]].all()
    )


def table_of_rows(
    name: str, rows: Mapping[int, list[str]]
) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Make a table of rows of text, numbered as a spreadsheet does; the first has the column names.

    Parameters
    ----------
    name : str
        The name of the table's file, for the problems.
    rows : mapping of int to list of str
        Rows without text may be left out.

    Returns
    -------
    tuple of DataFrame or None, and list of Problem
        All columns with a name; an apostrophe that guards a formula is taken off.
    """
    header = ["" if cell.isspace() else cell for cell in rows.get(1, [])]
    records = {row: cells for row, cells in rows.items() if row > 1 and _is_filled(cells)}
    if below := _header_below(name, rows):
        titles = shown(" ".join(filter(None, header)))
        return None, [problem_of(faults.HEADER_BELOW, name, 1, "", titles, below=below)]
    if not any(header):
        return None, [problem_of(faults.NO_HEADER, name, 1)]
    again = {row for row, cells in records.items() if cells[: len(header)] == header}
    records = {row: cells for row, cells in records.items() if row not in again}
    found = [
        problem_of(faults.HEADER_AGAIN, name, row, "", shown(header[0])) for row in sorted(again)
    ]
    return _frame(header, records), [*found, *_check_unnamed(name, header, records)]


def _header_below(name: str, rows: Mapping[int, list[str]]) -> int | None:
    """The row of the column names, where it is not the first: a title stands above them."""
    known = _known_columns(Path(name).stem)
    first = rows.get(1, [])
    if not known.isdisjoint(map(skeleton, first)) or not _is_filled(first):
        return None
    looked_at = islice(rows.items(), MOST_ABOVE)
    return next((row for row, cells in looked_at if len(known & {*map(skeleton, cells)}) > 1), None)


def _known_columns(table: str) -> set[str]:
    """Return the columns of a table as they look, whatever their capitals, blanks and dashes."""
    return set(map(skeleton, column_names(table))) if table in table_names() else set()


def table_meant(header: Iterable[str], absent: Collection[str]) -> str:
    """Return the table that has such columns, of those that every dataset has, or nothing.

    >>> table_meant(["Source ID", "name", "kind"], ["claims", "sources"])
    'sources'
    """
    names = {skeleton(name) for name in header if name.strip()}
    for table in ("claims", *DERIVED):
        known = _known_columns(table) & names
        columns = fields(table)
        needed = {skeleton(one) for one in columns if constraint(columns[one], "required")}
        if table in absent and needed <= known and 1 < len(known) >= len(names) / 2:
            return table
    return ""


def csv_rows(text: str, strict: bool = False) -> Iterator[list[str]]:
    """Iterate over the rows of a CSV text, however long a cell is."""
    csv.field_size_limit(2**31 - 1)  # of the whole process, so that others may have set it since
    return csv.reader(io.StringIO(text, newline=""), strict=strict)


NO_TEXTS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a packed file, as those of word processors and spreadsheets are",
    b"{\\rtf": "a file of a word processor (RTF)",
}
"""How files begin that hold words and are no plain text."""


def decode(content: bytes, name: str) -> tuple[str, Problem | None]:
    """Read bytes as UTF-8, each character as it is, or say where they are not, or what they are."""
    what, _ = old_office(content) or ("", "")
    what = what or next((kind for start, kind in NO_TEXTS.items() if content.startswith(start)), "")
    if what:
        return "", problem_of(faults.NO_PLAIN_TEXT, name, what=what)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or 0 in content[:2]:
        return "", problem_of(faults.UTF16, name)
    return decode_utf8(content, name)


def decode_utf8(content: bytes, name: str) -> tuple[str, Problem | None]:
    """Read bytes as UTF-8, each character as it is, or say where they are not."""
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        row = (
            sum(1 for _ in csv_rows(before + "x"))
            if name.endswith(".csv")
            else before.count("\n") + 1
        )
        value = f"…{before[-20:]}\\x{content[error.start]:02x}"
        return "", problem_of(faults.NOT_UTF8, name, row, "", shown(value))


def _check_width(name: str, header: list[str], rows: Mapping[int, list[str]]) -> Iterator[Problem]:
    for number, record in rows.items():
        if _is_filled(record[len(header) :]):
            extra = next(filter(str.strip, record[len(header) :]))
            cells = {"cells": len(record), "names": len(header)}
            yield problem_of(faults.ROW_WIDE, name, number, "", shown(extra), **cells)


def _check_unnamed(
    name: str, header: list[str], records: Mapping[int, list[str]]
) -> Iterator[Problem]:
    for place, column in enumerate(header):
        filled = next((n for n, r in records.items() if _is_filled(r[place : place + 1])), None)
        if not column and filled:
            cell = shown(records[filled][place])
            yield problem_of(faults.COLUMN_UNNAMED, name, filled, "", cell, number=place + 1)


def _frame(header: list[str], records: Mapping[int, list[str]]) -> pd.DataFrame:
    width = len(header)
    cells = [(record + [""] * (width - len(record)))[:width] for record in records.values()]
    frame = pd.DataFrame(
        cells, columns=header, index=pd.Index(records, name="row", dtype="int64"), dtype="str"
    )
    frame = frame.map(_unguard) if any("'" in cell for row in cells for cell in row) else frame
    return frame.loc[:, [bool(column) for column in header]]


def complete_table(table: str, frame: pd.DataFrame | None) -> pd.DataFrame:
    """Give a table every column of its definition, in order, then the analyst's own."""
    if frame is None:
        return _blank(table).copy()
    own = [column for column in frame.columns.unique() if column.startswith(FREE_PREFIX)]
    columns = [*column_names(table), *own]
    if not frame.columns.is_unique:
        frame = frame.loc[:, ~frame.columns.duplicated()]
    if frame.columns.empty or not _is_text(frame):
        return frame.reindex(columns=columns).astype("str").fillna("")
    if frame.columns.tolist() == columns:  # as most are: they come here more than once
        return frame.copy(deep=False)
    return frame.reindex(columns=columns, fill_value="")


def _is_text(frame: pd.DataFrame) -> bool:
    """Tell whether there is a text in each cell of a frame."""
    return all(dtype == "str" for dtype in frame.dtypes) and not frame.isna().to_numpy().any()


@cache
def _blank(table: str) -> pd.DataFrame:
    return pd.DataFrame(
        columns=column_names(table), index=pd.Index([], name="row", dtype="int64"), dtype="str"
    )


def write_table(frame: pd.DataFrame, file: Path) -> None:
    """Write a frame of text as a CSV file, no cell of which a spreadsheet would run."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows_of_table(frame))


def rows_of_table(frame: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """Iterate over the column names and the rows, formulas guarded by an apostrophe."""
    yield tuple(frame.columns)
    yield from zip(*(map(_guard, cells.tolist()) for _, cells in frame.items()), strict=True)


_FORMULA = re.compile(r"'*[=+\-@\t\r].", re.DOTALL)

_GUARDED = re.compile(r"'+[=+\-@\t\r].", re.DOTALL)

_GUARDS = re.compile(rb"'[=+\-@\t\r]")


def _guard(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula: an apostrophe in front."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


DERIVED = ("documents", "sources", "entities", "relations")
"""The tables that are derived from the claims where a dataset lacks them."""

RELATIONS = PACKAGE.parent / "haqqani-2021" / "relations.csv"
"""The relations of a dataset that defines none."""


def derive_table(table: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Make a table that the dataset lacks from what the others mention."""
    if table == "relations":
        defaults, _ = read_table(RELATIONS)
        return complete_table(table, defaults)
    names = list(dict.fromkeys(name for *_, name in mentions(table, tables)))
    kinds = _kinds(tables) if table == "entities" else {}
    columns = {
        "documents": {"document_id": names},
        "sources": {"source_id": names, "name": names, "kind": "other"},
        "entities": {
            "entity_id": names,
            "name": names,
            "kind": [kinds.get(name, "thing") for name in names],
        },
    }[table]
    return complete_table(
        table, pd.DataFrame(columns, index=pd.RangeIndex(2, len(names) + 2, name="row"))
    )


def derived_again(tables: Mapping[str, pd.DataFrame], derived: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the derived tables that the others would make again, cell by cell."""
    others = {
        table: frame
        for table, frame in tables.items()
        if table not in derived and (len(frame) or table == "claims")
    }
    again = tuple(
        table for table in derived if same_cells(table, tables[table], derive_table(table, others))
    )
    return again if again == derived else derived_again(tables, again)


def same_cells(table: str, *frames: pd.DataFrame) -> bool:
    """Tell whether two frames make the same table, whatever the numbers of their rows."""
    one, other = (complete_table(table, frame).reset_index(drop=True) for frame in frames)
    return one.equals(other)


def name_shipped(problems: list[Problem], tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Say of unknown relations how a dataset's own table and the shipped one go together."""
    if all(problem.problem != faults.NO_SUCH_RELATION for problem in problems):
        return problems
    shipped = set(derive_table("relations", {})["relation"])
    return [_with_shipped(problem, "relations" in tables, shipped) for problem in problems]


def _with_shipped(problem: Problem, has_own: bool, shipped: set[str]) -> Problem:
    if problem.problem != faults.NO_SUCH_RELATION:
        return problem
    if has_own and problem.value in shipped:
        return problem_of(faults.SHIPPED_RELATION, *problem[:4], relation=problem.value)
    if not has_own and not problem.fix.startswith("did you mean"):
        return problem_of(faults.OWN_RELATION, *problem[:4], fix=problem.fix)
    return problem


OF_PEOPLE = ("leadership", "membership")
"""Kinds of relation that a person has to an organization."""


def _kinds(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Entity → the first kind that any relation of its claims allows.

    A relation that counts, or is one of leadership or membership, and does not say between
    which kinds is taken to be one of a person to an organization, and kinship to be one of
    two people: nobody leaves the count because a cell was left blank.
    """
    relations = tables["relations"] if "relations" in tables else derive_table("relations", tables)
    counts = relations["counts_for_overlap"].eq("yes") | relations["kind"].isin(OF_PEOPLE)
    counting = set(relations.loc[counts, "relation"])
    kinds: dict[str, str] = {}
    kin = set(relations.loc[relations["kind"] == "kinship", "relation"])
    for end, usual in (("subject", "person"), ("object", "organization")):
        allowed = allowed_kinds(relations, end)
        said = zip(tables["claims"]["relation"], tables["claims"][end], strict=True)
        for relation, entity in said:
            found = allowed.get(relation) or ([usual] if relation in counting else [])
            found = found or (["person"] if relation in kin else [])
            if entity and found:
                kinds.setdefault(entity, found[0])
    return kinds
