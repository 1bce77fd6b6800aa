"""What reaches the page: escaped, labelled, the same on every run."""

import re

import pandas as pd
import shapes
from shipped import article

from helpers.claims.readings import Reading
from helpers.claims.tables import claims_by_speaker
from helpers.codebook.problems import Problem, problems_table
from helpers.show import html
from helpers.show.html import MOST_ROWS, picture, problems, sentence, table
from helpers.show.pictures import draw_claims_by_speaker

HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e&"


def test_values_are_escaped_and_templates_too(shown):
    sentence("<b>{}</b> & {name}", HOSTILE, name=HOSTILE)
    assert "<script" not in shown[0] and "<b>" not in shown[0]
    assert "\x1b" not in shown[0] and "\u202e" not in shown[0]
    assert shown[0].count("&lt;script&gt;") == 2


def test_tables_escape_headers_cells_and_captions(shown):
    table(pd.DataFrame({HOSTILE: [HOSTILE]}), HOSTILE)
    assert "<script" not in shown[0]
    assert shown[0].count("&lt;script&gt;") == 3


def test_tables_say_what_they_leave_out(shown):
    table(pd.DataFrame({"n": range(MOST_ROWS + 5)}), "Numbers.")
    assert f"The first {MOST_ROWS} of {MOST_ROWS + 5} rows." in shown[0]
    assert shown[0].count("<tr>") == MOST_ROWS + 1


def test_a_huge_cell_is_cut(shown):
    table(pd.DataFrame({"n": ["x" * 10_000_000]}), "Huge.")
    assert len(shown[0]) < 2000


def test_right_to_left_text_keeps_its_direction(shown):
    table(pd.DataFrame({"name": ["سراج الدین"]}), "Names.")
    assert '<td dir="auto"' in shown[0] and "سراج الدین" in shown[0]


def test_a_picture_carries_its_words(shown):
    drawn = draw_claims_by_speaker(claims_by_speaker(article()))
    picture(drawn, "Caption.")
    assert re.search(r'<img alt="Bar chart of \d+ claims by speaker\.', shown[0])
    assert "<figcaption>Caption.</figcaption>" in shown[0]


def test_problems(shown):
    problems(problems_table([]))
    problems(problems_table([Problem("claims.csv", 2, "stance", HOSTILE, "wrong", "mend it")]))
    assert "no problem" in shown[0] and "1 problem:" in shown[1] and "<script" not in shown[1]


def test_no_table_is_blank():
    said = html.table_page(pd.DataFrame({"a": []}), "Each row is one thing.")
    assert said == "<p>Each row is one thing. There are no rows.</p>"
    lists = shapes.seats(("Ada", "", "Chess"), ("Ada", "", "Kites"))
    said = html.result_page(lists, "chess", "kites", Reading())
    assert "share 1 leader: Ada" in said and "<p>quote</p>" not in said
    said = html.result_page(article(), "taliban", "haqqani-network", Reading())
    assert "<p>quote</p>" in said


def test_the_first_rows_are_open_and_the_others_are_folded_below(shown):
    frame = pd.DataFrame({"n": range(30)})
    table(frame, "Each row is a number.", first=20)
    opened, _, folded = shown[0].partition("<details>")
    assert "The first 20 of 30 rows" in opened and opened.count("<tr><td>") == 20
    assert "<summary>The other 10 rows</summary>" in folded and folded.count("<tr><td>") == 10


def test_no_more_rows_than_the_first_is_one_open_table(shown):
    table(pd.DataFrame({"n": range(18)}), "Each row is a number.", first=18)
    assert "<details>" not in shown[0] and shown[0].count("<tr><td>") == 18


def test_lines_of_a_cell_are_paragraphs_and_stay_escaped():
    page = html.table_page(pd.DataFrame({"said": ["<b>one\n\ntwo"]}), "Each row is one.")
    assert "<td><p>&lt;b&gt;one</p><p>two</p></td>" in page


def test_one_row_that_is_folded_is_told_in_the_singular():
    frame = pd.DataFrame({"club": ["Kites", "Chess", "Band"]})
    assert "The first 2 of 3 rows; the other is folded below." in html.table_page(
        frame, "Clubs.", 2
    )
    assert "The first 1 of 3 rows; the others are folded below." in html.table_page(
        frame, "Clubs.", 1
    )
