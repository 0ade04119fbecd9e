"""The JSON of better titles as types, and its JSON Schema."""

# No `annotations` of the future: before Python 3.14 they hide which fields are required.
from typing import Annotated, Any, Literal, TypedDict

from spacelint.report.schema import VERSION_DOC, Count, Severity, Tool, document_schema
from spacelint.text.length import UNITS

_CODE = {"pattern": "^[A-Z]+[0-9]+$"}


class Length(TypedDict):
    """How long a title is, and how long it may be."""

    graphemes: Annotated[Count, "What a reader calls characters."]
    utf16: Annotated[Count, "UTF-16 units, in which X's Android app counts."]
    weighted: Annotated[Count, "X's counter: CJK and emoji 2, a URL 23."]
    limit: Annotated[Count, "The most a title may have, in the unit."]
    unit: Annotated[str, "What the limit counts.", {"enum": list(UNITS)}]


class Segment(TypedDict):
    """A part that marks set off."""

    text: str
    length: Count


class TooLong(TypedDict):
    """How far a title is over the limit."""

    over: Annotated[Count, "How many of the limit's unit are too many."]
    fits: Annotated[str, "The part of the title that fits."]
    beyond: Annotated[str, "The part beyond the limit."]
    segments: Annotated[list[Segment], "The parts that marks set off, with their lengths."]


class Change(TypedDict):
    """A difference from the title."""

    what: Annotated[str, "What is done, in words for the person who plans it."]
    why: Annotated[str, "Why; may be empty."]
    before: Annotated[str, "The part of the title it replaces; may be empty."]
    after: Annotated[str, "What stands there then; may be empty."]
    code: Annotated[str | None, "The rule that asks for it; null where none does.", _CODE]


class Left(TypedDict):
    """A finding that is left to do by hand."""

    code: Annotated[str, "The rule.", _CODE]
    severity: Severity
    message: Annotated[str, "What is wrong."]
    help: Annotated[str, "What to do; may be empty."]


class Suggestion(TypedDict):
    """A better title."""

    title: Annotated[str, "The better title."]
    length: Length
    changes: Annotated[
        list[Change],
        "Every difference from the title, in its order, once.",
        {"minItems": 1},
    ]
    missing: Annotated[
        list[str],
        "What is asked for and has no place in it. Hashtags, handles, the disclosure.",
    ]
    left: Annotated[list[Left], "The findings of the suggestion, in order: left to do by hand."]


class Answer(TypedDict):
    """A title and what is suggested for it."""

    title: Annotated[str, "The title as it is planned."]
    path: Annotated[str | None, "The file; - is standard input, null an argument."]
    line: Annotated[int | None, "The line, from 1; null for an argument.", {"minimum": 1}]
    length: Length
    suggestions: Annotated[list[Suggestion], "The better titles, best first; empty where none is."]
    missing: Annotated[
        list[str],
        "Where nothing is suggested: what is asked for and not in the title. Hashtags, handles,"
        " the disclosure.",
    ]
    left: Annotated[list[Left], "The findings of the title itself."]
    too_long: Annotated[
        TooLong | None,
        "How far the title is over the limit, where nothing is suggested.",
    ]


class Document(TypedDict):
    """A whole document."""

    version: Annotated[Literal[2], VERSION_DOC]
    tool: Tool
    titles: Annotated[list[Answer], "The titles that were asked about, in order."]


def suggestion_schema(id: str) -> dict[str, Any]:
    """Return the JSON Schema of better titles: of ``suggest`` and of ``check --suggest``."""
    description = "What suggest and check --suggest write with --output-format json."
    return document_schema(Document, id, "spacelint's suggestions", description)
