"""Claims in words: who says what through whom, when, and who speaks how much.

>>> from helpers.data import load_dataset
>>> print(read_aloud(load_dataset(), "c093"))
Denied by others (unnamed member states), as relayed by the UN report of July, as relayed by the article's author (Jerry Dunleavy): ISIS-K → collaborates with → Haqqani Network (“tactical or commander-level”; wording: certain).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from unicodedata import bidirectional

import pandas as pd

from helpers.codebook import date_span, list_items, suggestion
from helpers.data import (
    Dataset,
    entity_names,
    inference_sources,
    quoted_share,
    relation_labels,
    sentences,
    source_names,
    sources_of_kind,
)
from helpers.places import locate_quotes

__all__ = [
    "STANCE_WORDS",
    "all_aloud",
    "alternatives_table",
    "claims_by_speaker",
    "claims_table",
    "dates_table",
    "inferences_table",
    "longest_chain",
    "pairs_table",
    "primary_claims",
    "propositions",
    "read_aloud",
    "relays",
    "richest_sentence",
    "undated_table",
    "wordings",
]

MOST_CLAIMS = 5
"""Claims that stand in for those of a sentence, where there is no text."""

STANCE_WORDS = {"asserts": "Asserted by", "denies": "Denied by"}


def relays(via: str) -> list[str]:
    """Return the relays of a claim, outermost first.

    >>> relays("author > un-report")
    ['author', 'un-report']
    """
    return list_items(via, ">")


def primary_claims(data: Dataset, claims: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the claims without alternative codings and without inferences.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame, optional
        Another coding, with the same columns; default: the table claims.

    Returns
    -------
    DataFrame
        The rows that are left, all columns.
    """
    claims = data["claims"] if claims is None else claims
    return claims[
        (claims["alternative_of"] == "") & ~claims["speaker"].isin(inference_sources(data))
    ]


def propositions(data: Dataset, frame: pd.DataFrame | None = None) -> pd.Series:
    """Return propositions in words, by the rows of the table claims or of a frame with subject, relation and object.

    >>> from helpers.data import load_dataset
    >>> propositions(load_dataset()).iloc[0]
    'Taliban → has a close relationship with → Haqqani Network'
    """
    frame = data["claims"] if frame is None else frame
    name, label = entity_names(data), relation_labels(data)
    parts = [frame["subject"].map(name), frame["relation"].map(label), frame["object"].map(name)]
    return parts[0].str.cat(parts[1:], sep=" → ").map(_from_the_left)


def _from_the_left(words: str) -> str:
    """A line that begins with a name in Arabic or Hebrew script would run from right to left, and the arrows the wrong way."""
    return f"\u200e{words}" if bidirectional(words[:1]) in ("R", "AL") else words


def wordings(data: Dataset, claims: pd.DataFrame | None = None) -> pd.Series:
    """Tell of each claim whose words carry it.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame, optional
        Rows of the table claims; default: all.

    Returns
    -------
    Series of str
        By the rows of the claims: ``own`` (the document's author speaks),
        ``quoted`` (most of the quote stands inside quotation marks),
        ``paraphrased`` (the author words what somebody else said), or blank
        where there is no text.
    """
    claims = data["claims"] if claims is None else claims
    located = locate_quotes(data, claims)
    authors = sources_of_kind(data, "author") | inference_sources(data)
    words = []
    for speaker, document, status, start, end in zip(
        claims["speaker"].tolist(),
        *(located[c].tolist() for c in ("document_id", "status", "start", "end")),
    ):
        quoted = status == "found" and quoted_share(data.text(document), start, end) > 0.5
        words.append(
            ""
            if status != "found"
            else "own"
            if speaker in authors
            else "quoted"
            if quoted
            else "paraphrased"
        )
    return pd.Series(words, index=claims.index, dtype="str")


