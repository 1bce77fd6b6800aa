"""Five invented codings of the mystery, which differ in known ways: `python tests/codings.py`."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pandas as pd

from helpers.claims import locate_quotes, primary_claims
from helpers.data import MYSTERY, Dataset, anchor, load_dataset, write_table

SEED = 1926  # with it, eve mistakes each of her three fields
AROUND = 12  # characters


def ann(data: Dataset) -> pd.DataFrame:
    """The reference."""
    return primary_claims(data)


def ben(data: Dataset) -> pd.DataFrame:
    """He misses every denial: all is asserted."""
    return ann(data).replace({"stance": {"denies": "asserts"}})


def cem(data: Dataset) -> pd.DataFrame:
    """His quotes begin and end one word late."""
    claims = ann(data)
    for row, place in locate_quotes(data, claims).iterrows():
        text = data.text(place["document_id"])
        start = re.compile(r"\S+\s+").match(text, place["start"]).end()
        end = re.compile(r"\W*\w+").match(text, place["end"]).end()
        claims.loc[row, ["quote", "quote_prefix", "quote_suffix"]] = [text[start:end], "", ""]
        if anchor(text, text[start:end]).status != "found":
            around = [text[start - AROUND : start], text[end : end + AROUND]]
            claims.loc[row, ["quote_prefix", "quote_suffix"]] = around
    return claims


def dora(data: Dataset) -> pd.DataFrame:
    """Whoever is quoted, she has the author speak."""
    return ann(data).assign(speaker="clementine-dray", via="")


def eve(data: Dataset) -> pd.DataFrame:
    """She is careless: of ten rows she forgets one, of six cells she mistakes one."""
    dice = random.Random(SEED)
    claims = ann(data)
    claims = claims[[dice.random() > 0.1 for _ in range(len(claims))]]
    values = {
        "stance": ("asserts", "denies"),
        "time": ("current", "former", "future", "unspecified"),
        "certainty": ("certain", "probable", "possible", "unstated"),
    }
    for field, allowed in values.items():
        claims[field] = [
            dice.choice(allowed) if dice.random() < 1 / 6 else cell for cell in claims[field]
        ]
    return claims


CODERS = (ann, ben, cem, dora, eve)


def write(folder: Path) -> None:
    """Write each coding as a CSV file."""
    data = load_dataset(MYSTERY)
    for coder in CODERS:
        write_table(coder(data).drop(columns="note"), folder / f"{coder.__name__}.csv")


if __name__ == "__main__":
    write(MYSTERY / "codings")
