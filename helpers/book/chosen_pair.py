r"""The pair of organizations that the notebooks are asked about: checked, set, named.

>>> folder_of_pair("mine", ("chess-club", "kite-club"))
'mine--chess-club--kite-club'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

from helpers.codebook import Distinct, ids_by_name, listed, shown, skeleton, suggestion

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from helpers.data import Dataset

PARAMETERS = ("ORGANIZATION_A", "ORGANIZATION_B")
"""What the notebooks call the two, in their cells with the tag ``parameters``."""

LONGEST_NAME = 40
"""Letters of an id in the name of a folder."""


def refuse_pair(data: Dataset, pair: tuple[str, str]) -> None:
    """Refuse what is not a pair of organizations of a dataset.

    Raises
    ------
    ValueError
        With a suggestion. A name is told from an id, but never taken for one.

    Examples
    --------
    >>> from helpers.data import MYSTERY, load_dataset
    >>> refuse_pair(load_dataset(MYSTERY), ("Chess Club", "kite-club"))
    Traceback (most recent call last):
        ...
    ValueError: no organization 'Chess Club': that is the name of 'chess-club': write the id
    """
    organizations = data.who.of_kind("organization")
    wrong = [_wrong(data, one, organizations) for one in pair if one not in organizations]
    if wrong:
        raise ValueError("\n".join(wrong))
    if pair[0] == pair[1]:
        raise ValueError(f"the pair takes two organizations, and {shown(pair[0])!r} is one")


def _wrong(data: Dataset, one: str, organizations: list[str]) -> str:
    """Say why an id is not that of an organization, and what was probably meant."""
    refused = f"no organization {shown(one)!r}"
    if one in data.merged:
        kept = shown(data.merged[one])
        return f"{refused}: the table same_as has it read as {kept!r}: write that id"
    entities = data["entities"]
    kinds = dict(zip(entities["entity_id"], entities["kind"], strict=True))
    if one in kinds:
        return f"{refused}: it is of kind {kinds[one]!r}, and a pair takes two organizations"
    named = _ids_named(data, one)
    if not named:
        return f"{refused}: {suggestion(one, organizations)}"
    ids = listed([repr(shown(found)) for found in named])
    return f"{refused}: that is the name of {ids}: write the id"


def _ids_named(data: Dataset, name: str) -> list[str]:
    """Return the organizations that bear a name: there can be several."""
    entities = data["entities"]
    organizations = entities[entities["kind"] == "organization"]
    return ids_by_name(Distinct(organizations), "entity_id").get(skeleton(name), [])


def set_pair(notebook: NotebookNode, pair: tuple[str, str]) -> None:
    """Write a pair of organizations into the parameters of a notebook, if it has them."""
    values = dict(zip(PARAMETERS, pair, strict=True))
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            lines = (_with_value(line, values) for line in cell.source.split("\n"))
            cell.source = "\n".join(lines)


def _with_value(line: str, values: dict[str, str]) -> str:
    """Return a line of parameters, with a value of its own if it sets one of these."""
    name = line.partition(" = ")[0]
    return f"{name} = {values[name]!r}" if name in values else line


def folder_of_pair(name: str, pair: tuple[str, str]) -> str:
    """Return the name of the folder for the pages of a pair: no two pairs have the same."""
    return "--".join([name, *map(_short, pair)])


def _short(one: str) -> str:
    plain = re.sub(r"[^\w-]+", "-", one)[:LONGEST_NAME]
    return plain if plain == one and "--" not in one else f"{plain}-{crc32(one.encode()):08x}"
