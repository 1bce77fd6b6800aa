from .answers import (
    answer as answer,
    answers_table as answers_table,
    telling_readings as telling_readings,
    trail_table as trail_table,
)
from .leaders import (
    busiest_pair as busiest_pair,
    leaders as leaders,
    lineage as lineage,
)
from .lines import (
    lines_table as lines_table,
    organization_names as organization_names,
)
