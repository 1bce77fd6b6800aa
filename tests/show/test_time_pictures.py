"""Pictures of when, and the dates of the panel."""

import pandas as pd
import pytest
from invented import register
from shipped import article

from helpers.claims.readings import EVER, Reading
from helpers.data.dataset import ARTICLE, load_dataset
from helpers.overlap.as_known import overlap_as_known
from helpers.overlap.when import overlap_over_time
from helpers.show.controls import offer, panel_copy
from helpers.show.pictures import to_svg
from helpers.show.time_pictures import MOST_DRAWN, draw_as_known, draw_over_time, draw_tenures, when

CLUBS = register(
    "p A 1980-01-01/1985-12-31 former",
    "p B 2010-01-01/.. current",
    "q A 1981/1990 former",
    "q B 1985/1995 former",
    "q B - former",
    "q A 1986 former stance=denies speaker=s2",
)


def test_tenures_tell_when_and_who_denies():
    found = draw_tenures(CLUBS, "A", "B", Reading(times=EVER))
    for words in (
        "q leads A: 1981-01-01 to 1990-12-31, denied by s2",
        "q leads B: nobody says when",
        "p leads B: 2010-01-01 to …",
        "q may have led both from 1985 to 1990",
    ):
        assert words in found.alt
    drawn = to_svg(found.figure)
    assert "denied by s2" in drawn and "nobody says when" in drawn


def test_of_many_roles_those_who_are_shared_are_drawn():
    rows = [
        f"x{n} {club} {year} former"
        for n in range(30)
        for club, year in zip("AB", (1900, 1950), strict=True)
    ]
    many = register(*rows, "q A 1990 former", "q B 1990 former")
    found = draw_tenures(many, "A", "B", Reading())
    assert "q leads A: 1990-01-01" in found.alt
    assert f"{62 - MOST_DRAWN} more roles are left out" in found.alt


@pytest.mark.long
@pytest.mark.parametrize("rows", [("p A - current", "p B - current"), ("p A 1990 current",)])
def test_pictures_of_no_dates_are_no_errors(rows):
    data = register(*rows)
    assert to_svg(draw_tenures(data, "A", "B", Reading()).figure)
    assert to_svg(draw_over_time(overlap_over_time(data, "A", "B")).figure)


def test_steps_are_told():
    steps = overlap_over_time(CLUBS, "A", "B", Reading(times=EVER))
    assert "from 1991-01-01 to the end: 0 certainly, 0 possibly" in draw_over_time(steps).alt


@pytest.mark.long
def test_the_panel_offers_dates_only_where_there_are_some():
    assert "at" in offer(CLUBS, "A", "B").fields and "together" in offer(CLUBS, "A", "B").fields
    assert "at" not in offer(article(), "taliban", "haqqani-network").fields
    page = panel_copy(CLUBS, "A", "B")
    assert "certainly held on one day" in page and "Roles held" in page


@pytest.mark.long
def test_dates_within_one_year_name_it_once():
    papers = load_dataset(ARTICLE.with_name("harbour-papers"))
    figure = draw_as_known(overlap_as_known(papers, "harbour-watch", "lamp-office")).figure
    figure.canvas.draw()
    words = [tick.get_text() for tick in figure.axes[0].get_xticklabels()]
    assert sum("1909" in one for one in words) == 1 and len(words) > 2


