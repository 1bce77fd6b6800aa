"""Packages: a dataset with its own definition beside it, as a Frictionless data package.

>>> from helpers.data import load_dataset
>>> [resource["name"] for resource in descriptor(load_dataset())["resources"]][:3]
['documents', 'sources', 'entities']
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from helpers.codebook import FREE_PREFIX, PACKAGE, tables_schema
from helpers.data import Dataset, save_dataset

__all__ = ["descriptor", "write_package"]


def descriptor(data: Dataset) -> dict:
    """Return what datapackage.json says of one dataset: the tables that have rows, their columns, and the texts."""
    tables = [table for table, frame in data.items() if len(frame) or table == "claims"]
    texts = [
        file
        for file, document in data["documents"][["file", "document_id"]].itertuples(index=False)
        if data.has_text(document)
    ]
    common = json.loads(PACKAGE.read_text(encoding="utf-8"))
    return {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", data.name.casefold()).strip("-") or "dataset",
        "title": data.title,
        "description": f"{common['description']} An apostrophe before =, +, -, @ or a tab keeps a spreadsheet from running the cell, and is not part of it.",
        "resources": [_table(data, table, tables) for table in tables]
        + [_text(file) for file in dict.fromkeys(texts)],
    }


def _table(data: Dataset, table: str, tables: list[str]) -> dict:
    """The definition of a table, with the analyst's own columns, and without pointers at tables that are not there."""
    resource = {key: value for key, value in tables_schema()[table].items() if key != "optional"}
    own = [
        {"name": column, "type": "string"}
        for column in data[table].columns
        if column.startswith(FREE_PREFIX)
    ]
    keys = [
        key
        for key in resource["schema"].get("foreignKeys", [])
        if key["reference"]["resource"] in ("", *tables)
    ]
    return resource | {
        "schema": resource["schema"]
        | {"fields": resource["schema"]["fields"] + own}
        | ({"foreignKeys": keys} if keys else {})
    }


def _text(file: str) -> dict:
    name = re.sub(r"[^a-z0-9._-]+", "-", Path(file).stem.casefold()).strip("-") or "text"
    return {
        "name": f"text-{name}",
        "path": file,
        "profile": "data-resource",
        "mediatype": "text/plain",
        "encoding": "utf-8",
    }


def write_package(data: Dataset, path: str | Path) -> Path:
    """Write a dataset into a new folder, every table of it, with a datapackage.json that defines them.

    Returns
    -------
    Path
        The folder: a dataset for `load_dataset`, a package for Frictionless.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    """
    whole = Dataset(data, data.texts, data.name)  # the derived tables are written too
    text = json.dumps(descriptor(whole), ensure_ascii=False, indent=2) + "\n"
    return save_dataset(whole, path, {"datapackage.json": text})
