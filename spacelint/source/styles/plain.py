"""The interface of a quoting style, and the plain ones: a line, a cell of a CSV file."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    class Style(Protocol):
        """A way to write a text inside a document."""

        def decode(self, text: str, start: int, end: int, value: str) -> Decoded | None:
            """Read ``text[start:end]``; ``value`` is what the format's parser made of it."""

        def piece(self, new: str, style: str, written: str) -> str | None:
            """Write characters for the inside of a value of that style, or None."""

        def whole(self, value: str, written: str = "") -> str | None:
            """Write a whole value with its quotes; None if the format cannot represent it.

            ``written`` is what stands there now.
            """

        def holds(self, written: str, value: str) -> bool:
            """True if the format's parser reads ``written`` as ``value``."""


class LineStyle:
    """A title a line."""

    def decode(self, text: str, start: int, end: int, value: str) -> Decoded | None:
        return verbatim(text, start, end, "line")

    def piece(self, new: str, style: str, written: str) -> str | None:
        return new if encodable(new) and "\n" not in new and "\r" not in new else None

    def whole(self, value: str, written: str = "") -> str | None:
        return self.piece(value, "line", written)

    def holds(self, written: str, value: str) -> bool:
        """A line is its own value; an empty one is no title."""
        return written == value and bool(value.strip())


class CellStyle:
    """A cell of a CSV or TSV file with that separator."""

    def __init__(self, separator: str) -> None:
        self.separator = separator

    def decode(self, text: str, start: int, end: int, value: str) -> Decoded | None:
        if text[start : start + 1] != '"':
            return verbatim(text, start, end, "unquoted")
        if end - start < 2 or text[end - 1] != '"':
            return None
        build = Builder()
        pos, last = start + 1, end - 1
        while True:
            quote = text.find('"', pos, last)
            if quote < 0:
                build.run(text, pos, last)
                return build.done(start + 1, "quoted")
            if text[quote : quote + 2] != '""' or quote + 1 >= last:
                return None
            build.run(text, pos, quote)
            build.add('"', quote, quote + 2)
            pos = quote + 2

    def piece(self, new: str, style: str, written: str) -> str | None:
        """Write characters; None where an unquoted cell would need quotes for them."""
        if not encodable(new) or "\0" in new:
            return None
        if style == "quoted":
            return new.replace('"', '""')
        return None if any(char in new for char in f'"\r\n{self.separator}') else new

    def whole(self, value: str, written: str = "") -> str | None:
        piece = self.piece(value, "quoted", written)
        return None if piece is None else f'"{piece}"'

    def holds(self, written: str, value: str) -> bool:
        import csv
        import io

        rows = list(csv.reader(io.StringIO(f"a{self.separator}{written}", newline=""),
                               delimiter=self.separator))  # fmt: skip
        return rows == [["a", value]]


def encodable(new: str) -> bool:
    """True unless half of a surrogate pair is in the text: no file can hold that."""
    try:
        new.encode()
    except UnicodeEncodeError:
        return False
    return True


class Decoded(NamedTuple):
    """A value and the place of each of its characters (code points, end exclusive).

    ``start`` is where the content begins (after an opening quote), ``style`` the way it is
    written, for example ``basic``, ``literal``, ``plain``, ``double``.
    """

    value: str
    starts: Sequence[int]
    ends: Sequence[int]
    start: int
    style: str


class Builder:
    """Collects characters with their places."""

    __slots__ = ("chars", "ends", "starts")

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, char: str, start: int, end: int) -> None:
        """Add one character that is written as ``start:end``."""
        self.chars.append(char)
        self.starts.append(start)
        self.ends.append(end)

    def run(self, text: str, start: int, end: int) -> None:
        """Add characters that stand for themselves."""
        self.chars.extend(text[start:end])
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def tokens(
        self, pattern: re.Pattern[str], text: str, start: int, end: int
    ) -> Iterator[re.Match[str]]:
        """Yield the matches of ``text[start:end]`` and add the characters between them."""
        at = start
        for found in pattern.finditer(text, start, end):
            self.run(text, at, found.start())
            yield found
            at = found.end()
        self.run(text, at, end)

    def done(self, start: int, style: str) -> Decoded:
        return Decoded("".join(self.chars), self.starts, self.ends, start, style)


def verbatim(text: str, start: int, end: int, style: str) -> Decoded:
    """Return a value whose every character stands for itself."""
    return Decoded(text[start:end], range(start, end), range(start + 1, end + 1), start, style)
