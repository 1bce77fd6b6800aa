"""Pictures of the overlap: names keep their room, nobody who matters is cut, no name is two."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import thorough
from measured import boxes, quietly

from helpers import convert
from helpers.claims import Reading
from helpers.conflicts import stances
from helpers.overlap import busiest_pair, lines_table, organization_names, speaker_views
from helpers.show import draw_answers, draw_range, draw_shares, draw_stances, draw_two_mode
from helpers.show.overlap_pictures import MOST_DOTS, THICK, draw_views
from helpers.show.pictures import POINTS, WIDEST, labels, to_svg, words_width


def seats(rows):
    frame = pd.DataFrame(rows, columns=["person", "club", "source"])
    return convert.from_table(
        frame, person="person", organization="club", source="source", counts_for_overlap=True
    )


LONG = [f"Abdul Rahman Muhammad al-Husayn ould Muhammad {place}" for place in range(6)]
CLUBS = [
    "The Society of the Friends of the Harbour and Lamps",
    "The Committee for the Paving of the Upper Streets",
]


@pytest.mark.long
@pytest.mark.parametrize("clubs", [CLUBS, ["A", "B"], [name.replace(" ", "") for name in CLUBS]])
@pytest.mark.parametrize("people", [LONG, ["Ada", "Bo"], [name.replace(" ", "") for name in LONG]])
def test_names_and_lines_leave_each_other_room(people, clubs):
    data = seats([(p, c, s) for p in people for c in clubs for s in ("gazette", "register")])
    lines = lines_table(data, Reading())
    organizations = organization_names(data, *busiest_pair(data), lines)
    views = speaker_views(data, Reading())
    for draw, what in ((draw_two_mode, lines), (draw_views, views)):
        texts, marks = boxes(quietly(draw, what, organizations))
        assert not any(one.overlaps(other) for (_, one), (_, other) in combinations(texts, 2))
        assert not any(text.overlaps(mark) for _, text in texts for mark in marks)


def test_who_is_shared_by_the_pair_is_drawn_though_others_have_more_seats():
    shared = [(f"Zed {n:02}", club, "list") for n in range(12) for club in ("Alpha", "Beta")]
    busy = [(f"Ann {n:02}", f"Club {(n + k) % 13:02}", "list") for n in range(39) for k in range(3)]
    data = seats([*shared, *busy])
    lines = lines_table(data, Reading())
    alt = draw_two_mode(lines, organization_names(data, "alpha", "beta", lines)).alt
    assert all(f"Zed {n:02}" in alt for n in range(12))
    assert alt.endswith("11 more people are left out.")


def test_many_denials_are_counted_not_drawn():
    lines = pd.DataFrame(
        [(f"P{n:02}", "Chess", "now", "denied", False) for n in range(41)]
        + [("Ada", "Chess", "now", "stands", False)],
        columns=["person", "organization", "period", "line", "hedged"],
    )
    picture = quietly(draw_two_mode, lines, ["Chess"])
    assert picture.alt.endswith("Chess: Ada. 41 denied ties are not drawn.")
    assert [one.get_text() for one in picture.figure.texts] == ["41 denied ties are not drawn."]
    assert "Chess: Ada." in quietly(draw_views, {"gazette": lines}, ["Chess"]).alt
    few = draw_two_mode(lines.tail(11), ["Chess"]).alt
    assert few.count("(denied)") == 10 and "not drawn" not in few


@pytest.mark.long
@pytest.mark.parametrize("reading", ["All sources count; " * 4, "Everyone", "register" * 11])
@pytest.mark.parametrize("counts", [(0, 0), (1, 0), (12, 21), (33, 0), (60, 0), (1_234, 5)])
def test_answers_of_any_size_leave_each_other_room(counts, reading):
    shared, contested = counts
    answers = pd.DataFrame(
        {"reading": [reading, "Nobody"], "shared": [shared, 0], "contested": [contested, 0]}
    ).assign(people="Ada Thorn; " * sum(counts))
    picture = quietly(draw_answers, answers)
    texts, marks = boxes(picture)
    assert not any(one.overlaps(other) for (_, one), (_, other) in combinations(texts, 2))
    assert not any(text.overlaps(mark) for _, text in texts for mark in marks)
    (axes,) = picture.figure.axes
    dots = sum(len(one.get_offsets()) for one in axes.collections)
    assert dots == (sum(counts) if sum(counts) <= MOST_DOTS else 0)


@pytest.mark.parametrize(
    ("shared", "contested", "named"),
    [(1, 0, []), (1, 2, ["shared", "contested"]), (0, 1, ["contested"]), (0, 0, [])],
)
def test_open_dots_say_what_they_are(shared, contested, named):
    answers = pd.DataFrame({"reading": ["all"], "shared": [shared], "contested": [contested]})
    legends = draw_answers(answers.assign(people="Ada; Ben")).figure.legends
    assert [one.get_text() for legend in legends for one in legend.get_texts()] == named


def test_every_drawn_proposition_has_a_mark_and_the_picture_says_what_is_left_out():
    data = seats([(f"Person {n:02}", "Chess", f"gazette {n:02}") for n in range(40)])
    picture = quietly(draw_stances, stances(data))
    (axes,) = picture.figure.axes
    marked = {round(y) for marks in axes.collections for _, y in marks.get_offsets()}
    assert marked == set(range(len(axes.get_yticks())))
    assert axes.get_title() == "32 more propositions and 32 more speakers are left out."
    assert picture.alt.endswith(axes.get_title())


def test_what_does_not_move_the_number_is_named_once():
    ranges = pd.DataFrame(
        {"varied": ["nothing", "denials", "times"], "low": [1, 1, 0], "high": [1, 1, 2]}
    ).astype({"low": "Int64", "high": "Int64"})
    picture = quietly(draw_range, ranges)
    (axes,) = picture.figure.axes
    named = [one.get_text().strip("\u200e") for one in axes.get_yticklabels()]
    assert named == ["the reading as it is", "times"]
    assert picture.figure.get_supxlabel() == "A choice that changes nothing: denials."
    assert "denials: 1 to 1" in picture.alt


def test_together_is_said_of_what_was_tried_together_alone():
    """A choice that the combined one leaves out was not tried with the others."""
    together = "denials and times at once"
    for varied, said in (
        (
            ["denials", "times", together],
            "Choices that change nothing, alone or together: denials; times.",
        ),
        (
            ["denials", "times", "changes", together],
            "Choices that change nothing, each by itself: denials; times; changes.",
        ),
        (["denials", "times"], "Choices that change nothing, each by itself: denials; times."),
    ):
        ranges = pd.DataFrame({"varied": varied, "low": 1, "high": 1})
        ranges = ranges.astype({"low": "Int64", "high": "Int64"})
        assert quietly(draw_range, ranges).figure.get_supxlabel() == said


def test_shares_that_are_alike_are_one_bar():
    shares = pd.DataFrame({"source": ["a", "b"], "certain": [0.5, 0.5], "possible": [0.5, 0.5]})
    (axes,) = draw_shares(shares).figure.axes
    assert len(axes.patches) == 2
    (axes,) = draw_shares(shares.assign(possible=[1.0, 0.0])).figure.axes
    assert len(axes.patches) == 4


@thorough
@given(st.lists(st.text("ab$", min_size=1, max_size=12), unique=True), st.integers(2, 6))
def test_no_two_names_become_the_same(names, longest):
    assert len(set(labels(names, longest))) == len(names)


def test_a_dollar_is_a_dollar():
    svg = to_svg(draw_two_mode(_one_line("Ada $5 and $6"), ["Chess"]).figure)
    assert "Ada $5 and $6" in svg and "\\$" not in svg


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("\u738b\u5c0f\u660e", "\u738b\u5c0f\u660e"),  # no letters of the font that measures
        ("\u0633\u0631\u0627\u062c", "\u0633\u0631\u0627\u062c"),
        ("Ada\u202eadA", r"Ada\u202eadA"),
        ("Ada\n\n\nThorn", "Ada Thorn"),
        ("Ada\u2028Thorn", r"Ada\u2028Thorn"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_a_name_of_any_letters_is_one_line(name, drawn):
    svg = to_svg(quietly(draw_two_mode, _one_line(name), ["Chess"]).figure)
    assert drawn in svg


def _one_line(person):
    columns = ["person", "organization", "period", "line", "hedged"]
    return pd.DataFrame([(person, "Chess", "now", "stands", False)], columns=columns)


def test_who_has_a_role_in_both_has_thick_lines():
    """Not a conclusion of readers, and no other organization than the pair's."""
    ends = [("Ada", "A"), ("Ada", "B"), ("Ada", "C"), ("Ben", "A"), ("Cy", "A"), ("Cy", "B")]
    lines = pd.DataFrame(ends, columns=["person", "organization"])
    lines = lines.assign(line="stands", period="now", hedged=False)
    lines.loc[5, "line"] = "inference"
    figure = draw_two_mode(lines, ["A", "B", "C"]).figure
    widths = sorted(line.get_linewidth() for line in figure.axes[0].lines)
    assert widths[-2:] == [THICK] * 2 and widths[-3] < THICK
    (legend,) = figure.legends
    assert "thick: said to lead both" in [one.get_text() for one in legend.get_texts()]


