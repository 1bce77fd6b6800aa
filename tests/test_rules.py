"""Rules that decide, none of which is used unless it is named."""

from __future__ import annotations

import pytest
from shipped import article, clubs

from helpers import rules
from helpers.readings import Reading, without
from helpers.whatif import with_claims

CLOSE, LINKED, UN = range(3)


def decisions(data, rule, reading=Reading()):
    return rules.resolve(data, rule, reading)["decision"].tolist()


def test_there_is_no_default():
    with pytest.raises(ValueError, match="One against one is unresolved, and a count of heads is a rule too. To decide all the same, name one: most speakers, "):
        rules.resolve(article())
    with pytest.raises(ValueError, match="no rule 'most speaker': did you mean 'most speakers'"):
        rules.resolve(article(), "most speaker")


def test_each_rule_says_whom_it_favours():
    for rule in rules.RULES.values():
        assert rule.bias.endswith(".") and len(rule.bias.split()) > 5
    assert rules.PUBLISHED == ("Sums", "TruthFinder", "2-Estimates")
    assert set(rules.resolve(article(), "Sums")["bias"]) == {rules.RULES["Sums"].bias}


def test_one_against_one_stays_undecided_where_nothing_tells_the_two_apart():
    for rule in rules.RULES:
        assert decisions(article(), rule)[UN] == "undecided"


def test_published_rules_disagree_on_the_same_row():
    assert {decisions(article(), rule)[CLOSE] for rule in rules.PUBLISHED} == {"asserted", "denied"}
    assert len({tuple(decisions(clubs(), rule)) for rule in rules.RULES}) > 3


def test_counting_speakers_and_offices():
    found = rules.resolve(article(), "most speakers")
    assert found[["for", "against"]].to_numpy().tolist() == [[1, 1], [2, 1], [1, 1]]
    more = [
        {"claim_id": f"n-{speaker}", "speaker": speaker, "stance": "denies", "subject": "taliban", "relation": "close_relationship_with", "object": "haqqani-network"}
        for speaker in ("ned-price", "jake-sullivan")
    ]
    doubted = with_claims(article(), more)
    assert rules.resolve(doubted, "most speakers").loc[CLOSE, "against"] == 3
    assert rules.resolve(doubted, "most institutions").loc[CLOSE, "against"] == 2  # the department, and the government
    again = with_claims(article(), [more[0] | {"speaker": "state-department"}])
    assert rules.resolve(again, "most speakers").loc[CLOSE, "against"] == 1


def test_the_last_word_and_the_plainest():
    assert decisions(clubs(), "most recent") == ["denied", "denied", "asserted", "undecided"]
    assert decisions(article(), "most recent") == ["undecided"] * 3
    hedged = with_claims(article(), [{"claim_id": "c092", "certainty": "possible"}])
    assert decisions(hedged, "plainest wording")[UN] == "denied"
    dated = with_claims(article(), [{"claim_id": "c002", "said_on": "2021", "said_on_basis": "inferred"}])
    assert decisions(dated, "most recent")[CLOSE] == "undecided"


def test_the_reading_says_who_takes_part():
    assert rules.resolve(article(), "most speakers", without(article(), Reading(), "other-member-states"))["tie"].tolist() == rules.resolve(article(), "most speakers")["tie"].tolist()[:UN]
    nobody = rules.resolve(article(), "Sums", Reading(believed=["author"]))
    assert nobody.empty and list(nobody.columns) == ["tie", "for", "against", "decision", "bias"]


