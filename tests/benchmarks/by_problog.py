"""Possible and certain of each pair by ProbLog, which has an environment of its own.

JSON in, JSON out.

The program of a pair is propositional, which ProbLog solves faster than one with
variables. The way of evaluating it is ProbLog's own default, with PySDD at hand.
"""

import json
import sys
import time

from problog import get_evaluatable
from problog.program import PrologString


def program(people, beliefs):
    """Write one pair as a ProbLog program."""
    lines = [f"{belief!r}::s{i}." for i, belief in enumerate(beliefs)]

    def rules(head, sets):
        lines.extend(
            f"{head} :- {', '.join(f's{i}' for i in range(len(beliefs)) if one >> i & 1)}."
            for one in sets
        )

    for p, person in enumerate(people):
        names = [f"{p}_{tie}" for tie in range(len(person))]
        for name, [(supports, denials)] in zip(names, person):
            rules(f"held_{name}", supports)
            rules(f"denied_{name}", denials)
            unless = f", \\+denied_{name}" if denials else ""
            lines.append(f"stood_{name} :- held_{name}{unless}.")
        lines.append(f"possible :- {', '.join(f'held_{name}' for name in names)}.")
        lines.append(f"certain :- {', '.join(f'stood_{name}' for name in names)}.")
    return "\n".join([*lines, "query(possible).", "query(certain)."])


def solve(people, beliefs):
    found = get_evaluatable().create_from(PrologString(program(people, beliefs))).evaluate()
    by_name = {str(term): value for term, value in found.items()}
    return [by_name["possible"], by_name["certain"]]


if __name__ == "__main__":
    pairs, beliefs = json.load(sys.stdin)
    solve(pairs[0], beliefs)  # the first one loads the compiler
    start = time.perf_counter()
    answers = [solve(people, beliefs) for people in pairs]
    json.dump({"seconds": time.perf_counter() - start, "answers": answers}, sys.stdout)
