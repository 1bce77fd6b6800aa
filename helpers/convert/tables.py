"""Convert tables and matrices of people and organizations into a dataset of claims.

>>> register = pd.DataFrame(
...     {
...         "Name": ["Ada Stone", "Ada Stone", "Ben Reed"],
...         "Club": ["Chess Club", "Kite Club", "Kite Club"],
...     }
... )
>>> data = from_table(
...     register, person="Name", organization="Club", default_source="the register of 1908"
... )
>>> data["claims"].loc[3, ["claim_id", "speaker", "subject", "relation", "object"]].tolist()
['r3', 'the-register-of-1908', 'ada-stone', 'member_of', 'kite-club']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from helpers.codebook import Problem, problems_table, progress, refuse_unknown, shown
from helpers.convert.rows import (
    TOTALS,
    Assembly,
    Row,
    check_placeholders,
    check_row,
    clean,
    row_numbers,
    split_row,
    table_rows,
)
from helpers.data import Dataset, DatasetError

TRUTH = {"true": "1", "false": "0"}


def from_table(  # noqa: PLR0913  each is named by whoever calls
    frame: pd.DataFrame,
    *,
    person: str,
    organization: str,
    role: str | None = None,
    source: str | None = None,
    stance: str | None = None,
    date: str | None = None,
    url: str | None = None,
    quote: str | None = None,
    note: str | None = None,
    time: str | None = None,
    valid: str | None = None,
    certainty: str | None = None,
    person_id: str | None = None,
    organization_id: str | None = None,
    default_source: str = "the table",
    relation: str | Mapping[str, str] = "member_of",
    counts_for_overlap: bool | Mapping[str, bool] | None = None,
    split: str | None = None,
    organizations: Iterable[str] = (),
    name: str | None = None,
) -> Dataset:
    """Make a dataset of a table in which each row names a person and an organization.

    Each row becomes one claim.

    Parameters
    ----------
    frame : DataFrame
        One row, one tie. If its index is called ``row``, as `read_spreadsheet`
        makes it, claim ``r7`` is row 7 of the spreadsheet; else rows are counted from 2.
    person, organization : str
        The columns with the names.
    role, stance, quote, note, time, valid, certainty : str, optional
        Columns that go into those of the table claims; a blank stance asserts.
    source : str, optional
        The column that names who says so. A blank cell is kept as a claim of an
        unnamed source.
    date : str, optional
        The column that says when the source said so (``said_on``); when the tie
        holds goes into ``valid``. Dates are EDTF.
    url : str, optional
        The column with addresses: each becomes a document.
    person_id, organization_id : str, optional
        Columns that tell apart people, or organizations, of one name.
    default_source : str
        Name of the one source of all claims, where no column names any.
    relation : str or mapping of str to str
        The relation of all rows; or role → relation, with "" for all other roles.
    counts_for_overlap : bool or mapping of str to bool, optional
        Does a person with such a relation count as a leader? Of all relations, or of
        each by its name. Default: as the shipped relation of this name. One that is
        not shipped counts, unless another one of the table is known to lead.
    split : str, optional
        What separates several names in one cell. As many roles, or ids, as names go
        with them one by one.
    organizations : iterable of str
        Names of organizations that stay in the count though the table has nobody in them.
    name : str, optional
        The dataset's name. Default: ``frame.attrs["file"]``.

    Returns
    -------
    Dataset
        Tables documents (of the addresses), sources, entities, relations, claims. Names
        are taken as they are, but for white space; each spelling is one entity.

    Raises
    ------
    ValueError
        If a column is not in the frame.
    TypeError
        If `counts_for_overlap` says neither yes nor no.
    DatasetError
        If cells have problems; ``problems`` lists them with the rows and columns of `frame`.
    """
    given = {
        "person": person,
        "organization": organization,
        "role": role,
        "source": source,
        "stance": stance,
        "said_on": date,
        "url": url,
        "quote": quote,
    }
    given |= {
        "note": note,
        "time": time,
        "valid": valid,
        "certainty": certainty,
        "person_id": person_id,
        "organization_id": organization_id,
    }
    columns = {use: column for use, column in given.items() if column is not None}
    refuse_unknown("column", columns.values(), map(str, frame.columns))
    rows: list[Row] = []
    problems: list[Problem] = []
    for row in progress(table_rows(frame, columns), len(frame), "rows"):
        problems += check_row(row, columns, split)
        for part in split_row(row, split, columns, problems):
            problems += check_placeholders(part, columns)
            rows.append(part)
    return Assembly(columns, default_source, relation, counts_for_overlap).dataset(
        _file(frame, name), rows, problems, organizations
    )


def check_table(frame: pd.DataFrame, **how: Any) -> pd.DataFrame:
    """Return all that keeps `from_table` from making a dataset; empty when nothing does.

    Parameters
    ----------
    frame : DataFrame
    **how
        As for `from_table`.

    Returns
    -------
    DataFrame
        See `helpers.codebook.problems_table`; rows and columns are those of `frame`.
    """
    try:
        from_table(frame, **how)
    except DatasetError as error:
        return error.problems
    return problems_table([])


def from_matrix(
    frame: pd.DataFrame | Mapping[str, pd.DataFrame],
    *,
    source: str = "the matrix",
    person: str | None = None,
    census: bool = False,
    relation: str = "member_of",
    counts_for_overlap: bool | None = None,
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
        The column with the people. Default: the index; or the first column, if the
        index is called ``row``, as `read_spreadsheet` makes it.
    census : bool
        If the matrix claims to be complete, a zero is a denial. Else it is silence,
        and so is a blank cell in either case.
    relation, counts_for_overlap, name
        As for `from_table`.

    Returns
    -------
    Dataset
        People and organizations without a one are entities too, so that they stay
        in every count.

    Raises
    ------
    DatasetError
        If a cell holds anything but 1, 0 or nothing, or a name stands twice.
    """
    editions = frame if isinstance(frame, Mapping) else {source: frame}
    rows: list[Row] = []
    problems: list[Problem] = []
    organizations: dict[str, None] = {}
    people: dict[str, None] = {}
    for number, (edition, matrix) in enumerate(editions.items(), start=1):
        people_in = person or (matrix.columns[0] if matrix.index.name == "row" else None)
        read = matrix if people_in is None else matrix.set_index(people_in)
        where = str(matrix.attrs.get("file", edition))
        organizations |= dict.fromkeys(clean(column) for column in read.columns)
        people |= dict.fromkeys(clean(one) for one in read.index)
        prefix = f"e{number}-" if len(editions) > 1 else ""
        for row in _matrix_rows(read, row_numbers(matrix), where, problems):
            if row.cells["value"] == "1" or (census and row.cells["value"] == "0"):
                said = {
                    "source": edition,
                    "stance": "asserts" if row.cells["value"] == "1" else "denies",
                }
                rows.append(
                    Row(
                        row.number,
                        row.cells
                        | said
                        | {"claim_id": f"{prefix}r{row.number}-{row.cells['place']}"},
                    )
                )
    columns = {"person": person or "the index", "organization": "the header"}
    file = _file(next(iter(editions.values())), name)
    return Assembly(columns, source, relation, counts_for_overlap).dataset(
        file, rows, problems, organizations, people
    )


