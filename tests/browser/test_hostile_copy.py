"""In a browser, no script of a stranger's dataset runs, nothing is asked for, and the theme still works."""

import hostile
import pytest

REFUSED = "() => { const e = document.createElement('script'); e.textContent = 'window.planted = 1'; document.body.append(e); return [window.planted, window.ran]; }"


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    return hostile.build(hostile.write_hostile(place)[0], place)


def test_no_script_of_the_data_runs_and_nothing_is_asked_for(site, watch):
    watched = watch(1400)
    for path in sorted(site.glob("*.html")):
        watched.page.goto(path.as_uri())
        assert watched.page.evaluate(REFUSED) == [None, None], path.name
        themed = watched.page.evaluate("document.documentElement.dataset.theme")
        assert themed or path.name == "coder.html", path.name  # which has no theme
    for words in ("script", "MD-documents", "Rook"):
        watched.page.goto(f"{(site / 'search.html').as_uri()}?q={words}")
        watched.page.locator("#search-results li").first.wait_for()
        watched.page.wait_for_timeout(300)  # for the summaries, which are fetched one by one
        assert watched.page.evaluate("window.ran") is None
    assert watched.outside("file:") == [] and watched.wrong == []


def test_the_panel_works(site, watch):
    page = watch(1400).page
    page.goto((site / "02-leadership-overlap.html").as_uri())
    said = page.locator(".panel output").inner_text()
    page.locator(".panel input").first.set_checked(False)
    assert page.locator(".panel output").inner_text() != said
    assert page.evaluate("window.ran") is None
