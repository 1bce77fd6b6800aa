r"""Files of graphs, read by NetworkX once it is known what they hold: GraphML, GEXF and Pajek.

Nothing that an XML file declares is expanded, and no node or edge gets lost on the way.

>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     file = Path(folder, "clubs.net")
...     _ = file.write_text('*Vertices 2 1\n1 "Ada"\n2 "Kites"\n*Edges\n1 2\n')
...     found = read_graph(file)
>>> found.graph.nodes["2"]["label"], found.edges
('Kites', [('1', '2')])
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from helpers.codebook import Fault, Problem, faults, problem_of, shown

if TYPE_CHECKING:
    import networkx as nx

LARGEST = 100_000_000
"""Bytes of a file that is read."""

MOST_VERTICES = 1_000_000
"""Vertices that a Pajek file may announce."""

SIDES = "bipartite"
"""The attribute with 0 or 1 that NetworkX, and so many a file, has for the two kinds of nodes."""


class GraphFile(NamedTuple):
    """A graph, and its edges in the order of the file; those between two nodes keep theirs."""

    graph: nx.MultiGraph | nx.MultiDiGraph
    edges: list[tuple[str, str]]


class GraphFileError(ValueError):
    """A file that cannot be read as a whole; ``problem`` says why."""

    def __init__(self, fault: Fault, *place: Any, **values: object):
        self.problem: Problem = problem_of(fault, *place, **values)
        super().__init__(self.problem.problem)


def read_graph(path: Path) -> GraphFile:
    """Read a file of a graph; ids of nodes are text.

    Raises
    ------
    GraphFileError
        If it is too large, declares a document type or entities, is in no form that NetworkX
        reads, or holds nodes and edges that it would not keep apart.
    OSError
        If there is no such file.
    """
    if path.stat().st_size > LARGEST:
        raise GraphFileError(faults.GRAPH_LARGE, path.name, largest=LARGEST)
    content = path.read_bytes()
    if b"*vertices" in content.lower() and not content.lstrip(_BLANK).startswith(b"<"):
        return _read_pajek(path.name, content)
    return _read_xml(path.name, content)


_BLANK = b"\xef\xbb\xbf \t\r\n"


# --- XML --------------------------------------------------------------------------------------


class _DeclaredError(Exception):
    """A document type is declared."""


class _Listing:
    """What stands in a file of XML, as expat comes by it; nothing of it is kept but ids."""

    def __init__(self) -> None:
        self.root, self.space = "", ""
        self.nodes: list[str] = []
        self.edges: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the start of an element."""
        space, _, local = name.rpartition(" ")
        if not self.root:
            self.root, self.space = local, space
        if space == self.space and local == "node":
            self.nodes.append(attributes.get("id", ""))
        elif space == self.space and local == "edge":
            self.edges.append((attributes.get("source", ""), attributes.get("target", "")))

    def declared(self, *_: object) -> None:
        """Refuse what comes before the first element and could grow."""
        raise _DeclaredError


def _listing(name: str, content: bytes) -> _Listing:
    found = _Listing()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = found.start
    parser.StartDoctypeDeclHandler = found.declared
    parser.EntityDeclHandler = found.declared
    try:
        parser.Parse(content, True)
    except _DeclaredError:
        raise GraphFileError(faults.GRAPH_DECLARES, name) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise GraphFileError(faults.GRAPH_UNREADABLE, name, why=shown(error)) from None
    return found


def _read_xml(name: str, content: bytes) -> GraphFile:
    import networkx as nx

    listing = _listing(name, content)
    readers = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
    if listing.root not in readers:
        why = f"its first element is {shown(listing.root)!r}, not 'graphml' or 'gexf'"
        raise GraphFileError(faults.GRAPH_UNREADABLE, name, why=why)
    more: dict[str, Any] = {"force_multigraph": True} if listing.root == "graphml" else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on ports and keys without a type, which mean nothing here
        try:
            graph = readers[listing.root](BytesIO(content), node_type=str, **more)
        except Exception as error:  # of many kinds, on what no program should have written
            raise GraphFileError(faults.GRAPH_UNREADABLE, name, why=shown(error)) from None
    graph = nx.MultiDiGraph(graph) if graph.is_directed() else nx.MultiGraph(graph)
    _refuse_lost(name, graph, listing.nodes, listing.edges)
    return GraphFile(graph, listing.edges)


