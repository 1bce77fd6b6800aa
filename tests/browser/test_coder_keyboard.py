"""The coder page by keyboard and pointer: where one goes on, and what a selection, a click or a key leaves."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpers import load_dataset
from helpers.book.coder_page import write_coder_page
from helpers.data.dataset import MYSTERY

TEXT = "\n".join(
    f"Sentence number {at} says that Ada leads the club of {at}." for at in range(1, 9)
)
SELECTED = "getSelection().toString()"
FOCUSED = "document.activeElement.id || document.activeElement.tagName"


@pytest.fixture
def at(watch, tmp_path):
    """Open a page that begins with a text or a dataset."""

    def open_page(start=("The clubs", TEXT)):
        watched = watch(1280, 1000)
        watched.page.goto(write_coder_page(tmp_path / "clubs.html", start).as_uri())
        return watched.page

    return open_page


def sentence(page, number):
    """Go to a sentence with the keyboard."""
    page.locator("#text").focus()
    for _ in range(number):
        page.keyboard.press("ArrowDown")


def test_a_question_stays_until_another_claim_is_in_hand(at):
    page = at()
    sentence(page, 1)
    page.keyboard.press("c")
    page.locator("#field-object").fill("The club")
    page.keyboard.press("Tab")
    kind = page.locator("#new-entities-the-club-kind")
    kind.focus()
    page.keyboard.press("ArrowDown")
    assert kind.input_value() == "person"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == "new-entities-the-club-kind"
    assert kind.input_value() == "organization"
    page.reload()
    page.locator("#made-names summary").click()
    kind.select_option("place")
    sentence(page, 2)
    page.keyboard.press("c")
    assert not page.locator("#made-names").is_visible()
    page.locator("#claims button").first.click()
    page.locator("#made-names summary").click()
    assert kind.input_value() == "place"
    assert Axe().run(page).response["violations"] == []


def test_the_keyboard_goes_on_where_it_was(at):
    page = at()
    sentence(page, 4)
    page.keyboard.press("c")
    page.keyboard.type("the register")
    page.keyboard.press("Tab")
    page.locator("#text").focus()
    assert page.evaluate(SELECTED).startswith("Sentence number 4")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(SELECTED).startswith("Sentence number 5")
    page.keyboard.press("n")  # the paragraph is drawn again
    page.keyboard.press("ArrowDown")
    assert page.evaluate(SELECTED).startswith("Sentence number 6")


def test_the_focus_stays_where_one_goes_on(at):
    page = at(load_dataset(MYSTERY))

    def enter(place):
        place.focus()
        page.keyboard.press("Enter")
        return page.evaluate(FOCUSED)

    listed = page.locator("#claims button")
    count = listed.count()
    assert enter(listed.nth(1)) == "in-hand"
    assert enter(page.get_by_text("Another coding of it")) == "field-speaker"
    assert listed.count() == count + 1
    enter(page.get_by_text("Delete the claim"))
    assert page.evaluate("document.activeElement.closest('#claims li') !== null")
    listed.nth(1).click()
    page.locator("#field-stance").select_option("")
    assert enter(page.locator("#problems button").first) == "field-stance"
    while page.locator("#undo").is_enabled():
        focused = enter(page.locator("#undo"))
    assert focused == "redo"


@pytest.mark.parametrize("place", ["#field-stance", "#look", "#save"])
def test_undo_by_key_works_wherever_nobody_types(at, place):
    page = at()
    sentence(page, 1)
    page.keyboard.press("c")
    stance = page.locator("#field-stance")
    stance.select_option("denies")
    page.locator(place).focus()
    page.keyboard.press("Control+z")
    assert stance.input_value() == "asserts"
    page.keyboard.press("Control+Shift+z")
    assert stance.input_value() == "denies"
    page.locator("#field-note").fill("a note")
    page.locator("#field-note").press("Control+z")  # there the browser takes letters back
    assert stance.input_value() == "denies"


def quote(page):
    page.keyboard.press("c")
    return page.locator("#quote").inner_text()


def test_a_triple_click_selects_the_last_paragraph(at):
    page = at()
    page.locator("#text p").last.click(click_count=3)
    assert quote(page) == TEXT.splitlines()[-1]


def test_a_selection_ends_with_the_text_at_the_latest(at):
    page = at()
    box = page.locator("#text p").last.bounding_box()
    page.mouse.move(box["x"] + 1, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 600, steps=6)
    page.mouse.up()
    assert quote(page) == TEXT.splitlines()[-1]
    box = page.locator("#text p").first.bounding_box()
    page.mouse.move(box["x"] + 3000, box["y"] + 8)
    page.mouse.move(box["x"] + 200, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, 5, steps=6)
    page.mouse.up()
    words = quote(page)
    assert words and TEXT.splitlines()[0].startswith(words)


def slow_click(page, place):
    box = place.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.wait_for_timeout(80)
    page.mouse.up()


def test_no_click_is_lost_after_typing(at):
    page = at()
    page.set_viewport_size({"width": 1280, "height": 2400})
    sentence(page, 1)
    page.keyboard.press("c")
    page.locator("#field-object").focus()
    page.keyboard.type("The club")  # a new name: a question comes in above the button
    slow_click(page, page.get_by_text("Another coding of it"))
    page.locator("#claims button").nth(1).wait_for()
    assert page.locator(".field.new").count() == 1
    page.locator("#field-role").focus()
    page.keyboard.type("x")
    slow_click(page, page.locator("#problems button", has_text="k00").last)
    assert page.evaluate("document.activeElement.closest('#claim') !== null")
    page.locator("#field-note").focus()
    page.keyboard.type("a note")
    slow_click(page, page.locator("h1"))
    page.locator("#undo").click()
    assert page.locator("#field-note").input_value() == ""


@pytest.mark.parametrize(
    "line",
    [
        "他说甲领导乙，丙否认了这一点，丁不知道。",
        "彼は会社を率いていると言った。",
        "เขากล่าวว่าเธอเป็นผู้นำของสโมสร",
    ],
)
def test_the_keyboard_goes_by_words_where_no_blanks_are_written(at, line):
    page = at(("Clubs", f"{line}\n{line} 二"))
    sentence(page, 1)
    selected = [line]
    for key in ["Shift+ArrowLeft"] * 3 + ["Alt+ArrowRight"] * 2:
        page.keyboard.press(key)
        selected.append(page.evaluate(SELECTED))
    for longer, shorter in pairwise(selected[:4]):
        assert longer.startswith(shorter) and 1 <= len(longer) - len(shorter) <= 5
    for longer, shorter in pairwise(selected[3:]):
        assert longer.endswith(shorter) and 1 <= len(longer) - len(shorter) <= 5
    for key in ["Alt+ArrowLeft"] * 2 + ["Shift+ArrowRight"] * 3:
        page.keyboard.press(key)
    assert page.evaluate(SELECTED) == line
