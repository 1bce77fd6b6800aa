"""FollowTheMoney: all that links is a claim or a problem; nothing is written that nobody asserts."""

import gzip
import json
import zipfile

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import thorough

from helpers.claims.readings import EVER, Reading
from helpers.codebook.checks import check_tables
from helpers.convert.followthemoney.entities import (
    LINKS,
    MODEL,
    RELATIONS,
    SCHEMATA,
    has,
    links_of,
    references,
)
from helpers.convert.followthemoney.reading import from_ftm, write_ftm
from helpers.convert.tables.conversion import from_table
from helpers.data.dataset import Dataset, DatasetError
from helpers.overlap.who_leads import shared_leaders


def written(rows, tmp_path, **how):
    """The links in the file, and the reasons why claims were left out."""
    data = from_table(
        pd.DataFrame(rows, columns=["who", "org", "says", "stance", "time", "held"]),
        person="who",
        organization="org",
        source="says",
        stance="stance",
        time="time",
        valid="held",
        relation="director_of",
        counts_for_overlap=True,
        name="x",
    )
    left_out = write_ftm(data, tmp_path / "x.json", **how)
    lines = map(json.loads, (tmp_path / "x.json").read_text(encoding="utf-8").splitlines())
    links = {line["id"]: line["properties"] for line in lines if line["id"].startswith("claim-")}
    left_out = left_out[left_out["lost"] == "claim"]
    return links, dict(left_out[["claim_id", "reason"]].to_numpy().tolist())


@pytest.mark.long
@pytest.mark.parametrize(
    ("time", "held", "status", "reason"),
    [
        ("current", "", None, None),
        ("", "2001/2003", None, None),
        ("current", "2001/2003", ["current"], None),
        ("former", "2001/2003", ["former"], None),
        ("former", "2001/..", None, "a role that is over, without a date on which it ended"),
        ("former", "2001", None, "a role that is over, without a date on which it ended"),
        ("former", "2001~/2003~", None, "a role that is over, without a date on which it ended"),
        ("former", "", None, "a role that is over, without a date on which it ended"),
        ("future", "", None, "a role to come"),
    ],
)
def test_a_role_that_is_over_is_no_present_one(time, held, status, reason, tmp_path):
    rows = [("Ada", "Kites", "list", "", time, held), ("Ben", "Kites", "list", "", "", "")]
    links, left_out = written(rows, tmp_path)
    if reason:
        assert left_out == {"r2": reason} and list(links) == ["claim-r3"]
    else:
        assert left_out == {} and links["claim-r2"].get("status") == status


DENIED = [
    ("Ada", "Kites", "list", "", "", ""),
    ("Ada", "Kites", "the Kites", "denies", "", ""),
    ("Ada", "Chess", "list", "", "", ""),
    ("Ben", "Chess", "the Chess", "denies", "", ""),
]


def test_what_somebody_denies_is_not_written_without_the_denial(tmp_path):
    links, left_out = written(DENIED, tmp_path)
    assert list(links) == ["claim-r4"]
    assert left_out == {"r2": "somebody denies it", "r3": "a denial", "r5": "a denial"}


def test_a_contested_tie_is_marked_where_one_asks_for_it(tmp_path):
    links, left_out = written(DENIED, tmp_path, contested="mark")
    assert links["claim-r2"]["description"] == ["Contested: the Kites denies it (claim r3)"]
    assert "description" not in links["claim-r4"] and list(left_out) == ["r3", "r5"]
    with pytest.raises(ValueError, match="did you mean 'mark'"):
        written(DENIED, tmp_path / "again", contested="marks")


PEOPLE = [
    '{"id": "p", "schema": "Person", "properties": {"name": ["Ada"]}}',
    '{"id": "o1", "schema": "Company", "properties": {"name": ["Kites"]}}',
    '{"id": "o2", "schema": "Company", "properties": {"name": ["Chess"]}}',
]


def entity(own, schema, **properties):
    return {"id": own, "schema": schema, "properties": properties}


def link(number, more="", **properties):
    said = {"director": ["p"], "organization": [f"o{number}"], **properties}
    return json.dumps(entity(f"d{number}", "Directorship", **said) | dict(more))


def shared(data, **reading):
    return shared_leaders(data, Reading(**reading))["shared"].sum()


def problems_of(lines):
    with pytest.raises(DatasetError) as refused:
        from_ftm(lines)
    return refused.value.problems[["row", "column", "value"]].to_numpy().tolist()


# --- dates and status -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "over",
    [
        {"endDate": ["1985"]},
        {"status": ["resigned"]},
        {"status": ["Not active"]},
        {"startDate": ["1980"], "status": ["Former"]},
        {"status": ["Struck off"]},
        {"status": ["disqualified"]},
        {"role": ["former director"]},
        {"role": ["Ehemaliger Direktor"]},
    ],
)
def test_a_link_that_is_over_is_former(over):
    data = from_ftm([*PEOPLE, link(1, **over), link(2, startDate=["2010"])])
    assert data["claims"]["time"].tolist() == ["former", ""]
    assert shared(data) == 0 and shared(data, times=EVER, together="ignore") == 1


