"""The JSON Schema of a plan in TOML, YAML or JSON, for editors that complete and check it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacelint.plan.fields import FALSE_WORDS, FIELDS, HANDLE_KEYS, NAMES, SILENT, TRUE_WORDS

Schema = dict[str, Any]


def plan_schema(id: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a plan of our own shape.

    It is a list ``spaces``, a table of named Spaces, a bare list, or a single Space. A moment that
    TOML or YAML has as a value of its own stands as text, as JSON has no dates.
    """
    space = {"$ref": "#/$defs/space"}
    listed = {"type": "array", "items": {"anyOf": [space, {"$ref": "#/$defs/bare"}]}}
    named = {"type": "object", "additionalProperties": space}
    several = {
        "description": "The planned Spaces: a list, or a table of Spaces by name.",
        "if": {"type": "array"},
        "then": listed,
        "else": {"if": _has_title(), "then": space, "else": named},
        "type": ["array", "object"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": "A spacelint plan",
        "description": "Planned X Spaces: a list `spaces`, a bare list, or a single Space.",
        "type": ["array", "object"],
        "if": {"type": "array"},
        "then": listed,
        "else": {
            "if": {"required": ["spaces"]},
            "then": {"properties": {"spaces": several}},
            "else": space,
        },
        "$defs": {"space": _space(), "bare": _BARE, **_KINDS},
    }


def _space() -> Schema:
    properties: Schema = {}
    for field in FIELDS:
        for name in NAMES[field.name]:
            other = "" if name == field.name else f" The same as `{field.name}`."
            properties[name] = {"description": field.help + other, "$ref": f"#/$defs/{field.type}"}
    for name in sorted(SILENT):
        properties[name] = {"description": "For people; no rule reads it."}
    return {
        "description": "One planned Space.",
        "type": "object",
        **_has_title(),
        "properties": properties,
        "additionalProperties": False,
    }


def _has_title() -> Schema:
    return {"anyOf": [{"required": [name]} for name in NAMES["title"]]}


def _words(words: Iterable[str]) -> str:
    """Return a pattern of these words in any case."""

    def any_case(char: str) -> str:
        return f"[{char.upper()}{char}]" if char.isalpha() else char

    return "|".join("".join(map(any_case, word)) for word in sorted(words))


_BARE: Schema = {
    "description": "A title alone.",
    "type": ["string", "number"],
    "pattern": r"\S",
}
_PERSON: Schema = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "anyOf": [{"required": [key]} for key in HANDLE_KEYS]},
    ]
}
_FLAG: Schema = {
    "type": ["boolean", "integer", "string", "null"],
    "pattern": f"^({_words(TRUE_WORDS | FALSE_WORDS)})$",
    "minimum": 0,
    "maximum": 1,
}
_KINDS: dict[str, Schema] = {
    "any": {},
    "title": {"type": "string", "pattern": r"\S"},
    "text": {"type": ["string", "number", "null"]},
    "texts": {
        "type": ["string", "integer", "array", "null"],
        "items": {"type": ["string", "number", "boolean", "null"]},
    },
    "person": _PERSON,
    "people": {
        "type": ["string", "array", "object", "null"],
        "if": {"type": "array"},
        "then": {"items": {"anyOf": [{"$ref": "#/$defs/person"}, {"type": "null"}]}},
        "else": {"if": {"type": "object"}, "then": {"$ref": "#/$defs/person"}},
    },
    "moment": {"type": ["string", "integer", "null"]},
    "flag": _FLAG,
    "sponsored": {"type": ["boolean", "integer", "string", "null"], "minimum": 0, "maximum": 1},
    "consent": {
        "type": ["boolean", "integer", "string", "array", "object", "null"],
        "minimum": 0,
        "maximum": 1,
        "items": {"$ref": "#/$defs/person"},
    },
}
