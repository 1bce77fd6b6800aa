"""A dataset written: all of it or nothing, and nothing that was there before is overwritten.

>>> import tempfile
>>> from helpers.data import load_dataset
>>> with tempfile.TemporaryDirectory() as folder:
...     saved = save_dataset(load_dataset(), Path(folder, "mine"))
...     print(load_dataset(saved).name)
mine
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

import pandas as pd

from helpers.codebook import shown, unprintable
from helpers.data.dataset import Dataset
from helpers.data.sheets import is_workbook, write_sheets
from helpers.data.tables import derived_again, write_table
from helpers.data.texts import holds, write_text


def save_dataset(
    data: Dataset, path: str | Path, beside: Mapping[str, str] = MappingProxyType({})
) -> Path:
    """Write the tables and texts of a dataset into a new folder or a new workbook.

    The texts stand beside a workbook. Tables without rows are left out, and so are those
    that `load_dataset` would derive again. Cells that a spreadsheet would run as
    formulas get an apostrophe in front, which it takes off again.

    Parameters
    ----------
    data : Dataset
    path : str or Path
        A folder or an .xlsx file that does not exist yet: nothing is ever overwritten.
    beside : mapping of str to str, optional
        File name → text of what is written beside the tables.

    Returns
    -------
    Path
        The folder or the file.

    Raises
    ------
    FileExistsError
        If there is something at `path`, or another text where one has to be.
    ValueError
        If a document's file name would lead out of the folder or is that of something
        else there, a cell is longer than a workbook can hold, or the path holds a
        character that no page can show.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import MYSTERY, load_dataset
    >>> with TemporaryDirectory() as folder:
    ...     place = save_dataset(load_dataset(MYSTERY), Path(folder) / "mine")
    ...     print(*sorted(file.name for file in place.iterdir())[:4])
    assessments.csv claims.csv documents.csv entities.csv
    """
    place = Path(path)
    if is_workbook(place):
        save_workbook(data, saved_tables(data), place, beside)
        return place
    with drafting(place) as new:
        new.mkdir()
        for table, frame in saved_tables(data).items():
            write_table(frame, new / f"{table}.csv")
        _write_texts(data, new, beside)
    return place


def save_workbook(
    data: Dataset,
    tables: Mapping[str, pd.DataFrame],
    book: Path,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write tables as a new workbook, with the texts of a dataset beside it: all or nothing."""
    with drafting(book, put=_put_with_texts) as draft:
        texts = draft.with_name(TEXTS)
        texts.mkdir()
        _write_texts(data, texts, beside)
        write_sheets(tables, draft)


def _write_texts(data: Dataset, folder: Path, beside: Mapping[str, str]) -> None:
    for name, document in data["documents"][["file", "document_id"]].itertuples(index=False):
        if data.has_text(document):
            write_text(data.text(document), folder, name)
    for name, text in beside.items():
        write_text(text, folder, name)


def refuse_taken(path: Path) -> None:
    """Refuse a path where there is something already.

    Raises
    ------
    FileExistsError
        If so.
    """
    if os.path.lexists(path):  # a link to nowhere is something too
        raise FileExistsError(
            f"{path} exists already, and nothing is overwritten: choose another name"
        )


def refuse_unprintable(path: Path) -> None:
    """Refuse a path that no message could show.

    Raises
    ------
    ValueError
        If so.
    """
    if code := unprintable(str(path)):
        raise ValueError(
            f"{shown(path, 400)} holds a character that no page can show, U+{code}: "
            "choose another name"
        )


def saved_tables(data: Dataset) -> dict[str, pd.DataFrame]:
    """Return the tables that a saved dataset has.

    These are the claims, and what is neither empty nor would be derived again just so. Ids
    are as they were written: the table same_as merges them when the dataset is read.
    """
    tables = data.as_written
    derived = derived_again(tables, data.derived)
    return {
        table: frame
        for table, frame in tables.items()
        if table == "claims" or (len(frame) and table not in derived)
    }


def _put_new(draft: Path, target: Path) -> None:
    draft.rename(target)


