"""What ``make check``, ``--watch``, ``--fill`` and ``--pair`` answer, and what they refuse."""

import os
import shutil
import zipfile

import pytest
from shipped import HEADER, TWO_CLUBS

from helpers import run
from helpers.data import commented_path, filled_path, load_dataset, save_dataset


@pytest.fixture(autouse=True)
def no_data_is_named(monkeypatch):
    monkeypatch.setenv(run.VARIABLE, "")  # restored afterwards


@pytest.fixture
def clubs(tmp_path):
    """The invented mystery as a folder of one's own."""
    return shutil.copytree(TWO_CLUBS, tmp_path / "clubs")


@pytest.fixture
def workbook(tmp_path):
    """The least that is a workbook: claims alone."""
    (tmp_path / "few").mkdir()
    claims = HEADER + "k1,author,asserts,ada,leads,chess-club,n\r\n"
    (tmp_path / "few" / "claims.csv").write_text(claims, encoding="utf-8", newline="")
    return save_dataset(load_dataset(tmp_path / "few"), tmp_path / "mine.xlsx")


def spoil(folder):
    file = folder / "claims.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("asserts", "assert", 1), encoding="utf-8")


# --- check ------------------------------------------------------------------------------------


def test_check_says_that_nothing_is_wrong(clubs, capsys):
    assert run.main([str(clubs), "--check"]) == 0
    assert capsys.readouterr().out == "No problems: 37 claims, and every table is there.\n"


def test_check_says_what_is_merged(clubs, capsys):
    people = load_dataset(clubs)["entities"].query("kind == 'person'")["entity_id"].tolist()
    row = f"{people[1]},{people[0]},yes,E. Marsh,,\n"
    head = "entity_id,same_as,decision,decided_by,decided_on,note\n"
    (clubs / "same_as.csv").write_text(head + row, encoding="utf-8")
    assert run.main([str(clubs), "--check"]) == 0
    said = capsys.readouterr().out
    assert "merges 1 entity into another" in said
    assert f"{people[1]!r} is read as {people[0]!r}, as E. Marsh decided" in said


def test_check_shows_each_problem_and_returns_1(clubs, capsys):
    spoil(clubs)
    assert run.main([str(clubs), "--check"]) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"1 problem in {clubs}\n") and said.count("not an allowed value") == 1


def test_the_data_can_be_named_by_the_variable(clubs, capsys, monkeypatch):
    monkeypatch.setenv(run.VARIABLE, str(clubs))
    assert run.main(["--check"]) == 0
    assert "No problems" in capsys.readouterr().out


