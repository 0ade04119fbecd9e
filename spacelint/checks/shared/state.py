"""Whether a planned Space is still to come, and whether X has it already."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Words in the field `state` or `status`, and fields, that say a Space is not yet to come.
_OVER_WORDS = frozenset("live running ended over past done canceled cancelled".split())
_OVER_FIELDS = ("started_at", "ended_at")
_ID_ON_X = re.compile(r"1[A-Za-z0-9]{12}")
_PAGE_ON_X = re.compile(r"(?:x|twitter)\.com/i/(?:spaces|events)/", re.IGNORECASE)


def is_over(space: Any) -> bool:
    """Return whether the plan says that a Space is live, over or called off."""
    raw = space.raw
    for key in ("state", "status"):
        value = raw.get(key)
        if isinstance(value, str) and value.strip().lower() in _OVER_WORDS:
            return True
    return any(raw.get(key) for key in _OVER_FIELDS)


def is_on_x(space: Any) -> bool:
    """Return whether a Space is scheduled on X already, by its address or its id.

    X's ids look like ``1YqKDoaMvQrKV``; any other id is the team's own.
    """
    return bool(_PAGE_ON_X.search(space.url or "") or _ID_ON_X.fullmatch(space.id or ""))
