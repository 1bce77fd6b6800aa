from .conflict_pictures import (
    draw_break_even as draw_break_even,
)
from .conflict_pictures import (
    draw_signed as draw_signed,
)
from .conflict_pictures import (
    draw_stances as draw_stances,
)
from .conflict_pictures import (
    draw_standings as draw_standings,
)
from .controls import (
    panel as panel,
)
from .html import (
    codebook as codebook,
)
from .html import (
    count as count,
)
from .html import (
    left_out as left_out,
)
from .html import (
    markup as markup,
)
from .html import (
    picture as picture,
)
from .html import (
    picture_page as picture_page,
)
from .html import (
    problems as problems,
)
from .html import (
    problems_in_words as problems_in_words,
)
from .html import (
    quotation as quotation,
)
from .html import (
    quotation_page as quotation_page,
)
from .html import (
    result as result,
)
from .html import (
    sentence as sentence,
)
from .html import (
    sentences as sentences,
)
from .html import (
    table as table,
)
from .html import (
    table_page as table_page,
)
from .html import (
    versions as versions,
)
from .marked_text import (
    marked_text as marked_text,
)
from .overlap_pictures import (
    draw_answers as draw_answers,
)
from .overlap_pictures import (
    draw_range as draw_range,
)
from .overlap_pictures import (
    draw_shares as draw_shares,
)
from .overlap_pictures import (
    draw_two_mode as draw_two_mode,
)
from .overlap_pictures import (
    draw_views as draw_views,
)
from .pictures import (
    draw_claims_by_speaker as draw_claims_by_speaker,
)
from .pictures import (
    draw_dates as draw_dates,
)
