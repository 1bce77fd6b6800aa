"""The overlap of two organizations in words and tables, as notebooks and the panel show it.

>>> from helpers.data import load_dataset
>>> data = load_dataset()
>>> print(answer(data, "taliban", "haqqani-network", Reading()))
Taliban and Haqqani Network share 1 leader: Sirajuddin Haqqani. (Everyone is believed; denials leave a tie unresolved; current and undated roles.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from helpers import overlap
from helpers.cases import TooManySourcesError
from helpers.claims import (
    EVER,
    Reading,
    all_aloud,
    believed_sources,
    describe,
    is_coding,
    leader_claims,
    possible_leader_claims,
    primaries,
    propositions,
    recoded,
    tie_states,
    without,
)
from helpers.codebook import list_items
from helpers.data import (
    Dataset,
    entity_name,
    entity_names,
    in_brackets,
    inference_sources,
    listed,
    relation_labels,
    source_names,
)
from helpers.lineage import lineage, trail
from helpers.ranges import TooManyCodingsError, overlap_range
from helpers.reasons import falls_with
from helpers.shares import leave_one_out, source_shares

__all__ = [
    "NAIVE",
    "answer",
    "answers_table",
    "codings_table",
    "collectives_table",
    "lines_table",
    "organization_names",
    "range_table",
    "roles_table",
    "shares_table",
    "speaker_views",
    "telling_readings",
    "trail_table",
]

MOST_ORGANIZATIONS = 19  # beside the names of people, as many columns as are shown

MOST_NAMED = 20
"""People whose names a sentence lists; of more it says how many."""

NAIVE = Reading(denials="ignore", times=EVER, inferences=True)
"""Whatever the text brings to mind: every wording, every time, every inference, no denial."""

VARIED = {
    "nothing": (),
    "denials": ("denials",),
    "certainty": ("certainty",),
    "times": ("times",),
    "alternatives": ("alternatives",),
    "all of these": ("denials", "certainty", "times", "alternatives"),
    "all of these, and inferences": ("denials", "certainty", "times", "alternatives", "inferences"),
    "whom one believes": ("sources",),
}


def answer(data: Dataset, a: str, b: str, reading: Reading) -> str:
    """Return the overlap of two organizations under a reading as a sentence, with the reading.

    Of whom it takes an inference to be shared, the sentence says that nobody says so.
    """
    names = entity_names(data)
    shared, contested = (
        [names[person] for person in people]
        for people in overlap.shared_people(data, a, b, reading)
    )
    pair = f"{entity_name(data, a)} and {entity_name(data, b)}"
    parts = [f"share {_counted(shared)}"] + (
        [_counted(contested, " is contested", " are contested")] if contested else []
    )
    unsaid = [names[person] for person in _unsaid(data, a, b, reading)]
    caveat = f", but nobody says so of {listed(unsaid)}" if unsaid else ""
    return f"{pair} {', and '.join(parts)}{caveat}. ({describe(data, reading)}.)"


def _unsaid(data: Dataset, a: str, b: str, reading: Reading) -> list[str]:
    """Those who are shared by inference alone."""
    if not reading.inferences:
        return []
    believed = believed_sources(data, reading) - inference_sources(data)
    sober = replace(reading, inferences=False, believed=believed)
    said = {person for people in overlap.shared_people(data, a, b, sober) for person in people}
    return [
        person
        for people in overlap.shared_people(data, a, b, reading)
        for person in people
        if person not in said
    ]


def _counted(people: list[str], one: str = "", several: str = "") -> str:
    if not people:
        return "no leader"
    named = [
        *people[:MOST_NAMED],
        *([f"{len(people) - MOST_NAMED} more"] if len(people) > MOST_NAMED else []),
    ]
    return f"{len(people)} leader{'s' + several if len(people) > 1 else one}: {listed(named)}"


def telling_readings(data: Dataset, a: str, b: str, most: int = 4) -> list[Reading]:
    """Return the default reading and its nearest neighbours that give another number.

    A neighbour drops one source; or drops one and takes an alternative coding, which
    has to change what the drop alone gives; or counts all times; or is the naive one.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    most : int
        How many readings to return at most.

    Returns
    -------
    list of Reading

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> data = load_dataset()
    >>> readings = telling_readings(data, "taliban", "haqqani-network")
    >>> answers_table(data, "taliban", "haqqani-network", readings)["shared"].to_list()
    [1, 0, 0, 1]
    """
    start, seen = Reading(), {}

    def number(reading: Reading) -> tuple[int, int]:
        if reading not in seen:
            found = overlap.shared_leaders(data, reading, [a, b]).iloc[0]
            seen[reading] = int(found["shared"]), int(found["contested"])
        return seen[reading]

    chosen = [start]
    for before, reading in _neighbours(data, a, b, start):
        if len(chosen) < most and number(reading) != number(before):
            chosen.append(reading)
    return chosen[:most]


def _neighbours(data: Dataset, a: str, b: str, start: Reading) -> Iterator[tuple[Reading, Reading]]:
    """Yield pairs of a reading and one that differs from it in one thing."""
    dropped = [without(data, start, source) for source in lineage(data, a, b, start).sources]
    yield from ((start, reading) for reading in dropped)
    for alternative in _codings_of(data, a, b, start):
        yield from (
            (reading, replace(reading, alternatives=frozenset([alternative])))
            for reading in dropped
        )
    yield start, replace(start, times=EVER)
    yield start, NAIVE


def answers_table(data: Dataset, a: str, b: str, several: Iterable[Reading]) -> pd.DataFrame:
    """Return the overlap of two organizations under several readings.

    Returns
    -------
    DataFrame
        One row, one reading; columns ``reading`` (in words, without what all of them
        have in common), ``shared``, ``contested`` (numbers of people), ``people``
        (names).
    """
    several = list(several)
    words = [describe(data, reading).split("; ") for reading in several]
    common = set.intersection(*map(set, words)) if len(words) > 1 else set()
    found = [overlap.shared_leaders(data, reading, [a, b]).iloc[0] for reading in several]
    return pd.DataFrame(
        {
            "reading": ["; ".join(word for word in parts if word not in common) for parts in words],
            "shared": [int(row["shared"]) for row in found],
            "contested": [int(row["contested"]) for row in found],
            "people": [row["people"] for row in found],
        }
    )


def roles_table(data: Dataset, reading: Reading) -> pd.DataFrame:
    """Return people × organizations, with who says it in each cell.

    Returns
    -------
    DataFrame
        One row, one person with a role that some counting claim asserts; columns
        ``person`` and one for each organization that somebody leads (names). A
        cell lists the roles, each with its period unless it is now, the claims
        that assert it and those that deny it, with their hedges. Blank: not stated. Of many
        organizations, those with most people come first, and so do their people.
    """
    roles, name = overlap.leaders(data, reading), entity_names(data)
    claims, speakers, labels = (
        data["claims"].set_index("claim_id"),
        source_names(data),
        relation_labels(data),
    )

    def one(claim: str) -> str:
        hedges = ", ".join(f"“{hedge}”" for hedge in list_items(claims.at[claim, "hedge"], ";"))
        return f"{speakers[claims.at[claim, 'speaker']]}{hedges and f' ({hedges})'} [{claim}]"

    def said(ids: str) -> str:
        return ", ".join(one(claim) for claim in ids.split("; ") if claim)

    cells = [
        f"{labels[row.relation]}{in_brackets(row.period)}: {said(row.asserted_by)}"
        + (f"; denied by {said(row.denied_by)}" if row.denied_by else "")
        for row in roles.itertuples()
    ]
    table = roles.assign(
        cell=cells, person=roles["person"].map(name), organization=roles["organization"].map(name)
    )
    wide = (
        table.groupby(["person", "organization"], sort=False)["cell"]
        .agg(" · ".join)
        .unstack(fill_value="")
    )
    if wide.shape[1] > MOST_ORGANIZATIONS:
        wide = wide[(wide != "").sum().sort_values(ascending=False, kind="stable").index]
        filled = (wide.iloc[:, :MOST_ORGANIZATIONS] != "").sum(axis=1)
        wide = wide.loc[filled.sort_values(ascending=False, kind="stable").index]
    return wide.rename_axis(columns=None).reset_index()


def collectives_table(data: Dataset) -> pd.DataFrame:
    """Return what is said of unnamed groups in leading positions: shown, never counted.

    Returns
    -------
    DataFrame
        Columns ``claim``, ``proposition``, ``in_words`` (read aloud).
    """
    relations, entities, claims = data["relations"], data["entities"], data["claims"]
    leading = set(relations.loc[relations["kind"] == "leadership", "relation"])
    groups = set(entities.loc[entities["kind"] == "collective", "entity_id"])
    found = claims[
        claims["relation"].isin(leading)
        & claims["subject"].isin(groups)
        & (claims["alternative_of"] == "")
    ]
    return pd.DataFrame(
        {
            "claim": found["claim_id"],
            "proposition": propositions(data, found),
            "in_words": all_aloud(data, found["claim_id"]),
        }
    )


def lines_table(data: Dataset, reading: Reading, tempting: bool = False) -> pd.DataFrame:
    """Return the lines of a two-mode picture: who is said to lead what.

    Parameters
    ----------
    data : Dataset
    reading : Reading
    tempting : bool
        Add the roles that only inferences give, as lines of their own kind.

    Returns
    -------
    DataFrame
        One row, one person, organization (names) and period; columns ``line``:
        stands, contested or inference (the best of its roles), and ``hedged``
        (bool): do all who assert it say that it is possible or probable?
    """
    roles = overlap.leaders(data, reading).assign(line=lambda frame: frame["state"])
    if tempting:
        more = overlap.leaders(data, replace(reading, inferences=True)).assign(line="inference")
        roles = pd.concat([roles, more], ignore_index=True)
    return _lines(data, roles)


def _lines(data: Dataset, roles: pd.DataFrame) -> pd.DataFrame:
    """One line for each person, organization and period: the best of the roles."""
    names, columns = entity_names(data), ["person", "organization", "period"]
    rank = roles["line"].map({"stands": 0, "contested": 1, "denied": 2, "inference": 3})
    best = (
        roles.assign(rank=rank)
        .sort_values("rank", kind="stable")
        .drop_duplicates(columns)
        .sort_index()
    )
    named = best.assign(
        person=best["person"].map(names), organization=best["organization"].map(names)
    )
    cautious = set(
        data["claims"].loc[data["claims"]["certainty"].isin(["possible", "probable"]), "claim_id"]
    )
    hedged = [set(asserted.split("; ")) <= cautious for asserted in best["asserted_by"]]
    return named.assign(hedged=hedged)[[*columns, "line", "hedged"]].reset_index(drop=True)


def organization_names(data: Dataset, a: str, b: str, lines: pd.DataFrame) -> list[str]:
    """Return the names of the organizations to draw: the pair, then whoever else somebody leads; those of most people, if there are many."""
    pair = [entity_name(data, a), entity_name(data, b)]
    most = (
        lines.drop_duplicates(["person", "organization"])["organization"]
        .value_counts()
        .index[:MOST_ORGANIZATIONS]
    )
    return list(
        dict.fromkeys([*pair, *lines.loc[lines["organization"].isin(most), "organization"]])
    )


def speaker_views(data: Dataset, reading: Reading) -> dict[str, pd.DataFrame]:
    """Return the lines as each speaker alone has them, the relays granted.

    Returns
    -------
    dict of str to DataFrame
        Name of the speaker → lines as `lines_table` gives them, and ``denied``
        ones; those of most lines first; empty for those who name no leader.
    """
    names, inferences, claims = source_names(data), inference_sources(data), data["claims"]
    said, chosen = (
        leader_claims(data, reading),
        claims.loc[is_coding(data, claims, reading), "speaker"],
    )
    speakers = [speaker for speaker in dict.fromkeys(chosen) if speaker not in inferences]
    found = {names[speaker]: _alone(data, said[said["speaker"] == speaker]) for speaker in speakers}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _alone(data: Dataset, said: pd.DataFrame) -> pd.DataFrame:
    """The lines that some claims give, taken by themselves."""
    keys = ["person", "relation", "organization", "period"]
    own = tie_states(said.assign(counts=True), keys, keys)
    return _lines(data, own.assign(line=own["state"]))


def range_table(
    data: Dataset, a: str, b: str, reading: Reading, varied: Iterable[str] = VARIED
) -> pd.DataFrame:
    """Return the least and the greatest overlap for each way of varying the reading.

    Returns
    -------
    DataFrame
        Columns ``varied``, ``low``, ``high`` (Int64), ``reading_at_low``,
        ``reading_at_high`` (in words: where it differs from the one given),
        ``moved_by`` (claim ids). Where more would have to be tried than can be, the
        numbers are missing, and ``reading_at_low`` says why.
    """
    rows, given = [], describe(data, reading).split("; ")
    for name in varied:
        try:
            found = overlap_range(data, a, b, reading, vary=VARIED[name])
        except (TooManyCodingsError, TooManySourcesError) as refusal:
            rows.append((name, None, None, f"not worked out: {refusal}", "", ""))
            continue
        ends = [describe(data, end).split("; ") for end in (found.low_reading, found.high_reading)]
        words = [
            "; ".join(part for part in end if part not in given) or "as it stands" for end in ends
        ]
        rows.append((name, found.low, found.high, *words, ", ".join(found.moving)))
    frame = pd.DataFrame(
        rows, columns=["varied", "low", "high", "reading_at_low", "reading_at_high", "moved_by"]
    )
    return frame.astype({"low": "Int64", "high": "Int64"})


def codings_table(data: Dataset, a: str, b: str, reading: Reading) -> pd.DataFrame:
    """Return how the result changes with each alternative coding that changes it.

    Returns
    -------
    DataFrame
        First the reading as it is, then one row per alternative whose choice moves
        the overlap or those it falls with; columns ``coding`` (claim id),
        ``shared``, ``contested``, ``falls_with`` (names).
    """
    rows = [_coded(data, a, b, reading, "")]
    for alternative in _codings_of(data, a, b, reading):
        row = _coded(data, a, b, recoded(data, reading, alternative), alternative)
        rows += [row] if row[1:] != rows[0][1:] else []
    return pd.DataFrame(rows, columns=["coding", "shared", "contested", "falls_with"])


def _codings_of(data: Dataset, a: str, b: str, reading: Reading) -> list[str]:
    """The alternative codings of claims about who leads one of the two, or that make such claims: no other can matter."""
    claims = possible_leader_claims(data, reading)
    ids = set(claims.loc[claims["organization"].isin([a, b]), "claim_id"])
    return [
        alternative
        for alternative, primary in primaries(data).items()
        if {alternative, primary} & ids
    ]


def _coded(
    data: Dataset, a: str, b: str, reading: Reading, coding: str
) -> tuple[str, int, int, str]:
    found, names = overlap.shared_leaders(data, reading, [a, b]).iloc[0], source_names(data)
    falls = "; ".join(names[source] for source in falls_with(data, a, b, reading))
    return coding or "as coded", int(found["shared"]), int(found["contested"]), falls


def shares_table(
    data: Dataset, a: str, b: str, reading: Reading, level: str = "speaker"
) -> pd.DataFrame:
    """Return the source shares with names in place of ids; see `helpers.shares.source_shares`.

    Where more sources matter than can be tried, only what is lost without each;
    ``attrs["refusal"]`` says why.
    """
    try:
        shares = source_shares(data, a, b, reading, level)
    except TooManySourcesError as refusal:
        shares = leave_one_out(data, a, b, reading, level).rename(
            columns=lambda column: column if column == "source" else f"{column}_leave_one_out"
        )
        shares.attrs["refusal"] = str(refusal)
    return shares.assign(source=shares["source"].map(source_names(data)))


def trail_table(data: Dataset, a: str, b: str, reading: Reading) -> pd.DataFrame:
    """Return the claims that an overlap rests on, read aloud, with their words.

    Returns
    -------
    DataFrame
        Columns ``claim``, ``in_words``, ``quote``, ``counts`` (yes or no: does the
        reading believe it?).
    """
    found = trail(data, a, b, reading)
    return pd.DataFrame(
        {
            "claim": found["claim_id"],
            "in_words": all_aloud(data, found["claim_id"]),
            "quote": found["quote"],
            "counts": found["counts"].map({True: "yes", False: "no"}),
        }
    )