def test_one_that_is_left_out_is_told_in_the_singular():
    rows = [(f"P{n:02}", "Chess", "now", "stands", False) for n in range(41)]
    columns = ["person", "organization", "period", "line", "hedged"]
    lines = pd.DataFrame(rows, columns=columns)
    assert draw_two_mode(lines, ["Chess"]).alt.endswith(" 1 more person is left out.")
    views = {f"s{n:02}": lines.head(1) for n in range(13)}
    assert draw_views(views, ["Chess"]).alt.endswith(" 1 more speaker is left out.")


@pytest.mark.parametrize(("people", "drawn"), [(2, 12), (20, 8), (300, 4)])
def test_small_networks_of_many_people_are_no_long_page(people, drawn):
    data = seats(
        [(f"P{n}", f"Club {n % 19}", f"s{s:02}") for n in range(people) for s in range(14)]
    )
    views = speaker_views(data, Reading())
    lines = lines_table(data, Reading())
    picture = draw_views(views, organization_names(data, "club-0", "club-1", lines))
    assert len(picture.figure.axes) == drawn
    assert picture.figure.get_figheight() * 72 <= 2_050
    assert f"{14 - drawn} more speakers" in picture.alt


def test_shares_of_nobody_are_told():
    shares = pd.DataFrame({"source": [], "certain": [], "possible": []})
    assert draw_shares(shares).alt.endswith(" in the result. No source has a share.")


