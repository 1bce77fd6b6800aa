"""The definition of every table and column, read from ``data/datapackage.json``.

>>> table_names()[:3]
['documents', 'sources', 'entities']
>>> column_names("passages")[-2:]
['reason', 'repeats']
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

PACKAGE = Path(__file__).resolve().parents[2] / "data" / "datapackage.json"
"""The one definition of every table and column."""

EDTF_TYPE = "http://id.loc.gov/datatypes/edtf/EDTF"

FREE_PREFIX = "x_"
"""A column whose name starts so is the analyst's own: carried along, never checked."""

CODINGS = ("claims", "first-coding", "second-coding")
"""The tables of one shape: a claim in each row."""


@cache
def tables_schema() -> dict[str, dict[str, Any]]:
    """Return the definition of each table, by name, as datapackage.json has it."""
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def table_names() -> list[str]:
    """Return the names of the tables, in the order of datapackage.json."""
    return list(tables_schema())


def fields(table: str) -> dict[str, dict[str, Any]]:
    """Return the definition of each column of a table, by name."""
    return {field["name"]: field for field in tables_schema()[table]["schema"]["fields"]}


def column_names(table: str) -> list[str]:
    """Return the columns of a table, in order."""
    return list(fields(table))


def codebook_table(table: str) -> pd.DataFrame:
    """Return the definition of a table as a frame: one row, one column of the table.

    Returns
    -------
    DataFrame
        Columns ``column``, ``meaning``, ``allowed`` (allowed values, or what the
        cell points at), ``required`` (yes or blank), ``example``.

    Examples
    --------
    >>> codebook_table("claims").set_index("column").loc["stance", "allowed"]
    'asserts, denies'
    """
    rows = [
        {
            "column": name,
            "meaning": field["description"],
            "allowed": _allowed_text(table, field),
            "required": "yes" if constraint(field, "required") else "",
            "example": field["example"],
        }
        for name, field in fields(table).items()
    ]
    return pd.DataFrame(rows)


def _allowed_text(table: str, field: dict[str, Any]) -> str:
    listed = field.get("list", {})
    if enum := constraint(field, "enum") or listed.get("enum"):
        return ", ".join(enum)
    if field.get("rdfType") == EDTF_TYPE:
        return "an EDTF date"
    if "resource" in listed:
        return f"{listed['field']} of {listed['resource']}"
    for key, resource, target in _foreign_keys(table):
        if key == field["name"]:
            return f"{target} of {resource}"
    return ""


def constraint(field: dict[str, Any], name: str) -> Any:
    """Return a constraint of a column (required, enum, pattern), or None."""
    return field.get("constraints", {}).get(name)


def primary_key(table: str) -> list[str]:
    """Return the columns that tell the rows of a table apart."""
    key = tables_schema()[table]["schema"].get("primaryKey", [])
    return [key] if isinstance(key, str) else key


def _foreign_keys(table: str) -> Iterator[tuple[str, str, str]]:
    """Yield (column, table pointed at, column pointed at)."""
    for key in tables_schema()[table]["schema"].get("foreignKeys", []):
        reference = key["reference"]
        yield key["fields"], reference["resource"] or table, reference["fields"]


def pointers(table: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (column, table pointed at, column pointed at, separator of its list or blank)."""
    for name, target, key in _foreign_keys(table):
        yield name, target, key, ""
    for name, field in fields(table).items():
        if "resource" in (listed := field.get("list", {})):
            yield name, listed["resource"], listed["field"], listed["separator"]


def mentions(
    target: str, tables: Mapping[str, pd.DataFrame]
) -> Iterator[tuple[str, int, str, str]]:
    """Yield (table, row, column, id) wherever a cell points at a row of the table `target`.

    Each cell counts where it first stands in its column.
    """
    for table, frame in tables.items():
        for name, pointed, _, separator in pointers(table):
            if pointed == target:
                yield from (
                    (table, row, name, item)
                    for row, cell in frame[name].drop_duplicates().items()
                    for item in pointed_ids(cell, separator)
                )


def list_items(cell: str, separator: str) -> list[str]:
    """Split a cell that holds a list; blanks around items are dropped.

    >>> list_items("author > un-report", ">")
    ['author', 'un-report']
    >>> list_items("", ";")
    []
    """
    return [item.strip() for item in cell.split(separator)] if cell.strip() else []


def allowed_kinds(relations: pd.DataFrame, end: str) -> dict[str, list[str]]:
    """Return the kinds of entities that each relation takes as an end, none where any will do.

    >>> relations = pd.DataFrame({"relation": ["leads"], "subject_kind": ["person; organization"]})
    >>> allowed_kinds(relations, "subject")
    {'leads': ['person', 'organization']}
    """
    cells = zip(relations["relation"], relations[f"{end}_kind"], strict=True)
    return {relation: list_items(kinds, ";") for relation, kinds in cells}


def pointed_ids(cell: str, separator: str) -> list[str]:
    """Return the ids in a cell that points at rows.

    These are the ids of a list or, where there is no separator, the only one.
    """
    return [item for item in (list_items(cell, separator) if separator else [cell]) if item]
