"""Balance: against brute force, and against what is printed of a classic signed network."""

from __future__ import annotations

from itertools import combinations, product

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import thorough
from shipped import article, clubs

from helpers.claims.readings import Reading, without
from helpers.conflicts.balance import (
    TooManyGroupsError,
    among,
    balance_codings,
    frustration,
    most_tied,
    opposed_parts,
    signed_ties,
)
from helpers.data.dataset import with_claims

PARTIES = ["SKD", "ZLSD", "SDSS", "LDS", "ZS-ESS", "ZS", "DS", "SLS", "SPS-SNS", "SNS"]

DISTANCES = """
-215 114 -89 -77 94 -170 176 117 -210
-217 134 77 -150 57 -253 -230 49
-203 -80 138 -109 177 180 -174
157 -142 173 -241 -254 23
-188 170 -120 -160 -9
-97 140 116 -106
-184 -191 -6
235 -132
-164
"""


def signed(ties):
    return pd.DataFrame(
        [(a, b, "positive" if value > 0 else "negative") for (a, b), value in ties.items()],
        columns=["group_a", "group_b", "sign"],
    )


def test_slovene_parties():
    """Ties between the parties in the Slovene parliament of 1994 (Kropivnik & Mrvar 1996).

    Doreian & Mrvar (1996, A partitioning approach to structural balance, Social
    Networks 18) find two camps, with the negative ties of the SNS to the ZS-ESS and
    the DS as the only ones that do not fit.
    """
    values = dict(zip(combinations(PARTIES, 2), map(int, DISTANCES.split())))
    found = frustration(signed(values))
    assert found.index == 2 and found.divisions == 1
    assert {frozenset(pair) for pair in zip(found.ties["group_a"], found.ties["group_b"])} == {
        frozenset({"SNS", "ZS-ESS"}),
        frozenset({"SNS", "DS"}),
    }
    assert {frozenset(camp) for camp in found.camps} == {
        frozenset({"SKD", "SDSS", "ZS", "SLS", "SPS-SNS"}),
        frozenset({"ZLSD", "LDS", "ZS-ESS", "DS", "SNS"}),
    }


@pytest.mark.parametrize("groups", range(2, 9))
def test_all_foes(groups):
    """Of n mutual foes, ⌊(n − 1)² / 4⌋ ties do not fit: the most that any n can have (Abelson & Rosenberg 1958; Petersdorf 1966)."""
    found = frustration(signed(dict.fromkeys(combinations("abcdefgh"[:groups], 2), -1)))
    assert found.index == (groups - 1) ** 2 // 4


def test_the_negative_petersen_graph():
    """Three (Zaslavsky 2012, Six signed Petersen graphs, and their automorphisms)."""
    ties = {(str(a), str(b)): -1 for a, b in nx.petersen_graph().edges}
    assert frustration(signed(ties)).index == 3


networks = st.dictionaries(
    st.sampled_from(list(combinations("abcdef", 2))), st.sampled_from([1, -1]), max_size=15
)


@thorough
@given(networks)
def test_frustration_is_that_of_brute_force(ties):
    groups = sorted({group for pair in ties for group in pair})
    unfit = []
    for sides in product([False, True], repeat=len(groups)):
        side = dict(zip(groups, sides))
        unfit.append(sum((side[a] != side[b]) == (value > 0) for (a, b), value in ties.items()))
    found = frustration(signed(ties))
    assert found.index == min(unfit) == len(found.ties)
    parts = nx.number_connected_components(nx.Graph(list(ties)))
    assert found.divisions * 2**parts == unfit.count(min(unfit)) if ties else found.divisions == 1
    assert sorted(found.camps[0] + found.camps[1]) == groups
    camp = {group: number for number, members in enumerate(found.camps) for group in members}
    named = {(row.group_a, row.group_b) for row in found.ties.itertuples()}
    assert named == {
        pair for pair, value in ties.items() if (camp[pair[0]] != camp[pair[1]]) == (value > 0)
    }


def test_too_many_groups():
    ring = {(f"g{n:02}", f"g{n + 1:02}"): -1 for n in range(12)}
    with pytest.raises(
        TooManyGroupsError,
        match="13 groups hang together, and all divisions are tried up to 12: leave some out, or pass most_groups=13 and wait for 4,096 divisions",
    ):
        frustration(signed(ring))
    assert frustration(signed(ring), most_groups=13).index == 0
    apart = signed({(f"g{n}", f"h{n}"): 1 for n in range(20)})
    assert frustration(apart).divisions == 1


def test_only_signs_that_stand_count():
    ties = pd.DataFrame(
        {
            "group_a": ["A", "A", "B"],
            "group_b": ["B", "C", "C"],
            "sign": ["positive", "ambivalent", "contested"],
        }
    )
    found = frustration(ties)
    assert (found.index, found.camps, found.ties["group_b"].tolist()) == (
        1,
        (("A", "B", "C"), ()),
        ["C"],
    )
    assert frustration(ties.head(0)).index == 0


# --- signs ------------------------------------------------------------------------------------


