from .answers import (
    NAIVE as NAIVE,
)
from .answers import (
    answer as answer,
)
from .answers import (
    answers_table as answers_table,
)
from .answers import (
    overlap_codings as overlap_codings,
)
from .answers import (
    telling_readings as telling_readings,
)
from .answers import (
    trail_table as trail_table,
)
from .any_frame import (
    count_shared as count_shared,
)
from .chance import (
    null_model as null_model,
)
from .how_far import (
    overlap_range as overlap_range,
)
from .how_far import (
    range_table as range_table,
)
from .lines import (
    collectives_table as collectives_table,
)
from .lines import (
    lines_table as lines_table,
)
from .lines import (
    organization_names as organization_names,
)
from .lines import (
    roles_table as roles_table,
)
from .lines import (
    speaker_views as speaker_views,
)
from .pairs import (
    Pair as Pair,
)
from .pairs import (
    pair as pair,
)
from .who_leads import (
    busiest_pair as busiest_pair,
)
from .who_leads import (
    chosen_organizations as chosen_organizations,
)
from .who_leads import (
    leaders as leaders,
)
from .who_leads import (
    lineage as lineage,
)
from .who_leads import (
    shared_leaders as shared_leaders,
)
from .whose_word import (
    falls_with as falls_with,
)
from .whose_word import (
    probability as probability,
)
from .whose_word import (
    shares_table as shares_table,
)
from .whose_word import (
    source_shares as source_shares,
)
from .whose_word import (
    why_sets as why_sets,
)
from .whose_word import (
    why_text as why_text,
)
