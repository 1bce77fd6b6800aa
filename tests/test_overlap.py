"""Overlap against brute force over all sets of sources, and against printed results."""

from __future__ import annotations

import doctest
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import chain, combinations, product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import overlap, readings, worlds
from helpers.dataset import Dataset, load_dataset
from helpers.readings import EVER, NOW, Reading, without

ROOT = Path(__file__).resolve().parent.parent
load = cache(load_dataset)
thorough = settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def clubs():
    return load(ROOT / "data" / "two-clubs")


def article():
    return load(ROOT / "data" / "haqqani-2021")


def pair(data, a, b, reading=Reading()):
    return overlap.shared_leaders(data, reading, [a, b]).iloc[0].to_dict()


@pytest.mark.parametrize("module", [overlap, worlds])
def test_examples(module, monkeypatch):
    monkeypatch.delenv("SEPARATE_ENTITIES_DATA", raising=False)
    assert doctest.testmod(module).failed == 0


# --- random datasets, and the semantics written down a second time ----------------------------

SPEAKERS = ["s1", "s2", "s3", "s4"]
KINDS = {"au": "author", "inf": "inference"} | dict.fromkeys([*SPEAKERS, "boss"], "other")
PEOPLE, ORGANIZATIONS = ["p", "q"], ["A", "B", "C"]
ALTERNATIVE, PLAIN = "alternative_of", {"": 2, "unstated": 2, "certain": 2, "probable": 1, "possible": 0}


def mostly(usual, *others):
    """The usual value three times out of four."""
    return st.sampled_from([usual] * 3 * len(others) + list(others))


@st.composite
def claims(draw):
    """Rows about two people and two organizations, with relays, hedges, times, alternatives and an inference."""
    rows = []
    for number in range(draw(st.integers(2, 12))):
        speaker = draw(st.sampled_from([*SPEAKERS, "au", "inf"]))
        relays = draw(st.lists(st.sampled_from([s for s in [*SPEAKERS, "au"] if s != speaker]), max_size=2, unique=True))
        primaries = [row["claim_id"] for row in rows if not row[ALTERNATIVE]]
        rows.append({
            "claim_id": f"k{number}",
            "speaker": speaker,
            "via": " > ".join(relays) if draw(mostly(False, True)) else "",
            "stance": draw(mostly("asserts", "denies")),
            "subject": draw(mostly("p", "q")),
            "relation": draw(mostly("leads", "sits_on")),
            "object": draw(st.sampled_from(["A", "B"])),
            "time": draw(mostly("current", "", "unspecified", "former", "future")),
            "certainty": draw(mostly("", "unstated", "certain", "probable", "possible")),
            ALTERNATIVE: draw(st.sampled_from(primaries)) if primaries and draw(mostly(False, True)) else "",
        })
    return rows


@st.composite
def cases(draw):
    """Claims, and a reading that suits them."""
    rows = draw(claims())
    primary_of = {row["claim_id"]: row[ALTERNATIVE] for row in rows if row[ALTERNATIVE]}
    chosen = {primary_of[a]: a for a in draw(st.lists(st.sampled_from(sorted(primary_of))) if primary_of else st.just([]))}
    inferences = draw(st.booleans())
    believable = [s for s in KINDS if inferences or s != "inf"]
    return rows, Reading(
        believed=draw(st.sets(st.sampled_from(believable), min_size=3)) if draw(mostly(False, True)) else None,
        denials=draw(st.sampled_from(readings.DENIALS)),
        least_certainty=draw(mostly(None, "possible", "probable", "unstated", "certain")),
        times=draw(mostly(EVER, NOW, NOW | {"former"}, {"current"}, {"former"})),
        alternatives=chosen.values(),
        inferences=inferences,
    )


