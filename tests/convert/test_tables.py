"""Tables and matrices of six kinds become claims, or are refused with the row and the cure."""

import numpy as np
import pandas as pd
import pytest
from name_and_club import USES, claims, said, survives, table

from helpers.convert.tables.conversion import from_table
from helpers.data.dataset import DatasetError
from helpers.overlap.who_leads import shared_leaders

# --- six shapes -------------------------------------------------------------------------------


def test_an_edge_list(tmp_path):
    data = from_table(
        table(("Ada Stone", "Chess Club"), ("Ada Stone", "Kite Club"), ("Ben Reed", "Kite Club")),
        **USES,
    )
    assert claims(data, "claim_id", "speaker", "stance", "subject", "relation", "object") == [
        ["r2", "the-table", "asserts", "ada-stone", "member_of", "chess-club"],
        ["r3", "the-table", "asserts", "ada-stone", "member_of", "kite-club"],
        ["r4", "the-table", "asserts", "ben-reed", "member_of", "kite-club"],
    ]
    assert "names no source" in data["sources"]["note"].iloc[0] and shared_leaders(data)[
        "shared"
    ].tolist() == [1]
    assert survives(data, tmp_path / "folder") and survives(data, tmp_path / "book.xlsx")


def test_a_register_with_sources_dates_and_addresses(tmp_path):
    frame = table(
        (
            "Ada",
            "Kites",
            "chair",
            "Echo",
            "",
            "1908-03",
            "1907/..",
            "https://harbour.example/a",
            "former",
            "possible",
            "seen",
        ),
        ("Ada", "Kites", "chair", "", "denies", "", "", "https://harbour.example/b", "", "", ""),
        columns=(
            "Name",
            "Club",
            "Post",
            "By",
            "Stance",
            "Said",
            "Held",
            "Web",
            "When",
            "Sure",
            "Note",
        ),
    )
    how = {
        "role": "Post",
        "source": "By",
        "stance": "Stance",
        "date": "Said",
        "valid": "Held",
        "url": "Web",
        "time": "When",
        "certainty": "Sure",
        "note": "Note",
    }
    data = from_table(frame, **USES, **how)
    columns = [
        "speaker",
        "stance",
        "role",
        "said_on",
        "said_on_basis",
        "valid",
        "document_id",
        "time",
        "certainty",
        "note",
    ]
    assert claims(data, *columns) == [
        [
            "echo",
            "asserts",
            "chair",
            "1908-03",
            "stated",
            "1907/..",
            "harbour-example-a",
            "former",
            "possible",
            "seen",
        ],
        ["not-stated", "denies", "chair", "", "", "", "harbour-example-b", "", "", ""],
    ]
    assert data["documents"]["note"].tolist() == [
        "https://harbour.example/a",
        "https://harbour.example/b",
    ]
    assert data["sources"]["kind"].tolist() == ["other", "unnamed"] and survives(
        data, tmp_path / "folder"
    )


def test_lists_in_cells():
    frame = table(
        ("Ada; Ben", "Chess; Kites", "chair; member"),
        ("Cy", "Kites", "one; two; three"),
        columns=("Name", "Club", "Post"),
    )
    data = from_table(frame, **USES, role="Post", split=";")
    assert claims(data, "claim_id", "subject", "object", "role") == [
        ["r2", "ada", "chess", "chair"], ["r2-2", "ada", "kites", "member"], ["r2-3", "ben", "chess", "chair"], ["r2-4", "ben", "kites", "member"],
        ["r3", "cy", "kites", "one; two; three"],
    ]  # fmt: skip
    assert len(from_table(frame, **USES, role="Post")["claims"]) == 2


def test_a_table_with_ids():
    frame = table(
        ("1", "Ada Stone", "1", "Chess"),
        ("2", "Ada Stone", "1", "Chess"),
        ("1", "A. Stone", "2", "Kites"),
        columns=("P", "Name", "O", "Club"),
    )
    data = from_table(frame, **USES, person_id="P", organization_id="O")
    assert claims(data, "subject", "object") == [
        ["ada-stone-1", "chess-1"],
        ["ada-stone-2", "chess-1"],
        ["ada-stone-1", "kites-2"],
    ]
    assert data["entities"].set_index("entity_id").at["ada-stone-1", "aliases"] == "A. Stone"


def test_ids_along_a_list():
    frame = table(
        ("1;2", "Ada;Ben", "Chess"), ("1;2;3", "Ada;Ben", "Kites"), columns=("P", "Name", "Club")
    )
    assert said(frame, **USES, person_id="P", split=";") == [
        (3, "P", "1;2;3", "2 names and 3 ids", "write as many ids as names, with ';' between them")
    ]
    assert claims(from_table(frame.head(1), **USES, person_id="P", split=";"), "subject") == [
        ["ada-1"],
        ["ben-2"],
    ]


