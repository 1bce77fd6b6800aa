"""Assembly: rows that each say who is in what, put together as the tables of a dataset.

>>> made = Assembly({"person": "Name", "organization": "Club"}).dataset("list.csv", [Row(2, {"person": "Ada", "organization": "Kites"})], [])
>>> made["claims"].loc[2, ["claim_id", "speaker", "subject", "object"]].tolist()
['r2', 'the-table', 'ada', 'kites']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

import pandas as pd

from helpers.codebook import IdMaker, Problem, find_problems, problems_table, progress, shown
from helpers.data import Dataset, DatasetError, complete_table, derive_table
from helpers.rows import Row, clean

__all__ = ["Assembly"]

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
        counts: bool | None = None,
    ):
        self.columns, self.default, self.relation, self.counts = (
            columns,
            clean(default_source),
            relation,
            counts,
        )
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
        """Return the dataset, named after the file; or refuse all problems at once, those given and those found.

        Raises
        ------
        DatasetError
            With the rows and columns of the table that is converted.
        """
        self.problems = list(problems)
        claims = self._claims(list(rows))
        for kind, names in (("person", people), ("organization", organizations)):
            for one in filter(None, map(clean, names)):
                self._entity(kind, one)
        tables = {
            "documents": _table("documents", self.documents.values()),
            "sources": _table("sources", self.sources.values()),
            "entities": _table("entities", self.entities.values()),
            "relations": self._relations(),
            "claims": _table("claims", claims),
        }
        numbers = dict(zip(tables["claims"].index, (claim["number"] for claim in claims)))
        found = [self._as_in_table(problem, numbers) for problem in find_problems(tables)]
        listed = problems_table(
            problem._replace(file=problem.file or file)
            for problem in [*self.problems, *filter(None, found)]
        )
        if len(listed):
            raise DatasetError(file, listed)
        return Dataset(tables, {}, file)

    def _claims(self, rows: list[Row]) -> list[dict[str, object]]:
        claims, first, used = [], {}, set()
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
        fix = f"leave it out: frame.drop(index={row.number}); or name a column in which the two differ"
        return Problem(
            "",
            row.number,
            self.columns["person"],
            shown(row.cells["person"]),
            f"the row repeats row {earlier}",
            fix,
        )

    def _claim(self, row: Row, claim_id: str) -> dict[str, str]:
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
            note = "The converted table names no source: whoever converted it put every claim to this one."
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
        rows = [
            shipped.loc[name].to_dict() if name in shipped.index else _plain_relation(name)
            for name in names
        ]
        if self.counts is not None:
            rows = [row | {"counts_for_overlap": "yes" if self.counts else "no"} for row in rows]
        return _table("relations", [row | {"incompatible_with": ""} for row in rows])

    def _as_in_table(self, problem: Problem, numbers: Mapping[int, int]) -> Problem | None:
        """Name the row and the column of the table that was converted; what it says of names was said before."""
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
        row = numbers.get(problem.row) if problem.file == "claims.csv" else None
        return problem._replace(file="", row=row, column=self.columns.get(use, problem.column))


def _claim_ids(row: Row) -> Iterator[str]:
    """The id that says in which row a claim stands, then numbered ones for the further claims of that row."""
    yield row.cells.get("claim_id") or f"r{row.number}"
    yield from (f"r{row.number}-{number}" for number in count(2))


def _plain_relation(name: str) -> dict[str, str]:
    return {
        "relation": name,
        "definition": "A row of the converted table says so. Whether that is leading, whoever converted it decides in counts_for_overlap.",
        "kind": "membership",
        "counts_for_overlap": "yes",
        "symmetric": "no",
        "label": "is a member of" if name == "member_of" else name.replace("_", " "),
        "subject_kind": "person",
        "object_kind": "organization",
    }


def _table(table: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    rows = list(rows)
    return complete_table(
        table,
        pd.DataFrame(rows, index=pd.RangeIndex(2, len(rows) + 2, name="row")) if rows else None,
    )
