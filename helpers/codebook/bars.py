"""Progress: a bar for what takes long, on standard error, gone when it is done.

>>> list(progress("ab", 2, "letters"))
['a', 'b']
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import BinaryIO, TypeVar

Item = TypeVar("Item")

LEAST = 5_000
"""Steps from which on a bar can come: what is shorter never shows one, however slow the machine."""

DELAY = 2  # seconds


def progress(items: Iterable[Item], total: int, words: str, steps: int = 1) -> Iterable[Item]:
    """Iterate over items, with a bar if that takes long.

    It comes where they make thousands of steps (so many each), after two seconds.
    """
    from tqdm import tqdm

    return tqdm(
        items, total=total, desc=words, delay=DELAY, leave=False, disable=total * steps < LEAST
    )


def writing(handle: BinaryIO, steps: int, words: str) -> AbstractContextManager[BinaryIO]:
    """Count what is written into an open file, with a bar if that takes long.

    It comes where that stands for thousands of steps, after two seconds.
    """
    from tqdm import tqdm

    return tqdm.wrapattr(
        handle, "write", desc=words, delay=DELAY, leave=False, disable=steps < LEAST
    )
