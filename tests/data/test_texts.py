"""Texts: kept character by character, and never out of the folder."""

import hashlib
from unicodedata import normalize

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from shipped import article, only_problem

from helpers.codebook.spelling import shown
from helpers.data.dataset import Dataset, load_dataset
from helpers.data.quotes import (
    anchor,
    explain_difference,
    find_all,
    same_words,
    unique_context,
)
from helpers.data.saving import save_dataset
from helpers.data.texts import LONGEST_PASSAGE, SEEDS, check_quotes, read_texts, write_text


def test_the_article_is_byte_for_byte_the_one_given():
    content = (SEEDS / "haqqani-2021.txt").read_bytes()
    checksum = hashlib.sha256(content).hexdigest()
    assert (len(content), len(content.decode("utf-8"))) == (5735, 5646)
    assert checksum == "045b2b698439d9c369e3271d560bd763314fa5393919990b2559172bb2f65d07"
    assert f"`{checksum}`" in (SEEDS / "README.md").read_text(encoding="utf-8")
    assert article().text("examiner-2021").encode("utf-8") == content


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_text_is_kept_character_by_character(folder, tmp_path, mark):
    content = f"{mark}Ada leads.\r\nBen follows.\r".encode()
    (folder / "t.txt").write_bytes(content)
    (folder / "documents.csv").write_text(
        f"document_id,file,sha256\nd,t.txt,{hashlib.sha256(content).hexdigest()}\n",
        encoding="utf-8",
    )
    data = load_dataset(save_dataset(load_dataset(folder), tmp_path / "saved"))
    assert data.text("d").encode() == content


def test_a_text_in_another_encoding_is_refused_with_the_line(folder):
    (folder / "documents.csv").write_text("document_id,file\nd,t.txt\n", encoding="utf-8")
    (folder / "t.txt").write_bytes('One "quote\nJosé'.encode("latin-1"))
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.problem) == ("t.txt", 2, "the file is not UTF-8")


@pytest.mark.long
@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "..",
        ".",
        ".hidden",
        "sub/secret.txt",
        "sub\\secret.txt",
        "C:secret.txt",
        "/etc/passwd",
        "\\\\host\\x",
    ],
)
def test_file_names_that_could_leave_the_folder_are_refused(folder, name):
    for place in (folder.parent, folder, folder / "sub"):
        place.mkdir(exist_ok=True)
        (place / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "documents.csv").write_text(f"document_id,file\nd,{name}\n", encoding="utf-8")
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "documents.csv",
        2,
        "file",
        shown(name),
    )
    assert "bare name" in problem.fix


@pytest.mark.parametrize(
    "name", ["link.txt", "circle.txt", "nowhere.txt", "a\x00b.txt", "x" * 5000]
)
def test_links_out_of_the_folder_and_impossible_names_are_no_files(folder, name):
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "documents.csv").write_text(f"document_id,file\nd,{name}\n", encoding="utf-8")
    assert only_problem(folder).problem == "no such file in the dataset's folder or in seeds/"


def test_nothing_is_written_out_of_the_folder(folder, tmp_path):
    documents = pd.DataFrame([{"document_id": "d", "file": "../out.txt"}])
    data = Dataset(
        {"claims": load_dataset(folder)["claims"], "documents": documents}, {"d": "text"}, "x"
    )
    with pytest.raises(ValueError, match="not a bare file name"):
        save_dataset(data, tmp_path / "saved")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine"]


def with_text(folder, file, text="Ada leads"):
    """A dataset with entities and one text that has two documents."""
    tables = dict(load_dataset(folder))
    both = [{"document_id": one, "file": file} for one in ("d", "e")]
    return Dataset(tables | {"documents": pd.DataFrame(both)}, {"d": text, "e": text}, "x")


