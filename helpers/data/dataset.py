"""A dataset: read and checked from a folder or a workbook of tables, or supposed with other claims.

>>> data = load_dataset()
>>> data["documents"].loc[2, ["document_id", "published", "published_basis"]].to_list()
['examiner-2021', '2021-08-27?', 'inferred']
>>> supposed = with_claims(data, [{"claim_id": "c087", "certainty": "certain"}])
>>> supposed["claims"].set_index("claim_id").loc["c087", ["certainty", "time"]].tolist()
['certain', 'former']
"""

from __future__ import annotations

import difflib
import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd

from helpers.codebook import (
    PACKAGE,
    Fault,
    Place,
    Problem,
    check_characters,
    elsewhere,
    faults,
    find_problems,
    kept_ids,
    list_items,
    noun_of,
    problem_of,
    problems_table,
    shown,
    suggestion,
    table_names,
    unprintable,
)
from helpers.data.kept import Read, kept_or_read
from helpers.data.merging import DECISIONS, merge_notes, merged_tables, read_as_kept
from helpers.data.sheets import is_workbook, name_sheets, read_sheets
from helpers.data.tables import (
    DERIVED,
    complete_table,
    csv_rows,
    derive_table,
    derived_again,
    name_shipped,
    read_table,
    same_cells,
    table_meant,
)
from helpers.data.texts import check_quotes, read_texts
from helpers.data.when import claim_spells
from helpers.data.who import Who, told_apart

ARTICLE = PACKAGE.parent / "haqqani-2021"
"""The dataset that is read where none is named."""

MYSTERY = ARTICLE.with_name("two-clubs")
"""An invented dataset for practice."""

DATA_VARIABLE = "SEPARATE_ENTITIES_DATA"
"""The environment variable that names the dataset where no argument does."""

MOST_LINES = 25

LONGEST_PATH = 4_000
"""Characters of a path that a message shows."""


Found = TypeVar("Found")


