"""A hashtag with which X counts few posts or none in the last seven days."""

from __future__ import annotations

from spacelint.checks.contract import NOTHING, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Candidate, Title

SCOPES = ("hashtag",)
PLACEHOLDERS = ("linked", "posts", "minimum")


def params() -> Mapping[str, Field]:
    """How many posts are enough."""
    from spacelint import schema

    return {
        "minimum": schema.integer("Fewest posts in seven days that are enough.", default=1,
                                  minimum=1),
        "allow": schema.strings("Tags that may be quiet, in any case."),
    }  # fmt: skip


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Hashtags, once X was asked."""
    return Trigger(when="chars", chars="#＃", needs=("live",), longer=1)


def build(p: Mapping[str, Any]) -> Algorithm:
    """Return a finding for a linked tag with fewer posts; silent where X did not answer."""
    minimum: int = p["minimum"]
    allow = frozenset(tag.lstrip("#＃").casefold() for tag in p["allow"])

    def check(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity, live = candidate.entity, context.live
        if entity is None or live is None:
            return NOTHING
        key = entity.value.casefold()
        posts = live.posts.get(key)
        if posts is None or posts >= minimum or key in allow:
            return NOTHING
        said = "No posts" if posts == 0 else f"{posts:,} post" + ("" if posts == 1 else "s")
        values = {"linked": entity.text, "posts": said, "minimum": f"{minimum:,}"}
        return (Finding(entity.start, entity.end, values),)

    return check