def signs(data, reading=Reading(), **options):
    return {
        (row.group_a, row.group_b): row.sign
        for row in signed_ties(data, reading, **options).itertuples()
    }


def test_signs_of_the_article():
    found = signs(article())
    assert found["isis-k", "taliban"] == "negative"
    assert found["haqqani-network", "isis-k"] == found["haqqani-network", "taliban"] == "positive"
    assert frustration(signed_ties(article())).ties[["group_a", "group_b"]].to_numpy().tolist() == [
        ["haqqani-network", "isis-k"]
    ]
    alone = without(article(), Reading(), "un-report")
    assert ("haqqani-network", "isis-k") not in signs(article(), alone) and frustration(
        signed_ties(article(), alone)
    ).index == 0


def test_a_denied_tie_is_no_negative_one():
    assert signs(clubs())["brass-band", "chess-club"] == "contested"
    assert signs(clubs(), Reading(denials="ignore"))["brass-band", "chess-club"] == "positive"
    assert ("brass-band", "chess-club") not in signs(clubs(), Reading(denials="veto"))
    assert ("brass-band", "chess-club") not in signs(
        clubs(), without(clubs(), Reading(), "hall-caretaker")
    )
    row = signed_ties(clubs()).iloc[0]
    assert (row["group_a"], row["group_b"], row["positive"], row["negative"], row["contested"]) == (
        "chess-club",
        "kite-club",
        "allied_with",
        "",
        "part_of",
    )


def test_friend_and_foe_at_once():
    rows = [
        {
            "claim_id": "n",
            "speaker": "osric-tarr",
            "stance": "asserts",
            "subject": "kite-club",
            "relation": "clashed_with",
            "object": "chess-club",
        }
    ]
    found = signed_ties(with_claims(clubs(), rows))
    row = found[found["group_b"] == "kite-club"].iloc[0]
    assert (row["sign"], row["positive"], row["negative"]) == (
        "ambivalent",
        "allied_with",
        "clashed_with",
    )


def test_a_group_is_no_pair_with_itself():
    """As where two names of one club are read as one."""
    row = {"claim_id": "n", "speaker": "osric-tarr", "stance": "asserts"}
    row |= {"subject": "kite-club", "relation": "clashed_with", "object": "kite-club"}
    found = signed_ties(with_claims(clubs(), [row]))
    assert found.equals(signed_ties(clubs()))


def test_what_is_no_kind_and_no_group_is_refused():
    """Else there were no ties, and whatever is asked would look like perfect balance."""
    assert signs(clubs(), kinds="organization") == signs(clubs()) != {}
    with pytest.raises(ValueError, match="no kind of entity 'organisation': did you mean"):
        signed_ties(clubs(), kinds=["organisation"])
    with pytest.raises(ValueError, match="no group 'kite-clubs': did you mean 'kite-club'"):
        balance_codings(clubs(), groups=["kite-clubs", "chess-club"])


def test_unnamed_groups_on_demand():
    assert ("haqqani-network-fighters", "al-qaeda") not in signs(article()) and (
        "al-qaeda",
        "haqqani-network-fighters",
    ) in signs(article(), kinds=("organization", "collective"))
    assert not any(
        "sirajuddin" in group
        for pair in signs(article(), kinds=("organization", "collective"))
        for group in pair
    )


def changing(codings):
    return codings.drop(columns="in_words").to_numpy().tolist()


@pytest.mark.slow
def test_codings_that_change_it():
    strict = Reading(least_certainty="unstated", denials="veto")
    assert changing(balance_codings(article(), strict)) == [
        ["as coded", 1, "Haqqani Network and ISIS-K"],
        ["c096b", 0, ""],
    ]
    assert changing(balance_codings(article())) == [["as coded", 1, "Haqqani Network and ISIS-K"]]
    chosen = Reading(least_certainty="unstated", denials="veto", alternatives=["c096b"])
    assert changing(balance_codings(article(), chosen)) == [
        ["as coded", 0, ""],
        ["c093b", 1, "Haqqani Network and ISIS-K"],
    ]


def test_parts_without_opposition_are_left_out():
    ties = pd.DataFrame(
        {
            "group_a": ["A", "B", "D", "F"],
            "group_b": ["B", "C", "E", "G"],
            "sign": ["positive", "negative", "positive", "ambivalent"],
        }
    )
    assert opposed_parts(ties)["group_a"].tolist() == ["A", "B", "F"]
    assert opposed_parts(ties.head(0)).empty
    assert "state-department" not in set(opposed_parts(signed_ties(article()))["group_b"])


# --- frames in full -----------------------------------------------------------------------------


def test_signed_ties_in_full():
    found = signed_ties(article())
    assert found.columns.tolist() == [
        "group_a",
        "group_b",
        "sign",
        "positive",
        "negative",
        "contested",
    ] and found.index.tolist() == list(range(len(found)))
    assert found.iloc[0].tolist() == [
        "haqqani-network",
        "taliban",
        "positive",
        "intertwined_with; integrated_with; allied_with",
        "",
        "close_relationship_with; linked_with",
    ]
    nothing = signed_ties(article(), Reading(believed=[]))
    assert (
        nothing.columns.tolist() == found.columns.tolist()
        and nothing.empty
        and set(map(str, nothing.dtypes)) == {"str"}
    )


