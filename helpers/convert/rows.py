"""Rows of a table that somebody else made: cleaned, checked, split, and put together as tables.

>>> row = Row(7, {"person": "Ada Stone; Ben Reed", "organization": "Chess Club"})
>>> [split.cells["person"] for split in split_row(row, ";", {}, [])]
['Ada Stone', 'Ben Reed']
>>> rows = [Row(2, {"person": "Ada", "organization": "Kites"})]
>>> made = Assembly({"person": "Name", "organization": "Club"}).dataset("list.csv", rows, [])
>>> made["claims"].loc[2, ["claim_id", "speaker", "subject", "object"]].tolist()
['r2', 'the-table', 'ada', 'kites']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import unescape
from itertools import count
from typing import Any, NamedTuple

import pandas as pd

from helpers.codebook import (
    IdMaker,
    Problem,
    date_fix,
    find_problems,
    problems_table,
    progress,
    refuse_unknown,
    shown,
    wrong_character,
)
from helpers.data import Dataset, DatasetError, complete_table, derive_table

SAYS_NOTHING = {
    "n/a",
    "n.a.",
    "#n/a",
    "n.n.",
    "-",
    "–",
    "—",
    "?",
    "??",
    "???",
    "...",
    "…",
    "tba",
    "tbd",
    "tbc",
    "unknown",
    "not known",
    "not available",
    "not applicable",
    "0",
    "vacant",
    "vacancy",
    "ditto",
    '"',
    "″",
}
"""What people write where there is no name."""

TOTALS = {"total", "totals", "sum", "sum total", "grand total", "all", "count"}

LATEST_YEAR = 2100

_ERROR = re.compile(r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|=.+", re.DOTALL)


class Row(NamedTuple):
    """What one row of a table says, cell by cell; a row with lists in it says several things."""

    number: int
    cells: dict[str, str]


def clean(cell: object) -> str:
    """Return a cell as text in one line; nothing for a missing one."""
    if not isinstance(cell, str):
        if pd.isna(cell):
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if isinstance(cell, date):  # a Timestamp is one too
            cell = cell.isoformat().removesuffix("T00:00:00")
    return " ".join(str(cell).split())


def row_numbers(frame: pd.DataFrame) -> list[int]:
    """Return the rows as a spreadsheet numbers them."""
    return (
        [int(row) for row in frame.index]
        if frame.index.name == "row"
        else list(range(2, len(frame) + 2))
    )


def table_rows(frame: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[Row]:
    """Yield the rows of a frame, cleaned; quotes as they are."""
    cells = {use: frame[column] for use, column in columns.items()}
    for number, *values in zip(row_numbers(frame), *cells.values(), strict=True):
        as_it_is = {"quote": lambda cell: "" if pd.isna(cell) else str(cell)}
        yield Row(
            number,
            {
                use: as_it_is.get(use, clean)(value)
                for use, value in zip(cells, values, strict=True)
            },
        )


def check_row(
    row: Row, columns: Mapping[str, str], separator: str | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with the names of a row, as far as it shows in the row itself."""
    leave_out = f"or leave the row out: frame.drop(index={row.number})"
    yield from _unprintable(row, columns)
    for use in ("person", "organization", "source"):
        if _ERROR.fullmatch(cell := row.cells.get(use, "")):
            yield Problem(
                "",
                row.number,
                columns[use],
                shown(cell),
                "a formula, or the error that it gives, stands where a text should be",
                f"type what is meant, {leave_out}",
            )
    for use in ("said_on", "valid"):
        if re.fullmatch(r"[2-9]\d{3}", cell := row.cells.get(use, "")) and int(cell) > LATEST_YEAR:
            yield Problem(
                "",
                row.number,
                columns[use],
                cell,
                f"a year after {LATEST_YEAR}, or a day as a spreadsheet numbers it",
                date_fix(cell),
            )
    if not row.cells["person"] and not row.cells["organization"]:
        text = next(filter(None, row.cells.values()), "")
        yield Problem(
            "",
            row.number,
            "",
            shown(text),
            "the row names neither a person nor an organization",
            f"if it is a note or a total, leave it out: frame.drop(index={row.number})",
        )
        return
    for use in ("person", "organization"):
        cell = row.cells[use]
        if separator and separator in "".join(re.findall(r"&#?\w+;", cell)):
            yield Problem(
                "",
                row.number,
                columns[use],
                shown(cell),
                f"{separator!r}, which separates names, ends a code of HTML here",
                f"write {shown(unescape(cell))!r}",
            )
        if not cell:
            yield Problem(
                "",
                row.number,
                columns[use],
                "",
                f"the row names no {use}",
                f"fill it in, {leave_out}",
            )
        elif cell.casefold() in SAYS_NOTHING:
            yield Problem(
                "",
                row.number,
                columns[use],
                shown(cell),
                f"{shown(cell)!r} would become {'a' if use == 'person' else 'an'} {use} of this"
                " name",
                f"write the name, {leave_out}",
            )
        elif cell.casefold().rstrip(": ") in TOTALS:
            yield Problem(
                "",
                row.number,
                columns[use],
                shown(cell),
                f"{shown(cell)!r} would become {'a' if use == 'person' else 'an'} {use} of this"
                " name",
                f"if the row holds totals, leave it out: frame.drop(index={row.number})",
            )


