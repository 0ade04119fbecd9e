"""Make a title fit by leaving out what it can do without: fillers, emoji, and whole segments.

What is left is a title that the author could have written: at least half of the words, no link and
no number lost, a closing question mark kept, no segment cut in two.
"""

from __future__ import annotations

import re
from collections import Counter

from spacelint.suggester.draft import Reason
from spacelint.suggester.languages import every_unended
from spacelint.suggester.tokens import closing_tags, quoted
from spacelint.text import Title
from spacelint.text.length import TITLE_LIMIT, Limit
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.suggester.draft import Draft
    from spacelint.suggester.state import SearchState

_EMOJI = Pattern("«PICTURE»")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<!\w)\d")
_WHEN = re.compile(
    r"(?<!\w)\d{1,2}(?:[:.h]\d\d|\s?(?:[ap]m|h|uhr)\b)|\d{4}|\d[/.-]\d", re.IGNORECASE
)
_QUESTIONS = ("?", "？")
_FEW_SEGMENTS = 3  # more that are set off by the same mark are a list


def lighter(draft: Draft, state: SearchState) -> Iterator[Draft]:
    """Yield shorter drafts, those that lose least first; some may be too long still."""
    yield from _without_fillers(draft, state)
    yield from sorted(_without_segments(draft, state), key=lambda less: less.dropped)


def _without_fillers(draft: Draft, state: SearchState) -> Iterator[Draft]:
    """Yield the draft without the first filler, without the first two, and so on."""
    less = draft
    for find in (_opener, _emoji, _filler):
        while (span := find(less.text, state)) is not None:
            less = _without(less, span)
            if _keeps_half(draft.original, less.text):
                yield less


def _opener(text: str, state: SearchState) -> tuple[int, int] | None:
    lower = text.lower()
    for opener in state.language.openers:
        if lower.startswith(f"{opener} ") and lower[len(opener) + 1 : len(opener) + 2].isalpha():
            return 0, len(opener) + 1
    return None


def _emoji(text: str, state: SearchState) -> tuple[int, int] | None:
    """Return a run of emoji at the end of a segment or of the title, which joins no words."""
    if text.isascii():
        return None
    for token in reversed(state.view(text).tokens):
        if token.linked or _WORD.search(token.text) or not _EMOJI.search(token.text):
            continue
        before = text[: token.start].rstrip()
        after = text[token.end :].lstrip()
        edge = not after or after[0] in "|–—-:#" or not before or before[-1] in "|–—-:.!?"
        if edge and not _is_fact(token.text):
            return len(before), token.end
    return None


def _is_fact(picture: str) -> bool:
    """Return whether a picture says something that words do not: flags, keycaps."""
    return any("\U0001f1e6" <= char <= "\U0001f1ff" or char == "\u20e3" for char in picture)


def _filler(text: str, state: SearchState) -> tuple[int, int] | None:
    language, tokens = state.language, state.view(text).tokens
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (
            token.text in language.fillers
            and before.text[-1:].isalnum()
            and after.text[:1].isalpha()
            # Never "a very talk".
            and before.text.lower() not in language.keep_after | language.fillers
        ):
            return token.start, after.start
    return None


def _without(draft: Draft, span: tuple[int, int]) -> Draft:
    """Return the draft without what stands between two offsets; a capital is kept in front."""
    start, end = span
    text = draft.text
    gone = text[start:end].strip()
    edit, what = Edit(start, end, ""), "Leaves out {before}"
    at = end + (text[end : end + 1] in '¿¡“„«"')
    if not start and text[:1].isupper() and text[at : at + 1].islower():
        capital = text[at].upper()
        if len(capital) == 1:
            edit, what = Edit(start, at + 1, text[end:at] + capital), f"Leaves out {quoted(gone)}"
    reason = Reason(what, "to make room", drops=True)
    return draft.edited((edit, reason), dropped=max(1, len(_WORD.findall(gone))))


def _without_segments(draft: Draft, state: SearchState) -> Iterator[Draft]:
    view = state.view(draft.text)
    parts = segments(view.title)
    if len(parts) < 2 or _is_list(parts):
        return
    text, last = draft.text, parts[-1]
    for part in parts[1:]:
        # The tail from here on, up to the hashtags at the end.
        cut = part.bracket_start if part.bracket_start is not None else part.gap_start
        if not _NUMBER.search(text[cut : last.end]):
            less = _without(draft, (cut, last.end))
            if _ends_well(text[:cut]) and _stands_alone(draft, text[:cut], less, state):
                yield less
    head, second = parts[0], parts[1]
    first = _WORD.search(text, second.start)
    opens = first is not None and first[0].lower() in state.language.asks
    is_question = text[second.start : last.end].rstrip().endswith(_QUESTIONS)
    if (
        (opens or is_question)
        and not second.after_stop
        and second.bracket_start is None
        and not _WHEN.search(text[: head.end])
    ):
        less = _without(draft, (0, second.start))
        if _stands_alone(draft, text[second.start : last.end], less, state):
            yield less


