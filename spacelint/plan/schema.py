"""The JSON Schema of a plan in TOML, YAML or JSON, for editors that complete and check it."""

from __future__ import annotations

from spacelint.plan.fields import NAMES, SILENT
from spacelint.plan.values import FALSE_WORDS, HANDLE_KEYS, TRUE_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

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
    for field, names in NAMES.items():
        doc, kind = _FIELDS.get(field, ("", "any"))
        for name in names:
            other = "" if name == field else f" The same as `{field}`."
            properties[name] = {"description": doc + other, "$ref": f"#/$defs/{kind}"}
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


_FIELDS = {
    "title": ("The title, as X will show it.", "title"),
    "host": ("Who hosts: a handle.", "people"),
    "cohosts": ("Who hosts besides, two at most.", "people"),
    "speakers": ("Who speaks, ten at most.", "people"),
    "topics": ("What it is about, three topics at most.", "texts"),
    "scheduled_start": ("When it starts, with an offset or a zone.", "moment"),
    "ends": ("When it ends.", "moment"),
    "date": ("The day it starts, where `time` stands apart.", "moment"),
    "time": ("The time of day it starts: 15:00, 3pm or 1500 UTC.", "moment"),
    "timezone": ("The zone of the times: Europe/Berlin.", "text"),
    "campaign": ("The campaigns it belongs to: names of the brand book.", "texts"),
    "brand": ("The brand whose book it follows.", "text"),
    "sponsored": ("Whether it is paid for; a sponsor's name counts as yes.", "sponsored"),
    "lang": ("The language of the title: en, pt-BR.", "text"),
    "record": ("Whether it is recorded.", "flag"),
    "consent": ("Whether all agreed to the recording, or who did.", "consent"),
    "reuse": ("What becomes of the recording: true, false or commercial.", "sponsored"),
    "id": ("The id of the Space on X.", "text"),
    "url": ("The address of the Space on X.", "text"),
    "ignore": ("Rules that this Space is not held to: SL302.", "texts"),
}

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
