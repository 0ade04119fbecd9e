"""Whether a planned Space is still to come."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Words in the field `state` or `status`, and fields, that say a Space is not yet to come.
_OVER_WORDS = frozenset("live running ended over past done canceled cancelled".split())
_OVER_FIELDS = ("started_at", "ended_at")


def is_over(space: Any) -> bool:
    """Tell whether the plan says that a Space is live, over or called off."""
    raw = space.raw
    for key in ("state", "status"):
        value = raw.get(key)
        if isinstance(value, str) and value.strip().lower() in _OVER_WORDS:
            return True
    return any(raw.get(key) for key in _OVER_FIELDS)
