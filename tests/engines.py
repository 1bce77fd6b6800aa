"""The same count of shared people by every engine for frames.

Run by ``make scale``, in an environment of its own.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
from pathlib import Path

import dask.dataframe
import duckdb
import igraph
import narwhals
import polars
import pyarrow
import pytest
from memberships import CASES, shared_pairs

from helpers.conflicts.any_frame import contradicting
from helpers.conflicts.conflicting import contradictions
from helpers.convert.exports import claims_graph, write_graphml
from helpers.data.dataset import load_dataset
from helpers.overlap.any_frame import count_shared
from helpers.show import html

COLUMNS = [
    "organization_a",
    "organization_b",
    "shared",
    "size_a",
    "size_b",
    "jaccard",
    "overlap_coefficient",
]
TYPES = [narwhals.Int32] * 3 + [narwhals.Float64] * 2
MOVING = (  # to a package that is not published yet
    "ignore:Dask support is moving out of Narwhals:FutureWarning"
)
NO_JAVA = "PySpark needs Java, and there is none here: sudo apt install default-jre-headless"


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "driver.host": "127.0.0.1",
        "driver.bindAddress": "127.0.0.1",
        "ui.enabled": "false",
        "ui.showConsoleProgress": "false",
        "sql.shuffle.partitions": "1",
        "log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(f"spark.{name}", value)
    session = builder.getOrCreate()
    yield session
    session.stop()


ENGINES = {
    "pandas": lambda table, request: table.to_pandas(),
    "polars": lambda table, request: polars.from_arrow(table),
    "polars, lazy": lambda table, request: polars.from_arrow(table).lazy(),
    "pyarrow": lambda table, request: table,
    "duckdb": lambda table, request: duckdb.from_arrow(table),
    "dask": lambda table, request: dask.dataframe.from_pandas(table.to_pandas(), npartitions=2),
    "pyspark": lambda table, request: request.getfixturevalue("spark").createDataFrame(table),
}
AT_ONCE = [
    tuple(name if name is None else f"{case}: {name}" for name in row)
    for case, rows in CASES.items()
    for row in rows
]
FEW = {
    "all cases at once": AT_ONCE,
    **{case: CASES[case] for case in ("no rows", "nothing but missing values")},
}  # Spark and Dask take seconds for each
SKIPPED = {
    "pyspark": (
        []
        if shutil.which("java") or "JAVA_HOME" in os.environ
        else [pytest.mark.skip(reason=NO_JAVA)]
    )
}


@pytest.mark.filterwarnings(MOVING)
@pytest.mark.parametrize(
    "engine", [pytest.param(engine, marks=SKIPPED.get(engine, [])) for engine in ENGINES]
)
@pytest.mark.parametrize("rows", FEW.values(), ids=FEW)
def test_every_engine_counts_alike(rows, engine, request):
    text = pyarrow.schema({"who": pyarrow.string(), "what": pyarrow.string()})
    frame = ENGINES[engine](pyarrow.table(list(zip(*rows)) or [[], []], schema=text), request)
    for top in (None, 3):
        native = count_shared(frame, "who", "what", top)
        counted = narwhals.from_native(native)
        lazy = isinstance(counted, narwhals.LazyFrame)
        assert type(native) is type(frame) and lazy == isinstance(
            narwhals.from_native(frame), narwhals.LazyFrame
        )
        assert (
            counted.collect_schema().names() == COLUMNS
            and list(counted.collect_schema().values())[2:] == TYPES
        )
        found = (counted.collect() if lazy else counted).rows()
        assert (sorted(found) if lazy and top is None else found) == shared_pairs(rows, top)


def by_hand(rows, at):
    """How many people of each two organizations may have held both roles on one day.

    With them, their part of all people of the two.
    """
    roles = {
        (person, club, start or "", (end or "~") + "~")
        for person, club, start, end in rows
        if person is not None and club is not None
    }
    if at:
        roles = {role for role in roles if role[2] <= at + "~" and role[3] >= at}
    shared = {}
    for (who, a, from_a, to_a), (other, b, from_b, to_b) in itertools.product(roles, repeat=2):
        meet = at or (from_a <= to_b and from_b <= to_a)
        if who == other and a < b and meet:
            shared.setdefault((a, b), set()).add(who)
    members = {}
    for who, club, *_ in roles:
        members.setdefault(club, set()).add(who)
    return sorted(
        (a, b, len(people), round(len(people) / len(members[a] | members[b]), 9))
        for (a, b), people in shared.items()
    )


DATES = [None, "1990", "1990-06", "1991-02-03", "1995-12", "1999"]
DATED = [
    (f"p{n % 7}", f"club {n % 5}", DATES[n % 6], DATES[(n * 5 + n // 6) % 6]) for n in range(60)
] + [(None, "club 1", None, None), ("p1", None, "1990", None)]


@pytest.mark.filterwarnings(MOVING)
@pytest.mark.parametrize(
    "engine", [pytest.param(engine, marks=SKIPPED.get(engine, [])) for engine in ENGINES]
)
@pytest.mark.parametrize("at", [None, "1990-06-15", "1995"])
def test_every_engine_counts_dated_roles_alike(at, engine, request):
    columns = ["person", "organization", "start", "end"]
    text = pyarrow.schema([(column, pyarrow.string()) for column in columns])
    frame = ENGINES[engine](pyarrow.table(list(zip(*DATED)), schema=text), request)
    native = count_shared(frame, start="start", end="end", at=at)
    counted = narwhals.from_native(native)
    assert type(native) is type(frame) and counted.collect_schema().names() == COLUMNS
    found = counted.collect() if isinstance(counted, narwhals.LazyFrame) else counted
    wanted = by_hand(DATED, at)
    rows = [(str(a), str(b), n, round(jaccard, 9)) for a, b, n, _, _, jaccard, _ in found.rows()]
    assert sorted(rows) == wanted
    assert wanted


@pytest.mark.filterwarnings(MOVING)
@pytest.mark.parametrize(
    "engine", [pytest.param(engine, marks=SKIPPED.get(engine, [])) for engine in ENGINES]
)
def test_every_engine_finds_the_contradictions_alike(engine, request):
    claims = load_dataset()["claims"]
    wanted = contradictions(claims)
    ids = claims["claim_id"]
    pairs = sorted(zip(ids.loc[wanted["a"]], ids.loc[wanted["b"]]))
    frame = ENGINES[engine](pyarrow.Table.from_pandas(claims, preserve_index=False), request)
    native = contradicting(frame)
    found = narwhals.from_native(native)
    assert type(native) is type(frame)
    found = found.collect() if isinstance(found, narwhals.LazyFrame) else found
    assert sorted(found.rows()) == pairs and pairs


@pytest.mark.filterwarnings(MOVING)
def test_the_cell_of_the_notebook_counts_with_dask(monkeypatch):
    """The very code of notebook 16, on the article.

    Without Dask it does nothing, and no other test would run it.
    """
    notebook = json.loads(
        (Path(__file__).parents[1] / "notebooks" / "16-large-data-and-formats.ipynb").read_text(
            encoding="utf-8"
        )
    )
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    (opening,) = [source for source in sources if source.startswith("from helpers import")]
    (counting,) = [source for source in sources if source.startswith("seats = ")]
    (distributed,) = [source for source in sources if 'if find_spec("dask")' in source]
    said = []
    monkeypatch.setattr(
        html, "sentence", lambda template, *values: said.append(template.format(*values))
    )
    monkeypatch.setattr(html, "table", lambda *_, **__: None)
    names: dict = {"DATA": None}
    exec(
        "\n".join(line for line in opening.splitlines() if line.startswith(("from ", "import "))),
        names,
    )
    names |= {"data": load_dataset()}
    exec(counting, names)
    assert len(names["pairs"])
    exec(distributed, names)
    assert said == ["Dask, in two parts, counts as many pairs: True."]
    found = names["counted"].sort_values(["organization_a", "organization_b"])
    assert (
        found["shared"].tolist()
        == names["pairs"].sort_values(["organization_a", "organization_b"])["shared"].tolist()
    )


def test_igraph_reads_the_graph_as_networkx_does(tmp_path):
    data = load_dataset()
    read, wanted = (
        igraph.Graph.Read_GraphML(str(write_graphml(data, tmp_path / "claims.graphml"))),
        claims_graph(data),
    )
    ends = sorted(
        (read.vs[edge.source]["id"], read.vs[edge.target]["id"], edge["stance"], edge["speaker"])
        for edge in read.es
    )
    assert read.is_directed() and ends == sorted(
        (one, other, claim["stance"], claim["speaker"])
        for one, other, claim in wanted.edges(data=True)
    )
    assert {vertex["id"]: vertex["name"] for vertex in read.vs} == dict(wanted.nodes(data="name"))
