r"""Which pairs of organizations share a leader: the largest on the first page, all as a file.

>>> from helpers.data import MYSTERY, load_dataset
>>> sharing_pairs(load_dataset(MYSTERY))["people"].tolist()
['Barnaby Rook (contested)']
>>> command("mine.xlsx", "chess-club", "kite club")
'make run DATA=mine.xlsx A=chess-club B="kite club"'
"""

from __future__ import annotations

import re
from unicodedata import category

import pandas as pd

from helpers.claims import Reading, describe
from helpers.data import Dataset
from helpers.overlap import count_shared, leaders, shared_leaders
from helpers.show import markup, table_page

MOST_SHOWN = 20
"""Pairs on the first page."""

MOST_LISTED = 100_000
"""Pairs that are looked at: those with most leaders in common, whenever they were that."""


def sharing_pairs(data: Dataset) -> pd.DataFrame:
    """Return the pairs of organizations that share a leader in the default reading.

    Returns
    -------
    DataFrame
        As `helpers.overlap.shared_leaders` returns it, those that share most first;
        only pairs that share somebody, certainly or contested. ``nested`` names the one
        whose leaders all lead the other too, contested ones apart, if so.
    """
    return data.once(("sharing pairs",), lambda: _sharing_pairs(data)).copy(deep=False)


def _sharing_pairs(data: Dataset) -> pd.DataFrame:
    found = shared_leaders(data, pairs=_candidates(data))
    found = found[(found["shared"] > 0) | (found["contested"] > 0)]
    order = ["shared", "contested", "jaccard", "organization_a", "organization_b"]
    found = found.sort_values(order, ascending=[False] * 3 + [True] * 2, ignore_index=True)
    names = {end: found[f"organization_{end}"].map(data.who.name) for end in "ab"}
    nested = pd.Series("", index=found.index, dtype="str")
    for end, other in ("ab", "ba"):
        inside = (found["shared"] > 0) & (found["shared"] == found[f"leaders_{end}"])
        nested[inside] = names[end][inside] + " in " + names[other][inside]
    return found.assign(nested=nested)


def _candidates(data: Dataset) -> list[tuple[str, str]]:
    """Return the pairs that may share a leader: those that do at any two times."""

    def counted() -> list[tuple[str, str]]:
        roles = leaders(data)
        roles = roles[roles["organization"].isin(data.who.of_kind("organization"))]
        if roles.empty:
            return []
        found = count_shared(roles[["person", "organization"]], top=MOST_LISTED)
        ends = (found[f"organization_{end}"].astype("str").tolist() for end in "ab")
        return list(zip(*ends, strict=True))

    return data.once(("pairs that may share",), counted)


def pairs_file(data: Dataset) -> pd.DataFrame:
    """Return all of `sharing_pairs` as text, with names, for a file."""
    found = sharing_pairs(data)
    for place, end in enumerate("ab"):
        names = found[f"organization_{end}"].map(data.who.name)
        found.insert(2 * place + 1, f"name_{end}", names)
    return found.round(4).astype("str").fillna("")  # a ratio that is undefined is blank


def pairs_section(data: Dataset, place: str) -> str:
    """Return the HTML of the largest of `sharing_pairs`, each with what builds its pages.

    Nested pairs, of which all who lead the one lead the other too, contested ones apart, are a
    table of their own that can be folded away.

    Parameters
    ----------
    data : Dataset
    place : str
        The name of the folder or workbook of the data; blank for the article.
    """
    number = len(data.who.of_kind("organization"))
    if number < 2:
        return ""
    found, total = sharing_pairs(data), number * (number - 1) // 2
    listed = f"{'at least ' * (len(_candidates(data)) >= MOST_LISTED)}{len(found):,}"
    caption = (
        "Pairs of organizations with a shared leader, "
        f"or with one whose role is asserted and denied (contested): {listed} of {total:,}."
    )
    if found.empty:
        return markup("<p>{0}</p>", caption)
    reading = describe(data, Reading())
    words = markup(
        "<p>{1} Counted by one choice of whom and what to believe (a reading): {2}. "
        "Contested leaders count in their own column only.</p>"
        "<p>These pages are about one pair of organizations. "
        "The command in a row builds them for the pair in that row.{0}</p>",
        " DATA is the path of the data." if place else "",
        caption,
        reading[:1].lower() + reading[1:],
    )
    apart, nested = found[found["nested"] == ""], found[found["nested"] != ""]
    own = apart[["leaders_a", "leaders_b"]].min(axis=1) > apart["shared"]
    for several, what in (
        (apart[own], "Pairs in which each has leaders whom they do not share, too"),
        (apart[~own], "Pairs with only contested leaders in common"),
    ):
        if len(several):
            words += table_page(_shown(data, place, several), f"{what}: {_of(several)}")
    if len(nested):
        what = "contested ones apart, all leaders of one also lead the other"
        summary = markup("<summary>{0}</summary>", f"Nested pairs ({what}): {_of(nested)}")
        table = _shown(data, place, nested)
        table.insert(5, "nested", nested["nested"].head(MOST_SHOWN))
        words += (
            f"<details open>{summary}{table_page(table, 'Each row is one nested pair.')}</details>"
        )
    return words


def _of(pairs: pd.DataFrame) -> str:
    """How many pairs there are, and how many of them are shown."""
    if len(pairs) > MOST_SHOWN:
        return f"{MOST_SHOWN} of {len(pairs):,}, those that share most first."
    return f"{len(pairs)}."


def _shown(data: Dataset, place: str, pairs: pd.DataFrame) -> pd.DataFrame:
    """The first of some pairs, as a reader wants to see them."""
    first = pairs.head(MOST_SHOWN)
    ends = [first[f"organization_{end}"] for end in "ab"]
    return pd.DataFrame(
        {
            "pair": ends[0].map(data.who.name) + " and " + ends[1].map(data.who.name),
            "leaders": [
                f"{a} and {b}" for a, b in zip(first["leaders_a"], first["leaders_b"], strict=True)
            ],
            "shared": first["shared"],
            "contested": first["contested"],
            "shared leaders / all leaders of the two": first["jaccard"].round(2),
            "command": [command(place, a, b) for a, b in zip(*ends, strict=True)],
        }
    )


def command(place: str, a: str, b: str) -> str:
    """Return what builds the pages of a pair, or nothing if a terminal would read it otherwise."""
    words = {"DATA": place, "A": a, "B": b}
    told = [f"{name}={_quoted(word)}" for name, word in words.items() if word]
    return " ".join(["make run", *told]) if all(map(_is_plain, words.values())) else ""


def _is_plain(word: str) -> bool:
    """Tell whether a word has letters, marks and digits of any script, and no sign but a few."""
    letters = (letter for letter in word if not re.fullmatch(r"[\w .\-\u200c\u200d]", letter))
    return not word.startswith("-") and all(category(letter)[0] == "M" for letter in letters)


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
