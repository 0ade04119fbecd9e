"""The JSON Schema of what `spacelint suggest --output-format json` writes."""

from __future__ import annotations

from spacelint.cli.suggestion_report import VERSION
from spacelint.severity import SEVERITIES
from spacelint.suggester.values import Score
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
            "score": _score(),
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
        suggestions=_listed("suggestion", "The better titles, best first; empty where none is."),
    )


def _suggestion() -> Schema:
    return _object(
        title={"description": "The better title.", **_TEXT},
        length={"$ref": "#/$defs/length"},
        changes={
            **_listed("change", "All that it changes, in the order it was done."),
            "minItems": 1,
        },
        score={"$ref": "#/$defs/score"},
        missing={
            "description": "Hashtags, handles and the disclosure that were asked for and have no"
            " place in it.",
            "type": "array",
            "items": _TEXT,
        },
        left=_listed("left", "What the rules still say of it, in order."),
    )


def _length() -> Schema:
    return _object(
        graphemes={"description": "Characters as a reader counts them, of which 70 fit.", **_COUNT},
        utf16={"description": "UTF-16 units, which X's Android app counts.", **_COUNT},
        weighted={"description": "X's counter: CJK and emoji 2, a URL 23.", **_COUNT},
        limit={"description": "How much a title may have.", **_COUNT},
        unit={"description": "What the limit counts.", "enum": list(UNITS)},
    )


def _change() -> Schema:
    return _object(
        what={"description": "What is done, in words for the person who plans it.", **_TEXT},
        why={"description": "Why; may be empty.", **_TEXT},
        before={"description": "The part of the title it replaces; may be empty.", **_TEXT},
        after={"description": "What stands there then; may be empty.", **_TEXT},
        code={
            "description": "The rule whose finding it fixes; null where it fixes none.",
            "anyOf": [_CODE, {"type": "null"}],
        },
    )


def _score() -> Schema:
    """Return the schema of the score, whose parts `Score` explains."""
    parts = {name: {"description": doc, **_COUNT} for name, doc in _PARTS.items()}
    return {
        "description": "How good it is; the earlier part decides, and less is better in each.",
        **_object(**{name: parts[name] for name in Score._fields}),
    }


def _left() -> Schema:
    return _object(
        code={"description": "The rule.", **_CODE},
        severity={"enum": list(SEVERITIES)},
        message={"description": "What it says.", **_TEXT},
    )


_PARTS = {
    "over": "UTF-16 units above the limit; always 0.",
    "unmet": "What the campaign or the plan demands and the title lacks.",
    "errors": "Errors that are left.",
    "left_out": "Words of the author's that were left out.",
    "fillers": "Emoji and words that say least that were left out.",
    "asked": "People asked for by name who are not mentioned.",
    "warnings": "Warnings that are left.",
    "heavy": "1 where X's counter is above the limit.",
    "remarks": "Findings of severity info and hint that are left.",
    "people": "People of the Space who are not mentioned, those asked for too.",
    "capitals": "Tags and handles that the brand book spells with other capitals.",
    "untagged": "Words that could be a hashtag of the book at no length.",
    "seconds": "Hashtags that were put in and are only an alternative of their campaign's.",
    "shortened": "Words that were shortened.",
    "length": "UTF-16 units.",
}
