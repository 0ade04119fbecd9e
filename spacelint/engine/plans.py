"""Run the rules over a plan: findings in its titles and its file, each with its place."""

from __future__ import annotations

from spacelint.engine.fields import (
    CUT,
    RunMemory,
    check_fields,
    field_entries,
    run_findings,
    summaries,
)
from spacelint.engine.rule import Diagnostic
from spacelint.text import Title
from spacelint.text.model import Edit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from spacelint.checks.contract import Context, FieldFinding, SpaceSummary
    from spacelint.engine.entries import Entry
    from spacelint.engine.linter import Linter
    from spacelint.engine.rule import Rule
    from spacelint.plan import Plan, PlannedSpace, PlanProblem
    from spacelint.source.text import SourceText
    from spacelint.text.value import Path

    Each = Callable[[Iterable[Any]], Iterable[Any]]

#: Characters of the longest title that is looked at where findings are limited.
LONGEST_TITLE = 1_000_000
_LONGEST_EDITED = 10_000


class TooMuchError(Exception):
    """A plan has too many findings, or a title that is too long: on ``line``, 0 for findings."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(line)
        self.line = line


class PlanDiagnostic(NamedTuple):
    """A diagnostic with its place in a file.

    ``start`` and ``end`` are code points of the plan's text. ``source`` is the title it is
    about, None for a finding about the file; ``space`` is the index of the Space or -1.
    ``file_edits`` fix the file; those of a title are made by `edits_of` on demand.
    ``path`` is that of the value in the document which ``file_edits`` change, where it is one.
    """

    diagnostic: Diagnostic
    start: int
    end: int
    source: SourceText | None
    space: int
    file_edits: tuple[Edit, ...] = ()
    path: Path = ()

    @property
    def exact(self) -> bool:
        """Whether the very characters are known, and not only the whole value."""
        return self.source is None or self.source.exact


class SpaceResult(NamedTuple):
    """The findings in the title and in the fields of one Space, without places in a file."""

    title: Sequence[Diagnostic]
    fields: Sequence[tuple[Rule, FieldFinding]]


#: The raw values of Spaces in which nothing was found, by the index of the Space.
CleanSpaces = dict[int, dict[str, object]]


def check_plan(
    plan: Plan,
    linter: Linter,
    context: Context,
    memory: RunMemory | None = None,
    most: int | None = None,
    clean: CleanSpaces | None = None,
    each: Each = iter,
) -> list[PlanDiagnostic]:
    """Return the findings in ``plan``, in the order of the file; suppressions are not applied.

    ``context`` is what is known beside the plan; each title is checked with its own Space in it.
    ``memory`` is what the rules over all Spaces of a run have seen, and sees this plan's as well;
    without it they see this plan alone. Where ``most`` is given, raises `TooMuchError` for more
    findings than that, and for a title too long to be looked at. ``clean`` has what was found to be
    clean in earlier readings of a plan that is being fixed: such a Space is not looked at again
    while its values are the same. What is found to be clean is added to it.
    ``each`` goes over the Spaces one by one, and may raise to end the check.
    """
    found = check_each(plan, linter, context, most, clean, each)
    if linter.program.spaces:
        seen = each(summaries(plan))
        over_all = run_findings(seen, linter, context, memory or RunMemory())
        found += placed_of_run(plan, each(over_all))
    return in_order(found)


def check_each(
    plan: Plan,
    linter: Linter,
    context: Context,
    most: int | None = None,
    clean: CleanSpaces | None = None,
    each: Each = iter,
) -> list[PlanDiagnostic]:
    """Return the findings in ``plan`` without those of the rules over all Spaces of a run.

    Raises as `check_plan` does.
    """
    found = of_problems(plan, plan.problems, linter)
    cut = cut_titles(found)
    entries = field_entries(linter, context)
    for space in each(plan.spaces):
        if most is not None:
            _bound(space, len(found), most)
        is_cut = space.index in cut
        if clean and not is_cut and _is_among(clean, space):
            continue
        result = check_space(space, linter, entries, context, is_cut)
        if result.title or result.fields:
            found += placed(space, result)
        elif clean is not None and not is_cut:
            clean[space.index] = space.raw
    if most is not None and len(found) > most:
        raise TooMuchError
    return found


def _is_among(clean: CleanSpaces, space: PlannedSpace) -> bool:
    """Return whether a Space has the values with which it was found to be clean."""
    from spacelint.plan.compare import same_values

    return space.index in clean and same_values(clean[space.index], space.raw)


def _bound(space: PlannedSpace, count: int, most: int) -> None:
    """Raise `TooMuchError` for too many findings before a Space, or a title of unusual length."""
    if count > most:
        raise TooMuchError
    source = space.title
    if source is not None and len(source.value) > LONGEST_TITLE:
        raise TooMuchError(space.plan.line_at(source.start))


def of_problems(
    plan: Plan, problems: Iterable[PlanProblem], linter: Linter
) -> list[PlanDiagnostic]:
    """Return the problems of a plan as findings of the rules in use."""
    return [finding for problem in problems for finding in _problem(plan, problem, linter)]


def cut_titles(found: Iterable[PlanDiagnostic]) -> frozenset[int]:
    """Return the indices of the Spaces whose title YAML or CSV has cut.

    The rest of such a title is not what its author wrote, so it is not checked.
    """
    return frozenset(finding.space for finding in found if finding.diagnostic.code in CUT)


def check_space(
    space: PlannedSpace, linter: Linter, entries: Sequence[Entry], context: Context, cut: bool
) -> SpaceResult:
    """Return the findings in one Space; in its fields only if its title is ``cut``.

    ``entries`` are those of the rules about fields (`field_entries`).
    """
    title: Sequence[Diagnostic] = ()
    source = space.title
    own = context.about(space)
    if source is not None and not cut and source.value.strip():
        title = linter.lint(Title(source.value), own)
        if space.plan.format == "csv":
            title = [diagnostic for diagnostic in title if not _guards(diagnostic)]
    return SpaceResult(title, check_fields(space, entries, own) if entries else ())


def placed(space: PlannedSpace, result: SpaceResult) -> list[PlanDiagnostic]:
    """Return the findings in a Space with their places in the file."""
    found = []
    source = space.title
    if source is not None:
        for diagnostic in result.title:
            start, end = source.span(diagnostic.start, diagnostic.end)
            found.append(PlanDiagnostic(diagnostic, start, end, source, space.index))
    found += [_in_field(rule, space, finding) for rule, finding in result.fields]
    return found


def of_run(
    plan: Plan,
    summaries: Iterable[SpaceSummary],
    linter: Linter,
    context: Context,
    memory: RunMemory,
) -> list[PlanDiagnostic]:
    """Return the findings of the rules over all Spaces in a plan, given its ``summaries``."""
    return placed_of_run(plan, run_findings(summaries, linter, context, memory))


def placed_of_run(
    plan: Plan, found: Iterable[tuple[int, Rule, FieldFinding]]
) -> list[PlanDiagnostic]:
    """Return what `run_findings` found with the places in the file."""
    return [_in_field(rule, plan.spaces[index], finding) for index, rule, finding in found]


def in_order(found: list[PlanDiagnostic]) -> list[PlanDiagnostic]:
    """Return findings in the order of the file."""
    return sorted(found, key=_place)


def edits_of(finding: PlanDiagnostic) -> tuple[Edit, ...]:
    """Return the edits on the plan's text that make up the fix; empty where there is none.

    Empty too for a title of more than 10,000 characters, all of which would be read to prove each
    of its fixes; the fixer makes them all at once.
    """
    if finding.source is None:
        return finding.file_edits if finding.diagnostic.rule.applicability else ()
    if not finding.diagnostic.fix or len(finding.source.value) > _LONGEST_EDITED:
        return ()
    return finding.source.replace(finding.diagnostic.edits) or ()


def _guards(diagnostic: Diagnostic) -> bool:
    """True for the space that SL009 puts before a formula's sign; X drops it."""
    return diagnostic[:2] == (0, 1) and diagnostic.text[:2] in (" =", " +", " -", " @")


