from .chosen_pair import (
    folder_of_pair as folder_of_pair,
    refuse_pair as refuse_pair,
    set_pair as set_pair,
)
from .coder_page import (
    write_coder_page as write_coder_page,
)
from .execute import (
    drop_article_only as drop_article_only,
    drop_copy_only as drop_copy_only,
    drop_lacking as drop_lacking,
    execute_all as execute_all,
    failure as failure,
    lacking as lacking,
    read_notebooks as read_notebooks,
    write_notebooks as write_notebooks,
)
from .kernels import (
    ready_kernels as ready_kernels,
)
from .one_pair import (
    report as report,
)
from .pages import (
    build_pages as build_pages,
)
