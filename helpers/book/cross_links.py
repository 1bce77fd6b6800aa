r"""Links inside a reading copy: from a claim's id to its words, from a term to the glossary.

>>> link_claims("<p>Said in [k1], not in [k9].</p>", ["k1"])
'<p>Said in [<a href="claims.html#claim-1">k1</a>], not in [k9].</p>'
>>> link_terms("# A tie\n\nEach tie is `tie`, a tie.", {"tie": "a proposition"}, set())
'# A tie\n\nEach [tie](term:tie "a proposition") is `tie`, a tie.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from helpers.book.fragments import Fragments
from helpers.claims import all_aloud
from helpers.data import Dataset
from helpers.show import markup, quotation_page

MOST_CLAIMS = 2_000
"""With more, a page of them would be too long to open."""

COLUMNS_OF_CLAIMS = {
    *("claim", "claim id", "alternative of", "asserted by", "denied by"),
    *("claims", "first claim", "second claim", "moved by", "repeats"),
}
"""What tables call the columns that hold ids of claims."""


# --- a page of claims, and links to it --------------------------------------------------------


def claims_page(data: Dataset, fragments: Fragments) -> str:
    """Return a page in Markdown with each claim in words, its quote, and a place to link to.

    Parameters
    ----------
    data : Dataset
        At most `MOST_CLAIMS` claims.
    fragments : Fragments
        They take what comes from the data.
    """
    claims = data["claims"]
    words = all_aloud(data, claims["claim_id"])
    texts = data.titles if len(data["documents"]) > 1 else {}
    rows = zip(claims.to_dict("records"), words, strict=True)
    entries = [_entry(number, claim, said, texts) for number, (claim, said) in enumerate(rows, 1)]
    listed = f'<dl class="claims">{"".join(entries)}</dl>'
    return (
        "# Claims\n\nEach claim in words, with the quote that carries it. "
        "The ids of claims on the other pages lead here.\n\n" + fragments.html(listed) + "\n"
    )


def _entry(number: int, claim: Mapping[str, str], words: str, texts: Mapping[str, str]) -> str:
    """Return one claim of the page."""
    parts = [markup('<p dir="auto">{0}</p>', words)]
    parts += [quotation_page(claim["quote"])] if claim["quote"] else []
    if claim["alternative_of"]:
        parts.append(markup("<p>Another coding of [{0}].</p>", claim["alternative_of"]))
    if title := texts.get(claim["document_id"], ""):
        parts.append(markup('<p dir="auto"><small>{0}</small></p>', title))
    term = markup('<dt id="claim-{0}">{1}</dt>', number, claim["claim_id"])
    return f"{term}<dd>{''.join(parts)}</dd>"


def link_claims(body: str, ids: Sequence[str]) -> str:
    """Have the ids of claims in the body of a page lead to their words.

    Linked are ids in square brackets, and those in columns of tables that hold nothing else.

    Parameters
    ----------
    body : str
        HTML as the package makes it.
    ids : sequence of str
        All ids, in the order of the page of claims.
    """
    places = {markup("{0}", one): f"claim-{number}" for number, one in enumerate(ids, 1)}
    body = re.sub(
        r'(<table class="listed">.*?</thead>)(.*?)(</table>)',
        lambda table: table[1] + _linked_rows(table[1], table[2], places) + table[3],
        body,
        flags=re.DOTALL,
    )
    return _linked_brackets(body, places)


def _link(one: str, places: Mapping[str, str]) -> str:
    return f'<a href="claims.html#{places[one]}">{one}</a>' if one in places else one


def _linked_rows(head: str, rows: str, places: Mapping[str, str]) -> str:
    """Link the cells of those columns whose heads say that they hold claims."""
    heads = re.findall(r"<th[^>]*><p>(.*?)</p></th>", head, flags=re.DOTALL)
    wanted = {place for place, words in enumerate(heads) if words in COLUMNS_OF_CLAIMS}
    if not wanted:
        return rows

    def linked(row: re.Match[str]) -> str:
        cells = re.findall(r"<td[^>]*>.*?</td>", row[0], flags=re.DOTALL)
        found = [
            _linked_cell(cell, places) if place in wanted else cell
            for place, cell in enumerate(cells)
        ]
        return f"<tr>{''.join(found)}</tr>"

    return re.sub(r"<tr>.*?</tr>", linked, rows, flags=re.DOTALL)


def _linked_cell(cell: str, places: Mapping[str, str]) -> str:
    """Link a cell whose every word is the id of a claim."""
    return re.sub(
        r"(?<=<p>).*?(?=</p>)",
        lambda words: _linked_ids(words[0], places) or words[0],
        cell,
        count=1,
        flags=re.DOTALL,
    )


def _linked_ids(words: str, places: Mapping[str, str]) -> str:
    """Return ids joined by commas or semicolons as links; nothing if one of them is no id."""
    items = re.split(r"(; |, )", words)
    known = all(one in places for one in items[::2])
    return "".join(_link(one, places) for one in items) if known else ""


_UNTOUCHED = re.compile(r"(<(script|style|code|pre|a)\b.*?</\2>|<[^>]*>)", re.DOTALL)
"""What is no text to be read: tags, and elements whose text is not for linking."""


def _linked_brackets(body: str, places: Mapping[str, str]) -> str:
    """Link ids in square brackets, one or several of them."""

    def linked(found: re.Match[str]) -> str:
        ids = _linked_ids(found[1], places)
        return f"[{ids}]" if ids else found[0]

    parts, place = [], 0
    for tag in _UNTOUCHED.finditer(body):
        parts += [re.sub(r"\[([^\[\]]+)\]", linked, body[place : tag.start()]), tag[0]]
        place = tag.end()
    return "".join([*parts, re.sub(r"\[([^\[\]]+)\]", linked, body[place:])])


# --- what stays whole in a table, and what does not -------------------------------------------

_ID = r"\w+(?:-\w+)*"
_IDS = re.compile(rf"(?<=<p>){_ID}(?:(?:; |, | = | &lt; ){_ID})*(?=</p>)")
LONGEST_WHOLE = 24
"""Letters of an id that stays in one line; a longer one would make its table too wide."""


_WORDS = re.compile(r'(?<=>)(?<!class="id">)[^<>]+(?=<)')
_WORD = re.compile(r"(?P<date>(?<![\w-])-?\d{4}-\d\d(?:-\d\d)?(?![\w-]))|(?P<long>[^\s&]{31,})")


def whole_ids(body: str) -> str:
    """Mark ids and dates in tables, so that the style keeps each in one line.

    Of ids is marked what has a hyphen, in a cell that holds nothing but ids. Words of more than
    30 letters (checksums) are marked as well: the style breaks them.

    >>> whole_ids('<table class="listed"><td><p>h-one &lt; other</p></td></table>')
    '<table class="listed"><td><p><span class="id">h-one</span> &lt; other</p></td></table>'
    """

    def marked(cell: re.Match[str]) -> str:
        return re.sub(
            r"\w+(?:-\w+)+",
            lambda one: (
                f'<span class="id">{one[0]}</span>' if len(one[0]) <= LONGEST_WHOLE else one[0]
            ),
            cell[0],
        )

    def told(word: re.Match[str]) -> str:
        return f'<span class="{"id" if word["date"] else "endless"}">{word[0]}</span>'

    return re.sub(
        r'<table class="listed">.*?</table>',
        lambda table: _WORDS.sub(
            lambda words: _WORD.sub(told, words[0]), _IDS.sub(marked, table[0])
        ),
        body,
        flags=re.DOTALL,
    )


# --- terms and the glossary -------------------------------------------------------------------

_TERM = re.compile(r"^\| (?!word )([^|]+?) \| ([^|]+?) \|", re.MULTILINE)

PLAIN_WORDS = frozenset({"share", "via", "document", "quote", "conflict"})
"""Terms that sentences use as plain words too."""


def glossary_terms(glossary: str) -> dict[str, str]:
    r"""Return the terms of the glossary, in Markdown: term → what it means.

    >>> glossary_terms("| word | meaning |\n|---|---|\n| tie | a proposition | a fact |")
    {'tie': 'a proposition'}
    """
    return dict(_TERM.findall(glossary))


@cache
def shipped_terms() -> dict[str, str]:
    """Return the terms of the package's own glossary, read once."""
    return glossary_terms(Path(__file__).with_name("glossary.md").read_text(encoding="utf-8"))


