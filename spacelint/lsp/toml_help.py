"""Hover and completion in configuration and rule files, from their declarations."""

from __future__ import annotations

import re

from lsprotocol import types

from spacelint.lsp.codes import code_items, hover_code
from spacelint.lsp.toml_tables import fields_of, root_table, table_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.lsp.analysis import Analysis
    from spacelint.schema import Field

_KEY = re.compile(r"^[ \t]*([\w-]*)\Z")
_IN_HEADER = re.compile(r"^[ \t]*\[\[?([\w.\"' -]*)\Z")
_CODE_LIST = re.compile(
    r"\b(?:select|extend-select|ignore|fixable|unfixable|supersedes)[\"']?[ \t]*="
    r"[ \t]*\[[^\]]*[\"']([\w-]*)\Z"
)
_VALUE = re.compile(r"^[ \t]*([\w-]+)[ \t]*=[ \t]*[\"']([\w-]*)\Z")
_WORD = re.compile(r"[\w-]+")


def hover_toml(analysis: Analysis, offset: int) -> types.Hover | None:
    """Return the docs of the key, or the page of the rule, at a place; None for neither."""
    if analysis.governing.kind not in ("config", "rules"):
        return None
    found = hover_code(analysis, offset)
    if found is not None:
        return found
    text = _text(analysis)
    start, end = analysis.positions.line_span(offset)
    word = next(
        (w for w in _WORD.finditer(text, start, end) if w.start() <= offset <= w.end()), None
    )
    if word is None:
        return None
    field = fields_of(table_at(analysis, text, start)).get(word[0])
    if field is None or not _says(field):
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, _page(word[0], field))
    return types.Hover(content, analysis.positions.range(word.start(), word.end()))


def complete_toml(analysis: Analysis, offset: int) -> list[types.CompletionItem]:
    """Return keys, codes or words that may stand at a place."""
    if analysis.governing.kind not in ("config", "rules"):
        return []
    text = _text(analysis)
    start, _ = analysis.positions.line_span(offset)
    # A list of codes may go over several lines.
    listed = _CODE_LIST.search(text[max(0, start - 2_000) : offset])
    if listed is not None:
        return code_items(analysis, offset - len(listed[1]), offset)
    before = text[start:offset]
    if _IN_HEADER.match(before) is not None:
        return _headers(analysis, before, offset)
    here = table_at(analysis, text, start)
    value = _VALUE.match(before)
    if value is not None:
        field = fields_of(here).get(value[1])
        where = analysis.positions.range(offset - len(value[2]), offset)
        words = field.choices if field is not None else ()
        return [_item(one, "", where, types.CompletionItemKind.EnumMember) for one in words]
    key = _KEY.match(before)
    if key is None:
        return []
    if here.path[-1:] == ("severity",):
        return code_items(analysis, offset - len(key[1]), offset)
    where = analysis.positions.range(offset - len(key[1]), offset)
    return [
        _item(name, _says(field), where, types.CompletionItemKind.Property, f"{name} = ")
        for name, field in fields_of(here).items()
    ]


def _headers(analysis: Analysis, before: str, offset: int) -> list[types.CompletionItem]:
    """Return the tables that a header may open."""
    written = before[before.rindex("[") + 1 :]
    where = analysis.positions.range(offset - len(written), offset)
    names = {}
    for name, field in root_table(analysis).fields.items():
        tables = [one for one in (field, *field.options) if one.kind in ("table", "keyed")]
        if tables:
            names[name + (".NAME" if tables[0].kind == "keyed" else "")] = _says(field)
    prefix = "tool.spacelint." if analysis.document.path.endswith("pyproject.toml") else ""
    kind = types.CompletionItemKind.Module
    return [_item(prefix + name, doc, where, kind) for name, doc in names.items()]


def _item(
    label: str, doc: str, where: types.Range, kind: types.CompletionItemKind, new: str = ""
) -> types.CompletionItem:
    edit = types.TextEdit(where, new or label)
    return types.CompletionItem(label, kind=kind, documentation=doc or None, text_edit=edit)


def _says(field: Field) -> str:
    return field.doc or (field.table.doc if field.table is not None else "")


def _page(name: str, field: Field) -> str:
    parts = [f"**{name}**", _says(field)]
    if field.choices:
        parts.append("One of " + ", ".join(f"`{one}`" for one in field.choices))
    if field.default not in (None, (), {}, ""):
        shown = str(field.default).lower() if isinstance(field.default, bool) else field.default
        parts.append(f"Default: `{shown}`")
    return "\n\n".join(parts)


def _text(analysis: Analysis) -> str:
    return analysis.document.text.removeprefix("\ufeff")
