"""XML with one element for each seat."""

import pandas as pd

from helpers import convert

rows = pd.read_xml("seats.xml", xpath=".//seat", parser="etree", dtype=str)
data = convert.from_table(rows, person="holder", organization="board", start="from", end="to")
