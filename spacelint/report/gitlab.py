"""GitLab Code Quality: a JSON list, shown in the merge request.

The form is the part of Code Climate's that GitLab reads: description, check_name, fingerprint,
severity and location.
"""

from __future__ import annotations

import json

from spacelint.report.fingerprint import Fingerprints
from spacelint.text.width import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.report.item import Counts, Item
    from spacelint.report.writer import Output

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info", "hint": "info"}


class GitLab:
    """Writes an object a finding, in one list."""

    __slots__ = ("_fingerprints", "_first", "_write")

    def __init__(self, out: Output) -> None:
        self._write = out.write
        self._first = True
        self._fingerprints = Fingerprints()
        self._write("[")

    def add(self, item: Item) -> None:
        """Write the findings of one title."""
        for i, d in enumerate(item.diagnostics):
            place = item.place(i)
            issue = {
                "description": visible(f"{d.code}: {d.message}"),
                "check_name": d.code,
                "fingerprint": self._fingerprints.of(item, i),
                "severity": _SEVERITIES[d.severity],
                "location": {
                    "path": item.path.removeprefix("./") or "title",
                    "lines": {"begin": place.line, "end": place.end_line},
                },
            }
            self._write(("\n" if self._first else ",\n") + json.dumps(issue))
            self._first = False

    def close(self, counts: Counts) -> None:
        """End the list."""
        self._write("\n]\n")
