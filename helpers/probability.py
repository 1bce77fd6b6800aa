"""Probability that two organizations share a leader, given the reader's belief in each source.

>>> from helpers.data import load_dataset
>>> beliefs = {"author": 0.9, "state-department": 0.8}
>>> round(probability(load_dataset(), "taliban", "haqqani-network", Reading(), beliefs).certain, 12)
0.72
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from helpers import worlds
from helpers.cases import Game, pair_game, tie_game
from helpers.claims import Reading
from helpers.data import Dataset, listed

__all__ = ["Probability", "probability", "tie_probability"]


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
    beliefs : mapping of str to float
        For every source of the lineage (at the level), a probability.

    Raises
    ------
    ValueError
        If a source of the lineage has no belief (all are listed), or one is no
        probability.
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
    >>> round(probability(load_dataset(), "taliban", "haqqani-network", Reading(), beliefs).certain, 12)
    0.72
    """
    return _probability(pair_game(data, a, b, reading, level), beliefs)


def tie_probability(
    data: Dataset,
    subject: str,
    relation: str,
    object: str,
    reading: Reading,
    beliefs: Mapping[str, float],
    period: str = "now",
    level: str = "speaker",
) -> Probability:
    """Return the probability of one tie given the reader's beliefs, as `probability` does for a pair."""
    return _probability(
        tie_game(data, (subject, relation, object), reading, period, level), beliefs
    )


def _probability(game: Game, beliefs: Mapping[str, float]) -> Probability:
    missing = [source for source in game.sources if source not in beliefs]
    if missing:
        raise ValueError(f"no belief is given in {listed(missing)}: give each a probability, yours")
    for source, belief in beliefs.items():
        if not 0 <= belief <= 1:
            raise ValueError(
                f"the belief in {source!r} is {belief}: a probability lies between 0 and 1"
            )
    tables, given = game.tables(), [float(beliefs[source]) for source in game.relevant]
    certain, possible = (
        worlds.probability(tables[result], given) for result in ("certain", "possible")
    )
    return Probability(certain, possible, possible - certain)
