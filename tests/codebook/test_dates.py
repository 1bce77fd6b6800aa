"""Imprecise dates."""

import pytest

from helpers.codebook.dates import (
    FIRST,
    LAST,
    date_span,
    day_number,
    day_words,
    is_edtf,
    strict_days,
)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " 2021",
        "2021 ",
        "/..",
        "2021-02-30",
        "2022/2021",
        "2021-13",
        "27.8.2021",
        "last weekend",
        "２０２１",
        "Y9E999999999",
        "2001-02-3X",
        "2001-02-3X/2002",
        "199X/1980",
        "199X-13/..",
        "X/..",
        "-0043/-0063",
        "2021~/2020",
        "1" * 200,
    ],
)
def test_what_is_no_date(value, capfd):
    assert not is_edtf(value)
    assert "".join(capfd.readouterr()) == ""  # the parser underneath would print


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-08-27?", "2021-08-27", "2021-08-27"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("../2020", None, "2020-12-31"),
        ("2020-09/..", "2020-09-01", None),
        ("Y170000002", None, None),
        ("2001-12-0X", "2001-12-01", "2001-12-09"),
        ("2001-X1-05", "2001-01-05", "2001-11-05"),
        ("2001-10-3X", "2001-10-30", "2001-10-31"),
        ("20XX-10-1X", "2000-10-10", "2099-10-19"),
        ("XXXX-02-29", "0004-02-29", "9996-02-29"),
        ("2001-12-0X/2002", "2001-12-01", "2002-12-31"),
        ("199X/..", "1990-01-01", None),
        ("../199X", None, "1999-12-31"),
        ("2001-XX/2003", "2001-01-01", "2003-12-31"),
        ("2001-1X/2003", "2001-10-01", "2003-12-31"),
        ("0000", None, None),
        ("-0063/-0043", None, None),
    ],
)
def test_date_spans(value, first, last):
    assert is_edtf(value)
    assert [day and day.isoformat() for day in date_span(value)] == [first, last]


def test_the_days_of_every_year_have_an_order():
    years = ["Y-12003", "-0063/-0045", "-0044-03", "0000", "0001", "9999", "Y12003", "Y1E5"]
    days = [strict_days(year) for year in years]
    assert all(first <= last for first, last in days)
    assert [last for _, last in days] == sorted(last for _, last in days)
    assert days[3] == (day_number(0, 1, 1), day_number(0, 12, 31))
    assert days[-2:] == [
        (day_number(12003, 1, 1), day_number(12003, 12, 31)),
        (day_number(10**5, 1, 1), day_number(10**5, 12, 31)),
    ]
    assert strict_days("Y-1E99") == (FIRST, FIRST) and strict_days("Y1E99") == (LAST, LAST)
    assert [strict_days(one) for one in ("2020/", "no date", "..")] == [
        (day_number(2020, 1, 1), LAST),
        (FIRST, LAST),
        (FIRST, LAST),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2020-02-29", (2020, 2, 29)),
        ("0001-01-01", (1, 1, 1)),
        ("0000-12-31", (0, 12, 31)),
        ("-0043-03-15", (-43, 3, 15)),
        ("-0400-01-01", (-400, 1, 1)),
        ("-12000-02-29", (-12000, 2, 29)),
        ("9999-12-31", (9999, 12, 31)),
        ("12000-02-29", (12000, 2, 29)),
    ],
)
def test_a_day_of_any_year_has_a_number_and_words(words, day):
    assert day_words(day_number(*day)) == words


def test_the_words_of_days_before_the_year_1_lead_back_to_their_numbers():
    for number in range(-400_000, 1_000, 97):
        year, month, day = day_words(number).rsplit("-", 2)
        assert day_number(int(year), int(month), int(day)) == number
