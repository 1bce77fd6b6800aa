"""Reading and writing tables: text stays text, and what cannot be read is refused with its row."""

import pandas as pd
import pytest
from shipped import HEADER, SHIPPED, load, only_problem

from helpers.dataset import Dataset, load_dataset, save_dataset
from helpers.derived import DERIVED
from helpers.tables import csv_rows


def with_notes(folder, *notes):
    claims = load_dataset(folder)["claims"]
    rows = pd.concat([claims.assign(claim_id=f"k{i}", object=f"club-{i}", note=note) for i, note in enumerate(notes)], ignore_index=True)
    return Dataset({"claims": rows}, {}, "mine", derived=DERIVED)


TEXTS = [
    "NA", "N/A", "None", "null", "nan", "<NA>", "007", "1e5", "TRUE", "1,5", " leading space in a note", "trailing ", "two\nlines", "two\r\nlines", "two\rlines",
    '"', '""', "a,b", ";", "'", "''", "'=1", "''=1", "=1+1", "+1", "-1", "@SUM(A1)", "=", "-", "+", "-\n", "\t=1", "\rx", "\ufeffBOM", "\x00", "سراج الدین", "e\u0301", "a\u200db", "’",
]  # fmt: skip


def test_text_survives_load_save_load(folder, tmp_path):
    data = with_notes(folder, *TEXTS)
    assert load_dataset(save_dataset(data, tmp_path / "one"))["claims"]["note"].to_list() == TEXTS
    save_dataset(load_dataset(tmp_path / "one"), tmp_path / "two")
    assert (tmp_path / "one" / "claims.csv").read_bytes() == (tmp_path / "two" / "claims.csv").read_bytes()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_datasets_survive_save_and_load(path, tmp_path):
    data, again = load(path), load_dataset(save_dataset(load(path), tmp_path / path.name))
    assert all(data[table].equals(again[table]) for table in data)
    assert all(data.text(document) == again.text(document) for document in data["documents"]["document_id"])
    assert (repr(again), again.title, again.derived) == (repr(data), data.title, data.derived)


def test_no_spreadsheet_finds_a_formula(folder, tmp_path):
    saved = save_dataset(with_notes(folder, "=1+1", "+1", "-1", "@x", "\t=1", "plain"), tmp_path / "saved")
    cells = [row[-1] for row in csv_rows((saved / "claims.csv").read_text(encoding="utf-8-sig"))]
    assert cells == ["note", "'=1+1", "'+1", "'-1", "'@x", "'\t=1", "plain"]


def test_blank_cells_and_missing_values_are_blank_text(folder):
    claims = load_dataset(folder)["claims"].assign(note=None, valid=float("nan"), time=pd.NA)
    again = Dataset({"claims": claims}, {}, "x")["claims"]
    assert again.loc[2, ["note", "valid", "time"]].to_list() == ["", "", ""]


def test_a_byte_order_mark_is_accepted(folder):
    claims = folder / "claims.csv"
    claims.write_bytes(b"\xef\xbb\xbf" + claims.read_bytes())
    assert load_dataset(folder)["claims"]["claim_id"].to_list() == ["k1"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize(
    ("before", "row"),
    [
        ("k1,", 2),
        ("k1,a,asserts,b,leads,c,\r\n\r\nk2,", 4),  # a blank row is a row
        ('k1,a,asserts,b,leads,c,"one\ntwo\r\nthree"\r\nk2,', 3),  # three lines, one row
        ('k1,a,asserts,b,leads,c,"one\ntwo ', 2),
        (f"k1,a,asserts,b,leads,c,{'x' * 200_000}\r\nk2,", 3),
        ("k1,a,asserts,b,leads,c,é’🙂\nk2,", 3),
    ],
    ids=["first", "blank", "after-lines", "within-lines", "big", "accents"],
)
def test_other_encodings_are_refused_with_the_row(folder, mark, before, row):
    (folder / "claims.csv").write_bytes(mark + (HEADER + before).encode() + "José".encode("latin-1") + b",asserts,b,leads,c,\r\n")
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.problem) == ("claims.csv", row, "the file is not UTF-8")
    assert problem.value.endswith("Jos\\xe9") and "CSV UTF-8" in problem.fix


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_by_name(folder, encoding):
    (folder / "claims.csv").write_bytes(HEADER.encode(encoding))
    assert only_problem(folder).problem == "the file is UTF-16, not UTF-8"
