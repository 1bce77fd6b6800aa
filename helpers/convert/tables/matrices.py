"""Convert matrices of people × organizations into a dataset of claims.

>>> matrix = pd.DataFrame([["1", "0"]], index=["Ada"], columns=["Chess", "Kites"])
>>> from_matrix(matrix)["claims"].loc[2, ["claim_id", "subject", "object"]].tolist()
['r2-1', 'ada', 'chess']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from helpers.codebook import Problem, as_list, faults, problem_of, progress, refuse_unknown, shown
from helpers.convert.tables.assembly import Assembly
from helpers.convert.tables.placeholders import ask_for_name, is_total, says_nothing
from helpers.convert.tables.rows import Row, clean, is_numbered, one_of_kind, row_drops, row_numbers
from helpers.convert.tables.ties import Ties
from helpers.data import Dataset, column_letter

TRUTH = {"1": True, "1.0": True, "true": True, "0": False, "0.0": False, "false": False}

MARKS = {
    "x",
    "xx",
    "yes",
    "y",
    "ja",
    "j",
    "oui",
    "sí",
    "si",
    "да",
    "نعم",
    "✓",
    "✔",
    "☑",
    "✗",
    "×",
    "•",
    "●",
    "*",
    "+",
}

_NOT_NAMED = re.compile(r"Unnamed: \d+|column [A-Z]{1,3}")
"""What pandas and read_spreadsheet call a column without a name."""


def from_matrix(  # noqa: PLR0913  each is named by whoever calls
    frame: pd.DataFrame | Mapping[str, pd.DataFrame],
    *,
    source: str = "the matrix",
    person: str | None = None,
    census: bool = False,
    relation: str = "member_of",
    counts_for_overlap: bool | None = None,
    real_names: Iterable[str] = (),
    name: str | None = None,
) -> Dataset:
    """Make a dataset of a table of people × organizations with ones and zeros.

    Parameters
    ----------
    frame : DataFrame or mapping of str to DataFrame
        The people are in the index, the organizations in the header. Several
        matrices, by the names of their sources, make a source each.
    source : str
        Who says so, where there is one matrix.
    person : str, optional
        The column with the people. Default: the index; or the first column, if the index
        is called ``row`` and holds numbers, as `read_spreadsheet` makes it.
    census : bool
        If the matrix claims to be complete, a zero is a denial. Else it is silence,
        and so is a blank cell in either case.
    relation : str
        The relation of all ones, as for `from_table`.
    counts_for_overlap : bool, optional
        Does somebody with this relation count as a leader? As for `from_table`.
    real_names : iterable of str
        Words that are names here, though they usually say that there is none.
    name : str, optional
        The dataset's name. Default: ``frame.attrs["file"]``.

    Returns
    -------
    Dataset
        People and organizations without a one are entities too, so that they stay
        in every count.

    Raises
    ------
    ValueError
        If there is no column `person`.
    DatasetError
        If a cell holds anything but 1, 0 or nothing, if a name stands twice or is
        none, or if the same names stand down the side and along the top.

    See Also
    --------
    from_table : For ties among people, or among organizations, and for weighted ones.

    Examples
    --------
    >>> seats = pd.DataFrame({"Kites": [1, 1], "Chess": [0, 1]}, index=["Ada", "Ben"])
    >>> data = from_matrix(seats, source="the clerk", census=True)
    >>> print(data["claims"][["speaker", "stance", "subject", "object"]].to_string(index=False))
      speaker  stance subject object
    the-clerk asserts     ada  kites
    the-clerk  denies     ada  chess
    the-clerk asserts     ben  kites
    the-clerk asserts     ben  chess
    """
    ties = Ties(relation, counts_for_overlap)
    ties.refuse_what_cannot_be()
    real = as_list(real_names)
    editions = frame if isinstance(frame, Mapping) else {source: frame}
    for one in editions.values():
        refuse_unknown("column", filter(None, [person]), map(str, one.columns))
    rows: list[Row] = []
    problems: list[Problem] = []
    organizations: dict[str, None] = {}
    people: dict[str, None] = {}
    for number, (edition, one) in enumerate(editions.items(), start=1):
        matrix = _matrix(one, edition, person)
        wrong = list(_wrong_names(matrix, real)) or _same_names(matrix)
        problems += wrong
        organizations |= dict.fromkeys(matrix.organizations)
        people |= dict.fromkeys(matrix.people)
        prefix = f"e{number}-" if len(editions) > 1 else ""
        for row, place, cells, says in _says(matrix, problems):
            if not wrong and (says or census):
                said = {"source": edition, "stance": "asserts" if says else "denies"}
                claim = {"claim_id": f"{prefix}r{row}-{place}"}
                rows.append(Row(row, cells | said | claim))
    columns = {"person": person or "the index", "organization": "the header"}
    file = name or str(next(iter(editions.values())).attrs.get("file", "the table"))
    return Assembly(columns, ties, source).dataset(file, rows, problems, organizations, people)


class _Matrix(NamedTuple):
    """A matrix, taken apart."""

    where: str
    numbers: list[int]
    drops: list[str]
    people: list[str]
    header: list[object]
    organizations: list[str]
    cells: list[tuple[object, ...]]


def _matrix(frame: pd.DataFrame, edition: str, person: str | None) -> _Matrix:
    """Take a matrix apart, names and cells cleaned; a column without a name has none."""
    people_in = person or (frame.columns[0] if is_numbered(frame) else None)
    read = frame if people_in is None else frame.set_index(people_in)
    return _Matrix(
        str(frame.attrs.get("file", edition)),
        row_numbers(frame),
        row_drops(frame),
        list(map(clean, read.index)),
        read.columns.tolist(),
        [_NOT_NAMED.sub("", clean(name)) for name in read.columns],
        list(read.itertuples(index=False, name=None)),
    )


def _says(
    matrix: _Matrix, problems: list[Problem]
) -> Iterator[tuple[int, int, dict[str, str], bool]]:
    """Yield row, place, names and truth of each cell that says something.

    Rows and columns of totals are refused as a whole; a value that is neither true nor
    false is named where it first stands.
    """
    totals = {place for place, name in enumerate(matrix.organizations) if is_total(name)}
    wrong: dict[str, list[tuple[int, str]]] = {}
    lines = zip(matrix.numbers, matrix.people, matrix.cells, strict=True)
    for number, person, cells in progress(lines, len(matrix.numbers), matrix.where):
        for place, (organization, cell) in enumerate(zip(matrix.organizations, cells, strict=True)):
            value = clean(cell)
            if not value or place in totals or is_total(person):
                continue
            if (says := TRUTH.get(value.casefold())) is None:
                wrong.setdefault(value, []).append((number, organization))
            else:
                yield number, place + 1, {"person": person, "organization": organization}, says
    for value, found in wrong.items():
        number, organization = found[0]
        where = (matrix.where, number, organization, shown(value))
        more = f", here and in {len(found) - 1} more" if len(found) > 1 else ""
        problems.append(problem_of(faults.NO_TRUTH, *where, more=more, fix=_meant(value)))


def _meant(value: str) -> str:
    """Say what a value of a matrix was probably meant to be.

    >>> _meant("x")
    "write 1, 0 or nothing; if 'x' says yes: frame.replace('x', '1')"
    """
    write = "write 1, 0 or nothing"
    if value.casefold() in MARKS:
        return f"{write}; if {shown(value)!r} says yes: frame.replace({shown(value)!r}, '1')"
    if re.fullmatch(r"-?\d+(?:[.,]\d+)?", value):
        return (
            f"{write}; if it is a weight, a one says that there is a tie: how strong it is"
            " goes into a table for from_table, as the role or a note"
        )
    return write


def _wrong_names(matrix: _Matrix, real_names: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with the names along the top and down the side."""
    header = zip(matrix.organizations, matrix.header, strict=True)
    top = [
        (None, name, shown(clean(given)) or column_letter(place), _column_drop(given))
        for place, (name, given) in enumerate(header, start=2)  # the people stand in the first
    ]
    side = [
        (number, name, "", drop)
        for number, name, drop in zip(matrix.numbers, matrix.people, matrix.drops, strict=True)
    ]
    for names, kind in ((top, "organization"), (side, "person")):
        seen: set[str] = set()
        for number, name, column, drop in names:
            fault = _wrong_name(name, seen)
            if fault and (name in seen or name not in real_names):
                words = {"name": shown(name), "drop": drop, "kind": one_of_kind(kind)}
                words |= {"ask": ask_for_name(name)}
                yield problem_of(fault, matrix.where, number, column, shown(name), **words)
            seen.add(name)


def _column_drop(given: object) -> str:
    """Say how to leave a column out of a frame."""
    if pd.isna(given):
        return "frame.loc[:, frame.columns.notna()]"
    return f"frame.drop(columns={shown(repr(given))})"


_NUMBERED = re.compile(r"(.+) \(\d+\)", re.DOTALL)


def _wrong_name(name: str, seen: set[str]) -> faults.Fault | None:
    if not name:
        return faults.NAME_BLANK
    numbered = _NUMBERED.fullmatch(name)  # `read_spreadsheet` tells columns of one name apart
    if name in seen or (numbered and numbered[1] in seen):
        return faults.NAME_TWICE
    if is_total(name):
        return faults.NAME_TOTAL
    if name.casefold() in TRUTH:
        return faults.NAME_NUMBER
    return faults.NAME_OF_NOBODY if says_nothing(name) else None


def _same_names(matrix: _Matrix) -> list[Problem]:
    """Refuse a matrix of people by people, or of organizations by organizations."""
    both = set(matrix.people) & set(matrix.organizations)
    fewer = min(len(matrix.people), len(matrix.organizations))
    if len(both) < 2 or 2 * len(both) < fewer:
        return []
    return [problem_of(faults.SAME_NAMES, matrix.where, count=len(both))]
