"""Rules that decide, none of which is used unless it is named."""

from __future__ import annotations

import random
import re
from math import exp, log
from statistics import mean

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import register as said, thorough
from shapes import SHAPES
from shipped import article, clubs

from helpers.claims.admitted import counting_claims
from helpers.claims.readings import EVER, Reading, without
from helpers.conflicts import rules
from helpers.conflicts.rules import (
    PUBLISHED,
    RULES,
    _stretched,
    break_even,
    decisions_table,
    decisions_words,
    resolve,
    rules_table,
)
from helpers.data.dataset import Dataset, with_claims

CLOSE, LINKED, UN = range(3)


def decisions(data, rule, reading=Reading()):
    return resolve(data, rule, reading)["decision"].tolist()


def test_there_is_no_default():
    with pytest.raises(
        ValueError,
        match="One against one is unresolved. To count speakers is a rule too. To apply a rule, name one: most speakers, most institutions, most recent, ",
    ):
        resolve(article())
    with pytest.raises(ValueError, match="^no rule 'most speaker': did you mean 'most speakers'"):
        resolve(article(), "most speaker")


def test_each_rule_says_whom_it_favours():
    for rule in RULES.values():
        assert rule.bias.endswith(".") and len(rule.bias.split()) > 5
    assert PUBLISHED == ("Sums", "TruthFinder", "2-Estimates")
    assert set(resolve(article(), "Sums")["bias"]) == {RULES["Sums"].bias}


def test_one_against_one_stays_undecided_where_nothing_tells_the_two_apart():
    for rule in RULES:
        assert decisions(article(), rule)[UN] == "undecided"


def test_published_rules_disagree_on_the_same_row():
    assert {decisions(article(), rule)[CLOSE] for rule in PUBLISHED} == {"asserted", "denied"}
    assert len({tuple(decisions(clubs(), rule)) for rule in RULES}) > 3


def test_counting_speakers_and_offices():
    found = resolve(article(), "most speakers")
    assert found[["for", "against"]].to_numpy().tolist() == [[1, 1], [2, 1], [1, 1]]
    more = [
        {
            "claim_id": f"n-{speaker}",
            "speaker": speaker,
            "stance": "denies",
            "subject": "taliban",
            "relation": "close_relationship_with",
            "object": "haqqani-network",
        }
        for speaker in ("ned-price", "jake-sullivan")
    ]
    doubted = with_claims(article(), more)
    assert resolve(doubted, "most speakers").loc[CLOSE, "against"] == 3
    assert (
        resolve(doubted, "most institutions").loc[CLOSE, "against"] == 2
    )  # the department, and the government
    again = with_claims(article(), [more[0] | {"speaker": "state-department"}])
    assert resolve(again, "most speakers").loc[CLOSE, "against"] == 1


def test_the_last_word_and_the_plainest():
    assert decisions(clubs(), "most recent") == ["denied", "denied", "asserted", "undecided"]
    assert decisions(article(), "most recent") == ["undecided"] * 3
    hedged = with_claims(article(), [{"claim_id": "c092", "certainty": "possible"}])
    assert decisions(hedged, "plainest wording")[UN] == "denied"
    # The author writes perhaps on August 27, 2021: a year earlier or later is possible.
    for said_on, decision in (("2021", "undecided"), ("2019", "asserted")):
        dated = with_claims(
            article(), [{"claim_id": "c002", "said_on": said_on, "said_on_basis": "inferred"}]
        )
        assert decisions(dated, "most recent")[CLOSE] == decision


@pytest.mark.parametrize("other", ["-0045", "-0044-02", "Y-12003"])
def test_the_last_word_may_be_of_a_day_before_the_year_1(other):
    data = said("p A - former said_on=-0044-03-15", f"p A - former said_on={other} stance=denies")
    found = resolve(data, "most recent", Reading(times=EVER)).iloc[0]
    assert found["decision"] == "asserted" and found["for"] > found["against"]
    words = rules_table(data, Reading(times=EVER)).set_index("rule").loc["most recent"]
    assert "-0044-03-15" in " ".join(words.astype(str))


def test_the_reading_says_who_takes_part():
    assert (
        resolve(article(), "most speakers", without(article(), Reading(), "other-member-states"))[
            "tie"
        ].tolist()
        == resolve(article(), "most speakers")["tie"].tolist()[:UN]
    )
    nobody = resolve(article(), "Sums", Reading(believed=["author"]))
    assert nobody.empty and list(nobody.columns) == ["tie", "for", "against", "decision", "bias"]


