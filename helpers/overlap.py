"""Leadership overlap: who leads both, who says so, and what would change the answer.

>>> from helpers.dataset import load_dataset
>>> data = load_dataset()
>>> shared_leaders(data, organizations=["taliban", "haqqani-network"])[["shared", "contested", "people"]].to_numpy().tolist()
[[1, 0, 'Sirajuddin Haqqani']]
>>> why_sets(data, "taliban", "haqqani-network")[["tie_a", "sources"]].to_numpy().tolist()
[['deputy_leader_of taliban', ('author', 'state-department')], ['top_figure_in taliban', ('author', 'state-department')]]
>>> falls_with(data, "taliban", "haqqani-network")
('author', 'state-department')

People × organizations as two views of one table: Breiger (1974), The duality of
persons and groups, Social Forces 53. Why-sets: Buneman, Khanna & Tan (2001), Why and
where: a characterization of data provenance (the minimal witness basis).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import combinations, compress, product
from math import comb, prod
from operator import and_
from typing import NamedTuple

import pandas as pd

from helpers import readings, schema, worlds
from helpers.dataset import Dataset
from helpers.readings import Reading

__all__ = [
    "NullModel",
    "OverlapRange",
    "Probability",
    "TooManySourcesError",
    "VARIED",
    "busiest_pair",
    "count_shared",
    "falls_with",
    "leaders",
    "leave_one_out",
    "null_model",
    "overlap_range",
    "probability",
    "shared_leaders",
    "source_shares",
    "tie_probability",
    "tie_shares",
    "trail",
    "why_sets",
    "why_text",
]

DEFAULT = Reading()

_RESULTS = {"unresolved": ("certain", "possible"), "ignore": ("possible",), "veto": ("certain",)}
"""Denial policy → what it makes of a tie: the results that it works with."""


class TooManySourcesError(ValueError):
    """More sources matter than can be enumerated."""

    def __init__(self, count: int):
        super().__init__(
            f"{count} sources matter here, and every combination of them can be tried for {worlds.MOST_SOURCES} at most: "
            "raise the level (level='institution' or 'government'), or admit fewer claims (least_certainty, times, relations)"
        )


# --- who leads, and who leads both ------------------------------------------------------------


def leaders(data: Dataset, reading: Reading = DEFAULT) -> pd.DataFrame:
    """Return the leading roles that some counting claim asserts.

    Returns
    -------
    DataFrame
        One row, one tie; columns ``person``, ``relation``, ``organization``,
        ``period``, ``state`` (stands or contested), ``asserted_by`` and ``denied_by``
        (claim ids, joined by "; "), ``counts`` (bool: does the role count, given what
        the reading does with denials?).
    """
    claims = readings.leader_claims(data, reading).assign(counts=True)
    keys = ["person", "relation", "organization", "period"]
    roles = readings.tie_states(claims, keys, keys)
    roles = roles[roles["state"] != "denied"].reset_index(drop=True)
    return roles.assign(counts=(roles["state"] == "stands") | (reading.denials == "ignore"))


def shared_leaders(data: Dataset, reading: Reading = DEFAULT, organizations: Iterable[str] | None = None) -> pd.DataFrame:
    """Return who leads both, for every pair of organizations.

    Parameters
    ----------
    data : Dataset
    reading : Reading
    organizations : iterable of str, optional
        Only these, in this order. Default: all entities of kind organization, in
        the order of the table; those without leaders stay in.

    Returns
    -------
    DataFrame
        One row, one pair; columns ``organization_a``, ``organization_b`` (ids),
        ``shared`` and ``contested`` (people; contested is 0 unless denials leave a tie
        unresolved), ``leaders_a``, ``leaders_b`` (whose role counts), ``jaccard``
        (shared of all leaders of the two), ``overlap_coefficient`` (shared of the
        smaller number of leaders), missing where there are no leaders to share;
        ``people`` (names of those shared, then of those contested with the word
        "contested" in brackets, joined by "; ").

    Raises
    ------
    ValueError
        With a suggestion, if an organization is unknown.
    """
    chosen = _organizations(data, organizations)
    roles, names = leaders(data, reading), _entity_names(data)
    counted, possible = (_leaders_of(frame) for frame in (roles[roles["counts"]], roles))
    unresolved = reading.denials == "unresolved"
    rows = []
    for a, b in combinations(chosen, 2):
        shared = counted[a] & counted[b]
        contested = (possible[a] & possible[b]) - shared if unresolved else set()
        rows.append({
            "organization_a": a,
            "organization_b": b,
            "shared": len(shared),
            "contested": len(contested),
            "leaders_a": len(counted[a]),
            "leaders_b": len(counted[b]),
            "jaccard": _ratio(len(shared), len(counted[a] | counted[b])),
            "overlap_coefficient": _ratio(len(shared), min(len(counted[a]), len(counted[b]))),
            "people": "; ".join([*_named(shared, names), *(f"{name} (contested)" for name in _named(contested, names))]),
        })
    return pd.DataFrame(rows, columns=list(_PAIR_TYPES)).astype(_PAIR_TYPES)


_PAIR_TYPES = {
    "organization_a": "str",
    "organization_b": "str",
    "shared": "int64",
    "contested": "int64",
    "leaders_a": "int64",
    "leaders_b": "int64",
    "jaccard": "float64",
    "overlap_coefficient": "float64",
    "people": "str",
}


def _organizations(data: Dataset, chosen: Iterable[str] | None) -> list[str]:
    entities = data["entities"]
    known = [entity for entity, kind in zip(entities["entity_id"], entities["kind"]) if kind == "organization"]
    if chosen is None:
        return known
    chosen = list(dict.fromkeys(chosen))
    for organization in chosen:
        if organization not in known:
            raise ValueError(f"no organization {organization!r}: {schema.suggestion(organization, known)}")
    return chosen


def _leaders_of(roles: pd.DataFrame) -> Mapping[str, set[str]]:
    people = defaultdict(set)
    for organization, person in zip(roles["organization"], roles["person"]):
        people[organization].add(person)
    return people


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _entity_names(data: Dataset) -> dict[str, str]:
    entities = data["entities"]
    return {entity: name or entity for entity, name in zip(entities["entity_id"], entities["name"])}


def _named(people: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [names[person] for person in sorted(people)]


def count_shared(memberships):
    """Count the people whom each pair of organizations shares: one self-join, for any frame.

    Parameters
    ----------
    memberships : DataFrame or LazyFrame
        Of any library that Narwhals supports (pandas, Polars, PyArrow, DuckDB,
        Dask, PySpark …); columns ``person`` and ``organization``.

    Returns
    -------
    The same kind of frame
        One row for each pair that shares somebody; columns ``organization_a`` <
        ``organization_b``, ``shared``. A lazy frame stays lazy.

    Examples
    --------
    >>> roles = pd.DataFrame({"person": ["ada", "ada", "bo"], "organization": ["chess", "kites", "kites"]})
    >>> count_shared(roles).to_numpy().tolist()
    [['chess', 'kites', 1]]
    """
    import narwhals as nw

    roles = nw.from_native(memberships).select("person", "organization").unique()
    both = roles.rename({"organization": "organization_a"}).join(roles.rename({"organization": "organization_b"}), on="person")
    pairs = both.filter(nw.col("organization_a") < nw.col("organization_b"))
    counted = pairs.group_by("organization_a", "organization_b").agg(nw.len().alias("shared"))
    return counted.sort("organization_a", "organization_b").to_native()


def busiest_pair(data: Dataset) -> tuple[str, str]:
    """Return the pair of organizations with most possible shared leaders.

    Possible: at any time, in any wording, whoever denies it; inferences are not
    admitted. Ties go to the pair with most of them now, then to the first in the
    alphabet of ids.

    Raises
    ------
    ValueError
        If the data have fewer than two organizations.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> busiest_pair(load_dataset())
    ('haqqani-network', 'taliban')
    """
    organizations = sorted(_organizations(data, None))
    if len(organizations) < 2:
        raise ValueError(f"a pair takes two organizations, and the data have {len(organizations)}")
    ever, now = (_possible_counts(data, Reading(times=times)) for times in (readings.EVER, readings.NOW))
    first = tuple(organizations[:2])
    return min({first, *ever}, key=lambda pair: (-ever.get(pair, 0), -now.get(pair, 0), pair))


def _possible_counts(data: Dataset, reading: Reading) -> dict[tuple[str, str], int]:
    counts = count_shared(leaders(data, reading))
    return {(a, b): shared for a, b, shared in counts.itertuples(index=False)}


# --- why --------------------------------------------------------------------------------------


class _Case(NamedTuple):
    """One tie of one person, with the minimal sets of sources that assert it and that deny it."""

    relation: str
    organization: str
    period: str
    supports: tuple[frozenset[str], ...]
    denials: tuple[frozenset[str], ...]

    def __str__(self) -> str:
        return f"{self.relation} {self.organization}{_in_brackets(self.period)}"


def _in_brackets(period: str) -> str:
    return "" if period == "now" else f" ({period})"


class _Said(NamedTuple):
    """What matters of one claim."""

    person: str
    relation: str
    organization: str
    period: str
    stance: str
    support: frozenset[str]


def _said(claims: pd.DataFrame) -> list[_Said]:
    return list(map(_Said._make, zip(*(claims[column] for column in _Said._fields))))


def _cases(said: Iterable[_Said], b: str) -> dict[str, tuple[list[_Case], list[_Case]]]:
    """Person → the ties to the other organization, and those to `b`; only people who have both."""
    sets: dict[tuple[str, ...], dict[str, list[frozenset[str]]]] = {}
    for *tie, stance, support in said:
        sets.setdefault(tuple(tie), {"asserts": [], "denies": []})[stance].append(support)
    people: dict[str, tuple[list[_Case], list[_Case]]] = {}
    for (person, *tie), found in sets.items():
        case = _Case(*tie, *map(readings.minimal_sets, found.values()))
        if case.supports:
            people.setdefault(person, ([], []))[case.organization == b].append(case)
    return {person: cases for person, cases in people.items() if all(cases)}


def why_sets(data: Dataset, a: str, b: str, reading: Reading = DEFAULT, level: str = "speaker") -> pd.DataFrame:
    """Return the smallest sets of sources whose claims suffice for a shared leader.

    For every set S of believed sources, a shared leader is possible if and only if
    some row has its sources in S, and certain if and only if such a row has, moreover,
    no set of opposed sources in S. Whom the reading believes is left out of account.

    Returns
    -------
    DataFrame
        Columns ``person``, ``tie_a``, ``tie_b`` (text), ``sources`` (tuple of
        source_id, at the level), ``opposed`` (tuple of such tuples: those who deny
        one of the two ties).

    Notes
    -----
    The minimal witness basis of why-provenance (Buneman, Khanna & Tan 2001), with the
    denials kept beside it instead of subtracted.
    """
    claims = readings.lineage(data, a, b, reading, level).claims
    rows = [
        (person, str(tie_a), str(tie_b), _sorted(sources), tuple(map(_sorted, opposed)))
        for person, tie_a, tie_b, sources, opposed in _why_rows(_cases(_said(claims), b))
    ]
    return pd.DataFrame(rows, columns=["person", "tie_a", "tie_b", "sources", "opposed"])


def _why_rows(people: Mapping[str, tuple[list[_Case], list[_Case]]]) -> Iterator[tuple]:
    for person, cases in people.items():
        for tie_a, tie_b in product(*cases):
            unions = (one | other for one, other in product(tie_a.supports, tie_b.supports))
            opposed = readings.minimal_sets(tie_a.denials + tie_b.denials)
            yield from ((person, tie_a, tie_b, sources, opposed) for sources in readings.minimal_sets(unions))


def _sorted(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(sources))


def why_text(data: Dataset, a: str, b: str, reading: Reading = DEFAULT, level: str = "speaker") -> list[str]:
    """Return the why-sets as sentences.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> for sentence in why_text(load_dataset(), "isis-k", "haqqani-network", Reading(times=readings.EVER)):
    ...     print(sentence)
    Shahab Muhajir leads ISIS-K and is a commander in Haqqani Network (former), on the word of one member state (unnamed) and the UN report of July.
    """
    claims = readings.lineage(data, a, b, reading, level).claims
    people, sources = _entity_names(data), readings.source_names(data)
    labels = {relation: label or relation for relation, label in zip(data["relations"]["relation"], data["relations"]["label"])}

    def role(case: _Case) -> str:
        return f"{labels[case.relation]} {people[case.organization]}{_in_brackets(case.period)}"

    def word(ids: Iterable[str]) -> str:
        return readings.listed([sources.get(source, source) for source in sorted(ids)])

    return [
        f"{people[person]} {role(tie_a)} and {role(tie_b)}, on the word of {word(needed)}"
        + (f"; denied by {', or by '.join(word(denying) for denying in opposed)}." if opposed else ".")
        for person, tie_a, tie_b, needed, opposed in _why_rows(_cases(_said(claims), b))
    ]


def trail(data: Dataset, a: str, b: str, reading: Reading = DEFAULT) -> pd.DataFrame:
    """Return the claims that a pair rests on, with their words.

    Returns
    -------
    DataFrame
        One row, one claim of the lineage, by person, organization and claim; columns
        ``person``, ``organization``, ``relation``, ``period``, ``stance``,
        ``claim_id``, ``speaker``, ``via``, ``certainty``, ``counts`` (bool: does the
        reading believe it?), ``quote``.
    """
    claims = readings.lineage(data, a, b, reading).claims
    people = {person: place for place, person in enumerate(dict.fromkeys(claims["person"]))}
    claims = claims.assign(counts=readings.is_believed(data, claims, reading), _person=claims["person"].map(people), _side=claims["organization"] == b)
    claims = claims.sort_values(["_person", "_side"], kind="stable", ignore_index=True)
    return claims[["person", "organization", "relation", "period", "stance", "claim_id", "speaker", "via", "certainty", "counts", "quote"]]


# --- how much rests on whom -------------------------------------------------------------------


class _Game(NamedTuple):
    """Whether somebody is possible, and certain, as a function of the believed sources."""

    sources: tuple[str, ...]
    """All sources of the lineage."""
    relevant: tuple[str, ...]
    """Those of some minimal set; bit i of a mask is the i-th of them."""
    people: tuple[worlds.Person, ...]

    def tables(self) -> dict[str, int]:
        """Result → the worlds in which it holds."""
        possible, certain = worlds.tables(self.people, self.count())
        return {"possible": possible, "certain": certain}

    def count(self) -> int:
        if len(self.relevant) > worlds.MOST_SOURCES:
            raise TooManySourcesError(len(self.relevant))
        return len(self.relevant)

    def holds(self, dropped: str = "") -> dict[str, bool]:
        """Result → whether it holds when everyone, or everyone but one source, is believed."""
        world = sum(1 << i for i, source in enumerate(self.relevant) if source != dropped)
        possible, certain = worlds.holds(self.people, world)
        return {"possible": possible, "certain": certain}


def _game(sources: Sequence[str], people: Iterable[Sequence[Sequence[_Case]]]) -> _Game:
    people = list(people)
    sets = [s for person in people for cases in person for case in cases for s in (*case.supports, *case.denials)]
    relevant = _sorted(frozenset().union(*sets))
    bit = {source: 1 << i for i, source in enumerate(relevant)}

    def masks(several: Iterable[frozenset[str]]) -> list[int]:
        return [sum(bit[source] for source in one) for one in several]

    masked = tuple([[(masks(case.supports), masks(case.denials)) for case in cases] for cases in person] for person in people)
    return _Game(tuple(sources), relevant, masked)


def _pair_game(data: Dataset, a: str, b: str, reading: Reading, level: str) -> _Game:
    claims, sources = readings.lineage(data, a, b, reading, level)
    return _game(sources, _cases(_said(claims), b).values())


def _tie_game(data: Dataset, tie: Sequence[str], reading: Reading, period: str, level: str) -> _Game:
    subject, relation, object = tie
    claims = readings.tie_claims(data, subject, relation, object, reading, period, level)
    said = claims.groupby("stance")["support"].agg(readings.minimal_sets)
    case = _Case(relation, object, period, said.get("asserts", ()), said.get("denies", ()))
    return _game(_sorted(frozenset().union(*claims["support"])), [[[case]]] if case.supports else [])


def source_shares(data: Dataset, a: str, b: str, reading: Reading = DEFAULT, level: str = "speaker") -> pd.DataFrame:
    """Return how much of "they share a leader" rests on each source.

    The game is won by a set of sources if, believing them alone, the two share at
    least one leader. Whom the reading believes is left out of account. A source's
    share is its Shapley value; the shares sum to what everyone together achieves.

    Returns
    -------
    DataFrame
        One row, one source of the lineage (at the level), deniers included; columns
        ``source``; ``certain`` and ``possible`` where denials leave a tie unresolved,
        ``possible`` alone where they are ignored, ``certain`` alone where they fell a
        tie (share, may be negative); and each again with ``_leave_one_out`` (1, 0, −1:
        what is lost without the source).

    Raises
    ------
    TooManySourcesError
        If more than 20 sources matter.

    Notes
    -----
    Shapley (1953), section 3. Shares of tuples in query answers: Livshits, Bertossi,
    Kimelfeld & Sebag (2021), The Shapley value of tuples in query answering.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> source_shares(load_dataset(), "taliban", "haqqani-network", Reading(denials="veto"))["certain"].tolist()
    [0.5, 0.5]
    """
    return _shares(_pair_game(data, a, b, reading, level), reading)


def tie_shares(
    data: Dataset, subject: str, relation: str, object: str, reading: Reading = DEFAULT, period: str = "now", level: str = "speaker"
) -> pd.DataFrame:
    """Return how much of one tie rests on each source, as `source_shares` does for a pair."""
    return _shares(_tie_game(data, (subject, relation, object), reading, period, level), reading)


def _shares(game: _Game, reading: Reading) -> pd.DataFrame:
    frame, tables = _left_out(game, reading), game.tables()
    for place, result in enumerate(_RESULTS[reading.denials], start=1):
        values = dict(zip(game.relevant, worlds.shapley(tables[result], game.count())))
        frame = frame.rename(columns={result: f"{result}_leave_one_out"})
        frame.insert(place, result, pd.Series([float(values.get(source, 0)) for source in game.sources], dtype="float64"))
    return frame


def leave_one_out(data: Dataset, a: str, b: str, reading: Reading = DEFAULT, level: str = "speaker") -> pd.DataFrame:
    """Return what is lost without each source, everyone else being believed.

    Returns
    -------
    DataFrame
        Columns ``source``, and ``certain`` or ``possible`` or both, as for
        `source_shares`: 1 (the result falls), 0, −1 (it comes about only now).
        Any number of sources will do.
    """
    return _left_out(_pair_game(data, a, b, reading, level), reading)


def _left_out(game: _Game, reading: Reading) -> pd.DataFrame:
    everyone, dropped = game.holds(), [game.holds(source) for source in game.sources]
    columns = {result: pd.Series([everyone[result] - holds[result] for holds in dropped], dtype="int64") for result in _RESULTS[reading.denials]}
    return pd.DataFrame({"source": pd.Series(game.sources, dtype="str"), **columns})


def falls_with(data: Dataset, a: str, b: str, reading: Reading = DEFAULT, level: str = "speaker") -> tuple[str, ...]:
    """Return the sources without any one of which the two no longer share a leader.

    The result meant is that a shared leader is certain or, where this does not hold
    with everyone believed and denials do not fell a tie, that one is possible.
    """
    game = _pair_game(data, a, b, reading, level)
    everyone = game.holds()
    result = next((result for result in _RESULTS[reading.denials] if everyone[result]), None)
    return tuple(source for source in game.sources if result and not game.holds(source)[result])


class Probability(NamedTuple):
    """That the two share a leader, given the reader's belief in each source."""

    certain: float
    possible: float
    unresolved: float
    """Possible, and not certain."""


