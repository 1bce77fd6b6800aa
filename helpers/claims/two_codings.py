"""How far two codings of the same texts agree, and where they do not.

Rows are matched by the words that they quote; where several rows share words,
by what they say. What only one of the two has coded is counted, not forgotten.

>>> from helpers.data import load_dataset
>>> data = load_dataset()
>>> matching = match_codings(data, data["claims"], data["claims"])  # a coding with itself
>>> agreement_table(matching)["share"].tolist()
[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.claims.quote_places import with_places
from helpers.claims.words import primary_claims, relays
from helpers.codebook import runs
from helpers.data import Dataset, complete_table, sentences

FIELDS = ("speaker", "via", "stance", "subject", "relation", "object", "certainty", "time")
SAID = ("speaker", "subject", "relation", "object")
OTHERS = tuple(field for field in FIELDS if field not in SAID)
"""Where several ways to match rows are equally good, what these fields have in common decides."""

LITTLE = 1e-9
"""What one of them weighs: less than any difference in the words or in what is said."""

MOST_CELLS = 1_000_000
"""Of rows × rows that are matched all at once: tens of megabytes."""

RESAMPLES = 2000
SEED = 2021


class Matching(NamedTuple):
    """Two codings, matched row by row."""

    first: pd.DataFrame
    """The rows that were compared: no alternatives, no inferences, every quote found."""
    second: pd.DataFrame
    pairs: pd.DataFrame
    """One row per pair; columns ``first`` and ``second`` (claim ids), ``shared`` (of the
    quotes, 0 to 1), then each of `FIELDS` twice, as ``speaker_first``, ``speaker_second``
    and so on.
    """


def claims_of(coding: pd.DataFrame | Dataset) -> pd.DataFrame:
    """Return the claims of a coding, all columns; what means the same is in the same words."""
    claims = complete_table("claims", coding["claims"] if isinstance(coding, Dataset) else coding)
    claims["via"] = [" > ".join(relays(via)) for via in claims["via"]]
    claims["certainty"] = claims["certainty"].replace("", "unstated")
    claims["time"] = claims["time"].replace("", "unspecified")
    return claims


def _codings(
    data: Dataset, first: pd.DataFrame, second: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the primary rows of both codings whose quotes are found, with their places."""
    one, two = (
        with_places(data, primary_claims(data, claims_of(coding))) for coding in (first, second)
    )
    return one, two


def match_codings(data: Dataset, first: pd.DataFrame, second: pd.DataFrame) -> Matching:
    """Match the rows of two codings one to one.

    Two rows can be matched if their quotes share characters. Of all ways to
    match them that one is taken which makes the sum of two things greatest: the
    part of the quotes that is shared (intersection over union), and the part of
    speaker, subject, relation and object that is the same (Kuhn 1955, by SciPy).
    Because content helps to match, agreement on these four is flattered a little
    wherever several rows share a quote. Of several such ways it is one in which the
    other fields have most in common: the order of the rows does not decide.

    Parameters
    ----------
    data : Dataset
        Whose texts were coded.
    first, second : DataFrame
        The codings: any frames with the columns of the table claims.
        Alternatives and inferences are left out of the comparison.

    Returns
    -------
    Matching
        What the tables of agreement are made of.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> first = data["claims"]
    >>> second = first.replace({"speaker": {"kite-label": "clementine-dray"}}).iloc[1:]
    >>> matching = match_codings(data, first, second)
    >>> len(matching.pairs)
    34
    >>> matching.pairs.loc[0, ["first", "second", "speaker_first", "speaker_second"]].tolist()
    ['m02', 'm02', 'kite-label', 'clementine-dray']
    """
    one, two = _codings(data, first, second)
    fields = ["document_id", *SAID, *OTHERS]
    both = pd.concat([one, two])
    codes = np.column_stack([pd.factorize(both[field])[0] for field in fields])
    sides = []
    for coding, own in ((one, codes[: len(one)]), (two, codes[len(one) :])):
        ends = coding[["start", "end"]].to_numpy(dtype=int)
        sides.append((np.column_stack([own[:, 0], ends]), own[:, 1:]))
    (places, said), (other_places, other_said) = sides
    row, column = sharing_words(places, other_places)
    shared, content, others = likeness(
        places[row], other_places[column], said[row], other_said[column]
    )
    chosen = best_matching(row, column, shared + (content + others), (len(one), len(two)))
    matched = zip(row[chosen], column[chosen], shared[chosen].tolist(), strict=True)
    return Matching(one, two, _pairs(one, two, list(matched)))


