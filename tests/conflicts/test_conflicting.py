"""Conflicts: found against brute force on invented data, and on the article the ones that a reader would name."""

from __future__ import annotations

from itertools import combinations, product

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import ALTERNATIVE, dataset, mostly, thorough
from shapes import SHAPES
from shipped import article, clubs

from helpers.claims.readings import DENIALS, EVER, NOW, Reading, without
from helpers.claims.words import primary_claims, read_aloud, wordings
from helpers.conflicts.conflicting import (
    CONFLICT_COLUMNS,
    closest_pairs,
    conflict_pairs,
    conflict_words,
    left_out_words,
    levels_table,
    requirements_table,
    side_by_side,
)
from helpers.conflicts.contested import (
    busiest_relay,
    contested_ties,
    not_missed_words,
    only_source_table,
    policies_table,
)
from helpers.data.dataset import Dataset, with_claims

PLACE = {"part_of": 0, "separate_from": 1, "helps": 2, "fights": 3}
SYMMETRIC = {"separate_from", "fights"}
INCOMPATIBLE = {
    ("part_of", "separate_from"),
    ("part_of", "helps"),
    ("helps", "fights"),
    ("part_of", "fights"),
}


def invented(rows) -> Dataset:
    """Invented claims about relations of which some are symmetric and some exclude others."""
    data = dataset(rows)
    relations = [
        {
            "relation": relation,
            "symmetric": "yes" if relation in SYMMETRIC else "no",
            "incompatible_with": ";".join(
                other for one, other in sorted(INCOMPATIBLE) if one == relation
            ),
        }
        for relation in PLACE
    ]
    frame = (
        pd.DataFrame(relations).set_axis(pd.RangeIndex(2, len(PLACE) + 2, name="row")).astype("str")
    )
    return Dataset(dict(data) | {"relations": frame}, {}, "invented")


@st.composite
def rows(draw):
    found = []
    for number in range(draw(st.integers(2, 9))):
        primaries = [row["claim_id"] for row in found if not row[ALTERNATIVE]]
        found.append(
            {
                "claim_id": f"k{number}",
                "speaker": draw(st.sampled_from(["s1", "s2", "s3", "au", "inf"])),
                "via": draw(st.sampled_from(["", "au", "au > s4", "s4"])),
                "stance": draw(mostly("asserts", "denies")),
                "subject": draw(st.sampled_from("AB")),
                "relation": draw(st.sampled_from(sorted(PLACE))),
                "object": draw(st.sampled_from("AB")),
                "time": draw(mostly("current", "", "former")),
                "certainty": draw(mostly("", "possible")),
                ALTERNATIVE: draw(st.sampled_from(primaries))
                if primaries and draw(mostly(False, True))
                else "",
            }
        )
    return found


def expected(claims, reading):
    """Every conflict, the definition written down a second time; its two claims → what it requires."""
    found = {}
    for one, other in combinations(claims, 2):
        if "inf" in (one["speaker"], other["speaker"]) and not reading.inferences:
            continue
        if reading.least_certainty and "possible" in (one["certainty"], other["certainty"]):
            continue
        if (one[ALTERNATIVE] or one["claim_id"]) == (other[ALTERNATIVE] or other["claim_id"]):
            continue
        if period(one) == period(other) and clash(one, other):
            found[frozenset([one["claim_id"], other["claim_id"]])] = {
                need for row in (one, other) for need in needs(row, claims, reading)
            }
    return found


def period(row):
    return "former" if row["time"] == "former" else "now"


def clash(one, other):
    straight = (one["subject"], one["object"]) == (other["subject"], other["object"])
    crossed = (one["subject"], one["object"]) == (other["object"], other["subject"])
    if one["relation"] == other["relation"] and one["stance"] != other["stance"]:
        return straight or (crossed and one["relation"] in SYMMETRIC)
    if one["stance"] == other["stance"] == "asserts":
        related = (
            tuple(sorted([one["relation"], other["relation"]], key=PLACE.__getitem__))
            in INCOMPATIBLE
        )
        return related and (
            straight or (crossed and bool({one["relation"], other["relation"]} & SYMMETRIC))
        )
    return False


def needs(row, claims, reading):
    replaced = {claim[ALTERNATIVE] for claim in claims if claim["claim_id"] in reading.alternatives}
    if row["claim_id"] in replaced or (
        row[ALTERNATIVE] and row["claim_id"] not in reading.alternatives
    ):
        yield f"coding {row['claim_id']}"
    if (row["time"] or "unspecified") not in reading.times:
        yield f"time {row['time'] or 'unspecified'}"