class Dataset(Mapping[str, pd.DataFrame]):
    """An immutable mapping of table name to frame, with the texts.

    Every table of datapackage.json is there, if only as an empty frame, with
    every column; cells are text, blank is "". The index of a frame, ``row``, is
    the row as a spreadsheet numbers it. What is handed out is a copy. A dataset
    equals none but itself. Entities that the table same_as decides to be one are read
    as one; `as_written` has the tables without that.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Table name → frame, all cells text. What is missing comes in empty.
    texts : mapping of str to str
        The texts at hand, by document_id.
    name : str
        The folder's name.
    derived : tuple of str
        The tables that were worked out from the claims.
    unseen : tuple of str
        What nobody sees of its files and is read all the same, a sentence each.

    Attributes
    ----------
    title : str
        The first document's title, or the folder's name.
    derived : tuple of str
        The tables that the dataset lacks and that were derived from its claims.
    notes : tuple of str
        What is allowed and may yet be a slip.

    Raises
    ------
    KeyError
        With a suggestion, if one asks for a table that there is not.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> data.title, len(data["claims"])
    ('The Affair of the Flying Knight', 37)
    >>> data["claim"]
    Traceback (most recent call last):
        ...
    KeyError: "no table 'claim': did you mean 'claims'?"
    """

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        texts: Mapping[str, str],
        name: str,
        derived: tuple[str, ...] = (),
        unseen: tuple[str, ...] = (),
    ):
        self._written = {table: complete_table(table, tables.get(table)) for table in table_names()}
        self._tables = merged_tables(self._written)
        self._texts = dict(texts)
        self.name = name
        self.derived = derived
        self.unseen = unseen
        self._kept: dict[Hashable, object] = {}

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self._tables:
            raise KeyError(f"no table {table!r}: {suggestion(table, self._tables)}")
        return self._tables[table].copy()

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{len(frame)} {table}" for table, frame in self._tables.items() if len(frame)
        )
        return f"<Dataset {self.name}: {counts}>"

    @property
    def as_written(self) -> dict[str, pd.DataFrame]:
        """The tables as they stand in the files, before the table same_as merges anything."""
        return {table: frame.copy() for table, frame in self._written.items()}

    @cached_property
    def merged(self) -> dict[str, str]:
        """Each entity that is read as another one, and the one that is kept."""
        return kept_ids(self._written[DECISIONS])

    @cached_property
    def who(self) -> Who:
        """Names, labels and kinds, and who speaks for whom."""
        return Who(self._tables)

    @cached_property
    def spells(self) -> pd.DataFrame:
        """On which days each claim may hold, and on which it must: see `claim_spells`.

        It is handed out as it is kept: look at it, and change nothing.
        """
        return claim_spells(self._tables["claims"])

    @cached_property
    def dated(self) -> bool:
        """Whether any claim says when it holds."""
        return bool(self.spells["dated"].any())

    def once(self, key: Hashable, work: Callable[[], Found]) -> Found:
        """Return what a piece of work makes of this dataset, worked out when first asked for.

        It is handed out as it is kept: look at it, and change nothing.
        """
        if key not in self._kept:
            self._kept[key] = work()
        return cast("Found", self._kept[key])

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What is allowed and may yet be a slip, a sentence each, for who reads the data.

        An author who is not marked as one counts as a relay, whose word every tie needs.
        Hidden rows and columns of a workbook are data as all others are.
        What the table same_as merges is said entity by entity.
        """
        authors = map(_unmarked_author, *_lone_relays(self._tables, self.who.authors))
        return (*self.unseen, *authors, *merge_notes(self._written))

    @property
    def title(self) -> str:
        """The first document's title, or the folder's name."""
        titles = self._tables["documents"]["title"]
        return next((title for title in titles if title), self.name)

    @cached_property
    def titles(self) -> dict[str, str]:
        """What the documents are called, told apart, by document_id.

        One of a converted table has no title, but perhaps an address in its note. They are
        handed out as they are kept: look at them, and change nothing.
        """
        documents = self._tables["documents"]
        titles = documents["title"]
        for otherwise in (documents["note"], documents["document_id"]):
            titles = titles.where(titles != "", otherwise)
        return told_apart(documents.assign(title=titles), "document_id", "title")

    @property
    def called(self) -> str:
        """The title in quotation marks, and how many more documents there are."""
        titles = self._tables["documents"]["title"]
        more = len(titles) - 1 if (titles != "").any() else 0
        others = f" and {more} more {noun_of(more, 'document')}" if more else ""
        return f"“{self.title}”{others}"

    def has_text(self, document_id: str) -> bool:
        """Tell whether the text of a document is at hand."""
        return document_id in self._texts

    def text(self, document_id: str) -> str:
        """Return the text of a document.

        Raises
        ------
        KeyError
            If the dataset has no such document, or not its text.
        """
        if document_id not in self._texts:
            raise KeyError(f"no text of document {document_id!r} in dataset {self.name!r}")
        return self._texts[document_id]

    @property
    def texts(self) -> dict[str, str]:
        """The texts that are at hand, by document_id."""
        return dict(self._texts)


LEAST_RELAYED = 2
"""Relayed claims of a document from which on one relay of all can be its author."""


def _lone_relays(
    tables: Mapping[str, pd.DataFrame], authors: frozenset[str]
) -> tuple[list[str], list[str]]:
    """Return documents without a marked author, and the one relay that begins all their chains."""
    claims = tables["claims"]
    relayed = claims[claims["via"] != ""]
    first = relayed["via"].map(lambda chain: list_items(chain, ">")[0])
    documents, relays = [], []
    for document, begins in first.groupby(relayed["document_id"]):
        speakers = set(claims.loc[claims["document_id"] == document, "speaker"])
        marked = authors & (speakers | set(begins))
        if begins.nunique() == 1 and len(begins) >= LEAST_RELAYED and not marked:
            documents.append(str(document))
            relays.append(begins.iloc[0])
    return documents, relays


def _unmarked_author(document: str, relay: str) -> str:
    text = f"of {shown(document)!r} " if document else ""
    return (
        f"Every relayed claim {text}comes through {shown(relay)!r}, whose kind is not author. "
        f"If {shown(relay)!r} wrote the text, write author as its kind in the table sources: "
        "as a relay, it is needed for every tie."
    )


class DatasetError(ValueError):
    """A dataset with problems. ``problems`` is the frame that `check_dataset` returns.

    Parameters
    ----------
    path : str or Path
        Where the dataset stands: for the message.
    problems : DataFrame
        As `check_dataset` returns it.

    Examples
    --------
    >>> from helpers import MYSTERY, DatasetError, load_dataset, with_claims
    >>> data = load_dataset(MYSTERY)
    >>> try:
    ...     changed = with_claims(data, [{"claim_id": "m07", "stance": "assert"}])
    ... except DatasetError as error:
    ...     print(error.problems[["row", "column", "value", "fix"]].to_string(index=False))
     row column  value                     fix
       8 stance assert did you mean 'asserts'?
    """

    def __init__(self, path: str | Path, problems: pd.DataFrame):
        self.problems = problems
        super().__init__(_problems_text(path, problems))

    def _render_traceback_(self) -> list[str]:
        """Show a notebook the message alone: the traceback says nothing more."""
        return str(self).splitlines()


def _problems_text(path: str | Path, problems: pd.DataFrame) -> str:
    count = len(problems)
    head = f"{count} {noun_of(count, 'problem')} in {shown(path, LONGEST_PATH)}"
    lines = [_problem_line(problem) for problem in problems.head(MOST_LINES).itertuples()]
    if count > MOST_LINES:
        lines.append(f"and {count - MOST_LINES} more: check_dataset() returns them all as a table")
    return "\n".join([head, *lines])


def _problem_line(problem: Any) -> str:
    place = [
        problem.file,
        "" if pd.isna(problem.row) else f"row {problem.row}",
        problem.column and f"column {problem.column}",
    ]
    value = f"{problem.value!r}: " if problem.value else ""
    return f"- {', '.join(filter(None, place))}: {value}{problem.problem}. Fix: {problem.fix}"


def dataset_path(path: str | Path | None = None) -> Path:
    """Return the folder or workbook to read.

    It is the argument, else the environment variable, else the article.
    """
    return Path(path or os.environ.get(DATA_VARIABLE) or ARTICLE)


def load_dataset(path: str | Path | None = None) -> Dataset:
    """Read and check a dataset.

    Parameters
    ----------
    path : str or Path, optional
        A folder of CSV files, or an .xlsx workbook with a sheet for each; the texts
        stand in the folder, or beside the workbook. Default: the environment
        variable SEPARATE_ENTITIES_DATA, else the article.

    Returns
    -------
    Dataset

    Raises
    ------
    DatasetError
        If anything is wrong; the message lists file, row, column, value and fix.

    Examples
    --------
    >>> from helpers import MYSTERY
    >>> load_dataset(MYSTERY).title
    'The Affair of the Flying Knight'
    >>> load_dataset(MYSTERY)["claims"].loc[9, ["claim_id", "subject", "object"]].tolist()
    ['m08', 'barnaby-rook', 'chess-club']
    """
    place = dataset_path(path)
    tables, texts, derived, problems, unseen = kept_or_read(place, _read)
    if len(problems):
        raise DatasetError(place, problems)
    name = place.resolve().stem if is_workbook(place) else place.resolve().name
    return Dataset(tables, texts, name, derived, unseen)


def check_dataset(path: str | Path | None = None) -> pd.DataFrame:
    """Return all that is wrong with a dataset, empty when nothing is.

    Parameters
    ----------
    path : str or Path, optional
        As for `load_dataset`.

    Returns
    -------
    DataFrame
        One row, one problem; columns ``file`` (with the sheet, of a workbook),
        ``row`` (as a spreadsheet numbers it), ``column``, ``value``, ``problem``,
        ``fix``.

    Examples
    --------
    >>> check_dataset().empty
    True
    """
    return kept_or_read(dataset_path(path), _read).problems


def check_claims(data: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return all that is wrong with other claims on the same texts, as `check_dataset` does.

    Parameters
    ----------
    data : Dataset
        Whose sources, entities, relations and texts the claims may refer to.
    claims : DataFrame
        Text cells; columns of the table claims, of which optional ones may be absent.
    """
    return problems_table(_wrong_claims(data, claims))


