"""What a pair can rest on."""

import pytest
from shipped import clubs, ids

from helpers.claims.readings import NOW, Reading, without
from helpers.data.dataset import with_claims
from helpers.overlap.who_leads import lineage, trail


def test_lineage_holds_what_can_matter_whomever_one_believes():
    found = lineage(clubs(), "chess-club", "kite-club", Reading(believed=[]))
    assert ids(found.claims) == ["m07", "m10", "m16"]
    assert found.sources == ("augusta-kite", "osric-tarr", "salma-bahri")
    found = lineage(clubs(), "chess-club", "kite-club", Reading(), "institution")
    assert found.sources == ("chess-club", "harbour-office", "salma-bahri")


def test_lineage_widens_with_the_other_choices():
    found = lineage(
        clubs(), "kite-club", "chess-club", Reading(times=NOW | {"former"}, alternatives=["m23b"])
    )
    assert ids(found.claims) == ["m07", "m10", "m16", "m23b", "m24", "m27", "m28"]


def test_a_denial_of_what_nobody_asserts_does_not_matter():
    denied = {
        "claim_id": "n1",
        "speaker": "gideon-oom",
        "stance": "denies",
        "subject": "barnaby-rook",
        "relation": "leads",
        "object": "kite-club",
    }
    assert "n1" not in ids(
        lineage(with_claims(clubs(), [denied]), "chess-club", "kite-club").claims
    )


def test_only_pairs_of_organizations():
    with pytest.raises(ValueError, match="no organization 'chess-klub': did you mean 'chess-club'"):
        lineage(clubs(), "chess-klub", "kite-club")
    with pytest.raises(ValueError, match="'chess-club' is one"):
        lineage(clubs(), "chess-club", "chess-club")


def test_the_trail_ends_in_quotes():
    found = trail(clubs(), "kite-club", "chess-club", without(clubs(), Reading(), "osric-tarr"))
    assert found["claim_id"].tolist() == ["m16", "m07", "m10"]
    assert found["counts"].tolist() == [True, False, True]
    assert all(quote in clubs().text("lantern-1908") for quote in found["quote"])
    assert trail(clubs(), "chess-club", "brass-band").empty


def test_refusals_in_full():
    with pytest.raises(ValueError) as refused:
        lineage(clubs(), "chess-club", "chess-club")
    assert str(refused.value) == "the pair takes two organizations, and 'chess-club' is one"
    with pytest.raises(ValueError) as refused:
        lineage(clubs(), "kite-club", "chess-klub")
    assert str(refused.value) == "no organization 'chess-klub': did you mean 'chess-club'?"


def test_the_trail_in_full():
    found = trail(clubs(), "chess-club", "kite-club")
    assert found.columns.tolist() == [
        "person",
        "organization",
        "relation",
        "period",
        "stance",
        "claim_id",
        "speaker",
        "via",
        "certainty",
        "counts",
        "quote",
    ]
    assert found[["organization", "claim_id", "stance"]].to_numpy().tolist() == [
        ["chess-club", "m07", "asserts"],
        ["chess-club", "m10", "denies"],
        ["kite-club", "m16", "asserts"],
    ]
    assert (
        found.index.tolist() == [0, 1, 2]
        and found["counts"].dtype == bool
        and found["counts"].all()
    )
    wide = Reading(times=NOW | {"former"}, alternatives=["m23b"])
    assert trail(clubs(), "kite-club", "chess-club", wide)[
        ["person", "organization"]
    ].drop_duplicates().to_numpy().tolist() == [
        [person, club]
        for person in ("barnaby-rook", "nadim-bahri", "tobias-crumb")
        for club in ("kite-club", "chess-club")
    ]


def test_a_pair_of_which_nothing_is_said():
    found = lineage(clubs(), "pigeon-society", "brass-band", Reading(relations=[]))
    assert (
        found.claims.empty
        and found.sources == ()
        and "support" in found.claims
        and len(found.claims.columns) > 20
    )
    assert (
        trail(clubs(), "pigeon-society", "brass-band", Reading(relations=[])).columns.tolist()
        == trail(clubs(), "chess-club", "kite-club").columns.tolist()
    )