@thorough
@given(
    rows(),
    st.sampled_from(
        [Reading(), Reading(times=EVER), Reading(least_certainty="unstated", inferences=True)]
    ),
)
def test_conflicts_are_those_of_the_definition(claims, reading):
    found = conflict_pairs(invented(claims), reading)
    seen = {
        frozenset([row.claim_a, row.claim_b]): set(filter(None, row.requires.split("; ")))
        for row in found.itertuples()
    }
    assert seen == expected(claims, reading)
    assert len(seen) == len(found) and list(found.columns) == CONFLICT_COLUMNS
    incompatible = found[found["conflict"] == "incompatible"]
    assert (incompatible["relation_a"].map(PLACE) < incompatible["relation_b"].map(PLACE)).all()


@thorough
@given(rows())
def test_a_chosen_coding_is_required_no_more(claims):
    alternatives = {row[ALTERNATIVE]: row["claim_id"] for row in claims if row[ALTERNATIVE]}
    reading = Reading(alternatives=alternatives.values())
    found = conflict_pairs(invented(claims), reading)
    seen = {
        frozenset([row.claim_a, row.claim_b]): set(filter(None, row.requires.split("; ")))
        for row in found.itertuples()
    }
    assert seen == expected(claims, reading)


@pytest.mark.long
@thorough
@given(rows())
def test_it_does_not_matter_which_end_a_symmetric_relation_was_coded_from(claims):
    turned = [
        row | {"subject": row["object"], "object": row["subject"]}
        if row["relation"] in SYMMETRIC
        else row
        for row in claims
    ]
    pairs = [
        [(row.claim_a, row.claim_b) for row in conflict_pairs(invented(some)).itertuples()]
        for some in (claims, turned)
    ]
    assert pairs[0] == pairs[1]


@pytest.mark.long
@thorough
@given(rows())
def test_an_unrelated_claim_and_other_names_change_nothing(claims):
    more = [
        *claims,
        dict.fromkeys(claims[0], "")
        | {
            "claim_id": "new",
            "speaker": "s1",
            "stance": "asserts",
            "subject": "p",
            "relation": "helps",
            "object": "C",
        },
    ]
    others = [
        row | {"speaker": {"s1": "s3", "s3": "s1"}.get(row["speaker"], row["speaker"])}
        for row in claims
    ]
    pairs = [
        [(row.claim_a, row.claim_b) for row in conflict_pairs(invented(some)).itertuples()]
        for some in (claims, more, others)
    ]
    assert pairs[0] == pairs[1] == pairs[2]


# --- the article ------------------------------------------------------------------------------


def between(found, a, b):
    """The one conflict between two claims, whichever side they are on."""
    (row,) = found[(found["claim_a"].isin([a, b])) & found["claim_b"].isin([a, b])].to_dict(
        "records"
    )
    return row


def test_the_contradiction_inside_the_report():
    found = conflict_pairs(article())
    row = between(found, "c092", "c093")
    assert (
        row["conflict"],
        row["level"],
        row["common_relays"],
        row["requires"],
        row["reconciled_by"],
    ) == ("contradiction", "between sources", "un-report", "", "")
    assert (row["speaker_a"], row["speaker_b"]) == ("some-member-states", "other-member-states")
    about = found[found["common_relays"].str.contains("un-report") & (found["requires"] == "")]
    assert len(about) == 1


def test_the_reports_own_likely_does_not_enter():
    found = conflict_pairs(article(), Reading(times=EVER))
    assert not {"c094", "c095", "c096", "c096b"} & ({*found["claim_a"]} | {*found["claim_b"]})


def test_the_spokesman_against_the_adviser():
    row = between(conflict_pairs(article()), "c012", "c029")
    assert (row["conflict"], row["level"], row["requires"]) == (
        "incompatible",
        "within one government",
        "",
    )
    assert (
        "“to a considerable extent”" in row["reconciled_by"]
        and "day: said on different days" in row["reconciled_by"]
    )


def test_nothing_inside_the_department():
    found = conflict_pairs(article())
    inside = found[found["level"].isin(["within one speaker", "within one institution"])]
    assert not len(inside[inside["requires"] == ""])
    assert not {"c034"} & ({*found["claim_a"]} | {*found["claim_b"]})  # allied
    assert set(inside["claim_a"] + inside["claim_b"]) == {
        "c004bc014b"
    }  # giving information, and only if both are coded otherwise


def test_the_taliban_meet_the_spokesman_only_if_the_haqqanis_are_the_network():
    found = conflict_pairs(article())
    met = found[(found["speaker_a"] == "ned-price") & (found["speaker_b"] == "taliban")]
    assert (
        len(met) and (met["requires"].str.contains("coding c039b|coding c040c|coding c046c")).all()
    )
    assert (
        met["reconciled_by"]
        .str.match(r"day: said on different days \(on August 27, 2021, and (in|on June 1,) 2017\)")
        .all()
    )