@pytest.mark.parametrize(
    ("file", "beside"),
    [("entities.csv", {}), ("claims.csv", {}), ("datapackage.json", {"datapackage.json": "{}"})],
)
def test_a_text_takes_the_place_of_nothing(folder, tmp_path, file, beside):
    with pytest.raises(ValueError, match=f"'{file}' is the name of a text and of something else"):
        save_dataset(with_text(folder, file), tmp_path / "saved", beside)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine"]


def test_two_documents_can_have_one_file(folder, tmp_path):
    saved = save_dataset(with_text(folder, "t.txt"), tmp_path / "saved", {"t.txt": "Ada leads"})
    assert load_dataset(saved).texts == {"d": "Ada leads", "e": "Ada leads"}


def test_a_text_beside_a_workbook_takes_the_place_of_no_link(folder, tmp_path):
    (tmp_path / "t.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError, match="another t.txt already"):
        save_dataset(with_text(folder, "t.txt"), tmp_path / "mine.xlsx")
    assert (tmp_path / "t.txt").is_symlink()


@pytest.mark.parametrize("name", ["entities.csv", "Claims.csv", "passages.csv"])
def test_a_text_with_the_name_of_a_table_is_a_problem(folder, name):
    (folder / "documents.csv").write_text(f"document_id,file\nd,{name}\n", encoding="utf-8")
    problem = only_problem(folder)
    assert problem.problem == "a table of the dataset has this name"
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "documents.csv",
        2,
        "file",
        name,
    )


QUOTED = ["document_id", "quote", "quote_prefix", "quote_suffix"]


def rows(*cells):
    return pd.DataFrame(cells, columns=QUOTED, index=range(2, len(cells) + 2))


@pytest.mark.parametrize("table", ["claims", "first-coding", "second-coding", "passages"])
def test_quotes_are_checked_word_for_word(table):
    texts = {"d": "To be, or not to be. " + "word " * 90 + "end", "e": "Other"}
    frame = rows(
        ("", "", "", ""), ("", "To be", "", ""), ("d", "", "", ""), ("nowhere", "To be", "", ""),
        ("d", "be", "To ", ","), ("d", "be", "", ""), ("d", "Zebra", "", ""), ("d", "be", "x", ""), ("d", "be\x1b", "", ""), ("e", "Other", "", ""), ("d", "be", "", ","),
    )  # fmt: skip
    assert [tuple(problem) for problem in check_quotes({table: frame}, texts)] == [
        (
            f"{table}.csv",
            3,
            "document_id",
            "",
            "the quote names no document, so that nothing can check it",
            "name the document in which it stands: d, e",
        ),
        (
            f"{table}.csv",
            7,
            "quote",
            "be",
            "the quote stands in the text more than once: 2 times, in line 1 (character 4) and line 1"
            " (character 18)",
            "add the words just before or after as quote_prefix or quote_suffix: quote_prefix 'To '"
            " for the one at character 4; quote_prefix 'to ' for the one at character 18",
        ),
        (
            f"{table}.csv",
            8,
            "quote",
            "Zebra",
            "the quote is not in the text",
            "copy it from the text; no passage of the text resembles it",
        ),
        (
            f"{table}.csv",
            9,
            "quote",
            "be",
            "the quote is not in the text",
            (
                "copy it from the text; its words are there, but not between the given prefix and"
                " suffix"
            ),
        ),
        (
            f"{table}.csv",
            10,
            "quote",
            "be\\x1b",
            "the quote is not in the text",
            "copy it from the text; no passage of the text resembles it",
        ),
    ]
    assert list(check_quotes({table: frame}, {})) == []
    assert {
        problem.file
        for problem in check_quotes(
            {"sources": frame, "passages": frame.iloc[6:7], table: frame.iloc[6:7]}, texts
        )
    } == {f"{table}.csv", "passages.csv"}


