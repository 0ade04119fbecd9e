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


def _kind(field: Field) -> Schema:
    kind = field.kind
    if kind == "table" and field.table is not None:
        inner = _table(field.table)
        if field.doc:
            inner.pop("description", None)
        return inner
    if kind == "list" and field.item is not None:
        schema: Schema = {"type": "array", "items": _field(field.item)}
        return _bounds(schema, field, "minItems", "maxItems")
    if kind == "keyed" and field.item is not None:
        schema = {"type": "object", "additionalProperties": _field(field.item)}
        if field.pattern:
            schema["propertyNames"] = {"pattern": f"^(?:{field.pattern})$"}
        return _bounds(schema, field, "minProperties", "maxProperties")
    if kind == "one-of":
        return {"anyOf": [_field(option) for option in field.options]}
    if kind == "choice":
        return {"type": "string", "enum": list(field.choices)}
    if kind in ("int", "float"):
        schema = {"type": "integer" if kind == "int" else "number"}
        return _bounds(schema, field, "minimum", "maximum")
    if kind == "bool":
        return {"type": "boolean"}
    if kind == "date":
        return {"type": "string", "format": "date"}
    if kind == "datetime":
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}"}
    if kind in ("string", "regex"):
        # Patterns are those of Python's `regex`, which JSON Schema's format `regex` refuses.
        schema = {"type": "string"}
        if field.pattern:
            schema["pattern"] = f"^(?:{field.pattern})$"
        return _bounds(schema, field, "minLength", "maxLength")
    return {}


def _bounds(schema: Schema, field: Field, low: str, high: str) -> Schema:
    if field.minimum is not None:
        schema[low] = field.minimum
    if field.maximum is not None:
        schema[high] = field.maximum
    return schema
