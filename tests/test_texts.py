"""Texts: kept character by character, and never out of the folder."""

import hashlib

import pandas as pd
import pytest
from shipped import article, only_problem

from helpers.dataset import Dataset, load_dataset, save_dataset
from helpers.problems import shown
from helpers.texts import SEEDS


def test_the_article_is_byte_for_byte_the_one_given():
    content = (SEEDS / "haqqani-2021.txt").read_bytes()
    checksum = hashlib.sha256(content).hexdigest()
    assert (len(content), len(content.decode("utf-8"))) == (5735, 5646)
    assert checksum == "045b2b698439d9c369e3271d560bd763314fa5393919990b2559172bb2f65d07"
    assert f"`{checksum}`" in (SEEDS / "README.md").read_text(encoding="utf-8")
    assert article().text("examiner-2021").encode("utf-8") == content


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_text_is_kept_character_by_character(folder, tmp_path, mark):
    content = f"{mark}Ada leads.\r\nBen follows.\r".encode()
    (folder / "t.txt").write_bytes(content)
    (folder / "documents.csv").write_text(f"document_id,file,sha256\nd,t.txt,{hashlib.sha256(content).hexdigest()}\n", encoding="utf-8")
    data = load_dataset(save_dataset(load_dataset(folder), tmp_path / "saved"))
    assert data.text("d").encode() == content


def test_a_text_in_another_encoding_is_refused_with_the_line(folder):
    (folder / "documents.csv").write_text("document_id,file\nd,t.txt\n", encoding="utf-8")
    (folder / "t.txt").write_bytes('One "quote\nJosé'.encode("latin-1"))
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.problem) == ("t.txt", 2, "the file is not UTF-8")


@pytest.mark.parametrize("name", ["../secret.txt", "..", ".", ".hidden", "sub/secret.txt", "sub\\secret.txt", "C:secret.txt", "/etc/passwd", "\\\\host\\x"])
def test_file_names_that_could_leave_the_folder_are_refused(folder, name):
    for place in (folder.parent, folder, folder / "sub"):
        place.mkdir(exist_ok=True)
        (place / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "documents.csv").write_text(f"document_id,file\nd,{name}\n", encoding="utf-8")
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.column, problem.value) == ("documents.csv", 2, "file", shown(name))
    assert "bare name" in problem.fix


@pytest.mark.parametrize("name", ["link.txt", "nowhere.txt", "a\x00b.txt", "x" * 5000])
def test_links_out_of_the_folder_and_impossible_names_are_no_files(folder, name):
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "documents.csv").write_text(f"document_id,file\nd,{name}\n", encoding="utf-8")
    assert only_problem(folder).problem == "no such file in the dataset's folder or in seeds/"


def test_nothing_is_written_out_of_the_folder(folder, tmp_path):
    documents = pd.DataFrame([{"document_id": "d", "file": "../out.txt"}])
    data = Dataset({"claims": load_dataset(folder)["claims"], "documents": documents}, {"d": "text"}, "x")
    with pytest.raises(ValueError, match="not a bare file name"):
        save_dataset(data, tmp_path / "saved")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine"]
