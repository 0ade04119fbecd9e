"""Rewrites of one title: the suggested ones, and the same in quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.source.text import apply
from spacelint.suggester.search import suggest
from spacelint.text.edit import Edit
from spacelint.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.lsp.analysis import Analysis
    from spacelint.plan import PlannedSpace
    from spacelint.source.text import SourceText

    Rewrite = tuple[str, list[Edit]]

_SHOWN = 80
_YAML = ("yaml", "front-matter")


def suggested_titles(analysis: Analysis, space: PlannedSpace) -> Iterator[Rewrite]:
    """Yield the better titles of a Space, best first, each as an edit of the plan."""

    source, governing = space.title, analysis.governing
    if source is None or space.plan.approximate:
        return
    context = governing.context.about(space)
    shown = [
        each.diagnostic
        for each in analysis.found
        if each.source is not None and each.space == space.index
    ]
    found = suggest(source.value, governing.linter, context, found=shown, fixable=governing.fixable)
    for one in found:
        edits = source.replace(((0, len(source.value), one.text),))
        if edits is not None:
            text = visible(one.text)
            yield f"Use “{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”", list(edits)


def quoted_title(analysis: Analysis, space: PlannedSpace) -> Iterator[Rewrite]:
    """Yield the edit that puts a bare YAML title in quotes, up to the end of its line."""
    plan, source = analysis.plan, space.title
    if plan is None or source is None or plan.format not in _YAML or not _is_bare(source):
        return
    _, line_end = analysis.positions.line_span(source.start)
    if source.end > line_end:
        return  # a title of several lines
    written = plan.text[source.start : line_end].rstrip()
    bare = written if plan.approximate else source.written.rstrip()
    quoted = '"' + bare.replace("\\", "\\\\").replace('"', '\\"') + '"'
    edit = Edit(source.start, source.start + len(bare), quoted)
    after = analysis.read(apply(plan.text, [edit]))
    if not bare or _reads(after, space.index) != bare:
        return
    yield "Put the title in quotes", [edit]


def _is_bare(source: SourceText) -> bool:
    return source.written[:1] not in ('"', "'", "|", ">", "[", "{", "&", "*", "!")


def _reads(plan: object, index: int) -> str | None:
    spaces = getattr(plan, "spaces", ())
    title = spaces[index].title if index < len(spaces) else None
    return title.value if title is not None else None
