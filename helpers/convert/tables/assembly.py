"""Rows are put together as the tables of a dataset, with ids given out on the way.

>>> rows = [Row(2, {"person": "Ada", "organization": "Kites"})]
>>> columns = {"person": "Name", "organization": "Club"}
>>> made = Assembly(columns, Ties()).dataset("list.csv", rows, [])
>>> made["claims"].loc[2, ["claim_id", "speaker", "subject", "object"]].tolist()
['r2', 'the-table', 'ada', 'kites']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from helpers.codebook import (
    FREE_PREFIX,
    IdMaker,
    Problem,
    closest,
    faults,
    find_problems,
    list_items,
    problem_of,
    problems_table,
    progress,
    shown,
)
from helpers.convert.tables.rows import Row, clean, text_table
from helpers.convert.tables.ties import Ties
from helpers.data import Dataset, DatasetError

NOT_STATED = ("not-stated", "a source that the table does not name")

BLANK_SOURCE = "The table does not say who the source is."
NO_SOURCE = "The converted table names no source: whoever converted it put every claim to this one."
NOT_LISTED = "not on this list, which is complete"

OWN_ID = f"{FREE_PREFIX}id"
"""The column of entities that keeps the table's own ids."""

NOW = ("", "current", "unspecified")

SAID = (
    *("document_id", "speaker", "stance", "subject", "relation", "object"),
    *("role", "said_on", "quote", "time", "valid", "certainty"),
)
"""Two claims that agree in all of these are one."""

Claim = dict[str, Any]


