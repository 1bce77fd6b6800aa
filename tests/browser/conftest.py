"""A real browser, offline but for the page under test: Debian's Chromium, driven by Playwright."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium is missing, the browser tests need it: sudo apt install chromium"
PATIENCE = 60_000  # milliseconds: for a slow machine, nothing waits without need


@pytest.fixture(scope="session")
def chromium():
    """The browser's path; without it the tests are skipped, but fail in continuous integration."""
    path = shutil.which("chromium")
    if path is None:
        (pytest.fail if os.environ.get("CI", "").lower() in ("1", "true") else pytest.skip)(MISSING)
    return path


def pytest_terminal_summary(terminalreporter):
    """Say once what was missing."""
    if any(MISSING in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(MISSING)


@pytest.fixture(scope="module")
def browser(chromium):
    """A browser for one module: Playwright keeps an event loop that must not outlive it."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=FLAGS)


class Watched:
    """A page that notes each address it asks for, and all that goes wrong."""

    def __init__(self, browser, width, height=900, **settings):
        self.page = browser.new_page(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **settings
        )
        self.page.set_default_timeout(PATIENCE)
        self.asked, self.wrong = [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on(
            "requestfailed",
            lambda request: self.wrong.append(f"{request.url[:200]}: {request.failure}"),
        )
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def outside(self, *inside):
        """The addresses asked for that begin with none of these."""
        return [url for url in self.asked if not url.startswith(("data:", "blob:", *inside))]


@pytest.fixture(scope="module")
def watch(browser):
    """Open watched pages, by width and height, and what else Playwright can be told."""
    opened = []

    def open_page(width, height=900, **settings):
        opened.append(Watched(browser, width, height, **settings))
        return opened[-1]

    yield open_page
    for watched in opened:
        watched.page.close()
