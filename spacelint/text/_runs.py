"""What the author of a tag has already separated: by capitals, digits, marks and scripts."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable


class Run(NamedTuple):
    """A piece of a text that no cut may leave."""

    text: str
    kind: str
    """``one-case``: to be split. ``word``: fixed by its capital, or of a script without case.
    ``digits``."""


def runs(text: str) -> tuple[Run, ...]:
    """The letters, marks and digits of a text as runs; all else separates and is dropped.

    A capital after a small letter starts a run, a row of capitals is one ("UXDesign": UX,
    Design; "NFTsNow": NFTs, Now). Letters of scripts without case are one run, unsplit.
    """
    found: list[Run] = []
    piece = ""
    kind = ""
    for char in text:
        new = _kind(char)
        if new == "mark":
            new = kind or "uncased"
        if new != kind and piece:
            found += _cut(piece, kind)
            piece = ""
        if new:
            piece += char
        kind = new
    return (*found, *_cut(piece, kind)) if piece else tuple(found)


def pieces(run: str, cuts: Iterable[int]) -> tuple[str, ...]:
    """A run cut where words of its base letters end; marks stay with the letter before them."""
    places = [at for at, char in enumerate(run) if not is_mark(char)]
    ends = [0, *places[1:], len(run)]
    words = []
    start = 0
    for cut in cuts:
        words.append(run[ends[start] : ends[cut]])
        start = cut
    return tuple(words)


def is_mark(char: str) -> bool:
    """Whether a character only adds to the letter before it."""
    if char.isascii():
        return False
    from unicodedata import category

    return category(char)[0] == "M"


def _kind(char: str) -> str:
    if char.isascii():
        return "cased" if char.isalpha() else "digits" if char.isdigit() else ""
    if is_mark(char):
        return "mark"
    if char.isalpha():
        return "cased" if char.lower() != char.upper() else "uncased"
    return "digits" if char.isnumeric() else ""


def _cut(piece: str, kind: str) -> list[Run]:
    if kind == "digits":
        return [Run(piece, "digits")]
    if kind == "uncased":
        return [Run(piece, "word")]
    starts = _hump_starts(piece)
    if len(starts) == 1:
        return [Run(piece, "one-case")]
    cuts = zip(starts, [*starts[1:], len(piece)], strict=True)
    humps = [piece[start:end] for start, end in cuts]
    return [Run(hump, "one-case" if hump.islower() else "word") for hump in humps]


def _hump_starts(piece: str) -> list[int]:
    capital: list[bool] = []
    for char in piece:
        capital.append(capital[-1] if capital and is_mark(char) else char != char.lower())
    starts = [0]
    for at in range(1, len(piece)):
        if not capital[at] or is_mark(piece[at]):
            continue
        after_small = not capital[at - 1]
        before_small = at + 1 < len(piece) and not capital[at + 1]
        if after_small or (before_small and not _plural(piece, capital, at)):
            starts.append(at)
    return starts


def _plural(piece: str, capital: list[bool], at: int) -> bool:
    """Whether the small letter after a row of capitals is only its plural s ("NFTs")."""
    after = at + 2
    return piece[at + 1] == "s" and (after == len(piece) or capital[after])
