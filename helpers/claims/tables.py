"""Claims counted and listed: by speaker, by date, by pair, by how they were coded.

>>> from helpers.data import load_dataset
>>> claims_by_speaker(load_dataset()).columns.tolist()[:3]
['speaker', 'claims', 'asserts']
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

import pandas as pd

from helpers.claims.quote_places import locate_quotes
from helpers.claims.words import (
    MOST_CLAIMS,
    all_aloud,
    claims_table,
    primary_claims,
    relays,
    wordings,
)
from helpers.codebook import date_span, list_items, strict_days
from helpers.data import CLOSED_BY, Dataset, quoted_parts, sentences


def index_first(wide: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a wide table with its index as the first column, even if another has that name.

    >>> index_first(pd.DataFrame({"person": ["leads"]}, index=["Ada"]), "person").columns.tolist()
    ['person', 'person']
    """
    labels = wide.index.to_numpy()
    found = wide.rename_axis(columns=None).reset_index(drop=True)
    found.insert(0, name, labels, allow_duplicates=True)
    return found


def longest_chain(data: Dataset) -> str:
    """Return the (first) claim with the most relays and, among those, the most hedges: its id.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    str
        Id of a primary claim; blank if there is none.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> longest_chain(load_dataset())
    'c087'
    """
    claims = primary_claims(data)
    lengths = [
        (len(relays(via)), len(list_items(hedge, ";")))
        for via, hedge in zip(claims["via"].tolist(), claims["hedge"].tolist(), strict=True)
    ]
    return claims["claim_id"].iloc[lengths.index(max(lengths))] if lengths else ""


def richest_sentence(data: Dataset, claims: pd.DataFrame | None = None) -> tuple[str, pd.DataFrame]:
    """Return the sentence in which most sources speak, and its claims.

    Of several, the one with most claims, then the first.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame, optional
        Rows of ``data["claims"]``, the only ones to look at; default, also where
        there are none: the primary claims.

    Returns
    -------
    tuple of str and DataFrame
        The sentence, and those of the claims that stand in it; where a quotation goes on
        behind it, with three dots in brackets. Where no text is at hand, words that say so,
        and the first claims of the source that speaks most.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> words, found = richest_sentence(data)
    >>> print(words[:80])
    In the same minutes the caretaker says that the Chess Club and the Brass Band “h
    >>> found["speaker"].tolist()
    ['hall-caretaker', 'gideon-oom', 'clementine-dray']
    """
    claims = primary_claims(data) if claims is None or claims.empty else claims
    located, speaker = locate_quotes(data, claims), claims["speaker"].to_dict()
    quoted = located[located["status"] == "found"]
    places = quoted.groupby("document_id").indices
    found = []
    for document in located["document_id"].unique():
        text = _text(data, document)
        here = quoted.iloc[places.get(document, [])]
        found += [(text[s:e], rows) for (s, e), rows in _by_sentence(sentences(text), here)]
    if not found:
        most = claims["speaker"].value_counts(sort=True).index[:1]
        return (
            "(The dataset has no text: here are claims of the source that makes most of them.)",
            claims[claims["speaker"].isin(most)].head(MOST_CLAIMS),
        )
    words, rows = max(
        found, key=lambda pair: (len({speaker[row] for row in pair[1]}), len(pair[1]))
    )
    return words + _goes_on(words), claims.loc[rows]


def _goes_on(words: str) -> str:
    """Mark a quotation that ends in a later sentence, so that nothing seems to be missing."""
    last = next(reversed(quoted_parts(words, 0, len(words))), "")
    closed = len(last) > 1 and last[-1] in CLOSED_BY[last[0]]
    return " […]" if last and not closed else ""


def _by_sentence(
    spans: list[tuple[int, int]], located: pd.DataFrame
) -> list[tuple[tuple[int, int], list[int]]]:
    """Each sentence with the rows whose quotes stand in it."""
    starts = [start for start, _ in spans]
    rows: list[list[int]] = [[] for _ in spans]
    for row, start, end in zip(located.index, located["start"], located["end"], strict=True):
        place = bisect_right(starts, start) - 1
        if place >= 0 and end <= spans[place][1]:
            rows[place].append(row)
    return list(zip(spans, rows, strict=True))


