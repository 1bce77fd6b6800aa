"""FollowTheMoney, the way out: what it can hold of a dataset, and a list of what it cannot.

>>> import tempfile
>>> import pandas as pd
>>> from helpers.convert.tables.conversion import from_table
>>> table = pd.DataFrame({"who": ["Ada", "Ben"], "club": ["Kites"] * 2, "says": ["", "denies"]})
>>> how = {"relation": "director_of", "counts_for_overlap": True}
>>> data = from_table(table, person="who", organization="club", stance="says", **how)
>>> with tempfile.TemporaryDirectory() as folder:
...     write_ftm(data, Path(folder, "kites.json"))[["claim_id", "lost", "reason"]].values.tolist()
[['r3', 'claim', 'a denial']]
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.claims import one_way_round, relays
from helpers.codebook import FREE_PREFIX, list_items, listed, refuse_unknown
from helpers.convert.followthemoney.entities import LINKS, RELATIONS, SCHEMATA, Link, ancestors, has
from helpers.convert.losses import lost_table
from helpers.convert.tables.tenures import says_former
from helpers.data import Dataset, drafting

CONTESTED = ("leave out", "mark")
SCHEMA_OF = {"person": "Person", "organization": "Organization", "event": "Event"}
"""The schema of an entity that was not read from FollowTheMoney."""

DIRECTORSHIP, MEMBERSHIP, FAMILY = (
    next(link for link in LINKS if link.schema == schema)
    for schema in ("Directorship", "Membership", "Family")
)
PLACES = {
    "speaker": "publisher",
    "valid": "startDate",
    "note": "description",
    "via": "description",
    "quote": "summary",
}
"""Column of claims → the property that holds it, or its words."""

PREFIX = "claim-"
"""How the id of a link begins that is a claim; the claim's own id follows."""

OUT_OF_PLACE = {
    "via": "the relays stand in description",
    "quote": "it stands in summary, without its place in the text",
    "said_on": "there is no date of saying",
    "said_on_text": "there is no date of saying",
}
"""Column of claims → what becomes of it even where the schema has its property."""

DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", re.ASCII)
"""A day, a month or a year; 2017-21 is the spring of 2017, which FollowTheMoney does not know."""


def write_ftm(data: Dataset, path: str | Path, contested: str = "leave out") -> pd.DataFrame:
    """Write what FollowTheMoney can hold of a dataset, as JSON lines.

    It has no denials, no hedges and no alternative codings: writing such a claim
    would assert what nobody asserts, and so it is left out. So is a role that is
    over or to come, unless the dates that are written say so.

    A relation that `helpers.convert.from_ftm` knows goes back to the schema it came from. Of all
    others, one that counts for overlap becomes a Directorship, a membership a Membership and a
    kinship a Family.

    Parameters
    ----------
    data : Dataset
    path : str or Path
        A file that does not exist yet.
    contested : {"leave out", "mark"}
        What becomes of an assertion that somebody denies. "mark" writes it, and the denial into
        its ``description``: whoever reads only the tie reads it without the denial.

    Returns
    -------
    DataFrame
        All that is lost: ``claim_id``, ``lost``, ``reason``. Where ``lost`` is "claim", the claim
        was not written; else it names the column, or "entity", and ``claim_id`` is blank for
        what is no part of a claim.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    ValueError
        If `contested` is something else.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> with TemporaryDirectory() as folder:
    ...     lost = write_ftm(data, Path(folder) / "clubs.json")
    >>> lost.loc[lost["claim_id"] == "m10", ["lost", "reason"]].values.tolist()
    [['claim', 'a denial']]
    """
    refuse_unknown("way to treat what is contested", [contested], CONTESTED)
    file = Path(path)
    export = _Export(data, contested)
    lines = export.lines()
    with drafting(file) as draft:
        written = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        draft.write_text(written, encoding="utf-8")
    return lost_table(export.lost)


