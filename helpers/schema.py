"""What a table may contain, read from ``data/datapackage.json``, and what is wrong with one.

A check takes frames of text whose index is the row as a spreadsheet numbers it
(the header is row 1), and returns a frame of all problems at once.

>>> import pandas as pd
>>> claims = pd.DataFrame([{"claim_id": "k1", "stance": "assert"}], index=[2])
>>> check_tables({"claims": claims})[["row", "column", "value", "fix"]].iloc[-1].to_dict()
{'row': 2, 'column': 'stance', 'value': 'assert', 'fix': "did you mean 'asserts'?"}
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.dates import is_edtf

__all__ = [
    "CODINGS",
    "PACKAGE",
    "PROBLEM_COLUMNS",
    "Problem",
    "check_tables",
    "codebook",
    "column_names",
    "find_problems",
    "list_items",
    "problems_table",
    "shown",
    "suggestion",
    "table_names",
    "tables_schema",
]

PACKAGE = Path(__file__).resolve().parent.parent / "data" / "datapackage.json"
"""The one definition of every table and column."""

PROBLEM_COLUMNS = ["file", "row", "column", "value", "problem", "fix"]

EDTF_TYPE = "http://id.loc.gov/datatypes/edtf/EDTF"
FREE_PREFIX = "x_"
"""A column whose name starts so is the analyst's own: carried along, never checked."""

CODINGS = ("claims", "first-coding", "second-coding")
"""The tables of one shape: a claim in each row."""

LONGEST_ID = 200
LONGEST_SHOWN = 80
MOST_COMPARED = 1_000
"""Allowed values among which a misspelt one is sought."""
MOST_UNKNOWN = 20
"""Unknown items of one list that are reported."""


class Problem(NamedTuple):
    """One thing to mend: where it is, what it is, what to do."""

    file: str
    row: int | None
    column: str
    value: str
    problem: str
    fix: str


# --- the definition ---------------------------------------------------------------------------


@cache
def tables_schema() -> dict[str, dict]:
    """Return the definition of each table, by name, as datapackage.json has it."""
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def table_names() -> list[str]:
    """Return the names of the tables, in the order of datapackage.json.

    >>> table_names()[:3]
    ['documents', 'sources', 'entities']
    """
    return list(tables_schema())


def fields(table: str) -> dict[str, dict]:
    """Return the definition of each column of a table, by name."""
    return {field["name"]: field for field in tables_schema()[table]["schema"]["fields"]}


def column_names(table: str) -> list[str]:
    """Return the columns of a table, in order.

    >>> column_names("passages")[-2:]
    ['reason', 'repeats']
    """
    return list(fields(table))


def codebook(table: str) -> pd.DataFrame:
    """Return the definition of a table as a frame: one row, one column of the table.

    Returns
    -------
    DataFrame
        Columns ``column``, ``meaning``, ``allowed`` (allowed values, or what the
        cell points at), ``required`` (yes or blank), ``example``.

    Examples
    --------
    >>> codebook("claims").set_index("column").loc["stance", "allowed"]
    'asserts, denies'
    """
    rows = [
        {
            "column": name,
            "meaning": field["description"],
            "allowed": _allowed_text(table, field),
            "required": "yes" if _constraint(field, "required") else "",
            "example": field["example"],
        }
        for name, field in fields(table).items()
    ]
    return pd.DataFrame(rows)


def _allowed_text(table: str, field: dict) -> str:
    listed = field.get("list", {})
    if enum := _constraint(field, "enum") or listed.get("enum"):
        return ", ".join(enum)
    if field.get("rdfType") == EDTF_TYPE:
        return "an EDTF date"
    if "resource" in listed:
        return f"{listed['field']} of {listed['resource']}"
    for key, resource, target in _foreign_keys(table):
        if key == field["name"]:
            return f"{target} of {resource}"
    return ""


def _constraint(field: dict, name: str):
    return field.get("constraints", {}).get(name)


def _key(table: str) -> list[str]:
    key = tables_schema()[table]["schema"].get("primaryKey", [])
    return [key] if isinstance(key, str) else key


