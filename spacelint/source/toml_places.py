"""Where each key and each value of a TOML document stands."""

# house: one scanner of one grammar; its parts would share all of their state

from __future__ import annotations

import re
from typing import NamedTuple

from spacelint.source.lines import Place as Place
from spacelint.text.value import Path

# A path longer than this is skipped: every path is a tuple, so unbounded nesting would cost the
# square of its depth. TOML's own advice to parsers is to support 100 levels.
MAX_DEPTH = 128


class TomlScan(NamedTuple):
    """All places of a document, keys written twice, and the offset of the first fault or -1."""

    places: dict[Path, Place]
    duplicates: tuple[tuple[Path, Place], ...]
    fault: int


_SPACE = r"(?:[ \t\r\n]++|\#[^\n]*+)*+"
_BASIC = r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"'
_LITERAL = r"'[^'\r\n]*+'"
_SCALAR = r"[+\-0-9A-Za-z_.:]++(?:\ [0-9]{2}:[0-9A-Za-z:.+\-]*+)?"
_KEY = rf"[A-Za-z0-9_\-]++|{_BASIC}|{_LITERAL}"
_LINE_END = r"[ \t]*+(?:\#[^\n]*+)?\r?(?=\n|\Z)"

_skip = re.compile(_SPACE).match
# The line nearly every plan is made of: a bare key and a scalar that ends on the line.
_plain_line = re.compile(
    rf"{_SPACE}([A-Za-z0-9_\-]++)[ \t]*+=[ \t]*+"
    rf"({_BASIC}(?!\")|{_LITERAL}(?!')|{_SCALAR}){_LINE_END}"
).match
_plain_list_header = re.compile(
    rf"{_SPACE}\[\[[ \t]*+([A-Za-z0-9_\-]++)[ \t]*+\]\]{_LINE_END}"
).match
_key_part = re.compile(rf"[ \t]*+({_KEY})[ \t]*+").match
_line_end = re.compile(_LINE_END).match
_value = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    rf"|(?!\"\"\"|'''){_BASIC}|(?!\"\"\"|'''){_LITERAL}|{_SCALAR}"
).match
_rest_of_line = re.compile(r"[^\r\n]*").match
_resume = re.compile(
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
        text, size, places = self.text, len(self.text), self.places
        pos = 0
        while pos < size:
            line = _plain_line(text, pos)
            if line is not None:
                key_start, key_end = line.span(1)
                start, end = line.span(2)
                self._add((*self.table, text[key_start:key_end]), key_start, key_end, start, end)
                pos = line.end()
                continue
            line = _plain_list_header(text, pos)
            if line is not None:
                key_start, key_end = line.span(1)
                name: Path = (text[key_start:key_end],)
                start = text.rindex("[[", pos, key_start)
                end = text.index("]]", key_end) + 2
                if name in places and name not in self.counts:
                    self.duplicates.append((name, Place(key_start, key_end, start, end)))
                self._open_list(name, key_start, key_end, start, end)
                pos = line.end()
                continue
            pos = _end(_skip(text, pos))
            if pos < size:
                pos = self._statement(pos)

    def _statement(self, start: int) -> int:
        """Read the statement at ``start``; the position after it, or where to try again."""
        text = self.text
        pos = self._header(start) if text[start] == "[" else self._pair(start, self.table)
        if pos >= 0:
            line_end = _line_end(text, pos)
            if line_end is not None:
                return line_end.end()
            pos = -1 - pos
        at = -1 - pos
        if self.fault < 0:
            self.fault = at
        # The line the fault stands on may be the next good statement (an array left open).
        line = max(text.rfind("\n", 0, at) + 1, text.find("\n", start) + 1)
        if line <= start:
            return len(text)
        found = _resume(text, line)
        return found.end() if found is not None else len(text)

    def _header(self, start: int) -> int:
        text = self.text
        double = text.startswith("[[", start)
        pos = start + 1 + double
        parts: list[tuple[str, int, int]] = []
        pos = self._keys(pos, parts)
        if not parts:
            return -1 - max(pos, start)
        close = "]]" if double else "]"
        closed = pos >= 0 and text.startswith(close, pos)
        end = pos + len(close) if closed else parts[-1][2]
        base: Path = ()
        for name, key_start, key_end in parts[:-1]:
            base = (*base, name)
            if len(base) <= MAX_DEPTH:
                self.places.setdefault(base, Place(key_start, key_end, start, end))
                if base in self.counts:
                    base = (*base, self.counts[base] - 1)
        name, key_start, key_end = parts[-1]
        path = (*base, name)
        if len(path) > MAX_DEPTH:
            self.table = path[: MAX_DEPTH + 1]
        elif double:
            self._open_list(path, key_start, key_end, start, end)
        else:
            if path in self.counts:
                self.duplicates.append((path, Place(key_start, key_end, start, end)))
                path = (*path, self.counts[path] - 1)
            self.table = path
            self.places.setdefault(path, Place(key_start, key_end, start, end))
        return end if closed else -1 - (pos if pos >= 0 else -1 - pos)

    def _open_list(self, path: Path, key_start: int, key_end: int, start: int, end: int) -> None:
        index = self.counts.get(path, 0)
        self.counts[path] = index + 1
        place = Place(key_start, key_end, start, end)
        if not index:
            self.places.setdefault(path, place)
        self.table = (*path, index)
        self.places[self.table] = place

    def _keys(self, pos: int, parts: list[tuple[str, int, int]]) -> int:
        """Append the dotted key at ``pos``; the position after it, or -1 - the fault's."""
        while True:
            part = _key_part(self.text, pos)
            if part is None:
                return -1 - pos
            start, end = part.span(1)
            parts.append((_key_name(self.text[start:end]), start, end))
            if len(parts) > MAX_DEPTH + 1:
                del parts[-1]
            pos = part.end()
            if not self.text.startswith(".", pos):
                return pos
            pos += 1

    def _pair(self, pos: int, base: Path) -> int:
        """Read ``key = value`` with everything nested in it, without recursion."""
        text = self.text
        frames: list[_Frame] = []
        key = self._key_before_value(pos, base)
        while True:
            if isinstance(key, int):
                return self._leave_open(frames, key)
            path, key_start, key_end, implied, pos = key
            char = text[pos : pos + 1]
            if char == "[" or char == "{":
                frame = _Frame(char, path, key_start, key_end, pos, implied)
                frames.append(frame)
                pos = _end(_skip(text, pos + 1))
                closed = text.startswith(frame.close, pos)
            else:
                end = self._scalar(path, key_start, key_end, pos, implied)
                if end < 0:
                    return self._leave_open(frames, end)
                pos = end
                closed = False
                if not frames:
                    return pos
                frame = frames[-1]
                pos = _end(_skip(text, pos))
                if text.startswith(",", pos):
                    pos = _end(_skip(text, pos + 1))
                    closed = text.startswith(frame.close, pos)
                elif text.startswith(frame.close, pos):
                    closed = True
                else:
                    return self._leave_open(frames, -1 - pos)
            while closed:
                pos += 1
                self._close(frames.pop(), pos)
                if not frames:
                    return pos
                frame = frames[-1]
                pos = _end(_skip(text, pos))
                if text.startswith(",", pos):
                    pos = _end(_skip(text, pos + 1))
                    closed = text.startswith(frame.close, pos)
                elif not text.startswith(frame.close, pos):
                    return self._leave_open(frames, -1 - pos)
            if frame.close == "]":
                path = _join(frame.path, frame.count)
                frame.count += 1
                key = (path, -1, -1, (), pos)
            else:
                key = self._key_before_value(pos, frame.path)

    def _key_before_value(
        self, pos: int, base: Path
    ) -> tuple[Path, int, int, tuple[tuple[Path, int, int], ...], int] | int:
        text = self.text
        parts: list[tuple[str, int, int]] = []
        pos = self._keys(pos, parts)
        if pos < 0:
            return pos
        if not text.startswith("=", pos):
            return -1 - pos
        pos += 1
        while text[pos : pos + 1] in (" ", "\t"):
            pos += 1
        implied = []
        for name, start, end in parts[:-1]:
            base = _join(base, name)
            implied.append((base, start, end))
        name, start, end = parts[-1]
        return _join(base, name), start, end, tuple(implied), pos

    def _scalar(
        self,
        path: Path,
        key_start: int,
        key_end: int,
        pos: int,
        implied: tuple[tuple[Path, int, int], ...],
    ) -> int:
        text = self.text
        mark = text[pos : pos + 3]
        found = None if mark in self.open_strings else _value(text, pos)
        if found is not None:
            end = found.end()
        else:
            if mark in ('"""', "'''"):
                self.open_strings.add(mark)
            end = _end(_rest_of_line(text, pos))
            end = pos + len(text[pos:end].rstrip())
            if self.fault < 0:
                self.fault = pos
        for each, start, stop in implied:
            if len(each) <= MAX_DEPTH:
                self.places.setdefault(each, Place(start, stop, pos, end))
        if end > pos or found is not None:
            if key_start < 0:
                key_start, key_end = pos, end
            self._add(path, key_start, key_end, pos, end)
        return end if found is not None else -1 - end

    def _close(self, frame: _Frame, end: int) -> None:
        for each, start, stop in frame.implied:
            if len(each) <= MAX_DEPTH:
                self.places.setdefault(each, Place(start, stop, frame.start, end))
        key_start, key_end = frame.key_start, frame.key_end
        if key_start < 0:
            key_start, key_end = frame.start, end
        self._add(frame.path, key_start, key_end, frame.start, end)

    def _leave_open(self, frames: list[_Frame], fault: int) -> int:
        while frames:
            self._close(frames.pop(), -1 - fault)
        return fault

    def _add(self, path: Path, key_start: int, key_end: int, start: int, end: int) -> None:
        if len(path) > MAX_DEPTH:
            return
        place = Place(key_start, key_end, start, end)
        if path in self.places:
            self.duplicates.append((path, place))
        else:
            self.places[path] = place


class _Frame:
    """An array or inline table that is open."""

    __slots__ = ("close", "count", "implied", "key_end", "key_start", "path", "start")

    def __init__(
        self,
        opening: str,
        path: Path,
        key_start: int,
        key_end: int,
        start: int,
        implied: tuple[tuple[Path, int, int], ...],
    ) -> None:
        self.close = "]" if opening == "[" else "}"
        self.path = path
        self.key_start = key_start
        self.key_end = key_end
        self.start = start
        self.implied = implied
        self.count = 0


def _join(path: Path, part: str | int) -> Path:
    # One part too long is long enough to be left out, and stays cheap at any depth.
    return path if len(path) > MAX_DEPTH else (*path, part)


def _end(found: re.Match[str] | None) -> int:
    assert found is not None  # the pattern matches the empty text too
    return found.end()


def _key_name(written: str) -> str:
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    if "\\" not in written:
        return written[1:-1]
    return _ESCAPE.sub(_unescape, written[1:-1])


_ESCAPE = re.compile(r'\\(?:([btnfre"\\])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))')
_SHORT = {
    "b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"
}  # fmt: skip


def _unescape(found: re.Match[str]) -> str:
    if found[1]:
        return _SHORT[found[1]]
    number = int(found[2] or found[3] or found[4], 16)
    return chr(number) if number <= 0x10FFFF else found[0]
