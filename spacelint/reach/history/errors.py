"""What can go wrong with the history, as sentences for the user."""

from __future__ import annotations


class HistoryError(Exception):
    """The history, or what should go into it, cannot be read; ``str()`` is safe to show."""