@pytest.mark.parametrize(
    ("said", "as_of", "time"),
    [
        ({"status": ["not resigned"]}, "", ""),
        ({"status": ["Proposed"]}, "", "future"),
        ({"role": ["former director", "director"]}, "", ""),
        ({"role": ["ex officio director"]}, "", ""),
        ({"role": ["former director"], "status": ["current"]}, "", "current"),
        ({"status": ["current"], "endDate": ["2031"]}, "", "current"),
        ({"endDate": ["2031"]}, "", "former"),
        ({"endDate": ["2031"]}, "2026-05", ""),
        ({"endDate": ["2026-04"]}, "2026-05", "former"),
        ({"startDate": ["2027"]}, "2026-05", "future"),
        ({"endDate": ["0000"]}, "2026-05", "former"),
    ],
)
def test_what_a_status_or_a_day_to_look_from_says_of_an_end(said, as_of, time):
    data = from_ftm([*PEOPLE, link(1, **said)], as_of=as_of)
    assert data["claims"]["time"].tolist() == [time]


def test_the_day_to_look_from_is_a_date():
    with pytest.raises(ValueError, match="as_of"):
        from_ftm(PEOPLE, as_of="yesterday")


@pytest.mark.parametrize(
    "written_as",
    [
        "2010-05-01T00:00:00",
        "2010-05-01T23:59:59.5Z",
        "2010-05-01 10:00+03:00",
        "2010-05-01T08",
        "2010-05-01",
    ],
)
def test_times_of_day_are_left_out(written_as):
    data = from_ftm([*PEOPLE, link(1, startDate=[written_as])])
    assert data["claims"]["valid"].tolist() == ["2010-05-01/.."]


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"endDate": ["01/02/2015"]}, [[4, "endDate", "01/02/2015"]]),
        ({"startDate": ["2010/2012"]}, [[4, "startDate", "2010/2012"]]),
        ({"startDate": ["2010-05-01Tea"]}, [[4, "startDate", "2010-05-01Tea"]]),
        (
            {"startDate": ["soon"], "endDate": ["x"]},
            [[4, "startDate", "soon"], [4, "endDate", "x"]],
        ),
        ({"endDate": ["9999-12-31"]}, [[4, "endDate", "9999-12-31"]]),
        ({"startDate": ["2010"], "endDate": ["9999"]}, [[4, "endDate", "9999"]]),
        ({"startDate": ["2015"], "endDate": ["2010-03"]}, [[4, "endDate", "2015/2010-03"]]),
        ({"startDate": ["soon"], "director": []}, [[4, "director", ""], [4, "startDate", "soon"]]),
    ],
)
def test_other_dates_are_problems(said, problems):
    assert problems_of([*PEOPLE, link(1, **said)]) == problems


@pytest.mark.parametrize(
    ("said", "valid", "times"),
    [
        ({"startDate": ["2010", "2010-05"]}, ["2010-05/.."], {""}),
        ({"startDate": ["2010", "2012"]}, ["2010/..", "2012/.."], {""}),
        (
            {"startDate": ["2010"], "endDate": ["2011", "2012"]},
            ["2010/2011", "2010/2012"],
            {"former"},
        ),
        (
            {"startDate": ["2010", "2015"], "endDate": ["2012", "2018"]},
            ["2010/", "2015/", "/2012", "/2018"],
            {"former"},
        ),
        ({"date": ["2010"]}, ["2010"], {""}),
    ],
)
def test_no_value_of_a_date_is_chosen(said, valid, times):
    claims = from_ftm([*PEOPLE, link(1, **said)])["claims"]
    assert claims["valid"].tolist() == valid and set(claims["time"]) == times
    several = [values for values in said.values() if len(values) > 1]
    assert all(", ".join(values) in note for values in several for note in claims["note"])


# --- who says it ------------------------------------------------------------------------------


def test_every_publisher_and_dataset_is_a_source():
    lines = [*PEOPLE, link(1, {"datasets": ["list_a", "list_b"]}), link(2, publisher=["R", "S"])]
    claims = from_ftm(lines)["claims"]
    assert claims[["speaker", "object"]].to_numpy().tolist() == [
        ["list-a", "kites-o1"],
        ["list-b", "kites-o1"],
        ["r", "chess-o2"],
        ["s", "chess-o2"],
    ]


