r"""How do notebooks become executed pages? (make run).

>>> from helpers import book
>>> book.failure("00.ipynb", 3, "x / 0", ZeroDivisionError("division by zero"))
'00.ipynb, code cell 3 failed: x / 0\ndivision by zero'
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
