"""Reading and writing tables: text stays text, and what cannot be read is refused with its row."""

import csv
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from invented import EXAMPLES, thorough
from shipped import HEADER, SHIPPED, load, only_problem

from helpers.codebook.problems import Problem
from helpers.codebook.schema import column_names
from helpers.data import tables
from helpers.data.dataset import Dataset, load_dataset
from helpers.data.saving import save_dataset
from helpers.data.tables import (
    DERIVED,
    MOST_ABOVE,
    _read_at_once,
    complete_table,
    csv_rows,
    decode,
    read_table,
    table_of_rows,
    write_table,
)


def with_notes(folder, *notes):
    claims = load_dataset(folder)["claims"]
    rows = pd.concat(
        [
            claims.assign(claim_id=f"k{i}", object=f"club-{i}", note=note)
            for i, note in enumerate(notes)
        ],
        ignore_index=True,
    )
    return Dataset({"claims": rows}, {}, "mine", derived=DERIVED)


TEXTS = [
    "NA", "N/A", "None", "null", "nan", "<NA>", "007", "1e5", "TRUE", "1,5", " leading space in a note", "trailing ", "two\nlines", "two\r\nlines", "two\rlines",
    '"', '""', "a,b", ";", "'", "''", "'=1", "''=1", "=1+1", "+1", "-1", "@SUM(A1)", "=", "-", "+", "-\n", "\t=1", "\rx", "\ufeffBOM", "سراج الدین", "e\u0301", "a\u200db", "’",
]  # fmt: skip


def test_text_survives_load_save_load(folder, tmp_path):
    data = with_notes(folder, *TEXTS)
    assert load_dataset(save_dataset(data, tmp_path / "one"))["claims"]["note"].to_list() == TEXTS
    save_dataset(load_dataset(tmp_path / "one"), tmp_path / "two")
    assert (tmp_path / "one" / "claims.csv").read_bytes() == (
        tmp_path / "two" / "claims.csv"
    ).read_bytes()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_datasets_survive_save_and_load(path, tmp_path):
    data, again = load(path), load_dataset(save_dataset(load(path), tmp_path / path.name))
    assert all(data[table].equals(again[table]) for table in data)
    assert all(
        data.text(document) == again.text(document) for document in data["documents"]["document_id"]
    )
    assert (repr(again), again.title, again.derived) == (repr(data), data.title, data.derived)


def test_no_spreadsheet_finds_a_formula(folder, tmp_path):
    saved = save_dataset(
        with_notes(folder, "=1+1", "+1", "-1", "@x", "\t=1", "plain"), tmp_path / "saved"
    )
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
    (folder / "claims.csv").write_bytes(
        mark + (HEADER + before).encode() + "José".encode("latin-1") + b",asserts,b,leads,c,\r\n"
    )
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.problem) == (
        "claims.csv",
        row,
        "the file is not UTF-8",
    )
    assert problem.value.endswith("Jos\\xe9") and "CSV UTF-8" in problem.fix


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_by_name(folder, encoding):
    (folder / "claims.csv").write_bytes(HEADER.encode(encoding))
    assert only_problem(folder).problem == "the file is UTF-16, not UTF-8"


def read(folder, content):
    (folder / "t.csv").write_bytes(content)
    frame, problems = read_table(folder / "t.csv")
    return frame, [tuple(problem) for problem in problems]


OPEN = (
    "the row cannot be read: a quotation mark opens a cell and is never closed",
    "take the mark out; or put one behind the cell too, and double the marks inside them",
)
COLUMNS = ("the first row has no column names", "start the file with a row of column names")
COMMAS = (
    "save it as CSV with commas; where Excel writes semicolons instead, save all tables as "
    "sheets of one .xlsx workbook, each by its name"
)
UTF_8 = "save it again as UTF-8 (in Excel: 'CSV UTF-8')"


@pytest.mark.parametrize("marks", [1, 2, 3])
def test_marks_of_utf8_before_the_column_names_are_no_part_of_them(tmp_path, marks):
    content = b"\xef\xbb\xbf" * marks + b"claim_id,note\nk1,\xef\xbb\xbfx\n"
    for name in (
        "claims.csv",
        "t.csv",
    ):  # the one by the parser of pandas, the other by that of csv
        (tmp_path / name).write_bytes(content)
        frame, problems = read_table(tmp_path / name)
        assert not problems and frame.to_dict("list") == {"claim_id": ["k1"], "note": ["\ufeffx"]}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", (1, "", *COLUMNS)),
        (b"\r\n", (1, "", *COLUMNS)),
        (b",,\na,b,c\n", (1, "", *COLUMNS)),
        (b'a,b\n1,2\n"3,4\n', (3, "", *OPEN)),
        (b'"a,b\n', (1, "", *OPEN)),
        (
            b"a;b\n1;2\n",
            (1, "a;b", "the cells are separated by semicolons", COMMAS),
        ),
        (
            b"a\tb\n1\t2\n",
            (1, "a\\tb", "the cells are separated by tabs", COMMAS),
        ),
        ("a\nb".encode("utf-16"), (None, "", "the file is UTF-16, not UTF-8", UTF_8)),
        ("ab\n".encode("utf-16-be"), (None, "", "the file is UTF-16, not UTF-8", UTF_8)),
        ("ab\n".encode("utf-16-le"), (None, "", "the file is UTF-16, not UTF-8", UTF_8)),
        (
            b"a\n" + b"0123456789" * 3 + b"\xe9\n",
            (2, "…" + "0123456789" * 2 + "\\xe9", "the file is not UTF-8", UTF_8),
        ),
        (b"a\n1\n\x8d", (3, "…a\\n1\\n\\x8d", "the file is not UTF-8", UTF_8)),
    ],
)
def test_what_cannot_be_read_is_refused_word_for_word(tmp_path, content, problem):
    row, value, said, fix = problem
    assert read(tmp_path, content) == (None, [("t.csv", row, "", value, said, fix)])


