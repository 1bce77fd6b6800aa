from .admitted import (
    counting as counting,
    counting_claims as counting_claims,
    is_believed as is_believed,
    is_certain_enough as is_certain_enough,
    is_coding as is_coding,
    is_in_time as is_in_time,
    is_last_word as is_last_word,
    is_published as is_published,
    is_supported as is_supported,
    said_days as said_days,
    with_support as with_support,
)
from .coders import (
    Agreement as Agreement,
    agreement as agreement,
)
from .coding_files import (
    read_codings as read_codings,
)
from .decisions import (
    decided as decided,
    disagreements as disagreements,
    write_disagreements as write_disagreements,
)
from .denials_met import (
    are_met as are_met,
    are_of_their_tie as are_of_their_tie,
    at_one_time as at_one_time,
    in_one_period as in_one_period,
)
from .evidence import (
    evidence_table as evidence_table,
    independent_lines as independent_lines,
)
from .how_ties_stand import (
    leader_claims as leader_claims,
    possible_leader_claims as possible_leader_claims,
    tie_claims as tie_claims,
    tie_states as tie_states,
    ties as ties,
)
from .originals import (
    quotations_table as quotations_table,
)
from .places_to_look import (
    cued_sentences as cued_sentences,
    cues as cues,
)
from .quote_places import (
    coverage_table as coverage_table,
    locate_quotes as locate_quotes,
    with_places as with_places,
)
from .readings import (
    CERTAINTY_RANK as CERTAINTY_RANK,
    CHANGES as CHANGES,
    DENIALS as DENIALS,
    EVER as EVER,
    NOW as NOW,
    PERIOD_OF as PERIOD_OF,
    TOGETHER as TOGETHER,
    Reading as Reading,
    believed_sources as believed_sources,
    check_reading as check_reading,
    coding_words as coding_words,
    describe as describe,
    differing_parts as differing_parts,
    in_brackets as in_brackets,
    primaries as primaries,
    reading_parts as reading_parts,
    recoded as recoded,
    without as without,
)
from .tables import (
    alternatives_table as alternatives_table,
    claims_by_speaker as claims_by_speaker,
    dates_table as dates_table,
    index_first as index_first,
    inferences_table as inferences_table,
    longest_chain as longest_chain,
    pairs_table as pairs_table,
    richest_sentence as richest_sentence,
    undated_table as undated_table,
)
from .two_codings import (
    agreement_table as agreement_table,
    disagreements_table as disagreements_table,
    match_codings as match_codings,
    matched_counts as matched_counts,
    same_sentences as same_sentences,
    unmatched_table as unmatched_table,
)
from .view import (
    View as View,
    under as under,
)
from .words import (
    STANCE_WORDS as STANCE_WORDS,
    all_aloud as all_aloud,
    claims_table as claims_table,
    is_own as is_own,
    of_document as of_document,
    one_way_round as one_way_round,
    passed_on as passed_on,
    primary_claims as primary_claims,
    propositions as propositions,
    read_aloud as read_aloud,
    relays as relays,
    wordings as wordings,
)
