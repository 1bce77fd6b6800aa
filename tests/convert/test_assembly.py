"""Who denies, complete lists, ids of one's own, ties of other kinds."""

import pytest
from hypothesis import given, settings, strategies as st
from invented import examples
from name_and_club import USES, claims, said, survives, table

from helpers.claims.how_ties_stand import ties
from helpers.convert.tables.conversion import from_table, table_notes
from helpers.overlap.who_leads import shared_leaders

# --- who denies -------------------------------------------------------------------------------

DENIED = ("Name", "Club", "Post", "By", "Denied by", "Held", "Quote")
WITH_DENIALS = {**USES, "role": "Post", "source": "By", "denied_by": "Denied by"}


def test_each_who_denies_makes_a_claim_on_the_same_tie(tmp_path):
    frame = table(
        ("Ada", "Kites", "chair", "Echo", "Herald; the Kites", "1907", "“chair”"),
        ("Ada", "Kites", "chair", "Star", "Herald", "1907", ""),
        ("Ben", "Kites", "", "Echo", "", "", ""),
        columns=DENIED,
    )
    data = from_table(frame, **WITH_DENIALS, valid="Held", quote="Quote", split=";")
    assert claims(data, "claim_id", "speaker", "stance", "subject", "role", "valid", "quote") == [
        ["r2", "echo", "asserts", "ada", "chair", "1907", "“chair”"],
        ["r2-2", "herald", "denies", "ada", "chair", "1907", ""],
        ["r2-3", "the-kites", "denies", "ada", "chair", "1907", ""],
        ["r3", "star", "asserts", "ada", "chair", "1907", ""],
        ["r4", "echo", "asserts", "ben", "", "", ""],
    ]
    assert dict(zip(*(ties(data)[c] for c in ("subject", "state")))) == {
        "ada": "contested",
        "ben": "stands",
    }
    assert survives(data, tmp_path / "folder")


def test_a_denial_of_every_one_who_is_listed():
    frame = table(("Ada; Ben", "Kites", "Herald"), columns=("Name", "Club", "Not"))
    data = from_table(frame, **USES, denied_by="Not", split=";")
    assert claims(data, "subject", "speaker", "stance") == [
        ["ada", "the-table", "asserts"],
        ["ada", "herald", "denies"],
        ["ben", "the-table", "asserts"],
        ["ben", "herald", "denies"],
    ]


def test_who_denies_a_denial_is_asked():
    frame = table(("Ada", "Kites", "denies", "X; Y"), columns=("Name", "Club", "Stance", "Not"))
    ((row, column, value, problem, _),) = said(
        frame, **USES, stance="Stance", denied_by="Not", split=";"
    )
    assert (row, column, value) == (2, "Not", "X; Y")
    assert problem == "the row denies, and names who denies it"


@pytest.mark.parametrize("nobody", ["n/a", "yes", "-", "unknown", "✓"])
def test_what_names_nobody_denies_nothing(nobody):
    frame = table(("Ada", "Kites", f"Herald; {nobody}"), columns=("Name", "Club", "Not"))
    ((row, column, _, problem, _),) = said(frame, **USES, denied_by="Not", split=";")
    assert (row, column) == (2, "Not")
    assert problem == f"{nobody!r} would become one source of this name"


def test_a_denier_of_a_former_tie_denies_it_for_its_time():
    frame = table(("Ada", "Kites", "2003", "Herald"), columns=("Name", "Club", "To", "Not"))
    data = from_table(frame, **USES, end="To", denied_by="Not")
    assert claims(data, "stance", "time", "valid") == [
        ["asserts", "former", "/2003"],
        ["denies", "former", "/2003"],
    ]


# --- complete lists ---------------------------------------------------------------------------

LISTS = ("Name", "Club", "List", "Post", "When")
AS_LISTS = {**USES, "source": "List", "census": True}


def lists(*rows):
    return table(*(row + ("",) * (5 - len(row)) for row in rows), columns=LISTS)


def denials(data):
    return data["claims"].query("stance == 'denies'")[
        ["claim_id", "speaker", "subject", "object"]
    ].to_numpy().tolist()  # fmt: skip


def test_two_complete_lists_deny_each_other():
    frame = lists(
        ("Ada", "Kites", "1907"),
        ("Ben", "Kites", "1907"),
        ("Ada", "Kites", "1908"),
        ("Cara", "Kites", "1908"),
    )
    data = from_table(frame, **AS_LISTS)
    assert data["claims"]["stance"].value_counts().to_dict() == {"asserts": 4, "denies": 2}
    assert denials(data) == [
        ["r3-2", "1908", "ben", "kites"],
        ["r5-2", "1907", "cara", "kites"],
    ]
    assert table_notes(frame, **AS_LISTS).to_numpy().tolist() == [
        ["2 rows: 3 and 5", "not on this list, which is complete"]
    ]


