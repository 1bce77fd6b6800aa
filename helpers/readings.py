"""Readings: whom and what to believe, and the ties that stand if one does.

A claim *counts* under a reading if its support (its speaker, and the relays that are
not the document's author) is believed and its certainty, time and coding are
admitted. A *tie* is a proposition in a period: it stands (asserted), is contested
(asserted and denied), denied, or unsaid. Silence is never denial.

>>> from helpers.dataset import load_dataset
>>> data = load_dataset()
>>> print(describe(data, without(data, Reading(), "state-department")))
Everyone believed but the State Department; denials leave a tie unresolved; current roles only
>>> support(data, "c087") == {"one-member-state", "un-report"}
True
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from helpers import schema
from helpers.dataset import Dataset, DatasetError, check_claims

__all__ = [
    "DENIALS",
    "EVER",
    "LEVELS",
    "NOW",
    "PERIODS",
    "Lineage",
    "Reading",
    "check_pair",
    "check_reading",
    "counting",
    "counting_claims",
    "describe",
    "everyone",
    "is_believed",
    "is_certain_enough",
    "is_coding",
    "is_in_time",
    "leader_claims",
    "lineage",
    "listed",
    "mattering",
    "minimal_sets",
    "possible_leader_claims",
    "primaries",
    "roll_up",
    "rolled_up",
    "source_names",
    "support",
    "tie_claims",
    "tie_states",
    "ties",
    "with_support",
    "with_claims",
    "without",
]

DENIALS = ("unresolved", "ignore", "veto")
LEVELS = ("speaker", "institution", "government")
PERIODS = ("now", "former", "future")
NOW = frozenset({"current", "unspecified"})
EVER = NOW | {"former", "future"}

_RANK = {"possible": 0, "probable": 1, "unstated": 2, "certain": 2}
_PERIOD = {"current": "now", "unspecified": "now", "": "now", "former": "former", "future": "future"}


# --- the choice -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """Whom and what to believe. Immutable and hashable; any iterable will do for a set.

    Attributes
    ----------
    believed : frozenset of source_id, or None
        Their claims are believed; the others are passed over in silence, which
        is not the opposite. None: everyone but the inferences.
    denials : str
        What a counting denial does to a counting assertion: ``unresolved`` (the
        tie is contested), ``ignore`` (nothing), ``veto`` (the tie falls).
    least_certainty : str or None
        The least certain wording to admit: None or ``possible`` (any),
        ``probable``, ``unstated`` or ``certain`` (plain wording).
    times : frozenset of str
        The times to admit: ``current``, ``former``, ``future``, ``unspecified``.
    alternatives : frozenset of claim_id
        Alternative codings, each put in the place of its primary.
    inferences : bool
        Admit what no source says? (Sources of kind ``inference``.)
    relations : frozenset of relation, or None
        The relations that make a leader. None: those marked counts_for_overlap.

    Raises
    ------
    ValueError
        If a policy, a certainty or a time is none of these.

    Examples
    --------
    >>> print(Reading(denials="veto", times=["former", "current", "unspecified"]))
    Everyone believed; a denial fells a tie; current and former roles
    >>> Reading(denials="vetoes")
    Traceback (most recent call last):
        ...
    ValueError: no denials policy 'vetoes': did you mean 'veto'?
    """

    believed: frozenset[str] | None = None
    denials: str = "unresolved"
    least_certainty: str | None = None
    times: frozenset[str] = NOW
    alternatives: frozenset[str] = frozenset()
    inferences: bool = False
    relations: frozenset[str] | None = None

    def __post_init__(self):
        for name in ("believed", "times", "alternatives", "relations"):
            object.__setattr__(self, name, _as_set(getattr(self, name)))
        _refuse_unknown("denials policy", [self.denials], DENIALS)
        _refuse_unknown("time", self.times, sorted(EVER))
        if self.least_certainty is not None:
            _refuse_unknown("certainty", [self.least_certainty], _RANK)

    def __str__(self) -> str:
        return _sentence(self, _belief_by_ids(self), {})


def _as_set(values: Iterable[str] | None) -> frozenset[str] | None:
    """A lone text is one id, not its letters."""
    return None if values is None else frozenset([values] if isinstance(values, str) else values)


def _refuse_unknown(what: str, values: Iterable[str], allowed: Iterable[str]) -> None:
    allowed = list(allowed)
    for value in sorted(set(values) - set(allowed)):
        raise ValueError(f"no {what} {value!r}: {schema.suggestion(value, allowed)}")


def check_reading(data: Dataset, reading: Reading) -> None:
    """Refuse a reading that names what the data do not have, or that contradicts itself.

    Raises
    ------
    ValueError
        With a suggestion: an unknown source, relation or alternative; two
        alternatives of one claim; a believed inference where inferences are not
        admitted.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> check_reading(load_dataset(), Reading(believed=["un-raport"]))
    Traceback (most recent call last):
        ...
    ValueError: no source 'un-raport': did you mean 'un-report'?
    """
    _refuse_unknown("source", reading.believed or (), data["sources"]["source_id"])
    _refuse_unknown("relation", reading.relations or (), data["relations"]["relation"])
    primary_of = primaries(data)
    _refuse_unknown("alternative coding", reading.alternatives, primary_of)
    _refuse_two_of_one(sorted(reading.alternatives), primary_of)
    inferred = sorted(_inferences(data) & (reading.believed or frozenset()))
    if inferred and not reading.inferences:
        raise ValueError(f"{inferred[0]!r} is an inference, which nobody says: write inferences=True to admit it, or do not believe it")


def _refuse_two_of_one(alternatives: list[str], primary_of: Mapping[str, str]) -> None:
    chosen: dict[str, str] = {}
    for alternative in alternatives:
        other = chosen.setdefault(primary_of[alternative], alternative)
        if other != alternative:
            raise ValueError(f"{other!r} and {alternative!r} are both alternatives of {primary_of[alternative]!r}: choose one of them")


def primaries(data: Dataset) -> dict[str, str]:
    """Return, for each alternative coding, the claim that it would replace."""
    claims = data["claims"]
    return {alternative: primary for alternative, primary in zip(claims["claim_id"], claims["alternative_of"]) if primary}


# --- a reading in words -----------------------------------------------------------------------


def describe(data: Dataset, reading: Reading) -> str:
    """Return a reading as one plain sentence, without its full stop, with the names of the data.

    ``str(reading)`` does the same with ids, and without data.
    """
    check_reading(data, reading)
    labels = dict(zip(data["relations"]["relation"], data["relations"]["label"]))
    return _sentence(reading, _belief_by_names(data, reading), labels)


def _sentence(reading: Reading, belief: str, labels: Mapping[str, str]) -> str:
    parts = [belief, _DENIAL_WORDS[reading.denials], _time_words(reading.times), *_further_words(reading, labels)]
    return "; ".join(parts)


_DENIAL_WORDS = {
    "unresolved": "denials leave a tie unresolved",
    "ignore": "denials are ignored",
    "veto": "a denial fells a tie",
}

_CERTAINTY_WORDS = {"probable": "wording at least probable", "unstated": "plain wording only", "certain": "plain wording only"}


def _time_words(times: frozenset[str]) -> str:
    """The two times of the period now go by one name where both are admitted."""
    if not times:
        return "roles of no time"
    words = {"current": "current", "unspecified": "undated", "former": "former", "future": "future"}
    if NOW <= times:
        del words["unspecified"]
    named = [word for time, word in words.items() if time in times]
    return f"{listed(named)} roles{' only' if len(named) == 1 else ''}"


def _further_words(reading: Reading, labels: Mapping[str, str]) -> list[str]:
    certainty = _CERTAINTY_WORDS.get(reading.least_certainty or "")
    alternatives = f"coded otherwise: {listed(sorted(reading.alternatives))}" if reading.alternatives else ""
    inferences = "inferences admitted" if reading.inferences else ""
    relations = ""
    if reading.relations is not None:
        named = [f"“{labels.get(relation) or relation}”" for relation in sorted(reading.relations)]
        relations = f"of the relations only {listed(named)}" if named else "no relation counts"
    return [words for words in (certainty, alternatives, inferences, relations) if words]


def listed(items: Sequence[str]) -> str:
    """Join items as prose does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def _belief_by_ids(reading: Reading) -> str:
    if reading.believed is None:
        return "Everyone believed"
    return f"Only {listed(sorted(reading.believed))} believed" if reading.believed else "Nobody believed"


