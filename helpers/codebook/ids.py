"""Ids: what in one the eye could miss, which of them look alike, and how to make them of names.

>>> ids = [("claims", 2, "claim_id", "k1"), ("claims", 3, "claim_id", "K1")]
>>> [problem.problem for problem in check_ids(ids)]
["looks like 'k1' of row 2"]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from zlib import crc32

import helpers.codebook.faults as faults
from helpers.codebook.problems import Problem, problem_of
from helpers.codebook.spelling import LONGEST_ID, shown, skeleton

_PLAIN = re.compile(r"[!-:<=?-~\n]*")  # of ASCII what can be seen, without the separators ; and >


def are_plain(ids: Sequence[str]) -> bool:
    """Tell of many distinct ids at once whether `check_ids` would find no fault with any.

    It takes a hundredth of the time. False says nothing of any single one.

    >>> are_plain(["k1", "k-2"]), are_plain(["k1", "K1"])
    (True, False)
    """
    text = "\n".join(ids)
    if (
        not _PLAIN.fullmatch(text)
        or text.count("\n") != len(ids) - 1
        or max(map(len, ids)) > LONGEST_ID
    ):
        return False
    alike = text.lower().replace("_", "-")
    return alike == text or len(set(alike.split("\n"))) == len(ids)


def check_ids(ids: Iterable[tuple[str, int, str, str]]) -> Iterator[Problem]:
    """Check ids, given as (table, row, column, id), each where it first stands."""
    first: dict[str, tuple[str, int, str]] = {}
    for table, row, column, value in ids:
        first.setdefault(value, (f"{table}.csv", row, column))
    seen: dict[str, str] = {}
    for value, place in first.items():
        if value.isspace():  # said of the cell already
            continue
        if odd := _odd_id(value):
            yield Problem(*place, shown(value), *odd)
        elif (before := seen.setdefault(skeleton(value), value)) != value:
            where, like = (*place, shown(value)), shown(before)
            yield problem_of(faults.LOOKS_LIKE, *where, other=like, row=first[before][1])


LOOK_ALIKE_SCRIPTS = {"LATIN", "CYRILLIC", "GREEK"}


def _odd_id(value: str) -> tuple[str, str] | None:
    """Say what in an id the eye could miss."""
    if len(value) > LONGEST_ID:
        return faults.ID_LONG.words(longest=LONGEST_ID)
    if value != value.strip():
        return faults.ID_SPACED.words(stripped=shown(value.strip()))
    for separator in (">", ";"):
        if separator in value:
            return faults.ID_SEPARATOR.words(separator=separator)
    return _odd_letters(value)


def _odd_letters(value: str) -> tuple[str, str] | None:
    """Say which letters of an id the eye could take for others."""
    for character in value:
        if _is_look_alike(character):
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            return faults.ID_LOOK_ALIKE.words(character=name)
    composed = unicodedata.normalize("NFC", value)
    if composed != value:
        return faults.ID_COMBINING.words(composed=shown(composed))
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in value if c.isalpha()}
    mixed = scripts & LOOK_ALIKE_SCRIPTS
    if len(mixed) > 1:
        return faults.ID_MIXED.words(scripts=" and ".join(sorted(mixed)).lower())
    return None


_JOINERS = "\u200c\u200d"  # at home inside words of several scripts


def _is_look_alike(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp"):
        return character not in _JOINERS
    odd_dash_or_space = category in ("Pd", "Zs") and character not in "- "
    return odd_dash_or_space or unicodedata.normalize("NFKC", character) != unicodedata.normalize(
        "NFC", character
    )


class IdMaker:
    """Makes readable ids of names: the same name has the same id, and no two ids look alike.

    >>> make_id = IdMaker()
    >>> make_id("person", "Ada Stone"), make_id("person", "ADA STONE")
    ('ada-stone', 'ada-stone-2')
    >>> make_id("organization", "Ada Stone"), make_id("person", "Ada Stone", "17")
    ('ada-stone-organization', 'ada-stone-17')
    """

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str, bool], str] = {}
        self._taken: dict[str, str] = {}

    def __call__(self, kind: str, name: str, own: str = "") -> str:
        """Return the id of a name, or, where there is one, of what an own id stands for."""
        key = (kind, own or name, bool(own))
        if key not in self._ids:
            readable = slug(_short(f"{name} {own}")) or f"{kind}-{_number(name + own)}"
            wanted = (
                readable
                if self._taken.get(skeleton(readable), kind) == kind
                else f"{readable}-{kind}"
            )
            numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
            self._ids[key] = next(one for one in numbered if skeleton(one) not in self._taken)
            self._taken[skeleton(self._ids[key])] = kind
        return self._ids[key]


LONGEST_SLUG = 80


def _short(text: str) -> str:
    """Return a text that is too long cut, with a number by which two of one beginning differ."""
    if len(text.rstrip()) <= LONGEST_SLUG:
        return text
    number = _number(text)
    return f"{text[: LONGEST_SLUG - len(number) - 1]} {number}"


def slug(name: str) -> str:
    """Return a name in small letters and digits of any script, with hyphens between.

    Nothing is returned where that could deceive the eye.

    >>> slug("Société d’Échecs (Nord)"), slug("سراج الدین"), slug("???")
    ('société-d-échecs-nord', 'سراج-الدین', '')
    """
    letters = (
        c if c.isalnum() or unicodedata.category(c).startswith("M") else "-"
        for c in unicodedata.normalize("NFKC", name[:LONGEST_SLUG]).casefold()
    )
    short = unicodedata.normalize("NFC", "-".join(filter(None, "".join(letters).split("-"))))
    return "" if _odd_id(short) else short


def _number(name: str) -> str:
    return f"{crc32(name.encode('utf-8', 'surrogatepass')):08x}"
