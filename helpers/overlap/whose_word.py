"""On whose word two organizations share a leader: why-sets, shares, probability.

>>> from helpers.data import load_dataset
>>> data = load_dataset()
>>> why_sets(data, "taliban", "haqqani-network")["sources"].unique().tolist()
[('author', 'state-department')]
>>> falls_with(data, "taliban", "haqqani-network")
('author', 'state-department')
>>> leave_one_out(data, "taliban", "haqqani-network", Reading(denials="veto")).to_numpy().tolist()
[['author', 1], ['state-department', 1]]
>>> beliefs = {"author": 0.9, "state-department": 0.8}
>>> round(probability(data, "taliban", "haqqani-network", Reading(), beliefs).certain, 12)
0.72

Why-sets: Buneman, Khanna & Tan (2001), Why and where: a characterization of data
provenance (the minimal witness basis).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from numbers import Real
from typing import NamedTuple

import pandas as pd

from helpers.claims import Reading, in_brackets, is_believed
from helpers.codebook import listed
from helpers.data import Dataset
from helpers.overlap import worlds
from helpers.overlap.games import (
    RESULTS,
    Case,
    Game,
    TooManySourcesError,
    both_hold,
    claims_game,
    pair_cases,
    pair_game,
    tie_game,
)
from helpers.overlap.statements import statements
from helpers.overlap.who_leads import lineage
from helpers.overlap.worlds import shapley


def why_sets(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> pd.DataFrame:
    """Return the smallest sets of sources whose claims suffice for a shared leader.

    For every set S of believed sources, a shared leader is possible if and only if
    some row has its sources in S, and certain if and only if such a row has, moreover,
    no set of opposed sources in S. Whom the reading believes is left out of account.

    Returns
    -------
    DataFrame
        Columns ``person``, ``tie_a``, ``tie_b`` (text), ``sources`` (tuple of
        source_id, at the level), ``opposed`` (tuple of such tuples: those who deny
        one of the two ties).

    Notes
    -----
    The minimal witness basis of why-provenance (Buneman, Khanna & Tan 2001), with the
    denials kept beside it instead of subtracted.
    """
    rows = []
    for person, tie_a, tie_b, needed, denying in _why_rows(data, a, b, reading, level):
        sources = tuple(sorted(needed))
        opposed = tuple(tuple(sorted(one)) for one in denying)
        rows.append((person, str(tie_a), str(tie_b), sources, opposed))
    return pd.DataFrame(rows, columns=["person", "tie_a", "tie_b", "sources", "opposed"])


def why_text(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> list[str]:
    """Return the why-sets as sentences.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.
    level : str
        The level at which sources count as one: ``speaker``, ``institution`` or ``government``.

    Returns
    -------
    list of str
        A sentence for each why-set: a person, two roles, and the sources on whose word they rest.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> from helpers.claims import EVER
    >>> both = ["isis-k", "haqqani-network"]
    >>> [sentence] = why_text(load_dataset(), *both, Reading(times=EVER))
    >>> for words in sentence.split(", "):
    ...     print(words)
    Shahab Muhajir leads ISIS-K and is a commander in Haqqani Network (former)
    on the word of one member state (unnamed) and the UN report of July.
    """
    people, sources, labels = data.who.entities, data.who.said_by, data.who.relations

    def role(case: Case) -> str:
        when = in_brackets(case.period, case.stated)
        return f"{labels[case.relation]} {people[case.organization]}{when}"

    def word(ids: Iterable[str]) -> str:
        return listed([sources.get(source, source) for source in sorted(ids)])

    sentences = []
    for person, tie_a, tie_b, needed, opposed in _why_rows(data, a, b, reading, level):
        both = f"{people[person]} {role(tie_a)} and {role(tie_b)}"
        denied = ", or by ".join(word(denying) for denying in opposed)
        against = f"; denied by {denied}" if opposed else ""
        sentences.append(f"{both}, on the word of {word(needed)}{against}.")
    return sentences


_Why = tuple[str, Case, Case, frozenset[str], tuple[frozenset[str], ...]]
"""A person, a tie to either side, whose word suffices for both, and who denies one of them."""


def _why_rows(data: Dataset, a: str, b: str, reading: Reading, level: str) -> Iterator[_Why]:
    claims = lineage(data, a, b, reading, level).claims
    for person, pairs in pair_cases(statements(claims, reading), b, reading).items():
        for tie_a, tie_b in pairs:
            both = both_hold(tie_a, tie_b)
            for sources in both.supports:
                yield person, tie_a, tie_b, sources, both.denials


def falls_with(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> tuple[str, ...]:
    """Return the sources without any one of which the two no longer share a leader.

    The result meant is that a shared leader is certain or, where this does not hold
    with everyone whom the reading believes and denials do not remove a tie, that one is
    possible. Without a source is without all who speak for it, as `helpers.claims.without`.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.
    level : str
        The level at which sources count as one: ``speaker``, ``institution`` or ``government``.

    Returns
    -------
    tuple of str
        Ids of sources (at the level), sorted; empty if the two share nobody.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data.

    Examples
    --------
    >>> from helpers import load_dataset
    >>> data = load_dataset()
    >>> falls_with(data, "taliban", "haqqani-network")
    ('author', 'state-department')
    >>> falls_with(data, "taliban", "haqqani-network", Reading(alternatives=["c032b"]))
    ('state-department',)
    """
    found = lineage(data, a, b, reading, level)
    believed = is_believed(data, found.claims, reading)
    game = claims_game(found._replace(claims=found.claims[believed]), b, reading)
    everyone = game.holds()
    result = next((result for result in RESULTS[reading.denials] if everyone[result]), None)
    return tuple(
        source
        for source in game.sources
        if result and not game.holds(*data.who.speaking_for([source]))[result]
    )


def source_shares(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> pd.DataFrame:
    """Return how much of "they share a leader" rests on each source.

    The game is won by a set of sources if, believing them alone, the two share at
    least one leader. Whom the reading believes is left out of account. A source's
    share is its Shapley value; the shares sum to what everyone together achieves.

    Returns
    -------
    DataFrame
        One row, one source of the lineage (at the level), deniers included; columns
        ``source``; ``certain`` and ``possible`` where what is denied stays open,
        ``possible`` alone where they are ignored, ``certain`` alone where they remove a
        tie (share, may be negative); and each again with ``_leave_one_out`` (1, 0, -1:
        what is lost without the source and all who speak for it).

    Raises
    ------
    TooManySourcesError
        If more than 20 sources matter.

    Notes
    -----
    Shapley (1953), section 3. Shares of tuples in query answers: Livshits, Bertossi,
    Kimelfeld & Sebag (2021), The Shapley value of tuples in query answering.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> both = ["taliban", "haqqani-network"]
    >>> source_shares(load_dataset(), *both, Reading(denials="veto"))["certain"].tolist()
    [0.5, 0.5]
    """
    return _shares(data, pair_game(data, a, b, reading, level), reading)


def tie_shares(  # noqa: PLR0917  as `tie_claims`
    data: Dataset,
    subject: str,
    relation: str,
    object: str,
    reading: Reading = Reading(),
    period: str = "now",
    level: str = "speaker",
) -> pd.DataFrame:
    """Return how much of one tie rests on each source, as `source_shares` does for a pair."""
    game = tie_game(data, (subject, relation, object), reading, period, level)
    return _shares(data, game, reading)


def _shares(data: Dataset, game: Game, reading: Reading) -> pd.DataFrame:
    frame = _left_out(data, game, reading)
    tables = game.tables()
    for place, result in enumerate(RESULTS[reading.denials], start=1):
        values = dict(zip(game.relevant, shapley(tables[result], game.count()), strict=True))
        shares = [float(values.get(source, 0)) for source in game.sources]
        frame = frame.rename(columns={result: f"{result}_leave_one_out"})
        frame.insert(place, result, pd.Series(shares, dtype="float64"))
    return frame


def leave_one_out(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> pd.DataFrame:
    """Return what is lost without each source and all who speak for it, all else being believed.

    Returns
    -------
    DataFrame
        Columns ``source``, and ``certain`` or ``possible`` or both, as for
        `source_shares`: 1 (the result falls), 0, -1 (it comes about only now).
        Any number of sources will do.
    """
    return _left_out(data, pair_game(data, a, b, reading, level), reading)


def _left_out(data: Dataset, game: Game, reading: Reading) -> pd.DataFrame:
    everyone = game.holds()
    dropped = [game.holds(*data.who.speaking_for([source])) for source in game.sources]
    columns = {
        result: pd.Series([everyone[result] - holds[result] for holds in dropped], dtype="int64")
        for result in RESULTS[reading.denials]
    }
    return pd.DataFrame({"source": pd.Series(game.sources, dtype="str"), **columns})


class Probability(NamedTuple):
    """That the two share a leader, given the reader's belief in each source."""

    certain: float
    possible: float
    unresolved: float
    """Possible, and not certain."""


