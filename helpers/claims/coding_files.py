"""The codings of a class: one folder, one file or folder per coder.

>>> from helpers import MYSTERY, load_dataset
>>> sorted(read_codings(MYSTERY / "codings", load_dataset(MYSTERY)))
['ann', 'ben', 'cem', 'dora', 'eve']
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from helpers.codebook import shown
from helpers.data import Dataset, DatasetError, is_workbook, load_dataset, read_coding


def read_codings(
    folder: str | Path, data: Dataset | None = None
) -> dict[str, pd.DataFrame | Dataset]:
    """Read the codings of several coders, each of whom is named as the file or folder is.

    Parameters
    ----------
    folder : str or Path
        It holds a folder of CSV tables or a workbook per coder, each with the text; or CSV
        files with the columns of the table claims. Other files are passed over, such as texts.
    data : Dataset, optional
        Whose text the CSV files code.

    Returns
    -------
    dict of str to DataFrame or Dataset
        Coder → coding, in the order of the names.

    Raises
    ------
    DatasetError
        If codings have problems: those of all of them.
    ValueError
        If two codings have one name, there is none, or a CSV file has no text.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> codings = read_codings(MYSTERY / "codings", load_dataset(MYSTERY))
    >>> {coder: len(coding) for coder, coding in codings.items()}["ann"]
    35
    """
    place = Path(folder)
    if not place.is_dir():
        raise ValueError(f"{shown(str(place), 400)} is no folder: name the one with the codings")
    files: dict[str, Path] = {}
    for coder, file in _coders(place):
        if files.setdefault(coder, file) != file:
            raise ValueError(f"two codings are of {shown(coder)}: name each after its coder")
    if not files:
        raise ValueError(f"{shown(str(place), 400)} has no coding: no folder, workbook or CSV file")
    codings, problems = {}, []
    for coder, file in files.items():
        try:
            codings[coder] = _read(file, data)
        except DatasetError as error:
            inside = f"{file.name}/" if file.is_dir() else ""
            problems.append(error.problems.assign(file=inside + error.problems["file"]))
    if problems:
        raise DatasetError(place, pd.concat(problems, ignore_index=True))
    return codings


def _read(file: Path, data: Dataset | None) -> pd.DataFrame | Dataset:
    if file.suffix.casefold() != ".csv" or file.is_dir():
        return load_dataset(file)
    if data is None:
        raise ValueError(
            f"{shown(file.name)} has no text beside its claims: name with DATA= (or data=) "
            "the dataset whose text it codes"
        )
    return read_coding(file, data)


def _coders(place: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(place.iterdir()):
        if file.name.startswith((".", "~")):  # hidden, or the lock of an open workbook
            continue
        if file.is_dir():
            yield file.name, file
        elif is_workbook(file) or file.suffix.casefold() == ".csv":
            yield file.stem, file
