"""Tables in few words, for many tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.data.dataset import Dataset, check_dataset


def tuples(problems):
    """Problems as tuples; where a whole file is meant, the row is None."""
    problems = problems.astype(object)
    return list(problems.where(problems.notna(), None).itertuples(index=False))


def said(path):
    """What the checks say of a folder or a workbook, as tuples."""
    return tuples(check_dataset(path))


def few(
    claims: Sequence[str],
    columns: str,
    sources: Sequence[Mapping[str, str]] = ({"source_id": "s"},),
    entities: Sequence[Mapping[str, str]] = (),
    relations: Sequence[Mapping[str, str]] = ({"relation": "leads", "counts_for_overlap": "yes"},),
) -> Dataset:
    """A dataset whose claims are told in few words: the cells of some columns, between blanks."""
    usual = {"speaker": "s", "stance": "asserts", "relation": "leads"}
    rows = [
        {"claim_id": f"k{number}"} | usual | dict(zip(columns.split(), claim.split(), strict=False))
        for number, claim in enumerate(claims)
    ]
    tables = {"claims": rows, "sources": sources, "entities": entities, "relations": relations}
    return Dataset({name: pd.DataFrame(list(some)) for name, some in tables.items()}, {}, "few")