def _wrong_claims(
    data: Dataset, claims: pd.DataFrame, unread: Collection[Place] = ()
) -> list[Problem]:
    written = data.as_written
    tables = {table: written[table] for table in ("documents", "sources", "entities", "relations")}
    said = find_problems({**tables, "claims": claims}, unread)
    found = [problem for problem in said if problem.file == "claims.csv"]
    found += check_quotes({"claims": complete_table("claims", claims)}, data.texts)
    found += _other_characters({"claims": claims}, found)
    return elsewhere(found, unread)


def read_coding(path: str | Path, data: Dataset) -> pd.DataFrame:
    """Read another coding of a dataset's texts: one CSV file with the columns of the table claims.

    Returns
    -------
    DataFrame
        All columns of the table claims; merged entities are read as the kept ones.

    Raises
    ------
    DatasetError
        If anything is wrong; the message lists row, column, value and fix.
    """
    file = Path(path)
    claims, problems = read_table(file)
    found = problems_table(problems)
    if claims is not None:
        unread = set(_shifted("claims.csv", claims, problems))
        wrong = _wrong_claims(data, _blanked("claims.csv", claims, unread), unread)
        found = pd.concat([found, problems_table(wrong)], ignore_index=True)
    if len(found):
        raise DatasetError(file, found.assign(file=file.name))
    return read_as_kept("claims", complete_table("claims", claims), data.merged)