def test_nothing_that_a_link_says_is_lost():
    long = f"{'x' * 1000}. Cleared of all charges."
    said = {
        "startDate": ["2001"],
        "date": ["2005"],
        "endDate": ["2007-05-01T10:30:00"],
        "recordId": ["REG-77"],
        "status": ["former", "current"],
        "summary": [long],
        "proof": [long],
    }
    lines = [*PEOPLE, link(1, {"datasets": ["a"]}, publisher=["R"], **said)]
    (claim,) = from_ftm(lines)["claims"].to_dict("records")
    assert (claim["speaker"], claim["valid"], claim["time"]) == ("r", "2001/2007-05-01", "former")
    assert claim["note"] == (
        f"{long}; recordId: REG-77; status: current; proof: {long}; "
        "endDate: 2007-05-01T10:30:00; date: 2005; datasets: a"
    )


def test_nothing_that_an_entity_says_is_lost():
    said = {
        "name": ["Kites"],
        "status": ["former"],
        "topics": ["x" * 1000],
        "bodyText": ["y" * 1000],
    }
    one = entity("o", "Company", **said) | {"caption": "The Kites", "datasets": ["a", "b"]}
    (read,) = from_ftm([json.dumps(one)])["entities"].to_dict("records")
    assert read["note"] == (
        f"status: former; topics: {'x' * 1000}; bodyText: left out, 1,000 characters; "
        "caption: The Kites; datasets: a, b"
    )


def test_an_address_becomes_a_document_and_what_has_no_column_a_note():
    said = {"sourceUrl": ["https://a.example/1", "https://b.example"], "summary": ["On page 3."]}
    data = from_ftm([*PEOPLE, link(1, **said, status=["interim"], secretary=["Cy"])])
    assert data["documents"]["note"].tolist() == ["https://a.example/1"]
    (claim,) = data["claims"].to_dict("records")
    assert claim["document_id"] == "a-example-1"
    assert claim["note"] == (
        "On page 3.; status: interim; secretary: Cy; sourceUrl: https://b.example"
    )


# --- entities ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "caption", "name", "aliases", "native"),
    [
        ({"name": ["Ada", "آدا"]}, "", "Ada", "", "آدا"),
        ({"name": ["آدا", "Ada", "A."]}, "", "Ada", "A.", "آدا"),
        ({"name": ["آدا"]}, "", "آدا", "", ""),
        ({"name": ["Ada", "Ада", "آدا"]}, "", "Ada", "Ада;آدا", ""),
        ({"name": ["Ada", "آدا"]}, "آدا", "آدا", "Ada", ""),
        ({"name": ["Ada"], "weakAlias": ["Al"], "previousName": ["Alb;a"]}, "", "Ada", "Al", ""),
        ({"name": "Ada"}, "", "Ada", "", ""),
        ({}, "", "p9", "", ""),
    ],
)
def test_names(said, caption, name, aliases, native):
    one = entity("p9", "Person", **said) | {"caption": caption}
    (read,) = from_ftm([json.dumps(one)])["entities"].to_dict("records")
    assert [read["name"], read["aliases"], read["name_original_script"]] == [name, aliases, native]
    assert read["x_ftm_id"] == "p9" and ("Alb;a" in str(said)) == ("Alb;a" in read["note"])


def test_two_of_one_name_are_two():
    lines = [json.dumps(entity(own, "Person", name=["Ada"])) for own in ("p1", "p2")]
    assert from_ftm(lines)["entities"]["entity_id"].tolist() == ["ada-p1", "ada-p2"]


def test_a_legal_entity_is_an_organization_of_which_more_is_not_known():
    (read,) = from_ftm([json.dumps(entity("x", "LegalEntity"))])["entities"].to_dict("records")
    assert read["kind"] == "organization" and "does not say" in read["note"]


@pytest.mark.parametrize("order", [1, -1])
def test_fragments_of_an_id_are_one_entity(order):
    fragments = [
        entity("o1", "Organization", name=["Kites"]),
        entity("o1", "Company", alias=["The Kites"]),
        entity("o1", "LegalEntity", name=["Kites"]),
        entity("d1", "Directorship", director=["p"]),
        entity("d1", "Directorship", organization=["o1"], role=["chair"]),
        entity("p", "Person", name=["Ada"]),
    ]
    data = from_ftm(map(json.dumps, fragments[::order]))
    assert set(data["entities"]["x_ftm_schema"]) == {"Company", "Person"}
    assert data["claims"][["subject", "object", "role"]].to_numpy().tolist() == [
        ["ada-p", "kites-o1", "chair"]
    ]


def test_no_source_is_made_to_say_what_another_says_of_the_same_link():
    whole = [
        link(1, {"datasets": ["a"]}, startDate=["2010"]),
        link(1, {"datasets": ["b"]}, startDate=["2012"]),
    ]
    claims = from_ftm([*PEOPLE, *whole])["claims"]
    said = [["a", "2010/.."], ["b", "2012/.."]]
    assert claims[["speaker", "valid"]].to_numpy().tolist() == said
    part = json.dumps(entity("d1", "Directorship", role=["chair"]))
    claims = from_ftm([*PEOPLE, whole[0], part])["claims"]
    assert claims[["speaker", "valid", "role"]].to_numpy().tolist() == [["a", "2010/..", "chair"]]


