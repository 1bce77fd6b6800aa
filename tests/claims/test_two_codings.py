"""Two codings compared, and every difference settled in the open."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from invented import examples, thorough

from helpers.claims import two_codings
from helpers.claims.two_codings import (
    _agreement,
    agreement_table,
    best_matching,
    disagreements_table,
    match_codings,
    matched_counts,
    sharing_words,
    unmatched_table,
)
from helpers.claims.words import primary_claims
from helpers.data.dataset import ARTICLE, load_dataset


@pytest.fixture(scope="module")
def article():
    return load_dataset(ARTICLE)


@pytest.fixture(scope="module")
def codings(article):
    return article["first-coding"], article["second-coding"]


@pytest.fixture(scope="module")
def matching(article, codings):
    return match_codings(article, *codings)


def test_a_coding_agrees_with_itself(article, codings):
    table = agreement_table(match_codings(article, codings[0], codings[0]))
    assert (table["share"] == 1).all() and (table["kappa"] == 1).all()


def test_a_changed_cell_is_found(article, codings):
    changed = codings[0].copy()
    changed.loc[changed["claim_id"] == "c093", ["stance", "certainty"]] = ["asserts", ""]
    found = disagreements_table(match_codings(article, codings[0], changed))
    assert found[["first", "field", "first_says", "second_says"]].values.tolist() == [
        ["c093", "stance", "denies", "asserts"],
        ["c093", "certainty", "certain", "unstated"],
    ]


def test_a_row_of_one_coder_is_counted_not_forgotten(article, codings):
    fewer = codings[0][codings[0]["claim_id"] != "c012"]
    found = match_codings(article, codings[0], fewer)
    counts = matched_counts(found)
    assert (counts["only_first"], counts["only_second"]) == (1, 0)
    assert unmatched_table(found)["claim_id"].to_list() == ["c012"]


def test_rows_match_only_where_quotes_touch(matching):
    pairs = matching.pairs
    assert pairs["first"].is_unique and pairs["second"].is_unique
    assert (pairs["shared"] > 0).all() and (pairs["shared"] <= 1).all()


def test_where_the_same_is_said_twice_in_one_quote_the_order_of_the_rows_does_not_matter(article):
    """As of somebody who was and is the leader: the rows differ in their time, and no coder errs."""
    now = article["claims"].query("claim_id == 'c002'")
    both = pd.concat([now.assign(time="current"), now.assign(claim_id="k", time="former")])
    for second in (both, both.iloc[::-1]):
        matching = match_codings(article, both, second)
        assert matching.pairs["first"].tolist() == matching.pairs["second"].tolist()
        assert disagreements_table(matching).empty


def test_a_coding_may_lack_the_columns_that_a_dataset_may_lack(article, codings):
    first = primary_claims(article, codings[0])
    fewer = first.drop(columns=["alternative_of", "note", "certainty"])
    matching = match_codings(article, fewer, first)
    assert matched_counts(matching)["matched"] == len(matching.first) == len(matching.second)
    assert set(disagreements_table(matching)["field"]) == {"certainty"}


def test_an_empty_coding(article, codings):
    table = agreement_table(match_codings(article, codings[0], codings[1].head(0)))
    assert (table["pairs"] == 0).all() and table["share"].isna().all()


def test_two_empty_codings(article):
    none = article["claims"].head(0)
    matching = match_codings(article, none, none)
    assert set(matched_counts(matching).values()) == {0}
    assert agreement_table(matching)["pairs"].eq(0).all()


def test_kappa_by_hand():
    # 2×2 table 20, 5, 10, 15: observed .7, expected .5, kappa .4
    first = pd.Series(["yes"] * 25 + ["no"] * 25)
    second = pd.Series(["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15)
    result = _agreement(first, second)
    assert result["share"] == pytest.approx(0.7)
    assert result["kappa"] == pytest.approx(0.4)
    assert result["low"] < 0.7 < result["high"]


def test_every_difference_is_settled(article, matching):
    settled = article["adjudication"]
    found = disagreements_table(matching)
    differences = set(found[["first", "second", "field"]].itertuples(index=False, name=None))
    for row in unmatched_table(matching).itertuples():
        differences.add(
            (row.claim_id, "", "row") if row.coding == "first" else ("", row.claim_id, "row")
        )
    assert differences == set(
        settled[["first", "second", "field"]].itertuples(index=False, name=None)
    )


def test_what_was_chosen_stands_in_the_claims(article, matching):
    claims = (
        article["claims"]
        .set_index("claim_id")
        .replace({"time": {"": "unspecified"}, "certainty": {"": "unstated"}})
    )
    says = disagreements_table(matching).set_index(["first", "field"])
    for row in article["adjudication"].query("field != 'row'").itertuples():
        said = dict(
            zip(
                ("first", "second"), says.loc[(row.first, row.field), ["first_says", "second_says"]]
            )
        )
        primary = claims.at[row.first, "alternative_of"] or row.first
        codings_now = {
            claims.at[primary, row.field],
            *claims.loc[claims["alternative_of"] == primary, row.field],
        }
        if row.chosen == "both":
            assert set(said.values()) <= codings_now
        else:
            assert claims.at[row.first, row.field] == said[row.chosen]


def test_the_data_sheet_states_what_is_computed(matching):
    sheet = (ARTICLE.parent / "README.md").read_text(encoding="utf-8")
    for row in agreement_table(matching).round(2).itertuples(index=False, name=None):
        assert (
            f"| {' | '.join('' if value is None or value != value else str(value) for value in row)} |"
            in sheet
        )
    counts = matched_counts(matching)
    assert (
        f"{counts['first']} claims (without alternatives and inferences), the second {counts['second']}; {counts['matched']} could be matched"
        in sheet
    )


places = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 12), st.integers(1, 6)), min_size=1, max_size=8
).map(lambda rows: np.array([(document, start, start + long) for document, start, long in rows]))


@pytest.mark.long
@settings(thorough, max_examples=examples(30))
@given(places, places)
def test_rows_that_share_words_are_found_without_looking_at_all(one, two):
    found = [
        (i, j)
        for i, a in enumerate(one)
        for j, b in enumerate(two)
        if a[0] == b[0] and a[1] < b[2] and b[1] < a[2]
    ]
    assert list(zip(*sharing_words(one, two), strict=True)) == found


@pytest.mark.long
@settings(thorough, max_examples=examples(30))
@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.integers(1, 3)))
def test_each_group_by_itself_is_matched_as_well_as_all_at_once(scores):
    row, column = np.array([*scores], dtype=int).reshape(-1, 2).T
    score = np.array([*scores.values()], dtype=float)
    whole = best_matching(row, column, score, (8, 8))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(two_codings, "MOST_CELLS", 0)
        parts = best_matching(row, column, score, (8, 8))
    for side in (row[parts], column[parts]):
        assert len(set(side.tolist())) == len(parts)
    assert row[parts].tolist() == sorted(row[parts].tolist())
    assert score[parts].sum() == score[whole].sum()


def test_the_work_of_matching_grows_with_the_rows(monkeypatch):
    """Where each shares words with one or two, ten times as many take ten times the work."""
    monkeypatch.setattr(two_codings, "MOST_CELLS", 0)
    cells, matched_at_once = [], two_codings._matching

    def counting(row, column, score, shape):
        cells[-1] += shape[0] * shape[1]
        return matched_at_once(row, column, score, shape)

    monkeypatch.setattr(two_codings, "_matching", counting)
    for many in (100, 1000):
        begins = np.arange(many) * 12
        rows = np.column_stack([begins * 0, begins, begins + 8])
        cells.append(0)
        row, column = sharing_words(rows, np.add(rows, [0, 4, 4]))
        best_matching(row, column, np.ones(len(row)), (many, many))
    assert cells[1] <= 12 * cells[0]
