"""Annotations of other tools: quotes anchored letter by letter, nothing guessed, nothing lost."""

import json

import pandas as pd
import pytest
from shipped import article, clubs

from helpers.convert.annotations import inception
from helpers.convert.annotations.brat import from_brat, write_brat
from helpers.convert.annotations.inception import from_inception
from helpers.convert.annotations.marked import REQUIRED, Passage, place as place_of, to_fill
from helpers.convert.annotations.web import from_web_annotations, write_web_annotations
from helpers.data.dataset import Dataset, DatasetError, load_dataset
from helpers.data.saving import save_dataset

TEXT = "😀 Ada leads. Ben denies that Ada leads.\nسلمى بحري met Jose\u0301."


def selector(exact, **more):
    return {"type": "TextQuoteSelector", "exact": exact, **more}


def annotation(*selectors, **more):
    return {"target": [{"source": "https://example.org/a", "selector": list(selectors)}], **more}


def read(tmp_path, found, text=TEXT):
    file = tmp_path / "marked.json"
    file.write_text(found if isinstance(found, str) else json.dumps(found), encoding="utf-8")
    return from_web_annotations(file, text)


def problems(caught):
    table = caught.value.problems
    return table[["row", "column", "problem"]].astype(str).to_numpy().tolist()


# --- there and back -----------------------------------------------------------------------------


@pytest.mark.parametrize("data", [article(), clubs()], ids=["article", "clubs"])
def test_web_annotations_hold_every_cell_of_the_claims(data, tmp_path):
    lost = write_web_annotations(data, tmp_path / "a.json")
    again = from_web_annotations(tmp_path / "a.json", data)
    pd.testing.assert_frame_equal(again["claims"], data["claims"])
    assert again["sources"].equals(data["sources"]) and lost.empty
    with pytest.raises(FileExistsError):
        write_web_annotations(data, tmp_path / "a.json")


@pytest.mark.parametrize("data", [article(), clubs()], ids=["article", "clubs"])
def test_brat_holds_every_cell_of_the_claims_that_have_a_quote(data, tmp_path):
    lost = write_brat(data, tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*.ann")
    again = from_brat(file, data)
    kept = data["claims"][~data["claims"]["claim_id"].isin(lost["claim_id"])]
    kept.index = pd.RangeIndex(2, len(kept) + 2, name="row")
    pd.testing.assert_frame_equal(again["claims"], kept)
    text = next(iter(data.texts.values()))
    assert file.with_suffix(".txt").read_bytes().decode("utf-8") == text
    with pytest.raises(FileExistsError):
        write_brat(data, tmp_path / "out")


def test_every_annotation_says_its_stance_aloud(tmp_path):
    write_web_annotations(clubs(), tmp_path / "a.json")
    items = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["items"]
    stances = clubs()["claims"]["stance"].tolist()
    said = [one["body"][0]["value"].startswith("Denied") for one in items]
    assert said == [stance == "denies" for stance in stances]


@pytest.fixture
def merged(tmp_path):
    """A dataset in which one person has two ids, and somebody decided that."""
    place = tmp_path / "merged"
    place.mkdir()
    tables = {
        "documents": "document_id,file\nd1,d1.txt\n",
        "entities": "entity_id,kind,name,note\nada,person,Ada,\na-stone,person,A. Stone,born 1860\n"
        "kites,organization,Kites,\n",
        "same_as": "entity_id,same_as,decision,decided_by\na-stone,ada,yes,E. Marsh\n",
        "claims": "claim_id,speaker,stance,subject,relation,object,document_id,quote\n"
        "k1,ada,asserts,a-stone,leads,kites,d1,A. Stone leads\n",
    }
    for table, text in tables.items():
        (place / f"{table}.csv").write_text(text, encoding="utf-8")
    (place / "d1.txt").write_text("A. Stone leads the Kites.", encoding="utf-8")
    return place


@pytest.mark.parametrize("tool", ["web", "brat"])
def test_ids_that_are_read_as_one_stay_as_they_were_written(merged, tmp_path, tool):
    data = load_dataset(merged)
    if tool == "web":
        write_web_annotations(data, tmp_path / "a.json")
        again = from_web_annotations(tmp_path / "a.json", data)
    else:
        write_brat(data, tmp_path / "out")
        again = from_brat(tmp_path / "out" / "d1.ann", data)
    saved = load_dataset(save_dataset(again, tmp_path / "new"))
    for table in ("claims", "entities", "same_as"):
        pd.testing.assert_frame_equal(saved.as_written[table], data.as_written[table])
    assert saved["claims"]["subject"].tolist() == ["ada"]


def test_a_claim_without_a_found_quote_is_listed(tmp_path):
    claims = clubs()["claims"]
    claims.loc[2, "quote"] = "not in the text"
    claims.loc[3, "quote"] = ""
    data = Dataset({**clubs(), "claims": claims}, clubs().texts, "few")
    ids = claims["claim_id"].tolist()[:2]
    assert write_web_annotations(data, tmp_path / "a.json")["claim_id"].tolist() == ids[:1]
    assert write_brat(data, tmp_path / "out")["claim_id"].tolist() == ids


# --- what other tools write ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda a: a,
        lambda a: {"rows": a, "total": 1},
        lambda a: {"items": a},
        lambda a: {"first": {"items": a}},
    ],
)
def test_the_shapes_of_files(tmp_path, wrapped):
    marked = annotation(selector("Ben denies"), tags=["doubt"], text="look here")
    claims = read(tmp_path, wrapped([marked]))["claims"]
    assert claims[["claim_id", "quote", "note"]].to_numpy().tolist() == [
        ["a1", "Ben denies", "look here; tags: doubt"]
    ]


