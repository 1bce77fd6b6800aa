"""Separate entities? A tie is not a fact: it is a set of quoted claims.

One module, one noun; each may import only those before it:

- ``quotes``: find a quote in a text, exactly or not at all
- ``dates``: imprecise dates (EDTF)
- ``schema``: what a table may contain, and what is wrong with one that does not comply
- ``dataset``: read, check and write a folder of tables
- ``claims``: claims in words, counted and dated
- ``agreement``: two codings compared
- ``readings``: whom and what to believe, and the ties that stand if one does
- ``worlds``: every combination of believed sources at once
- ``overlap``: who leads both, on whose word, and what would change the answer
- ``answers``: the overlap in words and tables
- ``figures``: pictures
- ``show``: what a notebook prints
- ``run``: execute the notebooks and build the reading copy
"""

__version__ = "0.1.0"
