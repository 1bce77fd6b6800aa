"""Disagreements of coders written out to decide in, and decisions read back.

>>> from helpers import MYSTERY, load_dataset
>>> data = load_dataset(MYSTERY)
>>> other = data["claims"].replace({"speaker": {"kite-label": "clementine-dray"}})
>>> disagreements({"ann": data, "ben": other})[["unit", "field", "wrote: ben"]].iloc[0].tolist()
['u002', 'speaker', 'clementine-dray']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from helpers.claims.coders import FIELDS, common_texts, matched, values_of
from helpers.claims.two_codings import claims_of
from helpers.codebook import (
    Problem,
    faults,
    find_problems,
    problem_of,
    problems_table,
    shown,
    suggestion,
)
from helpers.data import (
    Dataset,
    DatasetError,
    check_claims,
    drafting,
    is_workbook,
    read_sheet,
    read_table,
    rows_of_table,
    write_table,
    write_workbook,
)

FOUND = "found"
"""The field that says whether a claim is to be kept that some coders have not."""

SHEET = "decisions"
DECIDED = ["decision", "decided_by", "decided_on"]
NEEDED = ["unit", "field", "quote", "decision"]
BLANK = "(blank)"
"""What stands for an empty cell, so that one can decide for it."""


def disagreements(
    codings: Mapping[str, pd.DataFrame | Dataset], data: Dataset | None = None
) -> pd.DataFrame:
    """Return what coders differ in, with empty columns to decide in.

    Parameters
    ----------
    codings : mapping of str to DataFrame or Dataset
        As for `agreement`.
    data : Dataset, optional
        As for `agreement`.

    Returns
    -------
    DataFrame
        One row per unit and field; columns ``unit``, ``document_id``, ``start``, ``end``,
        ``field``, ``quote``, one ``wrote: CODER`` per coder, ``decision``, ``decided_by``,
        ``decided_on``; all text. ``decision`` is empty: `decided` reads it when it is filled in.

    Raises
    ------
    ValueError
        As for `agreement`.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> other = data["claims"].replace({"stance": {"denies": "asserts"}})
    >>> table = disagreements({"ann": data, "ben": other})
    >>> table[["unit", "field", "wrote: ann", "wrote: ben"]].iloc[0].tolist()
    ['u010', 'stance', 'denies', 'asserts']
    """
    base = common_texts(codings, data)
    units, _ = matched(codings, base)
    rows = [row for own in _differences(units, list(codings)).values() for row in own]
    front = ["unit", "document_id", "start", "end", "field", "quote"]
    wrote = [f"wrote: {coder}" for coder in codings]
    columns = [*front, *wrote, *DECIDED]
    cells = [[row.get(column, "") for column in columns] for row in rows]
    return pd.DataFrame(cells, columns=columns, dtype="str")


def _differences(units: pd.DataFrame, coders: list[str]) -> dict[str, list[dict[str, str]]]:
    """Return of each unit what its coders differ in: a row for each field."""
    values = pd.DataFrame({field: values_of(units, field) for field in FIELDS})
    differ = values.groupby(units["unit"]).nunique() > 1
    fields = [differ.columns[row].tolist() for row in differ.to_numpy()]
    return {
        unit: list(_differing(group, differing, coders))
        for (unit, group), differing in zip(_groups(units).items(), fields, strict=True)
    }


def _groups(units: pd.DataFrame) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each unit, which stand together, in the order of the units."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in units.to_dict("records"):
        groups.setdefault(row["unit"], []).append(row)
    return groups


def _differing(
    group: list[dict[str, str]], fields: list[str], coders: list[str]
) -> Iterator[dict[str, str]]:
    first = group[0]
    front = {column: str(first[column]) for column in ("unit", "document_id", "start", "end")}
    front["quote"] = first["quote"]
    if len(group) < len(coders):
        has = {row["coder"] for row in group}
        cells = {f"wrote: {coder}": "yes" if coder in has else "no" for coder in coders}
        yield {**front, "field": FOUND, **cells}
    for field in fields:
        cells = {f"wrote: {row['coder']}": row[field] or BLANK for row in group}
        yield {**front, "field": field, **cells}


def write_disagreements(
    codings: Mapping[str, pd.DataFrame | Dataset], path: str | Path, data: Dataset | None = None
) -> Path:
    """Write what coders differ in as a table to decide in: a new workbook or CSV file.

    One row is one unit and one field. The column ``decision`` is empty: write a value there,
    anybody's or another; ``(blank)`` decides for an empty cell. An empty decision leaves the
    row undecided. In the rows ``found``, ``yes`` keeps the claim and ``no`` drops it.
    No cell is run as a formula.

    Parameters
    ----------
    codings : mapping of str to DataFrame or Dataset
        As for `agreement`.
    path : str or Path
        An .xlsx or .csv file that does not exist yet: nothing is ever overwritten.
    data : Dataset, optional
        As for `agreement`.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    ValueError
        As for `agreement`; or if a cell is longer than a workbook can hold.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> other = data["claims"].replace({"stance": {"denies": "asserts"}})
    >>> with TemporaryDirectory() as folder:
    ...     file = write_disagreements({"ann": data, "ben": other}, Path(folder, "decide.csv"))
    ...     print(file.name, len(file.read_text(encoding="utf-8").splitlines()))
    decide.csv 7
    """
    file = Path(path)
    table = disagreements(codings, data)
    with drafting(file) as draft:
        if is_workbook(file):
            write_workbook(draft, {SHEET: rows_of_table(table)})
        else:
            write_table(table, draft)
    return file


def decided(
    codings: Mapping[str, pd.DataFrame | Dataset],
    decisions: str | Path | pd.DataFrame,
    data: Dataset | None = None,
) -> Dataset:
    """Return one dataset of many codings, with the decisions that were taken.

    Each unit is one claim, ``u001`` and so on, as the first coder who has it wrote it, with
    the decided values. Where something is undecided, each other combination that a coder wrote
    is one alternative of it, ``u001.2`` and so on: never a mixture that nobody wrote.
    ``overlap_range(vary=("alternatives",))`` moves over them. A claim that only some coders
    have stays, unless ``found`` is decided ``no``; its note counts them.
    Inferences and alternatives of the coders' own are left out.

    Parameters
    ----------
    codings : mapping of str to DataFrame or Dataset
        As for `agreement`, and as the disagreements were written from.
    decisions : str, Path or DataFrame
        The table of `write_disagreements`, filled in.
    data : Dataset, optional
        As for `agreement`.

    Returns
    -------
    Dataset
        Its sources, entities and relations are those of all codings, and so are the pairs of
        same_as; the first of an id, or of a pair, counts. Ids are as the coders wrote them.

    Raises
    ------
    DatasetError
        If a decision names an unknown unit or field, contradicts another, or is not valid;
        or if pairs of same_as contradict each other.
    ValueError
        As for `agreement`.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> codings = {"ann": data, "ben": data["claims"].replace({"stance": {"denies": "asserts"}})}
    >>> table = disagreements(codings)
    >>> table.loc[0, "decision"] = "denies"
    >>> claims = decided(codings, table)["claims"]
    >>> len(table), int((claims["alternative_of"] != "").sum())
    (6, 5)
    """
    base = common_texts(codings, data)
    name, table, problems = _read(decisions)
    units, _ = matched(codings, base)
    taken: dict[tuple[str, str], tuple[int, str]] = {}
    if not problems:
        problems = list(_check(name, table, units, list(codings), taken))
    if problems:
        raise DatasetError(name, problems_table(problems))
    written = _written_ends(codings)
    claims = pd.DataFrame(
        [
            row
            for group in _groups(units).values()
            for row in _settled(group, codings, taken, written)
        ],
        columns=claims_of(base).columns,
    )
    claims.index = pd.RangeIndex(2, len(claims) + 2, name="row")
    tables = _joined(codings, base) | {"claims": claims.astype("str")}
    merges = find_problems({table: tables[table] for table in ("entities", "same_as")})
    if contradict := [problem for problem in merges if problem.file == "same_as.csv"]:
        raise DatasetError(base.name, problems_table(contradict))
    new = Dataset(tables, base.texts, base.name)
    found = check_claims(new, new["claims"])
    if len(found):
        raise DatasetError(name, _at_decisions(found, new["claims"], name, taken))
    return new


def _read(
    decisions: str | Path | pd.DataFrame,
) -> tuple[str, pd.DataFrame, list[Problem]]:
    """Return the name of the table of decisions, its cells, and why it cannot be read."""
    if isinstance(decisions, pd.DataFrame):
        name, frame = SHEET, decisions.astype("object").fillna("").astype("str")
        frame = frame.set_axis(pd.RangeIndex(2, len(frame) + 2))
        problems: list[Problem] = []
    else:
        file = Path(decisions)
        name = file.name
        read, problems = read_sheet(file, SHEET) if is_workbook(file) else read_table(file)
        frame = read if read is not None else pd.DataFrame()
    problems += [
        problem_of(faults.DECISIONS_LACK, name, 1, column)
        for column in NEEDED
        if column not in frame.columns and not problems
    ]
    return name, frame, problems


def _check(
    name: str,
    table: pd.DataFrame,
    units: pd.DataFrame,
    coders: list[str],
    taken: dict[tuple[str, str], tuple[int, str]],
) -> Iterator[Problem]:
    """Collect the decisions in `taken`, and yield what is wrong with them."""
    quotes = {unit: group[0]["quote"] for unit, group in _groups(units).items()}
    differences = _differences(units, coders)
    for row, line in zip(table.index, table[NEEDED].itertuples(index=False), strict=True):
        unit, field, value = line.unit, line.field, line.decision.strip()
        if not value:
            continue
        if unit not in quotes:
            fix = suggestion(unit, quotes)
            yield problem_of(faults.NO_SUCH_UNIT, name, row, "unit", shown(unit), fix=fix)
        elif line.quote != quotes[unit]:
            now = {"unit": unit, "quote": shown(quotes[unit])}
            yield problem_of(faults.OTHER_UNIT, name, row, "quote", shown(line.quote), **now)
        elif field not in (fields := [row["field"] for row in differences[unit]]):
            fix = suggestion(field, fields)
            yield problem_of(
                faults.NO_SUCH_FIELD, name, row, "field", shown(field), unit=unit, fix=fix
            )
        elif field == FOUND and value not in ("yes", "no"):
            yield problem_of(faults.YES_OR_NO, name, row, "decision", shown(value))
        elif taken.setdefault((unit, field), (int(row), value))[1] != value:
            earlier, other = taken[unit, field]
            where = {"earlier": earlier, "other": shown(other), "unit": unit, "field": field}
            yield problem_of(faults.DECIDED_TWICE, name, row, "decision", shown(value), **where)


def _settled(
    group: list[dict[str, str]],
    codings: Mapping[str, pd.DataFrame | Dataset],
    taken: Mapping[tuple[str, str], tuple[int, str]],
    ends: Mapping[tuple[str, str], dict[str, str]],
) -> Iterator[dict[str, str]]:
    """Yield the claim that a unit becomes, and its alternatives."""
    unit = group[0]["unit"]
    if taken.get((unit, FOUND), (0, ""))[1] == "no":
        return
    values = {field: taken[unit, field][1] for field in FIELDS if (unit, field) in taken}
    written: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for line in group:
        row = line | {f: "" if value == BLANK else value for f, value in values.items()}
        if "quote" in values and line["quote"] != row["quote"]:
            row |= _around(group, row["quote"])
        where = row["quote"] if "quote" in values else f"{line['start']}–{line['end']}"
        written.setdefault((where, *(row[field] for field in FIELDS[1:])), []).append(row)
    few = "" if len(group) == len(codings) else f" Found by {len(group)} of {len(codings)} coders."
    for place, rows in enumerate(written.values(), start=1):
        who = ", ".join(str(row["coder"]) for row in rows)
        wrote = ends.get((rows[0]["coder"], rows[0]["claim_id"]), {})
        yield (
            rows[0]
            | {end: one for end, one in wrote.items() if end not in values}
            | {
                "claim_id": unit if place == 1 else f"{unit}.{place}",
                "alternative_of": "" if place == 1 else unit,
                "note": f"{rows[0]['note']} Coded so by {who}.{few}".strip(),
            }
        )


def _written_ends(
    codings: Mapping[str, pd.DataFrame | Dataset],
) -> dict[tuple[str, str], dict[str, str]]:
    """Return (coder, claim_id) → subject and object, before the table same_as merges anything."""
    return {
        (coder, row["claim_id"]): {end: row[end] for end in ("subject", "object")}
        for coder, one in codings.items()
        if isinstance(one, Dataset)
        for row in one.as_written["claims"].to_dict("records")
    }


def _around(group: list[dict[str, str]], quote: str) -> dict[str, str]:
    """Return the words around a quote, from a coder who quotes it; none for a new one."""
    same = next((row for row in group if row["quote"] == quote), {})
    return {column: same.get(column, "") for column in ("quote_prefix", "quote_suffix")}


def _joined(
    codings: Mapping[str, pd.DataFrame | Dataset], base: Dataset
) -> dict[str, pd.DataFrame]:
    """Return the tables that claims refer to, of all codings; the first row of an id counts."""
    known = [base, *(one for one in codings.values() if isinstance(one, Dataset))]
    every = [one.as_written for one in known]
    tables = {"documents": base["documents"], "passages": base["passages"]}
    for table, *key in (
        ("sources", "source_id"),
        ("entities", "entity_id"),
        ("relations", "relation"),
        ("same_as", "entity_id", "same_as"),
    ):
        rows = pd.concat([one[table] for one in every])
        ids = pd.Series(map(frozenset, rows[key].itertuples(index=False)), index=rows.index)
        rows = rows[~ids.duplicated().to_numpy()]
        tables[table] = rows.set_axis(pd.RangeIndex(2, len(rows) + 2, name="row"))
    return tables


def _at_decisions(
    found: pd.DataFrame,
    claims: pd.DataFrame,
    name: str,
    taken: Mapping[tuple[str, str], tuple[int, str]],
) -> pd.DataFrame:
    """Return problems of the claims with the rows of the decisions that cause them."""
    rows = []
    for problem in found.to_dict("records"):
        claim = claims["claim_id"].get(problem["row"], "").split(".")[0]
        row = taken.get((claim, problem["column"]), (None, ""))[0]
        place = {"file": name, "row": row, "column": "decision" if row else problem["column"]}
        rows.append(problem | place)
    return pd.DataFrame(rows).drop_duplicates(["row", "column", "value"]).astype({"row": "Int64"})
