"""The checks of the coder page and those of the loader, given the same cells."""

import copy
import random
import re
import unicodedata

import pandas as pd
import pytest

from helpers import load_dataset
from helpers.book.coder_page import MODULES, SOURCES, schema_of_page, write_coder_page
from helpers.codebook.characters import check_characters
from helpers.codebook.checks import find_problems
from helpers.codebook.dates import is_edtf
from helpers.codebook.ids import check_ids
from helpers.codebook.spelling import skeleton
from helpers.codebook.spells import spell_of
from helpers.data import unpacked
from helpers.data.dataset import MYSTERY, check_dataset
from helpers.data.quotes import sentences, unique_context
from helpers.data.tables import complete_table
from helpers.data.texts import check_quotes


@pytest.fixture(scope="module")
def in_page(watch):
    """What a function of the page returns, for many values at once."""
    page = watch(400).page
    modules = [
        (SOURCES / f"{name}.js").read_text("utf-8")
        for name in MODULES
        if name.startswith("dataset/")
    ]
    script = re.sub(r"^export |^import [^;]*?;\n", "", "\n".join(modules), flags=re.MULTILINE)
    return lambda call, values: page.evaluate(f"values => {{ {script}\nreturn {call}; }}", values)


DATES = """
199X 199X? 199X~ XXXX 19XX -199X ?2020 2020~ 2020?~ 2020-XX 2020-XX-01 2020-?08-01 2020?-08 2020-08~-05
156X-12-25 2004-1X-30 1999-0X 2001-12-0X 2001-X1-05 2001-02-3X 000X 2020S2 Y20000 Y17E7 Y9E999 Y-20000
0000 -0000 -0001 -2020-02-29 -2020-02-30 -2020-XX 2019-02-29 2020-02-29 2020-13 2021-22 2021-22/2022 -2021-22
2021-08-27T10:00:00 2021T24:00:00Z 2021-08-27T10:00:00+05:30 2021-08-27T1:00 12345 2020-155 27.8.2021
2020/2018 2020/2020-05 2020-05/2020 2020/2019-12 2020-02-30/.. 2020/2021/2022 / /.. ../ ../.. 2020/ /2020
199X/.. 19XX/.. ../199X 2020-09-XX/.. 2001-XX/2003 1999-XX/ 20XX/2001 199X/200X 2001/20XX 1990/199X
2004-06-XX/2004-07-03 2004-06-XX/2004-05 2020S2-06-XX/2020-05 -2020-06-XX/-2020-06-15 2020?/2021~
-0050/-0100 -0100/-0050 -0043/-0063 -0001/0000 0000/0001 -2020-02-30/2020
[2019,2020] {2019,2020} [2019..2020] [2020..2019] [2020] [..2020] [2020..] [..2020,2021..] [2020..,2021]
{2020-01..2020-03} {?2020,2021~,199X} [2020-02-30..2021-01-01] [2020S2..2021] {..2020-12-31,9999-11-3X}
[-199X,-199X] [-199X,2020] [2020,2020-XX] [2020,2020-XX?] [2020,2020-XX-XX] [2020,-2020-X1] {1999-0X,2020} 0000-12-XX/?-2000-05
٢٠٢٠ 2020–2021 +2020 1e3
""".split()  # fmt: skip


def some_dates(seed, number):
    """Dates put together of parts that mean something, many of them wrong."""
    pick = random.Random(seed).choice
    years = "2020 2020 1999 2004 0000 0001 -0044 -0000 -2020 9999 19XX 199X XXXX 1X99 X999 -199X 2020S2 12345 Y20000"

    def date():
        month = pick(["", "", *"-01 -02 -11 -13 -XX -1X -0X -X2 -21 -31 -?02".split()])
        day = pick(["", *"-01 -29 -30 -31 -00 -XX -3X -X5 -~05".split()]) if month else ""
        mark = pick([*[""] * 6, "?", "~", "%", "?~", "T10:00:00", "Z"])
        return pick([*[""] * 9, "?"]) + pick(years.split()) + month + day + mark

    def one():
        start, end = pick([date(), date(), "", ".."]), pick([date(), date(), "", ".."])
        several = pick([f"[{start}..{end}]", f"{{{date()},{date()}}}"])
        anything = "".join(pick("0129X-/.?~[]{},TYSE") for _ in range(6))
        return pick([date(), date(), f"{start}/{end}", f"{start}/{end}", several, anything])

    return sorted({one() for _ in range(number)})


