"""Execute the notebooks, build the reading copy, and leave no trace outside this folder.

``python -m helpers.run``                  the article, into ``build/haqqani-2021/``
``python -m helpers.run DATA``             a folder or workbook of data, into ``build/<its name>/``
``python -m helpers.run --outputs``        the committed notebooks, in place
``python -m helpers.run --module NAME …``  another module (pytest, jupyterlab), as set up here

nbclient rather than papermill: cell by cell, it allows one progress bar over all notebooks and
one message on failure.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers import book

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"
ARTICLE = ROOT / "data" / "haqqani-2021"
VARIABLE = "SEPARATE_ENTITIES_DATA"
QUIET = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
}


def stay_inside() -> None:
    """Have Jupyter, IPython and Matplotlib read and write in this folder only.

    The user's own settings, whatever they are, have no say.
    """
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


def import_nothing_from_here() -> None:
    """Take the working directory, which ``python -m`` adds, off the path of imports.

    Data may lie in it.
    """
    if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:
        del sys.path[0]
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))  # a blank one means the same


def choose(data: str | Path | None = None) -> Path:
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


def run(data: str | Path | None = None, notebooks: Path = NOTEBOOKS, build: Path = BUILD) -> Path:
    """Execute the notebooks on a dataset and build the reading copy.

    The notebooks themselves stay as they are.

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
    from helpers.data import replacing

    path = choose(data)
    executed = book.read_notebooks(notebooks)
    name = ARTICLE.name
    if path != ARTICLE:
        name, lacks = own_name(path), book.lacking(path)
        for notebook in executed.values():
            book.drop_article_only(notebook)
            book.drop_lacking(notebook, lacks)
    target = build / name
    with replacing(target) as site:
        book.execute_all(executed, notebooks)
        book.build_pages(executed, path, site, article=path == ARTICLE)
    return target / "index.html"


def own_name(data: Path) -> str:
    """Return the name of a dataset of one's own: its folder's or workbook's, not the article's."""
    name = data.name if data.is_dir() else data.stem
    return f"{name}-changed" if name == ARTICLE.name else name


def refuse_problems(data: Path) -> None:
    """Stop with the problems of a dataset before anything is executed."""
    from helpers import DatasetError, load_dataset

    try:
        load_dataset(data)
    except DatasetError as error:
        raise SystemExit(f"{error}\nNothing was executed. Mend this, and run again.") from None


def refresh(notebooks: Path = NOTEBOOKS) -> None:
    """Execute the committed notebooks in place, on the article; all of them or none.

    Parameters
    ----------
    notebooks : pathlib.Path
        The folder of the notebooks.
    """
    choose()
    executed = book.read_notebooks(notebooks)
    book.execute_all(executed, notebooks)
    for notebook in executed.values():
        book.drop_copy_only(notebook)
    book.write_notebooks(executed, notebooks)


def run_module(arguments: Sequence[str]) -> int:
    """Run ``python -m`` with these arguments and return its exit code.

    Ctrl-C is the module's to answer.
    """
    child = subprocess.Popen([sys.executable, "-m", *arguments])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return child.wait()


def main(arguments: Sequence[str] | None = None) -> int | None:
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
        refresh()
        return None
    data = options.data or os.environ.get(VARIABLE)
    if options.module:
        choose(data)
        return run_module(options.module)
    if data:
        refuse_problems(choose(data))
    print(run(data))
    return None


if __name__ == "__main__":
    import_nothing_from_here()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Interrupted; nothing was changed.")
