"""Change one thing in the helpers at a time, and see that a test notices (mutmut).

``python tests/mutants.py [MODULE ...]`` (``make mutants``). A mutant that
survives is either listed in ``tests/equivalent-mutants.tsv``, with the reason
why no test could tell it from the original, or a hole in the tests: then the
exit code is not zero.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EQUIVALENT = ROOT / "tests" / "equivalent-mutants.tsv"


def mutmut(*arguments: str) -> str:
    """Run mutmut and return what it prints."""
    done = subprocess.run([sys.executable, "-m", "mutmut", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout


def survivors() -> list[str]:
    """Return the names of the mutants that no test noticed."""
    lines = [line.strip().split(": ") for line in mutmut("results").splitlines() if ": " in line]
    return [name for name, state in lines if state in ("survived", "no tests", "suspicious")]


def change(name: str) -> tuple[str, str, str]:
    """Return the function that a mutant changes, the line as it was and as it is."""
    diff = mutmut("show", name).splitlines()
    lines = {sign: " ".join(line[1:].strip() for line in diff if line.startswith(sign) and not line.startswith(sign * 3)) for sign in "-+"}
    return name.rpartition("__mutmut_")[0], lines["-"], lines["+"]


def main(modules: list[str]) -> int:
    print(mutmut("run", *[f"helpers.{module}*" for module in modules]).splitlines()[-1])
    with EQUIVALENT.open(encoding="utf-8", newline="") as handle:
        known = {(row["function"], row["before"], row["after"]) for row in csv.DictReader(handle, delimiter="\t")}
    holes = [found for found in map(change, survivors()) if found not in known]
    for function, before, after in holes:
        print(f"{function}\n  - {before}\n  + {after}")
    print(f"{len(holes)} mutants survive and are not listed as equivalent")
    return min(len(holes), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
