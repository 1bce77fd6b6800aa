"""How values are spelt, shown safely, and what a misspelt one probably meant.

>>> suggestion("Denies ", ["asserts", "denies"])
"did you mean 'denies'?"
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from functools import lru_cache

LONGEST_ID = 200
"""Characters by which values are compared, and that an id may have."""

LONGEST_SHOWN = 80
"""Characters of a value that are shown."""

MOST_COMPARED = 1_000
"""Allowed values among which a misspelt one is sought."""


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    r"""Make a cell's text safe and short enough to print.

    Control, bidirectional and other invisible characters appear as escapes, so
    that they can be seen and cannot act on a terminal.

    >>> shown("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    text = str(value)
    cut = text if len(text) <= longest else text[:longest] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def suggestion(value: str, allowed: Iterable[str]) -> str:
    """Say what a wrong value was probably meant to be, or what is allowed.

    >>> suggestion("Denies ", ["asserts", "denies"])
    "did you mean 'denies'?"
    >>> suggestion("zzz", ["asserts", "denies"])
    "write one of: 'asserts', 'denies'"
    """
    allowed = tuple(allowed)
    if not allowed:
        return "there is nothing yet that it could point at"
    if meant := closest(value, allowed):
        return f"did you mean {shown(meant)!r}?"
    if len(allowed) <= 15:
        return "write one of: " + ", ".join(repr(shown(option)) for option in allowed)
    return f"write one of the {len(allowed)} that are defined, or define it there"


def refuse_unknown(what: str, values: Iterable[object], allowed: Iterable[str]) -> None:
    """Refuse values that are not allowed, whatever they are: None, a number, a list.

    Raises
    ------
    ValueError
        With a suggestion.

    Examples
    --------
    >>> refuse_unknown("stance", ["assert"], ["asserts", "denies"])
    Traceback (most recent call last):
        ...
    ValueError: no stance 'assert': did you mean 'asserts'?
    """
    known = allowed if isinstance(allowed, Set | Mapping) else set(allowed := list(allowed))
    unknown = [one for one in values if not (isinstance(one, Hashable) and one in known)]
    for value in sorted(unknown, key=str):
        raise ValueError(f"no {what} {value!r}: {suggestion(str(value), allowed)}")


def as_list(items: str | Iterable[str]) -> list[str]:
    """Return items as a list; a lone text is one item, not its letters.

    >>> as_list("un-report"), as_list(("un-report", "author"))
    (['un-report'], ['un-report', 'author'])
    """
    return [items] if isinstance(items, str) else list(items)


def closest(value: str, allowed: tuple[str, ...]) -> str:
    """Return the allowed value that a wrong one was probably meant to be, or nothing."""
    wanted, options = skeleton(value), _by_skeleton(allowed)
    if wanted in options:
        return options[wanted]
    compared = options if len(options) <= MOST_COMPARED else ()
    near = difflib.get_close_matches(wanted, compared, cutoff=0.75)
    return next((options[found] for found in near if not is_opposite(wanted, found)), "")


NEGATION = re.compile(
    "against|anti|by|cannot|dis|enemy|ex|former|formerly|neither|never|no|non|nobody|none|nor|not|"
    "opponent|opposed|opposes|rival|un|unlike|without|.*n't|.*less"
)
"""Words that turn what stands beside them into its opposite, or from one end to the other."""

NEGATING = ("anti", "counter", "de", "dis", "ex", "il", "im", "in", "ir", "mis", "non", "un")
"""Beginnings of words that do so."""

SHORTEST_STEM = 3


def is_opposite(one: str, other: str) -> bool:
    """Tell whether two values differ by a negation rather than by a slip of the hand.

    Parameters
    ----------
    one, other : str
        Values in small letters, with a hyphen or a blank between words.

    Examples
    --------
    >>> is_opposite("not-certain", "certain"), is_opposite("uncertian", "certain")
    (True, True)
    >>> is_opposite("increases", "decreases"), is_opposite("founded-by", "founded")
    (True, True)
    >>> is_opposite("certian", "certain"), is_opposite("denie", "denies")
    (False, False)
    """
    words, others = re.findall(r"[\w']+", one), re.findall(r"[\w']+", other)
    if _negations(words) != _negations(others):
        return True
    return any(
        _is_turned(word, another)
        for word in words
        for another in others
        if word not in others and another not in words
    )


def _negations(words: list[str]) -> int:
    return sum(bool(NEGATION.fullmatch(word)) for word in words)


def _is_turned(one: str, other: str) -> bool:
    """Tell whether two words are more alike without a beginning that negates one of them."""
    alike = [(_likeness(one, other), "", "")]
    for first in _beginnings(one):
        for second in _beginnings(other):
            alike.append((_likeness(one[len(first) :], other[len(second) :]), first, second))
    best = max(alike, key=lambda found: found[0])
    return best[1] != best[2]


def _beginnings(word: str) -> list[str]:
    """Return what may be cut off a word: nothing, or a beginning that negates it."""
    found = [
        start
        for start in NEGATING
        if word.startswith(start) and len(word) >= len(start) + SHORTEST_STEM
    ]
    return ["", *found]


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


@lru_cache(maxsize=100)
def _by_skeleton(allowed: tuple[str, ...]) -> dict[str, str]:
    return {skeleton(option): option for option in reversed(allowed)}


_FOLDED = {"ي": "ی", "ى": "ی", "ك": "ک", "_": "-", " ": "-"}


def skeleton(value: str) -> str:
    """Fold what the eye cannot tell apart: case, dashes, width, two yehs and kafs."""
    text = unicodedata.normalize("NFKC", value[:LONGEST_ID]).casefold().strip()
    if text.isascii():
        return text.replace("_", "-").replace(" ", "-")
    return "".join(_folded(character) for character in text)


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    return (
        "-" if category == "Pd" else "" if category == "Cf" else _FOLDED.get(character, character)
    )


def listed(items: Sequence[str]) -> str:
    """Join items as prose does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def noun_of(number: int, noun: str, plural: str | None = None) -> str:
    """Return a noun as it stands behind a number; its plural by default has an s.

    >>> noun_of(1, "claim"), noun_of(0, "claim"), noun_of(2, "person", "people")
    ('claim', 'claims', 'people')
    """
    return noun if number == 1 else plural or f"{noun}s"


def places_text(rows: Iterable[int], most: int = 10) -> str:
    """Name rows, consecutive ones by the first and the last.

    >>> places_text([3]), places_text([1, 2, 3]), places_text([1, 5, 6])
    ('row 3', 'rows 1 to 3', 'rows 1, 5 to 6')
    """
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    said = [str(first) if first == last else f"{first} to {last}" for first, last in runs]
    one = len(runs) == 1 and runs[0][0] == runs[0][1]
    return ("row " if one else "rows ") + capped(said, most)


def capped(items: Sequence[str], most: int = 10) -> str:
    """Join items, and say how many more there are.

    >>> capped(["A1", "B2", "C3"], 2)
    'A1, B2 and 1 more'
    """
    more = f" and {len(items) - most} more" if len(items) > most else ""
    return ", ".join(items[:most]) + more
