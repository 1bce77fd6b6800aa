"""Stances: who asserts, who denies, and who says nothing of a proposition.

>>> from helpers.data import load_dataset
>>> table = stance_table(load_dataset(), about=["isis-k", "haqqani-network"])
>>> for cell in table.iloc[0]:
...     print(cell or "not stated")
ISIS-K → collaborates with → Haqqani Network
asserts: “tactical or commander-level”
denies: “tactical or commander-level”
not stated
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.claims import PERIOD_OF, index_first, one_way_round, primary_claims, relays, wordings
from helpers.codebook import as_list, refuse_unknown
from helpers.conflicts.contested import ties_in_words
from helpers.data import Dataset


def stances(
    data: Dataset, about: str | Iterable[str] | None = None, relay: str | None = None
) -> pd.DataFrame:
    """Return what each speaker says of each proposition: primary codings, without inferences.

    Parameters
    ----------
    data : Dataset
    about : str or iterable of str, optional
        Entities, all of which the proposition has to mention (one or two).
    relay : str, optional
        A source: only claims made through it, or by it. Blank: all.

    Returns
    -------
    DataFrame
        One row, one claim, in the order of the table; columns ``proposition`` (in
        words, with its period unless it is now; a symmetric relation as its first
        claim has it), ``speaker`` (name), ``stance``, ``role``, ``hedge``,
        ``wording`` (see `helpers.claims.wordings`), ``claim``.

    Raises
    ------
    ValueError
        With a suggestion, if there is no such entity or source.

    Examples
    --------
    >>> from helpers import MYSTERY, load_dataset
    >>> data = load_dataset(MYSTERY)
    >>> found = stances(data, ["kite-club", "chess-club"])
    >>> print(found[["speaker", "stance", "claim"]].to_string(index=False))
                                speaker  stance claim
       Osric Tarr of the Harbour Office asserts   m09
    Miss Augusta Kite of the Chess Club asserts   m13
                            Salma Bahri asserts   m18
                            Salma Bahri  denies   m19
    """
    claims = primary_claims(data)
    about = as_list(about or [])
    refuse_unknown("entity", about, data["entities"]["entity_id"])
    for entity in about:
        claims = claims[(claims["subject"] == entity) | (claims["object"] == entity)]
    if relay:
        refuse_unknown("source", [relay], data["sources"]["source_id"])
        chains = zip(claims["speaker"], claims["via"], strict=True)
        claims = claims.loc[[relay in [speaker, *relays(via)] for speaker, via in chains]]
    claims = claims.assign(period=claims["time"].map(PERIOD_OF))
    same = one_way_round(data, claims)
    words = ties_in_words(data, claims)
    met = words.groupby([same[one] for one in ("subject", "relation", "object", "period")])
    return pd.DataFrame(
        {
            "proposition": met.transform("first"),
            "speaker": claims["speaker"].map(data.who.sources),
            **{column: claims[column] for column in ("stance", "role", "hedge")},
            "wording": wordings(data, claims),
            "claim": claims["claim_id"],
        }
    ).reset_index(drop=True)


def stance_table(
    data: Dataset, about: str | Iterable[str] | None = None, relay: str | None = None
) -> pd.DataFrame:
    """Return propositions × speakers. A blank cell means: not stated.

    Parameters
    ----------
    data : Dataset
    about : str or iterable of str, optional
        Entities, all of which the proposition has to mention (one or two).
    relay : str, optional
        A source: only claims made through it, or by it. Blank: all.

    Returns
    -------
    DataFrame
        One row, one proposition; columns ``proposition`` and one for each speaker
        (name), both in the order in which they come. A cell holds the stances, each
        with its role and hedge, and whether the words are the author's paraphrase.

    Raises
    ------
    ValueError
        With a suggestion, if there is no such entity or source.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> stance_table(load_dataset(), about="al-qaeda").shape
    (7, 5)
    """
    found = stances(data, about, relay)
    role = (": “" + found["role"] + "”").where(found["role"] != "", "")
    hedge = (" (hedged “" + found["hedge"] + "”)").where(found["hedge"] != "", "")
    paraphrase = found["wording"].map({"paraphrased": ", paraphrased"}).fillna("")
    cells = (
        found.assign(cell=found["stance"] + paraphrase + role + hedge)
        .groupby(["proposition", "speaker"])["cell"]
        .agg(lambda said: "; ".join(dict.fromkeys(said)))
    )
    wide = cells.unstack(fill_value="").reindex(
        index=found["proposition"].unique(), columns=found["speaker"].unique()
    )
    return index_first(wide, "proposition")  # a source may be called that
