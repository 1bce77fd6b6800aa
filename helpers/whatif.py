"""What if: a dataset with claims added or changed, checked, and never written.

>>> from helpers.dataset import load_dataset
>>> new = with_claims(load_dataset(), [{"claim_id": "c087", "certainty": "certain"}])
>>> new["claims"].set_index("claim_id").loc["c087", ["certainty", "time"]].tolist()
['certain', 'former']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.codebook import check_tables
from helpers.dataset import Dataset, DatasetError, check_claims

__all__ = ["with_claims"]


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
        Sources and entities that the rows mention and the data lack.

    Returns
    -------
    Dataset

    Raises
    ------
    DatasetError
        If the outcome has problems; ``problems`` lists them.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> new = with_claims(load_dataset(), [{"claim_id": "c087", "certainty": "certain"}])
    >>> new["claims"].set_index("claim_id").loc["c087", ["certainty", "time"]].tolist()
    ['certain', 'former']
    """
    tables = dict(data) | {
        "claims": _changed(data["claims"], rows, "claim_id"),
        "sources": _changed(data["sources"], sources, "source_id"),
        "entities": _changed(data["entities"], entities, "entity_id"),
    }
    new = Dataset(tables, data.texts, data.name, data.derived)
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


def _problems(new: Dataset, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All that is wrong with the tables that may have changed."""
    known = check_tables({table: tables[table] for table in ("sources", "entities")})
    if "entities" in new.derived:  # their kinds are guesses, which nothing can contradict
        known = known[known["file"] != "entities.csv"]
        new = Dataset(
            dict(new) | {"entities": new["entities"].assign(kind="")}, new.texts, new.name
        )
    return pd.concat([known, check_claims(new, tables["claims"])], ignore_index=True)
