"""Competing hypotheses: what speaks against each possible answer, which claims tell them apart, and how much the ratings bear.

The method is Heuer's analysis of competing hypotheses (1999, chapter 8): work across
the evidence, try to refute, and look for what is diagnostic. The order of the
hypotheses is one of inconsistencies, not of truth.

>>> from helpers.dataset import load_dataset
>>> data = load_dataset("data/two-clubs")
>>> standings_table(data, questions(data)[0])["hypothesis"].tolist()
['h-rook', 'h-other', 'h-nobody']
"""

from __future__ import annotations

import pandas as pd

from helpers.dataset import Dataset
from helpers.problems import refuse_unknown

__all__ = [
    "SCORES",
    "deciding_claims",
    "diagnosticity_table",
    "questions",
    "rater_differences",
    "raters",
    "raters_table",
    "ratings_table",
    "standings_table",
]

SCORES = {"consistent": 1, "neutral": 0, "inconsistent": -1}
"""Rating → score; what is not applicable has none and enters no mean."""


def questions(data: Dataset) -> list[str]:
    """Return the questions to which there are hypotheses, in the order of the table."""
    return list(dict.fromkeys(data["hypotheses"]["question"]))


def raters(data: Dataset, question: str) -> list[str]:
    """Return who has rated the hypotheses of a question, in the order of the table."""
    return list(dict.fromkeys(_assessments(data, question)["rater"]))


def _assessments(data: Dataset, question: str, rater: str | None = None) -> pd.DataFrame:
    """The ratings of a question's hypotheses: one rater's, or, without a name, everybody's."""
    refuse_unknown("question", [question], questions(data))
    hypotheses, assessments = data["hypotheses"], data["assessments"]
    asked = assessments[assessments["hypothesis_id"].isin(hypotheses.loc[hypotheses["question"] == question, "hypothesis_id"])]
    if not rater:
        return asked
    refuse_unknown("rater", [rater], asked["rater"].unique())
    return asked[asked["rater"] == rater]


def _hypotheses(data: Dataset, question: str) -> list[str]:
    hypotheses = data["hypotheses"]
    return hypotheses.loc[hypotheses["question"] == question, "hypothesis_id"].to_list()


def ratings_table(data: Dataset, question: str, rater: str) -> pd.DataFrame:
    """Return claims × hypotheses as one rater rated them.

    Returns
    -------
    DataFrame
        One row, one claim, in the order of the ratings; columns ``claim`` and one
        for each hypothesis (id): the rating, with "?" where it is arguable, or blank.
    """
    rated = _assessments(data, question, rater)
    cells = rated.assign(cell=rated["rating"] + (rated["arguable"] == "yes").map({True: "?", False: ""}))
    wide = cells.pivot(index="claim_id", columns="hypothesis_id", values="cell")
    wide = wide.reindex(index=rated["claim_id"].unique(), columns=_hypotheses(data, question)).fillna("")
    return wide.rename_axis(columns=None).rename_axis("claim").reset_index()


def standings_table(data: Dataset, question: str, rater: str | None = None) -> pd.DataFrame:
    """Return what speaks for and against each hypothesis; what has least against it first.

    Parameters
    ----------
    data : Dataset
    question : str
        One of `questions`.
    rater : str, optional
        One of `raters`; default: the first.

    Returns
    -------
    DataFrame
        One row, one hypothesis, by inconsistencies, then as in the table; columns
        ``hypothesis``, ``statement``, ``inconsistent``, ``consistent``, ``neutral``,
        ``not_applicable`` (ratings), ``least`` and ``most`` (inconsistencies, if
        every arguable rating is taken for or against it), ``rater``.
    """
    rated = _assessments(data, question, rater or _first_rater(data, question))
    statement = dict(zip(data["hypotheses"]["hypothesis_id"], data["hypotheses"]["statement"]))
    rows = []
    for hypothesis in _hypotheses(data, question):
        own = rated[rated["hypothesis_id"] == hypothesis]
        arguable, against = own["arguable"] == "yes", own["rating"] == "inconsistent"
        counts = {rating: int((own["rating"] == rating).sum()) for rating in ("inconsistent", "consistent", "neutral", "not_applicable")}
        bounds = {"least": int((against & ~arguable).sum()), "most": int((against | (arguable & own["rating"].isin(SCORES))).sum())}
        rows.append({"hypothesis": hypothesis, "statement": statement[hypothesis], **counts, **bounds})
    columns = ["hypothesis", "statement", "inconsistent", "consistent", "neutral", "not_applicable", "least", "most"]
    frame = pd.DataFrame(rows, columns=columns).sort_values("inconsistent", kind="stable", ignore_index=True)
    return frame.assign(rater=rater or _first_rater(data, question))


