"""Which title, and what in it, stands at a place of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacelint.text import Title

if TYPE_CHECKING:
    from spacelint.lsp.analysis import Analysis
    from spacelint.plan import PlannedSpace
    from spacelint.source.text import SourceText
    from spacelint.text import Candidate, Entity


class At(NamedTuple):
    """A title at a place: its Space, the way back to the file, and what X makes of it."""

    space: PlannedSpace
    source: SourceText
    title: Title


def title_at(analysis: Analysis, offset: int) -> At | None:
    """Return the title that an offset of the plan is in, or stands at the end of."""
    plan = analysis.plan
    if plan is None:
        return None
    for space in plan.spaces:
        source = space.title
        if source is not None and source.start <= offset <= source.end:
            return At(space, source, Title(source.value))
    return None


def part_at(at: At, offset: int) -> Candidate | Entity | None:
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
