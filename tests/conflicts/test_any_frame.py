"""Contradictions in pandas; the other engines have `make scale`."""

import pytest
from hypothesis import given
from invented import dataset, random_claims, thorough
from shipped import SHIPPED, load

from helpers.conflicts.any_frame import contradicting
from helpers.conflicts.conflicting import contradictions


def both(claims):
    pairs, ids = contradictions(claims), claims["claim_id"]
    return sorted(zip(ids.loc[pairs["a"]], ids.loc[pairs["b"]], strict=True))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_they_are_those_of_the_dataset(path):
    claims = load(path)["claims"]
    found = contradicting(claims)
    assert list(map(tuple, found.to_numpy().tolist())) == both(claims)
    assert found.columns.tolist() == ["asserts", "denies"] and len(found)


@thorough
@given(random_claims())
def test_they_are_those_of_random_claims(rows):
    claims = dataset(rows)["claims"]
    assert list(map(tuple, contradicting(claims).to_numpy().tolist())) == both(claims)


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no column 'time'|no column"):
        contradicting(load(SHIPPED[0])["claims"].drop(columns="time"))
