"""Titles in a plan: the one at a position, inlay hints, document links and symbols."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote

from lsprotocol import types

from spacelint.lsp.settings import Settings
from spacelint.lsp.workspace import Analysis
from spacelint.plan import PlannedSpace
from spacelint.source.text import SourceText
from spacelint.text import Candidate, Entity, Title
from spacelint.text.length import Limit
from spacelint.text.width import visible


class PlannedTitle(NamedTuple):
    """A title of a plan: its Space, its place in the file, and what X makes of it."""

    space: PlannedSpace
    source: SourceText
    title: Title


def title_at(analysis: Analysis, offset: int) -> PlannedTitle | None:
    """Return the title that an offset of the plan is in, or at the end of."""
    for space in analysis.plan.spaces:
        source = space.title
        if source is not None and source.start <= offset <= source.end:
            return PlannedTitle(space, source, Title(source.value))
    return None


def part_at(at: PlannedTitle, offset: int) -> Candidate | Entity | None:
    """Return the candidate, or else the linked address, of a title that an offset is in."""
    if not at.source.exact:
        return None
    urls = [entity for entity in at.title.entities if entity.kind == "url"]
    parts: list[Candidate | Entity] = [*at.title.candidates, *urls]
    for part in parts:
        start, end = at.source.span(part.start, part.end)
        if start <= offset <= end:
            return part
    return None


def inlay_hints(
    analysis: Analysis, start: int, end: int, settings: Settings
) -> list[types.InlayHint]:
    """Return the hints of the titles that ``start:end`` (code points of the plan) touches."""
    limit = analysis.settings.linter.limit
    found: list[types.InlayHint] = []
    for space in analysis.plan.spaces:
        source = space.title
        if source is None or source.end < start or source.start > end:
            continue
        if settings.cut_tags:
            found += _cut(analysis, source)
        if settings.lengths and source.value.strip():
            found.append(_length(analysis, source, limit))
    return found


def _length(analysis: Analysis, source: SourceText, limit: Limit) -> types.InlayHint:
    end = source.start + len(source.written.rstrip())
    return types.InlayHint(
        analysis.positions.position(end),
        f"{limit.measure(source.value)}/{limit.maximum}",
        tooltip=f"Length of the title; X takes {limit.amount(limit.maximum)} at most",
        padding_left=True,
    )


def _cut(analysis: Analysis, source: SourceText) -> Iterator[types.InlayHint]:
    if not any(sign in source.value for sign in "#＃@＠$＄") or not source.exact:
        return
    for candidate in Title(source.value).candidates:
        if candidate.entity is None or not candidate.rest:
            continue
        _, end = source.span(candidate.start, candidate.end)
        yield types.InlayHint(
            analysis.positions.position(end),
            f"links {visible(candidate.linked)}",
            tooltip=f"X links only {visible(candidate.linked)}, not {visible(candidate.text)}",
            padding_left=True,
        )


_X = "https://x.com"


def document_links(analysis: Analysis, tooltips: bool = True) -> list[types.DocumentLink]:
    """Return a link for everything that X links in the titles of a plan, addresses left out.

    ``tooltips`` where the client can show them.
    """
    found = []
    for space in analysis.plan.spaces:
        source = space.title
        if source is None or not any(sign in source.value for sign in "#＃@＠$"):
            continue
        entities = [e for e in Title(source.value).entities if e.kind != "url"]
        if not entities or not source.exact:
            continue
        for entity in entities:
            start, end = source.span(entity.start, entity.end)
            where = analysis.positions.range(start, end)
            tip = _TIPS[entity.kind] if tooltips else None
            found.append(types.DocumentLink(where, address_of(entity), tooltip=tip))
    return found


def address_of(entity: Entity) -> str:
    """Return the page on X that a tag, mention, list or cashtag leads to."""
    if entity.kind == "list":
        user, _, name = entity.value.partition("/")
        return f"{_X}/{quote(user, safe='')}/lists/{quote(name, safe='')}"
    return f"{_X}/{_PAGES[entity.kind]}{quote(entity.value, safe='')}"


_PAGES = {"mention": "", "hashtag": "hashtag/", "cashtag": "search?q=%24"}
_TIPS = {
    "mention": "Open the profile on X",
    "hashtag": "Open the search page on X",
    "list": "Open the List on X",
    "cashtag": "Open the search page on X",
}


def document_symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """Return the Spaces of a plan, soonest first; those without a date come last, in order."""
    return [
        _symbol(analysis, space, _when(space)) for space in sorted(analysis.plan.spaces, key=_order)
    ]


def _order(space: PlannedSpace) -> tuple[bool, timedelta]:
    """Return the key that sorts Spaces by their moment, whatever its time zone."""
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
    # A table's place is its header alone; the protocol requires the selection to be inside.
    start, end = min(start, first), max(end, last)
    return types.DocumentSymbol(
        name or "(no title)",
        types.SymbolKind.Event,
        analysis.positions.range(start, end),
        analysis.positions.range(first, last),
        detail=" · ".join(part for part in (when, visible(space.host or "")) if part) or None,
    )
