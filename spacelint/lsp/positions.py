"""Positions and edits: from code points of a document to the protocol's, and back."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types
from lsprotocol.types import Position, Range

from spacelint.source.lines import LineTable
from spacelint.text.model import Edit

#: Address, version (None where the client has not opened it), and the edits of one document.
Change = tuple[str, int | None, list[types.TextEdit]]


class Positions:
    """Positions in a text, in the client's encoding: ``utf-8``, ``utf-16`` or ``utf-32``.

    Offsets are code points of the text without a byte-order mark; positions include it, as the
    client's text does. A position past the end of a line or of the text counts as that end, as the
    protocol requires.
    """

    def __init__(self, text: str, encoding: str = "utf-16", table: LineTable | None = None) -> None:
        # A plan's own table is used if it is of the very same text.
        self._table = table if table is not None and table.text == text else LineTable(text)
        self._encoding = encoding
        self._mark = int(text.startswith("\ufeff"))

    def position(self, offset: int) -> Position:
        table = self._table
        offset += self._mark
        line, _ = table.line_column(offset)
        return Position(line - 1, table.column(offset, self._encoding) - 1)

    def range(self, start: int, end: int) -> Range:
        return Range(self.position(start), self.position(end))

    def mark(self, start: int, end: int) -> Range:
        """Return the range of a span; where it is empty, of the next character or of the line."""
        if start >= end:
            first, last = self.line_span(start)
            start, end = (start, start + 1) if start < last else (first, last)
        return self.range(start, end)

    def offset(self, position: Position) -> int:
        """Return the offset of a position; inside of a character, the character's start."""
        line = position.line + 1
        if line > len(self._table.starts):
            return len(self._table.text) - self._mark
        found = self._table.offset(line, position.character + 1, self._encoding)
        return max(0, found - self._mark)

    def span(self, range: Range) -> tuple[int, int]:
        """Return the span of a range, its ends in order."""
        start, end = self.offset(range.start), self.offset(range.end)
        return min(start, end), max(start, end)

    def line_span(self, offset: int) -> tuple[int, int]:
        """Return start and end of the line an offset stands on, without the line's end."""
        line, _ = self._table.line_column(offset + self._mark)
        start, end = self._table.line_span(line)
        return max(0, start - self._mark), max(0, end - self._mark)


def text_edits(positions: Positions, edits: Iterable[Edit]) -> list[types.TextEdit]:
    """Return edits on a document's text (code points) in its positions."""
    return [types.TextEdit(positions.range(e.start, e.end), e.text) for e in sorted(edits)]


def workspace_edit(changes: Iterable[Change], versioned: bool) -> types.WorkspaceEdit:
    """Return edits of several documents, for certain versions of them if ``versioned``."""
    if not versioned:
        return types.WorkspaceEdit(changes={uri: edits for uri, _, edits in changes})
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri, version), list(edits)
            )
            for uri, version, edits in changes
        ]
    )


def difference(old: str, new: str) -> list[Edit]:
    """Return small edits that turn ``old`` into ``new``.

    If both have the same number of lines, one for each that differs; otherwise one.
    """
    if old == new:
        return []
    before, after = old.split("\n"), new.split("\n")
    if len(before) != len(after):
        return [_trimmed(0, old, new)]
    edits = []
    start = 0
    for one, other in zip(before, after, strict=True):
        if one != other:
            edits.append(_trimmed(start, one, other))
        start += len(one) + 1
    return edits


def _trimmed(start: int, old: str, new: str) -> Edit:
    """Return the edit without the common prefix and suffix."""
    head = 0
    most = min(len(old), len(new))
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Edit(start + head, start + len(old) - tail, new[head : len(new) - tail])
