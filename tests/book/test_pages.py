"""The pages of a reading copy that are no notebooks, and its downloads."""

import inspect
import re
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from shapes import SHAPES
from shipped import TWO_CLUBS, article, clubs

import helpers
from helpers import convert
from helpers.book import conf
from helpers.book.cross_links import claims_page
from helpers.book.fragments import Fragments
from helpers.book.pages import (
    CALLED,
    DOCUMENTED,
    TEXTS,
    codebook_page,
    first_page,
    read_text,
    reference_page,
    write_downloads,
)
from helpers.codebook.schema import fields, table_names
from helpers.data.dataset import Dataset, load_dataset
from helpers.data.sheets import read_sheets

HOSTILE = "=1+1<script>alert(1)</script>*_`$x\n# two"


def changed(data, table, column, value):
    frame = data[table]
    frame.loc[frame.index[0], column] = value
    return Dataset({**data, table: frame}, data.texts, data.name, data.derived)


def first(*given):
    """The first page, with what comes from data put in."""
    fragments = Fragments()
    return fragments.filled(first_page(*given, fragments))


def test_the_first_page_names_texts_dates_and_sources():
    page = first(
        clubs(),
        "",
        {"a.ipynb": "A title"},
        {"codebook.md": "Codebook"},
        {"Files:": ["two-clubs/claims.csv"]},
    )
    assert page.startswith("# The Affair of the Flying Knight\n")
    for words in (
        "Clementine Dray",
        "1908-05-16",
        "Salma Bahri",
        "the Town Register",
        "35 claims coded",
    ):
        assert words in page
    assert "**Read on.** Go to [A title](a.ipynb)." in page and "Codebook <codebook>" in page
    assert '<a href="downloads/two-clubs/claims.csv" download>claims.csv</a>' in page


def test_the_first_page_opens_with_the_sentence_and_its_readings():
    page = first(article(), "# Title", {}, {}, {})
    assert page.startswith("# Title\n\n<blockquote") and "“deputy emir”" in page
    assert 'alt="Number of leaders whom the two share under 3 readings.' in page


def test_the_choices_of_the_first_page_are_not_all_of_whom_to_believe():
    """One of them is of denials, or of times."""
    page = first(clubs(), "", {}, {}, {})
    assert " readings of the same data. A reading is a choice of whom and what to believe." in page
    assert "believe, and on what you count." in page and "of whom to believe" not in page


def test_a_dataset_without_two_organizations_has_a_first_page(folder):
    page = first(load_dataset(folder), "", {}, {}, {})
    assert page.startswith("# mine\n") and "<blockquote" not in page and "1 claim coded" in page


def test_no_cell_stands_in_the_markdown_of_a_page():
    data, fragments = changed(clubs(), "documents", "title", HOSTILE), Fragments()
    page = first_page(data, "", {}, {}, {"Files:": ["two-clubs/*a*.csv"]}, fragments)
    assert re.sub(r"\{from-data\}[ `]\d+|```|`|## [\w ]+|#", "", page).split() == []
    title, _, rest = fragments.filled(page).partition("\n\n")
    assert title == "# " + " ".join(HOSTILE.split()) and "<script" not in rest


def test_the_codebook_defines_every_column():
    fragments = Fragments()
    page = fragments.filled(codebook_page(fragments))
    for table in table_names():
        assert f"\n## {table}\n" in page
    assert page.count("<tr>") == sum(len(fields(table)) + 1 for table in table_names())
    assert "<details>" not in page


def public(door):
    """The names of a room that are no rooms themselves."""
    return {name for name in door.__all__ if not inspect.ismodule(getattr(door, name))}


@pytest.mark.parametrize("room", ["", *DOCUMENTED])
def test_the_reference_has_every_public_name(room):
    """Of the front door, and of each room what the front door does not have."""
    named = re.findall(r"^\.\. \S+ helpers\.([\w.]+)$", reference_page(), flags=re.MULTILINE)
    front = public(helpers)
    told = {name.rpartition(".")[2] for name in named if name.rpartition(".")[0] == room}
    assert told == (public(getattr(helpers, room)) - front if room else front)
    assert len(named) == len(set(named))


def test_the_reference_says_of_a_constant_what_it_is():
    page = reference_page()
    assert ".. py:data:: helpers.MYSTERY\n\n   An invented dataset for practice.\n" in page
    assert ".. py:data:: helpers.claims.NOW\n\n   current, unspecified.\n" in page


@pytest.fixture
def site(tmp_path):
    notebook = tmp_path / "a.ipynb"
    notebook.write_text("{}")
    data = changed(clubs(), "claims", "note", HOSTILE)
    return (
        tmp_path,
        data,
        write_downloads({"The dataset": data}, {"The notebooks:": [notebook]}, tmp_path),
    )


