"""Graphs in: what write_graphml wrote, and two-mode graphs of other programs."""

import json

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import register, thorough
from shipped import SHIPPED, article, clubs, load
from tables import tuples

from helpers.claims import Reading
from helpers.codebook import find_problems
from helpers.convert.exports import write_gexf, write_graphml
from helpers.convert.graphs.reading import from_graphml
from helpers.convert.graphs.ties_graph import ties_graph
from helpers.convert.tables.conversion import from_table
from helpers.data.dataset import Dataset, DatasetError

WOMEN = [("Ada", "Tea", {}), ("Ada", "Ball", {"post": "host"}), ("Ben", "Ball", {})]


def two_modes(edges=WOMEN, graph=nx.Graph):
    made = graph()
    for person, organization, attributes in edges:
        made.add_node(person, bipartite=0)
        made.add_node(organization, bipartite=1)
        made.add_edge(person, organization, **attributes)
    return made


def written(made, folder, write=nx.write_graphml):
    write(made, folder / "graph.xml")
    return folder / "graph.xml"


def file_of(folder, text):
    path = folder / "graph.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def wrong(path, **how):
    with pytest.raises(DatasetError) as error:
        from_graphml(path, **how)
    return tuples(error.value.problems)


def triples(data):
    name = data.who.entities
    return [(name[one.subject], one.role, name[one.object]) for one in data["claims"].itertuples()]


# --- claims there and back --------------------------------------------------------------------


def tables_of(data):
    return {table: frame.to_dict("records") for table, frame in data.items()}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_claims_come_back_as_they_went(tmp_path, path):
    data = load(path)
    again = from_graphml(write_graphml(data, tmp_path / "claims.graphml"))
    assert tables_of(again) == tables_of(data) and again.name == data.name


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1
)


@thorough
@given(note=NAMES, name=NAMES)
def test_what_xml_can_hold_comes_back(tmp_path_factory, note, name):
    data = clubs()
    claims, entities = data["claims"], data["entities"]
    claims.loc[2, "note"] = note
    entities.loc[2, "name"] = name.strip() or "x"
    data = Dataset({**data, "claims": claims, "entities": entities}, {}, "few")
    path = write_graphml(data, tmp_path_factory.mktemp("graph") / "claims")
    try:
        again = from_graphml(path)
    except DatasetError:  # the checks refuse such letters wherever they come from
        assert any(find_problems({table: data[table] for table in data}))
        return
    assert tables_of(again) == tables_of(data)


def test_an_inference_stays_one(tmp_path):
    again = from_graphml(write_graphml(article(), tmp_path / "claims"))
    assert again.who.inferences == article().who.inferences
    assert again.who.authors == article().who.authors


@pytest.mark.parametrize(
    ("write", "how", "words"),
    [
        (write_graphml, [Reading()], "the graph holds ties as they stand under a reading"),
        (write_gexf, [Reading()], "the graph holds ties as they stand under a reading"),
        (write_gexf, [], "the graph holds claims without the tables beside them"),
    ],
)
def test_denials_do_not_become_ties(tmp_path, write, how, words):
    (problem,) = wrong(write(article(), tmp_path / "graph", *how), kind="kind", person="person")
    assert problem.problem.startswith(words)


def test_what_was_done_to_claims_in_another_program_is_said(tmp_path):
    graph = nx.read_graphml(write_graphml(clubs(), tmp_path / "claims"), force_multigraph=True)
    first = next(iter(graph.edges(keys=True)))
    graph.edges[first]["subject"] = "another"
    graph.edges[first]["speaker"] = "nobody-known"
    graph.nodes[first[0]]["Modularity Class"] = 3
    found = wrong(written(graph, tmp_path))
    assert {(one.column, one.value, one.problem.partition(",")[0]) for one in found} == {
        ("Modularity Class", "", "no table has such a column"),
        ("subject", "another", "the cell does not name the node at which it stands"),
        ("speaker", "nobody-known", "no such source_id in sources.csv"),
    }
    assert "x_Modularity Class" in next(one.fix for one in found if "Class" in one.column)


