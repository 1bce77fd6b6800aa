"""A table seen by its distinct cells.

A cell, or a row of a few columns, is looked at once, however often it stands there.

>>> frame = pd.DataFrame({"kind": ["person", "thin", "person", "thin"]}, index=[2, 3, 4, 5])
>>> table = Distinct(frame)
>>> list(table.cells_where("kind", lambda kind: kind == "thin"))
[(3, 'thin', True), (5, 'thin', True)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import numpy as np
import pandas as pd

Numbers = np.ndarray[Any, np.dtype[Any]]

Verdict = TypeVar("Verdict")

MOST_NUMBERS = 2**62
"""So many combinations have a number that fits into an int64."""


class Distinct:
    """A frame of text whose cells are numbered, column by column, in order of appearance.

    A column that the frame lacks is blank.
    """

    def __init__(self, frame: pd.DataFrame):
        self._frame, self._rows = frame, frame.index.to_numpy()
        self._columns: dict[str, tuple[Numbers, list[str]]] = {}

    def column(self, name: str) -> tuple[Numbers, list[str]]:
        """Return the number of each row's cell, and the cell of each number."""
        if name not in self._columns and name not in self._frame:
            return np.zeros(len(self._rows), dtype=np.int64), [""]
        if name not in self._columns:
            numbers, cells = pd.factorize(self._frame[name], use_na_sentinel=False)
            self._columns[name] = numbers, cells.tolist()
        return self._columns[name]

    def cell(self, name: str, place: int) -> str:
        """Return the cell of a column at a place (the first row's is 0)."""
        numbers, cells = self.column(name)
        return cells[numbers[place]]

    def add(self, name: str, of: str, words: Mapping[str, str]) -> None:
        """Add a column with a word for each cell of another, blank where there is none."""
        numbers, cells = self.column(of)
        own, distinct = pd.factorize(
            np.array([words.get(cell, "") for cell in cells], dtype=object)
        )
        self._columns[name] = own[numbers], distinct.tolist()

    def first(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield (row, cell) where each cell of a column first stands."""
        numbers, cells = self.column(name)
        return zip(self._rows[_first(numbers)].tolist(), cells, strict=True)

    def cells_where(
        self, name: str, wrong: Callable[[str], Verdict | None]
    ) -> Iterator[tuple[int, str, Verdict]]:
        """Yield (row, cell, verdict) wherever `wrong` speaks of a cell that is not blank."""
        numbers, cells = self.column(name)
        verdicts = {
            number: verdict
            for number, cell in enumerate(cells)
            if cell and (verdict := wrong(cell))
        }
        for place in _places(numbers, list(verdicts), len(cells)):
            yield int(self._rows[place]), cells[numbers[place]], verdicts[numbers[place]]

    def rows_where(
        self, names: list[str], wrong: Callable[..., Verdict | None]
    ) -> Iterator[tuple[int, tuple[str, ...], Verdict]]:
        """Yield (row, cells, verdict) wherever `wrong` speaks of a row's cells.

        Rows whose first cell is blank are passed over.
        """
        places = self.filled(names[0])
        numbers = pd.factorize(self.combined(names)[places])[0]
        first = places[_first(numbers)]
        columns = [
            [cells[number] for number in column[first]] for column, cells in map(self.column, names)
        ]
        distinct = list(zip(*columns, strict=True))
        verdicts = {
            number: verdict for number, cells in enumerate(distinct) if (verdict := wrong(*cells))
        }
        for place in _places(numbers, list(verdicts), len(distinct)):
            yield int(self._rows[places[place]]), distinct[numbers[place]], verdicts[numbers[place]]

    def again(self, names: list[str], places: Numbers) -> Iterator[tuple[int, int]]:
        """Yield (row, earlier row) for each row that agrees in several columns with an earlier one.

        Only rows at the given places are looked at.
        """
        if len(names) == 1:
            numbers = self.column(names[0])[0][places]
        else:
            numbers = pd.factorize(self.combined(names)[places])[0]
        rows = self._rows[places]
        earlier = _first(numbers)[numbers]
        for place in np.flatnonzero(earlier != np.arange(len(places))):
            yield int(rows[place]), int(rows[earlier[place]])

    def blank(self, name: str) -> list[int]:
        """Return the rows whose cell is blank."""
        numbers, cells = self.column(name)
        return self._rows[numbers == cells.index("")].tolist() if "" in cells else []

    def filled(self, *names: str) -> Numbers:
        """Return the places (the first row's is 0) where no cell of some columns is blank."""
        blank = np.zeros(len(self._rows), dtype=bool)
        for numbers, cells in map(self.column, names):
            if "" in cells:
                blank |= numbers == cells.index("")
        return np.flatnonzero(~blank)

    def combined(self, names: Iterable[str]) -> Numbers:
        """Return a number for each row, the same for two if they agree in several columns."""
        numbers, count = np.zeros(len(self._rows), dtype=np.int64), 1
        for column, cells in map(self.column, names):
            if count * len(cells) > MOST_NUMBERS:
                numbers, distinct = pd.factorize(numbers)
                count = len(distinct)
            if len(cells) > 1:
                numbers, count = numbers * len(cells) + column, count * len(cells)
        return numbers


def runs(starts: Numbers, counts: Numbers) -> Numbers:
    """Return runs of numbers that follow each other, one behind the other.

    Parameters
    ----------
    starts, counts : ndarray of int
        The first number of each run, and how many there are.

    Examples
    --------
    >>> runs(np.array([3, 7, 5]), np.array([2, 3, 0])).tolist()
    [3, 4, 7, 8, 9]
    """
    before = np.cumsum(counts) - counts
    return np.arange(counts.sum()) + np.repeat(starts - before, counts)


def _places(numbers: Numbers, wanted: list[int], count: int) -> Numbers:
    """Return where some of `count` numbers stand."""
    among = np.zeros(count, dtype=bool)
    among[wanted] = True
    return np.flatnonzero(among[numbers]) if wanted else np.empty(0, dtype=np.int64)


def _first(numbers: Numbers) -> Numbers:
    """Return, for each number, the place where it first stands."""
    places = np.empty(numbers.max(initial=-1) + 1, dtype=np.int64)
    places[numbers[::-1]] = np.arange(len(numbers))[::-1]  # what is written last stays
    return places
