"""The report for people: the title as X shows it, carets under each finding, and plain words."""

from __future__ import annotations

from spacelint.report.line import Line, wrapped
from spacelint.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.engine.rule import Diagnostic
    from spacelint.report.item import Counts, Item
    from spacelint.report.style import Style
    from spacelint.report.writer import Output
    from spacelint.text import Title

_MOST_CELLS = 400  # of a title that is shown in one line
_MOST_NAMED = 20  # links that are named one by one
#: Faults of what looks like a tag or mention and was not meant to be one.
_NONE_MEANT = ("time", "email", "digits-only", "empty", "in-url")


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
    line = Line(title.text)
    kinds = _kinds(title, style) if item.kind == "title" else ()
    room = min(style.width or _MOST_CELLS, _MOST_CELLS)
    if item.path:
        yield style.paint(f"{visible(item.path)}:{item.line}", "bold")
    if not title.text:
        yield style.paint("(empty title)", "dim")
    elif not item.diagnostics:
        yield from _marked(line, kinds, (), room, style)
    for group in _groups(item.diagnostics, apart=line.width > room):
        # The title once a place, so that each mark stands right under what it marks.
        yield from _marked(line, kinds, group, room, style)
        yield from _words(group, style)
    if item.kind == "title":
        yield from _links(item, style)
    if item.suggestion is not None and item.suggestion != title.text:
        yield style.paint("Better:", "good")
        yield visible(item.suggestion)


def _groups(diagnostics: Sequence[Diagnostic], *, apart: bool) -> list[list[Diagnostic]]:
    """Put together what speaks of the same span; and, if not ``apart``, what says the same."""
    groups: list[list[Diagnostic]] = []
    for d in diagnostics:
        same_place = groups and groups[-1][-1][:2] == d[:2]
        repeats = not same_place and not apart and groups and _repeats(groups[-1], d)
        if same_place or repeats:
            groups[-1].append(d)
        else:
            groups.append([d])
    return groups


def _repeats(group: Sequence[Diagnostic], d: Diagnostic) -> bool:
    """Tell whether ``d`` says of another place what the whole group says."""
    last = group[-1]
    return (
        last.end < d.start
        and all(each.rule is d.rule for each in group)
        and (last.message, last.help) == (d.message, d.help)
    )


def _marked(
    line: Line, kinds: Sequence[str], group: Sequence[Diagnostic], room: int, style: Style
) -> Iterator[str]:
    """Yield the title, or the part of it that fits, and the carets under it."""
    first, last = 0, len(line.chars)
    if line.width > room:
        place = (group[0].start, group[0].end) if group else (0, 0)
        first, last = line.window(*place, room - 2)
    before, after = "…" * (first > 0), "…" * (last < len(line.chars))
    yield before + _painted(line.chars, kinds, first, last, style) + after
    carets = ""
    end = 0
    left = line.cells(first, first)[0] - len(before)
    for d in group:
        start, stop = line.cells(max(d.start, first), max(min(d.end, last), first))
        if start - left < end:
            continue  # the same place again
        stop = max(start + 1, min(stop, left + room))
        carets += " " * (start - left - end) + style.paint("^" * (stop - start), d.severity)
        end = stop - left
    if group:
        yield carets


def _kinds(title: Title, style: Style) -> Sequence[str]:
    """Return for each code point how it is painted: a link, a broken one, or not at all."""
    if not style.colour:
        return ()
    kinds = [""] * len(title.text)
    for candidate in title.candidates:
        if candidate.fault and candidate.fault not in _NONE_MEANT:
            kinds[candidate.start : candidate.end] = ["broken"] * (candidate.end - candidate.start)
    for entity in title.entities:
        kinds[entity.start : entity.end] = ["link"] * (entity.end - entity.start)
    return kinds


def _painted(
    chars: Sequence[str], kinds: Sequence[str], first: int, last: int, style: Style
) -> str:
    if not kinds:
        return "".join(chars[first:last])
    parts: list[str] = []
    start = first
    for i in range(first + 1, last + 1):
        if i == last or kinds[i] != kinds[start]:
            piece = "".join(chars[start:i])
            parts.append(style.paint(piece, kinds[start]) if kinds[start] else piece)
            start = i
    return "".join(parts)


def _words(group: Sequence[Diagnostic], style: Style) -> Iterator[str]:
    told = None
    width = max(20, style.width - 4) if style.width else 0
    for d in group:
        said = (d.rule, d.message, d.help)
        if said == told:
            continue
        told = said
        label = f"{style.paint(d.severity, d.severity)} {style.paint(d.code, 'bold')}"
        yield f"  {label} {style.paint(d.name, 'dim')}"
        for text in wrapped(visible(d.message), width):
            yield f"    {text}"
        for text in wrapped(visible(d.help), width):
            yield f"    {style.paint(text, 'dim')}"


def _links(item: Item, style: Style) -> Iterator[str]:
    """Yield in words what X links of the title, and what was meant and is not linked at all."""
    links = [entity.text for entity in item.title.entities]
    marked = {(d.start, d.end) for d in item.diagnostics}
    lost = [
        candidate.text
        for candidate in item.title.candidates
        if candidate.fault
        and candidate.entity is None
        and (candidate.fault not in _NONE_MEANT or (candidate.start, candidate.end) in marked)
        and len(candidate.text) > 1
    ]
    listed = _named(links, "link", style) if links else "nothing in this title"
    yield f"X links {listed}."
    if lost:
        yield f"X does not link {_named(lost, 'broken', style, 'or')}."


def _named(texts: Sequence[str], kind: str, style: Style, joined: str = "and") -> str:
    names = [style.paint(visible(text), kind) for text in texts[:_MOST_NAMED]]
    if len(texts) > len(names):
        names.append(f"{len(texts) - len(names)} more")
    return f" {joined} ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
