"""Dates that count: worked cases, found by hand."""

from datetime import date

import pytest
from invented import register as said

from helpers.claims.how_ties_stand import ties
from helpers.claims.readings import EVER, Reading, describe
from helpers.codebook.spells import spell_of
from helpers.conflicts.conflicting import conflict_pairs
from helpers.conflicts.contested import contested_ties, policies_table
from helpers.conflicts.rules import resolve
from helpers.overlap.answers import answer, pair_words
from helpers.overlap.chance import null_model
from helpers.overlap.how_far import overlap_range, range_table
from helpers.overlap.how_many_lines import evidence_words
from helpers.overlap.statements import mattering
from helpers.overlap.who_leads import leaders, lineage, shared_leaders
from helpers.overlap.whose_word import probability, source_shares, why_sets


def shared(data, reading=Reading()):
    return int(shared_leaders(data, reading, ["A", "B"])["shared"].iloc[0])


# p is Ada, q is Ben; A are the Kites, B is the Chess Club.
REGISTER = said(
    "p A 1980-01-01/1985-12-31 former",
    "p B 2010-01-01/.. current",
    "q A 1981-01-01/1990-01-01 former",
    "q B 1985-01-01/1995-12-31 former",
)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading(), 0),
        (Reading(times=EVER), 1),
        (Reading(times=EVER, together="certain"), 1),
        (Reading(times=EVER, together="ignore"), 2),
        (Reading(at="1982"), 0),
        (Reading(at="1988"), 1),
        (Reading(at="1988", together="certain"), 1),
        (Reading(at="2011"), 0),
    ],
)
def test_a_register(reading, expected):
    assert shared(REGISTER, reading) == expected


def test_who_led_what_in_one_year():
    found = shared_leaders(REGISTER, Reading(at="1982"), ["A", "B"]).iloc[0]
    assert (found["shared"], found["leaders_a"], found["leaders_b"]) == (0, 2, 0)


def test_from_when_to_when_both_were_led():
    found = shared_leaders(REGISTER, Reading(times=EVER), ["A", "B"]).iloc[0]
    assert (found["same_day"], found["when"]) == (1, "from January 1, 1985 to January 1, 1990")


