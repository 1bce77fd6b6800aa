r"""Files of graphs: GraphML and GEXF, read by NetworkX once it is known what they hold, and Pajek.

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
import shlex
import warnings
from collections import Counter
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

ABOUT = ("creator", "description", "keywords")
"""What GEXF says of the file itself."""

SIDES = "bipartite"
"""The attribute with 0 or 1 that NetworkX, and so many a file, has for the two kinds of nodes."""


DRAWN = {
    *("x_fact", "y_fact", "phi", "r", "q", "ic", "bc", "bw"),
    *("lc", "la", "lr", "lphi", "fos", "font"),
}
"""What a Pajek file says of how a vertex is drawn."""


class GraphFile(NamedTuple):
    """A graph, and its edges in the order of the file; those between two nodes keep theirs.

    What the file gives as a default stands at each node and each edge.
    """

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
    """What stands in a file of XML, as expat comes by it: ids, and what GEXF says of itself."""

    def __init__(self) -> None:
        self.root, self.space, self.inside = "", "", ""
        self.nodes: list[str] = []
        self.edges: list[tuple[str, str]] = []
        self.about: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the start of an element."""
        space, _, local = name.rpartition(" ")
        if not self.root:
            self.root, self.space = local, space
        self.inside = local if space == self.space and local in ABOUT else ""
        if space == self.space and local == "node":
            self.nodes.append(attributes.get("id", ""))
        elif space == self.space and local == "edge":
            self.edges.append((attributes.get("source", ""), attributes.get("target", "")))

    def text(self, words: str) -> None:
        """Take in a piece of a text."""
        if self.inside:
            self.about[self.inside] = self.about.get(self.inside, "") + words

    def end(self, _: str) -> None:
        """Take in the end of an element."""
        self.inside = ""

    def declared(self, *_: object) -> None:
        """Refuse what comes before the first element and could grow."""
        raise _DeclaredError


def _listing(name: str, content: bytes) -> _Listing:
    found = _Listing()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
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
    _spread_defaults(graph)
    if listing.root == "gexf":
        _tidy_gexf(graph, listing.about)
    return GraphFile(graph, listing.edges)


def _spread_defaults(graph: nx.MultiGraph) -> None:
    """Give each node and each edge what it does not say itself."""
    found = {"node": graph.nodes(data=True), "edge": graph.edges(data=True)}
    for kind, listed in found.items():
        if defaults := graph.graph.pop(f"{kind}_default", {}):
            for *_, attributes in listed:
                attributes |= {**defaults, **attributes}


def _tidy_gexf(graph: nx.MultiGraph, about: dict[str, str]) -> None:
    """Add what a file says of itself; take out the numbers that every edge has to have."""
    graph.graph |= about
    if graph.graph.get("mode") == "static":
        del graph.graph["mode"]
    for *_, attributes in graph.edges(data=True):
        if attributes.get("id", "").isdecimal():
            del attributes["id"]


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
_VERTEX = re.compile(r'\s*(\d{1,7})\s+(?:"([^"]*)"|(\S+))')
_EDGE = re.compile(r"\s*(\d{1,7})\s+(\d{1,7})(?!\S)")
_INTERVAL = re.compile(r"\[[\d*,\s-]*\]$")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


class _Pajek:
    """The lines of a Pajek file: vertices by number, since two may bear one label, and edges."""

    def __init__(self, name: str):
        self.name = name
        self.section, self.network = "", ""
        self.vertices, self.first_side = 0, 0
        self.labels: dict[str, str] = {}
        self.said: dict[str, dict[str, str]] = {}
        self.edges: list[tuple[str, str, dict[str, Any]]] = []

    def take(self, number: int, line: str) -> None:
        """Take in a line.

        Raises
        ------
        GraphFileError
            If it begins another section, or is neither a vertex nor an edge.
        """
        if section := _SECTION.match(line):
            self.section = section[1].lower()
            if self.section == "vertices":
                self._announce(number, section[2])
            elif self.section == "network":
                self.network = section[2].strip()
            elif self.section not in ("edges", "arcs"):
                raise GraphFileError(faults.PAJEK_SECTION, self.name, number, "", shown(line))
        elif not self._reads(line.strip()):
            raise GraphFileError(faults.PAJEK_LINE, self.name, number, "", shown(line))

    def _reads(self, line: str) -> bool:
        """Take in a vertex or an edge; tell whether the line is one."""
        read = {"vertices": self._vertex, "edges": self._edge, "arcs": self._edge}
        try:
            return self.section in read and read[self.section](line)
        except ValueError:  # a quotation mark without its other half
            return False

    def _is_vertex(self, number: str) -> bool:
        return 1 <= int(number) <= self.vertices

    def _vertex(self, line: str) -> bool:
        vertex = _VERTEX.match(line)
        if not vertex or not self._is_vertex(vertex[1]):
            return False
        own, label = str(int(vertex[1])), vertex[3] if vertex[2] is None else vertex[2]
        words, said = _rest(line[vertex.end() :])
        while words and _NUMBER.fullmatch(words[0]):  # where it is drawn
            words.pop(0)
        pairs = iter(words[len(words) % 2 :])  # the shape stands alone
        said |= {key: value for key, value in zip(pairs, pairs, strict=True) if key not in DRAWN}
        self.said.setdefault(own, {}).update(said)
        return self.labels.setdefault(own, label) == label

    def _edge(self, line: str) -> bool:
        edge = _EDGE.match(line)
        if not edge or not all(map(self._is_vertex, edge.groups())):
            return False
        words, more = _rest(line[edge.end() :])
        said: dict[str, Any] = {}
        if words and _NUMBER.fullmatch(words[0]):
            said["weight"] = float(words.pop(0))
        pairs = iter(words)
        said |= dict(zip(pairs, pairs, strict=False)) | more
        source, target = (str(int(one)) for one in edge.groups())
        self.edges.append((source, target, said))
        return len(words) % 2 == 0

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


def _rest(text: str) -> tuple[list[str], dict[str, str]]:
    """Return the words after a vertex or an edge, and when it is there.

    Raises
    ------
    ValueError
        If a quotation mark is open.
    """
    interval = _INTERVAL.search(text)
    more = {"interval": interval[0]} if interval else {}
    return shlex.split(text[: interval and interval.start()]), more


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
    graph = nx.MultiDiGraph(name=pajek.network) if pajek.network else nx.MultiDiGraph()
    for one in map(str, range(1, pajek.vertices + 1)):
        side = {SIDES: int(int(one) > pajek.first_side)} if pajek.first_side else {}
        said = pajek.said.get(one, {}) | {"label": pajek.labels.get(one, one)} | side
        graph.add_nodes_from([(one, said)])
    graph.add_edges_from(pajek.edges)
    return GraphFile(graph, [(source, target) for source, target, _ in pajek.edges])