class _Export:
    def __init__(self, data: Dataset, contested: str):
        self.data, self.contested = data, contested
        self.lost: list[tuple[str, str, str]] = []
        self.written: dict[str, str] = {}
        entities = data["entities"].to_dict("records")
        self.schemata = {one["entity_id"]: _schema_of(one) for one in entities}
        own = {one["entity_id"]: one.get("x_ftm_id") or one["entity_id"] for one in entities}
        distinct = len(set(own.values())) == len(own)
        self.ids = own if distinct else {one: one for one in own}
        self.held: dict[tuple[str, ...], str] = {}
        self.said: dict[tuple[object, ...], str] = {}
        self.prefix = PREFIX
        while any(one.startswith(self.prefix) for one in self.ids.values()):
            self.prefix = f"link-{self.prefix}"
        self.kinds = {one["entity_id"]: one["kind"] for one in entities}
        relations = data["relations"].to_dict("records")
        self.relations = {one["relation"]: one for one in relations}
        documents = data["documents"]
        self.urls = dict(zip(documents["document_id"], documents["note"], strict=True))
        told = documents.columns.difference(["document_id", "note", "file", "sha256", "rights"])
        self.told = {
            one["document_id"]: [column for column in told if one[column]]
            for one in documents.to_dict("records")
        }
        self.entities = {
            one["entity_id"]: self._entity(one)
            for one in entities
            if self.schemata[one["entity_id"]]
        }

    def lines(self) -> list[dict[str, Any]]:
        """Return the objects to write, and list what is lost on the way."""
        claims = self.data["claims"].to_dict("records")
        meeting = one_way_round(self.data, self.data["claims"])  # denied either way, if symmetric
        ties = list(meeting[["subject", "relation", "object"]].itertuples(index=False, name=None))
        denials: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for tie, row in zip(ties, claims, strict=True):
            if row["stance"] == "denies" and row["speaker"] not in self.data.who.inferences:
                denials.setdefault(tie, []).append(row)
        links = []
        for tie, row in zip(ties, claims, strict=True):
            link, opposed = self._link_of(row), denials.get(tie, [])
            reason = self._why_not(row, link, opposed)
            if reason or link is None:
                self.lost.append((row["claim_id"], "claim", reason))
                continue
            if link.is_reference and not self._hold(row, link):
                continue
            self.written[row["relation"]] = link.relation
            self.lost += [(row["claim_id"], *loss) for loss in self._losses(row, link)]
            if not link.is_reference:
                links.append(self._line(row, link, opposed))
                self._join(row, link, links[-1]["properties"])
        self._list_rest()
        return [*self.entities.values(), *links]

    def _list_rest(self) -> None:
        """List what is lost and belongs to no claim."""
        for entity, schema in self.schemata.items():
            if not schema:
                why = f"FollowTheMoney has no schema for a {self.kinds[entity]}: {entity}"
                self.lost.append(("", "entity", why))
        for relation, written in self.written.items():
            counts = self.relations[relation]["counts_for_overlap"] or "no"
            if counts != RELATIONS[written]["counts_for_overlap"]:
                why = f"it counts for overlap: {counts}; read as {written}, not so"
                self.lost.append(("", f"counts_for_overlap of {relation}", why))
        for table in ("claims", "entities"):
            for column in self.data[table].columns:
                if column.startswith(FREE_PREFIX) and column not in ("x_ftm_id", "x_ftm_schema"):
                    self.lost.append(("", column, f"a column of one's own in the table {table}"))

    def _entity(self, row: dict[str, str]) -> dict[str, Any]:
        entity = row["entity_id"]
        schema, name = self.schemata[entity], row["name"] or entity
        called = "name" if has(schema, "name") else next(iter(SCHEMATA[schema]["caption"]), "")
        nameless = name in (self.ids[entity], f"{schema} {self.ids[entity]}")
        names = [] if nameless else [name, row["name_original_script"]]
        properties = {
            called: names if called == "name" else names[:1],
            "alias": list_items(row["aliases"], ";"),
            "notes" if has(schema, "notes") else "description": [row["note"]],
        }
        kept = _filled({own: said for own, said in properties.items() if own})
        if not has(schema, "alias"):
            kept.pop("alias", None)
            for column in ("aliases", "name_original_script"):
                if row[column]:
                    self.lost.append(("", column, f"{schema} has no place for it: {entity}"))
        return {"id": self.ids[entity], "caption": name, "schema": schema, "properties": kept}

    def _link_of(self, row: dict[str, str]) -> Link | None:
        """Return the link that says what a claim says, if there is one."""
        relation, ends = self.relations[row["relation"]], (row["subject"], row["object"])
        if not all(self.schemata.get(end) for end in ends):
            return None
        known = RELATIONS.get(row["relation"])
        if known and known["kind"] == relation["kind"]:
            fitting = (link for link in LINKS if link.relation == row["relation"])
            return next((link for link in fitting if self._fits(link, known, ends)), None)
        kinds = tuple(self.kinds[end] for end in ends)
        if relation["kind"] == "kinship" and kinds == ("person", "person"):
            return FAMILY
        if kinds == ("person", "organization"):
            if relation["counts_for_overlap"] == "yes":
                return DIRECTORSHIP
            return MEMBERSHIP if relation["kind"] == "membership" else None
        return None

    def _fits(self, link: Link, known: dict[str, str], ends: tuple[str, str]) -> bool:
        for end, side in zip(ends, ("subject", "object"), strict=True):
            kinds = known[f"{side}_kind"]
            if kinds and self.kinds[end] not in kinds.split(";"):
                return False
        holder = ends[0] if link.source == "id" else ends[1]
        return not link.is_reference or link.schema in ancestors(self.schemata[holder])

    def _why_not(
        self, row: dict[str, str], link: Link | None, opposed: list[dict[str, str]]
    ) -> str:
        if row["speaker"] in self.data.who.inferences:
            return "said by nobody"
        if row["stance"] == "denies":
            return "a denial"
        if row["alternative_of"]:
            return "an alternative coding"
        if row["certainty"] in ("possible", "probable") or row["hedge"]:
            return "a hedged claim"
        return _untimely(row, link) or self._no_link(row, link) or self._opposed(link, opposed)

    def _no_link(self, row: dict[str, str], link: Link | None) -> str:
        if link is not None:
            return ""
        lacking = [end for end in (row["subject"], row["object"]) if not self.schemata.get(end)]
        if lacking:
            return f"FollowTheMoney has no schema for a {self.kinds.get(lacking[0], 'thing')}"
        return "FollowTheMoney has no link that says so"

    def _opposed(self, link: Link | None, opposed: list[dict[str, str]]) -> str:
        if not opposed:
            return ""
        if link is None or self.contested == "leave out":
            return "somebody denies it"
        return "" if _place(link, "description") else f"somebody denies it: {_no_place(link)}"

    def _losses(self, row: dict[str, str], link: Link) -> Iterator[tuple[str, str]]:
        """Yield what a claim that is written loses, and why."""
        if row["relation"] != link.relation:
            as_role = "" if row["role"] or not _role_of(link) else ", with its name as the role"
            read = f"written as {link.schema}, which is read as {link.relation}{as_role}"
            yield "relation", read
        if row["role"] and not _role_of(link):
            yield "role", _no_place(link)
        lacking = [column for column, name in PLACES.items() if not _place(link, name)]
        yield from ((column, _no_place(link)) for column in lacking if row[column])
        for column, why in OUT_OF_PLACE.items():
            if row[column] and column not in lacking:
                yield column, why
        if row["document_id"] and not (self._url(row) and _place(link, "sourceUrl")):
            yield "document_id", "the document has no address, or the address no place"
        if told := self.told.get(row["document_id"]):
            yield "document", f"there is no place for its {listed(told)}"
        if row["speaker"] in self.data.who.parents:
            yield "speaks_for", "there is no place for whom a source speaks for"
        if row["certainty"] == "certain":
            yield "certainty", "there are no degrees of certainty"
        if row["valid"] and "valid" not in lacking and not _fitting(row["valid"]):
            yield "valid", "no plain start or end; it stands in description"
        if row["time"] != "former" and not _status(row, link) and (why := _read_as_over(row, link)):
            yield "time", f"{why} it is read as former"

    def _url(self, row: dict[str, str]) -> str:
        url = self.urls.get(row["document_id"], "")
        return url if re.fullmatch(r"https?://\S+", url) else ""

    def _line(
        self, row: dict[str, str], link: Link, opposed: list[dict[str, str]]
    ) -> dict[str, Any]:
        who = self.data.who.sources
        start, end, day = _dates(row["valid"])
        through = " > ".join(who.get(one, one) for one in relays(row["via"]))
        description = [row["note"], through and f"Through: {through}"]
        if row["valid"] and not _fitting(row["valid"]):
            description.append(f"Valid: {row['valid']}")
        description += [_denial(one, who) for one in opposed]
        properties = {
            link.source: [self.ids[row["subject"]]],
            link.target: [self.ids[row["object"]]],
            _role_of(link): [_role(row, link)],
            "publisher": [who[row["speaker"]]],
            "sourceUrl": [self._url(row)],
            "recordId": [row["claim_id"]],
            "summary": [row["quote"]],
            "description": description,
            "startDate": [start],
            "endDate": [end],
            "date": [day],
            "status": [_status(row, link)],
        }
        ends = (link.source, link.target)
        kept = {
            name: said for name, said in properties.items() if name in ends or _place(link, name)
        }
        own = f"{self.prefix}{row['claim_id']}"
        return {"id": own, "schema": link.schema, "properties": _filled(kept)}

    def _join(self, row: dict[str, str], link: Link, properties: dict[str, list[str]]) -> None:
        """List a claim that is read as one with an earlier one, since the source says the same."""
        status = _status(row, link) or ("former" if _read_as_over(row, link) else "")
        names = (link.source, link.target, _role_of(link), "publisher", "sourceUrl")
        values = (
            properties.get(name, [""])[0] for name in (*names, "startDate", "endDate", "date")
        )
        claim = row["claim_id"]
        earlier = self.said.setdefault((link.relation, status, *values), claim)
        if earlier != claim:
            why = f"it is read as one with {earlier}, which says the same"
            self.lost.append((claim, "claim_id", why))
            self.lost.append((earlier, "note", f"what {claim} says is read as a part of it"))

    def _hold(self, row: dict[str, str], link: Link) -> bool:
        """Write a tie as a property of the entity that holds it; tell whether it was not there."""
        ends = (row["subject"], row["object"])
        holder, held = ends if link.source == "id" else ends[::-1]
        name = _holding(link)
        earlier = self.held.setdefault((holder, name, held), row["claim_id"])
        if earlier != row["claim_id"]:
            why = f"the property {name} holds the tie once, for claim {earlier}"
            self.lost.append((row["claim_id"], "claim", why))
            return False
        self.entities[holder]["properties"].setdefault(name, []).append(self.ids[held])
        return True


