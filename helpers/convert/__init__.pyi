from .annotations.brat import (
    from_brat as from_brat,
    write_brat as write_brat,
)
from .annotations.inception import (
    from_inception as from_inception,
)
from .annotations.marked import (
    to_fill as to_fill,
)
from .annotations.web import (
    from_web_annotations as from_web_annotations,
    write_web_annotations as write_web_annotations,
)
from .exports import (
    write_gexf as write_gexf,
    write_graphml as write_graphml,
    write_package as write_package,
    write_template as write_template,
)
from .followthemoney.reading import (
    from_ftm as from_ftm,
    write_ftm as write_ftm,
)
from .graphs.reading import (
    from_graphml as from_graphml,
)
from .names.doubtful_names import (
    doubtful_names as doubtful_names,
    with_doubtful_names as with_doubtful_names,
)
from .popolo import (
    from_popolo as from_popolo,
)
from .spreadsheets.spreadsheet import (
    EXAMPLE_SPREADSHEET as EXAMPLE_SPREADSHEET,
    read_spreadsheet as read_spreadsheet,
    spreadsheet_notes as spreadsheet_notes,
)
from .tables.conversion import (
    check_table as check_table,
    from_table as from_table,
    table_notes as table_notes,
)
from .tables.matrices import (
    from_matrix as from_matrix,
)