@pytest.mark.parametrize(
    ("selectors", "start"),
    [
        ([selector("Ada leads", prefix="😀 ")], 2),
        ([selector("Ada leads", prefix="denies that ")], 29),
        ([selector("Ada leads", suffix=".\n")], 29),
        ([selector("Ada leads"), {"type": "TextPositionSelector", "start": 29, "end": 38}], 29),
        ([selector("Ada leads"), {"type": "TextPositionSelector", "start": 30, "end": 39}], 29),
        ([selector("Ada leads"), {"type": "TextPositionSelector", "start": 3, "end": 12}], 2),
        ([{"type": "RangeSelector", "refinedBy": selector("Ada leads", suffix=". Ben")}], 2),
    ],
)
def test_words_that_stand_twice_are_told_apart(tmp_path, selectors, start):
    """By the words around them, else by the place, in characters or in UTF-16 units."""
    claims = read(tmp_path, [annotation(*selectors)])["claims"]
    (row,) = claims[["quote", "quote_prefix", "quote_suffix"]].to_numpy().tolist()
    assert TEXT.find(row[1] + row[0] + row[2]) + len(row[1]) == start


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    found = [
        annotation(selector("Ada leads")),
        annotation(selector("Ada  leads. Ben")),
        annotation(selector("Zebra")),
        "no annotation",
    ]
    with pytest.raises(DatasetError) as caught:
        read(tmp_path, found)
    words = caught.value.problems["fix"].tolist()
    assert [row for row, _, _ in problems(caught)] == ["1", "2", "3", "4"]
    assert "the text has 'Ada leads. Ben'" in words[1]


@pytest.mark.parametrize(
    "content", ["", "{", "[" * 100_000, '{"a": 1}', "7", "null", "[" + "9" * 5000 + "]", "\ufeff{}"]
)
def test_what_is_no_file_of_annotations(tmp_path, content):
    with pytest.raises(DatasetError):
        read(tmp_path, content)


def test_a_mark_before_the_file_and_a_page_note_without_words(tmp_path):
    found = [{"uri": "x", "text": "a note on the page", "target": [{"source": "x"}]}]
    claims = read(tmp_path, "\ufeff" + json.dumps(found))["claims"]
    assert claims[["quote", "note"]].to_numpy().tolist() == [["", "a note on the page"]]


def test_several_texts_are_told_by_id_file_or_address(tmp_path):
    documents = pd.DataFrame(
        {"document_id": ["d1", "d2"], "file": ["a.txt", "b.txt"], "note": ["", "https://e.org/b"]}
    )
    data = Dataset({"documents": documents}, {"d1": "Ada leads.", "d2": "Ben leads."}, "two")
    file = tmp_path / "marked.json"
    sources = ["d1", "https://e.org/b", "texts/b.txt", "urn:document:d2", "elsewhere"]
    found = [
        {"target": {"source": source, "selector": selector("leads")}} for source in sources[:4]
    ]
    file.write_text(json.dumps(found), encoding="utf-8")
    claims = from_web_annotations(file, data)["claims"]
    assert claims["document_id"].tolist() == ["d1", "d2", "d2", "d2"]
    file.write_text(json.dumps([{"target": {"source": "elsewhere"}}]), encoding="utf-8")
    with pytest.raises(DatasetError, match="there are several"):
        from_web_annotations(file, data)