def dataset(rows):
    def frame(records):
        found = pd.DataFrame(records).fillna("").astype("str")
        return found.set_axis(pd.RangeIndex(2, len(found) + 2, name="row"))

    columns = ["claim_id", "speaker", "via", "stance", "subject", "relation", "object", "time", "certainty", ALTERNATIVE]
    parents = {"s1": "boss", "s2": "boss"}
    return Dataset(
        {
            "sources": frame([{"source_id": s, "kind": kind, "level": "government" if s == "boss" else "", "speaks_for": parents.get(s, "")} for s, kind in KINDS.items()]),
            "entities": frame([{"entity_id": e, "kind": "person" if e in PEOPLE else "organization"} for e in [*PEOPLE, *ORGANIZATIONS]]),
            "relations": frame([{"relation": "leads", "counts_for_overlap": "yes"}, {"relation": "sits_on", "counts_for_overlap": "yes"}, {"relation": "knows"}]),
            "claims": pd.DataFrame(rows, columns=columns, index=pd.RangeIndex(2, len(rows) + 2, name="row"), dtype="str"),
        },
        {},
        "random",
    )


def rolled(source, level):
    return "boss" if level != "speaker" and source in ("s1", "s2") else source


def needed(row, level="speaker"):
    relays = [relay for relay in row["via"].split(" > ") if relay and relay != "au"]
    return {rolled(source, level) for source in [row["speaker"], *relays]}


def admitted(rows, reading):
    """The claims that count if everybody is believed."""
    replaced = {row[ALTERNATIVE] for row in rows if row["claim_id"] in reading.alternatives}
    for row in rows:
        coding = row["claim_id"] in reading.alternatives if row[ALTERNATIVE] else row["claim_id"] not in replaced
        plain_enough = PLAIN[row["certainty"]] >= PLAIN[reading.least_certainty or "possible"]
        inferred = "inf" in needed(row)
        if coding and plain_enough and (row["time"] or "unspecified") in reading.times and (reading.inferences or not inferred):
            yield row


def period(row):
    return row["time"] if row["time"] in ("former", "future") else "now"


def roles(rows, believed, level="speaker"):
    """(person, organization) → the best state of any tie between them."""
    heard = [row for row in rows if needed(row, level) <= believed]
    tie = {(row["stance"], row["subject"], row["relation"], row["object"], period(row)) for row in heard}
    found = {}
    for stance, subject, relation, object_, when in tie:
        if stance == "asserts":
            certain = ("denies", subject, relation, object_, when) not in tie
            found[subject, object_] = found.get((subject, object_), False) or certain
    return found


def overlap_of(rows, believed, level="speaker"):
    """How many people are certain, and possible, leaders of both A and B."""
    found = roles(rows, believed, level)
    both = [found[p, "A"] and found[p, "B"] for p in PEOPLE if (p, "A") in found and (p, "B") in found]
    return sum(both), len(both)


def subsets(items):
    items = sorted(items)
    return [set(some) for some in chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))]


# --- properties -------------------------------------------------------------------------------


@thorough
@given(cases())
def test_shared_leaders_is_what_the_definition_says(case):
    rows, reading = case
    data, believed = dataset(rows), reading.believed or set(KINDS)
    certain, possible = overlap_of(list(admitted(rows, reading)), believed)
    by_policy = {policy: pair(data, "A", "B", replace(reading, denials=policy)) for policy in readings.DENIALS}
    assert (by_policy["unresolved"]["shared"], by_policy["unresolved"]["contested"]) == (certain, possible - certain)
    assert (by_policy["veto"]["shared"], by_policy["veto"]["contested"]) == (certain, 0)
    assert (by_policy["ignore"]["shared"], by_policy["ignore"]["contested"]) == (possible, 0)
    held = roles(list(admitted(rows, reading)), believed)
    counts = {o: sum(certain or reading.denials == "ignore" for (_, of), certain in held.items() if of == o) for o in "AB"}
    found = by_policy[reading.denials]
    assert (found["leaders_a"], found["leaders_b"]) == (counts["A"], counts["B"])
    union, smaller = counts["A"] + counts["B"] - found["shared"], min(counts.values())
    assert found["jaccard"] == pytest.approx(found["shared"] / union if union else float("nan"), nan_ok=True)
    assert found["overlap_coefficient"] == pytest.approx(found["shared"] / smaller if smaller else float("nan"), nan_ok=True)


