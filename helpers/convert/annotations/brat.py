r"""The standoff files of brat: a text, and beside it lines that mark its passages.

Stenetorp et al. (2012), brat: a web-based tool for NLP-assisted text annotation, EACL.

>>> import tempfile
>>> from helpers import MYSTERY, load_dataset
>>> data = load_dataset(MYSTERY)
>>> with tempfile.TemporaryDirectory() as folder:
...     lost = write_brat(data, Path(folder, "clubs"))
...     again = from_brat(Path(folder, "clubs", "lantern-1908.ann"), data)
>>> len(again["claims"]) == len(data["claims"]), lost.empty
(True, True)
"""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from helpers.claims import locate_quotes
from helpers.codebook import Problem, faults, problem_of, shown
from helpers.convert.annotations.marked import (
    NOT_FOUND,
    ONE_TEXT,
    Passage,
    TextOfFile,
    cells_of,
    drafts,
    is_column,
    with_note,
)
from helpers.convert.annotations.web import of_one_text
from helpers.convert.json_files import read_utf8
from helpers.convert.losses import lost_table
from helpers.data import Dataset, drafting, find_all

TYPE = "Claim"
"""What we call a passage that carries a claim."""

LINE_BREAK = "its quote begins or ends with a line break, which brat does not mark"

IN_A_NOTE = 'in a note on each passage: {"document_id": "…"}'

_MARK = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_ATTRIBUTE = re.compile(r"[AM]\S+\t(\S+) (\S+)(?: (.*))?")
_NOTE = re.compile(r"#\S*\t\S+ (\S+)\t(.*)")
_OTHERS = {"R": "a relation", "E": "an event", "N": "a normalization", "*": "an equivalence"}


# --- out ----------------------------------------------------------------------------------------


def write_brat(data: Dataset, path: str | Path) -> pd.DataFrame:
    r"""Write each text with its claims as standoff files of brat: ``ID.txt`` and ``ID.ann``.

    All cells of a claim stand in the note of its passage, as JSON.

    Parameters
    ----------
    data : Dataset
    path : str or Path
        A folder that does not exist yet.

    Returns
    -------
    DataFrame
        What the format does not hold: ``claim_id``, ``lost``, ``reason``. A claim whose quote
        is not found in a text cannot be marked, nor can a line break at either end of a quote.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    ValueError
        If two texts would have one name.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import MYSTERY, load_dataset
    >>> with TemporaryDirectory() as folder:
    ...     lost = write_brat(load_dataset(MYSTERY), Path(folder, "clubs"))
    ...     line = Path(folder, "clubs", "lantern-1908.ann").read_text().partition("\n")[0]
    >>> line.replace("\t", " ")
    'T1 Claim 100 171 On Sunday a kite in the shape of a chess knight sailed over the harbour'
    """
    claims = data.as_written["claims"]
    places = locate_quotes(data, claims)
    found = places["status"] == "found"
    at_break = found & (claims["quote"].str.strip("\n") != claims["quote"])
    names = {document: _file_name(document) for document in data.texts}
    if len(set(map(str.casefold, names.values()))) < len(names):
        raise ValueError("two documents have ids that would be one file: rename one of them")
    folder = Path(path)
    with drafting(folder) as draft:
        draft.mkdir()
        for document, text in data.texts.items():
            here = (claims["document_id"] == document) & found & ~at_break
            lines = _lines(text, claims[here], places[here])
            written = {".txt": text, ".ann": "".join(lines)}
            for suffix, content in written.items():
                file = draft / f"{names[document]}{suffix}"
                file.write_bytes(content.encode("utf-8"))
    lost = zip(claims["claim_id"], found, at_break, strict=True)
    return lost_table(
        (claim, "claim", LINE_BREAK if is_found else NOT_FOUND)
        for claim, is_found, breaks in lost
        if breaks or not is_found
    )


def _file_name(document: str) -> str:
    return re.sub(r"[^\w.-]+", "-", document).strip(".") or ONE_TEXT


def _lines(text: str, claims: pd.DataFrame, places: pd.DataFrame) -> Iterator[str]:
    rows = zip(claims.to_dict("records"), places.to_dict("records"), strict=True)
    for number, (claim, place) in enumerate(rows, start=1):
        start, end = int(place["start"]), int(place["end"])
        spans = ";".join(f"{first} {last}" for first, last in _of_lines(text, start, end))
        yield f"T{number}\t{TYPE} {spans}\t{_one_line(text[start:end])}\n"
        cells = {column: cell for column, cell in claim.items() if cell and column != "quote"}
        yield f"#{number}\tAnnotatorNotes T{number}\t{json.dumps(cells, ensure_ascii=False)}\n"


