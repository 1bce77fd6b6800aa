"""Many texts: 200 documents with 20,000 claims, and a smaller run that says the same."""

from importlib import import_module

import pandas as pd
import pytest
from benchmarks import several_texts

from helpers import Dataset, Reading, claims, overlap, show
from helpers.claims.admitted import counting_claims
from helpers.overlap import as_known


def test_a_small_run_by_looking_at_every_claim():
    data = several_texts.generated(documents=6, number=120)
    found = claims.quotations_table(data)
    rows = data["claims"].set_index("claim_id")
    assert set(found["claim"]) == set(rows.index[rows["via"] != ""])
    for row in found.itertuples():
        stands = f"“{row.quoted}”" in data.text(row.original)
        assert (row.words == "same") == stands


@pytest.mark.slow
def test_two_hundred_documents_with_twenty_thousand_claims():
    data = several_texts.generated()
    rows = data["claims"]
    assert len(data["documents"]) == 200 and len(rows) == 20_000
    assert len(claims.quotations_table(data)) == (rows["via"] != "").sum()
    known = counting_claims(data, Reading(known_by="1900-01"))
    assert set(known["document_id"]) == {f"d{n}" for n in range(31)}


@pytest.mark.parametrize("look", [claims.richest_sentence, claims.cued_sentences])
def test_the_claims_of_each_text_are_not_sought_among_all_claims(monkeypatch, look):
    """Ten times the texts with ten times the claims: ten times the cells compared."""
    compared, equal = [], pd.Series.__eq__

    def counting(cells, other):
        compared[-1] += len(cells)
        return equal(cells, other)

    monkeypatch.setattr(pd.Series, "__eq__", counting)
    for many in (4, 40):
        data = several_texts.generated(documents=many, number=5 * many)
        compared.append(0)
        look(data)
    few, ten_times = compared
    assert few > 0 and ten_times <= 10 * few


def test_the_claims_of_all_texts_are_told_at_once(monkeypatch, shown):
    module, told = import_module("helpers.show.marked_text"), []
    tell = module.claims_table
    monkeypatch.setattr(module, "claims_table", lambda *of: told.append(of) or tell(*of))
    data = several_texts.generated(documents=6, number=24)
    show.marked_text(data)
    assert len(told) == 1
    for number in range(6):
        text, notes = shown[2 * number : 2 * number + 2]
        assert f"<strong>d{number}</strong>" in text
        assert [f"k{one}-0" in notes for one in range(6)] == [one == number for one in range(6)]


@pytest.fixture
def asked(monkeypatch):
    """For whom it is asked who is shared, each time."""
    times, people = [], as_known.shared_people
    monkeypatch.setattr(
        as_known, "shared_people", lambda *given: times.append(given) or people(*given)
    )
    return times


def test_a_day_on_which_nothing_is_said_of_a_pair_leaves_it_as_it_was(asked):
    """What is known of two is worked out once for each document that speaks of them."""
    data = several_texts.generated(documents=30, number=3_000)
    some = data["claims"].query("document_id in ['d3', 'd20']")
    found = overlap.overlap_as_known(
        Dataset({**data, "claims": some}, data.texts, "some"), "A", "B"
    )
    assert len(found) == 30 and len(asked) == 2
    assert found.index[found["moved_by"] != ""].tolist() == [3, 20]
    assert found["possible"].nunique() == 3


def test_of_the_documents_of_one_day_those_that_speak_of_a_pair_are_left_out_in_turn(asked):
    data = several_texts.generated(documents=30, number=3_000)
    some = data["claims"].query("document_id in ['d3', 'd20']")
    one_day = data["documents"].assign(published="1900-01-01")
    found = overlap.overlap_as_known(
        Dataset({**data, "claims": some, "documents": one_day}, data.texts, "some"), "A", "B"
    )
    assert found["moved_by"].tolist() == ["d3; d20"]
    assert len(asked) == 4  # that day, once more to compare with, and without each of the two


def test_the_claims_of_each_day_are_not_kept():
    """With 200 days and 58,000 claims they took 1.8 GB."""
    data = several_texts.generated(documents=30, number=3_000)
    overlap.overlap_as_known(data, "A", "B")
    assert sum(isinstance(kept, pd.DataFrame) for kept in data._kept.values()) < 3
