"""An answer of query.wikidata.org in JSON: positions held, with their dates.

Ask for the precision too (wikibase:timePrecision). Without it, the year 1998 arrives as 1998-01-01.
A date without a precision stands for an unknown value. It stays unknown.
"""

import json
from pathlib import Path

import pandas as pd

from helpers import convert

found = json.loads(Path("wikidata.json").read_text(encoding="utf-8"))["results"]["bindings"]
rows = pd.json_normalize(found).filter(regex=r"\.value$").fillna("")
rows.columns = [name.removesuffix(".value") for name in rows.columns]
length = {"9": 4, "10": 7, "11": 10}
for end in ("start", "end"):
    pairs = zip(rows[end], rows[f"{end}Precision"], strict=True)
    rows[end] = [date[: length[exact]] if exact else "?" if date else "" for date, exact in pairs]
data = convert.from_table(
    rows,
    person="personLabel",
    organization="bodyLabel",
    person_id="person",
    organization_id="body",
    role="role",
    start="start",
    end="end",
    default_source="Wikidata",
)
