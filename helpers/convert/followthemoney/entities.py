"""Entities of FollowTheMoney: read from a file of any usual form, unnested, fragments united.

What the format knows (schemata, parents, ends of links) stands in ``model.json``,
taken from the project followthemoney: see ``about`` there.

>>> kites = {"id": "o", "schema": "Company", "properties": {"name": ["Kites"]}}
>>> chair = {"id": "d", "schema": "Directorship", "properties": {"organization": [kites]}}
>>> ada = {"id": "p", "schema": "Person", "properties": {"directorshipDirector": [chair]}}
>>> found = read_entities([json.dumps(ada)], "x.json", [])
>>> list(found), list(found["d"].properties["director"])
(['p', 'd', 'o'], ['p'])
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeGuard
from zipfile import BadZipFile, ZipFile

from helpers.codebook import Fault, Problem, closest, faults, problem_of, shown

MODEL = json.loads(Path(__file__).with_name("model.json").read_text(encoding="utf-8"))
SCHEMATA: dict[str, dict[str, Any]] = {one["schema"]: one for one in MODEL["schemata"]}
USABLE = tuple(name for name, one in SCHEMATA.items() if one["kind"] != "abstract")
WRAPPERS = ("entities", "results")
"""Keys under which an export or an answer of a server lists its entities."""


class Link(NamedTuple):
    """Two properties that tie two entities, and the relation that this is; "id" is the entity."""

    schema: str
    source: str
    target: str
    relation: str

    @property
    def is_reference(self) -> bool:
        """Whether one end is the entity itself, so that the tie has no entity of its own."""
        return "id" in (self.source, self.target)


LINKS = [Link(*(one[name] for name in Link._fields)) for one in MODEL["links"]]

RELATIONS: dict[str, dict[str, str]] = {
    one["relation"]: {column: one[column] for column in one if column not in Link._fields[:3]}
    for one in reversed(MODEL["links"])
    if "kind" in one
}
"""Each relation as a row of the table relations."""


@cache
def ancestors(schema: str) -> tuple[str, ...]:
    """Return a schema and all that it is one of, nearest first.

    >>> ancestors("PublicBody")
    ('PublicBody', 'Organization', 'LegalEntity', 'Thing')
    """
    found = [schema]
    for one in found:
        found += [parent for parent in SCHEMATA[one]["parents"] if parent not in found]
    return tuple(found)


@cache
def links_of(schema: str) -> tuple[Link, ...]:
    """Return the links that entities of a schema are, or that their properties make."""
    return tuple(link for link in LINKS if link.schema in ancestors(schema))


@cache
def references(schema: str) -> frozenset[str]:
    """Return the properties of a schema that hold other entities."""
    return frozenset(name for one in ancestors(schema) for name in MODEL["references"].get(one, ()))


@cache
def other_sides(schema: str, reverse: str) -> tuple[str, ...]:
    """Return the properties of a schema whose other side is called so.

    >>> other_sides("Directorship", "directorshipDirector")
    ('director',)
    """
    known = (MODEL["references"].get(one, {}) for one in ancestors(schema))
    return tuple(name for sides in known for name, side in sides.items() if side == reverse)


@cache
def has(schema: str, name: str) -> bool:
    """Tell whether a schema has a property, of those of text that are written.

    >>> has("Directorship", "startDate"), has("Similar", "startDate")
    (True, False)
    """
    return any(name in MODEL["texts"].get(one, ()) for one in ancestors(schema))


@dataclass
class Entity:
    """What all fragments of an entity say together; `line` is that of the first.

    Of a link the fragments are kept, each as an entity that says only what stands there.
    """

    id: str
    schema: str
    line: int
    caption: str = ""
    properties: dict[str, dict[str, None]] = field(default_factory=dict)
    datasets: dict[str, None] = field(default_factory=dict)
    fragments: list[Entity] = field(default_factory=list)

    def unite(self, fragment: Entity) -> None:
        """Take over what a fragment says."""
        for name, values in fragment.properties.items():
            self.properties.setdefault(name, {}).update(values)
        self.datasets |= fragment.datasets
        self.caption = self.caption or fragment.caption
        if SCHEMATA.get(fragment.schema, {"kind": ""})["kind"] == "link":
            self.fragments.append(fragment)

    def statements(self, link: Link) -> list[Entity]:
        """Return what to take together: all, or each fragment that is complete and names a source.

        So nobody is made to say what only another one says of the same link.
        """
        alone = all(
            one.properties.get(link.source)
            and one.properties.get(link.target)
            and (one.datasets or one.texts("publisher"))
            for one in self.fragments
        )
        return self.fragments if len(self.fragments) > 1 and alone else [self]

    def texts(self, *names: str) -> list[str]:
        """Return the values of properties, each in one line."""
        values = (value for name in names for value in self.properties.get(name, ()))
        return list(dict.fromkeys(filter(None, (" ".join(value.split()) for value in values))))

    def add(self, name: str, value: str) -> None:
        """Add a value to a property."""
        self.properties.setdefault(name, {})[value] = None


def read_entities(
    lines: str | Path | Iterable[object], file: str, problems: list[Problem]
) -> dict[str, Entity]:
    """Return all entities of a file by their ids, those within others too.

    Parameters
    ----------
    lines : path, or iterable of str
        JSON lines, plain or packed by gzip or zip; an array of entities; an object that
        lists them under ``entities`` or ``results``.
    file : str
        The name of the file, for the problems.
    problems : list of Problem
        What is wrong is added to it. Of a file that cannot be read that is all.
    """
    found = _Found(file, problems)
    try:
        for number, value in _values(lines):
            found.take(number, value)
        if not found.entities and not problems:
            raise _UnreadableError(faults.NO_ENTITIES)
    except _UnreadableError as error:
        problems[:] = [problem_of(error.fault, file, error.row, "", error.cell, **error.values)]
        return {}
    found.name_unknown()
    return found.entities


class _Found:
    def __init__(self, file: str, problems: list[Problem]):
        self.file, self.problems = file, problems
        self.entities: dict[str, Entity] = {}
        self.unknown: dict[str, list[int]] = {}
        self.torn: set[str] = set()

    def take(self, number: int, value: object) -> None:
        """Take in an entity and all that it contains."""
        if not _is_entity(value) or not isinstance(value.get("properties"), dict):
            self._refuse(faults.NO_JSON, number, "", value)
            for named in _NAMED.findall(str(value)):  # who points at it is not to blame
                self.entities.setdefault(named, Entity(named, "", number))
            return
        waiting = deque([value])
        while waiting:
            waiting.extend(self._merge(number, waiting.popleft()))

    def _refuse(
        self, fault: Fault, number: int, column: str, cell: object, **values: object
    ) -> None:
        text = cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False, default=str)
        self.problems.append(problem_of(fault, self.file, number, column, shown(text), **values))

    def _merge(self, number: int, one: dict[str, Any]) -> list[dict[str, Any]]:
        """Add a fragment to what is known of its entity; return the entities within it."""
        known = self.entities.setdefault(one["id"], Entity(one["id"], one["schema"], number))
        if one["schema"] not in USABLE:
            self.unknown.setdefault(one["schema"], []).append(number)
        elif known.schema or one["id"] not in self.torn:
            self._narrow(known, one["schema"], number)
        named = dict.fromkeys(filter(None, map(_text, _listed(one.get("datasets")))))
        said = Entity(known.id, one["schema"], number, _text(one.get("caption")), datasets=named)
        inside = []
        properties = one.get("properties")
        for name, values in properties.items() if isinstance(properties, dict) else ():
            for value in _listed(values):
                if isinstance(value, dict):
                    inside += self._within(number, said, name, value)
                elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
                    said.add(name, str(value))
                elif value is not None:
                    self._refuse(faults.NO_VALUE, number, shown(name), value)
        known.unite(said)
        return inside

    def _narrow(self, known: Entity, schema: str, number: int) -> None:
        """Of two schemata of one entity keep the one that says more."""
        if known.schema not in USABLE or known.schema in ancestors(schema):
            known.schema = schema
        elif schema not in ancestors(known.schema):
            values = {"id": shown(known.id), "schema": known.schema, "line": known.line}
            self._refuse(faults.TWO_SCHEMATA, number, "schema", schema, **values)
            known.schema = ""  # whoever points at it is not to blame
            self.torn.add(known.id)

    def _within(
        self, number: int, outer: Entity, name: str, inner: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Tie an entity to the one that contains it; return it, unless it is but an id."""
        if outer.schema not in SCHEMATA:
            return [inner] if _is_entity(inner) else []
        if name in references(outer.schema) and isinstance(inner.get("id"), str):
            outer.add(name, inner["id"])
            return [inner] if _is_entity(inner) else []
        if not _is_entity(inner):
            self._refuse(faults.NO_VALUE, number, shown(name), inner)
            return []
        if inner["schema"] not in SCHEMATA:
            return [inner]
        properties = inner.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        sides = other_sides(inner["schema"], name)
        if len(sides) == 1:
            back = {sides[0]: [*_listed(properties.get(sides[0])), outer.id]}
            return [inner | {"properties": properties | back}]
        if not any(outer.id in _ids(properties.get(side)) for side in sides):
            self._refuse(faults.NO_SIDE, number, shown(name), inner["id"], schema=outer.schema)
        return [inner]

    def name_unknown(self) -> None:
        """Name each schema that the format does not have, once, and take its entities out."""
        for schema, numbers in self.unknown.items():
            meant = closest(schema, USABLE)
            fix = f"did you mean {meant!r}?" if meant else "take the line out"
            more = f" (on {len(numbers)} lines)" if len(numbers) > 1 else ""
            version = MODEL["about"]["version"]
            values = {"more": more, "version": version, "fix": fix}
            self._refuse(faults.NO_SCHEMA, numbers[0], "schema", schema, **values)


