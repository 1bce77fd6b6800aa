"""Derived tables: what a dataset may leave out, made from what its claims mention.

>>> claims = complete_table("claims", pd.DataFrame([{"subject": "ada", "relation": "leads", "object": "chess-club"}]))
>>> derive_table("entities", {"claims": claims})[["entity_id", "kind"]].to_numpy().tolist()
[['ada', 'person'], ['chess-club', 'organization']]
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.codebook import PACKAGE, list_items, mentions
from helpers.tables import complete_table, read_table

__all__ = ["DERIVED", "derive_table"]

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


def _kinds(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Entity → the first kind that the relations of its claims allow, else thing."""
    relations = tables["relations"] if "relations" in tables else derive_table("relations", tables)
    kinds: dict[str, str] = {}
    for end in ("subject", "object"):
        allowed = {
            r: list_items(k, ";") for r, k in zip(relations["relation"], relations[f"{end}_kind"])
        }
        for relation, entity in zip(tables["claims"]["relation"], tables["claims"][end]):
            if entity:
                kinds.setdefault(entity, (allowed.get(relation) or ["thing"])[0])
    return kinds
