"""What the checks leave alone, and what their own rules say of the examples; see also test_broken.py."""

import random
from collections import Counter

import pandas as pd
import pytest

from helpers import checks, schema

FIELDS = [(table, column, field) for table in schema.table_names() for column, field in schema.fields(table).items()]


@pytest.mark.parametrize(("table", "column", "field"), FIELDS, ids=[f"{table}.{column}" for table, column, _ in FIELDS])
def test_every_column_is_described_and_its_example_is_allowed(table, column, field):
    assert field["description"].endswith((".", "?")) and field["type"] == "string"
    assert field["example"]
    assert checks.wrong_cell(field, field["example"]) is None


def test_columns_of_the_analysts_own_are_never_checked():
    claims = pd.DataFrame([{"claim_id": "k1", "speaker": "a", "stance": "asserts", "subject": "b", "relation": "c", "object": "d", "x_page": " \u200b"}], index=[2])
    assert checks.check_tables({"claims": claims}).empty


def test_every_wrong_row_of_many_is_listed():
    """Faults are laid into random rows of a large table; each must come back, with its row, and nothing else."""
    chance = random.Random(0)
    rows = [[f"k{i}", f"s{i % 7}", chance.choice(["asserts", "denies"]), f"p{i % 50}", "leads", f"o{i % 9}", f"said {i}", "2021-08-27"] for i in range(3_000)]
    places = chance.sample(range(100, 3_000), 60)
    for column, value, found in zip(range(6), ["k7", "nobody", "asserted", "", "leed", "o99"], range(6)):
        for place in places[found * 10 : found * 10 + 10]:
            rows[place][column] = value
    columns = ["claim_id", "speaker", "stance", "subject", "relation", "object", "quote", "said_on"]
    claims = pd.DataFrame(rows, columns=columns, index=range(2, 3_002), dtype="str")
    entities = pd.DataFrame({"entity_id": [*(f"p{i}" for i in range(50)), *(f"o{i}" for i in range(9))], "kind": ["person"] * 50 + ["organization"] * 9}, index=range(2, 61))
    sources = pd.DataFrame({"source_id": [f"s{i}" for i in range(7)]}, index=range(2, 9))
    relations = pd.DataFrame({"relation": ["leads"], "subject_kind": ["person"], "object_kind": ["organization"]}, index=[2])
    problems = checks.check_tables({"sources": sources, "entities": entities, "relations": relations, "claims": claims})
    assert sorted(zip(problems["row"], problems["column"])) == sorted((place + 2, columns[n // 10]) for n, place in enumerate(places))
    assert Counter(problems["problem"]) == {
        "already used in row 9": 10,
        "no such source_id in sources.csv": 10,
        "not an allowed value": 10,
        "the cell is blank": 10,
        "no such relation in relations.csv": 10,
        "no such entity_id in entities.csv": 10,
    }
