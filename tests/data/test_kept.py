"""What was read once in a run is read no more, unless a file has changed."""

import shutil

import pytest
from shipped import TWO_CLUBS, clubs

from helpers.data import dataset, kept
from helpers.data.dataset import DatasetError, check_dataset, load_dataset
from helpers.data.saving import save_dataset


@pytest.fixture
def reads(monkeypatch):
    """The paths that were read anew."""
    clubs()  # it is read once for all tests
    found = []
    read = dataset._read
    monkeypatch.setattr(dataset, "_read", lambda path: found.append(path) or read(path))
    return found


def cells(data):
    return {table: frame.to_numpy().tolist() for table, frame in data.items()}


@pytest.mark.parametrize("name", ["clubs", "clubs.xlsx"])
def test_it_is_read_once_and_is_the_same(tmp_path, reads, name):
    place = save_dataset(clubs(), tmp_path / name)
    with kept.reading_once(tmp_path / "cache"):
        first, again = load_dataset(place), load_dataset(place)
        assert check_dataset(place).empty
    assert reads == [place]
    assert cells(first) == cells(again) and first.texts == again.texts
    assert (first.name, first.derived, first.notes) == (again.name, again.derived, again.notes)
    assert list((tmp_path / "cache").iterdir()) == []
    load_dataset(place)
    assert reads == [place] * 2


def test_a_changed_table_or_text_is_read_again(tmp_path, reads):
    place = tmp_path / "clubs"
    shutil.copytree(TWO_CLUBS, place)
    with kept.reading_once(tmp_path / "cache"):
        load_dataset(place)
        text = place / "two-clubs.txt"
        text.write_bytes(text.read_bytes() + b"\nOne line more.\n")
        with pytest.raises(DatasetError, match="sha256"):
            load_dataset(place)
        shutil.copy(TWO_CLUBS / "two-clubs.txt", place)
        claims = place / "claims.csv"
        claims.write_text(claims.read_text("utf-8").replace("m05,", "m99,"), "utf-8")
        with pytest.raises(DatasetError):
            load_dataset(place)
    assert reads == [place] * 3


def test_problems_are_never_kept(tmp_path, reads):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "claims.csv").write_text("claim_id\nk1\n", "utf-8")
    with kept.reading_once(tmp_path / "cache"):
        one, other = (check_dataset(tmp_path / "bad") for _ in range(2))
    assert len(one) == len(other) > 0 and len(reads) == 2


def test_an_outer_run_goes_on_after_an_inner_one(tmp_path, monkeypatch):
    monkeypatch.setenv(kept.KEPT_VARIABLE, "elsewhere")
    with kept.reading_once(tmp_path):
        assert "kept-" in kept.os.environ[kept.KEPT_VARIABLE]
    assert kept.os.environ[kept.KEPT_VARIABLE] == "elsewhere"


def test_a_changed_workbook_is_read_again(tmp_path, reads):
    place = save_dataset(clubs(), tmp_path / "clubs.xlsx")
    with kept.reading_once(tmp_path / "cache"):
        load_dataset(place)
        place.unlink()
        tables = {name: frame for name, frame in clubs().items() if name != "assessments"}
        fewer = tables["claims"].query("claim_id != 'm36'")
        save_dataset(
            dataset.Dataset({**tables, "claims": fewer}, {}, "clubs"),
            place,
        )
        assert len(load_dataset(place)["claims"]) == len(clubs()["claims"]) - 1
    assert len(reads) == 2


def test_what_is_no_path_is_read_as_always(tmp_path):
    with kept.reading_once(tmp_path / "cache"):
        for name in ("no such folder", "a\x00b"):
            assert len(check_dataset(tmp_path / name))
