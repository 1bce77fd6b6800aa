"""How ties stand under a reading."""

from __future__ import annotations

import pandas as pd
import pytest
import tables
from invented import register
from shipped import article, clubs, ids

from helpers.claims import how_ties_stand
from helpers.claims.admitted import counting_claims
from helpers.claims.how_ties_stand import leader_claims, possible_leader_claims, tie_claims
from helpers.claims.readings import EVER, Reading, without
from helpers.data.dataset import with_claims
from helpers.overlap.who_leads import lineage


def state(frame, subject, relation, object):
    found = frame[
        (frame["subject"] == subject)
        & (frame["relation"] == relation)
        & (frame["object"] == object)
    ]
    return dict(zip(found["period"], found["state"]))


def test_tie_states():
    found = how_ties_stand.ties(clubs())
    assert state(found, "barnaby-rook", "on_committee_of", "chess-club") == {"now": "contested"}
    assert state(found, "salma-bahri", "leads", "kite-club") == {"now": "stands"}
    assert state(found, "salma-bahri", "related_to", "nadim-bahri") == {"now": "denied"}
    assert state(found, "tobias-crumb", "leads", "kite-club") == {"former": "unsaid"}
    assert state(found, "nadim-bahri", "deputy_leader_of", "kite-club") == {"now": "unsaid"}


def test_a_tie_names_its_claims():
    found = how_ties_stand.ties(clubs()).set_index(["subject", "relation", "object"])
    assert found.loc[
        ("barnaby-rook", "on_committee_of", "chess-club"), ["asserted_by", "denied_by"]
    ].tolist() == ["m07", "m10"]
    assert found.loc[("barnaby-rook", "raised_hand_at", "chess-club"), "asserted_by"] == "m08; m12"


def test_disbelief_is_silence():
    found = how_ties_stand.ties(clubs(), without(clubs(), Reading(), "osric-tarr"))
    assert state(found, "barnaby-rook", "on_committee_of", "chess-club") == {"now": "denied"}
    found = how_ties_stand.ties(clubs(), without(clubs(), Reading(), "osric-tarr", "augusta-kite"))
    assert state(found, "barnaby-rook", "on_committee_of", "chess-club") == {"now": "unsaid"}


def with_denial(relation):
    """The mystery, and a denial more: Chess Club, a relation, Kite Club."""
    ends = {"subject": "chess-club", "relation": relation, "object": "kite-club"}
    denial = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "denies", **ends}
    return with_claims(clubs(), [denial])


def test_symmetric_relations_meet_either_way_round():
    found = how_ties_stand.ties(with_denial("allied_with"))
    assert state(found, "kite-club", "allied_with", "chess-club") == {"now": "contested"}
    assert state(found, "chess-club", "allied_with", "kite-club") == {}


def test_other_relations_do_not():
    found = how_ties_stand.ties(with_denial("part_of"))
    assert state(found, "chess-club", "part_of", "kite-club") == {"now": "denied"}


def test_a_denial_meets_only_claims_of_its_own_period():
    former = {
        "claim_id": "n1",
        "speaker": "gideon-oom",
        "stance": "denies",
        "subject": "salma-bahri",
        "relation": "leads",
        "object": "kite-club",
        "time": "former",
    }
    found = how_ties_stand.ties(with_claims(clubs(), [former]), Reading(times=EVER))
    assert state(found, "salma-bahri", "leads", "kite-club") == {
        "now": "stands",
        "former": "denied",
    }
    for time in ("", "unspecified", "current"):
        assert state(
            how_ties_stand.ties(with_claims(clubs(), [{**former, "time": time}])),
            "salma-bahri",
            "leads",
            "kite-club",
        ) == {"now": "contested"}


def test_every_proposition_of_the_data_has_its_row():
    claims = article()["claims"]
    found = how_ties_stand.ties(article(), Reading(believed=[]))
    assert set(found["state"]) == {"unsaid"}
    assert set(zip(found["subject"], found["relation"], found["object"])) <= set(
        zip(claims["subject"], claims["relation"], claims["object"])
    )


def test_no_claims_no_ties():
    empty = type(clubs())({**clubs(), "claims": clubs()["claims"].iloc[:0]}, {}, "empty")
    assert how_ties_stand.ties(empty).empty and counting_claims(empty, Reading()).empty
    assert lineage(empty, "chess-club", "kite-club").sources == ()


