"""Make a title fit by leaving out what it needs least, and say so; never a link.

Least needed are emoji and the words that the table calls fillers, then what stands in brackets,
then the last part after a dash or a bar, then the words at the end. A cut ends in no small word and
leaves no bracket open, and a third of the words stays.
"""

from __future__ import annotations

from spacelint.suggester.pieces import Token, last_links, tokens
from spacelint.suggester.values import Change, Step, quoted
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacelint.suggester.pieces import Spans
    from spacelint.suggester.scene import Look, Scene

    Fits = Callable[[str], bool]
    #: A shorter title, and the parts of the longer one that are gone.
    Less = tuple[str, list[str]]

_WORD = Pattern("[«ALNUM»]+")
_PICTURE = Pattern("«PICTURE»")
_BRACKETS = Pattern(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】)")
_PARTS = Pattern(r"\s+(?:[|·•–—~/-]+)\s+|\s*[｜。]\s*|[;.!?]\s+")
_STOPS = "!?。"
_DANGLING = " \t,;:–—-|·•/&+(["
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ("（", "）"), ("【", "】"))
_LAST = Pattern("[«ALNUM»]+$")
_FEWEST = 2  # words that stay
_PHRASE = 3  # words after the small ones that begin a phrase
_ENDS = ",.:;!?…)]”»。、！？"
_BETWEEN = " \t,;"  # what stands between what is kept and what is left out
_SHORTEST = 4  # letters of a word that ends a sentence, and is no abbreviation


class _Long(NamedTuple):
    """A title that is too long: its tokens, and the first of those that are its closing links."""

    text: str
    parts: list[Token]
    closing: int
    spans: Spans
    small: frozenset[str]
    fillers: frozenset[str]
    shorts: frozenset[str]
    adjectives_last: bool

    @property
    def body(self) -> str:
        """What stands before the closing links."""
        return self.text[: self.parts[self.closing - 1].end] if self.closing else ""


def without_least(text: str, scene: Scene, fits: Fits, why: str) -> Iterator[Step]:
    """Yield ways to make ``text`` fit by leaving parts out, each as little as will do.

    ``why`` is told as the reason.
    """
    look, language = scene.look(text), scene.language(text)
    parts = tokens(look.title, look.spans)
    long = _Long(
        text,
        parts,
        last_links(parts),
        look.spans,
        language.unended if language is not None else _unended(),
        language.fillers if language is not None else frozenset(),
        language.dotted if language is not None else frozenset(),
        language is not None and language.adjectives_last,
    )
    part = 0  # words of the last part
    for way in (_fillers, _brackets, _last_part, _end):
        less = way(long, fits)
        if less is None:
            continue
        short, gone = less
        after = scene.look(short)
        left = len(after.words)
        if left < max(_FEWEST, len(look.words) / 3) or not _keeps_links(look, after):
            continue
        if way is _last_part:
            part = len(look.words) - left
        elif part and 2 * (len(look.words) - left) > part:
            return  # less than half of a part is worse than none of it
        lost = sum(max(1, sum(map(_has_letters, each.split()))) for each in gone)
        changes = tuple([Change(f"Leaves out {quoted(each)}", why, each) for each in gone])
        least = way is _fillers
        yield Step(short, changes, 0 if least else lost, lost if least else 0)


def _unended() -> frozenset[str]:
    """Return the words of all languages in which a title does not end."""
    from spacelint.suggester.table import languages

    return frozenset().union(*[each.unended for each in languages().values()])


def _keeps_links(look: Look, after: Look) -> bool:
    """Tell whether all that links is still there, and all that was meant to."""
    meant = {candidate.text for candidate in look.title.candidates}
    return look.links.keys() <= after.links.keys() and meant <= {
        candidate.text for candidate in after.title.candidates
    }


def _fillers(long: _Long, fits: Fits) -> Less | None:
    pictures = [part for part in long.parts if not part.linked and _is_picture(part.text)]
    fillers = [part for part in long.parts if not part.linked and part.text.lower() in long.fillers]
    gone: list[Token] = []
    for part in (*pictures, *fillers):
        gone.append(part)
        short = _without(long.text, [(part.start, part.end) for part in gone])
        if fits(short):
            return short, [part.text for part in sorted(gone)]
    return None


