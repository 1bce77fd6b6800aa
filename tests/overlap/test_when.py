"""Tenures and the overlap over time: each day as the count of that day alone has it."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from invented import dataset, random_cases, register, thorough
from shipped import article, clubs

from helpers.claims.readings import EVER, Reading
from helpers.codebook import spell_of
from helpers.overlap.when import common_spells, overlap_over_time, tenures
from helpers.overlap.who_leads import shared_leaders

REGISTER = register(
    "p A 1980-01-01/1985-12-31 former",
    "p B 2010-01-01/.. current",
    "q A 1981-01-01/1990-01-01 former",
    "q B 1985-01-01/1995-12-31 former",
)


def on(steps, day):
    """The row of the steps that a day lies in."""
    start, end = steps["start"], steps["end"]
    within = ((start == "") | (start <= day)) & ((end == "") | (end >= day))
    (row,) = steps[within].to_dict("records")
    return row


@pytest.mark.long
@thorough
@given(random_cases())
def test_each_day_is_what_the_count_of_that_day_says(case):
    rows, reading = case
    data = dataset(rows)
    steps = overlap_over_time(data, "A", "B", reading)
    for days in range(-40, 50, 3):
        day = (date(2000, 1, 1) + timedelta(days=days)).isoformat()
        then = replace(reading, at=day)
        row = on(steps, day)
        certain, possible = (
            shared_leaders(data, replace(then, together=how), ["A", "B"]).iloc[0]
            for how in ("certain", "possible")
        )
        assert row["certain"] == certain["shared"]
        assert row["possible"] == possible["shared"] + possible["contested"]


def test_steps_of_a_register():
    assert overlap_over_time(REGISTER, "A", "B").to_numpy().tolist() == [
        ["", "1984-12-31", 0, 0, ""],
        ["1985-01-01", "1990-01-01", 1, 1, "q"],
        ["1990-01-02", "", 0, 0, ""],
    ]
    vague = register("p A 1998/2003 former", "p B 2001/2002 former")
    assert overlap_over_time(vague, "A", "B").to_numpy().tolist() == [
        ["", "2000-12-31", 0, 0, ""],
        ["2001-01-01", "2001-12-30", 0, 1, "p"],
        ["2001-12-31", "2002-01-01", 1, 1, "p"],
        ["2002-01-02", "2002-12-31", 0, 1, "p"],
        ["2003-01-01", "", 0, 0, ""],
    ]


def test_steps_do_not_depend_on_where_one_looks():
    for reading in (Reading(), Reading(at="1982"), Reading(together="ignore")):
        steps = overlap_over_time(REGISTER, "A", "B", reading)
        assert steps["possible"].tolist() == [0, 1, 0]


def test_tenures_of_those_who_led_both():
    found = tenures(REGISTER, "A", "B")
    assert found[["person", "organization", "start", "end"]].to_numpy().tolist() == [
        ["p", "A", "1980-01-01", "1985-12-31"],
        ["p", "B", "2010-01-01", ".."],
        ["q", "A", "1981-01-01", "1990-01-01"],
        ["q", "B", "1985-01-01", "1995-12-31"],
    ]
    assert found["latest"].tolist() == ["1985-12-31", "", "1990-01-01", "1995-12-31"]
    assert found["surely_to"].tolist() == ["1985-12-31", "2010-01-01", "1990-01-01", "1995-12-31"]
    assert set(found["asserted_by"]) == {"s1"} and set(found["denied_by"]) == {""}


def test_a_tenure_names_who_denies_it_of_that_time():
    data = register(
        "p A 1980/1985 former",
        "p A 1990/1995 former speaker=s3",
        "p B - current",
        "p A 1991 former stance=denies speaker=s2",
    )
    found = tenures(data, "A", "B")
    assert found[["start", "asserted_by", "denied_by"]].to_numpy().tolist() == [
        ["1980", "s1", ""],
        ["1990", "s3", "s2"],
        ["", "s1", ""],
    ]
    assert found["surely_from"].tolist() == ["1980-12-31", "1990-12-31", ""]


def test_common_spells():
    (row,) = common_spells(REGISTER, "A", "B", Reading(times=["former"])).to_dict("records")
    assert row == {
        "person": "q",
        "earliest": "1985-01-01",
        "latest": "1990-01-01",
        "surely_from": "1985-01-01",
        "surely_to": "1990-01-01",
        "words": "from January 1, 1985 to January 1, 1990",
    }
    assert common_spells(article(), "taliban", "haqqani-network").empty


def test_the_shipped_datasets():
    found = tenures(clubs(), "chess-club", "kite-club").set_index("person")
    assert found.loc["Tobias Crumb", "end"].tolist() == ["", "1906"]
    assert (tenures(article(), "taliban", "haqqani-network")["earliest"] == "").all()


@pytest.mark.parametrize("ask", [tenures, common_spells, overlap_over_time])
def test_a_reading_that_does_not_fit_is_refused(ask):
    with pytest.raises(ValueError, match="no source 'nobody'"):
        ask(clubs(), "chess-club", "kite-club", Reading(believed=["nobody"]))
    with pytest.raises(ValueError, match="the pair takes two organizations"):
        ask(clubs(), "chess-club", "chess-club")


DENIED = register(
    "p A 1980 former valid=1980-01-01/1980-12-31",
    "p B 1980 former valid=1980-01-01/1980-12-31",
    "p A 1980 former valid=1980-03-01/1980-03-31 stance=denies speaker=s2",
)


@pytest.mark.parametrize(
    ("denials", "march"),
    [("unresolved", (0, 1, "p")), ("veto", (0, 0, ""))],
)
def test_a_denial_contests_the_days_of_which_it_speaks(denials, march):
    steps = overlap_over_time(DENIED, "A", "B", Reading(denials=denials))
    assert steps.to_numpy().tolist() == [
        ["", "1979-12-31", 0, 0, ""],
        ["1980-01-01", "1980-02-29", 1, 1, "p"],
        ["1980-03-01", "1980-03-31", *march],
        ["1980-04-01", "1980-12-31", 1, 1, "p"],
        ["1981-01-01", "", 0, 0, ""],
    ]


def test_steps_in_which_nothing_changes_are_one():
    steps = overlap_over_time(DENIED, "A", "B", Reading(denials="ignore"))
    assert steps["start"].tolist() == ["", "1980-01-01", "1981-01-01"]
    assert steps["certain"].tolist() == [0, 1, 0] == steps["possible"].tolist()


def test_one_day_and_two_people():
    rows = [f"{who} {club} 1980-05-01 former" for who in "qp" for club in "AB"]
    assert overlap_over_time(register(*rows), "A", "B").to_numpy().tolist() == [
        ["", "1980-04-30", 0, 0, ""],
        ["1980-05-01", "1980-05-01", 2, 2, "p; q"],
        ["1980-05-02", "", 0, 0, ""],
    ]


def test_tenures_look_at_all_times():
    for reading in (Reading(at="1982"), Reading(times=["current"]), Reading(together="certain")):
        assert len(tenures(REGISTER, "A", "B", reading)) == 4
    vague = tenures(register("p A 1980 former", "p B 1990~/.. former"), "A", "B")
    assert vague[["surely_from", "surely_to"]].to_numpy().tolist() == [["", ""]] * 2
    assert set(vague.dtypes.astype(str)) == {"str"}


def test_common_spells_are_of_two_dates_and_merged():
    former = Reading(times=["former"])
    dated = register("p A 1980/1990 former", "p B - former")
    assert common_spells(dated, "A", "B", former).empty
    touching = register(
        "p A 1980-01-01/1980-01-09 former",
        "p B 1980-01-01/1980-01-05 former",
        "p B 1980-01-05/1980-01-07 former",
    )
    assert common_spells(touching, "A", "B", former)["words"].tolist() == [
        "from January 1, 1980 to January 7, 1980"
    ]
    (row,) = common_spells(touching, "A", "B", former).to_dict("records")
    assert (row["surely_from"], row["surely_to"]) == ("1980-01-01", "1980-01-07")
    apart = register("p A 1980/1999 former", "p B 1981 former", "p B 1985 former")
    words = common_spells(apart, "A", "B", former)["words"].tolist()
    assert words == ["in 1981", "in 1985"]


def test_other_organizations_do_not_matter():
    data = register("p A 1980 former", "p B 1980 former", "p C 1990 former", "q C 1980 former")
    assert tenures(data, "A", "B")["organization"].tolist() == ["A", "B"]
    assert overlap_over_time(data, "A", "B")["people"].tolist() == ["", "p", ""]
    assert common_spells(data, "A", "B", Reading(times=["former"]))["words"].tolist() == ["in 1980"]


def test_roles_that_follow_on_each_other_are_one_step():
    data = register(
        "p A 1980-01-01/1989-12-31 former",
        "p B 1981-01-01/1983-12-31 former",
        "p B 1983-01-01/1985-12-31 former speaker=s2",
    )
    steps = overlap_over_time(data, "A", "B")
    assert steps[["start", "end", "certain"]].to_numpy().tolist() == [
        ["", "1980-12-31", 0],
        ["1981-01-01", "1985-12-31", 1],
        ["1986-01-01", "", 0],
    ]
    assert steps.columns.tolist() == ["start", "end", "certain", "possible", "people"]
    vague = register("p A 1980 former", "p B 1980 former")
    (row,) = common_spells(vague, "A", "B", Reading(times=["former"])).to_dict("records")
    assert row["surely_from"] == row["surely_to"] == ""


def test_one_day_in_common():
    data = register("p A 2000/2003-01-01 former", "p B 2003-01-01/2005 former")
    found = common_spells(data, "A", "B", Reading(times=EVER))
    assert found[["earliest", "latest"]].to_numpy().tolist() == [["2003-01-01", "2003-01-01"]]


def test_the_steps_do_not_ask_what_the_reading_makes_of_one_time():
    data = register("p A 1998/2003 former", "p B 2003/2005 former")
    steps = overlap_over_time(data, "A", "B", Reading(together="certain"))
    assert on(steps, "2003-06-01")["possible"] == 1


def test_tables_without_a_row_are_text():
    data = register("p A 1998/2003 former", "q B 2003/2005 former")
    for found in (tenures(data, "A", "B"), common_spells(data, "A", "B")):
        assert found.empty and {str(dtype) for dtype in found.dtypes} == {"str"}


def test_a_time_without_ends_has_words():
    """Two stretches, each open at another side, make one that is open at both."""
    data = register(
        "p A ../2001 current", "p A 2000/.. current", "p B ../2003 current", "p B 1999/.. current"
    )
    assert common_spells(data, "A", "B")["words"].tolist() == ["at any time"]
    assert shared_leaders(data, Reading(), ["A", "B"])["when"].tolist() == ["possibly at any time"]


def test_of_several_sure_times_none_is_lost():
    data = register(
        "p A 1990-01-01/1990-01-09 former",
        "p A 1990-01-05/1995 former",
        "p A 1995/1999-12-31 former",
        "p B - former valid=1980/2005",
    )
    (row,) = common_spells(data, "A", "B", Reading(times=EVER)).to_dict("records")
    assert (row["earliest"], row["latest"]) == ("1990-01-01", "1999-12-31")
    assert row["surely_from"] == "1990-01-01; 1995-12-31"
    assert row["surely_to"] == "1995-01-01; 1999-12-31"


SPELLS = [
    "199X",
    "1990/1991",
    "1990-01-03/1990-01-05",
    "1990-01-06/1990-01-08",
    "1990-01-01/1990-01",
]
SPELLS += ["1990-01-20/1991-03-02", "1991-01-01/1993", "../1990-02", "1992/..", "1991~/1992"]


def test_the_days_of_common_spells_by_brute_force():
    random = Random(5)
    for _ in range(40):
        held = [(club, random.choice(SPELLS)) for club in random.choices("AB", k=5)]
        data = register(
            *(f"p {club} - former valid={valid}" for club, valid in held),
            "p A 1999 former",
            "p B 1999 former",
        )
        found = common_spells(data, "A", "B", Reading(times=EVER))
        told = [
            {
                "possible": (row.earliest, row.latest),
                "sure": list(
                    zip(row.surely_from.split("; "), row.surely_to.split("; "), strict=True)
                ),
            }
            for row in found.itertuples()
        ]
        spells = {
            club: [
                spell_of(valid)
                for one, valid in [*held, ("A", "1999"), ("B", "1999")]
                if one == club
            ]
            for club in "AB"
        }
        for number in range(date(1989, 12, 30).toordinal(), date(1994, 1, 3).toordinal(), 3):
            day = date.fromordinal(number).isoformat()
            may = any(
                one.first <= number <= one.last and other.first <= number <= other.last
                for one in spells["A"]
                for other in spells["B"]
            )
            must = any(
                one.sure_from <= number <= one.sure_to
                and other.sure_from <= number <= other.sure_to
                for one in spells["A"]
                for other in spells["B"]
            )
            within = [
                (row["possible"][0] or "0") <= day <= (row["possible"][1] or "9") for row in told
            ]
            surely = [first <= day <= last for row in told for first, last in row["sure"] if first]
            assert (sum(within), sum(surely)) == (may, must)


def test_days_before_the_year_1_are_days():
    data = register("p A - former valid=-0044-03", "p B - former valid=-0050/-0040")
    held = tenures(data, "A", "B")[["earliest", "latest", "surely_from", "surely_to"]]
    assert held.to_numpy().tolist() == [
        ["-0044-03-01", "-0044-03-31", "", ""],
        ["-0050-01-01", "-0040-12-31", "-0050-12-31", "-0040-01-01"],
    ]
    steps = overlap_over_time(data, "A", "B", Reading(times=EVER))
    assert steps["start"].tolist() == ["", "-0044-03-01", "-0044-04-01"]
    assert steps["end"].tolist() == ["-0044-02-29", "-0044-03-31", ""]
