"""Reading and writing: text stays text, nothing is overwritten, nothing leaves the folder."""

import doctest
import hashlib
import re
from functools import cache

import pandas as pd
import pytest

from helpers import dataset
from helpers.dataset import (
    ARTICLE,
    DATA_VARIABLE,
    Dataset,
    DatasetError,
    check_dataset,
    coverage_table,
    dataset_path,
    load_dataset,
    locate_quotes,
    save_dataset,
)

SHIPPED = [ARTICLE, ARTICLE.parent / "two-clubs"]
shipped = cache(load_dataset)  # a dataset does not change, so that tests can share it
HEADER = "claim_id,speaker,stance,subject,relation,object,note\r\n"


@pytest.fixture(autouse=True)
def no_dataset_named(monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)


@pytest.fixture
def folder(tmp_path):
    """A folder with claims alone: the least that is a dataset."""
    new = tmp_path / "mine"
    new.mkdir()
    (new / "claims.csv").write_text(HEADER + "k1,author,asserts,ada,leads,chess-club,n\r\n", encoding="utf-8", newline="")
    return new


def with_notes(folder, *notes):
    claims = load_dataset(folder)["claims"]
    rows = pd.concat([claims.assign(claim_id=f"k{i}", object=f"club-{i}", note=note) for i, note in enumerate(notes)], ignore_index=True)
    return Dataset({"claims": rows}, {}, "mine", derived=dataset.DERIVED)


def only_problem(path):
    (problem,) = check_dataset(path).itertuples(index=False)
    return problem


def test_examples_in_the_docstrings():
    assert doctest.testmod(dataset).failed == 0


# --- the shipped texts ------------------------------------------------------------------------


def test_the_article_is_byte_for_byte_the_one_given():
    content = (dataset.SEEDS / "haqqani-2021.txt").read_bytes()
    checksum = hashlib.sha256(content).hexdigest()
    assert (len(content), len(content.decode("utf-8"))) == (5735, 5646)
    assert checksum == "045b2b698439d9c369e3271d560bd763314fa5393919990b2559172bb2f65d07"
    assert f"`{checksum}`" in (dataset.SEEDS / "README.md").read_text(encoding="utf-8")
    assert shipped(ARTICLE).text("examiner-2021").encode("utf-8") == content


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
@pytest.mark.parametrize("table", ["claims", "passages", "first-coding", "second-coding"])
def test_every_quote_stands_exactly_once_where_it_is_located(path, table):
    data = shipped(path)
    places = locate_quotes(data, table)
    for row in data[table].itertuples():
        text, start, end = data.text(row.document_id), places.at[row.Index, "start"], places.at[row.Index, "end"]
        assert text[start:end] == row.quote != ""
        assert text[:start].endswith(row.quote_prefix) and text[end:].startswith(row.quote_suffix)
        assert len(re.findall(f"(?={re.escape(row.quote_prefix + row.quote + row.quote_suffix)})", text)) == 1


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_sentence_is_coded_or_has_its_reason(path):
    data = shipped(path)
    covered = coverage_table(data)
    assert covered.loc[covered["claims"] + covered["passages"] == 0, "sentence"].to_list() == []
    text = "".join(data.text(document) for document in data["documents"]["document_id"])
    assert "".join("".join(covered["sentence"]).split()) == "".join(text.split())


def test_coverage_counts_what_touches_a_sentence_and_lists_the_rest(folder):
    (folder / "t.txt").write_text("Ada leads. Ada rests. Nobody knows.", encoding="utf-8")
    (folder / "documents.csv").write_text("document_id,file\nd,t.txt\n", encoding="utf-8")
    (folder / "claims.csv").write_text(HEADER.strip() + ",document_id,quote\nk1,author,asserts,ada,leads,club,,d,leads. Ada\n", encoding="utf-8")
    (folder / "passages.csv").write_text("document_id,quote,reason\nd,Ada rests.,no_proposition\n", encoding="utf-8")
    covered = coverage_table(load_dataset(folder))
    assert covered["claims"].to_list() == [1, 1, 0] and covered["passages"].to_list() == [0, 1, 0]
    assert covered["not_quoted"].to_list() == ["Ada", "", "Nobody knows"]


# --- what may be left out ---------------------------------------------------------------------


