"""The better titles of a planned Space, and what each changes."""

from __future__ import annotations

from spacelint._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.suggester.goals import campaign_named
    from spacelint.suggester.search import suggest
    from spacelint.suggester.values import Change, Suggestion

__all__ = ["Change", "Suggestion", "campaign_named", "suggest"]

_HOMES = {
    "Change": "spacelint.suggester.values",
    "Suggestion": "spacelint.suggester.values",
    "campaign_named": "spacelint.suggester.goals",
    "suggest": "spacelint.suggester.search",
}
__getattr__ = lazily(__name__, _HOMES)
