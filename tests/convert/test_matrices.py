"""Matrices of people and organizations become claims, or are refused with the cell and the cure."""

import pandas as pd
import pytest
import tables
from name_and_club import claims

from helpers.claims.how_ties_stand import ties
from helpers.convert.spreadsheets.spreadsheet import read_spreadsheet
from helpers.convert.tables.matrices import from_matrix
from helpers.data.dataset import DatasetError


def said(matrix, **how):
    """What is wrong with a matrix, without the name of the file."""
    with pytest.raises(DatasetError) as refused:
        from_matrix(matrix, **how)
    return [problem[1:] for problem in tables.tuples(refused.value.problems)]


def test_a_matrix():
    matrix = pd.DataFrame(
        [[1, 0], [1, 1], [0, 0]], index=["Ada", "Ben", "Cy"], columns=["Chess", "Kites"]
    )
    data = from_matrix(matrix, source="a book")
    assert claims(data, "claim_id", "speaker", "stance", "subject", "object") == [
        ["r2-1", "a-book", "asserts", "ada", "chess"], ["r3-1", "a-book", "asserts", "ben", "chess"], ["r3-2", "a-book", "asserts", "ben", "kites"],
    ]  # fmt: skip
    assert data["entities"]["entity_id"].tolist() == ["ada", "chess", "ben", "kites", "cy"]
    census = from_matrix(matrix, census=True)
    assert census["claims"]["stance"].value_counts().to_dict() == {"asserts": 3, "denies": 3}


def test_editions_that_disagree_are_conflicts_only_as_a_census():
    old, new = (
        pd.DataFrame([[value, "1"]], index=["Ada"], columns=["Chess", "Kites"])
        for value in ("1", "0")
    )
    editions = {"1907": old, "1908": new}
    states = {
        census: dict(
            zip(*(ties(from_matrix(editions, census=census))[c] for c in ("object", "state")))
        )
        for census in (False, True)
    }
    assert states == {
        False: {"chess": "stands", "kites": "stands"},
        True: {"chess": "contested", "kites": "stands"},
    }


MATRIX = pd.DataFrame(
    [["1", "1", "2"], ["x", "", "0"], ["1", "1", "1"]],
    index=["Ada", "Ben", "Total"],
    columns=["Chess", "Kites", "Total"],
)


def test_what_a_matrix_cannot_hold():
    with pytest.raises(DatasetError) as refused:
        from_matrix(MATRIX)
    found = refused.value.problems
    assert found[["value", "problem"]].to_numpy().tolist() == [
        ["Total", "'Total' would become an organization of this name"], ["x", "neither 1 nor 0 nor blank"], ["Total", "'Total' would become a person of this name"],
    ]  # fmt: skip
    assert found["fix"].tolist() == [
        "if these are totals, leave them out: frame.drop(columns='Total')",
        "write 1, 0 or nothing; if 'x' says yes: frame.replace('x', '1')",
        "if these are totals, leave them out: frame.drop(index='Total')",
    ]


def test_names_of_a_matrix_stand_once():
    with pytest.raises(
        DatasetError, match="(?s)the name stands twice.*the name is blank"
    ) as refused:
        from_matrix(
            pd.DataFrame([["1", "1"], ["1", "1"]], index=["Ada", ""], columns=["Chess", "Chess "])
        )
    assert len(refused.value.problems) == 2


def test_columns_of_one_name_are_not_two_organizations_because_a_reader_numbers_them(tmp_path):
    (tmp_path / "m.csv").write_text("Name,Kites,Kites,Chess\nAda,1,1,0\nBen,0,1,1\n")
    frame = read_spreadsheet(tmp_path / "m.csv")
    with pytest.raises(DatasetError, match="the name stands twice"):
        from_matrix(frame)
    assert len(from_matrix(frame, real_names=["Kites (2)"])["claims"]) == 4


def test_a_matrix_may_hold_truth_and_its_people_in_a_column():
    truth = pd.DataFrame({"Who": ["Ada", "Ben"], "Chess": [True, False]})
    assert claims(from_matrix(truth, person="Who"), "claim_id", "subject") == [["r2-1", "ada"]]
    truth.index = pd.Index([5, 8], name="row")
    assert claims(from_matrix(truth, census=True), "claim_id", "stance") == [
        ["r5-1", "asserts"],
        ["r8-1", "denies"],
    ]


