"""People with significant control, as Companies House publishes them: a line for each.

The dates are those on which the register was told. A company is known by its number only. A person
has another id at each company, so the file does not say which entries are one person. Companies and
states that control others are not people. Read them as a second table, and name them in kinds.
"""

import pandas as pd

from helpers import convert

lines = pd.read_json("psc.jsonl", lines=True, dtype=False)
rows = pd.json_normalize(lines["data"].tolist())
rows = rows.assign(company=lines["company_number"])
people = rows[rows["kind"].str.startswith("individual-")]
data = convert.from_table(
    people.assign(control=people["natures_of_control"].str.join(", ")),
    person="name",
    organization="company",
    person_id="links.self",
    role="control",
    start="notified_on",
    end="ceased_on",
    relation="has_significant_control_of",
    default_source="Companies House",
)
