"""No bytes, however odd, make the checks crash or hang.

And no text is lost on the way to a file and back.
"""

import sys
import time

import pandas as pd
import pytest
from hypothesis import example, given, settings, strategies as st
from invented import examples

from helpers.codebook.characters import UNPRINTABLE
from helpers.codebook.checks import MOST_UNKNOWN
from helpers.codebook.dates import date_span, is_edtf
from helpers.codebook.problems import PROBLEM_COLUMNS
from helpers.codebook.schema import column_names, table_names
from helpers.data.dataset import Dataset, DatasetError, check_dataset, load_dataset
from helpers.data.saving import save_dataset
from helpers.data.tables import read_table, write_table

pytestmark = pytest.mark.long

bounded = settings(deadline=None, derandomize=True, database=None, max_examples=examples(40))
HEADER = "claim_id,document_id,quote,speaker,via,stance,subject,relation,object,valid,alternative_of,note\n"
ROW = 'k1,d,leads,ada,author > ben,asserts,ada,leads,club,1908-03,,"a ""note"", with\nlines"\n'
OPTIONAL = {
    "documents.csv": "document_id,file\nd,t.txt\n",
    "sources.csv": "source_id,kind,speaks_for\nada,person,ben\nben,person,\nauthor,author,\n",
    "relations.csv": "relation,subject_kind,incompatible_with\nleads,person,\n",
    "t.txt": "Ada leads the club.",
}

FRAGMENTS = [
    "سراج الدین", "نادي‌", "e\u0301", "\u0327\u0301", "\u202e", "\u200f", "\u2067", "a\u200db", "👩\u200d💻", "“”‘’", "–", "\u00a0", "\u2028", "\u0085",
    "\r", "\n", "\r\n", "\x00", "\ufeff", "\x1b[2J", "\x1a", "'", "''", "=1+1", "+", "-", "@", "\t", '"', '""', ",", ";", ">", "\\", "NA", "nan", "None", "007", " ", "",
]  # fmt: skip


def is_a_note(cell):
    """What a cell may hold: not white space alone, and nothing that no page can show."""
    return not UNPRINTABLE.search(cell) and bool(cell.strip() or not cell)


odd_text = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=5).map("".join)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("odd")


def write(folder, **files):
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)


def assert_presentable(problems):
    """Short, printable, and pointing at a row that a spreadsheet has."""
    assert list(problems.columns) == PROBLEM_COLUMNS
    assert (problems["row"].dropna() >= 1).all()
    for cell in problems.drop(columns="row").to_numpy().ravel():
        assert cell.isprintable() and len(cell) < 700, cell


# --- bytes ------------------------------------------------------------------------------------


