"""What goes out: graphs, data packages, FollowTheMoney, templates.

Read back, and checked by the formats' own libraries.
"""

import json
from importlib.util import find_spec

import networkx as nx
import pandas as pd
import pytest
from frictionless import Package
from shipped import SHIPPED, article, clubs, load
from tables import few

from helpers.claims import EVER, Reading
from helpers.claims.how_ties_stand import ties
from helpers.convert.exports import (
    claims_graph,
    write_gexf,
    write_graphml,
    write_package,
    write_template,
)
from helpers.convert.followthemoney.reading import from_ftm, write_ftm
from helpers.convert.graphs.ties_graph import ties_graph
from helpers.convert.tables.conversion import from_table
from helpers.data.dataset import Dataset, DatasetError, check_dataset, load_dataset
from helpers.data.filled import shipped_relations
from helpers.data.sheets import read_sheets
from helpers.data.tables import read_table
from helpers.overlap.who_leads import shared_leaders

CONVERTED = from_table(
    pd.DataFrame({"n": ["ab", "<b>&", "سراج"], "o": ["Chess"] * 3}), person="n", organization="o"
)
WITH_CONTROLS = CONVERTED["entities"].replace({"name": {"ab": "a\x00\x1b\ufffeb"}})
HOSTILE = Dataset({**CONVERTED, "entities": WITH_CONTROLS}, {}, CONVERTED.name)
"""Names as no table and no file can bring them in, and another program still could."""


# --- graphs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_graph_has_one_edge_for_each_claim_denials_too(path):
    data = load(path)
    graph, claims = claims_graph(data), data["claims"].set_index("claim_id")
    assert set(graph) == set(data["entities"]["entity_id"])
    assert sorted(key for *_, key in graph.edges(keys=True)) == sorted(claims.index)
    for subject, target, claim, attributes in graph.edges(keys=True, data=True):
        assert [subject, target, attributes["stance"]] == claims.loc[
            claim, ["subject", "object", "stance"]
        ].tolist()
        inferred = attributes["speaker"] in data.who.inferences
        assert attributes["said_by"].startswith("nobody (suggested by ") == inferred


BOTH_FORMATS = pytest.mark.parametrize(
    ("write", "read"),
    [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)],
    ids=["graphml", "gexf"],
)


@pytest.mark.long
@BOTH_FORMATS
def test_graphs_are_read_back(tmp_path, write, read):
    for number, data in enumerate((article(), clubs())):
        graph, again = claims_graph(data), read(write(data, tmp_path / f"{number}"))
        assert (
            again.is_directed()
            and set(again) == set(graph)
            and again.number_of_edges() == graph.number_of_edges()
        )
        said = {attributes["claim_id"]: attributes for *_, attributes in again.edges(data=True)}
        assert all(
            said[key].get(column, "") == attributes[column]
            for *_, key, attributes in graph.edges(keys=True, data=True)
            for column in ("speaker", "stance", "quote", "relation")
        )
        assert all(again.nodes[node]["label"] == graph.nodes[node]["label"] for node in graph)


@BOTH_FORMATS
def test_hostile_text_in_graphs(tmp_path, write, read):
    again = read(write(HOSTILE, tmp_path / "graph"))
    assert {"a\ufffd\ufffd\ufffdb", "<b>&", "سراج", "Chess"} == {
        attributes["label"] for _, attributes in again.nodes(data=True)
    }
    with pytest.raises(FileExistsError):
        write(HOSTILE, tmp_path / "graph")
    assert [file.name for file in tmp_path.iterdir()] == ["graph"]


# --- ties under a reading ---------------------------------------------------------------------

TENURES = from_table(
    pd.DataFrame(
        [
            ["Ada", "Kites", "register", "1998", "2003-06", "club"],
            ["Ada", "Kites", "letter", "2001~", "2004", ""],
            ["Ada", "Chess", "register", "2002", "", ""],
            ["Ben", "Chess", "register", "", "", "club; guard"],
            ["Ben", "Kites", "letter", "", "", ""],
            ["Cora", "Kites", "letter", "", "", ""],
            ["Cora", "Chess", "letter", "", "", ""],
        ],
        columns=["who", "where", "said", "from", "to", "denied"],
    ),
    person="who",
    organization="where",
    source="said",
    start="from",
    end="to",
    denied_by="denied",
    split=";",
)


def edge(graph, subject, target, **more):
    """The one edge between two nodes of which some attributes are known."""
    (found,) = (
        attributes
        for *ends, attributes in graph.edges(data=True)
        if ends == [subject, target] and more.items() <= attributes.items()
    )
    return found


