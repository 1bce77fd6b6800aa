"""Two entities read as one: only on a signed yes, said aloud, and never in a file."""

import pandas as pd
import pytest
from tables import said

from helpers.claims import Reading
from helpers.data import load_dataset, read_coding, save_dataset, with_claims
from helpers.data.dataset import DatasetError
from helpers.overlap import shared_leaders

CLAIMS = """claim_id,document_id,quote,speaker,stance,subject,relation,object,alternative_of,note
k1,d,Ada Stone leads the Kites,board,asserts,ada-stone,leads,kites,,
k2,d,A. Stone leads the Chess Club,board,asserts,a-stone,leads,chess,,
k3,d,she denies it,ada,denies,a-stone,leads,chess,,
k4,d,A. Stone leads the Chess Club,ada,asserts,a-stone,leads,chess,k2,
k5,d,Ben leads the Kites,board,asserts,ben,leads,kites,,
"""
TEXT = (
    "Ada Stone leads the Kites. A. Stone leads the Chess Club; she denies it. Ben leads the Kites."
)
ENTITIES = """entity_id,kind,name,aliases,name_original_script
ada-stone,person,Ada Stone,the Captain,
a-stone,person,A. Stone,,عادة
ada-s,person,"Stone, A.",,
ben,person,Ben,,
kites,organization,Kites,,
chess,organization,Chess Club,,
"""
HEAD = "entity_id,same_as,decision,decided_by,decided_on,note\n"
YES = HEAD + "a-stone,ada-stone,yes,E. Marsh,1908,one photograph\n"


@pytest.fixture
def written(tmp_path):
    """Write a dataset of which a table same_as decides."""

    def write(same_as, **files):
        place = tmp_path / "mine"
        place.mkdir()
        tables = {"claims": CLAIMS, "entities": ENTITIES, "same_as": same_as} | files
        tables["documents"] = "document_id,file\nd,d.txt\n"
        for table, text in tables.items():
            if text:
                (place / f"{table}.csv").write_text(text, encoding="utf-8")
        (place / "d.txt").write_text(TEXT, encoding="utf-8")
        return place

    return write


