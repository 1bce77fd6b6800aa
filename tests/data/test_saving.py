"""What a killed process leaves behind is swept at the next save, and nothing else."""

import os
import signal
import subprocess
import sys
import time

import pytest
from shipped import article

from helpers.data.saving import DAY, replacing, save_dataset, scratch_folder

KILLED = """
import os, signal, sys
from pathlib import Path
from helpers.data.saving import {entered}
with {entered}(Path({path!r})) as draft:
    (draft / "half.csv").write_text("half")
    {then}
    os.kill(os.getpid(), signal.SIGKILL)
"""


def kill_midway(entered, path, then="pass"):
    code = KILLED.format(entered=entered, path=str(path), then=then)
    ended = subprocess.run([sys.executable, "-c", code], cwd=os.getcwd())
    assert ended.returncode == -signal.SIGKILL


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def age(folder):
    long_ago = time.time() - DAY - 60
    os.utime(folder, (long_ago, long_ago))


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="the process is killed by a signal")
@pytest.mark.parametrize("saved", ["mine", "mine.xlsx"])
def test_what_a_killed_save_leaves_is_swept_at_the_next(tmp_path, saved):
    kill_midway("replacing", tmp_path / "mine")
    (left,) = names(tmp_path)
    assert left.startswith(".saving-")
    save_dataset(article(), tmp_path / saved)
    assert left not in names(tmp_path) and saved in names(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="the process is killed by a signal")
def test_what_a_killed_process_has_moved_aside_is_moved_back(tmp_path):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "a.txt").write_text("mine", encoding="utf-8")
    aside = "(draft.parent / 'old').mkdir(); "
    aside += f"Path({str(tmp_path / 'copy')!r}).rename(draft.parent / 'old' / 'copy')"
    kill_midway("replacing", tmp_path / "copy", aside)
    assert "copy" not in names(tmp_path)
    with scratch_folder(tmp_path):
        pass
    assert names(tmp_path) == ["copy"]
    assert (tmp_path / "copy" / "a.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_somebody_writes_is_let_alone_until_a_day_has_passed(tmp_path):
    with scratch_folder(tmp_path) as other:
        with replacing(tmp_path / "mine"):
            assert other.is_dir()
        assert names(tmp_path) == [other.name, "mine"]
        elsewhere = tmp_path / ".saving-00000000-1-abcdefgh"  # of another computer
        elsewhere.mkdir()
        with scratch_folder(tmp_path):
            assert elsewhere.is_dir()
        age(elsewhere)
        with scratch_folder(tmp_path):
            assert not elsewhere.exists() and other.is_dir()


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        (".saving-accounts", "2021.csv"),
        (".saving-accounts", "old"),
        (".saving-plan", "draft"),
        (".new-abcdefgh", "thesis.ipynb"),
        ("saving-abcdefgh", "draft"),
        (".saving-0123abcd-12", "draft"),
    ],
)
def test_no_folder_of_a_user_is_swept(tmp_path, name, holds):
    (tmp_path / name).mkdir()
    (tmp_path / name / holds).write_text("mine", encoding="utf-8")
    age(tmp_path / name)
    save_dataset(article(), tmp_path / "mine")
    assert (tmp_path / name / holds).read_text(encoding="utf-8") == "mine"


def test_a_file_or_a_link_is_never_swept(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "a.txt").write_text("mine", encoding="utf-8")
    (tmp_path / ".saving-00000000-1-linklink").symlink_to(tmp_path / "far")
    (tmp_path / ".saving-00000000-1-filefile").write_text("mine", encoding="utf-8")
    age(tmp_path / "far")
    age(tmp_path / ".saving-00000000-1-filefile")
    before = names(tmp_path)
    with scratch_folder(tmp_path):
        pass
    assert names(tmp_path) == before and names(tmp_path / "far") == ["a.txt"]


@pytest.mark.parametrize("holds", [[], ["draft"], ["draft", "texts"]])
def test_what_earlier_versions_left_goes_after_a_day(tmp_path, holds):
    left = tmp_path / ".saving-abc_1234"
    left.mkdir()
    for name in holds:
        (left / name).mkdir()
    with scratch_folder(tmp_path):
        assert left.is_dir()
    age(left)
    with scratch_folder(tmp_path):
        assert not left.exists()


@pytest.mark.parametrize("name", ["a\ud800", "a\x00b", "\ufffe.xlsx", "a\x1b"])
def test_a_name_that_no_message_can_show_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="holds a character that no page can show") as caught:
        save_dataset(article(), tmp_path / name)
    str(caught.value).encode()
    assert names(tmp_path) == []
