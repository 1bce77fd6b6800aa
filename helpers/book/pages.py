r"""The pages of a reading copy: notebooks, the first page, the codebook, what can be downloaded.

>>> print(codebook_page(Fragments()).partition("## claims\n\n")[2].partition("\n\n")[0])
```{from-data} 6
```
"""

from __future__ import annotations

import copy
import inspect
import json
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from helpers.book.coder_page import write_coder_page
from helpers.book.cross_links import MOST_CLAIMS, claims_page, link_terms, shipped_terms
from helpers.book.execute import drop_copy_only, write_notebooks
from helpers.book.fragments import Fragments
from helpers.book.sharing_pairs import pairs_file, pairs_section, sharing_pairs
from helpers.claims import (
    Reading,
    claims_by_speaker,
    primary_claims,
    richest_sentence,
)
from helpers.codebook import PACKAGE, codebook_table, tables_schema
from helpers.data import (
    ARTICLE,
    SUFFIX,
    Dataset,
    WorkbookError,
    save_dataset,
    saved_tables,
    write_sheets,
    write_table,
)
from helpers.overlap import (
    answers_table,
    busiest_pair,
    falls_words,
    lineage,
    telling_readings,
)
from helpers.show import (
    count,
    draw_answers,
    draw_trail,
    if_all_count,
    markup,
    picture_page,
    quotation_page,
    table_page,
)

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = PACKAGE.parents[1]

CLOSER_LOOKS = "10"
"""The names of lessons come before it, and those of closer looks after it."""

DOWNLOADS = "downloads"
"""The folder of a reading copy that holds what can be downloaded."""