def test_one_id_of_two_schemata_is_a_problem_and_no_other():
    lines = [*PEOPLE, json.dumps(entity("p", "Company")), link(1)]
    assert problems_of(lines) == [[4, "schema", "Company"]]


# --- links ------------------------------------------------------------------------------------

SCHEMA_OF = {"person": "Person", "organization": "Company", "thing": "Contract", "": "Person"}


@pytest.mark.long
@pytest.mark.parametrize("one", [one for one in LINKS if not one.is_reference], ids=str)
def test_every_link_is_a_claim_and_comes_back(one, tmp_path):
    row = RELATIONS[one.relation]
    kinds = [row[f"{end}_kind"].split(";")[-1] for end in ("subject", "object")]
    ends = [entity(own, SCHEMA_OF[kind]) for own, kind in zip("ab", kinds)]
    tie = entity("l", one.schema, **{one.source: ["a"], one.target: ["b"]})
    data = from_ftm(map(json.dumps, [*ends, tie]), default_source="R")
    assert len(data["entities"]) == 2
    (claim,) = data["claims"].to_dict("records")
    assert (claim["relation"], claim["speaker"], claim["x_ftm_id"]) == (one.relation, "r", "l")
    counts = data["relations"]["counts_for_overlap"].item()
    assert counts == ("yes" if one.schema == "Directorship" else "no")
    losses = write_ftm(data, tmp_path / "x.json")["lost"].tolist()
    assert losses == (["speaker"] if one.schema == "Similar" else [])
    assert one.schema in (tmp_path / "x.json").read_text(encoding="utf-8")
    again = from_ftm(tmp_path / "x.json", default_source="R")["claims"]
    columns = again.columns.drop("x_ftm_id")
    pd.testing.assert_frame_equal(again[columns], data["claims"][columns])


def test_what_a_property_holds_is_a_claim_and_comes_back(tmp_path):
    lines = [
        entity("p", "Person", name=["Ada"]),
        entity("o", "Company", name=["Kites"], parent=["q", "gone"]),
        entity("q", "Company", name=["Chess"]),
        entity("s", "Sanction", entity=["p"], program=["The List"], startDate=["2010"]),
    ]
    data = from_ftm(map(json.dumps, lines))
    said = [
        ["kites-o", "subsidiary_of", "chess-q", ""],
        ["ada-p", "listed_in", "the-list-s", "2010/.."],
    ]
    columns = ["subject", "relation", "object", "valid"]
    assert data["claims"][columns].to_numpy().tolist() == said
    assert "parent: gone (no line defines it)" in data["entities"]["note"].iloc[1]
    losses = write_ftm(data, tmp_path / "x.json")
    assert losses["lost"].tolist() == ["speaker", "speaker", "valid"]
    again = from_ftm(tmp_path / "x.json")["claims"][columns[:3]].to_numpy().tolist()
    assert again == [row[:3] for row in said]


def test_every_property_that_holds_an_entity_is_a_link_or_known_not_to_be():
    covered = {(one.schema, end) for one in LINKS for end in (one.source, one.target)}
    held = {(schema, name) for schema, names in MODEL["references"].items() for name in names}
    assert {name for _, name in held - covered} == {
        *("proof", "ancestors", "riskSource", "callForTenders"),
        *("payerAccount", "beneficiaryAccount", "contract", "project"),
    }
    assert {one.schema for one in LINKS} <= set(SCHEMATA)


@pytest.mark.parametrize("place", ["in the person", "in the link", "in the company"])
def test_entities_within_entities(place):
    ada, kites = entity("p", "Person", name=["Ada"]), entity("o", "Company", name=["Kites"])
    chair = entity("d", "Directorship", role=["chair"])
    if place == "in the person":
        chair["properties"]["organization"] = [kites]
        top = ada
        ada["properties"]["directorshipDirector"] = [chair]
    elif place == "in the link":
        top = chair
        chair["properties"] |= {"organization": [kites], "director": [ada, {"id": "p"}]}
    else:
        top = kites
        chair["properties"] |= {"director": [ada], "organization": ["o"]}
        kites["properties"]["directorshipOrganization"] = [chair]
    data = from_ftm([json.dumps(top), json.dumps(entity("p", "Person"))])
    assert data["claims"][["subject", "relation", "object", "role"]].to_numpy().tolist() == [
        ["ada-p", "director_of", "kites-o", "chair"]
    ]
    assert len(data["entities"]) == 2


def test_what_a_source_says_twice_is_one_claim_that_names_both_links():
    again = link(1, summary=["On page 3."]).replace("d1", "d9")
    (claim,) = from_ftm([*PEOPLE, link(1), again])["claims"].to_dict("records")
    assert claim["x_ftm_id"] == "d1"
    assert claim["note"] == "On page 3.; The same is said by d9."


