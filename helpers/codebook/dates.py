"""Dates in EDTF (ISO 8601-2, levels 0 to 2), imprecise ones included.

>>> date_span("2021-07")
(datetime.date(2021, 7, 1), datetime.date(2021, 7, 31))
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from functools import lru_cache
from itertools import product

LONGEST = 100
_ENDLESS_YEAR = re.compile(r"E\d{3}", re.IGNORECASE)
"""Y9E999999 is a year that the parser would write out."""


@lru_cache(maxsize=10_000)
def _parse(value: str) -> object | None:
    """Return the parsed date, or None."""
    from edtf import parse_edtf

    if len(value) > LONGEST or value != value.strip() or _ENDLESS_YEAR.search(value):
        return None
    try:
        with redirect_stdout(io.StringIO()):  # the parser prints where it fails
            return parse_edtf(value)
    except Exception:  # its own error for most texts, AttributeError, TypeError and others for some
        return None


_MASK = r"[\dX]{4}(?:-[\dX]{2}){0,2}"
_MASKED = re.compile(rf"(?=.*X){_MASK}", re.ASCII)
"""A date with digits left open, of which the parser does not know all forms."""

_MASKED_INTERVAL = re.compile(rf"{_MASK}/(?:{_MASK}|\.\.)?|(?:\.\.)?/{_MASK}", re.ASCII)
"""An interval of such dates, one end of which may be open or unknown."""


@lru_cache(maxsize=10_000)
def _masked_days(value: str) -> tuple[int | None, int | None]:
    """Return the first and the last day that a date with digits left open can mean.

    >>> [date.fromordinal(day).isoformat() for day in _masked_days("2001-X1-3X")]
    ['2001-01-30', '2001-11-30']
    """
    year, month, day = [*value.split("-"), "XX", "XX"][:3]

    def numbers(mask: str, low: int, high: int) -> list[int]:
        form = re.compile(mask.replace("X", r"\d"))
        return [n for n in range(low, high + 1) if form.fullmatch(f"{n:0{len(mask)}}")]

    parts = numbers(year, 1, 9999), numbers(month, 1, 12), numbers(day, 1, 31)
    first = next(_existing(*parts), None)
    return first, next(_existing(*(part[::-1] for part in parts)), None)


def _existing(years: list[int], months: list[int], days: list[int]) -> Iterator[int]:
    """Yield the days of these numbers that there are, in their order."""
    for year, month, day in product(years, months, days):
        if day <= calendar.monthrange(year, month)[1]:
            yield date(year, month, day).toordinal()


def _is_known(value: str) -> bool:
    """Tell whether a text has the form of a date or an interval in EDTF."""
    if _MASKED.fullmatch(value):
        return None not in _masked_days(value)
    if "X" in value and _MASKED_INTERVAL.fullmatch(value):
        return all(part in ("", "..") or _is_known(part) for part in value.split("/"))
    return _parse(value) is not None


FIRST, LAST = -(10**12), 10**12
"""Before and after all days that are told apart: open ends, and years beyond the two billionth."""


def date_span(value: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that a date can mean, as far as Python has a date for it.

    Parameters
    ----------
    value : str
        A date in EDTF; ``?`` and ``~`` (uncertain, approximate) do not widen it.

    Returns
    -------
    tuple of date or None
        None at an open end, before the year 1 and after 9999, and twice where the text is no
        date.

    Examples
    --------
    >>> date_span("2020-09/")
    (datetime.date(2020, 9, 1), None)
    >>> date_span("last weekend")
    (None, None)
    """
    first, last = strict_days(value)
    return _of_number(first), _of_number(last)


def strict_days(value: str) -> tuple[int, int]:
    """Return the numbers of the first and the last day that a date can mean, of any year.

    Days have numbers as `day_number` gives them, which have an order where `date_span` has none;
    `FIRST` and `LAST` stand for open ends.

    >>> strict_days("0000"), strict_days("2020/..")[1] == LAST
    ((-365, 0), True)
    """
    if not _is_known(value):
        return FIRST, LAST
    if "/" in value:  # an unknown end is open too: the parser would make it ten years
        first, last = value.split("/")
        return strict_days(first)[0], strict_days(last)[1]
    return _days(value, "strict")


def _of_number(day: int) -> date | None:
    return date.fromordinal(day) if 0 < day <= date.max.toordinal() else None


