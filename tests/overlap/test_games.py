"""Smallest sets of sources, and how many sources are too many."""

from __future__ import annotations

import random

import pytest
from invented import crowd
from shipped import clubs

from helpers.claims.readings import Reading
from helpers.codebook.spells import spell_of
from helpers.overlap import whose_word
from helpers.overlap.games import (
    Case,
    Game,
    TooManySourcesError,
    conditions,
    make_game,
    minimal_sets,
    pair_cases,
    tie_game,
)
from helpers.overlap.how_far import overlap_range
from helpers.overlap.statements import Role, Statement
from helpers.overlap.whose_word import leave_one_out, source_shares


def test_minimal_sets():
    generator = random.Random(1)
    for _ in range(200):
        sets = [
            frozenset(generator.sample("abcd", generator.randint(1, 3)))
            for _ in range(generator.randint(0, 6))
        ]
        found = minimal_sets(sets)
        assert set(found) == {s for s in sets if not any(other < s for other in sets)} and len(
            found
        ) == len(set(found))


def test_twenty_sources_are_exact():
    found = source_shares(crowd(20), "A", "B")
    assert found["certain"].tolist() == [1 / 20] * 20
    beliefs = dict.fromkeys(found["source"], 0.1)
    assert whose_word.probability(crowd(20), "A", "B", Reading(), beliefs).certain == pytest.approx(
        1 - 0.9**20
    )
    ends = overlap_range(crowd(20), "A", "B", vary=["sources"])
    assert (ends.low, ends.high, len(ends.low_dropped)) == (0, 1, 20)


def test_more_are_refused_with_a_way_out():
    data = crowd(21)
    for asked in (
        lambda: source_shares(data, "A", "B"),
        lambda: whose_word.probability(
            data, "A", "B", Reading(), dict.fromkeys(data["sources"]["source_id"], 0.5)
        ),
        lambda: overlap_range(data, "A", "B", vary=["sources"]),
    ):
        with pytest.raises(
            TooManySourcesError, match="^21 sources matter.*20 at most.*raise the level"
        ):
            asked()
    assert leave_one_out(data, "A", "B")["certain"].tolist() == [0] * 21
    assert source_shares(data, "A", "B", level="institution").to_numpy().tolist() == [
        ["union", 1, 1, 1, 1]
    ]


def test_the_refusal_in_full():
    assert str(TooManySourcesError(21)) == (
        "21 sources matter here, and every combination of them can be tried for 20 at most: "
        "raise the level (level='institution' or 'government'), or admit fewer claims (least_certainty, times, relations)"
    )


def test_minimal_sets_in_order():
    assert minimal_sets([]) == ()
    assert minimal_sets(map(frozenset, ["cd", "b", "ab", "ac", "ac", "b"])) == (
        frozenset("b"),
        frozenset("ac"),
        frozenset("cd"),
    )


def said(*claims):
    """Statements in few words: person, relation, organization, period, stance, support."""
    found = []
    for claim in claims:
        *tie, stance, support = claim.split()
        role = Role(*tie, spell_of(""))
        found.append(Statement(role, stance, frozenset(support), role.stated))
    return found


def test_cases_of_a_pair():
    people = pair_cases(
        said(
            "p leads A now asserts xy", "p leads A now asserts x", "p leads A now denies z", "p sits_on A former asserts y", "p leads B now asserts z",
            "q leads A now asserts x", "q leads B now denies x", "r leads B now asserts x", "r leads A now asserts z", "r leads A now denies y",
        ),
        "B",
        Reading(),
    )  # fmt: skip
    x, y, z = map(frozenset, "xyz")
    assert {person: conditions(pairs) for person, pairs in people.items()} == {
        "p": [
            [
                Case("leads", "A", "now", (x,), (z,)),
                Case("sits_on", "A", "former", (y,), ()),
            ],
            [Case("leads", "B", "now", (z,), ())],
        ],
        "r": [
            [Case("leads", "A", "now", (z,), (y,))],
            [Case("leads", "B", "now", (x,), ())],
        ],
    }
    assert [str(case) for case, _ in people["p"]] == ["leads A", "sits_on A (former)"]


def test_a_game_of_few_sources():
    people = pair_cases(
        said("p leads A now asserts xy", "p leads A now denies w", "p leads B now asserts z"),
        "B",
        Reading(),
    )
    game = make_game(("v", "w", "x", "y", "z"), map(conditions, people.values()))
    assert (
        game.sources == ("v", "w", "x", "y", "z")
        and game.relevant == ("w", "x", "y", "z")
        and game.count() == 4
    )
    assert game.people == ([[([0b0110], [0b0001])], [([0b1000], [])]],)
    assert game.holds() == {"possible": True, "certain": False} and game.holds("w") == {
        "possible": True,
        "certain": True,
    }
    assert (
        game.holds("x") == {"possible": False, "certain": False} and game.holds("v") == game.holds()
    )
    assert game.tables() == {"possible": 1 << 0b1110 | 1 << 0b1111, "certain": 1 << 0b1110}
    nothing = make_game((), [])
    assert nothing.relevant == () and nothing.holds() == {"possible": False, "certain": False}


def test_the_game_of_one_tie():
    def game(*tie, level="speaker"):
        return tie_game(clubs(), tie, Reading(), "now", level)

    committee = game("barnaby-rook", "on_committee_of", "chess-club")
    assert committee.sources == committee.relevant == (
        "augusta-kite",
        "osric-tarr",
    ) and committee.people == ([[([0b10], [0b01])]],)
    assert game("barnaby-rook", "on_committee_of", "chess-club", level="institution").sources == (
        "chess-club",
        "harbour-office",
    )
    undisputed = game("salma-bahri", "leads", "kite-club")
    assert undisputed.holds() == {"possible": True, "certain": True}
    denied = game("salma-bahri", "related_to", "nadim-bahri")
    assert (
        denied.sources
        and denied.relevant == ()
        and denied.people == ()
        and denied.tables() == {"possible": 0, "certain": 0}
    )
    assert game("tobias-crumb", "leads", "kite-club") == Game((), (), ())
