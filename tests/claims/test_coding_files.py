"""The codings of a class, read from the files that coders hand in."""

import shutil

import pandas as pd
import pytest

from helpers.claims import agreement, read_codings
from helpers.data import MYSTERY, Dataset, DatasetError, save_dataset

ARABIC = "سلمى بحري"


def hand_in(folder, *coders):
    for coder in coders:
        shutil.copy(MYSTERY / "codings" / f"{coder}.csv", folder)


def test_a_folder_a_workbook_and_a_file_are_one_coder_each(tmp_path, mystery):
    save_dataset(mystery, tmp_path / "ann")
    save_dataset(mystery, tmp_path / "Dora.xlsx")
    hand_in(tmp_path, "ben")
    (tmp_path / "~$Dora.xlsx").write_text("the lock of an open workbook", encoding="utf-8")
    (tmp_path / ".DS_Store").write_text("hidden", encoding="utf-8")
    (tmp_path / "plan.md").write_text("not a coding", encoding="utf-8")
    codings = read_codings(tmp_path, mystery)
    assert list(codings) == ["Dora", "ann", "ben"]
    assert isinstance(codings["ann"], Dataset) and isinstance(codings["Dora"], Dataset)
    differ = agreement(codings, resamples=10).coders.query("differ > 0")
    assert set(zip(differ["coder"], differ["field"], strict=True)) == {("ben", "stance")}


def test_datasets_bring_their_text_themselves(tmp_path, mystery):
    for coder in ("ann", "ben"):
        save_dataset(mystery, tmp_path / coder)
    fields = agreement(read_codings(tmp_path), resamples=10).fields
    assert fields["units"].gt(0).all() and not fields["differ"].any()


def test_datasets_of_two_texts_are_refused(tmp_path, mystery):
    save_dataset(mystery, tmp_path / "ann")
    shutil.copytree(MYSTERY.parent / "haqqani-2021", tmp_path / "ben")
    with pytest.raises(ValueError, match="coded another text"):
        agreement(read_codings(tmp_path))


def test_two_codings_of_one_name_are_refused(tmp_path, mystery):
    hand_in(tmp_path, "ann")
    (tmp_path / "ann").mkdir()
    with pytest.raises(ValueError, match="two codings are of ann"):
        read_codings(tmp_path, mystery)


def test_a_folder_without_codings_is_refused(tmp_path, mystery):
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match="has no coding"):
        read_codings(tmp_path, mystery)


def test_a_file_is_no_folder(mystery):
    with pytest.raises(ValueError, match="is no folder"):
        read_codings(MYSTERY / "codings" / "ann.csv", mystery)


def test_a_file_alone_needs_a_text(tmp_path):
    hand_in(tmp_path, "ann")
    with pytest.raises(ValueError, match=r"'?ann\.csv'? has no text"):
        read_codings(tmp_path)


def test_what_is_wrong_in_all_codings_is_said_at_once_with_file_and_row(tmp_path, mystery):
    hand_in(tmp_path, "ann", "ben")
    save_dataset(mystery, tmp_path / "cem")
    for file in (*tmp_path.glob("*.csv"), tmp_path / "cem" / "claims.csv"):
        frame = pd.read_csv(file, dtype=str, keep_default_na=False)
        frame.loc[3, "stance"] = "perhaps"
        frame.to_csv(file, index=False)
    with pytest.raises(DatasetError) as caught:
        read_codings(tmp_path, mystery)
    assert caught.value.problems[["file", "row", "column"]].to_numpy().tolist() == [
        [name, 5, "stance"] for name in ("ann.csv", "ben.csv", "cem/claims.csv")
    ]


@pytest.mark.long
def test_arabic_cells_and_names_of_coders_are_compared_as_they_are(tmp_path, mystery):
    hand_in(tmp_path, "ann")
    frame = pd.read_csv(tmp_path / "ann.csv", dtype=str, keep_default_na=False)
    frame.loc[0, "role"] = ARABIC
    frame.to_csv(tmp_path / "سلمى.csv", index=False, encoding="utf-8-sig")
    found = agreement(read_codings(tmp_path, mystery), mystery, resamples=10)
    rows = found.units[found.units["role"] == ARABIC]
    assert rows["coder"].tolist() == ["سلمى"]
    assert found.fields.query("differ > 0")["field"].tolist() == ["role"]
