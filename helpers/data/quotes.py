"""Find a quote in a text, exactly or not at all, and mark quotes in place.

>>> anchor("To be, or not to be", "be", prefix="not to ")
Anchor(status='found', start=17, end=19)
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LONGEST_SOUGHT = 400
"""Characters of a missing quote in which `explain_missing` looks for a shared run."""

NEARBY = 40
"""Characters of the nearest passage that are shown on either side of a difference."""


class Anchor(NamedTuple):
    """Where a quote stands: ``status`` is found, ambiguous or missing.

    ``start`` and ``end`` count characters (not bytes) and are None unless found.
    """

    status: str
    start: int | None = None
    end: int | None = None


class Piece(NamedTuple):
    """A stretch of text and the ids of all the spans that cover it."""

    start: int
    end: int
    ids: tuple[str, ...]


def anchor(text: str, quote: str, prefix: str = "", suffix: str = "") -> Anchor:
    """Find the one place where `quote` stands between `prefix` and `suffix`.

    Parameters
    ----------
    text : str
        The document.
    quote : str
        An exact substring of it. Nothing is normalised: a curly quotation mark
        is not a straight one.
    prefix, suffix : str
        The text just before and just after, where the quote alone is not unique.

    Returns
    -------
    Anchor
        Its offsets, in characters, are those of the quote without its context.

    Examples
    --------
    >>> anchor("to be or not to be", "to be")
    Anchor(status='ambiguous', start=None, end=None)
    >>> anchor("to be or not to be", "to bee").status
    'missing'
    """
    context = prefix + quote + suffix
    first = text.find(context) if quote else -1
    if first < 0:
        return Anchor("missing")
    if text.find(context, first + 1) >= 0:
        return Anchor("ambiguous")
    start = first + len(prefix)
    return Anchor("found", start, start + len(quote))


def explain_missing(text: str, quote: str) -> str:
    """Say where a missing quote departs from the nearest passage.

    The quote is laid over the text at the longest run of characters that both
    share (sought from the words at its beginning); reported is the character
    that ends this run: the one before it, or else the one after.

    Parameters
    ----------
    text : str
        The document.
    quote : str
        The quote that `anchor` did not find.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> text, quote = "It is the Club’s hall.", "the Club's hall"
    >>> explain_missing(text, quote)  # doctest: +NORMALIZE_WHITESPACE
    "character 9 of the quote is ' (APOSTROPHE), where the nearest passage has
    ’ (RIGHT SINGLE QUOTATION MARK): 'the Club’s hall'"
    >>> explain_missing("It is the Club’s hall.", "Zebra")
    'no passage of the text resembles it'
    """
    if quote in text:
        return "its words are there, but not between the given prefix and suffix"
    sought = quote[:LONGEST_SOUGHT]
    start, length, place = max(
        (_longest_run(text, sought, m.start()) for m in re.finditer(r"\w+", sought)),
        key=lambda run: run[1],
        default=(0, 0, 0),
    )
    if length < min(4, len(quote)):
        return "no passage of the text resembles it"
    before = _shared(quote[:start][::-1], text[:place][::-1])
    step = -before - 1 if before < start else _shared(quote[start:], text[place:])
    differs, there = start + step, place + step
    passage = text[max(there - min(differs, NEARBY), 0) : there + min(len(quote) - differs, NEARBY)]
    other = _named(text[there] if 0 <= there < len(text) else "")
    return (
        f"character {differs + 1} of the quote is {_named(quote[differs])}, "
        f"where the nearest passage has {other}: {passage!r}"
    )


def _shared(one: str, other: str) -> int:
    """How many characters two texts share from the first on."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _longest_run(text: str, quote: str, start: int) -> tuple[int, int, int]:
    """Length and place of the longest quote[start:start + n] that stands in text."""
    low, high = 0, len(quote) - start
    while low < high:
        middle = (low + high + 1) // 2
        if quote[start : start + middle] in text:
            low = middle
        else:
            high = middle - 1
    return start, low, text.find(quote[start : start + low])


def _named(character: str) -> str:
    if not character:
        return "nothing"
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return f"{character} ({name})" if character.isprintable() else name


def mark(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """Cut a text into pieces, each with the ids of the spans that cover it.

    Parameters
    ----------
    text : str
        The document.
    spans : iterable of (start, end, id)
        Character offsets; spans may overlap and nest.

    Returns
    -------
    list of Piece
        In order, without gaps: joined, they are the text again. Ids keep the
        order in which their spans begin.

    Examples
    --------
    >>> [(p.start, p.end, p.ids) for p in mark("abcd", [(0, 3, "x"), (1, 4, "y")])]
    [(0, 1, ('x',)), (1, 3, ('x', 'y')), (3, 4, ('y',))]
    """
    ordered = sorted(spans)
    edges = sorted({0, len(text), *(s for s, _, _ in ordered), *(e for _, e, _ in ordered)})
    pieces, active, nearest = [], [], 0
    for start, end in itertools.pairwise(edges):
        while nearest < len(ordered) and ordered[nearest][0] <= start:
            active.append(ordered[nearest])
            nearest += 1
        active = [span for span in active if span[1] > start]
        pieces.append(Piece(start, end, tuple(name for _, _, name in active)))
    return pieces


_SENTENCE_END = re.compile(
    # a stop and a capital letter, or a line break
    r"(?<![.!?؟۔])[.!?؟۔]++[\"'”’»)\]]*+\s++(?=[\"'“‘«(\[]?[^\W\d_a-z])"
    r"|(?<!\s)[^\S\n]*+\n\s*+"
)
_SHORT_TITLE = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,2})\.$")
LONGEST_TITLE = len("Gen.")


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences, headings and other lines.

    A sentence ends at a line break, or at a full stop, question or exclamation
    mark that is followed by a capital letter, unless the stop belongs to an
    initial or a short title (U.S., Gen., Dr.).

    Returns
    -------
    list of (start, end)
        Character offsets, without the white space between sentences.

    Examples
    --------
    >>> text = "Gen. Stone of the U.S. Guard left. “Why?” Nobody said."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Gen. Stone of the U.S. Guard left.', '“Why?”', 'Nobody said.']
    """
    found, start = [], len(text) - len(text.lstrip())
    for end in _SENTENCE_END.finditer(text, start):
        stop = end.start() + len(end[0].rstrip())
        if "\n" not in end[0] and _SHORT_TITLE.search(text, max(start, stop - LONGEST_TITLE), stop):
            continue
        found.append((start, stop))
        start = end.end()
    stop = len(text.rstrip())
    return [*found, (start, stop)] if stop > start else found


def quoted_share(text: str, start: int, end: int) -> float:
    """Return how much of a stretch of text stands inside quotation marks.

    Marks are read from the beginning of the paragraph: a straight mark opens
    and closes in turn, a curly one says which it does.

    Returns
    -------
    float
        Characters inside marks over all characters, 0 to 1.

    Examples
    --------
    >>> text = "She said “no” twice."
    >>> quoted_share(text, 9, 13), quoted_share(text, 0, 8)
    (1.0, 0.0)
    """
    inside, counted = False, 0
    for place in range(text.rfind("\n", 0, start) + 1, end):
        mark = text[place]
        closes = inside and mark in '”»"'
        inside = inside or mark in '“„«"'
        counted += inside and place >= start
        inside = inside and not closes
    return counted / max(end - start, 1)
