"""Pictures of conflicts: stances, signed ties, hypotheses and the point of break-even.

>>> import pandas as pd
>>> words = {"proposition": "A leads B", "speaker": "Ada", "stance": "denies", "hedge": "perhaps"}
>>> said = pd.DataFrame([words])
>>> draw_stances(said).alt
'Grid of 1 proposition and 1 speaker. A leads B: Ada denies (hedged). All other cells: not stated.'
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from helpers.codebook import noun_of
from helpers.conflicts import Frustration, break_even
from helpers.show.pictures import (
    BLUE,
    GREY,
    ORANGE,
    POINTS,
    STYLE,
    WIDEST,
    Picture,
    bare,
    label,
    labels,
    left_out,
    lined,
    most_lines,
    whole_numbers,
    words_width,
)

MOST_PROPOSITIONS, MOST_SPEAKERS, MOST_GROUPS = 30, 8, 16

BAND = "#f3eadf"
"""Behind what is both asserted and denied."""

MARKS = {
    "asserts": {"marker": "o", "color": BLUE},
    "denies": {"marker": "X", "color": ORANGE},
}

SIGNS: dict[str, dict[str, Any]] = {
    "positive": {"color": BLUE, "linestyle": "solid", "linewidth": 2},
    "negative": {"color": ORANGE, "linestyle": "dashed", "linewidth": 2},
    "ambivalent": {"color": "black", "linestyle": "dashdot", "linewidth": 2},
    "contested": {"color": GREY, "linestyle": "dotted", "linewidth": 2},
}

CAMPS: tuple[dict[str, Any], dict[str, Any]] = (
    {"marker": "o", "color": "black", "markersize": 9},
    {"marker": "s", "markerfacecolor": "white", "markeredgecolor": "black", "markersize": 9},
)
NO_CAMP: dict[str, Any] = {"marker": "o", "color": GREY, "markersize": 5}
UNFIT: dict[str, Any] = {"marker": "X", "color": "black", "markersize": 10}


def draw_stances(said: pd.DataFrame) -> Picture:
    """Draw who asserts and who denies what: a disc asserts, a cross denies, an open mark is hedged.

    Parameters
    ----------
    said : DataFrame
        As `helpers.conflicts.stances` returns it. Of many speakers the 8 are drawn who speak
        of most propositions, and of many propositions the 30 of which most of these speak;
        the busiest come first, and the picture says how many are left out. A cell is blank
        where nothing is stated.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.conflicts import stances
    >>> data = load_dataset(MYSTERY)
    >>> drawn = draw_stances(stances(data, ["barnaby-rook", "kite-club"]))
    >>> for words in drawn.alt.split(". "):
    ...     print(words)
    Grid of 1 proposition and 1 speaker
    Barnaby Rook → sits on the committee of → Kite Club: Salma Bahri asserts
    All other cells: not stated.
    """
    rows, columns = _propositions_and_speakers(said)
    drawn = said[said["proposition"].isin(rows) & said["speaker"].isin(columns)]
    rest = left_out(
        (said["proposition"].nunique() - len(rows), "proposition", "propositions"),
        (said["speaker"].nunique() - len(columns), "speaker", "speakers"),
    )
    cells: dict[tuple[int, int], list[Any]] = {}
    for row in drawn.drop_duplicates(["proposition", "speaker", "stance", "hedge"]).itertuples():
        cells.setdefault((rows.index(row.proposition), columns.index(row.speaker)), []).append(row)
    stances = drawn.groupby("proposition")["stance"].nunique()
    both = [number for number, proposition in enumerate(rows) if stances[proposition] > 1]
    sides, heads, wide = _side_and_head_labels(rows, columns)
    with rc_context(STYLE):
        step = max(0.42, 0.16 * most_lines(sides) + 0.08)
        figure = Figure(
            figsize=(
                max(wide / POINTS, 7),
                step * len(rows) + 0.16 * most_lines(heads) + 1.1,
            ),
            layout="constrained",
        )
        axes = figure.subplots()
        for place, marks in cells.items():
            _draw_cell(axes, *place, marks)
        for number in both:
            axes.axhspan(number - 0.5, number + 0.5, color=BAND, zorder=0, linewidth=0)
        axes.set_yticks(range(len(rows)), sides, fontsize=9)
        axes.set_xticks(range(len(columns)), heads, fontsize=9)
        axes.xaxis.tick_top()
        axes.tick_params(axis="x", length=0)
        axes.set_xlim(-0.6, max(len(columns), 1) - 0.4)
        axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)
        lined(axes, "both")
        axes.spines["bottom"].set_visible(False)
        bare(axes)
        axes.set_title(rest, fontsize=9, color=GREY)
        keys = _stance_keys(drawn, bool(both))
        figure.legend(handles=keys, loc="outside lower center", ncols=3, frameon=False)
    return Picture(figure, _alt_stances(drawn, rows, columns, rest))


def _side_and_head_labels(
    rows: Sequence[str], columns: Sequence[str]
) -> tuple[list[str], list[str], float]:
    """Name rows and columns in lines so short that the grid fits, if any do; and its width."""
    for side, head in LINES_OF_LETTERS:
        sides, heads = labels(rows, 90, side, " → "), labels(columns, width=head)
        each = max(4 * head, words_width(heads, 9) + 10)
        wide = words_width(sides, 9) + each * len(columns) + 0.4 * POINTS
        if wide <= WIDEST:
            break
    return sides, heads, wide


LINES_OF_LETTERS = ((46, 17), (40, 15), (34, 13), (30, 11), (26, 9))
"""Letters in a line beside a row and above a column, from wide to narrow."""


def _propositions_and_speakers(said: pd.DataFrame) -> tuple[list[str], list[str]]:
    """What to draw of many: those who say most, and that of which most of them speak."""
    most = _busiest(said, "speaker", "proposition")[:MOST_SPEAKERS]
    spoken = said[said["speaker"].isin(most)]
    often = _busiest(spoken, "proposition", "speaker")[:MOST_PROPOSITIONS]
    return often, _busiest(spoken[spoken["proposition"].isin(often)], "speaker", "proposition")


def _busiest(said: pd.DataFrame, by: str, of: str) -> list[str]:
    """Those with most different others first; of equals, the first to appear."""
    counted = said.groupby(by, sort=False)[of].nunique()
    return list(counted.sort_values(ascending=False, kind="stable").index)


def _draw_cell(axes: Axes, row: int, column: int, said: Sequence[Any]) -> None:
    """One speaker on one proposition: a mark for each stance."""
    for number, claim in enumerate(said):
        style, place = MARKS[claim.stance], column + 0.18 * (number - (len(said) - 1) / 2)
        axes.scatter(
            [place],
            [row],
            marker=style["marker"],
            s=90,
            edgecolor=style["color"],
            facecolor="white" if claim.hedge else style["color"],
            linewidth=1.6,
        )


def _stance_keys(drawn: pd.DataFrame, both: bool) -> list[Artist]:
    """What the marks mean that are drawn."""
    met = {(row.stance, bool(row.hedge)) for row in drawn.itertuples()}
    keys: list[Artist] = [
        Line2D(
            [],
            [],
            linestyle="none",
            markersize=9,
            marker=style["marker"],
            markeredgecolor=style["color"],
            markerfacecolor=fill or style["color"],
            label=stance + words,
        )
        for stance, style in MARKS.items()
        for fill, words in (("", ""), ("white", ", hedged"))
        if (stance, bool(fill)) in met
    ]
    keys += [Patch(color=BAND, label="asserted and denied")] if both else []
    return [*keys, Line2D([], [], linestyle="none", label="empty: not stated")]


def _alt_stances(
    drawn: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], rest: str
) -> str:
    parts = []
    for proposition in rows:
        own = drawn[drawn["proposition"] == proposition]
        stances = [
            f"{row.speaker} {row.stance}{' (hedged)' if row.hedge else ''}"
            for row in own.itertuples()
        ]
        parts.append(f"{proposition}: {', '.join(dict.fromkeys(stances))}")
    size = (
        f"{len(rows)} {noun_of(len(rows), 'proposition')} "
        f"and {len(columns)} {noun_of(len(columns), 'speaker')}"
    )
    told = [f"{'; '.join(parts)}. All other cells: not stated."] if parts else []
    return " ".join(filter(None, [f"Grid of {size}.", *told, rest]))


def draw_signed(
    views: Mapping[str, tuple[pd.DataFrame, Frustration]], names: Mapping[str, str]
) -> Picture:
    """Draw signed networks side by side, each group in the same place.

    Discs are one camp and squares the other, of the first best division. What does not fit
    is marked. Of many groups the 16 with most ties are drawn; the picture says how many are
    left out.

    Parameters
    ----------
    views : mapping of str to tuple
        Title → what `helpers.conflicts.signed_ties` and `helpers.conflicts.frustration` return.
    names : mapping of str to str
        Group (id) → name.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.conflicts import frustration, signed_ties
    >>> data = load_dataset(MYSTERY)
    >>> signed = signed_ties(data).head(3)
    >>> drawn = draw_signed({"As coded": (signed, frustration(signed))}, data.who.entities)
    >>> for words in drawn.alt.split("; "):
    ...     print(words)
    Signed network, As coded: Chess Club and Kite Club: positive, and contested: part_of
    Brass Band and Chess Club: contested
    Brass Band and Kite Club: negative. Frustration 0.
    """
    groups, rest = _groups_to_draw([signed for signed, _ in views.values()])
    words = labels([names.get(group, group) for group in groups], 48, 18)
    titles = [
        f"{textwrap.fill(title, 44)}\nfrustration {f.index}" for title, (_, f) in views.items()
    ]
    ring = _Ring(groups, words)
    across = 2 if len(views) > 1 and 2 * ring.width <= WIDEST else 1
    down = -(-max(len(views), 1) // across)
    keys = _sign_keys(views)
    above, below = 13.0 * most_lines(titles) + 10, 14.0 + 16 * (-(-len(keys) // 3) + bool(rest))
    width, height = across * ring.width, down * (ring.height + above) + below
    with rc_context(STYLE):
        figure = Figure(figsize=(width / POINTS, height / POINTS))
        for number, (title, (signed, found)) in enumerate(zip(titles, views.values(), strict=True)):
            left = number % across * ring.width
            bottom = below + (down - 1 - number // across) * (ring.height + above)
            place = left / width, bottom / height, ring.width / width, ring.height / height
            axes = figure.add_axes(place)
            ring.draw(axes, signed, found)
            axes.set_title(title, fontsize=9)
        figure.text(0.5, 0, rest, fontsize=9, color=GREY, ha="center", va="bottom")
        figure.legend(
            handles=keys,
            loc="lower center",
            bbox_to_anchor=(0.5, 16 * bool(rest) / height),
            ncols=3,
            frameon=False,
        )
    told = [_alt_signed(title, signed, found, names) for title, (signed, found) in views.items()]
    return Picture(figure, " ".join(filter(None, [*told, rest])))


def _groups_to_draw(several: Sequence[pd.DataFrame]) -> tuple[list[str], str]:
    """The groups with most ties, in order of appearance; and how many are left out."""
    ends = [
        group
        for signed in several
        for pair in zip(signed["group_a"], signed["group_b"], strict=True)
        for group in pair
    ]
    most = {group for group, _ in Counter(ends).most_common(MOST_GROUPS)}
    more = (len(set(ends) - most), "group", "groups")
    rest = left_out(more, what="left out of the picture")
    return [group for group in dict.fromkeys(ends) if group in most], rest


def _sign_keys(views: Mapping[str, tuple[pd.DataFrame, Frustration]]) -> list[Line2D]:
    used = {sign for signed, _ in views.values() for sign in signed["sign"]}
    used |= {"contested" for signed, _ in views.values() if (signed["contested"] != "").any()}
    keys = [Line2D([], [], label=sign, **SIGNS[sign]) for sign in SIGNS if sign in used]
    marks = {"one camp": CAMPS[0], "the other camp": CAMPS[1]}
    if any(len(found.ties) for _, found in views.values()):
        marks["does not fit"] = UNFIT
    return keys + [Line2D([], [], ls="none", label=words, **mark) for words, mark in marks.items()]


class _Ring:
    """Groups on a ring, with names outside of it: one below the other, as high as the highest.

    All places are in points.
    """

    def __init__(self, groups: Sequence[str], words: Sequence[str]) -> None:
        self.words = dict(zip(groups, words, strict=True))
        aside = words_width(words, 9) + 16
        half = -(-len(groups) // 2)
        self.height = max(half * (12.0 * most_lines(words) + 10), 170)
        self.width = max(2 * aside + 200, 300)
        self.places: dict[str, tuple[float, float]] = {}
        for side, names in ((1, groups[:half]), (-1, groups[half:][::-1])):
            for number, name in enumerate(names):
                y = 1 - (2 * number + 1) / len(names)
                x = side * 100 * (0.4 + 0.6 * (1 - y * y) ** 0.5)
                self.places[name] = self.width / 2 + x, self.height / 2 * (1 + y)

    def draw(self, axes: Axes, signed: pd.DataFrame, found: Frustration) -> None:
        """Draw the ties between the groups of the ring, and all the groups."""
        axes.axis("off")
        axes.set_xlim(0, self.width)
        axes.set_ylim(0, self.height)
        unfit = set(zip(found.ties["group_a"], found.ties["group_b"], strict=True))
        for tie in signed.itertuples():
            if tie.group_a in self.places and tie.group_b in self.places:
                self._draw_tie(axes, tie, (tie.group_a, tie.group_b) in unfit)
        camps = zip(CAMPS, found.camps, strict=True)
        marks = {group: mark for mark, camp in camps for group in camp}
        for group, (x, y) in self.places.items():
            right = x > self.width / 2
            axes.plot([x], [y], linestyle="none", zorder=2, **marks.get(group, NO_CAMP))
            axes.text(
                x + (10 if right else -10),
                y,
                self.words[group],
                ha="left" if right else "right",
                va="center",
                fontsize=9,
            )

    def _draw_tie(self, axes: Axes, tie: Any, unfit: bool) -> None:
        (x0, y0), (x1, y1) = self.places[tie.group_a], self.places[tie.group_b]
        axes.plot([x0, x1], [y0, y1], zorder=1, **SIGNS[tie.sign])
        if tie.contested and tie.sign != "contested":
            long = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1)
            over, up = 7 * (y0 - y1) / long, 7 * (x1 - x0) / long
            inward = (self.width - x0 - x1) * over + (self.height - y0 - y1) * up
            if inward < 0:  # toward the middle, where no names stand
                over, up = -over, -up
            axes.plot([x0 + over, x1 + over], [y0 + up, y1 + up], zorder=1, **SIGNS["contested"])
        if unfit:  # not in the middle, where others cross
            x, y = 0.6 * x0 + 0.4 * x1, 0.6 * y0 + 0.4 * y1
            axes.plot([x], [y], linestyle="none", zorder=3, **UNFIT)


def _alt_signed(
    title: str, signed: pd.DataFrame, found: Frustration, names: Mapping[str, str]
) -> str:
    unfit = set(zip(found.ties["group_a"], found.ties["group_b"], strict=False))
    parts = [
        f"{names.get(tie.group_a, tie.group_a)} and {names.get(tie.group_b, tie.group_b)}: "
        + tie.sign
        + (f", and contested: {tie.contested}" if tie.contested and tie.sign != "contested" else "")
        + (", does not fit" if (tie.group_a, tie.group_b) in unfit else "")
        for tie in signed.itertuples()
    ]
    return f"Signed network, {title}: {'; '.join(parts) or 'no ties'}. Frustration {found.index}."


def draw_standings(standings: Iterable[pd.DataFrame]) -> Picture:
    """Draw how many claims speak against each hypothesis, by rater.

    A line shows the range that arguable ratings leave.

    Parameters
    ----------
    standings : iterable of DataFrame
        One for each rater, as `helpers.conflicts.standings_table` returns it. The first 4
        are drawn; the picture says how many are left out.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.conflicts import questions, standings_table
    >>> data = load_dataset(MYSTERY)
    >>> standings = standings_table(data, questions(data)[0]).head(1)
    >>> print(draw_standings([standings]).alt.partition(". ")[2])
    rater-1, “Captain Rook sits on both committees, alone or with others.”: 1, from 0 to 4.
    """
    tables = list(standings)
    hypotheses = list(tables[0]["hypothesis"]) if tables else []
    statement = (
        dict(zip(tables[0]["hypothesis"], tables[0]["statement"], strict=False)) if tables else {}
    )
    markers, colours = "osD^", (BLUE, ORANGE, "black", GREY)
    raters = labels([table["rater"].iloc[0] for table in tables], 34)
    sides = labels([statement[h] for h in hypotheses], 120, 44)
    rest = left_out((max(len(tables) - len(markers), 0), "rater", "raters"))
    with rc_context(STYLE):
        wide = max(8.5, words_width(sides, 10) / POINTS + 4)
        figure = Figure(figsize=(wide, 0.75 * len(hypotheses) + 1.6), layout="constrained")
        axes = figure.subplots()
        for number, table in enumerate(tables[: len(markers)]):
            aside = 0.22 * (number - (min(len(tables), len(markers)) - 1) / 2)
            places = table["hypothesis"].map(hypotheses.index) + aside
            how = {"marker": markers[number], "color": colours[number], "label": raters[number]}
            _draw_rater(axes, table, places, how)
        axes.set_yticks(range(len(hypotheses)), sides, fontsize=10)
        axes.set_ylim(len(hypotheses) - 0.4, -0.6)
        axes.set_xlabel(
            "claims against the hypothesis\n(line: fewest and most, if arguable ratings change)"
        )
        axes.set_title(rest, fontsize=9, color=GREY)
        whole_numbers(axes)
        lined(axes)
        if tables:
            figure.legend(loc="outside lower center", ncols=2, frameon=False)
        bare(axes)
    parts = [
        f"{row.rater}, “{row.statement}”: "
        + (f"{row.inconsistent}, from {row.least} to {row.most}" if rated else "not rated")
        for table in tables
        for row, rated in zip(table.itertuples(), _is_rated(table), strict=True)
    ]
    told = f"Claims that speak against each hypothesis. {'; '.join(parts) or 'Nobody rates any'}."
    return Picture(figure, f"{told} In the picture, {rest}" if rest else told)


def _draw_rater(axes: Axes, table: pd.DataFrame, places: pd.Series, how: Mapping[str, Any]) -> None:
    """Draw one rater's marks and lines; or say in a row that nothing is rated."""
    rated = _is_rated(table)
    own = table[rated]
    axes.hlines(places[rated], own["least"], own["most"], color=how["color"], linewidth=2)
    axes.scatter(own["inconsistent"], places[rated], s=60, zorder=2, **how)
    beside: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "color": GREY}
    words = f"{label(table['rater'].iloc[0], 16)}: not rated"
    for place in places[~rated]:
        axes.text(0.01, place, words, va="center", fontsize=9, **beside)


