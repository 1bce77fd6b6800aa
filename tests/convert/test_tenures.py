"""Starts and ends become intervals in EDTF and periods, or are refused where they stand."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from invented import examples
from name_and_club import USES, said

from helpers.codebook.dates import date_span, is_edtf
from helpers.codebook.other_dates import is_stand_in
from helpers.convert.tables.conversion import check_table, from_table, table_notes
from helpers.overlap.who_leads import shared_leaders

DATED = {**USES, "start": "From", "end": "To"}


def tenures(*rows, columns=("From", "To")):
    """People of a club, one in each row, with what more the columns say of them."""
    named = [(f"Person {number}", "Kites", *row) for number, row in enumerate(rows)]
    return pd.DataFrame(named, columns=["Name", "Club", *columns], dtype="str")


def periods(frame, **how):
    claims = from_table(frame, **how)["claims"]
    return claims[["valid", "time"]].to_numpy().tolist()


INTERVALS = {
    ("1998", "2003"): "1998/2003",
    ("1998-05-01", "2003-06"): "1998-05-01/2003-06",
    ("2010", ""): "2010/..",
    ("2010", ".."): "2010/..",
    ("2010", "?"): "2010/",
    ("", "2003"): "/2003",
    ("?", "2003"): "/2003",
    ("..", "2003"): "../2003",
    ("2003-06", "2003"): "2003-06/2003",
    ("1998?", "2003~"): "1998?/2003~",
    ("", ""): "",
    ("?", "?"): "",
}


@pytest.mark.long
@pytest.mark.parametrize("dates", INTERVALS)
def test_intervals(dates):
    ((valid, _),) = periods(tenures(dates), **DATED)
    assert valid == INTERVALS[dates] and (not valid or is_edtf(valid))


def test_without_a_day_all_that_has_an_end_is_former():
    frame = tenures(("1998", "2003"), ("2010", ""), ("", "2003"), ("2010", "?"), ("", "2990?"))
    assert [time for _, time in periods(frame, **DATED)] == ["former", "", "former", "", "former"]
    assert table_notes(frame, **DATED).to_numpy().tolist() == [
        ["3 rows: 2, 4 and 6", "former: the row has an end"]
    ]


AS_OF = {
    ("1998", "2003"): "former",
    ("1998", "2009-12-31"): "former",
    ("1998", "2010-01-01"): "",
    ("1998", "2015"): "",
    ("1998", "2010"): "",
    ("2011", ""): "future",
    ("2010-01-02", ""): "future",
    ("2010-01-01", ""): "",
    ("2010", "2010"): "",
    ("", "2003"): "former",
    ("", ""): "",
}


@pytest.mark.parametrize("as_of", ["2010-01-01", dt.date(2010, 1, 1), pd.Timestamp("2010-01-01")])
def test_as_of_a_day(as_of):
    found = periods(tenures(*AS_OF), **DATED, as_of=as_of)
    assert [time for _, time in found] == list(AS_OF.values())


def test_the_note_of_a_claim_says_why():
    rows = [
        ("1998", "2003", "seen"),
        ("2011", "", ""),
        ("2009", "2010-06", ""),
        ("2009", "2011", ""),
    ]
    frame = tenures(*rows, columns=("From", "To", "Note"))
    made = from_table(frame, **DATED, note="Note", as_of="2010")
    assert made["claims"]["note"].tolist() == [
        "seen; former as of 2010: it ended before",
        "future as of 2010: it starts later",
        "as of 2010, its dates do not say whether it has begun or ended",
        "",
    ]
    assert len(table_notes(frame, **DATED, note="Note", as_of="2010")) == 3


@pytest.mark.parametrize("wrong", ["1.2.2010", "2010/2011", "soon", "", "2010-02-30", "2010~"])
def test_a_day_in_another_form(wrong):
    with pytest.raises(ValueError, match="^as_of is .*, not a day, a month or a year in EDTF: "):
        from_table(tenures(("1998", "2003")), **DATED, as_of=wrong)


WITH_TIME = {
    ("1998", "2003", "former"): "former",
    ("1998", "2003", "unspecified"): "unspecified",
    ("1998", "", "former"): "former",
    ("1998", "", "current"): "current",
    ("2030", "", "future"): "future",
}


def test_the_column_time_decides():
    frame = tenures(*WITH_TIME, columns=("From", "To", "When"))
    found = periods(frame, **DATED, time="When")
    assert [time for _, time in found] == list(WITH_TIME.values())
    assert found[2] == ["1998/", "former"]  # over, and nobody knows since when


@pytest.mark.parametrize("as_of", ["0001", "2010"])
def test_what_ended_before_the_year_1_is_former(as_of):
    (found,) = periods(
        tenures(("-0063", "-0043")), **DATED, as_of=as_of, real_names=["-0063", "-0043"]
    )
    assert found == ["-0063/-0043", "former"]


@pytest.mark.parametrize(
    ("row", "as_of"),
    [
        (("1998", "2003", "current"), None),
        (("1998", "2003", "future"), "2010"),
        (("1998", "2003", "current"), "2010"),
        (("1998", "2020", "former"), "2010"),
        (("1998", "..", "former"), None),
        (("2015", "", "current"), "2010"),
        (("2015", "", "former"), "2010"),
        (("1998", "", "future"), "2010"),
    ],
)
def test_a_period_that_its_dates_contradict(row, as_of):
    frame = tenures(row, columns=("From", "To", "When"))
    ((number, column, value, problem, _),) = said(frame, **DATED, time="When", as_of=as_of)
    assert (number, column, value) == (2, "When", row[2]) and "its dates say otherwise" in problem


WRONG = {
    ("2003", "1998"): ("To", "the end lies before the start, 2003"),
    ("2001-02-30", ""): ("From", "not a date in EDTF (year-month-day)"),
    ("", "31.12.2001"): ("To", "not a date in EDTF (year-month-day)"),
    ("", "present"): ("To", "not a date in EDTF (year-month-day)"),
    ("1998–2003", ""): ("From", "an interval or a set stands where one date should"),
    ("", "1.3.1998 to 5.3.2003"): ("To", "an interval or a set stands where one date should"),
    ("2003/1998", ""): ("From", "an interval or a set stands where one date should"),
    ("1998/2003", ""): ("From", "an interval or a set stands where one date should"),
    ("", "[1998,1999]"): ("To", "an interval or a set stands where one date should"),
    ("2985", ""): ("From", "a year after 2100, or a date that a spreadsheet stored as a number"),
    ("199X~", "2003"): ("To", "start and end make no interval in EDTF: 199X~/2003"),
}


@pytest.mark.parametrize("dates", WRONG)
def test_dates_that_are_refused_where_they_stand(dates):
    ((row, *found, fix),) = said(tenures(dates), **DATED)
    column, problem = WRONG[dates]
    assert (row, found[0], found[2]) == (2, column, problem) and fix
    assert found[1] == dates[["From", "To"].index(column)]


def test_dates_in_another_form_are_offered():
    found = said(tenures(("6.3.1908", "44393")), **DATED)
    assert ["1908-03-06" in found[0][-1], "2021-07-16" in found[1][-1]] == [True, True]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"valid": "From", "end": "To"}, "not both"),
        ({"as_of": "2010"}, "name the columns"),
        ({"valid": "From", "as_of": "2010"}, "name the columns"),
    ],
)
def test_dates_that_exclude_each_other(how, words):
    with pytest.raises(ValueError, match=words):
        from_table(tenures(("1998", "2003")), **USES, **how)


def test_ended_ties_are_not_shared_now():
    frame = pd.DataFrame(
        [("Ada", "Kites", "1980", "1985"), ("Ada", "Chess", "2010", "")],
        columns=["Name", "Club", "From", "To"],
    )
    assert shared_leaders(from_table(frame, **DATED))["shared"].tolist() == [0]


PRECISIONS = st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"])
DATES = st.builds(
    lambda day, form, mark: day.strftime(form) + mark,
    st.dates(dt.date(1000, 1, 1), dt.date(2099, 12, 31)),
    PRECISIONS,
    st.sampled_from(["", "?", "~"]),
).filter(lambda day: not is_stand_in(day))  # such as 1899-12-30, which is asked about


ROWS = st.tuples(DATES | st.just(""), DATES | st.just(""))


@pytest.mark.long
@settings(max_examples=examples(60), deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=5, unique=True))
def test_dates_to_valid_and_back(rows):
    """What is written can be read out of valid again, or the row is refused."""
    frame = tenures(*rows)
    wrong = {row for row, *_ in said(frame, **DATED)}
    kept = frame.drop(index=[row - 2 for row in wrong])
    assert all(date_span(rows[row - 2][1])[1] < date_span(rows[row - 2][0])[0] for row in wrong)
    if len(kept):
        read = [valid.partition("/") for valid, _ in periods(kept, **DATED)]
        assert [start for start, *_ in read] == kept["From"].tolist()
        assert [end.removesuffix("..") for *_, end in read] == kept["To"].tolist()


@pytest.mark.long
@settings(max_examples=examples(60), deadline=None)
@given(DATES, DATES, DATES)
def test_a_row_is_former_only_if_all_its_days_lie_before(start, end, as_of):
    plain = as_of.rstrip("?~")
    frame = tenures((start, end))
    if not said(frame, **DATED, as_of=plain):
        ((_, time),) = periods(frame, **DATED, as_of=plain)
        assert (time == "former") == (date_span(end)[1] < date_span(plain)[0])
        assert (time == "future") == (date_span(start)[0] > date_span(plain)[1])


LEAVE = {
    "From": "leave it blank if nobody knows it",
    "To": "leave it blank if it goes on, write ? if nobody knows it",
}


@pytest.mark.long
@pytest.mark.parametrize(
    "dates",
    [
        ("1998", "9999-12-31"),
        ("1998", "2999-12-31"),
        ("1998", dt.date(2099, 12, 31)),
        ("1900-01-01", "2003"),
        (pd.Timestamp("1970-01-01"), ""),
        (dt.datetime(1899, 12, 30), ""),
    ],
)
def test_a_day_that_registers_write_where_they_have_none_is_no_date(dates):
    frame = pd.DataFrame({"Name": ["Ada"], "Club": ["Kites"], "From": dates[:1], "To": dates[1:]})
    ((_, column, day, problem, fix),) = said(frame, **DATED)
    assert problem == "registers write this date where they have none"
    assert fix == f"{LEAVE[column]}; if it is the date itself, say so: real_names=[{day!r}]"
    assert said(frame, real_names=[day], **DATED) == []


OTHERWISE = {
    ("n/a", ""): (
        "From",
        "use a form such as 1908, 1908-03, 1908-03-06, 1908-03-06? or 1907-09/.. (EDTF)",
    ),
    ("", "05/03/2003"): (
        "To",
        "did you mean '2003-03-05' (day first) or '2003-05-03' (month first)?",
    ),
    ("since 1998", ""): ("From", "did you mean '1998'?"),
    ("1998", "until 2003"): ("To", "did you mean '2003'?"),
    ("1998-00-00", ""): ("From", "did you mean '1998'?"),
    ("0000-00-00", ""): (
        "From",
        "use a form such as 1908, 1908-03, 1908-03-06, 1908-03-06? or 1907-09/.. (EDTF)",
    ),
}


@pytest.mark.parametrize("dates", OTHERWISE)
def test_a_start_or_an_end_in_another_form_is_one_date(dates):
    column, fix = OTHERWISE[dates]
    assert [one[1:2] + one[3:] for one in said(tenures(dates), **DATED)] == [
        (column, "not a date in EDTF (year-month-day)", f"{fix}; {LEAVE[column]}")
    ]


@pytest.mark.parametrize("dates", [("-2003", ""), ("1998", "-2003")])
def test_a_dash_before_a_year_is_no_year_before_the_first(dates):
    ((*_, problem, _),) = said(tenures(dates), **DATED)
    assert problem == "a year before the year 1, or a dash that means something else"
    assert said(tenures(("-0063", "-0043")), real_names=["-0063", "-0043"], **DATED) == []


@pytest.mark.parametrize(
    ("dates", "mended"),
    [(("-0044/2001", ""), ("-0044", "2001")), (("", "-0044/2001"), ("", "2001"))],
)
def test_an_interval_from_before_the_year_1_takes_one_round_of_advice(dates, mended):
    ((_, column, value, problem, fix),) = said(tenures(dates), **DATED)
    assert (column, value) == ("From" if dates[0] else "To", "-0044/2001")
    assert problem == "an interval or a set stands where one date should"
    names = ["-0044", "-0044/2001"] if dates[0] else ["-0044/2001"]
    assert fix.startswith("write one date, or name a column with intervals in valid=, without")
    assert fix.endswith(f"; if its dash means a year before the year 1: real_names={names!r}")
    assert said(tenures(mended), real_names=names, **DATED) == []
    intervals = tenures(("-0044/2001", "")).drop(columns="To")
    columns = {"person": "Name", "organization": "Club", "valid": "From"}
    assert said(intervals, real_names=names, **columns) == []


def test_a_time_of_day_is_no_day():
    frame = tenures(("1998-05-01T12:30:00", ""))
    assert [one[3:] for one in said(frame, **DATED)] == [
        ("a time of day stands where a day should", "write '1998-05-01'")
    ]


FORMER = """former chair|Former  member|ex-director|Ex chair|ehemaliger Vorstand|ancien président|
chair (former)|chair (resigned 2003)|secretary, retired|الرئيس السابق|бывший директор""".split("|")


@pytest.mark.long
@pytest.mark.parametrize("post", FORMER)
def test_a_post_that_says_it_is_over_is_no_present_one(post):
    frame = pd.DataFrame({"Name": ["Ada"], "Club": ["Kites"], "Post": [post]})
    how = {**USES, "role": "Post", "relation": "director_of"}
    assert periods(frame, **how) == [["", "former"]]
    assert table_notes(frame, **how).to_numpy().tolist() == [["row 2", "former: the post says so"]]
    dated = frame.assign(From="1998", To="")
    assert periods(dated, **how, start="From", end="To") == [["1998/", "former"]]


@pytest.mark.parametrize(
    "post", ["chair", "ex officio member", "Ex-officio chair", "reformer", "exchange officer", ""]
)
def test_other_posts_say_nothing_of_time(post):
    frame = pd.DataFrame({"Name": ["Ada"], "Club": ["Kites"], "Post": [post]})
    assert periods(frame, **USES, role="Post") == [["", ""]]


def test_a_time_decides_before_a_post_and_lists_are_read_post_by_post():
    frame = pd.DataFrame(
        {"Name": ["Ada"], "Club": ["Kites; Chess"], "Post": ["former chair; chair"]}
    )
    assert periods(frame, **USES, role="Post", split=";") == [["", "former"], ["", ""]]
    one = pd.DataFrame({"Name": ["Ada"], "Club": ["A"], "Post": ["ex-chair"], "When": ["current"]})
    assert periods(one, **USES, role="Post", time="When") == [["", "current"]]


def test_a_post_that_is_over_contradicts_dates_that_are_not():
    frame = pd.DataFrame({"Name": ["Ada"], "Club": ["Kites"], "Post": ["former chair"]})
    frame = frame.assign(From="1998", To="2030")
    ((_, column, _, problem, _),) = said(
        frame, **USES, role="Post", start="From", end="To", as_of="2020"
    )
    assert (column, "its dates say otherwise" in problem) == ("Post", True)


@pytest.mark.parametrize(
    ("post", "word"),
    [
        ("alleged chair", "alleged"),
        ("Reputed head", "reputed"),
        ("chair (allegedly)", "allegedly"),
        ("mutmaßlicher Leiter", "mutmasslicher"),
    ],
)
def test_a_post_that_hedges_is_said_and_not_silently_plain(post, word):
    frame = pd.DataFrame({"Name": ["Ada"], "Club": ["Kites"], "Post": [post], "Sure": [""]})
    how = {**USES, "role": "Post", "relation": "director_of"}
    ((where, note),) = table_notes(frame, **how).to_numpy().tolist()
    assert where == "row 2" and note.startswith(f"the post says {word!r}, and the claim stands as")
    sure = {**how, "certainty": "Sure"}
    assert table_notes(frame.assign(Sure="possible"), **sure).empty


@pytest.mark.parametrize(
    "post", ["chair", "former acting director", "Believers' chair", "reporter"]
)
def test_other_posts_do_not_hedge(post):
    frame = pd.DataFrame({"Name": ["Ada"], "Club": ["Kites"], "Post": [post]})
    notes = table_notes(frame, **USES, role="Post", relation="director_of")["note"].tolist()
    assert not any("stands as plain" in note for note in notes)


def test_an_alleged_former_chair_is_former():
    frame = pd.DataFrame({"Name": ["Ada"], "Club": ["Kites"], "Post": ["alleged former chair"]})
    assert periods(frame, **USES, role="Post", relation="director_of") == [["", "former"]]


@pytest.mark.parametrize("day", ["9999-12-31", "31.12.9999", "12/31/9999", "01.01.1900"])
def test_a_stand_in_is_told_in_every_style_and_is_no_suggestion(day):
    frame = tenures(("1998", day))
    (problem,) = check_table(frame, **DATED).itertuples(index=False)
    assert problem.problem == "registers write this date where they have none"
    assert "did you mean" not in problem.fix


@pytest.mark.parametrize("use", ["valid", "date"])
@pytest.mark.parametrize("day", ["31.12.9999", "1.1.1970", "01/01/1900"])
def test_a_stand_in_is_one_problem_where_it_is_no_start_and_no_end(use, day):
    frame = pd.DataFrame(
        {"Name": ["Ada", "Ben"], "Club": ["Kites", "Kites"], "On": [day, "1.2.1998"]}
    )
    one, other = said(frame, **USES, **{use: "On"})
    assert one[:4] == (2, "On", day, "registers write this date where they have none")
    assert one[4].startswith("leave it blank if nobody knows it") and "did you mean" not in one[4]
    assert other[4] == "did you mean '1998-02-01' (day first) or '1998-01-02' (month first)?"
    blank = frame.assign(On=["", "1998-02-01"])
    assert said(blank, **USES, **{use: "On"}) == []
