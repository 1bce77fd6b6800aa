"""Pictures of the overlap: who leads what, how far the number moves, on whose word.

>>> from helpers.claims import Reading
>>> from helpers.data import load_dataset
>>> from helpers.overlap import shares_table
>>> shares = shares_table(load_dataset(), "taliban", "haqqani-network", Reading())
>>> draw_shares(shares).alt[:9]
'Bar chart'
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import islice
from math import atan, copysign, cos, degrees, sin
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.codebook import noun_of
from helpers.show.pictures import (
    BLUE,
    GREY,
    MOST_BARS,
    ORANGE,
    POINTS,
    STYLE,
    WIDEST,
    Picture,
    bare,
    in_lines,
    labels,
    left_out,
    lined,
    most_lines,
    whole_numbers,
    words_width,
)

# --- people and organizations -----------------------------------------------------------------

LINES: dict[str, tuple[str, dict[str, Any]]] = {
    "stands": ("asserted, not denied", {"color": BLUE, "linestyle": "solid", "linewidth": 1.8}),
    "contested": ("contested", {"color": ORANGE, "linestyle": "dashed", "linewidth": 1.8}),
    "denied": (
        "denied",
        {"color": ORANGE, "linestyle": "dotted", "linewidth": 1.5, "marker": "x", "markevery": [2]},
    ),
    "inference": (
        "a reader's conclusion",
        {"color": GREY, "linestyle": "dotted", "linewidth": 1.8},
    ),
}
ACROSS = 3
"""Words of a legend in one line."""

THICK = 3.5
"""The lines of people with a role in both of the first two organizations, in points."""

MOST_PEOPLE = 40
MOST_VIEWS = 12
TALLEST = 2_000
"""Points of all small networks below each other, if that is more than one."""

MOST_WORDS = 40
"""Lines with words on them, and denied lines; among more nobody could read them.

The text alternative and the tables have them all.
"""


def draw_two_mode(lines: pd.DataFrame, organizations: Sequence[str]) -> Picture:
    """Draw who is said to lead what: people on the left, organizations on the right.

    Parameters
    ----------
    lines : DataFrame
        As `helpers.overlap.lines_table` returns it: ``person``, ``organization``
        (names), ``line`` (stands, contested, denied, inference), ``period``, ``hedged``.
    organizations : sequence of str
        The names to show on the right, from top to bottom, with or without lines. Of many
        people, those come first who have lines to both of the first two; these are thick. Any
        other organization of whose people none is drawn is left out, too.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> lines = [("Ada", "Kites", "stands", "now", False)]
    >>> lines += [("Ada", "Chess", "contested", "now", False)]
    >>> columns = ["person", "organization", "line", "period", "hedged"]
    >>> frame = pd.DataFrame(lines, columns=columns)
    >>> print(draw_two_mode(frame, ["Kites", "Chess"]).alt)
    People on the left, organizations on the right. Kites: Ada; Chess: Ada (contested).
    """
    known = set(lines["organization"])
    lines, denied = _without_too_many_denied(lines)
    people = _in_order(lines, organizations)
    drawn = lines[lines["person"].isin(people)]
    bare_ones = known - set(drawn["organization"]) - set(organizations[:2])
    organizations = [one for one in organizations if one not in bare_ones]
    organizations = _near_people(drawn, people, organizations)
    most = max(_abreast(drawn), default=1)
    sketch = _Sketch(people, organizations, size=10, between=230, width=34, abreast=most)
    rest = " ".join(filter(None, [_left_out_of(lines, people, organizations), denied]))
    with rc_context(STYLE):
        thick = _of_both(drawn, organizations[:2])
        number = drawn["line"].nunique() + bool(thick)
        below, above = 30.0 + 16.0 * (number > ACROSS), 20.0 if rest else 4.0
        width, height = sketch.width, sketch.height + below + above
        figure = Figure(figsize=(width / POINTS, height / POINTS))
        crowded = sketch.draw(figure, drawn, 0, below, thick=thick)
        keys = _line_keys(drawn)
        if thick:
            what = "thick: said to lead both"
            keys.append(Line2D([], [], label=what, color=BLUE, linewidth=THICK))
        figure.legend(handles=keys, loc="lower center", ncols=ACROSS, frameon=False)
        aside: dict[str, Any] = {"fontsize": 8, "color": GREY, "ha": "center"}
        figure.text(0.5, 1, rest, va="top", **aside)
        if crowded:
            figure.text(0.5, 1, _crowded_words(crowded), va="bottom", **aside)
    return Picture(
        figure,
        "People on the left, organizations on the right. "
        f"{_alt_lines(drawn, organizations, known)}{rest and f' {rest}'}",
    )


def _line_keys(lines: pd.DataFrame) -> list[Line2D]:
    """What the lines mean that are drawn."""
    used = [line for line in LINES if line in set(lines["line"])]
    return [Line2D([], [], label=LINES[line][0], **LINES[line][1]) for line in used]


def _crowded_words(lines: int) -> str:
    """Say on how many lines words are missing, if any; the text alternative has them."""
    fit = f"do not fit on {lines} {noun_of(lines, 'line')}"
    return f"Words such as “former” or “hedged” {fit}." if lines else ""


def _of_both(lines: pd.DataFrame, pair: Sequence[str]) -> set[tuple[str, str]]:
    """The ends of the lines of people to whom somebody gives a role in both of a pair."""
    said = lines[lines["line"].isin(["stands", "contested"]) & lines["organization"].isin(pair)]
    ends = said[["person", "organization"]].drop_duplicates()
    both = ends[ends.duplicated("person", keep=False)]
    return set(both.itertuples(index=False, name=None))


def _without_too_many_denied(lines: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return lines without the denied ones if these are too many to draw, and say so."""
    denied = lines["line"] == "denied"
    if denied.sum() <= MOST_WORDS:
        return lines, ""
    return lines[~denied], f"{denied.sum()} denied ties are not drawn."