@pytest.mark.parametrize("reading", [Reading(), Reading(times=EVER, denials="veto")], ids=str)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_under_a_reading_each_tie_is_one_edge_with_its_state(path, reading):
    data = load(path)
    graph, stand = ties_graph(data, reading), ties(data, reading)
    stand = stand[stand["state"] != "unsaid"]
    columns = ["subject", "object", "relation", "period", "state", "asserted_in", "denied_in"]
    written = [tuple(one[column] for column in columns) for *_, one in graph.edges(data=True)]
    stand = stand.rename(columns={"asserted_by": "asserted_in", "denied_by": "denied_in"})
    assert sorted(written) == sorted(stand[columns].itertuples(index=False, name=None))
    for *_, one in graph.edges(data=True):
        assert bool(one["asserted_by"]) == bool(one["asserted_in"])
        assert bool(one["denied_by"]) == bool(one["denied_in"])
        assert one["label"].endswith(f" ({one['state']})") or one["state"] == "stands"


def test_a_tie_says_who_asserts_it_who_denies_it_and_when():
    graph = ties_graph(TENURES, Reading(times=EVER))
    told = edge(graph, "ada", "kites")
    wanted = {
        "period": "former",
        "state": "contested",
        "label": "is a member of (contested)",
        "asserted_by": "register; letter",
        "denied_by": "club",
        "valid": "1998/2003-06; 2001~/2004",
        "denied_for": "1998/2003-06",
        "earliest": "1998-01-01",
        "latest": "2004-12-31",
        "certainty": "unstated",
    }
    assert {column: told[column] for column in wanted} == wanted
    assert edge(graph, "ada", "chess")["latest"] == ""
    assert edge(graph, "ben", "chess")["denied_by"] == "club; guard"
    assert "earliest" not in edge(graph, "ben", "kites")


@pytest.mark.parametrize(
    ("valid", "earliest", "latest"),
    [
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
        ("-0063/0007", "-0063-01-01", "0007-12-31"),
        ("../0000", "", "0000-12-31"),
        ("Y12003", "12003-01-01", "12003-12-31"),
    ],
)
def test_days_of_any_year_are_written_into_a_graph(valid, earliest, latest, tmp_path):
    data = few([f"p A {valid}"], "subject object valid")
    for write, read in ((write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)):
        file = write(data, tmp_path / f"{write.__name__}.xml", Reading(times=EVER))
        ((*_, told),) = read(file).edges(data=True)
        assert told["valid"] == valid
        assert (told.get("earliest", ""), told.get("latest", "")) == (earliest, latest)


def test_who_is_not_believed_is_in_no_edge():
    graph = ties_graph(TENURES, Reading(believed=["register", "letter"], times=EVER))
    assert {one["state"] for *_, one in graph.edges(data=True)} == {"stands"}
    told = ties_graph(TENURES, Reading(believed=["club"], times=EVER))
    assert {one["label"] for *_, one in told.edges(data=True)} == {"is a member of (denied)"}


def test_an_inference_is_said_by_nobody_and_a_relay_is_named():
    graph = ties_graph(article(), Reading(times=EVER, inferences=True))
    said = {one["asserted_by"] for *_, one in graph.edges(data=True)}
    assert "nobody (suggested by a reader's inference from a surname)" in said
    assert "one member state (unnamed), through the UN report of July" in said


@BOTH_FORMATS
def test_pairs_of_organizations_are_edges_of_their_own(tmp_path, write, read):
    reading = Reading(times=EVER)
    pairs = shared_leaders(TENURES, reading)
    again = read(write(TENURES, tmp_path / "graph", reading, pairs))
    pair = edge(again, pairs["organization_a"][0], pairs["organization_b"][0], edge="overlap")
    assert [pair["shared_certain"], pair["shared_possible"]] == [1, 3]
    assert pair["label"] == "1 shared leader, 2 contested"
    assert pair["people"] == "Cora; Ada (contested); Ben (contested)"
    denied = {one["state"] for *_, one in again.edges(data=True) if one.get("denied_by")}
    assert denied == {"contested"}


