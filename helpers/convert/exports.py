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

from helpers.claims import Reading
from helpers.codebook import (
    EXAMPLE_NOTE,
    FREE_PREFIX,
    PACKAGE,
    fields,
    pointers,
    tables_schema,
    writing,
)
from helpers.convert.graphs.ties_graph import ties_graph
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

    Parameters
    ----------
    data : Dataset
    path : str or Path
        A folder that does not exist yet: nothing is ever overwritten.

    Returns
    -------
    Path
        The folder: a dataset for `load_dataset`, a package for Frictionless.

    Raises
    ------
    FileExistsError
        If there is something at `path`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> with TemporaryDirectory() as folder:
    ...     place = write_package(data, Path(folder) / "clubs")
    ...     load_dataset(place).title, (place / "datapackage.json").exists()
    ('The Affair of the Flying Knight', True)
    """
    whole = Dataset(data.as_written, data.texts, data.name)  # the derived tables are written too
    text = json.dumps(descriptor(whole), ensure_ascii=False, indent=2) + "\n"
    return save_dataset(whole, path, {"datapackage.json": text})


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


TABLES_BESIDE = "tables"
"""The attribute of a graph of claims that holds the tables which are neither nodes nor edges."""


def claims_graph(data: Dataset) -> nx.MultiDiGraph:
    """Return the claims as a graph with one edge for each, from subject to object.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes: entity_id, with the columns of the table entities and ``label`` (the
        name). Edges: keyed by claim_id, with the columns of the table claims,
        ``label`` (the relation), ``said_by`` (as `data.who` has it: nobody, for
        an inference) and ``row`` (of the table claims). Denials are edges too, told by
        ``stance``. The graph itself has ``tables``: all others, as JSON, but for same_as:
        what it merges is one node.
    """
    import networkx as nx

    beside = {
        table: frame.to_dict("records")
        for table, frame in data.items()
        if len(frame) and table not in ("entities", "claims", "same_as")
    }
    tables = {TABLES_BESIDE: json.dumps(beside, ensure_ascii=True)}
    graph = nx.MultiDiGraph(name=data.name, **tables)
    names, labels, who = data.who.entities, data.who.relations, data.who.said_by
    for row in data["entities"].to_dict("records"):
        graph.add_node(row["entity_id"], **row, label=names[row["entity_id"]])
    for number, row in enumerate(data["claims"].to_dict("records"), start=2):
        words = {"label": labels[row["relation"]], "said_by": who[row["speaker"]]}
        graph.add_edge(
            row["subject"], row["object"], key=row["claim_id"], **row, **words, row=number
        )
    return graph


def write_graphml(
    data: Dataset,
    path: str | Path,
    reading: Reading | None = None,
    overlap: pd.DataFrame | None = None,
) -> Path:
    """Write the claims, or the ties as they stand under a reading, as GraphML.

    Blank cells are left out, and characters that XML cannot hold become U+FFFD.

    Parameters
    ----------
    data : Dataset
    path : str or Path
        A file that does not exist yet: nothing is ever overwritten.
    reading : Reading, optional
        With it, each edge is a tie: it says whether the tie stands, is contested or denied,
        who asserts it and who denies it, and when. Without, each edge is a claim, and
        `from_graphml` reads the file back.
    overlap : DataFrame, optional
        Pairs of organizations, as `helpers.overlap.shared_leaders` counts them under the same
        reading. They become edges of their own, with ``shared_certain`` and
        ``shared_possible``: which of the two is the weight, the reader decides.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    ValueError
        If the reading does not fit the data, or `overlap` is given without a reading or is
        no frame of their pairs.

    Examples
    --------
    >>> import networkx as nx
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> with TemporaryDirectory() as folder:
    ...     graph = nx.read_graphml(write_graphml(data, Path(folder) / "clubs.graphml"))
    >>> between = graph.get_edge_data("barnaby-rook", "chess-club").values()
    >>> sorted(edge["stance"] for edge in between)
    ['asserts', 'asserts', 'asserts', 'asserts', 'denies']
    >>> with TemporaryDirectory() as folder:
    ...     file = write_graphml(data, Path(folder) / "ties.graphml", Reading())
    ...     "(contested)" in file.read_text(encoding="utf-8")
    True
    """
    return _write("write_graphml", data, path, reading, overlap)


def write_gexf(
    data: Dataset,
    path: str | Path,
    reading: Reading | None = None,
    overlap: pd.DataFrame | None = None,
) -> Path:
    """Write the claims, or the ties as they stand under a reading, as GEXF, which Gephi opens.

    Blank cells are left out, and characters that XML cannot hold become U+FFFD.

    Parameters
    ----------
    data : Dataset
    path : str or Path
        A file that does not exist yet: nothing is ever overwritten.
    reading : Reading, optional
        With it, each edge is a tie, as `write_graphml` has it.
    overlap : DataFrame, optional
        Pairs of organizations, as for `write_graphml`.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    ValueError
        As `write_graphml`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> with TemporaryDirectory() as folder:
    ...     write_gexf(data, Path(folder) / "clubs.gexf").name
    'clubs.gexf'
    """
    return _write("write_gexf", data, path, reading, overlap)


def _write(
    write: str,
    data: Dataset,
    path: str | Path,
    reading: Reading | None,
    overlap: pd.DataFrame | None,
) -> Path:
    import networkx as nx

    if reading is None and overlap is not None:
        raise ValueError("overlap= was counted under a reading: name the same in reading=")
    graph = claims_graph(data) if reading is None else ties_graph(data, reading, overlap)
    _make_safe(graph)
    file = Path(path)
    with (
        drafting(file) as draft,
        draft.open("wb") as handle,
        writing(handle, graph.number_of_edges(), file.name) as counted,
    ):
        getattr(nx, write)(graph, counted, encoding="utf-8")
    return file


def _make_safe(graph: nx.MultiDiGraph) -> None:
    """Take out of a graph what is blank and what XML cannot hold."""
    nodes = dict(graph.nodes(data=True)).values()
    edges = (attributes for *_, attributes in graph.edges(data=True))
    for attributes in (graph.graph, *nodes, *edges):
        filled = {name: _in_xml(value) for name, value in attributes.items() if value != ""}
        attributes.clear()
        attributes.update(filled)


def _in_xml(value: str | int) -> str | int:
    return _NOT_IN_XML.sub("\ufffd", value) if isinstance(value, str) else value


TABLES = (
    "claims",
    "sources",
    "entities",
    "relations",
    "same_as",
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

    Returns
    -------
    Path
        The folder or the file.

    Raises
    ------
    FileExistsError
        If there is something at `path`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     place = write_template(Path(folder) / "mine")
    ...     print(*sorted(file.name for file in place.iterdir())[:4])
    assessments.csv claims.csv documents.csv entities.csv
    """
    place = Path(path)
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
