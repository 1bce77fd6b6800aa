from .dataset import (
    ARTICLE as ARTICLE,
)
from .dataset import (
    MYSTERY as MYSTERY,
)
from .dataset import (
    Dataset as Dataset,
)
from .dataset import (
    DatasetError as DatasetError,
)
from .dataset import (
    check_dataset as check_dataset,
)
from .dataset import (
    load_dataset as load_dataset,
)
from .dataset import (
    read_coding as read_coding,
)
from .dataset import (
    with_claims as with_claims,
)
from .quotes import (
    Anchor as Anchor,
)
from .quotes import (
    anchor as anchor,
)
from .quotes import (
    mark as mark,
)
from .quotes import (
    quoted_share as quoted_share,
)
from .quotes import (
    sentences as sentences,
)
from .saving import (
    drafting as drafting,
)
from .saving import (
    replacing as replacing,
)
from .saving import (
    save_dataset as save_dataset,
)
from .saving import (
    save_problems as save_problems,
)
from .saving import (
    saved_tables as saved_tables,
)
from .sheets import (
    is_workbook as is_workbook,
)
from .sheets import (
    write_sheets as write_sheets,
)
from .tables import (
    complete_table as complete_table,
)
from .tables import (
    csv_rows as csv_rows,
)
from .tables import (
    derive_table as derive_table,
)
from .tables import (
    write_table as write_table,
)
from .who import (
    LEVELS as LEVELS,
)
from .workbook import (
    SUFFIX as SUFFIX,
)
from .workbook import (
    Sheet as Sheet,
)
from .workbook import (
    Span as Span,
)
from .workbook import (
    WorkbookError as WorkbookError,
)
from .workbook import (
    column_letter as column_letter,
)
from .workbook import (
    read_workbook as read_workbook,
)
