"""The overlap as knowledge grew: from one publication to the next.

>>> from helpers.data import ARTICLE, load_dataset
>>> data = load_dataset(ARTICLE.with_name("harbour-papers"))
>>> overlap_as_known(data, "harbour-watch", "lamp-office")["possible"].tolist()
[0, 2, 2, 2, 3]
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

import pandas as pd

from helpers.claims import Reading, possible_leader_claims
from helpers.codebook import FIRST, LAST, day_words, is_edtf, spell_of
from helpers.data import Dataset
from helpers.overlap.who_leads import check_pair, shared_people


def overlap_as_known(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> pd.DataFrame:
    """Return the overlap of two organizations by each day on which something was published.

    A document counts from the last day that its date of publication can mean. One without a
    date never does, nor does a claim without a document.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe; its own ``known_by`` is put aside.

    Returns
    -------
    DataFrame
        One row, one day; columns ``known_by`` (ISO 8601), ``certain`` and ``possible``
        (numbers of people: shared, and shared or contested), ``published`` (the documents of
        that day), ``moved_by`` (those of them without which the people would be others; all
        of them where only together they change who is shared or contested). Ids are joined
        by "; ".

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data.

    Examples
    --------
    >>> from helpers.data import ARTICLE, load_dataset
    >>> data = load_dataset(ARTICLE.with_name("harbour-papers"))
    >>> found = overlap_as_known(data, "harbour-watch", "lamp-office")
    >>> found[["known_by", "certain", "possible", "moved_by"]].values.tolist()[:2]
    [['1909-03-01', 0, 0, ''], ['1909-03-05', 2, 2, 'newspaper']]
    """
    check_pair(data, a, b)
    by_day = _documents_by_day(data, reading)
    speaking = set(possible_leader_claims(data, reading, [a, b])["document_id"])
    rows, before = [], (list[str](), list[str]())
    for day, new in by_day.items():
        known = replace(reading, known_by=day_words(day))
        # Documents that say nothing of who leads either of the two leave it as it was.
        both = before if speaking.isdisjoint(new) else shared_people(data, a, b, known)
        moved = _moved_by(data, a, b, known, new, speaking) if both != before else []
        rows.append(
            {
                "known_by": known.known_by,
                "certain": len(both[0]),
                "possible": len(both[0]) + len(both[1]),
                "published": "; ".join(new),
                "moved_by": "; ".join(moved),
            }
        )
        before = both
    types = {"known_by": "str", "certain": "int64", "possible": "int64"}
    types |= {"published": "str", "moved_by": "str"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _documents_by_day(data: Dataset, reading: Reading) -> dict[int, list[str]]:
    """The documents that the reading looks at, by the last day of their date, in its order."""
    found: dict[int, list[str]] = {}
    documents = data["documents"][["document_id", "published"]]
    for document, published in documents.itertuples(index=False):
        day = spell_of(published).last
        looked_at = reading.documents is None or document in reading.documents
        if looked_at and FIRST < day < LAST and is_edtf(day_words(day)):
            found.setdefault(day, []).append(document)
    return dict(sorted(found.items()))


def _moved_by(
    data: Dataset, a: str, b: str, known: Reading, new: list[str], speaking: Container[str]
) -> list[str]:
    """Of some documents those without which the people would be others, or all of them."""
    if len(new) == 1:  # without it, what was known the day before
        return new
    asked = known.documents
    every = frozenset(data["documents"]["document_id"]) if asked is None else asked
    both = shared_people(data, a, b, known)
    moved = [
        document
        for document in new
        if document in speaking
        and shared_people(data, a, b, replace(known, documents=every - {document})) != both
    ]
    return moved or new
