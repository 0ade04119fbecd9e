"""Hold a document against a declared table and report everything that is wrong with it."""

from __future__ import annotations

from spacelint.schema.fields import Field, Table
from spacelint.schema.places import Fault, locate
from spacelint.schema.problem import Problem, shown
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from spacelint.schema.document import TomlDocument

    Path = tuple[str | int, ...]

_MANY = 20
"""Lists of a book may be long: of more entries than this all are looked at in one go first."""

_MOST_HELPED = 100
_MOST_FAULTS = 1_000
"""A file of another kind altogether: nearest names cost time, and nobody reads a million lines."""

_WORDS = {
    "string": "text in quotes",
    "regex": "a pattern in quotes",
    "choice": "a word in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date like 2026-11-30",
    "datetime": "a date like 2026-11-30 or a date with a time",
    "list": "a list",
    "table": "a table",
    "keyed": "a table",
}


class Validated(NamedTuple):
    """What a document says, with defaults filled in, and everything that is wrong with it.

    Lists are tuples, tables dicts. Where a value is wrong its default stands in `values`.
    """

    values: dict[str, Any]
    problems: tuple[Problem, ...]


def validate(
    document: TomlDocument, table: Table, *, at: Path = (), patterns: bool = True
) -> Validated:
    """Validate the document, or the table at key path `at` of it; nothing is raised.

    With `patterns` False the patterns of ``regex`` fields are not compiled: for rule files that
    have been validated before.
    """
    data: Any = document.data
    for key in at:
        data = data[key]
    values, faults = validate_data(data, table, at=at, patterns=patterns)
    return Validated(values, locate(document, faults))


def validate_data(
    data: object, table: Table, *, at: Path = (), patterns: bool = True
) -> tuple[dict[str, Any], list[Fault]]:
    """As `validate`, on data that is in no file: faults have key paths and no lines."""
    faults: list[Fault] = []
    values = _table(data, table, at, faults, patterns)
    if len(faults) > _MOST_FAULTS:
        more = len(faults) - _MOST_FAULTS
        del faults[_MOST_FAULTS:]
        faults.append(Fault(at, f"and {more:,} more faults in this file", on_key=True))
    return ({} if values is None else values), faults


def _table(
    data: object, table: Table, path: Path, faults: list[Fault], patterns: bool
) -> dict[str, Any] | None:
    if type(data) is not dict:
        faults.append(Fault(path, f"expected a table, found {_found(data)}"))
        return None
    fields = _fields(data, table)
    values: dict[str, Any] = {}
    for name, value in data.items():
        field = fields.get(name)
        if field is not None:
            values[name] = _value(value, field, (*path, name), faults, patterns)
        elif table.others is not None:
            values[name] = _value(value, table.others, (*path, name), faults, patterns)
        else:
            if len(faults) < _MOST_HELPED:
                faults.append(_unknown(name, data, table, fields, path))
            else:
                faults.append(Fault((*path, name), "unknown key", on_key=True))
    for name, field in fields.items():
        if name not in values:
            values[name] = _absent(field, patterns)
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
    name: str,
    data: Mapping[str, object],
    table: Table,
    fields: Mapping[str, Field],
    path: Path,
) -> Fault:
    from spacelint.text.distance import nearest

    at = (*path, name)
    if table.switch is not None:
        owners = [case for case, more in table.switch.cases.items() if name in more]
        if owners:
            wants = " or ".join(f'"{owner}"' for owner in owners[:3])
            return Fault(at, f"this key goes with {table.switch.key} = {wants}", on_key=True)
    near = nearest(name, [known for known in fields if known not in data])
    message = f'unknown key "{shown(name)}"'
    if near is None and fields:
        message += f"; known here: {', '.join(fields)}"
    return Fault(at, message, near or "", on_key=True)


def _absent(field: Field, patterns: bool) -> Any:
    if field.kind == "keyed":
        return {}
    if field.kind != "table" or field.table is None:
        return field.default
    if any(inner.required for inner in field.table.fields.values()):
        return None
    return _table({}, field.table, (), [], patterns)


def _value(value: Any, field: Field, path: Path, faults: list[Fault], patterns: bool) -> Any:
    kind = field.kind
    if kind == "any":
        return value
    if kind == "one-of":
        return _option(value, field, path, faults, patterns)
    if not _fits(value, kind):
        faults.append(Fault(path, _expected(value, field)))
        return _absent(field, patterns)
    before = len(faults)
    if kind == "table" and field.table is not None:
        return _table(value, field.table, path, faults, patterns)
    if kind == "list" and field.item is not None:
        item = field.item
        if len(value) > _MANY and _all_right(value, item):
            _check_size(len(value), "entry", "entries", field, path, faults)
            return tuple(value)
        value = tuple(
            [_value(one, item, (*path, index), faults, patterns) for index, one in enumerate(value)]
        )
        _check_size(len(value), "entry", "entries", field, path, faults)
        return tuple(one for one in value if one is not None) if len(faults) > before else value
    if kind == "keyed" and field.item is not None:
        return _keyed(value, field, field.item, path, faults, patterns)
    value = _scalar(value, field, path, faults, patterns)
    return field.default if len(faults) > before else value


