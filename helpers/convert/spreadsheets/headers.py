r"""The rows of a sheet that hold its column names: found, or refused where a guess could be wrong.

>>> header_rows({1: ["Clubs of the town", ""], 3: ["Name", "Club"], 4: ["Ada", "Kites"]}, [], None)
[3]
>>> clean_header("Name of\n the Club\u00b9"), clean_header("Since [2]")
('Name of the Club', 'Since')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median_high

from helpers.codebook import shown
from helpers.convert.spreadsheets.text_files import MOST_LOOKED_AT
from helpers.data import Span

Rows = Mapping[int, list[str]]
"""The rows of a sheet by their numbers, without blank ones; all of one length."""

TITLE_WORDS = 3
"""Words from which on a row's only text is a title; fewer could be a name of a column."""


MOST_HEADER_ROWS = 3
"""Rows that a name can be merged over; more are merged data."""


def header_rows(
    rows: Rows, merged: Sequence[Span], header: int | Sequence[int] | None
) -> list[int]:
    """Return the rows of the column names: none, one, or several that are read together.

    Raises
    ------
    ValueError
        If a row that is given is blank; or if it cannot be told where the names stand,
        so that a row of data could be taken for them.
    """
    if header is not None:
        given = [header] if isinstance(header, int) else list(header)
        return _given(rows, [row for row in given if row != 0])
    looked_at = list(rows)[:MOST_LOOKED_AT]
    filled = {row: _filled(row, rows[row], merged) for row in looked_at}
    least = min(max(2, 0.6 * median_high(filled.values())), max(filled.values()))
    guess = next(row for row in looked_at if filled[row] >= least)
    above = [row for row in rows if row < guess]
    if above:
        guess = _below_titles(rows, merged, above, guess)
    return _with_names_below(rows, merged, guess)


def _given(rows: Rows, header: list[int]) -> list[int]:
    for row in header:
        if row not in rows:
            raise ValueError(
                f"row {row} is blank: the column names have to stand in the row that is given as"
                " header"
            )
    return sorted(header)


def _filled(row: int, cells: Sequence[str], merged: Iterable[Span]) -> int:
    """How many columns a row fills; a merged cell fills those that it covers, unless alone."""
    filled = sum(map(bool, cells))
    if filled > 1:
        filled += sum(
            span.last_column - span.first_column for span in merged if span.first_row == row
        )
    return filled


def _below_titles(rows: Rows, merged: Sequence[Span], above: Sequence[int], guess: int) -> int:
    """Return the row of the names, below titles; or above the guess, if that is data.

    The guess is the first row that is filled as widely as most. Rows above it are titles
    if a blank row sets them apart, or if they are one text that no column could have as
    its name. Else they could be names with gaps, and the guess the first row of data.
    """
    block: list[int] = []
    for row in reversed(above):
        if row + 1 != (block[0] if block else guess):
            break
        block.insert(0, row)
    width = sum(map(bool, rows[guess]))
    apart = [row for row in above if row not in block]
    names = [row for row in apart if not _is_caption(rows[row])]
    names += [row for row in block if not _is_title(row, rows[row], merged, width)]
    if not names:
        return guess
    if len(names) == 1 and names == block[-1:] and looks_like_data(rows, guess):
        return names[0]
    raise ValueError(
        f"row {names[0]} (“{_text(rows[names[0]])}”) has fewer filled cells than row {guess} "
        f"(“{_text(rows[guess])}”): if the column names stand in row {names[0]}, read with "
        f"header={names[0]}; if in row {guess}, with header={guess}; or give another row"
    )


def _is_caption(cells: Sequence[str]) -> bool:
    """Tell whether a row that a blank one sets apart is a text, or says one thing: of another."""
    texts = [cell for cell in cells if cell]
    return len(texts) == 1 or (len(texts) == 2 and texts[0].rstrip().endswith(":"))


def _is_title(row: int, cells: Sequence[str], merged: Iterable[Span], width: int) -> bool:
    """Tell whether the only text of a row just above the names can be no name of a column."""
    texts = [cell for cell in cells if cell]
    if len(texts) != 1 or width < TITLE_WORDS:
        return False
    over = any(
        span.first_row == row and span.last_column - span.first_column + 1 >= width
        for span in merged
    )
    return over or (bool(cells[0]) and len(texts[0].split()) >= TITLE_WORDS)


