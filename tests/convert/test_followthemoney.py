"""What is written for FollowTheMoney asserts nothing that nobody asserts."""

import json

import pandas as pd
import pytest

from helpers.convert.followthemoney import write_ftm
from helpers.convert.tables import from_table


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
    return links, dict(left_out.to_numpy().tolist())


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
