"""Who leads, who leads both, and which claims and sources that can rest on.

>>> from helpers.data import load_dataset
>>> data = load_dataset()
>>> both = shared_leaders(data, organizations=["taliban", "haqqani-network"])
>>> both[["shared", "contested", "people"]].to_numpy().tolist()
[[1, 0, 'Sirajuddin Haqqani']]
>>> lineage(data, "taliban", "haqqani-network").sources
('author', 'state-department')

People × organizations as two views of one table: Breiger (1974), The duality of
persons and groups, Social Forces 53.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from math import nan
from typing import NamedTuple

import pandas as pd

from helpers.claims import EVER, NOW, Reading, is_believed, leader_claims, tie_states
from helpers.codebook import refuse_unknown
from helpers.data import Dataset


class Lineage(NamedTuple):
    """The claims and the sources that can matter for a pair."""

    claims: pd.DataFrame
    sources: tuple[str, ...]


def lineage(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> Lineage:
    """Return the claims and sources that can matter for the overlap of two organizations.

    Whom the reading believes is left out of account: a claim is in the lineage if
    it can matter for some choice of sources. These are the assertions that give
    some person a role in both, and the denials that meet one of them.

    This is the lineage of the answer (Cui, Widom & Wiener 2000; Buneman, Khanna & Tan
    2001), extended to denials.

    Returns
    -------
    Lineage
        ``claims`` as `leader_claims` returns them; ``sources``: their supports' ids,
        at the level, sorted.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, or they are the same.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> lineage(load_dataset(), "taliban", "haqqani-network").sources
    ('author', 'state-department')
    """
    check_pair(data, a, b)
    claims = leader_claims(data, replace(reading, believed=None), level)
    claims = mattering(claims[claims["organization"].isin([a, b])])
    return Lineage(claims, tuple(sorted(frozenset().union(*claims["support"]))))


def mattering(claims: pd.DataFrame) -> pd.DataFrame:
    """Return those of a pair's claims that can matter.

    They are on ties that are asserted, of people with such ties to both.
    """
    keys = list(zip(*(claims[column].tolist() for column in _TIE), strict=True))
    asserted = {
        key for key, stance in zip(keys, claims["stance"], strict=True) if stance == "asserts"
    }
    sides = Counter(person for person, _ in {(key[0], key[2]) for key in asserted})
    matters = [key in asserted and sides[key[0]] == 2 for key in keys]
    return claims[pd.Series(matters, index=claims.index, dtype=bool)]


_TIE = ["person", "relation", "organization", "period"]


def check_pair(data: Dataset, a: str, b: str) -> None:
    """Refuse what is not a pair of organizations.

    Raises
    ------
    ValueError
        With a suggestion.
    """
    refuse_unknown("organization", {a, b}, data.who.of_kind("organization"))
    if a == b:
        raise ValueError(f"the pair takes two organizations, and {a!r} is one")


def trail(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> pd.DataFrame:
    """Return the claims that a pair rests on, with their words.

    Returns
    -------
    DataFrame
        One row, one claim of the lineage, by person, organization and claim; columns
        ``person``, ``organization``, ``relation``, ``period``, ``stance``,
        ``claim_id``, ``speaker``, ``via``, ``certainty``, ``counts`` (bool: does the
        reading believe it?), ``quote``.
    """
    claims = lineage(data, a, b, reading).claims
    people = {person: place for place, person in enumerate(dict.fromkeys(claims["person"]))}
    claims = claims.assign(
        counts=is_believed(data, claims, reading),
        _person=claims["person"].map(people),
        _side=claims["organization"] == b,
    )
    # By several columns, which keeps equals in order.
    claims = claims.sort_values(["_person", "_side"], ignore_index=True)
    return claims[
        [
            "person",
            "organization",
            "relation",
            "period",
            "stance",
            "claim_id",
            "speaker",
            "via",
            "certainty",
            "counts",
            "quote",
        ]
    ]


def leaders(data: Dataset, reading: Reading = Reading()) -> pd.DataFrame:
    """Return the leading roles that some counting claim asserts.

    Returns
    -------
    DataFrame
        One row, one tie; columns ``person``, ``relation``, ``organization``,
        ``period``, ``state`` (stands or contested), ``asserted_by`` and ``denied_by``
        (claim ids, joined by "; "), ``counts`` (bool: does the role count, given what
        the reading does with denials?).
    """
    claims = leader_claims(data, reading).assign(counts=True)
    keys = ["person", "relation", "organization", "period"]
    roles = tie_states(claims, keys, keys)
    roles = roles[roles["state"] != "denied"].reset_index(drop=True)
    return roles.assign(counts=(roles["state"] == "stands") | (reading.denials == "ignore"))


def shared_leaders(
    data: Dataset, reading: Reading = Reading(), organizations: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return who leads both, for every pair of organizations.

    Parameters
    ----------
    data : Dataset
    reading : Reading
    organizations : iterable of str, optional
        Only these, in this order. Default: all entities of kind organization, in
        the order of the table; those without leaders stay in.

    Returns
    -------
    DataFrame
        One row, one pair; columns ``organization_a``, ``organization_b`` (ids),
        ``shared`` and ``contested`` (people; contested is 0 unless denials leave a tie
        unresolved), ``leaders_a``, ``leaders_b`` (whose role counts), ``jaccard``
        (shared of all leaders of the two), ``overlap_coefficient`` (shared of the
        smaller number of leaders), missing where there are no leaders to share;
        ``people`` (names of those shared, then of those contested with the word
        "contested" in brackets, joined by "; ").

    Raises
    ------
    ValueError
        With a suggestion, if an organization is unknown.
    """
    chosen = chosen_organizations(data, organizations)
    counted, possible = _sides(data, reading)
    names = data.who.entities
    rows = []
    for a, b in combinations(chosen, 2):
        shared, contested = _both(counted, possible, a, b)
        people = [
            *(names[person] for person in shared),
            *(f"{names[person]} (contested)" for person in contested),
        ]
        rows.append(
            {
                "organization_a": a,
                "organization_b": b,
                "shared": len(shared),
                "contested": len(contested),
                "leaders_a": len(counted[a]),
                "leaders_b": len(counted[b]),
                "jaccard": _ratio(len(shared), len(counted[a] | counted[b])),
                "overlap_coefficient": _ratio(len(shared), min(len(counted[a]), len(counted[b]))),
                "people": "; ".join(people),
            }
        )
    return pd.DataFrame(rows, columns=list(_PAIR_TYPES)).astype(_PAIR_TYPES)


