"""A dataset in one workbook.

Read, checked and saved as a folder is, with sheets in the place of files.
"""

import zipfile

import pytest
from books import book
from openpyxl import Workbook, load_workbook
from shipped import SHIPPED, clubs, load
from tables import said

from helpers import run
from helpers.data.dataset import DATA_VARIABLE, DatasetError, load_dataset, with_claims
from helpers.data.saving import save_dataset

CLAIMS = dict(
    zip(
        ("A1", "B1", "C1", "D1", "E1", "F1"),
        ("claim_id", "speaker", "stance", "subject", "relation", "object"),
    )
)
FIRST = dict(
    zip(
        ("A2", "B2", "C2", "D2", "E2", "F2"),
        ("k1", "author", "asserts", "ada", "leads", "chess-club"),
    )
)


@pytest.mark.long
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_workbook_holds_what_a_folder_holds(tmp_path, path):
    data = load(path)
    again = load_dataset(save_dataset(data, tmp_path / f"{path.name}.xlsx"))
    assert again.name == data.name and again.texts == data.texts and again.derived == data.derived
    assert all(
        again[table].to_numpy().tolist() == data[table].to_numpy().tolist() for table in data
    )
    assert load_dataset(save_dataset(again, tmp_path / "folder"))["claims"].equals(data["claims"])


def test_a_sheet_of_claims_is_a_dataset(tmp_path, monkeypatch):
    path = book(tmp_path / "mine.XLSX", {"notes": {"A1": "anything"}, "claims": CLAIMS | FIRST})
    monkeypatch.setenv(DATA_VARIABLE, str(path))
    data = load_dataset()
    assert (
        data.name == "mine"
        and len(data["claims"]) == 1
        and data.derived == ("documents", "sources", "entities", "relations")
    )


def test_problems_name_the_sheet_and_the_row_as_excel_numbers_it(tmp_path):
    rows = {"A5": "k2", "B5": "autor", "C5": "assert", "D5": "ada", "E5": "leads", "F5": "=1+1"}
    path = book(
        tmp_path / "b.xlsx",
        {"claims": CLAIMS | FIRST | rows, "sources": {"A1": "source_id", "A2": "author"}},
    )
    assert [row[:5] for row in said(path)] == [
        ("b.xlsx, sheet claims", 5, "F", "=1+1", "the cell holds a formula without a result"),
        ("b.xlsx, sheet claims", 5, "stance", "assert", "not an allowed value"),
        ("b.xlsx, sheet claims", 5, "speaker", "autor", "no such source_id in sheet sources"),
    ]
    with pytest.raises(DatasetError, match="b.xlsx, sheet claims, row 5, column stance"):
        load_dataset(path)


def test_a_header_below_a_title_is_one_problem(tmp_path):
    moved = {address.replace("1", "4"): value for address, value in CLAIMS.items()}
    path = book(tmp_path / "b.xlsx", {"claims": {"A1": "Who leads what"} | moved})
    assert said(path) == [
        (
            "b.xlsx, sheet claims",
            1,
            "",
            "Who leads what",
            "the column names stand in row 4, not in row 1",
            "delete the rows above row 4",
        )
    ]


def test_what_is_hidden_or_filtered_out_counts_and_is_noted(tmp_path):
    more = {
        place.replace("2", str(row)): cell for row in (3, 4, 5, 8) for place, cell in FIRST.items()
    }
    more |= {f"{column}{row}": f"k{row}" for column in "AD" for row in (3, 4, 5, 8)}
    more |= {"G1": "note", "H1": "hedge"}
    path = book(tmp_path / "b.xlsx", {"claims": CLAIMS | FIRST | more, "old": {"A1": "x"}})
    assert load_dataset(path).notes == ()
    workbook = load_workbook(path)
    for row in (3, 4, 6, 8):  # row 6 has no text
        workbook["claims"].row_dimensions[row].hidden = True
    for column in "GHK":
        workbook["claims"].column_dimensions[column].hidden = True
    workbook["old"].row_dimensions[1].hidden = True
    workbook.save(path)
    data = load_dataset(path)
    note = (
        "Hidden or filtered out in the sheet claims, and read all the same: "
        "rows 3 to 4, 8, column G and column H."
    )
    assert data["claims"]["claim_id"].tolist() == ["k1", "k3", "k4", "k5", "k8"]
    assert data.notes == (note,)
    assert with_claims(data, [{"claim_id": "k1", "note": "x"}]).notes == (note,)


