"""Several texts that quote each other: the invented harbour papers, worked out by hand."""

from datetime import date
from itertools import product

import pandas as pd
import pytest
from hypothesis import example, given, strategies as st
from matplotlib.dates import date2num

from helpers import Reading, claims, load_dataset, overlap, with_claims
from helpers.claims.admitted import counting_claims
from helpers.claims.evidence import evidence_table, independent_lines
from helpers.claims.readings import PERIOD_OF
from helpers.claims.words import one_way_round
from helpers.conflicts import conflict_pairs
from helpers.data import ARTICLE, LEVELS, Dataset, DatasetError
from helpers.overlap.who_leads import shared_people
from helpers.show.controls import offer
from helpers.show.time_pictures import _close_days, draw_as_known
from tests.invented import thorough
from tests.shipped import article, clubs, load

PAPERS = ARTICLE.with_name("harbour-papers")
PAIR = ["harbour-watch", "lamp-office"]

BY_HAND = [  # reading, shared, contested
    ({}, "jonas-reed", "mira-vane tom-pell"),
    ({"changes": "latest"}, "jonas-reed", "mira-vane"),
    ({"known_by": "1909-02"}, "", ""),
    ({"known_by": "1909-03-01"}, "", ""),
    ({"known_by": "1909-03-05"}, "mira-vane tom-pell", ""),
    ({"known_by": "1909-04-10"}, "tom-pell", "mira-vane"),
    ({"known_by": "1909-04"}, "", "mira-vane tom-pell"),
    ({"known_by": "1909-04-20", "changes": "latest"}, "", "mira-vane"),
    ({"denials": "ignore"}, "jonas-reed mira-vane tom-pell", ""),
    ({"denials": "veto"}, "jonas-reed", ""),
    ({"documents": "finding"}, "", "mira-vane"),
]


@pytest.mark.parametrize(("choices", "shared", "contested"), BY_HAND)
def test_the_overlap_under_readings_worked_out_by_hand(choices, shared, contested):
    both = shared_people(load(PAPERS), *PAIR, Reading(**choices))
    assert both == (shared.split(), contested.split())


def test_the_planted_faults_are_found_all_and_only():
    found = claims.quotations_table(load(PAPERS))
    assert found[["claim", "original", "words", "hedge"]].values.tolist() == [
        ["n1", "transcript", "same", "lost: “I believe”"],
        ["n2", "transcript", "differs", ""],
        ["r4", "transcript", "same", ""],
        ["j1", "", "original not at hand", ""],
        ["j3", "report", "same", ""],
        ["j4", "report", "not found", ""],
    ]
    assert found.loc[1, ["quoted", "passage"]].tolist() == [
        "Jonas Reed is ‖acting head of the Harbour Watch",
        "Jonas Reed is ‖deputy head of the Harbour Watch",
    ]


def test_the_range_over_what_changes_of_mind_do():
    found = overlap.overlap_range(load(PAPERS), *PAIR, Reading(denials="ignore"), vary=["changes"])
    assert (found.low, found.high) == (2, 3)
    assert found.low_reading.changes == "latest"


def test_a_reading_in_words():
    reading = Reading(documents="finding", known_by="1909-06-02", changes="latest")
    assert claims.under(load(PAPERS), reading).__str__().split("; ")[3:] == [
        "only what “The Finding of the Harbour Court” says",
        "only what was certainly published by June 2, 1909",
        "of what a source says and later takes back, its last word",
    ]
    with pytest.raises(ValueError, match="no document 'findings': did you mean 'finding'"):
        claims.under(load(PAPERS), Reading(documents="findings"))
    with pytest.raises(ValueError, match="known_by='2.6.1909' is no date in EDTF"):
        Reading(known_by="2.6.1909")


def test_what_is_taken_back_is_found_all_and_only():
    data = load(PAPERS)
    every, latest = (
        set(counting_claims(data, Reading(changes=how))["claim_id"]) for how in ("all", "latest")
    )
    assert every - latest == {"t1", "n1", "n4"}
    assert latest <= every


@pytest.mark.parametrize("data", [article(), clubs()])
def test_one_document_has_no_originals_and_no_changes(data):
    assert claims.quotations_table(data).empty
    every, latest = (counting_claims(data, Reading(changes=how)) for how in ("all", "latest"))
    assert every["claim_id"].tolist() == latest["claim_id"].tolist()


