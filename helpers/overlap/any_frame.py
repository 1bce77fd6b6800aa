"""Pairs: how many people each two organizations share, in any frame and of any size.

>>> people, clubs = ["ada", "ada", "bo"], ["chess", "kites", "kites"]
>>> roles = pd.DataFrame({"person": people, "organization": clubs})
>>> count_shared(roles).to_numpy().tolist()
[['chess', 'kites', 1, 1, 2, 0.5, 1.0]]

In memory, the counts are blocks of the product of the organizations × people table with
its transpose: Breiger (1974), The duality of persons and groups, Social Forces 53.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from helpers.codebook import refuse_unknown

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.typing import IntoFrameT
    from scipy.sparse import csr_array

_BLOCK = 1 << 20
"""Products that are added up at a time, if one organization does not take more.

They take tens of megabytes.
"""


def count_shared(
    memberships: IntoFrameT,
    person: str = "person",
    organization: str = "organization",
    top: int | None = None,
    *,
    start: str | None = None,
    end: str | None = None,
    at: str | None = None,
) -> IntoFrameT:
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
    start, end : str, optional
        The columns with the first and the last day on which somebody may have held the role,
        as text: ``1998-05-09``, ``1998-05`` or ``1998``; missing where it is open. With both,
        only roles that may have been held on one day are shared. The pairs are then found by
        a self-join, in memory too.
    at : str, optional
        A day, a month or a year: only roles that may have been held then, on one day of it.

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
        If the frame has no such column, if only one of `start` and `end` is given, if `at` is
        given without them or is no such date, or `top` is less than 1.

    Examples
    --------
    >>> import pandas as pd
    >>> people = ["Ada", "Ada", "Ben", "Ben", "Cy"]
    >>> clubs = ["Chess", "Kites", "Chess", "Kites", "Kites"]
    >>> found = count_shared(pd.DataFrame({"person": people, "organization": clubs}))
    >>> print(found[["shared", "size_a", "size_b", "jaccard"]].round(2).to_string(index=False))
     shared  size_a  size_b  jaccard
          2       2       3     0.67

    >>> first = ["1990", "2001", "1990", "1995-06", "1999"]
    >>> last = ["2000", "2005", None, None, None]
    >>> roles = {"person": people, "organization": clubs, "from": first, "to": last}
    >>> count_shared(pd.DataFrame(roles), start="from", end="to")["shared"].tolist()  # Ben alone
    [1]
    """
    import narwhals as nw

    # Of the frames that Narwhals takes, those in memory and the lazy ones share what is used here.
    frame: Any = nw.from_native(memberships)
    types = frame.collect_schema()
    days = _columns_of_days(start, end, at)
    refuse_unknown("column", [person, organization, *days.values()], types.names())
    if top is not None and top < 1:
        raise ValueError(f"top={top}: name how many pairs to keep, 1 or more")
    named = nw.col(organization)
    if types[organization] in (nw.Categorical, nw.Enum):
        named = named.cast(nw.String)
    held = {name: nw.col(column).cast(nw.String) for name, column in days.items()}
    roles = frame.select(person=nw.col(person), organization=named, **held)
    roles = roles.drop_nulls(["person", "organization"])
    if days:
        roles = _with_edges(roles)
    if at is not None:
        roles = roles.filter(nw.col("start") <= nw.lit(at + _AFTER), nw.col("end") >= nw.lit(at))
    # Two roles held on a certain day are held on one day; two of a year need not be.
    together = bool(days) and (at is None or len(at) < len("1998-05-09"))
    if not together:
        roles = roles.select("person", "organization")
    in_memory = isinstance(roles, nw.DataFrame)
    if in_memory and not together:
        return cast("IntoFrameT", _count_in_memory(roles, top).to_native())
    counted = _count_by_joining(roles, top, together)
    if in_memory and top is None:
        counted = counted.sort("organization_a", "organization_b")
    return cast("IntoFrameT", counted.to_native())


_AFTER = "~"
"""It comes after every digit and hyphen: a year with it comes after all days of the year."""


