"""Many texts: 200 documents with 20,000 claims, and a smaller run that says the same."""

import pytest
from benchmarks import several_texts

from helpers import Reading, claims
from helpers.claims.admitted import counting_claims


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