def probability(
    data: Dataset,
    a: str,
    b: str,
    reading: Reading,
    beliefs: Mapping[str, float],
    level: str = "speaker",
) -> Probability:
    """Return the probability that two organizations share a leader, given the reader's beliefs.

    Each source is to be believed with a probability of the reader's own,
    independently of the others. The denials policy of the reading plays no part, nor
    does whom it believes.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Which claims take part.
    beliefs : mapping of str to float
        For every source of the lineage (at the level), a probability.
    level : str
        The level at which sources count as one: ``speaker``, ``institution`` or ``government``.

    Returns
    -------
    Probability
        ``certain``, ``possible`` and ``unresolved``, each from 0 to 1.

    Raises
    ------
    ValueError
        If a source of the lineage has no belief (all are listed), or one is no probability; if
        `a` or `b` is no organization, or the reading does not fit the data.
    TooManySourcesError
        If more than 20 sources matter.

    Notes
    -----
    Suciu, Olteanu, Ré & Koch (2011), Probabilistic Databases, chapter 2: the probability of a
    query's lineage. Here the independent events are the sources, not the claims.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> beliefs = {"author": 0.9, "state-department": 0.8}
    >>> found = probability(load_dataset(), "taliban", "haqqani-network", Reading(), beliefs)
    >>> round(found.certain, 12)
    0.72
    """
    return _probability(pair_game(data, a, b, reading, level), beliefs)


