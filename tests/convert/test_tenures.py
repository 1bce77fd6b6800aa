"""Starts and ends become intervals in EDTF and periods, or are refused where they stand."""

import datetime as dt

import pandas as pd
import pytest
import tables
from hypothesis import given, settings, strategies as st

from helpers.codebook.dates import date_span, is_edtf
from helpers.convert.tables.conversion import check_table, from_table, table_notes
from helpers.overlap.who_leads import shared_leaders

USES = {"person": "Name", "organization": "Club"}
DATED = {**USES, "start": "From", "end": "To"}


def tenures(*rows, columns=("From", "To")):
    """People of a club, one in each row, with what more the columns say of them."""
    named = [(f"Person {number}", "Kites", *row) for number, row in enumerate(rows)]
    return pd.DataFrame(named, columns=["Name", "Club", *columns], dtype="str")


def said(frame, **how):
    return [problem[1:] for problem in tables.tuples(check_table(frame, **how))]


def periods(frame, **how):
    claims = from_table(frame, **how)["claims"]
    return claims[["valid", "time"]].to_numpy().tolist()


INTERVALS = {
    ("1998", "2003"): "1998/2003",
    ("1998-05-01", "2003-06"): "1998-05-01/2003-06",
    ("2010", ""): "2010/..",
    ("2010", ".."): "2010/..",
    ("2010", "?"): "2010/",
    ("", "2003"): "/2003",
    ("?", "2003"): "/2003",
    ("..", "2003"): "../2003",
    ("2003-06", "2003"): "2003-06/2003",
    ("1998?", "2003~"): "1998?/2003~",
    ("", ""): "",
    ("?", "?"): "",
}


@pytest.mark.parametrize("dates", INTERVALS)
def test_intervals(dates):
    ((valid, _),) = periods(tenures(dates), **DATED)
    assert valid == INTERVALS[dates] and (not valid or is_edtf(valid))


def test_without_a_day_all_that_has_an_end_is_former():
    frame = tenures(("1998", "2003"), ("2010", ""), ("", "2003"), ("2010", "?"), ("", "2990?"))
    assert [time for _, time in periods(frame, **DATED)] == ["former", "", "former", "", "former"]
    assert table_notes(frame, **DATED).to_numpy().tolist() == [
        ["3 rows: 2, 4 and 6", "former: the row has an end"]
    ]


AS_OF = {
    ("1998", "2003"): "former",
    ("1998", "2009-12-31"): "former",
    ("1998", "2010-01-01"): "",
    ("1998", "2015"): "",
    ("1998", "2010"): "",
    ("2011", ""): "future",
    ("2010-01-02", ""): "future",
    ("2010-01-01", ""): "",
    ("2010", "2010"): "",
    ("", "2003"): "former",
    ("", ""): "",
}


@pytest.mark.parametrize("as_of", ["2010-01-01", dt.date(2010, 1, 1), pd.Timestamp("2010-01-01")])
def test_as_of_a_day(as_of):
    found = periods(tenures(*AS_OF), **DATED, as_of=as_of)
    assert [time for _, time in found] == list(AS_OF.values())


def test_the_note_of_a_claim_says_why():
    rows = [
        ("1998", "2003", "seen"),
        ("2011", "", ""),
        ("2009", "2010-06", ""),
        ("2009", "2011", ""),
    ]
    frame = tenures(*rows, columns=("From", "To", "Note"))
    made = from_table(frame, **DATED, note="Note", as_of="2010")
    assert made["claims"]["note"].tolist() == [
        "seen; former as of 2010: it ended before",
        "future as of 2010: it starts later",
        "as of 2010, its dates do not say whether it has begun or ended",
        "",
    ]
    assert len(table_notes(frame, **DATED, note="Note", as_of="2010")) == 3


@pytest.mark.parametrize("wrong", ["1.2.2010", "2010/2011", "soon", "", "2010-02-30", "2010~"])
def test_a_day_in_another_form(wrong):
    with pytest.raises(ValueError, match="^as_of is .*, not a day, a month or a year in EDTF: "):
        from_table(tenures(("1998", "2003")), **DATED, as_of=wrong)


WITH_TIME = {
    ("1998", "2003", "former"): "former",
    ("1998", "2003", "unspecified"): "unspecified",
    ("1998", "", "former"): "former",
    ("1998", "", "current"): "current",
    ("2030", "", "future"): "future",
}


