"""The coder page, as a person uses it: pointer and keyboard, a crash, a second tab, hostile words."""

import random
import re
import zipfile

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe

from helpers import Dataset, load_dataset
from helpers.book.coder_page import write_coder_page
from helpers.data import unpacked
from helpers.data.dataset import MYSTERY, check_dataset
from helpers.data.quotes import sentences
from helpers.overlap.who_leads import shared_leaders

TEXT = """The ferry at Low Water

By Ida Marsh. The Tidewater Post, 3 June 1911

The harbor register lists Otto Lind as head of the Ferry Company. Mr Lind "may also chair the \
Bridge Trust," an engineer said on Monday. The Trust's clerk denied that he holds any seat there. \
Nora Vale (نورا فال) has led the Bridge Trust since 1909. Who will pay for the pier?
"""

CLAIMS = [
    ("lists Otto Lind as head of the Ferry Company", "The harbor register", "asserts", "Otto Lind", "leads", "Ferry Company", ""),
    ('"may also chair the Bridge Trust," an engineer said', "an engineer", "asserts", "Otto Lind", "leads", "Bridge Trust", "may"),
    ("The Trust's clerk denied that he holds any seat there", "The Trust's clerk", "denies", "Otto Lind", "leads", "Bridge Trust", ""),
    ("Nora Vale (نورا فال) has led the Bridge Trust since 1909", "Ida Marsh", "asserts", "Nora Vale", "leads", "Bridge Trust", ""),
]  # fmt: skip
KINDS = {
    "The harbor register": "register", "an engineer": "unnamed", "The Trust's clerk": "person",
    "Ida Marsh": "author", "Otto Lind": "person", "Nora Vale": "person",
    "Ferry Company": "organization", "Bridge Trust": "organization",
}  # fmt: skip
WITHOUT = ["The ferry at Low Water", "By Ida Marsh.", "The Tidewater Post, 3 June 1911", "Who will pay for the pier?"]  # fmt: skip

SELECT = """words => {
    const box = document.getElementById('text'), walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    const nodes = []; while (walker.nextNode()) nodes.push(walker.currentNode);
    const whole = nodes.map(node => node.data).join(''), start = whole.indexOf(words);
    const at = index => { for (const node of nodes) { if (index <= node.length) return [node, index]; index -= node.length; } };
    const range = document.createRange(); range.setStart(...at(start)); range.setEnd(...at(start + words.length));
    const boxes = [...range.getClientRects()], first = boxes[0], last = boxes.at(-1);
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""


class Person:
    """Somebody at the page, whose actions are counted."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def select(self, words):
        self.page.locator("#text").evaluate("box => box.scrollTo(0, 0)")
        x0, y0, x1, y1 = self.page.evaluate(SELECT, words)
        self.page.mouse.move(x0, y0)
        self.page.mouse.down()
        self.page.mouse.move(x1, y1, steps=4)
        self.page.mouse.up()
        self.actions += 1
        assert self.page.evaluate("getSelection().toString()").strip() == words

    def press(self, key):
        self.page.keyboard.press(key)
        self.actions += 1

    def fill(self, column, words):
        field = self.page.locator(f"#field-{column}")
        if field.input_value() != words:
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(words)
            else:
                field.fill(words)
                field.press("Tab")
            self.actions += 1

    def say_what_is_new(self):
        for question in self.page.locator(".field.new").all():
            words = question.locator("label").inner_text()
            name = words.removeprefix("What is ").removesuffix("?")
            question.locator("select").select_option(KINDS[name])
            self.actions += 1
            return self.say_what_is_new()
        return None


@pytest.fixture
def opened(watch, tmp_path):
    """A page that opens with the text, and its file."""
    file = write_coder_page(tmp_path / "ferry.html", ("The ferry", TEXT))
    watched = watch(1280, 1000)
    watched.page.goto(file.as_uri())
    return watched, file