def _left_out_of(lines: pd.DataFrame, people: Sequence[str], organizations: Sequence[str]) -> str:
    """Say how many people and organizations are not drawn, if any."""
    return left_out(
        (len(set(lines["person"]) - set(people)), "person", "people"),
        (len(set(lines["organization"]) - set(organizations)), "organization", "organizations"),
    )


def _in_order(lines: pd.DataFrame, organizations: Sequence[str]) -> list[str]:
    """People from top to bottom, near their organizations.

    If there are too many, those with lines to both of the first two organizations are kept,
    then those with most organizations. A denied line is no reason to be kept.
    """
    place = {organization: number for number, organization in enumerate(organizations)}
    seen = lines[lines["organization"].isin(place)]
    seen = (
        seen.assign(place=seen["organization"].map(place), denied=seen["line"].eq("denied"))
        .sort_values("denied", kind="stable")
        .drop_duplicates(["person", "organization"])
    )
    found = seen.assign(pair=(seen["place"] < 2) & ~seen["denied"], led=~seen["denied"])
    ranked = found.groupby("person").agg(
        pair=("pair", "sum"), led=("led", "sum"), mean=("place", "mean")
    )
    ranked = ranked.assign(both=ranked["pair"] == 2).reset_index()
    ranked = ranked.sort_values(["both", "led", "person"], ascending=[False, False, True])
    return ranked.head(MOST_PEOPLE).sort_values(["mean", "person"])["person"].to_list()


def _near_people(
    lines: pd.DataFrame, people: Sequence[str], organizations: Sequence[str]
) -> list[str]:
    """The first two organizations, then the others near their people, so that fewer lines cross.

    Each stands at the mean place of its people: Sugiyama, Tagawa & Toda (1981), Methods for
    visual understanding of hierarchical system structures.
    """
    place = {person: number for number, person in enumerate(people)}
    ties = lines[["person", "organization"]].drop_duplicates()
    means = ties["person"].map(place).groupby(ties["organization"]).mean().to_dict()
    others = sorted(organizations[2:], key=lambda one: means.get(one, len(people)))
    return [*organizations[:2], *others]


