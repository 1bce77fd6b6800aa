"""Who leads, who leads both, and which claims and sources that can rest on.

>>> from helpers.data import load_dataset
>>> data = load_dataset()
>>> both = shared_leaders(data, organizations=["taliban", "haqqani-network"])
>>> both[["shared", "contested", "people"]].to_numpy().tolist()
[[1, 0, 'Sirajuddin Haqqani']]
>>> lineage(data, "taliban", "haqqani-network").sources
('author', 'state-department')

People × organizations as two views of one table: Breiger (1974), The duality of
persons and groups, Social Forces 53.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations, product
from math import nan
from typing import NamedTuple

import pandas as pd

from helpers.claims import (
    EVER,
    NOW,
    PERIOD_OF,
    Reading,
    are_met,
    check_reading,
    counting,
    in_one_period,
    is_believed,
    leader_claims,
    possible_leader_claims,
    tie_states,
    with_support,
)
from helpers.codebook import Spell, as_list, refuse_unknown, spell_of
from helpers.data import Dataset
from helpers.overlap.statements import fits, mattering, statements, when_words


class Lineage(NamedTuple):
    """The claims and the sources that can matter for a pair."""

    claims: pd.DataFrame
    sources: tuple[str, ...]


def lineage(
    data: Dataset, a: str, b: str, reading: Reading = Reading(), level: str = "speaker"
) -> Lineage:
    """Return the claims and sources that can matter for the overlap of two organizations.

    Whom the reading believes is left out of account: a claim is in the lineage if
    it can matter for some choice of sources. These are the assertions that give
    some person a role in both, and the denials that meet one of them.

    This is the lineage of the answer (Cui, Widom & Wiener 2000; Buneman, Khanna & Tan
    2001), extended to denials.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.
    level : str
        The level at which sources count as one: ``speaker``, ``institution`` or ``government``.

    Returns
    -------
    Lineage
        ``claims`` as `leader_claims` returns them; ``sources``: their supports' ids,
        at the level, sorted.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> lineage(load_dataset(), "taliban", "haqqani-network").sources
    ('author', 'state-department')
    """
    check_pair(data, a, b)
    claims = possible_leader_claims(data, reading, [a, b])
    claims = with_support(data, counting(data, claims, replace(reading, believed=None)), level)
    claims = claims[mattering(statements(claims, reading), b, reading)]
    return Lineage(claims, tuple(sorted(frozenset().union(*claims["support"]))))


def is_dated(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> bool:
    """Tell whether somebody says when a role was held that can matter for a pair."""
    if not data.dated:
        return False
    anybody = replace(reading, believed=None)

    def dated() -> bool:
        claims = lineage(data, a, b, anybody).claims
        return bool(data.spells.loc[claims.index, "dated"].any())

    return data.once(("dated", a, b, anybody), dated)


def check_pair(data: Dataset, a: str, b: str) -> None:
    """Refuse what is not a pair of organizations.

    Raises
    ------
    ValueError
        With a suggestion.
    """
    refuse_unknown("organization", [a, b], data.who.of_kind("organization"))
    _refuse_one(a, b)


def _refuse_one(a: str, b: str) -> None:
    if a == b:
        raise ValueError(f"the pair takes two organizations, and {a!r} is one")


def trail(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> pd.DataFrame:
    """Return the claims that a pair rests on, with their words.

    Returns
    -------
    DataFrame
        One row, one claim of the lineage, by person, organization and claim; columns
        ``person``, ``organization``, ``relation``, ``period``, ``stance``,
        ``claim_id``, ``speaker``, ``via``, ``certainty``, ``counts`` (bool: does the
        reading believe it?), ``quote``.
    """
    claims = by_person(lineage(data, a, b, reading).claims, b).reset_index(drop=True)
    return claims.assign(counts=is_believed(data, claims, reading))[
        [
            "person",
            "organization",
            "relation",
            "period",
            "stance",
            "claim_id",
            "speaker",
            "via",
            "certainty",
            "counts",
            "quote",
        ]
    ]


def by_person(claims: pd.DataFrame, b: str) -> pd.DataFrame:
    """Return claims person by person, as the people come, of each those on `b` behind the others.

    >>> people = ["Ada", "Ben", "Ada"]
    >>> claims = pd.DataFrame({"person": people, "organization": ["Chess", "Kites", "Kites"]})
    >>> by_person(claims, "Chess").index.tolist()
    [2, 0, 1]
    """
    people = {person: place for place, person in enumerate(claims["person"].unique())}
    places = {"person": claims["person"].map(people), "side": claims["organization"] == b}
    # By several columns, which keeps equals in order.
    return claims.loc[pd.DataFrame(places).sort_values(["person", "side"]).index]


_TIE = ["person", "relation", "organization"]


def leaders(data: Dataset, reading: Reading = Reading()) -> pd.DataFrame:
    """Return the leading roles that some counting claim asserts.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    DataFrame
        One row, one tie; columns ``person``, ``relation``, ``organization``,
        ``period``, ``state`` (stands or contested), ``asserted_by`` and ``denied_by``
        (claim ids, joined by "; ", as `helpers.claims.ties` has them), ``counts`` (bool:
        does the role count, given what the reading does with denials?).

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = leaders(data)
    >>> found = found[found["person"] == "barnaby-rook"]
    >>> print(found[["organization", "state", "counts"]].to_string(index=False))
    organization     state  counts
      chess-club contested   False
       kite-club    stands    True
    """
    roles = role_states(data, leader_claims(data, reading), reading)
    roles = roles[roles["state"] != "denied"].reset_index(drop=True)
    return roles.assign(counts=(roles["state"] == "stands") | (reading.denials == "ignore"))


def role_states(
    data: Dataset, claims: pd.DataFrame, reading: Reading, apart: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the ties that some leader claims make, and how each stands on their word alone.

    Claims that differ in the columns `apart` know nothing of each other.
    """
    tie = [*apart, *_TIE]
    met = are_met(data, claims, tie, reading)
    period = in_one_period(data, claims, tie, reading, met)
    claims = claims.assign(counts=True, met=met, period=period)
    columns = [*tie, "period"]
    return tie_states(claims, [claims[column] for column in columns], columns)


