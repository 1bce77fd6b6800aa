"""Lines of evidence: claims that reach the reader through one source are one line.

>>> independent_lines([{"ada", "minutes"}, {"ben", "minutes"}, {"cy"}])
2
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.claims.admitted import counting_claims, with_support
from helpers.claims.denials_met import are_met, are_of_their_tie, in_one_period
from helpers.claims.readings import Reading
from helpers.claims.words import one_way_round
from helpers.data import LEVELS, Dataset


def independent_lines(supports: Iterable[Iterable[str]]) -> int:
    """Count the groups of claims that share no source, directly or through other claims."""
    import networkx as nx

    graph = nx.Graph()
    for support in supports:
        nx.add_path(graph, support)
    return nx.number_connected_components(graph)


def evidence_table(data: Dataset, reading: Reading = Reading()) -> pd.DataFrame:
    """Count the independent lines of evidence for and against each tie, at each level.

    Two claims are dependent if one source is in the support of both: a witness, or a relay
    that is not the author of a document. A line is a largest group of claims in which each is
    tied to each other one by such dependence: a connected component (Hopcroft & Tarjan 1973).
    That copies are to count once: Dong, Berti-Équille & Srivastava (2009), Integrating
    conflicting data: the role of source dependence, PVLDB 2.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    DataFrame
        One row for the counting claims of one stance on one tie, without the denials that
        meet none of its assertions (see `helpers.claims.ties`); columns ``subject``,
        ``relation``, ``object``, ``period``, ``stance`` (text), ``claims`` and the lines at
        each level, ``speaker``, ``institution``, ``government`` (int64).

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers.data import ARTICLE, load_dataset
    >>> found = evidence_table(load_dataset(ARTICLE.with_name("harbour-papers")))
    >>> found = found.query("subject == 'mira-vane' and object == 'harbour-watch'")
    >>> found[["stance", "claims", "speaker"]].values.tolist()
    [['asserts', 3, 2], ['denies', 1, 1]]
    """
    proposition = ["subject", "relation", "object"]
    counted = counting_claims(data, reading)
    claims = one_way_round(data, counted)
    claims["claims"] = 1
    for level in LEVELS:
        claims[level] = with_support(data, counted, level)["support"]
    met = are_met(data, claims, proposition, reading)
    claims["period"] = in_one_period(data, claims, proposition, reading, met)
    ties = [claims[column] for column in [*proposition, "period"]]
    claims = claims[are_of_their_tie(claims["stance"] == "asserts", met, ties)]
    groups = claims.groupby([*proposition, "period", "stance"], sort=False)
    counts = {"claims": groups["claims"].sum()}
    counts |= {level: groups[level].agg(independent_lines) for level in LEVELS}
    return pd.DataFrame(counts).astype("int64").reset_index()