def _belief_by_names(data: Dataset, reading: Reading) -> str:
    """Name those left out or those kept, whichever are fewer."""
    believed = _believed(data, reading)
    left_out = _groups(data, set(everyone(data, reading)) - believed)
    kept = _groups(data, believed)
    if not left_out:
        return "Everyone believed"
    if not kept:
        return "Nobody believed"
    return f"Everyone believed but {listed(left_out)}" if len(left_out) <= len(kept) else f"Only {listed(kept)} believed"


def _groups(data: Dataset, sources: set[str]) -> list[str]:
    """Name sources; one that stands there with all who speak for it stands for them too."""
    parents, names = _parents(data), source_names(data)
    whole = {source for source in sources if _speaking_for(parents, {source}) <= sources}
    spoken_for = {source for source in sources if parents.get(source) in whole}
    return [names[s] if s in whole else f"{names[s]} itself" for s in names if s in sources - spoken_for]


# --- sources ----------------------------------------------------------------------------------


def source_names(data: Dataset) -> dict[str, str]:
    """Return each source's name as a reader should see it, or its id."""
    sources = data["sources"]
    return {source: name or source for source, name in zip(sources["source_id"], sources["name"])}


def _sources_of_kind(data: Dataset, kind: str) -> frozenset[str]:
    sources = data["sources"]
    return frozenset(source for source, own in zip(sources["source_id"], sources["kind"]) if own == kind)


