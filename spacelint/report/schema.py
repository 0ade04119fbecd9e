"""The JSON Schema of the formats ``json`` (a document) and ``jsonl`` (``#/$defs/line`` a line)."""

from __future__ import annotations

from spacelint.engine.rule import APPLICABILITIES
from spacelint.report.item import Place
from spacelint.report.jsons import VERSION
from spacelint.severity import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Schema = dict[str, Any]


def output_schema(id: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of what ``--output-format json`` writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": "spacelint's JSON output",
        "description": "A document of the format json. A line of jsonl is #/$defs/line alone.",
        **_object(
            version={
                "description": "Grows when a field is taken away or changes its meaning.",
                "const": VERSION,
            },
            tool={"description": "Who wrote it.", "type": "string", "pattern": "^spacelint "},
            titles={
                "description": "Titles, and faults of the plans they stand in, in order.",
                "type": "array",
                "items": {"$ref": "#/$defs/item"},
            },
            summary={"$ref": "#/$defs/summary"},
        ),
        "$defs": {
            "item": {
                "if": {"properties": {"title": {"type": "string"}}},
                "then": {"$ref": "#/$defs/title"},
                "else": {"$ref": "#/$defs/source"},
            },
            "line": {
                "description": "A line of jsonl: an item, or after them all what was not checked.",
                "if": {"required": ["unchecked"]},
                "then": _object(unchecked=_UNCHECKED) | {"required": ["unchecked"]},
                "else": {"$ref": "#/$defs/item"},
            },
            "title": _title(),
            "source": _source(),
            "length": _length(),
            "entity": _entity(),
            "candidate": _candidate(),
            "diagnostic": _diagnostic(),
            "fix": _fix(),
            "change": _change(),
            "place": _place(),
            "summary": _summary(),
        },
    }


_OPTIONAL = ("path", "changes", "unchecked")
_UNCHECKED: Schema = {
    "description": "Which rules could not be checked, and why; left out where none.",
    "type": "array",
    "items": {"type": "string"},
}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXT: Schema = {"type": "string"}
_PATH = {"description": "The file; - is standard input. Not there for an argument.", **_TEXT}
_LINE: Schema = {
    "description": "The line, from 1; of an argument its number.",
    "type": "integer",
    "minimum": 1,
}
_SPAN: dict[str, Schema] = {
    "start": {"description": "Code points before it.", **_COUNT},
    "end": {"description": "Code points up to its end.", **_COUNT},
    "utf16_start": {"description": "UTF-16 units before it.", **_COUNT},
    "utf16_end": {"description": "UTF-16 units up to its end.", **_COUNT},
}
_DIAGNOSTICS: Schema = {"type": "array", "items": {"$ref": "#/$defs/diagnostic"}}