def _first_rater(data: Dataset, question: str) -> str:
    return next(iter(raters(data, question)), "")


def diagnosticity_table(data: Dataset, question: str, rater: str | None = None) -> pd.DataFrame:
    """Return how well each claim tells the hypotheses apart.

    Returns
    -------
    DataFrame
        One row, one claim, the most diagnostic first; columns ``claim``,
        ``diagnosticity`` (variance of its scores, consistent 1, neutral 0,
        inconsistent -1, over the hypotheses to which it applies; missing if none),
        ``arguable`` (how many of its ratings are).
    """
    rated = _assessments(data, question, rater or _first_rater(data, question))
    marks = rated.assign(score=rated["rating"].map(SCORES), arguable=(rated["arguable"] == "yes").astype(int))
    groups = marks.groupby("claim_id", sort=False)
    frame = pd.DataFrame({"diagnosticity": groups["score"].var(ddof=0), "arguable": groups["arguable"].sum()})
    return frame.rename_axis("claim").reset_index().sort_values("diagnosticity", ascending=False, kind="stable", ignore_index=True)


def deciding_claims(data: Dataset, question: str, rater: str | None = None) -> pd.DataFrame:
    """Return the claims without which another hypothesis would have least against it.

    Returns
    -------
    DataFrame
        One row, one claim; columns ``claim``, ``first`` (the hypotheses with fewest
        inconsistencies without it, ids joined by "; "). Empty if no single claim
        decides.
    """
    rated = _assessments(data, question, rater or _first_rater(data, question))
    hypotheses = _hypotheses(data, question)
    against = rated[rated["rating"] == "inconsistent"]
    whole = _fewest(against, hypotheses)
    without = {claim: _fewest(against[against["claim_id"] != claim], hypotheses) for claim in rated["claim_id"].unique()}
    rows = [(claim, first) for claim, first in without.items() if first != whole]
    return pd.DataFrame(rows, columns=["claim", "first"], dtype="str")


def _fewest(against: pd.DataFrame, hypotheses: list[str]) -> str:
    counts = against["hypothesis_id"].value_counts().reindex(hypotheses, fill_value=0)
    return "; ".join(counts.index[counts == counts.min()])


def raters_table(data: Dataset) -> pd.DataFrame:
    """Count how often the first two raters of each question agree, and what each calls arguable.

    Returns
    -------
    DataFrame
        One row, one question with at least two raters; columns ``question``,
        ``ratings`` (that both made), ``same``, ``arguable_first``,
        ``arguable_second``.
    """
    rows = []
    for question in questions(data):
        named = raters(data, question)[:2]
        if len(named) == 2:
            one, other = (_assessments(data, question, rater) for rater in named)
            ratings = len(one.merge(other, on=["claim_id", "hypothesis_id"]))
            arguable = [int((rated["arguable"] == "yes").sum()) for rated in (one, other)]
            rows.append((question, ratings, ratings - len(rater_differences(data, question)), *arguable))
    return pd.DataFrame(rows, columns=["question", "ratings", "same", "arguable_first", "arguable_second"])


def rater_differences(data: Dataset, question: str) -> pd.DataFrame:
    """Return the ratings on which two raters differ, side by side.

    Returns
    -------
    DataFrame
        One row, one claim under one hypothesis; columns ``claim``, ``hypothesis``,
        and for the first two raters their ratings and their reasons
        (``<rater>``, ``<rater>_reason``). Empty if there is only one rater.
    """
    named = raters(data, question)[:2]
    if len(named) < 2:
        return pd.DataFrame(columns=["claim", "hypothesis"], dtype="str")
    keys = ["claim_id", "hypothesis_id"]
    one, other = (_assessments(data, question, rater)[[*keys, "rating", "reason"]] for rater in named)
    both = one.merge(other, on=keys, suffixes=("_1", "_2"))
    both = both[both["rating_1"] != both["rating_2"]].reset_index(drop=True)
    names = {"claim_id": "claim", "hypothesis_id": "hypothesis"}
    names |= {f"{column}_{number}": label for number, rater in enumerate(named, 1) for column, label in (("rating", rater), ("reason", f"{rater}_reason"))}
    return both.rename(columns=names)[list(names.values())]
