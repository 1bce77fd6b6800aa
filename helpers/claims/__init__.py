"""Who says what, through whom, and whom does one believe? (notebooks 00 and 01).

>>> from helpers import claims, load_dataset
>>> print(claims.read_aloud(load_dataset(), "c093").partition(", through")[0])
Denied by others (unnamed member states)
"""

import lazy_loader

__getattr__, _, _ = lazy_loader.attach_stub(__name__, __file__)

__all__ = [
    "DENIALS",
    "EVER",
    "NOW",
    "Reading",
    "agreement",
    "agreement_table",
    "all_aloud",
    "alternatives_table",
    "claims_by_speaker",
    "claims_table",
    "coverage_table",
    "cued_sentences",
    "dates_table",
    "decided",
    "disagreements",
    "disagreements_table",
    "evidence_table",
    "inferences_table",
    "leader_claims",
    "longest_chain",
    "match_codings",
    "matched_counts",
    "pairs_table",
    "possible_leader_claims",
    "primary_claims",
    "quotations_table",
    "read_aloud",
    "read_codings",
    "richest_sentence",
    "same_sentences",
    "ties",
    "undated_table",
    "under",
    "unmatched_table",
    "without",
]  # for notebooks and the README; what else __init__.pyi names is for the rooms above


def __dir__() -> list[str]:
    return __all__
