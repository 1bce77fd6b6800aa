"""What is written for FollowTheMoney asserts nothing that nobody asserts."""

import json

import pandas as pd
import pytest

from helpers.claims.readings import EVER, Reading
from helpers.convert.followthemoney import from_ftm, write_ftm
from helpers.convert.tables import from_table
from helpers.data.dataset import Dataset, DatasetError
from helpers.overlap.who_leads import shared_leaders


def written(rows, tmp_path):
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
    left_out = write_ftm(data, tmp_path / "x.json")
    lines = map(json.loads, (tmp_path / "x.json").read_text(encoding="utf-8").splitlines())
    links = {line["id"]: line["properties"] for line in lines if line["id"].startswith("claim-")}
    left_out = left_out[left_out["lost"] == "claim"]
    return links, dict(left_out[["claim_id", "reason"]].to_numpy().tolist())


@pytest.mark.parametrize(
    ("time", "held", "status", "reason"),
    [
        ("current", "", None, None),
        ("", "2001/2003", None, None),
        ("former", "2001/2003", ["former"], None),
        ("former", "2001/..", None, "a role that is over, without a date on which it ended"),
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


def test_what_somebody_denies_is_not_written_without_the_denial(tmp_path):
    rows = [
        ("Ada", "Kites", "list", "", "", ""),
        ("Ada", "Kites", "the Kites", "denies", "", ""),
        ("Ada", "Chess", "list", "", "", ""),
    ]
    links, left_out = written(rows, tmp_path)
    assert list(links) == ["claim-r4"]
    assert left_out == {"r2": "somebody denies it", "r3": "a denial"}


PEOPLE = [
    '{"id": "p", "schema": "Person", "properties": {"name": ["Ada"]}}',
    '{"id": "o1", "schema": "Company", "properties": {"name": ["Kites"]}}',
    '{"id": "o2", "schema": "Company", "properties": {"name": ["Chess"]}}',
]


def link(number, more="", **properties):
    said = {"director": ["p"], "organization": [f"o{number}"], **properties}
    return json.dumps(
        {"id": f"d{number}", "schema": "Directorship", "properties": said} | dict(more)
    )


def shared(data, **reading):
    return shared_leaders(data, Reading(**reading))["shared"].sum()


@pytest.mark.parametrize(
    "over",
    [
        {"endDate": ["1985"]},
        {"status": ["resigned"]},
        {"startDate": ["1980"], "status": ["Former"]},
    ],
)
def test_a_link_that_is_over_is_former(over):
    data = from_ftm([*PEOPLE, link(1, **over), link(2, startDate=["2010"])])
    assert data["claims"]["time"].tolist() == ["former", ""]
    assert shared(data) == 0 and shared(data, times=EVER) == 1


def test_times_of_day_are_left_out_and_other_dates_are_problems():
    data = from_ftm([*PEOPLE, link(1, startDate=["2010-05-01T00:00:00"])])
    assert data["claims"]["valid"].tolist() == ["2010-05-01/.."]
    with pytest.raises(DatasetError) as refused:
        from_ftm([*PEOPLE, link(1, endDate=["01/02/2015"])])
    problem = refused.value.problems.iloc[0]
    assert problem[["row", "column", "value"]].tolist() == [4, "endDate", "01/02/2015"]


def test_every_publisher_and_dataset_is_a_source():
    lines = [*PEOPLE, link(1, {"datasets": ["list_a", "list_b"]}), link(2, publisher=["R", "S"])]
    claims = from_ftm(lines)["claims"]
    assert claims[["speaker", "object"]].to_numpy().tolist() == [
        ["list-a", "kites-o1"],
        ["list-b", "kites-o1"],
        ["r", "chess-o2"],
        ["s", "chess-o2"],
    ]


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
