"""How long it takes to execute all notebooks, and to build their reading copy.

``python -m tests.benchmarks.running [CLAIMS]`` executes them on the article with kernels that are
forked and with kernels that are started anew, in turn, and on generated claims; it writes
``running.md`` beside this file.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from helpers import book, run, save_dataset
from helpers.book import kernels
from helpers.data import reading_once

from .measure import HERE, machine
from .several_texts import generated

CLAIMS, DOCUMENTS, TIMES = 20_000, 4, 3


def taken(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def executed() -> float:
    """Seconds to execute the notebooks on the article."""
    notebooks = book.read_notebooks(run.NOTEBOOKS)
    run.choose()
    with reading_once(run.ROOT / ".cache"):
        return taken(lambda: book.execute_all(notebooks, run.NOTEBOOKS))


def forked_and_anew() -> tuple[float, float]:
    """The least seconds with kernels that are forked, and with kernels that are started anew."""
    forked, anew = [], []
    for _ in range(TIMES):
        forked.append(executed())
        with patch.object(kernels, "FORKS", new=False):
            anew.append(executed())
    return min(forked), min(anew)


def whole_run(data: Path | None, build: Path) -> float:
    """Seconds of a run: notebooks and reading copy."""
    build.mkdir()
    with reading_once(run.ROOT / ".cache"):
        return taken(lambda: run.run(data, build=build))


def page(claims: int) -> str:
    run.stay_inside()
    forked, anew = forked_and_anew()
    with tempfile.TemporaryDirectory() as folder:
        article = whole_run(None, Path(folder, "article"))
        data = save_dataset(generated(DOCUMENTS, claims), Path(folder, "generated"))
        large = whole_run(data, Path(folder, "large"))
    return "\n".join(
        [
            "# What it costs to run everything",
            "",
            f"As many notebooks at once as there are processors. Of the article, the least of {TIMES}.",
            "",
            "| all notebooks, on the article | seconds | ratio |",
            "| --- | --: | --: |",
            f"| kernels forked from one process (Linux) | {forked:.1f} | 1 |",
            f"| kernels started anew | {anew:.1f} | {anew / forked:.2f} |",
            "",
            "| `make run`, with everything installed | seconds | ratio |",
            "| --- | --: | --: |",
            f"| the article | {article:.1f} | 1 |",
            f"| {claims:,} claims of {DOCUMENTS} texts, about one pair | {large:.1f} "
            f"| {large / article:.2f} |",
            "",
            machine("ipykernel", "nbclient", "sphinx"),
            "",
        ]
    )


if __name__ == "__main__":
    text = page(int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS)
    (HERE / "running.md").write_text(text, encoding="utf-8")
    print(text)