@pytest.mark.parametrize(
    ("a", "b"), [("c034", "c012"), ("c025", "c092"), ("c017", "c007"), ("c011", "c080")]
)
def test_no_conflict(a, b):
    """Allied and separate; fighting a third, and a tie to him; no dealings of one's own, and others' links."""
    found = conflict_pairs(article(), Reading(times=EVER))
    assert found[found["claim_a"].isin([a, b]) & found["claim_b"].isin([a, b])].empty


def test_whom_one_believes_and_how_plain_matters():
    found = conflict_pairs(article(), without(article(), Reading(), "un-report"))
    assert found[found["common_relays"] != ""].empty
    rows = [{"claim_id": "c092", "certainty": "possible"}]
    hedged = with_claims(article(), rows)
    assert (
        len(conflict_pairs(hedged, Reading(least_certainty="unstated")))
        == len(conflict_pairs(article(), Reading(least_certainty="unstated"))) - 1
    )


def test_levels():
    claims = [
        {
            "claim_id": f"new-{speaker}",
            "speaker": speaker,
            "stance": "denies",
            "subject": "haqqani-network",
            "relation": "separate_from",
            "object": "taliban",
        }
        for speaker in ("ned-price", "state-department", "jake-sullivan", "un-report")
    ]
    found = conflict_pairs(with_claims(article(), claims))
    levels = {
        row.claim_b: row.level
        for row in found.itertuples()
        if row.claim_a == "c012" and row.requires == "" and row.claim_b.startswith("new")
    }
    assert levels == {
        "new-ned-price": "within one speaker",
        "new-state-department": "within one institution",
        "new-jake-sullivan": "within one government",
        "new-un-report": "between sources",
    }


def test_the_order_of_sides_and_rows():
    found = conflict_pairs(clubs())
    assert list(zip(found["claim_a"], found["claim_b"])) == [
        ("m07", "m10"),
        ("m09", "m19"),
        ("m17", "m14"),
        ("m29", "m30"),
        ("m13", "m09"),
    ]


def test_what_could_make_both_right():
    base = {
        "stance": "asserts",
        "subject": "chess-club",
        "relation": "allied_with",
        "object": "harbour-office",
        "speaker": "osric-tarr",
    }
    rows = [
        base
        | {
            "claim_id": "n1",
            "said_on": "1908-05",
            "valid": "1907",
            "role": "at sea",
            "hedge": "perhaps",
        },
        base
        | {
            "claim_id": "n2",
            "stance": "denies",
            "said_on": "1908-05-31",
            "valid": "1908~/..",
            "role": "on land",
        },
    ]
    row = between(conflict_pairs(with_claims(clubs(), rows)), "n1", "n2")
    assert (
        row["reconciled_by"]
        == "strength: n1 speaks of “at sea”, n2 speaks of “on land”; wording: n1 comes with “perhaps”"
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("1907", "1908", 0),
        ("1907", "1908~", 1),
        ("1907/1908", "1908/..", 1),
        ("1907", "", 1),
        ("1908-05-01/..", "../1908-04", 0),
    ],
)
@pytest.mark.parametrize("relation", ["part_of", "separate_from"])
def test_what_excludes_each_other_in_time_is_no_conflict(one, other, found, relation):
    """Neither a denial, nor a relation that does not go with the first."""
    base = {"subject": "chess-club", "object": "harbour-office", "speaker": "osric-tarr"}
    denied = {"stance": "denies"} if relation == "part_of" else {}
    rows = [
        base | {"claim_id": "n1", "relation": "part_of", "valid": one},
        base | {"claim_id": "n2", "relation": relation, "valid": other} | denied,
    ]
    rows = [{"stance": "asserts"} | row for row in rows]
    pairs = conflict_pairs(with_claims(clubs(), rows))
    assert pairs["claim_a"].isin(["n1", "n2"]).sum() == found


# --- contested ties ---------------------------------------------------------------------------


def test_contested_ties_through_a_relay():
    assert len(contested_ties(article())) == 3
    assert contested_ties(article(), relay="un-report")["asserted_by"].tolist() == ["c092"]
    assert contested_ties(article(), relay="long-war-journal").empty
    assert contested_ties(article(), relay="").equals(contested_ties(article()))
    with pytest.raises(ValueError, match="^no source 'un-raport': did you mean 'un-report'"):
        contested_ties(article(), relay="un-raport")


def test_the_busiest_relay():
    assert [busiest_relay(data) for data in (article(), clubs())] == [
        "un-report",
        "tea-minutes",
    ]
    assert (
        busiest_relay(
            dataset(
                [
                    {
                        "claim_id": "k",
                        "speaker": "s1",
                        "via": "au",
                        "stance": "asserts",
                        "subject": "p",
                        "relation": "leads",
                        "object": "A",
                    }
                ]
            )
        )
        == ""
    )


