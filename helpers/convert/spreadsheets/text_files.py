r"""Text with commas, semicolons, tabs or bars between its cells, in whatever encoding.

An encoding is never guessed where the guess could turn one alphabet into another.

>>> decoded("Zoë".encode("cp1252"))[0]
'Zoë'
>>> decoded("Иван".encode("cp1251"))  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
ValueError: the file is neither UTF-8 nor western European: give its encoding, ...
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from helpers.codebook import places_text, shown
from helpers.data import csv_rows

Notes = list[tuple[str, str]]
"""Where, and what was done there or is odd."""

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

MOST_LOOKED_AT = 200
"""Rows by which the header and the separator are guessed."""

ALPHABETS = (
    "cp1251",
    "koi8_r",
    "cp866",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp1250",
    "iso8859_2",
    "cp1254",
    "cp874",
    "gb18030",
    "euc_kr",
    "euc_jp",
    "cp850",
    "mac_roman",
)
"""Encodings that a file may have whose letters are not those of cp1252."""

LATIN = ("cp1250", "iso8859_2", "cp1254", "cp1257", "cp850", "mac_roman")
"""Encodings that differ from cp1252 in single letters of Latin script."""

MOST_WORDS = 50
"""Words by which an encoding is judged."""


def read_text(
    path: Path, encoding: str | None, header: int | Sequence[int] | None
) -> tuple[dict[int, list[str]], Notes]:
    """Return the rows of a text by their numbers, without blank ones, and what was done.

    Raises
    ------
    ValueError
        If it cannot be read without a guess that could be wrong.
    """
    try:
        text, notes = decoded(path.read_bytes(), encoding)
        text = re.sub("^\ufeff+", "", text, flags=re.MULTILINE)  # where files were put together
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    hint = re.match(r"sep=(.)\r?\n", text)
    if hint:
        text = text[hint.end() :]
        notes.append(("file", f"its first line, {shown(hint[0].strip())!r}, is no row"))
    separator = hint[1] if hint else max(SEPARATORS, key=lambda one: _evenness(text, one))
    if separator != ",":
        words = SEPARATORS.get(separator, shown(repr(separator)))
        notes.append(("file", f"the cells are separated by {words}"))
    rows = {}
    for number, record in enumerate(_closed(path, text, separator), start=1):
        cells = [cell if cell.strip() else "" for cell in record]
        if any(cells):
            rows[number] = cells
    if not rows:
        raise ValueError(f"{path}: the file is empty")
    notes += _odd_marks(rows, separator)
    if header is None or header == next(iter(rows)):
        _shift_short_header(path, rows, header, notes)
    return rows, notes


def _odd_marks(rows: dict[int, list[str]], separator: str) -> Notes:
    """Note cells in which a quotation mark may be missing or written in another way."""
    long, escaped = [], []
    for number, cells in rows.items():
        if any(separator in cell and "\n" in cell for cell in cells):
            long.append(number)
        if any("\\" in cell and '"' in cell for cell in cells):
            escaped.append(number)
    several = "a quoted cell runs over several lines, which look like rows: is a mark missing?"
    behind = "a backslash and a quotation mark in one cell: a mark within a cell is written twice"
    found = [(long, several), (escaped, behind)]
    return [(places_text(places), words) for places, words in found if places]


def decoded(content: bytes, encoding: str | None = None) -> tuple[str, Notes]:
    """Return the text, and what its reader should know of the encoding."""
    given = encoding or _by_mark(content) or _without_mark(content)
    if given:
        return _as(content, given), _said(given)
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        _refuse_other_alphabets(content)
    try:
        return content.decode("cp1252"), _said("cp1252", _other_letters(content))
    except UnicodeDecodeError:
        return content.decode("latin-1"), _said("latin-1", _other_letters(content))


MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # it begins as that of UTF-16 does
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def _by_mark(content: bytes) -> str:
    return next((name for mark, name in MARKS.items() if content.startswith(mark)), "")


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError) as error:
        raise ValueError(f"the file cannot be read as {encoding}: {error}") from None


def _said(encoding: str, otherwise: str = "") -> Notes:
    if encoding.casefold().replace("_", "-") in ("utf-8", "utf-8-sig", "utf8"):
        return []
    note = f"read as {encoding}; where letters look wrong, give its encoding"
    return [("file", note + otherwise)]


def _without_mark(content: bytes) -> str:
    """UTF-16 without its mark: every second byte of its separators and line ends is zero."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    if len(content) % 2 or min(even, odd) * 10 > max(even, odd):
        return ""
    guess = "utf-16-le" if odd > even else "utf-16-be"
    text = content.decode(guess, errors="replace")
    sound = "\ufffd" not in text and "\0" not in text
    return guess if sound and re.search(r"[\n\r,;\t|]", text) and max(even, odd) > 1 else ""