def sharing_words(one: np.ndarray, two: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which places of the one and of the other share characters, in order.

    Parameters
    ----------
    one, two : ndarray of int
        One row, one place; columns document (a number), start, end.

    Returns
    -------
    tuple of two ndarrays of int
        Rows of the one, and of the other.

    Examples
    --------
    >>> one, two = np.array([[0, 0, 5], [1, 0, 5]]), np.array([[0, 4, 9], [0, 5, 9]])
    >>> [rows.tolist() for rows in sharing_words(one, two)]
    [[0], [0]]
    """
    # All documents behind each other: of two places that meet, one begins within the other.
    length = max(places[:, 2].max(initial=0) for places in (one, two)) + 1
    one, two = (places[:, :1] * length + places[:, 1:] for places in (one, two))
    row, column = _beginning_within(one, two, "left")
    other_column, other_row = _beginning_within(two, one, "right")
    row, column = np.append(row, other_row), np.append(column, other_column)
    order = np.lexsort([column, row])
    return row[order], column[order]


def _beginning_within(one: np.ndarray, two: np.ndarray, side: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return which places of the one have which of the other beginning in them.

    With ``right``, those do not that begin at the same character.
    """
    order = np.argsort(two[:, 0], kind="stable")
    begins = two[order, 0]
    low, high = np.searchsorted(begins, one[:, 0], side), np.searchsorted(begins, one[:, 1])
    number = np.maximum(high - low, 0)
    return np.repeat(np.arange(len(one)), number), order[runs(low, number)]


def likeness(
    one: np.ndarray, two: np.ndarray, said: np.ndarray, other_said: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how alike pairs of rows are: their places, and what they say.

    That is intersection over union of the quotes; the part of speaker, subject, relation and
    object that is the same; and a little for the other fields.
    """
    common = np.minimum(one[:, 2], two[:, 2]) - np.maximum(one[:, 1], two[:, 1])
    union = np.maximum(one[:, 2], two[:, 2]) - np.minimum(one[:, 1], two[:, 1])
    same = said == other_said
    content, others = same[:, : len(SAID)].mean(axis=1), same[:, len(SAID) :].sum(axis=1)
    return common / union, content, LITTLE * others


def best_matching(
    row: np.ndarray, column: np.ndarray, score: np.ndarray, shape: tuple[int, int]
) -> np.ndarray:
    """Return which of some pairs make the greatest sum, no row and no column taken twice.

    Rows that no chain of pairs connects have nothing to do with each other. Where there are
    many, each group that is connected is matched by itself.

    Parameters
    ----------
    row, column : ndarray of int
        Of each pair.
    score : ndarray of float
        Of each pair, more than 0.
    shape : tuple of two ints
        How many rows and columns there are.

    Returns
    -------
    ndarray of int
        Places of the chosen pairs, by their rows.

    Examples
    --------
    >>> row, column = np.array([0, 0, 1, 2]), np.array([0, 1, 0, 2])
    >>> best_matching(row, column, np.array([3.0, 2.0, 2.0, 1.0]), (3, 3)).tolist()
    [1, 2, 3]
    """
    if shape[0] * shape[1] <= MOST_CELLS:
        return _matching(row, column, score, shape)
    chosen = [np.empty(0, dtype=int)]
    for pairs in _connected(row, column, sum(shape)):
        (rows, i), (columns, j) = (
            np.unique(side[pairs], return_inverse=True) for side in (row, column)
        )
        chosen.append(pairs[_matching(i, j, score[pairs], (len(rows), len(columns)))])
    found = np.concatenate(chosen)
    return found[np.argsort(row[found])]


def _matching(
    row: np.ndarray, column: np.ndarray, score: np.ndarray, shape: tuple[int, int]
) -> np.ndarray:
    from scipy.optimize import linear_sum_assignment

    table, place = np.zeros(shape), np.full(shape, -1)
    table[row, column], place[row, column] = score, np.arange(len(row))
    taken = place[linear_sum_assignment(table, maximize=True)]
    return taken[taken >= 0]


def _connected(row: np.ndarray, column: np.ndarray, size: int) -> list[np.ndarray]:
    """Return the places of the pairs, those together that a chain of pairs connects."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ends = row, size - 1 - column
    graph = coo_array((np.ones(len(row)), ends), shape=(size, size))
    part = connected_components(graph, directed=False)[1][row]
    order = np.argsort(part, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(part[order])) + 1)


def _pairs(
    one: pd.DataFrame, two: pd.DataFrame, chosen: list[tuple[int, int, float]]
) -> pd.DataFrame:
    left = one.iloc[[i for i, _, _ in chosen]].reset_index(drop=True)
    right = two.iloc[[j for _, j, _ in chosen]].reset_index(drop=True)
    frame = pd.DataFrame(
        {
            "first": left["claim_id"],
            "second": right["claim_id"],
            "shared": [s for _, _, s in chosen],
        }
    )
    for field in FIELDS:
        frame[f"{field}_first"], frame[f"{field}_second"] = left[field], right[field]
    return frame


def matched_counts(matching: Matching) -> dict[str, int]:
    """Count the rows of both codings.

    Parameters
    ----------
    matching : Matching
        Two codings, as `match_codings` returns them.

    Returns
    -------
    dict of str to int
        ``first``, ``second``, ``matched``, ``only_first``, ``only_second``.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.claims import match_codings
    >>> data = load_dataset(MYSTERY)
    >>> first = data["claims"]
    >>> second = first.replace({"speaker": {"kite-label": "clementine-dray"}}).iloc[1:]
    >>> matching = match_codings(data, first, second)
    >>> matched_counts(matching)
    {'first': 35, 'second': 34, 'matched': 34, 'only_first': 1, 'only_second': 0}
    """
    first, second, matched = map(len, matching)
    return {
        "first": first,
        "second": second,
        "matched": matched,
        "only_first": first - matched,
        "only_second": second - matched,
    }


def agreement_table(matching: Matching) -> pd.DataFrame:
    """Measure how far two codings agree on the rows that both have.

    Parameters
    ----------
    matching : Matching
        Two codings, as `match_codings` returns them.

    Returns
    -------
    DataFrame
        One row per field; columns ``field``, ``pairs``, ``same``, ``share``
        (same over pairs, 0 to 1), ``low`` and ``high`` (95% percentile bootstrap
        over pairs, Efron 1979; missing where all pairs or none agree), ``kappa``
        (Cohen 1960) and ``alpha`` (Krippendorff 1980, nominal); both are missing
        where only one value occurs, since there is nothing to tell apart.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.claims import match_codings
    >>> data = load_dataset(MYSTERY)
    >>> first = data["claims"]
    >>> second = first.replace({"speaker": {"kite-label": "clementine-dray"}}).iloc[1:]
    >>> matching = match_codings(data, first, second)
    >>> found = agreement_table(matching)
    >>> print(found[["field", "pairs", "same", "kappa"]].head(3).round(2).to_string(index=False))
      field  pairs  same  kappa
    speaker     34    32   0.92
        via     34    34   1.00
     stance     34    34   1.00
    """
    pairs = matching.pairs
    rows = [
        {"field": field, **_agreement(pairs[f"{field}_first"], pairs[f"{field}_second"])}
        for field in FIELDS
    ]
    return pd.DataFrame(rows)


def _agreement(first: pd.Series, second: pd.Series) -> dict[str, float | None]:
    same = (first == second).to_numpy()
    low, high = _interval(same)
    kappa, alpha = _chance_corrected(first, second)
    share = same.mean() if len(same) else None
    return {
        "pairs": len(same),
        "same": int(same.sum()),
        "share": share,
        "low": low,
        "high": high,
        "kappa": kappa,
        "alpha": alpha,
    }


def _interval(same: np.ndarray) -> tuple[float | None, float | None]:
    from scipy.stats import bootstrap

    if len(same) < 2 or same.all() or not same.any():
        return None, None
    found = bootstrap(
        (same,),
        lambda values, axis: values.mean(axis=axis),
        n_resamples=RESAMPLES,
        method="percentile",
        rng=SEED,
    )
    return found.confidence_interval.low, found.confidence_interval.high


def _chance_corrected(first: pd.Series, second: pd.Series) -> tuple[float | None, float | None]:
    from nltk.metrics.agreement import AnnotationTask

    if len({*first, *second}) < 2:
        return None, None
    labels = [
        (coder, str(item), label)
        for coder, column in (("one", first), ("two", second))
        for item, label in enumerate(column)
    ]
    task = AnnotationTask(data=labels)
    return task.kappa(), task.alpha()


def disagreements_table(matching: Matching) -> pd.DataFrame:
    """Return every difference between two codings, side by side.

    Parameters
    ----------
    matching : Matching
        Two codings, as `match_codings` returns them.

    Returns
    -------
    DataFrame
        One row per pair and field; columns ``first``, ``second`` (claim ids),
        ``field``, ``first_says``, ``second_says``, ``quote`` (of the first).

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.claims import match_codings
    >>> data = load_dataset(MYSTERY)
    >>> first = data["claims"]
    >>> second = first.replace({"speaker": {"kite-label": "clementine-dray"}}).iloc[1:]
    >>> matching = match_codings(data, first, second)
    >>> found = disagreements_table(matching)
    >>> found.loc[0, ["first", "second", "field", "first_says", "second_says"]].tolist()
    ['m02', 'm02', 'speaker', 'kite-label', 'clementine-dray']
    """
    quote = dict(zip(matching.first["claim_id"], matching.first["quote"], strict=True))
    rows = [
        (
            pair["first"],
            pair["second"],
            field,
            pair[f"{field}_first"],
            pair[f"{field}_second"],
            quote[pair["first"]],
        )
        for pair in matching.pairs.to_dict("records")
        for field in FIELDS
        if pair[f"{field}_first"] != pair[f"{field}_second"]
    ]
    return pd.DataFrame(
        rows, columns=["first", "second", "field", "first_says", "second_says", "quote"]
    )


def unmatched_table(matching: Matching) -> pd.DataFrame:
    """Return the rows that only one of the codings has.

    Parameters
    ----------
    matching : Matching
        Two codings, as `match_codings` returns them.

    Returns
    -------
    DataFrame
        Columns ``coding`` (first or second), ``claim_id``, ``speaker``,
        ``stance``, ``subject``, ``relation``, ``object``, ``time``, ``quote``.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> from helpers.claims import match_codings
    >>> data = load_dataset(MYSTERY)
    >>> first = data["claims"]
    >>> second = first.replace({"speaker": {"kite-label": "clementine-dray"}}).iloc[1:]
    >>> matching = match_codings(data, first, second)
    >>> found = unmatched_table(matching)
    >>> found["coding"].value_counts().to_dict()
    {'first': 1}
    >>> found.loc[0, ["coding", "claim_id", "speaker", "relation"]].tolist()
    ['first', 'm01', 'clementine-dray', 'flew_over']
    """
    columns = ["claim_id", "speaker", "stance", "subject", "relation", "object", "time", "quote"]
    left = [
        coding.loc[~coding["claim_id"].isin(matching.pairs[name]), columns].assign(coding=name)
        for name, coding in (("first", matching.first), ("second", matching.second))
    ]
    return pd.concat(left)[["coding", *columns]].reset_index(drop=True)


def same_sentences(data: Dataset, first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a coding that stand in the sentences which another one codes.

    So that a coding of a few sentences is not compared with one of the whole text.

    Parameters
    ----------
    data : Dataset
    first, second : DataFrame
        The codings: any frames with the columns of the table claims.

    Returns
    -------
    DataFrame
        Rows of `first`.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> claims = data["claims"]
    >>> same = same_sentences(data, claims, claims[claims["claim_id"] == "m07"])
    >>> same["claim_id"].tolist()
    ['m07']
    """
    one, two = _codings(data, first, second)
    coded = set(_sentences_of(data, two))
    here = [sentence in coded for sentence in _sentences_of(data, one)]
    return first.loc[one.index[here]]


def _sentences_of(data: Dataset, coding: pd.DataFrame) -> list[tuple[str, int]]:
    """Return of each row the document, and the place of the sentence in which its quote begins."""
    begins = {
        document: [begin for begin, _ in sentences(data.text(document))]
        for document in coding["document_id"].unique()
    }
    places = zip(coding["document_id"].tolist(), coding["start"].tolist(), strict=True)
    return [(document, bisect_right(begins[document], start)) for document, start in places]