def tie(own, schema, **ends):
    return json.dumps(entity(own, schema, **{end: [who] for end, who in ends.items()}))


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ([tie("x", "Ownership", owner="p")], [[4, "asset", ""]]),
        ([tie("x", "Ownership")], [[4, "asset", ""], [4, "owner", ""]]),
        ([tie("x", "Owner", owner="p")], [[4, "schema", "Owner"]]),
        ([tie("x", "Interest")] * 3, [[4, "schema", "Interest"]]),
        (
            [tie("x", "Ownership", owner="p", asset="q"), tie("y", "Debt", debtor="q", creditor="p")],
            [[4, "asset", "q"]],
        ),
        ([tie("x", "Family", person="p", relative="o1")], [[4, "relative", "o1"]]),
        ([tie("x", "Debt", debtor="p", creditor="y"), link(1).replace("d1", "y")], [[4, "creditor", "y"]]),
        ([tie("q", "Companie"), tie("x", "Debt", debtor="p", creditor="q")], [[4, "schema", "Companie"]]),
        (['{"id": "q", "schema": ', tie("x", "Debt", debtor="p", creditor="q")], [[4, "", '{"id": "q", "schema": ']]),
        (['{"id": "q", "schema": "Person", "name": "Q"}'], [[4, "", '{"id": "q", "schema": "Person", "name": "Q"}']]),
        ([json.dumps(entity("q", "Person", name=["A\x00b"]))], [[4, "name", "A\\x00b"]]),
        ([json.dumps(entity("q", "Person", name=[["A"]]))], [[4, "name", '["A"]']]),
        ([json.dumps(entity("q", "Person", friend=[entity("r", "Person")]))], [[4, "friend", "r"]]),
    ],
)  # fmt: skip
def test_what_cannot_be_a_claim_is_a_problem_once(lines, problems):
    found = problems_of([*PEOPLE, *lines])
    assert sorted(found) == problems


SIDES = sorted({side for names in MODEL["references"].values() for side in names.values() if side})
HELD = sorted({name for names in MODEL["references"].values() for name in names})
ODD_TEXTS = st.sampled_from(["a", "b", " ", "2010", "2010-13", "former", "\ud800", "آ", "\u202e"])
SCALARS = ODD_TEXTS | st.none() | st.booleans() | st.integers(0, 3) | st.floats()
OWN = {"a": "Person", "b": "Company", "c": "Position", "d": "Sanction", "e": "LegalEntity"}


@st.composite
def some_entities(draw, depth=0):
    """An entity as it should be, or, one time in many, anything."""
    odd = draw(st.sampled_from([False] * 12 + [True]))
    one = draw(st.sampled_from([*LINKS, *OWN]))
    if isinstance(one, str):
        made = entity(one, OWN[one], name=[one.upper(), draw(ODD_TEXTS)] if odd else [one.upper()])
    else:
        ends = {end: [draw(st.sampled_from([*OWN, "b"]))] for end in (one.source, one.target)}
        own = "b" if one.schema == "LegalEntity" else f"{one.schema}{draw(st.integers(1, 2))}"
        made = entity(own, one.schema, **{end: who for end, who in ends.items() if end != "id"})
        made["datasets"] = draw(st.sampled_from([["x"], ["x", "y"], []]))
        for name in draw(st.lists(st.sampled_from(["startDate", "endDate", "status"]), max_size=2)):
            dates = st.sampled_from(["2010", "2011-02-03T01", "former", *["soon"] * odd])
            made["properties"][name] = draw(st.lists(dates, max_size=2))
    if odd and draw(st.booleans()):
        name = draw(st.sampled_from([*SIDES, *HELD, "name", "id", "schema", "properties"]))
        draw(st.sampled_from([made, made["properties"]]))[name] = draw(SCALARS)
    if depth < 2 and draw(st.sampled_from([False, False, True])):
        inside = draw(st.lists(some_entities(depth=depth + 1), max_size=2))
        held = sorted(references(OWN.get(made.get("id"), "Payment")))
        if isinstance(made.get("properties"), dict):
            made["properties"][draw(st.sampled_from([*held, *SIDES]))] = inside
    return made


@thorough
@given(st.lists(some_entities() | some_entities() | SCALARS, max_size=6))
def test_whatever_stands_in_a_file_is_read_or_refused(values):
    known = [entity(own, schema, name=[own]) for own, schema in OWN.items()]
    try:
        data = from_ftm(map(json.dumps, [*known, *values]))
    except DatasetError as refused:
        assert refused.problems["problem"].ne("").all() and len(refused.problems)
    else:
        kinds = [SCHEMATA[schema]["kind"] for schema in data["entities"]["x_ftm_schema"]]
        assert kinds == data["entities"]["kind"].tolist() and check_tables(data).empty


