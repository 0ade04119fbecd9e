"""X's answers about handles, tags and Spaces as plain values, and the errors of a look-up."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from spacelint.checks.contract import LiveSpace

#: Informed of what goes on: kind (call, retry, wait, note), a sentence, seconds left.
Watch = Callable[[str, str, float], None]


class XApiError(Exception):
    """X could not be asked, or did not answer with facts; ``str()`` is safe to show."""


class TokenError(XApiError):
    """No token, or one that cannot be a token."""


class HostError(XApiError):
    """Somebody tried to send the token to another host."""


class TooDearError(XApiError):
    """The look-up may cost more than the limit; nothing was sent."""


class EndpointError(XApiError):
    """No further call to this endpoint makes sense; others may work."""


class StopError(XApiError):
    """No further call of any kind makes sense; what was answered before is kept."""


class Patience(NamedTuple):
    """How patient a look-up is; times in seconds.

    ``timeout`` is for all tries of a question together, without waits for a limit of X.
    """

    tries: int = 4
    pause: float = 0.5
    timeout: float = 20.0
    wait: bool = False
    longest_wait: float = 960.0  # X's windows last fifteen minutes


class Account(NamedTuple):
    """What X says of one handle.

    ``state`` is exists, suspended, missing, impossible (X has no such handles) or unknown (X did
    not answer for it); ``renamed_to`` is known where the same account id was seen under another
    name, ``other_account`` where the handle now belongs to another id than it did.
    """

    handle: str
    state: str
    id: str | None = None
    username: str | None = None
    name: str | None = None
    protected: bool | None = None
    followers: int | None = None
    verified: bool | None = None
    created_at: str | None = None
    detail: str | None = None
    renamed_to: str | None = None
    other_account: bool = False
    fetched_at: str = ""
    cached: bool = False


class Bucket(NamedTuple):
    """Posts between two instants (RFC 3339, end exclusive)."""

    start: str
    end: str
    posts: int


class TagCounts(NamedTuple):
    """Posts with a hashtag in the last seven days, by day."""

    tag: str
    total: int
    days: tuple[Bucket, ...]
    fetched_at: str = ""
    cached: bool = False


class FoundSpaces(NamedTuple):
    """Spaces that X found for a key (a tag, a Space id or a host's id); ``more`` if cut off."""

    key: str
    spaces: tuple[LiveSpace, ...]
    more: bool = False
    fetched_at: str = ""
    cached: bool = False


Record = Account | TagCounts | FoundSpaces
