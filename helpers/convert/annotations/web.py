"""Web Annotations (W3C, JSON-LD), and what Hypothesis exports: in and out.

Sanderson, Ciccarese and Young (2017), Web Annotation Data Model, W3C Recommendation:
§4.2.4 (text quote selector), §4.2.5 (text position selector).

>>> import tempfile
>>> from helpers import MYSTERY, load_dataset
>>> data = load_dataset(MYSTERY)
>>> with tempfile.TemporaryDirectory() as folder:
...     file = Path(folder, "clubs.json")
...     _ = write_web_annotations(data, file)
...     again = from_web_annotations(file, data)
>>> again["claims"].equals(data["claims"])
True
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent_encoded, unquote

import pandas as pd

from helpers.claims import all_aloud, locate_quotes
from helpers.codebook import Problem, faults, problem_of, problems_table, shown
from helpers.convert.annotations.marked import (
    NOT_FOUND,
    ONE_TEXT,
    Passage,
    cells_of,
    column_and_cell,
    drafts,
    only,
    with_note,
)
from helpers.convert.json_files import read_json
from helpers.convert.losses import lost_table
from helpers.data import Dataset, DatasetError, drafting

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

DOCUMENT = "urn:document:"
"""What stands before a document's id in the name of its text."""

Item = dict[str, Any]


# --- out ----------------------------------------------------------------------------------------


def write_web_annotations(data: Dataset, path: str | Path) -> pd.DataFrame:
    """Write the claims as Web Annotations: each quote with its claim in words, and its cells.

    Each annotation has the claim read aloud as a comment, and each filled cell as a tag,
    such as ``stance: denies``. So no reader of the file sees a claim without its stance.

    Parameters
    ----------
    data : Dataset
    path : str or Path
        A .json file that does not exist yet.

    Returns
    -------
    DataFrame
        What the file does not hold: ``claim_id``, ``lost``, ``reason``. A claim whose quote is
        not found in a text cannot be marked. Sources, entities, relations and texts are not in
        the file; `from_web_annotations` takes them from a dataset.

    Raises
    ------
    FileExistsError
        If there is something at `path`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import MYSTERY, load_dataset
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "clubs.json")
    ...     lost = write_web_annotations(load_dataset(MYSTERY), file)
    ...     first = json.loads(file.read_text(encoding="utf-8"))["items"][0]
    >>> first["target"]["selector"][1]
    {'type': 'TextPositionSelector', 'start': 100, 'end': 171}
    >>> lost.empty
    True
    """
    claims = data.as_written["claims"]
    places = locate_quotes(data, claims)
    lost = claims["quote"].ne("") & places["status"].ne("found")
    kept = claims[~lost]
    rows = zip(
        kept.to_dict("records"),
        all_aloud(data, kept["claim_id"]),
        places[~lost].itertuples(index=False),
        strict=True,
    )
    items = [_annotation(claim, aloud, where) for claim, aloud, where in rows]
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": items}
    file = Path(path)
    with drafting(file) as draft:
        draft.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    rows_lost = [(claim, "claim", NOT_FOUND) for claim in claims.loc[lost, "claim_id"]]
    rows_lost += [
        (claim, column, "no tag can hold a column with ': ' in its name")
        for column in filter(_is_torn, kept)
        for claim in kept.loc[kept[column] != "", "claim_id"]
    ]
    return lost_table(rows_lost)


def _is_torn(column: str) -> bool:
    """Tell whether a tag would end the name of a column too soon."""
    return ": " in column


def _annotation(claim: dict[str, str], aloud: str, where: Any) -> Item:
    tags = [
        {"type": "TextualBody", "purpose": "tagging", "value": f"{column}: {cell}"}
        for column, cell in claim.items()
        if cell and column not in ("quote", "document_id") and not _is_torn(column)
    ]
    comment = {"type": "TextualBody", "purpose": "commenting", "value": aloud}
    comment["id"] = _aloud_id(aloud)
    target: Item = {"source": f"{DOCUMENT}{percent_encoded(claim['document_id'], safe='')}"}
    if claim["quote"]:
        target["selector"] = list(_selectors(claim, where))
    return {
        "id": f"urn:claim:{percent_encoded(claim['claim_id'], safe='')}",
        "type": "Annotation",
        "motivation": "commenting",
        "body": [comment, *tags],
        "target": target,
    }


