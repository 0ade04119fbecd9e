"""Where each key and each value of a TOML document stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacelint.source.lines import Place as Place
from spacelint.source.styles.toml import TomlStyle
from spacelint.text.pattern import compile_re
from spacelint.text.value import Path

# A path longer than this is skipped: every path is a tuple, so unbounded nesting would cost the
# square of its depth. TOML's own advice to parsers is to support 100 levels.
MAX_DEPTH = 128


def lower_first(message: str) -> str:
    """Return a parser's message to go on a sentence with: "TOML is …" keeps its capitals."""
    return message if message[1:2].isupper() else message[:1].lower() + message[1:]


class TomlScan(NamedTuple):
    """All places of a document, keys written twice, and the offset of the first fault or -1."""

    places: dict[Path, Place]
    duplicates: tuple[tuple[Path, Place], ...]
    fault: int


_SPACE = r"(?:[ \t\r\n]++|\#[^\n]*+)*+"
_BASIC = r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"'
_LITERAL = r"'[^'\r\n]*+'"
_SCALAR = r"[+\-0-9A-Za-z_.:]++(?:\ [0-9]{2}:[0-9A-Za-z:.+\-]*+)?"
_BARE = r"[A-Za-z0-9_\-]++"
_KEY = rf"{_BARE}|{_BASIC}|{_LITERAL}"
_LINE_END = r"[ \t]*+(?:\#[^\n]*+)?\r?(?=\n|\Z)"

_skip = compile_re(_SPACE).match
# The line nearly every plan is made of: a bare key and a scalar that ends on the line.
_plain_line = compile_re(
    rf"{_SPACE}({_BARE})[ \t]*+=[ \t]*+({_BASIC}(?!\")|{_LITERAL}(?!')|{_SCALAR}){_LINE_END}"
).match
_plain_list_header = compile_re(rf"{_SPACE}(\[\[[ \t]*+({_BARE})[ \t]*+\]\]){_LINE_END}").match
_key_part = compile_re(rf"[ \t]*+({_KEY})[ \t]*+").match
_equals = re.compile(r"=[ \t]*+").match
_line_end = re.compile(_LINE_END).match
_value = compile_re(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    rf"|(?!\"\"\"|'''){_BASIC}|(?!\"\"\"|'''){_LITERAL}|{_SCALAR}"
).match
_rest_of_line = re.compile(r"[^\r\n]*").match
_resume = compile_re(
    rf"^[ \t]*+(?=\[|(?:{_KEY})[ \t]*+(?:\.[ \t]*+(?:{_KEY})[ \t]*+)*+=)", re.MULTILINE
).search


def scan_toml(text: str) -> TomlScan:
    """Return the place of every key path of a TOML 1.0 or 1.1 document.

    Offsets are code points; arrays and arrays of tables are indexed by integers. Never raises:
    in a half-typed document it resumes at the next line that looks like a header or a key.
    Takes time linear in the text. Paths of more than ``MAX_DEPTH`` parts are left out.
    """
    scanner = _Scanner(text)
    scanner.run()
    return TomlScan(scanner.places, tuple(scanner.duplicates), scanner.fault)


class _Fault(Exception):
    """The statement cannot be read on from ``at``."""

    def __init__(self, at: int) -> None:
        self.at = at


class _Key(NamedTuple):
    """The way to a value, the span of its key, and the tables that a dotted key implies."""

    path: Path
    start: int = -1  # of an element of an array, whose own span it is
    end: int = -1
    implied: tuple[tuple[Path, int, int], ...] = ()


class _Frame:
    """An array or inline table that is open."""

    __slots__ = ("close", "count", "key", "start")

    def __init__(self, key: _Key, start: int, close: str) -> None:
        self.key = key
        self.start = start
        self.close = close
        self.count = 0


