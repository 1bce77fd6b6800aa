"""Sphinx settings of the reading copy: stored outputs only, and nothing fetched from anywhere."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

from helpers.book.cross_links import anchor_terms, link_claims, shipped_terms, whole_ids
from helpers.book.guard import MARKDOWN_OUTPUTS

project = "Separate entities?"
copyright = "“Separate entities?” contributors; the article is its publisher's"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "helpers.book.guard"]
html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["static"]
html_css_files = ["book.css"]
html_js_files = [("panel.js", {"defer": "defer"}), ("code.js", {"defer": "defer"})]
html_theme_options = {
    "navbar_persistent": [],  # one search field is enough
    "footer_content_items": ["copyright.html"],
    "home_page_in_toc": True,
    "search_bar_text": "Search",
}
html_sidebars = {"**": ["search-button-field.html", "sbt-sidebar-nav.html"]}
html_context = {"default_mode": "auto"}
html_show_sphinx = False
html_copy_source = False  # the first page offers the notebooks themselves
html_use_index = False

nb_execution_mode = "off"
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
nb_mime_priority_overrides = [("*", mime, None) for mime in MARKDOWN_OUTPUTS]
nb_ipywidgets_js = {}  # widgets need a running kernel; their scripts would come from a server
# No formulas: a dollar sign is money, and MathJax would come from a server.
myst_enable_extensions = []
myst_heading_anchors = 3
myst_url_schemes = {
    "http": None,
    "https": None,
    "mailto": None,
    "download": "downloads/{{path}}",
    "beside-page": "{{path}}",
    "term": {"url": "glossary.html#{{path}}", "classes": ["term"]},
    "beside": "../../{{path}}",
}  # from build/<dataset>/

default_role = "py:obj"  # in docstrings, a name in backticks leads to what it names
autodoc_typehints = "none"  # the docstrings name the types
autodoc_preserve_defaults = True
autodoc_use_type_comments = False  # there are none, and they would be looked for
napoleon_google_docstring = False
napoleon_use_ivar = True


def setup(app: Sphinx) -> None:
    """Have Sphinx call what is below."""
    app.add_config_value("article_examples", True, "env", bool)
    app.add_config_value("claims", "", "html", str)
    app.connect("autodoc-process-docstring", prepare_docstring, priority=100)  # before napoleon
    app.connect("html-page-context", add_texts)
    app.connect("html-page-context", add_links)
    app.connect("build-finished", write_texts)


def prepare_docstring(
    app: Sphinx, what: str, name: str, documented: object, options: object, lines: list[str]
) -> None:
    """Beside other data, leave out the examples: they are about the article."""
    if what == "property":
        lines.insert(0, "")  # or its words up to a colon pass for a type
    if not app.config.article_examples:
        text = re.sub(
            r"^Examples\n-+\n.*?(?=^\w+\n-+\n|\Z)", "", "\n".join([*lines, ""]), flags=re.M | re.S
        )
        lines[:] = re.sub(r"^>>> .*?(?=^\n|\Z)", "", text, flags=re.M | re.S).splitlines()


def add_texts(
    app: Sphinx, pagename: str, templatename: str, context: object, doctree: object
) -> None:
    """Only the search page needs the texts of the others."""
    if pagename == "search":
        app.add_js_file("texts.js")


def add_links(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, str], doctree: object
) -> None:
    """Have ids stay whole and lead to the claims, and give the terms of the glossary places."""
    if pagename == "glossary":
        context["body"] = anchor_terms(context["body"], shipped_terms())
    elif "body" in context:
        ids = _ids(app.config.claims) if app.config.claims else []
        context["body"] = whole_ids(link_claims(context["body"], ids))


@cache
def _ids(file: str) -> list[str]:
    """Return the ids that the builder wrote, read once."""
    return json.loads(Path(file).read_text(encoding="utf-8"))


def write_texts(app: Sphinx, error: Exception | None) -> None:
    """Store the text of every page as a script.

    From a disk, a browser lets no page read its neighbours, and search shows words from them.
    """
    pages = (
        {}
        if error
        else {
            page.name: article(page.read_text(encoding="utf-8"))
            for page in sorted(Path(app.outdir).glob("*.html"))
        }
    )
    stored = json.dumps(pages, ensure_ascii=False).replace("<", "\\u003c")
    fetch = (
        'if (location.protocol == "file:") window.fetch = async (page) => '
        'new Response(TEXTS[String(page).split("/").pop()] ?? "");'
    )
    (Path(app.outdir) / "_static" / "texts.js").write_text(
        f"const TEXTS = {stored};\n{fetch}\n", encoding="utf-8"
    )


_BLOCKS = re.compile(
    r"(?:</?(?:blockquote|br|button|caption|d[dlt]|details|div|fig(?:caption|ure)|h[1-6r]|label|li"
    r"|[ou]l|option|p|pre|section|summary|table|t(?:body|d|foot|h|head|r))\b[^>]*>)+"
)
"""Tags between which words stand apart, with no blank in the page."""


def article(page: str) -> str:
    """The part of a page that is to be read, without pictures and scripts.

    Search shows words out of it without its tags: no two cells of a table may be one word.
    """
    text = re.search(r"<article.*?</article>", page, flags=re.DOTALL)
    read = re.sub(
        r'<img[^>]*>|<script.*?</script>| style="[^"]*"',
        "",
        f'<main role="main">{text[0]}</main>' if text else "",
        flags=re.DOTALL,
    )
    return _BLOCKS.sub(r"\g<0>\n", read)