def code(person):
    for quote, speaker, stance, subject, relation, entity, hedge in CLAIMS:
        person.select(quote)
        person.press("c")
        cells = {"speaker": speaker, "stance": stance, "subject": subject}
        for column, words in {**cells, "relation": relation, "object": entity}.items():
            person.fill(column, words)
        person.say_what_is_new()
        if hedge:
            person.select(hedge)
            person.press("h")
    person.page.locator("#reason").select_option("boilerplate")
    for words in WITHOUT:
        person.select(words)
        person.press("n")


def saved(page, folder):
    with page.expect_download() as begun:
        page.locator("#save").click()
    file = folder / begun.value.suggested_filename
    begun.value.save_as(file)
    return file


def test_a_person_codes_a_text_and_nothing_is_to_mend(opened, tmp_path):
    watched, _ = opened
    person = Person(watched.page)
    code(person)
    assert person.actions <= 12 * len(CLAIMS)
    assert watched.page.locator("#count").inner_text() == "no problem"
    assert watched.page.locator("#todo").inner_text() == "Every sentence has a claim or a reason."
    folder = unpacked(saved(watched.page, tmp_path), tmp_path / "cache")
    assert check_dataset(folder).empty
    data = load_dataset(folder)
    assert data["claims"]["quote"].tolist() == [one[0] for one in CLAIMS]
    assert data["claims"]["hedge"].tolist() == ["", "may", "", ""]
    found = shared_leaders(data, organizations=["ferry-company", "bridge-trust"]).iloc[0]
    assert (found["shared"], found["contested"]) == (0, 1)
    assert watched.outside("file:") == [] and watched.wrong == []


def test_a_new_name_is_marked_in_the_whole_text(opened):
    watched, _ = opened
    page = watched.page
    Person(page).select(CLAIMS[0][0])
    page.keyboard.press("c")
    assert page.locator(".cue-name").count() == 0
    page.locator("#field-subject").fill("Ida Marsh")
    page.keyboard.press("Tab")
    assert page.locator(".cue-name").all_inner_texts() == ["Ida Marsh"]
    page.locator("#undo").click()
    assert page.locator(".cue-name").count() == 0


def test_a_crash_loses_nothing_and_undo_goes_back(opened):
    watched, file = opened
    person = Person(watched.page)
    person.select(CLAIMS[0][0])
    person.press("c")
    person.fill("subject", "Otto Lind")
    watched.page.goto("about:blank")
    watched.page.goto(file.as_uri())
    assert watched.page.locator("#claims button").count() == 1
    assert watched.page.locator("#field-subject").input_value() == "Otto Lind"
    person.fill("object", "Ferry Company")
    watched.page.locator("#undo").click()
    assert watched.page.locator("#field-object").input_value() == ""


def test_a_second_tab_is_told(browser, tmp_path):
    file = write_coder_page(tmp_path / "ferry.html", ("The ferry", TEXT))
    context = browser.new_context()
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(file.as_uri())
    first.locator("#taken").wait_for(state="visible")
    assert not second.locator("#taken").is_visible()
    context.close()


def test_with_the_keyboard_alone(opened, tmp_path):
    watched, _ = opened
    page = watched.page
    page.locator("#text").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("getSelection().toString()").startswith("The harbor register lists")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Alt+ArrowRight")
    assert page.evaluate("getSelection().toString()") == (
        "harbor register lists Otto Lind as head of the Ferry"
    )
    page.keyboard.press("c")
    for words in ("the register", "", "asserts", "Otto Lind", "leads", "Ferry Company"):
        if words and words != "asserts":
            page.keyboard.type(words)
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "new-sources-the-register-kind"
    names = page.locator(".field.new label").all_inner_texts()
    assert names == ["What is the register?", "What is Otto Lind?", "What is Ferry Company?"]
    assert page.locator("#claims button").inner_text() == (
        "k001: the register · asserts · Otto Lind · leads · Ferry Company"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(watch, tmp_path, scheme):
    file = write_coder_page(tmp_path / "clubs.html", load_dataset(MYSTERY))
    page = watch(1280, color_scheme=scheme).page
    page.goto(file.as_uri())
    page.locator("#claims button").nth(8).click()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], node["html"]) for one in found for node in one["nodes"]] == []


