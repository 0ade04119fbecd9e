"""The better titles of a planned Space, and why each is better."""

from __future__ import annotations

from spacelint._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.suggest.goals import campaign_named
    from spacelint.suggest.search import suggest
    from spacelint.suggest.values import Change, Score, Suggestion

__all__ = ["Change", "Score", "Suggestion", "campaign_named", "suggest"]

_HOMES = {
    "Change": "spacelint.suggest.values",
    "Score": "spacelint.suggest.values",
    "Suggestion": "spacelint.suggest.values",
    "campaign_named": "spacelint.suggest.goals",
    "suggest": "spacelint.suggest.search",
}
__getattr__ = lazily(__name__, _HOMES)
