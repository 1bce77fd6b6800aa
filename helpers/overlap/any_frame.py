"""Pairs: how many people each two organizations share, in any frame and of any size.

>>> roles = pd.DataFrame(
...     {"person": ["ada", "ada", "bo"], "organization": ["chess", "kites", "kites"]}
... )
>>> count_shared(roles).to_numpy().tolist()
[['chess', 'kites', 1, 1, 2, 0.5, 1.0]]

In memory, the counts are blocks of the product of the organizations × people table with
its transpose: Breiger (1974), The duality of persons and groups, Social Forces 53.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers.codebook import refuse_unknown

_BLOCK = 1 << 20
"""Products that are added up at a time, if one organization does not take more.

Tens of megabytes.
"""


def count_shared(
    memberships, person: str = "person", organization: str = "organization", top: int | None = None
):
    """Count the people whom each pair of organizations shares, in any frame.

    Parameters
    ----------
    memberships : DataFrame or LazyFrame
        Of any library that Narwhals supports (pandas, Polars, PyArrow; lazily, Polars,
        DuckDB, Dask, PySpark …). A row that is repeated counts once, a row with a
        missing value not at all.
    person, organization : str
        The columns that hold them.
    top : int, optional
        Only so many pairs: those that share most, the first in the alphabet of
        `organization_a`, then of `organization_b`, where they share equally many. Best
        first. In memory this needs room for a block of pairs, never for all.

    Returns
    -------
    The same kind of frame
        One row for each pair that shares somebody; columns ``organization_a`` <
        ``organization_b``, ``shared``, ``size_a``, ``size_b`` (people; int32),
        ``jaccard`` (shared of all people of the two), ``overlap_coefficient`` (shared of
        the smaller size). A frame in memory is sorted by the two organizations, their
        names categorical; a lazy one stays lazy and, but for `top`, unsorted.

    Raises
    ------
    ValueError
        If the frame has no such column, or `top` is less than 1.
    """
    import narwhals as nw

    frame = nw.from_native(memberships)
    types = frame.collect_schema()
    refuse_unknown("column", [person, organization], types.names())
    if top is not None and top < 1:
        raise ValueError(f"top={top}: name how many pairs to keep, 1 or more")
    named = (
        nw.col(organization).cast(nw.String)
        if types[organization] in (nw.Categorical, nw.Enum)
        else nw.col(organization)
    )
    roles = frame.select(person=nw.col(person), organization=named).drop_nulls()
    counted = (
        _count_in_memory(roles, top)
        if isinstance(roles, nw.DataFrame)
        else _count_lazily(roles, top)
    )
    return counted.to_native()


def _count_lazily(roles, top: int | None):
    """One self-join; the engine that the frame belongs to does the rest when it is asked to."""
    import narwhals as nw

    roles = roles.unique(
        ["person", "organization"]
    )  # Dask cannot join what is unique in columns that were not named
    sides = [roles.rename({"organization": f"organization_{side}"}) for side in "ab"]
    both = (
        sides[0]
        .join(sides[1], on="person")
        .filter(nw.col("organization_a") < nw.col("organization_b"))
    )
    pairs = both.group_by("organization_a", "organization_b").agg(shared=nw.len())
    for side in "ab":
        sizes = (
            roles.group_by("organization")
            .agg(nw.len().alias(f"size_{side}"))
            .rename({"organization": f"organization_{side}"})
        )
        pairs = pairs.join(sizes, on=f"organization_{side}")
    shared, size_a, size_b = (
        nw.col(name).cast(nw.Int32) for name in ("shared", "size_a", "size_b")
    )
    ratios = {
        "jaccard": shared / (size_a + size_b - shared),
        "overlap_coefficient": shared / nw.min_horizontal(size_a, size_b),
    }
    pairs = pairs.select(
        "organization_a", "organization_b", shared=shared, size_a=size_a, size_b=size_b, **ratios
    )
    if top is None:
        return pairs
    return pairs.sort(
        "shared", "organization_a", "organization_b", descending=[True, False, False]
    ).head(top)


def _count_in_memory(roles, top: int | None):
    """Number the people and the organizations, and make a sparse matrix of ones of the table."""
    from scipy.sparse import csr_array

    organizations, names = _numbered(roles["organization"], sort=True)
    people, everybody = _numbered(roles["person"])
    members = csr_array(
        (np.ones(len(people), dtype=np.int32), (organizations, people)),
        shape=(len(names), len(everybody)),
    )
    members.data[:] = 1  # who is named twice is one
    sizes = np.diff(members.indptr).astype(np.int32)
    a, b, shared = _all_pairs(members) if top is None else _best_pairs(members, sizes, top)
    size_a, size_b = sizes[a], sizes[b]
    ratios = {
        "jaccard": shared / (size_a + size_b - shared),
        "overlap_coefficient": shared / np.minimum(size_a, size_b),
    }
    return _frame(
        roles,
        names,
        {"organization_a": a, "organization_b": b},
        {"shared": shared, "size_a": size_a, "size_b": size_b, **ratios},
    )


def _numbered(column, sort: bool = False) -> tuple[np.ndarray, Sequence[Any]]:
    """Number the distinct values of a column."""
    native = column.to_native()
    numbers, values = pd.factorize(
        native if isinstance(native, pd.Series) else column.to_numpy(), sort=sort
    )
    return numbers.astype(np.int32), values


def _blocks(members) -> list[tuple[int, int]]:
    """Cut the organizations into runs that take `_BLOCK` products each, or are one organization."""
    products = np.cumsum(members @ members.sum(axis=0))
    edges = np.searchsorted(products, np.arange(0, products.max(initial=0), _BLOCK))
    edges = np.unique([0, *edges, len(products)]).tolist()
    return list(itertools.pairwise(edges))


def _all_pairs(members) -> list[np.ndarray]:
    """Return the pairs of organizations in order, and how many people they share.

    Each block with all that follow.
    """
    found = [_NOTHING]
    for start, stop in _blocks(members):
        product = (members[start:] @ members[start:stop].T).tocsc()  # which sorts it
        a = np.repeat(np.arange(start, stop, dtype=np.int32), np.diff(product.indptr))
        b = product.indices + np.int32(start)
        apart = a < b
        found.append([a[apart], b[apart], product.data[apart]])
    return [np.concatenate(column) for column in zip(*found, strict=True)]


_NOTHING = [np.empty(0, dtype=np.int32)] * 3


def _best_pairs(members, sizes: np.ndarray, top: int) -> list[np.ndarray]:
    """Return the pairs that share most, best first, without ever holding more than a block of them.

    Two organizations share no more people than the smaller has: large ones are taken
    first, and the rest is left alone once none of it can come up to the least that is kept.
    """
    order = np.argsort(sizes, kind="stable").astype(np.int32)
    members, best, least = members[order], _NOTHING, 1
    for start, stop in reversed(_blocks(members)):
        if sizes[order[stop - 1]] < least:
            break
        product = members[start:] @ members[start:stop].T
        good = np.flatnonzero(product.data >= least)
        rows = np.searchsorted(product.indptr, good, side="right") - 1
        apart = product.indices[good] < rows
        pairs = order[start + np.stack([product.indices[good], rows])[:, apart]]
        found = [*np.sort(pairs, axis=0), product.data[good[apart]]]
        best = _best(
            [np.concatenate(columns) for columns in zip(best, found, strict=True)], top, len(order)
        )
        least = best[2][-1] if len(best[2]) == top else 1
    return best


def _best(pairs: list[np.ndarray], top: int, count: int) -> list[np.ndarray]:
    """Keep the pairs that share most, in order; of those that share equally many, the first."""
    a, b, shared = pairs
    if len(shared) > top:
        least = np.partition(shared, -top)[-top]
        more, equal = np.flatnonzero(shared > least), np.flatnonzero(shared == least)
        first = np.argpartition(a[equal].astype(np.int64) * count + b[equal], top - len(more) - 1)
        a, b, shared = (
            column[np.append(more, equal[first[: top - len(more)]])] for column in pairs
        )
    order = np.lexsort((b, a, -shared))
    return [a[order], b[order], shared[order]]


def _frame(
    roles,
    names: Sequence[Any],
    organizations: dict[str, np.ndarray],
    columns: dict[str, np.ndarray],
):
    """Make a frame of the same kind, in which a name stands once, and its number in every row."""
    import narwhals as nw

    if roles.implementation.is_pandas():
        categories = {
            column: pd.Categorical.from_codes(numbers, names)
            for column, numbers in organizations.items()
        }
        return nw.from_native(pd.DataFrame(categories | columns, copy=False))
    words = nw.new_series(
        "organization", list(names), roles.schema["organization"], backend=roles.implementation
    )
    words = words.cast(nw.Categorical) if words.dtype == nw.String else words
    return nw.from_dict(
        {column: words[numbers].to_native() for column, numbers in organizations.items()} | columns,
        backend=roles.implementation,
    )
