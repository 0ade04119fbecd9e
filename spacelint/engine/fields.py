"""Run the rules about the fields of planned Spaces, and those over all Spaces of a run."""

from __future__ import annotations

from spacelint.checks.contract import SpaceSummary
from spacelint.checks.shared.space import is_over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableMapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Context, FieldFinding
    from spacelint.engine.entries import Entry
    from spacelint.engine.linter import Linter
    from spacelint.engine.rule import Rule
    from spacelint.plan import Plan, PlannedSpace


class RunMemory:
    """What the rules over all Spaces have seen in a run so far: one mapping per rule."""

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
                from spacelint.engine.overlay import Overlay

                self._rules[code] = Overlay(self._below.of(code))
        return self._rules[code]

    def fork(self) -> RunMemory:
        """Return a memory that reads from this one and writes only to itself.

        For a plan that is checked more than once, as when it is fixed.
        """
        return RunMemory(self)


def field_entries(linter: Linter, context: Context) -> list[Entry]:
    """Return the rules of scope ``space`` in use that have what they need in ``context``."""
    return [entry for entry in linter.program.space if _able(entry, context)]


def check_fields(
    space: PlannedSpace, entries: Sequence[Entry], context: Context
) -> list[tuple[Rule, FieldFinding]]:
    """Return the findings of rules of scope ``space`` in the fields of one Space.

    ``context`` is that of this Space (see `Context.about`).
    """
    return [
        (entry.rule, finding) for entry in entries for finding in entry.algorithm(space, context)
    ]


def run_findings(
    spaces: Iterable[SpaceSummary], linter: Linter, context: Context, memory: RunMemory
) -> Iterator[tuple[int, Rule, FieldFinding]]:
    """Yield the findings of the rules over all Spaces in the next Spaces, each with its index."""
    over = [
        (entry, memory.of(entry.rule.code))
        for entry in linter.program.spaces
        if _able(entry, context)
    ]
    for index, summary in enumerate(spaces):
        for entry, known in over:
            for finding in entry.algorithm(summary, context, known):
                yield index, entry.rule, finding


def remember(plan: Plan, linter: Linter, context: Context, memory: RunMemory) -> None:
    """Add a plan's Spaces to the memory of the rules over all Spaces, and drop the findings."""
    if linter.program.spaces:
        for _ in run_findings(summaries(plan), linter, context, memory):
            pass


#: The rules that report a title cut by YAML, or by a comma in CSV.
CUT = frozenset(("SL002", "SL012"))


def summaries(plan: Plan) -> list[SpaceSummary]:
    """Return the summaries of a plan's Spaces for the rules over all Spaces."""
    cut = {problem.space for problem in plan.problems if problem.code in CUT}
    every = [summary_of(plan, space) for space in plan.spaces]
    return [without_title(each) if at in cut else each for at, each in enumerate(every)]


def without_title(summary: SpaceSummary) -> SpaceSummary:
    """Return the summary of a Space whose title was cut: the rest of it is not what was written."""
    return summary._replace(title="")


def summary_of(plan: Plan, space: PlannedSpace) -> SpaceSummary:
    """Return the summary of one Space for the rules over all Spaces."""
    title = space.title
    return SpaceSummary(
        title.value if title is not None else "",
        space.host or "",
        space.scheduled_start,
        space.ends,
        is_over(space),
        plan.path_at(position_of(space)),
        plan.line_at(position_of(space)),
        space.series,
    )


def position_of(space: PlannedSpace) -> int:
    """Return the position of a Space in code points: its title's, or its start."""
    title = space.title
    if title is not None:
        return title.start
    place = space.place()
    return place.start if place is not None else 0


def _able(entry: Entry, context: Context) -> bool:
    return all(
        need == "space" or getattr(context, need) is not None for need in entry.trigger.needs
    )