def test_the_column_time_decides():
    frame = tenures(*WITH_TIME, columns=("From", "To", "When"))
    found = periods(frame, **DATED, time="When")
    assert [time for _, time in found] == list(WITH_TIME.values())
    assert found[2] == ["1998/", "former"]  # over, and nobody knows since when


@pytest.mark.parametrize(
    ("row", "as_of"),
    [
        (("1998", "2003", "current"), None),
        (("1998", "2003", "future"), "2010"),
        (("1998", "2003", "current"), "2010"),
        (("1998", "2020", "former"), "2010"),
        (("1998", "..", "former"), None),
        (("2015", "", "current"), "2010"),
        (("2015", "", "former"), "2010"),
        (("1998", "", "future"), "2010"),
    ],
)
def test_a_period_that_its_dates_contradict(row, as_of):
    frame = tenures(row, columns=("From", "To", "When"))
    ((number, column, value, problem, _),) = said(frame, **DATED, time="When", as_of=as_of)
    assert (number, column, value) == (2, "When", row[2]) and "its dates say otherwise" in problem


WRONG = {
    ("2003", "1998"): ("To", "the end lies before the start, 2003"),
    ("2001-02-30", ""): ("From", "not a date in EDTF"),
    ("", "31.12.2001"): ("To", "not a date in EDTF"),
    ("", "present"): ("To", "not a date in EDTF"),
    ("1998/2003", ""): ("From", "an interval or a set stands where one date should"),
    ("", "[1998,1999]"): ("To", "an interval or a set stands where one date should"),
    ("2985", ""): ("From", "a year after 2100, or a day as a spreadsheet numbers it"),
    ("1998-XX", "2003"): ("To", "start and end make no interval in EDTF: 1998-XX/2003"),
}


@pytest.mark.parametrize("dates", WRONG)
def test_dates_that_are_refused_where_they_stand(dates):
    ((row, *found, fix),) = said(tenures(dates), **DATED)
    column, problem = WRONG[dates]
    assert (row, found[0], found[2]) == (2, column, problem) and fix
    assert found[1] == dates[["From", "To"].index(column)]


def test_dates_in_another_form_are_offered():
    found = said(tenures(("6.3.1908", "44393")), **DATED)
    assert ["1908-03-06" in found[0][-1], "2021-07-16" in found[1][-1]] == [True, True]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"valid": "From", "end": "To"}, "not both"),
        ({"as_of": "2010"}, "name the columns"),
        ({"valid": "From", "as_of": "2010"}, "name the columns"),
    ],
)
def test_dates_that_exclude_each_other(how, words):
    with pytest.raises(ValueError, match=words):
        from_table(tenures(("1998", "2003")), **USES, **how)


def test_ended_ties_are_not_shared_now():
    frame = pd.DataFrame(
        [("Ada", "Kites", "1980", "1985"), ("Ada", "Chess", "2010", "")],
        columns=["Name", "Club", "From", "To"],
    )
    assert shared_leaders(from_table(frame, **DATED))["shared"].tolist() == [0]


PRECISIONS = st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"])
DATES = st.builds(
    lambda day, form, mark: day.strftime(form) + mark,
    st.dates(dt.date(1000, 1, 1), dt.date(2099, 12, 31)),
    PRECISIONS,
    st.sampled_from(["", "?", "~"]),
)


ROWS = st.tuples(DATES | st.just(""), DATES | st.just(""))


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=5, unique=True))
def test_dates_to_valid_and_back(rows):
    """What is written can be read out of valid again, or the row is refused."""
    frame = tenures(*rows)
    wrong = {row for row, *_ in said(frame, **DATED)}
    kept = frame.drop(index=[row - 2 for row in wrong])
    assert all(date_span(rows[row - 2][1])[1] < date_span(rows[row - 2][0])[0] for row in wrong)
    if len(kept):
        read = [valid.partition("/") for valid, _ in periods(kept, **DATED)]
        assert [start for start, *_ in read] == kept["From"].tolist()
        assert [end.removesuffix("..") for *_, end in read] == kept["To"].tolist()


@settings(max_examples=60, deadline=None)
@given(DATES, DATES, DATES)
def test_a_row_is_former_only_if_all_its_days_lie_before(start, end, as_of):
    plain = as_of.rstrip("?~")
    frame = tenures((start, end))
    if not said(frame, **DATED, as_of=plain):
        ((_, time),) = periods(frame, **DATED, as_of=plain)
        assert (time == "former") == (date_span(end)[1] < date_span(plain)[0])
        assert (time == "future") == (date_span(start)[0] > date_span(plain)[1])