def _in_field(rule: Rule, space: PlannedSpace, finding: FieldFinding) -> PlanDiagnostic:
    """Return a field finding at its place: the field's, its item's, or else the whole Space's."""
    name, values, item, new = finding
    text = space.plan.text
    if name == "title" and (title := space.title) is not None:
        diagnostic = Diagnostic(0, len(title.value), rule, title.value, values)
        start, end = title.span(0, len(title.value))
        return PlanDiagnostic(diagnostic, start, end, title, space.index)
    inside = () if item < 0 else (item,)
    if name == "scheduled_start" and not space.paths(name):
        name = "date"  # day and time in fields of their own
    place = space.place(name, *inside) or space.place()
    start, end = (place.start, place.end) if place else (0, 0)
    edits: tuple[Edit, ...] = ()
    path: Path = ()
    if new is not None:
        source, path = space.source_of(name, *inside)
        if source is not None:
            edits = source.replace((Edit(0, len(source.value), new),)) or ()
    return PlanDiagnostic(
        Diagnostic(start, end, rule, text, values), start, end, None, space.index, edits, path
    )


def _problem(plan: Plan, problem: PlanProblem, linter: Linter) -> Iterator[PlanDiagnostic]:
    rule = linter.plan_rules.get(problem.code)
    if rule is None:
        return
    values = dict(problem.values)
    if values.get("hint") and rule.help:
        hint = values["hint"]
        values["hint"] = hint[:1].upper() + hint[1:]
    diagnostic = Diagnostic(problem.start, problem.end, rule, plan.text, values, ())
    yield PlanDiagnostic(diagnostic, problem.start, problem.end, None, problem.space, problem.edits)


def _place(finding: PlanDiagnostic) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.diagnostic.rule.code