def some_lists(seed, number):
    """Lists and intervals of dates with digits left open and of years before 1, many of them right."""
    some = random.Random(seed)
    pick = some.choice
    years = "2020 1999 -2020 199X -199X 19XX -1XXX 2020S2 -0000 0000 2000 -1995".split()

    def date():
        month = pick(["", "", "", *"-05 -XX -12 -1X -X1 -02".split()])
        day = pick(["", "", *"-XX -3X -01 -29 -X1".split()]) if month else ""
        return pick(["", "", "", "?"]) + pick(years) + month + day + pick(["", "", "", "?", "%"])

    def one():
        listed = ",".join(date() for _ in range(pick([1, 2, 2, 3])))
        begun, ended = pick(["", "", ".."]), pick(["", "", "", "..", f"..{date()}"])
        several = pick([f"[{begun}{listed}{ended}]", f"{{{begun}{listed}{ended}}}"])
        return pick([several, f"{date()}/{pick([date(), date(), '..', ''])}"])

    return sorted({one() for _ in range(number)})


def test_what_is_a_date(in_page):
    dates = [
        *DATES,
        " 2020",
        "2020 ",
        "2020\n",
        "2020 / 2021",
        *some_dates(1, 1500),
        *some_lists(4, 800),
    ]
    expected = {one: is_edtf(one) for one in dates}
    assert dict(zip(dates, in_page("values.map(isEdtf)", dates), strict=True)) == expected
    assert 100 < sum(expected.values()) < len(expected) - 100


def utf16(text, place):
    """A place among the characters of Python, as the page counts."""
    return len(text[:place].encode("utf-16-le")) // 2


def some_texts(seed, number):
    """Texts in which little tells one passage from another, of letters from one and two units."""
    some = random.Random(seed)
    for _ in range(number):
        letters = some.choice(
            [
                "ab ",
                "a😀 ",
                "😀",
                "a",
                "سل ى",
                "a. B",
                "Dr. é\n",
                "a\ufeff\x1c\x85\xa0\u200b",
                "”.« x²ª",
            ]
        )
        text = "".join(some.choices(letters, k=some.choice([8, 30, 450])))
        middle = "".join(some.choices(letters, k=some.choice([1, 3])))
        text = some.choice([text, text + middle + text, f"{text[:20]}q{text} {text}r", f"😀{text}"])
        start = some.randrange(len(text))
        yield text, start, min(start + some.choice([1, 2, 5]), len(text))


def test_the_context_of_a_quote(in_page):
    texts = list(some_texts(2, 600))
    given = [[text, utf16(text, start), utf16(text, end)] for text, start, end in texts]
    found = in_page("values.map((one) => uniqueContext(...one))", given)
    expected = [list(unique_context(*one)) for one in texts]
    assert found == expected
    columns = {column for column, _ in expected}
    assert columns == {"", "quote_prefix", "quote_suffix"}


def test_the_sentences_of_a_text(in_page):
    texts = sorted({text for text, *_ in some_texts(3, 600)} | {"", " \n ", "\ufeffA.\n"})
    found = in_page(
        "values.map((text) => sentences(text).map(([a, b]) => text.slice(a, b)))", texts
    )
    expected = [[text[start:end] for start, end in sentences(text)] for text in texts]
    assert dict(zip(texts, found, strict=True)) == dict(zip(texts, expected, strict=True))


