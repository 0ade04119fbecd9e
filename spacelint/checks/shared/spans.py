"""Cut spans out of a title, in time linear in the title."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

#: Code points. A text beyond it is no title; what compares many places with many stops there.
LONGEST_TITLE = 2_000


def without(text: str, spans: Iterable[tuple[int, int]], filler: str = "\n") -> str:
    """Return ``text`` with ``filler`` for each of ``spans`` (code points, in order, apart)."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces.append(text[at:start])
        at = end
    return filler.join((*pieces, text[at:]))
