from .execute import (
    drop_article_only as drop_article_only,
)
from .execute import (
    drop_copy_only as drop_copy_only,
)
from .execute import (
    drop_lacking as drop_lacking,
)
from .execute import (
    execute_all as execute_all,
)
from .execute import (
    failure as failure,
)
from .execute import (
    lacking as lacking,
)
from .execute import (
    read_notebooks as read_notebooks,
)
from .execute import (
    write_notebooks as write_notebooks,
)
from .pages import (
    build_pages as build_pages,
)
