"""What is wrong with a file that a person wrote for spacelint, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class TomlDocument(NamedTuple):
    """A TOML file as read: its path, its text without a byte-order mark, and what it says."""

    path: str
    text: str
    data: dict[str, Any]


class Problem(NamedTuple):
    """One fault of a file: where it is, what was found, and what was expected.

    `line` and `column` are 1-based, the column in code points; both are 0 where the fault is the
    file as a whole (it cannot be read). `start` and `end` are code-point offsets into the file's
    text without its byte-order mark. `key_path` reads ``rules.SL103.fault``; `suggestion` is the
    nearest right name, or empty.
    """

    path: str
    line: int
    column: int
    key_path: str
    message: str
    suggestion: str = ""
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        place = shown(self.path, 500)
        if self.line:
            place += f":{self.line}:{self.column}"
        where = f"{self.key_path}: " if self.key_path else ""
        hint = f" (did you mean {self.suggestion}?)" if self.suggestion else ""
        return f"{place}: {where}{shown(self.message, 2_000)}{hint}"


def shown(text: str, most: int = 60) -> str:
    """`text` made safe to print: control characters escaped, at most `most` code points of it."""
    cut = text[:most] + "…" if len(text) > most else text
    if cut.isprintable():
        return cut
    return "".join(char if char.isprintable() else _escape(char) for char in cut)


def key_path_text(path: tuple[str | int, ...]) -> str:
    """A key path as a person writes it in TOML: ``plan.files[0].title``, odd keys quoted."""
    parts: list[str] = []
    for key in path:
        if isinstance(key, int):
            parts.append(f"[{key}]")
            continue
        bare = key.isascii() and key.replace("-", "a").replace("_", "a").isalnum()
        dot = "." if parts else ""
        parts.append(dot + (shown(key) if bare else f'"{shown(key)}"'))
    return "".join(parts)


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class Fault(NamedTuple):
    """A fault at a key path of a document, not yet located in its text.

    `on_key`: the key is at fault and not its value. `missing`: a key is not set, which another file
    may still set.
    """

    path: tuple[str | int, ...]
    message: str
    suggestion: str = ""
    on_key: bool = False
    missing: bool = False


def locate(document: TomlDocument, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Turn faults into problems with line and column, in the order of the text.

    The text is scanned for places only here, so a file without faults is never scanned.
    """
    faults = tuple(faults)
    if not faults:
        return ()
    spans = key_spans(document, [(fault.path, fault.on_key) for fault in faults])
    found = []
    for fault, span in zip(faults, spans, strict=True):
        place = (*line_column(document.text, span[0]), key_path_text(fault.path))
        found.append(Problem(document.path, *place, fault.message, fault.suggestion, *span))
    return tuple(sorted(found, key=lambda problem: (problem.start, problem.end)))


def key_spans(
    document: TomlDocument, keys: Iterable[tuple[tuple[str | int, ...], bool]]
) -> list[tuple[int, int]]:
    """Code-point spans of keys (True) or values (False); of the nearest parent where unknown."""
    from spacelint.source.toml_places import scan_toml

    places = scan_toml(document.text).places
    spans: list[tuple[int, int]] = []
    for path, on_key in keys:
        span = (0, 0)
        for size in range(len(path), 0, -1):
            place = places.get(path[:size])
            if place is not None:
                key = on_key or size < len(path)
                span = (place.key_start, place.key_end) if key else (place.start, place.end)
                break
        spans.append(span)
    return spans


def line_column(text: str, at: int) -> tuple[int, int]:
    """Return line and column of an offset, with line ends as TOML counts them: LF and CRLF."""
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
