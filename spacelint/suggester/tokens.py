"""The parts of a title: links, plain words, tokens, and where the hashtags at its end begin."""

from __future__ import annotations

from bisect import bisect_right

from spacelint.brand.fold import fold_tag
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.text import Title

_new = tuple.__new__
_WORD = Pattern("[«ALNUM»]+(?:['’][«ALNUM»]+)*")
_TOKEN = Pattern(r"\S+")
_NEXT = Pattern(r" (\w)")


class LinkSpans:
    """Where tags, handles and addresses stand, those that X does not link too."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, title: Title) -> None:
        linked = {(entity.start, entity.end) for entity in title.entities}
        spans = sorted(linked | {(meant.start, meant.end) for meant in title.candidates})
        merged: list[list[int]] = []
        for start, end in spans:
            if merged and start < merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def touches(self, start: int, end: int) -> bool:
        """Return whether one of them has a character between ``start`` and ``end``."""
        place = bisect_right(self._starts, end - 1) - 1
        return place >= 0 and self._ends[place] > start


def plain_words(title: Title, spans: LinkSpans) -> tuple[Word, ...]:
    """Return the words outside of all tags, handles and addresses, in order."""
    found = []
    for match in _WORD.finditer(title.text):
        start, end = match.span()
        if not spans.touches(start, end):
            word = match[0]
            found.append(_new(Word, (start, end, word, fold_tag("#" + word))))
    return tuple(found)


def tokens(title: Title, spans: LinkSpans) -> list[Token]:
    """Return the runs without white space, in order."""
    return [
        _new(Token, (match.start(), match.end(), match[0], spans.touches(*match.span())))
        for match in _TOKEN.finditer(title.text)
    ]


def closing_tags(title: Title) -> int:
    """Return the offset at which the hashtags at the end of a title begin, else its length.

    Trailing white space is not counted; each of the hashtags stands apart from all other text.
    """
    text = title.text
    end = start = len(text.rstrip())
    for entity in reversed(title.entities):
        if entity.kind != "hashtag" or text[entity.end : start].strip():
            break
        if entity.start and not text[entity.start - 1].isspace():
            break
        start = entity.start
    return start if start < end else end


def opens_a_name(text: str, start: int, end: int) -> bool:
    """Return whether a word is the first of a name: it and the word after it have a capital."""
    after = _NEXT.match(text, end)
    return text[start].isupper() and after is not None and after[1].isupper()


class Change(NamedTuple):
    """One difference between a title and the better one, in words for the person who plans it.

    ``before`` is the part of the title that changes and ``after`` what stands there then; either
    may be empty. ``code`` is the rule that asks for it and ``match`` what that rule marked, both
    empty where no rule does. All of it holds text of the title: show it escaped.
    """

    what: str
    why: str
    before: str = ""
    after: str = ""
    code: str = ""
    match: str = ""


class Suggestion(NamedTuple):
    """A better title: its text, every difference from the title given, and what found no place.

    ``missing`` are the hashtags, handles and the disclosure that were asked for and are not in it.
    """

    text: str
    changes: tuple[Change, ...]
    missing: tuple[str, ...] = ()


class Word(NamedTuple):
    """A run of letters and digits outside of all tags, handles and addresses.

    ``start`` and ``end`` count code points; ``fold`` is the word as tags are compared: without case
    and width.
    """

    start: int
    end: int
    text: str
    fold: str


class Token(NamedTuple):
    """A run without white space; ``linked`` where a tag, handle or address touches it.

    ``start`` and ``end`` count code points.
    """

    start: int
    end: int
    text: str
    linked: bool


def quoted(text: str) -> str:
    """Return text for use in a sentence: a tag or handle as it is, anything else in quotes."""
    if text[:1] in "#@" and len(text) > 1 and not any(map(str.isspace, text)):
        return text
    return f"“{text}”"
