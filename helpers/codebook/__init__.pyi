from .bars import (
    progress as progress,
)
from .bars import (
    writing as writing,
)
from .characters import (
    FIX_CHARACTERS as FIX_CHARACTERS,
)
from .characters import (
    HALF_CHARACTER as HALF_CHARACTER,
)
from .characters import (
    UNPRINTABLE as UNPRINTABLE,
)
from .characters import (
    WHOLE as WHOLE,
)
from .characters import (
    check_characters as check_characters,
)
from .characters import (
    lacks_half as lacks_half,
)
from .characters import (
    whole as whole,
)
from .checks import (
    EXAMPLE_NOTE as EXAMPLE_NOTE,
)
from .checks import (
    check_tables as check_tables,
)
from .checks import (
    find_problems as find_problems,
)
from .dates import (
    date_fix as date_fix,
)
from .dates import (
    date_span as date_span,
)
from .dates import (
    is_edtf as is_edtf,
)
from .distinct import (
    Distinct as Distinct,
)
from .faults import (
    Fault as Fault,
)
from .ids import (
    IdMaker as IdMaker,
)
from .problems import (
    Problem as Problem,
)
from .problems import (
    problem_of as problem_of,
)
from .problems import (
    problems_in_words as problems_in_words,
)
from .problems import (
    problems_table as problems_table,
)
from .schema import (
    CODINGS as CODINGS,
)
from .schema import (
    FREE_PREFIX as FREE_PREFIX,
)
from .schema import (
    PACKAGE as PACKAGE,
)
from .schema import (
    codebook_table as codebook_table,
)
from .schema import (
    column_names as column_names,
)
from .schema import (
    constraint as constraint,
)
from .schema import (
    fields as fields,
)
from .schema import (
    list_items as list_items,
)
from .schema import (
    mentions as mentions,
)
from .schema import (
    pointers as pointers,
)
from .schema import (
    table_names as table_names,
)
from .schema import (
    tables_schema as tables_schema,
)
from .spelling import (
    closest as closest,
)
from .spelling import (
    listed as listed,
)
from .spelling import (
    refuse_unknown as refuse_unknown,
)
from .spelling import (
    shown as shown,
)
from .spelling import (
    skeleton as skeleton,
)
from .spelling import (
    suggestion as suggestion,
)