def _text(data: Dataset, document: str) -> str:
    return data.text(document) if data.has_text(document) else ""


def claims_by_speaker(data: Dataset) -> pd.DataFrame:
    """Count the primary claims of each speaker.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        Ordered by claims; columns ``speaker`` (name), ``claims``, ``asserts``,
        ``denies``, ``cautious`` (wording possible or probable), ``paraphrased``
        (see `wordings`), ``relayed_twice`` (through somebody besides the
        document's author).

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = claims_by_speaker(data)[["speaker", "claims", "denies", "relayed_twice"]]
    >>> print(found.tail(3).to_string(index=False))
                         speaker  claims  denies  relayed_twice
            the hall's caretaker       2       0              2
    the label on the kite's tail       2       0              0
    Gideon Oom of the Brass Band       1       1              1
    """
    claims, authors = primary_claims(data), data.who.authors
    marks = pd.DataFrame(
        {
            "speaker": claims["speaker"].map(data.who.sources),
            "claims": 1,
            "asserts": claims["stance"] == "asserts",
            "denies": claims["stance"] == "denies",
            "cautious": claims["certainty"].isin(["possible", "probable"]),
            "paraphrased": wordings(data, claims) == "paraphrased",
            "relayed_twice": [bool(set(relays(via)) - authors) for via in claims["via"].tolist()],
        }
    )
    counts = marks.groupby("speaker").sum().astype(int).reset_index()
    return counts.sort_values(["claims", "speaker"], ascending=[False, True], ignore_index=True)


def dates_table(data: Dataset) -> pd.DataFrame:
    """Return when things were said: one row per date, basis and speaker.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        In order of time; columns ``said_on`` (EDTF), ``words`` (the text's own,
        joined by ";"), ``basis``, ``first`` and ``last`` (the days that the date
        can mean, None where open, before the year 1 or after 9999), ``speaker``,
        ``claims`` (how many).

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = dates_table(data)
    >>> print(found[["said_on", "words", "basis", "claims"]].tail(3).to_string(index=False))
       said_on        words    basis  claims
    1908-05-12   on Tuesday inferred       3
    1908-05-13 on Wednesday inferred       5
    1908-05-14  on Thursday inferred       6
    """
    claims = primary_claims(data)
    dated = claims[claims["said_on"] != ""].assign(speaker=claims["speaker"].map(data.who.sources))
    keys = ["said_on", "said_on_basis", "speaker"]
    rows = []
    for (said_on, basis, speaker), said in dated.groupby(keys, sort=False):
        first, last = date_span(said_on)
        rows.append(
            {
                "said_on": said_on,
                "words": ";".join(word for word in dict.fromkeys(said["said_on_text"]) if word),
                "basis": basis,
                "first": first,
                "last": last,
                "speaker": speaker,
                "claims": len(said),
            }
        )
    columns = ["said_on", "words", "basis", "first", "last", "speaker", "claims"]
    rows.sort(key=lambda row: (strict_days(row["said_on"])[::-1], row["speaker"]))
    return pd.DataFrame(rows, columns=columns)


def undated_table(data: Dataset) -> pd.DataFrame:
    """Count the primary claims of which the data do not say when they were made.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        Columns ``speaker`` (name) and ``undated``.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> print(undated_table(data).to_string(index=False))
                               speaker  undated
    Clementine Dray, the item's author       13
                     the Town Register        3
    """
    claims = primary_claims(data)
    undated = claims[claims["said_on"] == ""]
    counts = undated["speaker"].map(data.who.sources).value_counts(sort=False)
    frame = counts.rename_axis("speaker").reset_index(name="undated")
    return frame.sort_values(["undated", "speaker"], ascending=[False, True], ignore_index=True)


