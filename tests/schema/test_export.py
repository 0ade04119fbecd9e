"""The JSON Schema of a table says what validation says."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from spacelint import schema
from spacelint.schema import validate_data

_spec = importlib.util.spec_from_file_location(
    "schema_tables", Path(__file__).with_name("test_validate.py")
)
assert _spec is not None
assert _spec.loader is not None
_tables = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_tables)
RULES = _tables.RULES


def one(**more: Any) -> dict[str, Any]:
    return {"rules": {"A1": {"name": "x", "check": "a", **more}}}


SCHEMA = schema.json_schema(RULES, "Rules", "https://example.org/rules.json")


def test_the_schema_is_a_schema_and_always_the_same() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    again = schema.json_schema(RULES, "Rules", "https://example.org/rules.json")
    assert json.dumps(SCHEMA) == json.dumps(again)
    assert SCHEMA["properties"]["rules"]["description"] == "by code"


@pytest.mark.parametrize(
    "data",
    [
        one(),
        one(fault="f"),
        one(severity="eror"),
        one(most=9),
        one(most=True),
        one(share=2),
        one(words=["a", "b", "c", "d"]),
        one(words="a"),
        one(valid=["a", {"title": "b"}]),
        one(valid=[{"titel": "b"}]),
        one(list=["x"]),
        one(unknown=1),
        one(fix={"title": "x"}),
        one(fix={}),
        {"rules": {"a1": {"name": "x", "check": "a"}}},
        {"rules": {"A1": {"check": "a"}}},
        {"rule": {}},
        {},
    ],
    ids=str,
)
def test_schema_and_validation_agree(data: dict[str, Any]) -> None:
    faults = validate_data(data, RULES)[1]
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(data) == (not faults)
