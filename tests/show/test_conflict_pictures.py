"""Pictures of conflicts: the same on every run, and told in words."""

from __future__ import annotations

import pandas as pd
import pytest
from shipped import article, clubs

from helpers.claims.readings import Reading
from helpers.conflicts import who_says_what
from helpers.conflicts.balance import frustration, signed_ties
from helpers.conflicts.hypotheses import questions, raters, standings_table
from helpers.show.conflict_pictures import (
    draw_break_even,
    draw_signed,
    draw_stances,
    draw_standings,
)
from helpers.show.pictures import to_svg


def signed(data):
    ties = signed_ties(data)
    return draw_signed({"all": (ties, frustration(ties))}, data.who.entities)


def standings(data):
    question = questions(data)[0]
    return draw_standings(
        standings_table(data, question, rater) for rater in raters(data, question)
    )


DRAWN = {
    "stances": lambda data: draw_stances(who_says_what.stances(data)),
    "signed": signed,
    "standings": standings,
    "break-even": lambda data: draw_break_even(),
}


@pytest.mark.long
@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("data", [article(), clubs()], ids=["article", "clubs"])
def test_same_bytes(name, data):
    assert to_svg(DRAWN[name](data).figure) == to_svg(DRAWN[name](data).figure)


def test_stances_in_words():
    alt = draw_stances(who_says_what.stances(article(), relay="un-report")).alt
    assert alt.startswith("Grid of 15 propositions and 4 speakers. ")
    assert (
        "ISIS-K → collaborates with → Haqqani Network: some member states (unnamed) asserts, others"
        " (unnamed member states) denies;" in alt
    )
    assert "the UN report of July asserts (hedged)" in alt and alt.endswith(
        "All other cells: not stated."
    )
    many = draw_stances(who_says_what.stances(article())).alt
    assert many.startswith("Grid of 30 propositions and 5 speakers. ")
    assert many.endswith(" more propositions and 11 more speakers are left out.")
    assert draw_stances(who_says_what.stances(article()).head(0)).alt.startswith(
        "Grid of 0 propositions and 0 speakers."
    )


def test_both_stances_of_one_speaker_are_drawn():
    said = pd.DataFrame(
        {
            "proposition": "A leads B",
            "speaker": "Ada",
            "stance": ["asserts", "denies", "asserts"],
            "hedge": "",
        }
    )
    picture = draw_stances(said)
    (axes,) = picture.figure.axes
    assert [tuple(map(float, mark.get_offsets()[0])) for mark in axes.collections] == [
        (-0.09, 0.0),
        (0.09, 0.0),
    ]
    assert "Ada asserts, Ada denies" in picture.alt


def test_signs_in_words():
    alt = signed(article()).alt
    assert (
        "ISIS-K and Taliban: negative" in alt
        and "Haqqani Network and ISIS-K: positive, and contested: collaborates_with, does not fit"
        in alt
        and alt.endswith("Frustration 1.")
    )
    empty = signed_ties(article(), Reading(believed=[]))
    assert (
        draw_signed({"nobody": (empty, frustration(empty))}, {}).alt
        == "Signed network, nobody: no ties. Frustration 0."
    )


def test_standings_in_words():
    question = questions(article())[0]
    table = standings_table(article(), question)
    alt = draw_standings([table]).alt
    for row in table.itertuples():
        assert (
            f"rater-1, “{row.statement}”: {row.inconsistent}, from {row.least} to {row.most}" in alt
        )
    skipped = {"inconsistent": 0, "consistent": 0, "neutral": 0, "not_applicable": 0}
    first = table["hypothesis"] == table["hypothesis"].iloc[0]
    table.loc[first, [*skipped, "least", "most"]] = 0
    picture = draw_standings([table])
    assert f"rater-1, “{table['statement'].iloc[0]}”: not rated; rater-1, " in picture.alt
    (axes,) = picture.figure.axes
    assert [words.get_text().strip("\u200e") for words in axes.texts] == [
        "rater-1\u200e: not rated"
    ]
    assert [len(marks.get_offsets()) for marks in axes.collections[1:]] == [len(table) - 1]
    assert draw_standings([]).alt == "Claims that speak against each hypothesis. Nobody rates any."


def test_break_even_in_words():
    assert draw_break_even(3, (2, 0.5)).alt.endswith(
        "1 assert: 0.5; 2 assert: 0.75; 3 assert: 0.88."
    )
    with pytest.raises(ValueError, match="5 assert in the example, and the curves go from 1 to 3"):
        draw_break_even(3, (5, 0.5))


def test_hostile_names_are_drawn():
    said = pd.DataFrame(
        {
            "proposition": ["$\\frac{1}{0}$ <script>"],
            "speaker": ["سراج الدین حقانی"],
            "stance": ["asserts"],
            "hedge": [""],
        }
    )
    assert "<script>" not in to_svg(draw_stances(said).figure)


def test_what_is_asserted_and_denied_has_a_ground_of_its_own():
    said = pd.DataFrame(
        {
            "proposition": ["one", "one", "other"],
            "speaker": ["Ada", "Ben", "Ada"],
            "stance": ["asserts", "denies", "asserts"],
            "hedge": ["", "", "may"],
        }
    )
    for frame, bands in ((said, 1), (said.drop(1), 0)):
        figure = draw_stances(frame).figure
        words = [one.get_text() for one in figure.legends[0].get_texts()]
        assert len(figure.axes[0].patches) == bands == ("asserted and denied" in words)
        assert ("denies" in words) == bool(bands) and "denies, hedged" not in words


def test_a_grid_of_nothing_is_told_in_one_sentence():
    nothing = who_says_what.stances(article()).head(0)
    assert draw_stances(nothing).alt == "Grid of 0 propositions and 0 speakers."