TEXT = (
    "The bridge.\nThe registry says that Ada leads the Kites. Perhaps Ben sits with them. Who pays?"
)
TABLES = {
    "documents": [{"document_id": "d", "title": "The bridge", "published": "1911-06-03", "source": "author"}],
    "sources": [
        {"source_id": "author", "kind": "author"},
        {"source_id": "registry", "kind": "register", "speaks_for": "town"},
        {"source_id": "town", "kind": "government"},
    ],
    "entities": [
        {"entity_id": "ada", "kind": "person"},
        {"entity_id": "kites", "kind": "organization"},
        {"entity_id": "ben", "kind": "person"},
    ],
    "relations": [{"relation": "leads", "subject_kind": "person", "object_kind": "organization"}],
    "claims": [
        {"claim_id": "k001", "document_id": "d", "quote": "Ada leads the Kites", "speaker": "registry",
         "via": "author", "stance": "asserts", "subject": "ada", "relation": "leads", "object": "kites"},
        {"claim_id": "k002", "document_id": "d", "quote": "Perhaps Ben sits with them", "speaker": "author",
         "stance": "asserts", "subject": "ben", "relation": "leads", "object": "kites", "hedge": "Perhaps"},
        {"claim_id": "k002b", "document_id": "d", "quote": "Perhaps Ben sits with them", "speaker": "author",
         "stance": "denies", "subject": "ben", "relation": "leads", "object": "kites", "alternative_of": "k002"},
    ],
    "passages": [
        {"document_id": "d", "quote": "The bridge.", "reason": "boilerplate"},
        {"document_id": "d", "quote": "Who pays?", "reason": "question"},
    ],
}  # fmt: skip


def changed(cells, tables=TABLES):
    """The tables with other cells, each given as (table, place, column, value)."""
    tables = copy.deepcopy(tables)
    for table, place, column, value in cells:
        tables[table][place][column] = value
    return tables


def of_loader(tables):
    frames = {name: complete_table(name, pd.DataFrame(rows)) for name, rows in tables.items()}
    frames = {name: frame.set_axis(range(2, len(frame) + 2)) for name, frame in frames.items()}
    found = [*find_problems(frames), *check_quotes(frames, {"d": TEXT}), *check_characters(frames)]
    return {(problem.file[:-4], problem.row, problem.column) for problem in found}


CELLS = [
    [("claims", 0, "note", " ")],
    [("claims", 0, "note", "\ufeff")],
    [("claims", 0, "note", "\x1c")],
    [("claims", 0, "note", "\x85\u3000\u2003")],
    [("entities", 1, "aliases", "a;\ufeff;b")],
    [("entities", 1, "aliases", "a;\u3000\x85;b")],
    [("entities", 1, "kind", "club")],
    [("entities", 1, "kind", "")],
    [("claims", 2, "stance", "asserts"), ("claims", 2, "alternative_of", ""), ("claims", 2, "hedge", "Perhaps")],
    [("claims", 2, "stance", "asserts"), ("claims", 2, "hedge", "Perhaps"), ("claims", 2, "note", "?")],
    [("passages", 1, "quote", "The bridge."), ("passages", 1, "reason", "boilerplate")],
    [("claims", 0, "note", "Example: delete this row.")],
    [("sources", 0, "note", "Example: delete this row."), ("documents", 0, "note", "An example.")],
    [("passages", 1, "reason", "repeats")],
    [("passages", 1, "reason", "repeats"), ("passages", 1, "repeats", "k001")],
    [("passages", 1, "reason", "repeats"), ("passages", 1, "repeats", "k009")],
    [("passages", 1, "repeats", "k001")],
]  # fmt: skip


def wrong_alike(in_page, changes, tables=TABLES):
    """What the loader finds after each change, where the page finds the same."""
    changes = list(changes)
    cases = [changed(cells, tables) for cells in changes]
    given = {"schema": schema_of_page(), "texts": {"d": TEXT}, "cases": cases}
    texts = "Object.assign(Object.create(null), values.texts)"
    call = f"values.cases.map((one) => check(values.schema, one, {texts}).map((p) => [p.table, p.row, p.column]))"
    found = [{tuple(place) for place in one} for one in in_page(call, given)]
    expected = [of_loader(case) for case in cases]
    assert [one for one in zip(changes, found, expected, strict=True) if one[1] != one[2]] == []
    return expected


