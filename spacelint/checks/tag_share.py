"""A title that is tags and mentions for the greater part."""

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
PLACEHOLDERS = ("share", "count")


def params() -> Mapping[str, Field]:
    """How much of a title may be tags, and how many make a pile."""
    from spacelint import schema

    return {
        "share": schema.number(
            "The share of the title's characters.", default=0.5, minimum=0, maximum=1
        ),
        "fewest": schema.integer("The fewest tags and mentions.", default=2, minimum=1),
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Only titles with a tag or mention."""
    return Trigger(when="linked")


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield one finding for the whole title."""
    most: float = p["share"]
    fewest: int = p["fewest"]

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        entities = title.entities
        if len(entities) < fewest:
            return NOTHING
        tags = [e for e in entities if e[0] != "url"]
        text = title.text
        end = len(text.rstrip())
        start = end - len(text[:end].lstrip())
        share = sum([e[2] - e[1] for e in tags]) / (end - start)
        if len(tags) < fewest or share <= most:
            return NOTHING
        return (Finding(start, end, {"share": str(round(100 * share)), "count": str(len(tags))}),)

    return check
