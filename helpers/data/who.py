"""Who is who: names, labels and kinds, and who speaks for whom.

>>> from helpers.data import load_dataset
>>> who = load_dataset().who
>>> who.name("haqqani-network"), who.relations["leads"]
('Haqqani Network', 'leads')
>>> [who.roll_up(level)["ned-price"] for level in LEVELS]
['ned-price', 'state-department', 'us-government']
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import pandas as pd

from helpers.codebook import refuse_unknown

LEVELS = ("speaker", "institution", "government")
"""On whose behalf a source speaks, from itself upwards."""


class Who:
    """The one place to look up who is who in a dataset: ``data.who``.

    Everything is worked out once, when it is first asked for; nothing of it is to be
    changed. No two ids have the same words: what bears one name is told apart in brackets.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a dataset; ``sources``, ``entities`` and ``relations`` are looked at.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame]):
        self._tables = tables

    @cached_property
    def sources(self) -> dict[str, str]:
        """Each source's name as a reader should see it, or its id."""
        return told_apart(self._tables["sources"], "source_id", "name")

    @cached_property
    def said_by(self) -> dict[str, str]:
        """Each source's name as that of a speaker: what an inference suggests, nobody says.

        >>> from helpers.data import load_dataset
        >>> load_dataset().who.said_by["inference-kinship"]
        "nobody (suggested by a reader's inference from a kinship)"
        """
        nobody = self.inferences
        return {
            source: f"nobody (suggested by {name})" if source in nobody else name
            for source, name in self.sources.items()
        }

    @cached_property
    def entities(self) -> dict[str, str]:
        """Each entity's name, or its id."""
        return told_apart(self._tables["entities"], "entity_id", "name")

    @cached_property
    def relations(self) -> dict[str, str]:
        """Each relation as a sentence would say it, or its id."""
        return told_apart(self._tables["relations"], "relation", "label")

    def name(self, entity: str) -> str:
        """Return the name of an entity, or its id."""
        return self.entities.get(entity, entity)

    def of_kind(self, kind: str) -> list[str]:
        """Return the entities of a kind, in the order of the table."""
        return list(self._kinds.get(kind, ()))

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        """The entities of each kind."""
        kinds: dict[str, list[str]] = defaultdict(list)
        entities = self._tables["entities"]
        for entity, kind in zip(entities["entity_id"], entities["kind"], strict=True):
            kinds[kind].append(entity)
        return kinds

    def relations_where(self, column: str) -> frozenset[str]:
        """Return the relations with a yes in a column."""
        relations = self._tables["relations"]
        return frozenset(relations.loc[relations[column] == "yes", "relation"])

    def sources_of_kind(self, kind: str) -> frozenset[str]:
        """Return the sources of a kind."""
        sources = self._tables["sources"]
        return frozenset(sources.loc[sources["kind"] == kind, "source_id"])

    @cached_property
    def authors(self) -> frozenset[str]:
        """The sources that are the author of a document."""
        return self.sources_of_kind("author")

    @cached_property
    def inferences(self) -> frozenset[str]:
        """The sources that stand for what nobody says."""
        return self.sources_of_kind("inference")

    @cached_property
    def parents(self) -> dict[str, str]:
        """For each source that speaks for another one, that other one."""
        sources = self._tables["sources"]
        spoken = sources[sources["speaks_for"] != ""]
        return dict(zip(spoken["source_id"], spoken["speaks_for"], strict=True))

    def above(self, source: str) -> Iterator[str]:
        """Yield those for whom a source speaks, directly or not, the nearest first.

        >>> from helpers.data import load_dataset
        >>> list(load_dataset().who.above("ned-price"))
        ['state-department', 'us-government']
        """
        while source := self.parents.get(source, ""):
            yield source

    def speaking_for(self, sources: Iterable[str]) -> set[str]:
        """Return the sources and all who speak for them, directly or not."""
        found = set(sources)
        below = list(found)
        while below:
            more = set(self._speakers.get(below.pop(), ())) - found
            found |= more
            below += more
        return found

    @cached_property
    def _speakers(self) -> dict[str, list[str]]:
        """For each source those who speak for it, in the table's order; under "" all others."""
        speakers: dict[str, list[str]] = defaultdict(list)
        sources = self._tables["sources"]
        for source, parent in zip(sources["source_id"], sources["speaks_for"], strict=True):
            speakers[parent].append(source)
        return speakers

    def roll_up(self, level: str) -> dict[str, str]:
        """Return, for each source, the one on whose behalf it speaks at a level.

        That is the first of itself, its parent and so on whose level is the one asked
        for or higher; else the top of its chain. A blank level means speaker.

        Raises
        ------
        ValueError
            If there is no such level.

        Examples
        --------
        >>> from helpers.data import load_dataset
        >>> who = load_dataset().who
        >>> [who.roll_up(level)["ned-price"] for level in LEVELS]
        ['ned-price', 'state-department', 'us-government']
        """
        refuse_unknown("level", [level], LEVELS)
        return self._rolled[level]

    @cached_property
    def _rolled(self) -> dict[str, dict[str, str]]:
        """For each level, who every source is at it."""
        sources = self._tables["sources"]
        own = zip(sources["source_id"], sources["level"], strict=True)
        height = {source: LEVELS.index(level or "speaker") for source, level in own}
        rolled: dict[str, dict[str, str]] = {level: {} for level in LEVELS}
        for least, tops in enumerate(rolled.values()):
            for source in height:
                below, top = [], source
                while top not in tops and height.get(top, 0) < least and top in self.parents:
                    below.append(top)
                    top = self.parents[top]
                tops.update(dict.fromkeys([*below, top], tops.get(top, top)))
        return rolled

    @cached_property
    def tree(self) -> dict[str, int]:
        """The sources that are no inferences, each after the one it speaks for, with its depth."""
        found = {}
        waiting = [(source, 0) for source in reversed(self._speakers.get("", []))]
        while waiting:
            source, depth = waiting.pop()
            if source not in self.inferences:
                found[source] = depth
                below = reversed(self._speakers.get(source, []))
                waiting += [(one, depth + 1) for one in below]
        return found