def probability(data: Dataset, a: str, b: str, reading: Reading, beliefs: Mapping[str, float], level: str = "speaker") -> Probability:
    """Return the probability that two organizations share a leader, given the reader's beliefs.

    Each source is to be believed with a probability of the reader's own,
    independently of the others. The denials policy of the reading plays no part, nor
    does whom it believes.

    Parameters
    ----------
    beliefs : mapping of str to float
        For every source of the lineage (at the level), a probability.

    Raises
    ------
    ValueError
        If a source of the lineage has no belief (all are listed), or one is no
        probability.
    TooManySourcesError
        If more than 20 sources matter.

    Notes
    -----
    Suciu, Olteanu, Ré & Koch (2011), Probabilistic Databases, chapter 2: the probability of a
    query's lineage. Here the independent events are the sources, not the claims.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> beliefs = {"author": 0.9, "state-department": 0.8}
    >>> round(probability(load_dataset(), "taliban", "haqqani-network", Reading(), beliefs).certain, 12)
    0.72
    """
    return _probability(_pair_game(data, a, b, reading, level), beliefs)


def tie_probability(
    data: Dataset,
    subject: str,
    relation: str,
    object: str,
    reading: Reading,
    beliefs: Mapping[str, float],
    period: str = "now",
    level: str = "speaker",
) -> Probability:
    """Return the probability of one tie given the reader's beliefs, as `probability` does for a pair."""
    return _probability(_tie_game(data, (subject, relation, object), reading, period, level), beliefs)