def test_the_claims_on_one_tie():
    def found(period, *tie, **choices):
        return ids(tie_claims(clubs(), *tie, Reading(times=EVER, **choices), period))

    assert found("former", "tobias-crumb", "leads", "kite-club") == ["m27"]
    assert found("now", "tobias-crumb", "leads", "kite-club") == []
    assert found("now", "barnaby-rook", "on_committee_of", "chess-club", believed=[]) == [
        "m07",
        "m10",
    ]
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
    relations = pd.concat(
        [
            data["relations"],
            pd.DataFrame([{"relation": "chairs", "symmetric": "yes", "counts_for_overlap": "yes"}]),
        ]
    ).fillna("")
    data = type(data)({**data, "relations": relations}, {}, "turned")
    said = {
        "claim_id": "n1",
        "speaker": "gideon-oom",
        "stance": "asserts",
        "subject": "chess-club",
        "relation": "chairs",
        "object": "salma-bahri",
    }
    found = leader_claims(with_claims(data, [said]), Reading()).set_index("claim_id")
    assert found.loc["n1", ["person", "organization"]].tolist() == ["salma-bahri", "chess-club"]


def test_collectives_are_never_counted():
    found = leader_claims(clubs(), Reading(relations=["in_leadership_of"]))
    assert found.empty


# --- on few claims, in full ---------------------------------------------------------------------


def few(*claims):
    """Claims in few words: subject, relation, object, and what else is wanted."""
    return tables.few(
        claims,
        "subject relation object stance time",
        sources=[
            {"source_id": "s", "speaks_for": "board", "level": ""},
            {"source_id": "board", "speaks_for": "", "level": "institution"},
        ],
        entities=[
            {"entity_id": e, "kind": "person" if e.islower() else "organization"} for e in "pqABC"
        ],
        relations=[
            {"relation": r, "symmetric": s, "counts_for_overlap": "yes"}
            for r, s in {"leads": "no", "meets": "yes"}.items()
        ],
    )


def test_ties_in_full_and_in_the_order_of_the_claims():
    found = how_ties_stand.ties(
        few(
            "q leads C",
            "p leads B",
            "B meets A",
            "p leads B denies",
            "A meets B denies",
            "A meets C denies",
            "q leads C asserts former",
            "q leads C",
        )
    )
    assert found.to_numpy().tolist() == [
        ["q", "leads", "C", "now", "stands", "k0; k7", ""],
        ["p", "leads", "B", "now", "contested", "k1", "k3"],
        ["B", "meets", "A", "now", "contested", "k2", "k4"],
        ["A", "meets", "C", "now", "denied", "", "k5"],
        ["q", "leads", "C", "former", "unsaid", "", ""],
    ]
    assert found.columns.tolist() == [
        "subject",
        "relation",
        "object",
        "period",
        "state",
        "asserted_by",
        "denied_by",
    ]
    assert found.index.tolist() == [0, 1, 2, 3, 4] and set(found.dtypes.astype(str)) == {"str"}
    assert (
        how_ties_stand.ties(few()).columns.tolist() == found.columns.tolist()
        and how_ties_stand.ties(few())["state"].dtype == "str"
    )


def test_the_claims_on_one_tie_in_full():
    data = few(
        "A meets B",
        "B meets A denies",
        "A meets C",
        "C meets B",
        "p leads B",
        "p leads A",
        "q leads B",
        "B leads p",
        "p leads B asserts former",
    )
    assert (
        ids(tie_claims(data, "A", "meets", "B"))
        == ids(tie_claims(data, "B", "meets", "A"))
        == ["k0", "k1"]
    )
    assert ids(tie_claims(data, "p", "leads", "B")) == ["k4"] and ids(
        tie_claims(data, "p", "leads", "B", Reading(times=EVER), "former")
    ) == ["k8"]
    assert [
        set(tie_claims(data, "A", "meets", "B", level=level)["support"])
        for level in ("speaker", "institution")
    ] == [{frozenset({"s"})}, {frozenset({"board"})}]
    assert tie_claims(data, "A", "meets", "B")["period"].tolist() == ["now", "now"]
    for tie, period, said in (
        (("p", "lead", "B"), "now", "no relation 'lead': did you mean 'leads'?"),
        (("p", "leads", "D"), "now", "no entity 'D': write one of: 'p', 'q', 'A', 'B', 'C'"),
        (("p", "leads", "B"), "then", "no period 'then': write one of: 'now', 'former', 'future'"),
    ):
        with pytest.raises(ValueError) as refused:
            tie_claims(data, *tie, Reading(), period)
        assert str(refused.value) == said