DAYS = ("", "1909-03-01", "1909-03", "1909-04-20", "1909-05/1909-06")

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["ivo-lark", "hana-orr"]),
        st.sampled_from(["asserts", "denies"]),
        st.sampled_from(["current", "", "former"]),
        st.sampled_from(DAYS),
        st.sampled_from(["report", "finding", ""]),
    ),
    min_size=1,
    max_size=7,
    unique=True,
)
SPANS = {  # the first and the last day, by hand
    "1909-03-01": ("1909-03-01", "1909-03-01"),
    "1909-03": ("1909-03-01", "1909-03-31"),
    "1909-04-20": ("1909-04-20", "1909-04-20"),
    "1909-05/1909-06": ("1909-05-01", "1909-06-30"),
    "1909-04-10": ("1909-04-10", "1909-04-10"),
    "1909-06-02": ("1909-06-02", "1909-06-02"),
    "": ("0", "9"),
}
PUBLISHED = {"report": "1909-04-10", "finding": "1909-06-02", "": ""}


UNDATED = [("ivo-lark", "asserts", "current", "", "report")]
UNDATED += [("ivo-lark", "denies", "current", "", "finding")]


@thorough
@given(ROWS, st.sampled_from([None, "1909-04-10", "1909-12"]))
@example(UNDATED, None)
def test_the_last_word_by_brute_force(rows, known_by):
    names = ["speaker", "stance", "time", "said_on", "document_id"]
    new = [
        {"claim_id": f"x{n}", "subject": "jonas-reed", "relation": "leads", "object": "lamp-office"}
        | dict(zip(names, row, strict=True))
        for n, row in enumerate(rows)
    ]
    data = load(PAPERS)
    tables = dict(data) | {"claims": _frame(new)}
    data = type(data)(tables, {}, "invented")
    known = [
        n
        for n, row in enumerate(rows)
        if known_by is None or (row[4] and PUBLISHED[row[4]] <= known_by)
    ]
    # Neither of the two wrote these papers: undated words are not younger than the paper, and no more.
    days = [SPANS[row[3]] if row[3] else ("0", PUBLISHED[row[4]] or "9") for row in rows]
    gone = {
        one
        for one, other in product(known, known)
        if rows[one][0] == rows[other][0]
        and rows[one][1] != rows[other][1]
        and PERIOD_OF[rows[one][2]] == PERIOD_OF[rows[other][2]]
        and days[one][1] < days[other][0]
    }
    reading = Reading(times=claims.EVER, changes="latest", known_by=known_by)
    assert set(counting_claims(data, reading)["claim_id"]) == {f"x{n}" for n in set(known) - gone}


def _frame(rows):
    return pd.DataFrame(rows, index=range(2, len(rows) + 2)).astype("str")


@thorough
@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1, max_size=3), max_size=6))
def test_independent_lines_by_brute_force(supports):
    groups = [set(support) for support in supports]
    while True:
        met = next(
            (
                (one, other)
                for one in groups
                for other in groups
                if one is not other and one & other
            ),
            None,
        )
        if met is None:
            break
        groups = [group for group in groups if group is not met[0] and group is not met[1]]
        groups.append(met[0] | met[1])
    assert independent_lines(supports) == len(groups)


def test_a_witness_quoted_five_times_has_the_share_of_one():
    data = load(PAPERS)
    row = data["claims"].set_index("claim_id").loc["n3"].to_dict()
    more = [{**row, "claim_id": f"x{n}", "said_on": f"1909-02-0{n}"} for n in range(1, 5)]
    again = with_claims(data, more)
    one, five = (
        overlap.shares_table(d, *PAIR, Reading(known_by="1909-03-05")) for d in (data, again)
    )
    assert len(again["claims"]) == len(data["claims"]) + 4
    assert one.values.tolist() == five.values.tolist()


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"claim_id": "j3", "via": "dora-finch > harbour-court"}, "via", "quotes itself"),
        ({"claim_id": "j1", "said_on": "1909-06-03"}, "said_on", "after the document"),
    ],
)
def test_what_cannot_be_is_a_problem_row(change, column, words):
    with pytest.raises(DatasetError) as error:
        with_claims(load(PAPERS), [change])
    (problem,) = error.value.problems.itertuples(index=False)
    assert problem.column == column and words in problem.problem


