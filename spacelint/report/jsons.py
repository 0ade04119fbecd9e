"""JSON: one document, or one object a line. The form is versioned; its schema is
``schemas/output.schema.json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from spacelint.engine.rule import Diagnostic
    from spacelint.report.item import Change, Counts, Item, Place
    from spacelint.report.writer import Output
    from spacelint.text import Candidate, Entity, Title


#: Grows when a field is taken away or changes its meaning, not when one is added.
VERSION = 1


class Json:
    """Writes one document with all titles and a summary, each title as it comes."""

    __slots__ = ("_first", "_write")

    def __init__(self, out: Output) -> None:
        from spacelint import __version__

        self._first = True
        self._write = out.write
        self._write(f'{{"version": {VERSION}, "tool": "spacelint {__version__}", "titles": [')

    def add(self, item: Item) -> None:
        """Write one title."""
        self._write(("\n" if self._first else ",\n") + line(item))
        self._first = False

    def close(self, counts: Counts) -> None:
        """Write the summary and end the document."""
        self._write(f'\n], "summary": {json.dumps(summary_object(counts))}}}\n')


class JsonLines:
    """Writes an object a line."""

    __slots__ = ("_write",)

    def __init__(self, out: Output) -> None:
        self._write = out.write

    def add(self, item: Item) -> None:
        """Write one title."""
        self._write(line(item) + "\n")

    def close(self, counts: Counts) -> None:
        """Write one more object where not everything was checked."""
        if counts.unchecked:
            self._write(json.dumps({"unchecked": list(counts.unchecked)}) + "\n")


def summary_object(counts: Counts) -> dict[str, Any]:
    """Return how many titles there were and what was found in them."""
    return {
        "titles": counts.titles,
        "by_severity": counts.by_severity,
        "by_rule": {code: n for (code, _), n in sorted(counts.by_rule.items())},
        "fixable": counts.fixable,
        **({"unchecked": list(counts.unchecked)} if counts.unchecked else {}),
    }


def line(item: Item) -> str:
    """Return a title and its findings as one JSON object in one line of ASCII."""
    return json.dumps(item_object(item))


def item_object(item: Item) -> dict[str, Any]:
    """Return a title and its findings as plain values; offsets in code points and UTF-16 units."""
    title = item.title
    place = {**({"path": item.path} if item.path else {}), "line": item.line}
    diagnostics = [
        _diagnostic(
            title,
            d,
            item.places[i] if item.places else None,
            item.fixes(i),
        )
        for i, d in enumerate(item.diagnostics)
    ]
    if item.kind == "source":
        return {**place, "title": None, "source": title.text, "diagnostics": diagnostics}
    length = title.length
    return {
        **place,
        "title": title.text,
        "length": {
            "code_points": length.code_points,
            "utf16": length.utf16,
            "weighted": length.weighted,
            "graphemes": length.graphemes,
            "cells": length.cells,
        },
        "links": [_entity(title, entity) for entity in title.entities],
        "candidates": [_candidate(title, candidate) for candidate in title.candidates],
        "diagnostics": diagnostics,
        "suggestion": item.suggestion,
    }


def _span(title: Title, start: int, end: int) -> dict[str, int]:
    return {
        "start": start,
        "end": end,
        "utf16_start": title.utf16(start),
        "utf16_end": title.utf16(end),
    }


def _entity(title: Title, entity: Entity) -> dict[str, Any]:
    span = _span(title, entity.start, entity.end)
    return {"kind": entity.kind, **span, "text": entity.text, "value": entity.value}


def _candidate(title: Title, candidate: Candidate) -> dict[str, Any]:
    span = _span(title, candidate.start, candidate.end)
    linked = candidate.linked or None
    meant = {"kind": candidate.kind, **span, "text": candidate.text}
    return {**meant, "linked": linked, "fault": candidate.fault}


def _diagnostic(
    title: Title, d: Diagnostic, place: Place | None, changes: tuple[Change, ...]
) -> dict[str, Any]:
    fix = d.fix
    changed = [{"place": change.place._asdict(), "text": change.text} for change in changes]
    return {
        "code": d.code,
        "name": d.name,
        "severity": d.severity,
        "message": d.message,
        "help": d.help,
        **_span(title, d.start, d.end),
        "match": d.match,
        **({"place": place._asdict()} if place else {}),
        "fix": fix
        and {
            "title": fix.title,
            "applicability": fix.applicability,
            "edits": [{**_span(title, a, b), "text": text} for a, b, text in fix.edits],
        },
        **({"changes": changed} if changed else {}),
    }
