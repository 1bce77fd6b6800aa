"""Execute the notebooks, build the reading copy, and leave no trace outside this folder.

``python -m helpers.run``                  the article, into ``build/haqqani-2021/``
``python -m helpers.run DATA``             a dataset's folder or workbook, into ``build/<its name>/``
``python -m helpers.run --outputs``        the committed notebooks, in place
``python -m helpers.run --module NAME …``  another module (pytest, jupyterlab), under the same settings

nbclient rather than papermill: cell by cell, it allows one progress bar over all notebooks and one message on failure.
"""

import argparse
import copy
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from helpers.claims import inferences_table, pairs_table, primary_claims

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"
ARTICLE = ROOT / "data" / "haqqani-2021"
SPREADSHEET = ROOT / "data" / "port-quince.xlsx"
VARIABLE = "SEPARATE_ENTITIES_DATA"
WIDGET = "application/vnd.jupyter.widget-view+json"
CELL_TIMEOUT = 600  # seconds
TEXTS = {
    "README.md": "overview.md",
    "data/README.md": "data-sheet.md",
}  # more pages of the reading copy
CALLED = {
    "overview.md": "Overview and glossary",
    "data-sheet.md": "Data sheet",
    "codebook.md": "Codebook",
}
TRUE_OF_ALL = {
    "README.md": ("Run it", "Glossary"),
    "data/README.md": ("Coding rules",),
}  # what of them is shown beside other data
QUIET = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
}


def stay_inside():
    """Have Jupyter, IPython and Matplotlib read and write in this folder only, whatever the user's own settings are."""
    for variable, folder in {
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "jupyter",
        "JUPYTER_DATA_DIR": "jupyter-data",
        "JUPYTER_RUNTIME_DIR": "jupyter-runtime",
        "MPLCONFIGDIR": "matplotlib",
        "XDG_CACHE_HOME": ".",
    }.items():
        path = ROOT / ".cache" / folder
        path.mkdir(parents=True, exist_ok=True)
        os.environ[variable] = str(path)
    os.environ.pop("MPLBACKEND", None)
    quiet = ROOT / ".cache" / "jupyter" / "labconfig" / "default_setting_overrides.json"
    quiet.parent.mkdir(exist_ok=True)
    quiet.write_text(json.dumps(QUIET), encoding="utf-8")  # JupyterLab asks no question about news


@contextmanager
def replacing(target):
    """Yield a fresh folder that takes the place of `target` only if the block succeeds."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=target.parent) as work:
        fresh, old = Path(work, "fresh"), Path(work, "old")
        fresh.mkdir()
        yield fresh
        try:
            if target.exists():
                target.rename(old)
            fresh.rename(target)
        except BaseException:  # Ctrl-C too
            if old.exists() and not target.exists():
                old.rename(target)
            raise


def read_notebooks(folder):
    """Return the notebooks of a folder, in order: file name → notebook."""
    import nbformat

    return {path.name: nbformat.read(path, as_version=4) for path in sorted(folder.glob("*.ipynb"))}


def write_notebooks(notebooks, folder):
    """Write notebooks so that the same notebook is always the same bytes; none is replaced before all are written."""
    import nbformat

    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as drafts:
        for name, notebook in notebooks.items():
            Path(drafts, name).write_bytes((nbformat.writes(notebook).rstrip("\n") + "\n").encode())
        for name in notebooks:
            Path(drafts, name).replace(folder / name)


def drop_article_only(notebook):
    """Drop the cells that are true of the shipped article alone (tag ``article-only``)."""
    notebook.cells = [
        cell for cell in notebook.cells if "article-only" not in cell.metadata.get("tags", [])
    ]


def lacking(data):
    """Return what a dataset lacks: tag of the cells that need it → words for it."""
    from helpers.data import load_dataset

    dataset = load_dataset(data)
    has = {
        "needs-texts": ("texts", bool(dataset.texts)),
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


def drop_lacking(notebook, lacks):
    """Drop the cells that need what a dataset lacks, and say so below the title."""
    from nbformat.v4 import new_markdown_cell

    needed = {tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])} & set(lacks)
    if needed:
        words = ", no ".join(lacks[tag] for tag in lacks if tag in needed)
        notebook.cells = [
            cell for cell in notebook.cells if needed.isdisjoint(cell.metadata.get("tags", []))
        ]
        notebook.cells.insert(
            1,
            new_markdown_cell(
                f"**This dataset has no {words}.** The parts that need them are left out here.",
                id="left-out",
            ),
        )


def drop_transient(notebook):
    """Drop what differs between runs though nothing was computed differently: versions, times, widgets' random ids.

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


def drop_copy_only(notebook):
    """Drop the outputs that are meant for the reading copy alone (tag ``copy-only``)."""
    for cell in notebook.cells:
        if "copy-only" in cell.metadata.get("tags", []):
            cell.outputs = []


