"""Marked passages of other tools, and the drafts of claims that they become.

>>> texts = {"d": "To be or not to be"}
>>> passage = Passage(1, "d", "be", start=16)
>>> place(texts["d"], passage, "a.json").start
16
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.codebook import (
    FREE_PREFIX,
    Problem,
    column_names,
    constraint,
    faults,
    fields,
    problem_of,
    problems_table,
    shown,
)
from helpers.data import (
    Anchor,
    Dataset,
    DatasetError,
    anchor,
    explain_missing,
    find_all,
    same_words,
    unique_context,
)

REQUIRED = tuple(name for name, field in fields("claims").items() if constraint(field, "required"))
"""The columns that a claim cannot do without."""

ONE_TEXT = "text"
"""The id of the document where the caller gives a text alone."""

NOT_FOUND = "no quote of it is found in a text"
"""Why a claim cannot be marked."""


class Passage(NamedTuple):
    """A passage that somebody marked, as the file of a tool says it."""

    row: int
    """Which of the file's items it is, or its line, from 1 on."""
    document: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    """Where it begins, in characters or in UTF-16 units: the quote tells which."""
    cells: Mapping[str, str] = {}
    """What is known of the claim: column → cell."""


def drafts(
    passages: Iterable[Passage], data: Dataset, file: str, problems: list[Problem]
) -> Dataset:
    """Return a dataset with the passages as claims, its other tables and texts as they were.

    A passage without an id, and each further one of an item, gets an id that is not used yet.

    Raises
    ------
    DatasetError
        If there are problems, those given and those of passages not found in their texts.
    """
    rows = []
    passages = list(passages)
    used = {*data["claims"]["claim_id"], *(one.cells.get("claim_id", "") for one in passages)}
    taken: dict[str, int] = {}
    for passage in passages:
        cells = dict(passage.cells)
        if passage.quote:
            found = place(data.texts.get(passage.document, ""), passage, file)
            if isinstance(found, Problem):
                problems.append(found)
                continue
            pairs = [("quote", passage.quote), ("quote", cells.get("quote", ""))]
            cells_of(pairs, file, passage.row, problems)
            cells |= _anchored(data.text(passage.document), passage, found)
        claim = _claim_id(passage, taken, used)
        if (first := taken.setdefault(claim, passage.row)) != passage.row:
            where = (file, passage.row, "claim_id", shown(claim))
            problems.append(problem_of(faults.ID_TWICE, *where, row=first))
        used.add(claim)
        rows.append({**cells, "claim_id": claim, "document_id": passage.document})
    if problems:
        raise DatasetError(file, problems_table(problems))
    claims = pd.DataFrame(
        rows, index=pd.RangeIndex(2, len(rows) + 2, name="row"), dtype="str"
    ).fillna("")
    derived = () if data["entities"].size else data.derived
    return Dataset({**data.as_written, "claims": claims}, data.texts, Path(file).stem, derived)


def only(several: Collection[str]) -> str | None:
    """Return the one that there is, if there is one alone.

    >>> only(["d1"]), only(["d1", "d2"])
    ('d1', None)
    """
    return next(iter(several)) if len(several) == 1 else None


class TextOfFile:
    """Which of several texts a file marks, whose passages may each name their own.

    Parameters
    ----------
    file : Path
    data : Dataset
        It has the texts.
    where : str
        Where a passage can name its document, in words.
    called : callable, optional
        Document → the name without suffix that its file would have.
    alike : collection of str
        Documents that it marks if none is called like it.
    """

    def __init__(
        self,
        file: Path,
        data: Dataset,
        where: str,
        called: Callable[[str], str] = str,
        alike: Collection[str] = (),
    ):
        named = [one for one in data.texts if called(one) == file.stem]
        self._known = {*data["documents"]["document_id"], *data.texts}
        self._otherwise = only(named or alike or data.texts or [ONE_TEXT])
        self._file = file.name
        self._fix = {
            "example": f"{called(next(iter(data.texts), ONE_TEXT))}{file.suffix}",
            "where": where,
        }

    def of(self, row: int, named: str) -> str | Problem:
        """Return the document of a passage that may name one, or why it is not told."""
        document = named if named in self._known else self._otherwise
        if document is not None:
            return document
        place = (self._file, row, "document_id", shown(named))
        return problem_of(faults.MARKED_WHICH, *place, **self._fix)


def _claim_id(passage: Passage, taken: Mapping[str, int], used: Container[str]) -> str:
    """Return the id that a passage names, if no other of its item has it; else one that is free."""
    named = passage.cells.get("claim_id", "")
    if named and taken.get(named) != passage.row:
        return named
    first = named or f"a{passage.row}"
    ids = itertools.chain([first], (f"{first}-{number}" for number in itertools.count(2)))
    return next(one for one in ids if one not in used)


