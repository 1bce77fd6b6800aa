"""How far any number of codings of one text agree: on the words, and on each field.

>>> from helpers import MYSTERY, load_dataset
>>> data = load_dataset(MYSTERY)
>>> result = agreement({"ann": data, "ben": data["claims"].iloc[1:]}, resamples=100)
>>> result.found["units"].tolist()
[1, 34]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.claims.quote_places import with_places
from helpers.claims.two_codings import SAID, best_matching, claims_of, likeness, sharing_words
from helpers.claims.words import primary_claims
from helpers.codebook import shown
from helpers.data import Dataset, sentences

FIELDS = (
    "quote",
    "speaker",
    "via",
    "stance",
    "subject",
    "relation",
    "object",
    "role",
    "time",
    "valid",
    "hedge",
    "certainty",
)
OTHERS = tuple(field for field in FIELDS if field not in ("quote", *SAID))
"""Where several ways to match rows are equally good, what these fields have in common decides."""

RESAMPLES = 1000
SEED = 2021

ONE_VALUE = "Everybody wrote the same value, so alpha is not defined."
NO_PAIR = "No unit has two codings, so alpha is not defined."


class Agreement(NamedTuple):
    """What `agreement` finds: five frames."""

    units: pd.DataFrame
    """One row per unit and coder; columns ``unit``, ``coder``, ``row`` (place in the frame of the
    coder), ``document_id``, ``start``, ``end`` (characters), and all columns of the table claims.
    """
    found: pd.DataFrame
    """Columns ``coders`` (how many coded a unit) and ``units`` (how many units)."""
    fields: pd.DataFrame
    """One row per field, "coded" first; columns ``field``, ``units``, ``differ`` (units in which
    somebody differs), ``alpha``, ``low``, ``high`` (95%), ``why`` (alpha or interval is missing).
    """
    coders: pd.DataFrame
    """One row per coder and field: each against what most of the rest wrote. Columns ``coder``,
    then those of ``fields``.
    """
    rows: pd.DataFrame
    """One row per coder; columns ``coder``, ``rows``, ``compared``, ``not_found`` (quotes that
    are not in the text), ``missed`` (units that others coded) and ``alone`` (units that no
    other coded).
    """


class Draws:
    """How often each unit is drawn, per resample: the same for all fields of as many units."""

    def __init__(self, seed: int):
        self._seed = seed
        self._latest = np.zeros((0, 0))  # one alone is kept: each may be large

    def weights(self, units: int, resamples: int) -> np.ndarray:
        """Return counts, shape (units, resamples); each column sums to the number of units."""
        if self._latest.shape != (units, resamples):
            drawn = np.random.default_rng(self._seed).integers(units, size=(units, resamples))
            cells = (drawn * resamples + np.arange(resamples)).ravel()
            counts = np.bincount(cells, minlength=units * resamples)
            self._latest = counts.reshape(units, resamples).astype(float)
        return self._latest


def agreement(
    codings: Mapping[str, pd.DataFrame | Dataset],
    data: Dataset | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Agreement:
    """Compare any number of codings of the same texts: of one class, of one team.

    Rows are matched by the words that they quote. Where several rows share words, the part of
    speaker, subject, relation and object that is the same decides; this flatters these four.
    Each coder's rows are matched one to one with the units so far (Kuhn 1955, by SciPy); of
    several ways that are equally good, so that the other fields have most in common.
    The order of the coders can matter where a coder has several rows of the same words, and
    where quotes overlap in part.

    Alternatives and inferences are left out.

    Parameters
    ----------
    codings : mapping of str to DataFrame or Dataset
        Coder → coding: a dataset, or a frame with the columns of the table claims.
    data : Dataset, optional
        Whose texts were coded. Default: the first dataset among the codings.
    resamples : int, optional
        Of the units, for the intervals.
    seed : int, optional

    Returns
    -------
    Agreement
        Five frames. Alpha is Krippendorff's, nominal; ``quote`` is the place of the quote.
        The field ``coded`` says whether the same words are coded at all. Its units are
        characters, coded or not; its intervals resample sentences. This is not
        Krippendorff's alpha_U: where quotes begin and end within coded words is in ``quote``.

    Raises
    ------
    ValueError
        If there are fewer than two codings, no text, or different texts, or if `resamples` is
        less than 1.

    References
    ----------
    Hayes and Krippendorff 2007, "Answering the call for a standard reliability measure for
    coding data": alpha and its bootstrap. Here whole units are resampled, and the expected
    disagreement with them. Krippendorff 2018, *Content Analysis*.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> other = data["claims"].replace({"stance": {"denies": "asserts"}})
    >>> result = agreement({"ann": data, "ben": data, "cem": other}, resamples=100)
    >>> differ = result.coders.query("differ > 0")
    >>> differ[["coder", "field", "differ"]].to_numpy().tolist()
    [['cem', 'stance', 6]]
    """
    base = common_texts(codings, data)
    if resamples < 1:
        raise ValueError(f"resamples={resamples}: name how often to draw, 1 or more")
    units, rows = matched(codings, base)
    draw = Draws(seed)
    every = list(codings)
    coded, groups = _characters(units, every, base)
    grids = {"coded": coded, **{field: grid(units, field, every) for field in FIELDS}}
    fields = pd.DataFrame(list(_lines(grids, groups, resamples, draw)))
    against = pd.DataFrame(
        [
            {"coder": coder, **line}
            for one, coder in enumerate(every)
            for line in _lines(_and_all_the_rest(grids, one), groups, resamples, draw)
        ]
    )
    number = units.groupby("unit")["coder"].nunique()
    found = number.value_counts().sort_index()
    return Agreement(
        units,
        pd.DataFrame({"coders": found.index, "units": found.to_numpy()}),
        fields,
        against,
        _with_gaps(rows, units, number),
    )


def common_texts(codings: Mapping[str, pd.DataFrame | Dataset], data: Dataset | None) -> Dataset:
    """Return the dataset whose texts all codings share.

    Raises
    ------
    ValueError
        If there is none, or the texts differ.
    """
    if len(codings) < 2:
        raise ValueError(f"agreement needs two codings or more, and there are {len(codings)}")
    known = {coder: one for coder, one in codings.items() if isinstance(one, Dataset)}
    if data is None and not known:
        raise ValueError("no coding has a text: name in data= the dataset whose text was coded")
    base = data if data is not None else next(iter(known.values()))
    if not base.texts:
        raise ValueError(f"{shown(base.name)} has no text, and codings are compared by its words")
    first = _checksums(base)
    for coder, one in known.items():
        if other := _checksums(one) ^ first:
            names = ", ".join(
                sorted({f"{shown(name)} (sha256 {sum_[:8]}…)" for name, sum_ in other})
            )
            raise ValueError(
                f"{shown(coder)} coded another text than {shown(base.name)}: {names}. "
                "Give all coders the same document_id and the same file"
            )
    return base


def _checksums(data: Dataset) -> set[tuple[str, str]]:
    return {(name, sha256(text.encode()).hexdigest()) for name, text in data.texts.items()}


def matched(
    codings: Mapping[str, pd.DataFrame | Dataset], base: Dataset
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of all codings with the unit of each, and the counts of rows."""
    frames, rows = [], []
    for coder, coding in codings.items():
        claims = claims_of(coding)
        who = coding if isinstance(coding, Dataset) else base
        primary = primary_claims(who, claims)
        kept = with_places(base, primary)
        rows.append((coder, len(claims), len(kept), len(primary) - len(kept)))
        frames.append(kept.rename_axis("row").reset_index().assign(coder=coder))
    units = pd.concat(frames, ignore_index=True)
    units["unit"] = -1
    codes = {c: pd.factorize(units[c])[0] for c in ("document_id", *SAID, *OTHERS)}
    matrix = np.column_stack([codes["document_id"], units["start"], units["end"]])
    said = np.column_stack([codes[c] for c in (*SAID, *OTHERS)])
    units["unit"] = _assigned(matrix, said, pd.factorize(units["coder"])[0])
    return _numbered(units), pd.DataFrame(rows, columns=["coder", "rows", "compared", "not_found"])