def _foreign_keys(table: str) -> Iterator[tuple[str, str, str]]:
    """Yield (column, table pointed at, column pointed at)."""
    for key in tables_schema()[table]["schema"].get("foreignKeys", []):
        reference = key["reference"]
        yield key["fields"], reference["resource"] or table, reference["fields"]


# --- small helpers ----------------------------------------------------------------------------


def list_items(cell: str, separator: str) -> list[str]:
    """Split a cell that holds a list; blanks around items are dropped.

    >>> list_items("author > un-report", ">")
    ['author', 'un-report']
    >>> list_items("", ";")
    []
    """
    return [item.strip() for item in cell.split(separator)] if cell.strip() else []


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    """Make a cell's text safe and short enough to print.

    Control, bidirectional and other invisible characters appear as escapes, so
    that they can be seen and cannot act on a terminal.

    >>> shown("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    text = str(value)
    cut = text if len(text) <= longest else text[:longest] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def suggestion(value: str, allowed: Iterable[str]) -> str:
    """Say what a wrong value was probably meant to be, or what is allowed.

    >>> suggestion("Denies ", ["asserts", "denies"])
    "did you mean 'denies'?"
    >>> suggestion("zzz", ["asserts", "denies"])
    "write one of: 'asserts', 'denies'"
    """
    allowed = tuple(allowed)
    if not allowed:
        return "there is nothing yet that it could point at"
    if meant := _closest(value, allowed):
        return f"did you mean {shown(meant)!r}?"
    if len(allowed) <= 15:
        return "write one of: " + ", ".join(repr(shown(option)) for option in allowed)
    return f"write one of the {len(allowed)} that are defined, or define it there"


def _closest(value: str, allowed: tuple[str, ...]) -> str:
    """Return the allowed value that a wrong one was probably meant to be, or nothing."""
    wanted, options = _skeleton(value), _by_skeleton(allowed)
    if wanted in options:
        return options[wanted]
    compared = options if len(options) <= MOST_COMPARED else ()
    return next((options[found] for found in difflib.get_close_matches(wanted, compared, n=1, cutoff=0.75)), "")


@lru_cache(maxsize=100)
def _by_skeleton(allowed: tuple[str, ...]) -> dict[str, str]:
    return {_skeleton(option): option for option in reversed(allowed)}


_FOLDED = {"ي": "ی", "ى": "ی", "ك": "ک", "_": "-", " ": "-"}


def _skeleton(value: str) -> str:
    """Fold what the eye cannot tell apart: case, dashes, width, two yehs and kafs."""
    text = unicodedata.normalize("NFKC", value[:LONGEST_ID]).casefold().strip()
    return "".join(_folded(character) for character in text)


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    return "-" if category == "Pd" else "" if category == "Cf" else _FOLDED.get(character, character)


def problems_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """Return problems as a frame, ordered by file, row and column of appearance.

    Returns
    -------
    DataFrame
        Columns `PROBLEM_COLUMNS`, all text but ``row`` (Int64, missing where the
        whole file is meant).
    """
    rank = {f"{name}.csv": place for place, name in enumerate(table_names())}
    ordered = sorted(dict.fromkeys(problems), key=lambda p: (rank.get(p.file, -1), p.file, p.row or 0))
    return pd.DataFrame(ordered, columns=PROBLEM_COLUMNS).astype({"row": "Int64"})


# --- the checks -------------------------------------------------------------------------------


def check_tables(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return all that is wrong with tables, as far as it shows without the texts.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Table name to frame; cells are text, blank is "", the index is the row as
        a spreadsheet numbers it.

    Returns
    -------
    DataFrame
        See `problems_table`; empty when nothing is wrong. The ids of a table that
        is not there are checked where the others mention them. Checked are headers,
        required cells, allowed values, patterns, dates, keys, references, lists,
        repeated rows, look-alike ids, chains, alternatives and kinds.
    """
    return problems_table(find_problems(tables))


