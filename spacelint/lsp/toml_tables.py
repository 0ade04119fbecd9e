"""Which table of a configuration or rule file a place is in, and what may stand in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import tomli

from spacelint.checks import check_names, find_check
from spacelint.config.table import CONFIG
from spacelint.engine.rulefile import rule_file_table
from spacelint.schema import Table
from spacelint.source.toml_places import scan_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacelint.lsp.analysis import Analysis
    from spacelint.schema import Field

HEADER = re.compile(r"^[ \t]*(\[\[?)([^\[\]\r\n]+)\]\]?", re.MULTILINE)


class Here(NamedTuple):
    """The table that a place is in: its declaration, None where there is none such.

    ``case`` is the value of the key that decides on further keys: a rule's ``check``.
    """

    path: tuple[str, ...]
    table: Table | None
    case: str = ""


def table_at(analysis: Analysis, text: str, offset: int) -> Here:
    """Return the table that a line of the file belongs to."""
    path: tuple[str, ...] = ()
    start = 0
    for header in HEADER.finditer(text, 0, offset):
        path, start = header_parts(header[2]), header.end()
    table: Table | None = root_table(analysis)
    if path[:2] == ("tool", "spacelint"):
        path = path[2:]
    elif analysis.document.path.endswith("pyproject.toml"):
        return Here(path, None)
    inner = path
    if path[:1] == ("rules",) and path[1:] and analysis.governing.kind == "config":
        table, inner = _options(analysis, path[1]), path[2:]
    for name in inner:
        field = fields_of(Here((), table)).get(name) if table is not None else None
        if field is None and table is not None:
            field = table.others
        table = _inner(field, name)
    case = ""
    if table is not None and table.switch is not None:
        after = HEADER.search(text, start)
        own = text[start : after.start() if after else len(text)]
        found = re.search(
            rf"^[ \t]*{table.switch.key}[ \t]*=[ \t]*[\"']([\w-]+)", own, re.MULTILINE
        )
        case = found[1] if found else ""
    return Here(path, table, case)


def in_value(text: str, start: int) -> bool:
    """Tell whether the line that begins at ``start`` is inside of a list or a text."""

    above = text[text.rfind("\n[", 0, start) + 1 : start]
    fault = scan_toml(above).fault
    return fault >= 0 and (fault == len(above) or above.startswith(('"""', "'''"), fault))


def _options(analysis: Analysis, code: str) -> Table | None:
    """Return what a configuration may set of a rule."""

    rule = analysis.governing.project.rules.get(code)
    return Table("Options of a rule.", find_check(rule.check).params()) if rule else None


def root_table(analysis: Analysis) -> Table:
    """Return the declaration of all that the file may hold."""
    if analysis.governing.kind == "config":
        return CONFIG

    text = analysis.document.text
    # Only the checks that are named: declaring all of them imports them all.
    return rule_file_table([name for name in check_names() if f'"{name}"' in text])


def _inner(field: Field | None, name: str) -> Table | None:
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


def fields_of(here: Here) -> Mapping[str, Field]:
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
