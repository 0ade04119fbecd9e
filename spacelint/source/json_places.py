"""Where each key and each value of a JSON document stands."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from spacelint.source.lines import Place
from spacelint.text.pattern import compile_re
from spacelint.text.value import Path

MAX_DEPTH = 128

_STRING = r'"(?:[^"\\]++|\\[\s\S])*+"'
_TOKEN = compile_re(
    rf"[ \t\r\n]*+(?:({_STRING})[ \t\r\n]*+(:)?"
    r"|([\[{])|([\]}])|(,)|([^\s,\[\]{}\"]++)|(\"))"
)
_COLON, _OPEN, _CLOSE, _COMMA, _UNCLOSED = 2, 3, 4, 5, 7
_LINE_END = re.compile(r"[\r\n]")


class JsonScan(NamedTuple):
    """All places of a value, and keys written twice in one object."""

    places: dict[Path, Place]
    duplicates: tuple[tuple[Path, Place], ...]


class _Open:
    """An object or array that is open."""

    __slots__ = ("index", "key_end", "key_start", "keys", "path", "start")

    def __init__(self, path: Path, is_list: bool, key_start: int, key_end: int, start: int) -> None:
        self.path = path
        self.index = 0 if is_list else -1
        self.key_start = key_start
        self.key_end = key_end
        self.start = start
        self.keys: set[str] = set()


def scan_json(text: str, pos: int = 0, end: int | None = None, base: Path = ()) -> JsonScan:
    """Return the place of every key path of the JSON value in ``text[pos:end]``.

    Offsets are code points of ``text``; paths start with ``base``. Never raises: in a half-typed
    document it goes on with the next token. Linear; paths deeper than ``MAX_DEPTH`` are left out.
    """
    end = len(text) if end is None else end
    limit = MAX_DEPTH + len(base)
    places: dict[Path, Place] = {}
    duplicates: list[tuple[Path, Place]] = []
    stack: list[_Open] = []
    key: tuple[str, int, int] | None = None

    def leave(at: int) -> None:
        opened = stack.pop()
        if len(opened.path) <= limit:
            places[opened.path] = Place(opened.key_start, opened.key_end, opened.start, at)

    while pos < end:
        found = _TOKEN.match(text, pos, end)
        if found is None:
            pos += 1
            continue
        pos = found.end()
        group = found.lastindex or 0
        if group in (_COMMA, _CLOSE):
            if group == _CLOSE and stack:
                leave(pos)
            key = None
            continue
        if group == _COLON:
            start, stop = found.span(1)
            key = (_name(text[start:stop]), start, stop)
            continue
        if group == _UNCLOSED:
            line = _LINE_END.search(text, pos, end)
            start, pos = pos - 1, line.start() if line else end
            stop = start + len(text[start:pos].rstrip(" \t,"))
        else:
            start, stop = found.span(group)
        here = _child(stack, base, key, limit)
        key_start, key_stop = key[1:] if key else (start, stop)
        if key is not None and stack:
            if key[0] in stack[-1].keys:
                # A path that is too deep for a place still has its key.
                again = here if here[-1:] == key[:1] else (key[0],)
                duplicates.append((again, Place(key_start, key_stop, start, stop)))
            stack[-1].keys.add(key[0])
        key = None
        if group == _OPEN:
            stack.append(_Open(here, text[start] == "[", key_start, key_stop, start))
        elif len(here) <= limit:
            # The last of equal keys is what json keeps.
            places[here] = Place(key_start, key_stop, start, stop)
    while stack:
        leave(end)
    return JsonScan(places, tuple(duplicates))


def _child(stack: list[_Open], base: Path, key: tuple[str, int, int] | None, limit: int) -> Path:
    if not stack:
        return base
    top = stack[-1]
    if top.index >= 0:
        part: str | int = top.index
        top.index += 1
    else:
        part = key[0] if key else "?"
    # One part too long is long enough to be left out, and stays cheap at any depth.
    return top.path if len(top.path) > limit else (*top.path, part)


def _name(written: str) -> str:
    if "\\" not in written:
        return written[1:-1]
    try:
        return str(json.loads(written, strict=False))
    except ValueError:
        return written[1:-1]