def test_policies():
    found = policies_table(article())
    assert found[list(DENIALS)].to_numpy().tolist() == [["unresolved", "holds", "falls"]] * 3
    assert found["denied_by"].tolist() == [
        "the State Department",
        "the State Department",
        "others (unnamed member states)",
    ]
    assert found["tie"].iloc[2] == "ISIS-K → collaborates with → Haqqani Network"
    assert policies_table(
        article(), without(article(), Reading(), "state-department", "un-report")
    ).empty


def test_what_rests_on_one_source():
    lost = only_source_table(article(), "one-member-state", Reading(times=EVER))
    assert lost["claim"].tolist() == ["c087", "c088", "c089", "c090", "c091"]
    assert (
        "“a mid-level commander”" in lost["in_words"].iloc[0]
        and "may also have been" in lost["in_words"].iloc[0]
    )
    assert only_source_table(article(), "other-member-states").empty
    both = only_source_table(
        article(), ["some-member-states", "other-member-states", "one-member-state"]
    )
    assert (
        both["without"].tolist()
        == ["some member states (unnamed)"] + ["one member state (unnamed)"] * 3
    )
    assert only_source_table(article(), "one-member-state")["claim"].tolist() == [
        "c088",
        "c090",
        "c091",
    ]


def test_counts_by_level():
    found = levels_table(conflict_pairs(article()).query("requires == ''"))
    assert found.to_numpy().tolist() == [
        ["within one speaker", 0, 0, 0],
        ["within one institution", 0, 0, 0],
        ["within one government", 1, 2, 2],
        ["between sources", 3, 0, 2],
    ]
    assert levels_table(conflict_pairs(article()).head(0))["contradiction"].sum() == 0


def test_side_by_side():
    pairs = conflict_pairs(article())
    pair = pairs[pairs["claim_a"] == "c092"].iloc[0]
    shown = side_by_side(article(), pair).set_index("of_each")
    assert shown.index.tolist() == [
        "claim",
        "speaker",
        "through",
        "stance",
        "proposition",
        "quote",
        "wording",
        "details",
        "said",
        "note",
    ]
    assert shown.loc["stance"].tolist() == ["asserts", "denies"] and shown.loc[
        "claim"
    ].tolist() == ["c092", "c093"]
    assert shown.loc["through"].tolist() == ["the UN report of July, then the article's author"] * 2
    assert shown.loc["quote", "other_side"] == "others strongly deny such claims"
    assert (
        conflict_words(article(), pair)
        == "ISIS-K and Haqqani Network: a contradiction, by two different sources. What could make both right? The data give no hint."
    )
    pair = pairs[pairs["claim_b"] == "c039b"].iloc[-1]
    assert "two relations that exclude each other" in conflict_words(
        article(), pair
    ) and "They conflict only under: coding c039b." in conflict_words(article(), pair)
    bare = side_by_side(clubs(), conflict_pairs(clubs()).iloc[2])
    assert (
        "note" in set(bare["of_each"])
        and not (bare[["one_side", "other_side"]] == "").all(axis=1).any()
    )


def test_what_a_conflict_requires_in_words():
    found = requirements_table(article(), conflict_pairs(article()))
    row = found[found["requires"] == "coding c039b"].iloc[-1]
    assert row["that_is"] == "If 'the Haqqanis' are taken to be the network." and row[
        "other_side"
    ].startswith("Asserted by the Taliban")
    assert len(found) == (conflict_pairs(article())["requires"] != "").sum()
    both = found[found["requires"] == "coding c088b; coding c093b"].iloc[0]
    assert (
        both["that_is"]
        == "The quotation could be the report's own statement. If 'such claims' reaches back to what one member state contended of Muhajir."
    )


def test_primary_claims_conflict_without_another_coding():
    primaries = set(primary_claims(article())["claim_id"])
    found = conflict_pairs(article())
    both = found["claim_a"].isin(primaries) & found["claim_b"].isin(primaries)
    assert (found.loc[both, "requires"] == "").all() and not (
        found.loc[~both, "requires"] == ""
    ).any()


def said_and_denied(column, cells):
    """An assertion and its denial by one source, with a cell each of one column."""
    return [
        {
            "claim_id": f"n{stance}",
            "speaker": "un-report",
            "stance": stance,
            "subject": "isis-k",
            "relation": "allied_with",
            "object": "taliban",
            column: cell,
        }
        for stance, cell in zip(("asserts", "denies"), cells)
    ]


