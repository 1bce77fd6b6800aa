"""Datasets.

Which is read, that none changes, that nothing is overwritten, and what an error says.
"""

import os

import pandas as pd
import pytest
from shipped import HEADER, article, clubs
from tables import said

from helpers.codebook.problems import PROBLEM_COLUMNS
from helpers.codebook.schema import column_names, table_names
from helpers.data import saving
from helpers.data.dataset import (
    ARTICLE,
    DATA_VARIABLE,
    MOST_LINES,
    Dataset,
    DatasetError,
    check_claims,
    check_dataset,
    dataset_path,
    load_dataset,
    read_coding,
)
from helpers.data.saving import save_dataset
from helpers.data.tables import derive_table


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.mkdir(),
        lambda path: path.write_text("mine"),
        lambda path: path.symlink_to("nowhere"),
    ],
    ids=["folder", "file", "dangling-link"],
)
def test_nothing_is_ever_overwritten(folder, tmp_path, make):
    make(path := tmp_path / "taken")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileExistsError) as refused:
        save_dataset(load_dataset(folder), path)
    assert (
        str(refused.value)
        == f"{path} exists already, and nothing is overwritten: choose another name"
    )
    assert sorted(tmp_path.rglob("*")) == before


def test_a_failure_midway_leaves_nothing_behind(folder, tmp_path, monkeypatch):
    before = sorted(tmp_path.rglob("*"))
    written = []

    def fail_at_the_second(frame, file):
        written.append(file)
        if len(written) == 2:
            raise OSError("the disk is full")
        file.write_text("half", encoding="utf-8")

    monkeypatch.setattr(saving, "write_table", fail_at_the_second)
    with pytest.raises(OSError, match="disk is full"):
        save_dataset(article(), tmp_path / "saved")
    assert len(written) == 2 and sorted(tmp_path.rglob("*")) == before
    scratch = written[0].parents[1]
    assert scratch.parent == tmp_path and scratch.name.startswith(
        ".saving-"
    )  # hidden, and on the same disk


def test_parent_folders_are_made_and_the_saved_one_is_as_open_as_they_are(folder, tmp_path):
    saved = save_dataset(load_dataset(folder), tmp_path / "new" / "deep" / "saved")
    assert saved.stat().st_mode == saved.parent.stat().st_mode
    assert [file.name for file in saved.parent.iterdir()] == ["saved"]


def test_the_argument_comes_before_the_variable_and_the_variable_before_the_article(
    folder, monkeypatch
):
    assert dataset_path() == dataset_path("") == ARTICLE
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    assert dataset_path() == folder and load_dataset().name == "mine" and check_dataset().empty
    assert dataset_path(ARTICLE) == dataset_path(str(ARTICLE)) == ARTICLE
    assert load_dataset(ARTICLE.parent / "template").name == "template"
    monkeypatch.setenv(DATA_VARIABLE, "")
    assert dataset_path() == ARTICLE


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


@pytest.mark.long
@pytest.mark.parametrize(
    "spoil",
    [
        spoil_cell,
        spoil_columns,
        spoil_whole_column,
        spoil_array,
        spoil_numpy,
        spoil_index_name,
        spoil_attributes,
    ],
)
def test_what_is_handed_out_is_a_copy(folder, spoil):
    data = load_dataset(folder)
    spoil(frame := data["claims"])
    again = data["claims"]
    assert (
        again.equals(load_dataset(folder)["claims"])
        and again.index.name == "row"
        and not again.attrs
    )
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


