"""Text that was stored or decoded in another form: wrong encoding, uncomposed, HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from operator import eq

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import LONGEST_TITLE
from spacelint.text import Title
from spacelint.text.model import Edit

# What the first and a following byte of a UTF-8 sequence look like, in the encodings that are taken
# for UTF-8: Windows-1252 and Latin 1, 1251, 1253, 1257, Mac Roman. Only here is ftfy asked.
_AFTER = r"\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_SUSPECT = re.compile(
    rf"[\x80-\x84\x86-\x9f\ufffd]|[Â-ô][{_AFTER}]|[ÃÂ](?: |$)"
    r"|[ВГРСвр][\x80-\xa0‚„…†‡€‰‹‘’“”•–—™›¤¦§©«¬\xad®°±µ¶·»ЂЃѓЉЊЌЋЏђљњќћџЎўЈ№ѕЅј]"
    r"|[ΒΓΞΟβā]€|[√≈‚][\x80-\U0010ffff]"
)
# A closing ” whose third byte, U+009D, was dropped on the way; ftfy takes it and a space for †.
_SHUT = re.compile(rf"â€(?![{_AFTER}])")
_LOST = re.compile("\ufffd+")
_ONE_LOST = {"outcome": "a letter was lost", "replacement": "the lost letter again"}
_SOME_LOST = {"outcome": "letters were lost", "replacement": "the lost letters again"}


@check(
    scopes=("title",),
    placeholders=("replacement", "outcome"),
    trigger=Trigger(when="misread"),
)
def mojibake(p: Params) -> Algorithm:
    """Report each word that was decoded wrongly; the fix undoes that where it can."""

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if not _SUSPECT.search(text) or len(text) > LONGEST_TITLE:
            return NOTHING
        found = _repaired(text)
        lost = None if found else _LOST.search(text)
        if lost is None:
            return found
        return (Finding(*lost.span(), _ONE_LOST if len(lost[0]) == 1 else _SOME_LOST),)

    return run


def _repaired(text: str) -> list[Finding]:
    import ftfy
    from ftfy.badness import is_bad

    if not is_bad(text):
        return []
    good = ftfy.fix_encoding(_SHUT.sub("â€\x9d", text))
    if good == text:
        return []
    before, after = text.split(" "), good.split(" ")
    if len(before) != len(after):
        start = _alike(text, good)
        tail = _alike(text[start:][::-1], good[start:][::-1])
        new = good[start : len(good) - tail]
        if new.isspace():
            return []  # ftfy takes "Â " for a no-break space; the letter may be meant
        return [_finding(start, len(text) - tail, new)]
    found: list[Finding] = []
    at = 0
    for old, new in zip(before, after, strict=True):
        if old != new:
            found.append(_finding(at, at + len(old), new))
        at += len(old) + 1
    return found


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(takewhile(bool, map(eq, one, other)))


def _finding(start: int, end: int, new: str) -> Finding:
    return Finding(
        start, end, {"outcome": f"it should be {new}", "replacement": new}, (Edit(start, end, new),)
    )


@check(
    scopes=("title",),
    placeholders=("replacement", "codes", "what"),
    trigger=Trigger(when="uncomposed"),
)
def normal_form(p: Params) -> Algorithm:
    """Report each character that has a composed form; the fourth and more make one finding."""

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        # Importing unicodedata costs nothing once it is there.
        from unicodedata import is_normalized

        if is_normalized("NFC", title.text):
            return NOTHING
        return _uncomposed(title.text)

    return run


_MOST_ALONE = 3  # findings of a title; a text of another system has one for every accent


def _uncomposed(text: str) -> list[Finding]:
    from unicodedata import normalize

    from spacelint.checks.pattern import codes
    from spacelint.text.width import graphemes

    found: list[Finding] = []
    for start, end in graphemes(text):
        cluster = text[start:end]
        new = normalize("NFC", cluster)
        # An ideograph that Unicode keeps for compatibility is the way a name is written.
        if new != cluster and not any(_is_compatible(char) for char in cluster):
            seen = codes(cluster)
            what = f"a letter with a separate mark ({seen}), not the one character {new}"
            values = {"replacement": new, "codes": seen, "what": f"{cluster} is {what}"}
            found.append(Finding(start, end, values, (Edit(start, end, new),)))
    if len(found) <= _MOST_ALONE:
        return found
    first = found[0].values["replacement"]
    what = f"{len(found)} letters have a separate mark each, not one character as {first}"
    values = {"replacement": "each of them", "codes": "", "what": what}
    edits = tuple([edit for one in found for edit in one.edits])
    return [Finding(found[0].start, found[-1].end, values, edits)]


def _is_compatible(char: str) -> bool:
    return "\uf900" <= char <= "\ufaff" or "\U0002f800" <= char <= "\U0002fa1f"


def _trigger(p: Params) -> Trigger:
    """Titles with the name or number of an entity as a word."""
    words = tuple([entity.lstrip("#").lower() for entity in p["entities"]])
    return Trigger(when="words", words=words)


@check(
    scopes=("title",),
    placeholders=("replacement",),
    params=lambda schema: {
        "entities": schema.strings(
            "Entities without their & and ; such as `amp` and `#39`.",
            item=schema.string("", minimum=1),
            required=True,
        )
    },
    trigger=_trigger,
)
def html_entity(p: Params) -> Algorithm:
    """Report each entity; the fix writes the character that it stands for."""
    entity = re.compile(f"&(?:{'|'.join(map(re.escape, p['entities']))});")

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if "&" not in text:
            return NOTHING
        return [_character(*match.span(), match[0]) for match in entity.finditer(text)]

    return run


def _character(start: int, end: int, entity: str) -> Finding:
    from html import unescape

    new = unescape(entity)
    if new == entity:
        return Finding(start, end, {"replacement": "the character itself"})
    shown, new = ("a space", " ") if new.isspace() else (new, new)
    return Finding(start, end, {"replacement": shown}, (Edit(start, end, new),))
