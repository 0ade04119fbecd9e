"""A title with many links and fewer words than links."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


@check(
    scopes=("title",),
    placeholders=("count", "words"),
    params=lambda schema: {
        "links": schema.integer("The fewest tags, mentions and cashtags.", default=4, minimum=1)
    },
    trigger=lambda p: Trigger(when="linked", longer=2 * p["links"]),
)
def tag_share(p: Params) -> Algorithm:
    """Report the whole title."""
    fewest: int = p["links"]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        if len(title.entities) < fewest:
            return NOTHING
        links = [entity for entity in title.entities if entity[0] != "url"]
        if len(links) < fewest:
            return NOTHING
        from spacelint.checks.shared.text import without, words_of

        text = title.text
        rest = without(text, [(entity[1], entity[2]) for entity in links])
        words = words_of(rest, len(links))
        if words >= len(links):
            return NOTHING
        end = len(text.rstrip())
        start = end - len(text[:end].lstrip())
        said = f"only {words} word{'s' * (words > 1)}" if words else "no words"
        return (Finding(start, end, {"count": str(len(links)), "words": said}),)

    return run
