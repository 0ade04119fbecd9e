"""Typed TOML tables: declared once, validated with exact places, written as JSON Schema."""

from __future__ import annotations

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


def json_schema(table: Table, title: str, id: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `table`; the same declaration gives the same schema."""
    from spacelint.schema.export import json_schema as write

    return write(table, title, id)
