"""Competing hypotheses: what speaks against each possible answer, and how much the ratings bear.

The method is Heuer's analysis of competing hypotheses (1999, chapter 8): work across
the evidence, try to refute, and look for what is diagnostic. The order of the
hypotheses is one of inconsistencies, not of truth.

>>> from helpers.data import load_dataset
>>> data = load_dataset("data/two-clubs")
>>> standings_table(data, questions(data)[0])["hypothesis"].tolist()
['h-rook', 'h-other', 'h-nobody']
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pandas as pd

from helpers.claims import all_aloud, index_first
from helpers.codebook import refuse_unknown
from helpers.data import Dataset

SCORES = {"consistent": 1, "neutral": 0, "inconsistent": -1}
"""Rating → score; what is not applicable has none and enters no mean."""


def questions(data: Dataset) -> list[str]:
    """Return the questions to which there are hypotheses, in the order of the table.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    list of str
        Each question once.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> questions(data)
    ['Does anybody sit on both committees, the Chess Club’s and the Kite Club’s?']
    """
    return list(dict.fromkeys(data["hypotheses"]["question"]))


def raters(data: Dataset, question: str) -> list[str]:
    """Return who has rated the hypotheses of a question, in the order of the table.

    Parameters
    ----------
    data : Dataset
    question : str
        One of `questions`.

    Returns
    -------
    list of str
        Each rater once.

    Raises
    ------
    ValueError
        With a suggestion, if there is no such question.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> [question] = questions(data)
    >>> raters(data, question)
    ['rater-1', 'rater-2']
    """
    return list(dict.fromkeys(_assessments(data, question)["rater"]))


def _hypotheses(data: Dataset, question: str) -> list[str]:
    """The hypotheses of a question, in the order of the table."""
    refuse_unknown("question", [question], questions(data))
    hypotheses = data["hypotheses"]
    return hypotheses.loc[hypotheses["question"] == question, "hypothesis_id"].to_list()


def _assessments(data: Dataset, question: str) -> pd.DataFrame:
    """Everybody's ratings of a question's hypotheses."""
    assessments = data["assessments"]
    return assessments[assessments["hypothesis_id"].isin(_hypotheses(data, question))]


def _rated(data: Dataset, question: str, rater: str | None) -> pd.DataFrame:
    """One rater's ratings; the first's, if nobody is named."""
    asked = _assessments(data, question)
    if rater is not None:
        refuse_unknown("rater", [rater], asked["rater"].unique())
    chosen = asked["rater"].head(1) if rater is None else [rater]
    rated = asked[asked["rater"].isin(chosen)]
    doubt = (rated["arguable"] == "yes").map({True: "?", False: ""})
    return rated.assign(cell=rated["rating"] + doubt)


def ratings_table(data: Dataset, question: str, rater: str | None = None) -> pd.DataFrame:
    """Return claims × hypotheses as one rater rated them.

    Parameters
    ----------
    data : Dataset
    question : str
        One of `questions`.
    rater : str, optional
        One of `raters`. Default: the first.

    Returns
    -------
    DataFrame
        One row, one claim, in the order of the ratings; columns ``claim`` and one
        for each hypothesis (id): the rating, with "?" where it is arguable, or blank.

    Raises
    ------
    ValueError
        With a suggestion, if there is no such question or rater.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> [question] = questions(data)
    >>> print(ratings_table(data, question).head(2).to_string(index=False))
    claim      h-nobody      h-rook    h-other
      m02 inconsistent? consistent? consistent
      m03 inconsistent? consistent? consistent
    """
    rated = _rated(data, question, rater)
    wide = rated.pivot(index="claim_id", columns="hypothesis_id", values="cell")
    wide = (
        wide.reindex(index=rated["claim_id"].unique(), columns=_hypotheses(data, question))
        .astype(object)
        .fillna("")
        .astype("str")
    )
    return index_first(wide, "claim")  # a hypothesis may be called that


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
        One row, one hypothesis, by inconsistencies, then as in the table, and last those that
        nobody rated; columns
        ``hypothesis``, ``statement``, ``inconsistent``, ``consistent``, ``neutral``,
        ``not_applicable`` (ratings), ``least`` and ``most`` (inconsistencies, if
        every arguable rating is taken for or against it), ``rater``.

    Raises
    ------
    ValueError
        With a suggestion, if there is no such question or rater.

    Notes
    -----
    Heuer (1999), Psychology of Intelligence Analysis, chapter 8: the analysis of competing
    hypotheses.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> [question] = questions(data)
    >>> found = standings_table(data, question)
    >>> print(found[["hypothesis", "inconsistent", "least", "most"]].to_string(index=False))
    hypothesis  inconsistent  least  most
        h-rook             1      0     4
       h-other             1      0     6
      h-nobody             4      0     5
    """
    rated = _rated(data, question, rater)
    statement = dict(
        zip(data["hypotheses"]["hypothesis_id"], data["hypotheses"]["statement"], strict=True)
    )
    rows = []
    for hypothesis in _hypotheses(data, question):
        own = rated[rated["hypothesis_id"] == hypothesis]
        arguable = own["arguable"] == "yes"
        against = own["rating"] == "inconsistent"
        counts = {
            rating: int((own["rating"] == rating).sum())
            for rating in ("inconsistent", "consistent", "neutral", "not_applicable")
        }
        bounds = {
            "least": int((against & ~arguable).sum()),
            "most": int((against | (arguable & own["rating"].isin(SCORES))).sum()),
        }
        rows.append(
            {"hypothesis": hypothesis, "statement": statement[hypothesis], **counts, **bounds}
        )
    made = set(rated["hypothesis_id"])
    rows.sort(key=lambda row: (row["hypothesis"] not in made, row["inconsistent"]))
    frame = pd.DataFrame(rows)
    return frame.assign(rater=next(iter(rated["rater"]), ""))