def test_hostile_words_stay_words(watch, tmp_path):
    words = "<img src=x onerror=alert(1)> {{script}} =1+1 </script><script>alert(2)</script> سلمى\u202e."
    file = write_coder_page(tmp_path / "hostile.html", ("</title><script>", words))
    watched = watch(1000)
    asked = []
    watched.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    watched.page.goto(file.as_uri())
    page = watched.page
    assert page.locator("#text").inner_text().strip() == words
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    page.locator("#field-speaker").fill("=cmd|' /C calc'!A0")
    page.keyboard.press("Tab")
    with zipfile.ZipFile(saved(page, tmp_path)) as packed:
        sources = packed.read("sources.csv").decode()
    assert "'=cmd|" in sources
    assert asked == [] and watched.wrong == [] and page.locator("#text img").count() == 0


def test_a_dataset_comes_back_without_a_changed_cell(watch, tmp_path):
    data = load_dataset(MYSTERY)
    file = write_coder_page(tmp_path / "clubs.html", data)
    page = watch(1280).page
    page.goto(file.as_uri())
    again = load_dataset(unpacked(saved(page, tmp_path), tmp_path / "cache"))
    for table in ("claims", "sources", "entities", "passages", "hypotheses", "assessments"):
        assert again[table].equals(data[table])
    assert again.texts == data.texts


def test_what_is_not_saved_makes_room_only_when_asked(opened, tmp_path):
    watched, _ = opened
    page = watched.page
    answers = []
    page.on("dialog", lambda dialog: dialog.accept() if answers.pop() else dialog.dismiss())
    Person(page).select(CLAIMS[0][0])
    page.keyboard.press("c")
    second = tmp_path / "second.txt"
    second.write_text("A second text.", encoding="utf-8")
    for way in (
        lambda: page.locator("#files").set_input_files(second),
        lambda: page.locator("#fresh").click(),
    ):
        answers.append(False)
        way()
        page.locator("#said", has_text="Nothing is changed").wait_for()
        assert page.locator("#claims button").count() == 1 and answers == []
        page.locator("#field-note").focus()
        page.keyboard.type("x")
        page.keyboard.press("Tab")
    answers.append(True)
    page.locator("#files").set_input_files(second)
    page.locator("#document option", has_text="second").wait_for(state="attached")
    page.locator("#undo").click()
    assert page.locator("#claims button").count() == 1
    saved(page, tmp_path)
    page.locator("#said", has_text="Saved").wait_for()
    page.reload()
    page.locator("#files").set_input_files(second)  # what is saved makes room at once
    page.locator("#document option", has_text="second").wait_for(state="attached")


def test_a_dataset_of_which_nothing_is_changed_makes_room_at_once(watch, tmp_path):
    page = watch(1280).page
    page.goto(write_coder_page(tmp_path / "clubs.html", load_dataset(MYSTERY)).as_uri())
    second = tmp_path / "second.txt"
    second.write_text("A second text.", encoding="utf-8")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("#files").set_input_files(second)
    page.locator("#said:not(:empty)").wait_for(state="attached")
    assert asked == [] and page.locator("#document").inner_text() == "second"


def test_a_full_browser_is_told_of_as_long_as_it_is_full(opened):
    watched, _ = opened
    page = watched.page
    person = Person(page)
    person.select(CLAIMS[0][0])
    page.keyboard.press("c")
    assert not page.locator("#unkept").is_visible()
    page.evaluate("""() => {
        localStorage.setItem("other", "x");
        Storage.prototype.plain = Storage.prototype.setItem;
        Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
    }""")
    person.select(CLAIMS[3][0])
    page.keyboard.press("c")
    assert page.locator("#said").inner_text().startswith("Claim k002 is made.")
    assert page.locator("#unkept").is_visible()
    kept = page.evaluate(
        "Object.keys(localStorage).filter(key => localStorage[key].includes('k001'))"
    )
    assert kept == [] and page.evaluate("localStorage.other") == "x"
    page.evaluate("() => { Storage.prototype.setItem = Storage.prototype.plain; }")
    page.locator("#field-stance").select_option("denies")
    assert not page.locator("#unkept").is_visible()


