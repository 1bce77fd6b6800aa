"""The trail: from sources over claims, ties and people to the overlap of two organizations.

>>> from helpers import load_dataset
>>> drawn = draw_trail(load_dataset(), "taliban", "haqqani-network", Reading())
>>> drawn.alt.partition(". ")[0]
'From left to right: 2 sources, 3 claims, 3 ties, 1 person, the overlap'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.claims import (
    EVER,
    Reading,
    are_met,
    counting,
    in_brackets,
    in_one_period,
    passed_on,
    relays,
)
from helpers.data import Dataset
from helpers.overlap import leaders, lineage, shared_people
from helpers.show.html import count, picture, sentence
from helpers.show.pictures import (
    BLUE,
    GREY,
    LONGEST_LABEL,
    ORANGE,
    POINTS,
    STYLE,
    Picture,
    labels,
    left_out,
    most_lines,
    words_width,
)

MOST_PEOPLE = 8
MOST_CLAIMS = 5
"""Claims of one tie that are drawn."""

MOST_LETTERS = 40
"""Of the words for a role that stand on a claim; where there are more, its id stands alone."""

SIZE = 10
LINE = 1.4 * SIZE
"""Height of a line of text, in points."""

GAP = 34.0
"""Between two columns, in points."""

LONGEST = {"claims": 160}
"""Letters of a column that may have more than others."""

WIDTHS = {"sources": 17, "claims": 18, "ties": 19, "people": 15, "overlap": 12}
"""Letters in a line of each column."""

HEADS = {"ties": "ties (roles)"}
"""What stands above a column, if it is not its name."""

KEYS = 4
"""Entries in a line of the legend."""

STYLES: dict[str, tuple[str, dict[str, Any]]] = {
    "asserts": ("asserts", {"color": BLUE, "linestyle": "-", "linewidth": 1.6}),
    "denies": ("denies", {"color": ORANGE, "linestyle": (0, (1, 1)), "linewidth": 1.8}),
    "contested": ("contested", {"color": ORANGE, "linestyle": (0, (5, 3)), "linewidth": 1.6}),
    "left out": ("left out by this reading", {"color": "#9a9a9a", "linewidth": 0.9}),
}
"""What a line can mean → the word for it, and how it looks: never by its color alone."""

STEM: dict[str, Any] = {"color": GREY, "linestyle": "-", "linewidth": 1.2}

_TIE = ["person", "relation", "organization", "period"]


def trail(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> None:
    """Print the trail of two organizations as a picture, or that there is none.

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
        If `a` or `b` is no organization, they are the same, or the reading does not fit the data.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> trail(load_dataset(MYSTERY), "chess-club", "kite-club")  # in a notebook: the picture
    <IPython.core.display.HTML object>
    """
    claims = _claims(data, a, b, reading)
    if claims.empty:
        sentence("Nobody here is said to lead both, so there is no trail to draw.")
        return
    caption = (
        "From the sources on the left to the number on the right: "
        f"{data.who.name(a)} and {data.who.name(b)}."
    )
    picture(_drawn(data, claims, shared_people(data, a, b, reading)), caption)


def draw_trail(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> Picture:
    """Draw how sources, claims, ties and people lead to the overlap of two organizations.

    All claims are drawn that can give somebody a role in both, at any time and in any wording.
    What the reading leaves out is grey.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    Picture
        The figure, and ``alt``, the words for whoever does not see it. Of many people those
        come first who are shared, then those contested; what is left out is said in the picture.

    Raises
    ------
    ValueError
        If no claim gives anybody a role in both, if `a` or `b` is no organization, if they are
        the same, or if the reading does not fit the data.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> drawn = draw_trail(load_dataset(MYSTERY), "chess-club", "kite-club")
    >>> drawn.alt.rpartition(". ")[2]
    'Overlap: 0 shared, 1 contested.'
    """
    claims = _claims(data, a, b, reading)
    if claims.empty:
        raise ValueError("no claim gives anybody a role in both, so there is no trail to draw")
    return _drawn(data, claims, shared_people(data, a, b, reading))


def _drawn(data: Dataset, claims: pd.DataFrame, people: tuple[list[str], list[str]]) -> Picture:
    """Draw the trail of claims, as `_claims` returns them, to the people shared and contested."""
    shared, contested = people
    fates = dict.fromkeys(shared, "shared") | dict.fromkeys(contested, "contested")
    drawn = _those_drawn(claims, fates)
    number = f"{len(shared)} shared" + (f", {len(contested)} contested" if contested else "")
    columns = _columns(data, drawn, fates, number)
    rest = _left_out(claims, drawn)
    with rc_context(STYLE):
        figure = _draw(columns, rest)
    return Picture(figure, _alt(data, columns, drawn, rest))


# --- what is drawn ----------------------------------------------------------------------------


def _claims(data: Dataset, a: str, b: str, reading: Reading) -> pd.DataFrame:
    """Return all claims that can matter, with what the reading makes of each and of its tie."""
    # Where days are asked for, a denial of another period can meet a role, too.
    any_day = None if reading.at is None else "../.."
    widest = replace(reading, times=EVER, least_certainty=None, at=any_day, together="ignore")
    claims = lineage(data, a, b, widest).claims
    counted = counting(data, claims, reading)
    counts = pd.Series(claims.index.isin(counted.index), index=claims.index)
    met = claims.index.isin(counted.index[are_met(data, counted, _TIE[:3], reading)])
    claims["period"] = in_one_period(data, claims, _TIE[:3], reading, met, counts)
    roles = leaders(data, reading)
    states = dict(zip(roles[_TIE].itertuples(index=False, name=None), roles["state"], strict=True))
    ties = list(claims[_TIE].itertuples(index=False, name=None))
    fates = [states.get(tie, "left out") for tie in ties]
    if reading.denials == "ignore":
        fates = ["stands" if fate == "contested" else fate for fate in fates]
    order = claims["organization"] == b
    return claims.assign(counts=counts, tie=ties, state=fates, side=order)


def _those_drawn(claims: pd.DataFrame, fates: Mapping[str, str]) -> pd.DataFrame:
    """Return the claims to draw, person by person, tie by tie, assertions first."""
    rank = {"shared": 0, "contested": 1}
    people = sorted(
        claims["person"].unique(), key=lambda one: (rank.get(fates.get(one, ""), 2), one)
    )
    place = {person: number for number, person in enumerate(people[:MOST_PEOPLE])}
    drawn = claims[claims["person"].isin(place)]
    drawn = drawn.assign(place=drawn["person"].map(place), denies=drawn["stance"] == "denies")
    order = ["place", "side", "relation", "period", "denies", "counts"]
    drawn = drawn.sort_values(order, ascending=[True, True, True, True, True, False])
    # Of many claims on one tie the first assertions and the first denials.
    number = drawn.groupby(["tie", "denies"], sort=False).cumcount()
    return drawn[number < MOST_CLAIMS]


def _left_out(claims: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """Say how many people and claims are not drawn, if any."""
    people = claims["person"].nunique() - drawn["person"].nunique()
    more = (len(claims) - len(drawn), "claim", "claims")
    return left_out((people, "person", "people"), more, what="not drawn")


class Node(NamedTuple):
    """What stands in a column."""

    words: str
    plain: bool
    """Whether it counts: what does not is grey."""


class Edge(NamedTuple):
    """A line from a node to one in the next column."""

    start: object
    end: object
    style: str


class Columns(NamedTuple):
    """The nodes of each column, by key, and the lines between them."""

    nodes: dict[str, dict[object, Node]]
    edges: list[tuple[str, Edge]]


ORDER = list(WIDTHS)


def _columns(data: Dataset, drawn: pd.DataFrame, fates: Mapping[str, str], number: str) -> Columns:
    found = Columns({column: {} for column in ORDER}, [])
    names, relations = data.who.name, data.who.relations
    for row in drawn.itertuples():
        style = row.stance if row.counts else "left out"
        claim = row.claim_id
        words = _shortly(row.role, claim) + _through(data, row)
        found.nodes["claims"][claim] = Node(words, row.counts)
        known = found.nodes["sources"].get(row.speaker)
        counts = bool(row.counts) or bool(known and known.plain)
        found.nodes["sources"][row.speaker] = Node(data.who.sources[row.speaker], counts)
        found.edges.append(("sources", Edge(row.speaker, claim, style)))
        found.edges.append(("claims", Edge(claim, row.tie, style)))
        found.nodes["people"][row.person] = Node(names(row.person), row.person in fates)
        if row.tie not in found.nodes["ties"]:
            words = f"{relations[row.relation]} {names(row.organization)}{in_brackets(row.period)}"
            fate = {"stands": "asserts", "contested": "contested"}.get(row.state, "left out")
            found.nodes["ties"][row.tie] = Node(words, fate != "left out")
            found.edges.append(("ties", Edge(row.tie, row.person, fate)))
    for person in found.nodes["people"]:
        fate = fates.get(str(person), "left out")
        style = {"shared": "asserts"}.get(fate, fate)
        found.edges.append(("people", Edge(person, number, style)))
    found.nodes["overlap"][number] = Node(number.replace(", ", "\n"), True)
    return found


def _shortly(role: str, claim: str) -> str:
    """The words for the role, if the text has any and they are few, and the id of the claim."""
    return f"“{role}” {claim}" if role and len(role) <= MOST_LETTERS else claim


def _through(data: Dataset, claim: Any) -> str:
    """Say who passes a claim on, besides the authors of documents."""
    who = [data.who.sources[one] for one in relays(claim.via) if one in claim.support]
    return f", through {passed_on(who)}" if who else ""


# --- where it stands --------------------------------------------------------------------------


def _written(columns: Columns) -> dict[str, dict[object, str]]:
    """Return the words of each node in lines; no two of a column become the same."""
    found = {}
    between = dict.fromkeys(ORDER, "") | {"ties": " ("}  # a period stays
    for column, nodes in columns.nodes.items():
        words = [node.words for node in nodes.values()]
        lines = (
            words
            if column == "overlap"
            else labels(words, LONGEST.get(column, LONGEST_LABEL), WIDTHS[column], between[column])
        )
        found[column] = dict(zip(nodes, lines, strict=True))
    return found


def _heights(columns: Columns, written: Mapping[str, Mapping[object, str]]) -> dict[object, float]:
    """Return where each node stands, in points from the top."""
    ends: dict[str, dict[object, list[object]]] = {}
    for column, edge in columns.edges:
        ends.setdefault(column, {}).setdefault(edge.end, []).append(edge.start)
    places: dict[object, float] = {}
    top = 0.0
    for person in columns.nodes["people"]:
        begin = top
        for tie in ends["ties"][person]:
            claims = list(dict.fromkeys(ends["claims"][tie]))
            share = _height(written["ties"][tie]) / len(claims)
            above = top
            for claim in claims:
                step = max(LINE * 1.3, share, _height(written["claims"][claim]))
                places["claims", claim] = top + step / 2
                top += step
            places["ties", tie] = (above + top) / 2
        top = max(top, begin + _height(written["people"][person]))
        places["people", person] = (begin + top) / 2
        top += LINE / 2
    (number,) = columns.nodes["overlap"]
    places["overlap", number] = max(top - LINE / 2, _height(written["overlap"][number])) / 2
    return places | dict(_sources(columns, written, places))


def _height(words: str) -> float:
    return LINE * (most_lines([words]) + 0.6)


def _sources(
    columns: Columns, written: Mapping[str, Mapping[object, str]], places: Mapping[object, float]
) -> Iterator[tuple[object, float]]:
    """Yield the places of the sources: near their claims, each below the one before."""
    near: dict[object, list[float]] = {}
    for column, edge in columns.edges:
        if column == "sources":
            near.setdefault(edge.start, []).append(places["claims", edge.end])
    wanted = sorted(
        (sum(heights) / len(heights), str(source), source) for source, heights in near.items()
    )
    needed = [_height(written["sources"][source]) for _, _, source in wanted]
    total = max(places.values())
    bottom = 0.0
    for number, ((height, _, source), room) in enumerate(zip(wanted, needed, strict=True)):
        below = sum(needed[number:])
        place = min(max(height, bottom + room / 2), max(total + LINE - below, bottom) + room / 2)
        yield ("sources", source), place
        bottom = place + room / 2


# --- drawing ----------------------------------------------------------------------------------


def _draw(columns: Columns, rest: str) -> Figure:
    written = _written(columns)
    heights = _heights(columns, written)
    widths = {
        column: words_width([*words.values(), HEADS.get(column, column)], SIZE)
        for column, words in written.items()
    }
    lefts, width = {}, 0.0
    for column in ORDER:
        lefts[column] = width
        width += widths[column] + GAP
    width -= GAP
    bottom = max(
        heights[column, key] + _height(words) / 2
        for column in ORDER
        for key, words in written[column].items()
    )
    used = [style for style in STYLES if style in {edge.style for _, edge in columns.edges}]
    keyed = used != ["asserts"]  # a legend of assertions alone would say nothing
    kinds = _kinds(columns)
    stems = any(len(several) > 1 for several in kinds.values())
    said_below = keyed * -(-(len(used) + stems) // KEYS) + bool(rest)
    above, below = 2 * LINE, (said_below + 1 if said_below else 0.5) * LINE
    figure = Figure(figsize=(width / POINTS, (bottom + above + below) / POINTS))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(bottom + below, -above)
    axes.axis("off")
    for column in ORDER:
        axes.text(lefts[column], -above / 2, HEADS.get(column, column), weight="bold", va="center")
    _draw_lines(axes, columns, kinds, heights, lefts, written)
    for column, nodes in columns.nodes.items():
        for key, node in nodes.items():
            axes.text(
                lefts[column],
                heights[column, key],
                written[column][key],
                va="center",
                color="black" if node.plain else GREY,
                linespacing=LINE / SIZE / 1.2,
                weight="bold" if column == "overlap" else "normal",
            )
    keys = [Line2D([], [], label=STYLES[style][0], **STYLES[style][1]) for style in used]
    keys += [Line2D([], [], label="lines of several kinds begin together", **STEM)] * bool(stems)
    if keyed:
        axes.legend(
            handles=keys,
            loc="lower left",
            ncols=KEYS,
            frameon=False,
            borderaxespad=0,
            handlelength=2.5,
        )
    if rest:
        axes.text(0, bottom + LINE, rest, va="center", color=GREY, fontsize=9)
    return figure


def _draw_lines(
    axes: Axes,
    columns: Columns,
    kinds: Mapping[tuple[str, object], set[str]],
    heights: Mapping[object, float],
    lefts: Mapping[str, float],
    written: Mapping[str, Mapping[object, str]],
) -> None:
    """Draw each line from the end of its words to the beginning of the next.

    Where lines of several kinds begin together, they have one stem of no kind.
    """
    for column, edge in columns.edges:
        after = ORDER[ORDER.index(column) + 1]
        begin = lefts[column] + words_width([written[column][edge.start]], SIZE) + 4
        end = lefts[after] - 4
        y0, y1 = heights[column, edge.start], heights[after, edge.end]
        turn = max(begin, end - GAP + 8)  # level up to the gap, so that no line crosses words
        style = STYLES[edge.style][1]
        stem = style if len(kinds[column, edge.start]) == 1 else STEM
        axes.plot([begin, turn], [y0, y0], **stem, solid_capstyle="round")
        axes.plot([turn, end], [y0, y1], **style, solid_capstyle="round")


def _kinds(columns: Columns) -> dict[tuple[str, object], set[str]]:
    """The kinds of lines that begin at each node."""
    kinds: dict[tuple[str, object], set[str]] = {}
    for column, edge in columns.edges:
        kinds.setdefault((column, edge.start), set()).add(edge.style)
    return kinds


def _alt(data: Dataset, columns: Columns, drawn: pd.DataFrame, rest: str) -> str:
    """Return the picture in words."""
    counts = [
        count(len(columns.nodes["sources"]), "source"),
        count(len(columns.nodes["claims"]), "claim"),
        count(len(columns.nodes["ties"]), "tie"),
        count(len(columns.nodes["people"]), "person", "people"),
    ]
    parts = [f"From left to right: {', '.join(counts)}, the overlap."]
    for tie, claims in drawn.groupby("tie", sort=False):
        person = data.who.name(tie[0])
        said = []
        for row in claims.itertuples():
            verb = "asserted" if row.stance == "asserts" else "denied"
            who = f"{data.who.said_by[row.speaker]}{_through(data, row)}"
            said.append(f"{row.claim_id}, {verb} by {who}{'' if row.counts else ', left out'}")
        state = "" if claims["state"].iloc[0] in ("stands", "left out") else " (contested)"
        parts.append(f"{person} {columns.nodes['ties'][tie].words}{state}: {'; '.join(said)}.")
    (number,) = columns.nodes["overlap"]
    return " ".join(filter(None, [*parts, rest, f"Overlap: {number}."]))
