"""Invented datasets, and the semantics of overlap written down a second time, by brute force."""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import cache
from itertools import chain, combinations, product
from math import factorial

import pandas as pd
from hypothesis import HealthCheck, settings, strategies as st

from helpers.claims.readings import DENIALS, EVER, NOW, Reading
from helpers.data.dataset import Dataset
from helpers.overlap.who_leads import shared_leaders

HURRIED = bool(os.environ.get("HURRIED"))  # set by `make quick`


def examples(number: int) -> int:
    """How many examples a property is tried with, in a hurry and without."""
    return max(number // 5, 2) if HURRIED else number


EXAMPLES = 6 if "MUTANT_UNDER_TEST" in os.environ else examples(30)  # mutmut's: judged by few

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


VALID = (
    *("", "2000-01-02", "2000-01-01/2000-01-03", "2000-01-03/..", "2000-01-04/", "../2000-01-02"),
    *("2000-01", "2000-01/2000-02-04", "2000-01-02/2000-01", "2000-01-10~", "2000-01-05/2000-02"),
)
SAID_ON = ("", "2000-01-12", "2000-02")
DOCUMENTS = {"d1": "2000-01-05", "d2": "2000-01", "d3": "2000-02-03", "d4": ""}
"""When each was published."""

AT = ("2000-01-02", "2000-01-03/2000-01-04", "2000-02", "2000-01-20/..")


@st.composite
def random_claims(draw):
    """Rows about two people and two organizations.

    With relays, hedges, times, alternatives and an inference.
    """
    rows = []
    dates = [{"valid": valid, "said_on": said_on} for valid in VALID for said_on in SAID_ON]
    if not draw(st.booleans()):
        dates = dates[:1]
    documents = draw(st.sampled_from([[""], ["", *DOCUMENTS]]))
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
                "document_id": draw(st.sampled_from(documents)),
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
                **draw(mostly({"valid": "", "said_on": ""}, *dates)),
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
        at=draw(mostly(None, *AT)),
        together=draw(mostly("possible", "certain", "ignore")),
        documents=draw(mostly(None, {"d1", "d2"}, {"d3"})),
        known_by=draw(mostly(None, "2000-01-05", "2000-01", "2000-02")),
        changes=draw(mostly("all", "latest")),
    )