@contextmanager
def drafting(
    target: Path, put: Callable[[Path, Path], object] = _put_new, taken: bool = False
) -> Iterator[Path]:
    """Yield a path beside `target`; what the block writes there gets its place if all succeeds.

    Parameters
    ----------
    target : Path
        A file or a folder. The folder that holds it is made if it is not there.
    put : callable, optional
        Called with the draft and the target at the end. Default: rename the one to the other.
    taken : bool, optional
        Whether there may be something at `target` already, which is then left to `put`.

    Raises
    ------
    FileExistsError
        If there is something at `target`, and it may not be.
    """
    refuse_unprintable(target)
    if not taken:
        refuse_taken(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with scratch_folder(target.parent) as scratch:
        draft = scratch / "draft"
        yield draft
        put(draft, target)


DAY = 24 * 60 * 60  # seconds

_HERE = f"{crc32(platform.node().encode()):08x}"
"""This computer, as the name of a scratch folder tells it: folders can be shared."""

_SCRATCH = re.compile(r"\.saving-([0-9a-f]{8})-(\d+)-\w+")
_OLD_SCRATCH = re.compile(r"\.(?:saving|new)-[a-z0-9_]{8}")


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """Yield a hidden folder beside what is to be written, which is gone afterwards.

    What a killed process has left there is swept first.
    """
    sweep(parent)
    prefix = f".saving-{_HERE}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent) as scratch:
        yield Path(scratch)


def sweep(parent: Path) -> None:
    """Delete the scratch folders that nobody writes any more, and nothing else.

    These are those of a process of this computer that has ended, and those older than a
    day. What a killed process had moved aside, to put something in its place, is moved back.
    """
    for left in sorted(parent.glob(".*-*")):
        with suppress(OSError):
            if left.is_dir() and not left.is_symlink() and _is_left(left):
                for aside in (left / ASIDE).glob("*"):
                    if not os.path.lexists(parent / aside.name):
                        aside.rename(parent / aside.name)
                shutil.rmtree(left, ignore_errors=True)


def _is_left(scratch: Path) -> bool:
    """Tell whether a folder is a scratch folder of ours that nobody writes any more."""
    is_old = time.time() - scratch.stat().st_mtime > DAY
    if named := _SCRATCH.fullmatch(scratch.name):
        return is_old or (named[1] == _HERE and not _is_running(int(named[2])))
    held = {file.name for file in scratch.iterdir()}
    return bool(is_old and _OLD_SCRATCH.fullmatch(scratch.name) and held <= {"draft", TEXTS})


def _is_running(process: int) -> bool:
    """Tell whether there is a process of this number; where one cannot ask, there is."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


ASIDE = "old"
"""The folder in a scratch folder for what stood where a draft is put."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a fresh folder that takes the place of `target` only if the block succeeds."""
    with drafting(target, put=_put_instead, taken=True) as fresh:
        fresh.mkdir()
        yield fresh


def _put_instead(fresh: Path, target: Path) -> None:
    """Put a draft where something may be already, which is put back if that fails."""
    old = fresh.with_name(ASIDE) / target.name
    old.parent.mkdir()
    try:
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except BaseException:  # Ctrl-C too
        if old.exists() and not target.exists():
            old.rename(target)
        raise


TEXTS = "texts"
"""The folder beside the draft of a workbook that holds its texts."""


def _put_with_texts(draft: Path, book: Path) -> None:
    """Put a workbook and its texts into one folder, all or none.

    A text that is there already has to be the same.
    """
    texts = sorted(draft.with_name(TEXTS).iterdir())
    places = {text: book.with_name(text.name) for text in texts}
    for text, place in places.items():
        if place == book or (os.path.lexists(place) and not holds(place, text.read_bytes())):
            raise FileExistsError(
                f"{book.parent} has another {shown(place.name)} already, "
                "and nothing is overwritten: choose another folder"
            )
    fresh = {text: place for text, place in places.items() if not place.exists()}
    try:
        for text, place in fresh.items():
            text.rename(place)
        draft.rename(book)
    except BaseException:  # Ctrl-C too
        if draft.exists():
            for text, place in fresh.items():
                if not text.exists():
                    place.unlink(missing_ok=True)
        raise