class _Sketch:
    """People on the left, organizations on the right: names first, so that lines have room."""

    def __init__(
        self,
        people: Sequence[str],
        organizations: Sequence[str],
        *,
        size: int,
        between: float,
        width: int,
        abreast: int,
    ) -> None:
        self._size, self._between = size, between
        self._left = dict(zip(people, labels(people, width=width), strict=True))
        self._right = dict(zip(organizations, labels(organizations, width=width), strict=True))
        named = [*self._left.values(), *self._right.values()]
        lines = size * (abreast - 1) if abreast > 3 else 0  # of one person to one organization
        self._step = max(2.6 * size, 1.2 * size * most_lines(named) + 5, lines)
        self._room = max(len(people), len(organizations), 2)
        self._before = words_width(self._left.values(), size) + size
        self.height = self._room * self._step
        self.width = self._before + between + words_width(self._right.values(), size) + size

    def draw(
        self,
        figure: Figure,
        lines: pd.DataFrame,
        x: float,
        y: float,
        *,
        title: str = "",
        thick: Container[tuple[str, str]] = (),
    ) -> int:
        """Draw lines into a figure, the lower left corner of all at a place.

        Returns
        -------
        int
            How many lines have words for which there is no room.
        """
        width, height = (inches * POINTS for inches in figure.get_size_inches())
        place = (
            (x + self._before) / width,
            y / height,
            self._between / width,
            self.height / height,
        )
        axes = figure.add_axes(place)
        axes.set_xlim(0, 1)
        axes.set_ylim(-self._room, 0)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.axis("off")
        axes.set_title(title, fontsize=9)
        left, right = (_heights(list(names), self._room) for names in (self._left, self._right))
        row = self._between, self._step
        crowded = _draw_lines(axes, lines, left, right, size=self._size, thick=thick, row=row)
        aside = self._size / self._between
        for name, height in left.items():
            words = self._left[name]
            axes.text(-aside, height, words, ha="right", va="center", fontsize=self._size)
        for name, height in right.items():
            words = self._right[name]
            axes.text(1 + aside, height, words, ha="left", va="center", fontsize=self._size)
        return crowded


def _abreast(lines: pd.DataFrame) -> pd.Series:
    """How many lines go from each person to each organization."""
    return lines.groupby(["person", "organization"]).size()


def _heights(names: Sequence[str], room: int) -> dict[str, float]:
    """Spread names evenly over a column, from the top."""
    step = room / max(len(names), 1)
    return {name: -(number + 0.5) * step for number, name in enumerate(names)}


def _draw_lines(
    axes: Axes,
    lines: pd.DataFrame,
    left: Mapping[str, float],
    right: Mapping[str, float],
    *,
    size: int,
    thick: Container[tuple[str, str]],
    row: tuple[float, float],
) -> int:
    """Draw lines with words where these lie on no others; return how many words do not.

    A row is as wide and as high as it says, in points.
    """
    beside: dict[tuple[str, str], int] = {}
    abreast = _abreast(lines).to_dict()
    ends: list[tuple[float, float]] = []
    said: list[tuple[tuple[float, float], str]] = []
    for line in lines.itertuples():
        pair = line.person, line.organization
        if line.person in left and line.organization in right:
            apart = min(0.2, 0.45 / max(abreast[pair] - 1, 1))
            aside = apart * beside.setdefault(pair, 0)
            beside[pair] += 1
            start, end = left[line.person] - aside, right[line.organization] - aside
            places = (0, 0.45, 0.55, 1)
            wider = {"linewidth": THICK} if pair in thick and line.line != "inference" else {}
            axes.plot(
                places,
                [start + place * (end - start) for place in places],
                zorder=1,
                clip_on=False,
                **LINES[line.line][1] | wider,
            )
            ends.append((start, end))
            if words := _line_words(line):
                said.append(((start, end), words))
    marks: dict[str, Any] = {"color": "black", "zorder": 2, "clip_on": False}
    axes.scatter([0] * len(left), list(left.values()), marker="o", s=45, **marks)
    axes.scatter([1] * len(right), list(right.values()), marker="s", s=55, **marks)
    marked = [(x, y) for x, side in ((0.0, left), (1.0, right)) for y in side.values()]
    sayable = said if len(lines) <= MOST_WORDS else []
    return len(said) - _write_on_lines(axes, sayable, ends, marked, size=size, row=row)