def test_what_is_wrong_with_the_same_cells(in_page):
    assert wrong_alike(in_page, [[], *CELLS])[0] == set()


MORE = {
    **TABLES,
    "hypotheses": [{"hypothesis_id": "h1", "question": "Who?", "statement": "Ada."}],
    "assessments": [
        {"hypothesis_id": "h1", "claim_id": claim, "rater": "me", "rating": "neutral"}
        for claim in ("k001", "k002")
    ],
    "first-coding": [TABLES["claims"][0] | {"claim_id": "a1"}],
    "second-coding": [TABLES["claims"][0] | {"claim_id": "b1"}],
    "adjudication": [{"first": "a1", "second": "b1", "field": "row", "chosen": "both", "reason": "same"}],
}  # fmt: skip

ODD = [
    "", " ", "\t", "\xa0", "\ufeff", "\x1c", "\u200b", "\u200d", "x\u200cy", "\u202eada", "__proto__", "constructor", "toString",
    "=1+1", "yes", "YES", "+", "-", "d", "ada", "ben", "Ada", "ADA", "ada ", " ada", "\ufeffada", "ada;ben", "ada > ben", "kites", "KITES",
    ">", "a > > b", ";", "author", "author > registry", "author>author", "town > author", "registry", "town", "leads", "Leads", "k001", "K001",
    "k002", "k-002", "k\u2010002", "k_002", "a1", "b1", "h1", "2020", "1911", "1911-06-03", "1911-06-04", "1912?", "1913~/..", "2021-02-30", "191X", "192X", "1911-06",
    "asserts", "denies", "current", "certain", "person", "person;organization", "person; person", "person;king", "organization",
    "аda", "αda", "Группа-wagner", "ß", "ss", "SS", "STRASSE", "straße", "İstanbul", "istanbul", "ﬁ", "fi", "²", "２", "naïve",
    "e\u0301", "é", "É", "😀", "ي", "ی", "كk", "a\x07b", "a\x0cb", "\x0c", "a\ufffeb", "a\tb", "a\nb", "../x", "x.txt", "claims.csv", "Passages.CSV", ".x", "a:b",
    "a" * 64, "0" * 64, "x" * 200, "x" * 201, "😀" * 200, "question", "repeats", "both", "row", "The bridge.", "Perhaps", "the", "Who pays?", "Ada leads the Kites",
]  # fmt: skip


def odd_cells(some, tables, number):
    """So many changes to tables, each of a few cells."""
    schema = schema_of_page()
    columns = [
        (table, field["name"]) for table in tables for field in schema[table]["schema"]["fields"]
    ]
    for _ in range(number):
        picked = some.choices(columns, k=some.choice([1, 3, 9]))
        yield [
            (table, some.randrange(len(tables[table])), column, some.choice(ODD))
            for table, column in picked
        ]


def test_what_is_wrong_with_odd_cells(in_page):
    changes = [[], *odd_cells(random.Random(11), MORE, 100)]
    expected = wrong_alike(in_page, changes, MORE)
    assert expected[0] == set() and sum(map(bool, expected)) > 60


def test_what_is_wrong_where_tables_are_missing(in_page):
    kept = ("claims", "relations", "passages", "assessments", "hypotheses")
    tables = {name: rows for name, rows in MORE.items() if name in kept}
    assert (
        sum(map(bool, wrong_alike(in_page, odd_cells(random.Random(12), tables, 50), tables))) > 30
    )