def diagnosticity_table(data: Dataset, question: str, rater: str | None = None) -> pd.DataFrame:
    """Return how well each claim tells the hypotheses apart.

    Parameters
    ----------
    data : Dataset
    question : str
        One of `questions`.
    rater : str, optional
        One of `raters`. Default: the first.

    Returns
    -------
    DataFrame
        One row, one claim, the most diagnostic first; columns ``claim``,
        ``diagnosticity`` (variance of its scores, consistent 1, neutral 0,
        inconsistent -1, over the hypotheses to which it applies; missing if none),
        ``arguable`` (how many of its ratings are).

    Raises
    ------
    ValueError
        With a suggestion, if there is no such question or rater.

    Notes
    -----
    Heuer (1999), Psychology of Intelligence Analysis, chapter 8: the analysis of competing
    hypotheses.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> [question] = questions(data)
    >>> print(diagnosticity_table(data, question).round(2).head(2).to_string(index=False))
    claim  diagnosticity  arguable
      m02           0.89         2
      m03           0.89         2
    """
    rated = _rated(data, question, rater)
    marks = rated.assign(
        score=rated["rating"].map(SCORES), arguable=(rated["arguable"] == "yes").astype(int)
    )
    groups = marks.groupby("claim_id", sort=False)
    frame = pd.DataFrame(
        {"diagnosticity": groups["score"].var(ddof=0), "arguable": groups["arguable"].sum()}
    )
    return (
        frame.rename_axis("claim")
        .reset_index()
        .sort_values("diagnosticity", ascending=False, kind="stable", ignore_index=True)
    )


def orders_without(data: Dataset, question: str) -> pd.DataFrame:
    """Return how the order of the hypotheses changes if a claim, or a speaker, is left out.

    Parameters
    ----------
    data : Dataset
    question : str
        One of `questions`.

    Returns
    -------
    DataFrame
        For each rater first the order by inconsistencies with nothing left out, then one row
        for each claim or speaker that changes it; columns ``rater``, ``left_out`` (nothing,
        claim, speaker), ``without`` (id), ``in_words``, ``order`` (ids from fewest
        inconsistencies to most, equal ones joined by " = "; a hypothesis of which no rating
        is there, or is left, has no place), ``leads`` (yes or no: does the first place change?).

    Raises
    ------
    ValueError
        With a suggestion, if there is no such question.

    Notes
    -----
    Heuer (1999), Psychology of Intelligence Analysis, chapter 8: the analysis of competing
    hypotheses.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> [question] = questions(data)
    >>> found = orders_without(data, question)
    >>> found[["without", "order"]].values.tolist()[:2]
    [['', 'h-rook = h-other < h-nobody'], ['m07', 'h-other < h-rook < h-nobody']]
    """
    hypotheses = _hypotheses(data, question)
    rows = []
    speaker = dict(zip(data["claims"]["claim_id"], data["claims"]["speaker"], strict=True))
    for rater, rated in _assessments(data, question).groupby("rater", sort=False):
        claims = rated["claim_id"].tolist()
        ratings = list(zip(rated["hypothesis_id"], rated["rating"] == "inconsistent", strict=True))
        counts = Counter(ratings)
        whole = _order(hypotheses, counts)
        rows.append((rater, "nothing", "", " < ".join(whole), "no"))
        speakers = [speaker.get(claim, "") for claim in claims]
        for by, units in (("claim", claims), ("speaker", speakers)):
            lost: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
            for unit, rating in zip(units, ratings, strict=True):
                lost[unit][rating] += 1
            lost.pop("", None)
            for unit, own in lost.items():
                order = _order(hypotheses, counts - own)
                leads = "yes" if order[:1] != whole[:1] else "no"
                if order != whole:
                    rows.append((rater, by, unit, " < ".join(order), leads))
    found = pd.DataFrame(
        rows, columns=["rater", "left_out", "without", "order", "leads"], dtype="str"
    )
    named = [claim for claim in found["without"].unique() if claim in speaker]
    aloud = dict(zip(named, all_aloud(data, named), strict=True))
    words: dict[str, dict[str, str]] = {"nothing": {}, "claim": aloud, "speaker": data.who.sources}
    kinds = zip(found["left_out"], found["without"], strict=True)
    said = [words[kind].get(one, "") for kind, one in kinds]
    found.insert(3, "in_words", pd.Series(said, index=found.index, dtype="str"))
    return found


