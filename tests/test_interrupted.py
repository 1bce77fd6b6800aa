"""Ctrl-C at any moment leaves nothing half-written.

All of it is there, or nothing, and what was there before is as it was.
"""

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from shipped import TWO_CLUBS

from helpers import run
from helpers.book.execute import write_notebooks as write_notebooks_as_bytes
from helpers.convert.exports import write_gexf, write_graphml, write_package, write_template
from helpers.convert.followthemoney.reading import write_ftm
from helpers.data.dataset import Dataset
from helpers.data.saving import replacing, save_dataset

# Between the end of a block and its tidying up, the tidying is left to Python's garbage collection,
# which says so.
pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]


@pytest.fixture(autouse=True)
def tidied_up():
    """What is left to the garbage collector is collected here.

    And not in the middle of another test.
    """
    yield
    gc.collect()


HELPERS = str(Path(run.__file__).parent)
TABLES = {
    "documents": pd.DataFrame({"document_id": ["d", "e"], "file": ["d.txt", "e.txt"]}, dtype="str"),
    "claims": pd.DataFrame(
        {
            "claim_id": ["k"],
            "speaker": ["ada"],
            "stance": ["asserts"],
            "subject": ["ben"],
            "relation": ["leads"],
            "object": ["club"],
        },
        dtype="str",
    ),
    "sources": pd.DataFrame({"source_id": ["ada"], "kind": ["person"]}, dtype="str"),
    "entities": pd.DataFrame(
        {"entity_id": ["ben", "club"], "kind": ["person", "organization"], "name": ["Ben", "Club"]},
        dtype="str",
    ),
    "relations": pd.DataFrame(
        {"relation": ["leads"], "kind": ["leadership"], "counts_for_overlap": ["yes"]}, dtype="str"
    ),
}
TINY = Dataset(TABLES, {"d": "Ben leads the club.\n", "e": "So he does.\n"}, "tiny")


def write_notebooks(path):
    path.mkdir(exist_ok=True)
    write_notebooks_as_bytes(
        {f"{name}.ipynb": new_notebook(cells=[new_code_cell("1 + 1", id="a")]) for name in "ab"},
        path,
    )


def replace_folder(path):
    with replacing(path) as fresh:
        (fresh / "index.html").write_text("new")


WRITERS = {
    "folder": lambda path: save_dataset(TINY, path / "tiny"),
    "workbook": lambda path: save_dataset(TINY, path / "tiny.xlsx"),
    "package": lambda path: write_package(TINY, path / "package"),
    "template folder": lambda path: write_template(path / "mine"),
    "template workbook": lambda path: write_template(path / "mine.xlsx"),
    "GraphML": lambda path: write_graphml(TINY, path / "tiny.graphml"),
    "GEXF": lambda path: write_gexf(TINY, path / "tiny.gexf"),
    "FollowTheMoney": lambda path: write_ftm(TINY, path / "tiny.json"),
    "reading copy": lambda path: replace_folder(path / "copy"),
}


@pytest.fixture(scope="module", autouse=True)
def worked_out_once(tmp_path_factory):
    """Have what is worked out once, as schemas are: it takes no line of those that are counted.

    What there is by then is looked through for garbage no more.
    """
    for write in (*WRITERS.values(), write_notebooks):
        write(tmp_path_factory.mktemp("earlier"))
    gc.collect()
    gc.freeze()


def contents(folder):
    """Every file below a folder.

    With its bytes (a workbook and a graph hold the time of writing).
    """
    if any(file.name.startswith((".saving-", ".new-")) for file in folder.iterdir()):
        gc.collect()
    timed = (".xlsx", ".gexf")
    return {
        str(file.relative_to(folder)): (
            None if file.suffix in timed else file.read_bytes() if file.is_file() else ""
        )
        for file in sorted(folder.rglob("*"))
    }


class Interrupt:
    """Count the lines of the helpers that are run, and press Ctrl-C at one of them."""

    def __init__(self, at=None):
        self.at, self.lines = at, 0

    def __call__(self, frame, event, _):
        if not frame.f_code.co_filename.startswith(HELPERS):
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self.at:
                raise KeyboardInterrupt
        return self

    def during(self, write, folder):
        vars(TINY).pop("who", None)  # looked up anew, so that every run has the same lines
        before = sys.gettrace()
        sys.settrace(self)
        try:
            write(folder)
        finally:
            sys.settrace(before)
        return self.lines


