"""What ``python -m helpers.run`` promises, on tiny notebooks."""

import io
import re
import shutil
from contextlib import redirect_stderr

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from shipped import TWO_CLUBS

from helpers import run
from helpers.book.execute import WIDGET, drop_copy_only, drop_transient
from helpers.book.pages import TEXTS, TRUE_OF_ALL, link_sections, read_text

# Sphinx extensions lag behind Sphinx; what they warn of is not ours to mend.
pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning"),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of one notebook, beside an article and a dataset of one's own."""
    return one_notebook(tmp_path, monkeypatch)


def one_notebook(place, monkeypatch):
    monkeypatch.setattr(run, "ARTICLE", place / "article")
    monkeypatch.setenv(run.VARIABLE, "")  # restored afterwards
    for name in ("article", "my own data"):
        shutil.copytree(TWO_CLUBS, place / name)
    (place / "notebooks").mkdir()
    cells = [
        new_markdown_cell(
            "# A *title*\n\nIt costs $5 or $6: see [the data](../data/README.md).", id="title"
        ),
        new_markdown_cell(
            "True of the article only.", id="only", metadata={"tags": ["article-only"]}
        ),
        new_code_cell(f"import os\nprint('data:', os.environ.get('{run.VARIABLE}'))", id="data"),
    ]
    write(place / "notebooks", cells)
    return place / "notebooks"


def write(folder, cells):
    metadata = {"language_info": {"name": "python", "version": "2"}}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), folder / "a.ipynb")


@pytest.fixture(scope="module")
def article_copy(tmp_path_factory):
    """The first page of a copy of the article, and what was said while it was built."""
    with pytest.MonkeyPatch.context() as monkeypatch, redirect_stderr(io.StringIO()) as said:
        folder = one_notebook(tmp_path_factory.mktemp("run"), monkeypatch)
        before = (folder / "a.ipynb").read_bytes()
        index = run.run(notebooks=folder, build=folder / "build")
    assert index == folder / "build" / "article" / "index.html"
    assert (folder / "a.ipynb").read_bytes() == before
    return index, said.getvalue()


