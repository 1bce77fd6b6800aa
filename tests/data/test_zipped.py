"""A dataset in one zip file: unpacked, or refused with the one true cause."""

import io
import random
import zipfile

import pytest
from shipped import HEADER

from helpers.data import load_dataset, save_dataset, unpacked

CLAIMS = HEADER + "k1,author,asserts,ada,leads,chess-club,n\r\n"
MANY = HEADER + "".join(f"k{i},author,asserts,ada{i},leads,kites,n\r\n" for i in range(500))


def packed(path, files, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def names(folder):
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def workbook(folder, tmp_path):
    return save_dataset(load_dataset(folder), tmp_path / "book.xlsx").read_bytes()


def test_a_zip_is_a_folder_without_what_a_system_adds(tmp_path):
    others = {".": "x", "__MACOSX/claims.csv": "x", "mine/.DS_Store": "x", "mine/~$b.xlsx": "x"}
    file = packed(tmp_path / "a.zip", {"mine/claims.csv": CLAIMS, "mine/t.txt": "Ada"} | others)
    place = unpacked(file, tmp_path / "cache")
    assert (place.name, names(place)) == ("a", ["claims.csv", "t.txt"])
    assert unpacked(file, tmp_path / "cache") == place


def test_a_workbook_alone_is_the_dataset(tmp_path, workbook):
    file = packed(tmp_path / "a.zip", {"mine/b.xlsx": workbook, "mine/t.txt": "Ada"})
    for _ in range(2):
        place = unpacked(file, tmp_path / "cache")
        assert place.name == "b.xlsx" and len(load_dataset(place)["claims"]) == 1
    for others in ({"claims.csv": CLAIMS}, {"c.xlsx": workbook}):
        file = packed(tmp_path / "a.zip", {"b.xlsx": workbook} | others)
        assert unpacked(file, tmp_path / "cache").name == "a"


def spoilt(content, method):
    buffer = io.BytesIO()
    packed(buffer, {"claims.csv": content}, method)
    spoilt = bytearray(buffer.getvalue())
    spoilt[60:90] = b"\xff" * 30
    return bytes(spoilt)


def with_flag(content, flag):
    """Set a flag of the one file in an archive, in both places that have it."""
    changed = bytearray(content)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[changed.index(sign) + place] |= flag
    return bytes(changed)


def with_method(content, method):
    changed = bytearray(content)
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        changed[changed.index(sign) + place] = method
    return bytes(changed)


def plain(files):
    buffer = io.BytesIO()
    packed(buffer, files)
    return buffer.getvalue()


BROKEN = "is no zip file, or it breaks off: save it again"
DAMAGED = "is damaged: save it again"
REFUSED = {
    "no zip": (b"claim_id", BROKEN),
    "nothing": (b"", BROKEN),
    "half": (plain({"claims.csv": MANY})[:300], BROKEN),
    "damaged": (spoilt(MANY, zipfile.ZIP_DEFLATED), DAMAGED),
    "damaged, not packed": (spoilt(MANY, zipfile.ZIP_STORED), DAMAGED),
    "damaged, by bzip2": (spoilt(MANY, zipfile.ZIP_BZIP2), DAMAGED),
    "damaged, by lzma": (spoilt(MANY, zipfile.ZIP_LZMA), DAMAGED),
    "password": (with_flag(plain({"claims.csv": CLAIMS}), 1), "has a password: pack it again"),
    "patched": (with_flag(plain({"claims.csv": CLAIMS}), 32), "in a way that cannot be read"),
    "deflate64": (with_method(plain({"claims.csv": CLAIMS}), 9), "in a way that cannot be read"),
    "two": (plain({"a/claims.csv": CLAIMS, "b/Claims.csv": CLAIMS}), "two files called 'Claims.csv'"),
    "two accents": (plain({"\u00e9.txt": "a", "e\u0301.txt": "b"}), "two files called"),
    "path": (plain({"C:claims.csv": CLAIMS}), "a file called 'C:claims.csv': pack it without the"),
    "another zip": (plain({"x/readme.txt": "a", "x/in.ZIP": plain({"claims.csv": CLAIMS})}), "has no table in it, but another zip file, 'in.ZIP': unpack a.zip, and take that one"),
    "long name": (plain({"x" * 300 + ".txt": "a"}), "can have no such name here: 'xxx"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_unpacked_is_refused_with_its_cause(tmp_path, case):
    content, words = REFUSED[case]
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(ValueError) as refused:
        unpacked(tmp_path / "a.zip", tmp_path / "cache")
    assert str(refused.value).startswith("a.zip") and words in str(refused.value)
    assert not list((tmp_path / "cache").glob("*/*"))


@pytest.mark.parametrize("name", ["claims.csv", "Claims.CSV", "mine.xlsx"])
def test_a_zip_beside_a_table_stays_what_it_is(tmp_path, name):
    files = {"old.zip": plain({"claims.csv": CLAIMS}), name: CLAIMS}
    place = unpacked(packed(tmp_path / "a.zip", files), tmp_path / "cache")
    folder = place if place.is_dir() else place.parent
    assert {one.name for one in folder.iterdir()} == set(files)


def test_damage_anywhere_is_told(tmp_path):
    chance, whole = random.Random(3), plain({"mine/claims.csv": MANY, "\u00e9.txt": "Ada" * 99})
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        (tmp_path / "a.zip").write_bytes(content)
        try:
            unpacked(tmp_path / "a.zip", tmp_path / "cache")
        except ValueError as error:
            assert str(error).startswith("a.zip ")


def test_a_zip_that_would_fill_the_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.data.zipped.LARGEST", 100)
    with pytest.raises(ValueError, match="a.zip is too large when it is unpacked"):
        unpacked(packed(tmp_path / "a.zip", {"claims.csv": MANY}), tmp_path / "cache")
