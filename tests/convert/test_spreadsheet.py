"""Spreadsheets as people keep them: what is read, and what is said of it."""

import csv
import io

import pytest
from books import DAY, book
from hypothesis import given, settings, strategies as st
from invented import examples
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from helpers.convert.spreadsheets.headers import clean_header
from helpers.convert.spreadsheets.spreadsheet import read_spreadsheet, spreadsheet_notes
from helpers.data.dataset import ARTICLE
from helpers.data.old_office import START

SHIPPED = ARTICLE.parent / "port-quince.xlsx"

LIST = "Name,Club\nAda,Chess\nBen,Kites\n"


def rows(frame):
    return [[number, *cells] for number, cells in zip(frame.index, frame.to_numpy().tolist())]


def notes(path, **how):
    return dict(spreadsheet_notes(path, **how).itertuples(index=False, name=None))


def text(tmp_path, content, name="list.csv"):
    (tmp_path / name).write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8")
    )
    return tmp_path / name


ENCODED = {
    "UTF-8": (LIST.encode(), {}),
    "UTF-8 with a mark": (LIST.encode("utf-8-sig"), {}),
    "UTF-16": (
        LIST.encode("utf-16"),
        {"file": "read as utf-16; where letters look wrong, give its encoding"},
    ),
    "UTF-16 the other way": (
        b"\xfe\xff" + LIST.encode("utf-16-be"),
        {"file": "read as utf-16; where letters look wrong, give its encoding"},
    ),
    "semicolons": (
        LIST.replace(",", ";").encode(),
        {"file": "the cells are separated by semicolons"},
    ),
    "semicolons, with commas in cells": (
        b"Name;Club;Fee\r\nAda;Chess, old;1,5\r\nBen;Kites;2,5\r\n",
        {"file": "the cells are separated by semicolons"},
    ),
    "tabs": (LIST.replace(",", "\t").encode(), {"file": "the cells are separated by tabs"}),
}


@pytest.mark.parametrize("case", ENCODED)
def test_encodings_and_separators(tmp_path, case):
    content, said = ENCODED[case]
    path = text(tmp_path, content)
    frame = read_spreadsheet(path)
    assert frame.columns.tolist()[:2] == ["Name", "Club"] and frame["Name"].to_dict() == {
        2: "Ada",
        3: "Ben",
    }
    assert said.items() <= notes(path).items() and frame.attrs["file"] == "list.csv"


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Zoë’s Çlub €"), ("latin-1", "Zoë \x81")]
)
def test_old_encodings_are_guessed_and_said(tmp_path, encoding, name):
    path = text(tmp_path, f"Name,Club\nAda,{name}\n".encode(encoding))
    assert (
        read_spreadsheet(path)["Club"].tolist() == [name]
        and f"read as {encoding}" in notes(path)["file"]
    )