def test_a_page_made_of_something_else_begins_with_that_and_loses_nothing(opened):
    watched, file = opened
    page = watched.page
    Person(page).select(CLAIMS[0][0])
    page.keyboard.press("c")
    file.unlink()
    write_coder_page(file, ("The ferry", "Another text of the ferry."))
    page.reload()
    assert page.locator("#text").inner_text().strip() == "Another text of the ferry."
    assert page.locator("#claims button").count() == 0
    page.locator("#earlier").click()
    assert page.locator("#claims button").count() == 1
    page.locator("#undo").click()
    assert page.locator("#claims button").count() == 0
    file.unlink()
    write_coder_page(file, ("The ferry", TEXT))
    page.reload()
    assert page.locator("#claims button").count() == 1
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#fresh").click()
    assert page.locator("#claims button").count() == 0
    assert page.locator("#text").inner_text().startswith("The ferry at Low Water")


def test_what_is_being_typed_is_kept(opened):
    watched, file = opened
    page = watched.page
    Person(page).select(CLAIMS[0][0])
    page.keyboard.press("c")
    page.locator("#field-note").focus()
    page.keyboard.type("a long note")
    page.goto("about:blank")
    page.goto(file.as_uri())
    assert page.locator("#field-note").input_value() == "a long note"
    page.keyboard.press("Tab")
    page.locator("#undo").click()  # one step, not one for each letter
    assert page.locator("#field-note").input_value() == ""
    assert page.locator("#claims button").count() == 1 and watched.wrong == []
    page.locator("#redo").click()
    page.reload()
    assert page.locator("#field-note").input_value() == "a long note"


def test_a_text_that_is_being_typed_is_kept(watch, tmp_path):
    page = watch(1280).page
    page.goto(write_coder_page(tmp_path / "empty.html").as_uri())
    page.locator("#title").fill("The ferry")
    page.locator("#paste").fill("Ada leads")
    page.reload()
    assert page.locator("#title").input_value() == "The ferry"
    assert page.locator("#paste").input_value() == "Ada leads"


def test_a_source_with_an_angle_in_its_name_stays_one(opened, tmp_path):
    watched, _ = opened
    page = watched.page
    person = Person(page)
    person.select(CLAIMS[0][0])
    page.keyboard.press("c")
    person.fill("speaker", "Post > Tribune")
    person.fill("via", "Ida Marsh > Post > Tribune > the clerk")
    assert page.locator("#field-via").input_value() == "Ida Marsh > Post > Tribune > the clerk"
    with zipfile.ZipFile(saved(page, tmp_path)) as packed:
        sources, claims = (packed.read(f"{name}.csv").decode() for name in ("sources", "claims"))
    assert [line.split(",")[0] for line in sources.splitlines()[1:]] == [
        "post-tribune", "ida-marsh", "the-clerk",
    ]  # fmt: skip
    assert "ida-marsh > post-tribune > the-clerk" in claims


