"""Change one thing in the helpers at a time, and see that a test notices (mutmut).

``python tests/mutants.py [FILE ...]`` (``make mutants``), as in ``overlap/games``. A mutant that
survives is either listed in ``tests/equivalent-mutants.tsv``, with the reason
why no test could tell it from the original, or a hole in the tests. A listed
one that no longer survives is out of date. Either makes the exit code 1.

Each module is run in a copy of the repository, with the test files that it is
judged by; mutmut has a place of its own under ``.cache/``.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from flip import copy

ROOT = Path(__file__).resolve().parents[1]
EQUIVALENT = ROOT / "tests" / "equivalent-mutants.tsv"
LOCK = ROOT / "tests" / "mutants.lock"

JUDGES = {
    "codebook/schema": ["codebook/test_schema"],
    "codebook/checks": ["codebook/test_checks", "data/test_broken_data"],
    "codebook/ids": ["codebook/test_ids", "data/test_broken_data"],
    "codebook/problems": [
        "codebook/test_problems",
        "codebook/test_checks",
        "data/test_broken_data",
    ],
    "codebook/spelling": ["codebook/test_problems", "codebook/test_checks"],
    "codebook/spells": ["codebook/test_spells"],
    "data/quotes": ["data/test_quotes", "data/test_texts"],
    "data/dataset": [
        "data/test_dataset",
        "data/test_sheets",
        "data/test_supposed",
        "data/test_broken_data",
    ],
    "data/saving": [
        "data/test_saving",
        "data/test_dataset",
        "data/test_sheets",
    ],
    "data/tables": ["data/test_tables", "data/test_derived_tables"],
    "data/texts": ["data/test_texts", "data/test_broken_data"],
    "data/kept": ["data/test_kept"],
    "claims/evidence": ["claims/test_several_texts"],
    "claims/originals": ["claims/test_several_texts"],
    "claims/quote_places": ["claims/test_quote_places"],
    "claims/readings": ["claims/test_readings", "overlap/test_dates", "overlap/test_oracle"],
    "claims/admitted": ["claims/test_admitted", "overlap/test_oracle"],
    "claims/how_ties_stand": ["claims/test_how_ties_stand", "overlap/test_oracle"],
    "claims/denials_met": ["overlap/test_dates", "claims/test_how_ties_stand"],
    "overlap/statements": ["overlap/test_dates", "overlap/test_who_leads"],
    "overlap/when": ["overlap/test_when", "overlap/test_dates"],
    "overlap/who_leads": [
        "overlap/test_who_leads",
        "overlap/test_lineage",
        "overlap/test_dates",
        "overlap/test_oracle",
    ],
    "overlap/games": ["overlap/test_games", "overlap/test_oracle"],
    "overlap/worlds": ["overlap/test_worlds", "overlap/test_oracle"],
    "overlap/whose_word": [
        "overlap/test_why_sets",
        "overlap/test_whose_word",
        "overlap/test_oracle",
    ],
    "overlap/how_far": ["overlap/test_how_far", "overlap/test_oracle"],
    "overlap/as_known": ["claims/test_several_texts"],
    "overlap/how_many_lines": ["claims/test_several_texts"],
    "overlap/any_frame": ["overlap/test_any_frame"],
    "overlap/chance": ["overlap/test_chance", "overlap/test_oracle"],
    "conflicts/any_frame": ["conflicts/test_any_frame"],
    "conflicts/conflicting": ["conflicts/test_conflicting", "conflicts/test_contradictions"],
    "conflicts/contested": ["conflicts/test_conflicting"],
    "conflicts/who_says_what": ["conflicts/test_who_says_what"],
    "conflicts/rules": ["conflicts/test_rules"],
    "conflicts/balance": ["conflicts/test_balance"],
    "conflicts/hypotheses": ["conflicts/test_hypotheses"],
}
"""File of the helpers → the test files that it is judged by. A mutant meets fast tests first.

And only those that reach its function. The examples in its docstrings judge it too.