def execute(notebooks, folder):
    """Execute notebooks in `folder`, each in a kernel of its own, under one progress bar.

    Parameters
    ----------
    notebooks : dict
        File name → notebook; their outputs are filled in.
    folder : pathlib.Path
        The kernels' working directory.

    Raises
    ------
    SystemExit
        If a cell fails; the message names the notebook, the cell and the error.
    """
    from tqdm import tqdm

    cells = sum(map(runs, (cell for notebook in notebooks.values() for cell in notebook.cells)))
    with tqdm(total=cells, unit="cell") as bar:
        for name, notebook in notebooks.items():
            bar.set_description(name)
            execute_one(name, notebook, folder, bar)
            drop_transient(notebook)


def runs(cell):
    """Tell whether there is anything to execute in a cell."""
    return cell.cell_type == "code" and bool(cell.source.strip())


def execute_one(name, notebook, folder, bar):
    """Execute one notebook cell by cell, or stop with one message."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal
    from traitlets.config import Config

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
    with client.setup_kernel(
        env=os.environ | {"TQDM_DISABLE": "1"}
    ):  # the bar over all cells is enough
        for index, cell in enumerate(notebook.cells):
            if runs(cell):
                number += 1
                try:
                    client.execute_cell(cell, index, execution_count=number)
                except (CellControlSignal, RuntimeError) as error:
                    raise SystemExit(failure(name, number, cell.source, error)) from None
                bar.update()


def failure(name, number, source, error):
    """Return the one message about a cell that failed."""
    first_line = source.strip().partition("\n")[0]
    what = f"{error.ename}: {error.evalue}" if hasattr(error, "ename") else str(error).strip()
    return f"{name}, code cell {number} failed: {first_line}\n{what}"


def build_pages(notebooks, data, site):
    """Build the reading copy of executed notebooks: a first page, a page for each, the codebook, and downloads.

    Parameters
    ----------
    notebooks : dict
        File name → executed notebook.
    data : pathlib.Path
        The folder of the dataset on which they ran.
    site : pathlib.Path
        The folder that takes the copy.
    """
    from sphinx.cmd.build import build_main

    from helpers import cover
    from helpers.data import MYSTERY, load_dataset

    dataset, article = load_dataset(data), data == ARTICLE
    sections = {name: headings(notebook) for name, notebook in notebooks.items()}
    with tempfile.TemporaryDirectory(prefix=".pages-", dir=site.parent) as work:
        pages, originals = Path(work, "pages"), Path(work, "originals")
        for folder in (pages, originals):
            folder.mkdir()
        write_notebooks(
            {name: without_copy_only(notebook) for name, notebook in notebooks.items()}, originals
        )
        write_notebooks(
            {name: link_pages(notebook, sections) for name, notebook in notebooks.items()}, pages
        )
        texts = {page: read_text(path, article) for path, page in TEXTS.items()}
        written = texts | {"codebook.md": cover.codebook_page()}
        datasets = {"The dataset": dataset} | (
            {} if dataset.name == MYSTERY.name else {"The invented mystery": load_dataset(MYSTERY)}
        )
        others = {"The notebooks, to run in JupyterLab:": [originals / name for name in notebooks]}
        if article:
            others["The invented spreadsheet of notebook 04:"] = [SPREADSHEET]
        files = cover.write_downloads(datasets, others, site)
        lead = texts["overview.md"].partition("\n## ")[0].strip() if article else ""
        titles = {name: next(iter(found), name) for name, found in sections.items()}
        first = cover.first_page(dataset, lead, titles, CALLED, files)
        for page, text in {**written, "index.md": first}.items():
            (pages / page).write_text(text, encoding="utf-8")
        for picture in re.findall(
            r"!\[[^\]]*\]\(([\w./-]+)\)", "".join(texts.values())
        ):  # of the project's own texts: data name no paths
            (pages / picture).parent.mkdir(parents=True, exist_ok=True)
            (pages / picture).write_bytes((ROOT / picture).read_bytes())
        settings = [
            "-q",
            "-b",
            "html",
            "-c",
            str(ROOT / "helpers" / "book"),
            "-d",
            str(Path(work, "doctrees")),
        ]
        named = (
            []
            if article
            else [
                "-D",
                f"html_title={dataset.title}",
                "-D",
                f"project={dataset.title}",
                "-D",
                "copyright=their makers, for data and texts",
            ]
        )
        if build_main([*settings, *named, str(pages), str(site)]):
            raise SystemExit(
                "The notebooks ran, but their reading copy could not be built: see the lines above."
            )


def without_copy_only(notebook):
    """Return a copy of a notebook without the outputs that are meant for the reading copy alone."""
    notebook = copy.deepcopy(notebook)
    drop_copy_only(notebook)
    return notebook


def headings(notebook):
    """Return the headings of a notebook, without their numbers, each with its anchor; the first is the title."""
    from myst_parser.slugs import github_slugify

    lines = [
        line
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
    ]
    found = [line.lstrip("#").strip() for line in lines if re.match("#{1,3} ", line)]
    return {re.sub(r"^\d+\. ", "", text): github_slugify(text) for text in found}


def link_pages(notebook, sections):
    """Return a copy of a notebook as a page: its links lead to other pages, or out of the copy, and the code that only prepares is folded."""
    notebook = copy.deepcopy(notebook)
    prepares = True
    for cell in notebook.cells:
        prepares = prepares and not re.search("^## ", cell.source, flags=re.MULTILINE)
        if cell.cell_type == "markdown":
            cell.source = link_sections(link_text(cell.source), sections)
        elif prepares:
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
    return notebook


def link_text(text):
    """Turn links between files into links between pages; others leave the copy by the scheme that its settings resolve."""
    for path, page in TEXTS.items():
        text = text.replace(f"](../{path}", f"]({page}").replace(f"]({path}", f"]({page}")
    text = text.replace("](../data/datapackage.json", "](download:datapackage.json")
    return text.replace("](notebooks/", "](").replace("](../", "](beside:")


def link_sections(text, sections):
    """Have links to a notebook that name one of its headings lead to that place (no two viewers agree on how to write that)."""

    def place(link):
        words, name = link.groups()
        anchor = sections.get(name, {}).get(words)
        return f"[{words}]({name}#{anchor})" if anchor else link[0]

    return re.sub(r"\[([^\]\n]+)\]\(([\w-]+\.ipynb)\)", place, text)


def read_text(path, article):
    """Return a text as a page; beside data other than the article only what is true of all."""
    title, *sections = link_text((ROOT / path).read_text(encoding="utf-8")).split("\n## ")
    if article:
        return "\n## ".join([title, *sections])
    kept = [section for section in sections if section.partition("\n")[0] in TRUE_OF_ALL[path]]
    return "\n## ".join(["# " + " and ".join(TRUE_OF_ALL[path]).capitalize() + "\n", *kept])


def choose(data=None):
    """Point the kernels at a dataset (default: the article), and return its path."""
    path = Path(data or ARTICLE).expanduser().resolve()
    if not path.exists():
        raise SystemExit(
            f"There is no dataset at {path}. Name the folder or the workbook of a dataset."
        )
    if path == ARTICLE:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = str(path)
    return path


def run(data=None, notebooks=NOTEBOOKS, build=BUILD):
    """Execute the notebooks on a dataset and build the reading copy; the notebooks themselves stay as they are.

    Parameters
    ----------
    data : str or path, optional
        The folder or workbook of a dataset; without it, the article.
    notebooks, build : pathlib.Path
        The folder of the notebooks, and the one that takes the reading copy.

    Returns
    -------
    pathlib.Path
        The index page.
    """
    data = choose(data)
    executed = read_notebooks(notebooks)
    name = ARTICLE.name
    if data != ARTICLE:
        name, lacks = own_name(data), lacking(data)
        for notebook in executed.values():
            drop_article_only(notebook)
            drop_lacking(notebook, lacks)
    target = build / name
    with replacing(target) as site:
        execute(executed, notebooks)
        build_pages(executed, data, site)
    return target / "index.html"


def own_name(data):
    """Return the name of a dataset of one's own: that of its folder or workbook, and never the article's."""
    name = data.name if data.is_dir() else data.stem
    return f"{name}-changed" if name == ARTICLE.name else name


def refuse_problems(data):
    """Stop with the problems of a dataset before anything is executed."""
    from helpers.data import DatasetError, load_dataset

    try:
        load_dataset(data)
    except DatasetError as error:
        raise SystemExit(f"{error}\nNothing was executed. Mend this, and run again.") from None


def refresh(notebooks=NOTEBOOKS):
    """Execute the committed notebooks in place, on the article; all of them or none.

    Parameters
    ----------
    notebooks : pathlib.Path
        The folder of the notebooks.
    """
    choose()
    executed = read_notebooks(notebooks)
    execute(executed, notebooks)
    for notebook in executed.values():
        drop_copy_only(notebook)
    write_notebooks(executed, notebooks)


def run_module(arguments):
    """Run ``python -m`` with these arguments and return its exit code; Ctrl-C is the module's to answer."""
    child = subprocess.Popen([sys.executable, "-m", *arguments])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return child.wait()


def main(arguments=None):
    """Do what the command line asks (see the module's own text)."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.run", description="Execute the notebooks."
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "data",
        nargs="?",
        metavar="DATA",
        help="folder or workbook of a dataset (default: the article)",
    )
    what.add_argument(
        "--outputs", action="store_true", help="execute the committed notebooks in place"
    )
    what.add_argument(
        "--module", nargs=argparse.REMAINDER, metavar="NAME", help="run another module instead"
    )
    options = parser.parse_args(arguments)
    stay_inside()
    if options.outputs:
        return refresh()
    data = options.data or os.environ.get(VARIABLE)
    if options.module:
        choose(data)
        return run_module(options.module)
    if data:
        refuse_problems(choose(data))
    print(run(data))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Interrupted; nothing was changed.")
