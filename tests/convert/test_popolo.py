"""Popolo: persons, organizations, memberships, posts and legislative periods, all invented."""

import copy
import json

import pytest
from hypothesis import given, strategies as st
from invented import thorough
from tables import tuples

from helpers.claims import EVER, Reading
from helpers.convert.popolo import from_popolo
from helpers.data.dataset import DatasetError
from helpers.overlap.who_leads import shared_leaders

COUNCIL = {
    "meta": {"sources": ["https://example.org/council"]},
    "persons": [
        {
            "id": "p1",
            "name": "Ada Stone",
            "other_names": [{"name": "A. Stone", "lang": "en"}, {"name": "آدا ستون", "lang": "fa"}],
            "links": [{"note": "website", "url": "https://example.org/ada"}],
            "gender": "female",
        },
        {"id": "p2", "name": "Ben Reed", "identifiers": [{"scheme": "register", "identifier": "17"}]},
        {"id": "p3", "name": "Ben Reed"},
        {"id": "p4", "name": "Cora Idle", "other_names": []},
    ],
    "organizations": [
        {"id": "council", "name": "Harbor Council", "classification": "legislature", "seats": 9},
        {"id": "kites", "name": "Kite Party", "classification": "party"},
        {"id": "empty", "name": "Empty Board"},
    ],
    "events": [
        {"id": "term/1", "name": "1st council", "start_date": "1901-03-01", "end_date": "1905-02-28"},
        {"id": "term/2", "name": "2nd council", "start_date": "1905-03-01"},
    ],
    "areas": [{"id": "north", "name": "North Quay"}],
    "posts": [{"id": "chair", "label": "Chair of the council", "role": "chair", "organization_id": "council"}],
    "memberships": [
        {
            "person_id": "p1",
            "organization_id": "council",
            "on_behalf_of_id": "kites",
            "legislative_period_id": "term/1",
            "area_id": "north",
            "role": "member",
        },
        {
            "person_id": "p1",
            "organization_id": "council",
            "on_behalf_of_id": "kites",
            "legislative_period_id": "term/2",
            "area_id": "north",
            "role": "member",
            "end_date": "1906-01",
        },
        {"person_id": "p2", "post_id": "chair", "start_date": "1907"},
        {
            "person_id": "p3",
            "organization_id": "kites",
            "sources": [{"url": "https://example.org/a"}, {"url": "https://example.org/b", "note": "list"}],
            "contact_details": [{"type": "phone", "value": "17"}],
        },
    ],
}  # fmt: skip


def written(folder, found):
    path = folder / "council.json"
    text = found if isinstance(found, (str, bytes)) else json.dumps(found, ensure_ascii=False)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def changed(**changes):
    found = copy.deepcopy(COUNCIL)
    for place, value in changes.items():
        key, number, name = place.split("__")
        found[key][int(number)][name] = value
    return found


def wrong(folder, found, **how):
    with pytest.raises(DatasetError) as error:
        from_popolo(written(folder, found), **how)
    return [(one.row, one.column, one.value, one.problem) for one in tuples(error.value.problems)]


def test_memberships_become_claims(tmp_path):
    data = from_popolo(written(tmp_path, COUNCIL))
    columns = ["claim_id", "subject", "relation", "object", "role", "valid", "time"]
    council, kites = "harbor-council-council", "kite-party-kites"
    party = "acts_on_behalf_of"
    assert data["claims"][columns].values.tolist() == [
        ["m1", "ada-stone-p1", "member_of", council, "member", "1901-03-01/1905-02-28", "former"],
        ["m1-for", "ada-stone-p1", party, kites, "on behalf of", "1901-03-01/1905-02-28", "former"],
        ["m2", "ada-stone-p1", "member_of", council, "member", "1905-03-01/1906-01", "former"],
        ["m2-for", "ada-stone-p1", party, kites, "on behalf of", "1905-03-01/1906-01", "former"],
        ["m3", "ben-reed-p2", "member_of", council, "chair", "1907/..", ""],
        ["m4", "ben-reed-p3", "member_of", kites, "", "", ""],
        ["r4-2", "ben-reed-p3", "member_of", kites, "", "", ""],
    ]


