"""From offsets in a plan's text to the places and changes that reports show."""

from __future__ import annotations

from spacelint.report.item import Change, Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.source.lines import LineTable
    from spacelint.text.model import Edit


def place_of(
    lines: LineTable,
    start: int,
    end: int,
    exact: bool = True,
    *,
    first_line: int = 0,
    first_offset: int = 0,
    first_byte: int = 0,
) -> Place:
    """Return the place of ``start:end`` (code points of the text of ``lines``).

    ``first_line``, ``first_offset`` and ``first_byte`` are what stands in the file before the text,
    where a file is read in pieces.
    """
    line, column = lines.line_column(start)
    end_line, end_column = lines.line_column(end)
    return Place(
        line=line + first_line,
        column=column,
        end_line=end_line + first_line,
        end_column=end_column,
        utf16_column=lines.utf16_column(start),
        utf16_end_column=lines.utf16_column(end),
        offset=start + first_offset,
        end_offset=end + first_offset,
        byte=lines.byte_offset(start) + first_byte,
        end_byte=lines.byte_offset(end) + first_byte,
        exact=exact,
        utf8_column=_utf8_column(lines, start, column),
        utf8_end_column=_utf8_column(lines, end, end_column),
    )


def changes_of(
    lines: LineTable,
    edits: Iterable[Edit],
    *,
    first_line: int = 0,
    first_offset: int = 0,
    first_byte: int = 0,
) -> tuple[Change, ...]:
    """Return edits on the text of ``lines`` as changes, each with its place (see `place_of`)."""
    return tuple(
        Change(
            place_of(
                lines,
                edit.start,
                edit.end,
                first_line=first_line,
                first_offset=first_offset,
                first_byte=first_byte,
            ),
            edit.text,
        )
        for edit in edits
    )


def _utf8_column(lines: LineTable, offset: int, column: int) -> int:
    before = lines.text[offset - column + 1 : offset]
    return len(before) + 1 if before.isascii() else len(before.encode("utf-8", "surrogatepass")) + 1
