"""From a table of strings to every pair of organizations with both ratios.

By this package and by others.

``python -m tests.benchmarks.peers METHOD KIND ROWS``, in a process of its own, prints JSON.
"""

from __future__ import annotations

import json
import sys

import numpy as np
import pandas as pd

from helpers.overlap.any_frame import count_shared
from helpers.overlap.who_leads import leaders_by_organization

from .measure import seconds, time_and_memory

TOP = 1_000


def memberships(kind: str, rows: int, seed: int = 0) -> pd.DataFrame:
    """Invent a table.

    ``skewed`` (a few people and organizations have most of the ties), or ``hubs`` (1,500
    organizations that nearly all share somebody).
    """
    chance = np.random.default_rng(seed)
    people, organizations, steep = (
        (rows // 8, rows // 40, 2.5) if kind == "skewed" else (rows // 50, 1_500, 1.5)
    )
    who = (people * chance.random(rows) ** (2 if kind == "skewed" else 1)).astype(int)
    where = chance.permutation(organizations)[
        (organizations * chance.random(rows) ** steep).astype(int)
    ]
    return pd.DataFrame(
        {
            "person": np.char.add("person-", who.astype(str)),
            "organization": np.char.add("organization-", where.astype(str)),
        },
        dtype="str",
    )


def ours(table):
    return lambda: count_shared(table)


def ours_top(table):
    return lambda: count_shared(table, top=TOP)


def scipy(table):
    from scipy.sparse import csr_array, triu

    def action():
        people, everybody = pd.factorize(table["person"])
        organizations, names = pd.factorize(table["organization"], sort=True)
        members = csr_array(
            (np.ones(len(people), dtype=np.int32), (people, organizations)),
            shape=(len(everybody), len(names)),
        )
        members.data[:] = 1
        pairs = triu(members.T @ members, k=1).tocoo()
        sizes = members.sum(axis=0)
        a, b, shared = pairs.row, pairs.col, pairs.data
        names = [pd.Categorical.from_codes(side, names) for side in (a, b)]
        ratios = {
            "jaccard": shared / (sizes[a] + sizes[b] - shared),
            "overlap_coefficient": shared / np.minimum(sizes[a], sizes[b]),
        }
        return pd.DataFrame(
            {"organization_a": names[0], "organization_b": names[1], "shared": shared, **ratios}
        )

    return action


def pandas(table):
    def action():
        roles = table.drop_duplicates()
        sizes = roles.groupby("organization").size()
        both = roles.merge(roles, on="person", suffixes=("_a", "_b"))
        both = both[both["organization_a"] < both["organization_b"]]
        pairs = (
            both.groupby(["organization_a", "organization_b"], sort=False)
            .size()
            .reset_index(name="shared")
        )
        size_a, size_b = (pairs[f"organization_{side}"].map(sizes) for side in "ab")
        return pairs.assign(
            jaccard=pairs["shared"] / (size_a + size_b - pairs["shared"]),
            overlap_coefficient=pairs["shared"] / np.minimum(size_a, size_b),
        )

    return action


def polars(table):
    import polars as pl

    frame, shared = pl.from_pandas(table), pl.col("shared")

    def action():
        roles = frame.lazy().unique()
        sizes = roles.group_by("organization").agg(size=pl.len())
        pairs = roles.join(roles, on="person", suffix="_b").filter(
            pl.col("organization") < pl.col("organization_b")
        )
        pairs = pairs.group_by("organization", "organization_b").agg(shared=pl.len())
        pairs = pairs.join(sizes, on="organization").join(
            sizes, left_on="organization_b", right_on="organization", suffix="_b"
        )
        size_a, size_b = pl.col("size"), pl.col("size_b")
        ratios = {
            "jaccard": shared / (size_a + size_b - shared),
            "overlap_coefficient": shared / pl.min_horizontal(size_a, size_b),
        }
        return pairs.select("organization", "organization_b", "shared", **ratios).collect()

    return action


def duckdb(table):
    import duckdb as engine

    connection = engine.connect()
    connection.register("given", table)
    connection.execute("create table memberships as select * from given")
    query = """
        with roles as (select distinct person, organization from memberships),
        sizes as (select organization, count(*) as size from roles group by organization),
        pairs as (select a.organization as a, b.organization as b, count(*) as shared
                  from roles a join roles b using (person) where a.organization < b.organization group by all)
        select a, b, shared, shared / (x.size + y.size - shared) as jaccard, shared / least(x.size, y.size) as overlap_coefficient
        from pairs join sizes x on x.organization = a join sizes y on y.organization = b"""
    return lambda: connection.sql(query).to_arrow_table()


def igraph(table):
    from igraph import Graph

    def action():
        roles = table.drop_duplicates()
        people, everybody = pd.factorize(roles["person"])
        organizations, names = pd.factorize(roles["organization"])
        kinds = [False] * len(everybody) + [True] * len(names)
        graph = Graph.Bipartite(kinds, np.column_stack([people, organizations + len(everybody)]))
        sizes = np.array(graph.degree(range(len(everybody), len(kinds))))
        shown = graph.bipartite_projection(multiplicity=True, which=1)
        (a, b), shared = np.array(shown.get_edgelist()).T, np.array(shown.es["weight"])
        names = [pd.Categorical.from_codes(side, names) for side in (a, b)]
        ratios = {
            "jaccard": shared / (sizes[a] + sizes[b] - shared),
            "overlap_coefficient": shared / np.minimum(sizes[a], sizes[b]),
        }
        return pd.DataFrame(
            {"organization_a": names[0], "organization_b": names[1], "shared": shared, **ratios}
        )

    return action


def networkx(table):
    from networkx import Graph, bipartite

    def action():
        graph = Graph()
        graph.add_edges_from(table.itertuples(index=False, name=None))
        shown = bipartite.weighted_projected_graph(graph, set(table["organization"]))
        sizes = dict(graph.degree(shown))
        return [
            (a, b, n, n / (sizes[a] + sizes[b] - n), n / min(sizes[a], sizes[b]))
            for a, b, n in shown.edges(data="weight")
        ]

    return action


METHODS = {
    "`count_shared`": ours,
    f"`count_shared`, top={TOP}": ours_top,
    "SciPy, BᵀB": scipy,
    "Polars, lazy": polars,
    "DuckDB": duckdb,
    "igraph": igraph,
    "pandas, merge": pandas,
    "NetworkX": networkx,
}


def summary(result) -> list[float]:
    """How many pairs, and the sums of their numbers: alike for all methods."""
    if isinstance(result, list):
        columns = list(zip(*result))[2:]
    else:
        columns = [
            np.asarray(result[name]) for name in ("shared", "jaccard", "overlap_coefficient")
        ]
    return [len(columns[0]), *(round(float(np.sum(column)), 3) for column in columns)]


def who_is_shared(table: pd.DataFrame) -> dict:
    """Microseconds from two names to the people whom they share, over pairs that share somebody."""
    pairs = count_shared(table).sample(1_000, random_state=0)
    names = list(zip(pairs["organization_a"], pairs["organization_b"]))
    prepared = seconds(lambda: leaders_by_organization(table), 3)
    people = leaders_by_organization(table)
    assert [len(people[a] & people[b]) for a, b in names] == pairs["shared"].tolist()
    return {
        "prepared": prepared,
        "each": seconds(lambda: [people[a] & people[b] for a, b in names]) / len(names),
    }


def main(method: str, kind: str, rows: int) -> None:
    table = memberships(kind, rows)
    if method == "who":
        print(json.dumps(who_is_shared(table)))
        return
    METHODS[method](memberships("skewed", 1_000))()  # what is loaded at first use is loaded
    found, result = time_and_memory(METHODS[method](table))
    if method.endswith(f"top={TOP}"):
        best = (
            count_shared(table)
            .sort_values(
                ["shared", "organization_a", "organization_b"], ascending=[False, True, True]
            )
            .head(TOP)
        )
        pd.testing.assert_frame_equal(result, best.reset_index(drop=True))
        found["summary"] = None
    else:
        found["summary"] = summary(result)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
