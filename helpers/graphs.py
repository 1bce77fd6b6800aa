"""Graphs: the claims as edges, for NetworkX, Gephi and whatever reads GraphML or GEXF.

>>> from helpers.data import load_dataset
>>> graph = claims_graph(load_dataset())
>>> graph.edges["shahab-muhajir", "haqqani-network", "c087"]["speaker"]
'one-member-state'
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.codebook import writing
from helpers.data import (
    Dataset,
    entity_names,
    inference_sources,
    refuse_taken,
    relation_labels,
    source_names,
)

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["claims_graph", "write_gexf", "write_graphml"]

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
        entity_names(data),
        relation_labels(data),
        source_names(data),
        inference_sources(data),
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
    refuse_taken(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    graph = claims_graph(data)
    for attributes in (
        *dict(graph.nodes(data=True)).values(),
        *(attributes for *_, attributes in graph.edges(data=True)),
    ):
        filled = {
            name: _NOT_IN_XML.sub("\ufffd", value) for name, value in attributes.items() if value
        }
        attributes.clear()
        attributes |= filled
    with tempfile.TemporaryDirectory(prefix=".saving-", dir=file.parent) as scratch:
        draft = Path(scratch) / "graph"
        with draft.open("wb") as handle, writing(handle, len(data["claims"]), file.name) as counted:
            getattr(nx, write)(graph, counted, encoding="utf-8")
        draft.rename(file)
    return file
