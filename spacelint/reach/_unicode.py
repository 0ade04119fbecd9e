"""Half characters that JSON escapes can hold and no file or database can."""

from __future__ import annotations


def storable(text: str) -> str:
    """The text with every lone surrogate as U+FFFD; the same text where there is none."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
