"""Whether a longer title still fits: what adds to a title looks here first."""

from __future__ import annotations

from spacelint.text.length import utf16_length, weighted_length

#: UTF-16 units that X's Android client lets a Space start with, and its weighted counter's end.
MOST = 70


def fits(text: str, most: int = MOST) -> bool:
    """Tell whether X takes a title: at most ``most`` UTF-16 units, trimmed, and as much weight."""
    return utf16_length(text.strip()) <= most and weighted_length(text) <= most
