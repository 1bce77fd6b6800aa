"""Pictures: the same every time, and said in words."""

import re
from datetime import date

import pandas as pd
import pytest
from shipped import article, clubs

from helpers import show
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


def told_by(counts):
    frame = pd.DataFrame({"claims": pd.Series(counts, dtype="int64")})
    frame = frame.assign(speaker=[f"s{n}" for n in frame.index], asserts=frame["claims"], denies=0)
    return draw_claims_by_speaker(frame).alt


def test_one_thing_is_told_in_the_singular_and_nothing_ends_in_two_stops():
    one = pd.DataFrame({"reading": ["Everyone"], "shared": [0], "contested": [0], "people": [""]})
    assert told_by([1]) == "Bar chart of 1 claim by speaker. s0: 1."
    assert told_by([]) == "Bar chart of 0 claims by speaker."
    assert draw_answers(one).alt == "Number of shared leaders under 1 reading. Everyone: 0."
    assert draw_answers(one.head(0)).alt == "Number of shared leaders under 0 readings."


@pytest.mark.parametrize(
    ("counts", "rest"),
    [
        ([2] * 30 + [1], "1 more speaker with fewer claims is left out."),
        ([1] * 31, "1 more speaker with no more claims than these is left out."),
        ([1] * 32, "2 more speakers with no more claims than these are left out."),
    ],
)
def test_who_is_left_out_has_fewer_claims_only_where_that_is_so(counts, rest):
    assert told_by(counts).endswith(f". {rest}")


def test_days_of_the_first_years_have_their_place():
    rows = [
        (day, "stated", date.fromisoformat(day), "Ada", 1) for day in ("0005-01-01", "2020-01-01")
    ]
    frame = pd.DataFrame(rows, columns=["said_on", "basis", "first", "speaker", "claims"])
    assert "0005" in draw_dates(frame.assign(last=frame["first"])).alt


EMPTY = {
    "claims": lambda: show.draw_claims_by_speaker(
        pd.DataFrame(columns=["speaker", "claims", "asserts", "denies"])
    ),
    "dates": lambda: show.draw_dates(
        pd.DataFrame(columns=["said_on", "basis", "first", "last", "speaker", "claims"])
    ),
    "shares": lambda: show.draw_shares(pd.DataFrame(columns=["source", "certain", "possible"])),
    "stances": lambda: show.draw_stances(
        pd.DataFrame(columns=["proposition", "speaker", "stance", "hedge"])
    ),
    "standings": lambda: show.draw_standings([]),
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_picture_of_nothing_says_so_and_has_no_axis(name):
    picture = EMPTY[name]()
    (axes,) = picture.figure.axes
    assert [one.get_text() for one in axes.texts] == ["There is nothing to draw."]
    assert not axes.axison and not re.search(r"\. \.|\.\.", picture.alt)


@pytest.mark.parametrize(
    ("asserts", "denies", "keys"),
    [(2, 1, ["asserts", "denies"]), (3, 0, ["asserts"]), (0, 3, ["denies"])],
)
def test_bars_that_are_not_drawn_have_no_key(asserts, denies, keys):
    row = {"speaker": "Ada", "claims": 3, "asserts": asserts, "denies": denies}
    figure = draw_claims_by_speaker(pd.DataFrame([row])).figure
    assert [words.get_text() for one in figure.legends for words in one.get_texts()] == keys


def test_where_nobody_speaks_there_is_no_key():
    counts = pd.DataFrame({"speaker": [], "claims": [], "asserts": [], "denies": []})
    assert draw_claims_by_speaker(counts).figure.legends == []


def test_the_first_day_of_an_axis_has_its_month_and_year():
    figure = draw_dates(dates_table(clubs())).figure
    figure.canvas.draw()
    words = [one.get_text() for one in figure.axes[0].get_xticklabels()]
    assert words[0] == "May-05\n1908" and len(words) > 1
