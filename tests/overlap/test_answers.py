"""The overlap in words."""

import pandas as pd
import pytest
from shipped import clubs

from helpers.claims.readings import Reading
from helpers.data.dataset import Dataset
from helpers.overlap.answers import answer


def led(name, *said):
    """Three people, one of them with an odd name, who are said to lead A and B; said: person and stance, of B."""
    rows = [(person, o, "asserts") for person in "pqr" for o in "AB"] + [
        (person, "B", "denies") for person in said
    ]
    tables = {
        "claims": pd.DataFrame(
            [
                {
                    "claim_id": f"k{n}",
                    "speaker": "s",
                    "relation": "leads",
                    "subject": p,
                    "object": o,
                    "stance": stance,
                }
                for n, (p, o, stance) in enumerate(rows)
            ]
        ),
        "sources": pd.DataFrame([{"source_id": "s"}]),
        "entities": pd.DataFrame(
            [
                {
                    "entity_id": e,
                    "kind": "person" if e.islower() else "organization",
                    "name": {"p": name, "q": "Quin"}.get(e, ""),
                }
                for e in "pqrAB"
            ]
        ),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    return Dataset(tables, {}, "led")


@pytest.mark.parametrize("name", ["Pia", "Pia; the elder", "Pia (contested)", "; "])
def test_people_are_counted_whatever_their_names_hold(name):
    assert (
        answer(led(name), "A", "B", Reading())
        == f"A and B share 3 leaders: {name}, Quin and r. (Everyone is believed; denials leave a tie unresolved; current and undated roles.)"
    )
    assert answer(led(name, "p", "r"), "A", "B", Reading()).startswith(
        f"A and B share 1 leader: Quin, and 2 leaders are contested: {name} and r. ("
    )
    assert answer(led(name, "p", "q", "r"), "A", "B", Reading(denials="veto")).startswith(
        "A and B share no leader. ("
    )


def test_only_organizations_are_asked_for():
    with pytest.raises(
        ValueError,
        match="no organization 'chess': did you mean 'chess-club'|no organization 'chess': write one of",
    ):
        answer(clubs(), "chess", "kite-club", Reading())
