"""What a notebook prints: sentences, tables, pictures and the marked text.

Everything that comes from a cell of the data is escaped.

>>> markup("<p>{0} and {1}</p>", "<script>", 3)
'<p>&lt;script&gt; and 3</p>'
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from html import escape
from importlib.metadata import version

import pandas as pd
from IPython.display import HTML, display

from helpers import quotes, schema
from helpers.claims import STANCE_WORDS, claims_table, primary_claims
from helpers.dataset import Dataset, locate_quotes
from helpers.figures import Picture, to_svg

__all__ = [
    "codebook",
    "count",
    "marked_text",
    "markup",
    "picture",
    "problems",
    "sentence",
    "table",
    "versions",
]

LONGEST_CELL = 600
MOST_ROWS = 200
MOST_OPEN = 15
PACKAGES = ("pandas", "matplotlib", "networkx", "nbval", "jupyterlab")


def markup(template: str, *values: object, **named: object) -> str:
    """Fill a template of HTML with escaped values."""
    return template.format(*map(_safe, values), **{name: _safe(value) for name, value in named.items()})


def _safe(value: object) -> str:
    """Escape text for HTML, and make invisible characters that steer the page visible."""
    return escape(re.sub(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", lambda m: schema.shown(m[0]), str(value)))


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "claim"), count(0, "claim"), count(2, "entity", "entities")
    ('1 claim', 'no claims', '2 entities')
    """
    word = noun if number == 1 else plural or f"{noun}s"
    return f"{number or 'no'} {word}"


def sentence(template: str, *values: object, **named: object) -> None:
    """Print a result as a sentence; the template's numbers and names are computed, never typed."""
    display(HTML(f"<p>{markup(escape(template, quote=False), *values, **named)}</p>"))