def test_what_has_no_column_is_in_the_notes(tmp_path):
    data = from_popolo(written(tmp_path, COUNCIL))
    entities = data["entities"].set_index("x_id")
    assert entities.at["p1", "aliases"] == "A. Stone;آدا ستون"
    assert entities.at["p1", "note"] == (
        "links: website https://example.org/ada; gender: female; "
        "other name: A. Stone (lang: en); آدا ستون (lang: fa)"
    )
    assert entities.at["p2", "note"] == "identifiers: register 17"
    assert entities.at["council", "note"] == "classification: legislature; seats: 9"
    assert {"p4", "empty"} <= set(entities.index)
    notes = data["claims"].set_index("claim_id")["note"]
    assert notes["m1"] == (
        "period: 1st council; area: North Quay; dates of the period: start_date and end_date; "
        "former: the row has an end"
    )
    assert notes["m3"] == "post: Chair of the council"
    assert notes["m4"] == "contact_details: phone 17"
    assert notes["r4-2"] == "contact_details: phone 17; sources: list"
    assert data["documents"]["note"].tolist() == ["https://example.org/a", "https://example.org/b"]
    assert "https://example.org/council" in data["sources"]["note"].iloc[0]


def test_nothing_is_cut_and_what_is_said_of_names_and_sources_is_kept(tmp_path):
    life = f"{'x' * 1000}. Cleared of all charges."
    name = {"name": "A. Reed", "note": "maiden name", "end_date": "1900"}
    sources = [{"note": "Gazette, page 4"}, {"url": "https://e.org/a"}, {"url": "https://e.org/a"}]
    found = changed(
        persons__0__biography=life,
        persons__0__other_names=[name, {"family_name": "Reed"}],
        memberships__3__sources=sources,
        memberships__3__id="mem-77",
    )
    data = from_popolo(written(tmp_path, found))
    assert data["entities"].set_index("x_id").at["p1", "note"].endswith(
        f"; biography: {life}; "
        "other name: A. Reed (note: maiden name; end_date: 1900); (family_name: Reed)"
    )  # fmt: skip
    assert data["entities"].set_index("x_id").at["p1", "aliases"] == "A. Reed"
    claims = data["claims"].set_index("claim_id")
    assert len(claims) == 6 and claims.at["m4", "document_id"] == "e-org-a"
    assert claims.at["m4", "note"] == (
        "contact_details: phone 17; id: mem-77; sources: Gazette, page 4"
    )


def test_what_is_said_of_posts_periods_and_areas_is_kept(tmp_path):
    found = changed(
        posts__0__other_label="Speaker",
        areas__0__identifier="N-1",
        events__1__name="",
        memberships__1__start_date="1905-04",
        memberships__2__role="acting chair",
        memberships__2__organization_id="kites",
    )
    found["posts"].append({"id": "clerk", "label": "Clerk"})
    found["organizations"][0]["posts"] = [{"id": "clerk", "label": "Scribe"}]
    data = from_popolo(written(tmp_path, found))
    about = data["sources"]["note"].item()
    assert "areas: (id: north; name: North Quay; identifier: N-1)" in about
    assert "posts: (id: chair; label: Chair of the council; role: chair; " in about
    assert "other_label: Speaker); (id: clerk; label: Clerk; organization_id: council)" in about
    assert "(organization_id: council; id: clerk; label: Scribe)" in about
    notes = data["claims"].set_index("claim_id")["note"]
    assert "period: term/2; area: North Quay; start_date of the period: 1905-03-01" in notes["m2"]
    assert notes["m3"] == (
        "post: Chair of the council; role of the post: chair; organization of the post: council"
    )


def test_a_term_that_is_over_is_no_tie_of_now(tmp_path):
    """A membership without dates has those of its period, and does not go on for ever."""
    path = written(tmp_path, COUNCIL)
    both = ["harbor-council-council", "kite-party-kites"]
    data = from_popolo(path)
    assert shared_leaders(data, organizations=both)["shared"].tolist() == [0]
    assert "acts_on_behalf_of" not in data.who.relations_where("counts_for_overlap")
    counted = Reading(times=EVER, relations=["member_of", "acts_on_behalf_of"])
    assert shared_leaders(data, counted, both)["people"].tolist() == ["Ada Stone"]
    then = from_popolo(path, as_of="1903")["claims"]
    assert then["time"].tolist() == ["", "", "future", "future", "future", "", ""]


def test_roles_have_relations_of_their_own(tmp_path):
    how = {
        "relation": {"chair": "leads", "": "member_of"},
        "counts_for_overlap": {"member_of": False},
    }
    data = from_popolo(written(tmp_path, COUNCIL), **how)
    assert data["claims"]["relation"].tolist()[4:6] == ["leads", "member_of"]
    assert data.who.relations_where("counts_for_overlap") == {"leads"}
    found = from_popolo(written(tmp_path, COUNCIL), counts_for_overlap=False)
    assert not found.who.relations_where("counts_for_overlap")


