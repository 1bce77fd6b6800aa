"""Who leads both of two among thousands of organizations: all pairs, and those that share.

``python -m tests.benchmarks.sharing`` measures each method in a process of its own, and writes
``sharing.md`` beside this file; with METHOD ORGANIZATIONS it is that process, and prints JSON.
"""

from __future__ import annotations

import json
import random

import pandas as pd

from helpers.data.dataset import Dataset
from helpers.overlap.who_leads import shared_leaders

from .measure import in_a_process, one_or_all, time_and_memory

SIZES = (500, 2_000, 4_000)
MOST_FOR_EVERY_PAIR = 2_000
"""Organizations beyond which a row for every pair takes gigabytes."""

METHODS = {
    "`shared_leaders`, `sharing=True`": lambda data: shared_leaders(data, sharing=True),
    "`shared_leaders`, every pair": shared_leaders,
}


def wide(organizations: int, seed: int = 0) -> Dataset:
    """Invent organizations of three claims each, on twice as many people."""
    chance, people = random.Random(seed), 2 * organizations
    claims = [
        {
            "claim_id": f"k{number}",
            "speaker": f"s{number % 7}",
            "stance": "asserts" if number % 50 else "denies",
            "subject": f"p{chance.randrange(people)}",
            "relation": "leads",
            "object": f"o{number % organizations}",
            "valid": "",
        }
        for number in range(3 * organizations)
    ]
    entities = [{"entity_id": f"p{number}", "kind": "person"} for number in range(people)]
    entities += [
        {"entity_id": f"o{number}", "kind": "organization"} for number in range(organizations)
    ]
    rows = pd.RangeIndex(2, len(claims) + 2, name="row")
    tables = {
        "claims": pd.DataFrame(claims).set_axis(rows),
        "entities": pd.DataFrame(entities),
        "sources": pd.DataFrame([{"source_id": f"s{number}"} for number in range(7)]),
        "relations": pd.DataFrame([{"relation": "leads", "counts_for_overlap": "yes"}]),
    }
    return Dataset(tables, {}, "wide")


def main(method: str, organizations: str) -> None:
    data = wide(int(organizations))
    spent, found = time_and_memory(lambda: METHODS[method](data))
    share = (found["shared"] > 0) | (found["contested"] > 0)
    print(json.dumps(spent | {"summary": [int(share.sum()), int(found["shared"].sum())]}))


def page() -> str:
    rows = []
    for size in SIZES:
        cells = []
        for method in METHODS:
            if size > MOST_FOR_EVERY_PAIR and "every" in method:
                cells.append("–")
                continue
            spent = in_a_process("sharing", method, size)
            memory = "–" if spent["memory"] is None else f"{spent['memory']:,.0f}"
            cells.append(f"{spent['seconds']:.3g} s, {memory} MB")
        rows.append(f"| {size:,} | {size * (size - 1) // 2:,} | {' | '.join(cells)} |")
    return "\n".join(
        [
            "# What it costs to look only at pairs that share somebody",
            "",
            "Organizations of three claims each. Memory is over the input. – was not tried.",
            "",
            f"| organizations | pairs | {' | '.join(METHODS)} |",
            "| --: | --: | --: | --: |",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    one_or_all(main, page, "sharing.md")