def _keyed(
    data: dict[str, Any],
    field: Field,
    item: Field,
    path: Path,
    faults: list[Fault],
    patterns: bool,
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if len(data) > _MANY and _all_match(data, field) and _all_right(data.values(), item):
        _check_size(len(data), "entry", "entries", field, path, faults)
        return dict(data)
    for name, value in data.items():
        if field.pattern and not _matches(field.pattern, name):
            says = field.pattern_says or f"a name matching {field.pattern}"
            message = f'expected {says}, found "{shown(name)}"'
            faults.append(Fault((*path, name), message, on_key=True))
            continue
        one = _value(value, item, (*path, name), faults, patterns)
        if one is not None:
            values[name] = one
    _check_size(len(data), "entry", "entries", field, path, faults)
    return values


def _all_right(values: Collection[Any], item: Field) -> bool:
    """Whether all of many values are plain texts that `item` takes, asked in one go."""
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
    """Whether the field's pattern matches all of the texts, asked in one go."""
    if not field.pattern:
        return True
    import re

    return None not in map(re.compile(field.pattern).fullmatch, texts)


def _option(value: Any, field: Field, path: Path, faults: list[Fault], patterns: bool) -> Any:
    for option in field.options:
        if _fits(value, option.kind):
            return _value(value, option, path, faults, patterns)
    wanted = " or ".join(_WORDS.get(option.kind, "a value") for option in field.options)
    faults.append(Fault(path, f"expected {wanted}, found {_found(value)}"))
    return field.default


def _scalar(value: Any, field: Field, path: Path, faults: list[Fault], patterns: bool) -> Any:
    kind = field.kind
    if kind == "choice":
        if value not in field.choices:
            faults.append(_bad_choice(value, field, path))
    elif kind in ("int", "float"):
        return _number(value, field, path, faults)
    elif kind in ("date", "datetime"):
        return _day(value, kind, path, faults)
    elif kind in ("string", "regex"):
        _check_size(len(value), "character", "characters", field, path, faults)
        if field.pattern and not _matches(field.pattern, value):
            says = field.pattern_says or f"text matching {field.pattern}"
            faults.append(Fault(path, f'expected {says}, found "{shown(value)}"'))
        elif kind == "regex" and patterns and len(value) <= 2_000:
            _check_regex(value, path, faults)
    return value


def _bad_choice(value: str, field: Field, path: Path) -> Fault:
    from spacelint.text.distance import nearest

    words = ", ".join(f'"{word}"' for word in field.choices)
    near = nearest(value, field.choices) or ""
    return Fault(path, f'expected one of {words}; found "{shown(value)}"', near)


def _number(value: Any, field: Field, path: Path, faults: list[Fault]) -> Any:
    low, high = field.minimum, field.maximum
    if (low is None or value >= low) and (high is None or value <= high):
        try:
            return float(value) if field.kind == "float" else value
        except OverflowError:
            faults.append(Fault(path, f"expected a number, found {_found(value)}"))
            return value
    if low is not None and high is not None:
        wanted = f"a number from {low} to {high}"
    else:
        wanted = f"at least {low}" if low is not None else f"at most {high}"
    faults.append(Fault(path, f"expected {wanted}, found {_found(value)}"))
    return value


def _check_size(
    size: int, one: str, many: str, field: Field, path: Path, faults: list[Fault]
) -> None:
    low, high = field.minimum, field.maximum
    if low is not None and size < low:
        unit = one if low == 1 else many
        faults.append(Fault(path, f"expected at least {low:g} {unit}, found {size}"))
    elif high is not None and size > high:
        unit = one if high == 1 else many
        faults.append(Fault(path, f"expected at most {high:g} {unit}, found {size}"))


def _check_regex(value: str, path: Path, faults: list[Fault]) -> None:
    import regex

    from spacelint.schema.pattern_size import MOST_ITEMS, oversized_at

    large = oversized_at(value)
    if large is not None:
        limit = f"with its counts spelled out it has more than {MOST_ITEMS:,} items"
        faults.append(
            Fault(path, f"this pattern is too large: {limit}, at its character {large + 1}")
        )
        return
    try:
        regex.compile(value)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        message = getattr(error, "msg", None) or str(error)
        position = getattr(error, "pos", None)
        at = f" at its character {position + 1}" if isinstance(position, int) else ""
        faults.append(Fault(path, f"this pattern cannot be used: {message}{at}"))


def _day(value: Any, kind: str, path: Path, faults: list[Fault]) -> Any:
    from datetime import date, datetime

    if not isinstance(value, str):
        return value
    try:
        if kind == "date" or len(value) == 10:
            return date.fromisoformat(value)
        return datetime.fromisoformat(value)
    except ValueError:
        message = f'expected {_WORDS[kind]}, found "{shown(value)}"'
        faults.append(Fault(path, message))
        return None


def _fits(value: object, kind: str) -> bool:
    """Whether a TOML value is of the kind at all; bool is no number, a datetime is no date."""
    found = type(value)
    if kind in ("string", "regex", "choice"):
        return found is str
    if kind == "int":
        return found is int
    if kind == "float":
        return found is float or found is int
    if kind == "bool":
        return found is bool
    if kind == "list":
        return found is list
    if kind in ("table", "keyed"):
        return found is dict
    if kind == "date":
        return found is str or found.__name__ == "date"
    if kind == "datetime":
        return found is str or found.__name__ in ("date", "datetime")
    return True


def _expected(value: object, field: Field) -> str:
    wanted = _WORDS.get(field.kind, "another value")
    item = field.item
    if field.kind == "list" and item is not None:
        if item.kind == "table":
            wanted = "a list of tables"
        elif item.kind in ("string", "choice", "regex"):
            wanted = "a list of texts"
        if _fits(value, item.kind) or item.kind == "one-of":
            wanted += " in [ ]"
    return f"expected {wanted}, found {_found(value)}"


def _found(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'the text "{shown(value)}"'
    if isinstance(value, int):
        # A whole number of thousands of digits may not be turned into text at all.
        return f"the number {value}" if abs(value) < 10**15 else "a very large number"
    if isinstance(value, float):
        return f"the number {value}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return f"the {type(value).__name__} {value}"


def _matches(pattern: str, text: str) -> bool:
    import re

    return re.fullmatch(pattern, text) is not None
