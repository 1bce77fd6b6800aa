from .dataset import (
    Dataset as Dataset,
    DatasetError as DatasetError,
    MYSTERY as MYSTERY,
    load_dataset as load_dataset,
)
from .quotes import (
    Anchor as Anchor,
    anchor as anchor,
    mark as mark,
    quoted_share as quoted_share,
    sentences as sentences,
)
from .saving import (
    refuse_taken as refuse_taken,
    save_dataset as save_dataset,
    saved_tables as saved_tables,
)
from .sheets import (
    is_workbook as is_workbook,
    write_sheets as write_sheets,
)
from .tables import (
    complete_table as complete_table,
    csv_rows as csv_rows,
    derive_table as derive_table,
    write_table as write_table,
)
from .who import (
    LEVELS as LEVELS,
    entities_of_kind as entities_of_kind,
    entity_name as entity_name,
    entity_names as entity_names,
    in_brackets as in_brackets,
    inference_sources as inference_sources,
    listed as listed,
    parent_sources as parent_sources,
    relation_labels as relation_labels,
    relations_where as relations_where,
    roll_up as roll_up,
    source_names as source_names,
    source_tree as source_tree,
    sources_of_kind as sources_of_kind,
    speaking_for as speaking_for,
)
from .workbook import (
    SUFFIX as SUFFIX,
    Sheet as Sheet,
    Span as Span,
    WorkbookError as WorkbookError,
    column_letter as column_letter,
    read_workbook as read_workbook,
)