def test_sums_by_hand():
    """Two speakers say the same, a third denies it: the first two share all trust in the end."""
    base = {"stance": "asserts", "subject": "chess-club", "relation": "allied_with", "object": "harbour-office"}
    rows = [base | {"claim_id": "n1", "speaker": "osric-tarr"}, base | {"claim_id": "n2", "speaker": "augusta-kite"}, base | {"claim_id": "n3", "speaker": "salma-bahri", "stance": "denies"}]
    alone = clubs_with_only(rows)
    found = rules.resolve(alone, "Sums")
    assert (found.loc[0, "for"], found.loc[0, "decision"]) == (2.0, "asserted") and found.loc[0, "against"] < 1e-9
    truth = rules.resolve(alone, "2-Estimates")
    assert (truth.loc[0, "for"] + truth.loc[0, "against"], truth.loc[0, "decision"]) == (1.0, "asserted")
    finder = rules.resolve(alone, "TruthFinder")
    assert 0 < finder.loc[0, "against"] < finder.loc[0, "for"] < 1


def clubs_with_only(rows):
    from helpers.dataset import Dataset

    whole = with_claims(clubs(), rows)
    kept = whole["claims"][whole["claims"]["claim_id"].isin([row["claim_id"] for row in rows])]
    return Dataset(dict(whole) | {"claims": kept}, {}, "three")


def test_the_table_of_rules():
    found = rules.rules_table(article())
    assert found["rule"].tolist() == list(rules.RULES)
    assert found.columns.tolist()[1:-2] == rules.resolve(article(), "Sums")["tie"].tolist()
    assert found.iloc[0, 1:4].tolist() == ["undecided (1 : 1)", "asserted (2 : 1)", "undecided (1 : 1)"]
    assert list(rules.rules_table(article(), Reading(believed=[])).columns) == ["rule", "bias", "published"]


def test_the_table_of_decisions():
    found = rules.decisions_table(article())
    assert found["tie"].tolist() == rules.resolve(article(), "Sums")["tie"].tolist()
    assert found.iloc[:, 1:].to_numpy().tolist() == [[2, 1, 4], [5, 0, 2], [0, 0, 7]]
    assert rules.decisions_table(article(), Reading(believed=[])).empty


@pytest.mark.parametrize(("asserting", "denying", "p", "q"), [(1, 1, 0.3, 0.3), (2, 1, 0.5, 0.75), (1, 2, 0.75, 0.5), (3, 2, 0.0, 0.0), (3, 1, 1.0, 1.0), (3, 1, 0.5, 0.875)])
def test_break_even(asserting, denying, p, q):
    assert rules.break_even(asserting, denying, p) == pytest.approx(q)
    assert 1 - (1 - p) ** asserting == pytest.approx(1 - (1 - rules.break_even(asserting, denying, p)) ** denying)


@pytest.mark.parametrize(("asserting", "denying", "p", "q"), [(1, 1, 0.3, 0.3), (2, 1, 0.5, 0.5), (2, 1, 0.75, 0.9), (1, 2, 0.9, 0.75), (3, 1, 0.0, 0.0), (3, 1, 1.0, 1.0)])
def test_break_even_by_odds(asserting, denying, p, q):
    assert rules.break_even(asserting, denying, p, "odds") == pytest.approx(q)


def test_break_even_knows_two_models():
    with pytest.raises(ValueError, match="no model 'odd': did you mean 'odds'"):
        rules.break_even(1, 1, 0.5, "odd")


def test_sums_is_silent_on_what_stands_apart():
    """Its known failing: of whatever the largest group of like speakers does not speak, it says nothing, however many agree."""
    more = [
        {"claim_id": f"n{number}", "speaker": f"w{number}", "stance": "denies", "subject": "isis-k", "relation": "collaborates_with", "object": "haqqani-network"}
        for number in range(3)
    ]
    doubted = with_claims(article(), more, sources=[{"source_id": f"w{number}", "kind": "other"} for number in range(3)])
    assert decisions(doubted, "Sums")[UN] == "undecided"
    assert [decisions(doubted, rule)[UN] for rule in ("most speakers", "TruthFinder", "2-Estimates")] == ["denied"] * 3


@pytest.mark.parametrize("wrong", [(0, 1, 0.5), (1, 0, 0.5), (1, 1, -0.1), (1, 1, 1.1)])
def test_break_even_refuses(wrong):
    with pytest.raises(ValueError, match="at least one on either side, and a probability from 0 to 1"):
        rules.break_even(*wrong)
