"""What can go wrong with X or the history, each with a sentence for the user."""

from __future__ import annotations


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


class HistoryError(Exception):
    """The history, or a source for it, cannot be read; ``str()`` is safe to show once escaped."""
