"""TOML strings: basic, literal and their multi-line forms."""

from __future__ import annotations

import re

from spacelint.source.styles.plain import Builder, Decoded, encodable, verbatim

_TOKEN = re.compile(
    r'\\([btnfre"\\])|\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))'
    r"|(\\[ \t]*\r?\n(?:[ \t]|\r?\n)*)|\r\n|\\"
)
_NEWLINE = re.compile(r"\r\n")
_SHORT = {
    "b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"
}  # fmt: skip
_MUST_ESCAPE = re.compile(r'[\x00-\x08\x0a-\x1f\x7f"\\]')
_NOT_LITERAL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f']")
_WRITE = {"\b": "\\b", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class TomlStyle:
    """How TOML writes a text."""

    def decode(self, text: str, start: int, end: int, value: str) -> Decoded | None:
        quote = text[start : start + 1]
        if quote not in ('"', "'") or end - start < 2:
            return None
        long = text.startswith(quote * 3, start) and end - start >= 6
        width = 3 if long else 1
        style = ("multi-line-" if long else "") + ("basic" if quote == '"' else "literal")
        if text[end - width : end] != quote * width:
            return None
        first, last = start + width, end - width
        if long:
            if text.startswith("\r\n", first):
                first += 2
            elif text.startswith("\n", first):
                first += 1
        return _content(text, first, last, style)

    def piece(self, new: str, style: str, written: str) -> str | None:
        if not encodable(new):
            return None
        if style.endswith("literal"):
            return None if _NOT_LITERAL.search(new) else new
        return _MUST_ESCAPE.sub(lambda m: _WRITE.get(m[0]) or f"\\u{ord(m[0]):04X}", new)

    def whole(self, value: str, written: str = "") -> str | None:
        """Write a basic string, which can hold any text but lone surrogates."""
        piece = self.piece(value, "basic", written)
        return None if piece is None else f'"{piece}"'

    def holds(self, written: str, value: str) -> bool:
        import tomli

        try:
            return bool(tomli.loads(f"v = {written}") == {"v": value})
        except ValueError:
            return False


def _content(text: str, first: int, last: int, style: str) -> Decoded | None:
    content = text[first:last]
    special = "" if style == "literal" else "\\" if style == "basic" else "\\\r"
    if not any(char in content for char in special):
        return verbatim(text, first, last, style)
    tokens = _NEWLINE if style.endswith("literal") else _TOKEN
    build = Builder()
    for found in build.tokens(tokens, text, first, last):
        if found[0] == "\r\n":
            build.add("\n", *found.span())
        elif found[1]:
            build.add(_SHORT[found[1]], *found.span())
        elif not found[5]:
            number = int(found[2] or found[3] or found[4] or "-1", 16)
            if not 0 <= number <= 0x10FFFF:
                return None
            build.add(chr(number), *found.span())
    return build.done(first, style)
