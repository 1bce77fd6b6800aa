"""The coder page: its checks are the package's, its modules run by themselves, it is one safe file."""

import copy
import json
import posixpath
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from shipped import article, clubs

from helpers.book.coder_page import (
    MODULES,
    SOURCES,
    bundle,
    coder_page,
    schema_of_page,
    write_coder_page,
)
from helpers.claims.places_to_look import cues
from helpers.codebook.checks import check_tables
from helpers.codebook.dates import is_edtf
from helpers.codebook.other_dates import wrong_date
from helpers.codebook.spelling import closest, is_opposite
from helpers.codebook.spells import spell_of
from helpers.data.old_office import START, old_office
from helpers.data.quotes import CLOSED_BY, QUOTATION_MARKS, quoted_parts, sentences
from helpers.data.tables import complete_table, read_table
from helpers.data.texts import check_quotes

HERE = Path(__file__).parent
BASE = json.loads((HERE / "base.json").read_text(encoding="utf-8"))
CASES = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
SCHEMA = schema_of_page()
CUT = json.loads((HERE / "sentences.json").read_text(encoding="utf-8"))


def tables_of(rows):
    frames = {name: complete_table(name, pd.DataFrame(listed)) for name, listed in rows.items()}
    return {
        name: frame.set_axis(pd.RangeIndex(2, len(frame) + 2, name="row"))
        for name, frame in frames.items()
    }


def rows_of(case):
    rows = copy.deepcopy(BASE["tables"])
    for table, cells in case["change"].items():
        rows[table][0] |= cells
    return rows


def found_in(rows):
    """What the package finds: of each the file, row and column, and then problem and fix."""
    frames = tables_of(rows)
    checked = check_tables(frames)[["file", "row", "column", "problem", "fix"]]
    found = checked.itertuples(index=False, name=None)
    quotes = check_quotes(frames, BASE["texts"])
    found = [*found, *((q.file, q.row, q.column, q.problem, q.fix) for q in quotes)]
    return [(file, row, column, told) for file, row, column, *told in found]


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_the_package_and_the_page_find_the_same(case):
    """The same table of cases is run by node, against the page's own checks."""
    wrong = sorted((f"{table}.csv", row, column) for table, row, column in case["wrong"])
    assert sorted(tuple(place) for *place, _ in found_in(rows_of(case))) == wrong


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_the_page_names_what_it_finds_in_the_words_of_the_package(case):
    rows = rows_of(case)
    words = {tuple(place): told for *place, told in found_in(rows)}
    [on_page] = of_page("checks.js", "check", [[SCHEMA, rows, BASE["texts"]]])
    for one in on_page:
        problem, fix = words[f"{one['table']}.csv", one["row"], one["column"]]
        expected = problem.replace("'", "")
        said = one["what"].replace("'", "")
        if one["column"] in ("stance", "time", "kind", "reason", "valid", "said_on"):
            assert (one["what"], one["fix"]) == (problem, fix)
        elif said.startswith("the quote "):  # it says where the quote stands, or what the text has
            assert expected.startswith(said)
        else:
            assert said == expected


def test_sentences_of_the_cases_are_those_of_the_package():
    for one in CUT:
        assert [one["text"][a:b] for a, b in sentences(one["text"])] == one["sentences"]


