"""Who contradicts whom, and what could make both right? (notebook 03).

>>> from helpers import conflicts, load_dataset
>>> pairs = conflicts.conflict_pairs(load_dataset())
>>> pairs["conflict"].unique().tolist()
['contradiction', 'incompatible']
"""

import lazy_loader

__getattr__, _, _ = lazy_loader.attach_stub(__name__, __file__)

__all__ = [
    "among",
    "balance_codings",
    "both_ratings",
    "break_even",
    "busiest_relay",
    "closest_pairs",
    "conflict_pairs",
    "conflict_words",
    "contested_ties",
    "contradicting",
    "decisions_table",
    "decisions_words",
    "diagnosticity_table",
    "frustration",
    "levels_table",
    "most_tied",
    "not_missed_words",
    "only_source_table",
    "opposed_parts",
    "orders_without",
    "policies_table",
    "questions",
    "raters",
    "raters_table",
    "ratings_table",
    "requirements_table",
    "resolve",
    "rules_table",
    "side_by_side",
    "signed_ties",
    "stance_table",
    "stances",
    "standings_table",
]  # for notebooks and the README; what else __init__.pyi names is for the rooms above


def __dir__() -> list[str]:
    return __all__
