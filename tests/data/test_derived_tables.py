"""What a dataset may leave out."""

import pandas as pd
import pytest
from shipped import HEADER, article

from helpers.claims.quote_places import coverage_table, locate_quotes
from helpers.codebook.schema import column_names, table_names
from helpers.data.dataset import Dataset, check_dataset, load_dataset
from helpers.data.saving import save_dataset
from helpers.data.tables import complete_table, derive_table


def test_claims_alone_are_a_dataset(folder):
    (folder / "claims.csv").write_text(
        "claim_id,speaker,stance,subject,relation,object,via,document_id\n"
        "k1,ben,asserts,ada,leads,chess-club,author > yearbook,d\n"
        "k2,author,denies,chess-club,part_of,guard,,\n",
        encoding="utf-8",
    )
    data = load_dataset(folder)
    assert data.derived == ("documents", "sources", "entities", "relations")
    assert data["documents"]["document_id"].to_list() == ["d"]
    assert data["sources"]["source_id"].to_list() == ["ben", "author", "yearbook"]
    assert dict(zip(data["entities"]["entity_id"], data["entities"]["kind"])) == {
        "ada": "person",
        "chess-club": "organization",
        "guard": "organization",
    }
    assert data["relations"].equals(article()["relations"])
    assert data.title == data.name == "mine" and not data.has_text("d")
    assert locate_quotes(data)["status"].to_list() == ["", ""] and coverage_table(data).empty
    with pytest.raises(KeyError, match="no text of document 'd'"):
        data.text("d")


def test_every_table_has_every_column_even_where_there_is_none(folder):
    data = load_dataset(folder)
    assert list(data) == table_names() and len(data) == len(list(data))
    assert all(list(frame.columns) == column_names(table) for table, frame in data.items())
    with pytest.raises(KeyError, match="did you mean 'claims'"):
        data["claim"]


def test_derived_tables_are_not_written(folder, tmp_path):
    saved = save_dataset(load_dataset(folder), tmp_path / "saved")
    assert [file.name for file in saved.iterdir()] == ["claims.csv"]
    assert load_dataset(saved).derived == load_dataset(folder).derived


@pytest.mark.parametrize("table", ["documents", "sources", "entities", "relations"])
def test_a_derived_table_that_would_not_be_derived_again_is_written(folder, tmp_path, table):
    data = load_dataset(folder)
    frame = data[table] if len(data[table]) else pd.DataFrame([{"document_id": "d"}])
    changed = Dataset({**data, table: frame.assign(x_mine="7")}, {}, data.name, data.derived)
    saved = save_dataset(changed, tmp_path / "saved")
    assert {file.stem for file in saved.iterdir()} == {"claims", table}
    again = load_dataset(saved)
    assert again[table].to_numpy().tolist() == changed[table].to_numpy().tolist()


def test_a_table_that_others_would_change_is_written_with_them(folder, tmp_path):
    """Of relations of its own, entities of other kinds would be derived."""
    data = load_dataset(folder)
    relations = data["relations"].assign(subject_kind="collective;person")
    changed = Dataset({**data, "relations": relations}, {}, data.name, data.derived)
    saved = save_dataset(changed, tmp_path / "saved")
    assert {file.stem for file in saved.iterdir()} == {"claims", "relations", "entities"}
    assert load_dataset(saved)["entities"]["kind"].to_list() == ["person", "organization"]


def test_columns_of_ones_own_are_carried_along(folder, tmp_path):
    (folder / "claims.csv").write_text(
        HEADER.replace("note", "x_page") + "k1,author,asserts,ada,leads,club,007\n",
        encoding="utf-8",
    )
    saved = save_dataset(load_dataset(folder), tmp_path / "saved")
    assert load_dataset(saved)["claims"]["x_page"].to_list() == ["007"]


def claims(*rows):
    return complete_table(
        "claims",
        pd.DataFrame(
            rows,
            columns=["speaker", "via", "subject", "relation", "object", "document_id"],
            index=range(2, len(rows) + 2),
        ),
    )


TOLD = claims(
    ("ben", "author > ben", "ada", "leads", "club", "d"),
    ("", "", "club", "part_of", "guard", ""),
    ("ben", "", "club", "unheard_of", "ada", "e"),
    ("", "", "dora", "unheard_of", "", "d"),
)


