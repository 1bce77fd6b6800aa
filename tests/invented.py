"""Invented datasets, and the semantics of overlap written down a second time, by brute force."""

from __future__ import annotations

import os
from itertools import chain, combinations
from math import factorial

import pandas as pd
from hypothesis import HealthCheck, settings, strategies as st

from helpers.claims.readings import DENIALS, EVER, NOW, Reading
from helpers.data.dataset import Dataset
from helpers.overlap.who_leads import shared_leaders

EXAMPLES = 6 if "MUTANT_UNDER_TEST" in os.environ else 30  # mutmut's: each mutant is judged by few

thorough = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

SPEAKERS = ["s1", "s2", "s3", "s4"]

KINDS = {"au": "author", "inf": "inference"} | dict.fromkeys([*SPEAKERS, "boss"], "other")

PEOPLE, ORGANIZATIONS = ["p", "q"], ["A", "B", "C"]

ALTERNATIVE, PLAIN = (
    "alternative_of",
    {"": 2, "unstated": 2, "certain": 2, "probable": 1, "possible": 0},
)


def mostly(usual, *others):
    """The usual value three times out of four."""
    return st.sampled_from([usual] * 3 * len(others) + list(others))


@st.composite
def random_claims(draw):
    """Rows about two people and two organizations.

    With relays, hedges, times, alternatives and an inference.
    """
    rows = []
    for number in range(draw(st.integers(2, 12))):
        speaker = draw(st.sampled_from([*SPEAKERS, "au", "inf"]))
        relays = draw(
            st.lists(
                st.sampled_from([s for s in [*SPEAKERS, "au"] if s != speaker]),
                max_size=2,
                unique=True,
            )
        )
        primaries = [row["claim_id"] for row in rows if not row[ALTERNATIVE]]
        rows.append(
            {
                "claim_id": f"k{number}",
                "speaker": speaker,
                "via": " > ".join(relays) if draw(mostly(False, True)) else "",
                "stance": draw(mostly("asserts", "denies")),
                "subject": draw(mostly("p", "q")),
                "relation": draw(mostly("leads", "sits_on")),
                "object": draw(st.sampled_from(["A", "B"])),
                "time": draw(mostly("current", "", "unspecified", "former", "future")),
                "certainty": draw(mostly("", "unstated", "certain", "probable", "possible")),
                ALTERNATIVE: (
                    draw(st.sampled_from(primaries))
                    if primaries and draw(mostly(False, True))
                    else ""
                ),
            }
        )
    return rows


@st.composite
def random_cases(draw):
    """Claims, and a reading that suits them."""
    rows = draw(random_claims())
    primary_of = {row["claim_id"]: row[ALTERNATIVE] for row in rows if row[ALTERNATIVE]}
    chosen = {
        primary_of[a]: a
        for a in draw(st.lists(st.sampled_from(sorted(primary_of))) if primary_of else st.just([]))
    }
    inferences = draw(st.booleans())
    believable = [s for s in KINDS if inferences or s != "inf"]
    return rows, Reading(
        believed=(
            draw(st.sets(st.sampled_from(believable), min_size=3))
            if draw(mostly(False, True))
            else None
        ),
        denials=draw(st.sampled_from(DENIALS)),
        least_certainty=draw(mostly(None, "possible", "probable", "unstated", "certain")),
        times=draw(mostly(EVER, NOW, NOW | {"former"}, {"current"}, {"former"})),
        alternatives=chosen.values(),
        inferences=inferences,
    )


def dataset(rows):
    def frame(records):
        found = pd.DataFrame(records).fillna("").astype("str")
        return found.set_axis(pd.RangeIndex(2, len(found) + 2, name="row"))

    columns = [
        "claim_id",
        "speaker",
        "via",
        "stance",
        "subject",
        "relation",
        "object",
        "time",
        "certainty",
        ALTERNATIVE,
    ]
    parents = {"s1": "boss", "s2": "boss"}
    return Dataset(
        {
            "sources": frame(
                [
                    {
                        "source_id": s,
                        "kind": kind,
                        "level": "government" if s == "boss" else "",
                        "speaks_for": parents.get(s, ""),
                    }
                    for s, kind in KINDS.items()
                ]
            ),
            "entities": frame(
                [
                    {"entity_id": e, "kind": "person" if e in PEOPLE else "organization"}
                    for e in [*PEOPLE, *ORGANIZATIONS]
                ]
            ),
            "relations": frame(
                [
                    {"relation": "leads", "counts_for_overlap": "yes"},
                    {"relation": "sits_on", "counts_for_overlap": "yes"},
                    {"relation": "knows"},
                ]
            ),
            "claims": pd.DataFrame(
                rows,
                columns=columns,
                index=pd.RangeIndex(2, len(rows) + 2, name="row"),
                dtype="str",
            ),
        },
        {},
        "random",
    )