@pytest.mark.parametrize(
    "tables", ["[", "[1]", '{"claims": []}', '{"sources": {"a": 1}}', '{"sources": [{"a": 1}]}']
)
def test_tables_beside_that_are_none(tmp_path, tables):
    graph = nx.read_graphml(write_graphml(clubs(), tmp_path / "claims"))
    graph.graph["tables"] = tables
    (problem,) = wrong(written(graph, tmp_path))
    assert problem.problem == "the tables beside the claims cannot be read"


# --- two-mode graphs --------------------------------------------------------------------------


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf])
@pytest.mark.parametrize("graph", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_edges_become_claims_of_one_source(tmp_path, write, graph):
    data = from_graphml(
        written(two_modes(graph=graph), tmp_path, write),
        edges={"role": "post"},
        default_source="a study",
        counts_for_overlap=False,
    )
    assert sorted(triples(data)) == [
        ("Ada", "", "Tea"),
        ("Ada", "host", "Ball"),
        ("Ben", "", "Ball"),
    ]
    assert data["sources"]["name"].tolist() == ["a study"]
    assert data["relations"]["counts_for_overlap"].tolist() == ["no"]
    assert set(data["entities"]["x_id"]) == {"Ada", "Ben", "Tea", "Ball"}


def test_kinds_and_names_as_the_caller_names_them(tmp_path):
    made = nx.DiGraph()
    made.add_node("n1", type="man", title="Ada")
    made.add_node("n2", type="man", title="Ada")
    made.add_node("n3", type="firm", title="سراج")
    made.add_node("n4", type="firm", title="Idle")
    made.add_edge("n3", "n1", since="1998", until="2003")  # the firm comes first
    made.add_edge("n2", "n3", since="2001", until="")
    data = from_graphml(
        written(made, tmp_path),
        kind="type",
        person="man",
        organization="firm",
        label="title",
        edges={"start": "since", "end": "until"},
        relation="leads",
    )
    assert triples(data) == [("Ada (n2)", "", "سراج"), ("Ada (n1)", "", "سراج")]
    assert data["claims"][["valid", "time"]].values.tolist() == [
        ["2001/..", ""],
        ["1998/2003", "former"],
    ]
    assert data["entities"][["name", "x_id"]].values.tolist() == [
        ["Ada", "n1"], ["Ada", "n2"], ["سراج", "n3"], ["Idle", "n4"]
    ]  # fmt: skip


def test_weights_and_what_else_an_edge_says_go_into_notes(tmp_path):
    made = two_modes([("Ada", "Tea", {"weight": 2.0, "colour": "red"})])
    assert from_graphml(written(made, tmp_path))["claims"]["note"].tolist() == [
        "weight: 2; colour: red"
    ]


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf])
def test_what_a_graph_says_besides_is_in_the_notes(tmp_path, write):
    made = two_modes([("Ada", "Tea", {"label": "founder, expelled 1990", "source": "Gazette"})])
    made.nodes["Ada"].update(label="Ada Stone", name="A. Stone", country="NO", x=1.5, pid="north")
    made.nodes["Tea"].update(label="Tea", country="")
    made.graph["name"] = "clubs of 1908"
    path = written(made, tmp_path, write)
    data = from_graphml(path)
    (note,) = data["claims"]["note"]
    assert sorted(note.split("; ")) == ["label: founder, expelled 1990", "source: Gazette"]
    notes = data["entities"].set_index("name")["note"]
    assert sorted(notes["Ada Stone"].split("; ")) == ["country: NO", "name: A. Stone", "pid: north"]
    assert notes["Tea"] == ""
    (about,) = data["sources"]["note"]
    assert "The file says of itself: " in about and "name: clubs of 1908" in about
    as_role = from_graphml(path, edges={"role": "label"})["claims"]
    assert as_role[["role", "note"]].values.tolist() == [
        ["founder, expelled 1990", "source: Gazette"]
    ]


def test_what_a_file_says_of_all_is_said_of_each(tmp_path):
    key = '<key id="{0}" for="{0}" attr.name="land" attr.type="string"><default>NO</default></key>'
    body = "".join(
        f'<node id="{own}"><data key="d">{side}</data></node>' for own, side in (("a", 0), ("k", 1))
    )
    graph = f'<graph>{body}<edge source="a" target="k"/></graph>'
    keys = KEY.format("int") + key.format("node") + key.format("edge")
    data = from_graphml(file_of(tmp_path, EMPTY.format(keys + graph)))
    assert {*data["entities"]["note"], *data["claims"]["note"]} == {"land: NO"}


