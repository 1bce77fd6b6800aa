"""Read, check and write a dataset: a folder of tables, with the texts that they quote.

>>> data = load_dataset()
>>> data.title
'Taliban and Haqqani Network have close relationship despite State Department claiming otherwise'
>>> data["documents"].loc[2, ["document_id", "published", "published_basis"]].to_list()
['examiner-2021', '2021-08-27?', 'inferred']
"""

from __future__ import annotations

import codecs
import csv
import difflib
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from helpers import quotes, schema
from helpers.schema import Problem

__all__ = [
    "ARTICLE",
    "DATA_VARIABLE",
    "Dataset",
    "DatasetError",
    "check_claims",
    "check_dataset",
    "coverage_table",
    "dataset_path",
    "load_dataset",
    "locate_quotes",
    "read_coding",
    "save_dataset",
]

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "data" / "haqqani-2021"
SEEDS = ROOT / "seeds"

DATA_VARIABLE = "SEPARATE_ENTITIES_DATA"
"""The environment variable that names the dataset where no argument does."""

DERIVED = ("documents", "sources", "entities", "relations")
"""The tables that are derived from the claims where a dataset lacks them."""

MOST_LINES = 25
PUNCTUATION = " \n,.;:!?“”„\"'‘’—–()[]"


class Dataset(Mapping):
    """An immutable mapping of table name to frame, with the texts.

    Every table of datapackage.json is there, if only as an empty frame, with
    every column; cells are text, blank is "". The index of a frame, ``row``, is
    the row as a spreadsheet numbers it. What is handed out is a copy. A dataset
    equals none but itself.

    Attributes
    ----------
    title : str
        The first document's title, or the folder's name.
    derived : tuple of str
        The tables that the dataset lacks and that were derived from its claims.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], texts: Mapping[str, str], name: str, derived: tuple[str, ...] = ()):
        self._tables = {table: _complete(table, tables.get(table)) for table in schema.table_names()}
        self._texts = dict(texts)
        self.name = name
        self.derived = derived

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self._tables:
            raise KeyError(f"no table {table!r}: {schema.suggestion(table, self._tables)}")
        return self._tables[table].copy()

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(frame)} {table}" for table, frame in self._tables.items() if len(frame))
        return f"<Dataset {self.name}: {counts}>"

    @property
    def title(self) -> str:
        titles = self._tables["documents"]["title"]
        return next((title for title in titles if title), self.name)

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


class DatasetError(ValueError):
    """A dataset with problems. ``problems`` is the frame that `check_dataset` returns."""

    def __init__(self, path: Path, problems: pd.DataFrame):
        self.problems = problems
        super().__init__(_problems_text(path, problems))

    def _render_traceback_(self) -> list[str]:
        """Show a notebook the message alone: the traceback says nothing more."""
        return str(self).splitlines()


def _problems_text(path: Path, problems: pd.DataFrame) -> str:
    count = len(problems)
    head = f"{count} problem{'s' if count != 1 else ''} in {path}"
    lines = [_problem_line(problem) for problem in problems.head(MOST_LINES).itertuples(index=False)]
    if count > MOST_LINES:
        lines.append(f"and {count - MOST_LINES} more: check_dataset() returns them all as a table")
    return "\n".join([head, *lines])


def _problem_line(problem) -> str:
    place = [problem.file, "" if pd.isna(problem.row) else f"row {problem.row}", problem.column and f"column {problem.column}"]
    value = f"{problem.value!r}: " if problem.value else ""
    return f"- {', '.join(filter(None, place))}: {value}{problem.problem}. Fix: {problem.fix}"


# --- which dataset ----------------------------------------------------------------------------


def dataset_path(path: str | Path | None = None) -> Path:
    """Return the folder to read: the argument, else the environment variable, else the article."""
    return Path(path or os.environ.get(DATA_VARIABLE) or ARTICLE)


# --- reading ----------------------------------------------------------------------------------


def load_dataset(path: str | Path | None = None) -> Dataset:
    """Read and check a dataset.

    Parameters
    ----------
    path : str or Path, optional
        A folder of CSV files. Default: the environment variable
        SEPARATE_ENTITIES_DATA, else the article.

    Returns
    -------
    Dataset

    Raises
    ------
    DatasetError
        If anything is wrong; the message lists file, row, column, value and fix.
    """
    folder = dataset_path(path)
    tables, texts, derived, problems = _read(folder)
    if len(problems):
        raise DatasetError(folder, problems)
    return Dataset(tables, texts, folder.resolve().name, derived)


def check_dataset(path: str | Path | None = None) -> pd.DataFrame:
    """Return all that is wrong with a dataset, empty when nothing is.

    Parameters
    ----------
    path : str or Path, optional
        As for `load_dataset`.

    Returns
    -------
    DataFrame
        One row, one problem; columns ``file``, ``row`` (as a spreadsheet numbers
        it), ``column``, ``value``, ``problem``, ``fix``.

    Examples
    --------
    >>> check_dataset().empty
    True
    """
    return _read(dataset_path(path))[3]


def check_claims(data: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return all that is wrong with other claims on the same texts, as `check_dataset` does.

    Parameters
    ----------
    data : Dataset
        Whose sources, entities, relations and texts the claims may refer to.
    claims : DataFrame
        Text cells; columns of the table claims, of which optional ones may be absent.
    """
    tables = {table: data[table] for table in ("documents", "sources", "entities", "relations")}
    problems = schema.check_tables({**tables, "claims": claims}).query("file == 'claims.csv'")
    texts = {document: data.text(document) for document in tables["documents"]["document_id"] if data.has_text(document)}
    found = _check_quotes({"claims": _complete("claims", claims)}, texts)
    return pd.concat([problems, schema.problems_table(found)], ignore_index=True)


