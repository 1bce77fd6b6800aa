"""Views: the data under one reading, bound once and asked as often as one likes.

>>> from helpers.data import load_dataset
>>> view = under(load_dataset(), Reading(times="former"))
>>> sorted(set(view.claims["time"]))
['former']
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from helpers.claims.admitted import counting_claims
from helpers.claims.how_ties_stand import leader_claims, ties
from helpers.claims.readings import Reading, check_reading, describe
from helpers.data import Dataset


@dataclass(frozen=True)
class View:
    """A dataset under a reading. Immutable and hashable; what it is asked is worked out once.

    What is handed out is a copy, as with a dataset.

    Attributes
    ----------
    data : Dataset
    reading : Reading

    Raises
    ------
    ValueError
        If the reading does not fit the data, as `check_reading` says.
    """

    data: Dataset
    reading: Reading
    _kept: dict[str, pd.DataFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        check_reading(self.data, self.reading)

    def __str__(self) -> str:
        return describe(self.data, self.reading)

    @property
    def claims(self) -> pd.DataFrame:
        """The claims that count, as `counting_claims` returns them."""
        return self._once("claims", counting_claims)

    @property
    def ties(self) -> pd.DataFrame:
        """Every tie and how it stands, as `helpers.claims.ties` returns them."""
        return self._once("ties", ties)

    @property
    def leader_claims(self) -> pd.DataFrame:
        """The counting claims about who leads what, as `helpers.claims.leader_claims` has them."""
        return self._once("leader_claims", leader_claims)

    def _once(self, name: str, work: Callable[[Dataset, Reading], pd.DataFrame]) -> pd.DataFrame:
        if name not in self._kept:
            self._kept[name] = work(self.data, self.reading)
        return self._kept[name].copy(deep=False)  # pandas copies what is written to, not before


def under(data: Dataset, reading: Reading = Reading()) -> View:
    """Return the data as a reading has them.

    Parameters
    ----------
    data : Dataset
    reading : Reading

    Returns
    -------
    View

    Raises
    ------
    ValueError
        With a suggestion, if the reading names what the data do not have, or contradicts
        itself.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> under(load_dataset(), Reading(believed=["un-raport"]))
    Traceback (most recent call last):
        ...
    ValueError: no source 'un-raport': did you mean 'un-report'?
    """
    return View(data, reading)
