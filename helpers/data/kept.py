"""What one process of a run has read and checked, kept for the others.

Only where the environment variable names a folder, which the run makes and deletes: what is
kept there is the package's own. Tables are known by their content, and texts are compared.

>>> from helpers.data.dataset import ARTICLE
>>> _key(ARTICLE) == _key(ARTICLE), _key(ARTICLE) == _key(ARTICLE.with_name("two-clubs"))
(True, False)
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.data.texts import read_texts

KEPT_VARIABLE = "SEPARATE_ENTITIES_KEPT"


class Read(NamedTuple):
    """What is read of a dataset: complete tables, texts, derived tables' names, problems, notes.

    The notes are of what nobody sees of its files (`Dataset.unseen`).
    """

    tables: dict[str, pd.DataFrame]
    texts: dict[str, str]
    derived: tuple[str, ...]
    problems: pd.DataFrame
    unseen: tuple[str, ...] = ()


@contextmanager
def reading_once(cache: Path) -> Iterator[None]:
    """Have all processes that are started meanwhile read and check a dataset once."""
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kept-", dir=cache) as folder:
        before = os.environ.get(KEPT_VARIABLE)
        os.environ[KEPT_VARIABLE] = folder
        try:
            yield
        finally:
            os.environ.pop(KEPT_VARIABLE)
            if before is not None:
                os.environ[KEPT_VARIABLE] = before


def kept_or_read(path: Path, read: Callable[[Path], Read]) -> Read:
    """Return what was read of the same files before, or read them; problems are not kept."""
    folder = os.environ.get(KEPT_VARIABLE)
    if not folder or not Path(folder).is_dir():
        return read(path)
    try:
        file = Path(folder, _key(path))
    except (OSError, ValueError, RuntimeError):  # what is not there, or no file system takes
        return read(path)
    if (kept := _kept(file, path)) is not None:
        return kept
    found = read(path)
    if found.problems.empty:
        with suppress(OSError):  # no room: it is read again
            _keep(found, file)
    return found


def _key(path: Path) -> str:
    """The path and the content of the tables; the texts are compared one by one."""
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    known = sha256(str(path.resolve()).encode("utf-8", "surrogateescape"))
    for file in files:
        content = file.read_bytes()
        known.update(f"{file.name} {len(content)} ".encode("utf-8", "surrogateescape") + content)
    return known.hexdigest()


def _kept(file: Path, path: Path) -> Read | None:
    if not file.is_file():
        return None
    found = Read(*pickle.loads(file.read_bytes()))
    folder = path if path.is_dir() else path.parent
    texts, problems = read_texts(folder, found.tables["documents"])
    return found if texts == found.texts and not problems else None


def _keep(found: Read, file: Path) -> None:
    """Write it at once: another process may look for it."""
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as draft:
        draft.write(pickle.dumps(tuple(found)))
    Path(draft.name).replace(file)