def _order(hypotheses: Iterable[str], ratings: Counter[tuple[str, bool]]) -> list[str]:
    """The rated hypotheses by how often they are spoken against, those of one number as one."""
    alike: dict[int, list[str]] = defaultdict(list)
    for hypothesis in hypotheses:
        if ratings[hypothesis, True] or ratings[hypothesis, False]:
            alike[ratings[hypothesis, True]].append(hypothesis)
    return [" = ".join(alike[number]) for number in sorted(alike)]


def raters_table(data: Dataset) -> pd.DataFrame:
    """Count how often the first two raters of each question agree, and what each calls arguable.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        One row, one question with at least two raters; columns ``question``,
        ``ratings`` (that both made), ``same``, ``arguable_first``,
        ``arguable_second``.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> raters_table(data).iloc[0, 1:].to_dict()
    {'ratings': 75, 'same': 72, 'arguable_first': 15, 'arguable_second': 15}
    """
    rows = []
    for question in questions(data):
        named = raters(data, question)[:2]
        if len(named) == 2:
            one, other = (_rated(data, question, rater) for rater in named)
            differ = both_ratings(data, question).iloc[:, 2]
            arguable = [int((rated["arguable"] == "yes").sum()) for rated in (one, other)]
            rows.append((question, len(differ), int((differ == "").sum()), *arguable))
    return pd.DataFrame(
        rows, columns=["question", "ratings", "same", "arguable_first", "arguable_second"]
    )


def both_ratings(data: Dataset, question: str) -> pd.DataFrame:
    """Return the ratings of the first two raters side by side, with their reasons.

    Parameters
    ----------
    data : Dataset
    question : str
        One of `questions`.

    Returns
    -------
    DataFrame
        One row, one claim under one hypothesis; columns ``claim``, ``hypothesis``,
        ``differ`` (yes or blank), and for each of the two raters the rating, with
        "?" where it is arguable, and the reason (``<rater>``, ``<rater>_reason``).
        Empty if there is only one rater.

    Raises
    ------
    ValueError
        With a suggestion, if there is no such question.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> [question] = questions(data)
    >>> found = both_ratings(data, question)
    >>> print(found.iloc[:2, :4].to_string(index=False))
    claim hypothesis differ       rater-1
      m02   h-nobody    yes inconsistent?
      m02     h-rook          consistent?
    """
    named = raters(data, question)[:2]
    if len(named) < 2:
        return pd.DataFrame(columns=["claim", "hypothesis", "differ"], dtype="str")
    keys = ["claim_id", "hypothesis_id"]
    one, other = (_rated(data, question, rater).set_index(keys) for rater in named)
    both = one.merge(other, left_index=True, right_index=True, suffixes=("_1", "_2"))
    columns = [
        ("claim", both.index.get_level_values("claim_id")),
        ("hypothesis", both.index.get_level_values("hypothesis_id")),
        ("differ", (both["rating_1"] != both["rating_2"]).map({True: "yes", False: ""})),
    ]
    for number, rater in enumerate(named, 1):
        columns += [
            (rater, both[f"cell_{number}"]),
            (f"{rater}_reason", both[f"reason_{number}"]),
        ]
    names, cells = zip(*columns, strict=True)  # a rater may be called as another column is
    frame = pd.DataFrame({place: cell.to_numpy() for place, cell in enumerate(cells)}, dtype="str")
    return frame.set_axis(list(names), axis=1)