def _unprintable(row: Row, columns: Mapping[str, str]) -> Iterator[Problem]:
    for use, cell in row.cells.items():
        if problem := wrong_character("", row.number, columns[use], cell):
            yield problem


def check_placeholders(row: Row, columns: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what stands for nothing where an id or a source should be.

    All who have it would be one.
    """
    for use in ("person_id", "organization_id", "source"):
        cell = row.cells.get(use, "")
        if cell.casefold() in SAYS_NOTHING:
            what = "source of this name" if use == "source" else "id for all who have it"
            yield Problem(
                "",
                row.number,
                columns[use],
                shown(cell),
                f"{shown(cell)!r} would become one {what}",
                "blank the cell if nothing is known, or write what is meant",
            )


def split_row(
    row: Row, separator: str | None, columns: Mapping[str, str], problems: list[Problem]
) -> Iterator[Row]:
    """Yield one row for each person, organization and source that the cells list."""
    if separator is None:
        yield row
        return
    people = _companions(row, "person", ["person_id"], separator, columns, problems)
    organizations = _companions(
        row, "organization", ["organization_id", "role"], separator, columns, problems
    )
    sources = (
        _companions(row, "source", [], separator, columns, problems)
        if "source" in row.cells
        else [{}]
    )
    for person in people:
        for organization in organizations:
            for source in sources:
                yield Row(row.number, row.cells | person | organization | source)


def _companions(
    row: Row,
    use: str,
    along: list[str],
    separator: str,
    columns: Mapping[str, str],
    problems: list[Problem],
) -> list[dict[str, str]]:
    """Split the names of a cell, and with them the cells that hold as many items."""
    names = [item for item in map(clean, row.cells[use].split(separator)) if item]
    if len(names) < 2:
        return [{use: names[0] if names else row.cells[use]}]
    items = [{use: one} for one in names]
    for other in along:
        parts = list(map(clean, row.cells.get(other, "").split(separator)))
        if len(parts) == len(names):
            items = [item | {other: part} for item, part in zip(items, parts, strict=True)]
        elif other != "role" and row.cells.get(other):
            fix = f"write as many ids as names, with {separator!r} between them"
            problems.append(
                Problem(
                    "",
                    row.number,
                    columns[other],
                    shown(row.cells[other]),
                    f"{len(names)} names and {len(parts)} ids",
                    fix,
                )
            )
            items = [item | {other: ""} for item in items]
    return items


NOT_STATED = ("not-stated", "a source that the table does not name")


class Assembly:
    """The tables that rows turn into, with ids given out on the way.

    Parameters
    ----------
    columns : mapping of str to str
        What a cell is used for (person, organization, source, or a column of the
        table claims) → the name of its column in the table that is converted.
    default_source : str
        Who says so, where the rows name no source.
    relation : str or mapping of str to str
        See `helpers.convert.from_table`.
    counts : bool, optional
        See ``counts_for_overlap`` there.
    """

    def __init__(
        self,
        columns: Mapping[str, str],
        default_source: str = "the table",
        relation: str | Mapping[str, str] = "member_of",
        counts: bool | Mapping[str, bool] | None = None,
    ):
        self.columns, self.default, self.relation, self.counts = (
            columns,
            clean(default_source),
            relation,
            counts,
        )
        _refuse_counts(counts, relation)
        self.make_id, self.make_source_id, self.make_document_id = IdMaker(), IdMaker(), IdMaker()
        self.entities: dict[str, dict[str, str]] = {}
        self.sources: dict[str, dict[str, str]] = {}
        self.documents: dict[str, dict[str, str]] = {}
        self.problems: list[Problem] = []

    def dataset(
        self,
        file: str,
        rows: Iterable[Row],
        problems: Iterable[Problem] = (),
        organizations: Iterable[str] = (),
        people: Iterable[str] = (),
    ) -> Dataset:
        """Return the dataset, named after the file, or refuse all problems at once.

        These are the problems that are given and those that are found.

        Raises
        ------
        DatasetError
            With the rows and columns of the table that is converted.
        """
        self.problems = list(problems)
        claims = self._claims(list(rows))
        for kind, names in (("person", people), ("organization", organizations)):
            known = {(one["kind"], one["name"]) for one in self.entities.values()}
            for one in filter(None, map(clean, names)):
                if (kind, one) not in known:
                    self._entity(kind, one)
        tables = {
            "documents": text_table("documents", self.documents.values()),
            "sources": text_table("sources", self.sources.values()),
            "entities": text_table("entities", self.entities.values()),
            "relations": self._relations(),
            "claims": text_table("claims", claims),
        }
        numbers = dict(
            zip(tables["claims"].index, (claim["number"] for claim in claims), strict=True)
        )
        found = [self._as_in_table(problem, numbers) for problem in find_problems(tables)]
        listed = problems_table(
            problem._replace(file=problem.file or file)
            for problem in [*self.problems, *filter(None, found)]
        )
        if len(listed):
            raise DatasetError(file, listed)
        return Dataset(tables, {}, file)

    def _claims(self, rows: list[Row]) -> list[dict[str, Any]]:
        claims: list[dict[str, Any]] = []
        first: dict[tuple[Any, ...], int] = {}
        used: set[str] = set()
        for row in progress(rows, len(rows), "claims"):
            if not row.cells["person"] or not row.cells["organization"]:
                continue  # refused already
            claim_id = next(one for one in _claim_ids(row) if one not in used)
            claim = self._claim(row, claim_id)
            said = tuple(
                cell
                for column, cell in claim.items()
                if column not in ("claim_id", "number", "note")
            )
            if said in first:
                self.problems.append(self._repeated(row, first[said]))
                continue
            first[said] = row.number
            used.add(claim_id)
            claims.append(claim)
        return claims

    def _repeated(self, row: Row, earlier: int) -> Problem:
        if earlier == row.number:
            return Problem(
                "",
                row.number,
                self.columns["person"],
                shown(row.cells["person"]),
                "the row says the same twice",
                "take the name out that stands twice in a list",
            )
        fix = (
            f"leave it out: frame.drop(index={row.number}); or name a column in which the two"
            " differ"
        )
        return Problem(
            "",
            row.number,
            self.columns["person"],
            shown(row.cells["person"]),
            f"the row repeats row {earlier}",
            fix,
        )

    def _claim(self, row: Row, claim_id: str) -> dict[str, Any]:
        cells = row.cells
        return {
            use: cells.get(use, "")
            for use in ("role", "said_on", "quote", "note", "time", "valid", "certainty")
        } | {
            "claim_id": claim_id,
            "document_id": self._document(cells.get("url", "")),
            "speaker": self._source(cells.get("source")),
            "stance": cells.get("stance") or "asserts",
            "subject": self._entity("person", cells["person"], cells.get("person_id", "")),
            "relation": self._relation(row),
            "object": self._entity(
                "organization", cells["organization"], cells.get("organization_id", "")
            ),
            "said_on_basis": "stated" if cells.get("said_on") else "",
            "number": row.number,
        }

    def _entity(self, kind: str, name: str, own: str = "") -> str:
        entity = self.make_id(kind, name, own)
        known = self.entities.setdefault(
            entity, {"entity_id": entity, "kind": kind, "name": name, "aliases": ""}
        )
        aliases = [known["name"], *filter(None, known["aliases"].split(";"))]
        if name not in aliases and ";" not in name:
            known["aliases"] = ";".join([*aliases[1:], name])
        return entity

    def _source(self, name: str | None) -> str:
        if name is None:
            note = (
                "The converted table names no source: whoever converted it put every claim to this"
                " one."
            )
            name, kind = self.default, "other"
        elif name:
            note, kind = "", "other"
        else:
            (source, name), kind, note = (
                NOT_STATED,
                "unnamed",
                "The converted table leaves blank who says so.",
            )
            self.sources.setdefault(
                source, {"source_id": source, "name": name, "kind": kind, "note": note}
            )
            return source
        source = self.make_source_id("source", name)
        self.sources.setdefault(
            source, {"source_id": source, "name": name, "kind": kind, "note": note}
        )
        return source

    def _document(self, url: str) -> str:
        if not url:
            return ""
        document = self.make_document_id("document", url.partition("://")[2] or url)
        self.documents.setdefault(document, {"document_id": document, "note": url})
        return document

    def _relation(self, row: Row) -> str:
        if isinstance(self.relation, str):
            return self.relation
        role = row.cells.get("role", "")
        relation = self.relation.get(role) or self.relation.get("", "")
        if not relation:
            known = ", ".join(map(repr, self.relation))
            fix = (
                f"add it to relation=, which has {shown(known, 200)}; or add '' for all other roles"
            )
            self.problems.append(
                Problem(
                    "",
                    row.number,
                    self.columns.get("role", ""),
                    shown(role),
                    "no relation is given for this role",
                    fix,
                )
            )
        return relation

    def _relations(self) -> pd.DataFrame:
        """The shipped definition of each relation that is used, or a plain one."""
        shipped = derive_table("relations", {}).set_index("relation", drop=False)
        names = (
            [self.relation]
            if isinstance(self.relation, str)
            else list(dict.fromkeys(self.relation.values()))
        )
        leads = set(shipped.index[shipped["counts_for_overlap"] == "yes"])
        rows = [
            (
                shipped.loc[name].to_dict()
                if name in shipped.index
                else _plain_relation(name, counts=leads.isdisjoint(names))
            )
            for name in names
        ]
        rows = [row | self._counting(str(row["relation"])) for row in rows]
        return text_table("relations", [row | {"incompatible_with": ""} for row in rows])

    def _counting(self, relation: str) -> dict[str, str]:
        """Return whether a relation counts, where whoever converts has said so."""
        counts = self.counts.get(relation) if isinstance(self.counts, Mapping) else self.counts
        return {} if counts is None else {"counts_for_overlap": "yes" if counts else "no"}

    def _as_in_table(self, problem: Problem, numbers: Mapping[int, int]) -> Problem | None:
        """Name the row and the column of the table that was converted.

        What it says of names was said before.
        """
        uses = {
            "subject": "person",
            "object": "organization",
            "speaker": "source",
            "document_id": "url",
            "relation": "role",
        }
        use = uses.get(problem.column, problem.column)
        if problem.problem == "the cell is blank":
            return None
        there = problem.row if problem.file == "claims.csv" else None
        row = None if there is None else numbers.get(there)
        return problem._replace(file="", row=row, column=self.columns.get(use, problem.column))


def _refuse_counts(counts: object, relation: str | Mapping[str, str]) -> None:
    """Refuse what says neither yes nor no, of all relations or of each."""
    if isinstance(counts, Mapping):
        known = [relation] if isinstance(relation, str) else list(relation.values())
        refuse_unknown("relation", map(str, counts), known)
        wrong = [value for value in counts.values() if not isinstance(value, bool)]
    else:
        wrong = [] if counts is None or isinstance(counts, bool) else [counts]
    if wrong:
        raise TypeError(
            f"counts_for_overlap is {shown(repr(wrong[0]))}: "
            "write True or False, or a mapping of relations to True and False"
        )


def _claim_ids(row: Row) -> Iterator[str]:
    """The id that says in which row a claim stands.

    Further claims of that row get numbered ids.
    """
    yield row.cells.get("claim_id") or f"r{row.number}"
    yield from (f"r{row.number}-{number}" for number in count(2))


def _plain_relation(name: str, counts: bool) -> dict[str, str]:
    return {
        "relation": name,
        "definition": (
            "A row of the converted table says so. Whether that is leading, whoever converted it"
            " decides in counts_for_overlap."
        ),
        "kind": "membership",
        "counts_for_overlap": "yes" if counts else "no",
        "symmetric": "no",
        "label": "is a member of" if name == "member_of" else name.replace("_", " "),
        "subject_kind": "person",
        "object_kind": "organization",
    }


def text_table(table: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a table of a dataset, with every column, numbered from 2."""
    rows = list(rows)
    return complete_table(
        table,
        pd.DataFrame(rows, index=pd.RangeIndex(2, len(rows) + 2, name="row")) if rows else None,
    )
