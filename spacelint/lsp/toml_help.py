"""Hover and completion in configuration and rule files, from their declarations."""

from __future__ import annotations

import re

from lsprotocol import types

from spacelint.lsp.codes import code_items, hover_code
from spacelint.text._value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacelint.lsp.analysis import Analysis
    from spacelint.schema import Field, Table

_HEADER = re.compile(r"^[ \t]*(\[\[?)([^\[\]\r\n]+)\]\]?", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*([\w-]*)\Z")
_IN_HEADER = re.compile(r"^[ \t]*\[\[?([\w.\"' -]*)\Z")
_CODE_LIST = re.compile(
    r"\b(?:select|extend-select|ignore|fixable|unfixable|supersedes)[\"']?[ \t]*="
    r"[ \t]*\[[^\]]*[\"']([\w-]*)\Z"
)
_VALUE = re.compile(r"^[ \t]*([\w-]+)[ \t]*=[ \t]*[\"']([\w-]*)\Z")
_WORD = re.compile(r"[\w-]+")


class Here(NamedTuple):
    """The table that a place is in: its declaration, None where there is none such.

    ``case`` is the value of the key that decides on further keys: a rule's ``check``.
    """

    path: tuple[str, ...]
    table: Table | None
    case: str = ""


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
    field = _fields(table_at(analysis, text, start)).get(word[0])
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
        field = _fields(here).get(value[1])
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
        for name, field in _fields(here).items()
    ]


def table_at(analysis: Analysis, text: str, offset: int) -> Here:
    """Return the table that a line of the file belongs to."""
    path: tuple[str, ...] = ()
    start = 0
    for header in _HEADER.finditer(text, 0, offset):
        path, start = _parts(header[2]), header.end()
    table: Table | None = _root(analysis)
    if path[:2] == ("tool", "spacelint"):
        path = path[2:]
    elif analysis.document.path.endswith("pyproject.toml"):
        return Here(path, None)
    for name in path:
        field = _fields(Here((), table)).get(name) if table is not None else None
        if field is None and table is not None:
            field = table.others
        table = _inner(field, name)
    case = ""
    if table is not None and table.switch is not None:
        after = _HEADER.search(text, start)
        own = text[start : after.start() if after else len(text)]
        found = re.search(
            rf"^[ \t]*{table.switch.key}[ \t]*=[ \t]*[\"']([\w-]+)", own, re.MULTILINE
        )
        case = found[1] if found else ""
    return Here(path, table, case)


def _root(analysis: Analysis) -> Table:
    if analysis.governing.kind == "config":
        from spacelint.config.table import CONFIG

        return CONFIG
    from spacelint.checks import check_names
    from spacelint.engine.rulefile import rule_file_table

    text = analysis.document.text
    # Only the checks that are named: declaring all of them imports them all.
    return rule_file_table([name for name in check_names() if f'"{name}"' in text])


def _inner(field: Field | None, name: str) -> Table | None:
    """Return the table inside of a field; for a table of tables, that of any of its keys."""
    from spacelint.schema import Table

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


def _fields(here: Here) -> Mapping[str, Field]:
    table = here.table
    if table is None:
        return {}
    more = table.switch.cases.get(here.case) if table.switch is not None else None
    return {**table.fields, **more} if more else table.fields


def _headers(analysis: Analysis, before: str, offset: int) -> list[types.CompletionItem]:
    """Return the tables that a header may open."""
    written = before[before.rindex("[") + 1 :]
    where = analysis.positions.range(offset - len(written), offset)
    names = {}
    for name, field in _root(analysis).fields.items():
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


def _parts(header: str) -> tuple[str, ...]:
    import tomli

    try:
        table = tomli.loads(f"[{header}]")
    except (ValueError, RecursionError):
        return tuple(part.strip() for part in header.split("."))
    parts = []
    while table:
        name, table = next(iter(table.items()))
        parts.append(name)
    return tuple(parts)


def _text(analysis: Analysis) -> str:
    return analysis.document.text.removeprefix("\ufeff")
