"""Balance: who is said to stand with and against whom, and how far that splits into two camps.

>>> from helpers.data import load_dataset
>>> signed = signed_ties(load_dataset())
>>> signed.set_index(["group_a", "group_b"]).loc[("isis-k", "taliban"), "sign"]
'negative'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.claims import Reading, coding_words, primaries, recoded, ties
from helpers.codebook import as_list, constraint, fields, listed, refuse_unknown
from helpers.data import Dataset

MOST_GROUPS = 12
"""Groups that hang together, of which all divisions into two camps are tried."""


class TooManyGroupsError(ValueError):
    """More groups hang together than all divisions of which can be tried."""


def signed_ties(
    data: Dataset, reading: Reading = Reading(), kinds: str | Iterable[str] = ("organization",)
) -> pd.DataFrame:
    """Return the pairs of groups that are tied for good or ill under a reading.

    The sign of a tie is that of its relation. The denial of a tie is not a
    negative tie: who denies that two are linked does not say that they fight.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Under ``unresolved`` a contested tie is neither there nor not, and shown apart.
    kinds : str or iterable of str
        The kinds of entities that are groups; ``collective`` adds the unnamed ones.

    Returns
    -------
    DataFrame
        One row, one pair of two groups, in the order of the claims; columns ``group_a``,
        ``group_b`` (ids, in order), ``sign`` (positive, negative, ambivalent if both
        stand, contested if nothing stands), ``positive``, ``negative`` and
        ``contested`` (relations, joined by "; ").

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself, or if there is no
        such kind.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> print(signed_ties(data)[["group_a", "group_b", "sign"]].to_string(index=False))
       group_a        group_b      sign
    chess-club      kite-club  positive
    brass-band     chess-club contested
    brass-band      kite-club  negative
     kite-club pigeon-society  negative
    brass-band pigeon-society  positive
    """
    signs = dict(zip(data["relations"]["relation"], data["relations"]["sign"], strict=True))
    kinds = as_list(kinds)
    refuse_unknown("kind of entity", kinds, constraint(fields("entities")["kind"], "enum"))
    groups = {entity for kind in kinds for entity in data.who.of_kind(kind)}
    found = ties(data, reading)
    sign = found["relation"].map(signs)
    among_groups = found["subject"].isin(groups) & found["object"].isin(groups)
    among_groups &= found["subject"] != found["object"]  # as where two are read as one
    found = found[sign.isin(["+", "-"]) & among_groups]
    sign = sign[found.index]
    contested = found["state"] == "contested"
    open_ = contested & (reading.denials == "unresolved")
    stands = (found["state"] == "stands") | (contested & (reading.denials == "ignore"))
    ends = zip(found["subject"], found["object"], strict=True)
    named = pd.DataFrame(
        {
            "pair": [tuple(sorted(pair)) for pair in ends],
            "positive": found["relation"].where(stands & (sign == "+"), ""),
            "negative": found["relation"].where(stands & (sign == "-"), ""),
            "contested": found["relation"].where(open_, ""),
        }
    )
    columns = ["positive", "negative", "contested"]
    rows = []
    for (group_a, group_b), own in named[stands | open_].groupby("pair", sort=False):
        cells = ["; ".join(dict.fromkeys(filter(None, own[column]))) for column in columns]
        rows.append((group_a, group_b, *cells))
    frame = pd.DataFrame(rows, columns=["group_a", "group_b", *columns], dtype="str")
    frame.insert(2, "sign", pd.Series([_sign(row) for row in frame.itertuples()], dtype="str"))
    return frame


def _sign(row: Any) -> str:
    if row.positive and row.negative:
        return "ambivalent"
    if row.positive:
        return "positive"
    return "negative" if row.negative else "contested"


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

    Examples
    --------
    >>> ties = [("A", "B", "positive"), ("B", "C", "negative"), ("D", "E", "positive")]
    >>> signed = pd.DataFrame(ties, columns=["group_a", "group_b", "sign"])
    >>> opposed_parts(signed)[["group_a", "group_b"]].values.tolist()
    [['A', 'B'], ['B', 'C']]
    """
    opposed = set(signed.loc[signed["sign"].isin(["negative", "ambivalent"]), "group_a"])
    kept = {group for part in _parts(signed) if part & opposed for group in part}
    return signed[signed["group_a"].isin(kept)].reset_index(drop=True)


