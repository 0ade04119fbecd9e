"""Write a name so that X links all of it: ``AT&T`` as ``ATT``."""

from __future__ import annotations

from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME_PART = Pattern("[«ALNUM»]+")
_LETTER = Pattern("[«ALPHA»]")
_APOSTROPHES = "'’‘ʼ´"
_HEBREW_QUOTE = Pattern('(?<=[א-ת])["”](?=[א-ת])')
_HEBREW_APOSTROPHE = Pattern("(?<=[א-ת])['’](?=[א-ת]|\\Z)")
# What makes an emoji of the character before it, and would be left of one that is taken out.
_OF_EMOJI = Pattern("[\ufe0e\ufe0f\u20e3]|(?<![«ALPHA»])\u200d")


def folded(known: Mapping[str, str]) -> dict[str, str]:
    """Return names and their tags with the names case folded, as `respelled` takes them."""
    return {name.casefold(): tag for name, tag in known.items()}


def respelled(text: str, known: Mapping[str, str]) -> str | None:
    """Return the tag ``text``, with its sign, in letters that X links; None where none are left.

    ``known`` has names that are usually written another way, without sigil, case folded.
    """
    sigil, name = text[0], text[1:]
    tag = known.get(name.casefold())
    if tag is not None:
        return sigil + tag
    bare = name.rstrip("0123456789")
    tag = known.get(bare.casefold()) if len(bare) < len(name) else None
    if tag is not None:
        return sigil + tag + name[len(bare) :]
    name = _drawn(name)
    parts = [(match.start(), match[0]) for match in _NAME_PART.finditer(name)]
    if not any(_LETTER.search(part) for _, part in parts):
        return None
    spelled = parts[0][1] if parts else ""
    for start, part in parts[1:]:
        joiner = name[start - 1]
        if joiner in "&＆" and len(spelled) > 2 and len(part) > 2:
            spelled += "And" if spelled[0].isupper() else "and"
        if joiner not in _APOSTROPHES and len(part) > 2 and spelled[:1].isupper():
            part = part[:1].upper() + part[1:]
        spelled += part
    return sigil + spelled


def _drawn(name: str) -> str:
    """Return ``name`` with the gershayim and geresh of Hebrew, and without emoji characters."""
    if name.isascii():
        return name
    for pattern, sign in ((_HEBREW_QUOTE, "״"), (_HEBREW_APOSTROPHE, "׳"), (_OF_EMOJI, "")):
        name = pattern.reading(name).sub(sign, name)
    return name
