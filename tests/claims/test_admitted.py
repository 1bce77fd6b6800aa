"""Which claims count under a reading, and on whose word."""

import pandas as pd
import pytest
from shipped import article, clubs, ids

from helpers import convert
from helpers.claims import admitted
from helpers.claims.admitted import counting_claims, with_support
from helpers.claims.readings import EVER, Reading
from helpers.data.dataset import Dataset
from helpers.data.who import LEVELS


def support(data, claim, level="speaker"):
    return with_support(data, data["claims"], level).set_index("claim_id").loc[claim, "support"]


def test_support_leaves_out_the_author_as_a_relay_only():
    assert support(article(), "c032") == {"author"}
    assert support(article(), "c033") == {"state-department"}
    assert support(article(), "c087") == {"one-member-state", "un-report"}
    assert support(article(), "c033", "government") == {"us-government"}


def test_counting_claims_report_support_and_period():
    claims = counting_claims(clubs(), Reading(times=EVER)).set_index("claim_id")
    assert claims.loc["m28", "support"] == {"hall-caretaker", "tea-minutes"}
    assert claims.loc[["m27", "m28", "m32"], "period"].tolist() == ["former", "now", "now"]
    assert "m23b" not in claims.index and "m36" not in claims.index


def test_the_level_changes_what_is_reported_and_not_what_counts():
    reading = Reading(believed=["ned-price"])
    by_level = [counting_claims(article(), reading, level) for level in LEVELS]
    assert ids(by_level[0]) == ids(by_level[1]) == ids(by_level[2]) != []
    assert set(by_level[2]["support"]) == {frozenset({"us-government"})}


def test_an_alternative_replaces_its_primary():
    claims = ids(counting_claims(clubs(), Reading(alternatives=["m23b"])))
    assert "m23b" in claims and "m23" not in claims


@pytest.mark.parametrize(
    ("least", "admitted"),
    [
        (None, {"m26", "m28", "m30"}),
        ("possible", {"m26", "m28", "m30"}),
        ("probable", {"m26", "m30"}),
        ("unstated", {"m30"}),
        ("certain", {"m30"}),
    ],
)
def test_certainty(least, admitted):
    claims = set(ids(counting_claims(clubs(), Reading(least_certainty=least))))
    assert claims & {"m26", "m28", "m30"} == admitted
    assert "m05" in claims  # a blank is plain wording


def test_inferences_only_if_asked():
    assert "m36" not in ids(counting_claims(clubs(), Reading()))
    assert "m36" in ids(counting_claims(clubs(), Reading(inferences=True)))
    assert "m36" not in ids(
        counting_claims(clubs(), Reading(inferences=True, believed=["osric-tarr"]))
    )


def test_every_relay_has_to_be_believed():
    assert "m28" not in ids(counting_claims(clubs(), Reading(believed=["hall-caretaker"])))
    assert "m28" in ids(
        counting_claims(clubs(), Reading(believed=["hall-caretaker", "tea-minutes"]))
    )


def test_refusals_in_full():
    for asked, said in (
        (
            lambda: support(clubs(), "m07", "town"),
            "no level 'town': write one of: 'speaker', 'institution', 'government'",
        ),
        (lambda: counting_claims(clubs(), Reading(believed=["x"])), "no source 'x': write one of"),
        (
            lambda: counting_claims(clubs(), Reading(), "town"),
            "no level 'town': write one of: 'speaker', 'institution', 'government'",
        ),
    ):
        with pytest.raises(ValueError) as refused:
            asked()
        assert str(refused.value).startswith(said)


def test_a_source_that_no_table_lists_stands_for_itself():
    data = Dataset(
        {"claims": pd.DataFrame([{"claim_id": "k1", "speaker": "s", "via": "r > s2"}])}, {}, "bare"
    )
    assert {level: support(data, "k1", level) for level in LEVELS} == dict.fromkeys(
        LEVELS, {"s", "r", "s2"}
    )
    assert with_support(data, data["claims"])[["support", "period"]].to_numpy().tolist() == [
        [{"s", "r", "s2"}, "now"]
    ]


def test_the_work_of_last_words_grows_with_what_is_said_otherwise(monkeypatch):
    """What one source says again and again, on one day, is looked at once."""
    rows = {"who": "Ada", "club": "Chess", "by": "gazette"}
    frame = pd.DataFrame(
        [
            {**rows, "stance": "asserts", "on": "1908-05-04"},
            {**rows, "stance": "denies", "on": "1909-05-04"},
        ]
    )
    columns = {"person": "who", "organization": "club", "source": "by", "date": "on"}
    data = convert.from_table(frame, **columns, stance="stance")
    looked_at, at_one_time = [], admitted.at_one_time

    def counting(pairs, *given):
        looked_at.append(len(pairs))
        return at_one_time(pairs, *given)

    monkeypatch.setattr(admitted, "at_one_time", counting)
    for many in (5, 50):
        claims = pd.concat([data["claims"]] * many, ignore_index=True)
        claims = claims.assign(claim_id=[f"c{n}" for n in range(2 * many)])
        again = Dataset({**data, "claims": claims}, {}, "again")
        last = admitted.is_last_word(again, claims, Reading(changes="latest"))
        assert claims.loc[last, "stance"].tolist() == ["denies"] * many
    assert looked_at[0] == looked_at[1]
