r"""Files of old Office programs, and new ones with a password: what they are, by what is in them.

helpers/book/coder/dataset/files.js says the same.

>>> old_office(START + "EncryptedPackage".encode("utf-16-le"))
('a file with a password', 'open it and save it as .xlsx, without a password')
>>> old_office(b"PK")
"""

from pathlib import Path

START = b"\xd0\xcf\x11\xe0"
"""How they begin, all of them, whatever they are called."""

_EXCEL = ("an old Excel workbook (.xls)", "open it and save it as .xlsx")

_INSIDE = {
    "EncryptedPackage": (
        "a file with a password",
        "open it and save it as .xlsx, without a password",
    ),
    "WordDocument": (
        "an old Word document (.doc)",
        "open it and save it as plain text (.txt, UTF-8)",
    ),
    "Workbook": _EXCEL,
    "Book": _EXCEL,
}
"""Name of a part → what the file is, and what to do."""

_OTHER = (
    "one of an old Office program",
    "open it and save it as .xlsx or as plain text (.txt, UTF-8)",
)


def old_office(content: bytes) -> tuple[str, str] | None:
    """Return what such a file is, and what to do; None if it is another one."""
    if not content.startswith(START):
        return None
    parts = (what for part, what in _INSIDE.items() if part.encode("utf-16-le") in content)
    return next(parts, _OTHER)


def old_office_at(path: Path) -> tuple[str, str] | None:
    """Return the same of a file, of which no more than the start is read if it is another one."""
    with path.open("rb") as file:
        start = file.read(len(START))
        return old_office(start + file.read()) if start == START else None