def shared_leaders(
    data: Dataset,
    reading: Reading = Reading(),
    organizations: str | Iterable[str] | None = None,
    pairs: Iterable[tuple[str, str]] | None = None,
    *,
    sharing: bool = False,
) -> pd.DataFrame:
    """Return who leads both, for every pair of organizations.

    Parameters
    ----------
    data : Dataset
    reading : Reading
    organizations : str or iterable of str, optional
        Only these, in this order. Default: all entities of kind organization, in
        the order of the table; those without leaders stay in.
    pairs : iterable of two str, optional
        Only these pairs, in this order: of thousands of organizations all would be
        millions. `organizations` is then not asked.
    sharing : bool
        Only the pairs that share somebody, certainly or contested, in the same order.
        The other pairs are not looked at: n organizations make n (n - 1) / 2 pairs,
        and those without a row share nobody.

    Returns
    -------
    DataFrame
        One row, one pair; columns ``organization_a``, ``organization_b`` (ids),
        ``shared`` and ``contested`` (people; contested is 0 unless denials leave a tie
        unresolved), ``leaders_a``, ``leaders_b`` (whose role counts), ``jaccard``
        (shared of all leaders of the two), ``overlap_coefficient`` (shared of the
        smaller number of leaders), missing where there are no leaders to share;
        ``people`` (names of those shared, then of those contested with the word
        "contested" in brackets, joined by "; "); ``same_day`` (of those shared, how many
        certainly led both on one day), ``when`` (of each of the people, when both roles
        may have been held, in words; joined by "; ").

    Raises
    ------
    ValueError
        With a suggestion, if an organization is unknown, if the two of a pair are the same, or if
        the reading does not fit the data.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = shared_leaders(data, Reading(), ["chess-club", "kite-club"])
    >>> found[["shared", "contested", "people"]].values.tolist()
    [[0, 1, 'Barnaby Rook (contested)']]
    >>> len(shared_leaders(data)), len(shared_leaders(data, sharing=True))
    (10, 1)
    """
    asked = None if pairs is None else list(pairs)
    wanted = organizations if asked is None else chain.from_iterable(asked)
    chosen = chosen_organizations(data, wanted)
    for a, b in asked or ():
        _refuse_one(a, b)
    led, names = _led(data, reading, None if wanted is None else chosen), data.who.entities
    rows = []
    if asked is not None:
        looked_at: Iterable[tuple[str, str]] = asked
    else:
        looked_at = led.meeting(chosen) if sharing else combinations(chosen, 2)
    for a, b in looked_at:
        shared, contested = led.both(a, b)
        if sharing and not shared and not contested:
            continue
        people = [
            *(names[person] for person in shared),
            *(f"{names[person]} (contested)" for person in contested),
        ]
        leaders_a, leaders_b = led.counted[a].keys(), led.counted[b].keys()
        rows.append(
            {
                "organization_a": a,
                "organization_b": b,
                "shared": len(shared),
                "contested": len(contested),
                "leaders_a": len(leaders_a),
                "leaders_b": len(leaders_b),
                "jaccard": _ratio(len(shared), len(leaders_a | leaders_b)),
                "overlap_coefficient": _ratio(len(shared), min(len(leaders_a), len(leaders_b))),
                "people": "; ".join(people),
                "same_day": led.same_day(shared, a, b) if data.dated else 0,
                "when": "; ".join(
                    led.when(person, a, b) for person in [*shared, *contested] if data.dated
                ),
            }
        )
    return pd.DataFrame(rows, columns=list(_PAIR_TYPES)).astype(_PAIR_TYPES)


