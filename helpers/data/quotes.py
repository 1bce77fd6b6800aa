"""Find a quote in a text, exactly or not at all, and mark quotes in place.

>>> anchor("To be, or not to be", "be", prefix="not to ")
Anchor(status='found', start=17, end=19)
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
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


@lru_cache(maxsize=100_000)
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
    return _anchor_at(_places(text, prefix + quote + suffix), quote, prefix)


def _anchor_at(places: Iterator[int], quote: str, prefix: str) -> Anchor:
    """Tell where a quote stands from the places of it with what is around it."""
    first = next(places, None) if quote else None
    if first is None:
        return Anchor("missing")
    if next(places, None) is not None:
        return Anchor("ambiguous")
    start = first + len(prefix)
    return Anchor("found", start, start + len(quote))


MANY_QUOTES = 200
"""Quotes of one text from which on they are found by its words: an index costs a hundred looks."""


def anchor_all(text: str, quotes: Sequence[tuple[str, str, str]]) -> list[Anchor]:
    """Find many quotes in one text, each as `anchor` finds it.

    Many are looked for only where their rarest word stands, so that twice as many quotes of
    a text that is twice as long take twice the time, and not four times.

    Parameters
    ----------
    text : str
        The document.
    quotes : sequence of (quote, prefix, suffix)

    Returns
    -------
    list of Anchor
        In the order of the quotes.

    Examples
    --------
    >>> anchor_all("to be or not to be", [("or", "", ""), ("be", "not to ", "")])
    [Anchor(status='found', start=6, end=8), Anchor(status='found', start=16, end=18)]
    """
    if len(quotes) < MANY_QUOTES:
        return [anchor(text, *quote) for quote in quotes]
    words = defaultdict[str, list[int]](list)
    for word in _WORD.finditer(text):
        words[word[0]].append(word.start())
    return [
        _anchor_at(_places_by_word(text, words, prefix + quote + suffix), quote, prefix)
        for quote, prefix, suffix in quotes
    ]


_WORD = re.compile(r"\S+")
_WHOLE_WORD = re.compile(r"(?<=\s)\S+(?=\s)")
"""A word of a passage that is whole in the text, too: white space is around it."""


def _places_by_word(text: str, words: Mapping[str, list[int]], sought: str) -> Iterator[int]:
    """Yield what `_places` yields, found by the rarest word that is whole in what is sought."""
    whole = _WHOLE_WORD.finditer(sought)
    rarest = min(whole, key=lambda word: len(words.get(word[0], ())), default=None)
    if rarest is None:
        yield from _places(text, sought)
        return
    before = rarest.start()
    for place in words.get(rarest[0], ()):
        if place >= before and text.startswith(sought, place - before):
            yield place - before


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
        default=(0, 0, 0),
        key=lambda run: run[1],
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


def same_words(text: str, quote: str) -> str:
    r"""Return the first passage with the letters and digits of a missing quote, as the text has it.

    Marks, dashes, blanks, line breaks and capitals may differ. What separates two words
    may differ, and what the words are may not.

    >>> same_words("Then Ada\nStone left the Club’s hall.", "Ada Stone left the Club's hall.")
    'Ada\nStone left the Club’s hall.'
    >>> same_words("Ada Stone left the hall.", "Ada Stone left the house")
    ''
    """
    letters, places = _letters(text)
    sought, inside = _letters(quote)
    start = letters.find(sought) if len(sought) >= FEWEST_LETTERS else -1
    if start < 0:
        return ""
    first, last = places[start], places[start + len(sought) - 1] + 1
    before, after = quote[: inside[0]].strip(), quote[inside[-1] + 1 :].strip()
    while before and first and _is_mark(text[first - 1]):
        first, before = first - 1, before[:-1]
    while last < len(text) and unicodedata.category(text[last]).startswith("M"):
        last += 1
    while after and last < len(text) and _is_mark(text[last]):
        last, after = last + 1, after[1:]
    return text[first:last]


FEWEST_LETTERS = 4
"""Letters and digits by which a passage is recognized."""


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


@lru_cache(maxsize=8)
def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, folded, and the place of each in it."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = character
        if not character.isascii():
            folded = unicodedata.normalize("NFKD", character)
        kept = "".join(filter(str.isalnum, folded)).casefold()
        letters.append(kept)
        places += [place] * len(kept)
    return "".join(letters), places


def explain_difference(quote: str, passage: str) -> str:
    r"""Say where a quote first departs from the passage that is meant.

    >>> explain_difference("the Club's hall", "the Club’s hall")
    "character 9 of the quote is ' (APOSTROPHE), where the text has ’ (RIGHT SINGLE QUOTATION MARK)"
    >>> explain_difference("the Club", "the\nClub")
    'character 4 of the quote is   (SPACE), where the text breaks the line'
    """
    differs = _shared(quote, passage)
    typed, there = quote[differs : differs + 1], passage[differs : differs + 1]
    other = "breaks the line" if there in ("\n", "\r") else f"has {_named(there)}"
    return f"character {differs + 1} of the quote is {_named(typed)}, where the text {other}"


def find_all(text: str, sought: str) -> list[int]:
    """Return where a text has some words, also where they overlap.

    >>> find_all("to be or not to be", "be")
    [3, 16]
    """
    return list(_places(text, sought))


def _places(text: str, sought: str) -> Iterator[int]:
    place = text.find(sought)
    while place >= 0 and sought:
        yield place
        place = text.find(sought, place + 1)


def unique_context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the shortest prefix of whole words that makes a passage unique, else such a suffix.

    Parameters
    ----------
    text : str
    start, end : int
        The passage.

    Returns
    -------
    tuple of str
        The column that takes it, and the words; blank if none of `LONGEST_CONTEXT` does.

    Examples
    --------
    >>> text = "To be or not to be"
    >>> unique_context(text, 3, 5), unique_context(text, 16, 18)
    (('quote_prefix', 'To '), ('quote_prefix', 'to '))
    """
    for first in _word_starts(text, start):
        if _stands_once(text, text[first:end]):
            return "quote_prefix", text[first:start]
    for last in _word_ends(text, end):
        if _stands_once(text, text[start:last]):
            return "quote_suffix", text[end:last]
    return "", ""


