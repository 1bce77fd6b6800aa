"""STIX 2.1: relationships of people and groups. Each external reference is a source.

Relationships that were revoked are left out.
"""

import json
from pathlib import Path

import pandas as pd

from helpers import convert

objects = json.loads(Path("stix.json").read_text(encoding="utf-8"))["objects"]
names = {one["id"]: one["name"] for one in objects if "name" in one}
rows = pd.DataFrame(
    [one for one in objects if one["type"] == "relationship" and not one.get("revoked")]
)
said = rows["external_references"]
rows["said_by"] = [[one["source_name"] for one in references] for references in said]
rows["url"] = [[one.get("url", "") for one in references] for references in said]
data = convert.from_table(
    rows.assign(
        person=rows["source_ref"].map(names),
        group=rows["target_ref"].map(names),
        start=rows["start_time"].str[:10],
        stop=rows["stop_time"].str[:10],
    ),
    person="person",
    organization="group",
    person_id="source_ref",
    organization_id="target_ref",
    role="relationship_type",
    source="said_by",
    url="url",
    start="start",
    end="stop",
    note="description",
    relation={"leads": "leads", "member-of": "member_of"},
)