def find_problems(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Return what `check_tables` returns, as a list in the order of the checks."""
    problems: list[Problem] = []
    complete = {}
    for name, frame in tables.items():
        problems += _check_header(name, frame)
        frame = frame.loc[:, ~frame.columns.duplicated()]
        complete[name] = frame.reindex(columns=column_names(name), fill_value="")
    keyed = {name: frame for name, frame in complete.items() if set(_key(name)) <= set(tables[name].columns)}
    for name, frame in complete.items():
        present = set(tables[name].columns)
        problems += _check_cells(name, frame, present)
        problems += _check_key(name, frame, present)
        problems += _check_references(name, frame, keyed)
        problems += _check_repeated_rows(name, frame)
    for name in table_names():
        if name not in complete:
            problems += _check_ids(mentions(name, complete))
    problems += _check_speaks_for(complete)
    for name in CODINGS:
        if name in complete:
            problems += _check_chains(name, complete[name])
            problems += _check_alternatives(name, complete[name])
            problems += _check_kinds(name, complete)
    problems += _check_repeats(complete)
    return problems


def _check_header(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    file, known = f"{table}.csv", fields(table)
    given = [str(column) for column in frame.columns]
    for column in dict.fromkeys(c for c in given if given.count(c) > 1):
        yield Problem(file, 1, shown(column), "", "the column stands twice", "keep one of them")
    absent = [c for c in known if c not in given]
    for column in dict.fromkeys(given):
        if column not in known and not column.startswith(FREE_PREFIX):
            meant = _closest(column, tuple(absent))
            fix = f"did you mean {meant!r}?" if meant else f"delete it, or start its name with {FREE_PREFIX} to carry it along unchecked"
            yield Problem(file, 1, shown(column), shown(column), f"{table} has no such column", fix)
            absent = [c for c in absent if c != meant]
    for column in absent:
        if _constraint(known[column], "required"):
            yield Problem(file, 1, column, "", "the column is missing", f"add it: {known[column]['description']}")


def _rows_where(frame: pd.DataFrame, columns: list[str], wrong: Callable[..., object]) -> Iterator[tuple[int, tuple[str, ...], object]]:
    """Yield (row, values, verdict) wherever `wrong` has something to say of a row's cells.

    Rows whose first cell is blank are passed over, and each distinct row is asked once.
    """
    ask = cache(wrong)
    for row, *values in zip(frame.index, *(frame[column] for column in columns)):
        if values[0] and (verdict := ask(*values)):
            yield row, tuple(values), verdict


def _check_cells(table: str, frame: pd.DataFrame, present: set[str]) -> Iterator[Problem]:
    file = f"{table}.csv"
    for name, field in fields(table).items():
        if name not in present:
            continue
        if _constraint(field, "required"):
            blank = (row for row, cell in zip(frame.index, frame[name]) if not cell)
            yield from (Problem(file, row, name, "", "the cell is blank", f"fill it in: {field['description']}") for row in blank)
        for row, (value,), (problem, fix) in _rows_where(frame, [name], partial(_wrong_cell, field)):
            yield Problem(file, row, name, shown(value), problem, fix)


def _wrong_cell(field: dict, value: str) -> tuple[str, str] | None:
    """Say what is wrong with one filled cell on its own, and how to mend it."""
    if not value.strip():
        return "the cell holds nothing but white space", "empty it"
    enum = _constraint(field, "enum")
    if enum and value not in enum:
        return "not an allowed value", suggestion(value, enum)
    pattern = _constraint(field, "pattern")
    if pattern and not re.fullmatch(pattern, value):
        return "not in the form that the column asks for", field["description"]
    if field.get("rdfType") == EDTF_TYPE and not is_edtf(value):
        return "not a date in EDTF", "write 1908, 1908-03, 1908-03-06, 1908-03-06? or 1907-09/.. (EDTF)"
    listed = field.get("list")
    if listed:
        items = list_items(value, listed["separator"])
        if "" in items:
            return "the list has an empty item", f"remove the extra {listed['separator']!r}"
        for item in items:
            if item not in listed.get("enum", [item]):
                return f"{shown(item)!r} is not an allowed value", suggestion(item, listed["enum"])
    return None


def _check_key(table: str, frame: pd.DataFrame, present: set[str]) -> Iterator[Problem]:
    key = _key(table)
    if not key or not present.issuperset(key):
        return
    first: dict[tuple[str, ...], int] = {}
    for row, *values in zip(frame.index, *(frame[column] for column in key)):
        if all(values) and (earlier := first.setdefault(tuple(values), row)) != row:
            yield Problem(f"{table}.csv", row, ", ".join(key), shown(" ".join(values)), f"already used in row {earlier}", "give each row an id of its own")
    if len(key) == 1:
        yield from _check_ids((table, row, key[0], value) for (value,), row in first.items())


def _check_ids(ids: Iterable[tuple[str, int, str, str]]) -> Iterator[Problem]:
    """Check ids, given as (table, row, column, id), each where it first stands."""
    first = {}
    for table, row, column, value in ids:
        first.setdefault(value, (f"{table}.csv", row, column))
    seen: dict[str, str] = {}
    for value, place in first.items():
        if odd := _odd_id(value):
            yield Problem(*place, shown(value), *odd)
        elif (before := seen.setdefault(_skeleton(value), value)) != value:
            yield Problem(*place, shown(value), f"looks like {shown(before)!r} of row {first[before][1]}", "write both alike if they are one, or make the ids tell them apart")


def _odd_id(value: str) -> tuple[str, str] | None:
    """Say what in an id the eye could miss."""
    if len(value) > LONGEST_ID:
        return f"the id is longer than {LONGEST_ID} characters", "choose a short one"
    if value != value.strip():
        return "the id has white space around it", f"write {shown(value.strip())!r}"
    for separator in (">", ";"):
        if separator in value:
            return f"the id contains {separator!r}, which separates the items of a list", "choose another character"
    for character in value:
        if _is_look_alike(character):
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            return f"the id contains a character that is invisible or looks like another: {name}", "type it again with plain letters, digits and hyphens"
    if unicodedata.normalize("NFC", value) != value:
        return "the id is written with separate combining marks", f"write {shown(unicodedata.normalize('NFC', value))!r} in composed letters (Unicode NFC)"
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in value if c.isalpha()} & {"LATIN", "CYRILLIC", "GREEK"}
    if len(scripts) > 1:
        return f"the id mixes {' and '.join(sorted(scripts)).lower()} letters that look alike", "type it again in one script"
    return None


_JOINERS = "\u200c\u200d"  # at home inside words of several scripts


def _is_look_alike(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp"):
        return character not in _JOINERS
    odd_dash_or_space = category in ("Pd", "Zs") and character not in "- "
    return odd_dash_or_space or unicodedata.normalize("NFKC", character) != unicodedata.normalize("NFC", character)


def _check_references(table: str, frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    for name, target, key, separator in _pointers(table):
        if target not in tables:
            continue
        known = tuple(value for value in tables[target][key].unique() if value)
        for row, _, items in _rows_where(frame, [name], partial(_unknown_items, set(known), separator)):
            for item in items:
                yield Problem(f"{table}.csv", row, name, shown(item), f"no such {key} in {target}.csv", suggestion(item, known))


def _pointers(table: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (column, table pointed at, column pointed at, separator of its list or blank)."""
    for name, target, key in _foreign_keys(table):
        yield name, target, key, ""
    for name, field in fields(table).items():
        if "resource" in (listed := field.get("list", {})):
            yield name, listed["resource"], listed["field"], listed["separator"]


def _items(cell: str, separator: str) -> list[str]:
    return [item for item in (list_items(cell, separator) if separator else [cell]) if item]


def _unknown_items(known: set[str], separator: str, cell: str) -> list[str]:
    return [item for item in dict.fromkeys(_items(cell, separator)) if item not in known][:MOST_UNKNOWN]


def mentions(target: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, int, str, str]]:
    """Yield (table, row, column, id) wherever tables point at a row of the table `target`."""
    for table, frame in tables.items():
        for name, pointed, _, separator in _pointers(table):
            if pointed == target:
                yield from ((table, row, name, item) for row, cell in frame[name].items() for item in _items(cell, separator))