def fuzzy_days(value: str) -> tuple[int, int]:
    """Return the first and the last day that a date can mean if ``?`` and ``~`` widen it.

    By how much is the parser's choice: a year, a month or a day to either side, whichever the
    date names last, and all that it names before. Days have numbers as `strict_days` has them.

    >>> [date.fromordinal(day).isoformat() for day in fuzzy_days("2001~")]
    ['2000-01-01', '2002-12-31']
    """
    return _days(value, "fuzzy")


def _days(value: str, how: str) -> tuple[int, int]:
    """Return the first and the last day that a date can mean, strictly or widened."""
    if _MASKED.fullmatch(value):
        first, last = _masked_days(value)
        return FIRST if first is None else first, LAST if last is None else last
    parsed = _parse(value)
    return _bound(parsed, f"lower_{how}", FIRST), _bound(parsed, f"upper_{how}", LAST)


def _bound(parsed: object, side: str, where_open: int) -> int:
    """Return the first or last day that a date can mean; none where its month lacks the day."""
    try:
        day = day_number(*getattr(parsed, side)()[:3])
    except (AttributeError, TypeError, ValueError):
        return where_open
    return min(max(day, FIRST), LAST)


_CYCLE = 400
"""Years after which the calendar repeats itself, day by day."""

_DAYS_OF_CYCLE = date(1 + _CYCLE, 1, 1).toordinal() - date(1, 1, 1).toordinal()


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of a day as `datetime.date.toordinal` does, of any year.

    The year 0 is the one before the year 1, as in ISO 8601.

    >>> day_number(1, 1, 1), day_number(0, 12, 31), day_number(-62, 1, 1) - day_number(-63, 1, 1)
    (1, 0, 365)
    """
    cycles, place = divmod(year - 1, _CYCLE)
    return date(1 + place, month, day).toordinal() + cycles * _DAYS_OF_CYCLE


def day_words(number: int) -> str:
    """Return the day of a number in ISO 8601, as `day_number` has it from year, month and day.

    >>> day_words(1), day_words(0), day_words(day_number(-43, 3, 15))
    ('0001-01-01', '0000-12-31', '-0043-03-15')
    """
    cycles, place = divmod(number - 1, _DAYS_OF_CYCLE)
    day = date.fromordinal(1 + place)
    year = day.year + cycles * _CYCLE
    return f"{'-' * (year < 0)}{abs(year):04d}-{day:%m-%d}"


PLAIN = re.compile(r"(?!0000)(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?", re.ASCII)
"""The dates that nearly all are: the parser takes milliseconds for each."""


def _is_plain(value: str) -> bool:
    """Tell at once of the most common forms of a date: the parser takes milliseconds for each."""
    if len(value) < 10:
        return bool(PLAIN.fullmatch(value))
    try:
        return bool(PLAIN.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


def _is_plain_interval(value: str) -> bool:
    """Tell at once of two plain dates, in their order, of which one may be open."""
    start, slash, end = value.partition("/")
    if start == ".." or end == "..":
        return _is_plain(end if start == ".." else start)
    length = min(len(start), len(end))
    return bool(slash and _is_plain(start) and _is_plain(end) and start[:length] <= end[:length])


def is_edtf(value: str) -> bool:
    """Tell whether a text is a date in EDTF that can be meant.

    Refused are an end before its beginning, a day that its month lacks, and the codes for
    seasons: 2021-22 is a summer in EDTF, and two years to everybody else.

    >>> [is_edtf(d) for d in ("2017", "2020-09/..", "2021-08-27?", "27.8.2021", "2021-13")]
    [True, True, True, False, False]
    >>> [is_edtf(d) for d in ("2020/2018", "2019-02-29", "2021-22")]
    [False, False, False]
    """
    if _is_plain(value) or _is_plain_interval(value):
        return True
    if " " in value or not _is_known(value) or SEASON.search(value) or missing_day(value):
        return False
    parts = value.split("/")
    return _days(parts[0], "strict")[0] <= _days(parts[-1], "strict")[1]


SEASON = re.compile(r"(?<![\d-])[\dX]{4}-(?:2[1-9]|3\d|4[01])(?![\d-])", re.ASCII)
"""A year with the code of a season, a quarter or another part of it."""

_ANY_DAY = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])-(\d{2})(?!\d)", re.ASCII)


def missing_day(value: str) -> str:
    """Return the first day of a text that its month lacks, or nothing.

    >>> missing_day("2019-02-01/2019-02-29"), missing_day("2020-02-29")
    ('2019-02-29', '')
    """
    for found in _ANY_DAY.finditer(value):
        year, month, day = map(int, found.groups())
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            return found[0]
    return ""