def test_a_row_without_its_number_stands_below_the_one_before(tmp_path):
    path = book(tmp_path / "b.xlsx", {"claims": CLAIMS | FIRST})
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b'<row r="2"' in parts[sheet]
    parts[sheet] = parts[sheet].replace(b'<row r="2"', b'<row hidden="true"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    (note,) = load_dataset(path).notes
    assert note.endswith(": row 2.")


def test_merged_and_hidden_are_problems(tmp_path):
    path = book(
        tmp_path / "b.xlsx",
        {"notes": {}, "claims": CLAIMS | FIRST},
        merged=["B2:B3"],
        hidden=["claims"],
    )
    assert [row[2:5] for row in said(path)] == [
        ("", "", "the sheet is hidden"),
        ("", "B2:B3", "the cells are merged, so that only the first of them has the text"),
    ]


HEADER = list(CLAIMS.values())
LACKS = "the cell holds a formula without a result"
SPLIT = "the cells are merged, so that only the first of them has the text"


def sheets(path, merged=(), **tables):
    """Write a workbook of rows."""
    opened = Workbook()
    opened.remove(opened.active)
    for name, rows in tables.items():
        sheet = opened.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for span in merged if name == "claims" else ():
            sheet.merge_cells(span)
    opened.save(path)
    return path


def told(path):
    return [(row[1], row[2], row[3], row[4]) for row in said(path)]


def test_a_column_of_formulas_is_one_problem(tmp_path):
    rows = [[f"k{i}", "ada", "asserts", f"=X{i}", "leads", "kites"] for i in range(2, 40)]
    assert told(sheets(tmp_path / "b.xlsx", claims=[HEADER, *rows])) == [
        (2, "D", "=X2", f"{LACKS} (38 rows: 2–39)")
    ]


@pytest.mark.parametrize("column", range(6))
@pytest.mark.parametrize("cell", ["=A1", "#REF!", 12345678901234567890])
def test_of_a_cell_that_cannot_be_read_nothing_else_is_said(tmp_path, column, cell):
    rows = [["k1", "ada", "asserts", "ada", "leads", "kites"] for _ in range(3)]
    for number, row in enumerate(rows):
        row[0] = f"k{number}"
        row[column] = cell
    tables = {
        "sources": [["source_id"], ["ada"]],
        "entities": [["entity_id", "kind"], ["ada", "person"], ["kites", "organization"]],
    }
    ((row, letter, _, problem),) = told(
        sheets(tmp_path / "b.xlsx", claims=[HEADER, *rows], **tables)
    )
    assert (row, letter) == (2, "ABCDEF"[column]) and problem.endswith(" (3 rows: 2–4)")


def test_rows_that_may_differ_repeat_nothing_and_others_do(tmp_path):
    same = ["ada", "asserts", "ada", "leads", "kites"]
    rows = [[f"k{i}", *same] for i in range(2, 6)]
    rows[1][5] = rows[3][5] = "=X1"
    assert told(sheets(tmp_path / "b.xlsx", claims=[HEADER, *rows])) == [
        (3, "F", "=X1", f"{LACKS} (2 rows: 3, 5)"),
        (4, "claim_id", "k4", "the row repeats row 2"),
    ]


def test_merged_cells_are_told_once(tmp_path):
    rows = [[f"k{i}", "ada", "asserts", "ada", "leads", "kites"] for i in range(2, 5)]
    path = sheets(tmp_path / "b.xlsx", ["B2:B4", "D3:E4"], claims=[HEADER, *rows])
    assert told(path) == [(2, "", "B2:B4", SPLIT), (3, "", "D3:E4", SPLIT)]


@pytest.mark.parametrize("table", ["sources", "entities", "relations"])
def test_ids_are_not_asked_for_where_one_cannot_be_read(tmp_path, table):
    kinds = {"entities": ["kind", "person", "organization"]}.get(table, ["x_own", "", ""])
    ids = {"sources": "source_id", "entities": "entity_id", "relations": "relation"}[table]
    rows = [[ids, kinds[0]], ["=A1", kinds[1]], ["other", kinds[2]]]
    claims = [HEADER, ["k1", "ada", "asserts", "ada", "leads", "kites"]]
    path = sheets(tmp_path / "b.xlsx", claims=claims, **{table: rows})
    assert told(path) == [(2, "A", "=A1", LACKS)]


def test_what_depends_on_a_cell_that_cannot_be_read_is_not_said(tmp_path):
    (tmp_path / "t.txt").write_text("To be, or not to be?", encoding="utf-8")
    quoted = ["document_id", "quote", "quote_prefix", "quote_suffix"]
    claims = [
        [*HEADER, *quoted, "alternative_of"],
        ["k2", "ada", "asserts", "ada", "leads", "kites", "d", "be", "=A1", "", ""],
        ["k3", "ada", "asserts", "ada", "leads", "kites", "d", "be", "", "=A1", "=A1"],
        ["k4", "ada", "denies", "ada", "leads", "kites", "", "=A1", "", "", "k3"],
        ["k5", "ada", "denies", "ada", "leads", "kites", "=A1", "be", "", "", ""],
    ]
    path = sheets(
        tmp_path / "b.xlsx",
        claims=claims,
        documents=[["document_id", "file"], ["d", "t.txt"]],
        relations=[["relation", "subject_kind"], ["leads", "=A1"]],
        passages=[[*quoted, "reason", "repeats"], ["d", "not", "", "", "=A1", "k2"]],
    )
    assert {words.partition(" (")[0] for *_, words in told(path)} == {LACKS}
    assert len(told(path)) == 7


def test_a_header_that_cannot_be_read_leaves_the_sheet_unread(tmp_path):
    claims = [["=A1", *HEADER[1:]], ["k1", "ada", "assert", "ada", "leads", "kites"]]
    assert told(sheets(tmp_path / "b.xlsx", claims=claims)) == [(1, "A", "=A1", LACKS)]
    claims[0] = [f"=A{number}" for number in range(6)]
    assert len(told(sheets(tmp_path / "b.xlsx", claims=claims))) == 6
    claims[0] = [*HEADER[:2], "", *HEADER[3:]]
    merged = told(sheets(tmp_path / "b.xlsx", ["B1:C1"], claims=claims))
    assert merged == [(1, "", "B1:C1", SPLIT)]


def test_a_merged_title_is_to_be_deleted_and_not_to_be_split(tmp_path):
    claims = [["Who leads what"], HEADER, ["k1", "ada", "asserts", "ada", "leads", "kites"]]
    ((row, *_, problem),) = told(sheets(tmp_path / "b.xlsx", ["A1:F1"], claims=claims))
    assert (row, problem) == (1, "the column names stand in row 2, not in row 1")


def test_names_of_sheets(tmp_path):
    path = book(tmp_path / "b.xlsx", {"Claims": CLAIMS | FIRST})
    assert [(row[0], row[4], row[5]) for row in said(path)][0] == (
        "b.xlsx, sheet Claims",
        "the name of the sheet is not that of a table",
        "rename it to claims, or to something else",
    )
    (problem,) = said(book(tmp_path / "c.xlsx", {"Board": {"A1": "Name"}}))
    assert (
        problem[3:5] == ("Board", "the workbook has no sheet of this name")
        and "notebook 04" in problem[5]
    )


def test_a_sheet_that_has_the_columns_of_a_missing_table_is_told_by_them(tmp_path):
    sources = {"A1": "Source ID", "B1": "name", "C1": "kind", "A2": "author", "C2": "author"}
    path = book(tmp_path / "b.xlsx", {"Sheet1": CLAIMS | FIRST, "Quellen": sources, "x": {"A1": 1}})
    assert [(row[0], row[4], row[5]) for row in said(path)] == [
        (
            f"b.xlsx, sheet {name}",
            "the sheet has the columns of a table, and not its name",
            f"rename it to {meant}; or delete it, if it is no part of the dataset",
        )
        for name, meant in {"Quellen": "sources", "Sheet1": "claims"}.items()
    ]
    load = load_workbook(path)
    load["Sheet1"].title, load["Quellen"].title = "claims", "sources"
    load["sources"]["A1"] = "source_id"
    load.save(path)
    assert said(path) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("no.xlsx", None, "no such workbook"),
        ("bad.xlsx", b"PK", "cannot be read"),
        ("old.xls", b"x", "but a file"),
    ],
)
def test_what_is_no_workbook(tmp_path, name, content, words):
    if content:
        (tmp_path / name).write_bytes(content)
    (problem,) = said(tmp_path / name)
    assert words in problem[4] and ".xlsx" in problem[0] + problem[5]


