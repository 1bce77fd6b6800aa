"""Generated documents whose claims quote and take back each other."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pandas as pd

from helpers import Dataset

DOCUMENTS, CLAIMS, PEOPLE = 200, 20_000, 400


def generated(
    documents: int = DOCUMENTS, number: int = CLAIMS, seed: int = 1, people: int = PEOPLE
) -> Dataset:
    """Documents one day after another, each the text of one source, with quotations of others."""
    random = Random(seed)
    days = [(date(1900, 1, 1) + timedelta(n)).isoformat() for n in range(documents)]
    rows, texts = [], {}
    for n in range(documents):
        lines = []
        for k in range(number // documents):
            quoted = random.randrange(n) if n and random.random() < 0.5 else n
            person, body = random.randrange(people), random.choice("AB")
            words = f"person {person} {random.choice(['leads', 'perhaps leads'])} {body}"
            rows.append(
                {
                    "claim_id": f"k{n}-{k}",
                    "document_id": f"d{n}",
                    "quote": f"{k:04}: “{words}”",
                    "speaker": f"s{quoted}",
                    "via": f"s{n}" if quoted != n else "",
                    "stance": random.choice(["asserts", "asserts", "denies"]),
                    "subject": f"p{person}",
                    "relation": "leads",
                    "object": body,
                    "hedge": "perhaps" if "perhaps" in words else "",
                }
            )
            lines.append(rows[-1]["quote"])
        texts[f"d{n}"] = "\n".join(lines)
    persons = [{"entity_id": f"p{n}", "kind": "person"} for n in range(people)]
    bodies = [{"entity_id": one, "kind": "organization"} for one in "AB"]
    leads = {"relation": "leads", "kind": "leadership", "counts_for_overlap": "yes"}
    tables = {
        "documents": [
            {"document_id": f"d{n}", "file": f"d{n}.txt", "published": day, "source": f"s{n}"}
            for n, day in enumerate(days)
        ],
        "sources": [{"source_id": f"s{n}", "kind": "other"} for n in range(documents)],
        "entities": persons + bodies,
        "relations": [leads],
        "claims": rows,
    }
    frames = {name: _frame(records) for name, records in tables.items()}
    return Dataset(frames, texts, "generated")


def _frame(records: list[dict[str, str]]) -> pd.DataFrame:
    index = pd.RangeIndex(2, len(records) + 2, name="row")
    return pd.DataFrame(records, index=index).fillna("").astype("str")
