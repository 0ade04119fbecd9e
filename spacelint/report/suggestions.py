"""Reports of suggestions: each on its own line, then its changes and their reasons; or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

from spacelint import __version__
from spacelint.engine.rule import Diagnostic
from spacelint.report import suggestion_schema as schema
from spacelint.report.common import sentences as sentence
from spacelint.report.terminal import Style, wrapped
from spacelint.text.length import TITLE_LIMIT, Length, Limit
from spacelint.text.width import place_text, visible

if TYPE_CHECKING:
    from spacelint.suggester.leave_out import TooLong
    from spacelint.suggester.tokens import Change, Suggestion


VERSION = 2
_INDENT = "  "


class Answer(NamedTuple):
    """A title, its place, the suggestions for it, and what is left to do by hand.

    ``left`` has the findings of each suggestion, ``found`` those of the title itself; ``too_long``
    is set if the title is over the limit.
    """

    title: str
    path: str
    line: int
    suggestions: tuple[Suggestion, ...]
    left: tuple[tuple[Diagnostic, ...], ...]
    found: tuple[Diagnostic, ...]
    missing: tuple[str, ...] = ()
    too_long: TooLong | None = None
    limit: Limit = TITLE_LIMIT


class SuggestionWriter:
    """Writes answers as they come; with ``several`` titles each has a heading.

    Without ``explain`` the text has no changes and reasons.
    """

    def __init__(
        self, out: TextIO, style: Style, format: str | None, several: bool, *, explain: bool = True
    ) -> None:
        self._out = out
        self._style = style
        self._format = format or "text"
        self._several = several
        self._explain = explain
        self._first = True

    def write(self, answer: Answer) -> None:
        if self._format == "json":
            start = _opening() if self._first else ",\n"
            self._out.write(start + json.dumps(answer_object(answer)))
        else:
            lines = _lines(answer, self._style, several=self._several, explain=self._explain)
            self._out.write(("" if self._first else "\n") + "\n".join(lines) + "\n")
        self._first = False

    def close(self) -> None:
        if self._format == "json":
            self._out.write((_opening() if self._first else "") + "\n]}\n")
        self._out.flush()


def answer_object(answer: Answer) -> schema.Answer:
    """Return an answer as JSON has it."""
    over = answer.too_long
    return {
        "title": answer.title,
        "path": answer.path or None,
        "line": answer.line if answer.path else None,
        "length": _length(answer.title, answer.limit),
        "suggestions": [
            {
                "title": suggestion.text,
                "length": _length(suggestion.text, answer.limit),
                "changes": [_change(change) for change in suggestion.changes],
                "missing": list(suggestion.missing),
                "left": _left(left),
            }
            for suggestion, left in zip(answer.suggestions, answer.left, strict=True)
        ],
        "missing": list(answer.missing),
        "left": _left(answer.found),
        "too_long": None
        if over is None
        else {
            "over": over.over,
            "fits": over.fits,
            "beyond": over.beyond,
            "segments": [{"text": text, "length": size} for text, size in over.segments],
        },
    }


def _change(change: Change) -> schema.Change:
    what, why, code = change.what, change.why, change.code or None
    return {"what": what, "why": why, "before": change.before, "after": change.after, "code": code}


def explained(change: Change) -> str:
    """Return a change in one sentence: what it does, and why in brackets."""
    if not change.why:
        return change.what
    # Brackets inside of brackets are hard to read.
    return f"{change.what}: {change.why}" if "(" in change.why else f"{change.what} ({change.why})"


def _length(text: str, limit: Limit) -> schema.Length:
    length = Length(text)
    return {
        "graphemes": length.graphemes,
        "utf16": length.utf16,
        "weighted": length.weighted,
        "limit": limit.maximum,
        "unit": limit.unit,
    }


def _measured(text: str, limit: Limit) -> str:
    return f"{limit.measure(text)}/{limit.maximum}"


def _left(found: Sequence[Diagnostic]) -> list[schema.Left]:
    return [
        {"code": d.code, "severity": d.severity, "message": d.message, "help": d.help}
        for d in found
    ]


def _opening() -> str:
    return f'{{"version": {VERSION}, "tool": "spacelint {__version__}", "titles": [\n'


def _lines(answer: Answer, style: Style, *, several: bool, explain: bool) -> Iterator[str]:
    if several:
        place = f"{place_text(visible(answer.path), answer.line)}: " if answer.path else ""
        yield style.paint(f"{place}{visible(answer.title)}", "dim")
    for number, (suggestion, left) in enumerate(zip(answer.suggestions, answer.left, strict=True)):
        if number and explain:
            yield ""
        yield style.paint(visible(suggestion.text), "bold")
        if explain:
            yield _INDENT + style.paint(_measured(suggestion.text, answer.limit), "dim")
            for change in suggestion.changes:
                yield from _indented(visible(explained(change)), style)
            yield from _by_hand(suggestion.missing, left, style)
    if not answer.suggestions:
        yield from _nothing(answer, style)


def _nothing(answer: Answer, style: Style) -> Iterator[str]:
    """Yield why there is no better title, and what is left to do."""
    over, length = answer.too_long, _measured(answer.title, answer.limit)
    if over is not None:
        yield from _too_long(over, style)
    elif answer.found or answer.missing:
        yield from _indented(f"No better title was found. {length}", style)
    else:
        yield from _indented(f"Nothing to improve. {length}", style, "dim")
    left = [d for d in answer.found if over is None or d.rule.check != "length"]
    yield from _by_hand(answer.missing, left, style)


def _too_long(over: TooLong, style: Style) -> Iterator[str]:
    text = (
        f"This title is {over.limit.amount(over.over)} too long"
        f" ({over.length}/{over.limit.maximum}), and no shorter one was found that says the same."
    )
    yield from _indented(text, style, "warning")
    yield from _indented(f"Fits:   {visible(over.fits)}", style)
    yield from _indented(f"Beyond: {visible(over.beyond.strip())}", style)
    for text, size in over.segments:
        yield from _indented(f"{over.limit.amount(size)}: {visible(text)}", style, "dim")


def _by_hand(missing: Sequence[str], found: Sequence[Diagnostic], style: Style) -> Iterator[str]:
    if missing:
        names = visible(", ".join(missing))
        yield from _indented(f"Left for you: a place for {names}", style, "warning")
    for text in dict.fromkeys(map(sentence, found)):
        yield from _indented(visible(f"Left for you: {text}"), style, "warning")


def _indented(text: str, style: Style, kind: str = "") -> Iterator[str]:
    width = max(20, style.width - len(_INDENT)) if style.width else 0
    for line in wrapped(text, width):
        yield _INDENT + (style.paint(line, kind) if kind else line)
