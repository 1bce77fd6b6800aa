"""What reaches the page: escaped, labelled, the same on every run."""

import re

import pandas as pd
import pytest

from helpers import claims, figures, show
from helpers.dataset import ARTICLE, load_dataset

HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e&"


@pytest.fixture(scope="module")
def article():
    return load_dataset(ARTICLE)


@pytest.fixture
def shown(monkeypatch):
    """Collect the HTML that is displayed."""
    pages = []
    monkeypatch.setattr(show, "display", lambda page: pages.append(page.data))
    return pages


def test_values_are_escaped_and_templates_too(shown):
    show.sentence("<b>{}</b> & {name}", HOSTILE, name=HOSTILE)
    assert "<script" not in shown[0] and "<b>" not in shown[0]
    assert "\x1b" not in shown[0] and "\u202e" not in shown[0]
    assert shown[0].count("&lt;script&gt;") == 2


def test_tables_escape_headers_cells_and_captions(shown):
    show.table(pd.DataFrame({HOSTILE: [HOSTILE]}), HOSTILE)
    assert "<script" not in shown[0]
    assert shown[0].count("&lt;script&gt;") == 3


def test_tables_say_what_they_leave_out(shown):
    show.table(pd.DataFrame({"n": range(show.MOST_ROWS + 5)}), "Numbers.")
    assert f"The first {show.MOST_ROWS} of {show.MOST_ROWS + 5} rows." in shown[0]
    assert shown[0].count("<tr>") == show.MOST_ROWS + 1


def test_a_huge_cell_is_cut(shown):
    show.table(pd.DataFrame({"n": ["x" * 10_000_000]}), "Huge.")
    assert len(shown[0]) < 2000


def test_right_to_left_text_keeps_its_direction(shown):
    show.table(pd.DataFrame({"name": ["سراج الدین"]}), "Names.")
    assert '<td dir="auto"' in shown[0] and "سراج الدین" in shown[0]


def test_a_picture_carries_its_words(shown, article):
    drawn = figures.draw_claims_by_speaker(claims.claims_by_speaker(article))
    show.picture(drawn, "Caption.")
    assert re.search(r'<img alt="Bar chart of \d+ claims by speaker\.', shown[0])
    assert "<figcaption>Caption.</figcaption>" in shown[0]


@pytest.mark.parametrize("draw", [
    lambda data: figures.draw_claims_by_speaker(claims.claims_by_speaker(data)),
    lambda data: figures.draw_dates(claims.dates_table(data)),
])
def test_pictures_are_the_same_every_time(article, draw):
    assert figures.to_svg(draw(article).figure) == figures.to_svg(draw(article).figure)


def test_the_words_of_a_picture_name_every_speaker_and_date(article):
    counts, dates = claims.claims_by_speaker(article), claims.dates_table(article)
    assert all(name in figures.draw_claims_by_speaker(counts).alt for name in counts["speaker"])
    alt = figures.draw_dates(dates).alt
    closed = dates.dropna(subset=["first", "last"])
    assert all(date in alt for date in closed["said_on"]) and all(name in alt for name in closed["speaker"])


def test_pictures_of_nothing():
    nothing = pd.DataFrame(columns=["speaker", "claims", "asserts", "denies"])
    assert "0 claims" in figures.draw_claims_by_speaker(nothing).alt
    assert "0 dates" in figures.draw_dates(pd.DataFrame(columns=["said_on", "words", "basis", "first", "last", "speaker", "claims"])).alt


def test_marked_text_is_the_text(shown, article):
    show.marked_text(article)
    marked = re.sub(r"<small.*?</small> |<sup.*?</sup>|<[^>]+>", "", shown[0])
    from html import unescape

    assert unescape(marked).split() == article.text("examiner-2021").split()


def test_marked_text_names_every_claim_and_its_speaker(shown, article):
    show.marked_text(article)
    primary = claims.primary_claims(article)
    assert all(claim in shown[0] for claim in primary["claim_id"])
    names = dict(zip(article["sources"]["source_id"], article["sources"]["name"]))
    assert all(show.markup("{0}", names[speaker]) in shown[0] for speaker in primary["speaker"])
    assert "State Department (denial):" in shown[0] and "underline wavy" in shown[0]


def test_a_dataset_without_texts_says_so(shown, tmp_path):
    (tmp_path / "claims.csv").write_text("claim_id,speaker,stance,subject,relation,object\nk,s,asserts,p,leads,o\n")
    show.marked_text(load_dataset(tmp_path))
    assert shown == ["<p>This dataset has no texts, so that no text can be marked.</p>"]


def test_problems(shown):
    from helpers.schema import Problem, problems_table

    show.problems(problems_table([]))
    show.problems(problems_table([Problem("claims.csv", 2, "stance", HOSTILE, "wrong", "mend it")]))
    assert "no problem" in shown[0] and "1 problem:" in shown[1] and "<script" not in shown[1]
