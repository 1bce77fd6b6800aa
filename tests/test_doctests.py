"""The examples in the docstrings of every module."""

import doctest
import importlib
from pathlib import Path

import pytest

import helpers
from helpers.data.dataset import DATA_VARIABLE

MODULES = sorted(
    path.stem for path in Path(helpers.__file__).parent.glob("*.py") if path.stem != "__init__"
)


@pytest.mark.parametrize("module", MODULES)
def test_examples(module, monkeypatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    found = doctest.testmod(importlib.import_module(f"helpers.{module}"))
    assert found.failed == 0 and (found.attempted or module == "run")