def test_a_list_is_silent_on_organizations_that_it_does_not_cover():
    frame = lists(("Ada", "Kites", "1907"), ("Ada", "Chess", "1908"), ("Ben", "Chess", "1908"))
    assert denials(from_table(frame, **AS_LISTS)) == []


def test_a_list_that_names_a_person_elsewhere_denies_that_she_is_here():
    frame = lists(("Ada", "Kites", "1907"), ("Ada", "Chess", "1908"), ("Ben", "Kites", "1908"))
    assert denials(from_table(frame, **AS_LISTS)) == [
        ["r2-2", "1908", "ada", "kites"],
        ["r4-2", "1907", "ben", "kites"],
    ]


def test_another_post_is_no_denial_and_neither_is_what_is_over():
    frame = lists(
        ("Ada", "Kites", "1907", "chair"),
        ("Ada", "Kites", "1908", "cook"),
        ("Ben", "Kites", "1907", "chair", "former"),
        ("Cy", "Kites", "", "chair"),
    )
    how = AS_LISTS | {"role": "Post", "time": "When", "relation": {"chair": "leads", "": "serves"}}
    assert denials(from_table(frame, **how)) == [
        ["r5-2", "1907", "cy", "kites"],
        ["r5-3", "1908", "cy", "kites"],
    ]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"source": None}, "name its column"),
        ({"valid": "When"}, "takes no dates"),
        ({"end": "When"}, "takes no dates"),
    ],
)
def test_what_complete_lists_need(how, words):
    with pytest.raises(ValueError, match=words):
        from_table(lists(("Ada", "Kites", "1907")), **AS_LISTS | how)


@settings(max_examples=examples(40), deadline=None)
@given(
    st.sets(
        st.tuples(
            st.sampled_from("ABC"), st.sampled_from(["Kites", "Chess"]), st.sampled_from("12")
        ),
        min_size=1,
    )
)
def test_complete_lists_speak_of_everybody_in_what_they_cover(rows):
    """Each list asserts or denies each person that any list names there, and nothing else."""
    frame = lists(*((f"P{person}", club, f"list {number}") for person, club, number in rows))
    data = from_table(frame, **AS_LISTS)
    spoken = {(f"list-{number}", club.lower()) for _, club, number in rows}
    named = {(f"p{person.lower()}", club.lower()) for person, club, _ in rows}
    wanted = {(source, who, club) for who, club in named for source, its in spoken if its == club}
    found = claims(data, "speaker", "subject", "object")
    assert set(map(tuple, found)) == wanted and len(found) == len(wanted)


# --- who is who -------------------------------------------------------------------------------


def test_ids_of_ones_own_survive(tmp_path):
    club = "The All-Party Group on the Very Long Name of the Society for the Harbour and Lamps"
    frame = table(
        ("Ada Thorn", "uk.org/Person/11115", club, "Harbour-And-Lamps_2024", "p. 7"),
        ("Ben Reed", "", club, "Harbour-And-Lamps_2025", "p. 8"),
        columns=("Name", "P", "Club", "O", "x_page"),
    )
    data = from_table(frame, **USES, person_id="P", organization_id="O")
    own = data["entities"].set_index("x_id")["name"]
    assert own.index.tolist() == [
        "uk.org/Person/11115",
        "Harbour-And-Lamps_2024",
        "",
        "Harbour-And-Lamps_2025",
    ]
    assert own["uk.org/Person/11115"] == "Ada Thorn"
    assert data["claims"]["x_page"].tolist() == ["p. 7", "p. 8"]
    assert data["entities"]["entity_id"].str.len().max() <= 80
    assert survives(data, tmp_path / "folder") and survives(data, tmp_path / "book.xlsx")


def test_long_names_have_ids_that_other_rows_do_not_change():
    long = [f"The Society of {'Lamps and ' * 9}Harbour {number}" for number in range(3)]
    alone = [claims(from_table(table(("Ada", name)), **USES), "object")[0][0] for name in long]
    assert len(set(alone)) == 3
    together = from_table(table(*(("Ada", name) for name in reversed(long))), **USES)
    assert [one for (one,) in claims(together, "object")] == alone[::-1]


WRITTEN = ("Name", "Club", "Also", "Script", "Club also")
AS_WRITTEN = {**USES, "aliases": {"person": "Also", "organization": "Club also"}}


