"""Separate entities? A tie is not a fact: it is a set of quoted claims.

One module, one noun; each may import only those before it:

- ``quotes``: find a quote in a text, exactly or not at all
- ``schema``: what a table may contain, and what is wrong with one that does not comply
- ``dataset``: read, check and write a folder of tables
- ``figures``: pictures
- ``show``: what a notebook prints
- ``run``: execute the notebooks and build the reading copy
"""

__version__ = "0.1.0"
