"""A workbook that holds what was derived too."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import thorough
from shipped import TWO_CLUBS

from helpers.data.dataset import check_dataset, load_dataset
from helpers.data.filled import (
    CHECK_KIND,
    CHECK_SOURCE,
    ORIGIN,
    filled_path,
    shipped_relations,
    write_filled,
)
from helpers.data.saving import save_dataset
from helpers.overlap import shared_leaders

HEADER = "claim_id,speaker,stance,subject,relation,object,note,x_own"


def dataset(folder, *rows, header=HEADER):
    folder.mkdir(exist_ok=True)
    text = "\n".join([header, *rows]) + "\n"
    (folder / "claims.csv").write_text(text, encoding="utf-8")
    return load_dataset(folder)


def refilled(data, folder):
    target = filled_path(folder)
    target.unlink(missing_ok=True)
    write_filled(data, target)
    return load_dataset(target)


def cells(frame):
    return frame.to_numpy().tolist()


def test_every_cell_of_one_s_own_comes_along(tmp_path):
    rows = ("k1,me,asserts,آدا,leads,کلوب شطرنج,'=1+1,007", "k2,NA,denies,b,leads,c,- ,=x")
    data = dataset(tmp_path / "من و تو", *rows)
    again = refilled(data, tmp_path / "من و تو")
    assert cells(again["claims"]) == cells(data["claims"])
    assert again["claims"]["x_own"].tolist() == ["007", "=x"]
    assert again.derived == ("documents",)


def test_a_table_of_one_s_own_stays_as_it_is(tmp_path):
    (tmp_path / "mine").mkdir()
    sources = "source_id,kind,note,x_more\nme,person,mine,1\n"
    (tmp_path / "mine" / "sources.csv").write_text(sources, encoding="utf-8")
    data = dataset(tmp_path / "mine", "k1,me,asserts,ada,leads,chess,,")
    again = refilled(data, tmp_path / "mine")
    assert cells(again["sources"]) == cells(data["sources"])
    assert again["sources"]["note"].tolist() == ["mine"]


def test_what_is_to_be_decided_has_a_note(tmp_path):
    rows = ("k1,me,asserts,ada,leads,chess,,", "k2,me,asserts,flood,flooded,town,,")
    (tmp_path / "mine").mkdir()
    relations = (
        "relation,counts_for_overlap,subject_kind,object_kind\n"
        "leads,yes,person,organization;collective\nflooded,,,\n"
    )
    (tmp_path / "mine" / "relations.csv").write_text(relations, encoding="utf-8")
    again = refilled(dataset(tmp_path / "mine", *rows), tmp_path / "mine")
    notes = again["entities"].set_index("entity_id")["note"].to_dict()
    assert notes == {"ada": "", "chess": CHECK_KIND, "flood": CHECK_KIND, "town": CHECK_KIND}
    assert again["sources"]["note"].tolist() == [CHECK_SOURCE]
    assert ORIGIN not in again["relations"]


def test_relations_in_use_come_first_and_are_those_of_the_package(tmp_path):
    data = dataset(tmp_path / "mine", "k1,me,asserts,ada,deputy_leader_of,chess,,")
    relations = refilled(data, tmp_path / "mine")["relations"]
    assert relations["relation"].iloc[0] == "deputy_leader_of"
    assert set(relations[ORIGIN]) == {"shipped"}
    assert sorted(cells(relations.drop(columns=ORIGIN))) == sorted(cells(data["relations"]))


def test_two_kinds_at_once_become_a_problem_to_be_decided(tmp_path):
    rows = ("k1,me,asserts,ada,leads,chess,,", "k2,me,asserts,chess,leads,kites,,")
    data = dataset(tmp_path / "mine", *rows)
    target = filled_path(tmp_path / "mine")
    write_filled(data, target)
    (problem,) = check_dataset(target).itertuples(index=False)
    assert (problem.row, problem.column, problem.value) == (2, "object", "chess")


def test_texts_are_found_from_the_filled_workbook(tmp_path):
    folder = save_dataset(load_dataset(TWO_CLUBS), tmp_path / "mine")
    (folder / "entities.csv").unlink()
    data = load_dataset(folder)
    again = refilled(data, folder)
    assert again.texts == data.texts and len(again.texts) == 1


def test_nothing_is_overwritten(tmp_path):
    data = dataset(tmp_path / "mine", "k1,me,asserts,ada,leads,chess,,")
    target = filled_path(tmp_path / "mine")
    target.write_text("mine")
    with pytest.raises(FileExistsError):
        write_filled(data, target)
    assert target.read_text() == "mine"


def test_shipped_relations_are_no_example():
    relations = shipped_relations()
    assert len(relations) > 50 and "note" not in relations


@st.composite
def claims(draw):
    """Rows of people who lead organizations, and others, in letters of two scripts."""
    people, clubs = st.sampled_from(["ada", "بن", "cy"]), st.sampled_from(["A", "ب", "C"])
    rows = []
    for number in range(draw(st.integers(1, 8))):
        stance = draw(st.sampled_from(["asserts", "asserts", "denies"]))
        relation = draw(st.sampled_from(["leads", "deputy_leader_of", "commander_in"]))
        speaker = draw(st.sampled_from(["s", "t"]))
        ends = draw(people), draw(clubs)
        rows.append(f"k{number},{speaker},{stance},{ends[0]},{relation},{ends[1]},,{number}")
    return rows


@pytest.mark.long
@thorough
@given(claims())
def test_the_filled_workbook_is_the_same_dataset(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("filled") / "mine"
    data = dataset(folder, *rows, header=HEADER.replace("x_own", "role"))
    again = refilled(data, folder)
    assert cells(again["claims"]) == cells(data["claims"])
    for table, key in (("entities", "entity_id"), ("sources", "source_id")):
        columns = [key, "name", "kind"]
        assert cells(again[table][columns]) == cells(data[table][columns])
    pd.testing.assert_frame_equal(shared_leaders(again), shared_leaders(data))
