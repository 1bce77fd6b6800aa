"""How does a notebook print a sentence, a table, a picture? (all notebooks).

>>> from helpers import show
>>> show.count(2, "claim")
'2 claims'
"""

import lazy_loader

__getattr__, _, _ = lazy_loader.attach_stub(__name__, __file__)

__all__ = [
    "codebook",
    "conflict_cards",
    "count",
    "draw_answers",
    "draw_as_known",
    "draw_break_even",
    "draw_claims_by_speaker",
    "draw_dates",
    "draw_range",
    "draw_shares",
    "draw_signed",
    "draw_stances",
    "draw_standings",
    "draw_trail",
    "draw_two_mode",
    "draw_views",
    "in_short",
    "marked_text",
    "panel",
    "picture",
    "problems",
    "problems_in_words",
    "quotation",
    "result",
    "sentence",
    "sentences",
    "table",
    "trail",
    "versions",
    "when",
]  # for notebooks and the README; what else __init__.pyi names is for the rooms above


def __dir__() -> list[str]:
    return __all__
