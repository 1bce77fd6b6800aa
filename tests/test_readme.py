"""The first page: short, in plain sentences, and true of the folders.

``python tests/test_readme.py`` renews its picture from notebook 00.
"""

import base64
import importlib
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = ROOT / "helpers" / "book" / "static" / "readings.svg"
ROOMS = {path.parent.name for path in (ROOT / "helpers").glob("*/__init__.py")}
LONGEST = 25


def picture_of_the_notebook():
    """The first figure of notebook 00."""
    text = (ROOT / "notebooks" / "00-start-here.ipynb").read_text(encoding="utf-8")
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    outputs = [output.get("data", {}) for cell in cells for output in cell["outputs"]]
    pages = "".join("".join(data.get("text/html", "")) for data in outputs)
    return base64.b64decode(
        re.search(r'alt="Number of leaders.*?base64,([^"]+)', pages, flags=re.S)[1]
    )


def tree():
    """Path → what it is called, from the section of that name."""
    found, folder = {}, ""
    section = README.partition("\n## What is where\n")[2].partition("\n## ")[0]
    for indent, path, words in re.findall(r"^ {4}( *)(\S+) +(.+)$", section, flags=re.MULTILINE):
        folder = folder if indent else path
        found[folder + path if indent else path] = words
    return found


def test_it_is_short():
    assert len(README) <= 9_000


def test_sentences_are_short():
    prose = re.sub(r"^(?: {4}|\||#|!).*$", "", README, flags=re.MULTILINE)
    prose = prose.partition("\nCite as")[0]
    sentences = re.split(r"(?<=[.?!])\*{0,2}\s+", prose)
    assert len(sentences) > 40
    assert [one for one in sentences if len(one.split()) > LONGEST] == []


def test_every_path_exists():
    assert [path for path in tree() if not (ROOT / path).exists()] == []
    links = re.findall(r"\]\(([^)#]+)", README)
    assert links and [link for link in links if not (ROOT / link).exists()] == []


def test_every_link_within_leads_to_a_heading():
    for path, anchor in re.findall(r"\]\(([^)#]*)#([^)]+)\)", README):
        text = (ROOT / path).read_text(encoding="utf-8") if path else README
        assert f"## {anchor.replace('-', ' ')}\n" in text.lower()


def test_everything_at_the_top_is_listed():
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git repository")
    tops = {path.partition("/")[0] for path in done.stdout.splitlines()}
    assert tops == {path.partition("/")[0] for path in tree()}


def test_every_room_is_listed_with_its_question():
    listed = {path: words for path, words in tree().items() if path.startswith("helpers/")}
    for room in ROOMS:
        first = importlib.import_module(f"helpers.{room}").__doc__.partition("\n")[0]
        assert listed[f"helpers/{room}/"] == first.partition(" (")[0]
    assert set(listed) == {f"helpers/{room}/" for room in ROOMS} | {"helpers/", "helpers/run.py"}


def test_every_target_it_names_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`| {4})make (\w+)", README))
    assert {"run", "test", "check", "quick"} <= named
    assert [target for target in named if f"\n{target}:" not in makefile] == []


def test_its_picture_is_the_notebook_s():
    assert PICTURE.read_bytes() == picture_of_the_notebook()


if __name__ == "__main__":
    PICTURE.write_bytes(picture_of_the_notebook())
