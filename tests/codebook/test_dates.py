"""Imprecise dates."""

import pytest

from helpers.codebook.dates import date_span, is_edtf


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
    ],
)
def test_date_spans(value, first, last):
    assert is_edtf(value)
    assert [day and day.isoformat() for day in date_span(value)] == [first, last]
