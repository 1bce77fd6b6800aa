"""The mystery, and the five codings of it that come with it."""

import pytest

from helpers.claims import read_codings
from helpers.data import MYSTERY, load_dataset


@pytest.fixture(scope="session")
def mystery():
    return load_dataset(MYSTERY)


@pytest.fixture(scope="session")
def codings(mystery):
    return read_codings(MYSTERY / "codings", mystery)
