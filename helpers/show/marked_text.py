"""The marked text: every quote underlined in place, with its speaker, and its claims as notes.

>>> from helpers.data import load_dataset
>>> data = load_dataset()
>>> first = with_places(data, primary_claims(data).head(1))
>>> marked_page(data, "examiner-2021", first, end=2_000).count("<sup")
1
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.claims import STANCE_WORDS, claims_table, primary_claims, with_places
from helpers.codebook import list_items
from helpers.data import Dataset, mark, sentences
from helpers.show.html import markup, page, sentence, table

NOTES_IN_SHORT = ["claim", "speaker", "stance", "proposition", "wording"]

LINES = {("asserts",): "1px solid", ("denies",): "2px dashed", ("asserts", "denies"): "3px double"}
"""Borders, because JupyterLab drops other lines from a notebook that it does not trust."""


def marked_text(
    data: Dataset, claims: pd.DataFrame | None = None, first: int | None = None
) -> None:
    """Print each text with every quote marked in place, and its claims below as notes.

    Where the speaker changes, a quote opens with a label that names the speaker,
    and says where it denies; a quote closes with the ids of its claims, which the
    notes explain. An author is named once, and then called the author. Assertions have
    a solid line, denials a dashed one, what is both a double one; hedges are in italics.
    Nothing is told by colour. Of several texts each has its title.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame, optional
        Rows of ``data["claims"]``; default: the primary claims.
    first : int, optional
        How many sentences of each text to print; more if a quote goes on behind them, or if
        they hold no quote. Default: all. Where a text goes on, the notes to it are short.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> marked_text(data)  # in a notebook: the text, marked, then its notes
    <IPython.core.display.HTML object>
    <IPython.core.display.HTML object>
    """
    claims = primary_claims(data) if claims is None else claims
    documents = [
        document for document in data["documents"]["document_id"] if data.has_text(document)
    ]
    if not documents:
        sentence("This dataset has no texts, so that no text can be marked.")
    located, titles = with_places(data, claims), data.titles if len(documents) > 1 else {}
    places = located.groupby("document_id").indices
    marked = []
    for document in documents:
        own = located.iloc[places.get(document, [])]
        end = _end_of(data.text(document), own, first)
        marked.append((document, own[own["end"] <= end], end))
    told = claims_table(data, pd.concat([noted for _, noted, _ in marked] or [located]))
    last = 0
    for document, noted, end in marked:
        last, before = last + len(noted), last
        notes = told.iloc[before:last]
        title = markup("<p><strong>{0}</strong></p>\n", titles[document]) if titles else ""
        page(title + marked_page(data, document, noted, end))
        table(
            notes if end == len(data.text(document)) else notes[NOTES_IN_SHORT],
            "Notes to the marked text: each row is one claim.",
            first=0,
        )


def _end_of(text: str, located: pd.DataFrame, first: int | None) -> int:
    """Where the first sentences of a text end, with the quotes that begin in them."""
    ends = [end for _, end in sentences(text)]
    if first is None or first >= len(ends):
        return len(text)
    end = max(ends[first - 1], located["end"].min() if len(located) else 0)
    while (on := located.loc[located["start"] < end, "end"].max()) > end:
        end = on
    return int(end)


def marked_page(data: Dataset, document: str, claims: pd.DataFrame, end: int) -> str:
    """Return the HTML of a document's text, up to an end, with the quotes of claims marked.

    A line above says what the marks mean. The claims have the columns ``start`` and ``end`` of
    quotes in this document, up to the end.
    """
    text = data.text(document)[:end]
    rows, speakers = {row.claim_id: row for row in claims.itertuples()}, dict(data.who.sources)
    spans = list(zip(claims["start"], claims["end"], claims["claim_id"], strict=True))
    hedges = [span for row in claims.itertuples() for span in _hedge_spans(text, row)]
    lone_author = data.who.authors if len(data.who.authors) == 1 else frozenset()
    parts: list[str] = []
    speaking: dict[tuple[str, str], None] = {}
    for piece in mark(text, [*spans, *hedges]):
        here = [rows[name] for name in piece.ids if name in rows]
        opened = [row for row in here if row.start == piece.start]
        closed = [row for row in here if row.end == piece.end]
        words = text[piece.start : piece.end]
        both = len({row.stance for row in here}) > 1
        named = here if opened and both else opened  # of a double line, whose the other one is
        last, speaking = speaking, dict.fromkeys((row.speaker, row.stance) for row in named)
        if not opened and "\n" not in words:
            speaking = last
        if speaking and speaking != last:
            parts.append(_label(speaking, speakers, data.who.inferences))
            speakers |= {one: "the author" for one, _ in speaking if one in lone_author}
        parts.append(_words(words, {row.stance for row in here}, len(here) < len(piece.ids)))
        parts += [_ids(data, closed)] if closed else []
    parts += [" […]"] if len(text) < len(data.text(document)) else []
    body = "".join(parts).strip().replace("\n", "<br>\n")
    body = re.sub(r"(</sup>[^\s<]*) ", r"\1\n", body)  # a line of HTML for each quote
    body = f'<div dir="auto" style="line-height: 1.9; max-width: 46em">{body}</div>'
    return _keys(claims, bool(hedges)) + body


def _keys(claims: pd.DataFrame, hedged: bool) -> str:
    """Return a line of HTML that shows what the lines under the words of a text mean."""
    stances = sorted(set(claims["stance"]))
    shown = [_words(STANCE_WORDS[one].split()[0].lower(), {one}, False) for one in stances]
    shown += [_words("both", set(stances), False)] * _cross(claims)
    shown += ["<em>hedge</em>"] * hedged
    return f"<p>{', '.join(shown)}</p>\n" if shown else ""


def _cross(claims: pd.DataFrame) -> bool:
    """Tell whether any words belong to an assertion and to a denial."""
    reached = {"asserts": 0, "denies": 0}
    spans = zip(*(claims[column] for column in ("start", "end", "stance")), strict=True)
    for start, end, stance in sorted(spans):
        if any(start < other for held, other in reached.items() if held != stance):
            return True
        reached[stance] = max(reached[stance], end)
    return False


def _hedge_spans(text: str, claim: Any) -> Iterable[tuple[int, int, str]]:
    """Yield the places of a claim's hedging words that are nearest to its quote."""
    for words in list_items(claim.hedge, ";"):
        place = text.find(words, claim.start, claim.end)
        if place < 0:
            place = text.rfind(words, 0, claim.start)
        if place >= 0:
            yield place, place + len(words), f"hedge of {claim.Index}"


