"""The JSON Schema of what `spacelint suggest --output-format json` writes."""

from __future__ import annotations

from spacelint.report.suggestions import VERSION
from spacelint.severity import SEVERITIES
from spacelint.text.limit import UNITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Schema = dict[str, Any]

_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXT: Schema = {"type": "string"}
_CODE: Schema = {"type": "string", "pattern": "^[A-Z]+[0-9]+$"}


def suggestion_schema(id: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of the better titles, also of ``check --suggest``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": "spacelint's suggestions",
        "description": "What suggest and check --suggest write with --output-format json.",
        **_object(
            version={
                "description": "Grows when a field is taken away or changes its meaning.",
                "const": VERSION,
            },
            tool={"description": "Who wrote it.", "type": "string", "pattern": "^spacelint "},
            titles=_listed("answer", "The titles that were asked about, in order."),
        ),
        "$defs": {
            "answer": _answer(),
            "suggestion": _suggestion(),
            "length": _length(),
            "change": _change(),
            "too_long": _too_long(),
            "left": _left(),
        },
    }


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _listed(what: str, doc: str) -> Schema:
    return {"description": doc, "type": "array", "items": {"$ref": f"#/$defs/{what}"}}


def _answer() -> Schema:
    return _object(
        title={"description": "The title as it is planned.", **_TEXT},
        path={
            "description": "The file; - is standard input, null an argument.",
            "type": ["string", "null"],
        },
        line={
            "description": "The line, from 1; null for an argument.",
            "type": ["integer", "null"],
            "minimum": 1,
        },
        length={"$ref": "#/$defs/length"},
        suggestions=_listed("suggestion", "The better titles, best first; empty where none is."),
        missing=_missing("Where nothing is suggested: what is asked for and not in the title."),
        left=_listed("left", "The findings of the title itself."),
        too_long={
            "description": "How far the title is over the limit, where nothing is suggested.",
            "anyOf": [{"$ref": "#/$defs/too_long"}, {"type": "null"}],
        },
    )


def _suggestion() -> Schema:
    return _object(
        title={"description": "The better title.", **_TEXT},
        length={"$ref": "#/$defs/length"},
        changes={
            **_listed("change", "Every difference from the title, in its order, once."),
            "minItems": 1,
        },
        missing=_missing("What is asked for and has no place in it."),
        left=_listed("left", "The findings of the suggestion, in order: left to do by hand."),
    )


def _missing(doc: str) -> Schema:
    return {
        "description": f"{doc} Hashtags, handles, the disclosure.",
        "type": "array",
        "items": _TEXT,
    }


def _length() -> Schema:
    return _object(
        graphemes={"description": "What a reader calls characters.", **_COUNT},
        utf16={"description": "UTF-16 units, in which X's Android app counts.", **_COUNT},
        weighted={"description": "X's counter: CJK and emoji 2, a URL 23.", **_COUNT},
        limit={"description": "The most a title may have, in the unit.", **_COUNT},
        unit={"description": "What the limit counts.", "enum": list(UNITS)},
    )


def _too_long() -> Schema:
    segment = _object(text=_TEXT, length=_COUNT)
    return _object(
        over={"description": "How many of the limit's unit are too many.", **_COUNT},
        fits={"description": "The part of the title that fits.", **_TEXT},
        beyond={"description": "The part beyond the limit.", **_TEXT},
        segments={
            "description": "The parts that marks set off, with their lengths.",
            "type": "array",
            "items": segment,
        },
    )


def _change() -> Schema:
    return _object(
        what={"description": "What is done, in words for the person who plans it.", **_TEXT},
        why={"description": "Why; may be empty.", **_TEXT},
        before={"description": "The part of the title it replaces; may be empty.", **_TEXT},
        after={"description": "What stands there then; may be empty.", **_TEXT},
        code={
            "description": "The rule that asks for it; null where none does.",
            "anyOf": [_CODE, {"type": "null"}],
        },
    )


def _left() -> Schema:
    return _object(
        code={"description": "The rule.", **_CODE},
        severity={"enum": list(SEVERITIES)},
        message={"description": "What is wrong.", **_TEXT},
        help={"description": "What to do; may be empty.", **_TEXT},
    )