def read_coding(path: str | Path, data: Dataset) -> pd.DataFrame:
    """Read another coding of a dataset's texts: one CSV file with the columns of the table claims.

    Returns
    -------
    DataFrame
        All columns of the table claims.

    Raises
    ------
    DatasetError
        If anything is wrong; the message lists row, column, value and fix.
    """
    file = Path(path)
    claims, problems = _read_csv(file)
    found = schema.problems_table(problems)
    if claims is not None:
        found = pd.concat([found, check_claims(data, claims)], ignore_index=True)
    if len(found):
        raise DatasetError(file, found.assign(file=file.name))
    return _complete("claims", claims)


def _read(folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, str], tuple[str, ...], pd.DataFrame]:
    tables, problems = _read_tables(folder)
    if "claims" not in tables:
        return tables, {}, (), schema.problems_table(problems)
    derived = tuple(table for table in DERIVED if table not in tables)
    complete = {name: _complete(name, frame) for name, frame in tables.items()}
    complete |= {table: _derive(table, complete) for table in derived}
    # What the claims mention makes up the first three tables; the rest has to be there to be pointed at.
    unread = {Path(problem.file).stem for problem in problems} | {"documents", "sources", "entities"}
    needed = {table: complete.get(table, _complete(table, None)) for table in schema.table_names() if table not in unread}
    problems += schema.find_problems(needed | tables)
    texts, text_problems = _read_texts(folder, complete["documents"])
    problems += text_problems + list(_check_quotes(complete, texts))
    return complete, texts, derived, schema.problems_table(problems)


def _read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    if not folder.is_dir():
        return {}, [Problem(str(folder), None, "", "", "there is no such folder", "give the path of a folder with a claims.csv")]
    tables, problems = {}, list(_check_file_names(folder))
    for table in schema.table_names():
        file = folder / f"{table}.csv"
        if file.is_file():
            frame, found = _read_csv(file)
            problems += found
            if frame is not None:
                tables[table] = frame
        elif table == "claims":
            problems.append(Problem(file.name, None, "", "", f"there is no {file.name} in {folder}", "add it: it is the one table that every dataset needs"))
    return tables, problems


def _check_file_names(folder: Path) -> Iterator[Problem]:
    """A misspelt table would be passed over in silence."""
    expected = [f"{table}.csv" for table in schema.table_names()]
    absent = [name for name in expected if not (folder / name).exists()]
    for file in sorted(folder.iterdir()):
        name = file.name.casefold()
        close = difflib.get_close_matches(name, absent, n=1, cutoff=0.8)
        if name.endswith(".csv") and file.name not in expected and close:
            yield Problem(schema.shown(file.name), None, "", "", "the file name is not that of a table", f"rename it to {close[0]}, or move it elsewhere")


