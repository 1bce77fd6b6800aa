"""Files of text and of JSON, as other programs write them: what they hold, or one problem.

>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     file = Path(folder, "a.json")
...     _ = file.write_text('{"a": [1]}', encoding="utf-8-sig")
...     read_json(file, faults.NO_POPOLO)
{'a': [1]}
"""

from __future__ import annotations

import json
from pathlib import Path

from helpers.codebook import Fault, faults, problem_of, problems_table, shown
from helpers.data import DatasetError, decode_utf8


def read_utf8(file: Path) -> str:
    """Return the text of a file, each character as it is.

    Raises
    ------
    DatasetError
        If it is not UTF-8: with the line where it goes wrong.
    """
    text, problem = decode_utf8(file.read_bytes(), file.name)
    if problem:
        raise DatasetError(file.name, problems_table([problem]))
    return text


def read_json(file: Path, otherwise: Fault) -> object:
    """Return what a file holds.

    Parameters
    ----------
    file : Path
        UTF-8, with or without a mark before it.
    otherwise : Fault
        What to say of a file that is too deep, or has numbers too long, to be read.

    Raises
    ------
    DatasetError
        If it is not UTF-8, or no JSON: with the line where it goes wrong.
    """
    content = read_utf8(file).removeprefix("\ufeff")
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        place = (file.name, error.lineno, "", shown(error.doc[error.pos : error.pos + 20]))
        problem = problem_of(faults.BROKEN_JSON, *place, error=error.msg)
    except (RecursionError, ValueError):  # thousands of brackets, or of digits
        problem = problem_of(otherwise, file.name)
    raise DatasetError(file.name, problems_table([problem]))
