"""A title in its document: the place of each character, and edits that change it there."""

from __future__ import annotations

from spacelint.text.model import Edit

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.source.styles.plain import Decoded, Style


_BLOCKS = ("literal", "folded")  # YAML values that end with the line after them


class SourceText:
    """A decoded title and the way back to the document it was written in.

    ``value`` is what the format's own parser returned. The place of each character is computed on
    first use, unless ``style`` is None: then it is unknown. All offsets are code points, ends
    exclusive.
    """

    __slots__ = ("_decoded", "_style", "document", "end", "start", "value")

    def __init__(
        self, value: str, document: str, start: int, end: int, style: Style | None
    ) -> None:
        self.value = value
        self.document = document
        self.start = start
        self.end = end
        self._style = style
        self._decoded: Decoded | bool | None = False

    def __repr__(self) -> str:
        return f"SourceText({self.value!r}, {self.start}, {self.end})"

    @property
    def exact(self) -> bool:
        """True if the place of each character is known; else spans are those of the whole."""
        return self._map() is not None

    @property
    def style(self) -> str:
        """The way the value is written: ``basic``, ``plain``, ``double``, … or ``unknown``."""
        decoded = self._map()
        return decoded.style if decoded is not None else "unknown"

    @property
    def written(self) -> str:
        """The value as written in the document, quotes and escapes included."""
        return self.document[self.start : self.end]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the document of ``value[start:end]``; of the whole if not exact.

        An empty span is the place to insert characters at.
        """
        decoded = self._map()
        if decoded is None:
            return self.start, self.end
        size = len(self.value)
        start, end = max(0, min(start, size)), max(0, min(end, size))
        if start < end:
            return decoded.starts[start], decoded.ends[end - 1]
        if not size:
            return decoded.start, decoded.start
        at = decoded.ends[start - 1] if start else decoded.starts[0]
        return at, at

    def moved(self, document: str, by: int) -> SourceText:
        """Return the same text in another document, ``by`` code points further on."""
        return SourceText(self.value, document, self.start + by, self.end + by, self._style)

    def replace(self, edits: Iterable[tuple[int, int, str]]) -> tuple[Edit, ...] | None:
        """Turn edits on the title into edits on the document that change nothing else.

        The new characters are written in the value's own quoting style; the whole value is
        rewritten, in another style, only where the new text requires it. Edits must not overlap.
        None if the format cannot represent the new text, or the place is not exact.
        """
        decoded, style = self._map(), self._style
        if decoded is None or style is None:
            return None
        title_edits = sorted(Edit(*each) for each in edits)
        new = apply(self.value, title_edits)
        written = self.written
        local: list[Edit] = []
        # A block ends with the line break that separates the next key and starts with what
        # sets its indentation: neither is edited away.
        block = decoded.style in _BLOCKS
        rewrite = block and (not self.value.strip() or _edges(self.value) != _edges(new))
        for edit in title_edits:
            piece = None if rewrite else style.piece(edit.text, decoded.style, written)
            if piece is None:
                break
            start, end = self.span(edit.start, edit.end)
            local.append(Edit(start, end, piece))
        else:
            candidate = apply(written, [edit.moved(-self.start) for edit in local])
            if self._reads_as(style, candidate, new):
                return tuple(local)
        whole = style.whole(new, written)
        if whole is None or not self._reads_as(style, whole, new):
            return None
        end = self.end
        if block:
            while end > self.start and self.document[end - 1] in "\r\n":
                end -= 1
        return (Edit(self.start, end, whole),)

    def _reads_as(self, style: Style, written: str, value: str) -> bool:
        # Read at its own column: a block scalar may be indented from there.
        line = max(
            self.document.rfind("\n", 0, self.start), self.document.rfind("\r", 0, self.start)
        )
        head = self.document[line + 1 : self.start]
        decoded = style.decode(head + written, len(head), len(head) + len(written), value)
        if decoded is None or not _same(decoded.value, value):
            return False
        return style.holds(written, decoded.value)

    def _map(self) -> Decoded | None:
        if isinstance(self._decoded, bool):
            decoded = None
            if self._style is not None:
                decoded = self._style.decode(self.document, self.start, self.end, self.value)
            if decoded is not None and not _same(decoded.value, self.value):
                decoded = None
            self._decoded = decoded
        return self._decoded


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits that do not overlap."""
    parts: list[str] = []
    pos = 0
    for edit in sorted(edits):
        parts += (text[pos : edit.start], edit.text)
        pos = max(pos, edit.end)
    return "".join((*parts, text[pos:]))


def _edges(value: str) -> tuple[str, str]:
    """Return the white space before and the line breaks after a value."""
    return value[: len(value) - len(value.lstrip())], value[len(value.rstrip("\n")) :]


def _same(decoded: str, value: str) -> bool:
    # The line break that ends a block of several lines is not part of a title.
    return decoded == value or decoded.rstrip("\r\n") == value
