"""The coder page: one file, offline, in which a text becomes claims.

>>> html = coder_page()
>>> html.count("<script"), "import {" in html, "https://" in html.partition("</style>")[2][:2000]
(2, False, False)
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.claims import cues
from helpers.codebook import tables_schema
from helpers.data import derive_table, drafting

if TYPE_CHECKING:
    from helpers.data import Dataset

SOURCES = Path(__file__).with_name("coder")

ROOMS = {
    "dataset": (
        "texts",
        "tables",
        "zip",
        "dates",
        "ids",
        "merges",
        "checks",
        "state",
        "workbook",
        "files",
        "cues",
    ),
    "page": (
        "elements",
        "work",
        "kept",
        "drawing",
        "changes",
        "marks",
        "selection",
        "actions",
        "cells",
        "questions",
        "claim",
        "lists",
        "in_and_out",
        "main",
    ),
}
"""The modules of the page by their rooms, each after those that it imports.

The first room knows texts and tables, and nothing of a screen.
"""

MODULES = tuple(f"{room}/{name}" for room, names in ROOMS.items() for name in names)

TABLES = ("documents", "sources", "entities", "relations", "claims", "passages")
"""The tables that are edited there; the others are carried along."""

GUESSED = {"sources", "entities"}
"""Tables that are not written as long as they say no more than what is derived of the claims."""

_IMPORT = re.compile(r"^import [^;]*?;\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def bundle() -> str:
    """Return all modules as one script, in which none is seen from outside."""
    parts = []
    for name in MODULES:
        source = (SOURCES / f"{name}.js").read_text(encoding="utf-8")
        parts.append(_EXPORT.sub("", _IMPORT.sub("", source)))
    return "(() => {\n" + "\n".join(parts) + "})();\n"


def coder_page(start: Dataset | tuple[str, str] | None = None) -> str:
    """Return the page as HTML.

    Parameters
    ----------
    start : Dataset or tuple of str and str, optional
        What it opens with: a dataset, or the title and the words of a text.
    """
    begun = _start(start)
    whole = json.dumps(begun, ensure_ascii=True)
    definition = {
        "schema": schema_of_page(),
        "relations": derive_table("relations", {}).drop(columns="example").to_dict("records"),
        "cues": cues(),
        "start": begun,
        "sum": hashlib.sha256(whole.encode("ascii")).hexdigest()[:16],
    }
    script = bundle()
    stored = json.dumps(definition, ensure_ascii=False).replace("<", "\\u003c")
    summed = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{summed}'; style-src 'unsafe-inline'; "
        "form-action 'none'; base-uri 'none'"
    )
    filled = {
        "policy": policy,
        "style": (SOURCES / "page.css").read_text(encoding="utf-8"),
        "definition": stored,
        "script": script,
    }
    page = (SOURCES / "page.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda name: filled[name[1]], page)


def schema_of_page() -> dict[str, Any]:
    """Return the definition of all tables, as the page has it."""
    return {name: {"schema": table["schema"]} for name, table in tables_schema().items()}


def _start(start: Dataset | tuple[str, str] | None) -> dict[str, Any] | None:
    if start is None:
        return None
    if isinstance(start, tuple):
        title, text = start
        return {"title": title, "text": text, "file": ""}
    tables = {name: frame.to_dict("records") for name, frame in start.as_written.items()}
    others = {
        name: {"columns": [], "rows": rows}
        for name, rows in tables.items()
        if (name not in TABLES or name == "relations") and name not in start.derived and rows
    }
    return {
        "claims": True,
        "tables": {
            name: [] if name in GUESSED & {*start.derived} else tables[name] for name in TABLES
        },
        "texts": start.texts,
        "others": others,
    }


def write_coder_page(path: Path, start: Dataset | tuple[str, str] | None = None) -> Path:
    """Write the page to a file that does not exist yet."""
    with drafting(path) as draft:
        draft.write_text(coder_page(start), encoding="utf-8", newline="\n")
    return path