def _assigned(places: np.ndarray, said: np.ndarray, coder: np.ndarray) -> np.ndarray:
    """Give each row a unit: coder by coder, one to one, by shared words and content."""
    unit = np.full(len(places), -1)
    for one in range(coder.max(initial=-1) + 1):
        here, before = np.flatnonzero(coder == one), np.flatnonzero(unit >= 0)
        free = unit.max(initial=-1) + 1
        earlier, later = sharing_words(places[before], places[here])
        a, b = before[earlier], here[later]
        shared, content, others = likeness(places[a], places[b], said[a], said[b])
        # How alike a row is to a unit: to all of its rows together.
        pairs, pair = np.unique(unit[a] * len(here) + later, return_inverse=True)
        units, rows = np.divmod(pairs, max(len(here), 1))
        score = np.bincount(pair, shared + content + others)
        chosen = best_matching(units, rows, score, (free, len(here)))
        unit[here[rows[chosen]]] = units[chosen]
        left = here[unit[here] < 0]
        unit[left] = free + np.arange(len(left))
    return unit


def _numbered(units: pd.DataFrame) -> pd.DataFrame:
    """Number the units in the order of the text; what they say decides where words are shared."""
    by = list(dict.fromkeys(["document_id", "start", "end", *SAID, "stance", *OTHERS]))
    order = units.groupby("unit")[by].min().sort_values(by, kind="stable").index
    width = max(3, len(str(len(order))))
    names = {unit: f"u{place:0{width}}" for place, unit in enumerate(order, start=1)}
    units["unit"] = units["unit"].map(names)
    front = ["unit", "coder", "row", "document_id", "start", "end"]
    ordered = units.sort_values("unit", kind="stable", ignore_index=True)
    return ordered[[*front, *(c for c in ordered.columns if c not in front)]]


