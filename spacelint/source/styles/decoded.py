"""What reading a written value gives, and what each way of writing offers."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol


class Decoded(NamedTuple):
    """A value and, for each of its characters, where it stands (code points, end exclusive).

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

    def done(self, start: int, style: str) -> Decoded:
        """Return what was collected."""
        return Decoded("".join(self.chars), self.starts, self.ends, start, style)


def verbatim(text: str, start: int, end: int, style: str) -> Decoded:
    """Return a value whose every character stands for itself."""
    return Decoded(text[start:end], range(start, end), range(start + 1, end + 1), start, style)


if TYPE_CHECKING:

    class Style(Protocol):
        """A way of writing a text inside a document."""

        def decode(self, text: str, start: int, end: int, value: str) -> Decoded | None:
            """Read ``text[start:end]``; ``value`` is what the format's parser made of it."""

        def piece(self, new: str, style: str, written: str) -> str | None:
            """Write characters so that they can stand inside a value of that style, or None."""

        def whole(self, value: str, style: str, written: str) -> str | None:
            """Write a whole value, quotes and all; None where the format cannot hold it."""

        def holds(self, written: str, value: str) -> bool:
            """Tell whether ``written`` would be read as ``value`` by the format's parser."""
