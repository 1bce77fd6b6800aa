"""The examples in the docstrings of every file."""

import doctest
import importlib
from pathlib import Path

import pytest

import helpers
from helpers.data.dataset import DATA_VARIABLE
from helpers.data.kept import reading_once

pytestmark = pytest.mark.long

FOLDER = Path(helpers.__file__).parent
SETTINGS = "helpers.book.conf"  # Sphinx reads it by itself


def module_name(path):
    parts = path.relative_to(FOLDER.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = sorted({module_name(path) for path in FOLDER.rglob("*.py")} - {SETTINGS})


@pytest.fixture(scope="module", autouse=True)
def shipped_data_are_read_once(tmp_path_factory):
    """As in `make run`."""
    with reading_once(tmp_path_factory.mktemp("kept")):
        yield


@pytest.mark.parametrize("module", MODULES)
def test_examples(module, monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    found = doctest.testmod(importlib.import_module(module))
    assert found.failed == 0 and (found.attempted or module == "helpers.run")
