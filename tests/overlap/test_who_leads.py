"""Who leads both, against the definition and against printed results."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
import tables
from benchmarks.sharing import wide
from counted import lines_run
from hypothesis import given
from invented import (
    KINDS,
    admitted,
    dataset,
    members,
    overlap_of,
    pair,
    random_cases,
    roles,
    thorough,
)
from shipped import article, clubs

from helpers.claims.readings import DENIALS, EVER, NOW, Reading, without
from helpers.data.dataset import Dataset
from helpers.overlap import who_leads
from helpers.overlap.any_frame import count_shared
from helpers.overlap.who_leads import (
    _Led,
    busiest_pair,
    chosen_organizations,
    leaders,
    shared_counts,
    shared_leaders,
    shared_people,
)


@thorough
@given(random_cases())
def test_shared_leaders_is_what_the_definition_says(case):
    rows, reading = case
    data, believed = dataset(rows), reading.believed or set(KINDS)
    certain, possible = overlap_of(list(admitted(rows, reading)), believed, reading=reading)
    by_policy = {
        policy: pair(data, "A", "B", replace(reading, denials=policy)) for policy in DENIALS
    }
    assert (by_policy["unresolved"]["shared"], by_policy["unresolved"]["contested"]) == (
        certain,
        possible - certain,
    )
    assert (by_policy["veto"]["shared"], by_policy["veto"]["contested"]) == (certain, 0)
    assert (by_policy["ignore"]["shared"], by_policy["ignore"]["contested"]) == (possible, 0)
    held = roles(list(admitted(rows, reading)), believed, reading)
    led = {
        o: {
            person
            for (person, of), certain in held.items()
            if of == o and (certain or reading.denials == "ignore")
        }
        for o in "AB"
    }
    found = by_policy[reading.denials]
    assert (found["leaders_a"], found["leaders_b"]) == (len(led["A"]), len(led["B"]))
    union, smaller = len(led["A"] | led["B"]), min(map(len, led.values()))
    assert found["jaccard"] == pytest.approx(
        found["shared"] / union if union else float("nan"), nan_ok=True
    )
    assert found["overlap_coefficient"] == pytest.approx(
        found["shared"] / smaller if smaller else float("nan"), nan_ok=True
    )


def test_two_clubs():
    assert [
        pair(clubs(), "chess-club", "kite-club")[name] for name in ("shared", "contested", "people")
    ] == [0, 1, "Barnaby Rook (contested)"]
    wide = Reading(times=NOW | {"former"}, alternatives=["m23b"])
    found = pair(clubs(), "chess-club", "kite-club", wide)
    assert (found["shared"], found["contested"]) == (2, 1)
    assert found["people"] == "Nadim Bahri; Tobias Crumb; Barnaby Rook (contested)"
    assert pair(clubs(), "chess-club", "kite-club", replace(wide, denials="ignore"))["shared"] == 3


def test_the_article():
    assert pair(article(), "taliban", "haqqani-network")["shared"] == 1
    assert busiest_pair(article()) == ("haqqani-network", "taliban")
    assert busiest_pair(clubs()) == ("chess-club", "kite-club")


def test_all_pairs_in_the_order_of_the_entities():
    organizations = clubs()["entities"].query("kind == 'organization'")["entity_id"].tolist()
    found = shared_leaders(clubs())
    assert list(zip(found["organization_a"], found["organization_b"])) == list(
        combinations(organizations, 2)
    )
    empty = found.query("organization_a == 'pigeon-society' or organization_b == 'pigeon-society'")
    assert len(empty) == len(organizations) - 1 and empty["overlap_coefficient"].isna().all()
    assert empty["jaccard"].isna().sum() == 0  # somebody leads the other: none of them is shared


def test_undefined_ratios_are_missing():
    found = pair(clubs(), "chess-club", "kite-club", Reading(believed=[]))
    assert (
        pd.isna(found["jaccard"]) and pd.isna(found["overlap_coefficient"]) and found["shared"] == 0
    )


SHARING = [
    Reading(),
    Reading(denials="veto"),
    Reading(denials="ignore"),
    Reading(times=EVER, together="certain"),
    Reading(believed=[]),
]


@pytest.mark.parametrize("reading", SHARING)
@pytest.mark.parametrize("load", [article, clubs])
def test_pairs_that_share_are_those_of_all_pairs(load, reading):
    every = shared_leaders(load(), reading)
    share = (every["shared"] > 0) | (every["contested"] > 0)
    found = shared_leaders(load(), reading, sharing=True)
    pd.testing.assert_frame_equal(found, every[share].reset_index(drop=True))


def test_pairs_that_share_of_those_asked_for():
    wanted = [("C", "A"), ("B", "A")]
    found = shared_leaders(DISPUTED, pairs=wanted, sharing=True)
    expected = shared_leaders(DISPUTED, pairs=[("B", "A")])
    pd.testing.assert_frame_equal(found, expected)
    turned = shared_leaders(DISPUTED, organizations=["C", "B", "A"], sharing=True)
    pd.testing.assert_frame_equal(turned, expected)


def test_the_work_grows_with_the_pairs_that_share(monkeypatch):
    looked_at = []
    both = _Led.both

    def counted(self, a, b):
        looked_at.append((a, b))
        return both(self, a, b)

    monkeypatch.setattr(_Led, "both", counted)
    work = {}
    for size in (100, 1_000):
        looked_at.clear()
        found = shared_leaders(wide(size), sharing=True)
        work[size] = len(looked_at)
        assert work[size] == len(found) > 0
    assert work[1_000] <= 12 * work[100]


@thorough
@given(random_cases())
def test_people_are_counted_as_they_are_listed(case):
    rows, reading = case
    found = shared_leaders(dataset(rows), reading, sharing=True)
    pairs = zip(found["organization_a"], found["organization_b"], found["shared"], strict=True)
    listed = {tuple(sorted((a, b))): shared for a, b, shared in pairs if shared}
    assert shared_counts(dataset(rows), reading) == listed


def head_of(count):
    """One person who leads many organizations."""
    entities = [{"entity_id": "p", "kind": "person"}]
    entities += [{"entity_id": f"o{n}", "kind": "organization"} for n in range(count)]
    said = [f"p o{n}" for n in range(count)]
    return tables.few(said, "subject object", entities=entities)


def test_the_work_of_counting_grows_with_the_organizations_of_a_person():
    """Of 400 there are a hundred times as many pairs as of 40, and no line is run for each."""
    work = {}
    for count in (40, 400):
        data = head_of(count)
        found, work[count] = lines_run(shared_counts, data, Reading())
        assert len(found) == count * (count - 1) // 2 and set(found.values()) == {1}
    assert work[400] <= 12 * work[40]
    assert busiest_pair(head_of(40)) == ("o0", "o1")


def test_no_pairs():
    assert shared_leaders(clubs(), organizations=["chess-club"]).empty
    with pytest.raises(ValueError, match="no organization 'chess'"):
        shared_leaders(clubs(), organizations=["chess", "kite-club"])
    alone = Dataset(
        {"entities": pd.DataFrame([{"entity_id": "A", "kind": "organization"}])}, {}, "alone"
    )
    with pytest.raises(ValueError, match="the data have 1"):
        busiest_pair(alone)


def test_the_busiest_pair_of_equals_is_the_first():
    entities = pd.DataFrame([{"entity_id": e, "kind": "organization"} for e in ("C", "B", "A")])
    assert busiest_pair(Dataset({"entities": entities}, {}, "idle")) == ("A", "B")


def test_leaders():
    found = leaders(clubs()).set_index(["person", "organization"])
    rook = found.loc[("barnaby-rook", "chess-club")]
    assert rook.tolist() == ["on_committee_of", "now", "contested", "m07", "m10", False]
    assert found.loc[("hester-plum", "kite-club"), "relation"].tolist() == [
        "deputy_leader_of",
        "top_figure_in",
    ]
    assert leaders(clubs(), Reading(denials="ignore"))["counts"].all()
    assert leaders(clubs(), without(clubs(), Reading(), "osric-tarr")).query(
        "person == 'barnaby-rook'"
    )["organization"].tolist() == ["kite-club"]
    assert leaders(clubs(), Reading(believed=[])).empty


def test_an_analysts_relations():
    assert pair(clubs(), "chess-club", "kite-club", Reading(relations=["leads"]))["contested"] == 0
    found = pair(
        clubs(),
        "chess-club",
        "kite-club",
        Reading(relations=["leads", "member_of"], denials="ignore"),
    )
    assert found["people"] == "Augusta Kite"


# --- printed results --------------------------------------------------------------------------


def southern_women():
    """Events as people, women as organizations: the duality, taken at its word."""
    import networkx

    graph = networkx.davis_southern_women_graph()
    return members({event: sorted(graph[event]) for event in graph.graph["bottom"]}), graph.graph[
        "top"
    ]


@pytest.mark.slow
def test_southern_women():
    """Davis, Gardner & Gardner (1941); women × women as printed in Breiger (1974)."""
    data, women = southern_women()
    assert len(women) == 18
    found = shared_leaders(data, organizations=women).set_index(
        ["organization_a", "organization_b"]
    )
    attended = [*found.loc[women[0], "leaders_a"].head(1), *found.loc[women[0], "leaders_b"]]
    assert attended == [8, 7, 8, 7, 4, 4, 4, 3, 4, 4, 4, 6, 7, 8, 5, 2, 2, 2]
    rows = {
        0: [6, 7, 6, 3, 4, 3, 3, 3, 2, 2, 2, 2, 2, 1, 2, 1, 1],
        1: [6, 6, 3, 4, 4, 2, 3, 2, 1, 1, 2, 2, 2, 1, 0, 0],
        2: [6, 4, 4, 4, 3, 4, 3, 2, 2, 3, 3, 2, 2, 1, 1],
        3: [4, 4, 4, 2, 3, 2, 1, 1, 2, 2, 2, 1, 0, 0],
        4: [2, 2, 0, 2, 1, 0, 0, 1, 1, 1, 0, 0, 0],
    }
    for place, expected in rows.items():
        assert found.loc[women[place], "shared"].tolist() == expected


@pytest.mark.slow
def test_the_count_for_any_frame_agrees():
    data, women = southern_women()
    counted = count_shared(leaders(data))
    expected = shared_leaders(data, organizations=sorted(women)).query("shared > 0")
    columns = [
        "organization_a",
        "organization_b",
        "shared",
        "leaders_a",
        "leaders_b",
        "jaccard",
        "overlap_coefficient",
    ]
    assert counted.to_numpy().tolist() == expected[columns].to_numpy().tolist()


def test_a_second_role_in_one_organization_counts_once():
    twice = pd.DataFrame({"person": ["p", "p", "p"], "organization": ["A", "A", "B"]})
    assert count_shared(twice)["shared"].tolist() == [1]


# --- on few claims, in full ---------------------------------------------------------------------


PEOPLE_AND_CLUBS = [
    {
        "entity_id": e,
        "kind": "person" if e.islower() else "organization",
        "name": {"p": "Pia", "q": "Abe"}.get(e, ""),
    }
    for e in "DCBApqrx"
]


def few(*claims):
    """Claims in few words: a person, an organization, a time and a stance."""
    return tables.few(claims, "subject object time stance", entities=PEOPLE_AND_CLUBS)


DISPUTED = few(
    "p A current asserts",
    "p B current asserts",
    "p B current denies",
    "q A current asserts",
    "q B current asserts",
    "r A former asserts",
    "x C current denies",
)

TYPES = {
    "organization_a": "str",
    "organization_b": "str",
    "shared": "int64",
    "contested": "int64",
    "leaders_a": "int64",
    "leaders_b": "int64",
    "jaccard": "float64",
    "overlap_coefficient": "float64",
    "people": "str",
    "same_day": "int64",
    "when": "str",
}


def test_leaders_in_full():
    found = leaders(DISPUTED)
    assert found.columns.tolist() == [
        "person",
        "relation",
        "organization",
        "period",
        "state",
        "asserted_by",
        "denied_by",
        "counts",
    ]
    assert found.to_numpy().tolist() == [
        ["p", "leads", "A", "now", "stands", "k0", "", True],
        ["p", "leads", "B", "now", "contested", "k1", "k2", False],
        ["q", "leads", "A", "now", "stands", "k3", "", True],
        ["q", "leads", "B", "now", "stands", "k4", "", True],
    ]
    assert found.index.tolist() == [0, 1, 2, 3] and found["counts"].dtype == bool
    assert leaders(DISPUTED, Reading(denials="veto"))["counts"].tolist() == [
        True,
        False,
        True,
        True,
    ]
    assert leaders(few("p B current denies", "p A current asserts")).index.tolist() == [0]


def test_shared_leaders_in_full():
    found = shared_leaders(DISPUTED, organizations=["B", "A", "B", "C"])
    assert found.to_numpy().tolist()[:1] == [
        ["B", "A", 1, 1, 1, 2, 0.5, 1.0, "Abe; Pia (contested)", 0, ""]
    ]
    assert found[
        ["organization_a", "organization_b", "leaders_a", "leaders_b"]
    ].to_numpy().tolist() == [["B", "A", 1, 2], ["B", "C", 1, 0], ["A", "C", 2, 0]]
    assert (
        found.dtypes.astype(str).to_dict()
        == TYPES
        == shared_leaders(DISPUTED, organizations=[]).dtypes.astype(str).to_dict()
    )
    assert found["jaccard"].tolist()[1:] == [0, 0] and found[
        "overlap_coefficient"
    ].isna().tolist() == [False, True, True]
    both = shared_leaders(DISPUTED, Reading(denials="ignore"), ["A", "B"]).iloc[0]
    assert (both["shared"], both["contested"], both["people"]) == (
        2,
        0,
        "Pia; Abe",
    )  # in the order of their ids
    assert len(shared_leaders(DISPUTED)) == 6


def test_an_unknown_organization_is_refused_in_full():
    with pytest.raises(ValueError) as refused:
        chosen_organizations(DISPUTED, ["A", "E"])
    assert str(refused.value) == "no organization 'E': write one of: 'D', 'C', 'B', 'A'"
    with pytest.raises(ValueError) as refused:
        busiest_pair(Dataset({}, {}, "none"))
    assert str(refused.value) == "a pair takes two organizations, and the data have 0"


@pytest.mark.parametrize(
    ("claims", "pair"),
    [
        (["p C current asserts", "p D current asserts"], ("C", "D")),
        (["p A former asserts", "p B former asserts", "q C current asserts", "q D current asserts"], ("C", "D")),  # of equals, those that share somebody now
        (["p A former asserts", "p B former asserts", "r A future asserts", "r B former asserts", "q C current asserts", "q D current asserts"], ("A", "B")),  # but ever comes before now
        (["p C former asserts", "p D former asserts"], ("C", "D")),
        (["p B current asserts", "p C current asserts", "p D current asserts"], ("B", "C")),
        (["p C current asserts", "p D current asserts", "p D current denies"], ("C", "D")),  # possible is enough
        ([], ("A", "B")),
    ],
)  # fmt: skip
def test_the_busiest_pair(claims, pair):
    assert busiest_pair(few(*claims, "x A current denies")) == pair


def test_two_organizations_are_a_pair():
    entities = pd.DataFrame([{"entity_id": e, "kind": "organization"} for e in "BA"])
    assert busiest_pair(Dataset({"entities": entities}, {}, "two")) == ("A", "B")


def test_an_organization_makes_no_pair_with_itself():
    """All its leaders would be shared."""
    said = "^the pair takes two organizations, and 'chess-club' is one$"
    with pytest.raises(ValueError, match=said):
        shared_people(clubs(), "chess-club", "chess-club")
    with pytest.raises(ValueError, match=said):
        shared_leaders(clubs(), pairs=[("chess-club", "kite-club"), ("chess-club", "chess-club")])


def test_a_lone_organization_is_one_id_and_not_its_letters():
    assert chosen_organizations(clubs(), "chess-club") == ["chess-club"]
    assert shared_leaders(clubs(), organizations="chess-club").empty
    with pytest.raises(ValueError, match="no organization None: write one of"):
        chosen_organizations(clubs(), [None, "chess-club"])


def test_counted_pairs_are_in_order():
    counted = count_shared(
        pd.DataFrame({"person": ["p"] * 4 + ["q"] * 2, "organization": [*"DCBA", *"DB"]})
    )
    assert counted.iloc[:, :3].to_numpy().tolist() == [
        ["A", "B", 1],
        ["A", "C", 1],
        ["A", "D", 1],
        ["B", "C", 1],
        ["B", "D", 2],
        ["C", "D", 1],
    ]


def test_shared_people_are_ids():
    assert shared_people(DISPUTED, "A", "B") == (["q"], ["p"])
    assert shared_people(DISPUTED, "B", "A", Reading(denials="ignore")) == (["p", "q"], [])
    assert shared_people(DISPUTED, "A", "B", Reading(denials="veto")) == (
        ["q"],
        [],
    ) and shared_people(DISPUTED, "A", "C") == ([], [])
    with pytest.raises(ValueError, match="no organization 'E'"):
        shared_people(DISPUTED, "A", "E")
    with pytest.raises(ValueError, match="no organization 'E'"):
        shared_people(DISPUTED, "E", "A")


def test_what_does_not_depend_on_belief_is_worked_out_once_for_a_pair(monkeypatch):
    data, calls = Dataset({**clubs()}, {}, "new"), []
    count = who_leads.counting
    monkeypatch.setattr(who_leads, "counting", lambda *given: calls.append(given) or count(*given))
    for source in data["sources"]["source_id"]:
        for denials in DENIALS:
            reading = without(data, Reading(denials=denials), source)
            found = who_leads.shared_people(data, "chess-club", "kite-club", reading)
            people = shared_leaders(data, reading, ["chess-club", "kite-club"]).iloc[0]
            assert list(map(len, found)) == [people["shared"], people["contested"]]
    pairs = 3 * len(data["sources"])
    assert len(calls) == pairs + 1  # all, as `shared_leaders` looks at any pairs, and one