def two_texts(**more):
    """Two documents of one title, whose texts begin alike."""
    documents = {"document_id": ["d1", "d2"], "title": "Report", "file": ["a.txt", "b.txt"]}
    texts = {"d1": "Ada leads the Kites.", "d2": "Ada leads Chess."}
    return Dataset({"documents": pd.DataFrame(documents), **more}, texts, "two")


@pytest.mark.parametrize(
    ("source", "tags", "document"),
    [
        ("Report", [], None),
        ("Report", ["document_id: d2"], "d2"),
        ("d1", [], "d1"),
        ("texts/b.txt", [], "d2"),
        ("urn:document:", [], ""),
    ],
)
def test_a_name_of_two_texts_tells_none_of_them(tmp_path, source, tags, document):
    file = tmp_path / "marked.json"
    file.write_text(json.dumps([{"target": {"source": source}, "tags": tags}]), encoding="utf-8")
    if document is None:
        with pytest.raises(DatasetError) as caught:
            from_web_annotations(file, two_texts())
        (found,) = caught.value.problems.to_dict("records")
        assert (found["row"], found["column"], found["value"]) == (1, "source", "Report")
        assert "not one alone is named like this" in found["problem"]
    else:
        claims = from_web_annotations(file, two_texts())["claims"]
        assert claims["document_id"].tolist() == [document]


def test_an_id_is_a_name_of_its_own_document_alone(tmp_path):
    documents = pd.DataFrame({"document_id": ["d1", "d2"], "title": ["", "d1"]})
    data = Dataset({"documents": documents}, {"d1": "Ada leads.", "d2": "Ben."}, "two")
    file = tmp_path / "marked.json"
    marked = [{"target": {"source": "d1", "selector": selector("Ada leads")}}]
    file.write_text(json.dumps(marked), encoding="utf-8")
    assert from_web_annotations(file, data)["claims"]["document_id"].tolist() == ["d1"]


def test_a_claim_without_a_document_or_without_its_text(tmp_path):
    """The one comes back without; the other is left out, and the rest can be read."""
    claims = pd.DataFrame(
        [
            ["k1", "", ""],
            ["k2", "", "Ada leads"],
            ["k3", "gone", "Ada leads"],
            ["k4", "d2", "Ada leads"],
            ["k5", "d1", ""],
        ],
        columns=["claim_id", "document_id", "quote"],
        dtype="str",
    )
    claims = claims.assign(speaker="ada", stance="asserts", subject="ada")
    claims = claims.assign(relation="leads", object="kites")
    sources = pd.DataFrame({"source_id": ["ada"], "name": ["Ada"]})
    entities = pd.DataFrame({"entity_id": ["ada", "kites"], "name": ["Ada", "Kites"]})
    relations = clubs()["relations"]
    data = two_texts(claims=claims, sources=sources, entities=entities, relations=relations)
    lost = write_web_annotations(data, tmp_path / "a.json")
    assert lost.to_numpy().tolist() == [
        [one, "claim", "no quote of it is found in a text"] for one in ("k2", "k3")
    ]
    again = from_web_annotations(tmp_path / "a.json", data)["claims"]
    columns = ["claim_id", "document_id", "quote"]
    kept = [["k1", "", ""], ["k4", "d2", "Ada leads"], ["k5", "d1", ""]]
    assert again[columns].to_numpy().tolist() == kept


def test_an_annotation_of_nothing_is_not_passed_over(tmp_path):
    with pytest.raises(DatasetError, match="this is no annotation"):
        read(tmp_path, [{"target": [], "text": "look here"}])


def test_one_id_twice(tmp_path):
    found = [annotation(selector("Ben denies"), tags=["claim_id: k1"])] * 2
    with pytest.raises(DatasetError, match="the id stands twice, first in item 1"):
        read(tmp_path, found)


