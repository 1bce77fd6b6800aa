r"""How do notebooks become executed pages? (make run).

>>> from helpers import book
>>> book.failure("00.ipynb", 3, "x / 0", ZeroDivisionError("division by zero"))
'00.ipynb, code cell 3 failed: x / 0\ndivision by zero'
"""

import sys
from typing import Any, cast

import lazy_loader

# nbformat imports jsonschema, which reads 38 grammars of addresses for a second, if it finds them.
# Notebooks hold nothing to check with these.
cast("dict[str, Any]", sys.modules).setdefault("rfc3987_syntax", None)

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