Tests marked slow are left out: they take a hundred times as long, and what they find, an example
can show.
"""

SETTINGS = """
[tool.mutmut]
source_paths = ["helpers/{module}.py"]
also_copy = ["helpers", "data", "seeds", "tests", "README.md", "CITATION.cff", "Makefile"]
pytest_add_cli_args = ["-p", "_hypothesis_pytestplugin", "--hypothesis-profile", "mutants", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception", "-o", "addopts="]
pytest_add_cli_args_test_selection = {tests}
timeout_constant = 2.0
timeout_multiplier = 4.0
use_setproctitle = false
use_git_change_detection = false
"""

KILLED = (1, 3, 36, -24, 24, 152, 255)  # a test failed, pytest broke down, or the time was up


def dotted(file: str) -> str:
    """The module that a file of the helpers is."""
    return "helpers." + file.replace("/", ".")


class Change(NamedTuple):
    """What a mutant is: the function, its lines as they were, and as they are."""

    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.function}\n  - {self.before}\n  + {self.after}"


class Result(NamedTuple):
    """How the mutants of a module fared."""

    module: str
    mutants: int
    survivors: list[Change]
    holes: list[Change]
    stale: list[Change]

    def row(self) -> str:
        known = len(self.survivors) - len(self.holes)
        return (
            f"| {self.module} | {self.mutants} | {self.mutants - len(self.survivors)} | {known} |"
            f" {len(self.holes)} | {len(self.stale)} |"
        )


def tool() -> Path:
    """Install mutmut, once, in a folder that is named after its lock."""
    folder = ROOT / ".cache" / f"mutmut-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        uv = shutil.which("uv")
        install = (
            [uv, "pip", "install", "--python", sys.executable]
            if uv
            else [sys.executable, "-m", "pip", "--disable-pip-version-check", "install"]
        )
        subprocess.run(
            [*install, "--quiet", "--no-deps", "--require-hashes", "--target", folder, "-r", LOCK],
            check=True,
        )
        (folder / "ready").touch()
    return folder


def python(folder: Path, *arguments: str, module: str = "") -> str:
    """Run Python in a copy of the repository, with mutmut at hand, and return what it prints."""
    environment = os.environ | {
        "MUTATED_MODULE": module and dotted(module),
        "PYTHONPATH": str(tool()),
        "PYTHONHASHSEED": "0",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, env=environment
    )
    if done.returncode:
        raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
    return done.stdout


def read_equivalent() -> dict[Change, str]:
    """Return the mutants that no test can tell from the original, each with the reason."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as handle:
        return {
            Change(row["function"], row["before"], row["after"]): row["reason"]
            for row in csv.DictReader(handle, delimiter="\t")
        }


DIFFS = """
import json, sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
print(json.dumps({name: get_diff_for_mutant(name, path=sys.argv[1]) for name in sys.argv[2:]}))
"""
"""What ``mutmut show`` prints, of many mutants at once."""


def changes(folder: Path, module: str, names: list[str]) -> list[Change]:
    """Say what mutants of a module are."""
    diffs = json.loads(python(folder, "-c", DIFFS, f"helpers/{module}.py", *names))
    return [change(name, diff.splitlines()) for name, diff in diffs.items()]


def change(name: str, diff: list[str]) -> Change:
    """Say what a mutant is, from its diff."""
    lines = {
        sign: " ".join(
            line[1:].strip()
            for line in diff
            if line.startswith(sign) and not line.startswith(sign * 3)
        )
        for sign in "-+"
    }
    return Change(name.rpartition("__mutmut_")[0], lines["-"], lines["+"])


def only_guards(change: Change) -> bool:
    """Tell whether a mutant only lets a zip take what is of unequal length.

    What is zipped is of equal length by construction, so that no test can tell.
    """
    guard = ", strict=True"
    bare = change.before.replace(guard, "")
    guards = ("", ",", ", ", ", strict=None", ", strict=False")
    return guard in change.before and change.after in {
        change.before.replace(guard, other) for other in guards
    } | {bare}


def trial(module: str, known: dict[Change, str]) -> Result:
    """Try all mutants of a module in a copy of the repository."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        folder = Path(place)
        copy(folder)
        tests = [f"tests/{name}.py" for name in ["examples", *JUDGES[module]]]
        with (folder / "pyproject.toml").open("a", encoding="utf-8") as handle:
            handle.write(SETTINGS.format(module=module, tests=json.dumps(tests)))
        # Named by a pattern, so that mutmut first runs all the tests by their ids, unchanged: an id
        # that pytest
        # cannot read back (a backslash in it) would pass for a kill.
        python(
            folder,
            "-m",
            "mutmut",
            "run",
            "--max-children",
            str(os.cpu_count()),
            f"{dotted(module)}.*",
            module=module,
        )
        codes = json.loads(
            (folder / "mutants" / "helpers" / f"{module}.py.meta").read_text(encoding="utf-8")
        )["exit_code_by_key"]
        survivors = changes(
            folder, module, [name for name, code in codes.items() if code not in KILLED]
        )
    stale = [
        one
        for one in known
        if one.function.startswith(f"{dotted(module)}.") and one not in survivors
    ]
    return Result(
        module,
        len(codes),
        survivors,
        [one for one in survivors if one not in known and not only_guards(one)],
        stale,
    )


def main(modules: list[str]) -> int:
    if strange := sorted(set(modules) - set(JUDGES)):
        raise SystemExit(f"no module {', '.join(strange)} here; these are: {', '.join(JUDGES)}")
    known = read_equivalent()
    results = []
    for module in modules or JUDGES:
        results.append(trial(module, known))
        for one in results[-1].holes:
            print(f"SURVIVES: {one}", flush=True)
        for one in results[-1].stale:
            print(f"LISTED, AND DOES NOT SURVIVE: {one}", flush=True)
        print(
            f"{module}: {results[-1].mutants} mutants, {len(results[-1].holes)} holes", flush=True
        )
    print(
        "\n| module | mutants | killed | equivalent | survivors | out of date"
        " |\n|---|--:|--:|--:|--:|--:|"
    )
    print(*(result.row() for result in results), sep="\n")
    return int(any(result.holes or result.stale for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
