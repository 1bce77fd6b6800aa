r"""Notebooks read, executed in order under one progress bar, written as the same bytes each time.

nbclient rather than papermill: cell by cell, it allows one bar over all notebooks and one
message on failure.

>>> failure("00.ipynb", 3, "x / 0", ZeroDivisionError("division by zero"))
'00.ipynb, code cell 3 failed: x / 0\ndivision by zero'
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.claims import (
    EVER,
    Reading,
    inferences_table,
    leader_claims,
    pairs_table,
    primary_claims,
)
from helpers.codebook import listed
from helpers.conflicts import contested_ties
from helpers.data import scratch_folder
from helpers.overlap import collectives_table

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from tqdm import tqdm

    from helpers.book.kernels import ReadyKernels

WIDGET = "application/vnd.jupyter.widget-view+json"
CELL_TIMEOUT = 600  # seconds


def read_notebooks(folder: Path) -> dict[str, NotebookNode]:
    """Return the notebooks of a folder, in order: file name → notebook."""
    import nbformat

    return {path.name: nbformat.read(path, as_version=4) for path in sorted(folder.glob("*.ipynb"))}


def write_notebooks(notebooks: Mapping[str, NotebookNode], folder: Path) -> None:
    """Write notebooks so that the same notebook is always the same bytes.

    None is replaced before all are written.
    """
    import nbformat

    with scratch_folder(folder) as drafts:
        for name, notebook in notebooks.items():
            (drafts / name).write_bytes((nbformat.writes(notebook).rstrip("\n") + "\n").encode())
        for name in notebooks:
            (drafts / name).replace(folder / name)


def drop_article_only(notebook: NotebookNode) -> None:
    """Drop the cells that are true of the shipped article alone (tag ``article-only``)."""
    notebook.cells = [
        cell for cell in notebook.cells if "article-only" not in cell.metadata.get("tags", [])
    ]


def lacking(data: Path) -> dict[str, str]:
    """Return what a dataset lacks: tag of the cells that need it → words for it."""
    from helpers.data import load_dataset

    dataset = load_dataset(data)
    leading = leader_claims(dataset, Reading(times=EVER))
    has = {
        "needs-texts": ("texts", bool(dataset.texts)),
        "needs-pair": (
            "two organizations to compare",
            len(dataset.who.of_kind("organization")) > 1,
        ),
        "needs-leaders": (
            "person who is said to lead anything",
            (leading["stance"] == "asserts").any(),
        ),
        "needs-collectives": (
            "claims about unnamed groups in leading positions",
            len(collectives_table(dataset)),
        ),
        "needs-hedges": ("hedges", (primary_claims(dataset)["hedge"] != "").any()),
        "needs-contested": (
            "tie that is both asserted and denied",
            len(contested_ties(dataset)),
        ),
        "needs-relays": ("relays", (dataset["claims"]["via"] != "").any()),
        "needs-dates": (
            "dates of what was said",
            (primary_claims(dataset)["said_on"] != "").any(),
        ),
        "needs-pairs": ("claims about two groups", len(pairs_table(dataset))),
        "needs-inferences": (
            "conclusions that nobody draws",
            len(inferences_table(dataset)),
        ),
        "needs-alternatives": (
            "other ways of coding a claim",
            (dataset["claims"]["alternative_of"] != "").any(),
        ),
        "needs-signs": ("relations with a sign", (dataset["relations"]["sign"] != "").any()),
        "needs-hypotheses": ("hypotheses", len(dataset["hypotheses"])),
        "needs-second-coding": ("second coding", len(dataset["second-coding"])),
    }
    return {tag: words for tag, (words, there) in has.items() if not there}


def drop_lacking(notebook: NotebookNode, lacks: Mapping[str, str]) -> None:
    """Drop the cells that need what a dataset lacks, and say so below the title.

    The sections that are left are numbered anew.
    """
    from nbformat.v4 import new_markdown_cell

    needed = {tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])} & set(lacks)
    if needed:
        words = listed([f"no {lacks[tag]}" for tag in lacks if tag in needed])
        notebook.cells = [
            cell for cell in notebook.cells if needed.isdisjoint(cell.metadata.get("tags", []))
        ]
        notebook.cells.insert(
            1,
            new_markdown_cell(
                f"**This dataset has {words}.** The parts about this are left out here.",
                id="left-out",
            ),
        )
    _number_sections(notebook)


def _number_sections(notebook: NotebookNode) -> None:
    """Number the sections as they come: some may have been dropped."""
    numbers = count(1)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(
                r"^## \d+\. ", lambda _: f"## {next(numbers)}. ", cell.source, flags=re.MULTILINE
            )


def drop_transient(notebook: NotebookNode) -> None:
    """Drop what differs between runs though nothing was computed differently.

    That is versions, times, and the random ids of widgets.
    Of a widget only what stands in its place without a kernel (HTML) is kept.
    """
    notebook.metadata.get("language_info", {}).pop("version", None)
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [
                output
                for output in cell.outputs
                if WIDGET not in output.get("data", {}) or "text/html" in output["data"]
            ]
            for output in cell.outputs:
                if output.get("data", {}).pop(WIDGET, None):
                    output["data"].pop("text/plain", None)


def drop_copy_only(notebook: NotebookNode) -> None:
    """Drop the outputs that are meant for the reading copy alone (tag ``copy-only``)."""
    for cell in notebook.cells:
        if "copy-only" in cell.metadata.get("tags", []):
            cell.outputs = []


def execute_all(
    notebooks: Mapping[str, NotebookNode], folder: Path, kernels: ReadyKernels | None = None
) -> None:
    """Execute notebooks in `folder`, each in a kernel of its own, under one progress bar.

    As many run at once as there are processors; none sees another.

    Parameters
    ----------
    notebooks : dict
        File name → notebook; their outputs are filled in.
    folder : pathlib.Path
        The kernels' working directory.
    kernels : ReadyKernels, optional
        What was started for that folder before. Default: it is started now.

    Raises
    ------
    SystemExit
        If a cell fails; the message names the notebook, the cell and the error.
    """
    from tqdm import tqdm

    from helpers.book.kernels import ready_kernels

    cells = sum(map(runs, (cell for notebook in notebooks.values() for cell in notebook.cells)))
    started = nullcontext(kernels) if kernels else ready_kernels(folder)
    with tqdm(total=cells, unit="cell") as bar, started as ready:
        try:
            asyncio.run(_execute_at_once(notebooks, folder, bar, ready))
        except CellError as error:
            raise SystemExit(str(error)) from None
    for notebook in notebooks.values():
        drop_transient(notebook)


async def _execute_at_once(
    notebooks: Mapping[str, NotebookNode], folder: Path, bar: tqdm, kernels: ReadyKernels | None
) -> None:
    """Execute notebooks, a few at a time; the first that fails ends all."""
    processors = os.cpu_count() or 1
    started = asyncio.Semaphore(processors + 1)  # to start a kernel is mostly to wait for it
    free = asyncio.Semaphore(processors)

    async def execute(name: str, notebook: NotebookNode) -> None:
        async with started:
            await execute_one(name, notebook, folder, bar, free, kernels)

    waiting = [asyncio.ensure_future(execute(*item)) for item in notebooks.items()]
    try:
        await asyncio.gather(*waiting)
    finally:
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


class CellError(Exception):
    """A cell failed; the message is for whoever ran it."""


def runs(cell: NotebookNode) -> bool:
    """Tell whether there is anything to execute in a cell."""
    return cell.cell_type == "code" and bool(cell.source.strip())


async def execute_one(
    name: str,
    notebook: NotebookNode,
    folder: Path,
    bar: tqdm,
    free: asyncio.Semaphore,
    kernels: ReadyKernels | None,
) -> None:
    """Execute one notebook cell by cell once a processor is free, or stop with one message."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal
    from traitlets.config import Config

    from helpers.book.kernels import kernel_environment

    client = NotebookClient(
        notebook,
        config=Config(KernelManager={"transport_encryption": "auto"}),
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        timeout=CELL_TIMEOUT,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
    )
    number = 0
    if kernels:
        kernels.serve(client.create_kernel_manager())
    async with client.async_setup_kernel(env=kernel_environment()), free:
        bar.set_description(name)
        for index, cell in enumerate(notebook.cells):
            if runs(cell):
                number += 1
                try:
                    await client.async_execute_cell(cell, index, execution_count=number)
                except (CellControlSignal, RuntimeError) as error:
                    raise CellError(failure(name, number, cell.source, error)) from None
                bar.update()


def failure(name: str, number: int, source: str, error: Exception) -> str:
    """Return the one message about a cell that failed."""
    first_line = source.strip().partition("\n")[0]
    ename, evalue = getattr(error, "ename", None), getattr(error, "evalue", None)
    what = str(error).strip() if ename is None else f"{ename}: {evalue}"
    return f"{name}, code cell {number} failed: {first_line}\n{what}"