def test_an_encoding_can_be_given(tmp_path):
    path = text(tmp_path, "Name,Club\nيوسف,نادي\n".encode("cp1256"))
    assert read_spreadsheet(path, encoding="cp1256")["Name"].tolist() == ["يوسف"]
    with pytest.raises(ValueError, match="cannot be read as utf-8"):
        read_spreadsheet(path, encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be read as nonsense"):
        read_spreadsheet(path, encoding="nonsense")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_mark_before_a_text_of_a_given_encoding_is_no_letter(tmp_path, encoding):
    path = text(tmp_path, ("\ufeff" + LIST).encode(encoding))
    assert read_spreadsheet(path, encoding=encoding).columns[0] == "Name"


def test_the_header_is_found_below_a_title_and_blank_rows_and_columns_are_left_out(tmp_path):
    path = text(tmp_path, "Clubs of the town,,,\n,,,\n,Name,,Club\n,Ada,,Chess\n,,,\n,Ben,,Kites\n")
    frame = read_spreadsheet(path)
    assert frame.columns.tolist() == ["Name", "Club"] and rows(frame) == [
        [4, "Ada", "Chess"],
        [6, "Ben", "Kites"],
    ]
    assert notes(path) == {
        "row 3": "the column names stand here",
        "row 1": "left out, because above the column names: “Clubs of the town”",
    }
    assert read_spreadsheet(path, header=4).columns.tolist() == ["Ada", "Chess"]
    with pytest.raises(ValueError, match="row 2 is blank"):
        read_spreadsheet(path, header=2)


def test_column_names_are_cleaned_numbered_and_given(tmp_path):
    path = text(tmp_path, 'Name¹,"Club\n of",Name,,Since [2]\nAda,Chess,A.,x,1908\n')
    assert read_spreadsheet(path).columns.tolist() == [
        "Name",
        "Club of",
        "Name (2)",
        "column D",
        "Since",
    ]
    assert notes(path)["column D"] == "is called “column D”, because it has no name"
    assert notes(path)["column A"] == "is called “Name”, not “Name¹”"
    assert [clean_header(name) for name in ("a*", "b †", "Name1", "c\u00a0d", "[x]")] == [
        "a",
        "b",
        "Name1",
        "c d",
        "",
    ]


def test_a_header_that_is_printed_again_is_left_out(tmp_path):
    path = text(tmp_path, "Name,Club\nAda,Chess\nName,Club\nBen,Kites\n")
    assert (
        read_spreadsheet(path).index.tolist() == [2, 4]
        and notes(path)["row 3"] == "left out: the column names once more"
    )


def test_merged_cells_are_written_into_each_row_and_names_over_columns_join_theirs(tmp_path):
    cells = {
        "A1": "Person",
        "C1": "Club",
        "A2": "Given",
        "B2": "Family",
        "A3": "Ada",
        "B3": "Stone",
        "C3": "Chess",
        "C4": "Kites",
    }
    path = book(tmp_path / "b.xlsx", cells, merged=["A1:B1", "C1:C2", "A3:A4", "B3:B4"])
    frame = read_spreadsheet(path)
    assert frame.columns.tolist() == ["Person Given", "Person Family", "Club"]
    assert rows(frame) == [[3, "Ada", "Stone", "Chess"], [4, "Ada", "Stone", "Kites"]]
    assert (
        notes(path)["A3:A4"] == "merged cells: “Ada” is written into each row"
        and notes(path)["rows 1 to 2"] == "the column names stand here"
    )


def test_a_chart_that_is_a_sheet_is_passed_over_and_noted(tmp_path):
    path = book(tmp_path / "b.xlsx", {"A1": "Name", "B1": "Club", "A2": "Ada", "B2": "Chess"})
    workbook = load_workbook(path)
    workbook.create_chartsheet("Chart1", 0)  # an empty one
    workbook.save(path)
    assert rows(read_spreadsheet(path)) == [[2, "Ada", "Chess"]]
    assert notes(path)["sheet Chart1"] == "not read: it is a chart"


def test_hidden_sheets_are_passed_over_and_others_named(tmp_path):
    path = book(
        tmp_path / "b.xlsx",
        {
            "old": {"A1": "x", "B1": "y", "A2": "1", "B2": "2"},
            "new": {"A1": "Name", "B1": "Club", "A2": "Ada", "B2": "Chess"},
        },
        hidden=["old"],
    )
    assert (
        read_spreadsheet(path).attrs["file"] == "b.xlsx, sheet new"
        and notes(path)["sheet old"] == "not read, and hidden"
    )
    assert read_spreadsheet(path, sheet="old").columns.tolist() == ["x", "y"]
    with pytest.raises(ValueError, match="no sheet 'NEW': did you mean 'new'"):
        read_spreadsheet(path, sheet="NEW")


def test_formulas_and_errors_stay_visible(tmp_path):
    path = book(
        tmp_path / "b.xlsx",
        {
            "A1": "Name",
            "B1": "Club",
            "A2": "=cmd()",
            "B2": "Chess",
            "A3": "Ada",
            "B3": "#REF!",
            "D4": "#REF!",
        },
    )
    assert rows(read_spreadsheet(path)) == [
        [2, "=cmd()", "Chess", ""],
        [3, "Ada", "#REF!", ""],
        [4, "", "", "#REF!"],
    ]
    assert notes(path)["B3"] == "the cell shows an error of the spreadsheet: #REF!"


def test_dates_say_no_more_than_the_sheet(tmp_path):
    path = book(
        tmp_path / "b.xlsx",
        {"A1": "Name", "B1": "Since", "A2": "Ada", "B2": DAY, "A3": "Ben", "B3": DAY},
        formats={"B2": "mmm-yy", "B3": "dd.mm.yyyy"},
    )
    assert read_spreadsheet(path)["Since"].tolist() == ["2021-07", "2021-07-01"]


@pytest.mark.parametrize("content", [b"", b"\n\n,,\n"])
def test_nothing_to_read(tmp_path, content):
    with pytest.raises(ValueError, match="empty"):
        read_spreadsheet(text(tmp_path, content))


def test_what_cannot_be_read_is_one_message(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no file"):
        read_spreadsheet(tmp_path / "nowhere.csv")
    with pytest.raises(ValueError, match="cannot be read as an .xlsx workbook"):
        read_spreadsheet(text(tmp_path, b"PK", "b.xlsx"))
    with pytest.raises(ValueError, match="is empty"):
        read_spreadsheet(book(tmp_path / "c.xlsx", {}))


@pytest.mark.long
def test_a_cell_of_ten_megabytes_and_control_characters_do_no_harm(tmp_path):
    path = text(
        tmp_path,
        b"Name,Club\nAda," + b"x" * 10_000_000 + b"\n\x1b[31mBen,<script>alert(1)</script>\n",
    )
    frame = read_spreadsheet(path)
    assert len(frame.at[2, "Club"]) == 10_000_000 and frame.at[3, "Name"] == "\x1b[31mBen"


def test_the_shipped_spreadsheet_is_as_messy_as_the_notebook_says():
    frame, said = read_spreadsheet(SHIPPED), notes(SHIPPED)
    assert (
        frame.at[6, "Person Name"] == "Ada\u00a0Thorn "
        and frame.at[10, "Since"] == "2985"
        and frame.at[18, "Person Name"] == "=cmd()"
    )
    assert {"B14:B15", "B18", "sheet old list", "rows 3 to 4", "row 1"} <= set(said)


def of_text(tmp_path, text, name="list.csv", **how):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_spreadsheet(file, **how), spreadsheet_notes(file, **how)["note"].tolist()


def test_a_quotation_mark_that_is_never_closed_swallows_no_row(tmp_path):
    with pytest.raises(
        ValueError, match="row 2: a quotation mark opens a cell and is never closed"
    ):
        of_text(tmp_path, 'Name,Club,Note\nAda,Kites,"so the minutes\nBen,Kites,\nCara,Chess,\n')


def test_a_mark_inside_a_cell_is_text(tmp_path):
    frame, _ = of_text(tmp_path, 'Name,Club\nAda,12" Kites\nBen,Chess\n')
    assert frame["Club"].tolist() == ['12" Kites', "Chess"]


def test_a_blank_before_a_quoted_cell_belongs_to_no_name(tmp_path):
    frame, _ = of_text(tmp_path, 'Name, Club\n"Stone, Ada", "Kites, Ltd"\n"Reed", "Chess, Ltd"\n')
    assert frame.to_dict("list") == {
        "Name": ["Stone, Ada", "Reed"],
        "Club": ["Kites, Ltd", "Chess, Ltd"],
    }


def test_a_header_without_the_first_name_is_shifted(tmp_path):
    frame, notes = of_text(tmp_path, '"Name","Club"\n"1","Ada","Kites"\n"2","Ben","Chess"\n')
    assert frame[["Name", "Club"]].to_numpy().tolist() == [["Ada", "Kites"], ["Ben", "Chess"]]
    assert any("one name is missing" in note for note in notes)


def test_no_header_at_all_is_an_option_and_is_suspected(tmp_path):
    text = "Ada\tKites\nBen\tKites\nCara\tChess\n"
    frame, notes = of_text(tmp_path, text, "list.tsv")
    assert len(frame) == 2 and any("header=0" in note for note in notes)
    frame, _ = of_text(tmp_path, text, "list.tsv", header=0)
    assert frame["column A"].tolist() == ["Ada", "Ben", "Cara"] and frame.index[0] == 1


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.xls", START + "Workbook".encode("utf-16-le"), "an old Excel workbook .* as .xlsx$"),
        ("a.xlsx", START + "EncryptedPackage".encode("utf-16-le"), "without a password$"),
        ("a.csv", START, "one of an old Office program"),
        ("a.csv", b"\x1f\x8b\x08", "gzip"),
        ("a.xls", b"<html><table>", "HTML"),
        ("a.json", b'[{"name": "Ada"}]', "JSON"),
        ("a.ods", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument", "OpenDocument"),
        ("a.zip", b"PK\x03\x04", "packed"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path, name, content, what):
    with pytest.raises(ValueError, match=what):
        of_text(tmp_path, content, name)


# --- the row of the names -----------------------------------------------------------------------

NAMES = {
    "a matrix of one organization": (",Chess\nAda,1\nBen,1\n", ["column A", "Chess"], [2, 3]),
    "a gap in the names of a matrix": (
        ",Chess,,Kites\nAda,1,1,0\nBen,1,0,1\n",
        ["column A", "Chess", "", "Kites"],
        [2, 3],
    ),
    "one name above three columns": (
        "Name,,\nAda,Chess,x\nBen,Kites,x\n",
        ["Name", "column B", "column C"],
        [2, 3],
    ),
    "a long title just above": (
        "Clubs of the town,,\nName,Club,Post\nAda,Chess,a\nBen,Kites,b\n",
        ["Name", "Club", "Post"],
        [3, 4],
    ),
    "a title, a date and a blank row": (
        "Clubs,,,\nDate:,1908,,\n\nName,Club,Post,Fee\nAda,Go,a,1\nBen,Go,b,2\nCy,Go,c,3\n",
        ["Name", "Club", "Post", "Fee"],
        [5, 6, 7],
    ),
    "years below a year": (
        "Since,,\nAda,1901,Chess\nBen,1904,Kites\n",
        ["Since", "column B", "column C"],
        [2, 3],
    ),
}


@pytest.mark.parametrize("case", NAMES)
def test_the_names_are_found(tmp_path, case):
    content, names, numbers = NAMES[case]
    frame = read_spreadsheet(text(tmp_path, content))
    assert frame.columns.tolist() == names and frame.index.tolist() == numbers


@pytest.mark.parametrize(
    ("content", "first", "second"),
    [
        ("Name,,\nAda,Chess,x\nBen,Kites,y\n", 1, 2),
        ("Clubs,\nName,Club\nAda,Chess\n", 1, 2),
        ("Name,,\nAda,,\nBen,Kites,x\nCara,Kites,x\n", 1, 3),
        ("Name,Club,,\nAda,Chess,x,y\nBen,Kites,z,w\n", 1, 2),
        ("Name,,,\nAda,Go,,\n\nBen,Chess,x,y\nCy,Go,z,w\nDee,Go,v,u\nEd,Go,t,s", 2, 4),
    ],
)
def test_names_that_cannot_be_told_from_data_are_asked_for(tmp_path, content, first, second):
    path = text(tmp_path, content)
    with pytest.raises(ValueError, match=f"read with header={first}; if .* header={second}"):
        read_spreadsheet(path)
    assert read_spreadsheet(path, header=first).index[0] > first
    assert read_spreadsheet(path, header=second).index[0] > second


def as_csv(rows):
    handle = io.StringIO()
    csv.writer(handle).writerows(rows)
    return handle.getvalue()


CELLS = st.sampled_from(["", "", "a", "b", "1", "0", "1908", "Ada", "Ada Stone", "نادي"])


@given(width=st.integers(1, 4), data=st.data())
@settings(deadline=None)
def test_no_row_of_data_is_taken_for_the_names_in_silence(tmp_path_factory, width, data):
    row = st.lists(CELLS, min_size=width, max_size=width).filter(any)
    table = data.draw(st.lists(row, min_size=1, max_size=8))
    path = text(tmp_path_factory.mktemp("table"), as_csv(table))
    try:
        frame = read_spreadsheet(path)
    except ValueError as error:
        assert "read with header=1" in str(error) or "header=" in str(error)
        return
    kept = [number for number, cells in enumerate(table, start=1) if cells != table[0]]
    assert frame.index.tolist() == kept


HEADS = st.lists(st.sampled_from(["Name", "Club", "Post", "نادي"]), min_size=2, max_size=4)


@given(names=HEADS, data=st.data())
@settings(max_examples=examples(40), deadline=None)
def test_no_row_below_merged_names_is_taken_for_names_in_silence(tmp_path_factory, names, data):
    row = st.lists(CELLS, min_size=len(names), max_size=len(names)).filter(any)
    below = data.draw(st.lists(row, min_size=1, max_size=4))
    first = data.draw(st.integers(0, len(names) - 2))
    last = data.draw(st.integers(first + 1, len(names) - 1))
    head = [name if not first < place <= last else "" for place, name in enumerate(names)]
    merged = [f"{chr(65 + first)}1:{chr(65 + last)}1"]
    cells = grid([head, *below])
    path = book(tmp_path_factory.mktemp("merged") / "b.xlsx", cells, merged=merged)
    try:
        frame = read_spreadsheet(path)
    except ValueError as error:
        assert "header=1" in str(error)
        return
    kept = [number for number, row in enumerate(below, start=2) if row != head]
    alone = sum(map(bool, head)) == 1  # a title, if it is merged over all
    assert frame.index.tolist() == kept or (alone and "row 1" in notes(path))


@given(st.binary(max_size=60) | st.text('ab1,;\t\n\r"é', max_size=60).map(str.encode))
@settings(max_examples=examples(150), deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    path = text(tmp_path_factory.mktemp("bytes"), content)
    try:
        frame = read_spreadsheet(path)
    except ValueError:
        return
    assert frame.index.is_monotonic_increasing and frame.index.is_unique


SHORT = {
    "a matrix with points": (
        "Chess,Kites\nAda,1.0,0.0\nBen,,1.0\n",
        ["column A", "Chess", "Kites"],
        "Ada",
    ),
    "a matrix": ("Chess,Kites\nAda,1,0\nBen,1,1\n", ["column A", "Chess", "Kites"], "Ada"),
    "a matrix of one row": ("Chess,Kites\nAda,1,0\n", ["column A", "Chess", "Kites"], "Ada"),
    "row numbers": ("Name,Club\n1,Ada,Kites\n2,Ben,Chess\n", ["Name", "Club"], "Ada"),
    "separators at the ends": ("Name,Club\nAda,Kites,\nBen,Chess,\n", ["Name", "Club"], "Ada"),
}


@pytest.mark.parametrize("case", SHORT)
def test_a_header_that_is_one_short(tmp_path, case):
    content, names, first = SHORT[case]
    frame = read_spreadsheet(text(tmp_path, content))
    assert frame.columns.tolist() == names and frame.iat[0, 0] == first


def test_a_header_that_is_one_short_is_asked_about_where_it_could_belong_left_or_right(tmp_path):
    path = text(tmp_path, "Name,Club\nAda,Kites,x\nBen,Chess,y\n")
    with pytest.raises(ValueError, match="row 1 has one cell less than all rows below it"):
        read_spreadsheet(path)
    assert read_spreadsheet(path, header=1).columns.tolist() == ["Name", "Club", "column C"]


def test_a_mark_behind_a_backslash_is_noted_with_its_row(tmp_path):
    path = text(tmp_path, 'Name,Club\n"Ada \\"Kit\\" Stone",Kites\n"Ben ""B"" Reed",C\\D\n')
    found = notes(path)
    assert "a backslash and a quotation mark" in found["row 2"] and "row 3" not in found


def test_a_cell_too_many_is_noted_with_its_row(tmp_path):
    path = text(tmp_path, "Name,Club\nAda,Kites, Ltd\nBen,Chess\n")
    assert "more cells than names" in notes(path)["row 2"]


# --- merged cells -------------------------------------------------------------------------------


def grid(rows):
    return {
        f"{chr(65 + place)}{number}": cell
        for number, cells in enumerate(rows, start=1)
        for place, cell in enumerate(cells)
        if cell
    }


@pytest.mark.parametrize(
    ("rows_", "merged", "names", "numbers"),
    [
        (
            [["Name", "", "Club"], ["Ada", "Stone", "Kites"], ["Ben", "Reed", "Go"]],
            ["A1:B1"],
            ["Name (1)", "Name (2)", "Club"],
            [2, 3],
        ),
        (
            [["Person", "", "Club", ""], ["Ada", "Stone", "Go", "Q"], ["Ben", "Reed", "Go", "Q"]],
            ["A1:B1", "C1:D1"],
            ["Person (1)", "Person (2)", "Club (1)", "Club (2)"],
            [2, 3],
        ),
        (
            [["Clubs", "", ""], ["Name", "Club", "Post"], ["Ada", "Go", "x"]],
            ["A1:C1"],
            ["Name", "Club", "Post"],
            [3],
        ),
        ([["Name", "Club"], ["", "Kites"], ["Ben", "Go"]], ["A1:A2"], ["Name", "Club"], [2, 3]),
        ([["Name", ""], ["Ada", ""], ["Ben", ""]], ["A1:B1"], ["Name"], [2, 3]),
        (
            [["Club", "Name"], ["", ""], ["", "Ada"], ["", "Ben"]],
            ["A1:A3"],
            ["Club", "Name"],
            [2, 3, 4],
        ),
    ],
)
def test_names_that_are_merged_swallow_no_row(tmp_path, rows_, merged, names, numbers):
    frame = read_spreadsheet(book(tmp_path / "b.xlsx", grid(rows_), merged=merged))
    assert frame.columns.tolist() == names and frame.index.tolist() == numbers


def test_a_row_below_merged_names_is_asked_about_where_it_could_be_names_or_data(tmp_path):
    cells = grid([["Person", "", "Club", ""], ["Ada", "Stone", "Go", "Quay"]])
    path = book(tmp_path / "b.xlsx", cells, merged=["A1:B1", "C1:D1"])
    with pytest.raises(ValueError, match=r"header=\[1, 2\]; if data, with header=1"):
        read_spreadsheet(path)
    assert read_spreadsheet(path, header=1).index.tolist() == [2]
    names = read_spreadsheet(path, header=[1, 2]).columns.tolist()
    assert names == ["Person Ada", "Person Stone", "Club Go", "Club Quay"]


def test_data_that_is_merged_over_columns_is_noted(tmp_path):
    cells = grid([["Name", "Club", "Post"], ["Officers", "", ""], ["Ada", "Go", "x"]])
    path = book(tmp_path / "b.xlsx", cells, merged=["A2:C2"])
    assert rows(read_spreadsheet(path))[0] == [2, "Officers", "", ""]
    assert "“Officers” stands in the first" in notes(path)["A2:C2"]


# --- what a sheet says besides its texts ----------------------------------------------------------


def marked(tmp_path, number=1):
    """A workbook in which that many rows are hidden, struck, linked and commented on."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Name", "Club", "Source"])
    for row in range(2, 2 + number + 2):
        sheet.append([f"Ada {row}", "Kites", "report"])
    for row in range(2, 2 + number):
        sheet[f"A{row}"].font = Font(strike=True)
        sheet[f"C{row}"].hyperlink = f"https://example.org/{row}"
        sheet[f"B{row}"].comment = Comment(f"page {row}", "Cara")
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["B"].hidden = True
    struck = TextBlock(InlineFont(strike=True), "Ben")
    sheet[f"A{number + 2}"] = CellRichText(struck, " Reed")
    workbook.save(tmp_path / "b.xlsx")
    return tmp_path / "b.xlsx"


def test_what_is_hidden_struck_linked_or_commented_on_is_noted_and_read(tmp_path):
    path = marked(tmp_path)
    assert read_spreadsheet(path)["Name"].tolist() == ["Ada 2", "Ben Reed", "Ada 4"]
    assert {
        "row 2": "hidden, and read all the same",
        "column B": "hidden, and read all the same",
        "A2": "struck through, and read all the same",
        "A3": "partly struck through, and read all the same",
        "C2": "has a link to https://example.org/2",
        "B2": "has a comment by Cara: “page 2”",
    }.items() <= notes(path).items()


def test_of_many_marks_some_are_noted_and_all_counted(tmp_path):
    said = spreadsheet_notes(marked(tmp_path, number=300))
    assert len(said) < 40
    assert "rows 2 to 301" in said["where"].tolist()
    assert "290 more cells have links: 300 in all" in said["note"].tolist()
    assert "290 more cells have comments: 300 in all" in said["note"].tolist()
    assert any(where.endswith("and 290 more") for where in said["where"])


def test_a_link_that_is_a_formula_is_noted(tmp_path):
    formula = '=HYPERLINK("https://example.org/a", "Kites")'
    path = book(tmp_path / "b.xlsx", {"A1": "Name", "B1": "Club", "A2": "Ada", "B2": formula})
    said = spreadsheet_notes(path)
    assert "has a link to https://example.org/a" in said.loc[said["where"] == "B2", "note"].tolist()


def test_a_workbook_with_macros_is_read(tmp_path):
    path = book(tmp_path / "b.xlsm", {"A1": "Name", "B1": "Club", "A2": "Ada", "B2": "Go"})
    assert rows(read_spreadsheet(path)) == [[2, "Ada", "Go"]]


def test_of_many_formulas_without_results_some_are_noted_and_all_counted(tmp_path):
    cells = {f"A{row}": f"=B{row}" for row in range(2, 52)}
    path = book(tmp_path / "b.xlsx", {"A1": "Name", "B1": "Club", "B2": "Go"} | cells)
    said = spreadsheet_notes(path)
    assert len(said) < 20 and any("40 more, 50 in all" in note for note in said["note"])
    assert read_spreadsheet(path)["Name"].tolist()[-1] == "=B51"


# --- encodings ----------------------------------------------------------------------------------

LETTERS = {
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "koi8_r": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "cp1253": "αβγδεζηθικλμνξοπρστυφχψω",
    "cp1255": "אבגדהוזחטיכלמנסעפצקרשת",
    "cp1256": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
}


@pytest.mark.parametrize("encoding", LETTERS)
@given(data=st.data())
@settings(max_examples=examples(30), deadline=None)
def test_no_alphabet_is_read_as_another_in_silence(tmp_path_factory, encoding, data):
    word = data.draw(st.text(LETTERS[encoding], min_size=2, max_size=8))
    path = text(tmp_path_factory.mktemp("text"), f"Name,Club\nAda,{word}\n".encode(encoding))
    with pytest.raises(ValueError, match=f"encoding='{encoding}'"):
        read_spreadsheet(path)
    assert read_spreadsheet(path, encoding=encoding)["Club"].tolist() == [word]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        *[("cp1250", "Wałęsa"), ("iso8859_2", "Wałęsa"), ("cp866", "Петров"), ("gb18030", "王伟")],
        *[("mac_roman", "José"), ("mac_roman", "Müller"), ("cp850", "Zoë"), ("cp932", "クラブ")],
    ],
)
def test_other_alphabets_are_refused(tmp_path, encoding, name):
    path = text(tmp_path, f"Name,Club\n{name},Go\n".encode(encoding))
    with pytest.raises(ValueError, match=f"encoding='{encoding}' \\(“{name}”\\)"):
        read_spreadsheet(path)


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1250", "Dvořák"), ("cp1254", "Şahin"), ("mac_roman", "Schön")]
)
def test_single_letters_that_could_be_others_are_noted(tmp_path, encoding, name):
    path = text(tmp_path, f"Name,Club\n{name},Go\n".encode(encoding))
    assert f"would be “{name}” in {encoding}" in notes(path)["file"]


@pytest.mark.parametrize(
    "name",
    ["L’Été", "Åse Øy", "Peña Ñandú", "Kites 5 m²", "Nº 1", "“Éa”", "ŒUVRE", "Go™ 5‰", "‚Über‘"],
)
def test_western_words_are_read(tmp_path, name):
    path = text(tmp_path, f"Name,Club\nAda,{name}\n".encode("cp1252"))
    assert read_spreadsheet(path)["Club"].tolist() == [name]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_without_a_mark(tmp_path, encoding):
    path = text(tmp_path, "Name,Club\nИван,نادي\n".encode(encoding))
    assert rows(read_spreadsheet(path)) == [[2, "Иван", "نادي"]]
    assert encoding in notes(path)["file"]


def test_half_a_text_in_utf_16_is_refused(tmp_path):
    with pytest.raises(ValueError, match="cannot be read as utf-16"):
        read_spreadsheet(text(tmp_path, b"\xff\xfeN\0a"))


def test_what_a_program_spoilt_is_noted_and_read(tmp_path):
    path = text(tmp_path, "Name,Club\nZoÃ«,Go\nZo\ufffd,Go\nZoë,####\n")
    assert rows(read_spreadsheet(path)) == [
        [2, "ZoÃ«", "Go"],
        [3, "Zo\ufffd", "Go"],
        [4, "Zoë", "####"],
    ]
    assert {where: note for where, note in notes(path).items() if len(where) == 2} == {
        "A2": "letters in a wrong encoding: “ZoÃ«” is probably “Zoë”",
        "A3": "a letter was lost when the file was saved: “Zo\ufffd”",
        "B4": "the sheet was too narrow to show what stands here: “####”",
    }


def test_marks_of_files_that_were_put_together_are_no_letters(tmp_path):
    path = text(tmp_path, "\ufeff\ufeffName,Club\nAda,Go\n\ufeffName,Club\nBen,Go\n")
    assert rows(read_spreadsheet(path)) == [[2, "Ada", "Go"], [4, "Ben", "Go"]]


def test_characters_that_no_page_can_show_are_noted(tmp_path):
    path = text(tmp_path, b"Name,Club\nA\0da,Go\n")
    assert "no page can show" in notes(path)["A2"]


# --- single cells -------------------------------------------------------------------------------


def test_numbers_that_a_program_wrote_with_a_point_are_whole(tmp_path):
    path = text(tmp_path, "id,share,Name\n1.0,1.0,Ada\n,0.5,Ben\n12.0,2.0,Cara\n")
    frame = read_spreadsheet(path)
    assert frame["id"].tolist() == ["1", "", "12"] and frame["share"].tolist()[0] == "1.0"
    assert "whole numbers" in notes(path)["column A"] and "column B" not in notes(path)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_may_end_in_any_way(tmp_path, end):
    path = text(tmp_path, f"Name,Club{end}Ada,Go\nBen,Go\r\nCy,Go")
    assert rows(read_spreadsheet(path)) == [[2, "Ada", "Go"], [3, "Ben", "Go"], [4, "Cy", "Go"]]


def test_cells_of_white_space_are_blank(tmp_path):
    path = text(tmp_path, "Name,Club\nAda,Go\n\u00a0, \nBen,\u00a0\n")
    assert rows(read_spreadsheet(path)) == [[2, "Ada", "Go"], [4, "Ben", ""]]


def test_a_first_line_that_names_the_separator_is_no_row(tmp_path):
    path = text(tmp_path, "sep=;\nName;Club\nAda, Ben;Go, Chess\n")
    assert rows(read_spreadsheet(path)) == [[2, "Ada, Ben", "Go, Chess"]]


def test_two_marks_that_are_never_closed_swallow_no_row(tmp_path):
    with pytest.raises(ValueError, match="row 2: text follows a quotation mark"):
        of_text(tmp_path, 'Name,Club,Note\nAda,Go,"so\nBen,Go,"also\nCara,Go,\n')
    frame, said = of_text(tmp_path, 'Name,Note\nAda,"so\nBen,x\nCara,"\nDan,y\n')
    assert len(frame) == 2 and any("is a mark missing?" in note for note in said)
    frame, said = of_text(tmp_path, 'Name,Note\nAda,"so\nit is"\nBen,"12"" long"\n')
    assert frame["Note"].tolist() == ["so\nit is", '12" long'] and len(said) == 1


# --- more than one table ------------------------------------------------------------------------


def test_two_tables_in_one_sheet_are_suspected(tmp_path):
    below = text(tmp_path, "Name,Club\nAda,Go\n\nPlace,Town\nHall,Quay\n")
    assert "another table" in notes(below)["row 4"]
    beside = text(tmp_path, "Name,Club,,Place,Town\nAda,Go,,Hall,Quay\n", "b.csv")
    assert "two tables stand side by side" in notes(beside)["column C"]


def test_a_header_alone_may_be_data(tmp_path):
    path = text(tmp_path, "Ada,Go\n")
    assert "header=0" in spreadsheet_notes(path)["note"].iat[-1]
    assert rows(read_spreadsheet(path, header=0)) == [[1, "Ada", "Go"]]
