"""The trail: everything that can matter is drawn, and nothing stands on anything else."""

import itertools
import re

import pytest
from invented import register
from matplotlib.backends.backend_agg import FigureCanvasAgg
from shapes import SHAPES
from shipped import article, clubs
from tables import few

from helpers.claims.readings import EVER, Reading
from helpers.data.dataset import ARTICLE, load_dataset
from helpers.overlap.who_leads import busiest_pair, lineage, shared_people
from helpers.show import trail_picture
from helpers.show.trail_picture import _claims, _columns, draw_trail

LONG = "Abdul-Rahman ibn Muhammad al-Harbour of the Quays {}"
HARD = {
    "article": (article(), "taliban", "haqqani-network"),
    "isis": (article(), "isis-k", "haqqani-network"),
    "clubs": (clubs(), "chess-club", "kite-club"),
    "forty": (
        register(
            *(f"{LONG.format(n).replace(' ', '_')} {o} - current" for n in range(40) for o in "AB")
        ),
        "A",
        "B",
    ),
    "many claims": (
        register(
            *(
                f"p A - current stance={s} speaker=s{n}"
                for s in ("asserts", "denies")
                for n in (1, 2, 3)
            ),
            *("q A - current" for _ in range(12)),
            "p B - former",
            "q B - current",
        ),
        "A",
        "B",
    ),
}


