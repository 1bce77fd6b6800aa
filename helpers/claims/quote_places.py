"""Places of quotes in the texts: where each stands, and which words stand in none.

>>> from helpers.data import load_dataset
>>> locate_quotes(load_dataset())["status"].unique().tolist()
['found']
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from helpers.data import QUOTATION_MARKS, QUOTED, Dataset, anchors, mark, sentences

Span = tuple[int, int]
"""Start and end of a quote, in characters."""

PUNCTUATION = f" \n,.;:!?{QUOTATION_MARKS}'‘’—–()[]"


def locate_quotes(data: Dataset, table: str | pd.DataFrame = "claims") -> pd.DataFrame:
    """Return where the quotes of a table, or of a frame with its columns, stand.

    Returns
    -------
    DataFrame
        The index of the table; columns ``document_id``, ``status`` (found,
        ambiguous, missing, or blank where there is no quote or no text),
        ``start`` and ``end`` (Int64, characters).
    """
    if isinstance(table, str):
        return data.once(("located", table), lambda: _located(data, data[table])).copy()
    claims = data["claims"]
    if table.index.isin(claims.index).all():
        own = claims.loc[table.index, QUOTED]
        if own.equals(table[QUOTED]):
            return locate_quotes(data).loc[table.index]
    return _located(data, table)


def _located(data: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    columns = ["status", "start", "end"]
    found = pd.DataFrame(anchors(frame, data.texts), columns=columns, index=frame.index)
    found[["start", "end"]] = found[["start", "end"]].astype("Int64")
    found.insert(0, "document_id", frame["document_id"])
    return found


def with_places(data: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims whose quotes are found, with the columns ``start`` and ``end`` (int64).

    >>> from helpers.data import load_dataset
    >>> data = load_dataset()
    >>> with_places(data, data["claims"].head(1))[["claim_id", "start", "end"]].values.tolist()
    [['c001', 0, 51]]
    """
    places = locate_quotes(data, claims)
    found = places["status"] == "found"
    ends = {end: places.loc[found, end].astype("int64") for end in ("start", "end")}
    return claims[found].assign(**ends)


def coverage_table(data: Dataset) -> pd.DataFrame:
    """Return each sentence of the texts with what is coded in it.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        One row, one sentence; columns ``document_id``, ``start``, ``end``
        (characters), ``sentence``, ``claims`` and ``passages`` (how many quotes
        touch it) and ``not_quoted`` (its words that stand in no quote, joined
        by " … ").

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = coverage_table(data).iloc[3]
    >>> found["sentence"], int(found["claims"]), found["not_quoted"]
    ('On Sunday a kite in the shape of a chess knight sailed over the harbour.', 1, '')
    """
    columns = ["document_id", "start", "end", "sentence", "claims", "passages", "not_quoted"]
    claims, passages = (
        spans_by_document(locate_quotes(data, table)) for table in ("claims", "passages")
    )
    rows = [
        (document, *row)
        for document in data["documents"]["document_id"]
        if data.has_text(document)
        for row in _coverage(data.text(document), claims[document], passages[document])
    ]
    return pd.DataFrame(rows, columns=columns)


def _coverage(text: str, claims: list[Span], passages: list[Span]) -> Iterator[tuple[Any, ...]]:
    pieces = mark(text, [(start, end, "quoted") for start, end in claims + passages])
    begins = [piece.start for piece in pieces]
    edges = [
        [sorted(ends) for ends in zip(*spans, strict=True)] or [[], []]
        for spans in (claims, passages)
    ]
    for start, end in sentences(text):
        near = pieces[max(bisect_right(begins, start) - 1, 0) : bisect_left(begins, end)]
        gaps = [text[max(p.start, start) : min(p.end, end)] for p in near if not p.ids]
        stripped = [gap.strip(PUNCTUATION) for gap in gaps]
        words = " … ".join(gap for gap in stripped if gap)
        # Those that touch it have begun before its end, and are not over before its start.
        touched = [bisect_left(first, end) - bisect_right(last, start) for first, last in edges]
        yield start, end, text[start:end], *touched, words


def spans_by_document(located: pd.DataFrame) -> dict[str, list[Span]]:
    """Document → where quotes that `locate_quotes` looked for stand in it; of others none."""
    found = located[located["status"] == "found"]
    spans: dict[str, list[Span]] = defaultdict(list)
    for document, start, end in zip(
        *(found[column].tolist() for column in ("document_id", "start", "end")), strict=True
    ):
        spans[document].append((start, end))
    return spans