def of_page(module, function, calls):
    """What a function of the page's modules returns for each list of arguments."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: the coder page is not compared with the package")
    script = f"""
        import {{ {function} }} from {json.dumps((SOURCES / "dataset" / module).as_uri())};
        import {{ readFileSync }} from "node:fs";
        const calls = JSON.parse(readFileSync(0, "utf8"));
        console.log(JSON.stringify(calls.map((one) => {function}(...one))));
    """
    done = subprocess.run(
        [node, "--input-type=module", "--eval", script],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


@pytest.mark.long
def test_sentences_of_any_text_are_cut_alike():
    random = Random(1)
    signs = [
        *"abAÉß3²_ \n\t\u3000.!?؟۔\"'“”’„‚‘‹›『«»([)]。！？｡।॥។။።։「」』）｣》】走क",
        "U.S.",
        "Dr.",
    ]
    texts = ["".join(random.choices(signs, k=random.randrange(40))) for _ in range(3_000)]
    cut = [[list(span) for span in sentences(text)] for text in texts]
    assert of_page("texts.js", "sentences", [[text] for text in texts]) == cut
    assert len(set(map(len, cut))) > 5


@pytest.mark.long
def test_quotations_of_any_text_are_found_alike():
    random = Random(1)
    signs = [*"abé1 .,([—'‘’", *QUOTATION_MARKS * 2]
    texts = ["".join(random.choices(signs, k=random.randrange(30))) for _ in range(3_000)]
    found = []
    for text in texts:
        parts = quoted_parts(text, 0, len(text))
        found.append([one for one in parts if len(one) > 1 and one[-1] in CLOSED_BY[one[0]]])
    spans = of_page("texts.js", "quotations", [[text] for text in texts])
    pairs = zip(texts, spans, strict=True)
    assert [[text[start:end] for start, end in one] for text, one in pairs] == found
    assert len(set(map(len, found))) > 5


def rare_date(random):
    """A list, a period or a date with marks and open digits anywhere; often no date at all."""
    pick = random.choice
    years = (
        "1999 2000 2001 0000 0001 9999 -0044 -0001 1950S2 2001S3 -0050S2 199X 19XX 1XX9 X999 -199X"
    )
    months, days = "01 02 12 XX 1X X1 23", "01 15 29 31 XX 3X"

    def mark(often=0.15):
        return pick("?~%") if random.random() < often else ""

    def date():
        parts = [pick(years.split()), pick(months.split()), pick(days.split())]
        return "-".join(mark() + one + mark() for one in parts[: random.randrange(1, 4)])

    def item():
        ends = [re.sub("[?~%]", "", date()) for _ in range(2)]
        return pick([date(), "..".join(ends), ends[0] + mark(0.3)])

    listed = ",".join(item() for _ in range(random.randrange(1, 4)))
    listed = f"{pick(['', '', '', '..'])}{listed}{pick(['', '', '', '..'])}"
    long = pick("Y12345 Y-12345 Y-12345S2 Y1E3 Y17E7 Y-17E7 Y-3E4S1 1950S2-23^N".split())
    period = f"{pick([date(), date(), '..', ''])}/{pick([date(), date(), '..', ''])}"
    time = f"{date()}T12:00:00Z"
    return pick([date(), date(), date(), period, f"[{listed}]", f"{{{listed}}}", long, time])


@pytest.mark.long
def test_rare_dates_are_taken_alike():
    random = Random(2)
    tried = sorted({rare_date(random) for _ in range(2_000)})
    dates = [one for one in tried if is_edtf(one)]
    assert 200 < len(dates) < len(tried) / 2
    taken = of_page("dates.js", "isEdtf", [[one] for one in tried])
    assert [one for one, is_date in zip(tried, taken, strict=True) if is_date] == dates
    known = "-0044-03-15 0000 0001-01-01 1950 1999-12-31 2000-02-28 2000-03-01 2002 9998".split()
    pairs = [pair for one in dates for day in known for pair in ((one, day), (day, one))]
    pairs += list(zip(dates, random.sample(dates, len(dates)), strict=True))
    later = [spell_of(one).first > spell_of(other).last for one, other in pairs]
    found = of_page("dates.js", "isLater", pairs)
    assert [one for one in zip(pairs, later, found, strict=True) if one[1] != one[2]] == []
    assert 500 < sum(later) < len(pairs) - 500


def other_date(random):
    """A date as people write them, alone or in a phrase; often no day that there is."""
    pick = random.choice
    year = pick("1908 2019 2020 1399 0001 9999 0000 21 199X ٢٠٢٠ ２０２０".split())
    month, day = pick("1 03 12 13 00 22 24 27 33".split()), pick("1 03 29 31 32".split())
    name = pick("January jan March mar Sept Feb february Moon".split())
    dash = pick("./- –")
    return pick([
        f"{day}{dash}{month}{dash}{year}", f"{year}{dash}{month}{dash}{day}", f"{year}{month}{day}",
        f"{name} {day}, {year}", f"{day}th of {name} {year}", f"{name} {year}", year, "44393",
        f"{year}{dash}{month}", f"{month}{dash}{year}", f"{year}-w{day}", f"Q{month[-1]} {year}",
        f"the fall of {year}", f"winter {year}", f"late {year}", f"the {year[:3]}0s", "80000", f"{name} {day}",
        f"{year}-{month:0>2}-{day:0>2}", f"{year}/{pick(['19', '20', '02'])}", f"[{year},2020]",
    ])  # fmt: skip


PHRASES = (
    "{},{},{},c. {},~{},perhaps {},{} (?),between {} and {},{} – {},from {} to {},{}..{},since {},"
    "{}-present,until {},-{},before {},after {},{} or {},{}/{},after between {} and {},\u200b{} "
).split(",")


@pytest.mark.long
def test_of_a_wrong_date_the_same_is_said():
    random = Random(4)
    tried = {
        random.choice(PHRASES).format(other_date(random), other_date(random)) for _ in range(2_000)
    }
    tried |= {f"{phrase.format('1990s', '2001')}?" for phrase in PHRASES}
    tried |= {"c. 1990s to 2001", "199X/2001?", "199X~/2001", "199X%/2001", "since c. 199X"}
    wrong = sorted(one for one in tried if not is_edtf(one))
    said = [list(wrong_date(one)) for one in wrong]
    found = of_page("other_dates.js", "wrongDate", [[one] for one in wrong])
    assert [one for one in zip(wrong, said, found, strict=True) if one[1] != one[2]] == []
    assert len({problem.split(":")[0] for problem, _ in said}) == 4
    assert 300 < sum("did you mean" in fix for _, fix in said) < len(said) - 300


def test_of_other_separators_the_same_is_said(tmp_path):
    (tmp_path / "t.csv").write_text("a;b\n", encoding="utf-8")
    (problem,) = read_table(tmp_path / "t.csv")[1]
    page = (SOURCES / "dataset/tables.js").read_text(encoding="utf-8")
    words = f"{problem.problem}: {problem.fix}".replace("semicolons:", "${plural}:")
    assert f"new Error(`{words}`)" in page


def test_of_a_file_of_an_old_program_the_same_is_said():
    parts = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "Workbook, WordDocument", "")
    files = [b"PK", START[:3], *(START + bytes(9) + part.encode("utf-16-le") for part in parts)]
    said = [": ".join(old_office(content) or ()) for content in files]
    assert said == of_page("files.js", "oldOffice", [[list(content)] for content in files])
    assert len(set(said)) == 5


@pytest.mark.long
def test_what_a_name_was_meant_to_be_is_found_alike():
    random = Random(3)
    names = list(SCHEMA)
    slips = [*"aeis- _nu'", "un", "non", "not ", "dis", "Ex-", "S", "ii", "less"]

    def slipped():
        name = random.choice(names)
        for _ in range(random.randrange(1, 4)):
            at = random.randrange(len(name) + 1)
            name = name[:at] + random.choice(slips) + name[at + random.randrange(2) :]
        return name

    calls = [[slipped(), random.sample(names, random.randrange(1, len(names)))] for _ in range(900)]
    meant = [closest(name, tuple(among)) for name, among in calls]
    assert of_page("ids.js", "closest", calls) == meant
    assert 200 < sum(map(bool, meant)) < 700
    words = (
        "certain not-certain uncertian certian increases decreases founded-by founded denie denies"
    )
    pairs = [[one, other] for one in words.split() for other in words.split()]
    assert of_page("ids.js", "isOpposite", pairs) == [is_opposite(*pair) for pair in pairs]


@pytest.mark.long
def test_the_modules_run_by_themselves():
    node = shutil.which("node")
    if node is None:
        pytest.skip(
            "node is not installed: the modules of the coder page are not run by themselves"
        )
    done = subprocess.run(
        [node, "--test", str(HERE / "coder.test.mjs")], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_name_stands_in_two_modules():
    declared = re.compile(r"^(?:export )?(?:async )?(?:function\*? |const |let |class )(\w+)", re.M)
    names = Counter()
    for module in MODULES:
        names.update(declared.findall((SOURCES / f"{module}.js").read_text(encoding="utf-8")))
    assert not [name for name, count in names.items() if count > 1]
    files = [file.relative_to(SOURCES).with_suffix("") for file in SOURCES.rglob("*.js")]
    assert set(MODULES) == {file.as_posix() for file in files}
    assert not re.search(r"^(import|export) ", bundle(), re.MULTILINE)


def test_a_module_imports_what_it_takes_from_those_before_it():
    """The script of the page is one scope, in which a name that no module imports is found, too."""
    given = re.compile(r"^export (?:async )?(?:function\*? |const |let |class )(\w+)", re.M)
    begun = re.compile(r"^export const \{([^}]*)\}", re.M)
    taken = re.compile(r'^import \{([^}]*)\} from "(.*?)\.js";\n', re.M)
    exports, used = {}, set()
    for module in MODULES:
        source = (SOURCES / f"{module}.js").read_text(encoding="utf-8")
        imported = set()
        for names, path in taken.findall(source):
            meant = posixpath.normpath(posixpath.join(posixpath.dirname(module), path))
            wanted = set(re.findall(r"\w+", names))
            assert wanted <= exports[meant], f"{module} takes of {meant} what it does not give"
            imported |= wanted
        words = re.sub(r"//.*|/\*[\s\S]*?\*/", "", taken.sub("", source))
        called = set(re.findall(r"(?<![\w.$])\w+(?=\()", words))
        assert not called & (set().union(*exports.values()) if exports else set()) - imported
        assert not [name for name in imported if not re.search(rf"\b{name}\b", words)]
        own = [word.split(":")[-1].strip() for word in ",".join(begun.findall(source)).split(",")]
        exports[module] = set(given.findall(source)) | set(filter(None, own))
        used |= imported
    used_in_tests = (HERE / "coder.test.mjs").read_text(encoding="utf-8") + Path(
        __file__
    ).read_text(encoding="utf-8")
    alone = [name for name in set().union(*exports.values()) - used if name not in used_in_tests]
    assert alone == []


def test_the_page_loads_nothing_and_runs_nothing_of_a_text():
    html = coder_page(
        ("a</script><script>alert(1)</script>", "</script><img src=x onerror=alert(1)>")
    )
    assert html.count("<script") == 2 and "<img" not in html
    assert "default-src 'none'" in html and "connect-src" not in html
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", bundle())


@pytest.mark.parametrize("data", [article(), clubs()], ids=["article", "clubs"])
def test_a_dataset_is_in_its_page_as_it_is_written(data):
    html = coder_page(data)
    stored = re.search(
        r'<script id="definition" type="application/json">(.*?)</script>', html, re.S
    )
    start = json.loads(stored[1])["start"]
    assert start["texts"] == data.texts
    assert start["tables"]["claims"] == data["claims"].to_dict("records")


def test_cues_are_words_of_three_kinds_each_with_its_source():
    found = cues()
    assert {one["kind"] for one in found} == {"reporting", "denial", "hedge"}
    assert len({one["cue"] for one in found}) == len(found) and all(one["source"] for one in found)


def test_nothing_is_overwritten(tmp_path):
    write_coder_page(tmp_path / "a.html")
    with pytest.raises(FileExistsError):
        write_coder_page(tmp_path / "a.html")
