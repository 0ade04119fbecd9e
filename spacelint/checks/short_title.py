"""A title that says little once its tags, mentions and links are taken out."""

from __future__ import annotations

import re

from spacelint.checks._lazy import Lazy
from spacelint.checks._spans import without
from spacelint.checks.contract import NOTHING, Finding, Trigger
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Title

SCOPES = ("title",)
PLACEHOLDERS = ("size",)

# Scripts that put no space between words: two of their characters are taken for one word.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー"
_UNSPACED_RANGES = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17b3\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
_SPACED = r"[[\p{L}\p{N}\p{M}_]--[" + _UNSPACED + "]]"
_WORD = Lazy(
    rf"(?V1)(?P<unspaced>[{_UNSPACED}][{_UNSPACED}\p{{M}}]*+)|{_SPACED}(?:['’&.\-/+]?{_SPACED})*+",
)
_ASCII_WORD = re.compile(r"\w+(?:['&.\-/+]?\w+)*+")
_WIDE = Lazy(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")


def params() -> Mapping[str, Field]:
    """The least that a title should have."""
    from spacelint import schema

    return {
        "words": schema.integer("The fewest words.", default=3, minimum=0),
        "characters": schema.integer(
            "The fewest characters; one of Chinese, Japanese or Korean counts as two.",
            default=10,
            minimum=0,
        ),
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Every title: even a long one may be nothing but tags."""
    return Trigger()


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield one finding for the whole title."""
    words: int = p["words"]
    characters: int = p["characters"]

    # As many words as are asked for, between spaces: the quickest way to tell most titles.
    enough = re.compile(rf"(?:\W*\w\S*(?:\s|\Z)){{{words}}}").match
    enough_unspaced = Pattern(
        rf"(?:[^{_UNSPACED_RANGES}]*[{_UNSPACED_RANGES}]){{{2 * words}}}"
    ).match

    # So many spaces leave room for a dash or two among the words.
    spaces = max(words + 1, characters // 2)

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        entities = title.entities
        rest = title.text
        if rest.isascii() and rest.count(" ") - len(entities) >= spaces:
            return NOTHING
        if entities:
            rest = without(rest, [(entity[1], entity[2]) for entity in entities])
        many = enough(rest) or (not rest.isascii() and enough_unspaced(rest))
        if many and len(rest) - 2 * len(entities) - 2 >= characters:
            return NOTHING
        return _judge(title, rest)

    def _judge(title: Title, rest: str) -> Sequence[Finding]:
        counted = _counted(rest, max(words, characters))
        length = len(rest.strip()) - rest.count("\n")
        length += 0 if rest.isascii() else len(_WIDE().findall(rest))
        if counted < words:
            said = f"only {counted} word{'s' * (counted > 1)}" if counted else "no words"
        elif length < characters:
            said = f"only {max(length, 0)} characters"
        else:
            return NOTHING
        text = title.text
        end = len(text.rstrip())
        start = end - len(text[:end].lstrip())
        return (Finding(start, end, {"size": said}),) if start < end else NOTHING

    return check


def _counted(text: str, enough: int) -> int:
    """Return the number of words, or one that is as good where there are ``enough``."""
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    counted = 0
    for match in _WORD().finditer(text):
        size = match.end() - match.start()
        counted += (size + 1) // 2 if match["unspaced"] else 1
        if counted >= enough:
            break
    return counted
