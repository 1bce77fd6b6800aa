"""What a format does not hold, claim by claim.

>>> lost_table([("c1", "claim", "a denial")])["reason"].tolist()
['a denial']
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def lost_table(rows: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """Return what a format does not hold, as the functions that write it do."""
    return pd.DataFrame(list(rows), columns=["claim_id", "lost", "reason"], dtype="str")
