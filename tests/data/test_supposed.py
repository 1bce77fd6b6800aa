"""Claims added or changed: checked, and never written."""

import pandas as pd
import pytest
from shipped import clubs, ids
from tables import tuples

from helpers.claims.how_ties_stand import leader_claims, ties
from helpers.claims.readings import Reading
from helpers.data.dataset import DatasetError, load_dataset, with_claims
from helpers.data.saving import save_dataset

NEW = {
    "claim_id": "n1",
    "speaker": "osric-tarr",
    "stance": "asserts",
    "subject": "hester-plum",
    "relation": "leads",
    "object": "chess-club",
}


def test_a_claim_is_added_and_the_data_stay_as_they_are():
    before = clubs()["claims"].copy()
    data = with_claims(clubs(), [NEW])
    added = data["claims"].iloc[-1]
    assert (
        added["claim_id"] == "n1" and added["quote"] == "" and added.name == before.index.max() + 1
    )
    pd.testing.assert_frame_equal(data["claims"].iloc[:-1], before)
    pd.testing.assert_frame_equal(clubs()["claims"], before)
    assert data.text("lantern-1908") == clubs().text("lantern-1908") and data.name == clubs().name


def test_a_claim_is_changed_in_the_given_columns_only():
    rows = pd.DataFrame(
        [
            {"claim_id": "m10", "stance": "asserts", "note": None},
            {"claim_id": "m28", "stance": None, "note": ""},
        ]
    )
    data = with_claims(clubs(), rows)
    before, after = (frame["claims"].set_index("claim_id") for frame in (clubs(), data))
    assert (
        after.loc["m10", "stance"] == "asserts"
        and after.loc["m10", "note"] == before.loc["m10", "note"] != ""
    )
    assert after.loc["m28", "note"] == "" and after.loc["m28", "stance"] == "asserts"
    assert after.drop(index=["m10", "m28"]).equals(before.drop(index=["m10", "m28"]))
    assert data["claims"].index.equals(clubs()["claims"].index)


@pytest.mark.parametrize(
    ("row", "column", "fix"),
    [
        ({**NEW, "speaker": "osric-tar"}, "speaker", "did you mean 'osric-tarr'?"),
        ({**NEW, "subject": "hester"}, "subject", "write one of"),
        ({**NEW, "stance": "assert"}, "stance", "did you mean 'asserts'?"),
        ({**NEW, "claim_id": ""}, "claim_id", "fill it in"),
        ({**NEW, "certainly": "probable"}, "certainly", "delete it"),
        ({**NEW, "subject": "harbour"}, "subject", "choose another relation"),
        (
            {"claim_id": "m10", "quote": "he said that he did", "document_id": "lantern-1908"},
            "quote",
            "copy it from the text",
        ),
        ({k: v for k, v in NEW.items() if k != "relation"}, "relation", "fill it in"),
    ],
)
def test_what_if_is_checked(row, column, fix):
    with pytest.raises(DatasetError) as refused:
        with_claims(clubs(), [row])
    problems = refused.value.problems
    assert column in problems["column"].tolist()
    if column != "subject" or "write" not in fix:
        assert any(fix in text for text in problems["fix"])


def test_new_sources_and_entities_come_along():
    row = {**NEW, "speaker": "aunt-vera", "subject": "vera"}
    data = with_claims(
        clubs(),
        [row],
        sources=[{"source_id": "aunt-vera", "name": "Aunt Vera"}],
        entities=[{"entity_id": "vera", "kind": "person"}],
    )
    assert "n1" in ids(leader_claims(data, Reading(believed=["aunt-vera"])))
    with pytest.raises(DatasetError, match="sources.csv"):
        with_claims(clubs(), [NEW], sources=[{"source_id": "aunt-vera", "level": "aunt"}])


