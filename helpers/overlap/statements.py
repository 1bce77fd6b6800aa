"""Statements: what matters of the claims about who leads two organizations, and when.

>>> from helpers.data import load_dataset
>>> from helpers.claims import leader_claims
>>> claims = leader_claims(load_dataset(), Reading())
>>> [one.role.person for one in statements(claims, Reading())][:1]
['sirajuddin-haqqani']
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.claims import Reading
from helpers.codebook import Spell, spell_of


class Role(NamedTuple):
    """A tie of a person to an organization, and when it is said to have held."""

    person: str
    relation: str
    organization: str
    period: str
    stated: Spell


class Statement(NamedTuple):
    """What matters of one claim."""

    role: Role
    stance: str
    support: frozenset[str]
    spell: Spell
    """When the role held, of the days that the reading looks at."""


def statements(claims: pd.DataFrame, reading: Reading) -> list[Statement]:
    """Return what matters of leader claims, as `helpers.claims.leader_claims` returns them."""
    asked = None if reading.at is None else spell_of(reading.at)
    tie = [claims[column].tolist() for column in ("person", "relation", "organization", "period")]
    said = [claims[column].tolist() for column in ("stance", "support", "valid", "said_on")]
    found = []
    rows = zip(*tie, *said, strict=True)
    for person, relation, organization, period, stance, support, valid, said_on in rows:
        stated = spell_of(valid, said_on)
        role = Role(person, relation, organization, period, stated)
        spell = stated if asked is None else stated.within(asked)
        found.append(Statement(role, stance, support, spell))
    return found


def fits(reading: Reading) -> Callable[[Spell, Spell], bool]:
    """Return what tells whether two spells are at one time, as a reading understands that.

    >>> one, other = spell_of("1998/2003"), spell_of("2003/2005")
    >>> [fits(Reading(together=how))(one, other) for how in ("possible", "certain", "ignore")]
    [True, False, True]
    """
    return {
        "possible": Spell.meets,
        "certain": Spell.surely_meets,
        "ignore": lambda one, other: True,
    }[reading.together]


def denies(denial: Statement, assertion: Statement, reading: Reading) -> bool:
    """Tell whether a denial meets an assertion on the same tie.

    See `helpers.claims.are_met`, which does the same for many.
    """
    period = denial.role.period == assertion.role.period
    if reading.at is not None:
        period = period or (denial.role.stated.dated and assertion.role.stated.dated)
    return period and denial.spell.meets(assertion.spell)


class Roles(NamedTuple):
    """The roles of one person in two organizations that go together, and the statements on each."""

    fitting: list[tuple[Role, Role]]
    assertions: dict[Role, list[Statement]]
    denials: dict[Role, list[Statement]]


def roles_of_both(said: Iterable[Statement], b: str, reading: Reading) -> dict[str, Roles]:
    """Return, for each person with roles in both that go together, these roles.

    Parameters
    ----------
    said : iterable of Statement
        On two organizations.
    b : str
        The second of them.
    reading : Reading
        It says what goes together.
    """
    asserted: dict[str, dict[Role, list[Statement]]] = defaultdict(dict)
    denied: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for one in said:
        if one.stance == "asserts":
            asserted[one.role.person].setdefault(one.role, []).append(one)
        else:
            denied[one.role[:3]].append(one)
    found = {}
    for person, roles in asserted.items():
        fitting = _fitting(roles, b, reading)
        if fitting:
            mattering = {role: roles[role] for pair in zip(*fitting, strict=True) for role in pair}
            denials = {
                role: [
                    one for one in denied.get(role[:3], ()) if denies(one, assertions[0], reading)
                ]
                for role, assertions in mattering.items()
            }
            found[person] = Roles(fitting, mattering, denials)
    return found


def _fitting(
    roles: dict[Role, list[Statement]], b: str, reading: Reading
) -> list[tuple[Role, Role]]:
    """The roles to the one organization with those to the other that go with them."""
    fit = fits(reading)
    sides: tuple[list[Role], list[Role]] = ([], [])
    for role in roles:
        sides[role.organization == b].append(role)
    return [
        (one, other)
        for one, other in product(*sides)
        if fit(roles[one][0].spell, roles[other][0].spell)
    ]


def mattering(said: Sequence[Statement], b: str, reading: Reading) -> np.ndarray:
    """Tell of each statement on two organizations whether it can matter.

    They are the assertions that, with another, give somebody a role in both, and the denials
    that meet one of them.
    """
    matter = set()
    for roles in roles_of_both(said, b, reading).values():
        for statements_of in (*roles.assertions.values(), *roles.denials.values()):
            matter |= {id(one) for one in statements_of}
    return np.array([id(one) in matter for one in said], dtype=bool)


def when_words(pairs: Iterable[tuple[Spell, Spell]]) -> str:
    """Return when two roles may have been held at one time, in words.

    Where somebody dates both roles, what others leave without a date says no more.

    Parameters
    ----------
    pairs : iterable of pairs of Spell
        Spells of the one role and of the other that go together.

    Examples
    --------
    >>> when_words([(spell_of("1985/1995"), spell_of("1981/1990"))])
    'from 1985 to 1990'
    >>> when_words([(spell_of("1998/2003"), spell_of("2003/2005"))])
    'possibly in 2003'
    >>> when_words([(spell_of("1998/2003"), spell_of(""))])
    'nobody says when'
    >>> when_words([(spell_of("1998/2000"), spell_of("2003/2005"))])
    'at different times'
    """
    pairs = list(pairs)
    dated = [pair for pair in pairs if pair[0].dated and pair[1].dated]
    at_once = [one.common(other) for one, other in dated if one.meets(other)]
    if not at_once:
        return "at different times" if len(dated) == len(pairs) else "nobody says when"
    return " and ".join(
        f"{'' if spell.sure and spell.dated else 'possibly '}{at_what_time(spell)}"
        for spell in merged_spells(at_once)
    )


def at_what_time(spell: Spell) -> str:
    """Return a spell in words; one that several make together can have no end at all.

    >>> at_what_time(spell_of("../2001").joined(spell_of("2000/..")))
    'at any time'
    """
    return spell.words() or "at any time"


def merged_spells(spells: Iterable[Spell]) -> Iterator[Spell]:
    """Yield spells in order of time, those that overlap made one."""
    before: Spell | None = None
    for spell in sorted(spells):
        if before is None:
            before = spell
        elif spell.first <= before.last:
            before = before.joined(spell)
        else:
            yield before
            before = spell
    if before is not None:
        yield before