def dataset(rows):
    def frame(records):
        found = pd.DataFrame(records).fillna("").astype("str")
        return found.set_axis(pd.RangeIndex(2, len(found) + 2, name="row"))

    columns = [
        "claim_id",
        "document_id",
        "speaker",
        "via",
        "stance",
        "subject",
        "relation",
        "object",
        "time",
        "certainty",
        ALTERNATIVE,
        "valid",
        "said_on",
    ]
    parents = {"s1": "boss", "s2": "boss"}
    documents = [{"document_id": d, "published": day} for d, day in DOCUMENTS.items()]
    return Dataset(
        {
            "documents": frame(documents),
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
                    {"entity_id": e, "kind": "organization" if e in ORGANIZATIONS else "person"}
                    for e in dict.fromkeys(
                        [*PEOPLE, *ORGANIZATIONS, *(row["subject"] for row in rows)]
                    )
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


def register(*claims):
    """Claims in few words: person, organization, valid, time, then what else is so."""
    rows = []
    for number, claim in enumerate(claims):
        person, organization, valid, time, *more = claim.split()
        rows.append(
            {
                "claim_id": f"k{number}",
                "speaker": "s1",
                "via": "",
                "stance": "asserts",
                "subject": person,
                "relation": "leads",
                "object": organization,
                "time": time,
                "certainty": "",
                "alternative_of": "",
                "valid": valid.strip("-"),
                "said_on": "",
                **dict(one.split("=") for one in more),
            }
        )
    return dataset(rows)


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
    looked_at = [
        row
        for row in rows
        if is_read(row, reading)
        and (
            row["claim_id"] in reading.alternatives
            if row[ALTERNATIVE]
            else row["claim_id"] not in replaced
        )
    ]
    for row in looked_at:
        later = (taken_back(row, other, reading.at) for other in looked_at)
        if reading.changes == "latest" and any(later):
            continue
        plain_enough = PLAIN[row["certainty"]] >= PLAIN[reading.least_certainty or "possible"]
        inferred = "inf" in needed(row)
        in_time = (row["time"] or "unspecified") in reading.times
        if reading.at and row["valid"]:
            in_time = bool(hull_and_core(row["valid"], row["said_on"])[0] & asked(reading))
        if plain_enough and in_time and (reading.inferences or not inferred):
            yield row


def is_read(row, reading):
    """Whether a claim stands in a document that is read, and was out by then."""
    if reading.documents is None and reading.known_by is None:
        return True
    document = row.get("document_id", "")
    if reading.documents is not None and document not in reading.documents:
        return False
    if reading.known_by is None:
        return bool(document)
    published = DOCUMENTS.get(document, "")
    by = days_of_date(reading.known_by)[-1]
    return bool(published) and days_of_date(published)[-1] <= by


def days_said(row):
    """The days on which a claim can have been said: an author's own words are as old as the text."""
    published = DOCUMENTS.get(row.get("document_id", ""), "")
    if row["said_on"] or (row["speaker"] == "au" and not row["via"]):
        return days_of_date(row["said_on"] or published)
    return range(days_of_date(published)[-1] + 1)


def taken_back(row, other, at):
    """Whether the speaker of a claim later takes the opposite stance on the same tie."""
    same = ["speaker", "subject", "relation", "object"]
    hulls = [hull_and_core(one["valid"], one["said_on"])[0] for one in (row, other)]
    days = [days_said(one) for one in (row, other)]
    return (
        all(row[column] == other[column] for column in same)
        and row["stance"] != other["stance"]
        and (period(row) == period(other) or (at and row["valid"] and other["valid"]))
        and days[0][-1] < days[1][0]
        and bool(hulls[0] & hulls[1])
    )


def period(row):
    return row["time"] if row["time"] in ("former", "future") else "now"


WINDOW = [date(1999, 12, 1) + timedelta(days=day) for day in range(130)]
"""All the days there are, for the enumeration: what is open goes to its edges."""

EVERY_DAY = (1 << len(WINDOW)) - 1


@cache
def days_of_date(value):
    """The places in the window of the days that a date without marks can mean."""
    places = tuple(n for n, day in enumerate(WINDOW) if day.isoformat().startswith(value))
    return places if value and value != ".." else range(len(WINDOW))


@cache
def hull_and_core(valid, said_on):
    """Every start with every end, day by day: on which days some have it, and all have it."""
    if not valid or "~" in valid:  # nobody says when; or a year and a month to either side
        return EVERY_DAY, 0
    start, slash, end = valid.partition("/")
    ends = days_of_date(end if slash else start)
    if end == ".." and said_on:
        ends = [day for day in ends if day >= days_of_date(said_on)[0]]
    hull, core = 0, EVERY_DAY
    for first in days_of_date(start):
        for last in ends:
            if first <= last:
                held = ((1 << (last - first + 1)) - 1) << first
                hull, core = hull | held, core & held
    return hull, core


def asked(reading):
    """The days that a reading looks at."""
    return hull_and_core(reading.at, "")[0] if reading.at else EVERY_DAY


def overlap_of(rows, believed, level="speaker", reading=Reading(together="ignore")):
    """How many people are certain, and possible, leaders of both A and B."""
    heard = [row for row in rows if needed(row, level) <= believed]
    asserted = [row for row in heard if row["stance"] == "asserts"]
    denied = [row for row in heard if row["stance"] == "denies"]
    unmet = {row["claim_id"] for row in asserted if not any(meets(row, d, reading) for d in denied)}
    certain, possible = set(), set()
    for one, other in product(asserted, repeat=2):
        of_both = (one["object"], other["object"]) == ("A", "B")
        if of_both and one["subject"] == other["subject"] and at_one_time(one, other, reading):
            possible.add(one["subject"])
            if {one["claim_id"], other["claim_id"]} <= unmet:
                certain.add(one["subject"])
    return len(certain), len(possible)


def roles(rows, believed, reading):
    """(person, organization) → whether some tie between them is certain."""
    heard = [row for row in rows if needed(row) <= believed]
    denied = [row for row in heard if row["stance"] == "denies"]
    found = {}
    for row in heard:
        if row["stance"] == "asserts":
            key = row["subject"], row["object"]
            certain = not any(meets(row, denial, reading) for denial in denied)
            found[key] = found.get(key, False) or certain
    return found


def meets(row, denial, reading):
    """Whether a denial speaks of the same, in the same period, on a day that both may mean."""
    tie = ["subject", "relation", "object"]
    hulls = [hull_and_core(one["valid"], one["said_on"])[0] for one in (row, denial)]
    dated = reading.at and row["valid"] and denial["valid"]
    return (
        all(row[column] == denial[column] for column in tie)
        and (period(row) == period(denial) or bool(dated))
        and bool(hulls[0] & hulls[1] & asked(reading))
    )


def at_one_time(one, other, reading):
    if reading.together == "ignore":
        return True
    place = 0 if reading.together == "possible" else 1
    held = [hull_and_core(row["valid"], row["said_on"])[place] for row in (one, other)]
    return bool(held[0] & held[1] & asked(reading))


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
