"""The same hashtag or handle twice in a title, case and width apart."""

from __future__ import annotations

from spacelint.checks._lazy import Lazy
from spacelint.checks.contract import NOTHING, Edit, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Entity, Title

SCOPES = ("title",)
PLACEHOLDERS = ("first",)
_SIGNS = {"hashtag": "#＃", "mention": "@＠"}
_LETTER = Lazy(r"[\p{L}\p{N}]")
# A short word before the tag leans on it: "more on #AI", "chat with @jack".
_LEANS = Lazy(r"(?:^|\s)[a-z]{1,5}\s+\Z")


def params() -> Mapping[str, Field]:
    """Which kind of link is looked at."""
    from spacelint import schema

    return {"of": schema.choice("The kind of link.", tuple(_SIGNS), required=True)}


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Only titles with the sign."""
    return Trigger(when="chars", chars=_SIGNS[p["of"]], longer=4)


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield a finding for each later one; at the end it goes, elsewhere it becomes a plain word."""
    kind: str = p["of"]

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        entities = title.entities
        if len(entities) < 2:
            return NOTHING
        found: list[Finding] = []
        seen: dict[str, str] = {}
        tail = -1
        for entity in entities:
            if entity[0] != kind:
                continue
            name = _folded(entity[4])
            if name in seen:
                tail = tail if tail >= 0 else _tail(title)
                edit = _without(title.text, entity, tail)
                found.append(Finding(entity.start, entity.end, {"first": seen[name]}, (edit,)))
            else:
                seen[name] = entity[3]
        return found

    return check


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    from unicodedata import normalize

    return normalize("NFKC", name).casefold()


def _without(text: str, entity: Entity, tail: int) -> Edit:
    """Return the edit that removes ``entity``, or only its sign where words go on after it."""
    start, end = entity.start, entity.end
    before, after = text[start - 1 : start], text[end : end + 1]
    free = before.isspace() and (not after or after.isspace() or after in ".!?…。！？")
    leans = _LEANS().search(text[max(0, start - 12) : start])
    if free and end > tail and not leans:
        space = start - 1
        while text[space - 1].isspace():
            space -= 1
        return Edit(space, end, "")
    return Edit(start, start + 1, "")


def _tail(title: Title) -> int:
    """Return where the last plain word of the title ends: what follows is tags and marks."""
    at = len(title.text)
    for entity in reversed(title.entities):
        if _LETTER().search(title.text, entity.end, at):
            break
        at = entity.start
    return at
