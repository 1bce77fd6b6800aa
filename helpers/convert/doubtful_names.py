"""Doubts about names: spellings that may mean the same, and names that may be none.

Nothing is merged.

>>> from helpers.convert import from_table
>>> table = pd.DataFrame({"n": ["Ada Stone", "Stone, Ada"], "o": ["Kites", "Kites"]})
>>> data = from_table(table, person="n", organization="o")
>>> doubtful_names(data)[["name", "other", "doubt"]].iloc[0].tolist()
['Ada Stone', 'Stone, Ada', 'the same words in another order, or with other marks']
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from html import unescape
from itertools import combinations

import pandas as pd

from helpers.codebook import shown, skeleton
from helpers.data import Dataset

NEIGHBOURS = 4
"""How many names after it, in alphabetical order, a name is compared with."""

CLOSE = 0.88
"""Least similarity of two names that are worth a look (share of matching letters)."""

MOST_ALIKE = 20
"""Names of one group that are compared with each other."""


def doubtful_names(data: Dataset) -> pd.DataFrame:
    """Return names of people and organizations that deserve a second look.

    Only names that stand near each other in one of two alphabetical orders
    (forwards, backwards) are compared letter by letter, so that thousands can be:
    Hernández and Stolfo (1995), The merge/purge problem for large databases.

    Returns
    -------
    DataFrame
        One row, one doubt; columns ``kind``, ``id``, ``name``, ``other_id``,
        ``other`` (blank where the name alone is doubted), ``doubt``. Whether two
        names mean one, nobody can tell from the letters.
    """
    entities = data["entities"]
    rows = []
    for kind in ("person", "organization"):
        chosen = entities[entities["kind"] == kind]
        names = dict(
            zip(
                chosen["entity_id"],
                (
                    name or entity
                    for entity, name in zip(chosen["entity_id"], chosen["name"], strict=True)
                ),
                strict=True,
            )
        )
        place = {entity: number for number, entity in enumerate(names)}
        pairs: dict[tuple[str, str], str] = {}
        for a, b, doubt in _pairs(names, kind):
            pairs.setdefault((a, b) if place[a] < place[b] else (b, a), doubt)
        rows += [(kind, a, names[a], b, names[b], doubt) for (a, b), doubt in pairs.items()]
        rows += [
            (kind, entity, name, "", "", doubt)
            for entity, name in names.items()
            for doubt in _odd_name(name)
        ]
    return pd.DataFrame(
        rows, columns=["kind", "id", "name", "other_id", "other", "doubt"], dtype="str"
    )


def _pairs(names: dict[str, str], kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of ids whose names may mean the same, the surest reason first."""
    yield from _alike(names, lambda name: name, "the same name, and another id")
    yield from _alike(
        names, skeleton, "differ in capitals, dashes, spaces or letters that look alike"
    )
    yield from _alike(names, _words, "the same words in another order, or with other marks")
    if kind == "person":
        yield from _initials(names)
    yield from _near(names)
    if kind == "organization":
        yield from _parts(names)


def _alike(
    names: dict[str, str], fold: Callable[[str], str], doubt: str
) -> Iterator[tuple[str, str, str]]:
    groups = defaultdict(list)
    for entity, name in names.items():
        groups[fold(name)].append(entity)
    for folded, group in groups.items():
        if folded:
            yield from ((a, b, doubt) for a, b in combinations(group[:MOST_ALIKE], 2))


def _plain(name: str) -> str:
    """Letters without their marks, digits and spaces."""
    letters = unicodedata.normalize("NFD", skeleton(name).replace("-", " "))
    return " ".join(
        "".join(
            c if c.isalnum() else "" if unicodedata.category(c) == "Mn" else " " for c in letters
        ).split()
    )


def _words(name: str) -> str:
    return " ".join(sorted(_plain(name).split()))


def _initials(names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """People of one surname, of whom one is called by an initial."""
    groups = defaultdict(list)
    for entity, name in names.items():
        if len(words := _plain(name).split()) > 1:
            groups[words[0][0], words[-1]].append((entity, len(words[0]) == 1))
    for group in groups.values():
        for (a, short_a), (b, short_b) in combinations(group[:MOST_ALIKE], 2):
            if short_a or short_b:
                yield a, b, "the same surname, and an initial that fits"


def _near(names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    plain = {entity: _plain(name) for entity, name in names.items()}
    for order in (lambda entity: plain[entity], lambda entity: plain[entity][::-1]):
        ordered = sorted(plain, key=order)
        for place, a in enumerate(ordered):
            for b in ordered[place + 1 : place + 1 + NEIGHBOURS]:
                if _is_close(plain[a], plain[b]):
                    yield a, b, "nearly the same letters"


def _is_close(a: str, b: str) -> bool:
    """Similar, and not told apart by a number."""
    if re.sub(r"\D", "", a) != re.sub(r"\D", "", b) or min(len(a), len(b)) < 4:
        return False
    matcher = SequenceMatcher(None, a[:200], b[:200], autojunk=False)
    return (
        matcher.real_quick_ratio() >= CLOSE
        and matcher.quick_ratio() >= CLOSE
        and matcher.ratio() >= CLOSE
    )


def _parts(names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Organizations whose name begins with that of another."""
    ordered = sorted(names, key=lambda entity: _plain(names[entity]))
    for place, a in enumerate(ordered):
        for b in ordered[place + 1 : place + 1 + NEIGHBOURS]:
            if _plain(names[b]).startswith(_plain(names[a]) + " "):
                yield a, b, "begins with the other's name: a part of it?"


def _mixed(name: str) -> bool:
    """Tell whether a word mixes scripts whose letters look alike."""
    scripts = (
        {unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha()}
        for word in name.split()
    )
    return any(len(found & {"LATIN", "CYRILLIC", "GREEK"}) > 1 for found in scripts)


_ODD = {
    "the error of a formula, or a formula": lambda name: (
        name.startswith(("=", "#")) and len(name) > 1
    ),
    "a code of HTML": lambda name: unescape(name) != name,
    "letters of a wrong encoding": lambda name: bool(
        re.search("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ]|\ufffd", name)  # noqa: RUF001  what a wrong encoding leaves
    ),
    "an invisible character": lambda name: shown(name, len(name)) != name,
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
