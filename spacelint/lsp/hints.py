"""Inlay hints: how long a title is, and what X links of a tag that is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.text import Title
from spacelint.text.escape import visible
from spacelint.text.length import utf16_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.engine.linter import Linter
    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.settings import Settings
    from spacelint.source.text import SourceText

#: What X's clients allow, where no rule in use says otherwise.
LIMIT = 70


def inlay_hints(
    analysis: Analysis, start: int, end: int, settings: Settings
) -> list[types.InlayHint]:
    """Return the hints of the titles that ``start:end`` (code points of the plan) touches."""
    if analysis.plan is None:
        return []
    limit = limit_of(analysis.governing.linter)
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


def limit_of(linter: Linter) -> int:
    """Return how many UTF-16 units a title may have by the rules in use."""
    for rule in linter.rules:
        if rule.check == "length" and rule.scope == "title" and rule.params.get("unit") == "utf16":
            maximum = rule.params.get("maximum")
            if maximum is not None:
                return int(maximum)
    return LIMIT


def _length(analysis: Analysis, source: SourceText, limit: int) -> types.InlayHint:
    text = analysis.plan.text if analysis.plan is not None else ""
    end = source.start + len(text[source.start : source.end].rstrip())
    return types.InlayHint(
        analysis.positions.position(end),
        f"{utf16_length(source.value.strip())}/{limit}",
        tooltip=f"UTF-16 units of the title; X takes {limit} at most",
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
