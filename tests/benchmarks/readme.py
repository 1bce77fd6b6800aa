"""Put what was measured at the end of the page beside this file.

``python -m tests.benchmarks.readme``, the last step of ``make benchmark``.
"""

from __future__ import annotations

from .measure import HERE

README = HERE / "README.md"
START, END = "<!-- measured: written by make benchmark -->\n", "<!-- end of what was measured -->\n"


def measured() -> str:
    """The pages of the benchmarks without their titles."""
    pages = [
        (HERE / name).read_text(encoding="utf-8").split("\n", 1)[1].strip()
        for name in (
            "overlap.md",
            "lineage.md",
            "dates.md",
            "sharing.md",
            "growing.md",
            "formats.md",
            "running.md",
        )
    ]
    return "\n\n".join(["", *pages, ""])[1:]


def parts(text: str) -> tuple[str, str, str]:
    """What stands before what was measured, that itself, and what follows."""
    before, rest = text.split(START)
    inside, after = rest.split(END)
    return before, inside, after


if __name__ == "__main__":
    before, _, after = parts(README.read_text(encoding="utf-8"))
    README.write_text(f"{before}{START}{measured()}{END}{after}", encoding="utf-8")
    print(README)
