"""Claims added or changed: checked, and never written."""

import pandas as pd
import pytest
from shipped import clubs, ids

from helpers.dataset import DatasetError, load_dataset
from helpers.readings import Reading
from helpers.ties import leader_claims, ties
from helpers.whatif import with_claims

NEW = {"claim_id": "n1", "speaker": "osric-tarr", "stance": "asserts", "subject": "hester-plum", "relation": "leads", "object": "chess-club"}


def test_a_claim_is_added_and_the_data_stay_as_they_are():
    before = clubs()["claims"].copy()
    data = with_claims(clubs(), [NEW])
    added = data["claims"].iloc[-1]
    assert added["claim_id"] == "n1" and added["quote"] == "" and added.name == before.index.max() + 1
    pd.testing.assert_frame_equal(data["claims"].iloc[:-1], before)
    pd.testing.assert_frame_equal(clubs()["claims"], before)
    assert data.text("lantern-1908") == clubs().text("lantern-1908") and data.name == clubs().name


def test_a_claim_is_changed_in_the_given_columns_only():
    rows = pd.DataFrame([{"claim_id": "m10", "stance": "asserts", "note": None}, {"claim_id": "m28", "stance": None, "note": ""}])
    data = with_claims(clubs(), rows)
    before, after = (frame["claims"].set_index("claim_id") for frame in (clubs(), data))
    assert after.loc["m10", "stance"] == "asserts" and after.loc["m10", "note"] == before.loc["m10", "note"] != ""
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
        ({"claim_id": "m10", "quote": "he said that he did", "document_id": "lantern-1908"}, "quote", "copy it from the text"),
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
    data = with_claims(clubs(), [row], sources=[{"source_id": "aunt-vera", "name": "Aunt Vera"}], entities=[{"entity_id": "vera", "kind": "person"}])
    assert "n1" in ids(leader_claims(data, Reading(believed=["aunt-vera"])))
    with pytest.raises(DatasetError, match="sources.csv"):
        with_claims(clubs(), [NEW], sources=[{"source_id": "aunt-vera", "level": "aunt"}])


def test_what_if_on_a_dataset_that_is_nothing_but_claims(tmp_path):
    claims = "claim_id,speaker,stance,subject,relation,object\nk1,ada,asserts,bo,leads,chess\nk2,cy,asserts,dee,leads,kites\n"
    (tmp_path / "claims.csv").write_text(claims, encoding="utf-8")
    data = with_claims(load_dataset(tmp_path), [{"claim_id": "k3", "speaker": "cy", "stance": "denies", "subject": "bo", "relation": "leads", "object": "chess"}])
    states = ties(data).set_index(["subject", "relation", "object", "period"])["state"]
    assert states["bo", "leads", "chess"].to_dict() == {"now": "contested"}
