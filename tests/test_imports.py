"""Modules import one way: each only those that stand before it in the list."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
ORDER = [
    *(
        "progress",
        "quotes",
        "dates",
        "schema",
        "problems",
        "ids",
        "numbered",
        "checks",
        "tables",
        "workbook",
        "sheets",
        "texts",
        "derived",
        "dataset",
        "places",
    ),
    *("spreadsheet", "rows", "assembly", "convert", "doubts", "package", "template"),
    *("names", "sources", "claims", "agreement", "graphs", "ftm"),
    *(
        "readings",
        "counting",
        "ties",
        "lineage",
        "whatif",
        "pairs",
        "overlap",
        "worlds",
        "cases",
        "reasons",
        "shares",
        "probability",
        "ranges",
        "chance",
    ),
    *("stances", "contradictions", "conflicts", "rules", "balance", "hypotheses"),
    *("answers", "figures", "diagrams", "show", "marked", "panel", "cover", "run"),
]
ONLY_IN = {"matplotlib": {"figures", "diagrams"}, "IPython": {"show"}, "ipywidgets": {"panel"}}


def imported(module: str) -> set[str]:
    """The names of all modules that a helper imports, at its top or inside functions."""
    found = set()
    for node in ast.walk(ast.parse((HELPERS / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found


MODULES = sorted(path.stem for path in HELPERS.glob("*.py") if path.stem != "__init__")


def test_every_module_has_its_place():
    assert set(MODULES) <= set(ORDER)


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module):
    helpers = {
        name.split(".")[1] for name in imported(module) if name.startswith("helpers.")
    } & set(MODULES)
    assert helpers <= set(ORDER[: ORDER.index(module)])


def test_run_imports_late():
    """It speaks to the command line: only the standard library at its top, so that a mistake is answered at once."""
    top = ast.parse((HELPERS / "run.py").read_text(encoding="utf-8")).body
    names = [name.name for node in top if isinstance(node, ast.Import) for name in node.names] + [
        node.module for node in top if isinstance(node, ast.ImportFrom)
    ]
    assert names and {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("package", ONLY_IN)
def test_heavy_packages_stay_in_their_module(package):
    users = {
        module
        for module in MODULES
        if any(name.split(".")[0] == package for name in imported(module))
    }
    assert users == ONLY_IN[package]


def test_what_is_heavy_is_imported_where_it_is_used():
    """Whoever imports all that computes pays for pandas alone."""
    modules = ", ".join(f"helpers.{module}" for module in ORDER[: ORDER.index("answers")])
    code = f"import sys, pandas; before = set(sys.modules); import {modules}; print(*{{name.split('.')[0] for name in set(sys.modules) - before}})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    third_party = {
        name for name in loaded if name not in sys.stdlib_module_names and not name.startswith("_")
    }
    assert third_party == {"helpers"}