def test_a_pair_of_which_all_is_contested_says_so(tmp_path):
    believed = Reading(believed=["register", "letter", "club"], times=EVER, relations=["member_of"])
    pairs = shared_leaders(TENURES, believed).assign(
        shared=0, contested=1, people="Ada (contested)"
    )
    graph = nx.read_graphml(write_graphml(TENURES, tmp_path / "graph", believed, pairs))
    (pair,) = (one for *_, one in graph.edges(data=True) if one["edge"] == "overlap")
    assert pair["state"] == "contested" and pair["shared_certain"] == 0
    assert pair["label"] == "0 shared leaders, 1 contested"


def test_pairs_go_with_the_reading_under_which_they_were_counted(tmp_path):
    pairs = shared_leaders(TENURES)
    with pytest.raises(ValueError, match="reading="):
        write_graphml(TENURES, tmp_path / "graph", overlap=pairs)
    with pytest.raises(ValueError, match="no organization 'keites'"):
        wrong = pairs.assign(organization_a="keites")
        write_graphml(TENURES, tmp_path / "graph", Reading(), wrong)
    with pytest.raises(ValueError, match="no column 'shared'"):
        write_graphml(TENURES, tmp_path / "graph", Reading(), pairs.drop(columns="shared"))
    with pytest.raises(ValueError, match="no source 'clubb'"):
        write_gexf(TENURES, tmp_path / "graph", Reading(believed=["clubb"]))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_hostile_names_of_ties(tmp_path, write):
    read = nx.read_graphml if write is write_graphml else nx.read_gexf
    again = read(write(HOSTILE, tmp_path / "graph", Reading()))
    names = {attributes["label"] for _, attributes in again.nodes(data=True)}
    assert names == {"a\ufffd\ufffd\ufffdb", "<b>&", "سراج", "Chess"}
    assert again.number_of_edges() == 3


# --- packages ---------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("data", [article(), clubs(), CONVERTED], ids=lambda data: data.name)
def test_a_package_stands_on_its_own(tmp_path, data):
    folder = write_package(data, tmp_path / "package")
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "note"])
    again = load_dataset(folder)
    assert again.texts == data.texts and all(
        again[table].to_numpy().tolist() == data[table].to_numpy().tolist() for table in data
    )
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert {one["path"] for one in described} | {"datapackage.json"} == {
        file.name for file in folder.iterdir()
    }


# --- FollowTheMoney ---------------------------------------------------------------------------

LINES = [
    {"id": "p1", "schema": "Person", "properties": {"name": ["Ada Stone"], "alias": ["A. Stone"]}},
    {"id": "p2", "schema": "Person", "properties": {"name": ["Ben Stone"]}},
    {"id": "o1", "schema": "Company", "properties": {"name": ["Stone & Sons"]}},
    {"id": "o2", "schema": "PublicBody", "properties": {"name": ["Harbour Board"]}},
    {
        "id": "d",
        "schema": "Directorship",
        "properties": {
            "director": ["p1"],
            "organization": ["o1"],
            "role": ["chair"],
            "startDate": ["1907-03"],
            "publisher": ["Register"],
        },
    },
    {
        "id": "m",
        "schema": "Membership",
        "properties": {
            "member": ["p1", "p2"],
            "organization": ["o1"],
            "startDate": ["1901"],
            "endDate": ["1905"],
        },
    },
    {
        "id": "e",
        "schema": "Employment",
        "properties": {"employee": ["p2"], "employer": ["o1"], "endDate": ["1908"]},
    },
    {
        "id": "f",
        "schema": "Family",
        "properties": {"person": ["p1"], "relative": ["p2"], "relationship": ["sister"]},
    },
]


def test_what_is_known_of_a_document_is_listed_as_lost(tmp_path):
    lost = write_ftm(article(), tmp_path / "article.ftm.json").query("lost == 'document'")
    assert set(lost["reason"]) == {
        "there is no place for its author, published, published_basis, publisher and title"
    }
    assert not write_ftm(CONVERTED, tmp_path / "none.json")["lost"].eq("document").any()


def test_follow_the_money_in():
    data = from_ftm(map(json.dumps, LINES))
    assert data["claims"][
        ["claim_id", "speaker", "subject", "relation", "object", "role", "valid"]
    ].to_numpy().tolist() == [
        ["l5", "register", "ada-stone-p1", "director_of", "stone-sons-o1", "chair", "1907-03/.."],
        ["l6", "the-file", "ada-stone-p1", "member_of", "stone-sons-o1", "", "1901/1905"],
        ["l6-2", "the-file", "ben-stone-p2", "member_of", "stone-sons-o1", "", "1901/1905"],
        ["l7", "the-file", "ben-stone-p2", "employed_by", "stone-sons-o1", "", "../1908"],
        ["l8", "the-file", "ada-stone-p1", "related_to", "ben-stone-p2", "sister", ""],
    ]
    assert (
        "harbour-board-o2" in data["entities"]["entity_id"].tolist()
        and data["entities"]["aliases"].iloc[0] == "A. Stone"
    )


