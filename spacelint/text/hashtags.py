"""What was meant as a hashtag, where X makes less of it than that."""

from __future__ import annotations

from spacelint.text.model import (
    ENDING_TAIL,
    HASHTAG_LIMIT,
    NONE_MEANT,
    TAG_TAIL,
    Candidate,
    Entity,
    whole,
)
from spacelint.text.pattern import Pattern

_JOINED = (
    "(?:(?:[&＆'’‘ʼ´\\-‐‑－.+*!/]{1,2}(?<!\\.\\.)|\\$)(?=[«ALNUM»])"
    '|(?<=[א-ת])["”](?=[א-ת])'
    "|(?<=[0-9])[:,](?=[0-9])"
    "|(?:«PICTURE»[\ufe0f\u200d]*)++(?=[«ALNUM»])(?![«UNSPACED»])"
    r"|[«INVISIBLE»]++(?:(?=[«ALNUM»])|(?=[^\w#＃]|\Z)))"
)
_HASHTAG = Pattern(
    f"[#＃](?:[«ALNUM»]|{_JOINED})*+(?:[#＃]+(?:[«ALNUM»]|{_JOINED})++)*+"
    r"(?:\+{1,2}(?![+#＃@＠$＄])|%|[#＃](?!\ufe0f?\u20e3)"
    r"|(?<=[#＃.][«LETTER»]\.[«LETTER»])\.(?!\.))?+"
)
_KEYCAP = Pattern("#\ufe0f?\u20e3(?:\ufe0f?[«ALNUM»]++)?")
_HAS_LETTER = Pattern("(?![\u20e3\ufe0f])[«ALPHA»]")
_GLUE = Pattern("[«ALNUM»&]")
_NAME_NEXT = Pattern("[«INVISIBLE»]?[«ALNUM»]")
# After a letter or & these are no tags: keys (F#m7), languages (C#), counted things (第#5回),
# HTML (&#x27;).
_NO_TAG = Pattern(
    "(?<![«ALPHA»])[A-H]#(?:m|min|minor|maj|major|dim|sus|aug|add)?[0-9]{0,2}(?![«ALNUM»])"
    "|(?<![«ALPHA»])[A-HJQ]#(?:ers?(?![A-Za-z])|[«UNSPACED»«HANGUL»])"  # "C#エンジニア"
    "|第[#＃][«DIGIT»]|&#[xX][0-9A-Fa-f]{1,6};"
)
# Swear words with a letter covered: "S#it", "F#ck".
_COVERED = Pattern(
    r"(?i)(?<!\w)(?:f#c?k|s#it|(?:bull)?sh#t|b#tch|a#s(?!\w)|a#shole|d#ck|c#nt|c#ck|p#ssy|wh#re|d#mn|h#ll"
    r"|cr#p|m#rd|p#t[ao]|sch#i)"
)
# Ranks, which nobody wants to link: "our #1-ranked show", "#7's last dance", "#1🏆again".
_RANK = Pattern(
    r"[#＃][0-9]{1,3}(?:['’]s|«PICTURE».*|[-‐‑](?:ranked|rated|seed|seeded|selling|grossing|trending|charting|pick"
    "|draft|overall|voted|hit|spot|placed))"
)
_NUMBER = Pattern("[#＃][«DIGIT»]++")
_CLIPPED = Pattern("[#＃][א-ת]++['’][א-ת]++")
# The sign on the wrong side of a word, in scripts that run from right to left: "דלת#".
_TURNED = Pattern("[\u05d0-\u05ea\u0591-\u05c7\u0620-\u0652\u066e-\u06d3\u0750-\u077f]{2,30}\\Z")
_OPENS_NOTHING = Pattern(r"[#＃](?=\s|\Z)")
_WORDLIKE = Pattern("[«ALNUM»]")
_APOSTROPHES = "'’ʼ´"
# The ending of a name in its sentence: `'s`; Turkish and Polish cases (`#İstanbul'da`, `#PiS'u`),
# Bengali ones (`#ঢাকা'র`), German adjectives (`#Merz'sche`).
_ENDING = Pattern(
    rf"(?i)[{_APOSTROPHES}](?=\w)(?:s|r|er|sche[nmrs]?|[\u0900-\u0dff]{{1,3}}|u|y|ie|i?em|ze|owi|owie|ów|om|ami|ach|ego|emu|ę|ą"
    r"|(?:l[ıiuüİ]k?|s[ıiuüİ]z|c[ıiuüİ]|[ıiuüİ]?m[ıiuüİ]z|s?[ıiuüİ](?=n))?(?:l[ae]r)?"
    r"(?:n?[ıiuüİ]n|[yns]?[ıiuüİ]|[yn]?[ae]|n?[dt][ae](?:n|ki|y[ıi](?:z|m)|yd[ıi]k?|ym[ıi]ş|s[ıi]n)?|y?l[ae]|[dt][ıiuüİ]r|c[ae])?)\Z"
)
_ONLY_INVISIBLE = Pattern("[«INVISIBLE»]*")
# The tag that is in use has no plus: `#LGBTQ+` leads where its author wants.
_PLUS_OR_NOT = Pattern(r"(?i)[#＃](?:[23]s)?(?:lgb\w{0,9}|2s\w{1,9}|glbt)\+")


