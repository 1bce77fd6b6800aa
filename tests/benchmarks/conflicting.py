"""Which claims assert what others deny, by this package and by others.

``python -m tests.benchmarks.conflicting METHOD ROWS``, in a process of its own, prints JSON.

From a table of strings to each assertion beside each denial of the same tie in the
same period. One claim in ten denies. A few ties have most of the claims, so that
there are more pairs than claims.
"""

from __future__ import annotations

import json
import sys

import numpy as np
import pandas as pd

from helpers.claims.readings import PERIOD_OF
from helpers.conflicts.conflicting import contradictions

from .measure import time_and_memory

TIE = ["subject", "relation", "object", "period"]


def claims(rows: int, seed: int = 0) -> pd.DataFrame:
    """Invent claims on a quarter as many ties."""
    chance = np.random.default_rng(seed)
    ties = rows // 4
    tie = (ties * chance.random(rows) ** 2).astype(int)
    ends = {
        "subject": ("person-", chance.integers(0, rows // 20, ties)),
        "object": ("organization-", chance.integers(0, rows // 100, ties)),
        "relation": ("relation-", chance.integers(0, 4, ties)),
    }
    columns = {
        name: np.char.add(word, number.astype(str))[tie] for name, (word, number) in ends.items()
    }
    columns |= {
        "time": chance.choice(
            ["", "current", "unspecified", "former", "future"], rows, p=[0.4, 0.3, 0.1, 0.15, 0.05]
        )
    }
    columns |= {"stance": np.where(chance.random(rows) < 0.1, "denies", "asserts")}
    return pd.DataFrame(columns, dtype="str")


def ours(table):
    return lambda: contradictions(table)


def polars(table):
    import polars as pl

    frame = pl.from_pandas(table)

    def action():
        numbered = (
            frame.lazy()
            .with_row_index("row")
            .with_columns(period=pl.col("time").replace_strict(PERIOD_OF))
        )
        first, second = (
            numbered.filter(pl.col("stance") == stance).select("row", *TIE)
            for stance in ("asserts", "denies")
        )
        return first.join(second, on=TIE, suffix="_b").select(a="row", b="row_b").collect()

    return action


def duckdb(table):
    import duckdb as engine

    connection = engine.connect()
    connection.register("given", table)
    connection.register("periods", pd.DataFrame(PERIOD_OF.items(), columns=["time", "period"]))
    connection.execute(
        "create table claims as select row_number() over () - 1 as row, given.* from given"
    )
    query = f"""
        with dated as (select row, stance, {", ".join(TIE)} from claims join periods using (time))
        select a.row as a, b.row as b from dated a join dated b using ({", ".join(TIE)})
        where a.stance = 'asserts' and b.stance = 'denies'"""
    return lambda: connection.sql(query).to_arrow_table()


def pandas(table):
    def action():
        dated = table.assign(period=table["time"].map(PERIOD_OF), row=np.arange(len(table)))
        first, second = (
            dated.loc[table["stance"] == stance, ["row", *TIE]] for stance in ("asserts", "denies")
        )
        return first.merge(second, on=TIE, suffixes=("_a", "_b"))[["row_a", "row_b"]].set_axis(
            ["a", "b"], axis="columns"
        )

    return action


METHODS = {
    "`contradictions`": ours,
    "Polars, lazy": polars,
    "DuckDB": duckdb,
    "pandas, merge": pandas,
}


def summary(pairs) -> list[int]:
    """How many pairs, and two sums: alike for all methods."""
    a, b = (np.asarray(pairs[side]).astype(np.int64) for side in "ab")
    return [len(a), int(a.sum()), int((a * b % 1_000_003).sum())]


def main(method: str, rows: int) -> None:
    pd.options.mode.string_storage = "python"  # as the package is installed
    METHODS[method](claims(1_000))()  # what is loaded at first use is loaded
    found, result = time_and_memory(METHODS[method](claims(rows)))
    print(json.dumps(found | {"summary": summary(result)}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
