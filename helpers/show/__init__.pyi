from .html import (
    count as count,
)
from .html import (
    markup as markup,
)
from .html import (
    picture_page as picture_page,
)
from .html import (
    quotation_page as quotation_page,
)
from .html import (
    table_page as table_page,
)
from .overlap_pictures import (
    draw_answers as draw_answers,
)
