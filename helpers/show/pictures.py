"""Pictures of claims, and what every picture is: its words beside it, the same bytes on every run.

>>> import pandas as pd
>>> counts = pd.DataFrame({"speaker": ["Ada"], "claims": [3], "asserts": [2], "denies": [1]})
>>> draw_claims_by_speaker(counts).alt
'Bar chart of 3 claims by speaker. Ada: 3, of which 1 denies.'
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from html import unescape
from textwrap import fill
from typing import Any, Literal, NamedTuple
from unicodedata import bidirectional, east_asian_width

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch
from matplotlib.textpath import text_to_path

from helpers.codebook import listed, moment_words, noun_of, shown

# Told apart by the colour-blind (Okabe & Ito 2008).
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#767676"
FONTS = ["DejaVu Sans", "Verdana"]
"""The font that comes with Matplotlib, then one as wide as it that most computers have."""
STYLE: dict[Any, Any] = {
    "svg.hashsalt": "separate-entities",
    "text.parse_math": False,  # a dollar in a name is no formula
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": FONTS,
    "font.size": 10,
    "hatch.linewidth": 0.8,
}
FAMILY = f"font-family: {', '.join(map(repr, FONTS))}, sans-serif"
NOTHING = dict.fromkeys(["Creator", "Date", "Format", "Type"])
NO_GLYPH = "Glyph .* missing from"
LEFT_TO_RIGHT = "\u200e"
POINTS = 72
"""In an inch. Places in pictures are in points."""

WIDEST = 620
"""Points of panels side by side: in wider pictures, letters become too small on a page."""

LONGEST_LABEL = 56
MOST_BARS = 30
ZOOM_DAYS = 62
BASES: dict[str, tuple[str, dict[str, Any]]] = {
    "stated": ("stated in the text", {"facecolor": BLUE, "edgecolor": BLUE}),
    "inferred": (
        "worked out by the coder",
        {"facecolor": "white", "edgecolor": BLUE, "hatch": "////"},
    ),
    "external": ("taken from outside the text", {"facecolor": "white", "edgecolor": ORANGE}),
    "": ("basis not stated", {"facecolor": GREY, "edgecolor": GREY}),
}


class Picture(NamedTuple):
    """A figure and its text alternative."""

    figure: Figure
    alt: str


def to_svg(figure: Figure) -> str:
    """Return a figure as SVG text without dates or random ids; its words stay words."""
    buffer = io.StringIO()
    with rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", NO_GLYPH)  # whoever looks at it has more fonts
        figure.savefig(buffer, format="svg", bbox_inches="tight", metadata=NOTHING)
    drawn = re.sub(r'<g id="text_\d+">.*?</g>', _hold_lines, buffer.getvalue(), flags=re.DOTALL)
    return _shortened(drawn)


def _hold_lines(block: re.Match[str]) -> str:
    """Tie lines that are centred or end together to that place, so that any font keeps them there.

    Matplotlib tells SVG only where each of several lines begins, in the font that it measured.
    """
    found = list(re.finditer(LINE_OF_TEXT, block[0]))
    if len(found) < 2:
        return block[0]
    starts = [float(line["x"]) for line in found]
    widths = [_width(unescape(line["words"]), float(line["size"])) for line in found]
    places = {
        anchor: [x + share * width for x, width in zip(starts, widths, strict=True)]
        for anchor, share in (("start", 0), ("middle", 0.5), ("end", 1))
    }
    anchor = min(places, key=lambda name: max(places[name]) - min(places[name]))
    place = iter(places[anchor])
    return re.sub(
        LINE_OF_TEXT,
        lambda line: (
            f'<text style="{line["style"]}; text-anchor: {anchor}" '
            f'x="{next(place):.2f}" y="{line["y"]}">{line["words"]}</text>'
        ),
        block[0],
    )


LINE_OF_TEXT = re.compile(
    r'<text style="(?P<style>font-size: (?P<size>[\d.]+)px[^"]*)" '
    r'transform="translate\((?P<x>[-\d.]+) (?P<y>[-\d.]+)\)">(?P<words>[^<]*)</text>'
)


def _width(words: str, size: float) -> float:
    font = FontProperties(family=FONTS[0], size=size)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", NO_GLYPH)
        return text_to_path.get_text_width_height_descent(words, font, ismath=False)[0]


def _shortened(svg: str) -> str:
    """Return SVG without what no reader needs: prologue, names of parts, more than two decimals."""
    svg = svg[svg.index("<svg") :].replace(f"; {FAMILY}", "")
    svg = svg.replace("<svg ", f'<svg style="{FAMILY}" ', 1)
    svg = re.sub(r"<[^>]*>", lambda tag: re.sub(LONG_NUMBER, _rounded, tag[0]), svg)
    svg = re.sub(r' id="[\w.]+_\d+"| transform="rotate\(-0 [^"]*\)"', "", svg)
    return re.sub(r"\s*\n\s*", "\n", svg)


LONG_NUMBER = re.compile(r"(?<![\w#.])-?\d*\.\d{3,}")


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def visible(text: str) -> str:
    r"""Show the invisible characters that steer a page or a picture.

    >>> visible("a\u202eb")
    'a\\u202eb'
    """
    return re.sub(STEERING, lambda found: shown(found[0]), text)


STEERING = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]"


def label(name: str, longest: int = LONGEST_LABEL) -> str:
    """Return a name as a figure can take it.

    It is one line and not too long, nothing in it steers the page, and its direction is its own.
    """
    name = " ".join(visible(name).split())
    cut = name if len(name) <= longest else name[: longest - 1] + "…"
    mixed = any(bidirectional(letter) in ("R", "AL") for letter in cut)
    return (LEFT_TO_RIGHT if mixed else "") + cut + LEFT_TO_RIGHT


def labels(
    names: Iterable[str],
    longest: int = LONGEST_LABEL,
    width: int | None = None,
    between: str = "",
) -> list[str]:
    """Return names as a figure can take them, in lines; no two names become the same.

    Where the first letters do not tell long names apart, the last ones are shown too; where
    these do not either, the whole name is. Of what is made of several names, each is shown.

    Parameters
    ----------
    names : iterable of str
    longest : int
        The most letters of a name that are shown.
    width : int, optional
        The most letters of a line; of a script with wide letters, half as many. Without it, a
        name is one line.
    between : str
        What stands between several names in one, as a person and a club. Each of them is cut
        in its middle, so that none is lost.

    Examples
    --------
    >>> [name.strip(LEFT_TO_RIGHT) for name in labels(["Society of A", "Society of B"], 8)]
    ['Soci…f A', 'Soci…f B']
    >>> long = "Abdul Rahman al-Husayn: Society of the Harbour"
    >>> [name.strip(LEFT_TO_RIGHT) for name in labels([long], 32, between=": ")]
    ['Abdul R…Husayn: Society…arbour']
    """
    names = list(names)
    cut = dict(zip(names, (label(name, longest) for name in names), strict=True))
    if between:
        cut = {name: label(_each_name(name, longest, between), len(name)) for name in names}
    for shorter in (_both_ends, _whole):
        often = Counter(cut.values())
        again = [name for name, words in cut.items() if often[words] > 1]
        cut |= {name: label(shorter(name, longest), len(name)) for name in again}
    return [in_lines(cut[name], width) if width else cut[name] for name in names]


def in_lines(words: str, width: int) -> str:
    r"""Break words into lines, in which a wide letter (of Chinese, say) takes the room of two.

    >>> in_lines("漢朝中央", 4), in_lines("Chess Club", 6)
    ('漢朝\n中央', 'Chess\nClub')
    """
    doubled = "".join(one + ROOM if east_asian_width(one) in ("W", "F") else one for one in words)
    return fill(doubled, width).replace(ROOM, "")


ROOM = "\0"
"""Beside a wide letter while lines are broken: no label has this character."""


def _each_name(name: str, longest: int, between: str) -> str:
    """Cut each of several names in its middle; what short ones leave is for the long ones."""
    parts = name.split(between)
    room = longest - len(between) * (len(parts) - 1)
    most = {}
    for left, part in zip(range(len(parts), 0, -1), sorted(parts, key=len), strict=True):
        most[part] = min(len(part), max(room // left, LEAST_LETTERS))
        room -= most[part]
    return between.join(_both_ends(part, most[part]) for part in parts)


LEAST_LETTERS = 8
"""Of each of several names that are cut."""


def _both_ends(name: str, longest: int) -> str:
    half = longest // 2
    return name if len(name) <= longest else f"{name[:half]}…{name[1 - half :]}"


def _whole(name: str, longest: int) -> str:
    return name


def words_width(several: Iterable[str], size: float) -> float:
    """Return how wide the widest line of some labels is, in points."""
    lines = [line for words in several for line in words.splitlines()]
    return max((_width(line, size) for line in lines), default=0)


def most_lines(several: Iterable[str]) -> int:
    """Return how many lines the highest of some labels has."""
    return max((words.count("\n") + 1 for words in several), default=1)


def whole_numbers(axes: Axes) -> None:
    """Count below the axes in whole numbers."""
    axes.locator_params(axis="x", integer=True)


def lined(axes: Axes, axis: Literal["x", "both"] = "x") -> None:
    """Draw thin lines behind all else, at the marks of an axis."""
    axes.grid(axis=axis, color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)


def bare(axes: Axes) -> None:
    """Take the frame away but for the line below; where nothing is drawn, say so instead."""
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    if not axes.patches and not axes.collections and not axes.lines:
        axes.axis("off")
        middle: dict[str, Any] = {"ha": "center", "va": "center", "transform": axes.transAxes}
        axes.text(0.5, 0.5, "There is nothing to draw.", color=GREY, **middle)


def left_out(*more: tuple[int, str, str], what: str = "left out") -> str:
    """Say how many of each kind are not drawn, each with its noun and plural; nothing if none.

    >>> left_out((1, "person", "people"), (0, "club", "clubs"))
    '1 more person is left out.'
    >>> left_out((2, "person", "people"), (1, "club", "clubs"), what="not drawn")
    '2 more people and 1 more club are not drawn.'
    """
    words = [f"{n} more {noun_of(n, noun, plural)}" for n, noun, plural in more if n]
    verb = "is" if sum(number for number, _, _ in more) == 1 else "are"
    return f"{listed(words)} {verb} {what}." if words else ""


def draw_claims_by_speaker(counts: pd.DataFrame) -> Picture:
    """Draw how many claims each speaker makes, denials hatched.

    Parameters
    ----------
    counts : DataFrame
        As `helpers.claims.claims_by_speaker` returns it. The first 30 rows are
        drawn; the picture and its words say how many are left out.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> counts = {"speaker": ["Ada", "Ben"], "claims": [3, 1], "asserts": [2, 1], "denies": [1, 0]}
    >>> draw_claims_by_speaker(pd.DataFrame(counts)).alt
    'Bar chart of 4 claims by speaker. Ada: 3, of which 1 denies; Ben: 1.'
    """
    drawn = counts.head(MOST_BARS)
    sides = labels(drawn["speaker"], width=40)
    rest = _speakers_left_out(drawn, counts.iloc[len(drawn) :])
    high = max(0.32, 0.17 * most_lines(sides) + 0.06)
    wide = max(7.5, words_width(sides, 10) / POINTS + 4)
    with rc_context(STYLE):
        figure = Figure(figsize=(wide, high * len(drawn) + 1.5), layout="constrained")
        axes = figure.subplots()
        places = range(len(drawn))
        bars: dict[str, dict[str, Any]] = {
            "asserts": {"color": BLUE, "edgecolor": BLUE},
            "denies": {"color": "white", "edgecolor": ORANGE, "hatch": "////"},
        }
        used = [stance for stance in bars if drawn[stance].any()]
        for stance in used:
            number = drawn[stance].where(drawn[stance] > 0)
            left = drawn["asserts"] if stance == "denies" else 0
            axes.barh(places, number, left=left, label=stance, **bars[stance])
        for place, total in zip(places, drawn["claims"], strict=False):
            axes.text(total, place, f"\N{NO-BREAK SPACE}{total}", va="center")
        axes.set_yticks(places, sides)
        axes.set_ylim(len(drawn) - 0.4, -0.6)
        axes.set_xlabel("claims")
        whole_numbers(axes)
        axes.set_title(rest, fontsize=9, color=GREY)
        if used:
            figure.legend(loc="outside lower center", ncols=2, frameon=False)
        bare(axes)
    return Picture(figure, _alt_claims_by_speaker(drawn, counts, rest))


def _speakers_left_out(drawn: pd.DataFrame, rest: pd.DataFrame) -> str:
    fewer = rest["claims"].max() < drawn["claims"].min()
    have = "with fewer claims" if fewer else "with no more claims than these"
    return left_out((len(rest), f"speaker {have}", f"speakers {have}"))


def _alt_claims_by_speaker(drawn: pd.DataFrame, counts: pd.DataFrame, rest: str) -> str:
    parts = [
        f"{row.speaker}: {row.claims}"
        + (
            f", of which {row.denies} {'deny' if row.denies > 1 else 'denies'}"
            if row.denies
            else ""
        )
        for row in drawn.itertuples()
    ]
    total = counts["claims"].sum()
    told = f"Bar chart of {total} {noun_of(total, 'claim')} by speaker."
    told += f" {'; '.join(parts)}." if parts else ""
    return f"{told} {rest}" if rest else told


def draw_dates(dates: pd.DataFrame) -> Picture:
    """Draw when things were said.

    An imprecise date is a span; its basis is told by fill and hatching.

    Where several dates crowd into the last two months of a longer time, a second
    panel shows these alone.

    Parameters
    ----------
    dates : DataFrame
        As `helpers.claims.dates_table` returns it. Rows with an open or missing
        end are left to the table. Of many speakers on one date the 4 with most claims on
        it are named beside its bar, and the alternative text names them all.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.claims import dates_table
    >>> data = load_dataset(MYSTERY)
    >>> for words in draw_dates(dates_table(data).tail(2)).alt.split(". "):
    ...     print(words)
    Timeline of 2 dates on which something was said
    on May 13, 1908 (worked out by the coder): Miss Augusta Kite of the Chess Club
    on May 14, 1908 (worked out by the coder): Salma Bahri.
    """
    closed = dates.dropna(subset=["first", "last"])
    keys = ["said_on", "basis", "first", "last"]
    busiest = closed.sort_values("claims", ascending=False, kind="stable")
    grouped = busiest.groupby(keys, sort=False, as_index=False)["speaker"].agg(list)
    bars = list(grouped.sort_values(["first", "last"]).itertuples(index=False))
    windows = list(_windows(bars))
    named = [_dated_speakers(bar) for bar in bars]
    with rc_context(STYLE):
        high = max(0.42, 0.17 * most_lines(named) + 0.08)
        wide = words_width(named, 10) / POINTS + max(2.4 * len(windows), 4)
        figure = Figure(figsize=(wide, high * len(bars) + 1.6), layout="constrained")
        panels = figure.subplots(1, max(len(windows), 1), sharey=True, squeeze=False)[0]
        for axes, window in zip(panels, windows, strict=False):
            _draw_spans(axes, bars, *window)
        if not windows:
            bare(panels[0])
        panels[0].set_yticks(range(len(bars)), named)
        panels[0].set_ylim(len(bars) - 0.4, -0.6)
        used = [basis for basis in BASES if basis in {bar.basis for bar in bars}]
        patches = [Patch(**BASES[basis][1], label=BASES[basis][0]) for basis in used]
        figure.legend(
            handles=patches, loc="outside lower center", ncols=len(patches) or 1, frameon=False
        )
    return Picture(figure, _alt_dates(bars))


MOST_BESIDE = 4
"""Speakers who are named beside one bar."""

LONGEST_BESIDE = 44
"""Letters of a line beside a bar; a date that makes it longer has a line of its own."""


def _dated_speakers(bar: Any) -> str:
    """Who speaks, a line each, with the date: two bars can have the same speakers."""
    named = labels(bar.speaker[:MOST_BESIDE], width=28)
    more = len(bar.speaker) - len(named)
    named += [f"and {more} more"] if more else []
    said = moment_words(bar.said_on)
    last = named[-1].rpartition("\n")[2]
    apart = ",\n" if len(last) + len(said) > LONGEST_BESIDE else ", "
    return ";\n".join([*named[:-1], f"{named[-1]}{apart}{said}"])


def _windows(bars: list[Any]) -> Iterator[tuple[date, date, str]]:
    """Yield first day, last day and title of each panel; none where nothing is dated."""
    if not bars:
        return
    first, last = min(bar.first for bar in bars), max(bar.last for bar in bars)
    zoom = last - timedelta(days=ZOOM_DAYS)
    margin = max((last - first) / 20, timedelta(days=2))
    years = f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    room = min(margin, first - date.min, date.max - last)
    yield first - room, last + room, years
    if first < zoom - timedelta(days=365) and sum(bar.first >= zoom for bar in bars) > 2:
        yield zoom, last + timedelta(days=3), "the last two months, enlarged"


class WithYear(ConciseDateFormatter):
    """Short dates; the first one names its month, and its year where no other does."""

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the words of each tick."""
        words = list(super().format_ticks(values))
        low, high = sorted(self.axis.get_view_interval())
        inside = [place for place, value in enumerate(values) if low <= value <= high]
        with_year = any(re.search(r"\d{4}", words[place]) for place in inside)
        for place in inside[:1]:
            day = num2date(values[place])
            if re.fullmatch(r"\d\d", words[place]):
                words[place] = f"{day:%b}-{words[place]}"
            if not with_year:
                words[place] += f"\n{day.year}"
        return words


def _draw_spans(axes: Axes, bars: list[Any], first: date, last: date, title: str) -> None:
    least = (last - first) / 40  # wide enough for its pattern
    for place, bar in enumerate(bars):
        if bar.last < first or bar.first > last:
            continue
        width = max(bar.last - bar.first + timedelta(days=1), least)
        axes.barh(
            place,
            date2num(bar.first + width) - date2num(bar.first),
            left=date2num(bar.first),
            height=0.55,
            linewidth=1.2,
            **BASES[bar.basis][1],
        )
    axes.set_xlim(date2num(first), date2num(last))
    locator = AutoDateLocator(minticks=3, maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(WithYear(locator, show_offset=False))
    lined(axes)
    axes.set_title(title, loc="left", fontsize=10)
    bare(axes)


def _alt_dates(bars: list[Any]) -> str:
    parts = [
        f"{moment_words(bar.said_on)} ({BASES[bar.basis][0]}): {'; '.join(bar.speaker)}"
        for bar in bars
    ]
    told = f"Timeline of {len(bars)} {noun_of(len(bars), 'date')} on which something was said."
    return " ".join([told, *(f"{part}." for part in parts)])