def test_the_overlap_as_it_became_known_and_what_moved_it():
    found = overlap.overlap_as_known(load_dataset(PAPERS), *PAIR)
    assert found[["known_by", "certain", "possible", "moved_by"]].values.tolist() == [
        ["1909-03-01", 0, 0, ""],
        ["1909-03-05", 2, 2, "newspaper"],
        ["1909-04-10", 1, 2, "report"],
        ["1909-04-20", 0, 2, "correction"],
        ["1909-06-02", 1, 3, "finding"],
    ]


def test_a_change_of_mind_is_a_conflict_within_one_speaker_unless_the_last_word_counts():
    def pairs(how):
        found = conflict_pairs(load(PAPERS), Reading(changes=how))
        found = found[found["level"] == "within one speaker"]
        return found[["claim_a", "claim_b"]].values.tolist()

    assert pairs("all") == [["t1", "j1"], ["n1", "j1"], ["n4", "k1"]]
    assert pairs("latest") == []


@pytest.mark.long
def test_the_panel_offers_the_last_word_where_somebody_took_something_back(monkeypatch):
    clubs_offer = offer(clubs(), "chess-club", "kite-club")
    assert "changes" not in clubs_offer.fields
    assert "What a source later takes back" not in clubs_offer.idle
    monkeypatch.setattr("helpers.show.controls.MOST_READINGS", 2_000)
    assert "changes" in offer(load(PAPERS), *PAIR).fields


def test_documents_without_the_column_of_their_source_load_as_before(tmp_path):
    for file in PAPERS.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    documents = load(PAPERS)["documents"].drop(columns="source")
    documents.to_csv(tmp_path / "documents.csv", index=False, encoding="utf-8")
    old = load_dataset(tmp_path)
    assert claims.quotations_table(old).empty
    shared, contested = shared_people(old, *PAIR)
    assert (shared, contested) == (["jonas-reed"], ["mira-vane", "tom-pell"])


def test_lines_of_evidence_at_each_level_are_those_of_its_own_supports():
    """Two spokesmen of one office are two lines as speakers, and one as an office."""
    papers = load(PAPERS)
    found = evidence_table(papers)
    for level in LEVELS:
        claims = one_way_round(papers, counting_claims(papers, Reading(), level))
        keys = ["subject", "relation", "object", "period", "stance"]
        lines = claims.groupby(keys, sort=False)["support"].agg(independent_lines)
        assert found[level].tolist() == lines.tolist()


def test_roles_say_on_how_many_lines_they_stand():
    found = overlap.evidence_words(load(PAPERS), *PAIR)
    table = evidence_table(load(PAPERS))
    assert len(found) == 7 and len(set(found)) == 7
    for sentence in found:
        assert any(
            f"asserted by {row.claims} claim" in sentence
            and (row.claims == 1 or f"on {row.speaker} independent line" in sentence)
            for row in table[table["stance"] == "asserts"].itertuples()
        )
    assert "Jonas Reed is deputy leader of Harbour Watch: asserted by 2 claims on 1" in found[1]
    assert overlap.evidence_words(clubs(), "chess-club", "brass-band") == []


def test_offices_that_make_fewer_lines_are_in_brackets():
    sources = {"s1": "office", "s2": "office", "office": ""}
    claims_of = [("s1", "A"), ("s2", "A"), ("s1", "B")]
    data = Dataset(
        {
            "claims": _frame(
                [
                    {
                        "claim_id": f"k{n}",
                        "speaker": speaker,
                        "stance": "asserts",
                        "subject": "p",
                        "relation": "leads",
                        "object": body,
                    }
                    for n, (speaker, body) in enumerate(claims_of)
                ]
            ),
            "sources": _frame(
                [
                    {
                        "source_id": source,
                        "speaks_for": whole,
                        "level": "" if whole else "institution",
                    }
                    for source, whole in sources.items()
                ]
            ),
            "entities": _frame(
                [{"entity_id": e, "kind": "person" if e == "p" else "organization"} for e in "pAB"]
            ),
            "relations": _frame([{"relation": "leads", "counts_for_overlap": "yes"}]),
        },
        {},
        "offices",
    )
    assert overlap.evidence_words(data, "A", "B")[0] == (
        "p leads A: asserted by 2 claims on 2 independent lines (institutions: 1, governments: 1)."
    )


