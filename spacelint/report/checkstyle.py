"""Checkstyle's XML, which many build servers read: files, and errors in them."""

from __future__ import annotations

from spacelint.report.markup import DECLARATION, attributes
from spacelint.report.sentence import sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.report.item import Counts, Item
    from spacelint.report.writer import Output

_SEVERITIES = {"error": "error", "warning": "warning", "info": "info", "hint": "info"}


class Checkstyle:
    """Writes an element a finding; those of one file, as long as they follow each other, in one."""

    __slots__ = ("_path", "_write")

    def __init__(self, out: Output) -> None:
        self._write = out.write
        self._path: str | None = None
        # 4.3 is the version of the form that readers of this format look for.
        self._write(f'{DECLARATION}<checkstyle version="4.3">\n')

    def add(self, item: Item) -> None:
        """Write the findings of one title."""
        if not item.diagnostics:
            return
        if item.path != self._path:
            self._end_file()
            self._path = item.path
            self._write(f"  <file{attributes(name=item.path or 'title')}>\n")
        for i, d in enumerate(item.diagnostics):
            place = item.place(i)
            values = attributes(
                line=place.line,
                column=place.column,
                severity=_SEVERITIES[d.severity],
                message=sentences(d),
                source=f"spacelint.{d.code}",
            )
            self._write(f"    <error{values}/>\n")

    def close(self, counts: Counts) -> None:
        """End the document."""
        self._end_file()
        self._write("</checkstyle>\n")

    def _end_file(self) -> None:
        if self._path is not None:
            self._write("  </file>\n")
            self._path = None