def _refuse_lost(
    name: str, graph: nx.MultiGraph, nodes: list[str], edges: list[tuple[str, str]]
) -> None:
    """Refuse a graph from which nodes or edges got lost, as twins or out of sight."""
    first: dict[str, int] = {}
    for number, node in enumerate(nodes, start=1):
        earlier = first.setdefault(node, number)
        if earlier < number:
            raise GraphFileError(faults.ID_USED, name, number, "id", shown(node), earlier=earlier)
    pairs, kept_pairs = Counter(map(frozenset, edges)), Counter(map(frozenset, graph.edges()))
    lost = {"nodes": len({*nodes} - {*graph}), "edges": (pairs - kept_pairs).total()}
    for what, number in (("nodes", len(nodes)), ("edges", len(edges))):
        if lost[what]:
            values = {"what": what, "kept": number - lost[what], "number": number}
            raise GraphFileError(faults.GRAPH_LOST, name, **values)


# --- Pajek ------------------------------------------------------------------------------------

_SECTION = re.compile(r"\s*\*(\w+)(.*)")
_VERTEX = re.compile(r'\s*(\d+)\s+(?:"([^"]*)"|(\S+))')


class _Pajek:
    """The lines of a Pajek file: vertices by number, since two may bear one label, and edges."""

    def __init__(self, name: str):
        self.name = name
        self.section = ""
        self.vertices, self.first_side = 0, 0
        self.labels: dict[str, str] = {}
        self.edges: list[str] = []

    def take(self, number: int, line: str) -> None:
        """Take in a line.

        Raises
        ------
        GraphFileError
            If it begins a section whose lines NetworkX would take for others, or is no vertex.
        """
        if section := _SECTION.match(line):
            self.section = section[1].lower()
            if self.section == "vertices":
                self._announce(number, section[2])
            elif self.section not in ("network", "edges", "arcs"):
                raise GraphFileError(faults.PAJEK_SECTION, self.name, number, "", shown(line))
        elif self.section == "vertices":
            vertex = _VERTEX.match(line)
            if not vertex or not 1 <= int(vertex[1]) <= self.vertices:
                raise GraphFileError(faults.PAJEK_LINE, self.name, number, "", shown(line))
            label = vertex[3] if vertex[2] is None else vertex[2]
            if self.labels.setdefault(str(int(vertex[1])), label) != label:
                raise GraphFileError(faults.PAJEK_LINE, self.name, number, "", shown(line))
        elif self.section in ("edges", "arcs"):
            if not re.match(r"\s*\d+\s+\d+", line):
                raise GraphFileError(faults.PAJEK_LINE, self.name, number, "", shown(line))
            self.edges.append(line)

    def _announce(self, number: int, counts: str) -> None:
        """Take in how many vertices there are, and how many of them are on the first side."""
        numbers = counts.split()
        fine = all(re.fullmatch(r"\d{1,7}", one, re.ASCII) for one in numbers)
        if self.vertices or not fine or not 1 <= len(numbers) <= 2:
            raise GraphFileError(faults.PAJEK_LINE, self.name, number, "", shown(counts))
        self.vertices = int(numbers[0])
        self.first_side = int(numbers[1]) if len(numbers) > 1 else 0
        if self.vertices > MOST_VERTICES:
            raise GraphFileError(faults.PAJEK_LINE, self.name, number, "", shown(counts))

    def lines(self) -> Iterator[str]:
        """Yield the lines for NetworkX, every vertex called by its number."""
        yield f"*Vertices {self.vertices}"
        for number in range(1, self.vertices + 1):
            yield f"{number} {number}"
        yield "*Arcs"
        yield from self.edges


def _read_pajek(name: str, content: bytes) -> GraphFile:
    import networkx as nx

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GraphFileError(faults.NOT_UTF8, name) from None
    pajek = _Pajek(name)
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("%"):
            pajek.take(number, line)
    try:
        graph = nx.MultiDiGraph(nx.parse_pajek(pajek.lines()))
    except ValueError as error:
        raise GraphFileError(faults.GRAPH_UNREADABLE, name, why=shown(error)) from None
    for node, attributes in graph.nodes(data=True):
        attributes.clear()
        attributes["label"] = pajek.labels.get(node, node)
        if pajek.first_side and node.isdecimal():
            attributes[SIDES] = int(int(node) > pajek.first_side)
    ends = [line.split()[:2] for line in pajek.edges]
    edges = [(source, target) for source, target in ends]
    _refuse_lost(name, graph, [], edges)
    return GraphFile(graph, edges)