def table(frame: pd.DataFrame, caption: str) -> None:
    """Print a frame as a table with a caption.

    More than 15 rows are folded away, to be opened with a click; of more than
    200 the rest is left out, and the caption says so.

    Parameters
    ----------
    frame : DataFrame
        Its column names become the header (underscores as spaces); its index is not shown.
    caption : str
        What one row is.
    """
    shown = frame.head(MOST_ROWS)
    left_out = f" The first {len(shown)} of {len(frame)} rows." if len(shown) < len(frame) else ""
    head = "".join(markup('<th scope="col" style="text-align: left">{0}</th>', str(name).replace("_", " ")) for name in shown.columns)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in shown.itertuples(index=False, name=None))
    whole = (
        '<div style="overflow-x: auto" tabindex="0" role="group">'
        f"<table>{markup('<caption>{0}{1}</caption>', caption, left_out)}"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    display(HTML(_folded(whole, f"{caption} {len(shown)} rows: open") if len(shown) > MOST_OPEN else whole))


def _folded(page: str, summary: str) -> str:
    return f"<details>{markup('<summary>{0}</summary>', summary)}{page}</details>"


def _cell(value: object) -> str:
    text = "" if pd.isna(value) else str(value)
    cut = text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"
    return markup('<td dir="auto" style="text-align: start; vertical-align: top">{0}</td>', cut)


def picture(drawn: Picture, caption: str) -> None:
    """Print a picture with its text alternative and a caption."""
    data = base64.b64encode(to_svg(drawn.figure).encode()).decode()
    display(HTML(
        markup('<figure><img alt="{0}" src="data:image/svg+xml;base64,{1}" style="max-width: 100%; background: white">', drawn.alt, data)
        + markup("<figcaption>{0}</figcaption></figure>", caption)
    ))


def codebook(name: str) -> None:
    """Print the definition of a table of the dataset."""
    table(schema.codebook(name), f"Codebook of the table “{name}”: each row is one column of it. {schema.tables_schema()[name]['description']}")


def problems(frame: pd.DataFrame) -> None:
    """Print the result of `helpers.dataset.check_dataset`."""
    if frame.empty:
        sentence("The checks found no problem.")
    else:
        table(frame, f"{count(len(frame), 'problem')}: each row is one thing to mend.")


def versions() -> None:
    """Print the versions of the main packages."""
    listed = [f"{name} {'.'.join(version(name).split('.')[:2])}" for name in PACKAGES]
    sentence("Made with {0}.", ", ".join(listed))


# --- the marked text --------------------------------------------------------------------------

LINES = {("asserts",): "underline solid", ("denies",): "underline wavy", ("asserts", "denies"): "underline double"}
HEDGED = "font-style: italic"


def marked_text(data: Dataset, claims: pd.DataFrame | None = None) -> None:
    """Print each text with every quote marked in place, and its claims below as notes.

    Where the speaker changes, a quote opens with a label that names the speaker,
    with the word "denies" where it denies; a quote closes with the ids of its
    claims, which lead to the notes. Assertions are underlined, denials with a wavy line; hedges are in
    italics. Nothing is told by colour.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame, optional
        Rows of ``data["claims"]``; default: the primary claims.
    """
    claims = primary_claims(data) if claims is None else claims
    located = locate_quotes(data).loc[claims.index]
    claims = claims.assign(start=located["start"], end=located["end"])[located["status"] == "found"]
    documents = [document for document in data["documents"]["document_id"] if data.has_text(document)]
    if not documents:
        sentence("This dataset has no texts, so that no text can be marked.")
    for document in documents:
        here = claims[claims["document_id"] == document]
        display(HTML(_marked(data, data.text(document), here)))
        notes = claims_table(data, here)
        notes["claim"] = here["claim_id"]
        table(notes, "Notes to the marked text: each row is one claim.")


def _marked(data: Dataset, text: str, claims: pd.DataFrame) -> str:
    rows = claims.set_index("claim_id")
    spans = list(zip(claims["start"], claims["end"], claims["claim_id"]))
    hedges = [span for row in claims.itertuples() for span in _hedge_spans(text, row)]
    speakers = dict(zip(data["sources"]["source_id"], data["sources"]["name"]))
    parts, last_label = [], ""
    for piece in quotes.mark(text, [*spans, *hedges]):
        here = [name for name in piece.ids if name in rows.index]
        opened = [name for name in here if rows.at[name, "start"] == piece.start]
        closed = [name for name in here if rows.at[name, "end"] == piece.end]
        words = text[piece.start : piece.end]
        label = _label(rows.loc[opened], speakers) if opened else "" if "\n" in words else last_label
        parts += [label] if label != last_label else []
        last_label = label
        parts.append(_words(words, rows.loc[here, "stance"], len(here) < len(piece.ids)))
        parts += [_ids(rows.loc[closed], speakers)] if closed else []
    body = "".join(parts).strip().replace("\n", "<br>\n")
    return f'<div dir="auto" style="line-height: 1.9; max-width: 46em">{body}</div>'


def _hedge_spans(text: str, claim) -> Iterable[tuple[int, int, str]]:
    """Yield the places of a claim's hedging words that are nearest to its quote."""
    for words in schema.list_items(claim.hedge, ";"):
        place = text.find(words, claim.start, claim.end)
        if place < 0:
            place = text.rfind(words, 0, claim.start)
        if place >= 0:
            yield place, place + len(words), f"hedge of {claim.Index}"


def _label(opened: pd.DataFrame, speakers: dict[str, str]) -> str:
    pairs = opened[["speaker", "stance"]].drop_duplicates().itertuples(index=False)
    said = "; ".join(speakers.get(speaker, speaker) + (" (denial)" if stance == "denies" else "") for speaker, stance in pairs)
    return markup('<small style="border: 1px solid; border-radius: 3px; padding: 0 3px">{0}:</small> ', said)


def _words(words: str, stances: pd.Series, hedged: bool) -> str:
    shown = markup("<em>{0}</em>", words) if hedged else markup("{0}", words)
    if stances.empty:
        return shown
    line = LINES[tuple(sorted(set(stances)))]
    return f'<mark style="background: none; color: inherit; padding: 0; text-decoration: {line}">{shown}</mark>'


def _ids(closed: pd.DataFrame, speakers: dict[str, str]) -> str:
    spoken = [f"{row.Index}: {STANCE_WORDS[row.stance]} {speakers[row.speaker]}" for row in closed.itertuples()]
    return markup('<sup title="{0}">[{1}]</sup>', "; ".join(spoken), ", ".join(closed.index))