def most_tied(networks: Iterable[pd.DataFrame], most: int = MOST_GROUPS) -> list[str] | None:
    """Return the most tied groups of signed networks in which too many hang together.

    Where all divisions can be tried, it is None.

    Parameters
    ----------
    networks : iterable of DataFrame
        As `signed_ties` returns them, of one dataset.
    most : int
        Groups that may hang together.

    Returns
    -------
    list of str, or None
        Ids, sorted: of each part of all networks together those with most ties, then
        the first by id.

    Examples
    --------
    >>> ties = [("A", "B", "positive"), ("B", "C", "negative"), ("D", "E", "positive")]
    >>> signed = pd.DataFrame(ties, columns=["group_a", "group_b", "sign"])
    >>> most_tied([signed]) is None, most_tied([signed], most=2)
    (True, ['A', 'B', 'D', 'E'])
    """
    networks = [
        network.loc[network["sign"] != "contested", ["group_a", "group_b"]] for network in networks
    ]
    if all(len(part) <= most for network in networks for part in _parts(network)):
        return None
    together = pd.concat(networks)
    count = Counter([*together["group_a"], *together["group_b"]])
    chosen: list[str] = []
    for part in _parts(together):
        chosen += sorted(part, key=lambda group: (-count[group], group))[:most]
    return sorted(chosen)


def _parts(network: pd.DataFrame) -> Iterator[set[str]]:
    """The groups of a network, those together that a chain of ties connects."""
    import networkx as nx

    yield from nx.connected_components(nx.from_pandas_edgelist(network, "group_a", "group_b"))


def among(signed: pd.DataFrame, groups: Iterable[str] | None) -> pd.DataFrame:
    """Return the rows of a signed network in which both groups are among some.

    Where no groups are named, these are all rows.

    Parameters
    ----------
    signed : DataFrame
        As `signed_ties` returns it.
    groups : iterable of str, or None
        Ids of groups. None: all.

    Returns
    -------
    DataFrame
        Rows of `signed`, numbered anew.

    Examples
    --------
    >>> ties = [("A", "B", "positive"), ("B", "C", "negative"), ("D", "E", "positive")]
    >>> signed = pd.DataFrame(ties, columns=["group_a", "group_b", "sign"])
    >>> among(signed, ["A", "B", "D"])["group_b"].tolist()
    ['B']
    """
    if groups is None:
        return signed
    groups = set(groups)
    both = signed["group_a"].isin(groups) & signed["group_b"].isin(groups)
    return signed[both].reset_index(drop=True)


class Frustration(NamedTuple):
    """How far a signed network is from two camps.

    Attributes
    ----------
    index : int
        The least number of pairs that do not fit, over all divisions into two camps.
    ties : DataFrame
        Those ties, for the first best division: ``group_a``, ``group_b``, ``sign``;
        ambivalent ones among them, which fit none.
    camps : tuple of two tuples of str
        The first best division: each group's camp, where the parts that hang
        together are divided apart from each other.
    divisions : int
        How many divisions are as good.
    """

    index: int  # type: ignore[assignment]  # its name in the literature; nobody searches this tuple
    ties: pd.DataFrame
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    divisions: int

    def words(self, names: Mapping[str, str]) -> str:
        """Say who stands in which camp, and what does not fit.

        Parameters
        ----------
        names : mapping of str to str
            Group (id) → name.

        Returns
        -------
        str
            Some short sentences.

        Examples
        --------
        >>> ties = [("A", "B", "positive"), ("B", "C", "negative")]
        >>> signed = pd.DataFrame(ties, columns=["group_a", "group_b", "sign"])
        >>> frustration(signed).words({"A": "Ada", "B": "Ben", "C": "Clara"})
        'One camp: Ada and Ben. The other: Clara. Every pair fits.'
        """
        camps = [listed([names[group] for group in camp]) for camp in self.camps if camp]
        if not camps:
            return "No pair is positive or negative, so there are no camps."
        said = [f"One camp: {camps[0]}.", f"The other: {camps[1]}." if camps[1:] else "No other."]
        if self.divisions > 1:
            said.append(f"Divisions that are as good: {self.divisions - 1:,} more.")
        ends = zip(self.ties["group_a"], self.ties["group_b"], self.ties["sign"], strict=True)
        unfit = "; ".join(f"{names[a]} and {names[b]} ({sign})" for a, b, sign in ends)
        return " ".join([*said, f"Does not fit: {unfit}." if unfit else "Every pair fits."])


