"""What X links in a text: hashtags, mentions, lists, cashtags and URLs.

The rules are those of X's own open-source library (npm ``twitter-text`` 3.1.0) and of its
conformance suite; the letters of a hashtag are those of the current Unicode, so that scripts newer
than that release's table link as well.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter

from spacelint.text.model import Entity
from spacelint.text.pattern import JS_SPACES, LATIN_ACCENTS, PUNCT, SPACES, Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


_CASHTAG = rf"\$([A-Za-z]{{1,6}}(?:[._][A-Za-z]{{1,2}})?)(?=\Z|[{JS_SPACES}{PUNCT}])"
_TAG = Pattern("[#＃](?![\ufe0f\u20e3])([«NUMERIC»]*+[«ALPHA»][«ALNUM»]*+)")
# Each sign with what may follow it; on `re` for all texts, and a literal first for its search to
# skip to. Where `\w` does not mean what X does, `_TAG` reads the hashtag again.
_HASHTAG = re.compile(r"#([\d_]*+[^\W\d_]\w*+|)")
_MENTION = re.compile(r"@([A-Za-z0-9_]{1,20}(?:/[A-Za-z][A-Za-z0-9_-]{0,24})?|)")
_DOLLAR = Pattern(_CASHTAG)
_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_TAG_CHAR = Pattern("[«ALNUM»\ud800-\udfff]")
_MENTION_GLUE = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_!#$%&*@＠"
)
_RETWEET = frozenset(("rt", "RT", "rT", "Rt"))
_RETWEET_GLUE = (_MENTION_GLUE - frozenset("!#$%&*@＠")) | frozenset("+~.-")
_MENTION_END = Pattern(rf"[@＠{LATIN_ACCENTS}]|://")
_REPLY = Pattern(rf"[{SPACES}]*+[@＠]([A-Za-z0-9_]{{1,20}})")
_CASHTAG_START = frozenset(chr(c) for c in (*range(9, 14), *range(0x2000, 0x200B))) | frozenset(
    " \x85\xa0\u1680\u180e\u2028\u2029\u202f\u205f\u3000"
)
_DIGITS = frozenset("0123456789_")
_new = tuple.__new__
_start = itemgetter(1)


def entities(text: str) -> tuple[Entity, ...]:
    """Return what X links in ``text``, in order and without overlaps.

    Offsets are code points. Any ``str`` is accepted, lone surrogates and NUL included, nothing is
    raised, and the cost grows linearly with the length. Where two entities overlap the one that
    starts first stays, as in X's library: ``example.com/#frag`` is a URL alone.
    """
    if "#" in text or "@" in text or "$" in text or "＃" in text or "＠" in text:
        found = tags(text)
    elif "." in text:
        found = []
    else:
        return ()
    if "." in text:
        addresses = _urls(text)
        if addresses:
            # Alone it overlaps nothing.
            found = _without_overlaps(addresses + found) if found or addresses[1:] else addresses
    return tuple(found)


def _urls(text: str) -> list[Entity]:
    """Return the URLs of ``text``; their rules are imported for the first text with a dot."""
    if not _found_urls:
        from spacelint.text.urls import urls

        _found_urls.append(urls)
    return _found_urls[0](text)


_found_urls: list[Callable[[str], list[Entity]]] = []


def reply(text: str) -> str | None:
    """Return the handle that ``text`` replies to: a mention that nothing but space precedes."""
    match = _REPLY.match(text)
    if match is None or _MENTION_END.match(text, match.end()):
        return None
    return match[1]


def tags(text: str) -> list[Entity]:
    """Return the hashtags, mentions, lists and cashtags of ``text``, URLs left out of account."""
    found: list[Entity] = []
    narrow = text.replace("＃", "#") if "＃" in text else text
    if "＠" in text:
        narrow = narrow.replace("＠", "@")
    if "#" in narrow:
        _hashtags(text, narrow, found)
    several = bool(found)
    if "@" in narrow:
        _mentions(text, narrow, found)
        if several:
            found.sort(key=_start)
        several = bool(found)
    if "$" in narrow:
        for match in _DOLLAR.finditer(text):
            start, end = match.span()
            if not start or text[start - 1] in _CASHTAG_START:
                found.append(_new(Entity, ("cashtag", start, end, match[0], match[1])))
        if several:
            found.sort(key=_start)
    return found


def _hashtags(text: str, narrow: str, found: list[Entity]) -> None:
    """Append the hashtags; ``narrow`` is the text with the wide signs narrow."""
    end = used = 0  # what an earlier match used up cannot stand before the next one
    for tag in _HASHTAG.findall(narrow):
        start = narrow.index("#", end)  # every sign matches: the next one is this one
        end = start + 1 + len(tag)
        if not tag and (text.isascii() or not _in_tag(_digits_end(text, end))):
            continue
        if start:
            before = narrow[start - 1]
            # A variation selector is a part of a tag and yet may stand before one.
            if (
                before != " "
                and (before == "&" or _in_tag(before))
                and (before not in "\ufe0e\ufe0f" or start == used)
            ):
                continue
        after = narrow[end : end + 1]
        plain = tag.isascii()
        if (after != " " and after) or not plain:
            if not (plain or tag.isalpha()) or not tag or (after > "\x7f" and _in_tag(after)):
                match = _TAG.match(text, start)
                if match is None:
                    continue
                tag, end = match[1], match.end()
                after = narrow[end : end + 1]
            used = end
            if after == "#" or (after == ":" and text.startswith("://", end)):
                continue
        found.append(_new(Entity, ("hashtag", start, end, text[start:end], tag)))


def _mentions(text: str, narrow: str, found: list[Entity]) -> None:
    """Append the mentions and lists; ``narrow`` is the text with narrow signs."""
    end = used = 0
    for value in _MENTION.findall(narrow):
        start = narrow.index("@", end)
        end = start + 1 + len(value)
        if not value:
            continue
        if start:
            before = text[start - 1]
            if before != " " and (
                start == used or (before in _MENTION_GLUE and not _is_retweet(text, start, used))
            ):
                continue
        used = end
        after = text[end : end + 1]
        if after >= ":" and _MENTION_END.match(text, end):  # nothing below bars a mention
            continue
        kind = "list" if "/" in value else "mention"
        found.append(_new(Entity, (kind, start, end, text[start:end], value)))


@lru_cache(maxsize=2048)
def _in_tag(char: str) -> bool:
    """True if ``char`` may stand in a hashtag, or is half of a character that may."""
    return char in _WORD if char < "\x80" else bool(_TAG_CHAR.match(char))


def _digits_end(text: str, start: int) -> str:
    """Return the character after the ASCII digits at ``start``."""
    while text[start : start + 1] in _DIGITS:
        start += 1
    return text[start : start + 1]


def _is_retweet(text: str, start: int, used: int) -> bool:
    """True if ``RT`` stands before the sign at ``start``: the one word that a mention may follow.

    The text before ``used`` is used up.
    """
    if text[start - 1] not in "tT" or text[start - 2 : start] not in _RETWEET:
        return False
    return start - 2 == used == 0 or (start - 3 >= used and text[start - 3] not in _RETWEET_GLUE)


def _without_overlaps(found: list[Entity]) -> list[Entity]:
    found.sort(key=_start)
    kept: list[Entity] = []
    end = 0
    for entity in found:
        if entity.start >= end:
            kept.append(entity)
            end = entity.end
    return kept
