"""What the rows of a table say of their two names: relations, shipped ones or plain.

>>> ties = Ties({"chair": "leads", "": "member_of"})
>>> ties.relation_of("chair"), ties.relation_of("cook")
('leads', 'member_of')
>>> ties.table()[["relation", "counts_for_overlap"]].values.tolist()
[['leads', 'yes'], ['member_of', 'no']]
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import pandas as pd

from helpers.codebook import constraint, fields, list_items, listed, refuse_unknown, shown
from helpers.convert.tables.rows import text_table
from helpers.data import derive_table

MEMBERS = ("person", "organization")


class Ties(NamedTuple):
    """Which relations the rows have, and between what; see `helpers.convert.from_table`."""

    relation: str | Mapping[str, str] = "member_of"
    counts: bool | Mapping[str, bool] | None = None
    kinds: tuple[str, str] = MEMBERS
    single_valued: Collection[str] = ()

    @property
    def known_roles(self) -> Mapping[str, str] | None:
        """The roles that have a relation of their own; None where all have the same."""
        return None if isinstance(self.relation, str) else self.relation

    @property
    def names(self) -> list[str]:
        """The relations, each once."""
        if isinstance(self.relation, str):
            return [self.relation]
        return list(dict.fromkeys(self.relation.values()))

    def relation_of(self, role: str) -> str:
        """Return the relation of a role; nothing where there is none."""
        if isinstance(self.relation, str):
            return self.relation
        return self.relation.get(role) or self.relation.get("", "")

    def refuse_what_cannot_be(self) -> None:
        """Refuse kinds that there are not, and relations that are not or are between others.

        Raises
        ------
        ValueError
            With a suggestion, or with what a shipped relation takes.
        TypeError
            If `counts` says neither yes nor no.
        """
        if isinstance(self.kinds, str) or len(self.kinds) != len(MEMBERS):
            raise ValueError("kinds takes two words, such as ('person', 'organization')")
        refuse_unknown("kind", self.kinds, constraint(fields("entities")["kind"], "enum"))
        refuse_unknown("relation", self.single_valued, self.names)
        if isinstance(self.counts, Mapping):
            refuse_unknown("relation", map(str, self.counts), self.names)
        counts = self.counts.values() if isinstance(self.counts, Mapping) else [self.counts]
        for value in counts:
            if not isinstance(value, bool) and (value is not None or value is not self.counts):
                raise TypeError(
                    f"counts_for_overlap is {shown(repr(value))}: "
                    "write True or False, or a mapping of relations to True and False"
                )
        self._refuse_unsaid()
        shipped = _shipped()
        for name in shipped.index.intersection(self.names):
            for end, kind in zip(("subject", "object"), self.kinds, strict=True):
                allowed = list_items(shipped.at[name, f"{end}_kind"], ";")
                if allowed and kind not in allowed:
                    raise ValueError(
                        f"the relation {name!r} takes {' or '.join(allowed)} as its {end}, "
                        f"not {kind}: choose another relation, or mend kinds="
                    )

    def _refuse_unsaid(self) -> None:
        """Ask which of several relations of one's own make a leader, if nobody says so."""
        own = [name for name in self.names if name not in _shipped().index]
        if self.counts is None and self.kinds == MEMBERS and not self._leading() and len(own) > 1:
            example = dict.fromkeys(own, False) | {own[0]: True}
            raise ValueError(
                f"which of the relations {listed(list(map(repr, own)))} make a leader? Say so: "
                f"counts_for_overlap={example}"
            )

    def _leading(self) -> set[str]:
        """Those of the relations that are shipped, and known to lead."""
        shipped = _shipped()
        leads = shipped.index[shipped["counts_for_overlap"] == "yes"]
        return set(leads.intersection(self.names))

    def table(self) -> pd.DataFrame:
        """Return the shipped definition of each relation, or a plain one."""
        shipped = _shipped()
        silent = not isinstance(self.counts, Mapping) and self.kinds == MEMBERS
        counts = silent and not self._leading()
        rows = []
        for name in self.names:
            known = shipped.loc[name].to_dict() if name in shipped.index else {}
            row = known or _plain(name, counts, self.kinds)
            rows.append(row | self._said_of(name) | {"incompatible_with": ""})
        return text_table("relations", rows)

    def _said_of(self, name: str) -> dict[str, str]:
        """Return what whoever converts has said of a relation."""
        said = {"single_valued": "yes"} if name in self.single_valued else {}
        counts = self.counts.get(name) if isinstance(self.counts, Mapping) else self.counts
        return said if counts is None else said | {"counts_for_overlap": "yes" if counts else "no"}


def _shipped() -> pd.DataFrame:
    return derive_table("relations", {}).set_index("relation", drop=False)


def _plain(name: str, counts: bool, kinds: tuple[str, str]) -> dict[str, str]:
    row = {
        "relation": name,
        "label": name.replace("_", " "),
        "kind": "other",
        "subject_kind": kinds[0],
        "object_kind": kinds[1],
        "symmetric": "no",
        "counts_for_overlap": "yes" if counts else "no",
        "definition": "A row of the converted table says so.",
    }
    if name == "member_of":
        row["label"] = "is a member of"
    if kinds == MEMBERS:
        row["kind"] = "membership"
        row["definition"] += (
            " Whether that is leading, whoever converted it decides in counts_for_overlap."
        )
    return row
