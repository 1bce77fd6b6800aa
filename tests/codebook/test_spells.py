"""Spells against the enumeration, day by day, of every start and end that a date allows."""

from datetime import date

import pytest
from hypothesis import given, strategies as st
from invented import EVERY_DAY, SAID_ON, VALID, WINDOW, hull_and_core, thorough

from helpers.codebook.spells import ALWAYS, FIRST, LAST, Spell, date_words, spell_of

PLAIN = st.sampled_from([one for one in VALID if "~" not in one])


def days(first, last):
    """The places in the window of the days from one to another."""
    start = WINDOW[0].toordinal()
    return sum(1 << n for n in range(len(WINDOW)) if first <= start + n <= last)


@pytest.mark.parametrize("valid", [one for one in VALID if "~" not in one])
@pytest.mark.parametrize("said_on", SAID_ON)
def test_hull_and_core_are_those_of_the_enumeration(valid, said_on):
    spell = spell_of(valid, said_on)
    hull, core = hull_and_core(valid, said_on)
    assert days(spell.first, spell.last) == hull
    assert days(spell.sure_from, spell.sure_to) == core or not valid
    assert spell.sure == bool(core) or not valid


@thorough
@given(PLAIN, PLAIN)
def test_what_two_spells_have_in_common(one, other):
    spells = spell_of(one), spell_of(other)
    hulls, cores = zip(hull_and_core(one, ""), hull_and_core(other, ""), strict=True)
    assert spells[0].meets(spells[1]) == bool(hulls[0] & hulls[1])
    assert spells[0].surely_meets(spells[1]) == bool(cores[0] & cores[1])
    common = spells[0].common(spells[1])
    assert days(common.first, common.last) == hulls[0] & hulls[1]
    assert days(common.sure_from, common.sure_to) == cores[0] & cores[1]
    within = spells[0].within(spells[1])
    assert days(within.first, within.last) == hulls[0] & hulls[1]
    assert days(within.sure_from, within.sure_to) == cores[0] & hulls[1]
    if spells[0].meets(spells[1]):
        joined = spells[0].joined(spells[1])
        assert days(joined.first, joined.last) == hulls[0] | hulls[1]
        if not cores[0] or not cores[1] or cores[0] & cores[1]:
            assert days(joined.sure_from, joined.sure_to) == cores[0] | cores[1]


def iso(spell):
    return [date.fromordinal(day).isoformat() if FIRST < day < LAST else ".." for day in spell[:4]]


@pytest.mark.parametrize(
    ("valid", "said_on", "expected"),
    [
        ("1998/2003", "", ["1998-01-01", "2003-12-31", "1998-12-31", "2003-01-01"]),
        ("2017-05-01", "", ["2017-05-01"] * 4),
        ("2020/..", "2021-03", ["2020-01-01", "..", "2020-12-31", "2021-03-01"]),
        ("2020/..", "2021~", ["2020-01-01", "..", "2020-12-31", "2020-01-01"]),
        ("2001~/2003", "", ["2000-01-01", "2003-12-31", "..", ".."]),
        ("2001-05?", "", ["2000-04-01", "2002-06-30", "..", ".."]),
        ("../2003", "", ["..", "2003-12-31", "2003-12-31", "2003-01-01"]),
        ("201X/2013", "", ["2010-01-01", "2013-12-31", "2013-12-31", "2013-01-01"]),
        ("2000-02", "", ["2000-02-01", "2000-02-29", "2000-02-29", "2000-02-01"]),
    ],
)
def test_spells_in_full(valid, said_on, expected):
    assert iso(spell_of(valid, said_on)) == expected


@pytest.mark.parametrize("valid", ["", "soon", "2003/1998", "2019-02-30", "/", "27.8.2021"])
def test_what_is_no_date_says_nothing(valid):
    assert spell_of(valid) == ALWAYS and not ALWAYS.sure and not ALWAYS.dated
    assert ALWAYS.words() == "" and spell_of("2017").dated
    assert not spell_of("../..").dated


def test_of_two_ends_on_one_day_the_more_exact_is_named():
    for one, other in (("1985", "1985-01-01"), ("1985-01-01", "1985")):
        assert spell_of(f"{one}/1990").common(spell_of(f"{other}/1990-12-31")).words() == (
            "from January 1, 1985 to December 31, 1990"
        )


