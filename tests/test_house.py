"""The house: rooms import one way, and nobody reaches into another room's files."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import helpers

HELPERS = Path(helpers.__file__).parent
ROOMS = ["codebook", "data", "claims", "overlap | conflicts", "show", "book", "run"]
LEAF = {"convert": ["codebook", "data", "claims"]}

LEFT = {}
for place, floor in enumerate(ROOMS):
    for room in floor.split(" | "):
        LEFT[room] = {one for below in ROOMS[:place] for one in below.split(" | ")}
LEFT |= {room: set(below) for room, below in LEAF.items()}

ONLY_IN = {
    "matplotlib": {
        "show/pictures",
        "show/overlap_pictures",
        "show/conflict_pictures",
        "show/time_pictures",
        "show/trail_picture",
    },
    "IPython": {"show/html"},
    "ipywidgets": {"show/controls"},
}
FILES = {
    str(path.relative_to(HELPERS).with_suffix("")): path
    for path in sorted(HELPERS.rglob("*.py"))
    if path.name not in ("__init__.py", "conf.py")
}
FRONT = {"Dataset", "DatasetError", "Reading", "check_tables", "load_dataset"}


def imported(path: Path) -> set[tuple[str, str]]:
    """Every (module, name) that a file imports, at its top or inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {(name.name, "") for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module, name.name) for name in node.names}
    return found


def room_of(file: str) -> str:
    return file.split("/")[0]


def test_every_file_stands_in_a_room():
    assert {room_of(file) for file in FILES} == set(LEFT)


@pytest.mark.parametrize("file", FILES)
def test_a_room_imports_only_rooms_to_its_left(file):
    entered = set()
    for module, name in imported(FILES[file]):
        match module.split("."):
            case ["helpers"]:
                entered.add(name)
            case ["helpers", room, *inner]:
                entered.add(room)
                assert room == room_of(file) or not inner, f"{file} reaches into {module}"
    assert entered - {room_of(file)} - (FRONT if file == "run" else set()) <= LEFT[room_of(file)]


@pytest.mark.parametrize("room", [*LEFT, ""])
def test_the_door_of_a_room_leads_to_all_it_names(room):
    if room != "run":
        door = importlib.import_module(f"helpers.{room}".rstrip("."))
        assert all(hasattr(door, name) for name in door.__all__)
        assert sorted(door.__all__) == sorted(set(door.__all__)) == sorted(dir(door))


def test_the_rooms_of_the_notebooks_show_about_as_much_as_a_reader_can_keep_in_mind():
    rooms = ("claims", "overlap", "conflicts", "convert", "show")
    public = [name for room in rooms for name in importlib.import_module(f"helpers.{room}").__all__]
    assert len(public) <= 150


def test_run_imports_late():
    """It speaks to the command line, so that a mistake is answered at once."""
    top = ast.parse(FILES["run"].read_text(encoding="utf-8")).body
    names = [name.name for node in top if isinstance(node, ast.Import) for name in node.names]
    names += [node.module for node in top if isinstance(node, ast.ImportFrom)]
    assert names and {name.split(".")[0] for name in names} <= sys.stdlib_module_names | {"helpers"}
    code = "import sys, helpers.run; print(*sys.modules)"
    assert "pandas" not in printed(code)


@pytest.mark.long
@pytest.mark.parametrize("package", ONLY_IN)
def test_heavy_packages_stay_in_their_file(package):
    users = {
        file
        for file, path in FILES.items()
        if any(module.split(".")[0] == package for module, _ in imported(path))
    }
    assert users == ONLY_IN[package]


def test_what_is_heavy_is_imported_where_it_is_used():
    """Whoever imports all that computes pays for pandas alone."""
    computes = [file for file in FILES if room_of(file) not in ("show", "book", "run")]
    modules = ", ".join("helpers." + file.replace("/", ".") for file in computes)
    code = (
        f"import sys, pandas; before = set(sys.modules); import {modules}; "
        "print(*{name.split('.')[0] for name in set(sys.modules) - before})"
    )
    third_party = {name for name in printed(code) if name not in sys.stdlib_module_names}
    assert {name for name in third_party if not name.startswith("_")} == {"helpers", "lazy_loader"}


def test_notebooks_are_read_without_grammars_of_addresses():
    """These alone would take a second: see `helpers.book`."""
    code = "from helpers import book, run; book.read_notebooks(run.NOTEBOOKS)"
    modules = printed(f"import sys; {code}; print(*sys.modules)")
    assert "jsonschema" in modules and "lark" not in modules


def printed(code: str) -> list[str]:
    """What a fresh Python prints, as words."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