def test_sums_by_hand():
    """Two speakers say the same, a third denies it: the first two share all trust in the end."""
    base = {
        "stance": "asserts",
        "subject": "chess-club",
        "relation": "allied_with",
        "object": "harbour-office",
    }
    rows = [
        base | {"claim_id": "n1", "speaker": "osric-tarr"},
        base | {"claim_id": "n2", "speaker": "augusta-kite"},
        base | {"claim_id": "n3", "speaker": "salma-bahri", "stance": "denies"},
    ]
    alone = clubs_with_only(rows)
    found = resolve(alone, "Sums")
    assert (found.loc[0, "for"], found.loc[0, "decision"]) == (2.0, "asserted") and found.loc[
        0, "against"
    ] < 1e-9
    truth = resolve(alone, "2-Estimates")
    assert (truth.loc[0, "for"] + truth.loc[0, "against"], truth.loc[0, "decision"]) == (
        1.0,
        "asserted",
    )
    finder = resolve(alone, "TruthFinder")
    assert 0 < finder.loc[0, "against"] < finder.loc[0, "for"] < 1


def clubs_with_only(rows):
    whole = with_claims(clubs(), rows)
    kept = whole["claims"][whole["claims"]["claim_id"].isin([row["claim_id"] for row in rows])]
    return Dataset(dict(whole) | {"claims": kept}, {}, "three")


def test_the_table_of_rules():
    found = rules_table(article())
    assert found["rule"].tolist() == list(RULES)
    assert found.columns.tolist()[1:-3] == resolve(article(), "Sums")["tie"].tolist()
    assert found.iloc[0, 1:4].tolist() == [
        "undecided (1\xa0:\xa01)",
        "asserted (2\xa0:\xa01)",
        "undecided (1\xa0:\xa01)",
    ]
    nobody = rules_table(article(), Reading(believed=[]))
    assert list(nobody.columns) == ["rule", "unit", "bias", "published"] and nobody[
        "published"
    ].tolist() == [rule.source for rule in RULES.values()]
    recent = rules_table(clubs()).set_index("rule").loc["most recent"]
    assert rules_table(article()).set_index("rule").loc["most recent"].tolist()[:2] == [
        "undecided (unknown\xa0: unknown)",
        "undecided (unknown\xa0: unknown)",
    ]
    assert (
        recent["Kite Club → is part of → Chess Club"] == "denied (1908-05-12\xa0: 1908-05-14)"
        and recent["bias"] == RULES["most recent"].bias
    )
    assert rules_table(
        clubs(), without(clubs(), Reading(), "osric-tarr", "gideon-oom")
    ).columns.tolist() == [
        "rule",
        "Augusta Kite → is a member of → Kite Club",
        "unit",
        "bias",
        "published",
    ]


def test_the_table_of_decisions():
    found = decisions_table(article())
    assert found["tie"].tolist() == resolve(article(), "Sums")["tie"].tolist()
    assert found.iloc[:, 1:].to_numpy().tolist() == [[2, 1, 4], [5, 0, 2], [0, 0, 7]]
    assert found.columns.tolist() == [
        "tie",
        "asserted",
        "denied",
        "undecided",
    ] and found.index.tolist() == [0, 1, 2]
    nobody = decisions_table(article(), Reading(believed=[]))
    assert nobody.empty and nobody.columns.tolist() == found.columns.tolist()
    assert decisions_table(clubs(), without(clubs(), Reading(), "osric-tarr", "gideon-oom"))[
        "tie"
    ].tolist() == ["Augusta Kite → is a member of → Kite Club"]


@pytest.mark.parametrize(
    ("asserting", "denying", "p", "q"),
    [
        (1, 1, 0.3, 0.3),
        (2, 1, 0.5, 0.75),
        (1, 2, 0.75, 0.5),
        (3, 2, 0.0, 0.0),
        (3, 1, 1.0, 1.0),
        (3, 1, 0.5, 0.875),
    ],
)
def test_break_even(asserting, denying, p, q):
    assert break_even(asserting, denying, p) == pytest.approx(q)
    assert 1 - (1 - p) ** asserting == pytest.approx(
        1 - (1 - break_even(asserting, denying, p)) ** denying
    )


@pytest.mark.parametrize(
    ("asserting", "denying", "p", "q"),
    [
        (1, 1, 0.3, 0.3),
        (2, 1, 0.5, 0.5),
        (2, 1, 0.75, 0.9),
        (1, 2, 0.9, 0.75),
        (3, 1, 0.0, 0.0),
        (3, 1, 1.0, 1.0),
        (2_000, 1, 0.5, 0.5),
        (2_000, 1_000, 0.75, 0.9),
        (2_000, 1, 0.25, 0.0),
        (2_000, 1, 0.75, 1.0),
    ],
)
def test_break_even_by_odds(asserting, denying, p, q):
    assert break_even(asserting, denying, p, "odds") == pytest.approx(q)


