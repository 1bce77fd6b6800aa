"""Readings, ties, lineage and what-if."""

from __future__ import annotations

import doctest
import random
from dataclasses import FrozenInstanceError, replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from helpers import readings
from helpers.dataset import DatasetError, load_dataset
from helpers.readings import EVER, NOW, Reading, check_reading, counting_claims, describe, lineage, rolled_up, support, ties, with_claims, without

ROOT = Path(__file__).resolve().parent.parent

load = cache(load_dataset)


def clubs():
    return load(ROOT / "data" / "two-clubs")


def article():
    return load(ROOT / "data" / "haqqani-2021")


def ids(claims):
    return claims["claim_id"].tolist()


def test_examples(monkeypatch):
    monkeypatch.delenv("SEPARATE_ENTITIES_DATA", raising=False)
    assert doctest.testmod(readings).failed == 0


# --- the choice -------------------------------------------------------------------------------


def test_any_iterable_will_do_and_equal_readings_hash_alike():
    one = Reading(believed=["a", "b"], times=("former",), alternatives=iter(["x"]), relations={"leads"})
    other = Reading(believed={"b", "a"}, times="former", alternatives="x", relations="leads")
    assert one == other and hash(one) == hash(other)
    assert one.believed == frozenset("ab") and one.times == {"former"} and one.relations == {"leads"}


def test_defaults():
    reading = Reading()
    assert (reading.believed, reading.denials, reading.least_certainty, reading.inferences, reading.relations) == (None, "unresolved", None, False, None)
    assert reading.times == {"current", "unspecified"} and reading.alternatives == frozenset()


def test_a_reading_is_immutable():
    with pytest.raises(FrozenInstanceError):
        Reading().denials = "veto"


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"denials": "vetos"}, "no denials policy 'vetos': did you mean 'veto'?"),
        ({"times": ["formerly"]}, "no time 'formerly': did you mean 'former'?"),
        ({"least_certainty": "Probable"}, "no certainty 'Probable': did you mean 'probable'?"),
        ({"believed": ["osric-tar"]}, "no source 'osric-tar': did you mean 'osric-tarr'?"),
        ({"relations": ["lead"]}, "no relation 'lead': did you mean 'leads'?"),
        ({"alternatives": ["m23a"]}, "no alternative coding 'm23a': did you mean 'm23b'?"),
        ({"alternatives": ["m23"]}, "no alternative coding 'm23'"),
        ({"believed": ["inference-same-surname"]}, "write inferences=True"),
    ],
)
def test_unknown_choices_are_refused(choice, message):
    with pytest.raises(ValueError) as refused:
        check_reading(clubs(), Reading(**choice))
    assert message in str(refused.value)


def test_two_alternatives_of_one_claim_are_refused():
    with pytest.raises(ValueError, match="'c040b' and 'c040c' are both alternatives of 'c040'"):
        ties(article(), Reading(alternatives=["c040b", "c040c"]))


def test_a_believed_inference_has_to_be_admitted():
    check_reading(clubs(), Reading(believed=["inference-same-surname"], inferences=True))


# --- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (Reading(), "Everyone believed; denials leave a tie unresolved; current roles only"),
        (Reading(believed=["b", "a"], denials="ignore", times=EVER), "Only a and b believed; denials are ignored; current, former and future roles"),
        (Reading(believed=[], denials="veto", times=["former"]), "Nobody believed; a denial fells a tie; former roles only"),
        (Reading(times=[]), "Everyone believed; denials leave a tie unresolved; roles of no time"),
        (Reading(times=["unspecified"]), "Everyone believed; denials leave a tie unresolved; undated roles only"),
        (Reading(times=["current", "former"]), "Everyone believed; denials leave a tie unresolved; current and former roles"),
        (
            Reading(least_certainty="probable", alternatives=["m23b"], inferences=True, relations=["leads"]),
            "Everyone believed; denials leave a tie unresolved; current roles only; wording at least probable; coded otherwise: m23b; inferences admitted; of the relations only “leads”",
        ),
        (Reading(least_certainty="certain", relations=[]), "Everyone believed; denials leave a tie unresolved; current roles only; plain wording only; no relation counts"),
        (Reading(least_certainty="possible"), "Everyone believed; denials leave a tie unresolved; current roles only"),
    ],
)
def test_str(reading, words):
    assert str(reading) == words


