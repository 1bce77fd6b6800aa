"""The notebooks as JupyterLab shows a fresh copy that nobody has trusted yet.

And the live panel.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from urllib.request import urlopen

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from helpers import run
from helpers.book.execute import read_notebooks
from helpers.claims.readings import DENIALS
from helpers.data.dataset import load_dataset
from helpers.overlap import answers
from helpers.overlap.who_leads import busiest_pair
from helpers.show.controls import chosen_reading, panel_page
from helpers.show.html import markup

NOTEBOOKS = read_notebooks(run.NOTEBOOKS)
OVERLAP = "02-leadership-overlap.ipynb"
FOLDERS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)
# Text as a reader sees it, whatever the line breaks of the source.
WORDS = "element => element.textContent.replace(/\\s+/g, ' ').trim()"
STORED = (
    "pages => pages.map(page => new DOMParser().parseFromString(page, 'text/html').body).map("
    + WORDS
    + ")"
)
# The kinds of lines under the words that are marked in the text.
MARKS = """() => [...new Set([...document.querySelectorAll('.jp-OutputArea span[style*="border-bottom"]')].map(mark => {
    const s = getComputedStyle(mark);
    return s.borderBottomStyle;
}))]"""


def wait_until(condition, what):
    """Wait for a condition that no page can announce, and return what it gives."""
    end = time.monotonic() + 60
    while not (found := condition()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.1)
    return found


def get(url):
    with urlopen(url, timeout=30) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """The address of a JupyterLab with settings of its own, on a copy of the notebooks."""
    place = tmp_path_factory.mktemp("lab")
    shutil.copytree(run.NOTEBOOKS, place / "notebooks", ignore=shutil.ignore_patterns(".*"))
    quiet = place / "JUPYTER_CONFIG_DIR" / "labconfig" / "default_setting_overrides.json"
    quiet.parent.mkdir(parents=True)
    quiet.write_text(json.dumps(run.QUIET))  # as `run.stay_inside` does
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        "--port=0",
        "--IdentityProvider.token=",
    ]
    command += [
        f"--ServerApp.root_dir={place / 'notebooks'}",
        "--LanguageServerManager.autodetect=False",
        "--KernelManager.transport_encryption=auto",
    ]
    with (place / "log").open("w") as log:
        server = subprocess.Popen(
            command,
            env={**os.environ, **{name: str(place / name) for name in FOLDERS}},
            stdout=log,
            stderr=log,
        )
        try:
            yield address(server, place)
        finally:
            server.terminate()  # it ends its kernels first
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def address(server, place):
    """Where the server listens: it chose a free port itself, and wrote it down."""

    def written():
        assert server.poll() is None, (place / "log").read_text()
        return [
            text
            for file in place.glob("JUPYTER_RUNTIME_DIR/jpserver-*.json")
            if (text := file.read_text()).endswith("}")
        ]

    return json.loads(wait_until(written, "JupyterLab")[0])["url"]


@pytest.fixture(scope="module")
def watched(lab, watch):
    return watch(1400)


def open_notebook(lab, page, name):
    """Open a notebook and wait until its kernel is idle and every cell is on the page."""
    page.goto(f"{lab}lab/tree/{name}?reset")
    page.wait_for_function(
        "count => document.querySelectorAll('.jp-Notebook .jp-Cell').length == count",
        arg=len(NOTEBOOKS[name].cells),
    )

    def idle():
        kernels = [
            session["kernel"] for session in get(f"{lab}api/sessions") if session["path"] == name
        ]
        return any(
            kernel["execution_state"] == "idle" and kernel["connections"] for kernel in kernels
        )

    wait_until(idle, "an idle kernel")
    page.get_by_text("| Idle").wait_for()


def stored_pages(name):
    """The HTML that a notebook stores, output by output."""
    outputs = [
        output
        for cell in NOTEBOOKS[name].cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    return [
        output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})
    ]


@pytest.fixture(scope="module")
def opened_at():
    """When each notebook was opened."""
    return {}


@pytest.fixture(scope="module", params=NOTEBOOKS)
def opened(request, lab, watched, opened_at):
    """A notebook, opened and not run."""
    open_notebook(lab, watched.page, request.param)
    cells = get(f"{lab}api/contents/{request.param}")["content"]["cells"]
    assert not any(cell["metadata"].get("trusted") for cell in cells)
    opened_at[request.param] = time.monotonic()
    return request.param


def test_every_stored_figure_is_visible(opened, watched):
    images = watched.page.locator(".jp-OutputArea img")
    assert images.count() == sum(page.count("<img ") for page in stored_pages(opened))
    assert images.count() or opened[:2] in ("11", "12", "16"), "a page without a figure"
    for image in images.all():
        image.scroll_into_view_if_needed()
        shown = image.evaluate(
            "i => i.decode().then(() => ({source: i.src, width: i.naturalWidth, seen:"
            " i.getBoundingClientRect(), alt: i.alt}))"
        )
        assert shown["source"].startswith("data:image/svg+xml;base64,") and shown["width"] > 0
        assert (
            shown["seen"]["width"] > 100
            and shown["seen"]["height"] > 30
            and len(shown["alt"].split()) >= 5
        )


def test_every_stored_table_and_sentence_is_shown(opened, watched):
    page, stored = watched.page, stored_pages(opened)
    page.evaluate(
        "() => document.querySelectorAll('.jp-OutputArea details').forEach(folded => folded.open ="
        " true)"
    )
    tables = page.locator(".jp-OutputArea table")
    assert tables.count() == sum(text.count("<table") for text in stored) > 0
    assert all(
        table.is_visible() and table.locator("caption").is_visible() for table in tables.all()
    )
    shown = page.locator(".jp-OutputArea .jp-RenderedHTML")
    assert shown.evaluate_all(f"elements => elements.map({WORDS})") == page.evaluate(STORED, stored)


def test_hints_are_folded_and_open(opened, watched):
    hints = watched.page.locator(".jp-MarkdownOutput details")
    folded = sum(
        cell.source.count("<details>")
        for cell in NOTEBOOKS[opened].cells
        if cell.cell_type == "markdown"
    )
    assert hints.count() == folded
    if not folded:
        return
    hint = hints.filter(has=watched.page.locator("pre")).first
    hint.locator("summary").click()
    assert hint.locator("pre").first.is_visible()


def test_nothing_is_asked(opened, watched, opened_at):
    """Without the settings JupyterLab asks in a notification whether to fetch news.

    A second after the notebook was opened it would be there.
    """
    seconds = opened_at[opened] + 1 - time.monotonic()
    watched.page.wait_for_timeout(max(seconds, 0) * 1000)
    assert watched.page.locator(".jp-Notification-Toast, .Toastify__toast, .jp-Dialog").count() == 0


def test_the_lines_of_the_marked_text_are_drawn(lab, watched):
    open_notebook(lab, watched.page, "11-codebook-and-coverage.ipynb")
    lines = watched.page.evaluate(MARKS)
    assert set(lines) == {"solid", "dashed", "double"}


# --- the panel ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def panel(lab, watched):
    """The live panel, after all cells of its notebook were run."""
    page = watched.page
    open_notebook(lab, page, OVERLAP)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-Notebook .jp-CodeCell").last
    last.get_by_text("Made with").wait_for()
    found = page.locator(".jp-OutputArea-output > .jupyter-widgets").filter(
        has_text="Whom do you believe?"
    )
    found.wait_for()
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()
    return found


@pytest.fixture(scope="module")
def data():
    return load_dataset(run.ARTICLE)


def test_all_cells_ran_without_error(panel, watched):
    page = watched.page
    assert (
        page.locator(
            '.jp-OutputArea [data-mime-type="application/vnd.jupyter.error"], .jp-OutputArea'
            ' [data-mime-type="application/vnd.jupyter.stderr"]'
        ).count()
        == 0
    )
    prompts = page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").all_text_contents()
    sources = [cell.source for cell in NOTEBOOKS[OVERLAP].cells if cell.cell_type == "code"]
    numbers = iter(range(1, len(sources) + 1))
    assert prompts == [f"[{next(numbers)}]:" if source.strip() else "[ ]:" for source in sources]


def tick(panel, name, ticked):
    panel.get_by_label(name, exact=True).set_checked(ticked)


def choose(panel, label, option):
    panel.locator(".widget-dropdown", has_text=label).locator("select").select_option(label=option)


def source_ids(data, *names):
    return [
        source
        for source, name in zip(data["sources"]["source_id"], data["sources"]["name"])
        if name in names
    ]


CHOICES = {
    "as it opens": ((), {}),
    "without the State Department": (("the State Department",), {}),
    "veto": ((), {"denials": "veto"}),
    "former": ((), {"times": ("current", "unspecified", "former")}),
    "inferences": ((), {"inferences": True}),
    "without the author, with all else": (
        ("the article's author", "the Taliban"),
        {
            "denials": "ignore",
            "times": ("current", "unspecified", "former", "future"),
            "inferences": True,
        },
    ),
    "nothing of any time": ((), {"times": ()}),
}


def comes_to_say(page, shown, words):
    """Whether these words come: an answer to an earlier click may still be on its way."""
    for _ in range(300):
        if shown.evaluate(WORDS) == words:
            return True
        page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("name", CHOICES)
def test_the_panel_says_what_the_function_says(panel, data, watched, name):
    unticked, choices = CHOICES[name]
    a, b = busiest_pair(data)
    times = choices.get("times", ("current", "unspecified"))
    reading = chosen_reading(data, source_ids(data, *unticked), **{**choices, "times": list(times)})
    expected = answers.answer(data, a, b, reading)
    boxes = dict.fromkeys(unticked, False)
    boxes |= {word: word in times for word in ("current", "unspecified", "former", "future")}
    boxes["count readers' conclusions, too"] = choices.get("inferences", False)
    denials = choices.get("denials", "unresolved")
    whole = panel_page(data, a, b, reading)
    words = watched.page.evaluate(STORED, [whole])[0]
    shown = panel.locator(".widget-html-content").last
    for again in (False, True, True):
        # A busy kernel can miss a quick click: what already shows the choice says nothing anew.
        if again:
            for box, ticked in boxes.items():
                tick(panel, box, not ticked)
            choose(panel, "denials", next(one for one in DENIALS if one != denials))
        for box, ticked in boxes.items():
            tick(panel, box, ticked)
        choose(panel, "denials", denials)
        with suppress(PlaywrightTimeout):
            panel.get_by_text(expected, exact=True).wait_for(timeout=20_000 if again else 10_000)
            if comes_to_say(watched.page, shown, words):
                break
    panel.get_by_text(expected, exact=True).wait_for()
    assert shown.evaluate(WORDS) == words
    assert markup('<img alt="{0}"', shown.locator("img").get_attribute("alt")) in whole

    for source in unticked:
        tick(panel, source, True)


def test_nothing_is_fetched_from_outside(panel, lab, watched):
    assert watched.asked and watched.outside(lab, lab.replace("http:", "ws:")) == []
