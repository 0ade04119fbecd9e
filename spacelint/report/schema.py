"""The JSON of reports as types, and JSON Schemas generated from such types.

A string in ``Annotated`` is the description of a field, a dictionary has more keywords of JSON
Schema. The functions of `spacelint.report.jsons` return these types.
"""

# No `annotations` of the future: before Python 3.14 they hide which fields are required.
import re
import types
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypedDict,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from spacelint.engine.rule import APPLICABILITIES
from spacelint.severity import SEVERITIES

if TYPE_CHECKING:
    from spacelint.severity import Severity as Severity
else:
    Severity = Literal[SEVERITIES]

Schema = dict[str, Any]

Count = Annotated[int, {"minimum": 0}]
FromOne = Annotated[int, {"minimum": 1}]
Tool = Annotated[str, "Who wrote it.", {"pattern": "^spacelint "}]
_CLOSED = {"additionalProperties": False}
VERSION_DOC = "Grows when a field is taken away or changes its meaning."


class Where(TypedDict):
    """Where a title or a line stands."""

    path: NotRequired[Annotated[str, "The file; - is standard input. Not there for an argument."]]
    line: Annotated[FromOne, "The line, from 1; of an argument its number."]


class Span(TypedDict):
    """A part of a title, in two units."""

    start: Annotated[Count, "Code points before it."]
    end: Annotated[Count, "Code points up to its end."]
    utf16_start: Annotated[Count, "UTF-16 units before it."]
    utf16_end: Annotated[Count, "UTF-16 units up to its end."]


class Place(TypedDict):
    """Where it stands in its file."""

    line: Annotated[FromOne, "Line, from 1."]
    column: Annotated[FromOne, "Column in code points, from 1."]
    end_line: Annotated[FromOne, "Line of the end."]
    end_column: Annotated[FromOne, "Column of the end, which is exclusive."]
    utf16_column: Annotated[FromOne, "Column in UTF-16 units, from 1."]
    utf16_end_column: Annotated[FromOne, "Column of the end in UTF-16 units."]
    offset: Annotated[Count, "Code points of the file before it."]
    end_offset: Annotated[Count, "Code points of the file up to its end."]
    byte: Annotated[Count, "Bytes of the file before it."]
    end_byte: Annotated[Count, "Bytes of the file up to its end."]
    utf8_column: Annotated[FromOne, "Column in bytes of UTF-8, from 1."]
    utf8_end_column: Annotated[FromOne, "Column of the end in bytes of UTF-8."]
    exact: Annotated[bool, "False where the place is that of the whole value."]


class Edit(Span):
    """A part of the title and what to put there."""

    text: Annotated[str, "What to put there."]


class Fix(TypedDict):
    """How to fix the title."""

    title: Annotated[str, "What it does."]
    applicability: Annotated[
        str,
        "safe never changes what was said, unsafe may, display is shown and never applied.",
        {"enum": list(APPLICABILITIES)},
    ]
    edits: Annotated[list[Edit], "On the title."]


class Change(TypedDict):
    """A piece of the file and what to put there, in the format's own writing."""

    place: Place
    text: str


class Placed(TypedDict, total=False):
    """What stands in a file has its place there."""

    place: Place


class Changed(TypedDict, total=False):
    """What can be fixed in a file has its changes."""

    changes: Annotated[list[Change], "How the fix changes the file, where there is one."]


class Diagnostic(Span, Placed, Changed):
    """What a rule says."""

    code: Annotated[str, "Of the rule: SL103."]
    name: Annotated[str, "Of the rule: cut-short-hashtag."]
    severity: Severity
    message: Annotated[str, "What is wrong, in one sentence."]
    help: Annotated[str, "What to do about it; may be empty."]
    match: Annotated[str, "The marked part."]
    fix: Fix | None


class Length(TypedDict):
    """How long the title is, in several units."""

    code_points: Annotated[Count, "Unicode code points."]
    utf16: Annotated[Count, "UTF-16 units, which X's Android app counts."]
    weighted: Annotated[Count, "X's counter: CJK and emoji 2, a URL 23."]
    graphemes: Annotated[Count, "What a reader calls characters; a title has at most 70."]
    cells: Annotated[Count, "Columns of a terminal."]


class Entity(Span):
    """Something X links."""

    kind: Annotated[str, {"enum": ["hashtag", "mention", "list", "cashtag", "url"]}]
    text: Annotated[str, "As it stands in the title."]
    value: Annotated[str, "Without its sign; of a URL, the address."]