def _columns_of_days(start: str | None, end: str | None, at: str | None) -> dict[str, str]:
    """Return which column has the first days, and which the last, if any."""
    if at is not None and not (isinstance(at, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", at)):
        raise ValueError(f"at={at!r}: write a day, a month or a year, such as '1998-05-09'")
    if start is None and end is None:
        if at is not None:
            raise ValueError("at= needs start= and end=, the columns with the days")
        return {}
    if start is None or end is None:
        raise ValueError("start= and end= go together: name both columns")
    return {"start": start, "end": end}


def _with_edges(roles: Any) -> Any:
    """Compare days as text: what is open begins before all, or ends after all."""
    import narwhals as nw

    end = nw.concat_str(nw.col("end").fill_null(_AFTER), nw.lit(_AFTER))
    return roles.with_columns(start=nw.col("start").fill_null(""), end=end)


def _count_by_joining(roles: Any, top: int | None, together: bool) -> Any:
    """One self-join; the engine that the frame belongs to does the rest when it is asked to."""
    import narwhals as nw

    # Dask cannot join what is unique in columns that were not named.
    columns = ["person", "organization", *(["start", "end"] if together else [])]
    roles = roles.unique(columns)
    sides = [roles.rename({column: f"{column}_{side}" for column in columns[1:]}) for side in "ab"]
    both = (
        sides[0]
        .join(sides[1], on="person")
        .filter(nw.col("organization_a") < nw.col("organization_b"))
    )
    # Who was in both, if never on one day, is one of all people of the two all the same.
    counts = {"common": nw.len()}
    if together:
        first, second = (
            nw.col(f"start_{one}") <= nw.col(f"end_{other}") for one, other in ("ab", "ba")
        )
        ends = ["person", "organization_a", "organization_b"]
        both = both.with_columns(meets=(first & second).cast(nw.Int32))
        both = both.group_by(*ends).agg(nw.col("meets").max())
        counts["shared"] = nw.col("meets").sum()
        roles = roles.select("person", "organization").unique(["person", "organization"])
    pairs = both.group_by("organization_a", "organization_b").agg(**counts)
    if together:
        pairs = pairs.filter(nw.col("shared") > 0)
    else:
        pairs = pairs.with_columns(shared=nw.col("common"))
    for side in "ab":
        sizes = (
            roles.group_by("organization")
            .agg(nw.len().alias(f"size_{side}"))
            .rename({"organization": f"organization_{side}"})
        )
        pairs = pairs.join(sizes, on=f"organization_{side}")
    shared, common, size_a, size_b = (
        nw.col(name).cast(nw.Int32) for name in ("shared", "common", "size_a", "size_b")
    )
    ratios = {
        "jaccard": shared / (size_a + size_b - common),
        "overlap_coefficient": shared / nw.min_horizontal(size_a, size_b),
    }
    pairs = pairs.select(
        "organization_a", "organization_b", shared=shared, size_a=size_a, size_b=size_b, **ratios
    )
    if top is None:
        return pairs
    order = ["shared", "organization_a", "organization_b"]
    return pairs.sort(order, descending=[True, False, False]).head(top)


def _count_in_memory(roles: nw.DataFrame[Any], top: int | None) -> nw.DataFrame[Any]:
    """Number the people and the organizations, and make a sparse matrix of ones of the table."""
    from scipy.sparse import csr_array

    organizations, names = _numbered(roles["organization"], sort=True)
    people, everybody = _numbered(roles["person"])
    # Organizations × people; its product with its transpose has the shared people of each pair.
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


def _numbered(column: nw.Series[Any], sort: bool = False) -> tuple[np.ndarray, Sequence[Any]]:
    """Number the distinct values of a column."""
    native = column.to_native()
    plain = native if isinstance(native, pd.Series) else column.to_numpy()
    numbers, values = pd.factorize(plain, sort=sort)
    return numbers.astype(np.int32), values


def _blocks(members: csr_array) -> list[tuple[int, int]]:
    """Cut the organizations into runs that take `_BLOCK` products each, or are one organization."""
    # An organization takes as many products as its people have roles: a running sum says where
    # the next block is full.
    products = np.cumsum(members @ members.sum(axis=0))
    edges = np.searchsorted(products, np.arange(0, products.max(initial=0), _BLOCK))
    edges = np.unique([0, *edges, len(products)]).tolist()
    return list(itertools.pairwise(edges))


def _all_pairs(members: csr_array) -> list[np.ndarray]:
    """Return the pairs of organizations in order, and how many people they share.

    Each block is multiplied with all that follow.
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


def _best_pairs(members: csr_array, sizes: np.ndarray, top: int) -> list[np.ndarray]:
    """Return the pairs that share most, best first, without ever holding more than a block of them.

    Two organizations share no more people than the smaller has: large ones are taken
    first, and the rest is left alone once none of it can come up to the least that is kept.
    """
    order = np.argsort(sizes, kind="stable").astype(np.int32)
    members = members[order]
    best, least = _NOTHING, 1
    for start, stop in reversed(_blocks(members)):
        if sizes[order[stop - 1]] < least:
            break
        product = members[start:] @ members[start:stop].T
        # Only what comes up to the least is looked up: which row an entry of a sparse product
        # belongs to is searched for among the rows' beginnings.
        good = np.flatnonzero(product.data >= least)
        rows = np.searchsorted(product.indptr, good, side="right") - 1
        apart = product.indices[good] < rows
        pairs = order[start + np.stack([product.indices[good], rows])[:, apart]]
        found = [*np.sort(pairs, axis=0), product.data[good[apart]]]
        both = [np.concatenate(columns) for columns in zip(best, found, strict=True)]
        best = _best(both, top, len(order))
        least = best[2][-1] if len(best[2]) == top else 1
    return best


def _best(pairs: list[np.ndarray], top: int, count: int) -> list[np.ndarray]:
    """Keep the pairs that share most, in order; of those that share equally many, the first."""
    a, b, shared = pairs
    if len(shared) > top:
        least = np.partition(shared, -top)[-top]
        more, equal = np.flatnonzero(shared > least), np.flatnonzero(shared == least)
        # All that share more are in; of those that share just as many, the first by a, then b,
        # which is the order of one number. A partition is enough: they are sorted below.
        room = top - len(more)
        first = np.argpartition(a[equal].astype(np.int64) * count + b[equal], room - 1)
        kept = np.append(more, equal[first[:room]])
        a, b, shared = (column[kept] for column in pairs)
    order = np.lexsort((b, a, -shared))
    return [a[order], b[order], shared[order]]


def _frame(
    roles: nw.DataFrame[Any],
    names: Sequence[Any],
    organizations: dict[str, np.ndarray],
    columns: dict[str, np.ndarray],
) -> nw.DataFrame[Any]:
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
