"""Competing hypotheses: counts, what tells them apart, what decides, and where raters differ."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from shipped import ARTICLE, article, clubs

from helpers.conflicts.hypotheses import (
    both_ratings,
    diagnosticity_table,
    orders_without,
    questions,
    raters,
    raters_table,
    ratings_table,
    standings_table,
)
from helpers.data.dataset import Dataset

QUESTION = "Who?"


def rated(*rows, statements=("h1", "h2", "h3")):
    """A dataset of hypotheses and ratings alone."""
    frames = {
        "hypotheses": pd.DataFrame(
            {
                "hypothesis_id": statements,
                "question": QUESTION,
                "statement": [f"It was {h}." for h in statements],
            },
            dtype="str",
        ),
        "assessments": pd.DataFrame(
            rows, columns=["claim_id", "hypothesis_id", "rating", "arguable", "rater"], dtype="str"
        ).assign(reason="so"),
    }
    return Dataset(frames, {}, "rated")


def matrix(text, rater="r1"):
    """Rows of ratings from lines such as ``k1 + - ?-``: consistent, inconsistent, neutral, not applicable, ? arguable."""
    words = {"+": "consistent", "-": "inconsistent", "0": "neutral", "x": "not_applicable"}
    for line in text.strip().splitlines():
        claim, *marks = line.split()
        for number, mark in enumerate(marks, 1):
            yield claim, f"h{number}", words[mark[-1]], "yes" if "?" in mark else "", rater


def test_standings():
    data = rated(*matrix("k1 + - ?-\nk2 - ?0 0\nk3 ?+ - x\nk4 x ?x 0"))
    found = standings_table(data, QUESTION).set_index("hypothesis")
    assert found.index.tolist() == ["h1", "h3", "h2"]
    assert found.loc[
        "h1", ["inconsistent", "consistent", "neutral", "not_applicable", "least", "most"]
    ].tolist() == [1, 2, 0, 1, 1, 2]
    assert found.loc[
        "h2", ["inconsistent", "consistent", "neutral", "not_applicable", "least", "most"]
    ].tolist() == [2, 0, 1, 1, 2, 3]
    assert found.loc["h3", ["inconsistent", "least", "most", "rater", "statement"]].tolist() == [
        1,
        0,
        1,
        "r1",
        "It was h3.",
    ]


def test_diagnosticity_leaves_out_what_does_not_apply():
    found = diagnosticity_table(
        rated(*matrix("k1 + + +\nk2 + 0 ?-\nk3 + ?x ?-\nk4 x x x")), QUESTION
    )
    assert found["claim"].tolist() == ["k3", "k2", "k1", "k4"]
    assert found["diagnosticity"].round(6).fillna(-1).tolist() == [1.0, 0.666667, 0.0, -1.0]
    assert found["arguable"].tolist() == [2, 1, 0, 0]


def orders(*rows, left_out="claim"):
    found = orders_without(rated(*rows), QUESTION).query("left_out == @left_out")
    return found[["without", "order", "leads"]].to_numpy().tolist()


def test_orders_without_a_claim():
    rows = [*matrix("k1 - 0 0\nk2 0 - -\nk3 0 - 0\nk4 + + +")]
    assert standings_table(rated(*rows), QUESTION)["hypothesis"].tolist() == [
        "h1",
        "h3",
        "h2",
    ]
    assert orders(*rows) == [
        ["k1", "h1 < h3 < h2", "yes"],
        ["k2", "h3 < h1 = h2", "yes"],
        ["k3", "h1 = h2 = h3", "yes"],
    ]
    assert orders(*matrix("k1 0 - -\nk2 0 0 -")) == [
        ["k1", "h1 = h2 < h3", "yes"],
        ["k2", "h1 < h2 = h3", "no"],
    ]
    assert orders(*matrix("k1 0 - -\nk2 0 - -")) == []


def test_a_hypothesis_that_nobody_rated_has_no_place_in_an_order():
    rows = [row for row in matrix("k1 - 0 0\nk2 0 - -\nk3 - - 0") if row[1] != "h1"]
    assert orders(*rows) == [["k2", "h3 < h2", "no"], ["k3", "h2 = h3", "yes"]][1:]
    assert orders(*rows, left_out="nothing") == [["", "h3 < h2", "no"]]
    assert standings_table(rated(*rows), QUESTION)["hypothesis"].tolist() == ["h3", "h2", "h1"]


def test_without_its_last_rating_a_hypothesis_loses_its_place():
    rows = [
        row for row in matrix("k1 0 - -\nk2 - 0 0\nk3 0 0 0") if row[0] == "k2" or row[1] != "h3"
    ]
    assert orders(*rows, left_out="nothing") == [["", "h3 < h1 = h2", "no"]]
    assert orders(*rows) == [
        ["k1", "h2 = h3 < h1", "yes"],
        ["k2", "h1 < h2", "yes"],
    ]
    assert orders(*matrix("k1 - 0 0"), left_out="claim") == [["k1", "", "yes"]]


def test_orders_of_every_rater_and_without_a_speaker():
    found = orders_without(article(), questions(article())[1])
    assert list(found["rater"].unique()) == ["rater-1", "rater-2"]
    assert set(found.query("left_out == 'claim'")["without"]) <= set(
        article()["claims"]["claim_id"]
    )
    by_speaker = found.query("left_out == 'speaker' and rater == 'rater-1'").set_index("without")
    assert not by_speaker.empty and set(by_speaker.index) <= set(article()["sources"]["source_id"])
    rows = (
        article()["assessments"]
        .query("rater == 'rater-1' and rating == 'inconsistent'")
        .merge(article()["claims"][["claim_id", "speaker"]])
    )
    own = rows[
        rows["hypothesis_id"].isin(
            article()["hypotheses"].query("question.str.startswith('Do ISIS')")["hypothesis_id"]
        )
    ]
    for speaker, order in by_speaker["order"].items():
        left = own[own["speaker"] != speaker]["hypothesis_id"].value_counts()
        counts = [[left.get(h, 0) for h in group.split(" = ")] for group in order.split(" < ")]
        assert all(len(set(group)) == 1 for group in counts) and [
            group[0] for group in counts
        ] == sorted({group[0] for group in counts})


def test_raters_differ():
    data = rated(
        *matrix("k1 + - 0\nk2 0 0 0"),
        *matrix("k1 + + 0\nk2 0 0 -", "r2"),
        *matrix("k1 - - -", "r3"),
    )
    found = both_ratings(data, QUESTION)
    assert found.columns.tolist() == [
        "claim",
        "hypothesis",
        "differ",
        "r1",
        "r1_reason",
        "r2",
        "r2_reason",
    ]
    differ = found.query("differ == 'yes'")
    assert differ[["claim", "hypothesis", "r1", "r2"]].to_numpy().tolist() == [
        ["k1", "h2", "inconsistent", "consistent"],
        ["k2", "h3", "neutral", "inconsistent"],
    ]
    assert len(found) == 6 and found.iloc[0].tolist() == [
        "k1",
        "h1",
        "",
        "consistent",
        "so",
        "consistent",
        "so",
    ]
    assert raters(data, QUESTION) == ["r1", "r2", "r3"]
    assert raters_table(data).to_numpy().tolist() == [[QUESTION, 6, 4, 0, 0]]
    assert raters_table(
        rated(*matrix("k1 ?+ - 0"), *matrix("k1 ?+ - ?0\nk2 + + +", "r2"))
    ).to_numpy().tolist() == [[QUESTION, 3, 3, 1, 2]]
    doubtful = both_ratings(rated(*matrix("k1 ?+ - 0"), *matrix("k1 + ?- 0", "r2")), QUESTION)
    assert doubtful[["differ", "r1", "r2"]].to_numpy().tolist() == [
        ["", "consistent?", "consistent"],
        ["", "inconsistent", "inconsistent?"],
        ["", "neutral", "neutral"],
    ]
    alone = rated(*matrix("k1 + - 0"))
    assert both_ratings(alone, QUESTION).empty and raters_table(alone).empty


def test_the_matrix():
    found = ratings_table(rated(*matrix("k2 + ?- 0\nk1 0 0 x")), QUESTION, "r1")
    assert found.to_numpy().tolist() == [
        ["k2", "consistent", "inconsistent?", "neutral"],
        ["k1", "neutral", "neutral", "not_applicable"],
    ]
    assert found.columns.tolist() == ["claim", "h1", "h2", "h3"]


def test_unknown_names():
    with pytest.raises(ValueError, match="did you mean 'Who\\?'"):
        standings_table(rated(*matrix("k1 + - 0")), "who")
    with pytest.raises(ValueError, match="did you mean 'r1'"):
        standings_table(rated(*matrix("k1 + - 0")), QUESTION, "R1")


def test_a_dataset_without_hypotheses():
    assert questions(Dataset({}, {}, "bare")) == []
    bare = rated()
    assert raters(bare, QUESTION) == [] and standings_table(bare, QUESTION, None)[
        "inconsistent"
    ].tolist() == [0, 0, 0]


@pytest.mark.parametrize("data", [article(), clubs()], ids=["article", "clubs"])
def test_two_raters_rated_everything_with_a_reason(data):
    for question in questions(data):
        tables = [ratings_table(data, question, rater) for rater in raters(data, question)]
        assert len(tables) == 2 and tables[0]["claim"].tolist() == tables[1]["claim"].tolist()
        assert all((table != "").all(axis=None) for table in tables)
    assert (data["assessments"]["reason"].str.split().str.len() >= 3).all()


def test_both_questions_of_the_article():
    assert len(questions(article())) == 2
    for question in questions(article()):
        first, second = (
            standings_table(article(), question, rater) for rater in raters(article(), question)
        )
        assert first["hypothesis"].iloc[0] == second["hypothesis"].iloc[0]
        assert first["most"].min() > first["inconsistent"].min() >= first["least"].min()


def test_the_data_sheet_states_what_is_computed():
    sheet = Path(ARTICLE.parent / "README.md").read_text(encoding="utf-8")
    rows = raters_table(article()).itertuples(index=False)
    assert [
        line for row in rows if (line := "| " + " | ".join(map(str, row)) + " |") not in sheet
    ] == []
    assert raters_table(article())["ratings"].sum() * 2 == len(article()["assessments"])


# --- word for word, in order, with every column -------------------------------------------------


def test_messages_word_for_word():
    data = rated(*matrix("k1 + - 0"))
    with pytest.raises(ValueError, match="^no question 'who': did you mean 'Who\\?'"):
        ratings_table(data, "who")
    with pytest.raises(ValueError, match="^no rater 'R1': did you mean 'r1'"):
        ratings_table(data, QUESTION, "R1")


def test_every_table_takes_the_rater_that_is_named():
    data = rated(
        *(row for both in zip(matrix("k1 + - 0"), matrix("k1 - + -", "r2")) for row in both)
    )
    assert ratings_table(data, QUESTION).iloc[0].tolist() == [
        "k1",
        "consistent",
        "inconsistent",
        "neutral",
    ]
    assert ratings_table(data, QUESTION, "r2").iloc[0].tolist() == [
        "k1",
        "inconsistent",
        "consistent",
        "inconsistent",
    ]
    assert diagnosticity_table(data, QUESTION, "r2")["diagnosticity"].round(4).tolist() == [0.8889]
    assert diagnosticity_table(data, QUESTION)["diagnosticity"].round(4).tolist() == [0.6667]
    assert standings_table(data, QUESTION, "r2")["rater"].tolist() == ["r2"] * 3


def test_hypotheses_and_raters_may_be_called_as_a_column_is():
    rows = [("k1", "claim", "inconsistent", "", rater) for rater in ("claim", "differ")]
    data = rated(*rows, statements=("claim", "h2"))
    table = ratings_table(data, QUESTION)
    assert table.columns.tolist() == ["claim", "claim", "h2"]
    assert table.to_numpy().tolist() == [["k1", "inconsistent", ""]]
    both = both_ratings(data, QUESTION)
    assert both.columns.tolist() == [
        *("claim", "hypothesis", "differ"),
        *("claim", "claim_reason", "differ", "differ_reason"),
    ]
    assert both.to_numpy().tolist() == [["k1", "claim", "", *["inconsistent", "so"] * 2]]
    assert raters_table(data)[["ratings", "same"]].to_numpy().tolist() == [[1, 1]]


def test_a_claim_may_be_called_as_a_source_is():
    """What is left out is then told as what it is."""
    claims = [("ada", "ben", "p"), ("k2", "ben", "q")]
    said = [
        {"claim_id": claim, "speaker": who, "stance": "asserts", "subject": subject}
        | {"relation": "leads", "object": "A"}
        for claim, who, subject in claims
    ]
    data = rated(*matrix("ada - 0 0\nk2 0 0 -"))
    named = [{"source_id": "ada", "name": "Ada Stone"}, {"source_id": "ben", "name": "Ben Rook"}]
    tables = {**data, "claims": pd.DataFrame(said), "sources": pd.DataFrame(named)}
    tables["entities"] = pd.DataFrame([{"entity_id": one} for one in ("p", "q", "A")])
    tables["relations"] = pd.DataFrame([{"relation": "leads"}])
    found = orders_without(Dataset(tables, {}, "few"), QUESTION).set_index("without")["in_words"]
    assert found.drop("").to_dict() == {
        "ada": "Asserted by Ben Rook: p → leads → A.",
        "k2": "Asserted by Ben Rook: q → leads → A.",
        "ben": "Ben Rook",
    }


def test_order_of_rows_and_index():
    odd, even = ([f"{number}" for number in range(first, 41, 2)] for first in (1, 2))
    many = "\n".join(f"k{number} + {'+-'[number % 2]} +" for number in range(1, 41))
    found = diagnosticity_table(rated(*matrix(many)), QUESTION)
    assert found["claim"].tolist() == [
        f"k{number}" for number in odd + even
    ] and found.index.tolist() == list(range(40))
    assert found["arguable"].dtype == "int64"
    statements = [f"h{number}" for number in range(1, 41)]
    level = standings_table(rated(*matrix("k1 " + "+ - " * 20), statements=statements), QUESTION)
    assert level["hypothesis"].tolist() == [
        f"h{number}" for number in odd + even
    ] and level.index.tolist() == list(range(40))
    mixed = standings_table(rated(*matrix("k1 - 0 0")), QUESTION)
    assert mixed["hypothesis"].tolist() == ["h2", "h3", "h1"] and mixed.index.tolist() == [0, 1, 2]
    late = orders_without(rated(*matrix("k1 - 0 0", "z"), *matrix("k1 0 - 0", "a")), QUESTION)
    assert late["rater"].unique().tolist() == ["z", "a"] and set(late["left_out"]) == {
        "nothing",
        "claim",
    }


def test_an_unrated_hypothesis_is_blank():
    rows = [row for row in matrix("k1 + - 0") if row[1] != "h2"]
    found = ratings_table(rated(*rows), QUESTION)
    assert found.to_numpy().tolist() == [
        ["k1", "consistent", "", "neutral"]
    ] and found.columns.tolist() == ["claim", "h1", "h2", "h3"]


def test_columns_of_what_is_empty():
    bare, alone = rated(), rated(*matrix("k1 + - 0"))
    assert standings_table(bare, QUESTION).columns.tolist() == [
        "hypothesis",
        "statement",
        "inconsistent",
        "consistent",
        "neutral",
        "not_applicable",
        "least",
        "most",
        "rater",
    ]
    assert standings_table(bare, QUESTION)["rater"].tolist() == [""] * 3
    assert raters_table(alone).columns.tolist() == [
        "question",
        "ratings",
        "same",
        "arguable_first",
        "arguable_second",
    ]
    assert both_ratings(alone, QUESTION).columns.tolist() == [
        "claim",
        "hypothesis",
        "differ",
    ]
    assert orders_without(bare, QUESTION).columns.tolist() == [
        "rater",
        "left_out",
        "without",
        "in_words",
        "order",
        "leads",
    ]
    assert (
        set(map(str, both_ratings(alone, QUESTION).dtypes))
        == set(map(str, orders_without(bare, QUESTION).dtypes))
        == {"str"}
    )