def bytes_of(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_signed_yes_is_read_and_no_file_changes(written):
    place = written(YES)
    before = bytes_of(place)
    data = load_dataset(place)
    assert data.merged == {"a-stone": "ada-stone"}
    assert data["claims"]["subject"].tolist() == ["ada-stone"] * 4 + ["ben"]
    assert data["claims"].index.tolist() == [2, 3, 4, 5, 6]
    ada = data["entities"].set_index("entity_id").loc["ada-stone"]
    assert ada["aliases"] == "the Captain; A. Stone; عادة"
    assert "a-stone" not in data["entities"]["entity_id"].tolist()
    assert data.as_written["claims"]["subject"].tolist()[1:4] == ["a-stone"] * 3
    assert bytes_of(place) == before


def test_quotes_and_alternatives_stay(written):
    data = load_dataset(written(YES))
    rest = [column for column in data["claims"] if column not in ("subject", "object")]
    pd.testing.assert_frame_equal(data["claims"][rest], data.as_written["claims"][rest])


def test_it_moves_the_overlap_and_taking_it_back_moves_it_back(written):
    place = written(YES)
    reading = Reading(denials="ignore")
    assert shared(load_dataset(place), reading) == ["Ada Stone"]
    for decision in ("no", "undecided"):
        text = YES.replace("yes,E. Marsh", f"{decision},E. Marsh")
        (place / "same_as.csv").write_text(text, encoding="utf-8")
        assert shared(load_dataset(place), reading) == [""]
    (place / "same_as.csv").unlink()
    assert shared(load_dataset(place), reading) == [""]


def shared(data, reading):
    return shared_leaders(data, reading, ["kites", "chess"])["people"].tolist()


def test_what_was_merged_is_said(written):
    text = YES + "ben,ada-s,undecided,,,\n"
    assert load_dataset(written(text)).notes == (
        "The table same_as merges 1 entity into another.",
        "'a-stone' is read as 'ada-stone', as E. Marsh decided: claims k2, k3 and k4.",
        "1 pair of same_as undecided: read as two.",
    )


def test_whoever_decided_it_is_named_and_nobody_else(written):
    rows = "ada-s,ben,no,J. Reed,,\na-stone,ben,no,J. Reed,,\nada-stone,ada-s,yes,I. Bell,,\n"
    notes = load_dataset(written(YES + rows)).notes
    assert [note.partition(": ")[0] for note in notes[1:]] == [
        "'a-stone' is read as 'ada-s', as E. Marsh and I. Bell decided",
        "'ada-stone' is read as 'ada-s', as I. Bell decided",
    ]


def test_a_claim_between_two_that_are_merged_is_said(written):
    between = CLAIMS + "k6,,,board,asserts,a-stone,kin_of,ada-stone,,\n"
    relations = "relation,counts_for_overlap\nleads,yes\nkin_of,no\n"
    data = load_dataset(written(YES, claims=between, relations=relations))
    assert data.notes[-1] == "Once they are merged, one entity is related to itself in claim k6."


def test_chains_end_at_the_one_that_is_kept(written):
    data = load_dataset(written(YES + "ada-s,a-stone,yes,E. Marsh,,\n"))
    assert data.merged == {"a-stone": "ada-stone", "ada-s": "ada-stone"}
    ada = data["entities"].set_index("entity_id").loc["ada-stone", "aliases"]
    assert ada == "the Captain; A. Stone; عادة; Stone, A."


@pytest.mark.parametrize("name", ["again", "again.xlsx"])
def test_saving_writes_the_claims_as_they_were(written, tmp_path, name):
    data = load_dataset(written(YES))
    again = load_dataset(save_dataset(data, tmp_path / "new" / name))
    for table, frame in data.as_written.items():
        pd.testing.assert_frame_equal(again.as_written[table], frame)
    assert again.merged == data.merged
    if name == "again":
        for table in ("claims", "same_as"):
            files = (tmp_path / place / f"{table}.csv" for place in ("mine", "new/again"))
            first, second = (pd.read_csv(file, dtype="str", na_filter=False) for file in files)
            pd.testing.assert_frame_equal(second[list(first)], first)


def test_a_dataset_without_entities_is_merged_too(written):
    data = load_dataset(written(YES, entities=""))
    assert data["claims"]["subject"].tolist() == ["ada-stone"] * 4 + ["ben"]
    assert "a-stone" not in data["entities"]["entity_id"].tolist()


def test_supposed_claims_may_name_either_and_keep_what_was_written(written):
    data = load_dataset(written(YES))
    row = {"claim_id": "n1", "speaker": "board", "stance": "asserts"}
    row |= {"subject": "a-stone", "relation": "leads", "object": "kites"}
    new = with_claims(data, [row])
    assert new["claims"]["subject"].tolist()[-1] == "ada-stone"
    assert new.as_written["claims"]["subject"].tolist()[-1] == "a-stone"
    assert new.as_written["claims"]["subject"].tolist()[1] == "a-stone"


def test_a_second_coding_is_read_alike(written):
    place = written(YES, **{"second-coding": CLAIMS})
    data = load_dataset(place)
    expected = ["ada-stone"] * 4 + ["ben"]
    assert data["second-coding"]["subject"].tolist() == expected
    assert read_coding(place / "second-coding.csv", data)["subject"].tolist() == expected


SIGNED = "yes,E. Marsh,,"
WRONG = {
    "an unknown id": (
        [f"a-ston,ada-stone,{SIGNED}"],
        [(2, "entity_id", "a-ston", "no such entity_id in entities.csv", "did you mean 'a-stone'?")],
    ),
    "itself": (
        [f"ben,ben,{SIGNED}"],
        [
            (2, "same_as", "ben", "an entity is the same as itself",
             "name another entity, or delete the row"),
        ],
    ),
    "two kinds": (
        [f"ben,kites,{SIGNED}"],
        [
            (2, "same_as", "kites", "'ben' is of kind 'person', and 'kites' of kind 'organization'",
             "write no, or mend the kind in entities.csv"),
        ],
    ),
    "nobody signed": (
        ["a-stone,ada-stone,yes,,,"],
        [
            (2, "decided_by", "", "nobody has decided that the two are one",
             "write who decided it, or write undecided"),
        ],
    ),
    "yes and no": (
        [f"a-stone,ada-stone,{SIGNED}", "ada-stone,a-stone,no,E. Marsh,,"],
        [
            (3, "decision", "no", "the pair stands in row 2 too, with the decision 'yes'",
             "keep one of the two rows"),
        ],
    ),
    "a circle of two": (
        [f"a-stone,ada-stone,{SIGNED}", f"ada-stone,a-stone,{SIGNED}"],
        [
            (3, "decision", "yes", "the pair stands in row 2 too, with the decision 'yes'",
             "keep one of the two rows"),
        ],
    ),
    "a circle of three, told once": (
        [f"ada-s,a-stone,{SIGNED}", f"a-stone,ada-stone,{SIGNED}", f"ada-stone,ada-s,{SIGNED}"],
        [
            (2, "same_as", "a-stone",
             "read as itself in a circle: ada-s → a-stone → ada-stone → ada-s",
             "delete one row of the circle: the entity that its row names first is kept"),
        ],
    ),
    "one read as two": (
        [f"a-stone,ada-stone,{SIGNED}", f"a-stone,ada-s,{SIGNED}"],
        [
            (3, "same_as", "ada-s", "'a-stone' is read as 'ada-stone' already, in row 2",
             "keep one of the two rows; if all three are one, say so of 'ada-stone' and 'ada-s'"),
        ],
    ),
    "a no against a chain": (
        [f"ada-s,a-stone,{SIGNED}", f"a-stone,ada-stone,{SIGNED}", "ada-stone,ada-s,no,E. Marsh,,"],
        [
            (4, "decision", "no", "the two are not one, and yet other rows make them one: 2, 3",
             "decide: change this no, or a yes of these rows"),
        ],
    ),
    "another word": (
        ["a-stone,ada-stone,maybe,E. Marsh,,"],
        [(2, "decision", "maybe", "not an allowed value", "write one of: 'yes', 'no', 'undecided'")],
    ),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_decided_so_is_a_problem(written, case):
    rows, expected = WRONG[case]
    place = written(HEAD + "\n".join(rows) + "\n")
    assert said(place) == [("same_as.csv", *problem) for problem in expected]
    with pytest.raises(DatasetError):
        load_dataset(place)


def test_without_entities_an_unknown_id_is_one_that_no_claim_names(written):
    place = written(HEAD + f"a-ston,ada-stone,{SIGNED}\n", entities="")
    ((file, row, column, value, problem, fix),) = said(place)
    assert (file, row, column, value) == ("same_as.csv", 2, "entity_id", "a-ston")
    assert problem == "no such entity_id in entities.csv" and fix == "did you mean 'a-stone'?"


def test_two_of_one_name_stay_two(written):
    same = ENTITIES.replace("A. Stone", "Ada Stone")
    data = load_dataset(written("", entities=same))
    assert data.merged == {}
    assert data["entities"]["name"].tolist().count("Ada Stone") == 2
