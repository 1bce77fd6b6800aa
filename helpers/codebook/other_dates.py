"""Dates in other forms than EDTF: what each can mean, and how to write that.

>>> date_fix("6.3.1908")
"did you mean '1908-03-06' (day first) or '1908-06-03' (month first)?"
>>> wrong_date("2020/2018")
('the end lies before the beginning', "did you mean '2018/2020'?")
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from helpers.codebook import faults
from helpers.codebook.dates import SEASON, date_span, is_edtf, missing_day

Meanings = dict[str, str]
"""A date in EDTF → the reading in which a text means it; blank where it has no other."""

FIRST_DAY = date(1899, 12, 30)
"""Day zero of the numbers by which spreadsheets keep days."""

LAST_DAY = 80_000
"""The largest number that is taken for such a day: one of the year 2119."""

LATEST_YEAR = 2100
"""The last year that is taken for one of which somebody knows something."""

STAND_INS = {
    *("0001-01-01", "1000-01-01", "1111-11-11", "1601-01-01", "1753-01-01"),
    *("1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01", "1970-01-01", "2099-12-31"),
}
"""Days that programs and registers write where they have none."""

LONGEST_SPAN = 60
"""Years that a range such as 1999/02 may cover."""

LONGEST_MEANT = 40
"""Characters of a text that is taken for a date in another form."""

OTHER_CALENDARS = range(1300, 1500)
"""Years that the Islamic and the Persian calendar count now."""

MONTHS = [calendar.month_name[number].casefold() for number in range(1, 13)]
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

_MOST_READINGS = 4


def meant_dates(value: str) -> Meanings:
    """Return the dates in EDTF that a text in another form can mean.

    Parameters
    ----------
    value : str
        In digits of any script, with dashes of any length.

    Returns
    -------
    dict of str to str
        Date → in which reading it is meant. Empty where the text means no date.

    Examples
    --------
    >>> meant_dates("6.3.1908")
    {'1908-03-06': 'day first', '1908-06-03': 'month first'}
    >>> meant_dates("March 6, 1908"), meant_dates("c. 2018"), meant_dates("44393")
    ({'1908-03-06': ''}, {'2018~': ''}, {'2021-07-16': ''})
    >>> meant_dates("2018–2020"), meant_dates("since ٢٠٢٠"), meant_dates("soon")
    ({'2018/2020': ''}, {'2020/..': ''}, {})
    """
    text = _plain(value)
    found = _meant(text)
    if "-" not in value and re.fullmatch(r"\d{4}-\d\d", text):  # a longer dash is no hyphen
        found = _month_or_years(*text.split("-")) or found
    return {one: words for one, words in found.items() if is_edtf(one)}


def is_period(value: str) -> bool:
    """Tell whether a text can mean nothing but a period with a beginning and an end.

    >>> is_period("1998–2003"), is_period("Q1 2003"), is_period("1998-"), is_period("2003")
    (True, False, False, False)
    """
    meant = meant_dates(value)
    return bool(meant) and all(
        ".." not in one and all(one.partition("/")) and not words.startswith(("the ", "a part"))
        for one, words in meant.items()
    )


def is_stand_in(value: str) -> bool:
    """Tell whether a date, or an end of a period, is one that registers write where they have none.

    >>> is_stand_in("1998/9999-12-31"), is_stand_in("31.12.9999"), is_stand_in("1900")
    (True, True, False)
    """
    plain = [value, *_meant(_plain(value))] if len(value) <= LONGEST_MEANT else [value]
    return any(_is_stand_in(day) for one in plain for day in one.split("/"))


def _is_stand_in(day: str) -> bool:
    late = re.fullmatch(r"(\d{4})-\d\d-\d\d", day, re.ASCII)
    return day in STAND_INS or bool(late and int(late[1]) > LATEST_YEAR)


def date_fix(value: str, side: str = "") -> str:
    """Say how to write a date in EDTF that is written otherwise.

    Parameters
    ----------
    value : str
    side : str
        "start" or "end" where the date is to be one of an interval.

    Returns
    -------
    str

    Examples
    --------
    >>> date_fix("since March 2020")
    "did you mean '2020-03/..'?"
    >>> date_fix("since March 2020", "start")
    "did you mean '2020-03'?"
    >>> date_fix("2019-02-30")
    "there is no such day: 2019-02 has 28 days; write another day, or the month alone: '2019-02'"
    """
    if value.isdecimal() and is_edtf(value):  # too late a year: the number of a day
        return _fix(value, _serial(value))
    problem, fix = wrong_date(value, side) or faults.NO_DATE.words(
        fix=_fix(value, _sided(meant_dates(value), side))
    )
    return fix if problem == faults.NO_DATE.problem else f"{problem}; {fix}"


def _sided(meant: Meanings, side: str) -> Meanings:
    """Return what can be the start, or the end, of an interval."""
    if not side:
        return meant
    cut = _first if side == "start" else _last
    ends = {cut(one): words for one, words in meant.items()}
    return {one: words for one, words in ends.items() if one not in ("", "..")}


def wrong_date(value: str, side: str = "") -> tuple[str, str] | None:
    """Say what is wrong with a date, and how to write it; None where it is a date in EDTF."""
    if is_edtf(value):
        return None
    meant = _sided(meant_dates(value), side)
    fix = _fix(value, meant)
    if any(SEASON.fullmatch(part.rstrip("?~%")) for part in _plain(value).split("/")):
        return faults.YEARS_OR_SEASON.words(fix=fix)
    others = [] if meant else [*_meant(_plain(value))]
    for one in [_plain(value).upper(), *others]:
        if absent := missing_day(one):
            return faults.NO_SUCH_DAY.words(month=absent[:7], days=_last_day(absent))
        turned = "/".join(reversed(one.split("/")))
        if one.count("/") == 1 and is_edtf(turned) and not is_edtf(one):
            return faults.END_FIRST.words(turned=turned)
    return faults.NO_DATE.words(fix=fix)


def _fix(value: str, meant: Meanings) -> str:
    if not meant:
        return "use a form such as 1908, 1908-03, 1908-03-06, 1908-03-06? or 1907-09/.. (EDTF)"
    readings = list(meant.items())[:_MOST_READINGS]
    named = [f"{one!r} ({words})" if words else repr(one) for one, words in readings]
    return f"did you mean {' or '.join(named)}?{_remark(_plain(value), readings[0][0])}"


def _remark(text: str, meant: str) -> str:
    if re.fullmatch(_SERIAL, text) and not text.startswith(meant):
        return " A spreadsheet keeps days as such numbers"
    years = map(int, re.findall(r"\d{4}", meant))
    if any(year in OTHER_CALENDARS for year in years):
        return " Write the Gregorian year, if this one is of the Islamic or the Persian calendar"
    return ""


def _last_day(day: str) -> int:
    return calendar.monthrange(int(day[:4]), int(day[5:7]))[1]


def _plain(value: str) -> str:
    """Fold a text: small letters, ASCII digits, one kind of dash, single blanks, nothing hidden."""
    text = unicodedata.normalize("NFKC", value[: LONGEST_MEANT + 1]).casefold()
    return " ".join("".join(map(_plain_character, text)).replace(",", " ").split())


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == "\u2212":
        return "-"
    return "" if category == "Cf" else character


# --- forms ------------------------------------------------------------------------------------


@lru_cache(maxsize=10_000)
def _meant(text: str) -> Meanings:
    """Return what a folded text can mean; a day among it may be one that does not exist."""
    if len(text) > LONGEST_MEANT or not re.search(r"\d", text):
        return {}
    if _IN_EDTF.fullmatch(text) and is_edtf(text.upper()):
        return {text.upper(): ""}
    for pattern, read in FORMS.items():
        if match := re.fullmatch(pattern, text):
            found = _without_doubts(read(*match.groups()))
            if any(is_edtf(one) or missing_day(one) for one in found):
                return found
    return _in_words(text) or _range(text)


_IN_EDTF = re.compile(r"[^a-wz\s-][^a-wz\s]*")
"""Characters of dates; what begins with a dash is more likely an open range than a year B.C."""


def _serial(number: str) -> Meanings:
    day = int(number)
    return {(FIRST_DAY + timedelta(days=day)).isoformat(): ""} if day < LAST_DAY else {}


def _day(year: str, month: str | int, day: str) -> Meanings:
    return {f"{year}-{int(month):02d}-{int(day):02d}": ""}


def _day_or_month_first(first: str, _: str, second: str, year: str) -> Meanings:
    by_day, by_month = _day(year, second, first), _day(year, first, second)
    existing = [one for one in (*by_day, *by_month) if is_edtf(one)]
    if len(set(existing)) == 2:
        return dict.fromkeys(by_day, "day first") | dict.fromkeys(by_month, "month first")
    return dict.fromkeys(existing, "") or by_day | by_month


def _month(month: str, year: str) -> Meanings:
    return {f"{year}-{int(month):02d}": ""}


def _month_or_years(year: str, number: str) -> Meanings:
    """Return what 2019-3, 2009/10, 1998-99 and 2021-22 can mean."""
    found: Meanings = {}
    if 1 <= int(number) <= 12:
        found[f"{year}-{int(number):02d}"] = "month"
    end = int(year[:2] + number) if len(number) == 2 else 0
    end += 100 if end < int(year) else 0
    if int(year) < end <= int(year) + LONGEST_SPAN:
        found[f"{year}/{end}"] = "years"
    found = found if len(found) > 1 else dict.fromkeys(found, "")
    return found | (_season(int(number), int(year)) if SEASON.fullmatch(f"{year}-{number}") else {})


def _season(code: int, year: int) -> Meanings:
    """Return the months of a season; the winter begins in December."""
    if code > max(SEASONS.values()):
        first, last = date_span(f"{year}-{code}")
        return {f"{first:%Y-%m}/{last:%Y-%m}": "a part of the year"} if first and last else {}
    if code == SEASONS["winter"]:
        return {
            f"{year}-12/{year + 1}-02": "the winter that begins in it",
            f"{year - 1}-12/{year}-02": "the winter that ends in it",
        }
    name = next(name for name, number in SEASONS.items() if number == code)
    first_month = 3 * (code - 20)
    return {f"{year}-{first_month:02d}/{year}-{first_month + 2:02d}": f"the {name}, in the north"}


def _season_in_words(name: str, year: str) -> Meanings:
    return _season(SEASONS[name], int(year)) | {year: "some day of that year"}


def _quarter(number: str, year: str) -> Meanings:
    last = 3 * int(number)
    return {f"{year}-{last - 2:02d}/{year}-{last:02d}": "the quarter"}


def _week(year: str, number: str) -> Meanings:
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return {}
    sunday = _days_later(str(monday), monday, 6)
    return {f"{monday}/{sunday}": "the week"} if sunday else {}


def _each_side(text: str, mark: str) -> Meanings:
    """Put the mark of a doubt behind both ends of what a text means."""
    return {
        "/".join(side if side in ("", "..") else side + mark for side in one.split("/")): words
        for one, words in _meant(text).items()
    }


_DOUBT = re.compile("[?~]")


def _without_doubts(meant: Meanings) -> Meanings:
    """Take the marks off intervals with open digits, which can have none.

    >>> _without_doubts({"199X/2001?": "", "1990/2001?": ""})
    {'199X/2001': 'say the doubt in a note', '1990/2001?': ''}
    """
    found: Meanings = {}
    for one, words in meant.items():
        bare = _DOUBT.sub("", one)
        marked = bare != one and "X" in one and "/" in one and is_edtf(bare) and not is_edtf(one)
        found[bare if marked else one] = (
            _joined(words, "say the doubt in a note") if marked else words
        )
    return found


def _since(text: str) -> Meanings:
    return {f"{_first(one)}/..": words for one, words in _one_date(text)}


def _until(text: str) -> Meanings:
    return {f"../{_last(one)}": words for one, words in _one_date(text)}


def _one_date(text: str) -> list[tuple[str, str]]:
    """Return what a text means, without ranges; a season is none."""
    return [(one, words) for one, words in _meant(text).items() if words or "/" not in one]


def _first(one: str) -> str:
    return one.partition("/")[0]


def _last(one: str) -> str:
    return one.rpartition("/")[2]


def _before(text: str) -> Meanings:
    found: Meanings = {}
    for one, words in _one_date(text):
        start = _first(one)
        if first := date_span(start)[0]:
            if without := _days_later(start, first, -1):
                found[f"../{without}"] = _joined(words, f"without {start}")
            found[f"../{start}"] = _joined(words, f"with {start}")
    return found


def _after(text: str) -> Meanings:
    found: Meanings = {}
    for one, words in _one_date(text):
        end = _last(one)
        if last := date_span(end)[1]:
            if without := _days_later(end, last, 1):
                found[f"{without}/.."] = _joined(words, f"without {end}")
            found[f"{end}/.."] = _joined(words, f"with {end}")
    return found


def _days_later(written: str, day: date, days: int) -> str:
    """Return the date of a later or earlier day, as exact as one is written; none if it is none."""
    try:
        return (day + timedelta(days=days)).isoformat()[: len(written)]
    except OverflowError:  # before the year 1, after 9999
        return ""


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))


def _between(first: str, last: str) -> Meanings:
    found: Meanings = {}
    for one, other in _pairs(first, last):
        found[f"{one}/{other}"] = "all the time"
        found[f"[{one}..{other}]"] = "once in that time"
    return found


def _either(first: str, last: str) -> Meanings:
    return {f"[{one},{other}]": "" for one, other in _pairs(first, last)}


def _pairs(first: str, last: str) -> list[tuple[str, str]]:
    """Return what two texts mean, both in the same reading."""
    ends = _meant(last)
    return [
        (one, other)
        for one, words in _meant(first).items()
        for other, reading in ends.items()
        if words == reading or not words or not reading
    ]


_BETWEEN = re.compile(r" (?:to|until|till|through) | ?(?:\.\.|[-/]) ?")


def _range(text: str) -> Meanings:
    """Return what two dates with a dash or a word between them mean; the first may lack a year."""
    text = text.removeprefix("from ")
    backward: Meanings = {}
    for gap in _BETWEEN.finditer(text):
        first, last = text[: gap.start()], text[gap.end() :]
        words = last.split()
        completed = [" ".join([first, *words[place:]]) for place in range(1, len(words))]
        for whole in [first, *completed]:
            found = _spans(whole, last)
            if any(map(is_edtf, found)):
                return found
            backward = backward or found
    return backward


def _spans(first: str, last: str) -> Meanings:
    """Return what is meant from one date to another; of three dates none is in the middle."""
    if any("/" in end and is_edtf(end) for end in (first, last)):
        return {}
    readings = _meant(last) | _meant(first)
    found = {
        f"{_first(one)}/{_last(other)}": readings[one] or readings[other]
        for one, other in _pairs(first, last)
    }
    return _without_doubts(found)


def _in_words(text: str) -> Meanings:
    """Return what a day or a month with its name means, in any order."""
    words = [word for word in re.split(r"[ ./-]+", text) if word not in ("", "of")]
    months = [number for word in words if (number := _month_named(word))]
    numbers = [re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word) for word in words if not word.isalpha()]
    years = [number for number in numbers if re.fullmatch(r"\d{4}", number)]
    days = [number for number in numbers if re.fullmatch(r"\d{1,2}", number)]
    if len(months) == len(years) == 1 and len(days) == len(words) - 2 <= 1:
        return _day(years[0], months[0], days[0]) if days else _month(str(months[0]), years[0])
    return {}


def _month_named(word: str) -> int | None:
    """Return the number of a month by its English name or the first three letters or more of it."""
    named = (number for number, name in enumerate(MONTHS, start=1) if name.startswith(word))
    return next(named, None) if len(word) >= 3 else None


_SERIAL = r"(\d{4,5})(?:\.0)?"
_ABOUT = "circa|ca|c|about|around|approx|approximately|roughly|~"
_NOW = "present|now|today|date"

FORMS: dict[str, Callable[..., Meanings]] = {
    r"(\d{4})(?:\.0)?|(?!0000)(\d{4})-00-00": lambda *year: {"".join(filter(None, year)): ""},
    _SERIAL: _serial,
    r"(\d{4})(\d\d)(\d\d)": _day,
    r"(\d{1,2})([./ -])(\d{1,2})\2(\d{4})": _day_or_month_first,
    r"(\d{4})([./ -])(\d{1,2})\2(\d{1,2})(?: [\d:.]+)?": (
        lambda year, _, month, day: _day(year, month, day)
    ),
    r"(\d{4}) ?[./ -] ?(\d{1,2})": _month_or_years,
    r"(\d{1,2}) ?[./ -] ?(\d{4})": _month,
    r"(\d{4})-?w(\d\d?)": _week,
    r"q([1-4]) ?[/ -]? ?(\d{4})": _quarter,
    r"(\d{4}) ?[/ -]? ?q([1-4])": lambda year, number: _quarter(number, year),
    r"(?:the )?(\d{3})0'?s": lambda decade: {f"{decade}X": ""},
    rf"(?:the )?({'|'.join(SEASONS)})(?: of)? (\d{{4}})": _season_in_words,
    r"(?:the )?(?:early|mid|middle|late|beginning|start|end)(?: of|-)? ?(\d{4})": (
        lambda year: {year: "some day of that year; say in a note which part of it"}
    ),
    rf"(?:{_ABOUT})(?:\. ?| |(?=\d))(.+)": lambda text: _each_side(text, "~"),
    r"(?:perhaps|possibly|probably|maybe) (.+)": lambda text: _each_side(text, "?"),
    r"(.+?) ?\(?\?\)?": lambda text: _each_side(text, "?"),
    r"between (.+) and (.+)": _between,
    rf"(?:from )?(.+?) ?(?:\+|-|onwards?|(?:-|to|until|till) ?(?:{_NOW}))": _since,
    r"(?:since|from|as of) (.+?)(?: on)?": _since,
    r"(?:until|till|up to|through|by|to) (.+)|- ?(.+)": lambda *text: _until(
        "".join(filter(None, text))
    ),
    r"before (.+)": _before,
    r"after (.+)": _after,
    r"(.+) or (.+)": _either,
}
"""How dates are written (folded) → what reads the parts. The first that finds something counts."""
