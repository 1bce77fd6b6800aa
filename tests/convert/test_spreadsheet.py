"""Spreadsheets as people keep them: what is read, and what is said of it."""

import pytest
from books import DAY, book

from helpers.convert.headers import clean_header
from helpers.convert.spreadsheet import read_spreadsheet, spreadsheet_notes
from helpers.data.dataset import ARTICLE

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
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel workbook"),
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