def test_an_open_end_and_an_unknown_one():
    assert spell_of("2020/..").end == ".." and spell_of("2020/").end == ""
    assert date_words("2020/") == "from 2020 (end not stated)"
    assert date_words("/2020") == "until 2020" and date_words("../..") == "at some time"
    assert date_words("2001?") == "perhaps 2001" and date_words("2001%") == "perhaps about 2001"


def test_a_spell_is_its_days():
    assert Spell(1, 2, 1, 2).meets(Spell(2, 3, 2, 3)) and EVERY_DAY.bit_count() == len(WINDOW)
    assert not Spell(1, 2, 1, 2).meets(Spell(3, 4, 3, 4))


def test_cores_that_meet_on_one_day():
    one, other = spell_of("2017-05-01/2017-05-03"), spell_of("2017-05-03/2017-05-09")
    assert one.surely_meets(other) and other.surely_meets(one)
    assert not spell_of("2017-05-01/2017-05-02").surely_meets(other)


def test_what_lies_in_another_spell_keeps_the_core_that_lies_in_it():
    within = spell_of("1998/2003").within(spell_of("1999-05/2001"))
    assert iso(within) == ["1999-05-01", "2001-12-31", "1999-05-01", "2001-12-31"]
    assert within.words() == "from May 1999 to 2001"


def test_two_spells_joined():
    early, late = spell_of("1985/1990"), spell_of("1988-03/1995")
    for joined in (early.joined(late), late.joined(early)):
        assert joined.words() == "from 1985 to 1995" and joined.sure
        assert iso(joined) == ["1985-01-01", "1995-12-31", "1985-12-31", "1995-01-01"]
    gap = spell_of("1985/1990").joined(spell_of("1990/1995"))  # sure of no day of 1990 but one
    assert iso(gap) == ["1985-01-01", "1995-12-31", "1985-12-31", "1990-01-01"]
    following = spell_of("1985-01-01/1985-01-04").joined(spell_of("1985-01-05/1985-01-09"))
    assert iso(following)[2:] == ["1985-01-01", "1985-01-09"]
    assert early.joined(spell_of("1988")).sure and spell_of("1988").joined(early).sure
    assert not spell_of("1988").joined(spell_of("1988/1989~")).sure


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1985", "in 1985"),
        ("1985-03", "in March 1985"),
        ("1985-12", "in December 1985"),
        ("1985-03-06", "on March 6, 1985"),
        ("1985-01-31", "on January 31, 1985"),
        ("1985/1990-03", "from 1985 to March 1990"),
        ("2010/..", "from 2010 on"),
        ("2010/", "from 2010 (end not stated)"),
        ("../2003", "until 2003"),
        ("/2003", "until 2003"),
        ("/", "at some time"),
        ("2001~", "about 2001"),
        ("2001-05?", "perhaps May 2001"),
        ("2001%", "perhaps about 2001"),
        ("2001~/2003-01-02?", "from about 2001 to perhaps January 2, 2003"),
        ("201X", "in 201X"),
        ("[2001,2003]", "in [2001,2003]"),
    ],
)
def test_dates_in_words(value, words):
    assert date_words(value) == words


def test_a_spell_in_words():
    assert spell_of("1998/2003").words() == "from 1998 to 2003"
    assert spell_of("2017").words() == "in 2017" == spell_of("2017/2017").words()
    assert spell_of("../2003").words() == "until 2003" and spell_of("2020/").words() == (
        "from 2020 (end not stated)"
    )


def test_what_goes_on_when_it_is_said():
    assert spell_of("2020-05-01/..", "2021-03-05").sure_to == date(2021, 3, 5).toordinal()
    for unknown in ("", "soon", "/2021"):
        assert spell_of("2020-05-01/..", unknown).sure_to == date(2020, 5, 1).toordinal()
    assert spell_of("2020/..", "2021/2022").sure_to == date(2021, 1, 1).toordinal()
    assert spell_of("2020-05-01/2022", "2023").sure_to == date(2022, 1, 1).toordinal()


def test_of_two_ends_on_one_day_the_vaguer_one_is_kept():
    one, other = spell_of("1998/2003"), spell_of("1998-01-01/2001")
    assert one.joined(other).start == other.joined(one).start == "1998"
    one, other = spell_of("2000/2003"), spell_of("2001/2003-12-31")
    assert one.joined(other).end == other.joined(one).end == "2003"
