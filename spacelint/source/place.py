"""Where a value stands in a document."""

from __future__ import annotations

from spacelint.text.value import NamedTuple


class Place(NamedTuple):
    """Where a value stands, in code points of the document text (end exclusive).

    ``key_start``/``key_end`` is the last key part in the assignment or header, quotes included;
    for an element of an array the element itself. ``start``/``end`` is the value as written, for
    a table opened by a header the header.
    """

    key_start: int
    key_end: int
    start: int
    end: int

    def moved(self, by: int) -> Place:
        """Return the same place ``by`` code points further on."""
        if not by:
            return self
        return Place(self.key_start + by, self.key_end + by, self.start + by, self.end + by)
