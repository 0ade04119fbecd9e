"""What is wrong with a file that a person wrote for spacelint, and where."""

from __future__ import annotations

from typing import NamedTuple


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
        place = f"{shown(self.path, 500)}"
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
