"""The columns of an answer, declared once: the Arrow schema and the published JSON Schema.

Nothing here needs pyarrow.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from spacelint.engine.rule import APPLICABILITIES
from spacelint.severity import SEVERITIES

#: Grows when a column or field is taken away or changes its meaning, not when one is added.
VERSION = 1


class Column(NamedTuple):
    """A column, or a field of a struct in one.

    ``type`` is ``text`` or ``int32``; with ``parts`` the value is a struct of them, and with
    ``repeated`` a list of such structs. ``null`` says what a null stands for, empty where there is
    none. ``one_of`` are the only values there are, where they are few.
    """

    name: str
    doc: str
    type: str = "text"
    null: str = ""
    parts: tuple[Column, ...] = ()
    repeated: bool = False
    one_of: tuple[str, ...] = ()


_START = Column("start", "Code points before it.", "int32")
_END = Column("end", "Code points up to its end.", "int32")
_EDITS = Column(
    "edits",
    "On the title.",
    parts=(_START, _END, Column("text", "What to put there.")),
    repeated=True,
)
_FIX = Column(
    "fix",
    "How to fix the title.",
    null="there is no fix",
    parts=(
        Column("title", "What it does."),
        Column("applicability", "safe never changes what was said, unsafe may, display is shown"
               " and never applied.", one_of=APPLICABILITIES),
        _EDITS,
    ),
)  # fmt: skip
_IN_FIELD = "it is about a field"
_NOT_LINTED = "the title was not linted"

COLUMNS: tuple[Column, ...] = (
    Column("title", "The title.", null="it could not be read"),
    Column("problem", "Why the row, or a field of it, could not be read.", null="it was read"),
    Column(
        "findings",
        "What was found, in the order of the title.",
        null=_NOT_LINTED,
        parts=(
            Column("code", "Of the rule: SL103."),
            Column("name", "Of the rule: cut-short-hashtag."),
            Column("severity", "How bad it is.", one_of=SEVERITIES),
            Column("field", "The field of the Space it is about.", null="it is about the title"),
            _START._replace(null=_IN_FIELD),
            _END._replace(null=_IN_FIELD),
            Column("message", "What is wrong, in one sentence."),
            Column("help", "What to do about it; may be empty."),
            _FIX,
        ),
        repeated=True,
    ),
    Column(
        "entities",
        "What X links, in order.",
        null=_NOT_LINTED,
        parts=(
            Column("kind", "What it is.", one_of=("hashtag", "mention", "list", "cashtag", "url")),
            _START,
            _END,
            Column("text", "As it stands in the title."),
            Column("value", "Without its sign; of a URL, the address."),
        ),
        repeated=True,
    ),
    Column("graphemes", "What a reader calls characters.", "int32", _NOT_LINTED),
    Column("utf16", "UTF-16 units, in which X's apps count.", "int32", _NOT_LINTED),
    Column("fixed", "The title with all safe fixes applied.", null="they change nothing"),
    Column("better", "The best title that `suggest` has.", null="there is none"),
)
NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)


def arrow_schema(id: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a row of `lint_batches`, with its Arrow types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": "A row of spacelint.arrow",
        "description": "Of each column: its Arrow type is x-arrow, and all may be null in Arrow."
        ' The metadata of the Arrow schema says "spacelint.schema": the version here.',
        "x-version": VERSION,
        **_object(COLUMNS),
    }


def _object(columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column.name: _described(column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _described(column: Column) -> dict[str, Any]:
    doc = f"{column.doc} Null: {column.null}." if column.null else column.doc
    value = _value(column)
    if column.null:
        value = {"anyOf": [value, {"type": "null"}]}
    return {"description": doc, "x-arrow": type_name(column), **value}


def _value(column: Column) -> dict[str, Any]:
    if column.parts:
        one = _object(column.parts)
        return {"type": "array", "items": one} if column.repeated else one
    if column.one_of:
        return {"enum": list(column.one_of)}
    return {"type": "string"} if column.type == "text" else {"type": "integer", "minimum": 0}


def type_name(column: Column) -> str:
    """Return the Arrow type of a column as Arrow writes it: ``list<item: struct<…>>``."""
    if not column.parts:
        return "string" if column.type == "text" else column.type
    parts = ", ".join(f"{part.name}: {type_name(part)}" for part in column.parts)
    return f"list<item: struct<{parts}>>" if column.repeated else f"struct<{parts}>"