_FOREIGN = re.compile(
    rb"^[\x80-\xff]*[\xc0-\xff]{2}[\x80-\xff]*$"  # no letter of ASCII in the whole word
    rb"|[\xc0-\xff]{3}"  # or more others in a row than western words have
    rb"|[A-Za-z\xc0-\xff][\xa1-\xa3\xa5\xa6\xa8\xaa\xac\xaf\xb1-\xb3\xb5\xb6\xb9\xba\xbc-\xbf]+"
    rb"[A-Za-z\xc0-\xff]"  # or a sign amid letters
    rb"|[A-Za-z\xc0-\xff][\x82\x84\x88\x89]"  # or what opens a quotation behind a letter
    rb"|[A-Za-z\xc0-\xff][\x80\x87\x98\x99\x9b][a-z]"
    rb"|[a-z][\x8a\x8c\x8e\x9f]|[A-Z][\x8a\x8c\x8e\x9f][a-z]"  # or a capital amid small ones
)
"""What stands in no word of a western European text, as cp1252 has it."""


def _words(content: bytes, foreign: bool = False) -> list[bytes]:
    """The first words with letters beyond ASCII, each once; or those that are not western."""
    found: dict[bytes, None] = {}
    for match in re.finditer(rb"[A-Za-z\x80-\xff]{1,100}", content):
        word = match[0]
        if not word.isascii() and (_FOREIGN.search(word) or not foreign):
            found[word] = None
        if len(found) == MOST_WORDS:
            break
    return list(found)


def _refuse_other_alphabets(content: bytes) -> None:
    """Refuse a text that cp1252 would turn into letters that nobody wrote."""
    words, japanese = _words(content, foreign=True), _japanese(content)
    if not words and not japanese:
        return
    words = words or _words(content)
    could = [f"encoding='cp932' (“{shown(japanese)}”)"] if japanese else []
    for encoding in ALPHABETS:
        readings = [_reading(word, encoding) for word in words]
        if all(map(_is_word, readings)) and not any(map(str.isascii, readings)):
            could.append(f"encoding={encoding!r} (“{shown(readings[0])}”)")
    could.append(f"encoding='cp1252' (“{shown(words[0].decode('cp1252', errors='replace'))}”)")
    raise ValueError(
        "the file is neither UTF-8 nor western European: give its encoding, the one that makes "
        f"words of its letters: {', '.join(could)} or another"
    )


_KANA = re.compile("[\u3041-\u30fa]")


def _japanese(content: bytes) -> str:
    """Return the first word with Japanese syllables that a text holds as cp932, or nothing."""
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError:
        return ""
    words = [word for word in re.findall(r"\w+", text) if _KANA.search(word)]
    return words[0] if len(_KANA.findall(text)) > 1 else ""


def _reading(word: bytes, encoding: str) -> str:
    """A word in an encoding, without signs around it; nothing if it has no such word."""
    text = word.decode(encoding, errors="replace")
    while text and unicodedata.category(text[0])[0] in "PZ":
        text = text[1:]
    while text and unicodedata.category(text[-1])[0] in "PZ":
        text = text[:-1]
    return text


def _is_word(text: str) -> bool:
    """Tell whether a text is letters of one script and their marks, capitals first."""
    letters = [c for c in text if c.isalpha()]
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in letters}
    marks = all(c.isalpha() or unicodedata.category(c) in ("Mn", "Mc", "Pd") for c in text)
    pairs = itertools.pairwise(text)
    broken = any(before.islower() and after.isupper() for before, after in pairs)
    return text[:1].isalpha() and marks and len(scripts) == 1 and not broken


