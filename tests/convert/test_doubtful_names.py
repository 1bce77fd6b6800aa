"""Names that deserve a second look: found, and left as they are."""

from time import perf_counter

import pandas as pd
import pytest

from helpers.convert.doubtful_names import doubtful_names
from helpers.convert.tables import from_table


def doubts(people=(), organizations=("Chess",), **how):
    rows = [
        (person, organization) for person in people or ["Ada"] for organization in organizations
    ]
    found = doubtful_names(
        from_table(
            pd.DataFrame(rows, columns=["n", "o"], dtype="str"), person="n", organization="o", **how
        )
    )
    return found[["name", "other", "doubt"]].to_numpy().tolist()


PAIRS = {
    "capitals": (
        "Ada Stone",
        "ADA STONE",
        "differ in capitals, dashes, spaces or letters that look alike",
    ),
    "dashes": (
        "Ada-Lee Stone",
        "Ada–Lee Stone",
        "differ in capitals, dashes, spaces or letters that look alike",
    ),
    "two alphabets": (
        "يوسف الكندي",
        "یوسف الکندی",
        "differ in capitals, dashes, spaces or letters that look alike",
    ),
    "order": ("Ada Stone", "Stone, Ada", "the same words in another order, or with other marks"),
    "accents": ("José Peña", "Jose Pena", "the same words in another order, or with other marks"),
    "initial": ("Ada Stone", "A. Stone", "the same surname, and an initial that fits"),
    "one letter": ("Clara Winterbotham", "Clara Winterbottom", "nearly the same letters"),
    "first letter": ("Katharina Holm", "Catharina Holm", "nearly the same letters"),
}


@pytest.mark.parametrize("case", PAIRS)
def test_pairs_of_people(case):
    one, other, doubt = PAIRS[case]
    assert doubts([one, other]) == [[one, other, doubt]]


@pytest.mark.parametrize(
    "names",
    [("Ada Stone", "Ben Reed"), ("Lodge 12", "Lodge 13"), ("Ada Stone", "Ida Storm"), ("Li", "Lu")],
)
def test_names_that_are_not_doubted(names):
    assert doubts(names) == []


def test_parts_of_organizations():
    assert doubts(organizations=["Chess Club", "Chess Club, Juniors"]) == [
        ["Chess Club", "Chess Club, Juniors", "begins with the other's name: a part of it?"]
    ]


ODD = {
    "Smith &amp; Co": "a code of HTML",
    "Zo\u00c3\u00ab": "letters of a wrong encoding",
    "Ada\u200bStone": "an invisible character",
    "Ada; Ben": "several names in one cell?",
    "12,5": "a number",
    "Ada²": "the mark of a footnote",
    "None": "no name at all?",
    "\u0410da Stone": "letters of two scripts in one word",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_names(name):
    assert doubts([name], real_names=[name]) == [[name, "", ODD[name]]]


def test_the_same_name_with_two_ids():
    frame = pd.DataFrame({"n": ["Ada", "Ada"], "i": ["1", "2"], "o": ["Chess", "Chess"]})
    found = doubtful_names(from_table(frame, person="n", person_id="i", organization="o"))
    assert found[["id", "other_id", "doubt"]].to_numpy().tolist() == [
        ["ada-1", "ada-2", "the same name, and another id"]
    ]


def test_thousands_of_names_take_seconds():
    people = pd.DataFrame(
        {
            "n": [f"{chr(65 + i % 26)}{chr(97 + i // 26 % 26)}nne Name{i}" for i in range(5_000)],
            "o": "Chess",
        }
    )
    data = from_table(people, person="n", organization="o")
    start = perf_counter()
    doubtful_names(data)
    assert perf_counter() - start < 30


def doubts_of(rows, **how):
    frame = pd.DataFrame(rows, columns=["n", "o", *how.pop("more", [])])
    found = doubtful_names(from_table(frame, person="n", organization="o", **how))
    return found[["name", "other", "doubt"]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Stone", "Dr Ada Stone"),
        ("The Hon Ben Reed MP", "Senator Ben Reed"),
        ("Cara Marie Holt", "Cara Holt"),
        ("Mullah Omar Khan", "Omar Khan"),
    ],
)
def test_titles_and_middle_names_are_doubted(one, other):
    ((name, second, doubt),) = doubts_of([(one, "Kites"), (other, "Chess")])
    assert (name, second) == (one, other) and doubt.startswith("the same but for")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kites Ltd", "Kites Limited"),
        ("Kites & Sons", "Kites and Sons"),
        ("Quince", "Republic of Quince"),
        ("The Anchor", "Anchor"),
        ("Nordbau AG", "Nordbau"),
    ],
)
def test_legal_forms_and_articles_are_doubted(one, other):
    found = doubts_of([("Ada Stone", one), ("Ben Reed", other)])
    assert [row[:2] for row in found] == [[one, other]]


def test_one_id_of_two_unlike_names_is_doubted():
    rows = [("Yusuf al-Dari", "Front", "101"), ("Hanan Saleh", "Karam LLC", "101")]
    ((name, other, doubt),) = doubts_of(rows, more=["no"], person_id="no")
    assert {name, other} == {"Yusuf al-Dari", "Hanan Saleh"} and "one id" in doubt


def test_the_non_joiner_between_arabic_letters_is_spelling():
    assert doubts_of([("علی\u200cرضا", "Kites")]) == []
    assert doubts_of([("Ada\u200cStone", "Kites")]) != []
