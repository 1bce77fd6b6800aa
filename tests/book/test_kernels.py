"""Kernels that are forked: each by itself, like those that are started anew."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers import run
from helpers.book import kernels
from helpers.book.execute import execute_all

pytestmark = pytest.mark.slow
linux = pytest.mark.skipif(not kernels.FORKS, reason="kernels are forked on Linux alone")


def execute(folder, **cells):
    """Execute one cell a notebook, and return what it prints, and its pictures."""
    run.stay_inside()
    notebooks = {name: new_notebook(cells=[new_code_cell(cell)]) for name, cell in cells.items()}
    execute_all(notebooks, folder)
    return [notebook.cells[0].outputs for notebook in notebooks.values()]


@pytest.mark.parametrize("forks", [pytest.param(True, marks=linux), False])
def test_kernels_are_alike_on_all_systems(forks, tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "FORKS", forks)
    cell = """
import json, os, subprocess, sys
import matplotlib.pyplot as pyplot
made = subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, text=True)
here = ["", os.getcwd()]
print(json.dumps([os.getcwd(), made.stdout, made.returncode, [p for p in sys.path if p in here], os.environ["TQDM_DISABLE"]]))
pyplot.plot([1, 2])
pyplot.show()
"""
    [[printed, picture]] = execute(tmp_path, one=cell)
    assert json.loads(printed["text"]) == [str(tmp_path), "1\n", 0, [], "1"]
    assert "image/png" in picture["data"]


@linux
def test_a_notebook_sees_nothing_of_another_one(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # one after the other
    spoil = "import pandas, helpers; pandas.mine = helpers.mine = 1; print(pandas.mine)"
    look = "import pandas, helpers; print(hasattr(pandas, 'mine'), hasattr(helpers, 'mine'), 'spoil' in dir())"
    [[one], [other]] = execute(tmp_path, a=spoil, b=look)
    assert (one["text"], other["text"]) == ("1\n", "False False False\n")


@linux
def test_all_that_is_seen_is_the_bar(tmp_path, capfd):
    execute(tmp_path, one="1 + 1")
    seen = capfd.readouterr()
    lines = [line.strip() for line in re.split(r"[\r\n]", seen.out + seen.err)]
    assert [line for line in lines if line and "/cell" not in line and "cell/s" not in line] == []


@linux
def test_a_kernel_ends_with_the_run_that_was_killed(tmp_path):
    notebook = tmp_path / "a.ipynb"
    cell = "import os, pathlib, time; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(600)"
    nbformat.write(new_notebook(cells=[new_code_cell(cell)]), notebook)
    work = f"""
from pathlib import Path
from helpers import book, run
run.stay_inside()
book.execute_all(book.read_notebooks(Path({str(tmp_path)!r})), Path({str(tmp_path)!r}))
"""
    child = subprocess.Popen([sys.executable, "-c", work], stderr=subprocess.DEVNULL)
    try:
        written = tmp_path / "pid"
        wait_for(lambda: written.is_file() and written.read_text())
        child.send_signal(signal.SIGKILL)
        kernel = Path("/proc", written.read_text())
        wait_for(lambda: not kernel.exists())
    finally:
        child.kill()
        child.wait()


def wait_for(happens, seconds=60):
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.1)


@linux
def test_where_none_can_be_forked_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "__name__", "helpers.no_such_module")
    with pytest.raises(RuntimeError, match="no kernel can be started"):
        execute(tmp_path, one="1 + 1")


@linux
def test_a_kernel_that_has_ended_is_sent_nothing(monkeypatch):
    monkeypatch.setattr(os, "killpg", lambda *_: pytest.fail("to everybody, or to a stranger"))
    ended = kernels.ForkedKernel()
    assert not ended.has_process and asyncio.run(ended.poll()) == asyncio.run(ended.wait()) == -1
    asyncio.run(ended.kill())
    asyncio.run(ended.terminate())
