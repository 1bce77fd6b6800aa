"""How long the agreement of a class takes: ``python -m tests.benchmarks.coders [UNITS]``."""

from __future__ import annotations

import sys
import time

import numpy as np

from helpers.claims import agreement
from helpers.claims.coders import FIELDS
from helpers.data import Dataset, complete_table

CODERS = 5


def main(units: int) -> None:
    """Five coders, each of whom mistakes one cell of ten."""
    import pandas as pd

    draw = np.random.default_rng(1)
    quotes = [f"Sentence number {one} says something." for one in range(units)]
    rows = {f: [f"{f}-{v}" for v in draw.integers(0, 300, units)] for f in FIELDS if f != "quote"}
    claims = pd.DataFrame({"quote": quotes, "document_id": "d", **rows, "via": ""}, dtype="str")
    claims["claim_id"] = [f"k{one}" for one in range(units)]
    data = Dataset({"claims": complete_table("claims", claims)}, {"d": " ".join(quotes)}, "large")
    codings = {}
    for coder in range(CODERS):
        other = claims.copy()
        for field in rows:
            wrong = draw.random(units) < 0.1
            other.loc[wrong, field] = f"other-{coder}" if field != "via" else ""
        codings[f"coder {coder}"] = other
    start = time.perf_counter()
    agreement(codings, data)
    seconds = time.perf_counter() - start
    print(f"{units:,} units, {CODERS} coders, {len(FIELDS)} fields: {seconds:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 2000)