@pytest.mark.parametrize(
    ("table", "columns", "rows"),
    [
        ("documents", ["document_id", "title"], [["d", ""], ["e", ""]]),
        (
            "sources",
            ["source_id", "name", "kind", "speaks_for"],
            [["ben", "ben", "other", ""], ["author", "author", "other", ""]],
        ),
        (
            "entities",
            ["entity_id", "name", "kind"],
            [
                ["ada", "ada", "person"],
                ["club", "club", "organization"],
                ["dora", "dora", "thing"],
                ["guard", "guard", "organization"],
            ],
        ),
    ],
)
def test_a_table_is_derived_of_what_is_mentioned(table, columns, rows):
    frame = derive_table(table, {"claims": TOLD})
    assert frame[columns].to_numpy().tolist() == rows
    assert frame.index.to_list() == list(range(2, len(rows) + 2)) and frame.index.name == "row"
    assert frame.columns.to_list() == column_names(table) and set(frame.dtypes.astype(str)) == {
        "str"
    }


def test_kinds_are_the_first_that_any_of_the_own_relations_allows():
    relations = complete_table(
        "relations",
        pd.DataFrame(
            [["unheard_of", "place; thing", "event"], ["leads", "", "collective"]],
            columns=["relation", "subject_kind", "object_kind"],
        ),
    )
    entities = derive_table("entities", {"claims": TOLD, "relations": relations})
    assert dict(zip(entities["entity_id"], entities["kind"])) == {
        "ada": "event",
        "club": "place",
        "dora": "place",
        "guard": "thing",
    }
    entities = derive_table("entities", {"claims": TOLD.iloc[2:], "relations": relations})
    assert dict(zip(entities["entity_id"], entities["kind"])) == {
        "club": "place",
        "dora": "place",
        "ada": "event",
    }


def test_the_relations_of_the_article_are_those_of_a_dataset_without():
    assert derive_table("relations", {}).equals(article()["relations"])


def test_an_entity_of_another_coding_alone_is_a_thing():
    other = complete_table(
        "second-coding", pd.DataFrame([{"subject": "zoe", "relation": "leads", "object": "club"}])
    )
    entities = derive_table("entities", {"claims": TOLD, "second-coding": other})
    assert dict(zip(entities["entity_id"], entities["kind"]))["zoe"] == "thing"


def test_who_counts_is_a_person_though_the_relation_does_not_say_so():
    """A blank kind would make a thing of a person, who would leave the count."""
    relations = complete_table(
        "relations",
        pd.DataFrame({"relation": ["on_board_of"], "counts_for_overlap": ["yes"]}),
    )
    said = pd.DataFrame({"subject": ["ben"], "relation": ["on_board_of"], "object": ["anchor"]})
    tables = {"claims": complete_table("claims", said), "relations": relations}
    kinds = derive_table("entities", tables).set_index("entity_id")["kind"].to_dict()
    assert kinds == {"ben": "person", "anchor": "organization"}


def with_relations(folder, relations, relation):
    said = f"k1,author,asserts,ada,{relation},chess-club,\n"
    (folder / "claims.csv").write_text(HEADER + said, encoding="utf-8")
    if relations:
        (folder / "relations.csv").write_text(relations, encoding="utf-8")
    return [problem.fix for problem in check_dataset(folder).itertuples()]


OWN = "relation,kind,counts_for_overlap\non_board_of,leadership,yes\n"


@pytest.mark.parametrize(
    ("relations", "relation", "fix"),
    [
        (OWN, "leads", "the shipped table in data/haqqani-2021 defines 'leads', and yours takes its place: copy the row into yours"),
        (OWN, "on_bord_of", "did you mean 'on_board_of'?"),
        (OWN, "aids", "write one of: 'on_board_of'"),
        ("", "on_board_of", "write one of the 58 that are defined, or define it there; a table relations of yours takes the place of the shipped one: begin it as a copy of that in data/haqqani-2021"),
        ("", "leds", "did you mean 'leads'?"),
    ],
)  # fmt: skip
def test_shipped_relations_do_not_vanish_without_a_word(folder, relations, relation, fix):
    assert with_relations(folder, relations, relation) == [fix]


@pytest.mark.parametrize(
    ("kind", "counts", "kinds"),
    [
        ("leadership", "yes", ["person", "organization"]),
        ("leadership", "", ["person", "organization"]),
        ("membership", "no", ["person", "organization"]),
        ("kinship", "", ["person", "person"]),
        ("", "yes", ["person", "organization"]),
        ("alliance", "", ["thing", "thing"]),
        ("", "", ["thing", "thing"]),
    ],
)
def test_the_kind_of_a_relation_tells_kinds_of_entities(folder, kind, counts, kinds):
    own = f"relation,kind,counts_for_overlap\nheads,{kind},{counts}\n"
    assert with_relations(folder, own, "heads") == []
    assert load_dataset(folder)["entities"]["kind"].to_list() == kinds
