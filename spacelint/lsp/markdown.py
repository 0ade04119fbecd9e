"""Text from outside in Markdown, shown and never obeyed."""

from __future__ import annotations

from spacelint.text.width import visible

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]()<>#+-.!|~&@:/"})


def code(text: str) -> str:
    """Return ``text`` as code, fenced by more backticks than it has in a row."""
    shown = visible(text)
    run = longest = 0
    for char in shown:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    fence = "`" * (longest + 1)
    pad = " " if shown[:1] in ("`", " ") or shown[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def plain(text: str) -> str:
    """Return ``text`` so that Markdown makes no link, picture or mark-up of it."""
    return visible(text).translate(_MARKS)
