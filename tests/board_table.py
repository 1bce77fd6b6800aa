"""A board table of sixty rows as people keep one: invented, with the mistakes of real ones."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

from openpyxl import Workbook

HEADER = ["No.", "Name", "Body", "Post", "From", "To", "Source", "Link", "Disputed by", "Reg. id"]
COMPANIES = ["Harbor Trust Ltd", "Quay Mill Co.", "Lamp & Sons"]
POSTS = ["Chair", "Director", "Treasurer", "Clerk", "Director and Treasurer"]
SOURCES = ["Gazette 1907", "Port Yearbook; Gazette 1907", "Port Yearbook"]
PAGES = {"Gazette 1907": "https://gazette.example/7", "Port Yearbook": "https://year.example/b"}


def write_board_table(file: Path, rows: int = 60) -> Path:
    """Write the table: a title, merged bodies, dates of three kinds, notes below."""
    random, book = Random(7), Workbook()
    sheet = book.active
    sheet.title = "Boards"
    sheet["A1"] = "Boards of the port, kept by the clerk"
    for place, name in enumerate(HEADER, start=1):
        sheet.cell(3, place, name)
    for number in range(rows):
        row, body = number + 4, COMPANIES[number * len(COMPANIES) // rows]
        source = random.choice(SOURCES)
        cells = {
            "No.": number + 1,
            "Name": f"{random.choice(['Ada', 'Ben', 'Cleo', 'سراج'])} {chr(65 + number % 20)}orn",
            "Body": body,
            "Post": random.choice(POSTS),
            "From": random.choice(["1901", "May 1903", datetime(1902, 7, 1), "1904-03-09"]),
            "To": random.choice(["", "", "1906", datetime(1907, 12, 31)]),
            "Source": source,
            "Link": "; ".join(PAGES[one] for one in source.split("; ")),
            "Disputed by": "Port Council" if number % 20 == 5 else "",
            "Reg. id": f"{number % 20:05d}-{body[0]}",
        }
        for place, name in enumerate(HEADER, start=1):
            sheet.cell(row, place, cells[name])
    last = rows + 3
    size = rows // len(COMPANIES)
    for number in range(len(COMPANIES)):
        top = 4 + number * size
        sheet.merge_cells(f"C{top}:C{top + size - 1}")
    for place, text in {
        "B9": "vacant",
        "F12": "31.02.1906",
        "B17": "n/a",
        "E20": "1909",
        "F20": "1905",
        "D33": None,
        "J40": 12345678901234567890,
    }.items():
        sheet[place] = text
    sheet.row_dimensions[25].hidden = True
    sheet[f"B{last + 1}"] = "Total"
    sheet[f"A{last + 2}"] = "* as far as the clerk knows"
    book.save(file)
    return file
