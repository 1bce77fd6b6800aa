r"""Graphs: ties as they stand under a reading, and graphs of other programs read as claims.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from helpers import MYSTERY, convert, load_dataset
>>> data = load_dataset(MYSTERY)
>>> with TemporaryDirectory() as folder:
...     again = convert.from_graphml(convert.write_graphml(data, Path(folder) / "clubs.graphml"))
>>> again["claims"].equals(data["claims"])
True
"""
