"""Rows of a table that somebody else made: cleaned, checked, split.

>>> frame = pd.DataFrame({"Name": ["Ada Stone; Ben Reed"], "Club": ["Chess Club"]})
>>> columns = {"person": "Name", "organization": "Club"}
>>> (row,) = table_rows(frame, columns, [], separator=";")
>>> [part.cells["person"] for part in split_row(row, columns, [])]
['Ada Stone', 'Ben Reed']
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from html import unescape
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.codebook import (
    LATEST_YEAR,
    Problem,
    date_fix,
    faults,
    is_edtf,
    is_stand_in,
    noun_of,
    problem_of,
    shown,
    wrong_character,
)
from helpers.convert.tables.placeholders import ANSWERS, ask_for_name, is_total, says_nothing
from helpers.data import complete_table

EXACT_BELOW = 2**53
"""Larger whole numbers lose digits as a float."""

LISTED = {
    "person": ("person_id", "person_aliases", "person_script"),
    "organization": ("organization_id", "organization_aliases", "organization_script"),
    "source": ("url", "said_on", "stance"),
    "role": (),
    "denied_by": (),
}
"""Cells that may hold lists, and those whose items go along with theirs one by one."""

TOGETHER = [
    {"person", "role", *LISTED["person"]},
    {"organization", "role", *LISTED["organization"]},
    {"source", *LISTED["source"]},
]

MAY_BE_LISTS = {*LISTED, *(along for uses in LISTED.values() for along in uses)}

IN_WORDS = {
    "person_id": ("id", "ids"),
    "organization_id": ("id", "ids"),
    "person_aliases": ("alias", "aliases"),
    "organization_aliases": ("alias", "aliases"),
    "person_script": ("original name", "original names"),
    "organization_script": ("original name", "original names"),
    "url": ("address", "addresses"),
    "role": ("post", "posts"),
}
"""Items of which there must be as many as names."""

_ERROR = re.compile(r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|=.+", re.DOTALL)
_PRINTED = re.compile(r"\[\s*['\"\[{(].*\]|\{\s*['\"].*\}|b'.*'", re.DOTALL)
_CUT_SHORT = re.compile(r"[-+]?\d(?:[.,]\d+)?e\+\d+", re.IGNORECASE)
DASHED_YEAR = re.compile(r"(?:^|/)-")
SEVERAL_DATES = re.compile(r"[/\[{]")
_FREE_TEXT = ("quote", "note")


class Row(NamedTuple):
    """What one row of a table says, cell by cell; a row with lists in it says several things."""

    number: int
    cells: dict[str, str]
    lists: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    separator: str = ""
    drop: str = ""
    """How to leave it out of its frame."""

    def items(self, use: str) -> tuple[str, ...]:
        """Return the items of a cell: one where it holds no list."""
        return self.lists.get(use) or (self.cells.get(use, ""),)


def clean(cell: object) -> str:
    """Return a cell as text in one line; nothing for a missing one."""
    if not isinstance(cell, str) and not pd.api.types.is_list_like(cell):
        if pd.isna(cell):
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if isinstance(cell, date):  # a Timestamp is one too
            cell = cell.isoformat().removesuffix("T00:00:00")
    return " ".join(str(cell).split())


def is_numbered(frame: pd.DataFrame) -> bool:
    """Tell whether the index of a frame holds the numbers of a spreadsheet's rows."""
    return frame.index.name == "row" and all(clean(row).isdecimal() for row in frame.index)


def row_numbers(frame: pd.DataFrame) -> list[int]:
    """Return the rows as a spreadsheet numbers them."""
    if is_numbered(frame):
        return [int(row) for row in frame.index]
    return list(range(2, len(frame) + 2))


def row_drops(frame: pd.DataFrame) -> list[str]:
    """Say how to leave each row out of a frame, by its own label where that is one.

    >>> row_drops(pd.DataFrame({"a": [1, 2]}, index=["x", "y"]))[1]
    "frame.drop(index='y')"
    """
    if frame.index.is_unique:
        return [f"frame.drop(index={shown(repr(label))})" for label in frame.index.tolist()]
    frame_again = "frame.reset_index(drop=True)"
    return [f"{frame_again}.drop(index={place})" for place in range(len(frame))]


