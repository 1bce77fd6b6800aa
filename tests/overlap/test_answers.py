"""The overlap in words."""

import re

import pandas as pd
import pytest
import shapes
from invented import register
from shapes import SHAPES
from shipped import article, clubs
from tables import few

from helpers.claims.readings import EVER, Reading
from helpers.data.dataset import Dataset
from helpers.overlap.answers import (
    answer,
    answers_table,
    chance_words,
    falls_words,
    leader_words,
    overlap_codings,
    pair_words,
)
from helpers.overlap.chance import null_model
from helpers.overlap.how_far import range_table
from helpers.overlap.who_leads import busiest_pair, shared_leaders
from helpers.overlap.whose_word import falls_with


def led(name, *said):
    """Three people, one of them with an odd name, who are said to lead A and B; said: person and stance, of B."""
    rows = [(person, o, "asserts") for person in "pqr" for o in "AB"] + [
        (person, "B", "denies") for person in said
    ]
    tables = {
        "claims": pd.DataFrame(
            [
                {
                    "claim_id": f"k{n}",
                    "speaker": "s",
                    "relation": "leads",
                    "subject": p,
                    "object": o,
                    "stance": stance,
                }
                for n, (p, o, stance) in enumerate(rows)
            ]
        ),
        "sources": pd.DataFrame([{"source_id": "s"}]),
        "entities": pd.DataFrame(
            [
                {
                    "entity_id": e,
                    "kind": "person" if e.islower() else "organization",
                    "name": {"p": name, "q": "Quin"}.get(e, ""),
                }
                for e in "pqrAB"
            ]
        ),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    return Dataset(tables, {}, "led")


@pytest.mark.parametrize("name", ["Pia", "Pia; the elder", "Pia (contested)", "; "])
def test_people_are_counted_whatever_their_names_hold(name):
    assert (
        answer(led(name), "A", "B", Reading())
        == f"A and B share 3 leaders: {name}, Quin and r. (All sources count; what is denied stays open; current and undated roles.)"
    )
    assert answer(led(name, "p", "r"), "A", "B", Reading()).startswith(
        f"A and B share 1 leader: Quin, and 2 leaders are contested: {name} and r. ("
    )
    assert answer(led(name, "p", "q", "r"), "A", "B", Reading(denials="veto")).startswith(
        "A and B share no leader. ("
    )


def test_only_organizations_are_asked_for():
    with pytest.raises(
        ValueError,
        match="no organization 'chess': did you mean 'chess-club'|no organization 'chess': write one of",
    ):
        answer(clubs(), "chess", "kite-club", Reading())


NO_LEADER = "Of nobody the data say anything that makes a leader of an organization."
MOST = "No other pair of organizations in these data has more people who are said to lead both."
NOBODY = "Nobody is said to lead two organizations, and these come first by id."
MEMBERS = (
    "In this dataset, a person counts as a leader of an organization if a claim gives this role: "
    "“is a member of”. Another list can give another number."
)
NONE_SHARED = "There is no shared leader, so this rests on no source."
SAID = {
    "nothing to lead": ("A pair takes two organizations; the data have none.", NO_LEADER, None),
    "one organization": (
        "A pair takes two organizations; the data have one: Kites.",
        MEMBERS,
        None,
    ),
    "members who lead nothing": (
        f"This page compares Chess and Kites. {NOBODY}",
        NO_LEADER,
        NONE_SHARED,
    ),
    "nobody in two": (f"This page compares Chess and Kites. {NOBODY}", MEMBERS, NONE_SHARED),
    "all denied": (f"This page compares Chess and Kites. {NOBODY}", MEMBERS, NONE_SHARED),
    "two of one name": (
        f"This page compares Chess and Kites. {MOST}",
        MEMBERS,
        "If you do not believe gazette, or do not believe register, no shared leader is left. Another coding of the words can change this.",
    ),
    "two complete lists": (
        f"This page compares Chess and Kites. {MOST}",
        MEMBERS,
        "The overlap needs no single source: without any one of them it remains.",
    ),
    "many conflicts": (
        f"This page compares Chess and Kites. {MOST}",
        MEMBERS,
        "If you do not believe gazette, or do not believe register, not even a contested leader is left. Another coding of the words can change this.",
    ),
}


def test_a_name_with_a_semicolon_stays_whole():
    names = ("Birch", "Cole", "Dray", "Elm", "Fir")
    sources = [{"source_id": one, "name": f"Ash; {one}"} for one in names]
    data = few(
        [
            "Birch Ada Kites",
            "Birch Ada Chess",
            "Cole Ada Kites",
            "Cole Ada Chess",
            "Dray Ben Kites",
        ],
        "speaker subject object",
        sources,
        [{"entity_id": "Ada", "kind": "person"}, {"entity_id": "Ben", "kind": "person"}]
        + [{"entity_id": one, "kind": "organization"} for one in ("Kites", "Chess")],
    )
    birch, cole = Reading(believed=["Birch"]), Reading(believed=["Cole"])
    found = answers_table(data, "Kites", "Chess", [birch, cole])
    assert found["reading"].tolist() == ["Only Ash; Birch counts", "Only Ash; Cole counts"]
    two = Reading(believed=["Birch", "Dray"])
    ranged = range_table(data, "Kites", "Chess", two, ["whom one believes"])
    assert ranged["reading_at_low"].tolist() == ["Only Ash; Dray counts"]


@pytest.mark.parametrize("shape", SAID)
def test_each_sentence_is_said_where_it_is_true(shape):
    data = SHAPES[shape]()
    pair, leader, falls = SAID[shape]
    assert (pair_words(data), leader_words(data)) == (pair, leader)
    if falls:
        assert falls_words(data, *busiest_pair(data), Reading()) == falls


def test_several_roles_that_make_a_leader_are_told_as_several():
    assert "if a claim gives one of these roles: “" in leader_words(article())


def test_a_chosen_pair_is_named_and_nothing_else():
    assert pair_words(clubs(), "chess-club", "brass-band") == (
        "This page compares Chess Club and Brass Band."
    )


@pytest.mark.parametrize("data", [article(), clubs()], ids=["article", "clubs"])
@pytest.mark.parametrize("reading", [Reading(), Reading(times=EVER), Reading(denials="veto")])
def test_the_sources_that_are_named_are_those_it_falls_with(data, reading):
    a, b = busiest_pair(data)
    named = [data.who.sources[one] for one in falls_with(data, a, b, reading)]
    words = falls_words(data, a, b, reading)
    shared = shared_leaders(data, reading, [a, b])["shared"].iloc[0]
    left = "no shared leader" if shared else "not even a contested leader"
    assert bool(named) == ("share no leader. (" not in answer(data, a, b, reading))
    assert (
        words
        == f"If you do not believe {', or do not believe '.join(named)}, {left} is left. Another coding of the words can change this."
        if named
        else NONE_SHARED
    )


def test_nobody_believed_but_inferences_is_said_to_be_said_by_nobody():
    data = article()
    nobody = Reading(believed=frozenset(data.who.inferences), inferences=True)
    words = answer(data, "taliban", "haqqani-network", nobody)
    assert "; no source says so of Khalil Rahman Haqqani (only readers conclude it). " in words
    nobody = Reading(believed=frozenset())
    assert "share no leader" in answer(data, "taliban", "haqqani-network", nobody)


@pytest.mark.parametrize("organizations", [2, 6])
def test_how_many_tables_are_told_from_none(organizations):
    """A part of all tables is never rounded to nothing."""
    people = 3 * organizations
    rows = [(f"P{n}", f"Club {(n + k) % organizations}") for n in range(people) for k in range(2)]
    table = [(person, "", club) for person, club in rows]
    data = shapes.seats(*table)
    found = null_model(data, "club-0", "club-1")
    words = chance_words(found)
    assert words.startswith(f"Shared here: {found.shared}. Part of the tables with these margins")
    assert not re.search(r" 0(?:\.00)?(?:\.$|,)", words)
    least = found._replace(exact=False, p=0.001, smallest_p=0.001)
    assert chance_words(least).endswith(
        "(p): at most 0.001, because none of the tables drawn at random does."
    )
    more = found._replace(exact=False, p=0.0214, smallest_p=0.001)
    assert chance_words(more).endswith("(p): about 0.021, by the tables drawn at random.")


def test_a_coding_that_changes_who_is_shared_has_a_row():
    claims = ["p A", "q A k0", "p B", "q B"]
    kinds = {"p": "person", "q": "person", "A": "organization", "B": "organization"}
    entities = [{"entity_id": one, "kind": kind} for one, kind in kinds.items()]
    found = overlap_codings(
        few(claims, "subject object alternative_of", entities=entities), "A", "B", Reading()
    )
    assert found[["coding", "shared", "people"]].to_numpy().tolist() == [
        ["as coded", 1, "p"],
        ["k1", 1, "q"],
    ]


@pytest.mark.parametrize("ask", [overlap_codings, lambda *asked: answers_table(*asked[:3], [])])
def test_a_pair_is_two_organizations(ask):
    with pytest.raises(ValueError, match="the pair takes two organizations"):
        ask(clubs(), "chess-club", "chess-club", Reading())


def test_another_pair_can_have_more_people_at_different_times():
    earlier, later = "p A 1990/1995 former", "p C 2000/2005 former"
    apart = [words.replace("p", person, 1) for person in "pq" for words in (earlier, later)]
    data = register("x A - current", "x B - current", *apart)
    assert pair_words(data) == f"This page compares A and B. {MOST.rstrip('.')} at one time."
    fewer = register("x A - current", "x B - current", earlier, later)
    assert pair_words(fewer) == f"This page compares A and B. {MOST}"


def ministers(*stances):
    """Two ministers of one government; each says that p leads A and B, or denies it."""
    sources = [{"source_id": "boss", "level": "government"}]
    sources += [{"source_id": f"m{n}", "speaks_for": "boss"} for n, _ in enumerate(stances)]
    claims = [f"m{n} {stance} p {o}" for n, stance in enumerate(stances) for o in "AB"]
    kinds = {"p": "person", "A": "organization", "B": "organization"}
    entities = [{"entity_id": one, "kind": kind} for one, kind in kinds.items()]
    return few(claims, "speaker stance subject object", sources, entities)


@pytest.mark.parametrize("stances", [["asserts"] * 2, ["asserts", "asserts", "denies"]])
def test_an_overlap_can_need_all_who_speak_for_one(stances):
    left = "no shared leader" if "denies" not in stances else "not even a contested leader"
    words = falls_words(ministers(*stances), "A", "B", Reading())
    assert words.startswith(
        f"If you do not believe boss and all who speak for that source, {left} is left."
    )


def test_of_many_sources_that_are_all_needed_some_are_named():
    claims = [f"r00 {'>'.join(f'r{n:02}' for n in range(1, 25))} p {o}" for o in "AB"]
    kinds = {"p": "person", "A": "organization", "B": "organization"}
    entities = [{"entity_id": one, "kind": kind} for one, kind in kinds.items()]
    sources = [{"source_id": f"r{n:02}"} for n in range(25)]
    chain = few(claims, "speaker via subject object", sources, entities)
    words = falls_words(chain, "A", "B", Reading())
    assert words.count("do not believe") == 21 and ", or do not believe one of 5 more, no" in words


def test_a_reading_that_asks_for_less_than_the_others_has_words_too():
    data = register("p A - current", "p B - current certainty=possible")
    several = [Reading(), Reading(least_certainty="certain"), Reading(relations=["leads"])]
    assert answers_table(data, "A", "B", several)["reading"].tolist() == [
        "every wording; all relations that make a leader",
        "plain wording only",
        "of the relations only “leads”",
    ]
