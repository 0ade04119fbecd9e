"""A line a finding: ``PLACE: CODE message``, for tools that read lines."""

from __future__ import annotations

from spacelint.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.report.item import Item
    from spacelint.report.style import Style


def render(item: Item, style: Style) -> str:
    """Return the lines on one title; nothing where there is no finding."""
    path = visible(item.path) or "title"
    lines: list[str] = []
    for i, d in enumerate(item.diagnostics):
        line, column = (item.places[i][:2]) if item.places else (item.line, d.start + 1)
        severity = style.paint(d.severity, d.severity)
        lines.append(f"{path}:{line}:{column}: {severity} {d.code} {visible(d.message)}\n")
    return "".join(lines)
