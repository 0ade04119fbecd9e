"""From the findings of a plan to the items of a report, with their places in the file."""

from __future__ import annotations

from bisect import bisect_right

from spacelint.engine.plans import edits_of
from spacelint.report.item import FileChange, FilePlace, Item
from spacelint.text import Title
from spacelint.text.model import Edit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacelint.engine.plans import PlanDiagnostic
    from spacelint.engine.rule import Diagnostic
    from spacelint.plan import Plan, PlannedSpace
    from spacelint.source.lines import LineTable

    Suggest = Callable[[PlannedSpace, Sequence[Diagnostic]], str | None]

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

    ``clean`` also includes the titles without findings. ``first_offset`` is the number of code
    points before a plan read in pieces; ``suggest`` returns the better title of a Space. ``facts``
    adds the fields of its Space to each item.
    """
    before = Before(plan.first_line, first_offset, plan.first_byte)
    titles: dict[int, list[PlanDiagnostic]] = {}
    items: list[tuple[int, Item]] = []
    for located in found:
        if located.source is None:
            item = _line_item(plan, located, before)
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
        diagnostics = tuple([each.diagnostic for each in group])
        better = None
        if plan.approximate:  # no fix could be written to the file
            diagnostics = tuple([each._replace(edits=()) for each in diagnostics])
        elif suggest is not None and group:
            better = suggest(space, diagnostics)
        path, near = _counted_from(plan, source.start, before)
        item = Item(
            title=Title(source.value),
            diagnostics=diagnostics,
            suggestion=better,
            path=path,
            line=plan.lines.line_column(source.start)[0] + near.lines,
            places=tuple([_place(plan, each, near) for each in group]),
            changes=_changes(plan, group, near) if group else None,
        )
        items.append((source.start, _with_facts(item, space) if facts else item))
    items.sort(key=lambda each: each[0])
    return [item for _, item in items]


def _with_facts(item: Item, space: PlannedSpace) -> Item:
    from spacelint.report.html.entries import facts_of

    return item._replace(facts=facts_of(space))


def _line_item(plan: Plan, located: PlanDiagnostic, before: Before) -> Item:
    """Return the line of the file (or the part of it) with a finding about the file."""
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
    path, before = _counted_from(plan, located.start, before)
    return Item(
        title=Title(text),
        diagnostics=(shown,),
        path=path,
        line=line + before.lines,
        places=(_place(plan, located, before),),
        kind="source",
        changes=_changes(plan, [located], before),
    )


def _counted_from(plan: Plan, at: int, before: Before) -> tuple[str, Before]:
    """Return the path of a place, and what precedes it: in a workbook those of its cell."""
    cells = plan.reading.cells
    if not cells:
        return plan.path, before
    start, path = cells[bisect_right(cells, (at, "\U0010ffff")) - 1]
    row = plan.line_at(start) - plan.lines.line_column(start)[0]
    return path, Before(row, -start, -plan.lines.byte_offset(start))


def _place(plan: Plan, located: PlanDiagnostic, before: Before) -> FilePlace:
    exact = located.exact and not plan.approximate
    return place_of(plan.lines, located.start, located.end, exact, before)


def _changes(
    plan: Plan, group: Sequence[PlanDiagnostic], before: Before
) -> Callable[[int], tuple[FileChange, ...]]:
    def changes(index: int) -> tuple[FileChange, ...]:
        return () if plan.approximate else changes_of(plan.lines, edits_of(group[index]), before)

    return changes


class Before(NamedTuple):
    """What precedes a text in its file, which is read in pieces: lines, code points and bytes."""

    lines: int = 0
    offset: int = 0
    bytes: int = 0


_NOTHING = Before()


def place_of(
    lines: LineTable, start: int, end: int, exact: bool = True, before: Before = _NOTHING
) -> FilePlace:
    """Return the place of ``start:end`` (code points of the text of ``lines``)."""
    line, column = lines.line_column(start)
    end_line, end_column = lines.line_column(end)
    return FilePlace(
        line=line + before.lines,
        column=column,
        end_line=end_line + before.lines,
        end_column=end_column,
        utf16_column=lines.column(start, "utf-16"),
        utf16_end_column=lines.column(end, "utf-16"),
        offset=start + before.offset,
        end_offset=end + before.offset,
        byte=lines.byte_offset(start) + before.bytes,
        end_byte=lines.byte_offset(end) + before.bytes,
        exact=exact,
        utf8_column=lines.column(start, "utf-8"),
        utf8_end_column=lines.column(end, "utf-8"),
    )


def changes_of(
    lines: LineTable, edits: Iterable[Edit], before: Before = _NOTHING
) -> tuple[FileChange, ...]:
    """Return edits on the text of ``lines`` as changes, each with its place."""
    return tuple(
        FileChange(place_of(lines, edit.start, edit.end, before=before), edit.text)
        for edit in edits
    )