def texts(figure):
    """The words of a figure and where they stand, in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    (axes,) = figure.axes
    legend = axes.get_legend()
    found = [*axes.texts, *(legend.get_texts() if legend else [])]
    return [(one.get_text(), one.get_window_extent(renderer)) for one in found]


@pytest.mark.long
@pytest.mark.parametrize("reading", [Reading(), Reading(times=EVER)], ids=["now", "ever"])
@pytest.mark.parametrize("name", HARD)
def test_no_words_stand_on_others_or_on_a_line(name, reading):
    figure = draw_trail(*HARD[name], reading).figure
    placed = texts(figure)
    for (one, here), (other, there) in itertools.combinations(placed, 2):
        assert not here.overlaps(there), (one, other)
    (axes,) = figure.axes
    for line in axes.lines:
        points = axes.transData.transform(line.get_xydata())
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            for step in range(21):
                x, y = x0 + (x1 - x0) * step / 20, y0 + (y1 - y0) * step / 20
                assert not [words for words, box in placed if box.contains(x, y)]


@pytest.mark.parametrize("name", HARD)
def test_it_is_no_wider_than_a_column_can_show(name):
    width, _ = draw_trail(*HARD[name]).figure.get_size_inches()
    assert width * 72 <= 9 / trail_picture.SIZE**-1 * 6.2  # text at least 9 points in 504 points


@pytest.mark.long
@pytest.mark.parametrize("name", HARD)
def test_the_words_beside_it_say_what_is_drawn(name):
    data, a, b = HARD[name]
    drawn = draw_trail(data, a, b, Reading(times=EVER))
    shared, contested = shared_people(data, a, b, Reading(times=EVER))
    number = f"{len(shared)} shared" + f", {len(contested)} contested" * bool(contested)
    assert drawn.alt.endswith(f"Overlap: {number}.")
    words = [one for one, _ in texts(drawn.figure)]
    ids = lineage(data, a, b, Reading(times=EVER)).claims["claim_id"]
    shown = [one for one in ids if any(one in re.findall(r"[\w-]+", word) for word in words)]
    assert all(f"{one}, " in drawn.alt for one in shown)
    left_out = len(ids) - len(shown)
    assert (f"{left_out} more claim" in drawn.alt) == bool(left_out)


def test_denials_contested_ties_and_what_is_left_out_look_different():
    words = [one for one, _ in texts(draw_trail(*HARD["clubs"]).figure)]
    assert {"asserts", "denies", "contested", "left out by this reading"} <= set(words)
    believed = Reading(denials="ignore", times=EVER)
    words = [one for one, _ in texts(draw_trail(*HARD["clubs"], believed).figure)]
    assert "contested" not in words and "2 shared" in words


def test_two_people_of_one_name_are_two():
    data = register("p A - current", "p B - current", "q A - current", "q B - current")
    entities = data["entities"]
    entities.loc[entities["entity_id"].isin(["p", "q"]), "name"] = "Ada"
    same = type(data)({**data, "entities": entities}, data.texts, "same")
    words = [one for one, _ in texts(draw_trail(same, "A", "B").figure)]
    assert len({one for one in words if one.strip("\u200e").startswith("Ada")}) == 2


def test_nothing_to_draw():
    data = register("p A - current", "q B - current")
    with pytest.raises(ValueError, match="no claim gives anybody a role in both"):
        draw_trail(data, "A", "B")
    trail_picture.trail(data, "A", "B")  # a sentence


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_data_of_any_shape(shape):
    data = SHAPES[shape]()
    if len(data.who.of_kind("organization")) > 1:
        trail_picture.trail(data, *busiest_pair(data))


def test_who_passes_on_stands_on_the_claim_and_asserts_nothing():
    papers = load_dataset(ARTICLE.with_name("harbour-papers"))
    pair = ("harbour-watch", "lamp-office")
    claims = _claims(papers, *pair, Reading())
    found = _columns(papers, claims, {}, "0")
    said = [(edge.start, edge.end) for column, edge in found.edges if column == "sources"]
    assert said == list(zip(claims["speaker"], claims["claim_id"], strict=True))
    words = found.nodes["claims"]
    assert words["t1"].words == "“leads” t1" and words["n1"].words == "“leads” n1"
    assert words["j1"].words == "j1, through the Harbour Court"
    through = "through the Lamp Commission, then the Harbour Court"
    assert words["j3"].words == f"“leads” j3, {through}"
    drawn = draw_trail(papers, *pair)
    assert f"j3, asserted by one commissioner, {through}" in drawn.alt
    assert through in " ".join(" ".join(one for one, _ in texts(drawn.figure)).split())
    legend = [text.get_text() for text in drawn.figure.axes[0].get_legend().get_texts()]
    assert legend == ["asserts", "denies", "contested", "lines of several kinds begin together"]


def test_one_claim_that_is_left_out_is_told_in_the_singular():
    data = register(*["q A - current"] * 6, "q B - current")
    assert " 1 more claim is not drawn. " in draw_trail(data, "A", "B").alt


def test_a_long_name_leaves_the_period_of_a_role():
    long = "The Society of the Friends of the Harbour and of all its Lamps"
    entities = [
        {"entity_id": "p", "kind": "person"},
        {"entity_id": "A", "kind": "organization", "name": long},
        {"entity_id": "B", "kind": "organization"},
    ]
    data = few(["p A former", "p B current"], "subject object time", entities=entities)
    said = " ".join(one for one, _ in texts(draw_trail(data, "A", "B").figure))
    assert "(former)" in " ".join(said.split())


def test_on_certain_days_a_role_of_two_periods_is_one_and_its_denials_of_a_third_are_drawn():
    data = register(
        "p A 1985/1990 former",
        "p A 1986/.. current",
        "p B 1980/1995 former",
        "p A 1988 future stance=denies",
    )
    drawn = _claims(data, "A", "B", Reading(times=EVER, at="1988"))
    assert drawn[["claim_id", "period", "state"]].to_numpy().tolist() == [
        ["k0", "former", "contested"],
        ["k1", "former", "contested"],
        ["k2", "former", "stands"],
        ["k3", "former", "contested"],
    ]
    year_before = _claims(data, "A", "B", Reading(times=EVER, at="1987"))
    assert year_before["state"].tolist() == ["stands", "stands", "stands", "left out"]


def test_a_trail_of_wide_letters_is_no_wider_than_one_of_narrow_ones():
    wide = "王莽大將軍兼尚書令錄尚書事漢朝中央政府暨天下諸侯郡國"
    figures = [
        draw_trail(register(f"{name} A - current", f"{name} B - current"), "A", "B").figure
        for name in (wide, "Wilhelmina_" * 4)
    ]
    assert figures[0].get_figwidth() <= 1.1 * figures[1].get_figwidth()