def test_an_error_says_file_row_column_value_and_fix(folder):
    (folder / "claims.csv").write_text(
        HEADER + "k1,author,Asserts,ada,leads,club,\nk1,author,denies,ada,leads,club,\n",
        encoding="utf-8",
    )
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    assert str(caught.value).splitlines() == [
        f"2 problems in {folder}",
        (
            "- claims.csv, row 2, column stance: 'Asserts': not an allowed value. Fix: did you mean"
            " 'asserts'?"
        ),
        (
            "- claims.csv, row 3, column claim_id: 'k1': already used in row 2. Fix: give each row"
            " an id of its own"
        ),
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
    (folder / "claims.csv").write_text(
        HEADER + "".join(f"k{n},a,x{n},a,leads,b\n" for n in range(40)), encoding="utf-8"
    )
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    lines = str(caught.value).splitlines()
    assert len(lines) == MOST_LINES + 2
    assert (
        lines[-1]
        == f"and {len(caught.value.problems) - MOST_LINES} more: check_dataset() returns them all"
        " as a table"
    )


# --- what a dataset says of itself --------------------------------------------------------------


def test_a_dataset_is_a_mapping_of_all_tables_with_a_title():
    documents = pd.DataFrame(
        [
            {"document_id": "d", "title": ""},
            {"document_id": "e", "title": "One"},
            {"document_id": "f", "title": "Two"},
        ]
    )
    data = Dataset(
        {"claims": pd.DataFrame([{"claim_id": "k1"}]), "documents": documents},
        {"d": "text"},
        "mine",
        ("sources",),
    )
    assert list(data) == table_names() and len(data) == len(table_names())
    assert repr(data) == "<Dataset mine: 3 documents, 1 claims>"
    assert (data.name, data.title, data.derived, data.texts) == (
        "mine",
        "One",
        ("sources",),
        {"d": "text"},
    )
    assert data.called == "“One” and 2 more documents"
    assert Dataset({"documents": documents.head(0)}, {}, "mine").called == "“mine”"
    assert data.has_text("d") and not data.has_text("e")
    assert data["passages"].empty and data["passages"].columns.to_list() == column_names("passages")
    data.texts.clear()
    assert data.text("d") == "text"
    assert (Dataset({}, {}, "mine").title, Dataset({}, {}, "mine").derived) == ("mine", ())


def test_titles_are_told_apart_as_names_are():
    documents = pd.DataFrame(
        {"document_id": ["paper-d", "paper-e", "paper-f"], "title": ["One", "", "O\u200bne"]}
    )
    data = Dataset({"documents": documents}, {}, "mine")
    assert data.titles == {
        "paper-d": "One (d)",
        "paper-e": "paper-e",
        "paper-f": "O\u200bne (f)",
    }
    assert data.titles is data.titles  # of thousands, each page asks for them


def test_what_a_dataset_lacks_is_said():
    data = Dataset({}, {}, "mine")
    with pytest.raises(KeyError) as refused:
        data["claim"]
    assert refused.value.args == ("no table 'claim': did you mean 'claims'?",)
    with pytest.raises(KeyError) as refused:
        data.text("d")
    assert refused.value.args == ("no text of document 'd' in dataset 'mine'",)


# --- small folders, read and said word for word ---------------------------------------------------

NOT_A_FOLDER = ("there is no such folder", "give the path of a folder with a claims.csv")
NOT_A_TABLE = "the file name is not that of a table"
NEEDED = "add it: it is the one table that every dataset needs"
NO_TEXT = (
    "no such file in the dataset's folder or in seeds/",
    "put the file there and write its bare name",
)


def lay(folder, **files):
    for name, text in files.items():
        (
            folder / name.replace("__", "-").replace("_csv", ".csv").replace("_txt", ".txt")
        ).write_text(text, encoding="utf-8")


def test_no_folder_and_no_claims_are_said(tmp_path):
    assert said(tmp_path / "nowhere") == [(str(tmp_path / "nowhere"), None, "", "", *NOT_A_FOLDER)]
    (tmp_path / "notes.txt").write_text("")
    a_file = (
        "there is no such folder, but a file",
        "give the path of a folder with a claims.csv, or of a workbook that is saved as .xlsx",
    )
    assert said(tmp_path / "notes.txt") == [(str(tmp_path / "notes.txt"), None, "", "", *a_file)]
    lay(tmp_path, sources_csv="source_id\n,\n", clams_csv="", other_csv="")
    (tmp_path / "Entities.csv").write_text("")
    (tmp_path / "pasages.txt").write_text("")
    (tmp_path / "source.csv").write_text("")
    (tmp_path / "relation\x1b.csv").write_text("")
    assert said(tmp_path) == [
        (
            "Entities.csv",
            None,
            "",
            "",
            NOT_A_TABLE,
            "rename it to entities.csv, or move it elsewhere",
        ),
        ("clams.csv", None, "", "", NOT_A_TABLE, "rename it to claims.csv, or move it elsewhere"),
        (
            "relation\\x1b.csv",
            None,
            "",
            "",
            NOT_A_TABLE,
            "rename it to relations.csv, or move it elsewhere",
        ),
    ]
    (tmp_path / "clams.csv").unlink()
    assert said(tmp_path)[-1] == (
        "claims.csv",
        None,
        "",
        "",
        f"there is no claims.csv in {tmp_path}",
        NEEDED,
    )


def test_a_folder_of_claims_alone(folder):
    data = load_dataset(folder)
    assert (
        data.derived == ("documents", "sources", "entities", "relations")
        and data.texts == {}
        and data.name == "mine"
    )
    assert data["sources"]["source_id"].to_list() == ["author"] and data["entities"][
        "entity_id"
    ].to_list() == ["ada", "chess-club"]
    assert said(folder) == []


def test_the_name_of_a_folder_is_its_real_one(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert load_dataset(".").name == "mine"


def test_tables_texts_and_quotes_are_read_and_checked_together(folder):
    lay(
        folder,
        documents_csv="document_id,file\nd,t.txt\ne,u.txt\n",
        t_txt="Ada leads the club.",
        claims_csv=HEADER.strip()
        + ",document_id,quote\nk1,author,asserts,ada,leads,chess-club,,d,Ada"
        " leads\nk2,author,denies,ada,leads,chess-club,,d,Ada led\n",
        passages_csv="document_id,quote,reason\nd,club.,question\nd,Zebra?,question\n",
        sources_csv="source_id\nauthor\n",
    )
    departs = (
        "copy it from the text; character 7 of the quote is d (LATIN SMALL LETTER D), where the"
        " nearest passage has a (LATIN SMALL LETTER A): 'Ada lea'"
    )
    assert said(folder) == [
        ("documents.csv", 3, "file", "u.txt", *NO_TEXT),
        ("claims.csv", 3, "quote", "Ada led", "the quote is not in the text", departs),
        (
            "passages.csv",
            3,
            "quote",
            "Zebra?",
            "the quote is not in the text",
            "copy it from the text; no passage of the text resembles it",
        ),
    ]
    lay(
        folder,
        documents_csv="document_id,file\nd,t.txt\n",
        passages_csv="document_id,quote,reason\nd,club.,question\n",
        claims_csv=HEADER + "k1,author,asserts,ada,leads,chess-club,\n",
    )
    data = load_dataset(folder)
    assert data.texts == {"d": "Ada leads the club."} and data.derived == ("entities", "relations")
    assert data["sources"]["source_id"].to_list() == ["author"] and data["passages"][
        "quote"
    ].to_list() == ["club."]


@pytest.mark.parametrize("table", ["documents", "sources", "entities", "relations", "hypotheses"])
def test_what_points_at_a_table_that_cannot_be_read_is_not_called_wrong(folder, table):
    lay(
        folder,
        assessments_csv="hypothesis_id,claim_id,rater,rating\nh1,k1,r,neutral\n",
        hypotheses_csv="hypothesis_id,question,statement\nh1,Who?,Ada.\n",
    )
    (folder / f"{table}.csv").write_bytes(b"")
    assert said(folder) == [
        (
            f"{table}.csv",
            1,
            "",
            "",
            "the first row has no column names",
            "start the file with a row of column names",
        )
    ]


def test_what_points_at_an_absent_table_is_wrong_unless_claims_make_it_up(folder):
    lay(folder, assessments_csv="hypothesis_id,claim_id,rater,rating\nh1,k1,r,neutral\n")
    assert said(folder) == [
        (
            "assessments.csv",
            2,
            "hypothesis_id",
            "h1",
            "no such hypothesis_id in hypotheses.csv",
            "there is nothing yet that it could point at",
        )
    ]
    lay(
        folder,
        hypotheses_csv="hypothesis_id,question,statement\nh1,Who?,Ada.\n",
        claims_csv=HEADER + "k1,author,asserts,ada,leeds,club,\n",
    )
    assert [problem[2:5] for problem in said(folder)] == [
        ("relation", "leeds", "no such relation in relations.csv")
    ]


def test_ids_that_claims_make_up_are_checked_where_the_claims_mention_them(folder):
    lay(
        folder,
        claims_csv=HEADER.strip()
        + ",document_id\nk1,author,asserts,ada,leads,club,,d\nk2,Author,asserts,Ada,leads,club,,D\n",
    )
    assert [problem[:4] for problem in said(folder)] == [
        ("claims.csv", 3, "document_id", "D"),
        ("claims.csv", 3, "speaker", "Author"),
        ("claims.csv", 3, "subject", "Ada"),
    ]


# --- claims and codings apart from their folder ---------------------------------------------------

TEXT = Dataset(
    {
        "documents": pd.DataFrame([{"document_id": "d"}]),
        "sources": pd.DataFrame([{"source_id": "author"}]),
        "entities": pd.DataFrame(
            [{"entity_id": "ada", "kind": "person"}, {"entity_id": "club", "kind": "organization"}]
        ),
        "relations": pd.DataFrame(
            [{"relation": "leads", "subject_kind": "person", "object_kind": "organization"}]
        ),
    },
    {"d": "Ada leads the club."},
    "text",
)

CODED = "claim_id,document_id,quote,speaker,stance,subject,relation,object\n"

WRONG = [
    (
        "claims.csv",
        2,
        "subject",
        "club",
        "is of kind 'organization', and 'leads' takes person",
        "choose another relation or subject, or mend the kind in entities.csv or relations.csv",
    ),
    (
        "claims.csv",
        2,
        "quote",
        "Zebra",
        "the quote is not in the text",
        "copy it from the text; no passage of the text resembles it",
    ),
    (
        "claims.csv",
        3,
        "document_id",
        "e",
        "no such document_id in documents.csv",
        "write one of: 'd'",
    ),
    (
        "claims.csv",
        3,
        "speaker",
        "outhor",
        "no such source_id in sources.csv",
        "did you mean 'author'?",
    ),
]


def test_other_claims_on_the_same_texts_are_checked(tmp_path):
    lay(
        tmp_path,
        coded_csv=CODED
        + "k1,d,Zebra,author,asserts,club,leads,club\nk2,e,Ada,outhor,asserts,ada,leads,club\n",
    )
    claims = pd.read_csv(tmp_path / "coded.csv", dtype="str").set_axis([2, 3])
    problems = check_claims(TEXT, claims)
    assert [
        tuple(problem) for problem in problems.itertuples(index=False)
    ] == WRONG and problems.index.to_list() == [0, 1, 2, 3]
    assert check_claims(TEXT, claims.iloc[:0]).empty
    with pytest.raises(DatasetError) as refused:
        read_coding(str(tmp_path / "coded.csv"), TEXT)
    assert [tuple(problem) for problem in refused.value.problems.itertuples(index=False)] == [
        ("coded.csv", *problem[1:]) for problem in WRONG
    ]
    assert str(refused.value).startswith(
        f"4 problems in {tmp_path / 'coded.csv'}\n- coded.csv, row 2, column subject: 'club': is of"
        " kind"
    )


def test_a_coding_is_read_with_all_columns_of_claims(tmp_path):
    lay(
        tmp_path,
        coded_csv=CODED + "k1,d,Ada leads,author,asserts,ada,leads,club\n",
        wide_csv=CODED
        + "k1,d,Ada,author,hints,ada,leads,club,and,more\n"
        + "k2,d,Ada leads,author,hints,ada,leads,club\n",
        empty_csv="",
    )
    coding = read_coding(tmp_path / "coded.csv", TEXT)
    assert coding.columns.to_list() == column_names("claims") and coding.loc[
        2, ["quote", "speaker", "note"]
    ].to_list() == ["Ada leads", "author", ""]
    for name, words in {
        "wide.csv": ["the row has 10 cells under 8 column names", "not an allowed value"],
        "empty.csv": ["the first row has no column names"],
    }.items():
        with pytest.raises(DatasetError) as refused:
            read_coding(tmp_path / name, TEXT)
        assert refused.value.problems[["file", "problem"]].to_numpy().tolist() == [
            [name, word] for word in words
        ]
        assert refused.value.problems.index.to_list() == list(range(len(words)))


# --- saving ---------------------------------------------------------------------------------------


def test_what_is_saved(tmp_path):
    entities = pd.DataFrame([{"entity_id": "author"}])
    documents = pd.DataFrame(
        [{"document_id": "d", "file": "t.txt"}, {"document_id": "e", "file": "u.txt"}]
    )
    data = Dataset(
        {
            "relations": derive_table("relations", {}),
            "entities": entities,
            "documents": documents,
        },
        {"d": "Ada"},
        "x",
        ("relations",),
    )
    saved = save_dataset(data, str(tmp_path / "saved"))
    assert saved == tmp_path / "saved" and sorted(file.name for file in saved.iterdir()) == [
        "claims.csv",
        "documents.csv",
        "entities.csv",
        "t.txt",
    ]
    assert (saved / "t.txt").read_text(encoding="utf-8") == "Ada"
    assert (saved / "claims.csv").read_text(encoding="utf-8").strip() == ",".join(
        column_names("claims")
    )
    assert (
        (saved / "entities.csv").read_text(encoding="utf-8").splitlines()[1].startswith("author,")
    )


def test_an_error_of_exactly_as_many_lines_as_are_shown():
    problems = pd.DataFrame(
        [["f.csv", pd.NA, "", "", "wrong", "mend it"]] * MOST_LINES, columns=PROBLEM_COLUMNS
    )
    assert (
        str(DatasetError("x", problems)).splitlines()
        == [f"{MOST_LINES} problems in x"] + ["- f.csv: wrong. Fix: mend it"] * MOST_LINES
    )


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
@pytest.mark.parametrize("name", [b"bad\xff", b"bad\x1b"])
def test_a_folder_whose_name_no_page_can_show_is_refused(folder, name):
    place = folder.with_name(os.fsdecode(name))
    folder.rename(place)
    (problem,) = said(place)
    assert "the name holds a character that no page can show" in problem.problem
    with pytest.raises(DatasetError) as caught:
        load_dataset(place)
    str(caught.value).encode()
    link = place.with_name("link")
    link.symlink_to(place)
    assert said(link) == said(place)


@pytest.mark.parametrize("path", ["a\ud800", "a\x00b"])
def test_a_path_that_no_system_takes_is_refused(path):
    with pytest.raises(DatasetError) as caught:
        load_dataset(path)
    str(caught.value).encode()


@pytest.mark.parametrize(
    ("vias", "kind", "noted"),
    [
        (["orr", "orr"], "person", True),
        (["orr > book", "orr"], "", True),
        (["orr", "orr", ""], "person", True),
        (["orr", "orr"], "author", False),
        (["orr", "ben"], "person", False),
        (["orr"], "person", False),
        (["", ""], "person", False),
    ],
)
def test_a_relay_of_everything_may_be_the_author(vias, kind, noted):
    rows = [
        {"claim_id": f"k{n}", "document_id": "d", "speaker": "registry", "via": via}
        for n, via in enumerate(vias)
    ]
    sources = pd.DataFrame([{"source_id": "orr", "kind": kind}])
    data = Dataset({"claims": pd.DataFrame(rows), "sources": sources}, {}, "few")
    assert bool(data.notes) == noted
    if noted:
        assert data.notes == (
            "Every relayed claim of 'd' comes through 'orr', whose kind is not author. "
            "If 'orr' wrote the text, write author as its kind in the table sources: "
            "as a relay, it is needed for every tie.",
        )


def test_an_author_who_speaks_in_the_text_is_marked_and_a_text_may_have_no_id():
    rows = [
        {"claim_id": "k1", "document_id": "d", "speaker": "ann", "via": ""},
        *(
            {"claim_id": f"k{n}", "document_id": document, "speaker": "registry", "via": "orr"}
            for n, document in enumerate(["d", "d", "", ""], start=2)
        ),
    ]
    sources = pd.DataFrame(
        [{"source_id": "orr", "kind": ""}, {"source_id": "ann", "kind": "author"}]
    )
    (note,) = Dataset({"claims": pd.DataFrame(rows), "sources": sources}, {}, "few").notes
    assert note.startswith("Every relayed claim comes through 'orr'")


def test_shipped_datasets_have_no_notes():
    assert article().notes == clubs().notes == ()
