"""A messy board table, step by step: read, told what is wrong, mended by hand, counted.

The code of an analyst is the two calls: `read_spreadsheet` and `from_table`.
"""

import pytest
from board_table import write_board_table
from openpyxl import load_workbook

from helpers.claims.readings import EVER, Reading
from helpers.convert.spreadsheets.spreadsheet import read_spreadsheet, spreadsheet_notes
from helpers.convert.tables.conversion import from_table
from helpers.data.dataset import DatasetError, check_dataset, load_dataset
from helpers.data.saving import save_dataset
from helpers.overlap.who_leads import shared_leaders

CALL = {
    "person": "Name",
    "person_id": "Reg. id",
    "organization": "Body",
    "role": "Post",
    "start": "From",
    "end": "To",
    "as_of": "1908-01-01",
    "source": "Source",
    "url": "Link",
    "denied_by": "Disputed by",
    "split": ";",
    "relation": {"Chair": "chairs", "Director": "directs", "Treasurer": "keeps", "Clerk": "writes"},
    "counts_for_overlap": {"chairs": True, "directs": True, "keeps": True, "writes": False},
}


def problems(file):
    with pytest.raises(DatasetError) as refused:
        from_table(read_spreadsheet(file), **CALL)
    return refused.value.problems


def mend(file):
    """Do in the workbook what each row of the table of problems asks for."""
    book = load_workbook(file)
    sheet = book.active
    for row in range(4, 64):
        if sheet[f"E{row}"].value == "May 1903":
            sheet[f"E{row}"] = "1903-05"
        if sheet[f"D{row}"].value == "Director and Treasurer":
            sheet[f"D{row}"] = "Director; Treasurer"
    mended = {
        "B9": "Ada Forn",
        "F12": "1906-02",
        "B17": "Ben Norn",
        "F20": "1910",
        "D33": "Clerk",
        "J40": "00016-Q",
    }
    for place, text in mended.items():
        sheet[place] = text
    sheet.delete_rows(64, 2)
    book.save(file)


def test_what_is_done_to_the_sheet_is_said(tmp_path):
    notes = spreadsheet_notes(write_board_table(tmp_path / "boards.xlsx"))
    said = dict(zip(notes["where"], notes["note"], strict=True))
    assert said["row 25"] == "hidden, and read all the same"
    assert said["J40"].startswith("the number has more than 15 digits")
    assert said["C4:C23"] == "merged cells: “Harbor Trust Ltd” is written into each row"
    assert said["row 1"].startswith("left out, because above the column names")


def test_all_that_is_wrong_is_said_at_once_by_row_and_column(tmp_path):
    found = problems(write_board_table(tmp_path / "boards.xlsx"))
    assert set(zip(found["row"], found["column"].fillna(""), strict=True)) == {
        (7, "Post"),
        (9, "From"),
        (9, "Name"),
        (12, "To"),
        (17, "Name"),
        (20, "To"),
        (33, "Post"),
        (40, "Reg. id"),
        (64, "Name"),
        (64, "Body"),
        (65, ""),
    }
    causes = found.set_index(["row", "column"])["problem"]
    assert "(17 rows: 9, 11, " in causes[9, "From"] and "(17 rows: 7, 10, " in causes[7, "Post"]
    assert found["fix"].ne("").all() and set(found["file"]) == {"boards.xlsx, sheet Boards"}


def test_the_same_call_takes_the_mended_table(tmp_path):
    file = write_board_table(tmp_path / "boards.xlsx")
    mend(file)
    table = read_spreadsheet(file)
    data = from_table(table, **CALL)
    claims = data["claims"]
    assert len(table) == 60 and set(table["Body"]) == {
        "Harbor Trust Ltd",
        "Quay Mill Co.",
        "Lamp & Sons",
    }
    said = claims[claims["stance"] == "asserts"]
    posts = table["Post"].str.count(";") + 1
    sources = table["Source"].str.count(";") + 1
    assert len(said) == (posts * sources).sum()
    assert set(said["claim_id"].str.extract(r"r(\d+)")[0].astype(int)) == set(table.index)
    disputed = table["Disputed by"].ne("")
    assert (claims["stance"] == "denies").sum() == posts[disputed].sum() == 3
    former = said.loc[said["time"] == "former", "claim_id"].str.extract(r"r(\d+)")[0].astype(int)
    assert set(former) == set(table.index[~table["To"].isin(["", "1910"])])
    pages = ["https://gazette.example/7", "https://year.example/b"]
    assert sorted(data["documents"]["note"]) == pages
    place = save_dataset(data, tmp_path / "mine.xlsx")
    assert not len(check_dataset(place))
    again = load_dataset(place)
    assert again["claims"].to_numpy().tolist() == claims.to_numpy().tolist()
    shared = shared_leaders(again, Reading(times=EVER))
    assert len(shared) == 3
