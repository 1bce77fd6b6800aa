"""Dates in other forms: what is meant is offered, and nothing is taken for it."""

import pytest
from hypothesis import given, settings, strategies as st

from helpers.codebook.dates import is_edtf
from helpers.codebook.other_dates import date_fix, meant_dates, wrong_date

ONE_READING = {
    "2019": ["٢٠١٩", "۲۰۱۹", "２０１９", "2019.0", " 2019 ", "\ufeff2019", "2019\u200f"],
    "2018~": ["c. 2018", "c.2018", "ca 2018", "ca. 2018", "circa 2018", "about 2018", "around 2018"],
    "2018?": ["perhaps 2018", "2018 ?", "2018 (?)"],
    "2020/..": ["since 2020", "from 2020", "2020-", "2020–", "2020 - present", "2020 onwards"],
    "2020-03/..": ["since March 2020", "2020-3 to date"],
    "../2019": ["until 2019", "up to 2019", "–2019", "- 2019"],
    "2018/2020": [
        "2018–2020", "2018-2020", "2018 to 2020", "from 2018 to 2020", "2018 / 2020", "2018..2020",
    ],
    "2018~/2020~": ["ca. 2018–2020"],
    "2019/2020": ["2019/20", "2019-20"],
    "1998/1999": ["1998-99"],
    "1999/2000": ["1999-00"],
    "1908/1913": ["1908-13"],
    "2019-03": ["2019-3", "2019.3", "2019/3", "3/2019", "03.2019", "March 2019", "Mar. 2019"],
    "2018-03/2019-05": ["March 2018 – May 2019", "2018-03 to 2019-05", "3/2018-5/2019"],
    "2019-03/2019-05": ["March to May 2019"],
    "2019-03-01/2019-03-05": ["1-5 March 2019"],
    "2019-03-13": ["13.3.2019", "3/13/2019", "2019/3/13", "20190313", "March 13th, 2019"],
    "199X": ["1990s", "the 1990's", "199x"],
    "[2019,2020]": ["2019 or 2020"],
    "2021-07-16": ["44393", "44393.0"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "meant"),
    [(value, meant) for meant, values in ONE_READING.items() for value in values],
)
def test_one_reading_is_offered(value, meant):
    assert not is_edtf(value)
    assert meant_dates(value) == {meant: ""}
    problem, fix = wrong_date(value)
    remark = " A spreadsheet keeps days as such numbers" if value.startswith("44393") else ""
    assert (
        problem == "not a date in EDTF (year-month-day)"
        and fix == f"did you mean {meant!r}?{remark}"
    )
    assert date_fix(value) == fix


SEVERAL_READINGS = {
    "1.3.2019": {"2019-03-01": "day first", "2019-01-03": "month first"},
    "since 1.3.2019": {"2019-03-01/..": "day first", "2019-01-03/..": "month first"},
    "1.3.2018-5.4.2019": {
        "2018-03-01/2019-04-05": "day first",
        "2018-01-03/2019-05-04": "month first",
    },
    "1990s to 2001?": {"199X/2001": "say the doubt in a note"},
    "c. 1990s–2001": {"199X/2001": "say the doubt in a note"},
    "199X/2001?": {"199X/2001": "say the doubt in a note"},
    "199X~/2001": {"199X/2001": "say the doubt in a note"},
    "since 1990s?": {"199X/..": "say the doubt in a note"},
    "between 1990s and 2001?": {"199X/2001": "all the time, say the doubt in a note"},
    "before 2019": {"../2018": "without 2019", "../2019": "with 2019"},
    "after 2019": {"2020/..": "without 2019", "2019/..": "with 2019"},
    "before 0001": {"../0001": "with 0001"},  # the calendar begins with it
    "after 31.12.9999": {"9999-12-31/..": "with 9999-12-31"},
    "9999-W51": {"9999-12-20/9999-12-26": "the week"},
    "9999-W52": {},
    "before March 2019": {"../2019-02": "without 2019-03", "../2019-03": "with 2019-03"},
    "spring 2017": {
        "2017-03/2017-05": "the spring, in the north",
        "2017": "some day of that year",
    },
    "winter 2017": {
        "2017-12/2018-02": "the winter that begins in it",
        "2016-12/2017-02": "the winter that ends in it",
        "2017": "some day of that year",
    },
    "early 2017": {"2017": "some day of that year; say in a note which part of it"},
    "Q1 2019": {"2019-01/2019-03": "the quarter"},
    "2019-Q4": {"2019-10/2019-12": "the quarter"},
    "2019-W05": {"2019-01-28/2019-02-03": "the week"},
    "2009/10": {"2009-10": "month", "2009/2010": "years"},
    "between 2018 and 2020": {"2018/2020": "all the time", "[2018..2020]": "once in that time"},
    "2021-22": {"2021/2022": "", "2021-06/2021-08": "the summer, in the north"},
    "2021-21": {"2021-03/2021-05": "the spring, in the north"},
    "2021-23": {"2021/2023": "", "2021-09/2021-11": "the autumn, in the north"},
    "2021-24": {
        "2021/2024": "",
        "2021-12/2022-02": "the winter that begins in it",
        "2020-12/2021-02": "the winter that ends in it",
    },
    "2001–03": {"2001-03": "month", "2001/2003": "years"},
    "2021-33": {"2021/2033": "", "2021-01/2021-03": "a part of the year"},
}


