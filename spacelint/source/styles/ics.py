"""iCalendar TEXT values: escaped, and folded at 75 octets (RFC 5545, 3.1 and 3.3.11)."""

from __future__ import annotations

import re

from spacelint.source.styles.plain import Builder, Decoded, verbatim

# icalendar unfolds over several line ends in a row too.
_TOKEN = re.compile(r"([\r\n]+[ \t])|\\(?:[\r\n]+[ \t])*([\\;,nN])")
_FOLD = re.compile(r"[\r\n]+[ \t]")
_LIMIT = 75


class IcsStyle:
    """How iCalendar writes a text.

    ``head`` is what stands before it on its line, ``newline`` the line end of the file.
    """

    def __init__(self, head: str = "SUMMARY:", newline: str = "\r\n") -> None:
        self.head = head
        self.newline = newline

    def decode(self, text: str, start: int, end: int, value: str) -> Decoded | None:
        """Read a value, without the line end that closes it."""
        if all(text.find(mark, start, end) < 0 for mark in "\\\n\r"):
            return verbatim(text, start, end, "ics")
        build = Builder()
        for found in build.tokens(_TOKEN, text, start, end):
            if found[2]:
                build.add("\n" if found[2] in "nN" else found[2], *found.span())
        return build.done(start, "ics")

    def piece(self, new: str, style: str, written: str) -> str | None:
        """Write characters, escaped; None for what iCalendar forbids."""
        if re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", new):
            return None
        for char in "\\;,":
            new = new.replace(char, "\\" + char)
        return new.replace("\n", "\\n")

    def whole(self, value: str, written: str = "") -> str | None:
        """Write the value, folded so that no line is longer than 75 octets."""
        piece = self.piece(value, "ics", written)
        if piece is None:
            return None
        parts: list[str] = []
        used = len(self.head.encode())
        for char in piece:
            size = len(char.encode())
            if used + size > _LIMIT:
                parts.append(self.newline + " ")
                used = 1
            parts.append(char)
            used += size
        return "".join(parts)

    def holds(self, written: str, value: str) -> bool:
        """Check the length of the lines; the text is checked by reading it."""
        lines = re.split(r"\r\n|\n|\r", self.head + written)
        return all(len(line.encode()) <= _LIMIT for line in lines) and not re.search(
            r"[\r\n]", _FOLD.sub("", written)
        )
