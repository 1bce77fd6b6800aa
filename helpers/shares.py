"""Shares: how much of a result rests on each source.

>>> from helpers.data import load_dataset
>>> leave_one_out(load_dataset(), "taliban", "haqqani-network", Reading(denials="veto")).to_numpy().tolist()
[['author', 1], ['state-department', 1]]
"""

from __future__ import annotations

import pandas as pd

from helpers import worlds
from helpers.cases import RESULTS, Game, pair_game, tie_game
from helpers.claims import Reading
from helpers.data import Dataset

__all__ = ["leave_one_out", "source_shares", "tie_shares"]


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
        ``source``; ``certain`` and ``possible`` where denials leave a tie unresolved,
        ``possible`` alone where they are ignored, ``certain`` alone where they remove a
        tie (share, may be negative); and each again with ``_leave_one_out`` (1, 0, −1:
        what is lost without the source).

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
    >>> source_shares(load_dataset(), "taliban", "haqqani-network", Reading(denials="veto"))["certain"].tolist()
    [0.5, 0.5]
    """
    return _shares(pair_game(data, a, b, reading, level), reading)


def tie_shares(
    data: Dataset,
    subject: str,
    relation: str,
    object: str,
    reading: Reading = Reading(),
    period: str = "now",
    level: str = "speaker",
) -> pd.DataFrame:
    """Return how much of one tie rests on each source, as `source_shares` does for a pair."""
    return _shares(tie_game(data, (subject, relation, object), reading, period, level), reading)


def _shares(game: Game, reading: Reading) -> pd.DataFrame:
    frame, tables = _left_out(game, reading), game.tables()
    for place, result in enumerate(RESULTS[reading.denials], start=1):
        values = dict(zip(game.relevant, worlds.shapley(tables[result], game.count())))
        frame = frame.rename(columns={result: f"{result}_leave_one_out"})
        frame.insert(
            place,
            result,
            pd.Series([float(values.get(source, 0)) for source in game.sources], dtype="float64"),
        )
    return frame


def leave_one_out(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> pd.DataFrame:
    """Return what is lost without each source, everyone else being believed.

    Returns
    -------
    DataFrame
        Columns ``source``, and ``certain`` or ``possible`` or both, as for
        `source_shares`: 1 (the result falls), 0, −1 (it comes about only now).
        Any number of sources will do.
    """
    return _left_out(pair_game(data, a, b, reading, level), reading)


def _left_out(game: Game, reading: Reading) -> pd.DataFrame:
    everyone, dropped = game.holds(), [game.holds(source) for source in game.sources]
    columns = {
        result: pd.Series([everyone[result] - holds[result] for holds in dropped], dtype="int64")
        for result in RESULTS[reading.denials]
    }
    return pd.DataFrame({"source": pd.Series(game.sources, dtype="str"), **columns})
