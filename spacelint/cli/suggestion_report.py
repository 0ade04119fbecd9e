"""How suggestions are shown: each alone in its line, then what it changes and why; or as JSON."""

from __future__ import annotations

from spacelint.report.line import wrapped
from spacelint.text.escape import visible
from spacelint.text.length import utf16_length, weighted_length
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TextIO

    from spacelint.engine.rule import Diagnostic
    from spacelint.report.style import Style
    from spacelint.suggester.values import Change, Suggestion

VERSION = 1
LIMIT = 70
_INDENT = "  "
_GRAVE = ("error", "warning")


class Answer(NamedTuple):
    """A title, where it stands, what is suggested, and what the rules still say of each of that."""

    title: str
    path: str
    line: int
    suggestions: tuple[Suggestion, ...]
    left: tuple[tuple[Diagnostic, ...], ...]


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
                    "utf16": utf16_length(suggestion.text),
                    "weighted": weighted_length(suggestion.text),
                    "limit": LIMIT,
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
        yield _INDENT + style.paint(_measured(suggestion.text), "dim")
        for change in suggestion.changes:
            yield from _indented(visible(told(change)), style)
        if suggestion.missing:
            names = visible(", ".join(suggestion.missing))
            yield from _indented(f"Left for you: a place for {names}", style, "warning")
        for text in dict.fromkeys(d.message for d in left if d.rule.severity in _GRAVE):
            yield from _indented(visible(f"Left for you: {text}"), style, "warning")
    if not answer.suggestions:
        yield from _nothing(answer.title, style)


def _measured(text: str) -> str:
    length, weight = utf16_length(text), weighted_length(text)
    heavy = f", but X's counter weighs it at {weight}" if weight > LIMIT else ""
    return f"{length}/{LIMIT}{heavy}"


def _nothing(title: str, style: Style) -> Iterator[str]:
    length = utf16_length(title)
    if length > LIMIT:
        text = f"Nothing shorter says the same: {length}/{LIMIT}. Write it anew, with fewer words."
    else:
        text = f"Nothing better was found. {length}/{LIMIT}"
    yield from _indented(text, style, "dim")


def _indented(text: str, style: Style, kind: str = "") -> Iterator[str]:
    width = max(20, style.width - len(_INDENT)) if style.width else 0
    for line in wrapped(text, width):
        yield _INDENT + (style.paint(line, kind) if kind else line)
