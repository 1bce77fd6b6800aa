"""No words of a picture lie on other words, or on a mark, however hard the data."""

import inspect
from itertools import combinations

import pandas as pd
import pytest
from invented import register
from matplotlib.text import Text
from measured import boxes, quietly
from shipped import article, clubs

from helpers import show
from helpers.claims import EVER, Reading, claims_by_speaker, dates_table
from helpers.conflicts import frustration, questions, raters, signed_ties, stances, standings_table
from helpers.overlap import overlap_over_time, speaker_views
from helpers.show import conflict_pictures, overlap_pictures, pictures, time_pictures

SCRIPTS = ("Abdul Rahman Muhammad al-Husayn ould", "سراج الدين بن جلال الدين حقاني", "王小明" * 12)
PEOPLE = [f"{SCRIPTS[n % 3]} {n:02}".ljust(50, "x")[:50] for n in range(38)]
PEOPLE += ["Ada Thorn"] * 2
"""Forty people in three scripts, with names of up to 50 letters, two of them of one name."""
NAMES = {f"g{n:02}": name for n, name in enumerate(PEOPLE)}
CLUBS = ["The Society of the Friends of the Harbour and Lamps", "لجنة المرفأ"]


def said():
    cells = [
        (f"{person} → sits on the committee of → {club}", PEOPLE[(n * 7) % 40], "denies", "")
        for n, person in enumerate(PEOPLE)
        for club in CLUBS
    ]
    rows = [*cells, *((one, PEOPLE[0], "asserts", "perhaps") for one, *_ in cells)]
    return pd.DataFrame(rows, columns=["proposition", "speaker", "stance", "hedge"])


def dates():
    days = pd.date_range("2021-07-01", periods=14, freq="4D").date
    days = [pd.Timestamp("2001-09-11").date(), *days]
    rows = [
        (str(day), "stated", day, day, one, n) for day in days for n, one in enumerate(PEOPLE[:9])
    ]
    return pd.DataFrame(rows, columns=["said_on", "basis", "first", "last", "speaker", "claims"])


def lines():
    kinds = ("stands", "contested", "denied", "inference")
    rows = [
        (person, club, "now", kinds[n % 4], n % 5 == 0)
        for n, person in enumerate(PEOPLE)
        for club in CLUBS
    ]
    return pd.DataFrame(rows, columns=["person", "organization", "period", "line", "hedged"])


def signed(many):
    signs = ("positive", "negative", "ambivalent")
    groups = list(NAMES)[-many:]
    rows = [
        (a, b, signs[n % 3], "denied" if n % 4 == 0 else "")
        for n, (a, b) in enumerate(combinations(groups, 2))
    ]
    return pd.DataFrame(rows, columns=["group_a", "group_b", "sign", "contested"])


def draw_signed_of(many, panels):
    ties = signed(many)
    none = frustration(signed_ties(clubs()).head(0))
    views = {f"Believing {PEOPLE[n]} alone": (ties, none) for n in range(panels)}
    return show.draw_signed(views, NAMES)


def standings(hypotheses, several, consistent=1):
    rows = [
        [
            (f"h{n}", f"{PEOPLE[n]} leads {CLUBS[0]}; and {CLUBS[1]}", PEOPLE[rater], n, 0, n + 9)
            for n in range(hypotheses)
        ]
        for rater in range(several)
    ]
    names = ["hypothesis", "statement", "rater", "inconsistent", "least", "most"]
    others = {"consistent": consistent, "neutral": 0, "not_applicable": 0}
    return [pd.DataFrame(one, columns=names).assign(**others) for one in rows]


def by_speaker():
    count = range(len(PEOPLE), 0, -1)
    return pd.DataFrame({"speaker": PEOPLE, "claims": count, "asserts": count, "denies": 0})


def tenures(data, a, b):
    return time_pictures.draw_tenures(data, a, b, Reading(times=EVER))


HELD = register(
    *[f"p{n} {club} - former" for n in range(6) for club in "AB"],
    *[f"p{n} {club} - former stance=denies speaker=s2" for n in range(6) for club in "AB"],
    "q A 1980/1990 former",
    "q B 1985/1995 former",
    "q B 1985/1995 former stance=denies speaker=s2",
)

ANSWERS = pd.DataFrame({"reading": PEOPLE[:12], "shared": range(12), "contested": 2}).assign(
    people="; ".join(PEOPLE[:4])
)
RANGES = pd.DataFrame({"varied": PEOPLE[:8], "low": 0, "high": range(8)}).astype(
    {"low": "Int64", "high": "Int64"}
)
SHARES = pd.DataFrame({"source": PEOPLE, "certain": 0.1, "possible": 0.2})

DAYS = pd.date_range("1909-03-01", periods=16, freq="3D").strftime("%Y-%m-%d")
KNOWN = pd.DataFrame(
    {
        "known_by": DAYS,
        "certain": [n % 3 for n in range(16)],
        "possible": [n % 5 + 2 for n in range(16)],
        "moved_by": PEOPLE[:16],
    }
)