def test_break_even_knows_two_models():
    with pytest.raises(ValueError, match="^no model 'odd': did you mean 'odds'"):
        break_even(1, 1, 0.5, "odd")


def test_sums_is_silent_on_what_stands_apart():
    """Its known failing: of whatever the largest group of like speakers does not speak, it says nothing, however many agree."""
    more = [
        {
            "claim_id": f"n{number}",
            "speaker": f"w{number}",
            "stance": "denies",
            "subject": "isis-k",
            "relation": "collaborates_with",
            "object": "haqqani-network",
        }
        for number in range(3)
    ]
    doubted = with_claims(
        article(),
        more,
        sources=[{"source_id": f"w{number}", "kind": "other"} for number in range(3)],
    )
    assert decisions(doubted, "Sums")[UN] == "undecided"
    assert [
        decisions(doubted, rule)[UN] for rule in ("most speakers", "TruthFinder", "2-Estimates")
    ] == ["denied"] * 3


@pytest.mark.parametrize("wrong", [(0, 1, 0.5), (1, 0, 0.5), (1, 1, -0.1), (1, 1, 1.1)])
def test_break_even_refuses(wrong):
    with pytest.raises(
        ValueError,
        match="^at least one on either side, and a probability from 0 to 1, not {}, {} and {}$".format(
            *wrong
        ),
    ):
        break_even(*wrong)


# --- the published rules, written down a second time -----------------------------------------------


def random_votes(seed):
    """Votes of five speakers on four facts, some twice, and on both sides of each fact at least one."""
    chance = random.Random(seed)
    rows = [
        (fact, asserts, f"s{chance.randrange(5)}") for fact in range(4) for asserts in (True, False)
    ]
    rows += [
        (chance.randrange(4), chance.random() < 0.6, f"s{chance.randrange(5)}") for _ in range(14)
    ]
    return pd.DataFrame(chance.sample(rows, len(rows)), columns=["fact", "asserts", "speaker"])


def sums(made, speakers):
    trust = dict.fromkeys(speakers, 1.0)
    for _ in range(rules.ROUNDS):
        belief = {claim: sum(trust[s] for s in who) for claim, who in made.items()}
        belief = {claim: value / max(belief.values()) for claim, value in belief.items()}
        trust = {s: sum(belief[claim] for claim in made if s in made[claim]) for s in speakers}
        trust = {s: value / max(trust.values()) for s, value in trust.items()}
    return {claim: sum(trust[s] for s in who) for claim, who in made.items()}


def truth_finder(made, speakers):
    trust = dict.fromkeys(speakers, 0.9)
    for _ in range(rules.ROUNDS):
        score = {claim: sum(-log(1 - trust[s]) for s in who) for claim, who in made.items()}
        confidence = {
            (fact, side): 1
            / (1 + exp(-0.3 * (score[fact, side] - 0.25 * score.get((fact, not side), 0))))
            for fact, side in made
        }
        trust = {s: mean(confidence[claim] for claim in made if s in made[claim]) for s in speakers}
    return confidence


def two_estimates(made, speakers):
    def stretched(values):
        low, high = min(values.values()), max(values.values())
        return {
            key: 0.5 * (0.5 if abs(value - 0.5) < 1e-9 else float(value > 0.5))
            + 0.5 * (value - low) / (high - low)
            for key, value in values.items()
        }

    facts, error = sorted({fact for fact, _ in made}), dict.fromkeys(speakers, 0.0)
    for _ in range(rules.ROUNDS):
        truth = stretched(
            {
                fact: mean(
                    [1 - error[s] for s in made[fact, True]] + [error[s] for s in made[fact, False]]
                )
                for fact in facts
            }
        )
        wrong = {
            s: [
                1 - truth[fact] if side else truth[fact]
                for fact, side in made
                if s in made[fact, side]
            ]
            for s in speakers
        }
        error = stretched({s: mean(values) for s, values in wrong.items()})
    return {(fact, side): truth[fact] if side else 1 - truth[fact] for fact, side in made}


