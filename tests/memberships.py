"""Who belongs to what, and how many people each two share, as the definition says."""

from __future__ import annotations

import random
from itertools import combinations

ORDINARY = [
    ("ada", "chess"),
    ("ada", "kites"),
    ("bo", "kites"),
    ("bo", "chess"),
    ("cy", "kites"),
    ("cy", "zither"),
]


def crowd(rows: int = 2_000, seed: int = 0) -> list[tuple[str, str]]:
    """A few large organizations and many small ones; rows repeat."""
    chance = random.Random(seed)
    return [
        (f"p{int(rows / 8 * chance.random() ** 1.5)}", f"o{int(rows / 40 * chance.random() ** 2)}")
        for _ in range(rows)
    ]


CASES = {
    "ordinary": ORDINARY,
    "repeated rows": [*ORDINARY, *ORDINARY, ORDINARY[0]],
    "missing values": [
        *ORDINARY,
        (None, "kites"),
        (None, "zither"),
        ("ada", None),
        ("dee", None),
        (None, None),
    ],
    "isolates": [*ORDINARY, ("eve", "alone"), ("fay", "by itself")],
    "blank is a name too": [*ORDINARY, ("", "chess"), ("", ""), ("ada", "")],
    "order of characters, not of a language": [
        ("ada", "b"),
        ("ada", "B"),
        ("ada", "a"),
        ("ada", "é"),
        ("ada", "حقانی"),
        ("ada", "𐍈"),
        ("ada", "10"),
        ("ada", "9"),
    ],
    "one organization": [("ada", "chess"), ("bo", "chess")],
    "nothing shared": [("ada", "chess"), ("bo", "kites")],
    "no rows": [],
    "nothing but missing values": [(None, None), (None, "kites")],
    "a crowd": crowd(),
}


def shared_pairs(rows: list[tuple], top: int | None = None) -> list[tuple]:
    """Return organization_a, organization_b, shared, size_a, size_b, jaccard.

    Overlap_coefficient of each pair.
    """
    members: dict[str, set[str]] = {}
    for person, organization in rows:
        if person is not None and organization is not None:
            members.setdefault(organization, set()).add(person)
    pairs = []
    for a, b in combinations(sorted(members), 2):
        if shared := len(members[a] & members[b]):
            sizes = len(members[a]), len(members[b])
            pairs.append(
                (a, b, shared, *sizes, shared / len(members[a] | members[b]), shared / min(sizes))
            )
    return (
        pairs if top is None else sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))[:top]
    )
