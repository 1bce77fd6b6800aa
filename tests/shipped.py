"""The shipped datasets, read once (a dataset does not change.

So that tests can share it), and the least that is one.
"""

from functools import cache

from helpers.data.dataset import ARTICLE, check_dataset, load_dataset

TWO_CLUBS = ARTICLE.parent / "two-clubs"

SHIPPED = [ARTICLE, TWO_CLUBS, ARTICLE.parent / "harbour-papers"]

CODED_WHOLE = SHIPPED[:2]
"""Those in which each sentence is coded, or has a reason why not."""

load = cache(load_dataset)

HEADER = "claim_id,speaker,stance,subject,relation,object,note\r\n"


def article():
    return load(ARTICLE)


def clubs():
    return load(TWO_CLUBS)


def ids(claims):
    return claims["claim_id"].tolist()


def only_problem(path):
    (problem,) = check_dataset(path).itertuples(index=False)
    return problem
