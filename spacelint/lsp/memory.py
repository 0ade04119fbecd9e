"""What came of a document when it was last looked at, so that only what changed is done again."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from spacelint.checks.contract import Brief
from spacelint.engine.fields import brief, field_entries, position_of
from spacelint.engine.plans import PlanDiagnostic, SpaceResult, check_space, of_problems, placed
from spacelint.engine.rule import Diagnostic
from spacelint.plan.blocks import BlockMemory
from spacelint.plan.problems import space_problems

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from spacelint.lsp.governing import Governing
    from spacelint.plan import Plan, PlannedSpace
    from spacelint.source.text import SourceText
    from spacelint.text.model import Edit

    Path = tuple[str | int, ...]


class SpaceMemory:
    """What came of the Spaces of a document when it was last looked at; nothing older is kept.

    What is found in a Space rests on its text, its values, the rules and the context. Where the
    format tells which text is a Space's (`Reading.record_offsets`), findings are kept with their
    places; elsewhere without, by the values alone.
    """

    __slots__ = ("_new", "_old", "_under", "blocks", "linted")

    def __init__(self) -> None:
        #: What is known of the text itself, for whoever reads the plan.
        self.blocks = BlockMemory()
        self._old: dict[Hashable, _Known] = {}
        self._new: dict[Hashable, _Known] = {}
        self._under: tuple[object, ...] = ()
        #: How many titles were linted and not remembered, for whoever wants to know.
        self.linted = 0

    def look(
        self, plan: Plan, governing: Governing, told: frozenset[int], cut: frozenset[int]
    ) -> tuple[list[PlanDiagnostic], list[Brief]]:
        """Return what the rules say of each Space alone, and what those over all have to know.

        ``told`` and ``cut`` are the Spaces whose title YAML has cut, the latter by a rule in use.
        """
        reading, linter, context = plan.reading, governing.linter, governing.context
        under = (
            linter, context, plan.layout, plan.format, plan.path, reading.names, reading.other_keys,
            reading.approximate, reading.self_contained, _manner(plan),
        )  # fmt: skip
        if under != self._under:
            self._under = under
            self._new = {}
        self._old, self._new = self._new, {}
        starts = (
            reading.record_offsets() if reading.record_offsets is not None and plan.spaces else None
        )
        entries = field_entries(linter, context)
        found: list[PlanDiagnostic] = []
        briefs: list[Brief] = []
        for space, key in zip(plan.spaces, _keys(plan, starts), strict=True):
            is_told, is_cut = space.index in told, space.index in cut
            known = self._known((key, is_told, is_cut))
            if starts is not None and known.found is not None:
                space.recall(known.read)
                if known.found:
                    start = starts[space.index]
                    if known.title is not None:
                        space.recall(known.read, known.title.moved(plan.text, start))
                    found += [_put(kept, space, start) for kept in known.found]
            else:
                space.recall(known.read)
                judged = known.judged
                if judged is None:
                    self.linted += 1
                    judged = check_space(space, linter, entries, context, is_cut)
                mine = of_problems(plan, space_problems(space, is_told), linter)
                mine += placed(space, judged)
                found += mine
                if starts is None:
                    known.judged = judged
                else:
                    start = starts[space.index]
                    known.found = [_kept(one, space, start) for one in mine]
                    title = space.title
                    known.title = title.moved("", -start) if title is not None else None
            if linter.program.spaces:
                briefs.append(_brief(plan, space, known, starts))
        return found, briefs

    def _known(self, key: Hashable) -> _Known:
        known = self._new.get(key) or self._old.get(key) or _Known()
        self._new[key] = known
        return known


class _Known:
    """What is known of a Space; None where it was not asked yet, or cannot be kept."""

    __slots__ = ("at", "brief", "found", "judged", "read", "title")

    def __init__(self) -> None:
        self.read: dict[str, object] = {}
        self.judged: SpaceResult | None = None
        self.found: list[_Kept] | None = None
        self.title: SourceText | None = None
        self.brief: Brief | None = None
        self.at = 0


class _Kept(NamedTuple):
    """A finding, its places counted from where its Space begins; nothing in it holds a document."""

    diagnostic: Diagnostic
    start: int
    end: int
    titled: bool
    edits: tuple[Edit, ...]
    path: Path


def _kept(located: PlanDiagnostic, space: PlannedSpace, start: int) -> _Kept:
    titled = located.source is not None
    found = located.diagnostic
    if not titled:
        # Its text is the whole file's.
        found = Diagnostic(0, 0, found.rule, "", found.values)
    edits = tuple([_moved(edit, -start) for edit in located.file_edits])
    inside = located.path[len(space.path) :]
    return _Kept(found, located.start - start, located.end - start, titled, edits, inside)


def _put(kept: _Kept, space: PlannedSpace, start: int) -> PlanDiagnostic:
    first, last, found = kept.start + start, kept.end + start, kept.diagnostic
    if kept.titled:
        return PlanDiagnostic(found, first, last, space.title, space.index)
    found = Diagnostic(first, last, found.rule, space.plan.text, found.values, ())
    edits = tuple([_moved(edit, start) for edit in kept.edits])
    path = (*space.path, *kept.path) if kept.path else ()
    return PlanDiagnostic(found, first, last, None, space.index, edits, path)


def _moved(edit: Edit, by: int) -> Edit:
    return edit._replace(start=edit.start + by, end=edit.end + by)


def _brief(plan: Plan, space: PlannedSpace, known: _Known, starts: list[int] | None) -> Brief:
    if starts is None:
        return brief(plan, space)
    start = starts[space.index]
    if known.brief is None:
        known.brief = brief(plan, space)
        known.at = position_of(space) - start
        return known.brief
    line = plan.first_line + bisect_right(plan.lines.starts, start + known.at)
    if line == known.brief.line:  # as nearly always: who types in a title adds no line
        return known.brief
    return known.brief._replace(line=line)


def _keys(plan: Plan, starts: list[int] | None) -> Iterator[Hashable]:
    """Yield what all that is found in each Space rests on."""
    if starts is None:
        for space in plan.spaces:
            # How a number is written can say more than the number: 0200 for a time of day.
            yield object() if _has_number(space.raw) else repr(space.raw)
        return
    text, alone = plan.text, plan.reading.self_contained
    ends = [*starts[1:], len(text)]
    for space, start, end in zip(plan.spaces, starts, ends, strict=True):
        written = text[start:end]
        yield written if alone else (written, repr(space.raw))


def _manner(plan: Plan) -> str:
    """Return what of a file's text decides on how all of it is read and written."""
    if plan.format == "csv":
        return plan.text[: plan.lines.starts[1]] if len(plan.lines.starts) > 1 else plan.text
    return str("\r\n" in plan.text) if plan.format == "ics" else ""


def _has_number(value: object) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return any(_has_number(one) for one in value)
    return isinstance(value, int | float) and not isinstance(value, bool)
