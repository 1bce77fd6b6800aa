"""Pictures: the same every time, and said in words."""

import pandas as pd
import pytest
from shipped import article

from helpers.claims.tables import claims_by_speaker, dates_table
from helpers.codebook import moment_words
from helpers.show.overlap_pictures import draw_answers
from helpers.show.pictures import draw_claims_by_speaker, draw_dates, to_svg


@pytest.mark.long
@pytest.mark.parametrize(
    "draw",
    [
        lambda data: draw_claims_by_speaker(claims_by_speaker(data)),
        lambda data: draw_dates(dates_table(data)),
    ],
)
def test_pictures_are_the_same_every_time(draw):
    assert to_svg(draw(article()).figure) == to_svg(draw(article()).figure)


@pytest.mark.long
def test_the_words_of_a_picture_name_every_speaker_and_date():
    counts, dates = claims_by_speaker(article()), dates_table(article())
    assert all(name in draw_claims_by_speaker(counts).alt for name in counts["speaker"])
    alt = draw_dates(dates).alt
    closed = dates.dropna(subset=["first", "last"])
    assert all(moment_words(date) in alt for date in closed["said_on"]) and all(
        name in alt for name in closed["speaker"]
    )


def test_the_answers_are_drawn_and_said():
    found = pd.DataFrame(
        {
            "reading": ["Everyone", "Nobody"],
            "shared": [1, 0],
            "contested": [1, 0],
            "people": ["Ada; Bo (contested)", ""],
        }
    )
    drawn = draw_answers(found, "leaders")
    assert (
        drawn.alt == "Number of leaders under 2 readings. Everyone: 1, and 1 contested; Nobody: 0."
    )
    svg = to_svg(drawn.figure)
    assert (
        svg == to_svg(draw_answers(found, "leaders").figure)
        and "0 readings" in draw_answers(found.head(0)).alt
    )


def test_pictures_of_nothing():
    nothing = pd.DataFrame(columns=["speaker", "claims", "asserts", "denies"])
    assert "0 claims" in draw_claims_by_speaker(nothing).alt
    assert (
        "0 dates"
        in draw_dates(
            pd.DataFrame(
                columns=["said_on", "words", "basis", "first", "last", "speaker", "claims"]
            )
        ).alt
    )
