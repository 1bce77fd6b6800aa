"""Ids: what in one the eye could miss, and which of them look alike.

>>> [problem.problem for problem in check_ids([("claims", 2, "claim_id", "k1"), ("claims", 3, "claim_id", "K1")])]
["looks like 'k1' of row 2"]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from helpers.problems import LONGEST_ID, Problem, shown, skeleton

__all__ = ["are_plain", "check_ids"]


_PLAIN = re.compile(r"[!-:<=?-~\n]*")  # of ASCII what can be seen, without the separators ; and >


def are_plain(ids: Sequence[str]) -> bool:
    """Tell of many distinct ids at once, and in a hundredth of the time, what `check_ids` would find no fault with.

    False says nothing of any single one.

    >>> are_plain(["k1", "k-2"]), are_plain(["k1", "K1"])
    (True, False)
    """
    text = "\n".join(ids)
    alike = text.lower().replace("_", "-").split("\n")
    return bool(_PLAIN.fullmatch(text)) and len(set(alike)) == len(alike) == len(ids) and max(map(len, ids)) <= LONGEST_ID


def check_ids(ids: Iterable[tuple[str, int, str, str]]) -> Iterator[Problem]:
    """Check ids, given as (table, row, column, id), each where it first stands."""
    first = {}
    for table, row, column, value in ids:
        first.setdefault(value, (f"{table}.csv", row, column))
    seen: dict[str, str] = {}
    for value, place in first.items():
        if odd := _odd_id(value):
            yield Problem(*place, shown(value), *odd)
        elif (before := seen.setdefault(skeleton(value), value)) != value:
            yield Problem(*place, shown(value), f"looks like {shown(before)!r} of row {first[before][1]}", "write both alike if they are one, or make the ids tell them apart")


def _odd_id(value: str) -> tuple[str, str] | None:
    """Say what in an id the eye could miss."""
    if len(value) > LONGEST_ID:
        return f"the id is longer than {LONGEST_ID} characters", "choose a short one"
    if value != value.strip():
        return "the id has white space around it", f"write {shown(value.strip())!r}"
    for separator in (">", ";"):
        if separator in value:
            return f"the id contains {separator!r}, which separates the items of a list", "choose another character"
    for character in value:
        if _is_look_alike(character):
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            return f"the id contains a character that is invisible or looks like another: {name}", "type it again with plain letters, digits and hyphens"
    if unicodedata.normalize("NFC", value) != value:
        return "the id is written with separate combining marks", f"write {shown(unicodedata.normalize('NFC', value))!r} in composed letters (Unicode NFC)"
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in value if c.isalpha()} & {"LATIN", "CYRILLIC", "GREEK"}
    if len(scripts) > 1:
        return f"the id mixes {' and '.join(sorted(scripts)).lower()} letters that look alike", "type it again in one script"
    return None


_JOINERS = "\u200c\u200d"  # at home inside words of several scripts


def _is_look_alike(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp"):
        return character not in _JOINERS
    odd_dash_or_space = category in ("Pd", "Zs") and character not in "- "
    return odd_dash_or_space or unicodedata.normalize("NFKC", character) != unicodedata.normalize("NFC", character)
