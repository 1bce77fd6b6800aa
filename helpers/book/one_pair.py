"""A report of one pair of organizations, as one file to send to an editor.

It runs nothing and fetches nothing, and a denial stands beside what it denies.

>>> import tempfile
>>> from helpers.data import load_dataset
>>> with tempfile.TemporaryDirectory() as folder:
...     file = report(load_dataset(), "taliban", "haqqani-network", Path(folder, "pair.html"))
...     html = file.read_text(encoding="utf-8")
>>> "share 1 leader: Sirajuddin Haqqani" in html, "<script" in html
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from helpers.claims import (
    PERIOD_OF,
    Reading,
    all_aloud,
    in_brackets,
    in_one_period,
    is_believed,
    possible_leader_claims,
    relays,
)
from helpers.data import Dataset, drafting
from helpers.overlap import (
    answer,
    by_person,
    falls_words,
    lineage,
    range_table,
    shared_leaders,
    shared_people,
    when_both,
    why_text,
)
from helpers.show import count, markup, quotation_page, table_page

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "form-action 'none'; base-uri 'none'"
)
"""As that of the reading copy, but for the files beside it: there are none."""

STYLE = """
body { font: 1rem/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
blockquote { border-left: 3px solid #888; margin: .3rem 0 .8rem; padding-left: .8rem }
table { border-collapse: collapse }
caption { text-align: left; padding-bottom: .4rem }
caption > span { position: sticky; left: 0; display: inline-block; max-width: min(60rem, 84vw) }
td, th { border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top }
td p, th p { margin: 0 }
td.long { min-width: 16rem }
.sides { display: grid; gap: 1.5rem; grid-template-columns: 1fr 1fr }
.left-out { color: #555 }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr } }
"""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1 dir="auto">{title}</h1>
{body}
</main>
</body>
</html>
"""


def report(data: Dataset, a: str, b: str, path: str | Path, reading: Reading = Reading()) -> Path:
    """Write what the data say of two organizations as a page that stands alone.

    It has the overlap in a sentence, with the reading; when; every claim on which that
    rests, in its words, and the denials beside it; how far the number moves; the sources.

    Parameters
    ----------
    data : Dataset
    a, b : str
        Ids of two organizations.
    path : str or Path
        An .html file that does not exist yet.
    reading : Reading

    Returns
    -------
    Path
        The file. It holds no script and no address that a browser would fetch.

    Raises
    ------
    FileExistsError
        If there is something at `path`.
    ValueError
        With a suggestion, if `a` or `b` is no organization, they are the same, or the reading
        does not fit the data.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> with TemporaryDirectory() as folder:
    ...     report(data, "chess-club", "kite-club", Path(folder, "for-the-editor.html")).name
    'for-the-editor.html'
    """
    file = Path(path)
    html = report_page(data, a, b, reading)
    with drafting(file) as draft:
        draft.write_text(html, encoding="utf-8", newline="\n")
    return file


def report_page(data: Dataset, a: str, b: str, reading: Reading = Reading()) -> str:
    """Return the HTML that `report` writes."""
    claims = lineage(data, a, b, reading).claims
    claims = claims.assign(counts=is_believed(data, claims, reading))
    claims["words"] = all_aloud(data, claims["claim_id"])
    parts = [
        markup('<p dir="auto"><strong>{0}</strong></p>', answer(data, a, b, reading)),
        *_when(data, a, b, reading),
        "<h2>On whose word</h2>",
        *(markup('<p dir="auto">{0}</p>', words) for words in why_text(data, a, b, reading)),
        markup('<p dir="auto">{0}</p>', falls_words(data, a, b, reading)),
        "<h2>The claims</h2>",
        *_trail(data, claims, b, reading),
        "<h2>How far the number moves</h2>",
        table_page(
            range_table(data, a, b, reading),
            "The least and the greatest number of shared leaders: each row is one way of "
            "varying the reading.",
        ),
        "<h2>The sources</h2>",
        *_sources(data, claims),
        *_documents(data, claims),
    ]
    title = f"{data.who.name(a)} and {data.who.name(b)}"
    head = {"policy": POLICY, "title": markup("{0}", title), "style": STYLE}
    return _PAGE.format(**head, body="\n".join(parts))


def _when(data: Dataset, a: str, b: str, reading: Reading) -> Iterator[str]:
    """Yield when the people may have led both, or that nobody says whether at one time."""
    shared, contested = shared_people(data, a, b, reading)
    if not shared and not contested:
        return
    yield "<h2>When</h2>"
    when = when_both(data, a, b, reading)
    if set(when.values()) <= {"", "nobody says when"}:
        yield "<p>Nobody says whether these roles were held at the same time.</p>"
        return
    people = [data.who.name(person) for person in shared]
    people += [f"{data.who.name(person)} (contested)" for person in contested]
    yield table_page(
        pd.DataFrame({"leader": people, "led both": [*when.values()]}),
        "When both roles may have been held: each row is one leader.",
    )
    found = shared_leaders(data, reading, [a, b]).iloc[0]
    words = count(int(found["same_day"]), "shared leader")
    yield markup("<p>Certainly on one and the same day: {0}.</p>", words)


_TIE = ["person", "relation", "organization"]


def _trail(data: Dataset, claims: pd.DataFrame, b: str, reading: Reading) -> Iterator[str]:
    """Yield the claims, tie by tie: what asserts it, and beside that what denies it."""
    if claims.empty:
        yield "<p>There is no claim that places anybody in both.</p>"
        return
    yield (
        "<p>Each section is one tie. Words in quotation blocks are those of the text. "
        "What this reading leaves out says so.</p>"
    )
    titles = {one: data.titles.get(one, one) for one in claims["document_id"].unique()}
    titles = titles if len(titles) > 1 else {}
    of_pair = possible_leader_claims(data, reading, claims["organization"])
    periods = of_pair["time"].map(PERIOD_OF)
    said = set(zip(*(of_pair[part] for part in _TIE), periods, of_pair["stance"], strict=True))
    # All of these denials meet an assertion, so that the two stand side by side.
    placed = claims.assign(tie=in_one_period(data, claims, _TIE, reading))
    for tie, some in by_person(placed, b).groupby([*_TIE, "tie"], sort=False):
        person, relation, organization, period = tie
        words = [data.who.name(person), data.who.relations[relation], data.who.name(organization)]
        yield markup('<h3 dir="auto">{0}{1}</h3>', " ".join(words), in_brackets(period))
        yield '<div class="sides">'
        for stance, title in (("asserts", "Asserted"), ("denies", "Denied")):
            elsewhere = {(*tie[:3], one, stance) for one in some["period"]} & said
            nobody = "By no claim that counts here." if elsewhere else "By nobody in these data."
            yield from _side(title, some[some["stance"] == stance], nobody, titles)
        yield "</div>"


def _side(
    title: str, claims: pd.DataFrame, nobody: str, titles: Mapping[str, str]
) -> Iterator[str]:
    yield markup("<section><h4>{0}</h4>", title)
    if claims.empty:
        yield f"<p>{nobody}</p>"
    for claim in claims.to_dict("records"):
        said = markup("{0} [{1}]", claim["words"], claim["claim_id"])
        if claim["counts"]:
            yield f'<p dir="auto">{said}</p>'
        else:
            yield f'<p dir="auto" class="left-out">{said} This reading leaves it out.</p>'
        yield quotation_page(claim["quote"]) if claim["quote"] else "<p>No quote is given.</p>"
        if document := titles.get(claim["document_id"]):
            yield markup('<p dir="auto"><small>{0}</small></p>', document)
    yield "</section>"


def _sources(data: Dataset, claims: pd.DataFrame) -> Iterator[str]:
    """Yield a table of those who speak or relay, and of those for whom they speak."""
    spoken = claims["speaker"].value_counts()
    chains = [relay for via in claims["via"] for relay in relays(via)]
    named = dict.fromkeys([*claims["speaker"], *chains])
    for source in list(named):
        named |= dict.fromkeys(data.who.above(source))
    sources = data["sources"].set_index("source_id").loc[list(named)]
    speaks_for = sources["speaks_for"].map(lambda one: data.who.sources.get(one, ""))
    frame = pd.DataFrame(
        {
            "source": [data.who.sources[one] for one in named],
            "kind": sources["kind"].str.replace("_", " "),
            "speaks for": speaks_for,
            "claims here": [int(spoken.get(one, 0)) for one in named],
            "note": sources["note"],
        }
    )
    yield table_page(frame, "Who speaks or relays here: each row is one source.")


def _documents(data: Dataset, claims: pd.DataFrame) -> Iterator[str]:
    documents = data["documents"]
    documents = documents.assign(title=documents["document_id"].map(data.titles))
    documents = documents[documents["document_id"].isin(claims["document_id"])]
    if len(documents):
        columns = ["title", "author", "publisher", "published", "note"]
        yield table_page(documents[columns], "Where the words stand: each row is one document.")