@pytest.mark.long
@pytest.mark.parametrize(
    ("one", "other", "possible", "certain"),
    [
        ("1998/2003", "2003/2005", 1, 0),
        ("-", "2003/2005", 1, 0),
        ("2001~/2003", "2002/2004", 1, 0),
        ("1998/2003", "2020/..", 0, 0),
        ("1998/2003", "2001/2002", 1, 1),
        ("2017", "2017", 1, 0),
        ("2017-05-01", "2017-05-01", 1, 1),
        ("2017-05", "2017-05-01", 1, 0),
        ("2020/", "2021", 1, 0),
        ("2020-05-01/", "2020-05-01", 1, 1),
        ("../2003", "2004/..", 0, 0),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_two_roles_of_one_person(one, other, possible, certain, turned):
    one, other = (other, one) if turned else (one, other)
    data = said(f"p A {one} current", f"p B {other} current")
    assert shared(data) == possible
    assert shared(data, Reading(together="certain")) == certain
    assert shared(data, Reading(together="ignore")) == 1


def test_what_goes_on_held_until_it_was_said():
    roles = "p A 2020/.. current said_on=2021-03-05", "p B 2021-03-05 current"
    assert shared(said(*roles), Reading(together="certain")) == 1
    later = roles[0], "p B 2021-03-06 current"
    assert shared(said(*later), Reading(together="certain")) == 0
    assert shared(said(*later)) == 1


DENIED = (
    "p A 1980/1985 former",
    "p B 1980/1985 former",
    "p A 1990 former stance=denies speaker=s2",
)


def test_a_denial_of_another_time_meets_nothing():
    data = said(*DENIED)
    found = ties(data, Reading(times=EVER))
    assert found["state"].tolist() == ["stands", "stands", "denied"]
    assert found["denied_by"].tolist() == ["", "", "k2"]
    assert shared(data, Reading(times=EVER)) == 1
    assert lineage(data, "A", "B", Reading(times=EVER)).sources == ("s1",)
    met = said(*DENIED[:2], "p A 1985/1990 former stance=denies speaker=s2")
    assert ties(met, Reading(times=EVER))["state"].tolist() == ["contested", "stands"]
    assert shared(met, Reading(times=EVER)) == 0
    undated = said(*DENIED[:2], "p A - former stance=denies speaker=s2")
    assert shared(undated, Reading(times=EVER)) == 0


def test_on_a_certain_day_the_word_for_the_time_of_what_is_dated_does_not_matter():
    data = said(
        "p A 1980/1985 former",
        "p B 1980/1985 former",
        "p A 1982/.. current stance=denies speaker=s2",
    )
    found = leaders(data, Reading(at="1984"))
    assert found.set_index("organization")["state"].to_dict() == {"A": "contested", "B": "stands"}
    assert leaders(data, Reading(at="1981"))["state"].tolist() == ["stands", "stands"]
    assert leaders(data, Reading(at="1999")).empty
    reading = Reading(at="1984")
    [contested] = contested_ties(data, reading).to_dict("records")
    assert (contested["asserted_by"], contested["denied_by"]) == ("k0", "k2")
    assert policies_table(data, reading)[["lines_for", "lines_against"]].values.tolist() == [[1, 1]]
    assert resolve(data, "most speakers", reading)["decision"].tolist() == ["undecided"]
    pairs = conflict_pairs(data, reading)
    assert pairs[["claim_a", "claim_b", "requires"]].values.tolist() == [["k0", "k2", ""]]
    assert conflict_pairs(data).empty


def test_on_a_certain_day_a_source_takes_back_what_it_had_in_another_word_for_the_time():
    data = said(
        "p A 1990 current said_on=2001",
        "p A 1990 former said_on=2004 stance=denies",
        "p B 1990 current",
    )
    reading = Reading(at="1990", changes="latest")
    assert shared_leaders(data, reading, ["A", "B"])["contested"].tolist() == [0]
    assert shared_leaders(data, Reading(at="1990"), ["A", "B"])["contested"].tolist() == [1]


@pytest.mark.parametrize(("by", "contested"), [("via=au", 1), ("speaker=au", 0)])
def test_only_an_authors_own_words_are_as_old_as_the_text(by, contested):
    data = said(
        f"p A - current document_id=d1 {by}",
        f"p A - current document_id=d1 {by} said_on=1999-05-01 stance=denies",
        "p B - current",
    )
    found = shared_leaders(data, Reading(changes="latest"), ["A", "B"])
    assert found["contested"].tolist() == [contested]


def test_only_a_denial_that_meets_an_assertion_counts_against_it():
    data = said(
        "p A 1990/1995 current",
        "p A 1992 current stance=denies speaker=s2",
        "p A 2005 current stance=denies speaker=s3",
        "p B 1990/1995 current",
    )
    [found] = policies_table(data).to_dict("records")
    assert (found["denied_by"], found["lines_against"]) == ("s2", 1)
    assert evidence_words(data, "A", "B")[0].endswith("asserted by 1 claim; denied by 1 claim.")
    assert ties(data)[["state", "denied_by"]].values.tolist() == [
        ["contested", "k1"],
        ["denied", "k2"],
        ["stands", ""],
    ]


def test_why_sets_shares_and_probability_use_only_what_is_at_one_time():
    data = said(
        "p A 1980/1985 former speaker=s1",
        "p A 2000/2005 former speaker=s2",
        "p B 2001/2002 former speaker=s3",
    )
    reading = Reading(times=EVER)
    (row,) = why_sets(data, "A", "B", reading).to_dict("records")
    assert row["sources"] == ("s2", "s3")
    assert row["tie_a"] == "leads A (former, from 2000 to 2005)"
    shares = source_shares(data, "A", "B", reading)
    assert shares.set_index("source")["certain"].to_dict() == {"s2": 0.5, "s3": 0.5}
    assert probability(data, "A", "B", reading, {"s2": 0.5, "s3": 0.5}).certain == 0.25
    whatever = Reading(times=EVER, together="ignore")
    assert why_sets(data, "A", "B", whatever)["sources"].tolist() == [("s1", "s3"), ("s2", "s3")]


def test_two_choices_that_do_not_go_with_each_other():
    """Each role to A goes with one role to B: a person is no product of two lists."""
    data = said(
        "p A 1980/1985 former speaker=s1",
        "p A 2000/2005 former speaker=s2",
        "p B 1981/1982 former speaker=s3",
        "p B 2001/2002 former speaker=s4",
    )
    reading = Reading(times=EVER)
    assert why_sets(data, "A", "B", reading)["sources"].tolist() == [("s1", "s3"), ("s2", "s4")]
    beliefs = dict.fromkeys(["s1", "s2", "s3", "s4"], 0.5)
    assert probability(data, "A", "B", reading, beliefs).possible == pytest.approx(1 - 0.75**2)
    assert shared(data, Reading(believed=["s1", "s4"], times=EVER)) == 0
    assert shared(data, Reading(believed=["s1", "s3"], times=EVER)) == 1


def test_the_range_over_together():
    found = overlap_range(REGISTER, "A", "B", Reading(times=EVER), vary=["together"])
    assert (found.low, found.high, found.high_reading.together) == (1, 2, "ignore")
    found = overlap_range(
        said("p A 1998/2003 current", "p B 2003/2005 current"), "A", "B", vary=["together"]
    )
    assert (found.low, found.high, found.low_reading.together) == (0, 1, "certain")


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ("soon", "at='soon' is no date in EDTF: use a form such as 1908"),
        ("2003/1998", "at='2003/1998'"),
        ("6.3.1908", "did you mean '1908-03-06' (day first) or '1908-06-03' (month first)?"),
        (date(1908, 3, 6), "write the date as text, in EDTF"),
    ],
)
def test_what_is_no_date_is_refused(at, message):
    with pytest.raises(ValueError) as refused:
        Reading(at=at)
    assert message in str(refused.value)


