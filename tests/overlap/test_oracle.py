"""Worked cases whose answers were found by hand: the semantics of readings, as numbers."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.claims.how_ties_stand import ties
from helpers.claims.readings import EVER, NOW, Reading, without
from helpers.data.dataset import Dataset, with_claims
from helpers.overlap import whose_word
from helpers.overlap.chance import null_model
from helpers.overlap.how_far import VARIED, overlap_range
from helpers.overlap.who_leads import shared_leaders
from helpers.overlap.whose_word import source_shares, tie_probability, tie_shares, why_sets

T, HN, IK = "taliban", "haqqani-network", "isis-k"
SIRAJUDDIN, KHALIL, MUHAJIR = "sirajuddin", "khalil", "muhajir"
AUTHOR, STATE, UN, MEMBER = "author", "state-department", "un-report", "one-member-state"
FORMER = NOW | {"former"}

SOURCES = [
    (AUTHOR, "author"),
    (STATE, "government"),
    (UN, "intergovernmental"),
    (MEMBER, "unnamed"),
    ("z", "person"),
    ("r", "media"),
    ("some", "unnamed"),
    ("others", "unnamed"),
    ("inference", "inference"),
]
ENTITIES = [
    (SIRAJUDDIN, "person"),
    (KHALIL, "person"),
    (MUHAJIR, "person"),
    (T, "organization"),
    (HN, "organization"),
    (IK, "organization"),
]
RELATIONS = [
    ("leads", "yes", ""),
    ("deputy_leader_of", "yes", ""),
    ("commander_in", "yes", ""),
    ("top_figure_in", "yes", ""),
    ("collaborates_with", "no", "yes"),
]


def row(claim_id, speaker, subject, relation, object, stance="asserts", **more):
    return {
        "claim_id": claim_id,
        "speaker": speaker,
        "stance": stance,
        "subject": subject,
        "relation": relation,
        "object": object,
        **more,
    }


K1 = row("k1", AUTHOR, SIRAJUDDIN, "deputy_leader_of", T, time="current")
K1B = row(
    "k1b", STATE, SIRAJUDDIN, "deputy_leader_of", T, time="current", via=AUTHOR, alternative_of="k1"
)
K2 = row("k2", STATE, SIRAJUDDIN, "leads", HN, time="current", via=AUTHOR)
K3 = row("k3", UN, MUHAJIR, "leads", IK, time="current", via=AUTHOR)
K4 = row(
    "k4",
    MEMBER,
    MUHAJIR,
    "commander_in",
    HN,
    time="former",
    certainty="possible",
    via=f"{AUTHOR} > {UN}",
)
DENIAL = row("k5", "z", SIRAJUDDIN, "deputy_leader_of", T, "denies", time="current", via=AUTHOR)
RELAYED = {**DENIAL, "via": f"{AUTHOR} > r"}
DENIAL_OF_K2 = row("k5b", "others", SIRAJUDDIN, "leads", HN, "denies", via=AUTHOR)
KHALIL_T = row("k6", AUTHOR, KHALIL, "top_figure_in", T, time="current")
KHALIL_HN = row("k7", "inference", KHALIL, "top_figure_in", HN, time="current")
SOME = row("k8", "some", IK, "collaborates_with", HN, time="current", via=f"{AUTHOR} > {UN}")
OTHERS = row(
    "k9", "others", HN, "collaborates_with", IK, "denies", time="current", via=f"{AUTHOR} > {UN}"
)


def dataset(*claims):
    def frame(rows, columns):
        found = pd.DataFrame(rows, columns=columns).fillna("").astype("str")
        return found.set_axis(pd.RangeIndex(2, len(found) + 2, name="row"))

    tables = {
        "sources": frame(SOURCES, ["source_id", "kind"]),
        "entities": frame(ENTITIES, ["entity_id", "kind"]),
        "relations": frame(RELATIONS, ["relation", "counts_for_overlap", "symmetric"]),
        "claims": frame(
            list(claims), list(dict.fromkeys(key for claim in claims for key in claim))
        ),
    }
    return Dataset(tables, {}, "oracle")


BASE = dataset(K1, K1B, K2, K3, K4)
DENIED = dataset(K1, K1B, K2, K3, K4, DENIAL)
DENIED_TWICE = dataset(K1, K2, DENIAL, DENIAL_OF_K2)
DENIED_BY_RELAY = dataset(K1, K1B, K2, K3, K4, RELAYED)
TEMPTING = dataset(K1, K1B, K2, K3, K4, KHALIL_T, KHALIL_HN)
COLLABORATING = dataset(SOME, OTHERS)

DEFAULT = Reading()
CHOSEN = Reading(alternatives=["k1b"])
WITH_FORMER = Reading(times=FORMER)


def pair(data, a, b, reading):
    return shared_leaders(data, reading, [a, b]).iloc[0].to_dict()


@pytest.mark.parametrize(
    ("data", "a", "b", "reading", "expected"),
    [
        (
            BASE,
            T,
            HN,
            DEFAULT,
            {
                "shared": 1,
                "contested": 0,
                "leaders_a": 1,
                "leaders_b": 1,
                "jaccard": 1,
                "overlap_coefficient": 1,
                "people": SIRAJUDDIN,
            },
        ),
        (BASE, T, HN, CHOSEN, {"shared": 1, "contested": 0}),
        (
            BASE,
            T,
            HN,
            without(BASE, DEFAULT, STATE),
            {"shared": 0, "contested": 0, "leaders_a": 1, "leaders_b": 0, "jaccard": 0},
        ),
        (BASE, T, HN, without(BASE, DEFAULT, AUTHOR), {"shared": 0, "contested": 0}),
        (BASE, T, HN, without(BASE, CHOSEN, AUTHOR), {"shared": 1, "contested": 0}),
        (
            BASE,
            HN,
            IK,
            DEFAULT,
            {
                "shared": 0,
                "contested": 0,
                "leaders_a": 1,
                "leaders_b": 1,
                "jaccard": 0,
                "overlap_coefficient": 0,
                "people": "",
            },
        ),
        (
            BASE,
            HN,
            IK,
            WITH_FORMER,
            {
                "shared": 1,
                "contested": 0,
                "leaders_a": 2,
                "leaders_b": 1,
                "jaccard": 0.5,
                "overlap_coefficient": 1,
                "people": MUHAJIR,
            },
        ),
        (
            BASE,
            HN,
            IK,
            replace(WITH_FORMER, least_certainty="probable"),
            {"shared": 0, "contested": 0},
        ),
        (
            DENIED,
            T,
            HN,
            DEFAULT,
            {"shared": 0, "contested": 1, "people": f"{SIRAJUDDIN} (contested)"},
        ),
        (DENIED, T, HN, Reading(denials="ignore"), {"shared": 1, "contested": 0}),
        (DENIED, T, HN, Reading(denials="veto"), {"shared": 0, "contested": 0}),
        (DENIED, T, HN, without(DENIED, DEFAULT, "z"), {"shared": 1, "contested": 0}),
        (
            DENIED_BY_RELAY,
            T,
            HN,
            without(DENIED_BY_RELAY, DEFAULT, "r"),
            {"shared": 1, "contested": 0},
        ),
        (TEMPTING, T, HN, DEFAULT, {"shared": 1, "contested": 0}),
        (
            TEMPTING,
            T,
            HN,
            Reading(inferences=True),
            {"shared": 2, "contested": 0, "people": f"{KHALIL}; {SIRAJUDDIN}"},
        ),
    ],
)
def test_shared_leaders(data, a, b, reading, expected):
    found = pair(data, a, b, reading)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("data", "a", "b", "reading", "expected"),
    [
        (BASE, T, HN, DEFAULT, [((AUTHOR, STATE), ())]),
        (BASE, T, HN, CHOSEN, [((STATE,), ())]),
        (BASE, HN, IK, DEFAULT, []),
        (BASE, HN, IK, WITH_FORMER, [((MEMBER, UN), ())]),
        (DENIED, T, HN, DEFAULT, [((AUTHOR, STATE), (("z",),))]),
        (DENIED_BY_RELAY, T, HN, DEFAULT, [((AUTHOR, STATE), (("r", "z"),))]),
        (DENIED_TWICE, T, HN, DEFAULT, [((AUTHOR, STATE), (("others",), ("z",)))]),
        (DENIED_TWICE, HN, T, DEFAULT, [((AUTHOR, STATE), (("others",), ("z",)))]),
        (
            TEMPTING,
            T,
            HN,
            Reading(inferences=True),
            [((AUTHOR, STATE), ()), ((AUTHOR, "inference"), ())],
        ),
    ],
)
def test_why_sets(data, a, b, reading, expected):
    found = why_sets(data, a, b, reading)
    assert list(zip(found["sources"], found["opposed"])) == expected


VETO, IGNORE = Reading(denials="veto"), Reading(denials="ignore")


@pytest.mark.parametrize(
    ("data", "a", "b", "reading", "expected"),
    [
        (BASE, T, HN, DEFAULT, {AUTHOR: (1 / 2, 1), STATE: (1 / 2, 1)}),
        (BASE, T, HN, CHOSEN, {STATE: (1, 1)}),
        (BASE, HN, IK, WITH_FORMER, {MEMBER: (1 / 2, 1), UN: (1 / 2, 1)}),
        (DENIED, T, HN, VETO, {AUTHOR: (1 / 6, 0), STATE: (1 / 6, 0), "z": (-1 / 3, -1)}),
        (DENIED, T, HN, IGNORE, {AUTHOR: (1 / 2, 1), STATE: (1 / 2, 1), "z": (0, 0)}),
        (
            DENIED_BY_RELAY,
            T,
            HN,
            VETO,
            {AUTHOR: (1 / 4, 0), "r": (-1 / 4, -1), STATE: (1 / 4, 0), "z": (-1 / 4, -1)},
        ),
        (
            TEMPTING,
            T,
            HN,
            Reading(inferences=True),
            {AUTHOR: (2 / 3, 1), "inference": (1 / 6, 0), STATE: (1 / 6, 0)},
        ),
    ],
)
def test_source_shares(data, a, b, reading, expected):
    found = source_shares(data, a, b, reading)
    result = "possible" if reading.denials == "ignore" else "certain"
    assert {
        s: (share, lost)
        for s, share, lost in zip(found["source"], found[result], found[f"{result}_leave_one_out"])
    } == expected


def test_unresolved_denials_give_both_columns():
    found = source_shares(DENIED, T, HN).set_index("source")
    assert found.columns.tolist() == [
        "certain",
        "possible",
        "certain_leave_one_out",
        "possible_leave_one_out",
    ]
    assert found["possible"].tolist() == [1 / 2, 1 / 2, 0]
    assert found["certain"].tolist() == [1 / 6, 1 / 6, -1 / 3]


@pytest.mark.parametrize(
    ("data", "a", "b", "reading", "beliefs", "certain", "possible"),
    [
        (BASE, T, HN, DEFAULT, {AUTHOR: 0.9, STATE: 0.8}, 0.72, 0.72),
        (BASE, T, HN, CHOSEN, {STATE: 0.8}, 0.8, 0.8),
        (DENIED, T, HN, DEFAULT, {AUTHOR: 0.9, STATE: 0.8, "z": 0.5}, 0.36, 0.72),
        (
            TEMPTING,
            T,
            HN,
            Reading(inferences=True),
            {AUTHOR: 0.9, STATE: 0.8, "inference": 0.1},
            0.738,
            0.738,
        ),
    ],
)
def test_probability(data, a, b, reading, beliefs, certain, possible):
    found = whose_word.probability(data, a, b, reading, beliefs)
    assert found == pytest.approx((certain, possible, possible - certain))


def test_range_of_the_undisputed_pair():
    found = overlap_range(BASE, T, HN)
    assert (found.low, found.high, found.moving) == (1, 1, ())


def test_range_with_sources():
    found = overlap_range(BASE, T, HN, vary=[*VARIED, "sources"])
    assert (found.low, found.high, found.low_dropped, found.high_dropped) == (0, 1, (AUTHOR,), ())
    assert pair(BASE, T, HN, found.low_reading)["shared"] == 0


def test_range_over_times():
    found = overlap_range(BASE, HN, IK, vary=["times"])
    assert (found.low, found.high, found.moving) == (0, 1, ("k4",))
    assert (found.low_reading, found.high_reading) == (DEFAULT, WITH_FORMER)


def test_range_over_denials():
    found = overlap_range(DENIED, T, HN, vary=["denials"])
    assert (found.low, found.high, found.moving) == (0, 1, ("k5",))
    assert found.high_reading == IGNORE


def test_range_over_certainty():
    found = overlap_range(BASE, HN, IK, WITH_FORMER, vary=["certainty"])
    assert (found.low, found.high, found.moving) == (0, 1, ("k4",))
    assert (found.low_reading, found.high_reading) == (
        replace(WITH_FORMER, least_certainty="probable"),
        WITH_FORMER,
    )


def test_a_denial_that_counts_at_one_end_only_moves_the_result():
    found = overlap_range(
        dataset(K1, K2, {**DENIAL, "certainty": "possible"}), T, HN, vary=["certainty"]
    )
    assert (found.low, found.high, found.moving) == (
        0,
        1,
        ("k5",),
    ) and found.high_reading == Reading(least_certainty="probable")


@pytest.mark.parametrize("believed", [None, {AUTHOR, STATE}])
def test_range_over_inferences(believed):
    without_them, with_them = (
        Reading(believed),
        Reading(believed and believed | {"inference"}, inferences=True),
    )
    for own in (without_them, with_them):
        found = overlap_range(TEMPTING, T, HN, own, vary=["inferences"])
        assert (found.low, found.high, found.moving) == (1, 2, ("k7",))
        assert (found.low_reading, found.high_reading) == (without_them, with_them)


def test_of_two_ways_to_an_end_the_one_with_fewer_changes_is_given():
    said = (
        row("a", AUTHOR, KHALIL, "leads", T),
        row("b", STATE, KHALIL, "leads", HN, certainty="possible"),
    )
    longer = (
        row("c", STATE, KHALIL, "commander_in", HN, time="former"),
        row("d", "z", KHALIL, "commander_in", HN, "denies", time="former"),
    )
    found = overlap_range(dataset(*said, *longer), T, HN, Reading(least_certainty="probable"))
    assert (found.low, found.high) == (0, 1) and found.high_reading == Reading()


def test_alternatives_that_do_not_touch_the_pair_stay_chosen():
    coded = (
        row("c", STATE, MUHAJIR, "collaborates_with", HN),
        row("cb", STATE, MUHAJIR, "leads", HN, alternative_of="c"),
    )
    found = overlap_range(dataset(K1, K1B, K3, *coded), HN, IK, CHOSEN, vary=["alternatives"])
    assert (found.low, found.high) == (0, 1) and found.high_reading == Reading(
        alternatives=["k1b", "cb"]
    )


def test_what_moves_is_in_the_lineage_of_either_end_whomever_it_believes():
    said = [
        row("p1", AUTHOR, SIRAJUDDIN, "leads", T), row("p2", AUTHOR, SIRAJUDDIN, "leads", HN),
        row("q1", STATE, KHALIL, "top_figure_in", T, certainty="possible"), row("qd", AUTHOR, KHALIL, "top_figure_in", T, "denies"), row("q2", AUTHOR, KHALIL, "leads", HN),
        row("r1", UN, MUHAJIR, "leads", T), row("r2", UN, MUHAJIR, "leads", HN), row("rd", "z", MUHAJIR, "leads", T, "denies", certainty="possible"),
    ]  # fmt: skip
    found = overlap_range(dataset(*said), T, HN, vary=["certainty", "sources"])
    assert (found.low, found.high, found.low_dropped, found.high_dropped) == (0, 2, (AUTHOR,), ())
    assert found.moving == ("p1", "p2", "q1", "qd", "q2", "rd")


def test_nobody_to_drop_where_nobody_is_shared():
    found = overlap_range(BASE, HN, IK, vary=["sources"])
    assert (found.low, found.high, found.low_dropped, found.high_dropped, found.low_reading) == (
        0,
        0,
        (),
        (),
        DEFAULT,
    )


@pytest.mark.parametrize(
    ("claims", "reading", "tables", "p", "smallest"),
    [
        ((K1, K2, K3, K4), DEFAULT, 3, 1 / 3, 1 / 3),
        ((K1, K2, K3, K4), WITH_FORMER, 2, 1, 1),
        ((K1, K2), DEFAULT, 1, 1, 1),
    ],
)
def test_null_model(claims, reading, tables, p, smallest):
    found = null_model(dataset(*claims), T, HN, reading)
    assert (found.exact, found.tables, found.p, found.smallest_p) == (True, tables, p, smallest)


def test_a_tie_between_organizations_is_a_game_as_well():
    collaborating = ties(COLLABORATING)
    assert collaborating.to_dict("records") == [
        {
            "subject": IK,
            "relation": "collaborates_with",
            "object": HN,
            "period": "now",
            "state": "contested",
            "asserted_by": "k8",
            "denied_by": "k9",
        }
    ]
    for ends in ((IK, HN), (HN, IK)):
        found = tie_shares(COLLABORATING, ends[0], "collaborates_with", ends[1], VETO)
        assert dict(zip(found["source"], found["certain"])) == {
            UN: 1 / 6,
            "some": 1 / 6,
            "others": -1 / 3,
        }


def test_a_tie_has_a_probability_as_well():
    beliefs = {UN: 0.5, "some": 0.5, "others": 0.5}
    found = tie_probability(COLLABORATING, IK, "collaborates_with", HN, DEFAULT, beliefs)
    assert found == pytest.approx((0.125, 0.25, 0.125))


def test_what_if_the_denial_is_added():
    assert pair(with_claims(BASE, [DENIAL]), T, HN, DEFAULT)["contested"] == 1


def test_all_times_are_the_widest():
    assert pair(BASE, HN, IK, Reading(times=EVER))["shared"] == 1
