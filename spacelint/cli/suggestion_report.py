"""How suggestions are shown: each alone in its line, then what it changes and why; or as JSON."""

from __future__ import annotations

from spacelint.report.line import wrapped
from spacelint.text.escape import visible
from spacelint.text.length import Length
from spacelint.text.limit import TITLE_LIMIT, Limit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TextIO

    from spacelint.engine.rule import Diagnostic
    from spacelint.report.style import Style
    from spacelint.suggester.values import Change, Suggestion

VERSION = 1
_INDENT = "  "
_GRAVE = ("error", "warning")


class Answer(NamedTuple):
    """A title, where it stands, what is suggested, and what the rules still say of each of that."""

    title: str
    path: str
    line: int
    suggestions: tuple[Suggestion, ...]
    left: tuple[tuple[Diagnostic, ...], ...]
    limit: Limit = TITLE_LIMIT


class Writer:
    """Writes answers as they come; ``several`` titles are told apart by their place and text."""

    __slots__ = ("_first", "_format", "_out", "_several", "_style")

    def __init__(self, out: TextIO, style: Style, format: str | None, several: bool) -> None:
        self._out = out
        self._style = style
        self._format = format or "text"
        self._several = several
        self._first = True

    def write(self, answer: Answer) -> None:
        """Write what is suggested for one title."""
        if self._format == "json":
            import json

            start = _opening() if self._first else ",\n"
            self._out.write(start + json.dumps(answer_object(answer)))
        else:
            lines = _lines(answer, self._style, self._several)
            self._out.write(("" if self._first else "\n") + "\n".join(lines) + "\n")
        self._first = False

    def close(self) -> None:
        """End the document."""
        if self._format == "json":
            self._out.write((_opening() if self._first else "") + "\n]}\n")
        self._out.flush()


def answer_object(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON has it."""
    return {
        "title": answer.title,
        "path": answer.path or None,
        "line": answer.line if answer.path else None,
        "suggestions": [
            {
                "title": suggestion.text,
                "length": {
                    "graphemes": Length(suggestion.text).graphemes,
                    "utf16": Length(suggestion.text).utf16,
                    "weighted": Length(suggestion.text).weighted,
                    "limit": answer.limit.maximum,
                    "unit": answer.limit.unit,
                },
                "changes": [
                    {
                        "what": change.what,
                        "why": change.why,
                        "before": change.before,
                        "after": change.after,
                        "code": change.code or None,
                    }
                    for change in suggestion.changes
                ],
                "score": suggestion.score._asdict(),
                "missing": list(suggestion.missing),
                "left": [
                    {"code": d.code, "severity": d.severity, "message": d.message} for d in left
                ],
            }
            for suggestion, left in zip(answer.suggestions, answer.left, strict=True)
        ],
    }


def told(change: Change) -> str:
    """Return a change in one sentence: what it does, and why in brackets."""
    if not change.why:
        return change.what
    # Brackets inside of brackets are hard to read.
    return f"{change.what}: {change.why}" if "(" in change.why else f"{change.what} ({change.why})"


def _opening() -> str:
    from spacelint import __version__

    return f'{{"version": {VERSION}, "tool": "spacelint {__version__}", "titles": [\n'


def _lines(answer: Answer, style: Style, several: bool) -> Iterator[str]:
    if several:
        place = f"{visible(answer.path)}:{answer.line}: " if answer.path else ""
        yield style.paint(f"{place}{visible(answer.title)}", "dim")
    for number, (suggestion, left) in enumerate(zip(answer.suggestions, answer.left, strict=True)):
        if number:
            yield ""
        yield style.paint(visible(suggestion.text), "bold")
        yield _INDENT + style.paint(_measured(suggestion.text, answer.limit), "dim")
        for change in suggestion.changes:
            yield from _indented(visible(told(change)), style)
        if suggestion.missing:
            names = visible(", ".join(suggestion.missing))
            yield from _indented(f"Left for you: a place for {names}", style, "warning")
        for text in dict.fromkeys(d.message for d in left if d.rule.severity in _GRAVE):
            yield from _indented(visible(f"Left for you: {text}"), style, "warning")
    if not answer.suggestions:
        yield from _nothing(answer.title, answer.limit, style)


def _measured(text: str, limit: Limit) -> str:
    return f"{limit.measure(text)}/{limit.maximum}"


def _nothing(title: str, limit: Limit, style: Style) -> Iterator[str]:
    length = _measured(title, limit)
    if limit.fits(title):
        text = f"Nothing better was found. {length}"
    else:
        text = f"Nothing shorter says the same: {length}. Write it anew, with fewer words."
    yield from _indented(text, style, "dim")


def _indented(text: str, style: Style, kind: str = "") -> Iterator[str]:
    width = max(20, style.width - len(_INDENT)) if style.width else 0
    for line in wrapped(text, width):
        yield _INDENT + (style.paint(line, kind) if kind else line)
