"""What a sheet of a workbook says besides its texts: what is hidden, struck out, linked, commented.

>>> from pathlib import Path
>>> from helpers.convert.spreadsheets.spreadsheet import EXAMPLE_SPREADSHEET
>>> sheet_marks(Path(EXAMPLE_SPREADSHEET), "Committees", [])
[]
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from helpers.codebook import capped, shown
from helpers.convert.spreadsheets.text_files import Notes
from helpers.data import attributes, opened, tags

MOST_NOTED = 10
"""Cells of one kind that are noted one by one."""

ALL_THE_SAME = "and read all the same"


def sheet_marks(path: Path, sheet: str, out_of_sight: Iterable[str]) -> Notes:
    """Return notes on charts that are sheets, hidden cells, struck text, links and comments.

    Parameters
    ----------
    path : Path
        A workbook that can be read.
    sheet : str
    out_of_sight : iterable of str
        Its hidden rows and columns.
    """
    from openpyxl.packaging.relationship import get_dependents, get_rels_path

    with zipfile.ZipFile(path) as archive:
        book = opened(path, read_only=True)
        part = book[sheet]._worksheet_path
        xml = archive.read(part)
        beside = get_rels_path(part)
        related = list(get_dependents(archive, beside)) if beside in archive.namelist() else []
        struck = [_is_struck(book, style) for style in range(len(book._cell_styles))]
        book.close()
        notes = [
            (f"sheet {shown(one.title)}", "not read: it is a chart") for one in book.chartsheets
        ]
        notes += [(places, f"hidden, {ALL_THE_SAME}") for places in out_of_sight]
        notes += _struck(xml, struck, _struck_strings(archive))
        notes += _each("links", _links(xml, {one.Id: str(one.Target) for one in related}))
        notes += _each("comments", _comments(archive, related))
    return notes


def _is_struck(book: Any, style: int) -> bool:
    return bool(book._fonts[book._cell_styles[style].fontId].strike)


def _struck_strings(archive: zipfile.ZipFile) -> set[int]:
    """The shared texts of which a part is struck through."""
    part = next((name for name in archive.namelist() if name.endswith("sharedStrings.xml")), "")
    xml = archive.read(part) if part else b""
    if b"strike" not in xml:
        return set()
    items = re.findall(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>|<(?:\w+:)?si\s*/>", xml, re.DOTALL)
    return {number for number, item in enumerate(items) if _strikes(item)}


def _strikes(xml: bytes) -> bool:
    return any(tag.get("val") not in ("0", "false") for tag in tags(xml, b"strike"))


_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_BLANK = re.compile(rb"<(?:\w+:)?c\b[^>]*/>")
_VALUE = re.compile(rb"<(?:\w+:)?v>(\d+)</")


def _struck(xml: bytes, styles: list[bool], strings: set[int]) -> Notes:
    if not any(styles) and not strings and b"strike" not in xml:
        return []
    whole, partly = [], []
    for tag, content in _CELL.findall(_BLANK.sub(b"", xml)):
        cell = attributes(tag)
        value = _VALUE.search(content)
        style = int(cell.get("s", 0))
        if style < len(styles) and styles[style] and content:
            whole.append(cell["r"])
        elif (cell.get("t") == "s" and value and int(value[1]) in strings) or _strikes(content):
            partly.append(cell["r"])
    said = (whole, "struck through"), (partly, "partly struck through")
    return [(capped(cells, MOST_NOTED), f"{what}, {ALL_THE_SAME}") for cells, what in said if cells]


def _each(what: str, notes: Iterable[tuple[str, str]]) -> Notes:
    """Notes on single cells, as many as a reader reads, and how many there are."""
    found = list(notes)
    if len(found) > MOST_NOTED:
        rest = f"{len(found) - MOST_NOTED} more cells have {what}: {len(found)} in all"
        found[MOST_NOTED:] = [("cells", rest)]
    return found


_LINKING = re.compile(rb'<(?:\w+:)?f\b[^>]*>\s*HYPERLINK\s*\(\s*(?:&quot;|")(.*?)(?:&quot;|")')


def _links(xml: bytes, targets: dict[str, str]) -> Notes:
    notes = []
    for link in tags(xml, b"hyperlink"):
        place = f"#{link['location']}" if link.get("location") else ""
        address = targets.get(link.get("id", ""), "") + place
        notes.append((link["ref"], f"has a link to {shown(address, 200)}"))
    if b"HYPERLINK" in xml:
        for tag, content in _CELL.findall(_BLANK.sub(b"", xml)):
            if linking := _LINKING.search(content):
                address = unescape(linking[1].decode("utf-8", "replace"))
                notes.append((attributes(tag)["r"], f"has a link to {shown(address, 200)}"))
    return notes


def _comments(archive: zipfile.ZipFile, related: Iterable[Any]) -> Notes:
    """Comments as a reader of the sheet sees them: who says what, answers below."""
    from openpyxl.comments.comment_sheet import CommentSheet

    said: dict[str, list[tuple[str, str]]] = {}
    threads: dict[str, list[tuple[str, str]]] = {}
    for part in related:
        if str(part.Type).endswith("/comments"):
            sheet = CommentSheet.from_tree(ElementTree.fromstring(archive.read(part.Target)))
            for cell, comment in sheet.comments:
                said[cell] = [(comment.author or "", comment.text)]
        if str(part.Type).endswith("/threadedComment"):
            people = _people(archive)
            for thread in ElementTree.fromstring(archive.read(part.Target)):
                text = "".join(one.text or "" for one in thread if one.tag.endswith("}text"))
                author = people.get(thread.get("personId", ""), "")
                threads.setdefault(thread.get("ref", ""), []).append((author, text))
    notes = []
    for cell, comments in (said | threads).items():
        words = "; ".join(
            (f"by {shown(author)}: " if author else "") + f"“{shown(' '.join(text.split()), 200)}”"
            for author, text in comments
        )
        notes.append(
            (
                cell,
                f"has a comment {words}" if words.startswith("by") else f"has a comment: {words}",
            )
        )
    return notes


def _people(archive: zipfile.ZipFile) -> dict[str, str]:
    parts = [name for name in archive.namelist() if re.search(r"persons/[^/]+\.xml$", name)]
    trees = [ElementTree.fromstring(archive.read(part)) for part in parts]
    return {one.get("id", ""): one.get("displayName", "") for tree in trees for one in tree}
