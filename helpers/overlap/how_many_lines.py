"""On how many independent lines of evidence the roles behind an overlap stand, in sentences.

>>> from helpers import MYSTERY, load_dataset
>>> evidence_words(load_dataset(MYSTERY), "chess-club", "kite-club")[0]
'Barnaby Rook sits on the committee of Chess Club: asserted by 1 claim; denied by 1 claim.'
"""

from __future__ import annotations

from helpers.claims import Reading, evidence_table, in_brackets, leader_claims, one_way_round
from helpers.codebook import noun_of
from helpers.data import LEVELS, Dataset
from helpers.overlap.who_leads import shared_people

_STANCES = {"asserts": "asserted by", "denies": "denied by"}


def evidence_words(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> list[str]:
    """Say of each role of those who lead both how many claims and independent lines it has.

    Claims that share a speaker or a relay are one line: see `helpers.claims.evidence_table`.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    list of str
        A sentence for each role, in the order of its first assertion; none where nobody is
        shared or contested. Lines are those of speakers; where institutions or governments
        make fewer, their lines are in brackets.

    Raises
    ------
    ValueError
        If `a` or `b` is no organization, if they are the same, or if the reading does not fit
        the data.

    Examples
    --------
    >>> from helpers.data import ARTICLE, load_dataset
    >>> data = load_dataset(ARTICLE.with_name("harbour-papers"))
    >>> print(evidence_words(data, "harbour-watch", "lamp-office")[0])
    Mira Vane leads Lamp Office: asserted by 4 claims on 2 independent lines; denied by 1 claim.
    """
    people = [person for some in shared_people(data, a, b, reading) for person in some]
    if not people:
        return []
    said = one_way_round(data, leader_claims(data, reading))  # its ends as in the table
    said = said[said["person"].isin(people) & said["organization"].isin([a, b])]
    proposition = ["subject", "relation", "object"]
    roles = said[[*proposition, "person", "organization"]].drop_duplicates()
    found = evidence_table(data, reading).merge(roles, on=proposition)
    role = ["person", "relation", "organization", "period"]
    return [
        f"{_role(data, *key)}: {'; '.join(map(_side, sides.to_dict('records')))}."
        for key, sides in found.sort_values("stance", kind="stable").groupby(role, sort=False)
    ]


def _role(data: Dataset, person: str, relation: str, organization: str, period: str) -> str:
    names = data.who.entities
    tie = f"{names[person]} {data.who.relations[relation]} {names[organization]}"
    return tie + in_brackets(period)


def _side(row: dict[str, str | int]) -> str:
    """How many claims of one stance, and on how many lines, if that is not plain."""
    claims, lines = int(row["claims"]), int(row["speaker"])
    said = f"{_STANCES[str(row['stance'])]} {claims} {noun_of(claims, 'claim')}"
    if claims == 1:
        return said
    fewer = [f"{level}s: {row[level]}" for level in LEVELS if int(row[level]) < lines]
    brackets = f" ({', '.join(fewer)})" if fewer else ""
    return f"{said} on {lines} independent {noun_of(lines, 'line')}{brackets}"