def hashtag_candidate(
    text: str, start: int, entity: Entity | None, by_start: dict[int, Entity]
) -> Candidate | None:
    """Return what the ``#`` at ``start`` was meant for; None where it is no hashtag at all."""
    keycap = _KEYCAP.match_token(text, start)
    if keycap:
        named = _HAS_LETTER.search(text, keycap.start() + 1, keycap.end())
        end = keycap.end()
        return Candidate("hashtag", start, end, text[start:end], None, "keycap") if named else None
    if entity and text[entity.end : entity.end + 1] in ("-", "‐", "‑"):
        tail = ENDING_TAIL if entity.value == entity.value.lower() else TAG_TAIL
        if tail.match_token(text, entity.end):
            return whole(entity)
    if text[start + 1 : start + 2] in ("#", "＃"):
        return None  # "##tag": X links it from the last sign on
    turned = _turned(text, start)
    if turned is not None:
        return Candidate("hashtag", turned, start + 1, text[turned : start + 1], None, "empty")
    match = _HASHTAG.match_token(text, start)
    if match is None:
        return None
    end = match.end()
    number = _NUMBER.match_token(text, start) if entity is None else None
    quoted = number is not None and text[number.end() : number.end() + 1] in ("'", "’")
    if number and (
        ENDING_TAIL.match_token(text, number.end())
        or (quoted and _ENDING.match(text[number.end() : end]))
    ):
        end = number.end()  # "#2026-й", "#7'de": a number with its ending
    if text[end : end + 1] in ("'", "’") and _CLIPPED.fullmatch(text[start:end]):
        end += 1  # a geresh, as the one before it: "#ג'ורג'"
    meant = text[start:end]
    if entity is None and _chained(meant):
        inside = (by_start[i] for i in range(start, end) if i in by_start)
        entity = next((each for each in inside if each.kind == "hashtag"), None)
    fault = _fault(text, start, meant, entity)
    return Candidate("hashtag", start, end, meant, entity, fault)


def _turned(text: str, start: int) -> int | None:
    """Return where the word begins that the sign at ``start`` stands behind instead of before."""
    if not start or text[start - 1] < "\u0590" or not _OPENS_NOTHING.match(text, start):
        return None
    word = _TURNED.search(text, max(0, start - 30), start)
    if word is None or text[word.start() - 1 : word.start()] in ("#", "＃"):
        return None
    return word.start()


def _fault(text: str, start: int, meant: str, entity: Entity | None) -> str | None:
    lettered = bool(_HAS_LETTER.search(meant))
    before = text[start - 1] if start else ""
    glued = bool(before) and before not in "\ufe0e\ufe0f" and _GLUE.match(before) is not None
    if glued and entity is None:
        named = lettered and _NAME_NEXT.match_token(text, start + 1)
        if not named or _NO_TAG.match_token(text, start - 1) or _covers_a_letter(text, start):
            return NONE_MEANT
        return "glued"
    if lettered and _chained(meant):
        # "#C#", "#C#14": the second sign opens nothing, and spoils the tag before it all the same.
        second = 1 + min(place for place in map(meant[1:].find, "#＃") if place >= 0)
        return "chained" if _HAS_LETTER.search(meant, second) else "unlinked"
    if entity is None:
        if _RANK.fullmatch(meant):
            return NONE_MEANT
        if lettered:
            return "unlinked" if _HAS_LETTER.match(meant, 1) else "empty"
        return "digits-only" if _WORDLIKE.match(meant, 1) else "empty"
    rest = meant[entity.end - entity.start :]
    if rest == "%" or (rest == "+" and _PLUS_OR_NOT.fullmatch(meant)):
        return None
    if _ONLY_INVISIBLE.fullmatch(rest):
        return "overlong" if len(entity.value) > HASHTAG_LIMIT else None
    # "#L'un" and "#o'la" are words: what has an ending has two letters at least.
    short = len(entity.value) < 2
    if short or rest[0] not in _APOSTROPHES or not _ENDING.match(rest):
        return "cut-short"
    return "possessive"


def _covers_a_letter(text: str, start: int) -> bool:
    """True if the sign at ``start`` stands for a letter of a swear word: ``F#ck``."""
    begin = start
    while begin and text[begin - 1].isalpha() and start - begin < 6:
        begin -= 1
    covered = _COVERED.match(text, begin)
    return covered is not None and covered.end() > start


def ending_of(name: str) -> str:
    """Return the ending that a name has in its sentence, with its apostrophe; "" if none."""
    for mark in _APOSTROPHES:
        if mark in name:
            found = _ENDING.search(name)
            return found[0] if found else ""
    return ""


def _chained(meant: str) -> bool:
    """True if a second sign stands in the tag."""
    return "#" in meant[1:] or "＃" in meant[1:]
