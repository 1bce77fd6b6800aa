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
    load_dataset as load_dataset,
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
    refuse_taken as refuse_taken,
)
from .saving import (
    save_dataset as save_dataset,
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
from .who import (
    entities_of_kind as entities_of_kind,
)
from .who import (
    entity_name as entity_name,
)
from .who import (
    entity_names as entity_names,
)
from .who import (
    in_brackets as in_brackets,
)
from .who import (
    inference_sources as inference_sources,
)
from .who import (
    listed as listed,
)
from .who import (
    parent_sources as parent_sources,
)
from .who import (
    relation_labels as relation_labels,
)
from .who import (
    relations_where as relations_where,
)
from .who import (
    roll_up as roll_up,
)
from .who import (
    source_names as source_names,
)
from .who import (
    source_tree as source_tree,
)
from .who import (
    sources_of_kind as sources_of_kind,
)
from .who import (
    speaking_for as speaking_for,
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
