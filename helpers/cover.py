"""The pages of a reading copy that are no notebooks: the first page, the codebook, what can be downloaded.

>>> print(heading("A *quarrel*\\nat <sea>"))
# A \\*quarrel\\* at \\<sea\\>
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from helpers.claims import claims_by_speaker, primary_claims, richest_sentence
from helpers.codebook import PACKAGE, codebook_table, tables_schema
from helpers.data import (
    SUFFIX,
    Dataset,
    WorkbookError,
    entity_name,
    save_dataset,
    saved_tables,
    source_names,
    write_sheets,
)
from helpers.overlap import answers_table, busiest_pair, lineage, telling_readings
from helpers.show import count, draw_answers, markup, picture_page, quotation_page, table_page

__all__ = ["codebook_page", "first_page", "heading", "write_downloads"]

DOWNLOADS = "downloads"
"""The folder of a reading copy that holds what can be downloaded."""


def first_page(
    data: Dataset,
    lead: str,
    notebooks: Mapping[str, str],
    others: Mapping[str, str],
    files: Mapping[str, list[str]],
) -> str:
    """Return the first page as Markdown: what was read, the pages, and what can be downloaded.

    Parameters
    ----------
    data : Dataset
        Its title is the title of the page unless `lead` has one.
    lead : str
        Markdown that opens the page, or a blank.
    notebooks : mapping of str to str
        Name of a page → its title, in order.
    others : mapping of str to str
        Name of a page → what to call it in the list, in order.
    files : mapping of str to list of str
        As `write_downloads` returns it.
    """
    parts = [
        lead or heading(data.title),
        _opening(data),
        _start(notebooks),
        "## What was read",
        _documents(data),
        _speakers(data),
        "## Pages",
        _toctree("Notebooks", dict.fromkeys(notebooks, "")),
        _toctree("To look up", others),
        "## Downloads",
        _downloads(files),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def heading(title: str) -> str:
    """Return a title of the data as a heading in Markdown, on one line and without any markup of its own."""
    return "# " + re.sub(r"([\\`*_{}\[\]<>#|$!&:~^])", r"\\\1", " ".join(title.split()))


def _opening(data: Dataset) -> str:
    """The sentence on which most rests, and the number that it gives under several readings."""
    try:
        a, b = busiest_pair(data)
    except ValueError:
        return ""
    words, _ = richest_sentence(data, lineage(data, a, b).claims)
    several = [reading for reading in telling_readings(data, a, b) if not reading.alternatives]
    found = answers_table(data, a, b, several)
    names = entity_name(data, a), entity_name(data, b)
    quoted = quotation_page(words) if data.texts else ""
    asked = markup(
        "<p>Do {0} and {1} share a leader? That depends on whom one believes:</p>", *names
    )
    return (
        quoted
        + asked
        + picture_page(
            draw_answers(found, "leaders whom the two share"),
            "One text, several readings. A filled dot is a shared leader, an open one is contested.",
        )
    )


def _start(notebooks: Mapping[str, str]) -> str:
    name = next(iter(notebooks), "")
    return f"**Read on: [{notebooks[name]}]({name})**" if name else ""


def _documents(data: Dataset) -> str:
    documents = data["documents"]
    shown = (
        documents[["title", "author", "publisher", "published"]]
        if len(documents)
        else pd.DataFrame({"title": [data.title]})
    )
    caption = f"Each row is one text. {count(len(primary_claims(data)), 'claim')} coded in all. After a date, ? means uncertain and ~ approximate."
    return table_page(shown, caption)


def _speakers(data: Dataset) -> str:
    counts = claims_by_speaker(data)[["speaker", "claims"]]
    kinds = dict(zip(data["sources"]["source_id"].map(source_names(data)), data["sources"]["kind"]))
    return table_page(
        counts.assign(kind=counts["speaker"].map(kinds).fillna("")),
        "Each row is one source that speaks.",
    )


def _toctree(caption: str, pages: Mapping[str, str]) -> str:
    entries = "\n".join(
        f"{title} <{Path(name).stem}>" if title else Path(name).stem
        for name, title in pages.items()
    )
    return f"```{{toctree}}\n:caption: {caption}\n:maxdepth: 1\n\n{entries}\n```" if pages else ""


def _downloads(files: Mapping[str, list[str]]) -> str:
    lists = [
        markup("<p>{0}</p>", words)
        + "<ul>"
        + "".join(
            f'<li><a href="{quote(f"{DOWNLOADS}/{file}")}" download>{markup("{0}", Path(file).name)}</a></li>'
            for file in names
        )
        + "</ul>"
        for words, names in files.items()
    ]
    return "".join(lists)


def codebook_page() -> str:
    """Return the definition of every table as a page in Markdown; the examples are invented."""
    parts = [
        "# Codebook",
        "Every table and every column of a dataset. All cells are text; an empty cell means *not stated*. The examples are invented.",
    ]
    for name, table in tables_schema().items():
        parts += [
            f"## {name}",
            table_page(
                codebook_table(name),
                f"{table['description']} Each row of this table is one column of it.",
            ).replace("<details>", "<details open>"),
        ]
    return "\n\n".join(parts) + "\n"


def write_downloads(
    datasets: Mapping[str, Dataset], others: Mapping[str, list[Path]], site: Path
) -> dict[str, list[str]]:
    """Write datasets, each as a folder of CSV files and as one workbook, and other files into the downloads of a site.

    Parameters
    ----------
    datasets : mapping of str to Dataset
        What to call each → dataset.
    others : mapping of str to list of Path
        What they are → files to copy.
    site : Path
        The folder of the site.

    Returns
    -------
    dict of str to list of str
        What the files are → their paths below the downloads. A workbook is left out
        if a cell is too long for one.
    """
    folder = site / DOWNLOADS
    files = {}
    for words, data in datasets.items():
        saved = save_dataset(data, folder / data.name)
        workbook = folder / f"{data.name}{SUFFIX}"
        with suppress(WorkbookError):
            write_sheets(saved_tables(data), workbook)
            files[f"{words} as one workbook:"] = [workbook.name]
        files[f"{words}, table by table:"] = [
            f"{data.name}/{file.name}" for file in sorted(saved.iterdir())
        ]
    (folder / PACKAGE.name).write_bytes(PACKAGE.read_bytes())
    files["The definition of every table and column (a Frictionless Data Package):"] = [
        PACKAGE.name
    ]
    for file in chain(*others.values()):
        (folder / file.name).write_bytes(file.read_bytes())
    return files | {words: [file.name for file in several] for words, several in others.items()}
