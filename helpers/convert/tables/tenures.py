"""Starts and ends of ties, in columns of their own, become dates in EDTF and a period.

>>> row = Row(7, {"start": "1998", "end": "2003", "time": "", "note": ""})
>>> dated = with_tenure(row, {"start": "From", "end": "To"}, None, [])
>>> dated.cells["valid"], dated.cells["time"], dated.cells["note"]
('1998/2003', 'former', 'former: the row has an end')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from helpers.codebook import (
    Problem,
    date_fix,
    faults,
    is_edtf,
    is_period,
    is_stand_in,
    problem_of,
    shown,
    strict_days,
)
from helpers.convert.tables.rows import BLANK_DATE, DASHED_YEAR, SEVERAL_DATES, Row, clean

GOES_ON, NOT_KNOWN = "..", "?"

HAS_END = "former: the row has an end"
POST_ENDED = "former: the post says so"
ENDED = "former as of {as_of}: it ended before"
TO_COME = "future as of {as_of}: it starts later"
UNDECIDED = "as of {as_of}, its dates do not say whether it has begun or ended"

_FORMER = re.compile(
    r"(?:former(?:ly)?|ex(?=[- ])(?![- ]officio)|erstwhile|ehem\.|ehemalig\w*|vormalig\w*"
    r"|früher\w*|ancien(?:ne)?|бывш\w*)(?![\w’'])[- ]?.+"
    r"|.+[(\[,] ?(?:former(?:ly)?|resigned|retired|deceased|removed|ehem\.?|a\. ?d\.)[^()]*[)\]]?"
    r"|(?:.* )?(?:سابق|سابقة|السابق|السابقة)(?: .*)?",
    re.IGNORECASE | re.DOTALL,
)
_HEDGE = re.compile(
    r"\b(?:alleged|reputed|reported|purported|suspected|supposed|presumed|believed|rumou?red"
    r"|claimed|unconfirmed|self-styled|self-described|mutmaßlich|angeblich|présumée?"
    r"|предполагаем\w+)(?:ly|e[rn]?)?\b",
    re.IGNORECASE,
)
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


class Day(NamedTuple):
    """As of when a table is read: a day, or all that a month or a year can mean."""

    text: str
    first: int
    last: int


def as_of_day(as_of: str | date | None) -> Day | None:
    """Return as of when a table is read.

    Raises
    ------
    ValueError
        If it is no day, month or year.
    """
    if as_of is None:
        return None
    day = as_of.date() if isinstance(as_of, datetime) else as_of
    text = clean(day)
    if not (_PLAIN_DATE.fullmatch(text) and is_edtf(text)):
        raise ValueError(
            f"as_of is {shown(repr(text))}, not a day, a month or a year in EDTF: " + date_fix(text)
        )
    return Day(text, *strict_days(text))


def says_former(post: str) -> bool:
    """Tell whether a post is one that somebody no longer has.

    >>> [says_former(post) for post in ("Former chair", "alleged ex-director", "chair (resigned)")]
    [True, True, True]
    >>> [says_former(post) for post in ("ex officio member", "Ex Libris chair", "Formerly’s chair")]
    [False, True, False]
    """
    return bool(_FORMER.fullmatch(_HEDGE.sub("", post).strip()))


def hedge_of(post: str) -> str:
    """Return the word with which a post doubts itself, in small letters, or nothing.

    >>> [hedge_of(post) for post in ("Alleged chair", "former acting director", "chair (reputed)")]
    ['alleged', '', 'reputed']
    """
    found = _HEDGE.search(post)
    return found[0].casefold() if found else ""


def with_post(row: Row) -> Row:
    """Return a row that is former if its post says so, and nothing else says when."""
    posts = [post for post in row.items("role") if post]
    if not posts or row.cells.get("time") or not all(map(says_former, posts)):
        return row
    note = "; ".join(filter(None, [row.cells.get("note"), POST_ENDED]))
    return row._replace(cells=row.cells | {"time": "former", "note": note})


def with_tenure(
    row: Row, columns: Mapping[str, str], as_of: Day | None, problems: list[Problem]
) -> Row:
    """Return a row whose start and end have become valid and time, with a note on the latter.

    Parameters
    ----------
    row : Row
        A blank start is not known; a blank end goes on, unless the time is former.
    columns : mapping of str to str
        What a cell is used for → the name of its column.
    as_of : Day, optional
        What ended before is former. Without it, all that has an end is.
    problems : list of Problem
        What is no date, or contradicts another cell of the row, is added.
    """
    cells = {use: cell for use, cell in row.cells.items() if use not in ("start", "end")}
    start, end = (row.cells.get(use, "") for use in ("start", "end"))
    time = cells.get("time", "")
    if not end and time != "former":
        end = GOES_ON
    start, end = ("" if one == NOT_KNOWN else one for one in (start, end))
    found = _wrong_dates(row, columns, start, end)
    if not found:
        period = _period(start, end, as_of)
        cells["valid"] = f"{start}/{end}" if _is_date(start) or _is_date(end) else ""
        if time in period.excluded:
            place = ("", row.number, columns.get("time", columns.get("role", "")), shown(time))
            found = [problem_of(faults.OTHER_TIME, *place, time=time, valid=cells["valid"])]
        elif not time and period.note:
            cells["time"] = period.word
            cells["note"] = "; ".join(filter(None, [cells.get("note"), period.note]))
    problems += found
    return row._replace(cells=cells)


def _is_date(text: str) -> bool:
    return text not in ("", GOES_ON)


def _wrong_dates(row: Row, columns: Mapping[str, str], start: str, end: str) -> list[Problem]:
    """Return what keeps a start and an end from being an interval."""
    found = []
    for use, cell in (("start", start), ("end", end)):
        place = ("", row.number, columns.get(use, ""), shown(cell))
        if not _is_date(cell):
            continue
        if not is_edtf(cell) and is_stand_in(cell):
            found.append(problem_of(faults.STAND_IN, *place, blank=BLANK_DATE[use]))
        elif not is_edtf(cell) and not is_period(cell) and not is_period(_turned(cell)):
            fault = faults.NO_START if use == "start" else faults.NO_END
            found.append(problem_of(fault, *place, fix=date_fix(cell, use)))
        elif not is_edtf(cell) or SEVERAL_DATES.search(cell):
            found.append(problem_of(faults.ONE_DATE, *place, early=_early(cell, use)))
        elif "T" in cell:
            day = cell.partition("T")[0]
            found.append(problem_of(faults.TIME_OF_DAY, *place, day=day))
    if found or not (_is_date(start) and _is_date(end)) or is_edtf(f"{start}/{end}"):
        return found
    place = ("", row.number, columns["end"], shown(end))
    last = strict_days(end)[1]
    if last < 1:  # before the year 1: whether a dash means that is asked of the cell
        return found
    if last < strict_days(start)[0]:
        return [problem_of(faults.ENDS_BEFORE_START, *place, start=shown(start))]
    return [problem_of(faults.NO_INTERVAL, *place, interval=shown(f"{start}/{end}"))]


def _early(cell: str, use: str) -> str:
    """Say what else to do where a dash in an interval may mean a year before the year 1.

    >>> _early("-0044/2001", "start"), _early("1998/2001", "start")
    ("; if its dash means a year before the year 1: real_names=['-0044', '-0044/2001']", '')
    """
    one = cell.split("/")[0 if use == "start" else -1]
    names = [name for name in dict.fromkeys((one, cell)) if DASHED_YEAR.search(name)]
    if not names or not is_edtf(cell):
        return ""
    said = ", ".join(repr(shown(name)) for name in names)
    return f"; if its dash means a year before the year 1: real_names=[{said}]"


def _turned(cell: str) -> str:
    """Return an interval with its end first."""
    return "/".join(reversed(cell.split("/")))


class Period(NamedTuple):
    """The word for when a tie holds, why, and the words that would contradict its dates."""

    word: str
    note: str
    excluded: frozenset[str]


def _period(start: str, end: str, as_of: Day | None) -> Period:
    ended, not_ended = frozenset({"current", "future"}), {"former"} if end == GOES_ON else set()
    if as_of is None:
        if _is_date(end):
            return Period("former", HAS_END, ended)
        return Period("", "", frozenset(not_ended))
    starts_first, starts_last = strict_days(start)  # what is no date is open at both ends
    ends_first, ends_last = strict_days(end)
    if ends_last < as_of.first:
        return Period("former", ENDED.format(as_of=as_of.text), ended)
    if starts_first > as_of.last:
        to_come = frozenset({"current", "former"})
        return Period("future", TO_COME.format(as_of=as_of.text), to_come)
    not_ended |= {"former"} if ends_first >= as_of.last else set()
    begun = {"future"} if starts_last <= as_of.first else set()
    open_ends = (_is_date(end) and not not_ended) or (_is_date(start) and not begun)
    note = UNDECIDED.format(as_of=as_of.text) if open_ends else ""
    return Period("", note, frozenset(not_ended | begun))


def is_worked_out(note: str) -> bool:
    """Tell whether a note says how the period of a claim was worked out.

    >>> is_worked_out("former as of 2020: it ended before"), is_worked_out("former chair")
    (True, False)
    """
    frames = [one.partition("{as_of}") for one in (ENDED, TO_COME, UNDECIDED)]
    begun = any(note.startswith(first) and note.endswith(last) for first, _, last in frames)
    return begun or note in (HAS_END, POST_ENDED)
