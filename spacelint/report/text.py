"""The report for people: the title as X shows it, carets under each finding, and plain words."""

from __future__ import annotations

from spacelint.text.escape import visible, visible_chars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.engine.rule import Diagnostic
    from spacelint.report.item import Counts, Item
    from spacelint.report.style import Style
    from spacelint.report.writer import Output
    from spacelint.text import Title

_MOST_CELLS = 400  # of a title that is shown in one line


class Text:
    """Writes a block a title, with an empty line between two."""

    __slots__ = ("_first", "_out")

    def __init__(self, out: Output) -> None:
        self._first = True
        self._out = out

    def add(self, item: Item) -> None:
        """Write one title; nothing for one without findings where that is asked for."""
        if item.diagnostics or not self._out.quiet:
            self._out.write(("" if self._first else "\n") + render(item, self._out.style))
            self._first = False

    def close(self, counts: Counts) -> None:
        """Write nothing: the count of findings goes to standard error."""


def render(item: Item, style: Style) -> str:
    """Return the report on one title, ending in a line break."""
    return "\n".join(_lines(item, style)) + "\n"


def _lines(item: Item, style: Style) -> Iterator[str]:
    title = item.title
    chars = visible_chars(title.text)
    yield from _heading(item, style)
    if _cells("".join(chars)) <= _room(style):
        line = _painted(title, chars, style) if item.kind == "title" else "".join(chars)
        if not item.diagnostics:
            yield line
        for group in _groups(item.diagnostics):
            yield line  # once a place, so that each mark stands right under the title
            yield _carets(chars, 0, group[0], style)
            for diagnostic in group:
                yield from _words(diagnostic, style)
    else:
        for group in _groups(item.diagnostics):
            first, last = _window(chars, group[0].start, group[0].end, _room(style))
            yield f"{'…' if first else ''}{''.join(chars[first:last])}{'…' * (last < len(chars))}"
            yield _carets(chars[first:], 0, group[0], style, first)
            for diagnostic in group:
                yield from _words(diagnostic, style)
    if item.kind == "title":
        yield from _links(title, style)
    if item.suggestion is not None and item.suggestion != title.text:
        yield style.paint("Better:", "good")
        yield visible(item.suggestion)


def _heading(item: Item, style: Style) -> Iterator[str]:
    if item.path:
        place = f"{visible(item.path)}:{item.line}"
        yield style.paint(place, "bold")


def _room(style: Style) -> int:
    return min(style.width or _MOST_CELLS, _MOST_CELLS)


def _painted(title: Title, chars: Sequence[str], style: Style) -> str:
    """Return the title with its links underlined and what was meant but does not link struck."""
    if not style.colour:
        return "".join(chars)
    kinds: list[str] = [""] * len(chars)
    for candidate in title.candidates:
        if candidate.fault and candidate.fault not in ("time", "email", "digits-only"):
            kinds[candidate.start : candidate.end] = ["broken"] * (candidate.end - candidate.start)
    for entity in title.entities:
        kinds[entity.start : entity.end] = ["link"] * (entity.end - entity.start)
    parts: list[str] = []
    start = 0
    for i in range(1, len(chars) + 1):
        if i == len(chars) or kinds[i] != kinds[start]:
            piece = "".join(chars[start:i])
            parts.append(style.paint(piece, kinds[start]) if kinds[start] else piece)
            start = i
    return "".join(parts)


def _groups(diagnostics: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """Put together what speaks of the same span, so that it is marked once."""
    groups: list[list[Diagnostic]] = []
    for diagnostic in diagnostics:
        if groups and groups[-1][0][:2] == diagnostic[:2]:
            groups[-1].append(diagnostic)
        else:
            groups.append([diagnostic])
    return groups


def _carets(
    chars: Sequence[str], shift: int, diagnostic: Diagnostic, style: Style, first: int = 0
) -> str:
    before = "".join(chars[: diagnostic.start - first])
    marked = "".join(chars[diagnostic.start - first : diagnostic.end - first])
    blank = " " * (_cells(before) + (1 if first else 0) + shift)
    room = max(1, _room(style) - len(blank))
    return blank + style.paint("^" * max(1, min(_cells(marked), room)), diagnostic.severity)


def _words(diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    rule = diagnostic.rule
    label = f"{style.paint(rule.severity, rule.severity)} {style.paint(rule.code, 'bold')}"
    plain = len(rule.severity) + len(rule.code) + len(rule.name) + 4
    lines = _wrapped(visible(diagnostic.message), style.width, plain)
    yield f"  {label} {style.paint(rule.name, 'dim')}"
    for line in lines:
        yield f"    {line}"
    for line in _wrapped(visible(diagnostic.help), style.width, 0):
        yield f"    {style.paint(line, 'dim')}"


def _wrapped(text: str, width: int, _used: int) -> list[str]:
    if not width or len(text) <= width - 4:
        return [text] if text else []
    import textwrap

    return textwrap.wrap(text, width - 4, break_on_hyphens=False)


def _links(title: Title, style: Style) -> Iterator[str]:
    names = [style.paint(visible(entity.text), "link") for entity in title.entities[:20]]
    more = len(title.entities) - len(names)
    if not names:
        yield "X links nothing in this title."
        return
    if more:
        names.append(f"{more} more")
    listed = " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
    yield f"X links {listed}."


def _window(chars: Sequence[str], start: int, end: int, room: int) -> tuple[int, int]:
    """Return the part of a long title to show around a finding."""
    room = max(20, room - 2)
    first = max(0, start - room // 3)
    last = first
    used = 0
    while last < len(chars) and used + (width := _cells(chars[last])) <= room:
        used += width
        last += 1
    return first, max(last, min(first + 1, len(chars)))


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from spacelint.text.width import cells

    return cells(text)
