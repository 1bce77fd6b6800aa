"""Thousands of claims: what cannot be tried or shown is said, and the rest is shown."""

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from shipped import article, clubs

from helpers import run
from helpers.book.execute import drop_lacking, lacking
from helpers.claims.readings import Reading
from helpers.claims.words import all_aloud, read_aloud
from helpers.codebook.bars import progress
from helpers.conflicts.balance import TooManyGroupsError, among, frustration, most_tied
from helpers.convert.tables.conversion import from_table
from helpers.overlap.answers import answer
from helpers.overlap.how_far import range_table
from helpers.overlap.whose_word import shares_table
from helpers.show import html
from helpers.show.html import sentences
from helpers.show.overlap_pictures import draw_range


def said_by_many(count):
    """One person who leads two clubs, on the word of many."""
    rows = [
        {"who": "Ada", "club": club, "source": f"witness {number}"}
        for number in range(count)
        for club in ("Chess", "Kites")
    ]
    return from_table(
        pd.DataFrame(rows),
        person="who",
        organization="club",
        source="source",
        counts_for_overlap=True,
        name="many",
    )


@pytest.mark.parametrize(("count", "tried"), [(20, True), (21, False)])
def test_more_sources_than_can_be_tried(count, tried):
    data = said_by_many(count)
    shares, ranges = (
        shares_table(data, "chess", "kites", Reading()),
        range_table(data, "chess", "kites", Reading()),
    )
    assert (
        ("possible" in shares) == tried
        and ("refusal" in shares.attrs) != tried
        and len(shares) == count
    )
    assert (shares["possible_leave_one_out"] == 0).all()
    last = ranges.iloc[-1]
    assert ranges["low"].iloc[:-1].tolist() == ranges["high"].iloc[:-1].tolist() == [1] * 8
    assert (
        pd.isna(last["low"]) != tried
        and last["reading_at_low"].startswith("not worked out: 21 sources matter") != tried
    )
    assert ("whom one believes: not worked out" in draw_range(ranges).alt) != tried


def test_a_sentence_names_twenty_people():
    rows = [
        {"who": f"Person {number:02}", "club": club}
        for number in range(23)
        for club in ("Chess", "Kites")
    ]
    data = from_table(
        pd.DataFrame(rows), person="who", organization="club", counts_for_overlap=True
    )
    said = answer(data, "chess", "kites", Reading())
    assert (
        "share 23 leaders: Person 00, " in said
        and "Person 19 and 3 more." in said
        and "Person 20" not in said
    )


def test_the_most_tied_of_many_groups():
    ring = pd.DataFrame(
        {
            "group_a": [f"g{n:02}" for n in range(14)],
            "group_b": [f"g{(n + 1) % 14:02}" for n in range(14)],
            "sign": "negative",
        }
    )
    star = pd.DataFrame(
        {"group_a": ["g13"] * 2, "group_b": ["g05", "g07"], "sign": ["positive", "contested"]}
    )
    signed = pd.concat([ring, star], ignore_index=True)
    with pytest.raises(TooManyGroupsError):
        frustration(signed)
    groups = most_tied([signed, ring])
    assert (
        len(groups) == 12
        and {"g05", "g13"} <= set(groups)
        and groups == sorted(groups)
        and not {"g11", "g12"} & set(groups)
    )
    kept = among(signed, groups)
    assert (
        set(kept["group_a"]) | set(kept["group_b"]) <= set(groups) and frustration(kept).index >= 0
    )
    assert most_tied([ring.head(11)]) is None and among(ring, None) is ring


def test_claims_are_read_aloud_together_as_one_by_one():
    for data in (article(), clubs()):
        ids = data["claims"]["claim_id"].tolist()[::-1]
        assert all_aloud(data, ids) == [read_aloud(data, claim) for claim in ids]
    with pytest.raises(KeyError, match="no claim 'm99'"):
        all_aloud(clubs(), ["m01", "m99"])
    assert all_aloud(clubs(), []) == []


def test_what_is_left_out_is_said(monkeypatch):
    pages = []
    monkeypatch.setattr(html, "page", pages.append)
    sentences(["a", "b", "c"], most=2)
    sentences(["a"], most=2)
    assert pages == [
        "<p>a</p>",
        "<p>b</p>",
        "<p>1 more sentence is left out.</p>",
        "<p>a</p>",
    ]


def test_a_bar_only_for_thousands_and_gone_afterwards(capsys):
    assert list(progress(range(3), 3, "rows")) == [0, 1, 2]
    assert list(progress(iter(range(6_000)), 6_000, "rows")) == list(range(6_000))
    assert capsys.readouterr().err == ""


def test_cells_that_need_what_a_dataset_lacks():
    def tagged(*tags):
        return new_markdown_cell(" ".join(tags), metadata={"tags": list(tags)})

    notebook = new_notebook(
        cells=[
            new_markdown_cell("# Title"),
            tagged("needs-texts"),
            tagged("needs-relays"),
            new_code_cell("1"),
        ]
    )
    drop_lacking(notebook, {"needs-texts": "texts", "needs-pairs": "pairs"})
    assert [cell.source for cell in notebook.cells] == [
        "# Title",
        "**This dataset has no texts.** The parts about this are left out here.",
        "needs-relays",
        "1",
    ]
    nbformat.validate(notebook)
    drop_lacking(notebook, {"needs-texts": "texts"})
    assert len(notebook.cells) == 4


def test_all_that_is_lacking_is_listed_as_prose_does():
    lacking = [
        new_markdown_cell("", metadata={"tags": [tag]})
        for tag in ("needs-texts", "needs-second-coding")
    ]
    notebook = new_notebook(cells=[new_markdown_cell("# Title"), *lacking])
    drop_lacking(notebook, {"needs-texts": "texts", "needs-second-coding": "second coding"})
    assert "has no texts and no second coding.** The parts about this" in notebook.cells[1].source


def test_sections_that_are_left_are_numbered_as_they_come():
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# Title"),
            new_markdown_cell("## 1. One\n\n2. no section", metadata={"tags": ["needs-texts"]}),
            new_markdown_cell("## 2. Two"),
            new_markdown_cell("Text.\n\n## 3. Three"),
            new_markdown_cell("## Limits"),
        ]
    )
    drop_lacking(notebook, {"needs-texts": "texts"})
    assert [cell.source for cell in notebook.cells[2:]] == [
        "## 1. Two",
        "Text.\n\n## 2. Three",
        "## Limits",
    ]


def test_what_the_shipped_data_lack():
    """Every tag of the notebooks is known, and nothing of the article is left out."""
    assert lacking(run.ARTICLE) == {}