def belief(reading):
    return describe(article(), reading).split(";")[0]


def test_names_of_those_left_out():
    assert belief(without(article(), Reading(), "state-department")) == "Everyone believed but the State Department"
    assert belief(without(article(), Reading(), "us-government")) == "Everyone believed but the U.S. Government"
    assert belief(without(article(), Reading(), "ned-price", "un-report")) == "Everyone believed but Ned Price, State Department spokesman and the UN report of July"


def test_a_source_dropped_without_its_speakers_is_named_so():
    reading = Reading(believed=readings.everyone(article(), Reading()))
    assert belief(reading) == "Everyone believed"
    assert belief(replace(reading, believed=reading.believed - {"state-department"})) == "Everyone believed but the State Department itself"


def test_names_of_the_few_who_are_kept():
    assert belief(Reading(believed=["taliban", "isis-k"])) == "Only the Taliban and ISIS-K believed"
    assert belief(Reading(believed=["taliban", "inference-surname"], inferences=True)) == "Only the Taliban and a reader's inference from a surname believed"
    assert belief(Reading(believed=[])) == "Nobody believed"


def test_labels_of_relations():
    assert describe(clubs(), Reading(relations=["deputy_leader_of", "leads"])).endswith("of the relations only “is deputy leader of” and “leads”")


# --- sources ----------------------------------------------------------------------------------


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
def test_rolled_up(source, level, expected):
    assert rolled_up(article(), source, level) == expected


def test_unknown_levels_sources_and_claims_are_refused():
    with pytest.raises(ValueError, match="no level 'goverment': did you mean 'government'"):
        rolled_up(article(), "author", "goverment")
    with pytest.raises(ValueError, match="no source 'ned'"):
        rolled_up(article(), "ned", "speaker")
    with pytest.raises(ValueError, match="no claim 'c0870': did you mean 'c087'"):
        support(article(), "c0870")
    with pytest.raises(ValueError, match="no source 'taliben': did you mean 'taliban'"):
        without(article(), Reading(), "taliben")


def test_support_leaves_out_the_author_as_a_relay_only():
    assert support(article(), "c032") == {"author"}
    assert support(article(), "c033") == {"state-department"}
    assert support(article(), "c087") == {"one-member-state", "un-report"}
    assert support(article(), "c033", "government") == {"us-government"}


def test_dropping_a_source_drops_all_who_speak_for_it():
    reading = without(article(), Reading(), "us-government")
    gone = set(readings.everyone(article(), Reading())) - reading.believed
    assert gone == {"us-government", "state-department", "ned-price", "jake-sullivan", "us-central-command", "frank-mckenzie", "treasury-department", "nctc"}
    assert without(article(), reading, "taliban").believed == reading.believed - {"taliban"}


# --- counting claims --------------------------------------------------------------------------


def test_counting_claims_report_support_and_period():
    claims = counting_claims(clubs(), Reading(times=EVER)).set_index("claim_id")
    assert claims.loc["m28", "support"] == {"hall-caretaker", "tea-minutes"}
    assert claims.loc[["m27", "m28", "m32"], "period"].tolist() == ["former", "now", "now"]
    assert "m23b" not in claims.index and "m36" not in claims.index


def test_the_level_changes_what_is_reported_and_not_what_counts():
    reading = Reading(believed=["ned-price"])
    by_level = [counting_claims(article(), reading, level) for level in readings.LEVELS]
    assert ids(by_level[0]) == ids(by_level[1]) == ids(by_level[2]) != []
    assert set(by_level[2]["support"]) == {frozenset({"us-government"})}


