"""A reading copy runs nothing that stands in data: an extension of Sphinx.

Data enter a page after it has been parsed (`fragments`), as raw HTML in which they are escaped,
or as text. What would read a file, run code or pass HTML on from Markdown is refused, though no
data get there. Every page names the scripts that it may run: those of the theme.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from markupsafe import Markup

from helpers.show import markup

REFUSED_DIRECTIVES = (
    "code-cell",
    "csv-table",
    "figure-md",
    "glue",
    "graphviz",
    "highlight",
    "image",
    "include",
    "literalinclude",
    "math",
    "mystnb",
    "nb-exec-table",
    "parsed-literal",
    "raw",
    "role",
)
REFUSED_ROLES = ("download", "eval", "glue:any", "math", "raw")

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; script-src 'self'"
)
"""To which the hashes of the theme's own scripts are added; styles stand in the pictures' place."""

MARKDOWN_OUTPUTS = (
    "text/markdown",
    "text/latex",
    "application/javascript",
    "application/vnd.jupyter.widget-view+json",
)
"""Outputs that a page shows as plain text, if at all."""


class FromData(Directive):
    """``{from-data} KEY``: a block of HTML from the file that the builder wrote."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the HTML as a raw node, which nothing parses."""
        return [nodes.raw("", _stored(self.state, self.arguments[0]), format="html")]


def text_from_data(
    name: str, rawtext: str, text: str, lineno: int, inliner: Any, *_: Any, **__: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """``{from-data}`KEY```: words, shown as they are."""
    return [nodes.Text(_stored(inliner, text))], []


def _stored(parsing: Any, key: str) -> str:
    return _fragments(parsing.document.settings.env.config.fragments)[int(key) - 1]


@cache
def _fragments(file: str) -> list[str]:
    """Return what the builder wrote; a build has a file of its own, read once."""
    return json.loads(Path(file).read_text(encoding="utf-8"))


class Refused(Directive):
    """A directive that no page of a reading copy needs."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = None

    def run(self) -> list[nodes.Node]:
        """Leave nothing but a warning."""
        return [self.state.document.reporter.warning(f"{self.name} is refused", line=self.lineno)]


def refused_role(
    name: str, rawtext: str, text: str, lineno: int, inliner: Any, *_: Any, **__: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Show the words of a role that no page needs."""
    return [nodes.Text(text)], []


def setup(app: Any) -> dict[str, bool]:
    """Connect to Sphinx."""
    app.add_config_value("fragments", "", "env", str)
    app.connect("builder-inited", refuse)
    # When the theme has added its own titles.
    app.connect("html-page-context", escape_titles, priority=900)
    app.connect("build-finished", write_policy, priority=900)  # when every page is written
    return {"parallel_read_safe": True}


def refuse(app: Any) -> None:
    """Refuse what reads files or passes HTML on; the namespace is this build's alone."""
    app.env.settings |= {"file_insertion_enabled": False, "raw_enabled": False}
    for name in REFUSED_DIRECTIVES:
        directives.register_directive(name, Refused)
    for name in REFUSED_ROLES:
        roles.register_local_role(name, refused_role)
    directives.register_directive("from-data", FromData)
    roles.register_local_role("from-data", text_from_data)


def escape_titles(
    app: Any, pagename: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Escape the titles, which are the data's; a template that escapes them too leaves them so."""
    for name in ("docstitle", "shorttitle", "project", "root_title", "pagetitle"):
        context[name] = Markup(markup("{0}", context.get(name) or ""))


def write_policy(app: Any, error: Exception | None) -> None:
    """Name in every page the scripts that it may run."""
    for page in () if error else sorted(Path(app.outdir).glob("*.html")):
        html = page.read_text(encoding="utf-8")
        head = re.compile(r"<head>(\s*<meta charset=[^>]*>)?")  # which has to stand early, too
        end = head.search(html)
        place = end.end() if end else 0
        kept = f"{html[:place]}\n    {policy(html)}{html[place:]}"
        page.write_text(kept, encoding="utf-8")


def policy(html: str) -> str:
    """Return the policy of a page: files beside it, and the theme's own lines, by their hashes.

    >>> policy("<head></head><article><script>1</script></article>").count("sha256")
    0
    >>> policy("<head><script>1</script></head><article></article>").count("sha256")
    1
    """
    allowed = " ".join(dict.fromkeys(map(_hash, own_scripts(html))))
    handlers = " ".join(dict.fromkeys(map(_hash, own_handlers(html))))
    rest = f" {allowed}" * bool(allowed) + f" 'unsafe-hashes' {handlers}" * bool(handlers)
    return f'<meta http-equiv="Content-Security-Policy" content="{POLICY}{rest}" />'


def own_scripts(html: str) -> Iterator[str]:
    """Yield the theme's scripts that stand in a page, none of them in what is to be read."""
    for part in _around(html):
        yield from re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.+?)</script>", part, re.DOTALL)


def own_handlers(html: str) -> Iterator[str]:
    """Yield what the theme's buttons do."""
    for part in _around(html):
        yield from map(unescape, re.findall(r'<button\s[^>]*?\bonclick="([^"]*)"', part))


def _around(html: str) -> Iterable[str]:
    """What stands before and after that which is to be read."""
    return html.partition("<article")[0], html.rpartition("</article>")[2]


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
