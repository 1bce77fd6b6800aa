"""Doubts about names.

Spellings that may mean the same, and names that may be none. Nothing is merged.

>>> from helpers.convert import from_table
>>> data = from_table(
...     pd.DataFrame({"n": ["Ada Stone", "Stone, Ada"], "o": ["Kites", "Kites"]}),
...     person="n",
...     organization="o",
... )
>>> doubtful_names(data)[["name", "other", "doubt"]].iloc[0].tolist()
['Ada Stone', 'Stone, Ada', 'the same words in another order, or with other marks']
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

import pandas as pd

from helpers.claims import Reading, possible_leader_claims
from helpers.codebook import IdMaker, shown
from helpers.convert.names.folds import plain
from helpers.convert.names.pairs import MOST_ALIKE, name_pairs
from helpers.data import Dataset

COLUMNS = ["kind", "id", "name", "other_id", "other", "doubt"]

MOST_SHARED = 50
"""People in several organizations that are listed, those in most of them first."""

Row = tuple[str, str, str, str, str, str]


def doubtful_names(data: Dataset) -> pd.DataFrame:
    """Return names of people, organizations and sources that deserve a second look.

    Names are compared where they fold alike (without titles, legal forms, spaces, in
    another transcription), and letter by letter only where they stand near each other in
    one of two alphabetical orders (forwards, backwards), so that thousands can be:
    Hernández and Stolfo (1995), The merge/purge problem for large databases.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        One row, one doubt; columns ``kind`` (person, organization or source), ``id``,
        ``name``, ``other_id``, ``other`` (blank where the name alone is doubted),
        ``doubt``. Whether two names mean one, nobody can tell from the letters. The last
        rows are people in several organizations with no id but their name: on each of
        them overlap rests, and each could be two people of one name.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = doubtful_names(data).iloc[0]
    >>> found["name"], found["doubt"].partition(":")[0]
    ('Barnaby Rook', 'one name in 2 organizations, and no id but the name')
    """
    rows: list[Row] = []
    last: list[Row] = []
    for kind in ("person", "organization"):
        chosen = data["entities"][data["entities"]["kind"] == kind]
        names = _names(chosen, "entity_id")
        pairs = list(_pair_rows(kind, names))
        rows += pairs
        rows += [
            (kind, entity, names[entity], entity, alias, "two names with no word in common, one id")
            for entity, alias in _unlike_aliases(chosen, names)
        ]
        rows += _known_names(kind, chosen, names)
        rows += _odd_rows(kind, names)
        if kind == "organization":
            last = list(_shared_names(data, pairs))
    sources = _names(data["sources"], "source_id")
    rows += _pair_rows("source", sources)
    rows += _odd_rows("source", sources)
    return pd.DataFrame([*rows, *last], columns=COLUMNS, dtype="str")


def _names(table: pd.DataFrame, key: str) -> dict[str, str]:
    """Ids, and the name of each, or the id itself."""
    return {one: name or one for one, name in zip(table[key], table["name"], strict=True)}


def _pair_rows(kind: str, names: dict[str, str]) -> Iterator[Row]:
    place = {one: number for number, one in enumerate(names)}
    pairs: dict[tuple[str, str], str] = {}
    for a, b, doubt in name_pairs(names, kind):
        pairs.setdefault((a, b) if place[a] < place[b] else (b, a), doubt)
    for (a, b), doubt in pairs.items():
        yield kind, a, names[a], b, names[b], doubt


def _odd_rows(kind: str, names: dict[str, str]) -> Iterator[Row]:
    for one, name in names.items():
        for doubt in _odd_name(name):
            yield kind, one, name, "", "", doubt


def _known_names(kind: str, chosen: pd.DataFrame, names: dict[str, str]) -> Iterator[Row]:
    """Another name of one id that is the name of another id."""
    called = defaultdict(list)
    for entity, name in names.items():
        called[plain(name)].append(entity)
    for entity, aliases in zip(chosen["entity_id"], chosen["aliases"], strict=True):
        for alias in filter(None, map(plain, aliases.split(";"))):
            for other in called.get(alias, [])[:MOST_ALIKE]:
                if other != entity:
                    doubt = "the other's name is one of its names too"
                    yield kind, entity, names[entity], other, names[other], doubt


def _unlike_aliases(chosen: pd.DataFrame, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield ids with another name that shares no word with the first: a mistyped id is enough."""
    for entity, aliases in zip(chosen["entity_id"], chosen["aliases"], strict=True):
        words = set(plain(names[entity]).split())
        for alias in filter(None, map(str.strip, aliases.split(";"))):
            if words.isdisjoint(plain(alias).split()):
                yield entity, alias