# --- files ------------------------------------------------------------------------------------

LINES = "\n".join([*PEOPLE, link(1)]).encode()
LIST = f"[{','.join([*PEOPLE, link(1)])}]".encode()
FILES = {
    "lines": LINES,
    "mark": b"\xef\xbb\xbf" + LINES,
    "windows": LINES.replace(b"\n", b"\r\n\r\n"),
    "unicode lines": LINES.replace(b"Ada", "A\u2028da".encode()),
    "gzip": gzip.compress(LINES),
    "list": LIST,
    "list over lines": json.dumps(json.loads(LIST), indent=1).encode(),
    "entities": b'{"entities": ' + LIST + b"}",
    "results": json.dumps({"total": 4, "results": json.loads(LIST)}, indent=1).encode(),
    "printed": "\n".join(json.dumps(one, indent=2) for one in json.loads(LIST)).encode(),
}


@pytest.mark.parametrize("name", [*FILES, "zip"])
def test_forms_of_files(name, tmp_path):
    path = tmp_path / "x.json"
    if name == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("inside/x.json", LINES)
            archive.writestr("__MACOSX/._x.json", b"?")
    else:
        path.write_bytes(FILES[name])
    data = from_ftm(path)
    assert data["claims"]["relation"].tolist() == ["director_of"] and len(data["entities"]) == 3


@pytest.mark.parametrize(
    ("content", "row", "words"),
    [
        (b"", None, "no entity"),
        (b"\xef\xbb\xbf \n\n", None, "no entity"),
        (b"[]", None, "no entity"),
        (LIST[:-20], 1, "breaks off"),
        (json.dumps(json.loads(LIST), indent=1).encode()[:-30], 36, "breaks off"),
        (b"[" * 100_000, 1, "breaks off"),
        (gzip.compress(LINES)[:-9], None, "cannot be read"),
        (b"PK\x03\x04broken", None, "cannot be read"),
        (LINES.replace(b"Chess", b"Ch\xe9ss"), 3, "not UTF-8"),
        (LINES.decode().encode("utf-16"), 1, "not UTF-8"),
    ],
)
def test_files_that_cannot_be_read_are_one_problem(content, row, words, tmp_path):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(DatasetError, match=words) as refused:
        from_ftm(tmp_path / "x.json")
    (found,) = refused.value.problems["row"]
    assert pd.isna(found) if row is None else found == row


def test_an_archive_of_several_files_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.json", LINES)
        archive.writestr("b.json", LINES)
    with pytest.raises(DatasetError, match="holds 2 files"):
        from_ftm(tmp_path / "x.zip")


# --- out --------------------------------------------------------------------------------------


def test_a_tie_without_direction_is_denied_either_way_round(tmp_path):
    rows = [
        {"claim_id": "k1", "stance": "asserts", "subject": "ada", "object": "ben"},
        {"claim_id": "k2", "stance": "denies", "subject": "ben", "object": "ada"},
    ]
    tables = {
        "claims": [{"speaker": "s", "relation": "related_to"} | row for row in rows],
        "sources": [{"source_id": "s"}],
        "entities": [{"entity_id": one, "kind": "person"} for one in ("ada", "ben")],
        "relations": [{"relation": "related_to", "kind": "kinship", "symmetric": "yes"}],
    }
    data = Dataset({name: pd.DataFrame(some) for name, some in tables.items()}, {}, "x")
    left_out = write_ftm(data, tmp_path / "x.json")
    assert left_out["reason"].tolist() == ["somebody denies it", "a denial"]


def test_a_post_that_counts_is_no_mere_membership(tmp_path):
    rows = pd.DataFrame({"who": ["Ada"], "org": ["Kites"], "post": ["Commodore"]})
    how = {"person": "who", "organization": "org", "role": "post", "name": "x"}
    data = from_table(rows, **how, relation={"Commodore": "commodore_of"})
    losses = write_ftm(data, tmp_path / "x.json")
    (claim,) = from_ftm(tmp_path / "x.json")["claims"].to_dict("records")
    assert (claim["relation"], claim["role"]) == ("director_of", "Commodore")
    assert losses[["claim_id", "lost"]].to_numpy().tolist() == [["r2", "relation"]]


def test_a_membership_that_counts_is_listed_since_it_does_not_when_read(tmp_path):
    rows = pd.DataFrame({"who": ["Ada"], "org": ["Kites"]})
    how = {"person": "who", "organization": "org", "counts_for_overlap": True, "name": "x"}
    losses = write_ftm(from_table(rows, **how), tmp_path / "x.json")
    assert losses["lost"].tolist() == ["counts_for_overlap of member_of"]


