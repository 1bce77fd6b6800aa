"""The list of equivalent mutants is about the code as it stands.

Make mutants sees whether it is right.
"""

import csv
import re

import mutants
import pytest

HELPERS = mutants.ROOT / "helpers"

with mutants.EQUIVALENT.open(encoding="utf-8", newline="") as handle:
    LISTED = list(csv.DictReader(handle, delimiter="\t"))


@pytest.mark.parametrize("module", mutants.JUDGES)
def test_every_module_has_its_judges(module):
    assert (HELPERS / f"{module}.py").is_file()
    assert all((mutants.ROOT / "tests" / f"{name}.py").is_file() for name in mutants.JUDGES[module])


def plain(code):
    """Code without what a formatter may change: line breaks, and commas before a bracket."""
    return re.sub(r",(?=[)\]}])", "", re.sub(r"\s+", "", code))


def test_every_equivalent_mutant_changes_a_line_that_is_there_and_says_why_it_may():
    code = {
        mutants.dotted(file): plain((HELPERS / f"{file}.py").read_text(encoding="utf-8"))
        for file in mutants.JUDGES
    }
    modules = [row["function"].rpartition(".")[0] for row in LISTED]
    gone = [
        row
        for row, module in zip(LISTED, modules, strict=True)
        if plain(row["before"]) not in code[module]
    ]
    assert gone == [] and all(row["reason"] and row["before"] != row["after"] for row in LISTED)
    assert len(mutants.read_equivalent()) == len(LISTED)  # none twice


def test_what_a_mutant_is():
    diff = [
        "--- helpers/ids.py",
        "+++ helpers/ids.py",
        "@@ -1,2 +1,2 @@",
        " def check(a):",
        "-    return a + 1",
        "+    return a - 1",
    ]
    assert mutants.change("helpers.ids.x_check__mutmut_3", diff) == (
        "helpers.ids.x_check",
        "return a + 1",
        "return a - 1",
    )


def test_a_module_that_is_not_there_is_refused():
    with pytest.raises(SystemExit, match="no module nothing here; these are: codebook/schema"):
        mutants.main(["codebook/ids", "nothing"])
