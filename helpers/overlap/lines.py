"""Roles and lines between people and organizations, as a picture or a table of them needs it.

>>> from helpers.claims import Reading
>>> from helpers.data import load_dataset
>>> roles_table(load_dataset(), Reading()).columns.tolist()[:2]
['person', 'Taliban']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from helpers.claims import (
    Reading,
    all_aloud,
    believed_sources,
    in_brackets,
    index_first,
    is_coding,
    leader_claims,
    propositions,
)
from helpers.codebook import list_items, listed
from helpers.data import Dataset
from helpers.overlap.answers import MOST_ORGANIZATIONS
from helpers.overlap.who_leads import role_states

MOST_CELLS = 1_000_000
"""Of people × organizations; a larger table has one column for most organizations together."""

_OTHERS = ""
"""No entity has this id."""


def roles_table(data: Dataset, reading: Reading) -> pd.DataFrame:
    """Return people × organizations, with who says it in each cell, and who denies it.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    DataFrame
        One row, one person with a role that some counting claim asserts or denies;
        columns ``person`` and one for each organization of such a role. A cell lists the
        roles, each with its period unless it is now, the claims that assert it and those
        that deny it, with their hedges. Blank: not stated, and not denied either. Of many
        organizations, those with most people come first, and so do their people; where they
        would make more than a million cells, all but the first 18 share the last column, with
        their names in its cells, and its own name says how many they are.

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> roles_table(load_dataset(), Reading()).loc[0, "Taliban"].splitlines()[0]
    "the article's author [c032]: is deputy leader of"
    """
    roles = role_states(data, leader_claims(data, reading), reading)
    claims, speakers, labels = (
        data["claims"].set_index("claim_id"),
        data.who.said_by,
        data.who.relations,
    )

    def one(claim: str) -> str:
        hedges = ", ".join(f"“{hedge}”" for hedge in list_items(claims.at[claim, "hedge"], ";"))
        return f"{speakers[claims.at[claim, 'speaker']]}{hedges and f' ({hedges})'} [{claim}]"

    def said(row: Any) -> str:
        role = f"{labels[row.relation]}{in_brackets(row.period)}"
        who = [listed([one(claim) for claim in ids.split("; ")]) for ids in row.by if ids]
        if not row.asserted_by:
            return f"denied by {who[0]}: {role}"
        return f"{who[0]}: {role}" + "".join(f"; denied by {others}" for others in who[1:])

    roles = roles.assign(by=list(zip(roles["asserted_by"], roles["denied_by"], strict=True)))
    roles = roles.assign(cell=[said(row) for row in roles.itertuples()])
    ends, names = ["person", "organization"], dict(data.who.entities)
    people, organizations = (pd.Index(roles[end].unique()) for end in ends)
    if len(organizations) > MOST_ORGANIZATIONS:
        asserted = roles[roles["asserted_by"] != ""].drop_duplicates(ends)
        organizations = _most_first(organizations, asserted["organization"])
        first = asserted["organization"].isin(organizations[:MOST_ORGANIZATIONS])
        people = _most_first(people, asserted.loc[first, "person"])
    if len(people) * len(organizations) > MOST_CELLS:
        others = organizations[MOST_ORGANIZATIONS - 1 :]
        names[_OTHERS] = f"{len(others):,} other organizations"
        other = roles["organization"].isin(others)
        named = roles["organization"].map(names) + ": " + roles["cell"]
        roles = roles.assign(
            cell=roles["cell"].mask(other, named),
            organization=roles["organization"].mask(other, _OTHERS),
        )
        organizations = organizations[: MOST_ORGANIZATIONS - 1].append(pd.Index([_OTHERS]))
    wide = (
        roles.groupby(ends, sort=False)["cell"]
        .agg("\n".join)
        .unstack(fill_value="")
        .reindex(index=people, columns=organizations)
        .rename(index=names, columns=names)
    )
    return index_first(wide, "person")  # a club may be called that


def _most_first(several: pd.Index, mentioned: pd.Series) -> pd.Index:
    """Sort by how often each is mentioned; equals stay in order."""
    counts = mentioned.value_counts().reindex(several, fill_value=0)
    return counts.sort_values(ascending=False, kind="stable").index


def collectives_table(data: Dataset) -> pd.DataFrame:
    """Return what is said of unnamed groups in leading positions: shown, never counted.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        Columns ``claim``, ``proposition``, ``in_words`` (read aloud).

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = collectives_table(data)
    >>> for words in found["proposition"]:
    ...     print(words)
    the friends on both committees → are among the leaders of → Chess Club
    the friends on both committees → are among the leaders of → Kite Club
    """
    relations, entities, claims = data["relations"], data["entities"], data["claims"]
    leading = set(relations.loc[relations["kind"] == "leadership", "relation"])
    groups = set(entities.loc[entities["kind"] == "collective", "entity_id"])
    symmetric = claims["relation"].isin(data.who.relations_where("symmetric"))
    # A symmetric relation may have been coded from the organization's end.
    of_group = claims["subject"].isin(groups) | (symmetric & claims["object"].isin(groups))
    primary = claims["alternative_of"] == ""
    found = claims[claims["relation"].isin(leading) & of_group & primary]
    return pd.DataFrame(
        {
            "claim": found["claim_id"],
            "proposition": propositions(data, found),
            "in_words": all_aloud(data, found["claim_id"]),
        }
    )


def lines_table(data: Dataset, reading: Reading, tempting: bool = False) -> pd.DataFrame:
    """Return the lines of a two-mode picture: who is said to lead what, and who is denied to.

    Parameters
    ----------
    data : Dataset
    reading : Reading
    tempting : bool
        Add the roles that only inferences give, whomever the reading believes, as lines of
        their own kind.

    Returns
    -------
    DataFrame
        One row, one person, organization (as `data.who` names them) and period; columns
        ``line``: stands, contested, denied or inference (the best of its roles), and
        ``hedged`` (bool): do all who assert one of these say that it is possible or probable?

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = lines_table(data, Reading())
    >>> print(found[found["person"] == "Barnaby Rook"].to_string(index=False))
          person organization period      line  hedged
    Barnaby Rook   Chess Club    now contested   False
    Barnaby Rook    Kite Club    now    stands   False
    """
    roles = role_states(data, leader_claims(data, reading), reading)
    roles = roles.assign(line=roles["state"])
    if tempting:
        believed = data.who.inferences | believed_sources(data, reading)
        wider = replace(reading, inferences=True, believed=believed)
        more = role_states(data, leader_claims(data, wider), wider)
        more = more[more["state"] != "denied"].assign(line="inference")
        roles = pd.concat([roles, more], ignore_index=True)
    return _lines(data, roles)


def _lines(data: Dataset, roles: pd.DataFrame, apart: Sequence[str] = ()) -> pd.DataFrame:
    """One line for each person, organization and period: the best of the roles."""
    names, columns = data.who.entities, [*apart, "person", "organization", "period"]
    rank = roles["line"].map({"stands": 0, "contested": 1, "denied": 2, "inference": 3})
    cautious = set(
        data["claims"].loc[data["claims"]["certainty"].isin(["possible", "probable"]), "claim_id"]
    )
    hedged = [set(asserted.split("; ")) <= cautious for asserted in roles["asserted_by"]]
    best = (
        roles.assign(rank=rank, hedged=hedged)
        .sort_values(["rank", "hedged"], kind="stable")
        .drop_duplicates(columns)
        .sort_index()
    )
    named = best.assign(
        person=best["person"].map(names), organization=best["organization"].map(names)
    )
    return named[[*columns, "line", "hedged"]].reset_index(drop=True)


def organization_names(data: Dataset, a: str, b: str, lines: pd.DataFrame) -> list[str]:
    """Return the names of the organizations to draw: the pair, then whatever else somebody leads.

    If these are many, those of most people are named.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    lines : DataFrame
        As `lines_table` returns it.

    Returns
    -------
    list of str
        Names, the pair first.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> organization_names(data, "chess-club", "kite-club", lines_table(data, Reading()))
    ['Chess Club', 'Kite Club', 'Harbour Office', 'Brass Band']
    """
    pair = [data.who.name(a), data.who.name(b)]
    led = lines.loc[lines["line"] != "denied", ["person", "organization"]].drop_duplicates()
    most = led["organization"].value_counts().index[:MOST_ORGANIZATIONS]
    return list(dict.fromkeys([*pair, *led.loc[led["organization"].isin(most), "organization"]]))


def speaker_views(data: Dataset, reading: Reading) -> dict[str, pd.DataFrame]:
    """Return the lines as each speaker alone has them, the relays granted.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    dict of str to DataFrame
        The speaker, as `data.who` names it → lines as `lines_table` gives them; those of
        most lines first; empty for those who say nothing of leaders.

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> views = speaker_views(data, Reading())
    >>> [view] = [view for name, view in views.items() if name.startswith("Osric Tarr")]
    >>> view[["person", "organization"]].values.tolist()
    [['Barnaby Rook', 'Chess Club']]
    """
    names, inferences = data.who.sources, data.who.inferences
    claims = data["claims"]
    said = leader_claims(data, reading)
    chosen = claims.loc[is_coding(data, claims, reading), "speaker"]
    speakers = [speaker for speaker in dict.fromkeys(chosen) if speaker not in inferences]
    own = role_states(data, said, reading, ["speaker"])
    lines = _lines(data, own.assign(line=own["state"]), ["speaker"])
    alone = dict(list(lines.groupby("speaker")))
    nothing = lines.iloc[:0]
    found = {
        names[speaker]: alone.get(speaker, nothing).drop(columns="speaker").reset_index(drop=True)
        for speaker in speakers
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))
