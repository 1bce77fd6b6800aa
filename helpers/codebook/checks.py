"""Checks: what is wrong with tables, all of it at once.

A check takes frames of text whose index is the row as a spreadsheet numbers it
(the header is row 1).

>>> import pandas as pd
>>> claims = pd.DataFrame([{"claim_id": "k1", "stance": "assert"}], index=[2])
>>> check_tables({"claims": claims})[["row", "column", "value", "fix"]].iloc[-1].to_dict()
{'row': 2, 'column': 'stance', 'value': 'assert', 'fix': "did you mean 'asserts'?"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd

from helpers.codebook.dates import date_fix, is_edtf
from helpers.codebook.distinct import Distinct
from helpers.codebook.ids import are_plain, check_ids
from helpers.codebook.problems import Problem, problems_table
from helpers.codebook.schema import (
    CODINGS,
    EDTF_TYPE,
    FREE_PREFIX,
    column_names,
    constraint,
    fields,
    list_items,
    mentions,
    pointed_ids,
    pointers,
    primary_key,
    table_names,
)
from helpers.codebook.spelling import closest, shown, suggestion

MOST_UNKNOWN = 20
"""Unknown items of one list that are reported."""

EXAMPLE_NOTE = "Example: delete this row."
"""What a template's example row says of itself."""


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
    for name, frame in tables.items():
        problems += _check_header(name, frame)
    tables = {name: frame.loc[:, ~frame.columns.duplicated()] for name, frame in tables.items()}
    complete = {name: _complete(name, frame) for name, frame in tables.items()}
    numbered = {name: Distinct(frame) for name, frame in tables.items()}
    keyed = {
        name: table
        for name, table in numbered.items()
        if set(primary_key(name)) <= set(tables[name].columns)
    }
    for name, table in numbered.items():
        problems += _check_cells(name, table, set(tables[name].columns))
        problems += _check_key(name, complete[name], keyed)
        problems += _check_references(name, table, keyed)
        problems += _check_repeated_rows(name, complete[name], table)
        problems += _check_example(name, complete[name])
    for name in table_names():
        if name not in complete:
            problems += check_ids(mentions(name, complete))
    problems += _check_speaks_for(complete)
    for name in CODINGS:
        if name in complete:
            problems += _check_chains(name, numbered[name])
            problems += _check_alternatives(name, complete[name], numbered[name])
            problems += _check_kinds(name, numbered[name], complete)
    problems += _check_repeats(complete)
    return problems


