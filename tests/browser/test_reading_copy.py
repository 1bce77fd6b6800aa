"""The reading copy as a reader opens it.

From the disk, without a server, on a wide screen and on a phone, by day and by night.
"""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpers import run
from helpers.book.execute import read_notebooks
from helpers.book.one_pair import report
from helpers.claims.admitted import is_believed
from helpers.data.dataset import MYSTERY, load_dataset
from helpers.overlap.answers import answer
from helpers.overlap.who_leads import busiest_pair, lineage
from helpers.show.controls import offer

# In a process of its own: warnings of Sphinx and event loops stay there.
BUILD = (
    "import sys, pathlib; from helpers import run; from helpers.data import reading_once\n"
    "run.stay_inside()\n"
    "with reading_once(run.ROOT / '.cache'):\n"
    "    for data in sys.argv[2:]: run.run(data, build=pathlib.Path(sys.argv[1]))"
)
FACTS = """() => ({
    links: [...document.querySelectorAll('[href]')].map(e => e.href.baseVal ?? e.href),
    anchors: [...document.querySelectorAll('[id]')].map(e => e.id),
    images: [...document.querySelectorAll('img')].map(i => ({alt: i.getAttribute('alt'), width: i.naturalWidth, src: i.src.slice(0, 80)})),
    titles: document.querySelectorAll('h1:not(#jb-print-docs-body h1)').length,
    headless: [...document.querySelectorAll('table')].filter(
        table => [...table.rows[0].cells].some(cell => cell.tagName != 'TH')).length,
    width: document.scrollingElement.scrollWidth,
    window: innerWidth,
})"""
# What is drawn around the element that has the focus, and whether it can be seen at all.
FOCUS = """() => {
    const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
    return {
        href: e.href || '',
        inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
        drawn: (s.outlineStyle != 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow != 'none',
    };
}"""
FEWER_ROWS = """() => {  // rows are alike, and ten stand for all; so are entries of the reference
    document.querySelectorAll('tbody').forEach(body => [...body.rows].slice(10).forEach(row => row.remove()));
    [...document.querySelectorAll('dl.py')].slice(25).forEach(entry => entry.remove());
}"""
COLOURS = ["color-contrast", "link-in-text-block"]  # all that night can change
NAVIGATION = ".bd-links a.reference"


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    """The copies of both datasets.

    As deep in a folder with the repository's own files as ``make run`` puts them; the path of the
    article's.
    """
    place = tmp_path_factory.mktemp("copy")
    for path in run.ROOT.iterdir():
        if path.name != "build":
            (place / path.name).symlink_to(path)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(place / "build"), str(run.ARTICLE), str(MYSTERY)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return place / "build" / run.ARTICLE.name


@pytest.fixture(scope="module")
def pages(site):
    found = sorted(site.glob("*.html"))
    assert {Path(name).stem for name in read_notebooks(run.NOTEBOOKS)} | {
        "index",
        "search",
    } <= {page.stem for page in found}
    return found


def visit(watched, pages):
    """Open each page and return what it holds: path → facts."""
    facts = {}
    for page in pages:
        watched.page.goto(page.as_uri())
        facts[page] = watched.page.evaluate(FACTS)
    return facts


@pytest.fixture(scope="module", params=[(1400, 900), (400, 800)], ids=["desktop", "phone"])
def visited(request, pages, watch):
    """Every page of the copy, opened once on a screen."""
    watched = watch(*request.param)
    return watched, visit(watched, pages)


def test_nothing_is_fetched_from_outside_and_nothing_fails(visited):
    watched, _ = visited
    assert watched.asked and watched.outside("file:") == []
    assert watched.wrong == []


def test_links_lead_to_files_and_places_that_exist(visited):
    _, facts = visited
    lost = []
    for page, found in facts.items():
        for link in found["links"]:
            address, anchor = urldefrag(link)
            if urlsplit(address).scheme == "file":
                target = Path(unquote(urlsplit(address).path))
                if not target.exists() or (
                    anchor and target in facts and unquote(anchor) not in facts[target]["anchors"]
                ):
                    lost.append(f"{page.name}: {link}")
    assert sum(len(found["links"]) for found in facts.values()) > 100
    assert lost == []


def test_every_image_loads_and_has_words(visited):
    _, facts = visited
    images = [(page.name, image) for page, found in facts.items() for image in found["images"]]
    assert len(images) >= 5
    assert [shown for shown in images if not shown[1]["width"] or shown[1]["alt"] is None] == []


def test_no_page_scrolls_sideways(visited):
    _, facts = visited
    assert {
        page.name: found["width"]
        for page, found in facts.items()
        if found["width"] > found["window"] + 1
    } == {}