def _shared_names(data: Dataset, pairs: list[Row]) -> Iterator[Row]:
    """People without an id of their own in several organizations, that are several for sure."""
    claims = possible_leader_claims(data, Reading())
    claims = claims[claims["stance"] == "asserts"]
    groups = _Groups(pairs)
    found: dict[str, set[str]] = defaultdict(set)
    for person, organization in zip(claims["person"], claims["organization"], strict=True):
        found[person].add(groups.first(organization))
    unnumbered = _without_ids(data)
    shared = [person for person, where in found.items() if len(where) > 1 and person in unnumbered]
    shared.sort(key=lambda person: -len(found[person]))
    for person in shared[:MOST_SHARED]:
        where = f"{len(found[person])} organizations"
        doubt = f"one name in {where}, and no id but the name: one person?"
        yield "person", person, data.who.name(person), "", "", doubt
    if len(shared) > MOST_SHARED:
        more = f"{len(shared) - MOST_SHARED} more names in several organizations"
        yield "person", "", "", "", "", f"{more}, and no ids but the names"


class _Groups:
    """Organizations that may be one, or one a part of another, under the first of each group."""

    def __init__(self, pairs: list[Row]):
        self._under: dict[str, str] = {}
        for _, a, _, b, _, _ in pairs:
            self._under[self.first(b)] = self.first(a)

    def first(self, one: str) -> str:
        while self._under.get(one, one) != one:
            one = self._under[one]
        return one


def _without_ids(data: Dataset) -> set[str]:
    """People whose id is made of their name alone, or could be."""
    entities = data["entities"]
    make_id = IdMaker()  # the same names in the same order make the same ids
    columns = (entities["entity_id"], entities["kind"], entities["name"])
    return {one for one, kind, name in zip(*columns, strict=True) if make_id(kind, name) == one}


def _joined(name: str) -> str:
    """Leave out zero-width joiners and non-joiners between letters of scripts that join."""
    return re.sub(r"(?<=[\u0600-\u08ff\u0900-\u0dff])[\u200c\u200d](?=\w)", "", name)


def _mixed(name: str) -> bool:
    """Tell whether a word mixes scripts whose letters look alike."""
    scripts = (
        {unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha()}
        for word in name.split()
    )
    return any(len(found & {"LATIN", "CYRILLIC", "GREEK"}) > 1 for found in scripts)


_WRONG_LETTERS = re.compile(
    "[ÃÂÐÑÎÏØÙÚÛ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ]"  # UTF-8, read as a western encoding
    "|[À-ÖØ-öø-ÿ]{4}|\ufffd"  # an alphabet of single bytes, read as a western one
)

_ODD = {
    "the error of a formula, or a formula": lambda name: (
        name.startswith(("=", "#")) and len(name) > 1
    ),
    "a code of HTML": lambda name: unescape(name) != name,
    "letters of a wrong encoding": lambda name: bool(_WRONG_LETTERS.search(name)),
    "an invisible character": lambda name: shown(_joined(name), len(name)) != _joined(name),
    "several names in one cell?": lambda name: bool(re.search(r"[;|\n]| / ", unescape(name))),
    "a number": lambda name: bool(re.fullmatch(r"[\d.,\s]+", name)),
    "the mark of a footnote": lambda name: bool(re.search(r"(?:[*†‡§¹²³⁰⁴-⁹]|\[\w{1,2}\])$", name)),
    "letters of two scripts in one word": _mixed,
    "no name at all?": lambda name: (
        name.casefold() in {"na", "none", "null", "nan", "nil", "n/a", "-", "?"}
    ),
}


def _odd_name(name: str) -> Iterator[str]:
    yield from (doubt for doubt, applies in _ODD.items() if applies(name))
