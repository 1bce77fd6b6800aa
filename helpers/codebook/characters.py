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

from helpers.codebook.problems import Problem
from helpers.codebook.spelling import shown

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""What XML and HTML do not allow; line ends and tabs are none of it."""

MISSING = "\ufffd"
WHOLE = "the cell holds a character that no page can show"
HALF_CHARACTER = "the cell holds half a character (a surrogate without its other half)"
FIX_CHARACTERS = "delete it, or type the text again"


def check_characters(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """Yield a problem for every cell that holds a character which no page can show."""
    for name, frame in tables.items():
        for place, column in enumerate(frame.columns):
            cells = frame.iloc[:, place]
            if not UNPRINTABLE.search("\n".join(cells)):  # of a million cells, at once
                continue
            for row, cell in cells.items():
                if found := UNPRINTABLE.search(cell):
                    yield Problem(
                        f"{name}.csv",
                        row,
                        shown(column),
                        shown(cell),
                        f"{WHOLE}: U+{ord(found[0]):04X}",
                        FIX_CHARACTERS,
                    )


def lacks_half(text: str) -> bool:
    r"""Tell whether a text holds half a character without the other.

    >>> lacks_half("\ud83d\ude00"), lacks_half("a\ud83d")
    (False, True)
    """
    return whole(text).count(MISSING) > text.count(MISSING)


def whole(text: str) -> str:
    r"""Return a text with halves of a character joined, and U+FFFD where the other half is missing.

    >>> whole("\ud83d\ude00") == "\U0001f600", whole("a\ud83d")
    (True, 'a�')
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
