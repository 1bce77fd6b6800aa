from .html import (
    count as count,
    markup as markup,
    picture_page as picture_page,
    quotation_page as quotation_page,
    table_page as table_page,
)
from .overlap_pictures import (
    draw_answers as draw_answers,
)
