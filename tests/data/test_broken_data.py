"""A small valid dataset, broken on purpose in one place at a time.

The checks say where, what and how to mend it.
"""

import csv
import hashlib
from pathlib import Path

import pytest
from tables import said

from helpers.codebook.schema import fields, table_names
from helpers.data.dataset import DatasetError, load_dataset
from helpers.data.old_office import START

TEXT = """\
Ada Stone leads the Chess Club, wrote E. Marsh in No.\u00a07.
The harbour master said that Ben Reed sat on the Club’s committee – or so he was told.
The yearbook has a captain deny that Ada Stone leads the Chess Club.
The Chess Club and the Kite Club are allies, in the words of the board.
Who knows?
"""

VALID = {
    "documents.csv": (
        "document_id,title,published,published_basis,file,sha256\n"
        f"d1,A quarrel,1908-03-06,stated,harbour.txt,{hashlib.sha256(TEXT.encode()).hexdigest()}\n"
    ),
    "sources.csv": (
        """\
source_id,name,kind,level,speaks_for
author,E. Marsh,author,speaker,
yearbook,the yearbook,register,,
captain,a captain,unnamed,,
harbour-master,the harbour master,person,speaker,harbour-board
harbour-board,the board,government,institution,
"""
    ),
    "entities.csv": (
        """\
entity_id,kind,name,aliases,name_original_script
ada-stone,person,Ada Stone,Ada; A. S.,
ben-reed,person,Ben Reed,,
chess-club,organization,Chess Club,the Club,نادي الشطرنج
kite-club,organization,Kite Club,,
"""
    ),
    "relations.csv": (
        """\
relation,label,kind,subject_kind,object_kind,symmetric,counts_for_overlap,sign,incompatible_with
leads,leads,leadership,person,organization,no,yes,,
sits_on,sits on,membership,person;collective,organization,no,no,,
allied_with,is allied with,alliance,organization,organization,yes,no,+,fights
fights,fights,hostility,organization,organization,yes,no,-,allied_with
"""
    ),
    "claims.csv": (
        """\
claim_id,document_id,quote,quote_prefix,quote_suffix,speaker,via,stance,subject,relation,object,time,valid,hedge,certainty,alternative_of,note
c1,d1,Ada Stone leads the Chess Club,,", wrote",author,,asserts,ada-stone,leads,chess-club,current,,,,,
c2,d1,Ben Reed sat on the Club’s committee – or so he was told,,,harbour-master,author,asserts,ben-reed,sits_on,chess-club,former,1907,or so he was told,possible,,
c3,d1,a captain deny that Ada Stone leads the Chess Club,,,captain,author > yearbook,denies,ada-stone,leads,chess-club,,,,,,
c4,d1,The Chess Club and the Kite Club are allies,,,harbour-board,author,asserts,chess-club,allied_with,kite-club,,,,,,
c5,d1,The Chess Club and the Kite Club are allies,,,author,,asserts,chess-club,allied_with,kite-club,,,,,c4,Whose words?
c6,d1,wrote E. Marsh in No.\u00a07,,,author,,asserts,ada-stone,leads,kite-club,,1908-03,,,,
"""
    ),
    "passages.csv": (
        """\
document_id,quote,quote_prefix,quote_suffix,reason,repeats
d1,Who knows?,,,question,
d1,the Chess Club.,,,repeats,c1
"""
    ),
    "hypotheses.csv": (
        """\
hypothesis_id,question,statement
h1,Who leads?,Ada leads.
"""
    ),
    "assessments.csv": (
        """\
hypothesis_id,claim_id,rater,rating,arguable
h1,c1,r1,consistent,no
h1,c2,r1,neutral,yes
"""
    ),
}


@pytest.fixture
def folder(tmp_path):
    for name, text in {**VALID, "harbour.txt": TEXT}.items():
        (tmp_path / name).write_bytes(text.encode("utf-8"))
    return tmp_path