def _probability(game: _Game, beliefs: Mapping[str, float]) -> Probability:
    missing = [source for source in game.sources if source not in beliefs]
    if missing:
        raise ValueError(f"no belief is given in {readings.listed(missing)}: give each a probability, yours")
    for source, belief in beliefs.items():
        if not 0 <= belief <= 1:
            raise ValueError(f"the belief in {source!r} is {belief}: a probability lies between 0 and 1")
    tables, given = game.tables(), [float(beliefs[source]) for source in game.relevant]
    certain, possible = (worlds.probability(tables[result], given) for result in ("certain", "possible"))
    return Probability(certain, possible, possible - certain)


# --- over readings ----------------------------------------------------------------------------

VARIED = ("denials", "certainty", "times", "alternatives")
"""What `overlap_range` varies unless told otherwise; "inferences" and "sources" may be added."""

_MOST_CODINGS = 4_096


class OverlapRange(NamedTuple):
    """The least and the greatest overlap over readings, and what lies between."""

    low: int
    high: int
    low_reading: Reading
    high_reading: Reading
    low_dropped: tuple[str, ...]
    """The sources, at the level, that the reading at the low end drops."""
    high_dropped: tuple[str, ...]
    moving: tuple[str, ...]
    """The claims of the lineage that count at one end only. Where denials are ignored, none counts."""