def test_other_names_of_both_ends(tmp_path):
    frame = table(
        ("Ada Stone", "Kites", "A. Stone; Stone", "آدا", "Kite Club"),
        ("Ben Reed", "Kites", "", "", ""),
        ("Ada Stone", "Chess", "Stone", "آدا", ""),
        columns=WRITTEN,
    )
    data = from_table(frame, **AS_WRITTEN, original_script="Script")
    known = data["entities"].set_index("name")
    assert known["aliases"].to_dict() == {
        "Ada Stone": "A. Stone;Stone",
        "Kites": "Kite Club",
        "Ben Reed": "",
        "Chess": "",
    }
    assert known.at["Ada Stone", "name_original_script"] == "آدا"
    assert survives(data, tmp_path / "folder")


def test_other_names_along_a_list():
    frame = table(("Ada;Ben", "Kites", "A.;B.", "آدا;بن", ""), columns=WRITTEN)
    data = from_table(frame, **AS_WRITTEN, original_script="Script", split=";")
    known = data["entities"].set_index("name")
    assert known.loc[["Ada", "Ben"], "aliases"].tolist() == ["A.", "B."]
    assert known.loc[["Ada", "Ben"], "name_original_script"].tolist() == ["آدا", "بن"]


def test_a_name_in_two_scripts_is_asked_about():
    frame = table(("Ada", "Kites", "", "آدا", ""), ("Ada", "Chess", "", "عدا", ""), columns=WRITTEN)
    ((row, column, value, problem, _),) = said(frame, **USES, original_script="Script")
    assert (row, column, value) == (3, "Script", "عدا") and "row 2 writes" in problem


def test_a_semicolon_cannot_stand_in_an_alias():
    frame = table(("Ada", "Kites", "A;B|C", "", ""), columns=WRITTEN)
    assert [one[:2] for one in said(frame, **AS_WRITTEN, split="|")] == [(2, "Also")]
    frame = table(("Ada", "1", "Kites"), ("Ada; Ben", "1", "Chess"), columns=("Name", "P", "Club"))
    assert [one[:3] for one in said(frame, **USES, person_id="P")] == [(3, "Name", "Ada; Ben")]


def test_one_id_for_two_names_is_noted():
    frame = table(
        ("Yusuf", "101", "Front"), ("Hanan", "101", "Karam"), columns=("Name", "P", "Club")
    )
    assert table_notes(frame, **USES, person_id="P").to_numpy().tolist() == [
        ["id 101", "stands for one with the names 'Yusuf', 'Hanan'"]
    ]


def test_a_blank_source_is_noted():
    frame = table(("Ada", "Kites", "Echo"), ("Ben", "Kites", ""), columns=("Name", "Club", "By"))
    assert table_notes(frame, **USES, source="By")["where"].tolist() == ["row 3"]


# --- ties of other kinds ----------------------------------------------------------------------


def test_organizations_tied_to_organizations():
    frame = table(("Kites", "Chess"), ("Rowing", "Kites"))
    kinds = ("organization", "organization")
    data = from_table(frame, **USES, relation="allied_with", kinds=kinds)
    assert data["entities"][["entity_id", "kind"]].to_numpy().tolist() == [
        ["kites", "organization"],
        ["chess", "organization"],
        ["rowing", "organization"],
    ]
    plain = from_table(frame, **USES, relation="shares_rooms_with", kinds=kinds)["relations"]
    assert plain[["subject_kind", "object_kind", "counts_for_overlap"]].to_numpy().tolist() == [
        ["organization", "organization", "no"]
    ]
    assert shared_leaders(data)["shared"].sum() == 0


def test_people_tied_to_people():
    data = from_table(
        table(("Ada", "Ben")), **USES, relation="nephew_of", kinds=("person", "person")
    )
    assert set(data["entities"]["kind"]) == {"person"}


def test_kinds_that_cannot_be():
    frame = table(("Kites", "Chess"))
    with pytest.raises(ValueError, match="'allied_with' takes organization or collective as its"):
        from_table(frame, **USES, relation="allied_with")
    with pytest.raises(ValueError, match="no kind 'persn': did you mean 'person'"):
        from_table(frame, **USES, kinds=("persn", "organization"))
    with pytest.raises(ValueError, match="kinds takes two words"):
        from_table(frame, **USES, kinds="person")


def test_nothing_is_tied_to_itself():
    frame = table(("Kites", "Kites"), ("Kites", "Chess"))
    ((row, column, value, *_),) = said(frame, **USES, kinds=("organization", "organization"))
    assert (row, column, value) == (2, "Club", "Kites")
