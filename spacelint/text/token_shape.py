"""What is known of the shape of tags and handles by all who read them."""

from __future__ import annotations

from spacelint.text.model import Candidate, Entity
from spacelint.text.pattern import Pattern

#: What English joins on to a name without meaning it as a part: `#AI-driven`, `@NASA-led`.
TAIL = Pattern(
    "[-‐‑](?:led|backed|based|driven|powered|generated|wide|free|style|themed|related|ready|like|only"
    r"|first|friendly)(?![«ALNUM»\-‐‑])"
)
HASHTAG_LIMIT = 100  # code points; a longer one was seen not to link on the web
#: Times of day that are words, in the languages whose words are written in plain Latin letters.
TIME_WORDS = frozenset(
    "noon midday midnight mediodia medianoche midi minuit mittag mitternacht mezzogiorno mezzanotte"
    " meiodia meianoite poludnie polnoc middernacht".split()
)
NONE_MEANT = "none-meant"  # no tag after all; what it spans is not looked at again
HANDLE_LIMIT = 15  # what X's API allows; X's text rules link up to 20


def may_be_time(entity: Entity) -> bool:
    """Return whether the entity is a mention that may be a time: ``@8pm``, ``@noon``."""
    name = entity.value
    return entity.kind == "mention" and (name[0].isdigit() or name.lower() in TIME_WORDS)


def whole(entity: Entity) -> Candidate:
    """Return the candidate of which X links all that was meant."""
    kind, start, end, text, value = entity
    if kind == "list":
        return Candidate("mention", start, end, text, entity, "list")
    fault = None
    if (kind == "hashtag" and len(value) > HASHTAG_LIMIT) or (
        kind == "mention" and len(value) > HANDLE_LIMIT
    ):
        fault = "overlong"
    return Candidate(kind, start, end, text, entity, fault)