def _inferences(data: Dataset) -> frozenset[str]:
    return _sources_of_kind(data, "inference")


def _parents(data: Dataset) -> dict[str, str]:
    sources = data["sources"]
    return {source: parent for source, parent in zip(sources["source_id"], sources["speaks_for"]) if parent}


def everyone(data: Dataset, reading: Reading) -> list[str]:
    """Return all sources that a reading could believe, in the order of the table: inferences only if it admits them."""
    inferences = frozenset() if reading.inferences else _inferences(data)
    return [source for source in data["sources"]["source_id"] if source not in inferences]


def _believed(data: Dataset, reading: Reading) -> set[str]:
    everybody = set(everyone(data, reading))
    return everybody if reading.believed is None else everybody & reading.believed


def _speaking_for(parents: Mapping[str, str], sources: Iterable[str]) -> set[str]:
    """The sources and all who speak for them, directly or not."""
    found = set(sources)
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def without(data: Dataset, reading: Reading, *sources: str) -> Reading:
    """Return a reading that no longer believes some sources, nor anybody who speaks for them.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> data = load_dataset()
    >>> reading = without(data, Reading(), "us-government")
    >>> "ned-price" in reading.believed, "un-report" in reading.believed
    (False, True)
    """
    _refuse_unknown("source", sources, data["sources"]["source_id"])
    dropped = _speaking_for(_parents(data), sources)
    return replace(reading, believed=_believed(data, reading) - dropped)


def rolled_up(data: Dataset, source: str, level: str) -> str:
    """Return the source on whose behalf a source speaks, at a level.

    That is the first of itself, its parent and so on whose level is the one asked
    for or higher; else the top of its chain. A blank level means speaker.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> data = load_dataset()
    >>> [rolled_up(data, "ned-price", level) for level in LEVELS]
    ['ned-price', 'state-department', 'us-government']
    """
    _refuse_unknown("source", [source], data["sources"]["source_id"])
    return roll_up(data, level)[source]


def roll_up(data: Dataset, level: str) -> dict[str, str]:
    """Return, for every source, who it is at a level, as `rolled_up` says of one."""
    _refuse_unknown("level", [level], LEVELS)
    sources, parents, least = data["sources"], _parents(data), LEVELS.index(level)
    height = {source: LEVELS.index(own or "speaker") for source, own in zip(sources["source_id"], sources["level"])}

    def top(source: str) -> str:
        while height.get(source, 0) < least and source in parents:
            source = parents[source]
        return source

    return {source: top(source) for source in height}


# --- claims that count ------------------------------------------------------------------------


def support(data: Dataset, claim: str, level: str = "speaker") -> frozenset[str]:
    """Return the sources that have to be believed for a claim to count.

    They are the speaker and the relays, but for a relay of kind ``author``: that he
    wrote the quote is checked by finding it in the text.

    Parameters
    ----------
    data : Dataset
    claim : str
        A claim_id.
    level : str
        ``speaker``, ``institution`` or ``government``.
    """
    claims = data["claims"]
    _refuse_unknown("claim", [claim], claims["claim_id"])
    return _supports(data, claims[claims["claim_id"] == claim], level).iloc[0]