def frustration(signed: pd.DataFrame, most_groups: int = MOST_GROUPS) -> Frustration:
    """Return how many pairs do not fit the best division of the groups into two camps.

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
        ``index`` (number of ties), the ties that do not fit, the two camps, and how many
        ``divisions`` are as good.

    Raises
    ------
    TooManyGroupsError
        If more than `most_groups` hang together; it says what to do.

    Examples
    --------
    >>> ties = [("A", "B", "positive"), ("A", "C", "positive"), ("B", "C", "negative")]
    >>> friends = pd.DataFrame(ties, columns=["group_a", "group_b", "sign"])
    >>> found = frustration(friends)
    >>> found.index, found.divisions
    (1, 3)
    """
    counted = signed.loc[signed["sign"] != "contested", ["group_a", "group_b", "sign"]]
    counted = counted.reset_index(drop=True)
    side: dict[str, bool] = {}
    divisions = 1
    for part in sorted(map(sorted, _parts(counted))):
        own = counted[counted["group_a"].isin(part)]
        best = _best_divisions(part, own, most_groups)
        side |= dict(zip(part, best[0].tolist(), strict=True))
        divisions *= len(best)
    apart = counted["group_a"].map(side) != counted["group_b"].map(side)
    misplaced = apart == (counted["sign"] == "positive")
    unfit = counted[misplaced | (counted["sign"] == "ambivalent")].reset_index(drop=True)
    first = tuple(group for group in sorted(side) if not side[group])
    second = tuple(group for group in sorted(side) if side[group])
    return Frustration(len(unfit), unfit, (first, second), divisions)


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
        something; columns ``coding`` (claim id), ``in_words``, ``frustration``,
        ``does_not_fit`` (pairs of names).

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself, or if there is no
        such group.
    TooManyGroupsError
        If too many groups hang together for all divisions to be tried.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> balance_codings(data).values.tolist()
    [['as coded', 'as coded', 0, '']]
    """
    refuse_unknown("group", groups or (), data["entities"]["entity_id"])
    relations, claims = data["relations"], data["claims"]
    relation = dict(zip(claims["claim_id"].tolist(), claims["relation"].tolist(), strict=True))
    signed = set(relations.loc[relations["sign"] != "", "relation"])
    rows = [("as coded", "as coded", *_outcome(data, reading, groups))]
    for alternative, primary in primaries(data).items():
        if not {relation[alternative], relation[primary]} & signed:
            continue  # it can change no sign
        outcome = _outcome(data, recoded(data, reading, alternative), groups)
        if outcome != rows[0][2:]:
            words = coding_words(data, [alternative])[alternative]
            rows.append((alternative, words, *outcome))
    return pd.DataFrame(rows, columns=["coding", "in_words", "frustration", "does_not_fit"])


def _outcome(data: Dataset, reading: Reading, groups: Collection[str] | None) -> tuple[int, str]:
    found = frustration(among(signed_ties(data, reading), groups))
    name = data.who.entities
    pairs = zip(found.ties["group_a"], found.ties["group_b"], strict=True)
    return found.index, "; ".join(f"{name[a]} and {name[b]}" for a, b in pairs)


def _best_divisions(part: list[str], own: pd.DataFrame, most_groups: int) -> np.ndarray:
    """The divisions of one part with fewest ties that do not fit.

    The first group stays in the first camp: to swap the camps is no other division.

    Returns
    -------
    ndarray of bool, shape (divisions, groups)
        True in the second camp.
    """
    if len(part) > most_groups:
        raise TooManyGroupsError(
            f"{len(part)} groups hang together, and all divisions are tried up to {most_groups}: "
            f"leave some out, or pass most_groups={len(part)} and wait for "
            f"{2 ** (len(part) - 1):,} divisions"
        )
    place = {group: number for number, group in enumerate(part)}
    # A division is a number, and each bit a group's camp; even ones leave the first in the first.
    divisions = np.arange(0, 2 ** len(part), 2)
    camps = (divisions[:, None] >> np.arange(len(part))) & 1 == 1
    unfit = np.zeros(len(camps))
    for a, b, sign in own[own["sign"] != "ambivalent"].itertuples(index=False):
        unfit += (camps[:, place[a]] != camps[:, place[b]]) == (sign == "positive")
    return camps[unfit == unfit.min()]
