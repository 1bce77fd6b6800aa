from .answers import (
    NAIVE as NAIVE,
    answer as answer,
    answers_table as answers_table,
    chance_words as chance_words,
    falls_words as falls_words,
    leader_words as leader_words,
    overlap_codings as overlap_codings,
    pair_words as pair_words,
    telling_readings as telling_readings,
    trail_table as trail_table,
)
from .any_frame import (
    count_shared as count_shared,
)
from .as_known import (
    overlap_as_known as overlap_as_known,
)
from .chance import (
    null_model as null_model,
)
from .how_far import (
    ALL_AT_ONCE as ALL_AT_ONCE,
    overlap_range as overlap_range,
    range_table as range_table,
)
from .how_many_lines import (
    evidence_words as evidence_words,
)
from .lines import (
    collectives_table as collectives_table,
    lines_table as lines_table,
    organization_names as organization_names,
    roles_table as roles_table,
    speaker_views as speaker_views,
)
from .pairs import (
    Pair as Pair,
    pair as pair,
)
from .when import (
    common_spells as common_spells,
    overlap_over_time as overlap_over_time,
    tenures as tenures,
)
from .who_leads import (
    busiest_pair as busiest_pair,
    by_person as by_person,
    chosen_organizations as chosen_organizations,
    leaders as leaders,
    lineage as lineage,
    shared_counts as shared_counts,
    shared_leaders as shared_leaders,
    shared_people as shared_people,
    when_both as when_both,
)
from .whose_word import (
    falls_with as falls_with,
    probability as probability,
    shares_table as shares_table,
    source_shares as source_shares,
    why_sets as why_sets,
    why_text as why_text,
)