class Candidate(Span):
    """Something that was meant as a tag or mention."""

    kind: Annotated[str, {"enum": ["hashtag", "mention", "cashtag"]}]
    text: Annotated[str, "As it stands in the title."]
    linked: Annotated[str | None, "What X links of it; null for nothing."]
    fault: Annotated[str | None, "Why X links something else: cut-short, …"]


class Title(Where):
    """A title and what was found in it; offsets are those of the title."""

    title: Annotated[str, "The title as it stands."]
    length: Length
    links: Annotated[list[Entity], "What X links, in order."]
    candidates: Annotated[list[Candidate], "What was meant as a tag or mention, in order."]
    diagnostics: Annotated[list[Diagnostic], "What was found, in order."]
    suggestion: Annotated[
        str | None,
        "The title with all fixes applied; it may have findings of its own. Null where nothing"
        " would change.",
    ]


class Source(Where):
    """A line of a plan and what is wrong with the plan there; offsets are those of the line."""

    title: None
    source: Annotated[str, "The line as it stands in the file."]
    diagnostics: Annotated[list[Diagnostic], "What was found there."]


class Summary(TypedDict):
    """How many titles there were and what was found in them."""

    titles: Count
    by_severity: dict[Severity, Count]
    by_rule: dict[str, Count]
    fixable: Annotated[Count, "How many findings --fix fixes."]
    unchecked: NotRequired[
        Annotated[list[str], "Which rules could not be checked, and why; left out where none."]
    ]


class Unchecked(TypedDict):
    """The last line of jsonl, where not everything could be checked."""

    unchecked: Annotated[list[str], "Which rules could not be checked, and why."]


class Document(TypedDict):
    """A whole document."""

    version: Annotated[Literal[1], VERSION_DOC]
    tool: Tool
    titles: Annotated[
        list[Title | Source], "Titles, and faults of the plans they stand in, in order."
    ]
    summary: Summary


def output_schema(id: str) -> Schema:
    """Return the JSON Schema of ``--output-format json``; a line of jsonl is ``#/$defs/line``."""
    description = "A document of the format json. A line of jsonl is #/$defs/line alone."
    schema = document_schema(Document, id, "spacelint's JSON output", description)
    item = {
        "if": {"properties": {"title": {"type": "string"}}},
        "then": {"$ref": "#/$defs/title"},
        "else": {"$ref": "#/$defs/source"},
    }
    schema["properties"]["titles"]["items"] = {"$ref": "#/$defs/item"}
    schema["$defs"]["item"] = item
    schema["$defs"]["line"] = {
        "if": {"required": ["unchecked"]},
        "then": _schema(Unchecked, schema["$defs"]),
        "else": {"$ref": "#/$defs/item"},
    }
    return schema


def document_schema(kind: type, id: str, title: str, description: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a document of a TypedDict."""
    definitions: dict[str, Schema] = {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": title,
        "description": description,
        **_object(kind, definitions),
        "$defs": definitions,
    }


def _object(kind: type, definitions: dict[str, Schema]) -> Schema:
    hints = get_type_hints(kind, include_extras=True)
    required = kind.__required_keys__  # type: ignore[attr-defined]
    return {
        "type": "object",
        "properties": {name: _schema(hint, definitions) for name, hint in hints.items()},
        "required": [name for name in hints if name in required],
        **_CLOSED,
    }


def _schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a type; that of a TypedDict is put into ``definitions``."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return _schema(arguments[0], definitions)
    if origin is Annotated:
        found = _schema(arguments[0], definitions)
        for more in arguments[1:]:
            found = {"description": more, **found} if isinstance(more, str) else {**found, **more}
        return found
    if origin is Literal:
        return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is dict:
        names, inner = get_args(arguments[0]), _schema(arguments[1], definitions)
        if names:
            return {"type": "object", "properties": dict.fromkeys(names, inner), **_CLOSED}
        return {"type": "object", "additionalProperties": inner}
    if origin is types.UnionType:
        kinds = [_schema(one, definitions) for one in arguments]
        if all("type" in each for each in kinds):
            return {"type": [each["type"] for each in kinds]}
        return {"anyOf": kinds}
    if is_typeddict(kind):
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
        if name not in definitions:
            definitions[name] = {}
            doc = {"description": kind.__doc__} if kind.__doc__ else {}
            definitions[name] = {**doc, **_object(kind, definitions)}
        return {"$ref": f"#/$defs/{name}"}
    simple = {int: "integer", str: "string", bool: "boolean", type(None): "null"}
    return {"type": simple[kind]}
