"""Disagreements decided, and what stays undecided."""

import pandas as pd
import pytest

from helpers.claims import decided, disagreements, read_codings, write_disagreements
from helpers.data import MYSTERY, DatasetError, load_dataset, read_sheet
from helpers.overlap import overlap_range


@pytest.fixture(scope="module")
def mystery():
    return load_dataset(MYSTERY)


@pytest.fixture(scope="module")
def codings(mystery):
    return read_codings(MYSTERY / "codings", mystery)


@pytest.fixture
def two(codings):
    """A reference, and one who misses denials."""
    return {coder: codings[coder] for coder in ("ann", "ben")}


@pytest.fixture
def table(mystery, two):
    return disagreements(two, mystery)


@pytest.mark.parametrize("name", ["decide.xlsx", "decide.csv"])
def test_what_is_written_is_read_and_nothing_is_overwritten(tmp_path, mystery, two, name):
    file = write_disagreements(two, tmp_path / name, mystery)
    before = file.read_bytes()
    assert len(decided(two, file, mystery)["claims"]) == 35 + 6
    with pytest.raises(FileExistsError):
        write_disagreements(two, file, mystery)
    assert file.read_bytes() == before


def test_undecided_fields_of_one_unit_are_one_row_per_coder_not_the_product(mystery, codings):
    pair = {coder: codings[coder] for coder in ("ann", "dora")}
    claims = decided(pair, disagreements(pair, mystery), mystery)["claims"]
    assert len(claims) == 35 + 22
    others = claims[claims["alternative_of"] != ""]
    assert set(others["speaker"]) == {"clementine-dray"} and set(others["via"]) == {""}


def test_decisions_are_taken_and_the_rest_moves_the_range(mystery, two, table):
    rook = table.index[table["quote"] == "Captain Rook does not sit on our committee"][0]
    open_ = overlap_range(
        decided(two, table, mystery), "chess-club", "kite-club", vary=("alternatives",)
    )
    table["decision"] = "denies"
    table.loc[rook, "decision"] = "asserts"
    settled = decided(two, table, mystery)
    assert (settled["claims"]["alternative_of"] == "").all()
    stance = settled["claims"].set_index("claim_id")["stance"]
    assert stance[table.loc[rook, "unit"]] == "asserts"
    assert (stance == "denies").sum() == 5
    closed = overlap_range(settled, "chess-club", "kite-club", vary=("alternatives",))
    assert open_ != closed


def test_a_claim_of_some_is_kept_or_dropped(mystery, codings):
    pair = {coder: codings[coder] for coder in ("ann", "eve")}
    table = disagreements(pair, mystery)
    found = table["field"] == "found"
    assert found.sum() == 2 and set(table.loc[found, "wrote: eve"]) == {"no"}
    table.loc[found, "decision"] = "no"
    claims = decided(pair, table, mystery)["claims"]
    assert (claims["alternative_of"] == "").sum() == 33


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("unit", "u999", "no such unit"),
        ("field", "colour", "nobody disagrees"),
        ("quote", "other words", "other words"),
        ("decision", "perhaps", "not an allowed value"),
    ],
)
def test_a_bad_decision_is_a_problem_row(mystery, two, table, column, value, says):
    table.loc[1, "decision"] = "denies"
    table.loc[1, column] = value
    with pytest.raises(DatasetError) as caught:
        decided(two, table, mystery)
    problems = caught.value.problems
    assert len(problems) == 1 and says in problems["problem"].iloc[0]
    assert problems["row"].iloc[0] == 3 and problems["column"].iloc[0] == column


def test_two_decisions_that_contradict(mystery, two, table):
    twice = pd.concat([table.iloc[:1].assign(decision=one) for one in ("denies", "asserts")])
    with pytest.raises(DatasetError, match="row 2 decides u"):
        decided(two, twice, mystery)


def test_hostile_cells_stay_words(tmp_path, mystery, codings):
    evil = codings["ann"].replace({"role": {"president": "=1+1"}})
    pair = {"ann": codings["ann"], "=cmd": evil}
    text = write_disagreements(pair, tmp_path / "a.csv", mystery).read_text(encoding="utf-8")
    assert "'=1+1" in text and "wrote: =cmd" in text.splitlines()[0]
    frame, problems = read_sheet(
        write_disagreements(pair, tmp_path / "a.xlsx", mystery), "decisions"
    )
    assert not problems and "=1+1" in set(frame["wrote: =cmd"])