def _read(path: Path) -> Read:
    if code := unprintable(_name(path)):
        problem = problem_of(faults.NAME_UNPRINTABLE, shown(_name(path)), code=code)
        return Read({}, {}, (), problems_table([problem]))
    if not is_workbook(path):
        return _read_all(path, *_read_tables(path))
    tables, problems, unread, unseen = read_sheets(path)
    found = _read_all(path.parent, tables, problems, unread)
    return found._replace(problems=name_sheets(found.problems, path), unseen=unseen)


def _name(path: Path) -> str:
    """Return the name of a folder or a workbook, also where it is given as a dot or by a link."""
    try:
        return path.resolve().name
    except (OSError, RuntimeError, ValueError):  # what no file system takes
        return path.name


def _shifted(name: str, frame: pd.DataFrame, problems: list[Problem]) -> Iterator[Place]:
    """Yield the rows that have a cell too many, and their cells but the first: all may be moved."""
    for problem in problems:
        if problem.fix == faults.ROW_WIDE.fix and problem.row is not None:
            for column in ("", *frame.columns[1:]):
                yield name, problem.row, column


def _blanked(name: str, frame: pd.DataFrame, unread: Collection[Place]) -> pd.DataFrame:
    """Return a table without the cells that could not be read."""
    rows = defaultdict[str, list[int]](list)
    for file, row, column in unread:
        if file == name and column and row in frame.index:
            rows[column].append(row)
    frame = frame.copy() if rows else frame
    for column, some in rows.items():
        frame.loc[some, column] = ""
    return frame


def _read_all(
    folder: Path,
    tables: dict[str, pd.DataFrame],
    problems: list[Problem],
    unread: Collection[Place],
) -> Read:
    if "claims" not in tables:
        return Read(tables, {}, (), problems_table(problems))
    tables = {name: _blanked(f"{name}.csv", frame, unread) for name, frame in tables.items()}
    # a derived table without rows says nothing
    tables = {name: frame for name, frame in tables.items() if len(frame) or name not in DERIVED}
    derived = tuple(table for table in DERIVED if table not in tables)
    complete = {name: complete_table(name, frame) for name, frame in tables.items()}
    complete |= {table: derive_table(table, complete) for table in derived}
    broken = {Path(problem.file).stem for problem in problems}
    # What the claims mention makes up the first three tables; the rest has to be there.
    needed = {
        table: complete.get(table, complete_table(table, None))
        for table in table_names()
        if table not in broken and table not in ("documents", "sources", "entities")
    }
    found = name_shipped(find_problems(needed | tables, unread), tables)
    texts, text_problems = read_texts(folder, complete["documents"])
    found += text_problems + list(check_quotes(complete, texts))
    found += _other_characters(tables, problems + found)
    return Read(complete, texts, derived, problems_table(problems + elsewhere(found, unread)))


def _other_characters(
    tables: Mapping[str, pd.DataFrame], problems: list[Problem]
) -> Iterator[Problem]:
    """Yield what no page can show, but for cells of which something is said already."""
    told = {problem[:3] for problem in problems}
    return (found for found in check_characters(tables) if found[:3] not in told)


def _read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Problem], set[Place]]:
    if not folder.is_dir():
        return {}, [_no_folder(folder)], set()
    tables, problems, unread = {}, list(_check_file_names(folder)), set[Place]()
    for table in table_names():
        file = folder / f"{table}.csv"
        if file.is_file():
            frame, found = read_table(file)
            problems += found
            if frame is not None:
                tables[table] = frame
                unread.update(_shifted(file.name, frame, found))
        elif os.path.lexists(file):
            problems.append(problem_of(faults.NO_FILE, file.name))
    return tables, problems, unread


def _no_folder(path: Path) -> Problem:
    fault = faults.NO_FOLDER_BUT_FILE if path.exists() else faults.NO_FOLDER
    return problem_of(fault, shown(path, LONGEST_PATH))


def _check_file_names(folder: Path) -> Iterator[Problem]:
    """A misspelt table would be passed over in silence."""
    expected = [f"{table}.csv" for table in table_names()]
    absent = [name for name in expected if not os.path.lexists(folder / name)]
    meant = set()
    for file in sorted(folder.iterdir()):
        if file.name not in expected and (found := _table_in(file, absent)):
            fault, name = found
            yield problem_of(fault, shown(file.name), meant=name)
            meant.add(name)
    claims = "claims.csv"
    if claims in absent and claims not in meant:
        yield problem_of(faults.NO_CLAIMS, claims, name=claims, folder=folder)


OTHER_TABLES = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers", ".tsv", ".tab", ".csv.txt")
"""How files end that hold tables and are no CSV files."""