def test_times_that_a_reading_lacks_are_named():
    claims = said_and_denied("time", ["former", "former"])
    row = between(
        conflict_pairs(with_claims(article(), claims), Reading(times=NOW)),
        "nasserts",
        "ndenies",
    )
    assert (row["requires"], row["level"], row["period"]) == (
        "time former",
        "within one speaker",
        "former",
    )
    timeless = between(
        conflict_pairs(
            with_claims(article(), [claim | {"time": ""} for claim in claims]),
            Reading(times="current"),
        ),
        "nasserts",
        "ndenies",
    )
    assert (timeless["requires"], timeless["period"]) == ("time unspecified", "now")


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("2017", "2018", True),
        ("2017", "2017-05", False),
        ("2018", "2017", True),
        ("../2017", "2018/..", True),
        ("2017/..", "2018", False),
        ("2017-05-31", "2017-05-31/2018", False),
        ("", "2018", False),
        ("2021-08-27?", "2021-08-28", False),
        ("2021-08-27?", "2023", True),
        ("1998", "1999~", False),
        ("1997", "1999~", True),
    ],
)
def test_dates_apart(first, second, apart):
    claims = said_and_denied("said_on", [first, second])
    row = between(conflict_pairs(with_claims(article(), claims)), "nasserts", "ndenies")
    assert ("day: said on different days" in row["reconciled_by"]) == apart
    assert ("do not say when" in row["reconciled_by"]) == (not first)


def test_many_kinds_of_cells_do_not_mix_up_keys():
    claims = [
        {
            "claim_id": f"{stance}-{subject}-{object_}",
            "speaker": "s1",
            "via": "",
            "stance": stance,
            "subject": subject,
            "relation": "helps",
            "object": object_,
            "time": "",
            "certainty": "",
            ALTERNATIVE: "",
        }
        for stance, subject, object_ in product(("asserts", "denies"), "ABC", "ABC")
    ]
    found = conflict_pairs(invented(claims))
    assert {(row.claim_a, row.claim_b) for row in found.itertuples()} == {
        (f"asserts-{s}-{o}", f"denies-{s}-{o}") for s, o in product("ABC", "ABC")
    }


# --- frames and words in full -----------------------------------------------------------------------


def quarrel(*further) -> Dataset:
    """The two clubs, with a tie of the past that is asserted, and denied from its other end, in two codings."""
    tie = {
        "via": "clementine-dray > tea-minutes > town-register",
        "relation": "allied_with",
        "time": "former",
    }
    asserted = tie | {"stance": "asserts", "subject": "chess-club", "object": "harbour-office"}
    denied = tie | {
        "stance": "denies",
        "subject": "harbour-office",
        "object": "chess-club",
        "speaker": "gideon-oom",
        "note": "Not his.",
    }
    rows = [
        asserted
        | {
            "claim_id": "n1",
            "speaker": "hall-caretaker",
            "valid": "1907",
            "role": "at sea",
            "hedge": "perhaps",
            "certainty": "possible",
            "note": "Said once.",
        },
        denied | {"claim_id": "n2", "valid": "1908~/..", "role": "on land", "hedge": "they say"},
        denied | {"claim_id": "n2b", "said_on": "1908", "alternative_of": "n2", "note": "Or so."},
    ]
    return with_claims(clubs(), [*rows, *further])


def of_the_quarrel(data, reading=Reading()):
    found = conflict_pairs(data, reading)
    return found[found["claim_a"] == "n1"]


def test_conflicts_in_full():
    found = conflict_pairs(quarrel())
    assert list(zip(found["claim_a"], found["claim_b"])) == [
        ("m07", "m10"),
        ("m09", "m19"),
        ("m17", "m14"),
        ("m29", "m30"),
        ("n1", "n2"),
        ("n1", "n2b"),
        ("m13", "m09"),
    ]
    assert found.index.equals(pd.RangeIndex(7)) and set(map(str, found.dtypes)) == {"str"}
    own = quarrel()["claims"].assign(wording=wordings(quarrel())).set_index("claim_id")
    for side, column in product(
        "ab",
        ["relation", "speaker", "via", "certainty", "hedge", "said_on", "wording", "quote", "note"],
    ):
        assert (
            found[f"{column}_{side}"].tolist() == own.loc[found[f"claim_{side}"], column].tolist()
        )
    ends = (
        found[["conflict", "level", "subject", "object", "period", "common_relays", "requires"]]
        .iloc[4:]
        .to_numpy()
        .tolist()
    )
    past = [
        "contradiction",
        "between sources",
        "chess-club",
        "harbour-office",
        "former",
        "tea-minutes; town-register",
    ]
    assert ends == [
        [*past, "time former"],
        [*past, "time former; coding n2b"],
        ["incompatible", "between sources", "chess-club", "kite-club", "now", "", ""],
    ]
    assert found["reconciled_by"].iloc[3:6].tolist() == [
        "strength: m29 speaks of “with the chairs”; wording: m29 is the author's paraphrase but for “help one another with the chairs”, m30 is the author's paraphrase",
        "day: the data do not say when n1 and n2 were said; strength: n1 speaks of “at sea”, n2 speaks of “on land”; wording: n1 comes with “perhaps”, n2 comes with “they say”",
        "day: the data do not say when n1 was said; strength: n1 speaks of “at sea”; wording: n1 comes with “perhaps”",
    ]


