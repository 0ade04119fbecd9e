"""Hover and completion in configuration and rule files, from their declarations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.checks import check_names
from spacelint.lsp.codes import code_items, hover_code, word_end
from spacelint.lsp.toml_tables import fields_of, in_value, root_table, table_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.toml_tables import Here
    from spacelint.schema import Field

_KEY = re.compile(r"^[ \t]*([\w-]*)\Z")
_IN_HEADER = re.compile(r"^[ \t]*\[\[?([\w.\"' -]*)\Z")
_CODE_LIST = re.compile(
    r"\b(?:select|extend-select|ignore|fixable|unfixable|supersedes)[\"']?[ \t]*="
    r"[ \t]*\[[^\]]*[\"']([\w-]*)\Z"
)
_LIST = re.compile(r"=[ \t]*\[[^\]]*[\"']([\w-]*)\Z")
_LOOK_BACK = 2_000
_VALUE = re.compile(r"^[ \t]*([\w-]+)[ \t]*=[ \t]*[\"']([\w-]*)\Z")
_WORD = re.compile(r"[\w-]+")
_EQUALS = re.compile(r"[ \t]*[=.]")
_REST_OF_HEADER = re.compile(r"[\w.\"'-]*")


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
    before = text[start:offset]
    here = table_at(analysis, text, start)
    code = _code_at(here, text[max(0, start - _LOOK_BACK) : offset])
    if code is not None:
        return code_items(analysis, offset - len(code), offset)
    if in_value(text, start):
        return []
    if _IN_HEADER.match(before) is not None:
        return _headers(analysis, before, offset)
    value = _VALUE.match(before)
    if value is not None:
        where = analysis.positions.range(offset - len(value[2]), word_end(text, offset))
        kind = types.CompletionItemKind.EnumMember
        return [_item(one, "", where, kind) for one in _words(analysis, here, value[1])]
    key = _KEY.match(before)
    if key is None:
        return []
    if here.path[-1:] == ("severity",):
        return code_items(analysis, offset - len(key[1]), offset)
    end = word_end(text, offset)
    where = analysis.positions.range(offset - len(key[1]), end)
    after = "" if _EQUALS.match(text, end) else " = "
    return [
        _item(name, _says(field), where, types.CompletionItemKind.Property, name + after)
        for name, field in fields_of(here).items()
    ]


def _code_at(here: Here, before: str) -> str | None:
    """Return what is written of a rule's code in a list of them, which may go over lines."""
    if here.table is None:
        return None
    ignores = here.path[-1:] == ("per-file-ignores",)
    found = (_LIST if ignores else _CODE_LIST).search(before)
    return found[1] if found is not None else None


def _words(analysis: Analysis, here: Here, key: str) -> Iterable[str]:
    """Return the words that the value of a key may be."""
    if key == "check" and analysis.governing.kind == "rules":
        return check_names()
    others = here.table.others if here.table is not None else None
    field = fields_of(here).get(key, others)
    return field.choices if field is not None else ()


def _headers(analysis: Analysis, before: str, offset: int) -> list[types.CompletionItem]:
    """Return the tables that a header may open."""
    written = before[before.rindex("[") + 1 :]
    prefix = "tool.spacelint." if analysis.document.path.endswith("pyproject.toml") else ""
    if analysis.governing.kind == "config" and written.startswith(f"{prefix}rules."):
        return code_items(analysis, offset - len(written) + len(f"{prefix}rules."), offset)
    rest = _REST_OF_HEADER.match(_text(analysis), offset)
    end = rest.end() if rest is not None else offset
    where = analysis.positions.range(offset - len(written), end)
    names = {}
    for name, field in root_table(analysis).fields.items():
        tables = [one for one in (field, *field.options) if one.kind in ("table", "keyed")]
        if tables:
            item = tables[0].item
            named = item is not None and item.kind in ("table", "keyed")
            names[name + (".NAME" if named else "")] = _says(field)
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
