"""Recipes: other formats in a few lines of pandas, each run on a small invented file.

Each file of tests/recipes can stand in a notebook as it is.
"""

import ast
from pathlib import Path

import pytest

RECIPES = Path(__file__).parents[1] / "recipes"
LINES = 8
"""Of pandas, before the call of from_table."""

FOUND = {
    "bods": [
        ("the register of owners", "Ada Stone (p1)", "shareholding", "Stone Shipping", "1901/..", ""),
        ("the register of owners", "Ada Stone (p1)", "votingRights", "Stone Shipping", "1901/1904", "former"),
        ("the register of owners", "Ada Stone (p2)", "shareholding", "Reed Ropes", "", "former"),
    ],
    "psc": [
        ("Companies House", "Mrs Ada Stone (00001907-individual-x1)", "ownership-of-shares-25-to-50-percent, voting-rights-25-to-50-percent", "00001907", "2016-04-06/..", ""),
        ("Companies House", "Mrs Ada Stone (00001908-individual-x2)", "right-to-appoint-and-remove-directors", "00001908", "2016-04-06/2019-12-31", "former"),
    ],
    "stix": [
        ("Harbor Watch", "Ada Stone", "leads", "The Night Gulls", "2019-05-01/..", ""),
        ("The Tide", "Ada Stone", "leads", "The Night Gulls", "2019-05-01/..", ""),
        ("The Tide", "Ada Stone", "member-of", "The Salt Crew", "/2018-01-01", "former"),
    ],
    "wikidata": [
        ("Wikidata", "Ada Stone (q1)", "chair", "Harbor Board", "1998/2003-06", "former"),
        ("Wikidata", "Ada Stone (q2)", "", "Harbor Board", "2001-02-03/", ""),
    ],
    "lists_in_json": [
        ("yearbook", "Ada Stone", "chair", "Kites", "1998/..", ""),
        ("yearbook", "Ben Reed", "", "Kites", "", ""),
        ("letter", "Ada Stone", "", "Chess", "", ""),
    ],
    "xml_records": [
        ("the table", "سراج", "", "Harbor Board", "1998/2003", "former"),
        ("the table", "Ada & Co.", "", "Harbor Board", "2001-05/..", ""),
    ],
    "sql": [
        ("the table", "Ada Stone (1)", "", "Harbor Board", "1998/2003", "former"),
        ("the table", "Ada Stone (1)", "", "Tide Board", "2001/..", ""),
        ("the table", "Ada Stone (2)", "", "Tide Board", "/2030", ""),
    ],
}  # fmt: skip


def run(name, monkeypatch):
    """Run a recipe where its file stands, as a notebook beside the file would."""
    monkeypatch.chdir(RECIPES)
    known = {}
    exec((RECIPES / f"{name}.py").read_text(encoding="utf-8"), known)
    return known["data"]


def test_every_recipe_is_run():
    assert {path.stem for path in RECIPES.glob("*.py")} == set(FOUND)


@pytest.mark.parametrize("name", FOUND)
def test_a_recipe_makes_these_claims(name, monkeypatch):
    data = run(name, monkeypatch)
    who, said = data.who.entities, data.who.sources
    assert [
        (said[one.speaker], who[one.subject], one.role, who[one.object], one.valid, one.time)
        for one in data["claims"].itertuples()
    ] == FOUND[name]


@pytest.mark.parametrize("name", FOUND)
def test_a_recipe_is_short(name):
    body = ast.parse((RECIPES / f"{name}.py").read_text(encoding="utf-8")).body
    work = [node for node in body if not isinstance(node, (ast.Import, ast.ImportFrom, ast.Expr))]
    (call,) = (node for node in work if "from_table" in ast.unparse(node))
    before = [node for node in work if node.lineno < call.lineno]
    assert sum(node.end_lineno - node.lineno + 1 for node in before) <= LINES


def test_a_source_of_stix_keeps_its_address(monkeypatch):
    data = run("stix", monkeypatch)
    assert data["documents"]["note"].tolist() == ["https://example.org/gulls"]
    assert data["claims"]["document_id"].astype(bool).tolist() == [True, False, False]
    assert data["claims"]["relation"].tolist() == ["leads", "leads", "member_of"]
