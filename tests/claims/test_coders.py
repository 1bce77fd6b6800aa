"""Any number of codings compared: against published values, by hand, and with planted faults."""

import codings as invented
import krippendorff
import numpy as np
import pandas as pd
import pytest

from helpers.claims import agreement, coders
from helpers.claims.two_codings import claims_of
from helpers.data import MYSTERY, Dataset

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers.
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, -1, -1, -1],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, -1, 3],
        [-1, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, -1],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, -1],
    ]
)


@pytest.fixture(scope="module")
def result(mystery, codings):
    return agreement(codings, mystery, resamples=200)


def measured(cells, resamples=200):
    return coders._measured(np.array(cells), resamples, coders.Draws(1))


def test_the_published_value():
    found = measured(OBSERVERS)
    assert round(found["alpha"], 3) == 0.743
    assert found["low"] < found["alpha"] < found["high"]


def test_by_hand():
    """Two coders, aa ab bb: of 6 values 3 are a; 1 − (2/6) / (18/30)."""
    assert measured([[0, 0, 1], [0, 1, 1]])["alpha"] == pytest.approx(1 - (2 / 6) / (18 / 30))


@pytest.mark.parametrize("seed", range(20))
def test_alpha_is_that_of_the_package(seed):
    cells = np.random.default_rng(seed).integers(-1, 4, (5, 30))
    cells = cells[:, (cells >= 0).sum(axis=0) > 1]
    numbers = np.where(cells < 0, np.nan, cells.astype(float))
    theirs = krippendorff.alpha(numbers, level_of_measurement="nominal")
    assert coders._alpha(cells) == pytest.approx(theirs)


@pytest.mark.parametrize(
    ("cells", "why"),
    [([[2, 2], [2, 2]], coders.ONE_VALUE), ([[1, -1], [-1, 2]], coders.NO_PAIR)],
)
def test_what_is_not_defined_is_missing_with_a_sentence(cells, why):
    found = measured(cells)
    assert found["alpha"] is None and found["why"] == why


def test_one_unit_alone_has_an_alpha_and_no_interval(mystery):
    one = mystery["claims"].head(1)
    fields = agreement({"ann": one, "ben": one.assign(stance="denies")}, mystery, 10).fields
    found = fields.set_index("field").loc["stance", ["units", "differ", "alpha", "why"]]
    assert found.tolist() == [1, 1, 0, "One unit alone has no interval."]


def test_where_most_of_the_rest_is_tied_there_is_no_rest():
    cells = np.array([[0, 0, 0], [1, 1, -1], [2, 1, -1]])
    assert coders._and_the_rest(cells, 0).tolist() == [[0, 0, 0], [-1, 1, -1]]


def test_the_planted_differences_are_found_all_and_only(mystery, codings, result):
    differ = result.coders.query("differ > 0").groupby("coder")["field"].agg(set).to_dict()
    fields = ("stance", "time", "certainty")
    assert differ == {
        "ben": {"stance"},
        "cem": {"coded", "quote"},
        "dora": {"speaker", "via"},
        "eve": {"coded", *fields},
    }
    ann = codings["ann"].set_index("claim_id")
    eve = codings["eve"].set_index("claim_id")
    counts = result.coders.set_index(["coder", "field"])["differ"]
    assert counts["ben", "stance"] == (ann["stance"] == "denies").sum()
    assert counts["cem", "quote"] == len(ann)
    assert counts["dora", "via"] == (ann["via"] != "").sum()
    for field in fields:
        same = claims_of(eve.reset_index())[field].to_numpy()
        planted = claims_of(ann.loc[eve.index].reset_index())[field].to_numpy()
        assert counts["eve", field] == (same != planted).sum()
    rows = result.rows.set_index("coder")
    assert rows["missed"].to_dict() == {
        "ann": 0, "ben": 0, "cem": 0, "dora": 0, "eve": len(ann) - len(eve)
    }  # fmt: skip


def test_units_hold_one_claim_each_whoever_coded_it(result):
    assert (result.units.groupby("unit")["claim_id"].nunique() == 1).all()


def test_the_codings_in_the_data_are_those_of_the_script(tmp_path):
    invented.write(tmp_path)
    for file in sorted(tmp_path.iterdir()):
        assert file.read_bytes() == (MYSTERY / "codings" / file.name).read_bytes()
    assert len(list((MYSTERY / "codings").iterdir())) == len(invented.CODERS)


def test_rows_are_matched_by_words_and_not_by_their_order(mystery, codings, result):
    turned = {coder: one.iloc[::-1] for coder, one in codings.items()}
    other = agreement(turned, mystery, resamples=200)
    drop = ["row"]
    order = ["unit", "coder"]
    pd.testing.assert_frame_equal(
        result.units.drop(columns=drop).sort_values(order, ignore_index=True),
        other.units.drop(columns=drop).sort_values(order, ignore_index=True),
    )


def test_where_the_same_is_said_twice_in_one_quote_the_order_of_the_rows_does_not_matter(mystery):
    """As of somebody who was and is the leader: the rows differ in their time, and no coder errs."""
    now = mystery["claims"].head(1)
    both = pd.concat([now.assign(time="current"), now.assign(time="former")])
    for codings in ({"ann": both, "ben": both.iloc[::-1]}, {"ann": both.iloc[::-1], "ben": both}):
        result = agreement(codings, mystery, resamples=10)
        assert not result.fields["differ"].any()
        times = result.units.set_index(["unit", "coder"])["time"]
        assert times.loc["u001"].tolist() == ["current", "current"]


def test_the_same_seed_gives_the_same_intervals(mystery, codings, result):
    pd.testing.assert_frame_equal(result.fields, agreement(codings, mystery, 200).fields)


@pytest.mark.parametrize("resamples", [0, -1])
def test_less_than_one_resample_is_refused(mystery, codings, resamples):
    with pytest.raises(ValueError, match=f"^resamples={resamples}: name how often to draw, 1 or"):
        agreement(codings, mystery, resamples)


def test_another_text_is_refused_in_words(mystery):
    texts = {name: text + "x" for name, text in mystery.texts.items()}
    other = Dataset(dict(mystery), texts, "other")
    with pytest.raises(ValueError, match="'?ben'? coded another text"):
        agreement({"ann": mystery, "ben": other})


@pytest.mark.parametrize("given", [{}, {"ann": pd.DataFrame()}])
def test_one_coder_has_nobody_to_agree_with(given):
    with pytest.raises(ValueError, match="two codings or more"):
        agreement(given)


def test_frames_alone_need_a_text(codings):
    with pytest.raises(ValueError, match="no coding has a text"):
        agreement(codings)
