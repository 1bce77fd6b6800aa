from .commented import (
    commented_path as commented_path,
    drop_commented as drop_commented,
    write_commented as write_commented,
)
from .dataset import (
    ARTICLE as ARTICLE,
    MYSTERY as MYSTERY,
    Dataset as Dataset,
    DatasetError as DatasetError,
    check_claims as check_claims,
    check_dataset as check_dataset,
    load_dataset as load_dataset,
    read_coding as read_coding,
    with_claims as with_claims,
)
from .filled import (
    filled_path as filled_path,
    shipped_relations as shipped_relations,
    write_filled as write_filled,
)
from .kept import (
    reading_once as reading_once,
)
from .old_office import (
    old_office_at as old_office_at,
)
from .plain import (
    derived_words as derived_words,
    problems_plain as problems_plain,
)
from .quotes import (
    CLOSED_BY as CLOSED_BY,
    QUOTATION_MARKS as QUOTATION_MARKS,
    TURNED as TURNED,
    Anchor as Anchor,
    anchor as anchor,
    explain_missing as explain_missing,
    find_all as find_all,
    mark as mark,
    quoted_parts as quoted_parts,
    quoted_share as quoted_share,
    same_words as same_words,
    sentences as sentences,
    unique_context as unique_context,
)
from .saving import (
    drafting as drafting,
    replacing as replacing,
    save_dataset as save_dataset,
    saved_tables as saved_tables,
    scratch_folder as scratch_folder,
)
from .sheets import (
    is_workbook as is_workbook,
    read_sheet as read_sheet,
    write_sheets as write_sheets,
)
from .tables import (
    complete_table as complete_table,
    csv_rows as csv_rows,
    decode_utf8 as decode_utf8,
    derive_table as derive_table,
    read_table as read_table,
    rows_of_table as rows_of_table,
    write_table as write_table,
)
from .texts import (
    QUOTED as QUOTED,
    anchors as anchors,
)
from .when import (
    claim_spells as claim_spells,
)
from .who import (
    LEVELS as LEVELS,
    told_apart as told_apart,
)
from .workbook import (
    SUFFIX as SUFFIX,
    Sheet as Sheet,
    Span as Span,
    WorkbookError as WorkbookError,
    attributes as attributes,
    column_letter as column_letter,
    opened as opened,
    read_workbook as read_workbook,
    tags as tags,
    write_workbook as write_workbook,
)
from .zipped import (
    unpacked as unpacked,
)