@pytest.mark.parametrize(
    ("cells", "lost"),
    [
        ({"quote": "Ada sat."}, "quote"),
        ({"via": "paper"}, "via"),
        ({"said_on": "2001"}, "said_on"),
        ({"certainty": "certain"}, "certainty"),
        ({"valid": "2001~"}, "valid"),
        ({"valid": "2001/2003"}, "time"),
        ({"role": "former general"}, "time"),
        (
            {"role": "former wife", "time": "current", "relation": "related_to", "object": "ben"},
            "time",
        ),
        ({"document_id": "book"}, "document_id"),
        ({"relation": "holds_post", "object": "mayor", "role": "mayor"}, "role"),
        ({"speaker": "office"}, "speaks_for"),
        ({"hedge": "perhaps"}, "claim"),
        ({"object": "pier", "relation": "linked_to"}, "claim"),
    ],
)
def test_each_loss_is_a_row(cells, lost, tmp_path):
    claim = {"claim_id": "k", "speaker": "list", "stance": "asserts", "subject": "ada"}
    kinds = {"ada": "person", "kites": "organization", "pier": "place", "mayor": "thing"}
    kinds["ben"] = "person"
    tables = {
        "claims": [claim | {"relation": "director_of", "object": "kites"} | cells],
        "sources": [
            {"source_id": "list"},
            {"source_id": "paper"},
            {"source_id": "office", "speaks_for": "list"},
        ],
        "documents": [{"document_id": "book"}],
        "entities": [
            {"entity_id": own, "kind": kind, "x_ftm_schema": "Position" if own == "mayor" else ""}
            for own, kind in kinds.items()
        ],
        "relations": list(RELATIONS.values()),
    }
    data = Dataset({name: pd.DataFrame(rows).fillna("") for name, rows in tables.items()}, {}, "x")
    losses = write_ftm(data, tmp_path / "x.json")
    assert losses["lost"].tolist() == [lost, "entity"] and losses["claim_id"].tolist() == ["k", ""]


def test_a_role_of_now_comes_back_as_one_of_now(tmp_path):
    rows = pd.DataFrame(
        {"who": ["Ada"], "org": ["Kites"], "post": ["former general"], "t": ["current"]}
    )
    how = {"person": "who", "organization": "org", "role": "post", "time": "t", "name": "x"}
    data = from_table(rows, **how, relation="director_of", counts_for_overlap=True)
    assert write_ftm(data, tmp_path / "x.json").empty
    again = from_ftm(tmp_path / "x.json")["claims"]
    columns = ["role", "time", "note"]
    assert again[columns].values.tolist() == [["former general", "current", ""]]


def test_claims_that_are_read_as_one_are_listed(tmp_path):
    claim = {"stance": "asserts", "subject": "ada", "object": "kites", "relation": "director_of"}
    held = {"subject": "kites", "object": "chess", "relation": "subsidiary_of", "speaker": "list"}
    rows = [
        {"claim_id": "k1", "speaker": "list"},
        {"claim_id": "k2", "speaker": "list", "note": "Seen twice."},
        {"claim_id": "k3", "speaker": "register"},
        {"claim_id": "k4", **held},
        {"claim_id": "k5", **held},
    ]
    tables = {
        "claims": [claim | row for row in rows],
        "sources": [{"source_id": "list"}, {"source_id": "register"}],
        "entities": [{"entity_id": own, "kind": kind} for own, kind in PARTIES],
        "relations": list(RELATIONS.values()),
    }
    data = Dataset({name: pd.DataFrame(some).fillna("") for name, some in tables.items()}, {}, "x")
    losses = write_ftm(data, tmp_path / "x.json")
    assert losses[losses["lost"] != "speaker"].to_numpy().tolist() == [
        ["k2", "claim_id", "it is read as one with k1, which says the same"],
        ["k1", "note", "what k2 says is read as a part of it"],
        ["k5", "claim", "the property parent holds the tie once, for claim k4"],
    ]
    read = from_ftm(tmp_path / "x.json")["claims"]
    assert read.loc[read["relation"] == "director_of", "note"].tolist() == [
        "Seen twice.; The same is said by claim-k2.",
        "",
    ]


PARTIES = [
    ("ada", "person"),
    ("ben", "person"),
    ("kites", "organization"),
    ("chess", "organization"),
]
NATIVE = {"ada": "آدا", "kites": "Змеи"}
PLAIN = st.sampled_from(["", "2001", "2001-05", "2001-05-06/2003", "2001/..", "../2003-02-01"])
ODD = st.sampled_from(
    ["2001~/2003", "2001/", "/2003", "2001-05?", "[2001,2003]/..", "2017-21/2019"]
)


