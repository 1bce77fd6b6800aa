"""Execute the notebooks, build the reading copy, and leave no trace outside this folder.

``python -m helpers.run``                  the article, into ``build/haqqani-2021/``
``python -m helpers.run DATA``             a folder or workbook of data, into ``build/<its name>/``
``python -m helpers.run DATA --pair A B``  the same on two organizations: ``build/<name>--A--B/``
``python -m helpers.run DATA --check``     its problems; ``--watch``: again whenever it is saved
``python -m helpers.run DATA --fill``      a new workbook that holds the derived tables too
``python -m helpers.run --code FILE``      a page to code a text in: ``build/FILE-coder.html``
``python -m helpers.run --agreement DIR``  how far codings of one text agree; DATA: whose text
``python -m helpers.run --outputs``        the committed notebooks, in place
``python -m helpers.run --module NAME …``  another module (pytest, jupyterlab), as set up here

nbclient rather than papermill: cell by cell, it allows one progress bar over all notebooks and
one message on failure.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import book

if TYPE_CHECKING:
    import pandas as pd

    from helpers import Dataset

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


def there(data: str | Path | None = None) -> Path:
    """Return the path of a dataset (default: the article), or stop where there is none."""
    path = Path(data or ARTICLE).expanduser().resolve()
    if not path.exists():
        raise SystemExit(
            f"There is no dataset at {path}. Name the folder or the workbook of a dataset."
        )
    return path


def choose(data: str | Path | None = None) -> Path:
    """Point the kernels at a dataset (default: the article), and return its path, unpacked."""
    path = there(data)
    if is_packed(path):
        path = unpacked_or_stop(path)
    if path == ARTICLE:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = str(path)
    return path


def is_packed(path: Path) -> bool:
    """Tell whether a path is that of one zip file, by its name."""
    return path.suffix.lower() == ".zip" and path.is_file()


def unpacked_or_stop(path: Path) -> Path:
    """Unpack a dataset that is one zip file, or say why that cannot be."""
    from helpers.data import unpacked

    try:
        return unpacked(path, ROOT / ".cache" / "zips")
    except ValueError as error:
        raise SystemExit(str(error)) from None
    except OSError as error:
        raise SystemExit(f"{path} cannot be unpacked: {error.strerror or error}") from None


def load(data: str | Path | None) -> Dataset:
    """Read a dataset; if it comes as a zip file, its problems name that."""
    from helpers import DatasetError, load_dataset

    path = choose(data)
    try:
        return load_dataset(path)
    except DatasetError as error:
        words = error.problems["problem"].str.replace(str(path), str(there(data)), regex=False)
        raise DatasetError(there(data), error.problems.assign(problem=words)) from None


def run(
    data: str | Path | None = None,
    notebooks: Path = NOTEBOOKS,
    build: Path = BUILD,
    pair: tuple[str, str] | None = None,
) -> Path:
    """Execute the notebooks on a dataset and build the reading copy.

    The notebooks themselves stay as they are.

    Parameters
    ----------
    data : str or path, optional
        The folder or workbook of a dataset; without it, the article.
    notebooks, build : pathlib.Path
        The folder of the notebooks, and the one that takes the reading copy.
    pair : tuple of two str, optional
        The organizations that the notebooks compare. Default: they choose. What is
        true of the article's own pair alone is then left out.

    Returns
    -------
    pathlib.Path
        The index page.
    """
    from helpers.data import replacing

    path = choose(data)
    as_it_is = path == ARTICLE and not pair
    name = ARTICLE.name if path == ARTICLE else own_name(path)
    target = build / (book.folder_of_pair(name, pair) if pair else name)
    with replacing(target) as site:
        with book.ready_kernels(notebooks) as kernels:  # they start while the notebooks are read
            executed = book.read_notebooks(notebooks)
            lacks = {} if as_it_is else book.lacking(path)
            for notebook in executed.values():
                if not as_it_is:
                    book.drop_article_only(notebook)
                    book.drop_lacking(notebook, lacks)
                if pair:
                    book.set_pair(notebook, pair)
            book.execute_all(executed, notebooks, kernels)
        book.build_pages(executed, path, site, article=as_it_is)
    return target / "index.html"


def own_name(data: Path) -> str:
    """Return the name of a dataset of one's own: its folder's or workbook's, not the article's."""
    name = data.name if data.is_dir() else data.stem
    return f"{name}-changed" if name == ARTICLE.name else name


def refuse_problems(data: str | Path | None, pair: tuple[str, str] | None = None) -> None:
    """Stop with what is wrong with a dataset, or with a pair, before anything is executed."""
    from helpers import DatasetError

    try:
        dataset = load(data)
    except DatasetError as error:
        raise SystemExit(f"{error}\nNothing was executed. Mend this, and run again.") from None
    try:
        if pair:
            book.refuse_pair(dataset, pair)
    except ValueError as error:
        raise SystemExit(f"{error}\nNothing was executed.") from None


def check(data: str | Path) -> int:
    """Print the problems of a dataset as a table, or what was derived if there are none.

    Beside a workbook with problems stands a copy that has them as comments.

    Returns
    -------
    int
        The exit code: 1 if there are problems.
    """
    from helpers.data import derived_words, drop_commented, is_workbook

    data = there(data)
    dataset = load_or_tell(data)
    if dataset is None:
        return 1
    print("\n".join([derived_words(dataset), *dataset.notes]))
    with suppress(OSError):  # somebody has it open: it is replaced next time
        if is_workbook(data) and (gone := drop_commented(data)):
            print(f"{gone.name} was out of date and is deleted.")
    return 0


def load_or_tell(data: Path) -> Dataset | None:
    """Read a dataset, or print what is wrong with it."""
    from helpers import DatasetError

    try:
        return load(data)
    except DatasetError as error:
        tell(data, error.problems)
    except OSError as error:
        print(f"{data} cannot be read: {error.strerror or error}")
    return None


def tell(data: Path, problems: pd.DataFrame) -> None:
    """Print problems as a table, and where the copy of a workbook is that has them as comments."""
    from helpers.data import WorkbookError, is_workbook, problems_plain, write_commented

    count = len(problems)
    print(f"{count} problem{'s' if count != 1 else ''} in {data}\n")
    print(problems_plain(problems, shutil.get_terminal_size((120, 24)).columns), flush=True)
    if not (is_workbook(data) and zipfile.is_zipfile(data)):
        return  # no workbook that one could copy, as the table says already
    try:
        print(f"\nWith comments, to look at: {write_commented(data, problems)}")
    except (FileExistsError, WorkbookError) as error:
        print(f"\nNo copy with comments: {error}.")
    except OSError as error:
        why = f"nothing can be written in {data.parent} ({error.strerror or error})"
        print(f"\nNo copy with comments: {why}. Perhaps an earlier one is open.")


PAUSE = 0.5  # seconds between two looks at a file

MOST_TRIES = 10
"""How often a workbook that cannot be opened, since it is being saved, is tried again."""


def watch(data: str | Path) -> int:
    """Check a dataset now and whenever it is saved, until Ctrl-C.

    Returns
    -------
    int
        The exit code of the last check.
    """
    data, code, tries = there(data), 0, 0
    seen: list[tuple[str, int, int]] | None = None
    try:
        while True:
            now = state(data)
            if now != seen and tries < MOST_TRIES and is_being_saved(data):
                tries += 1
            elif now != seen and now == state(data):
                try:
                    code = check(data)
                except SystemExit as stop:  # it is gone, or cannot be unpacked
                    print(stop.code)
                    code = 1
                seen, tries = now, 0
                print("\nLooking at it again when it is saved; Ctrl-C ends this.", flush=True)
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        print("\nNobody is looking any more.")
    return code


def state(data: Path) -> list[tuple[str, int, int]]:
    """Return when the files of a dataset were last written, and how large they are.

    Of a workbook these are the file and the texts beside it.
    """
    files = data.iterdir() if data.is_dir() else [data, *data.parent.glob("*.txt")]
    found = []
    for file in sorted(files):
        with suppress(OSError):  # it has just gone
            known = file.stat()
            found.append((file.name, known.st_mtime_ns, known.st_size))
    return found


def is_being_saved(data: Path) -> bool:
    """Tell whether a dataset is not there, or half of a workbook is."""
    return not data.is_dir() and not zipfile.is_zipfile(data)


def fill(data: str | Path) -> int:
    """Write a new workbook beside a dataset that holds its derived tables too.

    Beside a zip file, its texts are written as well.

    Returns
    -------
    int
        The exit code: 1 if there are problems, before or after.
    """
    from helpers.data import check_dataset, filled_path, write_filled

    data = there(data)
    dataset = load_or_tell(data)
    if dataset is None:
        return 1
    derived = [table for table in dataset.derived if len(dataset[table])]
    if not derived:
        print("Every table is there: nothing was derived, and nothing is written.")
        return 0
    target = filled_path(data)
    if stays(target):
        return 1
    try:
        tables = write_filled(dataset, target, with_texts=is_packed(data))
    except (OSError, ValueError) as error:
        print(f"{target} cannot be written: {error}.")
        return 1
    notes = sum(tables[table]["note"].ne("").sum() for table in derived if "note" in tables[table])
    print(f"Written: {target}\nIts derived tables: {', '.join(derived)}.")
    print(f"Rows that have a note on what is to be decided: {notes}.")
    if is_packed(data) and dataset.texts:
        print("The texts of the zip file stand beside it.")
    print("Text alone is copied, and other sheets are not. Go on in the new workbook.")
    problems = check_dataset(target)
    if len(problems):
        print("Now that these tables are there, this is to be decided:")
        tell(target, problems)
    return int(len(problems) > 0)


def stays(target: Path) -> bool:
    """Tell whether something is there already, and say then that it stays as it is."""
    if os.path.lexists(target):
        print(f"{target} exists already, and stays as it is.")
        print("Go on in it, or rename it to have a new one.")
        return True
    return False


def compare(folder: str, data: str | None, build: Path = BUILD) -> int:
    """Print how far the codings in a folder agree, and write what they differ in to decide there.

    Returns
    -------
    int
        The exit code: 1 if they cannot be compared.
    """
    from helpers import claims

    try:
        base = load(data) if data else None
        codings = claims.read_codings(folder, base)
        found = claims.agreement(codings, base)
        for title, frame in {
            "How many coders found each unit": found.found,
            "Per coder": found.rows,
            "Per field, all coders": found.fields,
            "Per coder and field, against what most others wrote": found.coders,
        }.items():
            print(f"{title}\n{frame.round(2).to_string(index=False, na_rep='')}\n")
        target = build / f"{Path(folder).resolve().name}-disagreements.xlsx"
        if not stays(target):
            print(f"To decide in: {claims.write_disagreements(codings, target, base)}")
    except (OSError, ValueError) as error:  # what is wrong with the data is one, too
        print(error)
        return 1
    return 0


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
    parser = parser_of_options()
    options = parser.parse_args(arguments)
    refuse_mixture(parser, options)
    data = options.data or os.environ.get(VARIABLE)
    if options.check or options.fill:
        if not data:
            parser.error("name the folder or the workbook of your data")
        return (watch if options.watch else check if options.check else fill)(data)
    if options.code is not None:
        return code(options.code, data)
    if options.agreement is not None:
        if not options.agreement.strip():
            parser.error("name the folder of the codings: make agreement CODINGS=folder/")
        return compare(options.agreement, data)
    stay_inside()
    if options.outputs:
        refresh()
        return None
    if options.module:
        choose(data)
        return run_module(options.module)
    from helpers.data import reading_once

    pair = (options.pair[0], options.pair[1]) if options.pair else None
    with reading_once(ROOT / ".cache"):
        if data or pair:
            refuse_problems(data, pair)
        print(run(data, pair=pair))
    return None


def code(text: str, data: str | None) -> int:
    """Write a page to code a text in, or a dataset, and say where it is.

    Returns
    -------
    int
        The exit code.
    """
    if data:
        path = there(data)
        start = load_or_tell(path)
        if start is None:
            return 1
        print(free_page(BUILD / f"{own_name(path)}-coder.html", start))
        return 0
    file = Path(text or "").expanduser()
    if not text or not file.is_file():
        print(f"There is no text at {file}. Name a text file: make code TEXT=article.txt")
        return 1
    try:
        words = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        print(f"{file} is not UTF-8. Open it in an editor, and save it as plain text in UTF-8.")
        return 1
    print(free_page(BUILD / f"{file.stem}-coder.html", (file.stem, words)))
    return 0


def free_page(page: Path, start: Dataset | tuple[str, str]) -> Path:
    """Write a page to code in; one that was made before keeps its work in the browser."""
    page.unlink(missing_ok=True)  # it holds nothing: the work is in the browser, or saved
    return book.write_coder_page(page, start)


def parser_of_options() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.run", description="Execute the notebooks."
    )
    parser.add_argument(
        "data",
        nargs="?",
        metavar="DATA",
        help="folder or workbook of a dataset (default: the article)",
    )
    parser.add_argument("--pair", nargs=2, metavar=("A", "B"), help="ids of two organizations")
    parser.add_argument("--watch", action="store_true", help="check again whenever it is saved")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="print the problems of the dataset")
    what.add_argument("--fill", action="store_true", help="write what was derived beside it")
    what.add_argument("--code", metavar="FILE", help="make a page to code a text in")
    what.add_argument("--agreement", metavar="FOLDER", help="compare the codings of a class")
    what.add_argument(
        "--outputs", action="store_true", help="execute the committed notebooks in place"
    )
    what.add_argument(
        "--module", nargs=argparse.REMAINDER, metavar="NAME", help="run another module instead"
    )
    return parser


def refuse_mixture(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse options that do not go together."""
    if options.data and (options.outputs or options.module):
        parser.error("--outputs and --module take no DATA")
    if options.watch and not options.check:
        parser.error("--watch goes with --check")
    if options.pair and (
        options.check
        or options.fill
        or options.outputs
        or options.module
        or options.agreement is not None
    ):
        parser.error("--pair goes with the run alone")


def print_anything() -> None:
    """Have a terminal that lacks a letter show its code instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    import_nothing_from_here()
    print_anything()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Interrupted; nothing was changed.")
