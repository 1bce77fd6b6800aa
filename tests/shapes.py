"""Small invented datasets of many shapes: what a page says has to be true of each."""

import pandas as pd

from helpers import MYSTERY, convert
from helpers.codebook.schema import fields
from helpers.convert.tables.rows import text_table
from helpers.data.dataset import Dataset, load_dataset

COLUMNS = {"person": "name", "person_id": "id", "organization": "club", "source": "source"}


def seats(*rows, counts=True):
    """A dataset of (name, id, club, source, stance), some of which can be left out."""
    usual = ("", "", "Chess", "gazette", "asserts")
    full = [(*row, *usual[len(row) :]) for row in rows]
    frame = pd.DataFrame(full, columns=["name", "id", "club", "source", "stance"])
    return convert.from_table(frame, **COLUMNS, stance="stance", counts_for_overlap=counts)


def made(tables, name):
    """A dataset of tables whose columns are all known."""
    assert all(set(row) <= set(fields(name)) for name, rows in tables.items() for row in rows)
    return Dataset({one: text_table(one, rows) for one, rows in tables.items()}, {}, name)


def things(**more):
    """Two claims on what is no person and no organization."""
    said = [
        {"claim_id": f"c{n}", "speaker": speaker, "stance": stance}
        | {"subject": "rain", "relation": "causes", "object": "mud"}
        for n, (speaker, stance) in enumerate([("almanac", "asserts"), ("miller", "denies")])
    ]
    tables = {
        "claims": said,
        "sources": [{"source_id": "almanac"}, {"source_id": "miller"}],
        "entities": [{"entity_id": one, "kind": "thing"} for one in ("rain", "mud")],
        "relations": [{"relation": "causes", "kind": "other"}],
    }
    return made(tables | more, "things")


def ancient():
    """One who led two clubs, of days before the year 1 and of the year 7."""
    held = [
        ("kites", "-0044/-0040"),
        ("chess", "-0041-03"),
        ("kites", "0007"),
        ("chess", "../0009"),
    ]
    usual = {"speaker": "annals", "stance": "asserts", "subject": "ada", "relation": "leads"}
    said = [
        {"claim_id": f"c{n}", "object": club, "valid": valid, "said_on": "0010", **usual}
        for n, (club, valid) in enumerate(held)
    ]
    kinds = {"ada": "person", "kites": "organization", "chess": "organization"}
    tables = {
        "claims": said,
        "sources": [{"source_id": "annals"}],
        "entities": [{"entity_id": one, "kind": kind} for one, kind in kinds.items()],
        "relations": [{"relation": "leads", "kind": "leadership", "counts_for_overlap": "yes"}],
    }
    return made(tables, "ancient")


UNRATED = [{"hypothesis_id": "h1", "question": "Why is there mud?", "statement": "It rained."}]


CENSUS = pd.DataFrame({"Chess": [1, 1, 0], "Kites": [1, 0, 0]}, index=["Ada", "Bo", "Cy"])

SHAPES = {
    "nothing to lead": things,
    "hypotheses that nobody rates": lambda: things(hypotheses=UNRATED),
    "before the year 1": ancient,
    "one organization": lambda: seats(
        ("Ada", "", "Kites", "minutes"), ("Ada", "", "Kites", "yearbook", "denies")
    ),
    "members who lead nothing": lambda: seats(
        ("Ada", "", "Kites"), ("Ada", "", "Chess"), counts=False
    ),
    "nobody in two": lambda: seats(("Ada", "", "Kites"), ("Bo", "", "Chess")),
    "all denied": lambda: seats(
        ("Ada", "", "Kites", "minutes", "denies"), ("Ada", "", "Chess", "minutes", "denies")
    ),
    "two of one name": lambda: seats(
        ("John Pike", "12", "Kites", "gazette"),
        ("John Pike", "34", "Chess", "register"),
        ("Bo Reed", "5", "Kites", "gazette"),
        ("Bo Reed", "5", "Chess", "register"),
    ),
    "two complete lists": lambda: convert.from_matrix(
        {"gazette": CENSUS, "register": 1 - CENSUS}, census=True, counts_for_overlap=True
    ),
    "many conflicts": lambda: seats(
        *((f"P{n}", "", "Chess", "gazette") for n in range(25)),
        *((f"P{n}", "", "Chess", "register", "denies") for n in range(25)),
        *((f"P{n}", "", "Kites", "register") for n in range(25)),
    ),
    "the mystery": lambda: load_dataset(MYSTERY),
}