@st.composite
def datasets(draw):
    rows = []
    usual = st.sampled_from([""] * 5 + ["x"])
    for number in range(draw(st.integers(1, 8))):
        relation = draw(
            st.sampled_from([one for one in RELATIONS if RELATIONS[one]["kind"] != "x"])
        )
        allowed = [
            [own for own, kind in PARTIES if kind in (RELATIONS[relation][f"{end}_kind"] or kind)]
            for end in ("subject", "object")
        ]
        if not all(allowed):
            relation, allowed = "linked_to", [[own for own, _ in PARTIES]] * 2
        subject, target = (draw(st.sampled_from(some)) for some in allowed)
        hedged = draw(usual)
        row = {
            "claim_id": f"k{number}",
            "speaker": draw(st.sampled_from(["list", "register", "guess"])),
            "stance": draw(st.sampled_from(["asserts"] * 4 + ["denies"])),
            "subject": subject,
            "relation": relation,
            "object": target,
            "role": draw(st.sampled_from(["", "chair; for life", "رئیس", "former general"])),
            "time": draw(st.sampled_from(["", "", "current", "former", "future"])),
            "valid": draw(PLAIN | PLAIN | ODD),
            "hedge": "perhaps" if hedged else "",
            "certainty": draw(st.sampled_from(["", "", "certain", "probable"])),
            "via": "register" if draw(usual) else "",
            "note": draw(st.sampled_from(["", "Seen twice."])),
            "document_id": draw(st.sampled_from(["", "page", "book"])),
        }
        if row["via"] == row["speaker"]:
            row["via"] = ""
        rows.append(row)
    tables = {
        "claims": rows,
        "sources": [
            {"source_id": "list", "name": "A List"},
            {"source_id": "register", "name": "ثبت"},
            {"source_id": "guess", "kind": "inference"},
        ],
        "documents": [
            {"document_id": "page", "note": "https://page.example/1"},
            {"document_id": "book", "note": "A book."},
        ],
        "entities": [
            {
                "entity_id": own,
                "kind": kind,
                "name": own.title(),
                "aliases": f"{own[0]}.;{own[:2]}.",
                "name_original_script": NATIVE.get(own, ""),
            }
            for own, kind in PARTIES
        ],
        "relations": list(RELATIONS.values()),
    }
    return Dataset({name: pd.DataFrame(some).fillna("") for name, some in tables.items()}, {}, "x")


SAME = ["subject", "relation", "object", "speaker", "role", "valid", "time", "note", "document_id"]


@pytest.mark.slow
@thorough
@given(datasets(), st.sampled_from(["leave out", "mark"]))
def test_there_and_back_all_is_the_same_or_listed(tmp_path_factory, data, contested):
    path = tmp_path_factory.mktemp("ftm") / "x.json"
    losses = write_ftm(data, path, contested=contested)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    links = {
        line["properties"]["recordId"][0]: line
        for line in lines
        if "recordId" in line["properties"]
    }
    again = from_ftm(path)
    back = {f"claim-{own}": own for own in links}
    read = {
        back[row["x_ftm_id"]]: row
        for row in again["claims"].to_dict("records")
        if row["x_ftm_id"] in back
    }
    joined = set(losses.loc[losses["lost"] == "claim_id", "claim_id"])
    assert set(read) == set(links) - joined
    for line in lines:
        ends = {end for one in links_of(line["schema"]) for end in (one.source, one.target)}
        assert all(name in ends or has(line["schema"], name) for name in line["properties"])
    named = {
        "subject": dict(zip(again["entities"]["entity_id"], again["entities"]["x_ftm_id"])),
        "speaker": dict(zip(again["sources"]["source_id"], again["sources"]["name"])),
        "document_id": dict(zip(again["documents"]["document_id"], again["documents"]["note"])),
    }
    named["object"] = named["subject"]
    mine = {"speaker": data.who.sources, "document_id": {"page": "https://page.example/1"}}
    lost = losses.groupby("claim_id")["lost"].agg(set).to_dict()
    denied = set(
        data["claims"].loc[(data["claims"]["stance"] == "denies") & (data["claims"]["speaker"] != "guess")]
        [["subject", "relation", "object"]].itertuples(index=False, name=None)
    )  # fmt: skip
    for row in data["claims"].to_dict("records"):
        gone = lost.get(row["claim_id"], set())
        if "claim" in gone or "speaker" in gone:
            assert row["claim_id"] not in links
            continue
        tie = (row["subject"], row["relation"], row["object"])
        marked = "Contested" in str(links[row["claim_id"]]["properties"].get("description"))
        assert row["stance"] == "asserts" and row["speaker"] != "guess" and not row["hedge"]
        assert tie not in denied or (marked and contested == "mark")
        if row["claim_id"] in joined:
            continue
        for column in SAME:
            if column == "note" and (marked or gone & {"via", "valid"}):
                continue
            if column not in gone and not (column == "time" and row["time"] == "current"):
                found = read[row["claim_id"]][column]
                assert named.get(column, {}).get(found, found) == mine.get(column, {}).get(
                    row[column], row[column]
                ), column
    columns = ["kind", "name", "aliases", "name_original_script"]
    assert (
        again["entities"][columns].to_numpy().tolist()
        == data["entities"][columns].to_numpy().tolist()
    )
