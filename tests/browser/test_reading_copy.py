"""The reading copy as a reader opens it: from the disk, without a server, on a wide screen and on a phone."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from helpers import run

# In a process of its own: warnings of Sphinx and event loops stay there.
BUILD = "import sys, pathlib; from helpers import run; run.stay_inside(); run.run(build=pathlib.Path(sys.argv[1]))"
FACTS = """() => ({
    links: [...document.querySelectorAll('[href]')].map(e => e.href.baseVal ?? e.href),
    anchors: [...document.querySelectorAll('[id]')].map(e => e.id),
    images: [...document.querySelectorAll('img')].map(i => ({alt: i.getAttribute('alt'), width: i.naturalWidth, src: i.src.slice(0, 80)})),
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
NAVIGATION = ".bd-links a.reference"


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    """The copy of the article, as deep in a folder with the repository's own files as ``make run`` puts it."""
    place = tmp_path_factory.mktemp("copy")
    for path in run.ROOT.iterdir():
        if path.name != "build":
            (place / path.name).symlink_to(path)
    done = subprocess.run([sys.executable, "-c", BUILD, str(place / "build")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return place / "build" / run.ARTICLE.name


@pytest.fixture(scope="module")
def pages(site):
    found = sorted(site.glob("*.html"))
    assert {Path(name).stem for name in run.read_notebooks(run.NOTEBOOKS)} | {"index", "search"} <= {page.stem for page in found}
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
                if not target.exists() or (anchor and target in facts and unquote(anchor) not in facts[target]["anchors"]):
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
    assert {page.name: found["width"] for page, found in facts.items() if found["width"] > found["window"] + 1} == {}


def test_search_finds_a_word(site, watch):
    watched = watch(1400)
    page = watched.page
    page.goto((site / "index.html").as_uri())
    page.locator(".search-button-field:visible, .search-button__button:visible").first.click()
    box = page.locator("input[type=search]:visible").first
    box.fill("overlap")
    box.press("Enter")
    found = page.locator("#search-results li a")
    found.first.wait_for()
    leads = page.wait_for_function("() => { const a = [...document.querySelectorAll('#search-results li a')].map(a => a.href);"
                                   " return a.some(h => h.includes('02-leadership-overlap.html')) && a; }").json_value()
    assert all(Path(unquote(urlsplit(lead).path)).exists() for lead in leads)
    assert watched.outside("file:") == []  # (a browser lets no page read its neighbours on a disk: hits have no excerpt)


def test_the_keyboard_reaches_the_navigation_and_shows_where_it_is(site, watch):
    page = watch(1400).page
    page.goto((site / "index.html").as_uri())
    wanted = set(page.locator(NAVIGATION).evaluate_all("links => links.map(link => link.href)"))
    assert len(wanted) >= len(run.read_notebooks(run.NOTEBOOKS))
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
