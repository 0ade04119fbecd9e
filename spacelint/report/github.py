"""GitHub Actions: a workflow command a finding, shown beside the line in the pull request.

The form and the escapes are those of GitHub's own toolkit (``@actions/core``, ``command.ts``).
"""

from __future__ import annotations

from spacelint.report.sentence import sentences
from spacelint.text.width import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.report.item import Counts, Item
    from spacelint.report.writer import Output

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice", "hint": "notice"}


class GitHub:
    """Writes a workflow command a finding; columns in code points, the last one included."""

    __slots__ = ("_write",)

    def __init__(self, out: Output) -> None:
        self._write = out.write

    def add(self, item: Item) -> None:
        """Write the findings of one title."""
        for i, d in enumerate(item.diagnostics):
            place = item.place(i)
            properties = {"line": str(place.line), "endLine": str(place.end_line)}
            if place.line == place.end_line:  # GitHub refuses columns over several lines
                properties["col"] = str(place.column)
                properties["endColumn"] = str(max(place.column, place.end_column - 1))
            # A line of no file would be shown beside some file's line.
            in_file = item.path not in ("", "-")
            properties = {"file": item.path, **properties} if in_file else {}
            properties["title"] = f"{d.code} {d.name}"
            listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
            words = sentences(d)
            self._write(f"::{_COMMANDS[d.severity]} {listed}::{_data(words)}\n")

    def close(self, counts: Counts) -> None:
        """Write a command for each reason for which rules could not be checked."""
        for sentence in counts.unchecked:
            self._write(f"::error title=Not everything was checked::{_data(sentence)}\n")


def _data(text: str) -> str:
    # After `visible` there is no CR and no LF left to be escaped.
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped.replace(":", "%3A").replace(",", "%2C"))
