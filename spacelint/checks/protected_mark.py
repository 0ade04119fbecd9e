"""Names of events and trophies that belong to somebody: a dated table."""

from __future__ import annotations

import re

from spacelint.checks.contract import NOTHING, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Title

SCOPES = ("title",)
PLACEHOLDERS = ("word", "owner", "date")
_TOKEN = re.compile(r"[^\W_]+")


def params() -> Mapping[str, Field]:
    """The marks: their words, whose they are, when that was looked up, and the source."""
    from spacelint import schema

    mark = schema.Table(
        "The marks of one owner.",
        {
            "words": schema.strings(
                "The words, also as words within a tag; none takes the entry out.",
                item=schema.string("", minimum=2, maximum=100),
                required=True,
            ),
            "owner": schema.string("Whose they are.", required=True),
            "date": schema.string(
                "When it was looked up: a day, a month or a year.",
                required=True,
                pattern="[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?",
                pattern_says="a date like 2026-11-30, 2026-11 or 2026",
            ),
            "source": schema.string("Who says so.", required=True),
        },
    )
    return {
        "marks": schema.keyed("The marks.", schema.nested("", mark), required=True),
        "allow": schema.strings("Words that you have the right to use."),
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Any title may have one."""
    return Trigger(longer=3)


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield a finding for each mark."""
    allowed = {word.casefold() for word in p["allow"]}
    rows = {
        word.casefold(): (word, row)
        for row in p["marks"].values()
        for word in row["words"]
        if word.casefold() not in allowed
    }
    first = frozenset([_TOKEN.findall(key)[0] for key in rows])
    joined = tuple(["".join(_TOKEN.findall(key)) for key in rows])
    inner: list[Algorithm] = []

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text.casefold()
        if first.isdisjoint(_TOKEN.findall(text)):
            # Within a tag, or in a script without spaces, a mark stands among other letters.
            if "#" not in text and text.isascii():
                return NOTHING
            squeezed = text.replace("_", "").replace(" ", "")
            if not any(mark in squeezed for mark in joined):
                return NOTHING
        if not inner:
            from spacelint.checks import words

            listed = [word for word, _ in rows.values()]
            inner.append(words.build({"words": listed, "preferred": {}, "in-tags": True}))
        return tuple(_found(inner[0](title, item, context), rows))

    return check


def _found(
    findings: Sequence[Finding], rows: Mapping[str, tuple[str, Mapping[str, str]]]
) -> Sequence[Finding]:
    from spacelint.checks._days import spoken

    found = []
    past = -1
    for start, end, values, _ in sorted(findings, key=lambda one: (one.start, -one.end)):
        if start < past:
            continue  # the shorter of two marks in one place
        past = end
        row = rows[values["word"].casefold()][1]
        told = {"word": values["word"], "owner": row["owner"], "date": spoken(row["date"])}
        found.append(Finding(start, end, told))
    return found