def _file(frame: pd.DataFrame, name: str | None) -> str:
    return name or str(frame.attrs.get("file", "the table"))


def _matrix_rows(
    matrix: pd.DataFrame, numbers: list[int], where: str, problems: list[Problem]
) -> Iterator[Row]:
    """Yield one row for each cell of a matrix that says something.

    Rows and columns of totals are refused as a whole.
    """
    organizations, people = (
        [clean(name) for name in names] for names in (matrix.columns, matrix.index)
    )
    wrong = list(_wrong_names(where, [(None, one, f"columns={one!r}") for one in organizations]))
    wrong += _wrong_names(
        where,
        [(number, one, f"index={number}") for number, one in zip(numbers, people, strict=True)],
    )
    problems += wrong
    for number, person, cells in zip(
        progress(numbers, len(numbers), where),
        people,
        matrix.itertuples(index=False, name=None),
        strict=True,
    ):
        for place, (organization, cell) in enumerate(
            zip(organizations, cells, strict=True), start=1
        ):
            value = clean(cell)
            value = TRUTH.get(value.casefold(), value)
            if TOTALS.isdisjoint((person.casefold(), organization.casefold())) and value:
                if value not in ("0", "1"):
                    problems.append(
                        Problem(
                            where,
                            number,
                            organization,
                            shown(value),
                            "neither 1 nor 0 nor blank",
                            "write 1, 0 or nothing",
                        )
                    )
                elif not wrong:
                    yield Row(
                        number,
                        {
                            "person": person,
                            "organization": organization,
                            "value": value,
                            "place": str(place),
                        },
                    )


def _wrong_names(where: str, names: list[tuple[int | None, str, str]]) -> Iterator[Problem]:
    """Names of a header or an index that cannot stand: (row, name, how to drop it)."""
    seen = set()
    for number, name, drop in names:
        place = (where, number, "" if number else shown(name), shown(name))
        if not name:
            yield Problem(
                *place, "the name is blank", f"fill it in, or leave it out: frame.drop({drop})"
            )
        elif name.casefold() in TOTALS:
            yield Problem(
                *place,
                f"{shown(name)!r} would become {'a person' if number else 'an organization'} of"
                " this name",
                f"if these are totals, leave them out: frame.drop({drop})",
            )
        elif name in seen:
            yield Problem(
                *place,
                "the name stands twice",
                "name each once: make one row or column of both, or tell them apart",
            )
        seen.add(name)
