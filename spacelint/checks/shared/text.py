"""What checks and reports do with texts: late patterns, counting words, lists in sentences."""

from __future__ import annotations

from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import regex

    from spacelint.text import Title


class Lazy:
    """A pattern, compiled at the first call; ``listed`` are the words of its ``\\L<listed>``.

    Importing ``regex`` and compiling takes longer than running all rules on a clean ASCII title.
    """

    __slots__ = ("_compiled", "_listed", "_text")

    def __init__(self, text: str, listed: Collection[str] | None = None) -> None:
        self._text = text
        self._listed = listed
        self._compiled: regex.Pattern[str] | None = None

    def __call__(self) -> regex.Pattern[str]:
        compiled = self._compiled
        if compiled is None:
            import regex

            named = {} if self._listed is None else {"listed": list(self._listed)}
            compiled = self._compiled = regex.compile(self._text, **named)
        return compiled


# Scripts that put no space between words: two of their characters are taken for one word.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー"
_SPACED = r"[[\p{L}\p{N}\p{M}_]--[" + _UNSPACED + "]]"
# A word starts with a letter or digit; a keycap (5️⃣) is an emoji, and a joiner is no word.
_WORD = Lazy(
    rf"(?V1)[0-9#*]\ufe0f?\u20e3(*SKIP)(*FAIL)"
    rf"|(?P<unspaced>[[{_UNSPACED}]&&[\p{{L}}\p{{N}}ー]][{_UNSPACED}\p{{M}}]*+)"
    rf"|(?=[\p{{L}}\p{{N}}]){_SPACED}(?:['’&.\-/+]?{_SPACED})*+",
)
_ASCII_WORD = Pattern(r"[^\W_]\w*+(?:['&.\-/+]?\w+)*+")


def words_of(text: str, enough: int) -> int:
    """Return the number of words of ``text``; counting stops at ``enough`` beyond ASCII.

    In scripts without spaces between words, two characters count as one word.
    """
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    counted = 0
    for match in _WORD().finditer(text):
        size = match.end() - match.start()
        counted += (size + 1) // 2 if match["unspaced"] else 1
        if counted >= enough:
            break
    return counted


def bare_span(text: str) -> tuple[int, int]:
    """Return where a text begins and ends without the white space around it."""
    end = len(text.rstrip())
    return end - len(text[:end].lstrip()), end


def taken(title: Title) -> list[tuple[int, int]]:
    """Return the spans of tags, handles and addresses, those that X does not link too."""
    spans = [(candidate.start, candidate.end) for candidate in title.candidates]
    return spans + [(entity.start, entity.end) for entity in title.entities]


#: Code points. A text beyond it is no title; what compares many places with many stops there.
LONGEST_TITLE = 2_000


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return ``text`` with a line end for each of ``spans`` (code points, in order, apart)."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces.append(text[at:start])
        at = end
    return "\n".join((*pieces, text[at:]))


def listed(names: Sequence[str], most: int = 0) -> str:
    """Return names as a list in a sentence: ``a, b and c``; more than ``most`` are counted."""
    if 0 < most < len(names):
        names = [*names[:most], f"{len(names) - most:,} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: ``1 Space``, ``1,200 Spaces``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
