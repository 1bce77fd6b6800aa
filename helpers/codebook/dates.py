"""Dates in EDTF (ISO 8601-2, levels 0 to 2), imprecise ones included.

>>> date_span("2021-07")
(datetime.date(2021, 7, 1), datetime.date(2021, 7, 31))
"""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from datetime import date, timedelta
from functools import lru_cache

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


def _bound(parsed: object, side: str) -> date | None:
    """Return the first or last day that a date can mean, None where it is open or out of range."""
    try:
        return date(*getattr(parsed, f"{side}_strict")()[:3])
    except (AttributeError, TypeError, ValueError, OverflowError):
        return None


def date_span(value: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that a date can mean.

    Parameters
    ----------
    value : str
        A date in EDTF; ``?`` and ``~`` (uncertain, approximate) do not widen it.

    Returns
    -------
    tuple of date or None
        None at an open end, and twice where the text is no date.

    Examples
    --------
    >>> date_span("2020-09/")
    (datetime.date(2020, 9, 1), None)
    >>> date_span("last weekend")
    (None, None)
    """
    parsed = _parse(value)
    if parsed is None:
        return None, None
    if "/" in value:  # an unknown end is open too: the parser would make it ten years
        first, last = value.split("/")
        return date_span(first)[0], date_span(last)[1]
    return _bound(parsed, "lower"), _bound(parsed, "upper")


_PLAIN = re.compile(r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", re.ASCII)


def _is_plain(value: str) -> bool:
    """Tell at once of the most common forms of a date: the parser takes milliseconds for each."""
    if len(value) < 10:
        return bool(_PLAIN.fullmatch(value))
    try:
        return bool(_PLAIN.fullmatch(value) and date.fromisoformat(value))
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
    """Tell whether a text is a date in EDTF whose end does not lie before its beginning.

    >>> [is_edtf(d) for d in ("2017", "2020-09/..", "2021-08-27?", "27.8.2021", "2021-13")]
    [True, True, True, False, False]
    """
    if _is_plain(value) or _is_plain_interval(value):
        return True
    if _parse(value) is None:
        return False
    first, last = date_span(value)
    return first is None or last is None or first <= last


FIRST_DAY = date(1899, 12, 30)
"""Day zero of the numbers by which spreadsheets keep days."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def meant_dates(value: str) -> list[str]:
    """Return the dates in EDTF that a text in another form can mean, day first before month first.

    >>> meant_dates("6.3.1908"), meant_dates("44393")
    (['1908-03-06', '1908-06-03'], ['2021-07-16'])
    >>> meant_dates("March 6, 1908"), meant_dates("soon")
    (['1908-03-06'], [])
    """
    text = " ".join(value.casefold().replace(",", " ").split())
    if match := re.fullmatch(r"(\d{4,5})(?:\.0)?", text):
        day = int(match[1])
        return [(FIRST_DAY + timedelta(days=day)).isoformat()] if day < 80_000 else []
    if match := re.fullmatch(r"(\d{1,2})([./ -])(\d{1,2})\2(\d{4})", text):
        return _days((match[4], match[3], match[1]), (match[4], match[1], match[3]))
    if match := re.fullmatch(r"(\d{4})([./ -])(\d{1,2})\2(\d{1,2})(?: [\d:.]+)?", text):
        return _days((match[1], match[3], match[4]))
    words = text.replace(".", " ").split()
    months = [MONTHS.index(word[:3]) + 1 for word in words if word[:3] in MONTHS and word.isalpha()]
    numbers = [re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word) for word in words if not word.isalpha()]
    years = [number for number in numbers if re.fullmatch(r"\d{4}", number)]
    days = [number for number in numbers if re.fullmatch(r"\d{1,2}", number)]
    if len(months) == len(years) == 1 and len(days) == len(words) - 2 <= 1:
        return _days((years[0], months[0], days[0])) if days else [f"{years[0]}-{months[0]:02d}"]
    return []


def _days(*parts: tuple[str | int, ...]) -> list[str]:
    """Year, month and day as dates; those that do not exist are left out."""
    written = (f"{int(year):04d}-{int(month):02d}-{int(day):02d}" for year, month, day in parts)
    return [one for one in dict.fromkeys(written) if date_span(one)[0]]


def date_fix(value: str) -> str:
    """Say how to write a date in EDTF that is written otherwise.

    >>> date_fix("6.3.1908")
    "did you mean '1908-03-06' (day first) or '1908-06-03' (month first)?"
    """
    meant = meant_dates(value)
    if len(meant) == 2:
        return f"did you mean {meant[0]!r} (day first) or {meant[1]!r} (month first)?"
    if meant:
        return f"did you mean {meant[0]!r}?" + (
            " A spreadsheet keeps days as such numbers" if value.strip().isdigit() else ""
        )
    return "write 1908, 1908-03, 1908-03-06, 1908-03-06? or 1907-09/.. (EDTF)"
