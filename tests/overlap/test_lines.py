"""Tables and lines of who leads what: everybody is there once, and a denial is not a blank."""

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from invented import examples, register, thorough
from shipped import clubs
from tables import few

from helpers import convert
from helpers.claims import EVER, Reading, claims_by_speaker, dates_table, undated_table
from helpers.conflicts import stance_table, stances
from helpers.data.dataset import Dataset
from helpers.overlap.answers import answer
from helpers.overlap.lines import (
    collectives_table,
    lines_table,
    organization_names,
    roles_table,
    speaker_views,
)
from helpers.show import draw_claims_by_speaker, draw_stances, draw_two_mode, draw_views

COLUMNS = {"person": "name", "person_id": "id", "organization": "club", "source": "source"}


def members(*rows):
    """A dataset of (name, id, club, source, stance)."""
    frame = pd.DataFrame(rows, columns=["name", "id", "club", "source", "stance"])
    return convert.from_table(frame, **COLUMNS, stance="stance", counts_for_overlap=True)


def called(data, table, name):
    """The same data, in which all sources, people or clubs of a table have one name."""
    return Dataset({**data, table: data[table].assign(name=name)}, {}, "called")


PIKES = (
    ("John Pike", "12", "Chess", "gazette", "asserts"),
    ("John Pike", "34", "Kites", "gazette", "asserts"),
    ("Bo Reed", "5", "Chess", "register", "asserts"),
)


def test_two_of_one_name_are_two_people():
    data = members(*PIKES)
    roles, lines = roles_table(data, Reading()), lines_table(data, Reading())
    assert roles["person"].tolist() == ["John Pike (12)", "John Pike (34)", "Bo Reed"]
    assert lines["person"].tolist() == roles["person"].tolist()
    picture = draw_two_mode(lines, ["Chess", "Kites"])
    assert "Chess: John Pike (12), Bo Reed; Kites: John Pike (34)." in picture.alt
    assert answer(data, "chess", "kites", Reading()).startswith("Chess and Kites share no leader.")


rows = st.tuples(
    st.sampled_from(["Ada", "Bo"]),
    st.sampled_from("123"),
    st.sampled_from(["Chess", "Kites"]),
    st.sampled_from(["gazette", "register", "minutes"]),
    st.sampled_from(["asserts", "denies"]),
)


@pytest.mark.long
@settings(thorough, max_examples=examples(10))
@given(st.lists(rows, min_size=1, max_size=12, unique_by=lambda row: row[1:4]))
def test_as_many_rows_and_marks_as_ids_whatever_the_names(drawn):
    data = members(*({row[1]: row for row in drawn}[row[1]][:1] + row[1:] for row in drawn))
    people = data["claims"]["subject"].nunique()
    speakers, clubs_there = data["claims"]["speaker"].nunique(), data["claims"]["object"].nunique()
    for same in (data, called(data, "sources", "a report"), called(data, "entities", "Ada")):
        roles = roles_table(same, Reading())
        lines = lines_table(same, Reading())
        views, organizations = speaker_views(same, Reading()), list(lines["organization"].unique())
        assert roles.shape == (people, clubs_there + 1) and roles.columns.is_unique
        assert lines["person"].nunique() == people and len(organizations) == clubs_there
        assert len(views) == len(claims_by_speaker(same)) == len(undated_table(same)) == speakers
        assert stance_table(same).shape[1] == speakers + 1
        assert stances(same)["proposition"].nunique() == len(lines)
        grid = f"Grid of {len(lines)} proposition"
        assert draw_stances(stances(same)).alt.startswith(grid)
        (axes,) = draw_two_mode(lines, organizations).figure.axes
        assert [len(marks.get_offsets()) for marks in axes.collections] == [people, clubs_there]
        assert len(draw_views(views, organizations).figure.axes) == speakers
        (axes,) = draw_claims_by_speaker(claims_by_speaker(same)).figure.axes
        assert len(axes.get_yticks()) == speakers


def test_two_sources_of_one_name_said_it_on_one_day():
    data = members(*PIKES)
    dated = data["claims"].assign(said_on="1908-05-04")
    both = called(Dataset({**data, "claims": dated}, {}, "dated"), "sources", "a report")
    assert dates_table(both)["speaker"].tolist() == ["a report (gazette)", "a report (register)"]


CENSUS = pd.DataFrame({"Chess": [1, 1], "Kites": [1, 0]}, index=["Ada", "Bo"])


