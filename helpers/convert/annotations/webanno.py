r"""WebAnno TSV 3, as WebAnno and INCEpTION write it: tokens in lines, spans in columns.

>>> lines = ["#FORMAT=WebAnno TSV 3.3", "#T_SP=custom.Claim|stance", "", "#Text=Ada leads."]
>>> lines += ["1-1\t0-3\tAda\tasserts[1]\t", "1-2\t4-9\tleads\tasserts[1]\t", "1-3\t9-10\t.\t_\t"]
>>> read_tsv("\n".join(lines))
('Ada leads.', [Span(start=0, end=9, layer='custom.Claim', features={'stance': 'asserts'})])
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LAYER = re.compile(r"#T_SP=(.*)")
_TOKEN = re.compile(r"\d+-\d+(?:\.\d+)?\t(\d+)-(\d+)\t(.*)")
_VALUE = re.compile(r"((?:\\.|[^\\\[])*)(?:\[(\d+)\])?", re.DOTALL)
_STACKED = re.compile(r"(?<!\\)\|")
_OTHER = re.compile(r"#T_(?:RL|CH)=(.*)")
NOTHING, UNSET = "_", "*"


class Span(NamedTuple):
    """A marked span: characters, the layer, and its features."""

    start: int
    end: int
    layer: str
    features: dict[str, str]


def read_tsv(content: str) -> tuple[str, list[Span]]:
    """Return the text of a file, and its spans in the order of the text.

    Raises
    ------
    ValueError
        If it is no WebAnno TSV 3, if a line has no place, or if it has relations or chains,
        which no column takes.
    """
    lines = content.replace("\r\n", "\n").split("\n")
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise ValueError("the first line does not name WebAnno TSV 3")
    if other := next((found[1] for line in lines if (found := _OTHER.match(line))), ""):
        raise ValueError(f"it has relations or chains ({other}), which no column takes")
    layers = [found[1].split("|") for line in lines if (found := _LAYER.match(line))]
    text, tokens = _read(lines)
    spans: dict[tuple[object, ...], list[int]] = {}
    features: dict[tuple[object, ...], dict[str, str]] = {}
    for start, end, cells in tokens:
        for key, feature, value in _marks(layers, cells, start):
            spans.setdefault(key, [start, end])[1] = end
            if feature and value:
                features.setdefault(key, {})[feature] = value
    place = _characters(text)
    marked = [
        Span(place[start], place[end], str(key[0]), features.get(key, {}))
        for key, (start, end) in spans.items()
    ]
    return text, sorted(marked, key=lambda span: (span.start, span.end, span.layer))


def _read(lines: list[str]) -> tuple[str, list[tuple[int, int, list[str]]]]:
    """Return the text, and of each token its place in UTF-16 units and its cells."""
    units: list[str] = []
    tokens = []
    sentence: list[str] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("#Text="):
            sentence.append(_plain(line[len("#Text=") :]))
        elif token := _TOKEN.match(line):
            start, end, rest = int(token[1]), int(token[2]), token[3].split("\t")
            if sentence:
                units += ["\n"] * (start - len(units))
                units += _units("\n".join(sentence))
                sentence = []
            if "".join(units[start:end]) != "".join(_units(_plain(rest[0]))):
                raise ValueError(f"line {number}: the text has other words there")
            tokens.append((start, end, rest[1:]))
        elif line and not line.startswith("#"):
            raise ValueError(f"line {number} is no token")
    text = "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    return text, tokens


def _units(words: str) -> list[str]:
    """Return words as UTF-16 units: a letter beyond them is two."""
    raw = words.encode("utf-16-le")
    return [chr(int.from_bytes(raw[at : at + 2], "little")) for at in range(0, len(raw), 2)]


def _characters(text: str) -> dict[int, int]:
    """Return place in UTF-16 units → place in characters."""
    places, unit = {0: 0}, 0
    for number, character in enumerate(text, start=1):
        unit += 1 + (ord(character) > 0xFFFF)
        places[unit] = number
    return places


def _marks(
    layers: list[list[str]], cells: list[str], start: int
) -> Iterator[tuple[tuple[object, ...], str, str]]:
    """Yield the spans that a token belongs to: a key for each, a feature and its value."""
    columns = [(layer[0], name) for layer in layers for name in layer[1:] or [""]]
    for (layer, feature), cell in zip(columns, cells, strict=False):
        if cell in (NOTHING, ""):
            continue
        for place, one in enumerate(_STACKED.split(cell)):
            value = _VALUE.fullmatch(one)
            words, number = (value[1], value[2]) if value else (one, None)
            key = (layer, int(number)) if number else (layer, "at", start, place)
            yield key, feature, "" if words == UNSET else _plain(words)


def _plain(words: str) -> str:
    r"""Take the backslashes off.

    >>> _plain(r"a\|b\[1\]")
    'a|b[1]'
    """
    named = {"n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(.)", lambda found: named.get(found[1], found[1]), words)