def edit(folder, name, old, new):
    text = (folder / name).read_bytes().decode("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    (folder / name).write_bytes(text.replace(old, new).encode("utf-8"))


with (Path(__file__).parent / "messages.tsv").open(encoding="utf-8", newline="") as handle:
    MESSAGES = {row.pop("case"): row for row in csv.DictReader(handle, delimiter="\t")}


def assert_said_word_for_word(name, problem, folder):
    """Compare with messages.tsv, where DESCRIPTION is what datapackage.json says of the column."""
    said_here = {"problem": problem.problem.replace(str(folder), "FOLDER"), "fix": problem.fix}
    if described := (
        fields(Path(problem.file).stem).get(problem.column)
        if Path(problem.file).stem in table_names()
        else None
    ):
        said_here["fix"] = problem.fix.replace(described["description"], "DESCRIPTION")
    assert said_here == MESSAGES[name]


def assert_problem(problem, file, row, column, value, words, cure):
    assert (problem.file, problem.row, problem.column, problem.value) == (file, row, column, value)
    assert words in problem.problem and cure in problem.fix


def test_the_dataset_is_valid_before_it_is_broken(folder):
    assert said(folder) == []
    assert len(load_dataset(folder)["claims"]) == 6


# --- one cell, one problem --------------------------------------------------------------------
# file, what is replaced by what → row, column, value, words of the problem, words of the cure

CLAIMS, SOURCES, ENTITIES, RELATIONS, PASSAGES, ASSESSMENTS = (
    f"{t}.csv" for t in ("claims", "sources", "entities", "relations", "passages", "assessments")
)
DOCUMENTS, HYPOTHESES = "documents.csv", "hypotheses.csv"
LAST_ENTITY = "kite-club,organization,Kite Club,,\n"


def one_more(entity):
    return LAST_ENTITY, f"{LAST_ENTITY}{entity},person,,,\n"


ONE_CELL = {
    # headers
    "header misspelt": (CLAIMS, ",stance,", ",stanse,", 1, "stanse", "stanse", "claims has no such column", "did you mean 'stance'?"),
    "header in capitals": (CLAIMS, ",relation,", ",Relation,", 1, "Relation", "Relation", "no such column", "did you mean 'relation'?"),
    "header with a space": (SOURCES, "source_id,", " source_id,", 1, " source_id", " source_id", "no such column", "did you mean 'source_id'?"),
    "header with a hyphen": (CLAIMS, "alternative_of", "alternative-of", 1, "alternative-of", "alternative-of", "no such column", "did you mean 'alternative_of'?"),
    "header missing": (CLAIMS, ",stance,", ",x_stance,", 1, "stance", "", "the column is missing", "add it: Does the speaker assert"),
    "header extra": (CLAIMS, ",note\n", ",mood\n", 1, "mood", "mood", "no such column", "start its name with x_"),
    "header twice": (CLAIMS, "certainty,alternative_of", "certainty,certainty", 1, "certainty", "", "stands twice", "keep one"),
    "header blank": (CLAIMS, ",certainty,", ",,", 3, "", "possible", "column 15 has cells but no name", "name the column in row 1"),
    # required cells
    "quote of no document": (CLAIMS, "c3,d1", "c3,", 4, "document_id", "", "names no document", "d1"),
    "claim without id": (CLAIMS, "c3,d1", ",d1", 4, "claim_id", "", "blank", "Never reused"),
    "claim without speaker": (CLAIMS, "captain,author >", ",author >", 4, "speaker", "", "blank", "Who says it"),
    "claim without stance": (CLAIMS, "denies", "", 4, "stance", "", "blank", "assert the proposition or deny"),
    "claim without subject": (CLAIMS, "denies,ada-stone", "denies,", 4, "subject", "", "blank", "fill it in"),
    "claim without relation": (CLAIMS, "ben-reed,sits_on", "ben-reed,", 3, "relation", "", "blank", "fill it in"),
    "claim without object": (CLAIMS, "sits_on,chess-club", "sits_on,", 3, "object", "", "blank", "fill it in"),
    "entity without kind": (ENTITIES, "ada-stone,person", "ada-stone,", 2, "kind", "", "blank", "fill it in"),
    "passage without reason": (PASSAGES, "question", "", 2, "reason", "", "blank", "boilerplate"),
    "passage without quote": (PASSAGES, "Who knows?", "", 2, "quote", "", "blank", "fill it in"),
    "hypothesis without statement": (HYPOTHESES, "Ada leads.", "", 2, "statement", "", "blank", "The answer."),
    "assessment without rater": (ASSESSMENTS, "c1,r1", "c1,", 2, "rater", "", "blank", "Who rated."),
    # allowed values
    "stance in capitals": (CLAIMS, "denies", "Denies", 4, "stance", "Denies", "not an allowed value", "did you mean 'denies'?"),
    "stance with a space behind": (CLAIMS, "denies", "denies ", 4, "stance", "denies ", "not an allowed value", "did you mean 'denies'?"),
    "stance unknown": (CLAIMS, "denies", "hints", 4, "stance", "hints", "not an allowed value", "write one of: 'asserts', 'denies'"),
    "time unknown": (CLAIMS, "former", "past", 3, "time", "past", "not an allowed value", "'current', 'former', 'future', 'unspecified'"),
    "certainty misspelt": (CLAIMS, "possible", "posible", 3, "certainty", "posible", "not an allowed value", "did you mean 'possible'?"),
    "source of unknown kind": (SOURCES, "unnamed", "anonymous", 4, "kind", "anonymous", "not an allowed value", "'unnamed'"),
    "level unknown": (SOURCES, "institution", "board", 6, "level", "board", "not an allowed value", "'institution'"),
    "entity of unknown kind": (ENTITIES, "ben-reed,person", "ben-reed,persona", 3, "kind", "persona", "not an allowed value", "did you mean 'person'?"),
    "symmetric neither yes nor no": (RELATIONS, "person,organization,no,yes", "person,organization,FALSE,yes", 2, "symmetric", "FALSE", "not an allowed value", "'yes', 'no'"),
    "sign that is a dash": (RELATIONS, ",-,", ",–,", 5, "sign", "–", "not an allowed value", "did you mean '-'?"),
    "kind of a list unknown": (RELATIONS, "person;collective", "person;group", 3, "subject_kind", "person;group", "'group' is not an allowed value", "'collective'"),
    "list with an empty item": (RELATIONS, "person;collective", "person;;collective", 3, "subject_kind", "person;;collective", "empty item", "remove the extra ';'"),
    "reason unknown": (PASSAGES, "question", "asks", 2, "reason", "asks", "not an allowed value", "'question'"),
    "rating unknown": (ASSESSMENTS, "neutral", "+", 3, "rating", "+", "not an allowed value", "'neutral'"),
    "basis unknown": (DOCUMENTS, "stated", "guessed", 2, "published_basis", "guessed", "not an allowed value", "'stated'"),
    "nothing but a space": (CLAIMS, "leads,kite-club,,", "leads,kite-club, ,", 7, "time", " ", "white space", "empty it"),
    "nothing but a space in free text": (CLAIMS, "Whose words?", "\u3000", 6, "note", "\\u3000", "white space", "empty it"),
    # dates
    "date in another order": (DOCUMENTS, "1908-03-06", "6.3.1908", 2, "published", "6.3.1908", "not a date in EDTF (year-month-day)", "1908-03-06"),
    "month that does not exist": (CLAIMS, "1908-03", "1908-13", 7, "valid", "1908-13", "not a date in EDTF (year-month-day)", "1908/1913"),
    "interval backwards": (CLAIMS, "1908-03", "1908/1907", 7, "valid", "1908/1907", "the end lies before the beginning", "1907/1908"),
    "date in words": (CLAIMS, "1908-03", "in March", 7, "valid", "in March", "not a date in EDTF (year-month-day)", "EDTF"),
    # keys
    "claim id twice": (CLAIMS, "c6,d1", "c3,d1", 7, "claim_id", "c3", "already used in row 4", "an id of its own"),
    "source id twice": (SOURCES, "captain,a captain,", "yearbook,a book,register,,\ncaptain,a captain,", 4, "source_id", "yearbook", "already used in row 3", "an id of its own"),
    "assessment twice": (ASSESSMENTS, "h1,c2,r1", "h1,c1,r1", 3, "hypothesis_id, claim_id, rater", "h1 c1 r1", "already used in row 2", "of its own"),
    # what ids point at
    "document unknown": (CLAIMS, "c6,d1", "c6,d2", 7, "document_id", "d2", "no such document_id in documents.csv", "write one of: 'd1'"),
    "speaker unknown": (CLAIMS, "told,,,harbour-master", "told,,,harbour-mastr", 3, "speaker", "harbour-mastr", "no such source_id in sources.csv", "did you mean 'harbour-master'?"),
    "speaker with a space behind": (CLAIMS, "captain,author >", "captain ,author >", 4, "speaker", "captain ", "no such source_id", "did you mean 'captain'?"),
    "relay unknown": (CLAIMS, "author > yearbook", "author > almanac", 4, "via", "almanac", "no such source_id", "write one of: 'author', 'yearbook'"),
    "relays joined by a semicolon": (CLAIMS, "author > yearbook", "author; yearbook", 4, "via", "author; yearbook", "no such source_id", "write one of"),
    "subject unknown": (CLAIMS, "denies,ada-stone", "denies,Ada Stone", 4, "subject", "Ada Stone", "no such entity_id in entities.csv", "that is the name of 'ada-stone'"),
    "relation unknown": (CLAIMS, "denies,ada-stone,leads", "denies,ada-stone,lead", 4, "relation", "lead", "no such relation in relations.csv", "did you mean 'leads'?"),
    "object unknown": (CLAIMS, "leads,kite-club", "leads,rowing-crew", 7, "object", "rowing-crew", "no such entity_id", "write one of: 'ada-stone'"),
    "parent unknown": (SOURCES, "speaker,harbour-board", "speaker,the-board", 5, "speaks_for", "the-board", "no such source_id", "that is the name of 'harbour-board'"),
    "incompatible relation unknown": (RELATIONS, "+,fights", "+,fight", 4, "incompatible_with", "fight", "no such relation", "did you mean 'fights'?"),
    "document of a passage unknown": (PASSAGES, "d1,Who", "d9,Who", 2, "document_id", "d9", "no such document_id", "'d1'"),
    "repeated claim unknown": (PASSAGES, "repeats,c1", "repeats,c77", 3, "repeats", "c77", "no such claim_id in claims.csv", "write one of: 'c1'"),
    "hypothesis unknown": (ASSESSMENTS, "h1,c1", "h2,c1", 2, "hypothesis_id", "h2", "no such hypothesis_id in hypotheses.csv", "'h1'"),
    "assessed claim unknown": (ASSESSMENTS, "h1,c2", "h1,c9", 3, "claim_id", "c9", "no such claim_id", "'c2'"),
    "alternative of an unknown claim": (CLAIMS, ",c4,Whose", ",c44,Whose", 6, "alternative_of", "c44", "no such claim_id", "did you mean 'c4'?"),
    # chains and alternatives
    "speaker as a relay": (CLAIMS, "author > yearbook", "author > captain", 4, "via", "author > captain", "the speaker 'captain' is also a relay", "without the speaker"),
    "relay twice": (CLAIMS, "author > yearbook", "author > author", 4, "via", "author > author", "a relay stands twice", "each relay once"),
    "relay blank": (CLAIMS, "author > yearbook", "author >", 4, "via", "author >", "empty item", "remove the extra '>'"),
    "source speaks for itself": (SOURCES, "institution,", "institution,harbour-board", 6, "speaks_for", "harbour-board", "in a circle: harbour-board → harbour-board", "blank one"),
    "alternative of itself": (CLAIMS, ",c4,Whose", ",c5,Whose", 6, "alternative_of", "c5", "its own alternative", "name the row that it would replace"),
    "alternative of an alternative": (CLAIMS, ",1908-03,,,,", ",1908-03,,,c5,", 7, "alternative_of", "c5", "'c5' is itself an alternative", "name the first coding: 'c4'"),
    # kinds
    "subject of the wrong kind": (CLAIMS, "asserts,ada-stone,leads,kite", "asserts,chess-club,leads,kite", 7, "subject", "chess-club", "is of kind 'organization', and 'leads' takes person", "choose another relation or subject"),
    "object of the wrong kind": (CLAIMS, "leads,kite-club", "leads,ben-reed", 7, "object", "ben-reed", "is of kind 'person', and 'leads' takes organization", "choose another relation or object"),
    # ids that deceive the eye
    "id with a space before": (ENTITIES, *one_more(" cora"), 6, "entity_id", " cora", "white space around it", "write 'cora'"),
    "id with a Cyrillic letter": (ENTITIES, *one_more("c\u043era"), 6, "entity_id", "c\u043era", "mixes cyrillic and latin letters", "in one script"),
    "id with a Greek letter": (ENTITIES, *one_more("c\u03bfra"), 6, "entity_id", "c\u03bfra", "mixes greek and latin letters", "in one script"),
    "id in full width": (ENTITIES, *one_more("\uff43ora"), 6, "entity_id", "\uff43ora", "FULLWIDTH LATIN SMALL LETTER C", "type it again"),
    "id with an en dash": (ENTITIES, *one_more("cora–lane"), 6, "entity_id", "cora–lane", "EN DASH", "plain letters, digits and hyphens"),
    "id with a zero-width space": (ENTITIES, *one_more("co\u200bra"), 6, "entity_id", "co\\u200bra", "invisible or looks like another: ZERO WIDTH SPACE", "type it again"),
    "id with a soft hyphen": (ENTITIES, *one_more("co\u00adra"), 6, "entity_id", "co\\xadra", "SOFT HYPHEN", "type it again"),
    "id with a no-break space": (ENTITIES, *one_more("cora\u00a0lane"), 6, "entity_id", "cora\\xa0lane", "NO-BREAK SPACE", "type it again"),
    "id with a right-to-left mark": (ENTITIES, *one_more("cora\u200flane"), 6, "entity_id", "cora\\u200flane", "RIGHT-TO-LEFT MARK", "type it again"),
    "id with a separate accent": (ENTITIES, *one_more("zoe\u0301"), 6, "entity_id", "zoe\u0301", "separate combining marks", "write 'zo\u00e9'"),
    "id with a control character": (ENTITIES, *one_more("cora\x1b[31m"), 6, "entity_id", "cora\\x1b[31m", "U+001B", "type it again"),
    "id with a list separator": (ENTITIES, *one_more("cora; lane"), 6, "entity_id", "cora; lane", "';', which separates the items", "another character"),
    "id without end": (ENTITIES, *one_more("x" * 201), 6, "entity_id", "x" * 80 + "…", "longer than 200 characters", "short"),
    "id that differs in case": (ENTITIES, *one_more("Ada-Stone"), 6, "entity_id", "Ada-Stone", "looks like 'ada-stone' of row 2", "write both alike"),
    "id that differs in a dash": (ENTITIES, *one_more("ada_stone"), 6, "entity_id", "ada_stone", "looks like 'ada-stone' of row 2", "tell them apart"),
    "id that differs in a joiner": (ENTITIES, *one_more("ada\u200d-stone"), 6, "entity_id", "ada\\u200d-stone", "looks like 'ada-stone' of row 2", "write both alike"),
    "ids with Arabic and Persian yeh": (ENTITIES, *one_more("علي,person,,,\nعلی"), 7, "entity_id", "علی", "looks like 'علي' of row 6", "write both alike"),
    "ids with Arabic and Persian kaf": (ENTITIES, *one_more("كابل,person,,,\nکابل"), 7, "entity_id", "کابل", "looks like 'كابل' of row 6", "write both alike"),
    # rows
    "claim repeated": (CLAIMS, "c6,d1", "c7,d1,a captain deny that Ada Stone leads the Chess Club,,,captain,author > yearbook,denies,ada-stone,leads,chess-club,,,,,,Again\nc6,d1", 7, "claim_id", "c7", "the row repeats row 4", "delete one of them"),
    "passage repeated": (PASSAGES, "question,\n", "question,\nd1,Who knows?,,,question,\n", 3, "quote", "Who knows?", "the row repeats row 2", "delete one of them"),
    "repetition of nothing": (PASSAGES, "repeats,c1", "repeats,", 3, "repeats", "", "the reason is 'repeats'", "name the repeated claim"),
    "repetition with another reason": (PASSAGES, "question,", "question,c1", 2, "repeats", "c1", "the reason is 'question'", "with the reason 'repeats', and only there"),
    "too many cells": (CLAIMS, "Whose words?", "Whose words, really?", 6, "", " really?", "18 cells under 17 column names", "quotation marks around cells with commas"),
    # quotes
    "quote with a straight apostrophe": (CLAIMS, "Club’s", "Club's", 3, "quote", "Ben Reed sat on the Club's committee – or so he was told", "not in the text", "' (APOSTROPHE), where the text has ’ (RIGHT SINGLE QUOTATION MARK)"),
    "quote with a hyphen": (CLAIMS, "–", "-", 3, "quote", "Ben Reed sat on the Club’s committee - or so he was told", "not in the text", "- (HYPHEN-MINUS), where the text has – (EN DASH)"),
    "quote with a plain space": (CLAIMS, "\u00a0", " ", 7, "quote", "wrote E. Marsh in No. 7", "not in the text", "(SPACE), where the text has NO-BREAK SPACE"),
    "quote of other words": (CLAIMS, "wrote E. Marsh in No.\u00a07", "Zebras", 7, "quote", "Zebras", "not in the text", "no passage of the text resembles it"),
    "quote that stands twice": (CLAIMS, '", wrote"', "", 2, "quote", "Ada Stone leads the Chess Club", "more than once", "quote_prefix or quote_suffix"),
    "quote with the wrong words after it": (CLAIMS, '", wrote"', '", said"', 2, "quote", "Ada Stone leads the Chess Club", "not in the text", "not between the given prefix and suffix"),
    "passage not in the text": (PASSAGES, "Who knows?", "Who knew?", 2, "quote", "Who knew?", "not in the text", "e (LATIN SMALL LETTER E), where the nearest passage has o"),
    # files of texts
    "text missing": (DOCUMENTS, "harbour.txt", "harbor.txt", 2, "file", "harbor.txt", "no such file", "put the file there"),
    "text in another folder": (DOCUMENTS, "harbour.txt", "texts/harbour.txt", 2, "file", "texts/harbour.txt", "not in the form", "bare name"),
    "text above the folder": (DOCUMENTS, "harbour.txt", "../harbour.txt", 2, "file", "../harbour.txt", "not in the form", "bare name"),
    "text on another drive": (DOCUMENTS, "harbour.txt", "C:harbour.txt", 2, "file", "C:harbour.txt", "not in the form", "bare name"),
    "text in a backslash folder": (DOCUMENTS, "harbour.txt", "texts\\harbour.txt", 2, "file", "texts\\harbour.txt", "not in the form", "bare name"),
    "text hidden": (DOCUMENTS, "harbour.txt", ".harbour.txt", 2, "file", ".harbour.txt", "not in the form", "bare name"),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("name", ONE_CELL)
def test_one_broken_cell_is_one_problem(folder, name):
    file, old, new, row, column, value, words, cure = ONE_CELL[name]
    edit(folder, file, old, new)
    problems = said(folder)
    assert len(problems) == 1, problems
    assert_problem(problems[0], file, row, column, value, words, cure)
    assert_said_word_for_word(name, problems[0], folder)


# --- whole files ------------------------------------------------------------------------------


def rewrite(name, change):
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def rename(old, new):
    return lambda folder: (folder / old).rename(folder / new)


def instead(name, put):
    """Put something else in the place of a file."""
    return lambda folder: (remove(name)(folder), put(folder / name))


def remove(*names):
    return lambda folder: [(folder / name).unlink() for name in names]


ONE_FILE = {
    "semicolons": (rewrite(CLAIMS, lambda b: b.replace(b",", b";")), CLAIMS, 1, "", "claim_id;document_id;quote;quote_prefix;quote_suffix;speaker;via;stance;subject;…", "separated by semicolons", "CSV with commas"),
    "tabs": (rewrite(CLAIMS, lambda b: b"claim_id\tspeaker\n"), CLAIMS, 1, "", "claim_id\\tspeaker", "separated by tabs", "CSV with commas"),
    "semicolons and quotation marks": (rewrite(CLAIMS, lambda b: b'"claim_id";"speaker"\n"c1";"author"\n'), CLAIMS, 1, "", 'claim_id;"speaker"', "separated by semicolons", "CSV with commas"),
    "semicolons below a title": (rewrite(CLAIMS, lambda b: b"My claims\n\nClaim ID;Speaker\nc1;author, or so\n"), CLAIMS, 3, "", "Claim ID;Speaker", "separated by semicolons", "CSV with commas"),
    "bars": (rewrite(CLAIMS, lambda b: b"claim_id|speaker\nc1|author\n"), CLAIMS, 1, "", "claim_id|speaker", "separated by bars", "CSV with commas"),
    "column names in other letters below a title": (rewrite(CLAIMS, lambda b: b"My claims; a draft\n" + b.replace(b"claim_id", b"Claim ID", 1)), CLAIMS, 1, "", "My claims; a draft", "column names stand in row 2", "delete the rows above row 2"),
    "column names once more": (rewrite(CLAIMS, lambda b: b + b.splitlines(keepends=True)[0]), CLAIMS, 8, "", "claim_id", "stand here once more", "delete the row"),
    "quotation mark not closed": (rewrite(CLAIMS, lambda b: b.replace(b'", wrote"', b'", wrote')), CLAIMS, 2, "", "", "cannot be read", "double the marks inside"),
    "quotation mark within": (rewrite(CLAIMS, lambda b: b.replace(b'", wrote"', b'", "wrote""')), CLAIMS, 2, "", "", "cannot be read", "double the marks inside"),
    "file empty": (rewrite(CLAIMS, lambda b: b""), CLAIMS, 1, "", "", "no column names", "a row of column names"),
    "file of a mark alone": (rewrite(CLAIMS, lambda b: b"\xef\xbb\xbf"), CLAIMS, 1, "", "", "no column names", "a row of column names"),
    "first row blank": (rewrite(CLAIMS, lambda b: b",,\n" + b), CLAIMS, 1, "", "", "no column names", "a row of column names"),
    "file in Latin-1": (rewrite(SOURCES, lambda b: b.replace(b"a captain", b"un capit\xe0n")), SOURCES, 4, "", None, "not UTF-8", "UTF-8"),
    "file in UTF-16": (rewrite(CLAIMS, lambda b: b.decode().encode("utf-16")), CLAIMS, None, "", "", "UTF-16", "UTF-8"),
    "file name misspelt": (rename(PASSAGES, "pasages.csv"), "pasages.csv", None, "", "", "not that of a table", "rename it to passages.csv"),
    "file name in capitals": (rename(PASSAGES, "PASSAGES.CSV"), "PASSAGES.CSV", None, "", "", "not that of a table", "rename it to passages.csv"),
    "claims misspelt": (rename(CLAIMS, "claim.csv"), "claim.csv", None, "", "", "not that of a table", "rename it to claims.csv"),
    "claims in another case": (rename(CLAIMS, "Claims.csv"), "Claims.csv", None, "", "", "not that of a table", "rename it to claims.csv"),
    "claims by another name": (rename(CLAIMS, "My data - claims.csv"), "My data - claims.csv", None, "", "", "has the columns of a table", "rename it to claims.csv"),
    "claims by another name, marked twice": (lambda folder: (rename(CLAIMS, "mine.csv")(folder), rewrite("mine.csv", lambda b: b"\xef\xbb\xbf" * 2 + b)(folder)), "mine.csv", None, "", "", "has the columns of a table", "rename it to claims.csv"),
    "sources by another name, with semicolons": (lambda folder: (rename(SOURCES, "Quellen.csv")(folder), rewrite("Quellen.csv", lambda b: b.replace(b",", b";"))(folder)), "Quellen.csv", None, "", "", "has the columns of a table", "rename it to sources.csv"),
    "a table that is a workbook": (rename(SOURCES, "Sources.xlsx"), "Sources.xlsx", None, "", "", "has to be a CSV file", "save it as sources.csv"),
    "a table whose ending is hidden": (rename(SOURCES, "sources.csv.txt"), "sources.csv.txt", None, "", "", "has to be a CSV file", "save it as sources.csv"),
    "text a PDF": (lambda folder: (rewrite("harbour.txt", lambda b: b"%PDF-1.7" + b)(folder), edit(folder, DOCUMENTS, VALID[DOCUMENTS][-65:], "\n")), "harbour.txt", None, "", "", "no plain text but a PDF", "as plain text in UTF-8"),
    "table a workbook by another name": (rewrite(SOURCES, lambda b: b"PK\x03\x04\0" + b), SOURCES, None, "", "", "a packed file", "CSV UTF-8"),
    "table an old workbook by another name": (rewrite(SOURCES, lambda b: START + "Workbook".encode("utf-16-le")), SOURCES, None, "", "", "an old Excel workbook (.xls)", "CSV UTF-8"),
    "table a workbook with a password": (rewrite(SOURCES, lambda b: START + "EncryptedPackage".encode("utf-16-le")), SOURCES, None, "", "", "a file with a password", "CSV UTF-8"),
    "claims a folder": (instead(CLAIMS, Path.mkdir), CLAIMS, None, "", "", "it is there, and cannot be read", "put a CSV file in its place"),
    "table a folder": (instead(ENTITIES, Path.mkdir), ENTITIES, None, "", "", "it is there, and cannot be read", "put a CSV file in its place"),
    "table a broken link": (instead(SOURCES, lambda path: path.symlink_to("nowhere.csv")), SOURCES, None, "", "", "it is there, and cannot be read", "put a CSV file in its place"),
    "optional table a broken link": (instead(PASSAGES, lambda path: path.symlink_to("nowhere.csv")), PASSAGES, None, "", "", "it is there, and cannot be read", "put a CSV file in its place"),
    "claims missing": (remove(CLAIMS), CLAIMS, None, "", "", "there is no claims.csv in", "every dataset needs"),
    "text changed": (rewrite("harbour.txt", lambda b: b + b"\n"), DOCUMENTS, 2, "sha256", None, "harbour.txt has another checksum", "restore the text"),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_FILE)
def test_one_broken_file_is_one_problem(folder, name):
    break_it, file, row, column, value, words, cure = ONE_FILE[name]
    break_it(folder)
    problems = said(folder)
    assert len(problems) == 1, problems
    assert_problem(
        problems[0], file, row, column, problems[0].value if value is None else value, words, cure
    )
    assert_said_word_for_word(name, problems[0], folder)


@pytest.mark.parametrize("name", ["nowhere", "harbour.txt"])
def test_what_is_no_folder_is_one_problem(folder, name):
    (problem,) = said(folder / name)
    assert (
        problem.file == str(folder / name)
        and "no such folder" in problem.problem
        and "claims.csv" in problem.fix
    )


# --- one defect that is more than one problem, and why -----------------------------------------


def test_a_circle_is_reported_at_each_of_its_members(folder):
    edit(folder, SOURCES, "institution,", "institution,harbour-master")
    assert [(p.row, p.column, p.value) for p in said(folder)] == [
        (5, "speaks_for", "harbour-board"),
        (6, "speaks_for", "harbour-master"),
    ]


def test_an_id_renamed_in_one_place_is_unknown_in_all_others(folder):
    edit(folder, ENTITIES, "kite-club,", "kites,")
    assert [(p.row, p.column, p.value, p.problem) for p in said(folder)] == [
        (5, "object", "kite-club", "no such entity_id in entities.csv (3 rows: 5–7)")
    ]


def test_ids_are_checked_where_they_are_mentioned_if_no_table_defines_them(folder):
    remove(SOURCES, ENTITIES)(folder)
    edit(folder, CLAIMS, "captain,author > yearbook", "captain ,Author > year\u200bbook")
    edit(folder, CLAIMS, "leads,kite-club", "leads,Kite Club")
    assert [(p.file, p.row, p.column, p.value) for p in said(folder)] == [
        (CLAIMS, 4, "speaker", "captain "), (CLAIMS, 4, "via", "Author"), (CLAIMS, 4, "via", "year\\u200bbook"), (CLAIMS, 7, "object", "Kite Club"),
    ]  # fmt: skip


def test_of_a_row_with_a_cell_too_many_nothing_else_is_said(folder):
    edit(folder, CLAIMS, "c5,d1,The Chess Club and", "c5,d1,The Chess Club, and")
    edit(folder, RELATIONS, "allied_with,is allied with,", "allied_with,is allied, with,")
    edit(folder, ASSESSMENTS, "h1,c2,r1,neutral", "h1,c2,r1, I think,neutral")
    edit(folder, SOURCES, "the harbour master", "the master, of the harbour")
    assert [(p.file, p.row, p.column) for p in said(folder)] == [
        (SOURCES, 5, ""),
        (RELATIONS, 4, ""),
        (CLAIMS, 6, ""),
        (ASSESSMENTS, 3, ""),
    ]


def test_a_row_with_a_cell_too_many_is_not_repeated(folder):
    edit(folder, CLAIMS, "Whose words?", "Whose words, really?")
    again = "c7,d1,The Chess Club and the Kite Club are allies,,,author,,asserts,chess-club,"
    edit(folder, CLAIMS, "c6,d1", f"{again}allied_with,kite-club,,,,,c4,\nc6,d1")
    assert [(p.row, p.problem[:11]) for p in said(folder)] == [(6, "the row has")]


def test_ids_are_not_asked_for_where_one_may_be_moved(folder):
    lines = [line.split(",") for line in VALID[SOURCES].splitlines()]
    moved = [",".join([name, one, *rest]) for one, name, *rest in lines]
    moved[4] = f"the master, {moved[4]}"
    (folder / SOURCES).write_text("\n".join(moved), encoding="utf-8")
    assert [(p.file, p.row) for p in said(folder)] == [(SOURCES, 5)]


def test_assessments_need_their_hypotheses(folder):
    remove(HYPOTHESES)(folder)
    assert [tuple(p)[:4] + tuple(p)[5:] for p in said(folder)] == [
        (ASSESSMENTS, 2, "hypothesis_id", "h1", "there is nothing yet that it could point at")
    ]


def test_a_text_in_another_encoding_has_another_checksum_too(folder):
    rewrite("harbour.txt", lambda b: b.replace("–".encode(), b"\x96"))(folder)
    assert [(p.file, p.row, p.column) for p in said(folder)] == [
        ("harbour.txt", 2, ""),
        (DOCUMENTS, 2, "sha256"),
    ]


def test_a_checksum_that_is_none_is_another_too(folder):
    edit(folder, DOCUMENTS, VALID[DOCUMENTS][-65:], "abc\n")
    assert [(p.row, p.column, p.value) for p in said(folder)] == [(2, "sha256", "abc")] * 2
    assert "64 characters" in said(folder)[0].fix and "another checksum" in said(folder)[1].problem


@pytest.mark.parametrize("name", [SOURCES, ENTITIES, RELATIONS, HYPOTHESES])
def test_a_table_that_cannot_be_read_is_not_missed_by_those_that_point_at_it(folder, name):
    (folder / name).write_bytes(b"")
    assert [(p.file, p.row, p.problem) for p in said(folder)] == [
        (name, 1, "the first row has no column names")
    ]


def test_all_problems_are_said_in_one_go(folder):
    edit(folder, CLAIMS, "denies", "Denies")
    edit(folder, CLAIMS, "Club’s", "Club's")
    edit(folder, CLAIMS, "author > yearbook", "author > almanac")
    edit(folder, SOURCES, "unnamed", "anonymous")
    edit(folder, DOCUMENTS, "stated", "guessed")
    rename(PASSAGES, "pasages.csv")(folder)
    rewrite(HYPOTHESES, lambda b: b"")(folder)
    edit(folder, ASSESSMENTS, "neutral", "+")
    assert [(p.file, p.column) for p in said(folder)] == [
        ("pasages.csv", ""), (DOCUMENTS, "published_basis"), (SOURCES, "kind"), (CLAIMS, "quote"), (CLAIMS, "stance"), (CLAIMS, "via"),
        (HYPOTHESES, ""), (ASSESSMENTS, "rating"),
    ]  # fmt: skip
    with pytest.raises(DatasetError, match="^8 problems in "):
        load_dataset(folder)


# --- what is no problem -----------------------------------------------------------------------

FINE = {
    "blank rows": (CLAIMS, "c6,d1", "\n,,,,\nc6,d1"),
    "rows of blanks": (CLAIMS, "c6,d1", "  \n , \u00a0,,\nc6,d1"),
    "column names in a note": (CLAIMS, "Whose words?", "claim_id; speaker; stance; and so on"),
    "a column without name of blanks": (
        HYPOTHESES,
        "question,statement\n",
        "question,statement, \n, , , , \n",
    ),
    "a short row": (CLAIMS, ",1908-03,,,,\n", ",1908-03\n"),
    "blank columns": (HYPOTHESES, "question,statement\n", "question,statement,,\n"),
    "an own column": (CLAIMS, "alternative_of,note", "alternative_of,x_mood"),
    "a cell with lines, commas and quotation marks": (
        CLAIMS,
        "Whose words?",
        '"Whose\r\nwords, ""really""?"',
    ),
    "an id in Arabic script": (ENTITIES, *one_more("سراج‌الدین")),
    "an id with a space inside": (ENTITIES, *one_more("Cora Lane")),
    "a formula in free text": (CLAIMS, "Whose words?", "=1+1"),
    "a header alone": (PASSAGES, VALID[PASSAGES].split("\n", 1)[1], ""),
    "a table of something else": (DOCUMENTS, "A quarrel", "Ein Streit"),
}


@pytest.mark.parametrize("name", FINE)
def test_what_is_no_problem(folder, name):
    edit(folder, *FINE[name])
    assert said(folder) == []


def test_other_files_are_let_alone(folder):
    (folder / "my-own-notes.csv").write_bytes(b"\xff\x00")
    assert said(folder) == []