def _is_list(parts: list[Segment]) -> bool:
    marks = Counter(part.mark for part in parts[1:])
    return max(marks.values()) >= _FEW_SEGMENTS


def _stands_alone(draft: Draft, kept: str, less: Draft, state: SearchState) -> bool:
    """Return whether what is left of a title is a title."""
    body = draft.text[: segments(state.view(draft.text).title)[-1].end].rstrip()
    if body.endswith(_QUESTIONS) and not kept.rstrip().endswith(_QUESTIONS):
        return False
    return _keeps_half(draft.original, less.text)


def _ends_well(text: str) -> bool:
    """Return whether a text does not end in a word that the next one belongs to."""
    last = ["", *_WORD.findall(text)][-1]
    acronym = last.isupper() and len(last) > 1 and not text.isupper()
    return bool(last) and (acronym or last.lower() not in every_unended())


def _keeps_half(title: str, text: str) -> bool:
    """Return whether at least half of the words stay, and of the letters, as some scripts have no
    spaces."""
    return all(2 * left >= size for left, size in zip(_sizes(text), _sizes(title), strict=True))


def _sizes(text: str) -> tuple[int, int, int]:
    tokens = sum(any(map(str.isalnum, token)) for token in text.split())
    return len(_WORD.findall(text)), tokens, sum(map(str.isalnum, text))


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
    after_stop: bool = False
    bracket_start: int | None = None


def segments(title: Title) -> list[Segment]:
    """Return the segments of a title up to the hashtags at its end, in order."""
    text = title.text[: closing_tags(title)].rstrip()
    end = len(text)
    brackets = [match.span() for match in _BRACKETS.finditer(text)]
    spans = [*(match.span() for match in _QUOTES.finditer(text)), *brackets]
    found: list[Segment] = []
    start, mark, gap, stop = 0, "", 0, False
    for match in _MARK.finditer(text):
        is_stop = match["stop"] is not None
        place = match.start("stop" if is_stop else 0)
        if any(low < place < high - 1 for low, high in spans):
            continue
        cut = match.end("stop") if is_stop else match.start()
        if cut > start:
            found.append(Segment(start, cut, text[start:cut], mark, gap, stop))
        sign = match["mark"] or match["colon"] or match["stop"]
        start, mark, gap, stop = match.end(), sign, cut, is_stop
    tail = next((low for low, high in reversed(brackets) if high == end and low > start), None)
    if start < end:
        stay = end if tail is None else tail
        found.append(Segment(start, stay, text[start:stay], mark, gap, stop))
    if tail is not None:
        found.append(Segment(tail, end, text[tail:], "(", tail, bracket_start=tail))
    return found


_MOST_CODE_POINTS = 2_000  # of a title that is looked at in segments


class TooLong(NamedTuple):
    """How far a title is over the limit, in its unit; the part that fits, and the part beyond.

    ``segments`` are the parts that marks set off, each with its length; there are two at least.
    """

    length: int
    limit: Limit
    fits: str
    beyond: str
    segments: tuple[tuple[str, int], ...]

    @property
    def over(self) -> int:
        """How many of the unit are too many."""
        return self.length - self.limit.maximum


def too_long(title: str, limit: Limit = TITLE_LIMIT) -> TooLong | None:
    """Return how far ``title`` is over ``limit``; None where it is not.

    White space at its ends is not counted, and stands in neither part.
    """
    title = title.strip()
    if limit.fits(title):
        return None
    cut = limit.cut(title)
    parts: tuple[tuple[str, int], ...] = ()
    if len(title) <= _MOST_CODE_POINTS:
        found = segments(Title(title))
        texts = [part.text.strip() for part in found]
        if found:
            texts.append(title[found[-1].end :].strip())
        parts = tuple([(text, limit.measure(text)) for text in texts if text])
    parts = parts if len(parts) > 1 else ()
    return TooLong(limit.measure(title), limit, title[:cut], title[cut:], parts)
