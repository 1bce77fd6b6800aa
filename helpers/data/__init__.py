"""What is a dataset: how is it read, checked and saved, and who is who in it?

>>> from helpers import load_dataset
>>> data = load_dataset()
>>> len(data["documents"]), data.who.name("haqqani-network")
(1, 'Haqqani Network')
"""  # noqa: D400  a room asks a question

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