def test_a_table_without_rows_is_as_good_as_none(tmp_path):
    headers = {
        "sources": {"A1": "source_id", "B1": "name"},
        "entities": {"A1": "entity_id", "B1": "kind"},
        "relations": {"A1": "relation"},
    }
    data = load_dataset(book(tmp_path / "b.xlsx", {"claims": CLAIMS | FIRST} | headers))
    assert set(data.derived) == {"documents", "sources", "entities", "relations"} and data[
        "sources"
    ]["source_id"].tolist() == ["author"]


def test_texts_stand_beside_the_workbook_and_nothing_is_overwritten(tmp_path):
    (tmp_path / "two-clubs.txt").write_text("another text", encoding="utf-8")
    with pytest.raises(FileExistsError, match="another two-clubs.txt already"):
        save_dataset(clubs(), tmp_path / "clubs.xlsx")
    assert [file.name for file in tmp_path.iterdir()] == ["two-clubs.txt"]
    (tmp_path / "two-clubs.txt").write_bytes(clubs().text("lantern-1908").encode("utf-8"))
    save_dataset(clubs(), tmp_path / "clubs.xlsx")
    with pytest.raises(FileExistsError, match="clubs.xlsx exists already"):
        save_dataset(clubs(), tmp_path / "clubs.xlsx")


def test_the_runner_takes_workbooks_and_refuses_problems_first(tmp_path, monkeypatch):
    monkeypatch.setenv(run.VARIABLE, "")
    path = book(tmp_path / "haqqani-2021.xlsx", {"claims": CLAIMS | FIRST})
    assert run.choose(path) == path and run.own_name(path) == "haqqani-2021-changed"
    assert (
        run.own_name(book(tmp_path / "mine.xlsx", {"claims": CLAIMS})) == "mine"
        and run.own_name(tmp_path) == tmp_path.name
    )
    run.refuse_problems(path)
    broken = book(tmp_path / "broken.xlsx", {"claims": CLAIMS | FIRST | {"C2": "assert"}})
    with pytest.raises(
        SystemExit, match="(?s)1 problem in .*row 2, column stance.*Nothing was executed"
    ):
        run.refuse_problems(broken)