_KEPT = re.compile(
    r"^```.*?^```|`[^`\n]*`|^#[^\n]*$|!?\[[^\]]*\]\([^)]*\)|^\|[^\n]*$"
    r"|<details>.*?</details>|<[^>]*>|“[^“”]*”",
    re.MULTILINE | re.DOTALL,
)
"""What is left as it is: code, headings, links, tables, what is folded, tags, others' words."""


def link_terms(markdown: str, terms: Mapping[str, str], seen: set[str]) -> str:
    """Have the first use of each term on a page lead to the glossary, its meaning as a tooltip.

    Parameters
    ----------
    markdown : str
        A cell of the page.
    terms : mapping of str to str
        As `glossary_terms` returns them.
    seen : set of str
        The terms that the page has used before; those of this cell are added.
    """
    parts, place = [], 0
    for kept in _KEPT.finditer(markdown):
        parts += [_linked_terms(markdown[place : kept.start()], terms, seen), kept[0]]
        place = kept.end()
    return "".join([*parts, _linked_terms(markdown[place:], terms, seen)])


def _linked_terms(words: str, terms: Mapping[str, str], seen: set[str]) -> str:
    wanted = sorted(set(terms) - PLAIN_WORDS - seen, key=len, reverse=True)
    if not wanted:
        return words

    def linked(found: re.Match[str]) -> str:
        term = found[1]
        if term in seen:
            return found[0]
        seen.add(term)
        meaning = terms[term].replace('"', "'")
        return f'[{found[0]}](term:{anchor(term)} "{meaning}")'

    return re.sub(
        rf"(?<![\w-])({'|'.join(map(re.escape, wanted))})s?(?![\w-]| copy)", linked, words
    )


def anchor(term: str) -> str:
    """Return the place of a term on the page of the glossary.

    >>> anchor("null model")
    'null-model'
    """
    return re.sub(r"\W+", "-", term)


def anchor_terms(body: str, terms: Iterable[str]) -> str:
    """Give the rows of the glossary's table, as HTML, places to link to."""
    for term in terms:
        cell = markup("<td><p>{0}</p></td>", term)
        body = body.replace(cell, f'<td id="{anchor(term)}">{cell[4:]}', 1)
    return body
