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
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

import helpers.codebook.faults as faults
from helpers.codebook.distinct import Distinct
from helpers.codebook.ids import are_plain, check_ids
from helpers.codebook.merging import check_merges
from helpers.codebook.other_dates import wrong_date
from helpers.codebook.problems import Place, Problem, elsewhere, problem_of, problems_table
from helpers.codebook.schema import (
    CODINGS,
    EDTF_TYPE,
    FREE_PREFIX,
    allowed_kinds,
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
from helpers.codebook.spelling import closest, shown, skeleton, suggestion
from helpers.codebook.spells import spell_of

MOST_NAMED = 3
"""Ids of the same name that are listed."""

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

    Examples
    --------
    >>> claims = {"claim_id": ["k1"], "speaker": ["ada"], "stance": ["assert"]}
    >>> claims |= {"subject": ["ada"], "relation": ["leads"], "object": ["kites"]}
    >>> found = check_tables({"claims": pd.DataFrame(claims)})
    >>> found[["column", "value", "fix"]].values.tolist()
    [['stance', 'assert', "did you mean 'asserts'?"]]
    """
    return problems_table(find_problems(tables))


def find_problems(
    tables: Mapping[str, pd.DataFrame], unread: Collection[Place] = ()
) -> list[Problem]:
    """Return what `check_tables` returns, as a list in the order of the checks.

    Cells that could not be read come in blank. Nothing is said of them, no row that has one
    repeats another, and where an id is one of them, nobody knows which ids there are.
    """
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
    lacking = {file for file, _, column in unread if column in primary_key(Path(file).stem)}
    known = {name: table for name, table in keyed.items() if f"{name}.csv" not in lacking}
    for name, table in numbered.items():
        rows = {row for file, row, _ in unread if file == f"{name}.csv"}
        problems += _check_cells(name, table, set(tables[name].columns))
        problems += _check_key(name, complete[name], keyed)
        problems += _check_references(name, table, known)
        problems += _check_repeated_rows(name, complete[name], table, rows)
        problems += _check_example(name, complete[name])
    for name in table_names():
        if name not in complete:
            problems += check_ids(mentions(name, complete))
    problems += _check_speaks_for(complete)
    for name in CODINGS:
        if name in complete:
            problems += _check_chains(name, numbered[name])
            problems += _check_documents(name, numbered[name], complete)
            problems += _check_alternatives(name, complete[name], numbered[name])
            problems += _check_kinds(name, numbered[name], complete)
    problems += _check_repeats(complete)
    problems += check_merges(complete)
    return elsewhere(problems, unread)


def _complete(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table with all columns of its definition, in order; those that it lacks are blank."""
    blank = pd.Series("", index=frame.index, dtype="str")
    return pd.DataFrame(
        {column: frame.get(column, blank) for column in column_names(table)}, copy=False
    )


def _check_header(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    file, known = f"{table}.csv", fields(table)
    given = [str(column) for column in frame.columns]
    for column in dict.fromkeys(c for c in given if given.count(c) > 1):
        yield problem_of(faults.TWICE, file, 1, shown(column))
    absent = [c for c in known if c not in given]
    for column in dict.fromkeys(given):
        if column not in known and not column.startswith(FREE_PREFIX):
            meant = closest(column, tuple(absent))
            fix = (
                f"did you mean {meant!r}?"
                if meant
                else f"delete it, or start its name with {FREE_PREFIX} to carry it along unchecked"
            )
            place = (file, 1, shown(column), shown(column))
            yield problem_of(faults.NO_SUCH_COLUMN, *place, table=table, fix=fix)
            absent = [c for c in absent if c != meant]
    for column in absent:
        if constraint(known[column], "required"):
            words = known[column]["description"]
            yield problem_of(faults.COLUMN_MISSING, file, 1, column, description=words)


def _check_cells(name: str, table: Distinct, present: set[str]) -> Iterator[Problem]:
    file = f"{name}.csv"
    for column, field in fields(name).items():
        if column not in present:
            continue
        if constraint(field, "required"):
            words = field["description"]
            for row in table.blank(column):
                yield problem_of(faults.BLANK, file, row, column, description=words)
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


def wrong_cell(field: dict[str, Any], value: str) -> tuple[str, str] | None:
    """Say what is wrong with one filled cell on its own, and how to mend it."""
    if not value.strip():
        return faults.WHITE_SPACE.words()
    enum = constraint(field, "enum")
    if enum and value not in enum:
        return faults.NOT_ALLOWED.words(fix=suggestion(value, enum))
    pattern = constraint(field, "pattern")
    if pattern and not re.fullmatch(pattern, value):
        return faults.OTHER_FORM.words(description=field["description"])
    if field.get("rdfType") == EDTF_TYPE and (wrong := wrong_date(value)):
        return wrong
    return _wrong_list(field["list"], value) if "list" in field else None


def _wrong_list(rules: dict[str, Any], value: str) -> tuple[str, str] | None:
    items = list_items(value, rules["separator"])
    if "" in items:
        return faults.EMPTY_ITEM.words(separator=rules["separator"])
    for item in items:
        if item not in rules.get("enum", [item]):
            fix = suggestion(item, rules["enum"])
            return faults.ITEM_NOT_ALLOWED.words(item=shown(item), fix=fix)
    return None


def _check_key(name: str, frame: pd.DataFrame, keyed: Mapping[str, Distinct]) -> Iterator[Problem]:
    key = primary_key(name)
    if not key or name not in keyed:
        return
    table = keyed[name]
    for row, earlier in table.again(key, table.filled(*key)):
        place = (f"{name}.csv", row, ", ".join(key), shown(" ".join(frame.loc[row, key])))
        yield problem_of(faults.ID_USED, *place, earlier=earlier)
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
        names: dict[str, list[str]] | None = None
        for row, _, items in table.cells_where(
            column, partial(_unknown_items, set(known), separator)
        ):
            names = ids_by_name(keyed[target], key) if names is None else names
            for item in items:
                place = (f"{name}.csv", row, column, shown(item))
                fix = _meant_id(item, known, names)
                yield problem_of(faults.NO_SUCH_ID, *place, key=key, target=target, fix=fix)


NAMES = ("name", "label", "name_original_script", "aliases")
"""Columns by which people know what has an id."""


def _meant_id(item: str, known: tuple[str, ...], names: Mapping[str, list[str]]) -> str:
    """Say which id was probably meant: one of that name, one that looks the same, a near one."""
    named = names.get(skeleton(item), [])
    if not named:
        return suggestion(item, known)
    ids = " and of ".join(repr(shown(one)) for one in named[:MOST_NAMED])
    near = closest(item, known)
    if near not in named and skeleton(near) == skeleton(item):
        return f"{suggestion(item, known)} It is the name of {ids} too"
    return f"that is the name of {ids}: write the id"


def ids_by_name(target: Distinct, key: str) -> dict[str, list[str]]:
    """Return the ids that a name stands for: two can have the same name."""
    ids: dict[str, list[str]] = {}
    for column in NAMES:
        separator = ";" if column == "aliases" else "\0"
        for row in target.filled(column, key).tolist():
            one = target.cell(key, row)
            for name in list_items(target.cell(column, row), separator):
                known = ids.setdefault(skeleton(name), [])
                if one not in known:
                    known.append(one)
    return ids


def _unknown_items(known: set[str], separator: str, cell: str) -> list[str]:
    if (not separator and cell in known) or cell.isspace():  # the first nearly always
        return []
    items = dict.fromkeys(pointed_ids(cell, separator))
    return [item for item in items if item not in known][:MOST_UNKNOWN]


def _check_repeated_rows(
    name: str, frame: pd.DataFrame, table: Distinct, unread: Collection[int]
) -> Iterator[Problem]:
    """A second row that says the same of the same words, whatever its id and note."""
    if "quote" not in frame:
        return
    shown_column = [*primary_key(name), "quote"][0]
    rest = [column for column in frame.columns if column not in (*primary_key(name), "note")]
    places = table.filled()
    for row, earlier in table.again(rest, places[~frame.index.isin(unread)]):
        place = (f"{name}.csv", row, shown_column, shown(frame.at[row, shown_column]))
        yield problem_of(faults.REPEATED, *place, earlier=earlier)


def _check_example(table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    """A template's example would be counted as a claim."""
    for row in frame.index[frame["note"] == EXAMPLE_NOTE] if "note" in frame else ():
        yield problem_of(faults.EXAMPLE, f"{table}.csv", row, "note", EXAMPLE_NOTE)


def _check_speaks_for(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    if "sources" not in tables:
        return
    sources = tables["sources"]
    parent = {s: p for s, p in zip(sources["source_id"], sources["speaks_for"], strict=True) if p}
    for row, source in zip(sources.index, sources["source_id"], strict=True):
        chain: dict[str, None] = {source: None}  # keeps order and is quick to ask
        above = parent.get(source)
        while above and above not in chain:
            chain[above] = None
            above = parent.get(above)
        if above == source:
            circle = shown(" → ".join([*chain, source]), 200)
            place = ("sources.csv", row, "speaks_for", shown(parent[source]))
            yield problem_of(faults.CIRCLE, *place, circle=circle)


def _check_chains(name: str, table: Distinct) -> Iterator[Problem]:
    for row, (via, _), words in table.rows_where(["via", "speaker"], _wrong_chain):
        yield Problem(f"{name}.csv", row, "via", shown(via), *words)


def _wrong_chain(via: str, speaker: str) -> tuple[str, str] | None:
    relays = list_items(via, ">")
    if speaker in relays:
        return faults.SPEAKER_IS_RELAY.words(speaker=shown(speaker))
    return faults.RELAY_TWICE.words() if len(relays) != len(set(relays)) else None


def _check_documents(
    name: str, table: Distinct, tables: Mapping[str, pd.DataFrame]
) -> Iterator[Problem]:
    """A document that quotes itself, and words that were said after they were published."""
    if "documents" not in tables:
        return
    documents = tables["documents"].set_index("document_id")
    source = {one: own for one, own in documents["source"].items() if own}
    published = {one: day for one, day in documents["published"].items() if day}
    wrong = {
        "via": partial(_quotes_itself, source),
        "said_on": partial(_said_after, published),
    }
    for column, words_of in wrong.items():
        for row, (cell, _), words in table.rows_where([column, "document_id"], words_of):
            yield Problem(f"{name}.csv", row, column, shown(cell), *words)


def _quotes_itself(source: dict[str, str], via: str, document: str) -> tuple[str, str] | None:
    own = source.get(document)
    if own is None or own not in list_items(via, ">")[1:]:
        return None
    return faults.QUOTES_ITSELF.words(document=shown(document), source=shown(own))


def _said_after(published: dict[str, str], said_on: str, document: str) -> tuple[str, str] | None:
    day = published.get(document, "")
    if spell_of(said_on).first <= spell_of(day).last:
        return None
    return faults.SAID_AFTER.words(published=shown(day))


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
        return faults.OWN_ALTERNATIVE.words()
    if first := primary_of.get(primary):
        return faults.NOT_FIRST_CODING.words(primary=shown(primary), first=shown(first))
    return None


def _check_kinds(
    name: str, table: Distinct, tables: Mapping[str, pd.DataFrame]
) -> Iterator[Problem]:
    if not {"entities", "relations"} <= tables.keys():
        return
    claims, entities, relations = tables[name], tables["entities"], tables["relations"]
    known = constraint(fields("entities")["kind"], "enum")
    kinds = zip(entities["entity_id"].tolist(), entities["kind"].tolist(), strict=True)
    kind = {entity: own for entity, own in kinds if own in known}
    for end in ("subject", "object"):
        allowed = allowed_kinds(relations, end)
        table.add(f"kind of {end}", end, kind)  # few kinds, many entities
        for row, _, words in table.rows_where(
            [f"kind of {end}", "relation"], partial(_wrong_kind, allowed, end)
        ):
            yield Problem(f"{name}.csv", row, end, shown(claims.at[row, end]), *words)


def _wrong_kind(
    allowed: dict[str, list[str]], end: str, kind: str, relation: str
) -> tuple[str, str] | None:
    kinds = allowed.get(relation)
    if not kinds or kind in kinds:
        return None
    return faults.OTHER_KIND.words(
        kind=shown(kind), relation=shown(relation), kinds=" or ".join(kinds), end=end
    )


def _check_repeats(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    if "passages" not in tables:
        return
    passages = tables["passages"]
    for row, reason, repeats in zip(
        passages.index, passages["reason"], passages["repeats"], strict=True
    ):
        if (reason == "repeats") != bool(repeats):
            place = ("passages.csv", row, "repeats", shown(repeats))
            yield problem_of(faults.OTHER_REASON, *place, reason=shown(reason))
