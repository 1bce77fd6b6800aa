from . import book as book
from . import claims as claims
from . import codebook as codebook
from . import conflicts as conflicts
from . import convert as convert
from . import data as data
from . import overlap as overlap
from . import show as show
from .claims import Reading as Reading
from .codebook import check_tables as check_tables
from .data import (
    ARTICLE as ARTICLE,
)
from .data import (
    MYSTERY as MYSTERY,
)
from .data import (
    Dataset as Dataset,
)
from .data import (
    DatasetError as DatasetError,
)
from .data import (
    check_dataset as check_dataset,
)
from .data import (
    load_dataset as load_dataset,
)
from .data import (
    save_dataset as save_dataset,
)
from .data import (
    with_claims as with_claims,
)

__version__: str
