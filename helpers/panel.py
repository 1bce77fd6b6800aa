"""The panel "Whom do you believe?": controls, and the overlap that follows them.

>>> from helpers.dataset import load_dataset
>>> print(chosen_reading(load_dataset(), ["us-government"], denials="veto").denials)
veto
"""

from __future__ import annotations

from collections.abc import Iterable

from helpers import answers
from helpers.dataset import Dataset
from helpers.figures import draw_two_mode
from helpers.names import source_names
from helpers.readings import DENIALS, NOW, Reading, without
from helpers.show import markup, picture_page, result_page
from helpers.sources import source_tree

__all__ = ["chosen_reading", "panel", "panel_page"]

WORDINGS = [("any", "possible"), ("at least probable", "probable"), ("plain only", "unstated")]


def panel(data: Dataset, a: str, b: str):
    """Return a panel of controls, "Whom do you believe?", with the overlap beside them, which follows every click.

    Sources stand under those for whom they speak. The reading is read off the
    controls by `chosen_reading`; what is shown is `panel_page` of it.
    """
    import ipywidgets as widgets

    depths = source_tree(data)
    names = source_names(data)
    sources = {
        source: widgets.Checkbox(True, description=names[source], indent=False, layout={"margin": f"0 0 0 {24 * depth}px", "width": "auto"})
        for source, depth in depths.items()
    }
    times = {time: widgets.Checkbox(time in NOW, description=time, indent=False) for time in ("current", "unspecified", "former", "future")}
    further = {
        "denials": widgets.Dropdown(options=DENIALS, description="denials"),
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
    whom = [widgets.HTML("<strong>Whom do you believe?</strong>"), *sources.values()]
    what = [widgets.HTML("<strong>And what?</strong>"), *further.values(), widgets.HTML("<strong>Which times?</strong>"), *times.values()]
    page.layout = widgets.Layout(flex="1 1 0", min_width="0", padding="0 0 0 16px")
    return widgets.HBox([widgets.VBox([*what, *whom], layout={"flex": "0 0 auto", "width": "340px"}), page])


def panel_page(data: Dataset, a: str, b: str, reading: Reading) -> str:
    """Return what the panel shows for a reading: sentence, trail and picture, or why there is none."""
    try:
        lines = answers.lines_table(data, reading)
        drawn = draw_two_mode(lines, answers.organization_names(data, a, b, lines))
        return result_page(data, a, b, reading) + picture_page(drawn, "Who leads what under this reading.")
    except ValueError as error:
        return markup("<p>{0}</p>", error)


def chosen_reading(data: Dataset, unticked: Iterable[str], **choices: object) -> Reading:
    """Return the reading that the panel's controls describe: who speaks for an unticked source falls with it."""
    reading, unticked = Reading(**choices), tuple(unticked)
    return without(data, reading, *unticked) if unticked else reading