def test_an_alternative_replaces_its_primary():
    claims = ids(counting_claims(clubs(), Reading(alternatives=["m23b"])))
    assert "m23b" in claims and "m23" not in claims


@pytest.mark.parametrize(("least", "admitted"), [(None, {"m26", "m28", "m30"}), ("possible", {"m26", "m28", "m30"}), ("probable", {"m26", "m30"}), ("unstated", {"m30"}), ("certain", {"m30"})])
def test_certainty(least, admitted):
    claims = set(ids(counting_claims(clubs(), Reading(least_certainty=least))))
    assert claims & {"m26", "m28", "m30"} == admitted
    assert "m05" in claims  # a blank is plain wording


def test_inferences_only_if_asked():
    assert "m36" not in ids(counting_claims(clubs(), Reading()))
    assert "m36" in ids(counting_claims(clubs(), Reading(inferences=True)))
    assert "m36" not in ids(counting_claims(clubs(), Reading(inferences=True, believed=["osric-tarr"])))


def test_every_relay_has_to_be_believed():
    assert "m28" not in ids(counting_claims(clubs(), Reading(believed=["hall-caretaker"])))
    assert "m28" in ids(counting_claims(clubs(), Reading(believed=["hall-caretaker", "tea-minutes"])))


# --- ties -------------------------------------------------------------------------------------


def state(frame, subject, relation, object):
    found = frame[(frame["subject"] == subject) & (frame["relation"] == relation) & (frame["object"] == object)]
    return dict(zip(found["period"], found["state"]))


def test_tie_states():
    found = ties(clubs())
    assert state(found, "barnaby-rook", "on_committee_of", "chess-club") == {"now": "contested"}
    assert state(found, "salma-bahri", "leads", "kite-club") == {"now": "stands"}
    assert state(found, "salma-bahri", "related_to", "nadim-bahri") == {"now": "denied"}
    assert state(found, "tobias-crumb", "leads", "kite-club") == {"former": "unsaid"}
    assert state(found, "nadim-bahri", "deputy_leader_of", "kite-club") == {"now": "unsaid"}


def test_a_tie_names_its_claims():
    found = ties(clubs()).set_index(["subject", "relation", "object"])
    assert found.loc[("barnaby-rook", "on_committee_of", "chess-club"), ["asserted_by", "denied_by"]].tolist() == ["m07", "m10"]
    assert found.loc[("barnaby-rook", "raised_hand_at", "chess-club"), "asserted_by"] == "m08; m12"


def test_disbelief_is_silence():
    found = ties(clubs(), without(clubs(), Reading(), "osric-tarr"))
    assert state(found, "barnaby-rook", "on_committee_of", "chess-club") == {"now": "denied"}
    found = ties(clubs(), without(clubs(), Reading(), "osric-tarr", "augusta-kite"))
    assert state(found, "barnaby-rook", "on_committee_of", "chess-club") == {"now": "unsaid"}


def test_symmetric_relations_meet_either_way_round():
    turned = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "denies", "subject": "chess-club", "relation": "allied_with", "object": "kite-club"}
    found = ties(with_claims(clubs(), [turned]))
    assert state(found, "kite-club", "allied_with", "chess-club") == {"now": "contested"}
    assert state(found, "chess-club", "allied_with", "kite-club") == {}


def test_other_relations_do_not():
    turned = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "denies", "subject": "chess-club", "relation": "part_of", "object": "kite-club"}
    found = ties(with_claims(clubs(), [turned]))
    assert state(found, "chess-club", "part_of", "kite-club") == {"now": "denied"}


