"""Run the rules over a plan: what they say of its titles and of the file, each at its place."""

from __future__ import annotations

from spacelint.engine.rule import Diagnostic
from spacelint.source.text import Edit
from spacelint.text import Title
from spacelint.text._value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacelint.checks.contract import Context, FieldFinding
    from spacelint.engine.fields import Judge, RunMemory
    from spacelint.engine.linter import Linter
    from spacelint.engine.rule import Rule
    from spacelint.plan import Plan, PlannedSpace
    from spacelint.plan import Problem as PlanProblem
    from spacelint.source.text import SourceText

    Path = tuple[str | int, ...]
    Lint = Callable[[PlannedSpace, SourceText, Linter, Context], list[Diagnostic]]


_CUT = "SL002"


class Located(NamedTuple):
    """A diagnostic and where it stands in its file.

    ``start`` and ``end`` are code points of the plan's text. ``source`` is the title it speaks of,
    None for a finding about the file; ``space`` the index of the Space or -1. ``file_edits`` mend
    the file where the finding is about it; those of a title are made by `edits_of` when wanted.
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


def check_plan(
    plan: Plan,
    linter: Linter,
    context: Context,
    memory: RunMemory | None = None,
    lint: Lint | None = None,
    judge: Judge | None = None,
) -> list[Located]:
    """Return what the rules say of ``plan``, in the order of the file; suppressions left out.

    ``context`` is what is known beside the plan; each title is judged with its own Space in it.
    ``memory`` is what the rules over all Spaces of a run have seen, and sees this plan's as well;
    without it they see this plan alone. ``lint`` does what `lint_space` does, and ``judge``
    what `spacelint.engine.fields.judge_space` does, for a caller that remembers what came of it.
    """
    lint = lint or lint_space
    found = [located for problem in plan.problems for located in _problem(plan, problem, linter)]
    # What is left of a title that YAML has cut is not what its author wrote: one thing at a time.
    cut = {located.space for located in found if located.diagnostic.code == _CUT}
    for space in plan.spaces:
        source = space.title
        if source is None or not source.value.strip() or space.index in cut:
            continue
        for diagnostic in lint(space, source, linter, context):
            if plan.format == "csv" and _guards(diagnostic):
                continue
            start, end = source.span(diagnostic.start, diagnostic.end)
            found.append(Located(diagnostic, start, end, source, space.index))
    if linter.program.space or linter.program.spaces:
        from spacelint.engine.fields import field_findings

        for rule, space, finding in field_findings(plan, linter, context, memory, judge):
            found.append(_in_field(rule, space, finding))
    found.sort(key=_place)
    return found


def lint_space(
    space: PlannedSpace, source: SourceText, linter: Linter, context: Context
) -> list[Diagnostic]:
    """Return what the rules say of the title of one Space."""
    return linter.lint(Title(source.value), context.about(space))


def edits_of(located: Located) -> tuple[Edit, ...]:
    """Return the edits on the plan's text that make up the fix; empty where there is none."""
    if located.source is None:
        return located.file_edits if located.diagnostic.rule.applicability else ()
    if not located.diagnostic.fix:
        return ()
    return located.source.replace(located.diagnostic.edits) or ()


def _guards(diagnostic: Diagnostic) -> bool:
    """Tell of the space before a sign that a spreadsheet obeys: SL009 puts it there, X drops it."""
    return diagnostic[:2] == (0, 1) and diagnostic.text[:2] in (" =", " +", " -", " @")


def _in_field(rule: Rule, space: PlannedSpace, finding: FieldFinding) -> Located:
    """Return a field finding at its place: the field's, its item's, or else the whole Space's."""
    name, values, item, new = finding
    text = space.plan.text
    if name == "title" and (title := space.title) is not None:
        diagnostic = Diagnostic(0, len(title.value), rule, title.value, values)
        start, end = title.span(0, len(title.value))
        return Located(diagnostic, start, end, title, space.index)
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
    return Located(
        Diagnostic(start, end, rule, text, values), start, end, None, space.index, edits, path
    )


def _problem(plan: Plan, problem: PlanProblem, linter: Linter) -> Iterator[Located]:
    rule = linter.plan_rules.get(problem.code)
    if rule is None:
        return
    values = dict(problem.values)
    if values.get("hint") and rule.help:
        hint = values["hint"]
        values["hint"] = hint[:1].upper() + hint[1:]
    diagnostic = Diagnostic(problem.start, problem.end, rule, plan.text, values, ())
    yield Located(diagnostic, problem.start, problem.end, None, problem.space, problem.edits)


def _place(located: Located) -> tuple[int, int, str]:
    return located.start, located.end, located.diagnostic.rule.code
