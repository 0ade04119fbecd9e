"""Tags and handles as X compares them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGILS = "#＃@＠"


def fold_tag(text: str) -> str:
    """Return a tag or handle without sign, case and width: ``＃ＡｃｍｅWinter`` is ``acmewinter``.

    Two tags with the same fold are one tag on X. Raises nothing.
    """
    bare = bare_tag(text)
    if bare.isascii():
        return bare.lower()
    from unicodedata import normalize

    # Again after folding: width folding may change the casefold of a letter.
    return normalize("NFKC", normalize("NFKC", bare).casefold())


def bare_tag(text: str) -> str:
    """Return a tag or handle as written, without its sign."""
    return text[1:] if text[:1] in _SIGILS and text else text


def fold_tags(tags: Iterable[str]) -> dict[str, str]:
    """Return tags without their signs, by their folds; the first spelling of each wins."""
    bare = bare_tags(tags)
    joined = "\n".join(bare)
    if joined.isascii() and joined.count("\n") == len(bare) - 1:
        folded = joined.lower().split("\n")  # all in one go
    else:
        folded = [fold_tag("#" + tag) for tag in bare]
    found: dict[str, str] = {}
    for fold, tag in zip(folded, bare, strict=True):
        if fold not in found:
            found[fold] = tag
    return found


def bare_tags(tags: Iterable[str]) -> list[str]:
    """Return tags or handles as written, without their signs."""
    return [tag[1:] if tag[:1] in _SIGILS and tag else tag for tag in tags]
