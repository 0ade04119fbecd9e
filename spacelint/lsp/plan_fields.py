"""Completion of the names of a Space's fields, where a name may stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.lsp.codes import word_end
from spacelint.lsp.toml_tables import in_value
from spacelint.plan.fields import FIELDS
from spacelint.plan.formats.front_matter import front_matter

if TYPE_CHECKING:
    from spacelint.lsp.analysis import Analysis
    from spacelint.plan import Plan

_NAME = {
    "toml": re.compile(r"^[ \t]*([A-Za-z_-]*)\Z"),
    "yaml": re.compile(r"^[ \t]*(?:- +)?([A-Za-z_-]*)\Z"),
    "json": re.compile(r"\"([A-Za-z_-]*)\Z"),
}
_AFTER = {"toml": " = ", "yaml": ": ", "json": '": '}
_FOLLOWS = {
    "toml": re.compile(r"[ \t]*[=.]"),
    "yaml": re.compile(r"[ \t]*:"),
    "json": re.compile(r"\""),
}
_TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"?|[\[\]{},:]|[\w.+-]+")
_LOOK_BACK = 20_000


def field_items(analysis: Analysis, plan: Plan, offset: int) -> list[types.CompletionItem]:
    """Return the fields of a Space, where the name of one may stand at ``offset``."""
    text, syntax = plan.text, _syntax(plan, offset)
    start, _ = analysis.positions.line_span(offset)
    name = _NAME[syntax].search(text[start:offset]) if syntax else None
    if name is None:
        return []
    begin = offset - len(name[1])
    if syntax == "toml" and in_value(text, start):
        return []
    if syntax == "json" and not _is_key(text, begin - 1, lines=plan.format == "jsonl"):
        return []
    end = word_end(text, offset)
    after = "" if _FOLLOWS[syntax].match(text, end) else _AFTER[syntax]
    where = analysis.positions.range(begin, end)
    return [
        types.CompletionItem(
            name,
            kind=types.CompletionItemKind.Field,
            documentation=doc,
            text_edit=types.TextEdit(where, name + after),
        )
        for name, doc in field_docs().items()
    ]


def field_docs() -> dict[str, str]:
    """Return the fields that a Space may have, each with what it is for."""

    return {field.name: field.help for field in FIELDS}


def _syntax(plan: Plan, offset: int) -> str:
    """Return how fields are written at a place; empty where they have no names of their own."""
    if plan.format == "front-matter":
        start, end, syntax = front_matter(plan.text) or (0, 0, "")
        return syntax if start <= offset and (end < 0 or offset < end) else ""
    syntax = "json" if plan.format == "jsonl" else plan.format
    return syntax if syntax in _NAME else ""


def _is_key(text: str, quote: int, *, lines: bool) -> bool:
    """Tell whether a key may begin with this quote; ``lines``: each line is a text of its own."""
    # No JSON text goes over a line's end, so a line is a sound place to begin.
    begin = text.rfind("\n", 0, quote if lines else max(0, quote - _LOOK_BACK)) + 1
    inside, last, end = [], "", begin
    for token in _TOKEN.finditer(text, begin, quote):
        last, end = token[0][0], token.end()
        if last in "[{":
            inside.append(last)
        elif last in "]}" and inside:
            inside.pop()
    # A comma may be missing still at the end of the line above.
    fresh = last in ("{", ",") or (last not in ("", ":", "[") and "\n" in text[end:quote])
    return fresh and inside[-1:] != ["["]
