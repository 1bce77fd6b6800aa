"""Tables of names and clubs, and what is made of them, for the tests of the converter."""

from __future__ import annotations

import pandas as pd
from tables import tuples

from helpers.convert.tables.conversion import check_table
from helpers.data.dataset import load_dataset
from helpers.data.saving import save_dataset

USES = {"person": "Name", "organization": "Club"}


def table(*rows, columns=("Name", "Club")):
    return pd.DataFrame(list(rows), columns=list(columns), dtype="str")


def said(frame, **how):
    """What is wrong with a table, without the name of the file."""
    return [problem[1:] for problem in tuples(check_table(frame, **how))]


def claims(data, *columns):
    return data["claims"][list(columns)].to_numpy().tolist()


def survives(data, path):
    """Tell whether a dataset that is saved is read back as it was."""
    again = load_dataset(save_dataset(data, path))
    return all(again[name].to_numpy().tolist() == data[name].to_numpy().tolist() for name in data)
