"""Who asserts, who denies, and who says nothing."""

from __future__ import annotations

import pytest
from shipped import article, clubs

from helpers import stances
from helpers.claims import primary_claims


def test_what_comes_through_the_report():
    table = stances.stance_table(article(), relay="un-report").set_index("proposition")
    assert list(table.columns) == ["the UN report of July", "one member state (unnamed)", "some member states (unnamed)", "others (unnamed member states)"]
    assert table.loc["ISIS-K → collaborates with → Haqqani Network"].tolist() == ["", "", "asserts: “tactical or commander-level”", "denies: “tactical or commander-level”"]
    assert table.loc["Shahab Muhajir → is a commander in → Haqqani Network (former)", "one member state (unnamed)"] == "asserts: “a mid-level commander” (hedged “contended; may also have been”)"


def test_a_blank_is_silence():
    table = stances.stance_table(article(), about=["taliban", "haqqani-network"])
    said = stances.stances(article(), about=["taliban", "haqqani-network"])
    assert (table.drop(columns="proposition") != "").to_numpy().sum() == len(said.drop_duplicates(["proposition", "speaker"]))
    assert table.set_index("proposition").loc["Haqqani Network → is allied with → Taliban", "Ned Price, State Department spokesman"] == ""


def test_symmetric_relations_share_a_row():
    table = stances.stance_table(article(), about=["taliban", "haqqani-network"]).set_index("proposition")
    row = table.loc["Taliban → has links with → Haqqani Network"]
    assert row["the National Counterterrorism Center"] == "asserts: “ties”" and row["the State Department"] == "denies, paraphrased: “strong links”"
    assert not table.index.duplicated().any()


def test_everything_as_first_coded():
    said = stances.stances(article())
    assert said["claim"].tolist() == primary_claims(article())["claim_id"].tolist()
    assert said.index.tolist() == list(range(len(said)))
    assert stances.stances(article(), relay="").equals(said)


def test_two_stances_of_one_speaker_in_one_cell():
    table = stances.stance_table(clubs(), about="barnaby-rook").set_index("proposition")
    assert table.loc["Barnaby Rook → raised a hand at → Chess Club"].str.startswith("asserts").sum() == 2
    assert stances.stance_table(clubs(), about=["chess-club", "harbour"]).columns.tolist() == ["proposition"]


@pytest.mark.parametrize(("options", "message"), [({"about": "talibann"}, "did you mean 'taliban'"), ({"relay": "un-raport"}, "did you mean 'un-report'")])
def test_unknown(options, message):
    with pytest.raises(ValueError, match=message):
        stances.stances(article(), **options)