# --- relations --------------------------------------------------------------------------------


def test_relations_are_shipped_or_plain_and_count_as_the_analyst_says():
    frame = table(("Ada", "Chess"))
    relation = {
        name: from_table(frame, **USES, relation=name)["relations"].iloc[0]
        for name in ("leads", "director_of")
    }
    assert (
        relation["leads"]["definition"].startswith("Holds the highest post")
        and relation["director_of"]["label"] == "director of"
    )
    for counts, word in ((None, "yes"), (True, "yes"), (False, "no")):
        assert from_table(frame, **USES, counts_for_overlap=counts)["relations"][
            "counts_for_overlap"
        ].tolist() == [word]


def test_a_role_decides_the_relation():
    frame = table(
        ("Ada", "Chess", "chair"),
        ("Ben", "Chess", "member"),
        ("Cy", "Chess", "cook"),
        columns=("Name", "Club", "Post"),
    )
    how = {**USES, "role": "Post"}
    assert claims(
        from_table(frame, **how, relation={"chair": "leads", "": "member_of"}), "relation"
    ) == [["leads"], ["member_of"], ["member_of"]]
    ((row, column, value, problem, fix),) = said(
        frame, **how, relation={"chair": "leads", "member": "member_of"}
    )
    assert (row, column, value, problem) == (
        4,
        "Post",
        "cook",
        "no relation is given for this role",
    ) and "'chair', 'member'" in fix


def test_organizations_without_members_stay_in_the_count():
    data = from_table(table(("Ada", "Chess")), **USES, organizations=["Pigeons", "Chess"])
    assert shared_leaders(data)[
        ["organization_a", "organization_b", "leaders_b"]
    ].to_numpy().tolist() == [["chess", "pigeons", 0]]


# --- names and ids ----------------------------------------------------------------------------


def test_people_and_organizations_of_one_name_and_spellings_stay_apart():
    data = from_table(table(("Kite", "Kite"), ("KITE", "Kite"), ("Kite ", "kite")), **USES)
    assert data["entities"][["entity_id", "kind", "name"]].to_numpy().tolist() == [
        ["kite", "person", "Kite"], ["kite-organization", "organization", "Kite"], ["kite-2", "person", "KITE"], ["kite-organization-2", "organization", "kite"],
    ]  # fmt: skip


def test_ids_are_the_same_on_every_run_and_rows_at_the_end_change_none():
    frame = table(
        ("Ada Stone", "Chess"), ("ada stone", "Chess"), ("???!", "Chess"), ("Аda", "Chess")
    )
    first, longer = (
        from_table(frame, **USES),
        from_table(pd.concat([frame, table(("ADA STONE", "Chess"))]), **USES),
    )
    assert first["entities"].equals(from_table(frame, **USES)["entities"])
    assert longer["claims"]["subject"].tolist()[:4] == first["claims"]["subject"].tolist()
    assert [one.startswith("person-") for one in first["claims"]["subject"]] == [
        False,
        False,
        True,
        True,
    ]


def test_yeh_and_kaf_of_two_alphabets_stay_apart_and_load(tmp_path):
    data = from_table(table(("يوسف الكندي", "نادي"), ("یوسف الکندی", "نادي")), **USES)
    assert data["claims"]["subject"].nunique() == 2 and survives(data, tmp_path / "folder")


HOSTILE = [
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "@SUM(A1)",
    "a\u202eb",
    "x" * 100_000,
    "-1+1",
    "a;b>c",
    "é" * 300,
]


def test_hostile_names_do_no_harm(tmp_path):
    data = from_table(
        table(*((name, f"club {number}") for number, name in enumerate(HOSTILE))), **USES
    )
    assert len(data["claims"]) == len(HOSTILE) and survives(data, tmp_path / "folder")
    assert "\n'@SUM" not in (tmp_path / "folder" / "claims.csv").read_text(encoding="utf-8")
    assert ",'@SUM(A1)" in (tmp_path / "folder" / "entities.csv").read_text(encoding="utf-8")


def test_a_character_that_no_page_can_show_is_refused_by_row():
    ((row, column, value, problem, _),) = said(table(("\x1b[31mred", "Kites")), **USES)
    assert (row, column, value) == (2, "Name", "\\x1b[31mred") and "U+001B" in problem


# --- what is refused --------------------------------------------------------------------------