def claims_table(data: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims as a reader wants to see them.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame
        Rows of ``data["claims"]``.

    Returns
    -------
    DataFrame
        Columns ``claim``, ``speaker`` (name), ``through`` (names, outermost
        first), ``stance``, ``proposition``, ``wording`` (see `wordings`),
        ``qualified`` (role, hedges, marked time and certainty), ``when``
        (period, validity, when said), ``note``.
    """
    name = source_names(data)
    return pd.DataFrame(
        {
            "claim": claims["claim_id"],
            "speaker": claims["speaker"].map(name),
            "through": [" › ".join(name[relay] for relay in relays(via)) for via in claims["via"]],
            "stance": claims["stance"].mask(
                claims["speaker"].isin(inference_sources(data)), "said by nobody"
            ),
            "proposition": propositions(data, claims),
            "wording": wordings(data, claims),
            "qualified": ["; ".join(_qualifications(row)) for row in claims.to_dict("records")],
            "when": [_when(row) for row in claims.to_dict("records")],
            "note": claims["note"],
        }
    )


def read_aloud(data: Dataset, claim_id: str) -> str:
    """Return one claim as a sentence: stance, speaker, relays, proposition, qualifications.

    Raises
    ------
    KeyError
        If there is no such claim.
    """
    return all_aloud(data, [claim_id])[0]


def all_aloud(data: Dataset, claim_ids: Iterable[str]) -> list[str]:
    """Return claims as sentences, as `read_aloud` does one; of thousands the names are looked up once.

    Raises
    ------
    KeyError
        If there is no such claim.
    """
    claims, claim_ids = data["claims"], list(claim_ids)
    place = {claim: number for number, claim in enumerate(claims["claim_id"])}
    if unknown := [claim for claim in claim_ids if claim not in place]:
        raise KeyError(f"no claim {unknown[0]!r}: {suggestion(unknown[0], claims['claim_id'])}")
    found = claims.iloc[[place[claim] for claim in claim_ids]]
    name, nobody = source_names(data), inference_sources(data)
    return [
        _aloud(claim, said, name, nobody)
        for claim, said in zip(found.to_dict("records"), propositions(data, found))
    ]


def _aloud(
    claim: Mapping[str, str], proposition: str, name: Mapping[str, str], nobody: Container[str]
) -> str:
    who = ", as relayed by ".join(
        name[source] for source in [claim["speaker"], *reversed(relays(claim["via"]))]
    )
    stance = (
        "Said by nobody, suggested by"
        if claim["speaker"] in nobody
        else STANCE_WORDS[claim["stance"]]
    )
    qualified = "; ".join(_qualifications(claim))
    details = f" ({qualified})" if qualified else ""
    return f"{stance} {who}: {proposition}{details}."


def _qualifications(claim: Mapping[str, str]) -> list[str]:
    """Return the words for role and hedges, and time and certainty where they are marked."""
    quoted = [f"“{part}”" for part in list_items(claim["role"], ";")]
    hedges = [f"hedged “{part}”" for part in list_items(claim["hedge"], ";")]
    time = [f"time: {claim['time']}"] if claim["time"] in ("former", "future") else []
    certainty = (
        [f"wording: {claim['certainty']}"] if claim["certainty"] not in ("", "unstated") else []
    )
    return [*quoted, *hedges, *time, *certainty]


def _when(claim: Mapping[str, str]) -> str:
    """Return what is known of a claim's time: of which period it speaks, and when it was made."""
    parts = {
        "speaks of": " ".join(filter(None, [claim["time"], claim["valid"]])),
        "said": f"“{claim['said_on_text']}”" if claim["said_on_text"] else "",
        "on": " ".join(
            filter(
                None, [claim["said_on"], claim["said_on_basis"] and f"({claim['said_on_basis']})"]
            )
        ),
    }
    return "; ".join(f"{word}: {text}" for word, text in parts.items() if text)


def longest_chain(data: Dataset) -> str:
    """Return the claim_id of the (first) claim with the most relays and, among those, the most hedges.

    >>> from helpers.data import load_dataset
    >>> longest_chain(load_dataset())
    'c087'
    """
    claims = primary_claims(data)
    lengths = [
        (len(relays(via)), len(list_items(hedge, ";")))
        for via, hedge in zip(claims["via"].tolist(), claims["hedge"].tolist())
    ]
    return claims["claim_id"].iloc[lengths.index(max(lengths))]


def richest_sentence(data: Dataset, claims: pd.DataFrame | None = None) -> tuple[str, pd.DataFrame]:
    """Return the sentence in which most sources speak (then most claims, then the first), and its claims.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame, optional
        Rows of ``data["claims"]``, the only ones to look at; default, also where
        there are none: the primary claims.

    Returns
    -------
    tuple of str and DataFrame
        The sentence, and those of the claims that stand in it. Where no text is at
        hand, words that say so, and the first claims of the source that speaks most.
    """
    claims = primary_claims(data) if claims is None or claims.empty else claims
    located, speaker = locate_quotes(data, claims), claims["speaker"].to_dict()
    found = []
    for document in located["document_id"].unique():
        text, here = (
            _text(data, document),
            located[(located["document_id"] == document) & (located["status"] == "found")],
        )
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
    return words, claims.loc[rows]


def _by_sentence(
    spans: list[tuple[int, int]], located: pd.DataFrame
) -> list[tuple[tuple[int, int], list[int]]]:
    """Each sentence with the rows whose quotes stand in it."""
    starts, rows = [start for start, _ in spans], [[] for _ in spans]
    for row, start, end in zip(located.index, located["start"], located["end"]):
        place = bisect_right(starts, start) - 1
        if place >= 0 and end <= spans[place][1]:
            rows[place].append(row)
    return list(zip(spans, rows))


def _text(data: Dataset, document: str) -> str:
    return data.text(document) if data.has_text(document) else ""


def claims_by_speaker(data: Dataset) -> pd.DataFrame:
    """Count the primary claims of each speaker.

    Returns
    -------
    DataFrame
        Ordered by claims; columns ``speaker`` (name), ``claims``, ``asserts``,
        ``denies``, ``cautious`` (wording possible or probable), ``paraphrased``
        (see `wordings`), ``relayed_twice`` (through somebody besides the
        document's author).
    """
    claims, authors = primary_claims(data), sources_of_kind(data, "author")
    marks = pd.DataFrame(
        {
            "speaker": claims["speaker"].map(source_names(data)),
            "claims": 1,
            "asserts": claims["stance"] == "asserts",
            "denies": claims["stance"] == "denies",
            "cautious": claims["certainty"].isin(["possible", "probable"]),
            "paraphrased": wordings(data, claims) == "paraphrased",
            "relayed_twice": [bool(set(relays(via)) - authors) for via in claims["via"]],
        }
    )
    counts = marks.groupby("speaker").sum().astype(int).reset_index()
    return counts.sort_values(["claims", "speaker"], ascending=[False, True], ignore_index=True)


def dates_table(data: Dataset) -> pd.DataFrame:
    """Return when things were said: one row per date, basis and speaker.

    Returns
    -------
    DataFrame
        In order of time; columns ``said_on`` (EDTF), ``words`` (the text's own,
        joined by ";"), ``basis``, ``first`` and ``last`` (the days that the date
        can mean, None where open), ``speaker``, ``claims`` (how many).
    """
    claims = primary_claims(data)
    dated = claims[claims["said_on"] != ""].assign(
        speaker=claims["speaker"].map(source_names(data))
    )
    keys = ["said_on", "said_on_basis", "speaker"]
    rows = [
        {
            "said_on": said_on,
            "words": ";".join(word for word in dict.fromkeys(rows["said_on_text"]) if word),
            "basis": basis,
            "first": date_span(said_on)[0],
            "last": date_span(said_on)[1],
            "speaker": speaker,
            "claims": len(rows),
        }
        for (said_on, basis, speaker), rows in dated.groupby(keys, sort=False)
    ]
    columns = ["said_on", "words", "basis", "first", "last", "speaker", "claims"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["last", "first", "speaker"], ignore_index=True)


def undated_table(data: Dataset) -> pd.DataFrame:
    """Count the primary claims of which the data do not say when they were made.

    Returns
    -------
    DataFrame
        Columns ``speaker`` (name) and ``undated``.
    """
    claims = primary_claims(data)
    undated = claims[claims["said_on"] == ""]
    counts = undated["speaker"].map(source_names(data)).value_counts(sort=False)
    frame = counts.rename_axis("speaker").reset_index(name="undated")
    return frame.sort_values(["undated", "speaker"], ascending=[False, True], ignore_index=True)


def pairs_table(data: Dataset) -> pd.DataFrame:
    """Count who speaks of which pair of organizations or collectives, either way round.

    Returns
    -------
    DataFrame
        Most claims first; columns ``pair``, ``claims``, ``asserts``, ``asserted``
        (relations, each with the number of its claims), ``denies``,
        ``denies_quoted`` (denials in the speaker's own words), ``speakers``
        (names), ``silent`` (how many of the speakers of the dataset
        say nothing of the pair).
    """
    claims, entities = primary_claims(data), data["entities"]
    name = {
        i: n or i
        for i, n, kind in entities[["entity_id", "name", "kind"]].itertuples(index=False)
        if kind in ("organization", "collective")
    }
    spoken = claims[claims["subject"].isin(name) & claims["object"].isin(name)]
    pairs = [
        " and ".join(sorted((name[s], name[o])))
        for s, o in zip(spoken["subject"], spoken["object"])
    ]
    speaker_names, quoted = (
        spoken["speaker"].map(source_names(data)),
        wordings(data, spoken) == "quoted",
    )
    labels = spoken["relation"].map(relation_labels(data))
    rows = [
        {
            "pair": pair,
            "claims": len(rows),
            "asserts": int((rows["stance"] == "asserts").sum()),
            "asserted": "; ".join(
                f"{label}: {number}"
                for label, number in Counter(
                    labels[rows.index[rows["stance"] == "asserts"]]
                ).most_common()
            ),
            "denies": int((rows["stance"] == "denies").sum()),
            "denies_quoted": int((quoted[rows.index] & (rows["stance"] == "denies")).sum()),
            "speakers": "; ".join(dict.fromkeys(speaker_names[rows.index])),
            "silent": claims["speaker"].nunique() - rows["speaker"].nunique(),
        }
        for pair, rows in spoken.groupby(
            pd.Series(pairs, index=spoken.index, dtype="str"), sort=True
        )
    ]
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
    """Return what a reader is tempted to conclude and nobody says, as `claims_table` shows it."""
    claims = data["claims"]
    return claims_table(data, claims[claims["speaker"].isin(inference_sources(data))])


def alternatives_table(data: Dataset) -> pd.DataFrame:
    """Return the alternative codings beside the rows that they would replace.

    Returns
    -------
    DataFrame
        Columns ``claim``, ``coded`` (read aloud), ``alternative``, ``otherwise``
        (the cells in which it differs), ``why``.
    """
    claims = data["claims"].set_index("claim_id")
    compared = [
        "speaker",
        "via",
        "stance",
        "subject",
        "relation",
        "object",
        "role",
        "time",
        "hedge",
        "certainty",
        "said_on",
        "said_on_basis",
    ]
    chosen, rows = claims[claims["alternative_of"] != ""], []
    for (claim_id, row), coded in zip(chosen.iterrows(), all_aloud(data, chosen["alternative_of"])):
        primary = claims.loc[row["alternative_of"]]
        rows.append(
            {
                "claim": row["alternative_of"],
                "coded": coded,
                "alternative": claim_id,
                "otherwise": "; ".join(
                    f"{c}: {row[c] or 'blank'}" for c in compared if row[c] != primary[c]
                ),
                "why": row["note"],
            }
        )
    return pd.DataFrame(rows, columns=["claim", "coded", "alternative", "otherwise", "why"])
