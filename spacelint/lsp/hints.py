"""Inlay hints: how long a title is, and what X links of a tag that is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.text import Title
from spacelint.text.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.settings import Settings
    from spacelint.source.text import SourceText
    from spacelint.text.length import Limit


def inlay_hints(
    analysis: Analysis, start: int, end: int, settings: Settings
) -> list[types.InlayHint]:
    """Return the hints of the titles that ``start:end`` (code points of the plan) touches."""
    if analysis.plan is None:
        return []
    limit = analysis.governing.linter.limit
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
    text = analysis.plan.text if analysis.plan is not None else ""
    end = source.start + len(text[source.start : source.end].rstrip())
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