def test_the_claims_on_one_tie_are_those_of_its_row_also_on_certain_days():
    data = register(
        "p A 1985/1995 current",
        "p A 1988/1992 former stance=denies",
        "p A - former",
        "p A - future",
        "p A 1990 future relation=sits_on",
    )
    on_a_day = Reading(times=EVER, at="1990")
    found = how_ties_stand.ties(data, on_a_day).set_index(["relation", "period"])
    assert found.loc[("leads", "now"), ["state", "denied_by"]].tolist() == ["contested", "k1"]
    assert ids(tie_claims(data, "p", "leads", "A", on_a_day)) == ["k0", "k1", "k2"]
    assert ids(tie_claims(data, "p", "leads", "A", on_a_day, "former")) == ["k0", "k1", "k2"]
    assert ids(tie_claims(data, "p", "leads", "A", Reading(times=EVER))) == ["k0"]


def test_dates_of_those_who_are_not_believed_make_no_periods_one():
    data = register(
        "p A - current",
        "p A - current stance=denies speaker=s2",
        "p A - former",
        "p A - former stance=denies speaker=s2",
        "p A 2000 current speaker=s3",
        "p A 1990 former speaker=s3",
    )
    two_ties = Reading(believed=["s1", "s2"], times=EVER, at="../..")
    columns = ["period", "state", "asserted_by", "denied_by"]
    assert how_ties_stand.ties(data, two_ties)[columns].to_numpy().tolist() == [
        ["now", "contested", "k0", "k1"],
        ["former", "contested", "k2", "k3"],
    ]
    one_tie = Reading(times=EVER, at="../..")
    assert how_ties_stand.ties(data, one_tie)[columns].to_numpy().tolist() == [
        ["now", "contested", "k0; k2; k4; k5", "k1; k3"]
    ]
    on_a_day = Reading(times=EVER, at="1990")
    assert ids(tie_claims(data, "p", "leads", "A", on_a_day)) == ["k0", "k1"]
    assert ids(tie_claims(data, "p", "leads", "A", on_a_day, "former")) == ["k2", "k3", "k5"]


def test_leaders_claims_in_full():
    data = few(
        "p leads A",
        "A leads p",
        "p meets B",
        "C meets q",
        "p leads q",
        "A meets B",
        "q leads B denies",
        "q leads A asserts former",
    )
    found = leader_claims(data, Reading())
    assert found[["claim_id", "person", "organization"]].to_numpy().tolist() == [
        ["k0", "p", "A"],
        ["k2", "p", "B"],
        ["k3", "q", "C"],
        ["k6", "q", "B"],
    ]
    assert set(found["support"]) == {frozenset({"s"})} and set(
        leader_claims(data, Reading(), "institution")["support"]
    ) == {frozenset({"board"})}
    assert ids(leader_claims(data, Reading(relations=["meets"]))) == ["k2", "k3"]
    assert ids(possible_leader_claims(data, Reading(believed=[]))) == [
        "k0",
        "k2",
        "k3",
        "k6",
        "k7",
    ]
    for asked in (how_ties_stand.ties, leader_claims):
        with pytest.raises(ValueError, match="^no source 'x'"):
            asked(data, Reading(believed=["x"]))


def test_on_certain_days_a_role_has_the_period_of_an_assertion_and_not_of_a_denial():
    data = register(
        "p A 1950 former stance=denies",
        "p A 1990/2000 former stance=denies",
        "p A 2000 current",
    )
    columns = ["period", "state", "asserted_by", "denied_by"]
    assert how_ties_stand.ties(data, Reading(times=EVER, at="../.."))[
        columns
    ].to_numpy().tolist() == [
        ["former", "denied", "", "k0"],
        ["now", "contested", "k2", "k1"],
    ]