def _aloud_id(words: str) -> str:
    """Return the id of a claim read aloud: what has other words is somebody's own comment."""
    return f"urn:sha256:{sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _selectors(claim: dict[str, str], where: Any) -> Iterator[Item]:
    words = {
        "exact": claim["quote"],
        "prefix": claim["quote_prefix"],
        "suffix": claim["quote_suffix"],
    }
    kept = {key: value for key, value in words.items() if value}
    yield {"type": "TextQuoteSelector", **kept}
    yield {"type": "TextPositionSelector", "start": int(where.start), "end": int(where.end)}


# --- in -----------------------------------------------------------------------------------------


def from_web_annotations(path: str | Path, data: Dataset | str) -> Dataset:
    """Read Web Annotations, or an export of Hypothesis: each marked passage is a draft of a claim.

    Comments go into the note, but for the claim read aloud that `write_web_annotations` wrote. A
    tag that names a column, such as ``speaker: ada``, fills that column; other tags go into the
    note too. Nothing else is known of the claim, and nothing is guessed: `to_fill` lists what is
    missing.

    Parameters
    ----------
    path : str or Path
        JSON: a list of annotations, an annotation page, or ``{"rows": […]}``.
    data : Dataset or str
        The dataset whose texts were annotated, or the one text. The other tables stay as they are.

    Returns
    -------
    Dataset
        Its claims are those of the file, in its order. It can be saved as a workbook, which
        `helpers.data.check_dataset` and the coder page read.

    Raises
    ------
    DatasetError
        If a passage is not found in its text letter by letter, or stands there several times and
        nothing tells which; if two tags of an annotation fill one column with different values;
        the problems' rows count the annotations.
    OSError
        If there is no such file.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> marked = {
    ...     "target": [{"source": "text", "selector": [
    ...         {"type": "TextQuoteSelector", "exact": "be", "prefix": "not to "}]}],
    ...     "tags": ["stance: asserts", "verb"],
    ... }
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "marked.json")
    ...     _ = file.write_text(json.dumps([marked]))
    ...     drafts = from_web_annotations(file, "To be or not to be")
    >>> drafts["claims"][["quote", "quote_prefix", "stance", "note"]].values.tolist()
    [['be', 'to ', 'asserts', 'tags: verb']]
    """
    file = Path(path)
    known = data if isinstance(data, Dataset) else of_one_text(data)
    problems: list[Problem] = []
    passages = list(_passages(file, known, problems))
    return drafts(passages, known, file.name, problems)


def of_one_text(text: str, title: str = ONE_TEXT) -> Dataset:
    """Return a dataset that has a text, and nothing else."""
    document = {"document_id": ONE_TEXT, "title": title, "file": f"{ONE_TEXT}.txt"}
    document["sha256"] = sha256(text.encode("utf-8")).hexdigest()
    return Dataset({"documents": pd.DataFrame([document])}, {ONE_TEXT: text}, title)


def _passages(file: Path, data: Dataset, problems: list[Problem]) -> Iterator[Passage]:
    documents = dict.fromkeys(data["documents"]["document_id"])
    names = _names_of_texts(data)
    for row, item in enumerate(_items(file), start=1):
        targets = item.get("target") if isinstance(item, dict) else None
        targets = targets if isinstance(targets, list) else [targets]
        named = bool(targets) and all(isinstance(one, dict) for one in targets)
        if not isinstance(item, dict) or not named:
            problems.append(problem_of(faults.NO_ANNOTATION, file.name, row, "", shown(str(item))))
            continue
        cells = _cells(item, file.name, row, problems)
        for target in targets:
            source = str(target.get("source") or item.get("uri") or "")
            said = cells.get("document_id", "")
            document = said if said in documents else _document(source, names, documents)
            if document is None:
                where = (file.name, row, "source", shown(source))
                problems.append(problem_of(faults.MARKED_TWO, *where))
                continue
            yield _passage(row, document, target, cells)