def overlap_range(
    data: Dataset, a: str, b: str, reading: Reading = DEFAULT, vary: Sequence[str] = VARIED, level: str = "speaker"
) -> OverlapRange:
    """Return the range of the number of shared leaders over readings.

    Varied are, as asked for, ``denials`` (the three policies), ``certainty`` (any, at
    least probable, plain), ``times`` (now, former too, future too), ``alternatives``
    (every combination of codings), ``inferences`` (none, all), ``sources`` (every set of
    those that the reading believes). All else is as in the reading, which is itself in
    the range. Never averaged.

    Of several readings at an end, the one given drops fewest sources (then the first
    by id), then differs in the fewest respects. With sources varied the low end is
    always 0, for one may believe nobody: what it tells is how many have to be dropped.

    Returns
    -------
    OverlapRange

    Raises
    ------
    ValueError
        If `vary` has an unknown word, or there are too many combinations of codings.
    TooManySourcesError
        If sources are varied and more than 20 matter.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> found = overlap_range(load_dataset(), "isis-k", "haqqani-network", vary=["times"])
    >>> found.low, found.high, found.moving
    (0, 1, ('c087',))
    """
    readings.check_pair(data, a, b)
    readings.check_reading(data, reading)
    for word in vary:
        if word not in (*VARIED, "inferences", "sources"):
            raise ValueError(f"cannot vary {word!r}: {schema.suggestion(word, (*VARIED, 'inferences', 'sources'))}")
    claims = readings.possible_leader_claims(data, reading)
    claims = readings.with_support(data, claims[claims["organization"].isin([a, b])], level)
    ends = list(_ends(data, claims, b, reading, vary))
    low = min(ends, key=lambda end: (end.low, len(end.low_dropped), end.low_dropped, end.changes))
    high = min(ends, key=lambda end: (-end.high, len(end.high_dropped), end.high_dropped, end.changes))
    low_reading = _dropping(data, low.reading, low.low_dropped, level)
    high_reading = _dropping(data, high.reading, high.high_dropped, level)
    moving = _moving(data, claims, low_reading, high_reading)
    return OverlapRange(low.low, high.high, low_reading, high_reading, low.low_dropped, high.high_dropped, moving)