def test_follow_the_money_out_and_in(tmp_path):
    data = from_ftm(map(json.dumps, LINES))
    left_out = write_ftm(data, tmp_path / "out.json")
    again = from_ftm(tmp_path / "out.json")
    assert left_out.empty and len(again["claims"]) == len(data["claims"])
    assert again["claims"][["role", "valid"]].iloc[0].tolist() == ["chair", "1907-03/.."]
    with pytest.raises(FileExistsError):
        write_ftm(data, tmp_path / "out.json")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_nobody_asserts_is_not_asserted(tmp_path, path):
    data = load(path)
    losses = write_ftm(data, tmp_path / "out.json").set_index("claim_id")
    left_out = losses[losses["lost"] == "claim"]
    written = {
        json.loads(line)["id"]
        for line in (tmp_path / "out.json").read_text(encoding="utf-8").splitlines()
    }
    claims = data["claims"]
    assert {f"claim-{claim}" for claim in set(claims["claim_id"]) - set(left_out.index)} <= written
    assert not {f"claim-{claim}" for claim in left_out.index} & written
    doubted = claims[
        (claims["stance"] == "denies")
        | claims["certainty"].isin(["possible", "probable"])
        | claims["speaker"].isin(data.who.inferences)
        | (claims["alternative_of"] != "")
    ]
    assert len(doubted) and set(doubted["claim_id"]) <= set(left_out.index)


@pytest.mark.skipif(find_spec("followthemoney") is None, reason="followthemoney is not installed")
def test_the_library_of_the_format_takes_what_is_written(tmp_path):
    from followthemoney import model

    write_ftm(from_ftm(map(json.dumps, LINES)), tmp_path / "out.json")
    for line in (tmp_path / "out.json").read_text(encoding="utf-8").splitlines():
        model.get_proxy(json.loads(line)).schema.validate(json.loads(line))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "the line is no entity in JSON"),
        ("[1]", "no entity"),
        ('{"id": 1, "schema": "Person"}', "no entity"),
        (json.dumps(LINES[4]), "no line defines an entity with this id"),
    ],
)
def test_lines_that_cannot_be_read(line, words):
    with pytest.raises(DatasetError, match=words):
        from_ftm([line])


# --- templates --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mine", "mine.xlsx"])
def test_a_template_asks_for_nothing_but_that_its_example_be_deleted(tmp_path, name):
    path = write_template(tmp_path / name)
    (problem,) = check_dataset(path).itertuples(index=False)
    assert (problem.row, problem.column, problem.problem) == (
        2,
        "note",
        "the row is the example of the template",
    )
    with pytest.raises(FileExistsError):
        write_template(path)


@pytest.mark.parametrize("name", ["mine", "mine.xlsx"])
def test_a_template_offers_the_shipped_relations(tmp_path, name):
    path = write_template(tmp_path / name)
    offered = read_sheets(path)[0]["relations"] if path.is_file() else None
    if offered is None:
        offered, problems = read_table(path / "relations.csv")
        assert not problems
    shipped = shipped_relations()
    assert offered["relation"].tolist() == shipped["relation"].tolist()
    assert set(offered["x_origin"]) == {"shipped"} and len(offered) > 5


def test_a_template_that_is_filled_in_loads(tmp_path):
    from openpyxl import load_workbook

    path = write_template(tmp_path / "mine.xlsx")
    workbook = load_workbook(path)
    sheet = workbook["claims"]
    header = [cell.value for cell in sheet[1]]
    for column, value in zip(
        ("claim_id", "speaker", "stance", "subject", "relation", "object"),
        ("k1", "me", "asserts", "ada", "leads", "chess"),
    ):
        sheet.cell(3, header.index(column) + 1, value)
    sheet.delete_rows(2)
    workbook.save(path)
    assert load_dataset(path)["claims"]["subject"].tolist() == ["ada"]
    offers = {
        str(offer.sqref).rstrip("0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ"): offer.formula1
        for offer in sheet.data_validations.dataValidation
    }
    assert offers and '"asserts,denies"' in {
        offer.formula1 for offer in sheet.data_validations.dataValidation
    }
    assert "assert the proposition" in sheet.cell(1, header.index("stance") + 1).comment.text