def _items(file: Path) -> list[object]:
    """Return the annotations of a file.

    Raises
    ------
    DatasetError
        If that is no JSON, or there is no list of them.
    """
    found = read_json(file, faults.NO_ANNOTATIONS)
    listed = found if isinstance(found, list) else _listed(found)
    if listed is None:
        problem = problem_of(faults.NO_ANNOTATIONS, file.name)
        raise DatasetError(file.name, problems_table([problem]))
    return listed


def _listed(found: object) -> list[object] | None:
    """Return the list in an annotation page, a collection, or an export of Hypothesis."""
    if not isinstance(found, dict):
        return None
    for key in ("items", "rows", "first"):
        inner = found.get(key)
        if isinstance(inner, list):
            return inner
        if isinstance(inner, dict):
            return _listed(inner)
    return [found] if "target" in found else None


def _names_of_texts(data: Dataset) -> dict[str, set[str]]:
    """Name by which an annotation can mean a text → the documents called so; an id means its own.

    A claim without a document is of none.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for row in data["documents"].to_dict("records"):
        for name in filter(None, [row["file"], row["note"], row["title"]]):
            names[name].add(row["document_id"])
    ids = data["documents"]["document_id"]
    own = {f"{start}{one}": {one} for start in ("", DOCUMENT) for one in ids}
    return {**names, **own, DOCUMENT: {""}}


def _document(source: str, names: dict[str, set[str]], documents: Collection[str]) -> str | None:
    """Return the document that a source means; the only one, if there is no other."""
    for one in (source, unquote(source)):
        for name in (one, one.rpartition("/")[2]):
            if name in names:
                return only(names[name])
    return only(documents or [""])


def _cells(item: Item, file: str, row: int, problems: list[Problem]) -> dict[str, str]:
    """Return what the bodies of an annotation say: cells of columns, and a note of the rest."""
    bodies = item.get("body") or []
    bodies = bodies if isinstance(bodies, list) else [bodies]
    words = [*filter(None, [*_values(item.get("tags")), *map(_tag, bodies)])]
    cells = cells_of(filter(None, map(column_and_cell, words)), file, row, problems)
    others = ", ".join(one for one in words if column_and_cell(one) is None)
    own = [str(item.get(key) or "") for key in ("text", "bodyValue")]
    comments = [*own, *map(_comment, bodies)]
    return with_note(cells, [*comments, others and f"tags: {others}"])


def _values(tags: object) -> list[str]:
    return [str(tag) for tag in tags] if isinstance(tags, list) else []


def _tag(body: object) -> str:
    return _value(body) if isinstance(body, dict) and body.get("purpose") == "tagging" else ""


def _comment(body: object) -> str:
    if isinstance(body, dict):
        words = _value(body)
        written = body.get("purpose") == "tagging" or body.get("id") == _aloud_id(words)
        return "" if written else words
    return str(body)


def _value(body: Item) -> str:
    """Return the words of a body, or the address of one that stands elsewhere."""
    return str(body.get("value") or body.get("source") or body.get("id") or "")


def _passage(row: int, document: str, target: Item, cells: dict[str, str]) -> Passage:
    selectors = list(_flat(target.get("selector")))
    quoted = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), {})
    placed = next((one for one in selectors if one.get("type") == "TextPositionSelector"), {})
    start = placed.get("start")
    return Passage(
        row,
        document,
        str(quoted.get("exact") or ""),
        str(quoted.get("prefix") or ""),
        str(quoted.get("suffix") or ""),
        start if isinstance(start, int) else None,
        cells,
    )


def _flat(selector: object) -> Iterable[Item]:
    """Yield selectors, also those that refine others."""
    several = selector if isinstance(selector, list) else [selector]
    for one in several:
        if isinstance(one, dict):
            yield one
            yield from _flat(one.get("refinedBy"))
