"""Names: what a reader calls sources, entities and relations.

>>> from helpers.dataset import load_dataset
>>> data = load_dataset()
>>> entity_name(data, "haqqani-network"), source_names(data)["un-report"], relation_labels(data)["leads"]
('Haqqani Network', 'the UN report of July', 'leads')
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.dataset import Dataset

__all__ = [
    "entity_name",
    "entity_names",
    "in_brackets",
    "listed",
    "relation_labels",
    "source_names",
]


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