@thorough
@given(cases(), st.sampled_from(readings.LEVELS))
def test_why_sets_agree_with_every_set_of_believed_sources(case, level):
    rows, reading = case
    why = overlap.why_sets(dataset(rows), "A", "B", reading, level)
    believable = list(admitted(rows, reading))
    for believed in subsets({rolled(s, level) for s in KINDS}):
        certain, possible = overlap_of(believable, believed, level)
        reached = [opposed for sources, opposed in zip(why["sources"], why["opposed"]) if set(sources) <= believed]
        assert bool(reached) == bool(possible)
        assert any(not any(set(d) <= believed for d in opposed) for opposed in reached) == bool(certain)


@thorough
@given(cases(), st.sampled_from(readings.LEVELS))
def test_why_sets_are_minimal(case, level):
    why = overlap.why_sets(dataset(case[0]), "A", "B", case[1], level)
    for _, rows in why.groupby(["person", "tie_a", "tie_b"]):
        for one, other in combinations(rows["sources"], 2):
            assert not set(one) <= set(other) and not set(other) <= set(one)
    for opposed in why["opposed"]:
        assert not any(set(one) < set(other) for one, other in product(opposed, repeat=2))


@thorough
@given(cases(), st.sampled_from(readings.LEVELS))
def test_shares_and_probabilities_agree_with_brute_force(case, level):
    rows, reading = case
    data, believable = dataset(rows), list(admitted(rows, reading))
    sources = readings.lineage(data, "A", "B", reading, level).sources
    value = {tuple(sorted(s)): tuple(map(bool, overlap_of(believable, s, level))) for s in subsets(sources)}
    found = overlap.source_shares(data, "A", "B", reading, level)
    lost = overlap.leave_one_out(data, "A", "B", reading, level)
    assert found["source"].tolist() == list(sources) == lost["source"].tolist()
    for place, result in enumerate(("certain", "possible")):
        if result not in found:
            continue
        assert found[result].tolist() == pytest.approx([shapley(value, sources, s, place) for s in sources])
        assert found[result].sum() == pytest.approx(value[sources][place] - value[()][place])
        without_one = [value[sources][place] - value[tuple(x for x in sources if x != s)][place] for s in sources]
        assert lost[result].tolist() == without_one == found[f"{result}_leave_one_out"].tolist()
    beliefs = {s: 0.1 + 0.17 * i for i, s in enumerate(sources)}
    chances = [sum(weight(beliefs, believed) for believed, won in value.items() if won[place]) for place in (0, 1)]
    assert overlap.probability(data, "A", "B", reading, beliefs, level) == pytest.approx((*chances, chances[1] - chances[0]))


def shapley(value, sources, source, place):
    """The average, over all orders of arrival, of what a source brings (small games only)."""
    from math import factorial

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


@thorough
@given(cases())
def test_what_a_result_falls_with(case):
    rows, reading = case
    believable = list(admitted(rows, reading))
    everyone = set(KINDS)
    certain, possible = overlap_of(believable, everyone)
    place = 0 if certain and reading.denials != "ignore" else 1
    holds = certain if reading.denials == "veto" else possible
    expected = [s for s in sorted(everyone) if holds and not overlap_of(believable, everyone - {s})[place]]
    assert list(overlap.falls_with(dataset(rows), "A", "B", reading)) == expected


@settings(thorough, max_examples=25)
@given(cases(), st.lists(st.sampled_from([*overlap.VARIED, "inferences", "sources"]), unique=True), st.sampled_from(["speaker", "government"]))
def test_the_range_is_that_of_all_readings(case, vary, level):
    rows, reading = case
    data = dataset(rows)
    found = overlap.overlap_range(data, "A", "B", reading, vary, level)
    values = list(all_values(rows, reading, vary, level))
    assert (found.low, found.high) == (min(values)[0], max(values)[0])
    assert pair(data, "A", "B", found.low_reading)["shared"] == found.low
    assert pair(data, "A", "B", found.high_reading)["shared"] == found.high
    for end, dropped in ((found.low, found.low_dropped), (found.high, found.high_dropped)):
        assert (len(dropped), dropped) == min((len(gone), gone) for value, gone in values if value == end)
    counted = [
        {r["claim_id"] for r in admitted(rows, end) if needed(r) <= (set(KINDS) if end.believed is None else end.believed) and (r["stance"] == "asserts" or end.denials != "ignore")}
        for end in (found.low_reading, found.high_reading)
    ]
    lineages = {c for end in (found.low_reading, found.high_reading) for c in readings.lineage(data, "A", "B", end).claims["claim_id"]}
    assert set(found.moving) == (counted[0] ^ counted[1]) & lineages
    if "sources" in vary:
        assert found.low == 0


