"""An English title in capitals, written in plain letters where every word of it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from spacelint.text.word_list import read

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDS = frozenset(".!?…:|–—")

_small: set[str] = set()
_spelled: dict[str, str] = {}


def plain_case(
    text: str, own: Mapping[str, str] = {}, kept: Iterable[tuple[int, int]] = ()
) -> str | None:
    """Return ``text`` as a sentence, or None where one of its words might be a name or is unknown.

    ``own`` has a team's words by their small form, ``kept`` the spans (code points) of tags,
    handles and addresses, which stay as they are. The result has the length of ``text``.
    """
    if not _small:
        _read()
    spans = list(kept)
    pieces: list[str] = []
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        between = text[at:start]
        opens = not at or not _ENDS.isdisjoint(between)
        word = match[0]
        if not any(a <= start < b for a, b in spans) and not _beside_digit(text, start, end):
            small = word.lower().replace("’", "'")
            known = own.get(small) or _spelled.get(small)
            if known is None and small not in _small:
                return None
            written = known or ("I" + small[1:] if small[:2] in ("i", "i'") else small)
            if opens and not known:
                written = written[0].upper() + written[1:]
            word = written if len(written) == len(word) else word
        pieces += between, word
        at = end
    return "".join(pieces) + text[at:]


def _beside_digit(text: str, start: int, end: int) -> bool:
    """True if a word is part of a name with a digit: WEB3, 4K. It stays as it is."""
    return text[start - 1 : start].isdigit() or text[end : end + 1].isdigit()


def _read() -> None:
    for name in ("spellings.txt", "names.txt"):
        for line in read(name).splitlines():
            if not line.startswith("#"):
                _spelled.update((word.lower(), word) for word in line.split())
    for line in read("small.txt").splitlines():
        if not line.startswith("#"):
            _small.update(line.split())