class _End(NamedTuple):
    low: int
    low_dropped: tuple[str, ...]
    high: int
    high_dropped: tuple[str, ...]
    reading: Reading
    changes: int


def _ends(data: Dataset, claims: pd.DataFrame, b: str, reading: Reading, vary: Sequence[str]) -> Iterator[_End]:
    """For each reading, the least and the greatest overlap. Equal sets of claims are worked out once."""
    said = _said(claims)
    ladders = _ladders(data, claims, reading, vary)
    admitted = [[(change, _admitted(data, claims, replace(reading, **change), change)) for change in ladder] for ladder in ladders]
    known: dict[tuple[bytes, str], tuple] = {}
    policies = dict.fromkeys([reading.denials, *(readings.DENIALS if "denials" in vary else ())])
    for *steps, policy in product(*admitted, policies):
        changed = replace(reading, denials=policy, **{name: value for change, _ in steps for name, value in change.items()})
        counts = reduce(and_, (mask for _, mask in steps))
        key = (counts.tobytes(), _RESULTS[policy][0])
        if key not in known:
            known[key] = _extremes(compress(said, counts), b, key[1], "sources" in vary)
        yield _End(*known[key], changed, sum(getattr(changed, name) != getattr(reading, name) for name in _RESPECTS))


_RESPECTS = ("denials", "least_certainty", "times", "alternatives", "inferences")


