"""Texts of the documents: read and written by bare names, and searched for the quotes.

>>> passage = {"document_id": "d", "quote": "To bee", "quote_prefix": "", "quote_suffix": ""}
>>> tables = {"passages": pd.DataFrame([passage], index=[2])}
>>> [problem.problem for problem in check_quotes(tables, {"d": "To be, or not to be"})]
['the quote is not in the text']
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

import pandas as pd

from helpers.codebook import (
    CODINGS,
    PACKAGE,
    Problem,
    constraint,
    faults,
    fields,
    list_items,
    listed,
    problem_of,
    progress,
    shown,
    table_names,
)
from helpers.data.quotes import (
    Anchor,
    anchor_all,
    explain_difference,
    explain_missing,
    find_all,
    same_words,
    unique_context,
)
from helpers.data.tables import decode

SEEDS = PACKAGE.parent.parent / "seeds"
"""Where texts are sought besides the dataset's own folder."""


TABLE_FILES = {f"{table}.csv" for table in table_names()}


def read_texts(folder: Path, documents: pd.DataFrame) -> tuple[dict[str, str], list[Problem]]:
    """Read the texts that the table documents names.

    Returned are document_id → text, and what is wrong with them.
    """
    texts, problems = {}, []
    for row, document, name, checksum in documents[["document_id", "file", "sha256"]].itertuples():
        if not _is_bare(name):  # none is named, or the checks have refused it
            continue
        if name.casefold() in TABLE_FILES:
            place = ("documents.csv", row, "file", shown(name))
            problems.append(problem_of(faults.TEXT_IS_TABLE, *place))
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
        If the name would lead out of the folder, or is that of something else there.
    """
    if not _is_bare(name):
        raise ValueError(
            f"{shown(name)!r} is not a bare file name, and nothing is written outside {folder}"
        )
    file, content = folder / name, text.encode()
    if os.path.lexists(file) and not holds(file, content):
        raise ValueError(
            f"{shown(name)!r} is the name of a text and of something else, "
            "and nothing is overwritten: rename the text"
        )
    file.write_bytes(content)


def holds(file: Path, content: bytes) -> bool:
    """Tell whether a file has exactly this content."""
    return file.is_file() and file.read_bytes() == content


def _is_bare(name: str) -> bool:
    """Tell whether a file name has no separator in it, and so no way out of a folder."""
    return bool(re.fullmatch(constraint(fields("documents")["file"], "pattern"), name))


def _find_text(folder: Path, name: str) -> Path | None:
    """Find a bare name in the folder or in seeds/; a link out of them is passed over.

    If no file has it letter by letter, one that has the same in composed letters is taken.
    """
    for place in (folder.resolve(), SEEDS.resolve()):
        if file := _file_in(place, name):
            return file
        composed = normalize("NFC", name)
        alike = [one.name for one in place.glob("*") if normalize("NFC", one.name) == composed]
        if len(alike) == 1 and (file := _file_in(place, alike[0])):
            return file
    return None


def _file_in(place: Path, name: str) -> Path | None:
    with suppress(OSError, ValueError, RuntimeError):  # an impossible name, or a link to itself
        file = (place / name).resolve()
        if file.parent == place and file.is_file():
            return file
    return None


QUOTED = ["document_id", "quote", "quote_prefix", "quote_suffix"]

COPIED = ("role", "hedge", "said_on_text")
"""Columns with words of the document; several are joined by ';'."""

MOST_PLACES = 3
"""Places of an ambiguous quote that are named."""

LONGEST_PASSAGE = 2_000
"""Characters of a passage that is shown to be copied."""


def check_quotes(tables: Mapping[str, pd.DataFrame], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Check that every quote stands in its text, and once, and that copied words stand there."""
    for table in (*CODINGS, "passages"):
        if table not in tables:
            continue
        frame = tables[table]
        quoted = zip(frame[QUOTED].itertuples(), anchors(frame, texts), strict=True)
        for (row, document, *quote), found in progress(quoted, len(frame), f"quotes of {table}"):
            if quote[0] and not document and texts:
                named = shown(", ".join(texts))
                yield problem_of(
                    faults.NO_DOCUMENT, f"{table}.csv", row, "document_id", documents=named
                )
            if found.status not in ("", "found"):
                place = (f"{table}.csv", row, "quote", shown(quote[0]))
                yield _wrong_quote(texts[document], found.status, place, *quote)
        for column in COPIED:
            if column in frame:
                yield from _check_copied(table, frame, column, texts)


