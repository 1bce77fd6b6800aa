"""The examples in the docstrings of one module, as judges of its mutants (tests/mutants.py).

Elsewhere pytest runs them itself, with ``--doctest-modules``.
"""

import doctest
import os
from importlib import import_module

import pytest

MODULE = os.environ.get("MUTATED_MODULE", "")
UNCHANGED = "__mutmut_orig"


def examples():
    """Name → examples, each docstring once: mutmut keeps a copy of it for each mutant."""
    if not MODULE:
        return {}
    found = doctest.DocTestFinder(exclude_empty=True).find(import_module(MODULE), MODULE)
    return {
        one.name.removesuffix(UNCHANGED): one
        for one in found
        if one.examples and ("__mutmut_" not in one.name or one.name.endswith(UNCHANGED))
    }


EXAMPLES = examples()


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name):
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.FAIL_FAST)
    runner.run(EXAMPLES[name], out=lambda _: None, clear_globs=False)
    assert not runner.failures
