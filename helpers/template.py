"""Templates: empty tables to fill in, with what each column means, the allowed values and one example row.

>>> example_row("claims")["subject"], example_row("claims")["note"]
('ada-stone', 'Example: delete this row.')
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from helpers.codebook import EXAMPLE_NOTE, fields, pointers
from helpers.data import complete_table, is_workbook, refuse_taken, write_sheets, write_table

__all__ = ["example_row", "write_template"]

TABLES = (
    "claims",
    "sources",
    "entities",
    "relations",
    "documents",
    "passages",
    "hypotheses",
    "assessments",
)
"""In the order in which they are filled in; only the first is needed."""


def example_row(table: str) -> dict[str, str]:
    """Return a row of the examples in datapackage.json; the row points at no other row of its table."""
    itself = [name for name, target, *_ in pointers(table) if target == table]
    row = {
        name: "" if name in itself else field["example"] for name, field in fields(table).items()
    }
    return row | {"note": EXAMPLE_NOTE}


def write_template(path: str | Path) -> Path:
    """Write empty tables into a new folder, or as the sheets of a new workbook; the table claims has one example row.

    A workbook says of each column what it means, offers the allowed values as
    drop-down lists, and keeps every cell as text. The checks ask to delete the
    example row.

    Parameters
    ----------
    path : str or Path
        A folder, or an .xlsx file, that does not exist yet.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    """
    place = Path(path)
    refuse_taken(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    example = pd.DataFrame([example_row("claims")], dtype="str")
    tables = {
        table: complete_table(table, example if table == "claims" else None) for table in TABLES
    }
    with tempfile.TemporaryDirectory(prefix=".saving-", dir=place.parent) as scratch:
        new = Path(scratch) / "template"
        if is_workbook(place):
            write_sheets(tables, new)
        else:
            new.mkdir()
            for table, frame in tables.items():
                write_table(frame, new / f"{table}.csv")
        new.rename(place)
    return place