def values_of(units: pd.DataFrame, field: str) -> pd.Series:
    """Return what the rows have in a field; of a quote, its place."""
    if field != "quote":
        return units[field]
    return units["start"].astype(str) + "–" + units["end"].astype(str)


def grid(units: pd.DataFrame, field: str, coders: list[str]) -> np.ndarray:
    """Return the values of a field as numbers: one row per coder, one column per unit, -1: none."""
    unit, names = pd.factorize(units["unit"])
    cells = np.full((len(coders), len(names)), -1)
    coder = units["coder"].map({name: place for place, name in enumerate(coders)})
    cells[coder.to_numpy(int), unit] = pd.factorize(values_of(units, field))[0]
    return cells


def _lines(
    grids: Mapping[str, np.ndarray], groups: np.ndarray, resamples: int, draw: Draws
) -> Iterator[dict[str, object]]:
    for field, cells in grids.items():
        of = groups if field == "coded" else None
        yield {"field": field, **_measured(cells, resamples, draw, of)}


def _and_all_the_rest(grids: Mapping[str, np.ndarray], one: int) -> dict[str, np.ndarray]:
    return {field: _and_the_rest(cells, one) for field, cells in grids.items()}


def _and_the_rest(cells: np.ndarray, one: int) -> np.ndarray:
    """Set a coder beside what most of the others wrote; -1 where no value has most."""
    rest = np.delete(cells, one, axis=0)
    votes = np.stack([(rest == own).sum(axis=0) * (own >= 0) for own in rest])
    most = votes.max(axis=0)
    first = rest[votes.argmax(axis=0), np.arange(rest.shape[1])]
    tied = ((votes == most) & (rest != first) & (most > 0)).any(axis=0)
    return np.stack([cells[one], np.where(tied | (most == 0), -1, first)])


def _characters(
    units: pd.DataFrame, coders: list[str], base: Dataset
) -> tuple[np.ndarray, np.ndarray]:
    """Return which characters each coder has coded (1 or 0), and the sentence of each character."""
    cells, groups, free = [], [], 0
    for document, text in base.texts.items():
        coded = np.zeros((len(coders), len(text)), dtype=int)
        here = units[units["document_id"] == document]
        for coder, start, end in here[["coder", "start", "end"]].itertuples(index=False):
            coded[coders.index(coder), start:end] = 1
        begins = [start for start, _ in sentences(text)]
        group = np.searchsorted(begins, np.arange(len(text)), side="right")
        cells.append(coded)
        groups.append(group + free)
        free += len(begins) + 1
    return np.hstack(cells), np.concatenate(groups)


