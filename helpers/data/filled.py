"""A workbook that holds what was derived too, to be looked at and decided.

>>> filled_path(Path("lists/mine.xlsx")).as_posix()
'lists/mine-filled.xlsx'
>>> shipped_relations(["deputy_leader_of"])["relation"].tolist()[:2]
['deputy_leader_of', 'leads']
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from helpers.codebook import allowed_kinds
from helpers.data.dataset import Dataset
from helpers.data.saving import drafting, save_workbook
from helpers.data.sheets import write_sheets
from helpers.data.tables import derive_table
from helpers.data.workbook import SUFFIX

ORIGIN = "x_origin"
"""The column that marks the relations of the package, in a table that may get others."""

CHECK_KIND = "derived from the claims: check the kind"
CHECK_SOURCE = "derived from the claims: check the name and the kind"


def filled_path(place: Path) -> Path:
    """Return where the filled workbook of a dataset stands: beside its texts, or its zip file."""
    folder = place if place.is_dir() else place.parent
    return folder / f"{place.name if place.is_dir() else place.stem}-filled{SUFFIX}"


def shipped_relations(used: Collection[str] = ()) -> pd.DataFrame:
    """Return the relations of the package, those that are used first, marked as shipped."""
    relations = derive_table("relations", {})
    first = relations["relation"].isin(used)
    ordered = pd.concat([relations[first], relations[~first]])
    return ordered.assign(**{ORIGIN: "shipped"})


def filled_tables(data: Dataset) -> dict[str, pd.DataFrame]:
    """Return the tables of a dataset, the derived ones with a note on what is to be decided.

    Returns
    -------
    dict of str to DataFrame
        Those that have rows. Of derived entities, those have a note whose kind no
        relation of their claims settles; of derived sources, all.
    """
    written = data.as_written
    tables = {table: frame for table, frame in written.items() if len(frame) or table == "claims"}
    for table in set(data.derived) & set(tables):
        if table == "relations":
            tables[table] = shipped_relations(set(data["claims"]["relation"]))
        elif table == "sources":
            tables[table] = tables[table].assign(note=CHECK_SOURCE)
        elif table == "entities":
            guessed = ~tables[table]["entity_id"].isin(_settled(written))
            tables[table] = tables[table].assign(note=guessed.map({True: CHECK_KIND, False: ""}))
    return tables


def _settled(data: Mapping[str, pd.DataFrame]) -> set[str]:
    """Return the entities of which a relation says that they are of one kind and no other."""
    settled: set[str] = set()
    for end in ("subject", "object"):
        kinds_of = allowed_kinds(data["relations"], end)
        strict = {relation for relation, kinds in kinds_of.items() if len(kinds) == 1}
        claims = data["claims"]
        settled |= set(claims.loc[claims["relation"].isin(strict), end])
    return settled


def write_filled(data: Dataset, target: Path, with_texts: bool = False) -> dict[str, pd.DataFrame]:
    """Write all tables of a dataset into a new workbook, the derived ones too.

    Parameters
    ----------
    data : Dataset
    target : Path
        Where there is nothing yet.
    with_texts : bool, optional
        Whether to write the texts beside it, where they are not yet. Default: no.

    Returns
    -------
    dict of str to DataFrame
        What was written, as `filled_tables` returns it.

    Raises
    ------
    FileExistsError
        If there is something at `target`, or another text where one has to be.
    WorkbookError
        If a cell is longer than a workbook can hold.
    """
    tables = filled_tables(data)
    if with_texts:
        save_workbook(data, tables, target)
        return tables
    with drafting(target) as draft:
        write_sheets(tables, draft)
    return tables
