"""Readings: whom and what to believe.

>>> from helpers.data import load_dataset
>>> data = load_dataset()
>>> for words in describe(data, without(data, Reading(), "state-department")).split("; "):
...     print(words)
All sources count except the State Department
what is denied stays open
current and undated roles
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from helpers.codebook import (
    ALWAYS,
    LAST,
    Spell,
    as_list,
    date_fix,
    date_words,
    is_edtf,
    list_items,
    listed,
    refuse_unknown,
)
from helpers.data import Dataset

DENIALS = ("unresolved", "ignore", "veto")

TOGETHER = ("possible", "certain", "ignore")

CHANGES = ("all", "latest")

PERIODS = ("now", "former", "future")

NOW = frozenset({"current", "unspecified"})

EVER = NOW | {"former", "future"}

CERTAINTY_RANK = {"possible": 0, "probable": 1, "unstated": 2, "certain": 2}

PERIOD_OF = {
    "current": "now",
    "unspecified": "now",
    "": "now",
    "former": "former",
    "future": "future",
}


@dataclass(frozen=True)
class Reading:
    """Whom and what to believe. Immutable and hashable; any iterable will do for a set.

    Attributes
    ----------
    believed : frozenset of source_id, or None
        Their claims are believed; the others are passed over in silence, which
        is not the opposite. None: everyone but the inferences.
    denials : str
        What a counting denial does to a counting assertion: ``unresolved`` (the
        tie is contested), ``ignore`` (nothing), ``veto`` (the tie falls).
    least_certainty : str or None
        The least certain wording to admit: None or ``possible`` (any),
        ``probable``, ``unstated`` or ``certain`` (plain wording).
    times : frozenset of str
        The times to admit: ``current``, ``former``, ``future``, ``unspecified``.
    alternatives : frozenset of claim_id
        Alternative codings, each put in the place of its primary.
    inferences : bool
        Admit what no source says? (Sources of kind ``inference``.)
    relations : frozenset of relation, or None
        The relations that make a leader. None: those marked counts_for_overlap.
    at : str or None
        A date or a period in EDTF. A claim that says when it holds is then admitted if it
        may hold on one of these days, whatever its time; a claim that does not, by `times`.
    together : str
        Whether someone has to lead two organizations on one day to be shared: on a day on
        which both claims may hold (``possible``), on one on which both must hold
        (``certain``), or never mind (``ignore``).
    documents : frozenset of document_id, or None
        Only what stands in these documents counts. None: in any.
    known_by : str or None
        A date in EDTF. Only what was certainly published by its last day counts: a document
        without a date of publication, or a claim without a document, does not.
    changes : str
        What counts where a source asserts and later denies one thing, or the reverse: both
        (``all``), or its last word (``latest``). Later is what was certainly said later.

    Raises
    ------
    ValueError
        If a policy, a certainty or a time is none of these, if `at` or `known_by` is no date
        in EDTF or ends before it begins, or if what is to be a set is none.

    Examples
    --------
    >>> print(Reading(denials="veto", times=["former", "current", "unspecified"]))
    All sources count; what is denied does not count; current, undated and former roles
    >>> Reading(denials="vetoes")
    Traceback (most recent call last):
        ...
    ValueError: no denials policy 'vetoes': did you mean 'veto'?
    """

    believed: frozenset[str] | None = None
    denials: str = "unresolved"
    least_certainty: str | None = None
    times: frozenset[str] = NOW
    alternatives: frozenset[str] = frozenset()
    inferences: bool = False
    relations: frozenset[str] | None = None
    at: str | None = None
    together: str = "possible"
    documents: frozenset[str] | None = None
    known_by: str | None = None
    changes: str = "all"

    def __post_init__(self) -> None:
        for name in ("believed", "times", "alternatives", "relations", "documents"):
            object.__setattr__(self, name, _as_set(name, getattr(self, name)))
        refuse_unknown("denials policy", [self.denials], DENIALS)
        refuse_unknown("time", self.times, sorted(EVER))
        if self.least_certainty is not None:
            refuse_unknown("certainty", [self.least_certainty], CERTAINTY_RANK)
        refuse_unknown("choice of together", [self.together], TOGETHER)
        refuse_unknown("choice of changes", [self.changes], CHANGES)
        if self.inferences not in (True, False):  # as "no" would admit them
            raise ValueError(f"inferences={self.inferences!r}: write True or False")
        _refuse_no_date("at", self.at)
        _refuse_no_date("known_by", self.known_by)

    def __str__(self) -> str:
        return _JOIN.join(_parts(self, _belief_by_ids(self), ({}, {}, {})))


def _as_set(name: str, values: Iterable[str] | None) -> frozenset[str] | None:
    """A lone text is one id, not its letters."""
    if values is None and name not in ("times", "alternatives"):
        return None
    if not isinstance(values, Iterable):
        raise ValueError(f"{name}={values!r}: write a list, [] for none")
    return frozenset(as_list(values))


def _refuse_no_date(name: str, day: str | None) -> None:
    if day is None:
        return
    if not isinstance(day, str):
        raise ValueError(f"{name}={day!r}: write the date as text, in EDTF: {name}='1908-03-06'")
    if not is_edtf(day):
        raise ValueError(f"{name}={day!r} is no date in EDTF: {date_fix(day)}")


def check_reading(data: Dataset, reading: Reading) -> None:
    """Refuse a reading that names what the data do not have, or that contradicts itself.

    Raises
    ------
    ValueError
        With a suggestion: an unknown source, relation, document or alternative; two
        alternatives of one claim; a believed inference where inferences are not
        admitted.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> check_reading(load_dataset(), Reading(believed=["un-raport"]))
    Traceback (most recent call last):
        ...
    ValueError: no source 'un-raport': did you mean 'un-report'?
    """
    refuse_unknown("source", reading.believed or (), data.who.sources)
    refuse_unknown("relation", reading.relations or (), data.who.relations)
    refuse_unknown("document", reading.documents or (), data["documents"]["document_id"])
    primary_of = primaries(data)
    refuse_unknown("alternative coding", reading.alternatives, primary_of)
    _refuse_two_of_one(sorted(reading.alternatives), primary_of)
    inferred = sorted(data.who.inferences & (reading.believed or frozenset()))
    if inferred and not reading.inferences:
        raise ValueError(
            f"{inferred[0]!r} is an inference, which nobody says: "
            "write inferences=True to admit it, or do not believe it"
        )


def _refuse_two_of_one(alternatives: list[str], primary_of: Mapping[str, str]) -> None:
    chosen: dict[str, str] = {}
    for alternative in alternatives:
        primary = primary_of[alternative]
        other = chosen.setdefault(primary, alternative)
        if other != alternative:
            raise ValueError(
                f"{other!r} and {alternative!r} are both alternatives of {primary!r}: "
                "choose one of them"
            )


def primaries(data: Dataset) -> dict[str, str]:
    """Return, for each alternative coding, the claim that it would replace."""

    def found() -> dict[str, str]:
        claims = data["claims"][data["claims"]["alternative_of"] != ""]
        return dict(zip(claims["claim_id"], claims["alternative_of"], strict=True))

    return data.once("primaries", found)


def everyone(data: Dataset, reading: Reading) -> list[str]:
    """Return all sources that a reading could believe, in the order of the table.

    Inferences are among them only if it admits them.
    """
    inferences = frozenset() if reading.inferences else data.who.inferences
    return [source for source in data.who.sources if source not in inferences]


def believed_sources(data: Dataset, reading: Reading) -> set[str]:
    """Return the sources that a reading believes."""
    everybody = set(everyone(data, reading))
    return everybody if reading.believed is None else everybody & reading.believed


def without(data: Dataset, reading: Reading, *sources: str) -> Reading:
    """Return a reading that no longer believes some sources, nor anybody who speaks for them.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Whom and what to believe.
    *sources : str
        Ids of sources that are no longer believed.

    Returns
    -------
    Reading
        The sources that it believes are named one by one.

    Raises
    ------
    ValueError
        With a suggestion, if there is no such source.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> data = load_dataset()
    >>> reading = without(data, Reading(), "us-government")
    >>> "ned-price" in reading.believed, "un-report" in reading.believed
    (False, True)
    """
    refuse_unknown("source", sources, data.who.sources)
    dropped = data.who.speaking_for(sources)
    return replace(reading, believed=frozenset(believed_sources(data, reading) - dropped))


def recoded(data: Dataset, reading: Reading, alternative: str) -> Reading:
    """Return a reading that chooses an alternative coding, in place of any other of the same claim.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> reading = Reading(alternatives=["c040b", "c002b"])
    >>> sorted(recoded(load_dataset(), reading, "c040c").alternatives)
    ['c002b', 'c040c']
    """
    primary_of = primaries(data)
    refuse_unknown("alternative coding", [alternative], primary_of)
    kept = {other for other in reading.alternatives if primary_of[other] != primary_of[alternative]}
    return replace(reading, alternatives=frozenset({*kept, alternative}))


# --- a reading in words -----------------------------------------------------------------------


def describe(data: Dataset, reading: Reading) -> str:
    """Return a reading as one plain sentence, without its full stop, with the names of the data.

    ``str(reading)`` does the same with ids, and without data.

    Parameters
    ----------
    data : Dataset
    reading : Reading
        Whom and what to believe.

    Returns
    -------
    str
        What is believed, what denials do, and which roles count.

    Raises
    ------
    ValueError
        If the reading names what the data do not have, or contradicts itself.

    Examples
    --------
    >>> from helpers import load_dataset
    >>> data = load_dataset()
    >>> print(describe(data, Reading(believed=["un-report"], denials="veto", times="former")))
    Only the UN report of July counts; what is denied does not count; former roles only
    """
    return _JOIN.join(reading_parts(data, reading))


_JOIN = "; "


def reading_parts(data: Dataset, reading: Reading) -> list[str]:
    """Return what `describe` says of a reading, part by part: a name may hold a semicolon, too.

    >>> from helpers import load_dataset
    >>> reading_parts(load_dataset(), Reading())
    ['All sources count', 'what is denied stays open', 'current and undated roles']
    """
    check_reading(data, reading)
    unspecified = "unmarked" if _unmarked_end(data, reading) else "undated"
    titles = data.titles if reading.documents else {}
    names = (data.who.relations, titles, coding_words(data, reading.alternatives))
    return _parts(reading, _belief_by_names(data, reading), names, unspecified)


_UNSAID = {
    "together": "both possibly on one day",
    "least_certainty": "every wording",
    "alternatives": "as coded",
    "inferences": "no inferences",
    "relations": "all relations that make a leader",
    "documents": "in any document",
    "known_by": "whenever published",
    "changes": "of what a source says and later takes back, both",
}
"""What `describe` leaves unsaid where a reading is as the default."""


def differing_parts(data: Dataset, reading: Reading, given: Reading) -> list[str]:
    """Return in what a reading differs from a given one, part by part, in the words of `describe`.

    >>> from helpers import load_dataset
    >>> plain, data = Reading(least_certainty="certain"), load_dataset()
    >>> differing_parts(data, plain, Reading()), differing_parts(data, Reading(), plain)
    (['plain wording only'], ['every wording'])
    """
    known, usual = reading_parts(data, given), Reading()
    unsaid = [
        words
        for name, words in _UNSAID.items()
        if getattr(reading, name) == getattr(usual, name) != getattr(given, name)
    ]
    return [part for part in reading_parts(data, reading) if part not in known] + unsaid


def _unmarked_end(data: Dataset, reading: Reading) -> bool:
    """Tell whether a role has an end among its dates, but no time that says that it is over."""
    if not data.dated:
        return False
    return data.once(
        ("unmarked end", reading.relations), lambda: _has_unmarked_end(data, reading.relations)
    )


def _has_unmarked_end(data: Dataset, relations: frozenset[str] | None) -> bool:
    claims = data["claims"]
    if relations is None:
        relations = data.who.relations_where("counts_for_overlap")
    unmarked = claims["time"].isin(["", "unspecified"]) & claims["relation"].isin(relations)
    return bool((unmarked & data.spells["dated"] & (data.spells["last"] < LAST)).any())


_Names = tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]
"""The labels of relations, the titles of documents, and words for other codings, by id."""


def coding_words(data: Dataset, alternatives: Collection[str]) -> dict[str, str]:
    """Say of alternative codings what they say otherwise: the words, and whose or of whom.

    Parameters
    ----------
    data : Dataset
    alternatives : collection of str
        Ids of alternative codings.

    Returns
    -------
    dict of str to str
        Id → words, the id in brackets.

    Examples
    --------
    >>> from helpers.data import load_dataset
    >>> coding_words(load_dataset(), ["c032b", "c096b"])["c096b"]
    '“certain joint venture attacks”, hedged “also likely” (c096b)'
    """
    if not alternatives:
        return {}
    claims, primary_of = data["claims"].set_index("claim_id"), primaries(data)
    found = {}
    for coding in alternatives:
        other, primary = claims.loc[coding], claims.loc[primary_of[coding]]
        words = other["role"] or data.who.relations[other["relation"]]
        differs = ""
        if other["speaker"] != primary["speaker"]:
            differs = f" by {data.who.said_by[other['speaker']]}"
        elif other["subject"] != primary["subject"]:
            differs = f" of {data.who.name(other['subject'])}"
        elif other["hedge"] != primary["hedge"]:
            hedges = " and ".join(f"“{part}”" for part in list_items(other["hedge"], ";"))
            differs = f", hedged {hedges}" if hedges else ", without a hedge"
        plain = ";" not in words and len(words) <= MOST_LETTERS
        found[coding] = f"“{words}”{differs} ({coding})" if plain else f"{coding}{differs}"
    return found


def _parts(reading: Reading, belief: str, names: _Names, unspecified: str = "undated") -> list[str]:
    return [
        belief,
        _DENIAL_WORDS[reading.denials],
        *_when_words(reading, unspecified),
        *_further_words(reading, names[0], names[2]),
        *_text_words(reading, names[1]),
    ]


_DENIAL_WORDS = {
    "unresolved": "what is denied stays open",
    "ignore": "denials are ignored",
    "veto": "what is denied does not count",
}

MOST_LETTERS = 60
"""Of the words of another coding; where there are more, its id stands alone."""

_CERTAINTY_WORDS = {
    "probable": "certainty at least probable",
    "unstated": "plain wording only",
    "certain": "plain wording only",
}


def _time_words(times: frozenset[str], unspecified: str) -> str:
    if not times:
        return "roles of no time"
    words = {
        "current": "current",
        "unspecified": unspecified,
        "former": "former",
        "future": "future",
    }
    named = [word for time, word in words.items() if time in times]
    return f"{listed(named)} roles{' only' if len(named) == 1 else ''}"


def _when_words(reading: Reading, unspecified: str) -> list[str]:
    if reading.at is None and reading.times == NOW and unspecified == "unmarked":
        when = "roles not marked as former or future"
    elif reading.at is None:
        when = _time_words(reading.times, unspecified)
    elif reading.times:
        dateless = _time_words(reading.times, "unmarked").removesuffix(" only")
        when = f"roles held {date_words(reading.at)}, and {dateless} without dates"
    else:
        when = f"roles held {date_words(reading.at)}"
    return [when, *_TOGETHER_WORDS[reading.together]]


_TOGETHER_WORDS = {
    "possible": [],
    "certain": ["both certainly on one day"],
    "ignore": ["dates do not matter"],
}


def _further_words(
    reading: Reading, labels: Mapping[str, str], codings: Mapping[str, str]
) -> list[str]:
    certainty = _CERTAINTY_WORDS.get(reading.least_certainty or "")
    chosen = [codings.get(one, one) for one in sorted(reading.alternatives)]
    alternatives = f"coded otherwise: {listed(chosen)}" if chosen else ""
    inferences = "inferences count too" if reading.inferences else ""
    relations = ""
    if reading.relations is not None:
        named = [f"“{labels.get(relation, relation)}”" for relation in sorted(reading.relations)]
        relations = f"of the relations only {listed(named)}" if named else "no relation counts"
    return [words for words in (certainty, alternatives, inferences, relations) if words]


def _text_words(reading: Reading, titles: Mapping[str, str]) -> list[str]:
    """Say in which documents, published by when, and whether a source may change its mind."""
    found = []
    if reading.documents is not None:
        named = [f"“{titles.get(one, one)}”" for one in sorted(reading.documents)]
        found.append(f"only what {listed(named)} says" if named else "no document counts")
    if reading.known_by is not None:
        by = date_words(reading.known_by).removeprefix("on ").removeprefix("in ")
        found.append(f"only what was certainly published by {by}")
    if reading.changes == "latest":
        found.append("of what a source says and later takes back, its last word")
    return found


def _belief_by_ids(reading: Reading) -> str:
    if reading.believed is None:
        return "All sources count"
    return _only(sorted(reading.believed)) if reading.believed else "No source counts"


def _belief_by_names(data: Dataset, reading: Reading) -> str:
    """Name those left out or those kept, whichever are fewer."""
    believed = believed_sources(data, reading)
    left_out = _groups(data, set(everyone(data, reading)) - believed)
    kept = _groups(data, believed)
    if not left_out:
        return "All sources count"
    if not kept:
        return "No source counts"
    if len(left_out) <= len(kept):
        return f"All sources count except {listed(left_out)}"
    return _only(kept)


def _only(sources: list[str]) -> str:
    return f"Only {listed(sources)} count{'s' * (len(sources) == 1)}"


def _groups(data: Dataset, sources: set[str]) -> list[str]:
    """Name sources; one that stands there with all who speak for it stands for them too."""
    parents, names = data.who.parents, data.who.sources
    whole = sources - {one for other in names.keys() - sources for one in data.who.above(other)}
    shown = {source for source in sources if parents.get(source) not in whole}
    return [names[s] if s in whole else f"{names[s]} itself" for s in names if s in shown]


def in_brackets(period: str, spell: Spell = ALWAYS) -> str:
    """Return what to write after a role: nothing if it is now, and nobody says when.

    >>> from helpers.codebook import spell_of
    >>> in_brackets("now"), in_brackets("former"), in_brackets("former", spell_of("1985/1990"))
    ('', ' (former)', ' (former, from 1985 to 1990)')
    """
    words = ["" if period == "now" else period, spell.words()]
    return f" ({', '.join(filter(None, words))})" if any(words) else ""
