"""Tables and matrices of people and organizations, made a dataset of claims.

>>> import pandas as pd
>>> from helpers import convert
>>> seats = pd.DataFrame({"Chess Club": [1, 0], "Kite Club": [1, 1]}, index=["Ada", "Ben"])
>>> convert.from_matrix(seats)["claims"]["subject"].tolist()
['ada', 'ada', 'ben']
"""