def test_search_finds_a_word_and_shows_it_among_its_neighbours(site, watch):
    watched = watch(1400)
    page = watched.page
    page.goto((site / "index.html").as_uri())
    page.locator(".search-button-field:visible, .search-button__button:visible").first.click()
    box = page.locator("input[type=search]:visible").first
    box.fill("overlap")
    box.press("Enter")
    hit = (
        page.locator("#search-results li")
        .filter(has=page.locator("a[href*='02-leadership-overlap.html']"))
        .first
    )
    hit.locator("p.context").wait_for()
    assert "overlap" in hit.locator("p.context").text_content().casefold()
    leads = page.locator("#search-results li a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    assert leads and all(Path(unquote(urlsplit(lead).path)).exists() for lead in leads)
    assert watched.outside("file:") == [] and watched.wrong == []


def test_the_keyboard_reaches_the_navigation_and_shows_where_it_is(site, watch):
    page = watch(1400).page
    page.goto((site / "index.html").as_uri())
    wanted = set(page.locator(NAVIGATION).evaluate_all("links => links.map(link => link.href)"))
    assert len(wanted) >= len(read_notebooks(run.NOTEBOOKS))
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["href"] in wanted:
            wanted.discard(focus["href"])
            if not (focus["inside"] and focus["drawn"]):
                unseen.append(focus)
        if not wanted:
            break
    assert wanted == set() and unseen == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(pages, watch, width, scheme):
    page, axe = watch(width, color_scheme=scheme).page, Axe()
    rules = {"resultTypes": ["violations"]} | ({"runOnly": COLOURS} if scheme == "dark" else {})
    found = []
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate(
            "() => document.querySelectorAll('details').forEach(folded => folded.open = true)"
        )
        page.evaluate(FEWER_ROWS)
        found += [
            (path.name, violation["id"], node["html"])
            for violation in axe.run(page, options=rules).response["violations"]
            for node in violation["nodes"]
        ]
        themed = page.locator("html").get_attribute("data-theme")
        assert themed == (None if path.name == "coder.html" else scheme)
    assert found == []


def test_every_table_has_headers_and_no_page_is_without_a_title(visited):
    _, facts = visited
    assert {
        page.name: found["titles"] for page, found in facts.items() if found["titles"] != 1
    } == {}
    assert {
        page.name: found["headless"] for page, found in facts.items() if found["headless"]
    } == {}


def test_it_can_be_read_without_scripts(site, watch):
    page = watch(1400, java_script_enabled=False).page
    page.goto((site / "02-leadership-overlap.html").as_uri())
    assert (
        page.locator(".panel form").is_hidden()
        and page.locator(".panel output").is_visible()
        and page.locator(".panel table").is_visible()
    )
    page.locator(".bd-links a.reference", has_text="From text to claims").click()
    page.wait_for_url(
        "**/01-structured-dataset.html"
    )  # with all of it: what is asked for last stands at its end
    assert page.locator(".bd-article h1").inner_text().startswith("From text to claims")
    assert page.locator(".prev-next-area a.right-next").is_visible()


def test_the_downloads_are_there(site, watch):
    page = watch(1400).page
    page.goto((site / "index.html").as_uri())
    page.get_by_text("The dataset as one workbook").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name="haqqani-2021.xlsx").click()
    assert (
        Path(begun.value.path()).read_bytes()
        == (site / "downloads" / "haqqani-2021.xlsx").read_bytes()
    )
    assert page.locator("a[download]").count() > 20


@pytest.mark.parametrize("data", [run.ARTICLE, MYSTERY], ids=lambda path: path.name)
def test_the_panel_says_what_the_function_says(site, watch, data):
    page = watch(1280).page
    page.goto((site.parent / data.name / "02-leadership-overlap.html").as_uri())
    dataset = load_dataset(data)
    pair = busiest_pair(dataset)
    offered = offer(dataset, *pair)
    ticks, menus, rows = (
        page.locator(".panel input"),
        page.locator(".panel select"),
        page.locator(".panel tbody tr"),
    )
    assert (ticks.count(), menus.count()) == (
        len(offered.sources),
        len(offered.fields),
    ) and page.locator(".panel form").is_visible()
    for ticked, chosen in offered.choices():
        for place, tick in enumerate(ticked):
            ticks.nth(place).set_checked(bool(tick))
        for place, number in enumerate(chosen):
            menus.nth(place).select_option(str(number))
        reading = offered.reading(dataset, ticked, chosen)
        assert page.locator(".panel output").inner_text() == answer(dataset, *pair, reading)
        claims = lineage(dataset, *pair, reading).claims
        counting = set(claims.loc[is_believed(dataset, claims, reading), "claim_id"])
        shown = rows.evaluate_all(
            "rows => rows.map(row => [row.firstChild.textContent, row.lastChild.textContent])"
        )
        assert (
            len(shown) >= len(claims)
            and {claim for claim, counts in shown if counts == "yes"} == counting
        )


