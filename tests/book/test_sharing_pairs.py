"""The pairs of organizations that share a leader, on the first page."""

import time
from itertools import combinations

import pytest
from hypothesis import given
from invented import dataset, members, random_claims, register, thorough
from shapes import SHAPES
from shipped import article, clubs

from helpers.book import sharing_pairs as module
from helpers.book.sharing_pairs import command, pairs_file, pairs_section, sharing_pairs
from helpers.overlap import shared_leaders


@thorough
@given(random_claims())
def test_they_are_the_pairs_that_share_somebody_whatever_the_dates(rows):
    data = dataset(rows)
    every = shared_leaders(data)
    every = every[(every["shared"] > 0) | (every["contested"] > 0)]
    columns = ["shared", "contested", "leaders_a", "leaders_b", "people", "when"]
    found = sharing_pairs(data)
    assert found[columns].to_numpy().tolist() == every[columns].to_numpy().tolist()


def test_the_largest_come_first_and_nested_ones_are_marked():
    data = members({"p": "AB", "q": "AB", "r": "AC", "s": "A"})
    found = sharing_pairs(data)
    ends = found[["organization_a", "organization_b", "shared", "nested"]].to_numpy().tolist()
    assert ends == [["A", "B", 2, "B in A"], ["A", "C", 1, "C in A"]]


def test_dates_that_exclude_each_other_are_no_overlap():
    data = register("p A 2000-01-02 current", "p B 2000-01-03 current", "q A - current")
    assert sharing_pairs(data).empty
    assert pairs_section(data, "x").endswith("denied (contested): 0 of 3.</p>")


def test_twenty_rows_of_all_pairs_and_the_true_numbers():
    names = [chr(number) for number in range(ord("A"), ord("A") + 12)]
    data = members({f"p{a}{b}": a + b for a, b in combinations(names, 2)})
    page = pairs_section(data, "mine.xlsx")
    assert "(contested): 66 of 66." in page
    assert (
        "Pairs in which each has leaders whom they do not share, too: 20 of 66, those that share most first."
        in page
    )
    assert "<details open>" not in page
    assert page.count("make run DATA=mine.xlsx") == 20
    assert len(pairs_file(data)) == 66


def test_only_pairs_that_share_somebody_are_looked_at():
    """Of 4,000 organizations there are eight million pairs."""
    data = members({f"p{number}": (f"o{number}", f"o{number + 1}") for number in range(0, 4000, 2)})
    start = time.process_time()
    assert len(sharing_pairs(data)) == 2000 and time.process_time() - start < 10


def test_nested_pairs_can_be_folded_away():
    page = pairs_section(members({"p": "AB", "q": "AB", "r": "AC", "s": "AD", "t": "D"}), "x")
    apart, nested = page.split("<details open>")
    assert (
        "Pairs in which each has leaders whom they do not share, too: 1." in apart
        and "A=A B=D" in apart
    )
    assert "also lead the other): 2.</summary>" in nested and "B in A" in nested
    assert "A=A B=B" in nested and "A=A B=D" not in nested


def test_it_is_said_that_contested_leaders_are_no_reason_against_a_nested_pair():
    roles = ("p A - current", "p B - current", "q A - current", "q B - current stance=denies")
    data = register(*roles, "r B - current", "r B - current stance=denies speaker=s2")
    page = pairs_section(data, "x")
    assert "B in A" in page and "<p>2 and 1</p>" in page
    assert "(contested ones apart, all leaders of one also lead the other): 1." in page
    assert "Contested leaders count in their own column only." in page


def test_where_too_many_share_somebody_those_that_share_most_are_looked_at(monkeypatch):
    monkeypatch.setattr(module, "MOST_LISTED", 2)
    data = members({"p": "ABCD", "q": "CD"})
    assert sharing_pairs(data)["shared"].tolist() == [2, 1]
    assert "(contested): at least 2 of 6." in pairs_section(data, "x")


def test_the_article_needs_no_data_and_a_single_organization_no_table():
    assert "<p>make run A=haqqani-network B=taliban</p>" in pairs_section(article(), "")
    assert "(contested): 1 of 10." in pairs_section(clubs(), "two-clubs")
    assert pairs_section(members({"p": "A"}), "x") == ""


@pytest.mark.parametrize(
    ("place", "a", "b", "said"),
    [
        ("", "a", "b", "make run A=a B=b"),
        ("my list.xlsx", "کِتاب", "b c", 'make run DATA="my list.xlsx" A=کِتاب B="b c"'),
        *(("x", one, "b", "") for one in ("$(shell x)", "`x`", "a'b", 'a"b', "a\nb", "-x", "a;b")),
        *(("x", one, "b", "") for one in ("a#b", "a&b", "a|b", "a\\b", "a%b", "a!b", "\u202eb")),
        ("$HOME.xlsx", "a", "b", ""),
    ],
)
def test_no_command_holds_what_a_terminal_would_read_otherwise(place, a, b, said):
    assert command(place, a, b) == said


def test_names_are_escaped_and_the_file_is_text():
    data = members({"p": ("<b>", "=B"), "q": ("<b>",)})
    assert "<b>" not in pairs_section(data, "x") and "&lt;b&gt;" in pairs_section(data, "x")
    assert pairs_file(data)["name_a"].tolist() == ["<b>"]


def test_an_undefined_ratio_is_a_blank_cell():
    found = pairs_file(SHAPES["many conflicts"]())
    assert (
        found["contested"].tolist() == ["25"]
        and "" in found[["jaccard", "overlap_coefficient"]].to_numpy()
    )
    assert all(isinstance(cell, str) for cell in found.to_numpy().ravel())


def test_who_has_no_leader_but_a_contested_one_has_none_of_its_own():
    denied = ("p A - current", "p A - current stance=denies speaker=s2", "p B - current")
    page = pairs_section(register(*denied), "x")
    assert (
        "Pairs with only contested leaders in common: 1." in page
        and "whom they do not share" not in page
    )
    page = pairs_section(register(*denied, "q A - current", "r B - current"), "x")
    assert "whom they do not share, too: 1." in page and "Pairs with only contested" not in page


def test_who_led_both_at_different_times_is_not_shared_and_no_leader_of_one_alone():
    roles = ("p A 1990 current", "p B 2000 current", "q A - current", "q B - current")
    page = pairs_section(register(*roles), "x")
    assert "Pairs in which each has leaders whom they do not share, too: 1." in page
    assert "of their own" not in page
