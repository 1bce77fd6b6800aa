"""Who leads both of two among thousands of organizations: all pairs, and those that share.

``python -m tests.benchmarks.sharing METHOD ORGANIZATIONS``, in a process of its own, prints JSON.
"""

from __future__ import annotations

import json
import random
import sys

import pandas as pd

from helpers.data.dataset import Dataset
from helpers.overlap.who_leads import shared_leaders

from .measure import time_and_memory

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


if __name__ == "__main__":
    main(*sys.argv[1:])
