"""Two claims in conflict as two cards side by side, of one size, the words of the text in large.

>>> from helpers import MYSTERY, load_dataset
>>> from helpers.conflicts import conflict_pairs
>>> data = load_dataset(MYSTERY)
>>> cards_page(data, conflict_pairs(data).iloc[0]).count("<blockquote")
2
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.claims import STANCE_WORDS, passed_on, relays
from helpers.conflicts import closest_pairs, conflict_words, left_out_words, side_by_side
from helpers.data import Dataset
from helpers.show.html import LONGEST_CELL, markup, page, sentence

MOST_CARDS = 6
"""Pairs of cards that are shown, unless the caller says otherwise."""

WHOSE_WORDS = {
    "own": "the author's own",
    "quoted": "mostly in quotation marks, in the text",  # perhaps those of a relay
    "paraphrased": "mostly the author's, not the speaker's",
}

# Borders without a color take that of the words, by day and by night.
_ROW = "display: flex; flex-wrap: wrap; max-width: 60em"
_CARD = (
    "flex: 1 1 16em; min-width: 0; box-sizing: border-box; margin: 0 8px 8px 0; "
    "padding: 8px 12px; border: 1px solid; border-radius: 6px; overflow-wrap: anywhere"
)
_WORDS = "margin: 8px 0; padding: 0; border: 0; font-size: 1.25em; line-height: 1.4"
_WHO = '<p style="margin: 0">{1} <strong><bdi>{0}</bdi></strong>'


def conflict_cards(data: Dataset, pairs: pd.DataFrame, first: int = MOST_CARDS) -> None:
    """Print pairs of claims in conflict, each as two cards side by side.

    A card tells who says it and through whom, the stance, the words of the text,
    whose words they are, when, and the hedge; the coder's note is folded. A
    sentence below each pair names what could make both right.

    Parameters
    ----------
    data : Dataset
    pairs : DataFrame
        As `helpers.conflicts.conflict_pairs` returns it.
    first : int
        How many pairs to print at most: those of `helpers.conflicts.closest_pairs`.
        A sentence says how many there are, and how many are left out.

    Raises
    ------
    ValueError
        If `first` is less than 1.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.conflicts import conflict_pairs
    >>> data = load_dataset(MYSTERY)
    >>> conflict_cards(data, conflict_pairs(data), first=1)  # in a notebook: two cards
    <IPython.core.display.HTML object>
    <IPython.core.display.HTML object>
    """
    if first < 1:
        raise ValueError(f"first is {first}: it has to be 1 or more.")
    if pairs.empty:
        sentence("There is no pair of claims in conflict.")
    for _, pair in closest_pairs(pairs, first).iterrows():
        page(cards_page(data, pair))
    if len(pairs) > first:
        rest = left_out_words(pairs, first)
        sentence("Shown: {} of {:,} conflicting pairs. {}", first, len(pairs), rest)


def cards_page(data: Dataset, pair: pd.Series) -> str:
    """Return the HTML of the two cards of a pair, with a line above and a sentence below."""
    told = side_by_side(data, pair).set_index("of_each")
    above, might, below = conflict_words(data, pair).partition("What could make both right? ")
    names = _named_in_turn(data, [_chain(pair, side) for side in "ab"])
    cards = [
        _card(told[column].to_dict(), chain)
        for column, chain in zip(("one_side", "other_side"), names, strict=True)
    ]
    ids = [pair["claim_a"], pair["claim_b"]]
    return (
        markup('<p dir="auto"><strong>{0}</strong></p>\n', above.strip())
        + f'<div style="{_ROW}">\n{"".join(cards)}</div>\n'
        + markup('<p dir="auto">{0}{1}</p>', might, _in_brackets(below, ids))
    )


def _chain(pair: pd.Series, side: str) -> list[str]:
    """The ids of the speaker of a side, then of the relays."""
    return [pair[f"speaker_{side}"], *relays(pair[f"via_{side}"])]


def _named_in_turn(data: Dataset, chains: Sequence[Sequence[str]]) -> list[list[str]]:
    """Names of sources; the author of the text is named once, and then “the author”.

    Where two authors appear, both keep their names.
    """
    authors = {one for chain in chains for one in chain if one in data.who.authors}
    named: set[str] = set()
    several: list[list[str]] = []
    for chain in chains:
        several.append([])
        for source in chain:
            again = source in named and authors == {source}
            several[-1].append("the author" if again else data.who.sources[source])
            named.add(source)
    return several


def _card(told: Mapping[str, str], chain: Sequence[str]) -> str:
    speaker, *others = chain
    through = markup(", through <bdi>{0}</bdi>", passed_on(others)) if others else ""
    words = told.get("quote", "")
    cut = words if len(words) <= LONGEST_CELL else words[:LONGEST_CELL] + "…"
    lines = [
        ("Claim", told["proposition"]),
        ("Words", WHOSE_WORDS.get(told.get("wording", ""), "")),
        ("Speaks of", told.get("speaks_of", "")),
        ("Said", told.get("said", "")),
        (_details_name(told.get("details", ""), words), told.get("details", "")),
    ]
    body = "".join(
        markup('<p dir="auto" style="margin: 2px 0">{0}: {1}</p>\n', name, value)
        for name, value in lines
        if value
    )
    return (
        f'<div style="{_CARD}">\n'
        + markup(_WHO, speaker, STANCE_WORDS[told["stance"]])
        + through
        + markup(" [{0}]</p>\n", told["claim"])
        + (markup('<blockquote dir="auto" style="{1}">{0}</blockquote>\n', cut, _WORDS) * bool(cut))
        + body
        + _folded_note(told.get("note", ""))
        + "</div>\n"
    )


def _details_name(details: str, quote: str) -> str:
    """Say so where the quoted words of the details stand beside the quote, and not in it."""
    inside = all(part in quote for part in re.findall("“([^”]*)”", details))
    return "Details" if inside or not quote else "Details, in part from the words around"


def _folded_note(note: str) -> str:
    if not note:
        return ""
    return markup(
        '<details><summary>The coder\'s note</summary><p dir="auto">{0}</p></details>\n', note
    )


def _in_brackets(words: str, ids: Sequence[str]) -> str:
    """Set ids of claims in square brackets, but not inside of quotation marks.

    >>> _in_brackets("m1 comes with “m1”", ["m1", "m2"])
    '[m1] comes with “m1”'
    """
    either = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    found = re.compile(rf"“[^”]*”|(?<![\w-])(?:{either})(?![\w-])")
    return found.sub(lambda one: one[0] if one[0].startswith("“") else f"[{one[0]}]", words)
