"""Names that may mean the same, and names that may be none: doubts, never merged.

>>> import pandas as pd
>>> from helpers import convert
>>> table = pd.DataFrame({"who": ["Ada Stone", "Dr Ada Stone"], "club": "Kites"})
>>> convert.doubtful_names(convert.from_table(table, person="who", organization="club")).shape
(1, 6)
"""
