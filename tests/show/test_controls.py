"""The panel: what a page without a running notebook can answer."""

import json
import re

import pytest
from invented import register
from ipywidgets import Dropdown
from shipped import article, clubs

from helpers.claims.admitted import is_believed
from helpers.claims.readings import Reading
from helpers.data.dataset import with_claims
from helpers.overlap.answers import answer, overlap_codings
from helpers.overlap.who_leads import busiest_pair, lineage
from helpers.show import controls, html
from helpers.show.controls import (
    MOST_READINGS,
    chosen_reading,
    offer,
    panel_copy,
    panel_page,
)


def stored(page):
    return json.loads(re.search(r'<script type="application/json">(.*)</script></div>$', page)[1])


@pytest.mark.long
@pytest.mark.parametrize("data", [article(), clubs()], ids=lambda data: data.name)
def test_every_answer_is_that_of_the_function(data):
    pair = busiest_pair(data)
    offered, known = offer(data, *pair), stored(panel_copy(data, *pair))
    assert len(known) == offered.size() <= MOST_READINGS
    for ticked, chosen in offered.choices():
        reading = offered.reading(data, ticked, chosen)
        sentence, counting = known[" ".join(map(str, ticked + chosen))]
        claims = lineage(data, *pair, reading).claims
        assert sentence == answer(data, *pair, reading)
        assert set(counting) == set(claims.loc[is_believed(data, claims, reading), "claim_id"])


def test_it_opens_with_the_default_reading():
    offered = offer(article(), "taliban", "haqqani-network")
    ticked, chosen = next(iter(offered.choices()))
    assert offered.reading(article(), ticked, chosen) == Reading() and offered.sources == (
        "author",
        "state-department",
    )
    page = panel_copy(article(), "taliban", "haqqani-network")
    assert (
        f"<output><strong>{answer(article(), 'taliban', 'haqqani-network', Reading())}</strong></output>"
        in page
    )
    assert "<form hidden>" in page and "16 readings are worked out beforehand" in page


def test_it_offers_less_before_it_refuses():
    assert offer(clubs(), "chess-club", "kite-club").fields == (
        "denials",
        "alternatives",
    )


def crowd(count):
    """The mystery with more witnesses for one seat."""
    seat = clubs()["claims"].query("claim_id == 'm07'").iloc[0]
    names = [f"witness-{number}" for number in range(count)]
    rows = [
        {**seat, "claim_id": f"n{number}", "speaker": name} for number, name in enumerate(names)
    ]
    return with_claims(
        clubs(),
        rows,
        sources=[{"source_id": name, "name": name, "kind": "other"} for name in names],
    )


@pytest.mark.long
def test_too_many_sources_are_refused_in_a_sentence():
    page = panel_copy(crowd(6), "chess-club", "kite-club")
    assert (
        page.startswith("<p>9 sources matter here, which makes 512 readings; more than 256 ")
        and "<script" not in page
    )
    assert len(stored(panel_copy(crowd(3), "chess-club", "kite-club"))) == 64 * len(
        controls.DENIALS
    )


def test_nobody_to_believe_is_said():
    page = panel_copy(article(), "al-qaeda", "isis-k")
    assert "Nobody says what could be believed or not." in page and len(stored(page)) == 1


@pytest.mark.long
def test_names_are_no_markup():
    hostile = "</script><b>"
    data = with_claims(clubs(), [], sources=[{"source_id": "salma-bahri", "name": hostile}])
    page = panel_copy(data, "chess-club", "kite-club")
    assert "<b>" not in page and page.count("</script>") == 1
    assert any(hostile in sentence for sentence, _ in stored(page).values())


@pytest.mark.long
def test_the_panel_of_a_running_notebook_brings_its_copy():
    bundle = controls.panel(clubs(), "chess-club", "kite-club")._repr_mimebundle_()
    assert bundle["text/html"] == panel_copy(clubs(), "chess-club", "kite-club")
    assert "application/vnd.jupyter.widget-view+json" in bundle


@pytest.mark.long
def test_choices_that_move_nothing_are_named():
    page = panel_copy(article(), "taliban", "haqqani-network")
    assert "Not shown, because they never change the number: Denials; Times. " in page
    assert "c032b instead of c032" in page and "Readers&#x27; conclusions" in page
    page = panel_copy(clubs(), "chess-club", "kite-club")
    assert "Denials" in page and "never change" not in page.partition("Coding")[0]


@pytest.mark.parametrize("data", [article(), clubs()], ids=lambda data: data.name)
def test_another_coding_can_be_chosen_where_it_changes_the_answer(data):
    pair = busiest_pair(data)
    words, codings = offer(data, *pair).controls["alternatives"]
    assert words == "Coding" and next(iter(codings.values())) == frozenset()
    changing = set(overlap_codings(data, *pair, Reading())["coding"]) - {"as coded"}
    assert {one for chosen in codings.values() for one in chosen} == changing


def test_of_many_claims_it_stores_those_that_it_shows():
    """Each answer has ids of the claims in the table alone, however many can matter."""
    rows = [f"p{number} {body} - current" for number in range(150) for body in "AB"]
    page = panel_copy(register(*rows), "A", "B")
    known = json.loads(re.search(r"<script[^>]*>(.*?)</script>", page)[1])
    shown = re.findall(r"<tr><td><p>(.*?)</p>", page)
    assert len(shown) == html.MOST_ROWS < len(rows)
    assert all(set(counted) <= set(shown) for _, counted in known.values())
    assert known[next(iter(known))][1] == shown
    assert f"The first {html.MOST_ROWS} of {len(rows)} rows." in page


def test_the_panel_of_a_running_notebook_has_every_choice_of_its_copy():
    """A coding, too, and whether what is taken back counts."""
    rows = ["p A - current said_on=2000", "p A - current stance=denies said_on=2001"]
    rows += ["p B - current", "p C - current alternative_of=k2"]
    data = register(*rows)
    boxes, page = controls.panel(data, "A", "B").controls.children
    menus = {box.description: box for box in boxes.children if isinstance(box, Dropdown)}
    assert set(menus) == {"denials", "wording", "coding", "taken back"}
    menus["taken back"].value = "latest"
    assert page.value == panel_page(data, "A", "B", chosen_reading(data, [], changes="latest"))
    menus["coding"].value = frozenset({"k3"})
    chosen = chosen_reading(data, [], changes="latest", alternatives=["k3"])
    assert page.value == panel_page(data, "A", "B", chosen)
