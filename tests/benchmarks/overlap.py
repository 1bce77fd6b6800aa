"""Shared people, checks, conflicts and imports against peers in one run.

Writes ``overlap.md`` and ``overlap.svg`` beside this file.

``python -m tests.benchmarks.overlap [LARGEST]``: all sizes of `SIZES` up to LARGEST memberships
(a million).
"""

from __future__ import annotations

import compileall
import sys
from statistics import median

from . import checking, conflicting, peers, sharing
from .measure import HERE, in_a_process, machine, markdown, number

SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
SHOWN = [10_000, 100_000, 1_000_000, 10_000_000]
HUBS = 200_000
OURS, TOP, PLAIN = list(peers.METHODS)[:3]
MOST = {
    "NetworkX": 100_000,
    "pandas, merge": 1_000_000,
    "igraph": 3_000_000,
}  # what would take many minutes or all memory
MODULES = sorted(
    f"helpers.{file.parent.name}.{file.stem}"
    for file in (HERE.parents[1] / "helpers").glob("*/[a-z]*.py")
    if file.name != "conf.py"
)


def compare(kind: str, rows: int) -> dict[str, dict]:
    """Time and memory of every method on one table; the sums of their results have to agree."""
    found = {
        method: in_a_process("peers", method, kind, rows)
        for method in peers.METHODS
        if rows <= MOST.get(method, rows)
    }
    sums = {method: one["summary"] for method, one in found.items() if one["summary"]}
    for method, numbers in sums.items():
        close = all(
            abs(one - other) <= 1e-9 * max(abs(other), 1e6)
            for one, other in zip(numbers, sums[PLAIN])
        )
        assert close, f"{method} finds {numbers}, and {PLAIN} finds {sums[PLAIN]}"
    return found


def pairs_table(results: dict[tuple[str, int], dict[str, dict]]) -> str:
    header, rows = (
        ["seconds (ratio to SciPy), MB over the input"],
        [[method] for method in peers.METHODS],
    )
    for (kind, size), found in results.items():
        if kind == "hubs" or size in SHOWN:
            header.append(f"{size:,} {kind}: {found[PLAIN]['summary'][0]:,} pairs")
            for row in rows:
                one = found.get(row[0])
                row.append(
                    f"{number(one['seconds'])}"
                    f" ({number(one['seconds'] / found[PLAIN]['seconds'])}),"
                    f" {number(one['memory'])}"
                    if one
                    else "–"
                )
    return markdown(header, rows)


def checks_table(rows: int) -> str:
    found = {method: in_a_process("checking", method, rows) for method in checking.METHODS}
    ours = {
        True: found["`check_tables`, from files"]["seconds"],
        False: found["`check_tables`"]["seconds"],
    }
    lines = [
        [
            method,
            number(one["seconds"]),
            number(one["seconds"] / ours["from files" in method]),
            number(one["memory"]),
        ]
        for method, one in found.items()
    ]
    return markdown([f"{rows:,} claims", "seconds", "ratio to ours", "MB over the input"], lines)


def conflicts_table(rows: int) -> str:
    found = {method: in_a_process("conflicting", method, rows) for method in conflicting.METHODS}
    ours, *others = (one["summary"] for one in found.values())
    assert all(other == ours for other in others), f"other pairs of claims: {ours}, {others}"
    best = found["Polars, lazy"]["seconds"]
    lines = [
        [method, number(one["seconds"]), number(one["seconds"] / best), number(one["memory"])]
        for method, one in found.items()
    ]
    return markdown(
        [
            f"{rows:,} claims: {ours[0]:,} pairs that contradict each other",
            "seconds",
            "ratio to Polars",
            "MB over the input",
        ],
        lines,
    )


def sharing_table(organizations: int = 4_000) -> str:
    found = {method: in_a_process("sharing", method, organizations) for method in sharing.METHODS}
    first, *others = (one["summary"] for one in found.values())
    assert all(other == first for other in others), f"other pairs: {first}, {others}"
    best = next(iter(found.values()))["seconds"]
    lines = [
        [method, number(one["seconds"]), number(one["seconds"] / best), number(one["memory"])]
        for method, one in found.items()
    ]
    header = f"{organizations:,} organizations: {first[0]:,} pairs that share"
    return markdown([header, "seconds", "ratio to the first", "MB over the input"], lines)


