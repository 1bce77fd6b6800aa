r"""Graphs of people and organizations become claims: those of this package, and two-mode ones.

>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     file = Path(folder, "clubs.net")
...     _ = file.write_text('*Vertices 2 1\n1 "Ada"\n2 "Kites"\n*Edges\n1 2\n')
...     data = from_graphml(file, default_source="a study of clubs")
>>> data["claims"].loc[2, ["claim_id", "speaker", "subject", "object"]].tolist()
['e1', 'a-study-of-clubs', 'ada-1', 'kites-2']
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from numbers import Number
from pathlib import Path
from typing import Any

from helpers.codebook import (
    FREE_PREFIX,
    Fault,
    Problem,
    as_list,
    closest,
    faults,
    fields,
    find_problems,
    listed,
    problem_of,
    problems_table,
    refuse_unknown,
    shown,
    table_names,
)
from helpers.convert.exports import TABLES_BESIDE
from helpers.convert.graphs.files import SIDES, GraphFile, GraphFileError, read_graph
from helpers.convert.tables.assembly import Assembly, with_about
from helpers.convert.tables.conversion import Reader, refuse_together
from helpers.convert.tables.rows import Row, clean, one_of_kind, text_table
from helpers.convert.tables.tenures import as_of_day
from helpers.convert.tables.ties import Ties
from helpers.data import Dataset, DatasetError

USES = {
    **{use: use for use in ("role", "source", "stance", "denied_by", "url", "quote", "note")},
    **{use: use for use in ("start", "end", "time", "valid", "certainty")},
    "date": "said_on",
}
"""What an attribute of an edge can be used for, as `from_table` calls it → the cell."""

WORDS_BESIDE = ("label", "said_by", "row")
"""What `write_graphml` adds to the columns of claims and entities."""

IDLE = ("x", "y", "viz", "shape", "shape_type")
"""Attributes of a node that say how it is drawn."""

NAMES = ("label", "name")


def from_graphml(  # noqa: PLR0913  each is named by whoever calls
    path: str | Path,
    *,
    kind: str = SIDES,
    person: str = "0",
    organization: str = "1",
    label: str | None = None,
    edges: Mapping[str, str] | None = None,
    as_of: str | dt.date | None = None,
    default_source: str = "the graph",
    relation: str | Mapping[str, str] = "member_of",
    counts_for_overlap: bool | Mapping[str, bool] | None = None,
    real_names: Iterable[str] = (),
) -> Dataset:
    """Read the claims that `write_graphml` wrote, or a two-mode graph: GraphML, GEXF, Pajek.

    What holds claims says so; there all other parameters do not matter.

    Parameters
    ----------
    path : str or Path
        A file of NetworkX, igraph, Gephi, visone, Pajek and the like.
    kind : str
        The attribute of a node that tells people and organizations apart.
    person, organization : str
        Its two values. In a Pajek file the first side is 0, the second 1.
    label : str, optional
        The attribute with the names. Default: ``label`` or ``name``, else the ids.
    edges : mapping of str to str, optional
        What attributes of edges are used for, as `from_table` calls it:
        ``{"role": "post", "start": "from", "source": "said by"}``.
    as_of : str or date, optional
        As of when the file is read, as for `from_table`.
    default_source : str
        Name of the one source of all edges that name none.
    relation : str or mapping of str to str
        The relation of all, or role → relation, as for `from_table`.
    counts_for_overlap : bool or mapping of str to bool, optional
        Whether such a relation makes a leader, as for `from_table`.
    real_names : iterable of str
        Words that are names here, though they usually say that there is none.

    Returns
    -------
    Dataset
        Nodes keep their ids in the column ``x_id`` of the entities, and two of one name stay
        two; those without an edge stay in. Which end of an edge comes first does not
        matter. Edges that say the same are one claim. The claim's note holds what
        else they say, such as a label or a weight, and how often they stand there; that
        of an entity the other attributes of its node, but for how it is drawn; that of a
        source what the file says of itself.

    Raises
    ------
    DatasetError
        If anything has no place: the problems' rows count the nodes or edges of the file.
    ValueError
        If `edges` names a use that there is not, or parameters exclude each other.
    OSError
        If there is no such file.

    See Also
    --------
    write_graphml : The way out.

    Examples
    --------
    >>> import networkx as nx
    >>> from tempfile import TemporaryDirectory
    >>> graph = nx.Graph([("Ada Stone", "Kites", {"post": "chair"})])
    >>> graph.nodes["Ada Stone"]["bipartite"], graph.nodes["Kites"]["bipartite"] = 0, 1
    >>> with TemporaryDirectory() as folder:
    ...     nx.write_graphml(graph, Path(folder, "clubs.graphml"))
    ...     data = from_graphml(Path(folder, "clubs.graphml"), edges={"role": "post"})
    >>> data["claims"][["subject", "object", "role"]].values.tolist()
    [['ada-stone-ada-stone', 'kites-kites', 'chair']]
    """
    file = Path(path)
    try:
        found = read_graph(file)
        if TABLES_BESIDE in found.graph.graph:
            return _claims(file.name, found)
        _refuse_readings(file.name, found)
    except GraphFileError as error:
        raise DatasetError(file.name, problems_table([error.problem])) from None
    used = dict(edges or {})
    refuse_unknown("use", used, USES)
    columns = {"person": "source", "organization": "target"}
    columns |= {"person_id": "source", "organization_id": "target"}
    columns |= {USES[use]: attribute for use, attribute in used.items()}
    refuse_together(columns, as_of=as_of is not None, census=False)
    ties = Ties(relation, counts_for_overlap)
    ties.refuse_what_cannot_be()
    graph = _TwoModes(file.name, found, {"person": person, "organization": organization}, columns)
    graph.read_nodes(kind, label)
    rows = list(graph.rows())
    columns = {"note": "note", "claim_id": "edge"} | columns
    numbers = [node for node in found.graph if node.isdecimal()]  # 0 is an id like any other
    real = [*as_list(real_names), *numbers]
    reader = Reader(columns, ties.kinds, real, ties.known_roles, graph.problems)
    assembly = Assembly(columns, ties, default_source)
    for node, one_kind in graph.kinds.items():
        cells = {f"{one_kind}_id": node}
        entity = assembly.entity(one_kind, graph.names[node], Row(0, cells), one_kind)
        assembly.entities[entity]["note"] = graph.notes[node]
    day = as_of_day(as_of)
    parts = [part for row in rows for part in reader.parts(row, day)]
    data = assembly.dataset(file.name, parts, graph.problems)
    return with_about(data, _words(found.graph.graph))


def _words(values: Mapping[str, Any], taken: Iterable[str] = ()) -> str:
    """Return "name: value" for what has no column."""
    left = ((name, clean(value)) for name, value in values.items() if name not in {*taken})
    return "; ".join(f"{name}: {text}" for name, text in left if text)


def _refuse_readings(name: str, found: GraphFile) -> None:
    """Refuse what would make claims of ties, whatever became of the denials."""
    for *_, attributes in found.graph.edges(data=True):
        if "asserted_in" in attributes or "denied_in" in attributes:
            raise GraphFileError(faults.GRAPH_OF_TIES, name)
        if "claim_id" in attributes and "stance" in attributes:
            raise GraphFileError(faults.GRAPH_OF_CLAIMS, name)
        if "shared_certain" in attributes:
            raise GraphFileError(faults.GRAPH_OF_TIES, name)


# --- graphs of two modes ----------------------------------------------------------------------


class _TwoModes:
    """A graph of people and organizations, and what in it has no place."""

    def __init__(
        self, file: str, found: GraphFile, values: Mapping[str, str], columns: Mapping[str, str]
    ):
        self.file, self.found, self.values, self.columns = file, found, values, columns
        self.used = [columns[use] for use in columns if use in USES.values()]
        self.kinds: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.problems: list[Problem] = []

    def _problem(self, fault: Fault, row: int | None, column: str, cell: str, **words: str) -> None:
        self.problems.append(problem_of(fault, self.file, row, column, shown(cell), **words))

    def read_nodes(self, kind: str, label: str | None) -> None:
        """Find out of each node what it is and how it is called."""
        nodes = dict(self.found.graph.nodes(data=True))
        known = dict.fromkeys(name for attributes in nodes.values() for name in attributes)
        if kind not in known:
            near = closest(kind, tuple(known))
            meant = f"did you mean {shown(near)!r}? Or " if near else ""
            names = shown(listed([repr(name) for name in known]) or "they have none", 200)
            self._problem(faults.NO_SIDES, None, kind, "", meant=meant, known=names)
            return
        for number, (node, attributes) in enumerate(nodes.items(), start=1):
            self._read_kind(number, node, kind, clean(attributes.get(kind)))
            called = [clean(attributes.get(place)) for place in ([label] if label else NAMES)]
            self.names[node] = next(filter(None, called), "" if label else clean(node))
            known_names = {self.names[node], clean(node)}
            said = [
                name
                for name in (label or "", "id", *NAMES)
                if clean(attributes.get(name)) in known_names
            ]
            self.notes[node] = _words(attributes, (kind, *said, *IDLE))
            if not self.names[node]:
                self._problem(faults.NO_LABEL, number, label or "id", node)

    def _read_kind(self, number: int, node: str, attribute: str, value: str) -> None:
        found = [kind for kind, written in self.values.items() if written == value]
        if found:
            self.kinds[node] = found[0]
        elif value:
            self._problem(faults.OTHER_SIDE, number, attribute, value, **self.values)
        else:
            self._problem(faults.NO_KIND, number, attribute, node, **self.values)

    def rows(self) -> Iterator[Row]:
        """Yield what the edges say, in the order of the file; what several say alike once."""
        said: dict[tuple[str, ...], list[tuple[int, dict[str, str]]]] = defaultdict(list)
        for number, ends, attributes in self._edges():
            cells = {"person": self.names[ends[0]], "organization": self.names[ends[1]]}
            cells |= {"person_id": ends[0], "organization_id": ends[1]}
            cells |= {
                use: clean(attributes.get(attribute))
                for use, attribute in self.columns.items()
                if use not in cells
            }
            rest = _words(attributes, self.used)
            cells["note"] = "; ".join(filter(None, [cells.get("note"), rest]))
            told = tuple(cell for use, cell in cells.items() if use != "note")
            said[told].append((number, cells))
        for alike in said.values():
            number, cells = alike[0]
            notes = dict.fromkeys(filter(None, (cells["note"] for _, cells in alike)))
            if len(alike) > 1:
                notes[f"the file has this edge {len(alike)} times"] = None
            claim = {"claim_id": f"e{number}", "note": "; ".join(notes)}
            yield Row(number, cells | claim, {}, "", "take the edge out of the file")

    def _edges(self) -> Iterator[tuple[int, tuple[str, str], Mapping[str, Any]]]:
        """Yield the edges that tie a person, who comes first, to an organization."""
        for number, (source, target), attributes in edges_in_order(self.found):
            kinds = [self.kinds.get(node, "") for node in (source, target)]
            words = f"{source} – {target}"
            weight = attributes.get("weight", 1)
            if source == target:
                self._problem(faults.LOOP, number, "edge", words)
            elif "" in kinds:
                continue  # refused already
            elif kinds[0] == kinds[1]:
                self._problem(faults.ONE_SIDE, number, "edge", words, kind=one_of_kind(kinds[0]))
            elif isinstance(weight, Number) and not weight > 0:  # type: ignore[operator]
                self._problem(faults.NO_WEIGHT, number, "weight", clean(weight))
            else:
                ends = (source, target) if kinds[0] == "person" else (target, source)
                yield number, ends, attributes


def edges_in_order(found: GraphFile) -> Iterator[tuple[int, tuple[str, str], dict[str, Any]]]:
    """Yield each edge of a graph with its number in the file, its ends and its attributes."""
    between: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for source, target, attributes in found.graph.edges(data=True):
        between[source, target].append(attributes)
    for number, (source, target) in enumerate(found.edges, start=1):
        ends = (source, target) if between[source, target] else (target, source)
        yield number, (source, target), between[ends].pop(0)


# --- graphs of claims -------------------------------------------------------------------------


def _claims(file: str, found: GraphFile) -> Dataset:
    """Return the dataset of which `write_graphml` wrote the claims.

    Raises
    ------
    GraphFileError
        If the tables beside the claims are no tables.
    DatasetError
        If the tables have problems.
    """
    problems: list[Problem] = []
    entities, claims = [], []
    for number, (node, attributes) in enumerate(found.graph.nodes(data=True), start=1):
        row = _row(file, number, "entities", {"entity_id": node}, attributes, problems)
        entities.append(row)
    for number, (source, target), attributes in edges_in_order(found):
        ends = {"subject": source, "object": target}
        if not found.graph.is_directed() or not isinstance(attributes.get("row"), int):
            raise GraphFileError(faults.GRAPH_TABLES, file)
        row = _row(file, number, "claims", ends, attributes, problems)
        claims.append((attributes["row"], number, row))
    claims.sort(key=lambda claim: claim[:2])
    rows = [row for *_, row in claims]
    edges = [number for _, number, _ in claims]
    tables = _tables(file, found.graph.graph[TABLES_BESIDE])
    framed = {name: text_table(name, some) for name, some in tables.items()}
    framed |= {"entities": text_table("entities", entities), "claims": text_table("claims", rows)}
    for problem in find_problems(framed):
        if problem.row and problem.file == "claims.csv":
            problems.append(problem._replace(file=file, row=edges[problem.row - 2]))
        else:
            problems.append(problem)
    if problems:
        raise DatasetError(file, problems_table(problems))
    data = Dataset(framed, {}, str(found.graph.graph.get("name") or file))
    return with_about(data, _words(found.graph.graph, ("name", TABLES_BESIDE)))


def _row(
    file: str,
    number: int,
    table: str,
    ends: Mapping[str, str],
    attributes: Mapping[str, Any],
    problems: list[Problem],
) -> dict[str, str]:
    """Return a node or an edge as a row of a table; say what has no place in it."""
    row = dict(ends)
    for name, value in attributes.items():
        cell = str(value)
        if name in ends and cell != ends[name]:
            place = (file, number, name, shown(cell))
            problems.append(problem_of(faults.OTHER_END, *place, node=shown(ends[name])))
        elif name in fields(table) or name.startswith(FREE_PREFIX):
            row[name] = cell
        elif name not in WORDS_BESIDE:
            free = f"{FREE_PREFIX}{name}"
            problems.append(problem_of(faults.NO_PLACE, file, None, shown(name), free=shown(free)))
    return row


def _tables(file: str, text: str) -> dict[str, list[dict[str, str]]]:
    """Return the tables beside the claims.

    Raises
    ------
    GraphFileError
        If they are no tables.
    """
    try:
        tables = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        tables = None
    if not _are_tables(tables):
        raise GraphFileError(faults.GRAPH_TABLES, file)
    return tables


def _are_tables(found: object) -> bool:
    if not isinstance(found, dict) or not found.keys() <= set(table_names()) - {
        "claims",
        "entities",
    }:
        return False
    if not all(isinstance(rows, list) for rows in found.values()):
        return False
    rows = [row for rows in found.values() for row in rows]
    if not all(isinstance(row, dict) for row in rows):
        return False
    return all(isinstance(cell, str) for row in rows for cell in row.values())
