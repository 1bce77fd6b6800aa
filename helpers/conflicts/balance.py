"""Balance: who is said to stand with and against whom, and how far that splits into two camps.

>>> from helpers.data import load_dataset
>>> signed = signed_ties(load_dataset())
>>> signed.set_index(["group_a", "group_b"]).loc[("isis-k", "taliban"), "sign"]
'negative'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.claims import Reading, primaries, recoded, ties
from helpers.data import Dataset

MOST_GROUPS = 12
"""Groups that hang together, of which all divisions into two camps are tried."""


class TooManyGroupsError(ValueError):
    """More groups hang together than all divisions of which can be tried."""


def signed_ties(
    data: Dataset, reading: Reading = Reading(), kinds: Iterable[str] = ("organization",)
) -> pd.DataFrame:
    """Return the pairs of groups that are tied for good or ill under a reading.

    The sign of a tie is that of its relation. The denial of a tie is not a
    negative tie: who denies that two are linked does not say that they fight.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Under ``unresolved`` a contested tie is neither there nor not, and shown apart.
    kinds : iterable of str
        The kinds of entities that are groups; ``collective`` adds the unnamed ones.

    Returns
    -------
    DataFrame
        One row, one pair, in the order of the claims; columns ``group_a``,
        ``group_b`` (ids, in order), ``sign`` (positive, negative, ambivalent if both
        stand, contested if nothing stands), ``positive``, ``negative`` and
        ``contested`` (relations, joined by "; ").
    """
    signs = dict(zip(data["relations"]["relation"], data["relations"]["sign"], strict=True))
    groups = {entity for kind in kinds for entity in data.who.of_kind(kind)}
    found = ties(data, reading)
    found = found[
        found["relation"].map(signs).isin(["+", "-"])
        & found["subject"].isin(groups)
        & found["object"].isin(groups)
    ]
    open_ = (found["state"] == "contested") & (reading.denials == "unresolved")
    stands = (found["state"] == "stands") | (
        (found["state"] == "contested") & (reading.denials == "ignore")
    )
    named = pd.DataFrame(
        {
            "pair": [
                tuple(sorted(pair)) for pair in zip(found["subject"], found["object"], strict=True)
            ],
            "positive": found["relation"].where(stands & (found["relation"].map(signs) == "+"), ""),
            "negative": found["relation"].where(stands & (found["relation"].map(signs) == "-"), ""),
            "contested": found["relation"].where(open_, ""),
        }
    )
    rows = [
        {"group_a": pair[0], "group_b": pair[1]}
        | {
            column: "; ".join(dict.fromkeys(filter(None, rows[column])))
            for column in ("positive", "negative", "contested")
        }
        for pair, rows in named[stands | open_].groupby("pair", sort=False)
    ]
    frame = pd.DataFrame(
        rows, columns=["group_a", "group_b", "positive", "negative", "contested"], dtype="str"
    )
    frame.insert(2, "sign", pd.Series([_sign(row) for row in frame.itertuples()], dtype="str"))
    return frame


def _sign(row) -> str:
    if row.positive and row.negative:
        return "ambivalent"
    return "positive" if row.positive else "negative" if row.negative else "contested"


def opposed_parts(signed: pd.DataFrame) -> pd.DataFrame:
    """Return the ties of those parts of a signed network in which something is negative.

    The others fit in any case.

    Parameters
    ----------
    signed : DataFrame
        As `signed_ties` returns it.

    Returns
    -------
    DataFrame
        The rows of the groups that hang together with a negative or ambivalent tie.
    """
    import networkx as nx

    network = nx.from_pandas_edgelist(signed, "group_a", "group_b")
    opposed = set(signed.loc[signed["sign"].isin(["negative", "ambivalent"]), "group_a"])
    kept = {group for part in nx.connected_components(network) if part & opposed for group in part}
    return signed[signed["group_a"].isin(kept)].reset_index(drop=True)


def most_tied(networks: Iterable[pd.DataFrame], most: int = MOST_GROUPS) -> list[str] | None:
    """Return the most tied groups of signed networks that are too large to try; else None.

    Parameters
    ----------
    networks : iterable of DataFrame
        As `signed_ties` returns them, of one dataset.
    most : int
        Groups that may hang together.

    Returns
    -------
    list of str, or None
        Ids, sorted: of each part of all networks together those with most ties, then the first by
        id.
    """
    import networkx as nx

    networks = [
        network.loc[network["sign"] != "contested", ["group_a", "group_b"]] for network in networks
    ]
    if all(
        len(part) <= most
        for network in networks
        for part in nx.connected_components(nx.from_pandas_edgelist(network, "group_a", "group_b"))
    ):
        return None
    together = pd.concat(networks)
    ties = Counter([*together["group_a"], *together["group_b"]])
    parts = nx.connected_components(nx.from_pandas_edgelist(together, "group_a", "group_b"))
    return sorted(
        group
        for part in parts
        for group in sorted(part, key=lambda group: (-ties[group], group))[:most]
    )


def among(signed: pd.DataFrame, groups: Iterable[str] | None) -> pd.DataFrame:
    """Return the rows of a signed network in which both groups are among some.

    All rows without any groups named.
    """
    if groups is None:
        return signed
    groups = set(groups)
    return signed[signed["group_a"].isin(groups) & signed["group_b"].isin(groups)].reset_index(
        drop=True
    )


class Frustration(NamedTuple):
    """How far a signed network is from two camps.

    Attributes
    ----------
    index : int
        The least number of ties that do not fit, over all divisions into two camps.
    ties : DataFrame
        Those ties, for the first best division: ``group_a``, ``group_b``, ``sign``;
        ambivalent ones among them, which fit none.
    camps : tuple of two tuples of str
        The first best division: each group's camp, where the parts that hang
        together are divided apart from each other.
    divisions : int
        How many divisions are as good.
    """

    index: int
    ties: pd.DataFrame
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    divisions: int


def frustration(signed: pd.DataFrame, most_groups: int = MOST_GROUPS) -> Frustration:
    """Return how many ties do not fit the best division of the groups into two camps.

    A signed network is balanced if its groups fall into two camps (one may be
    empty) with all positive ties inside and all negative ones between them
    (Cartwright & Harary 1956, structure theorem). The frustration index, or line
    index of balance, is the least number of ties that would have to go or to change
    their sign (Abelson & Rosenberg 1958; Harary 1959). All divisions are tried, one
    part that hangs together at a time.

    Parameters
    ----------
    signed : DataFrame
        As `signed_ties` returns it: ``group_a``, ``group_b``, ``sign``. An ambivalent
        tie fits no division and counts in each; a contested one may not be there,
        and counts in none.
    most_groups : int
        Groups that hang together; more are refused.

    Returns
    -------
    Frustration

    Raises
    ------
    TooManyGroupsError
        With what to do.

    Examples
    --------
    >>> friends = pd.DataFrame(
    ...     {
    ...         "group_a": ["A", "A", "B"],
    ...         "group_b": ["B", "C", "C"],
    ...         "sign": ["positive", "positive", "negative"],
    ...     }
    ... )
    >>> found = frustration(friends)
    >>> found.index, found.divisions
    (1, 3)
    """
    counted = signed.loc[signed["sign"] != "contested", ["group_a", "group_b", "sign"]].reset_index(
        drop=True
    )
    import networkx as nx

    network = nx.from_pandas_edgelist(counted, "group_a", "group_b")
    side, divisions = {}, 1
    for part in sorted(sorted(component) for component in nx.connected_components(network)):
        own = counted[counted["group_a"].isin(part)]
        best = _best_divisions(part, own, most_groups)
        side |= dict(zip(part, best[0].tolist(), strict=True))
        divisions *= len(best)
    apart = counted["group_a"].map(side) != counted["group_b"].map(side)
    unfit = counted[
        (apart == (counted["sign"] == "positive")) | (counted["sign"] == "ambivalent")
    ].reset_index(drop=True)
    camps = tuple(
        tuple(group for group in sorted(side) if side[group] is camp) for camp in (False, True)
    )
    return Frustration(len(unfit), unfit, camps, divisions)


def balance_codings(
    data: Dataset, reading: Reading = Reading(), groups: Collection[str] | None = None
) -> pd.DataFrame:
    """Return the alternative codings that would change the frustration index.

    Parameters
    ----------
    data : Dataset
    reading : Reading
    groups : collection of str, optional
        Only the ties among these. Default: all.

    Returns
    -------
    DataFrame
        First the reading as it is, then one row per alternative that changes
        something; columns ``coding`` (claim id), ``frustration``, ``does_not_fit``
        (pairs of ids).
    """
    relations, relation = (
        data["relations"],
        dict(
            zip(
                data["claims"]["claim_id"].tolist(),
                data["claims"]["relation"].tolist(),
                strict=True,
            )
        ),
    )
    signed = set(relations.loc[relations["sign"] != "", "relation"])
    rows = [("as coded", *_outcome(data, reading, groups))]
    for alternative, primary in primaries(data).items():
        if not {relation[alternative], relation[primary]} & signed:
            continue  # it can change no sign
        outcome = _outcome(data, recoded(data, reading, alternative), groups)
        rows += [(alternative, *outcome)] if outcome != rows[0][1:] else []
    return pd.DataFrame(rows, columns=["coding", "frustration", "does_not_fit"])


def _outcome(data: Dataset, reading: Reading, groups: Collection[str] | None) -> tuple[int, str]:
    found = frustration(among(signed_ties(data, reading), groups))
    return found.index, "; ".join(
        f"{a} – {b}" for a, b in zip(found.ties["group_a"], found.ties["group_b"], strict=True)
    )


def _best_divisions(part: list[str], own: pd.DataFrame, most_groups: int) -> np.ndarray:
    """The divisions of one part with fewest ties that do not fit.

    The first group stays in the first camp.

    Returns
    -------
    ndarray of bool, shape (divisions, groups)
        True in the second camp.
    """
    if len(part) > most_groups:
        raise TooManyGroupsError(
            f"{len(part)} groups hang together, and all divisions are tried up to {most_groups}:"
            f" leave some out, or pass most_groups={len(part)} and wait for"
            f" {2 ** (len(part) - 1):,} divisions"
        )
    place = {group: number for number, group in enumerate(part)}
    camps = (
        np.arange(0, 2 ** len(part), 2)[:, None] >> np.arange(len(part))
    ) & 1 == 1  # even: the first group's bit is 0
    unfit = np.zeros(len(camps))
    for a, b, sign in own[own["sign"] != "ambivalent"].itertuples(index=False):
        unfit += (camps[:, place[a]] != camps[:, place[b]]) == (sign == "positive")
    return camps[unfit == unfit.min()]