def table_rows(
    frame: pd.DataFrame,
    columns: Mapping[str, str],
    problems: list[Problem],
    separator: str | None = None,
) -> Iterator[Row]:
    """Yield the rows of a frame, cleaned; quotes as they are.

    Parameters
    ----------
    frame : DataFrame
    columns : mapping of str to str
        What a cell is used for → the name of its column.
    problems : list of Problem
        Cells that hold neither a text nor a list of texts are added.
    separator : str, optional
        What separates the items of a list that is written as text.
    """
    places = {str(name): place for place, name in enumerate(frame.columns)}
    series = {use: frame.iloc[:, places[column]] for use, column in columns.items()}
    numbers, drops = row_numbers(frame), row_drops(frame)
    for number, drop, *values in zip(numbers, drops, *series.values(), strict=True):
        row = Row(number, {}, {}, separator or "", drop)
        for use, value in zip(series, values, strict=True):
            if fault := _read_cell(row, use, value, separator):
                cell = shown(clean(str(value)))
                place = ("", number, columns[use], cell)
                words = {"type": type(value).__name__, "cell": shown(row.cells[use])}
                problems.append(problem_of(fault, *place, **words))
        cells = zip(series, values, strict=True)
        sets = [use for use, value in cells if isinstance(value, (set, frozenset))]
        for use in _unordered(row, sets):
            place = ("", number, columns[use], shown(row.cells[use]))
            problems.append(problem_of(faults.NO_ORDER, *place))
        yield row


