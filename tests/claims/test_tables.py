"""Claims counted and listed, by what names tell apart."""

import pytest
from shapes import seats
from shipped import article, clubs

from helpers.claims import pairs_table, richest_sentence
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


@pytest.mark.parametrize(
    ("words", "mark"),
    [("He said, “No.", " […]"), ("He said, “No.”", ""), ('"No.', " […]"), ("No.", "")],
)
def test_a_quotation_that_goes_on_is_marked(words, mark):
    assert _goes_on(words) == mark


def test_the_richest_sentence_of_the_article_is_not_cut_off():
    words, claims = richest_sentence(article())
    assert words.endswith("“No, it does not. […]") and len(claims) > 2
    assert not richest_sentence(clubs())[0].endswith("…")
