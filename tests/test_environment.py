"""pyproject.toml is the truth: the locks and environment.yml must agree with it."""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import BuildString, MatchSpec, PackageRecord, Subdir

ROOT = Path(__file__).parents[1]
CARD = ["jupyterlab", "pandas", "matplotlib", "networkx", "nbval"]


def read_lock(name):
    """Return package → (version, number of hashes)."""
    entries = re.split(r"^(?=\S)", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = [
        (re.match(r"([a-z0-9-]+)==([^\s;]+)", entry), entry.count("--hash=sha256:"))
        for entry in entries
        if entry
    ]
    return {match[1]: (match[2], hashes) for match, hashes in found}


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = {
    name: list(map(Requirement, group)) for name, group in PROJECT["dependency-groups"].items()
}
DEPENDENCIES = list(map(Requirement, PROJECT["project"]["dependencies"]))
INSTALLER = read_lock("installer.lock")
RUN = read_lock("requirements.lock")
TEST = read_lock("tests/requirements.lock")
MUTANTS = read_lock("tests/mutants.lock")
SCALE = read_lock("tests/benchmarks/requirements.lock")
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]


def name_of(requirement):
    return canonicalize_name(requirement.name)


@pytest.mark.parametrize("requirement", DEPENDENCIES + GROUPS["build"], ids=str)
def test_run_lock_admits(requirement):
    assert RUN[name_of(requirement)][0] in requirement.specifier


@pytest.mark.parametrize("requirement", GROUPS["installer"], ids=str)
def test_installer_lock_admits(requirement):
    assert INSTALLER[name_of(requirement)][0] in requirement.specifier


@pytest.mark.parametrize("requirement", GROUPS["test"], ids=str)
def test_test_lock_admits(requirement):
    assert TEST[name_of(requirement)][0] in requirement.specifier


@pytest.mark.parametrize("requirement", GROUPS["mutants"], ids=str)
def test_mutants_lock_admits(requirement):
    assert MUTANTS[name_of(requirement)][0] in requirement.specifier


@pytest.mark.parametrize("requirement", GROUPS["scale"], ids=str)
def test_scale_lock_admits(requirement):
    assert SCALE[name_of(requirement)][0] in requirement.specifier


@pytest.mark.parametrize(("one", "other"), list(combinations([RUN, TEST, MUTANTS, SCALE], 2)))
def test_locks_agree_where_they_meet(one, other):
    assert {name: one[name] for name in one if name in other} == {
        name: other[name] for name in other if name in one
    }


def test_the_build_backend_is_locked():
    assert list(map(Requirement, PROJECT["build-system"]["requires"])) == GROUPS["build"]


@pytest.mark.parametrize(
    "tool", ["frictionless", "hypothesis", "playwright", "py-rattler", "pytest-cov", "pytest-xdist"]
)
def test_running_installs_no_test_tool(tool):
    assert tool in TEST and tool not in RUN


@pytest.mark.parametrize(
    "engine", ["dask", "duckdb", "igraph", "polars", "problog", "pyarrow", "pyspark"]
)
def test_engines_and_peers_stay_in_an_environment_of_their_own(engine):
    assert engine in SCALE and engine not in RUN and engine not in TEST


@pytest.mark.parametrize(
    "name",
    [
        "installer.lock",
        "requirements.lock",
        "tests/requirements.lock",
        "tests/mutants.lock",
        "tests/benchmarks/requirements.lock",
    ],
)
def test_lock_holds_versions_and_hashes_only(name):
    line = re.compile(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    strange = [
        text
        for text in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if not line.fullmatch(text)
    ]
    assert strange == []
    assert all(hashes for _, hashes in read_lock(name).values())


def test_conda_lists_every_dependency_and_the_card_first():
    names = [MatchSpec(text, strict=False).name.normalized for text in CONDA[:-1]]
    by_pip = [
        canonicalize_name(Requirement(text).name)
        for text in CONDA[-1]["pip"]
        if not text.startswith("-")
    ]
    assert names[1:6] == CARD
    assert CONDA[-1]["pip"][-1] == "-e ."
    expected = {name_of(requirement) for requirement in DEPENDENCIES + GROUPS["build"]}
    assert sorted(names + by_pip) == sorted(expected | {"python", "pip"})


@pytest.mark.parametrize("text", CONDA[:-1])
def test_conda_versions_are_the_locked_ones(text):
    spec = MatchSpec(text, strict=False)
    name = spec.name.normalized
    version = {"python": "3.11.7", "pip": "26.0"}.get(name) or RUN[name][0]
    assert spec.matches(
        PackageRecord(name, version, BuildString("0"), build_number=0, subdir=Subdir("noarch"))
    )


def test_pip_versions_are_the_locked_ones():
    for requirement in (Requirement(text) for text in CONDA[-1]["pip"] if not text.startswith("-")):
        assert str(requirement.specifier) == "==" + RUN[name_of(requirement)][0]
