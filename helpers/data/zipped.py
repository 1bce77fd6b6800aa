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

import hashlib
import zipfile
from pathlib import Path, PurePosixPath

from helpers.codebook import shown
from helpers.data.saving import drafting

SUFFIX = ".zip"

LARGEST = 1_000_000_000
"""Bytes that a zip file may have when it is unpacked."""


def unpacked(file: Path, cache: Path) -> Path:
    """Return the folder that holds what a zip file holds, unpacked once for each content.

    Folders inside the file are flattened if there is only one; nothing is written outside.

    Parameters
    ----------
    file : Path
        A zip file.
    cache : Path
        A folder for what is unpacked; it can be deleted at any time.

    Raises
    ------
    ValueError
        If it is no zip file, breaks off, is too large, or if two of its files have one name.
    """
    content = file.read_bytes()
    target = cache / hashlib.sha256(content).hexdigest()[:16] / file.stem
    if target.exists():
        return target
    files = _files(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    with drafting(target) as draft:
        draft.mkdir()
        for name, inside in files.items():
            (draft / name).write_bytes(inside)
    return target


def _files(file: Path) -> dict[str, bytes]:
    """Return the files of a zip, by their bare names."""
    try:
        with zipfile.ZipFile(file) as packed:
            found = [one for one in packed.infolist() if not one.is_dir()]
            if sum(one.file_size for one in found) > LARGEST:
                raise ValueError(f"{shown(file.name)} is too large when it is unpacked")
            return _by_bare_name(file, {one.filename: packed.read(one) for one in found})
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        words = f"{shown(file.name)} is no zip file, or it breaks off: save it again"
        raise ValueError(words) from error


def _by_bare_name(file: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """Take the folders off the names; hidden files and those of a system stay behind."""
    named: dict[str, bytes] = {}
    for path, content in files.items():
        parts = PurePosixPath(path.replace("\\", "/")).parts
        if any(part.startswith((".", "__MACOSX")) for part in parts):
            continue
        name = parts[-1]
        if ":" in name or name.casefold() in {one.casefold() for one in named}:
            raise ValueError(f"{shown(file.name)} has two files called {shown(name)!r}, or a path")
        named[name] = content
    return named