def test_what_gexf_says_of_itself_and_ids_that_say_something(tmp_path):
    made = two_modes([("Ada", "Tea", {"id": "REG-77"}), ("Ben", "Tea", {})])
    text = written(made, tmp_path, nx.write_gexf).read_text()
    meta = "<keywords>tea</keywords><description>From R &amp; D</description></meta>"
    data = from_graphml(file_of(tmp_path, text.replace("</meta>", meta)))
    assert data["claims"]["note"].tolist() == ["id: REG-77", ""]
    (about,) = data["sources"]["note"]
    assert "keywords: tea; description: From R & D" in about and "static" not in about


def test_what_another_program_says_of_a_graph_of_claims(tmp_path):
    graph = nx.read_graphml(write_graphml(clubs(), tmp_path / "claims"), force_multigraph=True)
    graph.graph["description"] = "drawn by hand"
    again = from_graphml(written(graph, tmp_path))
    said = [f"{note} The file says of itself: description: drawn by hand".strip()
            for note in clubs()["sources"]["note"]]  # fmt: skip
    assert again["sources"]["note"].tolist() == said
    assert again["claims"].equals(clubs()["claims"])


def test_edges_that_say_the_same_are_one_claim(tmp_path):
    made = two_modes([*WOMEN, ("Ada", "Tea", {"weight": 3})], nx.MultiDiGraph)
    made.add_edge("Tea", "Ada")
    data = from_graphml(written(made, tmp_path), edges={"role": "post"})
    assert len(data["claims"]) == 3
    assert "weight: 3; the file has this edge 3 times" in data["claims"]["note"].tolist()


def test_edges_that_say_different_things_are_two_claims(tmp_path):
    made = two_modes(
        [("Ada", "Tea", {"post": "host"}), ("Ada", "Tea", {"post": "cook"})], nx.MultiGraph
    )
    assert {
        role
        for _, role, _ in triples(from_graphml(written(made, tmp_path), edges={"role": "post"}))
    } == {"host", "cook"}


def test_ids_that_count_from_zero(tmp_path):
    made = nx.convert_node_labels_to_integers(two_modes())
    assert ("0", "", "1") in triples(from_graphml(written(made, tmp_path)))


def test_all_that_has_no_place_is_said_at_once(tmp_path):
    made = two_modes(graph=nx.MultiGraph)
    made.add_node("Cora")
    made.add_node("Dan", bipartite=2)
    made.add_edge("Ada", "Ben")
    made.add_edge("Ada", "Ada")
    made.add_edge("Cora", "Tea")
    made.add_edge("Ben", "Tea", weight=0)
    made.add_edge("Ben", "Tea", weight=-1)
    found = [one[1:5] for one in wrong(written(made, tmp_path))]
    assert sorted((column, value) for _, column, value, _ in found) == [
        ("bipartite", "2"),
        ("bipartite", "Cora"),
        ("edge", "Ada – Ada"),
        ("edge", "Ada – Ben"),
        ("weight", "-1"),
        ("weight", "0"),
    ]
    assert all(row for row, *_ in found)


def test_a_missing_attribute_is_said_once(tmp_path):
    made = two_modes()
    for _, attributes in made.nodes(data=True):
        attributes["bipartit"] = attributes.pop("bipartite")
    (problem,) = wrong(written(made, tmp_path))
    assert problem[1:] == (
        None,
        "bipartite",
        "",
        "no node has this attribute",
        "did you mean 'bipartit'? Or name in kind= the one that tells apart: 'bipartit'",
    )


def test_a_node_without_the_name_that_was_asked_for(tmp_path):
    made = two_modes()
    made.nodes["Ada"]["title"] = "Ada Stone"
    found = wrong(written(made, tmp_path), label="title")
    assert {one.value for one in found if one.problem.startswith("the node has no name")} == {
        "Ben",
        "Tea",
        "Ball",
    }


def test_names_that_are_none(tmp_path):
    made = two_modes([("n1", "Tea", {})])
    made.nodes["n1"]["label"] = "unknown"
    (problem,) = wrong(written(made, tmp_path))
    assert problem.value == "unknown" and "take the edge out of the file" in problem.fix