@pytest.fixture(scope="module")
def own_copy(tmp_path_factory):
    """The first page of a copy of data of one's own, and where these are."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        folder = one_notebook(tmp_path_factory.mktemp("run"), monkeypatch)
        data = folder.parent / "my own data"
        return run.run(data, notebooks=folder, build=folder / "build"), data


def test_reading_copy(article_copy):
    index, _ = article_copy
    page = index.with_name("a.html").read_text(encoding="utf-8")
    assert "data: None" in page and "only" in page and "$5 or $6" in page
    assert 'href="data-sheet.html"' in page
    assert 'href="a.html"' in index.read_text(encoding="utf-8")
    for text in (path.read_text(encoding="utf-8") for path in index.parent.glob("*.html")):
        assert (
            re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(?:https?:)?//[^>]*", text)
            == []
        )
    assert [path.name for path in index.parents[1].iterdir()] == ["article"]


def test_own_data_reaches_the_kernel_and_drops_what_is_true_of_the_article(own_copy):
    index, data = own_copy
    page = index.with_name("a.html").read_text(encoding="utf-8")
    assert index.parent.name == data.name
    assert f"data: {data}" in page and "True of the article only" not in page


def test_a_copy_names_its_dataset_and_brings_it_along(own_copy):
    index, _ = own_copy
    first = index.read_text(encoding="utf-8")
    assert "The Affair of the Flying Knight" in first and "1908-05-16" in first
    assert (index.parent / "downloads" / "my own data" / "claims.csv").is_file() and (
        index.parent / "downloads" / "my own data.xlsx"
    ).is_file()
    assert nbformat.read(index.parent / "downloads" / "a.ipynb", as_version=4).cells[1].outputs


def test_the_reference_prints_docstrings_and_sphinx_has_nothing_to_say(article_copy):
    index, said = article_copy
    page = index.with_name("reference.html").read_text(encoding="utf-8")
    for name in ("helpers.Reading", "helpers.overlap.answer", "helpers.convert.from_table"):
        assert f'id="{name}"' in page
    assert "&gt;&gt;&gt;" in page and str(run.ROOT) not in page
    assert "docstring of" not in said and "autodoc" not in said and "reference.rst" not in said


def test_beside_other_data_the_reference_has_no_examples(own_copy):
    index, _ = own_copy
    page = index.with_name("reference.html").read_text(encoding="utf-8")
    assert 'id="helpers.overlap.answer"' in page
    assert not re.search("&gt;&gt;&gt;|Taliban|Haqqani", page)


def test_links_name_their_section():
    sections = {"a.ipynb": {"A title": "a-title", "One": "1-one"}}
    text = "See [One](a.ipynb), [A title](a.ipynb), [two](a.ipynb) and [One](b.ipynb)."
    assert (
        link_sections(text, sections)
        == "See [One](a.ipynb#1-one), [A title](a.ipynb#a-title), [two](a.ipynb) and"
        " [One](b.ipynb)."
    )


def test_widgets_leave_what_stands_in_their_place():
    data = {WIDGET: {"model_id": "1"}, "text/plain": "Box()"}
    outputs = [
        new_output("display_data", dict(data)),
        new_output("display_data", {**data, "text/html": "<p>copy</p>"}),
    ]
    cell = new_code_cell("panel", id="a", outputs=outputs, metadata={"tags": ["copy-only"]})
    notebook = new_notebook(cells=[cell])
    drop_transient(notebook)
    assert [output["data"] for output in cell.outputs] == [{"text/html": "<p>copy</p>"}]
    drop_copy_only(notebook)
    assert cell.outputs == []


def test_beside_other_data_texts_keep_what_is_true_of_all():
    for path, kept in TRUE_OF_ALL.items():
        whole, part = read_text(path, True), read_text(path, False)
        assert [line for line in part.splitlines() if line.startswith("## ")] == [
            f"## {section}" for section in kept
        ]
        assert len(whole) > len(part)
    for path in TEXTS:
        part = read_text(path, False)
        assert part.startswith("# ") and "Taliban" not in part and "Haqqani" not in part


def test_jupyterlab_is_told_not_to_ask(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    for variable in (
        "IPYTHONDIR",
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
        "MPLCONFIGDIR",
        "XDG_CACHE_HOME",
        "MPLBACKEND",
    ):
        monkeypatch.setenv(variable, "")  # restored afterwards
    run.stay_inside()
    assert (
        '"fetchNews": "false"'
        in (
            tmp_path / ".cache" / "jupyter" / "labconfig" / "default_setting_overrides.json"
        ).read_text()
    )


def test_missing_data_is_one_message(folder):
    with pytest.raises(SystemExit, match="There is no dataset at .*nowhere"):
        run.run("nowhere", notebooks=folder)


def test_a_failing_cell_is_one_message_and_changes_nothing(folder):
    cells = [
        new_code_cell("1", id="a"),
        new_markdown_cell("text", id="b"),
        new_code_cell("x = 1\nx / 0", id="c"),
    ]
    write(folder, cells)
    kept = folder / "build" / "article"
    kept.mkdir(parents=True)
    with pytest.raises(SystemExit) as stop:
        run.run(notebooks=folder, build=folder / "build")
    assert (
        stop.value.code == "a.ipynb, code cell 2 failed: x = 1\nZeroDivisionError: division by zero"
    )
    assert list((folder / "build").iterdir()) == [kept] and list(kept.iterdir()) == []


def test_refreshing_twice_changes_no_byte(folder):
    run.refresh(folder)
    once = (folder / "a.ipynb").read_bytes()
    run.refresh(folder)
    assert (folder / "a.ipynb").read_bytes() == once
    assert once.endswith(b"}\n") and b'"version"' not in once
    assert b"data: None" in once and b"article-only" in once


def test_the_command_line_says_no_with_a_message(monkeypatch, folder):
    monkeypatch.setattr(run, "stay_inside", lambda: None)
    with pytest.raises(SystemExit, match="There is no dataset"):
        run.main(["nowhere"])


def test_codings_are_compared_in_words_with_a_workbook_to_decide_in(tmp_path, capsys):
    codings, target = str(TWO_CLUBS / "codings"), tmp_path / "codings-disagreements.xlsx"
    assert run.compare(codings, str(TWO_CLUBS), tmp_path) == 0
    said = capsys.readouterr().out
    assert re.search(r"^ +ben +stance +35 +6 ", said, flags=re.MULTILINE)
    assert "Per field, all coders" in said and f"To decide in: {target}" in said
    before = target.read_bytes()
    assert run.compare(codings, str(TWO_CLUBS), tmp_path) == 0
    assert f"{target} exists already, and stays as it is." in capsys.readouterr().out
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("codings", "data", "says"),
    [
        (TWO_CLUBS / "codings", None, "name with DATA="),
        (TWO_CLUBS / "nowhere", TWO_CLUBS, "is no folder"),
        (TWO_CLUBS / "claims.csv", TWO_CLUBS, "is no folder"),
    ],
)
def test_codings_that_cannot_be_compared_are_refused_in_words(
    tmp_path, monkeypatch, capsys, codings, data, says
):
    monkeypatch.setenv(run.VARIABLE, "")
    assert run.compare(str(codings), data and str(data), tmp_path) == 1
    assert says in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("folder", ["", " "])
def test_agreement_without_codings_is_refused(monkeypatch, capsys, folder):
    monkeypatch.setattr(run, "compare", lambda *_: pytest.fail("something was compared"))
    with pytest.raises(SystemExit) as caught:
        run.main(["--agreement", folder])
    assert caught.value.code == 2
    assert "name the folder of the codings" in capsys.readouterr().err