WIDE = "put quotation marks around cells with commas, or remove the extra cell"
NAMELESS = "name the column in row 1, or empty its cells"


@pytest.mark.parametrize(
    ("content", "rows", "problems"),
    [
        (b"a,b\n1,2\n\n,\n3\n", {2: ["1", "2"], 5: ["3", ""]}, []),
        (b"a,b\n1,2,,\n", {2: ["1", "2"]}, []),
        (
            b"a,b\n1,2,,x,y\n3,4,z\n",
            {2: ["1", "2"], 3: ["3", "4"]},
            [
                (2, "x", "the row has 5 cells under 2 column names", WIDE),
                (3, "z", "the row has 3 cells under 2 column names", WIDE),
            ],
        ),
        (
            b"a,,c\n1\n1,,2\n3,x,4\n5,y,6\n",
            {2: ["1", ""], 3: ["1", "2"], 4: ["3", "4"], 5: ["5", "6"]},
            [(4, "x", "column 2 has cells but no name", NAMELESS)],
        ),
        (b",a\n\x1b,1\n", {2: ["1"]}, [(2, "\\x1b", "column 1 has cells but no name", NAMELESS)]),
        (
            b"a,b\n\x1b,2,\x1b\n",
            {2: ["\x1b", "2"]},
            [(2, "\\x1b", "the row has 3 cells under 2 column names", WIDE)],
        ),
        (b"a;b,c\n1,2\n", {2: ["1", "2"]}, []),
        (b"a\n", {}, []),
        (b"a\n" + b"x" * 200_000 + b"\n", {2: ["x" * 200_000]}, []),
        (b"a\n'=1\n'x\n''-1\n", {2: ["=1"], 3: ["'x"], 4: ["'-1"]}, []),
    ],
    ids=range(10),
)
def test_what_is_read_and_what_is_said_of_it(tmp_path, content, rows, problems):
    frame, said = read(tmp_path, content)
    assert dict(zip(frame.index, frame.to_numpy().tolist())) == rows
    assert said == [("t.csv", row, "", value, words, fix) for row, value, words, fix in problems]
    assert (
        frame.index.name == "row"
        and frame.index.dtype == "int64"
        and set(frame.dtypes.astype(str)) == {"str"}
    )


CELLS = st.lists(
    st.sampled_from(
        [
            "",
            "",
            "a",
            "\ufeff",
            "é",
            "'=1",
            "'",
            " ",
            'x"y',
            '"two\nlines"',
            '"one ""two"" "',
            '"',
            "\x00",
            "NA",
            "\udc80",
        ]
    ),
    min_size=1,
    max_size=4,
)


@settings(thorough, max_examples=10 * EXAMPLES)
@given(
    st.lists(st.tuples(CELLS, st.sampled_from(["\n", "\r\n", "\r"])), max_size=5),
    st.sampled_from(
        [
            "claim_id,speaker",
            "claim_id",
            '"claim_id",speaker',
            "\ufeffclaim_id",
            "claim_id,",
            "odd,one",
        ]
    ),
    st.text('a,"\n\r', max_size=6),
)
def test_what_is_read_at_once_is_what_is_read_row_by_row(rows, header, rest):
    content = (header + "\n" + "".join(",".join(cells) + end for cells, end in rows) + rest).encode(
        "utf-8", "surrogateescape"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "claims.csv")
        file.write_bytes(content)
        frame, problems = read_table(file)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tables, "_read_at_once", lambda *_: None)
            expected, said = read_table(file)
    assert problems == said
    if expected is None:
        assert frame is None
    else:
        pd.testing.assert_frame_equal(frame, expected, check_index_type=False)
        assert frame.index.dtype == "int64"


@pytest.mark.parametrize(
    ("rest", "at_once"),
    [
        ("k1,ada\r\n\r\n,\r\nk2\r\n", True),
        ('k1,"a ""b"", c"\n', True),
        ("k1,a 'b' \"c\n", False),
        ('k1,"a" b\n', False),
        ("k1,ada,x\n", False),
        ("k1,\x00\n", False),
    ],
)
def test_what_needs_no_care_is_read_at_once(rest, at_once):
    assert (_read_at_once(f"claim_id,speaker\n{rest}".encode(), "claims") is not None) == at_once


