"""Popolo, as parliaments and EveryPolitician publish it: memberships become claims.

>>> from tempfile import TemporaryDirectory
>>> from pathlib import Path
>>> file = {
...     "persons": [{"id": "p", "name": "Ada Stone"}],
...     "organizations": [{"id": "o", "name": "Harbor Council"}],
...     "memberships": [{"person_id": "p", "organization_id": "o", "end_date": "1911"}],
... }
>>> with TemporaryDirectory() as folder:
...     path = Path(folder, "council.json")
...     _ = path.write_text(json.dumps(file))
...     data = from_popolo(path)
>>> data["claims"].loc[2, ["subject", "object", "valid", "time"]].tolist()
['ada-stone-p', 'harbor-council-o', '/1911', 'former']
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from helpers.codebook import Fault, Problem, as_list, faults, problem_of, problems_table, shown
from helpers.convert.json_files import read_json
from helpers.convert.tables.assembly import Assembly, with_about
from helpers.convert.tables.conversion import Reader
from helpers.convert.tables.rows import Row, clean
from helpers.convert.tables.tenures import NOT_KNOWN, as_of_day
from helpers.convert.tables.ties import Ties
from helpers.data import Dataset, DatasetError

ON_BEHALF = "on behalf of"
ACTS_FOR = "acts_on_behalf_of"
"""The relation to the organization for which somebody is a member of another."""

LISTS = {
    "persons": "person",
    "organizations": "organization",
    "memberships": "membership",
    "posts": "post",
    "events": "event",
    "areas": "area",
}
"""The lists of a file, and what each item of one is."""

ENTITIES = {"persons": "person", "organizations": "organization"}

ABOUT = ("meta", "id", "@context", "@type", "$schema")
"""What a file says of itself."""

ENDS = {
    "person": ("persons", "person_id"),
    "organization": ("organizations", "organization_id"),
    ON_BEHALF: ("organizations", "on_behalf_of_id"),
    "post": ("posts", "post_id"),
    "period": ("events", "legislative_period_id"),
    "area": ("areas", "area_id"),
}
"""What a membership points at → the list in which that stands, and the property."""

READ = {
    *("role", "start_date", "end_date", "sources", "note", "label", "@type"),
    *(key for _, key in ENDS.values()),
}
"""The properties of a membership that have a column, or need none."""

POINTED_AT = {
    "posts": {"id", "label", "role", "organization_id", "@type"},
    "events": {"id", "name", "start_date", "end_date", "@type"},
    "areas": {"id", "name", "@type"},
}
"""The lists of what memberships point at, and the properties that their claims have."""

COLUMNS = {
    "person": "person_id",
    "organization": "organization_id",
    "person_id": "person_id",
    "organization_id": "organization_id",
    "person_aliases": "other_names",
    "organization_aliases": "other_names",
    "role": "role",
    "start": "start_date",
    "end": "end_date",
    "url": "sources",
    "note": "note",
    "claim_id": "id",
}
"""What a cell is used for → the property from which it comes."""

Item = dict[str, Any]


def from_popolo(
    path: str | Path,
    *,
    as_of: str | dt.date | None = None,
    default_source: str = "the file",
    relation: str | Mapping[str, str] = "member_of",
    counts_for_overlap: bool | Mapping[str, bool] | None = None,
    real_names: Iterable[str] = (),
) -> Dataset:
    """Read a file of Popolo: each membership is a claim of one source.

    Parameters
    ----------
    path : str or Path
        JSON with ``persons``, ``organizations``, ``memberships``, and perhaps ``posts``,
        ``events`` (the legislative periods) and ``areas``.
    as_of : str or date, optional
        As of when the file is read, as for `from_table`.
    default_source : str
        Name of the one source of all memberships.
    relation : str or mapping of str to str
        The relation of all, or role → relation, as for `from_table`.
    counts_for_overlap : bool or mapping of str to bool, optional
        Whether such a relation makes a leader, as for `from_table`.
    real_names : iterable of str
        Words that are names here, though they usually say that there is none.

    Returns
    -------
    Dataset
        Entities keep their ids in the column ``x_id``; those without a membership stay in.
        ``other_names`` become aliases, the addresses of a membership's ``sources``
        documents. Properties without a column go into the notes; those of posts, events and
        areas into that of the source, once, and so do those at which nothing points.

    Raises
    ------
    DatasetError
        If anything has no place; the problems' rows count the items of a list.
    OSError
        If there is no such file.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> file = {
    ...     "persons": [{"id": "p", "name": "Ada Stone"}],
    ...     "organizations": [{"id": "o", "name": "Harbor Council"}],
    ...     "memberships": [{"person_id": "p", "organization_id": "o", "role": "chair"}],
    ... }
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "council.json")
    ...     _ = path.write_text(json.dumps(file))
    ...     data = from_popolo(path, relation={"chair": "leads", "": "member_of"})
    >>> data["claims"]["relation"].tolist()
    ['leads']

    Notes
    -----
    A membership without dates of its own has those of its legislative period. Without an
    end it goes on. Its post gives the role and the organization that it does not name itself.
    On whose behalf somebody is a member is a claim of its own, with the relation
    ``acts_on_behalf_of``, which never counts for overlap.

    Examples
    --------
    >>> import json
    >>> from tempfile import TemporaryDirectory
    >>> council = {
    ...     "persons": [{"id": "p1", "name": "Ada Stone"}],
    ...     "organizations": [{"id": "o1", "name": "Harbor Council"}],
    ...     "memberships": [
    ...         {"person_id": "p1", "organization_id": "o1", "end_date": "1905-03"}
    ...     ],
    ... }
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "council.json")
    ...     _ = file.write_text(json.dumps(council), encoding="utf-8")
    ...     data = from_popolo(file)
    >>> data["claims"][["subject", "time", "valid"]].values.tolist()
    [['ada-stone-p1', 'former', '/1905-03']]
    """
    file = Path(path)
    problems: list[Problem] = []
    popolo = _Popolo(file.name, _read(file), problems)
    ties = _with_behalf(Ties(relation, counts_for_overlap))
    ids = [own for listed in popolo.items.values() for own in listed if own.isdecimal()]
    reader = Reader(COLUMNS, ties.kinds, [*as_list(real_names), *ids], ties.known_roles, problems)
    assembly = Assembly(COLUMNS, ties, default_source)
    popolo.add_entities(assembly)
    day = as_of_day(as_of)
    rows = [part for row in popolo.rows() for part in reader.parts(row, day)]
    return with_about(assembly.dataset(file.name, rows, problems), popolo.about)


def _with_behalf(ties: Ties) -> Ties:
    """Return the ties that the caller names, and that to an organization one acts for."""
    ties.refuse_what_cannot_be()
    table = ties.table()
    leads = table["counts_for_overlap"] == "yes"
    counts = dict(zip(table["relation"], leads.tolist(), strict=True))
    roles = {"": ties.relation} if isinstance(ties.relation, str) else dict(ties.relation)
    return Ties({**roles, ON_BEHALF: ACTS_FOR}, {**counts, ACTS_FOR: False})


def _read(file: Path) -> Item:
    """Return what the file holds.

    Raises
    ------
    DatasetError
        If that is no object, or no JSON.
    """
    found = read_json(file, faults.NO_POPOLO)
    if isinstance(found, dict) and isinstance(found.get("memberships"), list):
        return found
    if isinstance(found, dict) and any(key in found for key in ("persons", "organizations")):
        return found
    problem = problem_of(faults.NO_POPOLO, file.name)
    raise DatasetError(file.name, problems_table([problem]))


class _Popolo:
    """The items of a file by their ids, and what of them has no place."""

    def __init__(self, file: str, found: Item, problems: list[Problem]):
        self.file, self.problems = file, problems
        self.items: dict[str, dict[str, tuple[int, Item]]] = {}
        self.memberships: list[tuple[int, Item]] = []
        self.apart: list[Item] = []
        for key in found:
            if key not in LISTS and key not in ABOUT:
                self._problem(faults.POPOLO_PART, None, key, "")
        for key in LISTS:
            listed = list(self._objects(key, found.get(key)))
            if key == "memberships":
                self.memberships += listed
            else:
                self.items[key] = self._by_id(key, listed)
        self._take_out("persons", "memberships", "person_id")
        self._take_out("organizations", "memberships", "organization_id")
        self._take_out("organizations", "posts", "organization_id")
        self._take_out("posts", "memberships", "post_id")
        about = {key: found[key] for key in ABOUT if key in found}
        self.about = _words(about | {key: list(self._beside(key)) for key in POINTED_AT})

    def _problem(
        self, fault: Fault, row: int | None, column: str, cell: object, **words: object
    ) -> None:
        place = (self.file, row, shown(column), shown(clean(str(cell))))
        self.problems.append(problem_of(fault, *place, **words))

    def _objects(self, key: str, values: object) -> Iterator[tuple[int, Item]]:
        """Yield the objects of a list, numbered from 1."""
        if values is None:
            return
        if not isinstance(values, list):
            self._problem(faults.POPOLO_ITEM, None, key, values)
            return
        for number, value in enumerate(values, start=1):
            if isinstance(value, dict):
                yield number, value
            else:
                self._problem(faults.POPOLO_ITEM, number, key, value)

    def _by_id(self, key: str, listed: Iterable[tuple[int, Item]]) -> dict[str, tuple[int, Item]]:
        known: dict[str, tuple[int, Item]] = {}
        for number, one in listed:
            own = clean(one.get("id"))
            if not own:
                self._problem(faults.POPOLO_NO_ID, number, f"{key}.id", "", one=LISTS[key])
            elif own in known:
                earlier = known[own][0]
                self._problem(faults.ID_USED, number, f"{key}.id", own, earlier=earlier)
            else:
                known[own] = (number, one)
        return known

    def _take_out(self, key: str, inner: str, end: str) -> None:
        """Take out what stands within others, with the id of the outer one."""
        known = {json.dumps(one, sort_keys=True) for _, one in self.memberships}
        for own, (number, one) in self.items[key].items():
            for _, found in self._objects(f"{key}.{inner}", one.pop(inner, None)):
                whole = {end: own, **found}
                post = clean(found.get("id"))
                if inner == "posts" and not post:
                    column = f"{key}.posts.id"
                    self._problem(faults.POPOLO_NO_ID, number, column, "", one=LISTS[inner])
                elif inner == "posts":
                    _, said = self.items["posts"].setdefault(post, (number, whole))
                    if any(said.get(name, value) != value for name, value in whole.items()):
                        self.apart.append(whole)
                    said |= {**whole, **said}
                elif json.dumps(whole, sort_keys=True) not in known:
                    self.memberships.append((len(self.memberships) + 1, whole))

    def _beside(self, key: str) -> Iterator[str]:
        """Yield in words each item of a list of which the claims do not say all."""
        names = [name for one, name in ENDS.values() if one == key]
        named = {clean(one.get(name)) for _, one in self.memberships for name in names}
        for own, (_, one) in self.items[key].items():
            if own not in named or one.keys() - POINTED_AT[key]:
                yield f"({_words(one)})"
        yield from (f"({_words(one)})" for one in self.apart if key == "posts")

    def add_entities(self, assembly: Assembly) -> None:
        """Add everybody and every organization, in the order of the file."""
        for key, kind in ENTITIES.items():
            for own, (number, one) in self.items[key].items():
                name = clean(one.get("name"))
                if not name:
                    self._problem(faults.POPOLO_NO_NAME, number, f"{key}.name", own, one=kind)
                    continue
                others = [
                    other for _, other in self._objects("other_names", one.get("other_names"))
                ]
                aliases = dict.fromkeys(clean(other.get("name")) for other in others)
                cells = {f"{kind}_id": own}
                cells[f"{kind}_aliases"] = ";".join(
                    one for one in aliases if one and ";" not in one
                )
                entity = assembly.entity(kind, name, Row(number, cells), kind)
                rest = {name: one[name] for name in one if name not in _NOT_NOTED}
                told = {"other name": [_told(other) for other in others]}
                assembly.entities[entity]["note"] = _words(rest | told)

    def rows(self) -> Iterator[Row]:
        """Yield what the memberships say."""
        for number, one in self.memberships:
            ends = {use: self._end(number, one, use) for use in ENDS}
            post = ends["post"]
            if post and not one.get("organization_id"):
                whole = {**one, "organization_id": post.get("organization_id")}
                ends["organization"] = self._end(number, whole, "organization")
            for use in ("person", "organization"):
                _, key = ENDS[use]
                if not one.get(key) and not ends[use]:
                    self._problem(
                        faults.POPOLO_NO_END, number, f"memberships.{key}", "", one=use, key=key
                    )
            where, party = ends["organization"], ends[ON_BEHALF]
            if ends["person"] and where:
                yield from self._rows(number, one, ends, where, "")
                if party:
                    yield from self._rows(number, one, ends, party, ON_BEHALF)

    def _end(self, number: int, one: Item, use: str) -> Item | None:
        """Return what a membership points at; say where that is not to be found.

        A person or an organization without a name was refused already.
        """
        key, name = ENDS[use]
        target = clean(one.get(name))
        if not target:
            return None
        if target not in self.items[key]:
            what = LISTS[key]
            self._problem(faults.POPOLO_NO_SUCH, number, f"memberships.{name}", target, one=what)
            return None
        found = self.items[key][target][1]
        return found if clean(found.get("name")) or key not in ENTITIES else None

    def _rows(
        self, number: int, one: Item, ends: Mapping[str, Item | None], where: Item, role: str
    ) -> Iterator[Row]:
        """Yield a membership as a row for each address that it names as a source.

        It has the dates of its period if it has none.
        """
        who, post, period = (ends[use] or {} for use in ("person", "post", "period"))
        start, end = (clean(one.get(key)) for key in ("start_date", "end_date"))
        begun, ended = (clean(period.get(key)) for key in ("start_date", "end_date"))
        if one.get("legislative_period_id") and not period:
            ended = NOT_KNOWN  # refused already
        own = clean(one.get("role")) or clean(post.get("role") or post.get("label"))
        cells = {
            "person": clean(who.get("name")),
            "organization": clean(where.get("name")),
            "person_id": clean(who.get("id")),
            "organization_id": clean(where.get("id")),
            "role": role or own,
            "start": start or begun,
            "end": end or ended,
            "claim_id": f"m{number}-for" if role else f"m{number}",
        }
        sources: dict[str, list[object]] = {}
        for _, source in self._objects("sources", one.get("sources")):
            rest = {key: value for key, value in source.items() if key != "url"}
            sources.setdefault(clean(source.get("url")), []).append(rest)
        nowhere = sources.pop("", [])
        for url, told in (sources or {"": []}).items():
            note = self._note(one, ends, own, [*told, *nowhere])
            yield Row(number, cells | {"url": url, "note": note}, {}, "", _DROP)

    def _note(
        self, one: Item, ends: Mapping[str, Item | None], role: str, sources: list[object]
    ) -> str:
        """Return in words what no column holds, and whose the dates are."""
        post, period, area = (ends[use] or {} for use in ("post", "period", "area"))
        where = clean(one.get("organization_id")) or clean(post.get("organization_id"))
        named = {
            "period": clean(period.get("name")) or clean(period.get("id")),
            "post": clean(post.get("label")) or clean(post.get("id")),
            "role of the post": _other(post.get("role"), role, post.get("label")),
            "organization of the post": _other(post.get("organization_id"), where),
            "area": clean(area.get("name")) or clean(area.get("id")),
        }
        dates = {key: clean(period.get(key)) for key in ("start_date", "end_date")}
        borrowed = [key for key, date in dates.items() if date and not clean(one.get(key))]
        if borrowed:
            named["dates of the period"] = " and ".join(borrowed)
        for key in dates:
            if key not in borrowed:
                named[f"{key} of the period"] = _other(dates[key], clean(one.get(key)))
        rest = {key: value for key, value in one.items() if key not in READ}
        words = _words(named | rest | {"sources": sources})
        return "; ".join(filter(None, [clean(one.get("note")), clean(one.get("label")), words]))


_DROP = "take the membership out of the file"
_NOT_NOTED = {"id", "name", "other_names", "@type"}


def _other(value: object, *known: object) -> str:
    """Return a value as text, unless it is known."""
    return "" if clean(value) in map(clean, known) else clean(value)


def _told(other: Item) -> str:
    """Return another name with what else is said of it; nothing if it is but an alias."""
    name, more = clean(other.get("name")), _words({k: other[k] for k in other if k != "name"})
    return f"{name} ({more})".strip() if more else name if ";" in name else ""


def _words(values: Mapping[str, object]) -> str:
    """Return "name: value" for what has no column; what stands within others too."""
    parts = ((name, "; ".join(filter(None, _texts(value)))) for name, value in values.items())
    return "; ".join(f"{clean(name)}: {text}" for name, text in parts if text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        inner = (" ".join(_texts(one)) for one in value.values())
        yield " ".join(filter(None, inner))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    else:
        yield clean(value)