def test_a_long_paragraph_has_all_its_marks(watch, tmp_path):
    """Each character has the marks that a plain look at all claims, sentences and names gives it."""
    some = random.Random(7)
    words = ["ب", "Ada", "Ada Stone", "Stone", "😀", "x.", "Y", "سلمى", "k"]
    text = "سلمى " + " ".join(some.choice(words) for _ in range(15_000))
    quotes = []
    while len(quotes) < 150:
        start = some.randrange(len(text) - 400)
        quote = text[start : start + some.choice([30, 60, 400])]
        if quote == quote.strip() and text.count(quote) == 1:
            quotes.append((start, quote))
    kinds = [some.choice(["asserted", "denied", "passage"]) for _ in quotes]
    stances = {"asserted": "asserts", "denied": "denies"}
    rows = [
        {"claim_id": f"k{at}", "document_id": "d", "quote": quote, "stance": stances.get(kind, "")}
        for at, ((_, quote), kind) in enumerate(zip(quotes, kinds, strict=True))
    ]
    tables = {
        "documents": pd.DataFrame([{"document_id": "d"}]),
        "entities": pd.DataFrame([{"entity_id": "a", "name": "Ada Stone"}, {"entity_id": "b", "name": "Stone"}]),
        "claims": pd.DataFrame([row for row in rows if row["stance"]]),
        "passages": pd.DataFrame([row | {"reason": "boilerplate"} for row in rows if not row["stance"]]).drop(columns=["claim_id", "stance"]),
    }  # fmt: skip
    spans = [
        (start, start + len(quote), kind)
        for (start, quote), kind in zip(quotes, kinds, strict=True)
    ]
    spans += [(*name.span(), "cue-name") for name in re.finditer(r"(Ada )?\bStone\b", text)]
    touched = [(start, end) for start, end, kind in spans if kind != "cue-name"]
    spans += [
        (start, end, "uncoded")
        for start, end in sentences(text)
        if not any(start < stop and begin < end for begin, stop in touched)
    ]
    marks = [set() for _ in text]
    for start, end, kind in spans:
        for at in range(start, end):
            marks[at].add(kind)
    file = write_coder_page(tmp_path / "long.html", Dataset(tables, {"d": text}, "long"))
    page = watch(1280).page
    page.goto(file.as_uri())
    pieces = page.locator("#text p > span").evaluate_all(
        "pieces => pieces.map(one => [one.textContent, [...one.classList]])"
    )
    found = [(letter, set(classes)) for piece, classes in pieces for letter in piece]
    assert found == list(zip(text, marks, strict=True))
    assert len(pieces) > 5_000 and {"uncoded", "denied", "cue-name"} <= set().union(*marks)
    assert page.locator("#text p").evaluate("node => getComputedStyle(node).direction") == "rtl"


MESSY = """港口的争论[1]

据《海港日报》2019年3月6日报道，王芳表示，李明自2018年起领导渔业协会。渔业协会的发言人否认李明担任任何职务[2]。

قالت سلمى بحري يوم الثلاثاء إن نادر هو رئيس نادي الطائرات. ونفى نادر ذلك: «لست عضواً في النادي».

“We don’t know who leads them,” said Dr. J. O’Neill of the ‘Harbour Watch’. “Perhaps Li Ming does … or Ms. Chen.”

Name\tPost\tSince
سلمى بحري\ttreasurer, Kite Club\tc. 2017

[1] Translated from the Chinese; the table is the editor’s.
[2] The spokesman’s words: “he holds no post”.
"""


def test_a_messy_text_is_coded_by_keyboard_and_comes_back_letter_by_letter(watch, tmp_path):
    page = watch(390).page
    page.goto(write_coder_page(tmp_path / "empty.html").as_uri())
    file = tmp_path / "messy.txt"
    file.write_text(MESSY, encoding="utf-8")
    page.locator("#files").set_input_files(file)
    page.locator("#said", has_text="The text is there. Select words").wait_for()
    assert "\ttreasurer, Kite Club\t" in page.locator("#text").inner_text()
    lines = sentences(MESSY)
    names = ["王芳", "سلمى بحري", "Dr. J. O’Neill", "the table"]
    for number in range(len(lines)):
        page.locator("#text").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("c")
        for words in (names[number % 4], None, None, names[(number + 1) % 4], "knows", "李明"):
            if words:
                page.keyboard.press("Control+a")
                page.keyboard.type(words)
            page.keyboard.press("Tab")
        while page.locator(".field.new select").count():
            question = page.locator(".field.new select").first
            choices = question.locator("option").all_inner_texts()
            question.select_option("person" if "person" in choices else choices[-1])
    assert page.locator("#count").inner_text() == "no problem"
    assert not page.locator("#to-problems").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#field-valid").fill("c. 2017")
    page.keyboard.press("Tab")
    assert page.locator("#to-problems").inner_text() == "To mend: 1 problem"
    assert "did you mean '2017~'?" in page.locator("#problems").inner_text()
    page.locator("#field-valid").fill("2017~")
    page.keyboard.press("Tab")
    data = load_dataset(unpacked(saved(page, tmp_path), tmp_path / "cache"))
    assert data["claims"]["quote"].tolist() == [MESSY[start:end] for start, end in lines]
    assert set(data["sources"]["name"]) == set(names) and len(lines) == 11
    assert list(data.texts.values()) == [MESSY]
