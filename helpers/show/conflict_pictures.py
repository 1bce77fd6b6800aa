"""Pictures of conflicts: stances, signed ties, hypotheses and the point of break-even.

>>> import pandas as pd
>>> words = {"proposition": "A leads B", "speaker": "Ada", "stance": "denies", "hedge": "perhaps"}
>>> said = pd.DataFrame([words])
>>> draw_stances(said).alt
'Grid of 1 proposition and 1 speaker. A leads B: Ada denies (hedged). All other cells: not stated.'
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.conflicts import Frustration, break_even
from helpers.show.pictures import (
    BLUE,
    GREY,
    ORANGE,
    STYLE,
    Picture,
    bare,
    labels,
    most_lines,
    whole_numbers,
    words_width,
)

MOST_PROPOSITIONS, MOST_SPEAKERS = 30, 8

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
    rest = _left_out(
        said["proposition"].nunique() - len(rows), said["speaker"].nunique() - len(columns)
    )
    cells: dict[tuple[int, int], list[Any]] = {}
    for row in drawn.drop_duplicates(["proposition", "speaker", "stance", "hedge"]).itertuples():
        cells.setdefault((rows.index(row.proposition), columns.index(row.speaker)), []).append(row)
    sides, heads = labels(rows, 90, 46), labels(columns, width=17)
    with rc_context(STYLE):
        step = max(0.42, 0.16 * most_lines(sides) + 0.08)
        wide = max(0.95, (words_width(heads, 9) + 10) / 72)
        figure = Figure(
            figsize=(
                max(words_width(sides, 9) / 72 + wide * len(columns) + 0.4, 7),
                step * len(rows) + 0.16 * most_lines(heads) + 1.1,
            ),
            layout="constrained",
        )
        axes = figure.subplots()
        for place, marks in cells.items():
            _draw_cell(axes, *place, marks)
        axes.set_yticks(range(len(rows)), sides, fontsize=9)
        axes.set_xticks(range(len(columns)), heads, fontsize=9)
        axes.xaxis.tick_top()
        axes.tick_params(axis="x", length=0)
        axes.set_xlim(-0.6, max(len(columns), 1) - 0.4)
        axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)
        axes.grid(color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines["bottom"].set_visible(False)
        bare(axes)
        axes.set_title(rest, fontsize=9, color=GREY)
        figure.legend(handles=_stance_keys(), loc="outside lower center", ncols=3, frameon=False)
    return Picture(figure, _alt_stances(drawn, rows, columns, rest))


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


def _left_out(propositions: int, speakers: int) -> str:
    if not propositions and not speakers:
        return ""
    more = [(propositions, "proposition"), (speakers, "speaker")]
    words = [f"{number} more {noun}{'s' * (number > 1)}" for number, noun in more if number]
    return f"{' and '.join(words)} {'is' if propositions + speakers == 1 else 'are'} left out."


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


def _stance_keys() -> list[Line2D]:
    return [
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
    ] + [Line2D([], [], linestyle="none", label="empty: not stated")]


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
        f"{len(rows)} proposition{'s' if len(rows) != 1 else ''} "
        f"and {len(columns)} speaker{'s' if len(columns) != 1 else ''}"
    )
    return f"Grid of {size}. {'; '.join(parts)}. All other cells: not stated.{rest and f' {rest}'}"


def draw_signed(
    views: Mapping[str, tuple[pd.DataFrame, Frustration]], names: Mapping[str, str]
) -> Picture:
    """Draw signed networks side by side, each group in the same place.

    A tie that does not fit is marked.

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
    groups = list(
        dict.fromkeys(
            group
            for signed, _ in views.values()
            for pair in zip(signed["group_a"], signed["group_b"], strict=False)
            for group in pair
        )
    )
    places = nx.circular_layout(groups) if groups else {}
    with rc_context(STYLE):
        figure = Figure(figsize=(9, 4.1 * -(-max(len(views), 1) // 2)), layout="constrained")
        panels = figure.subplots(-(-max(len(views), 1) // 2), 2, squeeze=False).ravel()
        for axes, (title, (signed, found)) in zip(panels, views.items(), strict=False):
            _draw_network(axes, signed, found, places, names)
            axes.set_title(f"{textwrap.fill(title, 50)}\nfrustration {found.index}", fontsize=9)
        for axes in panels:
            axes.axis("off")
        used = {sign for signed, _ in views.values() for sign in signed["sign"]}
        used |= {"contested" for signed, _ in views.values() if (signed["contested"] != "").any()}
        keys = [Line2D([], [], label=sign, **SIGNS[sign]) for sign in SIGNS if sign in used]
        keys.append(
            Line2D(
                [],
                [],
                linestyle="none",
                marker="D",
                color="black",
                markersize=7,
                label="does not fit two camps",
            )
        )
        figure.legend(handles=keys, loc="outside lower center", ncols=len(keys), frameon=False)
    return Picture(
        figure,
        " ".join(
            _alt_signed(title, signed, found, names) for title, (signed, found) in views.items()
        ),
    )


def _draw_network(
    axes: Axes,
    signed: pd.DataFrame,
    found: Frustration,
    places: Mapping[str, Any],
    names: Mapping[str, str],
) -> None:
    unfit = set(zip(found.ties["group_a"], found.ties["group_b"], strict=False))
    for tie in signed.itertuples():
        (x0, y0), (x1, y1) = places[tie.group_a], places[tie.group_b]
        axes.plot([x0, x1], [y0, y1], zorder=1, **SIGNS[tie.sign])
        if tie.contested and tie.sign != "contested":
            aside = 0.05 * (y0 - y1), 0.05 * (x1 - x0)
            axes.plot(
                [x0 + aside[0], x1 + aside[0]],
                [y0 + aside[1], y1 + aside[1]],
                zorder=1,
                **SIGNS["contested"],
            )
        if (tie.group_a, tie.group_b) in unfit:
            axes.scatter(
                [(x0 + x1) / 2], [(y0 + y1) / 2], marker="D", s=60, color="black", zorder=3
            )
    words = labels([names.get(group, group) for group in places], 48, 18)
    for (x, y), name in zip(places.values(), words, strict=True):
        axes.scatter([x], [y], s=70, color="black", zorder=2)
        axes.text(
            x * 1.14,
            y * 1.14,
            name,
            ha="left" if x > 0.1 else "right" if x < -0.1 else "center",
            va="center",
            fontsize=8,
            clip_on=False,
        )
    axes.set_xlim(-1.9, 1.9)
    axes.set_ylim(-1.35, 1.35)


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
        One for each rater, as `helpers.conflicts.standings_table` returns it.

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
    with rc_context(STYLE):
        figure = Figure(figsize=(8.5, 0.75 * len(hypotheses) + 1.4), layout="constrained")
        axes = figure.subplots()
        for number, table in enumerate(tables[: len(markers)]):
            aside = 0.22 * (number - (min(len(tables), len(markers)) - 1) / 2)
            places = [hypotheses.index(row) + aside for row in table["hypothesis"]]
            axes.hlines(places, table["least"], table["most"], color=colours[number], linewidth=2)
            axes.scatter(
                table["inconsistent"],
                places,
                marker=markers[number],
                s=60,
                color=colours[number],
                zorder=2,
                label=table["rater"].iloc[0],
            )
        axes.set_yticks(
            range(len(hypotheses)),
            labels([statement[h] for h in hypotheses], 120, 44),
            fontsize=9,
        )
        axes.set_ylim(len(hypotheses) - 0.4, -0.6)
        axes.set_xlabel(
            "claims that speak against it (mark), "
            "and from least to most if arguable ratings go either way (line)"
        )
        whole_numbers(axes)
        axes.grid(axis="x", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        if tables:
            figure.legend(loc="outside lower center", ncols=len(tables), frameon=False)
        bare(axes)
    parts = [
        f"{row.rater}, “{row.statement}”: {row.inconsistent}, from {row.least} to {row.most}"
        for table in tables
        for row in table.itertuples()
    ]
    return Picture(figure, f"Claims that speak against each hypothesis. {'; '.join(parts)}.")


def draw_break_even(most: int = 3) -> Picture:
    """Draw, for one to some on either side, how far those who deny must be believed to be even.

    Parameters
    ----------
    most : int
        The most who assert, and the most who deny.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it.

    Examples
    --------
    >>> print(draw_break_even(1).alt.partition(". ")[2])
    If each who asserts is believed with one half, each who denies must be with: 1 against 1: 0.50.
    """
    pairs = {n / m: (n, m) for m in range(most, 0, -1) for n in range(most, 0, -1)}
    believed = [step / 100 for step in range(101)]
    styles = ("solid", "dashed", "dashdot", "dotted")
    with rc_context(STYLE):
        figure = Figure(figsize=(7, 5.2), layout="constrained")
        axes = figure.subplots()
        for number, (_, (n, m)) in enumerate(sorted(pairs.items(), reverse=True)):
            colour = BLUE if n > m else ORANGE if n < m else "black"
            axes.plot(
                believed,
                [break_even(n, m, p) for p in believed],
                color=colour,
                linestyle=styles[number % len(styles)],
                linewidth=1.6,
            )
            words = f"{n} assert{'s' if n == 1 else ''}, {m} den{'ies' if m == 1 else 'y'}"
            axes.text(
                0.5,
                break_even(n, m, 0.5),
                words,
                fontsize=8,
                ha="center",
                va="center",
                color=colour,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
        axes.set_xlabel("how far each who asserts is believed")
        axes.set_ylabel("how far each who denies must be believed to be even")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.spines[["top", "right"]].set_visible(False)
    parts = [f"{n} against {m}: {break_even(n, m, 0.5):.2f}" for _, (n, m) in sorted(pairs.items())]
    return Picture(
        figure,
        "Curves of break-even. If each who asserts is believed with one half, "
        f"each who denies must be with: {'; '.join(parts)}.",
    )