def _check_repeated_rows(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    """A second row that says the same of the same words, whatever its id and note."""
    if "quote" not in frame:
        return
    name = [*_key(table), "quote"][0]
    rest = [column for column in frame.columns if column not in (*_key(table), "note")]
    first: dict[tuple[str, ...], int] = {}
    for row, *values in zip(frame.index, *(frame[column] for column in rest)):
        if (earlier := first.setdefault(tuple(values), row)) != row:
            yield Problem(f"{table}.csv", row, name, shown(frame.at[row, name]), f"the row repeats row {earlier}", "delete one of them, or say in which column they differ")


def _check_speaks_for(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    if "sources" not in tables:
        return
    sources = tables["sources"]
    parent = {s: p for s, p in zip(sources["source_id"], sources["speaks_for"]) if p}
    for row, source in zip(sources.index, sources["source_id"]):
        chain, above = {source: None}, parent.get(source)  # a dict keeps order and is quick to ask
        while above and above not in chain:
            chain[above] = None
            above = parent.get(above)
        if above == source:
            circle = " → ".join([*chain, source])
            yield Problem("sources.csv", row, "speaks_for", shown(parent[source]), f"speaks for itself in a circle: {shown(circle, 200)}", "blank one speaks_for of the circle")


def _check_chains(table: str, claims: pd.DataFrame) -> Iterator[Problem]:
    for row, (via, _), problem in _rows_where(claims, ["via", "speaker"], _wrong_chain):
        yield Problem(f"{table}.csv", row, "via", shown(via), problem, "name each relay once, outermost first, without the speaker")


def _wrong_chain(via: str, speaker: str) -> str:
    relays = list_items(via, ">")
    if speaker in relays:
        return f"the speaker {shown(speaker)!r} is also a relay"
    return "a relay stands twice" if len(relays) != len(set(relays)) else ""


def _check_alternatives(table: str, claims: pd.DataFrame) -> Iterator[Problem]:
    primary_of = dict(zip(claims["claim_id"], claims["alternative_of"]))
    for row, (primary, _), (problem, fix) in _rows_where(claims, ["alternative_of", "claim_id"], partial(_wrong_alternative, primary_of)):
        yield Problem(f"{table}.csv", row, "alternative_of", shown(primary), problem, fix)


def _wrong_alternative(primary_of: dict[str, str], primary: str, claim: str) -> tuple[str, str] | None:
    if claim == primary:
        return "the row is its own alternative", "name the row that it would replace, or blank the cell"
    if first := primary_of.get(primary):
        return f"{shown(primary)!r} is itself an alternative", f"name the first coding: {shown(first)!r}"
    return None


def _check_kinds(table: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    if not {"entities", "relations"} <= tables.keys():
        return
    claims, entities, relations = tables[table], tables["entities"], tables["relations"]
    known = fields("entities")["kind"]["constraints"]["enum"]
    kind = {entity: own for entity, own in zip(entities["entity_id"], entities["kind"]) if own in known}
    for end in ("subject", "object"):
        allowed = {r: list_items(kinds, ";") for r, kinds in zip(relations["relation"], relations[f"{end}_kind"])}
        for row, (_, entity), problem in _rows_where(claims, ["relation", end], partial(_wrong_kind, allowed, kind)):
            yield Problem(f"{table}.csv", row, end, shown(entity), problem, f"choose another relation or {end}, or mend the kind in entities.csv or relations.csv")


def _wrong_kind(allowed: dict[str, list[str]], kind: dict[str, str], relation: str, entity: str) -> str:
    kinds, own = allowed.get(relation), kind.get(entity)
    if not kinds or not own or own in kinds:
        return ""
    return f"is of kind {shown(own)!r}, and {shown(relation)!r} takes {' or '.join(kinds)}"


def _check_repeats(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    if "passages" not in tables:
        return
    passages = tables["passages"]
    for row, reason, repeats in zip(passages.index, passages["reason"], passages["repeats"]):
        if (reason == "repeats") != bool(repeats):
            yield Problem("passages.csv", row, "repeats", shown(repeats), f"the reason is {shown(reason)!r}", "name the repeated claim with the reason 'repeats', and only there")
