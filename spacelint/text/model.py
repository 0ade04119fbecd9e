"""What X links in a title, and what its author meant: the two values that all else is about."""

from __future__ import annotations

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

    ``start`` and ``end`` count code points; ``entity`` is None where X links nothing of it (or
    something else, a URL); ``fault`` names where meant and linked differ, None where they do not.

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
        """What X links of the candidate, empty where nothing is."""
        return self.entity.text if self.entity else ""

    @property
    def rest(self) -> str:
        """What X leaves off a candidate that it cuts short."""
        return self.text[self.entity.end - self.start :] if self.entity else ""
