from .doubtful_names import (
    doubtful_names as doubtful_names,
)
from .exports import (
    write_gexf as write_gexf,
)
from .exports import (
    write_graphml as write_graphml,
)
from .exports import (
    write_package as write_package,
)
from .exports import (
    write_template as write_template,
)
from .followthemoney import (
    from_ftm as from_ftm,
)
from .followthemoney import (
    write_ftm as write_ftm,
)
from .spreadsheet import (
    EXAMPLE_SPREADSHEET as EXAMPLE_SPREADSHEET,
)
from .spreadsheet import (
    read_spreadsheet as read_spreadsheet,
)
from .spreadsheet import (
    spreadsheet_notes as spreadsheet_notes,
)
from .tables import (
    check_table as check_table,
)
from .tables import (
    from_matrix as from_matrix,
)
from .tables import (
    from_table as from_table,
)