def all_values(rows, reading, vary, level):
    """(shared, sources dropped) for every reading that the words allow."""
    primary_of = {row["claim_id"]: row[ALTERNATIVE] for row in rows if row[ALTERNATIVE]}
    codings = [some for some in subsets(primary_of) if len({primary_of[a] for a in some}) == len(some)]
    own = reading.inferences, reading.believed
    beliefs = {own, (False, own[1] and own[1] - {"inf"}), (True, own[1] and own[1] | {"inf"})}
    for policy, least, times, coding, (inferences, believed) in product(
        readings.DENIALS if "denials" in vary else [reading.denials],
        {None, "probable", "certain", reading.least_certainty} if "certainty" in vary else [reading.least_certainty],
        {NOW, NOW | {"former"}, EVER, reading.times} if "times" in vary else [reading.times],
        codings if "alternatives" in vary else [reading.alternatives],
        beliefs if "inferences" in vary else [own],
    ):
        changed = Reading(believed, policy, least, times, coding, inferences)
        yield from values_of(rows, changed, set(KINDS) if believed is None else believed, vary, level)


def values_of(rows, reading, believed, vary, level):
    believable = [row for row in admitted(rows, reading) if needed(row) <= believed]
    place = 1 if reading.denials == "ignore" else 0
    at_level = {rolled(s, level) for s in chain.from_iterable(map(needed, believable))}
    for gone in subsets(at_level) if "sources" in vary else [set()]:
        yield overlap_of(believable, at_level - gone, level)[place], tuple(sorted(gone))


# --- shipped datasets -------------------------------------------------------------------------


def test_two_clubs():
    assert [pair(clubs(), "chess-club", "kite-club")[name] for name in ("shared", "contested", "people")] == [0, 1, "Barnaby Rook (contested)"]
    wide = Reading(times=NOW | {"former"}, alternatives=["m23b"])
    found = pair(clubs(), "chess-club", "kite-club", wide)
    assert (found["shared"], found["contested"]) == (2, 1)
    assert found["people"] == "Nadim Bahri; Tobias Crumb; Barnaby Rook (contested)"
    assert pair(clubs(), "chess-club", "kite-club", replace(wide, denials="ignore"))["shared"] == 3


def test_the_article():
    assert pair(article(), "taliban", "haqqani-network")["shared"] == 1
    assert overlap.busiest_pair(article()) == ("haqqani-network", "taliban")
    assert overlap.busiest_pair(clubs()) == ("chess-club", "kite-club")


def test_all_pairs_in_the_order_of_the_entities():
    organizations = clubs()["entities"].query("kind == 'organization'")["entity_id"].tolist()
    found = overlap.shared_leaders(clubs())
    assert list(zip(found["organization_a"], found["organization_b"])) == list(combinations(organizations, 2))
    empty = found.query("organization_a == 'pigeon-society' or organization_b == 'pigeon-society'")
    assert len(empty) == len(organizations) - 1 and empty["overlap_coefficient"].isna().all()
    assert empty["jaccard"].isna().sum() == 0  # somebody leads the other: none of them is shared


def test_undefined_ratios_are_missing():
    found = pair(clubs(), "chess-club", "kite-club", Reading(believed=[]))
    assert pd.isna(found["jaccard"]) and pd.isna(found["overlap_coefficient"]) and found["shared"] == 0


def test_no_pairs():
    assert overlap.shared_leaders(clubs(), organizations=["chess-club"]).empty
    with pytest.raises(ValueError, match="no organization 'chess'"):
        overlap.shared_leaders(clubs(), organizations=["chess", "kite-club"])
    alone = Dataset({"entities": pd.DataFrame([{"entity_id": "A", "kind": "organization"}])}, {}, "alone")
    with pytest.raises(ValueError, match="the data have 1"):
        overlap.busiest_pair(alone)


