"""Sources: of what kind they are, and for whom they speak.

>>> from helpers.dataset import load_dataset
>>> data = load_dataset()
>>> [rolled_up(data, "ned-price", level) for level in LEVELS]
['ned-price', 'state-department', 'us-government']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from helpers.codebook import refuse_unknown
from helpers.dataset import Dataset

__all__ = [
    "LEVELS",
    "inference_sources",
    "parent_sources",
    "roll_up",
    "rolled_up",
    "source_tree",
    "sources_of_kind",
    "speaking_for",
]

LEVELS = ("speaker", "institution", "government")


def sources_of_kind(data: Dataset, kind: str) -> frozenset[str]:
    """Return the sources of a kind."""
    sources = data["sources"]
    return frozenset(
        source for source, own in zip(sources["source_id"], sources["kind"]) if own == kind
    )


def inference_sources(data: Dataset) -> frozenset[str]:
    """Return the sources that stand for what nobody says."""
    return sources_of_kind(data, "inference")


def parent_sources(data: Dataset) -> dict[str, str]:
    """Return, for each source that speaks for another one, that other one."""
    sources = data["sources"]
    return {
        source: parent
        for source, parent in zip(sources["source_id"], sources["speaks_for"])
        if parent
    }


def speaking_for(parents: Mapping[str, str], sources: Iterable[str]) -> set[str]:
    """Return the sources and all who speak for them, directly or not."""
    found = set(sources)
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def rolled_up(data: Dataset, source: str, level: str) -> str:
    """Return the source on whose behalf a source speaks, at a level.

    That is the first of itself, its parent and so on whose level is the one asked
    for or higher; else the top of its chain. A blank level means speaker.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> data = load_dataset()
    >>> [rolled_up(data, "ned-price", level) for level in LEVELS]
    ['ned-price', 'state-department', 'us-government']
    """
    refuse_unknown("source", [source], data["sources"]["source_id"])
    return roll_up(data, level)[source]


def roll_up(data: Dataset, level: str) -> dict[str, str]:
    """Return, for every source, who it is at a level, as `rolled_up` says of one."""
    refuse_unknown("level", [level], LEVELS)
    sources, parents, least = data["sources"], parent_sources(data), LEVELS.index(level)
    height = {
        source: LEVELS.index(own or "speaker")
        for source, own in zip(sources["source_id"], sources["level"])
    }

    def top(source: str) -> str:
        while height.get(source, 0) < least and source in parents:
            source = parents[source]
        return source

    return {source: top(source) for source in height}


def source_tree(data: Dataset) -> dict[str, int]:
    """Return the sources that are no inferences, each after the one for whom it speaks, with its depth below the top."""
    sources = data["sources"][data["sources"]["kind"] != "inference"]
    children: dict[str, list[str]] = {}
    for source, parent in zip(sources["source_id"], sources["speaks_for"]):
        children.setdefault(parent, []).append(source)

    def below(parent: str, depth: int) -> Iterator[tuple[str, int]]:
        for source in children.get(parent, []):
            yield source, depth
            yield from below(source, depth + 1)

    return dict(below("", 0))
