"""Convert tables of people and organizations into a dataset of claims.

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

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from helpers.codebook import (
    FREE_PREFIX,
    Problem,
    as_list,
    faults,
    list_items,
    listed,
    problem_of,
    problems_table,
    progress,
    refuse_unknown,
    shown,
)
from helpers.convert.tables.assembly import BLANK_SOURCE, NOT_LISTED, OWN_ID, Assembly
from helpers.convert.tables.rows import Row, check_names, check_row, split_row, table_rows
from helpers.convert.tables.tenures import (
    Day,
    as_of_day,
    hedge_of,
    is_worked_out,
    with_post,
    with_tenure,
)
from helpers.convert.tables.ties import Ties
from helpers.data import Dataset, DatasetError

NOTE_COLUMNS = ["where", "note"]

HEDGED = "the post says {word!r}, and the claim stands as plain: certainty= takes a column"
"""What is said of a post whose own word doubts it."""

MOST_NAMED = 6
"""Rows that a note names."""

SAME_TIE = (
    "person",
    "person_id",
    "organization",
    "organization_id",
    "role",
    "time",
    "valid",
)
"""Cells that a denial has in common with what it denies."""


def from_table(  # noqa: PLR0913  each is named by whoever calls
    frame: pd.DataFrame,
    *,
    person: str,
    organization: str,
    role: str | None = None,
    source: str | None = None,
    stance: str | None = None,
    denied_by: str | None = None,
    date: str | None = None,
    url: str | None = None,
    quote: str | None = None,
    note: str | None = None,
    start: str | None = None,
    end: str | None = None,
    as_of: str | dt.date | None = None,
    time: str | None = None,
    valid: str | None = None,
    certainty: str | None = None,
    person_id: str | None = None,
    organization_id: str | None = None,
    aliases: str | Mapping[str, str] | None = None,
    original_script: str | Mapping[str, str] | None = None,
    default_source: str = "the table",
    relation: str | Mapping[str, str] = "member_of",
    counts_for_overlap: bool | Mapping[str, bool] | None = None,
    single_valued: Iterable[str] = (),
    kinds: tuple[str, str] = ("person", "organization"),
    split: str | None = None,
    census: bool = False,
    organizations: Iterable[str] = (),
    real_names: Iterable[str] = (),
    name: str | None = None,
) -> Dataset:
    """Make a dataset of a table in which each row names a person and an organization.

    Each row becomes one claim; a row with lists in it becomes several.

    Parameters
    ----------
    frame : DataFrame
        One row, one tie. If its index is called ``row`` and holds numbers, as
        `read_spreadsheet` makes it, claim ``r7`` is row 7 of the spreadsheet; else rows are
        counted from 2.
        Its columns whose names start with ``x_`` go into the claims as they are.
    person, organization : str
        *Who and where.* The columns with the names.
    person_id, organization_id : str, optional
        Columns that tell apart people, or organizations, of one name. The ids stay in
        the column ``x_id`` of the entities, so that other tables can be joined to them.
    aliases, original_script : str or mapping of str to str, optional
        Columns with other names of the person, separated by `split` or ";", and with the
        name in its own script; or both ends' columns: ``{"person": …, "organization": …}``.
    kinds : tuple of str and str
        What the two names stand for: ``("organization", "organization")`` if both
        are organizations, ``("person", "person")`` if both are people.
    organizations : iterable of str
        Names of organizations that stay in the count though the table has nobody in them.
    role : str, optional
        *What is said.* The column with the post.
    relation : str or mapping of str to str
        The relation of all rows; or role → relation, with "" for all other roles.
    counts_for_overlap : bool or mapping of str to bool, optional
        Does a person with such a relation count as a leader? Of all relations, or of
        each by its name. Default: as the shipped relation of this name. One that is
        not shipped counts if it is the only one. Of several you have to say it, unless a
        shipped one is known to lead: then the others do not count.
    single_valued : iterable of str
        Relations that only one can have at a time, as one holder has a post. Two who are
        said to have it are a conflict.
    stance, quote, note, certainty : str, optional
        Columns that go into those of the table claims; a blank stance asserts.
    source : str, optional
        *Who says so.* The column that names it. A blank cell is kept as a claim of an
        unnamed source.
    denied_by : str, optional
        The column that names who denies the tie; each denies it for the same period.
    default_source : str
        Name of the one source of all claims, where no column names any.
    date : str, optional
        The column that says when the source said so (``said_on``), in EDTF.
    url : str, optional
        The column with addresses: each becomes a document.
    census : bool
        Is each source a complete list? Then it denies whoever another source names in
        an organization that it covers too, and it does not.
    start, end : str, optional
        *When.* Columns with the dates, in EDTF, on which the tie began and ended; they
        become ``valid``. A blank start is not known. A blank end goes on, and "?" is an
        end that nobody knows.
    as_of : str or date, optional
        The day, month or year of which the table speaks. A row whose end lies before it
        is ``former``, one that starts after it is ``future``. Without it, every row with
        an end is ``former``. The claim's note says so, and so does `table_notes`.
    valid : str, optional
        The column with whole intervals in EDTF, instead of start and end.
    time : str, optional
        The column with the period: current, former, future or unspecified. It decides,
        unless the dates say otherwise, which is a problem. Without it, a post that says so
        itself ("former chair") is ``former``.
    split : str, optional
        *How to read it.* What separates several names in one cell. As many roles, or ids,
        as names go with them one by one, and so do addresses with sources. A cell that
        is itself a list of Python is taken as one.
    real_names : iterable of str
        Words that are names or ids here, though they usually say that there is none,
        such as "None" or "0".
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
        If a column is not in the frame, or if parameters exclude each other.
    TypeError
        If `frame` is no DataFrame, or `counts_for_overlap` says neither yes nor no.
    DatasetError
        If cells have problems; ``problems`` lists them with the rows and columns of `frame`.

    See Also
    --------
    table_notes : What was worked out on the way.

    Examples
    --------
    >>> register = pd.DataFrame(
    ...     {
    ...         "Name": ["Ada Stone", "Ben Reed"],
    ...         "Club": ["Kites", "Kites"],
    ...         "From": ["1998", "2010-05"],
    ...         "To": ["2003", ""],
    ...         "Denied by": ["", "the Kites"],
    ...     }
    ... )
    >>> data = from_table(
    ...     register,
    ...     person="Name",
    ...     organization="Club",
    ...     start="From",
    ...     end="To",
    ...     as_of="2020",
    ...     denied_by="Denied by",
    ... )
    >>> data["claims"][["speaker", "stance", "subject", "valid", "time"]].values.tolist()
    ... # doctest: +NORMALIZE_WHITESPACE
    [['the-table', 'asserts', 'ada-stone', '1998/2003', 'former'],
     ['the-table', 'asserts', 'ben-reed', '2010-05/..', ''],
     ['the-kites', 'denies', 'ben-reed', '2010-05/..', '']]
    """
    if not isinstance(frame, pd.DataFrame):
        what = type(frame).__name__
        raise TypeError(f"from_table takes a DataFrame, not a {what}: see read_spreadsheet")
    given = {
        "person": person,
        "organization": organization,
        "role": role,
        "source": source,
        "stance": stance,
        "denied_by": denied_by,
        "said_on": date,
        "url": url,
        "quote": quote,
        "note": note,
        "start": start,
        "end": end,
        "time": time,
        "valid": valid,
        "certainty": certainty,
        "person_id": person_id,
        "organization_id": organization_id,
    }
    given |= _of_ends("aliases", aliases) | _of_ends("script", original_script)
    columns = {use: column for use, column in given.items() if column is not None}
    columns |= {name: name for name in map(str, frame.columns) if name.startswith(FREE_PREFIX)}
    _refuse_columns(frame, columns)
    refuse_together(columns, as_of=as_of is not None, census=census)
    ties = Ties(relation, counts_for_overlap, kinds, as_list(single_valued))
    ties.refuse_what_cannot_be()
    if split == "":
        raise ValueError("split is blank: name what separates the names, such as ';'")
    reader = Reader(columns, kinds, as_list(real_names), ties.known_roles, [])
    day = as_of_day(as_of)
    rows: list[Row] = []
    for row in progress(table_rows(frame, columns, reader.problems, split), len(frame), "rows"):
        rows += reader.parts(row, day)
    assembly = Assembly(columns, ties, default_source, census)
    return assembly.dataset(_file(frame, name), rows, reader.problems, as_list(organizations))


class Reader(NamedTuple):
    """How the rows of one table are read, and the problems that are found on the way."""

    columns: Mapping[str, str]
    kinds: tuple[str, str]
    real_names: list[str]
    known_roles: Mapping[str, str] | None
    problems: list[Problem]

    def parts(self, row: Row, as_of: Day | None) -> Iterator[Row]:
        """Yield all that a row says, each with one name in a cell."""
        self.problems.extend(check_row(row, self.columns, self.real_names))
        row = with_post(row)
        if not self.columns.keys().isdisjoint(("start", "end")):
            row = with_tenure(row, self.columns, as_of, self.problems)
        for part in map(with_post, split_row(row, self.columns, self.problems, self.known_roles)):
            self.problems.extend(check_names(part, self.columns, self.kinds, self.real_names))
            yield part
            yield from self._denials(part)

    def _denials(self, row: Row) -> Iterator[Row]:
        """Yield the denials of what a row says."""
        for name in filter(None, row.items("denied_by")):
            if row.cells.get("stance") == "denies":
                whole = shown(row.cells["denied_by"])
                place = ("", row.number, self.columns["denied_by"], whole)
                self.problems.append(problem_of(faults.DENIED_TWICE, *place))
            tie = {use: cell for use, cell in row.cells.items() if use in SAME_TIE}
            yield row._replace(cells=tie | {"source": name, "stance": "denies", "denier": "yes"})


def _of_ends(use: str, columns: str | Mapping[str, str] | None) -> dict[str, str]:
    """Return which column says a thing of the person, and which of the organization."""
    if columns is None:
        return {}
    named = {"person": columns} if isinstance(columns, str) else columns
    refuse_unknown("end", named, ("person", "organization"))
    return {f"{end}_{use}": column for end, column in named.items()}


def _refuse_columns(frame: pd.DataFrame, columns: Mapping[str, str]) -> None:
    """Refuse a frame that has not each of the columns once."""
    names = list(map(str, frame.columns))
    refuse_unknown("column", columns.values(), names)
    for name in columns.values():
        if names.count(name) > 1:
            raise ValueError(f"the column {shown(name)!r} stands twice: rename one of them")


def refuse_together(columns: Mapping[str, str], as_of: bool, census: bool) -> None:
    """Refuse parameters that exclude each other, or lack each other."""
    dated = "start" in columns or "end" in columns
    if "valid" in columns and dated:
        raise ValueError("valid= holds whole intervals: name it, or start= and end=, not both")
    if as_of and not dated:
        raise ValueError("as_of= compares days with start= and end=: name the columns")
    if census and "source" not in columns:
        raise ValueError("census= compares lists by their source=: name its column")
    if census and (dated or "valid" in columns):
        raise ValueError(
            "census= takes no dates of ties: a list does not deny what began after it was made"
        )


def _file(frame: pd.DataFrame, name: str | None) -> str:
    return name or str(frame.attrs.get("file", "the table"))


def check_table(frame: pd.DataFrame, **how: Any) -> pd.DataFrame:
    """Return all that keeps `from_table` from making a dataset; empty when nothing does.

    Parameters
    ----------
    frame : DataFrame
        One row, one tie.
    **how : Any
        As for `from_table`.

    Returns
    -------
    DataFrame
        See `helpers.codebook.problems_table`; rows and columns are those of `frame`.

    Raises
    ------
    ValueError, TypeError
        As `from_table`: what is wrong with the call, and not with the cells.

    Examples
    --------
    >>> table = pd.DataFrame({"who": ["Ada", ""], "club": ["Kites", "Kites"]})
    >>> found = check_table(table, person="who", organization="club")
    >>> found[["row", "column", "problem"]].values.tolist()
    [[3, 'who', 'the row names no person']]
    """
    try:
        from_table(frame, **how)
    except DatasetError as error:
        return error.problems
    return problems_table([])


def table_notes(frame: pd.DataFrame, **how: Any) -> pd.DataFrame:
    """Return what `from_table` works out on the way, that no cell of the table says.

    Parameters
    ----------
    frame : DataFrame
        One row, one tie.
    **how : Any
        As for `from_table`.

    Returns
    -------
    DataFrame
        Columns ``where`` (rows, ids) and ``note``: which rows became former or future,
        which posts hedge, which name no source, which ids stand for several names, what
        complete lists deny.

    Raises
    ------
    DatasetError
        As `from_table`.

    Examples
    --------
    >>> tenures = pd.DataFrame({"who": ["Ada"], "club": ["Kites"], "until": ["2003"]})
    >>> table_notes(tenures, person="who", organization="club", end="until").values.tolist()
    [['row 2', 'former: the row has an end']]
    """
    data = from_table(frame, **how)
    claims, entities = data["claims"], data["entities"]
    rows: dict[str, dict[str, None]] = {}
    sources = data["sources"]
    blank = set(sources.loc[sources["note"] == BLANK_SOURCE, "source_id"])
    for claim in claims.itertuples():
        row = claim.claim_id.partition("-")[0].removeprefix("r")
        worked_out = claim.note.split("; ")[-1]
        if is_worked_out(worked_out) or worked_out == NOT_LISTED:
            rows.setdefault(worked_out, {})[row] = None
        if (word := hedge_of(claim.role)) and claim.certainty in ("", "unstated"):
            rows.setdefault(HEDGED.format(word=word), {})[row] = None
        if claim.speaker in blank:
            rows.setdefault("the cell that says who says so is blank", {})[row] = None
    notes = [(_where(list(found)), note) for note, found in rows.items()]
    if OWN_ID in entities:
        several = entities[(entities[OWN_ID] != "") & (entities["aliases"] != "")]
        for own, called, others in several[[OWN_ID, "name", "aliases"]].itertuples(index=False):
            names = ", ".join(map(repr, [called, *list_items(others, ";")]))
            notes.append((f"id {shown(own)}", f"stands for one with the names {shown(names, 200)}"))
    return pd.DataFrame(notes, columns=NOTE_COLUMNS)


def _where(rows: list[str]) -> str:
    """Name rows, or the first of them and how many more there are."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    more = [f"{len(rows) - MOST_NAMED} more"] if len(rows) > MOST_NAMED else []
    return f"{len(rows)} rows: {listed([*rows[:MOST_NAMED], *more])}"