def test_an_organization_whose_people_are_left_out_is_not_led_by_nobody():
    rows = [(f"P{n:02}", club) for n in range(40) for club in ("A", "B")]
    lines = pd.DataFrame([*rows, ("Zoe", "C")], columns=["person", "organization"])
    lines = lines.assign(period="now", line="stands", hedged=False)
    alt = draw_two_mode(lines, ["A", "B", "C", "D"]).alt
    left = "1 more person and 1 more organization are left out."
    assert alt.endswith(f"; D: nobody. {left}") and "C: " not in alt
    of_the_pair = draw_two_mode(lines, ["A", "C", "B"]).alt
    assert "C: nobody in the picture" in of_the_pair
    denied = pd.DataFrame(
        [(f"P{n:02}", "A") for n in range(41)], columns=["person", "organization"]
    )
    denied = denied.assign(period="now", line="denied", hedged=False)
    assert "A: nobody in the picture; B: nobody. 41 denied" in draw_two_mode(denied, ["A", "B"]).alt


@pytest.mark.parametrize(("contested", "bars"), [(0, 1), (5, 2)])
def test_of_many_leaders_none_of_whom_is_contested_no_bar_is_open(contested, bars):
    many = {"reading": ["Everyone"], "shared": [1_001], "contested": [contested], "people": ["Ada"]}
    (axes,) = draw_answers(pd.DataFrame(many)).figure.axes
    assert len(axes.patches) == bars
    end = max(bar.get_x() + bar.get_width() for bar in axes.patches)
    assert end < 12.5  # the names begin behind it


