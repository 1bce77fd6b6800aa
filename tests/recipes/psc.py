"""People with significant control, as Companies House publishes them: a line for each.

The dates are those on which the register was told. A company has its number alone, and a person
another id at every company: that two are one, nobody says. Companies and states that control others
are not people, and need a second table, with kinds=.
"""

import pandas as pd

from helpers import convert

lines = pd.read_json("psc.jsonl", lines=True, dtype=False)
rows = pd.json_normalize(lines["data"].tolist()).assign(company=lines["company_number"])
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