def _schema_of(row: dict[str, str]) -> str:
    """Return the schema of an entity: the one that it was read with, or that of its kind."""
    own = SCHEMATA.get(row.get("x_ftm_schema", ""), {"kind": ""})
    return row["x_ftm_schema"] if own["kind"] == row["kind"] else SCHEMA_OF.get(row["kind"], "")


def _holding(link: Link) -> str:
    return link.target if link.source == "id" else link.source


def _place(link: Link, name: str) -> bool:
    """Tell whether a link has a property; what is no entity of its own has none."""
    return not link.is_reference and has(link.schema, name)


def _no_place(link: Link) -> str:
    where = f"the property {_holding(link)}" if link.is_reference else link.schema
    return f"{where} has no place for it"


def _filled(properties: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return properties without blank and repeated values."""
    filled = {name: list(dict.fromkeys(filter(None, said))) for name, said in properties.items()}
    return {name: said for name, said in filled.items() if said}


def _role_of(link: Link) -> str:
    """Return the property that has the role, if there is one."""
    return next((name for name in ("role", "relationship") if _place(link, name)), "")


def _role(row: dict[str, str], link: Link) -> str:
    """Return the role to write: where the link does not say the relation, its name."""
    named = row["relation"] == link.relation
    return row["role"] or ("" if named else row["relation"].replace("_", " "))


def _read_as_over(row: dict[str, str], link: Link) -> str:
    """Say because of what a claim is read as former, where its status does not say otherwise."""
    if _role_of(link) and says_former(_role(row, link)):
        return "with this role"
    return "with an end" if _dates(row["valid"])[1] else ""


def _status(row: dict[str, str], link: Link) -> str:
    """Return the status to write: of what is over, or is not, though it would be read so."""
    time = row["time"]
    said = time == "former" or (time == "current" and _read_as_over(row, link))
    return time if said and _place(link, "status") else ""


def _untimely(row: dict[str, str], link: Link | None) -> str:
    if row["time"] == "future":
        return "a role to come"
    over = row["time"] == "former"
    if over and not _dates(row["valid"])[1]:
        return "a role that is over, without a date on which it ended"
    if link and not _place(link, "endDate") and (over or _dates(row["valid"])[1]):
        return f"a tie that is over: {_no_place(link)}"
    return ""


def _dates(valid: str) -> tuple[str, str, str]:
    """Return start, end, and the one date of what has neither, as far as they are plain dates."""
    start, slash, end = valid.partition("/")
    first, last = (one if DAY.fullmatch(one) else "" for one in (start, end))
    return (first, last, "") if slash else ("", "", first)


def _fitting(valid: str) -> bool:
    """Tell whether dates come back as they are."""
    start, slash, end = valid.partition("/")
    plain = [DAY.fullmatch(one) for one in (start, end)]
    if not slash:
        return bool(plain[0])
    return all(known or one == ".." for known, one in zip(plain, (start, end), strict=True))


def _denial(row: dict[str, str], who: dict[str, str]) -> str:
    """Return a denial as the description of the tie that it denies has it."""
    about = [f"claim {row['claim_id']}", row["time"], row["valid"], row["certainty"], row["hedge"]]
    said = f"Contested: {who[row['speaker']]} denies it ({', '.join(filter(None, about))})"
    return f"{said}: {row['quote']}" if row["quote"] else said
