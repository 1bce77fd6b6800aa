"""Two who are said to have what only one can have at a time."""

import pandas as pd
import pytest
from tables import few

from helpers.conflicts.conflicting import conflict_pairs, conflict_words
from helpers.convert.tables.conversion import from_table
from helpers.data.dataset import load_dataset
from helpers.data.saving import save_dataset


def posts(*rows, **how):
    """A dataset of holders of posts: holder, post, source and when, one by one."""
    frame = pd.DataFrame(rows, columns=["Holder", "Post", "Source", "When", "Held"], dtype="str")
    given = {"person": "Holder", "organization": "Post", "source": "Source"}
    given |= {"time": "When", "valid": "Held", "relation": "holds", "single_valued": ["holds"]}
    return from_table(frame, **given | how)


def pairs(data):
    return conflict_pairs(data)[["conflict", "claim_a", "claim_b"]].to_numpy().tolist()


MAYOR = [("Ada", "Mayor", "gazette", "", ""), ("Ben", "Mayor", "almanac", "", "")]


def test_two_holders_of_one_post_are_a_conflict_once_the_post_is_said_to_have_one(tmp_path):
    data = posts(*MAYOR)
    assert pairs(data) == [["incompatible", "r2", "r3"]]
    assert pairs(posts(*MAYOR, single_valued=())) == []
    assert pairs(load_dataset(save_dataset(data, tmp_path / "folder"))) == pairs(data)
    words = conflict_words(data, conflict_pairs(data).iloc[0])
    assert words.startswith("Ada and Mayor: only one can have this at a time, and Ben is said")


AT_ONCE = {
    ("", "", "", ""): True,
    ("current", "", "", ""): True,
    ("former", "", "", ""): False,
    ("former", "", "former", ""): True,
    ("", "1998/2003", "", "2003/2005"): True,
    ("", "1998/2003", "", "2004/.."): False,
    ("", "1998/2003", "", ""): True,
}


@pytest.mark.parametrize("when", AT_ONCE)
def test_at_one_time(when):
    first, second = when[:2], when[2:]
    data = posts(("Ada", "Mayor", "gazette", *first), ("Ben", "Mayor", "almanac", *second))
    assert bool(pairs(data)) == AT_ONCE[when]


def test_what_is_no_conflict():
    same = ("Ada", "Mayor", "almanac", "", "")
    elsewhere = ("Ben", "Clerk", "almanac", "", "")
    assert pairs(posts(MAYOR[0], same, elsewhere)) == []
    two_posts = [MAYOR[0], ("Ada", "Clerk", "almanac", "", "")]
    assert pairs(posts(*two_posts)) == []
    stances = [(*MAYOR[0][:3], "asserts", ""), (*MAYOR[1][:3], "denies", "")]
    assert pairs(posts(*stances, stance="When", time=None)) == []


def test_each_two_of_many_once():
    rows = [(name, "Mayor", f"paper {name}", "", "") for name in ("Ada", "Ben", "Cy")]
    assert [pair[1:] for pair in pairs(posts(*rows))] == [["r2", "r3"], ["r2", "r4"], ["r3", "r4"]]


def test_a_relation_that_no_row_has():
    with pytest.raises(ValueError, match="no relation 'hold': did you mean 'holds'"):
        posts(*MAYOR, single_valued="hold")


MARRIED = {"relation": "marries", "symmetric": "yes", "single_valued": "yes"}


@pytest.mark.parametrize(
    "claims", [("ben ada", "cy ada"), ("ada ben", "cy ada"), ("ada ben", "ada cy")]
)
def test_either_end_of_a_symmetric_relation_may_be_the_one_that_both_have(claims):
    people = [{"entity_id": one, "kind": "person"} for one in ("ada", "ben", "cy")]
    again = ["ben ada", "ada ben"]
    data = few(
        [f"{claim} marries" for claim in [*claims, *again]],
        "subject object relation",
        entities=people,
        relations=[MARRIED],
    )
    found = conflict_pairs(data)
    assert found[["claim_a", "claim_b"]].to_numpy().tolist() == [
        ["k0", "k1"],
        ["k1", "k2"],
        ["k1", "k3"],
    ]
    assert conflict_words(data, found.iloc[0]).split(", by")[0].split(": ")[1] == (
        "only one can have this with ada at a time, and cy is said to have it too"
    )
