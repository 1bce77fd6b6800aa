"""Workbooks.

What a person sees in a cell arrives as text, and text goes in and comes out as it is.
"""

import random
import re
import zipfile
from datetime import datetime, time

import pytest
from books import DAY, book
from openpyxl import Workbook
from shipped import article, clubs

from helpers.codebook import faults
from helpers.data import load_dataset, save_dataset
from helpers.data.old_office import START
from helpers.data.workbook import (
    LONGEST_CELL,
    Column,
    Span,
    WorkbookError,
    _escaped,
    column_letter,
    read_workbook,
    write_workbook,
)

SEEN = {
    "text": ("Ada", "General", "Ada"),
    "text like a number": ("007", "@", "007"),
    "number": (7, "General", "7"),
    "number with zeros in front": (7, "00000", "00007"),
    "id of a format": (7, '"ID-"000', "ID-007"),
    "id in groups": (123456789, "000\\-00\\-0000", "123-45-6789"),
    "id with more digits than its format": (12345, "00-00", "123-45"),
    "negative number in groups": (-7, "00-00", "-00-07"),
    "number with thousands": (12345, "#,##0", "12345"),
    "whole float": (1908.0, "General", "1908"),
    "float": (0.1 + 0.2, "General", "0.3"),
    "truth": (True, "General", "TRUE"),
    "day": (DAY, "yyyy-mm-dd", "2021-07-01"),
    "day in another order": (DAY, "dd/mm/yyyy", "2021-07-01"),
    "month": (DAY, "mmm-yy", "2021-07"),
    "month with a language": (DAY, "[$-409]mmmm\\ yyyy;@", "2021-07"),
    "month with the word day": (DAY, 'mmm yyyy "day"', "2021-07"),
    "year": (DAY, "yyyy", "2021"),
    "day and time": (datetime(2021, 7, 1, 13, 5), "yyyy-mm-dd hh:mm", "2021-07-01T13:05:00"),
    "time": (time(13, 5), "hh:mm", "13:05:00"),
    "number of a day": (44378, "General", "44378"),
    "Arabic script": ("سراج‌الدین", "General", "سراج‌الدین"),
    "lines": ("a\nb", "General", "a\nb"),
}


@pytest.mark.parametrize("case", SEEN)
def test_a_cell_is_what_a_person_sees(tmp_path, case):
    value, shape, text = SEEN[case]
    sheet = read_workbook(book(tmp_path / "b.xlsx", {"B3": value}, formats={"B3": shape}))["Sheet1"]
    assert sheet.rows == {3: ["", text]} and sheet.unreadable == [] and not sheet.hidden


def test_formulas_without_result_and_errors_are_named(tmp_path):
    sheet = read_workbook(book(tmp_path / "b.xlsx", {"A1": "x", "B2": "=A1&1", "C2": "#REF!"}))[
        "Sheet1"
    ]
    assert sheet.rows == {1: ["x"]}
    assert [(row, letter, value) for row, letter, value, *_ in sheet.unreadable] == [
        (2, "B", "=A1&1"),
        (2, "C", "#REF!"),
    ]


@pytest.mark.parametrize("shape", ["d-mmm", "dd/mm", "[$-407]d/\\ mmmm;@", 'd. mmmm "anno y"'])
def test_a_day_without_its_year_is_named(tmp_path, shape):
    file = book(tmp_path / "b.xlsx", {"A1": DAY}, formats={"A1": shape})
    assert read_workbook(file)["Sheet1"].unreadable == [(1, "A", "2021-07-01", faults.CELL_NO_YEAR)]


def test_a_number_of_more_than_fifteen_digits_is_named(tmp_path):
    long = {"A1": 999_999_999_999_999, "B1": 1_000_000_000_000_000, "C1": 12345678901234567890}
    sheet = read_workbook(book(tmp_path / "b.xlsx", long))["Sheet1"]
    assert sheet.rows[1][0] == "999999999999999"
    assert [(letter, value, fault) for _, letter, value, fault in sheet.unreadable] == [
        ("B", "1.00000000000000E+15", faults.CELL_DIGITS),
        ("C", "1.23456789012346E+19", faults.CELL_DIGITS),
    ]


