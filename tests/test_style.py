"""Format, lint and types, as ``make check`` looks at them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = {
    "format": ["ruff", "format", "--check", "--cache-dir", ".cache/ruff", "."],
    "lint": ["ruff", "check", "--cache-dir", ".cache/ruff", "."],
    "types": ["mypy", "--cache-dir", ".cache/mypy"],
}


@pytest.mark.slow
@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_is_found(tool):
    command = [sys.executable, "-m", *TOOLS[tool]]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def test_make_and_the_hooks_look_at_the_same():
    for file in ("Makefile", ".pre-commit-config.yaml"):
        text = (ROOT / file).read_text(encoding="utf-8")
        for module, *arguments in TOOLS.values():
            options = {one for one in arguments if one != "."}
            lines = [line for line in text.splitlines() if f"/{module} " in line]
            assert any(options <= set(line.split()) for line in lines), (file, module)
