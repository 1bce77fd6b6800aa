"""Notebooks as a reader needs them.

Run in order, short cells, no traces, figures with words, prose without typed results.
"""

import re
from html import unescape
from html.parser import HTMLParser
from statistics import median

import nbformat
import pytest
from shapes import SHAPES
from visible import lengths, visible_words, words_seen

from helpers import MYSTERY, run, save_dataset
from helpers.book import pages
from helpers.book.execute import (
    drop_article_only,
    drop_lacking,
    execute_all,
    lacking,
    read_notebooks,
)
from helpers.data.dataset import Dataset, load_dataset
from helpers.data.kept import reading_once
from helpers.show import html

NOTEBOOKS = read_notebooks(run.NOTEBOOKS)
LESSONS = [
    "00-start-here.ipynb",
    "01-structured-dataset.ipynb",
    "02-leadership-overlap.ipynb",
    "03-conflicting-claims.ipynb",
    "04-your-own-data.ipynb",
    "05-your-own-text.ipynb",
]
CLOSER_LOOKS = [
    "11-codebook-and-coverage.ipynb",
    "12-coded-twice.ipynb",
    "13-competing-hypotheses.ipynb",
    "14-friends-of-enemies.ipynb",
    "15-rules-and-null-models.ipynb",
    "16-large-data-and-formats.ipynb",
    "17-several-texts.ipynb",
]
ALL = LESSONS + CLOSER_LOOKS
MOST_CELLS = 32
MOST_WORDS = dict.fromkeys(LESSONS, 2_500) | dict.fromkeys(CLOSER_LOOKS, 5_000)
"""What a reader sees: prose and outputs, without code and what is folded."""
LONGEST_SENTENCE = 25
RECIPES = run.ROOT / "tests" / "recipes"
WORKED = r"<details><summary>Worked answer</summary>.*?```python\n(.*?)```"
TO_NOTEBOOKS = r"\[([^\]\n]+)\]\((\d\d-[\w-]+\.ipynb)\)"
DATES = (
    r"\b(?:\d{1,2}(?:[–-]\d{1,2})?"
    r" )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{4}\b|\b(?:1[89]|20)\d\d\b"
)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook, *, tagged=True):
    return "\n".join(
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        and (tagged or "article-only" not in cell.metadata.get("tags", []))
    )


def outputs(notebook):
    return [output for cell in code(notebook) for output in cell.outputs]


def html_of(notebook):
    return "\n".join(
        output["data"].get("text/html", "") for output in outputs(notebook) if "data" in output
    )


