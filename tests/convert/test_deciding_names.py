"""Doubts become questions in the table same_as; what is decided is never asked again."""

import pandas as pd
import pytest

from helpers.convert.names.doubtful_names import doubtful_names, with_doubtful_names
from helpers.convert.tables.conversion import from_table
from helpers.data import load_dataset, save_dataset


def listed(*people, organizations=None):
    frame = pd.DataFrame({"n": people, "o": organizations or ["Kites"] * len(people)})
    return from_table(frame, person="n", organization="o")


def decide(data, folder, decision, row=0):
    """Save a dataset, write a decision into its table same_as, and load it again."""
    place = save_dataset(data, folder / f"mine-{decision}")
    table = pd.read_csv(place / "same_as.csv", dtype="str", na_filter=False)
    table.loc[row, ["decision", "decided_by"]] = [decision, "E. Marsh"]
    table.to_csv(place / "same_as.csv", index=False)
    return load_dataset(place)


def pairs(data):
    found = doubtful_names(data)
    return [{a, b} for a, b in zip(found["id"], found["other_id"], strict=True) if b]


def test_a_doubt_is_asked_and_nothing_is_merged():
    data = with_doubtful_names(listed("Ada Stone", "Stone, Ada", "Ben Reed"))
    assert data["same_as"].to_dict("records") == [
        {
            "entity_id": "stone-ada",
            "same_as": "ada-stone",
            "decision": "undecided",
            "decided_by": "",
            "decided_on": "",
            "note": "the same words in another order, or with other marks",
        }
    ]
    assert data.merged == {} and len(data["entities"]) == 4


def test_asking_twice_asks_nothing_new():
    once = with_doubtful_names(listed("Ada Stone", "Stone, Ada"))
    twice = with_doubtful_names(once)
    pd.testing.assert_frame_equal(once["same_as"], twice["same_as"])
    assert len(pairs(once)) == 1  # it is still a doubt


@pytest.mark.parametrize("decision", ["yes", "no"])
def test_what_is_decided_is_kept_and_not_asked_again(tmp_path, decision):
    data = decide(with_doubtful_names(listed("Ada Stone", "Stone, Ada")), tmp_path, decision)
    assert pairs(data) == []
    again = with_doubtful_names(data)["same_as"]
    assert again[["decision", "decided_by"]].to_numpy().tolist() == [[decision, "E. Marsh"]]
    assert len(data.merged) == (decision == "yes")


def test_a_no_holds_for_all_that_is_merged(tmp_path):
    data = with_doubtful_names(listed("Ada Stone", "Stone, Ada", "ADA STONE"))
    assert len(data["same_as"]) == 3
    table = data["same_as"]
    merged = table.index[table["entity_id"].eq("stone-ada") & table["same_as"].eq("ada-stone")]
    data = decide(data, tmp_path, "yes", int(merged[0]) - 2)
    rest = data["same_as"].query("decision == 'undecided'")
    assert len(rest) == 2
    data = decide(data, tmp_path, "no", int(rest.index[0]) - 2)
    assert pairs(data) == []


def test_two_sources_are_not_asked_of():
    frame = pd.DataFrame({"n": ["Ada", "Ben"], "o": "Kites", "s": ["Gazette", "GAZETTE"]})
    data = with_doubtful_names(from_table(frame, person="n", organization="o", source="s"))
    assert data["same_as"].empty and "source" in doubtful_names(data)["kind"].tolist()


HARD = {
    "an Arabic name and its transcription": ("يوسف حقاني", "Yousef Haqqani"),
    "two transcriptions": ("Mohammed al-Harthi", "Muhammad Alharthi"),
    "a Russian name and its transcription": ("Юрий Чехов", "Yuri Chekhov"),
    "a Ukrainian name and its transcription": ("Сергій Шевченко", "Serhii Shevchenko"),
    "a Persian name and its transcription": ("محمد رضایی", "Mohammad Rezaei"),
    "a title in Arabic": ("الشيخ يوسف الكندي", "يوسف الكندي"),
    "letters of two alphabets": ("علي كريمي", "علی کریمی"),
    "French and English": ("Dmitri Tchekov", "Dmitry Chekhov"),
    "ibn and bin": ("Omar ibn Khalid", "Omar bin Khalid"),
    "an article apart": ("Ahmad el Masri", "Ahmed Almasri"),
}

APART = {
    "brothers": ("Sirajuddin Haqqani", "Anas Haqqani"),
    "brothers in Russian": ("Иван Петров", "Олег Петров"),
    "brothers in two scripts": ("Иван Петров", "Oleg Petrov"),
    "father and son": ("Khalid bin Omar", "Omar bin Khalid"),
    "father and son in Arabic": ("خالد بن عمر", "عمر بن خالد"),
    "a surname alone in common with a title": ("Dr Ada Stone", "Dr Ben Stone"),
    "one consonant": ("Dana Stone", "Diane Stein"),
    "another given name in Arabic": ("يوسف حقاني", "خليل حقاني"),
    "two scripts, two people": ("يوسف حقاني", "Khalil Haqqani"),
    "numbers": ("Witness 12", "Witness 13"),
}


@pytest.mark.parametrize("case", HARD)
def test_hard_pairs_are_doubted(case):
    assert len(pairs(listed(*HARD[case]))) == 1


@pytest.mark.parametrize("case", APART)
def test_hard_negatives_are_not(case):
    assert pairs(listed(*APART[case])) == []


FORMS = [
    ("Nordbau Ltd", "Nordbau GmbH"),
    ("ООО Ромашка", "Ромашка"),
    ("ООО Ромашка", "Romashka LLC"),
    ("شركة النور", "النور"),
    ("Quince Trading S.A.R.L.", "Quince Trading SARL"),
]


@pytest.mark.parametrize(("one", "other"), FORMS)
def test_legal_forms_are_doubts(one, other):
    assert len(pairs(listed("Ada", "Ben", organizations=[one, other]))) == 1


def test_two_companies_of_two_names_are_not_doubted():
    assert pairs(listed("Ada", "Ben", organizations=["Nordbau Ltd", "Südbau Ltd"])) == []