def test_the_panel_answers_the_keyboard(site, watch):
    page = watch(1280).page
    page.goto((site / "02-leadership-overlap.html").as_uri())
    first, said = page.locator(".panel input").first, page.locator(".panel output").inner_text()
    first.focus()
    page.keyboard.press("Space")
    assert not first.is_checked() and page.locator(".panel output").inner_text() != said
    page.keyboard.press("Tab")
    assert (
        page.evaluate("document.activeElement == document.querySelectorAll('.panel input')[1]")
        and page.evaluate(FOCUS)["drawn"]
    )


def test_on_other_data_the_copy_names_them_and_nothing_of_the_article_remains(site, watch):
    other, article = site.parent / MYSTERY.name, load_dataset(run.ARTICLE)
    mine = load_dataset(MYSTERY)
    words = (
        {
            word
            for column in ("title", "author", "publisher")
            for word in article["documents"][column]
        }
        | set(article["entities"]["name"])
        | set(article["sources"]["name"])
    )
    known = set(mine["entities"]["name"]) | set(mine["sources"]["name"])
    for path in sorted(other.rglob("*.html")):
        text = unescape(re.sub(r"base64,[\w+/=\s]+", "", path.read_text(encoding="utf-8")))
        assert [
            word
            for word in words - known
            if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        ] == [], path.name
    page = watch(1400).page
    page.goto((other / "index.html").as_uri())
    assert page.locator(".bd-article h1").inner_text().startswith(
        mine.title
    ) and page.title().startswith(mine.title)
    for fact in (
        mine["documents"]["published"].iloc[0],
        *(name for name in mine["sources"]["name"] if name.startswith("Salma")),
    ):
        assert page.get_by_text(fact).count() > 0


def leading_out(copy, facts):
    leads = [link for found in facts.values() for link in found["links"]]
    return [
        lead for lead in leads if lead.startswith("file:") and not lead.startswith(copy.as_uri())
    ]


def test_links_stay_in_the_copy(site, visited):
    """So that it can be moved anywhere."""
    _, facts = visited
    assert leading_out(site, facts) == []


def test_links_stay_in_the_copy_of_other_data(site, watch):
    copy, watched = site.parent / MYSTERY.name, watch(1400)
    assert leading_out(copy, visit(watched, sorted(copy.glob("*.html")))) == []
    assert watched.outside("file:") == [] and watched.wrong == []


def test_on_paper_nothing_is_folded_away(site, watch):
    page = watch(1000).page
    page.goto((site / "01-structured-dataset.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator(".bd-article details table").first.evaluate(
        "table => table.checkVisibility({contentVisibilityAuto: true}) &&"
        " table.getBoundingClientRect().height > 50"
    )


def test_one_switch_shows_the_code_of_all_pages(site, watch):
    page = watch(1280).page
    code = ".bd-article details.above-input .highlight"
    page.goto((site / "02-leadership-overlap.html").as_uri())
    assert page.locator(code).count() > 10 and not page.locator(code).first.is_visible()
    page.get_by_role("button", name="Show the code").click()
    assert all(one.is_visible() for one in page.locator(code).all())
    page.goto((site / "01-structured-dataset.html").as_uri())
    assert all(one.is_visible() for one in page.locator(code).all())
    page.get_by_role("button", name="Fold the code away").focus()
    page.keyboard.press("Enter")
    page.reload()
    assert not page.locator(code).first.is_visible()


def test_an_id_leads_to_its_words_and_a_term_to_its_meaning(site, watch):
    page = watch(1280).page
    page.goto((site / "02-leadership-overlap.html").as_uri())
    link = page.locator(".bd-article a[href^='claims.html#']").first
    claim = link.inner_text()
    link.click()
    page.wait_for_url("**/claims.html#*")
    assert page.locator("dt:target").inner_text() == claim
    page.goto((site / "00-start-here.html").as_uri())
    term = page.locator(".bd-article a.term").first
    word, meaning = term.inner_text(), term.get_attribute("title")
    term.click()
    page.wait_for_url("**/glossary.html#*")
    row = page.locator("tr:has(td:target)").inner_text()
    assert row.startswith(word.removesuffix("s")) and meaning.split("'")[0] in row


def test_captions_of_the_page_of_a_pair_are_not_cut_on_a_phone(watch, tmp_path):
    page = watch(400).page
    made = report(load_dataset(MYSTERY), "chess-club", "kite-club", tmp_path / "pair.html")
    page.goto(made.as_uri())
    ends = page.locator("caption > span").evaluate_all(
        "several => several.map(one => one.getBoundingClientRect().right)"
    )
    assert len(ends) >= 2 and max(ends) <= 400