LONGEST_HEADER = 100_000
"""Bytes of a file among which its first row is sought."""


def _table_in(file: Path, absent: list[str]) -> tuple[Fault, str] | None:
    """Return which of the absent tables a file probably is, and what tells so."""
    name = file.name.casefold()
    if not name.endswith(".csv"):
        bare = next((name.removesuffix(end) for end in OTHER_TABLES if name.endswith(end)), "")
        return (faults.FILE_NOT_CSV, f"{bare}.csv") if f"{bare}.csv" in absent else None
    if close := difflib.get_close_matches(name, absent, cutoff=0.8):
        return faults.FILE_MISNAMED, close[0]
    if not file.is_file():
        return None
    with file.open("rb") as handle:
        text = handle.read(LONGEST_HEADER).decode(errors="replace").lstrip("\ufeff")
    header = re.split(r"[,;\t|]", ",".join(next(csv_rows(text), [])).replace('"', ""))
    table = table_meant(header, {Path(one).stem for one in absent})
    return (faults.FILE_OF_TABLE, f"{table}.csv") if table else None


def with_claims(
    data: Dataset,
    rows: pd.DataFrame | Iterable[Mapping[str, str]],
    sources: pd.DataFrame | Iterable[Mapping[str, str]] = (),
    entities: pd.DataFrame | Iterable[Mapping[str, str]] = (),
) -> Dataset:
    """Return a new dataset with claims added or changed, and checked. Nothing is written.

    Parameters
    ----------
    data : Dataset
    rows : DataFrame or iterable of dict
        Claims. A new claim_id adds a claim; a known one changes that claim, in the
        columns given only (missing values are not given, "" is).
    sources, entities : DataFrame or iterable of dict
        Sources and entities that the rows mention and the data lack. Where the data have
        no such table, what these leave open is derived; if they say more than that, the
        new dataset has one.

    Returns
    -------
    Dataset

    Raises
    ------
    DatasetError
        If the outcome has problems; ``problems`` lists them.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> new = with_claims(load_dataset(), [{"claim_id": "c087", "certainty": "certain"}])
    >>> new["claims"].set_index("claim_id").loc["c087", ["certainty", "time"]].tolist()
    ['certain', 'former']
    """
    tables = data.as_written
    derived = derived_again(tables, data.derived)
    tables["claims"] = _changed(tables["claims"], rows, "claim_id")
    given = {"documents": ((), "document_id"), "sources": (sources, "source_id")}
    given["entities"] = (entities, "entity_id")
    for table, (records, key) in given.items():
        made = tables[table]
        tables[table] = _changed(made, records, key)
        if table in derived:  # it is derived anew, of known ids alone: another one is a slip
            made = derive_table(table, tables)
            made = made[made[key].isin(tables[table][key])]
            tables[table] = _changed(made, records, key)
            if not same_cells(table, tables[table], made):
                derived = tuple(one for one in derived if one != table)
    new = Dataset(tables, data.texts, data.name, derived, data.unseen)
    problems = _problems(new, tables)
    if len(problems):
        raise DatasetError(data.name, problems)
    return new


def _records(rows: pd.DataFrame | Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows as dictionaries of what they give."""
    records = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else list(rows)
    return [
        {column: str(cell) for column, cell in record.items() if not pd.isna(cell)}
        for record in records
    ]


def _changed(
    frame: pd.DataFrame, rows: pd.DataFrame | Iterable[Mapping[str, str]], key: str
) -> pd.DataFrame:
    """Add rows, or put their cells in the place of the old ones, by the key."""
    records = _records(rows)
    if not records:
        return frame
    old = {row[key]: row for row in frame.to_dict("records")}
    changes = [record for record in records if record.get(key) in old]
    added = [record for record in records if record.get(key) not in old]
    for record in changes:
        old[record[key]] |= record
    first_free = max(frame.index, default=1) + 1
    index = pd.Index([*frame.index, *range(first_free, first_free + len(added))], name="row")
    return pd.DataFrame([*old.values(), *added], index=index).fillna("").astype("str")


def _problems(new: Dataset, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """All that is wrong with the tables that may have changed."""
    changed = {table: tables[table] for table in ("sources", "entities")}
    found = find_problems(changed)
    known = problems_table([*found, *_other_characters(changed, found)])
    if "entities" in new.derived:  # their kinds are guesses, which nothing can contradict
        known = known[known["file"] != "entities.csv"]
        new = Dataset(
            tables | {"entities": tables["entities"].assign(kind="")}, new.texts, new.name
        )
    return pd.concat([known, check_claims(new, tables["claims"])], ignore_index=True)