def _object(**properties: Schema) -> Schema:
    """Return the schema of an object with these fields; one in `_OPTIONAL` may be left out."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in _OPTIONAL],
        "additionalProperties": False,
    }


def _listed(what: str, doc: str) -> Schema:
    return {"description": doc, "type": "array", "items": {"$ref": f"#/$defs/{what}"}}


def _title() -> Schema:
    return {
        "description": "A title and what was found in it; offsets are those of the title.",
        **_object(
            path=_PATH,
            line=_LINE,
            title={"description": "The title as it stands.", **_TEXT},
            length={"$ref": "#/$defs/length"},
            links=_listed("entity", "What X links, in order."),
            candidates=_listed("candidate", "What was meant as a tag or mention, in order."),
            diagnostics={"description": "What was found, in order.", **_DIAGNOSTICS},
            suggestion={
                "description": "The title with all fixes applied; it may have findings of its own."
                " Null where nothing would change.",
                "type": ["string", "null"],
            },
        ),
    }


def _source() -> Schema:
    return {
        "description": "A line of a plan and what is wrong with the plan there; offsets are those"
        " of the line.",
        **_object(
            path=_PATH,
            line=_LINE,
            title={"const": None},
            source={"description": "The line as it stands in the file.", **_TEXT},
            diagnostics={"description": "What was found there.", **_DIAGNOSTICS},
        ),
    }


def _length() -> Schema:
    docs = {
        "code_points": "Unicode code points.",
        "utf16": "UTF-16 units, which X's Android app counts.",
        "weighted": "X's counter: CJK and emoji 2, a URL 23.",
        "graphemes": "What a reader calls characters; a title has at most 70.",
        "cells": "Columns of a terminal.",
    }
    fields = {name: {"description": doc, **_COUNT} for name, doc in docs.items()}
    return {"description": "How long the title is, in several units.", **_object(**fields)}


def _entity() -> Schema:
    kinds = ["hashtag", "mention", "list", "cashtag", "url"]
    return {
        "description": "Something X links.",
        **_object(
            kind={"enum": kinds},
            **_SPAN,
            text={"description": "As it stands in the title.", **_TEXT},
            value={"description": "Without its sign; of a URL, the address.", **_TEXT},
        ),
    }


def _candidate() -> Schema:
    return {
        "description": "Something that was meant as a tag or mention.",
        **_object(
            kind={"enum": ["hashtag", "mention", "cashtag"]},
            **_SPAN,
            text={"description": "As it stands in the title.", **_TEXT},
            linked={"description": "What X links of it; null for nothing.", "type": _OR_NULL},
            fault={"description": "Why X links something else: cut-short, …", "type": _OR_NULL},
        ),
    }


_OR_NULL = ["string", "null"]


def _diagnostic() -> Schema:
    fields = _object(
        code={"description": "Of the rule: SL103.", **_TEXT},
        name={"description": "Of the rule: cut-short-hashtag.", **_TEXT},
        severity={"enum": list(SEVERITIES)},
        message={"description": "What is wrong, in one sentence.", **_TEXT},
        help={"description": "What to do about it; may be empty.", **_TEXT},
        **_SPAN,
        match={"description": "The marked part.", **_TEXT},
        place={"$ref": "#/$defs/place"},
        fix={"anyOf": [{"$ref": "#/$defs/fix"}, {"type": "null"}]},
        changes=_listed("change", "How the fix changes the file, where there is one."),
    )
    fields["required"].remove("place")  # a title that is an argument stands in no file
    return {"description": "What a rule says.", **fields}


def _fix() -> Schema:
    edit = _object(**_SPAN, text={"description": "What to put there.", **_TEXT})
    return {
        "description": "How to fix the title.",
        **_object(
            title={"description": "What it does.", **_TEXT},
            applicability={
                "description": "safe never changes what was said, unsafe may, display is shown"
                " and never applied.",
                "enum": list(APPLICABILITIES),
            },
            edits={"description": "On the title.", "type": "array", "items": edit},
        ),
    }


def _change() -> Schema:
    return {
        "description": "A piece of the file and what to put there, in the format's own writing.",
        **_object(place={"$ref": "#/$defs/place"}, text=_TEXT),
    }


def _place() -> Schema:
    docs = {
        "line": "Line, from 1.",
        "column": "Column in code points, from 1.",
        "end_line": "Line of the end.",
        "end_column": "Column of the end, which is exclusive.",
        "utf16_column": "Column in UTF-16 units, from 1.",
        "utf16_end_column": "Column of the end in UTF-16 units.",
        "offset": "Code points of the file before it.",
        "end_offset": "Code points of the file up to its end.",
        "byte": "Bytes of the file before it.",
        "end_byte": "Bytes of the file up to its end.",
        "utf8_column": "Column in bytes of UTF-8, from 1.",
        "utf8_end_column": "Column of the end in bytes of UTF-8.",
    }
    fields: dict[str, Schema] = {
        name: {
            "description": docs.get(name, ""),
            "type": "integer",
            "minimum": 1 if "line" in name or "column" in name else 0,
        }
        for name in Place._fields
        if name != "exact"
    }
    fields["exact"] = {
        "description": "False where the place is that of the whole value.",
        "type": "boolean",
    }
    return {"description": "Where it stands in its file.", **_object(**fields)}


def _summary() -> Schema:
    severities = dict.fromkeys(SEVERITIES, _COUNT)
    return {
        "description": "How many titles there were and what was found in them.",
        **_object(
            titles=_COUNT,
            by_severity={
                "type": "object",
                "properties": severities,
                "additionalProperties": False,
            },
            by_rule={"type": "object", "additionalProperties": _COUNT},
            fixable={"description": "How many findings --fix fixes.", **_COUNT},
            unchecked=_UNCHECKED,
        ),
    }
