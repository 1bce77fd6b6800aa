"""Claims in words: who says what, through whom, when, and how plainly.

>>> from helpers.data import load_dataset
>>> print(read_aloud(load_dataset(), "c093").partition(", through")[0])
Denied by others (unnamed member states)
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from unicodedata import bidirectional

import pandas as pd

from helpers.claims.quote_places import locate_quotes
from helpers.codebook import date_words, list_items, moment_words, suggestion
from helpers.data import Dataset, quoted_share

MOST_CLAIMS = 5
"""Claims that stand in for those of a sentence, where there is no text."""

STANCE_WORDS = {
    "asserts": "Asserted by",
    "denies": "Denied by",
    "said by nobody": "Said by nobody, suggested by",
}
"""What stands before the name of a source, by the stances of `claims_table`."""

_PERIOD_WORDS = {"current": "the present", "former": "the past", "future": "the future"}
"""The values of the column ``time``, as a sentence says them."""


def relays(via: str) -> list[str]:
    """Return the relays of a claim, outermost first.

    >>> relays("author > un-report")
    ['author', 'un-report']
    """
    return list_items(via, ">")


def passed_on(names: Iterable[str]) -> str:
    """Return the names of relays, outermost first, in the order in which words were passed on.

    >>> passed_on(["the author", "the UN report"])
    'the UN report, then the author'
    """
    return ", then ".join(reversed(list(names)))


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

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> left_out = set(data["claims"]["claim_id"]) - set(primary_claims(data)["claim_id"])
    >>> sorted(left_out)
    ['m23b', 'm36']
    """
    claims = data["claims"] if claims is None else claims
    return claims[(claims["alternative_of"] == "") & ~claims["speaker"].isin(data.who.inferences)]


def propositions(data: Dataset, frame: pd.DataFrame | None = None) -> pd.Series:
    """Return propositions in words, by the rows of the table claims or of another frame.

    The frame has to have the columns subject, relation and object.

    >>> from helpers.data import load_dataset
    >>> propositions(load_dataset()).iloc[0]
    'Taliban → has a close relationship with → Haqqani Network'
    """
    frame = data["claims"] if frame is None else frame
    name, label = data.who.entities, data.who.relations
    parts = [frame["subject"].map(name), frame["relation"].map(label), frame["object"].map(name)]
    return parts[0].str.cat(parts[1:], sep=" → ").map(_from_the_left)


def _from_the_left(words: str) -> str:
    """A left-to-right mark before a name in Arabic or Hebrew script.

    Else the line would run from right to left, and the arrows the wrong way.
    """
    return f"\u200e{words}" if bidirectional(words[:1]) in ("R", "AL") else words


def of_document(data: Dataset, claims: pd.DataFrame, column: str) -> pd.Series:
    """Return a cell of each claim's document; blank if the claim stands in none.

    >>> from helpers.data import load_dataset
    >>> data = load_dataset()
    >>> of_document(data, data["claims"].head(2), "published").tolist()
    ['2021-08-27?', '2021-08-27?']
    """
    documents = data["documents"]
    cells = dict(zip(documents["document_id"], documents[column], strict=True))
    found = [cells.get(document, "") for document in claims["document_id"].tolist()]
    return pd.Series(found, index=claims.index, dtype="str")


def is_own(data: Dataset, claims: pd.DataFrame) -> pd.Series:
    """Tell of each claim whether the author of its document makes it, and nobody passes it on.

    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY.with_name("harbour-papers"))
    >>> claims = data["claims"].set_index("claim_id", drop=False).loc[["t1", "n1", "n4"]]
    >>> is_own(data, claims).tolist()  # n1: what one author said, in the paper of another
    [True, False, True]
    """
    writer = of_document(data, claims, "source")
    an_author = claims["speaker"].isin(data.who.authors) & (writer == "")
    return (claims["via"] == "") & ((claims["speaker"] == writer) | an_author)


def said_when(data: Dataset, claims: pd.DataFrame) -> pd.Series:
    """Return the date of each claim; an author's own words without one are as old as the text.

    >>> from helpers.data import load_dataset
    >>> data = load_dataset()
    >>> said_when(data, data["claims"].head(2)).tolist()
    ['2021-08-27?', '']
    """
    undated_own = is_own(data, claims) & (claims["said_on"] == "")
    return claims["said_on"].mask(undated_own, of_document(data, claims, "published"))


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
    own = is_own(data, claims) | claims["speaker"].isin(data.who.inferences)
    words = []
    for writes, document, status, start, end in zip(
        own.tolist(),
        *(located[c].tolist() for c in ("document_id", "status", "start", "end")),
        strict=True,
    ):
        if status != "found":
            words.append("")
        elif writes:
            words.append("own")
        elif quoted_share(data.text(document), start, end) > 0.5:
            words.append("quoted")
        else:
            words.append("paraphrased")
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
        Columns ``claim``, ``speaker`` (name), ``through`` (names, in the order
        in which the words were passed on), ``stance``, ``proposition``,
        ``wording`` (see `wordings`), ``details`` (role, hedges, marked time, dates and
        certainty), ``speaks_of`` (the period of which it speaks), ``said`` (when it was
        made, and how the date is known), ``note``.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = claims_table(data, data["claims"].loc[[9]])
    >>> for cell in found[["speaker", "proposition", "speaks_of", "said"]].iloc[0]:
    ...     print(cell)
    Osric Tarr of the Harbour Office
    Barnaby Rook → raised a hand at → Chess Club
    from May 4, 1908 to May 10, 1908
    on May 12, 1908, worked out from “on Tuesday”
    """
    name = data.who.sources
    chains = [passed_on(name[one] for one in relays(via)) for via in claims["via"].tolist()]
    rows = claims.to_dict("records")
    inferred = claims["speaker"].isin(data.who.inferences)
    return pd.DataFrame(
        {
            "claim": claims["claim_id"],
            "speaker": claims["speaker"].map(name),
            "through": chains,
            "stance": claims["stance"].mask(inferred, "said by nobody"),
            "proposition": propositions(data, claims),
            "wording": wordings(data, claims),
            "details": ["; ".join(_details(row)) for row in rows],
            "speaks_of": [_speaks_of(row) for row in rows],
            "said": [_said(row) for row in rows],
            "note": claims["note"],
        }
    )


def one_way_round(data: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims with the ends of symmetric relations in one order.

    So the same tie always has the same ends.
    """
    symmetric = claims["relation"].isin(data.who.relations_where("symmetric"))
    swapped = symmetric & (claims["subject"] > claims["object"])
    return claims.assign(
        subject=claims["subject"].mask(swapped, claims["object"]),
        object=claims["object"].mask(swapped, claims["subject"]),
    )


