"""Every public name says what goes in and what comes out, and shows it."""

import doctest
import importlib
import inspect
import re

import pytest

ROOMS = [
    "helpers",
    *(f"helpers.{room}" for room in "claims overlap conflicts convert show".split()),
]
STARS = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
HEADING = re.compile(r"^(\w[\w ]*)\n-+$", re.MULTILINE)

PUBLIC = {}
for room in ROOMS:
    for name in importlib.import_module(room).__all__:
        thing = getattr(importlib.import_module(room), name)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            PUBLIC[f"{room}.{name}"] = thing


def sections(thing) -> dict[str, str]:
    """Heading → what stands below it."""
    parts = HEADING.split(inspect.getdoc(thing) or "")
    return dict(zip(parts[1::2], parts[2::2]))


def described(body: str) -> list[str]:
    """The names of a section that come with their type, as in ``a, b : str``."""
    heads = re.findall(r"^(\S.*?) : \S", body, re.MULTILINE)
    return [name for head in heads for name in head.split(", ")]


def gaps(thing) -> list[str]:
    """What the docstring of a function or a class leaves out, or says of nothing."""
    found = sections(thing)
    signature = inspect.signature(thing)
    takes = {STARS.get(one.kind, "") + name for name, one in signature.parameters.items()}
    named = described(found.get("Parameters", ""))
    has = named + (described(found.get("Attributes", "")) if inspect.isclass(thing) else [])
    missing = [f"no parameter {name} in words" for name in sorted(takes - set(has))]
    missing += [f"no parameter {name} in the signature" for name in sorted(set(named) - takes)]
    missing += [f"{name} twice" for name in sorted(set(named)) if named.count(name) > 1]
    gives = not inspect.isclass(thing) and signature.return_annotation not in (None, "None")
    if gives and not found.get("Returns", "").strip():
        missing.append("no return value")
    if not doctest.DocTestParser().get_examples(found.get("Examples", "")):
        missing.append("no example")
    return missing


@pytest.mark.parametrize("name", PUBLIC)
def test_it_says_what_goes_in_and_what_comes_out_and_shows_it(name):
    assert gaps(PUBLIC[name]) == []


def whole(a: int, b: int, *more: int) -> int:
    """Add.

    Parameters
    ----------
    a, b : int
        Numbers.
    *more : int
        More of them.

    Returns
    -------
    int
        The sum.

    Examples
    --------
    >>> whole(1, 2)
    3
    """
    return sum([a, b, *more])


@pytest.mark.parametrize(
    "words, other, left_out",
    [
        ("", "", []),
        ("a, b : int", "a : int", ["no parameter b in words"]),
        ("a, b : int", "a, b", ["no parameter a in words", "no parameter b in words"]),
        ("*more", "more", ["no parameter *more in words", "no parameter more in the signature"]),
        ("*more", "a", ["no parameter *more in words", "a twice"]),
        ("Returns\n    -------", "", ["no return value"]),
        (">>> whole(1, 2)", "It adds.", ["no example"]),
    ],
)
def test_what_is_left_out_is_found(monkeypatch, words, other, left_out):
    monkeypatch.setattr(whole, "__doc__", whole.__doc__.replace(words, other, 1))
    assert gaps(whole) == left_out


def test_it_looks_at_every_room():
    assert {name.rpartition(".")[0] for name in PUBLIC} == set(ROOMS)