def test_a_denial_meets_only_claims_of_its_own_period():
    former = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "denies", "subject": "salma-bahri", "relation": "leads", "object": "kite-club", "time": "former"}
    found = ties(with_claims(clubs(), [former]), Reading(times=EVER))
    assert state(found, "salma-bahri", "leads", "kite-club") == {"now": "stands", "former": "denied"}
    for time in ("", "unspecified", "current"):
        assert state(ties(with_claims(clubs(), [{**former, "time": time}])), "salma-bahri", "leads", "kite-club") == {"now": "contested"}


def test_every_proposition_of_the_data_has_its_row():
    claims = article()["claims"]
    found = ties(article(), Reading(believed=[]))
    assert set(found["state"]) == {"unsaid"}
    assert set(zip(found["subject"], found["relation"], found["object"])) <= set(zip(claims["subject"], claims["relation"], claims["object"]))


def test_no_claims_no_ties():
    empty = type(clubs())({**clubs(), "claims": clubs()["claims"].iloc[:0]}, {}, "empty")
    assert ties(empty).empty and counting_claims(empty, Reading()).empty
    assert lineage(empty, "chess-club", "kite-club").sources == ()


# --- lineage ----------------------------------------------------------------------------------


def test_lineage_holds_what_can_matter_whomever_one_believes():
    found = lineage(clubs(), "chess-club", "kite-club", Reading(believed=[]))
    assert ids(found.claims) == ["m07", "m10", "m16"]
    assert found.sources == ("augusta-kite", "osric-tarr", "salma-bahri")
    found = lineage(clubs(), "chess-club", "kite-club", Reading(), "institution")
    assert found.sources == ("chess-club", "harbour-office", "salma-bahri")


def test_lineage_widens_with_the_other_choices():
    found = lineage(clubs(), "kite-club", "chess-club", Reading(times=NOW | {"former"}, alternatives=["m23b"]))
    assert ids(found.claims) == ["m07", "m10", "m16", "m23b", "m24", "m27", "m28"]


def test_a_denial_of_what_nobody_asserts_does_not_matter():
    denied = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "denies", "subject": "barnaby-rook", "relation": "leads", "object": "kite-club"}
    assert "n1" not in ids(lineage(with_claims(clubs(), [denied]), "chess-club", "kite-club").claims)


def test_a_counting_relation_may_be_coded_from_the_organizations_end():
    data = clubs()
    relations = pd.concat([data["relations"], pd.DataFrame([{"relation": "chairs", "symmetric": "yes", "counts_for_overlap": "yes"}])]).fillna("")
    data = type(data)({**data, "relations": relations}, {}, "turned")
    said = {"claim_id": "n1", "speaker": "gideon-oom", "stance": "asserts", "subject": "chess-club", "relation": "chairs", "object": "salma-bahri"}
    found = readings.leader_claims(with_claims(data, [said]), Reading()).set_index("claim_id")
    assert found.loc["n1", ["person", "organization"]].tolist() == ["salma-bahri", "chess-club"]


def test_collectives_are_never_counted():
    found = readings.leader_claims(clubs(), Reading(relations=["in_leadership_of"]))
    assert found.empty


def test_only_pairs_of_organizations():
    with pytest.raises(ValueError, match="no organization 'chess-klub': did you mean 'chess-club'"):
        lineage(clubs(), "chess-klub", "kite-club")
    with pytest.raises(ValueError, match="'chess-club' is one"):
        lineage(clubs(), "chess-club", "chess-club")


def test_minimal_sets():
    generator = random.Random(1)
    for _ in range(200):
        sets = [frozenset(generator.sample("abcd", generator.randint(1, 3))) for _ in range(generator.randint(0, 6))]
        found = readings.minimal_sets(sets)
        assert set(found) == {s for s in sets if not any(other < s for other in sets)} and len(found) == len(set(found))


# --- what if ----------------------------------------------------------------------------------


NEW = {"claim_id": "n1", "speaker": "osric-tarr", "stance": "asserts", "subject": "hester-plum", "relation": "leads", "object": "chess-club"}


