"""Pairs of claims that, as coded, exclude each other, with what might reconcile them.

>>> from helpers.data import load_dataset
>>> found = conflict_pairs(load_dataset()).set_index(["claim_a", "claim_b"])
>>> found.loc[("c092", "c093"), ["conflict", "level", "common_relays"]].tolist()
['contradiction', 'between sources', 'un-report']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from helpers.claims import (
    PERIOD_OF,
    Reading,
    all_aloud,
    at_one_time,
    check_reading,
    claims_table,
    is_believed,
    is_certain_enough,
    is_coding,
    is_in_time,
    is_last_word,
    is_own,
    is_published,
    locate_quotes,
    one_way_round,
    primaries,
    relays,
    wordings,
)
from helpers.codebook import Distinct, list_items, listed, moment_words, noun_of, runs, spell_of
from helpers.data import LEVELS, QUOTATION_MARKS, Dataset, quoted_parts, quoted_share

MOST_LISTED = 5_000_000
"""Pairs that are listed. A thousand assertions and a thousand denials of one tie make a million."""


def contradictions(claims: pd.DataFrame) -> pd.DataFrame:
    """Return each assertion beside each denial of the same proposition in the same period.

    Parameters
    ----------
    claims : DataFrame
        Columns ``stance``, ``subject``, ``relation``, ``object``, ``time`` of the table claims.
        The ends of a symmetric relation have to stand in one order: see
        `helpers.claims.one_way_round`.

    Returns
    -------
    DataFrame
        One row, one pair: ``a`` asserts and ``b`` denies. Both are labels of the index of the
        claims, in the order of the assertions, then of the denials.

    Raises
    ------
    ValueError
        If there are more than `MOST_LISTED`, which is known before any is listed.
    """
    table = Distinct(claims)
    table.add("period", "time", PERIOD_OF)
    ties = pd.Series(
        table.combined(["subject", "object", "relation", "period"]), index=claims.index
    )
    asserts = claims["stance"] == "asserts"
    return meeting(ties[asserts], ties[~asserts])


def meeting(first: pd.Series, second: pd.Series) -> pd.DataFrame:
    """Return which entries of two series of numbers are equal.

    Returns
    -------
    DataFrame
        Columns ``a`` and ``b``, labels of the two indexes, in the order of the first, then of
        the second.

    Raises
    ------
    ValueError
        If there are more than `MOST_LISTED`.

    Examples
    --------
    >>> first, second = pd.Series([7, 8], index=[2, 3]), pd.Series([8, 9, 8], index=[4, 5, 6])
    >>> meeting(first, second).to_numpy().tolist()
    [[3, 4], [3, 6]]
    """
    numbers, distinct = pd.factorize(second)
    met = pd.Index(distinct).get_indexer(first)  # nearly all meet nothing, and are out of the way
    places = np.flatnonzero(met >= 0)
    counts = np.bincount(numbers)
    each = counts[met[places]]
    if each.sum() > MOST_LISTED:
        hub = first.index[met == np.bincount(met[places], weights=each).argmax()]
        raise ValueError(
            f"{each.sum():,} pairs of claims exclude each other, and {MOST_LISTED:,} can be "
            f"listed: look at fewer at a time. Most are with the claim in row {hub[0]} "
            f"and the {len(hub) - 1:,} that say the same"
        )
    # In order of their numbers, equal ones of the second stand together, and an entry of the
    # first meets a run of them.
    order = np.argsort(numbers, kind="stable")
    starts = np.cumsum(counts) - counts
    return pd.DataFrame(
        {
            "a": first.index[np.repeat(places, each)],
            "b": second.index[order[runs(starts[met[places]], each)]],
        }
    )


MOST_READ = 20
"""Conflicts that are looked at one by one."""

_SIDES = (
    "relation",
    "claim",
    "speaker",
    "via",
    "certainty",
    "hedge",
    "said_on",
    "wording",
    "quote",
    "note",
)

_ENDS = ("subject", "object", "period")

CONFLICT_COLUMNS = [
    *("conflict", "level", *_ENDS),
    *(f"{column}_{side}" for column in _SIDES for side in "ab"),
    *("common_relays", "requires", "reconciled_by"),
]


def conflict_pairs(data: Dataset, reading: Reading = Reading()) -> pd.DataFrame:
    """Return the pairs of claims that contradict each other or assert what is incompatible.

    A contradiction is one proposition, in one period (now, past or to come, each
    from its speaker's point of view), asserted and denied of days that do not exclude each
    other. Where the reading looks at certain days, the period of two that say when they hold
    does not matter. Two relations are incompatible where the table of relations says so; then
    both are asserted of the same pair in the same period, likewise. Symmetric relations meet
    either way round. Whom one believes and how certain the wording must be is the reading's;
    codings and times that it does not choose are tried as well, and stand in ``requires``.

    A single-valued relation is incompatible with itself: two are said to have it to one
    object, as two holders of one post, of days that do not exclude each other. Of a
    symmetric one, either end is such an object.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    DataFrame
        One row, one pair; columns `CONFLICT_COLUMNS`. Of a contradiction, side a
        asserts and side b denies; else the sides are in the order of the table of
        relations. ``level``: within one speaker, one institution or one government,
        or between sources. ``wording_a`` and ``wording_b``: see
        `helpers.claims.wordings`. ``requires``: blank if the reading has both claims, else
        the codings and times that it lacks. ``reconciled_by``: what the coded fields
        offer (day, level of the tie, wording); blank if nothing. ``note_a`` and
        ``note_b`` are the coder's. Ordered by conflict, then by the rows of the claims.

    Raises
    ------
    ValueError
        If there are more than `MOST_LISTED` of one kind, which is known before any is listed,
        or if the reading does not fit the data.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> pairs = conflict_pairs(load_dataset())
    >>> pairs.query("requires == ''")["conflict"].value_counts().to_dict()
    {'contradiction': 4, 'incompatible': 2}
    """
    check_reading(data, reading)
    found = data.once(("conflicts", reading), lambda: _conflict_pairs(data, reading))
    return found.copy(deep=False)


def _conflict_pairs(data: Dataset, reading: Reading) -> pd.DataFrame:
    claims = _admitted(data, reading)
    spoken = claims if reading.at is None else claims.assign(time="", period="")
    found = [_contradictions(data, spoken), *_incompatible(data, spoken)]
    pairs = pd.concat([*found, _two_holders(data, spoken)])
    primary_of = primaries(data)
    codings = claims["claim_id"].map(lambda claim: primary_of.get(claim, claim))
    pairs = pairs[codings[pairs["a"]].to_numpy() != codings[pairs["b"]].to_numpy()]
    if data.dated or reading.at is not None:
        times = claims[["period"]].join(data.spells[["first", "last", "dated"]])
        one, other = (times.loc[pairs[side]].reset_index(drop=True) for side in "ab")
        pairs = pairs[at_one_time(one.join(other.add_suffix("_b")), "_b", reading).to_numpy()]
    return _described(data, reading, claims, pairs)


def _admitted(data: Dataset, reading: Reading) -> pd.DataFrame:
    """The claims of those believed, certain enough, with their period and the pair in one order."""
    claims = data["claims"]
    claims = claims[
        is_believed(data, claims, reading)
        & is_certain_enough(claims, reading)
        & is_published(data, claims, reading)
        & is_last_word(data, claims, reading)
    ]
    swapped = claims["subject"] > claims["object"]
    return claims.assign(
        period=claims["time"].map(PERIOD_OF),
        low=claims["subject"].mask(swapped, claims["object"]),
        high=claims["object"].mask(swapped, claims["subject"]),
    )


def _contradictions(data: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Assertions beside the denials of the same proposition in the same period."""
    return contradictions(one_way_round(data, claims)).assign(conflict="contradiction")


def _incompatible(data: Dataset, claims: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Assertions beside assertions of a relation that does not go with theirs.

    The two ends are without order if either relation is symmetric.
    """
    asserted = claims[claims["stance"] == "asserts"]
    symmetric = data.who.relations_where("symmetric")
    for one, other in _incompatible_relations(data):
        ends = ["low", "high"] if {one, other} & symmetric else ["subject", "object"]
        both = asserted[asserted["relation"].isin([one, other])]
        key = pd.Series(Distinct(both).combined([*ends, "period"]), index=both.index)
        first = both["relation"] == one
        yield meeting(key[first], key[~first]).assign(conflict="incompatible")


def _two_holders(data: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Assertions that two have what only one can have at one time, as a post.

    Of a symmetric relation either end may be what both have.
    """
    single = claims["relation"].isin(data.who.relations_where("single_valued"))
    held = claims[single & (claims["stance"] == "asserts")]
    symmetric = held["relation"].isin(data.who.relations_where("symmetric"))
    turned = held[symmetric & (held["low"] != held["high"])]
    # Its own column: of a longer one, a frame without rows would take the rows as well.
    ends = pd.concat([held, turned.assign(object=turned["subject"])])
    key = pd.Series(Distinct(ends).combined(["relation", "object", "period"]), index=ends.index)
    met = meeting(key, key)
    met = met[met["a"] < met["b"]].sort_values(["a", "b"])
    one, other = (held.loc[met[side], ["low", "high"]].to_numpy() for side in "ab")
    return met[(one != other).any(axis=1)].assign(conflict="incompatible")


def _incompatible_relations(data: Dataset) -> list[tuple[str, str]]:
    """Each two relations that do not go together, once, in the order of the table."""
    relations = data["relations"]
    place = {relation: number for number, relation in enumerate(relations["relation"])}
    named = [
        (relation, other)
        for relation, cell in zip(place, relations["incompatible_with"], strict=True)
        for other in list_items(cell, ";")
    ]
    return list(dict.fromkeys(tuple(sorted(pair, key=place.__getitem__)) for pair in named))


def _described(
    data: Dataset, reading: Reading, claims: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """Pairs of rows with all that a reader wants to know of both."""
    used = claims.loc[pd.unique(pairs[["a", "b"]].to_numpy().ravel())]
    used = used.assign(wording=wordings(data, used))
    offers = list(_offers(data, used))
    lacking = pd.Series(_lacking(data, reading, used), dtype=object)
    sides = {side: used.index.get_indexer(pairs[side]) for side in "ab"}
    used = used.rename(columns={"claim_id": "claim"})
    found = {
        "conflict": pairs["conflict"].array,
        "level": _each_two(used["speaker"], sides, _level_of(data)),
        **{column: used[column].array.take(sides["a"]) for column in _ENDS},
        **{
            f"{column}_{side}": used[column].array.take(sides[side])
            for column in _SIDES
            for side in "ab"
        },
        "common_relays": _each_two(used["via"], sides, _common_relays(data)),
        "requires": _each_two(lacking, sides, lambda a, b: "; ".join(dict.fromkeys(a + b))),
        "reconciled_by": _reconciled(offers, sides),
    }
    # A column that is copied once more is memory for as many cells as there are pairs.
    return pd.DataFrame(found, columns=CONFLICT_COLUMNS, dtype="str", copy=False)


_Sides = Mapping[str, np.ndarray]
"""Places of the claims on side a and on side b, pair by pair."""


def _each_two(values: pd.Series, sides: _Sides, work: Callable[[Any, Any], str]) -> ExtensionArray:
    """What is worked out of the values of both sides, once for each two that meet."""
    numbers, distinct = pd.factorize(values.to_numpy(dtype=object))
    one, other = (numbers[sides[side]] for side in "ab")
    places, met = pd.factorize(one * len(distinct) + other)
    twos = zip(*(distinct.take(two) for two in np.divmod(met, len(distinct))), strict=True)
    return pd.array([work(*two) for two in twos], dtype="str").take(places)


def _level_of(data: Dataset) -> Callable[[str, str], str]:
    """Return what tells the lowest level at which two speak for the same."""
    ups = [(f"within one {level}", data.who.roll_up(level)) for level in LEVELS]
    return lambda one, other: next(
        (words for words, up in ups if up[one] == up[other]), "between sources"
    )


def _common_relays(data: Dataset) -> Callable[[str, str], str]:
    """Return what tells the relays that two claims have both come through, outermost first.

    The documents' authors are none of them.
    """
    authors = data.who.authors
    return lambda one, other: "; ".join(
        relay for relay in relays(one) if relay in relays(other) and relay not in authors
    )


def _lacking(data: Dataset, reading: Reading, claims: pd.DataFrame) -> list[tuple[str, ...]]:
    """The coding and the time of each claim that a reading would have to choose to have it."""
    coding = ("coding " + claims["claim_id"]).mask(is_coding(data, claims, reading), "")
    time = "time " + claims["time"].replace("", "unspecified")
    if reading.at is not None:
        time = time.mask(claims["valid"] != "", "dates " + claims["valid"])
    time = time.mask(is_in_time(data, claims, reading), "")
    both = zip(coding.tolist(), time.tolist(), strict=True)
    return [tuple(filter(None, needs)) for needs in both]


# --- what might reconcile two claims ----------------------------------------------------------


class _Offer(NamedTuple):
    """What a claim has to offer to a reconciliation, in words where it has."""

    claim: str
    undated: bool
    said_on: str
    role: str
    strength: str
    caution: str
    paraphrase: str


def _offers(data: Dataset, claims: pd.DataFrame) -> Iterator[_Offer]:
    """What each claim offers."""
    columns = ["claim_id", "said_on", "role", "wording"]
    located = locate_quotes(data, claims)
    for claim, said_on, role, wording, own, caution, quoted in zip(
        *(claims[column].tolist() for column in columns),
        is_own(data, claims).tolist(),
        _cautions(data, claims, located),
        _quoted_words(data, claims, located),
        strict=True,
    ):
        yield _Offer(
            claim,
            not said_on and not own,  # what an author says is as old as the text
            said_on,
            role,
            f"{claim} speaks of “{role}”" if role else "",
            f"{claim} comes with “{'; '.join(caution)}”" if caution else "",
            f"{claim} is {_paraphrase(quoted)}" if wording == "paraphrased" else "",
        )


def _cautions(data: Dataset, claims: pd.DataFrame, located: pd.DataFrame) -> list[list[str]]:
    """The hedges of each claim that can be the speaker's.

    A relay's word, such as “insisted”, stands beside the quoted words and changes no certainty.
    """
    found = []
    for hedge, relayed, certainty, document, status, start, end in zip(
        *(claims[column].tolist() for column in ("hedge", "via", "certainty")),
        *(located[column].tolist() for column in ("document_id", "status", "start", "end")),
        strict=True,
    ):
        hedges = list_items(hedge, ";")
        if hedges and relayed and status == "found" and certainty not in ("possible", "probable"):
            text = data.text(document)
            places = [text.find(words, start, end) for words in hedges]
            hedges = [
                words
                for words, place in zip(hedges, places, strict=True)
                if place < 0 or quoted_share(text, place, place + len(words))
            ]
        found.append(hedges)
    return found


def _quoted_words(data: Dataset, claims: pd.DataFrame, located: pd.DataFrame) -> list[list[str]]:
    """What stands in quotation marks in the quote of each paraphrase, without the marks."""
    return [
        [words.strip(_AROUND) for words in quoted_parts(data.text(document), start, end)]
        if wording == "paraphrased"
        else []
        for wording, document, start, end in zip(
            claims["wording"].tolist(),
            *(located[column].tolist() for column in ("document_id", "start", "end")),
            strict=True,
        )
    ]


_AROUND = f" ,.;:!?{QUOTATION_MARKS}"


def _reconciled(offers: Sequence[_Offer], sides: _Sides) -> ExtensionArray:
    """What the fields offer: other days, other levels, another strength of wording."""
    days = cache(_days)
    ones, others = (map(offers.__getitem__, sides[side].tolist()) for side in "ab")
    found = [
        "; ".join(
            filter(
                None,
                (
                    _undated(one, other) if one.undated or other.undated else "",
                    days(one.said_on, other.said_on),
                    _level(one, other) if one.role != other.role else "",
                    _wording(one, other),
                ),
            )
        )
        for one, other in zip(ones, others, strict=True)
    ]
    return pd.array(found, dtype="str")


def _undated(one: _Offer, other: _Offer) -> str:
    """Said nobody knows when."""
    undated = [offer.claim for offer in (one, other) if offer.undated]
    were = "was" if len(undated) == 1 else "were"
    return f"day: the data do not say when {' and '.join(undated)} {were} said"


def _days(one: str, other: str) -> str:
    """Said on days that cannot have been the same."""
    if spell_of(one).meets(spell_of(other)):
        return ""
    return f"day: said on different days ({moment_words(one)}, and {moment_words(other)})"


def _level(one: _Offer, other: _Offer) -> str:
    """Different words for what kind or rank of tie is meant."""
    return f"strength: {', '.join(filter(None, (one.strength, other.strength)))}"


def _wording(one: _Offer, other: _Offer) -> str:
    """Words of caution, and words that are not the speaker's own."""
    words = ", ".join(filter(None, (one.caution, other.caution, one.paraphrase, other.paraphrase)))
    return words and f"wording: {words}"


def _paraphrase(quoted: Sequence[str]) -> str:
    if not quoted:
        return "the author's paraphrase"
    return f"the author's paraphrase but for {listed([f'“{words}”' for words in quoted])}"


def requirements_table(data: Dataset, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the conflicts that need another coding or time, with what these are.

    Parameters
    ----------
    data : Dataset
    pairs : DataFrame
        As `conflict_pairs` returns it.

    Returns
    -------
    DataFrame
        One row, one pair; columns ``conflict``, ``one_side``, ``other_side`` (read
        aloud), ``level``, ``requires``, ``that_is`` (the notes of the codings that it
        requires), ``reconciled_by``.

    Examples
    --------
    >>> from helpers import load_dataset
    >>> data = load_dataset()
    >>> found = requirements_table(data, conflict_pairs(data))
    >>> len(found), found["requires"].iloc[0]
    (28, 'coding c002b; coding c040c')
    """
    needing = pairs[pairs["requires"] != ""]
    note = dict(zip(data["claims"]["claim_id"], data["claims"]["note"], strict=True))
    notes = []
    for requires in needing["requires"]:
        needs = [need for need in requires.split("; ") if need.startswith("coding ")]
        notes.append(" ".join(note[need.removeprefix("coding ")] for need in needs))
    return pd.DataFrame(
        {
            "conflict": needing["conflict"],
            "one_side": all_aloud(data, needing["claim_a"]),
            "other_side": all_aloud(data, needing["claim_b"]),
            "level": needing["level"],
            "requires": needing["requires"],
            "that_is": notes,
            "reconciled_by": needing["reconciled_by"],
        }
    ).reset_index(drop=True)


def levels_table(pairs: pd.DataFrame) -> pd.DataFrame:
    """Count conflicts by kind and level; the kinds and levels without any are there too.

    Parameters
    ----------
    pairs : DataFrame
        As `conflict_pairs` returns it.

    Returns
    -------
    DataFrame
        One row, one level; columns ``level``, ``contradiction``, ``incompatible``,
        ``with_a_paraphrase`` (on one side at least).

    Examples
    --------
    >>> from helpers import load_dataset
    >>> data = load_dataset()
    >>> print(levels_table(conflict_pairs(data)).to_string(index=False))
                     level  contradiction  incompatible  with_a_paraphrase
        within one speaker              0             0                  0
    within one institution              1             0                  1
     within one government              2             5                  6
           between sources             11            15                 18
    """
    levels = [*(f"within one {level}" for level in LEVELS), "between sources"]
    kinds = ["contradiction", "incompatible"]
    counts = pd.crosstab(pairs["level"], pairs["conflict"])
    counts = counts.reindex(index=levels, columns=kinds, fill_value=0)
    paraphrased = (pairs[["wording_a", "wording_b"]] == "paraphrased").any(axis=1)
    reported = paraphrased.groupby(pairs["level"]).sum()
    counts["with_a_paraphrase"] = reported.reindex(levels, fill_value=0)
    return counts.rename_axis(columns=None).rename_axis("level").reset_index()


def closest_pairs(pairs: pd.DataFrame, most: int = MOST_READ) -> pd.DataFrame:
    """Return the conflicts to look at one by one: all, or of many those of the lowest level.

    Parameters
    ----------
    pairs : DataFrame
        As `conflict_pairs` returns it.
    most : int
        How many to return at most.

    Returns
    -------
    DataFrame
        Rows of `pairs`, in their order. Of one level those come first that the coded
        fields do not reconcile, then the first of the table.

    Examples
    --------
    >>> from helpers import load_dataset
    >>> data = load_dataset()
    >>> pairs = conflict_pairs(data)
    >>> len(pairs), closest_pairs(pairs, most=2)["level"].tolist()
    (34, ['within one institution', 'within one government'])
    """
    if len(pairs) <= most:
        return pairs
    # Between sources: missing, and so sorted last.
    rank = pairs["level"].map({f"within one {level}": place for place, level in enumerate(LEVELS)})
    ranked = pd.DataFrame({"level": rank, "reconciled": pairs["reconciled_by"] != ""})
    ranked = ranked.sort_values(["level", "reconciled"])
    return pairs.loc[ranked.index[:most].sort_values()]


def left_out_words(pairs: pd.DataFrame, most: int = MOST_READ) -> str:
    """Say how many conflicts `closest_pairs` leaves out, and at which level; blank if none.

    Parameters
    ----------
    pairs : DataFrame
        As `conflict_pairs` returns it.
    most : int
        How many pairs are shown at most.

    Returns
    -------
    str
        One sentence, or nothing.

    Examples
    --------
    >>> several = pd.DataFrame({"level": ["between sources"] * 3, "reconciled_by": ""})
    >>> left_out_words(several, most=1), left_out_words(several)
    ('2 more conflicts, at the same level, are left out.', '')
    """
    near = closest_pairs(pairs, most)
    far = pairs.drop(index=near.index)
    if far.empty:
        return ""
    rank = {f"within one {level}": place for place, level in enumerate(LEVELS)}
    shown, hidden = (
        frame["level"].map(lambda level: rank.get(level, len(rank))) for frame in (near, far)
    )
    where = "at the same level or a higher one"
    if shown.empty or hidden.min() > shown.max():
        where = "at a higher level"
    elif hidden.max() == shown.max() and hidden.nunique() == 1:
        where = "at the same level"
    verb = "is" if len(far) == 1 else "are"
    return f"{len(far):,} more {noun_of(len(far), 'conflict')}, {where}, {verb} left out."


_BY = {
    "within one speaker": "by one speaker",
    "within one institution": "by two speakers of one institution",
    "within one government": "by two speakers of one government",
    "between sources": "by two different sources",
}


def conflict_words(data: Dataset, pair: pd.Series) -> str:
    """Return what a pair of claims in conflict is about, and what might reconcile them.

    Parameters
    ----------
    data : Dataset
    pair : Series
        A row of what `conflict_pairs` returns.

    Returns
    -------
    str
        Names, kind and level of the conflict; what it needs; what might reconcile its sides.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> pairs = conflict_pairs(data)
    >>> conflict_words(data, pairs.iloc[0]).partition(". ")[0]
    'Barnaby Rook and Chess Club: a contradiction, by two different sources'
    """
    ends = data.who.entities
    kind = {
        "contradiction": "a contradiction",
        "incompatible": "two relations that exclude each other",
    }[pair["conflict"]]
    if pair["conflict"] == "incompatible" and pair["relation_a"] == pair["relation_b"]:
        kind = _two_have(data, pair)
    hint = pair["reconciled_by"] or "the data give no hint"
    parts = [
        f"{ends[pair['subject']]} and {ends[pair['object']]}: {kind}, {_by(data, pair)}.",
        f"They conflict only under: {pair['requires']}." if pair["requires"] else "",
        f"What could make both right? {hint[0].upper()}{hint[1:]}.",
    ]
    return " ".join(filter(None, parts))


def _by(data: Dataset, pair: pd.Series) -> str:
    """Say how near the two stand who speak, or that nobody does."""
    names, nobody = data.who.sources, data.who.inferences
    inferred = [one for one in (pair["speaker_a"], pair["speaker_b"]) if one in nobody]
    if not inferred:
        return _BY[pair["level"]]
    sides = "both sides" if len(inferred) == 2 else "one side"
    suggest = listed(list(dict.fromkeys(names[one] for one in inferred)))
    return f"{sides} said by nobody, suggested by {suggest}"


def _two_have(data: Dataset, pair: pd.Series) -> str:
    """Say who else is said to have what only one can have."""
    claims, names = data["claims"].set_index("claim_id"), data.who.entities
    one, other = claims.loc[pair["claim_b"], ["subject", "object"]]
    shared = pair["object"] if pair["object"] in (one, other) else pair["subject"]
    symmetric = pair["relation_a"] in data.who.relations_where("symmetric")
    whose = f" with {names[shared]}" if symmetric else ""
    who = names[other if one == shared else one]
    return f"only one can have this{whose} at a time, and {who} is said to have it too"


def side_by_side(data: Dataset, pair: pd.Series) -> pd.DataFrame:
    """Return the two sides of a conflict as two columns, in neutral words.

    Parameters
    ----------
    data : Dataset
    pair : Series
        A row of what `conflict_pairs` returns.

    Returns
    -------
    DataFrame
        Columns ``of_each`` (what `helpers.claims.claims_table` tells of a claim, and
        the quote), ``one_side``, ``other_side``; what is blank on both sides is left
        out.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = side_by_side(data, conflict_pairs(data).iloc[0]).set_index("of_each")
    >>> for words in found.loc["quote"]:
    ...     print(words)
    “Captain Rook sits on the Chess Club’s committee,” he insisted
    Captain Rook does not sit on our committee
    """
    claims = data["claims"]
    sides = pd.concat([claims[claims["claim_id"] == pair[f"claim_{side}"]] for side in "ab"])
    told = claims_table(data, sides)
    told.insert(told.columns.get_loc("wording"), "quote", sides["quote"])
    told = told.set_axis(["one_side", "other_side"]).T.rename_axis("of_each").reset_index()
    return told[(told[["one_side", "other_side"]] != "").any(axis=1)].reset_index(drop=True)
