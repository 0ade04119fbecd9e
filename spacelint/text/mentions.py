"""What was meant as a mention: handles, and all that only looks like one to X."""

from __future__ import annotations

from spacelint.text.model import HANDLE_LIMIT, TAIL, TIME_WORDS, Candidate, Entity, whole
from spacelint.text.pattern import Pattern

# Letters that people take for part of a handle; those of scripts without spaces start a new word,
# and those that write particles on to a name end it.
_NAME = "(?![«UNSPACED»\ufe0e\ufe0f\u20e3])(?!(?<=[A-Za-z0-9_])[«PARTICLES»])[«ALPHA»«DIGIT»_]"
_BODY = Pattern(
    rf"[@＠](?:{_NAME}|[-‐‑](?=[«LETTER»«DIGIT»])(?![«UNSPACED»])|\.(?=[«LOWER»«DIGIT»])"
    "|[«INVISIBLE»\u200c\u200d]++(?=[A-Za-z0-9_])|[&＆](?=[A-Za-z0-9])|['’](?=[A-ZÀ-ÖØ-Þ]))*+"
)
_KEYCAP = Pattern(r"(?<=[0-9])\ufe0f?\u20e3")
_LOCAL = Pattern(r"[A-Za-z0-9._%+-]+\Z")
_LOCAL_LIMIT = 64  # of RFC 5321; also keeps the look back short
_HOST = Pattern(r"[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
#: Networks whose handles are domain names: what stands before these is an account there.
_ELSEWHERE = (".bsky.social", ".threads.net", ".mastodon.social", ".farcaster.eth")
_WORD_BEFORE = Pattern(r"([«ALPHA»]++[/.]?|&)\s*\Z")
_LONGEST_WORD = 24  # code points looked at before a sign
# Before one of these a word is a name and no time: "AMA with @noon".
_INTRODUCERS = frozenset(
    "with w/ by from feat feat. ft ft. featuring and & vs vs. host hosts hosted guest guests follow"
    " meet join ask via of con por y com e avec par et mit von und met door en z i".split()
)
_CHAIN = Pattern("(?:[@＠][A-Za-z0-9_]++)++")
_GLUE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_!#$%&*")
_TIME = Pattern(
    r"(?i)[@＠](?:(?:[01]?[0-9]|2[0-4])(?:"
    r"(?:[:.][0-5][0-9])?\s?(?:[ap]\.?m\b\.?|[ap]\b|hr?s?\b|uhr\b|uur\b|o.?clock\b|ч\b"
    r"|malam\b|pagi\b|siang\b|sore\b|petang\b|مساءا?ً?|صباحا?ً?|ทุ่ม|โมง)"
    r"|[:.h][0-5][0-9](?![0-9])(?:\s?(?:[ap]\.?m\b\.?|hrs?\b|h\b|uhr\b))?"
    r"|時|点|시|م\b|ص\b|น\.|बजे|\b(?![-/.%]?\w| (?:hours|hrs|days|minutes|years)\b))"
    r"|[0-2][0-9][0-5][0-9]\s?(?:hrs?|h|utc|gmt|z|[ecmp][sd]?t|cest|bst|ist|jst)\b)",
)


def mention_candidate(text: str, start: int, entity: Entity | None) -> Candidate | None:
    """Return what the ``@`` at ``start`` was meant for; None where it is no mention at all."""
    before = text[start - 1] if start else ""
    glued = before in _GLUE if before else False
    end = _time_end(text, start, entity)
    if end:
        return None if glued else _make(text, start, end, entity, "time")
    if (glued and before.isalnum()) or before in tuple("._%+-"):
        address = _address(text, start)
        if address:
            return address
    if entity and TAIL.match_token(text, entity.end):
        return whole(entity)
    if text[start + 1 : start + 2] in ("@", "＠"):
        return _doubled(text, start)
    match = _BODY.match_token(text, start)
    end = match.end() if match else start + 1
    if entity and entity.kind == "list":
        end = max(end, entity.end)
    federated = _HOST.match(text, end) if end > start + 1 else None
    if federated:
        end = federated.end()
        return Candidate("mention", start, end, text[start:end], entity, "federated")
    if end == start + 1:
        return None if glued else _make(text, start, end, entity, "empty")
    if glued and _is_letter_for_a(text, start):
        return None
    chain = _CHAIN.match(text, end)
    if chain:
        return _make(text, start, chain.end(), entity, "chained")
    keycap = _KEYCAP.match(text, end)
    if keycap:
        end = keycap.end()
    if text.endswith(_ELSEWHERE, start, end):
        return _make(text, start, end, entity, "federated")
    return _make(text, start, end, entity, _fault(end - start, entity, glued))


def _time_end(text: str, start: int, entity: Entity | None) -> int:
    """Return where a time of day behind the sign ends; 0 where none stands there."""
    time = _TIME.match(text, start)
    if time:
        return time.end()
    if entity is None or entity.value.lower() not in TIME_WORDS:
        return 0
    word = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    return 0 if word and word[1].lower() in _INTRODUCERS else entity.end


def _make(text: str, start: int, end: int, entity: Entity | None, fault: str | None) -> Candidate:
    return Candidate("mention", start, end, text[start:end], entity, fault)


def _doubled(text: str, start: int) -> Candidate | None:
    """Return the handle after a row of signs, of which X links nothing: ``@@jack``."""
    last = start
    while text[last + 1 : last + 2] in ("@", "＠"):
        last += 1
    match = _BODY.match(text, last)
    end = match.end() if match else last + 1
    fault = "unlinked" if end > last + 1 else "empty"
    return _make(text, start, end, None, fault)


def _is_letter_for_a(text: str, start: int) -> bool:
    """Tell whether the sign stands for the letter a, second in a word: ``p@ssword``."""
    opens = start == 1 or not text[start - 2].isalnum()
    return text[start - 1].isalpha() and opens and text[start + 1 : start + 2].islower()


def _fault(length: int, entity: Entity | None, glued: bool) -> str | None:
    if entity is None:
        return "glued" if glued else "unlinked"
    if entity.kind == "list":
        return "list"
    linked = entity.end - entity.start
    if entity.kind == "mention" and len(entity.value) > HANDLE_LIMIT:
        return "overlong"
    return "cut-short" if length > linked else None


def _address(text: str, start: int) -> Candidate | None:
    """Return the e-mail address around the ``@`` at ``start``, if there is one."""
    host = _HOST.match(text, start)
    local = _LOCAL.search(text, max(0, start - _LOCAL_LIMIT), start) if host else None
    if host is None or local is None:
        return None
    begin, end = local.start(), host.end()
    return Candidate("mention", begin, end, text[begin:end], None, "email")
