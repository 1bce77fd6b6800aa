"""Two claims in conflict, side by side: both in one size, escaped, and none lost in silence."""

import re
from types import SimpleNamespace

import pytest
from invented import register
from shipped import article, clubs

from helpers.claims import Reading
from helpers.conflicts import conflict_pairs, conflict_words, policies_table
from helpers.data.dataset import Dataset
from helpers.overlap import roles_table, tenures, why_text
from helpers.show.cards import _named_in_turn, cards_page, conflict_cards
from helpers.show.trail_picture import draw_trail

HOSTILE = "<script>alert(1)</script>\u202e “q” {0} & ' onfocus=window.ran=1"


def pair_of(data, *ids):
    pairs = conflict_pairs(data)
    return pairs[(pairs["claim_a"] == ids[0]) & (pairs["claim_b"] == ids[1])].iloc[0]


def changed(data, claim, **cells):
    claims = data["claims"].copy()
    claims.loc[claims["claim_id"] == claim, list(cells)] = list(cells.values())
    tables = dict(data) | {"claims": claims}
    return Dataset(tables, data.texts, data.name, data.derived)


def styles(html, tag):
    return set(re.findall(rf'<{tag}[^>]* style="([^"]*)"', html))


def test_both_sides_are_told_in_one_size():
    page = cards_page(clubs(), pair_of(clubs(), "m07", "m10"))
    for words in (
        "Asserted by <strong><bdi>Osric Tarr of the Harbour Office</bdi></strong>, through",
        "Denied by <strong><bdi>Miss Augusta Kite of the Chess Club</bdi></strong>, through",
        "he insisted</blockquote>",  # his relay's word, and so no caution of his
        "Captain Rook does not sit on our committee</blockquote>",
        "Words: mostly in quotation marks, in the text",
        "hedged “insisted”",
        "Speaks of: the present</p>",
        "Said: on May 12, 1908, worked out from “on Tuesday”",
    ):
        assert words in page
    assert page.count("<blockquote") == 2 and len(styles(page, "blockquote")) == 1
    assert page.count("[m07]") == 2 and page.count("[m10]") == 1
    assert "comes with “insisted”" not in page
    assert page.index("</blockquote>") < page.index("What could make both right? Day:")


def test_the_author_is_named_once():
    page = cards_page(article(), pair_of(article(), "c001", "c002"))
    assert page.count("the article&#x27;s author") == 1
    assert "through <bdi>the author</bdi> [c002]" in page


def test_two_authors_keep_their_names():
    with_two = SimpleNamespace(
        who=SimpleNamespace(
            authors={"clementine-dray", "other-dray"},
            sources={"clementine-dray": "Dray", "other-dray": "Dray", "a": "Ada", "b": "Ben"},
        )
    )
    chains = [["a", "clementine-dray"], ["b", "clementine-dray", "other-dray"]]
    assert _named_in_turn(with_two, chains) == [["Ada", "Dray"], ["Ben", "Dray", "Dray"]]


def test_the_page_takes_the_colors_of_the_reader():
    page = cards_page(clubs(), pair_of(clubs(), "m07", "m10"))
    assert "flex-wrap: wrap" in page and "<style" not in page
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|color:|background", page.replace("&#x27;", ""))


def test_hostile_cells_are_words():
    data = changed(clubs(), "m07", quote=HOSTILE, hedge=HOSTILE, note=HOSTILE, role=HOSTILE)
    page = cards_page(data, pair_of(data, "m07", "m10"))
    assert "<script" not in page and "\u202e" not in page and "' onfocus" not in page
    assert page.count("&lt;script&gt;") >= 4


def test_a_claim_without_a_quote_or_with_a_huge_one():
    data = changed(clubs(), "m07", quote="")
    assert cards_page(data, pair_of(data, "m07", "m10")).count("<blockquote") == 1
    data = changed(clubs(), "m07", quote="x" * 100_000)
    assert len(cards_page(data, pair_of(data, "m07", "m10"))) < 5_000


def test_what_is_left_out_is_said_with_the_total(shown):
    pairs = conflict_pairs(article())
    conflict_cards(article(), pairs, first=2)
    assert len(shown) == 3
    assert f"Shown: 2 of {len(pairs)} conflicting pairs. {len(pairs) - 2} more" in shown[-1]


def test_all_are_shown_without_a_word_and_none_is_said(shown):
    pairs = conflict_pairs(clubs())
    conflict_cards(clubs(), pairs, first=len(pairs))
    assert len(shown) == len(pairs)
    conflict_cards(clubs(), pairs.head(0))
    assert shown[-1] == "<p>There is no pair of claims in conflict.</p>"
    with pytest.raises(ValueError, match="first is 0"):
        conflict_cards(clubs(), pairs, first=0)


def test_an_inference_in_conflict_is_said_by_nobody():
    data = register("p A - current speaker=inf", "p A - current stance=denies")
    page = cards_page(data, conflict_pairs(data, Reading(inferences=True)).iloc[0])
    assert '"margin: 0">Said by nobody, suggested by <strong><bdi>inf</bdi></strong>' in page
    assert "Denied by <strong><bdi>s1</bdi></strong>" in page


def test_what_is_inferred_is_said_by_nobody_wherever_those_are_named_who_say_it():
    rows = ["p A 2000 current speaker=inf", "p A 2000 current stance=denies", "p B 2000 current"]
    data = register(*rows)
    tempting = Reading(inferences=True)
    nobody = "nobody (suggested by inf)"
    assert "A: a contradiction, one side said by nobody, suggested by inf." in conflict_words(
        data, conflict_pairs(data, tempting).iloc[0]
    )
    policies = policies_table(data, tempting)
    assert policies[["asserted_by", "denied_by"]].to_numpy().tolist() == [[nobody, "s1"]]
    assert roles_table(data, tempting).at[0, "A"] == f"{nobody} [k0]: leads; denied by s1 [k1]"
    assert tenures(data, "A", "B", tempting)["asserted_by"].tolist() == [nobody, "s1"]
    assert why_text(data, "A", "B", tempting) == [
        f"p leads A (in 2000) and leads B (in 2000), on the word of {nobody} and s1; denied by s1."
    ]
    assert f"k0, asserted by {nobody};" in draw_trail(data, "A", "B", tempting).alt


def test_of_two_inferences_in_conflict_both_are_said_by_nobody():
    data = register("p A - current speaker=inf", "p A - current speaker=inf stance=denies")
    pair = conflict_pairs(data, Reading(inferences=True)).iloc[0]
    assert "both sides said by nobody, suggested by inf." in conflict_words(data, pair)


def test_a_name_in_arabic_does_not_turn_the_sentence_that_begins_with_it():
    data = clubs()
    entities = data["entities"].copy()
    entities.loc[entities["entity_id"] == "barnaby-rook", "name"] = "الرخ"
    turned = Dataset(dict(data) | {"entities": entities}, data.texts, data.name, data.derived)
    page = cards_page(turned, pair_of(turned, "m07", "m10"))
    assert page.startswith("<p><strong>الرخ and Chess Club: a contradiction")
