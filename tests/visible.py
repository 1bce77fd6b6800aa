"""What a reader sees of a notebook: cells and words, and how long its sentences are.

``PYTHONPATH=. python tests/visible.py notebooks/*.ipynb`` prints the figures of each page.
"""

from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path
from statistics import median

import nbformat

FOLDED = r"<details>\s*(<summary>.*?</summary>).*?</details>"
QUOTED = r'"[^"]*"|“[^”]*”'
"""Words of others: each quotation counts as one word of the sentence around it."""


def unfolded(html: str) -> str:
    """HTML or Markdown without what is folded away; the words to click stay."""
    return re.sub(FOLDED, r" \1 ", html, flags=re.DOTALL)


def words_seen(html: str) -> list[str]:
    """The words that are read: no tags, no addresses of links, no marks of Markdown."""
    text = re.sub(r"<style.*?</style>|<script.*?</script>", " ", unfolded(html), flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "]", re.sub(r"<[^>]+>", " ", text))
    return [word for word in unescape(text).split() if re.search(r"\w", word)]


def shown(cell: nbformat.NotebookNode) -> str:
    """What a cell shows: its Markdown, or the HTML that its code prints."""
    if cell.cell_type == "markdown":
        return str(cell.source)
    data = [output["data"] for output in cell.outputs if "data" in output]
    return " ".join(one.get("text/html") or one.get("text/plain", "") for one in data)


def visible_words(notebook: nbformat.NotebookNode) -> int:
    """How many words a reader sees, code and folded parts apart."""
    return sum(len(words_seen(shown(cell))) for cell in notebook.cells)


def prose_sentences(notebook: nbformat.NotebookNode) -> list[str]:
    """The sentences of the Markdown cells: no headings, tables, or lines of code."""
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    text = re.sub(r"```.*?```", " ", text, flags=re.DOTALL)
    text = re.sub(QUOTED, "quoted", text)
    lines = re.sub(r"^(?:#|\||</?(?:details|summary)).*$", "\n", text, flags=re.MULTILINE)
    lines = re.sub(r"\]\([^)]*\)", "]", re.sub(r"^- |\*\*", "", lines, flags=re.MULTILINE))
    parts = re.split(r"(?<=[.?!])[”\"’)*]*\s+|\n\s*\n|\n(?=\S)|(?<=:)\n", lines)
    return [one.strip() for one in parts if len(re.findall(r"\w+", one)) > 2]


def lengths(notebook: nbformat.NotebookNode) -> list[int]:
    """How many words each sentence of the prose has."""
    return [len(words_seen(one)) for one in prose_sentences(notebook)]


if __name__ == "__main__":
    print("cells  words  median  longest  page")
    for name in sys.argv[1:]:
        page = nbformat.read(name, as_version=4)
        found = lengths(page)
        counted = (len(page.cells), visible_words(page), median(found), max(found))
        print("{:5}  {:5}  {:6}  {:7}  {}".format(*counted, Path(name).name))
