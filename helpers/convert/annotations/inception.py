"""What INCEpTION and WebAnno export as UIMA CAS: spans with features, read as drafts of claims.

The package dkpro-cassis reads them, if it is installed; nothing else here needs it.

>>> LINGUISTIC[0]
'uima.'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from helpers.codebook import Problem, faults, problem_of, problems_table, shown
from helpers.convert.annotations.marked import (
    ONE_TEXT,
    Passage,
    TextOfFile,
    drafts,
    is_column,
    with_note,
)
from helpers.convert.annotations.web import of_one_text
from helpers.convert.annotations.webanno import read_tsv
from helpers.convert.json_files import read_utf8
from helpers.data import Dataset, DatasetError

PACKAGE = "cassis"

TYPE_SYSTEM = "TypeSystem.xml"
"""The file beside an .xmi file that says which layers there are."""

IN_A_FEATURE = "in a feature of that name of each span"

LINGUISTIC = (
    "uima.",
    "de.tudarmstadt.ukp.clarin.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
)
"""Layers of words, sentences and syntax: no one marks a claim with them."""


def from_inception(path: str | Path, data: Dataset | str | None = None) -> Dataset:
    """Read an export of INCEpTION or WebAnno: each marked span is a draft of a claim.

    A feature that is called like a column, such as ``speaker``, fills that column; the layer and
    the other features go into the note. Layers of words, sentences and syntax are passed over.
    Nothing is guessed: `to_fill` lists what is missing.

    Parameters
    ----------
    path : str or Path
        WebAnno TSV 3 (.tsv), or UIMA CAS as JSON, or as XMI with its ``TypeSystem.xml`` in the
        same folder.
    data : Dataset or str, optional
        The dataset that has the text, or the text. Default: the text in the file. Of several
        texts, that counts whose document_id a feature names, else that with the file's name,
        else that which is the text in the file.

    Returns
    -------
    Dataset
        Its claims are the marked spans, in the order of the text.

    Raises
    ------
    DatasetError
        If the file is none of these, if its words are not in the text, or if there are several
        texts and none is told; the problems' rows count the spans.
    ModuleNotFoundError
        If dkpro-cassis, which reads CAS, is not installed; the message says how to install it.
    OSError
        If there is no such file.

    Examples
    --------
    >>> from_inception("project/annotation/article.json")  # doctest: +SKIP
    <Dataset article: 1 documents, 12 claims>
    """
    file = Path(path)
    text, passages = (_of_tsv if file.suffix.lower() == ".tsv" else _of_cas)(file)
    if data is None:
        data = text
    known = data if isinstance(data, Dataset) else of_one_text(data, file.stem)
    problems: list[Problem] = []
    placed = list(_placed(passages, known, file, text, problems))
    return drafts(placed, known, file.name, problems)


def _placed(
    passages: Iterable[Passage], data: Dataset, file: Path, text: str, problems: list[Problem]
) -> Iterator[Passage]:
    """Yield the passages with the documents that they are of, where that is told."""
    alike = [one for one, words in data.texts.items() if words == text]
    marked = TextOfFile(file, data, IN_A_FEATURE, alike=alike)
    for one in passages:
        document = marked.of(one.row, one.cells.get("document_id", ""))
        if isinstance(document, Problem):
            problems.append(document)
        else:
            yield one._replace(document=document)


def _of_tsv(file: Path) -> tuple[str, list[Passage]]:
    """Return the text and the marked spans of WebAnno TSV 3."""
    content = read_utf8(file).removeprefix("\ufeff")
    try:
        text, spans = read_tsv(content)
    except ValueError as error:
        raise _no_export(file, error) from None
    passages = [
        Passage(
            row,
            ONE_TEXT,
            text[span.start : span.end],
            start=span.start,
            cells=_cells(span.layer, span.features),
        )
        for row, span in enumerate(spans, start=1)
        if not span.layer.startswith(LINGUISTIC)
    ]
    return text, passages


def _no_export(file: Path, error: Exception) -> DatasetError:
    """Return the error of a file that cannot be read, with the reason in words of its format."""
    is_stranger = isinstance(error, (AttributeError, LookupError, TypeError))
    why = (
        "it lacks what such a file has" if is_stranger else shown(str(error) or "it is empty", 200)
    )
    return DatasetError(file.name, problems_table([problem_of(faults.NO_CAS, file.name, why=why)]))


def _of_cas(file: Path) -> tuple[str, list[Passage]]:
    """Return the text and the marked spans of a CAS."""
    if find_spec(PACKAGE) is None:
        raise ModuleNotFoundError(
            "dkpro-cassis reads this format, and is not installed: "
            "python -m pip install dkpro-cassis"
        )
    cas = _read(file)
    return str(cas.sofa_string or ""), list(_passages(cas))


def _read(file: Path) -> Any:
    """Return what the file holds.

    Raises
    ------
    DatasetError
        If that is no CAS, or not UTF-8.
    """
    import cassis

    beside = file.with_name(TYPE_SYSTEM)
    is_json = file.suffix.lower() == ".json"
    content = read_utf8(file).removeprefix("\ufeff")
    types = read_utf8(beside) if not is_json and beside.is_file() else ""
    try:
        if is_json:
            return cassis.load_cas_from_json(content)
        system = cassis.load_typesystem(types)
        return cassis.load_cas_from_xmi(content, typesystem=system)
    except Exception as error:  # whatever the parsers of JSON and XML raise
        raise _no_export(file, error) from None


def _passages(cas: Any) -> Iterator[Passage]:
    found = [one for one in cas.select_all_annotations() if _is_mark(one)]
    found.sort(key=lambda one: (one.begin, one.end, one.type.name))
    for row, one in enumerate(found, start=1):
        cells = _cells(one.type.name, _features(one))
        yield Passage(row, ONE_TEXT, one.get_covered_text(), "", "", one.begin, cells)


def _is_mark(annotation: Any) -> bool:
    return not annotation.type.name.startswith(LINGUISTIC)


def _features(annotation: Any) -> dict[str, str]:
    """Return the features of a span that hold anything, in words."""
    values = {
        feature.name: getattr(annotation, feature.name, None)
        for feature in annotation.type.all_features
        if feature.name not in ("sofa", "begin", "end")
    }
    return {name: _words(value) for name, value in values.items() if value not in (None, "")}


def _cells(layer: str, features: dict[str, str]) -> dict[str, str]:
    """Return the cells that features fill; the layer and the others go into the note."""
    cells = {name: value for name, value in features.items() if is_column(name)}
    rest = [f"{name}: {value}" for name, value in features.items() if name not in cells]
    return with_note(cells, [f"layer: {layer.rpartition('.')[2]}", *rest])


def _words(value: Any) -> str:
    """Return a value in words; of a link to another span, the words of that."""
    covered = getattr(value, "get_covered_text", None)
    return str(covered() if covered else value)
