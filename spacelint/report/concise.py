"""A line a finding: ``PLACE: severity CODE message``, for tools that read lines."""

from __future__ import annotations

from spacelint.text.width import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.report.item import Counts, Item
    from spacelint.report.style import Style
    from spacelint.report.writer import Output


class Concise:
    """Writes a line a finding; columns in code points."""

    __slots__ = ("_out",)

    def __init__(self, out: Output) -> None:
        self._out = out

    def add(self, item: Item) -> None:
        """Write the lines on one title; nothing where there is no finding."""
        if item.diagnostics:
            self._out.write(render(item, self._out.style))

    def close(self, counts: Counts) -> None:
        """Write nothing: each line stands by itself."""


def render(item: Item, style: Style) -> str:
    """Return the lines on one title; nothing where there is no finding."""
    path = visible(item.path) or "title"
    lines: list[str] = []
    for i, d in enumerate(item.diagnostics):
        line, column = (item.places[i][:2]) if item.places else (item.line, d.start + 1)
        severity = style.paint(d.severity, d.severity)
        lines.append(f"{path}:{line}:{column}: {severity} {d.code} {visible(d.message)}\n")
    return "".join(lines)