def test_of_a_long_name_that_is_contested_the_picture_says_so():
    rows = {"reading": ["Everyone"], "shared": [1], "contested": [4]}
    people = "; ".join(["Ada", *(f"{name} (contested)" for name in LONG[:4])])
    (axes,) = draw_answers(pd.DataFrame(rows | {"people": [people]})).figure.axes
    (told,) = (" ".join(one.get_text().split()) for one in axes.texts if "Ada" in one.get_text())
    told = told.replace("\u200e", "")
    assert "(contested)" in told and told.count("(") == told.count("(contested)")
    assert told.endswith(f"and {5 - 1 - told.count('(')} more")


def test_wide_letters_take_the_room_of_two_in_a_line():
    (name,) = labels(["漢朝中央政府暨天下諸侯郡國"], width=10)
    assert max(len(line.strip("\u200e")) for line in name.splitlines()) == 5


@pytest.mark.parametrize("words", [LONG, [name.replace(" ", "") for name in LONG], ["漢朝中" * 9]])
def test_a_grid_of_long_names_is_no_wider_than_a_page(words):
    said = pd.DataFrame(
        {
            "proposition": [f"{words[0]} → leads → {words[-1]} {n}" for n in range(5)],
            "speaker": [f"{words[0]} {n}" for n in range(5)],
            "stance": "asserts",
            "hedge": "",
        }
    )
    figure = draw_stances(said).figure
    assert figure.get_figwidth() * POINTS <= WIDEST


def test_of_long_names_in_one_label_none_is_lost():
    man, club = LONG[0], CLUBS[0]
    words = f"{man} → sits on the committee of → {club} (former)"
    (cut,) = labels([words], 90, between=" → ")
    assert len(cut) <= 91 and cut.count(" → ") == 2
    assert cut.startswith("Abdul Rahman") and cut.rstrip("\u200e").endswith("Lamps (former)")
    assert labels(["A: B"], between=": ") == labels(["A: B"])
    (short,) = labels([f"Ada: {club}"], between=": ")
    assert short.rstrip("\u200e") == f"Ada: {club}"


def test_rows_of_a_grid_name_both_ends_of_a_proposition():
    said = pd.DataFrame({"proposition": [f"{LONG[0]} → leads → {club}" for club in CLUBS]})
    said = said.assign(speaker="gazette", stance="asserts", hedge="")
    (axes,) = quietly(draw_stances, said).figure.axes
    told = [" ".join(one.get_text().split()) for one in axes.get_yticklabels()]
    assert all("→ leads → The " in one for one in told)


def many_roles():
    """Two people, each with five roles in either club: roles of any time, most of them hedged."""
    roles = [("now", "stands"), ("former", "stands"), ("future", "contested")]
    roles += [("former", "denied"), ("future", "denied")]
    rows = [
        (person, club, *role, number % 2 == 0)
        for person in ("Ada", "Bo")
        for club in ("A", "B")
        for number, role in enumerate(roles)
    ]
    columns = ["person", "organization", "period", "line", "hedged"]
    return pd.DataFrame(rows, columns=columns)


def on_lines(axes):
    """Words on lines, each as its middle in points, and how far it reaches from there."""
    wide, high = axes.get_window_extent().size * 72 / axes.figure.dpi
    low, top = axes.get_ylim()
    for one in axes.texts:
        if one.get_bbox_patch():
            x, y = one.get_position()
            reach = words_width([one.get_text()], one.get_fontsize()) / 2
            yield (x * wide, y * high / (top - low)), reach, one.get_fontsize()


