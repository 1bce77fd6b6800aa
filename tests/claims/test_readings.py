"""Readings: the choice, and the choice in words."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pandas as pd
import pytest
from counted import lines_run
from shipped import article, clubs

from helpers.claims.how_ties_stand import ties
from helpers.claims.readings import (
    EVER,
    Reading,
    believed_sources,
    check_reading,
    describe,
    everyone,
    primaries,
    recoded,
    without,
)
from helpers.data.dataset import Dataset


def test_any_iterable_will_do_and_equal_readings_hash_alike():
    one = Reading(
        believed=["a", "b"], times=("former",), alternatives=iter(["x"]), relations={"leads"}
    )
    other = Reading(believed={"b", "a"}, times="former", alternatives="x", relations="leads")
    assert one == other and hash(one) == hash(other)
    assert (
        one.believed == frozenset("ab") and one.times == {"former"} and one.relations == {"leads"}
    )


def test_defaults():
    reading = Reading()
    assert (
        reading.believed,
        reading.denials,
        reading.least_certainty,
        reading.inferences,
        reading.relations,
    ) == (None, "unresolved", None, False, None)
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


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"times": None}, "times=None: write a list, [] for none"),
        ({"alternatives": None}, "alternatives=None: write a list, [] for none"),
        ({"believed": 3}, "believed=3: write a list, [] for none"),
        ({"inferences": "no"}, "inferences='no': write True or False"),
        ({"inferences": None}, "inferences=None: write True or False"),
        ({"denials": None}, "no denials policy None: write one of: 'unresolved', "),
        ({"least_certainty": 2}, "no certainty 2: write one of: "),
    ],
)
def test_what_is_no_choice_at_all_is_refused_in_words(choice, message):
    with pytest.raises(ValueError) as refused:
        Reading(**choice)
    assert str(refused.value).startswith(message)


def test_two_alternatives_of_one_claim_are_refused():
    with pytest.raises(ValueError, match="'c040b' and 'c040c' are both alternatives of 'c040'"):
        ties(article(), Reading(alternatives=["c040b", "c040c"]))


def test_a_believed_inference_has_to_be_admitted():
    check_reading(clubs(), Reading(believed=["inference-same-surname"], inferences=True))


def test_dropping_a_source_drops_all_who_speak_for_it():
    reading = without(article(), Reading(), "us-government")
    gone = set(everyone(article(), Reading())) - reading.believed
    assert gone == {
        "us-government",
        "state-department",
        "ned-price",
        "jake-sullivan",
        "us-central-command",
        "frank-mckenzie",
        "treasury-department",
        "nctc",
    }
    assert without(article(), reading, "taliban").believed == reading.believed - {"taliban"}


# --- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (
            Reading(),
            "All sources count; what is denied stays open; current and undated roles",
        ),
        (
            Reading(believed=["b", "a"], denials="ignore", times=EVER),
            "Only a and b count; denials are ignored; current, undated, former and future roles",
        ),
        (
            Reading(believed=[], denials="veto", times=["former"]),
            "No source counts; what is denied does not count; former roles only",
        ),
        (
            Reading(times=[]),
            "All sources count; what is denied stays open; roles of no time",
        ),
        (
            Reading(times=["unspecified"]),
            "All sources count; what is denied stays open; undated roles only",
        ),
        (
            Reading(times=["current", "former"]),
            "All sources count; what is denied stays open; current and former roles",
        ),
        (
            Reading(
                least_certainty="probable",
                alternatives=["m23b"],
                inferences=True,
                relations=["leads"],
            ),
            "All sources count; what is denied stays open; current and undated roles; certainty at least probable; coded otherwise: m23b; inferences count too; of the relations only “leads”",
        ),
        (
            Reading(least_certainty="certain", relations=[]),
            "All sources count; what is denied stays open; current and undated roles; plain wording only; no relation counts",
        ),
        (
            Reading(least_certainty="possible"),
            "All sources count; what is denied stays open; current and undated roles",
        ),
    ],
)
def test_str(reading, words):
    assert str(reading) == words


def belief(reading):
    return describe(article(), reading).split(";")[0]


def test_names_of_those_left_out():
    assert (
        belief(without(article(), Reading(), "state-department"))
        == "All sources count except the State Department"
    )
    assert (
        belief(without(article(), Reading(), "us-government"))
        == "All sources count except the U.S. Government"
    )
    assert (
        belief(without(article(), Reading(), "ned-price", "un-report"))
        == "All sources count except Ned Price, State Department spokesman and the UN report of July"
    )


def test_a_source_dropped_without_its_speakers_is_named_so():
    reading = Reading(believed=everyone(article(), Reading()))
    assert belief(reading) == "All sources count"
    assert (
        belief(replace(reading, believed=reading.believed - {"state-department"}))
        == "All sources count except the State Department itself"
    )


def test_names_of_the_few_who_are_kept():
    assert belief(Reading(believed=["taliban", "isis-k"])) == "Only the Taliban and ISIS-K count"
    assert (
        belief(Reading(believed=["taliban", "inference-surname"], inferences=True))
        == "Only the Taliban and a reader's inference from a surname count"
    )
    assert belief(Reading(believed=[])) == "No source counts"


def test_labels_of_relations():
    assert describe(clubs(), Reading(relations=["deputy_leader_of", "leads"])).endswith(
        "of the relations only “is deputy leader of” and “leads”"
    )


# --- in full ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            {"believed": ["inference-same-surname"]},
            "'inference-same-surname' is an inference, which nobody says: write inferences=True to admit it, or do not believe it",
        ),
        ({"alternatives": ["m0"]}, "no alternative coding 'm0': write one of: 'm23b'"),
        ({"denials": "x"}, "no denials policy 'x': write one of: 'unresolved', 'ignore', 'veto'"),
        ({"times": "x"}, "no time 'x': write one of: 'current', 'former', 'future', 'unspecified'"),
        (
            {"least_certainty": "x"},
            "no certainty 'x': write one of: 'possible', 'probable', 'unstated', 'certain'",
        ),
    ],
)
def test_refusals_in_full(choice, message):
    with pytest.raises(ValueError) as refused:
        check_reading(clubs(), Reading(**choice))
    assert str(refused.value) == message


def test_two_alternatives_of_one_claim_are_refused_in_full():
    with pytest.raises(ValueError) as refused:
        check_reading(article(), Reading(alternatives=["c040c", "c040b"]))
    assert (
        str(refused.value)
        == "'c040b' and 'c040c' are both alternatives of 'c040': choose one of them"
    )


def test_who_is_believed():
    inferred = "inference-same-surname"
    assert inferred not in everyone(clubs(), Reading()) and inferred in everyone(
        clubs(), Reading(inferences=True)
    )
    assert everyone(clubs(), Reading(inferences=True)) == clubs()["sources"]["source_id"].tolist()
    assert believed_sources(clubs(), Reading()) == set(everyone(clubs(), Reading()))
    assert believed_sources(clubs(), Reading(believed=["osric-tarr"])) == {"osric-tarr"}
    assert believed_sources(clubs(), Reading(believed=[])) == set()
    assert primaries(clubs()) == {"m23b": "m23"}
    with pytest.raises(
        ValueError, match="^no source 'osric': write one of|^no source 'osric': did you mean"
    ):
        without(clubs(), Reading(), "osric")
    assert without(clubs(), Reading(denials="veto"), "osric-tarr").denials == "veto"


def test_a_reading_described_in_full():
    reading = Reading(
        believed=["osric-tarr"],
        denials="veto",
        times=["future", "current"],
        least_certainty="unstated",
        alternatives=["m23b"],
        inferences=True,
        relations=["leads", "deputy_leader_of"],
    )
    assert describe(clubs(), reading) == (
        "Only Osric Tarr of the Harbour Office counts; what is denied does not count; current and future roles; plain wording only; coded otherwise: “vice-president” of Nadim Bahri (m23b); "
        "inferences count too; of the relations only “is deputy leader of” and “leads”"
    )
    with pytest.raises(ValueError, match="^no source 'x'"):
        describe(clubs(), Reading(believed=["x"]))
    assert str(Reading(relations=["b", "a"])).endswith(
        "current and undated roles; of the relations only “a” and “b”"
    )


def test_as_many_left_out_as_kept_are_named_as_left_out():
    two = Dataset(
        {"sources": pd.DataFrame([{"source_id": "a", "name": "Ada"}, {"source_id": "b"}])},
        {},
        "two",
    )
    assert describe(two, Reading(believed=["a"])).startswith("All sources count except b;")


def test_alternatives_of_different_claims_go_together():
    primary_of = primaries(article())
    first = {primary: alternative for alternative, primary in primary_of.items()}
    assert len(first) > 1
    check_reading(article(), Reading(alternatives=first.values()))


def test_another_coding_takes_the_place_of_the_one_of_the_same_claim():
    reading = Reading(alternatives=["c040b", "c002b"], denials="veto")
    assert recoded(article(), reading, "c040c") == Reading(
        alternatives=["c040c", "c002b"], denials="veto"
    )
    assert recoded(article(), reading, "c039b") == Reading(
        alternatives=["c039b", "c040b", "c002b"], denials="veto"
    )
    with pytest.raises(ValueError, match="^no alternative coding 'c040': did you mean 'c040d'"):
        recoded(article(), Reading(), "c040")


def tree_of(count):
    """Sources of whom ten speak for each, and so on; every second one is believed."""
    rows = [
        {"source_id": f"s{n}", "kind": "other", "speaks_for": f"s{n // 10}" if n else ""}
        for n in range(count)
    ]
    claims = pd.DataFrame(columns=["claim_id"], dtype="str")
    data = Dataset({"claims": claims, "sources": pd.DataFrame(rows)}, {}, "tree")
    return data, Reading(believed=[row["source_id"] for row in rows[::2]])


def test_the_work_of_naming_sources_grows_with_their_number():
    work = {}
    for count in (40, 400):
        data, reading = tree_of(count)
        said, work[count] = lines_run(describe, data, reading)
        assert said.count("itself") + said.count(", ") >= count // 2 - 1
    assert work[400] <= 12 * work[40]
