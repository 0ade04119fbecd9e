"""How Sphinx builds the docs: ``make docs``."""

from pygments.lexers.special import TextLexer

project = "spacelint"
author = "the spacelint contributors"
copyright = author
extensions = ["myst_parser"]
exclude_patterns = ["README.md"]
html_theme = "furo"
html_title = "spacelint"
html_copy_source = False
html_show_sphinx = False
# A link to a heading is `page.md#the-heading`, as on GitHub; headings down to this level have one.
myst_heading_anchors = 3
# Examples of mistakes and excerpts are not always whole documents of their language.
suppress_warnings = ["misc.highlighting_failure"]


def setup(app):
    """Name the languages of code blocks that Pygments does not know; they are shown as text."""
    for language in ("ics", "csv", "jsonl"):
        app.add_lexer(language, TextLexer)
