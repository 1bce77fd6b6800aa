from .balance import (
    Frustration as Frustration,
)
from .balance import (
    among as among,
)
from .balance import (
    balance_codings as balance_codings,
)
from .balance import (
    frustration as frustration,
)
from .balance import (
    most_tied as most_tied,
)
from .balance import (
    opposed_parts as opposed_parts,
)
from .balance import (
    signed_ties as signed_ties,
)
from .conflicting import (
    MOST_READ as MOST_READ,
)
from .conflicting import (
    closest_pairs as closest_pairs,
)
from .conflicting import (
    conflict_pairs as conflict_pairs,
)
from .conflicting import (
    conflict_words as conflict_words,
)
from .conflicting import (
    levels_table as levels_table,
)
from .conflicting import (
    requirements_table as requirements_table,
)
from .conflicting import (
    side_by_side as side_by_side,
)
from .contested import (
    busiest_relay as busiest_relay,
)
from .contested import (
    contested_ties as contested_ties,
)
from .contested import (
    only_source_table as only_source_table,
)
from .contested import (
    policies_table as policies_table,
)
from .hypotheses import (
    both_ratings as both_ratings,
)
from .hypotheses import (
    diagnosticity_table as diagnosticity_table,
)
from .hypotheses import (
    orders_without as orders_without,
)
from .hypotheses import (
    questions as questions,
)
from .hypotheses import (
    raters as raters,
)
from .hypotheses import (
    raters_table as raters_table,
)
from .hypotheses import (
    ratings_table as ratings_table,
)
from .hypotheses import (
    standings_table as standings_table,
)
from .rules import (
    break_even as break_even,
)
from .rules import (
    decisions_table as decisions_table,
)
from .rules import (
    resolve as resolve,
)
from .rules import (
    rules_table as rules_table,
)
from .who_says_what import (
    stance_table as stance_table,
)
from .who_says_what import (
    stances as stances,
)
