"""Numbers and lists in words."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.shared.space import listed as all_listed


def many(number: int, what: str) -> str:
    """``1 Space``, ``1,200 Spaces``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def listed(words: Sequence[str], most: int = 5) -> str:
    """``a, b and c``; words beyond ``most`` are counted: ``a, b and 3 more``."""
    more = [f"{len(words) - most} more"] if len(words) > most else []
    return all_listed([*words[:most], *more])