def stored_result(path, formula, result):
    """Put a result into a workbook as Excel stores it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert (old := b"<f>%s</f><v></v>" % formula) in parts[sheet] or (
        old := b"<f>%s</f><v />" % formula
    ) in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, b"<f>%s</f><v>%s</v>" % (formula, result))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_formula_is_its_stored_result(tmp_path):
    stored_result(book(tmp_path / "b.xlsx", {"A1": "=1+1", "B1": "x"}), b"1+1", b"2")
    sheet = read_workbook(tmp_path / "b.xlsx")["Sheet1"]
    assert sheet.rows == {1: ["2", "x"]} and not sheet.unreadable


def test_merged_cells_and_hidden_sheets(tmp_path):
    sheets = read_workbook(
        book(
            tmp_path / "b.xlsx",
            {"s": {"A1": "x"}, "t": {"A1": "y"}},
            merged=["A1:C2"],
            hidden=["t"],
        )
    )
    assert sheets["s"].merged == [Span(1, 2, 1, 3)] and str(sheets["s"].merged[0]) == "A1:C2"
    assert not sheets["s"].hidden and sheets["t"].hidden


TEXTS = [
    "=1+1",
    "#N/A",
    "'=x",
    "_x0041_",
    "a\x00b",
    "\x1b[31m",
    "l1\r\nl2",
    "\ttab",
    "007",
    "1e5",
    "TRUE",
    "2021-07-01",
    " x ",
    "\ufffe",
    "😀",
    "e\u0301",
    "\u202eevil",
    "<script>",
]


def test_text_goes_in_and_comes_out(tmp_path):
    write_workbook(tmp_path / "b.xlsx", {"s": [["h"] * len(TEXTS), TEXTS]})
    sheet = read_workbook(tmp_path / "b.xlsx")["s"]
    assert sheet.rows[2] == TEXTS and not sheet.unreadable


def test_random_text_goes_in_and_comes_out(tmp_path):
    chance = random.Random(4)
    texts = [
        "".join(chance.choice("_x04Aaé\x01\x0b\n=+'# 𐍈س") for _ in range(chance.randrange(1, 12)))
        for _ in range(500)
    ]
    write_workbook(tmp_path / "b.xlsx", {"s": [["h"], *([text] for text in texts)]})
    rows = read_workbook(tmp_path / "b.xlsx")["s"].rows
    assert [rows[number][0] for number in range(2, 502)] == texts


def test_written_cells_are_text_with_lists_and_comments(tmp_path):
    from openpyxl import load_workbook

    write_workbook(
        tmp_path / "b.xlsx",
        {"s": [["stance", "x"], ["=1+1", ""]]},
        {"s": [Column("what it means", '"asserts,denies"', True)]},
    )
    sheet = load_workbook(tmp_path / "b.xlsx")["s"]
    assert (
        sheet["A2"].data_type == "s"
        and sheet["A2"].number_format == sheet.column_dimensions["B"].number_format == "@"
    )
    assert sheet["A1"].comment.text == "what it means" and sheet.freeze_panes == "A2"
    (offer,) = sheet.data_validations.dataValidation
    assert offer.formula1 == '"asserts,denies"' and offer.showErrorMessage and "A2" in offer.sqref


def test_what_no_workbook_holds_is_refused(tmp_path):
    with pytest.raises(
        WorkbookError, match="s, row 2: a cell has 32,768 characters, and a workbook holds 32,767"
    ):
        write_workbook(tmp_path / "b.xlsx", {"s": [["h"], ["x" * (LONGEST_CELL + 1)]]})


@pytest.mark.parametrize("piece", ["\r\n", "\x07", "_x0041_", "\uffff"])
def test_what_is_counted_is_what_is_written(tmp_path, piece):
    fits = piece * (LONGEST_CELL // len(_escaped(piece)))
    write_workbook(tmp_path / "b.xlsx", {"s": [["h"], [fits]]})
    assert read_workbook(tmp_path / "b.xlsx")["s"].rows[2] == [fits]
    longer = f"{len(fits + piece):,} characters, written as {len(_escaped(fits + piece)):,}, and"
    with pytest.raises(WorkbookError, match=longer):
        write_workbook(tmp_path / "c.xlsx", {"s": [["h"], ["short", fits + piece]]})
    assert not (tmp_path / "c.xlsx").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"name,club\n"])
def test_what_is_no_workbook_is_one_message(tmp_path, content):
    (tmp_path / "b.xlsx").write_bytes(content)
    with pytest.raises(
        WorkbookError, match="cannot be read as an .xlsx workbook; open it in Excel or LibreOffice"
    ):
        read_workbook(tmp_path / "b.xlsx")


def test_what_an_old_program_or_a_password_makes_of_a_workbook_is_named(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(START + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    locked = (
        "^the file is a file with a password; open it and save it as .xlsx, without a password$"
    )
    with pytest.raises(WorkbookError, match=locked):
        read_workbook(tmp_path / "b.xlsx")
    (tmp_path / "b.xlsx").write_bytes(START + b" an old file")
    with pytest.raises(WorkbookError, match="^the file is one of an old Office program; open it"):
        read_workbook(tmp_path / "b.xlsx")


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path, monkeypatch):
    path = book(tmp_path / "b.xlsx", {"A1": "x"})
    monkeypatch.setattr("helpers.data.workbook.LARGEST", 100)
    with pytest.raises(WorkbookError, match="larger than 100 bytes"):
        read_workbook(path)


def test_column_letters():
    assert [column_letter(number) for number in (1, 26, 27, 52, 702, 703, 16384)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "ZZ",
        "AAA",
        "XFD",
    ]


@pytest.mark.parametrize("data", [article, clubs])
def test_the_same_tables_are_the_same_bytes_whenever_they_are_written(data, tmp_path, monkeypatch):
    files = [save_dataset(data(), tmp_path / f"{number}" / "mine.xlsx") for number in range(2)]
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    files += [save_dataset(data(), tmp_path / "later" / "mine.xlsx")]
    assert len({file.read_bytes() for file in files}) == 1
    with zipfile.ZipFile(files[0]) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        assert re.findall(rb"\d{4}-\d\d", archive.read("docProps/core.xml")) == [b"1980-01"] * 2
    assert load_dataset(files[0])["claims"].equals(data()["claims"])


@pytest.mark.parametrize(
    "text",
    [
        *("<r>Ada</r>", "<r><t>Ada</t></r>", "</t></si>", "_x0041_", "_x0041_x0042_x0043_"),
        *("_x005F_x0041_", "__x0041__", "_x00e9_é", "\x00", "\x0b_x000B_", "\ufffe", "\t a \r\n"),
        *("=1+1", "'=1", "#N/A", "TRUE", "007", "1E5", "2021-08", " a ", "a\nb", "😀"),
    ],
)
def test_every_text_comes_back_letter_by_letter(tmp_path, text):
    write_workbook(tmp_path / "b.xlsx", {"s": [["h"], [text], [text, text]]})
    assert read_workbook(tmp_path / "b.xlsx")["s"].rows == {1: ["h"], 2: [text], 3: [text, text]}


def test_what_looks_like_a_code_comes_back_from_a_text_that_several_cells_share(tmp_path):
    """As Excel writes it: _x005F_ stands for a bar before what would be read as a code."""
    shared = Workbook()
    shared.active.append(["h", "_x005F_x0041_", "x005F_", "_x0041_"])
    shared.save(tmp_path / "b.xlsx")
    assert read_workbook(tmp_path / "b.xlsx")["Sheet"].rows[1] == ["h", "_x0041_", "x005F_", "A"]


def test_a_character_beyond_the_first_plane_counts_as_two(tmp_path):
    fits = "😀" * (LONGEST_CELL // 2)
    write_workbook(tmp_path / "b.xlsx", {"s": [["h"], [fits]]})
    assert read_workbook(tmp_path / "b.xlsx")["s"].rows[2] == [fits]
    with pytest.raises(WorkbookError, match="16,384 characters, written as 32,768"):
        write_workbook(tmp_path / "c.xlsx", {"s": [["h"], [fits + "😀"]]})
