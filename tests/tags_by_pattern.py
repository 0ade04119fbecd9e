"""Hashtags, mentions, lists and cashtags read by one pattern: slow, and plainly right.

What `spacelint.text.entities.tags` finds with quicker means is held equal to this.
"""

from __future__ import annotations

from spacelint.text.entities import _CASHTAG, _CASHTAG_START, _MENTION_END, _MENTION_GLUE
from spacelint.text.model import Entity
from spacelint.text.pattern import Pattern

BODY = Pattern(
    "[#＃](?![\ufe0f\u20e3])([«NUMERIC»]*+[«ALPHA»][«ALNUM»]*+)"
    r"|[@＠]([A-Za-z0-9_]{1,20})(/[A-Za-z][A-Za-z0-9_-]{0,24})?"
    f"|{_CASHTAG}"
)
HASHTAG_GLUE = Pattern("[«ALNUM»&\ud800-\udfff]")


def tags_by_pattern(text: str) -> list[Entity]:
    """Return the tags of ``text``, URLs left out of account."""
    found: list[Entity] = []
    hashtag_end = mention_end = 0  # what an earlier match used up cannot stand before the next one
    for match in BODY.finditer(text):
        start, end = match.span()
        group = match.lastindex
        if group == 1:
            if start and (start == hashtag_end or not _opens_hashtag(text[start - 1])):
                continue
            hashtag_end = end
            if text[end : end + 1] not in ("#", "＃") and text[end : end + 3] != "://":
                found.append(Entity("hashtag", start, end, match[0], match[1]))
        elif group == 4:
            if not start or text[start - 1] in _CASHTAG_START:
                found.append(Entity("cashtag", start, end, match[0], match[4]))
        else:
            if start and not _opens_mention(text, start, mention_end):
                continue
            mention_end = end
            if not _MENTION_END.match(text, end):
                kind = "mention" if group == 2 else "list"
                found.append(Entity(kind, start, end, match[0], match[2] + (match[3] or "")))
    return found


def _opens_hashtag(before: str) -> bool:
    return before in "\ufe0e\ufe0f" or not HASHTAG_GLUE.match(before)


def _opens_mention(text: str, start: int, used: int) -> bool:
    if start == used:
        return False
    if text[start - 1] not in _MENTION_GLUE:
        return True
    # "RT@user" is the one case where a letter may stand directly before the sign.
    if text[max(0, start - 2) : start].lower() != "rt":
        return False
    before = text[start - 3 : start - 2]
    return start - 2 == used == 0 or (
        start - 3 >= used and not (before.isascii() and (before.isalnum() or before in "_+~.-"))
    )