def test_what_is_wrong_with_two_ids_of_one_entity(in_page):
    some = random.Random(13)
    kinds = dict.fromkeys("abcd", "person") | {"e": "thing"}
    entities = [{"entity_id": one, "kind": kind} for one, kind in kinds.items()]
    pairs = [{"entity_id": "a", "same_as": "b", "decision": "no"}] * 4
    tables = TABLES | {"entities": TABLES["entities"] + entities, "same_as": pairs}
    without = {name: rows for name, rows in tables.items() if name != "entities"}
    cells = {
        "entity_id": "aabbccde",
        "same_as": "aabbccde",
        "decision": ["yes", "yes", "yes", "no", "undecided", ""],
        "decided_by": ["E. Marsh", "E. Marsh", ""],
    }
    changes = [
        [
            ("same_as", row, column, some.choice(of))
            for row in range(4)
            for column, of in cells.items()
        ]
        for _ in range(100)
    ]
    for given in (tables, without):
        found = set().union(*wrong_alike(in_page, changes, given))
        columns = {column for table, _, column in found if table == "same_as"}
        assert columns >= {"same_as", "decision", "decided_by"}


DAYS = "1911 1911? 1911~ 1911% 1911?~ 1911-06 1911-06? 1911-06% 1911-06-03 1911-06-03? 1911-06-03~ 1911-06-03% 191X 1911-XX 1911-0X \
1911-06-03T10:00:00 1912 1912? 1913 1912-01 1912-08 1912-09? 1910-12-31 1911-12-31 1912-01-01 1912-02-29~ 1913-03-30 1913-01-31? 1909 1910? \
1911/1912 1911/.. ../1911 /1911 1911/ 1913/1914 1908/1911? 0001? -0001 -0044? 0000 9999 9999~ 1900 1920 19XX".split()


def test_what_was_said_after_its_publication(in_page):
    pairs = [(said, published) for said in DAYS for published in DAYS]
    found = in_page("values.map((one) => isLater(...one))", pairs)
    expected = [spell_of(said).first > spell_of(published).last for said, published in pairs]
    assert [one for one in zip(pairs, found, expected, strict=True) if one[1] != one[2]] == []
    assert 300 < sum(expected) < len(pairs) - 300


LETTERS = [
    chr(one) for one in range(0x110000) if unicodedata.category(chr(one)) not in ("Cn", "Cs")
]


def test_which_letters_look_alike(in_page):
    """Of every letter: whether an id may hold it, and what the eye makes of it."""
    ids = [f"a{letter}" for letter in LETTERS]
    odd, bones = in_page("[values.map((id) => Boolean(oddId(id))), values.map(skeleton)]", ids)
    expected = [any(check_ids([("claims", 2, "claim_id", one)])) for one in ids]
    wrong = [
        (one, here, there)
        for one, here, there in zip(ids, odd, expected, strict=True)
        if here != there
    ]
    assert wrong == []
    fine = [place for place, one in enumerate(expected) if not one]
    alike = {}
    for place in fine:
        alike.setdefault(skeleton(ids[place]), set()).add(bones[place])
    assert {one: here for one, here in alike.items() if len(here) > 1} == {}
    assert len({bones[place] for place in fine}) == len(alike)


def test_an_id_that_is_made_is_fit_for_one(in_page):
    names = ["???", "Группа Wagner", "UN report", "un_report", "İstanbul", "istanbul", "Straße", "Strasse", "Jose\u0301", "José",
             "x" * 300, "𠮷" * 300, "سلمى", "سلمي", "a\u200bb", "ﬁ", "fi", "K001", "²", "\u0301", "نور\u200cا", "serves as", "serves_as"]  # fmt: skip
    call = "values.reduce((all, name) => [...all, newId(name, all)], [])"
    ids = in_page(call, names)
    assert list(check_ids(("sources", row, "source_id", one) for row, one in enumerate(ids))) == []
    assert len(set(ids)) == len(names) and ids[1:3] == ["new-2", "un-report"]


@pytest.fixture
def coder(watch, tmp_path):
    """A page that opens with a dataset or a text; what it says, and what the loader says of its zip."""

    def opened(start):
        page = watch(1280, 1000).page
        page.goto(write_coder_page(tmp_path / "coder.html", start).as_uri())
        return page

    return opened