def test_the_reason_for_a_missing_quote_is_shown_in_full_and_without_what_acts_on_a_terminal():
    text = "It is \x1b[31m the Club’s old hall, " + "in which they have met since 1907 " * 3
    (problem,) = check_quotes({"claims": rows(("d", text.replace("’", "'"), "", ""))}, {"d": text})
    assert problem.value == text.replace("’", "'")[:77].replace("\x1b", "\\x1b") + text[77:80] + "…"
    assert (
        problem.fix
        == "character 21 of the quote is ' (APOSTROPHE), where the text has ’ (RIGHT SINGLE QUOTATION"
        " MARK); copy the passage from the text: It is \\x1b[31m the Club’s old hall, "
        + ("in which they have met since 1907 " * 3).strip()
    )


def test_a_reason_without_end_is_cut():
    text = "Ada leads the club." + "\U000e0001" * 80
    (problem,) = check_quotes(
        {"claims": rows(("d", "Ada leads the tub!" + "\U000e0001" * 80, "", ""))}, {"d": text}
    )
    reason = (
        "character 15 of the quote is t (LATIN SMALL LETTER T), where the nearest passage has c"
        " (LATIN SMALL LETTER C): 'Ada leads the club." + "\\U000e0001" * 35
    )
    assert problem.fix == f"copy it from the text; {reason[:400]}…"
    long = "Ada leads." + "x" * 3_000
    (problem,) = check_quotes({"claims": rows(("d", long.upper(), "", ""))}, {"d": long})
    assert problem.fix.endswith(f": {long[:LONGEST_PASSAGE]}…")


@pytest.mark.parametrize(
    ("text", "quote", "problem", "passage"),
    [
        ("Then Ada\nStone left.", "Ada Stone left.", "broken", "Ada\\nStone left."),
        ("Then Ada\r\n  Stone left.", "Ada Stone", "broken", "Ada\\r\\n  Stone"),
        ("at Blue-\nAnchor.", "at Blue-Anchor", "broken", "at Blue-\\nAnchor"),
        ("the com-\nmittee met", "the committee", "broken", "the com-\\nmittee"),
        ("the Club’s hall – “old”…", "the Club's hall - \"old\"...", "differs", "the Club’s hall – “old”…"),
        ("Ada Stone leads.", "ada stone leads.", "differs", "Ada Stone leads."),
        ("a caf\u00e9 by the sea", "a cafe\u0301 by", "differs", "a café by"),
        ("the ﬁrst club", "the first club", "differs", "the ﬁrst club"),
        ("قال علي\u200c اليوم", "قال علي اليوم", "differs", "قال علي\\u200c اليوم"),
        ("Ada’s\nclub", "Ada's club", "differs", "Ada’s\\nclub"),
    ],
)  # fmt: skip
def test_the_passage_that_is_meant_is_offered_letter_by_letter(text, quote, problem, passage):
    (found,) = check_quotes({"claims": rows(("d", quote, "", ""))}, {"d": text})
    words = {
        "broken": "the text breaks the line within the quote",
        "differs": "the quote is not in the text letter by letter",
    }
    assert found.problem == words[problem]
    assert found.fix.endswith(f": {passage}")


@pytest.mark.parametrize("quote", ["Ada leads the house", "Ada leads the hall and the club"])
def test_a_passage_of_other_words_is_not_offered(quote):
    (found,) = check_quotes({"claims": rows(("d", quote, "", ""))}, {"d": "Ada leads the hall."})
    assert found.problem == "the quote is not in the text"


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["Ada’s", "club", "–", "“old”", "leads", "no.\u00a07", "خانه"]), min_size=2),
    st.sampled_from([" ", "\n", "  ", "\u00a0"]),
)  # fmt: skip
def test_what_is_offered_stands_in_the_text(words, between):
    text = f"Before it. {between.join(words)} After it."
    typed = " ".join(words).replace("’", "'").replace("–", "-").replace("“", '"')
    passage = same_words(text, typed)
    assert passage in text
    assert passage or sum(map(str.isalnum, typed)) < 4


