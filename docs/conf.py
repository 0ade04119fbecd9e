"""How Sphinx builds the docs: ``make docs``."""

import re

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
smartquotes = False  # titles and options stand as they are to be typed
# A link to a heading is `page.md#the-heading`, as on GitHub; headings down to this level have one.
myst_heading_anchors = 3
# Examples of mistakes and excerpts are not always whole documents of their language.
suppress_warnings = ["misc.highlighting_failure"]
_FILE = re.compile(r'^(`{3,})(\w+) title="([^"]+)"$', re.MULTILINE)


def _show_file_names(app, name, source):
    """Show the name of a file that a block holds; on GitHub the fence alone says it."""
    source[0] = _FILE.sub(r"\1{code-block} \2\n:caption: \3\n", source[0])


def setup(app):
    """Show file names, and take the languages that Pygments does not know as text."""
    app.connect("source-read", _show_file_names)
    for language in ("ics", "csv", "jsonl"):
        app.add_lexer(language, TextLexer)