def _other_letters(content: bytes) -> str:
    """Say which words would read otherwise in other encodings of Latin script."""
    said = []
    words = _words(content)
    for encoding in LATIN:
        pairs = ((_reading(word, "cp1252"), _reading(word, encoding)) for word in words)
        other = next((pair for pair in pairs if pair[0] != pair[1] and _is_word(pair[1])), None)
        if other:
            said.append(f"“{shown(other[0])}” would be “{shown(other[1])}” in {encoding}")
    return f": {', '.join(said)}" if said else ""


def _records(text: str, separator: str, strict: bool = False) -> Iterator[list[str]]:
    next(csv_rows("x"))  # lifts the limit on the length of a cell
    blank = re.search(re.escape(separator) + r' +"', text) is not None
    handle = io.StringIO(text, newline="")
    return csv.reader(handle, delimiter=separator, skipinitialspace=blank, strict=strict)


def _closed(path: Path, text: str, separator: str) -> list[list[str]]:
    """Return the records; refuse a quotation mark that swallows what stands below it."""
    records, number = [], 1
    doubtful = text.count('"') % 2 == 1  # an even number of marks leaves none open
    try:
        for record in _records(text, separator, strict=doubtful):
            number += 1
            records.append(record)
        if any("\n" in cell or "\r" in cell for record in records for cell in record):
            for number, _ in enumerate(_records(text, separator, strict=True), start=2):  # noqa: B007
                pass
    except csv.Error as error:
        if "end of data" in str(error):
            raise ValueError(
                f"{path}: row {number}: a quotation mark opens a cell and is never closed, so that "
                "all rows below it would be one cell: close it, or take it out"
            ) from None
        raise ValueError(
            f"{path}: row {number}: text follows a quotation mark that closes a cell: take the "
            "mark out, or write it twice; or close the cell that an earlier one opened"
        ) from None
    return records


def _shift_short_header(
    path: Path, rows: dict[int, list[str]], header: int | Sequence[int] | None, notes: Notes
) -> None:
    """Shift a header that lacks the name of the first column to the right, as R writes it.

    Row numbers in that column are left out. Which column lacks its name can be told where
    the others hold ones and zeros, or the first counts the rows.
    """
    first, *others = rows
    width = len(rows[first])
    last = [rows[row][width] for row in others if len(rows[row]) == width + 1]
    if not others or len(last) < len(others) or not any(last) or not all(rows[first]):
        return
    if [rows[row][0] for row in others] == [str(number + 1) for number in range(len(others))]:
        for row in others:
            del rows[row][0]
        notes.append(
            (
                "column A",
                f"left out: it numbers the rows 1, 2, …, and one name is missing in row {first}",
            )
        )
    elif _is_matrix(rows[row] for row in others):
        rows[first] = ["", *rows[first]]
        notes.append((f"row {first}", "one name is missing: taken to be that of the first column"))
    elif header is None:
        raise ValueError(
            f"{path}: row {first} has one cell less than all rows below it, and which column has "
            "no name cannot be told: add the name; or, if it is the last column that has none, "
            f"read with header={first}"
        )


def _is_matrix(rows: Iterable[list[str]]) -> bool:
    """Tell whether names stand in the first column, and numbers or nothing in the others."""
    return all(
        not is_number(cells[0]) and all(is_number(cell) or not cell for cell in cells[1:])
        for cells in rows
    )


def is_number(cell: str) -> bool:
    """Tell whether a cell holds a count, or says true or false, as the cells of a matrix do."""
    return re.fullmatch(r"\s*(?:\d+(?:\.0)?|true|false)\s*", cell, re.IGNORECASE) is not None


def _evenness(text: str, separator: str) -> int:
    """How many cells a separator makes in rows of equal length."""
    widths = [
        len(record)
        for record, _ in zip(_records(text, separator), range(MOST_LOOKED_AT), strict=False)
        if any(record)
    ]
    most = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
    return widths.count(most) * (most - 1)
