"""Rules: named ways to decide what one source asserts and another denies, each with its bias.

None is used unless it is named.

>>> from helpers.data import load_dataset
>>> resolve(load_dataset())  # doctest: +NORMALIZE_WHITESPACE
Traceback (most recent call last):
    ...
ValueError: One against one is unresolved. To count speakers is a rule too.
    To apply a rule, name one: most speakers, most institutions, most recent,
    plainest wording, Sums, TruthFinder, 2-Estimates
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.claims import (
    CERTAINTY_RANK,
    PERIOD_OF,
    Reading,
    are_met,
    counting,
    in_one_period,
    one_way_round,
    said_days,
)
from helpers.codebook import LAST, day_number, day_words, refuse_unknown
from helpers.conflicts.contested import contested_ties, ties_in_words
from helpers.data import Dataset

ROUNDS = 50

_LONGEST_YEAR = 367
"""Days, and one more: the last day of a leap year is still in it."""


class Rule(NamedTuple):
    """A way to decide.

    Attributes
    ----------
    bias : str
        Whom it favors, in one sentence.
    unit : str
        What its scores count.
    source : str
        Where it was published, or blank.
    score : callable
        Takes votes (``fact``, an int; ``asserts``, bool; ``speaker``, ``institution``,
        ``certainty``, ``said_first``, ``said_last``; one row a claim) and returns a score for
        each fact and side.
    dated : bool
        Whether a score is a day, as a number of years.
    """

    bias: str
    unit: str
    source: str
    score: Callable[[pd.DataFrame], pd.Series]
    dated: bool = False


def _by_side(votes: pd.DataFrame, column: str, how: str) -> pd.Series:
    return votes.groupby(["fact", "asserts"])[column].agg(how)


def _latest(votes: pd.DataFrame) -> pd.Series:
    """The day of each side's last word, as a number of years, or unknown.

    The last word of a side was said between the latest first day and the latest last day of its
    claims. Where this certainly lies before or after the other side's, its nearest day is enough.
    """
    first, last = (_by_side(votes, f"said_{end}", "max") for end in ("first", "last"))
    other_first, other_last = (
        day.rename({True: False, False: True}, level="asserts").reindex(day.index)
        for day in (first, last)
    )
    day = last.where((first == last) | (last < other_first)).mask(first > other_last, first)
    return day.mask(day == LAST).map(_in_years, na_action="ignore")


class _Said(NamedTuple):
    """Who makes which claim: three columns of which each row is there once."""

    speaker: np.ndarray
    """Numbers from 0 on."""
    fact: np.ndarray
    """Numbers from 0 on, the places in `facts`."""
    asserts: np.ndarray
    facts: pd.Index

    @property
    def claim(self) -> np.ndarray:
        """Numbers from 0 on: each fact asserted, then each fact denied."""
        return np.where(self.asserts, self.fact, self.fact + len(self.facts))


def _said(votes: pd.DataFrame) -> _Said:
    once = votes[["speaker", "fact", "asserts"]].drop_duplicates()
    fact, facts = pd.factorize(once["fact"], sort=True)
    return _Said(pd.factorize(once["speaker"])[0], fact, once["asserts"].to_numpy(), facts)


def _scores(facts: pd.Index, asserted: np.ndarray, denied: np.ndarray) -> pd.Series:
    return pd.Series(
        np.column_stack([asserted, denied]).ravel(),
        index=pd.MultiIndex.from_product([facts, [True, False]]),
    )


def _sums(votes: pd.DataFrame) -> pd.Series:
    """A claim is believed by the trust in those who make it.

    A speaker is trusted by the belief in what is said.
    """
    said = _said(votes)
    speaker, claim, most = said.speaker, said.claim, 2 * len(said.facts)
    trust = np.ones(speaker.max() + 1)
    for _ in range(ROUNDS):
        belief = np.bincount(claim, trust[speaker], most)
        trust = np.bincount(speaker, belief[claim])
        trust = trust / trust.max()
    return _scores(said.facts, *np.split(np.bincount(claim, trust[speaker], most), 2))


def _truth_finder(votes: pd.DataFrame) -> pd.Series:
    """A speaker is trusted by the average confidence in what is said.

    A claim and its denial lower each other's. The constants are the authors': initial trust
    0.9, dampening 0.3, influence 0.5 on an implication of -0.5.
    """
    dampening, against_weight = 0.3, 0.5 * 0.5
    said = _said(votes)
    speaker, claim, most = said.speaker, said.claim, 2 * len(said.facts)
    trust = np.full(speaker.max() + 1, 0.9)
    for _ in range(ROUNDS):
        sure = -np.log1p(-np.minimum(trust, 1 - 1e-12))
        score = np.bincount(claim, sure[speaker], most)
        against = np.roll(score, len(said.facts))  # that of the same fact on the other side
        confidence = 1 / (1 + np.exp(-dampening * (score - against_weight * against)))
        trust = np.bincount(speaker, confidence[claim]) / np.bincount(speaker)
    return _scores(said.facts, *np.split(confidence, 2))


def _two_estimates(votes: pd.DataFrame) -> pd.Series:
    """A fact is as true as its speakers are right.

    A speaker errs by what is false of what he says.
    """
    speaker, fact, asserts, facts = _said(votes)
    error = np.zeros(speaker.max() + 1)
    for _ in range(ROUNDS):
        right = np.where(asserts, 1 - error[speaker], error[speaker])
        truth = _stretched(np.bincount(fact, right) / np.bincount(fact))
        wrong = np.where(asserts, 1 - truth[fact], truth[fact])
        error = _stretched(np.bincount(speaker, wrong) / np.bincount(speaker))
    return _scores(facts, truth, 1 - truth)


def _stretched(values: np.ndarray) -> np.ndarray:
    """Half rounded to 0 or 1 (what is even stays even), half spread over the whole range."""
    width = values.max() - values.min()
    spread = (values - values.min()) / width if width > 0 else values
    return 0.5 * (1 + np.sign(np.round(values - 0.5, 9))) / 2 + 0.5 * spread


RULES = {
    "most speakers": Rule(
        "Counts speakers: an office that speaks through three people counts as three, "
        "and “some states” count as one.",
        "speakers",
        "",
        lambda votes: _by_side(votes, "speaker", "nunique"),
    ),
    "most institutions": Rule(
        "Counts institutions: a large government has many. "
        "A witness who belongs to none still counts as one.",
        "institutions",
        "",
        lambda votes: _by_side(votes, "institution", "nunique"),
    ),
    "most recent": Rule(
        "Favors whoever spoke last, whether or not they knew more. An author's own words are as "
        "old as the text. Where the days of the two sides overlap, it decides nothing.",
        "the day of the last word, or of several days the one nearest to the other side's; "
        "unknown where these overlap",
        "",
        _latest,
        dated=True,
    ),
    "plainest wording": Rule(
        "Favors plain words over cautious ones: “may” loses to “is”. "
        "Stronger words, such as “strongly”, win nothing.",
        "the plainest wording: 0 possible, 1 probable, 2 neither; "
        "a relay's “claiming” counts for nothing",
        "",
        lambda votes: _by_side(votes, "certainty", "max"),
    ),
    "Sums": Rule(
        "Favors the largest group of speakers who make the same claims, "
        "and in it whoever says most. All others end with no trust at all.",
        "trust in those who say it, without an upper limit",
        "Kleinberg 1999; Pasternack & Roth 2010",
        _sums,
    ),
    "TruthFinder": Rule(
        "Favors whoever is rarely contradicted. So it favors whoever speaks of things of which "
        "nobody else speaks.",
        "how far each side is believed, each by itself, from 0 to 1",
        "Yin, Han & Yu 2008",
        _truth_finder,
    ),
    "2-Estimates": Rule(
        "Favors the majority. It starts from the share of speakers who assert. Then it trusts "
        "those more who were on the larger side, and repeats. It moves scores away from one half.",
        "how far each side is believed; both make 1",
        "Galland, Abiteboul, Marian & Senellart 2010",
        _two_estimates,
    ),
}

PUBLISHED = tuple(name for name, rule in RULES.items() if rule.source)


def resolve(data: Dataset, rule: str | None = None, reading: Reading = Reading()) -> pd.DataFrame:
    """Return what a named rule makes of the contested ties. There is no default rule.

    Parameters
    ----------
    data : Dataset
    rule : str
        One of `RULES`; without one it refuses.
    reading : Reading
        Which claims take part.

    Returns
    -------
    DataFrame
        One row, one contested tie; columns ``tie`` (in words), ``for``, ``against``
        (the rule's scores), ``decision`` (asserted, denied, undecided), ``bias``.

    Raises
    ------
    ValueError
        If no rule is named, or one that there is not, or if the reading does not fit the data.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> resolve(load_dataset(), rule="most speakers")["decision"].tolist()
    ['undecided', 'asserted', 'undecided']
    """
    if rule is None:
        raise ValueError(
            "One against one is unresolved. To count speakers is a rule too. "
            f"To apply a rule, name one: {', '.join(RULES)}"
        )
    refuse_unknown("rule", [rule], RULES)
    return _resolved(RULES[rule], *_contested(data, reading))


def _contested(data: Dataset, reading: Reading) -> tuple[pd.Series, list[int], pd.DataFrame]:
    """The contested ties in words, the facts that they are, and all votes."""
    contested, votes = contested_ties(data, reading), _votes(data, reading)
    place = dict(zip(votes["claim"].tolist(), votes["fact"].tolist(), strict=True))
    facts = [place[claims.split("; ")[0]] for claims in contested["asserted_by"]]
    return ties_in_words(data, contested), facts, votes


def _resolved(rule: Rule, tie: pd.Series, facts: list[int], votes: pd.DataFrame) -> pd.DataFrame:
    """What a rule makes of contested ties."""
    scores = rule.score(votes).round(9) if facts else pd.Series(dtype=float)
    sides = [
        scores.reindex([(fact, side) for fact in facts]).astype(float).reset_index(drop=True)
        for side in (True, False)
    ]
    decision = np.select(
        [sides[0] > sides[1], sides[0] < sides[1]], ["asserted", "denied"], "undecided"
    )
    return pd.DataFrame(
        {
            "tie": tie,
            "for": sides[0],
            "against": sides[1],
            "decision": decision,
            "bias": rule.bias,
        }
    )


def _votes(data: Dataset, reading: Reading) -> pd.DataFrame:
    """One row, one counting claim: on which fact, on which side, by whom, when and how plainly."""
    claims = counting(data, data["claims"], reading)
    same = one_way_round(data, claims).assign(period=claims["time"].map(PERIOD_OF))
    proposition = ["subject", "relation", "object"]
    met = are_met(data, same, proposition, reading)
    # A denial whose dates exclude those of every assertion speaks of another fact.
    same = same.assign(
        elsewhere=(same["stance"] == "denies").to_numpy() & ~met,
        period=in_one_period(data, same, proposition, reading, met),
    )
    return pd.DataFrame(
        {
            "claim": claims["claim_id"].to_numpy(),
            "fact": same.groupby([*proposition, "period", "elsewhere"]).ngroup().to_numpy(),
            "asserts": (claims["stance"] == "asserts").to_numpy(),
            "speaker": claims["speaker"].to_numpy(),
            "institution": claims["speaker"].map(data.who.roll_up("institution")).to_numpy(),
            "certainty": claims["certainty"].replace("", "unstated").map(CERTAINTY_RANK).to_numpy(),
            **said_days(data, claims).reset_index(drop=True),
        }
    )


def rules_table(data: Dataset, reading: Reading = Reading()) -> pd.DataFrame:
    """Return what each rule makes of each contested tie, side by side.

    Parameters
    ----------
    data : Dataset
    reading : Reading

    Returns
    -------
    DataFrame
        One row, one rule; columns ``rule``, one for each contested tie (in words: the
        decision, with the scores for and against), ``unit`` (what the scores count), ``bias``,
        ``published``.

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = rules_table(data)
    >>> print(found.columns[1])
    Barnaby Rook → sits on the committee of → Chess Club
    >>> for rule, scored in zip(found["rule"].head(2), found.iloc[:2, 1], strict=True):
    ...     print(rule, *scored.split())
    most speakers undecided (1 : 1)
    most institutions undecided (1 : 1)
    """
    rows, contested = [], _contested(data, reading)
    for name, rule in RULES.items():
        found = _resolved(rule, *contested)
        scored = [
            f"{decision} ({_scores_in_words(pro, contra, rule.dated)})"
            for decision, pro, contra in zip(
                found["decision"], found["for"], found["against"], strict=True
            )
        ]
        rows.append(
            {
                "rule": name,
                **dict(zip(found["tie"], scored, strict=True)),
                "unit": rule.unit,
                "bias": rule.bias,
                "published": rule.source,
            }
        )
    return pd.DataFrame(rows)


def _scores_in_words(pro: float, contra: float, dated: bool) -> str:
    """Two scores, with no more decimals than tell them apart, and two at least."""
    if dated:
        return f"{_day(pro)}\u00a0: {_day(contra)}"  # two days make a wide column: a line may end
    for decimals in range(2, 10):
        words = [_score(score, decimals) for score in (pro, contra)]
        if words[0] != words[1] or pro == contra:
            break
    return _APART.join(words)


_APART = "\u00a0:\u00a0"  # no line ends between two scores


def _in_years(day: float) -> float:
    """Return a day as a number of years, so that whoever reads it sees the year."""
    year = int(day_words(int(day)).rsplit("-", 2)[0])
    return year + (day - day_number(year, 1, 1) + 1) / _LONGEST_YEAR


def _day(years: float) -> str:
    """Return the day that a number of years means, as `_in_years` makes it."""
    if np.isnan(years):
        return "unknown"
    year, rest = divmod(years, 1)
    return day_words(day_number(int(year), 1, 1) + round(rest * _LONGEST_YEAR) - 1)


def _score(score: float, decimals: int) -> str:
    if np.isnan(score):
        return "unknown"
    return f"{score:.{decimals}f}".rstrip("0").rstrip(".")


def decisions_words(decisions: pd.DataFrame) -> str:
    """Say whether the rules agree.

    Parameters
    ----------
    decisions : DataFrame
        As `decisions_table` returns it.

    Returns
    -------
    str
        How many ties are contested, and on how many the rules part.

    Examples
    --------
    >>> decisions_words(pd.DataFrame({"tie": [], "asserted": [], "denied": [], "undecided": []}))
    'No tie is contested, so that there is nothing to decide.'
    """
    if decisions.empty:
        return "No tie is contested, so that there is nothing to decide."
    for_it, against = decisions["asserted"] > 0, decisions["denied"] > 0
    every, apart, open_ = len(decisions), (for_it & against).sum(), (~for_it & ~against).sum()
    return (
        f"Contested ties: {every}. Ties on which rules decide against each other: {apart}. "
        f"Ties on which no rule decides: {open_}."
    )


def decisions_table(data: Dataset, reading: Reading = Reading()) -> pd.DataFrame:
    """Count for each contested tie how many rules decide it in which way.

    Parameters
    ----------
    data : Dataset
    reading : Reading

    Returns
    -------
    DataFrame
        One row, one contested tie; columns ``tie`` (in words), ``asserted``,
        ``denied``, ``undecided``.

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = decisions_table(data)
    >>> print(found[["asserted", "denied", "undecided"]].to_string(index=False))
     asserted  denied  undecided
            1       2          4
            1       2          4
            2       1          4
            2       0          5
    """
    contested = _contested(data, reading)
    made = pd.DataFrame(
        {
            name: _resolved(rule, *contested).set_index("tie")["decision"]
            for name, rule in RULES.items()
        }
    )
    counts = {
        decision: (made == decision).sum(axis=1) for decision in ("asserted", "denied", "undecided")
    }
    return pd.DataFrame(counts).rename_axis("tie").reset_index()


def break_even(asserting: int, denying: int, p: float, model: str = "at least one") -> float:
    """Return how far those who deny must be believed to be as likely right as those who assert.

    Two models, neither of which is the right one. *At least one*: of n independent
    witnesses who assert, each knowing with probability p, at least one knows with
    1 - (1 - p)ⁿ; of m who deny, each with q, with 1 - (1 - q)ᵐ; who does not know
    speaks at random. *Odds*: each is right with p or q and else wrong, so that their
    odds multiply, (p / (1 - p))ⁿ against (q / (1 - q))ᵐ. The two sides are equal for
    the q returned.

    Parameters
    ----------
    asserting, denying : int
        At least 1.
    p : float
        From 0 to 1.
    model : str
        ``at least one`` or ``odds``.

    Returns
    -------
    float
        The q of each who denies, from 0 to 1.

    Raises
    ------
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> break_even(2, 1, 0.5), break_even(2, 1, 0.5, "odds")
    (0.75, 0.5)
    """
    refuse_unknown("model", [model], ["at least one", "odds"])
    if asserting < 1 or denying < 1 or not 0 <= p <= 1:
        raise ValueError(
            "at least one on either side, and a probability from 0 to 1, "
            f"not {asserting}, {denying} and {p}"
        )
    doubt, ratio = 1 - p, asserting / denying
    if model == "at least one":
        return 1 - doubt**ratio
    # Of the two odds the one below one: of many witnesses the other is beyond all numbers.
    odds = (min(p, doubt) / max(p, doubt)) ** ratio
    return odds / (1 + odds) if p < doubt else 1 / (1 + odds)