def _ladders(data: Dataset, claims: pd.DataFrame, reading: Reading, vary: Sequence[str]) -> list[list[dict]]:
    """For each respect, the ways in which readings may differ in it; the reading's own comes first."""
    steps = {
        "certainty": [{"least_certainty": least} for least in (None, "probable", "unstated")],
        "times": [{"times": times} for times in (readings.NOW, readings.NOW | {"former"}, readings.EVER)],
        "inferences": _inference_steps(data, reading),
    }
    own = {
        "certainty": {"least_certainty": reading.least_certainty},
        "times": {"times": reading.times},
        "inferences": {"inferences": reading.inferences, "believed": reading.believed},
    }
    ladders = [_distinct([own[name], *(steps[name] if name in vary else [])]) for name in own]
    codings = _codings(data, claims, reading) if "alternatives" in vary else []
    return [*ladders, _distinct([{"alternatives": reading.alternatives}, *codings])]


def _distinct(steps: Iterable[dict]) -> list[dict]:
    found: list[dict] = []
    for step in steps:
        if step not in found:
            found.append(step)
    return found


def _inference_steps(data: Dataset, reading: Reading) -> list[dict]:
    """Where the reading says whom it believes, all inferences join them, or leave them."""
    inferences = frozenset(readings.everyone(data, replace(reading, inferences=True))) - frozenset(readings.everyone(data, replace(reading, inferences=False)))
    if reading.believed is None:
        return [{"inferences": admitted, "believed": None} for admitted in (False, True)]
    return [{"inferences": False, "believed": reading.believed - inferences}, {"inferences": True, "believed": reading.believed | inferences}]


def _codings(data: Dataset, claims: pd.DataFrame, reading: Reading) -> list[dict]:
    """Every combination of the alternatives that touch the claims; the others stay as they are."""
    ids, primary_of = set(claims["claim_id"]), readings.primaries(data)
    touched = {primary for alternative, primary in primary_of.items() if {alternative, primary} & ids}
    choices = [[frozenset(), *(frozenset([alternative]) for alternative, of in primary_of.items() if of == primary)] for primary in sorted(touched)]
    kept = frozenset(alternative for alternative in reading.alternatives if primary_of[alternative] not in touched)
    count = prod(map(len, choices))
    if count > _MOST_CODINGS:
        raise ValueError(f"there are {count:,} combinations of codings here, more than can be tried: choose the alternatives in the reading, and vary the rest")
    return [{"alternatives": kept.union(*chosen)} for chosen in product(*choices)]


