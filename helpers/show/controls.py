"""The panel "Whom do you believe?": controls, and the overlap that follows them.

In a running notebook it works with every choice. For a page without one,
`panel_copy` works out the answers beforehand.

>>> from helpers.data import load_dataset
>>> print(chosen_reading(load_dataset(), ["us-government"], denials="veto").denials)
veto
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from math import prod
from typing import Any, NamedTuple

import pandas as pd

from helpers.claims import (
    DENIALS,
    EVER,
    NOW,
    Reading,
    all_aloud,
    is_last_word,
    is_supported,
    primaries,
    without,
)
from helpers.codebook import date_words, is_edtf
from helpers.data import Dataset
from helpers.overlap import (
    answer,
    lineage,
    lines_table,
    organization_names,
    overlap_codings,
    overlap_over_time,
    shared_people,
)
from helpers.show.html import (
    MOST_ROWS,
    count,
    markup,
    picture_page,
    result_page,
    table_page,
    without_blank_quotes,
)
from helpers.show.overlap_pictures import draw_two_mode

WORDINGS = [("any", "possible"), ("at least probable", "probable"), ("plain only", "unstated")]

MOST_READINGS = 256
"""More than these are not worked out beforehand."""


class Live:
    """The panel, as a running notebook shows it, and as a page without one does."""

    def __init__(self, controls: Any, copy: str) -> None:
        self.controls, self.copy = controls, copy

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {**self.controls._repr_mimebundle_(), "text/html": self.copy}


def panel(data: Dataset, a: str, b: str) -> Live:
    """Return a panel of controls, "Whom do you believe?", with the overlap beside them.

    The overlap follows every click.

    Sources stand under those for whom they speak. The reading is read off the
    controls by `chosen_reading`; what is shown is `panel_page` of it. Where no
    notebook is running, `panel_copy` stands in its place.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.

    Returns
    -------
    Live
        What a notebook shows; ``copy`` is the HTML for a page where no notebook is running.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization.

    Examples
    --------
    >>> from helpers.convert import from_table
    >>> table = pd.DataFrame({"who": ["Ada", "Ada"], "club": ["Kites", "Chess"]})
    >>> data = from_table(table, person="who", organization="club", relation="leads")
    >>> page = panel(data, "chess", "kites").copy
    >>> "Chess and Kites share 1 leader: Ada" in page, "Whom do you believe?" in page
    (True, True)
    """
    import ipywidgets as widgets

    depths = data.who.tree
    names = data.who.sources
    sources = {
        source: widgets.Checkbox(
            True,
            description=names[source],
            indent=False,
            layout={"margin": f"0 0 0 {24 * depth}px", "width": "auto"},
        )
        for source, depth in depths.items()
    }
    times = {
        time: widgets.Checkbox(time in NOW, description=time, indent=False)
        for time in ("current", "unspecified", "former", "future")
    }
    further: dict[str, Any] = {
        field: widgets.Dropdown(options=options, description=words)
        for field, (words, options) in _menus(data, a, b).items()
    }
    further["inferences"] = widgets.Checkbox(
        False, description="count readers' conclusions, too", indent=False
    )
    if data.dated:
        further["at"] = widgets.Text(
            placeholder="1908, 1908-05 or 1905/1907", description="held in", continuous_update=False
        )
    page = widgets.HTML()

    def follow(_: object = None) -> None:
        choices = {name: control.value for name, control in further.items()}
        choices["at"] = choices.get("at") or None
        admitted = [time for time, box in times.items() if box.value]
        unticked = [source for source, box in sources.items() if not box.value]
        try:
            reading = chosen_reading(data, unticked, times=admitted, **choices)
        except ValueError as error:  # no date is written there
            page.value = markup("<p>{0}</p>", error)
        else:
            page.value = panel_page(data, a, b, reading)

    for control in [*sources.values(), *times.values(), *further.values()]:
        control.observe(follow, names="value")
    follow()
    whom = [widgets.HTML("<strong>Whom do you believe?</strong>"), *sources.values()]
    what = [
        widgets.HTML("<strong>And what?</strong>"),
        *further.values(),
        widgets.HTML("<strong>Which times?</strong>"),
        *times.values(),
    ]
    page.layout = widgets.Layout(flex="1 1 0", min_width="0", padding="0 0 0 16px")
    box = widgets.HBox(
        [widgets.VBox([*what, *whom], layout={"flex": "0 0 auto", "width": "340px"}), page]
    )
    return Live(box, panel_copy(data, a, b))


def _menus(data: Dataset, a: str, b: str) -> dict[str, tuple[str, Sequence[Any]]]:
    """The fields of a reading with a menu in the panel → the words for it, and for its values."""
    menus: dict[str, tuple[str, Sequence[Any]]] = {
        "denials": ("denials", DENIALS),
        "least_certainty": ("wording", WORDINGS),
    }
    if data.dated:
        menus["together"] = ("both roles", [*CONTROLS["together"][1].items()])
    if len(codings := _codings(data, a, b)) > 1:
        menus["alternatives"] = ("coding", [*codings.items()])
    if _is_taken_back(data):
        menus["changes"] = ("taken back", [*CONTROLS["changes"][1].items()])
    return menus


def panel_page(data: Dataset, a: str, b: str, reading: Reading) -> str:
    """Return what the panel shows: sentence, trail and picture, or why there is none."""
    try:
        lines = lines_table(data, reading)
        drawn = draw_two_mode(lines, organization_names(data, a, b, lines))
        return result_page(data, a, b, reading) + picture_page(
            drawn, "Who leads what under this reading."
        )
    except ValueError as error:
        return markup("<p>{0}</p>", error)


def chosen_reading(data: Dataset, unticked: Iterable[str], **choices: Any) -> Reading:
    """Return the reading that the panel's controls describe.

    Who speaks for an unticked source falls with it.
    """
    reading, unticked = Reading(**choices), tuple(unticked)
    return without(data, reading, *unticked) if unticked else reading


# --- a page without a running notebook --------------------------------------------------------

CONTROLS: dict[str, tuple[str, dict[str, Any]]] = {
    "denials": (
        "Denials",
        {"leave a tie unresolved": "unresolved", "are ignored": "ignore", "remove a tie": "veto"},
    ),
    "alternatives": ("Coding", {"as it is": frozenset()}),
    "times": ("Times", {"the present": NOW, "all times": EVER}),
    "together": (
        "Both roles",
        {
            "possibly held on one day": "possible",
            "certainly held on one day": "certain",
            "held at any time": "ignore",
        },
    ),
    "at": ("Roles held", {"at any time that is admitted": None}),
    "inferences": (
        "Readers' conclusions",
        {"do not count": False, "count": True},
    ),
    "changes": (
        "What a source later takes back",
        {"stands beside its last word": "all", "does not count": "latest"},
    ),
}
"""Field of a reading → the words for it, and those for its values.