def _measured(
    cells: np.ndarray,
    resamples: int,
    draw: Draws,
    groups: np.ndarray | None = None,
) -> dict[str, object]:
    """Alpha of values, given as numbers: one row per coder, one column per unit."""
    pairable = (cells >= 0).sum(axis=0) > 1
    cells = cells[:, pairable]
    groups = np.arange(cells.shape[1]) if groups is None else groups[pairable]
    highest, lowest = (
        cells.max(axis=0),
        np.where(cells < 0, cells.max(initial=0), cells).min(axis=0),
    )
    line = {"units": cells.shape[1], "differ": int((highest != lowest).sum())}
    blank = {"alpha": None, "low": None, "high": None}
    if not cells.shape[1]:
        return {**line, **blank, "why": NO_PAIR}
    if highest.max() == lowest.min():
        return {**line, **blank, "why": ONE_VALUE}
    low, high, why = _interval(cells, groups, resamples, draw)
    return {**line, "alpha": _alpha(cells), "low": low, "high": high, "why": why}


def _alpha(cells: np.ndarray) -> float:
    """Krippendorff's alpha, nominal.

    The package krippendorff gives the same, and judges this in the tests. Its licence is the
    GNU GPL, and its tables of units × values × values do not fit into memory for many values.
    """
    observed, counts = _sums(cells, np.zeros(cells.shape[1], dtype=int))
    return float(_from_sums(observed, counts.toarray().T)[0])


def _sums(cells: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, Any]:
    """Return what groups of units add to the sums that alpha is made of.

    These are the observed disagreement, and (sparse: groups × values) how often each value
    stands there. All units are pairable.
    """
    from scipy.sparse import coo_array

    coder, unit = np.nonzero(cells >= 0)
    shape = (cells.shape[1], int(cells.max()) + 1)
    each = coo_array((np.ones(len(unit)), (unit, cells[coder, unit])), shape).tocsr()
    number = each.sum(axis=1)
    within = (number**2 - each.power(2).sum(axis=1)) / (number - 1)
    many = int(groups.max()) + 1
    joined = coo_array((np.ones(len(groups)), (groups, np.arange(len(groups)))), (many, shape[0]))
    return np.bincount(groups, within), joined.tocsr() @ each


def _from_sums(observed: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return alpha, missing where all values are one; counts has one column per sample."""
    total = counts.sum(axis=0)
    expected = (total**2 - (counts**2).sum(axis=0)) / np.maximum(total - 1, 1)
    return 1 - np.divide(observed, expected, np.full(len(expected), np.nan), where=expected > 0)


def _interval(
    cells: np.ndarray, groups: np.ndarray, resamples: int, draw: Draws
) -> tuple[float | None, float | None, str]:
    """Return the middle 95% of alpha when units are drawn again, or why there is none."""
    observed, counts = _sums(cells, np.unique(groups, return_inverse=True)[1])
    many = len(observed)
    if many < 2:
        return None, None, "One unit alone has no interval."
    if not observed.any():
        return None, None, "Everybody agrees in every unit, so resampling shows no spread."
    weights = draw.weights(many, resamples)
    found = np.concatenate(
        [
            _from_sums(observed @ part, counts.T @ part)
            for part in np.array_split(weights, max(1, resamples // 250), axis=1)
        ]
    )
    known = found[~np.isnan(found)]
    if not len(known):
        return None, None, "Alpha is defined in no resample."
    low, high = np.quantile(known, [0.025, 0.975])
    lost = resamples - len(known)
    why = f"Alpha is not defined in {lost} of {resamples} resamples." if lost else ""
    return float(low), float(high), why


def _with_gaps(rows: pd.DataFrame, units: pd.DataFrame, number: pd.Series) -> pd.DataFrame:
    """Add how many units a coder missed, and how many are the coder's alone."""
    alone = units[units["unit"].map(number) == 1]["coder"].value_counts()
    return rows.assign(
        missed=len(number) - rows["compared"],
        alone=rows["coder"].map(alone).fillna(0).astype(int),
    )
