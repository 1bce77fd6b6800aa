from .any_frame import (
    contradicting as contradicting,
)
from .balance import (
    Frustration as Frustration,
    among as among,
    balance_codings as balance_codings,
    frustration as frustration,
    most_tied as most_tied,
    opposed_parts as opposed_parts,
    signed_ties as signed_ties,
)
from .conflicting import (
    MOST_READ as MOST_READ,
    closest_pairs as closest_pairs,
    conflict_pairs as conflict_pairs,
    conflict_words as conflict_words,
    left_out_words as left_out_words,
    levels_table as levels_table,
    requirements_table as requirements_table,
    side_by_side as side_by_side,
)
from .contested import (
    busiest_relay as busiest_relay,
    contested_ties as contested_ties,
    not_missed_words as not_missed_words,
    only_source_table as only_source_table,
    policies_table as policies_table,
)
from .hypotheses import (
    both_ratings as both_ratings,
    diagnosticity_table as diagnosticity_table,
    orders_without as orders_without,
    questions as questions,
    raters as raters,
    raters_table as raters_table,
    ratings_table as ratings_table,
    standings_table as standings_table,
)
from .rules import (
    break_even as break_even,
    decisions_table as decisions_table,
    decisions_words as decisions_words,
    resolve as resolve,
    rules_table as rules_table,
)
from .who_says_what import (
    stance_table as stance_table,
    stances as stances,
)
