"""Pictures of the overlap: who leads what, how far the number moves, on whose word.

>>> from helpers.claims import Reading
>>> from helpers.data import load_dataset
>>> from helpers.overlap import shares_table
>>> shares = shares_table(load_dataset(), "taliban", "haqqani-network", Reading())
>>> draw_shares(shares).alt[:9]
'Bar chart'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.show.pictures import (
    BLUE,
    GREY,
    MOST_BARS,
    ORANGE,
    STYLE,
    Picture,
    bare,
    label,
    whole_numbers,
)

# --- people and organizations -----------------------------------------------------------------

LINES: dict[str, tuple[str, dict[str, Any]]] = {
    "stands": ("unopposed", {"color": BLUE, "linestyle": "solid", "linewidth": 1.8}),
    "contested": ("contested", {"color": ORANGE, "linestyle": "dashed", "linewidth": 1.8}),
    "denied": (
        "denied",
        {"color": ORANGE, "linestyle": "dotted", "linewidth": 1.5, "marker": "x", "markevery": [2]},
    ),
    "inference": ("nobody says it", {"color": GREY, "linestyle": "dotted", "linewidth": 1.8}),
}
MOST_PEOPLE = 40
MOST_VIEWS = 12
MOST_WORDS = 40
"""Lines with words on them; among more nobody could read them.

