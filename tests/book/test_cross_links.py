"""Links inside a reading copy: exact ids only, and nothing of the data's becomes a link."""

import re

import pytest
from shipped import article, clubs

from helpers.book.cross_links import (
    anchor_terms,
    claims_page,
    glossary_terms,
    link_claims,
    link_terms,
    whole_ids,
)
from helpers.book.fragments import Fragments
from helpers.book.pages import ROOT
from helpers.show.html import table_page

IDS = ["k1", "k2", "1", "a&b"]
GLOSSARY = (ROOT / "helpers/book/glossary.md").read_text(encoding="utf-8")


def links(html):
    return re.findall(r'<a href="claims.html#([^"]*)">([^<]*)</a>', html)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>[k1]</p>", [("claim-1", "k1")]),
        ("<p>[k1, k2]</p>", [("claim-1", "k1"), ("claim-2", "k2")]),
        ("<p>[a&amp;b]</p>", [("claim-4", "a&amp;b")]),
        ("<p>[k1, k3] [k11] k1</p>", []),
        ('<p title="[k1]">no</p>', []),
        ("<script>[k1]</script><code>[k1]</code><a href='x'>[k1]</a><pre>[k1]</pre>", []),
    ],
)
def test_only_what_is_exactly_an_id_in_brackets(body, found):
    assert links(link_claims(body, IDS)) == found
    assert re.sub(r"</?a\b[^>]*>", "", link_claims(body, IDS)) == re.sub(r"</?a\b[^>]*>", "", body)


def test_cells_of_columns_that_hold_claims():
    import pandas as pd

    frame = pd.DataFrame(
        {
            "claim": ["k1", "k9"],
            "leaders": ["1", "1"],
            "asserted_by": ["k1; k2", "k1; somebody"],
            "repeats": ["", "k2"],
        }
    )
    html = link_claims(table_page(frame, "Each row."), IDS)
    assert links(html) == [("claim-1", "k1"), ("claim-1", "k1"), *[("claim-2", "k2")] * 2]
    assert re.sub(r"</?a\b[^>]*>", "", html) == table_page(frame, "Each row.")


@pytest.mark.parametrize("data", [article(), clubs()], ids=["article", "clubs"])
def test_every_claim_has_a_place_with_its_quote(data):
    fragments = Fragments()
    page = fragments.filled(claims_page(data, fragments))
    ids = data["claims"]["claim_id"].tolist()
    assert re.findall(r'<dt id="claim-(\d+)">([^<]*)</dt>', page) == [
        (str(number), one) for number, one in enumerate(ids, 1)
    ]
    assert page.count("<blockquote") == (data["claims"]["quote"] != "").sum()


def test_the_first_use_of_a_term_and_no_other():
    terms, seen = {"tie": "a proposition", "null model": 'all "tables"'}, set()
    assert link_terms("Ties: a tie.", terms, seen) == 'Ties: a [tie](term:tie "a proposition").'
    assert link_terms("A tie; null models.", terms, seen) == (
        "A tie; [null models](term:null-model \"all 'tables'\")."
    )
    assert seen == {"tie", "null model"}


@pytest.mark.parametrize(
    "kept",
    [
        "# A tie",
        "`tie`",
        "```python\ntie\n```",
        "[a tie](page.ipynb)",
        "| tie | b |",
        "<details><summary>Hint</summary>\n\na tie\n\n</details>",
        "bow-tie, untied",
        "they “deny such a tie”",
    ],
)
def test_what_is_left_as_it_is(kept):
    seen = set()
    assert link_terms(kept, {"tie": "a proposition"}, seen) == kept and not seen


def test_every_term_of_the_glossary_has_a_place():
    terms = glossary_terms(GLOSSARY)
    assert len(terms) == GLOSSARY.count("\n|") - 2
    body = "".join(f"<tr><td><p>{term}</p></td><td><p>…</p></td></tr>" for term in terms)
    assert len(set(re.findall(r'<td id="([^"]+)">', anchor_terms(body, terms)))) == len(terms)


def test_ids_in_tables_stay_whole_and_other_words_are_as_they_were():
    import pandas as pd

    frame = pd.DataFrame(
        {
            "rater-1": ["h-one < h-two = h-3", "a well-known word", "k1"],
            "b": ["x-" * 20 + "x", "a-b; c-d", ""],
        }
    )
    before = table_page(frame, "Each row is half-made.")
    after = whole_ids(before + "<p>no-id</p>")
    assert re.findall(r'<span class="id">([^<]*)</span>', after) == [
        *("rater-1", "h-one", "h-two", "h-3", "a-b", "c-d")
    ]
    assert re.sub(r"</?span\b[^>]*>", "", after) == re.sub(
        r"</?span\b[^>]*>", "", before + "<p>no-id</p>"
    )


def test_dates_in_tables_stay_whole_and_words_without_an_end_do_not():
    import pandas as pd

    frame = pd.DataFrame(
        {
            "a": ["undecided (unknown : 2021-07-31)", f"sum {'9f' * 32}"],
            "b": ["-0044-03", "1-2021-07"],
        }
    )
    before = table_page(frame, f"Each row is of 1908-03-06 {'a' * 10}.")
    after = whole_ids(before)
    found = re.findall(r'<span class="([^"]*)">([^<]*)</span>', after)
    assert found == [
        *(("id", "1908-03-06"), ("id", "2021-07-31"), ("id", "-0044-03")),
        *(("endless", "9f" * 32), ("id", "1-2021-07")),
    ]
    assert '"><span' not in after
    assert re.sub(r"<span class[^>]*>|</span>", "", after) == re.sub(
        r"<span class[^>]*>|</span>", "", before
    )


def test_the_style_keeps_marked_ids_in_one_line():
    css = (ROOT / "helpers/book/static/book.css").read_text(encoding="utf-8")
    assert re.search(r"\.listed \.endless \{ overflow-wrap: anywhere; \}", css)
    assert re.search(r"\.listed \.id \{ white-space: nowrap; \}", css)
