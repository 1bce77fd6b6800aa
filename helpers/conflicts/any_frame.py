"""Contradictions among claims in any frame, also one that is not in memory.

>>> from helpers.data import load_dataset
>>> contradicting(load_dataset()["claims"]).to_numpy().tolist()[:2]
[['c001', 'c002'], ['c004', 'c014b']]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from helpers.codebook import refuse_unknown

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

_TIE = ["subject", "relation", "object"]


def contradicting(claims: IntoFrameT) -> IntoFrameT:
    """Return each assertion beside each denial of the same proposition in the same period.

    What `conflict_pairs` finds of contradictions in a dataset, if everybody is believed and all
    times count, for tables of claims that no memory holds. It finds more: it knows neither dates
    that exclude each other nor that two rows are codings of one claim.

    Parameters
    ----------
    claims : DataFrame or LazyFrame
        Of any library that Narwhals supports; columns ``claim_id``, ``stance``, ``subject``,
        ``relation``, ``object``, ``time`` of the table claims, where a blank time and
        ``current`` are one period. The ends of a symmetric relation have to stand in one order.

    Returns
    -------
    The same kind of frame
        One row, one pair; columns ``asserts`` and ``denies`` (claim_id). A lazy frame stays
        lazy and unsorted.

    Raises
    ------
    ValueError
        If the frame lacks a column.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> found = contradicting(load_dataset(MYSTERY)["claims"])
    >>> found.to_numpy().tolist()[:2]
    [['m07', 'm10'], ['m09', 'm19']]
    """
    import narwhals as nw

    frame: Any = nw.from_native(claims)
    columns = ["claim_id", "stance", *_TIE, "time"]
    refuse_unknown("column", columns, frame.collect_schema().names())
    period = nw.when(nw.col("time").is_in(["former", "future"])).then(nw.col("time"))
    said = frame.select(columns).with_columns(period=period.otherwise(nw.lit("now")))
    sides = {
        stance: said.filter(nw.col("stance") == stance).select(
            nw.col("claim_id").alias(stance), *_TIE, "period"
        )
        for stance in ("asserts", "denies")
    }
    met = sides["asserts"].join(sides["denies"], on=[*_TIE, "period"])
    found = met.select("asserts", "denies")
    if isinstance(found, nw.DataFrame):
        found = found.sort("asserts", "denies")
    return cast("IntoFrameT", found.to_native())
