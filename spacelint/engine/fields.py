"""Run the rules about the fields of planned Spaces, and those over all Spaces of a run."""

from __future__ import annotations

from spacelint.checks.contract import Brief
from spacelint.checks.shared.state import is_over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableMapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Context, FieldFinding
    from spacelint.engine.linter import Linter
    from spacelint.engine.program import Entry
    from spacelint.engine.rule import Rule
    from spacelint.plan import Plan, PlannedSpace


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


def field_entries(linter: Linter, context: Context) -> list[Entry]:
    """Return the rules of scope ``space`` in use that have what they need in ``context``."""
    return [entry for entry in linter.program.space if _able(entry, context)]


def judge_fields(
    space: PlannedSpace, entries: Sequence[Entry], context: Context
) -> list[tuple[Rule, FieldFinding]]:
    """Return what some rules of scope ``space`` say of the fields of one Space.

    ``context`` is what is known of this very Space (see `Context.about`).
    """
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
    return [brief(plan, space) for space in plan.spaces]


def brief(plan: Plan, space: PlannedSpace) -> Brief:
    """Return what the rules over all Spaces of a run have to know of one of a plan's."""
    title = space.title
    return Brief(
        title.value if title is not None else "",
        space.host or "",
        space.scheduled_start,
        space.ends,
        is_over(space),
        plan.path,
        plan.first_line + plan.lines.line_column(told_at(space))[0],
        space.series,
    )


def told_at(space: PlannedSpace) -> int:
    """Return where a Space is said to stand (code points): at its title, or where it begins."""
    title = space.title
    if title is not None:
        return title.start
    place = space.place()
    return place.start if place is not None else 0


def _able(entry: Entry, context: Context) -> bool:
    return all(
        need == "space" or getattr(context, need) is not None for need in entry.trigger.needs
    )
