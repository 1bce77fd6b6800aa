"""Pairs: what is asked of one is what the functions return."""

from dataclasses import FrozenInstanceError

import pytest
from pandas.testing import assert_frame_equal
from shipped import article, clubs

from helpers.claims import EVER, Reading, under
from helpers.overlap.answers import answer
from helpers.overlap.how_far import overlap_range, range_table
from helpers.overlap.pairs import Pair, pair
from helpers.overlap.who_leads import leaders, lineage
from helpers.overlap.whose_word import probability, source_shares, why_sets

ASKED = [
    (article, "taliban", "haqqani-network"),
    (article, "isis-k", "haqqani-network"),
    (clubs, "chess-club", "kite-club"),
]
READINGS = [Reading(), Reading(denials="veto", times=EVER)]


@pytest.mark.long
@pytest.mark.parametrize("dataset, a, b", ASKED)
@pytest.mark.parametrize("reading", READINGS)
def test_a_pair_answers_as_the_functions_do(dataset, a, b, reading):
    data = dataset()
    both = pair(under(data, reading), a, b)
    assert both.answer() == answer(data, a, b, reading)
    assert_frame_equal(both.why(), why_sets(data, a, b, reading))
    assert_frame_equal(both.shares(), source_shares(data, a, b, reading))
    for level in ("speaker", "institution", "government"):
        assert_frame_equal(both.why(level), why_sets(data, a, b, reading, level))
        assert_frame_equal(both.shares(level), source_shares(data, a, b, reading, level))
        beliefs = dict.fromkeys(lineage(data, a, b, reading, level).sources, 0.7)
        assert both.probability(beliefs, level) == probability(data, a, b, reading, beliefs, level)
    assert both.range(["times"]) == overlap_range(data, a, b, reading, ["times"])
    assert both.range(vary=["sources"], level="government") == overlap_range(
        data, a, b, reading, ["sources"], "government"
    )
    found = leaders(data, reading)
    assert_frame_equal(
        both.leaders, found[found["organization"].isin([a, b])].reset_index(drop=True)
    )


def test_what_varies_unless_told_otherwise_is_what_the_function_varies():
    data = clubs()
    expected = overlap_range(data, "chess-club", "kite-club", Reading())
    assert pair(under(data), "chess-club", "kite-club").range() == expected


@pytest.mark.parametrize("a, b", [("chess-club", "chess-club"), ("chess-klub", "kite-club")])
def test_what_is_no_pair_is_refused_at_once(a, b):
    with pytest.raises(ValueError, match=r"two organizations|no organization 'chess-klub'"):
        pair(under(clubs()), a, b)


def test_a_reading_that_is_wrong_for_the_data_is_refused_before_there_is_a_pair():
    with pytest.raises(ValueError, match="no source 'un-report'"):
        pair(under(clubs(), Reading(believed=["un-report"])), "chess-club", "kite-club")


def test_what_cannot_be_varied_is_refused_each_time():
    both = pair(under(clubs()), "chess-club", "kite-club")
    for _ in range(2):
        with pytest.raises(ValueError, match="cannot vary 'time': did you mean 'times'"):
            both.range(["time"])


def test_a_lone_word_is_one_thing_to_vary_and_not_its_letters():
    both = pair(under(clubs()), "chess-club", "kite-club")
    assert both.range("denials") == both.range(["denials"])
    assert range_table(clubs(), "chess-club", "kite-club", Reading(), "denials")["high"].item() == 1
    with pytest.raises(ValueError, match="cannot vary None: write one of"):
        both.range([None])


def test_what_is_asked_twice_is_worked_out_once(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "helpers.overlap.pairs.overlap_range",
        lambda *given: asked.append(given[-2:]) or overlap_range(*given),
    )
    both = pair(under(clubs()), "chess-club", "kite-club")
    assert both.range(["times"]) is both.range(vary=("times",))
    both.range(["denials"])
    assert asked == [(("times",), "speaker"), (("denials",), "speaker")]


def test_beliefs_may_change_between_two_questions():
    both = pair(under(article()), "taliban", "haqqani-network")
    beliefs = {"author": 1.0, "state-department": 0.5}
    assert both.probability(beliefs).certain == 0.5
    beliefs["state-department"] = 1.0
    assert both.probability(beliefs).certain == 1.0


def test_who_writes_into_what_is_handed_out_changes_no_pair():
    both = pair(under(article()), "taliban", "haqqani-network")
    for ask in (both.why, both.shares, lambda: both.leaders):
        kept = ask().copy()
        mine = ask()
        mine[mine.columns[0]] = "changed"
        assert_frame_equal(ask(), kept)


def test_a_pair_is_immutable_and_equal_ones_hash_alike():
    view = under(clubs())
    one, other = pair(view, "chess-club", "kite-club"), Pair(view, "chess-club", "kite-club")
    one.answer()
    assert one == other and hash(one) == hash(other)
    assert one != pair(view, "kite-club", "chess-club")
    with pytest.raises(FrozenInstanceError):
        one.a = "kite-club"