def _write_on_lines(
    axes: Axes,
    said: Iterable[tuple[tuple[float, float], str]],
    ends: Sequence[tuple[float, float]],
    marked: Sequence[tuple[float, float]],
    *,
    size: int,
    row: tuple[float, float],
) -> int:
    """Write words on lines where they lie on no others and on no mark; return how many."""
    small = max(size - 1, 8)
    taken = [_corners((x * row[0], y * row[1]), size, size, 0) for x, y in marked]
    for (start, end), words in said:
        turned = atan((end - start) * row[1] / row[0])
        for place in _freest_places((start, end), ends):
            height = start + place * (end - start)
            middle = place * row[0], height * row[1]
            box = _corners(middle, words_width([words], small), 1.2 * small, turned)
            if all(_are_apart(box, other) for other in taken):
                taken.append(box)
                axes.text(
                    place,
                    height,
                    words,
                    fontsize=small,
                    ha="center",
                    va="center",
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
                    rotation=degrees(turned),
                    rotation_mode="anchor",
                )
                break
    return len(taken) - len(marked)


PLACES = (0.25, 0.35, 0.45, 0.55, 0.65, 0.75)
"""Where the words of a line can stand, from its beginning to its end."""


def _freest_places(
    own: tuple[float, float], all_ends: Sequence[tuple[float, float]]
) -> list[float]:
    """Return the places on a line, first the one that is farthest from all other lines.

    There words are on this one alone. Behind each comes one a little nearer to the middle.

    >>> _freest_places((0, 0), [(0, 0), (-1, 1)])[:4]  # the other one crosses in the middle
    [0.25, 0.3, 0.75, 0.7]
    """

    def height(ends: tuple[float, float], place: float) -> float:
        return ends[0] + place * (ends[1] - ends[0])

    def free(place: float) -> float:
        others = [ends for ends in all_ends if ends != own]
        return min((abs(height(own, place) - height(ends, place)) for ends in others), default=1.0)

    ranked = sorted(PLACES, key=free, reverse=True)
    return [place for one in ranked for place in (one, round(one + copysign(0.05, 0.5 - one), 2))]


def _corners(middle: tuple[float, float], width: float, height: float, turned: float) -> np.ndarray:
    """Return the four corners of a box that is turned around its middle."""
    along = np.array([cos(turned), sin(turned)]) * width / 2
    up = np.array([-sin(turned), cos(turned)]) * height / 2
    return np.array([along + up, along - up, -along - up, -along + up]) + middle