@st.composite
def damaged(draw, content):
    """A few stretches of a file replaced by other bytes."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(start + 8, len(content))))
        put = draw(st.binary(max_size=4) | st.sampled_from(FRAGMENTS).map(str.encode))
        content = content[:start] + put + content[end:]
    return content


@bounded
@given(
    st.binary(max_size=60)
    | st.lists(
        st.sampled_from(
            [b",", b"\n", b'"', b"\r", b";", b"claim_id", b"\xff", b"\x00", b"\xef\xbb\xbf", b"x"]
        )
    ).map(b"".join)
)
@example(b"")
@example(b'"')
@example(b'claim_id\n"' + b"x" * 200_000 + b"\xff")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf\x00\x80")
@example(b"claim_id,claim_id,,\n,,,\n1,2,3,4,5")
def test_no_bytes_crash_the_checks(folder, content):
    write(folder, claims_csv=content)
    assert_presentable(check_dataset(folder))


@settings(bounded, max_examples=examples(20))
@given(st.data())
def test_no_damage_crashes_the_checks(tmp_path_factory, data):
    place = tmp_path_factory.mktemp("damaged")
    whole = {"claims.csv": HEADER + ROW, **OPTIONAL}
    hurt = data.draw(st.sampled_from(sorted(whole)))
    for name, text in whole.items():
        content = text.encode()
        (place / name).write_bytes(data.draw(damaged(content)) if name == hurt else content)
    problems = check_dataset(place)
    assert_presentable(problems)
    if len(problems):
        with pytest.raises(DatasetError) as caught:
            load_dataset(place)
        assert all(line.isprintable() for line in str(caught.value).split("\n"))
    else:
        derived = load_dataset(place).derived
        assert "entities" in derived and set(derived) <= {
            "entities",
            hurt.removesuffix(".csv"),
        }  # damage can leave a table without rows


@settings(bounded, max_examples=examples(150))
@given(odd_text | st.text(alphabet="0123456789-/.?~%XYETZ{}[],S", max_size=20))
@example("Y9E999999999")
@example("/..")
def test_no_text_crashes_the_dates(text):
    assert is_edtf(text) in (True, False)
    if date_span(text) != (None, None) and is_edtf(text):
        assert text.strip() == text


# --- cells ------------------------------------------------------------------------------------


@bounded
@given(st.lists(st.lists(odd_text, min_size=3, max_size=3), max_size=4))
def test_any_cell_is_read_as_it_was_written(folder, rows):
    rows = [[f"k{number}", *cells] for number, cells in enumerate(rows)]  # a row of blanks is none
    file = folder / "any.csv"
    write_table(
        pd.DataFrame(rows, columns=["claim_id", "quote", "note", "x_own"], dtype="str"), file
    )
    frame, problems = read_table(file)
    assert frame.to_numpy().tolist() == rows and problems == []
    assert frame.index.to_list() == list(range(2, len(rows) + 2))


@settings(bounded, max_examples=examples(12))
@given(
    st.lists(odd_text.filter(is_a_note), min_size=1, max_size=5),
    odd_text.filter(lambda text: "\x00" not in text[:2]),
)
def test_any_note_and_text_survive_saving_and_loading(tmp_path_factory, notes, text):
    claims = pd.DataFrame(
        [
            {
                "claim_id": f"k{i}",
                "speaker": "ada",
                "stance": "asserts",
                "subject": "ada",
                "relation": "leads",
                "object": f"club{i}",
                "note": note,
            }
            for i, note in enumerate(notes)
        ]
    )
    documents = pd.DataFrame([{"document_id": "d", "file": "t.txt"}])
    data = Dataset(
        {"claims": claims, "documents": documents},
        {"d": text},
        "odd",
        derived=("sources", "entities", "relations"),
    )
    again = load_dataset(save_dataset(data, tmp_path_factory.mktemp("saved") / "dataset"))
    assert again["claims"]["note"].to_list() == notes
    assert again.text("d") == text


# --- harm -------------------------------------------------------------------------------------

HOSTILE = {
    "formula": "=HYPERLINK(1)",
    "script": "<script>alert(1)</script>",
    "escape": "\x1b[2J\x1b]0;owned\x07",
    "path": "../../secret.txt",
    "direction": "\u202egnp.exe",
    "format": "%s{0}{problem}",
    "null": "\x00",
    "lines": "a\r\nb",
}

opened, watching = [], False


def note_opening(event, arguments):
    if watching and event == "open":
        opened.append(str(arguments[0]))


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_hostile_cells_do_no_harm(tmp_path, value):
    """The value stands in every column of every table once.

    The files it could reach are not opened.
    """
    global watching
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    place = tmp_path / "one" / "two"
    place.mkdir(parents=True)
    for table in table_names():
        columns = column_names(table)
        cells = pd.DataFrame("x", index=range(len(columns)), columns=columns, dtype="str")
        for number, column in enumerate(columns):
            cells.loc[number, column] = value
        write_table(cells, place / f"{table}.csv")
    sys.addaudithook(note_opening)  # cannot be taken off again: the flag rests it
    watching = True
    problems = check_dataset(place)
    watching = False
    assert_presentable(problems)
    assert set(problems["file"]) == {f"{table}.csv" for table in table_names()}
    assert any(name.startswith(str(place)) for name in opened)
    assert not any(name.endswith(("secret.txt", "HYPERLINK(1)")) for name in opened)
    with pytest.raises(DatasetError) as caught:
        load_dataset(place)
    assert len(str(caught.value)) < 20_000 and all(
        line.isprintable() for line in str(caught.value).split("\n")
    )


TEN_MEGABYTES = 10_000_000
BIG = {
    "note": "x" * TEN_MEGABYTES,
    "claim_id": "é-" * (TEN_MEGABYTES // 2),
    "subject": "\u0301\u0327" * (TEN_MEGABYTES // 2),
    "stance": "asserts" * (TEN_MEGABYTES // 7),
    "speaker": "ada " * (TEN_MEGABYTES // 4),
    "via": ">".join(map(str, range(TEN_MEGABYTES // 8))),
    "quote": "Ada leads the club " * (TEN_MEGABYTES // 19),
    "valid": "1908-03/" * (TEN_MEGABYTES // 8),
}


@pytest.mark.parametrize("column", BIG)
def test_ten_megabytes_in_a_cell_are_no_burden(tmp_path, column):
    cells = dict(
        zip(
            HEADER.strip().split(","),
            ["k1", "d", "leads", "ada", "author", "asserts", "ada", "leads", "club", "", "", ""],
        )
    )
    for name, text in OPTIONAL.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    write_table(
        pd.DataFrame([{**cells, column: BIG[column]}], dtype="str"), tmp_path / "claims.csv"
    )
    start = time.process_time()
    problems = check_dataset(tmp_path)
    assert (
        time.process_time() - start < 10
    )  # of work: a second or so; a minute where something grows with the square
    assert_presentable(problems)
    assert (column == "note") == problems.empty
    assert len(problems) <= 2 * MOST_UNKNOWN


def test_many_unknown_ids_are_no_burden(tmp_path):
    (tmp_path / "claims.csv").write_text(
        "claim_id,speaker,stance,subject,relation,object\n"
        + "".join(f"k{i},ada,asserts,Nobody{i},leads,Club{i}\n" for i in range(1000)),
        encoding="utf-8",
    )
    (tmp_path / "entities.csv").write_text(
        "entity_id,kind\n" + "".join(f"entity-{i},person\n" for i in range(2000)), encoding="utf-8"
    )
    start = time.process_time()
    assert len(check_dataset(tmp_path)) == 2000
    assert time.process_time() - start < 10