def first_page(
    data: Dataset,
    lead: str,
    notebooks: Mapping[str, str],
    others: Mapping[str, str],
    files: Mapping[str, list[str]],
    fragments: Fragments,
    *,
    place: str = "",
) -> str:
    """Return the first page as Markdown: what was read, the pages, and what can be downloaded.

    What comes from data is put into the fragments, and the page holds their keys.

    Parameters
    ----------
    data : Dataset
        Its title, or what it is called if it has several documents, is the title of the page
        unless `lead` has one.
    lead : str
        Markdown that opens the page, or a blank.
    notebooks : mapping of str to str
        Name of a page → its title, in order.
    others : mapping of str to str
        Name of a page → what to call it in the list, in order.
    files : mapping of str to list of str
        As `write_downloads` returns it.
    fragments : Fragments
    place : str
        The name of the folder or workbook of the data; blank for the article.
    """
    pairs = fragments.html(pairs_section(data, place))
    parts = [
        lead or f"# {fragments.text(_title_of(data))}",
        fragments.html(_opening(data)),
        _routes(notebooks),
        "## What was read",
        fragments.html(_documents(data)),
        fragments.html(_speakers(data)),
        pairs and f"## Pairs of organizations\n\n{pairs}",
        "## Pages",
        _toctree("Lessons", {name: "" for name in notebooks if name < CLOSER_LOOKS}),
        _toctree("Closer looks", {name: "" for name in notebooks if name >= CLOSER_LOOKS}),
        _toctree("To look up", others),
        "## Downloads",
        fragments.html(_downloads(files)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title_of(data: Dataset) -> str:
    """What a dataset is called; a title that stands alone needs no quotation marks."""
    return data.title if data.called == f"“{data.title}”" else data.called


def _opening(data: Dataset) -> str:
    """The sentence on which most rests, and the number that it gives under several readings."""
    try:
        a, b = busiest_pair(data)
    except ValueError:
        return ""
    words, _ = richest_sentence(data, lineage(data, a, b).claims)
    several = [reading for reading in telling_readings(data, a, b) if not reading.alternatives]
    found = answers_table(data, a, b, several)
    names = data.who.name(a), data.who.name(b)
    quoted = quotation_page(words) if data.texts else ""
    depends = (
        "The number depends on whom you believe, and on what you count." if len(several) > 1 else ""
    )
    asked = markup("<p>How many leaders do {0} and {1} share? {2}</p>", *names, depends)
    open_dot = " An open dot is a contested one." if (found["contested"] > 0).any() else ""
    ways = count(len(several), "reading")
    return (
        quoted
        + asked
        + picture_page(
            draw_answers(found, "leaders whom the two share"),
            f"{ways} of the same data. A reading is a choice of whom and what to believe. "
            f"A dot is a shared leader.{open_dot}",
        )
        + _trail(data, a, b)
        + markup("<p>{0}</p>", if_all_count(data, a, b))
        + markup("<p>{0}</p>", falls_words(data, a, b, Reading()))
    )


def _trail(data: Dataset, a: str, b: str) -> str:
    """The picture that leads from the sources to the number, if there is anything to draw."""
    with suppress(ValueError):
        caption = (
            "From the sources on the left to the number on the right. "
            "A shared leader has a leading role in both organizations."
        )
        return picture_page(draw_trail(data, a, b), caption)
    return ""


OWN_DATA = "04-your-own-data.ipynb"


def _routes(notebooks: Mapping[str, str]) -> str:
    """Where to go, as far as there are pages for it."""
    first = next(iter(notebooks), "")
    if not first:
        return ""
    lines = [
        "## Where to go",
        f"- **Read on.** Go to [{notebooks[first]}]({first}).",
        f"- **Run it again.** Download [the whole package](download:{ARCHIVE}) and unpack it. "
        "In a terminal, type `make lab`. Then you can change the code, and run it.",
        f"- **Find the claims in a text of your own.** Open [the coder page](beside-page:{CODER}).",
    ]
    if OWN_DATA in notebooks:
        lines.append(
            f"- **Use your own data.** See [{notebooks[OWN_DATA]}]({OWN_DATA}); "
            "then type `make run DATA=mine.xlsx`."
        )
    return "\n".join([lines[0], "", *lines[1:]])


def _documents(data: Dataset) -> str:
    documents = data["documents"]
    coded = count(len(primary_claims(data)), "claim")
    if documents.empty:
        return markup("<p>{0}: {1} coded in all.</p>", data.called, coded)
    shown = documents[["author", "publisher", "published"]]
    shown = shown.loc[:, (shown != "").any()]
    shown.insert(0, "title", documents["document_id"].map(data.titles))
    dates = ""
    if "published" in shown:
        signs = {"?": "uncertain", "~": "approximate"}
        met = [sign for sign in signs if shown["published"].str.contains(sign, regex=False).any()]
        dates = "".join(f" After a date, {sign} means {signs[sign]}." for sign in met)
    return table_page(shown, f"Each row is one text. {coded} coded in all.{dates}")


def _speakers(data: Dataset) -> str:
    counts = claims_by_speaker(data)[["speaker", "claims"]]
    sources = data["sources"]
    kinds = dict(zip(sources["source_id"].map(data.who.sources), sources["kind"], strict=True))
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
        markup("<details><summary>{0}</summary>", words)
        + "<ul>"
        + "".join(
            f'<li><a href="{quote(f"{DOWNLOADS}/{file}")}" download>'
            f"{markup('{0}', Path(file).name)}</a></li>"
            for file in names
        )
        + "</ul></details>"
        for words, names in files.items()
    ]
    return "".join(lists)


def codebook_page(fragments: Fragments) -> str:
    """Return the definition of every table as a page in Markdown; the examples are invented."""
    parts = [
        "# Codebook",
        "Every table and every column of a dataset. All cells are text; "
        "an empty cell means *not stated*. The examples are invented.",
    ]
    for name, table in tables_schema().items():
        parts += [
            f"## {name}",
            fragments.html(
                table_page(
                    codebook_table(name),
                    f"{table['description']} Each row of this table is one column of it.",
                ).replace("<details>", "<details open>")
            ),
        ]
    return "\n\n".join(parts) + "\n"


DOCUMENTED = ("claims", "overlap", "conflicts", "convert", "show")
"""The rooms whose public names notebooks use."""


def reference_page() -> str:
    """Return a page in reStructuredText that has autodoc print every public name, room by room."""
    parts = [_title("Functions, room by room", "=")]
    told: dict[str, object] = {}
    for module in map(import_module, ["helpers", *(f"helpers.{room}" for room in DOCUMENTED)]):
        parts += [_title(module.__name__, "-"), str(module.__doc__).partition("\n")[0]]
        public = {name: getattr(module, name) for name in module.__all__}
        for name, what in public.items():
            if not inspect.ismodule(what) and told.get(name) is not what:
                parts.append(_directive(f"{module.__name__}.{name}", what))
        told |= public
    return "\n\n".join(parts) + "\n"


def _title(words: str, line: str) -> str:
    return f"{words}\n{line * len(words)}"


def _directive(name: str, what: object) -> str:
    """What has Sphinx print a function or a class.

    Of a constant, the words below it or its values.
    """
    if inspect.isfunction(what):
        return f".. autofunction:: {name}"
    if inspect.isclass(what):
        return f".. autoclass:: {name}\n   :members:"
    pattern = rf'^{name.rpartition(".")[2]} = [^\n]*\n"""(.+?)"""'
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    texts = (path.read_text(encoding="utf-8") for path in files)
    found = (re.search(pattern, text, re.MULTILINE | re.DOTALL) for text in texts)
    values = [str(value) for value in what] if isinstance(what, (frozenset, tuple)) else [str(what)]
    words = next((one[1] for one in found if one), ", ".join(sorted(values)) + ".")
    return f".. py:data:: {name}\n\n   {words}"


def write_downloads(
    datasets: Mapping[str, Dataset], others: Mapping[str, list[Path]], site: Path
) -> dict[str, list[str]]:
    """Write datasets and other files into the downloads of a site.

    A dataset is written as a folder of CSV files and as one workbook.

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
            files[f"{words} as one workbook"] = [workbook.name]
        files[f"{words}, table by table"] = [
            f"{data.name}/{file.name}" for file in sorted(saved.iterdir())
        ]
    (folder / PACKAGE.name).write_bytes(PACKAGE.read_bytes())
    files[
        "The definition of every table and column, for programs (a Frictionless Data Package)"
    ] = [PACKAGE.name]
    for file in chain(*others.values()):
        (folder / file.name).write_bytes(file.read_bytes())
    return files | {words: [file.name for file in several] for words, several in others.items()}


TEXTS = {
    "README.md": "overview.md",
    "data/README.md": "data-sheet.md",
    "helpers/book/glossary.md": "glossary.md",
    "helpers/book/references.md": "references.md",
    "helpers/book/teaching.md": "teaching.md",
}  # more pages of the reading copy
CALLED = {
    "overview.md": "Overview",
    "glossary.md": "Glossary",
    "data-sheet.md": "Data sheet",
    "claims.md": "Claims",
    "codebook.md": "Codebook",
    "reference.rst": "Functions",
    "references.md": "References",
    "teaching.md": "For teachers",
}
TRUE_OF_ALL = {
    "README.md": ("Run it", "Your own data"),
    "data/README.md": ("Coding rules",),
    "helpers/book/teaching.md": (),
}  # what of them is shown beside other data; a text without sections is true of all


def build_pages(
    notebooks: Mapping[str, NotebookNode], data: Path, site: Path, *, article: bool
) -> None:
    """Build the reading copy of executed notebooks.

    It has a first page, a page for each notebook, the codebook, and downloads.

    Parameters
    ----------
    notebooks : mapping of str to notebook
        File name → executed notebook.
    data : pathlib.Path
        The folder of the dataset on which they ran.
    site : pathlib.Path
        The folder that takes the copy.
    article : bool
        Whether this is the shipped article, of which more is told.
    """
    from helpers.data import load_dataset

    dataset, place = load_dataset(data), "" if data == ARTICLE else data.name
    sections = {name: headings(notebook) for name, notebook in notebooks.items()}
    texts = {
        page: read_text(path, article)
        for path, page in TEXTS.items()
        if article or TRUE_OF_ALL.get(path, True)
    }
    lead = texts["overview.md"].partition("\n## ")[0].strip() if article else ""
    titles = {name: next(iter(found), name) for name, found in sections.items()}
    with tempfile.TemporaryDirectory(prefix=".pages-", dir=site.parent) as work:
        pages, originals = Path(work, "pages"), Path(work, "originals")
        _write_both(notebooks, sections, pages, originals)
        others = _other_downloads([originals / name for name in notebooks], article)
        files = write_downloads(_datasets(dataset), others, site)
        files |= _write_pairs(dataset, site) | _write_archive(site)
        fragments = Fragments()
        own = {
            "codebook.md": codebook_page(fragments),
            "reference.rst": reference_page(),
        }
        ids = dataset["claims"]["claim_id"].tolist()
        linked = len(ids) <= MOST_CLAIMS
        own |= {"claims.md": claims_page(dataset, fragments)} if linked else {}
        called = {page: words for page, words in CALLED.items() if page in texts | own}
        own["index.md"] = first_page(dataset, lead, titles, called, files, fragments, place=place)
        Path(work, "claims.json").write_text(json.dumps(ids if linked else []), encoding="utf-8")
        fragments.write(Path(work, "fragments.json"))
        _write_texts(texts | own, pages)
        _copy_pictures("".join(texts.values()), pages)
        title = "" if article else " ".join(_title_of(dataset).split())
        _run_sphinx(pages, site, Path(work), title)
        write_coder_page(site / CODER, dataset if linked else None)


def _write_both(
    notebooks: Mapping[str, NotebookNode],
    sections: Mapping[str, Mapping[str, str]],
    pages: Path,
    originals: Path,
) -> None:
    """Write the notebooks twice: as pages, and as they are for whoever downloads them."""
    for folder in (pages, originals):
        folder.mkdir()
    write_notebooks(
        {name: without_copy_only(notebook) for name, notebook in notebooks.items()}, originals
    )
    write_notebooks(
        {name: link_pages(notebook, sections) for name, notebook in notebooks.items()}, pages
    )


def _datasets(dataset: Dataset) -> dict[str, Dataset]:
    """What datasets can be downloaded: words for each → dataset."""
    from helpers.data import MYSTERY, load_dataset

    datasets = {"The dataset": dataset}
    if dataset.name != MYSTERY.name:
        datasets["The invented mystery of the first lesson"] = load_dataset(MYSTERY)
    return datasets


def _write_pairs(dataset: Dataset, site: Path) -> dict[str, list[str]]:
    """Write the pairs that share a leader into the downloads, if there are any."""
    if sharing_pairs(dataset).empty:
        return {}
    write_table(pairs_file(dataset), site / DOWNLOADS / "pairs.csv")
    return {"All pairs of organizations that share a leader": ["pairs.csv"]}


CODER = "coder.html"

ARCHIVE = "separate-entities.zip"

PACKAGED = (
    *("README.md", "notebooks", "data", "seeds", "helpers", "tests", "Makefile"),
    *("pyproject.toml", "requirements.lock", "installer.lock", "environment.yml", "CITATION.cff"),
    *("LICENSE", "LICENSE-DATA"),
)
"""What the package consists of, for whoever runs it: the tree in the README but for git."""

NOT_PACKAGED = re.compile(r"__pycache__|\.ipynb_checkpoints|\.egg-info|(^|/)\.")


def _write_archive(site: Path) -> dict[str, list[str]]:
    """Write the package itself into the downloads, always as the same bytes."""
    with ZipFile(site / DOWNLOADS / ARCHIVE, "w", ZIP_DEFLATED) as archive:
        for path in chain.from_iterable(map(_packaged, PACKAGED)):
            name = f"separate-entities/{path.relative_to(ROOT).as_posix()}"
            archive.writestr(ZipInfo(name), path.read_bytes(), ZIP_DEFLATED)
    return {"The package itself, to run everything again": [ARCHIVE]}


def _packaged(name: str) -> list[Path]:
    """Return the files of the package that a name at its top stands for, in order."""
    top = ROOT / name
    files = sorted(top.rglob("*")) if top.is_dir() else [top]
    return [
        path
        for path in files
        if path.is_file() and not NOT_PACKAGED.search(path.relative_to(ROOT).as_posix())
    ]


def _other_downloads(notebooks: list[Path], article: bool) -> dict[str, list[Path]]:
    """What else can be downloaded: words for it → files."""
    words = "The lessons with their code, to run in JupyterLab where the package is installed"
    others = {words: notebooks}
    if article:
        others["The invented spreadsheet of the lesson “Your own data”"] = [
            PACKAGE.with_name("port-quince.xlsx")
        ]
    return others


def _write_texts(texts: Mapping[str, str], pages: Path) -> None:
    for page, text in texts.items():
        (pages / page).write_text(text, encoding="utf-8")


def _copy_pictures(text: str, pages: Path) -> None:
    """Copy the pictures that the project's own texts show (data name no paths)."""
    for picture in re.findall(r"!\[[^\]]*\]\(([\w./-]+)\)", text):
        (pages / picture).parent.mkdir(parents=True, exist_ok=True)
        (pages / picture).write_bytes((ROOT / picture).read_bytes())


def _run_sphinx(pages: Path, site: Path, work: Path, title: str) -> None:
    """Have Sphinx make HTML of pages, under a title of their own if there is one."""
    from sphinx.cmd.build import build_main

    settings = ["-q", "-b", "html", "-c", str(ROOT / "helpers" / "book"), "-d"]
    settings += [str(work / "doctrees"), f"-Dfragments={work / 'fragments.json'}"]
    settings += [f"-Dclaims={work / 'claims.json'}"]
    own = {
        "html_title": title,
        "project": title,
        "copyright": "their makers, for data and texts",
    }
    named = [f"-D{name}={value}" for name, value in own.items()] if title else []
    named += [f"-Darticle_examples={int(not title)}"]
    if build_main([*settings, *named, str(pages), str(site)]):
        raise SystemExit(
            "The notebooks ran, but their reading copy could not be built: see the lines above."
        )


def without_copy_only(notebook: NotebookNode) -> NotebookNode:
    """Return a copy of a notebook without the outputs that are meant for the reading copy alone."""
    notebook = copy.deepcopy(notebook)
    drop_copy_only(notebook)
    return notebook


def headings(notebook: NotebookNode) -> dict[str, str]:
    """Return the headings of a notebook, without their numbers, each with its anchor.

    The first is the title.
    """
    from myst_parser.slugs import github_slugify

    lines = [
        line
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
    ]
    found = [line.lstrip("#").strip() for line in lines if re.match("#{1,3} ", line)]
    return {re.sub(r"^\d+\. ", "", text): github_slugify(text) for text in found}


def link_pages(notebook: NotebookNode, sections: Mapping[str, Mapping[str, str]]) -> NotebookNode:
    """Return a copy of a notebook as a page.

    Its links lead to other pages, or out of the copy; terms lead to the glossary; all code is
    folded.
    """
    notebook = copy.deepcopy(notebook)
    seen = set[str]()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            linked = link_sections(link_text(cell.source), sections)
            cell.source = link_terms(linked, shipped_terms(), seen)
        else:
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
    return notebook


def link_text(text: str) -> str:
    """Turn links between files into links between pages.

    Others leave the copy by the scheme that its settings resolve.
    """
    for path, page in TEXTS.items():
        text = text.replace(f"](../{path}", f"]({page}").replace(f"]({path}", f"]({page}")
    text = text.replace("](../data/datapackage.json", "](download:datapackage.json")
    return text.replace("](notebooks/", "](").replace("](../", "](beside:")


def link_sections(text: str, sections: Mapping[str, Mapping[str, str]]) -> str:
    """Have links to a notebook that name one of its headings lead to that place.

    No two viewers agree on how to write that.
    """

    def place(link: re.Match[str]) -> str:
        words, name = link.groups()
        anchor = sections.get(name, {}).get(words)
        return f"[{words}]({name}#{anchor})" if anchor else link[0]

    return re.sub(r"\[([^\]\n]+)\]\(([\w-]+\.ipynb)\)", place, text)


def read_text(path: str, article: bool) -> str:
    """Return a text as a page; beside data other than the article only what is true of all."""
    title, *sections = link_text((ROOT / path).read_text(encoding="utf-8")).split("\n## ")
    if article or not sections:
        return "\n## ".join([title, *sections])
    kept = [section for section in sections if section.partition("\n")[0] in TRUE_OF_ALL[path]]
    return "\n## ".join([f"# {CALLED[TEXTS[path]]}\n", *kept])