def test_no_conflicts_in_full():
    found = conflict_pairs(clubs(), Reading(believed=[]))
    assert (
        found.columns.tolist() == CONFLICT_COLUMNS
        and found.empty
        and set(map(str, found.dtypes)) == {"str"}
    )


def test_a_reading_that_does_not_suit_the_data_is_refused():
    with pytest.raises(ValueError, match="did you mean 'osric-tarr'"):
        conflict_pairs(clubs(), Reading(believed=["osric-tar"]))


def test_relations_that_exclude_each_other_are_listed_once_however_often_they_are_named():
    relations = clubs()["relations"]
    both_ways = relations.assign(
        incompatible_with=relations["relation"]
        .map({"part_of": "separate_from; part_of", "separate_from": "part_of"})
        .fillna("")
    )
    data = Dataset(dict(clubs()) | {"relations": both_ways}, clubs().texts, "both ways")
    assert conflict_pairs(data).equals(conflict_pairs(clubs()))


def test_contested_ties_in_full():
    found = contested_ties(quarrel(), relay="tea-minutes")
    columns = ["subject", "relation", "object", "period", "state", "asserted_by", "denied_by"]
    expected = [["chess-club", "collaborates_with", "brass-band", "now", "contested", "m29", "m30"]]
    pd.testing.assert_frame_equal(found, pd.DataFrame(expected, columns=columns, dtype="str"))
    past = contested_ties(quarrel(), Reading(times=EVER), "town-register")
    pd.testing.assert_frame_equal(
        past,
        pd.DataFrame(
            [["chess-club", "allied_with", "harbour-office", "former", "contested", "n1", "n2"]],
            columns=columns,
            dtype="str",
        ),
    )
    nothing = contested_ties(clubs(), Reading(believed=[]), "tea-minutes")
    assert nothing.columns.tolist() == columns and nothing.empty


def test_a_relay_of_one_side_is_enough():
    for stance, other in (("asserts", "denies"), ("denies", "asserts")):
        tie = {"subject": "chess-club", "relation": "allied_with", "object": "harbour-office"}
        rows = [
            tie | {"claim_id": "n1", "speaker": "gideon-oom", "stance": stance},
            tie
            | {"claim_id": "n2", "speaker": "osric-tarr", "via": "town-register", "stance": stance},
            tie | {"claim_id": "n3", "speaker": "salma-bahri", "stance": other},
        ]
        assert contested_ties(with_claims(clubs(), rows), relay="town-register")[
            "relation"
        ].tolist() == ["allied_with"]


def test_the_busiest_relay_relays_most_contested_ties_then_most_claims_then_comes_first():
    def busiest(*vias, **contested):
        base = {
            "stance": "asserts",
            "subject": "p",
            "relation": "leads",
            "object": "A",
            "speaker": "au",
            ALTERNATIVE: "",
        }
        rows = [base | {"claim_id": f"k{number}", "via": via} for number, via in enumerate(vias)]
        return busiest_relay(
            dataset(
                [
                    *rows,
                    *(
                        {**base, "claim_id": one, "object": "B"} | row
                        for one, row in contested.items()
                    ),
                ]
            )
        )

    assert busiest("s3", "s2", "s1 > s3", "s2") == "s2"
    assert busiest("s3", "s2", "s1 > s3") == "s3"
    assert (
        busiest("s3", "s3", "s3", yes={"via": "s2"}, no={"via": "s2", "stance": "denies"}) == "s2"
    )
    assert (
        busiest("s2", "s1", again={"via": "s2", ALTERNATIVE: "k0"}) == "s1"
    )  # another coding is no further claim


