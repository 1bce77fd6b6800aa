"""What it costs that dates count: the same claims with and without, and on a hundred days.

``python -m tests.benchmarks.dates [CLAIMS]`` writes ``dates.md``. Ratios are of one run.
"""

from __future__ import annotations

import random
import sys
from time import perf_counter

import pandas as pd

from helpers.claims.readings import EVER, Reading
from helpers.data.dataset import Dataset
from helpers.overlap.when import overlap_over_time
from helpers.overlap.who_leads import shared_leaders

from .measure import HERE

ORGANIZATIONS = 200
PAIR = "o1", "o2"
DAYS = 100


def register(claims: int, dated: bool, seed: int = 0) -> Dataset:
    """Roles of a third as many people in 200 organizations; one claim in fifty denies."""
    chance = random.Random(seed)
    rows = []
    for number in range(claims):
        year = chance.randrange(1950, 2020)
        start = f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        rows.append(
            {
                "claim_id": f"k{number}",
                "speaker": f"s{number % 7}",
                "stance": "asserts" if number % 50 else "denies",
                "subject": f"p{chance.randrange(claims // 3)}",
                "relation": "leads",
                "object": f"o{chance.randrange(ORGANIZATIONS)}",
                "valid": f"{start}/{year + chance.randrange(1, 9)}" if dated else "",
            }
        )
    people = [{"entity_id": f"p{number}", "kind": "person"} for number in range(claims // 3)]
    clubs = [{"entity_id": f"o{number}", "kind": "organization"} for number in range(ORGANIZATIONS)]
    tables = {
        "claims": pd.DataFrame(rows).set_axis(pd.RangeIndex(2, claims + 2, name="row")),
        "entities": pd.DataFrame(people + clubs),
        "sources": pd.DataFrame([{"source_id": f"s{number}"} for number in range(7)]),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    return Dataset(tables, {}, "register")


def seconds(action) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def measured(claims: int) -> dict[str, tuple[float, float]]:
    """What was asked → seconds without dates, and with."""
    plain, dated = register(claims, dated=False), register(claims, dated=True)
    ever = Reading(times=EVER)
    days = [Reading(at=f"{1950 + number % 70}-06-15") for number in range(DAYS)]
    asked = {
        "one pair, asked first": lambda data: shared_leaders(data, ever, PAIR),
        "one pair, asked again": lambda data: shared_leaders(data, ever, PAIR),
        f"all {ORGANIZATIONS * (ORGANIZATIONS - 1) // 2:,} pairs": lambda data: shared_leaders(
            data, ever
        ),
        f"one pair on each of {DAYS} days": lambda data: [
            shared_leaders(data, day, PAIR) for day in days
        ],
        "one pair over time": lambda data: overlap_over_time(data, *PAIR),
    }
    return {
        words: (seconds(lambda: action(plain)), seconds(lambda: action(dated)))  # noqa: B023  called at once
        for words, action in asked.items()
    }


def page(claims: int) -> str:
    rows = [
        f"| {words} | {plain:.2f} | {dated:.2f} | {dated / plain:.1f} |"
        for words, (plain, dated) in measured(claims).items()
    ]
    return "\n".join(
        [
            "# What it costs that dates count",
            "",
            f"{claims:,} claims on who leads {ORGANIZATIONS} organizations, with and without dates.",
            "The first question reads the dates; they are kept.",
            "",
            "| asked | seconds without dates | with dates | times |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    text = page(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    (HERE / "dates.md").write_text(text, encoding="utf-8")
    print(text)