The first value is that of the default reading. Other codings are a dataset's own: see `offer`.
"""

MOST_DAYS, LEAST_DAYS = 5, 2
"""Choices of days, of those on which the overlap changes; "any" is one of them."""

MOST_CODINGS = 3
"""Other codings that can be chosen."""


class Offer(NamedTuple):
    """What a page without a running notebook lets its reader choose."""

    sources: tuple[str, ...]
    """Those whose word can matter, in the order of the table."""
    controls: Mapping[str, tuple[str, Mapping[str, Any]]]
    """Some of `CONTROLS`."""
    idle: tuple[str, ...] = ()
    """The words for those left out, because no choice changes who is shared or contested."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a reading that can be chosen."""
        return tuple(self.controls)

    def choices(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Yield every combination.

        That is which sources are ticked (1 or 0), and the number of each field's value.
        """
        values = [range(len(options)) for _, options in self.controls.values()]
        for ticked in product((1, 0), repeat=len(self.sources)):
            yield from ((ticked, chosen) for chosen in product(*values))

    def reading(self, data: Dataset, ticked: Sequence[int], chosen: Sequence[int]) -> Reading:
        """Return the reading of one combination."""
        values = {
            field: list(self.controls[field][1].values())[number]
            for field, number in zip(self.fields, chosen, strict=True)
        }
        return chosen_reading(
            data,
            [source for source, tick in zip(self.sources, ticked, strict=True) if not tick],
            **values,
        )

    def size(self) -> int:
        """How many combinations there are."""
        return 2 ** len(self.sources) * prod(len(options) for _, options in self.controls.values())

    def claims(self, data: Dataset, a: str, b: str) -> pd.DataFrame:
        """Return the claims that can matter under one choice or another."""
        widest: dict[str, Any] = {
            "times": EVER,
            "inferences": True,
            "together": "ignore",
            "at": "../..",
        }
        widest = {field: value for field, value in widest.items() if field in self.fields}
        codings = self.controls.get("alternatives", CONTROLS["alternatives"])[1].values()
        found = [
            lineage(data, a, b, Reading(**widest, alternatives=coding)).claims for coding in codings
        ]
        return pd.concat(found).drop_duplicates("claim_id")


def offer(data: Dataset, a: str, b: str) -> Offer:
    """Return the most that a page can offer within `MOST_READINGS`.

    Where even the least is beyond it, that is the least. Of other codings those are
    offered that change the default answer. A control that never changes the number is left out.
    """
    codings = dict(list(_codings(data, a, b).items())[: 1 + MOST_CODINGS])
    days = {**CONTROLS["at"][1], **_telling_days(data, a, b)}
    controls = CONTROLS | {"alternatives": ("Coding", codings), "at": (CONTROLS["at"][0], days)}
    if len(codings) == 1:
        del controls["alternatives"]
    if len(days) == 1:
        del controls["together"], controls["at"]
    unsaid = data.who.inferences
    if not unsaid:
        del controls["inferences"]
    if not _is_taken_back(data):
        del controls["changes"]
    while True:
        found = Offer((), dict(controls))
        matter = set().union(*found.claims(data, a, b)["support"]) - unsaid
        table = data["sources"]["source_id"]
        found = found._replace(sources=tuple(source for source in table if source in matter))
        if found.size() <= MOST_READINGS:
            return _without_idle(data, a, b, found)
        if not controls:
            return found
        if len(days) > LEAST_DAYS:
            days.popitem()
        else:
            controls.popitem()


def _codings(data: Dataset, a: str, b: str) -> dict[str, frozenset[str]]:
    """The other codings that change the default answer, in words, after those as they are."""
    changing = overlap_codings(data, a, b, Reading())["coding"].tolist()[1:]
    return {"as it is": frozenset()} | {
        f"{coding} instead of {primaries(data)[coding]}": frozenset([coding]) for coding in changing
    }


def _is_taken_back(data: Dataset) -> bool:
    """Tell whether a source later takes back what it says."""
    return not is_last_word(data, data["claims"], Reading(changes="latest")).all()


def _without_idle(data: Dataset, a: str, b: str, offered: Offer) -> Offer:
    """Leave out the controls whose choice never changes who is shared or contested."""
    idle = _idle(data, a, b, offered)
    kept = {field: one for field, one in offered.controls.items() if field not in idle}
    words = tuple(offered.controls[field][0] for field in idle)
    return offered._replace(controls=kept, idle=words)


def _telling_days(data: Dataset, a: str, b: str) -> dict[str, str]:
    """Days on which the overlap changes, in words and in EDTF; none where no role has a date."""
    if not data.dated:
        return {}
    steps = overlap_over_time(data, a, b)
    begins = [day for day in steps["start"] if is_edtf(day)]  # none before -9999 or after 9999 is
    step = max(1, -(-len(begins) // (MOST_DAYS - 1)))
    return {date_words(day): day for day in begins[::step]}


def panel_copy(data: Dataset, a: str, b: str) -> str:
    """Return a panel that needs no running notebook.

    Every answer that it can give is worked out beforehand.

    The HTML holds the controls, hidden until ``panel.js`` shows them, the answer
    to the default reading with its claims, which can be read without any script,
    and the answers to all combinations as data.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.

    Returns
    -------
    str
        HTML. Where more than `MOST_READINGS` readings would be needed, a sentence
        that says so.
    """
    offered = offer(data, a, b)
    if offered.size() > MOST_READINGS:
        return markup(
            "<p>{0} matter here, which makes {1} readings; "
            "more than {2} are not worked out beforehand. "
            "If you run this page yourself (make lab), you have every choice.</p>",
            count(len(offered.sources), "source"),
            offered.size(),
            MOST_READINGS,
        )
    claims = offered.claims(data, a, b)
    shown = claims["claim_id"].head(MOST_ROWS).tolist()
    supports = cache(lambda reading: _supports_that_matter(data, a, b, shown, reading))
    known = {}
    for ticked, chosen in offered.choices():
        reading = offered.reading(data, ticked, chosen)
        mattering = supports(replace(reading, believed=None))
        counted = [one for one, support in mattering if is_supported(data, support, reading)]
        known[" ".join(map(str, ticked + chosen))] = answer(data, a, b, reading), counted
    first, counting = next(iter(known.values()))
    idle = f"Not shown, because they never change the number: {'; '.join(offered.idle)}. "
    note = markup(
        "<p><small>{0}{1} are worked out beforehand. "
        "If you run this page yourself (make lab), you have every choice, also of certainty."
        "</small></p>",
        idle if offered.idle else "",
        count(len(known), "reading"),
    )
    stored = json.dumps(known, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f'<div class="panel">{_form(data, offered)}'
        f"{markup('<p><output><strong>{0}</strong></output></p>', first)}"
        f"{_claims_page(data, claims, counting)}"
        f"{note}"
        f'<script type="application/json">{stored}</script></div>'
    )


def _supports_that_matter(
    data: Dataset, a: str, b: str, shown: Sequence[str], reading: Reading
) -> list[tuple[str, frozenset[str]]]:
    """Those of some claims that can matter under a reading, each with whom it needs."""
    claims = lineage(data, a, b, reading).claims
    supports = dict(zip(claims["claim_id"], claims["support"], strict=True))
    return [(claim, supports[claim]) for claim in shown if claim in supports]


def _idle(data: Dataset, a: str, b: str, offered: Offer) -> list[str]:
    """The fields whose choice never changes who is shared or contested."""
    found = {
        (ticked, chosen): shared_people(data, a, b, offered.reading(data, ticked, chosen))
        for ticked, chosen in offered.choices()
    }
    idle = []
    for place, field in enumerate(offered.controls):
        others = defaultdict(list)
        for (ticked, chosen), people in found.items():
            others[ticked, chosen[:place], chosen[place + 1 :]].append(people)
        if all(people == group[0] for group in others.values() for people in group):
            idle.append(field)
    return idle


def _form(data: Dataset, offered: Offer) -> str:
    names = data.who.sources
    ticks = "".join(
        markup('<label><input type="checkbox" checked> {0}</label>', names[source])
        for source in offered.sources
    )
    menus = "".join(_menu(*control) for control in offered.controls.values())
    ticks = ticks or "<p>Nobody says what could be believed or not.</p>"
    whom = f"<fieldset><legend>Whom do you believe?</legend>{ticks}</fieldset>"
    return f"<form hidden>{whom}{menus}</form>"


def _menu(words: str, values: Mapping[str, object]) -> str:
    options = "".join(
        markup('<option value="{0}">{1}</option>', number, value)
        for number, value in enumerate(values)
    )
    return markup("<label>{0} ", words) + f"<select>{options}</select></label>"


def _claims_page(data: Dataset, claims: pd.DataFrame, counting: Sequence[str]) -> str:
    ids, counted = claims["claim_id"].tolist(), set(counting)
    aloud = all_aloud(data, ids[:MOST_ROWS])  # no more are shown
    frame = pd.DataFrame(
        {
            "claim": ids,
            "in_words": aloud + [""] * (len(ids) - len(aloud)),
            "quote": claims["quote"].tolist(),
            "counts": ["yes" if claim in counted else "no" for claim in ids],
        }
    )
    return table_page(
        without_blank_quotes(frame),
        "Each row is a claim, or a reader's conclusion, that counts for some choice. "
        "Counts: the answer above uses it.",
    )
