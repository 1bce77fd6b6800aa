"""Two entities read as one, where the table same_as says that they are.

>>> claims = pd.DataFrame({"subject": ["a-stone"], "object": ["kites"]})
>>> read_as_kept("claims", claims, {"a-stone": "ada-stone"})["subject"].tolist()
['ada-stone']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from helpers.codebook import (
    CODINGS,
    deciders,
    kept_ids,
    list_items,
    listed,
    noun_of,
    pointers,
    shown,
)

DECISIONS = "same_as"
"""The table that decides which two entities are one."""

MOST_CLAIMS = 10
"""Claims that a note lists by id."""


def read_as_kept(table: str, frame: pd.DataFrame, kept: Mapping[str, str]) -> pd.DataFrame:
    """Return a table in which each id of a merged entity is that of the kept one.

    Parameters
    ----------
    table : str
        Its name, which says what columns point at entities.
    frame : DataFrame
        Text cells. It stays as it is.
    kept : mapping of str to str
        Merged entity → kept one, as `kept_ids` returns it.
    """
    ends = [name for name, target, *_ in pointers(table) if target == "entities" and name in frame]
    if not kept:
        return frame
    return frame.assign(**{end: _as_kept(frame[end], kept) for end in ends})


def _as_kept(ids: pd.Series, kept: Mapping[str, str]) -> pd.Series:
    return ids.map(lambda one: kept.get(one, one)).astype("str")


def merged_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return tables as they are read: merged entities are gone, and their names are aliases.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        All tables, with every column. They stay as they are.
    """
    kept = kept_ids(tables[DECISIONS])
    if not kept:
        return dict(tables)
    read = {table: read_as_kept(table, tables[table], kept) for table in CODINGS}
    return {**tables, **read, "entities": _one_row_each(tables["entities"], kept)}


def _one_row_each(entities: pd.DataFrame, kept: Mapping[str, str]) -> pd.DataFrame:
    """Return the entities that are kept, each with the names of those that are read as it."""
    here = set(entities["entity_id"])
    gone = entities["entity_id"].isin([one for one, end in kept.items() if end in here])
    names: dict[str, list[str]] = {}
    for row in entities[gone].to_dict("records"):
        others = [row["name"], row["name_original_script"], *list_items(row["aliases"], ";")]
        names.setdefault(kept[row["entity_id"]], []).extend(others)
    left = entities[~gone]
    rows = zip(left["entity_id"], left["name"], left["aliases"], strict=True)
    aliases = [_joined(aliases, name, names.get(one, [])) for one, name, aliases in rows]
    return left.assign(aliases=pd.Series(aliases, index=left.index, dtype="str"))


def _joined(aliases: str, name: str, more: list[str]) -> str:
    """Return aliases with others at their end, each once and none that is the name itself."""
    # a name that holds a semicolon would read as two
    others = [other for other in more if other not in ("", name) and ";" not in other]
    return "; ".join(dict.fromkeys([*list_items(aliases, ";"), *others])) if others else aliases


def merge_notes(written: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Yield what the table same_as does to a dataset, a sentence each.

    Parameters
    ----------
    written : mapping of str to DataFrame
        The tables as they are written, before anything is merged.
    """
    decided = written[DECISIONS]
    kept = kept_ids(decided)
    by = {one: listed([*map(shown, names)]) for one, names in deciders(decided).items()}
    if kept:
        entities = noun_of(len(kept), "entity", "entities")
        yield f"The table same_as merges {len(kept)} {entities} into another."
    claims = written["claims"]
    for one, end in kept.items():
        changed = claims[(claims["subject"] == one) | (claims["object"] == one)]
        yield (
            f"{shown(one)!r} is read as {shown(end)!r}, as {by[one]} decided: "
            f"{_claims(changed['claim_id'].tolist())}."
        )
    ends = {end: _as_kept(claims[end], kept) for end in ("subject", "object")}
    alike = claims[ends["subject"].eq(ends["object"]) & claims["subject"].ne(claims["object"])]
    if len(alike):
        said = _claims(alike["claim_id"].tolist())
        yield f"Once they are merged, one entity is related to itself in {said}."
    if open_pairs := int(decided["decision"].eq("undecided").sum()):
        yield f"{open_pairs} {noun_of(open_pairs, 'pair')} of same_as undecided: read as two."


def _claims(ids: list[str]) -> str:
    """List claims by id, as many as one can read."""
    if not ids:
        return "no claim names it"
    more = [f"{len(ids) - MOST_CLAIMS} more"] if len(ids) > MOST_CLAIMS else []
    return f"{noun_of(len(ids), 'claim')} {listed([*map(shown, ids[:MOST_CLAIMS]), *more])}"