def shared_people(
    data: Dataset, a: str, b: str, reading: Reading = Reading()
) -> tuple[list[str], list[str]]:
    """Return the people who lead both of two organizations, and those of whom that is contested.

    Returns
    -------
    tuple of two lists of str
        Ids, sorted.

    Raises
    ------
    ValueError
        With a suggestion, if an organization is unknown, or if the two are the same.
    """
    check_pair(data, a, b)
    return _led_by_two(data, a, b, reading).both(a, b)


def when_both(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> dict[str, str]:
    """Return of each person who leads both of two organizations when that was, in words.

    Returns
    -------
    dict of str to str
        Id → words, as ``when`` of `shared_leaders`; the contested too.
    """
    led = _led_by_two(data, a, b, reading)
    return {person: led.when(person, a, b) for people in led.both(a, b) for person in people}


class _Held(NamedTuple):
    """When a role was held: as it is stated, and of the days that the reading looks at."""

    stated: Spell
    spell: Spell


_Roles = Mapping[str, Mapping[str, list[_Held]]]
"""Organization → person → when each of the roles was held."""


class _Led(NamedTuple):
    """Who led what when, under a reading."""

    reading: Reading
    counted: _Roles
    """The roles that count."""
    possible: _Roles
    """Those that are possible: others only where what is denied stays open."""
    whenever: bool
    """Whether any two roles go together."""

    def meeting(self, organizations: Iterable[str]) -> list[tuple[str, str]]:
        """Return the pairs of these organizations that a person may lead, in their order."""
        chosen = list(organizations)
        places_of: dict[str, list[int]] = defaultdict(list)
        for place, organization in enumerate(chosen):
            for person in self.possible.get(organization, ()):
                places_of[person].append(place)
        met = {pair for places in places_of.values() for pair in combinations(places, 2)}
        return [(chosen[a], chosen[b]) for a, b in sorted(met)]

    def both(self, a: str, b: str) -> tuple[list[str], list[str]]:
        """Return who leads both, and of whom that is contested."""
        shared = self._in_both(self.counted, a, b)
        if self.possible is self.counted:
            return sorted(shared), []
        return sorted(shared), sorted(self._in_both(self.possible, a, b) - shared)

    def _in_both(self, roles: _Roles, a: str, b: str) -> set[str]:
        people = roles[a].keys() & roles[b].keys()
        if self.whenever:
            return people
        return {person for person in people if self.pairs(roles, person, a, b)}

    def pairs(self, roles: _Roles, person: str, a: str, b: str) -> list[tuple[_Held, _Held]]:
        """Return the roles in both that go together, as the reading understands that."""
        fit = fits(self.reading)
        return [
            (one, other)
            for one, other in product(roles[a].get(person, ()), roles[b].get(person, ()))
            if fit(one.spell, other.spell)
        ]

    def same_day(self, people: Iterable[str], a: str, b: str) -> int:
        """Count the people who certainly led both on one day."""
        return sum(
            any(
                one.spell.surely_meets(other.spell)
                for one, other in product(self.counted[a][person], self.counted[b][person])
            )
            for person in people
        )

    def when(self, person: str, a: str, b: str) -> str:
        """Return when a person may have led both, in words."""
        counted = self.pairs(self.counted, person, a, b)
        pairs = counted or self.pairs(self.possible, person, a, b)
        return when_words((one.stated, other.stated) for one, other in pairs)


def _led(data: Dataset, reading: Reading, organizations: Iterable[str] | None = None) -> _Led:
    """Who led what; where only some organizations are asked for, of these alone."""
    return _led_by(
        data, counting(data, possible_leader_claims(data, reading, organizations), reading), reading
    )


def _led_by(data: Dataset, claims: pd.DataFrame, reading: Reading) -> _Led:
    """Who led what, by the claims that count."""
    asserts = claims["stance"] == "asserts"
    possible = counted = _roles(claims[asserts], reading)
    if reading.denials != "ignore" and not asserts.all():
        claims = claims.assign(period=claims["time"].map(PERIOD_OF))
        met = are_met(data, claims, _TIE, reading)
        counted = _roles(claims[asserts & ~met], reading)
    possible = possible if reading.denials == "unresolved" else counted
    return _Led(reading, counted, possible, _whenever(data, reading))


def _whenever(data: Dataset, reading: Reading) -> bool:
    """Tell whether any two roles go together."""
    return reading.together == "ignore" or (reading.together == "possible" and not data.dated)


def _led_by_two(data: Dataset, a: str, b: str, reading: Reading) -> _Led:
    """Who led what of two; which claims count but for whom is believed is found once."""

    def led() -> _Led:
        if reading.together != "possible":
            same = _led_by_two(data, a, b, replace(reading, together="possible"))
            return same._replace(reading=reading, whenever=_whenever(data, reading))
        check_reading(data, reading)
        anybody = replace(reading, believed=None, inferences=True, denials="ignore")

        def admitted() -> pd.DataFrame:
            return counting(data, possible_leader_claims(data, anybody, [a, b]), anybody)

        # What is known on each of many days is asked for once, and would take gigabytes.
        once = reading.known_by is not None
        claims = admitted() if once else data.once(("pair", a, b, anybody), admitted)
        return _led_by(data, claims[is_believed(data, claims, reading)], reading)

    return data.once(("led", a, b, reading), led)


def _roles(claims: pd.DataFrame, reading: Reading) -> _Roles:
    asked = spell_of(reading.at or "")
    found: dict[str, dict[str, list[_Held]]] = defaultdict(dict)
    columns = ["organization", "person", "valid", "said_on"]
    rows = dict.fromkeys(zip(*(claims[column].tolist() for column in columns), strict=True))
    for organization, person, valid, said_on in rows:
        stated = spell_of(valid, said_on)
        held = _Held(stated, stated.within(asked) if reading.at else stated)
        found[organization].setdefault(person, []).append(held)
    return found


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
    "same_day": "int64",
    "when": "str",
}


