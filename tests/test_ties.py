"""How ties stand under a reading."""

from __future__ import annotations

import pandas as pd
import pytest
from shipped import article, clubs, ids

from helpers import ties
from helpers.counting import counting_claims
from helpers.lineage import lineage
from helpers.readings import EVER, Reading, without
from helpers.whatif import with_claims


def state(frame, subject, relation, object):
    found = frame[(frame["subject"] == subject) & (frame["relation"] == relation) & (frame["object"] == object)]
    return dict(zip(found["period"], found["state"]))


def test_tie_states():
    found = ties.ties(clubs())
    assert state(found, "barnaby-rook", "on_committee_of", "chess-club") == {"now": "contested"}
    assert state(found, "salma-bahri", "leads", "kite-club") == {"now": "stands"}
    assert state(found, "salma-bahri", "related_to", "nadim-bahri") == {"now": "denied"}
    assert state(found, "tobias-crumb", "leads", "kite-club") == {"former": "unsaid"}
    assert state(found, "nadim-bahri", "deputy_leader_of", "kite-club") == {"now": "unsaid"}


def test_a_tie_names_its_claims():
    found = ties.ties(clubs()).set_index(["subject", "relation", "object"])
    assert found.loc[("barnaby-rook", "on_committee_of", "chess-club"), ["asserted_by", "denied_by"]].tolist() == ["m07", "m10"]
    assert found.loc[("barnaby-rook", "raised_hand_at", "chess-club"), "asserted_by"] == "m08; m12"


def test_disbelief_is_silence():
    found = ties.ties(clubs(), without(clubs(), Reading(), "osric-tarr"))
    assert state(found, "barnaby-rook", "on_committee_of", "chess-club") == {"now": "denied"}
    found = ties.ties(clubs(), without(clubs(), Reading(), "osric-tarr", "augusta-kite"))
    assert state(found, "barnaby-rook", "on_committee_of", "chess-club") == {"now": "unsaid"}


def test_symmetric_relations_meet_either_way_round():
    turned = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "denies", "subject": "chess-club", "relation": "allied_with", "object": "kite-club"}
    found = ties.ties(with_claims(clubs(), [turned]))
    assert state(found, "kite-club", "allied_with", "chess-club") == {"now": "contested"}
    assert state(found, "chess-club", "allied_with", "kite-club") == {}


def test_other_relations_do_not():
    turned = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "denies", "subject": "chess-club", "relation": "part_of", "object": "kite-club"}
    found = ties.ties(with_claims(clubs(), [turned]))
    assert state(found, "chess-club", "part_of", "kite-club") == {"now": "denied"}


def test_a_denial_meets_only_claims_of_its_own_period():
    former = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "denies", "subject": "salma-bahri", "relation": "leads", "object": "kite-club", "time": "former"}
    found = ties.ties(with_claims(clubs(), [former]), Reading(times=EVER))
    assert state(found, "salma-bahri", "leads", "kite-club") == {"now": "stands", "former": "denied"}
    for time in ("", "unspecified", "current"):
        assert state(ties.ties(with_claims(clubs(), [{**former, "time": time}])), "salma-bahri", "leads", "kite-club") == {"now": "contested"}


def test_every_proposition_of_the_data_has_its_row():
    claims = article()["claims"]
    found = ties.ties(article(), Reading(believed=[]))
    assert set(found["state"]) == {"unsaid"}
    assert set(zip(found["subject"], found["relation"], found["object"])) <= set(zip(claims["subject"], claims["relation"], claims["object"]))


def test_no_claims_no_ties():
    empty = type(clubs())({**clubs(), "claims": clubs()["claims"].iloc[:0]}, {}, "empty")
    assert ties.ties(empty).empty and counting_claims(empty, Reading()).empty
    assert lineage(empty, "chess-club", "kite-club").sources == ()


def test_the_claims_on_one_tie():
    def found(period, *tie, **choices):
        return ids(ties.tie_claims(clubs(), *tie, Reading(times=EVER, **choices), period))

    assert found("former", "tobias-crumb", "leads", "kite-club") == ["m27"]
    assert found("now", "tobias-crumb", "leads", "kite-club") == []
    assert found("now", "barnaby-rook", "on_committee_of", "chess-club", believed=[]) == ["m07", "m10"]
    assert found("now", "chess-club", "allied_with", "kite-club") == ["m18"]
    assert found("now", "chess-club", "part_of", "kite-club") == []
    for tie, period, message in (
        (("barnaby-rook", "sits_on", "chess-club"), "now", "no relation 'sits_on'"),
        (("barnaby", "leads", "chess-club"), "now", "no entity 'barnaby'"),
        (("barnaby-rook", "leads", "chess-club"), "later", "no period 'later'"),
    ):
        with pytest.raises(ValueError, match=message):
            found(period, *tie)


def test_a_counting_relation_may_be_coded_from_the_organizations_end():
    data = clubs()
    relations = pd.concat([data["relations"], pd.DataFrame([{"relation": "chairs", "symmetric": "yes", "counts_for_overlap": "yes"}])]).fillna("")
    data = type(data)({**data, "relations": relations}, {}, "turned")
    said = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "asserts", "subject": "chess-club", "relation": "chairs", "object": "salma-bahri"}
    found = ties.leader_claims(with_claims(data, [said]), Reading()).set_index("claim_id")
    assert found.loc["n1", ["person", "organization"]].tolist() == ["salma-bahri", "chess-club"]


def test_collectives_are_never_counted():
    found = ties.leader_claims(clubs(), Reading(relations=["in_leadership_of"]))
    assert found.empty
