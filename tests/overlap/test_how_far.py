"""The range of the overlap, against every reading one by one."""

from __future__ import annotations

from itertools import chain, product

import pytest
from hypothesis import given, strategies as st
from invented import (
    ALTERNATIVE,
    KINDS,
    admitted,
    dataset,
    needed,
    overlap_of,
    pair,
    random_cases,
    rolled,
    subsets,
    thorough,
)
from shipped import clubs

from helpers.claims.readings import CHANGES, DENIALS, EVER, NOW, TOGETHER, Reading, everyone
from helpers.overlap import how_far, who_leads
from helpers.overlap.how_far import VARIED, overlap_range, range_table


@pytest.mark.long
@thorough
@given(
    random_cases(),
    st.lists(
        st.sampled_from([*VARIED, "together", "changes", "inferences", "sources"]), unique=True
    ),
    st.sampled_from(["speaker", "government"]),
)
def test_the_range_is_that_of_all_readings(case, vary, level):
    rows, reading = case
    data = dataset(rows)
    found = overlap_range(data, "A", "B", reading, vary, level)
    values = list(all_values(rows, reading, vary, level))
    assert (found.low, found.high) == (min(values)[0], max(values)[0])
    assert pair(data, "A", "B", found.low_reading)["shared"] == found.low
    assert pair(data, "A", "B", found.high_reading)["shared"] == found.high
    for end, dropped in ((found.low, found.low_dropped), (found.high, found.high_dropped)):
        assert (len(dropped), dropped) == min(
            (len(gone), gone) for value, gone in values if value == end
        )
    counted = [
        {
            r["claim_id"]
            for r in admitted(rows, end)
            if needed(r) <= (set(KINDS) if end.believed is None else end.believed)
            and (r["stance"] == "asserts" or end.denials != "ignore")
        }
        for end in (found.low_reading, found.high_reading)
    ]
    lineages = {
        c
        for end in (found.low_reading, found.high_reading)
        for c in who_leads.lineage(data, "A", "B", end).claims["claim_id"]
    }
    assert set(found.moving) == (counted[0] ^ counted[1]) & lineages
    if "sources" in vary:
        assert found.low == 0


def all_values(rows, reading, vary, level):
    """(shared, sources dropped) for every reading that the words allow."""
    primary_of = {row["claim_id"]: row[ALTERNATIVE] for row in rows if row[ALTERNATIVE]}
    codings = [
        some for some in subsets(primary_of) if len({primary_of[a] for a in some}) == len(some)
    ]
    own = reading.inferences, reading.believed
    beliefs = {own, (False, own[1] and own[1] - {"inf"}), (True, own[1] and own[1] | {"inf"})}
    for policy, least, times, coding, together, changes, (inferences, believed) in product(
        DENIALS if "denials" in vary else [reading.denials],
        {None, "probable", "certain", reading.least_certainty}
        if "certainty" in vary
        else [reading.least_certainty],
        {NOW, NOW | {"former"}, EVER, reading.times} if "times" in vary else [reading.times],
        codings if "alternatives" in vary else [reading.alternatives],
        TOGETHER if "together" in vary else [reading.together],
        CHANGES if "changes" in vary else [reading.changes],
        beliefs if "inferences" in vary else [own],
    ):
        changed = Reading(
            believed,
            policy,
            least,
            times,
            coding,
            inferences,
            at=reading.at,
            together=together,
            documents=reading.documents,
            known_by=reading.known_by,
            changes=changes,
        )
        yield from values_of(
            rows, changed, set(KINDS) if believed is None else believed, vary, level
        )


def values_of(rows, reading, believed, vary, level):
    believable = [row for row in admitted(rows, reading) if needed(row) <= believed]
    place = 1 if reading.denials == "ignore" else 0
    at_level = {rolled(s, level) for s in chain.from_iterable(map(needed, believable))}
    for gone in subsets(at_level) if "sources" in vary else [set()]:
        yield overlap_of(believable, at_level - gone, level, reading)[place], tuple(sorted(gone))


def test_what_cannot_be_varied_is_refused():
    with pytest.raises(ValueError, match="cannot vary 'time': did you mean 'times'"):
        overlap_range(clubs(), "chess-club", "kite-club", vary=["time"])


def test_too_many_codings_are_refused():
    rows = [
        row
        for n in range(13)
        for row in (
            {
                "claim_id": f"k{n}",
                "speaker": "s1",
                "stance": "asserts",
                "subject": "p",
                "relation": "leads",
                "object": "A",
                ALTERNATIVE: "",
            },
            {
                "claim_id": f"k{n}b",
                "speaker": "s2",
                "stance": "asserts",
                "subject": "p",
                "relation": "leads",
                "object": "A",
                ALTERNATIVE: f"k{n}",
            },
        )
    ]
    data = dataset([{"via": "", "time": "", "certainty": "", **row} for row in rows])
    with pytest.raises(ValueError, match="8,192 combinations of codings"):
        overlap_range(data, "A", "B")
    assert overlap_range(data, "A", "B", vary=["times"]).high == 0


def test_refusals_in_full():
    for vary, said in (
        (
            ["x"],
            "cannot vary 'x': write one of: 'denials', 'certainty', 'times', 'alternatives', 'together', 'changes', 'inferences', 'sources'",
        ),
        (["source"], "cannot vary 'source': did you mean 'sources'?"),
    ):
        with pytest.raises(ValueError) as refused:
            overlap_range(clubs(), "chess-club", "kite-club", vary=vary)
        assert str(refused.value) == said
    for pair_, reading in (
        (("chess-club", "chess-club"), Reading()),
        (("chess-club", "kite-club"), Reading(believed=["x"])),
    ):
        with pytest.raises(ValueError):
            overlap_range(clubs(), *pair_, reading)


