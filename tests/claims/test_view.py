"""Views: a reading is checked once, and what is asked of it is what the functions return."""

from dataclasses import FrozenInstanceError

import pytest
from pandas.testing import assert_frame_equal
from shipped import article, clubs

from helpers.claims.admitted import counting_claims
from helpers.claims.how_ties_stand import leader_claims, ties
from helpers.claims.readings import EVER, Reading, describe
from helpers.claims.view import View, under

READINGS = [Reading(), Reading(denials="veto", times=EVER, inferences=True)]


@pytest.mark.parametrize("dataset", [article, clubs])
@pytest.mark.parametrize("reading", READINGS)
def test_a_view_has_what_the_functions_return(dataset, reading):
    data = dataset()
    view = under(data, reading)
    assert (view.data, view.reading) == (data, reading)
    assert_frame_equal(view.claims, counting_claims(data, reading))
    assert_frame_equal(view.ties, ties(data, reading))
    assert_frame_equal(view.leader_claims, leader_claims(data, reading))
    assert str(view) == describe(data, reading)


def test_without_a_reading_it_is_the_default():
    assert under(clubs()).reading == Reading()


@pytest.mark.parametrize(
    "reading, refusal",
    [
        (Reading(believed=["un-report"]), "no source 'un-report'"),
        (Reading(relations=["leeds"]), "no relation 'leeds': did you mean 'leads'"),
        (Reading(alternatives=["c040b"]), "no alternative coding 'c040b'"),
    ],
)
def test_a_reading_that_is_wrong_for_the_data_is_refused_at_once(reading, refusal):
    with pytest.raises(ValueError, match=refusal):
        under(clubs(), reading)
    with pytest.raises(ValueError, match=refusal):
        View(clubs(), reading)


def test_what_is_asked_twice_is_worked_out_once(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "helpers.claims.view.ties", lambda *given: asked.append(given) or ties(*given)
    )
    view = under(clubs())
    assert_frame_equal(view.ties, view.ties)
    assert asked == [(view.data, view.reading)]


def test_who_writes_into_what_is_handed_out_changes_no_view():
    view = under(clubs())
    kept = ties(view.data, view.reading)
    mine = view.ties
    mine["state"] = "changed"
    mine.loc[mine.index[0], "subject"] = "changed"
    assert_frame_equal(view.ties, kept)


def test_a_view_is_immutable_and_equal_ones_hash_alike():
    one, other = under(clubs(), Reading(times=EVER)), under(clubs(), Reading(times=EVER))
    assert one == other and hash(one) == hash(other)
    assert one.claims is not None and one == other
    assert one != under(clubs()) and one != under(article(), Reading(times=EVER))
    with pytest.raises(FrozenInstanceError):
        one.reading = Reading()