HARD = {
    "as_known": lambda: show.draw_as_known(KNOWN),
    "answers": lambda: show.draw_answers(ANSWERS),
    "break_even": lambda: show.draw_break_even(3),
    "claims_by_speaker": lambda: show.draw_claims_by_speaker(by_speaker()),
    "claims_by_speaker of the article": lambda: show.draw_claims_by_speaker(
        claims_by_speaker(article())
    ),
    "dates": lambda: show.draw_dates(dates()),
    "dates of the article": lambda: show.draw_dates(dates_table(article())),
    "over_time": lambda: time_pictures.draw_over_time(overlap_over_time(HELD, "A", "B")),
    "range": lambda: show.draw_range(RANGES),
    "shares": lambda: show.draw_shares(SHARES),
    "signed, few": lambda: draw_signed_of(3, 2),
    "signed, some": lambda: draw_signed_of(8, 3),
    "signed, many": lambda: draw_signed_of(40, 1),
    "stances": lambda: show.draw_stances(said()),
    "stances of the article": lambda: show.draw_stances(stances(article())),
    "standings": lambda: show.draw_standings(standings(6, 7)),
    "standings of one unrated": lambda: show.draw_standings(standings(6, 4, consistent=0)),
    "standings of the clubs": lambda: show.draw_standings(
        standings_table(clubs(), questions(clubs())[0], rater)
        for rater in raters(clubs(), questions(clubs())[0])
    ),
    "tenures": lambda: tenures(HELD, "A", "B"),
    "tenures of the clubs": lambda: tenures(clubs(), "chess-club", "kite-club"),
    "two_mode": lambda: show.draw_two_mode(lines(), CLUBS),
    "views": lambda: show.draw_views(dict.fromkeys(PEOPLE[:6], lines().head(12)), CLUBS),
    "views of the clubs": lambda: show.draw_views(
        speaker_views(clubs(), Reading()), ["Chess Club", "Kite Club"]
    ),
}


def test_every_picture_is_measured():
    rooms = (conflict_pictures, overlap_pictures, pictures, time_pictures)
    drawn = {
        name.removeprefix("draw_")
        for room in rooms
        for name, one in inspect.getmembers(room, inspect.isfunction)
        if name.startswith("draw_") and one.__module__ == room.__name__
    }
    assert drawn == {name.split(",")[0].split(" of ")[0] for name in HARD}


@pytest.mark.long
@pytest.mark.parametrize("name", HARD)
def test_words_lie_on_nothing(name):
    texts, marks = boxes(quietly(HARD[name]))
    assert texts
    on_words = [(a, b) for (a, one), (b, two) in combinations(texts, 2) if one.overlaps(two)]
    on_marks = [word for word, one in texts for mark in marks if one.overlaps(mark)]
    assert (on_words[:5], on_marks[:5]) == ([], [])


def words_of(picture):
    return [word for word, _ in boxes(picture)[0]]


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("claims_by_speaker", "10 more speakers with fewer claims are left out."),
        ("standings", "3 more raters are left out."),
        ("as_known", "4 more days are left to the table."),
        ("signed, many", "24 more groups are left out of the picture."),
    ],
)
def test_what_is_cut_is_said_in_the_picture_and_in_its_words(name, rest):
    picture = HARD[name]()
    words = [line for word in words_of(picture) for line in word.split("\n")]
    assert rest in words and picture.alt.endswith(rest)


@pytest.mark.long
def test_beside_a_date_those_are_named_who_say_most():
    named = [word for word in words_of(show.draw_dates(dates())) if "more, on July 1, 2021" in word]
    assert len(named) == 1 and "and 5 more" in named[0]
    assert all(f"{n:02}x" in named[0] for n in (5, 6, 7, 8))


def test_the_busiest_come_first_and_cells_are_blank():
    rows = [("quiet", "Bo"), ("busy", "Ada"), ("busy", "Bo"), ("other", "Bo")]
    frame = pd.DataFrame(rows, columns=["proposition", "speaker"]).assign(
        stance="asserts", hedge=""
    )
    (axes,) = show.draw_stances(frame).figure.axes
    strip = [[one.get_text().strip("\u200e") for one in row] for row in _ticks(axes)]
    assert strip == [["busy", "quiet", "other"], ["Bo", "Ada"]]
    assert len(axes.collections) == 4 and not axes.texts


def _ticks(axes):
    return axes.get_yticklabels(), axes.get_xticklabels()


@pytest.mark.parametrize("name", ["stances", "signed, some", "standings"])
def test_no_words_are_smaller_than_nine_points(name):
    figure = HARD[name]().figure
    words = [one for one in figure.findobj(Text) if one.get_text()]
    assert words and min(one.get_fontsize() for one in words) >= 9
