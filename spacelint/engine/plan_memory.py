"""The findings in a plan that is checked again and again, as the editor and the page do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from spacelint.checks.contract import Context, SpaceSummary
from spacelint.engine.fields import (
    CUT,
    RunMemory,
    field_entries,
    position_of,
    summary_of,
    without_title,
)
from spacelint.engine.linter import Linter
from spacelint.engine.plans import (
    PlanDiagnostic,
    SpaceResult,
    check_space,
    cut_titles,
    in_order,
    of_problems,
    of_run,
    placed,
)
from spacelint.engine.rule import Diagnostic
from spacelint.engine.suppress import suppress
from spacelint.plan import Plan, PlannedSpace
from spacelint.plan.blocks import BlockMemory
from spacelint.plan.problems import space_problems
from spacelint.source.text import SourceText
from spacelint.text.model import Edit
from spacelint.text.value import Path


class SpaceMemory:
    """The findings in each Space as last checked; nothing older is kept.

    The findings in a Space depend on its text, its values, the rules and the context. Where the
    format knows the text of a Space (`Reading.record_offsets`), findings are kept with their
    places; elsewhere without, by the values alone.
    """

    __slots__ = ("_inputs", "_new", "_old", "blocks", "linted")

    def __init__(self) -> None:
        #: The blocks of the text as last read, for `read_plan`.
        self.blocks = BlockMemory()
        self._old: dict[Hashable, _SpaceRecord] = {}
        self._new: dict[Hashable, _SpaceRecord] = {}
        self._inputs: tuple[object, ...] = ()
        #: The number of titles linted so far, those remembered not counted.
        self.linted = 0

    def check(self, plan: Plan, linter: Linter, context: Context) -> list[PlanDiagnostic]:
        """Return what `check_plan` and `suppress` say of a plan."""
        faults = plan.reading.faults()
        found = of_problems(plan, faults, linter)
        reported = frozenset(problem.space for problem in faults if problem.code in CUT)
        alone, summaries = self._each(plan, linter, context, reported, cut_titles(found))
        found += alone
        found += of_run(plan, summaries, linter, context, RunMemory())
        return suppress(plan, in_order(found), linter, context).left

    def _each(
        self,
        plan: Plan,
        linter: Linter,
        context: Context,
        reported: frozenset[int],
        cut: frozenset[int],
    ) -> tuple[list[PlanDiagnostic], list[SpaceSummary]]:
        """Return the findings in each Space alone, and the summaries for rules over all Spaces.

        ``reported`` and ``cut`` are the Spaces whose title YAML has cut; a rule
        in use reports the latter.
        """
        reading = plan.reading
        inputs = (
            linter, context, plan.layout, plan.format, plan.path, reading.names, reading.other_keys,
            reading.approximate, reading.self_contained, _shared_text(plan),
        )  # fmt: skip
        if inputs != self._inputs:
            self._inputs = inputs
            self._new = {}
        self._old, self._new = self._new, {}
        starts = (
            reading.record_offsets() if reading.record_offsets is not None and plan.spaces else None
        )
        entries = field_entries(linter, context)
        found: list[PlanDiagnostic] = []
        summaries: list[SpaceSummary] = []
        for space, key in zip(plan.spaces, _keys(plan, starts), strict=True):
            is_reported, is_cut = space.index in reported, space.index in cut
            record = self._record((key, is_reported, is_cut))
            start = starts[space.index] if starts is not None else None
            if start is not None and record.found is not None:
                title = record.title if record.found else None
                space.recall(record.read, title and title.moved(plan.text, start))
                found += [_absolute(one, space, start) for one in record.found]
            else:
                space.recall(record.read)
                result = record.result
                if result is None:
                    self.linted += 1
                    result = check_space(space, linter, entries, context, is_cut)
                mine = of_problems(plan, space_problems(space, is_reported), linter)
                mine += placed(space, result)
                found += mine
                if start is None:
                    record.result = result
                else:
                    record.found = [_relative(one, space, start) for one in mine]
                    record.title = space.title and space.title.moved("", -start)
            if linter.program.spaces:
                summary = _summary(plan, space, record, start)
                summaries.append(without_title(summary) if is_cut else summary)
        return found, summaries

    def _record(self, key: Hashable) -> _SpaceRecord:
        record = self._new.get(key) or self._old.get(key) or _SpaceRecord()
        self._new[key] = record
        return record


class _SpaceRecord:
    """What is known of a Space; None where nobody asked yet, or where it cannot be kept."""

    __slots__ = ("at", "found", "read", "result", "summary", "title")

    def __init__(self) -> None:
        self.read: dict[str, object] = {}
        self.result: SpaceResult | None = None
        self.found: list[_RelativeFinding] | None = None
        self.title: SourceText | None = None
        self.summary: SpaceSummary | None = None
        self.at = 0


class _RelativeFinding(NamedTuple):
    """A finding, its places counted from where its Space begins; nothing in it holds a document."""

    diagnostic: Diagnostic
    start: int
    end: int
    titled: bool
    edits: tuple[Edit, ...]
    path: Path


def _relative(one: PlanDiagnostic, space: PlannedSpace, start: int) -> _RelativeFinding:
    titled = one.source is not None
    found = one.diagnostic
    if not titled:
        # Its text is the whole file's.
        found = Diagnostic(0, 0, found.rule, "", found.values)
    edits = tuple([_moved(edit, -start) for edit in one.file_edits])
    inside = one.path[len(space.path) :]
    return _RelativeFinding(found, one.start - start, one.end - start, titled, edits, inside)


def _absolute(one: _RelativeFinding, space: PlannedSpace, start: int) -> PlanDiagnostic:
    first, last, found = one.start + start, one.end + start, one.diagnostic
    if one.titled:
        return PlanDiagnostic(found, first, last, space.title, space.index)
    found = Diagnostic(first, last, found.rule, space.plan.text, found.values, ())
    edits = tuple([_moved(edit, start) for edit in one.edits])
    path = (*space.path, *one.path) if one.path else ()
    return PlanDiagnostic(found, first, last, None, space.index, edits, path)


def _moved(edit: Edit, by: int) -> Edit:
    return edit._replace(start=edit.start + by, end=edit.end + by)


def _summary(
    plan: Plan, space: PlannedSpace, record: _SpaceRecord, start: int | None
) -> SpaceSummary:
    if start is None:
        return summary_of(plan, space)
    if record.summary is None:
        record.summary = summary_of(plan, space)
        record.at = position_of(space) - start
        return record.summary
    line = plan.first_line + bisect_right(plan.lines.starts, start + record.at)
    if line == record.summary.line:  # as nearly always: typing in a title adds no line
        return record.summary
    return record.summary._replace(line=line)


def _keys(plan: Plan, starts: list[int] | None) -> Iterator[Hashable]:
    """Yield the text or values that the findings in each Space depend on."""
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


def _shared_text(plan: Plan) -> str:
    """Return the text that decides how every Space of the file is read and written."""
    if plan.format == "csv":
        return plan.text[: plan.lines.starts[1]] if len(plan.lines.starts) > 1 else plan.text
    return str("\r\n" in plan.text) if plan.format == "ics" else ""


def _has_number(value: object) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return any(_has_number(one) for one in value)
    return isinstance(value, int | float) and not isinstance(value, bool)
