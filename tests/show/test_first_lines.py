"""What a lesson says in short: three to five sentences, each true of the data."""

import re
from html import unescape

import pytest
from shapes import SHAPES
from shipped import article
from tables import few

from helpers.claims.readings import EVER, Reading
from helpers.claims.words import primary_claims
from helpers.conflicts.conflicting import conflict_pairs
from helpers.overlap.answers import telling_readings
from helpers.overlap.who_leads import busiest_pair, shared_leaders
from helpers.show.first_lines import LESSONS, in_short, in_short_page

DATA = {"the article": article, **SHAPES}


def said(lesson, data):
    """The sentences of a list, without their tags."""
    return [unescape(one) for one in re.findall("<li>(.*?)</li>", in_short_page(lesson, data))]


@pytest.mark.long
@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("shape", DATA)
def test_a_few_sentences_on_data_of_any_shape(shape, lesson):
    found = said(lesson, DATA[shape]())
    assert 3 <= len(found) <= 5
    assert not [one for one in found if re.search(r"\b1 (?:are|were|have|claims|ties)\b|<NA>", one)]


@pytest.mark.long
@pytest.mark.parametrize("shape", DATA)
def test_the_numbers_are_those_of_the_data(shape):
    data = DATA[shape]()
    primary = primary_claims(data)
    first, most, denied, *_ = said("claims", data)
    assert int(first.split()[3]) == len(primary)
    assert int(re.search(r"\d+", most)[0]) == primary["speaker"].value_counts().max()
    assert int(re.search(r"\d+", denied)[0]) == (primary["stance"] == "denies").sum()
    pairs = conflict_pairs(data)
    coded, others, *_ = said("conflicts", data)
    assert int(re.search(r"\d+", coded)[0]) == (pairs["requires"] == "").sum()
    assert int(re.search(r"\d+", others)[0]) == (pairs["requires"] != "").sum()


@pytest.mark.long
@pytest.mark.parametrize("shape", DATA)
def test_the_span_is_that_of_the_readings_of_the_page(shape):
    data = DATA[shape]()
    if len(data.who.of_kind("organization")) < 2:
        assert said("readings", data)[0].startswith("A pair takes two organizations")
        return
    pair = busiest_pair(data)
    several = telling_readings(data, *pair)
    counts = [shared_leaders(data, one, list(pair))["shared"].iloc[0] for one in several]
    words = said("readings", data)[1]
    numbers = [int(one) for one in re.findall(r"\d+", words)]
    assert numbers == ([min(counts), max(counts)] if min(counts) < max(counts) else [])


def test_it_takes_the_pair_that_is_named(shown):
    in_short("overlap", article(), "haqqani-network", "isis-k")
    assert "Haqqani Network and ISIS-K share no leader" in shown[0]
    ever = shared_leaders(article(), Reading(times=EVER), ["haqqani-network", "isis-k"])
    assert ever["shared"].iloc[0] == 1 and "the number is 0 or 1, depending" in shown[0]


def test_there_are_no_other_lessons():
    with pytest.raises(ValueError, match="no lesson 'overlaps': did you mean 'overlap'"):
        in_short("overlaps", article())


CLUBS = [
    {"entity_id": "p", "kind": "person"},
    {"entity_id": "A", "kind": "organization"},
    {"entity_id": "B", "kind": "organization"},
]


def clubs(*claims, sources="st", kind=""):
    """Who is said to lead A and B by whom, in few words."""
    who = [{"source_id": one, "kind": kind} for one in sources]
    return few(claims, "subject object speaker time", sources=who, entities=CLUBS)


def test_of_several_sources_with_as_many_claims_none_is_the_one_with_most():
    assert said("claims", clubs("p A s", "p B t"))[1] == (
        "The most claims of one source: 1. Sources that make as many: 2."
    )
    assert said("claims", clubs("p A s", "p B s", "p B t"))[1] == (
        "The source with the most claims (2): s."
    )


def test_without_claims_nobody_makes_most():
    found = said("claims", clubs("p A s", sources="s", kind="inference"))
    assert found[0] == "The data hold no claims; no sources speak."
    assert found[1].startswith("Denials among the claims: 0. ") and len(found) == 4
    assert said("claims", clubs())[0] == found[0]


def test_what_is_said_of_all_choices_is_said_of_those_that_were_tried():
    """Of former roles alone, nobody is shared."""
    data = clubs("p A s", "p B t")
    assert shared_leaders(data, Reading(times="former"), ["A", "B"])["shared"].iloc[0] == 0
    assert said("overlap", data)[2] == (
        "If all sources count, and readers' conclusions do not, the number is 1, whatever you "
        "choose for denials, certainty and coding. It is also 1 if former and future roles "
        "count, too."
    )
    assert said("overlap", clubs("p A s", "p B t former"))[2] == (
        "If all sources count, and readers' conclusions do not, the number is 0 or 1, depending "
        "on your choices. These are denials, certainty and coding, and whether former and future "
        "roles count, too."
    )
