"""Claims counted and listed, by what names tell apart."""

import pytest
from shapes import seats
from shipped import article, clubs
from tables import few

from helpers.claims import (
    alternatives_table,
    dates_table,
    longest_chain,
    pairs_table,
    richest_sentence,
)
from helpers.claims.tables import _goes_on
from helpers.data.dataset import Dataset


def test_pairs_of_one_name_are_two_pairs():
    data = seats(("Ada", "", "Chess"), ("Ada", "", "Kites"), ("Ada", "", "Band"))
    claims = data["claims"].assign(
        subject=["chess", "kites", "band"], relation="allied_with", object=["band", "band", "chess"]
    )
    same = data["entities"].replace({"name": {"Chess": "Club", "Kites": "Club"}})
    found = pairs_table(Dataset({**data, "claims": claims, "entities": same}, {}, "pairs"))
    assert found[["pair", "claims"]].to_numpy().tolist() == [
        ["Band and Club (chess)", 2],
        ["Band and Club (kites)", 1],
    ]


def test_dates_stand_in_order_also_before_the_year_1():
    told = [
        "2020/..",
        "Y13000",
        "Y12003",
        "2001",
        "-0043-03",
        "../-0043",
        "0000",
        "Y-12003",
        "../2001",
    ]
    data = few([f"{one} a b" for one in told], "said_on subject object")
    assert dates_table(data)["said_on"].tolist() == [
        "Y-12003",
        "-0043-03",
        "../-0043",
        "0000",
        "../2001",
        "2001",
        "Y12003",
        "Y13000",
        "2020/..",
    ]


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("He said, “No.", " […]"),
        ("He said, “No.”", ""),
        ('"No.', " […]"),
        ("No.", ""),
        ("„Ja“, sagte er.", ""),
        ("「はい", " […]"),
    ],
)
def test_a_quotation_that_goes_on_is_marked(words, mark):
    assert _goes_on(words) == mark


def test_the_richest_sentence_of_the_article_is_not_cut_off():
    words, claims = richest_sentence(article())
    assert words.endswith("“No, it does not. […]") and len(claims) > 2
    assert not richest_sentence(clubs())[0].endswith("…")


ENTITIES = [{"entity_id": "p", "kind": "person"}, {"entity_id": "A", "kind": "organization"}]


@pytest.mark.parametrize(
    ("column", "cell"),
    [("valid", "2000"), ("document_id", "d"), ("time", "former"), ("said_on", "2001")],
)
def test_whatever_can_change_a_result_is_what_an_alternative_says_otherwise(column, cell):
    columns = f"subject object alternative_of {column}"
    data = few(["p A", f"p A k0 {cell}"], columns, entities=ENTITIES)
    assert alternatives_table(data)["otherwise"].tolist() == [f"{column}: {cell}"]


def test_without_claims_no_chain_is_the_longest():
    guesses = few(["p A"], "subject object", sources=[{"source_id": "s", "kind": "inference"}])
    assert longest_chain(guesses) == ""
