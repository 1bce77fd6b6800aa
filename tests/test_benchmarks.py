"""The benchmark compares like with like: on a few small pairs, its methods agree."""

import numpy as np
import pandas as pd
import pytest
from benchmarks import checking, dates, lineage, peers, readme

from helpers.codebook.checks import find_problems
from helpers.overlap.worlds import shapley, shapley_many

SOURCES = 6
BELIEFS = lineage.random_beliefs(SOURCES)
PAIRS = lineage.random_pairs(20, SOURCES)


def test_brute_force_agrees():
    chances, shares = lineage.by_worlds_with_shares(PAIRS, BELIEFS)
    for people, chance, share in zip(PAIRS, chances, shares, strict=True):
        found = lineage.brute_force(people, BELIEFS)
        assert (
            np.abs(found[0] - chance).max() < lineage.CLOSE
            and np.abs(found[1] - share).max() < lineage.CLOSE
        )


@pytest.mark.parametrize("sources", [2, 3, 4, 6, 9, 13])
def test_many_shares_are_the_exact_ones(sources):
    many = [
        0,
        (1 << (1 << sources)) - 1,
        *lineage.tables(lineage.random_pairs(30, sources), sources),
    ]
    shares = [[float(share) for share in shapley(table, sources)] for table in many]
    assert shapley_many(many, sources).tolist() == shares


def test_pairs_are_as_promised():
    pairs = lineage.random_pairs(300)
    ties = [tie for people in pairs for person in people for [tie] in person]
    assert {len(people) for people in pairs} == {1, 2, 3, 4, 5} and {
        len(person) for people in pairs for person in people
    } == {2}
    assert {len(supports) + len(denials) for supports, denials in ties} == {1, 2, 3, 4} and all(
        supports for supports, _ in ties
    )
    assert {one.bit_count() for tie in ties for sets in tie for one in sets} == {1, 2}
    assert pairs == lineage.random_pairs(300) != lineage.random_pairs(300, seed=1)


def test_pairs_that_share_ties_are_worked_out_alike():
    ties, network = lineage.random_network(60, SOURCES)
    spelt_out = [[[ties[one], ties[other]] for one, other in people] for people in network]
    assert len(network) == 60 and len(
        {one for people in network for pair in people for one in pair}
    ) < sum(2 * len(people) for people in network)
    assert (
        lineage.by_shared_ties(ties, network, BELIEFS).tolist()
        == lineage.by_worlds(spelt_out, BELIEFS).tolist()
    )


@pytest.mark.parametrize("method", [peers.scipy, peers.pandas, peers.networkx])
@pytest.mark.parametrize(("kind", "rows"), [("skewed", 2_000), ("hubs", 400)])
def test_peers_find_the_same_pairs(method, kind, rows):
    table = peers.memberships(kind, rows)
    assert peers.summary(method(table)()) == pytest.approx(peers.summary(peers.ours(table)()))


def test_the_claims_to_check_are_wrong_where_they_are_meant_to_be():
    problems = pd.DataFrame(find_problems(checking.tables(2_000)))
    assert problems["column"].value_counts().to_dict() == {
        "stance": 20,
        "said_on": 20,
        "claim_id": 20,
        "subject": 20,
    }
    assert problems["row"].nunique() == 80


def test_the_page_of_the_benchmarks_shows_what_was_measured():
    assert readme.parts(readme.README.read_text(encoding="utf-8"))[1] == readme.measured()


@pytest.mark.long
def test_the_register_has_dates_or_none():
    for dated in (False, True):
        data = dates.register(300, dated)
        assert data.dated is dated and len(data["claims"]) == 300
    assert dates.measured(300).keys() >= {"one pair over time"}