WRONG = {
    "no person": (
        ("", "Chess"),
        "Name",
        "",
        "the row names no person",
        "fill it in, or leave the row out: frame.drop(index=0)",
    ),
    "no organization": (
        ("Ada", " \u00a0"),
        "Club",
        "",
        "the row names no organization",
        "fill it in",
    ),
    "neither": (
        ("", ""),
        "",
        "",
        "the row names neither a person nor an organization",
        "frame.drop(index=0)",
    ),
    "placeholder": (
        ("Ada", "N/A"),
        "Club",
        "N/A",
        "'N/A' would become an organization of this name",
        "write the name",
    ),
    "dash": (
        ("–", "Chess"),
        "Name",
        "–",
        "'–' would become a person of this name",
        "write the name",
    ),
    "total": (
        ("Total:", "Chess"),
        "Name",
        "Total:",
        "'Total:' would become a person of this name",
        "if the row holds totals",
    ),
    "formula": (
        ("=1+1", "Chess"),
        "Name",
        "=1+1",
        "a formula, or the error that it gives, stands where a text should be",
        "type what is meant",
    ),
    "error": (
        ("Ada", "#REF!"),
        "Club",
        "#REF!",
        "a formula, or the error that it gives, stands where a text should be",
        "type what is meant",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_rows_that_are_refused(case):
    row, column, value, problem, fix = WRONG[case]
    (found,) = said(table(row), **USES)
    assert found[:4] == (2, column, value, problem) and fix in found[4]


def test_what_is_a_name_stays_one():
    names = ["NA", "None", "null", "007", "Null", "R&D", "Smith &amp; Co"]
    frame = table(*((name, "Chess") for name in names))
    asked = ["NA", "None", "null", "Null"]  # they can be surnames: whoever converts decides
    assert [found[2] for found in said(frame, **USES)] == asked
    made = from_table(frame, **USES, real_names=asked)
    assert made["entities"]["name"].tolist() == [names[0], "Chess", *names[1:]]


def test_cells_of_other_columns_are_checked_where_they_stand():
    frame = table(
        ("Ada", "Chess", "maybe", "6.3.1908", "44393"),
        ("Ben", "Chess", "", "2985", "soon"),
        columns=("Name", "Club", "Stance", "Said", "Held"),
    ).set_axis([7, 9])
    frame.index.name = "row"
    found = said(frame, **USES, stance="Stance", date="Said", valid="Held")
    assert {one[:3] for one in found} == {
        (7, "Stance", "maybe"),
        (7, "Said", "6.3.1908"),
        (7, "Held", "44393"),
        (9, "Said", "2985"),
        (9, "Held", "soon"),
    }
    assert len(found) == 5


@pytest.mark.parametrize("labels", [["x", "y"], [7, None], [1.5, 2], [True, False], ["", "7"]])
def test_rows_are_counted_where_an_index_called_row_holds_no_numbers(labels):
    frame = table(("Ada", "Chess"), ("Ben", "Chess"), columns=("Name", "Club"))
    frame.index = pd.Index(labels, name="row", dtype=object)
    assert from_table(frame, **USES)["claims"]["claim_id"].tolist() == ["r2", "r3"]


def test_numbers_of_rows_may_be_written_as_text_or_as_floats():
    for labels in (["7", "9"], [7.0, 9.0]):
        frame = table(("Ada", "Chess"), ("Ben", "Chess"), columns=("Name", "Club"))
        frame.index = pd.Index(labels, name="row")
        assert from_table(frame, **USES)["claims"]["claim_id"].tolist() == ["r7", "r9"]


def test_a_row_that_says_the_same_again():
    frame = table(
        ("Ada", "Chess", "x"),
        ("Ada", "Chess", "y"),
        ("Ada;Ada", "Kites", ""),
        columns=("Name", "Club", "Note"),
    )
    assert [found[:4] for found in said(frame, **USES, note="Note", split=";")] == [
        (3, "Name", "Ada", "the row repeats row 2"),
        (4, "Name", "Ada", "the row says the same twice"),
    ]
    assert said(frame, **USES, role="Note") == []


def test_a_separator_that_would_cut_a_code_of_html():
    (found,) = said(table(("Ada", "Smith &amp; Co")), **USES, split=";")
    assert found[3:] == (
        "a code of web pages (HTML) stands here: its ';' would split the name",
        "write 'Smith & Co'",
    )


def test_one_id_under_two_names_is_one_person_who_can_repeat():
    frame = table(
        ("1", "Ada Stone", "Chess"), ("1", "A. Stone", "Chess"), columns=("P", "Name", "Club")
    )
    assert [found[:4] for found in said(frame, **USES, person_id="P")] == [
        (3, "Name", "A. Stone", "the row repeats row 2")
    ]


def test_unknown_columns_are_named():
    with pytest.raises(ValueError, match="no column 'Clubs': did you mean 'Club'"):
        from_table(table(("Ada", "Chess")), person="Name", organization="Clubs")


def test_all_problems_come_at_once_and_name_the_file():
    frame = table(("", "Chess"), ("Total", "3"))
    frame.attrs["file"] = "list.xlsx, sheet one"
    with pytest.raises(DatasetError, match="2 problems in list.xlsx, sheet one") as refused:
        from_table(frame, **USES)
    assert set(refused.value.problems["file"]) == {"list.xlsx, sheet one"}


def test_cells_that_are_no_text():
    frame = pd.DataFrame(
        {
            "Name": ["Ada", None, "Cy"],
            "Club": ["Chess", "Kites", "Kites"],
            "Since": [1908.0, 1909.0, np.nan],
            "Said": pd.to_datetime(["1908-03-06", None, None]),
        }
    )
    assert [found[:2] for found in said(frame, **USES)] == [(3, "Name")]
    data = from_table(frame.dropna(subset="Name"), **USES, valid="Since", date="Said")
    assert claims(data, "valid", "said_on") == [["1908", "1908-03-06"], ["", ""]]


def in_clubs(rows, **how):
    frame = pd.DataFrame(rows, columns=["name", "club", *how.pop("more", [])])
    return from_table(frame, person="name", organization="club", name="x", **how)


@pytest.mark.long
@pytest.mark.parametrize("nothing", ["n/a", "-", "0", "unknown", "Vacant", "TBC", "Not Available"])
@pytest.mark.parametrize("place", ["name", "club", "no", "says"])
def test_what_says_nothing_is_nobody(nothing, place):
    cells = {"name": "Ada", "club": "Kites", "no": "7", "says": "list"} | {place: nothing}
    found = said(
        pd.DataFrame([cells]), person="name", organization="club", person_id="no", source="says"
    )
    assert [problem[:3] for problem in found] == [(2, place, nothing)]


def test_relations_count_one_by_one():
    how = {"more": ["post"], "role": "post", "relation": {"Head": "leads", "": "spokesman_of"}}
    rows = [("Ada", "Kites", "Head"), ("Ben", "Chess", "voice")]

    def counting(**more):
        relations = in_clubs(rows, **how, **more)["relations"]
        return dict(zip(relations["relation"], relations["counts_for_overlap"], strict=True))

    assert counting() == {"leads": "yes", "spokesman_of": "no"}  # one of them is known to lead
    assert counting(counts_for_overlap={"spokesman_of": True})["spokesman_of"] == "yes"
    assert set(counting(counts_for_overlap=False).values()) == {"no"}


@pytest.mark.parametrize("wrong", ["yes", 1, {"member_of": "yes"}])
def test_what_is_neither_yes_nor_no_is_refused(wrong):
    with pytest.raises(TypeError, match="write True or False"):
        in_clubs([("Ada", "Kites")], counts_for_overlap=wrong)
    with pytest.raises(ValueError, match="no relation 'membr_of'"):
        in_clubs([("Ada", "Kites")], counts_for_overlap={"membr_of": True})


def test_an_organization_that_is_named_again_is_the_same_one():
    rows = [("Ada", "Kites", "17")]
    made = in_clubs(rows, more=["no"], organization_id="no", organizations=["Kites", "Chess"])
    named = made["entities"].query("kind == 'organization'")["name"]
    assert named.tolist() == ["Kites", "Chess"]


def test_which_of_several_relations_of_ones_own_lead_has_to_be_said():
    rows = [("Ada", "Kites", "Director"), ("Ada", "Chess", "Shareholder")]
    frame = pd.DataFrame(rows, columns=["who", "club", "post"])
    how = {"person": "who", "organization": "club", "role": "post"}
    how["relation"] = {"Director": "director_of", "Shareholder": "holds_stake_in"}
    with pytest.raises(ValueError, match="which of the relations 'director_of' and 'holds_stake"):
        from_table(frame, **how)
    data = from_table(frame, **how, counts_for_overlap={"director_of": True})
    counts = data["relations"].set_index("relation")["counts_for_overlap"].to_dict()
    assert counts == {"director_of": "yes", "holds_stake_in": "no"}
    shared = shared_leaders(data, organizations=["kites", "chess"])
    assert shared["shared"].tolist() == [0]
