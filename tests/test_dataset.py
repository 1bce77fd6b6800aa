"""Datasets: which is read, that none changes, that nothing is overwritten, and what an error says."""

import pandas as pd
import pytest
from shipped import HEADER, article

from helpers import dataset
from helpers.dataset import ARTICLE, DATA_VARIABLE, MOST_LINES, Dataset, DatasetError, check_dataset, dataset_path, load_dataset, save_dataset


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_text("mine"), lambda path: path.symlink_to("nowhere")], ids=["folder", "file", "dangling-link"])
def test_nothing_is_ever_overwritten(folder, tmp_path, make):
    make(path := tmp_path / "taken")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileExistsError, match="nothing is overwritten"):
        save_dataset(load_dataset(folder), path)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_failure_midway_leaves_nothing_behind(folder, tmp_path, monkeypatch):
    before = sorted(tmp_path.rglob("*"))
    written = []

    def fail_at_the_second(frame, file):
        written.append(file)
        if len(written) == 2:
            raise OSError("the disk is full")
        file.write_text("half", encoding="utf-8")

    monkeypatch.setattr(dataset, "write_table", fail_at_the_second)
    with pytest.raises(OSError, match="disk is full"):
        save_dataset(article(), tmp_path / "saved")
    assert len(written) == 2 and sorted(tmp_path.rglob("*")) == before


def test_parent_folders_are_made_and_the_saved_one_is_as_open_as_they_are(folder, tmp_path):
    saved = save_dataset(load_dataset(folder), tmp_path / "new" / "deep" / "saved")
    assert saved.stat().st_mode == saved.parent.stat().st_mode
    assert [file.name for file in saved.parent.iterdir()] == ["saved"]


def test_the_argument_comes_before_the_variable_and_the_variable_before_the_article(folder, monkeypatch):
    assert dataset_path() == dataset_path("") == ARTICLE
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    assert dataset_path() == folder and load_dataset().name == "mine" and check_dataset().empty
    assert dataset_path(ARTICLE) == dataset_path(str(ARTICLE)) == ARTICLE
    assert load_dataset(ARTICLE.parent / "template").name == "template"
    monkeypatch.setenv(DATA_VARIABLE, "")
    assert dataset_path() == ARTICLE


def spoil_cell(frame):
    frame.loc[2, "speaker"] = "spoilt"


def spoil_columns(frame):
    del frame["speaker"]


def spoil_whole_column(frame):
    frame["claim_id"] = "spoilt"


def spoil_array(frame):
    frame["claim_id"].array[0] = "spoilt"


def spoil_numpy(frame):
    frame["claim_id"].to_numpy()[0] = "spoilt"


def spoil_index_name(frame):
    frame.index.name = "spoilt"


def spoil_attributes(frame):
    frame.attrs["spoilt"] = True


@pytest.mark.parametrize("spoil", [spoil_cell, spoil_columns, spoil_whole_column, spoil_array, spoil_numpy, spoil_index_name, spoil_attributes])
def test_what_is_handed_out_is_a_copy(folder, spoil):
    data = load_dataset(folder)
    spoil(frame := data["claims"])
    again = data["claims"]
    assert again.equals(load_dataset(folder)["claims"]) and again.index.name == "row" and not again.attrs
    assert frame is not again


def test_a_dataset_keeps_copies_of_what_it_was_made_of(folder):
    claims, texts = load_dataset(folder)["claims"], {"d": "text"}
    data = Dataset({"claims": claims}, texts, "x")
    claims.loc[2, "speaker"] = "spoilt"
    texts["d"] = "spoilt"
    assert data["claims"].at[2, "speaker"] == "author" and data.text("d") == "text"


def test_nothing_can_be_set_in_a_dataset_and_it_equals_itself_alone(folder):
    data = load_dataset(folder)
    with pytest.raises(TypeError):
        data["claims"] = None
    assert data == data and data != load_dataset(folder) and {data: 1}[data] == 1


def test_an_error_says_file_row_column_value_and_fix(folder):
    (folder / "claims.csv").write_text(HEADER + "k1,author,Asserts,ada,leads,club,\nk1,author,denies,ada,leads,club,\n", encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    assert str(caught.value).splitlines() == [
        f"2 problems in {folder}",
        "- claims.csv, row 2, column stance: 'Asserts': not an allowed value. Fix: did you mean 'asserts'?",
        "- claims.csv, row 3, column claim_id: 'k1': already used in row 2. Fix: give each row an id of its own",
    ]
    assert caught.value._render_traceback_() == str(caught.value).splitlines()
    pd.testing.assert_frame_equal(caught.value.problems, check_dataset(folder))
    assert isinstance(caught.value, ValueError)


def test_an_error_with_one_problem_of_a_whole_file(tmp_path):
    with pytest.raises(DatasetError) as caught:
        load_dataset(tmp_path / "nowhere")
    assert str(caught.value).splitlines()[0] == f"1 problem in {tmp_path / 'nowhere'}"
    assert "there is no such folder. Fix: give the path of a folder" in str(caught.value)


def test_a_long_error_is_cut_and_says_so(folder):
    (folder / "claims.csv").write_text(HEADER + "k1\n" * 20, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    lines = str(caught.value).splitlines()
    assert len(lines) == MOST_LINES + 2
    assert lines[-1] == f"and {len(caught.value.problems) - MOST_LINES} more: check_dataset() returns them all as a table"
