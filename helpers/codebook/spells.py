"""Spells: on which days something may have held, and on which it must have.

>>> one, other = spell_of("1998/2003"), spell_of("2003/2005")
>>> one.meets(other), one.surely_meets(other)
(True, False)
>>> one.common(other).words()
'in 2003'

Start and end each lie between two days. The days from the earliest start to the latest end are
the *hull*: on each of them it may have held. Those from the latest start to the earliest end, if
there are any, are the *core*: on each of them it must have.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from helpers.codebook.dates import FIRST, LAST, PLAIN, fuzzy_days, is_edtf


class Spell(NamedTuple):
    """A time during which something may have held, its ends as somebody stated them.

    Days have the numbers of `datetime.date.toordinal`, which go on below 1 for earlier years.
    """

    first: int
    """The first day of the hull; `FIRST` if it is open."""
    last: int
    """The last day of the hull; `LAST` if it is open."""
    sure_from: int
    """The first day of the core."""
    sure_to: int
    """The last day of the core. The core is empty if it ends before it begins."""
    start: str = ""
    """EDTF; ".." for an open end, blank for an unknown one."""
    end: str = ""

    @property
    def sure(self) -> bool:
        """Whether there is a day on which it must have held."""
        return self.sure_from <= self.sure_to

    @property
    def dated(self) -> bool:
        """Whether it has an end at least."""
        return not {self.start, self.end} <= {"", ".."}

    def meets(self, other: Spell) -> bool:
        """Tell whether both may have held on one day."""
        return max(self.first, other.first) <= min(self.last, other.last)

    def surely_meets(self, other: Spell) -> bool:
        """Tell whether both must have held on one day."""
        return max(self.sure_from, other.sure_from) <= min(self.sure_to, other.sure_to)

    def common(self, other: Spell) -> Spell:
        """Return when both may have held, and when both must have."""
        return self._until(other)._replace(
            sure_from=max(self.sure_from, other.sure_from),
            sure_to=min(self.sure_to, other.sure_to),
        )

    def within(self, other: Spell) -> Spell:
        """Return what lies in the hull of another spell, whose own core does not matter.

        >>> spell_of("1998/2003").within(spell_of("1999-05")).words()
        'in May 1999'
        """
        return self._until(other)._replace(
            sure_from=max(self.sure_from, other.first),
            sure_to=min(self.sure_to, other.last),
        )

    def _until(self, other: Spell) -> Spell:
        """From the later start to the earlier end."""
        later, earlier = max(self, other, key=_start), min(self, other, key=_end)
        return self._replace(
            first=later.first, last=earlier.last, start=later.start, end=earlier.end
        )

    def joined(self, other: Spell) -> Spell:
        """Return the time from the earlier start to the later end, sure where either is.

        Of two sure times with days between them it keeps the first.
        """
        earlier, later = min(self, other, key=_start), max(self, other, key=_end)
        one, another = sorted((self, other), key=lambda spell: (not spell.sure, spell.sure_from))
        sure_to = one.sure_to
        if another.sure and another.sure_from <= sure_to + 1:
            sure_to = max(sure_to, another.sure_to)
        return one._replace(
            first=earlier.first,
            last=later.last,
            sure_to=sure_to,
            start=earlier.start,
            end=later.end,
        )

    def words(self) -> str:
        """Return when it held, as a sentence says it; blank where nobody says when."""
        if not self.dated:
            return ""
        return date_words(self.start if self.start == self.end else f"{self.start}/{self.end}")


def _start(spell: Spell) -> tuple[int, int]:
    """Of two starts on one day the more exact one, which is sure earlier, is the later."""
    return spell.first, -spell.sure_from


def _end(spell: Spell) -> tuple[int, int]:
    return spell.last, -spell.sure_to


ALWAYS = Spell(FIRST, LAST, LAST, FIRST)
"""Of what nobody says when it held: any day is possible, none is certain."""


@lru_cache(maxsize=100_000)
def spell_of(valid: str, said_on: str = "") -> Spell:
    """Return the spell that a date in EDTF, or a period, means.

    Parameters
    ----------
    valid : str
        EDTF. A date alone: on some day of it. ``2020/..`` still goes on when it is said;
        of ``2020/`` nobody knows when it ended. Blank, or no date: `ALWAYS`.
    said_on : str
        When it was said, in EDTF: what still goes on must have held until the first day
        that this can mean.

    Returns
    -------
    Spell

    Examples
    --------
    >>> spell_of("2017").sure, spell_of("2017-05-01").sure, spell_of("2001~/2003").sure
    (False, True, False)
    >>> spell_of("2020/..", "2021-03").sure_to == date(2021, 3, 1).toordinal()
    True
    """
    start, slash, end = valid.partition("/")
    begins = _plain_ends(start)
    ends = _plain_ends(end) if slash else begins
    plain = begins and ends
    if not plain and not is_edtf(valid):
        return ALWAYS
    earliest, latest_start = begins or fuzzy_days(start)
    earliest_end, latest = ends or fuzzy_days(end if slash else start)
    if earliest > latest:
        return ALWAYS
    stated = start, end if slash else start
    beyond = {earliest_end, latest_start} & {FIRST, LAST} and not plain
    if beyond or (not plain and any(mark in valid for mark in "~?%")):
        return Spell(earliest, latest, LAST, FIRST, *stated)
    goes_on_until = spell_of(said_on).first if end == ".." else FIRST
    sure_to = max(earliest_end, earliest, goes_on_until)
    return Spell(earliest, latest, min(latest_start, latest), sure_to, *stated)


@lru_cache(maxsize=100_000)
def _plain_ends(part: str) -> tuple[int, int] | None:
    """Return the first and the last day that a date can mean; of an open or unknown one, any.

    None where it takes the parser to tell.
    """
    if part in ("", ".."):
        return FIRST, LAST
    match = PLAIN.fullmatch(part)
    if not match:
        return None
    year, month, day = (int(number or 0) for number in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:  # the year 0, the 30th of February
        return None
    return first.toordinal(), last.toordinal()


# --- a date in words --------------------------------------------------------------------------

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def date_words(value: str) -> str:
    """Return a date in EDTF, or a period, as a sentence says it.

    What has no plain words is left as it is.

    >>> date_words("1985"), date_words("1985-03-06"), date_words("1985/1990-03")
    ('in 1985', 'on March 6, 1985', 'from 1985 to March 1990')
    >>> date_words("2010/.."), date_words("../2003"), date_words("2001~"), date_words("201X")
    ('from 2010 on', 'until 2003', 'about 2001', 'in 201X')
    >>> date_words("2020-09/")
    'from September 2020 (end not stated)'
    """
    start, slash, end = value.partition("/")
    first, last = _named(start), _named(end)
    if not slash:
        if first.startswith(("about", "perhaps")):
            return first
        plain = PLAIN.fullmatch(value)
        return f"{'on' if plain and plain[3] else 'in'} {first}"
    if first and last:
        return f"from {first} to {last}"
    if first:
        return f"from {first} on" if end == ".." else f"from {first} (end not stated)"
    return f"until {last}" if last else "at some time"


def moment_words(value: str) -> str:
    """Return a date in EDTF as the time of one act, of which a period says only between when.

    >>> moment_words("2021-08-21/2021-08-22"), moment_words("2021-07")
    ('between August 21, 2021 and August 22, 2021', 'in July 2021')
    >>> moment_words("../2017"), moment_words("2017/")
    ('not after 2017', 'not before 2017')
    """
    start, slash, end = value.partition("/")
    first, last = _named(start), _named(end)
    if not slash or not (first or last):
        return date_words(value)
    if first and last:
        return f"between {first} and {last}"
    return f"not before {first}" if first else f"not after {last}"


def _named(part: str) -> str:
    """Return one end of a period in words; nothing for an open or unknown one."""
    if part in ("", ".."):
        return ""
    plain, mark = (part[:-1], part[-1]) if part[-1] in "~?%" else (part, "")
    before = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(mark, "")
    match = PLAIN.fullmatch(plain)
    if not match:
        return part
    year, month, day = match.groups()
    if day:
        return f"{before}{_MONTHS[int(month) - 1]} {int(day)}, {year}"
    return f"{before}{_MONTHS[int(month) - 1]} {year}" if month else f"{before}{year}"