@pytest.mark.long
def test_a_wide_row_is_seen_wherever_it_stands():
    """The parser takes a table of this width some sixty rows at a time."""
    columns = ["claim_id", *(f"x_{i}" for i in range(10_000))]
    for wide in (1, 63, 64, 65, 127, 128, 199):
        rows = [",".join(columns), *["," * 10_000] * 200]
        rows[wide] += ",x"
        assert _read_at_once("\n".join(rows).encode(), "claims") is None


def test_a_text_is_decoded_as_it_is_and_its_line_is_counted():
    assert decode("\ufeffé\r\n".encode(), "t.txt") == ("\ufeffé\r\n", None)
    assert decode(b'"one\ntwo\nthree \xff', "t.txt") == (
        "",
        Problem("t.txt", 3, "", '…"one\\ntwo\\nthree \\xff', "the file is not UTF-8", UTF_8),
    )
    assert decode(b'"one\ntwo\nthree \xff', "t.csv")[1].row == 1
    assert decode(b"a\x00", "t.txt") == (
        "",
        Problem("t.txt", None, "", "", "the file is UTF-16, not UTF-8", UTF_8),
    )
    assert decode(b"ab\x00", "t.txt") == ("ab\x00", None)


def test_rows_of_a_csv_text():
    assert list(csv_rows('a,"b\r\nc"\r\nx"y\n')) == [["a", "b\r\nc"], ['x"y']]
    assert list(csv_rows("a\rb\r")) == [["a"], ["b"]]  # as an old Mac ended its lines
    with pytest.raises(csv.Error):
        list(csv_rows('"a" b', strict=True))
    assert list(csv_rows('"a"b')) == [["ab"]]


def test_a_table_gets_every_column_in_order_and_keeps_its_own():
    frame = pd.DataFrame(
        [["p", None, "k1", "z", "twice"]],
        columns=["x_page", "note", "claim_id", "mood", "note"],
        index=[4],
    )
    complete = complete_table("claims", frame)
    assert complete.columns.to_list() == [
        *column_names("claims"),
        "x_page",
    ] and complete.index.to_list() == [4]
    assert complete.loc[4, ["claim_id", "x_page", "note", "speaker"]].to_list() == [
        "k1",
        "p",
        "",
        "",
    ]
    empty = complete_table("claims", None)
    assert empty.columns.to_list() == column_names("claims") and set(empty.dtypes.astype(str)) == {
        "str"
    }
    assert (empty.index.name, empty.index.dtype, len(empty)) == ("row", "int64", 0)


def test_a_table_is_written_as_utf_8_with_the_line_ends_of_csv(tmp_path):
    frame = pd.DataFrame(
        [["é", "two\nlines", "=1", "'=1", "-"]], columns=["a", "b", "c", "d", "e"], index=[7]
    )
    write_table(frame, tmp_path / "t.csv")
    assert (
        tmp_path / "t.csv"
    ).read_bytes() == "a,b,c,d,e\r\né,\"two\nlines\",'=1,''=1,-\r\n".encode()


# --- a title above the column names
# -----------------------------------------------------------------


def test_a_title_above_the_column_names_is_said_in_full(tmp_path):
    file = tmp_path / "claims.csv"
    file.write_text(
        "Who leads what,,in town\r\n,,\r\nby the"
        " speaker,,\r\nclaim_id,speaker,stance,subject\r\nk1,author,asserts,ada\r\n",
        encoding="utf-8",
        newline="",
    )
    said = Problem(
        "claims.csv",
        1,
        "",
        "Who leads what in town",
        "the column names stand in row 4, not in row 1",
        "delete the rows above row 4",
    )
    assert read_table(file) == (
        None,
        [said],
    )  # and not also that the rows are too long for the title


def test_two_names_of_columns_are_a_header_and_one_may_be_chance():
    names, title = ["claim_id", "speaker"], ["a title"]
    assert (
        table_of_rows("claims.csv", {1: title, 2: ["speaker", "x"], 3: names})[1][0].problem
        == "the column names stand in row 3, not in row 1"
    )
    assert table_of_rows("claims.csv", {1: title, 2: ["speaker", "x"]})[0].columns.tolist() == title
    assert table_of_rows("claims.csv", {1: ["speaker"], 2: names})[0]["speaker"].tolist() == [
        "claim_id"
    ]
    assert table_of_rows("other.csv", {1: title, 2: names})[0].columns.tolist() == title
    assert (
        table_of_rows("claims.csv", {1: ["", ""], 2: names})[1][0].problem
        == "the first row has no column names"
    )
    below = {**dict.fromkeys(range(1, MOST_ABOVE), title), MOST_ABOVE: names}
    assert table_of_rows("claims.csv", below)[1][0].fix == f"delete the rows above row {MOST_ABOVE}"
    assert table_of_rows("claims.csv", {0: title, **below})[0].columns.tolist() == title


def test_a_million_cells_of_digits_stay_text(tmp_path):
    file = tmp_path / "claims.csv"
    file.write_text(
        "claim_id\n" + "007\n" * (2**20 + 1), encoding="utf-8"
    )  # a parser that guesses types guesses anew after so many
    assert (read_table(file)[0]["claim_id"] == "007").all()
