"""Ways out: a data package that explains itself, graphs for other programs, an empty template.

>>> from helpers.data import load_dataset
>>> data = load_dataset()
>>> [resource["name"] for resource in descriptor(data)["resources"]][:3]
['documents', 'sources', 'entities']
>>> claims_graph(data).edges["shahab-muhajir", "haqqani-network", "c087"]["speaker"]
'one-member-state'
>>> example_row("claims")["subject"], example_row("claims")["note"]
('ada-stone', 'Example: delete this row.')
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.codebook import (
    EXAMPLE_NOTE,
    FREE_PREFIX,
    PACKAGE,
    fields,
    pointers,
    tables_schema,
    writing,
)
from helpers.data import (
    Dataset,
    complete_table,
    drafting,
    is_workbook,
    save_dataset,
    shipped_relations,
    write_sheets,
    write_table,
)

if TYPE_CHECKING:
    import networkx as nx


APOSTROPHE = (
    "An apostrophe before =, +, -, @ or a tab keeps a spreadsheet from running the cell, "
    "and is not part of it."
)


def descriptor(data: Dataset) -> dict[str, Any]:
    """Return what datapackage.json says of one dataset.

    It lists the tables that have rows, their columns, and the texts.
    """
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
        "description": f"{common['description']} {APOSTROPHE}",
        "resources": [_table(data, table, tables) for table in tables]
        + [_text(file) for file in dict.fromkeys(texts)],
    }


def _table(data: Dataset, table: str, tables: list[str]) -> dict[str, Any]:
    """The definition of a table, with the analyst's own columns.

    Pointers at tables that are not there are left out.
    """
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


def _text(file: str) -> dict[str, Any]:
    name = re.sub(r"[^a-z0-9._-]+", "-", Path(file).stem.casefold()).strip("-") or "text"
    return {
        "name": f"text-{name}",
        "path": file,
        "profile": "data-resource",
        "mediatype": "text/plain",
        "encoding": "utf-8",
    }


def write_package(data: Dataset, path: str | Path) -> Path:
    """Write a dataset into a new folder, with a datapackage.json that defines every table.

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


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def claims_graph(data: Dataset) -> nx.MultiDiGraph:
    """Return the claims as a graph with one edge for each, from subject to object.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes: entity_id, with the columns of the table entities and ``label`` (the
        name). Edges: keyed by claim_id, with the columns of the table claims,
        ``label`` (the relation) and ``said_by`` (the name of the speaker; nobody, for
        an inference). Denials are edges too, told by ``stance``.
    """
    import networkx as nx

    graph = nx.MultiDiGraph(name=data.name)
    names, labels, names_of, nobody = (
        data.who.entities,
        data.who.relations,
        data.who.sources,
        data.who.inferences,
    )
    for row in data["entities"].to_dict("records"):
        graph.add_node(row["entity_id"], **row, label=names[row["entity_id"]])
    for row in data["claims"].to_dict("records"):
        said_by = "nobody" if row["speaker"] in nobody else names_of[row["speaker"]]
        graph.add_edge(
            row["subject"],
            row["object"],
            key=row["claim_id"],
            **row,
            label=labels[row["relation"]],
            said_by=said_by,
        )
    return graph


def write_graphml(data: Dataset, path: str | Path) -> Path:
    """Write the graph of `claims_graph` as GraphML.

    Blank cells are left out, and characters that XML cannot hold become U+FFFD.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    """
    return _write("write_graphml", data, path)


def write_gexf(data: Dataset, path: str | Path) -> Path:
    """Write the graph of `claims_graph` as GEXF, which Gephi opens.

    Blank cells are left out, and characters that XML cannot hold become U+FFFD.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    """
    return _write("write_gexf", data, path)


def _write(write: str, data: Dataset, path: str | Path) -> Path:
    import networkx as nx

    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    with drafting(file) as draft:
        graph = _graph_for_xml(data)
        with draft.open("wb") as handle, writing(handle, len(data["claims"]), file.name) as counted:
            getattr(nx, write)(graph, counted, encoding="utf-8")
    return file


def _graph_for_xml(data: Dataset) -> nx.MultiDiGraph:
    """Return the graph of `claims_graph` without what is blank and what XML cannot hold."""
    graph = claims_graph(data)
    nodes = dict(graph.nodes(data=True)).values()
    edges = (attributes for *_, attributes in graph.edges(data=True))
    for attributes in (*nodes, *edges):
        filled = {
            name: _NOT_IN_XML.sub("\ufffd", value) for name, value in attributes.items() if value
        }
        attributes.clear()
        attributes.update(filled)
    return graph


TABLES = (
    "claims",
    "sources",
    "entities",
    "relations",
    "documents",
    "passages",
    "hypotheses",
    "assessments",
)
"""In the order in which they are filled in; only the first is needed."""


def example_row(table: str) -> dict[str, str]:
    """Return a row of the examples in datapackage.json.

    It points at no other row of its table.
    """
    itself = [name for name, target, *_ in pointers(table) if target == table]
    row = {
        name: "" if name in itself else field["example"] for name, field in fields(table).items()
    }
    return row | {"note": EXAMPLE_NOTE}


def write_template(path: str | Path) -> Path:
    """Write empty tables into a new folder, or as the sheets of a new workbook.

    The table claims has one example row, and relations has those of the package, which
    a column ``x_origin`` marks as shipped: keep them, change them, or add others.

    A workbook says of each column what it means, offers the allowed values as
    drop-down lists, and keeps every cell as text. The checks ask to delete the
    example row.

    Parameters
    ----------
    path : str or Path
        A folder, or an .xlsx file, that does not exist yet.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    """
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    example = pd.DataFrame([example_row("claims")], dtype="str")
    filled = {"claims": example, "relations": shipped_relations()}
    tables = {table: complete_table(table, filled.get(table)) for table in TABLES}
    with drafting(place) as new:
        if is_workbook(place):
            write_sheets(tables, new)
        else:
            new.mkdir()
            for table, frame in tables.items():
                write_table(frame, new / f"{table}.csv")
    return place