def read_aloud(data: Dataset, claim_id: str) -> str:
    """Return one claim as a sentence: stance, speaker, relays, proposition, details.

    Parameters
    ----------
    data : Dataset
    claim_id : str
        Id of a claim.

    Returns
    -------
    str
        The sentence.

    Raises
    ------
    KeyError
        If there is no such claim.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> for part in read_aloud(data, "m10").split(": "):
    ...     print(part)
    Denied by Miss Augusta Kite of the Chess Club, through Clementine Dray, the item's author
    Barnaby Rook → sits on the committee of → Chess Club.
    """
    return all_aloud(data, [claim_id])[0]


def all_aloud(data: Dataset, claim_ids: Iterable[str]) -> list[str]:
    """Return claims as sentences, as `read_aloud` does one.

    Of thousands the names are looked up once.

    Parameters
    ----------
    data : Dataset
    claim_ids : iterable of str
        Ids of claims.

    Returns
    -------
    list of str
        A sentence for each, in their order.

    Raises
    ------
    KeyError
        If there is no such claim.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> all_aloud(data, ["m10"]) == [read_aloud(data, "m10")]
    True
    """
    claims, claim_ids = data["claims"], list(claim_ids)
    place = {claim: number for number, claim in enumerate(claims["claim_id"])}
    if unknown := [claim for claim in claim_ids if claim not in place]:
        raise KeyError(f"no claim {unknown[0]!r}: {suggestion(unknown[0], claims['claim_id'])}")
    found = claims.iloc[[place[claim] for claim in claim_ids]]
    name, nobody = data.who.sources, data.who.inferences
    return [
        _aloud(claim, said, name, nobody)
        for claim, said in zip(
            found[_ALOUD].to_dict("records"), propositions(data, found), strict=True
        )
    ]


_ALOUD = ["speaker", "via", "stance", "role", "hedge", "time", "valid", "certainty"]


def _aloud(
    claim: Mapping[str, str], proposition: str, name: Mapping[str, str], nobody: Container[str]
) -> str:
    through = passed_on(name[source] for source in relays(claim["via"]))
    who = name[claim["speaker"]] + (through and f", through {through}")
    stance = "said by nobody" if claim["speaker"] in nobody else claim["stance"]
    details = "; ".join(_details(claim))
    details = details and f" ({details})"
    return f"{STANCE_WORDS[stance]} {who}: {proposition}{details}."


def _details(claim: Mapping[str, str]) -> list[str]:
    """Return the words for role and hedges, and time, dates and certainty where marked."""
    quoted = [f"“{part}”" for part in list_items(claim["role"], ";")]
    hedges = [f"hedged “{part}”" for part in list_items(claim["hedge"], ";")]
    time = [f"time: {claim['time']}"] if claim["time"] in ("former", "future") else []
    certainty = (
        [f"certainty: {claim['certainty']}"] if claim["certainty"] not in ("", "unstated") else []
    )
    held = [f"held: {date_words(claim['valid'])}"] if claim["valid"] else []
    return [*quoted, *hedges, *time, *held, *certainty]


def _speaks_of(claim: Mapping[str, str]) -> str:
    """Return the period of which a claim speaks, where it names one."""
    period = _PERIOD_WORDS.get(claim["time"], claim["time"])
    return ", ".join(filter(None, [period, claim["valid"] and date_words(claim["valid"])]))


def _said(claim: Mapping[str, str]) -> str:
    """Return when a claim was made, and how the date is known."""
    words = f"“{claim['said_on_text']}”" if claim["said_on_text"] else ""
    if not claim["said_on"]:
        return words
    day = moment_words(claim["said_on"])
    if claim["said_on_basis"] == "inferred":
        return f"{day}, worked out from {words}" if words else f"{day}, worked out"
    if claim["said_on_basis"] == "external":
        said = f", which says only {words}" if words else ""
        return f"{day}, known from outside of the text{said}"
    return f"{day} ({words})" if words else day
