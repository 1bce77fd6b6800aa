"""The report of one pair: complete, quoted, and nothing in it runs or is fetched."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hostile import attacks
from invented import register
from shipped import article, clubs
from tables import few

from helpers import book
from helpers.book.one_pair import report, report_page
from helpers.claims import EVER, Reading
from helpers.convert.tables.conversion import from_table
from helpers.data.dataset import Dataset
from helpers.overlap.answers import answer
from helpers.overlap.who_leads import busiest_pair, lineage


class Page(HTMLParser):
    """The elements, the attributes and the words of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words, self.open = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def words(html):
    return " ".join(" ".join(Page(html).words).split())


DENIED = from_table(
    pd.DataFrame(
        [
            ["Ada", "Kites", "register", "1998", "2003", "Ada was in the chair.", "the Kites"],
            ["Ada", "Chess", "register", "2001", "2005", "Ada led the Chess.", ""],
            ["Ben", "Chess", "letter", "", "", "", ""],
            ["Ben", "Kites", "letter", "", "", "", ""],
        ],
        columns=["who", "where", "said", "from", "to", "quote", "denied"],
    ),
    person="who",
    organization="where",
    source="said",
    start="from",
    end="to",
    quote="quote",
    denied_by="denied",
)


@pytest.mark.long
@pytest.mark.parametrize("reading", [Reading(), Reading(times=EVER, denials="veto")], ids=str)
@pytest.mark.parametrize("data", [article(), clubs()], ids=["article", "clubs"])
def test_it_has_the_sentence_every_claim_and_every_quote(data, reading):
    a, b = busiest_pair(data)
    html = report_page(data, a, b, reading)
    said = words(html)
    assert " ".join(answer(data, a, b, reading).split()) in said
    claims = lineage(data, a, b, reading).claims
    assert len(claims)
    for claim in claims.itertuples():
        assert f"[{claim.claim_id}]" in said and " ".join(claim.quote.split()) in said


def test_a_denial_stands_beside_what_it_denies():
    html = report_page(DENIED, "kites", "chess", Reading(times=EVER))
    sides = html.split('<div class="sides">')
    assert len(sides) == 5
    (ada,) = (one for one in sides if "Ada was in the chair." in one)
    asserted, denied = ada.partition("</div>")[0].split("<h4>Denied</h4>")
    assert "Asserted by register" in asserted and "Denied by the Kites" in denied
    assert "By nobody in these data." in sides[-1]
    said = words(html)
    assert "Ada (contested) from 2001 to 2003" in said and "Ben nobody says when" in said
    assert "The least and the greatest number" in said and "the Kites" in said


def test_where_nobody_says_when_one_sentence_says_so():
    ids = {"a": "kites", "b": "chess", "reading": Reading(believed=["letter"])}
    assert "Nobody says whether these roles were held at the same time." in words(
        report_page(DENIED, **ids)
    )


def test_what_a_reading_leaves_out_says_so():
    reading = Reading(believed=["register", "the-kites"], times=EVER)
    html = report_page(DENIED, "kites", "chess", reading)
    assert html.count("This reading leaves it out.") == 2


def test_a_pair_without_claims():
    data = few(["p A"], "subject object", entities=[
        {"entity_id": "p", "kind": "person", "name": "p"},
        {"entity_id": "A", "kind": "organization", "name": "A"},
        {"entity_id": "B", "kind": "organization", "name": "B"},
    ])  # fmt: skip
    assert "There is no claim that places anybody in both." in words(report_page(data, "A", "B"))


HARMLESS = {"class", "style", "charset", "name", "content", "http-equiv", "dir", "lang", "scope"}


@pytest.mark.long
@pytest.mark.parametrize("number", range(9))
def test_hostile_cells_stay_words(tmp_path, number):
    names = {name: attacks(name, tmp_path)[number] for name in ("ada", "kites", "chess", "src")}
    frame = pd.DataFrame(
        [[names["ada"], names[where], names["src"], names["ada"], names["src"], names["kites"]] for where in ("kites", "chess")],
        columns=["who", "where", "said", "quote", "denied", "role"],
    )  # fmt: skip
    data = few(
        ["p A", "p B"],
        "subject object",
        sources=[{"source_id": "s", "name": names["src"], "note": names["ada"]}],
        entities=[
            {"entity_id": "p", "kind": "person", "name": names["ada"]},
            {"entity_id": "A", "kind": "organization", "name": names["kites"]},
            {"entity_id": "B", "kind": "organization", "name": names["chess"]},
        ],
    )
    claims = data["claims"]
    for column, cells in (
        ("quote", "quote"),
        ("role", "role"),
        ("hedge", "denied"),
        ("note", "said"),
    ):
        claims[column] = frame[cells].to_numpy()
    data = type(data)({**data, "claims": claims}, {}, "hostile")
    page = Page(report(data, "A", "B", tmp_path / "pair.html").read_text(encoding="utf-8"))
    assert not page.open
    assert not set(page.tags) & {"script", "img", "svg", "iframe", "link", "object", "a", "b"}
    used = {(tag, name) for tag, name, _ in page.attributes}
    assert {name for _, name in used} <= HARMLESS | {"tabindex", "role"}
    assert page.tags.count("h1") == 1
    policies = [value for tag, name, value in page.attributes if name == "content"]
    assert policies[0].startswith("default-src 'none'; img-src data:; ")
    assert "'self'" not in policies[0] and "script-src" not in policies[0]
    assert not any("\u202e" in one or "\u2066" in one for one in page.words)