def test_together_is_one_of_three():
    with pytest.raises(ValueError, match="did you mean 'certain'"):
        Reading(together="certainly")


def test_no_sentence_calls_an_ended_role_undated():
    unmarked = said("p A 1998/2003 unspecified", "p B 1999/2002 unspecified")
    assert "roles not marked as former or future" in describe(unmarked, Reading())
    assert "current and undated roles" in describe(said("p A - current"), Reading())
    assert describe(REGISTER, Reading(at="1988", together="certain")) == (
        "All sources count; what is denied stays open; "
        "roles held in 1988, and current and unmarked roles without dates; "
        "both certainly on one day"
    )


@pytest.mark.parametrize(
    ("data", "reading", "expected"),
    [
        (
            REGISTER,
            Reading(times=EVER),
            "A and B share 1 leader: q, from January 1, 1985 to January 1, 1990.",
        ),
        (
            REGISTER,
            Reading(times=EVER, together="ignore"),
            "A and B share 2 leaders: p (at different times) and "
            "q (from January 1, 1985 to January 1, 1990).",
        ),
        (
            said("p A 1998/2003 former", "p B 2005/2006 former"),
            Reading(times=EVER),
            "A and B share no leader: p counts as a leader of both, but at different times.",
        ),
        (
            said(
                "p A 2030/2031 future", "p B 2033/.. future", "q A 2001 former", "q B 2009 former"
            ),
            Reading(times=EVER),
            "A and B share no leader: p and q count as leaders of both, but at different times.",
        ),
        (
            said("p A 1998/2003 former", "p B 2003/2005 former"),
            Reading(times=EVER, together="certain"),
            "A and B share no leader: p counts as a leader of both, possibly in 2003.",
        ),
        (
            said("p A 1998/2003 current", "p B - current"),
            Reading(),
            "A and B share 1 leader: p. Nobody says whether p held both roles at the same time.",
        ),
        (
            said("p A 1998/2003 current", "p B 2003/2004 current"),
            Reading(),
            "A and B share 1 leader: p, possibly in 2003.",
        ),
    ],
)
def test_the_sentence_says_when(data, reading, expected):
    assert answer(data, "A", "B", reading).partition(" (All sources")[0] == expected


def test_who_leads_two_at_different_times_is_not_said_to_lead_none():
    apart = said("p A 1998/2003 current", "p B 2005/2006 current")
    assert pair_words(apart).endswith(
        "Nobody is said to lead two organizations at one time, and these come first by id."
    )


@pytest.mark.parametrize("valid", ["-0063/-0043", "-0063", "../-0043", "0000", "Y12003", "Y-12003"])
def test_a_year_of_other_than_four_digits_is_not_every_year(valid):
    spell = spell_of(valid)
    assert not spell.meets(spell_of("1990/2010"))
    assert spell.sure == (valid == "-0063/-0043")


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("2001-12-0X", "1990/2010", 1),
        ("2001-X1-05", "1990/2010", 1),
        ("2001-12-0X/2002", "2008", 0),
        ("0000", "../2010", 1),
        ("-0100/-0090", "-0044/-0030", 0),
        ("-0063/-0043", "-0044", 1),
        ("-0044~", "-0043", 1),
        ("-0046~", "-0044", 0),
    ],
)
def test_days_before_the_year_1_and_digits_left_open(one, other, number):
    data = said(f"p A - current valid={one}", f"p B - current valid={other}")
    assert shared(data) == number


def test_the_tables_of_the_null_model_know_no_dates_and_say_so():
    found = null_model(REGISTER, "A", "B", Reading(times=EVER))
    assert found.shared == 2
    assert found.sentence.endswith(
        "The tables know no dates: 2 lead both at some time, 1 at one time."
    )
    assert "no dates" not in null_model(REGISTER, "A", "B", Reading(at="1988")).sentence
    last_and_first = said("p A 1998/2003 current", "p B 2003/2005 current")
    found = null_model(last_and_first, "A", "B", Reading(together="certain"))
    assert found.sentence.endswith("1 leads both at some time, 0 certainly at one time.")


