"""How the time of a question grows when there are ten times as many claims.

``python -m tests.benchmarks.growing`` asks each question of few claims and of many, each in a
process of its own, and writes ``growing.md`` beside this file; with QUESTION CLAIMS it is that
process, and prints JSON.
"""

from __future__ import annotations

import json

from helpers import Dataset, Reading, claims, conflicts, overlap
from helpers.overlap.how_far import overlap_range

from .measure import in_a_process, machine, markdown, number, one_or_all, time_and_memory
from .several_texts import generated

FEW, MANY = 5_800, 58_000
CLAIMS_OF_ONE, CLAIMS_OF_A_TEXT = 50, 290
"""Ten times as many claims are about ten times as many people, in ten times as many texts."""

A, B = "A", "B"


def invented(size: int) -> Dataset:
    return generated(size // CLAIMS_OF_A_TEXT, size, people=size // CLAIMS_OF_ONE)


def fresh(data: Dataset) -> Dataset:
    """The same dataset, of which nothing is known yet: answers are kept."""
    return Dataset({name: data[name] for name in data}, data.texts, data.name)


QUESTIONS = {
    "`conflict_pairs`": conflicts.conflict_pairs,
    "`contested_ties`": conflicts.contested_ties,
    "`decisions_table`, seven rules": conflicts.decisions_table,
    "`evidence_table`": claims.evidence_table,
    "`overlap_as_known`": lambda data: overlap.overlap_as_known(
        data, A, B, Reading(changes="latest")
    ),
    "`overlap_range` of one pair": lambda data: overlap_range(data, A, B, Reading()),
    "`quotations_table`": claims.quotations_table,
    "`range_table` of one pair": lambda data: overlap.range_table(data, A, B, Reading()),
    "`shared_leaders` of one pair": lambda data: overlap.shared_leaders(data, Reading(), (A, B)),
    "`speaker_views` of one pair": lambda data: overlap.speaker_views(data, Reading()),
    "`stance_table`": conflicts.stance_table,
    "`ties`": lambda data: claims.ties(data, Reading()),
}


def main(question: str, size: str) -> None:
    data = invented(int(size))
    spent, _ = time_and_memory(lambda: QUESTIONS[question](fresh(data)))
    print(json.dumps(spent))


def page() -> str:
    rows = []
    for question in QUESTIONS:
        few, many = (in_a_process("growing", question, size) for size in (FEW, MANY))
        times = many["seconds"] / few["seconds"]
        rows.append(
            [question]
            + [number(value) for value in (few["seconds"], many["seconds"], times, many["memory"])]
        )
    return "\n".join(
        [
            "# What ten times as many claims cost",
            "",
            f"Claims about two organizations: {CLAIMS_OF_ONE} about each person, "
            f"{CLAIMS_OF_A_TEXT} in each text. Each question is the first that is asked of its dataset.",
            "",
            markdown(
                [
                    "asked",
                    f"{FEW:,} claims, s",
                    f"{MANY:,} claims, s",
                    "times",
                    "MB over the input",
                ],
                rows,
            ),
            "",
            machine("pandas", "numpy"),
            "",
        ]
    )


if __name__ == "__main__":
    one_or_all(main, page, "growing.md")