@pytest.mark.parametrize(
    "how",
    [{"edges": {"rolle": "post"}}, {"as_of": "2020"}, {"edges": {"start": "a", "valid": "b"}}],
)
def test_parameters_that_cannot_be(tmp_path, how):
    with pytest.raises(ValueError, match="did you mean 'role'|as_of=|valid="):
        from_graphml(written(two_modes(), tmp_path), **how)


# --- Pajek ------------------------------------------------------------------------------------

PAJEK = """% a comment with 1 2
*Network clubs
*Vertices 4 2
1 "Ada Stone" 0.1 0.2 0.5
2 "Ada Stone" ellipse
3 "O'Neill's"
4 شاي
*Arcs
1 3 2
*Edges
2 3
4 1
"""


def test_pajek_of_two_modes_and_two_of_one_name(tmp_path):
    data = from_graphml(file_of(tmp_path, "\ufeff" + PAJEK))
    assert triples(data) == [
        ("Ada Stone (1)", "", "O'Neill's"),
        ("Ada Stone (2)", "", "O'Neill's"),
        ("Ada Stone (1)", "", "شاي"),
    ]
    assert data["claims"]["note"].tolist() == ["weight: 2", "", ""]


def test_what_pajek_says_besides_is_in_the_notes(tmp_path):
    text = (
        "*Network clubs of 1908\n*Vertices 2 1\n"
        '01 "Ada" 0.1 0.2 ellipse ic Red land "NO way" [1-5]\n2 "Tea" box\n*Edges\n1 02 l "founder, 1990" c Blue [3,5-*]\n1 2 2.5 l cook\n'
    )
    data = from_graphml(file_of(tmp_path, text))
    assert data["claims"]["note"].tolist() == [
        "l: founder, 1990; c: Blue; interval: [3,5-*]; weight: 2.5; l: cook; "
        "the file has this edge 2 times"
    ]
    assert data["entities"]["note"].tolist() == ["interval: [1-5]; land: NO way", ""]
    assert "name: clubs of 1908" in data["sources"]["note"].item()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("*Vertices 2 1\n*Edges\n1 3\n", "1 3"),
        ("*Vertices 2 1\n*Edges\n1 2 founder\n", "1 2 founder"),
        ("*Vertices 2 1\n*Edges\n1 2 l O'Neill\n", "1 2 l O'Neill"),
        ("1 2\n*Vertices 2 1\n", "1 2"),
        ("*Vertices 2 1\n*Matrix\n1\n", "*Matrix"),
        ("*Vertices 2 1\n*Arcslist\n1 2\n", "*Arcslist"),
        ("*Vertices 99999999999\n", " 99999999999"),
        ("*Vertices 9999999\n", " 9999999"),
        ("*Vertices 2 1\n3 x\n", "3 x"),
        ("*Vertices 2 1\n1 x\n1 y\n", "1 y"),
        ("*Vertices 2 1\n*Edges\n1\n", "1"),
        ("*Vertices two\n", " two"),
    ],
)
def test_pajek_that_would_be_read_wrongly(tmp_path, text, value):
    (problem,) = wrong(file_of(tmp_path, text))
    assert problem.value == value and problem.row


def test_pajek_of_one_mode_says_what_is_missing(tmp_path):
    (problem,) = wrong(file_of(tmp_path, PAJEK.replace("4 2", "4")))
    assert problem.problem == "no node has this attribute"


# --- files that are hostile, or no graphs -----------------------------------------------------

BOMB = """<?xml version="1.0"{encoding}?>
<!DOCTYPE graphml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">
<node id="&b;"/></graph></graphml>"""
OUTSIDE = """<!DOCTYPE g SYSTEM "file:///etc/passwd"><gexf xmlns="http://gexf.net/1.2draft"/>"""


@pytest.mark.parametrize(
    "text",
    [
        BOMB.format(encoding=""),
        "\ufeff" + BOMB.format(encoding=""),
        BOMB.format(encoding=' encoding="utf-16"').encode("utf-16"),
        "<!-- <graphml> -->\n" + OUTSIDE,
        OUTSIDE,
    ],
    ids=["plain", "bom", "utf-16", "comment", "outside"],
)
def test_a_document_type_is_refused_before_anything_is_read(tmp_path, text):
    (problem,) = wrong(file_of(tmp_path, text))
    assert problem.problem.startswith("the file declares a document type")