def test_only_the_claim_that_we_read_aloud_is_no_comment(tmp_path):
    """Whose words change is somebody's own again, and nothing hides behind a tag."""
    write_web_annotations(clubs(), tmp_path / "a.json")
    page = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    mine = {"type": "TextualBody", "purpose": "commenting", "value": "ask Ada"}
    page["items"][0]["body"] += [mine, {"id": "https://e.org/why"}]
    page["items"][1]["body"][0]["value"] += " Really?"
    page["items"][2] |= {"text": "and this", "tags": ["doubt"], "bodyValue": "too"}
    (tmp_path / "b.json").write_text(json.dumps(page), encoding="utf-8")
    notes = from_web_annotations(tmp_path / "b.json", clubs())["claims"]["note"].tolist()
    before = clubs()["claims"]["note"].tolist()
    assert notes[0] == "; ".join(filter(None, [before[0], "ask Ada; https://e.org/why"]))
    assert notes[1].endswith(" Really?") and notes[1].startswith(before[1])
    assert notes[2] == "; ".join(filter(None, [before[2], "and this; too; tags: doubt"]))
    assert notes[3:] == before[3:]


def test_two_values_for_one_cell_are_a_problem(tmp_path):
    twice = ["speaker: ada", "speaker: ben", "speaker:", "stance: denies", "stance: denies"]
    with pytest.raises(DatasetError) as caught:
        read(tmp_path, [annotation(selector("met"), tags=[*twice, "quote: Ada"])])
    table = caught.value.problems
    assert table[["row", "column", "value"]].to_numpy().tolist() == [
        [1, "speaker", "ben"],
        [1, "quote", "Ada"],
    ]
    assert table["problem"].tolist() == [
        f"the column has another value already: {one!r}" for one in ("ada", "met")
    ]


@pytest.mark.parametrize("column", ["x_page2", "x_Seite", "x_a:b"])
def test_columns_of_the_analysts_own_come_back(tmp_path, column):
    claims = clubs()["claims"].assign(**{column: " 3: 4"})
    data = Dataset({**clubs(), "claims": claims}, clubs().texts, "own")
    write_web_annotations(data, tmp_path / "a.json")
    again = from_web_annotations(tmp_path / "a.json", data)
    pd.testing.assert_frame_equal(again["claims"], data["claims"])


def test_a_column_that_no_tag_can_hold_is_listed(tmp_path):
    claims = clubs()["claims"].assign(**{"x_a: b": ""})
    claims.loc[3, "x_a: b"] = "c"
    data = Dataset({**clubs(), "claims": claims}, clubs().texts, "own")
    lost = write_web_annotations(data, tmp_path / "a.json")
    assert lost[["claim_id", "lost"]].to_numpy().tolist() == [[claims["claim_id"][3], "x_a: b"]]
    again = from_web_annotations(tmp_path / "a.json", data)
    pd.testing.assert_frame_equal(again["claims"], clubs()["claims"])


def test_each_passage_gets_an_id_of_its_own(tmp_path):
    words = ("Ada leads. Ben", "Ben denies", "met", "denies that")
    one, other, third, last = ({"selector": selector(one)} for one in words)
    found = [
        {"target": [one, other, third]},
        {"target": last, "tags": ["claim_id: a1-2"]},
        {"target": [one, other], "tags": ["claim_id: k"]},
        {"target": one},
        {"target": one, "tags": ["claim_id: a4"]},
    ]
    claims = read(tmp_path, found)["claims"]
    ids = ["a1", "a1-3", "a1-4", "a1-2", "k", "k-2", "a4-2", "a4"]
    assert claims["claim_id"].tolist() == ids
    assert claims["quote"].tolist()[:3] == list(words[:3])


def test_no_passage_gets_the_id_of_another_claim_of_the_dataset(tmp_path):
    data = read(tmp_path, [annotation(selector("Ben denies"))])
    again = from_web_annotations(tmp_path / "marked.json", data)
    assert data["claims"]["claim_id"].tolist() == ["a1"]
    assert again["claims"]["claim_id"].tolist() == ["a1-2"]


def test_drafts_can_be_saved_and_what_is_missing_is_listed(tmp_path):
    drafts = read(tmp_path, [annotation(selector("Ben denies"), tags=["stance: denies"])])
    assert to_fill(drafts)["missing"].tolist() == ["speaker; subject; relation; object"]
    assert set(REQUIRED) == {"claim_id", "speaker", "stance", "subject", "relation", "object"}
    book = save_dataset(drafts, tmp_path / "mine.xlsx")
    with pytest.raises(DatasetError) as caught:
        load_dataset(book)
    found = caught.value.problems
    blank = found.loc[found["problem"] == "the cell is blank", "column"].tolist()
    assert blank == ["speaker", "subject", "relation", "object"]