def members(table):
    """A dataset in which everybody leads what the table says."""
    rows = [
        {
            "claim_id": f"{person}-{o}",
            "speaker": "s",
            "stance": "asserts",
            "subject": person,
            "relation": "leads",
            "object": o,
        }
        for person, row in table.items()
        for o in row
    ]
    kinds = dict.fromkeys(table, "person") | {
        o: "organization" for row in table.values() for o in row
    }
    tables = {
        "claims": pd.DataFrame(rows).set_axis(pd.RangeIndex(2, len(rows) + 2)),
        "sources": pd.DataFrame([{"source_id": "s"}]),
        "entities": pd.DataFrame([{"entity_id": e, "kind": kind} for e, kind in kinds.items()]),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    return Dataset(tables, {}, "members")


def crowd(count, kind=""):
    """One person; each of several sources says that he leads both A and B."""
    names = [f"w{number:02}" for number in range(count)]
    rows = [
        {
            "claim_id": f"{name}{o}",
            "speaker": name,
            "stance": "asserts",
            "subject": "p",
            "relation": "leads",
            "object": o,
        }
        for name in names
        for o in "AB"
    ]
    sources = [{"source_id": name, "speaks_for": "union", "kind": kind} for name in names] + [
        {"source_id": "union", "level": "institution"}
    ]
    tables = {
        "claims": pd.DataFrame(rows).set_axis(pd.RangeIndex(2, len(rows) + 2)),
        "sources": pd.DataFrame(sources).fillna(""),
        "entities": pd.DataFrame(
            [{"entity_id": e, "kind": "person" if e == "p" else "organization"} for e in "pAB"]
        ),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    return Dataset(tables, {}, "crowd")


# --- the semantics ----------------------------------------------------------------------------


def pair(data, a, b, reading=Reading()):
    return shared_leaders(data, reading, [a, b]).iloc[0].to_dict()


def rolled(source, level):
    return "boss" if level != "speaker" and source in ("s1", "s2") else source


def needed(row, level="speaker"):
    relays = [relay for relay in row["via"].split(" > ") if relay and relay != "au"]
    return {rolled(source, level) for source in [row["speaker"], *relays]}


def admitted(rows, reading):
    """The claims that count if everybody is believed."""
    replaced = {row[ALTERNATIVE] for row in rows if row["claim_id"] in reading.alternatives}
    for row in rows:
        coding = (
            row["claim_id"] in reading.alternatives
            if row[ALTERNATIVE]
            else row["claim_id"] not in replaced
        )
        plain_enough = PLAIN[row["certainty"]] >= PLAIN[reading.least_certainty or "possible"]
        inferred = "inf" in needed(row)
        if (
            coding
            and plain_enough
            and (row["time"] or "unspecified") in reading.times
            and (reading.inferences or not inferred)
        ):
            yield row


def period(row):
    return row["time"] if row["time"] in ("former", "future") else "now"


def roles(rows, believed, level="speaker"):
    """(person, organization) → the best state of any tie between them."""
    heard = [row for row in rows if needed(row, level) <= believed]
    tie = {
        (row["stance"], row["subject"], row["relation"], row["object"], period(row))
        for row in heard
    }
    found = {}
    for stance, subject, relation, object_, when in tie:
        if stance == "asserts":
            certain = ("denies", subject, relation, object_, when) not in tie
            found[subject, object_] = found.get((subject, object_), False) or certain
    return found


def overlap_of(rows, believed, level="speaker"):
    """How many people are certain, and possible, leaders of both A and B."""
    found = roles(rows, believed, level)
    both = [
        found[p, "A"] and found[p, "B"] for p in PEOPLE if (p, "A") in found and (p, "B") in found
    ]
    return sum(both), len(both)


def subsets(items):
    items = sorted(items)
    return [
        set(some)
        for some in chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))
    ]


def shapley(value, sources, source, place):
    """The average, over all orders of arrival, of what a source brings (small games only)."""
    total = 0.0
    for before in subsets(set(sources) - {source}):
        gain = value[tuple(sorted(before | {source}))][place] - value[tuple(sorted(before))][place]
        total += gain * factorial(len(before)) * factorial(len(sources) - len(before) - 1)
    return total / factorial(len(sources))


def weight(beliefs, believed):
    chance = 1.0
    for source, belief in beliefs.items():
        chance *= belief if source in believed else 1 - belief
    return chance