def chosen_organizations(data: Dataset, chosen: str | Iterable[str] | None) -> list[str]:
    """Return the organizations asked for, each once, or all of the data.

    Parameters
    ----------
    data : Dataset
    chosen : str, iterable of str, or None
        Ids of organizations. None: all.

    Returns
    -------
    list of str
        Ids, in the order asked for.

    Raises
    ------
    ValueError
        With a suggestion, if one is unknown.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> chosen_organizations(data, ["kite-club", "chess-club", "kite-club"])
    ['kite-club', 'chess-club']
    >>> chosen_organizations(data, ["kite-clubs"])
    Traceback (most recent call last):
        ...
    ValueError: no organization 'kite-clubs': did you mean 'kite-club'?
    """
    known = data.who.of_kind("organization")
    if chosen is None:
        return known
    chosen = as_list(chosen)
    refuse_unknown("organization", chosen, known)
    return list(dict.fromkeys(chosen))


def leaders_by_organization(roles: pd.DataFrame) -> Mapping[str, set[str]]:
    """Return the people with a role in each organization; nobody in those that have none."""
    people = defaultdict(set)
    for organization, person in zip(
        roles["organization"].tolist(), roles["person"].tolist(), strict=True
    ):
        people[organization].add(person)
    return people


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else nan


def busiest_pair(data: Dataset) -> tuple[str, str]:
    """Return the pair of organizations with most possible shared leaders.

    Possible: at any time, in any wording, whoever denies it; inferences are not
    admitted. Ties go to the pair with most of them now, then to the first in the
    alphabet of ids.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    tuple of str and str
        Ids of two organizations.

    Raises
    ------
    ValueError
        If the data have fewer than two organizations.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> busiest_pair(load_dataset())
    ('haqqani-network', 'taliban')
    """
    organizations = sorted(chosen_organizations(data, None))
    if len(organizations) < 2:
        raise ValueError(f"a pair takes two organizations, and the data have {len(organizations)}")
    ever, now = (
        shared_counts(data, Reading(times=times, denials="ignore")) for times in (EVER, NOW)
    )
    most = max(ever.values(), default=0)
    busiest = [pair for pair, count in ever.items() if count == most]
    first = (organizations[0], organizations[1])
    return min(busiest, key=lambda pair: (-now[pair], pair), default=first)


def shared_counts(data: Dataset, reading: Reading) -> Counter[tuple[str, str]]:
    """Count the people who lead both of two organizations, of each two that share any.

    The ids of a pair are in the order of the alphabet. Who they are is not looked up: the head
    of 3,000 companies makes four million pairs.

    >>> from helpers.data import load_dataset
    >>> shared_counts(load_dataset(), Reading(times=EVER, denials="ignore"))["isis-k", "taliban"]
    0
    """
    led = _led(data, reading)
    organizations_of: dict[str, list[str]] = defaultdict(list)
    for organization in sorted(led.counted):
        for person in led.counted[organization]:
            organizations_of[person].append(organization)
    counts: Counter[tuple[str, str]] = Counter()
    for person, organizations in organizations_of.items():
        pairs = combinations(organizations, 2)
        counts.update(
            pairs
            if led.whenever
            else (pair for pair in pairs if led.pairs(led.counted, person, *pair))
        )
    return counts