def moments(lines):
    """All of the last steps, where things are put in place, and some of the others."""
    return sorted({*range(max(1, lines - 25), lines + 1), *range(1, lines, max(1, lines // 12))})


@pytest.mark.parametrize("name", WRITERS)
def test_all_or_nothing(name, tmp_path):
    write, whole = WRITERS[name], tmp_path / "whole"
    whole.mkdir()
    lines = Interrupt().during(write, whole)
    complete = contents(whole)
    assert complete
    outcomes = set()
    for moment in moments(lines):
        folder = tmp_path / str(moment)
        folder.mkdir()
        with pytest.raises(KeyboardInterrupt):
            Interrupt(moment).during(write, folder)
        assert contents(folder) in ({}, complete), moment
        outcomes.add(bool(contents(folder)))
    assert False in outcomes


def test_a_text_that_stands_beside_the_workbook_already_is_left_alone(tmp_path):
    for moment in moments(
        Interrupt().during(WRITERS["workbook"], folder_with_text(tmp_path / "whole"))
    ):
        folder = folder_with_text(tmp_path / str(moment))
        with pytest.raises(KeyboardInterrupt):
            Interrupt(moment).during(WRITERS["workbook"], folder)
        assert set(contents(folder)) in ({"d.txt"}, {"d.txt", "e.txt", "tiny.xlsx"})
        assert (folder / "d.txt").read_text() == TINY.text("d")


def folder_with_text(folder):
    folder.mkdir()
    (folder / "d.txt").write_text(TINY.text("d"))
    return folder


def test_an_older_reading_copy_is_replaced_or_kept(tmp_path):
    def folder(name):
        (tmp_path / name / "copy").mkdir(parents=True)
        (tmp_path / name / "copy" / "index.html").write_text("old")
        return tmp_path / name

    for moment in range(1, Interrupt().during(WRITERS["reading copy"], folder("whole")) + 1):
        with pytest.raises(KeyboardInterrupt):
            Interrupt(moment).during(WRITERS["reading copy"], here := folder(str(moment)))
        assert [file.name for file in here.iterdir()] == ["copy"]
        assert contents(here)["copy/index.html"] in (b"old", b"new")


def test_notebooks_are_written_whole(tmp_path):
    def folder(name):
        (tmp_path / name).mkdir()
        for one in "ab":
            (tmp_path / name / f"{one}.ipynb").write_text("old")
        return tmp_path / name

    for moment in range(1, Interrupt().during(write_notebooks, folder("whole")) + 1):
        with pytest.raises(KeyboardInterrupt):
            Interrupt(moment).during(write_notebooks, here := folder(str(moment)))
        assert sorted(contents(here)) == ["a.ipynb", "b.ipynb"]
        assert all(
            text == b"old" or nbformat.reads(text.decode(), as_version=4)
            for text in contents(here).values()
        )


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("pause", [0, 1.5])
def test_a_signal_while_notebooks_run(tmp_path, pause):
    """As a terminal sends it: to the program and to the kernel that it has started."""
    notebooks, started = tmp_path / "notebooks", tmp_path / "started"
    notebooks.mkdir()
    cell = (
        "import os, pathlib,"
        f" time\npathlib.Path({str(started)!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    )
    nbformat.write(
        new_notebook(
            cells=[new_code_cell(cell, id="a")], metadata={"language_info": {"name": "python"}}
        ),
        notebooks / "a.ipynb",
    )
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"  # as in a terminal
        " from pathlib import Path; from helpers import run; run.stay_inside();"
        " run.run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))"
    )
    (tmp_path / "build" / TWO_CLUBS.name).mkdir(parents=True)
    (tmp_path / "build" / TWO_CLUBS.name / "index.html").write_text("old")
    command = [sys.executable, "-c", code, str(TWO_CLUBS), str(notebooks), str(tmp_path / "build")]
    child = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        patience = time.monotonic() + 120
        while not (started.exists() and started.read_text()):
            assert child.poll() is None and time.monotonic() < patience
            time.sleep(0.1)
        time.sleep(pause)
        os.killpg(child.pid, signal.SIGINT)
        assert child.wait(timeout=60) != 0
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    assert contents(tmp_path / "build") == {
        TWO_CLUBS.name: "",
        f"{TWO_CLUBS.name}/index.html": b"old",
    }
    assert [file.name for file in notebooks.iterdir()] == ["a.ipynb"]
    kernel = int(started.read_text())
    assert gone(kernel), "the kernel is still there"


def gone(process):
    """Wait for a process to end."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