@pytest.mark.parametrize("reading", [Reading(), Reading(denials="veto"), Reading(times=EVER)])
def test_a_cell_that_all_deny_says_who_denies_it(reading):
    editions = {"gazette": CENSUS, "register": CENSUS}
    data = convert.from_matrix(editions, census=True, counts_for_overlap=True)
    cell = roles_table(data, reading).set_index("person").at["Bo", "Kites"]
    assert cell == "denied by gazette [e1-r3-2] and register [e2-r3-2]: is a member of"
    lines = lines_table(data, reading)
    assert lines.set_index(["person", "organization"]).at[("Bo", "Kites"), "line"] == "denied"
    assert draw_two_mode(lines, ["Chess", "Kites"]).alt.endswith("Kites: Ada, Bo (denied).")


def test_who_only_denies_is_not_silent():
    data = members(*PIKES, ("Bo Reed", "5", "Kites", "minutes", "denies"))
    drawn = draw_views(speaker_views(data, Reading()), ["Chess", "Kites"])
    assert "minutes: Kites: Bo Reed (denied)." in drawn.alt
    assert drawn.alt.endswith("Name no leader: nobody.")


def test_who_is_not_believed_denies_nothing():
    data = members(*PIKES, ("Bo Reed", "5", "Kites", "minutes", "denies"))
    reading = Reading(believed=["gazette", "register"])
    assert roles_table(data, reading).set_index("person").at["Bo Reed", "Kites"] == ""


def test_of_many_clubs_those_with_most_people_come_first():
    """A denied seat is no reason to be among them."""
    few = [(f"P{n}", f"n{n}", f"Club {n:02}", "gazette", "asserts") for n in range(30)]
    denied = [(f"P{n}", f"n{n}", "Denied", "gazette", "denies") for n in range(30)]
    full = [
        (f"P{n}", f"n{n}", club, "gazette", "asserts")
        for n in range(25, 30)
        for club in ("Full", "Fuller")
    ]
    data = members(*denied, *few, *full)
    roles = roles_table(data, Reading())
    assert roles.columns.tolist()[:3] == ["person", "Full", "Fuller"]
    assert roles["person"].tolist()[:5] == [f"P{n}" for n in range(25, 30)]
    lines = lines_table(data, Reading())
    assert "Denied" not in organization_names(data, "full", "club-00", lines)


def test_of_very_many_clubs_most_share_a_column(monkeypatch):
    """The first are as they were; of the others no role is lost."""
    data = members(
        *((f"P{n}", f"n{n}", f"Club {n % 25:02}", "gazette", "asserts") for n in range(60))
    )
    whole = roles_table(data, Reading())
    monkeypatch.setattr("helpers.overlap.lines.MOST_CELLS", 60 * 25 - 1)
    roles = roles_table(data, Reading())
    pd.testing.assert_frame_equal(roles.iloc[:, :-1], whole.iloc[:, :19])
    assert roles.columns[-1] == "7 other organizations"
    others = [
        "\n".join(f"{club}: {said}" for club, said in row.items() if said)
        for _, row in whole.iloc[:, 19:].iterrows()
    ]
    assert roles.iloc[:, -1].tolist() == others


def test_a_club_may_be_called_as_a_column_is():
    data = members(("Ada", "1", "person", "proposition", "asserts"))
    assert roles_table(data, Reading()).columns.tolist() == ["person", "person"]
    assert stance_table(data).columns.tolist() == ["proposition", "proposition"]


def test_inferences_are_lines_of_their_own():
    lines = lines_table(clubs(), Reading(), tempting=True)
    assert set(lines["line"]) == {"stands", "contested", "inference"}
    (inferred,) = lines.loc[lines["line"] == "inference", "person"]
    for believed in (["salma-bahri"], []):
        lines = lines_table(clubs(), Reading(believed=believed), tempting=True)
        assert lines.loc[lines["line"] == "inference", "person"].tolist() == [inferred]


def test_a_line_is_hedged_if_all_who_assert_one_of_its_best_roles_are_cautious():
    hedged, plain = "p A - current certainty=possible", "p A - current relation=sits_on"
    assert lines_table(register(hedged), Reading())["hedged"].tolist() == [True]
    for said in ([hedged, plain], [plain, hedged]):
        assert lines_table(register(*said), Reading())["hedged"].tolist() == [False]
    denied = f"{plain} stance=denies speaker=s2"
    assert lines_table(register(hedged, plain, denied), Reading())["hedged"].tolist() == [True]


def test_a_group_at_either_end_of_a_symmetric_relation_is_shown():
    data = few(
        [
            "some A leads",
            "A some leads",
            "A some works_with",
            "some A works_with",
            "A B works_with",
        ],
        "subject object relation",
        entities=[
            {"entity_id": "some", "kind": "collective"},
            {"entity_id": "A", "kind": "organization"},
            {"entity_id": "B", "kind": "organization"},
        ],
        relations=[
            {"relation": "leads", "kind": "leadership"},
            {"relation": "works_with", "kind": "leadership", "symmetric": "yes"},
        ],
    )
    assert collectives_table(data)["claim"].tolist() == ["k0", "k2", "k3"]
