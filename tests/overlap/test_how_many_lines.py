"""On how many lines the roles behind an overlap stand: of each role a sentence."""

import pytest
from tables import few

from helpers.claims.readings import Reading
from helpers.overlap.how_many_lines import evidence_words

RELATIONS = [
    {"relation": "leads", "counts_for_overlap": "yes"},
    {"relation": "joins", "counts_for_overlap": "no"},
    {"relation": "partners", "counts_for_overlap": "yes", "symmetric": "yes"},
]


def roles(*claims, person="p"):
    """What is said of a person and the clubs h and s, in few words."""
    kinds = {person: "person", "h": "organization", "s": "organization"}
    entities = [{"entity_id": one, "kind": kind} for one, kind in kinds.items()]
    return few(claims, "subject relation object", entities=entities, relations=RELATIONS)


@pytest.mark.parametrize("person", ["a", "p", "z"])
def test_both_ends_of_a_symmetric_relation_may_come_first(person):
    claims = [f"{person} partners h", f"h partners {person}", f"s partners {person}"]
    assert evidence_words(roles(*claims, person=person), "h", "s") == [
        f"{person} partners h: asserted by 2 claims on 1 independent line.",
        f"{person} partners s: asserted by 1 claim.",
    ]


def test_the_roles_are_those_that_the_reading_counts():
    data = roles("p joins h", "p joins s", "p leads h", "h leads p")
    assert evidence_words(data, "h", "s") == []
    assert evidence_words(data, "h", "s", Reading(relations=["joins"])) == [
        "p joins h: asserted by 1 claim.",
        "p joins s: asserted by 1 claim.",
    ]
    both = evidence_words(data, "h", "s", Reading(relations=["joins", "leads"]))
    assert both[2:] == ["p leads h: asserted by 1 claim."]
