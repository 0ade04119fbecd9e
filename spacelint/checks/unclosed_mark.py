"""A quote or bracket that opens in a title and never closes, by the marks of its language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import LONGEST_TITLE
from spacelint.text import Title
from spacelint.text.pattern import Pattern

_BRACKETS = dict(zip("([{（［｛【「『《〈〔〖", ")]}）］｝】」』》〉〕〗", strict=True))
# What may close each quote, the usual mark first: “ closes „ in German, » opens »Wort«.
_QUOTES = {each[0]: each[1:] for each in '“”"“ „“”" «» »«» ””" ‹› ›‹› ""” ＂＂'.split()}
_CLOSERS = frozenset("".join(_BRACKETS.values()) + "".join(_QUOTES.values()))
_MARKS = "".join(sorted({*_BRACKETS, *_QUOTES}))
_ANY_MARK = re.compile(f"[{re.escape(''.join(sorted({*_MARKS, *_CLOSERS})))}]")
# A face made of marks: :( >:-( =( (: and kaomoji such as (´・ω・`) or (っ◕‿◕)っ.
_FACE = Pattern(
    r"[(（][笑爆泣汗苦嘘w](?=\s|\Z)|“(?=\d\ds\b)"
    r"|(?<!\w)[:;=8xX>T][-'’^o]?[(\[{]+|\([:;=]|[(（][^()（）]{0,12}[ωдﾟ゜´｀•̀́◕‿ฅ▽∀≧≦ω益彡・ᴗ_^`][^()（）]{0,12}"
    r"[)）]?"
)
# What the bracket of each has beside it.
_IN_FACES = re.compile(
    r"[(（\[{“](?:(?<=[:;=8xX>T].)|(?<=[-'’^o].)|[笑爆泣汗苦嘘w\d:;=]"
    r"|[^()（）]{0,12}[ωдﾟ゜´｀•̀́◕‿ฅ▽∀≧≦ω益彡・ᴗ_^`])"
)
_BEFORE_WORD = Pattern(r"[^\W_]|[#＃@＠$¿¡]")


@check(
    scopes=("title",),
    placeholders=("closing", "what"),
    trigger=Trigger(when="chars", chars=_MARKS, longer=1),
)
def unclosed_mark(p: Params) -> Algorithm:
    """Report each mark that is left open."""

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if not 1 < len(text) <= LONGEST_TITLE:
            return NOTHING
        return [
            Finding(at, at + 1, {"closing": closing[0], "what": _name(text[at])})
            for at, closing in _left_open(text)
        ]

    return run


def _name(mark: str) -> str:
    return "bracket" if mark in _BRACKETS else "quotation mark"


def _left_open(text: str) -> list[tuple[int, str]]:
    """Return the place (code points) of each mark that is not closed, and what may close it."""
    has_face = _IN_FACES.search(text) is not None
    faces = [match.span() for match in _FACE.finditer(text)] if has_face else []
    opened: list[tuple[int, str]] = []  # the place of a mark, and all that may close it
    for mark in _ANY_MARK.finditer(text):
        at, char = mark.start(), mark[0]
        if any(start <= at < end for start, end in faces):
            continue
        if char in _CLOSERS and not (char in _QUOTES and _opens(text, at, char, opened)):
            for index in range(len(opened) - 1, -1, -1):
                if char in opened[index][1]:
                    # A bracket closes what was left open within it too: that stays open.
                    del opened[index]
                    break
        elif char in _BRACKETS:
            opened.append((at, _BRACKETS[char]))
        elif char in _QUOTES and _opens(text, at, char, opened):
            opened.append((at, _QUOTES[char]))
    return opened


def _opens(text: str, at: int, char: str, opened: list[tuple[int, str]]) -> bool:
    """Return whether a quotation mark opens: it is before a word and closes no other mark."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    closes = any(char in closing for _, closing in opened)
    if before and (before.isalnum() or before in "!?.,…)]}%"):
        # Inches and seconds, a mark behind a word, or an apostrophe of another keyboard.
        return char in "“„«" and not closes
    if (closes and char in '“”"»') or char in "”»›":
        return (char == "“" or not closes) and _BEFORE_WORD.match(after) is not None
    return bool(after) and (char == "«" or not after.isspace())
