"""A database: one query that joins people, seats and boards."""

import sqlite3
from pathlib import Path

import pandas as pd

from helpers import convert

connection = sqlite3.connect(":memory:")  # yours: sqlite3.connect("boards.db")
connection.executescript(Path("boards.sql").read_text(encoding="utf-8"))
join = "SELECT * FROM seats JOIN people USING (person_id) JOIN boards USING (board_id)"
rows = pd.read_sql(join, connection)
data = convert.from_table(
    rows,
    person="person",
    organization="board",
    person_id="person_id",
    organization_id="board_id",
    start="since",
    end="until",
    as_of="2020",
)
connection.close()