def test_an_unreadable_workbook_is_told_once(tmp_path, capsys):
    book = tmp_path / "mine.xlsx"
    book.write_bytes(b"no workbook")
    assert run.main([str(book), "--check"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("cannot be read") == 1 and "comments" not in said
    assert [file.name for file in tmp_path.iterdir()] == ["mine.xlsx"]


def test_a_workbook_with_problems_gets_a_copy_with_comments(workbook, tmp_path, capsys):
    folder = tmp_path / "few"
    spoil(folder)
    bad = tmp_path / "bad.xlsx"
    shutil.copy(workbook, bad)
    change_cell(bad, "asserts", "assert")
    assert run.main([str(bad), "--check"]) == 1
    assert f"With comments, to look at: {commented_path(bad)}" in capsys.readouterr().out
    change_cell(bad, "assert", "asserts")
    assert run.main([str(bad), "--check"]) == 0
    assert f"{commented_path(bad).name} was out of date and is deleted." in capsys.readouterr().out
    assert not commented_path(bad).exists()


def change_cell(book, old, new):
    from openpyxl import load_workbook

    opened = load_workbook(book)
    cells = [cell for row in opened["claims"] for cell in row if cell.value == old]
    assert cells
    for cell in cells:
        cell.value = new
    opened.save(book)


# --- watch ------------------------------------------------------------------------------------


class Sleeps:
    """In the place of ``time.sleep``: a step of the story at each pause, then Ctrl-C."""

    def __init__(self, *steps):
        self.steps = list(steps)

    def __call__(self, seconds):
        if not self.steps:
            raise KeyboardInterrupt
        self.steps.pop(0)()


def watched(monkeypatch, data, *steps):
    monkeypatch.setattr(run.time, "sleep", Sleeps(*steps))
    return run.main([str(data), "--check", "--watch"])


def nothing():
    pass


def test_watch_looks_again_when_a_file_is_saved(clubs, capsys, monkeypatch):
    assert watched(monkeypatch, clubs, nothing, lambda: spoil(clubs), nothing) == 1
    said = capsys.readouterr().out
    assert said.count("No problems") == 1 and said.count("1 problem in") == 1
    assert said.index("No problems") < said.index("1 problem in")
    assert said.endswith("Nobody is looking any more.\n")


def test_watch_says_nothing_again_while_nothing_changes(clubs, capsys, monkeypatch):
    assert watched(monkeypatch, clubs, nothing, nothing, nothing) == 0
    assert capsys.readouterr().out.count("No problems") == 1


def test_a_workbook_that_is_being_saved_is_waited_for(workbook, capsys, monkeypatch):
    whole = workbook.read_bytes()
    half = lambda: workbook.write_bytes(whole[: len(whole) // 2])  # noqa: E731
    finished = lambda: workbook.write_bytes(whole)  # noqa: E731
    later = lambda: os.utime(workbook, ns=(1, 1))  # noqa: E731
    code = watched(monkeypatch, workbook, half, nothing, finished, later, nothing)
    said = capsys.readouterr().out
    assert code == 0 and "cannot be read" not in said and said.count("No problems") >= 2


def test_a_workbook_that_stays_half_is_told_in_the_end(workbook, capsys, monkeypatch):
    half = lambda: workbook.write_bytes(workbook.read_bytes()[:200])  # noqa: E731
    waits = [nothing] * (run.MOST_TRIES + 2)
    assert watched(monkeypatch, workbook, half, *waits) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("cannot be read") == 1


# --- fill -------------------------------------------------------------------------------------


def test_fill_writes_a_new_workbook_once(workbook, capsys):
    before = workbook.read_bytes()
    assert run.main([str(workbook), "--fill"]) == 0
    assert "Its derived tables: sources, entities, relations." in capsys.readouterr().out
    target = filled_path(workbook)
    filled = target.read_bytes()
    assert load_dataset(target).derived == ("documents",)
    assert run.main([str(workbook), "--fill"]) == 1
    assert "exists already, and stays as it is" in capsys.readouterr().out
    assert (workbook.read_bytes(), target.read_bytes()) == (before, filled)


def test_fill_has_nothing_to_do_where_all_is_there(clubs, capsys):
    assert run.main([str(clubs), "--fill"]) == 0
    assert "nothing is written" in capsys.readouterr().out
    assert not filled_path(clubs).exists()


def test_fill_writes_nothing_for_data_with_problems(clubs):
    spoil(clubs)
    assert run.main([str(clubs), "--fill"]) == 1
    assert not filled_path(clubs).exists()


# --- a zip file -------------------------------------------------------------------------------


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """Claims with a text, in one zip file."""
    monkeypatch.setattr(run, "ROOT", tmp_path / "program")
    (tmp_path / "program").mkdir()
    claims = HEADER.strip() + ",document_id,quote\r\n"
    claims += "k1,author,asserts,ada,leads,chess-club,n,d,Ada leads\r\n"
    (tmp_path / "data").mkdir()
    return pack(
        tmp_path / "data" / "mine.zip",
        {
            "mine/claims.csv": claims,
            "mine/documents.csv": "document_id,file\r\nd,t.txt\r\n",
            "mine/t.txt": "Ada leads.",
        },
    )


def pack(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def repack(path, old, new):
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    pack(path, {name: content.replace(old, new) for name, content in files.items()})


def test_what_is_filled_of_a_zip_file_stands_beside_it_with_its_texts(packed, capsys):
    assert run.main([str(packed), "--fill"]) == 0
    assert "The texts of the zip file stand beside it." in capsys.readouterr().out
    assert sorted(file.name for file in packed.parent.iterdir()) == [
        "mine-filled.xlsx",
        "mine.zip",
        "t.txt",
    ]
    shutil.rmtree(run.ROOT)
    filled = load_dataset(packed.with_name("mine-filled.xlsx"))
    assert filled.derived == () and filled.texts == {"d": "Ada leads."}


def test_another_text_beside_a_zip_file_stays(packed, capsys):
    other = packed.with_name("t.txt")
    other.write_text("Ben leads.", encoding="utf-8")
    assert run.main([str(packed), "--fill"]) == 1
    assert "has another t.txt already, and nothing is overwritten" in capsys.readouterr().out
    assert sorted(file.name for file in packed.parent.iterdir()) == ["mine.zip", "t.txt"]
    assert other.read_text(encoding="utf-8") == "Ben leads."
    other.write_text("Ada leads.", encoding="utf-8")
    assert run.main([str(packed), "--fill"]) == 0


def test_the_problems_of_a_zip_file_name_it(packed, capsys):
    repack(packed, "asserts", "assert")
    assert run.main([str(packed), "--check"]) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"1 problem in {packed}\n") and ".cache" not in said
    with pytest.raises(SystemExit) as stop:
        run.refuse_problems(packed)
    assert stop.value.code.startswith(f"1 problem in {packed}\n")
    pack(packed, {"mine/sources.csv": "source_id\r\nauthor\r\n"})
    with pytest.raises(SystemExit) as stop:
        run.refuse_problems(packed)
    assert f"there is no claims.csv in {packed}" in stop.value.code
    assert ".cache" not in stop.value.code
    packed.write_bytes(b"no zip")
    with pytest.raises(SystemExit, match="mine.zip is no zip file"):
        run.main([str(packed), "--check"])


def test_watch_looks_again_when_a_zip_file_is_saved(packed, capsys, monkeypatch):
    steps = nothing, lambda: repack(packed, "asserts", "assert"), nothing
    assert watched(monkeypatch, packed, *steps) == 1
    said = capsys.readouterr().out
    assert said.index("No problems") < said.index(f"1 problem in {packed}\n")
    broken = lambda: packed.write_bytes(b"no zip")  # noqa: E731
    waits = [nothing] * (run.MOST_TRIES + 2)
    again = lambda: pack(packed, {"claims.csv": HEADER + "k1,a,denies,b,leads,c,"})  # noqa: E731
    assert watched(monkeypatch, packed, broken, *waits, again, nothing) == 0
    said = capsys.readouterr().out
    assert said.count("mine.zip is no zip file") == 1 and "No problems" in said


def test_a_workbook_in_a_zip_file_is_the_dataset(packed, workbook, capsys):
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(workbook, "few/few.xlsx")
    assert run.main([str(packed), "--check"]) == 0
    assert "No problems: 1 claim;" in capsys.readouterr().out
    assert run.main([str(packed), "--fill"]) == 0
    assert len(load_dataset(packed.with_name("mine-filled.xlsx"))["claims"]) == 1
    change_cell(workbook, "asserts", "assert")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(workbook, "few/few.xlsx")
    assert run.main([str(packed), "--check"]) == 1
    assert "few.xlsx" not in capsys.readouterr().out  # no copy with comments where nobody looks


def test_a_copy_with_comments_of_a_workbook_beside_a_folder_stays(clubs, workbook):
    bad = shutil.copy(workbook, clubs.with_name("clubs.xlsx"))
    change_cell(bad, "asserts", "assert")
    assert run.main([str(bad), "--check"]) == 1
    assert run.main([str(clubs), "--check"]) == 0
    assert commented_path(bad).exists()


# --- pair -------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch):
    """What the run is asked for, in the place of the run."""
    found = []
    monkeypatch.setattr(run, "stay_inside", lambda: None)
    monkeypatch.setattr(run, "run", lambda data, pair: found.append((data, pair)))
    return found


def test_a_pair_of_ids_is_run(clubs, asked):
    run.main([str(clubs), "--pair", "chess-club", "kite-club"])
    assert asked == [(str(clubs), ("chess-club", "kite-club"))]


PAIRS = {
    ("Chess Club", "kite-club"): "that is the name of 'chess-club': write the id",
    ("chess-clubb", "kite-club"): "no organization 'chess-clubb': did you mean 'chess-club'?",
    ("chess-club", "chess-club"): "the pair takes two organizations, and 'chess-club' is one",
}


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_no_pair_is_refused_before_anything_runs(clubs, asked, pair):
    with pytest.raises(SystemExit) as stop:
        run.main([str(clubs), "--pair", *pair])
    assert PAIRS[pair] in stop.value.code
    assert stop.value.code.endswith("Nothing was executed.") and asked == []


def test_data_with_problems_are_not_run(clubs, asked):
    spoil(clubs)
    with pytest.raises(SystemExit, match="Nothing was executed. Mend this, and run again"):
        run.main([str(clubs)])
    assert asked == []


# --- wrong arguments --------------------------------------------------------------------------


WRONG = {
    "--watch goes with --check": ["DATA", "--watch"],
    "--pair goes with the run alone": ["DATA", "--check", "--pair", "a", "b"],
    "--outputs and --module take no DATA": ["DATA", "--outputs"],
    "name the folder or the workbook of your data": ["--check"],
    "not allowed with argument": ["DATA", "--check", "--fill"],
    "expected 2 arguments": ["DATA", "--pair", "a"],
    "unrecognized arguments": ["DATA", "more"],
}


@pytest.mark.parametrize("said", WRONG)
def test_wrong_arguments_are_refused(said, capsys, asked):
    with pytest.raises(SystemExit) as stop:
        run.main(WRONG[said])
    assert stop.value.code == 2 and said in capsys.readouterr().err and asked == []


@pytest.mark.parametrize("what", ["--check", "--fill"])
def test_data_that_are_not_there_are_one_message(tmp_path, what):
    with pytest.raises(SystemExit, match="There is no dataset at .*nowhere"):
        run.main([str(tmp_path / "nowhere"), what])
