"""Write a declared table as a JSON Schema, for editors and other tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacelint.schema.fields import Field, Table

Schema = dict[str, Any]


def json_schema(table: Table, title: str, id: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `table`; the same declaration gives the same schema.

    A date is text of the form ``2026-11-30``, as JSON has no dates.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": title,
        **_table(table),
    }


def _table(table: Table) -> Schema:
    schema: Schema = {"description": table.doc} if table.doc else {}
    schema |= {"type": "object", **_properties(table.fields)}
    if table.others is not None:
        schema["additionalProperties"] = _field(table.others)
    elif table.switch is None:
        schema["additionalProperties"] = False
    else:
        schema["allOf"] = [
            {
                "if": {
                    "properties": {table.switch.key: {"const": case}},
                    "required": [table.switch.key],
                },
                "then": _properties(fields),
            }
            for case, fields in table.switch.cases.items()
        ]
        # Unlike additionalProperties it includes the properties of the cases.
        schema["unevaluatedProperties"] = False
    return schema


def _properties(fields: Mapping[str, Field]) -> Schema:
    schema: Schema = {"properties": {name: _field(field) for name, field in fields.items()}}
    required = [name for name, field in fields.items() if field.required]
    if required:
        schema["required"] = required
    return schema


def _field(field: Field) -> Schema:
    schema: Schema = {}
    if field.doc:
        schema["description"] = field.doc
    schema.update(_kind(field))
    default = field.default
    if default is not None:
        schema["default"] = list(default) if isinstance(default, tuple) else default
    return schema


_SIMPLE: dict[str, Schema] = {
    "bool": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    # Patterns are those of Python's `regex`, which JSON Schema's format `regex` refuses.
    "string": {"type": "string"},
    "regex": {"type": "string"},
    "choice": {"type": "string"},
    "list": {"type": "array"},
    "keyed": {"type": "object"},
}
_BOUNDS = {
    **dict.fromkeys(("int", "float"), ("minimum", "maximum")),
    **dict.fromkeys(("string", "regex"), ("minLength", "maxLength")),
    "list": ("minItems", "maxItems"),
    "keyed": ("minProperties", "maxProperties"),
}


def _kind(field: Field) -> Schema:
    kind = field.kind
    if kind == "table" and field.table is not None:
        inner = _table(field.table)
        if field.doc:
            inner.pop("description", None)
        return inner
    if kind == "one-of":
        return {"anyOf": [_field(option) for option in field.options]}
    schema = dict(_SIMPLE.get(kind, {}))
    if kind == "choice":
        schema["enum"] = list(field.choices)
    if field.item is not None:
        schema["items" if kind == "list" else "additionalProperties"] = _field(field.item)
    if field.pattern:
        pattern = f"^(?:{field.pattern})$"
        schema |= (
            {"propertyNames": {"pattern": pattern}} if kind == "keyed" else {"pattern": pattern}
        )
    bounds = zip(_BOUNDS.get(kind, ()), (field.minimum, field.maximum), strict=False)
    return schema | {name: bound for name, bound in bounds if bound is not None}