@pytest.mark.parametrize(
    ("text", "quote", "where", "contexts"),
    [
        ("be.\nTo be", "be", "2 times, in line 1 (character 1) and line 2 (character 8)", ["quote_suffix '.' for the one at character 1", "quote_prefix 'To ' for the one at character 8"]),
        ("a b a b a b a b", "b", "4 times, in line 1 (character 3), line 1 (character 7), line 1 (character 11) and …", []),
    ],
)  # fmt: skip
def test_an_ambiguous_quote_is_told_with_its_places(text, quote, where, contexts):
    (found,) = check_quotes({"claims": rows(("d", quote, "", ""))}, {"d": text})
    assert found.problem == f"the quote stands in the text more than once: {where}"
    assert all(context in found.fix for context in contexts)


@settings(deadline=None)
@given(st.text("ab \n", max_size=30), st.text("ab \n", min_size=1, max_size=3))
def test_the_context_that_is_offered_makes_the_quote_the_only_one(text, quote):
    for place in find_all(text, quote):
        column, words = unique_context(text, place, place + len(quote))
        context = {column.removeprefix("quote_"): words} if column else {}
        if context:
            assert anchor(text, quote, **context).start == place


COPIED_FROM = "The registry says that, reportedly, Ada is the acting chair; it said so on Friday."


@pytest.mark.parametrize(
    ("column", "cell", "items"),
    [
        ("hedge", "reportedly", []),
        ("hedge", "reportedly; says", []),
        ("hedge", "allegedly", ["allegedly"]),
        ("hedge", "reportedly; perhaps; allegedly", ["perhaps", "allegedly"]),
        ("role", "acting chair", []),
        ("role", "acting chair; it", []),  # as the text has it
        ("role", "Acting Chair", ["Acting Chair"]),
        ("said_on_text", "on Friday", []),
        ("said_on_text", "on a rainy Monday", ["on a rainy Monday"]),
    ],
)
@pytest.mark.parametrize("table", ["claims", "first-coding", "second-coding"])
def test_copied_words_have_to_stand_in_the_document(table, column, cell, items):
    frame = rows(("d", "", "", ""), ("elsewhere", "", "", ""), ("", "", "", ""))
    found = list(check_quotes({table: frame.assign(**{column: cell})}, {"d": COPIED_FROM}))
    assert [tuple(problem)[:4] for problem in found] == [
        (f"{table}.csv", 2, column, item) for item in items
    ]
    assert {problem.problem for problem in found} <= {
        "these words are not in the text letter by letter"
    }
    if cell == "Acting Chair":
        assert found[0].fix.endswith("the text has: acting chair")


def documents(*rows):
    return pd.DataFrame(
        rows, columns=["document_id", "file", "sha256"], index=range(2, len(rows) + 2)
    )


