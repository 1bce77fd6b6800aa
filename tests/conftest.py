"""What several test files need."""

import gc

import pytest
from hypothesis import Phase, settings
from invented import HURRIED, examples
from shipped import HEADER

import helpers.book  # noqa: F401 - before any test imports nbformat
from helpers.data.dataset import DATA_VARIABLE
from helpers.show import html

settings.register_profile(
    "mutants", phases=[Phase.explicit, Phase.generate]
)  # for tests/mutants.py: that an example fails is enough, it need not be the smallest
if HURRIED:
    settings.register_profile("hurried", max_examples=examples(100), deadline=None)
    settings.load_profile("hurried")

LONGEST = ("test_reading_copy.py", "test_lab.py", "test_hostile.py", "test_interrupted.py")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Look for no garbage while tests are collected, and never again in what is there by then."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items):
    """Have the longest files first, so that no worker is left alone with one of them."""
    first = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path.name, len(first)))


@pytest.fixture(autouse=True)
def no_dataset_named(monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, "")  # so that what a test sets is gone afterwards
    monkeypatch.delenv(DATA_VARIABLE)


@pytest.fixture
def folder(tmp_path):
    """A folder with claims alone: the least that is a dataset."""
    new = tmp_path / "mine"
    new.mkdir()
    (new / "claims.csv").write_text(
        HEADER + "k1,author,asserts,ada,leads,chess-club,n\r\n", encoding="utf-8", newline=""
    )
    return new


@pytest.fixture
def shown(monkeypatch):
    """Collect the HTML that is displayed."""
    pages = []
    monkeypatch.setattr(html, "display", lambda page: pages.append(page.data))
    return pages
