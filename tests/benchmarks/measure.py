"""Time and memory of one action at a time, each in a process of its own.

And what the machine is.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRATCH = HERE.parents[1] / ".cache" / "benchmarks"

PATIENCE = 3  # seconds: what takes longer is run once


def in_a_process(module: str, *words: object) -> dict:
    """Run a module of this folder with a few words, and return what it prints as JSON."""
    command = [sys.executable, "-W", "ignore", "-m", f"{__package__}.{module}", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[1], check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def one_or_all(one: Callable[..., None], page: Callable[[], str], file: str) -> None:
    """With words on the command line, measure one case; otherwise write the page of all."""
    if words := sys.argv[1:]:
        one(*words)
    else:
        text = page()
        (HERE / file).write_text(text, encoding="utf-8")
        print(text)


def seconds(action: Callable, times: int = 5) -> float:
    """The least time that an action takes."""
    taken = []
    while len(taken) < times and sum(taken) < PATIENCE:
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


def time_and_memory(action: Callable, times: int = 5) -> tuple[dict, object]:
    """The least time, the memory at its highest in the first run over that before (MB.

    None where it cannot be told), and the last result.
    """
    before, taken, memory, result = _forget_peak(), [], None, None
    while len(taken) < times and sum(taken) < PATIENCE:
        result = None
        start = time.perf_counter()
        result = action()
        taken.append(time.perf_counter() - start)
        if len(taken) == 1 and before:
            memory = _status("VmHWM") - before
    return {"seconds": min(taken), "memory": memory}, result


def _forget_peak() -> float | None:
    """On Linux, give back what is free and start anew to keep the highest resident memory.

    Return what there is.
    """
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(
            0
        )  # or else what was freed before would be used again, and not be counted
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        return _status("VmRSS")
    except (OSError, AttributeError, TypeError):  # another system, or another C library
        return None


def _status(name: str) -> float:
    (line,) = [
        line
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        if line.startswith(name)
    ]
    return int(line.split()[1]) / 1024


def machine(*packages: str) -> str:
    """One line: processor, cores, load, versions."""
    info = Path("/proc/cpuinfo")
    names = (
        [
            line.split(":")[1].strip()
            for line in info.read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ]
        if info.exists()
        else []
    )
    load = (
        f" Programs waiting for a core, on average over the last minute: {os.getloadavg()[0]:.1f}."
        if hasattr(os, "getloadavg")
        else ""
    )
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return (
        f"{names[0] if names else platform.processor() or platform.machine()}, {os.cpu_count()}"
        f" cores; Python {platform.python_version()}, {versions}.{load}"
    )


def markdown(header: list[str], rows: list[list[str]]) -> str:
    """A table; all columns but the first to the right."""
    lines = [header, ["---"] + ["--:"] * (len(header) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def number(value: float | None) -> str:
    """Three digits are enough, and – is nothing."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
