"""Beneficial ownership statements (BODS 0.4): who holds an interest in what.

If a record has several statements, the last one counts. In a closed record the role has ended.
"""

import json
from pathlib import Path

import pandas as pd

from helpers import convert

statements = pd.json_normalize(json.loads(Path("bods.json").read_text(encoding="utf-8")))
records = statements.drop_duplicates("recordId", keep="last").set_index("recordId")
full = records["recordDetails.names"].str[0].str.get("fullName")
names = records["recordDetails.name"].fillna(full)
ties = records[records["recordType"] == "relationship"].explode("recordDetails.interests")
held = pd.json_normalize(ties["recordDetails.interests"].tolist())
ends = ["recordDetails.interestedParty", "recordDetails.subject"]
rows = pd.concat([ties[[*ends, "recordStatus"]], held.set_index(ties.index)], axis=1)
data = convert.from_table(
    rows.assign(
        person=rows["recordDetails.interestedParty"].map(names),
        company=rows["recordDetails.subject"].map(names),
        time=rows["recordStatus"].map({"closed": "former"}),
    ),
    person="person",
    organization="company",
    person_id="recordDetails.interestedParty",
    organization_id="recordDetails.subject",
    role="type",
    start="startDate",
    end="endDate",
    time="time",
    relation="holds_interest_in",
    default_source="the register of owners",
)
