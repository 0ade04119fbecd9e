"""A replacement in a text."""

from __future__ import annotations

from spacelint.text.value import NamedTuple


class Edit(NamedTuple):
    """Replace ``start:end`` (code points) of a title or of a document by ``text``."""

    start: int
    end: int
    text: str

    def moved(self, by: int) -> Edit:
        """Return the same edit ``by`` code points further on."""
        return Edit(self.start + by, self.end + by, self.text)
