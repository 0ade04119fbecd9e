"""From the findings of a plan to the items of a report, with their places in the file."""

from __future__ import annotations

from bisect import bisect_right

from spacelint.engine.plans import edits_of
from spacelint.report.item import Change, Item, Place
from spacelint.text import Title
from spacelint.text.model import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacelint.engine.plans import PlanDiagnostic
    from spacelint.engine.rule import Diagnostic
    from spacelint.plan import Plan, PlannedSpace

    Suggest = Callable[[PlannedSpace, Sequence[Diagnostic]], str | None]
    from spacelint.source.lines import LineTable

_MOST_SHOWN = 400  # code points of a line of the file; a plan may be one line of megabytes


def items_of(
    plan: Plan,
    found: Sequence[PlanDiagnostic],
    *,
    first_offset: int = 0,
    clean: bool = False,
    suggest: Suggest | None = None,
    facts: bool = False,
) -> list[Item]:
    """Return the titles of ``plan`` that have findings, and the lines, in the order of the file.

    ``clean`` also gives the titles without findings. ``first_offset`` is the number of code points
    before a plan read in pieces; ``suggest`` makes the better title of a Space. ``facts`` gives
    each item the fields of its Space.
    """
    titles: dict[int, list[PlanDiagnostic]] = {}
    items: list[tuple[int, Item]] = []
    for located in found:
        if located.source is None:
            item = _line_item(plan, located, first_offset)
            if facts and located.space >= 0:
                item = _with_facts(item, plan.spaces[located.space])
            items.append((located.start, item))
        else:
            titles.setdefault(located.space, []).append(located)
    for space in plan.spaces if clean else [plan.spaces[i] for i in titles]:
        source = space.title
        if source is None:
            continue
        group = titles.get(space.index, [])
        diagnostics = tuple([_shown(plan, each) for each in group])
        better = suggest(space, diagnostics) if suggest is not None and group else None
        if plan.approximate:
            better = None
        path, before = _counted_from(plan, source.start, first_offset)
        item = Item(
            title=Title(source.value),
            diagnostics=diagnostics,
            suggestion=better,
            path=path,
            line=plan.lines.line_column(source.start)[0] + before["first_line"],
            places=tuple([_place(plan, each, first_offset) for each in group]),
            changes=_changes(plan, group, first_offset) if group else None,
        )
        items.append((source.start, _with_facts(item, space) if facts else item))
    items.sort(key=lambda each: each[0])
    return [item for _, item in items]


def _with_facts(item: Item, space: PlannedSpace) -> Item:
    from spacelint.report.html.entries import facts_of

    return item._replace(facts=facts_of(space))


def _line_item(plan: Plan, located: PlanDiagnostic, first_offset: int) -> Item:
    """Return the line of the file (or the part of it) on which a finding about the file stands."""
    line = plan.lines.line_column(located.start)[0]
    start, end = plan.lines.line_span(line)
    if end - start > _MOST_SHOWN:
        start = max(start, min(located.start - _MOST_SHOWN // 4, end - _MOST_SHOWN))
        end = min(end, start + _MOST_SHOWN)
    text = plan.text[start:end]
    d = located.diagnostic
    edits: tuple[Edit, ...] = ()
    if all(start <= edit.start and edit.end <= end for edit in located.file_edits):
        edits = tuple([Edit(e.start - start, e.end - start, e.text) for e in edits_of(located)])
    shown = d._replace(
        start=located.start - start,
        end=min(located.end, end) - start,
        text=text,
        values={"match": d.match, **d.values},
        edits=edits,
    )
    path, before = _counted_from(plan, located.start, first_offset)
    return Item(
        title=Title(text),
        diagnostics=(shown,),
        path=path,
        line=line + before["first_line"],
        places=(_place(plan, located, first_offset),),
        kind="source",
        changes=_changes(plan, [located], first_offset),
    )


def _shown(plan: Plan, located: PlanDiagnostic) -> Diagnostic:
    """Return a diagnostic without its fix where the fix could not be put into the file."""
    diagnostic = located.diagnostic
    return diagnostic._replace(edits=()) if plan.approximate else diagnostic


def _place(plan: Plan, located: PlanDiagnostic, first_offset: int) -> Place:
    return place_of(
        plan.lines,
        located.start,
        located.end,
        located.exact and not plan.approximate,
        **_counted_from(plan, located.start, first_offset)[1],
    )


def _counted_from(plan: Plan, at: int, first_offset: int) -> tuple[str, dict[str, int]]:
    """Return the path that a place is told with, and what stands before the text there.

    That is the file; of a workbook it is the cell, of which all but the row counts from 0.
    """
    cells = plan.reading.cells
    if not cells:
        before = {"first_line": plan.first_line, "first_byte": plan.first_byte}
        return plan.path, {**before, "first_offset": first_offset}
    start, path = cells[bisect_right(cells, (at, "\U0010ffff")) - 1]
    lines = plan.lines
    row = plan.first_line - lines.line_column(start)[0] + 1
    before = {"first_line": row, "first_byte": -lines.byte_offset(start)}
    return path, {**before, "first_offset": -start}


def _changes(
    plan: Plan, group: Sequence[PlanDiagnostic], first_offset: int
) -> Callable[[int], tuple[Change, ...]]:
    def changes(index: int) -> tuple[Change, ...]:
        if plan.approximate:
            return ()
        return changes_of(
            plan.lines,
            edits_of(group[index]),
            **_counted_from(plan, group[index].start, first_offset)[1],
        )

    return changes


def place_of(
    lines: LineTable,
    start: int,
    end: int,
    exact: bool = True,
    *,
    first_line: int = 0,
    first_offset: int = 0,
    first_byte: int = 0,
) -> Place:
    """Return the place of ``start:end`` (code points of the text of ``lines``).

    ``first_line``, ``first_offset`` and ``first_byte`` are what stands in the file before the text,
    where a file is read in pieces.
    """
    line, column = lines.line_column(start)
    end_line, end_column = lines.line_column(end)
    return Place(
        line=line + first_line,
        column=column,
        end_line=end_line + first_line,
        end_column=end_column,
        utf16_column=lines.utf16_column(start),
        utf16_end_column=lines.utf16_column(end),
        offset=start + first_offset,
        end_offset=end + first_offset,
        byte=lines.byte_offset(start) + first_byte,
        end_byte=lines.byte_offset(end) + first_byte,
        exact=exact,
        utf8_column=_utf8_column(lines, start, column),
        utf8_end_column=_utf8_column(lines, end, end_column),
    )


def changes_of(
    lines: LineTable,
    edits: Iterable[Edit],
    *,
    first_line: int = 0,
    first_offset: int = 0,
    first_byte: int = 0,
) -> tuple[Change, ...]:
    """Return edits on the text of ``lines`` as changes, each with its place (see `place_of`)."""
    return tuple(
        Change(
            place_of(
                lines,
                edit.start,
                edit.end,
                first_line=first_line,
                first_offset=first_offset,
                first_byte=first_byte,
            ),
            edit.text,
        )
        for edit in edits
    )


def _utf8_column(lines: LineTable, offset: int, column: int) -> int:
    before = lines.text[offset - column + 1 : offset]
    return len(before) + 1 if before.isascii() else len(before.encode("utf-8", "surrogatepass")) + 1
