"""Who asserts, who denies, and who says nothing."""

from __future__ import annotations

import pandas as pd
import pytest
from shipped import article, clubs

from helpers.claims.words import primary_claims
from helpers.conflicts import who_says_what
from helpers.conflicts.who_says_what import stance_table
from helpers.data.dataset import with_claims


def test_what_comes_through_the_report():
    table = stance_table(article(), relay="un-report").set_index("proposition")
    assert list(table.columns) == [
        "the UN report of July",
        "one member state (unnamed)",
        "some member states (unnamed)",
        "others (unnamed member states)",
    ]
    assert table.loc["ISIS-K → collaborates with → Haqqani Network"].tolist() == [
        "",
        "",
        "asserts: “tactical or commander-level”",
        "denies: “tactical or commander-level”",
    ]
    assert (
        table.loc[
            "Shahab Muhajir → is a commander in → Haqqani Network (former)",
            "one member state (unnamed)",
        ]
        == "asserts: “a mid-level commander” (hedged “contended; may also have been”)"
    )


def test_a_blank_is_silence():
    table = stance_table(article(), about=["taliban", "haqqani-network"])
    said = who_says_what.stances(article(), about=["taliban", "haqqani-network"])
    assert (table.drop(columns="proposition") != "").to_numpy().sum() == len(
        said.drop_duplicates(["proposition", "speaker"])
    )
    assert (
        table.set_index("proposition").loc[
            "Haqqani Network → is allied with → Taliban", "Ned Price, State Department spokesman"
        ]
        == ""
    )


def test_symmetric_relations_share_a_row():
    table = stance_table(article(), about=["taliban", "haqqani-network"]).set_index("proposition")
    row = table.loc["Taliban → has links with → Haqqani Network"]
    assert (
        row["the National Counterterrorism Center"] == "asserts: “ties”"
        and row["the State Department"] == "denies, paraphrased: “strong links”"
    )
    assert not table.index.duplicated().any()


def test_everything_as_first_coded():
    said = who_says_what.stances(article())
    assert said["claim"].tolist() == primary_claims(article())["claim_id"].tolist()
    assert said.index.tolist() == list(range(len(said)))
    assert who_says_what.stances(article(), relay="").equals(said)


def test_two_stances_of_one_speaker_in_one_cell():
    table = stance_table(clubs(), about="barnaby-rook").set_index("proposition")
    assert (
        table.loc["Barnaby Rook → raised a hand at → Chess Club"].str.startswith("asserts").sum()
        == 2
    )
    assert stance_table(clubs(), about=["chess-club", "harbour"]).columns.tolist() == [
        "proposition"
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"about": "talibann"}, "^no entity 'talibann': did you mean 'taliban'"),
        ({"relay": "un-raport"}, "^no source 'un-raport': did you mean 'un-report'"),
    ],
)
def test_unknown(options, message):
    with pytest.raises(ValueError, match=message):
        who_says_what.stances(article(), **options)


# --- frames in full ------------------------------------------------------------------------------


def band():
    """The two clubs, with a symmetric tie of the past that is coded from both of its ends."""
    tie = {
        "claim_id": "n1",
        "stance": "asserts",
        "subject": "kite-club",
        "relation": "allied_with",
        "object": "brass-band",
        "time": "former",
        "speaker": "hall-caretaker",
    }
    other = tie | {
        "claim_id": "n2",
        "stance": "denies",
        "subject": "brass-band",
        "object": "kite-club",
        "hedge": "I think",
    }
    return with_claims(
        clubs(),
        [
            tie,
            other,
            tie | {"claim_id": "n3", "said_on": "1908"},
            tie | {"claim_id": "n4", "via": "clementine-dray > tea-minutes", "role": "of old"},
        ],
    )


def test_stances_in_full():
    chairs, past, caretaker = (
        "Chess Club → collaborates with → Brass Band",
        "Kite Club → is allied with → Brass Band (former)",
        "the hall's caretaker",
    )
    rows = [
        [chairs, caretaker, "asserts", "with the chairs", "", "paraphrased", "m29"],
        [chairs, "Gideon Oom of the Brass Band", "denies", "", "", "paraphrased", "m30"],
        [past, caretaker, "asserts", "of old", "", "", "n4"],
    ]
    columns = ["proposition", "speaker", "stance", "role", "hedge", "wording", "claim"]
    pd.testing.assert_frame_equal(
        who_says_what.stances(band(), "brass-band", "tea-minutes"),
        pd.DataFrame(rows, columns=columns, dtype="str"),
    )
    assert set(who_says_what.stances(band(), ["brass-band", "kite-club"])["proposition"]) == {
        past,
        "Kite Club → has clashed with → Brass Band",
    }
    nothing = who_says_what.stances(clubs(), ["chess-club", "harbour"], "tea-minutes")
    assert nothing.columns.tolist() == columns and nothing.empty


def test_the_grid_in_full():
    author = "Clementine Dray, the item's author"
    rows = [
        [
            "Chess Club → collaborates with → Brass Band",
            "asserts, paraphrased: “with the chairs”",
            "denies, paraphrased",
            "",
        ],
        ["Gideon Oom → leads → Brass Band", "", "", "asserts: “leads”"],
        ["Kite Club → has clashed with → Brass Band", "", "", "asserts: “a kite in the tuba”"],
        ["Pigeon Society → is allied with → Brass Band", "", "", "asserts"],
        [
            "Kite Club → is allied with → Brass Band (former)",
            "asserts; denies (hedged “I think”); asserts: “of old”",
            "",
            "",
        ],
    ]
    columns = ["proposition", "the hall's caretaker", "Gideon Oom of the Brass Band", author]
    pd.testing.assert_frame_equal(
        stance_table(band(), "brass-band"), pd.DataFrame(rows, columns=columns, dtype="str")
    )
    assert stance_table(clubs(), ["chess-club", "harbour"], "tea-minutes").columns.tolist() == [
        "proposition"
    ]
