"""Validate a document against a declared table and report every fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from spacelint.schema.fields import Field, Table
from spacelint.schema.problem import Fault, Problem, locate, shown
from spacelint.schema.scalars import (
    KIND_WORDS,
    check_scalar,
    check_size,
    expected_message,
    fits_kind,
    found_words,
    full_match,
)
from spacelint.text.distance import MOST_FAULTS, MOST_HELPED, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from spacelint.schema.problem import TomlDocument
    from spacelint.text.value import Path

# Lists of a book may be long: with more entries than this, all are checked in one go first.
_MANY = 20


class Validated(NamedTuple):
    """The values of a document with defaults filled in, and its problems.

    Lists are tuples, tables dicts. A wrong value is replaced by its default in `values`.
    """

    values: dict[str, Any]
    problems: tuple[Problem, ...]


def validate(document: TomlDocument, table: Table, *, at: Path = ()) -> Validated:
    """Validate the document, or the table at key path `at` of it; nothing is raised."""
    data: Any = document.data
    for key in at:
        data = data[key]
    values, faults = validate_data(data, table, at=at)
    return Validated(values, locate(document, faults))


def validate_data(
    data: object, table: Table, *, at: Path = ()
) -> tuple[dict[str, Any], list[Fault]]:
    """Like `validate`, for data without a file: faults have key paths and no lines."""
    faults: list[Fault] = []
    values = _table(data, table, at, faults)
    if len(faults) > MOST_FAULTS:
        more = len(faults) - MOST_FAULTS
        del faults[MOST_FAULTS:]
        faults.append(Fault(at, f"and {more:,} more faults in this file", on_key=True))
    return ({} if values is None else values), faults


def _table(data: object, table: Table, path: Path, faults: list[Fault]) -> dict[str, Any] | None:
    if type(data) is not dict:
        faults.append(Fault(path, f"expected a table, found {found_words(data)}"))
        return None
    fields = _fields(data, table)
    values: dict[str, Any] = {}
    for name, value in data.items():
        field = fields.get(name, table.others)
        if field is not None:
            values[name] = _value(value, field, (*path, name), faults)
        elif len(faults) < MOST_HELPED:
            faults.append(_unknown(name, data, table, fields, path))
        else:
            faults.append(Fault((*path, name), "unknown key", on_key=True))
    for name, field in fields.items():
        if name not in values:
            values[name] = _absent(field)
            if field.required:
                message = f'"{name}" is missing: {field.doc}'
                faults.append(Fault(path, message, on_key=True, missing=True))
    return values


def _fields(data: Mapping[str, object], table: Table) -> Mapping[str, Field]:
    if table.switch is None:
        return table.fields
    case = data.get(table.switch.key)
    more = table.switch.cases.get(case) if isinstance(case, str) else None
    return {**table.fields, **more} if more else table.fields


def _unknown(
    name: str, data: Mapping[str, object], table: Table, fields: Mapping[str, Field], path: Path
) -> Fault:
    at = (*path, name)
    if table.switch is not None:
        owners = [case for case, more in table.switch.cases.items() if name in more]
        if owners:
            cases = " or ".join(f'"{owner}"' for owner in owners[:3])
            return Fault(at, f"this key goes with {table.switch.key} = {cases}", on_key=True)
    near = nearest(name, [known for known in fields if known not in data])
    message = f'unknown key "{shown(name)}"'
    if near is None and fields:
        message += f"; known here: {', '.join(fields)}"
    return Fault(at, message, near or "", on_key=True)


def _absent(field: Field) -> Any:
    if field.kind == "keyed":
        return {}
    if field.kind != "table" or field.table is None:
        return field.default
    if any(inner.required for inner in field.table.fields.values()):
        return None
    return _table({}, field.table, (), [])


def _value(value: Any, field: Field, path: Path, faults: list[Fault]) -> Any:
    kind = field.kind
    if kind == "any":
        return value
    if kind == "one-of":
        return _option(value, field, path, faults)
    if not fits_kind(value, kind):
        faults.append(Fault(path, expected_message(value, field)))
        return _absent(field)
    before = len(faults)
    if kind == "table" and field.table is not None:
        return _table(value, field.table, path, faults)
    if kind == "list" and field.item is not None:
        item = field.item
        if len(value) > _MANY and _all_right(value, item):
            check_size(len(value), "entry", "entries", field, path, faults)
            return tuple(value)
        value = tuple(
            [_value(one, item, (*path, index), faults) for index, one in enumerate(value)]
        )
        check_size(len(value), "entry", "entries", field, path, faults)
        return tuple(one for one in value if one is not None) if len(faults) > before else value
    if kind == "keyed" and field.item is not None:
        return _keyed(value, field, field.item, path, faults)
    value = check_scalar(value, field, path, faults)
    return field.default if len(faults) > before else value


def _keyed(
    data: dict[str, Any], field: Field, item: Field, path: Path, faults: list[Fault]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if len(data) > _MANY and _all_match(data, field) and _all_right(data.values(), item):
        check_size(len(data), "entry", "entries", field, path, faults)
        return dict(data)
    for name, value in data.items():
        if field.pattern and not full_match(field.pattern, name):
            says = field.pattern_says or f"a name matching {field.pattern}"
            message = f'expected {says}, found "{shown(name)}"'
            faults.append(Fault((*path, name), message, on_key=True))
            continue
        one = _value(value, item, (*path, name), faults)
        if one is not None:
            values[name] = one
    check_size(len(data), "entry", "entries", field, path, faults)
    return values


def _all_right(values: Collection[Any], item: Field) -> bool:
    """True if all of many values are plain texts that `item` accepts, checked in one go."""
    if item.kind == "one-of":
        item = item.options[0]
    if item.kind != "string" or set(map(type, values)) != {str}:
        return False
    low = 0 if item.minimum is None else item.minimum
    high = item.maximum
    if (low and min(map(len, values)) < low) or (high and max(map(len, values)) > high):
        return False
    return _all_match(values, item)


def _all_match(texts: Collection[str], field: Field) -> bool:
    """True if the field's pattern matches all of the texts, checked in one go."""
    if not field.pattern:
        return True
    return None not in map(re.compile(field.pattern).fullmatch, texts)


def _option(value: Any, field: Field, path: Path, faults: list[Fault]) -> Any:
    for option in field.options:
        if fits_kind(value, option.kind):
            return _value(value, option, path, faults)
    expected = " or ".join(KIND_WORDS.get(option.kind, "a value") for option in field.options)
    faults.append(Fault(path, f"expected {expected}, found {found_words(value)}"))
    return field.default
