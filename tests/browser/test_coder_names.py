"""The coder page: all that is known of a source, an entity, a relation or a text is edited there, and checked."""

import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpers import load_dataset
from helpers.book.coder_page import write_coder_page
from helpers.data import unpacked
from helpers.data.dataset import MYSTERY, check_dataset


@pytest.fixture
def clubs(watch, tmp_path):
    """A page that begins with the kite mystery, and what the loader makes of what it saves."""
    page = watch(1280, 1000).page
    page.goto(write_coder_page(tmp_path / "clubs.html", load_dataset(MYSTERY)).as_uri())

    def saved():
        with page.expect_download() as begun:
            page.locator("#save").click()
        begun.value.save_as(tmp_path / "saved.zip")
        return unpacked(tmp_path / "saved.zip", tmp_path / "cache")

    return page, saved


def typed(page, column, words):
    page.locator(f"#name-{column}").fill(words)
    page.keyboard.press("Tab")


def look_at(page, table, name):
    box = page.locator(f"#list-{table}")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.get_by_role("button", name=name, exact=True).click()


def test_each_column_of_a_name_is_edited_by_keyboard_and_saved(clubs):
    page, saved = clubs
    before = load_dataset(MYSTERY)
    page.locator("#claims button", has_text="m09:").click()
    page.locator("#its-names button", has_text="Osric Tarr").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Source osric-tarr"
    page.keyboard.press("Tab")
    for words in ("Mr Tarr", "", "institution", "The Mayor", "He rows."):
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    assert "Mr Tarr · asserts" in page.locator("#claims button", has_text="m09:").inner_text()
    assert page.locator("#field-speaker").input_value() == "Mr Tarr"
    look_at(page, "entities", "Kite Club")
    typed(page, "aliases", "the Kites; K.C.")
    typed(page, "name_original_script", "نادي الطائرات")
    look_at(page, "documents", "The Affair of the Flying Knight")
    typed(page, "author", "C. Dray")
    data = load_dataset(saved())
    source = data["sources"].set_index("source_id").loc["osric-tarr"]
    assert source.to_dict() == before["sources"].set_index("source_id").loc["osric-tarr"].to_dict() | {
        "name": "Mr Tarr", "level": "institution", "speaks_for": "the-mayor", "note": "He rows.",
    }  # fmt: skip
    entity = data["entities"].set_index("entity_id").loc["kite-club"]
    assert (entity["aliases"], entity["name_original_script"]) == (
        "the Kites; K.C.",
        "نادي الطائرات",
    )
    assert data["documents"]["author"].tolist() == ["C. Dray"]
    assert data["claims"].equals(before["claims"])
    assert Axe().run(page).response["violations"] == []


def test_what_is_wrong_with_a_name_is_said_and_found(clubs):
    page, saved = clubs
    look_at(page, "sources", "Salma Bahri")
    typed(page, "speaks_for", "Salma Bahri")
    look_at(page, "documents", "The Affair of the Flying Knight")
    typed(page, "published", "16.5.1907")
    found = check_dataset(saved())
    named = page.locator("#problems tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].slice(0, 2).map(cell => cell.textContent.replace(' ', '_')))"
    )
    assert len(named) == len(found) == 2
    assert {column for _, column in named} == set(found["column"]) == {"speaks_for", "published"}
    assert "did you mean '1907-05-16'?" in page.locator("#problems").inner_text()
    for place in ("documents, row 2", "sources, row"):
        page.locator("#problems button", has_text=place).click()
        focused = page.evaluate("document.activeElement.id")
        assert focused == ("name-published" if "doc" in place else "name-speaks_for")
    typed(page, "speaks_for", "")
    look_at(page, "documents", "The Affair of the Flying Knight")
    typed(page, "published", "1908-05-16")
    assert page.locator("#count").inner_text() == "no problem" and check_dataset(saved()).empty


def test_another_id_goes_along_wherever_it_stands(clubs):
    page, saved = clubs
    before = load_dataset(MYSTERY)
    relays = before["claims"]["via"].str.split(" > ")
    relay = next(one for chain in relays if len(chain) > 1 for one in chain[1:])
    name = before["sources"].set_index("source_id").loc[relay, "name"]
    look_at(page, "sources", name)
    typed(page, "name", "The Relay")
    page.locator("#name-source_id").click()
    assert page.locator("#said").inner_text() == (
        f"The source is the-relay now. What named {relay} names it so, too."
    )
    look_at(page, "documents", "The Affair of the Flying Knight")
    page.locator("#name-document_id").click()
    assert page.locator("#text").inner_text().startswith("The Affair")
    data = load_dataset(saved())
    assert data["claims"]["via"].str.split(" > ").tolist() == [
        ["the-relay" if one == relay else one for one in chain] for chain in relays
    ]
    assert set(data["claims"]["document_id"]) == {"the-affair-of-the-flying-knight"}
    assert list(data.texts.values()) == list(before.texts.values())


def test_a_deleted_name_is_missed_until_it_is_brought_back(clubs):
    page, saved = clubs
    look_at(page, "entities", "Brass Band")
    page.locator("#name").get_by_text("Delete it").click()
    assert "Entity brass-band is deleted. Undo brings it back. It is still named in claims" in (
        page.locator("#said").inner_text()
    )
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert set(check_dataset(saved())["value"]) == {"brass-band"}
    page.locator("#undo").click()
    assert page.locator("#looked-at").inner_text() == "Entity brass-band"
    assert page.locator("#count").inner_text() == "no problem" and check_dataset(saved()).empty


def test_names_that_stand_in_no_table_are_listed(watch, tmp_path):
    page = watch(1280).page
    page.goto(write_coder_page(tmp_path / "empty.html").as_uri())
    row = "k1,ada,asserts,ada,leads,kites"
    with zipfile.ZipFile(tmp_path / "bare.zip", "w") as packed:
        packed.writestr(
            "claims.csv", f"claim_id,speaker,stance,subject,relation,object\r\n{row}\r\n"
        )
    page.locator("#files").set_input_files(tmp_path / "bare.zip")
    page.locator("#said:not(:empty)").wait_for(state="attached")
    page.locator("#list-entities summary").click()
    page.locator("#list-entities p button").click()
    assert page.locator("#list-entities ol button").all_inner_texts() == ["ada", "kites"]
    look_at(page, "entities", "kites")
    assert page.locator("#name-kind").input_value() == "organization"


def test_what_is_typed_of_a_name_is_kept(clubs):
    page, saved = clubs
    look_at(page, "entities", "Brass Band")
    page.locator("#name-name").focus()
    page.keyboard.press("End")
    page.keyboard.type(" of Port Quince")
    page.reload()
    assert page.locator("#looked-at").inner_text() == "Entity brass-band"
    assert page.locator("#name-name").input_value() == "Brass Band of Port Quince"
    assert page.evaluate("document.activeElement.id") == "name-name"
    page.keyboard.press("Tab")
    names = load_dataset(saved())["entities"].set_index("entity_id")["name"]
    assert names["brass-band"] == "Brass Band of Port Quince"
