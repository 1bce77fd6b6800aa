r"""What comes from data stands on a page as a key, and is put in after the page has been parsed.

So no cell of anybody's is read as Markdown: neither what opens a directive nor what closes a tag.

>>> stand_ins = Fragments()
>>> print(stand_ins.html("<p>a\n\n# b</p>"), stand_ins.text("*c*"))
```{from-data} 1
``` {from-data}`2`
>>> stand_ins.filled("# {from-data}`2`")
'# *c*'
"""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

from helpers.show import markup

KEY = re.compile(r"```\{from-data\} (\d+)\n```|\{from-data\}`(\d+)`")


class Fragments:
    """HTML and words of the data, by the keys that stand for them in Markdown."""

    def __init__(self) -> None:
        self._stored: list[str] = []

    def html(self, html: str) -> str:
        """Return the Markdown that stands for a block of HTML, in which all data are escaped."""
        return f"```{{from-data}} {self._key(html)}\n```" if html else ""

    def text(self, words: str) -> str:
        """Return the Markdown that stands for words in a line; they are shown as they are."""
        return f"{{from-data}}`{self._key(unescape(markup('{0}', ' '.join(words.split()))))}`"

    def _key(self, content: str) -> int:
        self._stored.append(content)
        return len(self._stored)

    def filled(self, markdown: str) -> str:
        """Return a page as it is meant, for a person or a test to read; it is not to be parsed."""
        return KEY.sub(lambda found: self._stored[int(found[1] or found[2]) - 1], markdown)

    def write(self, file: Path) -> None:
        """Write them where the settings of Sphinx find them."""
        file.write_text(json.dumps(self._stored), encoding="utf-8")