def test_claims_alone_are_a_dataset(folder):
    (folder / "claims.csv").write_text(
        "claim_id,speaker,stance,subject,relation,object,via,document_id\n"
        "k1,ben,asserts,ada,leads,chess-club,author > yearbook,d\n"
        "k2,author,denies,chess-club,part_of,guard,,\n",
        encoding="utf-8",
    )
    data = load_dataset(folder)
    assert data.derived == ("documents", "sources", "entities", "relations")
    assert data["documents"]["document_id"].to_list() == ["d"]
    assert data["sources"]["source_id"].to_list() == ["ben", "author", "yearbook"]
    assert dict(zip(data["entities"]["entity_id"], data["entities"]["kind"])) == {"ada": "person", "chess-club": "organization", "guard": "organization"}
    assert data["relations"].equals(shipped(ARTICLE)["relations"])
    assert data.title == data.name == "mine" and not data.has_text("d")
    assert locate_quotes(data)["status"].to_list() == ["", ""] and coverage_table(data).empty
    with pytest.raises(KeyError, match="no text of document 'd'"):
        data.text("d")


def test_every_table_has_every_column_even_where_there_is_none(folder):
    data = load_dataset(folder)
    assert list(data) == dataset.schema.table_names() and len(data) == len(list(data))
    assert all(list(frame.columns) == dataset.schema.column_names(table) for table, frame in data.items())
    with pytest.raises(KeyError, match="did you mean 'claims'"):
        data["claim"]


def test_derived_tables_are_not_written(folder, tmp_path):
    saved = save_dataset(load_dataset(folder), tmp_path / "saved")
    assert [file.name for file in saved.iterdir()] == ["claims.csv"]
    assert load_dataset(saved).derived == load_dataset(folder).derived


def test_columns_of_ones_own_are_carried_along(folder, tmp_path):
    (folder / "claims.csv").write_text(HEADER.replace("note", "x_page") + "k1,author,asserts,ada,leads,club,007\n", encoding="utf-8")
    saved = save_dataset(load_dataset(folder), tmp_path / "saved")
    assert load_dataset(saved)["claims"]["x_page"].to_list() == ["007"]


# --- text stays text --------------------------------------------------------------------------

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
    data, again = shipped(path), load_dataset(save_dataset(shipped(path), tmp_path / path.name))
    assert all(data[table].equals(again[table]) for table in data)
    assert all(data.text(document) == again.text(document) for document in data["documents"]["document_id"])
    assert (repr(again), again.title, again.derived) == (repr(data), data.title, data.derived)


def test_no_spreadsheet_finds_a_formula(folder, tmp_path):
    saved = save_dataset(with_notes(folder, "=1+1", "+1", "-1", "@x", "\t=1", "plain"), tmp_path / "saved")
    cells = [row[-1] for row in dataset._csv_rows((saved / "claims.csv").read_text(encoding="utf-8-sig"))]
    assert cells == ["note", "'=1+1", "'+1", "'-1", "'@x", "'\t=1", "plain"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_text_is_kept_character_by_character(folder, tmp_path, mark):
    content = f"{mark}Ada leads.\r\nBen follows.\r".encode()
    (folder / "t.txt").write_bytes(content)
    (folder / "documents.csv").write_text(f"document_id,file,sha256\nd,t.txt,{hashlib.sha256(content).hexdigest()}\n", encoding="utf-8")
    data = load_dataset(save_dataset(load_dataset(folder), tmp_path / "saved"))
    assert data.text("d").encode() == content


def test_blank_cells_and_missing_values_are_blank_text(folder):
    claims = load_dataset(folder)["claims"].assign(note=None, valid=float("nan"), time=pd.NA)
    again = Dataset({"claims": claims}, {}, "x")["claims"]
    assert again.loc[2, ["note", "valid", "time"]].to_list() == ["", "", ""]


# --- encodings --------------------------------------------------------------------------------


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


def test_a_text_in_another_encoding_is_refused_with_the_line(folder):
    (folder / "documents.csv").write_text("document_id,file\nd,t.txt\n", encoding="utf-8")
    (folder / "t.txt").write_bytes('One "quote\nJosé'.encode("latin-1"))
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.problem) == ("t.txt", 2, "the file is not UTF-8")


# --- never out of the folder ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../secret.txt", "..", ".", ".hidden", "sub/secret.txt", "sub\\secret.txt", "C:secret.txt", "/etc/passwd", "\\\\host\\x"])
def test_file_names_that_could_leave_the_folder_are_refused(folder, name):
    for place in (folder.parent, folder, folder / "sub"):
        place.mkdir(exist_ok=True)
        (place / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "documents.csv").write_text(f"document_id,file\nd,{name}\n", encoding="utf-8")
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.column, problem.value) == ("documents.csv", 2, "file", dataset.schema.shown(name))
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