def test_memberships_within_people_and_posts_within_organizations(tmp_path):
    found = copy.deepcopy(COUNCIL)
    for one in found.pop("memberships"):
        person = next(person for person in found["persons"] if person["id"] == one["person_id"])
        person.setdefault("memberships", []).append(
            {k: v for k, v in one.items() if k != "person_id"}
        )
    (post,) = found.pop("posts")
    found["organizations"][0]["posts"] = [{k: v for k, v in post.items() if k != "organization_id"}]
    columns = ["subject", "relation", "object", "role", "valid"]
    inside, plain = from_popolo(written(tmp_path, found)), from_popolo(written(tmp_path, COUNCIL))
    assert inside["claims"][columns].values.tolist() == plain["claims"][columns].values.tolist()
    found["memberships"] = COUNCIL["memberships"]  # once more: they are the same
    twice = from_popolo(written(tmp_path, found))
    assert twice["claims"][columns].values.tolist() == plain["claims"][columns].values.tolist()
    held = changed(posts__0__memberships=[COUNCIL["memberships"].copy()[2]])
    del held["memberships"][2]
    again = from_popolo(written(tmp_path, held))["claims"][columns].values.tolist()
    assert sorted(again) == sorted(plain["claims"][columns].values.tolist())
    found["organizations"][0]["posts"] = [{"label": "Clerk"}]
    no_id = "the post has no id, so that nothing can point at it"
    assert (1, "organizations.posts.id", "", no_id) in wrong(tmp_path, found)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"memberships__0__person_id": "p9"}, (1, "memberships.person_id", "p9", "the file has no person of this id")),
        ({"memberships__0__person_id": ""}, (1, "memberships.person_id", "", "the membership names no person")),
        ({"memberships__2__post_id": "x"}, (3, "memberships.post_id", "x", "the file has no post of this id")),
        ({"memberships__0__legislative_period_id": "x"}, (1, "memberships.legislative_period_id", "x", "the file has no event of this id")),
        ({"memberships__2__start_date": "3/1907"}, (3, "start_date", "3/1907", "not a date in EDTF (year-month-day)")),
        ({"memberships__1__end_date": "1904"}, (2, "end_date", "1904", "the end lies before the start, 1905-03-01")),
        ({"persons__1__id": "p1"}, (2, "persons.id", "p1", "already used in row 1")),
        ({"persons__3__id": None}, (4, "persons.id", "", "the person has no id, so that nothing can point at it")),
        ({"persons__0__name": " "}, (1, "persons.name", "p1", "the person has no name")),
        ({"persons__0__name": "Vacant"}, (1, "person_id", "Vacant", "'Vacant' would become a person of this name (2 rows: 1–2)")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_with_its_place(tmp_path, changes, said):
    assert said in wrong(tmp_path, changed(**changes))


def test_one_cause_is_said_once(tmp_path):
    assert len(wrong(tmp_path, changed(persons__0__name=""))) == 1
    assert len(wrong(tmp_path, changed(organizations__1__name=None))) == 1


def test_parts_that_claims_have_no_place_for(tmp_path):
    found = {**COUNCIL, "votes": [{"id": 1}], "persons": [*COUNCIL["persons"], "Dan"]}
    assert wrong(tmp_path, found) == [
        (None, "votes", "", "claims have no place for this part"),
        (5, "persons", "Dan", "neither an object nor what can be read as one"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the JSON goes wrong"),
        ("[]", "the file is no Popolo"),
        ('{"a": 1}', "the file is no Popolo"),
        ('{"memberships": 1}', "the file is no Popolo"),
        ('{"memberships": [', "the JSON goes wrong"),
        ("[" * 100_000, "the file is no Popolo"),
        (b"\xff\xfe{", "the file is not UTF-8"),
    ],
)
def test_what_is_no_popolo(tmp_path, text, problem):
    ((*_, said),) = wrong(tmp_path, text)
    assert said.startswith(problem)


def test_no_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        from_popolo(tmp_path / "nowhere.json")


def test_a_byte_order_mark_and_ids_that_are_numbers(tmp_path):
    found = changed(persons__3__id=0, memberships__3__person_id=0)
    data = from_popolo(written(tmp_path, "\ufeff" + json.dumps(found)))
    assert "cora-idle-0" in data["claims"]["subject"].tolist()


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
PLACES = [
    (key, number, name)
    for key, listed in COUNCIL.items()
    if isinstance(listed, list)
    for number, one in enumerate(listed)
    for name in [*one, "new"]
]


@thorough
@given(place=st.sampled_from(PLACES), value=JUNK)
def test_whatever_stands_there_it_is_read_or_listed(tmp_path_factory, place, value):
    key, number, name = place
    path = written(
        tmp_path_factory.mktemp("popolo"), changed(**{f"{key}__{number}__{name}": value})
    )
    try:
        data = from_popolo(path)
    except DatasetError as refusal:
        assert (refusal.problems["fix"] != "").all()
        return
    assert len(data["claims"]) >= len(COUNCIL["memberships"])