@pytest.mark.parametrize("value", SEVERAL_READINGS)
def test_what_can_be_meant_is_offered_with_its_reading(value):
    assert not is_edtf(value)
    assert meant_dates(value) == SEVERAL_READINGS[value]
    assert all(repr(one) in date_fix(value) for one in SEVERAL_READINGS[value])


@pytest.mark.parametrize(
    ("value", "problem", "fix"),
    [
        ("2020/2018", "the end lies before the beginning", "did you mean '2018/2020'?"),
        ("٢٠٢٠–٢٠١٨", "the end lies before the beginning", "did you mean '2018/2020'?"),
        ("2015-09-30/2015-09-21", "the end lies before the beginning", "did you mean '2015-09-21/2015-09-30'?"),
        ("May 2020 to 2019", "the end lies before the beginning", "did you mean '2019/2020-05'?"),
        ("2019-02-30", "there is no such day: 2019-02 has 28 days", "write another day, or the month alone: '2019-02'"),
        ("2019-02-29", "there is no such day: 2019-02 has 28 days", "write another day, or the month alone: '2019-02'"),
        ("2019-02-29/2020", "there is no such day: 2019-02 has 28 days", "write another day, or the month alone: '2019-02'"),
        ("30.2.2020", "there is no such day: 2020-02 has 29 days", "write another day, or the month alone: '2020-02'"),
        ("31 April 2019", "there is no such day: 2019-04 has 30 days", "write another day, or the month alone: '2019-04'"),
        ("2021-22", "the date can be read as years or as a season", "did you mean '2021/2022' or '2021-06/2021-08' (the summer, in the north)?"),
        ("2020/2021-22", "the date can be read as years or as a season", "did you mean '2020/2022' or '2020/2021-08' (the summer, in the north)?"),
        ("2021-22?", "the date can be read as years or as a season", "did you mean '2021?/2022?' or '2021-06?/2021-08?' (the summer, in the north)?"),
        ("1.1.2001-31.12.2003", "not a date in EDTF (year-month-day)", "did you mean '2001-01-01/2003-12-31'?"),
        ("27 Aug 2021–29 Aug 2021", "not a date in EDTF (year-month-day)", "did you mean '2021-08-27/2021-08-29'?"),
        ("1990s to 2001?", "not a date in EDTF (year-month-day)", "did you mean '199X/2001' (say the doubt in a note)?"),
        ("1990/1995/2000", "not a date in EDTF (year-month-day)", "use a form such as 1908, 1908-03, 1908-03-06, 1908-03-06? or 1907-09/.. (EDTF)"),
        ("١٣٩٨", "not a date in EDTF (year-month-day)", "did you mean '1398'? Write the Gregorian year, if this one is of the Islamic or the Persian calendar"),
        ("decided 2019", "not a date in EDTF (year-month-day)", "use a form such as 1908, 1908-03, 1908-03-06, 1908-03-06? or 1907-09/.. (EDTF)"),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_name(value, problem, fix):
    assert wrong_date(value) == (problem, fix)
    assert date_fix(value) == (
        fix if problem == "not a date in EDTF (year-month-day)" else f"{problem}; {fix}"
    )


@pytest.mark.parametrize(
    "value", ["2019-02-28", "2020-02-29", "2019/2019", "201X", "2021-12", "1440"]
)
def test_nothing_is_said_of_a_date(value):
    assert wrong_date(value) is None


def test_a_year_too_late_to_be_one_is_the_number_of_a_day():
    assert date_fix("4439") == "did you mean '1912-02-25'? A spreadsheet keeps days as such numbers"


YEARS = st.integers(1500, 2100)
DIGITS = st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९"])
WORDS = st.sampled_from(
    ["c.", "since", "until", "before", "spring", "March", "Q1", "-", "–", "/", "to", "or", "?", "31", "02", "7", "2019", "2021-22", "1.3.2019", "..", "between", "and", "٢"]
)  # fmt: skip


@settings(deadline=None)
@given(YEARS, YEARS, DIGITS, st.sampled_from(["-", "–", " to ", " / ", " - "]))
def test_two_years_are_a_range_in_any_script_and_the_later_one_ends_it(
    first, last, digits, between
):
    value = f"{first}{between}{last}".translate(dict(zip(map(ord, "0123456789"), digits)))
    if first <= last:
        assert meant_dates(value) == {f"{first}/{last}": ""}
    else:
        assert wrong_date(value)[0] == "the end lies before the beginning"


@settings(deadline=None)
@given(st.lists(WORDS, max_size=7), st.sampled_from(["", " "]))
def test_whatever_is_offered_is_a_date_and_all_is_said_of_what_is_none(words, between):
    value = between.join(words)
    assert all(map(is_edtf, meant_dates(value)))
    assert (wrong_date(value) is None) == is_edtf(value)
