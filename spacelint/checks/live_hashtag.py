"""A hashtag with few posts or none in the last seven days."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Candidate, Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


@check(
    scopes=("hashtag",),
    placeholders=("linked", "posts", "minimum"),
    params=lambda schema: {
        "minimum": schema.integer(
            "Fewest posts in seven days that are enough.", default=1, minimum=1
        ),
        "allow": schema.strings("Tags that may be quiet, in any case."),
    },
    trigger=Trigger(when="chars", chars="#＃", needs=("live",), longer=1),
)
def live_hashtag(p: Params) -> Algorithm:
    """Report a linked tag with too few posts; silent where X did not answer."""
    minimum: int = p["minimum"]
    allow = frozenset(tag.lstrip("#＃").casefold() for tag in p["allow"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
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

    return run