def _supports(data: Dataset, claims: pd.DataFrame, level: str = "speaker") -> pd.Series:
    """Each claim's support; worked out once for each distinct chain."""
    authors, up = _sources_of_kind(data, "author"), roll_up(data, level)
    chains = list(zip(claims["speaker"], claims["via"]))
    relays = {chain: set(schema.list_items(chain[1], ">")) - authors for chain in set(chains)}
    sets = {chain: frozenset(up.get(s, s) for s in relays[chain] | {chain[0]}) for chain in relays}
    return pd.Series([sets[chain] for chain in chains], index=claims.index, dtype=object)


def is_believed(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether the sources that it needs are believed (speaker by speaker)."""
    believed, inferences = reading.believed, frozenset() if reading.inferences else _inferences(data)
    supports = _supports(data, claims)
    verdicts = {s: not s & inferences and (believed is None or s <= believed) for s in set(supports)}
    return supports.map(verdicts).astype(bool)


def is_certain_enough(claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether its wording is certain enough. Blank means unstated."""
    least = _RANK[reading.least_certainty or "possible"]
    return claims["certainty"].replace("", "unstated").map(_RANK) >= least


def is_in_time(claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether its time is admitted. Blank means unspecified."""
    return claims["time"].replace("", "unspecified").isin(reading.times)


def is_coding(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell of each claim whether it is the chosen coding: the primary, or the alternative in its place."""
    primary_of = primaries(data)
    replaced = {primary_of[alternative] for alternative in reading.alternatives}
    primary = (claims["alternative_of"] == "") & ~claims["claim_id"].isin(replaced)
    return primary | claims["claim_id"].isin(reading.alternatives)


def counting_claims(data: Dataset, reading: Reading, level: str = "speaker") -> pd.DataFrame:
    """Return the claims that count under a reading.

    Which claims count does not depend on the level, which only says how their
    support is reported.

    Returns
    -------
    DataFrame
        Rows of the table claims, all its columns, and ``support`` (frozenset of
        source_id, at the level) and ``period`` (now, former, future).

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> claims = counting_claims(load_dataset(), Reading(believed=["one-member-state", "un-report"], times="former"))
    >>> claims.set_index("claim_id").loc["c087", "period"]
    'former'
    """
    check_reading(data, reading)
    return with_support(data, counting(data, data["claims"], reading), level)


def counting(data: Dataset, claims: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return those of some claims that count under a reading."""
    counts = is_in_time(claims, reading) & is_certain_enough(claims, reading) & is_coding(data, claims, reading)
    return claims[counts & is_believed(data, claims, reading)]


def with_support(data: Dataset, claims: pd.DataFrame, level: str = "speaker") -> pd.DataFrame:
    """Add to claims the columns ``support`` and ``period``, as `counting_claims` has them."""
    return claims.assign(support=_supports(data, claims, level), period=claims["time"].map(_PERIOD))


# --- ties -------------------------------------------------------------------------------------


def ties(data: Dataset, reading: Reading = Reading()) -> pd.DataFrame:
    """Return every tie that the data speak of, and how it stands under a reading.

    Symmetric relations meet either way round; the tie is shown as its first claim
    has it. All relations are here: `Reading.relations` only says which make a leader.

    Returns
    -------
    DataFrame
        One row, one tie, in the order of the claims; columns ``subject``,
        ``relation``, ``object``, ``period`` (now, former, future), ``state``
        (stands, contested, denied, or unsaid where no claim counts), ``asserted_by``
        and ``denied_by`` (the counting claims' ids, joined by "; ").

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> bool((ties(load_dataset())["state"] == "contested").any())
    True
    """
    check_reading(data, reading)
    claims = data["claims"]
    counts = claims.index.isin(counting(data, claims, reading).index)
    claims = claims.assign(period=claims["time"].map(_PERIOD), counts=counts)
    symmetric = claims["relation"].isin(_relations_where(data, "symmetric"))
    swapped = symmetric & (claims["subject"] > claims["object"])
    keys = [claims["subject"].mask(swapped, claims["object"]), claims["relation"], claims["object"].mask(swapped, claims["subject"]), claims["period"]]
    return tie_states(claims, keys, ["subject", "relation", "object", "period"])


def tie_claims(data: Dataset, subject: str, relation: str, object: str, reading: Reading = Reading(), period: str = "now", level: str = "speaker") -> pd.DataFrame:
    """Return the claims on one tie that count for somebody: whom the reading believes is left out of account.

    Returns
    -------
    DataFrame
        As `counting_claims` returns them.

    Raises
    ------
    ValueError
        With a suggestion, if the relation, an entity or the period is unknown.
    """
    check_reading(data, reading)
    _refuse_unknown("relation", [relation], data["relations"]["relation"])
    _refuse_unknown("entity", {subject, object}, data["entities"]["entity_id"])
    _refuse_unknown("period", [period], PERIODS)
    claims = data["claims"]
    met = (claims["subject"] == subject) & (claims["object"] == object)
    if relation in _relations_where(data, "symmetric"):
        met |= (claims["subject"] == object) & (claims["object"] == subject)
    claims = claims[met & (claims["relation"] == relation) & (claims["time"].map(_PERIOD) == period)]
    return with_support(data, counting(data, claims, replace(reading, believed=None)), level)


def tie_states(claims: pd.DataFrame, keys: list, columns: list[str]) -> pd.DataFrame:
    """Group claims (with a column ``counts``) into ties, and say how each stands."""
    shown = claims["claim_id"] + "; "
    asserts = claims["stance"] == "asserts"
    groups = claims.assign(
        asserted_by=shown.where(asserts & claims["counts"], ""),
        denied_by=shown.where(~asserts & claims["counts"], ""),
    ).groupby(keys, sort=False)
    frame = groups[columns].first().reset_index(drop=True)
    for column in ("asserted_by", "denied_by"):
        frame[column] = groups[column].agg("".join).str.removesuffix("; ").to_numpy()
    asserted, denied = frame["asserted_by"] != "", frame["denied_by"] != ""
    state = [_STATE[pair] for pair in zip(asserted, denied)]
    frame.insert(len(columns), "state", pd.Series(state, dtype="str"))
    return frame


_STATE = {(True, False): "stands", (True, True): "contested", (False, True): "denied", (False, False): "unsaid"}


def _relations_where(data: Dataset, column: str) -> frozenset[str]:
    relations = data["relations"]
    return frozenset(relation for relation, flag in zip(relations["relation"], relations[column]) if flag == "yes")


def _entities_of_kind(data: Dataset, kind: str) -> list[str]:
    entities = data["entities"]
    return [entity for entity, own in zip(entities["entity_id"], entities["kind"]) if own == kind]


def leader_claims(data: Dataset, reading: Reading, level: str = "speaker") -> pd.DataFrame:
    """Return the counting claims about a person's leading role in an organization.

    Returns
    -------
    DataFrame
        As `counting_claims`, with ``person`` and ``organization``.
    """
    check_reading(data, reading)
    claims = counting(data, possible_leader_claims(data, reading), reading)
    return with_support(data, claims, level)


def possible_leader_claims(data: Dataset, reading: Reading) -> pd.DataFrame:
    """Return all claims of the relations that make a leader, whether they count or not.

    A symmetric relation may have been coded from the organization's end.
    """
    relations = _relations_where(data, "counts_for_overlap") if reading.relations is None else reading.relations
    claims = data["claims"]
    claims = claims[claims["relation"].isin(relations)]
    people, organizations = _entities_of_kind(data, "person"), _entities_of_kind(data, "organization")
    swapped = claims["relation"].isin(_relations_where(data, "symmetric")) & claims["subject"].isin(organizations)
    claims = claims.assign(
        person=claims["subject"].mask(swapped, claims["object"]),
        organization=claims["object"].mask(swapped, claims["subject"]),
    )
    return claims[claims["person"].isin(people) & claims["organization"].isin(organizations)]


# --- what a pair rests on ---------------------------------------------------------------------


class Lineage(NamedTuple):
    """The claims and the sources that can matter for a pair."""

    claims: pd.DataFrame
    sources: tuple[str, ...]


def lineage(data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker") -> Lineage:
    """Return the claims and sources that can matter for the overlap of two organizations.

    Whom the reading believes is left out of account: a claim is in the lineage if
    it can matter for some choice of sources. These are the assertions that give
    some person a role in both, and the denials that meet one of them.

    This is the lineage of the answer (Cui, Widom & Wiener 2000; Buneman, Khanna & Tan
    2001), extended to denials.

    Returns
    -------
    Lineage
        ``claims`` as `leader_claims` returns them; ``sources``: their supports' ids,
        at the level, sorted.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, or they are the same.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> lineage(load_dataset(), "taliban", "haqqani-network").sources
    ('author', 'state-department')
    """
    check_pair(data, a, b)
    claims = leader_claims(data, replace(reading, believed=None), level)
    claims = mattering(claims[claims["organization"].isin([a, b])])
    return Lineage(claims, tuple(sorted(frozenset().union(*claims["support"]))))


def mattering(claims: pd.DataFrame) -> pd.DataFrame:
    """Return those of a pair's claims that can matter: on ties that are asserted, of people with such ties to both."""
    keys = list(zip(*(claims[column] for column in _TIE)))
    asserted = {key for key, stance in zip(keys, claims["stance"]) if stance == "asserts"}
    sides = Counter(person for person, _ in {(key[0], key[2]) for key in asserted})
    matters = [key in asserted and sides[key[0]] == 2 for key in keys]
    return claims[pd.Series(matters, index=claims.index, dtype=bool)]


_TIE = ["person", "relation", "organization", "period"]


def check_pair(data: Dataset, a: str, b: str) -> None:
    """Refuse what is not a pair of organizations.

    Raises
    ------
    ValueError
        With a suggestion.
    """
    _refuse_unknown("organization", {a, b}, _entities_of_kind(data, "organization"))
    if a == b:
        raise ValueError(f"the pair takes two organizations, and {a!r} is one")


def minimal_sets(sets: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the sets that contain no other, in order of their sorted items.

    >>> [sorted(s) for s in minimal_sets([frozenset("ab"), frozenset("b"), frozenset("ac")])]
    [['b'], ['a', 'c']]
    """
    kept: list[frozenset[str]] = []
    for candidate in sorted(set(sets), key=lambda s: (len(s), sorted(s))):
        if not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return tuple(kept)


# --- what if ----------------------------------------------------------------------------------


def with_claims(
    data: Dataset,
    rows: pd.DataFrame | Iterable[Mapping[str, str]],
    sources: pd.DataFrame | Iterable[Mapping[str, str]] = (),
    entities: pd.DataFrame | Iterable[Mapping[str, str]] = (),
) -> Dataset:
    """Return a new dataset with claims added or changed, and checked. Nothing is written.

    Parameters
    ----------
    data : Dataset
    rows : DataFrame or iterable of dict
        Claims. A new claim_id adds a claim; a known one changes that claim, in the
        columns given only (missing values are not given, "" is).
    sources, entities : DataFrame or iterable of dict
        Sources and entities that the rows mention and the data lack.

    Returns
    -------
    Dataset

    Raises
    ------
    DatasetError
        If the outcome has problems; ``problems`` lists them.

    Examples
    --------
    >>> from helpers.dataset import load_dataset
    >>> new = with_claims(load_dataset(), [{"claim_id": "c087", "certainty": "certain"}])
    >>> new["claims"].set_index("claim_id").loc["c087", ["certainty", "time"]].tolist()
    ['certain', 'former']
    """
    tables = dict(data) | {
        "claims": _changed(data["claims"], rows, "claim_id"),
        "sources": _changed(data["sources"], sources, "source_id"),
        "entities": _changed(data["entities"], entities, "entity_id"),
    }
    new = Dataset(tables, _texts(data), data.name, data.derived)
    problems = _problems(new, tables)
    if len(problems):
        raise DatasetError(data.name, problems)
    return new


def _texts(data: Dataset) -> dict[str, str]:
    return {document: data.text(document) for document in data["documents"]["document_id"] if data.has_text(document)}


def _records(rows: pd.DataFrame | Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows as dictionaries of what they give."""
    records = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else list(rows)
    return [{column: str(cell) for column, cell in record.items() if not pd.isna(cell)} for record in records]


def _changed(frame: pd.DataFrame, rows: pd.DataFrame | Iterable[Mapping[str, str]], key: str) -> pd.DataFrame:
    """Add rows, or put their cells in the place of the old ones, by the key."""
    records = _records(rows)
    if not records:
        return frame
    old = {row[key]: row for row in frame.to_dict("records")}
    changes = [record for record in records if record.get(key) in old]
    added = [record for record in records if record.get(key) not in old]
    for record in changes:
        old[record[key]] |= record
    first_free = max(frame.index, default=1) + 1
    index = pd.Index([*frame.index, *range(first_free, first_free + len(added))], name="row", dtype="int64")
    return pd.DataFrame([*old.values(), *added], index=index).fillna("").astype("str")


def _problems(new: Dataset, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All that is wrong with the tables that may have changed."""
    known = schema.check_tables({table: tables[table] for table in ("sources", "entities")})
    if "entities" in new.derived:  # their kinds are guesses, which nothing can contradict
        known = known[known["file"] != "entities.csv"]
        new = Dataset(dict(new) | {"entities": new["entities"].assign(kind="")}, _texts(new), new.name)
    return pd.concat([known, check_claims(new, tables["claims"])], ignore_index=True)
