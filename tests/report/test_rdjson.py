"""Reviewdog's format: columns are bytes of UTF-8, ends are exclusive."""

from __future__ import annotations

import json

import jsonschema

from tests.report.runs import PLAN, plan_items, report, title_item

_POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
    "additionalProperties": False,
}
_RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "properties": {"start": _POSITION, "end": _POSITION},
    "additionalProperties": False,
}
# The fields of reviewdog's published format, stricter than its own schema, which allows any.
SCHEMA = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "type": "object",
                        "required": ["path"],
                        "properties": {"path": {"type": "string"}, "range": _RANGE},
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"]},
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": _RANGE, "text": {"type": "string"}},
                            "additionalProperties": False,
                        },
                    },
                },
            },
        },
    },
}


def diagnostics(items):
    found = json.loads(report("rdjson", items))
    jsonschema.validate(found, SCHEMA)
    return found["diagnostics"]


def span(range, lines):
    start, end = range["start"], range["end"]
    assert start["line"] == end["line"]
    return lines[start["line"] - 1], start["column"] - 1, end["column"] - 1


def test_a_report_without_findings_is_whole():
    assert diagnostics([]) == []


def test_columns_count_bytes_of_the_line():
    lines = PLAN.encode().split(b"\n")
    found = [d for d in diagnostics(plan_items(PLAN)) if d["code"]["value"] == "SL103"]
    assert len(found) == 2
    for each in found:
        line, start, end = span(each["location"]["range"], lines)
        assert line[start:end] == b"#AT&T"


def test_columns_are_those_of_utf8_in_a_file_of_utf16_too():
    items = plan_items(PLAN, encoding="utf-16")
    assert diagnostics(items) == diagnostics(plan_items(PLAN))


def test_a_suggestion_put_into_the_line_mends_it():
    lines = PLAN.encode().split(b"\n")
    each = next(d for d in diagnostics(plan_items(PLAN)) if d["code"]["value"] == "SL103")
    (suggestion,) = each["suggestions"]
    line, start, end = span(suggestion["range"], lines)
    fixed = line[:start] + suggestion["text"].encode() + line[end:]
    assert fixed.decode() == 'title = "🎙️ Town hall #ATT with @acme"'


def test_a_title_given_as_an_argument_has_its_place_in_the_title():
    (each,) = diagnostics([title_item("é Town hall for all #AT&T")])
    assert each["location"]["range"]["start"] == {"line": 1, "column": 22}
