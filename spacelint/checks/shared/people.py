"""People in plans: handles with or without their sign, profile addresses, names."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com/@?([A-Za-z0-9_]{1,15})/?(?:[?#].*)?",
    re.IGNORECASE,
)
_GIVEN_NAME = re.compile("[A-Z][a-z]+")


def handle_of(person: str) -> str:
    """Return the handle in a plan's text for a person, without its sign; "" for a name.

    ``@jack``, ``jack`` and ``https://x.com/jack`` give ``jack``; the names ``Ann Lee`` and ``Ann``
    give "".
    """
    text = person.strip()
    if text[:1] in ("@", "＠"):
        return text[1:] if HANDLE.fullmatch(text, 1) else ""
    profile = _PROFILE.fullmatch(text)
    if profile is not None:
        return profile[1]
    return text if HANDLE.fullmatch(text) and not _GIVEN_NAME.fullmatch(text) else ""


def guests(space: Any) -> tuple[str, ...]:
    """Return the co-hosts and speakers of a Space as the plan has them."""
    cohosts = getattr(space, "cohosts", None) or ()
    speakers = getattr(space, "speakers", None) or ()
    return (*cohosts, *speakers)


def people_of(space: Any) -> frozenset[str]:
    """Return the handles of a Space's host, co-hosts and speakers, in lower case."""
    people = (getattr(space, "host", None) or "", *guests(space))
    return frozenset([handle_of(person).lower() for person in people])


def listed(names: list[str]) -> str:
    """Return names as a list in a sentence: ``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