def test_one_that_is_left_out_is_told_in_the_singular():
    rows = [f"x{n} {club} 1900 former" for n in range(20) for club in "AB"]
    many = register(*rows, "x0 A 1950 former")
    assert draw_tenures(many, "A", "B", Reading()).alt.endswith(" 1 more role is left out.")
    days = [f"19{n:02}-01-01" for n in range(21)]
    steps = pd.DataFrame({"start": ["", *days[1:]], "end": days, "certain": 0, "possible": 0})
    assert draw_over_time(steps).alt.endswith(". 1 more step is left to the table.")


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        (("-0044-03", "-0050/-0040"), ["-0048", "-0045", "-0042"]),
        (("0005/2020", "0001/2001"), ["0400", "0800", "1200", "1600", "2000"]),
        (("1980/1990", "1985/2000"), ["1980", "1988", "1996"]),
    ],
)
def test_days_before_the_year_1_have_their_place(dates, years):
    data = register(
        *(f"p {club} - former valid={one}" for club, one in zip("AB", dates, strict=True))
    )
    steps = draw_over_time(overlap_over_time(data, "A", "B", Reading(times=EVER)))
    held = draw_tenures(data, "A", "B", Reading())
    assert to_svg(steps.figure) and "nobody says when" not in held.alt
    held.figure.canvas.draw()
    (axes,) = held.figure.axes
    assert set(years) <= {one.get_text() for one in axes.get_xticklabels()}


CLUBS_HELD = ("p A 2001/2003 former", "p B 2002/2005 former")


@pytest.mark.parametrize("valid", ["Y-12003", "Y12003"])
def test_what_is_dated_beyond_the_calendar_is_no_role_of_which_nobody_says_when(valid):
    data = register(*(f"p {club} - former valid={valid}" for club in "AB"))
    alt = draw_tenures(data, "A", "B", Reading()).alt
    assert "nobody says when" not in alt and f"{valid[1:]}-01-01 to {valid[1:]}-12-31" in alt
    later = register(*(f"p {club} - former valid={valid}" for club in "AB"), *CLUBS_HELD)
    assert "at" in offer(later, "A", "B").fields and "2002" in panel_copy(later, "A", "B")


@pytest.mark.parametrize("year", ["Y12003", "Y1E9"])
def test_a_year_of_any_number_is_a_date_that_somebody_gives(year, shown):
    data = register(*(f"p {club} - former valid={year}" for club in "AB"))
    when(data, "A", "B", Reading(times=EVER))
    assert not any("nobody gives a date" in page for page in shown)
    assert any(f"{int(float(year[1:]))}-12-31" in page for page in shown)


def test_of_a_role_both_the_person_and_the_organization_are_named():
    names = ["Abdul_Rahman_Muhammad_al-Husayn_ould_Muhammad_of_the_Quays_and_Hills"]
    data = register(*(f"{name} {club} 1900 former" for name in names for club in "AB"))
    (axes,) = draw_tenures(data, "A", "B", Reading()).figure.axes
    told = [" ".join(one.get_text().split()).strip("\u200e") for one in axes.get_yticklabels()]
    assert [one[-8:] for one in told] == [" leads A", " leads B"]


def keys(picture):
    return [words.get_text() for one in picture.figure.legends for words in one.get_texts()]


def test_only_what_is_drawn_has_a_key():
    sure = register("p A 2000 current", "p B 2000 current")
    found = keys(draw_tenures(sure, "A", "B", Reading()))
    assert found == ["possibly held", "both possibly held"]  # on some day of the year
    days = register("p A 1999-01-02/2001-05-06 former", "p B 1990/1991 former")
    found = keys(draw_tenures(days, "A", "B", Reading(times=EVER)))
    assert found == ["certainly held", "possibly held"]
    assert keys(draw_over_time(overlap_over_time(sure, "A", "B"))) == ["possibly"]
    nobody = overlap_over_time(register("p A 1990 current", "q B 1991 current"), "A", "B")
    assert keys(draw_over_time(nobody)) == []


def test_two_roles_of_one_person_in_one_organization_are_told_apart():
    data = register("p A 1900 former", "p A 1905 former relation=sits_on", "p B 1900/1905 former")
    held = draw_tenures(data, "A", "B", Reading())
    (axes,) = held.figure.axes
    told = [one.get_text().replace("\u200e", "") for one in axes.get_yticklabels()]
    assert told == ["p leads A", "p sits_on A", "p leads B"]
    assert "p sits_on A: 1905-01-01" in held.alt
