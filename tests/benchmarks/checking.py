"""Checking a table of claims.

This package, pandera and frictionless on the same file, with the same rules.

``python -m tests.benchmarks.checking METHOD ROWS`` prints JSON.

The rules: required cells, allowed values, dates, a key, and three references. Into
20 rows each is laid: a value that is not allowed, a date that is none, an id that is
used already, a name that no table has. Every method has to find just these rows.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.codebook.checks import check_tables, find_problems
from helpers.data.tables import read_table

from .measure import SCRATCH, time_and_memory

STANCES, TIMES, CERTAINTIES = (
    ["asserts", "denies"],
    ["current", "former", "future", "unspecified"],
    ["certain", "probable", "possible", "unstated"],
)
TABLES = ("sources", "entities", "relations", "claims")
REFERENCES = {
    "speaker": ("sources", "source_id"),
    "subject": ("entities", "entity_id"),
    "relation": ("relations", "relation"),
    "object": ("entities", "entity_id"),
}
ENUMS = {"stance": STANCES, "time": TIMES, "certainty": CERTAINTIES}


def tables(rows: int, seed: int = 0) -> dict[str, pd.DataFrame]:
    """Invent claims on a twentieth as many people, a hundredth as many organizations.

    By a thousandth as many sources.
    """
    chance = np.random.default_rng(seed)
    people, organizations = (
        [f"person-{i}" for i in range(rows // 20)],
        [f"organization-{i}" for i in range(rows // 100)],
    )
    sources, relations = (
        [f"source-{i}" for i in range(max(rows // 1_000, 5))],
        ["leads", "deputy_leader_of", "commander_in", "top_figure_in"],
    )
    days = pd.date_range("1995-01-01", "2021-12-31").strftime("%Y-%m-%d").to_numpy(dtype=object)

    def some(values):
        return np.asarray(values, dtype=object)[chance.integers(0, len(values), rows)]

    columns = {
        "claim_id": [f"c{i}" for i in range(rows)],
        "speaker": some(sources),
        "stance": some(STANCES),
        "subject": some(people),
        "relation": some(relations),
    }
    columns |= {
        "object": some(organizations),
        "time": some([*TIMES, ""]),
        "certainty": some([*CERTAINTIES, ""]),
        "said_on": some(days),
    }
    claims = pd.DataFrame(columns, dtype="str")
    wrong = chance.choice(np.arange(10, rows), 80, replace=False)
    for place, (column, value) in enumerate(
        {"stance": "assert", "said_on": "27.8.2021", "claim_id": "c5", "subject": "nobody"}.items()
    ):
        claims.loc[wrong[place * 20 : place * 20 + 20], column] = value
    entities = pd.DataFrame(
        {
            "entity_id": people + organizations,
            "kind": ["person"] * len(people) + ["organization"] * len(organizations),
        },
        dtype="str",
    )
    own = {
        "sources": pd.DataFrame({"source_id": sources}, dtype="str"),
        "entities": entities,
        "claims": claims,
    }
    own["relations"] = pd.DataFrame(
        {"relation": relations, "subject_kind": "person", "object_kind": "organization"},
        dtype="str",
    )
    return own


def folder(rows: int) -> Path:
    """Write the tables, once."""
    place = SCRATCH / f"claims-{rows}"
    if not (place / "ready").exists():
        place.mkdir(parents=True, exist_ok=True)
        for name, frame in tables(rows).items():
            frame.to_csv(place / f"{name}.csv", index=False)
        (place / "ready").touch()
    return place


def by_helpers(rows: int, from_files: bool = False):
    def read():
        return {name: read_table(folder(rows) / f"{name}.csv")[0] for name in TABLES}

    frames = None if from_files else read()

    def rows_found(_):  # the table names the rows of one cause in one line
        return [problem.row for problem in find_problems(frames or read())]

    return lambda: check_tables(frames or read()), rows_found


def by_pandera(rows: int, from_files: bool = False):
    import pandera.pandas as pa

    def read():
        return {
            name: pd.read_csv(folder(rows) / f"{name}.csv", dtype="str", na_filter=False)
            for name in TABLES
        }

    given = None if from_files else read()

    def action():
        frames = given or read()
        checks = {
            column: [pa.Check.isin([*allowed, ""] if column != "stance" else allowed)]
            for column, allowed in ENUMS.items()
        }
        checks |= {
            column: [pa.Check.isin(set(frames[table][key]))]
            for column, (table, key) in REFERENCES.items()
        }
        checks["said_on"] = [pa.Check.str_matches(r"^\d{4}-\d{2}-\d{2}$")]
        checks["claim_id"] = [pa.Check.str_length(min_value=1)]
        schema = pa.DataFrameSchema(
            {
                column: pa.Column(
                    str, found, unique=column == "claim_id", report_duplicates="exclude_first"
                )
                for column, found in checks.items()
            }
        )
        try:
            schema.validate(frames["claims"], lazy=True)
        except pa.errors.SchemaErrors as errors:
            return errors.failure_cases
        return None

    return action, lambda cases: (cases["index"].astype(int) + 2).tolist()


def by_frictionless(rows: int):
    import frictionless

    place = folder(rows)
    required = {"claim_id", "speaker", "stance", "subject", "relation", "object"}
    fields = []
    for column in pd.read_csv(place / "claims.csv", nrows=0).columns:
        constraints = {"required": True} if column in required else {}
        constraints |= {"enum": ENUMS[column]} if column in ENUMS else {}
        fields.append(
            {
                "name": column,
                "type": "date" if column == "said_on" else "string",
                "constraints": constraints,
            }
        )
    keys = [
        {"fields": [column], "reference": {"resource": table, "fields": [key]}}
        for column, (table, key) in REFERENCES.items()
    ]
    resources = [
        {"name": name, "path": f"{name}.csv", "type": "table"}
        for name in ("sources", "entities", "relations")
    ]
    resources.append(
        {
            "name": "claims",
            "path": "claims.csv",
            "type": "table",
            "schema": {"fields": fields, "primaryKey": ["claim_id"], "foreignKeys": keys},
        }
    )
    package = {"name": "claims", "resources": resources}

    def action():
        return frictionless.Package.from_descriptor(package, basepath=str(place)).validate(
            limit_errors=10_000
        )

    return action, lambda report: [
        error.row_number for task in report.tasks for error in task.errors
    ]


METHODS = {
    "`check_tables`": by_helpers,
    "pandera": by_pandera,
    "`check_tables`, from files": partial(by_helpers, from_files=True),
    "pandera, from files": partial(by_pandera, from_files=True),
    "frictionless, from files": by_frictionless,
}


def main(method: str, rows: int) -> None:
    # as the package is installed; PyArrow's make pandera four times as slow
    pd.options.mode.string_storage = "python"
    claims = tables(rows)["claims"]
    action, wrong_rows = METHODS[method](1_000)
    action()  # what is loaded at first use is loaded
    action, wrong_rows = METHODS[method](rows)
    found, result = time_and_memory(action)
    laid = (
        (claims["stance"] == "assert")
        | (claims["said_on"] == "27.8.2021")
        | claims["claim_id"].duplicated()
        | (claims["subject"] == "nobody")
    )
    assert sorted(set(wrong_rows(result))) == (np.flatnonzero(laid) + 2).tolist(), (
        f"{method} finds other rows"
    )
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
