"""Invisible characters in or at the edge of a tag or handle: zero-width, bidi marks, fillers.

The joiners U+200C and U+200D belong to the spelling of Persian, Urdu, Hindi, Malayalam and others,
where X links them, and to emoji; variation selectors belong to emoji. The check ignores those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import Lazy
from spacelint.text import Candidate, Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0001\U000e0020-\U000e007f"
)
#: Each of them, for the titles that have one.
_CHARS = "".join(
    char
    for low, high in re.findall(r"(.)(?:-(.))?", _INVISIBLE)
    for char in map(chr, range(ord(low), ord(high or low) + 1))
)
_ANY = re.compile(f"[{_INVISIBLE}]")
_AFTER = Lazy(rf"[{_INVISIBLE}]++(?![\p{{L}}\p{{N}}_#＃@＠$＄])")
# Scripts whose spelling has a use for joiners; in the first group none at the end of a word.
_ARABIC_LIKE = "Arabic Syriac Mandaic Nko Mongolian"
_INDIC_LIKE = """
Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar
Tibetan Balinese Javanese Chakma
"""
_ARABIC = "".join(rf"\p{{scx={script}}}" for script in _ARABIC_LIKE.split())
_INDIC = "".join(rf"\p{{scx={script}}}" for script in _INDIC_LIKE.split())
_PICTURE = r"\p{Extended_Pictographic}\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff"
_AT_HOME = Lazy(
    rf"(?V1)(?<=[{_ARABIC}{_INDIC}])\u200d"  # last in a word it keeps a letter's joined shape
    rf"|(?<=[{_ARABIC}])\u200c(?=[{_ARABIC}])|(?<=[{_INDIC}])\u200c"
    rf"|(?<=[{_PICTURE}])\ufe0f?\u200d(?=[{_PICTURE}])"
    rf"|(?<=[{_PICTURE}--[#*0-9]])[\ufe0e\ufe0f]|(?<=[#*0-9])\ufe0f(?=\u20e3)"
    r"|\U0001f3f4[\U000e0020-\U000e007e]++\U000e007f"
    r"|(?<=\p{Mongolian})[\u180b-\u180e]"
    r"|(?<=\p{scx=Hebrew})\u034f"
)
# Direction marks beside a tag are good typography where the text runs from right to left.
_DIRECTION = frozenset("\u061c\u200e\u200f")
_FROM_RIGHT = Lazy(r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}]")
_NEAR = 24  # code points around a tag that tell which way the text runs
_JOINERS = "\u200c\u200d"  # letters to X: before a sign they glue it
_BEFORE = frozenset("\u00ad\u061c\ufeff").union(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
)


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("characters", "linked", "clean"),
    trigger=Trigger(when="chars", chars=_CHARS),
)
def invisible(p: Params) -> Algorithm:
    """Report a candidate with invisible characters; the fix deletes them."""

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        text = title.text
        start, end = candidate.start, candidate.end
        if text[start - 1 if start else 0 : end + 1].isascii():
            return NOTHING
        start, end = _reach(text, candidate)
        if not _ANY.search(text, start, end):
            return NOTHING
        places = _strangers(text, start, end, candidate)
        if not places:
            return NOTHING
        from spacelint.text.escape import char_name

        away = frozenset(places)
        values = {
            "characters": " and ".join(dict.fromkeys(char_name(text[i]) for i in places)),
            "linked": candidate.linked or "nothing",
            "clean": "".join(text[i] for i in range(start, end) if i not in away),
        }
        return (Finding(start, end, values, tuple(Edit(i, i + 1, "") for i in places)),)

    return run


def _reach(text: str, candidate: Candidate) -> tuple[int, int]:
    """Return the span of the candidate with the invisible characters at its edges.

    A character that separates a tag from the text before it (``#one`` zero-width space ``#two``)
    is useful and left out.
    """
    start, end = candidate.start, candidate.end
    first = start
    while first and text[first - 1] in _BEFORE:
        first -= 1
    if not first or not (text[first - 1].isalnum() or text[first - 1] in "_&"):
        start = first
    else:
        while text[start - 1] in _JOINERS:
            start -= 1
    if end < len(text) and text[end] > "\x7f" and (after := _AFTER().match(text, end)):
        end = after.end()
    return start, end


def _strangers(text: str, start: int, end: int, candidate: Candidate) -> list[int]:
    """Return the places of invisible characters that do not belong where they are."""
    home: set[int] = set()
    for match in _AT_HOME().finditer(text, start, end):
        home.update(range(*match.span()))
    places = [m.start() for m in _ANY.finditer(text, start, end) if m.start() not in home]
    if places and _FROM_RIGHT().search(text, max(0, start - _NEAR), end + _NEAR):
        edge = end
        while edge > start and text[edge - 1] in _DIRECTION:
            edge -= 1
        places = [i for i in places if candidate.start <= i < edge]
    return places
