"""Disagreements decided, and what stays undecided."""

import pandas as pd
import pytest

from helpers.claims import decided, disagreements, write_disagreements
from helpers.data import Dataset, DatasetError, load_dataset, read_sheet, save_dataset
from helpers.overlap import overlap_range


@pytest.fixture
def two(codings):
    """A reference, and one who misses denials."""
    return {coder: codings[coder] for coder in ("ann", "ben")}


@pytest.fixture
def table(mystery, two):
    return disagreements(two, mystery)


@pytest.mark.long
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
    assert (open_.low, open_.high) == (0, 1)  # Rook, if his denial is read as ben read it
    assert (closed.low, closed.high) == (1, 1)


def test_a_claim_of_some_is_kept_or_dropped(mystery, codings):
    pair = {coder: codings[coder] for coder in ("ann", "eve")}
    table = disagreements(pair, mystery)
    found = table["field"] == "found"
    assert found.sum() == len(pair["ann"]) - len(pair["eve"]) > 0
    assert set(table.loc[found, "wrote: eve"]) == {"no"}
    table.loc[found, "decision"] = "no"
    claims = decided(pair, table, mystery)["claims"]
    assert (claims["alternative_of"] == "").sum() == len(pair["eve"])


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


def test_blank_is_shown_for_an_empty_cell_and_decides_for_one(tmp_path, mystery, codings):
    pair = {"ann": codings["ann"], "cem": codings["ann"].assign(role="")}
    file = write_disagreements(pair, tmp_path / "decide.csv", mystery)
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    assert set(table["field"]) == {"role"} and set(table["wrote: cem"]) == {"(blank)"}
    table["decision"] = "(blank)"
    claims = decided(pair, table, mystery)["claims"]
    assert len(claims) == len(codings["ann"]) and set(claims["role"]) == {""}


@pytest.mark.long
@pytest.mark.parametrize("value", ["سلمى بحري", "\u202bنديم\u202c", "{0} {unit} %s {", "=1+1"])
def test_any_words_come_back_from_a_file_as_they_were(tmp_path, mystery, codings, value):
    evil = codings["ann"].assign(note=value)
    evil.loc[evil.index[0], "role"] = value
    pair = {"ann": codings["ann"], "سلمى {x}": evil}
    for name in ("decide.csv", "decide.xlsx"):
        write_disagreements(pair, tmp_path / name, mystery)
    frame, _ = read_sheet(tmp_path / "decide.xlsx", "decisions")
    assert frame["wrote: سلمى {x}"].tolist() == [value]
    assert disagreements(pair, mystery)["wrote: سلمى {x}"].tolist() == [value]


@pytest.mark.parametrize("column", ["unit", "field", "quote", "decision"])
def test_braces_in_a_decision_are_words_of_the_message(mystery, two, table, column):
    table.loc[0, "decision"] = "denies"
    table.loc[0, column] = "{quote} {0} {"
    with pytest.raises(DatasetError) as caught:
        decided(two, table, mystery)
    assert caught.value.problems["value"].tolist() == ["{quote} {0} {"]


def test_a_new_quote_is_decided_or_refused_at_its_row(mystery, codings):
    pair = {coder: codings[coder] for coder in ("ann", "cem")}
    table = disagreements(pair, mystery)
    quote = "Does anybody sit on both committees, the Chess Club’s and the Kite Club’s?"
    assert quote in mystery.texts[table.loc[0, "document_id"]]
    table.loc[0, "decision"] = quote
    claims = decided(pair, table, mystery)["claims"].set_index("claim_id")
    unit = table.loc[0, "unit"]
    assert claims.loc[unit, "quote"] == quote
    assert claims.loc[unit, ["quote_prefix", "quote_suffix"]].tolist() == ["", ""]
    assert unit not in set(claims["alternative_of"])
    table.loc[0, "decision"] = "Words that the text has not"
    with pytest.raises(DatasetError) as caught:
        decided(pair, table, mystery)
    (problem,) = caught.value.problems.to_dict("records")
    assert (problem["row"], problem["column"]) == (2, "decision")
    assert "not in the text" in problem["problem"]


def test_all_that_five_leave_open_makes_too_many_combinations_to_try(mystery, codings):
    open_ = decided(codings, disagreements(codings, mystery), mystery)
    with pytest.raises(ValueError, match="combinations of codings"):
        overlap_range(open_, "chess-club", "kite-club", vary=("alternatives",))


def merging(mystery, *pairs):
    """The mystery with a second id of Rook in its last claim of him, and pairs decided."""
    tables = mystery.as_written
    claims, entities = tables["claims"], tables["entities"]
    claims.loc[claims.index[claims["subject"] == "barnaby-rook"][-1], "subject"] = "b-rook"
    rook = entities[entities["entity_id"] == "barnaby-rook"].assign(entity_id="b-rook", note="1860")
    tables["entities"] = pd.concat([entities, rook.set_axis([len(entities) + 2])])
    columns = ["entity_id", "same_as", "decision", "decided_by"]
    tables["same_as"] = pd.DataFrame(pairs, columns=columns, dtype="str")
    return Dataset(tables, mystery.texts, "merging")


def test_what_a_coder_merged_stays_in_the_files(tmp_path, mystery):
    data = merging(mystery, ("b-rook", "barnaby-rook", "yes", "E. Marsh"))
    other = mystery["claims"].replace({"stance": {"denies": "asserts"}})
    new = decided({"ann": data, "ben": other}, disagreements({"ann": data, "ben": other}))
    again = load_dataset(save_dataset(new, tmp_path / "new"))
    assert again.merged == {"b-rook": "barnaby-rook"}
    assert again.as_written["entities"].set_index("entity_id").loc["b-rook", "note"] == "1860"
    assert (again.as_written["claims"]["subject"] == "b-rook").any()
    assert again["same_as"]["decided_by"].tolist() == ["E. Marsh"]


def test_of_one_pair_the_first_decision_counts_and_two_that_contradict_are_refused(mystery):
    no = merging(mystery, ("b-rook", "barnaby-rook", "no", "A"))
    yes = merging(mystery, ("barnaby-rook", "b-rook", "yes", "B"))
    pair = {"ann": no, "ben": yes}
    assert decided(pair, disagreements(pair))["same_as"]["decision"].tolist() == ["no"]
    other = merging(mystery, ("b-rook", "clementine-dray", "yes", "C"))
    pair = {"ann": merging(mystery, ("b-rook", "barnaby-rook", "yes", "A")), "ben": other}
    with pytest.raises(DatasetError, match="'b-rook' is read as 'barnaby-rook' already"):
        decided(pair, disagreements(pair))
