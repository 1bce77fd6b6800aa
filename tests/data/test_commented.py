"""A copy of a workbook with its problems as comments."""

import shutil
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from helpers.data.commented import commented_path, drop_commented, is_own, write_commented
from helpers.data.dataset import check_dataset
from helpers.data.workbook import WorkbookError

HEADER = ["claim_id", "speaker", "stance", "subject", "relation", "object", "note"]


def workbook(path, *rows, header=HEADER):
    book = Workbook()
    book.active.title = "claims"
    for row in (header, *(row.split(" ") for row in rows)):
        book.active.append(row)
    book.create_sheet("problems")["A1"] = "my own list"
    book.save(path)
    return path


@pytest.fixture
def book(tmp_path):
    rows = (
        *("k1 me assert ada leads chess", "k2 me asserts ada leeds chess"),
        *("k3 me assert بن leads chess", "k4  asserts =1+1 leads chess"),
    )
    return workbook(tmp_path / "فهرست من.xlsx", *rows)


def comments(sheet):
    return {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}


def test_each_problem_is_a_comment_on_its_cells(book):
    before = book.read_bytes()
    copy = write_commented(book, check_dataset(book))
    assert copy == book.with_name("فهرست من-problems.xlsx") and book.read_bytes() == before
    said = comments(load_workbook(copy)["claims"])
    assert said.keys() == {"C2", "C4", "E3", "B5", "D5"}
    assert said["C2"] == said["C4"] and "Fix: did you mean 'asserts'?" in said["C2"]
    assert load_workbook(copy)["problems"]["A1"].value == "my own list"


def test_a_list_of_all_problems_comes_first_and_has_no_formula(book):
    problems = check_dataset(book)
    copy = load_workbook(write_commented(book, problems))
    listed = copy.worksheets[0]
    assert copy.active == listed and listed.max_row == len(problems) + 1
    assert [sheet.title for sheet in copy if sheet.sheet_view.tabSelected] == [listed.title]
    cells = [cell for row in listed.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=1+1" in {cell.value for cell in cells}


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    path = workbook(tmp_path / "a.xlsx", "k1 me assert ada leads chess x")
    changed = load_workbook(path)
    changed["claims"]["G2"].value = "=1+1"
    changed["claims"]["G2"].data_type = "s"
    changed.save(path)
    copy = load_workbook(write_commented(path, check_dataset(path)))
    assert (copy["claims"]["G2"].value, copy["claims"]["G2"].data_type) == ("=1+1", "s")


def test_a_comment_of_somebody_s_own_stays(book):
    changed = load_workbook(book)
    changed["claims"]["C2"].comment = Comment("ask Ben", "me")
    changed.save(book)
    copy = load_workbook(write_commented(book, check_dataset(book)))
    assert comments(copy["claims"])["C2"].startswith("ask Ben\n\nProblem: not an allowed value")


def test_what_is_wrong_with_a_sheet_or_with_merged_cells_has_a_place(tmp_path):
    path = workbook(tmp_path / "a.xlsx", "k1 me asserts ada leads chess", "k2 you asserts a b c")
    changed = load_workbook(path)
    changed["claims"].merge_cells("A1:A2")
    changed["claims"].merge_cells("B2:B3")
    changed["claims"].sheet_state = "hidden"
    changed.save(path)
    said = comments(load_workbook(write_commented(path, check_dataset(path)))["claims"])
    assert list(said) == ["A1", "E3"]  # of the first one, row 2 is the place of the second
    assert "the sheet is hidden" in said["A1"] and said["A1"].count("the cells are merged") == 2


def test_a_chart_that_is_a_sheet_is_no_problem(tmp_path):
    path = workbook(tmp_path / "a.xlsx", "k1 me assert ada leads chess")
    changed = load_workbook(path)
    changed.create_chartsheet("Chart1", 0)  # an empty one
    changed.save(path)
    problems = check_dataset(path)
    assert problems[["row", "value"]].to_numpy().tolist() == [[2, "assert"]]
    assert write_commented(path, problems).is_file()


def test_a_problem_in_a_key_of_two_columns_stands_in_the_first(tmp_path):
    path = workbook(tmp_path / "a.xlsx", "k1 me asserts ada leads chess")
    changed = load_workbook(path)
    sheet = changed.create_sheet("assessments")
    for row in (
        ["claim_id", "hypothesis_id", "rater", "rating", "arguable", "reason"],
        *[["k1", "h", "r", "consistent", "no", ""]] * 2,
    ):
        sheet.append(row)
    changed.save(path)
    problems = check_dataset(path)
    assert problems["column"].str.contains(", ").any()
    said = comments(load_workbook(write_commented(path, problems))["assessments"])
    assert any("already used" in words for place, words in said.items() if place == "B3")


def test_an_unchanged_copy_is_replaced_and_dropped_when_nothing_is_wrong(book):
    copy = write_commented(book, check_dataset(book))
    first = copy.read_bytes()
    workbook(book, "k1 me assert ada leads chess")
    assert write_commented(book, check_dataset(book)) == copy and copy.read_bytes() != first
    assert drop_commented(book) == copy and not copy.exists()
    assert drop_commented(book) is None
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def worked_in(copy):
    changed = load_workbook(copy)
    changed["claims"]["C2"] = "asserts"
    changed.save(copy)


OTHERS = {
    "a workbook": lambda copy: workbook(copy, "k1 me asserts ada leads chess"),
    "a copy that was worked in": worked_in,
    "a text": lambda copy: copy.write_text("mine"),
    "a folder": lambda copy: (copy.unlink(), copy.mkdir()),
    "a link to nowhere": lambda copy: (copy.unlink(), copy.symlink_to("nowhere")),
    "a broken copy": lambda copy: copy.write_bytes(copy.read_bytes()[:-9]),
}


@pytest.mark.long
@pytest.mark.parametrize("other", OTHERS)
def test_nothing_else_in_its_place_is_touched(book, other):
    copy = write_commented(book, check_dataset(book))
    OTHERS[other](copy)
    before = copy.read_bytes() if copy.is_file() else None
    assert not is_own(copy) and drop_commented(book) is None
    with pytest.raises(FileExistsError, match="is not as the program wrote it"):
        write_commented(book, check_dataset(book))
    assert (copy.read_bytes() if copy.is_file() else None) == before


def test_a_copy_of_the_copy_is_its_own_too_and_the_mark_alone_is_not(book, tmp_path):
    copy = write_commented(book, check_dataset(book))
    other = tmp_path / "again.xlsx"
    shutil.copy(copy, other)
    assert is_own(other)
    with zipfile.ZipFile(other, "a") as archive:
        archive.writestr("more.txt", "x")
    assert not is_own(other)


def test_what_is_no_workbook_is_not_copied(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("no")
    with pytest.raises(WorkbookError, match="cannot be copied"):
        write_commented(path, check_dataset(path))
    assert not commented_path(path).exists()
