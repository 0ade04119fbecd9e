"""JSON of code review: reviewdog's Diagnostic Format and GitLab Code Quality.

rdjson counts columns in bytes of UTF-8, ends exclusive. GitLab's form is the part of Code Climate's
that GitLab reads: description, check_name, fingerprint, severity and location.
"""

from __future__ import annotations

import json
from typing import Any

from spacelint.report.common import (
    HOME,
    WHOLE,
    Fingerprints,
    fingerprint,
    rule_link,
    sentences,
)
from spacelint.report.item import Counts, FilePlace, Item
from spacelint.report.jsons import JsonList
from spacelint.report.writer import Output
from spacelint.text.width import visible

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO", "hint": "INFO"}


class RdJson(JsonList):
    """Writes an object a finding, in one document."""

    def __init__(self, out: Output) -> None:
        super().__init__(out)
        source = json.dumps({"name": "spacelint", **({"url": HOME} if HOME else {})})
        out.write(f'{{"source": {source}, "diagnostics": [')

    def add(self, item: Item) -> None:
        for i, d in enumerate(item.diagnostics):
            found: dict[str, Any] = {
                "message": visible(sentences(d)),
                "location": {"path": item.path or "title", "range": _range(item.place(i))},
                "severity": _SEVERITIES[d.severity],
                "code": {"value": d.code, **({"url": rule_link(d.code)} if HOME else {})},
            }
            changes = item.fixes(i)
            if changes:
                found["suggestions"] = [
                    {"range": _range(change.place), "text": change.text} for change in changes
                ]
            self.add_value(found)

    def close(self, counts: Counts) -> None:
        for sentence in counts.unchecked:
            found = {"message": visible(sentence), "location": {"path": WHOLE}, "severity": "ERROR"}
            self.add_value(found)
        self._out.write("\n]}\n")


def _range(place: FilePlace) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": place.line, "column": place.utf8_column},
        "end": {"line": place.end_line, "column": place.utf8_end_column},
    }


_GITLAB_SEVERITIES = {"error": "major", "warning": "minor", "info": "info", "hint": "info"}


class GitLab:
    """Writes an object a finding, in one list."""

    def __init__(self, out: Output) -> None:
        self._write = out.write
        self._list = JsonList(out)
        self._fingerprints = Fingerprints()
        self._write("[")

    def add(self, item: Item) -> None:
        for i, d in enumerate(item.diagnostics):
            place = item.place(i)
            issue = {
                "description": visible(f"{d.code}: {d.message}"),
                "check_name": d.code,
                "fingerprint": self._fingerprints.of(item, i),
                "severity": _GITLAB_SEVERITIES[d.severity],
                "location": {
                    "path": item.path.removeprefix("./") or "title",
                    "lines": {"begin": place.line, "end": place.end_line},
                },
            }
            self._list.add_value(issue)

    def close(self, counts: Counts) -> None:
        for sentence in counts.unchecked:
            issue = {
                "description": visible(sentence),
                "check_name": "unchecked",
                "fingerprint": fingerprint(("unchecked", sentence)),
                "severity": "major",
                "location": {"path": WHOLE, "lines": {"begin": 1}},
            }
            self._list.add_value(issue)
        self._write("\n]\n")