def test_the_busiest_pair_of_equals_is_the_first():
    entities = pd.DataFrame([{"entity_id": e, "kind": "organization"} for e in ("C", "B", "A")])
    assert overlap.busiest_pair(Dataset({"entities": entities}, {}, "idle")) == ("A", "B")


def test_leaders():
    found = overlap.leaders(clubs()).set_index(["person", "organization"])
    rook = found.loc[("barnaby-rook", "chess-club")]
    assert rook.tolist() == ["on_committee_of", "now", "contested", "m07", "m10", False]
    assert found.loc[("hester-plum", "kite-club"), "relation"].tolist() == ["deputy_leader_of", "top_figure_in"]
    assert overlap.leaders(clubs(), Reading(denials="ignore"))["counts"].all()
    assert overlap.leaders(clubs(), without(clubs(), Reading(), "osric-tarr")).query("person == 'barnaby-rook'")["organization"].tolist() == ["kite-club"]
    assert overlap.leaders(clubs(), Reading(believed=[])).empty


def test_an_analysts_relations():
    assert pair(clubs(), "chess-club", "kite-club", Reading(relations=["leads"]))["contested"] == 0
    found = pair(clubs(), "chess-club", "kite-club", Reading(relations=["leads", "member_of"], denials="ignore"))
    assert found["people"] == "Augusta Kite"


def test_why_in_words():
    (rook,) = overlap.why_text(clubs(), "chess-club", "kite-club")
    assert rook == (
        "Barnaby Rook sits on the committee of Chess Club and sits on the committee of Kite Club, "
        "on the word of Osric Tarr of the Harbour Office and Salma Bahri; denied by Miss Augusta Kite of the Chess Club."
    )
    (crumb,) = [text for text in overlap.why_text(clubs(), "chess-club", "kite-club", Reading(times=EVER)) if "Crumb" in text]
    assert "leads Kite Club (former), on the word of" in crumb


def test_the_trail_ends_in_quotes():
    found = overlap.trail(clubs(), "kite-club", "chess-club", without(clubs(), Reading(), "osric-tarr"))
    assert found["claim_id"].tolist() == ["m16", "m07", "m10"]
    assert found["counts"].tolist() == [True, False, True]
    assert all(quote in clubs().text("lantern-1908") for quote in found["quote"])
    assert overlap.trail(clubs(), "chess-club", "brass-band").empty


def test_a_government_is_one_witness():
    by_speaker = overlap.source_shares(clubs(), "chess-club", "kite-club", Reading(denials="veto"))
    by_institution = overlap.source_shares(clubs(), "chess-club", "kite-club", Reading(denials="veto"), "institution")
    assert by_speaker["source"].tolist() == ["augusta-kite", "osric-tarr", "salma-bahri"]
    assert by_institution["source"].tolist() == ["chess-club", "harbour-office", "salma-bahri"]


def test_nothing_rests_on_nobody():
    assert overlap.source_shares(clubs(), "chess-club", "brass-band").empty
    assert overlap.probability(clubs(), "chess-club", "brass-band", Reading(), {}) == (0, 0, 0)
    assert overlap.falls_with(clubs(), "chess-club", "brass-band") == ()


def test_every_missing_belief_is_listed():
    with pytest.raises(ValueError, match="no belief is given in augusta-kite and osric-tarr"):
        overlap.probability(clubs(), "chess-club", "kite-club", Reading(), {"salma-bahri": 1})
    with pytest.raises(ValueError, match="'osric-tarr' is 1.5"):
        overlap.probability(clubs(), "chess-club", "kite-club", Reading(), {"salma-bahri": 1, "osric-tarr": 1.5, "augusta-kite": 0})


def test_what_cannot_be_varied_is_refused():
    with pytest.raises(ValueError, match="cannot vary 'time': did you mean 'times'"):
        overlap.overlap_range(clubs(), "chess-club", "kite-club", vary=["time"])


# --- many sources -----------------------------------------------------------------------------