def _of_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a passage, line by line: brat marks no line break."""
    for found in re.finditer(r"[^\n]+", text[start:end]):
        yield start + found.start(), start + found.end()


def _one_line(words: str) -> str:
    """Return words as they stand in a line, which a return could end."""
    return re.sub(r"\n+", " ", words).replace("\r", "")


# --- in -----------------------------------------------------------------------------------------


def from_brat(path: str | Path, data: Dataset | str | None = None) -> Dataset:
    r"""Read a standoff file of brat: each marked passage is a draft of a claim.

    A note in JSON, as `write_brat` writes it, fills columns of the claim. All attributes and
    other notes go into the note of the claim, and so does the type, unless that is what
    `write_brat` wrote. Nothing is guessed: `to_fill` lists what is missing.

    Parameters
    ----------
    path : str or Path
        An .ann file.
    data : Dataset or str, optional
        The dataset that has the text, or the text. Default: the .txt file beside it. Of several
        texts, that counts whose document_id a note in JSON names, else that with the file's name.

    Returns
    -------
    Dataset
        Its claims are those of the file, in its order.

    Raises
    ------
    DatasetError
        If a file is not UTF-8, if a passage has several parts with other words between them, if
        the text has other words there, if there are several texts and none is told, if two notes
        fill one column with different values, and for each relation, event or normalization,
        which have no column, or line on what the file has not; the problems' rows are the lines.
    OSError
        If there is no such file.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "note.ann")
    ...     _ = file.write_text("T1\tLeads 0 10\tAda chairs\nA1\tDenied T1\n")
    ...     drafts = from_brat(file, "Ada chairs the board.")
    >>> drafts["claims"][["quote", "note"]].values.tolist()
    [['Ada chairs', 'type: Leads; Denied']]
    """
    file = Path(path)
    content = read_utf8(file).removeprefix("\ufeff")
    if data is None:  # a mark before the text is a character of it: places are counted with it
        data = read_utf8(file.with_suffix(".txt"))
    known = data if isinstance(data, Dataset) else of_one_text(data, file.stem)
    marked = TextOfFile(file, known, IN_A_NOTE, _file_name)
    problems: list[Problem] = []
    read = _Standoff(file.name, content, problems)
    found = [read.passage(row, mark, known.texts, marked) for row, mark in read.marks]
    passages = [one for one in found if one]
    return drafts(passages, known, file.name, problems)


class _Standoff:
    """The lines of a file: marks, and what is said of each."""

    def __init__(self, file: str, content: str, problems: list[Problem]):
        self.file, self.problems = file, problems
        self.marks: list[tuple[int, re.Match[str]]] = []
        self.said: dict[str, list[str]] = defaultdict(list)
        lines = re.split(r"\r?\n", content)
        self._bearers = dict(map(_id_and_bearer, lines))
        for row, line in enumerate(lines, start=1):
            if line.strip():
                self._take(row, line)

    def _take(self, row: int, line: str) -> None:
        if mark := _MARK.fullmatch(line):
            self.marks.append((row, mark))
        elif attribute := _ATTRIBUTE.fullmatch(line):
            name, of, value = attribute.groups()
            self._say(row, line, of, f"{name}: {value}" if value else name)
        elif note := _NOTE.fullmatch(line):
            self._say(row, line, note[1], note[2])
        elif line[0] in _OTHERS:
            where = (self.file, row, "", shown(line))
            self.problems.append(problem_of(faults.STANDOFF_PART, *where, what=_OTHERS[line[0]]))
        else:
            self.problems.append(problem_of(faults.NO_STANDOFF, self.file, row, "", shown(line)))

    def _say(self, row: int, line: str, of: str, words: str) -> None:
        """Keep what a line says of a mark, or of what is said of it; or note that there is none."""
        bearer = self._bearers.get(of, of)
        self.said[bearer].append(words)
        if bearer not in self._bearers or of.startswith("#"):
            where = (self.file, row, "", shown(line))
            self.problems.append(problem_of(faults.STANDOFF_OF_NOTHING, *where, of=shown(of)))

    def passage(
        self, row: int, found: re.Match[str], texts: Mapping[str, str], marked: TextOfFile
    ) -> Passage | None:
        """Return the passage of a mark, or note why there is none."""
        name, kind, spans, words = found.groups()
        cells = self._cells(row, kind, self.said[name])
        document = marked.of(row, cells.get("document_id", ""))
        if isinstance(document, Problem):
            self.problems.append(document)
            return None
        text = texts.get(document, "")
        ends = [tuple(map(int, span.split(" "))) for span in spans.split(";")]
        start, end = ends[0][0], ends[-1][1]
        between = "".join(text[a[1] : b[0]] for a, b in itertools.pairwise(ends))
        where = (self.file, row, "", shown(words))
        if not text:
            named = shown(document)
            self.problems.append(problem_of(faults.MARKED_NO_TEXT, *where, document=named))
            return None
        if between.strip("\r\n"):
            self.problems.append(problem_of(faults.MARKED_APART, *where))
            return None
        quote = text[start:end]
        if _one_line(quote) != _one_line(words):
            there = shown(quote)
            elsewhere = find_all(text, words)
            if len(elsewhere) != 1:
                self.problems.append(problem_of(faults.MARKED_OTHERWISE, *where, there=repr(there)))
                return None
            start, quote = elsewhere[0], words
        before, after = (cells.get(f"quote_{end}", "") for end in ("prefix", "suffix"))
        return Passage(row, document, quote, before, after, start, cells)

    def _cells(self, row: int, kind: str, said: list[str]) -> dict[str, str]:
        """Return the cells that notes hold as JSON, and a note of all else that is said."""
        read = [(one, _pairs(one)) for one in said]
        cells = cells_of(
            (pair for _, pairs in read for pair in pairs), self.file, row, self.problems
        )
        of_ours = kind == TYPE and cells
        words = [one for one, pairs in read if not pairs]
        return with_note(cells, words if of_ours else [f"type: {kind}", *words])


def _id_and_bearer(line: str) -> tuple[str, str]:
    """Return the id of a line, and that of the mark it belongs to: of an attribute, another."""
    name = line.partition("\t")[0]
    attribute = _ATTRIBUTE.fullmatch(line)
    return name, attribute[2] if attribute else name


def _pairs(note: str) -> tuple[tuple[str, str], ...]:
    """Return the columns and cells that a note holds as JSON, if it holds nothing else."""
    try:
        found = json.loads(note, object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        return ()
    is_object = isinstance(found, tuple)  # a list is none
    return found if is_object and all(is_column(a) and isinstance(b, str) for a, b in found) else ()