The text alternative and the tables have them all.
"""


def draw_two_mode(lines: pd.DataFrame, organizations: Sequence[str]) -> Picture:
    """Draw who is said to lead what: people on the left, organizations on the right.

    Parameters
    ----------
    lines : DataFrame
        As `helpers.overlap.lines_table` returns it: ``person``, ``organization``
        (names), ``line`` (stands, contested, inference), ``period``, ``hedged``.
    organizations : sequence of str
        The names to show on the right, from top to bottom, with or without lines.
    """
    people = _in_order(lines, organizations)
    drawn = lines[lines["person"].isin(people)]
    height = 0.36 * max(len(people), len(organizations), 2) + 0.9
    with rc_context(STYLE):
        figure = Figure(figsize=(8, height), layout="constrained")
        axes = figure.subplots()
        _draw_lines(axes, drawn, people, organizations, size=10)
        used = [line for line in LINES if line in set(drawn["line"])]
        keys = [Line2D([], [], label=LINES[line][0], **LINES[line][1]) for line in used]
        figure.legend(handles=keys, loc="outside lower center", ncols=3, frameon=False)
        rest = _left_out_of(lines, people, organizations)
        axes.set_title(rest, fontsize=8, color=GREY)
    return Picture(
        figure,
        "People on the left, organizations on the right. "
        f"{_alt_lines(drawn, organizations)}{rest and f' {rest}'}",
    )


def _left_out_of(lines: pd.DataFrame, people: Sequence[str], organizations: Sequence[str]) -> str:
    """Say how many people and organizations are not drawn, if any."""
    more = [
        (len(set(lines["person"]) - set(people)), "people"),
        (len(set(lines["organization"]) - set(organizations)), "organizations"),
    ]
    words = " and ".join(f"{number} more {noun}" for number, noun in more if number)
    return f"{words} are left out." if words else ""


def _in_order(lines: pd.DataFrame, organizations: Sequence[str]) -> list[str]:
    """People from top to bottom, near their organizations.

    If there are too many, those with most organizations are kept.
    """
    place = {organization: number for number, organization in enumerate(organizations)}
    seen = lines[lines["organization"].isin(place)].drop_duplicates(["person", "organization"])
    places = seen.assign(place=seen["organization"].map(place)).groupby("person")["place"]
    ranked = (
        places.agg(["size", "mean"])
        .reset_index()
        .sort_values(["size", "person"], ascending=[False, True])
    )
    return ranked.head(MOST_PEOPLE).sort_values(["mean", "person"])["person"].to_list()


def _heights(names: Sequence[str], room: int) -> dict[str, float]:
    """Spread names evenly over a column, from the top."""
    step = room / max(len(names), 1)
    return {name: -(number + 0.5) * step for number, name in enumerate(names)}


def _draw_lines(
    axes: Axes, lines: pd.DataFrame, people: Sequence[str], organizations: Sequence[str], size: int
) -> None:
    room = max(len(people), len(organizations), 1)
    left, right = _heights(people, room), _heights(organizations, room)
    beside: dict[tuple[str, str], int] = {}
    for line in lines.itertuples():
        pair = line.person, line.organization
        if line.person in left and line.organization in right:
            aside = 0.2 * beside.setdefault(pair, 0)
            beside[pair] += 1
            start, end = left[line.person] - aside, right[line.organization] - aside
            places = (0, 0.45, 0.55, 1)
            axes.plot(
                places,
                [start + place * (end - start) for place in places],
                zorder=1,
                **LINES[line.line][1],
            )
            if len(lines) <= MOST_WORDS and (words := _line_words(line)):
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
                axes.text(
                    0.25,
                    start + 0.25 * (end - start),
                    words,
                    fontsize=max(size - 2, 7),
                    ha="center",
                    va="center",
                    bbox=box,
                )
    axes.scatter([0] * len(left), list(left.values()), marker="o", s=45, color="black", zorder=2)
    axes.scatter([1] * len(right), list(right.values()), marker="s", s=55, color="black", zorder=2)
    for name, height in left.items():
        axes.text(-0.05, height, label(name), ha="right", va="center", fontsize=size, clip_on=False)
    for name, height in right.items():
        axes.text(1.05, height, label(name), ha="left", va="center", fontsize=size, clip_on=False)
    axes.set_xlim(-1.0, 2.0)
    axes.set_ylim(-room, 0)
    axes.axis("off")


def _line_words(line: Any) -> str:
    """What is said on a line: its time, unless that is now, and whether all who assert it hedge."""
    return ", ".join(
        filter(None, ["" if line.period == "now" else line.period, "hedged" if line.hedged else ""])
    )


def _alt_lines(lines: pd.DataFrame, organizations: Sequence[str]) -> str:
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
        parts.append(f"{organization}: {', '.join(dict.fromkeys(named)) or 'nobody'}")
    return f"{'; '.join(parts)}."


def draw_views(views: Mapping[str, pd.DataFrame], organizations: Sequence[str]) -> Picture:
    """Draw the network as each speaker alone has it, in the same places.

    Whoever says nothing of it is named below.

    Parameters
    ----------
    views : mapping of str to DataFrame
        Name of the speaker → lines, as for `draw_two_mode`.
    organizations : sequence of str
        As for `draw_two_mode`.
    """
    together = pd.concat(views.values(), ignore_index=True)
    people = _in_order(together, organizations)
    drawn = {
        speaker: lines[lines["person"].isin(people) & lines["organization"].isin(organizations)]
        for speaker, lines in views.items()
    }
    speaking = dict(
        [(speaker, lines) for speaker, lines in drawn.items() if len(lines)][:MOST_VIEWS]
    )
    silent = [speaker for speaker, lines in views.items() if lines.empty][:MOST_BARS]
    more = len(views) - len(speaking) - len(silent)
    rest = f"{more} more speakers are left out. " if more else ""
    rest += _left_out_of(together, people, organizations)
    rows = max(-(-len(speaking) // 2), 1)
    height = 0.27 * max(len(people), len(organizations), 2) + 0.5
    with rc_context(STYLE):
        words = 0.25 * (len(silent) + bool(rest)) + 0.6
        figure = Figure(figsize=(9.5, rows * height + words), layout="constrained")
        above, below = figure.subfigures(2, 1, squeeze=False, height_ratios=[rows * height, words])[
            :, 0
        ]
        panels = above.subplots(rows, 2, squeeze=False).ravel()
        for axes, (speaker, lines) in zip(panels, speaking.items(), strict=True):
            axes.set_title(label(speaker), fontsize=9, loc="center")
            _draw_lines(axes, lines, people, organizations, size=7)
        for axes in panels[len(speaking) :]:
            axes.axis("off")
        names = [label(speaker) for speaker in silent] or ["nobody"]
        below.text(
            0.5,
            0.95,
            "\n".join(["Name no leader:", *names, *filter(None, [rest])]),
            ha="center",
            va="top",
            fontsize=9,
            color=GREY,
        )
    parts = [
        f"{speaker}: {_alt_lines(lines, sorted(set(lines['organization'])))}"
        for speaker, lines in speaking.items()
    ]
    return Picture(
        figure,
        f"One small network per speaker. {' '.join(parts)} "
        f"Name no leader: {', '.join(silent) or 'nobody'}.{rest and f' {rest}'}",
    )


# --- numbers and what moves them --------------------------------------------------------------


def draw_range(ranges: pd.DataFrame) -> Picture:
    """Draw the least and the greatest overlap for each way of varying the reading.

    Parameters
    ----------
    ranges : DataFrame
        As `helpers.overlap.range_table` returns it: ``varied``, ``low``, ``high``.
    """
    with rc_context(STYLE):
        figure = Figure(figsize=(7, 0.45 * len(ranges) + 1), layout="constrained")
        axes = figure.subplots()
        for place, row in enumerate(ranges.itertuples()):
            if pd.isna(row.low):
                axes.text(
                    0, place, "not worked out: too much to try", va="center", fontsize=8, color=GREY
                )
                continue
            axes.plot([row.low, row.high], [place, place], color=BLUE, linewidth=3, zorder=1)
            axes.scatter(
                [row.low],
                [place],
                marker="o",
                s=70,
                facecolor="white",
                edgecolor=BLUE,
                linewidth=2,
                zorder=2,
            )
            axes.scatter(
                [row.high],
                [place],
                marker="o",
                s=70 if row.low != row.high else 25,
                color=BLUE,
                zorder=3,
            )
        axes.set_yticks(range(len(ranges)), [label(name) for name in ranges["varied"]])
        axes.set_ylim(len(ranges) - 0.4, -0.6)
        axes.set_xlim(-0.3, max([*ranges["high"].dropna(), 1]) + 0.3)
        whole_numbers(axes)
        axes.grid(axis="x", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel("shared leaders: least (open circle) and most (filled)")
        bare(axes)
    parts = [
        f"{row.varied}: {'not worked out' if pd.isna(row.low) else f'{row.low} to {row.high}'}"
        for row in ranges.itertuples()
    ]
    return Picture(
        figure, f"Range of the number of shared leaders over readings. {'; '.join(parts)}."
    )


def draw_shares(shares: pd.DataFrame) -> Picture:
    """Draw how much of the result rests on each source.

    Parameters
    ----------
    shares : DataFrame
        ``source`` (name) and one column of shares for each result, certain or possible.
    """
    results = [column for column in ("certain", "possible") if column in shares]
    styles: dict[str, dict[str, Any]] = {
        "certain": {"color": BLUE, "edgecolor": BLUE},
        "possible": {"color": "white", "edgecolor": ORANGE, "hatch": "////"},
    }
    with rc_context(STYLE):
        figure = Figure(figsize=(7, 0.5 * max(len(shares), 1) + 1.2), layout="constrained")
        axes = figure.subplots()
        thick = 0.7 / max(len(results), 1)
        for number, result in enumerate(results):
            places = [
                place + (number - (len(results) - 1) / 2) * thick for place in range(len(shares))
            ]
            axes.barh(places, shares[result], height=thick, label=result, **styles[result])
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_yticks(range(len(shares)), [label(name) for name in shares["source"]])
        axes.set_ylim(max(len(shares), 1) - 0.4, -0.6)
        axes.set_xlabel("share of the result")
        figure.legend(loc="outside lower center", ncols=2, frameon=False)
        bare(axes)
    parts = [
        f"{row['source']}: {', '.join(f'{row[r]:.2f} {r}' for r in results)}"
        for row in shares.to_dict("records")
    ]
    return Picture(
        figure, f"Bar chart of the share of each source in the result. {'; '.join(parts)}."
    )


def draw_answers(answers: pd.DataFrame, caption: str = "shared leaders") -> Picture:
    """Draw how many leaders two organizations share under each of several readings.

    Parameters
    ----------
    answers : DataFrame
        As `helpers.overlap.answers_table` returns it: ``reading``, ``shared``,
        ``contested``, ``people``.
    caption : str
        The words below the axis.
    """
    most = max([*(answers["shared"] + answers["contested"]), 1])
    with rc_context(STYLE):
        figure = Figure(figsize=(5.8, 0.62 * len(answers) + 0.7), layout="constrained")
        axes = figure.subplots()
        for place, row in enumerate(answers.itertuples()):
            axes.scatter(
                range(1, row.shared + 1), [place] * row.shared, marker="o", s=130, color=BLUE
            )
            contested = range(row.shared + 1, row.shared + row.contested + 1)
            axes.scatter(
                contested,
                [place] * row.contested,
                marker="o",
                s=130,
                facecolor="white",
                edgecolor=ORANGE,
                linewidth=2,
            )
            axes.text(
                0, place, str(row.shared), fontsize=20, fontweight="bold", ha="center", va="center"
            )
            axes.text(
                row.shared + row.contested + 0.35,
                place,
                fill(label(row.people), 22),
                ha="left",
                va="center",
            )
        axes.set_yticks(
            range(len(answers)), [fill(label(reading, 90), 34) for reading in answers["reading"]]
        )
        axes.set_ylim(len(answers) - 0.4, -0.6)
        axes.set_xlim(-0.5, most + 2)
        axes.set_xticks([])
        axes.set_xlabel(caption)
        axes.spines["bottom"].set_visible(False)
        bare(axes)
    parts = [
        f"{row.reading}: {row.shared}"
        + (f", and {row.contested} contested" if row.contested else "")
        for row in answers.itertuples()
    ]
    return Picture(
        figure, f"Number of {caption} under {len(answers)} readings. {'; '.join(parts)}."
    )
