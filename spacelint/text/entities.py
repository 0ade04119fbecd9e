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
_BODY = Pattern(
    "[#＃](?![\ufe0f\u20e3])([«NUMERIC»]*+[«ALPHA»][«ALNUM»]*+)"
    r"|[@＠]([A-Za-z0-9_]{1,20})(/[A-Za-z][A-Za-z0-9_-]{0,24})?"
    f"|{_CASHTAG}"
)
# Each sign with what may follow it; on `re` for all texts, and a literal first for its search to
# skip to. Exact where `\w` means what X does.
_HASHTAG = re.compile(r"#([\d_]*+[^\W\d_]\w*+|)")
_MENTION = re.compile(r"@([A-Za-z0-9_]{1,20}(?:/[A-Za-z][A-Za-z0-9_-]{0,24})?|)")
_DOLLAR = Pattern(_CASHTAG)
_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_TAG_CHAR = Pattern("[«ALNUM»\ud800-\udfff]")
_HASHTAG_GLUE = Pattern("[«ALNUM»&\ud800-\udfff]")
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
        found = _common_tags(text)
        if found is None:
            found = _all_tags(text)
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
    found = _common_tags(text)
    return _all_tags(text) if found is None else found


def _common_tags(text: str) -> list[Entity] | None:
    """Return the tags of ``text`` where all of them are of the common form, else None.

    Three times as fast as `_all_tags`, and needs no `regex`. A test holds the two equal.
    """
    found: list[Entity] = []
    narrow = text
    if "＃" in text or "＠" in text:
        narrow = text.replace("＃", "#").replace("＠", "@")
    if "#" in narrow and not _hashtags(text, narrow, found):
        return None
    several = bool(found)
    if "@" in narrow:
        if not _mentions(text, narrow, found):
            return None
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


def _hashtags(text: str, narrow: str, found: list[Entity]) -> bool:
    """Append the hashtags; ``narrow`` is the text with the wide signs narrow. False: give up."""
    end = 0
    for tag in _HASHTAG.findall(narrow):
        start = narrow.index("#", end)  # every sign matches: the next one is this one
        end = start + 1 + len(tag)
        if not tag:
            if not text.isascii() and _digits_end(text, end) > "\x7f":
                return False
            continue
        if start:
            before = narrow[start - 1]
            if before != " ":
                if before in "\ufe0e\ufe0f":
                    return False
                if before == "&" or _in_tag(before):
                    continue
        if not (tag.isascii() or tag.isalpha()):
            return False
        after = narrow[end : end + 1]
        if after != " " and after:
            if after == "#" or (after == ":" and text.startswith("://", end)):
                continue
            if after > "\x7f" and _in_tag(after):
                return False
        found.append(_new(Entity, ("hashtag", start, end, text[start:end], tag)))
    return True


def _mentions(text: str, narrow: str, found: list[Entity]) -> bool:
    """Append the mentions and lists; ``narrow`` is the text with narrow signs. False: give up."""
    end = 0
    for value in _MENTION.findall(narrow):
        start = narrow.index("@", end)
        end = start + 1 + len(value)
        if not value:
            continue
        if start:
            before = text[start - 1]
            if before != " ":
                if before in "-tT":
                    return False
                if before in _MENTION_GLUE:
                    continue
        after = text[end : end + 1]
        if after >= ":" and _MENTION_END.match(text, end):  # nothing below bars a mention
            continue
        kind = "list" if "/" in value else "mention"
        found.append(_new(Entity, (kind, start, end, text[start:end], value)))
    return True


@lru_cache(maxsize=2048)
def _in_tag(char: str) -> bool:
    """True if ``char`` may stand in a hashtag, or is half of a character that may."""
    return char in _WORD if char < "\x80" else bool(_TAG_CHAR.match(char))


def _digits_end(text: str, start: int) -> str:
    """Return the character after the ASCII digits at ``start``."""
    while text[start : start + 1] in _DIGITS:
        start += 1
    return text[start : start + 1]


def _all_tags(text: str) -> list[Entity]:
    """Return the tags of any text; the slow way, and the one that says what is right."""
    found: list[Entity] = []
    hashtag_end = mention_end = 0  # what an earlier match used up cannot stand before the next one
    for match in _BODY.finditer(text):
        start, end = match.span()
        group = match.lastindex
        if group == 1:
            if start and (start == hashtag_end or not _opens_hashtag(text[start - 1])):
                continue
            hashtag_end = end
            after = text[end : end + 3]
            if after and (after[0] in "#＃" or after == "://"):
                continue
            found.append(_new(Entity, ("hashtag", start, end, match[0], match[1])))
        elif group == 4:
            if not start or text[start - 1] in _CASHTAG_START:
                found.append(_new(Entity, ("cashtag", start, end, match[0], match[4])))
        else:
            if start and not _opens_mention(text, start, mention_end):
                continue
            mention_end = end
            if end < len(text) and _MENTION_END.match(text, end):
                continue
            kind, value = ("mention", match[2]) if group == 2 else ("list", match[2] + match[3])
            found.append(_new(Entity, (kind, start, end, match[0], value)))
    return found


def _opens_hashtag(before: str) -> bool:
    """True if a hashtag may follow ``before``: a variation selector, or nothing wordlike."""
    return before == " " or before in "\ufe0e\ufe0f" or not _HASHTAG_GLUE.match(before)


def _opens_mention(text: str, start: int, used: int) -> bool:
    """True if a mention may start at ``start``, the text before ``used`` being used up."""
    if start == used:
        return False
    if text[start - 1] not in _MENTION_GLUE:
        return True
    # "RT@user" is the one case where a letter may stand directly before the sign.
    if text[max(0, start - 2) : start] not in _RETWEET:
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
