"""What a notebook prints: sentences, tables, pictures and results.

Everything that comes from a cell of the data is escaped.

>>> markup("<p>{0} and {1}</p>", "<script>", 3)
'<p>&lt;script&gt; and 3</p>'
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape
from importlib.metadata import version
from numbers import Number
from textwrap import TextWrapper, wrap
from unicodedata import bidirectional

import pandas as pd
from IPython.display import HTML, display

from helpers.claims import Reading
from helpers.codebook import codebook_table, noun_of, problems_in_words as in_words
from helpers.data import Dataset
from helpers.overlap import answer, trail_table
from helpers.show.pictures import Picture, to_svg, visible

LONGEST_CELL = 600

LONG_CELL = 80

LONGEST_LINE = 1000

SHORT_LINES = TextWrapper(
    LONGEST_LINE,
    expand_tabs=False,
    replace_whitespace=False,
    break_long_words=False,
    break_on_hyphens=False,
)

MOST_ROWS = 200

MOST_COLUMNS = 20

MOST_OPEN = 15

MOST_SENTENCES = 40

PACKAGES = ("pandas", "matplotlib", "networkx", "nbval", "jupyterlab")


def markup(template: str, *values: object, **named: object) -> str:
    """Fill a template of HTML with escaped values."""
    return template.format(
        *map(_safe, values), **{name: _safe(value) for name, value in named.items()}
    )


def _safe(value: object) -> object:
    """Escape text for HTML, and show the invisible characters that steer a page.

    Numbers stay numbers.
    """
    if isinstance(value, Number):
        return value
    return escape(visible(str(value)))


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    Parameters
    ----------
    number : int
        How many.
    noun : str
        What is counted, in the singular.
    plural : str, optional
        Default: the noun with an s.

    Returns
    -------
    str
        The number, or "no", and the noun.

    Examples
    --------
    >>> count(1, "claim"), count(0, "claim"), count(2, "entity", "entities")
    ('1 claim', 'no claims', '2 entities')
    """
    return f"{number or 'no'} {noun_of(number, noun, plural)}"


def page(html: str) -> None:
    """Print HTML as it is, but for long lines: they go on below where they have a space."""
    display(HTML("\n".join(map(_short_lines, html.split("\n")))))


def _short_lines(line: str) -> str:
    """Break a line so that whoever compares two versions of a notebook can read it."""
    return line if len(line) <= LONGEST_LINE else SHORT_LINES.fill(line)


def sentence(template: str, *values: object, **named: object) -> None:
    """Print a result as a sentence; the template's numbers and names are computed, never typed.

    Without values to fill in there is no template: the words are taken as they are, braces
    and all.

    Parameters
    ----------
    template : str
        Words with places to fill in, as for ``str.format``.
    *values : object
        What goes into places without a name; what is no number is escaped.
    **named : object
        What goes into places with a name.

    Raises
    ------
    IndexError, KeyError
        If the template has a place for which there is no value.

    Examples
    --------
    >>> sentence("{} of {total} claims.", 2, total=37)  # in a notebook: 2 of 37 claims.
    <IPython.core.display.HTML object>
    """
    if not values and not named:
        template, values = "{}", (template,)
    page(f"<p>{markup(escape(template, quote=False), *values, **named)}</p>")


def sentences(several: Iterable[str], most: int = MOST_SENTENCES) -> None:
    """Print the first of several sentences, each as a paragraph, and how many are left out.

    Parameters
    ----------
    several : iterable of str
        The sentences.
    most : int
        How many to print at most.

    Examples
    --------
    >>> sentences(["Ada leads.", "Ben leads."], most=1)  # then: 1 more sentence is left out.
    <IPython.core.display.HTML object>
    <IPython.core.display.HTML object>
    """
    several = list(several)
    for words in several[:most]:
        sentence("{}", words)
    if (more := len(several) - most) > 0:
        verb = "is" if more == 1 else "are"
        sentence("{} {} left out.", count(more, "more sentence"), verb)


