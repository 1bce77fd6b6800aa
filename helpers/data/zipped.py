"""A dataset that comes as one zip file: its folder, packed, as the coder page saves it.

>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     file = Path(folder, "mine.zip")
...     with zipfile.ZipFile(file, "w") as packed:
...         packed.writestr("claims.csv", "claim_id")
...     sorted(one.name for one in unpacked(file, Path(folder, "cache")).iterdir())
['claims.csv']
"""

from __future__ import annotations

import errno
import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from helpers.codebook import shown
from helpers.data.saving import drafting
from helpers.data.sheets import is_workbook
from helpers.data.workbook import SUFFIX as BOOK

SUFFIX = ".zip"

LARGEST = 1_000_000_000
"""Bytes that a zip file may have when it is unpacked."""

ENCRYPTED = 1
"""The flag of a file that has a password."""

DAMAGED = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    UnicodeError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
"""What is raised by a file that is no zip file, or is none any more."""

NO_NAMES = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ)
"""What a file system says of a name that it does not take."""

NOT_OURS = (".", "~$", "__MACOSX")
"""How hidden files begin, locks of open workbooks, and what a Mac adds."""


def unpacked(file: Path, cache: Path) -> Path:
    """Return the dataset that a zip file holds, unpacked once for each content.

    It is a folder, or the one workbook in it if there are no claims beside. Folders inside
    the file are flattened if there is only one; nothing is written outside.

    Parameters
    ----------
    file : Path
        A zip file.
    cache : Path
        A folder for what is unpacked; it can be deleted at any time.

    Raises
    ------
    ValueError
        If it is no zip file, breaks off, is damaged or too large, has a password, or holds
        two files of one name, one that can have no such name here, or zip files for tables.
    """
    content = file.read_bytes()
    target = cache / hashlib.sha256(content).hexdigest()[:16] / file.stem
    if not target.exists():
        files = _files(file)
        with drafting(target) as draft:
            draft.mkdir()
            for name, inside in files.items():
                _write(draft / name, inside, file)
    books = [one for one in target.iterdir() if is_workbook(one)]
    return books[0] if len(books) == 1 and not (target / "claims.csv").exists() else target


def _write(place: Path, content: bytes, file: Path) -> None:
    try:
        place.write_bytes(content)
    except OSError as error:
        if error.errno not in NO_NAMES:
            raise
        words = f"{shown(file.name)} has a file that can have no such name here: "
        words += f"{shown(place.name)!r}: rename it, and pack it again"
        raise ValueError(words) from error


def _files(file: Path) -> dict[str, bytes]:
    """Return the files of a zip, by their bare names."""
    called = shown(file.name)
    try:
        with zipfile.ZipFile(file) as packed:
            found = [one for one in packed.infolist() if not one.filename.endswith("/")]
            if any(one.flag_bits & ENCRYPTED for one in found):
                raise ValueError(f"{called} has a password: pack it again without one")
            if sum(one.file_size for one in found) > LARGEST:
                raise ValueError(f"{called} is too large when it is unpacked")
            named = _by_bare_name(called, found)
            _refuse_packed_twice(called, named)
            return {name: packed.read(one) for name, one in named.items()}
    except NotImplementedError as error:
        words = (
            f"{called} is packed in a way that cannot be read: pack it again as a plain zip file"
        )
        raise ValueError(words) from error
    except DAMAGED as error:
        why = "is damaged" if zipfile.is_zipfile(file) else "is no zip file, or it breaks off"
        raise ValueError(f"{called} {why}: save it again") from error


def _refuse_packed_twice(called: str, names: Iterable[str]) -> None:
    """Refuse a zip file that holds other zip files in the place of tables."""
    ends = [PurePosixPath(name).suffix.lower() for name in names]
    if SUFFIX in ends and not {".csv", BOOK}.intersection(ends):
        inner = shown(list(names)[ends.index(SUFFIX)])
        words = f"{called} has no table in it, but another zip file, {inner!r}: "
        raise ValueError(f"{words}unpack {called}, and take that one")


def _by_bare_name(called: str, found: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Take the folders off the names; hidden files and those of a system stay behind."""
    named: dict[str, zipfile.ZipInfo] = {}
    alike: set[str] = set()
    for one in found:
        parts = PurePosixPath(one.filename.replace("\\", "/")).parts
        if not parts or any(part.startswith(NOT_OURS) for part in parts):
            continue
        name = parts[-1]
        if ":" in name:
            raise ValueError(
                f"{called} has a file called {shown(name)!r}: pack it without the colon"
            )
        if (same := normalize("NFC", name).casefold()) in alike:
            raise ValueError(
                f"{called} has two files called {shown(name)!r}: pack one folder alone"
            )
        alike.add(same)
        named[name] = one
    return named
