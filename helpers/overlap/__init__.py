"""Who leads both of two organizations, and on whose word? (notebook 02).

>>> from helpers import Reading, load_dataset, overlap
>>> data = load_dataset()
>>> print(overlap.answer(data, "taliban", "haqqani-network", Reading()).partition(" (")[0])
Taliban and Haqqani Network share 1 leader: Sirajuddin Haqqani.
>>> overlap.falls_with(data, "taliban", "haqqani-network")
('author', 'state-department')
"""

import lazy_loader

__getattr__, _, _ = lazy_loader.attach_stub(__name__, __file__)

__all__ = [
    "NAIVE",
    "answer",
    "answers_table",
    "busiest_pair",
    "chance_words",
    "collectives_table",
    "count_shared",
    "evidence_words",
    "falls_words",
    "leader_words",
    "leaders",
    "lineage",
    "lines_table",
    "null_model",
    "organization_names",
    "overlap_as_known",
    "overlap_codings",
    "overlap_over_time",
    "pair",
    "pair_words",
    "probability",
    "range_table",
    "roles_table",
    "shared_leaders",
    "shares_table",
    "speaker_views",
    "telling_readings",
    "tenures",
    "why_text",
]  # for notebooks and the README; what else __init__.pyi names is for the rooms above


def __dir__() -> list[str]:
    return __all__
