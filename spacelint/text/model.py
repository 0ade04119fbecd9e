"""The shared values: what X links in a title, what its author meant, and an edit."""

from __future__ import annotations

from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal["hashtag", "mention", "list", "cashtag", "url"]


class Entity(NamedTuple):
    """A part of a text that X turns into a link.

    ``start`` and ``end`` count code points; ``text`` is the slice between them, sigil included;
    ``value`` is what the link leads to: the tag, handle or symbol without its sigil, ``user/list``
    for a list, the address for a URL.
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: str


class Candidate(NamedTuple):
    """A tag, mention or cashtag that was meant, and the entity that X makes of it.

    ``start`` and ``end`` count code points; ``entity`` is None if X links nothing of it (or
    something else, a URL); ``fault`` names how meant and linked differ, None if they do not.

    Faults: ``glued`` (a letter stands before the sign), ``digits-only``, ``cut-short``,
    ``possessive`` (cut before an apostrophe and an ending such as s), ``chained`` (``#one#two``),
    ``empty`` (no name that could link, or the sign behind
    its word: ``דלת#``), ``keycap`` (the emoji #️⃣), ``in-url``, ``overlong``,
    ``time`` (``@8pm``), ``email``, ``federated`` (``@user@host``), ``list`` (``@user/list``: X
    links a List, not the person), ``unlinked`` (any other reason).
    """

    kind: str
    start: int
    end: int
    text: str
    entity: Entity | None
    fault: str | None

    @property
    def linked(self) -> str:
        """What X links of the candidate, or ""."""
        return self.entity.text if self.entity else ""

    @property
    def rest(self) -> str:
        """What X leaves off a candidate that it cuts short."""
        return self.text[self.entity.end - self.start :] if self.entity else ""


class Edit(NamedTuple):
    """Replace ``start:end`` (code points) of a title or of a document by ``text``."""

    start: int
    end: int
    text: str

    def moved(self, by: int) -> Edit:
        """Return the same edit ``by`` code points further on."""
        return Edit(self.start + by, self.end + by, self.text)


_ADJECTIVES = (
    "led|backed|based|driven|powered|generated|wide|free|style|themed|related|ready|like|only"
    "|first|friendly"
)
# Hungarian, Romanian, Finnish, Estonian, Indonesian, Basque, Albanian, Georgian, Armenian, Russian
_ENDINGS = (
    "[vn][ae]l|n[ae]k|b[ae]n|[brt][óő]l|h[oeö]z|[ée]rt|ként|r[ae]|ék|féle|ig"
    "|ului|ul|uri|urile|lui|lor|ii|ga|lle|lla|llä|lta|ssa|ssä|sta|nya|ren|rekin|së|në"
    r"|[\u10d0-\u10ff]{1,5}|[\u0561-\u0587]{1,5}|[а-яёіїєґ]{1,3}"
)
# Of tags alone, as `@acme-us` is an account: Serbian, Croatian, Hungarian (`#NATO-a`, `#AI-t`,
# `#Fidesz-szel`), Polish (`#PiS-ie`), Indonesian (`#UMKM-an`), Kurdish.
_SHORT_ENDINGS = (
    "[aeiutskêî]|om|em|jem|ja|ju|ov|ova|ovi|ima|et|ot|ek|ak|en|an|ie|iem|owi|owie|ów|ach|ami|owcy"
    "|owców|owski|owska|owskie|(?:sz|cs|zs|gy|ny|ty|[bdfjklmnrtvz])[ae]l|[oeö]s"
)
_NOUNS = (
    "hosted|owned|approved|[Tt]eam|[Cc]ommunity|[Cc]rew|[Ff]ans?|CEO|Chefin|Chef|Boss"
    "|Gründer(?:in|s)?|Redaktion|Vorstand|Skandal|Aktie|Konzern|Kund(?:en|innen)"
    "|Mitarbeiter(?:innen)?|Sprecher(?:in)?|Podcast|Kampagne|Fraktion|Gruppe|Projekt|Interview|Kanal"
    "|gate|baas|Leser|Nutzer(?:innen)?|Mitglieder"
)
_CLOSED = r"(?![«ALNUM»\-‐‑])"
#: What is joined on to a tag without being meant as a part: `#AI-driven`, `#AI-ის`; to a tag in
#: lower case only an ending, as `#gluten-free` is one word.
TAG_TAIL = Pattern(f"[-‐‑](?:{_ADJECTIVES}|{_ENDINGS}|{_SHORT_ENDINGS}){_CLOSED}")
ENDING_TAIL = Pattern(f"[-‐‑](?:{_ENDINGS}){_CLOSED}")
#: The same of a mention, with the nouns that German joins on: `@acme-Team`, `@acme-val`.
TAIL = Pattern(f"[-‐‑](?:{_ADJECTIVES}|{_NOUNS}|{_ENDINGS}){_CLOSED}")
HASHTAG_LIMIT = 100  # code points; a longer one was seen not to link on the web
#: Times of day that are words, in the languages whose words are written in plain Latin letters.
TIME_WORDS = frozenset(
    "noon midday midnight mediodia medianoche midi minuit mittag mitternacht mezzogiorno mezzanotte"
    " meiodia meianoite poludnie polnoc middernacht midnatt polnoch poludnya geceyarisi hatinggabi"
    " tengahmalam keskiyo ponoc miezulnoptii".split()
)
#: The first of two words for a time of day, which X links alone: ``@gece yarısı``.
TIME_OPENERS = frozenset(("gece", "tengah", "tengahari", "miezul"))
NONE_MEANT = "none-meant"  # no tag after all; what it spans is not looked at again
HANDLE_LIMIT = 15  # what X's API allows; X's text rules link up to 20


_new = tuple.__new__


def may_be_time(entity: Entity) -> bool:
    """True if the entity is a mention that may be a time: ``@8pm``, ``@noon``."""
    if entity[0] != "mention":
        return False
    name = entity[4]
    return name[0].isdigit() or name.lower() in TIME_WORDS or name.lower() in TIME_OPENERS


def whole(entity: Entity) -> Candidate:
    """Return the candidate with all of it linked by X."""
    kind, start, end, text, value = entity
    if kind == "list":
        return Candidate("mention", start, end, text, entity, "list")
    fault = None
    if (kind == "hashtag" and len(value) > HASHTAG_LIMIT) or (
        kind == "mention" and len(value) > HANDLE_LIMIT
    ):
        fault = "overlong"
    return _new(Candidate, (kind, start, end, text, entity, fault))