def _are_apart(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell of two boxes, each as its corners, whether a line goes between them.

    >>> flat, steep = _corners((0, 0), 20, 2, 0), _corners((0, 10), 20, 2, atan(1e9))
    >>> _are_apart(flat, steep), _are_apart(flat, steep + [0, 2])
    (False, True)
    """
    for box in (one, other):
        for side in (box[1] - box[0], box[2] - box[1]):
            these, those = one @ side, other @ side
            if these.max() <= those.min() or those.max() <= these.min():
                return True
    return False


def _line_words(line: Any) -> str:
    """What is said on a line: its time, unless that is now, and whether all who assert it hedge."""
    return ", ".join(
        filter(None, ["" if line.period == "now" else line.period, "hedged" if line.hedged else ""])
    )


def _alt_lines(
    lines: pd.DataFrame, organizations: Sequence[str], known: Container[str] = ()
) -> str:
    """Who leads what, in words; of whom something is said that is not drawn, it is not nobody."""
    words = {
        "stands": "",
        "contested": " (contested)",
        "denied": " (denied)",
        "inference": " (said by nobody)",
    }
    parts = []
    for organization in organizations:
        here = lines[lines["organization"] == organization]
        named = [
            f"{row.person}{f' ({said})' if (said := _line_words(row)) else ''}{words[row.line]}"
            for row in here.itertuples()
        ]
        nobody = "nobody in the picture" if organization in known else "nobody"
        parts.append(f"{organization}: {', '.join(dict.fromkeys(named)) or nobody}")
    return f"{'; '.join(parts)}."


def draw_views(views: Mapping[str, pd.DataFrame], organizations: Sequence[str]) -> Picture:
    """Draw the network as each speaker alone has it, in the same places.

    Whoever says nothing of it is not drawn. Of many speakers the first are, and of large networks
    fewer than of small ones; the picture says how many are left out.

    Parameters
    ----------
    views : mapping of str to DataFrame
        Name of the speaker → lines, as for `draw_two_mode`.
    organizations : sequence of str
        As for `draw_two_mode`.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> lines = [("Ada", "Kites", "stands", "now", False)]
    >>> lines += [("Ada", "Chess", "contested", "now", False)]
    >>> columns = ["person", "organization", "line", "period", "hedged"]
    >>> frame = pd.DataFrame(lines, columns=columns)
    >>> views = {"the clerk": frame.head(1), "the cook": frame.head(0)}
    >>> print(draw_views(views, ["Kites", "Chess"]).alt)
    One small network per speaker. the clerk: Kites: Ada. Name no leader: the cook.
    """
    several = {speaker: _without_too_many_denied(lines) for speaker, lines in views.items()}
    together = pd.concat([lines for lines, _ in several.values()] or [_NO_LINES])
    people = _in_order(together, organizations)
    drawn = (
        (speaker, lines[lines["person"].isin(people) & lines["organization"].isin(organizations)])
        for speaker, (lines, _) in several.items()
    )
    speaking = dict(
        islice(((speaker, lines) for speaker, lines in drawn if len(lines)), MOST_VIEWS)
    )
    silent = [speaker for speaker, lines in views.items() if lines.empty][:MOST_BARS]
    most = max((number for lines in speaking.values() for number in _abreast(lines)), default=1)
    sketch = _Sketch(people, organizations, size=8, between=130, width=18, abreast=most)
    columns, title, apart = 2 if 2 * sketch.width < WIDEST else 1, 24, 18
    step, width = sketch.height + title, columns * (sketch.width + apart)
    rows = max(min(-(-len(speaking) // columns), int(TALLEST // step)), 1)
    speaking = dict(islice(speaking.items(), rows * columns))
    more = len(views) - len(speaking) - len(silent)
    rest = [left_out((more, "speaker", "speakers")), _left_out_of(together, people, organizations)]
    rest += [f"{speaker}: {denied}" for speaker, (_, denied) in several.items() if denied]
    rest = list(filter(None, rest))
    with rc_context(STYLE):
        below = 13.5 * len(rest) + 8
        height = rows * step + below
        figure = Figure(figsize=(width / POINTS, height / POINTS))
        titles = labels(speaking, width=int(sketch.width / 5.5))
        crowded = 0
        for number, (lines, words) in enumerate(zip(speaking.values(), titles, strict=True)):
            row, column = divmod(number, columns)
            x, y = column * (sketch.width + apart), height - (row + 1) * step
            crowded += sketch.draw(figure, lines, x, y, title=words)
        said = list(filter(None, [*rest, _crowded_words(crowded)]))
        _write_below(figure, said, pd.concat([_NO_LINES, *speaking.values()]), below)
    parts = [
        f"{speaker}: {_alt_lines(lines, sorted(set(lines['organization'])))}"
        for speaker, lines in speaking.items()
    ]
    words = " ".join(filter(None, [*parts, f"Name no leader: {', '.join(silent) or 'nobody'}."]))
    return Picture(figure, " ".join(["One small network per speaker.", words, *rest]))


def _write_below(figure: Figure, said: Sequence[str], lines: pd.DataFrame, below: float) -> None:
    """Write sentences below networks, and below these the keys unless all lines are asserted."""
    height = figure.get_figheight() * POINTS
    words: dict[str, Any] = {"ha": "center", "va": "top", "fontsize": 9, "color": GREY}
    figure.text(0.5, below / height, "\n".join(said), **words)
    if (lines["line"] != "stands").any():  # a key of these alone would say nothing
        keys: dict[str, Any] = {"ncols": ACROSS, "frameon": False, "loc": "upper center"}
        place = 0.5, (below - 13.5 * len(said)) / height
        figure.legend(handles=_line_keys(lines), bbox_to_anchor=place, **keys)


_NO_LINES = pd.DataFrame(columns=["person", "organization", "period", "line", "hedged"])


# --- numbers and what moves them --------------------------------------------------------------


def draw_range(ranges: pd.DataFrame) -> Picture:
    """Draw the least and the greatest overlap for each way of varying the reading that moves it.

    Parameters
    ----------
    ranges : DataFrame
        As `helpers.overlap.range_table` returns it: ``varied``, ``low``, ``high``. What does
        not move the number is named below the picture.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> found = {"varied": ["nothing", "denials"], "low": [0, 0], "high": [0, 1]}
    >>> draw_range(pd.DataFrame(found)).alt
    'Range of the number of shared leaders over readings. nothing: 0 to 0; denials: 0 to 1.'
    """
    moving = ranges[(ranges["low"] != ranges["high"]).fillna(True)]
    rest = _still_words(ranges["varied"][~ranges.index.isin(moving.index)].tolist())
    drawn = pd.concat([ranges[ranges["varied"] == "nothing"], moving]).drop_duplicates("varied")
    words = drawn["varied"].replace("nothing", "the reading as it is")
    with rc_context(STYLE):
        sides = labels(words, 90, 40)
        high = max(0.45, 0.17 * most_lines(sides) + 0.1)
        wide = max(7, words_width(sides, 10) / POINTS + 4)
        figure = Figure(figsize=(wide, high * len(drawn) + 1.3), layout="constrained")
        axes = figure.subplots()
        for place, row in enumerate(drawn.itertuples()):
            _draw_ends(axes, place, row)
        axes.set_yticks(range(len(drawn)), sides)
        axes.set_ylim(max(len(drawn), 1) - 0.4, -0.6)
        axes.set_xlim(-0.3, max([*drawn["high"].dropna(), 1]) + 0.3)
        whole_numbers(axes)
        lined(axes)
        axes.set_xlabel("shared leaders: least (open circle) and most (filled)")
        bare(axes)
        below = fill(rest, 90)
        figure.supxlabel(below, fontsize=9, color=GREY)
    parts = [
        f"{row.varied}: {'not worked out' if pd.isna(row.low) else f'{row.low} to {row.high}'}"
        for row in ranges.itertuples()
    ]
    return Picture(
        figure, f"Range of the number of shared leaders over readings. {'; '.join(parts)}."
    )


def _still_words(still: Sequence[str]) -> str:
    """Name the choices that do not move the number, and whether they were tried together."""
    at_once = [words for words in still if words.endswith(" at once")]
    named = [words for words in still if words not in {"nothing", *at_once}]
    if len(named) < 2:
        return f"A choice that changes nothing: {named[0]}." if named else ""
    tried = any(all(words in several for words in named) for several in at_once)
    how = "alone or together" if tried else "each by itself"
    return f"Choices that change nothing, {how}: {'; '.join(named)}."


def _draw_ends(axes: Axes, place: int, row: Any) -> None:
    """Draw the least and the greatest number, or say that they are not known."""
    if pd.isna(row.low):
        words = "not worked out: too much to try"
        axes.text(0, place, words, va="center", fontsize=8, color=GREY)
        return
    axes.plot([row.low, row.high], [place, place], color=BLUE, linewidth=3, zorder=1)
    least: dict[str, Any] = {"facecolor": "white", "edgecolor": BLUE, "linewidth": 2}
    outer, inner = (70, 70) if row.low != row.high else (170, 40)  # one stands in the other
    axes.scatter([row.low], [place], marker="o", s=outer, zorder=2, **least)
    axes.scatter([row.high], [place], marker="o", s=inner, color=BLUE, zorder=3)


def draw_shares(shares: pd.DataFrame) -> Picture:
    """Draw how much of the result rests on each source.

    Parameters
    ----------
    shares : DataFrame
        ``source`` (name) and one column of shares for each result, certain or possible.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> shares = {"source": ["Ada", "Ben"], "certain": [0.5, 0.5]}
    >>> draw_shares(pd.DataFrame(shares)).alt
    'Bar chart of the share of each source in the result. Ada: 0.50 certain; Ben: 0.50 certain.'
    """
    results = [column for column in ("certain", "possible") if column in shares]
    alike = len(results) == 2 and shares["certain"].equals(shares["possible"])
    drawn = results[:1] if alike else results
    styles: dict[str, dict[str, Any]] = {
        "certain": {"color": BLUE, "edgecolor": BLUE},
        "possible": {"color": "white", "edgecolor": ORANGE, "hatch": "////"},
    }
    with rc_context(STYLE):
        sides = labels(shares["source"], width=40)
        high = max(0.5, 0.17 * most_lines(sides) + 0.1)
        wide = max(7, words_width(sides, 10) / POINTS + 4)
        figure = Figure(figsize=(wide, high * max(len(shares), 1) + 1.2), layout="constrained")
        axes = figure.subplots()
        thick = 0.7 / max(len(drawn), 1)
        for number, result in enumerate(drawn):
            aside = (number - (len(drawn) - 1) / 2) * thick
            places = [place + aside for place in range(len(shares))]
            words = "certain and possible alike" if alike else result
            bars = axes.barh(places, shares[result], height=thick, label=words, **styles[result])
            axes.bar_label(bars, fmt="%.2f", padding=3, fontsize=9)
        axes.margins(x=0.15)  # for the numbers
        if len(shares):
            axes.axvline(0, color="black", linewidth=0.8)
        axes.set_yticks(range(len(shares)), sides)
        axes.set_ylim(max(len(shares), 1) - 0.4, -0.6)
        axes.set_xlabel("share of the result")
        figure.legend(loc="outside lower center", ncols=2, frameon=False)
        bare(axes)
    parts = [
        f"{row['source']}: {', '.join(f'{row[r]:.2f} {r}' for r in results)}"
        for row in shares.to_dict("records")
    ]
    told = "; ".join(parts) or "No source has a share"
    return Picture(figure, f"Bar chart of the share of each source in the result. {told}.")


DOTS_ACROSS, MOST_DOTS = 12, 60
"""Leaders in one line of dots, and in all of them; more are a bar."""
DOTS_APART = 0.22
"""From one line of dots to the next, in inches."""


def _write_number(axes: Axes, place: int, number: int) -> None:
    bold: dict[str, Any] = {"fontsize": _size(number), "fontweight": "bold"}
    axes.text(0.35, place, f"{number:,}", ha="right", va="center", **bold)


def _size(number: int) -> int:
    return 20 if number < 100 else 12


def _draw_dots(axes: Axes, place: int, row: Any, most: int, step: float) -> None:
    """Draw a dot for each leader, in lines; or, where they are many, a bar as long as they are."""
    if most > MOST_DOTS:
        each = (DOTS_ACROSS - 0.4) / most
        axes.barh(place, each * row.shared, left=0.7, height=0.3, color=BLUE)
        if row.contested:
            begin = 0.7 + each * row.shared
            open_bar: dict[str, Any] = {"color": "white", "edgecolor": ORANGE, "linewidth": 2}
            axes.barh(place, each * row.contested, left=begin, height=0.3, **open_bar)
        return
    every = row.shared + row.contested
    above = (-(-every // DOTS_ACROSS) - 1) / 2
    across = [1 + number % DOTS_ACROSS for number in range(every)]
    down = [place + step * (number // DOTS_ACROSS - above) for number in range(every)]
    axes.scatter(across[: row.shared], down[: row.shared], marker="o", s=130, color=BLUE)
    contested: dict[str, Any] = {"facecolor": "white", "edgecolor": ORANGE, "linewidth": 2}
    axes.scatter(across[row.shared :], down[row.shared :], marker="o", s=110, **contested)


def draw_answers(answers: pd.DataFrame, caption: str = "shared leaders") -> Picture:
    """Draw how many leaders two organizations share under each of several readings.

    Parameters
    ----------
    answers : DataFrame
        As `helpers.overlap.answers_table` returns it: ``reading``, ``shared``,
        ``contested``, ``people``.
    caption : str
        The words above the numbers.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> found = {"reading": ["as it is", "veto"], "shared": [0, 0], "contested": [1, 0]}
    >>> draw_answers(pd.DataFrame(found | {"people": ["Ben (contested)", ""]})).alt
    'Number of shared leaders under 2 readings. as it is: 0, and 1 contested; veto: 0.'
    """
    found = list(answers.itertuples())
    most = max([row.shared + row.contested for row in found], default=0)
    readings = labels(answers["reading"], 160, 36)
    people = [_people_words(row.people) for row in found]
    # Each row is as high as the highest words, or as the most lines of dots.
    dots = 1 if most > MOST_DOTS else -(-most // DOTS_ACROSS)
    high = 0.2 + max(0.36, 0.17 * most_lines([*readings, *people]), DOTS_APART * dots)
    across = max(min(most, DOTS_ACROSS), 1)
    # The number stands before the dots, and the reading before the number.
    widest = max((words_width([f"{row.shared:,}"], _size(row.shared)) for row in found), default=0)
    aside = 1.2 * widest / (0.24 * POINTS)
    before = words_width(readings, 10) / POINTS + 0.24 * aside
    room = 0.24 * (across + 1.5)
    width = (
        before
        + 0.1
        + max(room + words_width(people, 10) / POINTS, words_width([caption], 10) / POINTS)
    )
    below = 0.35 * any(row.contested for row in found)
    height = high * max(len(found), 1) + 0.35 + below
    with rc_context(STYLE):
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes(
            (before / width, below / height, room / width, 1 - (0.35 + below) / height)
        )
        high_to_low = (max(len(found), 1) - 0.5, -0.5)
        axes.set(xticks=[], yticks=[], xlim=(-0.7, across + 0.8), ylim=high_to_low)
        for place, row in enumerate(found):
            _draw_dots(axes, place, row, most, DOTS_APART / high)
            _write_number(axes, place, row.shared)
            axes.text(across + 0.8, place, people[place], ha="left", va="center")
            axes.text(-aside - 0.1, place, readings[place], ha="right", va="center")
        axes.text(-aside, -0.55, caption, ha="left", va="bottom")
        axes.spines["bottom"].set_visible(False)
        bare(axes)
        if below:
            _dot_legend(figure, found, "o" if most <= MOST_DOTS else "s")
    return Picture(figure, _alt_answers(found, caption))


def _people_words(people: str) -> str:
    r"""Name people in three lines, each with what is said of it; of more, how many they are.

    >>> named = "Ada of the House on the Quay (contested); Ben; Cem; Dan; Eve; Fay; Guy; Hal"
    >>> print(_people_words(named).replace("\u200e", ""))
    Ada of the House on the
    Q… (contested); Ben;
    Cem; Dan; and 4 more
    """
    found = [one.partition(CONTESTED) for one in people.split("; ")]
    names = labels([name for name, _, _ in found], LONGEST_PERSON)
    named = [name + word for name, (_, word, _) in zip(names, found, strict=True)]
    words = ""
    for shown in range(len(named), 0, -1):
        rest = [f"and {len(named) - shown} more"] if shown < len(named) else []
        words = in_lines("; ".join([*named[:shown], *rest]), 24)
        if most_lines([words]) <= 3:
            break
    return words


CONTESTED = " (contested)"
LONGEST_PERSON = 26


def _dot_legend(figure: Figure, found: Sequence[Any], marker: str) -> None:
    """Say what open dots are, and the full ones beside them."""
    shared: dict[str, Any] = {"markerfacecolor": BLUE, "markeredgecolor": BLUE}
    contested = {"markerfacecolor": "white", "markeredgecolor": ORANGE}
    drawn = {"shared": shared} if any(row.shared for row in found) else {}
    look: dict[str, Any] = {"marker": marker, "markersize": 9, "markeredgewidth": 2, "linewidth": 0}
    keys = [
        Line2D([], [], label=name, **look, **how)
        for name, how in (drawn | {"contested": contested}).items()
    ]
    figure.legend(handles=keys, loc="lower center", ncols=2, frameon=False)


def _alt_answers(found: Sequence[Any], caption: str) -> str:
    parts = [
        f"{row.reading}: {row.shared}"
        + (f", and {row.contested} contested" if row.contested else "")
        for row in found
    ]
    told = f"Number of {caption} under {len(found)} {noun_of(len(found), 'reading')}."
    return f"{told} {'; '.join(parts)}." if parts else told
