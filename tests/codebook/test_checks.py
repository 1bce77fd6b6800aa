"""What the checks leave alone, and what their own rules say of the examples.

See also test_broken.py.
"""

import random
from collections import Counter

import pandas as pd
import pytest

from helpers.codebook.checks import (
    MOST_UNKNOWN,
    check_tables,
    find_problems,
    ids_by_name,
    wrong_cell,
)
from helpers.codebook.distinct import Distinct
from helpers.codebook.schema import CODINGS, EDTF_TYPE, fields, table_names
from helpers.codebook.spelling import skeleton

FIELDS = [
    (table, column, field) for table in table_names() for column, field in fields(table).items()
]


@pytest.mark.parametrize(
    ("table", "column", "field"), FIELDS, ids=[f"{table}.{column}" for table, column, _ in FIELDS]
)
def test_every_column_is_described_and_its_example_is_allowed(table, column, field):
    assert field["description"].endswith((".", "?")) and field["type"] == "string"
    assert field["example"]
    assert wrong_cell(field, field["example"]) is None


def test_columns_of_the_analysts_own_are_never_checked():
    claims = pd.DataFrame(
        [
            {
                "claim_id": "k1",
                "speaker": "a",
                "stance": "asserts",
                "subject": "b",
                "relation": "c",
                "object": "d",
                "x_page": " \u200b",
            }
        ],
        index=[2],
    )
    assert check_tables({"claims": claims}).empty


# --- word for word, one rule at a time ----------------------------------------------------------


def frame(columns, *rows, first=2):
    """A table in few words.

    Columns and cells are separated by blanks, a dot is an empty cell, an underscore a blank.
    """
    cells = [[{".": ""}.get(cell, cell.replace("_", " ")) for cell in row.split()] for row in rows]
    return pd.DataFrame(
        cells, columns=columns.split(), index=range(first, first + len(rows)), dtype="str"
    )


def said(tables):
    return [tuple(problem) for problem in find_problems(tables)]


ADD = {column: f"add it: {field['description']}" for column, field in fields("claims").items()}
FILL = {column: f"fill it in: {field['description']}" for column, field in fields("claims").items()}
OWN_ID = "give each row an id of its own"
REPEATED = "delete one of them, or say in which column they differ"
CHAIN = "name each relay once, outermost first, without the speaker"
CIRCLE = "blank one speaks_for of the circle"
BE = "claim_id speaker stance subject relation object"
EDTF = (
    "not a date in EDTF (year-month-day)",
    "use a form such as 1908, 1908-03, 1908-03-06, 1908-03-06? or 1907-09/.. (EDTF)",
)


def kind_fix(end):
    return f"choose another relation or {end}, or mend the kind in entities.csv or relations.csv"