def test_people_in_an_index_called_row_are_people():
    matrix = pd.DataFrame([["1", "0"], ["1", "1"]], ["Ada", "Ben"], ["Chess", "Kites"])
    named = matrix.rename_axis("row")
    columns = ["claim_id", "subject", "object"]
    assert claims(from_matrix(named), *columns) == claims(from_matrix(matrix), *columns)


def test_people_by_people_are_refused_in_one_sentence():
    names = ["Ada", "Ben", "Cara"]
    square = pd.DataFrame([["0", "1", "1"], ["1", "0", "0"], ["1", "0", "0"]], names, names)
    ((row, column, value, problem, fix),) = said(square)
    assert (row, column, value) == (None, "", "")
    assert "the same 3 names" in problem and "kinds=('person', 'person')" in fix


def test_one_name_on_both_sides_is_a_coincidence():
    matrix = pd.DataFrame([["1", "0"], ["0", "1"]], ["Kite", "Ada"], ["Kite", "Chess"])
    assert claims(from_matrix(matrix), "subject", "object") == [
        ["kite", "kite-organization"],
        ["ada", "chess"],
    ]


@pytest.mark.parametrize("named", ["", "Unnamed: 2", "column C", float("nan")])
def test_a_column_without_a_name_is_refused(named):
    matrix = pd.DataFrame([["1", "1"]], ["Ada"], ["Chess", named])
    ((_, column, _, problem, fix),) = said(matrix)
    assert column in (named, "C") and problem == "the name is blank"
    assert eval(fix.partition(": ")[2], {"frame": matrix}).columns.tolist() == ["Chess"]


def test_one_organization_is_enough():
    matrix = pd.DataFrame([["1"], ["1"]], ["Ada", "Ben"], ["Chess"])
    made = from_matrix(matrix)
    assert made["entities"]["name"].tolist() == ["Ada", "Chess", "Ben"]


def test_ones_and_zeros_are_no_names():
    matrix = pd.DataFrame({"Ada": ["Ben"], "1": ["0"]})
    matrix.index = pd.Index([2], name="row")
    ((_, column, value, _, fix),) = said(matrix)
    assert (column, value) == ("1", "1") and "taken for names" in fix


@pytest.mark.parametrize("mark", ["x", "X", "yes", "✓", "Ja"])
def test_a_mark_is_asked_about_once(mark):
    matrix = pd.DataFrame([[mark, "0"], [mark, mark]], ["Ada", "Ben"], ["Chess", "Kites"])
    ((row, column, value, problem, fix),) = said(matrix)
    assert (row, column, value) == (2, "Chess", mark)
    assert problem == "neither 1 nor 0 nor blank, here and in 2 more"
    assert fix.endswith(f"frame.replace({mark!r}, '1')")
    assert len(from_matrix(matrix.replace(mark, "1"))["claims"]) == 3


@pytest.mark.parametrize("weight", ["2", "3", "0.5", "-1"])
def test_a_weight_has_no_place(weight):
    matrix = pd.DataFrame([[weight, "1"]], ["Ada"], ["Chess", "Kites"])
    ((*_, fix),) = said(matrix)
    assert "if it is a weight" in fix


@pytest.mark.parametrize("odd", [["1"], {"a": 1}])
def test_cells_that_are_no_single_value(odd):
    matrix = pd.DataFrame({"Chess": [odd, "1"]}, index=["Ada", "Ben"])
    ((row, column, *_),) = said(matrix)
    assert (row, column) == (2, "Chess")


def test_what_says_nothing_is_nobody_here_too():
    matrix = pd.DataFrame([["1"], ["1"]], ["Ada", "Vacant"], ["Chess"])
    ((row, _, value, *_, fix),) = said(matrix)
    assert (row, value) == (3, "Vacant") and "frame.drop(index='Vacant')" in fix
    assert len(from_matrix(matrix, real_names=["Vacant"])["claims"]) == 2


def test_a_column_that_is_not_there():
    with pytest.raises(ValueError, match="no column 'Wo': did you mean 'Who'"):
        from_matrix(pd.DataFrame({"Who": ["Ada"], "Chess": ["1"]}), person="Wo")