def quotation(words: str) -> None:
    """Print words of a text as they stand, paragraph by paragraph.

    Parameters
    ----------
    words : str
        The words of a text, as they stand.

    Examples
    --------
    >>> quotation_page("She sat there.")
    '<blockquote dir="auto"><p>She sat there.</p></blockquote>'
    >>> quotation("She sat there.")  # in a notebook: shown as this
    <IPython.core.display.HTML object>
    """
    page(quotation_page(words))


def quotation_page(words: str) -> str:
    """Return the HTML that `quotation` prints."""
    paragraphs = "".join(markup("<p>{0}</p>", part) for part in words.split("\n\n"))
    return f'<blockquote dir="auto">{paragraphs}</blockquote>'


def table(frame: pd.DataFrame, caption: str, first: int | None = None) -> None:
    """Print a frame as a table with a caption.

    More than 15 rows are folded away, to be opened with a click; of more than
    200, or of more than 20 columns, the rest is left out, and the caption says so. Of a
    frame without rows only the caption is printed, and that there is none.

    With `first`, the first rows are open and the others are folded below them; with 0, all are.

    Parameters
    ----------
    frame : DataFrame
        Its column names become the header (underscores as spaces); its index is not shown.
    caption : str
        What one row is.
    first : int, optional
        How many rows to show open. The caption says how many there are in all.

    Examples
    --------
    >>> frame = pd.DataFrame({"club": ["Kites"], "leaders_a": [3]})
    >>> print(table_page(frame, "Each row is one club.").splitlines()[-1])
    <tr><td><p>Kites</p></td><td><p>3</p></td></tr></tbody></table></div>
    >>> table(frame, "Each row is one club.")  # in a notebook: this row, its header, its caption
    <IPython.core.display.HTML object>
    """
    page(table_page(frame, caption, first))


def table_page(frame: pd.DataFrame, caption: str, first: int | None = None) -> str:
    """Return the HTML that `table` prints; of a frame without rows a sentence."""
    if first and first < len(frame):
        left = len(frame) - first
        folded = "the other is" if left == 1 else "the others are"
        said = f"{caption} The first {first} of {len(frame)} rows; {folded} folded below."
        others = "The other row" if left == 1 else f"The other {left} rows"
        return _whole(frame.head(first), said) + _folded(
            _whole(frame.iloc[first:], caption), others
        )
    if frame.empty:
        return markup("<p>{0} There is none.</p>", caption)
    rows = min(len(frame), MOST_ROWS)
    whole = _whole(frame, caption)
    if first == 0 or (first is None and rows > MOST_OPEN):
        return _folded(whole, f"{caption} {rows} {noun_of(rows, 'row')}")
    return whole


