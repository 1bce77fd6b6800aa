"""The pair that notebooks are asked about: ids alone, and what else one may write for them."""

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from shipped import clubs
from tables import few

from helpers.book.chosen_pair import folder_of_pair, refuse_pair, set_pair
from helpers.data.dataset import Dataset


def organizations(*names):
    entities = [
        {"entity_id": one, "kind": kind, "name": name, "aliases": alias}
        for one, kind, name, alias in names
    ]
    return few(["ada a"], "subject object", entities=entities)


TWINS = organizations(
    ("a", "organization", "Club", "the Den"),
    ("b", "organization", "Club", ""),
    ("c", "organization", "Guard", ""),
    ("ada", "person", "Ada", ""),
)


def test_ids_are_taken():
    refuse_pair(TWINS, ("a", "b"))
    refuse_pair(clubs(), ("chess-club", "kite-club"))


REFUSED = {
    ("Guard", "a"): "no organization 'Guard': that is the name of 'c': write the id",
    ("guard", "a"): "no organization 'guard': that is the name of 'c': write the id",
    ("the Den", "c"): "no organization 'the Den': that is the name of 'a': write the id",
    ("Club", "c"): "no organization 'Club': that is the name of 'a' and 'b': write the id",
    ("ada", "c"): "no organization 'ada': it is of kind 'person', and a pair takes two",
    ("c", "c"): "the pair takes two organizations, and 'c' is one",
}


@pytest.mark.parametrize("pair", REFUSED)
def test_what_is_no_id_of_an_organization_is_refused(pair):
    with pytest.raises(ValueError) as refused:
        refuse_pair(TWINS, pair)
    assert str(refused.value).startswith(REFUSED[pair])


def test_both_mistakes_are_told_at_once():
    with pytest.raises(ValueError) as refused:
        refuse_pair(TWINS, ("Guard", "nowhere"))
    assert len(str(refused.value).splitlines()) == 2


def test_a_merged_organization_is_told_from_the_one_it_is_read_as():
    row = {"entity_id": "b", "same_as": "a", "decision": "yes", "decided_by": "E. Marsh"}
    data = Dataset({**TWINS, "same_as": pd.DataFrame([row])}, {}, "merged")
    with pytest.raises(ValueError, match="the table same_as has it read as 'a': write that id"):
        refuse_pair(data, ("b", "c"))


def test_the_pair_is_set_where_the_parameters_stand_and_nowhere_else():
    lines = 'DATA = None\nORGANIZATION_A = ""\nORGANIZATION_B = ""\nFOCUS = ""'
    chosen = new_code_cell(lines, metadata={"tags": ["parameters"]})
    other = new_code_cell(lines)
    set_pair(new_notebook(cells=[chosen, other]), ("a'b", "c"))
    expected = 'DATA = None\nORGANIZATION_A = "a\'b"\nORGANIZATION_B = \'c\'\nFOCUS = ""'
    assert (chosen.source, other.source) == (expected, lines)


def test_no_two_pairs_have_one_folder_and_none_leads_out():
    pairs = [("a", "b--c"), ("a--b", "c"), ("../a", "b"), ("..-a", "b"), ("x" * 60, "b")]
    names = [folder_of_pair("mine", pair) for pair in [*pairs, ("x" * 61, "b")]]
    assert len(set(names)) == len(names)
    assert not any("/" in name or name.startswith(".") for name in names)
