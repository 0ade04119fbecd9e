"""What the author of a title evidently meant as a tag or mention, and what X makes of it.

X's rules say what links; nobody's rules say what was meant. The reading here: a candidate starts at
a sign (``#`` ``@`` ``$`` and their full-width forms) and runs on over what people write inside of a
name (``AT&T``, ``L'Oréal``, ``Node.js``, ``Party🎉Time``), and ends before sentence punctuation.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter

from spacelint.text.model import HASHTAG_LIMIT, NONE_MEANT, Candidate, Entity, may_be_time, whole
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGIL = Pattern("[#＃@＠$＄]")
_CASHTAG = Pattern(r"[$＄][A-Za-z][A-Za-z0-9]*(?:[._][A-Za-z]{1,2}(?![A-Za-z]))?(?:['’]s)?")
_NO_SYMBOL = Pattern(r"[$＄](?:[A-Za-z]{7}|[A-Za-z]*[0-9])")
# Such as "Episode #12: the sea", which counts: all that is meant is the number.
_NUMBER = Pattern(r"(?<![^ (])[#＃][0-9]+(?=[,.;:!?)]?(?:\Z| ))")
_CLOSING = frozenset(",.;:!?)")
_NO_CASHTAG = Pattern("[«LETTER»«DIGIT»_$@]")

_start = itemgetter(1)
_new = tuple.__new__


def candidates(text: str, entities: Sequence[Entity]) -> tuple[Candidate, ...]:
    """Return what was meant as tag or mention in ``text``, in order.

    ``entities`` is what X links of it. Offsets in code points; raises nothing; linear.
    """
    if not ("#" in text or "@" in text or "$" in text) and (text.isascii() or not _has_wide(text)):
        return ()
    plain = _all_whole(text, entities)
    if plain is not None:
        return tuple(plain)
    by_start = {entity[1]: entity for entity in entities}
    urls = [entity for entity in entities if entity[0] == "url"] if "." in text else []
    found: list[Candidate] = []
    past = 0
    for sigil in _SIGIL.finditer(text):
        start = sigil.start()
        if start < past:
            continue
        entity = by_start.get(start)
        candidate: Candidate | None
        if entity is None and (number := _NUMBER.match(text, start)) and not urls:
            part = number[0]
            candidate = _new(Candidate, ("hashtag", start, number.end(), part, None, "digits-only"))
        elif entity and _is_closed(text, entity[2]) and not may_be_time(entity):
            candidate = whole(entity)
        elif urls and (url := _around(urls, start)):
            candidate = _in_url(text, start, url)
        elif sigil[0] in "#＃":
            from spacelint.text.hashtags import hashtag_candidate

            candidate = hashtag_candidate(text, start, entity, by_start)
        elif sigil[0] in "$＄":
            chained = bool(found) and found[-1].end == start and found[-1].kind == "cashtag"
            candidate = _cashtag(text, start, entity, chained=chained)
        else:
            from spacelint.text.mentions import mention_candidate

            candidate = mention_candidate(text, start, entity)
        if candidate and (candidate.start >= past or candidate.fault == "email"):
            past = candidate.end
            if candidate.fault != NONE_MEANT:
                found.append(candidate)
    return tuple(found)


def _has_wide(text: str) -> bool:
    return "＃" in text or "＠" in text or "＄" in text


def _all_whole(text: str, entities: Sequence[Entity]) -> list[Candidate] | None:
    """Return the candidates where X links each sign's word as it was meant, up to its end."""
    signs = text.count("#") + text.count("@") + text.count("$")
    if not text.isascii() and _has_wide(text):
        signs += text.count("＃") + text.count("＠") + text.count("＄")
    if signs != len(entities):
        return None
    found: list[Candidate] = []
    for entity in entities:
        kind, start, end, part, value = entity
        if kind == "url" or not _is_closed(text, end):
            return None
        if kind == "hashtag" and len(value) <= HASHTAG_LIMIT:
            found.append(_new(Candidate, (kind, start, end, part, entity, None)))
        elif may_be_time(entity):
            return None
        else:
            found.append(whole(entity))
    return found


def _is_closed(text: str, end: int) -> bool:
    """True if what ends at ``end`` surely goes no further: a space, or a mark and a space."""
    after = text[end : end + 2]
    return not after or after[0] == " " or (after[0] in _CLOSING and after[1:] in ("", " "))


def _around(urls: list[Entity], start: int) -> Entity | None:
    """Return the URL that ``start`` is inside of; a title may have as many URLs as signs."""
    place = bisect_left(urls, start, key=_start) - 1
    return urls[place] if place >= 0 and start < urls[place].end else None


def _in_url(text: str, start: int, url: Entity) -> Candidate:
    kind = "hashtag" if text[start] in "#＃" else "mention" if text[start] in "@＠" else "cashtag"
    return Candidate(kind, start, url.end, text[start : url.end], None, "in-url")


def _cashtag(text: str, start: int, entity: Entity | None, *, chained: bool) -> Candidate | None:
    """Return the cashtag at ``start``, right behind another one where ``chained``."""
    match = _CASHTAG.match(text, start)
    if match is None or (start and not chained and _NO_CASHTAG.match(text[start - 1])):
        return None  # $5M, US$, Ke$ha, @$$hole
    end = entity.end if entity else match.end()
    fault = None if entity else "overlong" if _NO_SYMBOL.match(match[0]) else "unlinked"
    return Candidate("cashtag", start, end, text[start:end], entity, fault)