def _is_rated(table: pd.DataFrame) -> pd.Series:
    """Tell of each hypothesis whether the rater rated any claim for it."""
    ratings = ["inconsistent", "consistent", "neutral", "not_applicable"]
    return table[ratings].sum(axis=1) > 0


def draw_break_even(most: int = 3, example: tuple[int, float] = (2, 0.5)) -> Picture:
    """Draw how far one who denies must be believed to weigh as much as those who assert.

    Parameters
    ----------
    most : int
        The most who assert; a curve for each number from one.
    example : tuple of int and float
        How many assert, and how far each of them is believed, from 0 to 1: the point that is
        marked.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Raises
    ------
    ValueError
        If the example is on no curve.

    Examples
    --------
    >>> draw_break_even(2).alt.partition("must be believed: ")[2]
    '1 assert: 0.5; 2 assert: 0.75.'
    """
    number, given = example
    if not 1 <= number <= most:
        raise ValueError(f"{number} assert in the example, and the curves go from 1 to {most}.")
    even = break_even(number, 1, given)
    believed = [step / 100 for step in range(101)]
    with rc_context(STYLE):
        figure = Figure(figsize=(7, 4.4), layout="constrained")
        axes = figure.subplots()
        for n in range(1, most + 1):
            marked = n == number
            colour = BLUE if marked else GREY
            axes.plot(
                believed,
                [break_even(n, 1, p) for p in believed],
                color=colour,
                linestyle="solid" if marked else "dashed",
                linewidth=2.2 if marked else 1.2,
            )
            axes.text(
                0.25,
                break_even(n, 1, 0.25),
                f"{n} assert{'s' * (n == 1)}",
                fontsize=9,
                ha="center",
                va="center",
                color=colour,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
        axes.plot([given, given, 0], [0, even, even], color="black", linewidth=0.9, linestyle=":")
        axes.plot([given], [even], color=BLUE, marker="o", markersize=9)
        axes.set_xlabel("how far you believe each of those who assert")
        axes.set_ylabel("how far you must believe\nthe one who denies")
        quarters = [0, 0.25, 0.5, 0.75, 1]
        axes.set_xticks(sorted({*quarters, given}))
        axes.set_yticks(quarters)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.02)
        axes.spines[["top", "right"]].set_visible(False)
    parts = [f"{n} assert: {break_even(n, 1, given):.2g}" for n in range(1, most + 1)]
    return Picture(
        figure,
        f"Curves that rise from 0 to 1. If each who asserts is believed {given:g}, "
        f"one who denies must be believed: {'; '.join(parts)}.",
    )
