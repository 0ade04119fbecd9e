"""Typed TOML tables: declared once, validated with exact places, written as JSON Schema."""

from __future__ import annotations

from spacelint._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacelint.schema.document import LIMIT_BYTES, load_toml, parse_toml
    from spacelint.schema.fields import (
        Field,
        Switch,
        Table,
        anything,
        boolean,
        choice,
        date,
        integer,
        keyed,
        listing,
        moment,
        nested,
        number,
        one_of,
        regex,
        string,
        strings,
        tables,
    )
    from spacelint.schema.problem import (
        Fault,
        Problem,
        TomlDocument,
        key_path_text,
        key_spans,
        locate,
        shown,
    )
    from spacelint.schema.validation import Validated, validate, validate_data
    from spacelint.text.distance import distance, nearest

__all__ = [
    "LIMIT_BYTES",
    "Fault",
    "Field",
    "Problem",
    "Switch",
    "Table",
    "TomlDocument",
    "Validated",
    "anything",
    "boolean",
    "choice",
    "date",
    "distance",
    "integer",
    "json_schema",
    "key_path_text",
    "key_spans",
    "keyed",
    "listing",
    "load_toml",
    "locate",
    "moment",
    "nearest",
    "nested",
    "number",
    "one_of",
    "parse_toml",
    "regex",
    "shown",
    "string",
    "strings",
    "tables",
    "validate",
    "validate_data",
]

_HOMES = {
    "Fault": "spacelint.schema.problem",
    "Field": "spacelint.schema.fields",
    "LIMIT_BYTES": "spacelint.schema.document",
    "Problem": "spacelint.schema.problem",
    "Switch": "spacelint.schema.fields",
    "Table": "spacelint.schema.fields",
    "TomlDocument": "spacelint.schema.document",
    "Validated": "spacelint.schema.validation",
    "anything": "spacelint.schema.fields",
    "boolean": "spacelint.schema.fields",
    "choice": "spacelint.schema.fields",
    "date": "spacelint.schema.fields",
    "distance": "spacelint.text.distance",
    "integer": "spacelint.schema.fields",
    "key_path_text": "spacelint.schema.problem",
    "key_spans": "spacelint.schema.problem",
    "keyed": "spacelint.schema.fields",
    "listing": "spacelint.schema.fields",
    "load_toml": "spacelint.schema.document",
    "locate": "spacelint.schema.problem",
    "moment": "spacelint.schema.fields",
    "nearest": "spacelint.text.distance",
    "nested": "spacelint.schema.fields",
    "number": "spacelint.schema.fields",
    "one_of": "spacelint.schema.fields",
    "parse_toml": "spacelint.schema.document",
    "regex": "spacelint.schema.fields",
    "shown": "spacelint.schema.problem",
    "string": "spacelint.schema.fields",
    "strings": "spacelint.schema.fields",
    "tables": "spacelint.schema.fields",
    "validate": "spacelint.schema.validation",
    "validate_data": "spacelint.schema.validation",
}
__getattr__ = lazily(__name__, _HOMES)


def json_schema(table: Table, title: str, id: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `table`; the same declaration gives the same schema."""
    from spacelint.schema.export import json_schema as write

    return write(table, title, id)
