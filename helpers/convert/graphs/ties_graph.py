"""Ties as a graph under a reading: each with its state, and with who says so and who denies it.

>>> from helpers.data import load_dataset
>>> graph = ties_graph(load_dataset(), Reading())
>>> denied = [tie for *_, tie in graph.edges(data=True) if tie["state"] == "contested"]
>>> denied[0]["label"].endswith(" (contested)"), bool(denied[0]["denied_by"])
(True, True)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.claims import Reading, describe, passed_on, relays, ties
from helpers.codebook import FIRST, LAST, day_words, list_items, noun_of, refuse_unknown
from helpers.data import Dataset

if TYPE_CHECKING:
    import networkx as nx

OVERLAP_COLUMNS = ("organization_a", "organization_b", "shared", "contested", "people")
"""What a frame of pairs has to have."""

Claims = list[dict[Any, Any]]


def ties_graph(
    data: Dataset, reading: Reading, overlap: pd.DataFrame | None = None
) -> nx.MultiDiGraph:
    """Return the ties as they stand under a reading, as a graph with one edge for each.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Ties on which no claim counts are left out.
    overlap : DataFrame, optional
        Pairs of organizations, as `helpers.overlap.shared_leaders` returns them under the
        same reading: each with somebody in both becomes an edge, too.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes: as those of `claims_graph`. Edges have ``edge`` (tie or overlap), ``state``
        (stands, contested, denied) and a ``label`` that names every state but the first.
        A tie has ``relation``, ``period``, ``asserted_by`` and ``denied_by`` (names),
        ``asserted_in`` and ``denied_in`` (claim ids), ``certainty``, ``valid`` and
        ``denied_for`` (dates as stated), ``earliest`` and ``latest`` (day in ISO 8601; blank:
        open). An overlap has
        ``shared_certain`` and ``shared_possible`` (numbers of leaders) and ``people``.

    Raises
    ------
    ValueError
        If the reading does not fit the data, or `overlap` is no frame of their pairs.
    """
    import networkx as nx

    graph = nx.MultiDiGraph(name=data.name, reading=describe(data, reading))
    for row in data["entities"].to_dict("records"):
        graph.add_node(row["entity_id"], **row, label=data.who.entities[row["entity_id"]])
    for number, tie in enumerate(_ties(data, reading), start=1):
        graph.add_edge(tie["subject"], tie["object"], key=f"tie-{number}", **tie)
    if overlap is not None:
        for number, pair in enumerate(_pairs(data, overlap), start=1):
            a, b = pair.pop("a"), pair.pop("b")
            graph.add_edge(a, b, key=f"overlap-{number}", **pair)
    return graph


def _ties(data: Dataset, reading: Reading) -> Iterator[dict[str, Any]]:
    """Yield the attributes of every tie on which some claim counts."""
    claims, spells = data["claims"], data.spells
    claims = claims.assign(
        who=_voices(data),
        certainty=claims["certainty"].replace("", "unstated"),
        **{column: spells[column] for column in ("first", "last", "dated")},
    )
    by_id = {claim["claim_id"]: claim for claim in claims.to_dict("records")}
    labels, symmetric = data.who.relations, data.who.relations_where("symmetric")
    for tie in ties(data, reading).to_dict("records"):
        if tie["state"] == "unsaid":
            continue
        asserting, denying = (
            [by_id[claim] for claim in list_items(tie[column], ";")]
            for column in ("asserted_by", "denied_by")
        )
        yield {
            "edge": "tie",
            "label": _label(labels[tie["relation"]], tie["state"]),
            "subject": tie["subject"],
            "relation": tie["relation"],
            "object": tie["object"],
            "symmetric": "yes" if tie["relation"] in symmetric else "no",
            "period": tie["period"],
            "state": tie["state"],
            "asserted_by": _joined(asserting, "who"),
            "denied_by": _joined(denying, "who"),
            "asserted_in": tie["asserted_by"],
            "denied_in": tie["denied_by"],
            "certainty": _joined(asserting, "certainty"),
            "valid": _joined(asserting, "valid"),
            "denied_for": _joined(denying, "valid"),
            **_days(asserting),
        }


def _voices(data: Dataset) -> list[str]:
    """Of each claim, who says it through whom; the authors of the documents go without saying."""
    names, who, authors = data.who.sources, data.who.said_by, data.who.authors
    voices = []
    for speaker, via in data["claims"][["speaker", "via"]].itertuples(index=False):
        chain = passed_on(names[one] for one in relays(via) if one not in authors)
        voices.append(who[speaker] + (chain and f", through {chain}"))
    return voices


def _label(words: str, state: str) -> str:
    return words if state == "stands" else f"{words} ({state})"


def _joined(claims: Claims, column: str) -> str:
    values = (claim[column] for claim in claims)
    return "; ".join(dict.fromkeys(filter(None, values)))


def _days(claims: Claims) -> dict[str, str]:
    """Return between which days a tie may have held, as far as its dated claims say."""
    dated = [claim for claim in claims if claim["dated"]]
    if not dated:
        return {}
    first, last = min(one["first"] for one in dated), max(one["last"] for one in dated)
    return {
        name: day_words(day) if FIRST < day < LAST else ""
        for name, day in (("earliest", first), ("latest", last))
    }


def _pairs(data: Dataset, overlap: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the attributes of every pair of organizations with somebody in both."""
    refuse_unknown("column", OVERLAP_COLUMNS, map(str, overlap.columns))
    found = overlap[[*OVERLAP_COLUMNS]]
    organizations = {*found["organization_a"], *found["organization_b"]}
    refuse_unknown("organization", organizations, data.who.of_kind("organization"))
    for pair in found.to_dict("records"):
        if pair["shared"] or pair["contested"]:
            yield _pair(pair)


def _pair(pair: Mapping[Any, Any]) -> dict[str, Any]:
    certain, contested = int(pair["shared"]), int(pair["contested"])
    some = f"{certain} shared {noun_of(certain, 'leader')}"
    return {
        "a": pair["organization_a"],
        "b": pair["organization_b"],
        "edge": "overlap",
        "label": f"{some}, {contested} contested" if contested else some,
        "symmetric": "yes",
        "state": "stands" if certain else "contested",
        "shared_certain": certain,
        "shared_possible": certain + contested,
        "people": pair["people"],
    }
