"""Tags and handles as X compares them."""

from __future__ import annotations

_SIGILS = "#＃@＠"


def fold_tag(text: str) -> str:
    """A tag or handle without its sigil, case and width: ``＃ＡｃｍｅWinter`` is ``acmewinter``.

    Two tags of one fold are one tag to X. Nothing is raised.
    """
    bare = text[1:] if text[:1] in _SIGILS and text else text
    if bare.isascii():
        return bare.lower()
    from unicodedata import normalize

    # Once more after folding: the casefold of a letter may be one that width folding changes.
    return normalize("NFKC", normalize("NFKC", bare).casefold())


def bare_tag(text: str) -> str:
    """A tag or handle as written, without its sigil."""
    return text[1:] if text[:1] in _SIGILS and text else text
