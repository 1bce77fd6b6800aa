from . import (
    book as book,
    claims as claims,
    codebook as codebook,
    conflicts as conflicts,
    convert as convert,
    data as data,
    overlap as overlap,
    show as show,
)
from .claims import Reading as Reading
from .codebook import check_tables as check_tables
from .data import (
    ARTICLE as ARTICLE,
    MYSTERY as MYSTERY,
    Dataset as Dataset,
    DatasetError as DatasetError,
    check_dataset as check_dataset,
    load_dataset as load_dataset,
    save_dataset as save_dataset,
    with_claims as with_claims,
)

__version__: str
