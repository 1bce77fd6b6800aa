from . import faults as faults
from .bars import (
    progress as progress,
    writing as writing,
)
from .characters import (
    check_characters as check_characters,
    lacks_half as lacks_half,
    unprintable as unprintable,
    whole as whole,
    wrong_character as wrong_character,
)
from .checks import (
    EXAMPLE_NOTE as EXAMPLE_NOTE,
    check_tables as check_tables,
    find_problems as find_problems,
    ids_by_name as ids_by_name,
)
from .dates import (
    FIRST as FIRST,
    LAST as LAST,
    date_span as date_span,
    day_number as day_number,
    day_words as day_words,
    is_edtf as is_edtf,
    strict_days as strict_days,
)
from .distinct import (
    Distinct as Distinct,
    runs as runs,
)
from .faults import (
    Fault as Fault,
)
from .ids import (
    IdMaker as IdMaker,
)
from .merging import (
    deciders as deciders,
    kept_ids as kept_ids,
)
from .other_dates import (
    LATEST_YEAR as LATEST_YEAR,
    date_fix as date_fix,
    is_period as is_period,
    is_stand_in as is_stand_in,
)
from .problems import (
    Place as Place,
    Problem as Problem,
    elsewhere as elsewhere,
    named_rows as named_rows,
    problem_of as problem_of,
    problems_in_words as problems_in_words,
    problems_table as problems_table,
)
from .schema import (
    CODINGS as CODINGS,
    FREE_PREFIX as FREE_PREFIX,
    PACKAGE as PACKAGE,
    allowed_kinds as allowed_kinds,
    codebook_table as codebook_table,
    column_names as column_names,
    constraint as constraint,
    fields as fields,
    list_items as list_items,
    mentions as mentions,
    pointers as pointers,
    table_names as table_names,
    tables_schema as tables_schema,
)
from .spelling import (
    as_list as as_list,
    capped as capped,
    closest as closest,
    listed as listed,
    noun_of as noun_of,
    places_text as places_text,
    refuse_unknown as refuse_unknown,
    shown as shown,
    skeleton as skeleton,
    suggestion as suggestion,
)
from .spells import (
    ALWAYS as ALWAYS,
    Spell as Spell,
    date_words as date_words,
    moment_words as moment_words,
    spell_of as spell_of,
)
