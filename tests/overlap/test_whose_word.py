"""Shares and probabilities, against brute force over all sets of sources."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import (
    admitted,
    dataset,
    overlap_of,
    random_cases,
    register,
    shapley,
    subsets,
    thorough,
    weight,
)
from shipped import clubs

from helpers.claims.readings import Reading
from helpers.data.dataset import Dataset
from helpers.data.who import LEVELS
from helpers.overlap import who_leads, whose_word
from helpers.overlap.answers import falls_words
from helpers.overlap.how_far import overlap_range
from helpers.overlap.whose_word import falls_with, leave_one_out, source_shares


@thorough
@given(random_cases(), st.sampled_from(LEVELS))
def test_shares_and_probabilities_agree_with_brute_force(case, level):
    rows, reading = case
    data, believable = dataset(rows), list(admitted(rows, reading))
    sources = who_leads.lineage(data, "A", "B", reading, level).sources
    value = {
        tuple(sorted(s)): tuple(map(bool, overlap_of(believable, s, level, reading)))
        for s in subsets(sources)
    }
    found = source_shares(data, "A", "B", reading, level)
    lost = leave_one_out(data, "A", "B", reading, level)
    assert found["source"].tolist() == list(sources) == lost["source"].tolist()
    for place, result in enumerate(("certain", "possible")):
        if result not in found:
            continue
        assert found[result].tolist() == pytest.approx(
            [shapley(value, sources, s, place) for s in sources]
        )
        assert found[result].sum() == pytest.approx(value[sources][place] - value[()][place])
        without_one = [
            value[sources][place] - value[tuple(x for x in sources if x != s)][place]
            for s in sources
        ]
        assert lost[result].tolist() == without_one == found[f"{result}_leave_one_out"].tolist()
    beliefs = {s: 0.1 + 0.17 * i for i, s in enumerate(sources)}
    chances = [
        sum(weight(beliefs, believed) for believed, won in value.items() if won[place])
        for place in (0, 1)
    ]
    assert whose_word.probability(data, "A", "B", reading, beliefs, level) == pytest.approx(
        (*chances, chances[1] - chances[0])
    )


def test_a_government_is_one_witness():
    by_speaker = source_shares(clubs(), "chess-club", "kite-club", Reading(denials="veto"))
    by_institution = source_shares(
        clubs(), "chess-club", "kite-club", Reading(denials="veto"), "institution"
    )
    assert by_speaker["source"].tolist() == ["augusta-kite", "osric-tarr", "salma-bahri"]
    assert by_institution["source"].tolist() == ["chess-club", "harbour-office", "salma-bahri"]


def test_nothing_rests_on_nobody():
    assert source_shares(clubs(), "chess-club", "brass-band").empty
    assert whose_word.probability(clubs(), "chess-club", "brass-band", Reading(), {}) == (0, 0, 0)
    assert falls_with(clubs(), "chess-club", "brass-band") == ()


def test_every_missing_belief_is_listed():
    with pytest.raises(ValueError, match="no belief is given in augusta-kite and osric-tarr"):
        whose_word.probability(clubs(), "chess-club", "kite-club", Reading(), {"salma-bahri": 1})
    with pytest.raises(ValueError, match="'osric-tarr' is 1.5"):
        whose_word.probability(
            clubs(),
            "chess-club",
            "kite-club",
            Reading(),
            {"salma-bahri": 1, "osric-tarr": 1.5, "augusta-kite": 0},
        )


def test_shares_in_full():
    found = source_shares(clubs(), "chess-club", "kite-club")
    assert found.columns.tolist() == [
        "source",
        "certain",
        "possible",
        "certain_leave_one_out",
        "possible_leave_one_out",
    ]
    assert found.dtypes.astype(str).tolist() == ["str", "float64", "float64", "int64", "int64"]
    assert found.to_numpy().tolist() == [
        ["augusta-kite", -1 / 3, 0, -1, 0],
        ["osric-tarr", 1 / 6, 1 / 2, 0, 1],
        ["salma-bahri", 1 / 6, 1 / 2, 0, 1],
    ]
    lost = leave_one_out(clubs(), "chess-club", "kite-club", Reading(denials="ignore"))
    assert (
        lost.columns.tolist() == ["source", "possible"]
        and lost["possible"].tolist() == [0, 1, 1]
        and lost.dtypes.astype(str).tolist() == ["str", "int64"]
    )
    empty = source_shares(clubs(), "chess-club", "brass-band")
    assert empty.dtypes.astype(str).tolist() == found.dtypes.astype(str).tolist()


def test_refused_beliefs_in_full():
    for beliefs, said in (
        (
            {"salma-bahri": 1},
            "no belief is given in augusta-kite and osric-tarr: give each a probability, yours",
        ),
        (
            {"salma-bahri": -0.5, "osric-tarr": 1, "augusta-kite": 0},
            "the belief in 'salma-bahri' is -0.5: a probability lies between 0 and 1",
        ),
        (
            {"salma-bahri": 1, "osric-tarr": 1, "augusta-kite": 0, "nobody": 2},
            "the belief in 'nobody' is 2: a probability lies between 0 and 1",
        ),
        (
            {"salma-bahri": "0.5", "osric-tarr": 1, "augusta-kite": 0},
            "the belief in 'salma-bahri' is '0.5': a probability lies between 0 and 1",
        ),
    ):
        with pytest.raises(ValueError) as refused:
            whose_word.probability(clubs(), "chess-club", "kite-club", Reading(), beliefs)
        assert str(refused.value) == said


def test_a_source_that_adds_nothing_has_no_share():
    said = [("s", "", "p", "A"), ("t", "s", "p", "A"), ("s", "", "p", "B")]
    claims = [
        dict(zip(["speaker", "via", "subject", "object"], row))
        | {"claim_id": f"k{n}", "relation": "leads", "stance": "asserts"}
        for n, row in enumerate(said)
    ]
    tables = {
        "claims": pd.DataFrame(claims),
        "entities": pd.DataFrame(
            [{"entity_id": e, "kind": "person" if e == "p" else "organization"} for e in "pAB"]
        ),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    found = source_shares(Dataset(tables, {}, "few"), "A", "B", Reading(denials="veto"))
    assert found.to_numpy().tolist() == [["s", 1, 1], ["t", 0, 0]]
    assert whose_word.probability(
        Dataset(tables, {}, "few"), "A", "B", Reading(), {"s": 0.5, "t": 0}
    ) == (0.5, 0.5, 0)


def test_beliefs_may_be_none_at_all_or_complete():
    beliefs = {"salma-bahri": 1, "osric-tarr": 1, "augusta-kite": 0}
    assert whose_word.probability(clubs(), "chess-club", "kite-club", Reading(), beliefs) == (
        1,
        1,
        0,
    )
    assert whose_word.probability(
        clubs(), "chess-club", "kite-club", Reading(), {**beliefs, "augusta-kite": 1}
    ) == (0, 1, 1)
    assert whose_word.probability(
        clubs(),
        "chess-club",
        "kite-club",
        Reading(),
        {"salma-bahri": 1, "harbour-office": 0.5, "chess-club": 0},
        "institution",
    ) == (0.5, 0.5, 0)
    with pytest.raises(
        ValueError, match="the belief in 'osric-tarr' is 1.5: a probability lies between 0 and 1"
    ):
        whose_word.probability(
            clubs(), "chess-club", "kite-club", Reading(), {**beliefs, "osric-tarr": 1.5}
        )


def both(*speakers):
    """One person who leads A and B, each on the word of the speakers named."""
    return register(
        *(f"p {o} - current speaker={s}" for o, some in zip("AB", speakers) for s in some.split())
    )


def test_without_a_source_is_without_all_who_speak_for_it():
    data = both("boss s1", "boss s3")
    assert falls_with(data, "A", "B") == ("boss",)
    lost = leave_one_out(data, "A", "B").set_index("source")["certain"]
    assert lost.to_dict() == {"boss": 1, "s1": 0, "s3": 0}
    found = overlap_range(data, "A", "B", vary=["sources"])
    assert (found.low_dropped, found.high_dropped) == (("boss",), ())
    assert {"boss", "s1", "s2"}.isdisjoint(found.low_reading.believed)
    assert "s3" in found.low_reading.believed


def test_it_falls_with_those_whom_the_reading_believes():
    data, one = both("s3 s4", "s3 s4"), Reading(believed=["s3"])
    assert falls_with(data, "A", "B") == () and falls_with(data, "A", "B", one) == ("s3",)
    assert falls_words(data, "A", "B", one).startswith("If you do not believe s3, no shared")
