"""Run the rules about the fields of planned Spaces, and those over all Spaces of a run."""

from __future__ import annotations

from spacelint.checks._state import is_over
from spacelint.checks.contract import Brief

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Context, FieldFinding
    from spacelint.engine.linter import Linter
    from spacelint.engine.program import Entry
    from spacelint.engine.rule import Rule
    from spacelint.plan import Plan, PlannedSpace

    Found = tuple[Rule, PlannedSpace, FieldFinding]
    Judge = Callable[[PlannedSpace, Sequence[Entry], Context], Sequence[tuple[Rule, FieldFinding]]]


class RunMemory:
    """What the rules over all Spaces of a run have seen so far: a mapping for each rule."""

    __slots__ = ("_below", "_rules")

    def __init__(self, below: RunMemory | None = None) -> None:
        self._below = below
        self._rules: dict[str, MutableMapping[Any, Any]] = {}

    def of(self, code: str) -> MutableMapping[Any, Any]:
        """Return the mapping of the rule ``code``."""
        if code not in self._rules:
            if self._below is None:
                self._rules[code] = {}
            else:
                from collections import ChainMap

                self._rules[code] = ChainMap({}, self._below.of(code))
        return self._rules[code]

    def fork(self) -> RunMemory:
        """Return a memory that knows what this one knows, and keeps to itself what it learns.

        For a plan that is looked at more than once, as when it is mended.
        """
        return RunMemory(self)


def field_findings(
    plan: Plan,
    linter: Linter,
    context: Context,
    memory: RunMemory | None,
    judge: Judge | None = None,
) -> Iterator[Found]:
    """Yield what the rules of scope ``space`` and ``spaces`` say of a plan's Spaces.

    ``judge`` does what `judge_space` does, for a caller that remembers what came of it.
    """
    judge = judge or judge_space
    program = linter.program
    alone = [entry for entry in program.space if _able(entry, context)]
    for space in plan.spaces:
        own = context.about(space) if context.books else context
        for rule, finding in judge(space, alone, own):
            yield rule, space, finding
    if program.spaces:
        memory = memory or RunMemory()
        for index, rule, finding in run_findings(briefs(plan), linter, context, memory):
            yield rule, plan.spaces[index], finding


def judge_space(
    space: PlannedSpace, entries: Sequence[Entry], context: Context
) -> list[tuple[Rule, FieldFinding]]:
    """Return what some rules of scope ``space`` say of the fields of one Space."""
    return [
        (entry.rule, finding) for entry in entries for finding in entry.algorithm(space, context)
    ]


def run_findings(
    spaces: Iterable[Brief], linter: Linter, context: Context, memory: RunMemory
) -> Iterator[tuple[int, Rule, FieldFinding]]:
    """Yield what the rules over all Spaces say of these, which come next; the index with each."""
    over = [
        (entry, memory.of(entry.rule.code))
        for entry in linter.program.spaces
        if _able(entry, context)
    ]
    for index, brief in enumerate(spaces):
        for entry, known in over:
            for finding in entry.algorithm(brief, context, known):
                yield index, entry.rule, finding


def remember(plan: Plan, linter: Linter, context: Context, memory: RunMemory) -> None:
    """Let the rules over all Spaces of a run know a plan's, without asking what they say."""
    if linter.program.spaces:
        for _ in run_findings(briefs(plan), linter, context, memory):
            pass


def briefs(plan: Plan) -> list[Brief]:
    """Return what the rules over all Spaces of a run have to know of a plan's."""
    return [_brief(plan, space) for space in plan.spaces]


def _brief(plan: Plan, space: PlannedSpace) -> Brief:
    title = space.title
    at = title.start if title is not None else 0
    if title is None and (place := space.place()) is not None:
        at = place.start
    return Brief(
        title.value if title is not None else "",
        space.host or "",
        space.scheduled_start,
        space.ends,
        is_over(space),
        plan.path,
        plan.first_line + plan.lines.line_column(at)[0],
    )


def _able(entry: Entry, context: Context) -> bool:
    return all(
        need == "space" or getattr(context, need) is not None for need in entry.trigger.needs
    )
