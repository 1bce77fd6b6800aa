"""Originals: quotations beside the texts that they quote, letter by letter.

>>> from helpers.data import load_dataset
>>> quotations_table(load_dataset()).empty
True
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import NamedTuple

import pandas as pd

from helpers.claims.words import one_way_round, relays
from helpers.codebook import spell_of
from helpers.data import QUOTATION_MARKS, Dataset

_COLUMNS = ["claim", "document", "source", "original", "words", "hedge", "quoted", "passage"]

_OWN = ["source", "document_id", "published"]

_PROPOSITION = ["speaker", "stance", "subject", "relation", "object"]

_COMPARED = ["claim_id", "document_id", "quote", "via", *_PROPOSITION, "hedge", "said_on"]

_Texts = list[tuple[str, str]]
"""The documents of one source, each with its date of publication."""

_QUOTED = re.compile(
    r"“([^“”]*)”|«([^«»]*)»|„([^„“”]*)[“”]|\"([^\"]*)\"|»([^«»]*)«|‹([^‹›]*)›|「([^「」]*)」"
    r"|『([^『』]*)』|｢([^｢｣]*)｣|﹁([^﹁﹂]*)﹂|﹃([^﹃﹄]*)﹄|〝([^〝〞〟]*)[〞〟]"
)

_GAP = re.compile(r"\s*(?:\[[^\]]*\]|\((?:…|\.\.\.)\)|…|\.\.\.)\s*")

_ALIKE = str.maketrans({"‘": "'", "’": "'", "‚": "'", **dict.fromkeys(QUOTATION_MARKS, '"')})

_MARK = "‖"


def quotations_table(data: Dataset) -> pd.DataFrame:
    """Compare quotations with the texts that they quote, letter by letter.

    A claim is compared where its speaker or a relay has a text of its own (``source`` in the
    table documents) that is another document and was not certainly published before the
    words were said. Compared are the words in quotation marks. Curly and straight marks are
    alike, and any white space is one space. Punctuation before the closing mark is the
    quoting text's own. Square brackets and ellipses are gaps: the pieces around them have
    to stand in this order in one paragraph.

    Quotations without their like are shown beside a claim of the original in which the same
    speaker speaks of the same two: the one with most letters in common at the beginning.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        One row for each claim and each original; all cells text. ``claim``, ``document``,
        ``source`` (whose text is quoted), ``original`` (its document, blank where there is
        none at hand); ``words``: same, differs, not found, not in quotation marks, original
        not at hand; ``hedge``: lost (and which), added, other, or blank where it is the same or
        the original has no claim of the same stance and proposition; ``quoted``, ``passage``
        (of the original). Where they differ, ‖ marks the first place in both.

    Examples
    --------
    >>> from helpers.data import ARTICLE, load_dataset
    >>> data = load_dataset(ARTICLE.with_name("harbour-papers"))
    >>> found = quotations_table(data).set_index("claim")
    >>> found.loc["n2", ["words", "quoted", "passage"]].tolist()[:2]
    ['differs', 'Jonas Reed is ‖acting head of the Harbour Watch']
    """
    documents = data["documents"]
    own = documents[documents["source"] != ""]
    if own.empty:
        return pd.DataFrame(columns=_COLUMNS, dtype="str")
    texts: dict[str, _Texts] = {}
    for source, document, day in zip(*(own[c] for c in _OWN), strict=True):
        texts.setdefault(source, []).append((document, day))
    source_of = dict(zip(own["document_id"], own["source"], strict=True))
    claims = one_way_round(data, data["claims"])
    records = claims[_COMPARED].to_dict("records")
    coded = _Coded(defaultdict(list), defaultdict(list))
    for claim in records:
        coded.alike[claim["document_id"], *_proposition(claim)].append(claim)
        coded.about[claim["document_id"], *_about(claim)].append(claim)
    rows = []
    for claim in records:
        for source in [*relays(claim["via"]), claim["speaker"]]:
            if source in texts and source != source_of.get(claim["document_id"]):
                rows.append(_compared(data, claim, source, texts[source], coded))
    return pd.DataFrame(rows, columns=_COLUMNS, dtype="str")


_Claim = Mapping[str, str]


class _Coded(NamedTuple):
    """The claims of each document that say the same, and that speak about the same two."""

    alike: Mapping[tuple[str, ...], list[_Claim]]
    about: Mapping[tuple[str, ...], list[_Claim]]


def _compared(
    data: Dataset,
    claim: _Claim,
    source: str,
    texts: _Texts,
    coded: _Coded,
) -> list[str]:
    """One claim beside the texts of one source: the first in which its words stand."""
    head = [claim["claim_id"], claim["document_id"], source]
    quoted = _words_in_marks(claim["quote"])
    at_hand = [one for one in _possible(claim, texts) if data.has_text(one)]
    if not at_hand:
        return [*head, "", "original not at hand", "", quoted, ""]
    for document in at_hand:
        if found := _first_match(quoted, _plain(data, document)):
            hedge = _hedge(claim, coded.alike[document, *_proposition(claim)])
            return [*head, document, "same", hedge, quoted, found]
    document = at_hand[0]
    hedge = _hedge(claim, coded.alike[document, *_proposition(claim)])
    if not quoted:
        return [*head, document, "not in quotation marks", hedge, "", ""]
    passage = _nearest(quoted, coded.about[document, *_about(claim)])
    if not passage:
        return [*head, document, "not found", hedge, quoted, ""]
    return [*head, document, "differs", hedge, *_marked(quoted, passage)]


def _possible(claim: _Claim, texts: _Texts) -> Iterator[str]:
    """The texts that were not certainly published before the words were said."""
    said = spell_of(claim["said_on"])
    for document, published in texts:
        if document != claim["document_id"] and said.first <= spell_of(published).last:
            yield document


def _words_in_marks(quote: str) -> str:
    parts = ["".join(found) for found in _QUOTED.findall(quote)]
    return " … ".join(" ".join(part.split()).rstrip(".,;:!? ") for part in parts)


def _plain(data: Dataset, document: str) -> str:
    """One line for each paragraph of a text, with straight marks."""

    def plain() -> str:
        paragraphs = re.split(r"\n\s*\n", data.text(document))
        return "\n".join(" ".join(one.split()) for one in paragraphs).translate(_ALIKE)

    return data.once(("plain", document), plain)


def _first_match(quoted: str, text: str) -> str:
    """Return where words first stand in a text, as whole words: "old" is not in "gold".

    >>> _first_match("the … old", "the gold of the very old"), _first_match("gol", "gold")
    ('the gold of the very old', '')
    """
    pieces = [piece for piece in _GAP.split(quoted.translate(_ALIKE)) if piece]
    if not pieces or not all(piece in text for piece in pieces):
        return ""  # most words are in no other text, and this is soon seen
    pattern = ".*?".join(rf"(?<!\w){re.escape(piece)}(?!\w)" for piece in pieces)
    found = re.compile(pattern).search(text, text.index(pieces[0]))
    return found[0] if found else ""


def _about(claim: _Claim) -> tuple[str, ...]:
    return (claim["speaker"], *sorted([claim["subject"], claim["object"]]))


def _proposition(claim: _Claim) -> tuple[str, ...]:
    return tuple(claim[part] for part in _PROPOSITION)


def _nearest(quoted: str, about: list[_Claim]) -> str:
    """The passage about the same two by the same speaker that begins most alike, or nothing."""
    passages = [_words_in_marks(one["quote"]) or " ".join(one["quote"].split()) for one in about]
    return max(passages, key=lambda one: _first_place(quoted, one), default="")


def _first_place(one: str, other: str) -> int:
    """Where two texts first differ, at the beginning of the word."""
    letters = zip(one.translate(_ALIKE), other.translate(_ALIKE), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], letters))
    return one.rfind(" ", 0, same + 1) + 1


def _marked(quoted: str, passage: str) -> list[str]:
    place = _first_place(quoted, passage)
    return [f"{one[:place]}{_MARK}{one[place:]}" for one in (quoted, passage)]


def _hedge(claim: _Claim, alike: list[_Claim]) -> str:
    """What became of the hedge of a claim by the same speaker that says the same."""
    hedges = [one["hedge"] for one in alike]
    if not hedges or claim["hedge"] in hedges:
        return ""
    if not claim["hedge"]:
        return f"lost: {' or '.join(f'“{one}”' for one in dict.fromkeys(hedges))}"
    return "other" if all(hedges) else "added"