def _read_csv(file: Path) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read a CSV file as text. The index is the row as a spreadsheet numbers it; blank rows are left out."""
    text, problem = _decode(file.read_bytes().removeprefix(codecs.BOM_UTF8), file.name)
    if problem:
        return None, [problem]
    header, records, number = None, {}, 0
    try:
        for number, record in enumerate(_csv_rows(text, strict=True), start=1):
            if header is None:
                header = record
            elif any(record):
                records[number] = record
    except csv.Error as error:
        return None, [Problem(file.name, number + 1, "", "", f"the row cannot be read: {error}", "put quotation marks around cells with commas, and double the marks inside them")]
    if not header or not any(header):
        return None, [Problem(file.name, 1, "", "", "the first row has no column names", "start the file with a row of column names")]
    for separator, plural in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            return None, [Problem(file.name, 1, "", schema.shown(header[0]), f"the cells are separated by {plural}", "save it as CSV with commas")]
    return _frame(header, records), list(_check_width(file.name, header, records))


def _csv_rows(text: str, strict: bool = False) -> Iterator[list[str]]:
    csv.field_size_limit(2**31 - 1)  # of the whole process, so that others may have set it since
    return csv.reader(io.StringIO(text, newline=""), strict=strict)


def _decode(content: bytes, name: str) -> tuple[str, Problem | None]:
    """Read bytes as UTF-8, each character as it is, or say where they are not."""
    fix = "save it again as UTF-8 (in Excel: 'CSV UTF-8')"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or 0 in content[:2]:
        return "", Problem(name, None, "", "", "the file is UTF-16, not UTF-8", fix)
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        row = sum(1 for _ in _csv_rows(before + "x")) if name.endswith(".csv") else before.count("\n") + 1
        value = f"…{before[-20:]}\\x{content[error.start]:02x}"
        return "", Problem(name, row, "", schema.shown(value), "the file is not UTF-8", fix)


def _check_width(name: str, header: list[str], records: Mapping[int, list[str]]) -> Iterator[Problem]:
    for number, record in records.items():
        if any(record[len(header) :]):
            extra = next(filter(None, record[len(header) :]))
            yield Problem(name, number, "", schema.shown(extra), f"the row has {len(record)} cells under {len(header)} column names", "put quotation marks around cells with commas, or remove the extra cell")
    for place, column in enumerate(header):
        filled = next((n for n, r in records.items() if len(r) > place and r[place]), None)
        if not column and filled:
            yield Problem(name, filled, "", schema.shown(records[filled][place]), f"column {place + 1} has cells but no name", "name the column in row 1, or empty its cells")


def _frame(header: list[str], records: Mapping[int, list[str]]) -> pd.DataFrame:
    width = len(header)
    cells = [(record + [""] * (width - len(record)))[:width] for record in records.values()]
    frame = pd.DataFrame(cells, columns=header, index=pd.Index(records, name="row", dtype="int64"), dtype="str")
    frame = frame.map(_unguard) if any("'" in cell for row in cells for cell in row) else frame
    return frame.loc[:, [bool(column) for column in header]]


def _complete(table: str, frame: pd.DataFrame | None) -> pd.DataFrame:
    """Give a table every column of its definition, in order, then the analyst's own."""
    columns = schema.column_names(table)
    if frame is None:
        return pd.DataFrame(columns=columns, index=pd.Index([], name="row", dtype="int64"), dtype="str")
    frame = frame.loc[:, ~frame.columns.duplicated()]
    own = [c for c in frame.columns if c.startswith(schema.FREE_PREFIX)]
    return frame.reindex(columns=[*columns, *own], fill_value="").astype("str").fillna("")


# --- what a dataset may leave out -------------------------------------------------------------