RULES = {
    "a header": (
        {"claims": frame("claim_id mood mood speaker object spaeker stanse x_mood stance")},
        [
            ("claims.csv", 1, "mood", "", "the column stands twice", "keep one of them"),
            ("claims.csv", 1, "mood", "mood", "claims has no such column", "delete it, or start its name with x_ to carry it along unchecked"),
            ("claims.csv", 1, "spaeker", "spaeker", "claims has no such column", "delete it, or start its name with x_ to carry it along unchecked"),
            ("claims.csv", 1, "stanse", "stanse", "claims has no such column", "delete it, or start its name with x_ to carry it along unchecked"),
            ("claims.csv", 1, "subject", "", "the column is missing", ADD["subject"]),
            ("claims.csv", 1, "relation", "", "the column is missing", ADD["relation"]),
        ],
    ),
    "a header misspelt": (
        {"claims": frame("claim_id Stance stanse subject relation object speaker").assign(**{"mood\x1b": ""})},
        [
            ("claims.csv", 1, "Stance", "Stance", "claims has no such column", "did you mean 'stance'?"),
            ("claims.csv", 1, "stanse", "stanse", "claims has no such column", "delete it, or start its name with x_ to carry it along unchecked"),
            ("claims.csv", 1, "mood\\x1b", "mood\\x1b", "claims has no such column", "delete it, or start its name with x_ to carry it along unchecked"),
        ],
    ),
    "a header that is a number": (
        {"entities": pd.DataFrame([["ada", "person", "x"]], columns=["entity_id", "kind", 7], index=[2])},
        [("entities.csv", 1, "7", "7", "entities has no such column", "delete it, or start its name with x_ to carry it along unchecked")],
    ),
    "cells": (
        {"claims": frame(BE + " role time valid", "k1 a asserts b leads c __ now 1908-13", ". a . b leads d chair former 1908-03", "k3 . denies b leads e . __ x", first=5)},
        [
            ("claims.csv", 6, "claim_id", "", "the cell is blank", FILL["claim_id"]),
            ("claims.csv", 7, "speaker", "", "the cell is blank", FILL["speaker"]),
            ("claims.csv", 6, "stance", "", "the cell is blank", FILL["stance"]),
            ("claims.csv", 5, "role", "  ", "the cell holds nothing but white space", "empty it"),
            ("claims.csv", 5, "time", "now", "not an allowed value", "write one of: 'current', 'former', 'future', 'unspecified'"),
            ("claims.csv", 7, "time", "  ", "the cell holds nothing but white space", "empty it"),
            ("claims.csv", 5, "valid", "1908-13", EDTF[0], "did you mean '1908/1913'?"),
            ("claims.csv", 7, "valid", "x", *EDTF),
        ],
    ),
    "keys": (
        {"entities": frame("entity_id kind", "ada person", "ben person", "Ada person", "ada thing", ". place", ". place", "b>c thing")},
        [
            ("entities.csv", 6, "entity_id", "", "the cell is blank", f"fill it in: {fields('entities')['entity_id']['description']}"),
            ("entities.csv", 7, "entity_id", "", "the cell is blank", f"fill it in: {fields('entities')['entity_id']['description']}"),
            ("entities.csv", 5, "entity_id", "ada", "already used in row 2", OWN_ID),
            ("entities.csv", 4, "entity_id", "Ada", "looks like 'ada' of row 2", "write both alike if they are one, or make the ids tell them apart"),
            ("entities.csv", 8, "entity_id", "b>c", "the id contains '>', which separates the items of a list", "choose another character"),
        ],
    ),
    "keys of several columns": (
        {"assessments": frame("hypothesis_id claim_id rater rating", "h1 c1 r1 neutral", "h1 c1 R1 neutral", "h1 c1 r1 consistent", "h2 c1 r1 neutral")},
        [("assessments.csv", 4, "hypothesis_id, claim_id, rater", "h1 c1 r1", "already used in row 2", OWN_ID)],
    ),
    "an odd id in a key of several columns is said once": (
        {"assessments": frame("hypothesis_id claim_id rater rating", "h1 c1 r1 neutral", "H1 c1 r1 neutral")},
        [("assessments.csv", 3, "hypothesis_id", "H1", "looks like 'h1' of row 2", "write both alike if they are one, or make the ids tell them apart")],
    ),
    "lists": (
        {"claims": frame(BE + " via", "k1 a asserts b leads c x_>_y", "k2 a denies b leads c x_>")},
        [("claims.csv", 3, "via", "x >", "the list has an empty item", "remove the extra '>'")],
    ),
    "patterns": (
        {"documents": frame("document_id file", "d1 gazette.txt", "d2 ../gazette.txt")},
        [("documents.csv", 3, "file", "../gazette.txt", "not in the form that the column asks for", fields("documents")["file"]["description"])],
    ),
    "the example of a template": (
        {"hypotheses": frame("hypothesis_id question statement", "h1 Who? Ada"), "claims": frame(BE + " note", "k1 a asserts b leads c Example", "k2 a denies b leads c Example:_delete_this_row.")},
        [("claims.csv", 3, "note", "Example: delete this row.", "the row is the example of the template", "delete it, or its note if it is a row of yours")],
    ),
    "a key that lacks a column": (
        {"assessments": frame("hypothesis_id claim_id rating", "h1 c1 neutral", "h1 c1 neutral")},
        [("assessments.csv", 1, "rater", "", "the column is missing", f"add it: {fields('assessments')['rater']['description']}")],
    ),
    "names in place of ids": (
        {
            "sources": frame("source_id name speaks_for", "ned-price Ned_Price the_STATE_department", "state the_State_Department .", "envoy the_Envoy .", "envoy-2 the_envoy ."),
            "entities": frame("entity_id kind name aliases", "ada person Ada_Stone A.S.;the_Captain", "ben person Ben Ada", "club organization Chess_Club ."),
            "relations": frame("relation label", "leads is_the_head_of"),
            "claims": frame(BE + " via", "k1 Ned_Price asserts the_captain is_the_head_of chess_club The_Envoy_>_state", "k2 state denies ADA leads club ."),
        },
        [
            ("sources.csv", 2, "speaks_for", "the STATE department", "no such source_id in sources.csv", "that is the name of 'state': write the id"),
            ("claims.csv", 2, "speaker", "Ned Price", "no such source_id in sources.csv", "that is the name of 'ned-price': write the id"),
            ("claims.csv", 2, "subject", "the captain", "no such entity_id in entities.csv", "that is the name of 'ada': write the id"),
            ("claims.csv", 3, "subject", "ADA", "no such entity_id in entities.csv", "did you mean 'ada'? It is the name of 'ben' too"),
            ("claims.csv", 2, "relation", "is the head of", "no such relation in relations.csv", "that is the name of 'leads': write the id"),
            ("claims.csv", 2, "object", "chess club", "no such entity_id in entities.csv", "that is the name of 'club': write the id"),
            ("claims.csv", 2, "via", "The Envoy", "no such source_id in sources.csv", "that is the name of 'envoy' and of 'envoy-2': write the id"),
        ],
    ),
    "references": (
        {"sources": frame("source_id speaks_for", "ada .", "board town", ". ."), "entities": frame("entity_id kind", "ben person"),
         "claims": frame(BE + " via", "k1 Ada asserts ben leads bin ada>_.", "k2 ada asserts ben leads ben zoe_>_board_>_zoe_>_yen", "k3 Ada denies ben leads ben .")},
        [
            ("sources.csv", 4, "source_id", "", "the cell is blank", f"fill it in: {fields('sources')['source_id']['description']}"),
            ("sources.csv", 3, "speaks_for", "town", "no such source_id in sources.csv", "write one of: 'ada', 'board'"),
            ("claims.csv", 2, "speaker", "Ada", "no such source_id in sources.csv", "did you mean 'ada'?"),
            ("claims.csv", 4, "speaker", "Ada", "no such source_id in sources.csv", "did you mean 'ada'?"),
            ("claims.csv", 2, "object", "bin", "no such entity_id in entities.csv", "write one of: 'ben'"),
            ("claims.csv", 2, "via", ".", "no such source_id in sources.csv", "write one of: 'ada', 'board'"),
            ("claims.csv", 3, "via", "zoe", "no such source_id in sources.csv", "write one of: 'ada', 'board'"),
            ("claims.csv", 3, "via", "yen", "no such source_id in sources.csv", "write one of: 'ada', 'board'"),
            ("claims.csv", 3, "via", "zoe > board > zoe > yen", "a relay stands twice", CHAIN),
        ],
    ),
    "ids where no table defines them": (
        {"claims": frame(BE + " via", "k1 ada asserts ben leads c;d .", "k2 Ada asserts ben Leads Ben .", "k3 ada asserts Ben leads ben zoe_>_Zoe")},
        [
            ("claims.csv", 3, "speaker", "Ada", "looks like 'ada' of row 2", "write both alike if they are one, or make the ids tell them apart"),
            ("claims.csv", 4, "via", "Zoe", "looks like 'zoe' of row 4", "write both alike if they are one, or make the ids tell them apart"),
            ("claims.csv", 4, "subject", "Ben", "looks like 'ben' of row 2", "write both alike if they are one, or make the ids tell them apart"),
            ("claims.csv", 2, "object", "c;d", "the id contains ';', which separates the items of a list", "choose another character"),
            ("claims.csv", 3, "relation", "Leads", "looks like 'leads' of row 2", "write both alike if they are one, or make the ids tell them apart"),
        ],
    ),
    "references to a table whose key is missing": (
        {"sources": frame("name", "ada"), "claims": frame(BE, "k1 Ada asserts ben leads club")},
        [("sources.csv", 1, "source_id", "", "the column is missing", f"add it: {fields('sources')['source_id']['description']}")],
    ),
    "references to a table of nothing but its key": (
        {"sources": frame("source_id", "ada"), "claims": frame(BE, "k1 Ada asserts ben leads club")},
        [("claims.csv", 2, "speaker", "Ada", "no such source_id in sources.csv", "did you mean 'ada'?")],
    ),
    "repeated rows": (
        {"claims": frame(BE + " quote note", *(f"k{n} a asserts b leads c {quote} {note}" for n, quote, note in [(1, "q", "x"), (2, "q", "y"), (3, "Q", "y"), (4, "q\x1b", "z"), (5, "q\x1b", ".")])),
         "passages": frame("document_id quote reason", "d q question", "e q question", "d q boilerplate", "d q question"),
         "hypotheses": frame("hypothesis_id question statement", "h1 Who? Ada", "h2 Who? Ada")},
        [
            ("claims.csv", 3, "claim_id", "k2", "the row repeats row 2", REPEATED),
            ("claims.csv", 6, "claim_id", "k5", "the row repeats row 5", REPEATED),
            ("passages.csv", 5, "quote", "q", "the row repeats row 2", REPEATED),
        ],
    ),
    "circles": (
        {"sources": frame("source_id speaks_for", "a b", "b c", "c b", "d d", "e .", "f e", "g d")},
        [
            ("sources.csv", 3, "speaks_for", "c", "speaks for itself in a circle: b → c → b", CIRCLE),
            ("sources.csv", 4, "speaks_for", "b", "speaks for itself in a circle: c → b → c", CIRCLE),
            ("sources.csv", 5, "speaks_for", "d", "speaks for itself in a circle: d → d", CIRCLE),
        ],
    ),
    "a long circle": (
        {"sources": frame("source_id speaks_for", *(f"{'x' * 50}{n} {'x' * 50}{(n + 1) % 5}" for n in range(5)))},
        [
            ("sources.csv", n + 2, "speaks_for", f"{'x' * 50}{(n + 1) % 5}",
             "speaks for itself in a circle: " + " → ".join(f"{'x' * 50}{(n + step) % 5}" for step in range(6))[:200] + "…", CIRCLE)
            for n in range(5)
        ],
    ),
    "kinds": (
        {"entities": frame("entity_id kind", "ada person", "club organization", "war event", "oddity odd"),
         "relations": frame("relation subject_kind object_kind", "leads person organization;place", "meets . .", "joins person;_collective organization"),
         "claims": frame(BE, "k1 s asserts club leads war", "k2 s asserts ada leads club", "k3 s asserts war meets war", "k4 s asserts oddity leads ada", "k5 s asserts war joins club", "k6 s denies club leads club")},
        [
            ("entities.csv", 5, "kind", "odd", "not an allowed value", "write one of: 'person', 'organization', 'collective', 'place', 'event', 'thing'"),
            ("claims.csv", 2, "subject", "club", "is of kind 'organization', and 'leads' takes person", kind_fix("subject")),
            ("claims.csv", 6, "subject", "war", "is of kind 'event', and 'joins' takes person or collective", kind_fix("subject")),
            ("claims.csv", 7, "subject", "club", "is of kind 'organization', and 'leads' takes person", kind_fix("subject")),
            ("claims.csv", 2, "object", "war", "is of kind 'event', and 'leads' takes organization or place", kind_fix("object")),
            ("claims.csv", 5, "object", "ada", "is of kind 'person', and 'leads' takes organization or place", kind_fix("object")),
        ],
    ),
    "kinds without relations": (
        {"entities": frame("entity_id kind", "ada person", "club organization"), "claims": frame(BE, "k1 s asserts club leads ada")},
        [],
    ),
    "kinds without entities": (
        {"relations": frame("relation subject_kind object_kind", "leads person organization"), "claims": frame(BE, "k1 s asserts club leads ada")},
        [],
    ),
    "repetitions": (
        {"passages": frame("document_id quote reason repeats", "d q repeats .", "d r question k1", "d s repeats k1", "d t question .", "d u rep\x1b k\x1b")},
        [
            ("passages.csv", 6, "reason", "rep\\x1b", "not an allowed value", "write one of: 'boilerplate', 'question', 'no_proposition', 'repeats'"),
            ("passages.csv", 6, "repeats", "k\\x1b", "the id contains a character that is invisible or looks like another: U+001B", "type it again with plain letters, digits and hyphens"),
            ("passages.csv", 2, "repeats", "", "the reason is 'repeats'", "name the repeated claim with the reason 'repeats', and only there"),
            ("passages.csv", 3, "repeats", "k1", "the reason is 'question'", "name the repeated claim with the reason 'repeats', and only there"),
            ("passages.csv", 6, "repeats", "k\\x1b", "the reason is 'rep\\\\x1b'", "name the repeated claim with the reason 'repeats', and only there"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_each_rule_is_said_word_for_word(name):
    tables, expected = RULES[name]
    assert said(tables) == expected


@pytest.mark.parametrize("table", CODINGS)
def test_chains_and_alternatives_are_checked_in_every_coding(table):
    claims = frame(
        BE + " via alternative_of",
        "k1 a asserts x leads y b_>_c_>_d .", "k2 a asserts x leads y a_>_b k1", "k3 a asserts x leads y b_>_b k2", "k4 a asserts x leads y b k4", "k5 a\x1b asserts x leads y a\x1b .",
    )  # fmt: skip
    odd = (
        "the id contains a character that is invisible or looks like another: U+001B",
        "type it again with plain letters, digits and hyphens",
    )
    assert said({table: claims}) == [
        (f"{table}.csv", 6, "speaker", "a\\x1b", *odd),
        (f"{table}.csv", 3, "via", "a > b", "the speaker 'a' is also a relay", CHAIN),
        (f"{table}.csv", 4, "via", "b > b", "a relay stands twice", CHAIN),
        (f"{table}.csv", 6, "via", "a\\x1b", "the speaker 'a\\\\x1b' is also a relay", CHAIN),
        (
            f"{table}.csv",
            4,
            "alternative_of",
            "k2",
            "'k2' is itself an alternative",
            "name the first coding: 'k1'",
        ),
        (
            f"{table}.csv",
            5,
            "alternative_of",
            "k4",
            "the row is its own alternative",
            "name the row that it would replace, or blank the cell",
        ),
    ]


def test_no_more_unknown_items_of_a_list_are_said_than_a_reader_can_take():
    names = [f"s{n}" for n in range(MOST_UNKNOWN + 1)]
    found = said(
        {
            "sources": frame("source_id", "z"),
            "claims": frame(BE + " via", f"k1 z asserts b leads c {'>'.join(names)}"),
        }
    )
    assert [problem[3] for problem in found] == names[:-1] and {
        problem[2] for problem in found
    } == {"via"}


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ({}, " \u3000", ("the cell holds nothing but white space", "empty it")),
        ({}, " x", None),
        (
            {"constraints": {"enum": ["yes", "no"]}},
            "YES",
            ("not an allowed value", "did you mean 'yes'?"),
        ),
        ({"constraints": {"enum": ["yes", "no"]}}, "no", None),
        (
            {"constraints": {"pattern": "[a-z]+"}, "description": "Small letters."},
            "ab1",
            ("not in the form that the column asks for", "Small letters."),
        ),
        ({"constraints": {"pattern": "[a-z]+"}, "description": "Small letters."}, "ab", None),
        ({"rdfType": EDTF_TYPE}, "March", EDTF),
        ({"rdfType": EDTF_TYPE}, "1908-03", None),
        ({"rdfType": "http://www.w3.org/2001/XMLSchema#string"}, "March", None),
        (
            {"list": {"separator": ";"}},
            "a; ;b",
            ("the list has an empty item", "remove the extra ';'"),
        ),
        ({"list": {"separator": ";"}}, "a; b", None),
        (
            {"list": {"separator": ">", "enum": ["a", "b"]}},
            "b > a\x1b",
            ("'a\\\\x1b' is not an allowed value", "write one of: 'a', 'b'"),
        ),
        ({"list": {"separator": ">", "enum": ["a", "b"]}}, "b > a", None),
    ],
    ids=range(13),
)
def test_what_is_wrong_with_one_cell(field, value, wrong):
    assert wrong_cell(field, value) == wrong


def test_problems_are_a_table_in_the_order_of_files_and_rows():
    table = check_tables(
        {"claims": frame(BE, "k1 a hints b leads c"), "sources": frame("source_id", ".")}
    )
    assert table[["file", "row", "column"]].to_numpy().tolist() == [
        ["sources.csv", 2, "source_id"],
        ["claims.csv", 2, "stance"],
        ["claims.csv", 2, "speaker"],
    ]


def test_every_wrong_row_of_many_is_listed():
    """Faults are laid into random rows of a large table.

    Each must come back, with its row, and nothing else.
    """
    chance = random.Random(0)
    rows = [
        [
            f"k{i}",
            f"s{i % 7}",
            chance.choice(["asserts", "denies"]),
            f"p{i % 50}",
            "leads",
            f"o{i % 9}",
            f"said {i}",
            "2021-08-27",
        ]
        for i in range(3_000)
    ]
    places = chance.sample(range(100, 3_000), 60)
    for column, value, found in zip(
        range(6), ["k7", "nobody", "asserted", "", "leed", "o99"], range(6)
    ):
        for place in places[found * 10 : found * 10 + 10]:
            rows[place][column] = value
    columns = ["claim_id", "speaker", "stance", "subject", "relation", "object", "quote", "said_on"]
    claims = pd.DataFrame(rows, columns=columns, index=range(2, 3_002), dtype="str")
    entities = pd.DataFrame(
        {
            "entity_id": [*(f"p{i}" for i in range(50)), *(f"o{i}" for i in range(9))],
            "kind": ["person"] * 50 + ["organization"] * 9,
        },
        index=range(2, 61),
    )
    sources = pd.DataFrame({"source_id": [f"s{i}" for i in range(7)]}, index=range(2, 9))
    relations = pd.DataFrame(
        {"relation": ["leads"], "subject_kind": ["person"], "object_kind": ["organization"]},
        index=[2],
    )
    tables = {"sources": sources, "entities": entities, "relations": relations, "claims": claims}
    problems = pd.DataFrame(find_problems(tables))
    assert sorted(zip(problems["row"], problems["column"])) == sorted(
        (place + 2, columns[n // 10]) for n, place in enumerate(places)
    )
    assert Counter(problems["problem"]) == {
        "already used in row 9": 10,
        "no such source_id in sources.csv": 10,
        "not an allowed value": 10,
        "the cell is blank": 10,
        "no such relation in relations.csv": 10,
        "no such entity_id in entities.csv": 10,
    }
    assert len(check_tables(tables)) == 6  # one cause, one line


def test_ids_by_name_look_at_every_name_and_only_aliases_are_lists():
    entities = pd.DataFrame(
        {
            "entity_id": ["ada", "", "ben"],
            "name": ["Ada; Stone", "Nobody", "Ben"],
            "aliases": ["the captain; Ada", "", ""],
        }
    )
    assert ids_by_name(Distinct(entities), "entity_id") == {
        skeleton("Ada; Stone"): ["ada"],
        "ben": ["ben"],
        skeleton("the captain"): ["ada"],
        "ada": ["ada"],
    }


@pytest.mark.parametrize("column", ["claim_id", "speaker", "subject", "relation", "via", "stance"])
def test_a_cell_of_white_space_alone_is_one_problem(column):
    claim = {"claim_id": "k1", "speaker": "ada", "stance": "asserts", "via": "eve"}
    claim |= {"subject": "ada", "relation": "leads", "object": "kites"} | {column: "\u00a0 "}
    relations = pd.DataFrame([{"relation": "leads"}], index=[2])
    found = check_tables({"relations": relations, "claims": pd.DataFrame([claim], index=[2])})
    assert found[["column", "fix"]].to_numpy().tolist() == [[column, "empty it"]]
