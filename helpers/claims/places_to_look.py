"""Cues: words of reporting, denial and doubt, as places where a claim may stand.

>>> from helpers.data import MYSTERY, load_dataset
>>> found = cued_sentences(load_dataset(MYSTERY))
>>> found.loc[found["cues"].str.contains("denies"), "claims"].tolist()
[3]
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.claims.quote_places import locate_quotes, spans_by_document
from helpers.claims.words import primary_claims
from helpers.data import CLOSED_BY, TURNED, Dataset, sentences

MARKS = "".join(mark for mark in CLOSED_BY if mark not in TURNED)
"""Marks that open a quotation, which is a place to look too."""


@cache
def cues() -> list[dict[str, str]]:
    """Return the words that are places to look: ``cue``, ``kind``, ``source``.

    They are handed out as they are kept: look at them, and change nothing.
    """
    with Path(__file__).with_name("cues.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def cued_sentences(data: Dataset) -> pd.DataFrame:
    """Return each sentence of the texts, with its cues and the number of its claims.

    A cue is a place to look, and never a claim: who reports denies nothing by that alone.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        One row, one sentence, in the order of the texts; columns ``document_id``,
        ``sentence``, ``cues`` (words of the lexicon and opening quotation marks that stand in
        it, joined by "; "), ``claims`` (int64: primary claims whose quote touches it).

    References
    ----------
    The lexicon follows Biber et al. (1999), Longman Grammar of Spoken and Written English, on
    verbs of reporting; Huddleston and Pullum (2002), The Cambridge Grammar of the English
    Language, on negation; Hyland (1998) and Rubin (2010) on hedges.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> found = cued_sentences(load_dataset(MYSTERY))
    >>> found.loc[found["sentence"].str.startswith("Captain Barnaby"), "cues"].tolist()
    ['not']
    """
    words = sorted((one["cue"] for one in cues()), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)|[{MARKS}]", re.I)
    spans = spans_by_document(locate_quotes(data, primary_claims(data)))
    rows = []
    for document, text in data.texts.items():
        starts, ends = (
            map(sorted, zip(*spans[document], strict=True)) if spans[document] else ([], [])
        )
        for start, end in sentences(text):
            found = dict.fromkeys(one.casefold() for one in pattern.findall(text[start:end]))
            # Whatever ends before the sentence begins before its end, too.
            touched = bisect_left(starts, end) - bisect_right(ends, start)
            rows.append((document, text[start:end], "; ".join(found), touched))
    frame = pd.DataFrame(rows, columns=["document_id", "sentence", "cues", "claims"])
    return frame.astype({"document_id": "str", "sentence": "str", "cues": "str", "claims": "int64"})
