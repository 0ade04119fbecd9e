"""JSON: one document, or one object a line. The form is versioned; its schema is
``schemas/output.schema.json``."""

from __future__ import annotations

import json
from typing import Any

from spacelint import __version__
from spacelint.report import schema
from spacelint.report.item import Counts, FilePlace, Item
from spacelint.report.writer import Output, Parts
from spacelint.text import Candidate, Title

#: Grows when a field is taken away or changes its meaning, not when one is added.
VERSION = 1


class JsonList(Parts):
    """Writes the values of a JSON list, each on a line of its own."""

    between = ","

    def add_value(self, value: object) -> None:
        self.add_part("\n" + json.dumps(value))


class Json(JsonList):
    """Writes one document with all titles and a summary, each title as it comes."""

    def __init__(self, out: Output) -> None:
        super().__init__(out)
        out.write(f'{{"version": {VERSION}, "tool": "spacelint {__version__}", "titles": [')

    def add(self, item: Item) -> None:
        self.add_value(item_object(item))

    def close(self, counts: Counts) -> None:
        self._out.write(f'\n], "summary": {json.dumps(summary_object(counts))}}}\n')


class JsonLines(Parts):
    """Writes an object a line."""

    def add(self, item: Item) -> None:
        self.add_part(json.dumps(item_object(item)) + "\n")

    def close(self, counts: Counts) -> None:
        """Write one more object where not everything was checked."""
        if counts.unchecked:
            self.add_part(json.dumps({"unchecked": list(counts.unchecked)}) + "\n")


def summary_object(counts: Counts) -> schema.Summary:
    """Return how many titles there were and what was found in them."""
    summary: schema.Summary = {
        "titles": counts.titles,
        "by_severity": counts.by_severity,
        "by_rule": {code: n for (code, _), n in sorted(counts.by_rule.items())},
        "fixable": counts.fixable,
    }
    if counts.unchecked:
        summary["unchecked"] = list(counts.unchecked)
    return summary


def item_object(item: Item) -> schema.Title | schema.Source:
    """Return a title and its findings as plain values; offsets in code points and UTF-16 units."""
    title = item.title
    where: schema.Where = {"line": item.line}
    if item.path:
        where = {"path": item.path, "line": item.line}
    found = [_diagnostic(item, index) for index in range(len(item.diagnostics))]
    if item.kind == "source":
        return {**where, "title": None, "source": title.text, "diagnostics": found}
    length = title.length
    return {
        **where,
        "title": title.text,
        "length": {
            "code_points": length.code_points,
            "utf16": length.utf16,
            "weighted": length.weighted,
            "graphemes": length.graphemes,
            "cells": length.cells,
        },
        "links": [
            {"kind": e.kind, **_span(title, e.start, e.end), "text": e.text, "value": e.value}
            for e in title.entities
        ],
        "candidates": [_candidate(title, candidate) for candidate in title.candidates],
        "diagnostics": found,
        "suggestion": item.suggestion,
    }


def _span(title: Title, start: int, end: int) -> schema.Span:
    return {
        "start": start,
        "end": end,
        "utf16_start": title.utf16(start),
        "utf16_end": title.utf16(end),
    }


def _candidate(title: Title, candidate: Candidate) -> schema.Candidate:
    return {
        "kind": candidate.kind,
        **_span(title, candidate.start, candidate.end),
        "text": candidate.text,
        "linked": candidate.linked or None,
        "fault": candidate.fault,
    }


def _diagnostic(item: Item, index: int) -> schema.Diagnostic:
    d, title = item.diagnostics[index], item.title
    placed: schema.Placed = {"place": _place(item.places[index])} if item.places else {}
    changed: schema.Changed = {}
    if changes := item.fixes(index):
        changed = {"changes": [{"place": _place(c.place), "text": c.text} for c in changes]}
    fix: schema.Fix | None = None
    if d.fix is not None:
        fix = {
            "title": d.fix.title,
            "applicability": d.fix.applicability,
            "edits": [{**_span(title, a, b), "text": text} for a, b, text in d.fix.edits],
        }
    return {
        "code": d.code,
        "name": d.name,
        "severity": d.severity,
        "message": d.message,
        "help": d.help,
        **_span(title, d.start, d.end),
        "match": d.match,
        **placed,
        "fix": fix,
        **changed,
    }


def _place(place: FilePlace) -> schema.Place:
    values: Any = place._asdict()
    return values  # type: ignore[no-any-return]