def _admitted(data: Dataset, claims: pd.DataFrame, reading: Reading, change: Mapping[str, object]):
    """Which claims a reading admits in the one respect that a change is about."""
    if "times" in change:
        return readings.is_in_time(claims, reading).to_numpy()
    if "least_certainty" in change:
        return readings.is_certain_enough(claims, reading).to_numpy()
    if "alternatives" in change:
        return readings.is_coding(data, claims, reading).to_numpy()
    return readings.is_believed(data, claims, reading).to_numpy()


def _extremes(said: Iterable[_Said], b: str, result: str, drop: bool) -> tuple[int, tuple[str, ...], int, tuple[str, ...]]:
    """The least and the greatest number of shared leaders, and what has to be dropped for them."""
    game = _game((), _cases(said, b).values())
    place = ("possible", "certain").index(result)
    if not drop:
        everyone = sum(1 << i for i in range(len(game.relevant)))
        number = sum(worlds.holds([person], everyone)[place] for person in game.people)
        return number, (), number, ()
    n = game.count()
    reached = worlds.at_least([person[place] for person in worlds.person_tables(game.people, n)], n)
    most = max(k for k, table in enumerate(reached) if table)
    nobody = reached[0] ^ reached[1] if len(reached) > 1 else reached[0]
    low, high = (worlds.fewest_dropped(table, n) for table in (nobody, reached[most]))
    return 0, tuple(game.relevant[i] for i in low), most, tuple(game.relevant[i] for i in high)


def _dropping(data: Dataset, reading: Reading, dropped: Sequence[str], level: str) -> Reading:
    """The reading without some sources of a level: without all who are one of them at that level."""
    if not dropped:
        return reading
    believed = readings.everyone(data, reading) if reading.believed is None else reading.believed
    up = readings.roll_up(data, level)
    return replace(reading, believed=frozenset(source for source in believed if up[source] not in dropped))


def _moving(data: Dataset, claims: pd.DataFrame, low: Reading, high: Reading) -> tuple[str, ...]:
    """The claims in the lineage of either end that count at one of them only."""
    mattering, counted = set(), []
    for reading in (low, high):
        mattering |= set(readings.mattering(readings.counting(data, claims, replace(reading, believed=None)))["claim_id"])
        found = readings.counting(data, claims, reading)
        counted.append(set(found.loc[(found["stance"] == "asserts") | (reading.denials != "ignore"), "claim_id"]))
    return tuple(claim for claim in claims["claim_id"] if claim in mattering & (counted[0] ^ counted[1]))


# --- by chance? -------------------------------------------------------------------------------

_MOST_STEPS = 200_000
"""Of counting tables: about a second."""
_TRADES = 5
"""Trades between two samples, for each person."""


class NullModel(NamedTuple):
    """What chance alone would give, if everybody kept as many roles and every organization as many leaders."""

    shared: int
    p: float
    """How often a table with these margins has as large an overlap, or larger."""
    exact: bool
    tables: int | None
    """How many tables have these margins; None where they were sampled."""
    smallest_p: float
    """The smallest p that any of them, or so many samples, could give."""
    distribution: pd.DataFrame
    """Columns ``shared``, ``tables`` (how many tables, or samples)."""
    sentence: str


def null_model(
    data: Dataset,
    a: str,
    b: str,
    reading: Reading = DEFAULT,
    seed: int = 0,
    samples: int = 999,
    organizations: Iterable[str] | None = None,
) -> NullModel:
    """Return how the overlap compares with that of tables that have the same margins.

    People × organizations, a one where somebody's role counts. Each person keeps the
    number of organizations, each organization the number of leaders. The statistic is
    the number of shared leaders, and p its upper tail. Small tables are counted, all of
    them; otherwise tables are sampled.

    Parameters
    ----------
    seed, samples : int
        Of the sampler; no matter where the tables are counted.
    organizations : iterable of str, optional
        The columns of the table. Default: all.

    Returns
    -------
    NullModel
        ``sentence`` is the power card: how many tables, and what p could be at best.

    Notes
    -----
    Fixed margins: Gotelli (2000), Null model analysis of species co-occurrence
    patterns, Ecology 81. Sampler: Strona et al. (2014), A fast and unbiased procedure to
    randomize ecological binary matrices with fixed row and column totals, Nature
    Communications 5. Its p is (x + 1)/(n + 1): Davison & Hinkley (1997), section 4.2; Phipson
    & Smyth (2010).

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> null_model(load_dataset(), "taliban", "haqqani-network", organizations=["taliban", "haqqani-network"]).p
    1.0
    """
    readings.check_pair(data, a, b)
    roles = leaders(data, reading)
    chosen = {a, b, *_organizations(data, organizations)}
    counted = _leaders_of(roles[roles["counts"] & roles["organization"].isin(chosen)])
    table: dict[str, set[str]] = defaultdict(set)
    for organization, people in counted.items():
        for person in people:
            table[person].add(organization)
    shared = len(counted[a] & counted[b])
    exact = _count_tables([len(roles) for roles in table.values()], {o: len(p) for o, p in counted.items()}, a, b)
    if exact is None:
        rows = [table[person] for person in sorted(table)]
        found = Counter(sum({a, b} <= row for row in sample) for sample in _samples(rows, seed, samples))
        return _sampled(shared, found, samples)
    return _counted_all(shared, exact)