def shared_people(
    data: Dataset, a: str, b: str, reading: Reading = Reading()
) -> tuple[list[str], list[str]]:
    """Return the people who lead both of two organizations, and those of whom that is contested.

    Returns
    -------
    tuple of two lists of str
        Ids, sorted.

    Raises
    ------
    ValueError
        With a suggestion, if an organization is unknown.
    """
    chosen_organizations(data, [a, b])
    return _both(*_sides(data, reading), a, b)


def _sides(
    data: Dataset, reading: Reading
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Each organization's people whose role counts, and those whose role is possible.

    The second is another matter only where denials leave a tie unresolved.
    """
    roles = leaders(data, reading)
    counted = roles[roles["counts"]]
    possible = roles if reading.denials == "unresolved" else counted
    return leaders_by_organization(counted), leaders_by_organization(possible)


def _both(
    counted: Mapping[str, set[str]], possible: Mapping[str, set[str]], a: str, b: str
) -> tuple[list[str], list[str]]:
    shared = counted[a] & counted[b]
    return sorted(shared), sorted((possible[a] & possible[b]) - shared)


_PAIR_TYPES = {
    "organization_a": "str",
    "organization_b": "str",
    "shared": "int64",
    "contested": "int64",
    "leaders_a": "int64",
    "leaders_b": "int64",
    "jaccard": "float64",
    "overlap_coefficient": "float64",
    "people": "str",
}


def chosen_organizations(data: Dataset, chosen: Iterable[str] | None) -> list[str]:
    """Return the organizations asked for, each once, or all of the data.

    Raises
    ------
    ValueError
        With a suggestion, if one is unknown.
    """
    known = data.who.of_kind("organization")
    if chosen is None:
        return known
    chosen = list(dict.fromkeys(chosen))
    refuse_unknown("organization", chosen, known)
    return chosen


def leaders_by_organization(roles: pd.DataFrame) -> Mapping[str, set[str]]:
    """Return the people with a role in each organization; nobody in those that have none."""
    people = defaultdict(set)
    for organization, person in zip(
        roles["organization"].tolist(), roles["person"].tolist(), strict=True
    ):
        people[organization].add(person)
    return people


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else nan


def busiest_pair(data: Dataset) -> tuple[str, str]:
    """Return the pair of organizations with most possible shared leaders.

    Possible: at any time, in any wording, whoever denies it; inferences are not
    admitted. Ties go to the pair with most of them now, then to the first in the
    alphabet of ids.

    Raises
    ------
    ValueError
        If the data have fewer than two organizations.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> busiest_pair(load_dataset())
    ('haqqani-network', 'taliban')
    """
    organizations = sorted(chosen_organizations(data, None))
    if len(organizations) < 2:
        raise ValueError(f"a pair takes two organizations, and the data have {len(organizations)}")
    ever, now = (_possible_counts(data, Reading(times=times)) for times in (EVER, NOW))
    first = (organizations[0], organizations[1])
    return min({first, *ever}, key=lambda pair: (-ever[pair], -now[pair], pair))


def _possible_counts(data: Dataset, reading: Reading) -> Mapping[tuple[str, str], int]:
    roles = leaders(data, reading)
    led = roles.groupby("person")["organization"].agg(set)
    return Counter(pair for organizations in led for pair in combinations(sorted(organizations), 2))
