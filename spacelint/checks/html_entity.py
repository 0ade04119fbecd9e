"""A character written as HTML: ``Q&amp;A`` for ``Q&A``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


def _trigger(p: Params) -> Trigger:
    """Titles with the name or number of an entity as a word."""
    words = tuple([entity.lstrip("#").lower() for entity in p["entities"]])
    return Trigger(when="words", words=words)


@check(
    scopes=("title",),
    placeholders=("replacement",),
    params=lambda schema: {
        "entities": schema.strings(
            "Entities without their & and ; such as `amp` and `#39`.",
            item=schema.string("", minimum=1),
            required=True,
        )
    },
    trigger=_trigger,
)
def html_entity(p: Params) -> Algorithm:
    """Report each entity; the fix writes the character that it stands for."""
    entity = re.compile(f"&(?:{'|'.join(map(re.escape, p['entities']))});")

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if "&" not in text:
            return NOTHING
        return [_finding(*match.span(), match[0]) for match in entity.finditer(text)]

    return run


def _finding(start: int, end: int, entity: str) -> Finding:
    from html import unescape

    new = unescape(entity)
    if new == entity:
        return Finding(start, end, {"replacement": "the character itself"})
    if new.isspace():
        return Finding(start, end, {"replacement": "a space"}, (Edit(start, end, " "),))
    return Finding(start, end, {"replacement": new}, (Edit(start, end, new),))