# --- saving -----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_text("mine"), lambda path: path.symlink_to("nowhere")], ids=["folder", "file", "dangling-link"])
def test_nothing_is_ever_overwritten(folder, tmp_path, make):
    make(path := tmp_path / "taken")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileExistsError, match="nothing is overwritten"):
        save_dataset(load_dataset(folder), path)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_failure_midway_leaves_nothing_behind(folder, tmp_path, monkeypatch):
    before = sorted(tmp_path.rglob("*"))
    written = []

    def fail_at_the_second(frame, file):
        written.append(file)
        if len(written) == 2:
            raise OSError("the disk is full")
        file.write_text("half", encoding="utf-8")

    monkeypatch.setattr(dataset, "_write_csv", fail_at_the_second)
    with pytest.raises(OSError, match="disk is full"):
        save_dataset(shipped(ARTICLE), tmp_path / "saved")
    assert len(written) == 2 and sorted(tmp_path.rglob("*")) == before


def test_parent_folders_are_made_and_the_saved_one_is_as_open_as_they_are(folder, tmp_path):
    saved = save_dataset(load_dataset(folder), tmp_path / "new" / "deep" / "saved")
    assert saved.stat().st_mode == saved.parent.stat().st_mode
    assert [file.name for file in saved.parent.iterdir()] == ["saved"]


# --- which dataset ----------------------------------------------------------------------------


def test_the_argument_comes_before_the_variable_and_the_variable_before_the_article(folder, monkeypatch):
    assert dataset_path() == dataset_path("") == ARTICLE
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    assert dataset_path() == folder and load_dataset().name == "mine" and check_dataset().empty
    assert dataset_path(ARTICLE) == dataset_path(str(ARTICLE)) == ARTICLE
    assert load_dataset(ARTICLE.parent / "template").name == "template"
    monkeypatch.setenv(DATA_VARIABLE, "")
    assert dataset_path() == ARTICLE


# --- a dataset does not change ----------------------------------------------------------------


def spoil_cell(frame):
    frame.loc[2, "speaker"] = "spoilt"


def spoil_columns(frame):
    del frame["speaker"]


def spoil_whole_column(frame):
    frame["claim_id"] = "spoilt"


def spoil_array(frame):
    frame["claim_id"].array[0] = "spoilt"


def spoil_numpy(frame):
    frame["claim_id"].to_numpy()[0] = "spoilt"


def spoil_index_name(frame):
    frame.index.name = "spoilt"


def spoil_attributes(frame):
    frame.attrs["spoilt"] = True


@pytest.mark.parametrize("spoil", [spoil_cell, spoil_columns, spoil_whole_column, spoil_array, spoil_numpy, spoil_index_name, spoil_attributes])
def test_what_is_handed_out_is_a_copy(folder, spoil):
    data = load_dataset(folder)
    spoil(frame := data["claims"])
    again = data["claims"]
    assert again.equals(load_dataset(folder)["claims"]) and again.index.name == "row" and not again.attrs
    assert frame is not again


def test_a_dataset_keeps_copies_of_what_it_was_made_of(folder):
    claims, texts = load_dataset(folder)["claims"], {"d": "text"}
    data = Dataset({"claims": claims}, texts, "x")
    claims.loc[2, "speaker"] = "spoilt"
    texts["d"] = "spoilt"
    assert data["claims"].at[2, "speaker"] == "author" and data.text("d") == "text"


def test_nothing_can_be_set_in_a_dataset_and_it_equals_itself_alone(folder):
    data = load_dataset(folder)
    with pytest.raises(TypeError):
        data["claims"] = None
    assert data == data and data != load_dataset(folder) and {data: 1}[data] == 1


# --- the error --------------------------------------------------------------------------------


def test_an_error_says_file_row_column_value_and_fix(folder):
    (folder / "claims.csv").write_text(HEADER + "k1,author,Asserts,ada,leads,club,\nk1,author,denies,ada,leads,club,\n", encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    assert str(caught.value).splitlines() == [
        f"2 problems in {folder}",
        "- claims.csv, row 2, column stance: 'Asserts': not an allowed value. Fix: did you mean 'asserts'?",
        "- claims.csv, row 3, column claim_id: 'k1': already used in row 2. Fix: give each row an id of its own",
    ]
    assert caught.value._render_traceback_() == str(caught.value).splitlines()
    pd.testing.assert_frame_equal(caught.value.problems, check_dataset(folder))
    assert isinstance(caught.value, ValueError)


def test_an_error_with_one_problem_of_a_whole_file(tmp_path):
    with pytest.raises(DatasetError) as caught:
        load_dataset(tmp_path / "nowhere")
    assert str(caught.value).splitlines()[0] == f"1 problem in {tmp_path / 'nowhere'}"
    assert "there is no such folder. Fix: give the path of a folder" in str(caught.value)


def test_a_long_error_is_cut_and_says_so(folder):
    (folder / "claims.csv").write_text(HEADER + "k1\n" * 20, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    lines = str(caught.value).splitlines()
    assert len(lines) == dataset.MOST_LINES + 2
    assert lines[-1] == f"and {len(caught.value.problems) - dataset.MOST_LINES} more: check_dataset() returns them all as a table"
