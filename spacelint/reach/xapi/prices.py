"""What X charges, by date, in mills (a tenth of a cent, $0.001)."""

from __future__ import annotations

from typing import NamedTuple


class Prices(NamedTuple):
    """Mills for one user read, one Space read and one request for post counts."""

    since: str
    user: int
    space: int
    counts: int
    source: str


# Newest first. A day is an ISO date, compared as text.
PRICES = (Prices("2026-02-01", 10, 5, 5, "docs.x.com/x-api/getting-started/pricing, pay per use"),)


def prices_on(day: str) -> Prices:
    """The table in force on an ISO day; days before the oldest table get the oldest."""
    return next((table for table in PRICES if table.since <= day), PRICES[-1])


def dollars(mills: int) -> str:
    """Mills as dollars with three decimals: ``$0.015``."""
    return f"${mills // 1000}.{mills % 1000:03d}"


def mills(amount: str) -> int:
    """Mills of an amount such as ``0.50`` or ``$2``, rounded down.

    Raises ValueError where the text is not an amount of money, zero or more.
    """
    text = amount.strip().removeprefix("$")
    whole, _, part = text.partition(".")
    if not (whole + part).isdecimal() or not (whole + part).isascii() or len(whole) > 9:
        raise ValueError(f"not an amount of dollars: {amount[:40]!r} (expected e.g. 0.50)")
    return int(whole or "0") * 1000 + int((part + "000")[:3])
