"""How do tables of one's own become claims, and claims other programs' files? (notebook 04).

>>> import pandas as pd
>>> from helpers import convert
>>> table = pd.DataFrame({"name": ["Ada Stone"], "club": ["Kites"]})
>>> data = convert.from_table(table, person="name", organization="club")
>>> data["claims"][["subject", "object"]].values.tolist()
[['ada-stone', 'kites']]
"""

import lazy_loader

__getattr__, _, _ = lazy_loader.attach_stub(__name__, __file__)

__all__ = [
    "EXAMPLE_SPREADSHEET",
    "check_table",
    "doubtful_names",
    "from_brat",
    "from_ftm",
    "from_graphml",
    "from_inception",
    "from_matrix",
    "from_popolo",
    "from_table",
    "from_web_annotations",
    "read_spreadsheet",
    "spreadsheet_notes",
    "table_notes",
    "to_fill",
    "with_doubtful_names",
    "write_brat",
    "write_ftm",
    "write_gexf",
    "write_graphml",
    "write_package",
    "write_template",
    "write_web_annotations",
]  # for notebooks and the README; what else __init__.pyi names is for the rooms above


def __dir__() -> list[str]:
    return __all__
