"""What may a cell hold, and what is wrong with it?

The lowest floor: it knows no dataset, only the definition of the tables.

>>> from helpers import codebook
>>> codebook.suggestion("Denies ", ["asserts", "denies"])
"did you mean 'denies'?"
"""  # noqa: D400  a room asks a question

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