def _derive(table: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Make a table that the dataset lacks from what the others mention."""
    if table == "relations":
        defaults, _ = _read_csv(ARTICLE / "relations.csv")
        return _complete(table, defaults)
    names = list(dict.fromkeys(name for *_, name in schema.mentions(table, tables)))
    kinds = _kinds(tables) if table == "entities" else {}
    columns = {
        "documents": {"document_id": names},
        "sources": {"source_id": names, "name": names, "kind": "other"},
        "entities": {"entity_id": names, "name": names, "kind": [kinds.get(name, "thing") for name in names]},
    }[table]
    return _complete(table, pd.DataFrame(columns, index=pd.RangeIndex(2, len(names) + 2, name="row"), dtype="str"))


def _kinds(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Entity → the first kind that the relations of its claims allow, else thing."""
    relations = tables["relations"] if "relations" in tables else _derive("relations", tables)
    kinds: dict[str, str] = {}
    for end in ("subject", "object"):
        allowed = {r: schema.list_items(k, ";") for r, k in zip(relations["relation"], relations[f"{end}_kind"])}
        for relation, entity in zip(tables["claims"]["relation"], tables["claims"][end]):
            if entity:
                kinds.setdefault(entity, (allowed.get(relation) or ["thing"])[0])
    return kinds


# --- texts and quotes -------------------------------------------------------------------------


def _read_texts(folder: Path, documents: pd.DataFrame) -> tuple[dict[str, str], list[Problem]]:
    texts, problems = {}, []
    for row, document, name, checksum in documents[["document_id", "file", "sha256"]].itertuples():
        if not _is_bare(name):  # none is named, or the checks have refused it
            continue
        file = _find_text(folder, name)
        if file is None:
            problems.append(Problem("documents.csv", row, "file", schema.shown(name), "no such file in the dataset's folder or in seeds/", "put the file there and write its bare name"))
            continue
        content = file.read_bytes()
        if checksum and hashlib.sha256(content).hexdigest() != checksum:
            problems.append(Problem("documents.csv", row, "sha256", schema.shown(checksum), f"{name} has another checksum: {hashlib.sha256(content).hexdigest()}", "restore the text that was coded, or check every quote and write the new checksum"))
        text, problem = _decode(content, file.name)
        if problem:
            problems.append(problem)
        else:
            texts[document] = text
    return texts, problems


def _is_bare(name: str) -> bool:
    """Tell whether a file name has no separator in it, and so no way out of a folder."""
    return bool(re.fullmatch(schema.fields("documents")["file"]["constraints"]["pattern"], name))


def _find_text(folder: Path, name: str) -> Path | None:
    """Find a bare name in the folder or in seeds/; a link out of them is passed over."""
    for place in (folder.resolve(), SEEDS.resolve()):
        try:
            file = (place / name).resolve()
            if file.parent == place and file.is_file():
                return file
        except (OSError, ValueError):  # a name that no file system takes
            continue
    return None


def _check_quotes(tables: Mapping[str, pd.DataFrame], texts: Mapping[str, str]) -> Iterator[Problem]:
    for table in (*schema.CODINGS, "passages"):
        if table not in tables:
            continue
        frame = tables[table]
        for row, document, quote, prefix, suffix in frame[["document_id", "quote", "quote_prefix", "quote_suffix"]].itertuples():
            if not quote or document not in texts:
                continue
            status = quotes.anchor(texts[document], quote, prefix, suffix).status
            if status == "ambiguous":
                yield Problem(f"{table}.csv", row, "quote", schema.shown(quote), "the quote stands in the text more than once", "add the words just before or after as quote_prefix or quote_suffix")
            if status == "missing":
                reason = schema.shown(quotes.explain_missing(texts[document], quote), 400)
                yield Problem(f"{table}.csv", row, "quote", schema.shown(quote), "the quote is not in the text", f"copy it from the text; {reason}")


def locate_quotes(data: Dataset, table: str | pd.DataFrame = "claims") -> pd.DataFrame:
    """Return where the quotes of a table, or of a frame with its columns, stand.

    Returns
    -------
    DataFrame
        The index of the table; columns ``document_id``, ``status`` (found,
        ambiguous, missing, or blank where there is no quote or no text),
        ``start`` and ``end`` (Int64, characters).

    Examples
    --------
    >>> locate_quotes(load_dataset())["status"].unique().tolist()
    ['found']
    """
    frame = data[table] if isinstance(table, str) else table
    anchors = [
        quotes.anchor(data.text(document), quote, prefix, suffix) if quote and data.has_text(document) else quotes.Anchor("")
        for document, quote, prefix, suffix in frame[["document_id", "quote", "quote_prefix", "quote_suffix"]].itertuples(index=False)
    ]
    found = pd.DataFrame(anchors, columns=["status", "start", "end"], index=frame.index)
    found[["start", "end"]] = found[["start", "end"]].astype("Int64")
    found.insert(0, "document_id", frame["document_id"])
    return found


def coverage_table(data: Dataset) -> pd.DataFrame:
    """Return each sentence of the texts with what is coded in it.

    Returns
    -------
    DataFrame
        One row, one sentence; columns ``document_id``, ``start``, ``end``
        (characters), ``sentence``, ``claims`` and ``passages`` (how many quotes
        touch it) and ``not_quoted`` (its words that stand in no quote, joined
        by " … ").
    """
    columns = ["document_id", "start", "end", "sentence", "claims", "passages", "not_quoted"]
    rows = [row for document in data["documents"]["document_id"] if data.has_text(document) for row in _coverage(data, document)]
    return pd.DataFrame(rows, columns=columns)


def _coverage(data: Dataset, document: str) -> Iterator[tuple]:
    text = data.text(document)
    claims, passages = (_spans(data, table, document) for table in ("claims", "passages"))
    pieces = quotes.mark(text, [(start, end, "quoted") for start, end in claims + passages])
    for start, end in quotes.sentences(text):
        gaps = [text[max(p.start, start) : min(p.end, end)] for p in pieces if not p.ids and p.start < end and p.end > start]
        words = " … ".join(gap for gap in (gap.strip(PUNCTUATION) for gap in gaps) if gap)
        touched = [sum(s < end and e > start for s, e in spans) for spans in (claims, passages)]
        yield document, start, end, text[start:end], *touched, words


def _spans(data: Dataset, table: str, document: str) -> list[tuple[int, int]]:
    located = locate_quotes(data, table)
    found = located[(located["document_id"] == document) & (located["status"] == "found")]
    return list(zip(found["start"], found["end"]))


# --- writing ----------------------------------------------------------------------------------

_FORMULA = re.compile(r"'*[=+\-@\t\r].", re.DOTALL)
_GUARDED = re.compile(r"'+[=+\-@\t\r].", re.DOTALL)


def _guard(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula: an apostrophe in front."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def save_dataset(data: Dataset, path: str | Path) -> Path:
    """Write the tables and texts of a dataset into a new folder.

    Tables without rows are left out, and so are derived ones. Cells that a
    spreadsheet would run as formulas get an apostrophe in front, which
    `load_dataset` takes off again.

    Parameters
    ----------
    data : Dataset
    path : str or Path
        A folder that does not exist yet: nothing is ever overwritten.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    ValueError
        If a document's file name would lead out of the folder.
    """
    folder = Path(path)
    if os.path.lexists(folder):  # a link to nowhere is something too
        raise FileExistsError(f"{folder} exists already, and nothing is overwritten: choose another name")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".saving-", dir=folder.parent) as scratch:
        new = Path(scratch) / "dataset"
        new.mkdir()
        for table, frame in data.items():
            if table == "claims" or (len(frame) and table not in data.derived):
                _write_csv(frame, new / f"{table}.csv")
        for name, document in data["documents"][["file", "document_id"]].itertuples(index=False):
            if data.has_text(document):
                _write_text(data.text(document), new, name)
        new.rename(folder)
    return folder


def _write_text(text: str, folder: Path, name: str) -> None:
    if not _is_bare(name):
        raise ValueError(f"{schema.shown(name)!r} is not a bare file name, and nothing is written outside {folder}")
    (folder / name).write_bytes(text.encode("utf-8"))


def _write_csv(frame: pd.DataFrame, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\r\n")
        writer.writerow(frame.columns)
        writer.writerows(frame.map(_guard).itertuples(index=False, name=None))