def test_an_ambivalent_tie_between_two_camps_does_not_fit_either():
    ties = pd.DataFrame(
        {
            "group_a": ["A", "B", "A"],
            "group_b": ["B", "C", "C"],
            "sign": ["negative", "positive", "ambivalent"],
        }
    )
    found = frustration(ties)
    assert found.camps == (("A",), ("B", "C")) and found.index == 1
    assert found.ties.to_dict("list") == {
        "group_a": ["A"],
        "group_b": ["C"],
        "sign": ["ambivalent"],
    } and found.ties.index.tolist() == [0]


def test_divisions_of_parts_multiply():
    triangles = {pair: -1 for group in ("abc", "xyz") for pair in combinations(group, 2)}
    found = frustration(signed(triangles))
    assert (found.index, found.divisions) == (2, 9)


def test_codings_in_full():
    base = {"speaker": "osric-tarr", "stance": "asserts", "relation": "clashed_with"}
    first, second = (
        base | {"subject": "chess-club", "object": "kite-club"},
        base | {"subject": "brass-band", "object": "pigeon-society"},
    )
    rows = [
        first | {"claim_id": "n1"},
        second | {"claim_id": "n2"},
        first
        | {"claim_id": "n1b", "relation": "allied_with", "time": "former", "alternative_of": "n1"},
        second | {"claim_id": "n2b", "relation": "allied_with", "alternative_of": "n2"},
    ]
    quarrel = with_claims(clubs(), rows)
    found = balance_codings(quarrel)
    assert found.columns.tolist() == ["coding", "in_words", "frustration", "does_not_fit"]
    both, one, other = (
        "Chess Club and Kite Club; Brass Band and Pigeon Society",
        "Chess Club and Kite Club",
        "Brass Band and Pigeon Society",
    )
    assert changing(found) == [
        ["as coded", 2, both],
        ["n1b", 1, other],
        ["n2b", 1, one],
    ]  # m23b, of a person, changes nothing
    assert found["in_words"].tolist() == [
        "as coded",
        "“is allied with” (n1b)",
        "“is allied with” (n2b)",
    ]
    chosen = balance_codings(quarrel, Reading(alternatives=["n1b"]))
    assert changing(chosen) == [["as coded", 1, other], ["n2b", 0, ""]]
    few = balance_codings(quarrel, groups=["kite-club", "chess-club"])
    assert changing(few) == [["as coded", 1, one], ["n1b", 0, ""]]


def test_parts_are_numbered_anew():
    ties = pd.DataFrame(
        {"group_a": ["A", "D"], "group_b": ["B", "E"], "sign": ["positive", "negative"]}
    )
    assert opposed_parts(ties).to_dict("list") == {
        "group_a": ["D"],
        "group_b": ["E"],
        "sign": ["negative"],
    } and opposed_parts(ties).index.tolist() == [0]


def network(*ties):
    return pd.DataFrame(
        [
            (*pair, {"+": "positive", "-": "negative", "?": "contested"}[sign])
            for *pair, sign in ties
        ],
        columns=["group_a", "group_b", "sign"],
    )


def test_the_most_tied_groups_where_too_many_hang_together():
    star = network("am+", "bm-", "cm+", "dm+", "em+", "ab+", "ef?")
    assert most_tied([star], 6) is None
    assert most_tied([star], 3) == ["a", "b", "m"]
    assert most_tied([star, network("cd-", "cd+", "xy+")], 3) == ["c", "d", "m", "x", "y"]
    assert most_tied([network("xy+"), network("zy+")], 2) is None  # of each network by itself


def test_ties_among_some_groups():
    star = network("am+", "bm-", "ab+", "cm+")
    assert among(star, None) is star
    found = among(star, iter(["m", "b", "c"]))
    assert found.to_dict("list") == {
        "group_a": ["b", "c"],
        "group_b": ["m", "m"],
        "sign": ["negative", "positive"],
    } and found.index.tolist() == [0, 1]


def test_the_camps_in_words():
    signed = signed_ties(article())
    names = article().who.entities
    assert (
        frustration(signed)
        .words(names)
        .endswith("Does not fit: Haqqani Network and ISIS-K (positive).")
    )
    assert frustration(signed.head(0)).words(names) == (
        "No pair is positive or negative, so there are no camps."
    )
    two_parts = pd.DataFrame(
        [("a", "b", "negative"), ("c", "d", "negative")], columns=["group_a", "group_b", "sign"]
    )
    assert frustration(two_parts).divisions == 1
    triangle = pd.DataFrame(
        [("a", "b", "positive"), ("a", "c", "positive"), ("b", "c", "negative")],
        columns=["group_a", "group_b", "sign"],
    )
    said = frustration(triangle).words(dict(zip("abc", "ABC", strict=True)))
    assert said.startswith("One camp: A, B and C. No other. Divisions that are as good: 2 more.")