def crowd(count, kind=""):
    """One person; each of several sources says that he leads both A and B."""
    names = [f"w{number:02}" for number in range(count)]
    rows = [{"claim_id": f"{name}{o}", "speaker": name, "stance": "asserts", "subject": "p", "relation": "leads", "object": o} for name in names for o in "AB"]
    sources = [{"source_id": name, "speaks_for": "union", "kind": kind} for name in names] + [{"source_id": "union", "level": "institution"}]
    tables = {
        "claims": pd.DataFrame(rows).set_axis(pd.RangeIndex(2, len(rows) + 2)),
        "sources": pd.DataFrame(sources).fillna(""),
        "entities": pd.DataFrame([{"entity_id": e, "kind": "person" if e == "p" else "organization"} for e in "pAB"]),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    return Dataset(tables, {}, "crowd")


def test_twenty_sources_are_exact():
    found = overlap.source_shares(crowd(20), "A", "B")
    assert found["certain"].tolist() == [1 / 20] * 20
    beliefs = dict.fromkeys(found["source"], 0.1)
    assert overlap.probability(crowd(20), "A", "B", Reading(), beliefs).certain == pytest.approx(1 - 0.9**20)
    ends = overlap.overlap_range(crowd(20), "A", "B", vary=["sources"])
    assert (ends.low, ends.high, len(ends.low_dropped)) == (0, 1, 20)


def test_more_are_refused_with_a_way_out():
    data = crowd(21)
    for asked in (
        lambda: overlap.source_shares(data, "A", "B"),
        lambda: overlap.probability(data, "A", "B", Reading(), dict.fromkeys(data["sources"]["source_id"], 0.5)),
        lambda: overlap.overlap_range(data, "A", "B", vary=["sources"]),
    ):
        with pytest.raises(overlap.TooManySourcesError, match="^21 sources matter.*20 at most.*raise the level"):
            asked()
    assert overlap.leave_one_out(data, "A", "B")["certain"].tolist() == [0] * 21
    assert overlap.source_shares(data, "A", "B", level="institution").to_numpy().tolist() == [["union", 1, 1, 1, 1]]


def test_too_many_codings_are_refused():
    rows = [row for n in range(13) for row in (
        {"claim_id": f"k{n}", "speaker": "s1", "stance": "asserts", "subject": "p", "relation": "leads", "object": "A", ALTERNATIVE: ""},
        {"claim_id": f"k{n}b", "speaker": "s2", "stance": "asserts", "subject": "p", "relation": "leads", "object": "A", ALTERNATIVE: f"k{n}"},
    )]
    data = dataset([{"via": "", "time": "", "certainty": "", **row} for row in rows])
    with pytest.raises(ValueError, match="8,192 combinations of codings"):
        overlap.overlap_range(data, "A", "B")
    assert overlap.overlap_range(data, "A", "B", vary=["times"]).high == 0


# --- worlds -----------------------------------------------------------------------------------


@thorough
@given(st.integers(1, 5), st.data())
def test_worlds_against_one_at_a_time(n, data):
    masks = st.lists(st.integers(1, 2**n - 1), max_size=3)
    people = data.draw(st.lists(st.lists(st.lists(st.tuples(masks, masks), max_size=2), min_size=1, max_size=2), max_size=3))
    possible, certain = worlds.tables(people, n)
    each = [[worlds.holds([person], world) for world in range(2**n)] for person in people]
    for world in range(2**n):
        found = [won[world] for won in each]
        assert worlds.holds(people, world) == (any(p for p, _ in found), any(c for _, c in found)) == (bool(possible >> world & 1), bool(certain >> world & 1))
    held = [table for table, _ in worlds.person_tables(people, n)]
    for k, table in enumerate(worlds.at_least(held, n)):
        assert [table >> world & 1 for world in range(2**n)] == [sum(won[world][0] for won in each) >= k for world in range(2**n)]
    beliefs = [0.2 + 0.15 * i for i in range(n)]
    chance = sum(weight(dict(enumerate(beliefs)), {i for i in range(n) if world >> i & 1}) for world in range(2**n) if certain >> world & 1)
    assert worlds.probability(certain, beliefs) == pytest.approx(chance)
    assert worlds.shapley_many([certain, possible], n).tolist() == [pytest.approx([float(s) for s in worlds.shapley(table, n)]) for table in (certain, possible)]
    gone = [tuple(i for i in range(n) if not world >> i & 1) for world in range(2**n) if certain >> world & 1]
    assert worlds.fewest_dropped(certain, n) == min(gone, key=lambda dropped: (len(dropped), dropped), default=None)


def test_shares_are_exact_fractions():
    _, certain = worlds.tables([[[([0b011], [0b100])]]], 3)
    assert worlds.tables([], 0) == (0, 0) and worlds.shapley(0, 0) == []
    assert sum(worlds.shapley(certain, 3)) == 0 and worlds.shapley(certain, 3)[2].as_integer_ratio() == (-1, 3)


# --- by chance --------------------------------------------------------------------------------


def all_tables(degrees, sizes):
    """Every 0/1 table with these margins, by trying all."""
    rows = [list(combinations(sorted(sizes), degree)) for degree in degrees]
    for table in product(*rows):
        if Counter(chain.from_iterable(table)) == Counter({o: size for o, size in sizes.items() if size}):
            yield table


@thorough
@given(st.lists(st.sets(st.sampled_from("ABCD")), max_size=5))
def test_tables_are_counted_one_by_one(table):
    degrees = [len(row) for row in table]
    sizes = {o: sum(o in row for row in table) for o in "ABCD"}
    expected = Counter(sum({"A", "B"} <= set(row) for row in found) for found in all_tables(degrees, sizes))
    assert overlap._count_tables(degrees, sizes, "A", "B") == dict(expected)


def test_darwins_finches(monkeypatch):
    """13 species on 17 islands: the count printed by Chen, Diaconis, Holmes & Liu (2005), JASA 100."""
    monkeypatch.setattr(overlap, "_MOST_STEPS", 10**7)
    islands = dict(enumerate([4, 4, 11, 10, 10, 8, 9, 10, 8, 9, 3, 10, 4, 7, 9, 3, 3]))
    species = dict(enumerate([14, 13, 14, 10, 12, 2, 10, 1, 10, 11, 6, 2, 17]))
    assert sum(overlap._count_tables(list(islands.values()), species, 0, 1).values()) == 67_149_106_137_567_626


def members(table):
    """A dataset in which everybody leads what the table says."""
    rows = [{"claim_id": f"{person}-{o}", "speaker": "s", "stance": "asserts", "subject": person, "relation": "leads", "object": o} for person, row in table.items() for o in row]
    kinds = {person: "person" for person in table} | {o: "organization" for row in table.values() for o in row}
    tables = {
        "claims": pd.DataFrame(rows).set_axis(pd.RangeIndex(2, len(rows) + 2)),
        "sources": pd.DataFrame([{"source_id": "s"}]),
        "entities": pd.DataFrame([{"entity_id": e, "kind": kind} for e, kind in kinds.items()]),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    return Dataset(tables, {}, "members")


COMMITTEES = members({"p1": "ABC", "p2": "ABD", "p3": "CD", "p4": "BE", "p5": "ACE", "p6": "D"})


def test_samples_agree_with_the_count(monkeypatch):
    counted = overlap.null_model(COMMITTEES, "A", "B")
    monkeypatch.setattr(overlap, "_MOST_STEPS", 0)
    sampled = overlap.null_model(COMMITTEES, "A", "B", samples=2999)
    assert counted.exact and counted.tables > 100 and not sampled.exact and sampled.tables is None
    assert sampled.shared == counted.shared == 2 and sampled.p == pytest.approx(counted.p, abs=0.03)
    assert sampled.smallest_p == 1 / 3000 and sampled.distribution["tables"].sum() == 2999
    expected = counted.distribution.set_index("shared")["tables"] / counted.tables
    found = sampled.distribution.set_index("shared")["tables"] / 2999
    assert (expected - found).abs().max() < 0.03
    assert overlap.null_model(COMMITTEES, "A", "B", samples=99).p == overlap.null_model(COMMITTEES, "A", "B", samples=99).p
    assert overlap.null_model(COMMITTEES, "A", "B", samples=99, seed=1).distribution.equals(overlap.null_model(COMMITTEES, "A", "B", samples=99).distribution) is False


@thorough
@given(st.lists(st.sets(st.sampled_from("ABCDE"), min_size=1), min_size=2, max_size=6), st.integers(0, 9))
def test_samples_keep_both_margins(rows, seed):
    for sample in overlap._samples(rows, seed, 3):
        assert [len(row) for row in sample] == [len(row) for row in rows]
        assert Counter(chain.from_iterable(sample)) == Counter(chain.from_iterable(rows))


def test_power_cards():
    one = overlap.null_model(members({"p": "AB"}), "A", "B")
    assert one.sentence == "1 table has these margins; the smallest p that any of them could give is 1: nothing here could be called significant at 0.05."
    assert one.distribution.to_numpy().tolist() == [[1, 1]]
    many = overlap.null_model(members({f"p{n}": "AB" if n < 3 else "CD" for n in range(8)}), "A", "B")
    assert many.p == many.smallest_p < 0.05 and many.sentence.startswith(f"{many.tables:,} tables have") and many.sentence.endswith(f"{many.p:.3g}.")
    nobody = overlap.null_model(clubs(), "chess-club", "kite-club", Reading(believed=[]))
    assert (nobody.tables, nobody.p, nobody.shared) == (1, 1, 0)


def test_the_null_model_follows_the_denial_policy_and_the_chosen_columns():
    by_policy = {policy: overlap.null_model(clubs(), "chess-club", "kite-club", Reading(denials=policy)).shared for policy in readings.DENIALS}
    assert by_policy == {"unresolved": 0, "ignore": 1, "veto": 0}
    assert overlap.null_model(COMMITTEES, "A", "B", organizations=["A", "B"]).tables == overlap.null_model(COMMITTEES, "B", "A", organizations=[]).tables


# --- printed results --------------------------------------------------------------------------


def southern_women():
    """Events as people, women as organizations: the duality, taken at its word."""
    import networkx

    graph = networkx.davis_southern_women_graph()
    return members({event: sorted(graph[event]) for event in graph.graph["bottom"]}), graph.graph["top"]


def test_southern_women():
    """Davis, Gardner & Gardner (1941); women × women as printed in Breiger (1974)."""
    data, women = southern_women()
    assert len(women) == 18
    found = overlap.shared_leaders(data, organizations=women).set_index(["organization_a", "organization_b"])
    attended = [*found.loc[women[0], "leaders_a"].head(1), *found.loc[women[0], "leaders_b"]]
    assert attended == [8, 7, 8, 7, 4, 4, 4, 3, 4, 4, 4, 6, 7, 8, 5, 2, 2, 2]
    rows = {
        0: [6, 7, 6, 3, 4, 3, 3, 3, 2, 2, 2, 2, 2, 1, 2, 1, 1],
        1: [6, 6, 3, 4, 4, 2, 3, 2, 1, 1, 2, 2, 2, 1, 0, 0],
        2: [6, 4, 4, 4, 3, 4, 3, 2, 2, 3, 3, 2, 2, 1, 1],
        3: [4, 4, 4, 2, 3, 2, 1, 1, 2, 2, 2, 1, 0, 0],
        4: [2, 2, 0, 2, 1, 0, 0, 1, 1, 1, 0, 0, 0],
    }
    for place, expected in rows.items():
        assert found.loc[women[place], "shared"].tolist() == expected


def test_the_count_for_any_frame_agrees():
    data, women = southern_women()
    counted = overlap.count_shared(overlap.leaders(data))
    expected = overlap.shared_leaders(data, organizations=sorted(women)).query("shared > 0")
    assert counted.to_numpy().tolist() == expected[["organization_a", "organization_b", "shared"]].to_numpy().tolist()
    assert counted.columns.tolist() == ["organization_a", "organization_b", "shared"]


def test_a_second_role_in_one_organization_counts_once():
    twice = pd.DataFrame({"person": ["p", "p", "p"], "organization": ["A", "A", "B"]})
    assert overlap.count_shared(twice)["shared"].tolist() == [1]