def test_policies_in_full():
    more = {
        "claim_id": "n3",
        "speaker": "osric-tarr",
        "stance": "asserts",
        "subject": "brass-band",
        "relation": "collaborates_with",
        "object": "chess-club",
    }
    found = policies_table(quarrel(more), Reading(times="former", denials="veto"))
    columns = ["tie", *DENIALS, "asserted_by", "denied_by", "lines_for", "lines_against"]
    past = [
        "Chess Club → is allied with → Harbour Office (former)",
        "unresolved",
        "holds",
        "falls",
        "the hall's caretaker",
        "Gideon Oom of the Brass Band",
    ]
    words = pd.DataFrame([past], columns=columns[:-2], dtype="str")
    pd.testing.assert_frame_equal(found, words.assign(lines_for=1, lines_against=1))
    now = policies_table(quarrel(more))
    assert now.columns.tolist() == columns and now.index.tolist() == [0, 1, 2, 3]
    assert now["asserted_by"].tolist() == [
        "Osric Tarr of the Harbour Office",
        "Osric Tarr of the Harbour Office",
        "Salma Bahri",
        "the hall's caretaker; Osric Tarr of the Harbour Office",
    ]
    assert now["denied_by"].tolist() == [
        "Miss Augusta Kite of the Chess Club",
        "Salma Bahri",
        "Miss Augusta Kite of the Chess Club",
        "Gideon Oom of the Brass Band",
    ]
    assert now["veto"].tolist() == ["falls"] * 4
    assert now["lines_for"].tolist() == [1, 1, 1, 2]
    assert now["lines_against"].tolist() == [1, 1, 1, 1]
    assert policies_table(clubs(), Reading(believed=[])).columns.tolist() == columns


def test_what_rests_on_one_source_in_full():
    again = {
        "claim_id": "n3",
        "speaker": "hall-caretaker",
        "stance": "asserts",
        "subject": "brass-band",
        "relation": "collaborates_with",
        "object": "chess-club",
    }
    data = with_claims(clubs(), [again])
    found = only_source_table(data, "hall-caretaker")
    expected = [
        ["the hall's caretaker", claim, read_aloud(data, claim)] for claim in ("m28", "m29", "n3")
    ]
    pd.testing.assert_frame_equal(
        found, pd.DataFrame(expected, columns=["without", "claim", "in_words"], dtype="str")
    )
    nothing = only_source_table(data, [])
    assert nothing.columns.tolist() == ["without", "claim", "in_words"] and set(
        map(str, nothing.dtypes)
    ) == {"str"}
    with pytest.raises(
        ValueError, match="^no source 'hall-caretakr': did you mean 'hall-caretaker'"
    ):
        only_source_table(data, ["hall-caretakr"])


def test_requirements_in_full():
    data = quarrel()
    expected = [
        [
            "contradiction",
            read_aloud(data, "n1"),
            read_aloud(data, second),
            "between sources",
            requires,
            that_is,
            reconciled,
        ]
        for second, requires, that_is, reconciled in zip(
            ("n2", "n2b"),
            ("time former", "time former; coding n2b"),
            ("", "Or so."),
            of_the_quarrel(data)["reconciled_by"],
        )
    ]
    columns = [
        "conflict",
        "one_side",
        "other_side",
        "level",
        "requires",
        "that_is",
        "reconciled_by",
    ]
    pd.testing.assert_frame_equal(
        requirements_table(data, conflict_pairs(data)),
        pd.DataFrame(expected, columns=columns, dtype="str"),
    )
    nothing = requirements_table(clubs(), conflict_pairs(clubs()))
    assert nothing.columns.tolist() == columns and nothing.empty


def test_levels_in_full():
    levels = [
        "within one speaker",
        "within one institution",
        "within one government",
        "between sources",
    ]
    one_side = with_claims(
        clubs(),
        [
            {"claim_id": "m30", "quote": "", "speaker": "osric-tarr"},
            {"claim_id": "m29", "speaker": "harbour-office"},
        ],
    )
    found = levels_table(conflict_pairs(one_side))
    expected = {
        "level": pd.Series(levels, dtype="str"),
        "contradiction": [0, 1, 0, 3],
        "incompatible": [0, 0, 0, 1],
        "with_a_paraphrase": [0, 1, 0, 0],
    }
    pd.testing.assert_frame_equal(found, pd.DataFrame(expected))
    nothing = levels_table(conflict_pairs(clubs()).head(0))
    pd.testing.assert_frame_equal(
        nothing, pd.DataFrame(expected | dict.fromkeys(list(expected)[1:], 0))
    )


def test_words_in_full():
    data = quarrel()
    pair = of_the_quarrel(data).iloc[1]
    about = "Chess Club and Harbour Office: a contradiction, by two different sources. They conflict only under: time former; coding n2b."
    assert (
        conflict_words(data, pair)
        == f"{about} What could make both right? Day: the data do not say when n1 was said; strength: n1 speaks of “at sea”; wording: n1 comes with “perhaps”."
    )
    incompatible = conflict_pairs(clubs()).iloc[-1]
    assert conflict_words(clubs(), incompatible).startswith(
        "Chess Club and Kite Club: two relations that exclude each other, by two different sources. What could make both right? Day:"
    )


