"""A title with many links and fewer words than links."""

from __future__ import annotations

from spacelint.checks.contract import NOTHING, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Title

SCOPES = ("title",)
PLACEHOLDERS = ("count", "words")


def params() -> Mapping[str, Field]:
    """How many links make a pile."""
    from spacelint import schema

    return {
        "links": schema.integer("The fewest tags, mentions and cashtags.", default=4, minimum=1)
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Only titles with a link."""
    return Trigger(when="linked", longer=2 * p["links"])


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield one finding for the whole title."""
    fewest: int = p["links"]

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        if len(title.entities) < fewest:
            return NOTHING
        links = [entity for entity in title.entities if entity[0] != "url"]
        if len(links) < fewest:
            return NOTHING
        from spacelint.checks._spans import without
        from spacelint.checks._word_count import words_of

        text = title.text
        rest = without(text, [(entity[1], entity[2]) for entity in links])
        words = words_of(rest, len(links))
        if words >= len(links):
            return NOTHING
        end = len(text.rstrip())
        start = end - len(text[:end].lstrip())
        said = f"only {words} word{'s' * (words > 1)}" if words else "no words"
        return (Finding(start, end, {"count": str(len(links)), "words": said}),)

    return check
