"""JSON with lists inside: each club has its members."""

import json
from pathlib import Path

import pandas as pd

from helpers import convert

clubs = json.loads(Path("lists.json").read_text(encoding="utf-8"))
rows = pd.json_normalize(clubs, "members", ["club", "source"])
data = convert.from_table(
    rows, person="name", organization="club", role="post", start="since", source="source"
)