def test_a_claim_is_added_and_the_data_stay_as_they_are():
    before = clubs()["claims"].copy()
    data = with_claims(clubs(), [NEW])
    added = data["claims"].iloc[-1]
    assert added["claim_id"] == "n1" and added["quote"] == "" and added.name == before.index.max() + 1
    pd.testing.assert_frame_equal(data["claims"].iloc[:-1], before)
    pd.testing.assert_frame_equal(clubs()["claims"], before)
    assert data.text("lantern-1908") == clubs().text("lantern-1908") and data.name == clubs().name


def test_a_claim_is_changed_in_the_given_columns_only():
    rows = pd.DataFrame([{"claim_id": "m10", "stance": "asserts", "note": None}, {"claim_id": "m28", "stance": None, "note": ""}])
    data = with_claims(clubs(), rows)
    before, after = (frame["claims"].set_index("claim_id") for frame in (clubs(), data))
    assert after.loc["m10", "stance"] == "asserts" and after.loc["m10", "note"] == before.loc["m10", "note"] != ""
    assert after.loc["m28", "note"] == "" and after.loc["m28", "stance"] == "asserts"
    assert after.drop(index=["m10", "m28"]).equals(before.drop(index=["m10", "m28"]))
    assert data["claims"].index.equals(clubs()["claims"].index)


@pytest.mark.parametrize(
    ("row", "column", "fix"),
    [
        ({**NEW, "speaker": "osric-tar"}, "speaker", "did you mean 'osric-tarr'?"),
        ({**NEW, "subject": "hester"}, "subject", "write one of"),
        ({**NEW, "stance": "assert"}, "stance", "did you mean 'asserts'?"),
        ({**NEW, "claim_id": ""}, "claim_id", "fill it in"),
        ({**NEW, "certainly": "probable"}, "certainly", "delete it"),
        ({**NEW, "subject": "harbour"}, "subject", "choose another relation"),
        ({"claim_id": "m10", "quote": "he said that he did", "document_id": "lantern-1908"}, "quote", "copy it from the text"),
        ({k: v for k, v in NEW.items() if k != "relation"}, "relation", "fill it in"),
    ],
)
def test_what_if_is_checked(row, column, fix):
    with pytest.raises(DatasetError) as refused:
        with_claims(clubs(), [row])
    problems = refused.value.problems
    assert column in problems["column"].tolist()
    if column != "subject" or "write" not in fix:
        assert any(fix in text for text in problems["fix"])


def test_new_sources_and_entities_come_along():
    row = {**NEW, "speaker": "aunt-vera", "subject": "vera"}
    data = with_claims(clubs(), [row], sources=[{"source_id": "aunt-vera", "name": "Aunt Vera"}], entities=[{"entity_id": "vera", "kind": "person"}])
    assert "n1" in ids(readings.leader_claims(data, Reading(believed=["aunt-vera"])))
    with pytest.raises(DatasetError, match="sources.csv"):
        with_claims(clubs(), [NEW], sources=[{"source_id": "aunt-vera", "level": "aunt"}])


def test_what_if_on_a_dataset_that_is_nothing_but_claims(tmp_path):
    claims = "claim_id,speaker,stance,subject,relation,object\nk1,ada,asserts,bo,leads,chess\nk2,cy,asserts,dee,leads,kites\n"
    (tmp_path / "claims.csv").write_text(claims, encoding="utf-8")
    data = with_claims(load_dataset(tmp_path), [{"claim_id": "k3", "speaker": "cy", "stance": "denies", "subject": "bo", "relation": "leads", "object": "chess"}])
    assert state(ties(data), "bo", "leads", "chess") == {"now": "contested"}


def test_the_claims_on_one_tie():
    def found(period, *tie, **choices):
        return ids(readings.tie_claims(clubs(), *tie, Reading(times=EVER, **choices), period))

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
