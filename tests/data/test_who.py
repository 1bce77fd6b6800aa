"""What bears one name is told apart; for whom sources speak."""

from unicodedata import normalize

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import thorough
from shipped import article

from helpers.claims.readings import Reading, without
from helpers.data.who import Who, told_apart


@pytest.mark.parametrize(
    ("source", "level", "expected"),
    [
        ("ned-price", "speaker", "ned-price"),
        ("ned-price", "institution", "state-department"),
        ("ned-price", "government", "us-government"),
        ("jake-sullivan", "institution", "us-government"),
        ("state-department", "speaker", "state-department"),
        ("author", "government", "author"),
        ("taliban", "government", "taliban"),
        ("one-member-state", "institution", "one-member-state"),
    ],
)
def test_who_a_source_is_at_a_level(source, level, expected):
    assert article().who.roll_up(level)[source] == expected


def test_unknown_levels_and_sources_are_refused():
    with pytest.raises(ValueError, match="no level 'goverment': did you mean 'government'"):
        article().who.roll_up("goverment")
    with pytest.raises(ValueError, match="no source 'taliben': did you mean 'taliban'"):
        without(article(), Reading(), "taliben")


NAMES = [
    "John Pike",
    "John Pike (1)",
    "JOHN PIKE",
    "Jose\u0301",
    "Jos\u00e9",
    "John\u200b Pike",
    "",
    " ",
]


@st.composite
def named(draw):
    """Ids, whose names are often the same or look the same, with kinds."""
    ids = draw(st.lists(st.from_regex(r"[ab](-[12x]){0,3}", fullmatch=True), unique=True))
    names = [draw(st.sampled_from(NAMES)) for _ in ids]
    kinds = [draw(st.sampled_from(["person", "organization", ""])) for _ in ids]
    return pd.DataFrame({"id": ids, "name": names, "kind": kinds}, dtype="str")


@thorough
@given(named())
def test_no_two_ids_have_words_that_look_alike(frame):
    words = told_apart(frame, "id", "name")
    seen = {normalize("NFKC", one).replace("\u200b", "") for one in words.values()}
    assert list(words) == frame["id"].tolist() and len(seen) == len(frame)
    for one, name in zip(frame["id"], frame["name"], strict=True):
        assert words[one].startswith(name or one)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("pike-12", "Pike", ""), ("pike-34", "Pike", "")], ["Pike (12)", "Pike (34)"]),
        ([("ada", "Ada", ""), ("ada-2", "Ada", "")], ["Ada (ada)", "Ada (ada-2)"]),
        (
            [("m", "Mercury", "person"), ("m-2", "Mercury", "organization")],
            ["Mercury (person)", "Mercury (organization)"],
        ),
        (
            [("p-1", "Pike", "person"), ("p-2", "Pike", "person"), ("q", "Pike (1)", "person")],
            ["Pike (1) (p-1)", "Pike (2)", "Pike (1) (q)"],
        ),
        ([("p", "Pike", "person"), ("q", "", "person")], ["Pike", "q"]),
    ],
)
def test_what_differs_stands_in_brackets(rows, expected):
    frame = pd.DataFrame(rows, columns=["id", "name", "kind"])
    assert list(told_apart(frame, "id", "name").values()) == expected


def chain(many):
    """Sources each of which speaks for the one before it."""
    ids = [f"s{n}" for n in range(many)]
    parents = ["", *ids[:-1]]
    return Who(
        {
            "sources": pd.DataFrame(
                {"source_id": ids, "name": ids, "kind": "media", "speaks_for": parents, "level": ""}
            )
        }
    )


def test_the_work_of_rolling_up_grows_with_the_sources():
    """However long the chain is in which one speaks for the other."""

    class Counted(dict):
        looked_up = 0

        def __getitem__(self, key):
            self.looked_up += 1
            return super().__getitem__(key)

    counts = []
    for many in (200, 2000):
        who = chain(many)
        who.parents = parents = Counted(who.parents)
        assert set(who.roll_up("government").values()) == {"s0"}
        assert list(who.tree.values()) == list(range(many))
        counts.append(parents.looked_up)
    assert counts[1] <= 12 * counts[0]