def test_ranges_of_two_clubs():
    found = overlap_range(clubs(), "chess-club", "kite-club")
    assert (found.low, found.high, found.low_dropped, found.high_dropped) == (0, 3, (), ())
    assert found.low_reading == Reading() and found.high_reading == Reading(
        denials="ignore", times=NOW | {"former"}, alternatives=["m23b"]
    )
    by_word = {
        word: overlap_range(clubs(), "chess-club", "kite-club", vary=[word])
        for word in (*VARIED, "inferences", "sources")
    }
    assert {word: (one.low, one.high) for word, one in by_word.items()} == {
        "denials": (0, 1),
        "certainty": (0, 0),
        "times": (0, 1),
        "alternatives": (0, 1),
        "inferences": (0, 1),
        "sources": (0, 1),
    }
    assert (
        by_word["sources"].high_dropped == ("augusta-kite",)
        and by_word["sources"].low_dropped == ()
    )
    assert by_word["denials"].moving == ("m10",) and by_word["times"].high_reading == Reading(
        times=NOW | {"former"}
    )
    assert by_word["sources"].high_reading == Reading(
        believed=set(everyone(clubs(), Reading())) - {"augusta-kite"}
    )


def test_sources_are_dropped_at_the_level_asked_for():
    found = overlap_range(clubs(), "chess-club", "kite-club", vary=["sources"], level="institution")
    assert found.high_dropped == ("chess-club",)
    assert set(everyone(clubs(), Reading())) - found.high_reading.believed == {
        s for s, up in clubs().who.roll_up("institution").items() if up == "chess-club"
    }


def test_as_many_codings_as_can_be_tried(monkeypatch):
    rows = [
        {"claim_id": "k", "subject": "p", ALTERNATIVE: ""},
        {"claim_id": "kb", "subject": "q", ALTERNATIVE: "k"},
    ]
    data = dataset(
        [
            {
                "speaker": "s1",
                "stance": "asserts",
                "relation": "leads",
                "object": "A",
                "via": "",
                "time": "",
                "certainty": "",
                **row,
            }
            for row in rows
        ]
    )
    monkeypatch.setattr(how_far, "_MOST_CODINGS", 2)
    assert overlap_range(data, "A", "B").high == 0
    monkeypatch.setattr(how_far, "_MOST_CODINGS", 1)
    with pytest.raises(ValueError) as refused:
        overlap_range(data, "A", "B")
    assert (
        str(refused.value)
        == "there are 2 combinations of codings here, more than can be tried: choose the alternatives in the reading, and vary the rest"
    )
    assert overlap_range(data, "B", "C").high == 0  # none touches this pair


def test_steps_are_told_apart_without_comparing_each_with_each():
    compared = 0

    class Chosen(frozenset):
        def __eq__(self, other):
            nonlocal compared
            compared += 1
            return frozenset.__eq__(self, other)

        __hash__ = frozenset.__hash__

    steps = [{"alternatives": Chosen([f"k{number % 500}"])} for number in range(1_000)]
    assert how_far._distinct(steps) == steps[:500]
    compared = 0
    how_far._distinct(steps)
    assert compared <= 2 * len(steps)


def test_ways_to_vary_that_there_are_not_are_refused():
    with pytest.raises(ValueError, match="did you mean 'denials'"):
        range_table(clubs(), "chess-club", "kite-club", Reading(), ["denial"])


ELSEWHERE = {
    "certainty": ({"least_certainty": "certain"}, ["no change", "every wording"]),
    "coding": ({"alternatives": ["k2"]}, ["no change", "as coded"]),
    "readers' conclusions": ({"inferences": True}, ["no inferences", "no change"]),
    "at one time or not": ({"together": "certain"}, ["no change", "both possibly on one day"]),
    "what sources take back": (
        {"changes": "latest", "denials": "ignore"},
        ["no change", "of what a source says and later takes back, both"],
    ),
}


@pytest.mark.parametrize("varied", ELSEWHERE)
def test_the_table_says_too_what_a_reading_no_longer_asks_for(varied):
    """The default of what is varied has no words of its own in a reading."""
    usual = {"speaker": "s1", "stance": "asserts", "subject": "p", "relation": "leads"}
    other = {
        "certainty": {"certainty": "possible"},
        "coding": {},
        "readers' conclusions": {"speaker": "inf"},
        "at one time or not": {"valid": "2000-01"},
        "what sources take back": {"said_on": "2000"},
    }[varied]
    rows = [
        {"claim_id": "k0", "object": "A", "valid": other.get("valid", ""), **usual},
        {"claim_id": "k1", "object": "B", **usual, **other},
    ]
    if varied == "coding":
        rows.append({**rows[1], "claim_id": "k2", "object": "C", ALTERNATIVE: "k1"})
    if "said_on" in other:
        rows.append({**rows[1], "claim_id": "k3", "stance": "denies", "said_on": "2001"})
    data = dataset([dict.fromkeys([ALTERNATIVE, "valid", "said_on"], "") | row for row in rows])
    changes, words = ELSEWHERE[varied]
    [row] = range_table(data, "A", "B", Reading(**changes), varied).to_dict("records")
    assert (row["low"], row["high"]) == (0, 1)
    assert [row["reading_at_low"], row["reading_at_high"]] == words