# --- brat ---------------------------------------------------------------------------------------


def standoff(tmp_path, lines, text="Ada leads\nthe board. Ben denies it."):
    file = tmp_path / "note.ann"
    file.write_text(lines, encoding="utf-8")
    file.with_suffix(".txt").write_text(text, encoding="utf-8")
    return from_brat(file)


def test_a_passage_over_two_lines_and_what_is_said_of_it(tmp_path):
    data = standoff(
        tmp_path,
        "T1\tLeads 0 9;10 19\tAda leads the board\n"
        "A1\tCertainty T1 high\n#1\tAnnotatorNotes T1\tsee page 3\n"
        "T2\tDenial 21 31\tBen denies\n",
    )
    assert data["claims"][["claim_id", "quote", "note"]].to_numpy().tolist() == [
        ["a1", "Ada leads\nthe board", "type: Leads; Certainty: high; see page 3"],
        ["a4", "Ben denies", "type: Denial"],
    ]


def test_what_brat_has_and_no_column_takes(tmp_path):
    lines = (
        "T1\tLeads 0 3;21 24\tAda Ben\nR1\tOpposes Arg1:T1 Arg2:T1\nE1\tLeads:T1\n"
        "T2\tLeads 0 9\tAnn leads\nwhat is this\n"
    )
    with pytest.raises(DatasetError) as caught:
        standoff(tmp_path, lines)
    assert [(row, problem) for row, _, problem in problems(caught)] == [
        ("1", "the passage has several parts"),
        ("2", "no column takes this (a relation)"),
        ("3", "no column takes this (an event)"),
        ("4", "the text has other words there: 'Ada leads'"),
        ("5", "the line is no annotation of brat"),
    ]


def test_no_cell_of_a_note_gets_a_column_of_its_own(tmp_path):
    note = json.dumps({"speaker": "ada", "evil": "x"})
    data = standoff(tmp_path, f"T1\tLeads 0 3\tAda\n#1\tAnnotatorNotes T1\t{note}\n")
    assert "evil" not in data["claims"] and data["claims"]["speaker"].tolist() == [""]
    assert data["claims"]["note"].tolist() == [f"type: Leads; {note}"]


