from .admitted import (
    counting as counting,
)
from .admitted import (
    counting_claims as counting_claims,
)
from .admitted import (
    is_believed as is_believed,
)
from .admitted import (
    is_certain_enough as is_certain_enough,
)
from .admitted import (
    is_coding as is_coding,
)
from .admitted import (
    is_in_time as is_in_time,
)
from .admitted import (
    with_support as with_support,
)
from .agreement import (
    agreement_table as agreement_table,
)
from .agreement import (
    disagreements_table as disagreements_table,
)
from .agreement import (
    match_codings as match_codings,
)
from .agreement import (
    matched_counts as matched_counts,
)
from .agreement import (
    same_sentences as same_sentences,
)
from .agreement import (
    unmatched_table as unmatched_table,
)
from .how_ties_stand import (
    leader_claims as leader_claims,
)
from .how_ties_stand import (
    one_way_round as one_way_round,
)
from .how_ties_stand import (
    possible_leader_claims as possible_leader_claims,
)
from .how_ties_stand import (
    tie_claims as tie_claims,
)
from .how_ties_stand import (
    tie_states as tie_states,
)
from .how_ties_stand import (
    ties as ties,
)
from .quote_places import (
    coverage_table as coverage_table,
)
from .quote_places import (
    locate_quotes as locate_quotes,
)
from .readings import (
    CERTAINTY_RANK as CERTAINTY_RANK,
)
from .readings import (
    DENIALS as DENIALS,
)
from .readings import (
    EVER as EVER,
)
from .readings import (
    NOW as NOW,
)
from .readings import (
    PERIOD_OF as PERIOD_OF,
)
from .readings import (
    Reading as Reading,
)
from .readings import (
    believed_sources as believed_sources,
)
from .readings import (
    check_reading as check_reading,
)
from .readings import (
    describe as describe,
)
from .readings import (
    in_brackets as in_brackets,
)
from .readings import (
    primaries as primaries,
)
from .readings import (
    recoded as recoded,
)
from .readings import (
    without as without,
)
from .tables import (
    alternatives_table as alternatives_table,
)
from .tables import (
    claims_by_speaker as claims_by_speaker,
)
from .tables import (
    dates_table as dates_table,
)
from .tables import (
    inferences_table as inferences_table,
)
from .tables import (
    longest_chain as longest_chain,
)
from .tables import (
    pairs_table as pairs_table,
)
from .tables import (
    richest_sentence as richest_sentence,
)
from .tables import (
    undated_table as undated_table,
)
from .view import (
    View as View,
)
from .view import (
    under as under,
)
from .words import (
    STANCE_WORDS as STANCE_WORDS,
)
from .words import (
    all_aloud as all_aloud,
)
from .words import (
    claims_table as claims_table,
)
from .words import (
    primary_claims as primary_claims,
)
from .words import (
    propositions as propositions,
)
from .words import (
    read_aloud as read_aloud,
)
from .words import (
    relays as relays,
)
from .words import (
    wordings as wordings,
)
