"""Hover and completion in configuration and rule files, from their declarations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import tomli
from lsprotocol import types

from spacelint.checks import check_names, find_check
from spacelint.config.table import CONFIG
from spacelint.engine.rulefile import rule_file_table
from spacelint.lsp.codes import code_items, hover_code, markdown, word_at, word_end
from spacelint.lsp.workspace import Analysis
from spacelint.schema import Field, Table
from spacelint.source.toml_places import scan_toml

_KEY = re.compile(r"^[ \t]*([\w-]*)\Z")
_IN_HEADER = re.compile(r"^[ \t]*\[\[?([\w.\"' -]*)\Z")
_CODE_LIST = re.compile(
    r"\b(?:select|extend-select|ignore|fixable|unfixable|supersedes)[\"']?[ \t]*="
    r"[ \t]*\[[^\]]*[\"']([\w-]*)\Z"
)
_LIST = re.compile(r"=[ \t]*\[[^\]]*[\"']([\w-]*)\Z")
_LOOK_BACK = 2_000
_VALUE = re.compile(r"^[ \t]*([\w-]+)[ \t]*=[ \t]*[\"']([\w-]*)\Z")
_EQUALS = re.compile(r"[ \t]*[=.]")
_REST_OF_HEADER = re.compile(r"[\w.\"'-]*")


def hover_toml(analysis: Analysis, offset: int) -> types.Hover | None:
    """Return the docs of the key or rule at a place, or None."""
    if analysis.settings.kind not in ("config", "rules"):
        return None
    found = hover_code(analysis, offset)
    if found is not None:
        return found
    text = analysis.plan.text
    word = word_at(analysis, offset)
    if word is None:
        return None
    start, _ = analysis.positions.line_span(offset)
    field = fields_of(table_at(analysis, text, start)).get(word[0])
    if field is None or not _doc(field):
        return None
    content = markdown(_page(word[0], field))
    return types.Hover(content, analysis.positions.range(word.start(), word.end()))


def complete_toml(analysis: Analysis, offset: int) -> list[types.CompletionItem]:
    """Return the keys, codes or values that complete a place."""
    if analysis.settings.kind not in ("config", "rules"):
        return []
    text = analysis.plan.text
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
        _item(name, _doc(field), where, types.CompletionItemKind.Property, name + after)
        for name, field in fields_of(here).items()
    ]


def _code_at(here: TableContext, before: str) -> str | None:
    """Return the typed part of a rule's code in a list of them, which may span lines."""
    if here.table is None:
        return None
    ignores = here.path[-1:] == ("per-file-ignores",)
    found = (_LIST if ignores else _CODE_LIST).search(before)
    return found[1] if found is not None else None


def _words(analysis: Analysis, here: TableContext, key: str) -> Iterable[str]:
    """Return the words allowed as the value of a key."""
    if key == "check" and analysis.settings.kind == "rules":
        return check_names()
    others = here.table.others if here.table is not None else None
    field = fields_of(here).get(key, others)
    return field.choices if field is not None else ()


def _headers(analysis: Analysis, before: str, offset: int) -> list[types.CompletionItem]:
    """Return the tables that a header may open."""
    written = before[before.rindex("[") + 1 :]
    prefix = "tool.spacelint." if analysis.document.path.endswith("pyproject.toml") else ""
    if analysis.settings.kind == "config" and written.startswith(f"{prefix}rules."):
        return code_items(analysis, offset - len(written) + len(f"{prefix}rules."), offset)
    rest = _REST_OF_HEADER.match(analysis.plan.text, offset)
    end = rest.end() if rest is not None else offset
    where = analysis.positions.range(offset - len(written), end)
    names = {}
    for name, field in root_table(analysis).fields.items():
        tables = [one for one in (field, *field.options) if one.kind in ("table", "keyed")]
        if tables:
            item = tables[0].item
            named = item is not None and item.kind in ("table", "keyed")
            names[name + (".NAME" if named else "")] = _doc(field)
    kind = types.CompletionItemKind.Module
    return [_item(prefix + name, doc, where, kind) for name, doc in names.items()]