def tie_probability(  # noqa: PLR0913, PLR0917  as `tie_claims`, and the beliefs
    data: Dataset,
    subject: str,
    relation: str,
    object: str,
    reading: Reading,
    beliefs: Mapping[str, float],
    period: str = "now",
    level: str = "speaker",
) -> Probability:
    """Return the probability of one tie given the reader's beliefs.

    `probability` does the same for a pair.
    """
    game = tie_game(data, (subject, relation, object), reading, period, level)
    return _probability(game, beliefs)


def _probability(game: Game, beliefs: Mapping[str, float]) -> Probability:
    missing = [source for source in game.sources if source not in beliefs]
    if missing:
        raise ValueError(f"no belief is given in {listed(missing)}: give each a probability, yours")
    for source, belief in beliefs.items():
        number = isinstance(belief, Real)
        if not (number and 0 <= belief <= 1):
            said = belief if number else repr(belief)
            raise ValueError(
                f"the belief in {source!r} is {said}: a probability lies between 0 and 1"
            )
    tables = game.tables()
    given = [float(beliefs[source]) for source in game.relevant]
    certain, possible = (
        worlds.world_probability(tables[result], given) for result in ("certain", "possible")
    )
    return Probability(certain, possible, possible - certain)


def shares_table(
    data: Dataset, a: str, b: str, reading: Reading, level: str = "speaker"
) -> pd.DataFrame:
    """Return the source shares with names in place of ids; see `helpers.overlap.source_shares`.

    Where more sources matter than can be tried, only what is lost without each;
    ``attrs["refusal"]`` says why.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.
    level : str
        The level at which sources count as one: ``speaker``, ``institution`` or ``government``.

    Returns
    -------
    DataFrame
        One row, one source; columns ``source`` (name) and, as the denials policy has them,
        ``certain`` and ``possible`` (Shapley values, float64) with ``…_leave_one_out`` (what
        is lost without the source).

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data.

    Notes
    -----
    Shapley (1953), section 3. Shares of tuples in query answers: Livshits, Bertossi, Kimelfeld &
    Sebag (2021), The Shapley value of tuples in query answering.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = shares_table(data, "chess-club", "kite-club", Reading())
    >>> print(found[["source", "certain", "possible"]].round(3).to_string(index=False))
                                 source  certain  possible
    Miss Augusta Kite of the Chess Club   -0.333       0.0
       Osric Tarr of the Harbour Office    0.167       0.5
                            Salma Bahri    0.167       0.5
    """
    try:
        shares = source_shares(data, a, b, reading, level)
    except TooManySourcesError as refusal:
        shares = leave_one_out(data, a, b, reading, level).rename(
            columns=lambda column: column if column == "source" else f"{column}_leave_one_out"
        )
        shares.attrs["refusal"] = str(refusal)
    return shares.assign(source=shares["source"].map(data.who.sources))
