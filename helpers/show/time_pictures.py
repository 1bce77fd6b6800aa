"""Pictures of when: who held which role from when to when, and the overlap over time.

>>> from helpers.data import MYSTERY, load_dataset
>>> from helpers.claims import Reading
>>> clubs = load_dataset(MYSTERY)
>>> draw_tenures(clubs, "chess-club", "kite-club", Reading()).alt.partition(".")[0]
'A bar for each role of 2 people'
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from helpers.claims import EVER, Reading
from helpers.codebook import date_words, day_number, listed, noun_of
from helpers.data import Dataset
from helpers.overlap import common_spells, overlap_over_time, tenures
from helpers.show.html import picture, sentence
from helpers.show.pictures import (
    BLUE,
    GREY,
    STYLE,
    Picture,
    WithYear,
    bare,
    in_lines,
    labels,
    left_out,
    lined,
    most_lines,
)

MOST_DRAWN = 40
"""Roles that are drawn. The tables have them all."""

PALE = "#9CC9E6"
COMMON = "#F2F2F2"

_KINDS: list[tuple[str, dict[str, Any]]] = [
    ("certainly held", {"facecolor": BLUE, "edgecolor": BLUE}),
    ("possibly held", {"facecolor": PALE, "edgecolor": BLUE, "hatch": "////"}),
    ("both possibly held", {"facecolor": COMMON, "edgecolor": GREY}),
]


def when(data: Dataset, a: str, b: str, reading: Reading) -> None:
    """Show when those who ever led both of two organizations did so, or say that nobody says.

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
        If `a` or `b` is no organization, or they are the same.

    Examples
    --------
    >>> from helpers import load_dataset
    >>> data = load_dataset()
    >>> when(data, "taliban", "haqqani-network", Reading())  # in a notebook: nobody says when
    <IPython.core.display.HTML object>
    """
    found = tenures(data, a, b, reading)
    if found.empty:
        sentence("Nobody is said to lead both, at any time.")
    elif (found[["earliest", "latest"]] == "").all(axis=None):
        people = listed(found["person"].unique().tolist())
        sentence(
            "{}: nobody gives a date on which a role began or ended. So the data cannot show "
            "whether both roles were held at one time.",
            people,
        )
    else:
        picture(draw_tenures(data, a, b, reading), "Each bar is one role, as somebody dates it.")
        steps = overlap_over_time(data, a, b, reading)
        caption = "How many leaders the two share on each day."
        picture(draw_over_time(steps), caption)


def draw_tenures(data: Dataset, a: str, b: str, reading: Reading) -> Picture:
    """Draw when those who ever led both of two organizations held each role.

    A bar is solid where the role must have been held and hatched where it may have been; an arrow
    goes on where nobody says when it ended. The days that two roles may have in common are shaded.
    Who denies a role stands below its name.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe; as for `helpers.overlap.tenures`, times and days do not matter.
        Of many roles, those of people who may have led both on one day come first.

    Returns
    -------
    Picture
    """
    found = tenures(data, a, b, reading)
    found = found.assign(relation=found["relation"].map(data.who.relations))
    ever = replace(reading, times=EVER, together="possible", at=None)
    common = common_spells(data, a, b, ever)
    shared_first = ~found["person"].isin(common["person"])
    ranked = found.assign(later=shared_first).sort_values("later", kind="stable")
    drawn = ranked.head(MOST_DRAWN).reset_index(drop=True)
    rest = left_out((len(found) - len(drawn), "role", "roles"))
    window = _window(drawn)
    words = _role_words(drawn)
    with rc_context(STYLE):
        height = 0.2 * most_lines(words) + 0.22
        figure = Figure(figsize=(8, height * max(len(drawn), 1) + 1.2), layout="constrained")
        axes = figure.subplots()
        _shade(axes, drawn, common, window)
        for place, role in enumerate(drawn.itertuples()):
            _draw_role(axes, place, role, window)
        axes.set_yticks(range(len(drawn)), words)
        axes.set_ylim(len(drawn) - 0.4, -0.6)
        _date_axis(axes, window)
        axes.tick_params(axis="y", pad=9)  # for the arrows
        patches = [Patch(**how, label=name) for name, how in _kinds_drawn(drawn, common)]
        if patches:
            figure.legend(handles=patches, loc="outside lower center", ncols=3, frameon=False)
        if rest:
            axes.set_title(rest, fontsize=9, color=GREY)
    return Picture(figure, _alt_tenures(drawn, common, rest))


def _kinds_drawn(roles: pd.DataFrame, common: pd.DataFrame) -> list[tuple[str, dict[str, Any]]]:
    """The kinds of bars that are drawn, and that no other bar covers whole."""
    dated = roles[(roles[["earliest", "latest"]] != "").any(axis=1)]
    sure = dated["surely_from"] != ""
    ends = (("earliest", "surely_from"), ("latest", "surely_to"))
    unsure = [dated[outer] != dated[inner] for outer, inner in ends]
    both = common["person"].isin(roles["person"])
    used = sure.any(), (~sure | unsure[0] | unsure[1]).any(), both.any()
    return [kind for kind, one in zip(_KINDS, used, strict=True) if one]


_Window = tuple[float, float]


def _window(roles: pd.DataFrame) -> _Window:
    """The first and the last day to show, with some room."""
    columns = roles[["earliest", "latest", "surely_from", "surely_to"]].to_numpy().ravel()
    days = [_place(day) for day in columns if day]
    if not days:
        return 0.0, 1.0
    margin = max((max(days) - min(days)) / 12, 30)
    return min(days) - margin, max(days) + margin


def _span(earliest: str, latest: str, window: _Window) -> _Window:
    """Where a bar begins and ends: whole days, open ends at the edge of the picture."""
    first = _place(earliest) if earliest else window[0]
    last = _place(latest) + 1 if latest else window[1]
    return first, last


def _place(day: str) -> float:
    """Where a day stands, as Matplotlib counts days, also those before the year 1."""
    year, month, number = day.rsplit("-", 2)
    return float(day_number(int(year), int(month), int(number)) - _DAY_0)


_DAY_0 = date(1970, 1, 1).toordinal()


def _draw_role(axes: Axes, place: int, role: Any, window: _Window) -> None:
    if not (role.earliest or role.latest):
        axes.plot(window, (place, place), color=GREY, linestyle="dotted", linewidth=1.2)
        axes.text(sum(window) / 2, place, _when(role), ha="center", **_IN_WHITE)
    else:
        first, last = _span(role.earliest, role.latest, window)
        _bar(axes, place, first, last, _KINDS[1][1])
        if role.surely_from:
            _bar(axes, place, *_span(role.surely_from, role.surely_to, window), _KINDS[0][1])
        if not role.latest:
            axes.plot(window[1], place, marker=">", color=BLUE, clip_on=False)
        if not role.earliest:
            axes.plot(window[0], place, marker="<", color=BLUE, clip_on=False)


def _when(role: Any) -> str:
    """In words when a role was held of which no day can be drawn: of any, or too far away."""
    if {role.start, role.end} <= {"", ".."}:
        return "nobody says when"
    return date_words(role.start if role.start == role.end else f"{role.start}/{role.end}")


def _role_words(roles: pd.DataFrame) -> list[str]:
    """Who holds which role, and on a line of its own who denies it."""
    three = roles["person"].str.cat(roles[["relation", "organization"]], sep=BETWEEN)
    cut = labels(three, LONGEST_ROLE, between=BETWEEN)
    names = [in_lines(words.replace(BETWEEN, " "), 34) for words in cut]
    denied = labels([f"denied by {name}" for name in roles["denied_by"]], 90, 34)
    return [
        f"{name}\n{words}" if by else name
        for name, words, by in zip(names, denied, roles["denied_by"], strict=True)
    ]


BETWEEN = " · "
"""Between the three names of a role until each is cut."""

LONGEST_ROLE = 84
"""Letters of a person, a relation and an organization."""

_IN_WHITE: dict[str, Any] = {
    "va": "center",
    "fontsize": 9,
    "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1},
}


def _bar(axes: Axes, place: int, first: float, last: float, how: dict[str, Any]) -> None:
    axes.barh(place, last - first, left=first, height=0.5, linewidth=0.8, zorder=2, **how)


def _shade(axes: Axes, roles: pd.DataFrame, common: pd.DataFrame, window: _Window) -> None:
    """The days in common, behind all roles of the person."""
    for spell in common.itertuples():
        places = roles.index[roles["person"] == spell.person]
        for place in places:
            first, last = _span(spell.earliest, spell.latest, window)
            axes.barh(place, last - first, left=first, height=1, zorder=0, **_KINDS[2][1])


_ZEROS = ["", "%Y", "%b\n%Y", "%b-%d", "%H:%M", "%H:%M"]
"""How the first of a year, of a month, of a day is written: a month among days has its year."""


def _date_axis(axes: Axes, window: _Window) -> None:
    if _place("0001-01-01") <= window[0] and window[1] <= _place("9999-12-31"):
        locator = AutoDateLocator(minticks=3, maxticks=7)
        axes.xaxis.set_major_locator(locator)
        shown = WithYear(locator, zero_formats=_ZEROS, show_offset=False)
        axes.xaxis.set_major_formatter(shown)
    else:
        _year_axis(axes, window)
    axes.set_xlim(window)
    lined(axes)
    bare(axes)


def _year_axis(axes: Axes, window: _Window) -> None:
    """Years alone, where Matplotlib has no calendar: before the year 1 and after 9999."""
    ends = [1 + (place + _DAY_0) / _DAYS_OF_YEAR for place in window]
    years = [int(year) for year in MaxNLocator(6, integer=True).tick_values(*ends)]
    places = [(year - 1) * _DAYS_OF_YEAR - _DAY_0 for year in years]
    axes.set_xticks(places, [f"{'-' * (year < 0)}{abs(year):04d}" for year in years])


_DAYS_OF_YEAR = 365.2425


def _alt_tenures(roles: pd.DataFrame, common: pd.DataFrame, rest: str) -> str:
    people = roles["person"].nunique()
    parts = []
    for role in roles.itertuples():
        held = role.earliest or role.latest
        when = f"{role.earliest or '…'} to {role.latest or '…'}" if held else _when(role)
        denied = f", denied by {role.denied_by}" if role.denied_by else ""
        parts.append(f"{role.person} {role.relation} {role.organization}: {when}{denied}")
    both = [f"{one.person} may have led both {one.words}" for one in common.itertuples()]
    told = [f"{part}." for part in [*parts, *both]]
    begin = f"A bar for each role of {people} {noun_of(people, 'person', 'people')}."
    return " ".join(filter(None, [begin, *told, rest]))


def draw_over_time(steps: pd.DataFrame) -> Picture:
    """Draw how many leaders two organizations shared at each time, as steps.

    Parameters
    ----------
    steps : DataFrame
        As `helpers.overlap.overlap_over_time` returns it.

    Returns
    -------
    Picture
        Solid: those certainly shared; hatched: those possibly shared.
    """
    with rc_context(STYLE):
        figure, axes = _draw_steps(steps)
        if axes.get_legend_handles_labels()[1]:
            figure.legend(loc="outside lower center", ncols=2, frameon=False)
    return Picture(figure, _alt_over_time(steps))


def _draw_steps(
    steps: pd.DataFrame, names: tuple[str, str] = ("possibly", "certainly")
) -> tuple[Figure, Axes]:
    inner = [day for day in steps["start"] if day]
    days = [_place(day) for day in inner]
    margin = max((max(days) - min(days)) / 12, 30) if days else 1
    edges = [min(days, default=0) - margin, *days, max(days, default=0) + margin]
    figure = Figure(figsize=(8, 2.6), layout="constrained")
    axes = figure.subplots()
    possible: dict[str, Any] = {"facecolor": PALE, "edgecolor": BLUE, "hatch": "////"}
    more, some = (steps["possible"] > steps["certain"]).any(), (steps["certain"] > 0).any()
    axes.stairs(steps["possible"], edges, fill=True, label=names[0] * bool(more), **possible)
    axes.stairs(steps["certain"], edges, fill=True, label=names[1] * bool(some), color=BLUE)
    axes.set_ylim(0, max(steps["possible"].max(), 1) + 0.3)
    axes.set_ylabel("shared leaders")
    axes.locator_params(axis="y", integer=True)
    _date_axis(axes, (edges[0], edges[-1]))
    axes.spines["left"].set_visible(True)
    return figure, axes


MOST_MOVERS = 12
"""Days that are named in the picture of what was known."""


def draw_as_known(known: pd.DataFrame) -> Picture:
    """Draw how many leaders two organizations were known to share, as texts came out.

    Parameters
    ----------
    known : DataFrame
        As `helpers.overlap.overlap_as_known` returns it.

    Returns
    -------
    Picture
        Steps, as those of `draw_over_time`. A number above marks a day that moved the overlap;
        below stands which text did.

    Examples
    --------
    >>> from helpers import load_dataset
    >>> from helpers.data import ARTICLE
    >>> from helpers.overlap import overlap_as_known
    >>> papers = load_dataset(ARTICLE.with_name("harbour-papers"))
    >>> drawn = draw_as_known(overlap_as_known(papers, "harbour-watch", "lamp-office"))
    >>> drawn.alt.rpartition(" Moved by: ")[2].split("; ")[:2]
    ['1909-03-05: newspaper', '1909-04-10: report']
    """
    steps = pd.DataFrame(
        {
            "start": ["", *known["known_by"]],
            "end": [*known["known_by"], ""],
            "certain": [0, *known["certain"]],
            "possible": [0, *known["possible"]],
        }
    )
    moving = known[known["moved_by"] != ""]
    moved = moving.head(MOST_MOVERS)
    more = (len(moving) - len(moved), "day", "days")
    rest = list(filter(None, [left_out(more, what="left to the table")]))
    names = [f"{n} {one}" for n, one in enumerate(labels(moved["moved_by"], 70), start=1)]
    with rc_context(STYLE):
        figure, axes = _draw_steps(steps, ("contested", "certain"))
        figure.set_figheight(2.8 + 0.19 * most_lines(["\n".join([*names, *rest])]))
        axes.set_ylim(0, axes.get_ylim()[1] + 0.4)
        for days, numbers in _close_days(moved["known_by"], axes.get_xlim()):
            for day in days:
                axes.axvline(day, color=GREY, linewidth=0.8, linestyle="dotted")
            axes.text(days[0], axes.get_ylim()[1], numbers, ha="center", va="bottom", fontsize=9)
        if axes.get_legend_handles_labels()[1]:
            figure.legend(loc="outside upper right", ncols=2, frameon=False)
        axes.set_xlabel("\n".join([*names, *rest]), fontsize=9, ha="left", x=0)
    told = [f"{row.known_by}: {row.moved_by}" for row in moved.itertuples()]
    moved_by = f"Moved by: {'; '.join(told) or 'nothing'}."
    return Picture(figure, " ".join([_alt_over_time(steps), moved_by, *rest]))


def _close_days(days: pd.Series, window: _Window) -> list[tuple[list[float], str]]:
    """Days with their numbers; those too close to be told apart have one label."""
    groups: list[tuple[list[float], list[int]]] = []
    for number, day in enumerate(days, start=1):
        place = _place(day)
        if groups and place - groups[-1][0][0] < (window[1] - window[0]) / 40:
            groups[-1][0].append(place)
            groups[-1][1].append(number)
        else:
            groups.append(([place], [number]))
    return [(places, ", ".join(map(str, numbers))) for places, numbers in groups]


MOST_STEPS_TOLD = 20


def _alt_over_time(steps: pd.DataFrame) -> str:
    parts = [
        f"from {step.start or 'the beginning'} to {step.end or 'the end'}: "
        f"{step.certain} certainly, {step.possible} possibly"
        for step in steps.head(MOST_STEPS_TOLD).itertuples()
    ]
    more = len(steps) - len(parts)
    rest = left_out((more, "step", "steps"), what="left to the table")
    return f"Shared leaders over time. {'; '.join(parts)}.{rest and f' {rest}'}"
