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
from numbers import Number

import pandas as pd
from IPython.display import HTML, display

from helpers import answers, quotes, readings, schema
from helpers.claims import STANCE_WORDS, claims_table, primary_claims
from helpers.dataset import Dataset, locate_quotes
from helpers.figures import Picture, draw_two_mode, to_svg
from helpers.readings import Reading

__all__ = [
    "codebook",
    "count",
    "chosen_reading",
    "marked_text",
    "markup",
    "panel",
    "panel_page",
    "picture",
    "picture_page",
    "problems",
    "result",
    "result_page",
    "sentence",
    "table",
    "table_page",
    "versions",
]

LONGEST_CELL = 600
MOST_ROWS = 200
MOST_OPEN = 15
PACKAGES = ("pandas", "matplotlib", "networkx", "nbval", "jupyterlab")


def markup(template: str, *values: object, **named: object) -> str:
    """Fill a template of HTML with escaped values."""
    return template.format(*map(_safe, values), **{name: _safe(value) for name, value in named.items()})


def _safe(value: object) -> object:
    """Escape text for HTML, and make invisible characters that steer the page visible; numbers stay numbers."""
    if isinstance(value, Number):
        return value
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
    display(HTML(table_page(frame, caption)))


def table_page(frame: pd.DataFrame, caption: str) -> str:
    """Return the HTML that `table` prints."""
    shown = frame.head(MOST_ROWS)
    left_out = f" The first {len(shown)} of {len(frame)} rows." if len(shown) < len(frame) else ""
    head = "".join(markup('<th scope="col" style="text-align: left">{0}</th>', str(name).replace("_", " ")) for name in shown.columns)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in shown.itertuples(index=False, name=None))
    whole = (
        '<div style="overflow-x: auto" tabindex="0" role="group">'
        f"<table>{markup('<caption>{0}{1}</caption>', caption, left_out)}"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    return _folded(whole, f"{caption} {len(shown)} rows: open") if len(shown) > MOST_OPEN else whole


def _folded(page: str, summary: str) -> str:
    return f"<details>{markup('<summary>{0}</summary>', summary)}{page}</details>"


def _cell(value: object) -> str:
    text = "" if pd.isna(value) else str(value)
    cut = text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"
    return markup('<td dir="auto" style="text-align: start; vertical-align: top">{0}</td>', cut)


def picture(drawn: Picture, caption: str) -> None:
    """Print a picture with its text alternative and a caption."""
    display(HTML(picture_page(drawn, caption)))


def picture_page(drawn: Picture, caption: str) -> str:
    """Return the HTML that `picture` prints."""
    data = base64.b64encode(to_svg(drawn.figure).encode()).decode()
    image = markup('<img alt="{0}" src="data:image/svg+xml;base64,{1}" style="max-width: 100%; background: white">', drawn.alt, data)
    return f"<figure>{image}{markup('<figcaption>{0}</figcaption>', caption)}</figure>"


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


# --- the overlap ------------------------------------------------------------------------------


def result(data: Dataset, a: str, b: str, reading: Reading) -> None:
    """Print the overlap of two organizations under a reading as a sentence, and the claims that it rests on."""
    display(HTML(result_page(data, a, b, reading)))


def result_page(data: Dataset, a: str, b: str, reading: Reading) -> str:
    """Return the HTML that `result` prints."""
    said = markup("<p><strong>{0}</strong></p>", answers.answer(data, a, b, reading))
    trail = answers.trail_table(data, a, b, reading)
    return said + table_page(trail, "The claims that this rests on: each row is one claim. Counts: believed under this reading.")


def panel_page(data: Dataset, a: str, b: str, reading: Reading) -> str:
    """Return what the panel shows for a reading: sentence, trail and picture, or why there is none."""
    try:
        lines = answers.lines_table(data, reading)
        drawn = draw_two_mode(lines, answers.organization_names(data, a, b, lines))
        return result_page(data, a, b, reading) + picture_page(drawn, "Who leads what under this reading.")
    except ValueError as error:
        return markup("<p>{0}</p>", error)


WORDINGS = [("any", None), ("at least probable", "probable"), ("plain only", "unstated")]


def panel(data: Dataset, a: str, b: str):
    """Return a panel of controls, "Whom do you believe?", with the overlap below, which follows every click.

    Sources stand under those for whom they speak. The reading is read off the
    controls by `chosen_reading`; what is shown is `panel_page` of it.
    """
    import ipywidgets as widgets

    depths = answers.source_tree(data)
    names = readings.source_names(data)
    sources = {
        source: widgets.Checkbox(True, description=names[source], indent=False, layout={"margin": f"0 0 0 {24 * depth}px", "width": "auto"})
        for source, depth in depths.items()
    }
    times = {time: widgets.Checkbox(time in readings.NOW, description=time, indent=False) for time in ("current", "unspecified", "former", "future")}
    further = {
        "denials": widgets.Dropdown(options=readings.DENIALS, description="denials"),
        "least_certainty": widgets.Dropdown(options=WORDINGS, description="wording"),
        "inferences": widgets.Checkbox(False, description="admit inferences", indent=False),
    }
    page = widgets.HTML()

    def follow(_=None):
        choices = {name: control.value for name, control in further.items()}
        admitted = [time for time, box in times.items() if box.value]
        unticked = [source for source, box in sources.items() if not box.value]
        page.value = panel_page(data, a, b, chosen_reading(data, unticked, times=admitted, **choices))

    for control in [*sources.values(), *times.values(), *further.values()]:
        control.observe(follow, names="value")
    follow()
    left = widgets.VBox([widgets.HTML("<strong>Whom do you believe?</strong>"), *sources.values()])
    right = widgets.VBox([widgets.HTML("<strong>And what?</strong>"), *further.values(), *times.values()])
    return widgets.VBox([widgets.HBox([left, right]), page])


def chosen_reading(data: Dataset, unticked: Iterable[str], **choices: object) -> Reading:
    """Return the reading that the panel's controls describe: who speaks for an unticked source falls with it."""
    reading, unticked = Reading(**choices), tuple(unticked)
    return readings.without(data, reading, *unticked) if unticked else reading


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
