"""FollowTheMoney: its people, organizations and links, read as claims.

The model is that of the followthemoney project: an entity has an id, a schema and
properties with lists of values; Directorship, Ownership, Family and the like are
entities that point at two others. `helpers.convert.followthemoney.writing` is the way out.

>>> import json
>>> link = {"director": ["p1"], "organization": ["o1"], "role": ["chair"]}
>>> lines = [
...     '{"id": "p1", "schema": "Person", "properties": {"name": ["Ada Stone"]}}',
...     '{"id": "o1", "schema": "Company", "properties": {"name": ["Stone & Sons"]}}',
...     json.dumps({"id": "d1", "schema": "Directorship", "properties": link}),
... ]
>>> from_ftm(lines)["claims"].loc[2, ["speaker", "subject", "relation", "object", "role"]].tolist()
['the-file', 'ada-stone-p1', 'director_of', 'stone-sons-o1', 'chair']
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from helpers.codebook import (
    LATEST_YEAR,
    IdMaker,
    Problem,
    check_characters,
    date_fix,
    faults,
    find_problems,
    is_edtf,
    problem_of,
    problems_table,
    shown,
    strict_days,
)
from helpers.convert.followthemoney.entities import (
    RELATIONS,
    SCHEMATA,
    Entity,
    Link,
    ancestors,
    links_of,
    read_entities,
    references,
)
from helpers.convert.followthemoney.writing import PREFIX, write_ftm as write_ftm
from helpers.convert.tables.rows import text_table
from helpers.convert.tables.tenures import says_former
from helpers.data import Dataset, DatasetError

ENDED = re.compile(
    r"(?<!not )(?<!never )\b(former|past|ended|ceased|resigned|retired|removed|dissolved|terminated"
    r"|expired|inactive|not active|no longer|closed|withdrawn|disqualified|historic|historical"
    r"|left|deceased|dead|struck off|revoked|dismissed|discontinued"
    r"|nicht mehr|ehemalig\w*|beendet|ancien(?:ne)?|terminée?)\b",
    re.IGNORECASE,
)
"""What a ``status`` says of a role that is over."""

TO_COME = re.compile(r"\b(proposed|pending|nominated|designate|candidate)\b", re.IGNORECASE)
"""What a ``status`` says of a role that is to come, if at all."""

GOES_ON = re.compile(r"current|active|ongoing|in office", re.IGNORECASE)
"""What a ``status`` says of a role that goes on."""

NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
ROLES = ("role", "relationship")
WORDS = ("summary", "description", "notes")
DATES = ("startDate", "endDate", "date")
TEXTS_OF_DOCUMENTS = ("bodyText", "bodyHtml", "indexText", "rawBody")
"""Whole texts, which no note should hold."""

TIME_OF_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}(:?\d{2}){0,2}([.,]\d+)? ?(Z|[+-][\d:]+)?")
LATE = re.compile(rf"(?!{LATEST_YEAR})(?:2[1-9]|[3-9]\d)\d\d(?!\d)")
"""Years that registers write where an end is open."""

NO_KIND = "FollowTheMoney does not say whether it is a person or an organization."


def from_ftm(
    lines: str | Path | Iterable[object], default_source: str = "the file", as_of: str = ""
) -> Dataset:
    """Read FollowTheMoney: each link is a claim of each publisher, or of each dataset it is in.

    Parameters
    ----------
    lines : path, or iterable of str
        One entity in each line. A file may also be packed (gzip, zip), hold an array, or
        list its entities under ``entities``; entities may stand within others. Lines
        with the same id are fragments of one entity.
    default_source : str
        Name of the source of links that name neither a publisher nor a dataset.
    as_of : str, optional
        A date: a link that ends later goes on, and one that starts later is to come.

    Returns
    -------
    Dataset
        Start and end dates go into ``valid``, without the time of day. A link with an end,
        or whose status says that it is over, is ``former``. What has no column goes into
        notes, but for whole texts of documents; the first ``sourceUrl`` goes into documents,
        and the ids and schemata of FollowTheMoney into the columns ``x_ftm_id`` and
        ``x_ftm_schema``. Entities that nothing
        links stay in the count. A LegalEntity is read as an organization: the format
        does not say whether it is a person.

    Raises
    ------
    DatasetError
        With the line of each problem.
    ValueError
        If `as_of` is no date.

    Notes
    -----
    Of all links only a Directorship counts for overlap, until you say otherwise in the
    table relations: members, employees and owners do not lead, and an Occupancy is
    of a post, which is no organization. Entities that properties hold (a parent company, an
    address, who is named in a list of sanctions) are claims too, and never count.

    Several values of a date are several claims: no value is chosen. Where there are several
    starts and several ends, nobody says which belong together, and each is a claim
    of its own (``2010/``, ``/2015``). A year beside a day of this year is one date. Fragments of
    a link are united, unless each names both ends and its source: then each says its own. Where a
    source says the same in two links, that is one claim, whose note names the other link.

    Examples
    --------
    >>> import json
    >>> ada = {"id": "p1", "schema": "Person", "properties": {"name": ["Ada Stone"]}}
    >>> kites = {"id": "c1", "schema": "Company", "properties": {"name": ["Kites Ltd"]}}
    >>> ends = {"director": ["p1"], "organization": ["c1"], "endDate": ["2003"]}
    >>> link = {"id": "d1", "schema": "Directorship", "properties": ends}
    >>> data = from_ftm(map(json.dumps, [ada, kites, link]))
    >>> data["claims"][["speaker", "subject", "object", "valid", "time"]].values.tolist()
    [['the-file', 'ada-stone-p1', 'kites-ltd-c1', '../2003', 'former']]
    """
    if as_of and not is_edtf(as_of):
        raise ValueError(f"as_of is no date: {date_fix(as_of)}")
    name = Path(lines).name if isinstance(lines, (str, Path)) else "the file"
    problems: list[Problem] = []
    entities = read_entities(lines, name, problems)
    return _Import(name, default_source, as_of, entities, problems).dataset()


class _Period(NamedTuple):
    """When a link held, in EDTF; its start and its end, as far as they are known."""

    valid: str
    start: str
    end: str


class _Import:
    def __init__(
        self,
        file: str,
        default_source: str,
        as_of: str,
        found: dict[str, Entity],
        problems: list[Problem],
    ):
        self.file, self.default, self.as_of = file, default_source, as_of
        self.found, self.problems = found, problems
        self.make_source_id, self.make_document_id = IdMaker(), IdMaker()
        self.sources: dict[str, dict[str, str]] = {}
        self.documents: dict[str, dict[str, str]] = {}
        self.claims: list[dict[str, str]] = []
        self.lines: list[int] = []
        self.said: dict[tuple[str, ...], int] = {}
        self.relations: dict[str, dict[str, str]] = {}
        self.lacking: dict[str, list[tuple[Entity, str]]] = {}
        self.numbers: Counter[int] = Counter()
        self.ids: dict[str, str] = {}

    def dataset(self) -> Dataset:
        """Return the dataset, or refuse all problems at once.

        Raises
        ------
        DatasetError
            If there are any.
        """
        known = [one for one in self.found.values() if one.schema in SCHEMATA]
        things = [one for one in known if SCHEMATA[one.schema]["kind"] not in ("link", "abstract")]
        make_id = IdMaker()
        for one in things:
            kind = SCHEMATA[one.schema]["kind"]
            self.ids[one.id] = make_id(kind, _called(one)[0], one.id)
        for one in known:
            for link in links_of(one.schema):
                for said in [one] if link.is_reference else one.statements(link):
                    self._link(said, link)
        for target, namers in self.lacking.items():
            entity, end = namers[0]
            more = f" (which {len(namers)} links name)" if len(namers) > 1 else ""
            self._problem(faults.NO_SUCH_END, entity, end, target, more=more)
        tables = {
            "documents": self.documents.values(),
            "sources": self.sources.values(),
            "entities": [self._entity(one) for one in things],
            "relations": self.relations.values(),
            "claims": self.claims,
        }
        framed = {table: text_table(table, rows) for table, rows in tables.items()}
        if not self.problems:
            lines = {"entities": [one.line for one in things], "claims": self.lines}
            wrong = [*check_characters(framed), *find_problems(framed)]
            self.problems += [self._placed(one, lines) for one in wrong]
        if self.problems:
            raise DatasetError(self.file, problems_table(self.problems))
        return Dataset(framed, {}, self.file)

    def _problem(
        self, fault: faults.Fault, entity: Entity, column: str, cell: str, **values: object
    ) -> None:
        place = (self.file, entity.line, column, shown(cell))
        self.problems.append(problem_of(fault, *place, **values))

    def _placed(self, problem: Problem, lines: dict[str, list[int]]) -> Problem:
        """Name the line of a problem that was found in a table."""
        there = lines.get(problem.file.removesuffix(".csv"))
        row = None if there is None or problem.row is None else there[problem.row - 2]
        return problem._replace(file=self.file, row=row)

    def _link(self, entity: Entity, link: Link) -> None:
        """Add the claims that a link makes, or those of a property that holds an entity."""
        row = RELATIONS[link.relation]
        subjects = self._ends(entity, link, link.source, row["subject_kind"])
        objects = self._ends(entity, link, link.target, row["object_kind"])
        periods = self._periods(entity) if subjects or not link.is_reference else []
        if not subjects or not objects:
            return
        self.relations.setdefault(link.relation, row)
        names = entity.texts("publisher") or list(entity.datasets) or [self.default]
        role, note = ("", "") if link.is_reference else self._words(entity)
        for name, a, b, period in product(names, subjects, objects, periods):
            claim = {
                "document_id": self._document(entity),
                "speaker": self._source(name),
                "stance": "asserts",
                "subject": self.ids[a],
                "relation": link.relation,
                "object": self.ids[b],
                "time": self._time(entity, link, period),
                "valid": period.valid,
                "role": role,
            }
            self._claim(entity, claim, note)

    def _claim(self, entity: Entity, claim: dict[str, str], note: str) -> None:
        """Add a claim; where the source says the same in another link, name that in the note."""
        said = tuple(claim.values())
        if said in self.said:
            earlier = self.claims[self.said[said]]
            more = f"The same is said by {entity.id}." if entity.id != earlier["x_ftm_id"] else ""
            both = dict.fromkeys(filter(None, (earlier["note"], note, more)))
            earlier["note"] = "; ".join(both)
            return
        self.said[said] = len(self.claims)
        self.numbers[entity.line] += 1
        number = self.numbers[entity.line]
        claim_id = f"l{entity.line}-{number}" if number > 1 else f"l{entity.line}"
        own = {"claim_id": claim_id, "note": note, "x_ftm_id": entity.id}
        self.lines.append(entity.line)
        self.claims.append(claim | own)

    def _ends(self, entity: Entity, link: Link, end: str, kinds: str) -> list[str]:
        """Return who stands at an end of a link, as far as that is said well."""
        if end == "id":
            return [entity.id]
        named = list(entity.properties.get(end, ()))
        if not named and not link.is_reference:
            self._problem(faults.END_MISSING, entity, end, "", schema=entity.schema, end=end)
        return [one for one in named if self._is_end(entity, link, end, one, kinds)]

    def _is_end(self, entity: Entity, link: Link, end: str, one: str, kinds: str) -> bool:
        other = self.found.get(one)
        if other is None:
            if not link.is_reference:
                self.lacking.setdefault(one, []).append((entity, end))
            return False
        if other.schema not in SCHEMATA:  # refused already
            return False
        kind, names = SCHEMATA[other.schema]["kind"], {"schema": entity.schema}
        if kind in ("link", "abstract"):
            self._problem(faults.END_IS_LINK, entity, end, one, other=other.schema, **names)
            return False
        if kinds and kind not in kinds.split(";"):
            takes = kinds.replace(";", " or ")
            self._problem(
                faults.WRONG_END, entity, end, one, other=other.schema, kinds=takes, **names
            )
            return False
        return True

    def _source(self, name: str) -> str:
        source = self.make_source_id("source", name)
        self.sources.setdefault(source, {"source_id": source, "name": name, "kind": "other"})
        return source

    def _document(self, entity: Entity) -> str:
        urls = entity.texts("sourceUrl")
        if not urls:
            return ""
        document = self.make_document_id("document", urls[0].partition("://")[2] or urls[0])
        self.documents.setdefault(document, {"document_id": document, "note": urls[0]})
        return document

    def _words(self, entity: Entity) -> tuple[str, str]:
        """Return the role that a link names, and a note of all that has no column."""
        ends = {end for link in links_of(entity.schema) for end in (link.source, link.target)}
        said = {*ends, *ROLES, *DATES, "publisher", "summary", "description", "sourceUrl"}
        said |= {"recordId"} if _is_claim(entity) else set()
        rest = _rest(entity, said)
        note = [*entity.texts("summary", "description")]
        note += [words for words in rest if words != f"status: {_said_time(entity)}"]
        note += [f"sourceUrl: {url}" for url in entity.texts("sourceUrl")[1:]]
        note += _dated(entity)
        if entity.texts("publisher") and entity.datasets:
            note.append(f"datasets: {', '.join(entity.datasets)}")
        return "; ".join(entity.texts(*ROLES)), "; ".join(note)

    def _time(self, entity: Entity, link: Link, period: _Period) -> str:
        if not link.is_reference and (said := _said_time(entity)):
            return said
        if not self.as_of:
            return "former" if period.end else ""
        today = strict_days(self.as_of)[1]
        if strict_days(period.start)[0] > today:
            return "future"
        return "former" if strict_days(period.end)[1] < today else ""

    def _periods(self, entity: Entity) -> list[_Period]:
        """Return when a link held: one period, or several where dates have several values."""
        starts, ends, days = (self._dates(entity, name) for name in DATES)
        if not starts and not ends:
            return [_Period(day, day, "") for day in days or [""]]
        if len(starts) > 1 and len(ends) > 1:
            begun = [_Period(f"{start}/", start, max(ends)) for start in starts]
            return begun + [_Period(f"/{end}", "", end) for end in ends]
        periods = [
            _Period(f"{start or '..'}/{end or '..'}", start, end)
            for start, end in product(starts or [""], ends or [""])
        ]
        wrong = [period for period in periods if not is_edtf(period.valid)]
        for period in wrong:
            self._problem(faults.ENDS_EARLIER, entity, "endDate", period.valid)
        return [period for period in periods if period not in wrong]

    def _dates(self, entity: Entity, name: str) -> list[str]:
        """Return the values of a date, each as precise as the values say."""
        days = []
        for value in entity.texts(name):
            match = TIME_OF_DAY.fullmatch(value)
            day = match[1] if match else value
            if is_edtf(day) and "/" not in day and not LATE.match(day):
                days.append(day)
            elif LATE.match(day):
                blank = "leave it out where nobody knows it, or where the tie goes on"
                self._problem(faults.STAND_IN, entity, name, value, blank=blank)
            else:
                fix = date_fix(day)
                self._problem(faults.NO_DATE, entity, name, value, fix=fix)
        days = list(dict.fromkeys(days))
        return [day for day in days if not any(one.startswith(f"{day}-") for one in days)]

    def _entity(self, one: Entity) -> dict[str, str]:
        called, native, aliases = _called(one)
        held = {link.source for link in links_of(one.schema) if link.target == "id"}
        held |= {link.target for link in links_of(one.schema) if link.source == "id"}
        lost = [
            f"{name}: {target}" + ("" if target in self.found else " (no line defines it)")
            for name in sorted(references(one.schema))
            for target in one.properties.get(name, ())
            if name not in held or target not in self.found
        ]
        note = [*one.texts(*WORDS), *_rest(one, {*WORDS, *NAMES, *references(one.schema)}), *lost]
        note += [f"alias: {alias}" for alias in aliases if ";" in alias]
        note += (
            [f"caption: {one.caption}"] if one.caption not in ("", called, native, *aliases) else []
        )
        note += [f"datasets: {', '.join(one.datasets)}"] if one.datasets else []
        if one.schema == "LegalEntity" and not any(NO_KIND in words for words in note):
            note.append(NO_KIND)
        return {
            "entity_id": self.ids[one.id],
            "kind": SCHEMATA[one.schema]["kind"],
            "name": called,
            "aliases": ";".join(alias for alias in aliases if ";" not in alias),
            "name_original_script": native,
            "note": "; ".join(note),
            "x_ftm_id": one.id,
            "x_ftm_schema": one.schema,
        }


def _said_time(entity: Entity) -> str:
    """Return the period that the status of a link names, or its role; blank if neither does."""
    status = entity.texts("status")
    if any(ENDED.search(word) for word in status):
        return "former"
    if any(GOES_ON.fullmatch(word) for word in status):
        return "current"
    if any(TO_COME.search(word) for word in status):
        return "future"
    roles = entity.texts(*ROLES)
    return "former" if roles and all(map(says_former, roles)) else ""


def _rest(entity: Entity, taken: set[str]) -> Iterator[str]:
    """Yield "property: value" for what no column holds; of whole texts only how long they are."""
    for name in entity.properties:
        for value in entity.texts(name) if name not in taken else ():
            is_text = name in TEXTS_OF_DOCUMENTS
            yield f"{name}: " + (f"left out, {len(value):,} characters" if is_text else value)


def _dated(entity: Entity) -> Iterator[str]:
    """Yield "property: values" for dates that no column holds whole."""
    said = {name: entity.texts(name) for name in DATES}
    beside = bool(said["startDate"] or said["endDate"])
    for name, values in said.items():
        hours = any(_HOURS.search(value) for value in values)
        if len(values) > 1 or hours or (name == "date" and beside and values):
            yield f"{name}: {', '.join(values)}"


_HOURS = re.compile(r"[T ].*[1-9]")


def _is_claim(entity: Entity) -> bool:
    """Tell whether a link is a claim that `write_ftm` wrote, with its id as the record's."""
    return any(entity.id.endswith(f"{PREFIX}{record}") for record in entity.texts("recordId"))


def _called(one: Entity) -> tuple[str, str, list[str]]:
    """Return the name to show, that in another script if there is one, and all others."""
    names = one.texts(*NAMES)
    captions = [name for schema in ancestors(one.schema) for name in SCHEMATA[schema]["caption"]]
    nameless = one.id if "Thing" in ancestors(one.schema) else f"{one.schema} {one.id}"
    known = names or one.texts(*captions) or [one.caption or nameless]
    latin = [name for name in one.texts("name") if _script(name) == "LATIN"]
    called = one.caption if one.caption in known else [*latin, *known][0]
    others = [name for name in names if name != called]
    scripts = {_script(name) for name in others} - {"", "LATIN"}
    native = ""
    if _script(called) == "LATIN" and len(scripts) == 1:  # of two, nobody says which is their own
        native = next(name for name in others if _script(name) in scripts)
    return called, native, [name for name in others if name != native]


def _script(name: str) -> str:
    """Return the script of the first letter of a name, as Unicode calls it."""
    letter = next(filter(str.isalpha, name), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