def test_texts_are_read_and_what_is_wrong_with_them_is_said_word_for_word(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a\r\n")
    (tmp_path / "b.txt").write_bytes(b"b\xff")
    (tmp_path / "folder.txt").mkdir()
    checksum = hashlib.sha256(b"a\r\n").hexdigest()
    texts, problems = read_texts(
        tmp_path,
        documents(
            ("none", "", ""),
            ("out", "../a.txt", ""),
            ("a", "a.txt", checksum),
            ("gone", "gone\u200b.txt", ""),
            ("folder", "folder.txt", ""),
            ("b", "b.txt", ""),
            ("c", "a.txt", "abc\x1b"),
            ("seed", "haqqani-2021.txt", ""),
        ),
    )
    assert (
        list(texts) == ["a", "c", "seed"]
        and texts["a"] == texts["c"] == "a\r\n"
        and len(texts["seed"]) == 5646
    )
    no_file = (
        "no such file in the dataset's folder or in seeds/",
        "put the file there and write its bare name",
    )
    assert [tuple(problem) for problem in problems] == [
        ("documents.csv", 5, "file", "gone\\u200b.txt", *no_file),
        ("documents.csv", 6, "file", "folder.txt", *no_file),
        (
            "b.txt",
            1,
            "",
            "…b\\xff",
            "the file is not UTF-8",
            "save it again as UTF-8 (in Excel: 'CSV UTF-8')",
        ),
        (
            "documents.csv",
            8,
            "sha256",
            "abc\\x1b",
            f"a.txt has another checksum: {checksum}",
            "restore the text that was coded, or check every quote and write the new checksum",
        ),
    ]


def test_a_text_of_the_folder_comes_before_one_of_seeds(tmp_path):
    (tmp_path / "haqqani-2021.txt").write_text("mine", encoding="utf-8")
    assert read_texts(tmp_path, documents(("d", "haqqani-2021.txt", "")))[0] == {"d": "mine"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("there", ["NFC", "NFD"])
def test_a_file_name_in_other_code_points_is_the_same(tmp_path, form, there):
    (tmp_path / normalize(there, "é.txt")).write_text("mine", encoding="utf-8")
    assert read_texts(tmp_path, documents(("d", normalize(form, "é.txt"), ""))) == (
        {"d": "mine"},
        [],
    )


def test_a_file_name_is_taken_letter_by_letter_first_and_never_guessed(tmp_path):
    names = [normalize("NFC", "ệ.txt"), normalize("NFD", "ệ.txt"), "e\u0302\u0323.txt"]
    for name in names[:2]:
        (tmp_path / name).write_text(name, encoding="utf-8")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("the file system takes the two names for one")
    found, _ = read_texts(tmp_path, documents(("c", names[0], ""), ("d", names[1], "")))
    assert found == {"c": names[0], "d": names[1]}
    texts, (problem,) = read_texts(tmp_path, documents(("d", names[2], "")))
    assert texts == {} and problem.problem == "no such file in the dataset's folder or in seeds/"


def test_a_text_is_written_as_it_is_and_only_under_a_bare_name(tmp_path):
    write_text("é\r\n", tmp_path, "t.txt")
    assert (tmp_path / "t.txt").read_bytes() == "é\r\n".encode()
    with pytest.raises(ValueError) as caught:
        write_text("x", tmp_path, "../\x1b.txt")
    assert (
        str(caught.value)
        == f"'../\\\\x1b.txt' is not a bare file name, and nothing is written outside {tmp_path}"
    )


@pytest.mark.parametrize(
    ("text", "quote", "passage"),
    [
        ("Ada Stone, then ada stone", "ADA STONE", "Ada Stone"),  # the first of two
        ("he (“deputy emir”) said", '"deputy emir"', "“deputy emir”"),
        ("he (“deputy emir”) said", '("deputy emir")', "(“deputy emir”)"),
        ("he (“deputy emir”) said", "deputy Emir", "deputy emir"),
        ("the deputy emir said", '("deputy emir")', "deputy emir"),  # blanks are no marks
        ("he:(“deputy emir”): so", '"deputy emir",,', "“deputy emir”):"),  # as many marks
        ("“deputy emir”", '(("deputy emir"))', "“deputy emir”"),
        ("He met Jose\u0301 there", "met José", "met Jose\u0301"),
        ("met Jose\u0301\u0323, there", "met José,", "met Jose\u0301\u0323,"),
    ],
)
def test_the_passage_that_is_meant_with_its_own_marks(text, quote, passage):
    assert same_words(text, quote) == passage


def test_a_line_that_a_carriage_return_breaks():
    assert explain_difference("the Club", "the\rClub").endswith("where the text breaks the line")


def test_all_places_and_the_shortest_context():
    assert find_all("aaaa", "aa") == [0, 1, 2]
    assert unique_context("b b b", 2, 3) == ("", "")
    assert unique_context("one b two b", 10, 11) == ("quote_prefix", "two ")
    assert unique_context("a b c b", 2, 3) == ("quote_prefix", "a ")
    # The words at the very beginning of the text count as one place.
    assert unique_context("be not be", 0, 2) == ("quote_suffix", " not")