def _complete(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table with all columns of its definition, in order.

    Those that it lacks are one blank one.
    """
    blank = pd.Series("", index=frame.index, dtype="str")
    return pd.DataFrame(
        {column: frame.get(column, blank) for column in column_names(table)}, copy=False
    )


def _check_header(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    file, known = f"{table}.csv", fields(table)
    given = [str(column) for column in frame.columns]
    for column in dict.fromkeys(c for c in given if given.count(c) > 1):
        yield Problem(file, 1, shown(column), "", "the column stands twice", "keep one of them")
    absent = [c for c in known if c not in given]
    for column in dict.fromkeys(given):
        if column not in known and not column.startswith(FREE_PREFIX):
            meant = closest(column, tuple(absent))
            fix = (
                f"did you mean {meant!r}?"
                if meant
                else f"delete it, or start its name with {FREE_PREFIX} to carry it along unchecked"
            )
            yield Problem(file, 1, shown(column), shown(column), f"{table} has no such column", fix)
            absent = [c for c in absent if c != meant]
    for column in absent:
        if constraint(known[column], "required"):
            yield Problem(
                file,
                1,
                column,
                "",
                "the column is missing",
                f"add it: {known[column]['description']}",
            )


def _check_cells(name: str, table: Distinct, present: set[str]) -> Iterator[Problem]:
    file = f"{name}.csv"
    for column, field in fields(name).items():
        if column not in present:
            continue
        if constraint(field, "required"):
            yield from (
                Problem(
                    file,
                    row,
                    column,
                    "",
                    "the cell is blank",
                    f"fill it in: {field['description']}",
                )
                for row in table.blank(column)
            )
        if not _has_rules(field) and not any(map(str.isspace, table.column(column)[1])):
            continue
        for row, value, (problem, fix) in table.cells_where(column, partial(wrong_cell, field)):
            yield Problem(file, row, column, shown(value), problem, fix)


def _has_rules(field: dict[str, Any]) -> bool:
    """Tell whether a column asks anything of the words in a cell.

    A million ids need not be asked one by one.
    """
    return (
        any(constraint(field, name) for name in ("enum", "pattern"))
        or "rdfType" in field
        or "list" in field
    )


def wrong_cell(field: dict[str, Any], value: str) -> tuple[str, str] | None:  # noqa: PLR0911  one return for each thing that can be wrong
    """Say what is wrong with one filled cell on its own, and how to mend it."""
    if not value.strip():
        return "the cell holds nothing but white space", "empty it"
    enum = constraint(field, "enum")
    if enum and value not in enum:
        return "not an allowed value", suggestion(value, enum)
    pattern = constraint(field, "pattern")
    if pattern and not re.fullmatch(pattern, value):
        return "not in the form that the column asks for", field["description"]
    if field.get("rdfType") == EDTF_TYPE and not is_edtf(value):
        return "not a date in EDTF", date_fix(value)
    listed = field.get("list")
    if listed:
        items = list_items(value, listed["separator"])
        if "" in items:
            return "the list has an empty item", f"remove the extra {listed['separator']!r}"
        for item in items:
            if item not in listed.get("enum", [item]):
                return f"{shown(item)!r} is not an allowed value", suggestion(item, listed["enum"])
    return None


def _check_key(name: str, frame: pd.DataFrame, keyed: Mapping[str, Distinct]) -> Iterator[Problem]:
    key = primary_key(name)
    if not key or name not in keyed:
        return
    table = keyed[name]
    for row, earlier in table.again(key, table.filled(*key)):
        yield Problem(
            f"{name}.csv",
            row,
            ", ".join(key),
            shown(" ".join(frame.loc[row, key])),
            f"already used in row {earlier}",
            "give each row an id of its own",
        )
    if len(key) == 1 and not are_plain(table.column(key[0])[1]):
        yield from check_ids(
            (name, row, key[0], value) for row, value in table.first(key[0]) if value
        )


def _check_references(
    name: str, table: Distinct, keyed: Mapping[str, Distinct]
) -> Iterator[Problem]:
    for column, target, key, separator in pointers(name):
        if target not in keyed or not len(table.filled(column)):
            continue
        known = tuple(filter(None, keyed[target].column(key)[1]))
        for row, _, items in table.cells_where(
            column, partial(_unknown_items, set(known), separator)
        ):
            for item in items:
                yield Problem(
                    f"{name}.csv",
                    row,
                    column,
                    shown(item),
                    f"no such {key} in {target}.csv",
                    suggestion(item, known),
                )


def _unknown_items(known: set[str], separator: str, cell: str) -> list[str]:
    if not separator and cell in known:  # nearly always
        return []
    return [item for item in dict.fromkeys(pointed_ids(cell, separator)) if item not in known][
        :MOST_UNKNOWN
    ]


def _check_repeated_rows(name: str, frame: pd.DataFrame, table: Distinct) -> Iterator[Problem]:
    """A second row that says the same of the same words, whatever its id and note."""
    if "quote" not in frame:
        return
    shown_column = [*primary_key(name), "quote"][0]
    rest = [column for column in frame.columns if column not in (*primary_key(name), "note")]
    for row, earlier in table.again(rest, table.filled()):
        yield Problem(
            f"{name}.csv",
            row,
            shown_column,
            shown(frame.at[row, shown_column]),
            f"the row repeats row {earlier}",
            "delete one of them, or say in which column they differ",
        )


def _check_example(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    """A template's example would be counted as a claim."""
    for row in frame.index[frame["note"] == EXAMPLE_NOTE] if "note" in frame else ():
        yield Problem(
            f"{table}.csv",
            row,
            "note",
            EXAMPLE_NOTE,
            "the row is the example of the template",
            "delete it, or its note if it is a row of yours",
        )


def _check_speaks_for(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    if "sources" not in tables:
        return
    sources = tables["sources"]
    parent = {s: p for s, p in zip(sources["source_id"], sources["speaks_for"], strict=True) if p}
    for row, source in zip(sources.index, sources["source_id"], strict=True):
        chain, above = {source: None}, parent.get(source)  # a dict keeps order and is quick to ask
        while above and above not in chain:
            chain[above] = None
            above = parent.get(above)
        if above == source:
            circle = " → ".join([*chain, source])
            yield Problem(
                "sources.csv",
                row,
                "speaks_for",
                shown(parent[source]),
                f"speaks for itself in a circle: {shown(circle, 200)}",
                "blank one speaks_for of the circle",
            )


def _check_chains(name: str, table: Distinct) -> Iterator[Problem]:
    for row, (via, _), problem in table.rows_where(["via", "speaker"], _wrong_chain):
        yield Problem(
            f"{name}.csv",
            row,
            "via",
            shown(via),
            problem,
            "name each relay once, outermost first, without the speaker",
        )


def _wrong_chain(via: str, speaker: str) -> str:
    relays = list_items(via, ">")
    if speaker in relays:
        return f"the speaker {shown(speaker)!r} is also a relay"
    return "a relay stands twice" if len(relays) != len(set(relays)) else ""


def _check_alternatives(name: str, claims: pd.DataFrame, table: Distinct) -> Iterator[Problem]:
    alternatives = claims.iloc[table.filled("alternative_of")]
    primary_of = dict(zip(alternatives["claim_id"], alternatives["alternative_of"], strict=True))
    for row, (primary, _), (problem, fix) in table.rows_where(
        ["alternative_of", "claim_id"], partial(_wrong_alternative, primary_of)
    ):
        yield Problem(f"{name}.csv", row, "alternative_of", shown(primary), problem, fix)


def _wrong_alternative(
    primary_of: dict[str, str], primary: str, claim: str
) -> tuple[str, str] | None:
    if claim == primary:
        return (
            "the row is its own alternative",
            "name the row that it would replace, or blank the cell",
        )
    if first := primary_of.get(primary):
        return (
            f"{shown(primary)!r} is itself an alternative",
            f"name the first coding: {shown(first)!r}",
        )
    return None


def _check_kinds(
    name: str, table: Distinct, tables: Mapping[str, pd.DataFrame]
) -> Iterator[Problem]:
    if not {"entities", "relations"} <= tables.keys():
        return
    claims, entities, relations = tables[name], tables["entities"], tables["relations"]
    known = fields("entities")["kind"]["constraints"]["enum"]
    kind = {
        entity: own
        for entity, own in zip(
            entities["entity_id"].tolist(), entities["kind"].tolist(), strict=True
        )
        if own in known
    }
    for end in ("subject", "object"):
        allowed = {
            r: list_items(kinds, ";")
            for r, kinds in zip(relations["relation"], relations[f"{end}_kind"], strict=True)
        }
        table.add(f"kind of {end}", end, kind)  # few kinds, many entities
        for row, _, problem in table.rows_where(
            [f"kind of {end}", "relation"], partial(_wrong_kind, allowed)
        ):
            yield Problem(
                f"{name}.csv",
                row,
                end,
                shown(claims.at[row, end]),
                problem,
                f"choose another relation or {end}, or mend the kind in entities.csv or"
                " relations.csv",
            )


def _wrong_kind(allowed: dict[str, list[str]], kind: str, relation: str) -> str:
    kinds = allowed.get(relation)
    if not kinds or kind in kinds:
        return ""
    return f"is of kind {shown(kind)!r}, and {shown(relation)!r} takes {' or '.join(kinds)}"


def _check_repeats(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    if "passages" not in tables:
        return
    passages = tables["passages"]
    for row, reason, repeats in zip(
        passages.index, passages["reason"], passages["repeats"], strict=True
    ):
        if (reason == "repeats") != bool(repeats):
            yield Problem(
                "passages.csv",
                row,
                "repeats",
                shown(repeats),
                f"the reason is {shown(reason)!r}",
                "name the repeated claim with the reason 'repeats', and only there",
            )
