"""FollowTheMoney.

JSON lines of people, organizations and what links them, read as claims and written from them.

The model is that of the followthemoney project: an entity has an id, a schema and
properties with lists of values; Membership, Directorship, Employment and Family are
entities that point at two others.

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

import json
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.claims import one_way_round
from helpers.codebook import (
    IdMaker,
    Problem,
    date_fix,
    find_problems,
    is_edtf,
    problems_table,
    shown,
)
from helpers.convert.rows import text_table
from helpers.data import (
    Dataset,
    DatasetError,
    drafting,
)

LINKS = {
    "Membership": ("member", "organization", "member_of"),
    "Directorship": ("director", "organization", "director_of"),
    "Employment": ("employee", "employer", "employed_by"),
    "Family": ("person", "relative", "related_to"),
}
"""Schema → the property of the subject, that of the object, our relation."""

RELATIONS = [
    {
        "relation": "member_of",
        "label": "is a member of",
        "kind": "membership",
        "counts_for_overlap": "no",
    },
    {
        "relation": "director_of",
        "label": "is a director of",
        "kind": "leadership",
        "counts_for_overlap": "yes",
    },
    {
        "relation": "employed_by",
        "label": "is employed by",
        "kind": "membership",
        "counts_for_overlap": "no",
    },
    {
        "relation": "related_to",
        "label": "is related to",
        "kind": "kinship",
        "counts_for_overlap": "no",
        "symmetric": "yes",
    },
]

ENDED = re.compile(r"\b(former|ended|ceased|resigned|retired|removed|dissolved|inactive)\b", re.I)
"""What a ``status`` says of a role that is over."""

ORGANIZATIONS = {"Organization", "Company", "PublicBody", "LegalEntity"}


def from_ftm(lines: str | Path | Iterable[str], default_source: str = "the file") -> Dataset:
    """Read FollowTheMoney JSON lines: each link is a claim of its publisher.

    Parameters
    ----------
    lines : path, or iterable of str
        One entity in each line.
    default_source : str
        Name of the source of links that name no ``publisher``.

    Returns
    -------
    Dataset
        Start and end dates go into ``valid``; a link with an end, or whose status says
        that it is over, is ``former``. Each publisher, else each dataset, is a source. The
        ids of FollowTheMoney go into the columns ``x_ftm_id``. Entities that nothing
        links stay in the count. Directorships count for overlap, memberships and
        employments do not, until you say so in the table relations.

    Raises
    ------
    DatasetError
        With the line of each problem.
    """
    name = Path(lines).name if isinstance(lines, (str, Path)) else "the file"
    texts = (
        Path(lines).read_text(encoding="utf-8-sig").splitlines()
        if isinstance(lines, (str, Path))
        else lines
    )
    problems: list[Problem] = []
    read = list(_parsed(name, texts, problems))
    make_id, make_source_id = IdMaker(), IdMaker()
    entities: dict[str, dict[str, str]] = {}
    sources: dict[str, dict[str, str]] = {}
    claims: list[dict[str, str]] = []
    for _, one in read:
        if one["schema"] not in LINKS:
            kind = (
                "person"
                if one["schema"] == "Person"
                else "organization"
                if one["schema"] in ORGANIZATIONS
                else "thing"
            )
            called, *aliases = [*_values(one, "name"), *_values(one, "alias")] or [one["id"]]
            listed = ";".join(alias for alias in dict.fromkeys(aliases) if ";" not in alias)
            entities[one["id"]] = {
                "entity_id": make_id(kind, called, one["id"]),
                "kind": kind,
                "name": called,
                "aliases": listed,
                "x_ftm_id": one["id"],
            }
    for number, one in read:
        if one["schema"] in LINKS:
            subject, object_, relation = LINKS[one["schema"]]
            problems += _wrong_dates(name, number, one)
            said = product(
                _says_so(one, default_source), _values(one, subject), _values(one, object_)
            )
            for publisher, a, b in said:
                source = make_source_id("source", publisher)
                sources[source] = {"source_id": source, "name": publisher, "kind": "other"}
                problems += _unknown(name, number, entities, (subject, a), (object_, b))
                claims.append(_claim(one, f"l{number}", source, a, relation, b, entities, claims))
    tables = {
        "sources": sources.values(),
        "entities": entities.values(),
        "relations": RELATIONS,
        "claims": claims,
    }
    framed = {table: text_table(table, rows) for table, rows in tables.items()}
    problems += (
        [problem._replace(file=name, row=None) for problem in find_problems(framed)]
        if not problems
        else []
    )
    if problems:
        raise DatasetError(name, problems_table(problems))
    return Dataset(framed, {}, name)


def _parsed(
    name: str, lines: Iterable[str], problems: list[Problem]
) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
        except ValueError:
            one = None
        if (
            isinstance(one, dict)
            and isinstance(one.get("id"), str)
            and isinstance(one.get("schema"), str)
        ):
            yield number, one
        else:
            problems.append(
                Problem(
                    name,
                    number,
                    "",
                    shown(line),
                    "the line is no entity in JSON",
                    "write one object with an id, a schema and properties in each line",
                )
            )


def _values(one: dict[str, Any], name: str) -> list[str]:
    properties = one.get("properties")
    values = properties.get(name, []) if isinstance(properties, dict) else []
    return (
        [" ".join(value.split()) for value in values if isinstance(value, str) and value.strip()]
        if isinstance(values, list)
        else []
    )


def _day(value: str) -> str:
    """Return a date without the time of day."""
    return value.partition("T")[0]


def _wrong_dates(file: str, number: int, one: dict[str, Any]) -> Iterator[Problem]:
    for name in ("startDate", "endDate"):
        for value in _values(one, name):
            if not is_edtf(_day(value)):
                yield Problem(
                    file, number, name, shown(value), "not a date in EDTF", date_fix(value)
                )


def _says_so(one: dict[str, Any], default: str) -> list[str]:
    """Return who says it.

    Every publisher, else every dataset that the line is of, else the file.
    """
    named = [name for name in one.get("datasets") or [] if isinstance(name, str)]
    return list(dict.fromkeys(_values(one, "publisher") or named)) or [default]


def _unknown(
    file: str, number: int, entities: dict[str, Any], *ends: tuple[str, str]
) -> Iterator[Problem]:
    for name, target in ends:
        if target not in entities:
            yield Problem(
                file,
                number,
                name,
                shown(target),
                "no line defines an entity with this id",
                "add the line, or leave the link out",
            )


def _claim(  # noqa: PLR0913, PLR0917  all that a link says, and where it goes
    one: dict[str, Any],
    claim_id: str,
    source: str,
    a: str,
    relation: str,
    b: str,
    entities: dict[str, Any],
    claims: list[Any],
) -> dict[str, str]:
    start, end = (next(map(_day, _values(one, name)), "") for name in ("startDate", "endDate"))
    status = _values(one, "status")
    over = end or any(ENDED.search(word) for word in status)
    same = sum(claim["claim_id"].partition("-")[0] == claim_id for claim in claims[-100:])
    return {
        "claim_id": f"{claim_id}-{same + 1}" if same else claim_id,
        "speaker": source,
        "stance": "asserts",
        "subject": entities.get(a, {}).get("entity_id", a),
        "relation": relation,
        "object": entities.get(b, {}).get("entity_id", b),
        "role": "; ".join([*_values(one, "role"), *_values(one, "relationship")]),
        "time": "former" if over else "",
        "valid": f"{start or '..'}/{end or '..'}" if start or end else "",
        "note": "; ".join([*_values(one, "summary"), *_values(one, "sourceUrl"), *status]),
        "x_ftm_id": one["id"],
    }


def write_ftm(data: Dataset, path: str | Path) -> pd.DataFrame:
    """Write what FollowTheMoney can hold of a dataset, as JSON lines.

    It has no denials, no hedges and no alternative codings: writing such a claim
    would assert what nobody asserts, and so it is left out. So is an assertion that
    somebody denies, which would stand there without its denial, and a role that is
    over or to come, unless the dates that are written say so.

    Returns
    -------
    DataFrame
        The claims that are left out: ``claim_id``, ``reason``.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    """
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    kinds, families = (
        dict(zip(data[table][key], data[table]["kind"], strict=True))
        for table, key in (("entities", "entity_id"), ("relations", "relation"))
    )
    claims = data["claims"].to_dict("records")
    meeting = one_way_round(data, data["claims"])  # a tie without direction is denied either way
    ties = list(meeting[["subject", "relation", "object"]].itertuples(index=False, name=None))
    denied = {tie for tie, row in zip(ties, claims, strict=True) if row["stance"] == "denies"}
    publishers, nobody, left_out = data.who.sources, data.who.inferences, []
    schemata = {"person": "Person", "organization": "Organization"}
    lines = [
        _entity_line(row, schemata[row["kind"]])
        for row in data["entities"].to_dict("records")
        if row["kind"] in schemata
    ]
    for tie, row in zip(ties, claims, strict=True):
        schema = _schema_of(
            families[row["relation"]], kinds.get(row["subject"]), kinds.get(row["object"])
        )
        nobody_says = "said by nobody" if row["speaker"] in nobody else ""
        opposed = "somebody denies it" if tie in denied else ""
        if reason := nobody_says or _why_not(row, schema) or opposed:
            left_out.append({"claim_id": row["claim_id"], "reason": reason})
        else:
            lines.append(
                {
                    "id": f"claim-{row['claim_id']}",
                    "schema": schema,
                    "properties": _properties(row, schema, publishers),
                }
            )
    with drafting(file) as draft:
        written = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        draft.write_text(written, encoding="utf-8")
    return pd.DataFrame(left_out, columns=["claim_id", "reason"], dtype="str")


def _entity_line(row: dict[str, str], schema: str) -> dict[str, Any]:
    properties = {"name": [row["name"] or row["entity_id"]]}
    if row["aliases"]:
        properties["alias"] = row["aliases"].split(";")
    return {"id": row["entity_id"], "schema": schema, "properties": properties}


def _schema_of(family: str, subject: str | None, object_: str | None) -> str:
    if (subject, object_) == ("person", "person") and family == "kinship":
        return "Family"
    if (subject, object_) == ("person", "organization"):
        return {"leadership": "Directorship", "membership": "Membership"}.get(family, "")
    return ""


def _why_not(row: dict[str, str], schema: str) -> str:
    if row["stance"] == "denies":
        return "a denial"
    if row["alternative_of"]:
        return "an alternative coding"
    if row["certainty"] in ("possible", "probable") or row["hedge"]:
        return "a hedged claim"
    if row["time"] == "future":
        return "a role to come"
    if row["time"] == "former" and not _dates(row)[1]:
        return "a role that is over, without a date on which it ended"
    return "" if schema else "not a leadership, membership or kinship of named people"


def _dates(row: dict[str, str]) -> tuple[str, str]:
    """Return start and end of a claim, as far as they are days, months or years of the calendar."""
    start, _, end = row["valid"].partition("/")
    ends = (start, end if "/" in row["valid"] else start)
    first, last = (one if one.replace("-", "").isdigit() else "" for one in ends)
    return first, last


def _properties(
    row: dict[str, str], schema: str, publishers: dict[str, str]
) -> dict[str, list[str]]:
    subject, object_, _ = LINKS[schema]
    start, end = _dates(row)
    words = "relationship" if schema == "Family" else "role"
    properties = {
        subject: row["subject"],
        object_: row["object"],
        words: row["role"] or row["relation"].replace("_", " "),
        "publisher": publishers[row["speaker"]],
        "recordId": row["claim_id"],
        "summary": row["quote"],
        "startDate": start,
        "endDate": end,
        "status": row["time"] if row["time"] == "former" else "",
    }
    return {name: [value] for name, value in properties.items() if value}
