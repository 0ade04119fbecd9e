"""Too long or too short: a title, a tag or a handle, by the count that the rule names."""

from __future__ import annotations

from spacelint.checks.contract import NOTHING, Finding, Trigger
from spacelint.text.length import utf16_length, weighted_cut, weighted_length

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Candidate, Title

SCOPES = ("title", "hashtag", "mention", "cashtag")
PLACEHOLDERS = ("length", "maximum", "minimum", "over", "missing", "kept")
UNITS = ("characters", "utf16", "weighted")
# The most a code point counts; for weight it is the shortest address, a.co, that weighs 23.
_GAIN = {"characters": 1, "utf16": 2, "weighted": 6}


def params() -> Mapping[str, Field]:
    """The unit to count in and the bounds."""
    from spacelint import schema

    return {
        "unit": schema.choice(
            "What is counted: characters as a reader sees them, UTF-16 units as X's name field"
            " does, or weight as X's counter does.",
            UNITS,
            default="characters",
        ),
        "maximum": schema.integer("The most that is allowed.", minimum=0),
        "minimum": schema.integer("The least that is asked for.", minimum=0),
        "trim": schema.boolean("Leave out white space at both ends.", default=False),
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Only titles with so many code points that they can be too long."""
    if p["maximum"] is None or p["minimum"] is not None:
        return Trigger()
    # Of ASCII only an address counts for more than its characters.
    unless = "." if p["unit"] == "weighted" else ""
    maximum = p["maximum"]
    return Trigger(longer=maximum // _GAIN[p["unit"]], longer_ascii=maximum, unless=unless)


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield one finding: from where a title would be cut, or the whole of what is too short."""
    unit: str = p["unit"]
    maximum: int | None = p["maximum"]
    minimum: int | None = p["minimum"]
    trim: bool = p["trim"]
    gain = _GAIN[unit]

    def quiet(title: Title) -> bool:
        """Tell from the number of code points alone that the title is not too long."""
        text = title.text
        if minimum is not None or maximum is None or (unit == "weighted" and "." in text):
            return False
        return len(text) * 2 <= maximum or (len(text) <= maximum and text.isascii())

    def check(title: Title, item: Candidate | None, context: Context) -> Sequence[Finding]:
        text = title.text
        if item is None:
            if quiet(title):
                return NOTHING
            start, end = 0, len(text)
            if trim:
                end = len(text.rstrip())
                start = end - len(text[:end].lstrip())
            counted = text[start:end]
        else:
            entity = item.entity
            if entity is None:
                return NOTHING
            start, end, counted = item.start, item.end, entity.value
            if minimum is None and maximum is not None and len(counted) * gain <= maximum:
                return NOTHING
        length = measure(counted, unit)
        values = {"length": str(length), "maximum": str(maximum), "minimum": str(minimum)}
        if maximum is not None and length > maximum:
            kept = cut(counted, maximum, unit)
            values["over"] = str(length - maximum)
            values["kept"] = counted[:kept]
            return (Finding(start + kept if item is None else start, end, values),)
        if minimum is not None and length < minimum:
            values["missing"] = str(minimum - length)
            return (Finding(start, end, values),)
        return NOTHING

    return check


def measure(text: str, unit: str) -> int:
    """Return the length of ``text`` in ``unit``."""
    if unit == "utf16":
        return utf16_length(text)
    if unit == "weighted":
        return weighted_length(text)
    if text.isascii():
        return len(text)
    from spacelint.text.width import graphemes

    return len(graphemes(text))


def cut(text: str, limit: int, unit: str) -> int:
    """Return how many code points of ``text`` fit into ``limit``; no surrogate pair is torn."""
    if unit == "weighted":
        return weighted_cut(text, limit)
    if unit == "characters":
        from spacelint.text.width import graphemes

        spans = graphemes(text)
        return spans[limit][0] if limit < len(spans) else len(text)
    end = min(len(text), limit)
    over = utf16_length(text[:end]) - limit
    while over > 0:
        end -= (over + 1) // 2
        over = utf16_length(text[:end]) - limit
    return end
