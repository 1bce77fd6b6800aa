"""How long it takes to write claims in each format, and to read them back.

``python -m tests.benchmarks.formats [CLAIMS]`` measures all of them, each in a process of its
own, and writes ``formats.md`` beside this file; a third word names one format alone.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers import Dataset, convert, load_dataset, save_dataset
from helpers.data.quotes import anchor

from .measure import HERE, in_a_process, time_and_memory
from .several_texts import generated

CLAIMS, DOCUMENTS = 20_000, 4


class Format(NamedTuple):
    """A format: what is written into the scratch folder, and what reads it."""

    file: str
    write: Callable[[Dataset, Path], object]
    read: Callable[[Path, Dataset], Dataset | list[Dataset]]


FORMATS = {
    "folder of CSV files": Format("folder", save_dataset, lambda path, data: load_dataset(path)),
    "workbook": Format("book.xlsx", save_dataset, lambda path, data: load_dataset(path)),
    "data package": Format("package", convert.write_package, lambda path, data: load_dataset(path)),
    "FollowTheMoney": Format(
        "claims.ftm.json",
        lambda data, path: convert.write_ftm(data, path, contested="mark"),
        lambda path, data: convert.from_ftm(path),
    ),
    "GraphML": Format(
        "graph.graphml",
        convert.write_graphml,
        lambda path, data: convert.from_graphml(path),
    ),
    "Web Annotations": Format(
        "annotations.json",
        convert.write_web_annotations,
        convert.from_web_annotations,
    ),
    "brat": Format("brat", convert.write_brat, lambda path, data: brat(path)),
    "table, one row a claim": Format(
        "table.csv",
        lambda data, path: table(data).to_csv(path, index=False),
        lambda path, data: convert.from_table(
            convert.read_spreadsheet(path),
            person="subject",
            organization="object",
            source="speaker",
            stance="stance",
            quote="quote",
            url="document_id",
        ),
    ),
}


def table(data: Dataset) -> pd.DataFrame:
    return data["claims"][["subject", "object", "speaker", "stance", "quote", "document_id"]]


def brat(folder: Path) -> list[Dataset]:
    """Each text is a file of its own."""
    return [convert.from_brat(file) for file in sorted(folder.glob("*.ann"))]


def claims_of(found: Dataset | list[Dataset]) -> int:
    """How many claims came back."""
    return sum(len(data["claims"]) for data in ([found] if isinstance(found, Dataset) else found))


def main(claims: str, name: str) -> None:
    data = generated(DOCUMENTS, int(claims))
    one = FORMATS[name]
    with tempfile.TemporaryDirectory() as folder:
        places: list[Path] = []

        def write() -> object:
            places.append(Path(folder, f"{len(places)}-{one.file}"))
            return one.write(data, places[-1])

        written, _ = time_and_memory(write)

        def read_anew() -> Dataset | list[Dataset]:
            anchor.cache_clear()  # each time as if it were the first
            return one.read(places[-1], data)

        read, found = time_and_memory(read_anew)
        sizes = [file.stat().st_size for file in _files(places[-1])]
    print(
        json.dumps(
            {"write": written, "read": read, "bytes": sum(sizes), "claims": claims_of(found)}
        )
    )


def _files(place: Path) -> list[Path]:
    return [file for file in place.rglob("*") if file.is_file()] if place.is_dir() else [place]


def page(claims: int) -> str:
    rows = []
    for name in FORMATS:
        spent = in_a_process("formats", claims, name)
        write, read = spent["write"], spent["read"]
        rows.append(
            f"| {name} | {write['seconds']:.2f} | {read['seconds']:.2f} "
            f"| {write['memory'] or 0:.0f} | {read['memory'] or 0:.0f} "
            f"| {spent['bytes'] / 1e6:.1f} | {spent['claims']:,} |"
        )
    return "\n".join(
        [
            "# What it costs to write and to read claims",
            "",
            f"{claims:,} claims with quotes from {DOCUMENTS} texts, written and read back with all checks.",
            "Memory is MB over the input. FollowTheMoney has no denials and no quotes: the other",
            "claims are listed, one by one.",
            "",
            "| format | write, seconds | read, seconds | write, MB | read, MB "
            "| MB on disk | claims read |",
            "| --- | --: | --: | --: | --: | --: | --: |",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(*sys.argv[1:3])
    else:
        text = page(int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS)
        (HERE / "formats.md").write_text(text, encoding="utf-8")
        print(text)