class _Scanner:
    """One walk over a document; a class only to share the state of the walk."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[Path, Place] = {}
        self.duplicates: list[tuple[Path, Place]] = []
        self.fault = -1
        self.counts: dict[Path, int] = {}  # how many tables an array of tables has so far
        self.table: Path = ()
        self.open_strings: set[str] = set()  # delimiters known not to close any more

    def run(self) -> None:
        text, pos = self.text, 0
        while pos < len(text):
            if (line := _plain_line(text, pos)) is not None:
                self._add((*self.table, line[1]), Place(*line.span(1), *line.span(2)))
                pos = line.end()
            elif (line := _plain_list_header(text, pos)) is not None:
                self._open_list((line[2],), Place(*line.span(2), *line.span(1)))
                pos = line.end()
            elif (pos := _end(_skip(text, pos))) < len(text):
                pos = self._statement(pos)

    def _statement(self, start: int) -> int:
        """Read the statement at ``start``; the position after it, or where to try again."""
        text = self.text
        try:
            pos = self._header(start) if text[start] == "[" else self._pair(start)
            if (line_end := _line_end(text, pos)) is not None:
                return line_end.end()
        except _Fault as fault:
            pos = fault.at
        self._note_fault(pos)
        # The line the fault stands on may be the next good statement (an array left open).
        line = max(text.rfind("\n", 0, pos) + 1, text.find("\n", start) + 1)
        found = _resume(text, line) if line > start else None
        return found.end() if found is not None else len(text)

    def _header(self, start: int) -> int:
        close = "]]" if self.text.startswith("[[", start) else "]"
        parts, pos, whole = self._keys(start + len(close))
        if not parts:
            raise _Fault(start)
        closed = whole and self.text.startswith(close, pos)
        end = pos + len(close) if closed else parts[-1][2]
        *outer, (name, key_start, key_end) = parts
        base: Path = ()
        for part, first, last in outer:
            base = (*base, part)
            if len(base) <= MAX_DEPTH:
                self.places.setdefault(base, Place(first, last, start, end))
                if base in self.counts:
                    base = (*base, self.counts[base] - 1)
        path, place = (*base, name), Place(key_start, key_end, start, end)
        if len(path) > MAX_DEPTH:
            self.table = path[: MAX_DEPTH + 1]
        elif close == "]]":
            self._open_list(path, place)
        else:
            if path in self.counts:
                self.duplicates.append((path, place))
                path = (*path, self.counts[path] - 1)
            self.table = path
            self.places.setdefault(path, place)
        if not closed:
            raise _Fault(pos)
        return end

    def _open_list(self, path: Path, place: Place) -> None:
        index = self.counts.get(path, 0)
        if not index and self.places.setdefault(path, place) is not place:
            self.duplicates.append((path, place))
        self.counts[path] = index + 1
        self.table = (*path, index)
        self.places[self.table] = place

    def _keys(self, pos: int) -> tuple[list[tuple[str, int, int]], int, bool]:
        """Read a dotted key: its parts, where reading ended, and whether it is whole."""
        parts: list[tuple[str, int, int]] = []
        while (part := _key_part(self.text, pos)) is not None:
            if len(parts) <= MAX_DEPTH:
                parts.append((_key_name(part[1]), *part.span(1)))
            pos = part.end()
            if not self.text.startswith(".", pos):
                return parts, pos, True
            pos += 1
        return parts, pos, False

    def _key(self, pos: int, base: Path) -> tuple[_Key, int]:
        """Read a key below ``base`` and its ``=``; the key, and where its value begins."""
        parts, pos, whole = self._keys(pos)
        equals = _equals(self.text, pos) if whole else None
        if equals is None:
            raise _Fault(pos)
        spans = []
        for name, start, end in parts:
            base = _join(base, name)
            spans.append((base, start, end))
        return _Key(*spans[-1], tuple(spans[:-1])), equals.end()

    def _pair(self, pos: int) -> int:
        """Read ``key = value`` with everything nested in it, without recursion."""
        text = self.text
        frames: list[_Frame] = []
        key, pos = self._key(pos, self.table)
        try:
            while True:
                more = text[pos : pos + 1] in ("[", "{")
                if more:
                    frames.append(_Frame(key, pos, "]" if text[pos] == "[" else "}"))
                    pos = _end(_skip(text, pos + 1))
                else:
                    pos = self._scalar(key, pos)
                while frames:
                    frame = frames[-1]
                    if not more:
                        pos = _end(_skip(text, pos))
                        if more := text.startswith(",", pos):
                            pos = _end(_skip(text, pos + 1))
                    if not text.startswith(frame.close, pos):
                        break
                    pos += 1
                    self._put(frames.pop().key, frame.start, pos)
                    more = False
                else:
                    return pos
                if not more:
                    raise _Fault(pos)
                if frame.close == "]":
                    key = _Key(_join(frame.key.path, frame.count))
                    frame.count += 1
                else:
                    key, pos = self._key(pos, frame.key.path)
        except _Fault as fault:
            for frame in reversed(frames):
                self._put(frame.key, frame.start, fault.at)
            raise

    def _scalar(self, key: _Key, pos: int) -> int:
        mark = self.text[pos : pos + 3]
        found = None if mark in self.open_strings else _value(self.text, pos)
        if found is not None:
            self._put(key, pos, found.end())
            return found.end()
        if mark in ('"""', "'''"):
            self.open_strings.add(mark)
        self._note_fault(pos)
        rest = _rest_of_line(self.text, pos)
        end = pos + len(rest[0].rstrip() if rest else "")
        self._put(key, pos, end)
        raise _Fault(end)

    def _note_fault(self, at: int) -> None:
        if self.fault < 0:
            self.fault = at

    def _put(self, key: _Key, start: int, end: int) -> None:
        """Note the place of a value, and of the tables that its key implies."""
        for path, first, last in key.implied:
            if len(path) <= MAX_DEPTH:
                self.places.setdefault(path, Place(first, last, start, end))
        if end > start:
            span = (key.start, key.end) if key.start >= 0 else (start, end)
            self._add(key.path, Place(*span, start, end))

    def _add(self, path: Path, place: Place) -> None:
        if len(path) <= MAX_DEPTH and self.places.setdefault(path, place) is not place:
            self.duplicates.append((path, place))


def _join(path: Path, part: str | int) -> Path:
    # One part too long is long enough to be left out, and stays cheap at any depth.
    return path if len(path) > MAX_DEPTH else (*path, part)


def _end(found: re.Match[str] | None) -> int:
    assert found is not None  # the pattern matches the empty text too
    return found.end()


def _key_name(written: str) -> str:
    if written[0] not in "\"'":
        return written
    name = TomlStyle().decode(written, 0, len(written), "")
    return written[1:-1] if name is None else name.value