def told_apart(frame: pd.DataFrame, key: str, name: str) -> dict[str, str]:
    """Return id → name, or the id where there is none; two ids never have the same words.

    What bears one name has in brackets what differs: its kind, or else what is left of
    its id without the beginning that all of them share.

    Parameters
    ----------
    frame : DataFrame
        With the columns `key` and `name`, and perhaps ``kind``.
    key, name : str
        The columns of the ids and of the names.

    Examples
    --------
    >>> pikes = pd.DataFrame({"id": ["john-pike-12", "john-pike-34"], "name": "John Pike"})
    >>> told_apart(pikes, "id", "name")
    {'john-pike-12': 'John Pike (12)', 'john-pike-34': 'John Pike (34)'}
    """
    pairs = zip(frame[key].tolist(), frame[name].tolist(), strict=True)
    words = {one: named or one for one, named in pairs}
    kinds = dict.fromkeys(words, "")
    if "kind" in frame:
        kinds = dict(zip(frame[key].tolist(), frame["kind"].tolist(), strict=True))
    differing = _differing
    while alike := _alike(words):
        for ids in alike:
            own = differing(ids, [kinds[one] for one in ids])
            words |= {one: f"{words[one]} ({what})" for one, what in zip(ids, own, strict=True)}
        differing = _whole  # somebody may be called what another one has become
    return words


def _alike(words: Mapping[str, str]) -> list[list[str]]:
    """Return the groups of ids whose words the eye cannot tell apart."""
    groups = defaultdict(list)
    for one, named in words.items():
        groups[_seen(named)].append(one)
    return [ids for ids in groups.values() if len(ids) > 1]


def _seen(name: str) -> str:
    """Fold what is spelt in several ways and looks the same: width, accents, what is invisible."""
    if name.isascii():
        return " ".join(name.split())
    composed = unicodedata.normalize("NFKC", name)
    visible = "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")
    return " ".join(visible.split())


def _differing(ids: list[str], kinds: list[str]) -> list[str]:
    """What tells some ids of one name apart: kinds, or the ends of the ids, or the ids."""
    if all(kinds) and len(set(kinds)) == len(ids):
        return [kind.replace("_", " ") for kind in kinds]
    parts = [one.split("-") for one in ids]
    least = min(map(len, parts))
    same = next((n for n in range(least) if len({part[n] for part in parts}) > 1), least)
    ends = ["-".join(part[same:]) for part in parts]
    return ends if all(ends) else ids


def _whole(ids: list[str], kinds: list[str]) -> list[str]:
    return ids
