"""Claims in words, counted and dated."""

import pandas as pd
import pytest

from helpers.claims.tables import (
    alternatives_table,
    claims_by_speaker,
    dates_table,
    inferences_table,
    longest_chain,
    pairs_table,
    richest_sentence,
    undated_table,
)
from helpers.claims.words import primary_claims, read_aloud, wordings
from helpers.data.dataset import ARTICLE, MYSTERY, load_dataset


@pytest.fixture(scope="module")
def article():
    return load_dataset(ARTICLE)


@pytest.fixture(scope="module")
def clubs():
    return load_dataset(ARTICLE.parent / "two-clubs")


def test_primary_claims_leave_out_alternatives_and_inferences(article):
    primary = primary_claims(article)
    everything = article["claims"]
    left_out = everything.loc[everything.index.difference(primary.index)]
    inferred = left_out["speaker"].str.startswith("inference")
    assert (primary["alternative_of"] == "").all()
    assert ((left_out["alternative_of"] != "") | inferred).all() and inferred.any()


def test_a_chain_of_three_is_read_aloud(article):
    assert read_aloud(article, "c087") == (
        "Asserted by one member state (unnamed), through the UN report of July, then the article's author: "
        "Shahab Muhajir → is a commander in → Haqqani Network (“a mid-level commander”; hedged “contended”; hedged “may also have been”; time: former; certainty: possible)."
    )


def test_an_inference_is_never_read_as_a_claim(article):
    inferred = inferences_table(article)["claim"]
    assert all(read_aloud(article, claim).startswith("Said by nobody") for claim in inferred)


def test_an_unknown_claim_is_refused_with_a_suggestion(article):
    with pytest.raises(KeyError, match="did you mean 'c087'"):
        read_aloud(article, "C087")


def test_counts_add_up(article):
    counts = claims_by_speaker(article)
    assert counts["claims"].sum() == len(primary_claims(article))
    assert (counts["asserts"] + counts["denies"] == counts["claims"]).all()
    assert (
        counts[["cautious", "paraphrased", "relayed_twice"]].max(axis=1) <= counts["claims"]
    ).all()
    assert counts["claims"].is_monotonic_decreasing


def test_relayed_means_through_somebody_besides_the_author(article):
    relayed = claims_by_speaker(article).set_index("speaker")["relayed_twice"]
    assert relayed["Ned Price, State Department spokesman"] == 0
    assert relayed["one member state (unnamed)"] == 5


def test_dated_and_undated_are_all(article):
    dated, undated = (
        dates_table(article)["claims"].sum(),
        undated_table(article)["undated"].sum(),
    )
    assert dated + undated == len(primary_claims(article))


def test_last_weekend_is_the_weekend_of_the_interview_only(article):
    dates = dates_table(article).set_index("words")
    assert dates.loc["last weekend", "said_on"] == "2021-08-21/2021-08-22"
    entered = article["claims"].query("relation == 'entered'")
    assert entered["valid"].to_list() == ["2021-08-15?"]


def test_pairs_count_who_is_silent(article):
    pairs = pairs_table(article).set_index("pair")
    speakers = primary_claims(article)["speaker"].nunique()
    assert pairs.index[0] == "Haqqani Network and Taliban"
    assert (pairs["silent"] + pairs["speakers"].str.count(";") + 1 == speakers).all()


def test_alternatives_say_what_they_change(article):
    otherwise = alternatives_table(article).set_index("alternative")["otherwise"]
    assert otherwise["c032b"] == "speaker: state-department; via: author"
    assert otherwise["c084b"] == "time: former"
    assert (otherwise != "").all()


def test_who_worded_it(article):
    wording = wordings(article).set_axis(article["claims"]["claim_id"])
    assert wording[["c001", "c002", "c006", "c012", "c033", "c093", "c101"]].to_list() == [
        "own", "paraphrased", "paraphrased", "quoted", "quoted", "quoted", "own",
    ]  # fmt: skip


def test_no_denial_of_a_relationship_is_quoted_of_the_department(article):
    pairs = pairs_table(article).set_index("pair")
    assert pairs.loc["Haqqani Network and Taliban", ["denies", "denies_quoted"]].to_list() == [2, 0]


def test_the_same_on_other_data(clubs):
    assert longest_chain(clubs) in set(clubs["claims"]["claim_id"])
    words, spoken = richest_sentence(clubs)
    assert spoken["speaker"].nunique() >= 2 and all(quote in words for quote in spoken["quote"])
    assert len(inferences_table(clubs)) == 1


def test_claims_without_texts_or_names(tmp_path):
    pd.DataFrame(
        [
            {
                "claim_id": "k",
                "speaker": "s",
                "stance": "asserts",
                "subject": "p",
                "relation": "leads",
                "object": "o",
            }
        ]
    ).to_csv(tmp_path / "claims.csv", index=False)
    data = load_dataset(tmp_path)
    assert read_aloud(data, "k") == "Asserted by s: p → leads → o."
    words, spoken = richest_sentence(data)
    assert words.startswith("(The dataset has no text") and len(spoken) == 1
    assert dates_table(data).empty and inferences_table(data).empty


def test_the_richest_sentence_among_some_claims(article):
    some = article["claims"].query("claim_id in ['c032', 'c033', 'c049']")
    words, spoken = richest_sentence(article, some)
    assert words.startswith("Sirajuddin Haqqani, the “deputy emir”") and spoken[
        "claim_id"
    ].tolist() == ["c032", "c033"]
    assert richest_sentence(article, some.head(0))[0] == richest_sentence(article)[0]


def test_words_of_one_author_in_the_paper_of_another_are_not_its_own():
    papers = load_dataset(MYSTERY.with_name("harbour-papers"))
    wording = wordings(papers).set_axis(papers["claims"]["claim_id"])
    # One man, author of the transcript: in it, quoted by the newspaper and by the report.
    assert wording.loc[["t1", "n1", "r4"]].tolist() == ["own", "quoted", "quoted"]