@pytest.mark.parametrize(
    "draw",
    [
        lambda lines: draw_two_mode(lines, ["A", "B"]),
        lambda one: draw_views({"s": one}, ["A", "B"]),
    ],
)
def test_words_on_lines_lie_on_no_other_words(draw):
    figure = quietly(draw, many_roles()).figure
    (axes,) = figure.axes
    placed = list(on_lines(axes))
    for (one, reach, size), (other, further, _) in combinations(placed, 2):
        across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
        assert across > 0.9 * (reach + further) or down > 0.9 * size, "nearly level lines"
    missing = 20 - len(placed)
    said = [one.get_text() for one in figure.texts]
    assert placed and any(f"“hedged” do not fit on {missing} lines." in one for one in said)


def test_words_on_lines_lie_on_no_mark():
    lines = pd.DataFrame([("Ada", "A"), ("Cy", "B")], columns=["person", "organization"])
    lines = lines.assign(period="former", line="stands", hedged=True)
    (axes,) = draw_views({"s": lines}, ["A", "B"]).figure.axes
    placed = list(on_lines(axes))
    wide = axes.get_window_extent().width * 72 / axes.figure.dpi
    assert len(placed) == 2
    assert all(reach + 3 < x < wide - reach - 3 for (x, _), reach, _ in placed)


def test_lines_of_one_person_to_one_club_stay_in_their_row():
    (axes,) = draw_two_mode(many_roles(), ["A", "B"]).figure.axes
    lowest = min(line.get_ydata().min() for line in axes.lines)
    assert lowest >= axes.get_ylim()[0]


def test_words_for_which_there_is_room_are_all_written():
    lines = many_roles().iloc[[1]]
    figure = draw_two_mode(lines, ["A"]).figure
    assert "former" in [one.get_text() for one in figure.axes[0].texts]
    assert not any("do not fit" in one.get_text() for one in figure.texts)
    crowd = pd.concat([many_roles().assign(person=f"P{n:02}") for n in range(3)])
    said = [one.get_text() for one in draw_two_mode(crowd, ["A", "B"]).figure.texts]
    assert "Words such as “former” or “hedged” do not fit on 60 lines." in said


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        (["stands"], []),
        (["denied"], ["denied"]),
        (["stands", "contested"], ["asserted, not denied", "contested"]),
    ],
)
def test_small_networks_have_a_key_for_what_is_not_only_asserted(lines, keys):
    rows = [(f"P{n}", "A", "now", line, False) for n, line in enumerate(lines)]
    columns = ["person", "organization", "period", "line", "hedged"]
    views = {"gazette": pd.DataFrame(rows, columns=columns)}
    figure = draw_views(views, ["A"]).figure
    assert [words.get_text() for one in figure.legends for words in one.get_texts()] == keys


def test_where_least_and_most_are_the_same_both_circles_are_seen():
    ranges = pd.DataFrame({"varied": ["nothing", "denials"], "low": [1, 0], "high": [1, 1]})
    (axes,) = draw_range(ranges).figure.axes
    ring, disc, *apart = [circle.get_sizes()[0] ** 0.5 for circle in axes.collections]
    assert ring - disc >= 6 and apart[0] == apart[1]  # points: two of line, one of white each side


def test_who_is_shared_now_is_drawn_whose_former_role_is_denied():
    columns = ["person", "organization", "line", "period", "hedged"]
    shared = [("Zed", "A", "denied", "former", False)]
    shared += [("Zed", club, "stands", "now", False) for club in "AB"]
    others = [(f"Ann {n:02}", club, "stands", "now", False) for n in range(40) for club in "AC"]
    lines = pd.DataFrame([*shared, *others], columns=columns)
    assert "B: Zed." in draw_two_mode(lines, ["A", "B", "C"]).alt.replace(";", ".")
