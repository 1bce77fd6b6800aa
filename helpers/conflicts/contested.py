"""What a denial does: ties that some assert and others deny, and what each policy makes of them.

>>> from helpers.data import load_dataset
>>> len(contested_ties(load_dataset())) > 0
True
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.claims import (
    Reading,
    all_aloud,
    counting_claims,
    in_brackets,
    independent_lines,
    propositions,
    relays,
    ties,
)
from helpers.codebook import as_list, refuse_unknown
from helpers.data import Dataset

# --- contested ties ---------------------------------------------------------------------------


def contested_ties(
    data: Dataset, reading: Reading = Reading(), relay: str | None = None
) -> pd.DataFrame:
    """Return the ties that are both asserted and denied under a reading.

    Parameters
    ----------
    data : Dataset
    reading : Reading
    relay : str, optional
        A source: only ties that are asserted or denied through it. Blank: all.

    Returns
    -------
    DataFrame
        As `helpers.claims.ties` returns them.

    Raises
    ------
    ValueError
        With a suggestion, if there is no such source, or if the reading does not fit the data.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> contested_ties(data)[["subject", "relation", "object"]].values.tolist()[:2]
    [['barnaby-rook', 'on_committee_of', 'chess-club'], ['kite-club', 'part_of', 'chess-club']]
    """
    found = ties(data, reading)
    found = found[found["state"] == "contested"].reset_index(drop=True)
    if not relay:
        return found
    refuse_unknown("source", [relay], data["sources"]["source_id"])
    met = [relay in through for through in _relayed_by(data, found)]
    return found.loc[met].reset_index(drop=True)


def ties_in_words(data: Dataset, found: pd.DataFrame) -> pd.Series:
    """Return propositions in words, each with its period in brackets unless that is now.

    The frame has to have the columns subject, relation, object and period.

    >>> from helpers.data import load_dataset
    >>> data = load_dataset()
    >>> ties_in_words(data, contested_ties(data)).iloc[-1]
    'ISIS-K → collaborates with → Haqqani Network'
    """
    return propositions(data, found) + found["period"].map(in_brackets)


def _relayed_by(data: Dataset, found: pd.DataFrame) -> list[set[str]]:
    """Through whom the claims on each tie have come."""
    via = dict(zip(data["claims"]["claim_id"], data["claims"]["via"].map(relays), strict=True))
    named = found["asserted_by"] + "; " + found["denied_by"]
    return [{relay for claim in ids.split("; ") for relay in via[claim]} for ids in named]


def busiest_relay(data: Dataset) -> str:
    """Return the source (no author of a document) that relays most contested ties; or "".

    Of several, the one that relays most claims, then the first by id.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    str
        Id of a source; blank if nobody else relays anything.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> busiest_relay(load_dataset())
    'un-report'
    """
    authors = data.who.authors
    claims = data["claims"].loc[data["claims"]["alternative_of"] == "", "via"]
    counts = Counter(relay for via in claims for relay in relays(via) if relay not in authors)
    contested = Counter(
        relay for through in _relayed_by(data, contested_ties(data)) for relay in through
    )
    return min(counts, key=lambda relay: (-contested[relay], -counts[relay], relay), default="")


_POLICIES = {"unresolved": "unresolved", "ignore": "holds", "veto": "falls"}
"""What becomes of a contested tie; of any other, the same under each policy."""


def policies_table(data: Dataset, reading: Reading = Reading()) -> pd.DataFrame:
    """Return the ties that hold, fall or stay unresolved according to what a denial does.

    These are the contested ones.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Its own policy is left out of account.

    Returns
    -------
    DataFrame
        One row, one tie; columns ``tie`` (in words), one for each denial policy
        (holds, falls, unresolved), ``asserted_by`` and ``denied_by`` (names),
        ``lines_for`` and ``lines_against`` (int64: the independent lines of evidence of
        speakers, as `helpers.claims.evidence_table` counts them).

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = policies_table(data).iloc[0]
    >>> print(found["tie"])
    Barnaby Rook → sits on the committee of → Chess Club
    >>> found[["unresolved", "ignore", "veto"]].to_dict()
    {'unresolved': 'unresolved', 'ignore': 'holds', 'veto': 'falls'}
    """
    found, counted = contested_ties(data, reading), counting_claims(data, reading)
    support = dict(zip(counted["claim_id"], counted["support"], strict=True))
    return pd.DataFrame(
        {
            "tie": ties_in_words(data, found),
            **_POLICIES,
            "asserted_by": _speakers(data, found["asserted_by"]),
            "denied_by": _speakers(data, found["denied_by"]),
            "lines_for": _lines(support, found["asserted_by"]),
            "lines_against": _lines(support, found["denied_by"]),
        }
    )


def _lines(support: Mapping[str, frozenset[str]], claim_ids: pd.Series) -> list[int]:
    """How many independent lines of evidence the claims make whose ids each cell joins."""
    return [independent_lines(support[claim] for claim in ids.split("; ")) for ids in claim_ids]


def _speakers(data: Dataset, claim_ids: pd.Series) -> pd.Series:
    """The names of those who make the claims whose ids each cell joins."""
    claims = data["claims"]
    names = claims["speaker"].map(data.who.said_by)
    speaker = dict(zip(claims["claim_id"].tolist(), names.tolist(), strict=True))

    def joined(ids: str) -> str:
        return "; ".join(dict.fromkeys(speaker[claim] for claim in ids.split("; ") if claim))

    return claim_ids.map(joined)


def not_missed_words(data: Dataset, sources: Iterable[str], lost: pd.DataFrame) -> str:
    """Say which sources can be disbelieved without the loss of a tie.

    Parameters
    ----------
    data : Dataset
    sources : iterable of str
        Those that were tried.
    lost : DataFrame
        As `only_source_table` returns it for them.

    Returns
    -------
    str
        One sentence, with names.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> tried = ["osric-tarr", "gideon-oom"]
    >>> not_missed_words(data, tried, only_source_table(data, tried))
    'Without “Gideon Oom of the Brass Band”, no assertion is lost.'
    """
    missed, tried = set(lost["without"]), [data.who.sources[source] for source in sources]
    free = [name for name in tried if name not in missed]
    if not tried:
        return "Nobody speaks here."
    if not free:
        return "Whichever of them is left out, an assertion is lost."
    if len(free) == 1:
        return f"Without “{free[0]}”, no assertion is lost."
    return f"Without any one of these, no assertion is lost: {'; '.join(free)}."


def only_source_table(
    data: Dataset, sources: str | Iterable[str], reading: Reading = Reading()
) -> pd.DataFrame:
    """Return the claims on ties that nobody asserts if a source is not believed.

    Each source is tried by itself.

    Parameters
    ----------
    data : Dataset
    sources : str or iterable of str
        Ids of sources.
    reading : Reading

    Returns
    -------
    DataFrame
        One row, one claim that asserts such a tie; columns ``without`` (the source's
        name), ``claim``, ``in_words`` (read aloud).

    Raises
    ------
    ValueError
        With a suggestion, if there is no such source, or if the reading does not fit the data.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> only_source_table(data, "salma-bahri")["claim"].tolist()
    ['m17', 'm16', 'm18', 'm21']
    """
    sources = as_list(sources)
    refuse_unknown("source", sources, data["sources"]["source_id"])
    names, found = data.who.sources, ties(data, reading)
    counted = counting_claims(data, reading)
    support = dict(zip(counted["claim_id"], counted["support"], strict=True))
    asserted = [ids.split("; ") for ids in found["asserted_by"] if ids]
    lost: dict[str, list[str]] = {source: [] for source in sources}
    for ids in asserted:
        # Each claim falls with those it rests on, and with those for whom they speak.
        falls = [
            {one for named in support[claim] for one in (named, *data.who.above(named))}
            for claim in ids
        ]
        for source in lost.keys() & set.intersection(*falls):
            lost[source] += ids
    rows = [(names[source], claim) for source in sources for claim in lost[source]]
    words = all_aloud(data, [claim for _, claim in rows])
    return pd.DataFrame(
        [(*row, said) for row, said in zip(rows, words, strict=True)],
        columns=["without", "claim", "in_words"],
        dtype="str",
    )