def _is_entity(value: object) -> TypeGuard[dict[str, Any]]:
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and bool(value["id"].strip())
        and isinstance(value.get("schema"), str)
    )


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _listed(values: object) -> list[Any]:
    return values if isinstance(values, list) else [] if values is None else [values]


def _ids(values: object) -> list[object]:
    return [one.get("id") if isinstance(one, dict) else one for one in _listed(values)]


# --- files ------------------------------------------------------------------------------------


class _UnreadableError(Exception):
    """A file that cannot be read as a whole: the fault, where it shows, and its words."""

    def __init__(self, fault: Fault, row: int | None = None, cell: str = "", **values: object):
        super().__init__(fault)
        self.fault, self.row, self.cell, self.values = fault, row, cell, values


def _values(lines: str | Path | Iterable[object]) -> Iterator[tuple[int, object]]:
    """Yield what should be entities, each with its line, or its place in the list of all."""
    if isinstance(lines, (str, Path)):
        with Path(lines).open("rb") as handle:
            yield from _parsed(_lines(handle))
    else:
        yield from _parsed(enumerate(lines, start=1))


def _lines(handle: BinaryIO) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a file, unpacked."""
    number = 0
    try:
        for number, line in enumerate(_unpacked(handle), start=1):
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        near = error.object[max(error.start - 10, 0) : error.start + 10]
        fix = "save it again as UTF-8"
        raise _UnreadableError(faults.NOT_UTF8, number, shown(repr(near)[2:-1]), fix=fix) from None
    except (EOFError, BadZipFile, NotImplementedError, zlib.error, gzip.BadGzipFile) as error:
        raise _UnreadableError(faults.UNREADABLE, why=shown(error)) from None


def _unpacked(handle: BinaryIO) -> Iterator[bytes]:
    start = handle.read(4)
    handle.seek(0)
    if start.startswith(b"\x1f\x8b"):
        yield from gzip.GzipFile(fileobj=handle)
    elif start.startswith(b"PK"):
        yield from _unzipped(handle)
    else:
        yield from handle


def _unzipped(handle: BinaryIO) -> Iterator[bytes]:
    with ZipFile(handle) as archive:
        inside = [one for one in archive.infolist() if not one.is_dir()]
        inside = [one for one in inside if not one.filename.startswith("__MACOSX/")]
        if len(inside) != 1:
            why = f"the archive holds {len(inside)} files, not one"
            raise _UnreadableError(faults.UNREADABLE, why=why)
        if inside[0].flag_bits & 1:
            raise _UnreadableError(faults.UNREADABLE, why="a password locks the archive")
        with archive.open(inside[0]) as member:
            yield from member


def _parsed(lines: Iterable[tuple[int, object]]) -> Iterator[tuple[int, object]]:
    """Yield values line by line; or all that a text over several lines holds."""
    filled = ((n, one) for n, one in lines if not isinstance(one, str) or one.strip(_BLANK))
    first = next(filled, None)
    if first is None:
        raise _UnreadableError(faults.NO_ENTITIES)
    value = _json(first[1])
    if not isinstance(value, (str, list)) and _unwrapped(value) == [value]:
        yield from _by_line(chain([first], filled))
        return
    rest = [first, *filled]
    try:
        yield from enumerate(_whole("\n".join(str(line) for _, line in rest)), start=1)
    except json.JSONDecodeError as error:
        is_list = len(rest) > 1 or str(first[1]).strip(_BLANK).startswith("[")
        if is_list and not any(isinstance(_json(line), dict) for _, line in rest):
            number, line = rest[min(error.lineno, len(rest)) - 1]
            raise _UnreadableError(
                faults.BROKEN_JSON, number, shown(line), error=error.msg
            ) from None
        yield from _by_line(rest)


_BLANK = "\ufeff\r\n\t "
_NAMED = re.compile(r'"id"\s*:\s*"([^"\\]+)"')


def _json(line: object) -> object:
    """Return what a line holds; what is no JSON stays as it is."""
    try:
        return json.loads(line.strip("\ufeff")) if isinstance(line, str) else line
    except (ValueError, RecursionError):
        return line


def _by_line(lines: Iterable[tuple[int, object]]) -> Iterator[tuple[int, object]]:
    for number, line in lines:
        for one in _unwrapped(_json(line)):
            yield number, one


def _whole(text: str) -> list[object]:
    """Return the entities of a text that holds one JSON value after another.

    Raises
    ------
    JSONDecodeError
        Where it is no JSON.
    """
    found: list[object] = []
    decoder, place = json.JSONDecoder(), 0
    text = text.strip(_BLANK)
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except RecursionError:
            raise json.JSONDecodeError("too many brackets within brackets", text, place) from None
        found += _unwrapped(value)
        place = _SPACE.match(text, place).end()  # type: ignore[union-attr]
    return found


_SPACE = re.compile(r"\s*")


def _unwrapped(value: object) -> list[object]:
    """Return the items of a list of entities, or of an object that has one."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not _is_entity(value):
        lists = [value[key] for key in WRAPPERS if isinstance(value.get(key), list)]
        if lists:
            return list(lists[0])
    return [value]
