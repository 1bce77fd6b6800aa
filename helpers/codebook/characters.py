r"""Characters that no page and no workbook can hold: controls, and halves of a character.

>>> import pandas as pd
>>> tables = {"claims": pd.DataFrame([{"claim_id": "k1", "note": "a\x1bb"}], index=[2])}
>>> [(problem.row, problem.column, problem.value) for problem in check_characters(tables)]
[(2, 'note', 'a\\x1bb')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from helpers.codebook import faults
from helpers.codebook.problems import Problem, problem_of
from helpers.codebook.spelling import shown

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""What XML and HTML do not allow; line ends and tabs are none of it."""

MISSING = "\ufffd"


def unprintable(text: str) -> str:
    r"""Return the code of the first character of a text that no page can show, or nothing.

    >>> unprintable("a\x1bb"), unprintable("a\tb")
    ('001B', '')
    """
    found = UNPRINTABLE.search(text)
    return f"{ord(found[0]):04X}" if found else ""


def wrong_character(file: str, row: int, column: str, cell: str) -> Problem | None:
    """Return the problem of a cell that holds a character which no page can show, or None."""
    code = unprintable(cell)
    if not code:
        return None
    return problem_of(faults.UNPRINTABLE, file, row, column, shown(cell), code=code)


def check_characters(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """Yield a problem for every cell that holds a character which no page can show.

    Names of columns are cells too.
    """
    for name, frame in tables.items():
        for column in map(str, frame.columns):
            if problem := wrong_character(f"{name}.csv", 1, shown(column), column):
                yield problem
        for column, cells in frame.items():
            if not UNPRINTABLE.search("\n".join(cells.tolist())):  # of a million cells, at once
                continue
            for row, cell in cells.items():
                if problem := wrong_character(f"{name}.csv", row, shown(column), cell):
                    yield problem


def lacks_half(text: str) -> bool:
    r"""Tell whether a text holds half a character without the other.

    >>> lacks_half("\ud83d\ude00"), lacks_half("a\ud83d")
    (False, True)
    """
    return bool(_HALVES.search(text)) and whole(text).count(MISSING) > text.count(MISSING)


def whole(text: str) -> str:
    r"""Return a text with halves of a character joined, and U+FFFD where the other half is missing.

    >>> whole("\ud83d\ude00") == "\U0001f600", whole("a\ud83d")
    (True, 'a�')
    """
    if not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_HALVES = re.compile("[\ud800-\udfff]")
