"""Ties: propositions in a period, and how they stand under a reading.

A tie stands (some assertion meets no denial), is contested (each assertion meets one), denied,
or unsaid. Silence is never denial.

>>> from helpers.data import load_dataset
>>> bool((ties(load_dataset())["state"] == "contested").any())
True
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from helpers.claims.admitted import counting, with_support
from helpers.claims.denials_met import are_met, are_of_their_tie, in_one_period
from helpers.claims.readings import PERIOD_OF, PERIODS, Reading, check_reading
from helpers.claims.words import one_way_round
from helpers.codebook import refuse_unknown
from helpers.data import Dataset


def ties(data: Dataset, reading: Reading = Reading()) -> pd.DataFrame:
    """Return every tie that the data speak of, and how it stands under a reading.

    Symmetric relations meet either way round; the tie is shown as its first claim
    has it. All relations are here: `Reading.relations` only says which make a leader.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    DataFrame
        One row, one tie, in the order of the claims; columns ``subject``,
        ``relation``, ``object``, ``period`` (now, former, future), ``state``
        (stands, contested, denied, or unsaid where no claim counts), ``asserted_by``
        and ``denied_by`` (the counting claims' ids, joined by "; "). Denials whose dates
        exclude those of every assertion speak of another time, and have a row of their own.

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> bool((ties(load_dataset())["state"] == "contested").any())
    True
    """
    check_reading(data, reading)
    claims = data["claims"].assign(period=data["claims"]["time"].map(PERIOD_OF))
    counted = counting(data, claims, reading)
    same = one_way_round(data, claims)
    proposition = ["subject", "relation", "object"]
    met = counted.index[are_met(data, same.loc[counted.index], proposition, reading)]
    claims = claims.assign(counts=claims.index.isin(counted.index), met=claims.index.isin(met))
    claims["period"] = in_one_period(
        data, same, proposition, reading, claims["met"], claims["counts"]
    )
    keys = [*(same[column] for column in proposition), claims["period"]]
    return tie_states(claims, keys, [*proposition, "period"])


def tie_claims(  # noqa: PLR0917  a tie's three parts go together, as do reading, period and level
    data: Dataset,
    subject: str,
    relation: str,
    object: str,
    reading: Reading = Reading(),
    period: str = "now",
    level: str = "speaker",
) -> pd.DataFrame:
    """Return the claims on one tie that count for somebody.

    It does not matter whom the reading believes. Where it looks at certain days, the claims of
    other periods that make one tie with those of the period are among them, as for `ties`.

    Returns
    -------
    DataFrame
        As `counting_claims` returns them.

    Raises
    ------
    ValueError
        With a suggestion, if the relation, an entity or the period is unknown.
    """
    check_reading(data, reading)
    refuse_unknown("relation", [relation], data["relations"]["relation"])
    refuse_unknown("entity", [subject, object], data["entities"]["entity_id"])
    refuse_unknown("period", [period], PERIODS)
    claims = data["claims"]
    met = (claims["subject"] == subject) & (claims["object"] == object)
    if relation in data.who.relations_where("symmetric"):
        met |= (claims["subject"] == object) & (claims["object"] == subject)
    anybody = replace(reading, believed=None)
    claims = counting(data, claims[met & (claims["relation"] == relation)], anybody)
    same = one_way_round(data, claims).assign(period=claims["time"].map(PERIOD_OF))
    tie = in_one_period(data, same, ["subject", "relation", "object"], reading)
    return with_support(data, claims[tie.isin(tie[same["period"] == period])], level)


def tie_states(claims: pd.DataFrame, keys: list[pd.Series], columns: list[str]) -> pd.DataFrame:
    """Group claims into ties, and say how each stands.

    Parameters
    ----------
    claims : DataFrame
        With the columns ``counts`` and ``met`` (does one of the other stance meet it? See
        `are_met`).
    keys : list of Series
        What makes claims speak of one tie.
    columns : list of str
        The columns of a tie.
    """
    shown = claims["claim_id"] + "; "
    asserting = (claims["stance"] == "asserts") & claims["counts"]
    denying = (claims["stance"] == "denies") & claims["counts"]
    elsewhere = denying & ~are_of_their_tie(asserting, claims["met"], keys)
    groups = claims.assign(
        asserted_by=shown.where(asserting, ""),
        denied_by=shown.where(denying, ""),
        stands=asserting & ~claims["met"],
    ).groupby([*keys, elsewhere], sort=False)
    frame = groups[columns].first().reset_index(drop=True)
    for column in ("asserted_by", "denied_by"):
        frame[column] = groups[column].sum().str.removesuffix("; ").to_numpy()  # of text: joined
    state = np.select(
        [groups["stands"].any(), frame["asserted_by"] != "", frame["denied_by"] != ""],
        ["stands", "contested", "denied"],
        "unsaid",
    )
    frame.insert(len(columns), "state", pd.Series(state, dtype="str"))
    return frame


def leader_claims(data: Dataset, reading: Reading, level: str = "speaker") -> pd.DataFrame:
    """Return the counting claims about a person's leading role in an organization.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Whom and what to believe.
    level : str
        The level at which sources count as one: ``speaker``, ``institution`` or ``government``.

    Returns
    -------
    DataFrame
        As `helpers.claims.counting_claims` returns them, with ``person`` and ``organization``
        (ids) and ``support`` (ids of the sources whose word the claim needs).

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself, or if there is
        no such level.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = leader_claims(data, Reading(believed=["salma-bahri"]))
    >>> found[["claim_id", "person", "organization"]].values.tolist()
    [['m16', 'barnaby-rook', 'kite-club']]
    """
    check_reading(data, reading)
    claims = counting(data, possible_leader_claims(data, reading), reading)
    return with_support(data, claims, level)


def possible_leader_claims(
    data: Dataset, reading: Reading, organizations: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return all claims of the relations that make a leader, whether they count or not.

    A symmetric relation may have been coded from the organization's end.

    Parameters
    ----------
    data : Dataset
    reading : Reading
    organizations : iterable of str, optional
        Only of these. Default: of all.

    Returns
    -------
    DataFrame
        Rows of ``data["claims"]``, with ``person`` and ``organization`` (ids).

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = possible_leader_claims(data, Reading(), ["chess-club"])
    >>> found.loc[found["person"] == "barnaby-rook", ["claim_id", "stance"]].values.tolist()
    [['m07', 'asserts'], ['m10', 'denies']]
    """
    check_reading(data, reading)
    claims, places = data.once(
        ("possible leaders", reading.relations), lambda: _possible_leaders(data, reading.relations)
    )
    if organizations is None:
        return claims.copy(deep=False)
    found = [places[one] for one in dict.fromkeys(organizations) if one in places]
    if len(found) == len(places):
        return claims.copy(deep=False)
    return claims.iloc[np.sort(np.concatenate(found)) if found else []]


def _possible_leaders(
    data: Dataset, relations: frozenset[str] | None
) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """All claims about leaders, and the places of those about each organization."""
    if relations is None:
        relations = data.who.relations_where("counts_for_overlap")
    claims = data["claims"]
    claims = claims[claims["relation"].isin(relations)]
    people, organizations = data.who.of_kind("person"), data.who.of_kind("organization")
    symmetric = claims["relation"].isin(data.who.relations_where("symmetric"))
    swapped = symmetric & claims["subject"].isin(organizations)
    claims = claims.assign(
        person=claims["subject"].mask(swapped, claims["object"]),
        organization=claims["object"].mask(swapped, claims["subject"]),
    )
    claims = claims[claims["person"].isin(people) & claims["organization"].isin(organizations)]
    return claims, claims.groupby("organization").indices
