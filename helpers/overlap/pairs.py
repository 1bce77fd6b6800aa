"""Pairs: two organizations under one reading, bound once and asked as often as one likes.

>>> from helpers.claims import under
>>> from helpers.data import load_dataset
>>> both = pair(under(load_dataset()), "taliban", "haqqani-network")
>>> both.answer().partition(" (")[0]
'Taliban and Haqqani Network share 1 leader: Sirajuddin Haqqani.'
>>> both.why()["sources"].unique().tolist()
[('author', 'state-department')]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

from helpers.claims import View
from helpers.overlap.answers import answer
from helpers.overlap.how_far import VARIED, OverlapRange, overlap_range
from helpers.overlap.who_leads import check_pair, leaders
from helpers.overlap.whose_word import Probability, probability, source_shares, why_sets

Found = TypeVar("Found")


@dataclass(frozen=True)
class Pair:
    """Two organizations in a view. Immutable and hashable; what it is asked is worked out once.

    Frames are handed out as copies.

    Attributes
    ----------
    view : View
    a, b : str
        Ids of two organizations.

    Raises
    ------
    ValueError
        With a suggestion, if `a` or `b` is no organization, or they are the same.
    """

    view: View
    a: str
    b: str
    _kept: dict[tuple[Any, ...], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        check_pair(self.view.data, self.a, self.b)

    @property
    def leaders(self) -> pd.DataFrame:
        """The leading roles in the two, of those that `helpers.overlap.leaders` returns."""

        def found() -> pd.DataFrame:
            roles = leaders(self.view.data, self.view.reading)
            return roles[roles["organization"].isin([self.a, self.b])].reset_index(drop=True)

        return self._once(("leaders",), found).copy(deep=False)

    def answer(self) -> str:
        """Return the overlap as a sentence, with the reading: `helpers.overlap.answer`."""
        return self._once(("answer",), lambda: answer(*self._asked(), self.view.reading))

    def why(self, level: str = "speaker") -> pd.DataFrame:
        """Return on whose word the two share a leader: `helpers.overlap.why_sets`.

        Parameters
        ----------
        level : str
            ``speaker``, ``institution`` or ``government``.
        """
        return self._once(
            ("why", level), lambda: why_sets(*self._asked(), self.view.reading, level)
        ).copy(deep=False)

    def shares(self, level: str = "speaker") -> pd.DataFrame:
        """Return how much of it rests on each source: `helpers.overlap.source_shares`.

        Parameters
        ----------
        level : str
            ``speaker``, ``institution`` or ``government``.

        Raises
        ------
        TooManySourcesError
            If more than 20 sources matter.
        """
        return self._once(
            ("shares", level), lambda: source_shares(*self._asked(), self.view.reading, level)
        ).copy(deep=False)

    def range(self, vary: str | Sequence[str] = VARIED, level: str = "speaker") -> OverlapRange:
        """Return how far the number moves over readings: `helpers.overlap.overlap_range`.

        Parameters
        ----------
        vary : str or sequence of str
            ``denials``, ``certainty``, ``times``, ``alternatives``, ``inferences``, ``sources``.
        level : str
            ``speaker``, ``institution`` or ``government``.

        Raises
        ------
        ValueError
            If `vary` has an unknown word, or asks for more than can be tried.
        """
        respects = (vary,) if isinstance(vary, str) else tuple(vary)
        return self._once(
            ("range", respects, level),
            lambda: overlap_range(*self._asked(), self.view.reading, respects, level),
        )

    def probability(self, beliefs: Mapping[str, float], level: str = "speaker") -> Probability:
        """Return the probability of a shared leader: `helpers.overlap.probability`.

        It is worked out each time: beliefs are the reader's, and may change.

        Parameters
        ----------
        beliefs : mapping of str to float
            For every source of the lineage (at the level), a probability.
        level : str
            ``speaker``, ``institution`` or ``government``.

        Raises
        ------
        ValueError
            If a source of the lineage has no belief, one is no probability, or more than
            20 sources matter.
        """
        return probability(*self._asked(), self.view.reading, beliefs, level)

    def _asked(self) -> tuple[Any, str, str]:
        return self.view.data, self.a, self.b

    def _once(self, key: tuple[Any, ...], work: Callable[[], Found]) -> Found:
        if key not in self._kept:
            self._kept[key] = work()
        return self._kept[key]


def pair(view: View, a: str, b: str) -> Pair:
    """Return two organizations in a view.

    Parameters
    ----------
    view : View
        As `helpers.claims.under` returns it.
    a, b : str
        Ids of two organizations.

    Returns
    -------
    Pair

    Raises
    ------
    ValueError
        With a suggestion, if `a` or `b` is no organization, or they are the same.

    Examples
    --------
    >>> from helpers.claims import under
    >>> from helpers.data import load_dataset
    >>> found = pair(under(load_dataset()), "isis-k", "haqqani-network").range(vary=["times"])
    >>> found.low, found.high
    (0, 1)
    """
    return Pair(view, a, b)