def _item(
    label: str, doc: str, where: types.Range, kind: types.CompletionItemKind, new: str = ""
) -> types.CompletionItem:
    edit = types.TextEdit(where, new or label)
    return types.CompletionItem(label, kind=kind, documentation=doc or None, text_edit=edit)


def _doc(field: Field) -> str:
    return field.doc or (field.table.doc if field.table is not None else "")


def _page(name: str, field: Field) -> str:
    parts = [f"**{name}**", _doc(field)]
    if field.choices:
        parts.append("One of " + ", ".join(f"`{one}`" for one in field.choices))
    if field.default not in (None, (), {}, ""):
        shown = str(field.default).lower() if isinstance(field.default, bool) else field.default
        parts.append(f"Default: `{shown}`")
    return "\n\n".join(parts)


HEADER = re.compile(r"^[ \t]*(\[\[?)([^\[\]\r\n]+)\]\]?", re.MULTILINE)


class TableContext(NamedTuple):
    """The table that a place is in: its key path and its declaration, None if unknown.

    ``case`` is the value of the key that more keys depend on: a rule's ``check``.
    """

    path: tuple[str, ...]
    table: Table | None
    case: str = ""


def table_at(analysis: Analysis, text: str, offset: int) -> TableContext:
    """Return the table that a line of the file belongs to."""
    path: tuple[str, ...] = ()
    start = 0
    for header in HEADER.finditer(text, 0, offset):
        path, start = header_parts(header[2]), header.end()
    table: Table | None = root_table(analysis)
    if path[:2] == ("tool", "spacelint"):
        path = path[2:]
    elif analysis.document.path.endswith("pyproject.toml"):
        return TableContext(path, None)
    inner = path
    if path[:1] == ("rules",) and path[1:] and analysis.settings.kind == "config":
        table, inner = _options(analysis, path[1]), path[2:]
    for name in inner:
        table = _inner(table.fields.get(name, table.others) if table is not None else None)
    case = ""
    if table is not None and table.switch is not None:
        after = HEADER.search(text, start)
        own = text[start : after.start() if after else len(text)]
        found = re.search(
            rf"^[ \t]*{table.switch.key}[ \t]*=[ \t]*[\"']([\w-]+)", own, re.MULTILINE
        )
        case = found[1] if found else ""
    return TableContext(path, table, case)


def in_value(text: str, start: int) -> bool:
    """True if the line that begins at ``start`` is inside of a list or a string."""
    above = text[text.rfind("\n[", 0, start) + 1 : start]
    fault = scan_toml(above).fault
    return fault >= 0 and (fault == len(above) or above.startswith(('"""', "'''"), fault))


def _options(analysis: Analysis, code: str) -> Table | None:
    """Return the options of a rule as a table."""
    rule = analysis.settings.project.rules.get(code)
    return Table("Options of a rule.", find_check(rule.check).params()) if rule else None


def root_table(analysis: Analysis) -> Table:
    """Return the declaration of the whole file."""
    if analysis.settings.kind == "config":
        return CONFIG
    text = analysis.document.text
    # Only the checks that are named: declaring a check imports it.
    return rule_file_table([name for name in check_names() if f'"{name}"' in text])


def _inner(field: Field | None) -> Table | None:
    """Return the table inside of a field; for a table of tables, that of any of its keys."""
    if field is None:
        return None
    if field.table is not None:
        return field.table
    for one in (field, *field.options):
        if one.kind == "keyed" and one.item is not None:
            return Table(one.doc, {}, others=one.item)
        if one.kind == "list" and one.item is not None and one.item.table is not None:
            return one.item.table
    return None


def fields_of(here: TableContext) -> Mapping[str, Field]:
    """Return the keys that a table may have."""
    table = here.table
    if table is None:
        return {}
    more = table.switch.cases.get(here.case) if table.switch is not None else None
    return {**table.fields, **more} if more else table.fields


def header_parts(header: str) -> tuple[str, ...]:
    """Return the key path that a header names, brackets left out."""
    try:
        table = tomli.loads(f"[{header}]")
    except (ValueError, RecursionError):
        return tuple(part.strip() for part in header.split("."))
    parts = []
    while table:
        name, table = next(iter(table.items()))
        parts.append(name)
    return tuple(parts)