_SPEAKS = {
    ("asserts",): "{}",
    ("denies",): "denial by {}",
    ("asserts", "denies"): "{}, asserting and denying",
    ("said by nobody",): "said by nobody, suggested by {}",
}


def _label(
    speaking: Iterable[tuple[str, str]], speakers: Mapping[str, str], nobody: Container[str]
) -> str:
    stances: dict[str, set[str]] = {}
    for one, stance in speaking:
        stances.setdefault(one, set()).add(stance)
    said = "; ".join(
        _SPEAKS[("said by nobody",) if one in nobody else tuple(sorted(own))].format(speakers[one])
        for one, own in stances.items()
    )
    return markup(
        '<small style="border: 1px solid; border-radius: 3px; padding: 0 3px; '
        'display: inline-block; max-width: 100%; line-height: 1.5">{0}:</small> ',
        said,
    )


def _words(words: str, stances: set[str], hedged: bool) -> str:
    shown = markup("<em>{0}</em>", words) if hedged else markup("{0}", words)
    if not stances:
        return shown
    line = LINES[tuple(sorted(stances))]
    return f'<span style="border-bottom: {line}">{shown}</span>'


def _ids(data: Dataset, closed: Sequence[Any]) -> str:
    who, spoken = data.who, []
    for row in closed:
        stance = "said by nobody" if row.speaker in who.inferences else row.stance
        spoken.append(f"{row.claim_id}: {STANCE_WORDS[stance]} {who.sources[row.speaker]}")
    return markup(
        '<sup title="{0}">[{1}]</sup>', "; ".join(spoken), ", ".join(row.claim_id for row in closed)
    )