def _whole(frame: pd.DataFrame, caption: str) -> str:
    """A table that is open, of as many rows and columns as are shown."""
    rows_shown = frame.iloc[:MOST_ROWS, :MOST_COLUMNS]
    left_out = (
        f" The first {len(rows_shown)} of {len(frame)} rows."
        if len(rows_shown) < len(frame)
        else ""
    )
    left_out += (
        f" The first {rows_shown.shape[1]} of {frame.shape[1]} columns."
        if rows_shown.shape[1] < frame.shape[1]
        else ""
    )
    head = "".join(
        markup('<th scope="col"><p>{0}</p></th>', str(name).replace("_", " "))
        for name in rows_shown.columns
    )
    rows = "".join(
        f"\n<tr>{''.join(map(_cell, row))}</tr>"
        for row in rows_shown.itertuples(index=False, name=None)
    )
    return (
        '<div style="overflow-x: auto" tabindex="0" role="group">'
        '<table class="listed">'
        f"{markup('<caption><span>{0}{1}</span></caption>', caption, left_out)}"
        f"\n<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _folded(whole: str, summary: str) -> str:
    return f"<details>{markup('<summary>{0}</summary>', summary)}{whole}</details>"


def _cell(value: object) -> str:
    """Return a cell, its text a paragraph: JupyterLab sets all else flush right."""
    text = "" if pd.isna(value) else str(value)
    if not text:
        return "<td></td>"
    cut = text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"
    wide = ' class="long"' if len(text) > LONG_CELL else ""
    turned = any(bidirectional(letter) in ("R", "AL") for letter in cut)
    direction = ' dir="auto"' if turned else ""
    lines = "".join(markup("<p>{0}</p>", line) for line in cut.split("\n") if line.strip())
    return f"<td{direction}{wide}>{lines}</td>"


def picture(drawn: Picture, caption: str) -> None:
    """Print a picture with its text alternative and a caption.

    Parameters
    ----------
    drawn : Picture
        As the functions whose names begin with ``draw_`` return it.
    caption : str
        The words below it.

    Examples
    --------
    >>> from helpers.show.overlap_pictures import draw_shares
    >>> shares = pd.DataFrame({"source": ["Ada"], "certain": [1.0]})
    >>> picture(draw_shares(shares), "On whose word.")
    <IPython.core.display.HTML object>
    """
    page(picture_page(drawn, caption))


def picture_page(drawn: Picture, caption: str) -> str:
    """Return the HTML that `picture` prints."""
    data = base64.b64encode(to_svg(drawn.figure).encode()).decode()
    image = markup(
        '<img alt="{0}" style="max-width: 100%; background: white" '
        'src="data:image/svg+xml;base64,{1}">',
        drawn.alt,
        "\n".join(wrap(data, LONGEST_LINE)),  # a browser passes over the ends of these lines
    )
    words = markup("<figcaption>{0}</figcaption>", caption)
    return f'<figure tabindex="0">{image}\n{words}</figure>'


def codebook(name: str) -> None:
    """Print the definition of a table of the dataset.

    Parameters
    ----------
    name : str
        Name of a table, such as ``claims``.

    Raises
    ------
    KeyError
        If there is no such table.

    Examples
    --------
    >>> codebook("claims")  # in a notebook: a row for each column of the table
    <IPython.core.display.HTML object>
    """
    table(codebook_table(name), f"Each row explains one column of the table “{name}”.")


def problems(frame: pd.DataFrame) -> None:
    """Print the result of `helpers.data.check_dataset`.

    Parameters
    ----------
    frame : DataFrame
        As `helpers.data.check_dataset` returns it.

    Examples
    --------
    >>> from helpers.data import MYSTERY, check_dataset
    >>> problems(check_dataset(MYSTERY))  # in a notebook: The checks found no problem.
    <IPython.core.display.HTML object>
    """
    if frame.empty:
        sentence("The checks found no problem.")
    else:
        table(frame, f"{count(len(frame), 'problem')}: each row is one thing to mend.")


def problems_in_words(frame: pd.DataFrame) -> None:
    """Print how many problems there are, and where most of them.

    Parameters
    ----------
    frame : DataFrame
        As `helpers.data.check_dataset` returns it.

    Examples
    --------
    >>> from helpers.data import MYSTERY, check_dataset
    >>> in_words(check_dataset(MYSTERY))
    'No problem is left.'
    >>> problems_in_words(check_dataset(MYSTERY))  # in a notebook: these words
    <IPython.core.display.HTML object>
    """
    sentence("{}", in_words(frame))


def result(data: Dataset, a: str, b: str, reading: Reading) -> None:
    """Print the overlap of two organizations as a sentence, and the claims that it rests on.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> both = ["chess-club", "kite-club"]
    >>> "1 leader is contested: Barnaby Rook" in result_page(data, *both, Reading())
    True
    >>> result(data, *both, Reading())  # in a notebook: this sentence, and its claims
    <IPython.core.display.HTML object>
    """
    page(result_page(data, a, b, reading))


def result_page(data: Dataset, a: str, b: str, reading: Reading) -> str:
    """Return the HTML that `result` prints."""
    said = markup("<p><strong>{0}</strong></p>", answer(data, a, b, reading))
    trail = without_blank_quotes(trail_table(data, a, b, reading))
    return said + table_page(
        trail,
        "Each row is one claim behind this answer. "
        "The last column says whether this reading uses it.",
    )


def without_blank_quotes(claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims without the column of quotes, if none of them has any."""
    return claims.drop(columns="quote") if (claims["quote"] == "").all() else claims


def versions() -> None:
    """Print the versions of the main packages.

    Examples
    --------
    >>> versions()  # in a notebook: Made with pandas …
    <IPython.core.display.HTML object>
    """
    listed = [f"{name} {'.'.join(version(name).split('.')[:2])}" for name in PACKAGES]
    sentence("Made with {0}.", ", ".join(listed))
