"""JSON strings."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from spacelint.source.styles.plain import Builder, Decoded, encodable, verbatim

_TOKEN = re.compile(
    r'\\(?:(["\\/bfnrt])|u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})'
    r"|u([0-9A-Fa-f]{4})|)"
)
_SHORT = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"
}  # fmt: skip
_ASCII_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}")


class JsonStyle:
    """How JSON writes a text."""

    def decode(self, text: str, start: int, end: int, value: str) -> Decoded | None:
        if end - start < 2 or text[start] != '"' or text[end - 1] != '"':
            return None
        first, last = start + 1, end - 1
        if text.find("\\", first, last) < 0:
            return verbatim(text, first, last, "json")
        build = Builder()
        for found in build.tokens(_TOKEN, text, first, last):
            if found[1]:
                char = _SHORT[found[1]]
            elif found[2]:
                high, low = int(found[2], 16), int(found[3], 16)
                char = chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
            elif found[4]:
                char = chr(int(found[4], 16))
            else:
                return None
            build.add(char, *found.span())
        return build.done(first, "json")

    def piece(self, new: str, style: str, written: str) -> str | None:
        r"""Write characters; as ``\uXXXX`` where the value itself is written that way."""
        return json.dumps(new, ensure_ascii=_in_ascii(written) or not encodable(new))[1:-1]

    def whole(self, value: str, written: str = "") -> str | None:
        piece = self.piece(value, "string", written)
        return f'"{piece}"'

    def holds(self, written: str, value: str) -> bool:
        try:
            return bool(json.loads(written) == value)
        except ValueError:
            return False


@lru_cache(1)  # asked for each of the edits of a value
def _in_ascii(written: str) -> bool:
    return written.isascii() and _ASCII_ESCAPE.search(written) is not None