def test_side_by_side_in_full():
    found = side_by_side(quarrel(), of_the_quarrel(quarrel()).iloc[1])
    through = "the Town Register, then the minutes of the Clubs’ Tea, then Clementine Dray, the item's author"
    rows = [
        ["claim", "n1", "n2b"],
        ["speaker", "the hall's caretaker", "Gideon Oom of the Brass Band"],
        ["through", *[through] * 2],
        ["stance", "asserts", "denies"],
        [
            "proposition",
            "Chess Club → is allied with → Harbour Office",
            "Harbour Office → is allied with → Chess Club",
        ],
        [
            "details",
            "“at sea”; hedged “perhaps”; time: former; held: in 1907; certainty: possible",
            "time: former",
        ],
        ["speaks_of", "the past, in 1907", "the past"],
        ["said", "", "in 1908"],
        ["note", "Said once.", "Or so."],
    ]
    pd.testing.assert_frame_equal(
        found, pd.DataFrame(rows, columns=["of_each", "one_side", "other_side"], dtype="str")
    )


def test_incompatible_relations_meet_either_way_round_only_if_one_is_symmetric():
    def met(relation):
        base = {
            "speaker": "s1",
            "via": "",
            "stance": "asserts",
            "time": "",
            "certainty": "",
            ALTERNATIVE: "",
        }
        ends = {
            name: dict(zip(("subject", "object"), pair))
            for name, pair in {
                "straight": "AB",
                "crossed": "BA",
                "of the subject": "AA",
                "of the object": "BB",
            }.items()
        }
        claims = [
            base | ends["straight"] | {"claim_id": "part", "relation": "part_of"},
            *(
                base | pair | {"claim_id": name, "relation": relation}
                for name, pair in ends.items()
            ),
        ]
        return conflict_pairs(invented(claims))["claim_b"].tolist()

    assert met("helps") == ["straight"] and met("fights") == ["straight", "crossed"]


def test_the_closest_of_many_conflicts():
    levels = [
        "between sources",
        "within one government",
        "within one speaker",
        "within one institution",
        "between sources",
    ]
    pairs = pd.DataFrame({"level": levels, "reconciled_by": ["time", "", "", "", ""]})
    assert closest_pairs(pairs, 5) is pairs
    assert closest_pairs(pairs, 4).index.tolist() == [1, 2, 3, 4]
    assert closest_pairs(pairs, 1).index.tolist() == [2]


@pytest.mark.parametrize(
    ("levels", "most", "said"),
    [
        (["between sources"] * 3, 3, ""),
        (
            ["between sources"] * 3,
            2,
            "1 more conflict, at the same level, is left out.",
        ),
        (
            ["within one speaker", "between sources", "between sources"],
            1,
            "2 more conflicts, at a higher level, are left out.",
        ),
        (
            ["within one speaker", "within one speaker", "between sources"],
            1,
            "2 more conflicts, at the same level or a higher one, are left out.",
        ),
    ],
)
def test_conflicts_that_are_left_out_are_said_to_be_where_they_are(levels, most, said):
    pairs = pd.DataFrame({"level": levels, "reconciled_by": ""})
    assert left_out_words(pairs, most) == said


def test_of_many_conflicts_at_one_level_none_is_said_to_be_higher():
    pairs = conflict_pairs(SHAPES["many conflicts"]())
    assert left_out_words(pairs) == "5 more conflicts, at the same level, are left out."


def test_who_is_not_missed_is_named_and_else_nobody():
    data = SHAPES["two of one name"]()
    speakers = ["gazette", "register"]
    lost = only_source_table(data, speakers)
    assert (
        not_missed_words(data, speakers, lost)
        == "Whichever of them is left out, an assertion is lost."
    )
    data = SHAPES["one organization"]()
    speakers = ["minutes", "yearbook"]
    lost = only_source_table(data, speakers)
    assert not_missed_words(data, speakers, lost) == "Without “yearbook”, no assertion is lost."


def test_a_relay_s_word_is_no_caution_of_the_speaker():
    pairs = conflict_pairs(article()).set_index(["claim_a", "claim_b"])["reconciled_by"]
    # “insisted” is the author's word; “separate entities” is quoted.
    insisted = pairs["c003", "c029"].partition("wording: ")[2]
    assert insisted == (
        "c029 comes with “to a considerable extent”, "
        "c003 is the author's paraphrase but for “separate entities”"
    )
    said = article()["claims"].set_index("claim_id").loc["c003"]
    doubted = with_claims(
        article(), [said.to_dict() | {"claim_id": "c003", "certainty": "possible"}]
    )
    again = conflict_pairs(doubted).set_index(["claim_a", "claim_b"])["reconciled_by"]
    assert "c003 comes with “insisted”" in again["c003", "c029"]  # then it may be a doubt
