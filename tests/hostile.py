"""A dataset of which every cell that may hold words tries to be more than words; and its copy, built."""

import csv
import os
import re
import subprocess
import sys

from shipped import TWO_CLUBS

from helpers.codebook.schema import fields, table_names
from helpers.data.dataset import check_dataset

SECRET = "the-inside-of-a-file"
NOWHERE = "http://127.0.0.1:9"
BUILD = "import sys, pathlib; from helpers import run; from helpers.data import reading_once; run.stay_inside()\nwith reading_once(run.ROOT / '.cache'): run.run(pathlib.Path(sys.argv[1]), build=pathlib.Path(sys.argv[2]))"
IMPORTED = ("helpers", "pandas", "sitecustomize", "usercustomize", "roman", "yaml", "colorsys")


def attacks(mark, place):
    """Words that are more than words to HTML, MyST, reStructuredText, Jinja, TeX or Python."""
    secret, made, far = place / "secret.txt", place / "made", f"{NOWHERE}/{mark}.png"
    plant = f"<script>window.ran='{mark}'</script><img src='{far}' onerror=\"window.ran='{mark}'\">"
    rst = f".. raw:: html\n\n   <h1>MD-{mark}</h1>{plant}\n\n.. include:: {secret}\n\n`x`_\n\n.. _x: javascript:window.ran=1\n"
    return [
        f"{plant}</td></table></article></title><h1>MD-{mark}</h1><svg onload=\"window.ran='{mark}'\">",
        f"a\n\n# MD-{mark}\n\n![far]({far}) [js](javascript:window.ran=1)\n\n{plant}\n\n<b>",
        f"b\n\n```{{raw}} html\n:file: {secret}\n```\n\n```{{include}} {secret}\n:literal:\n```\n",
        f"c\n\n```{{raw}} html\n<h1>MD-{mark}</h1>{plant}\n```\n\n```{{eval-rst}}\n{rst}```\n",
        f"d\n\n```{{literalinclude}} {secret}\n```\n\n```{{csv-table}} t\n:file: {secret}\n```\n\n{{download}}`{secret}`\n",
        f"e\n\n```{{code-cell}} python\nopen({str(made)!r}, 'w')\n```\n\n```{{from-data}} 1\n```\n\n{{from-data}}`1`\n",
        "f {x} {0} {0.__class__} {{ 7 * 191 }} {% raw %} $\\frac{ \\(x^2\\) $$y$$ {raw}`<h1>`",
        "g \u202eevil\u202c \u2066x {} %s %(x)s `{{ 7 * 191 }}` \\[ *b* _i_ &lt;script&gt; &amp;lt;",
        f"h ```{{include}} {secret}\n```\n<!-- <script>window.ran='{mark}'</script> ]]> --> \"' onfocus=window.ran=1 x='",
    ]


def write(folder, tables):
    for table, rows in tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(fields(table)))
            writer.writeheader()
            writer.writerows(rows)


def honest():
    """The tables of the invented mystery, by name, with more documents to hold more attacks."""
    tables = {}
    for table in table_names():
        if (file := TWO_CLUBS / f"{table}.csv").exists():
            with file.open(encoding="utf-8", newline="") as lines:
                tables[table] = list(csv.DictReader(lines))
    first = tables["documents"][0]
    first["sha256"] = ""  # the text will be another
    tables["documents"] += [
        {**first, "document_id": f"d{n}", "file": "", "sha256": ""} for n in range(8)
    ]
    return tables


def write_hostile(place):
    """Write the dataset into a folder of `place`; return it and the (table, row, column) that took no such words."""
    folder, tables, text = place / "stranger", honest(), TWO_CLUBS / "two-clubs.txt"
    folder.mkdir()
    (place / "secret.txt").write_text(SECRET, encoding="utf-8")
    kept, refused = honest(), set()
    for table, rows in tables.items():
        for column in fields(table):
            for number, row in enumerate(rows):
                several = attacks(f"{table}-{column}-{number}", place)
                words = several[number % len(several)]
                if number // len(several) % 2:  # on one line, too
                    words = " ".join(words.split())
                row[column] = words if row.get(column) or column in ("author", "note") else ""
    copied = ("quote", "role", "hedge", "said_on_text")  # they have to stand in the text
    rows = [row for table in tables for row in tables[table]]
    said = [row[column] for row in rows for column in copied if row.get(column)]
    body = text.read_text(encoding="utf-8")
    (folder / "two-clubs.txt").write_text("\n\n".join([body, *said]), encoding="utf-8")
    while True:
        write(folder, tables)
        problems = check_dataset(folder)
        if problems.empty:
            break
        wrong = {
            (file.removesuffix(".csv"), row - 2, column)
            for file, row, columns in zip(problems["file"], problems["row"], problems["column"])
            for column in columns.split(", ")
        } - refused
        assert wrong, problems.to_string()
        wrong |= {  # ids hang together: all or none
            (table, number, column)
            for table, _, column in wrong
            for number in range(len(tables[table]))
            if column != "quote"
        }
        for table, number, column in wrong:
            tables[table][number][column] = kept[table][number].get(column, "")
        refused |= wrong
    for name in IMPORTED:  # what an import from this folder would run
        (folder / f"{name}.py").write_text(
            f"open({str(place / 'made')!r}, 'w')\n", encoding="utf-8"
        )
    return folder, refused


def build(folder, place):
    """Build the copy in a process of its own, from within the dataset's folder."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", BUILD, str(folder), str(place / "build")],
        capture_output=True,
        text=True,
        cwd=folder,
        env={key: value for key, value in os.environ.items() if key != "SEPARATE_ENTITIES_DATA"},
    )
    assert done.returncode == 0, re.sub(r"\r[^\n]*", "", done.stderr)[-3000:]
    return place / "build" / folder.name