class Assembly:
    """The tables that rows turn into, with ids given out on the way.

    Parameters
    ----------
    columns : mapping of str to str
        What a cell is used for (person, organization, source, or a column of the
        table claims) → the name of its column in the table that is converted.
    ties : Ties
        What a row says of its two names.
    default_source : str
        Who says so, where the rows name no source.
    census : bool
        See `helpers.convert.from_table`.
    """

    def __init__(
        self,
        columns: Mapping[str, str],
        ties: Ties,
        default_source: str = "the table",
        census: bool = False,
    ):
        self.columns, self.default = columns, clean(default_source)
        self.ties, self.census = ties, census
        self.make_id, self.make_source_id, self.make_document_id = IdMaker(), IdMaker(), IdMaker()
        self.entities: dict[str, dict[str, str]] = {}
        self.sources: dict[str, dict[str, str]] = {}
        self.documents: dict[str, dict[str, str]] = {}
        self.problems: list[Problem] = []
        self.scripts: dict[str, int] = {}

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
                    self.entity(kind, one)
        tables = {
            "documents": text_table("documents", self.documents.values()),
            "sources": text_table("sources", self.sources.values()),
            "entities": text_table("entities", self.entities.values()),
            "relations": self.ties.table(),
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

    # --- claims -------------------------------------------------------------------------------

    def _claims(self, rows: list[Row]) -> list[Claim]:
        claims: list[Claim] = []
        first: dict[tuple[Any, ...], int] = {}
        used: set[str] = set()

        def add(claim: Claim, ids: Iterable[str]) -> None:
            claim["claim_id"] = next(one for one in ids if one not in used)
            used.add(claim["claim_id"])
            claims.append(claim)

        for row in progress(rows, len(rows), "claims"):
            if not row.cells["person"] or not row.cells["organization"]:
                continue  # refused already
            claim = self._claim(row)
            said = tuple(claim[column] for column in SAID)
            if said not in first:
                first[said] = row.number
                add(claim, _claim_ids(row))
            elif "denier" not in row.cells:
                self.problems.append(self._repeated(row, first[said]))
        for denial in list(absences(claims)) if self.census else ():
            add(denial, _claim_ids(Row(denial["number"], {})))
        return claims

    def _repeated(self, row: Row, earlier: int) -> Problem:
        place = ("", row.number, self.columns["person"], shown(row.cells["person"]))
        if earlier == row.number:
            return problem_of(faults.SAID_TWICE, *place)
        return problem_of(faults.ROW_REPEATED, *place, drop=row.drop, earlier=earlier)

    def _claim(self, row: Row) -> Claim:
        cells = row.cells
        of_subject, of_object = self.ties.kinds
        subject = self.entity(of_subject, cells["person"], row, "person")
        object_ = self.entity(of_object, cells["organization"], row, "organization")
        if subject == object_:
            place = ("", row.number, self.columns["organization"], shown(cells["organization"]))
            words = {"name": shown(cells["organization"]), "drop": row.drop}
            self.problems.append(problem_of(faults.ITSELF, *place, **words))
        return (
            {
                use: cells.get(use, "")
                for use in ("role", "said_on", "quote", "note", "time", "valid", "certainty")
            }
            | {
                "document_id": self._document(cells.get("url", "")),
                "speaker": self._source(cells.get("source")),
                "stance": cells.get("stance") or "asserts",
                "subject": subject,
                "relation": self._relation(row),
                "object": object_,
                "said_on_basis": "stated" if cells.get("said_on") else "",
                "number": row.number,
                "is_list": "denier" not in cells and bool(cells.get("source")),
            }
            | {use: cell for use, cell in cells.items() if use.startswith(FREE_PREFIX)}
        )

    def entity(self, kind: str, name: str, row: Row | None = None, use: str = "") -> str:
        """Take in an entity, with what the cells of a row for this use say; return its id."""
        cells = row.cells if row else {}
        own = cells.get(f"{use}_id", "")
        entity = self.make_id(kind, name, own)
        new = {"entity_id": entity, "kind": kind, "name": name, "aliases": ""}
        known = self.entities.setdefault(entity, new)
        if f"{use}_id" in cells:
            known.setdefault(OWN_ID, own)
        others = list_items(cells.get(f"{use}_aliases", ""), ";")
        if row and name != known["name"] and ";" in name:
            place = ("", row.number, self.columns[use], shown(name))
            self.problems.append(problem_of(faults.ALIAS_SEPARATOR, *place, alias=shown(name)))
        else:
            others = [name, *others]
        if others != [known["name"]]:
            aliases = dict.fromkeys([*list_items(known["aliases"], ";"), *others])
            known["aliases"] = ";".join(one for one in aliases if one != known["name"])
        if row and (script := cells.get(f"{use}_script", "")):
            self._add_script(known, script, row, use)
        return entity

    def _add_script(self, known: dict[str, str], script: str, row: Row, use: str) -> None:
        """Keep a name in its original script, or say that another row has another one."""
        earlier = known.setdefault("name_original_script", script)
        first = self.scripts.setdefault(known["entity_id"], row.number)
        if earlier != script:
            place = ("", row.number, self.columns[f"{use}_script"], shown(script))
            values = {"entity": shown(known["name"]), "earlier": shown(earlier), "row": first}
            self.problems.append(problem_of(faults.OTHER_SCRIPT, *place, **values))

    def _source(self, name: str | None) -> str:
        if name == "":
            source, called = NOT_STATED
            words = {"name": called, "kind": "unnamed", "note": BLANK_SOURCE}
        else:
            source = self.make_source_id("source", name or self.default)
            note = NO_SOURCE if name is None else ""
            words = {"name": name or self.default, "kind": "other", "note": note}
        self.sources.setdefault(source, {"source_id": source} | words)
        return source

    def _document(self, url: str) -> str:
        if not url:
            return ""
        document = self.make_document_id("document", url.partition("://")[2] or url)
        self.documents.setdefault(document, {"document_id": document, "note": url})
        return document

    def _relation(self, row: Row) -> str:
        """Return the relation of a row, or nothing, and say that its role has none."""
        role = row.cells.get("role", "")
        relation = self.ties.relation_of(role)
        if not relation:
            place = ("", row.number, self.columns.get("role", ""), shown(role))
            near = closest(role, tuple(filter(None, self.ties.relation))) if role else ""
            meant = f"did you mean {shown(near)!r}? Or " if near else ""
            known = shown(", ".join(map(repr, self.ties.relation)), 200)
            self.problems.append(problem_of(faults.NO_RELATION, *place, meant=meant, known=known))
        return relation

    def _as_in_table(self, problem: Problem, numbers: Mapping[int, int]) -> Problem | None:
        """Name the row and the column of the table that was converted.

        What it says of names was said before, and so were a dash before a year and a stand-in.
        """
        uses = {
            "subject": "person",
            "object": "organization",
            "speaker": "source",
            "document_id": "url",
            "relation": "role",
        }
        use = uses.get(problem.column, problem.column)
        if problem.problem == faults.BLANK.problem:
            return None
        there = problem.row if problem.file == "claims.csv" else None
        row = None if there is None else numbers.get(there)
        column = self.columns.get(use, problem.column)
        early = {one.row for one in self.problems if one.problem == faults.EARLY_YEAR.problem}
        stand_ins = {one[1:3] for one in self.problems if one.problem == faults.STAND_IN.problem}
        if (problem.column == "valid" and row in early) or (row, column) in stand_ins:
            return None
        return problem._replace(file="", row=row, column=column)


def with_about(data: Dataset, about: str) -> Dataset:
    """Return a dataset with what its file says of itself in the notes of its sources."""
    if not about:
        return data
    sources = data["sources"]
    words = f"The file says of itself: {about}"
    sources["note"] = [" ".join(filter(None, [note, words])) for note in sources["note"]]
    return Dataset({**data, "sources": sources}, {}, data.name)


def absences(claims: list[Claim]) -> Iterator[Claim]:
    """Yield a denial for each tie of now that a complete list leaves out.

    A list speaks of the organizations of which it names anybody, and of nobody who is
    on it there, whatever the post.
    """
    lists: dict[str, dict[str, None]] = {}
    named, denied = set(), set()
    for claim in claims:
        if claim["is_list"]:
            lists.setdefault(claim["object"], {})[claim["speaker"]] = None
            named.add((claim["speaker"], claim["subject"], claim["object"]))
    for claim in claims:
        who, relation, where = claim["subject"], claim["relation"], claim["object"]
        if claim["stance"] != "asserts" or claim["time"] not in NOW:
            continue
        for source in lists.get(where, ()):
            if (source, who, where) not in named and (source, who, relation, where) not in denied:
                denied.add((source, who, relation, where))
                yield {
                    "speaker": source,
                    "stance": "denies",
                    "subject": who,
                    "relation": relation,
                    "object": where,
                    "time": claim["time"],
                    "note": NOT_LISTED,
                    "number": claim["number"],
                }


def _claim_ids(row: Row) -> Iterator[str]:
    """The id that says in which row a claim stands.

    Further claims of that row get numbered ids.
    """
    yield row.cells.get("claim_id") or f"r{row.number}"
    yield from (f"r{row.number}-{number}" for number in count(2))