def _anchored(text: str, passage: Passage, found: Anchor) -> dict[str, str]:
    """Return the quote, with the shortest context that makes it unique if it needs one.

    A context that the file gives is kept where it does so too.
    """
    start, end = found.start or 0, found.end or 0
    cells = {"quote": text[start:end]}
    given = {"quote_prefix": passage.prefix, "quote_suffix": passage.suffix}
    known = {column: passage.cells.get(column, "") for column in given}
    if any(known.values()) and anchor(text, passage.quote, *known.values()) == found:
        return cells | known
    if anchor(text, cells["quote"]).status == "found":
        return cells
    column, words = unique_context(text, start, end)
    return cells | ({column: words} if column else given)


def place(text: str, passage: Passage, file: str) -> Anchor | Problem:
    """Return where a passage stands in its text, or why that cannot be told.

    The words decide, and where they stand more than once, the words around them; then the
    place that the file names. It counts characters, but some tools count UTF-16 units: where
    the two differ, only that counts at which the words stand.
    """
    quote, length = passage.quote, len(passage.quote)
    found = find_all(text, quote)
    if len(found) > 1:
        around = [one for one in found if _is_around(text, one, passage)]
        named = sorted(_starts(text, passage.start).intersection(found))
        found = around if len(around) == 1 else named or found
    if len(found) == 1:
        return Anchor("found", found[0], found[0] + length)
    where = (file, passage.row, "quote", shown(quote))
    if found:
        return problem_of(faults.MARKED_AMBIGUOUS, *where, count=len(found))
    if not text:
        return problem_of(faults.MARKED_NO_TEXT, *where, document=shown(passage.document))
    meant = same_words(text, quote)
    reason = f"the text has {shown(meant)!r}" if meant else explain_missing(text, quote)
    return problem_of(faults.MARKED_MISSING, *where, reason=reason)


def _is_around(text: str, start: int, passage: Passage) -> bool:
    """Tell whether the words before and after a place are those that the file names."""
    end = start + len(passage.quote)
    known = passage.prefix or passage.suffix
    before = text.endswith(passage.prefix, 0, start)
    return bool(known) and before and text.startswith(passage.suffix, end)


def _starts(text: str, start: int | None) -> set[int]:
    """Return the places that a number can mean: in characters, and in UTF-16 units."""
    if start is None or start < 0:
        return set()
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * start]
    return {start, len(units.decode("utf-16-le", "ignore"))}


def is_column(name: str) -> bool:
    """Tell whether a table of claims can have a column of this name."""
    return name in column_names("claims") or name.startswith(FREE_PREFIX)


def column_and_cell(words: str) -> tuple[str, str] | None:
    """Return what a tag such as ``speaker: ada`` says of a column of the claims, if it does.

    >>> column_and_cell("speaker: ada"), column_and_cell("a tag")
    (('speaker', 'ada'), None)
    """
    for colon in (": ", ":"):
        column, _, cell = words.partition(colon)
        if is_column(column) and column != words:
            return column, cell
    return None


def cells_of(
    pairs: Iterable[tuple[str, str]], file: str, row: int, problems: list[Problem]
) -> dict[str, str]:
    """Return column → cell; two values for one column are a problem, and a blank one is none."""
    cells: dict[str, str] = {}
    for column, cell in pairs:
        if cell and (other := cells.setdefault(column, cell)) != cell:
            where = (file, row, column, shown(cell))
            problems.append(problem_of(faults.CELL_TWICE, *where, other=shown(other)))
    return cells


def with_note(cells: Mapping[str, str], words: Iterable[str]) -> dict[str, str]:
    """Return cells whose note has more words at its end.

    >>> with_note({"note": "see page 3"}, ["doubt"])
    {'note': 'see page 3; doubt'}
    """
    return {**cells, "note": "; ".join(filter(None, [cells.get("note", ""), *words]))}


def to_fill(data: Dataset) -> pd.DataFrame:
    """Return which cells of a dataset's claims have still to be filled in.

    Parameters
    ----------
    data : Dataset
        As `from_web_annotations` or `from_brat` returns it.

    Returns
    -------
    DataFrame
        One row, one claim that lacks something; columns ``claim_id``, ``quote`` and ``missing``
        (names of required columns, joined by "; ").

    Examples
    --------
    >>> claims = pd.DataFrame({"claim_id": ["a1"], "quote": ["To be"], "stance": ["asserts"]})
    >>> to_fill(Dataset({"claims": claims}, {}, "few"))["missing"].tolist()
    ['speaker; subject; relation; object']
    """
    claims = data["claims"]
    blank = claims[list(REQUIRED)] == ""
    missing = [
        "; ".join(column for column, lacks in row.items() if lacks)
        for row in blank.to_dict("records")
    ]
    found = claims[["claim_id", "quote"]].assign(missing=missing)
    return found[found["missing"] != ""].reset_index(drop=True)
