"""Names: what a reader calls sources, entities and relations.

>>> from helpers.dataset import load_dataset
>>> data = load_dataset()
>>> entity_name(data, "haqqani-network"), source_names(data)["un-report"], relation_labels(data)["leads"]
('Haqqani Network', 'the UN report of July', 'leads')

Sources: of what kind they are, and for whom they speak.

>>> from helpers.dataset import load_dataset
>>> data = load_dataset()
>>> [rolled_up(data, "ned-price", level) for level in LEVELS]
['ned-price', 'state-department', 'us-government']

Ties: propositions in a period, and how they stand under a reading.

A tie stands (asserted), is contested (asserted and denied), denied, or unsaid. Silence
is never denial.

>>> from helpers.dataset import load_dataset
>>> bool((ties(load_dataset())["state"] == "contested").any())
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from helpers.codebook import refuse_unknown
from helpers.data.dataset import Dataset


def source_names(data: Dataset) -> dict[str, str]:
    """Return each source's name as a reader should see it, or its id."""
    return _named(data["sources"], "source_id", "name")


def entity_names(data: Dataset) -> dict[str, str]:
    """Return each entity's name, or its id."""
    return _named(data["entities"], "entity_id", "name")


def entity_name(data: Dataset, entity: str) -> str:
    """Return the name of an entity, or its id."""
    return entity_names(data).get(entity, entity)


def relation_labels(data: Dataset) -> dict[str, str]:
    """Return each relation as a sentence would say it, or its id."""
    return _named(data["relations"], "relation", "label")


def _named(frame: pd.DataFrame, key: str, name: str) -> dict[str, str]:
    return {one: words or one for one, words in zip(frame[key].tolist(), frame[name].tolist())}


def listed(items: Sequence[str]) -> str:
    """Join items as prose does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def in_brackets(period: str) -> str:
    """Return what to write after a role: nothing if it is now.

    >>> in_brackets("now"), in_brackets("former")
    ('', ' (former)')
    """
    return "" if period == "now" else f" ({period})"


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
    >>> from helpers.data import load_dataset
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


def relations_where(data: Dataset, column: str) -> frozenset[str]:
    """Return the relations with a yes in a column."""
    relations = data["relations"]
    return frozenset(
        relation
        for relation, flag in zip(relations["relation"], relations[column])
        if flag == "yes"
    )


def entities_of_kind(data: Dataset, kind: str) -> list[str]:
    """Return the entities of a kind, in the order of the table."""
    entities = data["entities"]
    return entities.loc[entities["kind"] == kind, "entity_id"].tolist()
