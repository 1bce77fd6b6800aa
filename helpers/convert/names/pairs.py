"""Pairs of names that may mean the same, each with the reason to look at it.

>>> names = {"a": "Ada Stone", "b": "Stone, Ada", "c": "Ben Reed"}
>>> list(name_pairs(names, "person"))[0]
('a', 'b', 'the same words in another order, or with other marks')
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations

from helpers.codebook import skeleton
from helpers.convert.names.folds import (
    first_and_last,
    form_sound,
    initials,
    persian_sound,
    plain,
    scripts_differ,
    sound,
    ukrainian_sound,
    unformed,
    unshortened,
    unspaced,
    untitled,
    vowels_fit,
    without_article,
    words,
)

NEIGHBOURS = 4
"""How many names after it, in alphabetical order, a name is compared with."""

CLOSE = 0.88
"""Least similarity of two names that are worth a look (share of matching letters)."""

MOST_ALIKE = 20
"""Names of one group that are compared with each other."""

MOST_BEARERS = 2
"""Names in which a single one may stand for a doubt; of more, it could mean any."""

Names = Mapping[str, str]
"""Ids, and the name of each."""
Pairs = Iterator[tuple[str, str, str]]
"""Two ids, and the doubt."""


def name_pairs(names: Names, kind: str) -> Pairs:
    """Yield pairs of ids whose names may mean the same, the surest reason first.

    Parameters
    ----------
    names : mapping of str to str
        Ids, and the name of each.
    kind : str
        Whose names they are: person, organization or source.
    """
    yield from _alike(names, lambda name: name, "the same name, and another id")
    yield from _alike(
        names, skeleton, "differ in capitals, dashes, spaces or letters that look alike"
    )
    yield from _alike(names, words, "the same words in another order, or with other marks")
    yield from _alike(names, unspaced, "the same but for spaces")
    if kind == "person":
        yield from _alike(names, untitled, "the same but for a title")
        yield from _alike(names, first_and_last, "the same but for a middle name or a title")
        yield from _initials(names)
    else:
        form = "the same but for a legal form, an article or an and"
        yield from _alike(names, unformed, form)
        yield from _alike(names, unshortened, "the same but for a shortened word")
        yield from _short_names(names)
    if kind == "source":
        yield from _alike(names, untitled, "the same but for a title")
    yield from _near(names)
    if kind == "person":
        yield from _one_sound(names)
        yield from _in_two_scripts(names, persian_sound)
        yield from _in_two_scripts(names, ukrainian_sound)
        yield from _parts(names, plain, "begins with the other's name: one person?", least=2)
        yield from _single_names(names)
    elif kind == "organization":
        yield from _in_two_scripts(names, form_sound)
        yield from _parts(
            names, without_article, "begins with the other's name: is it a part of the other?"
        )


def _alike(names: Names, fold: Callable[[str], str], doubt: str) -> Pairs:
    groups = defaultdict(list)
    for entity, name in names.items():
        groups[fold(name)].append(entity)
    for folded, group in groups.items():
        if folded:
            yield from ((a, b, doubt) for a, b in combinations(group[:MOST_ALIKE], 2))


def _initials(names: Names) -> Pairs:
    """People of one surname, of whom one is called by an initial."""
    short: dict[tuple[str, str], list[str]] = defaultdict(list)
    full: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entity, name in names.items():
        if len(parts := untitled(name).split()) > 1:
            group = short if len(parts[0]) == 1 else full
            group[parts[0][0], parts[-1]].append(entity)
    for key, entities in short.items():
        chosen = entities[:MOST_ALIKE]
        pairs = [
            *combinations(chosen, 2),
            *((a, b) for a in chosen for b in full[key][:MOST_ALIKE]),
        ]
        yield from ((a, b, "the same surname, and an initial that fits") for a, b in pairs)


def _one_sound(names: Names) -> Pairs:
    """People whose names could be transcriptions of one, in one script or two."""
    for a, b, doubt in _alike(names, sound, "one sound, in another transcription or script"):
        if vowels_fit(names[a], names[b]):
            yield a, b, doubt


def _in_two_scripts(names: Names, fold: Callable[[str], str]) -> Pairs:
    """Names of which one could be the transcription of the other."""
    for a, b, doubt in _alike(names, fold, "one sound, in another script"):
        if scripts_differ(names[a], names[b]):
            yield a, b, doubt


def _short_names(names: Names) -> Pairs:
    """Organizations of which one is called by the initials of the other."""
    full = defaultdict(list)
    for entity, name in names.items():
        for short in initials(name):
            full[short].append(entity)
    for entity, name in names.items():
        short = unspaced(unformed(name))
        if len(short) > 1 and (name.isupper() or "." in name):
            others = [other for other in full.get(short, []) if other != entity]
            doubt = "the initials of the other's name"
            yield from ((entity, other, doubt) for other in others[:MOST_ALIKE])


def _near(names: Names) -> Pairs:
    folded = {entity: plain(name) for entity, name in names.items()}
    for order in (lambda entity: folded[entity], lambda entity: folded[entity][::-1]):
        ordered = sorted(folded, key=order)
        for place, a in enumerate(ordered):
            for b in ordered[place + 1 : place + 1 + NEIGHBOURS]:
                if _is_close(folded[a], folded[b]):
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


def _parts(names: Names, fold: Callable[[str], str], doubt: str, least: int = 1) -> Pairs:
    """Names that begin with another, of which they may be a part: each with the longest."""
    whole = defaultdict(list)
    for entity, name in names.items():
        whole[fold(name)].append(entity)
    found: dict[str, int] = defaultdict(int)
    for entity, name in names.items():
        parts = fold(name).split()
        shorter = (" ".join(parts[:end]) for end in range(len(parts) - 1, least - 1, -1))
        longest = next((start for start in shorter if start in whole), "")
        found[longest] += 1
        if longest and found[longest] <= MOST_ALIKE:
            yield from ((other, entity, doubt) for other in whole[longest][:MOST_ALIKE])


def _single_names(names: Names) -> Pairs:
    """People called by one word that begins or ends the name of very few others."""
    ends = defaultdict(list)
    for entity, name in names.items():
        parts = untitled(name).split()
        if len(parts) > 1:
            for word in {parts[0], parts[-1]}:
                ends[word].append(entity)
    for entity, name in names.items():
        bearers = ends.get(untitled(name), [])
        if len(bearers) <= MOST_BEARERS:
            yield from ((entity, other, "one word of the other's name") for other in bearers)
