"""Flip one random cell of the article's tables in a copy of the repository.

And see the tests turn red.

``python tests/flip.py [SEEDS]`` (``make flip``). A flip that stays green is a
hole: a cell that no notebook shows and no test looks at. The exit code counts
them.

The notebooks judge first. Tests that judge no cell are left out: those marked slow, and those
of the browser.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLES = (
    "claims",
    "claims",
    "claims",
    "claims",
    "sources",
    "entities",
    "relations",
    "passages",
    "documents",
    "hypotheses",
    "assessments",
)
WORKERS = 2


def flip(folder: Path, seed: int) -> str:
    """Change one cell of a table, and say which."""
    chance = random.Random(seed)
    table = chance.choice(TABLES)
    file = folder / "data" / "haqqani-2021" / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as handle:
        header, *rows = csv.reader(handle)
    row, column = chance.randrange(len(rows)), chance.randrange(len(header))
    old = rows[row][column]
    others = sorted({r[column] for r in rows} - {old})
    new = chance.choice(others) if others and chance.random() < 0.8 else old + " changed"
    rows[row][column] = new
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *rows])
    return f"{table}.csv, row {row + 2}, {header[column]}: {old[:40]!r} → {new[:40]!r}"


def copy(folder: Path) -> None:
    """Copy what git knows of the repository."""
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in names.stdout.splitlines():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)


def suite(folder: Path) -> subprocess.CompletedProcess:
    """Run what judges the data of a copy, the notebooks first, up to the first failure."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [
        sys.executable,
        "-m",
        "helpers.run",
        "--module",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow",
        "--ignore=tests/browser",
        "notebooks",
        "tests",
    ]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def trial(seed: int | None) -> tuple[str, bool, str]:
    """Return what was flipped, whether the suite turned red, and its last line."""
    with tempfile.TemporaryDirectory(prefix="flip-") as place:
        folder = Path(place)
        copy(folder)
        what = "nothing" if seed is None else flip(folder, seed)
        done = suite(folder)
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return (
            what,
            done.returncode != 0,
            (failed or done.stdout.splitlines()[-1:] or [done.stderr[-200:]])[0][:110],
        )


def main(seeds: int) -> int:
    what, red, line = trial(None)
    if red:
        sys.exit(f"the suite is red before anything was flipped: {line}")
    holes = 0
    with ThreadPoolExecutor(WORKERS) as pool:
        for seed, (what, red, line) in enumerate(pool.map(trial, range(seeds))):
            holes += not red
            print(f"{seed:3} {'red' if red else 'STAYED GREEN'}: {what} | {line}", flush=True)
    print(f"{seeds - holes} of {seeds} flips turned the suite red")
    return holes


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