def _stands_once(text: str, words: str) -> bool:
    return text.find(words, text.find(words) + 1) < 0


def _word_starts(text: str, end: int) -> list[int]:
    """Return where words begin before a place, the nearest first."""
    begin = max(end - LONGEST_CONTEXT, 0)
    return [begin + word.start() for word in re.finditer(r"\S+", text[begin:end])][::-1]


def _word_ends(text: str, start: int) -> list[int]:
    """Return where words end after a place."""
    return [
        start + word.end() for word in re.finditer(r"\S+", text[start : start + LONGEST_CONTEXT])
    ]


LONGEST_CONTEXT = 200
"""Characters among which the words before or after a quote are sought."""


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


_STOPS = "。！？｡।॥។။።։"  # noqa: RUF001  they are meant
_CLOSING = r"\"'”’»)\]」』）｣》】"  # noqa: RUF001
_SENTENCE_END = re.compile(
    # a stop and a capital letter; a stop of other scripts, which needs neither it nor a blank;
    # or a line break
    r"(?<![.!?؟۔])[.!?؟۔]++[\"'”’“‘«»›)\]]*+\s++(?=[\"'“‘„‚«‹»(\[「『]?[^\W\d_a-z])"
    rf"|[{_STOPS}][{_STOPS}.!?؟۔{_CLOSING}]*+\s*+"
    r"|(?<!\s)[^\S\n]*+\n\s*+"
)
_SHORT_TITLE = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,2})\.$")
LONGEST_TITLE = len("Gen.")


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences, headings and other lines.

    A sentence ends at a line break, or at a full stop, question or exclamation
    mark that is followed by a capital letter, unless the stop belongs to an
    initial or a short title (U.S., Gen., Dr.). A stop that means nothing else,
    as in Chinese, Hindi or Khmer (。 । ។), ends it whatever follows.

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


CLOSED_BY = {
    **dict.fromkeys('"“«', '"”»'),
    "„": '"”»“',
    **{
        "»": "«",
        "”": "”",
        "‹": "›",
        "「": "」",
        "『": "』",
        "｢": "｣",
        "﹁": "﹂",
        "﹃": "﹄",
        "〝": "〞〟",
    },
}
"""Mark that opens a quotation → those that close it."""

TURNED = "»”"
"""Marks that open a quotation in some languages, as in »Nej« and ”Ei”, and close it in others."""

QUOTATION_MARKS = "".join(dict.fromkeys([*CLOSED_BY, *"".join(CLOSED_BY.values())]))


def quoted_share(text: str, start: int, end: int) -> float:
    """Return how much of a stretch of text stands inside quotation marks.

    Marks are read from the beginning of the paragraph: a straight mark opens
    and closes in turn, of others the language tells which they do.

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
    return sum(map(len, quoted_parts(text, start, end))) / max(end - start, 1)


def quoted_parts(text: str, start: int, end: int) -> list[str]:
    """Return the parts of a stretch of text that stand inside quotation marks, with the marks.

    They are read as `quoted_share` reads them.

    >>> quoted_parts('They are "separate entities," he insisted.', 0, 40)
    ['"separate entities,"']
    >>> quoted_parts("„Nein“, sagte er. »Nej«, sa hon. 「いいえ」と言った。", 0, 43)
    ['„Nein“', '»Nej«', '「いいえ」']
    """
    opened, parts = "", list[str]()
    for place in range(text.rfind("\n", 0, start) + 1, end):
        mark = text[place]
        closes = opened and mark in CLOSED_BY[opened]
        begins = not opened and _opens(text, place)
        opened = mark if begins else opened
        if opened and place >= start:
            if begins or not parts:
                parts.append("")
            parts[-1] += mark
        opened = "" if closes else opened
    return parts


def _opens(text: str, place: int) -> bool:
    """Tell whether a mark opens; one that can close, too, does so before a word and behind none."""
    if text[place] not in TURNED:
        return text[place] in CLOSED_BY
    before, behind = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return not before.strip("([—–-").strip() and behind.isalnum()
