"""How values are spelt, shown safely, and what a misspelt one probably meant.

>>> suggestion("Denies ", ["asserts", "denies"])
"did you mean 'denies'?"
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
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


def refuse_unknown(what: str, values: Iterable[str], allowed: Iterable[str]) -> None:
    """Refuse values that are not allowed.

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
    allowed = list(allowed)
    for value in sorted(set(values) - set(allowed)):
        raise ValueError(f"no {what} {value!r}: {suggestion(value, allowed)}")


def closest(value: str, allowed: tuple[str, ...]) -> str:
    """Return the allowed value that a wrong one was probably meant to be, or nothing."""
    wanted, options = skeleton(value), _by_skeleton(allowed)
    if wanted in options:
        return options[wanted]
    compared = options if len(options) <= MOST_COMPARED else ()
    return next(
        (options[found] for found in difflib.get_close_matches(wanted, compared, cutoff=0.75)), ""
    )


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