def _counted_all(shared: int, found: Mapping[int, int]) -> NullModel:
    tables = sum(found.values())
    p = sum(count for value, count in found.items() if value >= shared) / tables
    smallest = found[max(found)] / tables
    have = "1 table has" if tables == 1 else f"{tables:,} tables have"
    sentence = f"{have} these margins; the smallest p that any of them could give is {smallest:.3g}{_verdict(smallest)}"
    return NullModel(shared, p, True, tables, smallest, _distribution(found), sentence)


def _sampled(shared: int, found: Mapping[int, int], samples: int) -> NullModel:
    p = (sum(count for value, count in found.items() if value >= shared) + 1) / (samples + 1)
    smallest = 1 / (samples + 1)
    sentence = f"Too many tables have these margins to count; the smallest p that {samples:,} samples could give is {smallest:.3g}{_verdict(smallest)}"
    return NullModel(shared, p, False, None, smallest, _distribution(found), sentence)


def _verdict(smallest: float) -> str:
    return ": nothing here could be called significant at 0.05." if smallest > 0.05 else "."


def _distribution(found: Mapping[int, int]) -> pd.DataFrame:
    # Counts may exceed 64 bits.
    tables = pd.Series([found[value] for value in sorted(found)], dtype=object)
    return pd.DataFrame({"shared": pd.Series(sorted(found), dtype="int64"), "tables": tables})


def _count_tables(degrees: Sequence[int], sizes: Mapping[str, int], a: str, b: str) -> dict[int, int] | None:
    """Count the tables with given margins by their overlap of a and b; None where that takes too long.

    Person by person: what is left is how many leaders `a` and `b` still lack, and how
    many of the other organizations still lack one, two and so on.
    """
    others = Counter(size for organization, size in sizes.items() if organization not in (a, b))
    start = (sizes.get(a, 0), sizes.get(b, 0), tuple(others[size] for size in range(1, max(others, default=0) + 1)))
    states: dict[tuple, Counter] = {start: Counter({0: 1})}
    steps = 0
    for place, degree in enumerate(sorted(degrees, reverse=True), start=1):
        following: dict[tuple, Counter] = defaultdict(Counter)
        for state, found in states.items():
            for left, both, ways in _one_person(state, degree, len(degrees) - place):
                if (steps := steps + 1) > _MOST_STEPS:
                    return None
                for shared, count in found.items():
                    following[left][shared + both] += count * ways
        states = following
    (found,) = states.values()
    return dict(found)


def _one_person(state: tuple, degree: int, people_left: int) -> Iterator[tuple[tuple, int, int]]:
    """Every way to give one person so many roles: what is left, whether in both, in how many ways."""
    lack_a, lack_b, others = state
    for in_a, in_b in product((0, 1), repeat=2):
        left_a, left_b = lack_a - in_a, lack_b - in_b
        if min(left_a, left_b, degree - in_a - in_b) < 0 or max(left_a, left_b) > people_left:
            continue
        for left, ways in _spread(others, degree - in_a - in_b):
            if not any(left[people_left:]):  # nobody can lack more leaders than there are people left
                yield (left_a, left_b, left), in_a & in_b, ways


def _spread(others: tuple[int, ...], roles: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Spread roles over organizations that lack one, two … leaders: what they then lack, and in how many ways."""
    if not others:
        if roles == 0:
            yield (), 1
        return
    *fewer, most = others
    for taken in range(max(0, roles - sum(fewer)), min(most, roles) + 1):
        for left, ways in _spread(tuple(fewer), roles - taken):
            moved = (*left[:-1], left[-1] + taken) if left else ()
            yield (*moved, most - taken), ways * comb(most, taken)


def _samples(rows: Sequence[set[str]], seed: int, samples: int) -> Iterator[list[set[str]]]:
    """Tables with the same margins, by curveball: two people trade what only one of them has."""
    from random import Random

    random, rows = Random(seed), [set(row) for row in rows]
    for _ in range(samples):
        for _ in range(_TRADES * len(rows)):
            one, other = random.sample(range(len(rows)), 2)
            pool = sorted(rows[one] ^ rows[other])
            random.shuffle(pool)
            both, kept = rows[one] & rows[other], len(rows[one] - rows[other])
            rows[one], rows[other] = both | set(pool[:kept]), both | set(pool[kept:])
        yield rows