def anchors(frame: pd.DataFrame, texts: Mapping[str, str]) -> list[Anchor]:
    """Return where the quote of each row stands.

    The status is blank where there is no quote, or not the text.
    """
    found = [Anchor("")] * len(frame)
    documents, *quotes = (frame[column].tolist() for column in QUOTED)
    places = defaultdict[str, list[int]](list)
    for place, (document, quote) in enumerate(zip(documents, quotes[0], strict=True)):
        if quote and document in texts:
            places[document].append(place)
    rows = list(zip(*quotes, strict=True))
    for document, several in places.items():
        each = anchor_all(texts[document], [rows[place] for place in several])
        for place, one in zip(several, each, strict=True):
            found[place] = one
    return found


def _wrong_quote(
    text: str, status: str, place: tuple[str, int, str, str], quote: str, prefix: str, suffix: str
) -> Problem:
    if status == "ambiguous":
        return problem_of(faults.QUOTE_AMBIGUOUS, *place, **_places(text, quote, prefix, suffix))
    passage = "" if quote in text else same_words(text, quote)
    if not passage:
        reason = shown(explain_missing(text, quote), 400)
        return problem_of(faults.QUOTE_MISSING, *place, reason=reason)
    if _on_one_line(passage) == _on_one_line(quote):
        return problem_of(faults.QUOTE_BROKEN, *place, passage=shown(passage, LONGEST_PASSAGE))
    reason = shown(explain_difference(quote, passage), 400)
    copied = shown(passage, LONGEST_PASSAGE)
    return problem_of(faults.QUOTE_DIFFERS, *place, reason=reason, passage=copied)


def _on_one_line(text: str) -> str:
    """Join lines, also where a hyphen ends one."""
    return re.sub(r"-?\s*[\r\n]\s*|-|[ \t]+", "", text)


def _places(text: str, quote: str, prefix: str, suffix: str) -> dict[str, object]:
    """Say how often a quote stands in a text, where, and what makes each place the only one."""
    sought = prefix + quote + suffix
    places = find_all(text, sought)
    lines, contexts = [], []
    for place in places[:MOST_PLACES]:
        line = text.count("\n", 0, place) + 1
        lines.append(f"line {line} (character {place + len(prefix) + 1})")
        column, words = unique_context(text, place, place + len(sought))
        if column:
            whole = words + prefix if column == "quote_prefix" else suffix + words
            at = place + len(prefix) + 1
            contexts.append(f"{column} {shown(whole)!r} for the one at character {at}")
    more = ["…"] if len(places) > MOST_PLACES else []
    return {
        "count": len(places),
        "lines": listed([*lines, *more]),
        "contexts": "; ".join(contexts) or "more of them than a line has",
    }


def _check_copied(
    table: str, frame: pd.DataFrame, column: str, texts: Mapping[str, str]
) -> Iterator[Problem]:
    """Check that the words of a column stand in the document."""
    filled = frame[(frame[column] != "") & frame["document_id"].isin(texts.keys())]
    pairs = filled[["document_id", column]]
    missing = {
        pair: items
        for pair in pairs.drop_duplicates().itertuples(index=False, name=None)
        if (items := _absent(texts[pair[0]], pair[1]))
    }
    for row, *pair in pairs.itertuples(name=None) if missing else ():
        for item in missing.get(tuple(pair), ()):
            text = texts[pair[0]]
            passage = same_words(text, item)
            reason = f"the text has: {passage}" if passage else explain_missing(text, item)
            place = (f"{table}.csv", row, column, shown(item))
            yield problem_of(faults.WORDS_MISSING, *place, reason=shown(reason, 400))


def _absent(text: str, cell: str) -> list[str]:
    """Return the words of a cell that a text does not have."""
    if cell in text or not cell.strip():
        return []
    return [item for item in list_items(cell, ";") if item not in text]