def imports_table(times: int = 9) -> str:
    """What `helpers` and its modules cost after pandas.

    Each is tried once, and what stands in the table again and again.
    """
    compileall.compile_dir(HERE.parents[1] / "helpers", quiet=1)  # as they are after the first time
    tried = {module: in_a_process("importing", module) for module in MODULES}
    computing = [module for module, one in tried.items() if not one["draws"]]
    dearest = max(computing, key=lambda module: tried[module]["more"])
    shown = {
        "helpers": "then `helpers`",
        dearest: f"then `{dearest}`, the dearest that computes",
        ", ".join(computing): f"then all {len(computing)} that compute, at once",
        ", ".join(MODULES): f"then all {len(MODULES)}, with Matplotlib and IPython",
    }
    spent = {
        name: [in_a_process("importing", modules) for _ in range(times)]
        for modules, name in shown.items()
    }
    milliseconds = {"pandas": [run["pandas"] * 1e3 for runs in spent.values() for run in runs]} | {
        name: [run["more"] * 1e3 for run in runs] for name, runs in spent.items()
    }
    return markdown(
        ["`import`", "least ms", "median ms"],
        [[name, number(min(taken)), number(median(taken))] for name, taken in milliseconds.items()],
    )


def draw(results: dict[tuple[str, int], dict[str, dict]]) -> None:
    """Time and memory against size; every line ends in the name of its method."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 5), layout="constrained")
    sizes = [size for kind, size in results if kind == "skewed"]
    for axes, what, label in zip(
        figure.subplots(1, 2), ("seconds", "memory"), ("seconds", "MB over the input")
    ):
        ends = []
        for place, method in enumerate(peers.METHODS):
            line = [
                (size, results["skewed", size][method][what])
                for size in sizes
                if method in results["skewed", size]
            ]
            line = [(size, value) for size, value in line if value]
            if line:
                drawn = axes.plot(
                    *zip(*line),
                    marker="osD^v<>P"[place],
                    linestyle="-" if place < 2 else "--",
                    linewidth=2.5 if place < 2 else 1,
                    color=f"C{place}",
                )
                ends.append((*line[-1], method.replace("`", ""), drawn[0].get_color()))
        axes.set(xscale="log", yscale="log", xlabel="memberships", ylabel=label)
        axes.margins(x=0.02)
        low, high = axes.get_ylim()
        gap, below = (high / low) ** 0.045, 0.0
        for size, value, name, color in sorted(ends, key=lambda end: end[1]):
            below = max(value, below * gap)
            axes.annotate(
                name,
                (size, value),
                (sizes[-1] * 1.15, below),
                color=color,
                va="center",
                annotation_clip=False,
                arrowprops={"arrowstyle": "-", "color": color, "linewidth": 0.4},
            )
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(
        HERE / "overlap.svg",
        metadata={
            "Date": None,
            "Creator": None,
            "Title": "Time and memory against the number of memberships",
        },
    )


def main(largest: int = 1_000_000) -> None:
    results = {}
    for kind, size in [*(("skewed", size) for size in SIZES if size <= largest), ("hubs", HUBS)]:
        results[kind, size] = compare(kind, size)
        print(
            f"{size:,} memberships, {kind}:",
            {method: number(one["seconds"]) for method, one in results[kind, size].items()},
            flush=True,
        )
    who = in_a_process("peers", "who", "skewed", min(largest, 1_000_000))
    lines = [
        "# Shared people, checks, conflicts and imports: one run",
        (
            "Every method gives the same pairs and the same two ratios, or the run stops. Each has"
            " a process of its own; times are the least of up to five runs in some three seconds. –"
            " was not tried."
        ),
        pairs_table(results),
        (
            f"Who is shared, at {min(largest, 1_000_000):,} memberships:"
            f" {number(who['each'] * 1e6)} µs a pair, once the people of each organization have"
            f" been collected, in {number(who['prepared'])} s."
        ),
        "![Time and memory against the number of memberships](overlap.svg)",
        checks_table(min(largest, 1_000_000)),
        conflicts_table(min(largest, 1_000_000)),
        sharing_table(),
        imports_table(),
        machine(
            "numpy",
            "pandas",
            "scipy",
            "networkx",
            "polars",
            "duckdb",
            "igraph",
            "pandera",
            "frictionless",
        ),
        f"`python -m tests.benchmarks.overlap {largest}`",
    ]
    draw(results)
    (HERE / "overlap.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    print(HERE / "overlap.md")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
