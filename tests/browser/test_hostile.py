"""A stranger's dataset runs nothing: not while the copy is built, and not when it is read."""

import json
import re
from html.parser import HTMLParser

import hostile
import pytest

from helpers.book.fragments import Fragments
from helpers.book.guard import POLICY, own_scripts, policy
from helpers.codebook.schema import fields
from helpers.data.dataset import check_dataset

VOID = {"img", "br", "hr", "input", "meta", "link", "path", "use", "wbr", "col"}
REFUSED = "() => { const e = document.createElement('script'); e.textContent = 'window.planted = 1'; document.body.append(e); return [window.planted, window.ran]; }"
CLOSED = {("claims", "time"), ("claims", "stance"), ("sources", "kind"), ("entities", "kind")}


class Page(HTMLParser):
    """What a browser would make of a page: elements with their attributes, and text by element."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.texts, self.inside = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes), "article" in self.inside))
        self.inside += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, text):
        self.texts.append((self.inside[-1] if self.inside else "", text))


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The copy, built once, from within the folder of the dataset; and the cells that took no words."""
    place = tmp_path_factory.mktemp("hostile")
    folder, refused = hostile.write_hostile(place)
    return place, hostile.build(folder, place), refused


@pytest.fixture(scope="module")
def pages(copy):
    found = {path.name: path.read_text(encoding="utf-8") for path in copy[1].glob("*.html")}
    assert len(found) >= 9
    return {name: (html, Page(html)) for name, html in found.items()}


def test_every_column_was_tried(copy):
    _, _, refused = copy
    tables = hostile.honest()
    whole = {
        (table, column)
        for table, rows in tables.items()
        for column in fields(table)
        if all((table, number, column) in refused for number in range(len(rows)))
    }
    assert whole >= CLOSED
    for table, column in (
        ("documents", "title"),
        ("documents", "author"),
        ("entities", "name"),
        ("entities", "aliases"),
        ("sources", "name"),
        ("claims", "quote"),
        ("claims", "note"),
        ("claims", "role"),
        ("relations", "label"),
        ("hypotheses", "question"),
        ("hypotheses", "statement"),
        ("assessments", "reason"),
    ):
        assert column in fields(table) and (table, column) not in whole


def test_nothing_ran_while_the_copy_was_built(copy):
    place, _, _ = copy
    assert not (place / "made").exists()


def test_no_file_of_the_machine_is_in_the_copy(copy):
    _, site, _ = copy
    for path in site.rglob("*"):
        assert not path.is_file() or hostile.SECRET.encode() not in path.read_bytes(), path
    assert not (site / "_downloads").exists()


def test_what_stands_in_cells_is_shown_as_text(pages):
    shown = "".join(text for _, page in pages.values() for _, text in page.texts)
    for words in ("```{raw} html", "```{include}", "# MD-documents-author-", "<script>window.ran="):
        assert words in shown
    assert "{{ 7 * 191 }}" in shown and "1337" not in shown and "$\\frac{ \\(x^2\\)" in shown


def test_no_element_is_the_datas(pages):
    for name, (_, page) in pages.items():
        headings = [text for inside, text in page.texts if re.fullmatch("h[1-6]", inside)]
        assert [text for text in headings if text.startswith("MD-")] == [], name
        for tag, attributes, read in page.elements:
            if tag == "script":
                assert attributes.get("type") == "application/json" or not read, (name, attributes)
            if read:
                handlers = {key for key in attributes if key.startswith("on")}
                assert not handlers and tag not in ("svg", "iframe", "object", "embed", "base")
            for key in ("href", "src", "action", "xlink:href"):
                address = attributes.get(key) or ""
                assert not address.startswith(("javascript:", hostile.NOWHERE, "//")), (name, key)


def test_scripts_of_the_data_are_on_no_list(pages):
    for name, (html, page) in pages.items():
        (said,) = (
            attributes["content"]
            for tag, attributes, _ in page.elements
            if attributes.get("http-equiv") == "Content-Security-Policy"
        )
        if name == "coder.html":  # one file, with one script of its own
            assert said.startswith("default-src 'none'; script-src 'sha256-"), name
        else:
            assert said.startswith(POLICY) and "script-src 'self' 'sha256-" in said, name
        assert "script-src 'self' 'unsafe-inline'" not in said
        assert html.index("Content-Security-Policy") < html.index("<script")
        assert html.index("<meta charset") < 1024
        run = [script for script in own_scripts(html) if not script.startswith("{")]  # no JSON
        assert run and all("window.ran" not in script for script in run)


def test_a_script_in_what_is_to_be_read_is_not_allowed():
    html = "<head><script>theme</script></head><article>{}</article><script>end</script>"
    assert policy(html.format("<script>1</script>")) == policy(html.format(""))
    assert policy(html.format("</article><script>1</script>")) == policy(html.format(""))


def test_fragments_are_filled_once_and_never_parsed(tmp_path):
    fragments = Fragments()
    page = f"# {fragments.text('a {from-data}`2` *b*')}\n\n{fragments.html('<p>```{from-data} 1```</p>')}"
    assert "*b*" not in page and "<p>" not in page
    assert fragments.filled(page) == "# a {from-data}`2` *b*\n\n<p>```{from-data} 1```</p>"
    fragments.write(tmp_path / "fragments.json")
    assert len(json.loads((tmp_path / "fragments.json").read_text(encoding="utf-8"))) == 2


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x7f", "\ufffe"])
def test_a_character_that_no_page_can_show_is_a_problem(folder, character):
    claims = (folder / "claims.csv").read_bytes()
    (folder / "claims.csv").write_bytes(claims.replace(b",n\r", f",a{character}b\r".encode()))
    (problem,) = check_dataset(folder).itertuples(index=False)
    assert (problem.file, problem.row, problem.column) == ("claims.csv", 2, "note")
    assert problem.value == f"a{character}b".encode("unicode_escape").decode()
    assert problem.problem.endswith(f": U+{ord(character):04X}") and "delete it" in problem.fix


def test_no_script_of_the_data_runs_and_nothing_is_asked_for(copy, watch):
    watched = watch(1400)
    for path in sorted(copy[1].glob("*.html")):
        watched.page.goto(path.as_uri())
        assert watched.page.evaluate(REFUSED) == [None, None], path.name
        themed = watched.page.evaluate("document.documentElement.dataset.theme")
        assert themed or path.name == "coder.html", path.name  # which has no theme
    for words in ("script", "MD-documents", "Rook"):
        watched.page.goto(f"{(copy[1] / 'search.html').as_uri()}?q={words}")
        watched.page.locator("#search-results li").first.wait_for()
        watched.page.wait_for_timeout(300)  # for the summaries, which are fetched one by one
        assert watched.page.evaluate("window.ran") is None
    assert watched.outside("file:") == [] and watched.wrong == []


def test_the_panel_works(copy, watch):
    page = watch(1400).page
    page.goto((copy[1] / "02-leadership-overlap.html").as_uri())
    said = page.locator(".panel output").inner_text()
    page.locator(".panel input").first.set_checked(False)
    assert page.locator(".panel output").inner_text() != said
    assert page.evaluate("window.ran") is None