@pytest.mark.parametrize(("seed", "rounds"), [(0, 50), (1, 50), (2, 50), (3, 1), (4, 3)])
@pytest.mark.parametrize(
    ("rule", "by_hand"),
    [("Sums", sums), ("TruthFinder", truth_finder), ("2-Estimates", two_estimates)],
)
def test_published_rules_by_hand(rule, by_hand, seed, rounds, monkeypatch):
    monkeypatch.setattr(rules, "ROUNDS", rounds)  # so few that it also matters where a rule begins
    votes = random_votes(seed)
    made = {claim: set(rows["speaker"]) for claim, rows in votes.groupby(["fact", "asserts"])}
    found, expected = RULES[rule].score(votes), by_hand(made, sorted(set(votes["speaker"])))
    assert {claim: found[claim] for claim in expected} == pytest.approx(expected, abs=1e-9) and len(
        found
    ) == len(expected)


def test_a_crowd_of_one_mind_is_as_good_as_certain():
    """So many agree that the confidence in them is 1 in the computer's numbers: its logarithm must not be infinite."""
    votes = pd.DataFrame(
        [(0, True, f"s{number}") for number in range(300)] + [(0, False, "t")],
        columns=["fact", "asserts", "speaker"],
    )
    found = RULES["TruthFinder"].score(votes)
    assert found[0, True] == 1 and 0 <= found[0, False] < 1e-9


def test_all_equally_right_are_half_right():
    votes = pd.DataFrame(
        [(0, True, "a"), (0, False, "b"), (1, True, "b"), (1, False, "a")],
        columns=["fact", "asserts", "speaker"],
    )
    assert RULES["2-Estimates"].score(votes).tolist() == [0.5] * 4


def test_differences_beyond_nine_decimals_are_those_of_the_computer():
    assert _stretched(np.array([0, 0.5 + 2e-10, 0.5 + 2e-9, 1])) == pytest.approx([0, 0.5, 0.75, 1])


# --- frames in full ------------------------------------------------------------------------------


def test_decisions_in_full():
    found = resolve(clubs(), "most recent")
    day = {n: round(1908 + (121 + n) / 367, 9) for n in (12, 13, 14)}
    expected = {
        "tie": [
            "Barnaby Rook → sits on the committee of → Chess Club",
            "Kite Club → is part of → Chess Club",
            "Augusta Kite → is a member of → Kite Club",
            "Chess Club → collaborates with → Brass Band",
        ],
        "for": [day[12], day[12], day[14], np.nan],  # between May 4 and May 10, all that is known
        "against": [day[13], day[14], day[13], np.nan],
        "decision": ["denied", "denied", "asserted", "undecided"],
        "bias": [RULES["most recent"].bias] * 4,
    }
    pd.testing.assert_frame_equal(found, pd.DataFrame(expected), check_exact=True)
    nobody = resolve(clubs(), "most recent", Reading(believed=[]))
    assert nobody.dtypes.equals(found.dtypes) and nobody.empty


def test_what_is_undated_has_no_last_day():
    undated = with_claims(
        clubs(), [{"claim_id": "m07", "said_on": "", "said_on_text": "", "said_on_basis": ""}]
    )
    found = resolve(undated, "most recent").iloc[0]
    assert np.isnan(found["for"]) and found["decision"] == "undecided"