def pairs_table(data: Dataset) -> pd.DataFrame:
    """Count who speaks of which pair of organizations or collectives, either way round.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        Most claims first; columns ``pair``, ``claims``, ``asserts``, ``asserted``
        (relations, each with the number of its claims), ``denies``,
        ``denies_quoted`` (denials in the speaker's own words), ``speakers``
        (names), ``silent`` (how many of the speakers of the dataset
        say nothing of the pair).

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = pairs_table(data).loc[0]
    >>> found["pair"], found["asserted"], int(found["denies"])
    ('Chess Club and Kite Club', 'is part of: 1; is separate from: 1; is allied with: 1', 1)
    """
    claims, named = primary_claims(data), data.who.entities
    groups = [*data.who.of_kind("organization"), *data.who.of_kind("collective")]
    name = {group: named[group] for group in groups}
    spoken = claims[claims["subject"].isin(name) & claims["object"].isin(name)]
    pairs = [
        " and ".join(sorted((name[s], name[o])))
        for s, o in zip(spoken["subject"], spoken["object"], strict=True)
    ]
    speaker_names = spoken["speaker"].map(data.who.sources)
    quoted = wordings(data, spoken) == "quoted"
    labels = spoken["relation"].map(data.who.relations)
    speakers = claims["speaker"].nunique()
    rows = []
    for pair, said in spoken.groupby(pd.Series(pairs, index=spoken.index, dtype="str"), sort=True):
        asserts = said["stance"] == "asserts"
        denies = said["stance"] == "denies"
        asserted = Counter(labels[said.index[asserts]]).most_common()
        rows.append(
            {
                "pair": pair,
                "claims": len(said),
                "asserts": int(asserts.sum()),
                "asserted": "; ".join(f"{label}: {number}" for label, number in asserted),
                "denies": int(denies.sum()),
                "denies_quoted": int((quoted[said.index] & denies).sum()),
                "speakers": "; ".join(dict.fromkeys(speaker_names[said.index])),
                "silent": speakers - said["speaker"].nunique(),
            }
        )
    frame = pd.DataFrame(
        rows,
        columns=[
            "pair",
            "claims",
            "asserts",
            "asserted",
            "denies",
            "denies_quoted",
            "speakers",
            "silent",
        ],
    )
    return frame.sort_values("claims", ascending=False, kind="stable", ignore_index=True)


def inferences_table(data: Dataset) -> pd.DataFrame:
    """Return what a reader is tempted to conclude and nobody says, as `claims_table` shows it.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        One row, one inference; the columns of `claims_table`, with "said by nobody" as stance.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> inferences_table(data)[["claim", "stance", "proposition"]].values.tolist()
    [['m36', 'said by nobody', 'Nadim Bahri → is a top figure in → Kite Club']]
    """
    claims = data["claims"]
    return claims_table(data, claims[claims["speaker"].isin(data.who.inferences)])


def alternatives_table(data: Dataset) -> pd.DataFrame:
    """Return the alternative codings beside the rows that they would replace.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    DataFrame
        Columns ``claim``, ``coded`` (read aloud), ``alternative``, ``otherwise``
        (the cells in which it differs, the words of the text apart), ``why``.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> [row] = alternatives_table(data).to_dict("records")
    >>> row["claim"], row["alternative"], row["otherwise"]
    ('m23', 'm23b', 'subject: nadim-bahri')
    """
    claims = data["claims"].set_index("claim_id")
    compared = [
        "document_id",
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
        "said_on",
        "said_on_basis",
    ]
    chosen = claims[claims["alternative_of"] != ""]
    words = all_aloud(data, chosen["alternative_of"])
    rows = []
    for (claim_id, row), coded in zip(chosen.iterrows(), words, strict=True):
        primary = claims.loc[row["alternative_of"]]
        cells = [
            f"{name}: {row[name] or 'blank'}" for name in compared if row[name] != primary[name]
        ]
        rows.append(
            {
                "claim": row["alternative_of"],
                "coded": coded,
                "alternative": claim_id,
                "otherwise": "; ".join(cells),
                "why": row["note"],
            }
        )
    return pd.DataFrame(rows, columns=["claim", "coded", "alternative", "otherwise", "why"])
