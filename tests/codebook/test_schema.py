"""The one definition of the tables, and what the shipped datasets owe it."""

import json

import pandas as pd
import pytest
from frictionless import Package

from helpers.claims.quote_places import locate_quotes
from helpers.codebook.schema import (
    CODINGS,
    PACKAGE,
    codebook_table,
    column_names,
    constraint,
    fields,
    list_items,
    mentions,
    pointed_ids,
    pointers,
    primary_key,
    table_names,
)
from helpers.data.dataset import check_dataset, load_dataset
from helpers.data.quotes import sentences

DATA = PACKAGE.parent

FOLDERS = sorted(folder for folder in DATA.iterdir() if folder.is_dir())

CODED = [folder for folder in FOLDERS if folder.name != "template"]

named = {"ids": lambda value: getattr(value, "name", value)}


@pytest.fixture(scope="module", params=CODED, **named)
def data(request):
    return load_dataset(request.param)


def test_no_table_or_column_is_defined_twice():
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))
    for resource in package["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        assert len(columns) == len(set(columns))
        assert resource["path"] == f"{resource['name']}.csv" and resource["encoding"] == "utf-8"


@pytest.mark.parametrize("table", table_names())
def test_keys_and_references_name_columns_that_exist(table):
    columns = column_names(table)
    assert set(primary_key(table)) <= set(columns)
    for column, target, key, _ in pointers(table):
        assert column in columns and primary_key(target) == [key]


@pytest.mark.parametrize("table", table_names())
def test_the_codebook_lists_each_column_once_with_what_it_may_hold(table):
    book = codebook_table(table)
    assert book["column"].to_list() == column_names(table)
    allowed = book.set_index("column")["allowed"]
    for column, field in fields(table).items():
        for value in field.get("constraints", {}).get("enum", []):
            assert value in allowed[column].split(", ")
    for column, target, key, _ in pointers(table):
        assert allowed[column] == f"{key} of {target}"


def test_codings_have_the_columns_of_claims():
    for table in CODINGS:
        assert column_names(table) == column_names("claims")


# --- the shipped datasets ---------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS, **named)
def test_shipped_datasets_have_no_problem(folder):
    assert check_dataset(folder).to_dict("records") == []


@pytest.mark.long
@pytest.mark.parametrize("folder", FOLDERS, **named)
def test_the_reference_validator_accepts_shipped_datasets(folder):
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    package["resources"] = [
        r for r in package["resources"] if not r["optional"] or (folder / r["path"]).exists()
    ]
    report = Package.from_descriptor(package, basepath=str(folder)).validate()
    assert report.flatten(["taskNumber", "rowNumber", "fieldName", "message"]) == []
    assert report.valid and len(report.tasks) == len(package["resources"]) >= 1


def test_the_template_has_every_column_and_no_row():
    for file in (DATA / "template").glob("*.csv"):
        assert file.read_text(encoding="utf-8").strip() == ",".join(column_names(file.stem))


def pointed_at(data, target):
    """Ids of a table that a claim uses, be it in a list."""
    return {item for _, _, _, item in mentions(target, {"claims": data["claims"]})}


def test_every_relation_and_entity_is_used_by_a_claim_and_the_other_way_round(data):
    assert set(data["relations"]["relation"]) == pointed_at(data, "relations")
    assert set(data["entities"]["entity_id"]) == pointed_at(data, "entities")


def test_every_source_speaks_relays_or_is_spoken_for(data):
    sources = data["sources"]
    assert pointed_at(data, "sources") <= set(sources["source_id"])
    assert set(sources["source_id"]) == pointed_at(data, "sources") | set(sources["speaks_for"]) - {
        ""
    }


def test_every_alternative_differs_from_its_primary_in_what_it_says(data):
    claims = data["claims"].set_index("claim_id")
    says = [c for c in claims.columns if c not in ("note", "alternative_of")]
    for claim, primary in claims.loc[claims["alternative_of"] != "", "alternative_of"].items():
        assert claims.loc[claim, says].to_list() != claims.loc[primary, says].to_list(), claim


def test_no_two_claims_differ_in_wording_alone(data):
    claims = data["claims"]
    wording = ["claim_id", "note", "hedge", "said_on_text"]
    repeated = claims[
        claims.duplicated([c for c in claims.columns if c not in wording], keep=False)
    ]
    assert repeated["claim_id"].to_list() == []


def items(claims, column):
    for row, cell in claims[column].items():
        yield from ((row, item) for item in list_items(cell, ";"))


def test_hedges_stand_in_the_sentences_that_the_quote_touches(data):
    claims, places = data["claims"], locate_quotes(data)
    astray = []
    for row, hedge in items(claims, "hedge"):
        text, (start, end) = (
            data.text(places.at[row, "document_id"]),
            places.loc[row, ["start", "end"]],
        )
        around = [text[s:e] for s, e in sentences(text) if s < end and e > start]
        if not any(hedge in sentence for sentence in around):
            astray.append((claims.at[row, "claim_id"], hedge))
    assert astray == []


@pytest.mark.parametrize("column", ["role", "said_on_text"])
def test_roles_and_dates_are_the_words_of_the_text(data, column):
    claims = data["claims"]
    texts = {document: data.text(document) for document in data["documents"]["document_id"]}
    assert [
        (row, item)
        for row, item in items(claims, column)
        if item not in texts[claims.at[row, "document_id"]]
    ] == []
    assert claims[column].any()  # or else nothing was looked at


def test_a_date_has_a_basis_and_a_basis_a_date(data):
    claims = data["claims"]
    assert ((claims["said_on"] == "") == (claims["said_on_basis"] == "")).all()


def test_words_for_when_it_was_said_are_dated(data):
    claims = data["claims"]
    assert (
        claims.loc[(claims["said_on_text"] != "") & (claims["said_on"] == ""), "claim_id"].to_list()
        == []
    )


# --- the definition, read -----------------------------------------------------------------------


def test_the_codebook_in_words():
    book = codebook_table("claims").set_index("column")
    assert book.columns.to_list() == ["meaning", "allowed", "required", "example"]
    assert book["allowed"][["claim_id", "document_id", "via", "stance", "valid", "alternative_of"]].to_list() == [
        "", "document_id of documents", "source_id of sources", "asserts, denies", "an EDTF date", "claim_id of claims",
    ]  # fmt: skip
    assert book["required"][["claim_id", "note"]].to_list() == ["yes", ""]
    assert book["meaning"]["subject"] == fields("claims")["subject"]["description"]
    assert book["example"]["via"] == "author > yearbook"
    assert codebook_table("relations").set_index("column")["allowed"][
        ["subject_kind", "incompatible_with"]
    ].to_list() == [
        "person, organization, collective, place, event, thing",
        "relation of relations",
    ]


def test_keys_and_constraints():
    assert primary_key("claims") == ["claim_id"] and primary_key("passages") == []
    assert primary_key("assessments") == ["hypothesis_id", "claim_id", "rater"]
    assert constraint({}, "required") is None and constraint(
        {"constraints": {"enum": ["a"]}}, "enum"
    ) == ["a"]


def test_pointers_of_one_cell_and_of_a_list():
    assert list(pointers("sources")) == [("speaks_for", "sources", "source_id", "")]
    assert list(pointers("relations")) == [("incompatible_with", "relations", "relation", ";")]
    assert list(pointers("claims"))[-2:] == [
        ("alternative_of", "claims", "claim_id", ""),
        ("via", "sources", "source_id", ">"),
    ]


def test_mentions_are_where_a_row_is_pointed_at():
    names = [
        "claim_id",
        "document_id",
        "speaker",
        "via",
        "subject",
        "relation",
        "object",
        "alternative_of",
    ]
    claims = pd.DataFrame(
        [["k1", "", "ada", "ben > cy", "x", "r", "y", ""], ["k2", "", "", "", "x", "r", "y", "k1"]],
        columns=names,
        index=[2, 5],
    )
    assert list(mentions("sources", {"claims": claims})) == [
        ("claims", 2, "speaker", "ada"),
        ("claims", 2, "via", "ben"),
        ("claims", 2, "via", "cy"),
    ]
    assert list(mentions("claims", {"claims": claims})) == [("claims", 5, "alternative_of", "k1")]


@pytest.mark.parametrize(
    ("cell", "separator", "items"),
    [
        ("a > b", ">", ["a", "b"]),
        ("a;;b", ";", ["a", "b"]),
        ("", ">", []),
        (" ", ">", []),
        ("a > b", "", ["a > b"]),
        (" a", "", [" a"]),
        ("", "", []),
    ],
)
def test_ids_in_a_cell(cell, separator, items):
    assert pointed_ids(cell, separator) == items


def test_items_of_a_list_keep_the_empty_one_between_two_separators():
    assert list_items(" a ;; b", ";") == ["a", "", "b"] and list_items("  ", ";") == []


def test_tables_in_order():
    assert table_names() == [
        "documents",
        "sources",
        "entities",
        "same_as",
        "relations",
        "claims",
        "passages",
        "hypotheses",
        "assessments",
        *CODINGS[1:],
        "adjudication",
    ]
