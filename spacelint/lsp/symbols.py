"""Document symbols: the Spaces of a plan by date, the rules of a rule file."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.text.width import visible

if TYPE_CHECKING:
    from spacelint.lsp.analysis import Analysis
    from spacelint.plan import PlannedSpace


def document_symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """Return the Spaces of a plan, soonest first; those without a date come last, as they stand."""
    if analysis.plan is None:
        return []
    return [
        _symbol(analysis, space, _when(space)) for space in sorted(analysis.plan.spaces, key=_order)
    ]


def _order(space: PlannedSpace) -> tuple[bool, timedelta]:
    """Return the key that sorts Spaces by their moment, whatever clock it is told by."""

    start = space.scheduled_start
    if start is None:
        return True, timedelta()
    # A difference, since a moment at either end of the calendar may have none in UTC.
    clock = start.moment.replace(tzinfo=None) - datetime(1970, 1, 1)
    return False, clock - (start.moment.utcoffset() or timedelta())


def _when(space: PlannedSpace) -> str:
    start = space.scheduled_start
    if start is None:
        return ""
    return start.moment.strftime("%Y-%m-%d %H:%M" if start.has_time else "%Y-%m-%d")


def _symbol(analysis: Analysis, space: PlannedSpace, when: str) -> types.DocumentSymbol:
    source, whole = space.title, space.place()
    name = visible(source.value).strip() if source is not None else ""
    first, last = (source.start, source.end) if source is not None else (0, 0)
    start, end = (whole.start, whole.end) if whole is not None else (first, last)
    if source is None:
        first, last = start, end
    # A table's place is its header alone: what is selected must be inside of the whole.
    start, end = min(start, first), max(end, last)
    people = ", ".join(visible(who) for who in (space.host or "",) if who)
    return types.DocumentSymbol(
        name or "(no title)",
        types.SymbolKind.Event,
        analysis.positions.range(start, end),
        analysis.positions.range(first, last),
        detail=" · ".join(part for part in (when, people) if part) or None,
    )
