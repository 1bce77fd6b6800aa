"""Why-sets and what a result falls with, against every set of believed sources."""

from __future__ import annotations

from itertools import combinations, product

import pandas as pd
from hypothesis import given, strategies as st
from invented import KINDS, admitted, dataset, overlap_of, random_cases, rolled, subsets, thorough
from shipped import clubs

from helpers.claims.readings import EVER, Reading
from helpers.data.dataset import Dataset
from helpers.data.who import LEVELS
from helpers.overlap.whose_word import falls_with, why_sets, why_text


@thorough
@given(random_cases(), st.sampled_from(LEVELS))
def test_why_sets_agree_with_every_set_of_believed_sources(case, level):
    rows, reading = case
    why = why_sets(dataset(rows), "A", "B", reading, level)
    believable = list(admitted(rows, reading))
    for believed in subsets({rolled(s, level) for s in KINDS}):
        certain, possible = overlap_of(believable, believed, level, reading)
        reached = [
            opposed
            for sources, opposed in zip(why["sources"], why["opposed"])
            if set(sources) <= believed
        ]
        assert bool(reached) == bool(possible)
        assert any(not any(set(d) <= believed for d in opposed) for opposed in reached) == bool(
            certain
        )


@thorough
@given(random_cases(), st.sampled_from(LEVELS))
def test_why_sets_are_minimal(case, level):
    why = why_sets(dataset(case[0]), "A", "B", case[1], level)
    for _, rows in why.groupby(["person", "tie_a", "tie_b"]):
        for one, other in combinations(rows["sources"], 2):
            assert not set(one) <= set(other) and not set(other) <= set(one)
    for opposed in why["opposed"]:
        assert not any(set(one) < set(other) for one, other in product(opposed, repeat=2))


@thorough
@given(random_cases())
def test_what_a_result_falls_with(case):
    rows, reading = case
    believable = list(admitted(rows, reading))
    everyone = set(KINDS)
    certain, possible = overlap_of(believable, everyone, reading=reading)
    place = 0 if certain and reading.denials != "ignore" else 1
    holds = certain if reading.denials == "veto" else possible
    expected = [
        s
        for s in sorted(everyone)
        if holds and not overlap_of(believable, everyone - {s}, reading=reading)[place]
    ]
    assert list(falls_with(dataset(rows), "A", "B", reading)) == expected


def test_why_in_words():
    (rook,) = why_text(clubs(), "chess-club", "kite-club")
    assert rook == (
        "Barnaby Rook sits on the committee of Chess Club and sits on the committee of Kite Club, "
        "on the word of Osric Tarr of the Harbour Office and Salma Bahri; denied by Miss Augusta Kite of the Chess Club."
    )
    (crumb,) = [
        text
        for text in why_text(clubs(), "chess-club", "kite-club", Reading(times=EVER))
        if "Crumb" in text
    ]
    assert "leads Kite Club (former, until 1906), on the word of" in crumb


def test_why_sets_in_full():
    found = why_sets(clubs(), "chess-club", "kite-club", Reading(times=EVER, alternatives=["m23b"]))
    assert found.columns.tolist() == ["person", "tie_a", "tie_b", "sources", "opposed"]
    assert found.iloc[0].tolist() == [
        "barnaby-rook",
        "on_committee_of chess-club",
        "on_committee_of kite-club",
        ("osric-tarr", "salma-bahri"),
        (("augusta-kite",),),
    ]
    assert (
        found["person"].tolist()[-1] == "tobias-crumb"
        and found["tie_b"].tolist()[-1] == "leads kite-club (former, until 1906)"
    )
    assert why_sets(clubs(), "chess-club", "kite-club", level="institution")[
        "sources"
    ].tolist() == [("harbour-office", "salma-bahri")]
    assert why_sets(clubs(), "chess-club", "brass-band").columns.tolist() == found.columns.tolist()


def test_why_in_words_at_another_level():
    assert why_text(clubs(), "kite-club", "chess-club", level="institution") == [
        "Barnaby Rook sits on the committee of Kite Club and sits on the committee of Chess Club, on the word of the Harbour Office and Salma Bahri; denied by the Chess Club."
    ]


def test_what_falls_with_whom():
    assert falls_with(clubs(), "chess-club", "kite-club") == ("osric-tarr", "salma-bahri")
    assert (
        falls_with(clubs(), "chess-club", "kite-club", Reading(denials="veto")) == ()
    )  # there is nothing to fall
    assert falls_with(clubs(), "chess-club", "kite-club", level="institution") == (
        "harbour-office",
        "salma-bahri",
    )


def test_why_in_words_word_for_word():
    said = [
        ("s", "", "asserts", "p", "A"),
        ("t", "", "asserts", "p", "B"),
        ("v", "w", "denies", "p", "A"),
        ("u", "", "denies", "p", "B"),
        ("s", "", "asserts", "q", "A"),
        ("s", "", "asserts", "q", "B"),
    ]
    claims = [
        dict(zip(["speaker", "via", "stance", "subject", "object"], row))
        | {"claim_id": f"k{n}", "relation": "leads"}
        for n, row in enumerate(said)
    ]
    tables = {
        "claims": pd.DataFrame(claims),
        "entities": pd.DataFrame(
            [{"entity_id": e, "kind": "person" if e.islower() else "organization"} for e in "pqAB"]
        ),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    assert why_text(Dataset(tables, {}, "few"), "A", "B") == [
        "p leads A and leads B, on the word of s and t; denied by u, or by v and w.",
        "q leads A and leads B, on the word of s.",
    ]