def test_what_if_on_a_dataset_that_is_nothing_but_claims(tmp_path):
    claims = "claim_id,speaker,stance,subject,relation,object\nk1,ada,asserts,bo,leads,chess\nk2,cy,asserts,dee,leads,kites\n"
    (tmp_path / "claims.csv").write_text(claims, encoding="utf-8")
    data = with_claims(
        load_dataset(tmp_path),
        [
            {
                "claim_id": "k3",
                "speaker": "cy",
                "stance": "denies",
                "subject": "bo",
                "relation": "leads",
                "object": "chess",
            }
        ],
    )
    states = ties(data).set_index(["subject", "relation", "object", "period"])["state"]
    assert states["bo", "leads", "chess"].to_dict() == {"now": "contested"}


def test_what_if_in_full():
    with pytest.raises(DatasetError) as refused:
        with_claims(
            clubs(),
            [
                {**NEW, "speaker": "osric-tar", "stance": "assert"},
                {"claim_id": "m10", "speaker": "x"},
            ],
            entities=[{"entity_id": "n"}],
        )
    problems = refused.value.problems
    assert str(refused.value).splitlines()[0] == f"{len(problems)} problems in {clubs().name}"
    assert problems[["file", "column", "value"]].to_numpy().tolist() == [
        ["entities.csv", "kind", ""], ["claims.csv", "speaker", "x"], ["claims.csv", "stance", "assert"], ["claims.csv", "speaker", "osric-tar"],
    ]  # fmt: skip
    assert problems.index.tolist() == list(range(4))


def test_rows_may_be_any_iterable_and_none_changes_nothing():
    assert with_claims(clubs(), [])["claims"].equals(clubs()["claims"])
    data = with_claims(
        clubs(),
        iter([NEW, {**NEW, "claim_id": "n2", "object": "kite-club", "note": 7}]),
        sources=pd.DataFrame([{"source_id": "vera"}]),
    )
    assert data["claims"].tail(2)[["claim_id", "note"]].to_numpy().tolist() == [
        ["n1", ""],
        ["n2", "7"],
    ]
    last = clubs()["claims"].index.max()
    assert (
        data["claims"].index.tolist()[-2:] == [last + 1, last + 2]
        and data["claims"].index.name == "row"
    )
    assert (
        data["sources"]["source_id"].tolist()[-1] == "vera"
        and data.derived == clubs().derived
        and data.texts == clubs().texts
    )


def test_claims_are_added_to_none():
    empty = type(clubs())({**clubs(), "claims": clubs()["claims"].iloc[:0]}, clubs().texts, "empty")
    data = with_claims(empty, [NEW])
    assert data["claims"].index.tolist() == [2] and ids(data["claims"]) == ["n1"]


def test_guessed_kinds_contradict_nothing(folder):
    data = load_dataset(folder)
    turned = {
        "claim_id": "k2",
        "speaker": "author",
        "stance": "denies",
        "subject": "chess-club",
        "relation": "leads",
        "object": "zoe",
    }
    new = with_claims(data, [turned], entities=[{"entity_id": "zoe"}])
    assert ids(new["claims"]) == ["k1", "k2"] and new.derived == data.derived != ()
    with pytest.raises(DatasetError) as refused:
        with_claims(data, [turned], sources=[{"source_id": "vera", "level": "aunt"}])
    assert refused.value.problems[["file", "column", "value"]].to_numpy().tolist() == [
        ["sources.csv", "level", "aunt"],
        ["claims.csv", "object", "zoe"],
    ]


LEADS = {"claim_id": "k2", "speaker": "zoe", "stance": "asserts", "relation": "leads"}
ZOE = {"sources": [{"source_id": "zoe"}], "entities": [{"entity_id": "zoe"}]}
SUPPOSED = {
    "a name and a kind": ([{"name": "Zoe", "kind": "media"}], [{"name": "Zoe", "kind": "person"}]),
    "a name alone": ([{"name": "Zoe"}], [{"name": "Zoe"}]),
    "a column of one's own": ([{"x_page": "7"}], [{"x_page": "7"}]),
    "nothing but ids": ([{}], [{}]),
}