class Images(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.alts = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.alts.append(dict(attributes).get("alt", ""))


@pytest.fixture(scope="module", autouse=True)
def data_are_read_once(tmp_path_factory):
    """As in `make run`."""
    with reading_once(tmp_path_factory.mktemp("kept")):
        yield


@pytest.fixture(params=NOTEBOOKS)
def notebook(request):
    return NOTEBOOKS[request.param]


def test_there_are_notebooks():
    assert list(NOTEBOOKS) == ALL


def test_cells_ran_once_and_in_order(notebook):
    counts = [cell.execution_count for cell in code(notebook) if cell.source.strip()]
    assert counts == list(range(1, len(counts) + 1))


def test_outputs_are_clean(notebook):
    assert outputs(notebook)
    assert not [
        o for o in outputs(notebook) if o.output_type == "error" or o.get("name") == "stderr"
    ]
    assert not [o for o in outputs(notebook) if "image/png" in o.get("data", {})]


def test_no_trace_of_a_machine(notebook):
    text = nbformat.writes(notebook)
    assert "version" not in notebook.metadata.get("language_info", {})
    assert not re.search(r"/home/|/root/|/tmp/|[A-Z]:\\\\|0x[0-9a-f]{8,}", text)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_two_versions_can_be_compared(name):
    stored = (run.NOTEBOOKS / name).read_text(encoding="utf-8")
    assert len(stored.encode()) < 400_000
    assert max(map(len, stored.splitlines())) <= 2_000


def test_cells_are_short_and_plain(notebook):
    sources = [cell.source for cell in code(notebook) if cell.source.strip()]
    lengths = [len([line for line in source.splitlines() if line.strip()]) for source in sources]
    assert max(lengths) <= 20 and median(lengths) <= 4
    assert not [
        s
        for s in sources
        if re.search(r"^\s*(?:def |class |[%!]|import os|warnings\.)", s, re.MULTILINE)
    ]
    assert max(len(line) for source in sources for line in source.splitlines()) <= 120


def test_every_figure_has_words(notebook):
    alts = Images(html_of(notebook)).alts
    assert all(len(alt.split()) >= 5 for alt in alts)


def opening(notebook):
    """The Markdown above the first section."""
    return prose(notebook).partition("\n## ")[0]


def test_frame(notebook):
    first, last = notebook.cells[0], notebook.cells[-1]
    assert first.source.startswith("# ") and "**The question.**" in first.source
    assert "**You will learn**" in opening(notebook) and "**You need**" in opening(notebook)
    assert "## Limits" in prose(notebook)
    assert last.source.strip() == "show.versions()"
    assert [cell.source for cell in code(notebook) if "parameters" in cell.metadata.get("tags", [])]


def test_the_first_cell_imports_few_names(notebook):
    opens = next(cell.source for cell in code(notebook) if "import" in cell.source)
    imports = [line for line in opens.splitlines() if re.match("from |import ", line)]
    assert len(imports) == 1 and imports[0].count(",") < 6


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_says_in_short_what_it_finds(name):
    cells = code(NOTEBOOKS[name])
    (cell,) = (one for one in cells if "show.in_short(" in one.source)
    assert cells.index(cell) == 1
    shown = "".join(output["data"].get("text/html", "") for output in cell.outputs)
    assert 3 <= shown.count("<li>") <= 5


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_page_is_short_enough_to_read(name):
    notebook = NOTEBOOKS[name]
    assert len(notebook.cells) <= MOST_CELLS
    assert visible_words(notebook) <= MOST_WORDS[name]


def test_sentences_are_short(notebook):
    found = lengths(notebook)
    assert len(found) > 10 and median(found) <= 16 and max(found) <= LONGEST_SENTENCE


def test_an_exercise_has_a_hint_a_worked_answer_and_a_cell(notebook):
    exercises = prose(notebook).partition("\n## Exercises")[2].partition("\n## Limits")[0]
    count = len(re.findall(r"^\*\*[^*]+[.?]\*\* ", exercises, flags=re.MULTILINE))
    assert count <= 3
    for word in ("Hint", "Worked answer"):
        assert exercises.count(f"<details><summary>{word}</summary>") == count
    assert len(re.findall(WORKED, exercises, flags=re.DOTALL)) == count
    assert len([cell for cell in code(notebook) if not cell.source.strip()]) == count


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_exercises(name):
    assert re.search(WORKED, prose(NOTEBOOKS[name]), flags=re.DOTALL)


def test_sections_come_in_one_order(notebook):
    sections = re.findall(r"^## (.+)$", prose(notebook), flags=re.MULTILINE)
    numbered = [section for section in sections if section not in ("Exercises", "Limits")]
    assert [section.partition(". ")[0] for section in numbered] == [
        str(number) for number, _ in enumerate(numbered, start=1)
    ]
    closing = sections[len(numbered) :]
    assert closing in (["Exercises", "Limits"], ["Limits"])


def test_the_recipes_are_those_that_are_tested():
    shown = re.findall(
        r"```python\n(.*?)```", prose(NOTEBOOKS["16-large-data-and-formats.ipynb"]), flags=re.DOTALL
    )
    files = [path.read_text(encoding="utf-8") for path in RECIPES.glob("*.py")]
    assert sorted(one.strip() for one in shown) == sorted(one.strip() for one in files)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_ends_with_the_way_on(name):
    place = ALL.index(name)
    last = NOTEBOOKS[name].cells[-2].source.rpartition("\n")[2]
    neighbours = ([("Previous", ALL[place - 1])] if place else []) + [
        ("Next", other) for other in ALL[place + 1 : place + 2]
    ]
    assert re.findall(r"\*\*(Previous|Next):\*\* \[[^\]]+\]\(([^)]+)\)", last) == neighbours
    assert last.endswith("[Overview](../README.md) · [Glossary](../helpers/book/glossary.md)")


def test_links_to_notebooks_are_named_after_their_headings(notebook):
    """No two viewers write the address of a section alike.

    The words of the link say which one is meant.
    """
    links = re.findall(TO_NOTEBOOKS, prose(notebook))
    assert links
    assert [
        (words, name)
        for words, name in links
        if name not in NOTEBOOKS or words not in pages.headings(NOTEBOOKS[name])
    ] == []


def test_the_map_has_every_notebook():
    tables = "\n".join(
        line for line in prose(NOTEBOOKS[ALL[0]]).splitlines() if line.startswith("|")
    )
    assert {name for _, name in re.findall(TO_NOTEBOOKS, tables)} == set(ALL)
    for name in ALL[1:]:
        assert f"](notebooks/{name})" in (run.ROOT / "README.md").read_text(encoding="utf-8")


def test_the_words_to_learn_are_in_the_glossary(notebook):
    glossary = (run.ROOT / "helpers" / "book" / "glossary.md").read_text(encoding="utf-8")
    known = re.findall(r"^\| ([^|]+) \|", glossary, flags=re.MULTILINE)
    words = re.findall(r"\[([^\]]+)\]\(\.\./helpers/book/glossary\.md\)", opening(notebook))
    assert words and {word for listed in words for word in listed.split(", ")} <= set(known)


def test_what_is_for_the_reading_copy_is_not_stored(notebook):
    assert not [
        cell.outputs
        for cell in code(notebook)
        if "copy-only" in cell.metadata.get("tags", []) and cell.outputs
    ]


def test_prose_holds_no_typed_result(notebook):
    text = re.sub(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", " ", prose(notebook), flags=re.DOTALL)
    text = re.sub(r"^#+ \d+\. ", " ", text, flags=re.MULTILINE)
    text = re.sub(DATES, " ", text)
    assert not re.findall(r"\S*\d\S*", text)


def test_names_are_looked_up_and_not_replaced(notebook):
    """To replace ids in a frame reaches names that are somebody's id, and takes seconds."""
    assert not [cell for cell in code(notebook) if re.search(r"\.replace\(.*\bwho\b", cell.source)]


def test_links_lead_somewhere(notebook):
    for target in re.findall(r"\]\(([^)#\s]+)", prose(notebook)):
        assert target.startswith("https://") or (run.NOTEBOOKS / target).exists(), target


def anchors(text):
    """The headings of a text in Markdown, as links name them."""
    lines = [line for line in text.splitlines() if line.startswith("#")]
    return {line.strip("# \n").lower().replace(" ", "-") for line in lines}


def test_links_into_a_text_have_their_heading(notebook):
    for path, anchor in re.findall(r"\]\(\.\./([^)#]+\.md)#([^)]+)\)", prose(notebook)):
        assert anchor in anchors((run.ROOT / path).read_text(encoding="utf-8")), (path, anchor)


def test_beside_other_data_they_have_it_too(notebook):
    shown = prose(notebook, tagged=False)
    for path, anchor in re.findall(r"\]\(\.\./([^)#]+\.md)#([^)]+)\)", shown):
        assert anchor in anchors(pages.read_text(path, False)), (path, anchor)


def test_worked_answers_run(notebook):
    """A worked answer is code for the reader to run at the end of the notebook."""
    answers = re.findall(WORKED, prose(notebook), flags=re.DOTALL)
    space: dict = {}
    for source in [cell.source for cell in code(notebook)] + answers:
        exec(compile(source, "<notebook>", "exec"), space)


@pytest.fixture(scope="module")
def on_two_clubs():
    """The notebooks, executed on the invented dataset."""
    run.stay_inside()
    executed = read_notebooks(run.NOTEBOOKS)
    for notebook in executed.values():
        drop_article_only(notebook)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(run.VARIABLE, str(run.ROOT / "data" / "two-clubs"))
        execute_all(executed, run.NOTEBOOKS)
    return executed


def words_of(data):
    """Every name, id, quote and date of a dataset."""
    cells = {
        "documents": ["document_id", "title", "author", "publisher"],
        "sources": ["source_id", "name"],
        "entities": ["entity_id", "name", "aliases", "name_original_script"],
        "claims": ["claim_id", "quote", "said_on", "valid"],
    }
    listed = (
        cell
        for table, columns in cells.items()
        for column in columns
        for cell in data[table][column]
    )
    return {word.strip() for cell in listed for word in cell.split(";") if len(word.strip()) > 3}


def own_words_of_the_article():
    everybodys = words_of(load_dataset(run.ROOT / "data" / "two-clubs")) | {"author"}
    return words_of(load_dataset(run.ARTICLE)) - everybodys


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_nothing_of_the_article_on_other_data(on_two_clubs, name):
    notebook = on_two_clubs[name]
    seen = prose(notebook) + unescape(re.sub(r"base64,[\w+/=\s]+", "", html_of(notebook)))
    assert "Flying Knight" in seen
    leaks = [
        word
        for word in own_words_of_the_article()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", seen)
    ]
    assert not leaks


TRUE_OF_THE_ARTICLE = (
    "have one text, so",
    "ids have gaps",
    "Each row is one relation. The examples are invented.",
    "our own view",
    "nearest to you, the author of the text.",
    "with words understood in another way, or both",
    "A double line marks",
    "A double line (*both*) marks",
    ". Besides the author, no other passes on more",
    "The codebook gives some kinds of relation a sign",
    "The first four sections",
    "see the [data sheet]",
)
"""What other data can have otherwise: sentences of one text, or of one codebook."""


@pytest.mark.parametrize("words", TRUE_OF_THE_ARTICLE)
def test_what_is_true_of_the_article_alone_is_not_said_of_other_data(words):
    for notebook in NOTEBOOKS.values():
        said = [prose(notebook, tagged=False), *(cell.source for cell in code(notebook))]
        assert not [one for one in said if words in one]


def test_beside_other_data_no_text_leads_to_what_the_data_sheet_says_of_the_article():
    kept = [page for page, sections in pages.TRUE_OF_ALL.items() if sections]
    assert "Coding rules" in pages.read_text("data/README.md", False)
    assert not [one for one in kept if "data-sheet" in pages.read_text(one, False)]


def test_of_several_texts_not_only_the_first_is_named():
    assert not [one for nb in NOTEBOOKS.values() for one in code(nb) if "data.title" in one.source]


def test_columns_of_claims_that_were_coded_twice_say_that_they_hold_claims():
    heads = re.findall(r"<th[^>]*><p>(.*?)</p>", html_of(NOTEBOOKS["12-coded-twice.ipynb"]))
    assert {"claim of first coder", "claims compared"} <= set(heads)
    assert not {"first", "pairs"} & set(heads)


def test_the_share_of_a_source_is_told_in_short_steps():
    (cell,) = (
        one
        for one in NOTEBOOKS["02-leadership-overlap.ipynb"].cells
        if "its Shapley value" in one.source
    )
    paragraphs = re.split(r"\n\n+|\n(?=- )", cell.source)
    assert max(len(paragraph.split()) for paragraph in paragraphs) <= 45
    assert len([one for one in paragraphs if one.startswith("- ")]) == 3


def said_on(data, name, monkeypatch, folder):
    """What a notebook says of a dataset, as plain words."""
    saved = save_dataset(data, folder / "mine")
    monkeypatch.setenv(run.VARIABLE, str(saved))
    notebook = read_notebooks(run.NOTEBOOKS)[name]
    drop_article_only(notebook)
    drop_lacking(notebook, lacking(saved))
    said: list[str] = []
    monkeypatch.setattr(html, "page", said.append)
    space: dict = {}
    for cell in code(notebook):
        exec(compile(cell.source, f"<{name}>", "exec"), space)
    return " ".join(words_seen(" ".join(said)))


def test_no_other_reason_is_given_where_dates_lie_before_the_year_1(monkeypatch, tmp_path):
    data = SHAPES["before the year 1"]()
    said = data["claims"].assign(said_on="-0044-03-15")
    old = Dataset({**data, "claims": said}, {}, "old")
    seen = said_on(old, "11-codebook-and-coverage.ipynb", monkeypatch, tmp_path)
    assert "because their date is before the year 1 or after 9999: 4." in seen
    assert "because an end of their date is open" not in seen


@pytest.mark.parametrize(("day", "left_out"), [("1908/..", 4), ("../1908", 4), ("1908", 0)])
def test_no_date_before_the_year_1_is_spoken_of_where_there_is_none(
    monkeypatch, tmp_path, day, left_out
):
    data = SHAPES["before the year 1"]()
    late = Dataset({**data, "claims": data["claims"].assign(said_on=day)}, {}, "late")
    seen = said_on(late, "11-codebook-and-coverage.ipynb", monkeypatch, tmp_path)
    assert "before the year 1 or after 9999" not in seen
    assert ("Claims left out because an end of their date is open: 4." in seen) == (left_out == 4)


def test_of_a_hypothesis_that_a_rater_skipped_it_is_said(monkeypatch, tmp_path):
    data = load_dataset(MYSTERY)
    rated = data["assessments"]
    rated = rated[(rated["hypothesis_id"] != "h-rook") | (rated["rater"] != "rater-1")]
    skipped = Dataset({**data, "assessments": rated}, data.texts, "skipped")
    seen = said_on(skipped, "13-competing-hypotheses.ipynb", monkeypatch, tmp_path)
    assert seen.count("rater-1 rated no claim for h-rook.") == 1
    assert seen.count(" rated no claim for ") == 1


@pytest.mark.parametrize(("hypothesis", "answer"), [("h-rook", "Yes"), ("", "No")])
def test_what_a_rater_skipped_is_not_unopposed(hypothesis, answer, monkeypatch, tmp_path):
    data = load_dataset(MYSTERY)
    rated = data["assessments"].assign(rating="inconsistent", arguable="")
    some = rated[rated["hypothesis_id"] != hypothesis] if hypothesis else rated.iloc[1:]
    skipped = Dataset({**data, "assessments": some}, data.texts, "skipped")
    seen = said_on(skipped, "13-competing-hypotheses.ipynb", monkeypatch, tmp_path)
    assert f"Can arguable ratings make all hypotheses equal, for each rater? {answer}." in seen


@pytest.mark.slow
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("shape", SHAPES)
def test_notebooks_run_and_say_something_on_data_of_any_shape(shape, tmp_path, monkeypatch):
    """No cell fails, nothing warns, no table is blank, and the sections have one order."""
    data = save_dataset(SHAPES[shape](), tmp_path / "mine")
    monkeypatch.setenv(run.VARIABLE, str(data))
    lacks = lacking(data)
    for name, notebook in read_notebooks(run.NOTEBOOKS).items():
        drop_article_only(notebook)
        drop_lacking(notebook, lacks)
        said: list[str] = []
        monkeypatch.setattr(html, "page", said.append)
        answers = re.findall(WORKED, prose(notebook), flags=re.DOTALL)
        space: dict = {}
        for cell in code(notebook):
            exec(compile(cell.source, f"<{name}>", "exec"), space)
        assert len(words_seen(" ".join([prose(notebook), *said]))) <= MOST_WORDS[name]
        for source in answers:
            exec(compile(source, f"<{name}>", "exec"), space)
        plain = " ".join(words_seen(" ".join(said)))
        assert not re.search(r"(?<![-\w.])1 (?:are|were|have|share|claims|ties|pairs)\b", plain)
        assert len(said) > 2
        assert not [one for one in said if re.search(r"<tbody>\s*</tbody>", one)]
        numbers = re.findall(r"^## (\d+)\. ", prose(notebook), flags=re.MULTILINE)
        assert numbers == [str(number + 1) for number in range(len(numbers))]
