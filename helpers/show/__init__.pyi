from .cards import (
    conflict_cards as conflict_cards,
)
from .conflict_pictures import (
    draw_break_even as draw_break_even,
    draw_signed as draw_signed,
    draw_stances as draw_stances,
    draw_standings as draw_standings,
)
from .controls import (
    panel as panel,
)
from .first_lines import (
    if_all_count as if_all_count,
    in_short as in_short,
)
from .html import (
    codebook as codebook,
    count as count,
    markup as markup,
    picture as picture,
    picture_page as picture_page,
    problems as problems,
    problems_in_words as problems_in_words,
    quotation as quotation,
    quotation_page as quotation_page,
    result as result,
    sentence as sentence,
    sentences as sentences,
    table as table,
    table_page as table_page,
    versions as versions,
)
from .marked_text import (
    marked_text as marked_text,
)
from .overlap_pictures import (
    draw_answers as draw_answers,
    draw_range as draw_range,
    draw_shares as draw_shares,
    draw_two_mode as draw_two_mode,
    draw_views as draw_views,
)
from .pictures import (
    draw_claims_by_speaker as draw_claims_by_speaker,
    draw_dates as draw_dates,
)
from .time_pictures import (
    draw_as_known as draw_as_known,
    draw_over_time as draw_over_time,
    draw_tenures as draw_tenures,
    when as when,
)
from .trail_picture import (
    draw_trail as draw_trail,
    trail as trail,
)