@pytest.mark.parametrize("said", SUPPOSED)
def test_what_was_supposed_is_saved(folder, tmp_path, said):
    data = load_dataset(folder)
    sources, entities = SUPPOSED[said]
    new = with_claims(
        data,
        [{**LEADS, "subject": "zoe", "object": "chess-club"}],
        [one | ZOE["sources"][0] for one in sources],
        [one | ZOE["entities"][0] for one in entities],
    )
    again = load_dataset(save_dataset(new, tmp_path / "saved"))
    assert again.derived == new.derived
    assert {table: frame.to_numpy().tolist() for table, frame in again.items()} == {
        table: frame.to_numpy().tolist() for table, frame in new.items()
    }
    lacks = () if said == "nothing but ids" else ("sources", "entities")
    assert new.derived == tuple(table for table in data.derived if table not in lacks)
    assert new["entities"].set_index("entity_id")["kind"].to_dict() == {
        "ada": "person",
        "zoe": "person",
        "chess-club": "organization",
    }


def test_guessed_kinds_follow_the_claims(folder, tmp_path):
    turned = {"claim_id": "k1", "subject": "chess-club", "object": "ada"}
    new = with_claims(load_dataset(folder), [turned])
    saved = save_dataset(new, tmp_path / "saved")
    assert [file.name for file in saved.iterdir()] == ["claims.csv"]
    kinds = new["entities"].set_index("entity_id")["kind"].to_dict()
    assert kinds == {"chess-club": "person", "ada": "organization"}
    assert (
        load_dataset(saved)["entities"].to_numpy().tolist() == new["entities"].to_numpy().tolist()
    )


def test_a_kind_that_was_supposed_is_no_guess(folder):
    row = {**LEADS, "subject": "zoe", "object": "chess-club"}
    with pytest.raises(DatasetError, match="is of kind 'place', and 'leads' takes person"):
        with_claims(
            load_dataset(folder), [row], ZOE["sources"], [{"entity_id": "zoe", "kind": "place"}]
        )


def test_an_unknown_id_is_refused_where_tables_are_derived(folder):
    row = {**LEADS, "subject": "zoe", "object": "chess-club"}
    for given in ({"sources": ZOE["sources"]}, {"entities": ZOE["entities"]}):
        with pytest.raises(DatasetError, match="'zoe': no such"):
            with_claims(load_dataset(folder), [row], **given)


UNSHOWN = ["\ud800", "a\x00b", "a\ufffe", "\x1b[31m"]


@pytest.mark.parametrize("cell", UNSHOWN)
@pytest.mark.parametrize("column", ["note", "x_own", "role"])
def test_what_no_page_can_show_is_refused_in_supposed_claims(cell, column):
    data = clubs()
    claim = data["claims"]["claim_id"].iloc[0]
    with pytest.raises(DatasetError) as caught:
        with_claims(data, [{"claim_id": claim, column: cell}])
    said = [tuple(problem)[:3] for problem in tuples(caught.value.problems)]
    assert ("claims.csv", 2, column) in said
    str(caught.value).encode()  # so that it can be printed


@pytest.mark.long
@pytest.mark.parametrize("table", ["sources", "entities"])
@pytest.mark.parametrize("cell", UNSHOWN)
def test_what_no_page_can_show_is_refused_in_what_they_mention(table, cell):
    data = clubs()
    row = {"sources": {"source_id": "new"}, "entities": {"entity_id": "new", "kind": "person"}}
    with pytest.raises(DatasetError) as caught:
        with_claims(data, [], **{table: [row[table] | {"name": cell}]})
    ((file, _, column, *_),) = tuples(caught.value.problems)
    assert (file, column) == (f"{table}.csv", "name")


@pytest.mark.parametrize("cell", UNSHOWN)
def test_what_no_page_can_show_is_refused_in_the_name_of_a_column(cell):
    data = clubs()
    claim = data["claims"]["claim_id"].iloc[0]
    with pytest.raises(DatasetError) as caught:
        with_claims(data, [{"claim_id": claim, f"x_{cell}": "a"}])
    ((file, row, _, _, problem, _),) = tuples(caught.value.problems)
    assert (file, row) == ("claims.csv", 1) and "no page can show" in problem
