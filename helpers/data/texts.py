"""Texts of the documents: read and written by bare names, and searched for the quotes.

>>> passage = {"document_id": "d", "quote": "To bee", "quote_prefix": "", "quote_suffix": ""}
>>> tables = {"passages": pd.DataFrame([passage], index=[2])}
>>> [problem.problem for problem in check_quotes(tables, {"d": "To be, or not to be"})]
['the quote is not in the text']
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pandas as pd

from helpers.codebook import (
    CODINGS,
    PACKAGE,
    Problem,
    faults,
    fields,
    problem_of,
    progress,
    shown,
)
from helpers.data.quotes import anchor, explain_missing
from helpers.data.tables import decode

SEEDS = PACKAGE.parent.parent / "seeds"
"""Where texts are sought besides the dataset's own folder."""


def read_texts(folder: Path, documents: pd.DataFrame) -> tuple[dict[str, str], list[Problem]]:
    """Read the texts that the table documents names.

    Returned are document_id → text, and what is wrong with them.
    """
    texts, problems = {}, []
    for row, document, name, checksum in documents[["document_id", "file", "sha256"]].itertuples():
        if not _is_bare(name):  # none is named, or the checks have refused it
            continue
        file = _find_text(folder, name)
        if file is None:
            problems.append(problem_of(faults.NO_TEXT, "documents.csv", row, "file", shown(name)))
            continue
        content = file.read_bytes()
        found = hashlib.sha256(content).hexdigest()
        if checksum and found != checksum:
            place = ("documents.csv", row, "sha256", shown(checksum))
            problems.append(problem_of(faults.OTHER_CHECKSUM, *place, name=name, checksum=found))
        text, problem = decode(content, file.name)
        if problem:
            problems.append(problem)
        else:
            texts[document] = text
    return texts, problems


def write_text(text: str, folder: Path, name: str) -> None:
    """Write a text into a folder under a bare name.

    Raises
    ------
    ValueError
        If the name would lead out of the folder.
    """
    if not _is_bare(name):
        raise ValueError(
            f"{shown(name)!r} is not a bare file name, and nothing is written outside {folder}"
        )
    (folder / name).write_bytes(text.encode())


def _is_bare(name: str) -> bool:
    """Tell whether a file name has no separator in it, and so no way out of a folder."""
    return bool(re.fullmatch(fields("documents")["file"]["constraints"]["pattern"], name))


def _find_text(folder: Path, name: str) -> Path | None:
    """Find a bare name in the folder or in seeds/; a link out of them is passed over."""
    for place in (folder.resolve(), SEEDS.resolve()):
        with suppress(
            OSError, ValueError, RuntimeError
        ):  # a name that no file system takes, or a link to itself
            file = (place / name).resolve()
            if file.parent == place and file.is_file():
                return file
    return None


def check_quotes(tables: Mapping[str, pd.DataFrame], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Check that every quote stands in its text, and once."""
    for table in (*CODINGS, "passages"):
        if table not in tables:
            continue
        frame = tables[table]
        quoted = frame[["document_id", "quote", "quote_prefix", "quote_suffix"]].itertuples()
        for row, document, quote, prefix, suffix in progress(
            quoted, len(frame), f"quotes of {table}"
        ):
            if quote and not document and texts:
                named = shown(", ".join(texts))
                yield problem_of(
                    faults.NO_DOCUMENT, f"{table}.csv", row, "document_id", documents=named
                )
            if not quote or document not in texts:
                continue
            place = (f"{table}.csv", row, "quote", shown(quote))
            status = anchor(texts[document], quote, prefix, suffix).status
            if status == "ambiguous":
                yield problem_of(faults.QUOTE_AMBIGUOUS, *place)
            if status == "missing":
                reason = shown(explain_missing(texts[document], quote), 400)
                yield problem_of(faults.QUOTE_MISSING, *place, reason=reason)
