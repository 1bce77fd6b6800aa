"""CITATION.cff says what pyproject.toml, the licence and the README say."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_it_has_what_the_format_asks_for():
    assert CITATION["cff-version"] == "1.2.0" and CITATION["type"] == "software"
    assert CITATION["message"] and CITATION["title"] and CITATION["authors"]
    for reference in CITATION["references"]:
        assert reference["type"] and reference["title"] and reference["authors"]


def test_version_title_and_licence_are_the_package_s():
    short = CITATION["title"].partition("?")[0]
    assert re.sub(r"\W+", "-", short).lower() == PROJECT["name"]
    assert (CITATION["version"], CITATION["license"]) == (PROJECT["version"], PROJECT["license"])


def test_the_authors_are_the_licence_s():
    [author] = CITATION["authors"]
    assert author["name"] in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_readme_cites_alike():
    cited = f"*{CITATION['title']}*, version {CITATION['version']}"
    assert cited in (ROOT / "README.md").read_text(encoding="utf-8")