def _read_cell(row: Row, use: str, value: Any, separator: str | None) -> faults.Fault | None:
    """Put what a cell holds into the row; return what keeps it from being read."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, str):
        row.cells[use] = value if use == "quote" else clean(value)
        if items := _items_of_text(use, value, separator):
            row.lists[use] = items  # type: ignore[index]  # its own, as long as it is read
        printed = use not in _FREE_TEXT and not use.startswith("x_") and _PRINTED.fullmatch(value)
        return faults.PRINTED_LIST if printed else None
    if not _is_listlike(value):
        row.cells[use] = clean(value)
        lost = isinstance(value, float) and use.endswith("_id") and abs(value) >= EXACT_BELOW
        return faults.CUT_SHORT if lost else None
    row.cells[use] = clean(str(value))
    if not _is_list(value):
        return faults.ODD_CELL
    items = tuple(map(clean, value))
    if isinstance(value, (set, frozenset)):
        items = tuple(sorted(items))  # a set has no order, and the same table has one result
    row.cells[use] = "; ".join(items)
    if len(items) > 1 and use not in MAY_BE_LISTS:
        return faults.LIST_HERE
    if items and use in MAY_BE_LISTS:
        row.lists[use] = items  # type: ignore[index]
    return None


def _unordered(row: Row, sets: Iterable[str]) -> Iterator[str]:
    """Yield the sets beside which another list stands that goes along one by one."""
    for use in sets:
        beside = set().union(*(group for group in TOGETHER if use in group)) - {use}
        if len(row.items(use)) > 1 and any(len(row.items(other)) > 1 for other in beside):
            yield use


def _is_listlike(value: object) -> bool:
    return isinstance(value, (bytes, Mapping)) or pd.api.types.is_list_like(value)


def _is_list(value: Any) -> bool:
    """Tell whether a value is a list of single values, however it is kept."""
    if isinstance(value, (bytes, Mapping)) or getattr(value, "ndim", 1) != 1:
        return False
    return not any(map(_is_listlike, value))


def _items_of_text(use: str, text: str, separator: str | None) -> tuple[str, ...]:
    """Return the items of a list that is written as text; none where it is not taken as one."""
    if use.endswith("_aliases"):
        separator = separator or ";"
    if separator is None or separator not in text or use not in MAY_BE_LISTS:
        return ()
    items = tuple(map(clean, text.split(separator)))
    if use == "url" and not all(map(_is_address, filter(None, items))):
        return ()  # the separator is a part of the address
    return items


def _is_address(text: str) -> bool:
    return "://" in text or text.startswith("www.")


# --- checks -----------------------------------------------------------------------------------


BLANK_DATE = {
    "start": "leave it blank if nobody knows it",
    "end": "leave it blank if it goes on, write ? if nobody knows it",
    "valid": "1908/.. means since 1908 and going on, 1908/ since 1908 with an unknown end",
    "said_on": "leave it blank if nobody knows it",
}
"""How to write that there is no date."""


def check_row(
    row: Row, columns: Mapping[str, str], real_names: Container[str] = ()
) -> Iterator[Problem]:
    """Yield what is wrong with a row, as far as it shows in its whole cells."""

    def wrong(fault: faults.Fault, use: str, **values: object) -> Problem:
        place = ("", row.number, columns[use], shown(row.cells[use]))
        return problem_of(fault, *place, drop=row.drop, **values)

    for use, cell in row.cells.items():
        if problem := wrong_character("", row.number, columns[use], cell):
            yield problem
    for use in ("person", "organization", "source", "denied_by"):
        if _ERROR.fullmatch(row.cells.get(use, "")):
            yield wrong(faults.FORMULA, use)
    for use, blank in BLANK_DATE.items():
        cell = row.cells.get(use, "")
        if cell in real_names:
            continue
        if re.fullmatch(r"[2-9]\d{3}", cell) and int(cell) > LATEST_YEAR:
            words = {"latest": LATEST_YEAR, "fix": date_fix(cell), "blank": blank}
            yield wrong(faults.LATE_YEAR, use, **words)
        elif is_stand_in(cell) and (is_edtf(cell) or use in ("valid", "said_on")):
            itself = f"; if it is the date itself, say so: real_names=[{shown(cell)!r}]"
            without = BLANK_DATE["said_on"] if use == "valid" else blank
            yield wrong(faults.STAND_IN, use, blank=without + (itself if is_edtf(cell) else ""))
        elif DASHED_YEAR.search(cell) and is_edtf(cell):
            side = use if use in ("start", "end") else ""
            if not (side and SEVERAL_DATES.search(cell)):  # of which with_tenure says all
                yield wrong(faults.EARLY_YEAR, use, fix=date_fix(cell, side), cell=shown(cell))
    yield from _check_separators(row, columns)


def _check_separators(row: Row, columns: Mapping[str, str]) -> Iterator[Problem]:
    """Yield where a separator stands inside a name."""
    for use in ("person", "organization"):
        cell = row.cells[use]
        if row.separator and row.separator in "".join(re.findall(r"&#?\w+;", cell)):
            place = ("", row.number, columns[use], shown(cell))
            words = {"separator": row.separator, "meant": shown(unescape(cell))}
            yield problem_of(faults.HTML_CODE, *place, **words)
    for use in ("person_aliases", "organization_aliases"):
        for alias in row.items(use):
            if ";" in alias:
                place = ("", row.number, columns[use], shown(row.cells[use]))
                yield problem_of(faults.ALIAS_SEPARATOR, *place, alias=shown(alias))


def check_names(
    row: Row,
    columns: Mapping[str, str],
    kinds: tuple[str, str] = ("person", "organization"),
    real_names: Container[str] = (),
) -> Iterator[Problem]:
    """Yield what is wrong with the names and ids of a row without lists."""
    wrong = partial(_wrong, row, columns)
    if not row.cells["person"] and not row.cells["organization"]:
        text = next(filter(None, row.cells.values()), "")
        yield problem_of(faults.NO_NAMES, "", row.number, "", shown(text), drop=row.drop)
        return
    for use, kind in zip(("person", "organization"), kinds, strict=True):
        name = row.cells[use]
        if not name:
            yield wrong(faults.NO_NAME, use, name, kind=kind)
        elif _is_nobody(name) and name not in real_names:
            yield wrong(faults.PLACEHOLDER, use, name, kind=one_of_kind(kind))
        elif is_total(name) and name not in real_names:
            yield wrong(faults.TOTAL, use, name, kind=one_of_kind(kind))
    yield from _check_ids(row, columns, real_names)


def _check_ids(
    row: Row, columns: Mapping[str, str], real_names: Container[str]
) -> Iterator[Problem]:
    """Yield what would make one of many: of ids, and of who says so."""
    wrong = partial(_wrong, row, columns)
    for use in ("person", "organization", "person_id", "organization_id"):
        own = row.cells.get(use, "")
        if own in real_names:
            continue
        if use.endswith("_id") and says_nothing(own):
            yield wrong(faults.ONE_FOR_ALL, use, own, what="id for all who have it")
        elif _CUT_SHORT.fullmatch(own):
            yield wrong(faults.CUT_SHORT, use, own)
    for use in ("source", "denied_by"):
        for name in row.items(use):
            if _is_nobody(name) and name not in real_names:
                yield wrong(faults.ONE_FOR_ALL, use, name, what="source of this name")


def _wrong(
    row: Row, columns: Mapping[str, str], fault: faults.Fault, use: str, name: str, **values: object
) -> Problem:
    place = ("", row.number, columns[use], shown(row.cells[use]))
    words = {"drop": row.drop, "cell": shown(name), "ask": ask_for_name(name)}
    return problem_of(fault, *place, **words, **values)


def _is_nobody(name: str) -> bool:
    """Tell whether a cell says that there is no name, or answers yes or no."""
    return says_nothing(name) or name.casefold() in ANSWERS


def one_of_kind(kind: str) -> str:
    """Return a kind with its article.

    >>> one_of_kind("organization")
    'an organization'
    """
    return f"an {kind}" if kind[0] in "aeo" else f"a {kind}"


# --- lists ------------------------------------------------------------------------------------


def split_row(
    row: Row,
    columns: Mapping[str, str],
    problems: list[Problem],
    known_roles: Container[str] | None = None,
) -> Iterator[Row]:
    """Yield one row for each person, organization, source and post that the cells list.

    Parameters
    ----------
    row : Row
    columns : mapping of str to str
        What a cell is used for → the name of its column.
    problems : list of Problem
        Lists that do not go together are added.
    known_roles : container of str, optional
        The roles that have a relation of their own. Without it, posts that go along with
        no names stay together in one cell.
    """
    if not row.lists:
        yield row
        return
    people, organizations, sources = (
        _companions(row, use, columns, problems) for use in ("person", "organization", "source")
    )
    posts = _posts(row, known_roles or ())
    if len(posts) == len(organizations) > 1:
        organizations = _along(organizations, "role", posts)
        posts = []
    elif len(posts) == len(people) > 1 == len(organizations):
        people = _along(people, "role", posts)
        posts = []
    elif known_roles is None:
        posts = []
    elif len(posts) > 1 and (names := max(len(people), len(organizations))) > 1:
        problems.append(_not_as_many(row, "role", columns, names, len(posts)))
    together = [{"role": post} for post in posts] or [{}]
    for parts in product(people, organizations, sources, together):
        cells = dict(row.cells)
        for part in parts:
            cells |= part
        yield row._replace(cells=cells, lists={"denied_by": row.items("denied_by")})


def _posts(row: Row, known_roles: Container[str]) -> list[str]:
    """Return the posts that a cell lists; none where it is one, or where all of it is known."""
    if "role" not in row.lists or row.cells["role"] in known_roles:
        return []
    return list(filter(None, row.lists["role"]))


def _companions(
    row: Row, use: str, columns: Mapping[str, str], problems: list[Problem]
) -> list[dict[str, str]]:
    """Return the names of a cell, each with the items that other cells list along with them."""
    given = row.items(use)
    names = [name for name in given if name]
    if not names and use != "source":
        return [{use: ""}]  # refused already
    names = names or [""]  # a source that is not named can have said it in several places
    parts = [{use: name} for name in names] if use in row.cells else [{}]
    for other in LISTED[use]:
        items = row.lists.get(other)
        if other.endswith("_aliases"):
            items = _as_aliases(items, len(names))
        if items is None:
            items = (row.cells.get(other, ""),)
            if len(names) == 1 or other not in IN_WORDS or other == "url" or not items[0]:
                continue  # said of all of them
        found = _one_by_one(items, given)
        if found is not None:
            parts = _along(parts, other, found)
        elif other == "url" and len(names) == 1:
            parts = [parts[0] | {"url": url} for url in filter(None, items)]  # in several places
        elif other in IN_WORDS:
            filled = len(list(filter(None, items)))
            problems.append(_not_as_many(row, other, columns, len(names), filled))
            parts = [part | {other: ""} for part in parts]
    return parts


def _one_by_one(items: Sequence[str], given: Sequence[str]) -> Sequence[str] | None:
    """Return one item for each name that is given; None where there are not as many.

    >>> _one_by_one(["1", "", "2"], ["Ada", "", "Ben"]), _one_by_one(["1"], ["Ada", "Ben"])
    (['1', '2'], None)
    """
    names = [name for name in given if name] or [""]
    filled = [item for item in items if item]
    at_names = [item for item, name in zip(items, given, strict=False) if name]
    if not filled:
        return [""] * len(names)
    if len(items) == len(given) and len(filled) == len(list(filter(None, at_names))):
        return at_names
    return filled if len(filled) == len(names) else None


def _as_aliases(items: tuple[str, ...] | None, names: int) -> tuple[str, ...] | None:
    """Return all aliases as one item where they are of one name."""
    if items is None or names > 1:
        return items
    return (";".join(filter(None, items)),)


def _along(parts: list[dict[str, str]], use: str, items: Iterable[str]) -> list[dict[str, str]]:
    return [part | {use: item} for part, item in zip(parts, items, strict=True)]


def _not_as_many(row: Row, use: str, columns: Mapping[str, str], names: int, items: int) -> Problem:
    one, many = IN_WORDS[use]
    counts = {
        "names": f"{names} {noun_of(names, 'name')}",
        "items": f"{items} {noun_of(items, one, many)}",
    }
    between = f", with {row.separator!r} between them" if row.separator else ""
    place = ("", row.number, columns[use], shown(row.cells[use]))
    return problem_of(faults.NOT_AS_MANY, *place, **counts, what=many, between=between)


def text_table(table: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a table of a dataset, with every column, numbered from 2."""
    rows = list(rows)
    return complete_table(
        table,
        pd.DataFrame(rows, index=pd.RangeIndex(2, len(rows) + 2, name="row")) if rows else None,
    )