def test_downloads_are_the_dataset_again(site):
    folder, data, files = site
    assert [
        name
        for names in files.values()
        for name in names
        if not (folder / "downloads" / name).is_file()
    ] == []
    again = load_dataset(folder / "downloads" / "two-clubs")
    assert {table: frame.to_numpy().tolist() for table, frame in again.items()} == {
        table: frame.to_numpy().tolist() for table, frame in data.items()
    }
    assert again.texts == data.texts
    assert files["The notebooks:"] == ["a.ipynb"]


def test_the_workbook_holds_the_same_text_and_no_formula(site):
    folder, data, _ = site
    file = folder / "downloads" / "two-clubs.xlsx"
    book, (tables, problems, *_) = openpyxl.load_workbook(file), read_sheets(file)
    assert (
        book.sheetnames
        == list(tables)
        == [table for table, frame in load_dataset(TWO_CLUBS).items() if len(frame)]
        and not problems
    )
    for sheet in book:
        assert tables[sheet.title].to_numpy().tolist() == data[sheet.title].to_numpy().tolist()
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {
            "s",
            "n",
        }  # an empty cell is "n"


def test_a_cell_too_long_for_a_workbook_leaves_it_out(tmp_path):
    files = write_downloads(
        {"The dataset": changed(clubs(), "claims", "note", "x" * 40_000)}, {}, tmp_path
    )
    assert "The dataset as one workbook" not in files and not list(tmp_path.rglob("*.xlsx"))
    assert "two-clubs/claims.csv" in files["The dataset, table by table"]


def test_a_document_without_a_title_is_named_by_its_address():
    frame = pd.DataFrame({"p": ["Ada", "Bo"], "c": "Chess", "u": ["https://a.example", ""]})
    data = convert.from_table(frame, person="p", organization="c", url="u")
    page = first(data, "", {}, {}, {})
    assert "<p>https://a.example</p>" in page and "<p>publisher</p>" not in page
    assert "<td></td><td></td>" not in page


@pytest.mark.parametrize("path", ["README.md", "data/README.md"])
def test_beside_other_data_a_page_is_titled_as_links_call_it(path):
    assert read_text(path, False).startswith(f"# {CALLED[TEXTS[path]]}\n\n## ")


def test_two_documents_of_one_title_are_told_apart():
    documents = pd.DataFrame({"document_id": ["d", "e", "f"], "title": ["One", "One", "Two"]})
    claims = clubs()["claims"].assign(document_id="e")
    data = Dataset({**clubs(), "documents": documents, "claims": claims}, {}, "mine")
    page = first(data, "", {}, {}, {})
    assert all(f"<p>{one}</p>" in page for one in ("One (d)", "One (e)", "Two"))
    fragments = Fragments()
    assert "<small>One (e)</small>" in fragments.filled(claims_page(data, fragments))


def test_a_dataset_of_several_documents_is_not_called_after_one():
    documents = pd.DataFrame({"document_id": ["d", "e"], "title": ["One", "Two"]})
    data = Dataset({**clubs(), "documents": documents}, {}, "mine")
    assert first(data, "", {}, {}, {}).startswith("# “One” and 1 more document\n")


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_the_first_page_asks_only_what_the_data_answer(shape):
    data = SHAPES[shape]()
    page = first(data, "", {}, {}, {})
    assert ("<p>How many leaders do " in page) == (len(data.who.of_kind("organization")) > 1)
    depends = "The number depends on whom you believe" in page
    assert depends == bool(re.search(r"under ([2-9]|\d\d+) readings", page))
    assert "<tbody></tbody>" not in page


def test_the_package_is_a_download_and_always_the_same(tmp_path):
    from helpers.book.pages import ARCHIVE, DOWNLOADS, PACKAGED, _write_archive

    (tmp_path / DOWNLOADS).mkdir()
    assert list(_write_archive(tmp_path).values()) == [[ARCHIVE]]
    file = tmp_path / DOWNLOADS / ARCHIVE
    first = file.read_bytes()
    names = ZipFile(file).namelist()
    assert {name.split("/")[1] for name in names} == set(PACKAGED)
    assert not [name for name in names if "/." in name or "__pycache__" in name]
    _write_archive(tmp_path)
    assert file.read_bytes() == first


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>d", ["a", "b", "c", "d"]),
        ("<td><p>a</p></td><td>b<br>c</td>", ["a", "b", "c"]),
        (
            '<ul class="x"><li>a<ul><li>b</li></ul></li></ul><dl><dt>c</dt><dd>d</dd></dl>',
            [*"abcd"],
        ),
        ("<summary>a</summary><div>b</div><h2>c</h2><pre>d</pre>e", [*"abcde"]),
        ("a<b>b</b><span>c</span><thing>d</thing>", ["abcd"]),
        ('a<img alt="x">b<script>let x;</script> c', ["ab", "c"]),
    ],
)
def test_words_of_two_cells_stay_apart_where_search_shows_them_without_tags(page, read):
    text = re.sub(r"<[^>]*>", "", conf.article(f"<body><article>{page}</article></body>"))
    assert text.split() == read and "\n\n" not in text
