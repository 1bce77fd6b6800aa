"""Lineage: the claims and the sources that the overlap of two organizations can rest on.

>>> from helpers.data import load_dataset
>>> lineage(load_dataset(), "taliban", "haqqani-network").sources
('author', 'state-department')
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from helpers.claims import Reading, is_believed, leader_claims
from helpers.codebook import refuse_unknown
from helpers.data import Dataset, entities_of_kind

__all__ = ["Lineage", "check_pair", "lineage", "mattering", "trail"]


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
    """Return those of a pair's claims that can matter: on ties that are asserted, of people with such ties to both."""
    keys = list(zip(*(claims[column].tolist() for column in _TIE)))
    asserted = {key for key, stance in zip(keys, claims["stance"]) if stance == "asserts"}
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
    refuse_unknown("organization", {a, b}, entities_of_kind(data, "organization"))
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
    claims = claims.sort_values(
        ["_person", "_side"], ignore_index=True
    )  # by several columns, which keeps equals in order
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
