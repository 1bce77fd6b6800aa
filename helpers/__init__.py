"""Separate entities? A tie is not a fact: it is a set of quoted claims.

A room for each notebook, a file for each of its sections, and two floors below. Data walk
through it in one direction; a room imports only from rooms to its left:

    codebook < data < claims < overlap | conflicts < show < book < run
                    < convert   (a leaf: only notebooks enter it)

Each room says in its first line which question it answers; ``__init__.pyi`` of a room says in
which of its files a name lives.

>>> from helpers import Reading, load_dataset, overlap
>>> data = load_dataset()
>>> int(overlap.shared_leaders(data, Reading())["shared"].sum())
1
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
