"""The segments of a title, set off by ` | `, ` - `, ` – `, `: `, brackets or a sentence end."""

from __future__ import annotations

import re

from spacelint.suggester.tokens import closing_tags
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.text import Title

_MARK = re.compile(
    r"\s+(?P<mark>[|｜–—-])\s+|(?<=\S)(?P<colon>[:：])\s+|(?P<stop>(?<=[^\W\d_]{4})[.…]+|[!?]+|[。！？])"
    r"(?:\s+(?=\S)|(?<=[。！？])(?=\S))"
)
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】)")
_QUOTES = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|「[^「」]*」|『[^『』]*』")


class Segment(NamedTuple):
    """A segment from ``start`` to ``end``, and the mark before it, "" before the first.

    The mark and its spaces begin at ``gap_start``, after the mark of a sentence that stays with it;
    ``after_stop`` is true where a sentence ends there. ``bracket_start`` is where a segment in
    brackets begins, its space included; None for others.
    """

    start: int
    end: int
    text: str
    mark: str = ""
    gap_start: int = 0
    gap_end: int = 0
    after_stop: bool = False
    bracket_start: int | None = None


def segments(title: Title) -> list[Segment]:
    """Return the segments of a title up to the hashtags at its end, in order."""
    end = closing_tags(title)
    text = title.text[:end].rstrip()
    end = len(text)
    inside = [match.span() for match in _QUOTES.finditer(text)]
    brackets = [match.span() for match in _BRACKETS.finditer(text)]
    spans = [*inside, *brackets]
    found: list[Segment] = []
    start, mark, gap, stop = 0, "", 0, False
    cuts: list[tuple[int, int, str, bool]] = []
    for match in _MARK.finditer(text):
        if any(low < match.start("stop" if match["stop"] else 0) < high - 1 for low, high in spans):
            continue
        sign = match["mark"] or match["colon"] or match["stop"]
        is_stop = match["stop"] is not None
        gap_start = match.end("stop") if is_stop else match.start()
        cuts.append((gap_start, match.end(), sign, is_stop))
    for gap_start, gap_end, sign, is_stop in cuts:
        if gap_start > start:
            found.append(Segment(start, gap_start, text[start:gap_start], mark, gap, start, stop))
        start, mark, gap, stop = gap_end, sign, gap_start, is_stop
    tail = next((span for span in reversed(brackets) if span[1] == end and span[0] > start), None)
    if tail is not None:
        found.append(Segment(start, tail[0], text[start : tail[0]], mark, gap, start, stop))
        found.append(Segment(tail[0], end, text[tail[0] :], "(", tail[0], tail[0], False, tail[0]))
    elif start < end:
        found.append(Segment(start, end, text[start:], mark, gap, start, stop))
    return found
