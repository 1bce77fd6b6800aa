"""What INCEpTION and WebAnno export as UIMA CAS: spans with features, read as drafts of claims.

The package dkpro-cassis reads them, if it is installed; nothing else here needs it.

>>> LINGUISTIC[0]
'uima.'
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from helpers.codebook import (
    FREE_PREFIX,
    Problem,
    column_names,
    faults,
    problem_of,
    problems_table,
    shown,
)
from helpers.convert.annotations.marked import Passage, drafts
from helpers.convert.annotations.web import ONE_TEXT, of_one_text
from helpers.convert.annotations.webanno import read_tsv
from helpers.data import Dataset, DatasetError

PACKAGE = "cassis"

TYPE_SYSTEM = "TypeSystem.xml"
"""The file beside an .xmi file that says which layers there are."""

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
        The dataset that has the text, or the text. Default: the text in the file.

    Returns
    -------
    Dataset
        Its claims are the marked spans, in the order of the text.

    Raises
    ------
    DatasetError
        If the file is none of these, or if its words are not in the text; the problems' rows count
        the spans.
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
    if file.suffix.lower() == ".tsv":
        return _from_tsv(file, data)
    if find_spec(PACKAGE) is None:
        raise ModuleNotFoundError(
            "dkpro-cassis reads this format, and is not installed: "
            "python -m pip install dkpro-cassis"
        )
    cas = _read(file)
    if data is None:
        data = of_one_text(str(cas.sofa_string or ""), file.stem)
    known = data if isinstance(data, Dataset) else of_one_text(data, file.stem)
    document = next(iter(known.texts), ONE_TEXT)
    problems: list[Problem] = []
    return drafts(_passages(cas, document), known, file.name, problems)


def _from_tsv(file: Path, data: Dataset | str | None) -> Dataset:
    """Read WebAnno TSV 3."""
    try:
        text, spans = read_tsv(file.read_bytes().decode("utf-8-sig"))
    except ValueError as error:  # also where the bytes are not UTF-8
        problem = problem_of(faults.NO_CAS, file.name, why=shown(str(error), 200))
        raise DatasetError(file.name, problems_table([problem])) from None
    data = text if data is None else data
    known = data if isinstance(data, Dataset) else of_one_text(data, file.stem)
    document = next(iter(known.texts), ONE_TEXT)
    passages = [
        Passage(
            row,
            document,
            text[span.start : span.end],
            start=span.start,
            cells=_filled(span.layer, span.features),
        )
        for row, span in enumerate(spans, start=1)
        if not span.layer.startswith(LINGUISTIC)
    ]
    return drafts(passages, known, file.name, [])


def _read(file: Path) -> Any:
    """Return what the file holds.

    Raises
    ------
    DatasetError
        If that is no CAS.
    """
    import cassis

    beside = file.with_name(TYPE_SYSTEM)
    content = file.read_bytes()
    types = beside.read_bytes() if file.suffix.lower() != ".json" and beside.is_file() else b""
    try:
        if file.suffix.lower() == ".json":
            return cassis.load_cas_from_json(content.decode("utf-8"))
        system = cassis.load_typesystem(types.decode("utf-8"))
        return cassis.load_cas_from_xmi(content.decode("utf-8"), typesystem=system)
    except Exception as error:  # whatever the parsers of JSON and XML raise
        why = shown(str(error) or type(error).__name__, 200)
        problem = problem_of(faults.NO_CAS, file.name, why=why)
        raise DatasetError(file.name, problems_table([problem])) from None


def _passages(cas: Any, document: str) -> Iterator[Passage]:
    found = [one for one in cas.select_all_annotations() if _is_mark(one)]
    found.sort(key=lambda one: (one.begin, one.end, one.type.name))
    for row, one in enumerate(found, start=1):
        cells = _cells(one)
        yield Passage(row, document, one.get_covered_text(), "", "", one.begin, cells)


def _is_mark(annotation: Any) -> bool:
    return not annotation.type.name.startswith(LINGUISTIC)


def _cells(annotation: Any) -> dict[str, str]:
    """Return the cells that features fill, and a note of the layer and the others."""
    values = {
        feature.name: getattr(annotation, feature.name, None)
        for feature in annotation.type.all_features
        if feature.name not in ("sofa", "begin", "end")
    }
    filled = {name: _words(value) for name, value in values.items() if value not in (None, "")}
    return _filled(annotation.type.name, filled)


def _filled(layer: str, features: dict[str, str]) -> dict[str, str]:
    """Return the cells that features fill; the layer and the others go into the note."""
    cells: dict[str, str] = {}
    rest = [f"layer: {layer.rpartition('.')[2]}"]
    for name, value in features.items():
        if name in column_names("claims") or name.startswith(FREE_PREFIX):
            cells[name] = value
        else:
            rest.append(f"{name}: {value}")
    return {"note": "; ".join(rest), **cells}


def _words(value: Any) -> str:
    """Return a value in words; of a link to another span, the words of that."""
    covered = getattr(value, "get_covered_text", None)
    return str(covered() if covered else value)