@pytest.mark.parametrize(
    ("asserted", "denied", "decision"),
    [
        (["2001"], ["2003"], "denied"),
        (["2001", ""], ["2003"], "undecided"),
        (["2001"], ["2003", ""], "denied"),
        (["2001"], ["2003", "2003/.."], "denied"),
        (["2001", ""], ["2003", ""], "undecided"),
        (["2003", ""], ["2003"], "undecided"),
        ([""], ["2003", ""], "undecided"),
        (["2000-01~"], ["2000-02"], "undecided"),
        (["2000-01?"], ["2000-02"], "undecided"),
        (["2000-01~"], ["2002-03-15"], "denied"),
        (["2000-01-31"], ["2000-01/2000-02"], "undecided"),
        (["2000-01-31"], ["2000-02/.."], "denied"),
        (["2000"], ["2000"], "undecided"),
        (["2000-01", "2000-05"], ["2000-03/2000-06"], "undecided"),
        (["2000-01", "2000-07"], ["2000-03/2000-06"], "asserted"),
        (["Y12003"], ["Y13000"], "denied"),
        (["2001"], ["Y12003"], "denied"),
        (["Y12003"], ["2003/.."], "undecided"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_an_unknown_day_leaves_open_what_it_could_decide_otherwise(
    asserted, denied, decision, turned
):
    if turned:
        decision = {"denied": "asserted", "asserted": "denied"}.get(decision, decision)
        asserted, denied = denied, asserted
    days = [("asserts", day) for day in asserted] + [("denies", day) for day in denied]
    data = said(*(f"p A - current stance={stance} said_on={day}" for stance, day in days))
    found = resolve(data, "most recent").iloc[0]
    assert found["decision"] == decision
    assert (found[["for", "against"]].isna().any()) == (decision == "undecided")


@thorough
@given(
    *[
        st.lists(
            st.sampled_from(["", "2000-01~", "2000-02", "2000-02-03", "2001", "../2000-03"]),
            min_size=1,
            max_size=2,
        )
    ]
    * 2
)
def test_the_last_word_is_the_same_for_rules_and_for_readings(asserted, denied):
    """Of one speaker: what certainly came later takes all back that the other side said."""
    days = [("asserts", day) for day in asserted] + [("denies", day) for day in denied]
    rows = [f"p A - current stance={stance} said_on={day}" for stance, day in days]
    found = resolve(said(*rows), "most recent")["decision"].item()
    left = counting_claims(said(*rows), Reading(changes="latest"))["stance"].unique().tolist()
    assert left == {"asserted": ["asserts"], "denied": ["denies"]}.get(found, ["asserts", "denies"])


def test_plain_wording_and_wording_that_says_nothing_of_itself_are_one():
    found = resolve(
        with_claims(clubs(), [{"claim_id": "m07", "certainty": "probable"}]), "plainest wording"
    )
    assert found[["for", "against"]].to_numpy().tolist() == [[1, 2], [2, 2], [2, 2], [2, 2]]


def test_ties_of_other_times_are_told_apart():
    tie = {
        "subject": "chess-club",
        "relation": "allied_with",
        "object": "harbour-office",
        "speaker": "osric-tarr",
    }
    rows = [
        tie | {"claim_id": "n1", "stance": "asserts", "time": "former"},
        tie
        | {
            "claim_id": "n2",
            "stance": "denies",
            "time": "former",
            "subject": "harbour-office",
            "object": "chess-club",
        },
        tie | {"claim_id": "n3", "stance": "denies", "time": "former", "speaker": "salma-bahri"},
        tie
        | {"claim_id": "n4", "stance": "asserts", "time": "current", "speaker": "hall-caretaker"},
    ]
    found = resolve(with_claims(clubs(), rows), "most speakers", Reading(times="former"))
    assert found[["tie", "for", "against", "decision"]].to_numpy().tolist() == [
        ["Chess Club → is allied with → Harbour Office (former)", 1, 2, "denied"]
    ]
    both = resolve(
        with_claims(clubs(), rows),
        "most speakers",
        Reading(times=["former", "current", "unspecified"]),
    )
    assert both["for"].tolist() == [1] * 5 and both["against"].tolist() == [1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("nobody in two", "No tie is contested, so that there is nothing to decide."),
        (
            "two complete lists",
            "Contested ties: 6. Ties on which rules decide against each other: 0. "
            "Ties on which no rule decides: 6.",
        ),
    ],
)
def test_whether_the_rules_agree_is_counted(shape, said):
    assert decisions_words(decisions_table(SHAPES[shape]())) == said


def test_rules_that_disagree_are_counted_as_the_table_has_them():
    made = decisions_table(article())
    apart = ((made["asserted"] > 0) & (made["denied"] > 0)).sum()
    assert f"decide against each other: {apart}." in decisions_words(made)


def test_scores_have_as_many_decimals_as_tell_them_apart():
    said = (
        rules_table(article())
        .drop(columns=["rule", "unit", "bias", "published"])
        .to_numpy()
        .ravel()
    )
    for cell in said:
        decision, one, other = re.fullmatch(
            r"(\w+) \(([^\s\xa0]+)\xa0:[\xa0 ]([^\s\xa0]+)\)", cell
        ).groups()
        assert (one == other or "unknown" in (one, other)) == (decision == "undecided")
        assert max(len(score.partition(".")[2]) for score in (one, other)) <= 4


def test_a_denial_of_other_days_has_no_vote_on_a_tie():
    claims = [
        "p A 1998/2000 former speaker=s1",
        "p A 1999 former speaker=s2 stance=denies",
        "p A 2005/2006 former speaker=s3 stance=denies",
    ]
    found = resolve(said(*claims), "most speakers", Reading(times=EVER))
    assert found[["for", "against", "decision"]].to_numpy().tolist() == [[1, 1, "undecided"]]
    undated = [claims[0], claims[1], claims[2].replace("2005/2006", "-")]
    found = resolve(said(*undated), "most speakers", Reading(times=EVER))
    assert found[["for", "against", "decision"]].to_numpy().tolist() == [[1, 2, "denied"]]
