"""What the checks leave alone, and what their own rules say of the examples; see also test_broken.py."""

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