def test_all_that_is_said_of_a_claim_of_ours_counts(tmp_path):
    write_brat(clubs(), tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*.ann")
    lines = file.read_text(encoding="utf-8")
    lines = lines.replace("T2\tClaim", "T2\tDenial")
    lines += "A1\tDenied T1\n#a\tAnnotatorNotes T1\task Ada\n#b\tAnnotatorNotes A1\twhy?\n"
    lines += '#c\tAnnotatorNotes T1\t{"x_page": "3"}\n'
    file.write_text(lines, encoding="utf-8")
    claims = from_brat(file, clubs())["claims"]
    before = clubs()["claims"]
    said = ["Denied; ask Ada; why?", "type: Denial"]
    for place, words in enumerate(said):
        note = "; ".join(filter(None, [before["note"].iloc[place], words]))
        assert claims["note"].iloc[place] == note
    assert claims["x_page"].tolist()[:2] == ["3", ""]
    rest = [column for column in before if column != "note"]
    pd.testing.assert_frame_equal(claims[rest], before[rest])


def test_two_notes_for_one_cell_and_lines_on_nothing(tmp_path):
    notes = ['{"speaker": "ada", "speaker": "ben"}', '{"speaker": "cem", "note": ""}']
    lines = [f"#{row}\tAnnotatorNotes T1\t{note}" for row, note in enumerate(notes)]
    lines += ["A1\tDenied T9", "R1\tOpposes Arg1:T1 Arg2:T1", "#9\tAnnotatorNotes R1\tso"]
    lines += ["#10\tAnnotatorNotes #9\tand so"]
    with pytest.raises(DatasetError) as caught:
        standoff(tmp_path, "T1\tLeads 0 3\tAda\n" + "\n".join(lines))
    assert caught.value.problems[["row", "column", "value"]].to_numpy().tolist() == [
        [1, "speaker", "ben"],
        [1, "speaker", "cem"],
        [4, "", "A1\\tDenied T9"],
        [5, "", "R1\\tOpposes Arg1:T1 Arg2:T1"],
        [7, "", "#10\\tAnnotatorNotes #9\\tand so"],
    ]


CLAIM = dict.fromkeys(("speaker", "stance", "subject", "relation", "object"), "ada")


@pytest.mark.parametrize("quote", ["Ada leads.\r", "leads.\r\nBen", "Ben", "met.\r", "\r\n\r\nCem"])
def test_a_text_and_its_quotes_come_back_character_by_character(tmp_path, quote):
    """With the mark before it, which counts as a character, and its line breaks."""
    text = "\ufeffAda leads.\r\nBen: Cem, Dan met.\r\n\r\nCem. Ada"
    claims = pd.DataFrame([{"claim_id": "k1", "document_id": "d1", "quote": quote, **CLAIM}])
    data = Dataset({"claims": claims}, {"d1": text}, "one")
    assert write_brat(data, tmp_path / "out").empty
    again = from_brat(tmp_path / "out" / "d1.ann")
    assert again.texts == {"text": text}
    assert again["claims"]["quote"].tolist() == [quote]


def test_the_words_around_tell_where_two_counts_of_letters_would_not(tmp_path):
    quoted = {"quote": "a", "quote_prefix": "a", "document_id": "d1"}
    data = Dataset({"claims": pd.DataFrame([{"claim_id": "k1", **quoted}])}, {"d1": "😀aa"}, "one")
    assert write_brat(data, tmp_path / "out").empty
    again = from_brat(tmp_path / "out" / "d1.ann", data)["claims"]
    assert again[list(quoted)].to_dict("records") == [quoted]


def test_a_quote_that_begins_or_ends_with_a_line_break_is_listed(tmp_path):
    quotes = ["Ada\n", "\nBen", "Ada\nBen"]
    claims = pd.DataFrame({"quote": quotes, "claim_id": ["k1", "k2", "k3"], "document_id": "d1"})
    data = Dataset({"claims": claims}, {"d1": "Ada\nBen"}, "one")
    lost = write_brat(data, tmp_path / "out")
    reason = "its quote begins or ends with a line break, which brat does not mark"
    assert lost.to_numpy().tolist() == [[one, "claim", reason] for one in ("k1", "k2")]
    assert from_brat(tmp_path / "out" / "d1.ann")["claims"]["quote"].tolist() == quotes[2:]


def test_lines_of_brat_that_end_as_in_windows(tmp_path):
    text = "Ada leads\r\nthe board. Ben denies it."
    (tmp_path / "a.txt").write_bytes(text.encode())
    lines = "T1\tX 0 10;11 20\tAda leads\r the board\r\nT2\tX 0 9;11 20\tAda leads the board\r\n"
    (tmp_path / "a.ann").write_bytes(lines.encode())
    assert from_brat(tmp_path / "a.ann")["claims"]["quote"].tolist() == [text[:20]] * 2


@pytest.mark.parametrize(
    ("name", "content", "row"),
    [
        ("a.txt", "Ada\nJosé leads", 2),
        ("a.ann", "T1\tX 0 3\tAda\nT2\tX 4 8\tJosé\n", 2),
        ("a.json", '[\n\n"José"]', 3),
        ("a.tsv", "#FORMAT=WebAnno TSV 3.3\n#Text=José", 2),
    ],
)
def test_the_line_that_is_not_utf8(tmp_path, name, content, row):
    (tmp_path / "a.ann").write_text("T1\tX 0 3\tAda\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Ada", encoding="utf-8")
    (tmp_path / name).write_bytes(content.encode("latin-1"))
    readers = {"a.tsv": from_inception, "a.json": lambda file: from_web_annotations(file, "Ada")}
    with pytest.raises(DatasetError) as caught:
        if name in readers:
            readers[name](tmp_path / name)
        else:
            from_brat(tmp_path / "a.ann")
    (found,) = caught.value.problems.to_dict("records")
    assert (found["file"], found["row"]) == (name, row)
    assert found["problem"] == "the file is not UTF-8" and found["value"].endswith("Jos\\xe9")


@pytest.mark.parametrize(
    ("name", "note", "document"),
    [
        ("d2.ann", "", "d2"),
        ("other.ann", '{"document_id": "d2"}', "d2"),
        ("other.ann", '{"document_id": "d3"}', None),
        ("other.ann", "", None),
    ],
)
def test_of_several_texts_the_note_or_the_name_tells_which(tmp_path, name, note, document):
    file = tmp_path / name
    lines = "T1\tClaim 0 9\tAda leads\nT2\tClaim 0 3\tAda\n"
    lines += f"#1\tAnnotatorNotes T1\t{note}\n#2\tAnnotatorNotes T2\t{note}\n"
    file.write_text(lines, encoding="utf-8")
    if document is None:
        with pytest.raises(DatasetError) as caught:
            from_brat(file, two_texts())
        (found,) = caught.value.problems.to_dict("records")
        assert (found["row"], found["column"]) == (1, "document_id")
        assert found["problem"].endswith("(2 rows: 1–2)") and "'d1.ann'" in found["fix"]
    else:
        claims = from_brat(file, two_texts())["claims"]
        assert claims["document_id"].tolist() == [document] * 2


def test_a_document_whose_text_is_not_at_hand_is_not_another(tmp_path):
    file = tmp_path / "a.ann"
    note = '{"document_id": "d2"}'
    file.write_text(f"T1\tX 0 3\tAda\n#1\tAnnotatorNotes T1\t{note}\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="the text of 'd2' is not at hand"):
        from_brat(file, Dataset(two_texts(), {"d1": "Ada"}, "one"))


# --- INCEpTION ----------------------------------------------------------------------------------


@pytest.fixture
def exported(tmp_path):
    """An export in both forms: two spans of a layer of one's own, and a token."""
    cassis = pytest.importorskip("cassis")
    types = cassis.TypeSystem()
    layer = types.create_type("webanno.custom.Claim", supertypeName="uima.tcas.Annotation")
    for feature in ("stance", "speaker", "doubt", "note"):
        types.create_feature(layer, feature, "uima.cas.String")
    token = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
    types.create_type(token, supertypeName="uima.tcas.Annotation")
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = TEXT, "text/plain"
    mark = types.get_type("webanno.custom.Claim")
    cas.add(mark(begin=13, end=23, stance="denies", doubt="high"))
    cas.add(mark(begin=29, end=38, speaker="ben", note="ask her"))
    cas.add(types.get_type(token)(begin=2, end=5))
    cas.to_json(tmp_path / "note.json")
    cas.to_xmi(tmp_path / "note.xmi")
    types.to_xml(tmp_path / "TypeSystem.xml")
    return tmp_path


@pytest.mark.parametrize("name", ["note.json", "note.xmi"])
def test_spans_of_inception_are_drafts(exported, name):
    data = from_inception(exported / name)
    columns = ["quote", "quote_prefix", "stance", "speaker", "note"]
    assert data["claims"][columns].to_numpy().tolist() == [
        ["Ben denies", "", "denies", "", "layer: Claim; doubt: high"],
        ["Ada leads", "that ", "", "ben", "ask her; layer: Claim"],
    ]
    assert data.texts == {"text": TEXT}


def test_spans_are_sought_in_the_text_that_is_given(exported):
    assert len(from_inception(exported / "note.json", TEXT)["claims"]) == 2
    with pytest.raises(DatasetError, match="the marked words are not in the text"):
        from_inception(exported / "note.json", "Another text.")


@pytest.mark.parametrize("name", ["broken.json", "broken.xmi"])
def test_what_is_no_export_of_inception(exported, name):
    (exported / name).write_text("{<", encoding="utf-8")
    with pytest.raises(DatasetError, match="no export of INCEpTION"):
        from_inception(exported / name)


@pytest.mark.parametrize("content", ["{}", "[]", "null", "1", '"x"', '{"persons": []}'])
def test_no_word_of_the_program_is_said_of_json_that_is_no_export(tmp_path, content):
    pytest.importorskip("cassis")
    (tmp_path / "other.json").write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        from_inception(tmp_path / "other.json")
    assert caught.value.problems["problem"].item() == (
        "the file is no export of INCEpTION that can be read: it lacks what such a file has"
    )


@pytest.mark.parametrize("name", ["note.json", "note.xmi", "TypeSystem.xml"])
def test_which_file_of_inception_is_not_utf8(exported, name):
    content = (exported / name).read_bytes()
    (exported / name).write_bytes(content.replace(b"denies", b"d\xe9nies") + b"\xe9")
    with pytest.raises(DatasetError) as caught:
        from_inception(exported / ("note.json" if name == "note.json" else "note.xmi"))
    (found,) = caught.value.problems.to_dict("records")
    assert (found["file"], found["problem"]) == (name, "the file is not UTF-8")


def test_without_the_package_one_sentence_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(inception, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="pip install dkpro-cassis"):
        from_inception(tmp_path / "note.json")


TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Claim|doubt|stance
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue

#Text=😀 Ada leads.
1-1\t0-2\t😀\t_\t_\tX\t
1-2\t3-6\tAda\t*[1]\tasserts[1]\tPROPN\t
1-3\t7-12\tleads\t*[1]\tasserts[1]\tVERB\t
1-4\t12-13\t.\t_\t_\tPUNCT\t

#Text=Ben denies it.
2-1\t15-18\tBen\thigh\\|est[2]|*[3]\tdenies[2]|*[3]\tPROPN\t
2-2\t19-25\tdenies\thigh\\|est[2]\tdenies[2]\tVERB\t
2-3\t26-28\tit\t*\t*\tPRON\t
2-4\t28-29\t.\t_\t_\tPUNCT\t
"""


def test_webanno_tsv_with_stacked_spans_and_letters_beyond_sixteen_bits(tmp_path):
    (tmp_path / "note.tsv").write_text(TSV, encoding="utf-8")
    data = from_inception(tmp_path / "note.tsv")
    assert data.texts == {"text": "😀 Ada leads.\n\nBen denies it."}
    assert data["claims"][["quote", "stance", "note"]].to_numpy().tolist() == [
        ["Ada leads", "asserts", "layer: Claim"],
        ["Ben", "", "layer: Claim"],
        ["Ben denies", "denies", "layer: Claim; doubt: high|est"],
        ["it", "", "layer: Claim"],
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "the first line does not name WebAnno TSV 3"),
        (TSV.replace("Ada\t*", "Eda\t*"), "line 7: the text has other words there"),
        (TSV + "what is this\n", "line 16 is no token"),
        (TSV.replace("#T_SP=w", "#T_RL=x|y\n#T_SP=w"), "it has relations or chains"),
    ],
)
def test_what_is_no_webanno_tsv(tmp_path, content, why):
    (tmp_path / "note.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError, match=why):
        from_inception(tmp_path / "note.tsv")


def test_of_several_texts_the_name_or_the_text_itself_tells_which(tmp_path):
    text = "😀 Ada leads.\n\nBen denies it."
    documents = pd.DataFrame({"document_id": ["d1", "d2"]})
    data = Dataset({"documents": documents}, {"d1": f"{text} So.", "d2": text}, "two")
    for name, document in (("d1.tsv", "d1"), ("admin.tsv", "d2")):
        (tmp_path / name).write_text(TSV, encoding="utf-8")
        claims = from_inception(tmp_path / name, data)["claims"]
        assert claims["document_id"].tolist() == [document] * 4
    other = Dataset(data, {"d1": f"{text} So.", "d2": f"{text} Or."}, "two")
    with pytest.raises(DatasetError) as caught:
        from_inception(tmp_path / "admin.tsv", other)
    (found,) = caught.value.problems.to_dict("records")
    assert found["problem"].endswith("(4 rows: 3, 7–8, 11)") and "'d1.tsv'" in found["fix"]
    told = TSV.replace("|doubt|", "|document_id|").replace("high\\|est", "d2")
    (tmp_path / "admin.tsv").write_text(told, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        from_inception(tmp_path / "admin.tsv", other)
    (found,) = caught.value.problems.to_dict("records")
    assert found["problem"].endswith("(3 rows: 3, 7, 11)")


class Copied(str):
    """A text that counts the letters that are copied out of it."""

    letters = 0

    def __getitem__(self, key):
        found = super().__getitem__(key)
        Copied.letters += len(found)
        return found

    def encode(self, *how):
        Copied.letters += len(self)
        return super().encode(*how)


def test_where_words_stand_a_hundred_times_the_text_is_not_copied_for_each():
    text = Copied("so it is and " * 100)
    Copied.letters = 0
    found = place_of(text, Passage(1, "d", "it", prefix="so ", start=16), "a.json")
    assert (found.start, found.end) == (16, 18)
    assert Copied.letters <= 3 * len(text)