def test_nothing_is_overwritten_and_unknown_ids_are_refused(tmp_path):
    path = book.report(DENIED, "kites", "chess", tmp_path / "new" / "pair.html")
    with pytest.raises(FileExistsError):
        book.report(DENIED, "kites", "chess", path)
    with pytest.raises(ValueError, match="did you mean 'kites'"):
        book.report(DENIED, "kite", "chess", tmp_path / "other.html")
    assert [file.name for file in tmp_path.rglob("*")] == ["new", "pair.html"]


def test_names_with_semicolons_and_two_people_of_one_name():
    names = ["Ada; the elder", "Ada; the elder"]
    frame = pd.DataFrame(
        [[name, where, "2001", own] for own, name in zip("12", names) for where in ("Kites", "Chess")],
        columns=["who", "where", "from", "id"],
    )  # fmt: skip
    data = from_table(frame, person="who", organization="where", start="from", person_id="id")
    said = words(report_page(data, "kites", "chess"))
    assert (
        said.count("Ada; the elder (1) possibly") + said.count("Ada; the elder (1) from 2001 on")
        == 1
    )


def test_two_documents_of_one_title_are_told_apart():
    data = clubs()
    names = [f"d{number}" for number in range(len(data["claims"]))]
    documents = pd.DataFrame({"document_id": names, "title": "The Lantern"})
    page = report_page(
        Dataset(
            {**data, "documents": documents, "claims": data["claims"].assign(document_id=names)},
            {},
            "mine",
        ),
        "chess-club",
        "kite-club",
    )
    assert page.count("<p>The Lantern (d") > 1 and "<p>The Lantern</p>" not in page
    quoted = page.split("</blockquote>")[1:]
    assert len(quoted) == len(lineage(data, "chess-club", "kite-club", Reading()).claims)
    assert all(one.startswith('\n<p dir="auto"><small>The Lantern (d') for one in quoted)


@pytest.mark.parametrize(
    ("named", "where"),
    [
        ({"title": ["The Lantern", ""]}, ["The Lantern", "d1"]),
        ({"title": ["", ""], "note": ["https://a.example", ""]}, ["https://a.example", "d1"]),
        ({"title": ["The Lantern", ""], "document_id": ["d1", "d2"]}, []),
    ],
)
def test_each_quote_says_in_which_of_several_documents_it_stands(named, where):
    documents = pd.DataFrame({"document_id": ["d0", "d1"], **named})
    claims = DENIED["claims"].copy()
    claims["document_id"] = "d1"
    claims.loc[claims.index[0], "document_id"] = documents["document_id"][0]
    tables = {**DENIED, "documents": documents, "claims": claims}
    page = report_page(Dataset(tables, {}, "two"), "kites", "chess", Reading(times=EVER))
    assert list(dict.fromkeys(re.findall("<small>(.*?)</small>", page))) == where
    assert set(where) <= set(re.findall("<td><p>(.*?)</p>", page))


def test_whom_the_reading_leaves_out_is_not_called_nobody():
    said = ["p A - current", "p B - current", "p A - current stance=denies certainty=possible"]
    for least in (None, "probable"):
        page = words(report_page(register(*said), "A", "B", Reading(least_certainty=least)))
        assert page.count("Denied By nobody in these data.") == 1
        assert page.count("Denied By no claim that counts here.") == (least is not None)


def test_on_certain_days_a_denial_of_another_period_stands_beside_what_it_denies():
    said = ["p A 1990 former", "p B 1990 former", "p A 1990 current stance=denies"]
    page = words(report_page(register(*said), "A", "B", Reading(at="1990")))
    assert page.count("Asserted By") == 0 and page.count("Denied By nobody in these data.") == 1
