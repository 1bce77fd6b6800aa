"""What other tools know of a text: quotes and what stands beside them, in and out.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from helpers import MYSTERY, convert, load_dataset
>>> data = load_dataset(MYSTERY)
>>> with TemporaryDirectory() as folder:
...     lost = convert.write_web_annotations(data, Path(folder, "clubs.json"))
...     again = convert.from_web_annotations(Path(folder, "clubs.json"), data)
>>> again["claims"].equals(data["claims"])
True
"""
