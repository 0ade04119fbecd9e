"""The report for people: the title as X shows it, carets under each finding, and its message."""

from __future__ import annotations

from spacelint.report.item import link_kinds, runs_of_kind
from spacelint.report.terminal import Line, wrapped
from spacelint.report.writer import Parts
from spacelint.severity import RANK
from spacelint.text.width import place_text, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.engine.rule import Diagnostic
    from spacelint.report.item import Counts, Item, Kind
    from spacelint.report.terminal import Style
    from spacelint.text import Candidate, Title

_MOST_CELLS = 400  # of a title that is shown in one line
_MOST_NAMED = 20  # links that are named one by one
_NO_LINKS = "no-links"  # the rule for titles in which X links nothing
#: Faults of what looks like a tag or mention and was not meant to be one.
_NONE_MEANT = ("time", "email", "digits-only", "empty", "in-url")


class Text(Parts):
    """Writes a block a title, with an empty line between two."""

    between = "\n"

    def add(self, item: Item) -> None:
        """Write one title; with ``quiet`` only if it has findings."""
        settings = self._out.settings
        if item.diagnostics or not settings.quiet:
            self.add_part(render(item, settings.style))

    def close(self, counts: Counts) -> None:
        """Write nothing: the count of findings goes to standard error."""


def render(item: Item, style: Style) -> str:
    """Return the report on one title, ending in a line break."""
    return "\n".join(_lines(item, style)) + "\n"


def _lines(item: Item, style: Style) -> Iterator[str]:
    title = item.title
    if item.path:
        yield style.paint(place_text(visible(item.path), item.line), "bold")
    if title.text:
        yield from _Frame(item, style).lines()
    else:
        if item.kind == "title":
            yield style.paint("(empty title)", "dim")
        for group in _groups(item.diagnostics):
            yield from _words(group[0], style, set())
    if item.kind == "title":
        yield from _links(item, style)
    if item.suggestion is not None and item.suggestion != title.text:
        yield style.paint("Better:", "good")
        yield visible(item.suggestion)


def _groups(diagnostics: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """Group the diagnostics that have the same message; the most severe group first."""
    groups: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for d in sorted(diagnostics, key=lambda d: (RANK[d.severity], d.start, d.end)):
        groups.setdefault((d.code, d.message, d.help), []).append(d)
    return list(groups.values())


class _Frame:
    """A title shown once, with a caret line and the message of each finding below it.

    For a title wider than the terminal, the part around a finding is shown, and another part only
    for a finding outside of it.
    """

    def __init__(self, item: Item, style: Style) -> None:
        self._item = item
        self._severity = {(d.start, d.end): d.severity for d in reversed(item.diagnostics)}
        self._line = Line(item.title.text)
        coloured = style.colour and item.kind == "title"
        self._kinds = link_kinds(item.title, _meant(item.title)) if coloured else ()
        self._room = min(style.width or _MOST_CELLS, _MOST_CELLS)
        self._style = style
        self._window: tuple[int, int] | None = None

    def lines(self) -> Iterator[str]:
        if not self._item.diagnostics:
            yield self._show(0, 0)
        marked: list[tuple[int, int]] = []
        helps: set[str] = set()
        for group in _groups(self._item.diagnostics):
            spans = _apart(group)
            if spans != marked:
                yield from self._marked(spans)
                marked = spans
            yield from _words(group[0], self._style, helps)

    def _marked(self, spans: list[tuple[int, int]]) -> Iterator[str]:
        """Yield the part of the title that ``spans`` are in, if needed, and the carets under it."""
        at = 0
        while at < len(spans):
            if not self._shows(*spans[at]):
                yield self._show(*spans[at])
            stop = at + 1
            while stop < len(spans) and self._shows(*spans[stop]):
                stop += 1
            yield self._carets(spans[at:stop])
            at = stop

    def _shows(self, start: int, end: int) -> bool:
        if self._window is None:
            return False
        first, last = self._window
        return first <= start and min(end, len(self._line.chars)) <= last

    def _show(self, start: int, end: int) -> str:
        """Return the title, or the part around ``start:end`` that fits."""
        line = self._line
        first, last = 0, len(line.chars)
        if line.width > self._room:
            first, last = line.window(start, end, self._room - 2)
        self._window = first, last
        shown = _painted(line.chars, self._kinds, first, last, self._style)
        return "…" * (first > 0) + shown + "…" * (last < len(line.chars))

    def _carets(self, spans: list[tuple[int, int]]) -> str:
        line, (first, last) = self._line, self._window or (0, 0)
        left = line.cells(first, first)[0] - (first > 0)
        carets, end = "", 0
        for span in spans:
            start, stop = line.cells(max(span[0], first), max(min(span[1], last), first))
            if start - left < end:
                continue  # a part of the same character
            stop = max(start + 1, min(stop, left + self._room))
            marks = self._style.paint("^" * (stop - start), self._severity[span])
            carets += " " * (start - left - end) + marks
            end = stop - left
        return carets


def _apart(group: Sequence[Diagnostic]) -> list[tuple[int, int]]:
    """Return the spans of ``group`` in order, without those that overlap one before."""
    spans: list[tuple[int, int]] = []
    for d in group:
        if not spans or spans[-1][1] <= d.start:
            spans.append((d.start, d.end))
    return spans


def _meant(title: Title) -> list[Candidate]:
    """Return what was meant as a tag or mention and is not linked as it stands."""
    return [c for c in title.candidates if c.fault and c.fault not in _NONE_MEANT]


def _painted(
    chars: Sequence[str], kinds: Sequence[Kind], first: int, last: int, style: Style
) -> str:
    if not kinds:
        return "".join(chars[first:last])
    parts: list[str] = []
    for kind, start, end in runs_of_kind(kinds, first, last):
        piece = "".join(chars[start:end])
        parts.append(piece if kind == "plain" else style.paint(piece, kind))
    return "".join(parts)


def _words(d: Diagnostic, style: Style, helps: set[str]) -> Iterator[str]:
    """Yield code, message and help; a help that is in ``helps`` is not repeated."""
    width = max(20, style.width - 4) if style.width else 0
    label = f"{style.paint(d.severity, d.severity)} {style.paint(d.code, 'bold')}"
    yield f"  {label} {style.paint(d.name, 'dim')}"
    for text in wrapped(visible(d.message), width):
        yield f"    {text}"
    if d.help in helps:
        return
    helps.add(d.help)
    for text in wrapped(visible(d.help), width):
        yield f"    {style.paint(text, 'dim')}"


def _links(item: Item, style: Style) -> Iterator[str]:
    """Yield what X links, and what looks like a link but is not, and has no finding."""
    links = list(dict.fromkeys(entity.text for entity in item.title.entities))
    marked = {(d.start, d.end) for d in item.diagnostics}
    lost = [
        candidate.text
        for candidate in _meant(item.title)
        if candidate.entity is None
        and (candidate.start, candidate.end) not in marked
        and len(candidate.text) > 1
    ]
    if links:
        yield f"X links {_named(links, 'link', style)}."
    elif not any(d.name == _NO_LINKS for d in item.diagnostics):
        yield "X links nothing in this title."
    if lost:
        yield f"X doesn't link {_named(lost, 'lost', style, 'or')}."


def _named(texts: Sequence[str], kind: str, style: Style, joined: str = "and") -> str:
    names = [style.paint(visible(text), kind) for text in texts[:_MOST_NAMED]]
    if len(texts) > len(names):
        names.append(f"{len(texts) - len(names):,} more")
    return f" {joined} ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