def test_what_sources_take_back_is_a_way_to_vary_where_one_does():
    varied = overlap.range_table(load(PAPERS), *PAIR, Reading()).set_index("varied")
    row = varied.loc["what sources take back"]
    ends = [
        overlap.shared_leaders(load(PAPERS), Reading(changes=how), list(PAIR))["shared"].iloc[0]
        for how in ("all", "latest")
    ]
    assert [row["low"], row["high"]] == sorted(ends)
    clubs_ranges = overlap.range_table(clubs(), "chess-club", "kite-club", Reading())
    assert "what sources take back" not in clubs_ranges["varied"].tolist()


def test_a_picture_of_what_was_known_names_the_texts_that_moved_it():
    known = overlap.overlap_as_known(load(PAPERS), *PAIR)
    drawn = draw_as_known(known)
    assert "from 1909-04-20 to 1909-06-02: 0 certainly, 2 possibly" in drawn.alt
    assert drawn.alt.endswith("1909-04-20: correction; 1909-06-02: finding.")
    assert draw_as_known(known.head(0)).alt.endswith("Moved by: nothing.")


def test_days_close_to_each_other_have_one_label():
    days = pd.Series(["1909-03-01", "1909-03-02", "1909-06-01"])
    window = tuple(date2num(date.fromisoformat(day)) for day in ("1909-02-01", "1909-07-01"))
    assert [words for _, words in _close_days(days, window)] == ["1, 2", "3"]


def test_a_reading_decides_which_claims_make_lines():
    ignoring = overlap.evidence_words(load(PAPERS), *PAIR, Reading(known_by="1909-03-05"))
    assert ignoring == [
        "Mira Vane leads Lamp Office: asserted by 2 claims on 1 independent line.",
        "Mira Vane leads Harbour Watch: asserted by 1 claim.",
        "Tom Pell sits on the committee of Lamp Office: asserted by 1 claim.",
        "Tom Pell is a top figure in Harbour Watch: asserted by 1 claim.",
    ]


def _hedged(original, quoted):
    """The hedge of one claim as the transcript has it, and as the newspaper quotes it."""
    rows = load(PAPERS)["claims"].set_index("claim_id", drop=False)
    changed = [
        {**rows.loc["t1"], "hedge": original, "certainty": ""},
        {**rows.loc["n1"], "hedge": quoted, "certainty": ""},
    ]
    tables = {**load(PAPERS)}
    claims_table = tables["claims"].set_index("claim_id", drop=False)
    for row in changed:
        claims_table.loc[row["claim_id"], list(row)] = list(row.values())
    tables["claims"] = claims_table.reset_index(drop=True).set_axis(tables["claims"].index)
    data = Dataset(tables, load(PAPERS).texts, "papers")
    return claims.quotations_table(data).set_index("claim").loc["n1", "hedge"]


@pytest.mark.parametrize(
    ("original", "quoted", "said"),
    [
        ("I believe", "", "lost: “I believe”"),
        ("", "perhaps", "added"),
        ("I believe", "perhaps", "other"),
        ("I believe", "I believe", ""),
        ("", "", ""),
    ],
)
def test_what_becomes_of_a_hedge(original, quoted, said):
    assert _hedged(original, quoted) == said


def test_texts_of_before_the_year_1_are_known_by_their_day():
    rows = [
        {"claim_id": club, "document_id": club, "speaker": "s", "stance": "asserts"}
        | {"subject": "ada", "relation": "leads", "object": club}
        for club in ("kites", "chess")
    ]
    tables = {
        "claims": rows,
        "documents": [
            {"document_id": "kites", "published": "-0043-03"},
            {"document_id": "chess", "published": "-0044-03-15"},
        ],
        "entities": [
            {"entity_id": "ada", "kind": "person"},
            {"entity_id": "kites", "kind": "organization"},
            {"entity_id": "chess", "kind": "organization"},
        ],
        "relations": [{"relation": "leads", "counts_for_overlap": "yes"}],
        "sources": [{"source_id": "s"}],
    }
    data = Dataset({name: pd.DataFrame(some) for name, some in tables.items()}, {}, "ancient")
    known = overlap.overlap_as_known(data, "kites", "chess")
    assert known[["known_by", "certain", "moved_by"]].to_numpy().tolist() == [
        ["-0044-03-15", 0, ""],
        ["-0043-03-31", 1, "kites"],
    ]
    assert draw_as_known(known).alt.endswith("Moved by: -0043-03-31: kites.")
