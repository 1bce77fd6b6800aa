"""Where the quotes stand in the texts, and what stands in none."""

import re

import pandas as pd
import pytest
from shipped import CODED_WHOLE, HEADER, SHIPPED, load
from tables import few

from helpers.claims import quote_places
from helpers.claims.places_to_look import cued_sentences
from helpers.claims.quote_places import coverage_table, locate_quotes
from helpers.data.dataset import MYSTERY, Dataset, load_dataset


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
@pytest.mark.parametrize("table", ["claims", "passages", "first-coding", "second-coding"])
def test_every_quote_stands_exactly_once_where_it_is_located(path, table):
    data = load(path)
    places = locate_quotes(data, table)
    for row in data[table].itertuples():
        text, start, end = (
            data.text(row.document_id),
            places.at[row.Index, "start"],
            places.at[row.Index, "end"],
        )
        assert text[start:end] == row.quote != ""
        assert text[:start].endswith(row.quote_prefix) and text[end:].startswith(row.quote_suffix)
        assert (
            len(
                re.findall(
                    f"(?={re.escape(row.quote_prefix + row.quote + row.quote_suffix)})", text
                )
            )
            == 1
        )


@pytest.mark.parametrize("path", CODED_WHOLE, ids=lambda path: path.name)
def test_every_sentence_is_coded_or_has_its_reason(path):
    data = load(path)
    covered = coverage_table(data)
    assert covered.loc[covered["claims"] + covered["passages"] == 0, "sentence"].to_list() == []
    text = "".join(data.text(document) for document in data["documents"]["document_id"])
    assert "".join("".join(covered["sentence"]).split()) == "".join(text.split())


def test_coverage_counts_what_touches_a_sentence_and_lists_the_rest(folder):
    (folder / "t.txt").write_text("Ada leads. Ada rests. Nobody knows.", encoding="utf-8")
    (folder / "documents.csv").write_text("document_id,file\nd,t.txt\n", encoding="utf-8")
    (folder / "claims.csv").write_text(
        HEADER.strip() + ",document_id,quote\nk1,author,asserts,ada,leads,club,,d,leads. Ada\n",
        encoding="utf-8",
    )
    (folder / "passages.csv").write_text(
        "document_id,quote,reason\nd,Ada rests.,no_proposition\n", encoding="utf-8"
    )
    covered = coverage_table(load_dataset(folder))
    assert covered["claims"].to_list() == [1, 1, 0] and covered["passages"].to_list() == [0, 1, 0]
    assert covered["not_quoted"].to_list() == ["Ada", "", "Nobody knows"]


def placed(texts, **tables):
    columns = ["document_id", "quote", "quote_prefix", "quote_suffix"]
    frames = {
        table: pd.DataFrame(rows, columns=columns, index=range(2, len(rows) + 2))
        for table, rows in tables.items()
    }
    return Dataset(
        {"documents": pd.DataFrame({"document_id": [*texts, "lost"]}), **frames}, texts, "x"
    )


PLACED = placed(
    {"d": "Ada led. Ben sat (he said), then Ada left.\n\nCy?", "e": "Ada led."},
    claims=[
        ("d", "Ada led", "", ""),
        ("d", "Ada", "then ", ""),
        ("d", "Ada", "", ""),
        ("d", "Zoe", "", ""),
        ("d", "", "", ""),
        ("lost", "Ada", "", ""),
        ("d", "Ada", "", " left"),
    ],
    passages=[("d", "led. Ben", "", ""), ("e", "Ada led.", "", "")],
)


def test_where_quotes_stand():
    located = locate_quotes(PLACED)
    assert located.columns.to_list() == [
        "document_id",
        "status",
        "start",
        "end",
    ] and located.index.to_list() == list(range(2, 9))
    assert located["document_id"].to_list() == ["d", "d", "d", "d", "d", "lost", "d"]
    assert located["status"].to_list() == [
        "found",
        "found",
        "ambiguous",
        "missing",
        "",
        "",
        "found",
    ]
    assert located["start"].to_list() == [0, 33, pd.NA, pd.NA, pd.NA, pd.NA, 33] and located[
        "end"
    ].to_list() == [7, 36, pd.NA, pd.NA, pd.NA, pd.NA, 36]
    assert located["start"].dtype == located["end"].dtype == "Int64"
    assert locate_quotes(PLACED, "passages")["start"].to_list() == [4, 0]
    assert locate_quotes(PLACED, PLACED["claims"].iloc[:1])["end"].to_list() == [7]


def test_claims_of_a_dataset_are_looked_up_once_and_others_for_themselves(monkeypatch):
    data, looked = load_dataset(MYSTERY), []
    count = quote_places.anchors
    monkeypatch.setattr(
        quote_places, "anchors", lambda *given: looked.append(len(given[0])) or count(*given)
    )
    claims = data["claims"]
    whole, few = locate_quotes(data), locate_quotes(data, claims.iloc[[3, 1]])
    assert looked == [len(claims)]
    pd.testing.assert_frame_equal(few, whole.iloc[[3, 1]])
    whole["status"] = few["status"] = "spoiled"
    assert set(locate_quotes(data)["status"]) == {"found"}
    swapped = claims.iloc[[1, 3]].set_axis(claims.index[[3, 1]])
    others = claims.iloc[:2].assign(quote="nobody wrote this")
    assert locate_quotes(data, swapped)["start"].tolist() == [
        locate_quotes(data)["start"].iloc[row] for row in (1, 3)
    ]
    assert locate_quotes(data, others)["status"].tolist() == ["missing", "missing"]
    assert looked == [len(claims), 2, 2]


def test_each_sentence_with_what_is_coded_in_it():
    covered = coverage_table(PLACED)
    assert covered.columns.to_list() == [
        "document_id",
        "start",
        "end",
        "sentence",
        "claims",
        "passages",
        "not_quoted",
    ]
    assert covered.to_numpy().tolist() == [
        ["d", 0, 8, "Ada led.", 1, 1, ""],
        ["d", 9, 42, "Ben sat (he said), then Ada left.", 2, 1, "sat (he said), then … left"],
        ["d", 44, 47, "Cy?", 0, 0, "Cy"],
        ["e", 0, 8, "Ada led.", 0, 1, ""],
    ]


def test_a_quote_that_ends_where_a_sentence_begins_does_not_touch_it():
    data = placed(
        {"d": "Ada led. Ben sat."},
        claims=[("d", "led. ", "", "")],
        passages=[("d", " Ben", "", "")],
    )
    assert coverage_table(data)[["claims", "passages", "not_quoted"]].to_numpy().tolist() == [
        [1, 0, "Ada"],
        [0, 1, "sat"],
    ]


def test_a_text_of_which_no_claim_has_a_quote_is_searched_for_cues_all_the_same():
    claims = few(["k document"] * 2, "subject document_id")["claims"]
    data = Dataset({"claims": claims}, {"document": "She denied it. He came."}, "no quotes")
    found = cued_sentences(data)
    assert found[["cues", "claims"]].to_numpy().tolist() == [["denied", 0], ["", 0]]