def select(page, words):
    page.evaluate(
        """words => {
            const box = document.getElementById("text"), found = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
            const nodes = []; while (found.nextNode()) nodes.push(found.currentNode);
            const start = nodes.map(node => node.data).join("").indexOf(words);
            const at = index => { for (const node of nodes) { if (index < node.length) return [node, index]; index -= node.length; } };
            const [last, index] = at(start + words.length - 1);
            box.focus(); getSelection().setBaseAndExtent(...at(start), last, index + 1);
        }""",
        words,
    )


def claim(page, words, cells):
    """Make a claim, and say of each new name what it is."""
    select(page, words)
    page.keyboard.press("c")
    for column, cell in zip(("speaker", "subject", "relation", "object"), cells, strict=True):
        page.locator(f"#field-{column}").fill(cell)
        page.keyboard.press("Tab")
    while page.locator(".field.new select").count():
        new = page.locator(".field.new select").first
        kinds = {"sources": "person", "entities": "organization", "relations": "other"}
        _, table, *_, question = new.get_attribute("id").split("-")
        new.select_option("no" if question == "counts_for_overlap" else kinds[table])


def verdicts(page, folder):
    """How many problems the page counts, and whether the loader refuses what it saves."""
    with page.expect_download() as begun:
        page.locator("#save").click()
    file = folder / "saved.zip"
    begun.value.save_as(file)
    said = page.locator("#count").inner_text()
    return said, check_dataset(unpacked(file, folder / "cache"))


def test_a_sentence_that_repeats_a_claim_names_it(coder, tmp_path):
    page = coder(("The bridge", TEXT))
    page.locator("#reason").select_option("repeats")
    select(page, "Who pays?")
    page.keyboard.press("n")
    assert page.locator("#said").inner_text() == "First choose the claim that the sentence repeats."
    claim(page, "Ada leads the Kites", ("the registry", "Ada", "rules", "Kites"))
    select(page, "Who pays?")
    page.keyboard.press("n")
    said, found = verdicts(page, tmp_path)
    assert said == "no problem" and found.empty


def test_another_coding_is_to_differ(coder, tmp_path):
    page = coder(("The bridge", TEXT))
    claim(page, "Ada leads the Kites", ("the registry", "Ada", "rules", "Kites"))
    for _ in range(2):
        page.get_by_text("Another coding of it").click()
    said, found = verdicts(page, tmp_path)
    assert said == "1 problem" and found["problem"].tolist() == ["the row repeats row 3"]


def test_words_that_cannot_be_told_apart_make_no_claim(coder):
    same = "Again and again. " * 60
    page = coder(("Again", f"{same}Ada leads. {same}"))
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    for key in "cn":
        page.keyboard.press(key)
        assert page.locator("#said").inner_text().endswith("Select more words.")
    assert page.locator("#claims button").count() == 0 and not page.locator(".passage").count()
    select(page, "Ada leads.")
    page.keyboard.press("c")
    assert page.locator("#claims button").count() == 1


def test_a_claim_that_others_name_is_missed_when_it_is_deleted(coder, tmp_path):
    data = load_dataset(MYSTERY)
    page = coder(data)
    assessed = data["assessments"]["claim_id"].iloc[0]
    rows = data["assessments"].index[data["assessments"]["claim_id"] == assessed]
    page.locator("#claims button", has_text=f"{assessed}:").click()
    page.get_by_text("Delete the claim").click()
    assert f"It is still named in assessments, row {rows[0]}" in page.locator("#said").inner_text()
    said, found = verdicts(page, tmp_path)
    assert said == f"{len(rows)} problem{'s' if len(rows) > 1 else ''}"
    assert set(found["file"]) == {"assessments.csv"}
    page.locator("#undo").click()
    said, found = verdicts(page, tmp_path)
    assert said == "no problem" and found.empty


def test_names_that_would_make_odd_ids(coder, tmp_path):
    page = coder(("The bridge", TEXT))
    claim(page, "Ada leads the Kites", ("Группа Wagner", "Straße", "serves as", "Jose\u0301"))
    claim(page, "Perhaps Ben sits with them", ("x" * 250, "Strasse", "serves-as", "x\u200by"))
    said, found = verdicts(page, tmp_path)
    assert said == "no problem" and found.empty