def _brackets(long: _Long, fits: Fits) -> Less | None:
    for match in _BRACKETS.finditer(long.text):
        if not long.spans.touches(*match.span()):
            short = _without(long.text, [match.span()])
            if fits(short):
                return short, [match[0].strip()]
    return None


def _last_part(long: _Long, fits: Fits) -> Less | None:
    """Leave out what stands after the last dash, bar or stop; more of it if need be."""
    body, rest = long.body, long.text[len(long.body) :]
    for match in reversed(list(_PARTS.finditer(body))):
        if match[0][0] == "." and _is_short(body[: match.start()], long):
            continue
        if match.start() == 0:
            return None
        keeps = match.start() + (body[match.start()] in _STOPS)
        short = _balanced(body[:keeps].rstrip())
        if short and fits(short + rest):
            return short + rest, [body[len(short) :].strip()]
    return None


def _end(long: _Long, fits: Fits) -> Less | None:
    """Leave out words at the end, before the links that close the title."""
    parts, body, rest = long.parts, long.body, long.text[len(long.body) :]
    for index in range(long.closing - 1, 0, -1):
        keep = _without_small(index, long)
        short = _balanced(body[: parts[keep - 1].end].rstrip(_DANGLING))
        if short and fits(short + rest):
            whole = _balanced(body[: parts[_phrase(keep, long) - 1].end].rstrip(_DANGLING))
            short = whole if whole and fits(whole + rest) else short
            return short + rest, [body[len(short) :].strip(_BETWEEN)]
    return None


def _without_small(keep: int, long: _Long) -> int:
    """Return how many tokens are kept where small words at the end are not."""
    while (
        keep > 1 and not long.parts[keep - 1].linked and _is_small(long.parts[keep - 1].text, long)
    ):
        keep -= 1
    return keep


def _phrase(keep: int, long: _Long) -> int:
    """Return how many tokens are kept where a phrase goes as a whole: "and a big | surprise".

    A phrase begins with its small words. One of more than three other words is cut all the same,
    and so is one with a link.
    """
    parts = long.parts
    if keep >= long.closing or parts[keep].linked or _is_small(parts[keep].text, long):
        return keep
    if long.adjectives_last:
        return keep
    if parts[keep - 1].text[-1] in _ENDS:
        return keep
    for first in range(keep - 1, max(keep - 1 - _PHRASE, 1), -1):
        if parts[first].linked:
            return keep
        if _is_small(parts[first].text, long):
            less = _without_small(first, long)
            return less if 2 * less >= keep else keep
    return keep


def _is_short(text: str, long: _Long) -> bool:
    """Tell whether the stop after a text is that of an abbreviation: ep. 12, Acme vs. Globex."""
    last = _LAST.search(text)
    return last is not None and (len(last[0]) < _SHORTEST or f"{last[0]}.".lower() in long.shorts)


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_picture(text: str) -> bool:
    return not text.isascii() and not _WORD.search(text) and _PICTURE.search(text) is not None


def _is_small(text: str, long: _Long) -> bool:
    return text.lower().strip(_DANGLING) in long.small or not _WORD.search(text)


def _balanced(text: str) -> str:
    """Return the text up to the bracket or quotation mark that stays open in it."""
    for opening, closing in _PAIRS:
        while text.count(opening) > text.count(closing):
            text = text[: text.rindex(opening)].rstrip(_DANGLING)
    if text.count('"') % 2:
        text = text[: text.rindex('"')].rstrip(_DANGLING)
    return text


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text without the spans and without the spaces that would stand double."""
    for start, end in sorted(spans, reverse=True):
        head, tail = text[:start].rstrip(), text[end:]
        if not head or (tail and tail[0] in ",.:;!?)"):
            tail = tail.lstrip()
        elif tail and not tail[0].isspace():
            head += " "
        text = head + tail
    return text