def looks_like_data(rows: Rows, row: int) -> str:
    """Return a cell of a row that is one of many of its kind in its column, or nothing.

    It stands below too; or all below are numbers or dates of its shape.
    """
    below = [cells for number, cells in rows.items() if number > row and cells != rows[row]]
    for place, cell in enumerate(rows[row]):
        column = [cells[place] for cells in below if cells[place]]
        if cell and column and (cell in column or {_shape(cell)} == set(map(_shape, column))):
            return cell
    return ""


def _shape(cell: str) -> str:
    """The form of a number or a date; a text has one of its own."""
    form = re.sub(r"\d", "9", cell.strip())
    return form if re.fullmatch(r"[-+.,/:9]*9[-+.,/:9]*", form) else cell


def _with_names_below(rows: Rows, merged: Sequence[Span], first: int) -> list[int]:
    """The row of the names, with those below it in which merged names have names of their own."""
    here = [span for span in merged if span.first_row == first]
    over = [span for span in here if span.last_column > span.first_column]
    down = [span for span in here if span.last_row > first and span not in over]
    second = rows.get(first + 1, [])
    named = bool(second)
    for span in over:
        below_it = second[span.first_column - 1 : span.last_column]
        named &= len(list(filter(None, below_it))) > span.last_column - span.first_column
    if not (over or down) or not named:
        return [first]
    covered = {place for span in here for place in range(span.first_column - 1, span.last_column)}
    last = max([first + 1, *(span.last_row for span in down)])
    header = [row for row in range(first, last + 1) if row in rows]
    free = [place for place in range(len(second)) if place not in covered]
    twice = any(sum(bool(rows[row][place]) for row in header) > 1 for place in free)
    if twice or len(header) > MOST_HEADER_ROWS:
        return [first]
    if down:
        return header
    if looks_like_data(rows, first + 1):
        return [first]
    raise ValueError(
        f"row {first + 1} (“{_text(second)}”) stands below merged names: if it holds names too, "
        f"read with header=[{first}, {first + 1}]; if data, with header={first}"
    )


def _text(cells: Iterable[str]) -> str:
    return shown(" ".join(filter(None, cells)))


_MARKS = re.compile(r"\s*(?:[\u00b9\u00b2\u00b3\u2070-\u2079*†‡§]+|\[\w{1,2}\])$")


def clean_header(name: str) -> str:
    """Return a column name in one line, without the mark of a footnote."""
    return _MARKS.sub("", " ".join(name.split()))


def column_names(
    rows: Rows, merged: Sequence[Span], header: Sequence[int], used: Sequence[int]
) -> tuple[list[str], list[str]]:
    """Return the name of each column, and what stands in the sheet for it; both may be blank.

    A name that is merged over columns without names of their own is numbered.
    """
    parts = {row: list(rows[row]) for row in header}
    over: dict[int, int] = {}
    for span in merged:
        if span.first_row not in parts:
            continue
        places = [
            place for place in range(span.first_column - 1, span.last_column) if place in used
        ]
        for number, place in enumerate(places, start=1):
            parts[span.first_row][place] = rows[span.first_row][span.first_column - 1]
            if len(places) > 1 and span.first_row == header[-1]:
                over[place] = number
    columns = list(zip(*parts.values(), strict=True))
    original = [" ".join(dict.fromkeys(filter(None, texts))) for texts in columns]
    names = [" ".join(dict.fromkeys(filter(None, map(clean_header, texts)))) for texts in columns]
    for place, number in over.items():
        names[place] = f"{names[place]} ({number})" if names[place] else ""
    return distinct(names), original


def distinct(names: Sequence[str]) -> list[str]:
    """Number the names that stand more than once, from the second on.

    >>> distinct(["Name", "Club", "Name", ""])
    ['Name', 'Club', 'Name (2)', '']
    """
    return [
        f"{name} ({names[:place].count(name) + 1})" if name and name in names[:place] else name
        for place, name in enumerate(names)
    ]
