"""Sphinx settings of the reading copy: stored outputs only, and nothing fetched from anywhere."""

project = "Separate entities?"
author = "“Separate entities?” contributors"
project_copyright = f"{author}; the article is its publisher's"
extensions = ["myst_nb"]
html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["static"]
html_css_files = ["book.css"]
html_theme_options = {"navbar_persistent": []}  # one search field is enough
html_context = {"default_mode": "auto"}
html_show_sphinx = False

nb_execution_mode = "off"
nb_ipywidgets_js = {}  # widgets need a running kernel; their scripts would come from a server
myst_enable_extensions = []  # no formulas: a dollar sign is money, and MathJax would come from a server
myst_heading_anchors = 3
myst_url_schemes = {"http": None, "https": None, "mailto": None, "beside": "../../{{path}}"}  # from build/<dataset>/