def test_the_table_of_ranges_asks_whether_at_one_time_only_where_there_are_dates():
    way = "at one time or not"
    assert way in range_table(REGISTER, "A", "B", Reading(times=EVER))["varied"].tolist()
    undated = said("p A - current", "p B - current", "q C 1990 current")
    assert way not in range_table(undated, "A", "B", Reading())["varied"].tolist()


def opposed(data, reading):
    """Who opposes the rows of the why-sets."""
    return [row for rows in why_sets(data, "A", "B", reading)["opposed"] for row in rows]


@pytest.mark.parametrize(
    ("denied", "at", "met"),
    [
        ("1980-01-05 former", None, True),
        ("1980-01-06 former", None, False),
        ("1979-12-31/1980-01-01 former", None, True),
        ("1980-01-03 current", None, False),
        ("1980-01-03 current", "1980-01", True),
        ("1980-01-03 current", "1980-01-04", False),
        ("- current", "1980-01-03", False),
        ("- former", None, True),
        ("1980-01-03 former", "1980-01-03", True),
    ],
)
def test_which_denial_meets_an_assertion(denied, at, met):
    """Counted by table, and by why-sets: the same."""
    roles = "p A 1980-01-01/1980-01-05 former", "p B 1980-01-01/1980-01-05 former"
    data = said(*roles, f"p A {denied} stance=denies speaker=s2")
    reading = Reading(times=EVER, at=at)
    state = leaders(data, reading).set_index("organization").loc["A", "state"]
    assert state == ("contested" if met else "stands")
    assert opposed(data, reading) == ([("s2",)] if met else [])
    found = shared_leaders(data, reading, ["A", "B"]).iloc[0]
    assert (found["shared"], found["contested"]) == ((0, 1) if met else (1, 0))


@pytest.mark.parametrize(("at", "certain"), [("1981-06", 0), ("1983", 1), ("1981/1983", 1)])
def test_what_must_have_held_must_have_on_the_days_asked_for(at, certain):
    data = said("p A 1981/1984 former", "p B 1981/1984 former")
    reading = Reading(at=at, together="certain")
    assert shared(data, reading) == certain
    assert len(why_sets(data, "A", "B", reading)) == certain
    assert shared(data, Reading(at=at)) == 1


def test_a_year_s_last_day_is_certain_of_what_began_in_it():
    data = said("p A 1981/1984 former", "p B 1981/1984 former")
    assert shared(data, Reading(at="1981-12-31", together="certain")) == 1
    assert shared(data, Reading(at="1981-12-30", together="certain")) == 0


def test_without_any_date_a_denial_meets_its_own_period_alone():
    roles = "p A - former", "p A - current", "p B - current"
    data = said(*roles, "p A - current stance=denies speaker=s2")
    found = leaders(data, Reading(times=EVER)).set_index(["organization", "period"])["state"]
    assert found.to_dict() == {
        ("A", "former"): "stands",
        ("A", "now"): "contested",
        ("B", "now"): "stands",
    }


def test_what_was_said_when_matters_to_the_why_sets_too():
    roles = "p A 2020/.. current said_on=2021-03-05", "p B 2021-03-05 current"
    assert len(why_sets(said(*roles), "A", "B", Reading(together="certain"))) == 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("p B 1981 former", "p B 1985 former"), "possibly in 1981 and possibly in 1985"),
        (("p B 1981/1984 former", "p B 1983/1986 former"), "from 1981 to 1986"),
        (
            ("p B 1981-01-01/1981-01-05 former", "p B 1981-01-05/1981-02-01 former"),
            "from January 1, 1981 to February 1, 1981",
        ),
        (("p B - former", "p B 1985 former"), "possibly in 1985"),
        (("p B - former", "p B 2001 former"), "nobody says when"),
    ],
)
def test_several_times_in_words(rows, words):
    data = said("p A 1980/1999 former", *rows)
    found = shared_leaders(data, Reading(times=EVER), ["A", "B"])
    assert found["when"].tolist() == [words]
    turned = shared_leaders(data, Reading(times=EVER), ["B", "A"])
    assert turned["when"].tolist() == [words]


def test_what_one_dates_is_not_undated_because_another_gives_no_date():
    roles = "p A 1981-01-01/1990-01-01 current", "p B 1985-01-01/1995-01-01 current"
    data = said(*roles, "p A - current speaker=s2")
    assert answer(data, "A", "B", Reading()).startswith(
        "A and B share 1 leader: p, from January 1, 1985 to January 1, 1990. (All"
    )


def test_on_certain_days_the_undated_meet_by_their_period():
    data = said(
        "p A - current",
        "p A - current speaker=s2 stance=denies",
        "p B - current",
        "q B 1985/1990 former",
    )
    found = shared_leaders(data, Reading(at="1988"), ["A", "B"]).iloc[0]
    assert (found["shared"], found["contested"]) == (0, 1)


def test_no_statement_that_matters():
    assert mattering([], "B", Reading()).dtype == bool
