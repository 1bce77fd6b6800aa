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
from helpers.codebook import IdMaker, list_items, shown
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
        ``doubt``. A pair that the table same_as has decided, directly or by others, is
        left out. Whether two names mean one, nobody can tell from the letters. The last
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
    entities = data.as_written["entities"]
    for kind in ("person", "organization"):
        chosen = entities[entities["kind"] == kind]
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
    rows = [row for row in rows if not _is_decided(data, row)]
    return pd.DataFrame([*rows, *last], columns=COLUMNS, dtype="str")


def _is_decided(data: Dataset, row: Row) -> bool:
    """Tell whether the table same_as has a yes or a no for two entities, directly or not."""
    kind, one, _, other, *_ = row
    if kind == "source" or not other or one == other:
        return False
    pair = _kept_pair(data, one, other)
    return len(pair) == 1 or pair in data.once("pairs that are two", lambda: _refused(data))


def _refused(data: Dataset) -> set[frozenset[str]]:
    decided = data["same_as"].query("decision == 'no'")
    ids = zip(decided["entity_id"], decided["same_as"], strict=True)
    return {_kept_pair(data, one, other) for one, other in ids}


def _kept_pair(data: Dataset, one: str, other: str) -> frozenset[str]:
    return frozenset(data.merged.get(entity, entity) for entity in (one, other))


def with_doubtful_names(data: Dataset) -> Dataset:
    """Return a dataset whose table same_as asks of each doubtful pair whether it is one.

    Rows that are there stay as they are. Each new row is undecided, so that nothing is
    merged. Save the dataset, write ``yes`` or ``no`` and who decided, and load it again.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    Dataset
        The same tables, and more rows in same_as: ``entity_id`` and ``same_as`` are the
        pair, of which the second would be kept; ``note`` is the doubt. People and
        organizations are asked of, and sources are not: claims of two sources stay apart.

    Examples
    --------
    >>> from helpers.convert import from_table
    >>> frame = pd.DataFrame({"n": ["Ada Stone", "Stone, Ada"], "o": ["Kites", "Kites"]})
    >>> data = with_doubtful_names(from_table(frame, person="n", organization="o"))
    >>> data["same_as"][["entity_id", "same_as", "decision"]].iloc[0].tolist()
    ['stone-ada', 'ada-stone', 'undecided']
    """
    tables = data.as_written
    asked = tables["same_as"]
    known = {frozenset(pair) for pair in zip(asked["entity_id"], asked["same_as"], strict=True)}
    new = []
    for kind, one, _, other, _, doubt in doubtful_names(data).itertuples(index=False):
        if kind != "source" and other and one != other and frozenset((one, other)) not in known:
            known.add(frozenset((one, other)))
            new.append({"entity_id": other, "same_as": one, "decision": "undecided", "note": doubt})
    first = max(asked.index, default=1) + 1
    rows = pd.DataFrame(new, index=pd.RangeIndex(first, first + len(new), name="row"))
    tables["same_as"] = pd.concat([asked, rows]).reindex(columns=asked.columns).fillna("")
    return Dataset(tables, data.texts, data.name, data.derived)


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
        for alias in filter(None, map(plain, list_items(aliases, ";"))):
            for other in called.get(alias, [])[:MOST_ALIKE]:
                if other != entity:
                    doubt = "the other's name is one of its names too"
                    yield kind, entity, names[entity], other, names[other], doubt


def _unlike_aliases(chosen: pd.DataFrame, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield ids with another name that shares no word with the first: a mistyped id is enough."""
    for entity, aliases in zip(chosen["entity_id"], chosen["aliases"], strict=True):
        words = set(plain(names[entity]).split())
        for alias in filter(None, list_items(aliases, ";")):
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