EMPTY = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{}</graphml>'
KEY = '<key id="d" for="node" attr.name="bipartite" attr.type="{}"/>'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a, b\n1, 2",
        "<html></html>",
        "<graphml>",
        EMPTY.format(""),
        EMPTY.format('<graph><node id="a"/><hyperedge/></graph>'),
        EMPTY.format(
            KEY.format("int") + '<graph><node id="a"><data key="d">x</data></node></graph>'
        ),
        EMPTY.format(KEY.format("odd") + "<graph></graph>"),
        EMPTY.format('<graph><node id="a"><data key="e">x</data></node></graph>'),
        b"<graphml>\xff\xfe</graphml>",
        "<a>" * 50_000,
    ],
)
def test_what_is_no_graph(tmp_path, text):
    (problem,) = wrong(file_of(tmp_path, text))
    assert problem.problem.startswith("the file cannot be read as a graph")


TWO = '<node id="a"/><node id="{}"/><edge id="{}" source="a" target="a"/><edge id="1" source="a" target="a"/>'


def test_nodes_and_edges_that_would_get_lost(tmp_path):
    (problem,) = wrong(file_of(tmp_path, EMPTY.format(f"<graph>{TWO.format('a', 0)}</graph>")))
    assert problem.problem == "already used in row 1" and problem.row == 2
    (problem,) = wrong(file_of(tmp_path, EMPTY.format(f"<graph>{TWO.format('b', 1)}</graph>")))
    assert problem.problem == "of its 2 edges only 1 can be read"
    inner = '<graph><node id="g"><graph><node id="a"/></graph></node></graph>'
    (problem,) = wrong(file_of(tmp_path, EMPTY.format(inner)))
    assert problem.problem == "of its 2 nodes only 1 can be read"


def test_a_file_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.convert.graphs.files.LARGEST", 10)
    (problem,) = wrong(written(two_modes(), tmp_path))
    assert problem.problem == "the file is larger than 10 bytes"


def test_no_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        from_graphml(tmp_path / "nowhere")


HOSTILE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8
)
PAIRS = st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=5)


@thorough
@given(pairs=PAIRS)
def test_names_come_back_or_are_listed(tmp_path_factory, pairs):
    made = nx.Graph()
    for number, (one, other) in enumerate(pairs):
        made.add_node(f"p{number}", bipartite=0, label=one)
        made.add_node(f"o{number}", bipartite=1, label=other)
        made.add_edge(f"p{number}", f"o{number}")
    path = written(made, tmp_path_factory.mktemp("graph"))
    names = [" ".join(name.split()) or id_ for id_, name in made.nodes(data="label")]
    try:
        data = from_graphml(path)
    except DatasetError as refusal:
        assert (refusal.problems["fix"] != "").all()
        return
    assert data["entities"]["name"].tolist() == names
    assert len(data["claims"]) == len(pairs)


def test_the_same_as_from_a_table(tmp_path):
    frame = pd.DataFrame(
        [["Ada", "Tea", ""], ["Ada", "Ball", "host"], ["Ben", "Ball", ""]], columns=["p", "o", "r"]
    )
    table = from_table(
        frame, person="p", organization="o", role="r", person_id="p", organization_id="o"
    )
    graph = from_graphml(written(two_modes(), tmp_path), edges={"role": "post"})
    columns = ["subject", "relation", "object", "role", "stance", "time", "valid"]
    assert sorted(graph["claims"][columns].values.tolist()) == sorted(
        table["claims"][columns].values.tolist()
    )
    assert json.loads(graph["relations"].to_json()) == json.loads(table["relations"].to_json())


@pytest.mark.parametrize(
    ("valid", "days"),
    [
        ("-0044-03-15", ["-0044-03-15", "-0044-03-15"]),
        ("-0050/0007", ["-0050-01-01", "0007-12-31"]),
        ("../2001", ["", "2001-12-31"]),
        ("Y12000", ["12000-01-01", "12000-12-31"]),
    ],
)
def test_a_tie_of_any_year_has_its_days_in_the_graph(valid, days):
    graph = ties_graph(register(f"p A - current valid={valid}"), Reading())
    [tie] = [tie for *_, tie in graph.edges(data=True)]
    assert [tie["earliest"], tie["latest"]] == days
