from .answers import (
    answer as answer,
)
from .answers import (
    answers_table as answers_table,
)
from .answers import (
    telling_readings as telling_readings,
)
from .answers import (
    trail_table as trail_table,
)
from .leaders import (
    busiest_pair as busiest_pair,
)
from .leaders import (
    leaders as leaders,
)
from .leaders import (
    lineage as lineage,
)
from .lines import (
    lines_table as lines_table,
)
from .lines import (
    organization_names as organization_names,
)
